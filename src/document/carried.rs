//! [`Carried`]: a document inside another one.

use super::Metadata;

/// A document that stands inside an attachment of another: what a notice forwards (转发) or
/// issues (印发), what an order promulgates.
///
/// Its provisions are those under [`Carried::provision`]. The metadata is what its own masthead
/// and signature say; what they do not say is empty, though the carrying notice may say it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Carried {
    /// The index of the provision that holds it; where its text is left out (（略）), of the one
    /// that names it.
    pub provision: usize,
    /// Its own title, number, issuers, date and genre.
    pub metadata: Metadata,
}

impl Carried {
    /// A carried document in the provision of index `provision`.
    #[must_use]
    pub const fn new(provision: usize, metadata: Metadata) -> Self {
        Self {
            provision,
            metadata,
        }
    }
}
