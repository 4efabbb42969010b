//! What each member of the I&E committee is asked about a material: `[[questions]]` of pack.toml.

use crate::diag::Diagnostics;
use crate::document::canonical::{sha256_hex, short_hash};
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::TomlTable;

/// One question of a member's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeQuestion {
    /// Its name in forms and in the record.
    pub name: String,
    /// The question, to be answered by yes, no or unsure.
    pub question_text: String,
    /// The text of law that has the committee consider it; none for what is only good to ask.
    pub citation: Option<String>,
}

/// The mark of the questions: eight digits of the SHA-256 of their names and words. A form that bears another
/// asked something else.
pub fn hash_questions(questions: &[CommitteeQuestion]) -> String {
    let lines: Vec<String> = questions
        .iter()
        .map(|question| format!("{}: {}\n", question.name, question.question_text))
        .collect();
    short_hash(&sha256_hex(&lines.concat())).to_owned()
}

pub(super) fn read_committee_questions(
    tables: &[&TomlTable],
    diagnostics: &mut Diagnostics,
) -> Vec<CommitteeQuestion> {
    tables
        .iter()
        .filter_map(|table| {
            let mut fields = TomlFieldReader::new(table, "`[[questions]]`", diagnostics);
            let name = fields.read_text("name");
            let asks = fields.read_text("asks");
            let citation = fields.read_text("citation");
            fields.report_unknown_keys();
            Some(CommitteeQuestion {
                name: name?.value,
                question_text: asks?.value,
                citation: citation.map(|citation| citation.value),
            })
        })
        .collect()
}
