//! Which document a title or number means: full titles, short titles, names defined in the text.

use crate::document::{DocNumber, Document};
use std::collections::BTreeMap;

/// The documents that a text has named so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    own_title: Option<String>,
    /// Whether that names another: 甲部印发《意见》.
    own_carries: bool,
    own_number: Option<String>,
    by_title: BTreeMap<String, usize>,
    /// By number: the document, and whether a title goes with it.
    by_number: BTreeMap<String, (usize, bool)>,
    count: usize,
}

impl Names {
    /// The document of the same title that the text replaces.
    pub(super) const FORMER: usize = 0;

    pub(super) fn new(document: &Document) -> Self {
        Self {
            own_title: document.metadata.title.as_deref().map(folded_title),
            own_carries: document
                .metadata
                .title
                .as_deref()
                .is_some_and(|title| title.contains(['《', '〈'])),
            own_number: document
                .metadata
                .doc_number
                .as_ref()
                .map(ToString::to_string),
            ..Self::default()
        }
    }

    /// The decision of this title that was made on a day: 《关于修改〈条例〉的决定》 of another day is
    /// another document.
    pub(super) fn identify_made(&mut self, title: &str, day: &str) -> usize {
        let title = folded_title(title);
        let dated = format!("{title}@{day}");
        if let Some(known) = self.by_title.get(&dated) {
            return *known;
        }
        self.count += 1;
        self.by_title.insert(dated, self.count);
        self.by_title.entry(title).or_insert(self.count);
        self.count
    }

    /// The document that a title, a number or both mean; `None` for the text itself.
    pub(super) fn identify(
        &mut self,
        title: Option<&str>,
        number: Option<&DocNumber>,
    ) -> Option<usize> {
        let title = title.map(folded_title).filter(|t| !t.is_empty());
        let number = number.map(ToString::to_string);
        // 教育部发布《关于加强美育工作的意见》 in 教育部关于加强美育工作的意见: its issuer stands outside the marks.
        let own = |title: &String| {
            self.own_title.as_deref().is_some_and(|own| {
                own == title
                    || number.is_none()
                        && !self.own_carries
                        && title.starts_with("关于")
                        && own.ends_with(title.as_str())
            })
        };
        if title.as_ref().is_some_and(own)
            || title.is_none() && number.is_some() && number == self.own_number
        {
            return None;
        }
        let known = title
            .as_ref()
            .and_then(|t| self.by_title.get(t))
            .or_else(|| {
                // A number that several titles share does not make them one.
                let (named, titled) = number.as_ref().and_then(|n| self.by_number.get(n))?;
                (title.is_none() || !titled).then_some(named)
            })
            .copied();
        let document = known.unwrap_or_else(|| {
            self.count += 1;
            self.count
        });
        if let Some(number) = number {
            let entry = self.by_number.entry(number).or_insert((document, false));
            entry.1 |= title.is_some();
        }
        if let Some(title) = title {
            self.by_title.entry(title).or_insert(document);
        }
        Some(document)
    }

    /// Notes that `short` means `document` from here on.
    pub(super) fn define(&mut self, short: &str, document: usize) {
        self.by_title.entry(folded_title(short)).or_insert(document);
    }
}

/// A title for comparison: without marks, brackets, spaces and quotation marks, without the
/// country's name before a law and without `（试行）`, `（草案）` and the like behind.
pub(crate) fn folded_title(title: &str) -> String {
    let mut folded = fold(title);
    for prefix in ["中华人民共和国"] {
        if let Some(rest) = folded
            .strip_prefix(prefix)
            .filter(|r| r.chars().count() > 1)
        {
            folded = rest.to_owned();
        }
    }
    for suffix in ["试行", "暂行", "草案", "修订", "修正", "节选", "摘要"] {
        if let Some(rest) = folded
            .strip_suffix(suffix)
            .filter(|r| r.chars().count() > 3)
        {
            folded = rest.to_owned();
        }
    }
    folded
}

/// A title without marks, brackets, spaces and quotation marks.
pub(super) fn fold(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    folded.extend(title.chars().filter_map(|c| match c {
        '《' | '》' | '〈' | '〉' | '<' | '>' | '（' | '）' | '(' | ')' | '〔' | '〕' | '['
        | ']' | '【' | '】' | '“' | '”' | '"' | '‘' | '’' | '\'' => None,
        c if c.is_whitespace() => None,
        '—' | '－' | '–' | '～' | '~' => Some('-'),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        c => Some(c),
    }));
    folded
}
