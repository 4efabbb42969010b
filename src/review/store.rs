//! The record of an agency on the disk: where it stands, reading it, and entries put at its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Ledger, ledger};
use crate::diag::Checked;
use crate::failure::Failure;
use crate::output::manifest::{Input, sha256};
use crate::source;
use crate::span::SourceFile;

/// The record of the agency in that file: `reviews.toml` beside `agency.toml`, `NAME.reviews.toml` beside any
/// other `NAME.toml`, so that agencies in one folder keep apart.
pub fn record_path(agency: &Path) -> PathBuf {
    let stem = agency.file_stem().unwrap_or_default().to_string_lossy();
    agency.with_file_name(if stem == "agency" {
        "reviews.toml".to_owned()
    } else {
        format!("{stem}.reviews.toml")
    })
}

/// The record beside an agency's file, and that file for the manifest; an empty record where there is none.
pub fn read_record(agency: &Path) -> Result<Checked<(Ledger, Option<Input>)>, Failure> {
    let Some(decoded) = record_file(agency)? else {
        return Ok(Checked {
            value: Some((Ledger::default(), None)),
            diagnostics: Vec::new(),
        });
    };
    let mut diagnostics = decoded.diagnostics;
    let value = decoded.value.and_then(|file| {
        let read = ledger::read(&file);
        diagnostics.extend(read.diagnostics);
        read.value.map(|ledger| (ledger, Some(input(&file))))
    });
    Ok(Checked { value, diagnostics })
}

/// The record for the manifest, not looked into; none where there is none, or none that is text.
pub fn record_input(agency: &Path) -> Result<Option<Input>, Failure> {
    let file = record_file(agency)?.and_then(|decoded| decoded.value);
    Ok(file.map(|file| input(&file)))
}

fn record_file(agency: &Path) -> Result<Option<Checked<Arc<SourceFile>>>, Failure> {
    let path = record_path(agency);
    let bytes = source::read_if_there(&path)?;
    Ok(bytes.map(|bytes| source::decode(&path.display().to_string(), &bytes)))
}

fn input(record: &SourceFile) -> Input {
    let name = Path::new(&record.name).file_name().unwrap_or_default();
    Input {
        name: name.to_string_lossy().into_owned(),
        sha256: sha256(record.text.as_bytes()),
    }
}
