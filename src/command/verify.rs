//! `policypress verify`: whether the files of packets are still as they were made.

use super::{Report, Surroundings, Voice};
use crate::cli::{Listing, Verify};
use crate::diag::packet::PacketProblem;
use crate::diag::show::{json, show};
use crate::diag::{Diagnostic, Problem};
use crate::failure::Failure;
use crate::output::manifest::TOOL;
use crate::output::verify::{Difference, Verified, verify};

pub(super) fn run(options: &Verify, surroundings: Surroundings) -> Result<Report, Failure> {
    let sets = verify(&options.folder)?;
    let mut found: Vec<Diagnostic> = sets.iter().flat_map(differences).collect();
    if sets.is_empty() {
        found.push(Diagnostic::new(PacketProblem::NotOnePacket {
            path: options.folder.display().to_string(),
            found: 0,
        }));
    }
    let mut report = Report {
        passed: found.is_empty(),
        ..Report::default()
    };
    match options.format {
        Listing::Json => report.out = json(&found),
        Listing::Text => {
            report.err = show(&found, surroundings.look(false));
            if surroundings.voice != Voice::Quiet {
                report.out = sets.iter().map(summary).collect();
            }
        }
    }
    Ok(report)
}

fn differences(set: &Verified) -> Vec<Diagnostic> {
    let folder = || set.folder.display().to_string();
    let mut found = Vec::new();
    if set.unfinished {
        found.push(PacketProblem::Unfinished { folder: folder() });
    }
    match &set.manifest {
        Some(manifest) if manifest.tool != TOOL => found.push(PacketProblem::OtherVersion {
            folder: folder(),
            made_by: manifest.tool.clone(),
        }),
        None if !set.unfinished => found.push(PacketProblem::NoManifest { folder: folder() }),
        Some(_) | None => {}
    }
    for (path, difference) in &set.found {
        let path = path.display().to_string();
        found.push(match difference {
            Difference::Missing => PacketProblem::Missing { path },
            Difference::Altered => PacketProblem::Altered { path },
            Difference::Strange => PacketProblem::Strange { path },
        });
    }
    let found = found.into_iter();
    found
        .map(|problem| Diagnostic::new(Problem::Packet(problem)))
        .collect()
}

/// A line on a set: `output/lakes: 47 files, all as they were made`.
fn summary(set: &Verified) -> String {
    let Some(manifest) = &set.manifest else {
        return String::new();
    };
    let count = |wanted: Difference| {
        let of_it = set.found.iter().filter(|(_, found)| *found == wanted);
        of_it.count()
    };
    let (missing, altered) = (count(Difference::Missing), count(Difference::Altered));
    let strange = count(Difference::Strange);
    let says = if missing + altered + strange == 0 {
        "all as they were made".to_owned()
    } else {
        format!("{altered} altered, {missing} missing, {strange} strange")
    };
    // The manifest is a file of the set, too.
    let files = manifest.files.len() + 1;
    format!("{}: {files} files, {says}\n", set.folder.display())
}
