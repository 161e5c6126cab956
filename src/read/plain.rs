//! `.txt`: the file is the text.

use super::origin::Origin;
use super::{RawDocument, charset, record};
use crate::error::Result;

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    if let Some(error) = charset::binary(bytes) {
        return vec![Err(error.at_path(&origin.place))];
    }
    let decoded = charset::decode(bytes);
    let mut document = RawDocument::new(&origin.id, decoded.text);
    document.diagnostics = decoded.diagnostics;
    vec![Ok(record::finish(document))]
}
