//! `policy search`.

use crate::args::{Format, SearchArgs, SortHits};
use crate::output::{PLACE, TITLE, one_line, written};
use crate::{Outcome, input, output};
use std::io::Write;
use zhengce::export::{folded_rows, hit_rows, reason_rows};
use zhengce::index::{
    Count, Explanation, Facet, Facets, FoldedResults, Hit, OtherCopy, Query, SearchOptions,
    SearchResults, Sort, parse_query,
};
use zhengce::segment::Synonyms;
use zhengce::timeline::Lifecycle;
use zhengce::{Error, ErrorKind, Result};

/// Characters of a hit that a table shows.
const SNIPPET: usize = 90;

pub(crate) fn run(args: &SearchArgs) -> Result<Outcome> {
    let query = with_synonyms(parse_query(&args.query)?, args)?;
    let (query, lives_partial) = in_force(query, args)?;
    let (index, codes, partial) = input::index(&args.searched, &args.filter)?;
    let partial = partial || lives_partial;
    let facets: Vec<Facet> = match args.format.format {
        Format::Table => args
            .facet
            .iter()
            .filter_map(|f| Facet::from_name(f))
            .collect(),
        _ => Vec::new(),
    };
    let options = options(args, &facets)?;
    let filter = args.filter.filter(&codes)?;
    let total = if args.fold {
        let found = index.search_folded(&query, &filter, &options)?;
        match args.format.format {
            Format::Table => show_folded(&found, &facets)?,
            format => output::listing(&folded_rows(&found.hits), format)?,
        }
        found.total
    } else {
        let found = index.search_with(&query, &filter, &options)?;
        match args.format.format {
            Format::Table => show(&found, &facets)?,
            format if args.explain => output::listing(&reason_rows(&found.hits), format)?,
            format => output::listing(&hit_rows(&found.hits), format)?,
        }
        found.total
    };
    if index.is_empty() {
        output::note("the index is empty; fill it with `policy index FOLDER DOCUMENTS…`");
    } else if total == 0 {
        output::note(
            "no provision matches; try fewer words, or widen the filters (AND, OR and NOT are upper case)",
        );
    }
    Ok(Outcome::of(partial))
}

fn options(args: &SearchArgs, facets: &[Facet]) -> Result<SearchOptions> {
    if !(0.0..=100.0).contains(&args.title_weight) {
        return Err(Error::new(
            ErrorKind::Argument,
            "a title is worth 0 to 100; 0 leaves titles out, 1 counts them as the text",
        ));
    }
    let limit = match args.limit {
        0 => usize::MAX,
        limit => limit,
    };
    let sort = match args.sort {
        SortHits::Relevance => Sort::Relevance,
        SortHits::Date => Sort::Date,
        SortHits::Newest => Sort::Newest,
    };
    let options = SearchOptions::default().limit(limit).sort(sort);
    let options = options.facets(facets).title_weight(args.title_weight);
    Ok(if args.explain {
        options.explain()
    } else {
        options
    })
}

/// The query with the families that are asked for; it is told which words were added.
fn with_synonyms(query: Query, args: &SearchArgs) -> Result<Query> {
    let mut synonyms = Synonyms::builtin();
    for path in &args.families {
        synonyms = synonyms.and(Synonyms::open(path)?);
    }
    let (query, added) = query.with_synonyms(&synonyms, args.synonyms);
    for family in &added {
        let words = &family.words;
        output::note(&if family.others.is_empty() {
            format!("no family of terms holds {words}; --families reads your own")
        } else {
            format!("with {words} also: {}", family.others.join("、"))
        });
    }
    if !args.families.is_empty() && !args.synonyms && added.is_empty() {
        output::note("--families adds no word by itself: write ~ before one, or give --synonyms");
    }
    if args.synonyms && added.is_empty() {
        output::note("no word of the query is of a family of terms; nothing was added");
    }
    Ok(query)
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
        if let Some(why) = &hit.explanation {
            show_reasons(&mut out, why).map_err(written)?;
        }
        writeln!(out).map_err(written)?;
    }
    if found.total > 0 {
        writeln!(out, "{} of {} provisions", found.hits.len(), found.total).map_err(written)?;
        show_facets(&mut out, facets, &found.facets).map_err(written)?;
    }
    out.flush().map_err(written)
}

/// The same with the places of copies under each.
fn show_folded(found: &FoldedResults, facets: &[Facet]) -> Result<()> {
    let mut out = output::stdout();
    for (rank, folded) in found.hits.iter().enumerate() {
        show_hit(&mut out, rank + 1, &folded.hit).map_err(written)?;
        show_copies(&mut out, &folded.copies).map_err(written)?;
        writeln!(out).map_err(written)?;
    }
    if found.total > 0 {
        writeln!(
            out,
            "{} of {} provisions, {} with their copies",
            found.hits.len(),
            found.folded,
            found.total
        )
        .map_err(written)?;
        show_facets(&mut out, facets, &found.facets).map_err(written)?;
    }
    out.flush().map_err(written)
}

/// Where the copies of a provision stand, cut where there are many.
fn show_copies(out: &mut impl Write, copies: &[OtherCopy]) -> std::io::Result<()> {
    const SHOWN: usize = 5;
    if copies.is_empty() {
        return Ok(());
    }
    let more = output::counted(copies.len(), "copy", "copies");
    writeln!(out, "     {PLACE}{more}:{PLACE:#}")?;
    for copy in copies.iter().take(SHOWN) {
        let title = one_line(copy.title.as_deref().unwrap_or_default());
        let issued = copy.issued.map(|d| d.to_string()).unwrap_or_default();
        let doc = one_line(&copy.doc);
        writeln!(
            out,
            "       {title}  {issued}  {PLACE}{doc} {}{PLACE:#}  {}",
            copy.address, copy.likeness
        )?;
    }
    if copies.len() > SHOWN {
        writeln!(out, "       … {} more", copies.len() - SHOWN)?;
    }
    Ok(())
}

/// The parts of a score, a line each.
fn show_reasons(out: &mut impl Write, why: &Explanation) -> std::io::Result<()> {
    writeln!(
        out,
        "     {PLACE}score {}: length {} tokens, mean {}, of {} provisions{PLACE:#}",
        why.score, why.length, why.mean_length, why.provisions
    )?;
    for part in &why.parts {
        let times = output::counted(
            usize::try_from(part.frequency).unwrap_or(usize::MAX),
            "time",
            "times",
        );
        writeln!(
            out,
            "       {:>7.3} text  {:>7.3} title  {}: {times}, in {} provisions, idf {} = {}",
            part.text,
            part.title,
            one_line(&part.words),
            part.provisions,
            part.idf,
            part.terms
                .iter()
                .map(|t| format!("{} {} (in {})", one_line(&t.term), t.idf, t.provisions))
                .collect::<Vec<_>>()
                .join(" + ")
        )?;
    }
    Ok(())
}

fn show_facets(out: &mut impl Write, facets: &[Facet], found: &Facets) -> std::io::Result<()> {
    for facet in facets {
        show_facet(out, facet.as_str(), found.of(*facet))?;
    }
    Ok(())
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
        "     {}{}{}",
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
