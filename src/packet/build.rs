//! Builds the packet of one agency: composes, renders and writes it.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use super::load_template_pack::LoadedPack;
use super::manifest::build_manifest;
use super::packet_owner::{
    find_packet_around_reviews, find_packet_of_other_owner, find_reviews_of_other_owner,
};
use super::paths::packet_folder_path;
use super::render::render_packet_files;
use super::selection::PacketSelection;
use super::{ComposedPacket, compose_packet, has_build_blockers};
use crate::diag::packet::PacketProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::document::Document;
use crate::output::manifest::Manifest;
use crate::output::{self, Artifact, OverwritePolicy, WriteConflictKind, WriteOutcome};
use crate::render::Renderer;

/// The folder for files about reviews, in the packet's folder.
const REVIEW_FOLDER_NAME: &str = "review";

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
    /// Client documents that are marked as drafts because the committee has not approved them.
    pub documents_awaiting_review: usize,
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
    /// Client documents that are marked as drafts because the committee has not approved them.
    pub documents_awaiting_review: usize,
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
        let is_rendered = |document: &Document| {
            let beginning = format!("client/{}.", document.file_stem());
            artifacts
                .iter()
                .any(|artifact| artifact.path.starts_with(&beginning))
        };
        let drafts = composed
            .documents
            .iter()
            .filter(|document| document.is_draft && is_rendered(document));
        let documents_awaiting_review = if selection.draft { 0 } else { drafts.count() };
        let folder = packet_folder_path(path, self.output_folder, &composed.agency.name);
        let draft = selection.draft;
        let manifest = build_manifest(self.loaded_pack, composed, &folder, draft, &artifacts);
        Ok(RenderedPacket {
            folder,
            source_file_names: composed
                .source_files
                .iter()
                .map(|file| file.name.clone())
                .collect(),
            artifacts,
            documents_awaiting_review,
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
            documents_awaiting_review: packet.documents_awaiting_review,
        };
        write_packet_documents(
            &written.folder,
            &packet.artifacts,
            packet.manifest,
            overwrite_policy,
            diagnostics,
        )?;
        Ok(written)
    }
}

/// Writes all documents of a packet with their manifest or none.
fn write_packet_documents(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    policy: OverwritePolicy,
    diagnostics: &mut Diagnostics,
) -> Result<(), StageError> {
    let review_folder = folder.join(REVIEW_FOLDER_NAME);
    let reviews = output::read_manifest(&review_folder)?;
    let new = manifest.clone();
    let mut other_owners = find_reviews_of_other_owner(&review_folder, reviews.as_ref(), &new);
    let may_write = |previous: Option<&Manifest>| {
        other_owners.extend(find_packet_of_other_owner(folder, previous, &new, policy));
        other_owners.is_empty()
    };
    let outcome = output::write_with_manifest(folder, artifacts, manifest, policy, may_write)?;
    diagnostics.extend(other_owners.into_iter().map(Diagnostic::new));
    report_write_conflicts(outcome, diagnostics)
}

/// Writes all files about a review with their manifest or none. They go to a folder in the packet's folder with a
/// manifest of its own, so that `build` does not remove them. Returns that folder.
pub fn write_review_files(
    packet_folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    force: bool,
    diagnostics: &mut Diagnostics,
) -> Result<PathBuf, StageError> {
    let folder = packet_folder.join(REVIEW_FOLDER_NAME);
    let packet = output::read_manifest(packet_folder)?;
    let new = manifest.clone();
    let mut other_owners = find_packet_around_reviews(packet_folder, packet.as_ref(), &new);
    let may_write = |previous: Option<&Manifest>| {
        other_owners.extend(find_reviews_of_other_owner(&folder, previous, &new));
        other_owners.is_empty()
    };
    let policy = OverwritePolicy {
        force,
        keep_earlier_files: true,
    };
    let outcome = output::write_with_manifest(&folder, artifacts, manifest, policy, may_write)?;
    diagnostics.extend(other_owners.into_iter().map(Diagnostic::new));
    report_write_conflicts(outcome, diagnostics)?;
    Ok(folder)
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
