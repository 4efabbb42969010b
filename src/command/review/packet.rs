//! `policypress review packet`: what the committee is given, as files beside the packet's documents.

use jiff::civil::Date;

use super::review_context::ReviewContext;
use crate::cli::review_args::ReviewPacketArgs;
use crate::diag::{Diagnostics, StageError};
use crate::packet::review_packet::build_review_packet;
use crate::render::OutputFormat;
use crate::review::materials::select_materials_by_name;

/// Makes the packet, and a form to fill in on a screen for each material.
pub(super) fn write_review_packet(
    options: &ReviewPacketArgs,
    today: Date,
    found: &mut Diagnostics,
) -> Result<String, StageError> {
    let opened = ReviewContext::load(&options.agency_args, today, found)?;
    let mut wanted = opened.client_materials();
    if !options.material.is_empty() {
        wanted = select_materials_by_name(&options.material, &wanted, found);
    }
    found.ok_unless_errors(())?;
    let artifacts = build_review_packet(
        &opened.composed,
        &opened.chosen_pack.pack,
        &wanted,
        options.as_of.unwrap_or(today),
        &selected_formats(options),
        found,
    )?;
    let out = options.out.as_deref();
    let folder =
        opened.write_review_files(&options.agency_args, out, options.force, &artifacts, found)?;
    let count = match wanted.len() {
        1 => "1 material".to_owned(),
        many => format!("{many} materials"),
    };
    let files = artifacts.len();
    let folder = folder.display();
    Ok(format!("{count} to review: {files} files in {folder}\n"))
}

/// A packet to read and print; for Word somebody has to ask.
fn selected_formats(options: &ReviewPacketArgs) -> Vec<OutputFormat> {
    let named: Vec<OutputFormat> = options.format.iter().map(|name| (*name).into()).collect();
    let all = OutputFormat::ALL.into_iter();
    all.filter(|format| named.contains(format) || named.is_empty() && *format != OutputFormat::Docx)
        .collect()
}
