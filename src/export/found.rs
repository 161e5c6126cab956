//! Concordance lines and, with the feature `index`, search hits as rows.

use super::row::{Cell, Row};
use crate::concordance::Line;

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

#[cfg(feature = "index")]
mod hits {
    use super::{Cell, Row};
    use crate::index::Hit;
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

    impl Row for HitRow<'_> {
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
        ];

        fn cells(&self) -> Vec<Cell<'_>> {
            let hit = self.0;
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
    }
}

#[cfg(feature = "index")]
pub use hits::{HitRow, hit_rows};
