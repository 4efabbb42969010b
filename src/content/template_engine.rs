//! Fills templates; the only user of Tera.
//!
//! Facts leave Tera sealed, so no fact is parsed as Markdown. A template can access only its context: no file,
//! clock, environment or network.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::Value as Facts;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::template_lint::{TemplateTag, find_outside_quotes, find_template_tags};
use crate::diag::template::{TemplateProblem, UnavailableReason};
use crate::document::{Blank, sealed_value};
use crate::source::field_reader::find_nearest_name;

/// Compiled templates by name.
pub(super) struct CompiledTemplates(BTreeMap<String, CompiledTemplate>);

/// A compiled template.
#[derive(Clone)]
struct CompiledTemplate {
    /// An engine with this template alone, or with all templates if it uses others.
    tera: Arc<Tera>,
    /// Whether filling it could take very long.
    needs_timeout: bool,
}

/// The variables of a template.
#[derive(Clone)]
pub(super) struct TemplateContext(Context);

impl TemplateContext {
    /// Creates a context from an object of facts.
    pub(super) fn from_facts(facts: &Facts) -> Self {
        Self(Context::from_serialize(facts).expect("facts are a table"))
    }

    /// Adds facts; an added fact replaces one with the same name.
    pub(super) fn with_facts(mut self, others: &Facts) -> Self {
        let others = others.as_object().expect("facts are a table");
        for (name, fact) in others {
            self.0.insert(name.clone(), fact);
        }
        self
    }

    /// Removes the agency's facts, so that printing one is an error.
    pub(super) fn remove_agency_facts(&mut self) {
        self.0.remove("agency");
    }
}

/// Largest filled template; the longest built-in document has 20 KB.
const MAX_OUTPUT_BYTES: usize = 2_000_000;

/// Longest time to fill a template; a built-in one takes less than a millisecond.
const MAX_FILL_TIME: Duration = Duration::from_secs(2);

/// Most numbers that `range` returns.
const MAX_RANGE_NUMBERS: i64 = 1000;

/// An error of a template, as Tera reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TeraFault {
    pub template_name: String,
    pub message: String,
    /// The position in the template's text, if Tera reports one.
    pub byte_range: Option<Range<usize>>,
}

impl TeraFault {
    /// Returns the problem in plain words. Tera's message names its tokens and data types.
    pub(super) fn into_problem(self) -> TemplateProblem {
        let message = self.message;
        if let Some((found, _)) = message
            .strip_prefix("Found ")
            .and_then(|rest| rest.split_once(" but "))
        {
            let found = found.starts_with('`').then(|| found.to_owned());
            return TemplateProblem::TemplateSyntaxError { found };
        }
        if message == "Unexpected end of input" {
            return TemplateProblem::UnclosedTemplateTag;
        }
        let undefined = ["Variable `", "Field `"]
            .into_iter()
            .find_map(|kind| message.strip_prefix(kind)?.split_once("` is not defined"));
        let Some((name, known)) = undefined else {
            return TemplateProblem::TemplateEngineError { message };
        };
        let known = known.split_once(": ").map_or("", |(_, names)| names);
        TemplateProblem::UnknownVariable {
            name: name.to_owned(),
            reason: UnavailableReason::UnknownName {
                nearest: find_nearest_name(name, known.split(", ")).map(str::to_owned),
            },
        }
    }
}

impl CompiledTemplates {
    /// Compiles templates, each a name and a text without front matter.
    pub(super) fn compile_all<'text>(
        texts: impl Iterator<Item = (String, &'text str)>,
    ) -> Result<Self, Vec<TeraFault>> {
        let texts: Vec<(String, &str)> = texts.collect();
        let mut templates = BTreeMap::new();
        let mut faults: Vec<TeraFault> = Vec::new();
        for named_text in &texts {
            match compile_template(named_text, &texts) {
                Ok(template) => {
                    templates.insert(named_text.0.clone(), template);
                }
                // A fault of a template that others include is reported once.
                Err(found) => {
                    for fault in found {
                        if !faults.contains(&fault) {
                            faults.push(fault);
                        }
                    }
                }
            }
        }
        if faults.is_empty() {
            Ok(Self(templates))
        } else {
            Err(faults)
        }
    }

    /// Returns the template's Markdown with sealed facts.
    ///
    /// # Errors
    /// When the template is faulty, takes longer than [`MAX_FILL_TIME`] or exceeds [`MAX_OUTPUT_BYTES`].
    pub(super) fn fill_template(
        &self,
        name: &str,
        TemplateContext(context): &TemplateContext,
    ) -> Result<String, TeraFault> {
        let Some(CompiledTemplate {
            tera,
            needs_timeout,
        }) = self.0.get(name)
        else {
            return Err(fault_without_range(
                name,
                "there is no such template".to_owned(),
            ));
        };
        // Without `terminal` there are no threads, as in a web page; a browser stops a page that runs too long.
        if !needs_timeout || !cfg!(feature = "terminal") {
            return render_within_limit(tera, name, context);
        }
        let (sender, filled) = channel();
        let (tera, own_name, context) = (Arc::clone(tera), name.to_owned(), context.clone());
        // A thread that exceeds the time limit is abandoned and ends with the program.
        let fill = move || sender.send(render_within_limit(&tera, &own_name, &context));
        if std::thread::Builder::new().spawn(fill).is_err() {
            let message = "could not start a thread to fill it";
            return Err(fault_without_range(name, message.to_owned()));
        }
        filled.recv_timeout(MAX_FILL_TIME).unwrap_or_else(|_| {
            let seconds = MAX_FILL_TIME.as_secs();
            let message = format!("filling it takes longer than {seconds} seconds");
            Err(fault_without_range(name, message))
        })
    }
}

/// Compiles a template, together with all others if it uses any.
fn compile_template(
    (name, text): &(String, &str),
    all: &[(String, &str)],
) -> Result<CompiledTemplate, Vec<TeraFault>> {
    let mut tera = new_tera();
    let tags = find_template_tags(text);
    let safe = find_safe_filter(text).map(|at| ("`safe` would let a fact be read as Markdown", at));
    let refused = find_unbounded_growth(text, &tags).into_iter().chain(safe);
    let mut faults: Vec<TeraFault> = refused
        .map(|(message, at)| TeraFault {
            byte_range: Some(at),
            ..fault_without_range(name, message.to_owned())
        })
        .collect();
    let uses_others = tags
        .iter()
        .any(|tag| uses_other_templates(&text[tag.inner_range.clone()], tag));
    let added = if uses_others {
        tera.add_raw_templates(all.iter().map(|(name, text)| (name.as_str(), *text)))
    } else {
        tera.add_raw_template(name, text)
    };
    if let Err(error) = added {
        faults.push(fault_from_tera_error(name, &error));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(CompiledTemplate {
        tera: Arc::new(tera),
        needs_timeout: uses_others || max_loop_depth(text) > 2,
    })
}

/// Returns a Tera engine with our delimiters, filters and functions.
fn new_tera() -> Tera {
    let mut tera = Tera::new();
    tera.set_delimiters(tera::Delimiters {
        // `{#` begins the name of a statement, so comments are `<# #>`.
        comment_start: "<#".into(),
        comment_end: "#>".into(),
        ..tera::Delimiters::default()
    })
    .expect("the delimiters differ from each other");
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape_as_sealed);
    tera.register_filter("or_blank", or_blank_filter);
    tera.register_filter("possessive", possessive_filter);
    tera.register_filter("unbracketed", unbracketed_filter);
    tera.register_filter("length", length_filter);
    tera.register_filter("upper", upper_filter);
    tera.register_filter("lower", lower_filter);
    tera.register_function("range", range_function);
    for filter in ["indent", "join", "replace"] {
        tera.register_filter(filter, reject_filter);
    }
    tera
}

/// Returns whether a tag may include or repeat template text: any tag but conditions, loops and assignments.
fn uses_other_templates(inner: &str, tag: &TemplateTag) -> bool {
    let inner = inner.trim_start_matches('-').trim_start();
    if tag.is_expression {
        return inner.starts_with('<');
    }
    let word = inner.split(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
    !matches!(
        word.into_iter().next().unwrap_or_default(),
        "if" | "elif"
            | "else"
            | "endif"
            | "for"
            | "endfor"
            | "set"
            | "set_global"
            | "break"
            | "continue"
    )
}

fn render_within_limit(tera: &Tera, name: &str, context: &Context) -> Result<String, TeraFault> {
    let mut output = TemplateOutputBuffer(Vec::new());
    let rendered = tera.render_to(name, context, &mut output);
    if output.0.len() > MAX_OUTPUT_BYTES {
        let message = format!(
            "it makes more than {} MB of text",
            MAX_OUTPUT_BYTES / 1_000_000
        );
        return Err(fault_without_range(name, message));
    }
    rendered.map_err(|error| fault_from_tera_error(name, &error))?;
    Ok(String::from_utf8(output.0).expect("templates and facts are UTF-8"))
}

/// A writer that fails after [`MAX_OUTPUT_BYTES`].
struct TemplateOutputBuffer(Vec<u8>);

impl std::io::Write for TemplateOutputBuffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() > MAX_OUTPUT_BYTES {
            return Err(std::io::Error::other("too much"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns a fault without a position.
fn fault_without_range(template: &str, message: String) -> TeraFault {
    TeraFault {
        template_name: template.to_owned(),
        message,
        byte_range: None,
    }
}

/// Returns how deeply loops are nested.
fn max_loop_depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in text.split("{%").skip(1) {
        let tag = tag.trim_start_matches('-').trim_start();
        if tag.starts_with("for ") {
            depth += 1;
            deepest = deepest.max(depth);
        } else if tag.starts_with("endfor") {
            depth = depth.saturating_sub(1);
        }
    }
    deepest
}

/// `range(end=4)`, `range(start=1, end=4, step_by=2)`: numbers, at most [`MAX_RANGE_NUMBERS`].
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera defines the signature of functions"
)]
fn range_function(arguments: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = arguments.get::<i64>("start")?.unwrap_or(0);
    let end = arguments.must_get::<i64>("end")?;
    let step = arguments.get::<i64>("step_by")?.unwrap_or(1).max(1);
    let numbers = (start..end).step_by(usize::try_from(step).unwrap_or(1));
    if end.saturating_sub(start) / step > MAX_RANGE_NUMBERS {
        let message = format!("`range` can return at most {MAX_RANGE_NUMBERS} numbers");
        return Err(tera::Error::message(message));
    }
    Ok(numbers.collect())
}

fn escape_as_sealed(text: &str, output: &mut dyn std::io::Write) -> std::io::Result<()> {
    output.write_all(sealed_value::seal_unsealed_text(text).as_bytes())
}

/// `{{ fact | or_blank(setting="policy.number", label="policy number") }}`: the fact, or a blank where it is
/// missing. The default label is the setting's name with spaces.
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera defines the signature of filters"
)]
fn or_blank_filter(fact: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let is_missing =
        fact.as_str().is_some_and(str::is_empty) || fact.as_array().is_some_and(<[_]>::is_empty);
    if !is_missing {
        return Ok(fact.clone());
    }
    let setting: String = arguments.must_get::<&str>("setting")?.to_owned();
    let label = match arguments.get::<&str>("label")? {
        Some(label) => label.to_owned(),
        None => setting.replace(['.', '_'], " "),
    };
    Ok(Value::normal_string(&sealed_value::seal_blank(&Blank {
        label,
        setting_path: setting,
    })))
}

/// `({{ person.name | unbracketed }})`: the text without brackets around it, so that it gets only one pair.
fn unbracketed_filter(text: &str, _: Kwargs, _: &State) -> String {
    sealed_value::remove_brackets(text)
}

/// `{{ agency.name | possessive }}`: the English possessive of a name; a name that ends in s gets an apostrophe,
/// and a possessive stays as it is.
fn possessive_filter(name: &str, _: Kwargs, _: &State) -> String {
    sealed_value::map_fact_texts(name, |name| {
        if let Some(name) = name.strip_suffix('\'') {
            format!("{name}’")
        } else if name.ends_with("’s") || name.ends_with("'s") || name.ends_with('’') {
            name.to_owned()
        } else if name.ends_with(['s', 'S']) {
            format!("{name}’")
        } else {
            format!("{name}’s")
        }
    })
}

/// `length`: the number of characters of a text, or of entries of a list.
fn length_filter(value: &Value, _: Kwargs, _: &State) -> TeraResult<usize> {
    let unsealed = value
        .as_str()
        .and_then(|text| sealed_value::unseal_to_text(text).ok())
        .map(Value::from);
    unsealed.as_ref().unwrap_or(value).len().ok_or_else(|| {
        tera::Error::message(format!("Value of type {} has no length", value.name()))
    })
}

fn upper_filter(text: &str, _: Kwargs, _: &State) -> String {
    sealed_value::map_fact_texts(text, str::to_uppercase)
}

fn lower_filter(text: &str, _: Kwargs, _: &State) -> String {
    sealed_value::map_fact_texts(text, str::to_lowercase)
}

/// Replaces filters that can turn short texts into very long ones.
fn reject_filter(_: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let message =
        "`indent`, `join` and `replace` are not available: go through the list with `for`";
    Err(tera::Error::message(message))
}

/// Finds a construct that can double a text each time it is used, so that a few lines exhaust memory.
fn find_unbounded_growth(text: &str, tags: &[TemplateTag]) -> Option<(&'static str, Range<usize>)> {
    tags.iter().find_map(|tag| {
        let inner = &text[tag.inner_range.clone()];
        let first = inner.trim_start_matches('-').split_whitespace().next();
        let sets = !tag.is_expression && matches!(first, Some("set" | "set_global"));
        if sets && !inner.contains('=') {
            let message = "`set` takes one fact: `{% set short = agency.short_name %}`";
            return Some((message, tag.inner_range.clone()));
        }
        find_outside_quotes(inner, "~").map(|at| {
            let start = tag.inner_range.start + at;
            let message = "`~` is not available: write one text after the other, `{{ a }}{{ b }}`";
            (message, start..start + 1)
        })
    })
}

/// Finds a use of the filter `safe`.
fn find_safe_filter(text: &str) -> Option<Range<usize>> {
    text.match_indices('|').find_map(|(at, _)| {
        let word = text[at + 1..].trim_start();
        let next = word.strip_prefix("safe")?;
        let is_longer = next.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let is_filter = !is_longer && next.trim_start().starts_with(['}', '|', '%']);
        let start = text.len() - word.len();
        is_filter.then(|| start..start + "safe".len())
    })
}

fn fault_from_tera_error(template: &str, error: &tera::Error) -> TeraFault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => TeraFault {
            template_name: if report.filename().is_empty() {
                template.to_owned()
            } else {
                report.filename().to_owned()
            },
            message: report.message().to_owned(),
            byte_range: Some(report.span().range.clone()),
        },
        other => fault_without_range(template, other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_decide_whether_a_template_uses_others() {
        let uses_others = |text: &str| {
            let tags = find_template_tags(text);
            tags.iter()
                .any(|tag| uses_other_templates(&text[tag.inner_range.clone()], tag))
        };
        for alone in [
            "We include every client; a component of care.",
            "{% if a < b %}{{ a }}{% elif c %}{%- for d in e -%}{{ d }}{% endfor %}{% else %}{% endif %}",
            "{% set include = agency.name %}{{ include }}",
        ] {
            assert!(!uses_others(alone), "{alone}");
        }
        for using in [
            "{% include \"a.md\" %}",
            "{%-include \"a.md\" -%}",
            "{% extends \"a.md\" %}",
            "{{ <Card n={1} /> }}",
            "{{- <Card /> -}}",
        ] {
            assert!(uses_others(using), "{using}");
        }
    }
}
