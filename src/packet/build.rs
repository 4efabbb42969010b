//! The packet of one agency, rendered and written as it is ordered.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use super::manifest::build_manifest;
use super::pack_files::LoadedPack;
use super::paths::packet_folder_path;
use super::render::render_packet_files;
use super::selection::PacketSelection;
use super::{ComposedPacket, compose_packet, has_build_blockers};
use crate::diag::packet::PacketProblem;
use crate::diag::{Diagnostics, StageError};
use crate::output::manifest::Manifest;
use crate::output::{self, Artifact, OverwritePolicy, WriteConflictKind, WriteOutcome};
use crate::render::Renderer;

/// What packets are made of and how, the same for every agency.
#[derive(Clone, Copy)]
pub struct PacketBuilder<'a> {
    pub loaded_pack: &'a LoadedPack,
    /// What of a packet is asked for.
    pub selection: &'a PacketSelection,
    /// The day from which old entries are counted; it never reaches a document.
    pub today: Date,
    /// The folder for packets, in place of `output` beside the agency's file.
    pub output_folder: Option<&'a Path>,
    /// Whether files that were edited, or are not ours, are replaced.
    pub force: bool,
    /// When this program was written to the disk, counted from 1970 (UTC): what was made before may be the work of
    /// another one. None where that cannot be told; then no packet counts as up to date.
    pub program_modified_at: Option<Duration>,
}

/// A packet in memory.
pub struct RenderedPacket {
    /// The folder it belongs to.
    pub folder: PathBuf,
    /// The files its agency was read from.
    pub source_file_names: Vec<String>,
    /// Its files, but for the manifest.
    pub artifacts: Vec<Artifact>,
    pub manifest: Manifest,
}

/// A packet that was written.
pub struct WrittenPacket {
    pub agency_name: String,
    /// The files it was read from.
    pub source_file_names: Vec<String>,
    /// The folder of the packet.
    pub folder: PathBuf,
    /// The files in it, but for the manifest.
    pub file_paths: Vec<String>,
}

impl PacketBuilder<'_> {
    /// Reads an agency's file and fills the documents of its packet.
    pub fn compose_packet(
        &self,
        path: &Path,
        found: &mut Diagnostics,
    ) -> Result<ComposedPacket, StageError> {
        let PacketSelection { draft, as_of, .. } = *self.selection;
        compose_packet(
            path,
            &self.loaded_pack.pack,
            draft,
            as_of,
            self.today,
            found,
        )
    }

    /// Renders the packet of the agency in that file, unless something found before or now stands against it.
    pub fn render_packet(
        &self,
        path: &Path,
        composed: &ComposedPacket,
        threads: NonZeroUsize,
        renderer: &mut Option<Renderer>,
        found: &mut Diagnostics,
    ) -> Result<RenderedPacket, StageError> {
        let (selection, pack) = (self.selection, &self.loaded_pack.pack);
        selection.report_unknown_selection(composed, pack, found);
        if !has_build_blockers(found, selection.draft) {
            selection.report_missing_translations(composed, pack, found);
        }
        if has_build_blockers(found, selection.draft) {
            return Err(StageError::InvalidInput);
        }
        let artifacts = render_packet_files(composed, selection, pack, threads, renderer, found);
        if has_build_blockers(found, selection.draft) {
            return Err(StageError::InvalidInput);
        }
        let manifest = build_manifest(self.loaded_pack, composed, selection.draft, &artifacts);
        Ok(RenderedPacket {
            folder: packet_folder_path(path, self.output_folder, &composed.agency.name),
            source_file_names: composed
                .source_files
                .iter()
                .map(|file| file.name.clone())
                .collect(),
            artifacts,
            manifest: Manifest {
                options: Some(selection.command_line_options()),
                ..manifest
            },
        })
    }

    /// Writes a packet, whole or not at all.
    pub fn write_packet(
        &self,
        packet: RenderedPacket,
        in_the_way: &mut Diagnostics,
    ) -> Result<WrittenPacket, StageError> {
        let manner = OverwritePolicy {
            force: self.force,
            keep_earlier_files: self.selection.is_partial(),
        };
        let paths = packet
            .artifacts
            .iter()
            .map(|artifact| artifact.path.clone());
        let written = WrittenPacket {
            agency_name: packet.manifest.agency.clone(),
            source_file_names: packet.source_file_names,
            folder: packet.folder,
            file_paths: paths.collect(),
        };
        let (artifacts, manifest) = (packet.artifacts, packet.manifest);
        write_packet_files(&written.folder, &artifacts, manifest, manner, in_the_way)?;
        Ok(written)
    }
}

/// Writes files with their manifest, all of them or none.
pub fn write_packet_files(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: OverwritePolicy,
    in_the_way: &mut Diagnostics,
) -> Result<(), StageError> {
    let outcome = output::write_with_manifest(folder, artifacts, manifest, manner)?;
    report_obstacles(outcome, in_the_way)
}

/// Reports what stands in the way of files.
pub fn report_obstacles(outcome: WriteOutcome, found: &mut Diagnostics) -> Result<(), StageError> {
    let WriteOutcome::Blocked(obstacles) = outcome else {
        return Ok(());
    };
    for obstacle in obstacles {
        found.push(PacketProblem::OutputPathOccupied {
            path: obstacle.path.display().to_string(),
            is_edited: obstacle.kind == WriteConflictKind::EditedSinceWritten,
            is_replaceable: obstacle.kind != WriteConflictKind::NotAFile,
        });
    }
    Err(StageError::InvalidInput)
}
