//! The fields of the index and how a unit fills them.

use super::lattice::{LATTICE, folded};
use super::unit::{Unit, day_interval};
use crate::text::forms;
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// Names of the fields that results are sorted and counted by.
pub(crate) mod name {
    pub(crate) const DOC: &str = "doc";
    pub(crate) const ORDINAL: &str = "ordinal";
    pub(crate) const BEGIN: &str = "begin";
    pub(crate) const YEAR: &str = "year";
    pub(crate) const LEVEL: &str = "level";
    pub(crate) const GENRE: &str = "genre";
    pub(crate) const REGION: &str = "region_name";
    pub(crate) const ISSUER: &str = "issuer_name";
    pub(crate) const CODE: &str = "code";
}

/// The schema with its fields at hand.
///
/// What a document says of itself in words (title, number, issuers, region) is indexed once, with
/// the first of its provisions: a query for it finds documents, and then their provisions by key.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// Hash of the document id: ids of any length replace and filter exactly.
    pub(crate) key: Field,
    pub(crate) doc: Field,
    pub(crate) ordinal: Field,
    pub(crate) text: Field,
    pub(crate) title: Field,
    pub(crate) number: Field,
    pub(crate) issuer: Field,
    /// As printed, for counting; `issuer` holds the words.
    pub(crate) issuer_name: Field,
    pub(crate) region: Field,
    pub(crate) region_name: Field,
    /// The country, China too; empty where a foreign document names none.
    pub(crate) jurisdiction: Field,
    pub(crate) level: Field,
    pub(crate) genre: Field,
    pub(crate) code: Field,
    /// The date that places the document in time: issued, else published.
    pub(crate) begin: Field,
    pub(crate) until: Field,
    pub(crate) issued_begin: Field,
    pub(crate) issued_until: Field,
    pub(crate) published_begin: Field,
    pub(crate) published_until: Field,
    pub(crate) year: Field,
    /// What the provision calls other documents, see [`names`](super::names).
    pub(crate) cites: Field,
    /// What others call the document; once a document.
    pub(crate) own: Field,
    /// The script of the view; what is searched in another form is found only in its own.
    pub(crate) script: Field,
    pub(crate) record: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        // Only the text takes part in the ranking; elsewhere lengths would be stored for nothing.
        let lattice = |ranked: bool| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(LATTICE)
                    .set_fieldnorms(ranked)
                    .set_index_option(IndexRecordOption::WithFreqsAndPositions),
            )
        };
        let exact = TextOptions::default().set_fast("raw");
        let term = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        let value = term.clone().set_fast("raw");
        let mut b = Schema::builder();
        let key = b.add_text_field("key", term.clone());
        let doc = b.add_text_field(name::DOC, exact.clone());
        let ordinal = b.add_u64_field(name::ORDINAL, FAST);
        let text = b.add_text_field("text", lattice(true));
        let title = b.add_text_field("title", lattice(false));
        let number = b.add_text_field("number", lattice(false));
        let issuer = b.add_text_field("issuer", lattice(false));
        let issuer_name = b.add_text_field(name::ISSUER, exact.clone());
        let region = b.add_text_field("region", lattice(false));
        let region_name = b.add_text_field(name::REGION, exact);
        let jurisdiction = b.add_text_field("jurisdiction", term.clone());
        let level = b.add_text_field(name::LEVEL, value.clone());
        let genre = b.add_text_field(name::GENRE, value.clone());
        let code = b.add_text_field(name::CODE, value);
        let begin = b.add_u64_field(name::BEGIN, FAST);
        let until = b.add_u64_field("until", FAST);
        let issued_begin = b.add_u64_field("issued_begin", FAST);
        let issued_until = b.add_u64_field("issued_until", FAST);
        let published_begin = b.add_u64_field("published_begin", FAST);
        let published_until = b.add_u64_field("published_until", FAST);
        let year = b.add_u64_field(name::YEAR, FAST);
        let cites = b.add_text_field("cites", term.clone());
        let own = b.add_text_field("own", term.clone());
        let script = b.add_text_field("script", term);
        let record = b.add_text_field("record", STORED);
        Self {
            schema: b.build(),
            key,
            doc,
            ordinal,
            text,
            title,
            number,
            issuer,
            issuer_name,
            region,
            region_name,
            jurisdiction,
            level,
            genre,
            code,
            begin,
            until,
            issued_begin,
            issued_until,
            published_begin,
            published_until,
            year,
            cites,
            own,
            script,
            record,
        }
    }

    /// The engine's document of one unit.
    pub(crate) fn document(&self, unit: &Unit) -> serde_json::Result<TantivyDocument> {
        let mut doc = TantivyDocument::default();
        // What a document says of itself is found in the script of its view too.
        let all = |text: &str| -> Vec<String> {
            forms(text, unit.script)
                .into_iter()
                .map(|form| form.to_ascii_lowercase())
                .collect()
        };
        doc.add_text(self.key, key(&unit.doc));
        doc.add_text(self.doc, &unit.doc);
        doc.add_u64(self.ordinal, unit.ordinal as u64);
        doc.add_text(self.text, folded(&unit.text()));
        doc.add_text(self.script, unit.script.as_str());
        for name in &unit.cites {
            doc.add_text(self.cites, name);
        }
        if let Some(own) = &unit.head {
            let numbers = [&unit.number, &unit.number_raw];
            for (field, words) in unit
                .title
                .iter()
                .map(|title| (self.title, title))
                .chain(numbers.into_iter().flatten().map(|n| (self.number, n)))
                .chain(unit.issuers.iter().map(|issuer| (self.issuer, issuer)))
                .chain(unit.region.iter().map(|region| (self.region, region)))
            {
                for form in all(words) {
                    doc.add_text(field, form);
                }
            }
            for name in own {
                doc.add_text(self.own, name);
            }
        }
        for issuer in &unit.issuers {
            doc.add_text(self.issuer_name, issuer);
        }
        if let Some(region) = &unit.region {
            doc.add_text(self.region_name, region);
        }
        doc.add_text(self.jurisdiction, &unit.jurisdiction);
        if let Some(level) = &unit.level {
            doc.add_text(self.level, level);
        }
        if let Some(genre) = &unit.genre {
            doc.add_text(self.genre, genre);
        }
        for code in &unit.codes {
            doc.add_text(self.code, code);
        }
        if let Some(date) = unit.dated() {
            doc.add_u64(self.year, u64::try_from(date.year).unwrap_or_default());
        }
        for (date, begin, until) in [
            (unit.dated(), self.begin, self.until),
            (unit.issued(), self.issued_begin, self.issued_until),
            (unit.published(), self.published_begin, self.published_until),
        ] {
            if let Some((first, end)) = date.and_then(day_interval) {
                doc.add_u64(begin, first);
                doc.add_u64(until, end);
            }
        }
        doc.add_text(self.record, serde_json::to_string(unit)?);
        Ok(doc)
    }
}

/// The key of a document id.
pub(crate) fn key(id: &str) -> String {
    Sha256::digest(id.as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
