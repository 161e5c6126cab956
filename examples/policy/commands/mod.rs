//! One file a command.

pub(crate) mod agree;
pub(crate) mod analyze;
pub(crate) mod bursts;
pub(crate) mod case;
pub(crate) mod chain;
pub(crate) mod cited;
pub(crate) mod codebook;
pub(crate) mod codes;
pub(crate) mod compare;
pub(crate) mod data;
pub(crate) mod index;
pub(crate) mod inherit;
pub(crate) mod kwic;
pub(crate) mod lifecycle;
pub(crate) mod matrix;
pub(crate) mod network;
pub(crate) mod pmc;
pub(crate) mod sample;
pub(crate) mod search;
pub(crate) mod stages;
pub(crate) mod strength;
pub(crate) mod tensions;
pub(crate) mod thesis;
pub(crate) mod timeline;
pub(crate) mod train;
pub(crate) mod words;
