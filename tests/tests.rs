//! All integration tests, one binary; each module is a topic.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says on standard output why it was skipped"
)]

/// Imports point one way, outside crates have one home.
mod architecture;
/// The case corpus checks itself.
mod case;
/// The command line: help, formats, exit codes, bad input.
mod command;
/// Documents in office formats, made from paragraphs.
#[cfg(feature = "office")]
mod documents;
/// The figures beside the case, and the traps they must not fall into.
mod figures;
/// One document in each format.
#[cfg(feature = "office")]
mod formats;
/// Helpers: where things are.
mod helpers;
/// The index on disk: broken-off runs, full disks.
mod index;
/// Mastheads of real documents.
mod masthead;
/// The outline of real documents.
mod outline;
/// Documents in PDF.
#[cfg(all(feature = "office", feature = "pdf"))]
#[allow(dead_code, reason = "the library's tests use more of it")]
#[path = "documents/pdf.rs"]
mod pdf;
/// The READMEs show what the command prints.
mod readme;
/// Real documents, where they are at hand.
mod real;
/// Documents in RTF.
#[cfg(feature = "office")]
#[allow(dead_code, reason = "the library's tests use more of it")]
#[path = "documents/rtf.rs"]
mod rtf;
/// One document in every format gives one analysis.
#[cfg(feature = "office")]
mod same;
/// Searching and concordances on the command line.
mod searching;
/// What a study asks, answered on the command line.
mod study;
