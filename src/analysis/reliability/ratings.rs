//! [`Ratings`]: what several coders said of the same units.

use std::collections::BTreeMap;

/// What one coder said of one unit: the place of a category in its list; `None` where the coder
/// did not rate the unit.
pub type Rating = Option<usize>;

/// Units rated by two or more coders, on one list of categories.
///
/// Units with the same ratings are kept once with their count, so that the characters of a long
/// text cost no more than its paragraphs.
///
/// ```
/// use zhengce::analysis::reliability::Ratings;
/// let mut ratings = Ratings::nominal(2, 2);
/// ratings.add(&[Some(0), Some(0)], 3);
/// ratings.add(&[Some(1), Some(0)], 1);
/// assert_eq!(ratings.units(), 4);
/// assert_eq!(ratings.percent(), Some(0.75));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    coders: usize,
    values: Vec<f64>,
    patterns: BTreeMap<Vec<Rating>, u64>,
}

impl Ratings {
    /// No units yet: `coders` of them will be rated with one of `categories` that have no order.
    #[must_use]
    pub fn nominal(coders: usize, categories: usize) -> Self {
        Self::numeric(coders, (0..categories).map(|c| c as f64).collect())
    }

    /// No units yet; the categories are these values, put in ascending order.
    #[must_use]
    pub fn numeric(coders: usize, mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        values.dedup();
        Self {
            coders,
            values,
            patterns: BTreeMap::new(),
        }
    }

    /// Adds `times` units with these ratings, one a coder in the coders' order.
    ///
    /// # Panics
    /// Where there are not as many ratings as coders, or a rating names no category.
    pub fn add(&mut self, ratings: &[Rating], times: u64) {
        assert_eq!(ratings.len(), self.coders, "one rating a coder");
        assert!(
            ratings.iter().flatten().all(|c| *c < self.values.len()),
            "a rating names one of the {} categories",
            self.values.len()
        );
        if times > 0 {
            *self.patterns.entry(ratings.to_vec()).or_default() += times;
        }
    }

    /// Adds the units of `other`, rated by as many coders on the same categories.
    ///
    /// # Panics
    /// Where coders or categories differ.
    pub fn extend(&mut self, other: &Self) {
        assert_eq!(self.values, other.values, "the same categories");
        for (ratings, times) in &other.patterns {
            self.add(ratings, *times);
        }
    }

    /// How many coders there are.
    #[must_use]
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// How many units there are.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.patterns.values().sum()
    }

    /// The values of the categories in ascending order; their places are what ratings name.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The distinct ratings of units with how many units have them, in order.
    pub(super) fn patterns(&self) -> impl Iterator<Item = (&[Rating], f64)> {
        self.patterns.iter().map(|(r, n)| (r.as_slice(), *n as f64))
    }

    /// The ratings of two of the coders alone.
    ///
    /// # Panics
    /// Where there is no coder of that place.
    #[must_use]
    pub fn pair(&self, first: usize, second: usize) -> Self {
        let mut pair = Self {
            coders: 2,
            values: self.values.clone(),
            patterns: BTreeMap::new(),
        };
        for (ratings, times) in &self.patterns {
            pair.add(&[ratings[first], ratings[second]], *times);
        }
        pair
    }

    /// The places of all pairs of coders, in order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let coders = self.coders;
        (0..coders).flat_map(move |a| (a + 1..coders).map(move |b| (a, b)))
    }
}
