//! The list of a finished set: what was written, from what, by which version.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The program and its version, as a manifest names them.
pub const TOOL_NAME_AND_VERSION: &str =
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// `manifest.json`; a folder that has one holds a complete set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program and its version.
    pub tool: String,
    /// The pack and its version.
    pub pack: String,
    pub agency: String,
    /// Whether the set is a draft.
    pub draft: bool,
    /// The options that decided what is in the set, each as it would be typed: `--paper a4`; none in
    /// manifests of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<String>>,
    /// What the set was made from, sorted by name.
    pub inputs: Vec<ManifestInput>,
    /// What was written, sorted by path.
    pub files: Vec<ManifestEntry>,
}

/// A file the set was made from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ManifestInput {
    /// Its name without a folder.
    pub name: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A file of the set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Relative to the manifest's folder.
    pub path: String,
    /// `markdown`, `html` or `pdf`.
    pub format: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
    pub bytes: u64,
}

impl Manifest {
    /// The manifest in a file, or none if it is not one of ours: every path must stay inside its
    /// folder, since files that a manifest lists are replaced and removed.
    pub fn parse_json(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        manifest
            .files
            .iter()
            .all(|entry| is_inside_folder(&entry.path))
            .then_some(manifest)
    }

    /// The file.
    pub fn to_json_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a manifest is plain data");
        bytes.push(b'\n');
        bytes
    }

    /// The entry of a path.
    pub fn find_entry(&self, path: &str) -> Option<&ManifestEntry> {
        self.files.iter().find(|entry| entry.path == path)
    }
}

fn is_inside_folder(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        write!(hex, "{byte:02x}").expect("a string takes all");
    }
    hex
}
