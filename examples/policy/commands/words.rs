//! `policy words`.

use crate::args::WordsArgs;
use crate::{Outcome, input, output};
use zhengce::corpus::{Entry, Filter};
use zhengce::export::Row;
use zhengce::segment::{Lexicon, Segmenter};
use zhengce::wordlist::{
    CollocateOptions, NewTermOptions, WordCounts, collocates, keyness, new_terms,
};
use zhengce::{Corpus, Error, ErrorKind, Result};

pub(crate) fn run(args: &WordsArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, mut partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let segmenter = Segmenter::builtin();
    let counted = |corpus: &Corpus, filter: &Filter| WordCounts::of(corpus, filter, &segmenter);
    let is_long = |word: &str| word.chars().count() >= args.characters;
    if let Some(term) = &args.beside {
        let options = CollocateOptions::default()
            .window(args.window)
            .least(args.least);
        let mut words = collocates(&corpus, term, &filter, &segmenter, &options);
        words.retain(|w| is_long(&w.word));
        return list(&words, args, partial);
    }
    if args.new {
        let mut options = NewTermOptions::default();
        options.least = args.least;
        let lexicon = Lexicon::builtin();
        let mut terms = new_terms(&corpus, &filter, &segmenter, &lexicon, &options);
        terms.retain(|t| is_long(&t.term));
        return list(&terms, args, partial);
    }
    if args.key || !args.against.is_empty() {
        let (target, reference) = if args.key {
            let (here, rest) = parted(corpus, &filter)?;
            let all = Filter::default();
            (counted(&here, &all), counted(&rest, &all))
        } else {
            let target = counted(&corpus, &filter);
            let (other, other_partial) = input::corpus(&args.against, &coding)?;
            partial |= other_partial;
            (target, counted(&other, &filter))
        };
        let mut words = keyness(&target, &reference);
        words.retain(|w| is_long(&w.word) && w.target.count + w.reference.count >= args.least);
        return list(&words, args, partial);
    }
    let mut words = counted(&corpus, &filter).words();
    words.retain(|w| is_long(&w.word) && w.count >= args.least);
    list(&words, args, partial)
}

/// The documents that pass the filter, and the others.
fn parted(corpus: Corpus, filter: &Filter) -> Result<(Corpus, Corpus)> {
    if !filter.codes.is_empty() {
        return Err(Error::new(
            ErrorKind::Argument,
            "--key compares documents; leave out --code, or compare by date, issuer, level, region or type",
        ));
    }
    let passes = |entry: &&Entry| filter.accepts(&entry.document);
    let (here, rest): (Vec<&Entry>, Vec<&Entry>) = corpus.entries().iter().partition(passes);
    if here.is_empty() || rest.is_empty() {
        return Err(Error::new(
            ErrorKind::Argument,
            "--key compares what passes the filters with the rest, and one of both is empty; change the filters",
        ));
    }
    let of = |entries: Vec<&Entry>| Corpus::from_entries(entries.into_iter().cloned().collect());
    Ok((of(here), of(rest)))
}

fn list<R: Row>(words: &[R], args: &WordsArgs, partial: bool) -> Result<Outcome> {
    let shown = match args.limit {
        0 => words.len(),
        limit => words.len().min(limit),
    };
    output::listing(&words[..shown], args.format.format)?;
    if words.is_empty() {
        output::note("no word is frequent enough; lower --least, or widen the filters");
    } else if shown < words.len() {
        output::note(&format!(
            "{shown} of {} words; --limit 0 shows all",
            words.len()
        ));
    }
    Ok(Outcome::of(partial))
}
