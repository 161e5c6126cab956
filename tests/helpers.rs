//! Where things are, and how to run the command.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The folder of real documents and answers, or `None` with a printed reason.
pub(crate) fn data(what: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ZHENGCE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = folder.join(what);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: {} is not here; set ZHENGCE_DATA", path.display());
        None
    }
}

/// Runs `policy` with these arguments and nothing on standard input.
pub(crate) fn policy(args: &[&str]) -> Output {
    command()
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("the example binary is built with the tests")
}

/// The `policy` command, built beside the tests.
pub(crate) fn command() -> Command {
    let tests = std::env::current_exe().expect("a running test has a path");
    let target = tests
        .ancestors()
        .nth(2)
        .expect("tests run from target/<profile>/deps");
    let policy = target.join("examples").join("policy");
    assert!(
        policy.exists(),
        "{} is not built; run the whole of `cargo test`, or `cargo build --example policy` first",
        policy.display()
    );
    Command::new(policy)
}

/// What a run printed.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

/// What a run said on standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}
