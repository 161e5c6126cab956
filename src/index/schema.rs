//! The fields of the index and how a unit fills them.

use super::facts::{Facts, LONGEST_LINE};
use super::tokens::{LATTICE, with_words};
use super::unit::{Unit, day_interval};
use crate::segment::Segmenter;
use crate::text::{Script, forms, inked};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// Names of the fields that results are sorted and counted by.
pub(crate) mod name {
    pub(crate) const FACTS: &str = "facts";
    pub(crate) const ORDINAL: &str = "ordinal";
    /// Of each date the first day that it may mean, and the first after them.
    pub(crate) const DATED: [&str; 2] = ["begin", "until"];
    pub(crate) const ISSUED: [&str; 2] = ["issued_begin", "issued_until"];
    pub(crate) const PUBLISHED: [&str; 2] = ["published_begin", "published_until"];
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
    dated: [Field; 2],
    issued: [Field; 2],
    published: [Field; 2],
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
        let mut days = |names: [&str; 2]| names.map(|name| b.add_u64_field(name, FAST));
        let dated = days(name::DATED);
        let issued = days(name::ISSUED);
        let published = days(name::PUBLISHED);
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
            dated,
            issued,
            published,
            cites,
            own,
            script,
            record,
        }
    }

    /// What all provisions of a document have in their places in the index.
    ///
    /// # Errors
    /// Where the facts cannot be written down.
    pub(crate) fn whole(&self, facts: &Facts, script: Script) -> serde_json::Result<Whole> {
        let mut shared = TantivyDocument::default();
        shared.add_text(self.key, key(&facts.doc));
        let line = facts.line()?;
        let long = line.len() > LONGEST_LINE;
        if long {
            shared.add_text(self.facts, facts.short_line()?);
        } else {
            shared.add_text(self.facts, &line);
        }
        shared.add_text(self.script, script.as_str());
        shared.add_text(self.jurisdiction, &facts.jurisdiction);
        if let Some(level) = &facts.level {
            shared.add_text(self.level, level);
        }
        if let Some(genre) = &facts.genre {
            shared.add_text(self.genre, genre);
        }
        for (date, [begin, until]) in [
            (facts.dated(), self.dated),
            (facts.issued(), self.issued),
            (facts.published(), self.published),
        ] {
            if let Some((first, end)) = date.and_then(day_interval) {
                shared.add_u64(begin, first);
                shared.add_u64(until, end);
            }
        }
        Ok(Whole {
            shared,
            long: long.then_some(line),
        })
    }

    /// The engine's document of one unit; `print` is the fingerprint of its document, `segmenter` that of
    /// the index.
    ///
    /// # Errors
    /// Where what is kept of it cannot be written down.
    pub(crate) fn document(
        &self,
        unit: &Unit,
        whole: &Whole,
        print: Option<&str>,
        segmenter: &Segmenter,
    ) -> serde_json::Result<TantivyDocument> {
        let mut doc = whole.shared.clone();
        let facts = &unit.facts;
        // What a document says of itself is found in the script of its view too.
        let all = |text: &str| -> Vec<String> {
            forms(text, unit.text.script())
                .into_iter()
                .map(|form| with_words(segmenter, &form.to_ascii_lowercase()))
                .collect()
        };
        doc.add_u64(self.ordinal, unit.ordinal as u64);
        doc.add_u64(self.size, inked(&unit.folded));
        doc.add_text(self.text, with_words(segmenter, &unit.folded));
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
            if let Some(print) = print {
                doc.add_text(self.print, print);
            }
        }
        for code in &unit.codes {
            doc.add_text(self.code, code);
        }
        doc.add_text(self.record, unit.line(whole.long.as_deref())?);
        Ok(doc)
    }
}

/// What all provisions of a document share.
pub(crate) struct Whole {
    shared: TantivyDocument,
    /// The line of the document where it is too long to be kept once.
    long: Option<String>,
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
