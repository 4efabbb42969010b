//! A form about a document, to be filled in on a screen and saved as a small file.

use super::Document;

/// A form, ready to be shown.
#[derive(Debug, Clone)]
pub struct ReviewForm<'document> {
    /// The document it is about, which stands in it.
    pub document: &'document Document,
    pub kind: ReviewFormKind,
    /// What the document is: name and value, in order.
    pub cover_facts: Vec<(String, String)>,
    /// Settings of the saved file that are the same in whatever is filled in: name and value.
    pub fixed_settings: Vec<(String, String)>,
    /// The questions; none for a technical form.
    pub questions: Vec<ReviewQuestion>,
    /// The saved file's name begins with this.
    pub file_name_prefix: String,
}

/// Who fills a form in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewFormKind {
    /// A member of the committee.
    CommitteeMember,
    /// Who answers for technical accuracy.
    TechnicalReviewer,
}

/// A question to be answered by yes, no or unsure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewQuestion {
    /// Its name in the saved file.
    pub setting_name: String,
    pub question_text: String,
    /// The text of law behind it.
    pub citation: Option<String>,
}
