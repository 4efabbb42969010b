//! Builds the manifest of a packet: its inputs and files, with their hashes.

use std::path::Path;
use std::sync::Arc;

use super::load_template_pack::LoadedPack;
use super::paths::relative_path;
use super::{ComposedPacket, agency_file};
use crate::output::Artifact;
use crate::output::manifest::{
    AgencyFileIdentity, Manifest, ManifestEntry, TOOL_NAME_AND_VERSION, sha256_hex, text_sha256_hex,
};
use crate::source;
use crate::span::SourceFile;

/// Builds the manifest of an agency's files, without the options of the build.
pub fn build_manifest(
    loaded_pack: &LoadedPack,
    composed: &ComposedPacket,
    packet_folder: &Path,
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
        agency_file: identify_agency_file(&composed.source_files, packet_folder),
        draft,
        options: None,
        inputs,
        files: manifest_entries(artifacts),
    }
}

/// Returns what tells an agency's file from others. `files` are the file and its base files.
///
/// The path is relative, so that a folder with both file and packet can be moved, and hashed, because packets are sent
/// to others.
pub fn identify_agency_file(
    files: &[Arc<SourceFile>],
    packet_folder: &Path,
) -> Option<AgencyFileIdentity> {
    let path = Path::new(&files.first()?.name);
    let (from, to) = [packet_folder, path]
        .map(source::canonical_output_path)
        .into();
    let texts: Vec<String> = files
        .iter()
        .map(|file| text_sha256_hex(&file.text))
        .collect();
    Some(AgencyFileIdentity {
        name: agency_file::file_name_of(path),
        location_sha256: text_sha256_hex(&relative_path(&from, &to)),
        content_sha256: text_sha256_hex(&texts.join("\n")),
    })
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
