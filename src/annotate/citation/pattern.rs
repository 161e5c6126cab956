//! [`Pattern`]: an expression over the words before or behind a citation, tried the cheapest way.
//!
//! Most cues ask whether some words stand in the clause that ends or begins at the citation:
//! `(?:根据|按照)[^，。；]*$`, `^[^。；]{0,40}(?:废止|失效)`. The clause is found by its stops, and what is
//! left is a search for words, which needs none of the large tables that a bounded repetition of
//! nearly any character makes.

use regex::Regex;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};
use serde::Deserialize;

/// The mark that stands for a citation in the sentence a cue is tried on.
pub(super) const MARK: char = '□';
/// What a pattern says for a row of other citations that ends at this one: `□、□和`.
const ROW: &str = "{row}";
/// Stands for it in an expression that is taken apart.
const ROW_SIGN: &str = "\u{E000}";
/// What joins the citations of a row.
const JOINS: [char; 5] = ['、', '，', '和', '及', '与'];

/// A pattern, or none.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    /// The expression as it is written; an empty one, which holds everywhere, where there is none.
    written: String,
    /// The ways in which it holds.
    ways: Vec<Way>,
}

#[derive(Debug)]
struct Way {
    /// Whether it is tried on the words before the row of citations that they may end in.
    before_row: bool,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    /// Anywhere.
    Match(Regex),
    /// `words[^stops]*$`: in the stretch without stops that ends the text.
    InEnd { stops: ClassUnicode, words: Regex },
    /// `^[^stops]{0,most}words`: beginning in such a stretch at the start. Words that look at nothing
    /// beside them are searched for apart, which takes no automaton.
    InStart {
        stops: ClassUnicode,
        most: Option<u32>,
        words: Vec<Regex>,
    },
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        Self::of(&written).map_err(serde::de::Error::custom)
    }
}

impl Pattern {
    fn of(written: &str) -> Result<Self, String> {
        let hir =
            regex_syntax::parse(&written.replace(ROW, ROW_SIGN)).map_err(|e| e.to_string())?;
        let ways = match hir.kind() {
            HirKind::Alternation(ways) => ways.iter().map(Way::of).collect::<Result<_, _>>()?,
            _ => vec![Way::of(&hir)?],
        };
        Ok(Self {
            written: written.replace(ROW, ""),
            ways,
        })
    }

    /// The expression without the row that it may end in.
    pub(super) fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether there is a pattern and it holds; `None` without one.
    pub(super) fn holds(&self, text: &str) -> Option<bool> {
        (!self.ways.is_empty()).then(|| self.ways.iter().any(|way| way.holds(text)))
    }
}

impl Way {
    fn of(hir: &Hir) -> Result<Self, String> {
        let written = hir.to_string();
        let before_row = written.contains(ROW_SIGN);
        let hir = regex_syntax::parse(&written.replace(ROW_SIGN, "")).map_err(|e| e.to_string())?;
        Ok(Self {
            before_row,
            shape: Shape::of(&hir).map_err(|e| e.to_string())?,
        })
    }

    fn holds(&self, text: &str) -> bool {
        self.shape.holds(if self.before_row {
            without_row(text)
        } else {
            text
        })
    }
}

impl Shape {
    fn of(hir: &Hir) -> Result<Self, regex::Error> {
        let whole = |parts: &[Hir]| Regex::new(&Hir::concat(parts.to_vec()).to_string());
        let looks = |part: &Hir, look| *part.kind() == HirKind::Look(look);
        if let HirKind::Concat(parts) = hir.kind() {
            if let [words @ .., stretch, end] = parts.as_slice()
                && looks(end, Look::End)
                && let Some((stops, None)) = stretch_of(stretch)
                && words.iter().all(|part| avoids(part, &stops))
            {
                let words = whole(words)?;
                return Ok(Self::InEnd { stops, words });
            }
            if let [start, stretch, words @ ..] = parts.as_slice()
                && looks(start, Look::Start)
                && let Some((stops, most)) = stretch_of(stretch)
                && !words
                    .iter()
                    .any(|part| part.properties().look_set().contains(Look::Start))
            {
                let ways = match words {
                    [one] if let HirKind::Alternation(ways) = one.kind() => ways.clone(),
                    _ => vec![Hir::concat(words.to_vec())],
                };
                let (looking, plain): (Vec<Hir>, Vec<Hir>) = ways
                    .into_iter()
                    .partition(|way| !way.properties().look_set().is_empty());
                let lists = [plain, looking].into_iter().filter(|ways| !ways.is_empty());
                let words = lists.map(|ways| Regex::new(&Hir::alternation(ways).to_string()));
                let words = words.collect::<Result<_, _>>()?;
                return Ok(Self::InStart { stops, most, words });
            }
        }
        Regex::new(&hir.to_string()).map(Self::Match)
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Match(expression) => expression.is_match(text),
            Self::InEnd { stops, words } => {
                let stretch = text.rfind(|c| within(stops, c));
                let start = stretch.map_or(0, |at| text.ceil_char_boundary(at + 1));
                words.is_match(&text[start..])
            }
            Self::InStart { stops, most, words } => {
                let most = most.map_or(usize::MAX, |most| most as usize);
                let mut stretch = text.char_indices().take(most);
                let stop = stretch.find(|(_, c)| within(stops, *c)).map(|(at, _)| at);
                // Where no character stops it, it ends behind the last that it may have.
                let last = || {
                    text.char_indices()
                        .nth(most)
                        .map_or(text.len(), |(at, _)| at)
                };
                let last = stop.unwrap_or_else(last);
                let mut found = words.iter().filter_map(|words| words.find(text));
                found.any(|found| found.start() <= last)
            }
        }
    }
}

/// Of `[^stops]*` the stops, and how many others there may be.
fn stretch_of(hir: &Hir) -> Option<(ClassUnicode, Option<u32>)> {
    /// More characters than this are no stops: the expression names what may stand there.
    const MOST_STOPS: usize = 16;
    let HirKind::Repetition(repetition) = hir.kind() else {
        return None;
    };
    let HirKind::Class(Class::Unicode(others)) = repetition.sub.kind() else {
        return None;
    };
    let mut stops = others.clone();
    stops.negate();
    let count: usize = stops.iter().map(|range| range.len()).sum();
    (repetition.min == 0 && count <= MOST_STOPS).then_some((stops, repetition.max))
}

/// Whether no match of an expression has one of these characters.
fn avoids(hir: &Hir, stops: &ClassUnicode) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .is_ok_and(|word| !word.chars().any(|c| within(stops, c))),
        HirKind::Class(Class::Unicode(class)) => {
            let mut both = class.clone();
            both.intersect(stops);
            both.ranges().is_empty()
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => false,
        HirKind::Repetition(repetition) => avoids(&repetition.sub, stops),
        HirKind::Capture(capture) => avoids(&capture.sub, stops),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().all(|part| avoids(part, stops))
        }
    }
}

fn within(class: &ClassUnicode, character: char) -> bool {
    let mut ranges = class.iter();
    ranges.any(|range| range.start() <= character && character <= range.end())
}

/// Words without the row of other citations that they end in: `根据` of `根据□、□和`.
fn without_row(words: &str) -> &str {
    let mut rest = words;
    while let Some(before) = rest.trim_end_matches(JOINS).strip_suffix(MARK) {
        rest = before;
    }
    if rest.len() < words.len() {
        rest = rest.strip_suffix('，').unwrap_or(rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PATTERNS: [&str; 9] = [
        "(?:根据|依)[^，。；]*$",
        "(?:根据|依)[^，。；]*{row}$",
        "^[^。；]{0,4}(?:废止|失效$)",
        "^[^。；]*(?:废止|失效)",
        "(?:废止|失效)(?:了|下列)?{row}$",
        "不(?:废止|失效){row}$|^根据[^，]{0,3}$|依$",
        "根[据，][^，]*$",
        "^[^，]{0,2}(?:^根据|失效)",
        "^，?[^，]{0,3}依",
    ];

    fn plain(pattern: &str) -> Regex {
        Regex::new(&pattern.replace(ROW, "(?:，?□[、，和及与]*)*")).unwrap()
    }

    #[test]
    fn a_clause_is_found_by_its_stops() {
        let shape = |pattern: &str| Pattern::of(pattern).unwrap().ways.remove(0).shape;
        assert!(matches!(shape(PATTERNS[0]), Shape::InEnd { .. }));
        assert!(matches!(shape(PATTERNS[1]), Shape::InEnd { .. }));
        assert!(matches!(
            shape(PATTERNS[2]),
            Shape::InStart { most: Some(4), .. }
        ));
        assert!(matches!(
            shape(PATTERNS[3]),
            Shape::InStart { most: None, .. }
        ));
        for other in &PATTERNS[4..] {
            assert!(matches!(shape(other), Shape::Match(_)), "{other}");
        }
        assert_eq!(without_row("根据□，□、□和"), "根据");
        assert_eq!(without_row("根据□的"), "根据□的");
        assert_eq!(Pattern::default().holds("甲"), None);
        assert!(Pattern::of("(甲").is_err());
    }

    proptest! {
        #[test]
        fn each_holds_where_the_plain_expression_does(
            words in prop::collection::vec(
                prop::sample::select(vec!["根据", "依", "根", "废止", "失效", "不", "□", "，", "。", "、", "和", "了", "甲"]),
                0..9,
            )
        ) {
            let text = words.concat();
            for pattern in PATTERNS {
                let found = Pattern::of(pattern).unwrap().holds(&text);
                prop_assert_eq!(found, Some(plain(pattern).is_match(&text)), "{} {}", pattern, &text);
            }
        }
    }
}
