//! The words that say what kind of figure a clause holds: reported, aimed at, laid down.

use crate::lookup::Beginnings;
use crate::span::Span;
use serde::Deserialize;

/// The same, as the lists of the data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusWords {
    reported: Vec<String>,
    then: Vec<String>,
    compared: Vec<String>,
    coming: Vec<String>,
    unless: Beginnings,
    target: Vec<String>,
    standard: Vec<String>,
    condition: Vec<String>,
    laws: Vec<String>,
    named: Vec<String>,
    weak: Vec<String>,
    telling: Vec<String>,
    laid_down: Vec<String>,
    aims: Beginnings,
    aims_at: Beginnings,
    done_then: Vec<String>,
    laid_then: Beginnings,
    noted: Vec<String>,
    now: Vec<String>,
    supposes: Beginnings,
    undertakes: Beginnings,
    other_times: Beginnings,
    summed: Beginnings,
    forecasts: Beginnings,
    planned: Vec<String>,
    carried_out: Vec<String>,
    plans: Vec<String>,
    starts: Vec<String>,
    laid_by_law: Vec<String>,
    votes: Vec<String>,
    pays: Vec<String>,
    forbids: Beginnings,
    zones: Beginnings,
    fees: Vec<String>,
}

/// What kind of figure a word speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Reported,
    /// Reported, too, where the line has no word that is `Coming`.
    Compared,
    Coming,
    Target,
    Standard,
    Condition,
}

/// A word that speaks of a kind of figure.
#[derive(Debug)]
pub(super) struct StatusWord {
    pub(super) says: Says,
    /// Whether names hold it, too: 最低工资提高到80元.
    pub(super) named: bool,
    /// Whether it says little where documents tell: 失业率控制在5%.
    pub(super) weak: bool,
    /// Whether it only says when: 去年.
    pub(super) then: bool,
    /// Whether it only says of how many there are in all: 共有.
    pub(super) sum: bool,
    /// Whether it says that something will be: 将达.
    pub(super) will: bool,
    /// Whether it says no more than that, where a forecast is told: 今年要.
    pub(super) soon: bool,
}

/// The words of a clause that say what kind of figure it holds.
#[derive(Debug, Deserialize)]
#[serde(from = "StatusWords")]
pub(super) struct Status {
    words: Beginnings<StatusWord>,
    /// Longer words in which those say nothing.
    unless: Beginnings,
    pub(super) laws: Vec<String>,
    pub(super) telling: Vec<String>,
    pub(super) laid_down: Vec<String>,
    pub(super) aims: Beginnings,
    pub(super) aims_at: Beginnings,
    pub(super) done_then: Vec<String>,
    pub(super) laid_then: Beginnings,
    pub(super) noted: Vec<String>,
    pub(super) now: Vec<String>,
    pub(super) supposes: Beginnings,
    pub(super) undertakes: Beginnings,
    pub(super) other_times: Beginnings,
    pub(super) summed: Beginnings,
    pub(super) forecasts: Beginnings,
    pub(super) planned: Vec<String>,
    pub(super) carried_out: Vec<String>,
    pub(super) plans: Vec<String>,
    pub(super) starts: Vec<String>,
    pub(super) laid_by_law: Vec<String>,
    pub(super) votes: Vec<String>,
    pub(super) pays: Vec<String>,
    pub(super) forbids: Beginnings,
    pub(super) zones: Beginnings,
    pub(super) fees: Vec<String>,
}

impl From<StatusWords> for Status {
    fn from(file: StatusWords) -> Self {
        let lists = [
            (Says::Reported, file.reported),
            (Says::Compared, file.compared),
            (Says::Coming, file.coming),
            (Says::Target, file.target),
            (Says::Standard, file.standard),
            (Says::Condition, file.condition),
        ];
        let (named, weak, then) = (file.named, file.weak, file.then);
        let words = lists.into_iter().flat_map(|(says, words)| {
            let word = |word: String| {
                let status = StatusWord {
                    says,
                    named: named.contains(&word),
                    weak: weak.contains(&word),
                    then: then.contains(&word),
                    sum: word == "共有",
                    will: word.starts_with(['将', '將']),
                    soon: word.starts_with(['将', '將', '要']) || word.starts_with("今年"),
                };
                (word, status)
            };
            words.into_iter().map(word).collect::<Vec<_>>()
        });
        Self {
            words: Beginnings::of(words),
            unless: file.unless,
            laws: file.laws,
            telling: file.telling,
            laid_down: file.laid_down,
            aims: file.aims,
            aims_at: file.aims_at,
            done_then: file.done_then,
            laid_then: file.laid_then,
            noted: file.noted,
            now: file.now,
            supposes: file.supposes,
            undertakes: file.undertakes,
            other_times: file.other_times,
            summed: file.summed,
            forecasts: file.forecasts,
            planned: file.planned,
            carried_out: file.carried_out,
            plans: file.plans,
            starts: file.starts,
            laid_by_law: file.laid_by_law,
            votes: file.votes,
            pays: file.pays,
            forbids: file.forbids,
            zones: file.zones,
            fees: file.fees,
        }
    }
}

impl Status {
    /// The words in `text` that are not only a part of others: 应, but not that of 应届.
    pub(super) fn within(&self, text: &str) -> impl Iterator<Item = &StatusWord> {
        let longer: Vec<Span> = self
            .unless
            .within(text)
            .map(|(at, word, ())| Span::new(at, at + word.len()))
            .collect();
        let words = self.words.within(text);
        words
            .filter(move |(at, word, _)| {
                let end = at + word.len();
                // 主要|建设: a word does not begin within another
                !longer
                    .iter()
                    .any(|l| l.start <= *at && end <= l.end || l.start < *at && *at < l.end)
            })
            .map(|(_, _, says)| says)
    }

    /// The words that `text` begins with.
    pub(super) fn beginning(&self, text: &str) -> impl Iterator<Item = &StatusWord> {
        // 限额以上的企业: no 限额
        let longer = self.unless.longest(text).map_or(0, |(word, ())| word.len());
        let words = self.words.all(text);
        words
            .filter(move |(word, _)| word.len() >= longer)
            .map(|(_, says)| says)
    }

    /// Whether `text` has a word that says `says`.
    pub(super) fn has(&self, text: &str, says: Says) -> bool {
        self.within(text).any(|word| word.says == says)
    }
}
