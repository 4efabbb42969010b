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
//! | stage | turns | into | and refuses to |
//! |---|---|---|---|
//! | [`source`] | a file | text and trees in which everything has its place | know what a setting means |
//! | [`config`] | a tree of settings | an [`Agency`](config::agency::Agency): every fact valid and typed | know a template or a page |
//! | [`interview`] | a file with gaps | the next question, and the file with its answer | know a terminal |
//! | [`content`] | an agency and a pack of templates | [`Document`](document::Document)s: plain trees of words | know how a page looks |
//! | [`review`] | a record and members' forms | what is approved, and what is not and why | know how a material looks |
//! | [`render`] | a document | the bytes of one file | open a file, know an agency |
//! | [`output`] | files in memory | a folder, all of it or none | know what is in them |
//! | [`packet`] | one agency's file | its documents, with the look and the inputs of their packet | know an option or print |
//! | [`command`] | a command line | what is printed | draw, parse or write by itself |
//!
//! # Invariants
//!
//! Each is a test of that name in `tests/suite/tidy.rs`.
//!
//! - `render` imports nothing of ours but `document` and `diag`; `document` nothing but spans and
//!   `diag`; `config` no later stage; `review` no page; only `packet` and `command` see two stages.
//! - A crate with a shape of its own (clap, toml, Tera, pulldown-cmark, printpdf, lopdf, parley, flate2,
//!   tiny-skia, annotate-snippets, csv-core, glob, rayon, indicatif) is named in one file, clap in `cli` and where
//!   the program begins; `zip` where Word files are written and where they are read, `roxmltree` where those are
//!   read and where a logo is.
//! - Files are opened in `source` and `output`; the clock and the environment are read, another
//!   program is started, and anything is printed, in `main` alone; but for the questions of `init`,
//!   which the prompt library puts to the terminal (`command/init/terminal.rs`).
//! - A fact crosses Markdown sealed ([`document::seal`]): it is never markup. A client's template is
//!   given no staff fact, so it cannot show one.
//! - Threads are begun by `hands`, which shares one piece of work and knows nothing of it, by `command::crew` for
//!   many agencies, and to wait: for the disk, and for a template that may never end. No byte of a file tells.
//! - Every backend names every variant of the tree: a new one does not compile until all draw it.
//!
//! The modules below stand in reading order.

pub mod failure;

pub mod span;

pub mod diag;

pub mod source;

pub mod hands;

pub mod config;

pub mod interview;

pub mod document;

pub mod content;

pub mod review;

pub mod render;

pub mod output;

pub mod packet;

pub mod command;

pub mod cli;
