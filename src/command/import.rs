//! `policypress import`: what was changed in a Word file, told and put into agency.toml.

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use crate::cli;
use crate::config::agency::Agency;
use crate::diag::{Diagnostics, StageError};
use crate::document::copy_edits::{DocumentEdit, NotImportableReason};
use crate::failure::IoFailure;
use crate::interview::{StatementEdits, write_statement_edits};
use crate::packet::import::{WordImportOptions, WordImportResult, import_word_file};
use crate::packet::pack_files::load_pack_without_warnings;

pub(super) fn run_import(
    options: &cli::ImportArgs,
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut found = Diagnostics::new();
    let read = import_docx(options, surroundings, &mut found);
    let told = read.map(|read| CommandReport {
        stdout: render_import_report(&read, options),
        is_success: read.remaining_edits.is_empty(),
        ..CommandReport::default()
    });
    CommandReport::from_write_result(told, &found, surroundings.diagnostic_render_options(true))
}

fn import_docx(
    options: &cli::ImportArgs,
    surroundings: CommandEnvironment,
    found: &mut Diagnostics,
) -> Result<WordImportResult, StageError> {
    let chosen = load_pack_without_warnings(options.templates.as_deref(), found)?;
    let which = WordImportOptions {
        docx_path: &options.docx,
        agency_path: &options.file,
        document_stem: options.document.as_deref(),
        save_decisions: options.write,
    };
    import_word_file(which, &chosen.pack, surroundings.today, found)
}

/// The whole report.
fn render_import_report(found: &WordImportResult, options: &cli::ImportArgs) -> String {
    let mut out = format!(
        "{} against {} of {}\n",
        options.docx.display(),
        found.document_name,
        options.file.display()
    );
    if !found.is_document_unchanged {
        out.push_str(
            "It was made from another edition of agency.toml or the templates: what changed there since is listed, too,\nand rows of tables are not compared\n",
        );
    }
    for tracked in &found.edited_docx.tracked_changes {
        let author = match tracked.author.as_str() {
            "" => "somebody without a name",
            author => author,
        };
        out.push_str(&format!(
            "Tracked changes by {author}, counted as accepted: {} put in, {} taken out\n",
            tracked.insertions, tracked.deletions
        ));
    }
    out.push_str(&render_edits(found));
    out.push_str(&render_decisions(found, options));
    out.push_str(&render_remaining_edits(found));
    out.push_str(&render_comments(found));
    out
}

/// The changes that a decision can hold, in reading order.
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
                        "  `{fact}` is part of these words now, and no longer follows {setting}\n"
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
                        "  it will stand right after `{after}`, at the level of that statement\n"
                    ));
                }
            }
            DocumentEdit::StatementRemoved {
                statement_name: statement,
                old_text: was,
            } => {
                out.push_str(&format!("\nTaken out: {statement}\n  - {was}\n"));
                out.push_str("  the policy shows a reason for it: write yours\n");
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
                out.push_str(&format!(
                    "\nTaken out: a statement of your own\n  - {was}\n"
                ));
            }
            DocumentEdit::NotImportable { .. } => {}
        }
    }
    out
}

/// The decisions as lines for agency.toml, or that they were put there.
fn render_decisions(found: &WordImportResult, options: &cli::ImportArgs) -> String {
    let decisions = &found.decisions;
    if *decisions == StatementEdits::default() {
        return "\nNothing to put into agency.toml\n".to_owned();
    }
    if found.decisions_saved {
        return format!("\nPut into {}\n", options.file.display());
    }
    let mut out = "\nFor agency.toml (`--write` puts it there):\n\n".to_owned();
    let fresh = StatementEdits {
        addition_edits: Vec::new(),
        ..decisions.clone()
    };
    // Remarks on what the tables are for stand in the file, not in what is pasted.
    let lines = write_statement_edits("", &fresh).unwrap_or_default();
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    for line in lines.skip_while(|line| line.trim().is_empty()) {
        out.push_str(&format!("{line}\n"));
    }
    if !decisions.addition_edits.is_empty() {
        out.push_str("and the changes of your own statements where they stand\n");
    }
    out
}

/// What no decision can hold.
fn render_remaining_edits(found: &WordImportResult) -> String {
    if found.remaining_edits.is_empty() {
        return String::new();
    }
    let mut out = "\nNot carried over:\n".to_owned();
    for edit in &found.remaining_edits {
        let (heading, was, is, why) = match edit {
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
            } => ("", Some(was), Some(is), decided_elsewhere_message()),
            DocumentEdit::LineAdded { text, .. } => {
                ("", None, Some(text), decided_elsewhere_message())
            }
            DocumentEdit::StatementRemoved { old_text: was, .. }
            | DocumentEdit::AdditionRemoved { old_text: was, .. } => {
                ("", Some(was), None, decided_elsewhere_message())
            }
        };
        if !heading.is_empty() {
            out.push_str(&format!("  Under {heading}\n"));
        }
        for (sign, words) in [("-", was), ("+", is)] {
            if let Some(words) = words {
                out.push_str(&format!("  {sign} {words}\n"));
            }
        }
        out.push_str(&format!("    {why}\n"));
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
            "this line is made from settings: change them there".to_owned()
        }
        NotImportableReason::InTable => {
            "this is a row of a table, which is made from settings: change them there".to_owned()
        }
        NotImportableReason::HeadingAdded => {
            "a heading cannot be added; put it into your own template".to_owned()
        }
        NotImportableReason::StatementMoved => {
            "a statement cannot be moved; put it elsewhere in your own template".to_owned()
        }
        NotImportableReason::NestedLinesRemain => {
            "it cannot be left out without what stands under it; give it other words".to_owned()
        }
        NotImportableReason::NoStatementBefore => {
            "no statement stands before it that it could follow".to_owned()
        }
        NotImportableReason::OutsideStatements => {
            "this line has no name to change it by; change it in your own template".to_owned()
        }
    }
}

fn decided_elsewhere_message() -> String {
    "agency.toml cannot hold this here: look whether the file it extends decides about it"
        .to_owned()
}

/// Where a fact stands, for somebody who is to change it.
fn describe_setting_of_fact(agency: &Agency, fact: &str) -> String {
    let same = agency.setting_texts.iter().find(|there| there.text == fact);
    same.or_else(|| {
        let inside = |text: &str| fact.contains(text) && text.len() > 3;
        agency
            .setting_texts
            .iter()
            .find(|there| inside(&there.text))
    })
    .map_or_else(
        || "its setting".to_owned(),
        |there| format!("`{}`", there.setting_path),
    )
}

/// Remarks in the margin, which stay in the Word file.
fn render_comments(found: &WordImportResult) -> String {
    let comments = &found.edited_docx.comments;
    if comments.is_empty() {
        return String::new();
    }
    let mut out = "\nRemarks in the margin, which stay in the Word file:\n".to_owned();
    for comment in comments {
        let author = match comment.author.as_str() {
            "" => "somebody",
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
