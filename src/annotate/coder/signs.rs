//! [`Signs`]: what the terms of a text say of rules, before anybody asks where they stand.
//!
//! Of every rule it is known at once whether each of its needs is met, and whether words were met
//! that may void it: each is a bit, all rules have one in the same place of their set, and the terms
//! of a class bring the bits of all rules that they say something of. Most rules are then done with.

use super::compiled::Compiled;
use super::program::{ClassId, GroupId, Rows};

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

/// So many words of bits are brought whether a class has them or not.
const FIRST: usize = 4;
/// So many words behind the sets take what is brought for nothing: were it one, each would have to
/// wait for the one before.
const SPARE: u32 = 16;

/// What a term in the headings above a paragraph can say of a rule.
#[derive(Clone, Copy)]
enum Above {
    /// One of the words it asks for there.
    Context,
    /// One of the words it requires, there or in the paragraph.
    Requires,
}

/// How many there are.
const ABOVE: usize = 2;

/// For each class of terms what it says of which rules.
pub(super) struct Signs {
    /// Words of a set of rules.
    width: usize,
    /// Sets of rules, one for each need, then one for each sign.
    needs: usize,
    /// For each class the bits it brings: words of the sets, each with its place.
    of_classes: Rows<(u32, u64)>,
    /// The sets before any term is met: no rule has more needs than it has.
    before: Vec<u64>,
    /// The first of the bits of each class once more: most classes bring no others, and that many
    /// are brought sooner than it is seen how many there are.
    first: Vec<First>,
    /// The same for terms in headings: one set for each of what they say there.
    of_headings: Rows<(u32, u64)>,
    before_above: Vec<u64>,
}

/// The first bits that a class brings.
#[derive(Clone, Copy)]
struct First {
    bits: [u64; FIRST],
    places: [u32; FIRST],
    /// It brings others, too.
    more: bool,
}

/// What the terms of one text say. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Seen {
    sets: Vec<u64>,
    /// The classes that bring more than the first.
    more: Vec<ClassId>,
}

/// The rules that headings let speak: whose context stands there, and what they require.
#[derive(Default)]
pub(super) struct LetSpeak {
    sets: Vec<u64>,
}

/// A set of rules, by their numbers.
#[derive(Default)]
pub(super) struct Set {
    words: Vec<u64>,
}

impl Set {
    /// Takes all rules out, and makes room for so many words of them.
    pub(super) fn clear(&mut self, width: usize) {
        self.words.clear();
        self.words.resize(width, 0);
    }

    pub(super) fn word(&self, word: usize) -> u64 {
        self.words[word]
    }

    pub(super) fn holds(&self, rule: usize) -> bool {
        self.words[rule / 64] >> (rule % 64) & 1 == 1
    }

    /// Whether it holds one of these: words of bits, each with its place.
    pub(super) fn meets(&self, words: &[(u32, u64)]) -> bool {
        let mut words = words.iter();
        words.any(|(word, bits)| self.words[*word as usize] & bits != 0)
    }

    pub(super) fn add(&mut self, rule: usize) {
        self.words[rule / 64] |= 1 << (rule % 64);
    }

    pub(super) fn remove(&mut self, rule: usize) {
        self.words[rule / 64] &= !(1 << (rule % 64));
    }
}

impl Signs {
    /// What terms of so many classes say of rules; `groups` are the classes of each group.
    pub(super) fn new(rules: &[&Compiled], classes: usize, groups: &Rows<ClassId>) -> Self {
        let width = rules.len().div_ceil(64);
        let needs = rules.iter().map(|rule| rule.look.needs().len());
        let needs = needs.max().unwrap_or_default().max(1);
        let mut before = vec![0; (needs + SIGNS) * width];
        let mut before_above = vec![0; ABOVE * width];
        let (mut bits, mut bits_above) = (Bits::new(), Bits::new());
        for (number, rule) in rules.iter().enumerate() {
            let (word, bit) = (number / 64, 1_u64 << (number % 64));
            let says = |bits: &mut Bits, group: GroupId, set: usize| {
                let classes = groups.row(group).iter();
                let place = (set * width + word) as u32;
                bits.extend(classes.map(|class| (*class, (place, bit))));
            };
            let own = rule.look.needs();
            for (set, words) in own.iter().enumerate() {
                says(&mut bits, words.terms, set);
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
                    says(&mut bits, group, needs + sign as usize);
                }
            }
            let context = rule.context.map(|words| words.terms);
            for (sign, group) in [(Above::Context, context), (Above::Requires, requires)] {
                match group {
                    Some(group) => says(&mut bits_above, group, sign as usize),
                    // A rule that asks for nothing there may speak.
                    None => before_above[sign as usize * width + word] |= bit,
                }
            }
        }
        let of_classes = Rows::of_bits(classes, bits);
        let sets = before.len() as u32;
        let first = (0..classes as u32).map(|class| {
            let row = of_classes.row(class);
            let mut first = First {
                bits: [0; FIRST],
                places: std::array::from_fn(|at| sets + (class + at as u32) % SPARE),
                more: row.len() > FIRST,
            };
            for (at, (place, bits)) in row.iter().take(FIRST).enumerate() {
                (first.places[at], first.bits[at]) = (*place, *bits);
            }
            first
        });
        let first = first.collect();
        before.resize(before.len() + SPARE as usize, 0);
        Self {
            width,
            needs,
            first,
            of_classes,
            before,
            of_headings: Rows::of_bits(classes, bits_above),
            before_above,
        }
    }

    /// Before a text is read.
    pub(super) fn begin(&self, seen: &mut Seen) {
        seen.sets.clone_from(&self.before);
    }

    /// Adds what terms of these classes say, each given once.
    pub(super) fn meet(&self, classes: &[ClassId], seen: &mut Seen) {
        if seen.more.len() <= classes.len() {
            seen.more.resize(classes.len() + 1, 0);
        }
        let mut more = 0;
        for class in classes {
            let first = &self.first[*class as usize];
            for (place, bits) in first.places.iter().zip(first.bits) {
                seen.sets[*place as usize] |= bits;
            }
            // What brings no more is written over.
            seen.more[more] = *class;
            more += usize::from(first.more);
        }
        for class in &seen.more[..more] {
            for (place, bits) in &self.of_classes.row(*class)[FIRST..] {
                seen.sets[*place as usize] |= bits;
            }
        }
    }

    /// Adds what a term says that rules do not find: it still voids what others find.
    pub(super) fn meet_omitted(&self, class: ClassId, seen: &mut Seen) {
        let voids = (self.needs + Sign::Unless as usize) * self.width;
        for (place, bits) in self.of_classes.row(class) {
            if *place as usize >= voids {
                seen.sets[*place as usize] |= bits;
            }
        }
    }

    /// Before headings are read.
    pub(super) fn begin_above(&self, above: &mut LetSpeak) {
        above.sets.clone_from(&self.before_above);
    }

    /// Adds what terms of these classes say where they stand in headings.
    pub(super) fn meet_above(&self, classes: &[ClassId], above: &mut LetSpeak) {
        for class in classes {
            for (place, bits) in self.of_headings.row(*class) {
                above.sets[*place as usize] |= bits;
            }
        }
    }

    /// How many words the rules have.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The rules of which all needs are met, in the text or, where they may be, in the headings.
    pub(super) fn ready(&self, seen: &Seen, above: &LetSpeak, ready: &mut Set) {
        let (context, required_above) = above.sets.split_at(self.width);
        let (needs, signs) = seen.sets.split_at(self.needs * self.width);
        let required = context.iter().zip(signs).zip(required_above);
        ready.words.clear();
        ready
            .words
            .extend(required.map(|((context, here), above)| context & (here | above)));
        for need in needs.chunks_exact(self.width) {
            for (word, met) in ready.words.iter_mut().zip(need) {
                *word &= met;
            }
        }
    }

    /// Whether something was met that is this sign of a rule, by its number.
    pub(super) fn says(&self, sign: Sign, rule: usize, seen: &Seen) -> bool {
        let place = (self.needs + sign as usize) * self.width + rule / 64;
        seen.sets[place] >> (rule % 64) & 1 == 1
    }
}

/// Of classes words of sets, each with its place.
type Bits = Vec<(ClassId, (u32, u64))>;

#[cfg(test)]
mod tests {
    use super::super::found::Found;
    use super::super::program::{Part, Program};
    use super::*;
    use crate::annotate::Codebook;
    use std::sync::Arc;

    #[test]
    fn rules_are_ready_once_all_their_needs_are_met() {
        let text = "id = \"t\"\nversion = \"1\"\ntitle = { zh = \"试\", en = \"Test\" }\n[[code]]\nid = \"c\"\nlabel = { zh = \"码\", en = \"Code\" }\ndefinition = \"d\"\ncoded = [\"x\"]\nuncoded = [\"y\"]\n[[code.rule]]\nid = \"one\"\nterms = [\"教师\"]\nunless = [\"志愿\"]\n[[code.rule]]\nid = \"two\"\nnear = [[\"教师\", \"校长\"], [\"轮岗\"]]\nexcept = [\"教师节\"]\n[[code.rule]]\nid = \"against\"\nterms = [\"医疗\"]\nrequires = [\"学校\"]\nweight = -0.5\n";
        let program = Arc::new(Program::new(&[Codebook::draft(text).unwrap()]).unwrap());
        let (mut found, mut above) = (
            Found::new(Arc::clone(&program)),
            Found::new(Arc::clone(&program)),
        );
        let mut let_speak = LetSpeak::default();
        let mut ready = |found: &Found, headings: &str| {
            let mut ready = Set::default();
            above.read_above(headings, &mut let_speak);
            found.ready(&let_speak, &mut ready);
            ready.word(0)
        };
        let against = program.rules.len();
        for (text, headings, set, unless, except, requires) in [
            ("教师。", "", 0b001, false, false, false),
            ("校长轮岗。", "教师", 0b010, false, false, false),
            ("教师节教师轮岗，志愿。", "", 0b011, true, true, false),
            ("学校轮岗。", "", 0, false, false, true),
            ("医疗。", "", 0, false, false, false),
            ("医疗。", "学校", 0b100, false, false, false),
            ("学校医疗。", "", 0b100, false, false, true),
            ("", "学校", 0, false, false, false),
        ] {
            found.read(text);
            assert_eq!(ready(&found, headings), set, "{text}");
            assert_eq!(found.says(Sign::Unless, 0), unless, "{text}");
            assert_eq!(found.says(Sign::Except, 1), except, "{text}");
            assert_eq!(found.says(Sign::Requires, against), requires, "{text}");
        }
        // What is left out is looked for by nobody, and still voids.
        let omit = |found: &mut Found, left_out: &str| {
            let part = program.parts.iter().find_map(|part| match part {
                Part::Term { class, words } => (*words == left_out).then_some((*class, *words)),
                Part::Pattern { .. } => None,
            });
            found.omit(part);
        };
        for word in ["教师", "校长"] {
            omit(&mut found, word);
            found.read("教师节轮岗，志愿。");
            assert!(found.says(Sign::Except, 1) && found.says(Sign::Unless, 0));
        }
        omit(&mut found, "教师");
        found.read("教师轮岗。");
        assert_eq!(ready(&found, ""), 0);
    }
}
