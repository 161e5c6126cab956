//! From [`Query`] and [`Filter`] to queries of the engine.

use super::excluded::Excluded;
use super::lattice::{cover, folded};
use super::query::{Field, Query};
use super::schema::{Fields, key};
use super::unit::day_number;
use crate::corpus::{Filter, Jurisdictions};
use crate::document::{DocNumber, HOME};
use crate::segment::Segmenter;
use crate::text::{Script, Text, forms};
use crate::time::PartialDate;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Engine,
    RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{self, IndexRecordOption};

type Compiled = Box<dyn Engine>;

/// Builds engine queries over one schema with one segmenter.
pub(crate) struct Compiler<'i> {
    pub(crate) fields: &'i Fields,
    pub(crate) segmenter: &'i Segmenter,
}

impl Compiler<'_> {
    /// The engine's query for `query` among what passes `filter`. Only phrases of the text score.
    pub(crate) fn compile(&self, query: &Query, filter: &Filter) -> Compiled {
        let mut clauses = self.filter(filter);
        if clauses.is_empty() {
            return self.query(query);
        }
        clauses.push((Occur::Must, self.query(query)));
        Box::new(BooleanQuery::new(clauses))
    }

    fn query(&self, query: &Query) -> Compiled {
        match query {
            Query::All => all(),
            Query::Phrase(text) => self.phrase(self.fields.text, text),
            Query::Field(field, value) => silent(self.field(*field, value)),
            Query::Level(level) => silent(self.exact(self.fields.level, level.as_str())),
            Query::Dated(from, to) => {
                self.between(self.fields.begin, self.fields.until, *from, *to)
            }
            Query::Issued(from, to) => self.between(
                self.fields.issued_begin,
                self.fields.issued_until,
                *from,
                *to,
            ),
            Query::Published(from, to) => self.between(
                self.fields.published_begin,
                self.fields.published_until,
                *from,
                *to,
            ),
            Query::And(parts) => self.and(parts),
            Query::Or(parts) if parts.is_empty() => Box::new(EmptyQuery),
            Query::Or(parts) => Box::new(BooleanQuery::new(
                parts
                    .iter()
                    .map(|part| (Occur::Should, self.query(part)))
                    .collect(),
            )),
            Query::Not(part) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, all()),
                (Occur::MustNot, self.excluded(part)),
            ])),
        }
    }

    fn and(&self, parts: &[Query]) -> Compiled {
        let mut clauses: Vec<(Occur, Compiled)> = parts
            .iter()
            .map(|part| match part {
                Query::Not(part) => (Occur::MustNot, self.excluded(part)),
                part => (Occur::Must, self.query(part)),
            })
            .collect();
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, all()));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn excluded(&self, query: &Query) -> Compiled {
        Box::new(Excluded(self.query(query)))
    }

    fn filter(&self, filter: &Filter) -> Vec<(Occur, Compiled)> {
        let Fields { level, code, .. } = self.fields;
        let mut clauses = Vec::new();
        let mut any = |queries: Vec<Compiled>| {
            if !queries.is_empty() {
                let any = Box::new(BooleanQuery::union(queries));
                clauses.push((Occur::Must, silent(any)));
            }
        };
        let each = |values: &[String], one: &dyn Fn(&str) -> Compiled| -> Vec<Compiled> {
            values.iter().map(|value| one(value)).collect()
        };
        any(each(&filter.issuers, &|v| self.field(Field::Issuer, v)));
        any(each(&filter.regions, &|v| self.field(Field::Region, v)));
        any(filter
            .levels
            .iter()
            .map(|l| self.exact(*level, l.as_str()))
            .collect());
        any(each(&filter.genres, &|v| self.field(Field::Genre, v)));
        any(each(&filter.codes, &|v| self.exact(*code, v)));
        any(each(&filter.documents, &|v| self.field(Field::Doc, v)));
        match &filter.jurisdictions {
            Jurisdictions::China if !filter.names_foreign() => {
                any(vec![self.exact(self.fields.jurisdiction, HOME)]);
            }
            Jurisdictions::Of(countries) => {
                any(each(countries, &|v| {
                    self.exact(self.fields.jurisdiction, v)
                }));
            }
            _ => {}
        }
        if filter.from.is_some() || filter.to.is_some() {
            clauses.push((
                Occur::Must,
                self.between(self.fields.begin, self.fields.until, filter.from, filter.to),
            ));
        }
        clauses
    }

    fn field(&self, field: Field, value: &str) -> Compiled {
        match field {
            Field::Title => self.phrase(self.fields.title, value),
            // A whole number is found however it is written; a part of one as it stands.
            Field::Number => match DocNumber::parse(Text::new(value).view()) {
                Some(number) => self.phrase(self.fields.number, &number.to_string()),
                None => self.phrase(self.fields.number, value),
            },
            Field::Issuer => self.phrase(self.fields.issuer, value),
            Field::Region => self.phrase(self.fields.region, value),
            // A type has few values: those that end so are looked up among them.
            Field::Genre => {
                RegexQuery::from_pattern(&format!(".*{}", regex::escape(value)), self.fields.genre)
                    .map_or_else(|_| Box::new(EmptyQuery) as Compiled, |q| Box::new(q))
            }
            Field::Code => self.exact(self.fields.code, value),
            Field::Doc => self.exact(self.fields.key, &key(value)),
        }
    }

    fn exact(&self, field: schema::Field, value: &str) -> Compiled {
        Box::new(TermQuery::new(
            Term::from_field_text(field, value),
            IndexRecordOption::Basic,
        ))
    }

    /// Exactly these characters in `field`, or their form in the script of the view.
    fn phrase(&self, field: schema::Field, text: &str) -> Compiled {
        let plain = folded(&Text::new(text));
        let mut either: Vec<Compiled> = vec![self.exact_phrase(field, &plain)];
        for script in Script::ALL {
            for form in forms(text, *script) {
                let form = form.to_ascii_lowercase();
                if form != plain {
                    either.push(Box::new(BooleanQuery::intersection(vec![
                        self.exact_phrase(field, &form),
                        silent(self.exact(self.fields.script, script.as_str())),
                    ])));
                }
            }
        }
        match either.len() {
            1 => either.remove(0),
            _ => Box::new(BooleanQuery::union(either)),
        }
    }

    /// Exactly these characters, folded, in `field`.
    fn exact_phrase(&self, field: schema::Field, phrase: &str) -> Compiled {
        let mut terms: Vec<(usize, Term)> = cover(self.segmenter, phrase)
            .into_iter()
            .map(|(at, token)| (at, Term::from_field_text(field, token)))
            .collect();
        match terms.len() {
            // Every text contains the empty string.
            0 => all(),
            1 => Box::new(TermQuery::new(
                terms.remove(0).1,
                IndexRecordOption::WithFreqs,
            )),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    }

    /// The interval `[begin, until)` of the document touches the days `from` to `to`.
    fn between(
        &self,
        begin: schema::Field,
        until: schema::Field,
        from: Option<PartialDate>,
        to: Option<PartialDate>,
    ) -> Compiled {
        // A field in the range also says that the document has a date at all.
        let first = from.and_then(PartialDate::first_day).map_or(0, day_number);
        let end = to.and_then(PartialDate::until).map(day_number);
        let ends_after = RangeQuery::new(
            Bound::Excluded(Term::from_field_u64(until, first)),
            Bound::Unbounded,
        );
        let Some(end) = end else {
            return silent(Box::new(ends_after));
        };
        let begins_before = RangeQuery::new(
            Bound::Unbounded,
            Bound::Excluded(Term::from_field_u64(begin, end)),
        );
        silent(Box::new(BooleanQuery::intersection(vec![
            Box::new(ends_after),
            Box::new(begins_before),
        ])))
    }
}

/// Matches without a say in the ranking.
fn silent(query: Compiled) -> Compiled {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn all() -> Compiled {
    silent(Box::new(AllQuery))
}
