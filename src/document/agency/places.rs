//! [`Places`]: the places of `corpus/places.tsv` and how they lie in each other.

use super::prefix::Prefixes;
use crate::document::Level;
use crate::error::{Error, ErrorKind, Result};
use std::collections::BTreeMap;

/// All places.
#[derive(Debug)]
pub(super) struct Places {
    all: Vec<Place>,
    names: Prefixes,
}

/// One place.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) level: Level,
    /// With the places it lies in: 上海市浦东新区, 河南省周口市鹿邑县.
    pub(super) full: String,
    /// What the numbers of its organs begin with.
    pub(super) begins: Vec<String>,
    also: Vec<String>,
    /// Six digits of GB/T 2260.
    code: String,
    within: Option<usize>,
}

/// The places a name begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The place, the smallest one where several are named; the likeliest first.
    pub(super) places: Vec<usize>,
    /// How much of the name they take, in bytes.
    pub(super) end: usize,
}

impl Place {
    pub(super) fn is_province(&self) -> bool {
        self.within.is_none()
    }
}

impl Places {
    /// Reads the table; an error names its line.
    pub(super) fn read(table: &str) -> Result<Self> {
        let mut all: Vec<Place> = Vec::new();
        let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |what: &str| {
                Error::new(ErrorKind::Data, format!("{what}: {line}")).at_line(index as u64 + 1)
            };
            let mut cells = line.split('\t').map(str::trim);
            let code = cells.next().unwrap_or_default();
            if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
                return Err(wrong("a place begins with six digits and a tab"));
            }
            let name = cells.next().unwrap_or_default();
            if name.is_empty() || name.contains(char::is_whitespace) {
                return Err(wrong("a place has a name without spaces after its code"));
            }
            let words = |cell: Option<&str>| -> Vec<String> {
                let words = cell.unwrap_or_default().split_whitespace();
                words.map(str::to_owned).collect()
            };
            let (also, begins) = (words(cells.next()), words(cells.next()));
            let until = cells.next().unwrap_or_default();
            if !until.is_empty() && until.parse::<u16>().is_err() {
                return Err(wrong("the last field of a place is a year"));
            }
            if cells.next().is_some() {
                return Err(wrong("a place has five fields at most"));
            }
            // A name that is no longer used does not stand above others where a new one does.
            if until.is_empty() {
                by_code.insert(code, all.len());
            } else {
                by_code.entry(code).or_insert(all.len());
            }
            all.push(Place {
                name: name.to_owned(),
                level: level(code),
                full: String::new(),
                begins,
                also,
                code: code.to_owned(),
                within: None,
            });
        }
        for place in &mut all {
            let (city, province) = (&place.code[..4], &place.code[..2]);
            let above = [format!("{city}00"), format!("{province}0000")];
            place.within = above
                .iter()
                .filter(|c| **c != place.code)
                .find_map(|c| by_code.get(c.as_str()))
                .copied();
        }
        let full = |at: usize| {
            let mut full = all[at].name.clone();
            let mut above = all[at].within;
            while let Some(outer) = above {
                full.insert_str(0, &all[outer].name);
                above = all[outer].within;
            }
            full
        };
        let full: Vec<String> = (0..all.len()).map(full).collect();
        for (place, full) in all.iter_mut().zip(full) {
            place.full = full;
        }
        let words = all.iter().enumerate().flat_map(|(at, place)| {
            let names = std::iter::once(&place.name).chain(&place.also);
            names.map(move |name| (name.as_str(), at))
        });
        let names = Prefixes::new(words);
        Ok(Self { all, names })
    }

    pub(super) fn get(&self, at: usize) -> &Place {
        &self.all[at]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Place)> {
        self.all.iter().enumerate()
    }

    /// The places that `name` begins with, each inside the one before: 上海市|浦东新区|教育局.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        let (end, places) = self.first(name)?;
        let mut found = Found {
            places: self.likeliest_first(places),
            end,
        };
        while let Some((more, inner)) = self.names.longest(&name[found.end..]) {
            let lies_in = |at: &usize| found.places.iter().any(|outer| self.lies_in(*at, *outer));
            let inner: Vec<usize> = inner.iter().copied().filter(lies_in).collect();
            if inner.is_empty() {
                break;
            }
            found = Found {
                places: self.likeliest_first(&inner),
                end: found.end + more,
            };
        }
        Some(found)
    }

    /// Whether a place begins `name`.
    pub(super) fn begins(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The place that begins `name`, and how long it is.
    fn first(&self, name: &str) -> Option<(usize, &[usize])> {
        let (end, places) = self.names.longest(name)?;
        // 城区, 郊区, 市中区 are some city's only behind its name.
        let first = &name[..end];
        let inner = first.starts_with('市') || first.ends_with('区') && first.chars().count() < 3;
        (!inner).then_some((end, places))
    }

    /// Higher ones first; among equals those whose numbers are known, then the order of the file.
    fn likeliest_first(&self, places: &[usize]) -> Vec<usize> {
        let mut places = places.to_vec();
        places.sort_by_key(|at| (self.all[*at].level, self.all[*at].begins.is_empty()));
        places
    }

    fn lies_in(&self, place: usize, outer: usize) -> bool {
        let mut above = self.all[place].within;
        while let Some(at) = above {
            if at == outer || self.all[at].code == self.all[outer].code {
                return true;
            }
            above = self.all[at].within;
        }
        false
    }

    /// The place as the names of its organs begin: 上海市浦东新区, 桂林市象山区, 洛阳市, 鹿邑县.
    pub(super) fn official(&self, at: usize) -> String {
        let place = &self.all[at];
        let city = place.within.map(|outer| &self.all[outer]);
        match city.filter(|c| c.level == Level::Municipal && place.name.ends_with('区')) {
            Some(city) => format!("{}{}", city.name, place.name),
            None => place.name.clone(),
        }
    }

    /// Whether a place is a province or its capital.
    pub(super) fn is_chief(&self, at: usize) -> bool {
        let code = &self.all[at].code;
        code.ends_with("0100") || code.ends_with("0000")
    }
}

/// The level of a place by its code. The four municipalities under the State Council count as
/// municipal: what sets them beside each other in a study is that they are cities.
fn level(code: &str) -> Level {
    if code.ends_with("0000") {
        match &code[..2] {
            "11" | "12" | "31" | "50" => Level::Municipal,
            _ => Level::Provincial,
        }
    } else if code.ends_with("00") {
        Level::Municipal
    } else {
        Level::District
    }
}

/// The place that begins `name` by the form of its name alone: 某某镇, 浦东某某开发区.
pub(super) fn unlisted(name: &str) -> Option<(&str, Level)> {
    // 区县, 各区, 市区: places in general.
    if name.starts_with(['各', '区', '县', '市', '省', '本', '全']) || name.starts_with("城乡")
    {
        return None;
    }
    let (end, level) = unlisted_end(name, 12)?;
    // No province is unlisted, and no city has a name of one character: 海市 is cut.
    if level == Level::Provincial || name[..end].chars().count() < 3 {
        return None;
    }
    // A city names its district next: 桂林市|象山区.
    if level == Level::Municipal
        && let Some((more, Level::District)) = unlisted_end(&name[end..], 5)
    {
        return Some((&name[..end + more], Level::District));
    }
    Some((&name[..end], level))
}

/// Where the first place name of at most `longest` characters ends, and its level.
fn unlisted_end(name: &str, longest: usize) -> Option<(usize, Level)> {
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

    const TABLE: &str = "# head\n\
        310000\t上海市\t\t沪\n310107\t普陀区\t\t普\n\
        330000\t浙江省\t\t浙\n330900\t舟山市\n330903\t普陀区\n\
        350000\t福建省\t福建\n350100\t福州市\n350102\t鼓楼区\n\
        410000\t河南省\n411600\t周口市\n411628\t鹿邑县\n411602\t川汇县\t\t\t2000\n";

    fn full(places: &Places, name: &str) -> (Vec<String>, usize) {
        let found = places.find(name).unwrap();
        let names = found.places.iter().map(|p| places.get(*p).full.clone());
        (names.collect(), found.end)
    }

    #[test]
    fn places_are_found_inside_each_other() {
        let places = Places::read(TABLE).unwrap();
        for (name, want) in [
            ("上海市普陀区教育局", &["上海市普陀区"][..]),
            ("普陀区教育局", &["上海市普陀区", "浙江省舟山市普陀区"]),
            ("舟山市普陀区", &["浙江省舟山市普陀区"]),
            ("浙江省普陀区", &["浙江省舟山市普陀区"]),
            ("福建福州市鼓楼区", &["福建省福州市鼓楼区"]),
            // A place elsewhere is not named together with this one.
            ("上海市鼓楼区", &["上海市"]),
            ("鹿邑县", &["河南省周口市鹿邑县"]),
            ("川汇县", &["河南省周口市川汇县"]),
        ] {
            assert_eq!(full(&places, name).0, want, "{name}");
        }
        assert_eq!(full(&places, "上海市普陀区教育局").1, "上海市普陀区".len());
        assert!(places.find("教育部").is_none());
    }

    #[test]
    fn a_line_that_does_not_read_is_named() {
        for (table, line, words) in [
            ("310000\t上海市\n31\t黄浦区\n", 2, "six digits"),
            ("# head\n\n310000\n", 3, "name"),
            ("310000\t上海市\t\t沪\tsoon\n", 1, "year"),
            ("310000\t上海市\t\t沪\t\tx\n", 1, "five fields"),
        ] {
            let error = Places::read(table).unwrap_err();
            assert_eq!(error.line(), Some(line), "{table}");
            assert!(error.message().contains(words), "{error}");
        }
    }
}
