//! `policypress verify`: whether the files of packets are still as they were made.

use super::environment::{CommandEnvironment, Verbosity};
use super::report::CommandReport;
use crate::cli::{ReportFormat, VerifyArgs};
use crate::diag::Diagnostic;
use crate::diag::display::{render_diagnostics_json, render_diagnostics_text};
use crate::diag::packet::PacketProblem;
use crate::failure::IoFailure;
use crate::output::manifest::TOOL_NAME_AND_VERSION;
use crate::output::verify::{FileDifference, FolderVerification, verify_folders};

pub(super) fn run_verify(
    options: &VerifyArgs,
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let sets = verify_folders(&options.folder)?;
    let mut found: Vec<Diagnostic> = sets
        .iter()
        .flat_map(packet_problems)
        .map(Diagnostic::new)
        .collect();
    if sets.is_empty() {
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
                render_diagnostics_text(&found, surroundings.diagnostic_render_options(false));
            if surroundings.verbosity != Verbosity::Quiet {
                report.stdout = sets.iter().map(packet_summary_line).collect();
            }
        }
    }
    Ok(report)
}

fn packet_problems(set: &FolderVerification) -> Vec<PacketProblem> {
    let folder = || set.folder.display().to_string();
    let mut found = Vec::new();
    if set.is_unfinished {
        found.push(PacketProblem::UnfinishedBuild { folder: folder() });
    }
    match &set.manifest {
        Some(manifest) if manifest.tool != TOOL_NAME_AND_VERSION => {
            found.push(PacketProblem::ProgramVersionMismatch {
                folder: folder(),
                built_by: manifest.tool.clone(),
            })
        }
        None if !set.is_unfinished => {
            found.push(PacketProblem::UnreadableManifest { folder: folder() })
        }
        Some(_) | None => {}
    }
    for (path, difference) in &set.differences {
        let path = path.display().to_string();
        found.push(match difference {
            FileDifference::Missing => PacketProblem::MissingFile { path },
            FileDifference::Altered => PacketProblem::ModifiedFile { path },
            FileDifference::NotInManifest => PacketProblem::UnexpectedFile { path },
        });
    }
    found
}

/// A line on a set: `output/lakes: 47 files, all as they were made`.
fn packet_summary_line(set: &FolderVerification) -> String {
    let Some(manifest) = &set.manifest else {
        return String::new();
    };
    let count = |wanted| {
        let differences = set.differences.iter().map(|(_, found)| *found);
        differences.filter(|found| *found == wanted).count()
    };
    let says = if set.differences.is_empty() {
        "all as they were made".to_owned()
    } else {
        format!(
            "{} altered, {} missing, {} strange",
            count(FileDifference::Altered),
            count(FileDifference::Missing),
            count(FileDifference::NotInManifest)
        )
    };
    // The manifest is a file of the set, too.
    let files = manifest.files.len() + 1;
    format!("{}: {files} files, {says}\n", set.folder.display())
}
