//! The order of lines: by what stands beside the term.

use super::Line;
use crate::error::{Error, ErrorKind, Result};
use crate::segment::Segmenter;
use crate::text::Text;
use std::str::FromStr;
use unicode_segmentation::UnicodeSegmentation;

/// A side of the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// What lines are sorted by. Characters and words stand in order of their code points; white space
/// makes no difference.
///
/// Its name, in the command: `document`, `left`, `right`; `L1`, `R2` for the first character on the
/// left, the second on the right; `LW1`, `RW2` for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    /// As the documents and their texts run.
    Text,
    /// All that stands before the term, read backwards from it.
    Left,
    /// All that stands after the term.
    Right,
    /// The nth character on this side, counted from 1.
    Character(Side, usize),
    /// The nth word on this side, counted from 1. A mark is a word: it says that a clause begins or
    /// ends there.
    Word(Side, usize),
}

impl FromStr for Order {
    type Err = Error;

    /// The order of this name.
    fn from_str(name: &str) -> Result<Self> {
        let unknown = || {
            Error::new(
                ErrorKind::Argument,
                "the orders are document, left, right, L1, R1 … (characters), LW1, RW1 … (words)",
            )
        };
        let name = name.to_ascii_lowercase();
        let side = match name.as_str() {
            "document" => return Ok(Self::Text),
            "left" => return Ok(Self::Left),
            "right" => return Ok(Self::Right),
            other if other.starts_with('l') => Side::Left,
            other if other.starts_with('r') => Side::Right,
            _ => return Err(unknown()),
        };
        let (word, nth) = match name[1..].strip_prefix('w') {
            Some(nth) => (true, nth),
            None => (false, &name[1..]),
        };
        match nth.parse() {
            Ok(nth) if nth > 0 && word => Ok(Self::Word(side, nth)),
            Ok(nth) if nth > 0 => Ok(Self::Character(side, nth)),
            _ => Err(unknown()),
        }
    }
}

/// Sorts lines by the first of these, equals by the next, and so on; what is equal in all stays in
/// its order. Of what a line does not show, nothing is known: what stands outside its window is
/// nothing, and comes first.
///
/// ```
/// use zhengce::concordance::{Options, Order, Side, kwic, sort_lines};
/// use zhengce::{corpus::Filter, segment::Segmenter};
/// # use zhengce::{Corpus, corpus::Entry, read::RawDocument, parse::parse};
/// # let parsed = parse(RawDocument::new("a", "完善教师流动。推进教师轮岗，推进教师流动。"));
/// # let corpus = Corpus::from_entries(vec![Entry::new(parsed.document, Default::default(), vec![])]);
/// let mut lines = kwic(&corpus, "教师", &Filter::default(), &Options::default().window(2));
/// let by = [Order::Word(Side::Left, 1), Order::Right];
/// sort_lines(&mut lines, &by, &Segmenter::builtin());
/// let shown: Vec<String> = lines.iter().map(|l| format!("{}|{}", l.left, l.right)).collect();
/// assert_eq!(shown, ["完善|流动", "推进|流动", "推进|轮岗"]);
/// ```
pub fn sort_lines(lines: &mut [Line], orders: &[Order], segmenter: &Segmenter) {
    let orders: Vec<Order> = orders
        .iter()
        .copied()
        .filter(|order| *order != Order::Text)
        .collect();
    if orders.is_empty() {
        return;
    }
    lines.sort_by_cached_key(|line| -> Vec<String> {
        orders.iter().map(|o| key(line, *o, segmenter)).collect()
    });
}

fn key(line: &Line, order: Order, segmenter: &Segmenter) -> String {
    match order {
        Order::Text => String::new(),
        Order::Left => {
            let read = line.left.chars().rev();
            read.filter(|ch| !ch.is_whitespace()).collect()
        }
        Order::Right => {
            let read = line.right.chars();
            read.filter(|ch| !ch.is_whitespace()).collect()
        }
        Order::Character(side, nth) => {
            let inked = |grapheme: &&str| !grapheme.trim().is_empty();
            let before = nth.saturating_sub(1);
            let found = match side {
                Side::Left => line.left.graphemes(true).rev().filter(inked).nth(before),
                Side::Right => line.right.graphemes(true).filter(inked).nth(before),
            };
            found.unwrap_or_default().to_owned()
        }
        Order::Word(side, nth) => word(line, side, nth, segmenter).unwrap_or_default(),
    }
}

/// The nth word beside the term, in its normalised form with ASCII letters in lower case.
pub(super) fn word(line: &Line, side: Side, nth: usize, segmenter: &Segmenter) -> Option<String> {
    let words = match side {
        Side::Left => &line.left,
        Side::Right => &line.right,
    };
    let text = Text::new(words.as_str());
    let view = text.view().to_ascii_lowercase();
    let tokens = segmenter.cut(&view);
    let each = tokens.iter().map(|token| token.span.slice(&view));
    let before = nth.checked_sub(1)?;
    let inked = |word: &&str| !word.trim().is_empty();
    let found = match side {
        Side::Left => each.rev().filter(inked).nth(before),
        Side::Right => each.filter(inked).nth(before),
    };
    found.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn line(left: &str, right: &str) -> Line {
        Line {
            doc: String::new(),
            title: None,
            issued: None,
            provision: None,
            path: String::new(),
            address: String::new(),
            left: left.to_owned(),
            keyword: "教师".to_owned(),
            right: right.to_owned(),
            span: Span::new(0, 0),
            start: 0,
            end: 0,
        }
    }

    fn sorted(orders: &[&str]) -> String {
        let mut lines = [
            line("丙一", "甲流动"),
            line("乙 二 ", "乙，交流"),
            line("甲一", "丙"),
            line("", ""),
        ];
        let orders: Vec<Order> = orders.iter().map(|o| o.parse().unwrap()).collect();
        sort_lines(&mut lines, &orders, &Segmenter::builtin());
        let shown = lines.map(|l| l.left.trim().chars().next().unwrap_or('无'));
        shown.iter().collect()
    }

    #[test]
    fn lines_sort_by_what_stands_beside_the_term() {
        assert_eq!(sorted(&["document"]), "丙乙甲无");
        // 丙 (U+4E19) comes before 乙 (U+4E59), and 甲 (U+7532) after both.
        assert_eq!(sorted(&["right"]), "无甲乙丙");
        assert_eq!(sorted(&["left"]), "无丙甲乙");
        assert_eq!(sorted(&["L1", "R1"]), "无甲丙乙");
        assert_eq!(sorted(&["l2"]), "无丙乙甲");
        // The second word on the right: none, none, 流动, a mark.
        assert_eq!(sorted(&["RW2"]), "甲无丙乙");
    }

    #[test]
    fn a_word_beside_is_whole_and_a_mark_is_one() {
        let segmenter = Segmenter::builtin();
        let line = line("建立健全，义务教育 ", "。２０１２年");
        let word = |side, nth| word(&line, side, nth, &segmenter);
        assert_eq!(word(Side::Left, 1).as_deref(), Some("义务教育"));
        assert_eq!(word(Side::Left, 2).as_deref(), Some("，"));
        assert_eq!(word(Side::Right, 1).as_deref(), Some("。"));
        assert_eq!(word(Side::Right, 2).as_deref(), Some("2012"));
        assert_eq!(word(Side::Right, 9), None);
    }

    #[test]
    fn an_order_that_is_none_says_which_there_are() {
        for name in ["", "l", "l0", "rw", "rwx", "x1", "左1", "l-1"] {
            let error = name.parse::<Order>().unwrap_err();
            assert!(error.message().contains("LW1"), "{name}");
        }
    }
}
