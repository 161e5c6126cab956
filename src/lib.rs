//! Text mining for Chinese policy documents.

pub mod annotate;
pub mod concordance;
pub mod corpus;
pub mod diagnostic;
pub mod document;
pub mod error;
#[cfg(feature = "index")]
pub mod index;
pub mod numeral;
pub mod parse;
pub mod read;
pub mod segment;
pub mod span;
pub mod text;
pub mod time;

pub use corpus::Corpus;
pub use diagnostic::Diagnostic;
pub use document::Document;
pub use error::{Error, ErrorKind, Result};
pub use span::Span;
