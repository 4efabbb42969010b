//! `policypress man`: the manual, one page after the other or as files.

use super::eject;
use super::environment::Surroundings;
use super::report::Report;
use crate::cli::{Man, completions_and_man};
use crate::diag::Diagnostics;
use crate::failure::IoFailure;
use crate::output::Artifact;

pub(super) fn run(options: &Man, surroundings: Surroundings) -> Result<Report, IoFailure> {
    let pages = completions_and_man::manual();
    let Some(folder) = &options.out else {
        let pages = pages.into_iter().map(|(_, page)| page);
        return Ok(Report::passed(pages.collect()));
    };
    let artifacts: Vec<Artifact> = pages
        .into_iter()
        .map(|(name, page)| Artifact {
            path: format!("{name}.1"),
            bytes: page.into_bytes(),
        })
        .collect();
    let mut found = Diagnostics::new();
    let written = eject::write_new(folder, &artifacts, &mut found).map(|()| {
        let (pages, folder) = (artifacts.len(), folder.display());
        Report::passed(format!("{pages} pages in {folder}\n"))
    });
    Report::of_writing(written, &found, surroundings.look(false))
}
