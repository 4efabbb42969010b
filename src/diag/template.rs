//! What can be wrong with a pack of templates.

use super::message_format::did_you_mean;
use super::problem_description::{Describe, Description, Severity, say};

/// A problem of a template, or of another file of its pack.
#[derive(Debug, Clone, PartialEq)]
pub enum TemplateProblem {
    /// A folder of templates that has none.
    NoTemplates { path: String },
    /// A file that would be written over.
    EjectInTheWay { path: String },
    /// A name in a template that no fact has.
    UnknownFact {
        /// The name as written: `agency.nmae`.
        name: String,
        nearest: Option<String>,
    },
    /// A template of the user's own whose carried words have changed since it was written out.
    TemplateMovedOn {
        path: String,
        reworded: Vec<String>,
        added: Vec<String>,
        removed: Vec<String>,
    },
    /// A requirement of the user's own pack that does not say which facts of an agency it is about.
    RequirementWithoutAreas { name: String },
    /// A template that Tera cannot read or fill.
    TemplateFault { message: String },
    /// A template that says in Markdown what a document cannot hold.
    TemplateMarkup { fault: FaultKind, line: String },
    /// A template without front matter.
    NoFrontMatter,
    /// A setting that the front matter must have.
    FrontMatterMissing { key: &'static str },
    /// A file that a pack must have.
    PackFileMissing { path: String },
    /// A word that a language must have and lacks.
    WordMissing {
        /// Its name in `words.toml`.
        key: &'static str,
    },
    /// A folder of a pack that is not named by a language tag.
    FolderNotLanguage { folder: String },
    /// A translation of a document that the pack does not have.
    StrayTemplate {
        path: String,
        nearest: Option<String>,
    },
    /// A list of months that is not twelve long.
    NotTwelveMonths,
    /// A statement of a pack that answers a requirement the pack does not have.
    UnknownRequirement {
        name: String,
        nearest: Option<String>,
    },
}

impl Describe for TemplateProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoTemplates { .. } => "no-templates",
            Self::EjectInTheWay { .. } => "eject-in-the-way",
            Self::UnknownFact { .. } => "unknown-fact",
            Self::TemplateMovedOn { .. } => "template-moved-on",
            Self::RequirementWithoutAreas { .. } => "requirement-without-areas",
            Self::TemplateFault { .. } => "template-fault",
            Self::TemplateMarkup { .. } => "template-markup",
            Self::NoFrontMatter => "no-front-matter",
            Self::FrontMatterMissing { .. } => "front-matter-missing",
            Self::PackFileMissing { .. } => "pack-file-missing",
            Self::WordMissing { .. } => "word-missing",
            Self::FolderNotLanguage { .. } => "folder-not-language",
            Self::StrayTemplate { .. } => "stray-template",
            Self::NotTwelveMonths => "not-twelve-months",
            Self::UnknownRequirement { .. } => "unknown-requirement",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::TemplateMovedOn { .. } | Self::RequirementWithoutAreas { .. } => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }

    fn describe(&self) -> Description {
        match self {
            Self::NoTemplates { path } => say(
                format!("there are no templates in `{path}`"),
                "name a folder that `policypress eject` has written",
            ),
            Self::EjectInTheWay { path } => say(
                format!("`{path}` is there already, with other words in it"),
                "move it away, or name another folder: `policypress eject DIR`",
            ),
            Self::UnknownFact { name, nearest } => say(
                format!("`{name}` is no fact that this template is given"),
                did_you_mean(
                    nearest.as_deref(),
                    "take it out; only a template for staff is given the staff's facts",
                ),
            ),
            Self::TemplateMovedOn {
                path,
                reworded,
                added,
                removed,
            } => {
                let parts = [("reworded", reworded), ("new", added), ("gone", removed)];
                let said: Vec<String> = parts
                    .into_iter()
                    .filter(|(_, names)| !names.is_empty())
                    .map(|(what, names)| format!("{what}: `{}`", names.join("`, `")))
                    .collect();
                say(
                    format!(
                        "the carried `{path}` has changed since yours was written out; {}",
                        said.join("; ")
                    ),
                    "compare: `policypress eject` into another folder; when yours is as you want it, take its part of `ejected.toml` from there",
                )
            }
            Self::RequirementWithoutAreas { name } => say(
                format!(
                    "requirement `{name}` says no `areas`, so the network page cannot tell how agencies stand"
                ),
                "copy them from a fresh `policypress eject`",
            ),
            Self::TemplateFault { message } => {
                say(message.clone(), "mend the template at this place")
            }
            Self::TemplateMarkup { fault, line } => fault.describe(line),
            Self::NoFrontMatter => say(
                "the template does not begin with front matter",
                "begin with a line `+++`, then title, subject, audience and layout, then a line `+++`",
            ),
            Self::FrontMatterMissing { key } => say(
                format!("the front matter does not say `{key}`"),
                format!("add a line `{key} = \"...\"`"),
            ),
            Self::PackFileMissing { path } => say(
                format!("the pack has no file `{path}`"),
                "add the file, or take its name out of pack.toml",
            ),
            Self::WordMissing { key } => say(
                format!("words.toml does not say `{key}`"),
                format!("copy `{key}` from `en/words.toml`, and translate what stands in quotes"),
            ),
            Self::FolderNotLanguage { folder } => say(
                format!("the folder `{folder}` is not named by a language tag"),
                "name it by the tag of its language, such as `es`, `vi` or `zh-Hans`",
            ),
            Self::StrayTemplate { path, nearest } => say(
                format!("`{path}` translates no document of the pack"),
                nearest.as_ref().map_or_else(
                    || "name it as its English source is named, or take it away".to_owned(),
                    |nearest| format!("did you mean `{nearest}.md`?"),
                ),
            ),
            Self::NotTwelveMonths => say(
                "the list of months does not have twelve names",
                "write the twelve names in order, from January on",
            ),
            Self::UnknownRequirement { name, nearest } => say(
                format!("the pack has no requirement `{name}`"),
                did_you_mean(
                    nearest.as_deref(),
                    "add it under `[[requirements]]` of pack.toml",
                ),
            ),
        }
    }
}

/// The kinds of thing in a template that a document cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// HTML tags, pictures, code, rules, footnotes: named as Markdown names them.
    Unsupported(&'static str),
    /// `{#anchor .role}` with a role that does not exist.
    UnknownRole(String),
    /// `{#…}` that cannot be read, or an anchor of other than small letters, digits and hyphens.
    BadMarker(String),
    /// Two statements of one name.
    AnchorTwice(String),
    /// A link to a statement that the document does not have.
    MissingAnchor(String),
    /// A link of a kind that is not allowed.
    LinkNotAllowed(String),
    /// A fact that is missing was printed without asking whether it is there.
    PrintedNothing,
    /// A heading of a level deeper by more than one than the heading before it.
    SkippedLevel,
    /// Lists or quotations in each other, deeper than a page can show.
    TooDeep,
}

impl FaultKind {
    fn describe(&self, line: &str) -> Description {
        let text = match self {
            Self::Unsupported(what) => format!("the template has {what} in it: `{line}`"),
            Self::UnknownRole(role) => format!("there is no role `{role}`: `{line}`"),
            Self::BadMarker(marker) => format!("`{{#{marker}}}` is not the name of a statement"),
            Self::AnchorTwice(name) => format!("two statements are named `{name}`"),
            Self::MissingAnchor(name) => format!("a link leads to `#{name}`, which is not there"),
            Self::LinkNotAllowed(to) => format!("a link may not lead to `{to}`"),
            Self::PrintedNothing => format!("a fact that is missing is printed: `{line}`"),
            Self::SkippedLevel => format!("the heading skips a level: `{line}`"),
            Self::TooDeep => "lists or quotations stand in each other too deep".to_owned(),
        };
        let hint = match self {
            Self::Unsupported(_) => "use headings, paragraphs, lists, quotations and tables only",
            Self::UnknownRole(_) => "take a role that the built-in templates use",
            Self::BadMarker(_) => {
                "a name has small letters, digits and hyphens: `{#safety-concerns}`"
            }
            Self::AnchorTwice(_) => "give each statement a name of its own",
            Self::MissingAnchor(_) => "link to a name that this template has",
            Self::LinkNotAllowed(_) => "links begin with https:, http:, mailto:, tel:, sms: or #",
            Self::PrintedNothing => "ask with `{% if ... %}` first, or pipe it through `or_blank`",
            Self::TooDeep => "end a list or quotation before the next begins",
            Self::SkippedLevel => "a heading is at most one level deeper than the one before it",
        };
        say(text, hint)
    }
}
