//! Tells from a line of text what somebody who has never seen TOML meant to write.
//!
//! A reader of TOML says where it stopped; what went wrong is usually a few characters earlier and
//! is told by the line itself: a telephone number without quotes, quotation marks from a word
//! processor, a colon in place of the equals sign. One mistake makes one [`Mistake`], however many
//! times the reader stumbled over it.

use std::ops::Range;

use crate::diag::Problem;

/// What the TOML reader said.
pub(super) struct Terse {
    pub(super) message: String,
    /// Bytes of the text that was read.
    pub(super) at: Range<usize>,
}

/// A mistake, explained.
pub(super) struct Mistake {
    pub(super) problem: Problem,
    /// What to underline.
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
            if let Problem::UnclosedQuote {
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
    Mistake {
        problem: Problem::UnclosedList {
            bracket: text[at.clone()].to_owned(),
        },
        line: line_around(text, at.start),
        at,
        is_in_a_list: false,
        is_no_setting: false,
        shifts_what_follows: true,
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
        matches!(before.problem, Problem::UnclosedQuote { .. })
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
        matches!(known.problem, Problem::WrittenTwice { .. })
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
    Mistake {
        problem: Problem::WrittenTwice { name, earlier },
        at,
        line,
        is_in_a_list: false,
        is_no_setting: false,
        shifts_what_follows: false,
    }
}

/// A line taken apart: `key = value`, with the places of both.
struct Setting<'t> {
    key: &'t str,
    value: &'t str,
    value_at: usize,
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

fn explain_line(text: &str, line: Range<usize>, error: &Terse) -> Mistake {
    let made = |problem, at: Range<usize>| Mistake {
        problem,
        at,
        line: line.clone(),
        is_in_a_list: false,
        is_no_setting: false,
        shifts_what_follows: false,
    };
    let lost = |problem, at: Range<usize>| Mistake {
        problem,
        at,
        line: line.clone(),
        is_in_a_list: false,
        is_no_setting: true,
        shifts_what_follows: false,
    };
    let shifting = |problem, at: Range<usize>| Mistake {
        problem,
        at,
        line: line.clone(),
        is_in_a_list: false,
        is_no_setting: false,
        shifts_what_follows: true,
    };
    let written = text[line.clone()].trim_end();
    let message = error.message.as_str();
    if is_header(written) && !written.contains('=') || is_half_a_header(text, &line) {
        return shifting(heading_mistake(written), trimmed(&line, text));
    }
    if message.starts_with("invalid multi-line") && error.at.start >= text.trim_end().len() {
        let opening = text.rfind("\"\"\"").or_else(|| text.rfind("'''"));
        let at = opening.map_or(error.at.clone(), |at| at..at + 3);
        return Mistake {
            line: line_around(text, at.start),
            ..shifting(Problem::UnclosedQuote { suggestion: None }, at)
        };
    }
    if message.starts_with("missing comma") {
        let (problem, at) = missing_comma(text, &line, error.at.start);
        return Mistake {
            is_in_a_list: true,
            ..made(problem, at)
        };
    }
    if is_inside_a_list(written) {
        let (problem, at) = nested_mistake(text, &line, error);
        // Such a quote takes the end of the list with it.
        let shifts_what_follows = matches!(problem, Problem::UnclosedQuote { .. });
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
            _ => Problem::InvalidName {
                written: setting.key.to_owned(),
                suggestion: tidy_name(setting.key),
            },
        };
        return lost(problem, start..start + setting.key.len());
    }
    if setting.value.is_empty() || setting.value.starts_with('#') {
        let problem = Problem::MissingValue {
            key: setting.key.to_owned(),
        };
        return lost(problem, trimmed(&line, text));
    }
    let problem = value_mistake(&setting, message);
    let at = match &problem {
        Problem::AfterTheValue { rest } => value.end - rest.len()..value.end,
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

fn heading_mistake(written: &str) -> Problem {
    let header = header_name(written).to_owned();
    let name = header.trim_matches(['[', ']']);
    if is_bare_key(name) || name.contains(['[', ']']) {
        return Problem::UnclosedHeading { header };
    }
    let suggestion = header.replace(name, &tidy_name(name));
    Problem::InvalidName {
        written: name.to_owned(),
        suggestion,
    }
}

/// Where two values of a list follow each other: they may be one text with a quote in it.
fn missing_comma(text: &str, line: &Range<usize>, at: usize) -> (Problem, Range<usize>) {
    let next = text[at..].chars().next().map_or(0, char::len_utf8);
    let comma = (Problem::MissingComma, at..at + next);
    let Some(quote) = text[line.start..at]
        .chars()
        .next_back()
        .filter(|c| matches!(c, '"' | '\''))
    else {
        return comma;
    };
    let Some(opening) = text[line.start..at - 1]
        .rfind(quote)
        .map(|place| line.start + place)
    else {
        return comma;
    };
    if !text[at..].starts_with(char::is_alphanumeric) {
        return comma;
    }
    let rest = &text[at..line.end];
    let closing = rest.char_indices().find(|(place, c)| {
        let after = rest[place + c.len_utf8()..].trim_start();
        *c == quote && (after.is_empty() || after.starts_with([',', ']', '}']))
    });
    let words = closing.map(|(place, _)| &text[opening + 1..at + place]);
    match words {
        Some(words) if !words.contains('=') => {
            let suggestion = in_fitting_quotes(words);
            let end = opening + words.len() + 2;
            (Problem::QuoteInsideQuotes { suggestion }, opening..end)
        }
        _ => (Problem::UnclosedQuote { suggestion: None }, opening..at),
    }
}

fn in_fitting_quotes(words: &str) -> String {
    match (words.contains('"'), words.contains('\'')) {
        (false, _) => format!("\"{words}\""),
        (true, false) => format!("'{words}'"),
        (true, true) => format!("\"{}\"", words.replace('"', "\\\"")),
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

/// What is wrong with one value of several, seen from the place where the reader stopped.
fn nested_mistake(text: &str, line: &Range<usize>, error: &Terse) -> (Problem, Range<usize>) {
    let message = error.message.as_str();
    let at = error.at.clone();
    let word = text[at.clone()].trim();
    let quoted = |words: &str| {
        let words = words.trim_matches(CURLY).trim_matches(['"', '\'']);
        format!("\"{words}\"")
    };
    if word.contains(CURLY) {
        // The reader stops at a comma between curly quotes; the text goes on to the closing one.
        let opens = word.starts_with(CURLY) && !word.ends_with(CURLY);
        let more = opens.then(|| {
            text[at.end..line.end]
                .char_indices()
                .find(|(_, c)| CURLY.contains(c))
        });
        let end = more
            .flatten()
            .map_or(at.end, |(place, c)| at.end + place + c.len_utf8());
        let at = at.start..end;
        let suggestion = quoted(&text[at.clone()]);
        return (Problem::CurlyQuotes { suggestion }, at);
    }
    if is_date_shaped(word) && message.contains("expected ") {
        let reason = message
            .rsplit("expected ")
            .next()
            .unwrap_or_default()
            .to_owned();
        let written = word.to_owned();
        return (Problem::ImpossibleDate { written, reason }, at);
    }
    let is_word = word.starts_with(char::is_alphanumeric) && message.starts_with("invalid ");
    if message.starts_with("string values must be quoted") || is_word {
        let suggestion = quoted(word);
        return (Problem::MissingQuotes { suggestion }, at);
    }
    if message.contains("escape") || message.contains("hexadecimal") {
        let start = text[line.start..at.start]
            .rfind('"')
            .map_or(line.start, |quote| line.start + quote);
        let end = text[at.start..line.end]
            .find('"')
            .map_or(at.start, |quote| at.start + quote);
        let words = &text[(start + 1).min(end)..end];
        let suggestion = format!("'{words}'");
        return (Problem::Backslash { suggestion }, start..end);
    }
    if message.starts_with("invalid basic string") || message.starts_with("invalid literal string")
    {
        return (
            Problem::UnclosedQuote { suggestion: None },
            trimmed(line, text),
        );
    }
    let terse = message.to_owned();
    (Problem::Syntax { terse }, trimmed(line, text))
}

/// What is wrong with a value, seen from the value as it is written.
fn value_mistake(setting: &Setting<'_>, message: &str) -> Problem {
    let key = setting.key.to_owned();
    let value = setting.value;
    let quoted = |text: &str| {
        let text = text.trim_matches(CURLY).trim();
        if text.contains('"') {
            format!("{key} = '{text}'")
        } else {
            format!("{key} = \"{text}\"")
        }
    };
    if value.starts_with(CURLY) {
        return Problem::CurlyQuotes {
            suggestion: quoted(value.trim_matches(['"', '\''])),
        };
    }
    if let Some(quote) = value
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))
    {
        let inside = &value[1..];
        if message.contains("escape")
            || message.contains("unicode")
            || message.contains("hexadecimal")
        {
            let inside = inside.trim_end_matches('"');
            let suggestion = if inside.contains('\'') {
                format!("{key} = \"{}\"", inside.replace('\\', "/"))
            } else {
                format!("{key} = '{inside}'")
            };
            return Problem::Backslash { suggestion };
        }
        if inside.ends_with(CURLY) && !inside.contains(quote) {
            return Problem::CurlyQuotes {
                suggestion: quoted(inside),
            };
        }
        if inside.ends_with(quote) {
            let words = &inside[..inside.len() - 1];
            let parts: Vec<&str> = value.split(',').map(str::trim).collect();
            let is_text =
                |part: &&str| part.len() > 1 && part.starts_with(quote) && part.ends_with(quote);
            if parts.len() > 1 && parts.iter().all(is_text) {
                let suggestion = format!("{key} = [{}]", parts.join(", "));
                return Problem::ListWithoutBrackets { suggestion };
            }
            let suggestion = format!("{key} = {}", in_fitting_quotes(words));
            return Problem::QuoteInsideQuotes { suggestion };
        }
        if !inside.contains(quote) {
            let words = inside.trim_end_matches(['"', '\'', ',']).trim();
            return Problem::UnclosedQuote {
                suggestion: Some(quoted(words)),
            };
        }
        let end = inside.find(quote).map_or(value.len(), |at| at + 2);
        let rest = value[end..].trim();
        return Problem::AfterTheValue {
            rest: rest.to_owned(),
        };
    }
    let word = value.split('#').next().unwrap_or(value).trim();
    match word.to_lowercase().as_str() {
        "yes" | "y" | "on" | "true" => return yes_or_no(setting, word, true),
        "no" | "n" | "off" | "false" => return yes_or_no(setting, word, false),
        _ => {}
    }
    if let Some(problem) = date_mistake(setting.key, word, message) {
        return problem;
    }
    if value.starts_with(['[', '{']) {
        return Problem::Syntax {
            terse: message.to_owned(),
        };
    }
    Problem::MissingQuotes {
        suggestion: quoted(word),
    }
}

/// Quotation marks as word processors and telephones put them.
pub(super) const CURLY: [char; 10] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '″'];

fn yes_or_no(setting: &Setting<'_>, word: &str, flag: bool) -> Problem {
    Problem::YesOrNo {
        written: word.to_owned(),
        suggestion: format!("{} = {flag}", setting.key),
    }
}

fn date_mistake(key: &str, word: &str, message: &str) -> Option<Problem> {
    if is_date_shaped(word) {
        let reason = message.rsplit_once("expected ")?.1;
        return Some(Problem::ImpossibleDate {
            written: word.to_owned(),
            reason: reason.to_owned(),
        });
    }
    let suggestion = date_in_our_form(word)?;
    Some(Problem::DateForm {
        key: key.to_owned(),
        suggestion: Some(suggestion),
    })
}

fn is_date_shaped(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

/// `12/1/2026` or `2026-12-1` as `2026-12-01`, if it is a date in one reading only: month first,
/// as in the United States.
pub(super) fn date_in_our_form(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else if third.len() == 4 {
        (third, first, second)
    } else {
        return None;
    };
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().map(|date| date.to_string())
}

fn without_equals(written: &str) -> Problem {
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
        return Problem::MissingEquals {
            suggestion: format!("{key} = {}", value.trim()),
        };
    }
    Problem::NotASetting
}

fn colon(key: &str, value: &str) -> Problem {
    Problem::Colon {
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

fn trimmed(line: &Range<usize>, text: &str) -> Range<usize> {
    let written = &text[line.clone()];
    let lead = written.len() - written.trim_start().len();
    let start = line.start + lead;
    start..(line.start + written.trim_end().len()).max(start)
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
