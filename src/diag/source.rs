//! Problems of a file's text, its encoding and its TOML syntax, and of a pattern that names files.

use super::message_format::did_you_mean_hint;
use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A file that cannot be parsed. A field `suggestion` is the corrected text.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceProblem {
    /// A pattern for file names that cannot be read.
    InvalidPattern { pattern: String },
    /// A pattern that no file matches.
    NoMatchingFile { pattern: String },
    /// A file in another encoding.
    NotUtf8 { encoding: NonUtf8Encoding },
    /// A control character, which no text file needs: U+000B, U+0000.
    ControlCharacter { character: char },
    /// Typographic quotation marks around a value.
    CurlyQuotes { suggestion: String },
    /// A value without quotes: a phone number, a name.
    MissingQuotes { suggestion: String },
    /// `'O'Brien'`, `"say "hi" to"`.
    QuoteInsideQuotes {
        /// The line with the other kind of quotes.
        suggestion: String,
    },
    /// A backslash in double quotes, where it starts an escape sequence.
    UnescapedBackslash { suggestion: String },
    /// An unclosed quotation mark.
    UnclosedQuote {
        /// The line with its closing quotation mark.
        suggestion: String,
    },
    /// An unclosed quotation mark in a list, or between braces.
    UnclosedQuoteInList,
    /// Text over several lines without its closing marks.
    UnclosedParagraphs {
        /// The marks that it begins with: `"""`.
        marks: String,
    },
    /// Something after the value on the same line.
    TextAfterValue { extra_text: String },
    /// `name: "x"`.
    ColonInsteadOfEquals { suggestion: String },
    /// `name "x"`.
    MissingEquals { suggestion: String },
    /// `name =`.
    MissingValue { key: String },
    /// A line that is not a setting, a heading or a comment.
    UnrecognizedLine,
    /// A setting's name with spaces or other invalid characters.
    InvalidKey {
        key: String,
        is_heading: bool,
        /// The name of a setting, or a heading, that is spelled similarly.
        nearest: Option<String>,
    },
    /// The 30th of February.
    NonexistentDate {
        date_text: String,
        /// The valid range, if it is known: `day between 01 and 28`.
        valid_range: Option<String>,
    },
    /// A date in another form than year-month-day.
    WrongDateFormat {
        key: String,
        /// The date as year-month-day, if it is unambiguous.
        suggestion: Option<String>,
    },
    /// A month without a day: `2026-12`.
    MissingDay {
        key: String,
        date_text: String,
        /// The first day of the month.
        first_day: String,
        /// Whether the value may be a text without quotes.
        may_be_text: bool,
    },
    /// `Yes` instead of `true`.
    YesNoInsteadOfBoolean {
        value: String,
        /// The line with `true` or `false`.
        suggestion: String,
    },
    /// A heading or setting that is in the file twice.
    DuplicateDefinition {
        name: String,
        earlier_line: Option<usize>,
    },
    /// A heading without its closing bracket.
    UnclosedTableHeader { header: String },
    /// A list or inline table without its closing bracket.
    UnclosedBracket { bracket: String },
    /// `states = "IA", "NE"`.
    ListWithoutBrackets { suggestion: String },
    /// A list without a comma between two entries.
    MissingComma,
    /// Any other syntax error.
    OtherSyntaxError { parser_message: String },
}

impl DomainProblem for SourceProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::InvalidPattern { .. } => "invalid-pattern",
            Self::NoMatchingFile { .. } => "no-matching-file",
            Self::NotUtf8 { .. } => "not-utf-8",
            Self::ControlCharacter { .. } => "control-character",
            Self::CurlyQuotes { .. } => "curly-quotes",
            Self::MissingQuotes { .. } => "missing-quotes",
            Self::QuoteInsideQuotes { .. } => "quote-inside-quotes",
            Self::UnescapedBackslash { .. } => "backslash",
            Self::UnclosedQuote { .. }
            | Self::UnclosedQuoteInList
            | Self::UnclosedParagraphs { .. } => "unclosed-quote",
            Self::TextAfterValue { .. } => "text-after-value",
            Self::ColonInsteadOfEquals { .. } => "colon",
            Self::MissingEquals { .. } => "missing-equals",
            Self::MissingValue { .. } => "missing-value",
            Self::UnrecognizedLine => "unrecognized-line",
            Self::InvalidKey { .. } => "invalid-name",
            Self::NonexistentDate { .. } => "impossible-date",
            Self::WrongDateFormat { .. } => "date-format",
            Self::MissingDay { .. } => "missing-day",
            Self::YesNoInsteadOfBoolean { .. } => "yes-or-no",
            Self::DuplicateDefinition { .. } => "duplicate-setting",
            Self::UnclosedTableHeader { .. } => "unclosed-heading",
            Self::UnclosedBracket { .. } => "unclosed-list",
            Self::ListWithoutBrackets { .. } => "list-without-brackets",
            Self::MissingComma => "missing-comma",
            Self::OtherSyntaxError { .. } => "syntax",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::InvalidPattern { pattern } => new_description(
                format!("`{pattern}` is not the name of a file, or a pattern for names"),
                "use `*` for any characters in a name, as in `\"clinics/*.toml\"`",
            ),
            Self::NoMatchingFile { pattern } => new_description(
                format!("no file matches `{pattern}`"),
                "check the folder and the spelling; `*` stands for any characters in a name",
            ),
            Self::NotUtf8 {
                encoding: NonUtf8Encoding::OfficeFile,
            } => new_description(
                "the file is a Word or Excel file (or a ZIP file), not a text file",
                "name the text file, such as a .toml file, instead",
            ),
            Self::NotUtf8 { encoding } => {
                let saved_as = match encoding {
                    NonUtf8Encoding::Utf16 => "UTF-16 (\"Unicode\")",
                    NonUtf8Encoding::Windows1252 | NonUtf8Encoding::OfficeFile => {
                        "Windows-1252 (\"ANSI\")"
                    }
                };
                new_description(
                    format!("the file is saved as {saved_as}, so letters like é would be wrong"),
                    "save it as UTF-8: in Notepad, File > Save As > Encoding: UTF-8",
                )
            }
            Self::ControlCharacter { character } => new_description(
                format!(
                    "the line contains U+{:04X}, {}",
                    u32::from(*character),
                    describe_control_character(*character)
                ),
                "delete it: put the cursor at this place and press Delete, or type the line again instead of pasting it",
            ),
            Self::CurlyQuotes { suggestion } => new_description(
                "the quotation marks are curly, as word processors make them",
                format!("use straight ones: `{suggestion}`"),
            ),
            Self::MissingQuotes { suggestion } => new_description(
                "the value has no quotation marks around it",
                format!("put it in quotes: `{suggestion}`"),
            ),
            Self::QuoteInsideQuotes { suggestion } => new_description(
                "the text ends at the quote or apostrophe in the middle of it",
                format!("use the other kind of quotes around it: `{suggestion}`"),
            ),
            Self::UnescapedBackslash { suggestion } => new_description(
                "inside double quotes, a backslash changes the characters after it",
                if suggestion.contains("\\\\") {
                    format!("double each backslash: `{suggestion}`")
                } else {
                    format!("use single quotes: `{suggestion}`")
                },
            ),
            Self::UnclosedQuote { suggestion } => new_description(
                "the closing quotation mark is missing on this line",
                format!("add the missing quotation mark at the end of the text: `{suggestion}`"),
            ),
            Self::UnclosedQuoteInList => new_description(
                "a quotation mark is missing on this line",
                "every text needs a quotation mark at both ends, as in `states = [\"IA\", \"NE\"]`",
            ),
            Self::UnclosedParagraphs { marks } => new_description(
                format!("the text that begins with `{marks}` on this line has no end"),
                format!("put `{marks}` after the last word of the text"),
            ),
            Self::TextAfterValue { extra_text } => new_description(
                format!("`{extra_text}` follows a value or heading on the same line"),
                "put each heading and each setting on its own line, and a comment after a `#`",
            ),
            Self::ColonInsteadOfEquals { suggestion } => new_description(
                "there is a colon between the setting and its value",
                format!("use an equals sign: `{suggestion}`"),
            ),
            Self::MissingEquals { suggestion } => new_description(
                "there is no equals sign between the setting and its value",
                format!("write `{suggestion}`"),
            ),
            Self::MissingValue { key } => new_description(
                format!("`{key}` has no value after its equals sign"),
                format!("write a value, or put a `#` before the line to leave `{key}` out"),
            ),
            Self::UnrecognizedLine => new_description(
                "the line is not a setting, a heading or a comment",
                "write it like `name = \"Cedar Valley\"`, or put a `#` before the line to make it a comment",
            ),
            Self::InvalidKey {
                key,
                is_heading,
                nearest,
            } => new_description(
                if *is_heading {
                    format!("`{key}` cannot be a heading")
                } else {
                    format!("`{key}` cannot be the name of a setting")
                },
                did_you_mean_hint(
                    nearest.as_deref(),
                    if *is_heading {
                        "write a heading such as `[agency]`; it has only letters, digits, `_` and `-`"
                    } else {
                        "write the name of a setting, such as `phone`; it has only letters, digits, `_` and `-`"
                    },
                ),
            ),
            Self::NonexistentDate {
                date_text,
                valid_range,
            } => new_description(
                format!("`{date_text}` is not a date in the calendar"),
                valid_range.as_ref().map_or_else(
                    || "write a date in the calendar, as year-month-day".to_owned(),
                    |range| format!("write year-month-day, with a {range}"),
                ),
            ),
            Self::WrongDateFormat { key, suggestion } => new_description(
                format!("the date of `{key}` must be written as year-month-day"),
                suggestion.as_ref().map_or_else(
                    || {
                        "write the year, month and day in digits: December 1, 2026, is 2026-12-01"
                            .to_owned()
                    },
                    |date| format!("write `{key} = {date}`, if that is the day you mean"),
                ),
            ),
            Self::MissingDay {
                key,
                date_text,
                first_day,
                may_be_text,
            } => new_description(
                format!("`{date_text}` is a month, and the day is missing"),
                if *may_be_text {
                    format!(
                        "add the day, for example `{key} = {first_day}`; if it is not a date, put it in quotes: `{key} = \"{date_text}\"`"
                    )
                } else {
                    format!("add the day, for example `{key} = {first_day}`")
                },
            ),
            Self::YesNoInsteadOfBoolean { value, suggestion } => new_description(
                format!("`{value}` cannot be used as a value"),
                format!("write `true` for yes and `false` for no: `{suggestion}`"),
            ),
            Self::DuplicateDefinition { name, earlier_line } => new_description(
                earlier_line.map_or_else(
                    || format!("`{name}` is in the file twice"),
                    |line| format!("`{name}` is in the file twice, first on line {line}"),
                ),
                "combine the two, or delete one",
            ),
            Self::UnclosedTableHeader { header } => new_description(
                format!("the brackets of the heading `{header}` do not match"),
                "write a heading like `[agency]` or, for one entry of a list, `[[organizations]]`",
            ),
            Self::UnclosedBracket { bracket } => {
                let closing = if bracket == "{" { "}" } else { "]" };
                new_description(
                    format!("the list that begins with `{bracket}` is not closed"),
                    format!("put a `{closing}` after the last entry"),
                )
            }
            Self::ListWithoutBrackets { suggestion } => new_description(
                "several values follow each other without brackets around them",
                format!("put them in brackets: `{suggestion}`"),
            ),
            Self::MissingComma => new_description(
                "a comma is missing, or there is one quotation mark too many",
                "put a comma between two entries or settings, as in `[\"en\", \"es\"]`; delete a quotation mark that does not belong to a text",
            ),
            Self::OtherSyntaxError { parser_message } => new_description(
                format!("the line cannot be read: {parser_message}"),
                "look for a comma, quotation mark or bracket that is missing or too many",
            ),
        }
    }
}

/// Returns where a control character usually comes from.
fn describe_control_character(character: char) -> &'static str {
    match character {
        '\u{B}' => "an invisible line break, which Word inserts with Shift+Enter",
        '\u{C}' => "an invisible page break",
        '\r' => "an invisible line break of an old Mac program",
        _ => "an invisible control character",
    }
}

/// An encoding that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonUtf8Encoding {
    /// A Word or Excel file, or another ZIP file.
    OfficeFile,
    Utf16,
    /// "ANSI" in Notepad; assumed for every other encoding.
    Windows1252,
}
