//! All integration tests, in one crate so that they are linked once.

mod audiences;
mod cli;
mod fidelity;
mod formats;
mod names;
mod packet;
mod pdf_reader;
mod samples;
mod tidy;
mod words;
