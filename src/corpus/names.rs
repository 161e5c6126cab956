//! [`Names`]: documents by what others call them.

use crate::annotate::folded_title;
use crate::document::{DocNumber, NumberKey};
use crate::time::Date;
use std::collections::BTreeMap;

/// The forms of a title, see [`forms`].
const FORMS: usize = 5;
/// Of a citation, what a notice carries is not tried: a citation of the notice means the notice.
const CITED_FORMS: usize = 3;
/// The form without years at the end: an edition of the title without them.
const UNDATED: usize = 2;

/// Documents by number and by every form of their titles. They are known by the order in which
/// they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// Of each, as far as it is known: the day of its version, and the day of its first one.
    days: Vec<(Option<Date>, Option<Date>)>,
    by_number: BTreeMap<(NumberKey, String), Vec<usize>>,
    /// By form of title, the surest form first.
    by_title: [BTreeMap<String, Vec<usize>>; FORMS],
}

/// How a text calls another document, and when and where it speaks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Called<'c> {
    pub(crate) title: Option<&'c str>,
    pub(crate) number: Option<&'c DocNumber>,
    /// The day on which the text speaks.
    pub(crate) today: Option<Date>,
    /// The region of the text: numbers such as 市政府令第8号 are of it.
    pub(crate) region: Option<&'c str>,
}

impl Names {
    /// Adds a document and gives its place. `day` is when this version of it was made, `first`
    /// when its first one was.
    pub(crate) fn add(&mut self, day: Option<Date>, first: Option<Date>) -> usize {
        self.days.push((day, first));
        self.days.len() - 1
    }

    /// The document at this place has this number, where the text that says so is of `region`.
    pub(crate) fn add_number(&mut self, at: usize, number: &DocNumber, region: Option<&str>) {
        for key in keys(number, region) {
            push(&mut self.by_number, key, at);
        }
    }

    /// The document at this place has this title.
    pub(crate) fn add_title(&mut self, at: usize, title: &str) {
        for (form, key) in forms(title).into_iter().enumerate() {
            if let Some(key) = key {
                push(&mut self.by_title[form], key, at);
            }
        }
    }

    /// The document at this place carries one of this title.
    pub(crate) fn add_carried(&mut self, at: usize, title: &str) {
        let [whole, _, undated, ..] = forms(title);
        for (form, key) in [(FORMS - 2, whole), (FORMS - 1, undated)] {
            if let Some(key) = key {
                push(&mut self.by_title[form], key, at);
            }
        }
    }

    /// The document that is meant, other than `own`.
    ///
    /// A number decides where it is known; else the title. Where several documents have one
    /// name, the latest that is not younger than the text is meant.
    pub(crate) fn find(&self, called: Called<'_>, own: Option<usize>) -> Option<usize> {
        for key in called
            .number
            .into_iter()
            .flat_map(|n| keys(n, called.region))
        {
            let among = self.by_number.get(&key).into_iter().flatten().copied();
            let found = self.choose(among.collect(), own, called.today, false);
            if found.is_some() {
                return found;
            }
        }
        let cited = forms(called.title?);
        // The same form on both sides first, then a form of one side against another of the other.
        for held in 0..FORMS {
            for key in cited[..CITED_FORMS].iter().flatten() {
                let mut among: Vec<usize> =
                    self.by_title[held].get(key).cloned().unwrap_or_default();
                // 《义务教育法》 means any of its editions: 义务教育法（2006年修订）, too.
                if held == 0 {
                    among.extend(self.by_title[UNDATED].get(key).into_iter().flatten());
                    among.sort_unstable();
                    among.dedup();
                }
                let found = self.choose(among, own, called.today, true);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The one document meant among those of one name.
    fn choose(
        &self,
        among: Vec<usize>,
        own: Option<usize>,
        today: Option<Date>,
        by_title: bool,
    ) -> Option<usize> {
        let days = |at: &usize| self.days.get(*at).copied().unwrap_or_default();
        let day = |at: &usize| days(at).0;
        let others: Vec<usize> = among.into_iter().filter(|at| Some(*at) != own).collect();
        if let [only] = others[..] {
            // A title that is known only of a later day is that of another edition.
            let later = days(&only).1.zip(today).is_some_and(|(day, today)| {
                today.plus(0, 0, TOLERANCE).is_some_and(|today| today < day)
            });
            return (!(by_title && later)).then_some(only);
        }
        let known = |at: &&usize| day(at).is_some_and(|d| today.is_none_or(|t| d <= t));
        let latest = others.iter().filter(known).max_by_key(|at| day(at))?;
        let twins = others.iter().filter(|at| day(at) == day(latest)).count();
        (twins == 1).then_some(*latest)
    }
}

/// By so many days a cited document may seem younger than the text that cites it: dates of
/// signature and of publication are some weeks apart.
const TOLERANCE: i32 = 62;

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
pub(crate) fn undated(title: &str) -> Option<String> {
    let rest = title.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '-'));
    (rest != title && rest.chars().count() > 3).then(|| rest.to_owned())
}

/// The title that a notice carries, folded: 关于印发《…》的通知.
pub(crate) fn carried(title: &str) -> Option<String> {
    let verbs = ["印发", "转发", "批转", "发布", "公布", "颁布", "颁发"];
    let at = title.find(['《', '〈', '<'])?;
    let verb = verbs.iter().any(|v| title[..at].contains(v));
    let inner = &title[at + title[at..].chars().next().map_or(0, char::len_utf8)..];
    let end = inner.rfind(['》', '〉', '>'])?;
    let inner = folded_title(&inner[..end]);
    (verb && inner.chars().count() > 3).then_some(inner)
}

/// Whether two titles are of one document in different editions: a form of the one is a form of
/// the other.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (forms(one), forms(other));
    // The words from 关于 on alone do not say whose document it is.
    let named = |forms: [Option<String>; FORMS]| {
        let [whole, _, undated, inner, inner_undated] = forms;
        let forms = [whole, undated, inner, inner_undated].into_iter().flatten();
        forms.map(|form| definite(&form))
    };
    let other: Vec<String> = named(other).collect();
    named(one).any(|form| other.contains(&form))
}

/// A folded title without what says that it is for a time only: 暂行办法 becomes 办法.
pub(crate) fn definite(title: &str) -> String {
    title.replace("暂行", "").replace("试行", "")
}

/// The keys of a number and of the numbers joined to it. What counts within a place (市政府令第8号)
/// is told apart by the region.
pub(crate) fn keys(number: &DocNumber, region: Option<&str>) -> Vec<(NumberKey, String)> {
    std::iter::once(number)
        .chain(&number.joint)
        .map(|one| {
            let local = one.code.starts_with(['省', '市', '县', '区', '州', '本']);
            let of = region.filter(|_| local).unwrap_or_default();
            (one.key(), of.to_owned())
        })
        .collect()
}

fn push<K: Ord>(map: &mut BTreeMap<K, Vec<usize>>, key: K, at: usize) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}
