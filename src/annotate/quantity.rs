//! The quantities layer.

use super::{Annotations, Annotator, DateMention, Layer};
use crate::annotate::citation::cited_spans;
use crate::document::Document;
use crate::numeral;
use crate::shipped;
use crate::span::Span;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

/// A figure with its unit and what it measures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// The figure with its unit, in bytes of the original text.
    pub span: Span,
    /// The value in `unit`; `65%` and 百分之六十五 are 65 in `%`; a range is given by its lower
    /// end.
    pub value: f64,
    /// The unit as printed, without multiplier: `元`, `所`, `平方米`.
    pub unit: Option<String>,
    /// `eq`, `ge`, `le`, `gt`, `lt`, `about`, `rises_to`, `rises_by`, `falls_to`, `falls_by`.
    pub relation: Option<String>,
    /// What is measured: `校际差异系数`.
    pub of: Option<String>,
    /// By or at what time, in EDTF.
    pub when: Option<String>,
}

/// Finds figures with their units. Dates, lengths of time, document numbers, article numbers and
/// list markers are not figures.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct QuantityAnnotator;

impl Annotator for QuantityAnnotator {
    fn name(&self) -> &str {
        "quantities"
    }
    fn requires(&self) -> &[Layer] {
        &[Layer::Dates]
    }
    fn gives(&self) -> Layer {
        Layer::Quantities
    }
    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let found = find(document, &annotations.dates);
        annotations.quantities.extend(found);
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    units: Vec<String>,
    strong: Vec<String>,
    terms: Vec<String>,
    before: Vec<Bound>,
    after: Vec<Bound>,
    of: Of,
}

/// Words that say how a figure bounds what it measures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    is: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    trailing: Vec<String>,
    leading: Vec<String>,
    bare: Vec<String>,
    never: Vec<String>,
    counters: Vec<String>,
}

#[derive(Debug)]
struct Cues {
    file: File,
    figure: Regex,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut file: File = shipped::table(
        "corpus/cues/quantities.toml",
        include_str!("../../corpus/cues/quantities.toml"),
    );
    // The longest alternative must come first.
    let by_length = |words: &mut Vec<String>| {
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words
            .iter()
            .map(|w| regex::escape(w))
            .collect::<Vec<_>>()
            .join("|")
    };
    let units = by_length(&mut file.units);
    let strong = by_length(&mut file.strong);
    let digits = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,12}(?:\.[0-9]{1,6})?";
    let han = "[一二三四五六七八九十百千两零〇]{1,8}";
    let pattern = format!(
        r"(?P<figure>{digits})(?:(?P<pf>[%‰])?[ ]?(?:[—－–～~至-]|到)[ ]?(?P<to>{digits}))?(?:(?P<percent>[%‰])|(?P<more>多|余)?[ ]?(?P<times>万亿|百亿|千亿|百万|千万|亿|万|千|百)?(?P<more2>多|余)?[ ]?(?P<unit>{units})?)|百分之(?P<share>[0-9]+(?:\.[0-9]+)?|{han})|(?P<word>{han})(?P<wtimes>亿|万)?(?P<more3>多|余)?(?P<wunit>{strong})"
    );
    Cues {
        file,
        figure: shipped::pattern(&pattern),
    }
});

/// How far, in bytes, the words around a figure are read.
const REACH: usize = 120;

fn find(document: &Document, dates: &[DateMention]) -> Vec<Quantity> {
    let view = document.text.view();
    let cues = &*CUES;
    let blanks = cited_spans(view);
    let mut blank = blanks.iter().peekable();
    let mut date = 0;
    let mut found = Vec::new();
    for c in cues.figure.captures_iter(view) {
        let Some(all) = c.get(0) else { continue };
        let span = Span::from(all.range());
        while blank.next_if(|b| b.end <= span.start).is_some() {}
        while dates
            .get(date)
            .is_some_and(|d| d.expression.span.end <= span.start)
        {
            date += 1;
        }
        if blank.peek().is_some_and(|b| b.touches(span))
            || dates
                .get(date)
                .is_some_and(|d| d.expression.span.touches(span))
        {
            continue;
        }
        let before = clause_before(view, span.start);
        let after = &view[span.end..];
        if is_part_of_other(before, after) {
            continue;
        }
        let (value, unit) = if let Some(share) = c.name("share") {
            let Some(figure) = number(share.as_str()) else {
                continue;
            };
            (figure, Some("%"))
        } else if let Some(word) = c.name("word") {
            let Some(figure) = numeral::value(word.as_str()) else {
                continue;
            };
            let times = c.name("wtimes").map_or(1.0, |t| multiplier(t.as_str()));
            (
                f64::from(figure) * times,
                c.name("wunit").map(|u| u.as_str()),
            )
        } else {
            let Some(figure) = c.name("figure").and_then(|f| number(f.as_str())) else {
                continue;
            };
            if let Some(sign) = c.name("percent").or_else(|| c.name("pf")) {
                (figure, Some(sign.as_str()))
            } else {
                let times = c.name("times").map_or(1.0, |t| multiplier(t.as_str()));
                let unit = c.name("unit").map(|u| u.as_str());
                let shown = unit.is_some()
                    || (c.name("figure").is_some_and(|f| f.as_str().contains('.'))
                        && !after.starts_with('.')
                        && (cues.bound_before(before).is_some()
                            || cues
                                .file
                                .of
                                .bare
                                .iter()
                                .any(|w| before.contains(w.as_str()))));
                if !shown {
                    continue;
                }
                (figure * times, unit)
            }
        };
        if !value.is_finite() {
            continue;
        }
        let more = ["more", "more2", "more3"]
            .iter()
            .any(|n| c.name(n).is_some());
        let relation = cues
            .bound_after(after)
            .or_else(|| more.then_some("gt"))
            .or_else(|| cues.bound_before(before).map(|(is, _)| is))
            .unwrap_or(if c.name("to").is_some() { "ge" } else { "eq" });
        // A unit right behind a figure that goes on as another word: 3个月, 5年级.
        if unit == Some("个") && after.starts_with(['月', '工', '小', '自', '人'])
            || unit == Some("人") && after.starts_with('口')
            || is_clock(before, unit, after)
            || c.name("word")
                .is_some_and(|w| cues.is_term(w.as_str(), unit, after))
        {
            continue;
        }
        let counts = unit.is_some_and(|u| cues.file.of.counters.iter().any(|c| c == u));
        found.push(Quantity {
            span: document.text.to_original(span),
            value,
            unit: unit.map(str::to_owned),
            relation: Some(relation.to_owned()),
            of: cues
                .measured(before)
                .or_else(|| counts.then(|| cues.counted(after)).flatten()),
            when: when(view, dates, date, span),
        });
    }
    found
}

impl Cues {
    /// The bound that the words before a figure give, and where those words start.
    fn bound_before<'c>(&'c self, before: &str) -> Option<(&'c str, usize)> {
        let before = before.trim_end();
        self.file
            .before
            .iter()
            .flat_map(|b| b.words.iter().map(move |w| (b.is.as_str(), w)))
            .filter(|(_, w)| before.ends_with(w.as_str()))
            .max_by_key(|(_, w)| w.len())
            .map(|(is, w)| (is, before.len() - w.len()))
    }

    fn bound_after<'c>(&'c self, after: &str) -> Option<&'c str> {
        self.file
            .after
            .iter()
            .flat_map(|b| b.words.iter().map(move |w| (b.is.as_str(), w)))
            .filter(|(_, w)| after.starts_with(w.as_str()))
            .max_by_key(|(_, w)| w.len())
            .map(|(is, _)| is)
    }

    /// Whether a numeral and its unit begin a term: 二元结构.
    fn is_term(&self, word: &str, unit: Option<&str>, after: &str) -> bool {
        let goes_on = |term: &String| {
            term.strip_prefix(word)
                .and_then(|t| t.strip_prefix(unit?))
                .is_some_and(|rest| after.starts_with(rest))
        };
        self.file.terms.iter().any(goes_on)
    }

    /// The noun phrase before a figure: `校际差异系数` of `校际差异系数不超过0.65`.
    fn measured(&self, before: &str) -> Option<String> {
        let mut words = before.trim_end();
        for _ in 0..6 {
            if let Some((_, start)) = self.bound_before(words) {
                words = words[..start].trim_end();
            } else if let Some(w) = self
                .file
                .of
                .trailing
                .iter()
                .find(|w| words.ends_with(w.as_str()))
            {
                words = words[..words.len() - w.len()].trim_end();
            } else {
                break;
            }
        }
        let start = words.rfind(|c: char| !is_word(c)).map_or(0, |at| {
            at + words[at..].chars().next().map_or(0, char::len_utf8)
        });
        words = &words[start..];
        for lead in &self.file.of.leading {
            if let Some(at) = words.rfind(lead.as_str()) {
                words = &words[at + lead.len()..];
            }
        }
        let named = !self
            .file
            .of
            .never
            .iter()
            .any(|w| words.ends_with(w.as_str()));
        let count = words.chars().count();
        (named && (2..=16).contains(&count)).then(|| words.to_owned())
    }

    /// The noun behind a figure that counts it: `100所|学校`.
    fn counted(&self, after: &str) -> Option<String> {
        let mut words = after;
        for bound in &self.file.after {
            for word in &bound.words {
                words = words.strip_prefix(word.as_str()).unwrap_or(words);
            }
        }
        let words: String = words
            .chars()
            .take(17)
            .take_while(|c| {
                is_word(*c) && !matches!(c, '的' | '和' | '及' | '与' | '在' | '将' | '为' | '是')
            })
            .collect();
        (2..=16).contains(&words.chars().count()).then_some(words)
    }
}

fn is_word(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}')
}

/// The words of the clause before byte `at`.
fn clause_before(view: &str, at: usize) -> &str {
    let from = view.ceil_char_boundary(at.saturating_sub(REACH));
    let words = &view[from..at];
    words
        .rfind(['，', '。', '；', '\n', '！', '？'])
        .map_or(words, |p| {
            &words[p + words[p..].chars().next().map_or(0, char::len_utf8)..]
        })
}

/// Whether a figure is the hour or the minutes of a clock time: 10点30分, 8时40分.
fn is_clock(before: &str, unit: Option<&str>, after: &str) -> bool {
    let follows = |unit: &[char]| {
        before
            .strip_suffix(unit)
            .is_some_and(|w| w.ends_with(|c: char| numeral::digit(c).is_some() || c == '十'))
    };
    match unit {
        Some("分") => follows(&['时', '点']),
        Some("秒") => follows(&['分']),
        Some("点") => {
            let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
            before.ends_with(['日', '午', '晚', '早', '晨', '夜'])
                || digits.len() < after.len() && digits.starts_with('分')
        }
        _ => false,
    }
}

/// Whether a figure is part of something else: a word, a number, a marker, a clock time.
fn is_part_of_other(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| {
        c.is_ascii_alphanumeric()
            || matches!(
                c,
                '第' | '.'
                    | '-'
                    | '－'
                    | '/'
                    | ':'
                    | '：'
                    | '_'
                    | '〔'
                    | '['
                    | '＋'
                    | '+'
                    | '初'
                    | '高'
            )
    }) && !before.ends_with('：')
        || after.starts_with(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '号' | '〕')
        })
}

fn number(text: &str) -> Option<f64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        text.replace([',', '，'], "").parse().ok()
    } else {
        numeral::value(text).map(f64::from)
    }
}

fn multiplier(word: &str) -> f64 {
    word.chars()
        .map(|c| match c {
            '百' => 1e2,
            '千' => 1e3,
            '万' => 1e4,
            '亿' => 1e8,
            _ => 1.0,
        })
        .product()
}

/// The EDTF value of the time nearest before a figure in its sentence, else of the first behind
/// it in its clause.
fn when(view: &str, dates: &[DateMention], next: usize, span: Span) -> Option<String> {
    let near = |from: usize, to: usize, stops: &[char]| {
        view.get(from..to)
            .is_some_and(|gap| gap.len() <= 3 * REACH && !gap.contains(stops))
    };
    dates[..next]
        .iter()
        .rev()
        .take(4)
        .take_while(|d| near(d.expression.span.end, span.start, &['。', '；', '\n']))
        .find_map(|d| d.expression.edtf.clone())
        .or_else(|| {
            dates
                .get(next)
                .filter(|d| near(span.end, d.expression.span.start, &['，', '。', '；', '\n']))
                .and_then(|d| d.expression.edtf.clone())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::DateAnnotator;
    use crate::document::{Metadata, Provision, ProvisionKind};
    use crate::text::Text;

    fn found(text: &str) -> Vec<Quantity> {
        let all = Span::new(0, text.len());
        let provisions = vec![Provision::new(ProvisionKind::Body, "正文", 0, all)];
        let document = Document::new("1", Text::new(text), Metadata::default(), provisions);
        let mut annotations = Annotations::default();
        DateAnnotator.annotate(&document, &mut annotations);
        QuantityAnnotator.annotate(&document, &mut annotations);
        annotations.quantities
    }

    #[test]
    fn figures_have_value_unit_bound_and_name() {
        for (text, quote, value, unit, relation, of) in [
            (
                "小学校际差异系数不超过0.65。",
                "0.65",
                0.65,
                None,
                "le",
                Some("小学校际差异系数"),
            ),
            (
                "巩固率达到95%以上",
                "95%",
                95.0,
                Some("%"),
                "ge",
                Some("巩固率"),
            ),
            (
                "投入资金3.5亿元",
                "3.5亿元",
                3.5e8,
                Some("元"),
                "eq",
                Some("投入资金"),
            ),
            (
                "生均建筑面积不低于8平方米",
                "8平方米",
                8.0,
                Some("平方米"),
                "ge",
                Some("生均建筑面积"),
            ),
            (
                "新建学校１２所",
                "１２所",
                12.0,
                Some("所"),
                "eq",
                Some("新建学校"),
            ),
            (
                "覆盖率提高到百分之八十五",
                "百分之八十五",
                85.0,
                Some("%"),
                "rises_to",
                Some("覆盖率"),
            ),
            (
                "培训教师1,200多名",
                "1,200多名",
                1200.0,
                Some("名"),
                "gt",
                Some("培训教师"),
            ),
            (
                "班额控制在45—50人",
                "45—50人",
                45.0,
                Some("人"),
                "le",
                Some("班额"),
            ),
        ] {
            let all = found(text);
            assert_eq!(all.len(), 1, "{text}: {all:?}");
            let q = &all[0];
            assert_eq!(q.span.slice(text), quote, "{text}");
            assert!(
                (q.value - value).abs() < 1e-9 * value.max(1.0),
                "{text}: {}",
                q.value
            );
            assert_eq!(q.unit.as_deref(), unit, "{text}");
            assert_eq!(q.relation.as_deref(), Some(relation), "{text}");
            assert_eq!(q.of.as_deref(), of, "{text}");
        }
    }

    #[test]
    fn marks_and_small_sums_are_figures() {
        for (text, quote) in [
            ("每平方米二元。", "二元"),
            ("满分40分", "40分"),
            ("下降2点", "2点"),
            ("每课时40分", "40分"),
        ] {
            let quotes: Vec<_> = found(text).iter().map(|q| q.span.slice(text)).collect();
            assert_eq!(quotes, [quote], "{text}");
        }
    }

    #[test]
    fn a_figure_knows_its_time() {
        let all = found("到2015年，全市学校达标率达到90%。");
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].when.as_deref(), Some("2015"));
    }

    #[test]
    fn dates_numbers_markers_and_grades_are_no_figures() {
        for text in [
            "2012年9月5日",
            "国发〔2012〕48号",
            "第12条",
            "（3）加强管理",
            "1.总体要求",
            "电话：021-23116666",
            "九年级学生",
            "9:00—11:30",
            "《计划（2015—2020年）》",
            "破除城乡二元结构",
            "消除二元经济",
            "党的一元化领导",
            "晚8时40分开始",
            "上午10点30分集合",
            "十时15分30秒",
            "下午3点领取",
        ] {
            assert_eq!(found(text), vec![], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_spans_on_borders(text in "[0-9０-９%，。.一二十百万亿元所人个以上不超过a \n—至年]{0,60}") {
            for q in found(&text) {
                proptest::prop_assert!(text.get(q.span.start..q.span.end).is_some_and(|w| !w.is_empty()));
                proptest::prop_assert!(q.value.is_finite());
            }
        }
    }
}
