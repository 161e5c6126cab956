//! `policy search`.

use crate::args::{Format, SearchArgs, SortHits};
use crate::output::{PLACE, TITLE, one_line, written};
use crate::{Outcome, input, output};
use std::io::Write;
use zhengce::export::hit_rows;
use zhengce::index::{Count, Facet, Hit, Query, SearchResults, Sort, parse_query};
use zhengce::timeline::Lifecycle;
use zhengce::{Error, ErrorKind, Result};

/// Characters of a hit that a table shows.
const SNIPPET: usize = 90;

pub(crate) fn run(args: &SearchArgs) -> Result<Outcome> {
    let query = parse_query(&args.query)?;
    let (query, lives_partial) = in_force(query, args)?;
    let (index, codes, partial) = input::index(&args.searched, &args.filter)?;
    let partial = partial || lives_partial;
    let limit = if args.limit == 0 {
        usize::MAX
    } else {
        args.limit
    };
    let sort = match args.sort {
        SortHits::Relevance => Sort::Relevance,
        SortHits::Date => Sort::Date,
        SortHits::Newest => Sort::Newest,
    };
    let facets: Vec<Facet> = match args.format.format {
        Format::Table => args
            .facet
            .iter()
            .filter_map(|f| Facet::from_name(f))
            .collect(),
        _ => Vec::new(),
    };
    let filter = args.filter.filter(&codes)?;
    let found = index.search_counting(&query, &filter, limit, sort, &facets)?;
    match args.format.format {
        Format::Table => show(&found, &facets)?,
        format => output::listing(&hit_rows(&found.hits), format)?,
    }
    if index.is_empty() {
        output::note("the index is empty; fill it with `policy index FOLDER DOCUMENTS…`");
    } else if found.total == 0 {
        output::note(
            "no provision matches; try fewer words, or widen the filters (AND, OR and NOT are upper case)",
        );
    }
    Ok(Outcome::of(partial))
}

/// The query with what is in force in place of the question; whether a document could not be read.
fn in_force(query: Query, args: &SearchArgs) -> Result<(Query, bool)> {
    if query.days_in_force().is_empty() {
        return Ok((query, false));
    }
    let paths = match args.searched.index {
        None => &args.searched.corpus,
        Some(_) if !args.lives.is_empty() => &args.lives,
        Some(_) => {
            return Err(Error::new(
                ErrorKind::Argument,
                "an index does not know what is in force; name the documents that it was built from: --lives PATH",
            ));
        }
    };
    let (corpus, partial) = input::corpus(paths, &input::Coding::none()?)?;
    let lives = Lifecycle::of(&corpus);
    Ok((query.with_in_force(&|day| lives.all_in_force(day)), partial))
}

/// Hits as a reader wants them: the document, the place in it, the words in their context.
fn show(found: &SearchResults, facets: &[Facet]) -> Result<()> {
    let mut out = output::stdout();
    for (rank, hit) in found.hits.iter().enumerate() {
        show_hit(&mut out, rank + 1, hit).map_err(written)?;
    }
    if found.total > 0 {
        writeln!(out, "{} of {} provisions", found.hits.len(), found.total).map_err(written)?;
        for facet in facets {
            show_facet(&mut out, facet.as_str(), found.facets.of(*facet)).map_err(written)?;
        }
    }
    out.flush().map_err(written)
}

fn show_hit(out: &mut impl Write, rank: usize, hit: &Hit) -> std::io::Result<()> {
    let title = one_line(hit.title.as_deref().unwrap_or(&hit.doc));
    write!(out, "{rank:>3}  {TITLE}{title}{TITLE:#}")?;
    for part in [
        hit.number.clone(),
        hit.issued.or(hit.published).map(|d| d.to_string()),
    ]
    .into_iter()
    .flatten()
    {
        write!(out, "  {part}")?;
    }
    writeln!(out)?;
    write!(
        out,
        "     {PLACE}{} {}{PLACE:#}",
        one_line(&hit.doc),
        hit.address
    )?;
    if !hit.codes.is_empty() {
        write!(out, "  [{}]", hit.codes.join(" "))?;
    }
    writeln!(out)?;
    let snippet = hit.snippet(SNIPPET);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    writeln!(
        out,
        "     {}{}{}\n",
        cut(snippet.cut_before),
        output::marked(&snippet.text, snippet.highlights.iter().copied()),
        cut(snippet.cut_after)
    )
}

/// One line of counts, cut where it grows long.
fn show_facet(out: &mut impl Write, name: &str, counts: &[Count]) -> std::io::Result<()> {
    const SHOWN: usize = 12;
    if counts.is_empty() {
        return Ok(());
    }
    write!(out, "{PLACE}{name:>7}{PLACE:#}")?;
    for count in counts.iter().take(SHOWN) {
        write!(out, "  {} {}", one_line(&count.value), count.count)?;
    }
    if counts.len() > SHOWN {
        write!(out, "  … {} more", counts.len() - SHOWN)?;
    }
    writeln!(out)
}
