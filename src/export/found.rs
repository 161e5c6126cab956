//! Concordance lines, their groups and, with the feature `index`, search hits as rows.

use super::row::{Cell, Row};
use crate::concordance::{Group, Line};

/// One occurrence of a term, as a row.
#[derive(Debug)]
pub struct KwicRow<'l>(&'l Line);

/// The lines of a concordance as rows.
#[must_use]
pub fn kwic_rows(lines: &[Line]) -> Vec<KwicRow<'_>> {
    lines.iter().map(KwicRow).collect()
}

impl Row for KwicRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "doc", "title", "issued", "path", "address", "start", "end", "left", "keyword", "right",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let line = self.0;
        vec![
            Cell::text(line.doc.as_str()),
            Cell::maybe(line.title.as_deref()),
            Cell::maybe(line.issued.map(|d| d.to_string())),
            Cell::text(line.path.as_str()),
            Cell::text(line.address.as_str()),
            Cell::count(line.start),
            Cell::count(line.end),
            Cell::text(line.left.as_str()),
            Cell::text(line.keyword.as_str()),
            Cell::text(line.right.as_str()),
        ]
    }
}

impl Row for Group {
    const COLUMNS: &'static [&'static str] =
        &["group", "count", "documents", "characters", "per_million"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::maybe(self.value.as_deref()),
            Cell::Count(self.count),
            Cell::Count(self.documents),
            Cell::Count(self.characters),
            Cell::Number(self.per_million),
        ]
    }
}

#[cfg(feature = "index")]
mod hits {
    use super::{Cell, Row};
    use crate::index::{Explanation, FoldedHit, Hit, ScorePart};
    use std::borrow::Cow;

    /// One provision that matches a query, as a row.
    #[derive(Debug)]
    pub struct HitRow<'h>(&'h Hit);

    /// The hits of a search as rows.
    #[must_use]
    pub fn hit_rows(hits: &[Hit]) -> Vec<HitRow<'_>> {
        hits.iter().map(HitRow).collect()
    }

    fn words(items: &[String]) -> Cell<'_> {
        Cell::List(items.iter().map(|i| Cow::from(i.as_str())).collect())
    }

    /// One provision that stands for its copies, as a row: that of the hit, then how many copies there
    /// are, in which documents, and where.
    #[derive(Debug)]
    pub struct FoldedRow<'h>(&'h FoldedHit);

    /// The hits of a folded search as rows.
    #[must_use]
    pub fn folded_rows(hits: &[FoldedHit]) -> Vec<FoldedRow<'_>> {
        hits.iter().map(FoldedRow).collect()
    }

    impl Row for FoldedRow<'_> {
        const COLUMNS: &'static [&'static str] = &[
            "doc",
            "title",
            "number",
            "issued",
            "issuers",
            "level",
            "region",
            "genre",
            "path",
            "address",
            "start",
            "end",
            "score",
            "codes",
            "text",
            "highlights",
            "copies",
            "copied_in",
            "copy_places",
        ];

        fn cells(&self) -> Vec<Cell<'_>> {
            let mut cells = cells_of(&self.0.hit);
            let copies = &self.0.copies;
            let mut told = std::collections::BTreeSet::new();
            let documents = copies.iter().map(|copy| copy.doc.as_str());
            let documents: Vec<&str> = documents.filter(|doc| told.insert(*doc)).collect();
            let places = copies
                .iter()
                .map(|c| Cow::from(format!("{} {}", c.doc, c.path)));
            cells.push(Cell::count(copies.len()));
            cells.push(Cell::List(documents.into_iter().map(Cow::from).collect()));
            cells.push(Cell::List(places.collect()));
            cells
        }
    }

    /// What one word adds to the score of a hit, as a row.
    #[derive(Debug)]
    pub struct ReasonRow<'h> {
        rank: usize,
        hit: &'h Hit,
        why: &'h Explanation,
        part: &'h ScorePart,
    }

    /// The reasons of the scores of hits, one row a word that the hit holds; none for hits that were
    /// searched without reasons.
    #[must_use]
    pub fn reason_rows(hits: &[Hit]) -> Vec<ReasonRow<'_>> {
        let mut rows = Vec::new();
        for (before, hit) in hits.iter().enumerate() {
            let Some(why) = &hit.explanation else {
                continue;
            };
            let rank = before + 1;
            rows.extend(why.parts.iter().map(|part| ReasonRow {
                rank,
                hit,
                why,
                part,
            }));
        }
        rows
    }

    impl Row for ReasonRow<'_> {
        const COLUMNS: &'static [&'static str] = &[
            "rank",
            "doc",
            "path",
            "score",
            "words",
            "text_part",
            "title_part",
            "frequency",
            "provisions",
            "idf",
            "terms",
            "length",
            "mean_length",
        ];

        fn cells(&self) -> Vec<Cell<'_>> {
            let (why, part) = (self.why, self.part);
            let terms = part.terms.iter();
            let terms = terms.map(|t| Cow::from(format!("{} {} {}", t.term, t.provisions, t.idf)));
            vec![
                Cell::count(self.rank),
                Cell::text(self.hit.doc.as_str()),
                Cell::text(self.hit.path.as_str()),
                Cell::Number(why.score),
                Cell::text(part.words.as_str()),
                Cell::Number(part.text),
                Cell::Number(part.title),
                Cell::Count(part.frequency),
                Cell::Count(part.provisions),
                Cell::Number(part.idf),
                Cell::List(terms.collect()),
                Cell::Count(why.length),
                Cell::Number(why.mean_length),
            ]
        }
    }

    /// The columns of a folded row that are those of its hit, as [`cells_of`] fills them.
    const HIT_COLUMNS: usize = 16;

    fn cells_of(hit: &Hit) -> Vec<Cell<'_>> {
        vec![
            Cell::text(hit.doc.as_str()),
            Cell::maybe(hit.title.as_deref()),
            Cell::maybe(hit.number.as_deref()),
            Cell::maybe(hit.issued.map(|d| d.to_string())),
            words(&hit.issuers),
            Cell::maybe(hit.level.map(|l| l.as_str())),
            Cell::maybe(hit.region.as_deref()),
            Cell::maybe(hit.genre.as_deref()),
            Cell::text(hit.path.as_str()),
            Cell::text(hit.address.as_str()),
            Cell::count(hit.start),
            Cell::count(hit.end),
            Cell::Number(hit.score),
            words(&hit.codes),
            Cell::text(hit.text.trim_end()),
            Cell::List(
                hit.places
                    .iter()
                    .map(|(start, end)| Cow::from(format!("{start}..{end}")))
                    .collect(),
            ),
        ]
    }

    impl Row for HitRow<'_> {
        const COLUMNS: &'static [&'static str] = FoldedRow::COLUMNS.split_at(HIT_COLUMNS).0;

        fn cells(&self) -> Vec<Cell<'_>> {
            cells_of(self.0)
        }
    }
}

#[cfg(feature = "index")]
pub use hits::{FoldedRow, HitRow, ReasonRow, folded_rows, hit_rows, reason_rows};
