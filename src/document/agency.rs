//! [`Agencies`]: who issues under which code, at which level, for which region.
//!
//! The knowledge is `corpus/agencies.toml` and `corpus/places.tsv`; this file only reads it.

mod file;
mod organs;
mod places;
mod prefix;
#[cfg(test)]
mod tests;

use super::{DocNumber, Level};
use crate::error::Result;
use file::{Foreign, Lead, Name, Number};
use organs::Organs;
use places::Places;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The registry of places, organs and number codes.
///
/// ```
/// use zhengce::document::{Agencies, Level};
/// let agencies = Agencies::standard();
/// let office = agencies.by_code("沪府办发").unwrap();
/// assert_eq!(office.issuer.as_deref(), Some("上海市人民政府办公厅"));
/// assert_eq!((office.level, office.region.as_deref()), (Level::Municipal, Some("上海市")));
/// let bureau = agencies.by_name("浦东新区教育局").unwrap();
/// assert_eq!((bureau.level, bureau.region.as_deref()), (Level::District, Some("上海市浦东新区")));
/// // Two places number in this way: none is chosen in silence.
/// let shared = agencies.by_code("宁政发").unwrap();
/// assert_eq!(shared.region.as_deref(), Some("宁夏回族自治区"));
/// assert!(shared.also.contains(&"江苏省南京市".to_owned()));
/// ```
#[derive(Debug)]
pub struct Agencies {
    places: Places,
    /// Places by what their numbers begin with.
    begins: prefix::Prefixes,
    organs: Organs,
    lead: Lead,
    number: Number,
    name: Name,
    endings: Endings,
    foreign: Vec<Foreign>,
}

/// What is known of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Agency {
    /// Its name in full, where it is known: by a code, or by a name that is short.
    pub issuer: Option<String>,
    /// Its level of government.
    pub level: Level,
    /// Where its documents hold: 全国, 上海市, 上海市浦东新区, 河南省洛阳市 …; `None` where the
    /// name of a school does not say.
    pub region: Option<String>,
    /// Other places that the code or name may as well mean. Where this is not empty, level and
    /// region are the likeliest of several, and something else must decide.
    pub also: Vec<String>,
}

const NATION: &str = "全国";

/// Suffixes of names, by their text; the longest bounds the search.
#[derive(Debug)]
struct Endings {
    all: BTreeSet<String>,
    longest: usize,
}

static STANDARD: LazyLock<Agencies> = LazyLock::new(|| {
    let (organs, places) = (
        include_str!("../../corpus/agencies.toml"),
        include_str!("../../corpus/places.tsv"),
    );
    // What ships is read by the tests of this module.
    Agencies::read(organs, places).unwrap_or_else(|e| unreachable!("{e}, part of the program"))
});

impl Agencies {
    /// The registry that ships with the library.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// A registry from the text of its two tables, in the form of `corpus/agencies.toml` and
    /// `corpus/places.tsv`, which say at their head what a record holds.
    ///
    /// # Errors
    /// A record that does not read, with the name of its table and its line.
    pub fn read(organs: &str, places: &str) -> Result<Self> {
        let file = file::read(organs).map_err(|e| e.at_path("corpus/agencies.toml"))?;
        let places = Places::read(places).map_err(|e| e.at_path("corpus/places.tsv"))?;
        let mut shorts: Vec<(Level, &str, usize)> = places
            .iter()
            .flat_map(|(at, p)| p.begins.iter().map(move |b| (p.level, b.as_str(), at)))
            .collect();
        shorts.sort_by_key(|(level, _, at)| (*level, *at));
        let begins = prefix::Prefixes::new(shorts.into_iter().map(|(_, b, at)| (b, at)));
        let longest = file.name.organs.iter().map(|s| s.chars().count()).max();
        Ok(Self {
            begins,
            places,
            organs: Organs::new(file.organ, file.local),
            lead: file.lead,
            number: file.number,
            endings: Endings {
                all: file.name.organs.iter().cloned().collect(),
                longest: longest.unwrap_or(0),
            },
            name: file.name,
            foreign: file.foreign,
        })
    }

    /// Who issues under this code of a document number (`沪府办发`, `国务院令`).
    ///
    /// A code that went from one ministry to the next is read as the last one's; with
    /// [`Agencies::of_number`] the year decides.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<Agency> {
        self.coded(code, None)
    }

    /// Who issued under this number; the year tells which ministry had the code.
    ///
    /// ```
    /// use zhengce::document::{Agencies, DocNumber};
    /// let issuer = |n| Agencies::standard().of_number(&DocNumber::parse(n)?)?.issuer;
    /// assert_eq!(issuer("卫医发〔2010〕6号").as_deref(), Some("卫生部"));
    /// assert_eq!(issuer("环发〔2005〕98号").as_deref(), Some("国家环境保护总局"));
    /// ```
    #[must_use]
    pub fn of_number(&self, number: &DocNumber) -> Option<Agency> {
        self.coded(&number.code, number.year)
    }

    fn coded(&self, code: &str, year: Option<i16>) -> Option<Agency> {
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
        let organ = self.organs.coded(code, year);
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
            issuer: organ.map(|o| self.spelt(&o.name, places[0])),
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

    /// The name of a local organ with its place.
    fn spelt(&self, pattern: &str, place: usize) -> String {
        let it = self.places.get(place);
        let hall = it.level < Level::District
            && (self.places.is_chief(place) || self.number.halls.contains(&it.name));
        let department = it.level == Level::Provincial;
        pattern
            .replace("{place}", &self.places.official(place))
            .replace("{office}", if hall { "办公厅" } else { "办公室" })
            .replace("{department}", if department { "厅" } else { "局" })
    }

    /// Level and region of an issuer by its name, and its name in full.
    ///
    /// The longest known name wins: 上海市浦东新区教育局 is of the district, not of the city. A
    /// place that is not in the registry (a town, a zone) tells its level by its last character.
    ///
    /// ```
    /// use zhengce::document::{Agencies, Level};
    /// let agencies = Agencies::standard();
    /// let full = |name| agencies.by_name(name).and_then(|a| a.issuer);
    /// assert_eq!(full("上海市教委").as_deref(), Some("上海市教育委员会"));
    /// assert_eq!(full("人力资源社会保障部").as_deref(), Some("人力资源和社会保障部"));
    /// let school = agencies.by_name("上海市格致中学").unwrap();
    /// assert_eq!(school.level, Level::School);
    /// ```
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<Agency> {
        let name = name.trim();
        if let Some(country) = self.country(name) {
            return Some(Agency {
                issuer: None,
                level: Level::Foreign,
                region: Some(country.to_owned()),
                also: Vec::new(),
            });
        }
        let mut agency = self.governed(name);
        if self.is_school(name) {
            let school = agency.get_or_insert_with(|| Agency {
                region: None,
                ..nation()
            });
            school.level = Level::School;
        }
        agency
    }

    /// As [`Agencies::by_name`], of organs of the nation and of places.
    fn governed(&self, name: &str) -> Option<Agency> {
        let exact = self
            .organs
            .named(name)
            .filter(|(end, _)| *end == name.len());
        let full = exact.map(|(_, organ)| &organ.name);
        let party = name.strip_prefix("中共").unwrap_or(name);
        let party = party.strip_prefix("共青团").unwrap_or(party);
        // 国家税务总局上海市税务局 is known by a name that begins with its city.
        let local = full.filter(|f| self.places.begins(f)).map(String::as_str);
        if let Some(found) = self.places.find(local.unwrap_or(party)) {
            let place = self.places.get(found.places[0]);
            let rest = &local.unwrap_or(party)[found.end..];
            let mut agency = Agency {
                issuer: full
                    .cloned()
                    .or_else(|| self.local_in_full(rest, found.places[0])),
                level: place.level,
                region: Some(place.full.clone()),
                also: found.places[1..]
                    .iter()
                    .map(|p| self.places.get(*p).full.clone())
                    .collect(),
            };
            // 河南省某新区…, 上海市某镇: a smaller place inside it.
            if full.is_none()
                && let Some((inner, level)) = self.unlisted(rest)
                && level > place.level
            {
                agency.level = level;
                agency.region = Some(format!("{}{inner}", place.full));
            }
            return Some(agency);
        }
        let begins = |words: &[String]| words.iter().any(|n| party.starts_with(n.as_str()));
        if self.organs.named(name).is_some()
            || begins(&self.name.nation)
            || begins(&self.name.nation_perhaps)
        {
            return Some(Agency {
                issuer: full.cloned(),
                ..nation()
            });
        }
        let (place, level) = self.unlisted(party)?;
        Some(Agency {
            issuer: None,
            level,
            region: Some(place.to_owned()),
            also: Vec::new(),
        })
    }

    /// A place that is not in the registry, at the beginning of `name`.
    fn unlisted<'n>(&self, name: &'n str) -> Option<(&'n str, Level)> {
        let found = places::unlisted(name)?;
        let none = self
            .name
            .not_places
            .iter()
            .any(|w| found.0.ends_with(w.as_str()));
        (!none).then_some(found)
    }

    /// The organ of a place with its name in full: 教委 in 上海市.
    fn local_in_full(&self, rest: &str, place: usize) -> Option<String> {
        let spell = |pattern: &str| self.spelt(pattern, place);
        let organ = self.organs.local_named(rest, &spell)?;
        Some(self.spelt(&organ.name, place))
    }

    fn country(&self, name: &str) -> Option<&str> {
        let at_home = |w: &str| w.is_ascii() && name.contains(w) || name.starts_with(w);
        let country = self
            .foreign
            .iter()
            .find(|c| std::iter::once(&c.name).chain(&c.also).any(|w| at_home(w)))?;
        Some(&country.name)
    }

    /// Whether a name ends as names of schools do (…中学, …大学).
    fn is_school(&self, name: &str) -> bool {
        let ends = |words: &[String]| words.iter().any(|w| name.ends_with(w.as_str()));
        ends(&self.name.schools) && !ends(&self.name.not_schools)
    }

    /// Whether `name` ends as names of organs do (…局, …委员会, …人民政府).
    #[must_use]
    pub fn is_organ(&self, name: &str) -> bool {
        let starts = name.char_indices().rev().take(self.endings.longest);
        name.len() > "部".len()
            && starts
                .into_iter()
                .any(|(at, _)| self.endings.all.contains(&name[at..]))
    }

    /// Whether `name` begins with a place or national organ of the registry.
    #[must_use]
    pub fn is_known(&self, name: &str) -> bool {
        let party = name.trim_start_matches("中共");
        self.places.begins(party)
            || self.organs.named(name).is_some()
            || self
                .name
                .nation
                .iter()
                .any(|n| party.starts_with(n.as_str()))
    }

    /// Where the code begins in the run of characters before a year or serial, in bytes.
    ///
    /// 「根据沪府办发」 gives the place of 沪; a run that is all code gives 0.
    pub(super) fn code_start(&self, run: &str) -> usize {
        let start = self
            .lead
            .anywhere
            .iter()
            .filter_map(|cue| run.rfind(cue.as_str()).map(|at| at + cue.len()))
            .filter(|end| *end < run.len())
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
    pub(super) fn after_organ(&self, run: &str) -> usize {
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

    /// Whether a code of the registry, or the abbreviation of a place, begins `text`.
    pub(super) fn begins_code(&self, text: &str) -> bool {
        self.organs.begins_code(text) || self.begins.longest(text).is_some() || self.is_known(text)
    }

    /// The class that ends a code: 发, 函, 规, 令; `None` where only an organ or its department
    /// is named.
    pub(super) fn class_of(&self, code: &str) -> Option<&str> {
        let ends = self.number.classes.iter().filter(|c| {
            code.strip_suffix(c.as_str())
                .is_some_and(|rest| !rest.is_empty())
        });
        ends.max_by_key(|c| c.len()).map(String::as_str)
    }

    /// Whether 联 in a code marks a document of several organs.
    pub(super) fn is_joint(&self, code: &str) -> bool {
        let mut plain = code.to_owned();
        for organ in &self.number.not_joint {
            plain = plain.replace(organ.as_str(), "");
        }
        plain.contains('联')
    }
}

/// What an organ of the nation is.
fn nation() -> Agency {
    Agency {
        issuer: None,
        level: Level::National,
        region: Some(NATION.to_owned()),
        also: Vec::new(),
    }
}
