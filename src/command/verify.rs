//! `policypress verify`: whether the files of packets are still as they were made.

use super::environment::{Surroundings, Voice};
use super::report::Report;
use crate::cli::{Listing, Verify};
use crate::diag::Diagnostic;
use crate::diag::display::{render_diagnostics_json, render_diagnostics_text};
use crate::diag::packet::PacketProblem;
use crate::failure::IoFailure;
use crate::output::manifest::TOOL;
use crate::output::verify::{Difference, Verified, verify};

pub(super) fn run(options: &Verify, surroundings: Surroundings) -> Result<Report, IoFailure> {
    let sets = verify(&options.folder)?;
    let mut found: Vec<Diagnostic> = sets
        .iter()
        .flat_map(differences)
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
    let mut report = Report {
        passed: found.is_empty(),
        ..Report::default()
    };
    match options.format {
        Listing::Json => report.out = render_diagnostics_json(&found),
        Listing::Text => {
            report.err = render_diagnostics_text(&found, surroundings.look(false));
            if surroundings.voice != Voice::Quiet {
                report.out = sets.iter().map(summary).collect();
            }
        }
    }
    Ok(report)
}

fn differences(set: &Verified) -> Vec<PacketProblem> {
    let folder = || set.folder.display().to_string();
    let mut found = Vec::new();
    if set.unfinished {
        found.push(PacketProblem::UnfinishedBuild { folder: folder() });
    }
    match &set.manifest {
        Some(manifest) if manifest.tool != TOOL => {
            found.push(PacketProblem::ProgramVersionMismatch {
                folder: folder(),
                built_by: manifest.tool.clone(),
            })
        }
        None if !set.unfinished => {
            found.push(PacketProblem::UnreadableManifest { folder: folder() })
        }
        Some(_) | None => {}
    }
    for (path, difference) in &set.found {
        let path = path.display().to_string();
        found.push(match difference {
            Difference::Missing => PacketProblem::MissingFile { path },
            Difference::Altered => PacketProblem::ModifiedFile { path },
            Difference::Strange => PacketProblem::UnexpectedFile { path },
        });
    }
    found
}

/// A line on a set: `output/lakes: 47 files, all as they were made`.
fn summary(set: &Verified) -> String {
    let Some(manifest) = &set.manifest else {
        return String::new();
    };
    let count = |wanted| {
        let differences = set.found.iter().map(|(_, found)| *found);
        differences.filter(|found| *found == wanted).count()
    };
    let says = if set.found.is_empty() {
        "all as they were made".to_owned()
    } else {
        format!(
            "{} altered, {} missing, {} strange",
            count(Difference::Altered),
            count(Difference::Missing),
            count(Difference::Strange)
        )
    };
    // The manifest is a file of the set, too.
    let files = manifest.files.len() + 1;
    format!("{}: {files} files, {says}\n", set.folder.display())
}
