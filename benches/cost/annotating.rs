//! What dates, citations, quantities and events cost beside cutting the same text into words.

use crate::clock::{Cost, least};
use crate::{row, texts};
use zhengce::Document;
use zhengce::annotate::{
    Annotations, Annotator, CitationAnnotator, DateAnnotator, EventAnnotator, Layer,
    QuantityAnnotator,
};
use zhengce::parse::parse;
use zhengce::read::RawDocument;

/// What dates, citations and quantities together may cost, as a share of cutting the same text.
const TARGET: f64 = 1.0;

/// The largest size of a text built to be expensive, in bytes.
const HOSTILE_BYTES: usize = 10_000_000;

/// What such texts repeat: what a date, a title, a bracket or a numeral may begin with.
const HOSTILE: [(&str, &str); 9] = [
    ("年", "年"),
    ("opening title marks", "《"),
    ("opening brackets", "（"),
    ("digits", "2"),
    ("十", "十"),
    ("numerals of a plan", "十二五"),
    ("days without an end of the list", "1日、"),
    ("since without a date", "自本法公布之日起"),
    ("lengths after no deed", "后1日"),
];

pub(crate) fn table(texts: &[String]) {
    against_cutting(texts);
    growth(texts);
    hostile();
}

fn against_cutting(texts: &[String]) {
    println!("\nannotating parsed text against jieba's cut (target: at most {TARGET})");
    let documents: Vec<Document> = texts.iter().map(|t| parsed(t)).collect();
    let jieba = jieba_rs::Jieba::new();
    // Events read dates and citations, which are found before the clock runs.
    let mut found: Vec<Annotations> = documents.iter().map(three).collect();
    let (dates, citations) = (DateAnnotator::default(), CitationAnnotator::default());
    let (quantities, events) = (QuantityAnnotator::default(), EventAnnotator::default());
    let cut: Cost<'_> = &mut || {
        let words = documents
            .iter()
            .map(|d| jieba.cut(d.text.view(), false).len());
        words.sum()
    };
    let together: Cost<'_> = &mut || documents.iter().map(|d| size(&three(d))).sum();
    // In turns: what slows the machine down for a while slows both.
    let mut costs = least(&mut [cut, together]);
    for step in [&dates as &dyn Annotator, &citations, &quantities, &events] {
        let again: Cost<'_> = &mut || {
            let pairs = documents.iter().zip(&mut found);
            pairs.map(|(d, found)| once(step, d, found)).sum()
        };
        costs.extend(least(&mut [again]));
    }
    let [cut, together, dates, citations, quantities, events] = costs[..] else {
        unreachable!("six costs were asked for");
    };
    row("dates", dates, cut);
    row("citations", citations, cut);
    row("quantities", quantities, cut);
    row("events", events, cut);
    row("dates, citations and quantities", together, cut);
    let share = together / cut;
    let word = if share <= TARGET { "met" } else { "NOT met" };
    println!("  target {word}: {share:.2} of {TARGET}");
}

/// Runs one step and takes out again what it added, so that the next run finds the same.
fn once(step: &dyn Annotator, document: &Document, found: &mut Annotations) -> usize {
    let told = found.diagnostics.len();
    let before = size(found);
    step.annotate(document, found);
    let added = size(found) - before;
    match step.gives() {
        Layer::Dates => drop_last(&mut found.dates, added),
        Layer::Citations => drop_last(&mut found.citations, added),
        Layer::Quantities => drop_last(&mut found.quantities, added),
        Layer::Events => drop_last(&mut found.events, added),
        _ => unreachable!("only these four are measured"),
    }
    found.diagnostics.truncate(told);
    added
}

fn drop_last<T>(list: &mut Vec<T>, count: usize) {
    list.truncate(list.len() - count);
}

fn size(found: &Annotations) -> usize {
    found.dates.len() + found.citations.len() + found.quantities.len() + found.events.len()
}

fn parsed(text: &str) -> Document {
    parse(RawDocument::new("a", text)).document
}

/// Dates, citations and quantities of a document.
fn three(document: &Document) -> Annotations {
    let mut found = Annotations::default();
    DateAnnotator::default().annotate(document, &mut found);
    CitationAnnotator::default().annotate(document, &mut found);
    QuantityAnnotator::default().annotate(document, &mut found);
    found
}

fn growth(texts: &[String]) {
    println!("\nannotating for each byte, against the same text once (1 is linear)");
    grow(
        "documents one after another",
        &texts::of_size(texts, 500_000),
        &all,
    );
}

/// Texts that would take long where something looks back or ahead without a limit.
fn hostile() {
    let dates = |document: &Document| {
        let mut found = Annotations::default();
        DateAnnotator::default().annotate(document, &mut found);
        size(&found)
    };
    println!("\ndates for each byte, texts built to be expensive (1 is linear)");
    for (name, piece) in HOSTILE {
        grow(name, &repeated(piece), &dates);
    }
    println!("\nall four for each byte, texts built to be expensive (1 is linear)");
    for (name, piece) in HOSTILE {
        grow(name, &repeated(piece), &all);
    }
}

fn repeated(piece: &str) -> String {
    piece.repeat(HOSTILE_BYTES / 8 / piece.len())
}

fn all(document: &Document) -> usize {
    let mut found = three(document);
    EventAnnotator::default().annotate(document, &mut found);
    size(&found)
}

fn grow(name: &str, once: &str, work: &dyn Fn(&Document) -> usize) {
    let costs = [1, 2, 4, 8].map(|times| {
        let document = parsed(&once.repeat(times));
        let bytes = document.text.original().len() as f64;
        least(&mut [&mut || work(&document)])[0] / bytes
    });
    let ratios = costs.map(|c| format!("{:>6.2}", c / costs[0]));
    println!(
        "  {name:<40} {}   ({:.1} MB)",
        ratios.join(" "),
        (once.len() * 8) as f64 / 1e6
    );
}
