//! [`RuleCoder`]: codes by the rules of codebooks.
//!
//! All terms of all codebooks stand in one tree of characters, not words, so that neither the
//! number of terms nor the cut of a segmenter changes what is found. One pass finds every term; a
//! rule is looked at only where the rarest of what it needs was found.

use super::compiled::{Compiled, Context};
use super::found::Found;
use super::program::{CodeRules, Part, Program, Words};
use super::reading::{Reading, Stretch};
use super::{Coded, Coder, CodingUnit, Leaning};
use crate::annotate::Name;
use crate::annotate::codebook::Codebook;
use crate::error::Result;
use crate::span::Span;

/// Follows the rules of one or more codebooks.
///
/// The score of a code is `1 - ∏(1 - w)` over its rules that found something, times
/// `1 - |w|` for each negative rule that did; the code is given from its threshold on.
pub struct RuleCoder {
    program: Program,
}

impl std::fmt::Debug for RuleCoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleCoder")
            .field("codes", &self.program.codes.len())
            .field("terms", &self.program.terms())
            .finish_non_exhaustive()
    }
}

impl RuleCoder {
    /// A coder that follows these codebooks, in this order.
    ///
    /// # Errors
    /// Where two codebooks have the same id, or their terms have too many different characters.
    pub fn new(codebooks: Vec<Codebook>) -> Result<Self> {
        Ok(Self {
            program: Program::new(&codebooks)?,
        })
    }
}

impl RuleCoder {
    /// What these rules find by: every term some rule looks for, in the order of the terms, then
    /// every pattern. Words that only void what others find are none of them.
    #[must_use]
    pub fn parts(&self) -> Vec<RulePart> {
        let parts = self.program.parts.iter();
        parts
            .map(|part| match part {
                Part::Term { words, .. } => RulePart::Term(*words),
                Part::Pattern { rule, .. } => RulePart::Pattern(*rule),
            })
            .collect()
    }

    /// The same rules without one of their [`parts`](Self::parts), by its place: a term is then
    /// found by no rule, though it still voids what others find; a pattern's rule never holds.
    ///
    /// ```
    /// use zhengce::annotate::{Codebook, Coder, CodingUnit, RuleCoder, RulePart};
    /// let mine = Codebook::from_toml(
    ///     r#"id = "mine"
    ///     version = "1"
    ///     title = { zh = "我的", en = "Mine" }
    ///     [[code]]
    ///     id = "admission"
    ///     label = { zh = "入学", en = "Admission" }
    ///     definition = "Who goes to which school."
    ///     coded = ["小学就近入学。"]
    ///     uncoded = ["小学按时开学。"]
    ///     [[code.rule]]
    ///     id = "admission.near"
    ///     terms = ["就近入学"]"#,
    /// )?;
    /// let coder = RuleCoder::new(vec![mine])?;
    /// let term = RulePart::Term("就近入学".into());
    /// let place = coder.parts().iter().position(|p| *p == term).unwrap();
    /// let unit = CodingUnit::new("适龄儿童就近入学。", "");
    /// assert_eq!(coder.code(&unit).len(), 1);
    /// assert!(coder.without(place).code(&unit).is_empty());
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    #[must_use]
    pub fn without(&self, part: usize) -> RulesWithout<'_> {
        RulesWithout { coder: self, part }
    }

    /// For each paragraph the places of the [`parts`](Self::parts) that stand in it, or in its
    /// headings where a rule looks there: without any other part its codes are what they are.
    /// None for a paragraph that no rule speaks for.
    #[must_use]
    pub fn touched(&self, units: &[CodingUnit<'_>]) -> Vec<Vec<u32>> {
        let program = &self.program;
        let patterns = program.parts.iter().enumerate();
        let patterns: Vec<(u32, u32)> = patterns
            .filter_map(|(place, part)| match part {
                Part::Pattern { when, .. } => Some((place as u32, *when)),
                Part::Term { .. } => None,
            })
            .collect();
        let mut run = Run::new(program, None);
        let mut above = Reading::default();
        units
            .iter()
            .map(|unit| {
                let mut open = false;
                run.weigh(unit, |_| open = true);
                if !open {
                    return Vec::new();
                }
                let mut terms: Vec<u32> = Vec::new();
                program.find(run.found.reading().letters(), |term, _| terms.push(term));
                above.read(program.alphabet(), unit.context);
                program.find(above.letters(), |term, _| {
                    if program.is_above(term) {
                        terms.push(term);
                    }
                });
                let terms = terms.into_iter();
                let mut parts: Vec<u32> = terms.filter_map(|t| program.part_of(t)).collect();
                let met = patterns.iter().filter(|(_, when)| run.found.has(*when));
                parts.extend(met.map(|(place, _)| place));
                parts.sort_unstable();
                parts.dedup();
                parts
            })
            .collect()
    }
}

/// Something by which rules find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RulePart {
    /// A term, wherever rules look for it.
    Term(Name),
    /// The pattern of the rule of this id.
    Pattern(Name),
}

/// A [`RuleCoder`] without one part of its rules.
#[derive(Clone, Copy, Debug)]
pub struct RulesWithout<'c> {
    coder: &'c RuleCoder,
    part: usize,
}

impl Coder for RulesWithout<'_> {
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
        let program = &self.coder.program;
        Run::new(program, program.parts.get(self.part)).code(unit)
    }

    fn code_all(&self, units: &[CodingUnit<'_>]) -> Vec<Vec<Coded>> {
        let program = &self.coder.program;
        let mut run = Run::new(program, program.parts.get(self.part));
        units.iter().map(|unit| run.code(unit)).collect()
    }
}

impl Coder for RuleCoder {
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
        Run::new(&self.program, None).code(unit)
    }

    fn code_all(&self, units: &[CodingUnit<'_>]) -> Vec<Vec<Coded>> {
        let mut run = Run::new(&self.program, None);
        units.iter().map(|unit| run.code(unit)).collect()
    }

    fn lean(&self, unit: &CodingUnit<'_>) -> Vec<Leaning> {
        let mut leanings = Vec::new();
        Run::new(&self.program, None).weigh(unit, |weighed| {
            leanings.push(Leaning {
                codebook: weighed.code.codebook,
                code: weighed.code.code,
                score: weighed.score,
                threshold: weighed.code.threshold,
            });
        });
        leanings
    }
}

/// Paragraphs of one document, one after the other: memory is used again, and headings that many
/// of them share are read once.
struct Run<'p, 'u> {
    program: &'p Program,
    omitted: Option<&'p Part>,
    found: Found<'p>,
    headings: Headings<'p, 'u>,
    /// What the rules that speak against codes say of this paragraph, once they were asked.
    against: Vec<Option<bool>>,
    /// Where a rule holds.
    hits: Vec<Stretch>,
    /// What the rules of one code hold on.
    evidence: Vec<(Span, Name)>,
    /// The codes of one paragraph.
    coded: Vec<Coded>,
}

/// A code that some rule speaks for.
struct Weighed<'p, 'e> {
    code: &'p CodeRules,
    score: f64,
    /// In the order of the rules.
    evidence: &'e mut [(Span, Name)],
}

impl<'p, 'u> Run<'p, 'u> {
    fn new(program: &'p Program, omitted: Option<&'p Part>) -> Self {
        let term = match omitted {
            Some(Part::Term { term, .. }) => Some(*term),
            _ => None,
        };
        Self {
            program,
            omitted,
            found: Found::new(program, term),
            headings: Headings {
                program,
                omitted: term,
                text: "",
                found: None,
                is_read: false,
            },
            against: vec![None; program.against.len()],
            hits: Vec::new(),
            evidence: Vec::new(),
            coded: Vec::new(),
        }
    }

    fn code(&mut self, unit: &CodingUnit<'u>) -> Vec<Coded> {
        let mut coded = std::mem::take(&mut self.coded);
        self.weigh(unit, |weighed| {
            // Sums of weights such as .3 and .2 must not fall short of .5 by a rounding.
            if weighed.score + 1e-9 >= weighed.code.threshold {
                weighed.evidence.sort_unstable();
                coded.push(Coded {
                    codebook: weighed.code.codebook,
                    version: weighed.code.version,
                    code: weighed.code.code,
                    score: weighed.score,
                    evidence: weighed.evidence.to_vec(),
                });
            }
        });
        // As much memory as there are codes; room for many stays here.
        let mut exact = Vec::with_capacity(coded.len());
        exact.append(&mut coded);
        self.coded = coded;
        exact
    }

    /// Hands over every code some rule speaks for, in order, whatever its score.
    fn weigh(&mut self, unit: &CodingUnit<'u>, mut sink: impl FnMut(Weighed<'p, '_>)) {
        let program = self.program;
        if program.rules.is_empty() {
            return;
        }
        self.found.read(unit.text);
        self.against.fill(None);
        self.headings.stand_above(unit.context);
        let mut evidence = std::mem::take(&mut self.evidence);
        let mut open: Option<Open> = None;
        for word in 0..program.signs().width() {
            let mut bits = self.found.ready(word);
            while bits != 0 {
                let number = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                // Rules that speak against codes stand behind.
                let Some(rule) = program.rules.get(number) else {
                    break;
                };
                if let Some(done) = open.take_if(|open| open.code != rule.code) {
                    self.close(unit.text, &done, &mut evidence, &mut sink);
                }
                if !self.holds(unit.text, number, rule) {
                    continue;
                }
                let open = open.get_or_insert(Open {
                    code: rule.code,
                    missing: 1.0,
                });
                open.missing *= 1.0 - rule.weight;
                let reading = self.found.reading();
                evidence.extend(longest(&mut self.hits).map(|at| (reading.span(at), rule.id)));
            }
        }
        if let Some(done) = open {
            self.close(unit.text, &done, &mut evidence, &mut sink);
        }
        self.evidence = evidence;
    }

    /// Whether a rule whose needs are met holds; `hits` then says where.
    fn holds(&mut self, text: &str, number: usize, rule: &Compiled) -> bool {
        if matches!(self.omitted, Some(Part::Pattern { rule: id, .. }) if *id == rule.id) {
            return false;
        }
        let (found, headings) = (&mut self.found, &mut self.headings);
        rule.find(number, text, found, headings, &mut self.hits);
        !self.hits.is_empty()
    }

    /// Hands over a code, weighed against what speaks against it.
    fn close(
        &mut self,
        text: &str,
        open: &Open,
        evidence: &mut Vec<(Span, Name)>,
        sink: &mut impl FnMut(Weighed<'p, '_>),
    ) {
        let code = &self.program.codes[open.code];
        let mut score = 1.0;
        for (rule, weight) in &code.against {
            if self.speaks_against(text, *rule) {
                score *= 1.0 + weight;
            }
        }
        score *= 1.0 - open.missing;
        sink(Weighed {
            code,
            score,
            evidence,
        });
        evidence.clear();
    }

    fn speaks_against(&mut self, text: &str, rule: usize) -> bool {
        if let Some(known) = self.against[rule] {
            return known;
        }
        let number = self.program.number_against(rule);
        let is_ready = self.found.ready(number / 64) >> (number % 64) & 1 == 1;
        let speaks = is_ready && self.holds(text, number, &self.program.against[rule]);
        self.against[rule] = Some(speaks);
        speaks
    }
}

/// A code some rule speaks for, while its other rules are looked at.
struct Open {
    code: usize,
    missing: f64,
}

/// The stretches that lie in no other, each once, by position.
fn longest(hits: &mut [Stretch]) -> impl Iterator<Item = Stretch> + '_ {
    if hits.len() > 1 {
        hits.sort_unstable_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    }
    let mut furthest = 0;
    hits.iter().copied().filter(move |s| {
        let beyond = s.end > furthest;
        furthest = furthest.max(s.end);
        beyond
    })
}

/// The headings above the paragraphs, read when a rule first asks for them.
struct Headings<'p, 'u> {
    program: &'p Program,
    omitted: Option<u32>,
    text: &'u str,
    found: Option<Found<'p>>,
    /// Whether `found` is about them.
    is_read: bool,
}

impl<'u> Headings<'_, 'u> {
    fn stand_above(&mut self, text: &'u str) {
        // Most stand where those before stood.
        let same = std::ptr::eq(self.text, text) || self.text == text;
        self.is_read &= same;
        self.text = text;
    }
}

impl Context for Headings<'_, '_> {
    fn holds(&mut self, words: Words) -> bool {
        if self.text.is_empty() {
            return false;
        }
        let (program, omitted) = (self.program, self.omitted);
        let found = self
            .found
            .get_or_insert_with(|| Found::new(program, omitted));
        if !self.is_read {
            found.find(self.text, |_| {});
            self.is_read = true;
        }
        found.holds(words)
    }
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

    #[test]
    fn a_part_left_out_finds_nothing_and_still_voids() {
        let coder = coder_of(&[
            "terms = [\"学区\", \"学区房\"]",
            "terms = [\"招生\"]\nexcept = [\"学区\", \"招生办\"]",
            "pattern = \"每[一二三]年\"\nwhen = [\"每\"]",
        ]);
        let parts = coder.parts();
        let names: Vec<String> = parts.iter().map(|p| format!("{p:?}")).collect();
        // 招生办 only voids.
        assert_eq!(
            names,
            [
                "Term(\"学区\")",
                "Term(\"学区房\")",
                "Term(\"招生\")",
                "Term(\"每\")",
                "Pattern(\"r2\")"
            ]
        );
        let units =
            ["学区房。", "招生办学区招生。", "每三年。", "无。"].map(|t| CodingUnit::new(t, ""));
        assert_eq!(
            coder.touched(&units),
            [vec![0, 1], vec![0, 2], vec![3, 4], vec![]]
        );
        let found = |part: usize| -> Vec<Vec<&str>> {
            let coded = coder.without(part).code_all(&units);
            let words = coded.iter().zip(&units).map(|(codes, unit)| {
                let evidence = codes.iter().flat_map(|c| &c.evidence);
                evidence.map(|(span, _)| span.slice(unit.text)).collect()
            });
            words.collect()
        };
        assert_eq!(
            found(0),
            [vec!["学区房"], vec!["招生"], vec!["每三年"], vec![]]
        );
        assert_eq!(
            found(1),
            [vec!["学区"], vec!["学区", "招生"], vec!["每三年"], vec![]]
        );
        assert_eq!(
            found(4),
            [vec!["学区房"], vec!["学区", "招生"], vec![], vec![]]
        );
    }

    #[test]
    fn it_says_what_it_leans_towards_short_of_the_threshold() {
        let coder = coder("terms = [\"经费\"]\nweight = 0.3");
        let unit = CodingUnit::new("安排经费。", "");
        assert!(coder.code(&unit).is_empty());
        let leanings = coder.lean(&unit);
        assert_eq!(leanings.len(), 1);
        assert!((leanings[0].score - 0.3).abs() < 1e-9 && !leanings[0].is_given());
        assert!((leanings[0].closeness() - 0.6).abs() < 1e-9, "{leanings:?}");
    }

    #[test]
    fn many_paragraphs_are_coded_as_one_by_one() {
        let coder = RuleCoder::new(vec![Codebook::builtin("case").unwrap()]).unwrap();
        let texts = [
            "考生凭证件领取材料。",
            "教师定期轮岗。",
            "考生凭证件领取材料。",
            "安排教育经费。",
        ];
        let titles = ["招生考试公告", "教师资格考试公告", "", "招生考试公告"];
        let units: Vec<CodingUnit<'_>> = texts
            .into_iter()
            .flat_map(|text| titles.map(|title| CodingUnit::new(text, title)))
            .collect();
        let single: Vec<_> = units.iter().map(|unit| coder.code(unit)).collect();
        assert_eq!(coder.code_all(&units), single);
        assert!(single.iter().any(|codes| !codes.is_empty()));
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
