//! A dossier as rows: one row a fact, with the words it rests on.

use super::comparison::passage_cells;
use super::row::{Cell, Row};
use crate::analysis::{Change, Dossier, Figure, Gap, Passage};

/// One fact of a dossier.
#[derive(Debug)]
pub struct DossierRow<'d> {
    part: &'static str,
    what: String,
    passage: Option<&'d Passage>,
}

/// The facts of a dossier, part by part: first mention, definitions, documents, measures, actors, figures,
/// targets, rounds, changes, passages, gaps.
#[must_use]
pub fn dossier_rows(dossier: &Dossier) -> Vec<DossierRow<'_>> {
    let mut rows = Vec::new();
    let mut say = |part, what: String, passage| {
        rows.push(DossierRow {
            part,
            what,
            passage,
        })
    };
    if let Some(first) = dossier.first_mention() {
        say("first_mention", String::new(), Some(first));
    }
    for passage in &dossier.definitions {
        say("definition", String::new(), Some(passage));
    }
    for document in &dossier.documents {
        let count = document.passages.len();
        let told = format!(
            "{count} passages{}",
            if document.rounds.is_empty() {
                String::new()
            } else {
                format!("; {}", document.rounds.join(" "))
            }
        );
        say("document", told, document.passages.first());
    }
    for (code, passages) in &dossier.measures {
        say(
            "measure",
            format!("{code}: {} paragraphs", passages.len()),
            passages.first(),
        );
    }
    for (actor, documents) in &dossier.actors {
        say("actor", format!("{actor}: {}", documents.join(" ")), None);
    }
    for document in &dossier.documents {
        for figure in &document.figures {
            say("figure", figure_words(figure), Some(&figure.sentence));
        }
    }
    for document in &dossier.documents {
        for (kind, passage) in &document.targets {
            say("target", kind.as_str().to_owned(), Some(passage));
        }
    }
    for document in &dossier.documents {
        for change in &document.changes {
            match change {
                Change::Taken(code, passage) => {
                    say("change", format!("taken up: {code}"), Some(passage))
                }
                Change::Left(code, passage) => {
                    say(
                        "change",
                        format!("no longer in {}: {code}", document.id),
                        Some(passage),
                    );
                }
                Change::Figure(pair) => {
                    let words = format!("{} → {}", figure_words(&pair.0), figure_words(&pair.1));
                    say("change", words, Some(&pair.1.sentence));
                }
            }
        }
    }
    for passage in dossier.passages() {
        say("passage", String::new(), Some(passage));
    }
    for gap in &dossier.gaps {
        let passage = match gap {
            Gap::NotHeld(passage, _) => Some(passage),
            _ => None,
        };
        let words = match gap_document(gap) {
            Some(id) => format!("{id} {}", gap_words(gap)),
            None => gap_words(gap),
        };
        say("gap", words, passage);
    }
    rows
}

/// A figure on one line: what it measures, its value and its unit.
pub(super) fn figure_words(figure: &Figure) -> String {
    let quantity = &figure.quantity;
    let of = quantity
        .of
        .as_deref()
        .map(|of| format!("{of} "))
        .unwrap_or_default();
    format!(
        "{of}{}{}",
        quantity.value,
        quantity.unit.as_deref().unwrap_or_default()
    )
}

/// The document that a gap is about, where its record is what is incomplete.
pub(super) fn gap_document(gap: &Gap) -> Option<&str> {
    match gap {
        Gap::TitleOnly(id) | Gap::Undated(id) | Gap::Unverified(id, _) => Some(id),
        _ => None,
    }
}

/// A field of the metadata as the study calls it.
fn field_name(field: &str) -> &str {
    match field {
        "title" => "标题",
        "doc_number" => "文号",
        "issuer" => "发文机关",
        "issued" => "成文日期",
        "issued_month" => "成文月份",
        "issued_day" => "成文日",
        "published" => "公布日期",
        "effective" | "date_effective" => "施行日期",
        "measures" => "措施",
        "original_title" => "原题名",
        "level" => "层级",
        "region" => "地区",
        "genre" => "文种",
        "relations" => "与其他文件的关系",
        other => other,
    }
}

/// The years from `first` to `last`.
pub(super) fn years_words(first: i16, last: i16) -> String {
    if first == last {
        format!("{first}年")
    } else {
        format!("{first}年至{last}年")
    }
}

/// A gap as a sentence, without the document that it is about.
pub(super) fn gap_words(gap: &Gap) -> String {
    match gap {
        Gap::Silent => "所收文件未提及".to_owned(),
        Gap::Undefined => "所收文件中没有说明其含义的句子".to_owned(),
        Gap::NoFigure => "有关段落中没有数字".to_owned(),
        Gap::Years(first, last) => format!("{}没有文件", years_words(*first, *last)),
        Gap::TitleOnly(_) => "仅知标题，没有措施不等于未作规定".to_owned(),
        Gap::Undated(_) => "没有日期，不能排入时序".to_owned(),
        Gap::Unverified(_, fields) => {
            let fields: Vec<&str> = fields.iter().map(|field| field_name(field)).collect();
            format!("有未经来源证实的项目：{}", fields.join("、"))
        }
        Gap::NotHeld(_, cited) => format!("所引文件未收：{cited}"),
    }
}

impl Row for DossierRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "part", "what", "doc", "title", "number", "date", "address", "start", "end", "text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![Cell::text(self.part), Cell::text(self.what.as_str())];
        cells.extend(passage_cells(self.passage));
        cells
    }
}
