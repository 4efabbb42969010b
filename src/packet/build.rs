//! The packet of one agency, rendered and written as it is ordered.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use super::manifest::manifest;
use super::pack_files::ChosenPack;
use super::paths::packet_folder;
use super::render::render_files;
use super::selection::Selection;
use super::{Composed, compose, stops};
use crate::diag::packet::PacketProblem;
use crate::diag::{Diagnostics, Stop};
use crate::output::manifest::Manifest;
use crate::output::{self, Artifact, Manner, ObstacleKind, Outcome};
use crate::render::Renderer;

/// What packets are made of and how, the same for every agency.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    pub chosen: &'a ChosenPack,
    /// What of a packet is asked for.
    pub selection: &'a Selection,
    /// The day from which old entries are counted; it never reaches a document.
    pub today: Date,
    /// The folder for packets, in place of `output` beside the agency's file.
    pub out: Option<&'a Path>,
    /// Whether files that were edited, or are not ours, are replaced.
    pub force: bool,
    /// When this program was written to the disk, counted from 1970 (UTC): what was made before may be the work of
    /// another one. None where that cannot be told; then no packet counts as up to date.
    pub program: Option<Duration>,
}

/// A packet in memory.
pub struct Packet {
    /// The folder it belongs to.
    pub folder: PathBuf,
    /// The files its agency was read from.
    pub sources: Vec<String>,
    /// Its files, but for the manifest.
    pub artifacts: Vec<Artifact>,
    pub manifest: Manifest,
}

/// A packet that was written.
pub struct Written {
    pub agency: String,
    /// The files it was read from.
    pub sources: Vec<String>,
    /// The folder of the packet.
    pub folder: PathBuf,
    /// The files in it, but for the manifest.
    pub files: Vec<String>,
}

impl Order<'_> {
    /// Reads an agency's file and fills the documents of its packet.
    pub fn compose(&self, path: &Path, found: &mut Diagnostics) -> Result<Composed, Stop> {
        let Selection { draft, as_of, .. } = *self.selection;
        compose(path, &self.chosen.pack, draft, as_of, self.today, found)
    }

    /// Renders the packet of the agency in that file, unless something found before or now stands against it.
    pub fn render(
        &self,
        path: &Path,
        composed: &Composed,
        threads: NonZeroUsize,
        renderer: &mut Option<Renderer>,
        found: &mut Diagnostics,
    ) -> Result<Packet, Stop> {
        let (selection, pack) = (self.selection, &self.chosen.pack);
        selection.find_unknown(composed, pack, found);
        if !stops(found, selection.draft) {
            selection.find_not_in_language(composed, pack, found);
        }
        if stops(found, selection.draft) {
            return Err(Stop::Problems);
        }
        let artifacts = render_files(composed, selection, pack, threads, renderer, found);
        if stops(found, selection.draft) {
            return Err(Stop::Problems);
        }
        let manifest = manifest(self.chosen, composed, selection.draft, &artifacts);
        Ok(Packet {
            folder: packet_folder(path, self.out, &composed.agency.name),
            sources: composed
                .files
                .iter()
                .map(|file| file.name.clone())
                .collect(),
            artifacts,
            manifest: Manifest {
                options: Some(selection.options()),
                ..manifest
            },
        })
    }

    /// Writes a packet, whole or not at all.
    pub fn write(&self, packet: Packet, in_the_way: &mut Diagnostics) -> Result<Written, Stop> {
        let manner = Manner {
            force: self.force,
            partial: self.selection.is_part(),
        };
        let paths = packet
            .artifacts
            .iter()
            .map(|artifact| artifact.path.clone());
        let written = Written {
            agency: packet.manifest.agency.clone(),
            sources: packet.sources,
            folder: packet.folder,
            files: paths.collect(),
        };
        let (artifacts, manifest) = (packet.artifacts, packet.manifest);
        write_files(&written.folder, &artifacts, manifest, manner, in_the_way)?;
        Ok(written)
    }
}

/// Writes files with their manifest, all of them or none.
pub fn write_files(
    folder: &Path,
    artifacts: &[Artifact],
    manifest: Manifest,
    manner: Manner,
    in_the_way: &mut Diagnostics,
) -> Result<(), Stop> {
    let outcome = output::write(folder, artifacts, manifest, manner)?;
    unless_blocked(outcome, in_the_way)
}

/// Reports what stands in the way of files.
pub fn unless_blocked(outcome: Outcome, found: &mut Diagnostics) -> Result<(), Stop> {
    let Outcome::Blocked(obstacles) = outcome else {
        return Ok(());
    };
    for obstacle in obstacles {
        found.push(PacketProblem::InTheWay {
            path: obstacle.path.display().to_string(),
            edited: obstacle.kind == ObstacleKind::Edited,
            replaceable: obstacle.kind != ObstacleKind::NotAFile,
        });
    }
    Err(Stop::Problems)
}
