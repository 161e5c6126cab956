//! Whom a figure concerns.

use super::behind::is_age;
use super::clause::behind_article;
use super::cues::is_word;
use super::name::{Names, REACH};
use super::own::BY;
use crate::span::Span;
use std::cell::LazyCell;

/// So many commas stand at most between one of whom only something is told and a figure.
const FAR: usize = 3;

/// Whom a figure concerns.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) name: String,
    /// Whether it is the subject of its sentence, and so that of the figures that follow, too.
    pub(super) stays: bool,
}

impl Names<'_> {
    /// Whom the words `within` speak of last: 农村小学, or 对 X in a penalty.
    pub(super) fn group(&self, within: Span) -> Option<Group> {
        let from = self
            .view
            .ceil_char_boundary(within.end.saturating_sub(3 * REACH).max(within.start));
        let text = &self.view[from..within.end];
        let own = text.rfind(['，', '；', '。', '：', '\n']).unwrap_or(0);
        let met = self.meets(&text[own..]);
        if let Some(person) = met.or_else(|| self.meets_before(text)) {
            let count = person.chars().count();
            let plain = person.chars().all(|c| is_word(c) || c == '、');
            let other = person.starts_with("其他") || person.starts_with("其它");
            let person = person
                .strip_prefix('其')
                .filter(|_| !other)
                .unwrap_or(person);
            // 对船长|可以视情节另处, 对个人|由公安机关处
            let end = [
                "可以", "应当", "可", "另", "并", "视", "由", "分别", "给予", "当场",
            ];
            let end = end.iter().filter_map(|w| person.find(w)).min();
            let person = &person[..end.unwrap_or(person.len())];
            let person = person.strip_suffix('各').unwrap_or(person);
            return ((2..=45).contains(&count) && plain).then(|| Group {
                name: person.to_owned(),
                stays: true,
            });
        }
        let mut last = None;
        let mut end_before = None;
        for found in self.cues.group.named.all_in(text) {
            let (before, after) = (&text[..found.start], &text[found.end..]);
            let ahead = end_before == Some(found.start);
            end_before = Some(found.end);
            let name = found.slice(text);
            // 全国性团体, 各省级部门, 居民委员会, 居民消费价格
            if self.names_other(name, after) || is_remark(before, after) {
                continue;
            }
            // 本机构, 安排人员: who that is stands elsewhere
            let no_one = matches!(name, "机构" | "人员");
            let head = &self.view[..from + before.len()];
            if no_one && head.ends_with(is_word) && !head.ends_with("每个") {
                continue;
            }
            // 职工和居民|医疗保险覆盖…: what stands behind all of a row
            let row = after.starts_with(['和', '、', '与', '及']);
            let row = row.then(|| self.row_of(&text[found.start..], name.len()));
            let row = row.flatten().map(|end| &text[found.start + end..]);
            if row.is_some_and(|after| self.names_other(name, after)) {
                continue;
            }
            let in_own = found.start >= own;
            // 企业参与合作，培育…，打造…，建设…，推动建设|300个: another one does that
            let far = after.matches('，').count() > FAR;
            if far && !self.cues.group.must.begins(after) && !after.starts_with(['要', '需']) {
                continue;
            }
            let verb = LazyCell::new(|| self.is_verb(after));
            // “全国示范社区” is a name.
            let opens = self.view[..from + before.len()]
                .chars()
                .next_back()
                .is_none_or(|c| !is_word(c) && !matches!(c, '“' | '《' | '、'));
            // 专利代理|机构, 不举办|高中|的区: the end of a name, or what a verb is about.
            let each = ["每个", "每名", "每位"];
            let turned = before.ends_with(|c| self.cues.group.towards.contains(&c))
                || each.iter().any(|w| before.ends_with(w)) && *verb
                || in_own && self.cues.group.helped.ends(before) && *verb
                || in_own && (ahead || before.ends_with(['的', '名', '位', '个']) && *verb);
            let subject = !after.starts_with(['的', '、', '和']) || in_own;
            // 全市建成…, but not 为本市应届学生: a region is the subject or says where.
            let region = self.cues.group.regions.contains(name);
            // Of 小学应当有…，… all that follows is told, of 小学达标率 not.
            let number = |c: char| c.is_ascii_digit() || crate::numeral::is_numeral(c);
            let stays = self.is_said_of(row.unwrap_or(after))
                || opens && row.map_or_else(|| *verb, |after| self.is_verb(after))
                || region && opens && after.starts_with(number);
            let fits = if region {
                // 2017年|我省
                (opens || before.ends_with(['年', '月', '底'])) && (in_own || stays)
            } else {
                opens || turned
            };
            if fits && subject && (in_own || stays) {
                let from = found.start;
                last = self.row_of(&text[from..], name.len()).map(|end| Group {
                    name: text[from..from + end].to_owned(),
                    stays,
                });
            }
        }
        last
    }

    /// Where the row ends whose first member ends at `end`: 企业、事业单位和社会团体成员. None where
    /// a member is no one.
    fn row_of(&self, words: &str, end: usize) -> Option<usize> {
        let mut end = end;
        for _ in 0..4 {
            let rest = &words[end..];
            let joints = ["以及", "、", "和", "与", "及", "或者", "或"];
            let Some(joint) = joints.iter().find(|w| rest.starts_with(**w)) else {
                break;
            };
            let further = &rest[joint.len()..];
            let near = &further[..further.floor_char_boundary(45)];
            let length: usize = near
                .chars()
                .take_while(|c| is_word(*c))
                .map(char::len_utf8)
                .sum();
            let tokens = self.words.cut(&near[..length]);
            let is_someone = |at: &usize| self.is_doer_word(&near[..*at]);
            let ends = tokens.into_iter().map(|t| t.span.end);
            // 社会团体|成员
            let mut members = ends.skip_while(|at| !is_someone(at)).take_while(is_someone);
            let first = members.next()?;
            end += joint.len() + members.last().unwrap_or(first);
        }
        Some(end)
    }

    /// On whom a sentence lays what it says: 人民法院|应当在四十八小时内….
    pub(super) fn obliged(&self, within: Span) -> Option<Group> {
        let before = &self.view[..within.start];
        if !(before.is_empty() || before.ends_with(['。', '；', '\n'])) {
            return None;
        }
        let words = within.slice(self.view).trim_start();
        let words = match words.starts_with('（') {
            true => words.split_once('）').map_or(words, |item| item.1),
            false => behind_article(words)?,
        };
        self.obliged_by(words)
    }

    /// The same of the clause that ends `within`, where another one stands before it.
    pub(super) fn obliged_of_clause(&self, within: Span) -> Option<Group> {
        let words = within.slice(self.view);
        let (_, clause) = words.rsplit_once('，')?;
        // Most clauses lay nothing on anyone: that it is a penalty is asked last.
        let obliged = self.obliged_by(clause).filter(|group| {
            let name = group.name.as_str();
            // 补贴费按失业人员|应享受…
            let of_verb = BY.iter().any(|by| name.contains(by)) || name.contains(['由', '对']);
            self.cues.of.actors.ends(name)
                && !of_verb
                && (name.starts_with("其他") || !name.starts_with('其'))
        });
        obliged.filter(|_| !self.is_penalty(within))
    }

    /// The one that words begin with on whom they lay something.
    fn obliged_by(&self, words: &str) -> Option<Group> {
        /// The longest name, in characters.
        const LONGEST: usize = 24;
        let who = words.chars().take(LONGEST + 1);
        let who = who.take_while(|c| is_word(*c) || *c == '、');
        let who = &words[..who.map(char::len_utf8).sum()];
        let cues = &self.cues.group;
        let other =
            |behind: &str| behind.starts_with(['急', '届', '用', '对', '收', '付', '聘', '邀']);
        let (end, ..) = cues.must.within(words).find(|(at, must, ())| {
            // 应届, 应急
            *at <= who.len() && !(*must == "应" && other(&words[at + must.len()..]))
        })?;
        let who = words[..end].trim_end_matches(['还', '均', '都', '也', '只']);
        // 申请免考的|考生须
        let who = who.rsplit('的').next().unwrap_or(who);
        let who = ["其中", "请"]
            .iter()
            .find_map(|w| who.strip_prefix(w))
            .unwrap_or(who);
        let plain = (2..=LONGEST).contains(&who.chars().count());
        let someone = self.cues.of.actors.ends(who)
            || self.cues.violator.who.ends(who)
            || self.is_people(who) && !cues.no_one.ends(who);
        (plain && someone && !self.cues.violator.not.begins(who)).then(|| Group {
            name: who.to_owned(),
            stays: true,
        })
    }

    /// The groups of a row of `count` that the words name for figures to be dealt out to, and what
    /// is measured of each: 小学、初中|生均经费, 教师比例|小学和初中.
    pub(super) fn groups(
        &self,
        words: Span,
        count: usize,
    ) -> Option<(Vec<String>, Option<String>)> {
        let text = words.slice(self.view);
        let mut row: Vec<&str> = Vec::new();
        let (mut start, mut end) = (0, 0);
        for found in self.cues.group.named.all_in(text) {
            let joined = matches!(&text[end..found.start], "、" | "和" | "与" | "及");
            if !joined {
                if row.len() == count {
                    break;
                }
                row.clear();
                start = found.start;
            }
            row.push(found.slice(text));
            end = found.end;
        }
        if row.len() != count {
            return None;
        }
        let behind = text[end..].trim_start_matches('的');
        let name = if behind.is_empty() {
            let before = Span::new(words.start, words.start + start);
            self.named(before, &[])
        } else {
            Some(behind.to_owned()).filter(|name| name.chars().all(is_word))
        };
        let name = name.filter(|name| self.is_measure(name));
        (name.is_some() || behind.is_empty())
            .then(|| (row.into_iter().map(str::to_owned).collect(), name))
    }

    /// Whether words go on with what is said of a subject: 应当…, but not 应届….
    fn is_said_of(&self, words: &str) -> bool {
        self.cues.group.said_of.begins(words) && !words.starts_with("应届")
    }

    /// Whether words begin with a verb, as far as names begin behind it.
    fn is_verb(&self, words: &str) -> bool {
        let first = self.first_word(words);
        first.is_empty()
            || self.is_said_of(words)
            || self.cues.of.leading.contains(first) && !self.cues.of.soft.contains(first)
    }

    /// Whether a group is only the head of another word: 居民|消费价格.
    fn names_other(&self, group: &str, after: &str) -> bool {
        // 农民工总量
        if group.ends_with("农民") && after.starts_with('工') {
            return true;
        }
        // 初中阶段|开设…, but not 高中阶段其他学校
        let of_stage = |stage| !self.is_verb(stage);
        after.starts_with(['性', '级'])
            || after.strip_prefix("阶段").is_some_and(of_stage)
            || [
                "委员会",
                "医保",
                "医疗保险",
                "基本医疗",
                "养老保险",
                "消费价格",
                "所得税",
                "英语",
                "大学英语",
                "人大",
                "政协",
                "劳动模范",
                "编制",
                "社会保障基金",
                "社保基金",
            ]
            .iter()
            .any(|w| after.starts_with(w))
    }

    /// Whether a name says how many of a group there are: 教师, 专任教师|人数.
    pub(super) fn counts_them(&self, name: &str, group: &str) -> bool {
        name.ends_with(group)
            || self.is_people(name)
                && group
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with(['与', '和', '、', '及']))
            || name
                .rfind(group)
                .is_some_and(|at| self.cues.of.relative.contains(&name[at + group.len()..]))
    }

    /// The body that a clause names and says nothing else.
    pub(super) fn only_names<'w>(&self, clause: &'w str) -> Option<&'w str> {
        let name = clause.trim();
        let plain = |word: &str| {
            word.chars().all(is_word)
                && !self.cues.of.leading.contains(word)
                && !self.cues.of.trailing.contains(word)
        };
        let names = self.cues.of.actors.ends(name)
            && (2..=12).contains(&name.chars().count())
            && (self.words.cut(name).into_iter()).all(|token| plain(token.span.slice(name)));
        names.then_some(name)
    }

    /// Whether a group told of elsewhere is not that of a figure: of another's age, of what another
    /// body has, of a condition under which an authority acts. `clause` is that of the figure up to
    /// it, `behind` what follows its bound.
    pub(super) fn is_of_another(
        &self,
        group: &str,
        of: Option<&str>,
        unit: Option<&str>,
        clause: &str,
        behind: &str,
    ) -> bool {
        if clause.contains(group) || of.is_some_and(|of| of.contains(group)) {
            return false;
        }
        // 出售金额不满五千元|的，以五千元计算: not of the authority that reckons
        let authority = ["部门", "机关", "政府", "法院"];
        if behind.starts_with("的，") && authority.iter().any(|w| group.ends_with(w)) {
            return true;
        }
        // 学生自选2门课程，|确保|课时总量不低于9%: no one of them sees to that
        let sees = ["确保", "保证", "支持", "鼓励", "力争"];
        if self.is_people(group) && sees.iter().any(|w| clause.starts_with(w)) {
            return true;
        }
        // 学校应当组织体检，对年满四十周岁的教师…
        if is_age(unit) {
            return true;
        }
        // 社会团体应有5万元资金，|基金会|基金数额不少于200万元
        let Some(of) = of.filter(|of| clause.starts_with(of)) else {
            return false;
        };
        let mut ends = self.words.cut(of).into_iter().map(|t| t.span.end);
        ends.any(|end| {
            end < of.len() && self.cues.of.actors.ends(&of[..end]) && !group.contains(&of[..end])
        })
    }

    /// Whose measure a name is: 城镇居民|人均收入.
    pub(super) fn whose(&self, name: &str) -> Option<Group> {
        let (who, rest) = name.split_at(self.cues.group.named.begins(name)?);
        // 初中阶段|艺术课时
        let of_stage = rest.starts_with("阶段");
        if of_stage {
            return Some(Group {
                name: who.to_owned(),
                stays: false,
            });
        }
        if self.names_other(who, rest) {
            return None;
        }
        // 教师比例 is of the teachers themselves.
        let itself = self.cues.of.relative.contains(rest);
        let measure = !itself
            && !name.contains(['和', '、', '与'])
            && name.ends_with(|c| self.cues.of.measures.contains(&c));
        (measure && !rest.is_empty()).then(|| Group {
            name: who.to_owned(),
            stays: false,
        })
    }
}

/// Whether words stand in a bracket that is closed: （企业自建的在外）.
fn is_remark(before: &str, after: &str) -> bool {
    let Some(open) = before.rfind('（') else {
        return false;
    };
    !before[open..].contains('）') && after.contains('）')
}
