//! [`Coders`]: several coders as one.

use super::{Coded, Coder, CodingUnit, Leaning};

/// Several coders, each heard; what two say of the same code of the same codebook is one code.
///
/// Its score is then `1 - ∏(1 - score)`, as it is over the rules of one codebook, its evidence that of both, its
/// version names both.
///
/// ```
/// use zhengce::annotate::{Codebook, Coder, Coders, CodingUnit, RuleCoder};
/// let case = RuleCoder::new(vec![Codebook::builtin("case")?])?;
/// let mine = RuleCoder::new(vec![Codebook::from_toml(Codebook::template())?])?;
/// let both = Coders::new(vec![Box::new(case), Box::new(mine)]);
/// let codes = both.code(&CodingUnit::new("组织全体教师参加暑期研修。", ""));
/// let names: Vec<_> = codes.iter().map(|c| c.code.as_str()).collect();
/// assert_eq!(names, ["personnel", "training"]);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Coders(Vec<Box<dyn Coder>>);

impl Coders {
    /// These coders, in this order.
    #[must_use]
    pub fn new(coders: Vec<Box<dyn Coder>>) -> Self {
        Self(coders)
    }
}

impl Coder for Coders {
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
        let mut all = Vec::new();
        for coder in &self.0 {
            join(&mut all, coder.code(unit));
        }
        all
    }

    fn code_each(&self, units: &[CodingUnit<'_>], given: &mut dyn FnMut(usize, Coded)) {
        let mut all = vec![Vec::new(); units.len()];
        for coder in &self.0 {
            for (all, coded) in all.iter_mut().zip(coder.code_all(units)) {
                join(all, coded);
            }
        }
        for (place, coded) in all.into_iter().enumerate() {
            coded.into_iter().for_each(|coded| given(place, coded));
        }
    }

    fn lean(&self, unit: &CodingUnit<'_>) -> Vec<Leaning> {
        self.0.iter().flat_map(|coder| coder.lean(unit)).collect()
    }
}

/// Adds what one more coder says of a paragraph.
fn join(all: &mut Vec<Coded>, more: Vec<Coded>) {
    if all.is_empty() {
        *all = more;
        return;
    }
    for coded in more {
        let same = all
            .iter_mut()
            .find(|c| c.codebook == coded.codebook && c.code == coded.code);
        match same {
            Some(known) => {
                known.score = 1.0 - (1.0 - known.score) * (1.0 - coded.score);
                known.version = format!("{}&{}", known.version, coded.version).into();
                known.evidence.extend(coded.evidence);
                known.evidence.sort();
            }
            None => all.push(coded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[derive(Debug)]
    struct Always(&'static str, f64, usize);

    impl Coder for Always {
        fn code(&self, _: &CodingUnit<'_>) -> Vec<Coded> {
            let mut coded = Coded::new("book", self.0, "code", self.1);
            coded.evidence = vec![(Span::new(self.2, self.2 + 1), self.0.into())];
            vec![coded]
        }
    }

    #[test]
    fn two_that_agree_are_surer_than_one() {
        let both = Coders::new(vec![
            Box::new(Always("b", 0.5, 3)),
            Box::new(Always("a", 0.6, 0)),
        ]);
        let codes = both.code(&CodingUnit::new("教师流动", ""));
        assert_eq!(codes.len(), 1);
        assert!((codes[0].score - 0.8).abs() < 1e-9);
        assert_eq!(codes[0].version, "b&a");
        assert_eq!(codes[0].evidence[0].1, "a");
        let unit = CodingUnit::new("教师流动", "");
        assert_eq!(both.code_all(&[unit, unit]), [codes.clone(), codes]);
    }
}
