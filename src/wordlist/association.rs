//! How far two counts depart from what chance would give.

/// The log-likelihood ratio G² of a word that stands `a` times among `c` words here and `b` times
/// among `d` there: 0 where both shares are the same; 3.84, 6.63, 10.83 and 15.13 are passed by
/// chance in one of 20, 100, 1,000 and 10,000 words.
///
/// Source: Rayson, P. and Garside, R. (2000), Comparing corpora using frequency profiling; Dunning
/// (1993).
pub(super) fn log_likelihood(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let [a, b, c, d] = [a, b, c, d].map(|n| n as f64);
    let share = (a + b) / (c + d);
    let part = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 {
            seen * (seen / expected).ln()
        } else {
            0.0
        }
    };
    // Rounding may leave a hair below nothing.
    (2.0 * (part(a, c * share) + part(b, d * share))).max(0.0)
}

/// The log ratio: the binary logarithm of how many times more frequent a word is here than there.
/// A word that does not stand on one side counts as half a time there.
///
/// Source: Hardie, A. (2014), Log Ratio: an informal introduction.
pub(super) fn log_ratio(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let share = |n: u64, of: u64| (n as f64).max(0.5) / (of as f64).max(1.0);
    (share(a, c) / share(b, d)).log2()
}

/// `number` to three decimals: what comes after differs between machines.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}
