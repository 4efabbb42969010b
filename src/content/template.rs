//! Fills the blanks of a template; the only user of Tera.
//!
//! Every fact leaves Tera sealed, so that no fact is ever read as Markdown. A template can reach
//! nothing but the facts it is given: no file, clock, environment or network.

use std::ops::Range;

use serde_json::Value as Facts;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::document::{Blank, seal};

/// Templates that have been read, ready to be filled many times.
pub(super) struct Templates {
    tera: Tera,
}

/// What Tera found wrong with a template, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The template's name, as it was given.
    pub template: String,
    /// In Tera's words.
    pub message: String,
    /// The bytes of the template's text it concerns, if Tera says.
    pub bytes: Option<Range<usize>>,
}

impl Templates {
    /// Reads templates; each is a name and a text without front matter.
    pub(super) fn read<'text>(
        texts: impl Iterator<Item = (String, &'text str)>,
    ) -> Result<Self, Vec<Fault>> {
        let mut tera = Tera::new();
        tera.set_delimiters(tera::Delimiters {
            // `{#` begins the name of a statement; a comment stands in `<# #>`.
            comment_start: "<#".into(),
            comment_end: "#>".into(),
            ..tera::Delimiters::default()
        })
        .expect("the delimiters differ from each other");
        tera.autoescape_on([".md"]);
        tera.set_escape_fn(seal_value);
        tera.register_filter("or_blank", or_blank);
        tera.register_filter("possessive", possessive);
        let mut faults = Vec::new();
        for (name, text) in texts {
            if let Some(at) = find_safe(text) {
                faults.push(Fault {
                    template: name.clone(),
                    message: "`safe` would let a fact be read as Markdown".to_owned(),
                    bytes: Some(at),
                });
            }
            if let Err(error) = tera.add_raw_template(&name, text) {
                faults.push(fault(&name, &error));
            }
        }
        if faults.is_empty() {
            Ok(Self { tera })
        } else {
            Err(faults)
        }
    }

    /// The template of that name as Markdown with sealed facts.
    pub(super) fn fill(&self, name: &str, facts: &Facts) -> Result<String, Fault> {
        let context = Context::from_serialize(facts).expect("facts are a table");
        self.tera
            .render(name, &context)
            .map_err(|error| fault(name, &error))
    }
}

fn seal_value(text: &str, output: &mut dyn std::io::Write) -> std::io::Result<()> {
    if seal::is_sealed(text) {
        output.write_all(text.as_bytes())
    } else {
        output.write_all(seal::value(text).as_bytes())
    }
}

/// `{{ fact | or_blank(setting="policy.number", label="policy number") }}`: the fact, or where it is
/// missing a blank that a draft shows. Without a label the setting's name is put into words.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of a filter is Tera's"
)]
fn or_blank(fact: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let missing =
        fact.as_str().is_some_and(str::is_empty) || fact.as_array().is_some_and(<[_]>::is_empty);
    if !missing {
        return Ok(fact.clone());
    }
    let setting: String = arguments.must_get::<&str>("setting")?.to_owned();
    let label = match arguments.get::<&str>("label")? {
        Some(label) => label.to_owned(),
        None => setting.replace(['.', '_'], " "),
    };
    Ok(Value::normal_string(&seal::blank(&Blank {
        label,
        setting,
    })))
}

/// `{{ agency.name | possessive }}`: a name with what English puts after an owner, so that a name
/// that ends in s, or that is a possessive already, reads well.
fn possessive(name: &str, _: Kwargs, _: &State) -> String {
    if name.ends_with("’s") || name.ends_with("'s") || name.ends_with('’') {
        name.to_owned()
    } else if name.ends_with(['s', 'S']) {
        format!("{name}’")
    } else {
        format!("{name}’s")
    }
}

/// Where a template pipes a fact through `safe`.
fn find_safe(text: &str) -> Option<Range<usize>> {
    let mut rest = text;
    let mut offset = 0;
    while let Some(at) = rest.find('|') {
        let after = &rest[at + 1..];
        let word = after.trim_start();
        let begin = offset + at + 1 + (after.len() - word.len());
        if word.strip_prefix("safe").is_some_and(|next| {
            !next.starts_with(|next: char| next.is_alphanumeric() || next == '_')
                && next.trim_start().starts_with(['}', '|', '%'])
        }) {
            return Some(begin..begin + "safe".len());
        }
        offset += at + 1;
        rest = after;
    }
    None
}

fn fault(template: &str, error: &tera::Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Fault {
            template: if report.filename().is_empty() {
                template.to_owned()
            } else {
                report.filename().to_owned()
            },
            message: report.message().to_owned(),
            bytes: Some(report.span().range.clone()),
        },
        other => Fault {
            template: template.to_owned(),
            message: other.to_string(),
            bytes: None,
        },
    }
}
