//! `policypress diff`: shows what a reader would find changed between two packets, as text, JSON or a web page.

use serde_json::{Value as Json, json};

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli::{DiffArgs, DiffFormat};
use crate::diag::{Diagnostics, StageError};
use crate::document::passage_diff::{DiffSegment, DiffSide, PassageChange};
use crate::failure::IoFailure;
use crate::packet::compare::{ChangedDocument, compare_packets};
use crate::packet::load_template_pack::load_pack_without_warnings;
use crate::render::html::changes_page::render_changes_page;

pub(super) fn run_diff(
    options: &DiffArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut found = Diagnostics::new();
    let compared = compare_and_render(options, environment, &mut found);
    CommandReport::from_result(
        compared.map(CommandReport::new_success),
        &found,
        environment.diagnostic_render_options(true),
    )
}

fn compare_and_render(
    options: &DiffArgs,
    environment: CommandEnvironment,
    diagnostics: &mut Diagnostics,
) -> Result<String, StageError> {
    let loaded_pack = load_pack_without_warnings(options.templates.as_deref(), diagnostics)?;
    let (old, new) = (&options.old, &options.new);
    let changed = compare_packets(old, new, &loaded_pack.pack, environment.today, diagnostics)?;
    Ok(match options.format {
        DiffFormat::Text => render_changes_text(&changed, environment.stdout_color),
        DiffFormat::Json => render_changes_json(&changed),
        DiffFormat::Html => {
            let changes: Vec<(String, Vec<PassageChange>)> = changed
                .into_iter()
                .map(|document| (document.title, document.changes))
                .collect();
            let (old, new) = (old.display(), new.display());
            render_changes_page(&format!("Changes from {old} to {new}"), &changes)
        }
    })
}

fn render_changes_text(changed: &[ChangedDocument], use_color: bool) -> String {
    if changed.is_empty() {
        return "No change that a reader would see.\n".to_owned();
    }
    let mut text = "[-Deleted-] and {+inserted+} words.\n".to_owned();
    for document in changed {
        text.push_str(&format!("\n{} ({})\n", document.title, document.file_stem));
        let mut section = None;
        for change in &document.changes {
            let place = change.describe_location();
            if section.as_ref() != Some(&place) {
                text.push_str(&format!("  {place}\n"));
                section = Some(place);
            }
            text.push_str("    ");
            for segment in &change.segments {
                text.push_str(&render_diff_segment(segment, use_color));
            }
            text.push('\n');
        }
    }
    text
}

fn render_diff_segment(segment: &DiffSegment, use_color: bool) -> String {
    let (open, close, color_code) = match segment.side {
        DiffSide::Both => return segment.text.clone(),
        DiffSide::OldOnly => ("[-", "-]", "\x1B[31m"),
        DiffSide::NewOnly => ("{+", "+}", "\x1B[32m"),
    };
    let marked = format!("{open}{}{close}", segment.text);
    if use_color {
        format!("{color_code}{marked}\x1B[0m")
    } else {
        marked
    }
}

fn render_changes_json(changed: &[ChangedDocument]) -> String {
    let documents: Vec<Json> = changed
        .iter()
        .map(|document| {
            let changes: Vec<Json> = document
                .changes
                .iter()
                .map(|change| {
                    let segments: Vec<Json> = change
                        .segments
                        .iter()
                        .map(|segment| {
                            let change = match segment.side {
                                DiffSide::Both => "same",
                                DiffSide::OldOnly => "removed",
                                DiffSide::NewOnly => "added",
                            };
                            json!({ "is": change, "text": segment.text })
                        })
                        .collect();
                    json!({
                        "statement": change.statement_name,
                        "heading": change.heading,
                        "pieces": segments,
                    })
                })
                .collect();
            json!({ "document": document.file_stem, "title": document.title, "changes": changes })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&documents).expect("strings are valid JSON");
    text.push('\n');
    text
}
