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
    /// The id and name of each site, for an answer that names sites.
    pub sites: Vec<(String, String)>,
    /// Other settings to write with the answer.
    pub companion_values: Vec<(&'static str, AnswerValue)>,
    /// Whether a complete packet needs an answer.
    pub is_required: bool,
}

impl InterviewQuestion {
    /// Returns whether a typed answer skips the question: none, or `no` where no answer is needed.
    pub fn is_skipped_by(&self, typed: &str) -> bool {
        let typed = typed.trim().trim_end_matches(['.', '!']).to_lowercase();
        let is_choice = matches!(self.answer_format, AnswerFormat::Choice(_));
        let may_be_no = !is_choice && (!self.is_required || self.names_new_entry());
        typed.is_empty() || may_be_no && NO_WORDS.contains(&typed.as_str())
    }

    /// Returns whether the answer is the name of a new entry of a list.
    pub(super) fn names_new_entry(&self) -> bool {
        let target = &self.answer_target;
        let is_name = ["name", "position"].contains(&target.key);
        // Questions about an entry that exists have its index in their id.
        target.entry_index.is_some() && is_name && !self.id.contains('[')
    }
}

/// Words that skip a question that needs no answer.
const NO_WORDS: [&str; 20] = [
    "no",
    "n",
    "nope",
    "none",
    "no one",
    "nobody",
    "nothing",
    "no more",
    "no other",
    "not yet",
    "n/a",
    "na",
    "that's all",
    "that’s all",
    "done",
    "skip",
    "unknown",
    "i don't know",
    "don't know",
    "not sure",
];

/// The format of a typed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    Text,
    /// Several texts, separated by commas.
    TextList,
    /// The lines of an address, separated by semicolons, or an address in one line.
    AddressLines,
    /// Positions that sign, separated by commas.
    SignaturePositions,
    /// Postal code or name of a state.
    State,
    /// Postal codes or names of states.
    StateList,
    /// Tags or English names of languages.
    LanguageList,
    /// Names of sites, or `all`.
    SiteList,
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
