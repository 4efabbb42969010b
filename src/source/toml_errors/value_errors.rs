//! Tells what is wrong with a value from the way it is written.

use std::ops::Range;

use crate::diag::source::SourceProblem;

/// What the TOML reader said.
pub(in crate::source) struct TomlParserError {
    pub(in crate::source) message: String,
    /// Bytes of the text that was read.
    pub(in crate::source) byte_range: Range<usize>,
}

/// A line taken apart: `key = value`, with the places of both.
pub(super) struct KeyValueLine<'t> {
    pub(super) key: &'t str,
    pub(super) value: &'t str,
    pub(super) value_start: usize,
}

/// What is wrong with a value, seen from the value as it is written.
pub(super) fn diagnose_value(setting: &KeyValueLine<'_>, message: &str) -> SourceProblem {
    let key = setting.key.to_owned();
    let value = strip_comment(setting.value);
    let quoted = |text: &str| {
        let text = text.trim_matches(CURLY_QUOTES).trim();
        if text.contains('"') {
            format!("{key} = '{text}'")
        } else {
            format!("{key} = \"{text}\"")
        }
    };
    if value.starts_with(CURLY_QUOTES) {
        return SourceProblem::CurlyQuotes {
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
            return SourceProblem::UnescapedBackslash { suggestion };
        }
        if inside.ends_with(CURLY_QUOTES) && !inside.contains(quote) {
            return SourceProblem::CurlyQuotes {
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
                return SourceProblem::ListWithoutBrackets { suggestion };
            }
            let suggestion = format!("{key} = {}", quote_toml_string(words));
            return SourceProblem::QuoteInsideQuotes { suggestion };
        }
        if !inside.contains(quote) {
            let words = inside.trim_end_matches(['"', '\'', ',']).trim();
            return SourceProblem::UnclosedQuote {
                suggestion: Some(quoted(words)),
            };
        }
        let end = inside.find(quote).map_or(value.len(), |at| at + 2);
        let rest = value[end..].trim();
        return SourceProblem::TextAfterValue {
            extra_text: rest.to_owned(),
        };
    }
    let word = value.split('#').next().unwrap_or(value).trim();
    match word.to_lowercase().as_str() {
        "yes" | "y" | "on" | "true" => return boolean_word_problem(setting, word, true),
        "no" | "n" | "off" | "false" => return boolean_word_problem(setting, word, false),
        _ => {}
    }
    if let Some(problem) = diagnose_date(setting.key, word, message) {
        return problem;
    }
    if value.starts_with(['[', '{']) {
        return SourceProblem::OtherSyntaxError {
            parser_message: message.to_owned(),
        };
    }
    SourceProblem::MissingQuotes {
        suggestion: quoted(word),
    }
}

/// Quotation marks as word processors and telephones put them.
pub(super) const CURLY_QUOTES: [char; 10] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '″'];

/// A value in quotes of any kind without the remark after it.
fn strip_comment(value: &str) -> &str {
    let ends = |place: &usize| {
        let before = value[..*place].trim_end();
        before.len() > 1 && (before.ends_with(['"', '\'']) || before.ends_with(CURLY_QUOTES))
    };
    let remark = value.match_indices(" #").map(|(place, _)| place).find(ends);
    remark.map_or(value, |place| value[..place].trim_end())
}

fn boolean_word_problem(setting: &KeyValueLine<'_>, word: &str, flag: bool) -> SourceProblem {
    SourceProblem::YesNoInsteadOfBoolean {
        value: word.to_owned(),
        suggestion: format!("{} = {flag}", setting.key),
    }
}

fn diagnose_date(key: &str, word: &str, message: &str) -> Option<SourceProblem> {
    if is_iso_date_shaped(word) {
        let reason = message.rsplit_once("expected ")?.1;
        return Some(SourceProblem::NonexistentDate {
            date_text: word.to_owned(),
            reason: reason.to_owned(),
        });
    }
    let suggestion = to_iso_date(word)?;
    Some(SourceProblem::WrongDateFormat {
        key: key.to_owned(),
        suggestion: Some(suggestion),
    })
}

fn is_iso_date_shaped(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

/// `12/1/2026` or `2026-12-1` as `2026-12-01`, if it is a date in one reading only: month first,
/// as in the United States.
pub(in crate::source) fn to_iso_date(word: &str) -> Option<String> {
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

/// What is wrong with one value of several, seen from the place where the reader stopped.
pub(super) fn diagnose_list_value(
    text: &str,
    line: &Range<usize>,
    error: &TomlParserError,
) -> (SourceProblem, Range<usize>) {
    let message = error.message.as_str();
    let at = error.byte_range.clone();
    let word = text[at.clone()].trim();
    let quoted = |words: &str| {
        let words = words.trim_matches(CURLY_QUOTES).trim_matches(['"', '\'']);
        format!("\"{words}\"")
    };
    if word.contains(CURLY_QUOTES) {
        // The reader stops at a comma between curly quotes; the text goes on to the closing one.
        let opens = word.starts_with(CURLY_QUOTES) && !word.ends_with(CURLY_QUOTES);
        let more = opens.then(|| {
            text[at.end..line.end]
                .char_indices()
                .find(|(_, c)| CURLY_QUOTES.contains(c))
        });
        let end = more
            .flatten()
            .map_or(at.end, |(place, c)| at.end + place + c.len_utf8());
        let at = at.start..end;
        let suggestion = quoted(&text[at.clone()]);
        return (SourceProblem::CurlyQuotes { suggestion }, at);
    }
    if is_iso_date_shaped(word) && message.contains("expected ") {
        let reason = message
            .rsplit("expected ")
            .next()
            .unwrap_or_default()
            .to_owned();
        let written = word.to_owned();
        return (
            SourceProblem::NonexistentDate {
                date_text: written,
                reason,
            },
            at,
        );
    }
    let is_word = word.starts_with(char::is_alphanumeric) && message.starts_with("invalid ");
    if message.starts_with("string values must be quoted") || is_word {
        let suggestion = quoted(word);
        return (SourceProblem::MissingQuotes { suggestion }, at);
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
        return (SourceProblem::UnescapedBackslash { suggestion }, start..end);
    }
    if message.starts_with("invalid basic string") || message.starts_with("invalid literal string")
    {
        return (
            SourceProblem::UnclosedQuote { suggestion: None },
            trim_line_range(line, text),
        );
    }
    let terse = message.to_owned();
    (
        SourceProblem::OtherSyntaxError {
            parser_message: terse,
        },
        trim_line_range(line, text),
    )
}

/// Where two values of a list follow each other: they may be one text with a quote in it.
pub(super) fn diagnose_missing_comma(
    text: &str,
    line: &Range<usize>,
    at: usize,
) -> (SourceProblem, Range<usize>) {
    let next = text[at..].chars().next().map_or(0, char::len_utf8);
    let comma = (SourceProblem::MissingComma, at..at + next);
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
            let suggestion = quote_toml_string(words);
            let end = opening + words.len() + 2;
            (
                SourceProblem::QuoteInsideQuotes { suggestion },
                opening..end,
            )
        }
        _ => (
            SourceProblem::UnclosedQuote { suggestion: None },
            opening..at,
        ),
    }
}

fn quote_toml_string(words: &str) -> String {
    match (words.contains('"'), words.contains('\'')) {
        (false, _) => format!("\"{words}\""),
        (true, false) => format!("'{words}'"),
        (true, true) => format!("\"{}\"", words.replace('"', "\\\"")),
    }
}

/// The place of a line without the white space around it.
pub(super) fn trim_line_range(line: &Range<usize>, text: &str) -> Range<usize> {
    let written = &text[line.clone()];
    let lead = written.len() - written.trim_start().len();
    let start = line.start + lead;
    start..(line.start + written.trim_end().len()).max(start)
}
