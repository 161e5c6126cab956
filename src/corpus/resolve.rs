//! Which document of the corpus a citation means.

use super::Entry;
use super::names::{Called, Names};

/// Fills [`Citation::target`](crate::annotate::Citation::target) across documents that are held
/// together, and gives their names.
///
/// A number decides where it is known; else the title, compared without marks, brackets, spaces,
/// the country's name, `（试行）` and years, with or without the issuer before 关于. A document
/// that a notice of the corpus carries (关于印发《…》的通知) is that notice. Where several
/// documents have one title, the latest that is not younger than the citing text is meant.
pub(super) fn resolve(entries: &mut [Entry]) -> Names {
    let names = names(entries);
    let ids: Vec<String> = entries.iter().map(|e| e.document.id.clone()).collect();
    for (own, entry) in entries.iter_mut().enumerate() {
        let today = entry.document.speaks_from();
        let region = entry.document.metadata.region.as_deref();
        for citation in &mut entry.annotations.citations {
            let called = Called {
                title: citation.title.as_deref(),
                number: citation.number.as_ref(),
                today,
                region,
            };
            let found = names.find(called, Some(own));
            citation.target = found.and_then(|at| ids.get(at)).cloned();
        }
    }
    names
}

/// The documents by number and title, in corpus order.
fn names(entries: &[Entry]) -> Names {
    let mut names = Names::default();
    for entry in entries {
        let metadata = &entry.document.metadata;
        let issued = metadata.issued.and_then(|d| d.first_day());
        let history = metadata.history.iter().filter_map(|a| a.date.first_day());
        let at = names.add(issued, history.chain(issued).min());
        let region = metadata.region.as_deref();
        if let Some(number) = &metadata.doc_number {
            names.add_number(at, number, region);
        }
        if let Some(title) = &metadata.title {
            names.add_title(at, title);
        }
        for carried in &entry.document.carried {
            if let Some(number) = &carried.metadata.doc_number {
                names.add_number(at, number, region);
            }
            if let Some(title) = &carried.metadata.title {
                names.add_carried(at, title);
            }
        }
    }
    names
}
