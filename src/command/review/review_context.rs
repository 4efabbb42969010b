//! What a subcommand of `review` works with: an agency as it is, and its record.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::review_args::ReviewAgencyArgs;
use crate::diag::{Diagnostics, StageError};
use crate::output::{Artifact, OverwritePolicy};
use crate::packet::build::write_packet_files;
use crate::packet::manifest::build_manifest;
use crate::packet::pack_files::{LoadedPack, load_pack_without_warnings};
use crate::packet::paths::packet_folder_path;
use crate::packet::{ComposedPacket, compose_without_warnings};
use crate::review::materials::{ClientMaterial, list_client_materials};

/// What a subcommand works with: the agency as it is, and its record.
pub(super) struct ReviewContext {
    pub(super) chosen_pack: LoadedPack,
    pub(super) composed: ComposedPacket,
}

impl ReviewContext {
    /// Opens an agency's file; a mistake in it, in a template or in the record stops that.
    pub(super) fn load(
        whose: &ReviewAgencyArgs,
        today: Date,
        found: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let chosen = load_pack_without_warnings(whose.templates.as_deref(), found)?;
        let composed = compose_without_warnings(&whose.agency, &chosen.pack, false, today, found)?;
        Ok(Self {
            chosen_pack: chosen,
            composed,
        })
    }

    /// Every document for clients, in the order of the packet.
    pub(super) fn client_materials(&self) -> Vec<ClientMaterial<'_>> {
        let composed = &self.composed;
        list_client_materials(
            &composed.agency,
            &composed.documents,
            &composed.review_record,
        )
    }

    /// Writes files about a review: a set of its own, with its own manifest, so that building documents again
    /// leaves it alone.
    pub(super) fn write_review_files(
        &self,
        whose: &ReviewAgencyArgs,
        out: Option<&Path>,
        force: bool,
        artifacts: &[Artifact],
        found: &mut Diagnostics,
    ) -> Result<PathBuf, StageError> {
        let name = &self.composed.agency.name;
        let folder = packet_folder_path(&whose.agency, out, name).join("review");
        let manifest = build_manifest(&self.chosen_pack, &self.composed, false, artifacts);
        let manner = OverwritePolicy {
            force,
            keep_earlier_files: true,
        };
        write_packet_files(&folder, artifacts, manifest, manner, found)?;
        Ok(folder)
    }
}
