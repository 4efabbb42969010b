//! Reads files from the disk and decodes their text.

pub mod csv;
pub mod docx;
pub mod field_reader;
pub mod toml;
mod toml_errors;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use crate::diag::source::{NonUtf8Encoding, SourceProblem};
use crate::diag::theme::{FileReadError, ThemeProblem};
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::failure::{IoFailure, io_error_text};
use crate::span::{SourceFile, Span};

/// No text of facts, of forms or of reviews has more bytes; [`decode`] refuses what has.
pub const MAX_FILE_BYTES: u64 = 4_000_000;

/// The bytes of a file, named as the user gave the path; of what is too large, a few too many.
///
/// # Errors
/// When the file is not there, is a folder, or may not be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, IoFailure> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| IoFailure::new("read", path, error))?;
    Ok(bytes)
}

/// As [`read`]; none when there is no such file.
///
/// # Errors
/// As [`read`].
pub fn read_optional_file(path: &Path) -> Result<Option<Vec<u8>>, IoFailure> {
    match read_file(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(failure) if failure.source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// What tells one edition of a file from another without reading it: its length and when it was
/// written; empty when there is no such file.
pub fn file_fingerprint(path: &Path) -> String {
    std::fs::metadata(path).map_or_else(
        |_| String::new(),
        |about| format!("{} {:?}", about.len(), about.modified().ok()),
    )
}

/// When a file was last written, counted from 1970 (UTC); none if that cannot be told.
pub fn modified_unix_time(path: &Path) -> Option<Duration> {
    let written = std::fs::metadata(path).ok()?.modified().ok()?;
    written.duration_since(UNIX_EPOCH).ok()
}

/// The files and folders whose paths fit a pattern (`clinics/*.toml`), sorted.
///
/// # Errors
/// When the pattern is none, with the reason; when a folder may not be read.
pub fn glob_paths(pattern: &str) -> Result<Result<Vec<PathBuf>, &'static str>, IoFailure> {
    let options = glob::MatchOptions {
        require_literal_separator: true,
        require_literal_leading_dot: true,
        ..glob::MatchOptions::default()
    };
    let paths = match glob::glob_with(pattern, options) {
        Ok(paths) => paths,
        Err(error) => return Ok(Err(error.msg)),
    };
    let read = paths.map(|path| {
        path.map_err(|error| {
            let at = error.path().to_owned();
            IoFailure::new("read the folder", &at, error.into())
        })
    });
    read.collect::<Result<Vec<PathBuf>, IoFailure>>().map(Ok)
}

/// Whether a folder stands there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The folders right in a folder, sorted by name; what is hidden is left out.
///
/// # Errors
/// When the folder may not be read.
pub fn list_visible_folders(path: &Path) -> Result<Vec<PathBuf>, IoFailure> {
    list_visible_entries(path, std::fs::FileType::is_dir)
}

/// The files right in a folder, sorted by name; what is hidden and what is a link is left out.
///
/// # Errors
/// When the folder may not be read.
pub fn list_visible_files(path: &Path) -> Result<Vec<PathBuf>, IoFailure> {
    list_visible_entries(path, std::fs::FileType::is_file)
}

fn list_visible_entries(
    path: &Path,
    is_wanted: fn(&std::fs::FileType) -> bool,
) -> Result<Vec<PathBuf>, IoFailure> {
    let fail = |error| IoFailure::new("read the folder", path, error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.file_type().is_ok_and(|kind| is_wanted(&kind)) {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

/// The one path by which two paths of one file are the same.
pub fn canonical_path(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The bytes of a file that a setting names, at most `most` of them.
///
/// # Errors
/// When the file is not there, is no file, is larger, or may not be read: never a failure of the
/// program, because the path is the user's text.
pub fn read_file_limited(path: &Path, most: u64) -> Result<Vec<u8>, FileReadError> {
    let about = std::fs::metadata(path).map_err(|error| classify_io_error(&error))?;
    if !about.is_file() {
        return Err(FileReadError::NotAFile);
    }
    if about.len() > most {
        return Err(FileReadError::TooLarge(most));
    }
    std::fs::read(path).map_err(|error| classify_io_error(&error))
}

/// The files right in a folder that a setting names, sorted by name; none if it is no folder. Links
/// to elsewhere are left out: nobody named what they lead to.
///
/// # Errors
/// As [`read_named`].
pub fn list_files(path: &Path) -> Result<Option<Vec<PathBuf>>, FileReadError> {
    let about = std::fs::metadata(path).map_err(|error| classify_io_error(&error))?;
    if !about.is_dir() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| classify_io_error(&error))? {
        let entry = entry.map_err(|error| classify_io_error(&error))?;
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(Some(files))
}

/// The files in a folder and in the folders right below it, with their paths from it (`/` between
/// the parts), sorted. What is hidden and what is a link is left out.
///
/// # Errors
/// As [`read_named`]; a path that is no folder is [`FileFault::NotAFile`].
pub fn list_files_with_subfolders(path: &Path) -> Result<Vec<(String, PathBuf)>, FileReadError> {
    let mut files = Vec::new();
    let mut folders = vec![(String::new(), path.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        let about = std::fs::metadata(&folder).map_err(|error| classify_io_error(&error))?;
        if !about.is_dir() {
            return Err(FileReadError::NotAFile);
        }
        for entry in std::fs::read_dir(&folder).map_err(|error| classify_io_error(&error))? {
            let entry = entry.map_err(|error| classify_io_error(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry
                .file_type()
                .map_err(|error| classify_io_error(&error))?;
            if name.starts_with('.') {
                continue;
            }
            if kind.is_file() {
                files.push((format!("{prefix}{name}"), entry.path()));
            } else if kind.is_dir() && prefix.is_empty() {
                folders.push((format!("{name}/"), entry.path()));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn classify_io_error(error: &std::io::Error) -> FileReadError {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => FileReadError::NotFound,
        _ => FileReadError::SystemError(io_error_text(error)),
    }
}

/// Decodes UTF-8, without its byte-order mark.
///
/// # Errors
/// Stops at every other encoding, with the first byte that is not UTF-8 as its place, and at more than
/// [`LARGEST`] bytes.
pub fn decode_utf8_file(
    name: &str,
    bytes: &[u8],
    found: &mut Diagnostics,
) -> Result<Arc<SourceFile>, StageError> {
    let name = name.to_owned();
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let (path, fault) = (name, FileReadError::TooLarge(MAX_FILE_BYTES));
        return Err(found.push_fatal(ThemeProblem::UnreadableFile { path, error: fault }));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (encoding, text, start) = if let Some(text) = try_decode_utf16(bytes) {
        (NonUtf8Encoding::Utf16, text, 0)
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                let text = text.to_owned();
                return Ok(Arc::new(SourceFile { name, text }));
            }
            Err(error) => {
                let start = error.valid_up_to();
                (
                    NonUtf8Encoding::Windows1252,
                    decode_utf8_then_windows_1252(bytes, start),
                    start,
                )
            }
        }
    };
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    let file = Arc::new(SourceFile { name, text });
    let place = Span {
        file,
        byte_range: start..end,
    };
    Err(found.push_fatal(Diagnostic::new(SourceProblem::NotUtf8 { encoding }).with_span(place)))
}

/// The text of bytes that are UTF-16, told by its mark or by the empty half of its first letters.
fn try_decode_utf16(bytes: &[u8]) -> Option<String> {
    let (bytes, little) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        [1..=255, 0, 1..=255, 0, ..] => (bytes, true),
        [0, 1..=255, 0, 1..=255, ..] => (bytes, false),
        _ => return None,
    };
    let units = bytes.chunks(2).map(|pair| {
        let pair = [pair[0], pair.get(1).copied().unwrap_or(0)];
        if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    });
    Some(
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// Text to show for bytes that are UTF-8 up to `valid` only: beyond it as Windows-1252 has it,
/// which is what Windows editors call "ANSI".
fn decode_utf8_then_windows_1252(bytes: &[u8], valid: usize) -> String {
    const WINDOWS_1252_HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    let mut text = String::from_utf8_lossy(&bytes[..valid]).into_owned();
    text.extend(bytes[valid..].iter().map(|&byte| match byte {
        0x80..=0x9F => WINDOWS_1252_HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }));
    text
}
