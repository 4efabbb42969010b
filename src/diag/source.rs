//! What can be wrong with a file as text: its encoding, and the form of TOML.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A file that cannot be read as it is written. Fields named `suggestion` hold what to write in place of what is
/// there.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceProblem {
    /// A file in another encoding.
    NotUtf8 { encoding: NonUtf8Encoding },
    /// Quotation marks of a word processor around a value.
    CurlyQuotes { suggestion: String },
    /// A value that needs quotes: a bare phone number, a bare name.
    MissingQuotes { suggestion: String },
    /// `'O'Brien'`, `"say "hi" to"`.
    QuoteInsideQuotes {
        /// The line with the other kind of quotes.
        suggestion: String,
    },
    /// A backslash in double quotes, where it has a meaning of its own.
    UnescapedBackslash { suggestion: String },
    /// A quote that is opened and not closed.
    UnclosedQuote {
        /// The line with its closing quote; none for a text over several lines.
        suggestion: Option<String>,
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
    /// A setting's name with spaces or other signs in it.
    InvalidKey { key: String, suggestion: String },
    /// The 30th of February.
    NonexistentDate {
        date_text: String,
        /// What would be possible: `day between 01 and 28`.
        reason: String,
    },
    /// A date in another form than year-month-day.
    WrongDateFormat {
        key: String,
        /// The date in our form, if it can be told.
        suggestion: Option<String>,
    },
    /// `Yes` where `true` is meant.
    YesNoInsteadOfBoolean {
        value: String,
        /// The line with `true` or `false`.
        suggestion: String,
    },
    /// A heading or setting that is there twice.
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
    /// Any other mistake of form.
    OtherSyntaxError { parser_message: String },
}

impl DomainProblem for SourceProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not-utf-8",
            Self::CurlyQuotes { .. } => "curly-quotes",
            Self::MissingQuotes { .. } => "missing-quotes",
            Self::QuoteInsideQuotes { .. } => "quote-inside-quotes",
            Self::UnescapedBackslash { .. } => "backslash",
            Self::UnclosedQuote { .. } => "unclosed-quote",
            Self::TextAfterValue { .. } => "after-the-value",
            Self::ColonInsteadOfEquals { .. } => "colon",
            Self::MissingEquals { .. } => "missing-equals",
            Self::MissingValue { .. } => "missing-value",
            Self::UnrecognizedLine => "not-a-setting",
            Self::InvalidKey { .. } => "invalid-name",
            Self::NonexistentDate { .. } => "impossible-date",
            Self::WrongDateFormat { .. } => "date-form",
            Self::YesNoInsteadOfBoolean { .. } => "yes-or-no",
            Self::DuplicateDefinition { .. } => "written-twice",
            Self::UnclosedTableHeader { .. } => "unclosed-heading",
            Self::UnclosedBracket { .. } => "unclosed-list",
            Self::ListWithoutBrackets { .. } => "list-without-brackets",
            Self::MissingComma => "missing-comma",
            Self::OtherSyntaxError { .. } => "syntax",
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        match self {
            Self::NotUtf8 { encoding } => {
                let saved_as = match encoding {
                    NonUtf8Encoding::Utf16 => "UTF-16 (\"Unicode\")",
                    NonUtf8Encoding::Windows1252 => "Windows-1252 (\"ANSI\")",
                };
                new_description(
                format!("the file is saved as {saved_as}, and letters like é would come out wrong"),
                    "save it as UTF-8: in Notepad, File > Save As > Encoding: UTF-8",
                )
            }
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
                "a backslash in double quotes has a special meaning",
                format!("write `{suggestion}`"),
            ),
            Self::UnclosedQuote { suggestion } => new_description(
                "the closing quotation mark is missing on this line",
                suggestion.as_ref().map_or_else(
                    || "end the text with the mark it begins with, three of them if it begins with three".to_owned(),
                    |suggestion| format!("end the text with the mark it begins with: `{suggestion}`"),
                ),
            ),
            Self::TextAfterValue { extra_text: rest } => new_description(
                format!("`{rest}` stands on the same line after a value or heading"),
                "put each heading and each setting on a line of its own, and a remark after a `#`",
            ),
            Self::ColonInsteadOfEquals { suggestion } => new_description(
                "a setting and its value are joined by a colon",
                format!("use an equals sign: `{suggestion}`"),
            ),
            Self::MissingEquals { suggestion } => new_description(
                "there is no equals sign between the setting and its value",
                format!("write `{suggestion}`"),
            ),
            Self::MissingValue { key } => new_description(
                format!("`{key}` has nothing after its equals sign"),
                format!("write a value, or put a `#` before the line to leave `{key}` out"),
            ),
            Self::UnrecognizedLine => new_description(
                "the line is not a setting, a heading or a remark",
                "write `setting = \"value\"`, or put a `#` before the line to make it a remark",
            ),
            Self::InvalidKey {
                key: written,
                suggestion,
            } => new_description(
                format!("`{written}` cannot be the name of a setting"),
                format!("names have letters, digits, `_` and `-` only: `{suggestion}`"),
            ),
            Self::NonexistentDate { date_text: written, reason } => new_description(
                format!("`{written}` is not in the calendar"),
                format!("a date is year-month-day, here with a {reason}"),
            ),
            Self::WrongDateFormat { key, suggestion } => new_description(
                format!("the date of `{key}` is not written as year-month-day"),
                suggestion.as_ref().map_or_else(
                    || format!("write it like this: `{key} = 2026-12-01`"),
                    |date| format!("write `{key} = {date}`, if that is the day you mean"),
                ),
            ),
            Self::YesNoInsteadOfBoolean {
                value: written,
                suggestion,
            } => new_description(
                format!("`{written}` without quotes is not a value"),
                format!("for yes and no write `true` and `false`: `{suggestion}`"),
            ),
            Self::DuplicateDefinition { name, earlier_line: earlier } => new_description(
                earlier.map_or_else(
                    || format!("`{name}` is in the file twice"),
                    |line| format!("`{name}` is in the file twice, first on line {line}"),
                ),
                "join the two, or take one away",
            ),
            Self::UnclosedTableHeader { header } => new_description(
                format!("the heading `{header}` has not the same brackets at both ends"),
                "write a heading like `[agency]` or, for one entry of a list, `[[organizations]]`",
            ),
            Self::UnclosedBracket { bracket } => {
                let closing = if bracket == "{" { "}" } else { "]" };
                new_description(
                format!("the list that begins with `{bracket}` does not end"),
                    format!("put a `{closing}` after the last entry"),
                )
            }
            Self::ListWithoutBrackets { suggestion } => new_description(
                "several values follow each other without brackets around them",
                format!("put them in brackets: `{suggestion}`"),
            ),
            Self::MissingComma => new_description(
                "there is no comma between two entries of a list",
                "put a comma after each entry, as in `[\"en\", \"es\"]`",
            ),
            Self::OtherSyntaxError { parser_message: terse } => new_description(
                format!("the line cannot be read: {terse}"),
                "compare it with the same setting in agency.example.toml",
            ),
        }
    }
}

/// An encoding that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonUtf8Encoding {
    Utf16,
    /// What Notepad called "ANSI"; also the guess for any other.
    Windows1252,
}
