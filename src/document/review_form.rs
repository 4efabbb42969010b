//! A review form for a document, filled in on a screen and saved as a small file.

use super::Document;

/// A review form.
#[derive(Debug, Clone)]
pub struct HtmlReviewForm<'document> {
    /// The document to review, which the form includes.
    pub document: &'document Document,
    pub kind: ReviewFormKind,
    /// Facts about the document: name and value, in order.
    pub cover_facts: Vec<(String, String)>,
    /// Settings of the saved file that do not depend on the answers: name and value.
    pub fixed_settings: Vec<(String, String)>,
    /// The questions; empty for a technical review.
    pub questions: Vec<ReviewQuestion>,
    /// The first part of the saved file's name.
    pub file_name_prefix: String,
}

/// The kinds of review form, by reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewFormKind {
    /// A member of the I&E committee.
    CommitteeMember,
    /// The person responsible for technical accuracy.
    TechnicalReviewer,
}

/// A question with the answers yes, no and unsure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewQuestion {
    /// The setting of the saved file that holds the answer.
    pub setting_name: String,
    pub question_text: String,
    /// The regulation that the question is based on.
    pub citation: Option<String>,
}
