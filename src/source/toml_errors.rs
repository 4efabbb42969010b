//! Tells from a line of text what somebody who has never seen TOML meant to write.
//!
//! A reader of TOML says where it stopped; what went wrong is usually a few characters earlier and
//! is told by the line itself: a telephone number without quotes, quotation marks from a word
//! processor, a colon in place of the equals sign. One mistake makes one [`Mistake`], however many
//! times the reader stumbled over it.

mod value_errors;

use std::ops::Range;

use value_errors::{CURLY, Setting, missing_comma, nested_mistake, trimmed, value_mistake};
pub(super) use value_errors::{Terse, date_in_our_form};

use crate::diag::source::SourceProblem;

/// A mistake, explained.
pub(super) struct Mistake {
    pub(super) problem: SourceProblem,
    pub(super) at: Range<usize>,
    /// The line it is on; values there are not to be trusted.
    pub(super) line: Range<usize>,
    /// Whether it is in one of several values.
    pub(super) is_in_a_list: bool,
    /// Whether the line holds no setting that could be read.
    pub(super) is_no_setting: bool,
    /// Whether everything below may have landed in another table.
    pub(super) shifts_what_follows: bool,
}

/// A file with more mistakes is not explained to its end.
pub(super) const MOST_MISTAKES: usize = 200;

/// Explains what the reader said, in the order of the text, one mistake a line.
pub(super) fn explain(text: &str, errors: &[Terse]) -> Vec<Mistake> {
    let mut errors: Vec<&Terse> = errors.iter().collect();
    errors.sort_by_key(|error| (error.at.start, error.at.end));
    let mut mistakes: Vec<Mistake> = Vec::new();
    let unclosed = errors
        .iter()
        .find(|error| is_unclosed_list(error))
        .map(|error| unclosed_list(text, error));
    for error in errors {
        let line = line_around(text, error.at.start);
        if let Some(list) = &unclosed
            && line.start >= list.line.start
        {
            break;
        }
        if mistakes.iter().any(|known| known.line == line) {
            continue;
        }
        if mistakes.len() >= MOST_MISTAKES {
            break;
        }
        if error.message.starts_with("duplicate key") {
            if !inside_repeated_table(text, &mistakes, error.at.start) {
                mistakes.push(written_twice(text, error.at.clone(), line));
            }
            continue;
        }
        if ends_the_text_before(text, &mistakes, &line)
            && let Some(before) = mistakes.last_mut()
        {
            before.line.end = line.end;
            before.is_no_setting = true;
            if let SourceProblem::UnclosedQuote {
                suggestion: Some(suggestion),
            } = &mut before.problem
            {
                let quote = suggestion.pop().unwrap_or('"');
                let rest = text[line].trim().trim_end_matches(['"', '\'']);
                *suggestion = format!("{suggestion} {rest}{quote}");
            }
            continue;
        }
        let mut mistake = explain_line(text, line, error);
        // A list that does not end, after a mistake in a list, is the same mistake.
        mistake.shifts_what_follows |= mistake.is_in_a_list && unclosed.is_some();
        let shifts = mistake.shifts_what_follows;
        mistakes.push(mistake);
        if shifts {
            return mistakes;
        }
    }
    mistakes.extend(unclosed);
    mistakes
}

fn is_unclosed_list(error: &Terse) -> bool {
    let message = error.message.as_str();
    message.starts_with("unclosed array, ")
        || message.starts_with("unclosed inline table")
        || message.starts_with("unexpected `=` in array")
}

fn unclosed_list(text: &str, error: &Terse) -> Mistake {
    let at = opening_bracket(text, error.at.start).unwrap_or(error.at.clone());
    let line = line_around(text, at.start);
    let bracket = text[at.clone()].to_owned();
    Mistake {
        shifts_what_follows: true,
        ..plain(SourceProblem::UnclosedList { bracket }, at, line)
    }
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = text[at..].find('\n').map_or(text.len(), |more| at + more);
    start..end
}

/// Whether a line is the rest of a text that was begun and not ended on the line before.
fn ends_the_text_before(text: &str, mistakes: &[Mistake], line: &Range<usize>) -> bool {
    mistakes.last().is_some_and(|before| {
        matches!(before.problem, SourceProblem::UnclosedQuote { .. })
            && before.line.end + 1 == line.start
            && !text[line.clone()].contains('=')
    })
}

fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn header_name(line: &str) -> &str {
    line.split('#').next().unwrap_or(line).trim()
}

fn inside_repeated_table(text: &str, mistakes: &[Mistake], at: usize) -> bool {
    mistakes.iter().any(|known| {
        matches!(known.problem, SourceProblem::WrittenTwice { .. })
            && is_header(&text[known.line.clone()])
            && known.line.end <= at
            && !text[known.line.end..at].lines().any(is_header)
    })
}

fn written_twice(text: &str, at: Range<usize>, line: Range<usize>) -> Mistake {
    let here = &text[line.clone()];
    let same = |earlier: &str| {
        if is_header(here) {
            let name = |line: &str| header_name(line).replace(['[', ']'], "");
            is_header(earlier) && name(earlier) == name(here)
        } else {
            earlier
                .split_once('=')
                .is_some_and(|(key, _)| key.trim() == &text[at.clone()])
        }
    };
    let earlier = text[..line.start]
        .lines()
        .enumerate()
        .filter(|(_, earlier)| same(earlier))
        .last()
        .map(|(number, _)| number + 1);
    let name = if is_header(here) {
        header_name(here).to_owned()
    } else {
        text[at.clone()].to_owned()
    };
    plain(SourceProblem::WrittenTwice { name, earlier }, at, line)
}

fn setting(text: &str, line: Range<usize>) -> Option<Setting<'_>> {
    let written = text[line.clone()].trim_end();
    let (key, value) = written.split_once('=')?;
    let lead = value.len() - value.trim_start().len();
    Some(Setting {
        key: key.trim(),
        value: value.trim(),
        value_at: line.start + key.len() + 1 + lead,
    })
}

/// A mistake that leaves its setting and all others where they are.
fn plain(problem: SourceProblem, at: Range<usize>, line: Range<usize>) -> Mistake {
    Mistake {
        problem,
        at,
        line,
        is_in_a_list: false,
        is_no_setting: false,
        shifts_what_follows: false,
    }
}

fn explain_line(text: &str, line: Range<usize>, error: &Terse) -> Mistake {
    let made = |problem, at| plain(problem, at, line.clone());
    let lost = |problem, at| Mistake {
        is_no_setting: true,
        ..plain(problem, at, line.clone())
    };
    let shifting = |problem, at| Mistake {
        shifts_what_follows: true,
        ..plain(problem, at, line.clone())
    };
    let written = text[line.clone()].trim_end();
    let message = error.message.as_str();
    if is_header(written) && !written.contains('=') || is_half_a_header(text, &line) {
        return shifting(heading_mistake(written), trimmed(&line, text));
    }
    if is_header(written)
        && let Some((heading, rest)) = written.split_once(']')
        && !heading.contains('=')
    {
        let rest = rest.trim_start_matches(']').trim();
        let end = line.start + written.len();
        let problem = SourceProblem::AfterTheValue {
            rest: rest.to_owned(),
        };
        return shifting(problem, end - rest.len()..end);
    }
    if message.starts_with("invalid multi-line") && error.at.start >= text.trim_end().len() {
        let opening = text.rfind("\"\"\"").or_else(|| text.rfind("'''"));
        let at = opening.map_or(error.at.clone(), |at| at..at + 3);
        return Mistake {
            line: line_around(text, at.start),
            ..shifting(SourceProblem::UnclosedQuote { suggestion: None }, at)
        };
    }
    if message.starts_with("missing comma") {
        let (problem, at) = missing_comma(text, &line, error.at.start);
        return Mistake {
            is_in_a_list: true,
            ..made(problem, at)
        };
    }
    let escapes = message.contains("escape") || message.contains("hexadecimal");
    if escapes && !written.contains('"') {
        // Inside a text over several lines, where single quotes are no way out.
        let suggestion = written.trim().replace('\\', "\\\\");
        return made(
            SourceProblem::Backslash { suggestion },
            trimmed(&line, text),
        );
    }
    if is_inside_a_list(written) {
        let (problem, at) = nested_mistake(text, &line, error);
        // Such a quote takes the end of the list with it.
        let shifts_what_follows = matches!(problem, SourceProblem::UnclosedQuote { .. });
        return Mistake {
            is_in_a_list: true,
            shifts_what_follows,
            ..made(problem, at)
        };
    }
    let Some(setting) = setting(text, line.clone()) else {
        return lost(without_equals(written), trimmed(&line, text));
    };
    let value = setting.value_at..setting.value_at + setting.value.len();
    if !is_bare_key(setting.key) {
        let start = line.start + (written.len() - written.trim_start().len());
        let problem = match written.split_once(':') {
            Some((key, value)) if is_bare_key(key.trim()) => colon(key.trim(), value.trim()),
            _ => SourceProblem::InvalidName {
                written: setting.key.to_owned(),
                suggestion: tidy_name(setting.key),
            },
        };
        return lost(problem, start..start + setting.key.len());
    }
    if setting.value.is_empty() || setting.value.starts_with('#') {
        let problem = SourceProblem::MissingValue {
            key: setting.key.to_owned(),
        };
        return lost(problem, trimmed(&line, text));
    }
    let problem = value_mistake(&setting, message);
    let at = match &problem {
        SourceProblem::AfterTheValue { rest } => {
            // A remark may stand after it.
            let start = value.start + setting.value.rfind(rest.as_str()).unwrap_or(0);
            start..start + rest.len()
        }
        _ => value,
    };
    made(problem, at)
}

/// `agency]`, which is not the end of a list.
fn is_half_a_header(text: &str, line: &Range<usize>) -> bool {
    let written = header_name(&text[line.clone()]);
    written.ends_with(']')
        && !written.contains(['=', '"', '\'', ','])
        && opening_bracket(text, line.start).is_none()
}

fn heading_mistake(written: &str) -> SourceProblem {
    let header = header_name(written).to_owned();
    let name = header.trim_matches(['[', ']']);
    if is_bare_key(name) || name.contains(['[', ']']) {
        return SourceProblem::UnclosedHeading { header };
    }
    let suggestion = header.replace(name, &tidy_name(name));
    SourceProblem::InvalidName {
        written: name.to_owned(),
        suggestion,
    }
}

/// Whether the place of a mistake is one of several values on the line.
fn is_inside_a_list(written: &str) -> bool {
    let line = written.trim_start();
    let first_sign = |text: &str| {
        let signs = ['[', '{', '"', '\''];
        text.trim_start().starts_with(signs) || text.trim_start().starts_with(CURLY)
    };
    let value_is_list = line.split_once('=').is_some_and(|(key, value)| {
        is_bare_key(key.trim()) && value.trim_start().starts_with(['[', '{'])
    });
    let line_is_item = first_sign(line) && !is_header(line);
    value_is_list || line_is_item && (line.ends_with([',', ']', '}']) || line.starts_with('{'))
}

fn without_equals(written: &str) -> SourceProblem {
    if let Some((key, value)) = written.split_once(':')
        && is_bare_key(key.trim())
    {
        return colon(key.trim(), value.trim());
    }
    let line = written.trim();
    if let Some((key, value)) = line.split_once(char::is_whitespace)
        && is_bare_key(key)
        && value.trim().starts_with(['"', '\''])
    {
        return SourceProblem::MissingEquals {
            suggestion: format!("{key} = {}", value.trim()),
        };
    }
    SourceProblem::NotASetting
}

fn colon(key: &str, value: &str) -> SourceProblem {
    SourceProblem::Colon {
        suggestion: if value.starts_with(['"', '\'', '[', '{']) {
            format!("{key} = {value}")
        } else {
            format!("{key} = \"{value}\"")
        },
    }
}

fn is_bare_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn tidy_name(key: &str) -> String {
    let words: Vec<String> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

/// The last bracket or brace before a place that is still open there.
fn opening_bracket(text: &str, at: usize) -> Option<Range<usize>> {
    let mut depth = 0_u32;
    for (place, character) in text[..at].char_indices().rev() {
        match character {
            ']' | '}' => depth += 1,
            '[' | '{' if depth == 0 => return Some(place..place + 1),
            '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}
