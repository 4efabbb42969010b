//! Builds the manifest of a packet: its inputs and files, with their hashes.

use super::load_template_pack::LoadedPack;
use super::{ComposedPacket, agency_file};
use crate::output::Artifact;
use crate::output::manifest::{Manifest, ManifestEntry, TOOL_NAME_AND_VERSION, sha256_hex};

/// Builds the manifest of an agency's files, without the options of the build.
pub fn build_manifest(
    loaded_pack: &LoadedPack,
    composed: &ComposedPacket,
    draft: bool,
    artifacts: &[Artifact],
) -> Manifest {
    let mut inputs = composed.manifest_inputs.clone();
    inputs.extend(agency_file::agency_file_inputs(&composed.source_files));
    inputs.extend(loaded_pack.manifest_inputs.iter().cloned());
    inputs.sort();
    Manifest {
        tool: TOOL_NAME_AND_VERSION.to_owned(),
        pack: loaded_pack.pack.title_and_version(),
        agency: composed.agency.name.clone(),
        draft,
        options: None,
        inputs,
        files: manifest_entries(artifacts),
    }
}

/// Returns the manifest entries of files, sorted by path.
pub fn manifest_entries(artifacts: &[Artifact]) -> Vec<ManifestEntry> {
    let mut entries: Vec<ManifestEntry> = artifacts
        .iter()
        .map(|artifact| ManifestEntry {
            path: artifact.path.clone(),
            format: artifact
                .path
                .rsplit_once('.')
                .map_or(String::new(), |(_, extension)| extension.to_owned()),
            sha256: sha256_hex(&artifact.bytes),
            bytes: artifact.bytes.len() as u64,
        })
        .collect();
    entries.sort();
    entries
}
