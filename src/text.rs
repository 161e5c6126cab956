//! The text of a document: the original, a normalised view of it, and the way back.
//!
//! The original is never changed: what a paper quotes must be the characters of the document.
//! Rules, patterns and term matchers read the **view**. It differs from the original in three
//! steps, all of them in the alignment:
//!
//! 1. [`Repair`]s take out what came from the page: hard line ends, page numbers, running heads;
//! 2. characters that look alike are one kind: full-width digits and letters are plain, odd
//!    spaces are one kind of space, ASCII brackets are Chinese ones, and characters that print
//!    nothing are gone;
//! 3. with [`Script`]`::Simplified`, traditional characters are simplified ones.
//!
//! [`Text::to_original`] leads every finding back. [`Text::reading`] gives the words of the
//! original as one would copy them out by hand: repaired, otherwise untouched.

mod align;
mod normal;
mod places;
mod points;
mod reading;
mod repair;
mod script;
mod sentence;
#[cfg(test)]
mod tests;

pub(crate) use places::places;
pub use points::CodePoints;
pub(crate) use points::inked;
pub use reading::Reading;
pub use repair::{Repair, RepairKind};
pub use script::Script;
pub use sentence::sentences;

use crate::span::Span;
use align::{Alignment, Last};
use std::borrow::Cow;

/// An immutable original text with its normalised view and the alignment between them.
///
/// ```
/// use zhengce::text::Text;
/// let text = Text::new("沪府办发［２０１２］40号");
/// assert_eq!(text.view(), "沪府办发［2012］40号");
/// let at = text.view().find("2012").unwrap();
/// let span = text.to_original(zhengce::Span::new(at, at + 4));
/// assert_eq!(text.quote(span), "２０１２");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Text {
    original: String,
    /// `None` when the view equals the original.
    view: Option<String>,
    /// From the original to the view.
    alignment: Alignment,
    /// In order, apart from each other.
    repairs: Vec<Repair>,
    script: Script,
}

impl Text {
    /// Keeps `original` and makes its view.
    #[must_use]
    pub fn new(original: impl Into<String>) -> Self {
        Self::repaired(original, Vec::new(), Script::AsIs)
    }

    /// Keeps `original` and makes a view of it that is repaired and shows traditional characters
    /// as `script` says.
    ///
    /// Repairs stand in order; one that is empty, reaches into the one before or does not stand
    /// on character borders is left out.
    ///
    /// ```
    /// use zhengce::{Span, text::{Repair, RepairKind, Script, Text}};
    /// let printed = "推进义务教\n育均衡发展";
    /// let end = printed.find('\n').unwrap();
    /// let wrap = Repair::new(RepairKind::Wrap, Span::new(end, end + 1), None);
    /// let text = Text::repaired(printed, vec![wrap], Script::AsIs);
    /// assert_eq!(text.view(), "推进义务教育均衡发展");
    /// let at = text.view().find("义务教育").unwrap();
    /// let span = text.to_original(Span::new(at, at + "义务教育".len()));
    /// assert_eq!(text.quote(span), "义务教\n育");
    /// assert_eq!(text.reading(span), "义务教育");
    /// ```
    #[must_use]
    pub fn repaired(original: impl Into<String>, repairs: Vec<Repair>, script: Script) -> Self {
        let original = original.into();
        let repairs = repair::usable(&original, repairs);
        let mut view = View::default();
        let mut at = 0;
        for repair in &repairs {
            view.normalised(&original, Span::new(at, repair.span.start));
            view.change(repair.span, &original, repair.shown);
            at = repair.span.end;
        }
        view.normalised(&original, Span::new(at, original.len()));
        let view = view.finish(&original).in_script(&original, script);
        Self {
            view: view.text,
            alignment: view.alignment,
            original,
            repairs,
            script,
        }
    }

    /// The text as it was given.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The normalised view.
    #[must_use]
    pub fn view(&self) -> &str {
        self.view.as_deref().unwrap_or(&self.original)
    }

    /// What was repaired, in order.
    #[must_use]
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// How traditional characters show in the view.
    #[must_use]
    pub fn script(&self) -> Script {
        self.script
    }

    /// The words of the original at a byte span of the original.
    #[must_use]
    pub fn quote(&self, original: Span) -> &str {
        original.slice(&self.original)
    }

    /// The words of the original at a byte span of the original, without what repairs took out.
    #[must_use]
    pub fn reading(&self, original: Span) -> Cow<'_, str> {
        reading::at(&self.original, &self.repairs, original)
    }

    /// The whole original without what repairs took out.
    #[must_use]
    pub fn readable(&self) -> Reading<'_> {
        Reading::of(&self.original, &self.repairs)
    }

    /// The text at a byte span of the original, as a text of its own: repaired where this one is,
    /// in the same script. A repair that begins before the span shows nothing in it.
    ///
    /// ```
    /// use zhengce::{Span, text::{Repair, RepairKind, Script, Text}};
    /// let wrap = Repair::new(RepairKind::Wrap, Span::new(6, 7), None);
    /// let text = Text::repaired("义务\n教育", vec![wrap], Script::AsIs);
    /// let part = text.part(Span::new(3, 10));
    /// assert_eq!((part.original(), part.view()), ("务\n教", "务教"));
    /// ```
    #[must_use]
    pub fn part(&self, original: Span) -> Self {
        let first = self
            .repairs
            .partition_point(|r| r.span.end <= original.start);
        let repairs = self.repairs[first..]
            .iter()
            .take_while(|r| r.span.start < original.end)
            .map(|r| {
                let start = r.span.start.max(original.start);
                let end = r.span.end.min(original.end);
                let span = Span::new(start - original.start, end - original.start);
                let shown = r.shown.filter(|_| r.span.start >= original.start);
                Repair::new(r.kind, span, shown)
            })
            .collect();
        Self::repaired(self.quote(original), repairs, self.script)
    }

    /// From a byte span of the view to the byte span of the original it was made from.
    #[must_use]
    pub fn to_original(&self, view: Span) -> Span {
        self.alignment.back(view)
    }

    /// From a byte span of the original to the byte span of the view that shows it.
    #[must_use]
    pub fn to_view(&self, original: Span) -> Span {
        self.alignment.forth(original)
    }

    /// Leads many spans that mostly come in order, each from where the last stood.
    pub(crate) fn guide(&self) -> Guide<'_> {
        Guide {
            alignment: &self.alignment,
            view: Last::default(),
            original: Last::default(),
        }
    }

    /// The forms in which the characters of `term` can stand in this view: as they are, and in
    /// its script where that is another form.
    ///
    /// ```
    /// use zhengce::text::Text;
    /// assert_eq!(Text::new("2012年").forms("２０１２"), ["2012"]);
    /// ```
    #[must_use]
    pub fn forms(&self, term: &str) -> Vec<String> {
        forms(term, self.script)
    }
}

/// Leads spans between the view of a text and its original.
#[derive(Debug)]
pub(crate) struct Guide<'t> {
    alignment: &'t Alignment,
    view: Last,
    original: Last,
}

impl Guide<'_> {
    /// As [`Text::to_original`].
    pub(crate) fn original_of(&mut self, view: Span) -> Span {
        self.alignment.back_from(view, &mut self.view)
    }

    /// Where a span of the view begins in the original, if nothing differs within it: every part of
    /// it then stands as far from there as from its own beginning.
    pub(crate) fn alike_from(&mut self, view: Span) -> Option<usize> {
        self.alignment.alike_from(view, &mut self.view)
    }

    /// As [`Text::to_view`].
    pub(crate) fn view_of(&mut self, original: Span) -> Span {
        self.alignment.forth_from(original, &mut self.original)
    }
}

/// The forms in which the characters of `term` can stand in a view in this script.
///
/// ```
/// # #[cfg(feature = "simplified")]
/// # {
/// use zhengce::text::{Script, forms};
/// assert_eq!(forms("義務教育", Script::Simplified), ["義務教育", "义务教育"]);
/// assert_eq!(forms("义务教育", Script::Simplified), ["义务教育"]);
/// # }
/// ```
#[must_use]
pub fn forms(term: &str, script: Script) -> Vec<String> {
    let plain = Text::new(term).view().to_owned();
    let shown = script.shows(&plain);
    [Some(plain), shown].into_iter().flatten().collect()
}

/// A view in the making.
#[derive(Default)]
struct View {
    /// What was made up to `copied`.
    made: String,
    /// Bytes of the original that are in `made`.
    copied: usize,
    alignment: Alignment,
}

/// A view; no text where it equals the original.
struct Made {
    text: Option<String>,
    alignment: Alignment,
}

impl View {
    /// Shows `shown` for a span of the original.
    fn change(&mut self, span: Span, original: &str, shown: Option<char>) {
        // A view is hardly longer than the original.
        if self.alignment.is_empty() {
            self.made.reserve(original.len() + original.len() / 64);
        }
        self.made.push_str(&original[self.copied..span.start]);
        let start = self.made.len();
        self.made.extend(shown);
        self.alignment.push(span, Span::new(start, self.made.len()));
        self.copied = span.end;
    }

    /// Shows the characters of a span as their kind.
    fn normalised(&mut self, original: &str, span: Span) {
        let words = span.slice(original);
        for at in normal::may_change(words) {
            let changed = words[at..].chars().next();
            if let Some((ch, plain)) = changed.and_then(|c| Some((c, normal::normalised(c)?))) {
                let start = span.start + at;
                let end = start + ch.len_utf8();
                self.change(Span::new(start, end), original, plain);
            }
        }
    }

    fn finish(mut self, original: &str) -> Made {
        let text = (!self.alignment.is_empty()).then(|| {
            self.made.push_str(&original[self.copied..]);
            self.made
        });
        Made {
            text,
            alignment: self.alignment,
        }
    }
}

impl Made {
    /// Shows the lines of the view in another script.
    fn in_script(self, original: &str, script: Script) -> Self {
        if script == Script::AsIs {
            return self;
        }
        let view = self.text.as_deref().unwrap_or(original);
        let mut made = String::new();
        let mut copied = 0;
        let mut steps = Alignment::default();
        let mut start = 0;
        for line in view.split_inclusive('\n') {
            let end = start + line.len();
            if let Some(shown) = script.shows(line) {
                made.push_str(&view[copied..start]);
                let base = made.len();
                for ((at, was), (to, is)) in line.char_indices().zip(shown.char_indices()) {
                    // Of equal length both run in step.
                    if was.len_utf8() != is.len_utf8() {
                        steps.push(
                            Span::new(start + at, start + at + was.len_utf8()),
                            Span::new(base + to, base + to + is.len_utf8()),
                        );
                    }
                }
                made.push_str(&shown);
                copied = end;
            }
            start = end;
        }
        if copied == 0 {
            return self;
        }
        made.push_str(&view[copied..]);
        Self {
            text: Some(made),
            alignment: self.alignment.then(&steps),
        }
    }
}
