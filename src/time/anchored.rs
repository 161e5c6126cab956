//! Times counted from a happening: `自印发之日起`, `发布后30日内`.

use super::grammar::Grammar;
use super::knowledge::{Deeds, knowledge};
use super::scan::{is_stop, last_clause};

/// How many characters of a happening are read.
const REACH: usize = 48;

/// The same in bytes of Chinese characters.
pub(super) const NEAR: usize = 3 * REACH;

/// Where the last deed of others begins that `text` ends with, or that its last clause tells.
fn deed_of_others(text: &str) -> Option<usize> {
    let deeds = &knowledge().deeds.other;
    if let Some(whole) = Deeds::before(deeds, text) {
        return Some(whole.len());
    }
    let clause = last_clause(text, NEAR);
    Some(text.len() - clause.len() + last_deed(clause, deeds)?)
}

/// Where the last deed of `clause` begins that 在 or 于 leads, or that receives something.
fn last_deed(clause: &str, deeds: &[String]) -> Option<usize> {
    let deed = |at: usize| {
        let rest = clause.get(at..).unwrap_or_default();
        deeds.iter().any(|deed| rest.starts_with(deed.as_str()))
    };
    let led = clause
        .rmatch_indices(['在', '于'])
        .map(|(at, word)| at + word.len())
        .find(|at| deed(*at));
    led.or_else(|| {
        clause.rmatch_indices('到').find_map(|(at, _)| {
            let verb = ["收", "接"].iter().find(|v| clause[..at].ends_with(**v))?;
            Some(at - verb.len())
        })
    })
}

impl Grammar<'_> {
    /// Where the words begin that anchor a length at `at` to a happening, and whether the
    /// happening is the document's own issue.
    pub(super) fn anchor_before(&self, at: usize) -> Option<(usize, bool)> {
        let s = self.scan;
        let text = s.text.get(..at)?.trim_end_matches(' ');
        if let Some(deed) = [
            "之日起",
            "之次日起",
            "之日起的",
            "之日起满",
            "之日起，",
            "之日后",
            "之日",
        ]
        .iter()
        .find_map(|w| text.strip_suffix(w))
        {
            return Some(self.happening(deed));
        }
        // 印发后30日内
        let deed = ["之后", "以后", "后"]
            .iter()
            .find_map(|w| text.strip_suffix(w))?;
        let deeds = &knowledge().deeds;
        // 收到人民检察院《通知书》后十五日内
        if let Some(open) = deed.strip_suffix('》').and_then(|d| d.rfind('《')) {
            return Some((deed_of_others(deed.get(..open)?)?, false));
        }
        if let Some(whole) = Deeds::before(&deeds.issuing, deed)
            && (whole.chars().next_back().is_none_or(is_stop)
                || Deeds::before(&deeds.own, whole).is_some())
        {
            return Some((whole.len(), true));
        }
        // 经批准后6个月内, 收到复查申请后三十日内: counted from a deed of others.
        Some((deed_of_others(deed)?, false))
    }

    /// `自本办法发布之日起` without a length, at 之: where it begins, and whether it is the
    /// document's own issue.
    pub(super) fn since_issue(&self, at: usize) -> Option<(usize, usize)> {
        let s = self.scan;
        let end = s.word(at, "之日起")?;
        let deed = s.text.get(..at)?;
        let (start, own) = self.happening(deed);
        // 自批准之日起施行 is said of the document itself; a contract or an office may take effect too,
        // and then no word of the sentence speaks of the text.
        let approved = Deeds::before(&knowledge().deeds.approving, deed).is_some();
        let valid = approved
            && (s.any(end, &["施行", "实施", "执行", "试行"]).is_some()
                || s.word(end, "生效").is_some() && self.sentence_speaks_of_text(start));
        let told = (own || valid) && self.speaks_of_text(start);
        told.then_some((start.max(self.free), end))
    }

    /// Whether what stands before a happening in its clause is nothing, or the text itself: 本条例自…;
    /// not 转让合同自….
    fn speaks_of_text(&self, start: usize) -> bool {
        let before = self.scan.text.get(..start).unwrap_or_default();
        speak_of_text(last_clause(before.trim_end_matches(['自', '从']), NEAR))
    }

    /// The same of its whole sentence.
    fn sentence_speaks_of_text(&self, start: usize) -> bool {
        let before = self.scan.text.get(..start).unwrap_or_default();
        let from = before.floor_char_boundary(start.saturating_sub(NEAR));
        let sentence = before[from..].rsplit(['。', '；', '\n']).next();
        speak_of_text(sentence.unwrap_or_default().trim_end_matches(['自', '从']))
    }

    /// Whether the words of a happening begin with a name that the text has for itself, or stand
    /// behind one.
    pub(super) fn is_of_text(&self, start: usize) -> bool {
        let (before, rest) = self.scan.text.split_at_checked(start).unwrap_or_default();
        let own = &knowledge().deeds.own;
        rest.starts_with('本')
            || own
                .iter()
                .any(|name| rest.starts_with(name.as_str()) || before.ends_with(name.as_str()))
    }

    /// The happening that `deed` ends with.
    fn happening(&self, deed: &str) -> (usize, bool) {
        let deeds = &knowledge().deeds;
        let mut start = None;
        let mut at = deed.len();
        let mut bounded = false;
        let mut title = false;
        for ch in deed.chars().rev().take(REACH) {
            // 自收到《通知书》之日起
            title |= ch == '》';
            if title {
                title = ch != '《';
                at -= ch.len_utf8();
                continue;
            }
            if is_stop(ch) && ch != '、' {
                bounded = true;
                break;
            }
            // 自治区 begins no time.
            let plain = !deed.get(at..).is_some_and(|t| t.starts_with('治'));
            if matches!(ch, '自' | '从') && plain {
                start = Some(at);
                break;
            }
            at -= ch.len_utf8();
        }
        // 应当在转让完成之日起20日内
        if start.is_none() {
            let clause = deed.get(at..).unwrap_or_default();
            let head = at
                + if clause.starts_with('于') {
                    '于'.len_utf8()
                } else {
                    0
                };
            start = deeds
                .leading
                .iter()
                .find_map(|w| clause.rfind(w.as_str()).map(|i| at + i + w.len()))
                .or_else(|| last_deed(clause, &deeds.other).map(|i| at + i))
                // 收到通知之日起5日内, at the head of its clause.
                .or(((bounded || at == 0) && clause.chars().count() <= 12).then_some(head));
        }
        let (before, plain) = match (
            Deeds::before(&deeds.issuing, deed),
            Deeds::before(&deeds.approving, deed),
        ) {
            (Some(before), _) => (before.len(), true),
            (_, Some(before)) => (before.len(), false),
            _ => return (start.unwrap_or(deed.len()), false),
        };
        let start = start.unwrap_or(before);
        let subject = deed.get(start..before).unwrap_or_default();
        let own = (plain && (subject.is_empty() || deeds.issuing.iter().any(|v| v == subject)))
            || deeds.own.iter().any(|o| o == subject)
            || (subject.starts_with('本')
                && subject.chars().count() <= 8
                && !deeds.not_own.iter().any(|o| subject.starts_with(o)));
        (start, own)
    }
}

/// Whether words are none, the number of an article, or speak of the text.
pub(super) fn speak_of_text(words: &str) -> bool {
    let words = words.trim();
    // 第三十条 自公布之日起施行.
    let is_marker = words.starts_with('第') && words.chars().count() <= 8;
    let mut names = knowledge().deeds.of_text.iter();
    words.is_empty() || is_marker || names.any(|name| words.contains(name.as_str()))
}
