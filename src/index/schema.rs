//! The fields of the index and how a unit fills them.

use super::lattice::LATTICE;
use super::unit::{Unit, day_interval};
use crate::text::{forms, inked};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// Names of the fields that results are sorted and counted by.
pub(crate) mod name {
    pub(crate) const FACTS: &str = "facts";
    pub(crate) const ORDINAL: &str = "ordinal";
    pub(crate) const BEGIN: &str = "begin";
    pub(crate) const CODE: &str = "code";
    pub(crate) const SIZE: &str = "size";
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
    /// The document: a line of [`Facts`](super::facts::Facts).
    pub(crate) facts: Field,
    /// The fingerprint of what the document was made from; once a document.
    pub(crate) print: Field,
    pub(crate) ordinal: Field,
    /// How many characters the text has, white space not counted.
    pub(crate) size: Field,
    pub(crate) text: Field,
    pub(crate) title: Field,
    pub(crate) number: Field,
    pub(crate) issuer: Field,
    pub(crate) region: Field,
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
        let term = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        );
        let mut b = Schema::builder();
        let key = b.add_text_field("key", term.clone());
        let facts = b.add_text_field(name::FACTS, TextOptions::default().set_fast("raw"));
        let print = b.add_text_field("print", term.clone());
        let ordinal = b.add_u64_field(name::ORDINAL, FAST);
        let size = b.add_u64_field(name::SIZE, FAST);
        let text = b.add_text_field("text", lattice(true));
        let title = b.add_text_field("title", lattice(false));
        let number = b.add_text_field("number", lattice(false));
        let issuer = b.add_text_field("issuer", lattice(false));
        let region = b.add_text_field("region", lattice(false));
        let jurisdiction = b.add_text_field("jurisdiction", term.clone());
        let level = b.add_text_field("level", term.clone());
        let genre = b.add_text_field("genre", term.clone());
        let code = b.add_text_field(name::CODE, term.clone().set_fast("raw"));
        let begin = b.add_u64_field(name::BEGIN, FAST);
        let until = b.add_u64_field("until", FAST);
        let issued_begin = b.add_u64_field("issued_begin", FAST);
        let issued_until = b.add_u64_field("issued_until", FAST);
        let published_begin = b.add_u64_field("published_begin", FAST);
        let published_until = b.add_u64_field("published_until", FAST);
        let cites = b.add_text_field("cites", term.clone());
        let own = b.add_text_field("own", term.clone());
        let script = b.add_text_field("script", term);
        let record = b.add_text_field("record", STORED);
        Self {
            schema: b.build(),
            key,
            facts,
            print,
            ordinal,
            size,
            text,
            title,
            number,
            issuer,
            region,
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
            cites,
            own,
            script,
            record,
        }
    }

    /// The engine's document of one unit; `whole` is what all units of its document share.
    pub(crate) fn document(
        &self,
        unit: &Unit,
        whole: &Whole,
    ) -> serde_json::Result<TantivyDocument> {
        let mut doc = TantivyDocument::default();
        let (facts, kept) = (&unit.facts, &unit.kept);
        // What a document says of itself is found in the script of its view too.
        let all = |text: &str| -> Vec<String> {
            forms(text, kept.script)
                .into_iter()
                .map(|form| form.to_ascii_lowercase())
                .collect()
        };
        doc.add_text(self.key, &whole.key);
        doc.add_text(self.facts, &whole.facts);
        doc.add_u64(self.ordinal, unit.ordinal as u64);
        doc.add_u64(self.size, inked(&unit.folded));
        doc.add_text(self.text, &unit.folded);
        doc.add_text(self.script, kept.script.as_str());
        for name in &unit.cites {
            doc.add_text(self.cites, name);
        }
        if let Some(own) = &unit.head {
            let numbers = [&facts.number, &facts.number_raw];
            for (field, words) in facts
                .title
                .iter()
                .map(|title| (self.title, title))
                .chain(numbers.into_iter().flatten().map(|n| (self.number, n)))
                .chain(facts.issuers.iter().map(|issuer| (self.issuer, issuer)))
                .chain(facts.region.iter().map(|region| (self.region, region)))
            {
                for form in all(words) {
                    doc.add_text(field, form);
                }
            }
            for name in own {
                doc.add_text(self.own, name);
            }
            if let Some(print) = &whole.print {
                doc.add_text(self.print, print);
            }
        }
        doc.add_text(self.jurisdiction, &facts.jurisdiction);
        if let Some(level) = &facts.level {
            doc.add_text(self.level, level);
        }
        if let Some(genre) = &facts.genre {
            doc.add_text(self.genre, genre);
        }
        for code in &kept.codes {
            doc.add_text(self.code, code);
        }
        for (date, begin, until) in [
            (facts.dated(), self.begin, self.until),
            (facts.issued(), self.issued_begin, self.issued_until),
            (
                facts.published(),
                self.published_begin,
                self.published_until,
            ),
        ] {
            if let Some((first, end)) = date.and_then(day_interval) {
                doc.add_u64(begin, first);
                doc.add_u64(until, end);
            }
        }
        doc.add_text(self.record, kept.line()?);
        Ok(doc)
    }
}

/// What all provisions of a document share, as the fields hold it.
pub(crate) struct Whole {
    pub(crate) key: String,
    pub(crate) facts: String,
    pub(crate) print: Option<String>,
}

/// The key of a document id.
pub(crate) fn key(id: &str) -> String {
    hex(Sha256::new_with_prefix(id))
}

/// Half of a hash: enough that no two of what anybody will index are alike.
pub(crate) fn hex(hash: Sha256) -> String {
    let bytes = hash.finalize();
    bytes.iter().take(16).map(|b| format!("{b:02x}")).collect()
}
