//! Coding documents that are parsed, against cutting the same text into words.

use crate::clock::least;
use crate::row;
use std::collections::BTreeSet;
use zhengce::Document;
use zhengce::annotate::{
    Annotations, Annotator, Codebook, CodingAnnotator, RuleCoder, on_word_borders,
};
use zhengce::parse::parse;
use zhengce::read::RawDocument;
use zhengce::segment::Segmenter;

/// What coding with all codebooks that ship may cost, as a share of cutting.
const TARGET: f64 = 0.5;
/// What ten times the terms may cost, as a multiple.
const GROWTH: f64 = 4.0 / 3.0;
/// Terms of the smaller of the two codebooks that are made for the measurement.
const TERMS: usize = 300;

pub(crate) fn table(texts: &[String]) {
    println!(
        "\ncoding parsed documents against jieba's cut (target: at most {TARGET} with all codebooks)"
    );
    let parsed = texts
        .iter()
        .map(|t| parse(RawDocument::new("a", t.as_str())).document);
    let documents: Vec<Document> = parsed.collect();
    let jieba = jieba_rs::Jieba::new();
    let annotator = |ids: &[String]| {
        let books = ids.iter().map(|id| Codebook::builtin(id).unwrap());
        CodingAnnotator::new(RuleCoder::new(books.collect()).unwrap())
    };
    let none = annotator(&[]);
    let one = annotator(&["case".to_owned()]);
    let all = annotator(&Codebook::builtin_ids());
    let segmenter = Segmenter::builtin();
    let costs = least(&mut [
        &mut || texts.iter().map(|t| jieba.cut(t, false).len()).sum(),
        &mut || code(&none, &documents),
        &mut || code(&one, &documents),
        &mut || code(&all, &documents),
        &mut || {
            let coded = documents.iter().map(|d| (d, coded(&all, d)));
            coded
                .map(|(d, found)| on_word_borders(d, &found.codes, &segmenter).len())
                .sum()
        },
    ]);
    let [cut, none, one, all, borders] = costs[..] else {
        unreachable!("five costs were asked for");
    };
    row("paragraphs and headings alone", none, cut);
    row("the codebook `case`", one, cut);
    row("all codebooks", all, cut);
    row("all, and word borders for the record", borders, cut);
    let share = all / cut;
    let word = if share <= TARGET { "met" } else { "NOT met" };
    println!("  target {word}: {share:.2} of {TARGET}");

    println!(
        "\na codebook of words of these texts, and one of ten times as many (target: at most {GROWTH:.2} times the cost)"
    );
    let words = vocabulary(&jieba, texts);
    let made = |count| CodingAnnotator::new(RuleCoder::new(vec![made(&words, count)]).unwrap());
    let (few, many) = (made(TERMS), made(10 * TERMS));
    let costs = least(&mut [&mut || code(&few, &documents), &mut || {
        code(&many, &documents)
    }]);
    let hits = |annotator| -> usize {
        let coded = documents.iter().map(|d| coded(annotator, d));
        coded.flat_map(|a| a.codes).map(|c| c.evidence.len()).sum()
    };
    row(
        &format!("{TERMS} terms, {} times found", hits(&few)),
        costs[0],
        costs[0],
    );
    row(
        &format!("{} terms, {} times found", 10 * TERMS, hits(&many)),
        costs[1],
        costs[0],
    );
    let growth = costs[1] / costs[0];
    let word = if growth <= GROWTH { "met" } else { "NOT met" };
    println!("  target {word}: {growth:.2} of {GROWTH:.2}");
}

fn coded(annotator: &CodingAnnotator, document: &Document) -> Annotations {
    let mut annotations = Annotations::default();
    annotator.annotate(document, &mut annotations);
    annotations
}

fn code(annotator: &CodingAnnotator, documents: &[Document]) -> usize {
    documents
        .iter()
        .map(|d| coded(annotator, d).codes.len())
        .sum()
}

/// The words of two characters and more of these texts, each once, in the order of a number made
/// of it: any first so many are as good a sample as any others.
fn vocabulary(jieba: &jieba_rs::Jieba, texts: &[String]) -> Vec<String> {
    let words: BTreeSet<&str> = texts
        .iter()
        .flat_map(|t| jieba.cut(t, false))
        .map(|t| t.word)
        .filter(|w| w.chars().count() > 1 && w.chars().all(char::is_alphabetic))
        .collect();
    let number = |word: &str| {
        word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    words.sort_by_key(|w| number(w));
    words
}

/// A codebook of ten codes over the first so many words.
fn made(words: &[String], count: usize) -> Codebook {
    let mut text =
        String::from("id = \"made\"\nversion = \"1\"\ntitle = { zh = \"造\", en = \"Made\" }\n");
    for (code, words) in words[..count].chunks(count / 10).enumerate() {
        let quoted: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
        text += &format!(
            "[[code]]\nid = \"c{code}\"\nlabel = {{ zh = \"码\", en = \"Code\" }}\ndefinition = \"Made.\"\ncoded = [\"甲\"]\nuncoded = [\"乙\"]\n[[code.rule]]\nid = \"c{code}.r\"\nterms = [{}]\n",
            quoted.join(", ")
        );
    }
    Codebook::draft(&text).unwrap()
}
