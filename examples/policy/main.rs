//! `policy`: query and export corpora of Chinese policy documents from the command line.
//!
//! Thin by design: arguments, one library call, export.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program talks on its streams"
)]

mod args;
mod commands;
mod input;
mod output;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

/// What a command that finished has to say.
pub(crate) enum Outcome {
    /// Everything was read and done.
    Done,
    /// The command finished, but some documents could not be read.
    Partial,
}

impl Outcome {
    /// The outcome of a command that could not read something where `partial`.
    pub(crate) fn of(partial: bool) -> Self {
        if partial { Self::Partial } else { Self::Done }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.color.write_global();
    let outcome = match &cli.command {
        Command::Analyze(args) => commands::analyze::run(args),
        Command::Agree(args) => commands::agree::run(args),
        Command::Sample(args) => commands::sample::run(args),
        Command::Train(args) => commands::train::run(args),
        Command::Codebook(args) => commands::codebook::run(args),
        Command::Index(args) => commands::index::run(args),
        Command::Search(args) => commands::search::run(args),
        Command::Kwic(args) => commands::kwic::run(args),
        Command::Words(args) => commands::words::run(args),
        Command::Codes(args) => commands::codes::run(args),
        Command::Matrix(args) => commands::matrix::run(args),
        Command::Tensions(args) => commands::tensions::run(args),
        Command::Case(args) => commands::case::run(args),
        Command::Compare(args) => commands::compare::run(args),
        Command::Chain(args) => commands::chain::run(args),
        Command::Thesis(args) => commands::thesis::run(args),
        Command::Data(args) => commands::data::run(args),
        Command::Network(args) => commands::network::run(args),
        Command::Strength(args) => commands::strength::run(args),
        Command::Pmc(args) => commands::pmc::run(args),
        Command::Timeline(args) => commands::timeline::run(args),
        Command::Lifecycle(args) => commands::lifecycle::run(args),
        Command::Cited(args) => commands::cited::run(args),
        Command::Inherit(args) => commands::inherit::run(args),
        Command::Stages(args) => commands::stages::run(args),
        Command::Bursts(args) => commands::bursts::run(args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(3),
        // The reader of our output has seen enough (`policy … | head`).
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            match error.kind() {
                zhengce::ErrorKind::Argument => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}
