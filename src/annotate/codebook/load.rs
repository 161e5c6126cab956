//! From TOML to a [`Codebook`], with the line of everything that is wrong.

use super::raw::{RawBook, RawCode, RawExample, RawLabel, RawRule, RawWithin, Word, Words};
use super::{Code, Codebook, Example, Group, Label, Look, Rule, RuleKind, Within};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Text;
use regex::Regex;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;

const THRESHOLD: f64 = 0.5;
const WEIGHT: f64 = 0.7;

impl From<RawWithin> for Within {
    fn from(raw: RawWithin) -> Self {
        match raw {
            RawWithin::Clause => Self::Clause,
            RawWithin::Sentence => Self::Sentence,
            RawWithin::Paragraph => Self::Paragraph,
        }
    }
}

impl From<RawLabel> for Label {
    fn from(raw: RawLabel) -> Self {
        Self {
            zh: raw.zh,
            en: raw.en,
        }
    }
}

pub(super) fn load(text: &str) -> Result<Codebook> {
    let lines = Lines::of(text);
    let raw: RawBook = toml::from_str(text).map_err(|e| {
        let error = Error::new(ErrorKind::Data, e.message().to_owned());
        match e.span() {
            Some(span) => error.at_line(lines.number(span.start)),
            None => error,
        }
    })?;
    Loader {
        lines,
        families: &raw.families,
        except: &raw.except,
        known: RefCell::default(),
        rule_ids: BTreeSet::new(),
    }
    .book(&raw)
}

/// The lines of a file: every rule and every sentence has its own.
struct Lines {
    /// Where each ends.
    ends: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at);
        Self {
            ends: ends.collect(),
        }
    }

    /// The number of the line, from 1, in which a byte stands.
    fn number(&self, at: usize) -> u64 {
        self.ends.partition_point(|end| *end < at) as u64 + 1
    }
}

struct Loader<'a> {
    lines: Lines,
    families: &'a BTreeMap<String, Words>,
    except: &'a BTreeMap<String, Words>,
    /// The families that were asked for, with what they hold: many rules name the same.
    known: RefCell<BTreeMap<&'a str, Group>>,
    rule_ids: BTreeSet<String>,
}

impl<'a> Loader<'a> {
    fn wrong<T>(&self, at: Range<usize>, message: impl Into<String>) -> Result<T> {
        Err(Error::new(ErrorKind::Data, message).at_line(self.lines.number(at.start)))
    }

    fn book(mut self, raw: &RawBook) -> Result<Codebook> {
        self.id(&raw.id)?;
        let threshold = self.threshold(raw.threshold.as_ref())?.unwrap_or(THRESHOLD);
        for (name, words) in self.families {
            // Resolved once here, so that a family that no rule uses is checked too.
            self.group(words.get_ref(), words.span(), &format!("family “{name}”"))?;
        }
        for (name, words) in self.except {
            if !self.families.contains_key(name) {
                return self.wrong(words.span(), format!("`except.{name}` names no family"));
            }
            self.group(words.get_ref(), words.span(), &format!("`except.{name}`"))?;
        }
        let mut against = Vec::new();
        for rule in &raw.against {
            let compiled = self.rule(rule, None)?;
            if compiled.weight > 0.0 {
                let id = &rule.get_ref().id;
                return self.wrong(
                    id.span(),
                    format!(
                        "rule “{}” under [[against]] needs a negative weight",
                        id.get_ref()
                    ),
                );
            }
            against.push(compiled);
        }
        let mut ids = BTreeSet::new();
        let parents: BTreeSet<&str> = raw
            .code
            .iter()
            .filter_map(|c| Some(c.get_ref().parent.as_ref()?.get_ref().as_str()))
            .collect();
        let mut codes = Vec::new();
        for code in &raw.code {
            let id = &code.get_ref().id;
            if !ids.insert(id.get_ref().as_str()) {
                return self.wrong(id.span(), format!("code “{}” stands twice", id.get_ref()));
            }
            let heads = parents.contains(id.get_ref().as_str());
            let mut code = self.code(code, threshold, heads)?;
            code.rules.extend(against.iter().cloned());
            codes.push(code);
        }
        self.parents(raw)?;
        if codes.is_empty() {
            return self.wrong(raw.id.span(), "a codebook needs at least one [[code]]");
        }
        Ok(Codebook {
            id: raw.id.get_ref().clone(),
            version: raw.version.clone(),
            title: Label {
                zh: raw.title.zh.clone(),
                en: raw.title.en.clone(),
            },
            codes,
        })
    }

    fn parents(&self, raw: &RawBook) -> Result<()> {
        let parents: BTreeMap<&str, Option<&Word>> = raw
            .code
            .iter()
            .map(Spanned::get_ref)
            .map(|c| (c.id.get_ref().as_str(), c.parent.as_ref()))
            .collect();
        for code in &raw.code {
            let mut above = code.get_ref().parent.as_ref();
            // A chain longer than the list of codes goes round.
            for _ in 0..=parents.len() {
                let Some(parent) = above else { break };
                let Some(next) = parents.get(parent.get_ref().as_str()) else {
                    return self.wrong(
                        parent.span(),
                        format!("parent “{}” is no code of this codebook", parent.get_ref()),
                    );
                };
                above = *next;
            }
            if let Some(parent) = above {
                return self.wrong(
                    parent.span(),
                    format!("parent “{}” leads back to itself", parent.get_ref()),
                );
            }
        }
        Ok(())
    }

    fn id(&self, id: &Word) -> Result<()> {
        let well_formed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if id.get_ref().is_empty() || !id.get_ref().chars().all(well_formed) {
            return self.wrong(
                id.span(),
                format!(
                    "id “{}”: use letters, digits, `_`, `-` and `.` only",
                    id.get_ref()
                ),
            );
        }
        Ok(())
    }

    fn threshold(&self, threshold: Option<&Spanned<f64>>) -> Result<Option<f64>> {
        match threshold {
            Some(t) if !(*t.get_ref() > 0.0 && *t.get_ref() <= 1.0) => {
                self.wrong(t.span(), "a threshold lies above 0 and up to 1")
            }
            other => Ok(other.map(|t| *t.get_ref())),
        }
    }

    fn code(&mut self, raw: &Spanned<RawCode>, threshold: f64, heads: bool) -> Result<Code> {
        let code = raw.get_ref();
        self.id(&code.id)?;
        let id = code.id.get_ref();
        if code.definition.get_ref().trim().is_empty() {
            return self.wrong(
                code.definition.span(),
                format!("code “{id}” needs a definition"),
            );
        }
        // A heading that only holds other codes codes nothing itself.
        if !heads || !code.rule.is_empty() {
            if code.rule.is_empty() {
                return self.wrong(code.id.span(), format!("code “{id}” has no [[code.rule]]"));
            }
            if code.coded.is_empty() || code.uncoded.is_empty() {
                return self.wrong(
                    code.id.span(),
                    format!(
                        "code “{id}” needs sentences in `coded` and in `uncoded`: they are its tests"
                    ),
                );
            }
        }
        let mut rules = Vec::new();
        for rule in &code.rule {
            rules.push(self.rule(rule, Some(code))?);
        }
        if rules.iter().all(|r| r.weight < 0.0) && !rules.is_empty() {
            return self.wrong(
                code.id.span(),
                format!("code “{id}” has only rules that speak against it"),
            );
        }
        Ok(Code {
            id: id.clone(),
            parent: code.parent.as_ref().map(|p| p.get_ref().clone()),
            label: Label {
                zh: code.label.zh.clone(),
                en: code.label.en.clone(),
            },
            definition: code.definition.get_ref().clone(),
            include: code.include.clone(),
            exclude: code.exclude.clone(),
            coded: self.examples(&code.coded),
            uncoded: self.examples(&code.uncoded),
            threshold: self
                .threshold(code.threshold.as_ref())?
                .unwrap_or(threshold),
            rules,
        })
    }

    fn examples(&self, sentences: &[Spanned<RawExample>]) -> Vec<Example> {
        sentences
            .iter()
            .map(|s| Example {
                text: s.get_ref().text.clone(),
                under: s.get_ref().under.clone(),
                line: self.lines.number(s.span().start),
            })
            .collect()
    }

    /// A rule of a code, or of none, with what the code lends it.
    fn rule(&mut self, raw: &Spanned<RawRule>, code: Option<&RawCode>) -> Result<Rule> {
        let rule = raw.get_ref();
        self.id(&rule.id)?;
        let id = rule.id.get_ref();
        let at = rule.id.span();
        if !self.rule_ids.insert(id.clone()) {
            return self.wrong(at, format!("rule “{id}” stands twice"));
        }
        let weight = rule.weight.as_ref().map_or(WEIGHT, |w| *w.get_ref());
        if !(weight.abs() <= 1.0 && weight != 0.0) {
            let at = rule.weight.as_ref().map_or(at, Spanned::span);
            return self.wrong(
                at,
                format!("rule “{id}”: a weight lies in -1..1 and is not 0"),
            );
        }
        let within = rule.within.map(Within::from);
        let (kind, look) = match (&rule.terms, &rule.near, &rule.pattern) {
            (Some(terms), None, None) => (
                RuleKind::Terms,
                Look::Near {
                    groups: vec![self.group(
                        terms,
                        at.clone(),
                        &format!("rule “{id}”: `terms`"),
                    )?],
                    within: within.unwrap_or(Within::Sentence),
                    distance: None,
                    ordered: false,
                },
            ),
            (None, Some(groups), None) => {
                if groups.len() < 2 {
                    return self.wrong(
                        at,
                        format!("rule “{id}”: `near` needs two or more groups of terms"),
                    );
                }
                let groups = groups
                    .iter()
                    .map(|g| self.group(g, at.clone(), &format!("rule “{id}”: a group of `near`")))
                    .collect::<Result<_>>()?;
                (
                    RuleKind::Near,
                    Look::Near {
                        groups,
                        within: within.unwrap_or(Within::Sentence),
                        distance: rule.distance,
                        ordered: rule.ordered,
                    },
                )
            }
            (None, None, Some(pattern)) => {
                let Some(when) = &rule.when else {
                    return self.wrong(
                        pattern.span(),
                        format!(
                            "rule “{id}”: a `pattern` needs `when`: terms of which one stands in every match, so that other text costs nothing"
                        ),
                    );
                };
                let when = self.group(when, at.clone(), &format!("rule “{id}”: `when`"))?;
                let Ok(regex) = Regex::new(pattern.get_ref()) else {
                    return self.wrong(
                        pattern.span(),
                        format!(
                            "rule “{id}”: “{}” is no regular expression",
                            pattern.get_ref()
                        ),
                    );
                };
                (
                    RuleKind::Pattern,
                    Look::Pattern {
                        pattern: regex,
                        when,
                    },
                )
            }
            _ => {
                return self.wrong(
                    at,
                    format!("rule “{id}” looks for nothing, or for two things: give it exactly one of `terms`, `near`, `pattern`"),
                );
            }
        };
        if kind != RuleKind::Near && (rule.distance.is_some() || rule.ordered) {
            return self.wrong(
                at,
                format!("rule “{id}”: `distance` and `ordered` belong to `near`"),
            );
        }
        if kind != RuleKind::Pattern && rule.when.is_some() {
            return self.wrong(at, format!("rule “{id}”: `when` belongs to `pattern`"));
        }
        let optional = |words: &Option<Vec<Word>>, what: &str| -> Result<Option<Group>> {
            match words {
                // An empty list lifts what the code requires.
                Some(words) if !words.is_empty() => self.group(words, at.clone(), what).map(Some),
                _ => Ok(None),
            }
        };
        let requires = if rule.requires.is_some() {
            &rule.requires
        } else {
            code.map_or(&None, |c| &c.requires)
        };
        let mut except = match code {
            Some(code) => self.words(&code.except)?,
            None => Vec::new(),
        };
        except.extend(self.words(&rule.except)?);
        Ok(Rule {
            id: id.clone(),
            line: self.lines.number(at.start),
            kind,
            weight,
            note: rule.note.clone(),
            look,
            except,
            unless: self.words(&rule.unless)?,
            unless_within: rule
                .unless_within
                .map(Within::from)
                .or(within)
                .unwrap_or(Within::Sentence),
            requires: optional(requires, "`requires`")?,
            context: optional(&rule.context, "`context`")?,
        })
    }

    /// The terms of a list, families resolved; it must not be empty.
    fn group(&self, words: &[Word], at: Range<usize>, what: &str) -> Result<Group> {
        if words.is_empty() {
            return self.wrong(at, format!("{what} is empty"));
        }
        let mut group = Group::default();
        for word in words {
            self.resolve(word, &mut group, &mut Vec::new())?;
        }
        for list in [&mut group.terms, &mut group.except] {
            list.sort();
            list.dedup();
        }
        Ok(group)
    }

    /// As [`Self::group`], where an empty list is fine and exceptions do not matter.
    fn words(&self, words: &[Word]) -> Result<Vec<String>> {
        let mut group = Group::default();
        for word in words {
            self.resolve(word, &mut group, &mut Vec::new())?;
        }
        Ok(group.terms)
    }

    fn resolve(&self, word: &Word, group: &mut Group, path: &mut Vec<String>) -> Result<()> {
        let Some(family) = word.get_ref().strip_prefix('@') else {
            // Rules read the normalised view, so their terms are normalised alike.
            let text = Text::new(word.get_ref().trim());
            if text.view().is_empty() {
                return self.wrong(word.span(), "an empty term would stand everywhere");
            }
            group.terms.push(text.view().to_owned());
            return Ok(());
        };
        let Some((family, words)) = self.families.get_key_value(family) else {
            return self.wrong(word.span(), format!("there is no family “{family}”"));
        };
        if path.iter().any(|p| p == family) {
            return self.wrong(word.span(), format!("family “{family}” holds itself"));
        }
        if let Some(known) = self.known.borrow().get(family.as_str()) {
            group.terms.extend_from_slice(&known.terms);
            group.except.extend_from_slice(&known.except);
            return Ok(());
        }
        let mut whole = Group::default();
        path.push(family.clone());
        for word in words.get_ref() {
            self.resolve(word, &mut whole, path)?;
        }
        for word in self
            .except
            .get(family)
            .into_iter()
            .flat_map(Spanned::get_ref)
        {
            let mut except = Group::default();
            self.resolve(word, &mut except, path)?;
            whole.except.append(&mut except.terms);
        }
        path.pop();
        group.terms.extend_from_slice(&whole.terms);
        group.except.extend_from_slice(&whole.except);
        self.known.borrow_mut().insert(family, whole);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"id = "b"
version = "1"
title = { zh = "书", en = "Book" }
[families]
teacher = ["教师", "校长"]
[except]
teacher = ["教师节"]
[[code]]
id = "a"
label = { zh = "甲", en = "A" }
definition = "Of teachers."
coded = ["教师应当参加培训。"]
uncoded = ["矿工应当参加培训。"]
[[code.rule]]
id = "a.training"
near = [["@teacher"], ["培训"]]
weight = 0.8
"#;

    #[test]
    fn families_bring_their_exceptions() {
        let book = load(BOOK).unwrap();
        let Look::Near { groups, .. } = &book.codes[0].rules[0].look else {
            panic!("a rule of `near`");
        };
        assert_eq!(groups[0].terms, ["教师", "校长"]);
        assert_eq!(groups[0].except, ["教师节"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (from, to, line, says) in [
            ("version = \"1\"", "version = \"1\"\nverse = 1", 3, "verse"),
            ("id = \"a\"", "id = \"a b\"", 9, "id “a b”"),
            (
                "definition = \"Of teachers.\"",
                "definition = \" \"",
                11,
                "definition",
            ),
            (
                "coded = [\"教师应当参加培训。\"]",
                "coded = []",
                9,
                "sentences",
            ),
            ("uncoded = [\"矿工应当参加培训。\"]", "", 9, "sentences"),
            ("@teacher", "@pupil", 16, "family “pupil”"),
            ("[\"教师\", \"校长\"]", "[]", 5, "empty"),
            ("\"校长\"]", "\"@teacher\"]", 5, "holds itself"),
            ("\"校长\"]", "\" \"]", 5, "empty term"),
            (
                "teacher = [\"教师节\"]",
                "pupil = [\"教师节\"]",
                7,
                "names no family",
            ),
            (
                "near = [[\"@teacher\"], [\"培训\"]]",
                "",
                15,
                "looks for nothing",
            ),
            (
                "near = [[\"@teacher\"], [\"培训\"]]",
                "terms = []",
                15,
                "empty",
            ),
            (
                "near = [[\"@teacher\"], [\"培训\"]]",
                "near = [[\"教师\"]]",
                15,
                "two or more",
            ),
            (
                "weight = 0.8",
                "weight = 0.8\npattern = \"师\"",
                15,
                "exactly one",
            ),
            ("weight = 0.8", "weight = 1.8", 17, "-1..1"),
            ("weight = 0.8", "weight = 0.0", 17, "-1..1"),
            ("weight = 0.8", "weight = nan", 17, "-1..1"),
            (
                "weight = 0.8",
                "weight = -0.8",
                9,
                "only rules that speak against",
            ),
            (
                "weight = 0.8",
                "when = [\"师\"]",
                15,
                "belongs to `pattern`",
            ),
            (
                "near = [[\"@teacher\"], [\"培训\"]]",
                "pattern = \"师\"",
                16,
                "needs `when`",
            ),
            (
                "near = [[\"@teacher\"], [\"培训\"]]",
                "pattern = \"(师\"\nwhen = [\"师\"]",
                16,
                "no regular expression",
            ),
            (
                "near = [[\"@teacher\"], [\"培训\"]]",
                "terms = [\"教师\"]\ndistance = 3",
                15,
                "belong to `near`",
            ),
            ("weight = 0.8", "within = \"chapter\"", 17, "chapter"),
            (
                "label =",
                "parent = \"z\"\nlabel =",
                10,
                "no code of this codebook",
            ),
            ("label =", "parent = \"a\"\nlabel =", 10, "leads back"),
            ("label =", "threshold = 0.0\nlabel =", 10, "threshold"),
            (
                "[[code]]",
                "[[against]]\nid = \"x\"\nterms = [\"师\"]\n[[code]]",
                9,
                "negative",
            ),
            ("id = \"b\"", "id = b", 1, ""),
        ] {
            assert!(BOOK.contains(from), "{from}");
            let error = load(&BOOK.replace(from, to)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Data, "{to}");
            assert_eq!(error.line(), Some(line), "{to}: {error}");
            assert!(error.message().contains(says), "{to}: {error}");
        }
    }

    #[test]
    fn ids_stand_once() {
        let code = BOOK.split_once("[[code]]").unwrap().1;
        let twice = format!("{BOOK}[[code]]{code}");
        assert!(load(&twice).unwrap_err().message().contains("stands twice"));
        let rules = format!("{BOOK}[[code.rule]]\nid = \"a.training\"\nterms = [\"师\"]\n");
        let error = load(&rules).unwrap_err();
        assert_eq!(error.message(), "rule “a.training” stands twice");
        assert_eq!(error.line(), Some(19));
    }

    #[test]
    fn a_heading_needs_no_rules() {
        let head = "[[code]]\nid = \"top\"\nlabel = { zh = \"上\", en = \"Top\" }\ndefinition = \"All.\"\n";
        let book = load(&format!(
            "{}{head}",
            BOOK.replace(
                "label = { zh = \"甲\"",
                "parent = \"top\"\nlabel = { zh = \"甲\""
            )
        ))
        .unwrap();
        assert_eq!(book.codes[0].parent.as_deref(), Some("top"));
        assert!(
            load(&format!("{BOOK}{head}")).is_err(),
            "a code without rules that heads nothing"
        );
    }
}
