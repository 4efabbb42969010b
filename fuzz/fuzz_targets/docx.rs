//! Reads any bytes as a Word file, and as the main document part of a valid Word file.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use policypress::source::docx::{MAX_DOCX_LINES, read_docx};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_docx(bytes);
    let Ok(content) = read_docx(&docx_with_document(bytes)) else {
        return;
    };
    assert!(content.lines.len() <= MAX_DOCX_LINES);
    assert!(
        content
            .lines
            .iter()
            .all(|line| !line.text.trim().is_empty())
    );
});

/// Returns a Word file with the given main document part.
fn docx_with_document(document: &[u8]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    package
        .start_file("word/document.xml", SimpleFileOptions::default())
        .expect("memory can be written");
    package.write_all(document).expect("memory can be written");
    package
        .finish()
        .expect("memory can be written")
        .into_inner()
}
