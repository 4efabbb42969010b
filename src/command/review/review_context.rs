//! What a subcommand of `review` works with: an agency as it is, and its record.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::review_args::Whose;
use crate::diag::{Diagnostics, Stop};
use crate::output::{Artifact, Manner};
use crate::packet::build::write_files;
use crate::packet::manifest::manifest;
use crate::packet::pack_files::{ChosenPack, load_sound_pack};
use crate::packet::paths::packet_folder;
use crate::packet::{Composed, compose_sound};
use crate::review::materials::{Material, materials};

/// What a subcommand works with: the agency as it is, and its record.
pub(super) struct Opened {
    pub(super) chosen: ChosenPack,
    pub(super) composed: Composed,
}

impl Opened {
    /// Opens an agency's file; a mistake in it, in a template or in the record stops that.
    pub(super) fn open(whose: &Whose, today: Date, found: &mut Diagnostics) -> Result<Self, Stop> {
        let chosen = load_sound_pack(whose.templates.as_deref(), found)?;
        let composed = compose_sound(&whose.agency, &chosen.pack, false, today, found)?;
        Ok(Self { chosen, composed })
    }

    /// Every document for clients, in the order of the packet.
    pub(super) fn materials(&self) -> Vec<Material<'_>> {
        let composed = &self.composed;
        materials(&composed.agency, &composed.documents, &composed.ledger)
    }

    /// Writes files about a review: a set of its own, with its own manifest, so that building documents again
    /// leaves it alone.
    pub(super) fn write(
        &self,
        whose: &Whose,
        out: Option<&Path>,
        force: bool,
        artifacts: &[Artifact],
        found: &mut Diagnostics,
    ) -> Result<PathBuf, Stop> {
        let name = &self.composed.agency.name;
        let folder = packet_folder(&whose.agency, out, name).join("review");
        let manifest = manifest(&self.chosen, &self.composed, false, artifacts);
        let manner = Manner {
            force,
            partial: true,
        };
        write_files(&folder, artifacts, manifest, manner, found)?;
        Ok(folder)
    }
}
