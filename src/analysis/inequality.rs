//! How unequal figures are: coefficient of variation, Gini, Theil.

/// The coefficient of variation: the standard deviation over the mean, with the denominator `n`.
///
/// `None` without figures or where the mean is not above 0. The measure of 教督〔2012〕3号 for
/// differences between schools; the weighted form is [`weighted_variation`].
///
/// ```
/// use zhengce::analysis::variation;
/// assert_eq!(variation(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), Some(0.4));
/// ```
#[must_use]
pub fn variation(figures: &[f64]) -> Option<f64> {
    let ones = vec![1.0; figures.len()];
    weighted_variation(figures, &ones)
}

/// The coefficient of variation with weights, such as pupils: `S / X`, where `X = Σ wᵢ xᵢ` and
/// `S = sqrt(Σ wᵢ (xᵢ - X)²)` with weights that sum to 1.
///
/// `None` where lengths differ, a weight is below 0, all are 0, or the mean is not above 0.
#[must_use]
pub fn weighted_variation(figures: &[f64], weights: &[f64]) -> Option<f64> {
    let all: f64 = weights.iter().sum();
    if figures.len() != weights.len() || weights.iter().any(|w| *w < 0.0) || all <= 0.0 {
        return None;
    }
    let pairs = || figures.iter().zip(weights);
    let mean = pairs().map(|(x, w)| x * w).sum::<f64>() / all;
    let variance = pairs().map(|(x, w)| w * (x - mean).powi(2)).sum::<f64>() / all;
    (mean > 0.0).then(|| variance.sqrt() / mean)
}

/// The Gini coefficient: the mean absolute difference of all pairs over twice the mean; 0 where all
/// are equal.
///
/// `None` without figures, where one is below 0, or where all are 0.
///
/// ```
/// use zhengce::analysis::gini;
/// assert_eq!(gini(&[1.0, 1.0, 1.0]), Some(0.0));
/// assert_eq!(gini(&[0.0, 1.0]), Some(0.5));
/// ```
#[must_use]
pub fn gini(figures: &[f64]) -> Option<f64> {
    let all: f64 = figures.iter().sum();
    if all <= 0.0 || figures.iter().any(|x| *x < 0.0) {
        return None;
    }
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let ranked: f64 = sorted
        .iter()
        .zip(1..)
        .map(|(x, rank)| x * f64::from(rank))
        .sum();
    Some((2.0 * ranked / (n * all) - (n + 1.0) / n).max(0.0))
}

/// Theil's T with its parts: `total = between + within`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Theil {
    /// `(1/n) Σ (xᵢ/X) ln(xᵢ/X)`; 0 where all are equal.
    pub total: f64,
    /// What differences between the means of the groups make of it.
    pub between: f64,
    /// What differences inside the groups make of it.
    pub within: f64,
    /// Theil's T inside each group, in the order given, with its share of the sum of all figures.
    pub groups: Vec<(f64, f64)>,
}

/// Theil's T of figures in groups; one group gives no difference between groups.
///
/// `None` where a figure is below 0, a group is empty, or all figures are 0. Source: H. Theil,
/// Economics and Information Theory, 1967.
#[must_use]
pub fn theil(groups: &[Vec<f64>]) -> Option<Theil> {
    let n = groups.iter().map(Vec::len).sum::<usize>() as f64;
    let all: f64 = groups.iter().flatten().sum();
    let odd = groups.iter().flatten().any(|x| *x < 0.0) || groups.iter().any(Vec::is_empty);
    if odd || all <= 0.0 {
        return None;
    }
    let mean = all / n;
    let mut parts = Theil {
        total: 0.0,
        between: 0.0,
        within: 0.0,
        groups: Vec::new(),
    };
    for group in groups {
        let sum: f64 = group.iter().sum();
        let (share, own) = (sum / all, sum / group.len() as f64);
        let inside = group.iter().map(|x| entropy(x / own)).sum::<f64>() / group.len() as f64;
        let inside = if sum > 0.0 { inside } else { 0.0 };
        parts.within += share * inside;
        if share > 0.0 {
            parts.between += share * (own / mean).ln();
        }
        parts.groups.push((inside, share));
    }
    parts.total = groups
        .iter()
        .flatten()
        .map(|x| entropy(x / mean))
        .sum::<f64>()
        / n;
    Some(parts)
}

fn entropy(ratio: f64) -> f64 {
    if ratio > 0.0 { ratio * ratio.ln() } else { 0.0 }
}
