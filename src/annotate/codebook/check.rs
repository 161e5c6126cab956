//! What the sentences of a codebook say about its rules.

use super::{Code, Codebook, Example, Rule};
use crate::annotate::coder::{Coder, CodingUnit, RuleCoder};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// A contradiction between a codebook's rules and its own sentences.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CodebookFinding {
    /// The code it is about.
    pub code: String,
    /// The line in the codebook, from 1.
    pub line: u64,
    /// What is wrong.
    pub problem: CodebookProblem,
}

/// What is wrong with a codebook that is well formed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CodebookProblem {
    /// The rules judge a sentence otherwise than the codebook says.
    Sentence {
        /// The sentence.
        sentence: String,
        /// Whether it must be coded.
        expected: bool,
        /// The rules that spoke for the code.
        rules: Vec<String>,
    },
    /// A rule finds nothing in any sentence that could test it.
    IdleRule {
        /// The rule.
        rule: String,
        /// Whether it speaks against the code, so that a sentence of `uncoded` has to test it.
        against: bool,
    },
}

impl std::fmt::Display for CodebookFinding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = &self.code;
        match &self.problem {
            CodebookProblem::Sentence {
                sentence,
                expected: true,
                ..
            } => write!(
                f,
                "code “{code}” misses its own sentence “{sentence}”; add or widen a rule"
            ),
            CodebookProblem::Sentence {
                sentence, rules, ..
            } => {
                let rules = rules.join(", ");
                write!(
                    f,
                    "code “{code}” takes “{sentence}”, which it must not (rules: {rules}); narrow them or add `except` or `unless`"
                )
            }
            CodebookProblem::IdleRule { rule, against } => {
                let list = if *against { "uncoded" } else { "coded" };
                write!(
                    f,
                    "rule “{rule}” finds nothing in any sentence of `{list}` of code “{code}”; add one that shows what it is for, or drop the rule"
                )
            }
        }
    }
}

/// All findings, by line.
pub(super) fn check(book: &Codebook) -> Vec<CodebookFinding> {
    let mut findings = sentences(book);
    findings.extend(idle_rules(book));
    findings.sort_by_key(|f| f.line);
    findings
}

/// The codes that `coder` gives to a sentence under its headings; none where rules cannot be
/// followed: every sentence of `coded` then fails.
fn codes(coder: Option<&RuleCoder>, example: &Example) -> Vec<crate::annotate::Coded> {
    let (text, under) = (
        Text::new(example.text.as_str()),
        Text::new(example.under.as_str()),
    );
    coder
        .map(|c| c.code(&CodingUnit::new(text.view(), under.view())))
        .unwrap_or_default()
}

fn sentences(book: &Codebook) -> Vec<CodebookFinding> {
    let coder = RuleCoder::new(vec![book.clone()]).ok();
    let mut findings = Vec::new();
    for code in &book.codes {
        let coded = code.coded.iter().map(|e| (e, true));
        for (example, expected) in coded.chain(code.uncoded.iter().map(|e| (e, false))) {
            let found = codes(coder.as_ref(), example)
                .into_iter()
                .find(|c| c.code == code.id);
            if found.is_some() != expected {
                let rules: BTreeSet<String> = found
                    .into_iter()
                    .flat_map(|c| c.evidence)
                    .map(|(_, rule)| rule.to_string())
                    .collect();
                findings.push(CodebookFinding {
                    code: code.id.clone(),
                    line: example.line,
                    problem: CodebookProblem::Sentence {
                        sentence: example.text.clone(),
                        expected,
                        rules: rules.into_iter().collect(),
                    },
                });
            }
        }
    }
    findings
}

/// Rules that find nothing where they should, each once, though it may speak against many codes.
fn idle_rules(book: &Codebook) -> Vec<CodebookFinding> {
    let alone = RuleCoder::new(vec![rules_as_codes(book)]).ok();
    let mut tested: BTreeMap<&str, (&Code, &Rule, bool)> = BTreeMap::new();
    for code in &book.codes {
        // Which rules find something in a sentence of either list.
        let find = |examples: &[Example]| -> BTreeSet<String> {
            examples
                .iter()
                .flat_map(|e| codes(alone.as_ref(), e))
                .map(|c| c.code.to_string())
                .collect()
        };
        let (coded, uncoded) = (find(&code.coded), find(&code.uncoded));
        for rule in &code.rules {
            let by = if rule.weight > 0.0 { &coded } else { &uncoded };
            let entry = tested.entry(&rule.id).or_insert((code, rule, false));
            entry.2 |= by.contains(&rule.id);
        }
    }
    tested
        .into_values()
        .filter(|(_, _, tested)| !tested)
        .map(|(code, rule, _)| CodebookFinding {
            code: code.id.clone(),
            line: rule.line,
            problem: CodebookProblem::IdleRule {
                rule: rule.id.clone(),
                against: rule.weight < 0.0,
            },
        })
        .collect()
}

/// The codebook with every rule as a code of its own, so that each shows what it finds alone.
fn rules_as_codes(book: &Codebook) -> Codebook {
    let mut all = BTreeMap::new();
    for code in &book.codes {
        for rule in &code.rules {
            all.entry(rule.id.as_str()).or_insert_with(|| Code {
                id: rule.id.clone(),
                threshold: 1.0,
                rules: vec![Rule {
                    weight: 1.0,
                    ..rule.clone()
                }],
                ..code.clone()
            });
        }
    }
    Codebook {
        codes: all.into_values().collect(),
        ..book.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"
id = "b"
version = "1"
title = { zh = "书", en = "Book" }
[[against]]
id = "against.animals"
terms = ["马戏"]
weight = -1.0
[[code]]
id = "exam"
label = { zh = "考试", en = "Examination" }
definition = "Examinations for admission."
coded = [
  "报名参加中考。",
  { text = "考生凭证件入场。", under = "某市招生办法\n第二章 考试" },
]
uncoded = ["马戏学校的中考。", "考生凭证件入场。", "中考虑"]
[[code.rule]]
id = "exam.name"
terms = ["中考"]
[[code.rule]]
id = "exam.titled"
terms = ["考生"]
context = ["招生"]
[[code.rule]]
id = "exam.across"
terms = ["考虑"]
weight = -0.6
"#;

    fn findings(text: &str) -> Vec<(u64, String)> {
        let book = Codebook::draft(text).unwrap();
        let found = book.check();
        assert_eq!(
            found.first().map(|f| Some(f.line)),
            Codebook::from_toml(text).err().map(|e| e.line()),
            "what is found first is the error"
        );
        found.iter().map(|f| (f.line, f.to_string())).collect()
    }

    #[test]
    fn a_sentence_may_stand_under_headings() {
        assert_eq!(findings(BOOK), []);
        let book = Codebook::draft(BOOK).unwrap();
        assert_eq!(book.codes[0].coded[1].under, "某市招生办法\n第二章 考试");
        assert_eq!(book.codes[0].coded[1].line, 15);
        let wrong = BOOK.replace("under =", "below =");
        let error = Codebook::draft(&wrong).unwrap_err();
        assert!(error.message().contains("below"), "{error}");
        assert_eq!(error.line(), Some(15), "{error}");
    }

    #[test]
    fn a_rule_that_no_sentence_tests_is_an_error_with_its_line() {
        for (from, to, line, says) in [
            ("  \"报名参加中考。\",\n", "", 18, "rule “exam.name”"),
            ("某市招生办法", "某市考试办法", 15, "misses"),
            (", \"中考虑\"", "", 26, "rule “exam.across”"),
            ("\"马戏学校的中考。\", ", "", 6, "`uncoded` of code “exam”"),
            ("\"中考虑\"", "\"中考\"", 17, "which it must not"),
        ] {
            assert!(BOOK.contains(from), "{from}");
            let found = findings(&BOOK.replace(from, to));
            assert!(
                found.iter().any(|f| f.0 == line && f.1.contains(says)),
                "{to}: {found:#?}"
            );
        }
    }

    #[test]
    fn findings_stand_by_line() {
        let found = findings(
            &BOOK
                .replace(", \"中考虑\"", "")
                .replace("\"马戏学校的中考。\"", "\"中考。\""),
        );
        let lines: Vec<u64> = found.iter().map(|f| f.0).collect();
        assert_eq!(lines, [6, 17, 26], "{found:#?}");
    }
}
