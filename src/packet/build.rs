//! Builds the packet of one agency: composes, renders and writes it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use super::load_template_pack::LoadedPack;
use super::manifest::build_manifest;
use super::paths::packet_folder_path;
use super::render::render_packet_files;
use super::selection::PacketSelection;
use super::{ComposedPacket, agency_file, compose_packet, has_build_blockers};
use crate::diag::packet::PacketProblem;
use crate::diag::{Diagnostics, StageError};
use crate::output::manifest::Manifest;
use crate::output::{self, Artifact, OverwritePolicy, WriteConflictKind, WriteOutcome};
use crate::render::Renderer;

/// The pack and options of a build, the same for every agency.
#[derive(Clone, Copy)]
pub struct PacketBuilder<'a> {
    pub loaded_pack: &'a LoadedPack,
    pub selection: &'a PacketSelection,
    /// Today's date, for warnings about old entries; it never appears in a document.
    pub today: Date,
    /// The folder for packets, instead of `output` beside the agency's file.
    pub output_folder: Option<&'a Path>,
    /// Whether to replace files that were edited or are not part of a packet.
    pub force: bool,
    /// When this program was installed, since 1970 (UTC): an older packet may be another version's. If unknown, no
    /// packet counts as up to date.
    pub program_modified_at: Option<Duration>,
}

/// A rendered packet, not yet written.
pub struct RenderedPacket {
    /// The folder to write to.
    pub folder: PathBuf,
    /// The agency's file and its base files.
    pub source_file_names: Vec<String>,
    /// All files but the manifest.
    pub artifacts: Vec<Artifact>,
    pub manifest: Manifest,
}

/// A written packet.
pub struct WrittenPacket {
    pub agency_name: String,
    /// The agency's file and its base files.
    pub source_file_names: Vec<String>,
    pub folder: PathBuf,
    /// The files in the folder but the manifest.
    pub file_paths: Vec<String>,
    pub draft: bool,
}

impl PacketBuilder<'_> {
    /// Reads an agency's file and composes the documents of its packet.
    pub fn compose_packet(
        &self,
        path: &Path,
        diagnostics: &mut Diagnostics,
    ) -> Result<ComposedPacket, StageError> {
        let PacketSelection { draft, as_of, .. } = *self.selection;
        compose_packet(
            path,
            &self.loaded_pack.pack,
            draft,
            as_of,
            self.today,
            diagnostics,
        )
    }

    /// Renders the packet of the agency file at `path`.
    ///
    /// # Errors
    /// When `found` has anything that prevents a build, before or after rendering.
    pub fn render_packet(
        &self,
        path: &Path,
        composed: &ComposedPacket,
        threads: NonZeroUsize,
        renderer: &mut Option<Renderer>,
        diagnostics: &mut Diagnostics,
    ) -> Result<RenderedPacket, StageError> {
        let (selection, pack) = (self.selection, &self.loaded_pack.pack);
        selection.report_unknown_selection(composed, pack, diagnostics);
        if !has_build_blockers(diagnostics, selection.draft) {
            selection.report_missing_translations(composed, pack, diagnostics);
        }
        if has_build_blockers(diagnostics, selection.draft) {
            return Err(StageError::InvalidInput);
        }
        let artifacts =
            render_packet_files(composed, selection, pack, threads, renderer, diagnostics);
        if has_build_blockers(diagnostics, selection.draft) {
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

    /// Writes all files of a packet or none.
    pub fn write_packet(
        &self,
        packet: RenderedPacket,
        diagnostics: &mut Diagnostics,
    ) -> Result<WrittenPacket, StageError> {
        let overwrite_policy = OverwritePolicy {
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
            draft: packet.manifest.draft,
        };
        write_packet_files(
            &written.folder,
            written
                .source_file_names
                .first()
                .map_or(Path::new(""), Path::new),
            &packet.artifacts,
            packet.manifest,
            overwrite_policy,
            diagnostics,
        )?;
        Ok(written)
    }
}

/// Writes all files with their manifest or none. `agency_file` is the file that the packet is of.
pub fn write_packet_files(
    folder: &Path,
    agency_file: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    overwrite_policy: OverwritePolicy,
    diagnostics: &mut Diagnostics,
) -> Result<(), StageError> {
    if !overwrite_policy.force
        && let Some(previous) = output::read_manifest(folder)?
        && let Some(problem) = find_other_owner(folder, agency_file, &manifest, previous)
    {
        return Err(diagnostics.push_fatal(problem));
    }
    let outcome = output::write_with_manifest(folder, artifacts, manifest, overwrite_policy)?;
    report_write_conflicts(outcome, diagnostics)
}

/// Returns the problem if a folder has the packet of another agency.
///
/// Agencies are told apart by name, and those of one name by the name of their file: both stay the same when folders
/// are moved, while a path does not and would show whoever reads the manifest where the file is.
fn find_other_owner(
    folder: &Path,
    agency_file: &Path,
    manifest: &Manifest,
    previous: Manifest,
) -> Option<PacketProblem> {
    let folder = folder.display().to_string();
    // Names that differ in punctuation, case or accents only give the same folder.
    if previous.agency != manifest.agency {
        return Some(PacketProblem::OtherAgencysPacket {
            folder,
            other_agency: previous.agency,
        });
    }
    let file_name = agency_file::file_name_of(agency_file);
    let mut inputs = previous.inputs.into_iter().map(|input| input.name);
    let other_file = inputs.clone().find(|name| {
        let extension = Path::new(name).extension();
        extension.is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
    })?;
    let is_same = inputs.any(|name| name == file_name);
    (!is_same).then_some(PacketProblem::OtherFilesPacket { folder, other_file })
}

/// Reports the paths that could not be written.
pub fn report_write_conflicts(
    outcome: WriteOutcome,
    diagnostics: &mut Diagnostics,
) -> Result<(), StageError> {
    let WriteOutcome::Blocked(conflicts) = outcome else {
        return Ok(());
    };
    for conflict in conflicts {
        diagnostics.push(PacketProblem::OutputPathOccupied {
            path: conflict.path.display().to_string(),
            is_edited: conflict.kind == WriteConflictKind::EditedSinceWritten,
            is_replaceable: conflict.kind != WriteConflictKind::NotAFile,
        });
    }
    Err(StageError::InvalidInput)
}
