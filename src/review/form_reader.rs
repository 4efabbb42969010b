//! Reads what a member or the technical reviewer filled in, and says why a form is not taken.
//!
//! A form is a small TOML file, as the page `form-<material>.html` saves it; one can be typed in from paper
//! as well. A member's form has `member`, `determination` and `[considerations]`; a technical form has
//! `reviewer` and `accurate` in their place.

use std::sync::Arc;

use jiff::civil::Date;

use super::record_reader::RecordEntryReader;
use super::{Determination, FormAnswer, MaterialVersion, ReviewRecord, TechnicalReview, Verdict};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::source::field_reader::{Spanned, find_nearest_name};
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};

/// What a form is held against.
#[derive(Debug, Clone)]
pub struct ReviewFormContext {
    /// The names of the questions, in their order.
    pub question_names: Vec<String>,
    /// The mark of their words; a form has the one it was made with.
    pub questions_edition: String,
    pub committee_members: Vec<String>,
    /// The materials as they are now.
    pub current_materials: Vec<MaterialVersion>,
    /// The last day a form can be of.
    pub latest_allowed_date: Date,
}

/// A form that was taken.
#[derive(Debug, Clone, PartialEq)]
pub enum SubmittedForm {
    Determination(Determination),
    TechnicalReview(TechnicalReview),
}

/// The least digits of a content hash on a form: those that are printed.
const MIN_HASH_DIGITS: usize = crate::document::canonical::SHORT_HASH_DIGITS;

impl SubmittedForm {
    /// Returns who filled it in, what it is about, and its day.
    pub(super) fn signer_material_and_date(&self) -> (&str, &MaterialVersion, Date) {
        match self {
            Self::Determination(form) => (&form.member, &form.material, form.date),
            Self::TechnicalReview(form) => (&form.reviewer, &form.material, form.date),
        }
    }
}

/// Reads the form in a file.
///
/// # Errors
/// When anything in it is wrong.
pub fn parse_submitted_form(
    file: &Arc<SourceFile>,
    terms: &ReviewFormContext,
    found: &mut Diagnostics,
) -> Result<SubmittedForm, StageError> {
    let mut own = Diagnostics::new();
    let parsed = parse_toml_file(file, &mut own);
    let form = parsed
        .ok()
        .and_then(|table| read_form_table(&table, terms, &mut own));
    let is_sound = own.is_empty();
    found.extend(own);
    form.filter(|_| is_sound).ok_or(StageError::InvalidInput)
}

/// What both kinds of form begin with.
struct CommonFormFields {
    material: Option<MaterialVersion>,
    date: Option<Date>,
    comments: Option<String>,
    /// It has the questions of another edition.
    has_other_questions: bool,
    span: Span,
}

fn read_form_table(
    table: &TomlTable,
    terms: &ReviewFormContext,
    diagnostics: &mut Diagnostics,
) -> Option<SubmittedForm> {
    let mut entry = RecordEntryReader::new(table, "", diagnostics);
    let head = read_common_fields(&mut entry, terms, table);
    let form = if entry.fields.has_key("reviewer") || entry.fields.has_key("accurate") {
        read_technical_form(&mut entry, head).map(SubmittedForm::TechnicalReview)
    } else {
        read_member_form(&mut entry, terms, head).map(SubmittedForm::Determination)
    };
    entry.fields.report_unknown_keys();
    form
}

fn read_common_fields(
    entry: &mut RecordEntryReader<'_, '_>,
    terms: &ReviewFormContext,
    table: &TomlTable,
) -> CommonFormFields {
    let edition = entry.required_text("form");
    let material = entry.required_text("material");
    let language = entry.required_text("language");
    // The hash says which version it is; the number is for people.
    entry.fields.read_integer("version");
    let content = entry.fields.read_text("content");
    if content.is_none() {
        entry.required_text("content");
    }
    let date = entry.required_date("date");
    if let Some(date) = date.filter(|date| *date > terms.latest_allowed_date) {
        report_at_key(entry, "date", ReviewProblem::FormDateInFuture { date });
    }
    let comments = entry.optional_text("comments");
    let is_changed = edition.is_some_and(|edition| edition != terms.questions_edition);
    if is_changed {
        let problem = ReviewProblem::FormQuestionsMismatch {
            missing_questions: Vec::new(),
            unknown_questions: Vec::new(),
        };
        report_at_key(entry, "form", problem);
    }
    CommonFormFields {
        material: find_current_material(entry, terms, material, language, content),
        date,
        comments,
        has_other_questions: is_changed,
        span: Span {
            file: Arc::clone(&table.span.file),
            byte_range: 0..0,
        },
    }
}

fn read_technical_form(
    entry: &mut RecordEntryReader<'_, '_>,
    head: CommonFormFields,
) -> Option<TechnicalReview> {
    let reviewer = entry.required_text("reviewer");
    let accurate = entry.required_choice("accurate", &[("yes", true), ("no", false)]);
    Some(TechnicalReview {
        material: head.material?,
        reviewer: reviewer?,
        is_accurate: accurate?,
        comments: head.comments,
        date: head.date?,
        span: head.span,
    })
}

fn read_member_form(
    entry: &mut RecordEntryReader<'_, '_>,
    terms: &ReviewFormContext,
    head: CommonFormFields,
) -> Option<Determination> {
    let member = entry.required_text("member");
    if let Some(member) = &member
        && !terms.committee_members.contains(member)
    {
        let known = terms.committee_members.iter().map(String::as_str);
        let problem = ReviewProblem::UnknownMember {
            member: member.clone(),
            nearest: find_nearest_name(member, known).map(str::to_owned),
            known_members: terms.committee_members.clone(),
        };
        report_at_key(entry, "member", problem);
    }
    let verdict = entry.required_choice("determination", Verdict::VALUES_BY_NAME);
    let answers = entry.read_answers("considerations");
    if let Some(answers) = &answers
        && !head.has_other_questions
    {
        report_unmatched_answers(entry, terms, answers);
    }
    Some(Determination {
        material: head.material?,
        member: member?,
        considerations: answers?,
        comments: head.comments,
        verdict: verdict?,
        date: head.date?,
        span: head.span,
    })
}

/// Reports questions without an answer, and answers to no question.
fn report_unmatched_answers(
    entry: &mut RecordEntryReader<'_, '_>,
    terms: &ReviewFormContext,
    answers: &[(String, FormAnswer)],
) {
    let mut missing = terms.question_names.clone();
    missing.retain(|name| answers.iter().all(|(other, _)| other != name));
    let mut unknown: Vec<String> = answers.iter().map(|(name, _)| name.clone()).collect();
    unknown.retain(|name| !terms.question_names.contains(name));
    if !missing.is_empty() || !unknown.is_empty() {
        let problem = ReviewProblem::FormQuestionsMismatch {
            missing_questions: missing,
            unknown_questions: unknown,
        };
        report_at_key(entry, "considerations", problem);
    }
}

/// Reports a problem at the name of a setting.
fn report_at_key(entry: &mut RecordEntryReader<'_, '_>, key: &str, problem: ReviewProblem) {
    let at = entry.fields.key_span(key);
    entry.fields.report_problem(problem, &at);
}

/// The material as it is now, if the form is about that.
fn find_current_material(
    entry: &mut RecordEntryReader<'_, '_>,
    terms: &ReviewFormContext,
    material: Option<String>,
    language: Option<String>,
    content: Option<Spanned<String>>,
) -> Option<MaterialVersion> {
    let (material, language, content) = (material?, language?, content?);
    let now = terms
        .current_materials
        .iter()
        .find(|subject| subject.name == material && subject.language == language);
    let Some(now) = now else {
        let problem = unknown_material_problem(
            &super::material_file_stem(&material, &language),
            &terms.current_materials,
        );
        report_at_key(entry, "material", problem);
        return None;
    };
    let written = content.value.trim().to_ascii_lowercase();
    let is_hash = written.len() >= MIN_HASH_DIGITS
        && written.len() <= now.content_hash.len()
        && written.bytes().all(|byte| byte.is_ascii_hexdigit());
    let problem = if !is_hash {
        ReviewProblem::InvalidContentHash {
            value: content.value,
        }
    } else if now.content_hash.starts_with(&written) {
        return Some(now.clone());
    } else {
        ReviewProblem::FormContentMismatch {
            material: now.file_stem(),
            reviewed_hash: written[..MIN_HASH_DIGITS].to_owned(),
            current_hash: now.content_hash[..MIN_HASH_DIGITS].to_owned(),
        }
    };
    entry.fields.report_problem(problem, &content.span);
    None
}

/// What is said about a material that is not made for the agency.
pub fn unknown_material_problem(written: &str, subjects: &[MaterialVersion]) -> ReviewProblem {
    let known: Vec<String> = subjects.iter().map(MaterialVersion::file_stem).collect();
    ReviewProblem::UnknownMaterial {
        material: written.to_owned(),
        nearest: find_nearest_name(written, known.iter().map(String::as_str)).map(str::to_owned),
        known_materials: known,
    }
}

/// Why a form is no news: who filled it in said something of this content in the record, or in an earlier
/// form, on that day or later.
pub fn duplicate_form_problem(
    ledger: &ReviewRecord,
    form: &SubmittedForm,
) -> Option<ReviewProblem> {
    let (who, subject, date) = form.signer_material_and_date();
    let is_same = |member: &str, of: &MaterialVersion| member == who && of.is_same_content(subject);
    let earlier = match form {
        SubmittedForm::Determination(_) => {
            let entries = ledger.determinations.iter();
            let same = entries.filter(|entry| is_same(&entry.member, &entry.material));
            same.map(|entry| entry.date).max()
        }
        SubmittedForm::TechnicalReview(_) => {
            let entries = ledger.technical_reviews.iter();
            let same = entries.filter(|entry| is_same(&entry.reviewer, &entry.material));
            same.map(|entry| entry.date).max()
        }
    };
    let earlier = earlier.filter(|earlier| date <= *earlier)?;
    Some(ReviewProblem::DeterminationAlreadyRecorded {
        member: who.to_owned(),
        material: subject.file_stem(),
        date: earlier,
    })
}
