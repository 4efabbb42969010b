//! All integration tests, in one program, so that they are linked once.

mod audiences;
mod cli;
mod combinations;
mod config;
mod content_hash;
mod contributing;
mod crosswalk;
mod cut_outs;
mod diff;
mod docx;
mod eject;
mod extends;
#[cfg(unix)]
mod faults;
mod fidelity;
mod formats;
mod golden;
mod help;
mod hostile;
mod import;
mod interview;
mod invariants;
mod languages;
mod limits;
mod many;
mod names;
mod network;
mod network_init;
mod own_templates;
mod pdf;
mod review_stages;
mod reviews;
mod rooms;
mod schema;
mod scripts;
mod support;
mod templates;
mod theme;
mod tidy;
mod trace;
mod training;
#[cfg(unix)]
mod watch;
mod r#where;
