//! Rejects error values that were pasted from a spreadsheet, such as `#REF!`, in every setting.

use super::clean_text::find_spreadsheet_error_value;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::toml::{TomlNode, TomlNodeValue, TomlTable};

/// Reports each text with an error value and makes it unreadable, so that it is not reported again.
pub(super) fn reject_spreadsheet_error_values(
    table: &mut TomlTable,
    diagnostics: &mut Diagnostics,
) {
    for entry in &mut table.entries {
        reject_in_node(&mut entry.value, diagnostics);
    }
}

fn reject_in_node(node: &mut TomlNode, diagnostics: &mut Diagnostics) {
    match &mut node.value {
        TomlNodeValue::Text(text) => {
            if let Some(value) = find_spreadsheet_error_value(text) {
                let value = value.to_owned();
                let problem = AgencyProblem::SpreadsheetErrorValue { value };
                diagnostics.push(Diagnostic::new(problem).with_span(node.span.clone()));
                node.value = TomlNodeValue::Unreadable;
            }
        }
        TomlNodeValue::Array(items) => items
            .iter_mut()
            .for_each(|item| reject_in_node(item, diagnostics)),
        TomlNodeValue::Table(table) => reject_spreadsheet_error_values(table, diagnostics),
        _ => {}
    }
}
