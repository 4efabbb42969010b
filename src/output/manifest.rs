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
