//! [`Tensions`]: pairs of aims that pull apart, over time.

use super::passage::{Cutter, Passage, in_order};
use super::reliability::Bootstrap;
use crate::annotate::{Codebook, Label};
use crate::corpus::{Corpus, Entry, Filter};
use std::collections::{BTreeMap, BTreeSet};

/// The paired poles of a scheme in a corpus: where each is asked for, which documents hold both,
/// and to which side the corpus leans.
///
/// A pair is a code with two codes below it, as in the scheme `tensions` that ships; the corpus must be
/// coded with that scheme.
///
/// ```
/// use zhengce::analysis::{Tensions, reliability::Bootstrap};
/// use zhengce::annotate::{Codebook, Pipeline, RuleCoder};
/// use zhengce::corpus::{Analyzer, Corpus, Filter};
/// let book = Codebook::builtin("tensions")?;
/// let coder = RuleCoder::new(vec![book.clone()])?;
/// let corpus = Corpus::builtin_with(&Analyzer::new(Pipeline::with_coder(coder)))?;
/// let tensions = Tensions::of(&corpus, &Filter::default(), &book, Bootstrap::default());
/// assert_eq!(tensions.pairs().len(), 9);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tensions {
    pairs: Vec<Tension>,
    title_only: usize,
}

/// One pair.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tension {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: Label,
    /// Its two poles, in the order of the scheme.
    pub poles: [Pole; 2],
    /// The ids of the documents that hold both, in order of time.
    pub both: Vec<String>,
    /// (first - second) / (first + second) in provisions: 1 where only the first pole is asked for,
    /// -1 where only the second, 0 in balance; `None` where neither is.
    pub tilt: Option<f64>,
    /// The tilt in 95 of 100 samples of the documents that hold a pole.
    pub interval: Option<(f64, f64)>,
}

/// One side of a pair.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pole {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: Label,
    /// The paragraphs that carry it, by the date of their documents.
    pub passages: Vec<Passage>,
    /// Provisions that carry it.
    pub provisions: usize,
    /// Documents with such a provision.
    pub documents: usize,
    /// Provisions by the year of the document; those without a date are left out.
    pub by_year: BTreeMap<i16, usize>,
}

impl Tensions {
    /// The pairs of `book` among the documents that `filter` lets pass, in the order of the scheme.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter, book: &Codebook, bootstrap: Bootstrap) -> Self {
        let entries = in_order(corpus, filter);
        let pairs = book.codes.iter().filter_map(|pair| {
            let mut below = book
                .codes
                .iter()
                .filter(|c| c.parent.as_ref() == Some(&pair.id));
            let (first, second) = (below.next()?, below.next()?);
            if below.next().is_some() || !filter.accepts_code(&pair.id) {
                return None;
            }
            let poles = [first, second].map(|code| {
                (
                    code,
                    entries
                        .iter()
                        .map(|e| held(e, &code.id))
                        .collect::<Vec<_>>(),
                )
            });
            let counts: Vec<[f64; 2]> = (0..entries.len())
                .map(|at| poles.each_ref().map(|(_, held)| held[at].len() as f64))
                .filter(|[a, b]| a + b > 0.0)
                .collect();
            let both = (0..entries.len())
                .filter(|at| poles.iter().all(|(_, held)| !held[*at].is_empty()))
                .map(|at| entries[at].document.id.clone())
                .collect();
            Some(Tension {
                code: pair.id.clone(),
                label: pair.label.clone(),
                tilt: tilt(counts.iter()),
                interval: bootstrap.interval_of(counts.len(), |drawn| {
                    tilt(drawn.iter().map(|at| &counts[*at]))
                }),
                both,
                poles: poles.map(|(code, held)| Pole::of(&code.id, &code.label, &entries, &held)),
            })
        });
        Self {
            pairs: pairs.collect(),
            title_only: title_only(&entries),
        }
    }

    /// The pairs, in the order of the scheme.
    #[must_use]
    pub fn pairs(&self) -> &[Tension] {
        &self.pairs
    }

    /// Documents of which only the title is known: that they hold no pole says nothing.
    #[must_use]
    pub fn title_only(&self) -> usize {
        self.title_only
    }
}

/// How many of these are known by title only.
pub(super) fn title_only(entries: &[&Entry]) -> usize {
    let known = entries.iter().filter(|e| e.document.provenance.title_only);
    known.count()
}

/// The provisions of an entry that carry a code.
fn held(entry: &Entry, code: &str) -> BTreeSet<Option<usize>> {
    let codes = entry.annotations.codes.iter().filter(|c| c.code == *code);
    codes.map(|c| entry.provision_of(c)).collect()
}

fn tilt<'c>(counts: impl Iterator<Item = &'c [f64; 2]>) -> Option<f64> {
    let (a, b) = counts.fold((0.0, 0.0), |(a, b), [x, y]| (a + x, b + y));
    (a + b > 0.0).then(|| (a - b) / (a + b))
}

impl Pole {
    fn of(code: &str, label: &Label, entries: &[&Entry], held: &[BTreeSet<Option<usize>>]) -> Self {
        let mut pole = Self {
            code: code.to_owned(),
            label: label.clone(),
            passages: Vec::new(),
            provisions: held.iter().map(BTreeSet::len).sum(),
            documents: held.iter().filter(|h| !h.is_empty()).count(),
            by_year: BTreeMap::new(),
        };
        for (entry, held) in entries.iter().zip(held).filter(|(_, h)| !h.is_empty()) {
            if let Some(date) = entry.document.metadata.dated() {
                *pole.by_year.entry(date.year).or_default() += held.len();
            }
            let cutter = Cutter::of(entry);
            let codes = entry.annotations.codes.iter().filter(|c| c.code == *code);
            pole.passages.extend(codes.map(|c| cutter.cut(c.span)));
        }
        pole
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Pipeline, RuleCoder};
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    #[test]
    fn a_pair_is_counted_by_provision_and_leans_to_the_side_of_more() {
        let book = Codebook::builtin("tensions").unwrap();
        let coder = RuleCoder::new(vec![book.clone()]).unwrap();
        let analyzer = Analyzer::new(Pipeline::with_coder(coder));
        let texts = [
            (
                "later",
                "一、适龄儿童在户籍所在地学校免试就近入学。\n二、缓解择校热，治理择校费。\n2014年3月1日",
            ),
            (
                "first",
                "一、公办小学免试就近入学。\n二、各区划定小学招生范围，实行对口入学。\n2012年3月1日",
            ),
        ];
        let entries = texts.map(|(id, text)| analyzer.analyze(RawDocument::new(id, text)));
        let corpus = Corpus::from_entries(entries.into());
        let tensions = Tensions::of(&corpus, &Filter::default(), &book, Bootstrap::default());
        let pair = tensions
            .pairs()
            .iter()
            .find(|p| p.code == "t_nearby_choice")
            .unwrap();
        assert_eq!(pair.poles.each_ref().map(|p| p.provisions), [3, 1]);
        assert_eq!(pair.tilt, Some(0.5));
        assert_eq!(pair.both, ["later"]);
        assert_eq!(pair.interval, Some((0.0, 1.0)));
        let nearby = &pair.poles[0];
        assert_eq!(nearby.passages[0].document, "first");
        assert_eq!(nearby.by_year, BTreeMap::from([(2012, 2), (2014, 1)]));
        for passage in &nearby.passages {
            let entry = corpus.get(&passage.document).unwrap();
            assert_eq!(entry.document.quote(passage.span), passage.quote);
        }
    }
}
