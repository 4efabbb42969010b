//! Checks the variables of a template in all its branches. Reads the template's text, because filling the template
//! takes only the branches of one agency and only sees sealed facts.

use std::ops::Range;

use serde_json::Value as Facts;

use crate::diag::template::MarkupError;
use crate::document::{markdown_parser, sealed_value};
use crate::source::field_reader::find_nearest_name;

/// A variable that a template uses in a way that cannot work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MisusedVariable {
    /// The variable as written: `agency.nmae`.
    pub(super) name: String,
    pub(super) fault: VariableFault,
    pub(super) byte_range: Range<usize>,
}

/// A fault of a variable in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum VariableFault {
    /// No fact has the name.
    UnknownName { nearest: Option<String> },
    /// The text of a fact is compared, sorted or changed, but Tera sees only the sealed text.
    ComparedOrChanged,
}

/// A tag `{{ ... }}` or `{% ... %}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TemplateTag {
    /// Byte range with delimiters.
    pub(super) outer_range: Range<usize>,
    /// Byte range between the delimiters.
    pub(super) inner_range: Range<usize>,
    /// Whether the tag is `{{ ... }}`.
    pub(super) is_expression: bool,
}

/// Returns every variable that is not in `facts` or has its text compared or changed, in the order of the text.
pub(super) fn find_misused_variables(text: &str, facts: &Facts) -> Vec<MisusedVariable> {
    let facts = merge_list_entries(facts);
    let mut linter = TemplateLinter {
        template_text: text,
        known_facts: &facts,
        variable_scopes: vec![Vec::new()],
        misused_variables: Vec::new(),
    };
    for tag in find_template_tags(text) {
        if tag.is_expression {
            let tokens = linter.tokenize(tag.inner_range);
            linter.lint_expression(&tokens);
        } else {
            linter.lint_statement_tag(tag.inner_range);
        }
    }
    linter.misused_variables
}

/// Returns whether facts have a name such as `hotline.text`.
pub(super) fn has_fact(facts: &Facts, name: &str) -> bool {
    let mut keys = name.split('.');
    keys.try_fold(facts, |facts, key| facts.get(key)).is_some()
}

/// Returns the errors of a template's Markdown that do not depend on the branch taken, each with its place in the text.
pub(super) fn find_markup_faults(text: &str) -> Vec<(MarkupError, Range<usize>)> {
    let mut without_tags = String::with_capacity(text.len());
    // Where each part begins in `without_tags` and in `text`.
    let mut parts = vec![(0, 0)];
    let mut end = 0;
    for tag in find_template_tags(text) {
        without_tags.push_str(&text[end..tag.outer_range.start]);
        if tag.is_expression {
            parts.push((without_tags.len(), tag.outer_range.start));
            // A valid link target.
            without_tags.push_str("tel:1");
        }
        end = tag.outer_range.end;
        parts.push((without_tags.len(), end));
    }
    without_tags.push_str(&text[end..]);
    let place_in_text = |at: usize| {
        let part = parts.partition_point(|(start, _)| *start <= at) - 1;
        let (start, start_in_text) = parts[part];
        start_in_text + (at - start)
    };
    let faults = markdown_parser::parse_markdown(&without_tags)
        .err()
        .unwrap_or_default();
    let in_any_branch = faults.into_iter().filter(|fault| match fault.kind {
        MarkupError::UnsupportedElement(_)
        | MarkupError::EmptyListItem
        | MarkupError::HalfFootnote
        | MarkupError::InvisibleCharacter
        | MarkupError::UnknownRole(_)
        | MarkupError::InvalidAnchorSyntax(_)
        | MarkupError::NameAfterHeading(_)
        | MarkupError::DisallowedLinkTarget(_)
        | MarkupError::NestedTooDeep => true,
        MarkupError::DuplicateAnchor(_)
        | MarkupError::BrokenAnchorLink(_)
        | MarkupError::MissingFactPrinted
        | MarkupError::SkippedHeadingLevel => false,
    });
    in_any_branch
        .map(|fault| {
            let start = place_in_text(fault.byte_range.start);
            let first_line = text[start..].lines().next().unwrap_or_default();
            let last = fault.byte_range.end.max(fault.byte_range.start + 1) - 1;
            let mut end = (place_in_text(last) + 1).clamp(start, start + first_line.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            (fault.kind, start..end)
        })
        .collect()
}

/// Returns all tags of a template that are not in comments (`<# #>`).
pub(super) fn find_template_tags(text: &str) -> Vec<TemplateTag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("<#") {
            at += rest.find("#>").map_or(rest.len(), |end| end + 2);
            continue;
        }
        let is_expression = rest.starts_with("{{");
        if !is_expression && !rest.starts_with("{%") {
            // These ASCII bytes never occur inside a multi-byte character.
            let next = rest
                .bytes()
                .skip(1)
                .position(|byte| matches!(byte, b'<' | b'{'));
            at += next.map_or(rest.len(), |next| next + 1);
            continue;
        }
        let close = if is_expression { "}}" } else { "%}" };
        let Some(end) = find_outside_quotes(&rest[2..], close) else {
            break;
        };
        tags.push(TemplateTag {
            outer_range: at..at + 2 + end + 2,
            inner_range: at + 2..at + 2 + end,
            is_expression,
        });
        at += 2 + end + 2;
    }
    tags
}

/// Returns the byte offset of a symbol outside quotes.
pub(super) fn find_outside_quotes(text: &str, symbol: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match quote {
            Some(open) => quote = quote.filter(|_| character != open),
            None if matches!(character, '"' | '\'' | '`') => quote = Some(character),
            None if text[at..].starts_with(symbol) => return Some(at),
            None => {}
        }
    }
    None
}

/// Merges the entries of each list into one entry with the keys of all.
fn merge_list_entries(facts: &Facts) -> Facts {
    match facts {
        Facts::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), merge_list_entries(value)))
            .collect(),
        Facts::Array(items) => {
            let merged = items.iter().map(merge_list_entries).reduce(merge_facts);
            Facts::Array(merged.into_iter().collect())
        }
        Facts::Null | Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => facts.clone(),
    }
}

fn merge_facts(one: Facts, other: Facts) -> Facts {
    match (one, other) {
        (Facts::Object(mut one), Facts::Object(other)) => {
            for (key, value) in other {
                let merged = match one.remove(&key) {
                    Some(own) => merge_facts(own, value),
                    None => value,
                };
                one.insert(key, merged);
            }
            Facts::Object(one)
        }
        (Facts::Array(one), Facts::Array(other)) => {
            let merged = one.into_iter().chain(other).reduce(merge_facts);
            Facts::Array(merged.into_iter().collect())
        }
        // An empty text is a fact that this entry does not have.
        (one, Facts::String(other)) if other.is_empty() => one,
        (one @ (Facts::Object(_) | Facts::Array(_)), _) => one,
        (_, other) => other,
    }
}

/// The fact that a variable refers to; none where it is unknown, which is never reported.
type ResolvedFact<'f> = Option<&'f Facts>;

struct TemplateLinter<'t, 'f> {
    template_text: &'t str,
    known_facts: &'f Facts,
    /// The variables of loops and `set`, the innermost scope last.
    variable_scopes: Vec<Vec<(String, ResolvedFact<'f>)>>,
    misused_variables: Vec<MisusedVariable>,
}

/// Filters that work on sealed facts, and those that `template_engine` rejects.
const PRINT_ONLY_FILTERS: [&str; 10] = [
    "or_blank",
    "possessive",
    "unbracketed",
    "upper",
    "lower",
    "default",
    "safe",
    "indent",
    "join",
    "replace",
];

fn is_sealed_fact(fact: Option<&Facts>) -> bool {
    fact.and_then(Facts::as_str)
        .is_some_and(sealed_value::is_sealed)
}

fn trim_quotes(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`'])
}

/// Returns the index of the token after a filter and its arguments.
fn find_filter_end<'t>(filter: usize, token_at: &impl Fn(usize) -> &'t str) -> usize {
    let mut at = filter + 1;
    let mut depth = 0_usize;
    loop {
        match token_at(at) {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            "" => return at,
            _ if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
}

/// An identifier, literal or operator of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ExpressionToken {
    byte_range: Range<usize>,
    is_identifier: bool,
}

impl<'f> TemplateLinter<'_, 'f> {
    fn lint_statement_tag(&mut self, inner: Range<usize>) {
        let tokens = self.tokenize(inner);
        let Some(first) = tokens.first() else { return };
        match self.token_text(first) {
            "if" | "elif" => {
                self.lint_expression(&tokens[1..]);
            }
            "for" => {
                let keyword_in = tokens
                    .iter()
                    .position(|token| self.token_text(token) == "in");
                let Some(keyword_in) = keyword_in else {
                    return;
                };
                let list = self.lint_expression(&tokens[keyword_in + 1..]);
                let names = tokens[1..keyword_in]
                    .iter()
                    .filter(|token| token.is_identifier);
                let is_single = names.clone().count() == 1;
                let entry = list
                    .and_then(|list| list.as_array()?.first())
                    .filter(|_| is_single);
                let mut scope = vec![("loop".to_owned(), None)];
                scope.extend(names.map(|token| (self.token_text(token).to_owned(), entry)));
                self.variable_scopes.push(scope);
            }
            "endfor" if self.variable_scopes.len() > 1 => {
                self.variable_scopes.pop();
            }
            "set" | "set_global" if tokens.len() > 2 => {
                let fact = self.lint_expression(&tokens[3..]);
                let name = self.token_text(&tokens[1]).to_owned();
                if let Some(scope) = self.variable_scopes.last_mut() {
                    scope.push((name, fact));
                }
            }
            _ => {}
        }
    }

    /// Checks every variable of an expression; returns the fact that it resolves to if it is a single variable.
    fn lint_expression(&mut self, tokens: &[ExpressionToken]) -> ResolvedFact<'f> {
        const TERA_KEYWORDS: &[&str] = &[
            "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False",
            "None",
        ];
        let mut at = 0;
        let mut last = None;
        let mut names = 0;
        while at < tokens.len() {
            let before = self.text_at(tokens, at.wrapping_sub(1));
            let after = self.text_at(tokens, at + 1);
            let is_test = before == "is"
                || before == "not" && self.text_at(tokens, at.wrapping_sub(2)) == "is";
            let is_not_variable = !tokens[at].is_identifier
                || TERA_KEYWORDS.contains(&self.text_at(tokens, at))
                || before == "|"
                || is_test
                || after == "("
                || after == "=";
            if is_not_variable {
                at += 1;
                continue;
            }
            names += 1;
            let first = at;
            (at, last) = self.resolve_path(tokens, first);
            if last.is_some_and(|fact| self.is_compared_or_changed(tokens, first..at, fact)) {
                let byte_range = tokens[first].byte_range.start..tokens[at - 1].byte_range.end;
                self.misused_variables.push(MisusedVariable {
                    name: self.template_text[byte_range.clone()].to_owned(),
                    fault: VariableFault::ComparedOrChanged,
                    byte_range,
                });
            }
        }
        let is_single = names == 1 && tokens.iter().all(|token| self.token_text(token) != "|");
        last.filter(|_| is_single)
    }

    /// Resolves a path such as `agency.phone.shown`; returns the index of the token after it and the fact.
    fn resolve_path(
        &mut self,
        tokens: &[ExpressionToken],
        first: usize,
    ) -> (usize, ResolvedFact<'f>) {
        let root = self.token_text(&tokens[first]).to_owned();
        let variable = self
            .variable_scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev())
            .find(|(name, _)| *name == root);
        let mut fact = match variable {
            Some((_, fact)) => *fact,
            None => self.look_up_field(Some(self.known_facts), &root, "", &tokens[first]),
        };
        let mut name = root;
        let mut at = first + 1;
        loop {
            match (self.text_at(tokens, at), tokens.get(at + 1)) {
                ("." | "?.", Some(field)) if field.is_identifier => {
                    let key = self.token_text(field).to_owned();
                    fact = self.look_up_field(fact, &key, &name, field);
                    name = format!("{name}.{key}");
                    at += 2;
                }
                ("[", Some(field)) => {
                    let key = trim_quotes(self.token_text(field)).to_owned();
                    let end = tokens[at..]
                        .iter()
                        .position(|token| self.token_text(token) == "]");
                    at += end.map_or(1, |end| end + 1);
                    fact = match fact {
                        Some(Facts::Array(items)) => items.first(),
                        Some(Facts::Object(fields)) => fields.get(&key),
                        _ => None,
                    };
                }
                _ => return (at, fact),
            }
        }
    }

    /// Returns whether an expression compares, sorts or changes the text of a fact.
    fn is_compared_or_changed(
        &self,
        tokens: &[ExpressionToken],
        path: Range<usize>,
        fact: &Facts,
    ) -> bool {
        const COMPARISON_OPERATORS: [&str; 7] = ["==", "!=", "<", ">", "<=", ">=", "in"];
        const TEXT_TESTS: [&str; 3] = ["starting_with", "ending_with", "containing"];
        let token_at = |at: usize| self.text_at(tokens, at);
        // Skip parentheses, as in `(agency.kind) == "grantee"`.
        let mut start = path.start;
        while start > 0 && token_at(start - 1) == "(" {
            start -= 1;
        }
        let mut at = path.end;
        while token_at(at) == "|" || token_at(at) == ")" {
            if token_at(at) == ")" {
                at += 1;
                continue;
            }
            let end = find_filter_end(at + 1, &token_at);
            let changes = match (fact, token_at(at + 1)) {
                (_, "length") => return false,
                (Facts::String(text), filter) => {
                    sealed_value::is_sealed(text) && !PRINT_ONLY_FILTERS.contains(&filter)
                }
                (Facts::Array(items), "sort" | "unique" | "group_by") => {
                    let attribute = (at + 2..end).find(|&at| token_at(at) == "attribute");
                    let key = attribute.map(|at| trim_quotes(token_at(at + 2)));
                    items.first().is_some_and(|entry| {
                        is_sealed_fact(key.map_or(Some(entry), |key| entry.get(key)))
                    })
                }
                _ => false,
            };
            if changes {
                return true;
            }
            at = end;
        }
        let negation = usize::from(token_at(at) == "not");
        let compares = COMPARISON_OPERATORS.contains(&token_at(at + negation))
            || start > 0 && COMPARISON_OPERATORS.contains(&token_at(start - 1))
            || token_at(at) == "is"
                && (1..=2).any(|next| TEXT_TESTS.contains(&token_at(at + next)));
        let compared = match fact {
            Facts::Array(items) => items.first(),
            fact => Some(fact),
        };
        compares && is_sealed_fact(compared)
    }

    fn look_up_field(
        &mut self,
        object: ResolvedFact<'f>,
        key: &str,
        above: &str,
        token: &ExpressionToken,
    ) -> ResolvedFact<'f> {
        let mut known: Vec<&str> = match object? {
            Facts::Object(fields) => {
                if let Some(field) = fields.get(key) {
                    return Some(field);
                }
                fields.keys().map(String::as_str).collect()
            }
            // The fields of an empty list's entries are unknown.
            Facts::Array(_) | Facts::Null => return None,
            Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => Vec::new(),
        };
        if above.is_empty() && key == "__tera_context" {
            return None;
        }
        if above.is_empty() {
            let variables = self.variable_scopes.iter().flatten();
            known.extend(variables.map(|(name, _)| name.as_str()));
        }
        let dot = if above.is_empty() { "" } else { "." };
        self.misused_variables.push(MisusedVariable {
            name: format!("{above}{dot}{key}"),
            fault: VariableFault::UnknownName {
                nearest: find_nearest_name(key, known.into_iter()).map(str::to_owned),
            },
            byte_range: token.byte_range.clone(),
        });
        None
    }

    /// Returns the text of the token at an index; empty past the end.
    fn text_at(&self, tokens: &[ExpressionToken], at: usize) -> &str {
        tokens.get(at).map_or("", |token| self.token_text(token))
    }

    fn token_text(&self, token: &ExpressionToken) -> &str {
        &self.template_text[token.byte_range.clone()]
    }

    fn tokenize(&self, inner: Range<usize>) -> Vec<ExpressionToken> {
        let text = &self.template_text[inner.clone()];
        let text = text.strip_suffix('-').unwrap_or(text);
        let mut tokens = Vec::new();
        let mut at = usize::from(text.starts_with('-'));
        while let Some(first) = text[at..].chars().next() {
            let rest = &text[at..];
            let is_name = first.is_alphabetic() || first == '_';
            let length = if is_name {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                end.unwrap_or(rest.len())
            } else if matches!(first, '"' | '\'' | '`') {
                let end = rest[1..].find(first);
                end.map_or(rest.len(), |end| end + 2)
            } else if first.is_ascii_digit() {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
                end.unwrap_or(rest.len())
            } else if ["==", "!=", "<=", ">=", "?."]
                .iter()
                .any(|operator| rest.starts_with(operator))
            {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push(ExpressionToken {
                    byte_range: inner.start + at..inner.start + at + length,
                    is_identifier: is_name,
                });
            }
            at += length;
        }
        tokens
    }
}
