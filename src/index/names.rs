//! What documents are called, as terms of the index: numbers in one form, titles folded.

use crate::annotate::folded_title;
use crate::corpus::undated;
use crate::document::{DocNumber, Metadata};
use crate::text::Text;
use std::collections::BTreeSet;

/// The terms of a number and of those joined to it: brackets, spaces and the kind of numerals make
/// no difference.
pub(crate) fn of_number(number: &DocNumber) -> BTreeSet<String> {
    std::iter::once(number)
        .chain(&number.joint)
        .map(|one| format!("n{:?}", one.key()))
        .collect()
}

/// The terms of a title in a text: as it is cited, and without the years at its end.
pub(crate) fn of_cited(title: &str) -> BTreeSet<String> {
    let folded = folded_title(title);
    let undated = undated(&folded);
    [Some(folded), undated]
        .into_iter()
        .flatten()
        .filter(|title| !title.is_empty())
        .map(|title| format!("t{title}"))
        .collect()
}

/// The terms by which others call a document: also by its title from 关于 on, without the issuer.
pub(crate) fn of_document(metadata: &Metadata) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    names.extend(metadata.doc_number.iter().flat_map(of_number));
    names.extend(metadata.title.iter().flat_map(|title| of_title(title)));
    names
}

/// The terms of the title of a document.
pub(crate) fn of_title(title: &str) -> BTreeSet<String> {
    let mut names = of_cited(title);
    let about = title.find("关于").filter(|at| *at > 0);
    names.extend(about.into_iter().flat_map(|at| of_cited(&title[at..])));
    names
}

/// The terms of what a query names: a number, or a title with or without its marks.
pub(crate) fn of_query(words: &str) -> BTreeSet<String> {
    let text = Text::new(words);
    match DocNumber::parse(text.view()) {
        Some(number) => of_number(&number),
        None => {
            let folded = folded_title(text.view());
            let given = (!folded.is_empty()).then(|| format!("t{folded}"));
            given.into_iter().collect()
        }
    }
}
