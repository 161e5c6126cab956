//! From arguments to a corpus, with progress on long reads.

use crate::args::{CodingArgs, FilterArgs, ReadArgs, SearchedArgs};
use crate::output;
use indicatif::{ProgressBar, ProgressStyle};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use zhengce::analysis::Axis;
use zhengce::annotate::{Code, Codebook, Coder, Coders, LearnedCoder, Pipeline, RuleCoder};
use zhengce::corpus::{Admission, Analyzer, Entry, Ids, Jurisdictions, for_each_analyzed};
use zhengce::index::{CorpusIndex, Fingerprint, IndexWriter};
use zhengce::read::{self, Documents, RawDocument, ReadOptions};
use zhengce::segment::Segmenter;
use zhengce::{Corpus, Error, ErrorKind, Result};

/// The built-in case.
pub(crate) fn builtin(coding: &Coding) -> Result<Corpus> {
    Corpus::builtin_with(&coding.analyzer)
}

/// How documents are read and coded.
pub(crate) struct Coding {
    options: ReadOptions,
    books: Vec<Codebook>,
    models: Vec<LearnedCoder>,
    analyzer: Analyzer,
    scheme: String,
    codes: Vec<String>,
}

/// What leaves the rules out.
const NONE: &str = "none";

impl Coding {
    pub(crate) fn of(args: &CodingArgs, read: ReadArgs) -> Result<Self> {
        let books: Vec<Codebook> = args
            .codebook
            .iter()
            .filter(|name| *name != NONE)
            .map(|name| codebook(name))
            .collect::<Result<_>>()?;
        let models: Vec<LearnedCoder> = args
            .model
            .iter()
            .map(LearnedCoder::open)
            .collect::<Result<_>>()?;
        let codes = books
            .iter()
            .flat_map(|book| &book.codes)
            .map(|c| c.id.as_str());
        let learned = models.iter().flat_map(LearnedCoder::codes);
        let mut known: Vec<String> = Vec::new();
        for code in codes.chain(learned) {
            if known.iter().all(|k| k != code) {
                known.push(code.to_owned());
            }
        }
        let first = books.first().map(|book| book.id.clone());
        let scheme = first.or_else(|| Some(models.first()?.codebook().to_owned()));
        let mut coders: Vec<Box<dyn Coder>> = vec![Box::new(RuleCoder::new(books.clone())?)];
        coders.extend(
            models
                .iter()
                .cloned()
                .map(|m| Box::new(m) as Box<dyn Coder>),
        );
        Ok(Self {
            options: read.options(),
            analyzer: Analyzer::new(Pipeline::with_coder(Coders::new(coders))),
            scheme: scheme.unwrap_or_default(),
            codes: known,
            books,
            models,
        })
    }

    /// As [`Coding::of`], with these schemes too.
    pub(crate) fn with(args: &CodingArgs, read: ReadArgs, more: &[&str]) -> Result<Self> {
        let mut args = CodingArgs {
            codebook: args.codebook.clone(),
            model: args.model.clone(),
        };
        for scheme in more {
            if args.codebook.iter().all(|known| known != scheme) {
                args.codebook.push((*scheme).to_owned());
            }
        }
        Self::of(&args, read)
    }

    /// The scheme of this id.
    pub(crate) fn book(&self, id: &str) -> Option<&Codebook> {
        self.books.iter().find(|book| book.id == id)
    }

    /// No coding at all.
    pub(crate) fn none() -> Result<Self> {
        Self::of(
            &CodingArgs {
                codebook: vec![NONE.to_owned()],
                model: Vec::new(),
            },
            ReadArgs::default(),
        )
    }

    /// The rules, and what was learned where there is some: for who asks each of them.
    pub(crate) fn coders(&self) -> Result<(RuleCoder, Option<Coders>)> {
        let learned = self.models.iter().cloned();
        let learned: Vec<Box<dyn Coder>> = learned.map(|m| Box::new(m) as Box<dyn Coder>).collect();
        let learned = (!learned.is_empty()).then(|| Coders::new(learned));
        Ok((RuleCoder::new(self.books.clone())?, learned))
    }

    /// A code of one of them.
    pub(crate) fn code(&self, codebook: &str, code: &str) -> Option<&Code> {
        let book = self.books.iter().find(|book| book.id == codebook)?;
        book.code(code)
    }

    /// The id of the first codebook, or of what the first model learned.
    pub(crate) fn first(&self) -> &str {
        &self.scheme
    }

    /// Names all that decides how documents are coded: of equal versions, they are coded equally.
    fn version(&self) -> Result<String> {
        let books = self.books.iter();
        let mut version: String = books.map(|b| format!("{} {}\n", b.id, b.version)).collect();
        for model in &self.models {
            let learned = serde_json::to_string(model).map_err(|e| {
                let what = "the model cannot be written, so nothing can name it";
                Error::new(ErrorKind::Data, what).because(e)
            })?;
            let mut hash = DefaultHasher::new();
            learned.hash(&mut hash);
            version += &format!("{} {:x}\n", model.codebook(), hash.finish());
        }
        Ok(version)
    }

    /// The codes of all of them.
    pub(crate) fn codes(&self) -> &[String] {
        &self.codes
    }
}

/// A codebook that ships, by its id, or a file.
pub(crate) fn codebook(name: &str) -> Result<Codebook> {
    let ships = Codebook::builtin_ids().iter().any(|id| id == name);
    let is_path = name.ends_with(".toml") || Path::new(name).exists();
    if is_path && !ships {
        Codebook::open(name)
    } else {
        Codebook::builtin(name)
    }
}

/// The corpus a listing is about: these files, or the built-in case.
///
/// What could not be read is told on standard error; the second value says whether something was.
pub(crate) fn corpus(paths: &[PathBuf], coding: &Coding) -> Result<(Corpus, bool)> {
    if paths.is_empty() {
        return Ok((builtin(coding)?, false));
    }
    let mut entries: Vec<Entry> = Vec::new();
    let partial = for_each_entry(
        paths,
        coding,
        |entry| entry,
        |entry| {
            entries.push(entry);
            Ok(())
        },
    )?;
    let corpus = Corpus::from_entries(entries);
    for entry in corpus.entries() {
        for told in entry.diagnostics.iter().filter(|d| d.code == REPEATED) {
            output::note(&told.to_string());
        }
    }
    repeats(corpus.repeats());
    Ok((corpus, partial))
}

/// The diagnostic of a document that got another id than it came with.
const REPEATED: &str = "corpus.repeated-id";

/// Says how many documents came again.
fn repeats(count: usize) {
    if count > 0 {
        output::note(&format!(
            "{} once: id and text had come before",
            output::counted(
                count,
                "document that came again counts",
                "documents that came again count"
            )
        ));
    }
}

/// Adds documents to an index, each under an id of its own; counts them, those they replace, and
/// those that the index holds as they are.
pub(crate) struct Adding<'i> {
    index: &'i CorpusIndex,
    writer: IndexWriter<'i>,
    /// Documents between two commits: what a broken run can lose.
    every: NonZeroUsize,
    /// What was added since the last.
    waiting: usize,
    waiting_bytes: usize,
    ids: Ids,
    pub(crate) added: usize,
    pub(crate) replaced: usize,
    pub(crate) held: usize,
    again: usize,
}

/// Documents between two commits, where nothing else is asked for.
pub(crate) const COMMIT_EVERY: NonZeroUsize = NonZeroUsize::new(2_000).unwrap();
/// Bytes of text after which a commit comes earlier.
const COMMIT_BYTES: usize = 16 << 20;

impl<'i> Adding<'i> {
    pub(crate) fn to(index: &'i CorpusIndex, every: NonZeroUsize) -> Result<Self> {
        Ok(Self {
            index,
            writer: index.writer()?,
            every,
            waiting: 0,
            waiting_bytes: 0,
            ids: Ids::default(),
            added: 0,
            replaced: 0,
            held: 0,
            again: 0,
        })
    }

    /// Adds these files, or the built-in case where there are none. What the index holds as it is
    /// is not analysed again. Answers whether something could not be read.
    pub(crate) fn add_all(&mut self, paths: &[PathBuf], coding: &Coding) -> Result<bool> {
        let version = coding.version()?;
        if paths.is_empty() {
            for entry in builtin(coding)?.entries() {
                self.admitted(entry, None)?;
            }
            return Ok(false);
        }
        let print = |raw: &RawDocument| Fingerprint::of(raw, &version);
        let (mut ids, index) = (std::mem::take(&mut self.ids), self.index);
        // Reading happens on another thread than writing.
        let (again, held) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let admit = |raw: &mut RawDocument| {
            match ids.admit_raw(raw) {
                Admission::Again => {
                    again.fetch_add(1, Ordering::Relaxed);
                    return false;
                }
                Admission::Renamed { given } => output::note(&format!(
                    "two documents have the id “{given}”; the second is held as “{}”",
                    raw.id
                )),
                _ => {}
            }
            // An index that cannot be read fails when it is added to.
            let holds = index.holds_as(&print(raw)).unwrap_or(false);
            held.fetch_add(usize::from(holds), Ordering::Relaxed);
            !holds
        };
        let partial = each(
            read::open(paths, &coding.options)?,
            admit,
            |raw| (print(&raw), coding.analyzer.analyze(raw)),
            |(print, entry)| self.admitted(&entry, Some(&print)),
        )?;
        self.again += again.into_inner();
        self.held += held.into_inner();
        Ok(partial)
    }

    /// Adds a document whose id is its own.
    fn admitted(&mut self, entry: &Entry, print: Option<&Fingerprint>) -> Result<()> {
        let replaces = match print {
            Some(print) => self.writer.add_as(entry, print)?,
            None => self.writer.add(entry)?,
        };
        self.replaced += usize::from(replaces);
        self.added += 1;
        self.waiting += 1;
        self.waiting_bytes += entry.document.text.original().len();
        if self.waiting >= self.every.get() || self.waiting_bytes >= COMMIT_BYTES {
            self.writer.commit()?;
            (self.waiting, self.waiting_bytes) = (0, 0);
        }
        Ok(())
    }

    pub(crate) fn close(self) -> Result<()> {
        repeats(self.again);
        self.writer.close()
    }
}

/// Reads and analyses these files on all cores and hands `work` of each entry to `sink` in order.
/// Answers whether something could not be read; that is told on standard error as it comes.
pub(crate) fn for_each_entry<T: Send>(
    paths: &[PathBuf],
    coding: &Coding,
    work: impl Fn(Entry) -> T + Sync,
    sink: impl FnMut(T) -> Result<()>,
) -> Result<bool> {
    let documents = read::open(paths, &coding.options)?;
    each(
        documents,
        |_| true,
        |raw| work(coding.analyzer.analyze(raw)),
        sink,
    )
}

/// The same for JSON Lines on standard input.
pub(crate) fn for_each_entry_of_stdin<T: Send>(
    coding: &Coding,
    work: impl Fn(Entry) -> T + Sync,
    sink: impl FnMut(T) -> Result<()>,
) -> Result<bool> {
    let stdin = std::io::BufReader::new(std::io::stdin());
    each(
        read::from_reader(stdin, "standard input", &coding.options),
        |_| true,
        |raw| work(coding.analyzer.analyze(raw)),
        sink,
    )
}

/// What `admit` turns away is not worked on; it is asked of each document in order, while others
/// are worked on.
fn each<T: Send>(
    documents: Documents,
    mut admit: impl FnMut(&mut RawDocument) -> bool + Send,
    work: impl Fn(RawDocument) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<()>,
) -> Result<bool> {
    let bar = progress(documents.bytes_total());
    let known = documents.skipped().len();
    left_out(documents.skipped());
    // Reading happens on another thread than writing; the bar follows through this number.
    let read = AtomicU64::new(0);
    let mut documents = documents;
    let turned_away = AtomicUsize::new(0);
    let stream = std::iter::from_fn(|| {
        loop {
            let mut next = documents.next();
            read.store(documents.bytes_read(), Ordering::Relaxed);
            if let Some(Ok(raw)) = &mut next
                && !admit(raw)
            {
                turned_away.fetch_add(1, Ordering::Relaxed);
                bar.set_position(documents.bytes_read());
                continue;
            }
            return next;
        }
    });
    let mut done = 0usize;
    let mut failed = 0usize;
    // A failure is told as a warning when the run goes on after it; one that is all there is ends
    // the run as its error.
    let mut untold: Option<Error> = None;
    for_each_analyzed(
        stream,
        |raw| raw.map(&work),
        |result| {
            bar.set_position(read.load(Ordering::Relaxed));
            if let Some(error) = untold.take() {
                bar.suspend(|| output::warning(&error));
            }
            match result {
                Ok(value) => {
                    done += 1;
                    bar.set_message(format!("{done} documents"));
                    sink(value)
                }
                Err(error) => {
                    failed += 1;
                    untold = Some(error);
                    Ok(())
                }
            }
        },
    )?;
    bar.finish_and_clear();
    // What archives hold is known once they are read.
    left_out(documents.skipped().get(known..).unwrap_or_default());
    if let Some(error) = untold {
        let alone = failed == 1 && done == 0 && turned_away.load(Ordering::Relaxed) == 0;
        if alone {
            return Err(error);
        }
        output::warning(&error);
    }
    if failed == 0 {
        return Ok(false);
    }
    if done == 0 && turned_away.into_inner() == 0 {
        return Err(Error::new(
            ErrorKind::Empty,
            format!("none of the {failed} documents could be read; see the warnings above"),
        ));
    }
    output::note(&format!(
        "{failed} could not be read and {} left out; {done} documents were analysed",
        if failed == 1 { "was" } else { "were" }
    ));
    Ok(true)
}

/// Says which files of the folders are not read, by name where they are few.
fn left_out(paths: &[PathBuf]) {
    const NAMED: usize = 5;
    let Some(more) = paths.len().checked_sub(1) else {
        return;
    };
    let mut names: Vec<String> = paths
        .iter()
        .take(NAMED)
        .map(|p| p.display().to_string())
        .collect();
    if more >= NAMED {
        names.push(format!("and {} more", paths.len() - NAMED));
    }
    output::note(&format!(
        "not read, because their format is not ({}): {}",
        read::extensions().join(", "),
        names.join(", ")
    ));
}

/// A bar on standard error where that is a terminal; nothing elsewhere.
fn progress(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {percent:>3} %  {msg}  {elapsed} of about {duration}",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}  {elapsed}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// What is searched: an index on disk, or one made in memory of these files or the built-in
/// case; the codes that its provisions can carry; and whether something could not be read.
pub(crate) fn index(
    args: &SearchedArgs,
    filter: &FilterArgs,
) -> Result<(CorpusIndex, Vec<String>, bool)> {
    let segmenter = Segmenter::builtin();
    if let Some(dir) = &args.index {
        let index = CorpusIndex::open(dir, &segmenter)?;
        let codes = codes(&index, filter)?;
        return Ok((index, codes, false));
    }
    let coding = Coding::of(&args.coding, args.read)?;
    let index = CorpusIndex::in_memory(&segmenter)?;
    let mut adding = Adding::to(&index, COMMIT_EVERY)?;
    let partial = adding.add_all(&args.corpus, &coding)?;
    adding.close()?;
    Ok((index, coding.codes().to_vec(), partial))
}

/// The codes in an index, where `filter` asks for any: to list them is to go through all of it.
pub(crate) fn codes(index: &CorpusIndex, filter: &FilterArgs) -> Result<Vec<String>> {
    if filter.names_codes() {
        index.codes()
    } else {
        Ok(Vec::new())
    }
}

/// The filter of who compares countries: unless some are asked for, all of them.
pub(crate) fn all_countries<'a>(
    mut filter: zhengce::corpus::Filter,
    axes: impl IntoIterator<Item = &'a Axis>,
) -> zhengce::corpus::Filter {
    let compares = axes.into_iter().any(|axis| *axis == Axis::Jurisdiction);
    if compares && filter.jurisdictions == Jurisdictions::China {
        filter.jurisdictions = Jurisdictions::All;
    }
    filter
}
