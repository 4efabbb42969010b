//! Whether a packet is what a build would make anew: its manifest names the same files with the same words,
//! the same options and this program, and every file stands there as it was written.

use super::{agency_file, theme};
use crate::command::agencies::Seen;
use crate::command::build::{self, Job};
use crate::output;
use crate::output::manifest::{Input, TOOL};
use crate::review::store;
use crate::source;

/// False where in doubt: then the packet is made.
///
/// What the program carries (templates, faces, its own rules) is not among the inputs: a packet that is older
/// than the program counts as changed.
pub(crate) fn is_up_to_date(job: &Job<'_>, seen: &Seen<'_>) -> bool {
    let Some(program) = job.surroundings.program.filter(|_| !job.options.force) else {
        return false;
    };
    let Ok(Some(manifest)) = output::read_manifest(seen.folder) else {
        return false;
    };
    let made = source::written_at(&seen.folder.join(output::MANIFEST));
    made.is_some_and(|made| made > program)
        && manifest.tool == TOOL
        && manifest.pack == job.words.pack.edition()
        && manifest.agency == seen.agency.name
        && manifest.draft == job.options.draft
        && manifest.options.as_deref() == Some(&build::deciding(job.options)[..])
        && inputs(job, seen).is_some_and(|inputs| inputs == manifest.inputs)
        && output::is_whole(seen.folder, &manifest)
}

/// What a packet would be made from now; none if something cannot be read.
fn inputs(job: &Job<'_>, seen: &Seen<'_>) -> Option<Vec<Input>> {
    let mut inputs: Vec<Input> = agency_file::inputs(seen.files).collect();
    inputs.extend(job.words.inputs.iter().cloned());
    inputs.extend(theme::inputs(&seen.agency.theme)?);
    inputs.extend(store::record_input(seen.path).ok()?);
    inputs.sort();
    Some(inputs)
}
