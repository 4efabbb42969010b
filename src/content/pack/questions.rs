//! The questions that each I&E committee member answers about a material: `[[questions]]` of pack.toml.

use crate::diag::Diagnostics;
use crate::document::canonical::{sha256_hex, short_hash};
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::TomlTable;

/// A question of the committee member's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeQuestion {
    /// Its name in forms and in the review record.
    pub name: String,
    /// The question; the answers are yes, no and unsure.
    pub question_text: String,
    /// The regulation that makes the committee consider it, if one does.
    pub citation: Option<String>,
}

/// Returns the first eight hex digits of the SHA-256 of the questions, which forms carry to show what they asked.
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
