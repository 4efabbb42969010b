//! Fills the blanks of a template; the only user of Tera.
//!
//! Every fact leaves Tera sealed, so that no fact is ever read as Markdown. A template can reach
//! nothing but the facts it is given: no file, clock, environment or network.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::Value as Facts;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::template_lint::{TemplateTag, find_outside_quotes, find_template_tags};
use crate::document::{Blank, sealed_value};

/// Templates that have been read, ready to be filled many times, by their names.
pub(super) struct CompiledTemplates(BTreeMap<String, CompiledTemplate>);

/// A template that has been read.
#[derive(Clone)]
struct CompiledTemplate {
    /// It alone; where it leans on others, all of them.
    tera: Arc<Tera>,
    /// Whether it could go on for long.
    needs_timeout: bool,
}

/// Facts in the form that templates are filled from.
#[derive(Clone)]
pub(super) struct TemplateContext(Context);

impl TemplateContext {
    /// Facts by name.
    pub(super) fn from_facts(facts: &Facts) -> Self {
        Self(Context::from_serialize(facts).expect("facts are a table"))
    }

    /// These and others; where both have a name, the others hold.
    pub(super) fn with_facts(mut self, others: &Facts) -> Self {
        let others = others.as_object().expect("facts are a table");
        for (name, fact) in others {
            self.0.insert(name.clone(), fact);
        }
        self
    }

    /// Takes out all that says whose document it is, so that a template which does is at fault.
    pub(super) fn remove_agency_facts(&mut self) {
        self.0.remove("agency");
    }
}

/// More text than this is no document: the longest carried one has 20 KB.
const MAX_OUTPUT_BYTES: usize = 2_000_000;

/// How long a template may take; a carried one takes less than a millisecond.
const MAX_FILL_TIME: Duration = Duration::from_secs(2);

/// Most numbers that `range` gives.
const MAX_RANGE_NUMBERS: i64 = 1000;

/// What Tera found wrong with a template, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TeraFault {
    /// The template's name, as it was given.
    pub template_name: String,
    pub message: String,
    /// The bytes of the template's text it concerns, if Tera says.
    pub byte_range: Option<Range<usize>>,
}

impl CompiledTemplates {
    /// Reads templates; each is a name and a text without front matter.
    pub(super) fn compile_all<'text>(
        texts: impl Iterator<Item = (String, &'text str)>,
    ) -> Result<Self, Vec<TeraFault>> {
        let texts: Vec<(String, &str)> = texts.collect();
        let mut templates = BTreeMap::new();
        let mut faults: Vec<TeraFault> = Vec::new();
        for one in &texts {
            match compile_template(one, &texts) {
                Ok(template) => {
                    templates.insert(one.0.clone(), template);
                }
                // One that others lean on is told once.
                Err(found) => {
                    let new = found.into_iter().filter(|fault| !faults.contains(fault));
                    let new: Vec<_> = new.collect();
                    faults.extend(new);
                }
            }
        }
        if faults.is_empty() {
            Ok(Self(templates))
        } else {
            Err(faults)
        }
    }

    /// The template of that name as Markdown with sealed facts; a fault where that would take too long
    /// or become too much.
    pub(super) fn fill_template(
        &self,
        name: &str,
        given: &TemplateContext,
    ) -> Result<String, TeraFault> {
        let TemplateContext(context) = given;
        let Some(CompiledTemplate {
            tera,
            needs_timeout: heavy,
        }) = self.0.get(name)
        else {
            return Err(fault_without_range(
                name,
                "there is no such template".to_owned(),
            ));
        };
        // Without the feature there are no threads, as in a web page, which stops what never ends by itself.
        if !heavy || !cfg!(feature = "terminal") {
            return render_within_limit(tera, name, context);
        }
        let (sender, filled) = channel();
        let (tera, own_name, context) = (Arc::clone(tera), name.to_owned(), context.clone());
        // If it takes too long, nobody waits for it; it ends with the program.
        let fill = move || sender.send(render_within_limit(&tera, &own_name, &context));
        if std::thread::Builder::new().spawn(fill).is_err() {
            let no_room = "the machine has no room for another thread to fill it";
            return Err(fault_without_range(name, no_room.to_owned()));
        }
        filled.recv_timeout(MAX_FILL_TIME).unwrap_or_else(|_| {
            let seconds = MAX_FILL_TIME.as_secs();
            let message = format!("filling it takes longer than {seconds} seconds");
            Err(fault_without_range(name, message))
        })
    }
}

/// Reads a template, and where it leans on others all of those too.
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
    let leans = tags
        .iter()
        .any(|tag| uses_other_templates(&text[tag.inner_range.clone()], tag));
    let added = if leans {
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
        needs_timeout: leans || max_loop_depth(text) > 2,
    })
}

/// Tera as all templates have it.
fn new_tera() -> Tera {
    let mut tera = Tera::new();
    tera.set_delimiters(tera::Delimiters {
        // `{#` begins the name of a statement; a comment stands in `<# #>`.
        comment_start: "<#".into(),
        comment_end: "#>".into(),
        ..tera::Delimiters::default()
    })
    .expect("the delimiters differ from each other");
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape_as_sealed);
    tera.register_filter("or_blank", or_blank_filter);
    tera.register_filter("possessive", possessive_filter);
    tera.register_filter("length", length_filter);
    tera.register_filter("upper", upper_filter);
    tera.register_filter("lower", lower_filter);
    tera.register_function("range", range_function);
    for filter in ["indent", "join", "replace"] {
        tera.register_filter(filter, reject_filter);
    }
    tera
}

/// Whether a tag may bring in what is written elsewhere, or the same again: any that does not just choose, go
/// through a list or keep a fact.
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
    let mut output = LimitedWriter(Vec::new());
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

/// Takes text up to a limit.
struct LimitedWriter(Vec<u8>);

impl std::io::Write for LimitedWriter {
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

/// A fault of no place in particular.
fn fault_without_range(template: &str, message: String) -> TeraFault {
    TeraFault {
        template_name: template.to_owned(),
        message,
        byte_range: None,
    }
}

/// How deep loops stand in loops.
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

/// `range(end=4)`, `range(start=1, end=4, step_by=2)`: numbers, at most [`MOST_NUMBERS`] of them.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of a function is Tera's"
)]
fn range_function(arguments: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = arguments.get::<i64>("start")?.unwrap_or(0);
    let end = arguments.must_get::<i64>("end")?;
    let step = arguments.get::<i64>("step_by")?.unwrap_or(1).max(1);
    let numbers = (start..end).step_by(usize::try_from(step).unwrap_or(1));
    if end.saturating_sub(start) / step > MAX_RANGE_NUMBERS {
        let message = format!("`range` gives at most {MAX_RANGE_NUMBERS} numbers");
        return Err(tera::Error::message(message));
    }
    Ok(numbers.collect())
}

fn escape_as_sealed(text: &str, output: &mut dyn std::io::Write) -> std::io::Result<()> {
    output.write_all(sealed_value::seal_unsealed_text(text).as_bytes())
}

/// `{{ fact | or_blank(setting="policy.number", label="policy number") }}`: the fact, or where it is
/// missing a blank that a draft shows. Without a label the setting's name is put into words.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape of a filter is Tera's"
)]
fn or_blank_filter(fact: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
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
    Ok(Value::normal_string(&sealed_value::seal_blank(&Blank {
        label,
        setting_path: setting,
    })))
}

/// `{{ agency.name | possessive }}`: a name with what English puts after an owner, so that a name
/// that ends in s, or that is a possessive already, reads well.
fn possessive_filter(name: &str, _: Kwargs, _: &State) -> String {
    sealed_value::map_fact_texts(name, |name| {
        if name.ends_with("’s") || name.ends_with("'s") || name.ends_with('’') {
            name.to_owned()
        } else if name.ends_with(['s', 'S']) {
            format!("{name}’")
        } else {
            format!("{name}’s")
        }
    })
}

/// The number of letters of a text, or of entries of a list.
fn length_filter(value: &Value, _: Kwargs, _: &State) -> TeraResult<usize> {
    let opened = value
        .as_str()
        .and_then(|text| sealed_value::unseal_to_text(text).ok());
    let opened = opened.map(Value::from);
    opened.as_ref().unwrap_or(value).len().ok_or_else(|| {
        tera::Error::message(format!("Value of type {} has no length", value.name()))
    })
}

fn upper_filter(text: &str, _: Kwargs, _: &State) -> String {
    sealed_value::map_fact_texts(text, str::to_uppercase)
}

fn lower_filter(text: &str, _: Kwargs, _: &State) -> String {
    sealed_value::map_fact_texts(text, str::to_lowercase)
}

/// Stands in the place of filters that make long texts of short ones.
fn reject_filter(_: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let message =
        "`indent`, `join` and `replace` are not available: go through the list with `for`";
    Err(tera::Error::message(message))
}

/// What makes a text twice as long each time it is said, so that a few lines fill the machine.
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
            let message = "`~` is not available: write texts one after the other, `{{ a }}{{ b }}`";
            (message, start..start + 1)
        })
    })
}

/// Where a template pipes a fact through `safe`.
fn find_safe_filter(text: &str) -> Option<Range<usize>> {
    text.match_indices('|').find_map(|(at, _)| {
        let word = text[at + 1..].trim_start();
        let next = word.strip_prefix("safe")?;
        let is_longer = next.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let ends = !is_longer && next.trim_start().starts_with(['}', '|', '%']);
        let begin = text.len() - word.len();
        ends.then(|| begin..begin + "safe".len())
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
    fn a_template_leans_on_others_by_its_tags_and_not_by_its_words() {
        let leaning = |text: &str| {
            let tags = find_template_tags(text);
            tags.iter()
                .any(|tag| uses_other_templates(&text[tag.inner_range.clone()], tag))
        };
        for alone in [
            "We include every client; a component of care.",
            "{% if a < b %}{{ a }}{% elif c %}{%- for d in e -%}{{ d }}{% endfor %}{% else %}{% endif %}",
            "{% set include = agency.name %}{{ include }}",
        ] {
            assert!(!leaning(alone), "{alone}");
        }
        for leaning_on in [
            "{% include \"a.md\" %}",
            "{%-include \"a.md\" -%}",
            "{% extends \"a.md\" %}",
            "{{ <Card n={1} /> }}",
            "{{- <Card /> -}}",
        ] {
            assert!(leaning(leaning_on), "{leaning_on}");
        }
    }
}
