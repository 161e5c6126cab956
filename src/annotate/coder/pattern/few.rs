//! [`Few`]: a few letters, looked for in many at once.

use super::super::alphabet::Letter;

/// So many letters at most.
const MOST: usize = 4;
/// So many are looked at in one step.
const STRIDE: usize = 8;

/// A few letters, one of them maybe more than once.
#[derive(Clone, Copy)]
pub(super) struct Few([Letter; MOST]);

impl Few {
    /// None where there are none, or too many.
    pub(super) fn new(mut letters: impl Iterator<Item = Letter>) -> Option<Self> {
        let mut few = [letters.next()?; MOST];
        for (place, letter) in few[1..].iter_mut().zip(&mut letters) {
            *place = letter;
        }
        letters.next().is_none().then_some(Self(few))
    }

    /// How many of `letters` stand before the first of these; all where there is none.
    pub(super) fn before(self, letters: &[Letter]) -> usize {
        // Without branches, so that a stride is one comparison for each of the few.
        let is = |letter: &Letter| self.0.iter().fold(false, |is, own| is | (letter == own));
        let (strides, rest) = letters.as_chunks::<STRIDE>();
        for (stride, start) in strides.iter().zip((0..).step_by(STRIDE)) {
            if stride.iter().fold(false, |any, letter| any | is(letter)) {
                return start + stride.iter().position(is).unwrap_or_default();
            }
        }
        let at = rest.iter().position(is).unwrap_or(rest.len());
        letters.len() - rest.len() + at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found() {
        let letters: Vec<Letter> = (0..20).collect();
        for own in [vec![0], vec![7, 12], vec![19, 17, 18, 17], vec![30]] {
            let expected = own.iter().min().map(|at| usize::from(*at).min(20));
            let few = Few::new(own.into_iter());
            assert_eq!(few.map(|few| few.before(&letters)), expected);
        }
        assert!(Few::new(0..0).is_none() && Few::new(0..5).is_none());
    }
}
