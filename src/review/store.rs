//! The record of an agency on the disk: where it stands, reading it, and entries put at its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ReviewRecord, record_reader, record_writer};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::output::manifest::{ManifestInput, sha256_hex};
use crate::output::{self, FileLock};
use crate::source;
use crate::span::SourceFile;

/// Returns where the record of the agency in that file stands: `reviews.toml` beside `agency.toml`,
/// `NAME.reviews.toml` beside any other `NAME.toml`, so that agencies in one folder keep apart.
pub fn review_record_path(agency: &Path) -> PathBuf {
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
pub fn read_review_record(
    agency: &Path,
    found: &mut Diagnostics,
) -> Result<(ReviewRecord, Option<ManifestInput>), IoFailure> {
    let file = load_record_file(agency, found)?;
    let read = file.and_then(|file| {
        let ledger = record_reader::parse_review_record(&file, found).ok()?;
        Some((ledger, Some(new_manifest_input(&file))))
    });
    Ok(read.unwrap_or_default())
}

/// Returns the record for the manifest, not looked into; `None` where there is none, or none that is text.
///
/// # Errors
/// When the file may not be read.
pub fn read_record_manifest_input(agency: &Path) -> Result<Option<ManifestInput>, IoFailure> {
    let file = load_record_file(agency, &mut Diagnostics::new())?;
    Ok(file.map(|file| new_manifest_input(&file)))
}

fn load_record_file(
    agency: &Path,
    found: &mut Diagnostics,
) -> Result<Option<Arc<SourceFile>>, IoFailure> {
    let path = review_record_path(agency);
    let Some(bytes) = source::read_optional_file(&path)? else {
        return Ok(None);
    };
    Ok(source::decode_utf8_file(&path.display().to_string(), &bytes, found).ok())
}

fn new_manifest_input(record: &SourceFile) -> ManifestInput {
    let name = Path::new(&record.name).file_name().unwrap_or_default();
    ManifestInput {
        name: name.to_string_lossy().into_owned(),
        sha256: sha256_hex(record.text.as_bytes()),
    }
}

/// A record that nobody else writes to until this is dropped.
#[derive(Debug)]
pub struct LockedReviewRecord {
    record_path: PathBuf,
    _lock: FileLock,
}

impl LockedReviewRecord {
    /// Locks the record of the agency in that file.
    ///
    /// # Errors
    /// When somebody else holds it, or the agency's file is not there.
    pub fn lock(agency: &Path, found: &mut Diagnostics) -> Result<Self, StageError> {
        // An agency's file that is not there is said before anything is made beside it.
        source::read_file(agency)?;
        let path = review_record_path(agency);
        let lock = lock_file_or_report(&path, found)?;
        Ok(Self {
            record_path: path,
            _lock: lock,
        })
    }

    /// Puts entries at the end of the record.
    ///
    /// # Errors
    /// When the record would not be readable with them, or cannot be written.
    pub fn append_entries(
        &self,
        entries: &[String],
        found: &mut Diagnostics,
    ) -> Result<(), StageError> {
        let before = source::read_optional_file(&self.record_path)?.unwrap_or_default();
        let after = record_writer::append_entries(&String::from_utf8_lossy(&before), entries);
        // Lists that a hand wrote in brackets can have nothing put after them.
        let name = self.record_path.display().to_string();
        if let Ok(file) = source::decode_utf8_file(&name, after.as_bytes(), &mut Diagnostics::new())
        {
            record_reader::parse_review_record(&file, found)?;
        }
        output::replace_file(&self.record_path, after.as_bytes())?;
        Ok(())
    }
}

/// Keeps everybody else from writing to a file until the lock is dropped.
///
/// # Errors
/// When somebody else holds it.
pub fn lock_file_or_report(path: &Path, found: &mut Diagnostics) -> Result<FileLock, StageError> {
    output::try_lock_file(path)?.ok_or_else(|| {
        let path = path.display().to_string();
        found.push_fatal(ReviewProblem::FileLocked { path })
    })
}
