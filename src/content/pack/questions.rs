//! What each member of the I&E committee is asked about a material: `[[questions]]` of pack.toml.

use crate::diag::Diagnostics;
use crate::document::canonical::{sha256, short};
use crate::source::field_reader::Fields;
use crate::source::toml::Table;

/// One question of a member's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name in forms and in the record.
    pub name: String,
    /// The question, to be answered by yes, no or unsure.
    pub asks: String,
    /// The text of law that has the committee consider it; none for what is only good to ask.
    pub citation: Option<String>,
}

/// The mark of the questions: eight digits of the SHA-256 of their names and words. A form that bears another
/// asked something else.
pub fn edition(questions: &[Question]) -> String {
    let lines: Vec<String> = questions
        .iter()
        .map(|question| format!("{}: {}\n", question.name, question.asks))
        .collect();
    short(&sha256(&lines.concat())).to_owned()
}

pub(super) fn read(tables: &[&Table], diagnostics: &mut Diagnostics) -> Vec<Question> {
    tables
        .iter()
        .filter_map(|table| {
            let mut fields = Fields::new(table, "`[[questions]]`", diagnostics);
            let name = fields.text("name");
            let asks = fields.text("asks");
            let citation = fields.text("citation");
            fields.finish();
            Some(Question {
                name: name?.value,
                asks: asks?.value,
                citation: citation.map(|citation| citation.value),
            })
        })
        .collect()
}
