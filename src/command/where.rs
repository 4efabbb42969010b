//! `policypress where`: shows where each setting appears, which statement meets which requirement, and which
//! settings do not appear in any document.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::{ReportFormat, WhereArgs};
use crate::config::agency::StatementOverride;
use crate::config::setting_variants::ConfiguredSetting;
use crate::content::pack::{CrosswalkEntry, RequirementLevel, TemplatePack};
use crate::content::trace::{
    SettingTracer, StatementLocation, StatementText, TraceQuery, TracedSetting,
};
use crate::diag::display::render_diagnostics_text;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::packet::agency_file;
use crate::packet::load_template_pack::load_template_pack;
use crate::span::Span;

pub(super) fn run_where(
    options: &WhereArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let display_options = environment.diagnostic_render_options(true);
    let refused = |found: &[Diagnostic]| CommandReport {
        stderr: render_diagnostics_text(found, display_options),
        ..CommandReport::default()
    };
    let mut found = Diagnostics::new();
    let loaded_pack = load_template_pack(options.templates.as_deref(), &mut found);
    let Some(loaded_pack) = StageError::invalid_input_as_none(loaded_pack)? else {
        return Ok(refused(&found));
    };
    // As in other commands, the file may be the argument; no setting or statement ends in `.toml`.
    let (file, name) = match options.name.as_deref() {
        Some(name) if name.ends_with(".toml") => (Path::new(name), None),
        name => (options.file.as_path(), name),
    };
    let mut found = Diagnostics::new();
    let Some(files) =
        StageError::invalid_input_as_none(agency_file::read_agency_files(file, &mut found))?
    else {
        return Ok(refused(&found));
    };
    let pack = &loaded_pack.pack;
    let mut found = Diagnostics::new();
    let trace = SettingTracer::new(&files, pack, environment.today, &mut found);
    let Some(trace) = StageError::invalid_input_as_none(trace)? else {
        return Ok(refused(&found));
    };
    let query = match name.map(|name| trace.parse_query(name)) {
        None => TraceQuery::Everything,
        Some(Ok(query)) => query,
        Some(Err(problem)) => return Ok(refused(&[Diagnostic::new(problem)])),
    };
    let report = SettingTraceReport { trace, pack };
    Ok(CommandReport {
        stdout: match options.format {
            ReportFormat::Text => report.render_text(&query),
            ReportFormat::Json => {
                let mut text = serde_json::to_string_pretty(&report.render_json(&query))
                    .expect("strings and numbers are valid JSON");
                text.push('\n');
                text
            }
        },
        is_success: true,
        ..CommandReport::default()
    })
}

/// Renders a trace as text or as JSON.
struct SettingTraceReport<'a> {
    trace: SettingTracer<'a>,
    pack: &'a TemplatePack,
}

impl<'a> SettingTraceReport<'a> {
    fn render_text(&self, query: &TraceQuery) -> String {
        let traced = self.trace.trace_settings(query);
        let mut text = String::new();
        if let TraceQuery::Statement(name) = query {
            text.push_str(&self.render_statement_text(name));
        }
        let (used, unused): (Vec<&TracedSetting>, Vec<&TracedSetting>) = traced
            .iter()
            .partition(|traced| !traced.locations.is_empty() || traced.setting.is_appearance_only);
        for traced in used {
            text.push_str(&format_setting_line(&traced.setting));
            if traced.setting.is_appearance_only {
                text.push_str("    appearance only\n");
            }
            for (document, statements) in group_by_document(&traced.locations) {
                text.push_str(&format!("    {document}: {}\n", statements.join(", ")));
            }
        }
        if !unused.is_empty() {
            text.push_str("\nThese settings do not appear in any document:\n");
            for traced in unused {
                text.push_str(&format_setting_line(&traced.setting));
            }
        }
        match query {
            TraceQuery::Everything => {
                text.push_str("\nStatements that meet requirements:\n");
                for entry in &self.pack.crosswalk.entries {
                    text.push_str(&format!("{}\n", entry.statement));
                    text.push_str(&self.render_requirements_text(entry));
                }
            }
            TraceQuery::Setting(path, Some(number)) if traced.is_empty() => {
                text.push_str(&format!(
                    "there is no entry {} of `{path}` in the file\n",
                    number + 1
                ));
            }
            TraceQuery::Setting(path, None) if traced.is_empty() => {
                text.push_str(&format!("`{path}` is not set\n"));
            }
            TraceQuery::Statement(_) if traced.is_empty() => {
                text.push_str("No settings are used in this statement.\n");
            }
            TraceQuery::Setting(..) | TraceQuery::Statement(_) => {}
        }
        text
    }

    fn render_statement_text(&self, name: &str) -> String {
        let mut text = format!("{name}\n");
        for StatementText {
            location, passages, ..
        } in self.trace.texts_of_statement(name)
        {
            text.push_str(&format!(
                "    {}: {}\n",
                location.document_stem,
                passages.join(" / ")
            ));
        }
        if let Some(choice) = self.describe_choice(name) {
            text.push_str(&format!("    {choice}\n"));
        }
        match self.trace.crosswalk_entry(name) {
            Some(entry) => text.push_str(&self.render_requirements_text(entry)),
            None => text.push_str("    not linked to a requirement\n"),
        }
        text
    }

    /// Returns the agency's own choice about a statement, and its line.
    fn describe_choice(&self, name: &str) -> Option<String> {
        let choice = self.trace.choice_for_statement(name)?;
        let location = file_and_line(&choice.name_span);
        Some(match &choice.decision {
            StatementOverride::Omit { reason } => format!("left out at {location}: {reason}"),
            StatementOverride::Reword { .. } => format!("reworded at {location}"),
        })
    }

    fn render_requirements_text(&self, entry: &'a CrosswalkEntry) -> String {
        let mut text = String::new();
        for &index in &entry.requirement_indexes {
            let requirement = &self.pack.crosswalk.requirements[index];
            let level = match requirement.level {
                RequirementLevel::Required => "required",
                RequirementLevel::Recommended => "recommended",
            };
            text.push_str(&format!(
                "    meets {} ({level}): {}\n",
                requirement.citation, requirement.summary
            ));
        }
        let evidence = self.trace.evidence_for_entry(entry);
        if !evidence.is_empty() {
            text.push_str(&format!("    evidence: {}\n", evidence.join("; ")));
        }
        text
    }

    fn render_json(&self, query: &TraceQuery) -> Json {
        let settings: Vec<Json> = self
            .trace
            .trace_settings(query)
            .iter()
            .map(|traced| {
                let values: Vec<Json> = traced.setting.value_spans.iter().map(value_location_json).collect();
                let location = |at: &StatementLocation| json!({ "document": at.document_stem, "statement": at.statement });
                let locations: Vec<Json> = traced.locations.iter().map(location).collect();
                json!({
                    "setting": traced.setting.path,
                    "values": values,
                    "look": traced.setting.is_appearance_only,
                    "places": locations,
                })
            })
            .collect();
        let statements: Vec<Json> = match query {
            TraceQuery::Everything => {
                let names = self.trace.statement_names();
                names
                    .iter()
                    .map(|name| self.statement_to_json(name))
                    .collect()
            }
            TraceQuery::Statement(name) => vec![self.statement_to_json(name)],
            TraceQuery::Setting(..) => Vec::new(),
        };
        json!({ "settings": settings, "statements": statements })
    }

    fn statement_to_json(&self, name: &str) -> Json {
        let documents: Vec<&str> = self
            .trace
            .texts_of_statement(name)
            .map(|part| part.location.document_stem.as_str())
            .collect();
        let entry = self.trace.crosswalk_entry(name);
        let answers: Vec<Json> = entry
            .iter()
            .flat_map(|entry| &entry.requirement_indexes)
            .map(|&index| {
                let requirement = &self.pack.crosswalk.requirements[index];
                json!({
                    "citation": requirement.citation,
                    "says": requirement.summary,
                    "required": requirement.level == RequirementLevel::Required,
                })
            })
            .collect();
        json!({
            "statement": name,
            "documents": documents,
            "answers": answers,
            "choice": self.describe_choice(name),
        })
    }
}

fn value_location_json(span: &Span) -> Json {
    let (line, column) = span.line_column();
    json!({ "file": span.file.name, "line": line, "column": column, "written": span.text() })
}

fn group_by_document(locations: &[StatementLocation]) -> Vec<(&str, Vec<&str>)> {
    let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
    for location in locations {
        let statement = if location.statement.is_empty() {
            "at the beginning"
        } else {
            &location.statement
        };
        match documents.last_mut() {
            Some((document, statements)) if *document == location.document_stem => {
                statements.push(statement);
            }
            _ => documents.push((&location.document_stem, vec![statement])),
        }
    }
    documents
}

/// Returns the setting with its value and line; of a setting in several entries, only the lines.
fn format_setting_line(setting: &ConfiguredSetting) -> String {
    const MAX_VALUE_CHARS: usize = 60;
    let path = &setting.path;
    match &setting.value_spans[..] {
        [span] => {
            let written: String = span.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = written.chars().take(MAX_VALUE_CHARS).collect();
            let more = if short == written { "" } else { "..." };
            format!("{path} = {short}{more}  ({})\n", file_and_line(span))
        }
        spans => {
            let mut lines: Vec<String> = spans.iter().map(file_and_line).collect();
            lines.dedup();
            format!("{path}  ({})\n", lines.join(", "))
        }
    }
}

fn file_and_line(span: &Span) -> String {
    format!("{}:{}", span.file.name, span.line_column().0)
}
