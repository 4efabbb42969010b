//! The manifest of a packet: its files, its inputs and the program version.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The program and its version, as a manifest names them.
pub const TOOL_NAME_AND_VERSION: &str =
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// The content of `manifest.json`; a folder with a manifest contains a complete set of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program and its version.
    pub tool: String,
    /// The template pack and its version.
    pub pack: String,
    pub agency: String,
    /// The agency's file; `None` in manifests of earlier versions and of networks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_file: Option<AgencyFileIdentity>,
    /// Whether the set is a draft.
    pub draft: bool,
    /// The options that decided the content, as typed: `--paper a4`; `None` in manifests of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<String>>,
    /// The input files, sorted by name.
    pub inputs: Vec<ManifestInput>,
    /// The written files, sorted by path.
    pub files: Vec<ManifestEntry>,
}

/// What tells an agency's file from others, without showing where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyFileIdentity {
    /// The file name without its folder.
    pub name: String,
    /// The hash of its path relative to the packet's folder.
    pub location_sha256: String,
    /// The hash of its text and those of its base files.
    pub content_sha256: String,
}

/// An input file of the set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ManifestInput {
    /// The file name without its folder.
    pub name: String,
    /// In hexadecimal.
    pub sha256: String,
}

/// A file of the set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Relative to the manifest's folder.
    pub path: String,
    /// The document format: `markdown`, `html`, `pdf` or `docx`.
    pub format: String,
    /// In hexadecimal.
    pub sha256: String,
    pub bytes: u64,
}

impl Manifest {
    /// Parses a manifest. Returns `None` if it is invalid or a path leads outside its folder: listed files may be
    /// overwritten and removed.
    pub fn parse_json(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        manifest
            .files
            .iter()
            .all(|entry| is_inside_folder(&entry.path))
            .then_some(manifest)
    }

    /// Returns the manifest as JSON.
    pub fn to_json_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a manifest is valid JSON");
        bytes.push(b'\n');
        bytes
    }

    /// Returns the entry of a path.
    pub fn find_entry(&self, path: &str) -> Option<&ManifestEntry> {
        self.files.iter().find(|entry| entry.path == path)
    }
}

impl ManifestEntry {
    /// Returns whether a file has the content that was written. In a text file, other line ends and a byte-order mark
    /// are no change: version control, email and editors convert them.
    pub fn has_content(&self, bytes: &[u8]) -> bool {
        if sha256_hex(bytes) == self.sha256 {
            return true;
        }
        if !is_text_file(&self.path) {
            return false;
        }
        let unix_text = with_unix_line_ends(bytes);
        sha256_hex(&unix_text) == self.sha256
            || sha256_hex(&with_windows_line_ends(&unix_text)) == self.sha256
    }
}

/// Returns whether a file that exists has the content of one to be written, as [`ManifestEntry::has_content`] does.
pub fn has_same_content(path: &str, existing: &[u8], written: &[u8]) -> bool {
    existing == written
        || is_text_file(path) && with_unix_line_ends(existing) == with_unix_line_ends(written)
}

/// Returns the SHA-256 hash of a text in hexadecimal, whatever its line ends.
pub fn text_sha256_hex(text: &str) -> String {
    sha256_hex(&with_unix_line_ends(text.as_bytes()))
}

/// Returns a text without byte-order mark and with line feeds at the ends of its lines.
pub fn with_unix_line_ends(text: &[u8]) -> Vec<u8> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut unix_text = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if !(byte == b'\r' && text.get(at + 1) == Some(&b'\n')) {
            unix_text.push(byte);
        }
    }
    unix_text
}

/// As some files are written: calendars.
fn with_windows_line_ends(unix_text: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = unix_text.split(|byte| *byte == b'\n').collect();
    lines.join(&b"\r\n"[..])
}

fn is_text_file(path: &str) -> bool {
    const TEXT_EXTENSIONS: [&str; 9] = [
        "csv", "css", "html", "ics", "json", "md", "svg", "toml", "txt",
    ];
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| TEXT_EXTENSIONS.contains(&extension))
}

fn is_inside_folder(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}

/// Returns the SHA-256 hash in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
    }
    hex
}
