//! `policypress network init`: writes an agency.toml for each row of a spreadsheet, extending the base file.

use crate::cli::NetworkInitArgs;
use crate::command::environment::CommandEnvironment;
use crate::command::report::CommandReport;
use crate::diag::StageError;
use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::failure::IoFailure;
use crate::network::agency_folders;
use crate::network::spreadsheet::SpreadsheetError;

pub(in crate::command) fn run_network_init(
    options: &NetworkInitArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut errors = Vec::new();
    let created = agency_folders::create_agency_files(
        &options.table,
        &options.base,
        options.out.as_deref(),
        environment.today,
        &mut errors,
    );
    let Some(created) = StageError::invalid_input_as_none(created)? else {
        let errors =
            render_spreadsheet_errors(&errors, environment.diagnostic_render_options(false));
        return Ok(CommandReport {
            stderr: format!("{errors}nothing was written\n"),
            ..CommandReport::default()
        });
    };
    let folder = created.parent_folder.display();
    let agencies = match created.agency_count {
        1 => "1 agency".to_owned(),
        count => format!("{count} agencies"),
    };
    let warnings = render_spreadsheet_errors(
        &created.placeholder_cells,
        environment.diagnostic_render_options(false),
    );
    let outcome = if created.is_up_to_date {
        format!("{agencies} already up to date in {folder}; nothing written")
    } else {
        format!("{agencies} written to {folder}, each in its own folder")
    };
    let report = CommandReport::new_success(format!(
        "{outcome}\n\
         Next: `policypress check {folder}` lists what is still missing, `policypress build {folder} --draft` builds drafts\n"
    ));
    Ok(CommandReport {
        stderr: warnings,
        ..report
    })
}

/// Returns each error with its row and column above it.
fn render_spreadsheet_errors(
    errors: &[SpreadsheetError],
    display_options: DiagnosticDisplayOptions,
) -> String {
    let mut text = String::new();
    for error in errors {
        if !text.is_empty() {
            text.push('\n');
        }
        let location = match (error.row_number, &error.column_label) {
            (Some(row), Some(column)) => format!("Row {row}, column {column}:\n"),
            (Some(row), None) => format!("Row {row}:\n"),
            (None, Some(column)) => format!("Column {column}:\n"),
            (None, None) => String::new(),
        };
        text.push_str(&location);
        text.push_str(&render_diagnostics_text(
            std::slice::from_ref(&error.diagnostic),
            display_options,
        ));
    }
    text
}
