//! Copies of one provision, shown once.
//!
//! Notices are forwarded with their text, laws are issued again with few changes: a search then finds
//! one provision many times. What is folded is decided on the texts themselves, when it is asked for.

use super::collect::Candidate;
use super::facets::Facets;
use super::folder::CorpusIndex;
use super::hit::Hit;
use super::query::Query;
use super::search::SearchOptions;
use super::unit::Kept;
use crate::corpus::Filter;
use crate::error::Result;
use crate::numeral::is_numeral;
use crate::time::PartialDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use tantivy::Searcher;

/// Provisions with fewer characters (without space and marks) are copies only where they are equal:
/// of a short text, one word makes another rule.
const SHORT: usize = 30;
/// The characters of a shingle.
const SHINGLE: usize = 3;
/// The least share of shingles that copies have in common, of those that either has (Jaccard).
const NEAR: f64 = 0.85;
/// Shingles that are kept of a text; of longer ones those of the least hashes, which is a fair sample.
const KEPT: usize = 1_024;
/// Texts are compared where one of so many bands of so many least hashes is equal (Broder 1997): of
/// pairs that have 0.85 in common all but one of 30,000 are.
const BANDS: usize = 11;
const ROWS: usize = 3;
/// Groups that meet in one band at most: of forms that are filled in by the thousand, each further
/// one is held against the first of them.
const MEETING: usize = 64;
/// What a Chinese figure stands before: 五万元, 三年. Elsewhere its characters are parts of words.
const MEASURES: &str = "年月日天周时分秒元角倍个次人所名户米公里吨亩度岁成批级班节小平项件家课学";
/// Marks inside figures, before and after them.
const INSIDE: &str = ".:/-,";
const BEFORE: &str = "-−";
const AFTER: &str = "%‰℃°";

/// What a search found, copies of one provision folded into one.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FoldedResults {
    /// The number of provisions that match.
    pub total: u64,
    /// The number of them that are no copies of a better one.
    pub folded: u64,
    /// The first of those, in the order asked for.
    pub hits: Vec<FoldedHit>,
    /// How all provisions that match divide, copies too, by what was asked for.
    pub facets: Facets,
}

/// A provision that stands for its copies.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FoldedHit {
    /// The first of them in the order asked for.
    pub hit: Hit,
    /// The others, in the same order.
    pub copies: Vec<OtherCopy>,
}

/// A copy of a provision.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OtherCopy {
    /// The document's id.
    pub doc: String,
    /// The document's title.
    pub title: Option<String>,
    /// The document's number, normalised.
    pub number: Option<String>,
    /// When the document was issued.
    pub issued: Option<PartialDate>,
    /// The number of the provision in its document, from 0.
    pub provision: usize,
    /// The place of the provision in the outline.
    pub path: String,
    /// The place as a citation names it.
    pub address: String,
    /// How like it is, to three decimals: 1 where it is equal but for white space, marks and the
    /// number of the provision; else the share of runs of three characters that both have.
    pub likeness: f64,
}

impl CorpusIndex {
    /// As [`search_with`](Self::search_with), with copies of one provision folded: the first of them
    /// in the order asked for stands for all.
    ///
    /// Copies are equal but for white space, marks and the number before them, or nearly so: at least
    /// 0.85 of their runs of three characters are the same, the figures in them (but for the numbers of
    /// articles: 第三条) are equal, as many words negate (不, 未, 无, 禁), and they stand in different
    /// documents. Those of fewer than 30 characters are copies only where they are equal. Each is held
    /// against the one that stands for it, so nothing drifts.
    ///
    /// The texts of all that match are read, so it takes longer the more match: some seconds for a
    /// hundred thousand provisions.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn search_folded(
        &self,
        query: &Query,
        filter: &Filter,
        options: &SearchOptions,
    ) -> Result<FoldedResults> {
        let searcher = self.reader.searcher();
        let matches = self.matches(&searcher, query, filter, options, usize::MAX)?;
        let groups = groups(&self.likes(&searcher, &matches.best)?);
        let shown = &groups[..groups.len().min(options.limit)];
        let first = shown
            .iter()
            .filter_map(|group| matches.best.get(group.first));
        let hits = self.hits(&searcher, query, options, first)?;
        let mut folded = Vec::with_capacity(hits.len());
        for (hit, group) in hits.into_iter().zip(shown) {
            let mut copies = Vec::with_capacity(group.others.len());
            for (at, likeness) in &group.others {
                if let Some(candidate) = matches.best.get(*at) {
                    copies.push(self.copy(&searcher, candidate, *likeness)?);
                }
            }
            folded.push(FoldedHit { hit, copies });
        }
        Ok(FoldedResults {
            total: matches.total,
            folded: groups.len() as u64,
            hits: folded,
            facets: Facets::counted(matches.tally),
        })
    }

    /// What the texts of these are compared by.
    fn likes(&self, searcher: &Searcher, candidates: &[Candidate]) -> Result<Vec<Likeness>> {
        // Texts that lie together are unpacked together.
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|at| candidates[*at].address);
        let read = |at: usize| {
            let kept = self.kept(searcher, candidates[at].address)?;
            Ok((at, Likeness::of(&kept, &candidates[at].line.text)))
        };
        let read: Result<Vec<(usize, Likeness)>> = order.into_par_iter().map(read).collect();
        let mut read = read?;
        read.sort_by_key(|(at, _)| *at);
        Ok(read.into_iter().map(|(_, likeness)| likeness).collect())
    }

    fn copy(&self, searcher: &Searcher, of: &Candidate, likeness: f64) -> Result<OtherCopy> {
        let kept = self.kept(searcher, of.address)?;
        let facts = of.facts(&kept)?;
        Ok(OtherCopy {
            issued: facts.issued(),
            doc: facts.doc,
            title: facts.title,
            number: facts.number,
            provision: usize::try_from(of.ordinal).unwrap_or(usize::MAX),
            path: kept.path,
            address: kept.address,
            likeness,
        })
    }
}

/// What a text is compared by.
struct Likeness {
    /// The hash of its bare characters, where it has any.
    whole: Option<u64>,
    /// The hash of its figures and negations: what may not differ.
    sense: u64,
    /// The hashes of its shingles in order; none where it is short.
    shingles: Vec<u32>,
    /// The bands by which texts that are alike meet.
    bands: Vec<u64>,
    /// The hash of its document's line.
    document: u64,
}

impl Likeness {
    fn of(kept: &Kept, line: &str) -> Self {
        let view = super::lattice::folded(&kept.text());
        // The number before a provision says where it stands, not what it says.
        let label = kept.path.rsplit('/').next().unwrap_or_default();
        let bare = bare(&view, label);
        let mut shingles = Vec::new();
        if bare.len() >= SHORT {
            shingles.extend(bare.windows(SHINGLE).map(|run| {
                let hash = hashed(run);
                (hash ^ (hash >> 32)) as u32
            }));
            shingles.sort_unstable();
            shingles.dedup();
            shingles.truncate(KEPT);
        }
        let sense = hashed(&(figures(&bare), negations(&bare)));
        Self {
            whole: (!bare.is_empty()).then(|| hashed(&bare)),
            sense,
            bands: bands(&shingles, sense),
            shingles,
            document: hashed(line),
        }
    }

    /// The share of shingles that both have.
    fn shared(&self, other: &Self) -> f64 {
        // Of two samples, what lies under the end of the shorter range is whole in both.
        let (a, b) = (&self.shingles, &other.shingles);
        let end = |of: &[u32]| {
            let is_whole = of.len() < KEPT;
            of.last().filter(|_| !is_whole).copied().unwrap_or(u32::MAX)
        };
        let end = end(a).min(end(b));
        let (mut i, mut j, mut both, mut either) = (0, 0, 0_u32, 0_u32);
        loop {
            let next = match (a.get(i), b.get(j)) {
                (Some(x), Some(y)) => *x.min(y),
                (Some(x), None) | (None, Some(x)) => *x,
                (None, None) => break,
            };
            if next > end {
                break;
            }
            let (in_a, in_b) = (a.get(i) == Some(&next), b.get(j) == Some(&next));
            i += usize::from(in_a);
            j += usize::from(in_b);
            both += u32::from(in_a && in_b);
            either += 1;
        }
        f64::from(both) / f64::from(either.max(1))
    }

    /// How like it another is, to three decimals: 1 where they are equal, else less.
    fn likeness(&self, other: &Self) -> f64 {
        if self.whole.is_some() && self.whole == other.whole {
            return 1.0;
        }
        ((self.shared(other) * 1_000.0).round() / 1_000.0).min(0.999)
    }
}

/// The bands of these shingles: each an order of its own over them, of which the least count.
fn bands(shingles: &[u32], sense: u64) -> Vec<u64> {
    if shingles.is_empty() {
        return Vec::new();
    }
    let bands = (0..BANDS).map(|band| {
        let rows = (0..ROWS).map(|row| {
            let seed = hashed(&(band, row)) as u32 | 1;
            let mixed = |hash: &u32| hash.wrapping_mul(seed).rotate_left(13).wrapping_mul(seed);
            shingles.iter().map(mixed).min().unwrap_or_default()
        });
        hashed(&(band, sense, rows.collect::<Vec<u32>>()))
    });
    bands.collect()
}

/// The figures of a text, but for those of articles.
fn figures(bare: &[char]) -> Vec<&[char]> {
    let is_figure =
        |ch: &char| is_numeral(*ch) || [INSIDE, AFTER, BEFORE].iter().any(|m| m.contains(*ch));
    let mut figures = Vec::new();
    let mut at = 0;
    for run in bare.chunk_by(|a, b| is_figure(a) == is_figure(b)) {
        let (start, end) = (at, at + run.len());
        at = end;
        let is_number = run.len() > 1
            || run.iter().any(char::is_ascii_digit)
            || bare[..start].ends_with(&['分', '之'])
            || bare.get(end).is_some_and(|next| MEASURES.contains(*next));
        let is_article = start > 0 && bare[start - 1] == '第';
        if run.first().is_some_and(is_figure) && is_number && !is_article {
            figures.push(run);
        }
    }
    figures
}

fn negations(bare: &[char]) -> usize {
    let negates = |ch: &&char| matches!(ch, '不' | '未' | '无' | '禁');
    bare.iter().filter(negates).count()
}

/// Letters, characters, digits and the marks of figures, without the number before them.
fn bare(view: &str, label: &str) -> Vec<char> {
    let bare = |text: &str| -> Vec<char> {
        let all: Vec<char> = text.chars().collect();
        let digit = |at: usize| all.get(at).is_some_and(char::is_ascii_digit);
        let kept = all.iter().enumerate().filter(|(at, ch)| {
            let (before, after) = (*at > 0 && digit(at - 1), digit(at + 1));
            let opens = *at == 0 || !all[at - 1].is_ascii_alphanumeric();
            ch.is_alphanumeric()
                || INSIDE.contains(**ch) && before && after
                || AFTER.contains(**ch) && before
                || BEFORE.contains(**ch) && after && opens
        });
        kept.map(|(_, ch)| *ch).collect()
    };
    let (mut all, label) = (bare(view), bare(label));
    if !label.is_empty() && all.len() > label.len() && all.starts_with(&label) {
        all.drain(..label.len());
    }
    all
}

fn hashed(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hash = DefaultHasher::new();
    what.hash(&mut hash);
    hash.finish()
}

/// Provisions that are copies, by their places in the order asked for.
struct Copies {
    first: usize,
    others: Vec<(usize, f64)>,
}

/// Each joins the group whose first is most like it, of those that are near; where there is none, it
/// is the first of another.
fn groups(all: &[Likeness]) -> Vec<Copies> {
    let mut groups: Vec<Copies> = Vec::new();
    let mut equal: HashMap<u64, usize> = HashMap::new();
    let mut near: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, text) in all.iter().enumerate() {
        let known = text.whole.and_then(|whole| equal.get(&whole).copied());
        if let Some(group) = known.or_else(|| nearest(all, text, &groups, &near)) {
            let group_of = &mut groups[group];
            group_of
                .others
                .push((at, all[group_of.first].likeness(text)));
            equal.extend(text.whole.map(|whole| (whole, group)));
            continue;
        }
        let group = groups.len();
        groups.push(Copies {
            first: at,
            others: Vec::new(),
        });
        equal.extend(text.whole.map(|whole| (whole, group)));
        for band in &text.bands {
            let meet = near.entry(*band).or_default();
            if meet.len() < MEETING {
                meet.push(group);
            }
        }
    }
    groups
}

/// The group whose first is most like a text, of equals the first.
fn nearest(
    all: &[Likeness],
    text: &Likeness,
    groups: &[Copies],
    near: &HashMap<u64, Vec<usize>>,
) -> Option<usize> {
    let meet = text.bands.iter().filter_map(|band| near.get(band));
    let other = |group: &usize| all[groups[*group].first].document != text.document;
    let meet: BTreeSet<usize> = meet.flatten().copied().filter(other).collect();
    let mut best = None;
    let mut most = NEAR;
    for group in meet {
        let first = &all[groups[group].first];
        if first.sense != text.sense {
            continue;
        }
        let shared = first.shared(text);
        if shared > most || (shared >= NEAR && best.is_none()) {
            (best, most) = (Some(group), shared);
        }
    }
    best
}
