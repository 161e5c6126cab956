//! Times counted from a happening: `自印发之日起`, `发布后30日内`.

use super::grammar::Grammar;
use super::scan::is_stop;

/// Deeds that make a document known; the document's own date is their day.
const ISSUING: [&str; 6] = ["发布", "公布", "印发", "颁布", "下发", "发文"];

/// Deeds that make a document valid, and many other things besides.
const APPROVING: [&str; 3] = ["通过", "批准", "签发"];

/// Words that may lead the words of a happening where 自 does not.
const LEADING: [&str; 11] = [
    "应当在",
    "必须在",
    "应在",
    "须在",
    "应当于",
    "要在",
    "需在",
    "可在",
    "并在",
    "以在",
    "权在",
];

/// What a document calls itself.
const OWN: [&str; 12] = [
    "本办法",
    "本规定",
    "本条例",
    "本通知",
    "本意见",
    "本细则",
    "本方案",
    "本法",
    "本决定",
    "文件",
    "通知",
    "本文件",
];

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
        let verb = ISSUING.iter().find(|v| deed.ends_with(**v))?;
        let whole = deed.strip_suffix(verb)?;
        let own =
            whole.chars().next_back().is_none_or(is_stop) || OWN.iter().any(|o| whole.ends_with(o));
        own.then_some((whole.len(), true))
    }

    /// `自本办法发布之日起` without a length, at 之: where it begins, and whether it is the
    /// document's own issue.
    pub(super) fn since_issue(&self, at: usize) -> Option<(usize, usize)> {
        let s = self.scan;
        let end = s.word(at, "之日起")?;
        let deed = s.text.get(..at)?;
        let (start, own) = self.happening(deed);
        // 自批准之日起施行 is said of the document itself.
        let valid = APPROVING.iter().any(|v| deed.ends_with(v))
            && s.any(end, &["施行", "实施", "执行", "生效", "试行"])
                .is_some();
        (own || valid).then_some((start.max(self.free), end))
    }

    /// The happening that `deed` ends with.
    fn happening(&self, deed: &str) -> (usize, bool) {
        let mut start = None;
        let mut at = deed.len();
        let mut bounded = false;
        for ch in deed.chars().rev().take(24) {
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
            start = LEADING
                .iter()
                .find_map(|w| clause.rfind(w).map(|i| at + i + w.len()))
                // 收到通知之日起5日内, at the head of its clause.
                .or(((bounded || at == 0) && clause.chars().count() <= 12).then_some(head));
        }
        let (verb, plain) = match (
            ISSUING.iter().find(|v| deed.ends_with(**v)),
            APPROVING.iter().find(|v| deed.ends_with(**v)),
        ) {
            (Some(verb), _) => (verb, true),
            (_, Some(verb)) => (verb, false),
            _ => return (start.unwrap_or(deed.len()), false),
        };
        let before = deed.len() - verb.len();
        let start = start.unwrap_or(before);
        let subject = deed.get(start..before).unwrap_or_default();
        let own = (plain && (subject.is_empty() || ISSUING.contains(&subject)))
            || OWN.contains(&subject)
            || (subject.starts_with('本') && subject.chars().count() <= 8);
        (start, own)
    }
}
