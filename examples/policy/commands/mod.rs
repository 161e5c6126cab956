//! One file a command.

pub(crate) mod agree;
pub(crate) mod analyze;
pub(crate) mod bursts;
pub(crate) mod cited;
pub(crate) mod codebook;
pub(crate) mod codes;
pub(crate) mod index;
pub(crate) mod inherit;
pub(crate) mod kwic;
pub(crate) mod lifecycle;
pub(crate) mod matrix;
pub(crate) mod sample;
pub(crate) mod search;
pub(crate) mod stages;
pub(crate) mod timeline;
pub(crate) mod train;
