//! Word files of any bytes, and bodies of any text in a sound package: read or refused.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use policypress::source::docx::{MOST_LINES, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fuzz_target!(|bytes: &[u8]| {
    let _ = read(bytes);
    let Ok(edited) = read(&packed(bytes)) else {
        return;
    };
    assert!(edited.lines.len() <= MOST_LINES);
    assert!(edited.lines.iter().all(|line| !line.text.trim().is_empty()));
});

/// A package whose document is that.
fn packed(document: &[u8]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    package
        .start_file("word/document.xml", SimpleFileOptions::default())
        .expect("memory is there");
    package.write_all(document).expect("memory is there");
    package.finish().expect("memory is there").into_inner()
}
