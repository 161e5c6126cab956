//! What a study asks of a coded corpus: cross-tables of codes by time, issuer and place, how far
//! coders agree, what is worth coding next, and what conclusions rest on.

mod burst;
pub mod calibration;
mod inherit;
mod matrix;
pub mod reliability;
pub mod sampling;
mod stages;
pub mod stress;

pub use burst::{Burst, BurstOptions, bursts, stretches};
pub use inherit::{Fate, Inheritance, Inherited};
pub use matrix::{Axis, Matrix, Unit};
pub use stages::{Cut, StageSeries, Stages, change_points};
