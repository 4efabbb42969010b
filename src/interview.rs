//! The interview of `init`: the questions, their order, and the changes that answers make to agency.toml. It
//! handles only text; `command` handles the terminal.
//!
//! The next question follows from the file itself, so an interrupted interview can continue. A required
//! question is asked while its setting is missing, an optional one only while no later question is answered.

mod answer_parser;
mod edit_toml;
mod question;
mod question_list;
mod refused_answer;

use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{self, base_files};
use crate::diag::{Diagnostics, Problem, ProblemDescription, StageError};
use crate::source;
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::SourceFile;

pub use answer_parser::{
    language_name_to_tag, normalize_state_code, split_languages, split_states,
};
pub use edit_toml::{
    InvalidTomlError, NEW_FILE_HEADER, StatementDecisionsToWrite, merge_missing_settings,
    write_answers, write_statement_edits,
};
pub use question::{AnswerFormat, AnswerTarget, AnswerValue, InterviewQuestion};
pub use question_list::INTERVIEW_TOPICS;

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
    /// The ids of the questions that were returned to, and what was typed at them, the last one first.
    passed_answers: Vec<(String, String)>,
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
            passed_answers: Vec::new(),
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
        let mut passed = self.passed_answers.iter().rev();
        let (_, answer) = passed.find(|(id, _)| *id == question.id)?;
        Some(answer.as_str())
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
        let value = answer_parser::parse_answer(question, answer);
        if let Some(problem) = refused_answer::find_answer_problem(question, answer.trim(), &value)
        {
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
            let describe = |problem| refused_answer::describe_refusal(question, problem);
            Err(new_errors.iter().map(describe).collect())
        }
    }

    /// Returns what is understood of a typed answer, in words: `November 2, 2026` for `11/2/2026`.
    pub fn describe_answer(question: &InterviewQuestion, typed: &str) -> String {
        answer_parser::describe_answer(question, typed)
    }

    /// Writes an answer into the file's text, and with it the later answers that were passed on the way back, as far
    /// as the same questions follow.
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
        self.restore_passed_answers();
        Ok(())
    }

    /// Skips a question.
    pub fn skip_question(&mut self, question: &InterviewQuestion) {
        self.push_snapshot(question, "");
        self.skipped_question_ids.push(question.id.clone());
        self.restore_passed_answers();
    }

    /// Gives the answers again that were passed on the way back, while the same questions follow each other.
    fn restore_passed_answers(&mut self) {
        while let Some(question) = self.next_question() {
            let passed = self.passed_answers.last();
            let Some((_, answer)) = passed.filter(|(id, _)| *id == question.id).cloned() else {
                return;
            };
            // A skipped question is asked again, so that no other one comes in its place unseen.
            if answer.is_empty() {
                return;
            }
            let Ok(text) = self.validate_answer(&question, &answer) else {
                return;
            };
            self.push_snapshot(&question, &answer);
            self.file_text = text;
        }
    }

    /// Goes back to the question before the last answer or skip; returns false at the first question. The answers that
    /// are passed are given again after the next answer.
    pub fn return_to_previous_question(&mut self) -> bool {
        let Some(snapshot) = self.undo_history.pop() else {
            return false;
        };
        self.file_text = snapshot.file_text;
        self.skipped_question_ids = snapshot.skipped_question_ids;
        let passed = (snapshot.question_id, snapshot.typed_answer);
        self.passed_answers.push(passed);
        true
    }

    fn push_snapshot(&mut self, question: &InterviewQuestion, answer: &str) {
        let mut passed = self.passed_answers.iter();
        if let Some(at) = passed.rposition(|(id, _)| *id == question.id) {
            self.passed_answers.remove(at);
        }
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
        let errors = diagnostics.into_iter().filter(refused_answer::is_refusal);
        errors.map(|diagnostic| diagnostic.problem).collect()
    }
}

fn new_source_file(name: &str, text: &str) -> Arc<SourceFile> {
    let decoded = source::decode_utf8_file(name, text.as_bytes(), &mut Diagnostics::new());
    decoded.expect("text is UTF-8")
}
