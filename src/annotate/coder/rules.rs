//! [`RuleCoder`]: codes by the rules of codebooks.
//!
//! All terms of all codebooks stand in one automaton that reads characters, not words, so that
//! neither the number of terms nor the cut of a segmenter changes what is found. One pass finds
//! every term; a rule is looked at only where a term it needs was found.

use super::found::{Automaton, Cover, Found};
use super::{Coded, Coder, CodingUnit};
use crate::annotate::codebook::{Codebook, Group, Look, Rule, Within};
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;
use daachorse::CharwiseDoubleArrayAhoCorasickBuilder;
use regex::Regex;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Follows the rules of one or more codebooks.
///
/// The score of a code is `1 - ∏(1 - w)` over its rules that found something, times
/// `1 - |w|` for each negative rule that did; the code is given from its threshold on.
pub struct RuleCoder {
    /// None where there is no term to look for.
    automaton: Option<Automaton>,
    codes: Vec<CodeRules>,
    /// All rules, as (code, rule), in the order of the codebooks.
    rules: Vec<(u32, u32)>,
    /// Per rule a bit for each of its groups.
    needs: Vec<u32>,
    /// Per term the groups it stands in, as (rule, bit of the group).
    places: Vec<Vec<(u32, u32)>>,
}

struct CodeRules {
    codebook: String,
    version: String,
    code: String,
    threshold: f64,
    rules: Vec<Compiled>,
}

struct Compiled {
    id: String,
    weight: f64,
    look: CompiledLook,
    except: Vec<u32>,
    unless: Vec<u32>,
    unless_within: Within,
    requires: Option<Terms>,
    context: Option<Terms>,
}

enum CompiledLook {
    Near {
        groups: Vec<Terms>,
        within: Within,
        distance: Option<usize>,
        ordered: bool,
    },
    Pattern {
        pattern: Regex,
        when: Terms,
    },
}

struct Terms {
    terms: Vec<u32>,
    except: Vec<u32>,
}

impl std::fmt::Debug for RuleCoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleCoder")
            .field("codes", &self.codes.len())
            .field("terms", &self.places.len())
            .finish_non_exhaustive()
    }
}

impl RuleCoder {
    /// A coder that follows these codebooks, in this order.
    ///
    /// # Errors
    /// Where two codebooks have the same id, or their terms are too many for one automaton.
    pub fn new(codebooks: Vec<Codebook>) -> Result<Self> {
        let mut interned = Interner::default();
        let mut codes: Vec<CodeRules> = Vec::new();
        let (mut numbered, mut needs) = (Vec::new(), Vec::new());
        let mut places: Vec<(u32, (u32, u32))> = Vec::new();
        for (index, book) in codebooks.iter().enumerate() {
            if codebooks[..index].iter().any(|b| b.id == book.id) {
                return Err(Error::new(
                    ErrorKind::Argument,
                    format!("two codebooks have the id “{}”; rename one", book.id),
                ));
            }
            for code in &book.codes {
                let rules: Vec<Compiled> = code.rules.iter().map(|r| interned.compile(r)).collect();
                for (rule, compiled) in rules.iter().enumerate() {
                    let number = numbered.len() as u32;
                    numbered.push((codes.len() as u32, rule as u32));
                    let groups = match &compiled.look {
                        CompiledLook::Near { groups, .. } => groups.as_slice(),
                        CompiledLook::Pattern { when, .. } => std::slice::from_ref(when),
                    };
                    let mut need = 0;
                    for (index, group) in groups.iter().enumerate() {
                        // Groups beyond the last bit share it: a bit says what is worth a look.
                        let bit = 1 << index.min(31);
                        need |= bit;
                        places.extend(group.terms.iter().map(|term| (*term, (number, bit))));
                    }
                    needs.push(need);
                }
                codes.push(CodeRules {
                    codebook: book.id.clone(),
                    version: book.version.clone(),
                    code: code.id.clone(),
                    threshold: code.threshold,
                    rules,
                });
            }
        }
        let mut by_term = vec![Vec::new(); interned.ids.len()];
        for (term, place) in places {
            by_term[term as usize].push(place);
        }
        let automaton = if interned.ids.is_empty() {
            None
        } else {
            let built = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .build_with_values(interned.ids)
                .map_err(|e| {
                    Error::new(
                        ErrorKind::Argument,
                        format!("the terms of these codebooks make no automaton: {e}"),
                    )
                })?;
            Some(built)
        };
        Ok(Self {
            automaton,
            codes,
            rules: numbered,
            needs,
            places: by_term,
        })
    }
}

#[derive(Default)]
struct Interner {
    ids: BTreeMap<String, u32>,
}

impl Interner {
    fn ids(&mut self, terms: &[String]) -> Vec<u32> {
        let mut ids: Vec<u32> = terms
            .iter()
            .map(|term| {
                let next = self.ids.len() as u32;
                *self.ids.entry(term.clone()).or_insert(next)
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn terms(&mut self, group: &Group) -> Terms {
        Terms {
            terms: self.ids(&group.terms),
            except: self.ids(&group.except),
        }
    }

    fn compile(&mut self, rule: &Rule) -> Compiled {
        Compiled {
            id: rule.id.clone(),
            weight: rule.weight,
            look: match &rule.look {
                Look::Near {
                    groups,
                    within,
                    distance,
                    ordered,
                } => CompiledLook::Near {
                    groups: groups.iter().map(|g| self.terms(g)).collect(),
                    within: *within,
                    distance: *distance,
                    ordered: *ordered,
                },
                Look::Pattern { pattern, when } => CompiledLook::Pattern {
                    pattern: pattern.clone(),
                    when: self.terms(when),
                },
            },
            except: self.ids(&rule.except),
            unless: self.ids(&rule.unless),
            unless_within: rule.unless_within,
            requires: rule.requires.as_ref().map(|g| self.terms(g)),
            context: rule.context.as_ref().map(|g| self.terms(g)),
        }
    }
}

impl Coder for RuleCoder {
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let mut found = Found::new(automaton, unit.text);
        if found.hits.is_empty() {
            return Vec::new();
        }
        // Most paragraphs hold a word of some group, few hold one of each group of a rule.
        let mut seen = vec![0; self.needs.len()];
        for (term, _) in &found.hits {
            for (rule, bit) in &self.places[*term as usize] {
                seen[*rule as usize] |= bit;
            }
        }
        let rules: Vec<(u32, u32)> = (0..self.needs.len())
            .filter(|r| seen[*r] == self.needs[*r])
            .map(|r| self.rules[r])
            .collect();
        let rule = |(code, rule): &(u32, u32)| &self.codes[*code as usize].rules[*rule as usize];
        if rules.iter().all(|r| rule(r).weight < 0.0) {
            return Vec::new();
        }
        found.sort();
        let context = OnceCell::new();
        let context = || {
            context.get_or_init(|| {
                let mut found = Found::new(automaton, unit.context);
                found.sort();
                found
            })
        };
        let mut coded = Vec::new();
        for group in rules.chunk_by(|a, b| a.0 == b.0) {
            let code = &self.codes[group[0].0 as usize];
            let (mut missing, mut against) = (1.0, 1.0);
            let mut evidence = Vec::new();
            for rule in group.iter().map(rule).filter(|r| r.weight > 0.0) {
                let spans = rule.find(&found, context);
                if !spans.is_empty() {
                    missing *= 1.0 - rule.weight;
                    evidence.extend(longest(spans).map(|s| (s, rule.id.clone())));
                }
            }
            if evidence.is_empty() {
                continue;
            }
            for rule in group.iter().map(rule).filter(|r| r.weight < 0.0) {
                if !rule.find(&found, context).is_empty() {
                    against *= 1.0 + rule.weight;
                }
            }
            let score = (1.0 - missing) * against;
            // Sums of weights such as .3 and .2 must not fall short of .5 by a rounding.
            if score + 1e-9 >= code.threshold {
                evidence.sort();
                let mut one = Coded::new(&code.codebook, &code.version, &code.code, score);
                one.evidence = evidence;
                coded.push(one);
            }
        }
        coded
    }
}

impl Compiled {
    /// Where the rule holds; empty where it does not.
    fn find<'f>(&self, found: &Found<'_>, context: impl Fn() -> &'f Found<'f>) -> Vec<Span> {
        let holds = |terms: &Terms, found: &Found<'_>| {
            !found.hits(&terms.terms, &[&terms.except]).is_empty()
        };
        if let Some(terms) = &self.context
            && !holds(terms, context())
        {
            return Vec::new();
        }
        if let Some(terms) = &self.requires
            && !holds(terms, found)
            && !holds(terms, context())
        {
            return Vec::new();
        }
        let spans = match &self.look {
            CompiledLook::Near {
                groups,
                within,
                distance,
                ordered,
            } => {
                let hits: Vec<Vec<Span>> = groups
                    .iter()
                    .map(|g| found.hits(&g.terms, &[&g.except, &self.except]))
                    .collect();
                near(found, &hits, *within, *distance, *ordered)
            }
            CompiledLook::Pattern { pattern, when } => {
                if found.hits(&when.terms, &[&when.except]).is_empty() {
                    return Vec::new();
                }
                let except = Cover::new(found, &self.except);
                pattern
                    .find_iter(found.text)
                    .map(|m| Span::from(m.range()))
                    .filter(|s| !s.is_empty() && !except.covers(*s))
                    .map(|s| (s, vec![s]))
                    .collect()
            }
        };
        if spans.is_empty() {
            return Vec::new();
        }
        let unless = found.hits(&self.unless, &[]);
        spans
            .into_iter()
            .filter(|(anchor, _)| !found.any_in(&unless, found.unit(*anchor, self.unless_within)))
            .flat_map(|(_, spans)| spans)
            .collect()
    }
}

/// For every hit of the first group that has hits of all others near it: itself and all spans.
fn near(
    found: &Found<'_>,
    groups: &[Vec<Span>],
    within: Within,
    distance: Option<usize>,
    ordered: bool,
) -> Vec<(Span, Vec<Span>)> {
    let Some((first, others)) = groups.split_first() else {
        return Vec::new();
    };
    if others.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut all = Vec::new();
    'anchors: for anchor in first {
        if others.is_empty() {
            all.push((*anchor, vec![*anchor]));
            continue;
        }
        let unit = found.unit(*anchor, within);
        let mut spans = vec![*anchor];
        let mut last = *anchor;
        for hits in others {
            let after = hits.partition_point(|h| h.start < last.end);
            // Neighbours on both sides; the second on each side where the first is the anchor.
            let from = if ordered {
                after
            } else {
                after.saturating_sub(3)
            };
            let next = hits[from..hits.len().min(after + 2)]
                .iter()
                .filter(|h| !spans.contains(h) && unit.contains(**h))
                .map(|h| (gap(*h, last), *h))
                .filter(|(gap, h)| {
                    // Four bytes a character at most: count only what can be near enough.
                    distance
                        .is_none_or(|d| *gap <= d * 4 && found.characters_between(*h, last) <= d)
                })
                .min();
            match next {
                Some((_, hit)) => spans.push(hit),
                None => continue 'anchors,
            }
            if ordered {
                last = spans[spans.len() - 1];
            }
        }
        all.push((*anchor, spans));
    }
    all
}

/// The spans that lie in no other, each once, by position.
fn longest(mut spans: Vec<Span>) -> impl Iterator<Item = Span> {
    spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut furthest = 0;
    spans.into_iter().filter(move |s| {
        let beyond = s.end > furthest;
        furthest = furthest.max(s.end);
        beyond
    })
}

fn gap(a: Span, b: Span) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A codebook with one code and this rule.
    fn coder(rule: &str) -> RuleCoder {
        coder_of(&[rule])
    }

    fn coder_of(rules: &[&str]) -> RuleCoder {
        let mut text = String::from(
            "id = \"t\"\nversion = \"1\"\ntitle = { zh = \"试\", en = \"Test\" }\n[families]\nschool = [\"学校\", \"学区\"]\n[except]\nschool = [\"学区房\"]\n[[code]]\nid = \"c\"\nlabel = { zh = \"码\", en = \"Code\" }\ndefinition = \"d\"\ncoded = [\"x\"]\nuncoded = [\"y\"]\n",
        );
        for (index, rule) in rules.iter().enumerate() {
            text.push_str(&format!("[[code.rule]]\nid = \"r{index}\"\n{rule}\n"));
        }
        RuleCoder::new(vec![Codebook::draft(&text).unwrap()]).unwrap()
    }

    /// The words a rule rests on, or nothing where the code is not given.
    fn words<'t>(coder: &RuleCoder, text: &'t str, context: &str) -> Vec<&'t str> {
        coder
            .code(&CodingUnit::new(text, context))
            .iter()
            .flat_map(|c| &c.evidence)
            .map(|(span, _)| span.slice(text))
            .collect()
    }

    #[test]
    fn rules_find_what_a_reader_would() {
        let near = "near = [[\"教师\"], [\"交流\", \"轮岗\"]]";
        for (rule, text, expected) in [
            ("terms = [\"学区\"]", "划定学区。", vec!["学区"]),
            (
                "terms = [\"学区\"]\nexcept = [\"学区房\"]",
                "炒作学区房。",
                vec![],
            ),
            (
                "terms = [\"学区\"]\nexcept = [\"学区房\"]",
                "学区内不得炒作学区房。",
                vec!["学区"],
            ),
            ("terms = [\"@school\"]", "炒作学区房。", vec![]),
            (near, "教师定期轮岗。", vec!["教师", "轮岗"]),
            (near, "教师备课。学生轮岗。", vec![]),
            (
                &format!("{near}\nwithin = \"clause\""),
                "教师备课，学生轮岗。",
                vec![],
            ),
            (
                &format!("{near}\nwithin = \"paragraph\""),
                "教师备课。学生轮岗。",
                vec!["教师", "轮岗"],
            ),
            (
                &format!("{near}\ndistance = 2"),
                "教师应当轮岗。",
                vec!["教师", "轮岗"],
            ),
            (&format!("{near}\ndistance = 1"), "教师应当轮岗。", vec![]),
            (&format!("{near}\nordered = true"), "轮岗的教师。", vec![]),
            (near, "轮岗的教师。", vec!["轮岗", "教师"]),
            (
                &format!("{near}\nunless = [\"志愿\"]"),
                "志愿者教师轮岗。",
                vec![],
            ),
            (
                &format!("{near}\nunless = [\"志愿\"]"),
                "招募志愿者。教师轮岗。",
                vec!["教师", "轮岗"],
            ),
            (
                &format!("{near}\nunless = [\"志愿\"]\nunless_within = \"paragraph\""),
                "招募志愿者。教师轮岗。",
                vec![],
            ),
            (
                "near = [[\"学校\", \"学校建设\"], [\"学校\"]]",
                "学校建设",
                vec!["学校建设"],
            ),
            (
                "pattern = \"每[一二三]年(?:一|1)次\"\nwhen = [\"每\"]",
                "每三年一次。",
                vec!["每三年一次"],
            ),
            ("pattern = \"三年\"\nwhen = [\"每\"]", "三年一次。", vec![]),
            (
                "terms = [\"经费\"]\nrequires = [\"@school\"]",
                "安排经费。",
                vec![],
            ),
            (
                "terms = [\"经费\"]\nrequires = [\"@school\"]",
                "学校经费。",
                vec!["经费"],
            ),
            (
                "terms = [\"经费\"]\ncontext = [\"@school\"]",
                "学校经费。",
                vec![],
            ),
        ] {
            assert_eq!(words(&coder(rule), text, ""), expected, "{rule}\n{text}");
        }
    }

    #[test]
    fn context_stands_in_title_and_headings() {
        for rule in ["requires", "context"] {
            let coder = coder(&format!("terms = [\"经费\"]\n{rule} = [\"@school\"]"));
            assert_eq!(words(&coder, "安排经费。", "学校管理条例"), ["经费"]);
            assert!(words(&coder, "安排经费。", "学区房管理条例").is_empty());
            assert!(words(&coder, "安排经费。", "养老保险条例").is_empty());
        }
    }

    #[test]
    fn weights_add_up_and_negative_ones_take_away() {
        let score = |rules: &[&str], text: &str| {
            coder_of(rules)
                .code(&CodingUnit::new(text, ""))
                .first()
                .map(|c| (c.score * 1000.0).round() / 1000.0)
        };
        let weak = "terms = [\"经费\"]\nweight = 0.3";
        let other = "terms = [\"预算\"]\nweight = 0.3";
        let against = "terms = [\"医疗\"]\nweight = -0.5";
        assert_eq!(
            score(&[weak, other], "经费和经费。"),
            None,
            "one rule counts once"
        );
        assert_eq!(score(&[weak, other], "经费列入预算。"), Some(0.51));
        assert_eq!(score(&[weak, other, against], "医疗经费列入预算。"), None);
        let strong = "terms = [\"学费\"]\nweight = 1.0";
        assert_eq!(score(&[strong, against], "医疗专业的学费。"), Some(0.5));
        assert_eq!(score(&[strong, against], "医疗。"), None);
    }

    #[test]
    fn two_codebooks_of_one_id_are_refused() {
        let book = Codebook::builtin("case").unwrap();
        assert!(RuleCoder::new(vec![book.clone(), book]).is_err());
        let none = RuleCoder::new(Vec::new()).unwrap();
        assert!(none.code(&CodingUnit::new("教师", "")).is_empty());
    }

    #[test]
    fn a_long_paragraph_of_one_word_is_no_trap() {
        let coder = RuleCoder::new(vec![Codebook::builtin("case").unwrap()]).unwrap();
        let text = "教师培训经费".repeat(20_000);
        let codes = coder.code(&CodingUnit::new(&text, ""));
        assert!(codes.iter().any(|c| c.code == "personnel"));
    }

    proptest! {
        #[test]
        fn any_text_gives_spans_at_character_borders(
            text in "(教师|学校|经费|，|。|学区|房|招生|\\PC){0,60}",
            context in "(学校|\\PC){0,5}",
        ) {
            static CODER: std::sync::LazyLock<RuleCoder> = std::sync::LazyLock::new(|| {
                RuleCoder::new(vec![Codebook::builtin("case").unwrap()]).unwrap()
            });
            for coded in CODER.code(&CodingUnit::new(&text, &context)) {
                prop_assert!((0.0..=1.0).contains(&coded.score));
                prop_assert!(!coded.evidence.is_empty());
                for (span, _) in &coded.evidence {
                    prop_assert!(text.get(span.start..span.end).is_some_and(|t| !t.is_empty()));
                }
            }
        }
    }
}
