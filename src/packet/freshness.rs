//! Checks whether a packet is up to date: its manifest has the same inputs, options and program version as a build
//! now would, and none of its files has been changed.

use std::path::Path;
use std::sync::Arc;

use super::build::PacketBuilder;
use super::manifest::identify_agency_file;
use super::{agency_file, load_theme};
use crate::config::agency::Agency;
use crate::output;
use crate::output::manifest::{ManifestInput, TOOL_NAME_AND_VERSION};
use crate::review::store;
use crate::source;
use crate::span::SourceFile;

/// Returns whether the packet in a folder need not be rebuilt; false in case of doubt.
///
/// `files` are the agency's file at `path` and its base files. The manifest does not list what is built into the
/// program (templates, fonts, code), so a packet older than the program counts as out of date.
pub fn is_packet_up_to_date(
    builder: &PacketBuilder<'_>,
    path: &Path,
    files: &[Arc<SourceFile>],
    agency: &Agency,
    folder: &Path,
) -> bool {
    let Some(program_modified_at) = builder.program_modified_at.filter(|_| !builder.force) else {
        return false;
    };
    let Ok(Some(manifest)) = output::read_manifest(folder) else {
        return false;
    };
    let built_at = source::modified_unix_time(&folder.join(output::MANIFEST_FILE_NAME));
    built_at.is_some_and(|built_at| built_at > program_modified_at)
        && manifest.tool == TOOL_NAME_AND_VERSION
        && manifest.pack == builder.loaded_pack.pack.title_and_version()
        && manifest.agency == agency.name
        && manifest.agency_file == identify_agency_file(files, folder)
        && manifest.draft == builder.selection.draft
        && manifest.options == Some(builder.selection.command_line_options())
        && current_inputs(builder, path, files, agency)
            .is_some_and(|inputs| inputs == manifest.inputs)
        && output::is_intact(folder, &manifest)
}

/// Returns the inputs of a build now; none if a file cannot be read.
fn current_inputs(
    builder: &PacketBuilder<'_>,
    path: &Path,
    files: &[Arc<SourceFile>],
    agency: &Agency,
) -> Option<Vec<ManifestInput>> {
    let mut inputs: Vec<ManifestInput> = agency_file::agency_file_inputs(files).collect();
    inputs.extend(builder.loaded_pack.manifest_inputs.iter().cloned());
    inputs.extend(load_theme::theme_inputs(&agency.theme)?);
    inputs.extend(store::read_record_manifest_input(path).ok()?);
    inputs.sort();
    Some(inputs)
}
