//! What the code of a number says, and where a code begins in a sentence.

use super::{Agencies, Agency, nation};
use crate::document::Level;

impl Agencies {
    /// Who issues under this code of a document number (`沪府办发`, `国务院令`).
    ///
    /// A code that went from one ministry to the next is read as the last one's; with
    /// [`Agencies::by_code_in`] the year decides.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<Agency> {
        self.by_code_in(code, None)
    }

    /// Who issued under this code in a year, which tells which ministry had it then.
    ///
    /// ```
    /// use zhengce::document::Agencies;
    /// let issuer = |code, year| Agencies::standard().by_code_in(code, Some(year))?.issuer;
    /// assert_eq!(issuer("卫医发", 2010).as_deref(), Some("卫生部"));
    /// assert_eq!(issuer("环发", 2005).as_deref(), Some("国家环境保护总局"));
    /// ```
    #[must_use]
    pub fn by_code_in(&self, code: &str, year: Option<i16>) -> Option<Agency> {
        // An order or notice names its organ in full: 国务院令, 国家税务总局公告.
        let name = ["令", "公告", "通告"]
            .iter()
            .find_map(|end| code.strip_suffix(end))
            .or_else(|| (self.is_organ(code) && self.is_known(code)).then_some(code))
            .filter(|name| name.chars().count() > 1);
        if let Some(name) = name {
            if let Some(mut agency) = self.by_name(name) {
                agency.issuer = Some(name.to_owned());
                return Some(agency);
            }
            // 人民代表大会公告 does not say of which place; it is no code.
            if self.is_organ(name) {
                return None;
            }
        } else if ["令", "公告", "通告"].contains(&code) {
            return None;
        }
        let organ = self.organs.coded(code, year).filter(|(end, _)| {
            // 林府, 商政办: a county of that letter, not the ministry.
            let local = ["府", "政办"].iter().any(|w| code[*end..].starts_with(w));
            !(local && code[..*end].chars().nth(1).is_none())
        });
        let place = self.begins.longest(code);
        if let Some((end, organ)) = organ
            && place.is_none_or(|(of_place, _)| of_place <= end)
        {
            let organ = self.organs.get(organ);
            let mut agency = self.by_name(&organ.name).unwrap_or_else(nation);
            let office = agency.level == Level::National
                && !organ.name.ends_with(['厅', '室'])
                && self.signs_by_office(&code[end..]);
            let office = if office { "办公厅" } else { "" };
            agency.issuer = Some(format!("{}{office}", organ.name));
            return Some(agency);
        }
        let (end, places) = place?;
        let first = self.places.get(*places.first()?);
        // What is left of 泸市|人社发 is the organ; 苏府 and 宁政 end with the beginning of theirs.
        let within = places.first().and_then(|at| {
            let begins = self.places.get(*at).begins.iter();
            let begun = begins.filter(|b| code.starts_with(b.as_str()));
            begun.map(String::len).min()
        })?;
        let last = code[..end].char_indices().next_back()?.0;
        let organ = [last, within]
            .into_iter()
            .filter(|at| *at > 0)
            .find_map(|at| self.organs.local_coded(code.get(at..)?));
        Some(Agency {
            issuer: organ.map(|o| self.spelling(places[0]).spell(&o.name)),
            level: first.level,
            region: Some(first.full.clone()),
            also: places[1..]
                .iter()
                .map(|p| self.places.get(*p).full.clone())
                .collect(),
        })
    }

    /// Whether the rest of a ministry's code, behind its own, is that of its 办公厅.
    fn signs_by_office(&self, rest: &str) -> bool {
        let offices = &self.number.offices;
        offices.iter().any(|o| rest.starts_with(o.as_str())) || rest.contains('厅')
    }

    /// Where the code begins in the run of characters before a year or serial, in bytes.
    ///
    /// 「根据沪府办发」 gives the place of 沪; a run that is all code gives 0.
    pub(in crate::document) fn code_start(&self, run: &str) -> usize {
        // A cue that ends the run is a part of the code: 甲市规定〔2012〕5号.
        let ends_run = |cue: &usize| run.ends_with(self.lead.anywhere[*cue].as_str());
        let start = run
            .char_indices()
            .flat_map(|(at, _)| {
                let cues = self.cues.beginning(run[at..].chars());
                cues.map(move |(length, cues)| (at + length, cues))
            })
            .filter(|(_, cues)| !cues.iter().any(ends_run))
            .map(|(end, _)| end)
            .max()
            .unwrap_or(0);
        // 和教督, 号和国发: joining words before a known code.
        if !self.begins_code(&run[start..]) {
            let mut at = start;
            for first in run[start..].chars().take(3) {
                if !self.lead.first.contains(&first) {
                    break;
                }
                at += first.len_utf8();
                if self.begins_code(&run[at..]) {
                    return at;
                }
            }
        }
        start
    }

    /// Where the code begins in `run` when an organ's name comes first: 上海市物价局|沪价费.
    pub(in crate::document) fn after_organ(&self, run: &str) -> usize {
        run.char_indices()
            .skip(3)
            .filter(|(at, _)| {
                let name = &run[..*at];
                // 国中医药办|人教函 is all code.
                let unknown =
                    || !self.organs.begins_with_long_code(run) && name.chars().count() >= 5;
                self.is_organ(name) && (self.is_known(name) || unknown())
            })
            .find(|(at, _)| run[*at..].chars().count() >= 2 && self.begins_code(&run[*at..]))
            .map_or(0, |(at, _)| at)
    }

    /// Where the known organ that ends `run` begins, behind words that are no name: 自治区应按|国务院.
    pub(in crate::document) fn organ_at_end(&self, run: &str) -> usize {
        if self.is_known(run) {
            return 0;
        }
        let mut starts = run.char_indices().map(|(at, _)| at);
        starts
            .find(|at| {
                self.organs
                    .named(&run[*at..])
                    .is_some_and(|(end, _)| at + end == run.len())
            })
            .unwrap_or(0)
    }

    /// Whether a code of the registry, or the abbreviation of a place, begins `text`.
    pub(in crate::document) fn begins_code(&self, text: &str) -> bool {
        self.organs.begins_code(text) || self.begins.longest(text).is_some() || self.is_known(text)
    }

    /// Whether `code` is a class alone: 函〔2012〕5号, whose organ stands elsewhere.
    pub(in crate::document) fn is_class(&self, code: &str) -> bool {
        self.number.classes.iter().any(|c| c == code)
    }

    /// The class that ends a code: 发, 函, 规, 令; `None` where only an organ or its department
    /// is named.
    pub(in crate::document) fn class_of(&self, code: &str) -> Option<&str> {
        let ends = self.number.classes.iter().filter(|c| {
            code.strip_suffix(c.as_str())
                .is_some_and(|rest| !rest.is_empty())
        });
        ends.max_by_key(|c| c.len()).map(String::as_str)
    }

    /// Whether 联 in a code marks a document of several organs.
    pub(in crate::document) fn is_joint(&self, code: &str) -> bool {
        let mut plain = code.to_owned();
        for organ in &self.number.not_joint {
            plain = plain.replace(organ.as_str(), "");
        }
        plain.contains('联')
    }
}
