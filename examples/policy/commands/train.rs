//! `policy train`.

use crate::args::{Format, TrainArgs};
use crate::{Outcome, input, output};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Write};
use zhengce::analysis::calibration::{Calibration, scores};
use zhengce::annotate::{
    Coder, CodingUnit, LearnedCoder, LearningOptions, RuleCoder, TrainingUnit,
};
use zhengce::export::{bin_rows, score_rows};
use zhengce::read::{self, CodedUnit};
use zhengce::{Error, ErrorKind, Result};

/// Intervals of the table of reliability.
const BINS: usize = 10;

pub(crate) fn run(args: &TrainArgs) -> Result<Outcome> {
    let units = units(args)?;
    let mut options = LearningOptions::default();
    options.folds = args.folds.max(2);
    let coder = LearnedCoder::train(&args.name, &units, &options)?;
    output::to_file(&args.output, |file| {
        let mut writer = BufWriter::new(file);
        coder.save(&mut writer)?;
        writer.flush().map_err(|e| Error::io(&args.output, e))
    })?;
    let judged = LearnedCoder::cross_validate(&units, &options)?;
    let rules = match &args.with_rules {
        Some(book) => {
            let rules = RuleCoder::new(vec![input::codebook(book)?])?;
            let texts: Vec<CodingUnit<'_>> =
                units.iter().map(|u| CodingUnit::new(&u.text, "")).collect();
            let given = rules.code_all(&texts).into_iter().map(|codes| {
                let codes = codes.into_iter().map(|c| c.code.to_string());
                codes.collect::<BTreeSet<String>>()
            });
            Some(given.collect::<Vec<_>>())
        }
        None => None,
    };
    let judged: Vec<_> = units
        .iter()
        .zip(&judged)
        .enumerate()
        .map(|(n, (unit, leanings))| {
            let rules = rules.as_ref().map(|rules| &rules[n]);
            (&unit.codes, leanings.as_slice(), rules)
        })
        .collect();
    let scores = scores(&judged);
    output::listing(&score_rows(&scores), args.format.format)?;
    if args.format.format == Format::Table {
        let mut calibration = Calibration::default();
        scores
            .iter()
            .for_each(|s| calibration.extend(&s.calibration));
        println!();
        output::listing(&bin_rows(&calibration.bins(BINS)), args.format.format)?;
        let documents: BTreeSet<&str> = units.iter().map(|u| u.document.as_str()).collect();
        output::note(&if documents.len() == units.len() {
            format!(
                "no paragraph shares its document with another: {} parts of single paragraphs",
                options.folds.min(documents.len())
            )
        } else {
            format!(
                "{} parts, each with whole documents, of {}",
                options.folds.min(documents.len()),
                output::counted(documents.len(), "document", "documents")
            )
        });
        let known: BTreeSet<&str> = coder.codes().collect();
        let rare: Vec<&str> = scores
            .iter()
            .map(|s| s.code.as_str())
            .filter(|code| !known.contains(code))
            .collect();
        if !rare.is_empty() {
            output::note(&format!(
                "not learned, because fewer than {} paragraphs have them: {}",
                options.least,
                rare.join(", ")
            ));
        }
        output::note(&format!(
            "{} learned from; the coder is {}",
            output::counted(units.len(), "paragraph was", "paragraphs were"),
            args.output.display()
        ));
    }
    Ok(Outcome::Done)
}

/// The paragraphs with their words.
fn units(args: &TrainArgs) -> Result<Vec<TrainingUnit>> {
    let mut merged: BTreeMap<(String, Option<(usize, usize)>), CodedUnit> = BTreeMap::new();
    let mut order = Vec::new();
    for path in &args.coded {
        for unit in read::coded(path, None)? {
            let key = (unit.document.clone(), unit.span);
            match merged.get_mut(&key) {
                // One code a row.
                Some(known) => known.codes.extend(unit.codes),
                None => {
                    order.push(key.clone());
                    merged.insert(key, unit);
                }
            }
        }
    }
    let texts = texts(args)?;
    let mut out = Vec::new();
    for key in order {
        let Some(unit) = merged.remove(&key) else {
            continue;
        };
        let text = unit.text.or_else(|| {
            let text: &Vec<char> = texts.get(&unit.document)?;
            let (start, end) = unit.span.unwrap_or((0, text.len()));
            Some(text.get(start..end)?.iter().collect())
        });
        // A record that only says that its document was read.
        if text.is_none() && unit.span.is_none() && unit.codes.is_empty() {
            continue;
        }
        let Some(text) = text else {
            return Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "the words of a paragraph of “{}” are not known; give the file a column “text”, or name the documents with --corpus",
                    unit.document
                ),
            ));
        };
        let document = unit.taken_from.unwrap_or(unit.document);
        out.push(TrainingUnit::new(document, &text, unit.codes));
    }
    Ok(out)
}

fn texts(args: &TrainArgs) -> Result<BTreeMap<String, Vec<char>>> {
    if args.corpus.is_empty() {
        return Ok(BTreeMap::new());
    }
    let coding = input::Coding::none()?;
    let (corpus, _) = input::corpus(&args.corpus, &coding)?;
    Ok(corpus
        .entries()
        .iter()
        .map(|e| {
            (
                e.document.id.clone(),
                e.document.text.original().chars().collect(),
            )
        })
        .collect())
}
