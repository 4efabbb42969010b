//! Networks of agencies: finding their files, building their packets, and their compliance gaps.

pub mod agency_folders;
pub mod batch;
pub mod check;
pub mod discovery;
pub mod requirement_matrix;
pub mod spreadsheet;
