//! The last report of `init`: errors, or what is still missing; and the schema file for editors.

use std::path::Path;

use crate::command::check::{agency_summary_line, command_with_file};
use crate::command::environment::CommandEnvironment;
use crate::command::report::CommandReport;
use crate::config::schema;
use crate::content::pack::TemplatePack;
use crate::diag::Diagnostic;
use crate::diag::display::render_diagnostics_text;
use crate::failure::IoFailure;
use crate::network::check::{AgencyChecker, SeverityCounts};
use crate::{output, source};

/// Returns the report of a command that wrote nothing because of these problems.
pub(super) fn nothing_written_report(
    found: &[Diagnostic],
    environment: CommandEnvironment,
) -> CommandReport {
    let display_options = environment.diagnostic_render_options(false);
    CommandReport {
        stderr: format!(
            "{}nothing was written\n",
            render_diagnostics_text(found, display_options)
        ),
        ..CommandReport::default()
    }
}

/// Writes the schema for editors beside an agency's file if its first line refers to it and it is not there.
pub(super) fn write_schema_beside(path: &Path, text: &str) -> Result<(), IoFailure> {
    let schema_path = path.with_file_name(schema::SCHEMA_FILE_NAME);
    let refers_to_schema = text.starts_with(&format!("#:schema {}\n", schema::SCHEMA_FILE_NAME));
    if refers_to_schema && source::read_optional_file(&schema_path)?.is_none() {
        output::replace_file(&schema_path, schema::agency_json_schema().as_bytes())?;
    }
    Ok(())
}

/// Returns what is still missing in the file, as `check` counts it, and what to type next.
pub(super) fn next_steps_report(
    path: &Path,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let checker = AgencyChecker {
        pack: &TemplatePack::load_built_in(),
        today: environment.today,
        measure_readability: false,
    };
    let found = checker.check_agency(path, &mut None)?.diagnostics;
    let mut out = agency_summary_line(path, &found);
    let counts = SeverityCounts::from_diagnostics(&found);
    let (check, build) = (
        command_with_file("check", path),
        command_with_file("build", path),
    );
    let next = if counts.errors + counts.blanks > 0 {
        format!("`{check}` lists what is still missing, and how to fix it")
    } else if counts.warnings > 0 {
        format!(
            "`{check}` lists the warnings, such as recommended facts that are missing; `{build}` builds the packet"
        )
    } else {
        format!("`{build}` builds the packet")
    };
    out.push_str(&format!("Next: {next}\n"));
    Ok(CommandReport {
        stdout: out,
        is_success: true,
        ..CommandReport::default()
    })
}
