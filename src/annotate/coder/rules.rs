//! [`RuleCoder`]: codes by the rules of codebooks.
//!
//! All terms of all codebooks stand in one tree of characters, not words, so that neither the
//! number of terms nor the cut of a segmenter changes what is found. One pass finds every term; a
//! rule is looked at only where the rarest of what it needs was found.

use super::finder::Hits;
use super::program::{Part, Program};
use super::reading::Reading;
use super::run::{Idle, Run};
use super::{Coded, Coder, CodingUnit, Leaning};
use crate::annotate::Name;
use crate::annotate::codebook::Codebook;
use crate::error::Result;
use std::sync::Arc;

/// Follows the rules of one or more codebooks.
///
/// The score of a code is `1 - ∏(1 - w)` over its rules that found something, times
/// `1 - |w|` for each negative rule that did; the code is given from its threshold on.
pub struct RuleCoder {
    program: Arc<Program>,
    idle: Idle,
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
            program: Arc::new(Program::new(&codebooks)?),
            idle: Idle::default(),
        })
    }

    /// Follows the rules, without one part of them, through paragraphs of one document.
    fn run<'u, T>(&self, omitted: Option<usize>, task: impl FnOnce(&mut Run<'_, 'u>) -> T) -> T {
        let omitted = omitted.and_then(|part| self.program.parts.get(part));
        let mut run = Run::new(&self.program, omitted, &self.idle);
        let done = task(&mut run);
        run.end(&self.idle);
        done
    }

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
        let (mut above, mut hits) = (Reading::default(), Hits::default());
        self.run(None, |run| {
            let touched = units.iter().map(|unit| {
                let mut open = false;
                run.weigh(unit, |_| open = true);
                if !open {
                    return Vec::new();
                }
                let reading = run.reading();
                let here = run.hits().iter();
                let here = here.map(|hit| reading.span(hit.at).slice(unit.text));
                let mut parts: Vec<u32> = here.filter_map(|t| program.part_of(t)).collect();
                program.find_above(unit.context, &mut above, &mut hits);
                let there = hits.all().iter().filter(|hit| program.is_above(hit.term));
                let there = there.map(|hit| above.span(hit.at).slice(unit.context));
                parts.extend(there.filter_map(|t| program.part_of(t)));
                let met = patterns.iter().filter(|(_, when)| run.has(*when));
                parts.extend(met.map(|(place, _)| place));
                parts.sort_unstable();
                parts.dedup();
                parts
            });
            touched.collect()
        })
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
        self.coder.run(Some(self.part), |run| run.code(unit))
    }

    fn code_each(&self, units: &[CodingUnit<'_>], given: &mut dyn FnMut(usize, Coded)) {
        self.coder
            .run(Some(self.part), |run| run.code_each(units, given));
    }
}

impl Coder for RuleCoder {
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
        self.run(None, |run| run.code(unit))
    }

    fn code_each(&self, units: &[CodingUnit<'_>], given: &mut dyn FnMut(usize, Coded)) {
        self.run(None, |run| run.code_each(units, given));
    }

    fn lean(&self, unit: &CodingUnit<'_>) -> Vec<Leaning> {
        let mut leanings = Vec::new();
        self.run(None, |run| {
            run.weigh(unit, |weighed| {
                leanings.push(Leaning {
                    codebook: weighed.code.codebook,
                    code: weighed.code.code,
                    score: weighed.score,
                    threshold: weighed.code.threshold,
                });
            });
        });
        leanings
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
