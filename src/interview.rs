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
use crate::diag::{Description, Diagnostics, Problem, Severity, Stop};
use crate::source;
use crate::source::toml::{TomlTable, parse_toml_file};
use crate::span::SourceFile;

pub use edit_toml::{Decisions, HEAD, NotToml, compose, decide, merge};
pub use question::{Form, Place, Question, Value};
pub use question_list::{TOPICS, language_tag, state_code};

/// An interview while it goes on.
#[derive(Debug, Clone)]
pub struct Interview {
    /// The name of the file, for messages.
    name: String,
    /// What the file extends, the nearest first.
    bases: Vec<Arc<SourceFile>>,
    /// What the file says by now.
    pub text: String,
    /// Questions that were left for later, by their names.
    skipped: Vec<String>,
    /// What was before each answer.
    past: Vec<Past>,
    /// What was typed at a question that was gone back to.
    typed: Option<(String, String)>,
    today: Date,
}

#[derive(Debug, Clone)]
struct Past {
    text: String,
    skipped: Vec<String>,
    id: String,
    typed: String,
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
    ) -> Result<Self, Stop> {
        let text = if text.is_empty() { HEAD } else { text };
        let own = file(name, text);
        for file in std::iter::once(&own).chain(&bases) {
            parse_toml_file(file, found)?;
            if !found.is_empty() {
                return Err(Stop::Problems);
            }
        }
        Ok(Self {
            name: name.to_owned(),
            bases,
            text: text.to_owned(),
            skipped: Vec::new(),
            past: Vec::new(),
            typed: None,
            today,
        })
    }

    /// What is to be asked next; nothing when all is answered or left for later.
    pub fn question(&self) -> Option<Question> {
        let asked = question_list::questions(&self.own(), &self.whole());
        let last = asked.iter().rposition(|asked| asked.written);
        let open = asked.into_iter().enumerate().find(|(at, asked)| {
            let due = asked.question.needed || last.is_none_or(|last| *at > last);
            !asked.answered && due && !self.skipped.contains(&asked.question.id)
        });
        open.map(|(_, asked)| asked.question)
    }

    /// What was typed at this question before somebody went back to it.
    pub fn typed(&self, question: &Question) -> Option<&str> {
        let (id, typed) = self.typed.as_ref()?;
        (*id == question.id).then_some(typed.as_str())
    }

    /// The file with an answer in it, or what is wrong with the answer; nothing typed is no answer.
    ///
    /// # Errors
    /// In the words in which `check` would refuse it.
    pub fn judge(&self, question: &Question, typed: &str) -> Result<String, Vec<Description>> {
        let value = question_list::value(question, typed);
        let mut along = question.along.clone();
        if let (("sites", "name"), Value::Text(name)) =
            ((question.place.table, question.place.key), &value)
        {
            along.push((
                "id",
                Value::Text(question_list::site_id(&self.whole(), name)),
            ));
        }
        let text = edit_toml::answer(&self.text, &question.place, &along, &value)
            .expect("a file that was read can be written to");
        let before = self.mistakes(&self.text);
        let mut new = self.mistakes(&text);
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
    pub fn answer(&mut self, question: &Question, typed: &str) -> Result<(), Vec<Description>> {
        let text = self.judge(question, typed)?;
        self.remember(question, typed);
        self.text = text;
        Ok(())
    }

    /// Leaves a question for later.
    pub fn skip(&mut self, question: &Question) {
        self.remember(question, "");
        self.skipped.push(question.id.clone());
    }

    /// Goes back to the question before, as if it had not been answered; not at the first.
    pub fn back(&mut self) -> bool {
        let Some(past) = self.past.pop() else {
            return false;
        };
        self.text = past.text;
        self.skipped = past.skipped;
        self.typed = Some((past.id, past.typed));
        true
    }

    fn remember(&mut self, question: &Question, typed: &str) {
        self.typed = None;
        self.past.push(Past {
            text: self.text.clone(),
            skipped: self.skipped.clone(),
            id: question.id.clone(),
            typed: typed.to_owned(),
        });
    }

    /// The file with what it extends.
    fn whole(&self) -> TomlTable {
        let bases = self
            .bases
            .iter()
            .filter_map(|base| parse_toml_file(base, &mut Diagnostics::new()).ok());
        let tables = std::iter::once(self.own()).chain(bases);
        let whole = base_files::flatten(tables.collect(), &mut Diagnostics::new());
        whole.expect("there is the file itself")
    }

    fn own(&self) -> TomlTable {
        let parsed = parse_toml_file(&file(&self.name, &self.text), &mut Diagnostics::new());
        parsed.expect("the file was read before")
    }

    fn mistakes(&self, text: &str) -> Vec<Problem> {
        let mut files = vec![file(&self.name, text)];
        files.extend(self.bases.iter().cloned());
        let mut found = Diagnostics::new();
        // What is wrong with an answer is said whether or not the rest is enough for an agency.
        let _ = config::load_extended(&files, self.today, &mut found);
        let errors = found
            .into_iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error);
        errors.map(|diagnostic| diagnostic.problem).collect()
    }
}

fn file(name: &str, text: &str) -> Arc<SourceFile> {
    let decoded = source::decode_utf8_file(name, text.as_bytes(), &mut Diagnostics::new());
    decoded.expect("text is UTF-8")
}
