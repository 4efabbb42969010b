//! `policypress` turns the facts of a Title X clinic, kept in one `agency.toml`, into the human
//! trafficking policy, posters and commitment statement it must have.
//!
//! # Map
//!
//! Data flows one way, and every stage is a function:
//!
//! ```text
//! agency.toml --source--> SourceFile --config--> Agency --content--> Document --render--> Artifact --output--> files
//!                              \____________________ Diagnostic (with span) ____________________/ --> stderr
//! ```
//!
//! The modules below stand in reading order.

pub mod failure;

pub mod source;

pub mod diag;

pub mod config;

pub mod document;

pub mod render;
