//! [`Codebook`]: a coding scheme that a researcher writes himself, one TOML file a scheme.
//!
//! A codebook holds its codes with definitions, the rules that recognise them, and for each code
//! sentences that must be coded and sentences that must not: its tests. A file that contradicts
//! itself does not load; the error names file and line.

mod check;
mod load;
mod raw;
mod rule;

pub use check::{CodebookFinding, CodebookProblem};
pub(crate) use rule::{Group, Look, Within};
pub use rule::{Rule, RuleKind};

use crate::error::{Error, ErrorKind, Result};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::LazyLock;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/corpus/codebook");

/// A name in two languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// One coding scheme.
///
/// ```toml
/// id = "mine"
/// version = "1"
/// title = { zh = "我的编码表", en = "My scheme" }
///
/// [families]                       # words that stand for each other, named @teacher in rules
/// teacher = ["教师", "校长"]
/// [except]                         # longer words in which a family's words do not count
/// teacher = ["教师节"]
///
/// [[code]]
/// id = "training"
/// label = { zh = "培训", en = "Training" }
/// definition = "Training of teachers and principals."
/// coded = ["校长每五年参加一次培训。"]      # must get the code
/// uncoded = ["教师指导学生参加培训。"]      # must not
/// threshold = 0.5                  # given from this score on; 0.5 unless said
///
/// [[code.rule]]
/// id = "training.of-teachers"
/// near = [["@teacher"], ["培训", "进修"]]   # or `terms`, or `pattern` with `when`
/// within = "sentence"              # or clause, paragraph
/// distance = 12                    # characters between them, at most
/// unless = ["学生"]                # words in the sentence that void a hit
/// weight = 0.7                     # 0.7 unless said; negative speaks against
/// ```
///
/// Further keys: `ordered`, `except` (longer words that void a hit they cover; for one rule or
/// one code), `unless_within`, `requires` (a word that must stand in the paragraph, or in the
/// title and headings above it; for one rule or one code), `context` (in title and headings
/// only), and `[[against]]` for negative rules that hold for every code. A sentence that needs its
/// headings is written `{ text = "考生凭证件入场。", under = "招生办法" }`.
///
/// Every rule must find something in a sentence of `coded`, every negative one in a sentence of
/// `uncoded`: a rule that nothing tests may be a slip of the pen.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Codebook {
    /// Names the scheme in results, e.g. `case`.
    pub id: String,
    /// The author's version and a short hash of the file: equal versions code equally.
    pub version: String,
    /// What the scheme is called.
    pub title: Label,
    /// The codes in the order of the file.
    pub codes: Vec<Code>,
}

/// One category of a scheme.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Code {
    /// Names the category in results, e.g. `personnel`.
    pub id: String,
    /// The category above it.
    pub parent: Option<String>,
    /// What it is called.
    pub label: Label,
    /// What it means, for the human coder.
    pub definition: String,
    /// What also counts.
    pub include: Option<String>,
    /// What does not count.
    pub exclude: Option<String>,
    /// Sentences that must get the code.
    pub coded: Vec<Example>,
    /// Sentences that must not get it.
    pub uncoded: Vec<Example>,
    /// The score from which a paragraph gets the code.
    pub threshold: f64,
    /// The rules in the order of the file.
    pub rules: Vec<Rule>,
}

/// A sentence by which a code is tested.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The title and headings it stands under, one a line; empty where that does not matter.
    pub under: String,
    /// Its line in the codebook, from 1.
    pub line: u64,
}

impl Codebook {
    /// A codebook that ships with the library, by its id.
    ///
    /// ```
    /// use zhengce::annotate::Codebook;
    /// let case = Codebook::builtin("case")?;
    /// assert!(case.codes.iter().any(|c| c.id == "personnel"));
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where no codebook of this id ships; the error names those that do.
    pub fn builtin(id: &str) -> Result<Self> {
        let name = format!("{id}.toml");
        match BUILTIN.get_file(&name).and_then(|f| f.contents_utf8()) {
            // Its sentences are checked by the library's own tests, not on every start.
            Some(text) => Self::draft(text).map_err(|e| e.at_path(name)),
            None => Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "no codebook “{id}” ships with the library; choose one of: {}",
                    Self::builtin_ids().join(", ")
                ),
            )),
        }
    }

    /// The ids of the codebooks that ship with the library, sorted.
    #[must_use]
    pub fn builtin_ids() -> Vec<String> {
        let mut ids: Vec<String> = BUILTIN
            .files()
            .filter(|f| f.path().extension().is_some_and(|e| e == "toml"))
            .filter_map(|f| Some(f.path().file_stem()?.to_string_lossy().into_owned()))
            .collect();
        ids.sort();
        ids
    }

    /// The ids of all codes of the shipped codebooks, each codebook's in the order of its file.
    #[must_use]
    pub fn builtin_codes() -> Vec<String> {
        let codes = Self::all_builtin().iter().flat_map(|book| &book.codes);
        codes.map(|code| code.id.clone()).collect()
    }

    /// The codebooks that ship, in the order of their ids; read once.
    pub(crate) fn all_builtin() -> &'static [Self] {
        static ALL: LazyLock<Vec<Codebook>> = LazyLock::new(|| {
            let ids = Codebook::builtin_ids();
            let books = ids.iter().filter_map(|id| Codebook::builtin(id).ok());
            books.collect()
        });
        &ALL
    }

    /// A small codebook that works, with comments that say how one is written: what `policy
    /// codebook new` starts a researcher with.
    #[must_use]
    pub fn template() -> &'static str {
        include_str!("codebook/template.toml")
    }

    /// Reads a codebook file and tests it with its own sentences.
    ///
    /// # Errors
    /// As [`Codebook::from_toml`], with the path; and where the file cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        Self::from_toml(&text).map_err(|e| e.at_path(path))
    }

    /// Reads a codebook and tests it with its own sentences.
    ///
    /// # Errors
    /// As [`Codebook::draft`], and where [`Codebook::check`] finds something; the error names the
    /// line.
    pub fn from_toml(text: &str) -> Result<Self> {
        let book = Self::draft(text)?;
        match book.check().into_iter().next() {
            None => Ok(book),
            Some(finding) => {
                Err(Error::new(ErrorKind::Data, finding.to_string()).at_line(finding.line))
            }
        }
    }

    /// Reads a codebook that is still being written: its sentences may fail. Use
    /// [`Codebook::check`] to see which do.
    ///
    /// # Errors
    /// Where the file is no codebook: wrong TOML, unknown keys, duplicate ids, rules that look
    /// for nothing, unknown families, patterns that do not compile, codes without sentences.
    /// The error names the line.
    pub fn draft(text: &str) -> Result<Self> {
        let mut book = load::load(text)?;
        let hash: String = Sha256::digest(text.as_bytes())
            .iter()
            .take(4)
            .map(|b| format!("{b:02x}"))
            .collect();
        book.version = format!("{}+{hash}", book.version);
        Ok(book)
    }

    /// What the codebook's own sentences say against it, by line; empty when all is well: sentences
    /// that its rules judge otherwise, and rules that no sentence tests.
    #[must_use]
    pub fn check(&self) -> Vec<CodebookFinding> {
        check::check(self)
    }

    /// The code of this id.
    #[must_use]
    pub fn code(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|c| c.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::coder::{Coder, CodingUnit, RuleCoder};

    #[test]
    fn what_ships_passes_its_own_sentences() {
        for id in Codebook::builtin_ids() {
            let book = Codebook::builtin(&id).unwrap();
            assert_eq!(book.id, id, "a codebook's file bears its id");
            let findings: Vec<String> = book.check().iter().map(ToString::to_string).collect();
            assert!(findings.is_empty(), "{id}: {findings:#?}");
        }
    }

    #[test]
    fn what_ships_can_be_used_together() {
        // Results of several schemes stand in one list and are told apart by the code.
        let mut codes = Codebook::builtin_codes();
        assert!(codes.len() > 70, "{}", codes.len());
        codes.sort();
        let twice: Vec<&[String]> = codes.windows(2).filter(|w| w[0] == w[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");

        let books = Codebook::builtin_ids()
            .iter()
            .map(|id| Codebook::builtin(id).unwrap())
            .collect();
        let coder = RuleCoder::new(books).unwrap();
        let text = "县级人民政府应当安排经费，对乡村教师开展培训，推动义务教育均衡发展。";
        let codes: Vec<String> = coder
            .code(&CodingUnit::new(text, ""))
            .into_iter()
            .map(|c| c.code.to_string())
            .collect();
        for code in [
            "personnel",
            "integration",
            "hood_treasure",
            "rz_talent",
            "me_capacity_building",
            "si_capacity",
            "fn_measure",
            "sig_authorise",
            "t_balanced",
        ] {
            assert!(codes.iter().any(|c| c == code), "{code}: {codes:?}");
        }
    }

    #[test]
    fn the_codebook_of_the_documentation_works() {
        let page = include_str!("codebook.rs");
        let text: String = page
            .lines()
            .skip_while(|l| *l != "/// ```toml")
            .skip(1)
            .take_while(|l| *l != "/// ```")
            .map(|l| l.trim_start_matches("///").trim_start().to_owned() + "\n")
            .collect();
        assert_eq!(Codebook::from_toml(&text).unwrap().id, "mine");
    }

    #[test]
    fn the_template_works_and_says_so_of_itself() {
        let book = Codebook::from_toml(Codebook::template()).unwrap();
        // The rules that stand in comments work, too.
        let all = Codebook::template()
            .replace("# [[code.rule]]", "[[code.rule]]")
            .replace("# id =", "id =")
            .replace("# terms =", "terms =")
            .replace("# pattern =", "pattern =")
            .replace("# when =", "when =")
            .replace("# weight =", "weight =");
        let all = Codebook::from_toml(&all).unwrap();
        assert_eq!(
            (book.codes[0].rules.len(), all.codes[0].rules.len()),
            (1, 3)
        );
    }

    #[test]
    fn an_unknown_codebook_names_those_that_ship() {
        let error = Codebook::builtin("nato").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.message().contains("case"), "{error}");
    }

    const SMALL: &str = r#"
id = "small"
version = "1.2"
title = { zh = "小", en = "Small" }
[[code]]
id = "pay"
label = { zh = "工资", en = "Pay" }
definition = "Pay of teachers."
coded = ["教师工资按月发放。"]
uncoded = ["矿工工资按月发放。"]
[[code.rule]]
id = "pay.teacher"
near = [["教师"], ["工资"]]
"#;

    #[test]
    fn the_version_follows_the_content() {
        let book = Codebook::from_toml(SMALL).unwrap();
        assert!(book.version.starts_with("1.2+"), "{}", book.version);
        let other = Codebook::from_toml(&SMALL.replace("按月", "按时")).unwrap();
        assert_ne!(book.version, other.version);
        assert_eq!(
            book.version,
            Codebook::from_toml(SMALL).unwrap().version,
            "equal files have equal versions"
        );
    }

    #[test]
    fn a_sentence_that_fails_is_an_error_with_its_line_and_a_finding_of_the_draft() {
        let text = SMALL.replace("矿工工资", "民办教师工资");
        let error = Codebook::from_toml(&text).unwrap_err();
        assert_eq!((error.kind(), error.line()), (ErrorKind::Data, Some(10)));
        let findings = Codebook::draft(&text).unwrap().check();
        assert_eq!(findings.len(), 1);
        let CodebookProblem::Sentence {
            expected, rules, ..
        } = &findings[0].problem
        else {
            panic!("a sentence: {findings:?}");
        };
        assert_eq!(
            (*expected, rules.as_slice()),
            (false, &["pay.teacher".to_owned()][..])
        );
    }

    #[test]
    fn open_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("small.toml");
        std::fs::write(&path, SMALL.replace("near", "nearby")).unwrap();
        let error = Codebook::open(&path).unwrap_err();
        assert_eq!(error.path(), Some(path.as_path()));
        assert_eq!(error.line(), Some(13));
        assert_eq!(
            Codebook::open(folder.path().join("none.toml"))
                .unwrap_err()
                .kind(),
            ErrorKind::Io
        );
    }
}
