//! The I&E committee's review of what clients are given: its record, members' forms, what may be approved.
//!
//! 42 CFR 59.6: a committee of at least five reviews informational and educational materials before they
//! are given out, and keeps a written record of its determinations. Here each determination is bound to
//! the content that was looked at, by its hash
//! ([`canonical`](crate::document::canonical)): other words need another review, other colours do not.

pub mod approval_blockers;
pub mod draft_marks;
pub mod form_reader;
pub mod inventory;
pub mod line_changes;
pub mod materials;
pub mod new_record_entries;
pub mod record_reader;
pub mod record_writer;
pub mod status;
pub mod store;

use jiff::civil::Date;

use crate::span::Span;

pub use crate::config::agency::MIN_COMMITTEE_MEMBERS;

/// The record of reviews, `reviews.toml` beside agency.toml; entries only ever come to it at its end.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewRecord {
    /// `[[determinations]]`: what each member determined.
    pub determinations: Vec<Determination>,
    /// `[[technical_reviews]]`.
    pub technical_reviews: Vec<TechnicalReview>,
    /// `[[approvals]]`: what the committee approved.
    pub approvals: Vec<MaterialApproval>,
    /// `[[withdrawals]]`.
    pub withdrawals: Vec<MaterialWithdrawal>,
    /// `[[survivor_input]]`.
    pub survivor_input: Vec<SurvivorInput>,
}

/// What is reviewed: one material in one language with one content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialVersion {
    /// The document's name: `poster-help`.
    pub name: String,
    /// The tag of its language.
    pub language: String,
    /// Counts the contents that the committee was given, from 1.
    pub number: u32,
    /// The content hash, 64 digits.
    pub content_hash: String,
}

impl MaterialVersion {
    /// The material's file name without folder and ending: `poster-help`, `poster-help.es`.
    pub fn file_stem(&self) -> String {
        material_file_stem(&self.name, &self.language)
    }

    /// Whether both are the same material in the same language, whatever it says.
    pub fn is_same_material(&self, other: &Self) -> bool {
        self.name == other.name && self.language == other.language
    }

    /// Whether both are the same material in the same language with the same content.
    pub fn is_same_content(&self, other: &Self) -> bool {
        self.is_same_material(other) && self.content_hash == other.content_hash
    }
}

fn material_file_stem(material: &str, language: &str) -> String {
    if language == "en" {
        material.to_owned()
    } else {
        format!("{material}.{language}")
    }
}

/// What one member determined about one content.
#[derive(Debug, Clone, PartialEq)]
pub struct Determination {
    pub material: MaterialVersion,
    /// The member's code or name, as agency.toml has it.
    pub member: String,
    /// The answers, by the name of the question, in the form's order.
    pub considerations: Vec<(String, FormAnswer)>,
    pub comments: Option<String>,
    pub verdict: Verdict,
    /// The day the member signed.
    pub date: Date,
    /// Where it stands in the record or the form.
    pub span: Span,
}

/// The determinations a member can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// `approve`.
    Approve,
    /// `approve-with-changes`: the next version needs the member's word again.
    ApproveWithChanges,
    /// `disapprove`.
    Disapprove,
}

impl Verdict {
    /// Each with its name in files.
    pub const VALUES_BY_NAME: &[(&'static str, Self)] = &[
        ("approve", Self::Approve),
        ("approve-with-changes", Self::ApproveWithChanges),
        ("disapprove", Self::Disapprove),
    ];
}

/// The answers to a question of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormAnswer {
    /// `yes`.
    Yes,
    /// `no`.
    No,
    /// `unsure`.
    Unsure,
}

impl FormAnswer {
    /// Each with its name in files.
    pub const VALUES_BY_NAME: &[(&'static str, Self)] = &[
        ("yes", Self::Yes),
        ("no", Self::No),
        ("unsure", Self::Unsure),
    ];
}

/// Whether the facts of one content are right, in the eyes of who answers for that.
#[derive(Debug, Clone, PartialEq)]
pub struct TechnicalReview {
    pub material: MaterialVersion,
    pub reviewer: String,
    pub is_accurate: bool,
    pub comments: Option<String>,
    pub date: Date,
    pub span: Span,
}

/// What the committee approved, with what is needed to say later what has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialApproval {
    pub material: MaterialVersion,
    /// The day of the decision.
    pub date: Date,
    /// In the words of who wrote it down.
    pub note: Option<String>,
    /// The words that were approved, block by block.
    pub text_lines: Vec<String>,
    /// The settings that the words came from, with what they said.
    pub setting_values: Vec<(String, String)>,
    pub span: Span,
}

/// A material that is no longer given out, whatever it says.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialWithdrawal {
    pub material: String,
    /// The tag of its language.
    pub language: String,
    pub date: Date,
    pub note: Option<String>,
    pub span: Span,
}

/// What an organization of survivors had changed in a material. No names of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurvivorInput {
    /// The document's name; none for all.
    pub material: Option<String>,
    pub date: Date,
    pub organization: String,
    pub changes_made: String,
}
