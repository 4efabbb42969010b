//! The I&E committee's review of client materials: its record, members' forms, and approvals.
//!
//! 42 CFR 59.6: a committee of at least five reviews informational and educational materials before they
//! are distributed, and keeps a written record of its determinations. Each determination is bound to the
//! reviewed content by its hash ([`canonical`](crate::document::canonical)): a changed text needs another
//! review, a changed color does not.

pub mod approval_blockers;
pub mod draft_marks;
pub mod form_reader;
pub mod inventory;
pub mod line_changes;
pub mod materials;
pub mod record_entry_toml;
pub mod record_reader;
pub mod record_writer;
pub mod status;
pub mod store;

use jiff::civil::Date;

use crate::span::Span;

pub use crate::config::agency::MIN_COMMITTEE_MEMBERS;

/// The record of reviews, `reviews.toml` beside agency.toml; entries are only appended.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewRecord {
    /// `[[determinations]]`: each member's decisions.
    pub determinations: Vec<Determination>,
    /// `[[technical_reviews]]`.
    pub technical_reviews: Vec<TechnicalReview>,
    /// `[[approvals]]`: the committee's decisions.
    pub approvals: Vec<MaterialApproval>,
    /// `[[withdrawals]]`.
    pub withdrawals: Vec<MaterialWithdrawal>,
    /// `[[survivor_input]]`.
    pub survivor_input: Vec<SurvivorInput>,
}

/// One content of a material in one language; the subject of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialVersion {
    /// The document's name: `poster-help`.
    pub name: String,
    /// The language tag.
    pub language: String,
    /// The number among the contents that the committee reviewed, from 1.
    pub number: u32,
    /// The content hash, 64 hexadecimal digits.
    pub content_hash: String,
}

impl MaterialVersion {
    /// Returns the material's file name without folder and extension: `poster-help`, `poster-help.es`.
    pub fn file_stem(&self) -> String {
        material_file_stem(&self.name, &self.language)
    }

    /// Returns whether both are the same material in the same language, with any content.
    pub fn is_same_material(&self, other: &Self) -> bool {
        self.name == other.name && self.language == other.language
    }

    /// Returns whether both are the same material in the same language with the same content.
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

/// A member's decision about one content.
#[derive(Debug, Clone, PartialEq)]
pub struct Determination {
    pub material: MaterialVersion,
    /// The member's code or name, as agency.toml has it.
    pub member: String,
    /// The answers with the names of their questions, in the form's order.
    pub considerations: Vec<(String, FormAnswer)>,
    pub comments: Option<String>,
    pub verdict: Verdict,
    /// The day the member signed.
    pub date: Date,
    /// Its location in the record or the form.
    pub span: Span,
}

/// A member's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// `approve`.
    Approve,
    /// `approve-with-changes`: the next version needs another determination by the member.
    ApproveWithChanges,
    /// `disapprove`.
    Disapprove,
}

impl Verdict {
    /// The values with their names in files.
    pub const VALUES_BY_NAME: &[(&'static str, Self)] = &[
        ("approve", Self::Approve),
        ("approve-with-changes", Self::ApproveWithChanges),
        ("disapprove", Self::Disapprove),
    ];
}

/// An answer to a question of the form.
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
    /// The values with their names in files.
    pub const VALUES_BY_NAME: &[(&'static str, Self)] = &[
        ("yes", Self::Yes),
        ("no", Self::No),
        ("unsure", Self::Unsure),
    ];
}

/// The technical reviewer's decision whether the facts of one content are accurate.
#[derive(Debug, Clone, PartialEq)]
pub struct TechnicalReview {
    pub material: MaterialVersion,
    pub reviewer: String,
    pub is_accurate: bool,
    pub comments: Option<String>,
    pub date: Date,
    pub span: Span,
}

/// The committee's approval of one content, with the text and settings needed to report later changes.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialApproval {
    pub material: MaterialVersion,
    /// The day of the decision.
    pub date: Date,
    /// A comment by the person who recorded it.
    pub note: Option<String>,
    /// The approved text, one line a block.
    pub text_lines: Vec<String>,
    /// The settings shown in the text, with their values.
    pub setting_values: Vec<(String, String)>,
    pub span: Span,
}

/// The withdrawal of a material, with any content, from distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialWithdrawal {
    pub material: String,
    /// The language tag.
    pub language: String,
    pub date: Date,
    pub note: Option<String>,
    pub span: Span,
}

/// Changes made to a material at the request of a survivors' organization, without names of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurvivorInput {
    /// The document's name; `None` for all materials.
    pub material: Option<String>,
    pub date: Date,
    pub organization: String,
    pub changes_made: String,
}
