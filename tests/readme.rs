//! The READMEs show what the command prints.

use crate::helpers::{policy, stdout};
use std::fs;
use std::path::Path;

/// The lines of the `text` blocks of a README, in order of the blocks.
fn blocks(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(path).unwrap();
    text.split("```text\n")
        .skip(1)
        .map(|rest| {
            let block = rest.split("```").next().unwrap();
            block.lines().map(str::to_owned).collect()
        })
        .collect()
}

#[test]
fn both_show_real_output() {
    let timeline = stdout(&policy(&["timeline"]));
    let search = stdout(&policy(&["search", "委托管理", "--limit", "2"]));
    for name in ["README.md", "README.zh-CN.md"] {
        let blocks = blocks(name);
        assert_eq!(blocks.len(), 2, "{name}");
        for line in blocks[0].iter().filter(|l| *l != "…") {
            assert!(timeline.lines().any(|l| l == line), "{name}: {line}");
        }
        assert_eq!(blocks[1][1..].join("\n"), search.trim_end(), "{name}");
    }
}
