//! A question of the interview, the target of its answer, and the value of an answer.

use jiff::civil::Date;

/// The setting of an answer: `agency.phone`, or `organizations[0].phone` of the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTarget {
    /// The table: `agency`, `organizations`.
    pub table: &'static str,
    /// The index of a list entry; the list's length means a new entry.
    pub entry_index: Option<usize>,
    pub key: &'static str,
}

/// A question of the interview.
#[derive(Debug, Clone, PartialEq)]
pub struct InterviewQuestion {
    /// A stable id: `agency.phone`, `leads@main`.
    pub id: String,
    /// One of the interview's topics.
    pub topic: &'static str,
    pub question_text: String,
    /// Help for the answer, or the effect of no answer.
    pub help: String,
    /// An example answer as typed.
    pub example_answer: String,
    pub answer_format: AnswerFormat,
    pub answer_target: AnswerTarget,
    /// Other settings to write with the answer.
    pub companion_values: Vec<(&'static str, AnswerValue)>,
    /// Whether a complete packet needs an answer.
    pub is_required: bool,
}

impl InterviewQuestion {
    /// Returns whether a typed answer skips the question: none, or `no` where no answer is needed.
    pub fn is_skipped_by(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let is_text = matches!(self.answer_format, AnswerFormat::Text);
        typed.is_empty()
            || (is_text && !self.is_required && ["no", "none", "n/a"].contains(&typed.as_str()))
    }
}

/// The format of a typed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    Text,
    /// Several texts with this separator.
    TextList(char),
    /// Positions that sign, separated by commas.
    SignaturePositions,
    /// Postal codes or names of states, separated by commas.
    StateList,
    /// Tags or English names of languages, separated by commas.
    LanguageList,
    Date,
    /// One of several words, each with its meaning.
    Choice(&'static [(&'static str, &'static str)]),
}

/// The value of an answer in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerValue {
    Text(String),
    TextList(Vec<String>),
    Date(Date),
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// Signature lines, by position.
    SignaturePositions(Vec<String>),
}

/// A question with its status.
pub(super) struct QuestionStatus {
    pub(super) question: InterviewQuestion,
    /// Whether the file or a base file has an answer.
    pub(super) is_answered: bool,
    /// Whether the file itself has an answer.
    pub(super) is_in_own_file: bool,
}
