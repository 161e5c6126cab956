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
        "\na codebook of words of these texts, and others of ten times as many (target: at most {GROWTH:.2} times the cost where the same is found)"
    );
    let words = vocabulary(&jieba, texts);
    let made =
        |lists: &[&[String]]| CodingAnnotator::new(RuleCoder::new(vec![made(lists)]).unwrap());
    let (few, many) = (&words[..TERMS], &words[..10 * TERMS]);
    let absent = absent(&words, texts);
    let books = [made(&[few]), made(&[few, &absent]), made(&[many])];
    let [few, absent, many] = &books;
    let costs = least(&mut [
        &mut || code(few, &documents),
        &mut || code(absent, &documents),
        &mut || code(many, &documents),
    ]);
    let hits = |annotator| -> usize {
        let coded = documents.iter().map(|d| coded(annotator, d));
        coded.flat_map(|a| a.codes).map(|c| c.evidence.len()).sum()
    };
    for (annotator, cost, name) in [
        (few, costs[0], format!("{TERMS} words")),
        (
            absent,
            costs[1],
            format!("and {} that stand nowhere", 9 * TERMS),
        ),
        (many, costs[2], format!("{} words", 10 * TERMS)),
    ] {
        row(
            &format!("{name}, {} times found", hits(annotator)),
            cost,
            costs[0],
        );
    }
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

/// Words that stand in none of these texts, made of the same letters: those behind the first ones,
/// turned round.
fn absent(words: &[String], texts: &[String]) -> Vec<String> {
    let turned = words[TERMS..]
        .iter()
        .map(|w| w.chars().rev().collect::<String>());
    let absent = turned.filter(|word| !texts.iter().any(|text| text.contains(word.as_str())));
    let absent: BTreeSet<String> = absent.take(10 * TERMS).collect();
    assert!(absent.len() >= 9 * TERMS, "too few words");
    absent.into_iter().take(9 * TERMS).collect()
}

/// A codebook of ten codes, over a tenth of each of these lists of words each.
fn made(lists: &[&[String]]) -> Codebook {
    let mut text =
        String::from("id = \"made\"\nversion = \"1\"\ntitle = { zh = \"造\", en = \"Made\" }\n");
    for code in 0..10 {
        let tenths = lists
            .iter()
            .map(|list| &list[code * list.len() / 10..(code + 1) * list.len() / 10]);
        let quoted: Vec<String> = tenths.flatten().map(|w| format!("\"{w}\"")).collect();
        text += &format!(
            "[[code]]\nid = \"c{code}\"\nlabel = {{ zh = \"码\", en = \"Code\" }}\ndefinition = \"Made.\"\ncoded = [\"甲\"]\nuncoded = [\"乙\"]\n[[code.rule]]\nid = \"c{code}.r\"\nterms = [{}]\n",
            quoted.join(", ")
        );
    }
    Codebook::draft(&text).unwrap()
}
