//! What a study asks of a coded corpus: cross-tables of codes by time, issuer and place.

mod matrix;
pub mod reliability;

pub use matrix::{Axis, Matrix, Unit};
