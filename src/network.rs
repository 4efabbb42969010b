//! Many agencies: which files are an agency's, their packets one after another, and what each of them lacks.

pub mod batch;
pub mod check;
pub mod discovery;
pub mod requirement_matrix;
pub mod setup;
pub mod spreadsheet;
