//! `policypress network init`: an agency.toml for each row of a spreadsheet, over the grantee's file.

use crate::cli::NetworkInitArgs;
use crate::command::environment::CommandEnvironment;
use crate::command::report::CommandReport;
use crate::diag::StageError;
use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::failure::IoFailure;
use crate::network::setup;
use crate::network::spreadsheet::SpreadsheetError;

pub(in crate::command) fn run_network_init(
    options: &NetworkInitArgs,
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut faults = Vec::new();
    let created = setup::create_agency_files(
        &options.table,
        &options.base,
        options.out.as_deref(),
        surroundings.today,
        &mut faults,
    );
    let Some(created) = StageError::invalid_input_as_none(created)? else {
        let told =
            render_spreadsheet_errors(&faults, surroundings.diagnostic_render_options(false));
        return Ok(CommandReport {
            stderr: format!("{told}nothing was written\n"),
            ..CommandReport::default()
        });
    };
    let folder = created.parent_folder.display();
    let agencies = match created.agency_count {
        1 => "1 agency".to_owned(),
        more => format!("{more} agencies"),
    };
    Ok(CommandReport::new_success(format!(
        "{agencies} in {folder}, each in a folder of its own\n\
         Next: `policypress check {folder}` lists what is left, `policypress build {folder} --draft` shows the packets\n"
    )))
}

/// Each problem below the row and the column it is in.
fn render_spreadsheet_errors(
    faults: &[SpreadsheetError],
    look: DiagnosticDisplayOptions,
) -> String {
    let mut text = String::new();
    for fault in faults {
        if !text.is_empty() {
            text.push('\n');
        }
        let place = match (fault.row_number, &fault.column_label) {
            (Some(row), Some(column)) => format!("Row {row}, column {column}:\n"),
            (Some(row), None) => format!("Row {row}:\n"),
            (None, Some(column)) => format!("Column {column}:\n"),
            (None, None) => String::new(),
        };
        text.push_str(&place);
        text.push_str(&render_diagnostics_text(
            std::slice::from_ref(&fault.diagnostic),
            look,
        ));
    }
    text
}
