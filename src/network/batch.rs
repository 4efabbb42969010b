//! The packets of many agencies: several at a time, each on its own, given in the order of their files.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::discovery::{PlannedAgency, canonical_output_path};
use super::requirement_matrix;
use crate::diag::{Diagnostics, StageError};
use crate::document::compliance_matrix::{ComplianceMatrix, MatrixRow};
use crate::output::manifest::{Manifest, TOOL_NAME_AND_VERSION};
use crate::output::{self, OverwritePolicy};
use crate::packet::build::{PacketBuilder, WrittenPacket, report_obstacles};
use crate::packet::manifest::manifest_entries;
use crate::render::Renderer;
use crate::source;
use crate::threads;

/// What became of one agency's packet.
pub struct AgencyBuildResult {
    /// What was found wrong with what it is made from.
    pub diagnostics: Diagnostics,
    /// The files that stand in its way.
    pub conflicts: Diagnostics,
    /// The packet that was written; none where it was there, and making it again would have given the same.
    pub written_packet: Result<Option<WrittenPacket>, StageError>,
    /// None where the machine refused to let its file be read.
    matrix_row: Option<MatrixRow>,
}

/// Builds every agency that has changed, and gives `take` what became of each. What is wrong with one, or what the
/// machine refuses to one, concerns no other.
///
/// Returns the rows of the matrix.
pub fn build_agencies(
    order: &PacketBuilder<'_>,
    agencies: &[PlannedAgency],
    threads: NonZeroUsize,
    mut take: impl FnMut(&PlannedAgency, AgencyBuildResult),
) -> Vec<Option<MatrixRow>> {
    let mut rows = Vec::with_capacity(agencies.len());
    let work = |renderer: &mut _, planned: &PlannedAgency| build_agency(order, planned, renderer);
    threads::parallel_process_in_order(
        agencies,
        threads,
        || None,
        work,
        |mut built| {
            let planned = &agencies[rows.len()];
            rows.push(built.matrix_row.take());
            take(planned, built);
        },
    );
    rows
}

fn build_agency(
    order: &PacketBuilder<'_>,
    planned: &PlannedAgency,
    renderer: &mut Option<Renderer>,
) -> AgencyBuildResult {
    let path = &planned.agency_file;
    let (mut found, mut conflicts) = (Diagnostics::new(), Diagnostics::new());
    let composed = order.compose_packet(path, &mut found);
    let row = match &composed {
        Err(StageError::SystemFailure(_)) => None,
        composed => {
            let terms = (&order.loaded_pack.pack, overdue_reference_date(order));
            Some(requirement_matrix::build_matrix_row(
                path,
                composed.as_ref().ok(),
                &found,
                terms,
            ))
        }
    };
    let written = if planned.is_up_to_date {
        Ok(None)
    } else {
        let one = NonZeroUsize::MIN;
        composed
            .and_then(|composed| order.render_packet(path, &composed, one, renderer, &mut found))
            .and_then(|packet| order.write_packet(packet, &mut conflicts))
            .map(Some)
    };
    AgencyBuildResult {
        diagnostics: found,
        conflicts: conflicts,
        written_packet: written,
        matrix_row: row,
    }
}

/// Returns the day on which it is said what is overdue.
fn overdue_reference_date(order: &PacketBuilder<'_>) -> Date {
    order.selection.as_of.unwrap_or(order.today)
}

/// Returns where `network.html` belongs: in the folder that is ordered, or else in `output` in the folder that holds
/// all the files.
pub fn network_page_folder(order: &PacketBuilder<'_>, agencies: &[PlannedAgency]) -> PathBuf {
    if let Some(out) = order.output_folder {
        return out.to_owned();
    }
    let paths: Vec<&Path> = agencies
        .iter()
        .map(|planned| planned.agency_file.as_path())
        .collect();
    let named = requirement_matrix::common_parent_folder(paths.iter().copied());
    if paths.iter().all(|path| path.is_relative())
        && !paths.iter().any(|path| path.starts_with(".."))
    {
        return named.join("output");
    }
    let whole: Vec<PathBuf> = paths
        .iter()
        .map(|path| source::canonical_path(path))
        .collect();
    requirement_matrix::common_parent_folder(whole.iter().map(PathBuf::as_path)).join("output")
}

/// Writes the matrix into that folder.
pub fn write_requirement_matrix(
    order: &PacketBuilder<'_>,
    folder: &Path,
    agencies: &[PlannedAgency],
    rows: Vec<Option<MatrixRow>>,
    conflicts: &mut Diagnostics,
) -> Result<(), StageError> {
    let pack = &order.loaded_pack.pack;
    let from = canonical_output_path(&folder.join("network"));
    let from = from.parent().unwrap_or(Path::new(""));
    let rows = rows.into_iter().zip(agencies).map(|(row, planned)| {
        let mut row = row.unwrap_or_else(|| {
            requirement_matrix::unreadable_agency_row(&planned.agency_file, pack)
        });
        let page = planned
            .packet_folder
            .as_ref()
            .map(|packet| packet.join("index.html"));
        let page = page.filter(|page| !source::file_fingerprint(page).is_empty());
        row.packet_page = page.map(|page| requirement_matrix::relative_path(from, &page));
        row
    });
    let matrix = ComplianceMatrix {
        as_of_date: overdue_reference_date(order),
        columns: requirement_matrix::list_matrix_columns(pack),
        rows: rows.collect(),
    };
    let artifacts = requirement_matrix::render_matrix_artifacts(&matrix);
    let manifest = Manifest {
        tool: TOOL_NAME_AND_VERSION.to_owned(),
        pack: pack.title_and_version(),
        agency: String::new(),
        draft: false,
        options: None,
        inputs: Vec::new(),
        files: manifest_entries(&artifacts),
    };
    let policy = OverwritePolicy {
        force: order.force,
        keep_earlier_files: false,
    };
    let outcome = output::write_with_named_manifest(
        folder,
        requirement_matrix::MATRIX_MANIFEST_NAME,
        &artifacts,
        manifest,
        policy,
    )?;
    report_obstacles(outcome, conflicts)
}
