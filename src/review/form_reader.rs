//! Reads the forms of members and of the technical reviewer, and reports why a form is rejected.
//!
//! A form is a small TOML file, as the page `form-<material>.html` saves it; a paper form can be typed in the
//! same way. A member's form has `member`, `determination` and `[considerations]`; a technical form has
//! `reviewer` and `accurate` instead.

use std::sync::Arc;

use jiff::civil::Date;

use super::record_reader::RecordEntryReader;
use super::{Determination, FormAnswer, MaterialVersion, ReviewRecord, TechnicalReview, Verdict};
use crate::diag::review::ReviewProblem;
use crate::diag::{Diagnostics, StageError};
use crate::source::field_reader::{Spanned, TomlFieldReader, find_nearest_name};
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::{SourceFile, Span};

/// The current questions, members and materials that a form is checked against.
#[derive(Debug, Clone)]
pub struct ReviewFormContext {
    /// The names of the questions, in their order.
    pub question_names: Vec<String>,
    /// The hash of the questions' text; a form has the one it was built with.
    pub questions_edition: String,
    pub committee_members: Vec<String>,
    /// The materials with their current content.
    pub current_materials: Vec<MaterialVersion>,
    /// The latest date a form can have.
    pub latest_allowed_date: Date,
}

/// A valid form.
#[derive(Debug, Clone, PartialEq)]
pub enum SubmittedForm {
    Determination(Determination),
    TechnicalReview(TechnicalReview),
}

/// The least number of digits of a content hash on a form; documents print this many.
const MIN_HASH_DIGITS: usize = crate::document::canonical::SHORT_HASH_DIGITS;

impl SubmittedForm {
    /// Returns the member or reviewer, the material and the date.
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
/// If the form has an error.
pub fn parse_submitted_form(
    file: &Arc<SourceFile>,
    context: &ReviewFormContext,
    diagnostics: &mut Diagnostics,
) -> Result<SubmittedForm, StageError> {
    let mut own = Diagnostics::new();
    let parsed = parse_toml_file(file, &mut own);
    let form = parsed
        .ok()
        .and_then(|table| read_form_table(&table, context, &mut own));
    let is_sound = own.is_empty();
    diagnostics.extend(own);
    form.filter(|_| is_sound).ok_or(StageError::InvalidInput)
}

/// Returns whether the record has the form in a file, about a content that may have changed since.
pub fn is_form_of_record(file: &Arc<SourceFile>, record: &ReviewRecord) -> bool {
    let mut ignored = Diagnostics::new();
    let Ok(table) = parse_toml_file(file, &mut ignored) else {
        return false;
    };
    let mut fields = TomlFieldReader::new(&table, "", &mut ignored);
    let mut text = |key| fields.read_text(key).map(|text| text.value);
    let (Some(name), Some(language), Some(content)) =
        (text("material"), text("language"), text("content"))
    else {
        return false;
    };
    let (member, verdict) = (text("member"), text("determination"));
    let (reviewer, accurate) = (text("reviewer"), text("accurate"));
    let date = fields.read_date("date").map(|date| date.value);
    let is_about = |material: &MaterialVersion, entry_date: Date| {
        material.name == name
            && material.language == language
            && content.len() >= MIN_HASH_DIGITS
            && material.content_hash.starts_with(&content)
            && date == Some(entry_date)
    };
    let verdict_named = |verdict: Option<&str>| {
        let mut verdicts = Verdict::VALUES_BY_NAME.iter();
        verdicts
            .find(|(name, _)| Some(*name) == verdict)
            .map(|(_, verdict)| *verdict)
    };
    record.determinations.iter().any(|entry| {
        is_about(&entry.material, entry.date)
            && member.as_ref() == Some(&entry.member)
            && verdict_named(verdict.as_deref()) == Some(entry.verdict)
    }) || record.technical_reviews.iter().any(|entry| {
        is_about(&entry.material, entry.date)
            && reviewer.as_ref() == Some(&entry.reviewer)
            && accurate.as_deref() == Some(if entry.is_accurate { "yes" } else { "no" })
    })
}

/// The fields that both kinds of form have.
struct CommonFormFields {
    material: Option<MaterialVersion>,
    date: Option<Date>,
    comments: Option<String>,
    /// Whether the form was built with different questions.
    has_other_questions: bool,
    span: Span,
}

fn read_form_table(
    table: &TomlTable,
    context: &ReviewFormContext,
    diagnostics: &mut Diagnostics,
) -> Option<SubmittedForm> {
    let mut entry = RecordEntryReader::new(table, "", diagnostics);
    let head = read_common_fields(&mut entry, context, table);
    let form = if entry.fields.has_key("reviewer") || entry.fields.has_key("accurate") {
        read_technical_form(&mut entry, head).map(SubmittedForm::TechnicalReview)
    } else {
        read_member_form(&mut entry, context, head).map(SubmittedForm::Determination)
    };
    entry.fields.report_unknown_keys();
    form
}

fn read_common_fields(
    entry: &mut RecordEntryReader<'_, '_>,
    context: &ReviewFormContext,
    table: &TomlTable,
) -> CommonFormFields {
    let edition = entry.required_text("form");
    let material = entry.required_text("material");
    let language = entry.required_text("language");
    // The hash identifies the version; the number is for people.
    entry.fields.read_integer("version");
    let content = entry.fields.read_text("content");
    if content.is_none() {
        entry.required_text("content");
    }
    let date = entry.required_date("date");
    if let Some(date) = date.filter(|date| *date > context.latest_allowed_date) {
        report_at_key(entry, "date", ReviewProblem::FormDateInFuture { date });
    }
    let comments = entry.optional_text("comments");
    let is_changed = edition.is_some_and(|edition| edition != context.questions_edition);
    if is_changed {
        let problem = ReviewProblem::FormQuestionsMismatch {
            missing_questions: Vec::new(),
            unknown_questions: Vec::new(),
        };
        report_at_key(entry, "form", problem);
    }
    CommonFormFields {
        material: find_current_material(entry, context, material, language, content),
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
    context: &ReviewFormContext,
    head: CommonFormFields,
) -> Option<Determination> {
    let member = entry.required_text("member");
    if let Some(member) = &member
        && !context.committee_members.contains(member)
    {
        let known = context.committee_members.iter().map(String::as_str);
        let problem = ReviewProblem::UnknownMember {
            member: member.clone(),
            nearest: find_nearest_name(member, known).map(str::to_owned),
            known_members: context.committee_members.clone(),
        };
        report_at_key(entry, "member", problem);
    }
    let verdict = entry.required_choice("determination", Verdict::VALUES_BY_NAME);
    let answers = entry.read_answers("considerations");
    if let Some(answers) = &answers
        && !head.has_other_questions
    {
        report_question_mismatch(entry, context, answers);
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
fn report_question_mismatch(
    entry: &mut RecordEntryReader<'_, '_>,
    context: &ReviewFormContext,
    answers: &[(String, FormAnswer)],
) {
    let mut missing = context.question_names.clone();
    missing.retain(|name| answers.iter().all(|(other, _)| other != name));
    let mut unknown: Vec<String> = answers.iter().map(|(name, _)| name.clone()).collect();
    unknown.retain(|name| !context.question_names.contains(name));
    if !missing.is_empty() || !unknown.is_empty() {
        let problem = ReviewProblem::FormQuestionsMismatch {
            missing_questions: missing,
            unknown_questions: unknown,
        };
        report_at_key(entry, "considerations", problem);
    }
}

/// Reports a problem at a key.
fn report_at_key(entry: &mut RecordEntryReader<'_, '_>, key: &str, problem: ReviewProblem) {
    let span = entry.fields.key_span(key);
    entry.fields.report_problem(problem, &span);
}

/// Returns the material with its current content, if the form is about that content.
fn find_current_material(
    entry: &mut RecordEntryReader<'_, '_>,
    context: &ReviewFormContext,
    material: Option<String>,
    language: Option<String>,
    content: Option<Spanned<String>>,
) -> Option<MaterialVersion> {
    let (material, language, content) = (material?, language?, content?);
    let now = context
        .current_materials
        .iter()
        .find(|version| version.name == material && version.language == language);
    let Some(now) = now else {
        let problem = unknown_material_problem(
            &super::material_file_stem(&material, &language),
            &context.current_materials,
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
            is_in_record: false,
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

/// Returns the problem of a material that the agency does not have.
pub fn unknown_material_problem(written: &str, versions: &[MaterialVersion]) -> ReviewProblem {
    let known: Vec<String> = versions.iter().map(MaterialVersion::file_stem).collect();
    ReviewProblem::UnknownMaterial {
        material: written.to_owned(),
        nearest: find_nearest_name(written, known.iter().map(String::as_str)).map(str::to_owned),
        known_materials: known,
    }
}

/// Returns the problem of a form that is already recorded: one by the same person about the same content, with the same
/// date or a later one.
pub fn duplicate_form_problem(
    record: &ReviewRecord,
    form: &SubmittedForm,
) -> Option<ReviewProblem> {
    let (signer, version, date) = form.signer_material_and_date();
    let is_by_signer =
        |name: &str, of: &MaterialVersion| name == signer && of.is_same_content(version);
    let last = match form {
        SubmittedForm::Determination(_) => {
            let entries = record.determinations.iter();
            let entries = entries.filter(|entry| is_by_signer(&entry.member, &entry.material));
            entries.map(|entry| entry.date).max()
        }
        SubmittedForm::TechnicalReview(_) => {
            let entries = record.technical_reviews.iter();
            let entries = entries.filter(|entry| is_by_signer(&entry.reviewer, &entry.material));
            entries.map(|entry| entry.date).max()
        }
    };
    let last = last.filter(|last| date <= *last)?;
    Some(ReviewProblem::DeterminationAlreadyRecorded {
        member: signer.to_owned(),
        material: version.file_stem(),
        date: last,
    })
}
