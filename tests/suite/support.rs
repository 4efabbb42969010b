//! What the tests share and what is no test: folders with an agency, sample documents, readers of what was made.

pub(crate) mod docx_reader;
pub(crate) mod fixture;
pub(crate) mod packet;
pub(crate) mod pdf_reader;
pub(crate) mod pdf_samples;
pub(crate) mod samples;
pub(crate) mod text_extraction;
