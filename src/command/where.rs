//! `policypress where`: which setting fills which place, which statement answers which requirement, and
//! which settings fill nothing.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::{ReportFormat, WhereArgs};
use crate::config::agency::StatementOverride;
use crate::config::perturb_settings::ConfiguredSetting;
use crate::content::pack::{CrosswalkEntry, RequirementLevel, TemplatePack};
use crate::content::trace::{
    SettingTracer, StatementLocation, StatementText, TraceQuery, TracedSetting,
};
use crate::diag::display::render_diagnostics_text;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::packet::agency_file;
use crate::packet::pack_files::load_template_pack;
use crate::span::Span;

pub(super) fn run_where(
    options: &WhereArgs,
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let look = surroundings.diagnostic_render_options(true);
    let refused = |found: &[Diagnostic]| CommandReport {
        stderr: render_diagnostics_text(found, look),
        ..CommandReport::default()
    };
    let mut found = Diagnostics::new();
    let chosen = load_template_pack(options.templates.as_deref(), &mut found);
    let Some(chosen) = StageError::invalid_input_as_none(chosen)? else {
        return Ok(refused(&found));
    };
    // As for other commands, the file may be named by itself; no setting and no statement ends so.
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
    let pack = &chosen.pack;
    let mut found = Diagnostics::new();
    let trace = SettingTracer::new(&files, pack, surroundings.today, &mut found);
    let Some(trace) = StageError::invalid_input_as_none(trace)? else {
        return Ok(refused(&found));
    };
    let asked = match name.map(|name| trace.parse_query(name)) {
        None => TraceQuery::Everything,
        Some(Ok(asked)) => asked,
        Some(Err(problem)) => return Ok(refused(&[Diagnostic::new(problem)])),
    };
    let known = SettingTraceReport { trace, pack };
    Ok(CommandReport {
        stdout: match options.format {
            ReportFormat::Text => known.render_text(&asked),
            ReportFormat::Json => {
                let mut text = serde_json::to_string_pretty(&known.render_json(&asked))
                    .expect("texts and numbers are JSON");
                text.push('\n');
                text
            }
        },
        is_success: true,
        ..CommandReport::default()
    })
}

/// A trace as text or as JSON.
struct SettingTraceReport<'a> {
    trace: SettingTracer<'a>,
    pack: &'a TemplatePack,
}

impl<'a> SettingTraceReport<'a> {
    fn render_text(&self, asked: &TraceQuery) -> String {
        let filled = self.trace.trace_settings(asked);
        let mut text = String::new();
        if let TraceQuery::Statement(name) = asked {
            text.push_str(&self.render_statement_text(name));
        }
        let (used, unused): (Vec<&TracedSetting>, Vec<&TracedSetting>) = filled
            .iter()
            .partition(|filled| !filled.locations.is_empty() || filled.setting.is_appearance_only);
        for filled in used {
            text.push_str(&format_setting_line(&filled.setting));
            if filled.setting.is_appearance_only {
                text.push_str("    how the documents look\n");
            }
            for (document, statements) in group_by_document(&filled.locations) {
                text.push_str(&format!("    {document}: {}\n", statements.join(", ")));
            }
        }
        if !unused.is_empty() {
            text.push_str(
                "\nThese fill nothing in the documents, though `check` looks at some of them:\n",
            );
            for filled in unused {
                text.push_str(&format_setting_line(&filled.setting));
            }
        }
        match asked {
            TraceQuery::Everything => {
                text.push_str("\nStatements that answer requirements:\n");
                for entry in &self.pack.crosswalk.entries {
                    text.push_str(&format!("{}\n", entry.statement));
                    text.push_str(&self.render_requirements_text(entry));
                }
            }
            TraceQuery::Setting(path, _) if filled.is_empty() => {
                text.push_str(&format!("`{path}` is not written\n"));
            }
            TraceQuery::Statement(_) if filled.is_empty() => {
                text.push_str("No setting fills it.\n");
            }
            TraceQuery::Setting(..) | TraceQuery::Statement(_) => {}
        }
        text
    }

    fn render_statement_text(&self, name: &str) -> String {
        let mut text = format!("{name}\n");
        for StatementText {
            location: place,
            passages: words,
            ..
        } in self.trace.texts_of_statement(name)
        {
            text.push_str(&format!(
                "    {}: {}\n",
                place.document_stem,
                words.join(" / ")
            ));
        }
        if let Some(choice) = self.describe_choice(name) {
            text.push_str(&format!("    {choice}\n"));
        }
        match self.trace.crosswalk_entry(name) {
            Some(entry) => text.push_str(&self.render_requirements_text(entry)),
            None => text.push_str("    answers no requirement that is known\n"),
        }
        text
    }

    /// What the agency decided about a statement, and where.
    fn describe_choice(&self, name: &str) -> Option<String> {
        let choice = self.trace.choice_for_statement(name)?;
        let place = file_and_line(&choice.name_span);
        Some(match &choice.decision {
            StatementOverride::Omit { reason } => format!("left out by {place}: {reason}"),
            StatementOverride::Reword { .. } => format!("worded by {place}"),
        })
    }

    fn render_requirements_text(&self, entry: &'a CrosswalkEntry) -> String {
        let mut text = String::new();
        for &at in &entry.requirement_indexes {
            let requirement = &self.pack.crosswalk.requirements[at];
            let level = match requirement.level {
                RequirementLevel::Required => "required",
                RequirementLevel::Recommended => "recommended",
            };
            text.push_str(&format!(
                "    answers {} ({level}): {}\n",
                requirement.citation, requirement.summary
            ));
        }
        let shown = self.trace.evidence_for_entry(entry);
        if !shown.is_empty() {
            text.push_str(&format!("    shown by {}\n", shown.join("; ")));
        }
        text
    }

    fn render_json(&self, asked: &TraceQuery) -> Json {
        let settings: Vec<Json> = self
            .trace
            .trace_settings(asked)
            .iter()
            .map(|filled| {
                let values: Vec<Json> = filled.setting.value_spans.iter().map(value_location_json).collect();
                let place = |place: &StatementLocation| json!({ "document": place.document_stem, "statement": place.statement });
                let places: Vec<Json> = filled.locations.iter().map(place).collect();
                json!({
                    "setting": filled.setting.path,
                    "values": values,
                    "look": filled.setting.is_appearance_only,
                    "places": places,
                })
            })
            .collect();
        let statements: Vec<Json> = match asked {
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
            .map(|&at| {
                let requirement = &self.pack.crosswalk.requirements[at];
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

fn group_by_document(places: &[StatementLocation]) -> Vec<(&str, Vec<&str>)> {
    let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
    for place in places {
        let statement = if place.statement.is_empty() {
            "at the beginning"
        } else {
            &place.statement
        };
        match documents.last_mut() {
            Some((document, statements)) if *document == place.document_stem => {
                statements.push(statement);
            }
            _ => documents.push((&place.document_stem, vec![statement])),
        }
    }
    documents
}

/// The setting, where it stands and what it says; only the number of several.
fn format_setting_line(setting: &ConfiguredSetting) -> String {
    const MAX_VALUE_CHARS: usize = 60;
    let path = &setting.path;
    match &setting.value_spans[..] {
        [only] => {
            let written: String = only.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = written.chars().take(MAX_VALUE_CHARS).collect();
            let more = if short == written { "" } else { "..." };
            format!("{path} = {short}{more}  ({})\n", file_and_line(only))
        }
        several => {
            let lines: Vec<String> = several.iter().map(file_and_line).collect();
            format!("{path}  ({})\n", lines.join(", "))
        }
    }
}

fn file_and_line(span: &Span) -> String {
    format!("{}:{}", span.file.name, span.line_column().0)
}
