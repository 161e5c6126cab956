//! [`Sample`]: which paragraphs are worth the time of a human coder.

use crate::annotate::{Coder, CodingUnit, CodingUnits, Leaning, Name};
use crate::corpus::{Corpus, Filter};
use crate::document::Document;
use crate::read::CodedUnit;
use crate::span::Span;
use crate::text::{CodePoints, Text};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Why a paragraph was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stratum {
    /// By chance alone, each paragraph as likely as any other: figures about the whole, such as
    /// recall, rest on these only.
    Random,
    /// A coder is in doubt: its score lies close to the threshold.
    Border,
    /// Two coders differ: one gives a code, the other does not.
    Disputed,
}

impl Stratum {
    /// The word that names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Border => "border",
            Self::Disputed => "disputed",
        }
    }
}

impl fmt::Display for Stratum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a sample is drawn. The same settings draw the same paragraphs from the same documents.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct SamplingOptions {
    /// How many paragraphs are drawn.
    pub size: usize,
    /// The share of them that is drawn by chance alone, 0 to 1.
    pub random: f64,
    /// What chance begins with.
    pub seed: u64,
}

impl Default for SamplingOptions {
    fn default() -> Self {
        Self {
            size: 100,
            random: 0.3,
            seed: 2011,
        }
    }
}

/// A paragraph that was drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Sampled {
    /// The document's id.
    pub document: String,
    /// The document's title.
    pub title: Option<String>,
    /// The place of the provision as researchers cite it.
    pub address: String,
    /// Where in the document it is, in code points.
    pub at: (usize, usize),
    /// Its words.
    pub text: String,
    /// Why it was drawn.
    pub stratum: Stratum,
    /// The code in doubt or in dispute; none for a paragraph drawn by chance.
    pub code: Option<Name>,
}

/// Paragraphs to code next.
///
/// Three strata. **Random**: a simple random sample of the paragraphs that are not coded yet.
/// **Disputed**, where there are two coders: one gives a code that both know, the other does not
/// (query by committee, H. Seung, M. Opper and H. Sompolinsky 1992). **Border**: the score is
/// close to the threshold (uncertainty sampling, D. Lewis and W. Gale, A sequential algorithm for
/// training text classifiers, 1994). In the last two, codes take turns, a code takes from the
/// document that has given least so far, and the same words are asked about once. What one stratum
/// cannot fill, the next does.
///
/// Chance is a number made of seed, document and place (permanent random numbers, E. Ohlsson,
/// 1995): a document more or another order of files does not change who comes first among the rest.
///
/// ```
/// use zhengce::analysis::sampling::{Sample, SamplingOptions, Stratum};
/// use zhengce::annotate::{Codebook, RuleCoder};
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let rules = RuleCoder::new(vec![Codebook::builtin("case")?])?;
/// let mut options = SamplingOptions::default();
/// options.size = 10;
/// let sample = Sample::draw(&corpus, &Filter::default(), &rules, None, &[], &options);
/// assert_eq!(sample.units().len(), 10);
/// let random = sample.units().iter().filter(|u| u.stratum == Stratum::Random).count();
/// assert_eq!(random, 3);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sample {
    units: Vec<Sampled>,
    frame: usize,
    coded: usize,
}

/// A paragraph that can be drawn.
struct Candidate<'c> {
    document: usize,
    provision: usize,
    span: Span,
    text: &'c str,
    chance: u64,
    /// The closest leaning of the first coder, or of both.
    border: Option<(Name, f64)>,
    /// The code on which coders differ, and how sure the one that differs more is.
    disputed: Option<(Name, f64)>,
}

impl Sample {
    /// Draws from the paragraphs of the documents that `filter` lets pass, by what `first` (the
    /// rules, as a rule) and `second` (a learned coder) lean towards, without those that `coded`
    /// holds: the same place, the same words, or a document that was read as a whole.
    #[must_use]
    pub fn draw(
        corpus: &Corpus,
        filter: &Filter,
        first: &dyn Coder,
        second: Option<&dyn Coder>,
        coded: &[CodedUnit],
        options: &SamplingOptions,
    ) -> Self {
        let known = Known::of(coded);
        let documents: Vec<&Document> = corpus.filter(filter).map(|e| &e.document).collect();
        let all: Vec<CodingUnits<'_>> = documents.iter().map(|d| CodingUnits::of(d)).collect();
        let mut candidates = Vec::new();
        let mut already = 0;
        for (index, (document, units)) in documents.iter().zip(&all).enumerate() {
            let points = CodePoints::new(document.text.original());
            for (unit, (provision, span)) in units.units().iter().zip(units.places()) {
                if known.has(&document.id, points.span(*span), unit.text) {
                    already += 1;
                    continue;
                }
                let leanings = first.lean(unit);
                let (border, disputed) = doubts(unit, leanings, second);
                candidates.push(Candidate {
                    document: index,
                    provision: *provision,
                    span: *span,
                    text: unit.text,
                    chance: chance(options.seed, &document.id, *span),
                    border,
                    disputed,
                });
            }
        }
        let drawn = draw(&candidates, options);
        let mut points: BTreeMap<usize, CodePoints> = BTreeMap::new();
        let units = drawn
            .into_iter()
            .map(|(place, stratum, code)| {
                let candidate = &candidates[place];
                let document = documents[candidate.document];
                let points = points
                    .entry(candidate.document)
                    .or_insert_with(|| CodePoints::new(document.text.original()));
                Sampled {
                    document: document.id.clone(),
                    title: document.metadata.title.clone(),
                    address: document.address(candidate.provision),
                    at: points.span(candidate.span),
                    text: document.reading(candidate.span).into_owned(),
                    stratum,
                    code,
                }
            })
            .collect();
        Self {
            units,
            frame: candidates.len(),
            coded: already,
        }
    }

    /// The paragraphs, in the order of documents and places: who codes them does not see what
    /// they were drawn for by where they stand.
    #[must_use]
    pub fn units(&self) -> &[Sampled] {
        &self.units
    }

    /// How many paragraphs it was drawn from.
    #[must_use]
    pub fn frame(&self) -> usize {
        self.frame
    }

    /// How many paragraphs were left out because they are coded.
    #[must_use]
    pub fn coded(&self) -> usize {
        self.coded
    }
}

/// A code, and how much one is in doubt about it: 0 (sure) to 1.
type Doubt = (Name, f64);

/// The code closest to its threshold, and the one that two coders differ on.
fn doubts(
    unit: &CodingUnit<'_>,
    leanings: Vec<Leaning>,
    second: Option<&dyn Coder>,
) -> (Option<Doubt>, Option<Doubt>) {
    let greatest = |known: Option<Doubt>, (code, value): Doubt| match known {
        Some((_, most)) if most >= value => known,
        _ => Some((code, value)),
    };
    let closest = |leanings: &[Leaning]| {
        let close = leanings.iter().map(|l| (l.code, l.closeness()));
        close.filter(|(_, close)| *close > 0.0).fold(None, greatest)
    };
    let Some(second) = second else {
        return (closest(&leanings), None);
    };
    let learned = second.lean(unit);
    // Rules that say nothing of a code do not give it; of a code that only one knows nobody
    // can differ. What a learned coder knows, it always leans towards or away from.
    let given = |code: Name| leanings.iter().any(|l| l.code == code && l.is_given());
    let disputed = learned
        .iter()
        .filter(|l| given(l.code) != l.is_given())
        .map(|l| (l.code, 1.0 - l.closeness()))
        .fold(None, greatest);
    (closest(&learned), disputed)
}

/// The places of the paragraphs that are drawn, each with its stratum and the code it is about, in
/// order.
fn draw(
    candidates: &[Candidate<'_>],
    options: &SamplingOptions,
) -> Vec<(usize, Stratum, Option<Name>)> {
    let size = options.size.min(candidates.len());
    let share = options.random.clamp(0.0, 1.0);
    let random = ((size as f64 * share).ceil() as usize).min(size);
    let mut by_chance: Vec<usize> = (0..candidates.len()).collect();
    by_chance.sort_by_key(|place| (candidates[*place].chance, *place));
    let mut drawn: BTreeMap<usize, (Stratum, Option<Name>)> = by_chance
        .iter()
        .take(random)
        .map(|place| (*place, (Stratum::Random, None)))
        .collect();
    let mut asked: BTreeSet<&str> = drawn.keys().map(|place| candidates[*place].text).collect();
    let disputed: Vec<_> = queue(candidates, |c| c.disputed);
    let border: Vec<_> = queue(candidates, |c| c.border);
    // Half of what chance leaves each, as far as there is something in dispute.
    let half = random + (size - random).div_ceil(2);
    spread(
        candidates,
        disputed,
        Stratum::Disputed,
        half,
        &mut drawn,
        &mut asked,
    );
    spread(
        candidates,
        border,
        Stratum::Border,
        size,
        &mut drawn,
        &mut asked,
    );
    for place in by_chance {
        if drawn.len() >= size {
            break;
        }
        // In the order of chance: these belong to the random sample as well as the first.
        drawn.entry(place).or_insert((Stratum::Random, None));
    }
    drawn
        .into_iter()
        .map(|(place, (stratum, code))| (place, stratum, code))
        .collect()
}

/// The candidates that something speaks for, by code: the most first, equals by chance.
fn queue(
    candidates: &[Candidate<'_>],
    value: impl Fn(&Candidate<'_>) -> Option<(Name, f64)>,
) -> Vec<(Name, Vec<usize>)> {
    let mut codes: BTreeMap<Name, Vec<(f64, usize)>> = BTreeMap::new();
    for (place, candidate) in candidates.iter().enumerate() {
        if let Some((code, value)) = value(candidate) {
            codes.entry(code).or_default().push((value, place));
        }
    }
    let ordered = codes.into_iter().map(|(code, mut places)| {
        places.sort_by(|a, b| {
            let chance = |place: usize| candidates[place].chance;
            b.0.total_cmp(&a.0).then(chance(a.1).cmp(&chance(b.1)))
        });
        (code, places.into_iter().map(|p| p.1).collect())
    });
    ordered.collect()
}

/// Draws until `size` are drawn: codes take turns, each takes the first of its queue that is from
/// a document that has given least.
fn spread<'c>(
    candidates: &[Candidate<'c>],
    mut queues: Vec<(Name, Vec<usize>)>,
    stratum: Stratum,
    size: usize,
    drawn: &mut BTreeMap<usize, (Stratum, Option<Name>)>,
    asked: &mut BTreeSet<&'c str>,
) {
    let mut given: BTreeMap<usize, usize> = BTreeMap::new();
    while drawn.len() < size && queues.iter().any(|(_, queue)| !queue.is_empty()) {
        for (code, queue) in &mut queues {
            queue.retain(|place| !asked.contains(candidates[*place].text));
            let least = queue.iter().enumerate().min_by_key(|(rank, place)| {
                let document = candidates[**place].document;
                (given.get(&document).copied().unwrap_or(0), *rank)
            });
            let Some((rank, _)) = least else { continue };
            if drawn.len() >= size {
                return;
            }
            let place = queue.remove(rank);
            *given.entry(candidates[place].document).or_default() += 1;
            asked.insert(candidates[place].text);
            drawn.insert(place, (stratum, Some(*code)));
        }
    }
}

/// A number made of what a paragraph is, the same whatever stands beside it.
fn chance(seed: u64, document: &str, span: Span) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update((document.len() as u64).to_le_bytes());
    hash.update(document.as_bytes());
    hash.update((span.start as u64).to_le_bytes());
    hash.update((span.end as u64).to_le_bytes());
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What is coded already.
struct Known {
    /// Documents that were read as a whole.
    whole: BTreeSet<String>,
    places: BTreeSet<(String, (usize, usize))>,
    texts: BTreeSet<String>,
}

impl Known {
    fn of(coded: &[CodedUnit]) -> Self {
        let mut known = Self {
            whole: BTreeSet::new(),
            places: BTreeSet::new(),
            texts: BTreeSet::new(),
        };
        for unit in coded {
            match (unit.span, &unit.text) {
                (Some(span), _) => {
                    known.places.insert((unit.document.clone(), span));
                }
                (None, None) => {
                    known.whole.insert(unit.document.clone());
                }
                (None, Some(_)) => {}
            }
            if let Some(text) = &unit.text {
                known
                    .texts
                    .insert(Text::new(text.as_str()).view().trim().to_owned());
            }
        }
        known
    }

    fn has(&self, document: &str, at: (usize, usize), text: &str) -> bool {
        self.whole.contains(document)
            || self.texts.contains(text)
            || self.places.contains(&(document.to_owned(), at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Coded, CodingUnit};
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    /// Leans as the digit in a paragraph says, in tenths; gives from .5 on.
    #[derive(Debug)]
    struct Digits(&'static str);

    impl Coder for Digits {
        fn code(&self, _: &CodingUnit<'_>) -> Vec<Coded> {
            Vec::new()
        }

        fn lean(&self, unit: &CodingUnit<'_>) -> Vec<Leaning> {
            let digit = unit.text.chars().find_map(|c| c.to_digit(10));
            digit
                .map(|d| Leaning::new("book", self.0, f64::from(d) / 10.0, 0.5))
                .into_iter()
                .collect()
        }
    }

    /// Documents of ten paragraphs each; digits 0 to 9.
    fn corpus(documents: usize) -> Corpus {
        let entries = (0..documents).map(|d| {
            let text: String = (0..10)
                .map(|n| {
                    format!(
                        "第{n}段的文字属于第{}份文件，用于抽样。\n",
                        char::from(b'a' + d as u8)
                    )
                })
                .collect();
            Analyzer::builtin().analyze(RawDocument::new(format!("d{d}"), text))
        });
        Corpus::from_entries(entries.collect())
    }

    fn drawn(
        corpus: &Corpus,
        second: Option<&dyn Coder>,
        coded: &[CodedUnit],
        size: usize,
        random: f64,
    ) -> Sample {
        let options = SamplingOptions {
            size,
            random,
            seed: 7,
        };
        Sample::draw(
            corpus,
            &Filter::default(),
            &Digits("a"),
            second,
            coded,
            &options,
        )
    }

    #[test]
    fn what_is_at_the_border_comes_first_and_from_many_documents() {
        let corpus = corpus(5);
        let sample = drawn(&corpus, None, &[], 5, 0.0);
        let texts: Vec<&str> = sample.units().iter().map(|u| u.text.as_str()).collect();
        assert!(texts.iter().all(|t| t.starts_with("第5段")), "{texts:?}");
        let documents: BTreeSet<&str> =
            sample.units().iter().map(|u| u.document.as_str()).collect();
        assert_eq!(documents.len(), 5);
        assert_eq!(sample.frame(), 50);
    }

    #[test]
    fn the_random_ones_do_not_depend_on_what_else_there_is() {
        let random = |sample: &Sample| -> BTreeSet<(String, (usize, usize))> {
            let units = sample
                .units()
                .iter()
                .filter(|u| u.stratum == Stratum::Random);
            units.map(|u| (u.document.clone(), u.at)).collect()
        };
        let (few, many) = (corpus(4), corpus(5));
        let all = random(&drawn(&few, None, &[], 40, 1.0));
        assert_eq!(all.len(), 40);
        let some = random(&drawn(&few, None, &[], 10, 1.0));
        let more = random(&drawn(&few, None, &[], 20, 1.0));
        assert!(some.is_subset(&more));
        // With another document, those that stay come in the same order.
        let other = random(&drawn(&many, None, &[], 20, 1.0));
        let old: BTreeSet<_> = other.into_iter().filter(|(d, _)| d != "d4").collect();
        let least = random(&drawn(&few, None, &[], old.len(), 1.0));
        assert_eq!(old, least);
    }

    #[test]
    fn coded_paragraphs_are_not_asked_again() {
        let corpus = corpus(3);
        let first = drawn(&corpus, None, &[], 6, 0.5);
        let mut coded: Vec<CodedUnit> = Vec::new();
        for (n, unit) in first.units().iter().enumerate() {
            // By place, or by words.
            coded.push(if n % 2 == 0 {
                CodedUnit {
                    document: unit.document.clone(),
                    span: Some(unit.at),
                    ..CodedUnit::default()
                }
            } else {
                CodedUnit {
                    document: "u".to_owned(),
                    text: Some(unit.text.clone()),
                    ..CodedUnit::default()
                }
            });
        }
        let second = drawn(&corpus, None, &coded, 30, 0.5);
        assert_eq!((second.units().len(), second.coded()), (24, 6));
        assert!(second.units().iter().all(|u| !first.units().contains(u)));
        let whole = CodedUnit {
            document: "d1".to_owned(),
            ..CodedUnit::default()
        };
        let third = drawn(&corpus, None, &[whole], 30, 0.5);
        assert_eq!(third.frame(), 20);
    }

    #[test]
    fn where_two_coders_differ_is_asked_first() {
        #[derive(Debug)]
        struct Always;
        impl Coder for Always {
            fn code(&self, _: &CodingUnit<'_>) -> Vec<Coded> {
                Vec::new()
            }
            fn lean(&self, _: &CodingUnit<'_>) -> Vec<Leaning> {
                vec![
                    Leaning::new("book", "a", 0.9, 0.5),
                    Leaning::new("book", "own", 0.0, 0.5),
                ]
            }
        }
        let sample = drawn(&corpus(3), Some(&Always), &[], 8, 0.0);
        let disputed = sample
            .units()
            .iter()
            .filter(|u| u.stratum == Stratum::Disputed);
        let texts: Vec<&str> = disputed.map(|u| u.text.as_str()).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        // The rules do not give the code below 5.
        assert!(
            texts
                .iter()
                .all(|t| ('0'..='4').any(|d| t.starts_with(&format!("第{d}")))),
            "{texts:?}"
        );
    }
}
