//! [`Inheritance`]: what became of the provisions of a document in one that carries it out.

use crate::annotate::{EventKind, Quantity};
use crate::corpus::Entry;
use crate::document::{Document, ProvisionKind};
use crate::shipped;
use crate::span::Span;
use crate::time::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The provisions of two documents side by side.
///
/// Each provision of the lower document goes with the one of the upper document with which it
/// shares most runs of three characters; the thresholds and the words of obligation are in
/// `corpus/inherit.toml`.
///
/// ```
/// use zhengce::{analysis::Inheritance, corpus::Analyzer, read::RawDocument};
/// let analyze = |id: &str, text: &str| Analyzer::builtin().analyze(RawDocument::new(id, text));
/// let upper = analyze("国", "一、各地应当到2015年使教师交流比例达到10%以上。");
/// let lower = analyze("市", "一、各区应当到2014年使教师交流比例达到15%以上。\n二、建立校车管理平台并公布线路。");
/// let pairs = Inheritance::of(&upper, &lower);
/// let words: Vec<&str> = pairs.pairs().iter().map(|p| p.fate.as_str()).collect();
/// assert_eq!(words, ["sharper", "added"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Inheritance {
    pairs: Vec<Inherited>,
}

/// A provision of one or both documents.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Inherited {
    /// What became of it.
    pub fate: Fate,
    /// The index of the provision of the upper document.
    pub upper: Option<usize>,
    /// The index of the provision of the lower document.
    pub lower: Option<usize>,
    /// The share of runs of three characters in common, 0 to 1.
    pub similarity: f64,
    /// What was made sharper or softer, in words: `教师交流比例 10% -> 15%`.
    pub changes: Vec<String>,
}

/// What became of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fate {
    /// Taken over word for word, or nearly.
    Copied,
    /// A figure is raised, a deadline is earlier, or should became must; nothing is softer.
    Sharper,
    /// The other way round.
    Softer,
    /// Taken over in other words, or sharper in one thing and softer in another.
    Adapted,
    /// The lower document has nothing of it.
    Dropped,
    /// The upper document has nothing of it.
    Added,
}

impl Fate {
    /// The word used in listings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Sharper => "sharper",
            Self::Softer => "softer",
            Self::Adapted => "adapted",
            Self::Dropped => "dropped",
            Self::Added => "added",
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    aligned: f64,
    copied: f64,
    short: usize,
    grade: Vec<Grade>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grade {
    name: String,
    words: Vec<String>,
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    shipped::table(
        "corpus/inherit.toml",
        include_str!("../../corpus/inherit.toml"),
    )
});

/// A run of three characters.
type Run = [char; 3];

/// A provision as it is compared.
struct Side {
    index: usize,
    runs: BTreeSet<Run>,
}

impl Inheritance {
    /// What became of the provisions of `upper` in `lower`, in the order of the lower document;
    /// what was dropped stands behind, in the order of the upper one.
    #[must_use]
    pub fn of(upper: &Entry, lower: &Entry) -> Self {
        let settings = &*SETTINGS;
        let (above, below) = (sides(&upper.document), sides(&lower.document));
        let mut holders: BTreeMap<Run, Vec<usize>> = BTreeMap::new();
        for (at, side) in above.iter().enumerate() {
            for run in &side.runs {
                holders.entry(*run).or_default().push(at);
            }
        }
        let mut pairs = Vec::new();
        let mut taken = BTreeSet::new();
        for side in &below {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for at in side
                .runs
                .iter()
                .filter_map(|run| holders.get(run))
                .flatten()
            {
                *shared.entry(*at).or_insert(0) += 1;
            }
            let dice = |at: usize, shared: usize| {
                2.0 * shared as f64 / (side.runs.len() + above[at].runs.len()) as f64
            };
            let best = shared
                .iter()
                .map(|(at, shared)| (dice(*at, *shared), *at))
                // Of equals the first.
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                .filter(|(similarity, _)| *similarity >= settings.aligned);
            pairs.push(match best {
                Some((similarity, at)) => {
                    taken.insert(at);
                    pair(upper, lower, above[at].index, side.index, similarity)
                }
                None => alone(Fate::Added, None, Some(side.index)),
            });
        }
        let dropped = above
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at));
        pairs.extend(dropped.map(|(_, side)| alone(Fate::Dropped, Some(side.index), None)));
        Self { pairs }
    }

    /// The provisions, those of the lower document first.
    #[must_use]
    pub fn pairs(&self) -> &[Inherited] {
        &self.pairs
    }
}

fn alone(fate: Fate, upper: Option<usize>, lower: Option<usize>) -> Inherited {
    Inherited {
        fate,
        upper,
        lower,
        similarity: 0.0,
        changes: Vec::new(),
    }
}

/// The provisions that lay something down, with their runs of characters. Figures, marks and
/// blanks do not make provisions alike.
fn sides(document: &Document) -> Vec<Side> {
    let view = document.text.view();
    document
        .provisions
        .iter()
        .enumerate()
        .filter(|(_, p)| !matches!(p.kind, ProvisionKind::Masthead | ProvisionKind::Signature))
        .filter_map(|(index, provision)| {
            let words: Vec<char> = document
                .text
                .to_view(provision.span)
                .slice(view)
                .chars()
                .filter(|c| c.is_alphabetic())
                .collect();
            let runs = words.windows(3).filter_map(|w| w.try_into().ok()).collect();
            (words.len() >= SETTINGS.short).then_some(Side { index, runs })
        })
        .collect()
}

fn pair(upper: &Entry, lower: &Entry, above: usize, below: usize, similarity: f64) -> Inherited {
    let mut sharper = Vec::new();
    let mut softer = Vec::new();
    let mut tell = |is_sharper: Option<bool>, words: String| match is_sharper {
        Some(true) => sharper.push(words),
        Some(false) => softer.push(words),
        None => {}
    };
    for (is_sharper, words) in figures(upper, lower, above, below) {
        tell(is_sharper, words);
    }
    if let (Some(a), Some(b)) = (deadline(upper, above), deadline(lower, below)) {
        tell((a != b).then_some(b < a), format!("deadline {a} -> {b}"));
    }
    if let (Some(a), Some(b)) = (grade(upper, above), grade(lower, below)) {
        let name = |grade: usize| SETTINGS.grade[grade].name.as_str();
        tell(
            (a != b).then_some(b < a),
            format!("{} -> {}", name(a), name(b)),
        );
    }
    let fate = match (sharper.is_empty(), softer.is_empty()) {
        (false, true) => Fate::Sharper,
        (true, false) => Fate::Softer,
        (true, true) if similarity >= SETTINGS.copied => Fate::Copied,
        _ => Fate::Adapted,
    };
    sharper.extend(softer);
    Inherited {
        fate,
        upper: Some(above),
        lower: Some(below),
        similarity,
        changes: sharper,
    }
}

fn span_of(entry: &Entry, provision: usize) -> Span {
    entry.document.provisions[provision].span
}

/// The figures of both provisions that measure one thing, where each has one of it.
fn figures(
    upper: &Entry,
    lower: &Entry,
    above: usize,
    below: usize,
) -> Vec<(Option<bool>, String)> {
    type Measure<'q> = (&'q str, &'q str);
    fn measured(entry: &Entry, provision: usize) -> BTreeMap<Measure<'_>, Vec<&Quantity>> {
        let span = span_of(entry, provision);
        let mut found: BTreeMap<Measure<'_>, Vec<&Quantity>> = BTreeMap::new();
        for quantity in &entry.annotations.quantities {
            if span.contains(quantity.span)
                && let (Some(unit), Some(of)) = (&quantity.unit, &quantity.of)
            {
                found.entry((of, unit)).or_default().push(quantity);
            }
        }
        found
    }
    let (a, b) = (measured(upper, above), measured(lower, below));
    a.iter()
        .filter_map(|(measure, before)| {
            let ([before], [after]) = (before.as_slice(), b.get(measure)?.as_slice()) else {
                return None;
            };
            if before.value == after.value {
                return None;
            }
            let bound = before.relation.as_deref().or(after.relation.as_deref());
            let is_most = matches!(bound, Some("le" | "lt" | "falls_to"));
            let sharper = (after.value > before.value) != is_most;
            let words = format!(
                "{} {}{u} -> {}{u}",
                measure.0,
                before.value,
                after.value,
                u = measure.1
            );
            Some((Some(sharper), words))
        })
        .collect()
}

/// The last day of the only deadline or target of a provision.
fn deadline(entry: &Entry, provision: usize) -> Option<Date> {
    let mut events = entry.annotations.events.iter().filter(|e| {
        e.provision == Some(provision) && matches!(e.kind, EventKind::Deadline | EventKind::Target)
    });
    let only = events.next().filter(|_| events.next().is_none())?;
    only.when.until?.plus(0, 0, -1)
}

/// The strongest grade of obligation of a provision, 0 for the strongest.
fn grade(entry: &Entry, provision: usize) -> Option<usize> {
    let text = &entry.document.text;
    let words = text.to_view(span_of(entry, provision)).slice(text.view());
    SETTINGS
        .grade
        .iter()
        .position(|g| g.words.iter().any(|w| words.contains(w.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    fn entry(id: &str, text: &str) -> Entry {
        Analyzer::builtin().analyze(RawDocument::new(id, text))
    }

    #[test]
    fn provisions_are_copied_sharpened_softened_dropped_and_added() {
        let upper = entry(
            "upper",
            "一、实行教师定期交流制度，优质学校教师应当到农村学校任教。\n\
             二、班额不得超过50人，各地应当按标准配备图书。\n\
             三、到2015年底前完成寄宿制学校食堂建设任务。\n\
             四、建立义务教育质量监测报告发布制度。\n\
             五、学校必须公开招生名额和录取结果，接受社会监督。\n",
        );
        let lower = entry(
            "lower",
            "一、实行教师定期交流制度，优质学校教师应当到农村学校任教。\n\
             二、到2014年底前完成寄宿制学校食堂建设任务。\n\
             三、学校可以公开招生名额和录取结果，接受社会监督。\n\
             四、开通校车线路查询平台供家长使用。\n",
        );
        let pairs = Inheritance::of(&upper, &lower);
        let label = |entry: &Entry, at: Option<usize>| {
            at.and_then(|p| entry.document.provisions[p].label.clone())
        };
        let lines: Vec<_> = pairs
            .pairs()
            .iter()
            .map(|p| {
                let (a, b) = (label(&upper, p.upper), label(&lower, p.lower));
                format!(
                    "{} {} {}",
                    p.fate.as_str(),
                    a.unwrap_or_default(),
                    b.unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                "copied 一 一",
                "sharper 三 二",
                "softer 五 三",
                "added  四",
                "dropped 二 ",
                "dropped 四 ",
            ]
        );
        assert_eq!(
            pairs.pairs()[1].changes,
            ["deadline 2015-12-31 -> 2014-12-31"]
        );
    }

    #[test]
    fn a_lower_ceiling_is_sharper_and_a_lower_floor_is_softer() {
        for (above, below, fate) in [
            (
                "班额不超过50人，确保教学质量稳定",
                "班额不超过45人，确保教学质量稳定",
                Fate::Sharper,
            ),
            (
                "教师交流比例不低于10%，确保城乡均衡",
                "教师交流比例不低于8%，确保城乡均衡",
                Fate::Softer,
            ),
        ] {
            let (a, b) = (
                entry("a", &format!("一、{above}。\n")),
                entry("b", &format!("一、{below}。\n")),
            );
            let pairs = Inheritance::of(&a, &b);
            assert_eq!(pairs.pairs()[0].fate, fate, "{:?}", pairs.pairs());
        }
    }
}
