//! A question, where its answer belongs, and what is written there.

use jiff::civil::Date;

/// Where an answer belongs: `agency.phone`, or `organizations[0].phone` of the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The table: `agency`, `organizations`.
    pub table: &'static str,
    /// Which of several; the number after the last one means a new one.
    pub entry: Option<usize>,
    pub key: &'static str,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its own name, the same as long as it means the same: `agency.phone`, `leads@main`.
    pub id: String,
    /// What it is about, one of the interview's topics.
    pub topic: &'static str,
    pub ask: String,
    /// What helps to answer, or what happens without an answer.
    pub help: String,
    /// An answer of an invented agency, as it would be typed.
    pub example: String,
    /// What an answer looks like.
    pub form: Form,
    pub place: Place,
    /// What is written beside it.
    pub along: Vec<(&'static str, Value)>,
    /// Whether the packet lacks something without an answer.
    pub needed: bool,
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Text,
    /// Several texts, with that sign between them.
    Texts(char),
    /// Positions that sign, with commas between them.
    Approvals,
    /// Postal codes or names of states, with commas.
    States,
    /// Tags or English names of languages, with commas.
    Languages,
    Date,
    /// One of a few words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
}

/// What is written into the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Texts(Vec<String>),
    Date(Date),
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A list of lines to sign, by position.
    Approvals(Vec<String>),
}

/// A question with how it stands.
pub(super) struct Asked {
    pub(super) question: Question,
    /// Whether nothing is left to ask.
    pub(super) answered: bool,
    /// Whether the file itself has an answer.
    pub(super) written: bool,
}
