//! [`LearnedCoder`]: a coder that learns from paragraphs somebody coded.

mod features;
mod fit;
mod model;
mod train;

pub use train::{LearningOptions, TrainingUnit};

use super::{Coded, Coder, CodingUnit, Leaning};
use crate::annotate::Name;
use crate::error::{Error, ErrorKind, Result};
use model::Model;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;
use train::{folds, learn};

/// A linear model over runs of characters, one for each code, with calibrated scores.
///
/// ```no_run
/// use zhengce::annotate::{Coder, CodingUnit, LearnedCoder, LearningOptions, TrainingUnit};
/// let units: Vec<TrainingUnit> = zhengce::read::coded("mine.csv".as_ref(), None)?
///     .into_iter()
///     .filter_map(|u| Some(TrainingUnit::new(u.document, &u.text?, u.codes)))
///     .collect();
/// let coder = LearnedCoder::train("mine", &units, &LearningOptions::default())?;
/// let codes = coder.code(&CodingUnit::new("建立教师流动机制。", ""));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnedCoder {
    format: u32,
    codebook: String,
    version: String,
    #[serde(flatten)]
    model: Model,
}

/// The layout of a saved model.
const FORMAT: u32 = 1;
/// What evidence of a learned coder names as its rule.
const RULE: &str = "learned";
/// How many runs of characters are shown as evidence.
const SHOWN: usize = 5;

impl LearnedCoder {
    /// Learns every code that enough paragraphs have; `codebook` names the scheme in results.
    ///
    /// Scores are calibrated, and the threshold of each code is chosen, on documents that the
    /// model had not seen when it judged them.
    ///
    /// # Errors
    /// [`ErrorKind::Empty`] where no code has enough paragraphs with it and without it, or all
    /// are from one document.
    pub fn train(
        codebook: &str,
        units: &[TrainingUnit],
        options: &LearningOptions,
    ) -> Result<Self> {
        let all: Vec<usize> = (0..units.len()).collect();
        let model = learn(units, &all, options)?;
        // The version says what it was taught, not when.
        let mut hash = Sha256::new();
        for unit in units {
            let codes: Vec<&str> = unit.codes.iter().map(String::as_str).collect();
            for part in [&unit.document, &unit.text, &codes.join("\u{1f}")] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
        }
        hash.update(format!("{options:?}"));
        let hash: String = hash
            .finalize()
            .iter()
            .take(4)
            .map(|b| format!("{b:02x}"))
            .collect();
        Ok(Self {
            format: FORMAT,
            codebook: codebook.to_owned(),
            version: format!("learned-{}+{hash}", units.len()),
            model,
        })
    }

    /// What a coder that learned from all other documents leans towards for each unit: fold by
    /// fold, never of a document it knows. Thresholds and calibration, too, are learned without it.
    ///
    /// # Errors
    /// As [`LearnedCoder::train`].
    pub fn cross_validate(
        units: &[TrainingUnit],
        options: &LearningOptions,
    ) -> Result<Vec<Vec<Leaning>>> {
        let folds = folds(units, &(0..units.len()).collect::<Vec<_>>(), options.folds)?;
        let judged: Vec<Vec<(usize, Vec<Leaning>)>> = folds
            .par_iter()
            .map(|fold| {
                let rest: Vec<usize> = (0..units.len()).filter(|u| !fold.contains(u)).collect();
                let model = learn(units, &rest, options)?;
                Ok(fold
                    .iter()
                    .map(|unit| {
                        let features = model.vocabulary.features(&units[*unit].text);
                        (*unit, model.lean(RULE.into(), &features))
                    })
                    .collect())
            })
            .collect::<Result<_>>()?;
        let mut out = vec![Vec::new(); units.len()];
        for (unit, codes) in judged.into_iter().flatten() {
            out[unit] = codes;
        }
        Ok(out)
    }

    /// The codes it knows, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.model.codes.iter().map(|c| c.code.as_str())
    }

    /// The name of the scheme in results.
    #[must_use]
    pub fn codebook(&self) -> &str {
        &self.codebook
    }

    /// Reads a saved model.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no model of this version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let model: Self = serde_json::from_slice(&bytes).map_err(|e| {
            Error::new(
                ErrorKind::Format,
                format!("this is no learned coder ({e}); make one with `policy train`"),
            )
            .at_path(path)
            .because(e)
        })?;
        if model.format != FORMAT {
            return Err(Error::new(
                ErrorKind::Format,
                "this coder was saved by another version; train it again",
            )
            .at_path(path));
        }
        Ok(model)
    }

    /// Writes the model as one JSON object; the same model gives the same bytes.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn save(&self, writer: impl std::io::Write) -> Result<()> {
        serde_json::to_writer(writer, self).map_err(|e| {
            Error::new(
                ErrorKind::Io,
                format!("the model could not be written: {e}"),
            )
            .because(e)
        })
    }

    /// The probability of every code, of a normalised text.
    #[must_use]
    pub fn probabilities(&self, text: &str) -> Vec<(&str, f64)> {
        let features = self.model.vocabulary.features(text);
        let all = self.model.probabilities(&features);
        all.map(|(code, probability)| (code.code.as_str(), probability))
            .collect()
    }
}

impl Coder for LearnedCoder {
    fn lean(&self, unit: &CodingUnit<'_>) -> Vec<Leaning> {
        let features = self.model.vocabulary.features(unit.text);
        self.model.lean(Name::from(&self.codebook), &features)
    }

    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
        let features = self.model.vocabulary.features(unit.text);
        let mut given = self.model.given(&features).peekable();
        if given.peek().is_none() {
            return Vec::new();
        }
        let spans = self.model.vocabulary.spans(unit.text);
        let (codebook, version) = (Name::from(&self.codebook), Name::from(&self.version));
        let rule = Name::from(RULE);
        given
            .map(|(code, probability)| {
                let mut said: Vec<(f64, usize)> = features
                    .iter()
                    .filter_map(|(place, value)| {
                        Some((code.line.weights.get(*place)? * value, *place))
                    })
                    .filter(|(share, _)| *share > 0.0)
                    .collect();
                said.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                let mut coded = Coded::new(codebook, version, &code.code, probability);
                coded.evidence = said
                    .iter()
                    .take(SHOWN)
                    .filter_map(|(_, place)| Some((*spans.get(place)?, rule)))
                    .collect();
                coded.evidence.sort();
                coded
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn units() -> Vec<TrainingUnit> {
        let who = ["教师", "校长", "教研员", "班主任"];
        let what = ["流动", "培训", "交流", "轮岗"];
        let money = ["经费", "拨款", "预算", "资金"];
        let mut units = Vec::new();
        for document in 0..6 {
            for n in 0..4 {
                let (a, b) = (who[(n + document) % 4], what[n]);
                let doc = document.to_string();
                units.push(TrainingUnit::new(
                    &doc,
                    &format!("推进{a}{b}工作。"),
                    ["personnel"],
                ));
                let c = money[(n + document) % 4];
                units.push(TrainingUnit::new(
                    &doc,
                    &format!("落实{c}投入，加大{c}保障。"),
                    ["investment"],
                ));
                units.push(TrainingUnit::new(
                    &doc,
                    "本办法自公布之日起施行。",
                    [] as [&str; 0],
                ));
            }
        }
        units
    }

    #[test]
    fn it_learns_what_it_is_shown_and_says_by_what() {
        let coder = LearnedCoder::train("mine", &units(), &LearningOptions::default()).unwrap();
        assert_eq!(
            coder.codes().collect::<Vec<_>>(),
            ["investment", "personnel"]
        );
        let text = "加强校长培训。";
        let codes = coder.code(&CodingUnit::new(text, ""));
        assert_eq!(codes.len(), 1);
        assert_eq!(codes[0].code, "personnel");
        assert!(codes[0].score > 0.5 && codes[0].version.starts_with("learned-72+"));
        let words: Vec<_> = codes[0]
            .evidence
            .iter()
            .map(|(s, _)| s.slice(text))
            .collect();
        assert!(words.iter().any(|w| "校长培训".contains(w)), "{words:?}");
        assert!(coder.code(&CodingUnit::new("", "")).is_empty());
        assert!(
            coder
                .code(&CodingUnit::new("本办法自公布之日起施行。", ""))
                .is_empty()
        );
    }

    #[test]
    fn a_saved_coder_codes_as_before_and_is_the_same_every_time() {
        let options = LearningOptions::default();
        let coder = LearnedCoder::train("mine", &units(), &options).unwrap();
        assert_eq!(
            LearnedCoder::train("mine", &units(), &options).unwrap(),
            coder
        );
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.model");
        coder.save(std::fs::File::create(&path).unwrap()).unwrap();
        let again = LearnedCoder::open(&path).unwrap();
        let unit = CodingUnit::new("落实预算。", "");
        assert_eq!(again.code(&unit), coder.code(&unit));
        std::fs::write(&path, "{}").unwrap();
        let error = LearnedCoder::open(&path).unwrap_err();
        assert!(error.to_string().contains("policy train"), "{error}");
    }

    #[test]
    fn a_document_is_never_on_both_sides() {
        let units = units();
        let all: Vec<usize> = (0..units.len()).collect();
        let folds = folds(&units, &all, 4).unwrap();
        assert_eq!(folds.iter().map(BTreeSet::len).sum::<usize>(), units.len());
        for (n, fold) in folds.iter().enumerate() {
            for other in &folds[n + 1..] {
                let documents = |f: &BTreeSet<usize>| -> BTreeSet<String> {
                    f.iter().map(|u| units[*u].document.clone()).collect()
                };
                assert!(documents(fold).is_disjoint(&documents(other)));
            }
        }
        let judged = LearnedCoder::cross_validate(&units, &LearningOptions::default()).unwrap();
        let given = |leanings: &[Leaning]| -> BTreeSet<String> {
            let given = leanings.iter().filter(|l| l.is_given());
            given.map(|l| l.code.to_string()).collect()
        };
        let right = judged
            .iter()
            .zip(&units)
            .filter(|(j, u)| given(j) == u.codes)
            .count();
        assert!(right * 10 > units.len() * 9, "{right} of {}", units.len());
    }

    #[test]
    fn too_little_to_learn_from_says_what_is_missing() {
        let one = vec![TrainingUnit::new("d", "教师流动。", ["personnel"])];
        let error = LearnedCoder::train("mine", &one, &LearningOptions::default()).unwrap_err();
        assert!(error.to_string().contains("at least 8"), "{error}");
        let mut same = units();
        same.iter_mut()
            .for_each(|u| "d".clone_into(&mut u.document));
        let error = LearnedCoder::train("mine", &same, &LearningOptions::default()).unwrap_err();
        assert!(error.to_string().contains("one document"), "{error}");
    }
}
