//! `policypress review packet`: writes what the committee needs, beside the packet's documents.

use jiff::civil::Date;

use super::review_context::ReviewContext;
use crate::cli::review_args::ReviewPacketArgs;
use crate::command::check::count_with_noun;
use crate::diag::{Diagnostics, StageError};
use crate::output::Artifact;
use crate::packet::review_packet::build_review_packet;
use crate::render::OutputFormat;
use crate::review::materials::select_materials_by_name;

/// Writes the review packet, with a form to fill in on a screen for each material.
pub(super) fn write_review_packet(
    options: &ReviewPacketArgs,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Result<String, StageError> {
    let context = ReviewContext::load(&options.agency_args, today, diagnostics)?;
    let mut materials = context.client_materials();
    if !options.material.is_empty() {
        materials = select_materials_by_name(&options.material, &materials, diagnostics);
    }
    diagnostics.ok_unless_errors(())?;
    let artifacts = build_review_packet(
        &context.composed,
        &context.chosen_pack.pack,
        &materials,
        options.as_of.unwrap_or(today),
        &selected_formats(options),
        diagnostics,
    )?;
    let out = options.out.as_deref();
    let folder = context.write_review_files(
        &options.agency_args,
        out,
        options.force,
        &artifacts,
        diagnostics,
    )?;
    let mut message = format!(
        "{} to review: {} in {}\n",
        count_with_noun(materials.len(), "material"),
        // The manifest is a file, too.
        count_with_noun(artifacts.len() + 1, "file"),
        folder.display()
    );
    if context.composed.agency.committee.members.is_empty() {
        message.push_str(
            "No committee members are listed: list at least five under `[committee]` first.\n",
        );
    }
    let is_packet_as = |artifact: &&Artifact, ending: &str| {
        artifact.path.starts_with("packet-") && artifact.path.ends_with(ending)
    };
    let packet_file = ["pdf", "html", "docx", "md"].iter().find_map(|ending| {
        artifacts
            .iter()
            .find(|artifact| is_packet_as(artifact, ending))
    });
    if let Some(packet_file) = packet_file {
        message.push_str(&format!(
            "Open {}. ",
            folder.join(&packet_file.path).display()
        ));
    }
    message.push_str("Next: send it to the members, then `policypress review record`\n");
    Ok(message)
}

/// Returns the formats that the options name, or else all but Word.
fn selected_formats(options: &ReviewPacketArgs) -> Vec<OutputFormat> {
    let requested: Vec<OutputFormat> = options.format.iter().map(|name| (*name).into()).collect();
    let all = OutputFormat::ALL.into_iter();
    all.filter(|format| {
        requested.contains(format) || requested.is_empty() && *format != OutputFormat::Docx
    })
    .collect()
}
