//! What comes to the record: members' forms, approvals and withdrawals, each as the text of its entry.

use std::path::PathBuf;

use jiff::civil::Date;

use super::approval_blockers::obstacles;
use super::form_reader::{self, Form, Terms};
use super::materials::Material;
use super::{Approval, Ledger, Subject, Withdrawal, record_writer};
use crate::config::agency::ReviewCommittee;
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::source;
use crate::span::Span;

/// Forms that were taken.
#[derive(Debug)]
pub struct Recorded {
    pub entries: Vec<String>,
    pub ledger: Ledger,
    /// What they are about, each with the day of its last form.
    pub subjects: Vec<(Subject, Date)>,
}

/// Reads forms and makes entries of them.
///
/// # Errors
/// When any of them cannot be taken.
pub fn record(
    forms: &[PathBuf],
    terms: &Terms,
    ledger: &Ledger,
    found: &mut Diagnostics,
) -> Result<Recorded, StageError> {
    let mut recorded = Recorded {
        entries: Vec::new(),
        ledger: ledger.clone(),
        subjects: Vec::new(),
    };
    for path in forms {
        let bytes = source::read_file(path)?;
        let Ok(file) = source::decode_utf8_file(&path.display().to_string(), &bytes, found) else {
            continue;
        };
        let Some(form) = StageError::invalid_input_as_none(form_reader::read(&file, terms, found))?
        else {
            continue;
        };
        match form_reader::is_recorded(&recorded.ledger, &form) {
            Some(problem) => {
                let span = Span {
                    file,
                    byte_range: 0..0,
                };
                found.push(Diagnostic::new(problem).with_span(span));
            }
            None => recorded.take(form),
        }
    }
    found.ok_unless_errors(recorded)
}

impl Recorded {
    fn take(&mut self, form: Form) {
        let (_, subject, date) = form.signed();
        let known = self.subjects.iter_mut().find(|(known, _)| known == subject);
        match known {
            Some((_, last)) => *last = date.max(*last),
            None => self.subjects.push((subject.clone(), date)),
        }
        match form {
            Form::Determination(form) => {
                self.entries.push(record_writer::determination(&form));
                self.ledger.determinations.push(form);
            }
            Form::TechnicalReview(form) => {
                self.entries.push(record_writer::technical_review(&form));
                self.ledger.technical_reviews.push(form);
            }
        }
    }
}

/// A decision of the committee.
#[derive(Debug, Clone, Copy)]
pub struct CommitteeDecision<'a> {
    pub on: Date,
    /// A comment for the record.
    pub note: Option<&'a str>,
}

/// Returns the entries that approve of materials.
///
/// # Errors
/// When anything keeps one of them from being approved.
pub fn approve(
    materials: &[Material<'_>],
    committee: &ReviewCommittee,
    decision: CommitteeDecision<'_>,
    found: &mut Diagnostics,
) -> Result<Vec<String>, StageError> {
    let mut entries = Vec::new();
    for material in materials {
        let open = obstacles(material.ledger, &material.subject, committee, decision.on);
        if open.is_empty() {
            entries.push(record_writer::approval(&Approval {
                subject: material.subject.clone(),
                date: decision.on,
                note: decision.note.map(str::to_owned),
                words: material.words(),
                facts: material.facts(),
                span: Span::dummy(),
            }));
        }
        found.extend(open);
    }
    found.ok_unless_errors(entries)
}

/// Returns the entries that withdraw materials.
///
/// # Errors
/// When one of them is not approved at that day.
pub fn withdraw(
    materials: &[Material<'_>],
    decision: CommitteeDecision<'_>,
    found: &mut Diagnostics,
) -> Result<Vec<String>, StageError> {
    let mut entries = Vec::new();
    for material in materials {
        let subject = &material.subject;
        let approval = material.review().approval;
        if approval.is_some_and(|approval| approval.date <= decision.on) {
            entries.push(record_writer::withdrawal(&Withdrawal {
                material: subject.material.clone(),
                language: subject.language.clone(),
                date: decision.on,
                note: decision.note.map(str::to_owned),
                span: Span::dummy(),
            }));
        } else {
            let material = subject.stem();
            found.push(ReviewProblem::WithdrawalWithoutApproval { material });
        }
    }
    found.ok_unless_errors(entries)
}
