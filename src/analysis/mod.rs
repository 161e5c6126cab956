//! What a study asks of a coded corpus: cross-tables of codes by time, issuer and place, how far
//! coders agree, what is worth coding next, and what conclusions rest on.

pub mod calibration;
mod matrix;
pub mod reliability;
pub mod sampling;
pub mod stress;

pub use matrix::{Axis, Matrix, Unit};
