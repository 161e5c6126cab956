//! [`Agencies`]: who issues under which code, at which level, for which region.
//!
//! The knowledge is `corpus/agencies.toml` and `corpus/places.tsv`; this file only reads it.

mod codes;
mod file;
mod organs;
mod places;
mod prefix;
#[cfg(test)]
mod tests;

use super::Level;
use crate::error::Result;
use file::{Foreign, Lead, Name, Number};
use organs::Organs;
use places::Places;
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
    /// Provinces by their names without 省 or 市: 上海, 广东.
    provinces: prefix::Prefixes,
    organs: Organs,
    lead: Lead,
    number: Number,
    name: Name,
    /// How names of organs end, from their last character back.
    endings: prefix::Prefixes,
    /// Words of a sentence that stand before a code, by their place in the list of `lead`.
    cues: prefix::Prefixes,
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
        let mut shorts: Vec<(bool, &str, usize)> = places
            .iter()
            .flat_map(|(at, p)| {
                p.begins
                    .iter()
                    .map(move |b| (!p.is_province(), b.as_str(), at))
            })
            .collect();
        // A province before its cities; else the order of the table.
        shorts.sort_by_key(|(lower, _, at)| (*lower, *at));
        let begins = prefix::Prefixes::new(shorts.into_iter().map(|(_, b, at)| (b, at)));
        let provinces = prefix::Prefixes::new(places.iter().filter_map(|(at, p)| {
            let bare = p.name.strip_suffix(['省', '市'])?;
            p.is_province().then_some((bare, at))
        }));
        let backwards = |word: &String| word.chars().rev().collect::<String>();
        let endings: Vec<String> = file.name.organs.iter().map(backwards).collect();
        let numbered = |words: &[String]| {
            prefix::Prefixes::new(words.iter().enumerate().map(|(at, w)| (w.as_str(), at)))
        };
        let cues = numbered(&file.lead.anywhere);
        Ok(Self {
            begins,
            provinces,
            places,
            organs: Organs::new(file.organ, file.local),
            lead: file.lead,
            number: file.number,
            endings: numbered(&endings),
            cues,
            name: file.name,
            foreign: file.foreign,
        })
    }

    /// How the names of local organs are spelt in a place.
    fn spelling(&self, place: usize) -> Spelling {
        let it = self.places.get(place);
        let hall = it.level < Level::District
            && (self.places.is_chief(place) || self.number.halls.contains(&it.name));
        let department = it.level == Level::Provincial;
        Spelling {
            place: self.places.official(place),
            office: if hall { "办公厅" } else { "办公室" },
            department: if department { "厅" } else { "局" },
        }
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
            let mut agency = self.placed(&found);
            agency.issuer = full
                .cloned()
                .or_else(|| self.local_in_full(rest, found.places[0]));
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
        if let Some((place, level)) = self.unlisted(party) {
            return Some(Agency {
                issuer: None,
                level,
                region: Some(place.to_owned()),
                also: Vec::new(),
            });
        }
        self.of_province(party)
    }

    /// A name that begins with a province in short: 上海海关, 广东高院.
    fn of_province(&self, name: &str) -> Option<Agency> {
        let (_, places) = self.provinces.longest(name)?;
        let place = self.places.get(*places.first()?);
        Some(Agency {
            issuer: None,
            level: place.level,
            region: Some(place.full.clone()),
            also: Vec::new(),
        })
    }

    /// Level and region that a title tells where no issuer does: the place it begins with, behind
    /// 关于, a year or a month.
    ///
    /// ```
    /// use zhengce::document::Agencies;
    /// let region = |t| Agencies::standard().by_title(t).and_then(|a| a.region);
    /// assert_eq!(region("2024年上海市中考招生问答").as_deref(), Some("上海市"));
    /// assert_eq!(region("关于上海春考的通知").as_deref(), Some("上海市"));
    /// assert_eq!(region("关于进一步加强教师工作的意见"), None);
    /// ```
    #[must_use]
    pub fn by_title(&self, title: &str) -> Option<Agency> {
        let date =
            |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | ' ' | '《' | '“');
        let mut rest = title.trim_start_matches(date);
        for word in ["上半年", "下半年", "关于"] {
            rest = rest
                .strip_prefix(word)
                .unwrap_or(rest)
                .trim_start_matches(date);
        }
        // Of a title only what is registered counts: 上海市经济技术开发区条例 is the city's.
        if let Some(found) = self.places.find(rest) {
            return Some(self.placed(&found));
        }
        if let Some((_, organ)) = self.organs.named(title) {
            return self.by_name(&organ.name);
        }
        let nation_begins = |n: &String| title.starts_with(n.as_str());
        if self.name.nation.iter().any(nation_begins) {
            return Some(nation());
        }
        self.of_province(rest)
    }

    fn placed(&self, found: &places::Found) -> Agency {
        let mut places = found.places.iter().map(|at| self.places.get(*at));
        let (level, region) = places
            .next()
            .map_or((Level::National, None), |p| (p.level, Some(p.full.clone())));
        Agency {
            issuer: None,
            level,
            region,
            also: places.map(|p| p.full.clone()).collect(),
        }
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
        let spelling = self.spelling(place);
        let organ = self.organs.local_named(rest, &spelling)?;
        Some(spelling.spell(&organ.name))
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
        name.len() > "部".len() && self.ends_as_organ(name.chars().rev())
    }

    /// Whether characters, from the last one back, end as names of organs do.
    pub(crate) fn ends_as_organ(&self, backwards: impl Iterator<Item = char>) -> bool {
        self.endings.begin(backwards)
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
}

/// How the names of local organs are spelt in one place: what stands for the words in braces of
/// `{place}教育{department}`.
struct Spelling {
    place: String,
    office: &'static str,
    department: &'static str,
}

impl Spelling {
    fn parts<'s>(&'s self, pattern: &'s str) -> impl Iterator<Item = &'s str> {
        pattern.split(['{', '}']).map(|part| match part {
            "place" => self.place.as_str(),
            "office" => self.office,
            "department" => self.department,
            words => words,
        })
    }

    fn spell(&self, pattern: &str) -> String {
        self.parts(pattern).collect()
    }

    /// Whether `pattern` is spelt `name` here.
    fn is(&self, pattern: &str, name: &str) -> bool {
        let rest = self
            .parts(pattern)
            .try_fold(name, |rest, part| rest.strip_prefix(part));
        rest.is_some_and(str::is_empty)
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
