//! The interview that makes an agency.toml: what is asked, in which order, and what an answer does to
//! the file. It sees texts alone; the terminal is a matter of `command`.
//!
//! What is still to be asked follows from the file itself, so a run that was stopped goes on where it
//! was: a question that the documents need is asked while its setting is missing, any other only while
//! nothing that comes after it was answered.

mod edit_toml;
mod question;
mod question_list;

use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{self, base_files};
use crate::diag::{Diagnostics, Problem, ProblemDescription, Severity, StageError};
use crate::source;
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::SourceFile;

pub use edit_toml::{
    InvalidTomlError, NEW_FILE_HEADER, StatementEdits, merge_missing_settings, write_answers,
    write_statement_edits,
};
pub use question::{AnswerFormat, AnswerTarget, AnswerValue, InterviewQuestion};
pub use question_list::{INTERVIEW_TOPICS, normalize_language_tag, normalize_state_code};

/// An interview while it goes on.
#[derive(Debug, Clone)]
pub struct Interview {
    /// The name of the file, for messages.
    file_name: String,
    /// What the file extends, the nearest first.
    base_files: Vec<Arc<SourceFile>>,
    /// What the file says by now.
    pub file_text: String,
    /// Questions that were left for later, by their names.
    skipped_question_ids: Vec<String>,
    /// What was before each answer.
    undo_history: Vec<InterviewSnapshot>,
    /// What was typed at a question that was gone back to.
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
    /// Begins, or goes on, with what a file says, which extends `bases`; an empty text is a new file.
    ///
    /// # Errors
    /// Everything that keeps the file from being read as settings at all.
    pub fn new(
        name: &str,
        text: &str,
        bases: Vec<Arc<SourceFile>>,
        today: Date,
        found: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let text = if text.is_empty() {
            NEW_FILE_HEADER
        } else {
            text
        };
        let own = new_source_file(name, text);
        for file in std::iter::once(&own).chain(&bases) {
            parse_toml_file(file, found)?;
            if !found.is_empty() {
                return Err(StageError::InvalidInput);
            }
        }
        Ok(Self {
            file_name: name.to_owned(),
            base_files: bases,
            file_text: text.to_owned(),
            skipped_question_ids: Vec::new(),
            undo_history: Vec::new(),
            previous_input: None,
            today,
        })
    }

    /// What is to be asked next; nothing when all is answered or left for later.
    pub fn next_question(&self) -> Option<InterviewQuestion> {
        let asked = question_list::list_questions(&self.own_table(), &self.merged_table());
        let last = asked.iter().rposition(|asked| asked.is_in_own_file);
        let open = asked.into_iter().enumerate().find(|(at, asked)| {
            let due = asked.question.is_required || last.is_none_or(|last| *at > last);
            !asked.is_answered && due && !self.skipped_question_ids.contains(&asked.question.id)
        });
        open.map(|(_, asked)| asked.question)
    }

    /// What was typed at this question before somebody went back to it.
    pub fn previous_input(&self, question: &InterviewQuestion) -> Option<&str> {
        let (id, typed) = self.previous_input.as_ref()?;
        (*id == question.id).then_some(typed.as_str())
    }

    /// The file with an answer in it, or what is wrong with the answer; nothing typed is no answer.
    ///
    /// # Errors
    /// In the words in which `check` would refuse it.
    pub fn validate_answer(
        &self,
        question: &InterviewQuestion,
        typed: &str,
    ) -> Result<String, Vec<ProblemDescription>> {
        let value = question_list::parse_answer(question, typed);
        let mut along = question.companion_values.clone();
        if let (("sites", "name"), AnswerValue::Text(name)) = (
            (question.answer_target.table, question.answer_target.key),
            &value,
        ) {
            along.push((
                "id",
                AnswerValue::Text(question_list::generate_site_id(&self.merged_table(), name)),
            ));
        }
        let text =
            edit_toml::write_answer(&self.file_text, &question.answer_target, &along, &value)
                .expect("a file that was read can be written to");
        let before = self.find_errors(&self.file_text);
        let mut new = self.find_errors(&text);
        new.retain(|problem| !before.contains(problem));
        if new.is_empty() {
            Ok(text)
        } else {
            Err(new.iter().map(Problem::describe).collect())
        }
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// As [`Interview::judge`]; nothing is changed then.
    pub fn apply_answer(
        &mut self,
        question: &InterviewQuestion,
        typed: &str,
    ) -> Result<(), Vec<ProblemDescription>> {
        let text = self.validate_answer(question, typed)?;
        self.push_snapshot(question, typed);
        self.file_text = text;
        Ok(())
    }

    /// Leaves a question for later.
    pub fn skip_question(&mut self, question: &InterviewQuestion) {
        self.push_snapshot(question, "");
        self.skipped_question_ids.push(question.id.clone());
    }

    /// Goes back to the question before, as if it had not been answered; not at the first.
    pub fn return_to_previous_question(&mut self) -> bool {
        let Some(past) = self.undo_history.pop() else {
            return false;
        };
        self.file_text = past.file_text;
        self.skipped_question_ids = past.skipped_question_ids;
        self.previous_input = Some((past.question_id, past.typed_answer));
        true
    }

    fn push_snapshot(&mut self, question: &InterviewQuestion, typed: &str) {
        self.previous_input = None;
        self.undo_history.push(InterviewSnapshot {
            file_text: self.file_text.clone(),
            skipped_question_ids: self.skipped_question_ids.clone(),
            question_id: question.id.clone(),
            typed_answer: typed.to_owned(),
        });
    }

    /// The file with what it extends.
    fn merged_table(&self) -> TomlTable {
        let bases = self
            .base_files
            .iter()
            .filter_map(|base| parse_toml_file(base, &mut Diagnostics::new()).ok());
        let tables = std::iter::once(self.own_table()).chain(bases);
        let whole = base_files::merge_tables(tables.collect(), &mut Diagnostics::new());
        whole.expect("there is the file itself")
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
        let mut found = Diagnostics::new();
        // What is wrong with an answer is said whether or not the rest is enough for an agency.
        let _ = config::load_agency_with_bases(&files, self.today, &mut found);
        let errors = found
            .into_iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error);
        errors.map(|diagnostic| diagnostic.problem).collect()
    }
}

fn new_source_file(name: &str, text: &str) -> Arc<SourceFile> {
    let decoded = source::decode_utf8_file(name, text.as_bytes(), &mut Diagnostics::new());
    decoded.expect("text is UTF-8")
}
