//! The record of an agency on disk: its path, reading it, and appending entries.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ReviewRecord, record_reader, record_writer};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::output::manifest::{ManifestInput, text_sha256_hex};
use crate::output::{self, FileLock};
use crate::source;
use crate::span::SourceFile;

/// Returns the path of an agency's record: `reviews.toml` beside `agency.toml`, and `NAME.reviews.toml` beside any
/// other `NAME.toml`, so that agencies in one folder have separate records.
pub fn review_record_path(agency: &Path) -> PathBuf {
    let stem = agency.file_stem().unwrap_or_default().to_string_lossy();
    agency.with_file_name(if stem == "agency" {
        "reviews.toml".to_owned()
    } else {
        format!("{stem}.reviews.toml")
    })
}

/// Reads the record beside an agency's file, and returns it with its manifest entry.
///
/// The record is empty if there is none or if it has an error, which is added to `found`.
///
/// # Errors
/// If the file cannot be read.
pub fn read_review_record(
    agency: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<(ReviewRecord, Option<ManifestInput>), IoFailure> {
    let file = load_record_file(agency, diagnostics)?;
    let record_and_input = file.and_then(|file| {
        let record = record_reader::parse_review_record(&file, diagnostics).ok()?;
        Some((record, Some(new_manifest_input(&file))))
    });
    Ok(record_and_input.unwrap_or_default())
}

/// Returns the record's manifest entry without parsing the record; `None` if there is no record or it is not UTF-8.
///
/// # Errors
/// If the file cannot be read.
pub fn read_record_manifest_input(agency: &Path) -> Result<Option<ManifestInput>, IoFailure> {
    let file = load_record_file(agency, &mut Diagnostics::new())?;
    Ok(file.map(|file| new_manifest_input(&file)))
}

fn load_record_file(
    agency: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Arc<SourceFile>>, IoFailure> {
    let path = review_record_path(agency);
    let Some(bytes) = source::read_optional_file(&path)? else {
        return Ok(None);
    };
    Ok(source::decode_utf8_file(&path.display().to_string(), &bytes, diagnostics).ok())
}

fn new_manifest_input(record: &SourceFile) -> ManifestInput {
    let name = Path::new(&record.name).file_name().unwrap_or_default();
    ManifestInput {
        name: name.to_string_lossy().into_owned(),
        sha256: text_sha256_hex(&record.text),
    }
}

/// A record that other processes cannot write to until this value is dropped.
#[derive(Debug)]
pub struct LockedReviewRecord {
    record_path: PathBuf,
    _lock: FileLock,
}

impl LockedReviewRecord {
    /// Locks the record of an agency.
    ///
    /// # Errors
    /// If another process holds the lock, or the agency's file does not exist.
    pub fn lock(agency: &Path, diagnostics: &mut Diagnostics) -> Result<Self, StageError> {
        // Without an agency's file no lock file is to be written.
        source::read_file(agency)?;
        let path = review_record_path(agency);
        let lock = lock_file_or_report(&path, diagnostics)?;
        Ok(Self {
            record_path: path,
            _lock: lock,
        })
    }

    /// Appends entries to the record.
    ///
    /// # Errors
    /// If the record would be invalid with them, or cannot be written.
    pub fn append_entries(
        &self,
        entries: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Result<(), StageError> {
        let before = source::read_optional_file(&self.record_path)?.unwrap_or_default();
        let after = record_writer::append_entries(&String::from_utf8_lossy(&before), entries);
        // An entry cannot be appended to a list that the user wrote in brackets.
        let name = self.record_path.display().to_string();
        if let Ok(file) = source::decode_utf8_file(&name, after.as_bytes(), &mut Diagnostics::new())
        {
            record_reader::parse_review_record(&file, diagnostics)?;
        }
        output::replace_file(&self.record_path, after.as_bytes())?;
        Ok(())
    }
}

/// Locks a file against other processes until the lock is dropped.
///
/// # Errors
/// If another process holds the lock.
pub fn lock_file_or_report(
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<FileLock, StageError> {
    output::try_lock_file(path)?.ok_or_else(|| {
        let path = path.display().to_string();
        diagnostics.push_fatal(ReviewProblem::FileLocked { path })
    })
}
