//! [`Filter`]: which documents and provisions a listing shows.

use super::Entry;
use crate::document::{Document, Level, Metadata};
use crate::time::{Date, PartialDate};
use std::collections::BTreeSet;

/// Criteria on documents and provisions. All given criteria must hold; a criterion that is not
/// given lets everything pass, but [`Filter::jurisdictions`]: without it, documents of other
/// countries stay out.
///
/// ```
/// use zhengce::corpus::Filter;
/// let mut filter = Filter::default();
/// filter.from = Some("2011".parse()?);
/// filter.to = Some("2015".parse()?);
/// let corpus = zhengce::Corpus::builtin()?;
/// assert!(corpus.filter(&filter).count() < corpus.entries().len());
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Filter {
    /// Dated on or after the beginning of this date.
    pub from: Option<PartialDate>,
    /// Dated on or before the end of this date.
    pub to: Option<PartialDate>,
    /// An issuer contains one of these.
    pub issuers: Vec<String>,
    /// The region contains one of these.
    pub regions: Vec<String>,
    /// The level is one of these.
    pub levels: Vec<Level>,
    /// The document type ends with one of these: 意见 lets 实施意见 pass.
    pub genres: Vec<String>,
    /// The provision carries one of these codes.
    pub codes: Vec<String>,
    /// The document id is one of these.
    pub documents: Vec<String>,
    /// Whose documents count.
    pub jurisdictions: Jurisdictions,
}

/// Whose documents count. What is compared with China is never mixed into it unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Jurisdictions {
    /// China's, and those that are asked for by their id or as foreign ones by their level.
    #[default]
    China,
    /// Those of these countries; [`HOME`](crate::document::HOME) is China.
    Of(Vec<String>),
    /// All.
    All,
}

impl Jurisdictions {
    /// The word for all of them.
    pub const ALL: &str = "all";

    /// Those of these names: none is China, one of them `all` is all.
    #[must_use]
    pub fn named(names: &[String]) -> Self {
        if names.is_empty() {
            Self::China
        } else if names.iter().any(|name| name == Self::ALL) {
            Self::All
        } else {
            Self::Of(names.to_vec())
        }
    }
}

impl Filter {
    /// Whether the document meets every criterion on documents (all but `codes`).
    ///
    /// A document is dated by its date of issue, else by its first publication; one without
    /// either never passes a criterion on dates. A partial date passes when any day of it does.
    #[must_use]
    pub fn accepts(&self, document: &Document) -> bool {
        let meta = &document.metadata;
        let dated = meta.dated();
        self.accepts_dates(
            dated.and_then(PartialDate::first_day),
            dated.and_then(PartialDate::until),
        ) && any_contains(&self.issuers, meta.issuers.iter().map(String::as_str))
            && any_contains(&self.regions, meta.region.as_deref())
            && (self.levels.is_empty() || meta.level.is_some_and(|l| self.levels.contains(&l)))
            && (self.genres.is_empty()
                || meta
                    .genre
                    .as_ref()
                    .is_some_and(|g| self.genres.iter().any(|w| g.ends_with(w.as_str()))))
            && (self.documents.is_empty() || self.documents.contains(&document.id))
            && self.accepts_jurisdiction(meta)
    }

    fn accepts_jurisdiction(&self, meta: &Metadata) -> bool {
        match &self.jurisdictions {
            Jurisdictions::All => true,
            Jurisdictions::China => !meta.is_foreign() || self.names_foreign(),
            Jurisdictions::Of(countries) => {
                let country = meta.country();
                country.is_some_and(|own| countries.iter().any(|c| c == own))
            }
        }
    }

    /// Whether foreign documents are asked for in other words: by their ids, by their level.
    pub(crate) fn names_foreign(&self) -> bool {
        !self.documents.is_empty() || self.levels.contains(&Level::Foreign)
    }

    /// Whether the half-open interval `[begin, until)` meets the criteria on dates.
    #[must_use]
    pub fn accepts_dates(&self, begin: Option<Date>, until: Option<Date>) -> bool {
        let from = self.from.and_then(PartialDate::first_day);
        let to = self.to.and_then(PartialDate::until);
        from.is_none_or(|from| until.is_some_and(|until| from < until))
            && to.is_none_or(|to| begin.is_some_and(|begin| begin < to))
    }

    /// Whether a code meets the criterion on codes.
    #[must_use]
    pub fn accepts_code(&self, code: &str) -> bool {
        self.codes.is_empty() || self.codes.iter().any(|c| c == code)
    }

    /// The provisions of `entry` that carry one of the codes asked for; `None` where none is
    /// asked for and every provision passes.
    pub(crate) fn coded_provisions(&self, entry: &Entry) -> Option<BTreeSet<usize>> {
        (!self.codes.is_empty()).then(|| {
            let codes = entry.annotations.codes.iter();
            codes
                .filter(|c| self.accepts_code(&c.code))
                .filter_map(|c| entry.provision_of(c))
                .collect()
        })
    }
}

fn any_contains<'a>(wanted: &[String], values: impl IntoIterator<Item = &'a str>) -> bool {
    wanted.is_empty()
        || values
            .into_iter()
            .any(|v| wanted.iter().any(|w| v.contains(w.as_str())))
}

#[cfg(feature = "index")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Analyzer, Corpus};
    use crate::index::{CorpusIndex, Query, Sort};
    use crate::read;
    use crate::segment::Segmenter;
    use std::path::Path;

    fn corpus() -> Corpus {
        let analyzer = Analyzer::builtin();
        let lines = [
            r#"{"id":"home","issuer":"教育部","text":"各地推动教师流动。"}"#,
            r#"{"id":"named","jurisdiction":"中国","issuer":"教育部","text":"各地推动教师流动。"}"#,
            r#"{"id":"sg","jurisdiction":"新加坡","issuer":"教育部","text":"各校推动教师流动。"}"#,
            r#"{"id":"else","level":"foreign","text":"各校推动教师流动。"}"#,
        ];
        let read = read::from_bytes(Path::new("x.jsonl"), lines.join("\n").as_bytes()).unwrap();
        Corpus::from_entries(read.into_iter().map(|raw| analyzer.analyze(raw)).collect())
    }

    #[test]
    fn foreign_documents_stay_out_unless_asked_for_and_an_index_agrees() {
        let corpus = corpus();
        let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
        let mut writer = index.writer().unwrap();
        for entry in corpus.entries() {
            writer.add(entry).unwrap();
        }
        writer.close().unwrap();
        let of = |change: &dyn Fn(&mut Filter)| {
            let mut filter = Filter::default();
            change(&mut filter);
            let ids: BTreeSet<String> = corpus
                .filter(&filter)
                .map(|e| e.document.id.clone())
                .collect();
            let found = index.search(&Query::All, &filter, 100, Sort::Date).unwrap();
            let hits: BTreeSet<String> = found.hits.into_iter().map(|h| h.doc).collect();
            assert_eq!(hits, ids);
            ids.into_iter().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(&|_| {}), "home named");
        let named = |names: &'static [&'static str]| {
            move |f: &mut Filter| {
                let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
                f.jurisdictions = Jurisdictions::named(&names);
            }
        };
        assert_eq!(of(&named(&["新加坡"])), "sg");
        assert_eq!(of(&named(&["中国", "新加坡"])), "home named sg");
        assert_eq!(of(&named(&["all"])), "else home named sg");
        assert_eq!(of(&|f| f.documents = vec!["sg".to_owned()]), "sg");
        assert_eq!(of(&|f| f.levels = vec![Level::Foreign]), "else");
    }

    #[test]
    fn an_organ_of_another_country_is_none_of_ours() {
        let corpus = corpus();
        let of = |id: &str| &corpus.get(id).unwrap().document.metadata;
        assert_eq!(of("home").region.as_deref(), Some("全国"));
        assert_eq!(of("named").jurisdiction, None);
        assert_eq!(
            (of("sg").level, of("sg").region.as_deref()),
            (None, Some("新加坡"))
        );
    }
}
