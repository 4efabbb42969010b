//! Builds the packets of many agencies on several threads, with results in the order of their files.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::discovery::PlannedAgency;
use super::requirement_matrix;
use crate::diag::{Diagnostics, StageError};
use crate::document::requirement_matrix::{MatrixRow, RequirementMatrix};
use crate::output::manifest::{Manifest, TOOL_NAME_AND_VERSION};
use crate::output::{self, OverwritePolicy};
use crate::packet::build::{PacketBuilder, WrittenPacket, report_write_conflicts};
use crate::packet::manifest::manifest_entries;
use crate::packet::paths::relative_path;
use crate::render::Renderer;
use crate::source;
use crate::threads;

/// The result of building one agency's packet.
pub struct AgencyBuildResult {
    /// The problems of its input.
    pub diagnostics: Diagnostics,
    /// The files that must not be overwritten.
    pub conflicts: Diagnostics,
    /// The packet that was written; `None` if the existing one is up to date.
    pub written_packet: Result<Option<WrittenPacket>, StageError>,
    /// `None` if its file could not be read.
    matrix_row: Option<MatrixRow>,
}

/// Builds every agency that has changed, and passes each result to `handle_result`. An error in one agency does not
/// stop the others.
///
/// Returns the rows of the matrix.
pub fn build_agencies(
    builder: &PacketBuilder<'_>,
    agencies: &[PlannedAgency],
    threads: NonZeroUsize,
    mut handle_result: impl FnMut(&PlannedAgency, AgencyBuildResult),
) -> Vec<Option<MatrixRow>> {
    let mut rows = Vec::with_capacity(agencies.len());
    let work = |renderer: &mut _, planned: &PlannedAgency| build_agency(builder, planned, renderer);
    threads::parallel_process_in_order(
        agencies,
        threads,
        || None,
        work,
        |mut built| {
            let planned = &agencies[rows.len()];
            rows.push(built.matrix_row.take());
            handle_result(planned, built);
        },
    );
    rows
}

fn build_agency(
    builder: &PacketBuilder<'_>,
    planned: &PlannedAgency,
    renderer: &mut Option<Renderer>,
) -> AgencyBuildResult {
    let path = &planned.agency_file;
    let (mut found, mut conflicts) = (Diagnostics::new(), Diagnostics::new());
    let composed = builder.compose_packet(path, &mut found);
    let row = match &composed {
        Err(StageError::SystemFailure(_)) => None,
        composed => {
            let pack_and_date = (&builder.loaded_pack.pack, overdue_reference_date(builder));
            Some(requirement_matrix::build_matrix_row(
                path,
                composed.as_ref().ok(),
                &found,
                pack_and_date,
            ))
        }
    };
    let written = if planned.is_up_to_date {
        Ok(None)
    } else {
        let one_thread = NonZeroUsize::MIN;
        composed
            .and_then(|composed| {
                builder.render_packet(path, &composed, one_thread, renderer, &mut found)
            })
            .and_then(|packet| builder.write_packet(packet, &mut conflicts))
            .map(Some)
    };
    AgencyBuildResult {
        diagnostics: found,
        conflicts,
        written_packet: written,
        matrix_row: row,
    }
}

/// Returns the date on which it is decided what is overdue.
fn overdue_reference_date(builder: &PacketBuilder<'_>) -> Date {
    builder.selection.as_of.unwrap_or(builder.today)
}

/// Returns the folder of `network.html`: the chosen output folder, or else `output` in the common parent folder of the
/// agencies' files.
pub fn network_page_folder(builder: &PacketBuilder<'_>, agencies: &[PlannedAgency]) -> PathBuf {
    if let Some(out) = builder.output_folder {
        return out.to_owned();
    }
    let paths: Vec<&Path> = agencies
        .iter()
        .map(|planned| planned.agency_file.as_path())
        .collect();
    let parent = requirement_matrix::common_parent_folder(paths.iter().copied());
    if paths.iter().all(|path| path.is_relative())
        && !paths.iter().any(|path| path.starts_with(".."))
    {
        return parent.join("output");
    }
    let absolute: Vec<PathBuf> = paths
        .iter()
        .map(|path| source::canonical_path(path))
        .collect();
    requirement_matrix::common_parent_folder(absolute.iter().map(PathBuf::as_path)).join("output")
}

/// Writes `network.html` and `network.csv` to a folder.
pub fn write_requirement_matrix(
    builder: &PacketBuilder<'_>,
    folder: &Path,
    agencies: &[PlannedAgency],
    rows: Vec<Option<MatrixRow>>,
    conflicts: &mut Diagnostics,
) -> Result<(), StageError> {
    let pack = &builder.loaded_pack.pack;
    let from = source::canonical_output_path(folder);
    let rows = rows.into_iter().zip(agencies).map(|(row, planned)| {
        let mut row = row.unwrap_or_else(|| {
            requirement_matrix::unreadable_agency_row(&planned.agency_file, pack)
        });
        let page = planned
            .packet_folder
            .as_ref()
            .map(|packet| packet.join("index.html"));
        let page = page.filter(|page| !source::file_fingerprint(page).is_empty());
        row.packet_page = page.map(|page| relative_path(&from, &page));
        row
    });
    let matrix = RequirementMatrix {
        as_of_date: overdue_reference_date(builder),
        columns: requirement_matrix::list_matrix_columns(pack),
        rows: rows.collect(),
    };
    let artifacts = requirement_matrix::render_matrix_artifacts(&matrix);
    let manifest = Manifest {
        tool: TOOL_NAME_AND_VERSION.to_owned(),
        pack: pack.title_and_version(),
        agency: String::new(),
        agency_file: None,
        draft: false,
        options: None,
        inputs: Vec::new(),
        files: manifest_entries(&artifacts),
    };
    let policy = OverwritePolicy {
        force: builder.force,
        keep_earlier_files: false,
    };
    let outcome = output::write_with_named_manifest(
        folder,
        requirement_matrix::MATRIX_MANIFEST_NAME,
        &artifacts,
        manifest,
        policy,
        |_| true,
    )?;
    report_write_conflicts(outcome, conflicts)
}
