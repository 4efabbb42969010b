//! Reads `reviews.toml` and finds what a hand edit broke in it.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Answer, Approval, Determination, Ledger, MIN_COMMITTEE_MEMBERS, Subject, SurvivorInput,
    TechnicalReview, Verdict, Withdrawal, status, stem,
};
use crate::diag::agency::AgencyProblem;
use crate::diag::invisible_chars::find_forbidden_char;
use crate::diag::review::ReviewProblem;
use crate::diag::setting::SettingProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::source::field_reader::TomlFieldReader;
use crate::source::toml::{TomlNodeValue, TomlTable, parse_toml_file};
use crate::span::SourceFile;

/// Reads the record in a file.
///
/// # Errors
/// When anything in it is wrong: what was approved is not guessed.
pub fn read(file: &Arc<SourceFile>, found: &mut Diagnostics) -> Result<Ledger, StageError> {
    let mut own = Diagnostics::new();
    let parsed = parse_toml_file(file, &mut own);
    let ledger = parsed.ok().map(|root| {
        let ledger = sections(&root, &mut own);
        if own.is_empty() {
            check(&ledger, &mut own);
        }
        own.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| span.byte_range.start));
        ledger
    });
    let is_sound = own.is_empty();
    found.extend(own);
    ledger.filter(|_| is_sound).ok_or(StageError::InvalidInput)
}

fn sections(root: &TomlTable, found: &mut Diagnostics) -> Ledger {
    let mut fields = TomlFieldReader::new(root, "this file", found);
    let determinations = fields.read_tables("determinations");
    let technical_reviews = fields.read_tables("technical_reviews");
    let approvals = fields.read_tables("approvals");
    let withdrawals = fields.read_tables("withdrawals");
    let survivor_input = fields.read_tables("survivor_input");
    fields.report_unknown_keys();
    Ledger {
        determinations: each(&determinations, |table| determination(table, found)),
        technical_reviews: each(&technical_reviews, |table| technical_review(table, found)),
        approvals: each(&approvals, |table| approval(table, found)),
        withdrawals: each(&withdrawals, |table| withdrawal(table, found)),
        survivor_input: each(&survivor_input, |table| survivors(table, found)),
    }
}

fn each<T>(tables: &[&TomlTable], read: impl FnMut(&TomlTable) -> Option<T>) -> Vec<T> {
    tables.iter().copied().filter_map(read).collect()
}

/// One entry while it is read: what it lacks is reported once.
pub(super) struct Entry<'t, 'd> {
    pub(super) fields: TomlFieldReader<'t, 'd>,
    heading: &'static str,
}

impl<'t, 'd> Entry<'t, 'd> {
    pub(super) fn new(
        table: &'t TomlTable,
        heading: &'static str,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let place = if heading.is_empty() {
            "this form".to_owned()
        } else {
            format!("`{heading}`")
        };
        Self {
            fields: TomlFieldReader::new(table, place, diagnostics),
            heading,
        }
    }

    fn need<T>(&mut self, key: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.fields.has_key(key) {
            self.lacks(key);
        }
        value
    }

    fn lacks(&mut self, key: &'static str) {
        let heading = match self.heading {
            "" => "form",
            heading => heading,
        };
        let span = self.fields.table_span().clone();
        let problem = AgencyProblem::IncompleteEntry { key, heading };
        self.fields.report_problem(problem, &span);
    }

    /// A text that is not blank.
    pub(super) fn said(&mut self, key: &'static str) -> Option<String> {
        let text = self.fields.read_text(key)?.value.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// A text that the entry cannot be without.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let text = self.fields.read_text(key);
        let written = self.need(key, text)?;
        if let Some(character) = find_forbidden_char(&written.value) {
            let problem = AgencyProblem::ForbiddenCharacter { character };
            self.fields.report_problem(problem, &written.span);
            return None;
        }
        let text = written.value.trim().to_owned();
        if text.is_empty() {
            self.lacks(key);
            return None;
        }
        Some(text)
    }

    pub(super) fn date(&mut self, key: &'static str) -> Option<Date> {
        let date = self.fields.read_date(key);
        self.need(key, date).map(|date| date.value)
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let choice = self.fields.read_choice(key, choices);
        self.need(key, choice).map(|choice| choice.value)
    }

    fn subject(&mut self) -> Option<Subject> {
        let material = self.text("material");
        let language = self.text("language");
        let version = self.fields.read_integer("version");
        let version = self.need("version", version);
        let content = self.fields.read_text("content");
        let content = self.need("content", content);
        if let Some(written) = &content
            && !is_hash(&written.value)
        {
            let problem = ReviewProblem::InvalidContentHash {
                value: written.value.clone(),
            };
            self.fields.report_problem(problem, &written.span);
            return None;
        }
        Some(Subject {
            material: material?,
            language: language?,
            version: u32::try_from(version?.value).unwrap_or(0),
            content: content?.value,
        })
    }

    /// The answers to the questions of a form; names are not judged here.
    pub(super) fn answers(&mut self, key: &'static str) -> Option<Vec<(String, Answer)>> {
        let table = self.fields.read_table(key);
        let table = self.need(key, table)?;
        let mut inside = self.fields.child_reader(table);
        let mut answers = Vec::new();
        for entry in &table.entries {
            let answer = inside.read_dynamic_text(&entry.key)?;
            let named = Answer::NAMED
                .iter()
                .find(|(name, _)| *name == answer.value.trim());
            let Some((_, named)) = named else {
                inside.report_problem(
                    SettingProblem::UnknownChoice {
                        key: entry.key.clone(),
                        value: answer.value.clone(),
                        nearest: None,
                        choices: Answer::NAMED.iter().map(|(name, _)| *name).collect(),
                    },
                    &answer.span,
                );
                return None;
            };
            answers.push((entry.key.clone(), *named));
        }
        Some(answers)
    }
}

/// Whether it is a whole content hash as this program writes it.
fn is_hash(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == 64 && text.bytes().all(digit)
}

fn determination(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Determination> {
    let mut entry = Entry::new(table, "[[determinations]]", diagnostics);
    let subject = entry.subject();
    let member = entry.text("member");
    let verdict = entry.choice("determination", Verdict::NAMED);
    let considerations = entry.answers("considerations");
    let comments = entry.said("comments");
    let date = entry.date("date");
    entry.fields.report_unknown_keys();
    Some(Determination {
        subject: subject?,
        member: member?,
        considerations: considerations?,
        comments,
        verdict: verdict?,
        date: date?,
        span: table.span.clone(),
    })
}

fn technical_review(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<TechnicalReview> {
    let mut entry = Entry::new(table, "[[technical_reviews]]", diagnostics);
    let subject = entry.subject();
    let reviewer = entry.text("reviewer");
    let accurate = entry.choice("accurate", &[("yes", true), ("no", false)]);
    let comments = entry.said("comments");
    let date = entry.date("date");
    entry.fields.report_unknown_keys();
    Some(TechnicalReview {
        subject: subject?,
        reviewer: reviewer?,
        accurate: accurate?,
        comments,
        date: date?,
        span: table.span.clone(),
    })
}

fn approval(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Approval> {
    let mut entry = Entry::new(table, "[[approvals]]", diagnostics);
    let subject = entry.subject();
    let date = entry.date("date");
    let note = entry.said("note");
    let words = entry
        .fields
        .read_text_list("words")
        .map(|words| words.value);
    let facts = entry.fields.read_table("facts");
    entry.fields.report_unknown_keys();
    let facts = facts.map_or(&[][..], |facts| &facts.entries);
    Some(Approval {
        subject: subject?,
        date: date?,
        note,
        words: words
            .unwrap_or_default()
            .into_iter()
            .map(|words| words.value)
            .collect(),
        facts: facts
            .iter()
            .filter_map(|fact| match &fact.value.value {
                TomlNodeValue::Text(text) => Some((fact.key.clone(), text.clone())),
                _ => None,
            })
            .collect(),
        span: table.span.clone(),
    })
}

fn withdrawal(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Withdrawal> {
    let mut entry = Entry::new(table, "[[withdrawals]]", diagnostics);
    let material = entry.text("material");
    let language = entry.text("language");
    let date = entry.date("date");
    let note = entry.said("note");
    entry.fields.report_unknown_keys();
    Some(Withdrawal {
        material: material?,
        language: language?,
        date: date?,
        note,
        span: table.span.clone(),
    })
}

fn survivors(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<SurvivorInput> {
    let mut entry = Entry::new(table, "[[survivor_input]]", diagnostics);
    let material = entry.said("material");
    let date = entry.date("date");
    let organization = entry.text("organization");
    let changed = entry.text("changed");
    entry.fields.report_unknown_keys();
    Some(SurvivorInput {
        material,
        date: date?,
        organization: organization?,
        changed: changed?,
    })
}

/// What is well written and cannot be so.
fn check(ledger: &Ledger, diagnostics: &mut Diagnostics) {
    for (place, entry) in ledger.determinations.iter().enumerate() {
        let same = |earlier: &&Determination| {
            earlier.member == entry.member
                && earlier.date == entry.date
                && earlier.subject.is_same_content(&entry.subject)
        };
        if let Some(earlier) = ledger.determinations[..place].iter().find(same) {
            let problem = ReviewProblem::DuplicateDetermination {
                member: entry.member.clone(),
                material: entry.subject.stem(),
                earlier_line: earlier.span.line_column().0,
            };
            diagnostics.push(Diagnostic::new(problem).with_span(entry.span.clone()));
        }
    }
    for approval in &ledger.approvals {
        let material = approval.subject.stem();
        let found = status::in_favour(ledger, &approval.subject, approval.date).len();
        let sound = status::technical_review(ledger, &approval.subject, approval.date);
        let problem = if found < MIN_COMMITTEE_MEMBERS {
            ReviewProblem::ApprovalWithoutDeterminations {
                material,
                approval_count: found,
                min_approvals: MIN_COMMITTEE_MEMBERS,
            }
        } else if sound.is_none_or(|review| !review.accurate) {
            ReviewProblem::ApprovalWithoutTechnicalReview { material }
        } else {
            continue;
        };
        diagnostics.push(Diagnostic::new(problem).with_span(approval.span.clone()));
    }
    for withdrawal in &ledger.withdrawals {
        let was_approved = |approval: &Approval| {
            approval.subject.material == withdrawal.material
                && approval.subject.language == withdrawal.language
                && approval.date <= withdrawal.date
        };
        if !ledger.approvals.iter().any(was_approved) {
            let material = stem(&withdrawal.material, &withdrawal.language);
            let problem = ReviewProblem::WithdrawalWithoutApproval { material };
            diagnostics.push(Diagnostic::new(problem).with_span(withdrawal.span.clone()));
        }
    }
}
