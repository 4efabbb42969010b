//! `policypress man`: prints the manual, or writes its pages as files.

use super::eject;
use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::{ManArgs, completions_and_man};
use crate::diag::Diagnostics;
use crate::failure::IoFailure;
use crate::output::Artifact;

pub(super) fn run_man(
    options: &ManArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let pages = completions_and_man::render_man_pages();
    let Some(folder) = &options.out else {
        let pages = pages.into_iter().map(|(_, page)| page);
        return Ok(CommandReport::new_success(pages.collect()));
    };
    let artifacts: Vec<Artifact> = pages
        .into_iter()
        .map(|(name, page)| Artifact {
            path: format!("{name}.1"),
            bytes: page.into_bytes(),
        })
        .collect();
    let mut found = Diagnostics::new();
    let written = eject::write_user_files_or_report(folder, &artifacts, &mut found).map(|()| {
        let (pages, folder) = (artifacts.len(), folder.display());
        CommandReport::new_success(format!("{pages} pages written to {folder}\n"))
    });
    CommandReport::from_write_result(
        written,
        &found,
        environment.diagnostic_render_options(false),
    )
}
