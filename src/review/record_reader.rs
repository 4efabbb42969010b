//! Reads `reviews.toml` and checks its consistency, which an edit in a text editor may have broken.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Determination, FormAnswer, MIN_COMMITTEE_MEMBERS, MaterialApproval, MaterialVersion,
    MaterialWithdrawal, ReviewRecord, SurvivorInput, TechnicalReview, Verdict, material_file_stem,
    status,
};
use crate::diag::agency::AgencyProblem;
use crate::diag::invisible_chars::find_forbidden_char;
use crate::diag::review::ReviewProblem;
use crate::diag::setting::SettingProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::{TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::SourceFile;

/// Reads the record in a file.
///
/// # Errors
/// If the record has any error: approvals are not guessed.
pub fn parse_review_record(
    file: &Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
) -> Result<ReviewRecord, StageError> {
    let mut own = Diagnostics::new();
    let parsed = parse_toml_file(file, &mut own);
    let record = parsed.ok().map(|root| {
        let record = read_record_tables(&root, &mut own);
        if own.is_empty() {
            check_record_consistency(&record, &mut own);
        }
        own.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| span.byte_range.start));
        record
    });
    let is_sound = own.is_empty();
    diagnostics.extend(own);
    record.filter(|_| is_sound).ok_or(StageError::InvalidInput)
}

fn read_record_tables(root: &TomlTable, diagnostics: &mut Diagnostics) -> ReviewRecord {
    let mut fields = TomlFieldReader::new(root, "this file", diagnostics);
    let determinations = fields.read_tables("determinations");
    let technical_reviews = fields.read_tables("technical_reviews");
    let approvals = fields.read_tables("approvals");
    let withdrawals = fields.read_tables("withdrawals");
    let survivor_input = fields.read_tables("survivor_input");
    fields.report_unknown_keys();
    ReviewRecord {
        determinations: read_each_table(&determinations, |table| {
            read_determination(table, diagnostics)
        }),
        technical_reviews: read_each_table(&technical_reviews, |table| {
            read_technical_review(table, diagnostics)
        }),
        approvals: read_each_table(&approvals, |table| read_approval(table, diagnostics)),
        withdrawals: read_each_table(&withdrawals, |table| read_withdrawal(table, diagnostics)),
        survivor_input: read_each_table(&survivor_input, |table| {
            read_survivor_input(table, diagnostics)
        }),
    }
}

fn read_each_table<T>(tables: &[&TomlTable], read: impl FnMut(&TomlTable) -> Option<T>) -> Vec<T> {
    tables.iter().copied().filter_map(read).collect()
}

/// Reads the fields of one entry and reports missing ones.
pub(super) struct RecordEntryReader<'t, 'd> {
    pub(super) fields: TomlFieldReader<'t, 'd>,
    heading: &'static str,
}

impl<'t, 'd> RecordEntryReader<'t, 'd> {
    pub(super) fn new(
        table: &'t TomlTable,
        heading: &'static str,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let table_label = if heading.is_empty() {
            "this form".to_owned()
        } else {
            format!("`{heading}`")
        };
        Self {
            fields: TomlFieldReader::new(table, table_label, diagnostics),
            heading,
        }
    }

    fn require_value<T>(&mut self, key: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.fields.has_key(key) {
            self.report_missing_key(key);
        }
        value
    }

    fn report_missing_key(&mut self, key: &'static str) {
        let heading = match self.heading {
            "" => "form",
            heading => heading,
        };
        let span = self.fields.table_span().clone();
        let problem = AgencyProblem::IncompleteRecordEntry { key, heading };
        self.fields.report_problem(problem, &span);
    }

    /// Returns a text that is not blank.
    pub(super) fn optional_text(&mut self, key: &'static str) -> Option<String> {
        let text = self.fields.read_text(key)?.value.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Returns a required text; reports a missing or blank one, and forbidden characters.
    pub(super) fn required_text(&mut self, key: &'static str) -> Option<String> {
        let text = self.fields.read_text(key);
        let written = self.require_value(key, text)?;
        if let Some(character) = find_forbidden_char(&written.value) {
            let problem = AgencyProblem::ForbiddenCharacter { character };
            self.fields.report_problem(problem, &written.span);
            return None;
        }
        let text = written.value.trim().to_owned();
        if text.is_empty() {
            self.report_missing_key(key);
            return None;
        }
        Some(text)
    }

    pub(super) fn required_date(&mut self, key: &'static str) -> Option<Date> {
        let date = self.fields.read_date(key);
        self.require_value(key, date).map(|date| date.value)
    }

    pub(super) fn required_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let choice = self.fields.read_choice(key, choices);
        self.require_value(key, choice).map(|choice| choice.value)
    }

    fn read_material_version(&mut self) -> Option<MaterialVersion> {
        let material = self.required_text("material");
        let language = self.required_text("language");
        let version = self.fields.read_integer("version");
        let version = self.require_value("version", version);
        let content = self.fields.read_text("content");
        let content = self.require_value("content", content);
        if let Some(written) = &content
            && !is_content_hash(&written.value)
        {
            let problem = ReviewProblem::InvalidContentHash {
                value: written.value.clone(),
                is_in_record: true,
            };
            self.fields.report_problem(problem, &written.span);
            return None;
        }
        Some(MaterialVersion {
            name: material?,
            language: language?,
            number: u32::try_from(version?.value).unwrap_or(0),
            content_hash: content?.value,
        })
    }

    /// Returns the answers to the questions of a form; the names of the questions are not checked.
    pub(super) fn read_answers(&mut self, key: &'static str) -> Option<Vec<(String, FormAnswer)>> {
        let table = self.fields.read_table(key);
        let table = self.require_value(key, table)?;
        let mut inside = self.fields.child_reader(table);
        let mut answers = Vec::new();
        for entry in &table.entries {
            let answer = inside.read_dynamic_text(&entry.key)?;
            let named = FormAnswer::VALUES_BY_NAME
                .iter()
                .find(|(name, _)| *name == answer.value.trim());
            let Some((_, named)) = named else {
                inside.report_problem(
                    SettingProblem::UnknownChoice {
                        key: entry.key.clone(),
                        value: answer.value.clone(),
                        nearest: None,
                        choices: FormAnswer::VALUES_BY_NAME
                            .iter()
                            .map(|(name, _)| *name)
                            .collect(),
                    },
                    &answer.span,
                );
                return None;
            };
            answers.push((entry.key.clone(), *named));
        }
        Some(answers)
    }
}

/// Returns whether a text is a complete content hash, in lowercase as this program writes it.
fn is_content_hash(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(digit)
}

fn read_determination(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Determination> {
    let mut entry = RecordEntryReader::new(table, "[[determinations]]", diagnostics);
    let version = entry.read_material_version();
    let member = entry.required_text("member");
    let verdict = entry.required_choice("determination", Verdict::VALUES_BY_NAME);
    let considerations = entry.read_answers("considerations");
    let comments = entry.optional_text("comments");
    let date = entry.required_date("date");
    entry.fields.report_unknown_keys();
    Some(Determination {
        material: version?,
        member: member?,
        considerations: considerations?,
        comments,
        verdict: verdict?,
        date: date?,
        span: table.span.clone(),
    })
}

fn read_technical_review(
    table: &TomlTable,
    diagnostics: &mut Diagnostics,
) -> Option<TechnicalReview> {
    let mut entry = RecordEntryReader::new(table, "[[technical_reviews]]", diagnostics);
    let version = entry.read_material_version();
    let reviewer = entry.required_text("reviewer");
    let accurate = entry.required_choice("accurate", &[("yes", true), ("no", false)]);
    let comments = entry.optional_text("comments");
    let date = entry.required_date("date");
    entry.fields.report_unknown_keys();
    Some(TechnicalReview {
        material: version?,
        reviewer: reviewer?,
        is_accurate: accurate?,
        comments,
        date: date?,
        span: table.span.clone(),
    })
}

fn read_approval(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<MaterialApproval> {
    let mut entry = RecordEntryReader::new(table, "[[approvals]]", diagnostics);
    let version = entry.read_material_version();
    let date = entry.required_date("date");
    let note = entry.optional_text("note");
    let text_lines = entry.fields.read_text_list("words");
    let facts = entry.fields.read_table("facts");
    entry.fields.report_unknown_keys();
    let facts = facts.map_or(&[][..], |facts| &facts.entries);
    Some(MaterialApproval {
        material: version?,
        date: date?,
        note,
        text_lines: text_lines
            .map_or_else(Vec::new, |lines| lines.value)
            .into_iter()
            .map(|line| line.value)
            .collect(),
        setting_values: facts
            .iter()
            .filter_map(|fact| match &fact.value.value {
                TomlNodeValue::Text(text) => Some((fact.key.clone(), text.clone())),
                _ => None,
            })
            .collect(),
        span: table.span.clone(),
    })
}

fn read_withdrawal(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<MaterialWithdrawal> {
    let mut entry = RecordEntryReader::new(table, "[[withdrawals]]", diagnostics);
    let material = entry.required_text("material");
    let language = entry.required_text("language");
    let date = entry.required_date("date");
    let note = entry.optional_text("note");
    entry.fields.report_unknown_keys();
    Some(MaterialWithdrawal {
        material: material?,
        language: language?,
        date: date?,
        note,
        span: table.span.clone(),
    })
}

fn read_survivor_input(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<SurvivorInput> {
    let mut entry = RecordEntryReader::new(table, "[[survivor_input]]", diagnostics);
    let material = entry.optional_text("material");
    let date = entry.required_date("date");
    let organization = entry.required_text("organization");
    let changed = entry.required_text("changed");
    entry.fields.report_unknown_keys();
    Some(SurvivorInput {
        material,
        date: date?,
        organization: organization?,
        changes_made: changed?,
    })
}

/// Reports entries that are valid alone but contradict other entries.
fn check_record_consistency(record: &ReviewRecord, diagnostics: &mut Diagnostics) {
    for (index, entry) in record.determinations.iter().enumerate() {
        let is_duplicate = |earlier: &&Determination| {
            earlier.member == entry.member
                && earlier.date == entry.date
                && earlier.material.is_same_content(&entry.material)
        };
        if let Some(earlier) = record.determinations[..index].iter().find(is_duplicate) {
            let problem = ReviewProblem::DuplicateDetermination {
                member: entry.member.clone(),
                material: entry.material.file_stem(),
                earlier_line: earlier.span.line_column().0,
            };
            diagnostics.push(Diagnostic::new(problem).with_span(entry.span.clone()));
        }
    }
    for approval in &record.approvals {
        let material = approval.material.file_stem();
        let approval_count =
            status::approving_determinations(record, &approval.material, approval.date).len();
        let review = status::latest_technical_review(record, &approval.material, approval.date);
        let problem = if approval_count < MIN_COMMITTEE_MEMBERS {
            ReviewProblem::ApprovalWithoutDeterminations {
                material,
                approval_count,
                min_approvals: MIN_COMMITTEE_MEMBERS,
            }
        } else if review.is_none_or(|review| !review.is_accurate) {
            ReviewProblem::ApprovalWithoutTechnicalReview { material }
        } else {
            continue;
        };
        diagnostics.push(Diagnostic::new(problem).with_span(approval.span.clone()));
    }
    for withdrawal in &record.withdrawals {
        let was_approved = |approval: &MaterialApproval| {
            approval.material.name == withdrawal.material
                && approval.material.language == withdrawal.language
                && approval.date <= withdrawal.date
        };
        if !record.approvals.iter().any(was_approved) {
            let material = material_file_stem(&withdrawal.material, &withdrawal.language);
            let problem = ReviewProblem::WithdrawalWithoutApproval {
                material,
                date: withdrawal.date,
                is_in_record: true,
            };
            diagnostics.push(Diagnostic::new(problem).with_span(withdrawal.span.clone()));
        }
    }
}
