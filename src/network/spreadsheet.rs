//! Reads a spreadsheet of agencies, with a row for each agency and a column for each setting, and writes the file of
//! each agency.

use std::sync::Arc;

use jiff::civil::Date;

use crate::config;
use crate::config::clean_text;
use crate::config::settings::{SETTINGS_TABLES, SettingKind};
use crate::diag::agency::AgencyProblem;
use crate::diag::network::NetworkProblem;
use crate::diag::{Diagnostic, Diagnostics, Problem, Severity};
use crate::interview::{
    AnswerTarget, AnswerValue, NEW_FILE_HEADER, language_name_to_tag, normalize_state_code,
    split_languages, split_states, write_answers,
};
use crate::source::csv::{CsvCell, CsvRow, CsvTable, column_letters};
use crate::source::field_reader::find_nearest_name;
use crate::source::toml::{TomlEntry, TomlNode, TomlNodeValue, TomlTable};
use crate::source::typed_date::parse_typed_date;
use crate::span::Span;

/// One agency of a spreadsheet.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyRow {
    pub agency_name: String,
    /// Its row number in the spreadsheet.
    pub row_number: usize,
    setting_values: Vec<(AnswerTarget, AnswerValue)>,
    /// Warnings about cells such as `TBD`, which are left out.
    pub placeholder_cells: Vec<SpreadsheetError>,
}

/// An error in a spreadsheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadsheetError {
    /// The row number in the spreadsheet; `None` for an error of the whole spreadsheet.
    pub row_number: Option<usize>,
    /// The column's letter and heading: `C (phone)`.
    pub column_label: Option<String>,
    pub diagnostic: Diagnostic,
}

impl SpreadsheetError {
    /// Returns an error without row and column.
    pub fn for_whole_sheet(diagnostic: impl Into<Diagnostic>) -> Self {
        Self {
            row_number: None,
            column_label: None,
            diagnostic: diagnostic.into(),
        }
    }
}

/// The setting of a column, and the kind of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ColumnTarget {
    setting_path: AnswerTarget,
    value_kind: SettingKind,
}

impl ColumnTarget {
    fn is_agency_name(&self) -> bool {
        self.setting_path == AGENCY_NAME_PATH
    }
}

/// Reads the agencies of a spreadsheet, and checks each with the base files it extends.
pub fn read_agency_rows(
    sheet: &CsvTable,
    bases: &[TomlTable],
    today: Date,
    errors: &mut Vec<SpreadsheetError>,
) -> Vec<AgencyRow> {
    let targets = resolve_column_targets(sheet, errors);
    if let Some(cell) = &sheet.unclosed_quote_cell {
        errors.push(new_cell_error(
            cell,
            None,
            NetworkProblem::UnclosedCellQuote,
        ));
    }
    // After it, nothing is in its own cell.
    if sheet.unclosed_quote_cell.is_some() {
        return Vec::new();
    }
    let mut agencies = Vec::new();
    for row in &sheet.rows {
        let mut reader = AgencyRowReader { sheet, row, errors };
        agencies.extend(reader.read_agency(&targets, bases, today));
    }
    agencies
}

/// Returns the text of an agency's file that extends the base file.
pub fn render_agency_toml(agency: &AgencyRow, schema: &str, extends: &str) -> String {
    let head = NEW_FILE_HEADER.replacen("agency.schema.json", schema, 1);
    let text = format!("{head}extends = {}\n", quote_toml_string(extends));
    write_answers(&text, &agency.setting_values).expect("the head is TOML")
}

/// Returns a text as a TOML string.
fn quote_toml_string(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// Returns the setting of each column, none for a column that is left out, and reports unknown and duplicate headings.
fn resolve_column_targets(
    sheet: &CsvTable,
    errors: &mut Vec<SpreadsheetError>,
) -> Vec<Option<ColumnTarget>> {
    let mut targets: Vec<Option<ColumnTarget>> = Vec::new();
    for (index, cell) in sheet.header.iter().enumerate() {
        let mut target = find_setting_for_heading(&cell.text);
        let letter = || Some(format_column_label(index, cell));
        if cell.text.is_empty() {
            // An empty column between others has no meaning.
        } else if target.is_none() {
            let nearest = find_nearest_heading(&cell.text);
            let written = cell.text.clone();
            let problem = NetworkProblem::UnknownColumn {
                heading: written,
                nearest,
            };
            errors.push(new_cell_error(cell, letter(), problem));
        } else if let Some(earlier) = targets.iter().position(|known| *known == target) {
            let problem = NetworkProblem::DuplicateColumn {
                heading: cell.text.clone(),
                earlier_column: column_letters(earlier),
            };
            errors.push(new_cell_error(cell, letter(), problem));
            target = None;
        }
        targets.push(target);
    }
    if errors.is_empty() && !targets.iter().flatten().any(ColumnTarget::is_agency_name) {
        errors.push(SpreadsheetError::for_whole_sheet(
            NetworkProblem::MissingNameColumn,
        ));
    }
    targets
}

/// Returns the setting that a heading names: `agency.phone`, `Agency phone`, `phone`, `sites[2].name`, `Site 2 name`.
fn find_setting_for_heading(heading: &str) -> Option<ColumnTarget> {
    let lower = heading.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let number = words.iter().find_map(|word| word.parse::<usize>().ok());
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| word.parse::<usize>().is_err())
        .collect();
    let name = words.join("_");
    list_cell_settings().find_map(|(target, kind)| {
        let is_list = target.entry_index.is_some();
        let single = target.table.strip_suffix('s').filter(|_| is_list);
        let full = [Some(target.table), single].into_iter().flatten();
        let mut full = full.map(|table| format!("{table}_{}", target.key));
        let short = target.table == "agency" && target.key == name;
        if !(short || full.any(|full| full == name)) {
            return None;
        }
        let entry = match (is_list, number) {
            (false, None) => None,
            (true, None) => Some(0),
            (true, Some(number)) => Some(number.checked_sub(1)?),
            (false, Some(_)) => return None,
        };
        let target = AnswerTarget {
            entry_index: entry,
            ..target
        };
        Some(ColumnTarget {
            setting_path: target,
            value_kind: kind,
        })
    })
}

/// Returns every setting that fits into a cell.
fn list_cell_settings() -> impl Iterator<Item = (AnswerTarget, SettingKind)> {
    let tables = SETTINGS_TABLES.iter();
    let tables =
        tables.filter(|table| !table.table_path().is_empty() && !table.table_path().contains('.'));
    tables.flat_map(|table| {
        let fitting = table
            .settings
            .iter()
            .filter(|setting| !setting.kind.is_table());
        fitting.map(|setting| {
            let target = AnswerTarget {
                table: table.table_path(),
                entry_index: table.is_table_list().then_some(0),
                key: setting.key,
            };
            (target, setting.kind)
        })
    })
}

fn find_nearest_heading(written: &str) -> Option<String> {
    let known: Vec<String> = list_cell_settings()
        .map(|(target, _)| format_column_heading(&target))
        .collect();
    let short = list_cell_settings().filter(|(target, _)| target.table == "agency");
    let short: Vec<&str> = short.map(|(target, _)| target.key).collect();
    let lower = written.to_lowercase();
    if ["agency", "clinic", "organization"].contains(&lower.as_str()) {
        return Some("name".to_owned());
    }
    let names = known.iter().map(String::as_str).chain(short);
    find_nearest_name(&lower, names)
        .map(str::to_owned)
        .or_else(|| find_setting_named_in_heading(&lower))
}

/// Returns the column of the setting whose name is part of a heading: `policy.effective` for `effective date`.
fn find_setting_named_in_heading(heading: &str) -> Option<String> {
    let words: Vec<&str> = heading
        .split(|letter: char| !letter.is_alphanumeric())
        .collect();
    let key_word_count = |target: &AnswerTarget| target.key.split('_').count();
    list_cell_settings()
        .map(|(target, _)| target)
        .filter(|target| target.key.split('_').all(|word| words.contains(&word)))
        // The first of several with as many words.
        .min_by_key(|target| std::cmp::Reverse(key_word_count(target)))
        .map(|target| format_column_heading(&target))
}

/// Returns the heading of a setting's column: `agency.phone`, `sites[1].name`.
fn format_column_heading(target: &AnswerTarget) -> String {
    match target.entry_index {
        None => format!("{}.{}", target.table, target.key),
        Some(entry) => format!("{}[{}].{}", target.table, entry + 1, target.key),
    }
}

/// Returns the letter and heading of a column: `C (phone)`.
fn format_column_label(index: usize, head: &CsvCell) -> String {
    format!("{} ({})", column_letters(index), head.text)
}

fn new_cell_error(
    cell: &CsvCell,
    column: Option<String>,
    problem: impl Into<Problem>,
) -> SpreadsheetError {
    SpreadsheetError {
        row_number: None,
        column_label: column,
        diagnostic: Diagnostic::new(problem).with_span(cell.span.clone()),
    }
}

struct AgencyRowReader<'all> {
    sheet: &'all CsvTable,
    row: &'all CsvRow,
    errors: &'all mut Vec<SpreadsheetError>,
}

impl<'all> AgencyRowReader<'all> {
    fn read_agency(
        &mut self,
        targets: &[Option<ColumnTarget>],
        bases: &[TomlTable],
        today: Date,
    ) -> Option<AgencyRow> {
        let before = self.errors.len();
        if self.report_total_row(targets) {
            return None;
        }
        let mut answers = self.read_cell_answers(targets);
        let name = answers.iter().find_map(|answer| match &answer.value {
            AnswerValue::Text(name) if answer.setting_path == AGENCY_NAME_PATH => {
                Some(name.clone())
            }
            _ => None,
        });
        if name.is_none() {
            self.report_missing_name(targets);
            // The rest of the row is checked nevertheless.
            answers.push(AgencySettingCell {
                setting_path: AGENCY_NAME_PATH,
                value: AnswerValue::Text("Agency".to_owned()),
                span: self.first_cell().span.clone(),
            });
        }
        // In the order of the documentation, not of the columns.
        answers.sort_by_key(|answer| catalog_position(&answer.setting_path));
        renumber_list_entries(&mut answers);
        add_missing_site_ids(&mut answers);
        self.check_settings(&build_settings_table(self.row, &answers), bases, today);
        let answers = answers.into_iter();
        let agency_name = name.filter(|_| self.errors.len() == before)?;
        Some(AgencyRow {
            agency_name,
            row_number: self.row.row_number,
            setting_values: answers
                .map(|answer| (answer.setting_path, answer.value))
                .collect(),
            placeholder_cells: self.find_placeholder_cells(),
        })
    }

    /// Reports a row of totals; returns whether the row is one.
    fn report_total_row(&mut self, targets: &[Option<ColumnTarget>]) -> bool {
        let name_cell = self.name_cell(targets).unwrap_or(self.first_cell());
        let is_total = is_total_label(&name_cell.text);
        if is_total {
            let label = name_cell.text.clone();
            self.report_cell_error(name_cell, NetworkProblem::TotalRow { label });
        }
        is_total
    }

    /// Reports a row whose name is empty; without a column for it, the headings were reported.
    fn report_missing_name(&mut self, targets: &[Option<ColumnTarget>]) {
        let has_column = targets.iter().flatten().any(ColumnTarget::is_agency_name);
        // A name that is there was reported as a formula or an error value.
        let is_reported = self
            .name_cell(targets)
            .is_some_and(|cell| !clean_text::is_blank_text(&cell.text));
        if has_column && !is_reported {
            self.errors.push(SpreadsheetError {
                row_number: Some(self.row.row_number),
                ..new_cell_error(
                    self.first_cell(),
                    None,
                    NetworkProblem::RowWithoutAgencyName,
                )
            });
        }
    }

    /// Returns the cell with the agency's name, if it is not empty.
    fn name_cell(&self, targets: &[Option<ColumnTarget>]) -> Option<&'all CsvCell> {
        let index = targets
            .iter()
            .position(|target| target.as_ref().is_some_and(ColumnTarget::is_agency_name))?;
        self.row
            .cells
            .get(index)
            .filter(|cell| !cell.text.is_empty())
    }

    fn first_cell(&self) -> &'all CsvCell {
        let mut cells = self.row.cells.iter();
        cells
            .find(|cell| !cell.text.is_empty())
            .expect("a row has a cell with text")
    }

    /// Returns a warning for each cell that is left out although it is not empty.
    fn find_placeholder_cells(&self) -> Vec<SpreadsheetError> {
        let cells = self.row.cells.iter().enumerate();
        cells
            .filter(|(_, cell)| !cell.text.trim().is_empty())
            .filter(|(_, cell)| clean_text::is_blank_text(&cell.text))
            .map(|(index, cell)| {
                let value = cell.text.trim().to_owned();
                let problem = AgencyProblem::PlaceholderValue { value };
                SpreadsheetError {
                    row_number: Some(self.row.row_number),
                    column_label: self.column_label(index),
                    diagnostic: Diagnostic::new(problem).with_span(cell.span.clone()),
                }
            })
            .collect()
    }

    /// Returns the settings in the cells of the row.
    fn read_cell_answers(&mut self, targets: &[Option<ColumnTarget>]) -> Vec<AgencySettingCell> {
        let mut answers = Vec::new();
        for (index, cell) in self.row.cells.iter().enumerate() {
            // A cell such as `TBD` is a blank, as in an agency's own file.
            if clean_text::is_blank_text(&cell.text) {
                continue;
            }
            let Some(target) = targets.get(index).and_then(Option::as_ref) else {
                // A heading that is no setting was reported once.
                let heading = self.sheet.header.get(index);
                if heading.is_none_or(|heading| heading.text.is_empty()) {
                    self.report_cell_error(cell, NetworkProblem::CellWithoutHeading);
                }
                continue;
            };
            if let Some(value) = clean_text::find_spreadsheet_error_value(&cell.text) {
                let value = value.to_owned();
                self.report_cell_error(cell, AgencyProblem::SpreadsheetErrorValue { value });
                continue;
            }
            if cell.text.starts_with('=') {
                let formula = cell.text.clone();
                self.report_cell_error(cell, NetworkProblem::FormulaCell { formula });
                continue;
            }
            match parse_cell_value(target.value_kind, &cell.text) {
                Ok(value) => answers.push(AgencySettingCell {
                    setting_path: target.setting_path.clone(),
                    value,
                    span: cell.span.clone(),
                }),
                Err(problem) => self.report_cell_error(cell, problem),
            }
        }
        answers
    }

    /// Reports errors in the agency's own settings, merged with those of the base files.
    fn check_settings(&mut self, own: &TomlTable, bases: &[TomlTable], today: Date) {
        let mut trees = vec![own.clone()];
        trees.extend(bases.iter().cloned());
        let mut found = Diagnostics::new();
        // An agency without a name was reported before.
        let _ = config::load_agency_from_tables(trees, today, &mut found);
        for diagnostic in found {
            let span = diagnostic.span.as_ref();
            // An error in a base file concerns all agencies and is reported once.
            let here = span.filter(|span| Arc::ptr_eq(&span.file, &own.span.file));
            let Some(span) = here.filter(|_| diagnostic.severity() == Severity::Error) else {
                continue;
            };
            let cells = &self.row.cells;
            let index = cells.iter().position(|cell| {
                let (cell, part) = (&cell.span.byte_range, &span.byte_range);
                cell.start <= part.start && part.end <= cell.end
            });
            self.errors.push(SpreadsheetError {
                row_number: Some(self.row.row_number),
                column_label: index.and_then(|index| self.column_label(index)),
                diagnostic,
            });
        }
    }

    fn column_label(&self, index: usize) -> Option<String> {
        self.sheet
            .header
            .get(index)
            .map(|head| format_column_label(index, head))
    }

    fn report_cell_error(&mut self, cell: &CsvCell, problem: impl Into<Problem>) {
        let index = self.row.cells.iter().position(|other| other == cell);
        let column = index.map(|index| {
            self.column_label(index)
                .unwrap_or_else(|| column_letters(index))
        });
        self.errors.push(SpreadsheetError {
            row_number: Some(self.row.row_number),
            ..new_cell_error(cell, column, problem)
        });
    }
}

const AGENCY_NAME_PATH: AnswerTarget = AnswerTarget {
    table: "agency",
    entry_index: None,
    key: "name",
};

/// A setting of one agency with its value and cell.
struct AgencySettingCell {
    setting_path: AnswerTarget,
    value: AnswerValue,
    span: Span,
}

/// Returns the sort key of a setting: its table, entry and key in the order of the documentation.
fn catalog_position(target: &AnswerTarget) -> (Option<usize>, Option<usize>, Option<usize>) {
    let table = SETTINGS_TABLES
        .iter()
        .position(|table| table.table_path() == target.table);
    let keys = table.map(|table| SETTINGS_TABLES[table].setting_keys());
    let key = keys.and_then(|mut keys| keys.position(|key| key == target.key));
    (table, target.entry_index, key)
}

/// Renumbers the entries of each list: an agency's second site may be in the columns of the third.
fn renumber_list_entries(answers: &mut [AgencySettingCell]) {
    let mut last: Option<(&str, usize, usize)> = None;
    for answer in answers {
        let table = answer.setting_path.table;
        let Some(written) = answer.setting_path.entry_index else {
            continue;
        };
        let entry = match last {
            Some((before, there, entry)) if before == table => {
                entry + usize::from(there != written)
            }
            _ => 0,
        };
        last = Some((table, written, entry));
        answer.setting_path.entry_index = Some(entry);
    }
}

/// Adds an `id` made from the name to each site without one.
fn add_missing_site_ids(answers: &mut Vec<AgencySettingCell>) {
    let mut ids = Vec::new();
    for answer in answers.iter() {
        let AnswerValue::Text(name) = &answer.value else {
            continue;
        };
        let id = AnswerTarget {
            key: "id",
            ..answer.setting_path.clone()
        };
        let is_name = answer.setting_path.table == "sites" && answer.setting_path.key == "name";
        if is_name && !answers.iter().any(|other| other.setting_path == id) {
            ids.push(AgencySettingCell {
                setting_path: id,
                value: AnswerValue::Text(
                    clean_text::suggest_valid_id(name).unwrap_or_else(|| name.clone()),
                ),
                span: answer.span.clone(),
            });
        }
    }
    answers.extend(ids);
    answers.sort_by_key(|answer| catalog_position(&answer.setting_path));
}

/// Parses a cell as a value of a kind.
fn parse_cell_value(kind: SettingKind, text: &str) -> Result<AnswerValue, NetworkProblem> {
    let parts = |separators: &[char]| -> Vec<String> {
        let parts = text
            .split(|letter| separators.contains(&letter))
            .map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let written = text.to_owned();
    Ok(match kind {
        SettingKind::Text
        | SettingKind::LocalizedText
        | SettingKind::PhoneNumber
        | SettingKind::WebAddress
        | SettingKind::Color
        | SettingKind::FilePath => {
            // A line break in a cell is a space in the documents.
            AnswerValue::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        SettingKind::StateCode => AnswerValue::Text(normalize_state_code(text)),
        SettingKind::LanguageTag => AnswerValue::Text(language_name_to_tag(text)),
        SettingKind::TextList | SettingKind::FilePaths => {
            AnswerValue::TextList(parts(&[';', '\n', '\r']))
        }
        SettingKind::StateCodes => AnswerValue::TextList(split_states(text)),
        SettingKind::LanguageTags => AnswerValue::TextList(split_languages(text)),
        SettingKind::Choice(choices) => {
            let normalized = text.to_lowercase().replace([' ', '_'], "-");
            let known = choices.iter().find(|choice| **choice == normalized);
            AnswerValue::Text(known.map_or(written, |choice| (*choice).to_owned()))
        }
        SettingKind::Date => AnswerValue::Date(parse_typed_date(text).map_err(|_| {
            NetworkProblem::InvalidDateCell {
                serial_date: serial_number_to_date(text),
                cell_text: written,
            }
        })?),
        SettingKind::MonthCount => {
            let number = text
                .parse()
                .map_err(|_| NetworkProblem::InvalidNumberCell { cell_text: written })?;
            AnswerValue::Integer(number)
        }
        SettingKind::Boolean => match text.to_lowercase().as_str() {
            "true" | "yes" | "x" | "1" => AnswerValue::Boolean(true),
            "false" | "no" | "0" => AnswerValue::Boolean(false),
            _ => return Err(NetworkProblem::InvalidBooleanCell { cell_text: written }),
        },
        SettingKind::Table | SettingKind::TableList | SettingKind::UserKeyedTable => {
            unreachable!("no column is a table")
        }
    })
}

/// Returns the day that a spreadsheet stores as a number of days: `46000` is 2025-12-09.
fn serial_number_to_date(text: &str) -> Option<Date> {
    /// From 1954 to 2119.
    const PLAUSIBLE_SERIAL_NUMBERS: std::ops::Range<i64> = 20_000..80_000;
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let days: i64 = whole.parse().ok().filter(|_| is_number)?;
    // Excel counts a 29th of February 1900, so that the days after it begin one day earlier.
    let first = Date::new(1899, 12, 30).expect("a day");
    let is_plausible = PLAUSIBLE_SERIAL_NUMBERS.contains(&days);
    first
        .checked_add(jiff::Span::new().days(days))
        .ok()
        .filter(|_| is_plausible)
}

/// Returns whether a cell in the place of an agency's name is the label of a row of totals: `Total:`, `Totals (44)`.
fn is_total_label(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    matches!(
        words.iter().map(String::as_str).collect::<Vec<_>>()[..],
        ["total" | "totals" | "subtotal" | "subtotals" | "sum" | "average" | "count"]
            | ["grand", "total"]
            | ["total", "agencies"]
            | ["number", "of", "agencies"]
    )
}

/// Returns the settings as a TOML tree, with the span of each value's cell.
fn build_settings_table(row: &CsvRow, answers: &[AgencySettingCell]) -> TomlTable {
    let ends = row.cells.first().zip(row.cells.last());
    let (first, last) = ends.expect("a row has cells");
    let span = Span {
        file: first.span.file.clone(),
        byte_range: first.span.byte_range.start..last.span.byte_range.end,
    };
    let mut root = TomlTable {
        entries: Vec::new(),
        span: span.clone(),
    };
    for answer in answers {
        let value = new_spanned_node(to_node_value(&answer.value, &answer.span), &answer.span);
        insert_setting(
            &mut root,
            &answer.setting_path,
            new_table_entry(answer.setting_path.key, value),
            &span,
        );
    }
    root
}

fn insert_setting(root: &mut TomlTable, target: &AnswerTarget, setting: TomlEntry, span: &Span) {
    let empty = || TomlTable {
        entries: Vec::new(),
        span: span.clone(),
    };
    let position = root
        .entries
        .iter()
        .position(|entry| entry.key == target.table);
    let index = position.unwrap_or_else(|| {
        let value = match target.entry_index {
            None => TomlNodeValue::Table(empty()),
            Some(_) => TomlNodeValue::Array(Vec::new()),
        };
        root.entries
            .push(new_table_entry(target.table, new_spanned_node(value, span)));
        root.entries.len() - 1
    });
    let table = match &mut root.entries[index].value.value {
        TomlNodeValue::Table(table) => table,
        TomlNodeValue::Array(list) => {
            let number = target.entry_index.unwrap_or(0);
            while list.len() <= number {
                list.push(new_spanned_node(TomlNodeValue::Table(empty()), span));
            }
            match &mut list[number].value {
                TomlNodeValue::Table(table) => table,
                _ => return,
            }
        }
        _ => return,
    };
    table.entries.push(setting);
}

fn to_node_value(value: &AnswerValue, span: &Span) -> TomlNodeValue {
    match value {
        AnswerValue::Text(text) => TomlNodeValue::Text(text.clone()),
        AnswerValue::TextList(texts) | AnswerValue::SignaturePositions(texts) => {
            let texts = texts
                .iter()
                .map(|text| new_spanned_node(TomlNodeValue::Text(text.clone()), span));
            TomlNodeValue::Array(texts.collect())
        }
        AnswerValue::Date(date) => TomlNodeValue::Date(*date),
        AnswerValue::Integer(number) => TomlNodeValue::Integer(*number),
        AnswerValue::Boolean(flag) => TomlNodeValue::Boolean(*flag),
    }
}

fn new_spanned_node(value: TomlNodeValue, span: &Span) -> TomlNode {
    TomlNode {
        value,
        span: span.clone(),
    }
}

fn new_table_entry(key: &str, value: TomlNode) -> TomlEntry {
    TomlEntry {
        key: key.to_owned(),
        key_span: value.span.clone(),
        value,
    }
}
