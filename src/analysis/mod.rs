//! What a study asks of a coded corpus: cross-tables of codes by time, issuer and place.

mod burst;
mod inherit;
mod matrix;
pub mod reliability;
mod stages;

pub use burst::{Burst, BurstOptions, bursts, stretches};
pub use inherit::{Fate, Inheritance, Inherited};
pub use matrix::{Axis, Matrix, Unit};
pub use stages::{Cut, StageSeries, Stages, change_points};
