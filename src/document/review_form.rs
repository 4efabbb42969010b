//! A form about a document, to be filled in on a screen and saved as a small file.

use super::Document;

/// A form, ready to be shown.
#[derive(Debug, Clone)]
pub struct Form<'document> {
    /// The document it is about, which stands in it.
    pub document: &'document Document,
    pub kind: FormKind,
    /// What the document is: name and value, in order.
    pub cover: Vec<(String, String)>,
    /// Settings of the saved file that are the same in whatever is filled in: name and value.
    pub fixed: Vec<(String, String)>,
    /// The questions; none for a technical form.
    pub questions: Vec<Question>,
    /// The saved file's name begins with this.
    pub file: String,
}

/// Who fills a form in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    /// A member of the committee.
    Member,
    /// Who answers for technical accuracy.
    Technical,
}

/// A question to be answered by yes, no or unsure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name in the saved file.
    pub name: String,
    pub asks: String,
    /// The text of law behind it.
    pub citation: Option<String>,
}
