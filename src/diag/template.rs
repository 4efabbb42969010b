//! Problems of a template pack.

use super::message_format::{did_you_mean_hint, join_with_conjunction};
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of a template, or of another file of its pack.
#[derive(Debug, Clone, PartialEq)]
pub enum TemplateProblem {
    /// A template folder without templates.
    EmptyTemplateFolder { path: String },
    /// An existing file that `eject` would overwrite.
    EjectTargetExists { path: String },
    /// A variable that is not available in the template.
    UnknownVariable {
        /// The name as written: `agency.nmae`.
        name: String,
        reason: UnavailableReason,
    },
    /// An ejected template that is older than the built-in one.
    OutdatedCustomTemplate {
        path: String,
        reworded_statements: Vec<String>,
        added_statements: Vec<String>,
        removed_statements: Vec<String>,
    },
    /// A fact of the Hotline in a custom pack that differs from the built-in one.
    ChangedHotlineFact {
        key: String,
        built_in: String,
        /// Whether it is a slip of the built-in number or address.
        is_slip: bool,
    },
    /// A requirement of a custom pack without `areas`.
    RequirementWithoutAreas { name: String },
    /// A template that Tera cannot parse.
    TemplateSyntaxError {
        /// What stands in the wrong place, if it is not a word: `` `%}` ``.
        found: Option<String>,
    },
    /// A template that ends inside a tag, a condition or a loop.
    UnclosedTemplateTag,
    /// A template that Tera refuses for another reason.
    TemplateEngineError { message: String },
    /// Markdown that a document does not support.
    InvalidMarkup { error: MarkupError, line: String },
    /// A template without front matter.
    MissingFrontMatter,
    /// The front matter has no value for a required setting.
    MissingFrontMatterKey { key: &'static str },
    /// A required file of the pack is missing.
    MissingPackFile { path: String },
    /// A required text of a language is missing.
    MissingLocaleString {
        /// The key in `locale.toml`.
        key: &'static str,
    },
    /// A folder name that is not a language tag.
    InvalidLanguageFolder { folder: String },
    /// A translation of a document that is not in the pack.
    TranslationWithoutOriginal {
        path: String,
        nearest: Option<String>,
    },
    /// A list of months without exactly twelve names.
    NotTwelveMonthNames,
    /// A statement refers to a requirement that is not in the pack.
    UnknownRequirement {
        name: String,
        nearest: Option<String>,
    },
}

/// Why a variable is not available in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnavailableReason {
    /// No template has it.
    UnknownName { nearest: Option<String> },
    /// A fact about staff in a client template.
    StaffOnly,
    /// The Hotline's text number or chat in a language in which neither is answered.
    AnsweredInOtherLanguages {
        /// Names of the languages in which they are.
        answered: Vec<String>,
    },
    /// A fact of another document.
    OtherDocumentsOnly,
}

impl DomainProblem for TemplateProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::EmptyTemplateFolder { .. } => "no-templates",
            Self::EjectTargetExists { .. } => "template-exists",
            Self::UnknownVariable { .. } => "unknown-template-setting",
            Self::OutdatedCustomTemplate { .. } => "outdated-template",
            Self::ChangedHotlineFact { .. } => "hotline-changed",
            Self::RequirementWithoutAreas { .. } => "requirement-without-areas",
            Self::TemplateSyntaxError { .. }
            | Self::UnclosedTemplateTag
            | Self::TemplateEngineError { .. } => "invalid-template",
            Self::InvalidMarkup { .. } => "template-markup",
            Self::MissingFrontMatter => "no-front-matter",
            Self::MissingFrontMatterKey { .. } => "missing-front-matter-setting",
            Self::MissingPackFile { .. } => "missing-template-file",
            Self::MissingLocaleString { .. } => "missing-locale-text",
            Self::InvalidLanguageFolder { .. } => "invalid-language-folder",
            Self::TranslationWithoutOriginal { .. } => "translation-without-original",
            Self::NotTwelveMonthNames => "not-twelve-months",
            Self::UnknownRequirement { .. } => "unknown-requirement",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::ChangedHotlineFact { is_slip: false, .. }
            | Self::OutdatedCustomTemplate { .. }
            | Self::RequirementWithoutAreas { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "a list of sentences, one a problem, is read like a table"
    )]
    fn describe(&self) -> ProblemDescription {
        match self {
            Self::EmptyTemplateFolder { path } => new_description(
                format!("there are no templates in `{path}`"),
                "name a folder that `policypress eject` wrote",
            ),
            Self::EjectTargetExists { path } => new_description(
                format!("`{path}` already exists with different content"),
                "move it, or choose another folder: `policypress eject DIR`",
            ),
            Self::UnknownVariable { name, reason } => describe_unavailable_variable(name, reason),
            Self::ChangedHotlineFact {
                key,
                built_in,
                is_slip,
            } => describe_changed_hotline(key, built_in, *is_slip),
            Self::OutdatedCustomTemplate {
                path,
                reworded_statements,
                added_statements,
                removed_statements,
            } => {
                let parts = [
                    ("reworded", reworded_statements),
                    ("new", added_statements),
                    ("removed", removed_statements),
                ];
                let changes: Vec<String> = parts
                    .into_iter()
                    .filter(|(_, names)| !names.is_empty())
                    .map(|(what, names)| format!("{what}: `{}`", names.join("`, `")))
                    .collect();
                new_description(
                    format!(
                        "the built-in `{path}` has changed since you ejected your copy; {}",
                        changes.join("; ")
                    ),
                    format!(
                        "run `policypress eject new`. Copy the changed statements from `new/{path}` to your file. Then copy the lines below `[\"{path}\"]` from `new/ejected.toml` to your `ejected.toml`, in place of those there"
                    ),
                )
            }
            Self::RequirementWithoutAreas { name } => new_description(
                format!(
                    "requirement `{name}` has no `areas`, so the network page cannot show its status"
                ),
                "copy the line `areas` of this requirement from the pack.toml that `policypress eject new` writes",
            ),
            Self::TemplateSyntaxError { found } => {
                let found = found.as_deref().unwrap_or("this part of the template");
                new_description(
                    format!("{found} is in the wrong place, or something is missing before it"),
                    "write a complete tag, such as `{{ policy.number }}` or `{% if policy.number %}...{% endif %}`, or delete this part of the template",
                )
            }
            Self::UnclosedTemplateTag => new_description(
                "the template ends before a condition, a loop or a tag is complete",
                "every `{% if ... %}` needs an `{% endif %}` after it, and every `{% for ... %}` an `{% endfor %}`",
            ),
            Self::TemplateEngineError { message } => new_description(
                message.clone(),
                "correct or delete this part of the template",
            ),
            Self::InvalidMarkup { error, line } => error.describe(line),
            Self::MissingFrontMatter => new_description(
                "the template does not begin with its settings between `+++` lines",
                "copy these lines from the top of the built-in template, which `policypress eject new` writes",
            ),
            Self::MissingFrontMatterKey { key } => new_description(
                format!("the lines between `+++` at the top have no `{key}`"),
                front_matter_hint(key),
            ),
            Self::MissingPackFile { path } => new_description(
                format!("the folder of templates has no file `{path}`"),
                "copy the file from a new `policypress eject new`, or delete its name from pack.toml",
            ),
            Self::MissingLocaleString { key } => new_description(
                format!("locale.toml has no `{key}`"),
                format!("copy `{key}` from `en/locale.toml`, and translate the text in quotes"),
            ),
            Self::InvalidLanguageFolder { folder } => new_description(
                format!("the folder `{folder}` is not named after a language"),
                "rename it to the code of its language, such as `es`, `vi` or `zh-Hans`",
            ),
            Self::TranslationWithoutOriginal { path, nearest } => new_description(
                format!("`{path}` is not a translation of an English template"),
                nearest.as_ref().map_or_else(
                    || "give it the name of its English original, or delete it".to_owned(),
                    |nearest| format!("did you mean `{nearest}.md`? Rename the file"),
                ),
            ),
            Self::NotTwelveMonthNames => new_description(
                "the list of months does not have twelve names",
                "write the twelve names in order, beginning with January",
            ),
            Self::UnknownRequirement { name, nearest } => new_description(
                format!("pack.toml has no requirement `{name}`"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "add it under `[[requirements]]` in pack.toml",
                ),
            ),
        }
    }
}

/// Markup that a document does not support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkupError {
    /// HTML tags, pictures, code, rules: the element in words.
    UnsupportedElement(&'static str),
    EmptyListItem,
    /// A footnote's number without its note, or a note without its number.
    HalfFootnote,
    InvisibleCharacter,
    /// `{#anchor .role}` with a role that does not exist.
    UnknownRole(String),
    /// `{#…}` that cannot be read, or an anchor that is not lowercase letters, digits and hyphens.
    InvalidAnchorSyntax(String),
    /// A heading whose name or style stands after its text.
    NameAfterHeading(String),
    /// Two statements with the same name.
    DuplicateAnchor(String),
    /// A link to a statement that is not in the document.
    BrokenAnchorLink(String),
    /// A link with a scheme that is not allowed.
    DisallowedLinkTarget(String),
    /// A missing fact is printed without a check for it.
    MissingFactPrinted,
    /// A heading more than one level below the heading before it.
    SkippedHeadingLevel,
    /// Lists or quotations nested deeper than a page can show.
    NestedTooDeep,
}

impl MarkupError {
    fn describe(&self, line: &str) -> ProblemDescription {
        let text = match self {
            Self::UnsupportedElement(what) => format!("the template contains {what}: `{line}`"),
            Self::EmptyListItem => format!("the template contains an empty list item: `{line}`"),
            Self::HalfFootnote => format!(
                "the template contains a footnote's number without its note, or a note without its number: `{line}`"
            ),
            Self::InvisibleCharacter => {
                format!("the template contains an invisible character: `{line}`")
            }
            Self::UnknownRole(role) => format!("`{role}` is not a style: `{line}`"),
            Self::InvalidAnchorSyntax(marker) => {
                format!("`{{#{marker}}}` is not the name of a statement")
            }
            Self::NameAfterHeading(name) => {
                format!("`{name}` stands in braces after the heading: `{line}`")
            }
            Self::DuplicateAnchor(name) => format!("two statements are named `{name}`"),
            Self::BrokenAnchorLink(name) => {
                format!("a link points to `#{name}`, which does not exist")
            }
            Self::DisallowedLinkTarget(to) => format!("a link cannot point to `{to}`"),
            Self::MissingFactPrinted => format!("a missing fact is printed: `{line}`"),
            Self::SkippedHeadingLevel => format!("the heading skips a level: `{line}`"),
            Self::NestedTooDeep => "lists or quotations are nested too deeply".to_owned(),
        };
        let hint = match self {
            Self::UnsupportedElement(_) => {
                "use headings, paragraphs, lists, quotations and tables only"
            }
            Self::EmptyListItem => "write the text of the list item, or delete it",
            Self::HalfFootnote => {
                "write both, the number as `[^1]` and the note as `[^1]: ...` on a line of its own, or delete both"
            }
            Self::InvisibleCharacter => "type this text again instead of pasting it",
            Self::UnknownRole(_) => "use a style of the built-in templates, or delete it",
            Self::InvalidAnchorSyntax(_) => {
                "use lowercase letters, digits and hyphens: `{#safety-concerns}`"
            }
            Self::NameAfterHeading(_) => {
                "put it before the text of the heading: `## {#safety-concerns} Safety`"
            }
            Self::DuplicateAnchor(_) => "give each statement its own name",
            Self::BrokenAnchorLink(_) => "link to a name in this template",
            Self::DisallowedLinkTarget(_) => {
                "begin links with https:, http:, mailto:, tel:, sms: or #"
            }
            Self::MissingFactPrinted => {
                "check for it with `{% if ... %}` first, or write ` | or_blank` after its name: `{{ policy.number | or_blank }}`"
            }
            Self::NestedTooDeep => "end a list or quotation before the next one begins",
            Self::SkippedHeadingLevel => {
                "make a heading at most one level deeper than the one before it"
            }
        };
        new_description(text, hint)
    }
}

fn describe_unavailable_variable(name: &str, reason: &UnavailableReason) -> ProblemDescription {
    match reason {
        UnavailableReason::UnknownName { nearest } => new_description(
            format!("`{name}` is not a setting that this template can use"),
            did_you_mean_hint(
                nearest.as_deref(),
                "delete it; templates for clients cannot show staff, cards without the agency's name cannot show the agency, and only English and Spanish templates can offer the Hotline's text and chat",
            ),
        ),
        UnavailableReason::StaffOnly => new_description(
            format!("`{name}` is about staff, but this is a document for clients"),
            "delete it: only documents for staff show who staff call",
        ),
        UnavailableReason::AnsweredInOtherLanguages { answered } => new_description(
            format!(
                "`{name}` cannot be used in this language: text messages and chat are answered in {} only",
                join_with_conjunction(answered, "and")
            ),
            "delete the sentence about it; calls are answered in many languages",
        ),
        UnavailableReason::OtherDocumentsOnly => new_description(
            format!("`{name}` cannot be used in this document, only in others"),
            "delete it",
        ),
    }
}

fn describe_changed_hotline(key: &str, built_in: &str, is_slip: bool) -> ProblemDescription {
    new_description(
        if is_slip {
            format!("`hotline.{key}` is almost the Hotline's `{built_in}`")
        } else {
            format!("`hotline.{key}` was `{built_in}` in the built-in templates")
        },
        format!(
            "write `{key} = \"{built_in}\"`; change it only if the Hotline itself has announced the change"
        ),
    )
}

/// Returns a hint for a setting that is missing at the top of a template.
fn front_matter_hint(key: &str) -> String {
    match key {
        "audience" => {
            "add a line `audience = \"staff\"` or, for a document that clients may see, `audience = \"client\"`"
                .to_owned()
        }
        _ => format!(
            "add a line `{key} = \"...\"`, as in the built-in templates, which `policypress eject new` writes"
        ),
    }
}
