//! Which document of the corpus a citation means.

use super::Entry;
use crate::annotate::{Citation, folded_title};
use crate::document::DocNumber;
use crate::time::Date;
use std::collections::BTreeMap;

/// Fills [`Citation::target`] across documents that are held together.
///
/// A number decides where it is known; else the title, compared without marks, brackets, spaces,
/// the country's name, `（试行）` and years, with or without the issuer before 关于. A document
/// that a notice of the corpus carries (关于印发《…》的通知) is that notice. Where several
/// documents have one title, the latest that is not younger than the citing text is meant.
#[must_use]
pub(super) fn resolve(mut entries: Vec<Entry>) -> Vec<Entry> {
    let index = Index::of(&entries);
    for entry in &mut entries {
        let own = entry.document.id.clone();
        let today = entry.document.speaks_from();
        for citation in &mut entry.annotations.citations {
            citation.target = index.find(citation, &own, today).map(str::to_owned);
        }
    }
    entries
}

/// Documents by number and by every form of their titles.
#[derive(Debug, Default)]
struct Index {
    /// Id and first day, in corpus order.
    documents: Vec<(String, Option<Date>)>,
    by_number: BTreeMap<String, Vec<usize>>,
    /// By form of title, the surest form first.
    by_title: [BTreeMap<String, Vec<usize>>; FORMS],
}

/// The forms of a title, see [`forms`].
const FORMS: usize = 5;

impl Index {
    fn of(entries: &[Entry]) -> Self {
        let mut out = Self::default();
        for entry in entries {
            let document = &entry.document;
            let at = out.documents.len();
            out.documents.push((
                document.id.clone(),
                document.metadata.issued.and_then(|d| d.first_day()),
            ));
            if let Some(number) = &document.metadata.doc_number {
                for one in std::iter::once(number).chain(&number.joint) {
                    push(&mut out.by_number, number_key(one), at);
                }
            }
            if let Some(title) = &document.metadata.title {
                for (form, key) in forms(title).into_iter().enumerate() {
                    if let Some(key) = key {
                        push(&mut out.by_title[form], key, at);
                    }
                }
            }
        }
        out
    }

    fn find(&self, citation: &Citation, own: &str, today: Option<Date>) -> Option<&str> {
        if let Some(number) = &citation.number
            && let Some(at) = self.choose(self.by_number.get(&number_key(number)), own, today)
        {
            return Some(at);
        }
        let cited = forms(citation.title.as_deref()?);
        // The same form on both sides first, then a form of one side against another of the other.
        for held in 0..FORMS {
            for key in cited[..CITED_FORMS].iter().flatten() {
                let found = self.choose(self.by_title[held].get(key), own, today);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The one document meant among those of one name.
    fn choose(&self, among: Option<&Vec<usize>>, own: &str, today: Option<Date>) -> Option<&str> {
        let others: Vec<&(String, Option<Date>)> = among?
            .iter()
            .filter_map(|at| self.documents.get(*at))
            .filter(|(id, _)| id != own)
            .collect();
        if let [only] = others[..] {
            return Some(only.0.as_str());
        }
        let known = |day: &Option<Date>| day.is_some_and(|d| today.is_none_or(|t| d <= t));
        let latest = others
            .iter()
            .filter(|(_, day)| known(day))
            .max_by_key(|(_, day)| *day)?;
        let twins = others.iter().filter(|(_, day)| *day == latest.1).count();
        (twins == 1).then_some(latest.0.as_str())
    }
}

/// Of a citation, what a notice carries is not tried: a citation of the notice means the notice.
const CITED_FORMS: usize = 3;

/// The forms of a title: whole, from 关于 on, without years at its end, and the document that a
/// forwarding notice carries, with and without years.
fn forms(title: &str) -> [Option<String>; FORMS] {
    let whole = folded_title(title);
    if whole.chars().count() < 2 {
        return [const { None }; FORMS];
    }
    let about = whole
        .find("关于")
        .filter(|at| *at > 0)
        .map(|at| whole[at..].to_owned());
    let (own, inner) = (undated(&whole), carried(title));
    let inner_undated = inner.as_deref().and_then(undated);
    [Some(whole), about, own, inner, inner_undated]
}

/// A title without the years at its end.
fn undated(title: &str) -> Option<String> {
    let rest = title.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '-'));
    (rest != title && rest.chars().count() > 3).then(|| rest.to_owned())
}

/// The title that a notice carries: 关于印发《…》的通知.
fn carried(title: &str) -> Option<String> {
    let verbs = ["印发", "转发", "批转", "发布", "公布", "颁布", "颁发"];
    let at = title.find(['《', '〈', '<'])?;
    let verb = verbs.iter().any(|v| title[..at].contains(v));
    let inner = &title[at + title[at..].chars().next().map_or(0, char::len_utf8)..];
    let end = inner.rfind(['》', '〉', '>'])?;
    let inner = folded_title(&inner[..end]);
    (verb && inner.chars().count() > 3).then_some(inner)
}

fn push(map: &mut BTreeMap<String, Vec<usize>>, key: String, at: usize) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// A number for comparison.
fn number_key(number: &DocNumber) -> String {
    number.to_string()
}
