//! How `init` ends: what was refused, or what the file lacks now; and the description for editors beside it.

use std::path::Path;

use crate::command::check::agency_summary_line;
use crate::command::environment::CommandEnvironment;
use crate::command::report::CommandReport;
use crate::config::{self, schema};
use crate::diag::display::render_diagnostics_text;
use crate::diag::{Diagnostic, Diagnostics};
use crate::failure::IoFailure;
use crate::packet::agency_file;
use crate::{output, source};

/// Returns the report of a command that wrote nothing because of these problems.
pub(super) fn nothing_written_report(
    found: &[Diagnostic],
    surroundings: CommandEnvironment,
) -> CommandReport {
    let look = surroundings.diagnostic_render_options(false);
    CommandReport {
        stderr: format!(
            "{}nothing was written\n",
            render_diagnostics_text(found, look)
        ),
        ..CommandReport::default()
    }
}

/// Puts the description for editors beside a file whose first line leads there.
pub(super) fn write_schema_beside(path: &Path, text: &str) -> Result<(), IoFailure> {
    let beside = path.with_file_name(schema::SCHEMA_FILE_NAME);
    let leads_there = text.starts_with(&format!("#:schema {}\n", schema::SCHEMA_FILE_NAME));
    if leads_there && source::read_optional_file(&beside)?.is_none() {
        output::replace_file(&beside, schema::agency_json_schema().as_bytes())?;
    }
    Ok(())
}

/// How the file stands now, and what to do next.
pub(super) fn next_steps_report(
    path: &Path,
    text: &str,
    surroundings: CommandEnvironment,
) -> CommandReport {
    let name = path.display().to_string();
    let mut found = Diagnostics::new();
    let file = source::decode_utf8_file(&name, text.as_bytes(), &mut found)
        .expect("what was written is UTF-8");
    if let Ok(files) = agency_file::with_base_files(file, &mut found) {
        let _ = config::load_agency_with_bases(&files, surroundings.today, &mut found);
    }
    let mut out = agency_summary_line(path, &found);
    out.push_str(&format!(
        "Next: `policypress check {name}` lists what is left, `policypress build {name} --draft` shows the packet\n"
    ));
    CommandReport {
        stdout: out,
        is_success: true,
        ..CommandReport::default()
    }
}
