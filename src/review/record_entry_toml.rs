//! New entries for the record, as TOML: members' forms, approvals and withdrawals.

use std::path::PathBuf;

use jiff::civil::Date;

use super::approval_blockers::find_approval_blockers;
use super::form_reader::{self, ReviewFormContext, SubmittedForm};
use super::materials::ClientMaterial;
use super::{MaterialApproval, MaterialVersion, MaterialWithdrawal, ReviewRecord, record_writer};
use crate::config::agency::ReviewCommittee;
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::source;
use crate::span::Span;

/// The entries of valid forms, and the record with them.
#[derive(Debug)]
pub struct RecordedForms {
    pub toml_entries: Vec<String>,
    /// The files of forms that the record has already, word for word.
    pub known_files: Vec<PathBuf>,
    pub updated_record: ReviewRecord,
    /// The reviewed materials, each with the date of its last form.
    pub last_form_dates: Vec<(MaterialVersion, Date)>,
}

/// Reads the forms in files, which patterns may name (`forms/*.toml`), and returns their entries. Forms that the record
/// has already are left out.
///
/// # Errors
/// If a form has an error, or differs from one by the same person with the same date or a later one.
pub fn record_forms(
    forms: &[PathBuf],
    context: &ReviewFormContext,
    record: &ReviewRecord,
    diagnostics: &mut Diagnostics,
) -> Result<RecordedForms, StageError> {
    let mut recorded = RecordedForms {
        toml_entries: Vec::new(),
        known_files: Vec::new(),
        updated_record: record.clone(),
        last_form_dates: Vec::new(),
    };
    let mut files = Vec::new();
    for path in forms {
        let matching = source::expand_pattern(path, diagnostics);
        if let Some(matching) = StageError::invalid_input_as_none(matching)? {
            files.extend(matching.unwrap_or_else(|| vec![path.clone()]));
        }
    }
    for path in &files {
        let bytes = source::read_file(path)?;
        let Ok(file) = source::decode_utf8_file(&path.display().to_string(), &bytes, diagnostics)
        else {
            continue;
        };
        let mut own = Diagnostics::new();
        let form = form_reader::parse_submitted_form(&file, context, &mut own);
        let Some(form) = StageError::invalid_input_as_none(form)? else {
            // Forms of an earlier round of reviews may still be in the folder.
            if form_reader::is_form_of_record(&file, record) {
                recorded.known_files.push(path.clone());
            } else {
                diagnostics.extend(own);
            }
            continue;
        };
        match form_reader::duplicate_form_problem(&recorded.updated_record, &form) {
            Some(_) if recorded.has_form(&form) => recorded.known_files.push(path.clone()),
            Some(problem) => {
                let span = Span {
                    file,
                    byte_range: 0..0,
                };
                diagnostics.push(Diagnostic::new(problem).with_span(span));
            }
            None => recorded.add_form(form),
        }
    }
    diagnostics.ok_unless_errors(recorded)
}

impl RecordedForms {
    fn add_form(&mut self, form: SubmittedForm) {
        let (_, version, date) = form.signer_material_and_date();
        let known = self
            .last_form_dates
            .iter_mut()
            .find(|(known, _)| known == version);
        match known {
            Some((_, last)) => *last = date.max(*last),
            None => self.last_form_dates.push((version.clone(), date)),
        }
        self.toml_entries.push(form_to_toml(&form));
        match form {
            SubmittedForm::Determination(form) => self.updated_record.determinations.push(form),
            SubmittedForm::TechnicalReview(form) => {
                self.updated_record.technical_reviews.push(form);
            }
        }
    }

    /// Returns whether the record has a form word for word.
    fn has_form(&self, form: &SubmittedForm) -> bool {
        let entry = form_to_toml(form);
        let record = &self.updated_record;
        let mut determinations = record.determinations.iter();
        let mut reviews = record.technical_reviews.iter();
        determinations.any(|known| record_writer::determination_to_toml(known) == entry)
            || reviews.any(|known| record_writer::technical_review_to_toml(known) == entry)
    }
}

fn form_to_toml(form: &SubmittedForm) -> String {
    match form {
        SubmittedForm::Determination(form) => record_writer::determination_to_toml(form),
        SubmittedForm::TechnicalReview(form) => record_writer::technical_review_to_toml(form),
    }
}

/// A decision of the committee.
#[derive(Debug, Clone, Copy)]
pub struct DecisionDateAndNote<'a> {
    pub date: Date,
    /// A comment for the record.
    pub note: Option<&'a str>,
}

/// Returns the entries that approve materials.
///
/// # Errors
/// If one of them cannot be approved.
pub fn approval_entries(
    materials: &[ClientMaterial<'_>],
    committee: &ReviewCommittee,
    decision: DecisionDateAndNote<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<String>, StageError> {
    let mut entries = Vec::new();
    for material in materials {
        let blockers =
            find_approval_blockers(material.record, &material.version, committee, decision.date);
        if blockers.is_empty() {
            entries.push(record_writer::approval_to_toml(&MaterialApproval {
                material: material.version.clone(),
                date: decision.date,
                note: decision.note.map(str::to_owned),
                text_lines: material.text_lines(),
                setting_values: material.setting_values(),
                span: Span::dummy(),
            }));
        }
        diagnostics.extend(blockers);
    }
    diagnostics.ok_unless_errors(entries)
}

/// Returns the entries that withdraw materials.
///
/// # Errors
/// If one of them is not approved on that date.
pub fn withdrawal_entries(
    materials: &[ClientMaterial<'_>],
    decision: DecisionDateAndNote<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<String>, StageError> {
    let mut entries = Vec::new();
    for material in materials {
        let version = &material.version;
        let approval = material.find_review().approval;
        if approval.is_some_and(|approval| approval.date <= decision.date) {
            entries.push(record_writer::withdrawal_to_toml(&MaterialWithdrawal {
                material: version.name.clone(),
                language: version.language.clone(),
                date: decision.date,
                note: decision.note.map(str::to_owned),
                span: Span::dummy(),
            }));
        } else {
            let material = version.file_stem();
            diagnostics.push(ReviewProblem::WithdrawalWithoutApproval {
                material,
                date: decision.date,
                is_in_record: false,
            });
        }
    }
    diagnostics.ok_unless_errors(entries)
}
