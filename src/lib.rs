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
//! The modules, lowest first. A file imports from modules below its own, and from files of its own module that do
//! not import it.
//!
//! | module | contains | leaves to others |
//! |---|---|---|
//! | [`failure`], [`span`], [`system_files`], [`threads`] | failures of the system; locations in a source text; names of files to pass over; a thread pool with ordered results | everything else |
//! | [`diag`] | every problem of the input, one file a domain, and how it is displayed | which stage found it |
//! | [`source`], [`output`] | reading TOML, CSV and Word; writing a folder, all files or none | the meaning of settings; the contents of files |
//! | [`document`] | [`Document`](document::Document): the tree, its canonical text, its edits | agencies, pages |
//! | [`config`] | [`Agency`](config::agency::Agency): every fact validated and typed; the catalog of settings | templates, pages |
//! | [`interview`], [`content`], [`render`] | the next question; filled templates; one document to one file | the terminal; pages; agencies |
//! | [`review`] | the record of reviews, members' forms, which materials are approved | the appearance of a material |
//! | [`packet`] | one agency: its documents, the files of its packet, import and comparison | options, the clock, printing |
//! | [`network`] | many agencies: their files, their packets, their compliance gaps | options, the clock, printing |
//! | [`cli`] | the options, and the manual and completions made from them | everything else |
//! | [`command`] | the subcommands: options to report | drawing, parsing, writing |
//!
//! # Invariants
//!
//! Those about files are tests in `tests/suite/source_rules.rs`; those about facts are in `markdown_and_html.rs`,
//! `adversarial.rs` and `staff_fact_leaks.rs` beside it.
//!
//! - Every file imports from modules below its own, and no two files import each other.
//! - A crate with its own data model (clap, toml, Tera, pulldown-cmark, printpdf, lopdf, parley, flate2,
//!   tiny-skia, annotate-snippets, csv-core, glob, indicatif) is named in one file; clap in `cli` and `main`;
//!   `printpdf` and `lopdf` in two files of the PDF writer each; `zip` where Word files are written and where they
//!   are read; `roxmltree` where Word files and logos are read.
//! - Files are opened in `source` and `output`. Only `main` reads the clock and the environment, starts another
//!   program or prints; the one exception is the prompt library of `init`
//!   (`command/init/terminal_prompts.rs`).
//! - A fact passes through Markdown sealed ([`document::sealed_value`]): it is never markup. A client's template is given no
//!   staff fact, so it cannot show one; and the finished text is checked for staff facts in other texts.
//! - Threads are started by `threads`, which knows nothing of the work, and by `content`, to time out a template
//!   that never ends. The bytes of a file do not depend on the number of threads.
//! - Every renderer names every variant of the tree: a new variant does not compile until all of them render it.
//!
//! The library serves this program, its tests and its web page; nothing else builds on it, and its items change with
//! the program.
//!
//! Which files a new setting, document, diagnostic, language, format, layout or requirement touches: CONTRIBUTING.md.

pub mod failure;

pub mod span;

pub mod system_files;

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
