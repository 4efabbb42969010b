//! `policypress import`: lists the edits in a Word document and puts them into agency.toml.

use super::check::count_with_noun;
use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli;
use crate::config::agency::Agency;
use crate::diag::{Diagnostics, StageError};
use crate::document::copy_edits::{DocumentEdit, NotImportableReason};
use crate::failure::IoFailure;
use crate::interview::{StatementDecisionsToWrite, write_statement_edits};
use crate::packet::import::{WordImportOptions, WordImportResult, import_word_file};
use crate::packet::load_template_pack::load_pack_without_warnings;

pub(super) fn run_import(
    options: &cli::ImportArgs,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut found = Diagnostics::new();
    let imported = import_docx(options, environment, &mut found);
    let report = imported.map(|imported| CommandReport {
        stdout: render_import_report(&imported, options),
        is_success: imported.remaining_edits.is_empty(),
        ..CommandReport::default()
    });
    CommandReport::from_write_result(report, &found, environment.diagnostic_render_options(true))
}

fn import_docx(
    options: &cli::ImportArgs,
    environment: CommandEnvironment,
    diagnostics: &mut Diagnostics,
) -> Result<WordImportResult, StageError> {
    let loaded_pack = load_pack_without_warnings(options.templates.as_deref(), diagnostics)?;
    let import_options = WordImportOptions {
        docx_path: &options.docx,
        agency_path: &options.file,
        document_stem: options.document.as_deref(),
        save_decisions: options.write,
    };
    import_word_file(
        import_options,
        &loaded_pack.pack,
        environment.today,
        diagnostics,
    )
}

/// Returns the whole report.
fn render_import_report(found: &WordImportResult, options: &cli::ImportArgs) -> String {
    let mut out = format!(
        "{} compared with {} of {}\n",
        options.docx.display(),
        found.document_name,
        options.file.display()
    );
    if !found.is_document_unchanged {
        out.push_str(
            "agency.toml or the templates have changed since this document was built: those changes are listed too,\nand table rows are not compared.\n",
        );
    }
    for tracked in &found.edited_docx.tracked_changes {
        let author = match tracked.author.as_str() {
            "" => "an unnamed author",
            author => author,
        };
        out.push_str(&format!(
            "Tracked changes by {author}: {}, {} (treated as accepted)\n",
            count_with_noun(tracked.insertions, "insertion"),
            count_with_noun(tracked.deletions, "deletion")
        ));
    }
    out.push_str(&render_edits(found));
    out.push_str(&render_decisions(found, options));
    out.push_str(&render_remaining_edits(found));
    out.push_str(&render_comments(found));
    out
}

/// Returns the edits that agency.toml can hold, in reading order.
fn render_edits(found: &WordImportResult) -> String {
    let mut out = String::new();
    for edit in &found.edits {
        match edit {
            DocumentEdit::StatementReworded {
                statement_name: statement,
                old_text: was,
                new_text: is,
                frozen_facts: frozen,
            } => {
                out.push_str(&format!("\nChanged: {statement}\n"));
                out.push_str(&format!("  - {was}\n  + {is}\n"));
                for fact in frozen {
                    let setting = describe_setting_of_fact(&found.agency, fact);
                    out.push_str(&format!(
                        "  `{fact}` is now fixed in this text and no longer follows {setting}\n"
                    ));
                }
            }
            DocumentEdit::LineAdded {
                after_statement: after,
                text,
                is_at_same_level: beside,
            } => {
                out.push_str(&format!("\nAdded after {after}\n  + {text}\n"));
                if !beside {
                    out.push_str(&format!(
                        "  it will be right after `{after}`, at the same level\n"
                    ));
                }
            }
            DocumentEdit::StatementRemoved {
                statement_name: statement,
                old_text: was,
            } => {
                out.push_str(&format!("\nDeleted: {statement}\n  - {was}\n"));
                out.push_str("  the policy gives a reason for leaving it out: write yours\n");
            }
            DocumentEdit::AdditionReworded {
                old_text: was,
                new_text: is,
                ..
            } => {
                out.push_str(&format!(
                    "\nChanged: a statement of your own\n  - {was}\n  + {is}\n"
                ));
            }
            DocumentEdit::AdditionRemoved { old_text: was, .. } => {
                out.push_str(&format!("\nDeleted: a statement of your own\n  - {was}\n"));
            }
            DocumentEdit::NotImportable { .. } => {}
        }
    }
    out
}

/// Returns the edits as lines for agency.toml, or a message that they were saved there.
fn render_decisions(found: &WordImportResult, options: &cli::ImportArgs) -> String {
    let decisions = &found.decisions;
    if *decisions == StatementDecisionsToWrite::default() {
        return "\nNo edits for agency.toml\n".to_owned();
    }
    if found.decisions_saved {
        return format!("\nSaved in {}\n", options.file.display());
    }
    let mut out = "\nFor agency.toml (add `--write` to save it there):\n\n".to_owned();
    let new_edits = StatementDecisionsToWrite {
        addition_edits: Vec::new(),
        ..decisions.clone()
    };
    // Comments that explain the tables are for a new file, not for lines to paste.
    let lines = write_statement_edits("", &new_edits).unwrap_or_default();
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    for line in lines.skip_while(|line| line.trim().is_empty()) {
        out.push_str(&format!("{line}\n"));
    }
    if !decisions.addition_edits.is_empty() {
        out.push_str("and the changes to your own statements, in their places\n");
    }
    out
}

/// Returns the edits that agency.toml cannot hold, each with the reason.
fn render_remaining_edits(found: &WordImportResult) -> String {
    if found.remaining_edits.is_empty() {
        return String::new();
    }
    let mut out = "\nNot imported:\n".to_owned();
    for edit in &found.remaining_edits {
        let (heading, was, is, reason) = match edit {
            DocumentEdit::NotImportable {
                old_text: was,
                new_text: is,
                heading,
                reason,
            } => (
                heading.as_str(),
                was.as_ref(),
                is.as_ref(),
                explain_not_carried(reason, &found.agency),
            ),
            DocumentEdit::StatementReworded {
                old_text: was,
                new_text: is,
                ..
            }
            | DocumentEdit::AdditionReworded {
                old_text: was,
                new_text: is,
                ..
            } => ("", Some(was), Some(is), base_file_conflict_message()),
            DocumentEdit::LineAdded { text, .. } => {
                ("", None, Some(text), base_file_conflict_message())
            }
            DocumentEdit::StatementRemoved { old_text: was, .. }
            | DocumentEdit::AdditionRemoved { old_text: was, .. } => {
                ("", Some(was), None, base_file_conflict_message())
            }
        };
        if !heading.is_empty() {
            out.push_str(&format!("  Under {heading}\n"));
        }
        for (sign, text) in [("-", was), ("+", is)] {
            if let Some(text) = text {
                out.push_str(&format!("  {sign} {text}\n"));
            }
        }
        out.push_str(&format!("    {reason}\n"));
    }
    out
}

fn explain_not_carried(reason: &NotImportableReason, agency: &Agency) -> String {
    match reason {
        NotImportableReason::FactsChanged(facts) => {
            let facts: Vec<String> = facts
                .iter()
                .map(|(was, is)| {
                    let setting = describe_setting_of_fact(agency, was);
                    format!("`{was}` became `{is}`: change it at {setting}")
                })
                .collect();
            format!("only facts changed: {}", facts.join("; "))
        }
        NotImportableReason::FilledFromSettings => {
            "this line comes from settings: change them in agency.toml; `policypress where` lists each setting with its place".to_owned()
        }
        NotImportableReason::InTable => {
            "this table row comes from settings: change them in agency.toml; `policypress where` lists each setting with its place".to_owned()
        }
        NotImportableReason::HeadingAdded => {
            "a heading cannot be added; add it to your own template (`policypress eject`)".to_owned()
        }
        NotImportableReason::StatementMoved => {
            "a statement cannot be moved; move it in your own template (`policypress eject`)".to_owned()
        }
        NotImportableReason::NestedLinesRemain => {
            "it cannot be deleted without the lines under it; reword it instead".to_owned()
        }
        NotImportableReason::NoStatementBefore => {
            "there is no statement before it that it could follow".to_owned()
        }
        NotImportableReason::OutsideStatements => {
            "this line is not part of a statement; change it in your own template (`policypress eject`)".to_owned()
        }
    }
}

fn base_file_conflict_message() -> String {
    "agency.toml cannot hold this; check whether the file it extends changes this statement"
        .to_owned()
}

/// Returns the setting that a fact comes from, in backticks.
fn describe_setting_of_fact(agency: &Agency, fact: &str) -> String {
    let settings = || agency.setting_texts.iter();
    settings()
        .find(|setting| setting.text == fact)
        .or_else(|| {
            settings().find(|setting| setting.text.len() > 3 && fact.contains(&setting.text))
        })
        .map_or_else(
            || "its setting".to_owned(),
            |setting| format!("`{}`", setting.setting_path),
        )
}

/// Returns the comments in the margin, which are not imported.
fn render_comments(found: &WordImportResult) -> String {
    let comments = &found.edited_docx.comments;
    if comments.is_empty() {
        return String::new();
    }
    let mut out = "\nComments, which stay in the Word document:\n".to_owned();
    for comment in comments {
        let author = match comment.author.as_str() {
            "" => "Unnamed author",
            author => author,
        };
        out.push_str(&format!("  {author}: {}\n", comment.text.trim()));
        let line = comment
            .line_index
            .and_then(|line| found.edited_docx.lines.get(line));
        if let Some(line) = line {
            let start: String = line.text.chars().take(60).collect();
            out.push_str(&format!("    at: {}\n", start.trim()));
        }
    }
    out
}
