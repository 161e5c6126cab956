//! From results to files: plain rows to CSV and JSON Lines, and the analysis record.
//!
//! Results and formats add up: a result implements [`Row`], a format is one function over rows.
//! Offsets leave the library as Unicode code points, half-open.

mod agreement;
mod cited;
mod codebook;
mod comparison;
mod dossier;
mod evolution;
mod found;
mod learning;
mod lifecycle;
mod listing;
mod network;
mod record;
mod relation;
mod report;
mod row;
mod sample;
mod series;
mod strength;
mod stress;
mod thesis;
mod timeline;
mod timex3;
mod wordlist;

pub use agreement::{AgreementRow, DisagreementRow, agreement_rows, disagreement_rows};
pub use cited::{CitedRow, NamingRow, cited_rows, naming_rows};
pub use codebook::{CodebookRow, codebook_rows};
pub use comparison::{
    AssociationRow, CellMeasure, KeywordRow, LinkRow, OnlyRow, PoleRow, ShareRow, TensionRow,
    association_rows, keyword_rows, link_rows, only_rows, pole_rows, share_rows, tension_rows,
};
pub use dossier::{DossierRow, dossier_rows};
pub use evolution::{BurstRow, CutRow, InheritedRow, burst_rows, cut_rows, inherited_rows};
#[cfg(feature = "index")]
pub use found::{FoldedRow, HitRow, ReasonRow, folded_rows, hit_rows, reason_rows};
pub use found::{KwicRow, kwic_rows};
pub use learning::{BinRow, ScoreRow, bin_rows, score_rows};
pub use lifecycle::{StandingRow, StepRow, standing_rows, step_rows};
pub use listing::{CodeRow, MatrixRow, code_rows, matrix_rows};
pub use network::{EdgeRow, NodeRow, SpreadRow, edge_rows, node_rows, spread_rows};
pub use record::{RecordText, write_record};
pub use relation::{ChainRow, DiffusionRow, StatedRow, chain_rows, diffusion_rows, stated_rows};
pub use report::Report;
pub use row::{Cell, Row, write_csv, write_jsonl};
pub use sample::{SampleRow, sample_rows};
pub use series::{AcrossRow, SeriesRow, across_rows, series_rows};
pub use strength::{
    PmcRow, StrengthRow, YearStrengthRow, pmc_rows, strength_rows, year_strength_rows,
};
pub use stress::{StressRow, stress_rows};
pub use thesis::{THESIS_SCHEMES, thesis};
pub use timeline::{TimelineRow, timeline_rows};
pub use timex3::write_timex3;
