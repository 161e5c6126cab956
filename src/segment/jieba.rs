//! [`Segmenter`] over jieba. The only file that names jieba.

use super::Lexicon;
use crate::span::Span;
use crate::text::Text;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// In bytes of the text that was cut.
    pub span: Span,
    /// Offset of its first character, in code points.
    pub char_start: usize,
    /// Offset after its last character, in code points.
    pub char_end: usize,
}

/// Cuts Chinese text into words with a lexicon. Cloning shares the dictionary.
///
/// Words come from the dictionary alone: guessing unknown ones (jieba's HMM) scores lower on
/// both public test sets and makes the words of a query depend on chance neighbours.
#[derive(Clone)]
pub struct Segmenter {
    dictionary: Arc<Dictionary>,
    version: Arc<str>,
}

/// The general dictionary with terms of a lexicon. To read it takes longer than a search, which can
/// do without: it is read when a text is first cut.
struct Dictionary {
    terms: Vec<String>,
    jieba: OnceLock<jieba_rs::Jieba>,
}

static BUILTIN: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(&Lexicon::builtin()));

impl Segmenter {
    /// A segmenter with this lexicon over the general dictionary.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        // Texts are cut in their normalised view, so terms are learnt in it.
        let terms = lexicon.terms().iter();
        let terms: Vec<String> = terms
            .map(|term| Text::new(term.text.as_str()).view().to_owned())
            .collect();
        let mut hash = Sha256::new();
        hash.update(b"jieba-rs 0.11, no hmm\n");
        for term in &terms {
            hash.update(term.as_bytes());
            hash.update(b"\n");
        }
        let version: String = hash
            .finalize()
            .iter()
            .take(6)
            .map(|b| format!("{b:02x}"))
            .collect();
        Self {
            dictionary: Arc::new(Dictionary {
                terms,
                jieba: OnceLock::new(),
            }),
            version: version.into(),
        }
    }

    fn jieba(&self) -> &jieba_rs::Jieba {
        self.dictionary.jieba.get_or_init(|| {
            let mut jieba = jieba_rs::Jieba::new();
            for term in &self.dictionary.terms {
                // Without a frequency jieba suggests one that keeps the word whole.
                jieba.add_word(term, None, None);
            }
            jieba
        })
    }

    /// Whether its dictionary was read, which takes a tenth of a second.
    #[cfg(feature = "index")]
    pub(crate) fn is_read(&self) -> bool {
        self.dictionary.jieba.get().is_some()
    }

    /// The segmenter with the lexicon that ships with the library; its dictionary is read once.
    #[must_use]
    pub fn builtin() -> Self {
        BUILTIN.clone()
    }

    /// Names dictionary, settings and lexicon: equal versions cut equally.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The words of `text` (a normalised view) in order; joined they are the text.
    ///
    /// ```
    /// use zhengce::segment::Segmenter;
    /// let text = "提高生均公用经费标准";
    /// let words: Vec<_> = Segmenter::builtin().cut(text).iter().map(|t| t.span.slice(text)).collect();
    /// assert_eq!(words, ["提高", "生均公用经费", "标准"]);
    /// ```
    #[must_use]
    pub fn cut(&self, text: &str) -> Vec<Token> {
        tokens(self.jieba().cut(text, false))
    }

    /// For each of `spans` of `text` (a normalised view), whether it begins and ends on word
    /// borders. Only what stands between the marks around a span is cut, once.
    ///
    /// ```
    /// use zhengce::{Span, segment::Segmenter};
    /// let text = "学区化集团化办学";
    /// let spans = [Span::new(0, 24), Span::new(3, 9)];
    /// assert_eq!(Segmenter::builtin().on_borders(text, &spans), [true, false]);
    /// ```
    #[must_use]
    pub fn on_borders(&self, text: &str, spans: &[Span]) -> Vec<bool> {
        let mut ends: Vec<usize> = spans.iter().flat_map(|s| [s.start, s.end]).collect();
        ends.sort_unstable();
        ends.dedup();
        let mut borders = Vec::with_capacity(ends.len());
        let mut ends = ends.into_iter().peekable();
        while let Some(first) = ends.next() {
            let Some((before, after)) = text.split_at_checked(first) else {
                continue;
            };
            // No word holds a mark, so what lies between two is cut as it is in the whole text.
            let start = before.rfind(is_mark).unwrap_or(0);
            let end = after.find(is_mark).map_or(text.len(), |at| first + at);
            let mut here = vec![first];
            here.extend(std::iter::from_fn(|| ends.next_if(|at| *at <= end)));
            let mut at = start;
            let words = self.jieba().cut(&text[start..end], false);
            let mut words = words.iter().map(|word| start + word.byte_end);
            for place in here {
                while at < place {
                    match words.next() {
                        Some(next) => at = next,
                        None => break,
                    }
                }
                if at == place {
                    borders.push(place);
                }
            }
        }
        let is_border = |at: usize| borders.binary_search(&at).is_ok();
        spans
            .iter()
            .map(|s| is_border(s.start) && is_border(s.end))
            .collect()
    }

    /// What kind of word this is, in the letters of the general dictionary (ICTCLAS: `n` noun, `v` verb,
    /// `p` preposition …); empty for terms of the lexicon, and where the dictionary lacks it.
    pub(crate) fn kind<'s>(&'s self, word: &'s str) -> &'s str {
        let tags = self.jieba().tag(word, false);
        match &tags[..] {
            [one] => one.tag,
            _ => "",
        }
    }

    /// Every dictionary word that occurs in `text`, overlapping, by offset then length.
    #[must_use]
    pub fn cut_all(&self, text: &str) -> Vec<Token> {
        // They come in this order: the dictionary is followed from each character on.
        tokens(self.jieba().cut_all(text))
    }
}

/// A character that is a word of its own, whatever stands beside it.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric()
}

fn tokens(cut: Vec<jieba_rs::Token<'_>>) -> Vec<Token> {
    cut.into_iter()
        .map(|t| Token {
            span: Span::new(t.byte_start, t.byte_end),
            char_start: t.start,
            char_end: t.end,
        })
        .collect()
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segmenter")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_lexicon_keeps_the_terms_of_the_field_whole() {
        let segmenter = Segmenter::builtin();
        for (text, word) in [
            ("推进学区化集团化办学", "学区化集团化办学"),
            ("实行委托管理", "委托管理"),
            ("提高生均公用经费标准", "生均公用经费"),
            ("建立校长教师交流轮岗制度", "校长教师交流轮岗"),
            ("均衡配置义务教育资源", "义务教育"),
        ] {
            let words: Vec<_> = segmenter
                .cut(text)
                .iter()
                .map(|t| t.span.slice(text))
                .collect();
            assert!(words.contains(&word), "{text}: {words:?}");
        }
    }

    #[test]
    fn a_version_names_the_lexicon() {
        let tsv =
            |term: &str| Lexicon::from_tsv(&format!("term\tcategory\tnote\n{term}\tx\n")).unwrap();
        let version = |term: &str| Segmenter::new(&tsv(term)).version().to_owned();
        assert_eq!(version("集团化办学"), version("集团化办学"));
        assert_ne!(version("集团化办学"), version("集团办学"));
        // A term in full-width letters is met in the normalised view.
        let segmenter = Segmenter::new(&tsv("ＰＭＣ指数"));
        assert_eq!(segmenter.cut("计算PMC指数").len(), 2);
    }

    proptest! {
        #[test]
        fn borders_are_those_of_the_whole_text(
            text in "([教育经费学区化集团办，。、（）〇2012a \\r\\n]|\\PC){0,40}",
            places in prop::collection::vec((0_usize..41, 0_usize..8), 0..6),
        ) {
            let segmenter = Segmenter::builtin();
            let mut at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            at.push(text.len());
            let spans: Vec<Span> = places
                .into_iter()
                .map(|(start, length)| (start.min(at.len() - 1), length))
                .map(|(start, length)| Span::new(at[start], at[(start + length).min(at.len() - 1)]))
                .collect();
            let borders: BTreeSet<usize> = [0]
                .into_iter()
                .chain(segmenter.cut(&text).into_iter().map(|t| t.span.end))
                .collect();
            let whole: Vec<bool> = spans
                .iter()
                .map(|s| borders.contains(&s.start) && borders.contains(&s.end))
                .collect();
            prop_assert_eq!(segmenter.on_borders(&text, &spans), whole);
        }

        #[test]
        fn words_joined_are_the_text(text in "\\PC{0,40}[教育经费〇2012a \\n]{0,40}") {
            let segmenter = Segmenter::builtin();
            let mut at = 0;
            let mut chars = 0;
            for token in segmenter.cut(&text) {
                prop_assert_eq!(token.span.start, at);
                prop_assert_eq!(token.char_start, chars);
                prop_assert_eq!(token.span.slice(&text).chars().count(), token.char_end - chars);
                at = token.span.end;
                chars = token.char_end;
            }
            prop_assert_eq!(at, text.len());
            let all = segmenter.cut_all(&text);
            prop_assert!(all.is_sorted_by_key(|t| (t.span.start, t.span.end)));
            for token in all {
                prop_assert_eq!(text[..token.span.start].chars().count(), token.char_start);
                prop_assert!(!token.span.slice(&text).is_empty());
            }
        }
    }
}
