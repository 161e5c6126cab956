//! [`Signs`]: what the terms of a text say of rules, before anybody asks where they stand.
//!
//! Of every rule it is known at once whether each of its needs is met, and whether words were met
//! that may void it: each is a bit, all rules have one in the same place of their set, and a term
//! brings the bits of all rules that it says something of. Most rules are then done with.

use super::compiled::Compiled;
use super::program::{GroupId, Rows};

/// What a term can say of a rule, beside which need it meets.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    /// One of the words it requires.
    Requires,
    Unless,
    Except,
}

/// How many there are.
const SIGNS: usize = 3;

/// For each term what it says of which rules.
pub(super) struct Signs {
    /// Words of a set of rules.
    width: usize,
    /// Sets of rules, one for each need, then one for each sign.
    needs: usize,
    /// For each term the bits it brings: words of the sets, each with its place.
    of_terms: Rows<(u32, u64)>,
    /// The sets before any term is met: no rule has more needs than it has.
    before: Vec<u64>,
}

/// What the terms of one text say. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Seen {
    sets: Vec<u64>,
}

impl Signs {
    /// What so many terms say of rules; `groups` are the terms of each group.
    pub(super) fn new(rules: &[&Compiled], terms: usize, groups: &Rows<u32>) -> Self {
        let width = rules.len().div_ceil(64);
        let needs = rules.iter().map(|rule| rule.look.needs().len());
        let needs = needs.max().unwrap_or_default().max(1);
        let mut before = vec![0; (needs + SIGNS) * width];
        let mut bits: Vec<(u32, (u32, u64))> = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            let (word, bit) = (number / 64, 1_u64 << (number % 64));
            let mut says = |group: GroupId, set: usize| {
                let terms = groups.row(group).iter();
                let place = (set * width + word) as u32;
                bits.extend(terms.map(|term| (*term, (place, bit))));
            };
            let own = rule.look.needs();
            for (set, words) in own.iter().enumerate() {
                says(words.terms, set);
            }
            for set in own.len()..needs {
                before[set * width + word] |= bit;
            }
            let requires = rule.requires.map(|words| words.terms);
            let signs = [
                (Sign::Requires, requires),
                (Sign::Unless, rule.unless),
                (Sign::Except, rule.except),
            ];
            for (sign, group) in signs {
                if let Some(group) = group {
                    says(group, needs + sign as usize);
                }
            }
        }
        Self {
            width,
            needs,
            of_terms: Rows::of_bits(terms, bits),
            before,
        }
    }

    /// Before a text is read.
    pub(super) fn begin(&self, seen: &mut Seen) {
        seen.sets.clone_from(&self.before);
    }

    /// Adds what a term says.
    pub(super) fn meet(&self, term: u32, seen: &mut Seen) {
        for (place, bits) in self.of_terms.row(term) {
            seen.sets[*place as usize] |= bits;
        }
    }

    /// Adds what a term says that rules do not find: it still voids what others find.
    pub(super) fn meet_omitted(&self, term: u32, seen: &mut Seen) {
        let voids = (self.needs + Sign::Unless as usize) * self.width;
        for (place, bits) in self.of_terms.row(term) {
            if *place as usize >= voids {
                seen.sets[*place as usize] |= bits;
            }
        }
    }

    /// How many words the rules have.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The rules of a word of which all needs are met.
    pub(super) fn ready(&self, word: usize, seen: &Seen) -> u64 {
        let sets = seen.sets[..self.needs * self.width].chunks_exact(self.width);
        sets.fold(u64::MAX, |ready, set| ready & set[word])
    }

    /// Whether something was met that is this sign of a rule, by its number.
    pub(super) fn says(&self, sign: Sign, rule: usize, seen: &Seen) -> bool {
        let place = (self.needs + sign as usize) * self.width + rule / 64;
        seen.sets[place] >> (rule % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::found::Found;
    use super::super::program::Program;
    use super::*;
    use crate::annotate::Codebook;

    #[test]
    fn rules_are_ready_once_all_their_needs_are_met() {
        let text = "id = \"t\"\nversion = \"1\"\ntitle = { zh = \"试\", en = \"Test\" }\n[[code]]\nid = \"c\"\nlabel = { zh = \"码\", en = \"Code\" }\ndefinition = \"d\"\ncoded = [\"x\"]\nuncoded = [\"y\"]\n[[code.rule]]\nid = \"one\"\nterms = [\"教师\"]\nunless = [\"志愿\"]\n[[code.rule]]\nid = \"two\"\nnear = [[\"教师\", \"校长\"], [\"轮岗\"]]\nexcept = [\"教师节\"]\n[[code.rule]]\nid = \"against\"\nterms = [\"医疗\"]\nrequires = [\"学校\"]\nweight = -0.5\n";
        let program = Program::new(&[Codebook::draft(text).unwrap()]).unwrap();
        let mut found = Found::new(&program, None);
        for (text, ready, unless, except, requires) in [
            ("教师。", 0b001, false, false, false),
            ("校长轮岗。", 0b010, false, false, false),
            ("教师节教师轮岗，志愿。", 0b011, true, true, false),
            ("学校轮岗。", 0, false, false, true),
            ("医疗。", 0b100, false, false, false),
            ("", 0, false, false, false),
        ] {
            found.read(text);
            assert_eq!(found.ready(0), ready, "{text}");
            assert_eq!(found.says(Sign::Unless, 0), unless, "{text}");
            assert_eq!(found.says(Sign::Except, 1), except, "{text}");
            assert_eq!(
                found.says(Sign::Requires, program.number_against(0)),
                requires,
                "{text}"
            );
        }
        // What is left out is looked for by nobody, and still voids.
        let numbers = |term: &str| {
            let mut found = Found::new(&program, None);
            let mut terms = Vec::new();
            found.find(term, |term| terms.push(term));
            terms
        };
        for term in numbers("教师节") {
            let mut found = Found::new(&program, Some(term));
            found.read("教师节轮岗，志愿。");
            assert!(found.says(Sign::Except, 1) && found.says(Sign::Unless, 0));
        }
        let mut found = Found::new(&program, numbers("教师").first().copied());
        found.read("教师轮岗。");
        assert_eq!(found.ready(0), 0);
    }
}
