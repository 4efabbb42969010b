//! The manifest of a packet: what it was made from, and the hash of each of its files.

use super::pack_files::ChosenPack;
use super::{Composed, agency_file};
use crate::output::Artifact;
use crate::output::manifest::{Entry, Manifest, TOOL, sha256};

/// Returns the manifest of files that were made for an agency, without the options they were made with.
pub fn manifest(
    chosen: &ChosenPack,
    composed: &Composed,
    draft: bool,
    artifacts: &[Artifact],
) -> Manifest {
    let mut inputs = composed.inputs.clone();
    inputs.extend(agency_file::inputs(&composed.files));
    inputs.extend(chosen.inputs.iter().cloned());
    inputs.sort();
    Manifest {
        tool: TOOL.to_owned(),
        pack: chosen.pack.edition(),
        agency: composed.agency.name.clone(),
        draft,
        options: None,
        inputs,
        files: entries(artifacts),
    }
}

/// Returns files as a manifest lists them.
pub fn entries(artifacts: &[Artifact]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = artifacts
        .iter()
        .map(|artifact| Entry {
            path: artifact.path.clone(),
            format: artifact
                .path
                .rsplit_once('.')
                .map_or(String::new(), |(_, ending)| ending.to_owned()),
            sha256: sha256(&artifact.bytes),
            bytes: artifact.bytes.len() as u64,
        })
        .collect();
    entries.sort();
    entries
}
