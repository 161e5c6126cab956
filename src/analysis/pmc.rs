//! [`Pmc`]: the index and surface of policy modelling consistency.

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::shipped;
use serde::Deserialize;
use std::path::Path;

/// Variables, their parts and the bands of the index, such as `corpus/pmc.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PmcModel {
    version: String,
    #[serde(rename = "variable")]
    variables: Vec<Variable>,
    #[serde(rename = "band")]
    bands: Vec<Band>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variable {
    name: String,
    parts: Vec<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    name: String,
    least: f64,
}

impl PmcModel {
    /// The model that ships; its variables and bands are this project's.
    #[must_use]
    pub fn builtin() -> Self {
        shipped::table("corpus/pmc.toml", include_str!("../../corpus/pmc.toml"))
    }

    /// A model of the researcher's own, in the form of the one that ships.
    ///
    /// # Errors
    /// Where the file cannot be read, is no such table, or a variable has no part.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let fail = |message: String| Error::new(ErrorKind::Format, message).at_path(path);
        let model: Self = toml::from_str(&text)
            .map_err(|e| fail(format!("the model cannot be read: {}", e.message())))?;
        match model.variables.iter().find(|v| v.parts.is_empty()) {
            Some(bare) => Err(fail(format!("the variable “{}” has no part", bare.name))),
            None => Ok(model),
        }
    }

    /// What the researcher calls this model.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The names of the variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|v| v.name.as_str())
    }
}

/// How a document does in a model.
///
/// Each variable is the share of its parts that the text has; the index is their sum, the surface
/// has them three a row, the concavity is what is missing to a document that has everything.
///
/// ```
/// use zhengce::analysis::{Pmc, PmcModel};
/// let corpus = zhengce::Corpus::builtin()?;
/// let document = &corpus.get("SH-2012-75").unwrap().document;
/// let pmc = Pmc::of(document, &PmcModel::builtin());
/// assert_eq!(pmc.surface().len(), 3);
/// assert!((pmc.index + pmc.concavity() - 9.0).abs() < 1e-9);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pmc {
    /// The id of the document.
    pub document: String,
    /// The variables in the order of the model, 0 to 1.
    pub values: Vec<f64>,
    /// Their sum.
    pub index: f64,
    /// The band of the index.
    pub band: Option<String>,
}

impl Pmc {
    /// Of one document.
    #[must_use]
    pub fn of(document: &Document, model: &PmcModel) -> Self {
        let text = document.text.view();
        let values: Vec<f64> = model
            .variables
            .iter()
            .map(|variable| {
                let has = |words: &&Vec<String>| words.iter().any(|w| text.contains(w.as_str()));
                let count = variable.parts.iter().filter(has).count();
                count as f64 / variable.parts.len().max(1) as f64
            })
            .collect();
        let index: f64 = values.iter().sum();
        let ratio = index / values.len().max(1) as f64;
        Self {
            document: document.id.clone(),
            band: model
                .bands
                .iter()
                .find(|b| ratio >= b.least)
                .map(|b| b.name.clone()),
            values,
            index,
        }
    }

    /// The variables, three a row.
    #[must_use]
    pub fn surface(&self) -> Vec<&[f64]> {
        self.values.chunks(3).collect()
    }

    /// The number of variables less the index.
    #[must_use]
    pub fn concavity(&self) -> f64 {
        self.values.len() as f64 - self.index
    }
}
