//! A question, where its answer belongs, and what is written there.

use jiff::civil::Date;

/// Where an answer belongs: `agency.phone`, or `organizations[0].phone` of the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTarget {
    /// The table: `agency`, `organizations`.
    pub table: &'static str,
    /// Which of several; the number after the last one means a new one.
    pub entry_index: Option<usize>,
    pub key: &'static str,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewQuestion {
    /// Its own name, the same as long as it means the same: `agency.phone`, `leads@main`.
    pub id: String,
    /// What it is about, one of the interview's topics.
    pub topic: &'static str,
    pub question_text: String,
    /// What helps to answer, or what happens without an answer.
    pub help: String,
    /// An answer of an invented agency, as it would be typed.
    pub example_answer: String,
    /// What an answer looks like.
    pub answer_format: AnswerFormat,
    pub answer_target: AnswerTarget,
    /// What is written beside it.
    pub companion_values: Vec<(&'static str, AnswerValue)>,
    /// Whether the packet lacks something without an answer.
    pub is_required: bool,
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    Text,
    /// Several texts, with that sign between them.
    TextList(char),
    /// Positions that sign, with commas between them.
    SignaturePositions,
    /// Postal codes or names of states, with commas.
    StateList,
    /// Tags or English names of languages, with commas.
    LanguageList,
    Date,
    /// One of a few words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
}

/// What is written into the file.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerValue {
    Text(String),
    TextList(Vec<String>),
    Date(Date),
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A list of lines to sign, by position.
    SignaturePositions(Vec<String>),
}

/// A question with how it stands.
pub(super) struct QuestionStatus {
    pub(super) question: InterviewQuestion,
    /// Whether nothing is left to ask.
    pub(super) is_answered: bool,
    /// Whether the file itself has an answer.
    pub(super) is_in_own_file: bool,
}
