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
//! The rooms, lowest first. A file imports from rooms below its own, and from files of its own room that do not
//! import it back.
//!
//! | room | owns | refuses |
//! |---|---|---|
//! | [`failure`], [`span`], [`threads`] | what the machine refused; a place in a text; work in order on several threads | everything else |
//! | [`diag`] | what can be wrong with the input, one file a domain, and how it is drawn | to know a stage |
//! | [`source`], [`output`] | reading: TOML, CSV, Word; writing: a folder, all of it or none | what a setting means; what is in a file |
//! | [`document`] | [`Document`](document::Document): the tree, its canonical text, its edits | an agency, a page |
//! | [`config`] | [`Agency`](config::agency::Agency): every fact valid and typed, and the catalog of settings | a template, a page |
//! | [`interview`], [`content`], [`render`] | the next question; templates filled; one document to one file | a terminal; a page; an agency |
//! | [`review`] | the record, members' forms, what is approved and what is not and why | how a material looks |
//! | [`packet`] | one agency: its documents, the files of its packet, import and comparison | an option, the clock, to print |
//! | [`network`] | many agencies: which files are theirs, their packets, what each lacks | an option, the clock, to print |
//! | [`cli`] | the options, and the manual and completions made from them | to do anything else |
//! | [`command`] | a command line: options in, one call, report out | to draw, parse or write by itself |
//!
//! # Invariants
//!
//! Those about files are tests in `tests/suite/tidy.rs`, those about facts in `formats.rs`, `hostile.rs` and `audiences.rs`
//! beside it.
//!
//! - Every file imports from rooms below its own, and no files import each other.
//! - A crate with a shape of its own (clap, toml, Tera, pulldown-cmark, printpdf, lopdf, parley, flate2,
//!   tiny-skia, annotate-snippets, csv-core, glob, indicatif) is named in one file, clap in `cli` and where
//!   the program begins; `printpdf` and `lopdf` in two files of the PDF writer each; `zip` where Word files are
//!   written and where they are read, `roxmltree` where those are read and where a logo is.
//! - Files are opened in `source` and `output`; the clock and the environment are read, another
//!   program is started, and anything is printed, in `main` alone; but for the questions of `init`,
//!   which the prompt library puts to the terminal (`command/init/terminal_prompts.rs`).
//! - A fact crosses Markdown sealed ([`document::seal`]): it is never markup. A client's template is
//!   given no staff fact, so it cannot show one.
//! - Threads are begun by `threads`, which knows nothing of the work, and by `content` for a template that may never
//!   end. The bytes of a file do not depend on how many threads made it.
//! - Every backend names every variant of the tree: a new one does not compile until all draw it.
//!
//! The library is for this program and its tests; nothing else builds on it, and its items change with the program.
//!
//! Which files a new setting, document, diagnostic, language, format, layout or requirement touches: CONTRIBUTING.md.
//!
//! The modules below stand in the order of the rooms.

pub mod failure;

pub mod span;

pub mod threads;

pub mod diag;

pub mod source;

pub mod output;

pub mod document;

pub mod config;

pub mod interview;

pub mod content;

pub mod render;

pub mod review;

pub mod packet;

pub mod network;

pub mod cli;

pub mod command;
