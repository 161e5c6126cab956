//! [`OfState`]: what is worked out once for a state of the index.

use std::sync::{Mutex, PoisonError};
use tantivy::Searcher;

/// A value that holds for one state of the index, that which was searched last.
pub(crate) struct OfState<T>(Mutex<Option<(u64, T)>>);

impl<T> Default for OfState<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> OfState<T> {
    /// The value of the searcher's state, made where it is not known.
    pub(crate) fn of<E>(
        &self,
        searcher: &Searcher,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let state = searcher.generation().generation_id();
        // What a search that panicked left is whole.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = known.as_ref().filter(|(of, _)| *of == state) {
            return Ok(value.clone());
        }
        let value = make()?;
        *known = Some((state, value.clone()));
        Ok(value)
    }
}
