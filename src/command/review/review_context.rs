//! The inputs of the subcommands of `review`: an agency's documents and its record of reviews.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::review_args::ReviewAgencyArgs;
use crate::diag::{Diagnostics, StageError};
use crate::output::Artifact;
use crate::packet::build::write_review_files;
use crate::packet::load_template_pack::{LoadedPack, load_pack_without_warnings};
use crate::packet::manifest::build_manifest;
use crate::packet::paths::packet_folder_path;
use crate::packet::{ComposedPacket, compose_without_warnings};
use crate::review::materials::{ClientMaterial, list_client_materials};

/// An agency's documents and its record of reviews, with the templates they come from.
pub(super) struct ReviewContext {
    pub(super) chosen_pack: LoadedPack,
    pub(super) composed: ComposedPacket,
}

impl ReviewContext {
    /// Loads an agency.
    ///
    /// # Errors
    /// If its file, a template or the record has an error.
    pub(super) fn load(
        args: &ReviewAgencyArgs,
        today: Date,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let loaded_pack = load_pack_without_warnings(args.templates.as_deref(), diagnostics)?;
        let composed =
            compose_without_warnings(&args.agency, &loaded_pack.pack, false, today, diagnostics)?;
        Ok(Self {
            chosen_pack: loaded_pack,
            composed,
        })
    }

    /// Returns every client document, in the order of the packet.
    pub(super) fn client_materials(&self) -> Vec<ClientMaterial<'_>> {
        let composed = &self.composed;
        list_client_materials(
            &composed.agency,
            &composed.documents,
            &composed.review_record,
        )
    }

    /// Writes files about a review to `review` in the packet's folder.
    pub(super) fn write_review_files(
        &self,
        args: &ReviewAgencyArgs,
        out: Option<&Path>,
        force: bool,
        artifacts: &[Artifact],
        diagnostics: &mut Diagnostics,
    ) -> Result<PathBuf, StageError> {
        let folder = packet_folder_path(&args.agency, out, &self.composed.agency.name);
        let manifest = build_manifest(&self.chosen_pack, &self.composed, &folder, false, artifacts);
        write_review_files(&folder, artifacts, manifest, force, diagnostics)
    }
}
