//! From a settings file to an [`Agency`](agency::Agency): every problem found, every fact typed.

pub mod agency;
pub mod fact;
