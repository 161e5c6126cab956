//! What a study asks of a coded corpus: cross-tables of codes by time, issuer and place, how far
//! coders agree, what is worth coding next, and what conclusions rest on.

mod association;
mod burst;
pub mod calibration;
mod chain;
mod compare;
mod dossier;
mod inequality;
mod inherit;
mod matrix;
mod network;
mod passage;
mod pmc;
pub mod reliability;
pub mod sampling;
mod series;
mod spread;
mod stages;
mod strength;
pub mod stress;
mod study;
mod tensions;

pub use association::{Association, AssociationCell};
pub use burst::{Burst, BurstOptions, bursts, stretches};
pub use chain::{ArgumentChain, Chains};
pub use compare::{Comparison, Group, Keyword, Share, log_likelihood};
pub use dossier::{Change, Dossier, DossierDocument, Figure, Gap};
pub use inequality::{Theil, gini, theil, variation, weighted_variation};
pub use inherit::{Fate, Inheritance, Inherited};
pub use matrix::{Axis, Matrix, Unit};
pub use network::{Network, NetworkEdge, NetworkNode};
pub use passage::{Passage, passages, passages_with};
pub use pmc::{Pmc, PmcModel};
pub use series::{Aim, CaseRecord, DataTable, Observation, Series};
pub use spread::Spread;
pub use stages::{Cut, StageSeries, Stages, change_points};
pub use strength::{DocumentStrength, Strength, StrengthScores, YearStrength};
pub use study::{Chapter, Study, Subject};
pub use tensions::{Pole, Tension, Tensions};

#[cfg(test)]
mod fixtures;
