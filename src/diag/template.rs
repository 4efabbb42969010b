//! What can be wrong with a pack of templates.

use super::message_format::did_you_mean_hint;
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A problem of a template, or of another file of its pack.
#[derive(Debug, Clone, PartialEq)]
pub enum TemplateProblem {
    /// A folder of templates that has none.
    EmptyTemplateFolder { path: String },
    /// A file that would be written over.
    EjectTargetExists { path: String },
    /// A name in a template that no fact has.
    UnknownVariable {
        /// The name as written: `agency.nmae`.
        name: String,
        nearest: Option<String>,
    },
    /// A template of the user's own whose carried words have changed since it was written out.
    OutdatedCustomTemplate {
        path: String,
        reworded_statements: Vec<String>,
        added_statements: Vec<String>,
        removed_statements: Vec<String>,
    },
    /// A requirement of the user's own pack that does not say which facts of an agency it is about.
    RequirementWithoutAreas { name: String },
    /// A template that Tera cannot read or fill.
    TemplateEngineError { message: String },
    /// A template that says in Markdown what a document cannot hold.
    InvalidMarkup { error: MarkupError, line: String },
    /// A template without front matter.
    MissingFrontMatter,
    /// A setting that the front matter must have.
    MissingFrontMatterKey { key: &'static str },
    /// A file that a pack must have.
    MissingPackFile { path: String },
    /// A word that a language must have and lacks.
    MissingLocaleString {
        /// Its name in `words.toml`.
        key: &'static str,
    },
    /// A folder of a pack that is not named by a language tag.
    InvalidLanguageFolder { folder: String },
    /// A translation of a document that the pack does not have.
    TranslationWithoutOriginal {
        path: String,
        nearest: Option<String>,
    },
    /// A list of months that is not twelve long.
    NotTwelveMonthNames,
    /// A statement of a pack that answers a requirement the pack does not have.
    UnknownRequirement {
        name: String,
        nearest: Option<String>,
    },
}

impl DomainProblem for TemplateProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::EmptyTemplateFolder { .. } => "no-templates",
            Self::EjectTargetExists { .. } => "eject-in-the-way",
            Self::UnknownVariable { .. } => "unknown-fact",
            Self::OutdatedCustomTemplate { .. } => "template-moved-on",
            Self::RequirementWithoutAreas { .. } => "requirement-without-areas",
            Self::TemplateEngineError { .. } => "template-fault",
            Self::InvalidMarkup { .. } => "template-markup",
            Self::MissingFrontMatter => "no-front-matter",
            Self::MissingFrontMatterKey { .. } => "front-matter-missing",
            Self::MissingPackFile { .. } => "pack-file-missing",
            Self::MissingLocaleString { .. } => "word-missing",
            Self::InvalidLanguageFolder { .. } => "folder-not-language",
            Self::TranslationWithoutOriginal { .. } => "stray-template",
            Self::NotTwelveMonthNames => "not-twelve-months",
            Self::UnknownRequirement { .. } => "unknown-requirement",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::OutdatedCustomTemplate { .. } | Self::RequirementWithoutAreas { .. } => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::EmptyTemplateFolder { path } => new_description(
                format!("there are no templates in `{path}`"),
                "name a folder that `policypress eject` has written",
            ),
            Self::EjectTargetExists { path } => new_description(
                format!("`{path}` is there already, with other words in it"),
                "move it away, or name another folder: `policypress eject DIR`",
            ),
            Self::UnknownVariable { name, nearest } => new_description(
                format!("`{name}` is no fact that this template is given"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "take it out; only a template for staff is given the staff's facts",
                ),
            ),
            Self::OutdatedCustomTemplate {
                path,
                reworded_statements: reworded,
                added_statements: added,
                removed_statements: removed,
            } => {
                let parts = [("reworded", reworded), ("new", added), ("gone", removed)];
                let said: Vec<String> = parts
                    .into_iter()
                    .filter(|(_, names)| !names.is_empty())
                    .map(|(what, names)| format!("{what}: `{}`", names.join("`, `")))
                    .collect();
                new_description(
                    format!(
                        "the carried `{path}` has changed since yours was written out; {}",
                        said.join("; ")
                    ),
                    "compare: `policypress eject` into another folder; when yours is as you want it, take its part of `ejected.toml` from there",
                )
            }
            Self::RequirementWithoutAreas { name } => new_description(
                format!(
                    "requirement `{name}` says no `areas`, so the network page cannot tell how agencies stand"
                ),
                "copy them from a fresh `policypress eject`",
            ),
            Self::TemplateEngineError { message } => {
                new_description(message.clone(), "mend the template at this place")
            }
            Self::InvalidMarkup { error: fault, line } => fault.describe(line),
            Self::MissingFrontMatter => new_description(
                "the template does not begin with front matter",
                "begin with a line `+++`, then title, subject, audience and layout, then a line `+++`",
            ),
            Self::MissingFrontMatterKey { key } => new_description(
                format!("the front matter does not say `{key}`"),
                format!("add a line `{key} = \"...\"`"),
            ),
            Self::MissingPackFile { path } => new_description(
                format!("the pack has no file `{path}`"),
                "add the file, or take its name out of pack.toml",
            ),
            Self::MissingLocaleString { key } => new_description(
                format!("words.toml does not say `{key}`"),
                format!("copy `{key}` from `en/words.toml`, and translate what stands in quotes"),
            ),
            Self::InvalidLanguageFolder { folder } => new_description(
                format!("the folder `{folder}` is not named by a language tag"),
                "name it by the tag of its language, such as `es`, `vi` or `zh-Hans`",
            ),
            Self::TranslationWithoutOriginal { path, nearest } => new_description(
                format!("`{path}` translates no document of the pack"),
                nearest.as_ref().map_or_else(
                    || "name it as its English source is named, or take it away".to_owned(),
                    |nearest| format!("did you mean `{nearest}.md`?"),
                ),
            ),
            Self::NotTwelveMonthNames => new_description(
                "the list of months does not have twelve names",
                "write the twelve names in order, from January on",
            ),
            Self::UnknownRequirement { name, nearest } => new_description(
                format!("the pack has no requirement `{name}`"),
                did_you_mean_hint(
                    nearest.as_deref(),
                    "add it under `[[requirements]]` of pack.toml",
                ),
            ),
        }
    }
}

/// The kinds of thing in a template that a document cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkupError {
    /// HTML tags, pictures, code, rules, footnotes: named as Markdown names them.
    UnsupportedElement(&'static str),
    /// `{#anchor .role}` with a role that does not exist.
    UnknownRole(String),
    /// `{#…}` that cannot be read, or an anchor of other than small letters, digits and hyphens.
    InvalidAnchorSyntax(String),
    /// Two statements of one name.
    DuplicateAnchor(String),
    /// A link to a statement that the document does not have.
    BrokenAnchorLink(String),
    /// A link of a kind that is not allowed.
    DisallowedLinkTarget(String),
    /// A fact that is missing was printed without asking whether it is there.
    MissingFactPrinted,
    /// A heading of a level deeper by more than one than the heading before it.
    SkippedHeadingLevel,
    /// Lists or quotations in each other, deeper than a page can show.
    NestedTooDeep,
}

impl MarkupError {
    fn describe(&self, line: &str) -> ProblemDescription {
        let text = match self {
            Self::UnsupportedElement(what) => format!("the template has {what} in it: `{line}`"),
            Self::UnknownRole(role) => format!("there is no role `{role}`: `{line}`"),
            Self::InvalidAnchorSyntax(marker) => {
                format!("`{{#{marker}}}` is not the name of a statement")
            }
            Self::DuplicateAnchor(name) => format!("two statements are named `{name}`"),
            Self::BrokenAnchorLink(name) => {
                format!("a link leads to `#{name}`, which is not there")
            }
            Self::DisallowedLinkTarget(to) => format!("a link may not lead to `{to}`"),
            Self::MissingFactPrinted => format!("a fact that is missing is printed: `{line}`"),
            Self::SkippedHeadingLevel => format!("the heading skips a level: `{line}`"),
            Self::NestedTooDeep => "lists or quotations stand in each other too deep".to_owned(),
        };
        let hint = match self {
            Self::UnsupportedElement(_) => {
                "use headings, paragraphs, lists, quotations and tables only"
            }
            Self::UnknownRole(_) => "take a role that the built-in templates use",
            Self::InvalidAnchorSyntax(_) => {
                "a name has small letters, digits and hyphens: `{#safety-concerns}`"
            }
            Self::DuplicateAnchor(_) => "give each statement a name of its own",
            Self::BrokenAnchorLink(_) => "link to a name that this template has",
            Self::DisallowedLinkTarget(_) => {
                "links begin with https:, http:, mailto:, tel:, sms: or #"
            }
            Self::MissingFactPrinted => {
                "ask with `{% if ... %}` first, or pipe it through `or_blank`"
            }
            Self::NestedTooDeep => "end a list or quotation before the next begins",
            Self::SkippedHeadingLevel => {
                "a heading is at most one level deeper than the one before it"
            }
        };
        new_description(text, hint)
    }
}
