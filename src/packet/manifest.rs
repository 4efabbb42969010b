//! The manifest of a packet: what it was made from, and the hash of each of its files.

use super::pack_files::LoadedPack;
use super::{ComposedPacket, agency_file};
use crate::output::Artifact;
use crate::output::manifest::{Manifest, ManifestEntry, TOOL_NAME_AND_VERSION, sha256_hex};

/// Returns the manifest of files that were made for an agency, without the options they were made with.
pub fn build_manifest(
    chosen: &LoadedPack,
    composed: &ComposedPacket,
    draft: bool,
    artifacts: &[Artifact],
) -> Manifest {
    let mut inputs = composed.manifest_inputs.clone();
    inputs.extend(agency_file::agency_file_inputs(&composed.source_files));
    inputs.extend(chosen.manifest_inputs.iter().cloned());
    inputs.sort();
    Manifest {
        tool: TOOL_NAME_AND_VERSION.to_owned(),
        pack: chosen.pack.title_and_version(),
        agency: composed.agency.name.clone(),
        draft,
        options: None,
        inputs,
        files: manifest_entries(artifacts),
    }
}

/// Returns files as a manifest lists them.
pub fn manifest_entries(artifacts: &[Artifact]) -> Vec<ManifestEntry> {
    let mut entries: Vec<ManifestEntry> = artifacts
        .iter()
        .map(|artifact| ManifestEntry {
            path: artifact.path.clone(),
            format: artifact
                .path
                .rsplit_once('.')
                .map_or(String::new(), |(_, ending)| ending.to_owned()),
            sha256: sha256_hex(&artifact.bytes),
            bytes: artifact.bytes.len() as u64,
        })
        .collect();
    entries.sort();
    entries
}
