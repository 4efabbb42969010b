//! What is said about the Markdown of a template.

use super::{Message, error};
use crate::diag::FaultKind;

pub(super) fn template_markup(fault: &FaultKind, line: &str) -> Message {
    let text = match fault {
        FaultKind::Unsupported(what) => format!("the template has {what} in it: `{line}`"),
        FaultKind::UnknownRole(role) => format!("there is no role `{role}`: `{line}`"),
        FaultKind::BadMarker(marker) => format!("`{{#{marker}}}` is not the name of a statement"),
        FaultKind::AnchorTwice(name) => format!("two statements are named `{name}`"),
        FaultKind::MissingAnchor(name) => format!("a link leads to `#{name}`, which is not there"),
        FaultKind::LinkNotAllowed(to) => format!("a link may not lead to `{to}`"),
        FaultKind::PrintedNothing => format!("a fact that is missing is printed: `{line}`"),
        FaultKind::SkippedLevel => format!("the heading skips a level: `{line}`"),
        FaultKind::TooDeep => "lists or quotations stand in each other too deep".to_owned(),
    };
    let hint = match fault {
        FaultKind::Unsupported(_) => "use headings, paragraphs, lists, quotations and tables only",
        FaultKind::UnknownRole(_) => "take a role that the built-in templates use",
        FaultKind::BadMarker(_) => {
            "a name has small letters, digits and hyphens: `{#safety-concerns}`"
        }
        FaultKind::AnchorTwice(_) => "give each statement a name of its own",
        FaultKind::MissingAnchor(_) => "link to a name that this template has",
        FaultKind::LinkNotAllowed(_) => "links begin with https:, http:, mailto:, tel:, sms: or #",
        FaultKind::PrintedNothing => "ask with `{% if ... %}` first, or pipe it through `or_blank`",
        FaultKind::TooDeep => "end a list or quotation before the next begins",
        FaultKind::SkippedLevel => "a heading is at most one level deeper than the one before it",
    };
    error("template-markup", text, hint)
}
