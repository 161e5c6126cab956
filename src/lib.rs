//! Text mining for Chinese policy documents (政策文本): from a folder of official documents to
//! evidence, every result traceable to document, provision, characters and rule.
//!
//! # Quick start
//!
//! ```
//! use zhengce::{Corpus, Timeline};
//!
//! let corpus = Corpus::builtin()?; // or Corpus::open(["my-folder"])?
//! let timeline = Timeline::of(&corpus);
//! for entry in timeline.entries().iter().take(3) {
//!     println!("{entry}");
//! }
//! # assert!(timeline.entries().len() > 25);
//! # Ok::<(), zhengce::Error>(())
//! ```
//!
//! # The main types
//!
//! * [`Corpus`]: analysed documents, from files or the built-in case.
//! * [`Document`]: one text with its [`Metadata`](document::Metadata) and
//!   [`Provision`](document::Provision)s.
//! * [`Annotations`](annotate::Annotations): codes, dates, citations, quantities and events beside
//!   a document.
//! * [`Timeline`]: the dated events of a corpus in order, each with its words.
//! * [`Matrix`](analysis::Matrix): codes by year, issuer, level or any other axis.
//! * [`reliability`](analysis::reliability): how far coders agree, people, rules or one's own;
//!   [`sampling`](analysis::sampling): what to code next; [`stress`](analysis::stress): which
//!   conclusions hold without one term or one document.
//! * `CorpusIndex` in `index` (feature `index`): full-text search that finds every occurrence;
//!   [`concordance`]: keyword in context.
//!
//! # Tasks
//!
//! One document, from a string:
//!
//! ```
//! use zhengce::{corpus::Analyzer, read::RawDocument};
//!
//! let raw = RawDocument::new("notice", "第三条 到2015年底，区县应当组织教师交流轮岗。");
//! let entry = Analyzer::builtin().analyze(raw);
//! let date = &entry.annotations.dates[0];
//! assert_eq!(entry.document.quote(date.span), "2015年底");
//! assert_eq!(entry.annotations.codes[0].code, "personnel");
//! ```
//!
//! A cross-table as CSV:
//!
//! ```
//! use zhengce::analysis::{Axis, Matrix, Unit};
//! use zhengce::{Corpus, corpus::Filter, export};
//!
//! let corpus = Corpus::builtin()?;
//! let matrix = Matrix::of(&corpus, &Filter::default(), Axis::Code, Axis::Year, Unit::Provisions);
//! let mut csv = Vec::new();
//! export::write_csv(export::matrix_rows(&matrix), &mut csv)?;
//! # assert!(csv.starts_with(b"code,"));
//! # Ok::<(), zhengce::Error>(())
//! ```
//!
//! # Glossary
//!
//! * **document**: one policy text. **provision**: a numbered or otherwise marked unit of it
//!   (第三条, 二（三）), with its own text. **paragraph**: a non-blank line.
//! * **span**: a half-open range of bytes in a document's original text. In exports: code points.
//! * **view**: the normalised text that rules read; every finding is led back to the original.
//! * **codebook**: a coding scheme as data. **code**: one category. **evidence**: the words a code
//!   rests on and the rule that says so.
//! * **citation**: a reference to another document, with what is done to it (basis, implements,
//!   repeals …). **event**: a dated happening. **timeline**: events of many documents in order.
//! * **lexicon**: terms of the field that the segmenter keeps whole. **concordance**: every
//!   occurrence of a term in its context.
//! * **diagnostic**: a finding about one document that did not stop the run. **error**: what
//!   cannot go on.
//!
//! # Features
//!
//! * `html` (default): reading HTML pages.
//! * `index` (default): the full-text index.
//! * `learn` (default): a coder that learns from coded paragraphs.
//! * `simplified` (default): views in which traditional characters show as simplified ones.
//! * `office` (default): reading DOCX, OFD and ZIP archives.
//! * `pdf` (default): reading PDF files with a text layer.
//!
//! # What is not here
//!
//! No machine translation, no language model, no network: nothing is downloaded at run time. Old
//! `.doc` and `.wps` files must be converted first, the text of scans recognised: the error says
//! how.

pub mod analysis;
pub mod annotate;
pub mod concordance;
pub mod corpus;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod export;
#[cfg(feature = "index")]
pub mod index;
mod lookup;
pub mod numeral;
pub mod parse;
pub mod read;
pub mod segment;
mod shipped;
pub mod span;
pub mod text;
pub mod time;
pub mod timeline;
pub mod wordlist;

pub use corpus::Corpus;
pub use diagnostic::Diagnostic;
pub use document::Document;
pub use error::{Error, ErrorKind, Result};
pub use span::Span;
pub use timeline::Timeline;
