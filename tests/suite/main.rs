//! All integration tests, in one program, so that they are linked once.

mod audiences;
mod cli;
mod config;
mod content_hash;
mod crosswalk;
mod cut_outs;
mod eject;
mod fidelity;
mod formats;
mod golden;
mod languages;
mod names;
mod network;
mod packet;
mod pdf;
mod pdf_reader;
mod pdf_samples;
mod reviews;
mod samples;
mod scripts;
mod templates;
mod theme;
mod tidy;
mod training;
mod words;
