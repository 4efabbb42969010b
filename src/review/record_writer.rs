//! Writes entries of the record as TOML, to be appended; existing text is never rewritten.

use std::fmt::Write as _;

use super::{
    Determination, FormAnswer, MaterialApproval, MaterialVersion, MaterialWithdrawal,
    TechnicalReview, Verdict,
};

/// The comment at the start of a new record.
pub const RECORD_FILE_HEADER: &str = "\
# The record of the I&E committee's reviews (42 CFR 59.6). Keep it with agency.toml, under version control.
#
# `policypress review record` and `review approve` add entries at the end and change nothing else; your
# comments stay. Members are codes or names. `content` is the hash of the reviewed content.
#
# To record changes made at the request of a survivors' organization, without names of people, write:
#   [[survivor_input]]
#   date = 2026-12-01
#   organization = \"Name of the organization\"
#   material = \"poster-help\"               # leave out for all materials
#   changed = \"What changed\"
";

/// Returns the record with entries added at its end.
pub fn append_entries(record: &str, entries: &[String]) -> String {
    let mut text = if record.trim().is_empty() {
        RECORD_FILE_HEADER.to_owned()
    } else {
        record.to_owned()
    };
    for entry in entries {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push('\n');
        text.push_str(entry);
    }
    text
}

/// Returns an entry of `[[determinations]]`.
pub fn determination_to_toml(entry: &Determination) -> String {
    let mut text = "[[determinations]]\n".to_owned();
    push_material_version(&mut text, &entry.material);
    push_key_value(&mut text, "member", &entry.member);
    push_key_value(
        &mut text,
        "determination",
        name_of_value(Verdict::VALUES_BY_NAME, entry.verdict),
    );
    let answers: Vec<String> = entry
        .considerations
        .iter()
        .map(|(question, answer)| {
            format!(
                "{question} = \"{}\"",
                name_of_value(FormAnswer::VALUES_BY_NAME, *answer)
            )
        })
        .collect();
    let _ = writeln!(text, "considerations = {{ {} }}", answers.join(", "));
    push_optional_key_value(&mut text, "comments", entry.comments.as_deref());
    let _ = writeln!(text, "date = {}", entry.date);
    text
}

/// Returns an entry of `[[technical_reviews]]`.
pub fn technical_review_to_toml(entry: &TechnicalReview) -> String {
    let mut text = "[[technical_reviews]]\n".to_owned();
    push_material_version(&mut text, &entry.material);
    push_key_value(&mut text, "reviewer", &entry.reviewer);
    push_key_value(
        &mut text,
        "accurate",
        if entry.is_accurate { "yes" } else { "no" },
    );
    push_optional_key_value(&mut text, "comments", entry.comments.as_deref());
    let _ = writeln!(text, "date = {}", entry.date);
    text
}

/// Returns an entry of `[[approvals]]`.
pub fn approval_to_toml(entry: &MaterialApproval) -> String {
    let mut text = "[[approvals]]\n".to_owned();
    push_material_version(&mut text, &entry.material);
    let _ = writeln!(text, "date = {}", entry.date);
    push_optional_key_value(&mut text, "note", entry.note.as_deref());
    text.push_str("words = [\n");
    for line in &entry.text_lines {
        let _ = writeln!(text, "    {},", quote_toml_string(line));
    }
    text.push_str("]\n");
    text.push_str("[approvals.facts]\n");
    for (setting, value) in &entry.setting_values {
        let _ = writeln!(
            text,
            "{} = {}",
            quote_toml_string(setting),
            quote_toml_string(value)
        );
    }
    text
}

/// Returns an entry of `[[withdrawals]]`.
pub fn withdrawal_to_toml(entry: &MaterialWithdrawal) -> String {
    let mut text = "[[withdrawals]]\n".to_owned();
    push_key_value(&mut text, "material", &entry.material);
    push_key_value(&mut text, "language", &entry.language);
    let _ = writeln!(text, "date = {}", entry.date);
    push_optional_key_value(&mut text, "note", entry.note.as_deref());
    text
}

fn push_material_version(text: &mut String, version: &MaterialVersion) {
    push_key_value(text, "material", &version.name);
    push_key_value(text, "language", &version.language);
    let _ = writeln!(text, "version = {}", version.number);
    push_key_value(text, "content", &version.content_hash);
}

fn push_key_value(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {}", quote_toml_string(value));
}

fn push_optional_key_value(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        push_key_value(text, key, value);
    }
}

fn name_of_value<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names
        .iter()
        .find(|(_, named)| *named == value)
        .map_or("", |(name, _)| name)
}

/// Returns a text as a TOML string on one line.
fn quote_toml_string(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if character.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
