//! `policypress network init`: an agency.toml for each row of a spreadsheet, over the grantee's file.

use crate::cli::NetworkInit;
use crate::command::environment::Surroundings;
use crate::command::report::Report;
use crate::diag::StageError;
use crate::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use crate::failure::IoFailure;
use crate::network::setup;
use crate::network::spreadsheet::Fault;

pub(in crate::command) fn run(
    options: &NetworkInit,
    surroundings: Surroundings,
) -> Result<Report, IoFailure> {
    let mut faults = Vec::new();
    let created = setup::create(
        &options.table,
        &options.base,
        options.out.as_deref(),
        surroundings.today,
        &mut faults,
    );
    let Some(created) = StageError::invalid_input_as_none(created)? else {
        let told = told(&faults, surroundings.look(false));
        return Ok(Report {
            err: format!("{told}nothing was written\n"),
            ..Report::default()
        });
    };
    let folder = created.folder.display();
    let agencies = match created.agencies {
        1 => "1 agency".to_owned(),
        more => format!("{more} agencies"),
    };
    Ok(Report::passed(format!(
        "{agencies} in {folder}, each in a folder of its own\n\
         Next: `policypress check {folder}` lists what is left, `policypress build {folder} --draft` shows the packets\n"
    )))
}

/// Each problem below the row and the column it is in.
fn told(faults: &[Fault], look: DiagnosticDisplayOptions) -> String {
    let mut text = String::new();
    for fault in faults {
        if !text.is_empty() {
            text.push('\n');
        }
        let place = match (fault.row, &fault.column) {
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
