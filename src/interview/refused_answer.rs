//! What is wrong with an answer, in the words of the question: whoever answers never sees the file.

use super::answer_parser;
use super::question::{AnswerFormat, AnswerValue, InterviewQuestion};
use crate::config::clean_text;
use crate::config::settings::SETTINGS_TABLES;
use crate::config::value_types;
use crate::diag::agency::AgencyProblem;
use crate::diag::contact_errors::PhoneNumberError;
use crate::diag::date::DateProblem;
use crate::diag::{Diagnostic, Problem, ProblemDescription, Severity};
use crate::source::typed_date::{TypedDateError, format_long_date, parse_typed_date};

/// Answers that are no name of an entry.
const YES_WORDS: [&str; 7] = ["yes", "y", "yep", "yeah", "yes please", "sure", "ok"];

/// Returns whether an answer with this diagnostic is refused. A date with a wrong year can be corrected at once, but
/// contacts that a new site lacks are asked about later.
pub(super) fn is_refusal(diagnostic: &Diagnostic) -> bool {
    match &diagnostic.problem {
        Problem::Date(DateProblem::InFuture { .. } | DateProblem::Distant { .. }) => true,
        Problem::Agency(AgencyProblem::SiteWithoutContact { .. }) => false,
        _ => diagnostic.severity() == Severity::Error,
    }
}

/// Returns what is wrong with an answer by itself: a placeholder, no date, or a word that is no name.
pub(super) fn find_answer_problem(
    question: &InterviewQuestion,
    answer: &str,
    value: &AnswerValue,
) -> Option<ProblemDescription> {
    let describe = |message: String, hint: &str| ProblemDescription {
        message,
        hint: hint.to_owned(),
    };
    if let AnswerValue::TextList(items) | AnswerValue::SignaturePositions(items) = value {
        return items.is_empty().then(|| {
            let message = format!("`{answer}` counts as no answer");
            describe(
                message,
                "type the answer, or press Enter to skip the question",
            )
        });
    }
    let AnswerValue::Text(text) = value else {
        return None;
    };
    if clean_text::is_blank_text(text) {
        let message = format!("`{answer}` counts as no answer");
        return Some(describe(
            message,
            "type the answer, or press Enter to skip the question",
        ));
    }
    if question.names_new_entry() && YES_WORDS.contains(&text.to_lowercase().as_str()) {
        let message = format!("`{answer}` is not a name");
        return Some(describe(message, "type the name itself"));
    }
    if question.answer_format != AnswerFormat::Date {
        return None;
    }
    let example = &question.example_answer;
    let problem = match parse_typed_date(answer) {
        Err(TypedDateError::MissingDay { .. }) => "has no day",
        Err(TypedDateError::MissingYear) => "has no year",
        Err(TypedDateError::NonexistentDate) => "is not a date in the calendar",
        Err(TypedDateError::NotADate) | Ok(_) => "is not a date",
    };
    Some(ProblemDescription {
        message: format!("`{answer}` {problem}"),
        hint: format!("type the date like this: {example}"),
    })
}

/// Returns a problem of an answer, with a hint for whoever answers.
pub(super) fn describe_refusal(
    question: &InterviewQuestion,
    problem: &Problem,
) -> ProblemDescription {
    let ProblemDescription { message, hint } = problem.describe();
    let own_words = match problem {
        Problem::Date(problem) => describe_refused_date(problem),
        Problem::Agency(AgencyProblem::InvalidStateCode { value, suggestion }) => {
            Some(describe_refused_state(question, value, *suggestion))
        }
        Problem::Agency(AgencyProblem::InvalidLanguageTag { value, .. }) => {
            Some(describe_refused_language(value))
        }
        Problem::Agency(AgencyProblem::InvalidPhone { error, .. }) => {
            phone_hint(error).map(|hint| (message.clone(), hint.to_owned()))
        }
        Problem::Agency(problem) => describe_refused_fact(question, problem, &message),
        _ => None,
    };
    let (message, hint) = own_words.unwrap_or_else(|| {
        let shows_file = hint.contains(['=', '[']) || names_setting(&hint);
        let hint = if shows_file {
            "type another answer, or press Enter to skip the question".to_owned()
        } else {
            hint
        };
        (message, hint)
    });
    ProblemDescription { message, hint }
}

fn describe_refused_date(problem: &DateProblem) -> Option<(String, String)> {
    let (message, hint) = match problem {
        DateProblem::NextReviewTooEarly {
            effective,
            next_review,
        } => (
            format!(
                "{} is not after the day the policy takes effect, {}",
                format_long_date(*next_review),
                format_long_date(*effective)
            ),
            "type a later date; a year later is usual",
        ),
        DateProblem::InFuture { date, .. } => (
            format!("{} is in the future", format_long_date(*date)),
            "type the day on which it was done, or press Enter to skip the question",
        ),
        DateProblem::Implausible { date, .. } | DateProblem::Distant { date, .. } => (
            format!("{} cannot be right", format_long_date(*date)),
            "type the year with four digits",
        ),
        _ => return None,
    };
    Some((message, hint.to_owned()))
}

fn describe_refused_state(
    question: &InterviewQuestion,
    value: &str,
    suggestion: Option<&str>,
) -> (String, String) {
    let is_state = |word: &str| value_types::find_state(word).is_some();
    let hint = match suggestion.and_then(value_types::find_state) {
        _ if has_name_among_words(value, is_state) => {
            "put a comma between two states, as in Iowa, Nebraska".to_owned()
        }
        Some(state) => format!("did you mean {}?", state.name),
        None if question.answer_format == AnswerFormat::State => {
            "type the name of the state, such as Iowa, or its two letters".to_owned()
        }
        None => "type the names of states or their two letters, with commas between them, as in Iowa, Nebraska"
            .to_owned(),
    };
    (format!("`{value}` is not a state or territory"), hint)
}

fn describe_refused_language(value: &str) -> (String, String) {
    let hint = if has_name_among_words(value, answer_parser::is_language) {
        "put a comma between two languages, as in English, Spanish"
    } else {
        "type English names, such as English, Spanish; for a language that is not known by its name, type its code, such as so for Somali"
    };
    let message = format!("`{value}` is not a language that this program knows");
    (message, hint.to_owned())
}

fn phone_hint(error: &PhoneNumberError) -> Option<&'static str> {
    Some(match error {
        PhoneNumberError::SmsShortCode => {
            "type a number that answers calls; the code can be part of what an organization offers"
        }
        PhoneNumberError::TwoNumbers => {
            "type one of them; you can add the other one as another contact"
        }
        PhoneNumberError::Placeholder => {
            "type the number that is answered, or press Enter to skip the question"
        }
        _ => return None,
    })
}

/// Returns the message and the hint for another fact; `message` is that of `check`.
fn describe_refused_fact(
    question: &InterviewQuestion,
    problem: &AgencyProblem,
    message: &str,
) -> Option<(String, String)> {
    Some(match problem {
        AgencyProblem::SiteInUnlistedState {
            site_name, state, ..
        } => (
            format!(
                "{site_name} is in {}, which is not among your states",
                state.name
            ),
            format!(
                "correct the answer, or press Esc until your states are asked for and add {}",
                state.name
            ),
        ),
        AgencyProblem::ContradictorySiteState { .. } => (
            message.to_owned(),
            "type the address again, with the right state and ZIP code".to_owned(),
        ),
        AgencyProblem::OrganizationWithoutContact { name } => (
            format!("clients cannot reach {name}: it has no phone number and no website"),
            "choose staff only, or press Esc and give its phone number".to_owned(),
        ),
        AgencyProblem::ContradictoryHours { hours, .. } => (
            format!("the hours, `{hours}`, say that the phone is answered after closing"),
            "choose Yes, or press Esc and correct the hours".to_owned(),
        ),
        AgencyProblem::DuplicateOrganization { name, .. } => (
            format!("{name} is already listed with this number"),
            "press Esc and change the name, or type another number".to_owned(),
        ),
        AgencyProblem::UnknownSiteId { site_id, .. } => {
            let names = question.sites.iter().map(|(_, name)| name.as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            (
                format!("`{site_id}` is not one of your clinics"),
                format!("type one or more of these, or all: {names}"),
            )
        }
        AgencyProblem::TextTooLong {
            length_chars,
            max_chars,
            ..
        } => (
            format!(
                "the answer has {length_chars} characters, but at most {max_chars} are allowed"
            ),
            "type a shorter answer".to_owned(),
        ),
        _ => return None,
    })
}

/// Returns whether a text has several words, and one of them alone is a name.
fn has_name_among_words(text: &str, is_name: impl Fn(&str) -> bool) -> bool {
    text.contains(' ') && text.split(' ').any(is_name)
}

/// Returns whether a text has the name of a setting, which whoever answers has never seen.
fn names_setting(text: &str) -> bool {
    let mut quoted = text.split('`').skip(1).step_by(2);
    quoted.any(|name| {
        let mut tables = SETTINGS_TABLES.iter();
        tables.any(|table| table.find_setting(name).is_some())
    })
}
