//! Whom a penalty meets.

use super::clause::{behind_article, line_start};
use super::cues::is_word;
use super::name::Names;
use super::reading::Reading;
use crate::span::Span;

/// So many bytes before a fine its sentence is read.
const SENTENCE: usize = 900;
/// So many clauses of a condition are read for the one it names.
const CLAUSES: usize = 3;
/// So many characters one who is fined is named with.
const LONGEST: usize = 24;

impl Reading<'_> {
    /// 对运输人处…罚款；情节严重的，处|五万元: the one whom the fine before meets, where the words
    /// between only say how the matter goes on, and no other one is met before it.
    pub(super) fn fined_before(&self, at: usize) -> Option<String> {
        let [.., before] = self.found.as_slice() else {
            return None;
        };
        let words = self.view.get(self.last..at)?;
        let (_, part) = words.split_once('；')?;
        let goes_on = self.names.cues.violator.goes_on.begins(part);
        if !goes_on || words.contains(['。', '\n', '对']) || part.contains('；') {
            return None;
        }
        let line = self.original(line_start(self.view, at));
        let group = before.group.as_ref()?;
        let of_line = self.found.iter().rev().take_while(|q| q.span.start >= line);
        let mut fines = of_line.filter(|q| q.of.as_deref() == Some("罚款"));
        (before.of.as_deref() == Some("罚款") && fines.all(|q| q.group.as_ref() == Some(group)))
            .then(|| group.clone())
    }
}

impl Names<'_> {
    /// Whether the words `within` end with the one a penalty meets: 对个人处.
    pub(super) fn is_penalty(&self, within: Span) -> bool {
        let words = within.slice(self.view);
        self.meets(words).is_some() || self.meets_before(words).is_some()
    }

    /// Of 对主管人员给予警告，并处 the one who is met, whom a clause before names.
    pub(super) fn meets_before<'w>(&self, words: &'w str) -> Option<&'w str> {
        let mut verbs = self.cues.group.penalty.iter();
        let mut head =
            verbs.find_map(|verb| words.strip_suffix(verb.as_str())?.strip_suffix('，'))?;
        for _ in 0..3 {
            let start = head.rfind(['，', '；', '。', '：', '\n']);
            let clause = &head[start.unwrap_or(0)..];
            if let Some(at) = clause.rfind('对') {
                let person = &clause[at + '对'.len_utf8()..];
                let end = ["给予", "予以", "责令", "依法", "可以", "应当", "没收", "由"];
                let end = end.iter().filter_map(|w| person.find(w)).min();
                let person = &person[..end.unwrap_or(person.len())];
                let named = self.is_people(person) || self.cues.of.actors.ends(person);
                return named.then_some(person);
            }
            // 情节严重的，处…: of whom a condition speaks is not sure.
            if clause.ends_with('的') {
                return None;
            }
            head = &head[..start?];
        }
        None
    }

    /// Of 对直接负责的主管人员处 the words between.
    pub(super) fn meets<'w>(&self, clause: &'w str) -> Option<&'w str> {
        let verb = |verb: &String| {
            let head = clause.strip_suffix(verb.as_str())?;
            let at = head.rfind('对')?;
            let person = &head[at + '对'.len_utf8()..];
            // 国务院对外贸易主管部门处
            let word = person.starts_with('外');
            (!word && !person.contains(['，', '；', '。'])).then_some(person)
        };
        let mut verbs = self.cues.group.penalty.iter();
        verbs.find_map(verb).or_else(|| self.meets_by_share(clause))
    }

    /// Of 对经营者处违法所得 the one who is met by a multiple of something.
    fn meets_by_share<'w>(&self, clause: &'w str) -> Option<&'w str> {
        let at = clause.rfind('对')? + '对'.len_utf8();
        let words = &clause[at..];
        // 对其法定代表人、直接责任人员处以其上一年度收入
        let plain = |c: char| is_word(c) || c == '、';
        if !words.chars().all(plain) || words.chars().count() > 60 {
            return None;
        }
        let mut verbs = self.cues.group.penalty.iter();
        let end = verbs.find_map(|verb| words.find(verb.as_str()))?;
        let person = &words[..end];
        let someone = self.is_people(person) || self.cues.of.actors.ends(person);
        (someone && !person.starts_with('外')).then_some(person)
    }

    /// Of 违反本条例规定，施工单位未…的，由…处 the one whose deed it is, who is fined for it; `at` is
    /// where the fine stands. What follows a ； is of the same one where it only says how the matter
    /// goes on: 拒不改正的，处….
    pub(super) fn violator(&self, at: usize) -> Option<String> {
        let view = self.view;
        let from = view.ceil_char_boundary(at.saturating_sub(SENTENCE));
        let words = &view[from..at];
        let start = words.rfind(['。', '\n']);
        let start = start.or((from == 0).then_some(0))?;
        let sentence = words[start..].trim_start_matches(['。', '\n']);
        let cues = &self.cues.violator;
        for part in sentence.rsplit('；') {
            let part = part.trim_start();
            if !cues.goes_on.begins(part) {
                return self.named_violator(part);
            }
        }
        None
    }

    /// The one whom the first condition of an article names before what was done.
    pub(super) fn named_violator(&self, words: &str) -> Option<String> {
        let words = behind_article(words)?;
        // （一）企业未…
        let words = match words.strip_prefix(['（', '(']) {
            Some(item) => item.split_once(['）', ')'])?.1.trim_start(),
            None => words,
        };
        // 违反本条例第十条、第十一条规定，
        let words = match words.starts_with("违反") {
            true => words[words.find("规定，")? + "规定，".len()..].trim_start(),
            false => words,
        };
        // 船员服务簿的事项发生变更，船员未办理手续的，: the condition to its end
        let end = words.find("的，").or_else(|| words.find('，'));
        let condition = &words[..end.unwrap_or(words.len())];
        condition
            .split('，')
            .take(CLAUSES)
            .find_map(|clause| self.doer(clause))
    }

    /// The one whom a clause begins with before what is done.
    fn doer(&self, clause: &str) -> Option<String> {
        let cues = &self.cues.violator;
        // 生产|企业未…, 平台经营|者未…: what a deed begins with may stand in the name of who does it.
        let deeds = cues.deeds.within(clause);
        let deeds = deeds.filter(|(at, deed, _)| {
            !clause[at + deed.len()..].starts_with(['者', '户', '商', '方', '人'])
        });
        let names = deeds.map(|(end, ..)| &clause[..end]).take_while(|who| {
            who.chars().count() <= LONGEST && who.chars().all(|c| c == '、' || is_word(c))
        });
        // 销售充装单位擅自充装的燃气的: what is sold, and no one who sells
        let of_deed = |who: &str| {
            let rest = clause[who.len()..].trim_end_matches('的');
            cues.acts.begins(who) && rest.contains('的')
        };
        // 公安机关|应当批评教育；拒不改正的，处…: an authority that acts is not fined
        let acts = |who: &str| {
            clause[who.len()..].starts_with("应当")
                && ["部门", "机关", "政府"].iter().any(|w| who.ends_with(w))
        };
        // 举办|诊所应当备案而未备案, but not 举办者
        let not = |who: &str| {
            let word = cues.not.longest(who).map(|(word, ())| word.len());
            word.is_some_and(|end| !who[end..].starts_with(['者', '方']))
        };
        let mut names = names.filter(|who| {
            who.chars().count() > 1
                && !["或者", "他人"].iter().any(|other| who.ends_with(other))
                && !who.contains("应当")
                && !acts(who)
                // 下列处罚由公安机关实施
                && !who.contains('由')
                && (who.starts_with("有关") || !not(who))
                && !of_deed(who)
                && (cues.who.ends(who)
                    || self.is_people(who) && !self.cues.group.no_one.ends(who)
                    || self.cues.of.actors.ends(who))
        });
        names.next().map(str::to_owned)
    }
}
