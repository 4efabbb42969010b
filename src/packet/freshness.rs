//! Whether a packet is what a build would make now: its manifest names the same files with the same content, the same
//! options and this program, and every file stands there as it was written.

use std::path::Path;
use std::sync::Arc;

use super::build::PacketBuilder;
use super::{agency_file, theme};
use crate::config::agency::Agency;
use crate::output;
use crate::output::manifest::{ManifestInput, TOOL_NAME_AND_VERSION};
use crate::review::store;
use crate::source;
use crate::span::SourceFile;

/// Returns whether the packet in a folder need not be made. False where in doubt.
///
/// `files` are the agency's file at `path` and what it extends. What the program carries (templates, faces, its own
/// rules) is not among the inputs: a packet that is older than the program counts as out of date.
pub fn is_packet_up_to_date(
    order: &PacketBuilder<'_>,
    path: &Path,
    files: &[Arc<SourceFile>],
    agency: &Agency,
    folder: &Path,
) -> bool {
    let Some(program) = order.program_modified_at.filter(|_| !order.force) else {
        return false;
    };
    let Ok(Some(manifest)) = output::read_manifest(folder) else {
        return false;
    };
    let made = source::modified_unix_time(&folder.join(output::MANIFEST_FILE_NAME));
    made.is_some_and(|made| made > program)
        && manifest.tool == TOOL_NAME_AND_VERSION
        && manifest.pack == order.loaded_pack.pack.title_and_version()
        && manifest.agency == agency.name
        && manifest.draft == order.selection.draft
        && manifest.options == Some(order.selection.command_line_options())
        && current_inputs(order, path, files, agency)
            .is_some_and(|inputs| inputs == manifest.inputs)
        && output::is_intact(folder, &manifest)
}

/// Returns what a packet would be made from now; none if something cannot be read.
fn current_inputs(
    order: &PacketBuilder<'_>,
    path: &Path,
    files: &[Arc<SourceFile>],
    agency: &Agency,
) -> Option<Vec<ManifestInput>> {
    let mut inputs: Vec<ManifestInput> = agency_file::agency_file_inputs(files).collect();
    inputs.extend(order.loaded_pack.manifest_inputs.iter().cloned());
    inputs.extend(theme::theme_inputs(&agency.theme)?);
    inputs.extend(store::read_record_manifest_input(path).ok()?);
    inputs.sort();
    Some(inputs)
}
