//! Building an index, against cutting the same text and indexing the tokens that come of it.

use crate::clock;
use crate::memory::{in_child, status};
use crate::{row, texts};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tantivy::schema::{
    IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use zhengce::corpus::{Analyzer, Entry};
use zhengce::index::CorpusIndex;
use zhengce::read::RawDocument;
use zhengce::segment::Segmenter;
use zhengce::text::Text;

/// What an index may cost, as a multiple of cutting and of indexing what is cut.
const TARGET: f64 = 1.3;
/// How large an index may be, as a multiple of its text.
const SIZE: f64 = 1.8;
/// What the writer may hold of an index that is built, in bytes, as the library says.
const BUDGET: f64 = 100e6;
/// Texts of one index, in bytes; each is measured in a process of its own.
const SIZES: [usize; 3] = [15_000_000, 30_000_000, 60_000_000];
/// How often its memory is looked at.
const EVERY: Duration = Duration::from_millis(2);
/// The argument of a process that builds an index of so many bytes.
pub(crate) const CHILD: &str = "--one-index";

/// Memory of the engine, as the library sets it.
const MEMORY: usize = 36_000_000;

pub(crate) fn table(texts: &[String]) {
    println!(
        "\nbuilding an index of analysed documents against cutting all words and indexing the tokens (target: at most {TARGET})"
    );
    let entries = entries(texts, 0);
    let provisions: Vec<String> = entries.iter().flat_map(provisions).collect();
    let jieba = jieba_rs::Jieba::new();
    let cut_before: Vec<(String, &str)> = provisions
        .iter()
        .map(|text| (tokens(&jieba, text), text.as_str()))
        .collect();
    let costs = clock::least_of_all_threads(&mut [
        &mut || provisions.iter().map(|t| jieba.cut_all(t).len()).sum(),
        &mut || indexed(&cut_before, false),
        &mut || indexed(&cut_before, true),
        &mut || built(&entries),
    ]);
    let [cut, bare, stored, whole] = costs[..] else {
        unreachable!("four costs were asked for");
    };
    let floor = cut + stored;
    row("cutting all words", cut, floor);
    row("indexing the tokens", bare, floor);
    row("the same and keeping the text", stored, floor);
    row("building the index", whole, floor);
    met(whole / floor, TARGET);
    println!(
        "\nmemory while an index of 15, 30 and 60 MB of text is built, MB beyond what was there (target: at most the {:.0} of the writer)",
        BUDGET / 1e6
    );
    let peaks = SIZES.map(|size| in_child(&[CHILD, &size.to_string()]).1);
    let shown = peaks.map(|peak| format!("{:>6.0}", peak / 1e6));
    println!("  {:<40} {}", "peak", shown.join(" "));
    met(peaks[2] / 1e6, BUDGET / 1e6);
    let growth = peaks[2] / peaks[0];
    println!("  four times the text takes {growth:.2} times the memory");
}

fn met(share: f64, target: f64) {
    let word = if share <= target { "met" } else { "NOT met" };
    println!("  target {word}: {share:.2} of {target}");
}

/// Prints how large an index of texts of so many bytes is.
pub(crate) fn sizes(folder: &Path, text: usize) {
    println!("\nsize of the index against the text (target: at most {SIZE})");
    let share = size(folder) as f64 / text as f64;
    row("files of the index", share, 1.0);
    met(share, SIZE);
}

/// Analysed documents, with ids of their numbers from `first` on.
pub(crate) fn entries(texts: &[String], first: usize) -> Vec<Entry> {
    let analyzer = Analyzer::builtin();
    let raw = texts.iter().zip(first..);
    raw.map(|(text, n)| analyzer.analyze(RawDocument::new(format!("d{n}"), text.as_str())))
        .collect()
}

/// The texts of the provisions of a document, as they are compared.
fn provisions(entry: &Entry) -> Vec<String> {
    let document = &entry.document;
    let spans = document.provisions.iter().map(|p| p.span);
    spans
        .map(|span| Text::new(document.quote(span)).view().to_ascii_lowercase())
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// The tokens of a text, one a line, each after its position.
fn tokens(jieba: &jieba_rs::Jieba, text: &str) -> String {
    let words = jieba.cut_all(text).into_iter();
    let words = words
        .filter(|t| t.end - t.start > 1 && !t.word.bytes().any(|b| b.is_ascii()))
        .map(|t| (t.start, t.word));
    let chars = text
        .char_indices()
        .enumerate()
        .map(|(n, (at, c))| (n, &text[at..at + c.len_utf8()]));
    let mut all: Vec<(usize, &str)> = chars.chain(words).collect();
    all.sort_by_key(|(at, _)| *at);
    let lines = all.into_iter().map(|(at, word)| {
        // A line end is a token, too; any character does as well.
        let word = if word == "\n" { "\r" } else { word };
        format!("{at} {word}\n")
    });
    lines.collect()
}

/// The engine alone, on tokens that were cut before.
fn indexed(texts: &[(String, &str)], keep: bool) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut schema = Schema::builder();
    let options = TextFieldIndexing::default()
        .set_tokenizer("lines")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(options));
    let kept = schema.add_text_field("kept", STORED);
    let index = tantivy::Index::create_in_dir(folder.path(), schema.build()).unwrap();
    index.tokenizers().register("lines", Lines);
    // As many threads as the library takes.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = (processors / 2).clamp(1, 2);
    let mut writer = index.writer_with_num_threads(threads, MEMORY).unwrap();
    for (tokens, text) in texts {
        let mut document = tantivy::TantivyDocument::default();
        document.add_text(field, tokens);
        if keep {
            document.add_text(kept, text);
        }
        assert!(document.get_first(field).unwrap().as_str().is_some());
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    texts.len()
}

/// Builds the index of these; gives their number.
fn built(entries: &[Entry]) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let index = CorpusIndex::create(folder.path(), &Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    for entry in entries {
        writer.add(entry).unwrap();
    }
    writer.close().unwrap();
    entries.len()
}

fn size(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap();
    let sizes = files.map(|file| file.unwrap().metadata().unwrap().len());
    usize::try_from(sizes.sum::<u64>()).unwrap()
}

/// What the child does: it builds an index of so many bytes, document by document, and prints
/// seconds and bytes. Pages of files that the system keeps at hand are not counted: it takes them
/// back when memory runs short.
pub(crate) fn measure(bytes: usize) {
    let texts = texts::documents();
    let segmenter = Segmenter::builtin();
    built(&entries(&texts[..1], 0));
    let folder = tempfile::tempdir().unwrap();
    let index = CorpusIndex::create(folder.path(), &segmenter).unwrap();
    let before = status("RssAnon:");
    let done = AtomicBool::new(false);
    let (seconds, peak) = std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut peak = before;
            while !done.load(Ordering::Relaxed) {
                peak = peak.max(status("RssAnon:"));
                std::thread::sleep(EVERY);
            }
            peak
        });
        let seconds = clock::seconds(|| {
            let mut writer = index.writer().unwrap();
            let mut added = 0;
            for (n, text) in texts.iter().cycle().enumerate() {
                if added >= bytes {
                    break;
                }
                added += text.len();
                let raw = RawDocument::new(format!("d{n}"), text.as_str());
                writer.add(&Analyzer::builtin().analyze(raw)).unwrap();
            }
            writer.close().unwrap();
            added
        });
        done.store(true, Ordering::Relaxed);
        (seconds, watch.join().unwrap())
    });
    println!("{seconds} {}", peak - before);
}

/// Splits lines of a position and a token.
#[derive(Clone)]
struct Lines;

impl Tokenizer for Lines {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        LineStream {
            rest: text.split_terminator('\n'),
            token: Token::default(),
        }
    }
}

struct LineStream<'a> {
    rest: std::str::SplitTerminator<'a, char>,
    token: Token,
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, text)) = self.rest.next().and_then(|line| line.split_once(' ')) else {
            return false;
        };
        self.token.position = position.parse().unwrap();
        self.token.position_length = 1;
        self.token.text.clear();
        self.token.text.push_str(text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
