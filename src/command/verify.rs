//! `policypress verify`: checks that packets' files have not been changed since they were built.

use super::environment::{CommandEnvironment, Verbosity};
use super::report::CommandReport;
use crate::cli::{ReportFormat, VerifyArgs};
use crate::diag::Diagnostic;
use crate::diag::display::{render_diagnostics_json, render_diagnostics_text};
use crate::diag::packet::PacketProblem;
use crate::failure::IoFailure;
use crate::output::manifest::TOOL_NAME_AND_VERSION;
use crate::output::verify::{FileDifference, FolderVerification, verify_folders};
use crate::source;

pub(super) fn run_verify(
    options: &VerifyArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let packets = if source::is_folder(&options.folder) {
        verify_folders(&options.folder)?
    } else {
        Vec::new()
    };
    let mut found: Vec<Diagnostic> = packets
        .iter()
        .flat_map(packet_problems)
        .map(Diagnostic::new)
        .collect();
    if packets.is_empty() {
        let path = options.folder.display().to_string();
        found.push(
            PacketProblem::NotSinglePacket {
                path,
                packet_count: 0,
            }
            .into(),
        );
    }
    let mut report = CommandReport {
        is_success: found.is_empty(),
        ..CommandReport::default()
    };
    match options.format {
        ReportFormat::Json => report.stdout = render_diagnostics_json(&found),
        ReportFormat::Text => {
            report.stderr =
                render_diagnostics_text(&found, environment.diagnostic_render_options(false));
            if environment.verbosity != Verbosity::Quiet {
                report.stdout = packets.iter().map(packet_summary_line).collect();
            }
        }
    }
    Ok(report)
}

fn packet_problems(packet: &FolderVerification) -> Vec<PacketProblem> {
    let folder = || packet.folder.display().to_string();
    let mut found = Vec::new();
    if packet.is_unfinished {
        found.push(PacketProblem::UnfinishedBuild { folder: folder() });
    }
    match &packet.manifest {
        Some(manifest) if manifest.tool != TOOL_NAME_AND_VERSION => {
            found.push(PacketProblem::ProgramVersionMismatch {
                folder: folder(),
                built_by: manifest.tool.clone(),
            });
        }
        None if !packet.is_unfinished => {
            found.push(PacketProblem::UnreadableManifest { folder: folder() });
        }
        Some(_) | None => {}
    }
    for (path, difference) in &packet.differences {
        let path = path.display().to_string();
        found.push(match difference {
            FileDifference::Missing => PacketProblem::MissingFile { path },
            FileDifference::Altered => PacketProblem::ModifiedFile { path },
            FileDifference::NotInManifest => PacketProblem::UnexpectedFile { path },
        });
    }
    found
}

/// Returns `output/lakes: 47 files, none changed`.
fn packet_summary_line(packet: &FolderVerification) -> String {
    let Some(manifest) = &packet.manifest else {
        return String::new();
    };
    let count = |wanted| {
        let differences = packet.differences.iter().map(|(_, found)| *found);
        differences.filter(|found| *found == wanted).count()
    };
    let state = if packet.differences.is_empty() {
        "none changed".to_owned()
    } else {
        format!(
            "{} changed, {} missing, {} not part of the packet",
            count(FileDifference::Altered),
            count(FileDifference::Missing),
            count(FileDifference::NotInManifest)
        )
    };
    // The manifest does not list itself.
    let files = manifest.files.len() + 1;
    format!("{}: {files} files, {state}\n", packet.folder.display())
}
