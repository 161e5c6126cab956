//! [`Agencies`]: who issues under which code, at which level, for which region.
//!
//! The knowledge is `corpus/agencies.toml`; this file only reads it.

use super::Level;
use crate::shipped;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The registry of places, organs and number codes.
///
/// ```
/// use zhengce::document::{Agencies, Level};
/// let agencies = Agencies::standard();
/// let office = agencies.by_code("沪府办发").unwrap();
/// assert_eq!(office.issuer.as_deref(), Some("上海市人民政府办公厅"));
/// assert_eq!((office.level, office.region.as_str()), (Level::Municipal, "上海市"));
/// let bureau = agencies.by_name("浦东新区教育局").unwrap();
/// assert_eq!((bureau.level, bureau.region.as_str()), (Level::District, "上海市浦东新区"));
/// ```
#[derive(Debug)]
pub struct Agencies {
    lead: Lead,
    /// Places by every name they go by.
    places: BTreeMap<String, Place>,
    /// Places by the abbreviation that begins a code.
    shorts: BTreeMap<String, Place>,
    organ_codes: Vec<OrganCode>,
    /// National and single organs by code.
    codes: BTreeMap<String, String>,
    national: Vec<String>,
    suffixes: Vec<String>,
}

/// What is known of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Agency {
    /// Its name, where a code tells it.
    pub issuer: Option<String>,
    /// Its level of government.
    pub level: Level,
    /// Where its documents hold: 全国, 上海市, 上海市浦东新区 …
    pub region: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lead: Lead,
    place: Vec<Place>,
    organ_code: Vec<OrganCode>,
    code: Vec<Code>,
    national: National,
    organ: Organ,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lead {
    anywhere: Vec<String>,
    first: Vec<char>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    name: String,
    #[serde(default)]
    alias: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    level: Level,
    within: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganCode {
    code: String,
    organ: String,
    low: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    codes: Vec<String>,
    issuer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct National {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organ {
    suffixes: Vec<String>,
}

const NATION: &str = "全国";

static STANDARD: LazyLock<Agencies> = LazyLock::new(|| {
    let file: File = shipped::table(
        "corpus/agencies.toml",
        include_str!("../../corpus/agencies.toml"),
    );
    Agencies::from_file(file)
});

impl Agencies {
    /// The registry that ships with the library.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    fn from_file(file: File) -> Self {
        let (mut places, mut shorts) = (BTreeMap::new(), BTreeMap::new());
        for place in file.place {
            for name in place.alias.iter().chain([&place.name]) {
                places.insert(name.clone(), place.clone());
                if let Some(outer) = &place.within {
                    places.insert(format!("{outer}{name}"), place.clone());
                }
            }
            for short in &place.short {
                shorts.insert(short.clone(), place.clone());
            }
        }
        let mut organ_codes = file.organ_code;
        organ_codes.sort_by_key(|o| std::cmp::Reverse(o.code.len()));
        let mut suffixes = file.organ.suffixes;
        suffixes.sort_by_key(|s| std::cmp::Reverse(s.len()));
        let mut national = file.national.names;
        national.sort_by_key(|n| std::cmp::Reverse(n.len()));
        let codes = file
            .code
            .into_iter()
            .flat_map(|c| {
                c.codes
                    .into_iter()
                    .map(move |code| (code, c.issuer.clone()))
            })
            .collect();
        Self {
            lead: file.lead,
            places,
            shorts,
            organ_codes,
            codes,
            national,
            suffixes,
        }
    }

    /// Who issues under this code of a document number (`沪府办发`, `国务院令`).
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<Agency> {
        // An order or notice names its organ in full: 国务院令, 国家税务总局公告.
        let name = ["令", "公告", "通告"]
            .iter()
            .find_map(|end| code.strip_suffix(end))
            .or_else(|| (self.is_organ(code) && self.is_known(code)).then_some(code))
            .filter(|name| name.chars().count() > 1);
        if let Some(name) = name {
            let mut agency = self.by_name(name)?;
            agency.issuer = Some(name.to_owned());
            return Some(agency);
        }
        if let Some(issuer) = longest(code, |c| self.codes.get(c)) {
            let mut agency = self.by_name(issuer).unwrap_or(Agency {
                issuer: None,
                level: Level::National,
                region: NATION.to_owned(),
            });
            agency.issuer = Some(issuer.clone());
            return Some(agency);
        }
        let place = longest(code, |c| self.shorts.get(c))?;
        let rest = place
            .short
            .iter()
            .filter_map(|s| code.strip_prefix(s.as_str()))
            .min_by_key(|r| r.len())?;
        let organ = self
            .organ_codes
            .iter()
            .find(|o| rest.starts_with(&o.code) && (o.code.chars().count() > 1 || rest == o.code));
        if let Some(organ) = organ {
            let low = matches!(place.level, Level::District);
            let pattern = organ.low.as_ref().filter(|_| low).unwrap_or(&organ.organ);
            return Some(Agency {
                issuer: Some(pattern.replace("{p}", &place.full_name())),
                level: place.level,
                region: place.full_name(),
            });
        }
        // An abbreviation alone may also begin the code of a city below (浙, 杭 …): the rest decides.
        Some(Agency {
            issuer: None,
            level: place.level,
            region: place.full_name(),
        })
    }

    /// Level and region of an issuer by its name.
    ///
    /// A place that is not in the registry (淮南市, 鹿邑县) tells its level by its last character;
    /// the region is then the place as named.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<Agency> {
        let name = name.trim_start_matches("中共").trim();
        if let Some(place) = longest(name, |n| self.places.get(n)) {
            let full = place.full_name();
            let after = [full.as_str(), place.name.as_str()]
                .into_iter()
                .chain(place.alias.iter().map(String::as_str))
                .filter_map(|n| name.strip_prefix(n))
                .min_by_key(|r| r.len())
                .unwrap_or_default();
            // 河南省洛阳市…, 上海市某镇: a smaller place inside it.
            if let Some((inner, level)) = unlisted_place(after)
                && level > place.level
            {
                return Some(Agency {
                    issuer: None,
                    level,
                    region: format!("{full}{inner}"),
                });
            }
            return Some(Agency {
                issuer: None,
                level: place.level,
                region: full,
            });
        }
        let party = name.starts_with("中央") || name.starts_with("全国");
        if party || self.national.iter().any(|n| name.starts_with(n.as_str())) {
            return Some(Agency {
                issuer: None,
                level: Level::National,
                region: NATION.to_owned(),
            });
        }
        let (place, level) = unlisted_place(name)?;
        Some(Agency {
            issuer: None,
            level,
            region: place.to_owned(),
        })
    }

    /// Whether `name` ends as names of organs do (…局, …委员会, …人民政府).
    #[must_use]
    pub fn is_organ(&self, name: &str) -> bool {
        self.suffixes
            .iter()
            .any(|s| name.ends_with(s.as_str()) && name.len() > "部".len())
    }

    /// Whether `name` begins with a place or national organ of the registry.
    #[must_use]
    pub fn is_known(&self, name: &str) -> bool {
        let name = name.trim_start_matches("中共");
        longest(name, |n| self.places.get(n)).is_some()
            || self.national.iter().any(|n| name.starts_with(n.as_str()))
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
                self.is_organ(name) && (self.is_known(name) || name.chars().count() >= 5)
            })
            .find(|(at, _)| run[*at..].chars().count() >= 2 && self.begins_code(&run[*at..]))
            .map_or(0, |(at, _)| at)
    }

    /// Whether a code of the registry, or the abbreviation of a place, begins `text`.
    fn begins_code(&self, text: &str) -> bool {
        longest(text, |c| self.codes.get(c)).is_some()
            || longest(text, |c| self.shorts.get(c)).is_some()
            || self.is_known(text)
    }
}

impl Place {
    fn full_name(&self) -> String {
        match &self.within {
            Some(outer) => format!("{outer}{}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The value of the longest beginning of `text` that `get` knows; at most 16 characters are tried.
fn longest<'m, T>(text: &str, get: impl Fn(&str) -> Option<&'m T>) -> Option<&'m T> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .take(16)
        .map(|(at, ch)| at + ch.len_utf8())
        .collect();
    ends.reverse();
    ends.into_iter().find_map(|end| get(&text[..end]))
}

/// The place that begins `name` by the form of its name alone: 淮南市, 桂林市象山区, 黔东南州.
fn unlisted_place(name: &str) -> Option<(&str, Level)> {
    // 区县, 各区, 市区: places in general.
    if name.starts_with(['各', '区', '县', '市', '省', '本', '全']) {
        return None;
    }
    let (end, level) = place_end(name, 12)?;
    // A city names its district next: 桂林市|象山区.
    if level == Level::Municipal
        && let Some((more, Level::District)) = place_end(&name[end..], 5)
    {
        return Some((&name[..end + more], Level::District));
    }
    Some((&name[..end], level))
}

/// Where the first place name of at most `longest` characters ends, and its level.
fn place_end(name: &str, longest: usize) -> Option<(usize, Level)> {
    let level = |ch: char| {
        Some(match ch {
            '省' => Level::Provincial,
            '市' | '州' | '盟' => Level::Municipal,
            '县' | '区' | '旗' | '镇' | '乡' => Level::District,
            _ => return None,
        })
    };
    let mut chars = name.char_indices().take(longest).skip(1).peekable();
    while let Some((at, ch)) = chars.next() {
        let Some(found) = level(ch) else { continue };
        // 新乡市, 景德镇市, 州市: the last of several such characters ends the name.
        let goes_on = chars
            .peek()
            .is_some_and(|(_, next)| matches!(next, '市' | '县' | '区' | '州'));
        if !goes_on {
            return Some((at + ch.len_utf8(), found));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_issuer_level_and_region() {
        for (code, issuer, level, region) in [
            ("国发", Some("国务院"), Level::National, "全国"),
            ("国办函", Some("国务院办公厅"), Level::National, "全国"),
            ("教基一", Some("教育部"), Level::National, "全国"),
            ("教督", Some("教育部"), Level::National, "全国"),
            ("沪府发", Some("上海市人民政府"), Level::Municipal, "上海市"),
            (
                "沪府办规",
                Some("上海市人民政府办公厅"),
                Level::Municipal,
                "上海市",
            ),
            (
                "沪教委基",
                Some("上海市教育委员会"),
                Level::Municipal,
                "上海市",
            ),
            (
                "沪委发",
                Some("中共上海市委员会"),
                Level::Municipal,
                "上海市",
            ),
            (
                "浦府",
                Some("上海市浦东新区人民政府"),
                Level::District,
                "上海市浦东新区",
            ),
            (
                "皖政办",
                Some("安徽省人民政府办公厅"),
                Level::Provincial,
                "安徽省",
            ),
            ("粤教基函", None, Level::Provincial, "广东省"),
            ("国务院令", Some("国务院"), Level::National, "全国"),
            ("国令", Some("国务院"), Level::National, "全国"),
            (
                "国家税务总局公告",
                Some("国家税务总局"),
                Level::National,
                "全国",
            ),
            (
                "国家卫生健康委",
                Some("国家卫生健康委"),
                Level::National,
                "全国",
            ),
            (
                "湖北省人民政府令",
                Some("湖北省人民政府"),
                Level::Provincial,
                "湖北省",
            ),
        ] {
            let agency = Agencies::standard().by_code(code).expect(code);
            assert_eq!(agency.issuer.as_deref(), issuer, "{code}");
            assert_eq!(
                (agency.level, agency.region.as_str()),
                (level, region),
                "{code}"
            );
        }
    }

    #[test]
    fn names_tell_level_and_region() {
        for (name, level, region) in [
            ("国务院办公厅", Level::National, "全国"),
            ("中共中央", Level::National, "全国"),
            ("上海市教育委员会", Level::Municipal, "上海市"),
            ("中共上海市委", Level::Municipal, "上海市"),
            ("闸北区教育局", Level::District, "上海市闸北区"),
            ("上海市崇明县人民政府", Level::District, "上海市崇明县"),
            ("淮南市人民政府办公室", Level::Municipal, "淮南市"),
            ("新乡市人民代表大会", Level::Municipal, "新乡市"),
            ("景德镇市人民政府", Level::Municipal, "景德镇市"),
            ("桂林市象山区人民政府", Level::District, "桂林市象山区"),
            ("上海市区县教育局", Level::Municipal, "上海市"),
            ("鹿邑县教育体育局", Level::District, "鹿邑县"),
            ("河南省洛阳市人民代表大会", Level::Municipal, "河南省洛阳市"),
            ("宁夏回族自治区教育厅", Level::Provincial, "宁夏回族自治区"),
        ] {
            let agency = Agencies::standard().by_name(name).expect(name);
            assert_eq!(
                (agency.level, agency.region.as_str()),
                (level, region),
                "{name}"
            );
        }
        assert!(Agencies::standard().by_name("各位代表").is_none());
    }
}
