//! x
use super::RawDocument;
use super::origin::Origin;
use crate::error::Result;
pub(super) fn read(_bytes: &[u8], _origin: &Origin) -> Vec<Result<RawDocument>> {
    Vec::new()
}
