//! Whether and where a text holds what a query asks of its words, read off the text itself.
//!
//! The engine finds phrases. What stands near each other, wildcards and regular expressions are
//! asked of the texts that hold the necessary phrases; highlights of all kinds come from here.

use super::lattice::forms_of;
use super::query::{Query, Within};
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;
use crate::text::{Script, sentences};
use regex::{Regex, RegexBuilder};

/// What ends a sentence for [`sentences`]; a `*` does not go over it.
const IN_SENTENCE: &str = "[^。！？；\n]*?";

/// The largest compiled pattern, in bytes: a query is no program.
const PATTERN_SIZE: usize = 1 << 20;

/// A condition on the words of a text.
#[derive(Clone, Debug)]
pub(crate) enum Matcher {
    /// These characters; in a script of the view, their form there.
    Exact(Forms<String>),
    /// What the pattern matches.
    Pattern(Forms<Regex>),
    Any(Vec<Matcher>),
    Near(Vec<Matcher>, Within),
}

/// The form that is looked for in every text, and others for texts of one script.
#[derive(Clone, Debug)]
pub(crate) struct Forms<T>(Vec<(Option<Script>, T)>);

impl<T> Forms<T> {
    /// The forms of `words`, each made into what looks for it.
    fn of(words: &str, make: impl Fn(&str) -> Result<T>) -> Result<Self> {
        let forms = forms_of(words).into_iter();
        let made = forms.map(|form| Ok((form.script, make(&form.words)?)));
        Ok(Self(made.collect::<Result<_>>()?))
    }

    fn in_script(&self, script: Script) -> impl Iterator<Item = &T> {
        let counts = move |of: &Option<Script>| of.is_none_or(|of| of == script);
        let forms = self.0.iter().filter(move |(of, _)| counts(of));
        forms.map(|(_, form)| form)
    }
}

impl Matcher {
    /// The condition of a part of a query that is about the words of the text; `None` for other
    /// parts.
    pub(crate) fn of(query: &Query) -> Result<Option<Self>> {
        let all = |parts: &[Query]| -> Result<Vec<Self>> {
            let each = parts.iter().map(|part| {
                // A part that has no place in the text is near nothing.
                Ok(Self::of(part)?.unwrap_or(Self::Any(Vec::new())))
            });
            each.collect()
        };
        Ok(Some(match query {
            Query::Phrase(text) => Self::Exact(Forms::of(text, |form| Ok(form.to_owned()))?),
            Query::Wildcard(text) => Self::Pattern(Forms::of(text, |form| {
                let pattern: String = form
                    .chars()
                    .map(|ch| match ch {
                        '*' => IN_SENTENCE.to_owned(),
                        '?' => "[^\n]".to_owned(),
                        ch => regex::escape(ch.encode_utf8(&mut [0; 4])),
                    })
                    .collect();
                compiled(&pattern)
            })?),
            Query::Regex(pattern) => Self::Pattern(Forms(vec![(None, compiled(pattern)?)])),
            Query::Near(parts, within) => Self::Near(all(parts)?, *within),
            Query::Or(parts) => Self::Any(all(parts)?),
            _ => return Ok(None),
        }))
    }

    /// Whether a text (its folded view) holds it.
    pub(crate) fn holds(&self, view: &str, script: Script) -> bool {
        match self {
            Self::Exact(forms) => forms.in_script(script).any(|form| view.contains(form)),
            Self::Pattern(forms) => forms.in_script(script).any(|form| form.is_match(view)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(view, script)),
            Self::Near(..) => !self.spans(view, script).is_empty(),
        }
    }

    /// Where a text (its folded view) holds it, in order of their starts. Of what stands near each
    /// other, the places of the parts.
    pub(crate) fn spans(&self, view: &str, script: Script) -> Vec<Span> {
        let mut spans: Vec<Span> = match self {
            Self::Exact(forms) => forms
                .in_script(script)
                .flat_map(|form| occurrences(view, form))
                .collect(),
            Self::Pattern(forms) => forms
                .in_script(script)
                .flat_map(|form| form.find_iter(view))
                .map(|found| Span::new(found.start(), found.end()))
                .filter(|span| !span.is_empty())
                .collect(),
            Self::Any(parts) => parts.iter().flat_map(|p| p.spans(view, script)).collect(),
            Self::Near(parts, within) => near(view, script, parts, *within),
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// A pattern of the view; ASCII letters in either case.
fn compiled(pattern: &str) -> Result<Regex> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(PATTERN_SIZE)
        .build()
        .map_err(|e| {
            // The message of the engine is a drawing of several lines; its last says what is wrong.
            let said = e.to_string();
            let last = said.lines().last().unwrap_or_default().trim();
            let last = last.strip_prefix("error: ").unwrap_or(last);
            Error::new(
                ErrorKind::Query,
                format!("the regular expression /{pattern}/ cannot be read: {last}"),
            )
        })
}

/// Checks a regular expression; the sentence says what is wrong with it.
pub(crate) fn check(pattern: &str) -> Result<()> {
    compiled(pattern).map(|_| ())
}

/// The places of all parts that stand together.
fn near(view: &str, script: Script, parts: &[Matcher], within: Within) -> Vec<Span> {
    let mut places: Vec<(Span, usize)> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let spans = part.spans(view, script);
        if spans.is_empty() {
            return Vec::new();
        }
        places.extend(spans.into_iter().map(|span| (span, index)));
    }
    places.sort_unstable();
    let mut found = Vec::new();
    let mut together: Vec<(Span, usize)> = Vec::new();
    let mut close = |together: &mut Vec<(Span, usize)>| {
        let mut there = vec![false; parts.len()];
        for (_, index) in together.iter() {
            there[*index] = true;
        }
        if there.iter().all(|there| *there) {
            found.extend(together.iter().map(|(span, _)| *span));
        }
        together.clear();
    };
    match within {
        Within::Provision => {
            together = places;
            close(&mut together);
        }
        Within::Characters(most) => {
            let mut end = 0;
            for (span, index) in places {
                let is_near = span.start <= end
                    || view[end..span.start]
                        .chars()
                        .take(most.saturating_add(1))
                        .count()
                        <= most;
                if !is_near {
                    close(&mut together);
                }
                together.push((span, index));
                end = end.max(span.end);
            }
            close(&mut together);
        }
        Within::Sentence => {
            let mut places = places.into_iter().peekable();
            for sentence in sentences(view, Span::new(0, view.len())) {
                while places.next_if(|(s, _)| s.start < sentence.start).is_some() {}
                while let Some(place) = places.next_if(|(s, _)| s.start < sentence.end) {
                    if place.0.end <= sentence.end {
                        together.push(place);
                    }
                }
                close(&mut together);
            }
        }
    }
    found
}

/// Every occurrence of `needle`, overlapping ones too, in linear time (Knuth, Morris, Pratt).
pub(crate) fn occurrences(haystack: &str, needle: &str) -> Vec<Span> {
    let needle = needle.as_bytes();
    let mut found = Vec::new();
    if needle.is_empty() {
        return found;
    }
    // For each prefix the length of its longest border.
    let mut borders = vec![0; needle.len()];
    let mut length = 0;
    for at in 1..needle.len() {
        while length > 0 && needle[at] != needle[length] {
            length = borders[length - 1];
        }
        if needle[at] == needle[length] {
            length += 1;
        }
        borders[at] = length;
    }
    let mut matched = 0;
    for (at, byte) in haystack.bytes().enumerate() {
        while matched > 0 && (matched == needle.len() || byte != needle[matched]) {
            matched = borders[matched - 1];
        }
        if byte == needle[matched] {
            matched += 1;
        }
        if matched == needle.len() {
            found.push(Span::new(at + 1 - needle.len(), at + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::lattice::folded;
    use crate::index::parse_query;
    use crate::text::Text;

    fn marks(query: &str, text: &str) -> Vec<String> {
        let query = parse_query(query).unwrap();
        let view = folded(&Text::new(text));
        let matcher = Matcher::of(&query).unwrap().unwrap();
        let spans = matcher.spans(&view, Script::AsIs);
        assert_eq!(matcher.holds(&view, Script::AsIs), !spans.is_empty());
        spans.iter().map(|s| s.slice(&view).to_owned()).collect()
    }

    #[test]
    fn near_means_no_more_characters_between() {
        let text = "教师在城乡之间流动。校长轮岗；教师培训。";
        assert_eq!(marks("教师 NEAR/5 流动", text), ["教师", "流动"]);
        assert_eq!(marks("流动 NEAR/5 教师", text), ["教师", "流动"]);
        assert!(marks("教师 NEAR/4 流动", text).is_empty());
        assert_eq!(marks("教师 NEAR/S 流动", text), ["教师", "流动"]);
        assert!(marks("流动 NEAR/S 校长", text).is_empty());
        assert_eq!(marks("流动 NEAR/1 校长", text), ["流动", "校长"]);
        assert_eq!(
            marks("(教师 OR 校长) NEAR/0 (轮岗 OR 培训)", text),
            ["校长", "轮岗", "教师", "培训"]
        );
        // In a chain each is near the next, in whatever order they are written.
        assert_eq!(
            marks("教师 NEAR/5 校长 NEAR/5 流动", text),
            ["教师", "流动", "校长", "教师"]
        );
        assert!(marks("教师 NEAR/P 学生", text).is_empty());
        assert_eq!(marks("轮* NEAR/P 培训", text), ["轮", "培训"]);
    }

    #[test]
    fn wildcards_stay_in_their_sentence() {
        let text = "义务段教育；义务与高中教育。义务教育。ＡＢ类学校";
        assert_eq!(
            marks("义务*教育", text),
            ["义务段教育", "义务与高中教育", "义务教育"]
        );
        assert_eq!(marks("义务?教育", text), ["义务段教育"]);
        assert_eq!(marks("a?类", text), ["ab类"]);
        assert!(marks("高中*ab", text).is_empty());
        assert_eq!(marks("/(高中|义务)教育/", text), ["高中教育", "义务教育"]);
        assert_eq!(marks("/[A-Z]+类/", text), ["ab类"]);
    }
}
