//! `policy codes`.

use crate::args::{CodesArgs, Format};
use crate::output::{HIT, PLACE, TITLE, written};
use crate::{Outcome, input, output};
use std::io::Write;
use zhengce::annotate::{CodeAssignment, Rule, RuleKind};
use zhengce::export::code_rows;
use zhengce::{Result, Span};

pub(crate) fn run(args: &CodesArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let rows = code_rows(&corpus, &filter);
    match args.format.format {
        Format::Table => {
            let mut out = output::stdout();
            for row in &rows {
                show(&mut out, row.document(), row.code()).map_err(written)?;
                if args.explain {
                    explain(&mut out, &coding, row.code()).map_err(written)?;
                }
                writeln!(out).map_err(written)?;
            }
            out.flush().map_err(written)?;
        }
        format => output::listing(&rows, format)?,
    }
    if rows.is_empty() {
        output::note("no coded provision passes these filters");
    }
    Ok(Outcome::of(partial))
}

/// The code and its document, then the place and the paragraph with its evidence marked.
fn show(
    out: &mut impl Write,
    document: &zhengce::Document,
    code: &CodeAssignment,
) -> std::io::Result<()> {
    let meta = &document.metadata;
    write!(
        out,
        "{HIT}{}{HIT:#} {:.2}  {TITLE}{}{TITLE:#}",
        code.code,
        code.score,
        output::one_line(meta.title.as_deref().unwrap_or(&document.id))
    )?;
    let number = meta.doc_number.as_ref().map(ToString::to_string);
    for part in number
        .into_iter()
        .chain(meta.dated().map(|d| d.to_string()))
    {
        write!(out, "  {part}")?;
    }
    let address = code
        .provision
        .map_or_else(String::new, |p| document.address(p));
    let id = output::one_line(&document.id);
    writeln!(out, "\n    {PLACE}{id} {address}{PLACE:#}")?;
    // Each rule once, with the words it rests on, for readers without colours.
    let mut rules: Vec<(&str, Vec<String>)> = Vec::new();
    for evidence in &code.evidence {
        let words = output::one_line(&document.reading(evidence.span));
        match rules.iter_mut().find(|(rule, _)| evidence.rule == *rule) {
            Some((_, known)) if known.contains(&words) => {}
            Some((_, known)) => known.push(words),
            None => rules.push((&evidence.rule, vec![words])),
        }
    }
    for (rule, words) in rules {
        writeln!(out, "    {rule}: {}", words.join(" "))?;
    }
    let part = document.text.part(code.span);
    let reading = part.readable();
    let from = code.span.start;
    let spans = code.evidence.iter().map(|e| {
        let (start, end) = (e.span.start, e.span.end);
        let inside = Span::new(start.saturating_sub(from), end.saturating_sub(from));
        reading.of_original(inside)
    });
    let marked = output::marked(reading.as_str(), spans);
    writeln!(out, "    {marked}")
}

/// What the code means, and how its rules make the score.
fn explain(
    out: &mut impl Write,
    coding: &input::Coding,
    given: &CodeAssignment,
) -> std::io::Result<()> {
    let Some(code) = coding.code(&given.codebook, &given.code) else {
        return Ok(());
    };
    writeln!(
        out,
        "    {} ({}): {}",
        code.label.zh, code.label.en, code.definition
    )?;
    for (word, note) in [("also", &code.include), ("but not", &code.exclude)] {
        if let Some(note) = note {
            writeln!(out, "      {word}: {note}")?;
        }
    }
    let spoke: Vec<&Rule> = code
        .rules
        .iter()
        .filter(|rule| given.evidence.iter().any(|e| e.rule == rule.id))
        .collect();
    for rule in &spoke {
        let note = rule.note.as_deref().map(|n| format!("  {n}"));
        let form = match rule.kind {
            RuleKind::Terms => "terms",
            RuleKind::Near => "near each other",
            _ => "pattern",
        };
        writeln!(
            out,
            "      {}: {form}, weight {:.2}{}",
            rule.id,
            rule.weight,
            note.unwrap_or_default()
        )?;
    }
    let factors: Vec<String> = spoke
        .iter()
        .map(|rule| format!("(1 - {:.2})", rule.weight))
        .collect();
    let together = 1.0 - spoke.iter().map(|rule| 1.0 - rule.weight).product::<f64>();
    write!(
        out,
        "      score {:.2} = 1 - {}",
        given.score,
        factors.join(" × ")
    )?;
    if together - given.score > 1e-3 {
        write!(
            out,
            ", times {:.2} for rules that speak against it",
            given.score / together
        )?;
    }
    writeln!(out, "; given from {:.2} on", code.threshold)
}
