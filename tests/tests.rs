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
/// Helpers: where things are.
mod helpers;
/// The outline of real documents.
mod outline;
/// The READMEs show what the command prints.
mod readme;
/// Real documents, where they are at hand.
mod real;
