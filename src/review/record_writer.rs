//! Entries of the record as text, to be put at its end: nothing that stands there is written anew.

use std::fmt::Write as _;

use super::{Answer, Approval, Determination, Subject, TechnicalReview, Verdict, Withdrawal};

/// What a new record begins with.
pub const HEADING: &str = "\
# The record of the I&E committee's reviews (42 CFR 59.6). Keep it with agency.toml, under version control.
#
# `policypress review record` and `review approve` put entries at the end of it and change nothing that is
# there; your remarks stay. Members are codes or names. `content` is the hash of what was reviewed.
#
# To keep what an organization of survivors had changed, without names of people, write:
#   [[survivor_input]]
#   date = 2026-12-01
#   organization = \"Name of the organization\"
#   material = \"poster-help\"               # left out: all materials
#   changed = \"What changed\"
";

/// The record with entries at its end.
pub fn append(record: &str, entries: &[String]) -> String {
    let mut text = if record.trim().is_empty() {
        HEADING.to_owned()
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

/// `[[determinations]]`.
pub fn determination(entry: &Determination) -> String {
    let mut text = "[[determinations]]\n".to_owned();
    subject(&mut text, &entry.subject);
    line(&mut text, "member", &entry.member);
    line(
        &mut text,
        "determination",
        named(Verdict::NAMED, entry.verdict),
    );
    let answers: Vec<String> = entry
        .considerations
        .iter()
        .map(|(question, answer)| format!("{question} = \"{}\"", named(Answer::NAMED, *answer)))
        .collect();
    let _ = writeln!(text, "considerations = {{ {} }}", answers.join(", "));
    said(&mut text, "comments", entry.comments.as_deref());
    let _ = writeln!(text, "date = {}", entry.date);
    text
}

/// `[[technical_reviews]]`.
pub fn technical_review(entry: &TechnicalReview) -> String {
    let mut text = "[[technical_reviews]]\n".to_owned();
    subject(&mut text, &entry.subject);
    line(&mut text, "reviewer", &entry.reviewer);
    line(
        &mut text,
        "accurate",
        if entry.accurate { "yes" } else { "no" },
    );
    said(&mut text, "comments", entry.comments.as_deref());
    let _ = writeln!(text, "date = {}", entry.date);
    text
}

/// `[[approvals]]`.
pub fn approval(entry: &Approval) -> String {
    let mut text = "[[approvals]]\n".to_owned();
    subject(&mut text, &entry.subject);
    let _ = writeln!(text, "date = {}", entry.date);
    said(&mut text, "note", entry.note.as_deref());
    text.push_str("words = [\n");
    for words in &entry.words {
        let _ = writeln!(text, "    {},", quoted(words));
    }
    text.push_str("]\n");
    text.push_str("[approvals.facts]\n");
    for (setting, fact) in &entry.facts {
        let _ = writeln!(text, "{} = {}", quoted(setting), quoted(fact));
    }
    text
}

/// `[[withdrawals]]`.
pub fn withdrawal(entry: &Withdrawal) -> String {
    let mut text = "[[withdrawals]]\n".to_owned();
    line(&mut text, "material", &entry.material);
    line(&mut text, "language", &entry.language);
    let _ = writeln!(text, "date = {}", entry.date);
    said(&mut text, "note", entry.note.as_deref());
    text
}

fn subject(text: &mut String, subject: &Subject) {
    line(text, "material", &subject.material);
    line(text, "language", &subject.language);
    let _ = writeln!(text, "version = {}", subject.version);
    line(text, "content", &subject.content);
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {}", quoted(value));
}

fn said(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        line(text, key, value);
    }
}

fn named<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names
        .iter()
        .find(|(_, named)| *named == value)
        .map_or("", |(name, _)| name)
}

/// The text in double quotes, on one line.
fn quoted(text: &str) -> String {
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
