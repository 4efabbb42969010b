//! The interview of `init`: the questions, their order, and the changes that answers make to agency.toml. It
//! handles only text; `command` handles the terminal.
//!
//! The next question follows from the file itself, so an interrupted interview can continue. A required
//! question is asked while its setting is missing, an optional one only while no later question is answered.

mod edit_toml;
mod question;
mod question_list;

use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{self, base_files, clean_text};
use crate::diag::{Diagnostics, Problem, ProblemDescription, Severity, StageError};
use crate::source;
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::SourceFile;

pub use edit_toml::{
    InvalidTomlError, NEW_FILE_HEADER, StatementDecisionsToWrite, merge_missing_settings,
    write_answers, write_statement_edits,
};
pub use question::{AnswerFormat, AnswerTarget, AnswerValue, InterviewQuestion};
pub use question_list::{INTERVIEW_TOPICS, language_name_to_tag, normalize_state_code};

/// The state of an interview.
#[derive(Debug, Clone)]
pub struct Interview {
    /// The file's name, for messages.
    file_name: String,
    /// The files it extends, nearest first.
    base_files: Vec<Arc<SourceFile>>,
    /// The file's current text.
    pub file_text: String,
    /// The ids of skipped questions.
    skipped_question_ids: Vec<String>,
    /// A snapshot before each answer.
    undo_history: Vec<InterviewSnapshot>,
    /// The id of the question that was returned to, and what was typed at it.
    previous_input: Option<(String, String)>,
    today: Date,
}

#[derive(Debug, Clone)]
struct InterviewSnapshot {
    file_text: String,
    skipped_question_ids: Vec<String>,
    question_id: String,
    typed_answer: String,
}

impl Interview {
    /// Returns an interview about a file that extends `base_files`. An empty text is a new file.
    ///
    /// # Errors
    /// If a file has syntax errors.
    pub fn new(
        name: &str,
        text: &str,
        base_files: Vec<Arc<SourceFile>>,
        today: Date,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let text = if text.is_empty() {
            NEW_FILE_HEADER
        } else {
            text
        };
        let own = new_source_file(name, text);
        for file in std::iter::once(&own).chain(&base_files) {
            parse_toml_file(file, diagnostics)?;
            if !diagnostics.is_empty() {
                return Err(StageError::InvalidInput);
            }
        }
        Ok(Self {
            file_name: name.to_owned(),
            base_files,
            file_text: text.to_owned(),
            skipped_question_ids: Vec::new(),
            undo_history: Vec::new(),
            previous_input: None,
            today,
        })
    }

    /// Returns the next question; `None` if all are answered or skipped.
    pub fn next_question(&self) -> Option<InterviewQuestion> {
        let statuses = question_list::list_questions(&self.own_table(), &self.merged_table());
        let last_answered = statuses.iter().rposition(|status| status.is_in_own_file);
        let (_, next) = statuses.into_iter().enumerate().find(|(index, status)| {
            let is_due =
                status.question.is_required || last_answered.is_none_or(|last| *index > last);
            !status.is_answered
                && is_due
                && !self.skipped_question_ids.contains(&status.question.id)
        })?;
        Some(next.question)
    }

    /// Returns what the user had typed at this question before returning to it.
    pub fn previous_input(&self, question: &InterviewQuestion) -> Option<&str> {
        let (id, answer) = self.previous_input.as_ref()?;
        (*id == question.id).then_some(answer.as_str())
    }

    /// Returns the file's text with an answer.
    ///
    /// # Errors
    /// With the errors of `check` that the answer adds.
    pub fn validate_answer(
        &self,
        question: &InterviewQuestion,
        answer: &str,
    ) -> Result<String, Vec<ProblemDescription>> {
        let value = question_list::parse_answer(question, answer);
        if let Some(problem) = find_answer_problem(question, answer.trim(), &value) {
            return Err(vec![problem]);
        }
        let mut companion_values = question.companion_values.clone();
        if let (("sites", "name"), AnswerValue::Text(name)) = (
            (question.answer_target.table, question.answer_target.key),
            &value,
        ) {
            companion_values.push((
                "id",
                AnswerValue::Text(question_list::generate_site_id(&self.merged_table(), name)),
            ));
        }
        let text = edit_toml::write_answer(
            &self.file_text,
            &question.answer_target,
            &companion_values,
            &value,
        )
        .expect("a file that was read can be written to");
        let old_errors = self.find_errors(&self.file_text);
        let mut new_errors = self.find_errors(&text);
        new_errors.retain(|problem| !old_errors.contains(problem));
        if new_errors.is_empty() {
            Ok(text)
        } else {
            Err(new_errors.iter().map(Problem::describe).collect())
        }
    }

    /// Writes an answer into the file's text.
    ///
    /// # Errors
    /// As [`Interview::validate_answer`]; the text is unchanged then.
    pub fn apply_answer(
        &mut self,
        question: &InterviewQuestion,
        answer: &str,
    ) -> Result<(), Vec<ProblemDescription>> {
        let text = self.validate_answer(question, answer)?;
        self.push_snapshot(question, answer);
        self.file_text = text;
        Ok(())
    }

    /// Skips a question.
    pub fn skip_question(&mut self, question: &InterviewQuestion) {
        self.push_snapshot(question, "");
        self.skipped_question_ids.push(question.id.clone());
    }

    /// Undoes the last answer or skip; returns false at the first question.
    pub fn return_to_previous_question(&mut self) -> bool {
        let Some(snapshot) = self.undo_history.pop() else {
            return false;
        };
        self.file_text = snapshot.file_text;
        self.skipped_question_ids = snapshot.skipped_question_ids;
        self.previous_input = Some((snapshot.question_id, snapshot.typed_answer));
        true
    }

    fn push_snapshot(&mut self, question: &InterviewQuestion, answer: &str) {
        self.previous_input = None;
        self.undo_history.push(InterviewSnapshot {
            file_text: self.file_text.clone(),
            skipped_question_ids: self.skipped_question_ids.clone(),
            question_id: question.id.clone(),
            typed_answer: answer.to_owned(),
        });
    }

    /// Returns the file merged with its base files.
    fn merged_table(&self) -> TomlTable {
        let bases = self
            .base_files
            .iter()
            .filter_map(|base| parse_toml_file(base, &mut Diagnostics::new()).ok());
        let tables = std::iter::once(self.own_table()).chain(bases);
        let merged = base_files::merge_tables(tables.collect(), &mut Diagnostics::new());
        merged.expect("there is the file itself")
    }

    fn own_table(&self) -> TomlTable {
        let parsed = parse_toml_file(
            &new_source_file(&self.file_name, &self.file_text),
            &mut Diagnostics::new(),
        );
        parsed.expect("the file was read before")
    }

    fn find_errors(&self, text: &str) -> Vec<Problem> {
        let mut files = vec![new_source_file(&self.file_name, text)];
        files.extend(self.base_files.iter().cloned());
        let mut diagnostics = Diagnostics::new();
        // The answer's errors count even if the file is not yet a complete agency.
        let _ = config::load_agency_with_bases(&files, self.today, &mut diagnostics);
        let errors = diagnostics
            .into_iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error);
        errors.map(|diagnostic| diagnostic.problem).collect()
    }
}

/// Returns what is wrong with an answer by itself: a placeholder, or a date in another form.
fn find_answer_problem(
    question: &InterviewQuestion,
    answer: &str,
    value: &AnswerValue,
) -> Option<ProblemDescription> {
    let AnswerValue::Text(text) = value else {
        return None;
    };
    if clean_text::is_blank_text(text) {
        return Some(ProblemDescription {
            message: format!("`{answer}` counts as no answer"),
            hint: "type the answer, or press Enter to skip the question".to_owned(),
        });
    }
    (question.answer_format == AnswerFormat::Date).then(|| {
        let year_month_day = answer.split('-').map(str::len).eq([4, 2, 2]);
        ProblemDescription {
            message: if year_month_day {
                format!("`{answer}` is not a date in the calendar")
            } else {
                format!("`{answer}` is not written as year-month-day")
            },
            hint: format!("type the date like this: {}", question.example_answer),
        }
    })
}

fn new_source_file(name: &str, text: &str) -> Arc<SourceFile> {
    let decoded = source::decode_utf8_file(name, text.as_bytes(), &mut Diagnostics::new());
    decoded.expect("text is UTF-8")
}
