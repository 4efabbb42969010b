//! The record of an agency on the disk: where it stands, reading it, and entries put at its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Ledger, record_reader, record_writer};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::output::manifest::{Input, sha256};
use crate::output::{self, Hold};
use crate::source;
use crate::span::SourceFile;

/// Returns where the record of the agency in that file stands: `reviews.toml` beside `agency.toml`,
/// `NAME.reviews.toml` beside any other `NAME.toml`, so that agencies in one folder keep apart.
pub fn record_path(agency: &Path) -> PathBuf {
    let stem = agency.file_stem().unwrap_or_default().to_string_lossy();
    agency.with_file_name(if stem == "agency" {
        "reviews.toml".to_owned()
    } else {
        format!("{stem}.reviews.toml")
    })
}

/// Reads the record beside an agency's file, and that file for the manifest.
///
/// It is empty where there is none, and where something is wrong with it, which is then in `found`.
///
/// # Errors
/// When the file may not be read.
pub fn read_record(
    agency: &Path,
    found: &mut Diagnostics,
) -> Result<(Ledger, Option<Input>), IoFailure> {
    let file = record_file(agency, found)?;
    let read = file.and_then(|file| {
        let ledger = record_reader::read(&file, found).ok()?;
        Some((ledger, Some(input(&file))))
    });
    Ok(read.unwrap_or_default())
}

/// Returns the record for the manifest, not looked into; `None` where there is none, or none that is text.
///
/// # Errors
/// When the file may not be read.
pub fn record_input(agency: &Path) -> Result<Option<Input>, IoFailure> {
    let file = record_file(agency, &mut Diagnostics::new())?;
    Ok(file.map(|file| input(&file)))
}

fn record_file(
    agency: &Path,
    found: &mut Diagnostics,
) -> Result<Option<Arc<SourceFile>>, IoFailure> {
    let path = record_path(agency);
    let Some(bytes) = source::read_optional_file(&path)? else {
        return Ok(None);
    };
    Ok(source::decode_utf8_file(&path.display().to_string(), &bytes, found).ok())
}

fn input(record: &SourceFile) -> Input {
    let name = Path::new(&record.name).file_name().unwrap_or_default();
    Input {
        name: name.to_string_lossy().into_owned(),
        sha256: sha256(record.text.as_bytes()),
    }
}

/// A record that nobody else writes to until this is dropped.
#[derive(Debug)]
pub struct LockedRecord {
    path: PathBuf,
    _lock: Hold,
}

impl LockedRecord {
    /// Locks the record of the agency in that file.
    ///
    /// # Errors
    /// When somebody else holds it, or the agency's file is not there.
    pub fn lock(agency: &Path, found: &mut Diagnostics) -> Result<Self, StageError> {
        // An agency's file that is not there is said before anything is made beside it.
        source::read_file(agency)?;
        let path = record_path(agency);
        let lock = lock_file(&path, found)?;
        Ok(Self { path, _lock: lock })
    }

    /// Puts entries at the end of the record.
    ///
    /// # Errors
    /// When the record would not be readable with them, or cannot be written.
    pub fn append(&self, entries: &[String], found: &mut Diagnostics) -> Result<(), StageError> {
        let before = source::read_optional_file(&self.path)?.unwrap_or_default();
        let after = record_writer::append(&String::from_utf8_lossy(&before), entries);
        // Lists that a hand wrote in brackets can have nothing put after them.
        let name = self.path.display().to_string();
        if let Ok(file) = source::decode_utf8_file(&name, after.as_bytes(), &mut Diagnostics::new())
        {
            record_reader::read(&file, found)?;
        }
        output::replace(&self.path, after.as_bytes())?;
        Ok(())
    }
}

/// Keeps everybody else from writing to a file until the lock is dropped.
///
/// # Errors
/// When somebody else holds it.
pub fn lock_file(path: &Path, found: &mut Diagnostics) -> Result<Hold, StageError> {
    output::hold(path)?.ok_or_else(|| {
        let path = path.display().to_string();
        found.push_fatal(ReviewProblem::FileLocked { path })
    })
}
