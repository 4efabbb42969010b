//! Problems of a document of the packet: its statements, blanks and pages.

use std::collections::BTreeSet;

use super::message_format::{did_you_mean_hint, format_citations, join_with_conjunction};
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of one document.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentProblem {
    /// A choice about a statement that is in no document.
    UnknownStatement {
        name: String,
        nearest: Option<String>,
    },
    /// An omitted statement that answers requirements, itself or with the statements under it.
    UnansweredRequirement {
        statement: String,
        /// The requirements' citations, each with a flag for a recommendation.
        citations: Vec<(String, bool)>,
    },
    /// A new wording for a statement that is a table.
    RewordedTableStatement,
    /// A document with a single statement, which is left out.
    EmptyDocument { document: String },
    /// A blank in a document.
    Blank {
        document: String,
        setting: String,
        label: String,
    },
    /// A document that does not exist.
    UnknownDocument {
        name: String,
        nearest: Option<String>,
        available_documents: String,
    },
    /// Characters that no available font has.
    MissingGlyphs {
        characters: BTreeSet<char>,
        /// The setting with the characters, if they come from a setting.
        setting: Option<String>,
    },
    /// The text of a one-page document does not fit at the smallest readable size.
    PageOverflow {
        /// The document's name: `poster-help`.
        document: String,
        /// How much taller the text is than the space on the page, in percent.
        overflow_percent: u32,
        /// The settings with the longest texts on the page, longest first.
        longest_settings: Vec<String>,
        /// The list with the most entries on the page and their number, if there are many.
        longest_list: Option<(String, usize)>,
    },
}

impl DomainProblem for DocumentProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownStatement { .. } => "unknown-statement",
            Self::UnansweredRequirement { .. } => "requirement-gap",
            Self::RewordedTableStatement => "statement-is-table",
            Self::EmptyDocument { .. } => "empty-document",
            Self::Blank { .. } => "blank",
            Self::UnknownDocument { .. } => "unknown-document",
            Self::MissingGlyphs { .. } => "unsupported-character",
            Self::PageOverflow { .. } => "does-not-fit",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::UnansweredRequirement { .. } | Self::EmptyDocument { .. } => Severity::Warning,
            Self::Blank { .. } => Severity::Blank,
            _ => Severity::Error,
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnknownStatement { name, nearest } => new_description(
                format!("no document has a statement `{name}`"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "`policypress where` lists the names of all statements",
                ),
            ),
            Self::UnansweredRequirement {
                statement,
                citations,
            } => new_description(
                format!(
                    "`{statement}` is left out, but it meets {}: {}",
                    if citations.len() == 1 {
                        "a requirement".to_owned()
                    } else {
                        format!("{} requirements", citations.len())
                    },
                    format_citations(citations)
                ),
                "make sure another of your policies meets it, or reword it with `text`; the policy's crosswalk shows the gap with your reason",
            ),
            Self::RewordedTableStatement => new_description(
                "this part of the document is a table, which cannot be reworded",
                "change the settings that fill it, or leave it out with `include = false`",
            ),
            Self::EmptyDocument { document } => new_description(
                format!("`{document}` is not built: you left out its only statement"),
                "to post the document, restore or reword the statement",
            ),
            Self::Blank {
                document,
                setting,
                label,
            } => new_description(
                format!("`{document}` has a blank: {label}"),
                format!("fill in `{setting}`"),
            ),
            Self::UnknownDocument {
                name,
                nearest,
                available_documents,
            } => new_description(
                format!("there is no document `{name}`"),
                nearest.as_ref().map_or_else(
                    || format!("the documents are {available_documents}"),
                    |nearest| {
                        format!("did you mean `{nearest}`? The documents are {available_documents}")
                    },
                ),
            ),

            Self::MissingGlyphs {
                characters,
                setting,
            } => {
                let place = setting
                    .as_ref()
                    .map_or_else(String::new, |setting| format!(", used in `{setting}`"));
                let listed = list_characters(characters);
                new_description(
                    format!("no available font has {listed}{place}"),
                    missing_glyphs_hint(characters),
                )
            }
            Self::PageOverflow {
                document,
                overflow_percent,
                longest_settings,
                longest_list,
            } => new_description(
                format!("`{document}` is {overflow_percent}% too long for its page"),
                if let Some((list, entries)) = longest_list {
                    format!(
                        "show fewer of the {entries} entries of `[[{list}]]`, for example with `audience = \"staff\"` in some, or print it on larger paper: `--paper tabloid`"
                    )
                } else if longest_settings.is_empty() {
                    "shorten its template".to_owned()
                } else {
                    let longest_settings: Vec<String> = longest_settings
                        .iter()
                        .map(|setting| format!("`{setting}`"))
                        .collect();
                    format!(
                        "shorten the longest texts on it ({}), or show fewer entries",
                        longest_settings.join(", ")
                    )
                },
            ),
        }
    }
}

/// Returns a hint for a character that no available font has.
/// Returns characters with their code points; of many, the first ones and the number of the others.
fn list_characters(characters: &BTreeSet<char>) -> String {
    const MAX_LISTED: usize = 8;
    let listed: Vec<String> = characters
        .iter()
        .take(MAX_LISTED)
        .map(|&character| format!("`{character}` (U+{:04X})", u32::from(character)))
        .collect();
    match characters.len().saturating_sub(MAX_LISTED) {
        0 => join_with_conjunction(&listed, "and"),
        others => format!("{} and {others} other characters", listed.join(", ")),
    }
}

fn missing_glyphs_hint(characters: &BTreeSet<char>) -> String {
    let families = characters.iter().map(|&c| noto_family_for_char(c));
    let fonts: BTreeSet<String> = families.clone().flatten().map(str::to_owned).collect();
    if fonts.is_empty() {
        return "write it with other characters".to_owned();
    }
    let fonts: Vec<String> = fonts.into_iter().collect();
    let noun = if fonts.len() == 1 { "font" } else { "fonts" };
    let others = families
        .clone()
        .any(|family| family.is_none())
        .then_some("; write the other characters differently");
    format!(
        "download the {noun} {} from fonts.google.com/noto, put its .ttf or .otf files in a folder next to agency.toml, and name that folder under `[theme]`: `fonts = [\"fonts/\"]`{}",
        join_with_conjunction(&fonts, "and"),
        others.unwrap_or_default()
    )
}

/// Returns the Noto font family for a character's Unicode block; `None` for symbols and for scripts with a
/// built-in font.
fn noto_family_for_char(character: char) -> Option<&'static str> {
    Some(match u32::from(character) {
        0x0530..=0x058F | 0xFB13..=0xFB17 => "Noto Sans Armenian",
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => "Noto Sans Hebrew",
        0x0700..=0x074F => "Noto Sans Syriac",
        0x0780..=0x07BF => "Noto Sans Thaana",
        0x07C0..=0x07FF => "Noto Sans NKo",
        0x0900..=0x097F | 0xA8E0..=0xA8FF => "Noto Sans Devanagari",
        0x0980..=0x09FF => "Noto Sans Bengali",
        0x0A00..=0x0A7F => "Noto Sans Gurmukhi",
        0x0A80..=0x0AFF => "Noto Sans Gujarati",
        0x0B00..=0x0B7F => "Noto Sans Oriya",
        0x0B80..=0x0BFF => "Noto Sans Tamil",
        0x0C00..=0x0C7F => "Noto Sans Telugu",
        0x0C80..=0x0CFF => "Noto Sans Kannada",
        0x0D00..=0x0D7F => "Noto Sans Malayalam",
        0x0D80..=0x0DFF => "Noto Sans Sinhala",
        0x0E00..=0x0E7F => "Noto Sans Thai",
        0x0E80..=0x0EFF => "Noto Sans Lao",
        0x0F00..=0x0FFF => "Noto Serif Tibetan",
        0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => "Noto Sans Myanmar",
        0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => "Noto Sans Georgian",
        0x1200..=0x139F | 0x2D80..=0x2DDF | 0xAB00..=0xAB2F => "Noto Sans Ethiopic",
        0x13A0..=0x13FF | 0xAB70..=0xABBF => "Noto Sans Cherokee",
        0x1400..=0x167F | 0x18B0..=0x18FF => "Noto Sans Canadian Aboriginal",
        0x1780..=0x17FF | 0x19E0..=0x19FF => "Noto Sans Khmer",
        0x1800..=0x18AF => "Noto Sans Mongolian",
        0x2D30..=0x2D7F => "Noto Sans Tifinagh",
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => "Noto Sans CJK KR",
        0x3040..=0x30FF | 0x31F0..=0x31FF => "Noto Sans CJK JP",
        0x3100..=0x312F | 0x31A0..=0x31BF => "Noto Sans CJK TC",
        0x2E80..=0x303F
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFF00..=0xFFEF
        | 0x2_0000..=0x3_FFFF => "Noto Sans CJK SC",
        0x1_E900..=0x1_E95F => "Noto Sans Adlam",
        0x1_6F00..=0x1_6F9F => "Noto Sans Miao",
        0x1_6B00..=0x1_6B8F => "Noto Sans Pahawh Hmong",
        _ => return None,
    })
}
