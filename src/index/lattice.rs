//! The word lattice: every dictionary word and every single character of a text, each at the
//! offset of its first character.
//!
//! A word stands in the lattice of a text wherever its characters do, whatever stands around it.
//! That is what makes a phrase over lattice tokens an exact substring search, and it is why only
//! words without ASCII are taken: runs of ASCII letters and digits are cut as wholes, so whether
//! 2012 is a token would depend on its neighbours. Characters cover those.

use crate::segment::{Segmenter, Token as Word};
use crate::text::{Script, Text, forms};

/// Words longer than this are left to their characters; the engine drops tokens over 65,530
/// bytes without a word.
const LONGEST_WORD: usize = 1_000;

/// The form in which texts and queries are compared: the normalised view with ASCII letters in
/// lower case. Same length in bytes as the view.
pub(crate) fn folded(text: &Text) -> String {
    text.view().to_ascii_lowercase()
}

/// A form in which a text may hold what is searched for.
pub(crate) struct Form {
    /// Its folded characters.
    pub(crate) words: String,
    /// The script of the views in which it counts; `None` for all of them.
    pub(crate) script: Option<Script>,
}

/// The forms in which a text may hold these characters: as they are, then in scripts of views.
pub(crate) fn forms_of(text: &str) -> Vec<Form> {
    let words = folded(&Text::new(text));
    let shown = Script::ALL.iter().flat_map(|script| {
        let each = forms(text, *script).into_iter();
        each.map(|form| (form.to_ascii_lowercase(), Some(*script)))
    });
    let others: Vec<(String, Option<Script>)> = shown.filter(|(form, _)| *form != words).collect();
    let all = std::iter::once((words, None)).chain(others);
    all.map(|(words, script)| Form { words, script }).collect()
}

/// The dictionary words of two and more characters in `text`, in order of their starts.
pub(super) fn words<'t>(
    segmenter: &Segmenter,
    text: &'t str,
) -> impl Iterator<Item = Word> + use<'t> {
    let is_word = |t: &Word| {
        t.char_end - t.char_start > 1
            && t.span.len() <= LONGEST_WORD
            && t.span.slice(text).bytes().all(|b| !b.is_ascii())
    };
    segmenter.cut_all(text).into_iter().filter(is_word)
}

/// The dictionary words of two and more characters in `phrase` (folded), as ranges of characters in
/// order of their starts.
pub(crate) fn words_of(segmenter: &Segmenter, phrase: &str) -> Vec<(usize, usize)> {
    words(segmenter, phrase)
        .map(|word| (word.char_start, word.char_end))
        .collect()
}

/// The same as far as `is_held` says that texts hold them, without the dictionary: wherever its
/// characters stand in a text, a word stands in the lattice of the text, and no other run of
/// characters does.
pub(crate) fn held_words(phrase: &str, is_held: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let borders = borders(phrase);
    let count = borders.len() - 1;
    let mut words = Vec::new();
    for start in 0..count {
        for end in start + 1..=count {
            if phrase.as_bytes()[borders[end - 1]].is_ascii() {
                break;
            }
            if end > start + 1 && is_held(&phrase[borders[start]..borders[end]]) {
                words.push((start, end));
            }
        }
    }
    words
}

/// Where the characters of `text` begin, in bytes, and where it ends.
fn borders(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

/// The fewest lattice tokens that cover `phrase` (folded), with their character offsets: of `words`
/// (ranges of characters in order of their starts) and of single characters.
///
/// Every token asserts the characters it spans, so any cover finds exactly the phrase; the
/// longest words make the rarest terms and the fewest postings to read.
pub(crate) fn cover(phrase: &str, words: Vec<(usize, usize)>) -> Vec<(usize, &str)> {
    let bytes = borders(phrase);
    let count = bytes.len() - 1;
    let mut words = words.into_iter().peekable();
    let mut cover = Vec::new();
    let mut covered = 0;
    let mut best = (0, 0);
    while covered < count {
        while let Some((start, end)) = words.next_if(|(start, _)| *start <= covered) {
            if end > best.1 {
                best = (start, end);
            }
        }
        if best.1 <= covered {
            best = (covered, covered + 1);
        }
        cover.push((best.0, &phrase[bytes[best.0]..bytes[best.1]]));
        covered = best.1;
    }
    cover
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tokens::tokens;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_cover_spells_the_phrase_with_tokens_of_the_lattice() {
        for phrase in [
            "教育经费",
            "义务教育均衡发展",
            "学",
            "2012年底前",
            "，。",
            "a b",
        ] {
            let chars: Vec<char> = phrase.chars().collect();
            let cover = cover(phrase, words_of(&Segmenter::builtin(), phrase));
            let lattice = tokens(phrase);
            let mut spelled = vec![None; chars.len()];
            for (at, token) in &cover {
                assert!(lattice.contains(&(*at, (*token).to_owned())), "{token}");
                for (i, ch) in token.chars().enumerate() {
                    spelled[at + i] = Some(ch);
                }
            }
            let spelled: Vec<char> = spelled.into_iter().flatten().collect();
            assert_eq!(spelled, chars, "{phrase}");
        }
    }

    proptest! {
        #[test]
        fn the_words_of_a_text_cover_what_stands_in_it_as_the_dictionary_does(
            text in "(教育|经费|学区化|集团化|办学|义务教育|均衡|的|2012年|a|，|\\PC){1,20}",
            from in 0..30_usize,
            length in 1..9_usize,
        ) {
            let text = folded(&Text::new(text));
            let held: BTreeSet<String> = tokens(&text).into_iter().map(|(_, token)| token).collect();
            let phrase: String = text.chars().skip(from).take(length).collect();
            // No word goes over a line end.
            prop_assume!(!phrase.contains('\n'));
            prop_assert_eq!(
                cover(&phrase, held_words(&phrase, |word| held.contains(word))),
                cover(&phrase, words_of(&Segmenter::builtin(), &phrase))
            );
        }
    }
}
