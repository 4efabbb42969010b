//! Reads files from the disk and decodes their text.

pub mod csv;
pub mod docx;
pub mod field_reader;
pub mod toml;
mod toml_errors;
pub mod typed_date;

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use crate::diag::source::{NonUtf8Encoding, SourceProblem};
use crate::diag::theme::{FileReadError, ThemeProblem};
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::failure::{IoFailure, io_error_text};
use crate::span::{SourceFile, Span};
use crate::system_files::is_system_file_name;

/// The maximum size of a text file; [`decode_utf8_file`] rejects larger ones.
pub const MAX_FILE_BYTES: u64 = 4_000_000;

/// Returns the bytes of a file, at most one more than [`MAX_FILE_BYTES`].
///
/// # Errors
/// If the file does not exist, is not a regular file, or cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, IoFailure> {
    try_read_file(path).map_err(|error| {
        let error = match find_similar_file_name(path) {
            Some(name) if error.kind() == ErrorKind::NotFound => std::io::Error::new(
                ErrorKind::NotFound,
                format!("there is no such file, but there is {name}: rename it, or name that file"),
            ),
            _ => error,
        };
        IoFailure::new("read", path, error)
    })
}

/// Reads a file. A pipe or device is an error: reading it could wait forever.
fn try_read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(std::io::Error::other(
            "it is not a regular file, but a pipe, a device or a socket; name a file on the disk",
        ));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the name of a file beside a missing one that only has another ending (`agency.toml.txt`, as Notepad saves
/// it) or other capital letters.
pub fn find_similar_file_name(missing: &Path) -> Option<String> {
    let wanted = missing.file_name()?.to_str()?.to_lowercase();
    let folder = missing.parent().filter(|folder| *folder != Path::new(""));
    let similar = [
        wanted.clone(),
        format!("{wanted}.txt"),
        format!("{wanted}.toml"),
    ];
    list_visible_files(folder.unwrap_or(Path::new(".")))
        .ok()?
        .iter()
        .filter_map(|path| path.file_name()?.to_str())
        .find(|name| similar.contains(&name.to_lowercase()))
        .map(str::to_owned)
}

/// Returns the bytes of a file, or none if it does not exist.
///
/// # Errors
/// If the file is not a regular file or cannot be read.
pub fn read_optional_file(path: &Path) -> Result<Option<Vec<u8>>, IoFailure> {
    match try_read_file(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IoFailure::new("read", path, error)),
    }
}

/// Returns a string that changes when a file does: its length and modification time, or an empty
/// string if there is no such file.
pub fn file_fingerprint(path: &Path) -> String {
    std::fs::metadata(path).map_or_else(
        |_| String::new(),
        |metadata| format!("{} {:?}", metadata.len(), metadata.modified().ok()),
    )
}

/// Returns the modification time of a file since 1970 (UTC), if known.
pub fn modified_unix_time(path: &Path) -> Option<Duration> {
    let modified = std::fs::metadata(path).ok()?.modified().ok()?;
    modified.duration_since(UNIX_EPOCH).ok()
}

/// Returns the files that a pattern matches (`forms/*.toml`), sorted; `None` if the path is no pattern, or the name of a
/// file or folder. The shells of Windows leave patterns to the program.
///
/// # Errors
/// If the pattern is invalid or no file matches it, or a folder cannot be read.
pub fn expand_pattern(
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Vec<PathBuf>>, StageError> {
    let pattern = path.to_string_lossy().into_owned();
    if !pattern.contains(['*', '?', '[']) || path.exists() {
        return Ok(None);
    }
    let options = glob::MatchOptions {
        require_literal_separator: true,
        require_literal_leading_dot: true,
        ..glob::MatchOptions::default()
    };
    let Ok(found) = glob::glob_with(&pattern, options) else {
        return Err(diagnostics.push_fatal(SourceProblem::InvalidPattern { pattern }));
    };
    let mut files = Vec::new();
    for path in found {
        let path = path.map_err(|error| {
            let folder = error.path().to_owned();
            IoFailure::new("read the folder", &folder, error.into())
        })?;
        if !path.is_dir() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(diagnostics.push_fatal(SourceProblem::NoMatchingFile { pattern }));
    }
    Ok(Some(files))
}

/// Returns whether the path is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Returns the direct subfolders of a folder, sorted by name, without those of systems and programs. A symbolic link to
/// a folder is one.
///
/// # Errors
/// If the folder cannot be read.
pub fn list_visible_folders(path: &Path) -> Result<Vec<PathBuf>, IoFailure> {
    list_visible_entries(path, |entry, kind| {
        kind.is_dir() || kind.is_symlink() && entry.path().is_dir()
    })
}

/// Returns the files directly in a folder, sorted by name, without those of systems and programs and symbolic links.
///
/// # Errors
/// If the folder cannot be read.
pub fn list_visible_files(path: &Path) -> Result<Vec<PathBuf>, IoFailure> {
    list_visible_entries(path, |_, kind| kind.is_file())
}

fn list_visible_entries(
    path: &Path,
    is_wanted: fn(&std::fs::DirEntry, std::fs::FileType) -> bool,
) -> Result<Vec<PathBuf>, IoFailure> {
    let failure = |error| IoFailure::new("read the folder", path, error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        let is_passed_over = is_system_file_name(&entry.file_name().to_string_lossy());
        if !is_passed_over && entry.file_type().is_ok_and(|kind| is_wanted(&entry, kind)) {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

/// Returns the canonical path, or the path itself if it cannot be resolved.
pub fn canonical_path(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Returns an absolute path, the same for every spelling of a file or folder, which need not exist yet.
pub fn canonical_output_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let canonical = absolute.ancestors().find_map(|existing| {
        let new = absolute.strip_prefix(existing).ok()?;
        let existing = std::fs::canonicalize(existing).ok()?;
        Some(existing.components().chain(new.components()).collect())
    });
    canonical.unwrap_or(absolute)
}

/// Returns the bytes of a file named by a setting.
///
/// # Errors
/// If it does not exist, is not a file, has more than `max_bytes`, or cannot be read. The path is the
/// user's text, so this is a problem of the setting, not an [`IoFailure`].
pub fn read_file_limited(path: &Path, max_bytes: u64) -> Result<Vec<u8>, FileReadError> {
    let metadata = std::fs::metadata(path).map_err(|error| classify_io_error(&error))?;
    if !metadata.is_file() {
        return Err(FileReadError::NotAFile);
    }
    if metadata.len() > max_bytes {
        return Err(FileReadError::TooLarge(max_bytes));
    }
    std::fs::read(path).map_err(|error| classify_io_error(&error))
}

/// Returns the files directly in a folder named by a setting, sorted by name; none if it is not a
/// folder. Those of systems and programs (`._Noto.ttf`) and symbolic links are left out: of links, because the setting does not name their targets.
///
/// # Errors
/// As [`read_file_limited`].
pub fn list_files(path: &Path) -> Result<Option<Vec<PathBuf>>, FileReadError> {
    let metadata = std::fs::metadata(path).map_err(|error| classify_io_error(&error))?;
    if !metadata.is_dir() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| classify_io_error(&error))? {
        let entry = entry.map_err(|error| classify_io_error(&error))?;
        let is_passed_over = is_system_file_name(&entry.file_name().to_string_lossy());
        if !is_passed_over && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(Some(files))
}

/// Returns the files in a folder and its direct subfolders with their relative paths (separated by
/// `/`), sorted, without those of systems and programs and symbolic links.
///
/// # Errors
/// As [`read_file_limited`]; a path that is not a folder is [`FileReadError::NotAFile`].
pub fn list_files_with_subfolders(path: &Path) -> Result<Vec<(String, PathBuf)>, FileReadError> {
    let mut files = Vec::new();
    let mut folders = vec![(String::new(), path.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        let metadata = std::fs::metadata(&folder).map_err(|error| classify_io_error(&error))?;
        if !metadata.is_dir() {
            return Err(FileReadError::NotAFile);
        }
        for entry in std::fs::read_dir(&folder).map_err(|error| classify_io_error(&error))? {
            let entry = entry.map_err(|error| classify_io_error(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry
                .file_type()
                .map_err(|error| classify_io_error(&error))?;
            if is_system_file_name(&name) {
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
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileReadError::NotFound,
        _ => FileReadError::SystemError(io_error_text(error)),
    }
}

/// Decodes UTF-8, without its byte-order mark.
///
/// # Errors
/// Reports any other encoding at the first byte that is not UTF-8, and more than [`MAX_FILE_BYTES`]
/// bytes.
pub fn decode_utf8_file(
    name: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Result<Arc<SourceFile>, StageError> {
    let name = name.to_owned();
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let (path, error) = (name, FileReadError::TooLarge(MAX_FILE_BYTES));
        return Err(diagnostics.push_fatal(ThemeProblem::UnreadableFile { path, error }));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (encoding, text, start) = if bytes.starts_with(b"PK\x03\x04") {
        (NonUtf8Encoding::OfficeFile, "PK".to_owned(), 0)
    } else if let Some(text) = try_decode_utf16(bytes) {
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
    let span = Span {
        file,
        byte_range: start..end,
    };
    Err(diagnostics
        .push_fatal(Diagnostic::new(SourceProblem::NotUtf8 { encoding }).with_span(span)))
}

/// Decodes UTF-16, recognized by its byte-order mark or by zero bytes in the first two characters.
fn try_decode_utf16(bytes: &[u8]) -> Option<String> {
    let (bytes, is_little_endian) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        [1..=255, 0, 1..=255, 0, ..] => (bytes, true),
        [0, 1..=255, 0, 1..=255, ..] => (bytes, false),
        _ => return None,
    };
    let units = bytes.chunks(2).map(|pair| {
        let pair = [pair[0], pair.get(1).copied().unwrap_or(0)];
        if is_little_endian {
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

/// Decodes bytes as UTF-8 up to `valid_length` and from there as Windows-1252, which Windows editors
/// call "ANSI".
fn decode_utf8_then_windows_1252(bytes: &[u8], valid_length: usize) -> String {
    const WINDOWS_1252_HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    let mut text = String::from_utf8_lossy(&bytes[..valid_length]).into_owned();
    text.extend(bytes[valid_length..].iter().map(|&byte| match byte {
        0x80..=0x9F => WINDOWS_1252_HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }));
    text
}
