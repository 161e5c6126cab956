//! [`Agreement`]: two or more codings compared, code by code.

use super::coding::{Coded, Coding, Place};
use super::ratings::{Rating, Ratings};
use std::collections::{BTreeMap, BTreeSet};

/// What a unit of comparison is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CompareBy {
    /// The places that were coded, as they are; one that another coder cut otherwise is another.
    #[default]
    Unit,
    /// The characters: codings that cut the text differently agree as far as they overlap.
    Character,
}

/// How far codings agree.
///
/// A unit counts where at least one coder gave it a code. **What nobody coded never counts as
/// agreement**: most of any text is uncoded, and would make any two coders agree. A document
/// that only one coding knows is left out, and listed in [`Agreement::left_out`].
///
/// ```
/// use zhengce::analysis::reliability::{Agreement, Coding, CompareBy};
/// use zhengce::read::CodedUnit;
/// let unit = |id: &str, codes: &[&str]| {
///     let mut unit = CodedUnit::default();
///     unit.document = id.to_owned();
///     unit.codes = codes.iter().map(|c| (*c).to_owned()).collect();
///     unit
/// };
/// let a = Coding::of("甲", &[unit("1", &["personnel"]), unit("2", &[]), unit("3", &["investment"])]);
/// let b = Coding::of("乙", &[unit("1", &["personnel"]), unit("2", &[]), unit("3", &["personnel"])]);
/// let agreement = Agreement::of(&[a, b], CompareBy::Unit);
/// assert_eq!((agreement.units(), agreement.uncoded()), (2, 1));
/// assert_eq!(agreement.code("personnel").unwrap().ratings().percent(), Some(0.5));
/// assert_eq!(agreement.disagreements().len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Agreement {
    coders: Vec<String>,
    codes: Vec<CodeAgreement>,
    overall: CodeAgreement,
    disagreements: Vec<Disagreement>,
    units: u64,
    uncoded: u64,
    left_out: Vec<String>,
}

/// How far codings agree on one code, or on all of them.
#[derive(Clone, Debug)]
pub struct CodeAgreement {
    code: Option<String>,
    ratings: Ratings,
    /// Units of one source document each, in order: what is resampled together.
    clusters: Vec<Ratings>,
    applied: Vec<u64>,
    agreed: u64,
}

/// A place where coders differ on a code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disagreement {
    /// The document.
    pub document: String,
    /// The place in it, in code points.
    pub place: Place,
    /// The code they differ on.
    pub code: String,
    /// What each coder said, in the coders' order; `None` where one did not read the document.
    pub said: Vec<Option<bool>>,
    /// The words of the place, where a coding brought them.
    pub text: Option<String>,
}

/// The category of a code that was not given, and of one that was.
const CATEGORIES: usize = 2;

impl Agreement {
    /// Compares `codings`, one a coder.
    #[must_use]
    pub fn of(codings: &[Coding], by: CompareBy) -> Self {
        let codes: BTreeSet<&String> = codings
            .iter()
            .flat_map(|c| c.documents.values())
            .flat_map(|d| d.units.values().flatten())
            .collect();
        let mut count = Count {
            codes: codes
                .iter()
                .map(|code| CodeCount::new(Some((*code).clone()), codings.len()))
                .collect(),
            overall: CodeCount::new(None, codings.len()),
            disagreements: Vec::new(),
            units: 0,
            uncoded: 0,
        };
        let documents: BTreeSet<&str> = codings.iter().flat_map(Coding::documents).collect();
        let mut left_out = Vec::new();
        for document in documents {
            let read: Vec<Option<&Coded>> =
                codings.iter().map(|c| c.documents.get(document)).collect();
            if read.iter().flatten().count() < 2 {
                left_out.push(document.to_owned());
                continue;
            }
            let cluster = read
                .iter()
                .flatten()
                .find_map(|coded| coded.taken_from.as_deref())
                .unwrap_or(document);
            for unit in units(&read, by) {
                count.add(document, cluster, &unit);
            }
        }
        Self {
            coders: codings.iter().map(|c| c.coder.clone()).collect(),
            codes: count.codes.into_iter().map(CodeCount::finish).collect(),
            overall: count.overall.finish(),
            disagreements: count.disagreements,
            units: count.units,
            uncoded: count.uncoded,
            left_out,
        }
    }

    /// The coders, in the order given.
    #[must_use]
    pub fn coders(&self) -> &[String] {
        &self.coders
    }

    /// The agreement on each code, in the order of their names.
    #[must_use]
    pub fn codes(&self) -> &[CodeAgreement] {
        &self.codes
    }

    /// The agreement on this code.
    #[must_use]
    pub fn code(&self, code: &str) -> Option<&CodeAgreement> {
        self.codes.iter().find(|c| c.code.as_deref() == Some(code))
    }

    /// The agreement on all codes: each code of each unit is one decision.
    #[must_use]
    pub fn overall(&self) -> &CodeAgreement {
        &self.overall
    }

    /// Where coders differ, in the order of documents, places and codes.
    #[must_use]
    pub fn disagreements(&self) -> &[Disagreement] {
        &self.disagreements
    }

    /// How many units (or characters) some coder coded.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.units
    }

    /// How many units all coders saw and none coded; they count nowhere. (Characters that no
    /// coder coded are not known, and are not counted here.)
    #[must_use]
    pub fn uncoded(&self) -> u64 {
        self.uncoded
    }

    /// The documents that fewer than two codings know.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }
}

impl CodeAgreement {
    /// The code; `None` for all together.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The units rated 0 (without the code) or 1 (with it), for the coefficients.
    #[must_use]
    pub fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    /// The ratings of each source document, in order: units of one document are alike, and are
    /// resampled together.
    #[must_use]
    pub fn clusters(&self) -> &[Ratings] {
        &self.clusters
    }

    /// How often each coder gave the code.
    #[must_use]
    pub fn applied(&self) -> &[u64] {
        &self.applied
    }

    /// How often every coder who read the unit gave the code.
    #[must_use]
    pub fn agreed(&self) -> u64 {
        self.agreed
    }

    /// Holsti's `2M/(N1+N2)` over the codes that were given: of two coders the F1 of one against
    /// the other. `None` for other than two coders, and where the code was never given.
    #[must_use]
    pub fn overlap(&self) -> Option<f64> {
        let [first, second] = *self.applied.as_slice() else {
            return None;
        };
        let given = first + second;
        (given > 0).then(|| 2.0 * self.agreed as f64 / given as f64)
    }
}

/// One unit of comparison: the codes of each coder who read it, and how much it weighs.
struct Unit<'c> {
    place: Place,
    weight: u64,
    codes: Vec<Option<BTreeSet<String>>>,
    text: Option<&'c str>,
}

/// The units of one document. Where one coder coded it as a whole, it is one unit for all.
fn units<'c>(read: &[Option<&'c Coded>], by: CompareBy) -> Vec<Unit<'c>> {
    let text = |place: Place| {
        let mut texts = read.iter().flatten().filter_map(|c| c.texts.get(&place));
        texts.next().map(String::as_str)
    };
    let whole = read
        .iter()
        .flatten()
        .any(|c| c.is_whole() && c.units.values().any(|codes| !codes.is_empty()))
        || read.iter().flatten().all(|c| c.is_whole());
    if whole {
        let codes = read.iter().map(|c| c.map(Coded::all)).collect();
        return vec![Unit {
            place: None,
            weight: 1,
            codes,
            text: text(None),
        }];
    }
    match by {
        CompareBy::Unit => {
            let places: BTreeSet<Place> = read
                .iter()
                .flatten()
                .flat_map(|c| c.units.keys().copied())
                .filter(Option::is_some)
                .collect();
            places
                .into_iter()
                .map(|place| Unit {
                    place,
                    weight: 1,
                    codes: read
                        .iter()
                        .map(|c| c.map(|c| c.units.get(&place).cloned().unwrap_or_default()))
                        .collect(),
                    text: text(place),
                })
                .collect()
        }
        CompareBy::Character => stretches(read),
    }
}

/// The stretches of text between any two borders of coded places, each with all codes over it.
fn stretches<'c>(read: &[Option<&'c Coded>]) -> Vec<Unit<'c>> {
    /// What begins or ends at a border: which coder, which code, one more or one less.
    type Change<'c> = (usize, &'c String, bool);
    let mut borders: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
    for (coder, coded) in read.iter().enumerate() {
        for (place, codes) in coded.iter().flat_map(|c| &c.units) {
            let Some((start, end)) = place else { continue };
            for code in codes {
                borders.entry(*start).or_default().push((coder, code, true));
                borders.entry(*end).or_default().push((coder, code, false));
            }
        }
    }
    let mut open: Vec<BTreeMap<&String, usize>> = vec![BTreeMap::new(); read.len()];
    let mut out = Vec::new();
    let mut from = 0;
    for (at, changes) in borders {
        if open.iter().any(|codes| !codes.is_empty()) {
            out.push(Unit {
                place: Some((from, at)),
                weight: (at - from) as u64,
                codes: read
                    .iter()
                    .zip(&open)
                    .map(|(c, codes)| c.map(|_| codes.keys().map(|c| (*c).clone()).collect()))
                    .collect(),
                // A stretch between borders is no unit that anybody read.
                text: None,
            });
        }
        for (coder, code, begins) in changes {
            let depth = open[coder].entry(code).or_default();
            if begins {
                *depth += 1;
            } else {
                *depth -= 1;
            }
            if *depth == 0 {
                open[coder].remove(code);
            }
        }
        from = at;
    }
    out
}

/// The counts while documents are gone through.
struct Count {
    codes: Vec<CodeCount>,
    overall: CodeCount,
    disagreements: Vec<Disagreement>,
    units: u64,
    uncoded: u64,
}

struct CodeCount {
    code: Option<String>,
    ratings: Ratings,
    clusters: BTreeMap<String, Ratings>,
    applied: Vec<u64>,
    agreed: u64,
}

impl Count {
    fn add(&mut self, document: &str, cluster: &str, unit: &Unit) {
        if unit.codes.iter().flatten().all(BTreeSet::is_empty) {
            self.uncoded += unit.weight;
            return;
        }
        self.units += unit.weight;
        for count in &mut self.codes {
            let Some(code) = count.code.clone() else {
                continue;
            };
            let said: Vec<Option<bool>> = unit
                .codes
                .iter()
                .map(|codes| codes.as_ref().map(|codes| codes.contains(&code)))
                .collect();
            let ratings: Vec<Rating> = said.iter().map(|s| s.map(usize::from)).collect();
            count.add(cluster, &ratings, unit.weight);
            self.overall.add(cluster, &ratings, unit.weight);
            if said.contains(&Some(true)) && said.contains(&Some(false)) {
                self.disagreements.push(Disagreement {
                    document: document.to_owned(),
                    place: unit.place,
                    code,
                    said,
                    text: unit.text.map(str::to_owned),
                });
            }
        }
    }
}

impl CodeCount {
    fn new(code: Option<String>, coders: usize) -> Self {
        Self {
            code,
            ratings: Ratings::nominal(coders, CATEGORIES),
            clusters: BTreeMap::new(),
            applied: vec![0; coders],
            agreed: 0,
        }
    }

    fn add(&mut self, cluster: &str, ratings: &[Rating], weight: u64) {
        self.ratings.add(ratings, weight);
        let coders = ratings.len();
        self.clusters
            .entry(cluster.to_owned())
            .or_insert_with(|| Ratings::nominal(coders, CATEGORIES))
            .add(ratings, weight);
        for (applied, rating) in self.applied.iter_mut().zip(ratings) {
            *applied += rating.map_or(0, |r| r as u64) * weight;
        }
        if ratings.iter().flatten().all(|r| *r == 1) {
            self.agreed += weight;
        }
    }

    fn finish(self) -> CodeAgreement {
        CodeAgreement {
            code: self.code,
            ratings: self.ratings,
            clusters: self.clusters.into_values().collect(),
            applied: self.applied,
            agreed: self.agreed,
        }
    }
}
