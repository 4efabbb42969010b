//! `policypress man`: the manual, one page after the other or as files.

use super::{Report, Surroundings, eject};
use crate::cli::{Man, pages};
use crate::failure::Failure;
use crate::output::{self, Artifact, Outcome};

pub(super) fn run(options: &Man, surroundings: Surroundings) -> Result<Report, Failure> {
    let pages = pages::manual();
    let Some(folder) = &options.out else {
        return Ok(Report {
            out: pages.into_iter().map(|(_, page)| page).collect(),
            passed: true,
            ..Report::default()
        });
    };
    let artifacts: Vec<Artifact> = pages
        .into_iter()
        .map(|(name, page)| Artifact {
            path: format!("{name}.1"),
            bytes: page.into_bytes(),
        })
        .collect();
    Ok(match output::write_new(folder, &artifacts)? {
        Outcome::Written => Report {
            out: format!("{} pages in {}\n", artifacts.len(), folder.display()),
            passed: true,
            ..Report::default()
        },
        Outcome::Blocked(obstacles) => eject::blocked(obstacles, surroundings),
    })
}
