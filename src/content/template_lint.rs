//! The facts that a template names, in all its branches, and what it does with their words: read from its
//! text, because filling it sees only the branches that one agency takes, and only sealed facts.

use std::ops::Range;

use serde_json::Value as Facts;

use crate::document::sealed_value;
use crate::source::field_reader::find_nearest_name;

/// A name that a template cannot use as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MisusedVariable {
    /// The name as it is written, with what it is part of: `agency.nmae`.
    pub(super) name: String,
    /// What is wrong with it.
    pub(super) fault: VariableFault,
    pub(super) byte_range: Range<usize>,
}

/// What is wrong with a name in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum VariableFault {
    /// No fact has the name.
    UnknownName {
        /// The nearest one there is.
        nearest: Option<String>,
    },
    /// The words of a fact are compared, sorted or changed: Tera sees them only sealed.
    ComparedOrChanged,
}

/// A stretch of a template between `{{` and `}}` or `{%` and `%}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TemplateTag {
    pub(super) outer_range: Range<usize>,
    pub(super) inner_range: Range<usize>,
    pub(super) is_expression: bool,
}

/// Every name of a template that is none in `facts` or whose words it compares, in the order of the text.
pub(super) fn find_misused_variables(text: &str, facts: &Facts) -> Vec<MisusedVariable> {
    let facts = merge_list_entries(facts);
    let mut reader = TemplateLinter {
        template_text: text,
        known_facts: &facts,
        variable_scopes: vec![Vec::new()],
        misused_variables: Vec::new(),
    };
    for tag in find_template_tags(text) {
        if tag.is_expression {
            reader.lint_expression_tag(tag.inner_range);
        } else {
            reader.lint_statement_tag(tag.inner_range);
        }
    }
    reader.misused_variables
}

/// All tags of a template; a comment (`<# #>`) has none.
pub(super) fn find_template_tags(text: &str) -> Vec<TemplateTag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("<#") {
            at += rest.find("#>").map_or(rest.len(), |end| end + 2);
            continue;
        }
        let prints = rest.starts_with("{{");
        if !prints && !rest.starts_with("{%") {
            // Both signs are of one byte, which no letter of several has in it.
            let next = rest
                .bytes()
                .skip(1)
                .position(|sign| matches!(sign, b'<' | b'{'));
            at += next.map_or(rest.len(), |next| next + 1);
            continue;
        }
        let close = if prints { "}}" } else { "%}" };
        let Some(end) = find_outside_quotes(&rest[2..], close) else {
            break;
        };
        tags.push(TemplateTag {
            outer_range: at..at + 2 + end + 2,
            inner_range: at + 2..at + 2 + end,
            is_expression: prints,
        });
        at += 2 + end + 2;
    }
    tags
}

/// Where a sign stands outside quotes.
pub(super) fn find_outside_quotes(text: &str, sign: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match quote {
            Some(open) => quote = quote.filter(|_| character != open),
            None if matches!(character, '"' | '\'' | '`') => quote = Some(character),
            None if text[at..].starts_with(sign) => return Some(at),
            None => {}
        }
    }
    None
}

/// The facts with the entries of each list made one that has what any of them has.
fn merge_list_entries(facts: &Facts) -> Facts {
    match facts {
        Facts::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(key, value)| (key.clone(), merge_list_entries(value)))
                .collect()
        }
        Facts::Array(items) => {
            let one = items.iter().map(merge_list_entries).reduce(merge_facts);
            Facts::Array(one.into_iter().collect())
        }
        Facts::Null | Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => facts.clone(),
    }
}

fn merge_facts(one: Facts, other: Facts) -> Facts {
    match (one, other) {
        (Facts::Object(mut one), Facts::Object(other)) => {
            for (key, value) in other {
                let both = match one.remove(&key) {
                    Some(there) => merge_facts(there, value),
                    None => value,
                };
                one.insert(key, both);
            }
            Facts::Object(one)
        }
        (Facts::Array(one), Facts::Array(other)) => {
            let both = one.into_iter().chain(other).reduce(merge_facts);
            Facts::Array(both.into_iter().collect())
        }
        // What is missing in one entry is there in another.
        (one, Facts::String(other)) if other.is_empty() => one,
        (one @ (Facts::Object(_) | Facts::Array(_)), _) => one,
        (_, other) => other,
    }
}

/// What a name stands for; nothing where that cannot be told, so that nobody is accused.
type ResolvedFact<'f> = Option<&'f Facts>;

struct TemplateLinter<'t, 'f> {
    template_text: &'t str,
    known_facts: &'f Facts,
    /// The names that loops and `set` have made, the innermost last.
    variable_scopes: Vec<Vec<(String, ResolvedFact<'f>)>>,
    misused_variables: Vec<MisusedVariable>,
}

/// Filters that print a fact as it is or in other letters, and those that no template may use in any case.
const PRINT_ONLY_FILTERS: [&str; 9] = [
    "or_blank",
    "possessive",
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

/// The place after a filter's name and what stands in brackets after it.
fn find_filter_end<'t>(name: usize, word: &impl Fn(usize) -> &'t str) -> usize {
    let mut at = name + 1;
    let mut depth = 0_usize;
    loop {
        match word(at) {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            "" => return at,
            _ if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
}

/// One word or sign of an expression.
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
                let middle = tokens
                    .iter()
                    .position(|token| self.token_text(token) == "in");
                let Some(middle) = middle else { return };
                let list = self.lint_expression(&tokens[middle + 1..]);
                let names = tokens[1..middle].iter().filter(|token| token.is_identifier);
                let is_single = names.clone().count() == 1;
                let entry = list.and_then(|list| list.as_array()?.first());
                let entry = entry.filter(|_| is_single);
                let mut scope = vec![("loop".to_owned(), None)];
                scope.extend(names.map(|token| (self.token_text(token).to_owned(), entry)));
                self.variable_scopes.push(scope);
            }
            "endfor" if self.variable_scopes.len() > 1 => {
                self.variable_scopes.pop();
            }
            "set" | "set_global" if tokens.len() > 2 => {
                let meant = self.lint_expression(&tokens[3..]);
                let name = self.token_text(&tokens[1]).to_owned();
                if let Some(scope) = self.variable_scopes.last_mut() {
                    scope.push((name, meant));
                }
            }
            _ => {}
        }
    }

    fn lint_expression_tag(&mut self, inner: Range<usize>) {
        let tokens = self.tokenize(inner);
        self.lint_expression(&tokens);
    }

    /// Looks at every name of an expression; gives what it stands for if it is a name alone.
    fn lint_expression(&mut self, tokens: &[ExpressionToken]) -> ResolvedFact<'f> {
        const TERA_KEYWORDS: &[&str] = &[
            "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False",
            "None",
        ];
        let mut at = 0;
        let mut last = None;
        let mut names = 0;
        while at < tokens.len() {
            let before = at
                .checked_sub(1)
                .map_or("", |at| self.token_text(&tokens[at]));
            let two_before = at
                .checked_sub(2)
                .map_or("", |at| self.token_text(&tokens[at]));
            let after = tokens
                .get(at + 1)
                .map_or("", |token| self.token_text(token));
            let is_test = before == "is" || before == "not" && two_before == "is";
            let skipped = !tokens[at].is_identifier
                || TERA_KEYWORDS.contains(&self.token_text(&tokens[at]))
                || before == "|"
                || is_test
                || after == "("
                || after == "=";
            if skipped {
                at += 1;
                continue;
            }
            names += 1;
            let first = at;
            (at, last) = self.resolve_path(tokens, first);
            if last.is_some_and(|meant| self.is_compared_or_changed(tokens, first..at, meant)) {
                let at = tokens[first].byte_range.start..tokens[at - 1].byte_range.end;
                self.misused_variables.push(MisusedVariable {
                    name: self.template_text[at.clone()].to_owned(),
                    fault: VariableFault::ComparedOrChanged,
                    byte_range: at,
                });
            }
        }
        let alone = names == 1 && tokens.iter().all(|token| self.token_text(token) != "|");
        last.filter(|_| alone)
    }

    /// Follows `agency.phone.shown` from its first name; gives the place after it and what it means.
    fn resolve_path(
        &mut self,
        tokens: &[ExpressionToken],
        first: usize,
    ) -> (usize, ResolvedFact<'f>) {
        let root = self.token_text(&tokens[first]).to_owned();
        let innermost = self
            .variable_scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev());
        let bound = innermost.clone().find(|(name, _)| *name == root);
        let mut meant = match bound {
            Some((_, meant)) => *meant,
            None => self.look_up_field(Some(self.known_facts), &root, "", &tokens[first]),
        };
        let mut name = root;
        let mut at = first + 1;
        loop {
            let sign = tokens.get(at).map_or("", |token| self.token_text(token));
            let field = tokens.get(at + 1);
            match (sign, field) {
                ("." | "?.", Some(field)) if field.is_identifier => {
                    let word = self.token_text(field).to_owned();
                    meant = self.look_up_field(meant, &word, &name, field);
                    name = format!("{name}.{word}");
                    at += 2;
                }
                ("[", Some(field)) => {
                    let key = trim_quotes(self.token_text(field)).to_owned();
                    let end = tokens[at..]
                        .iter()
                        .position(|token| self.token_text(token) == "]");
                    at += end.map_or(1, |end| end + 1);
                    meant = match meant {
                        Some(Facts::Array(items)) => items.first(),
                        Some(Facts::Object(fields)) => fields.get(&key),
                        _ => None,
                    };
                }
                _ => return (at, meant),
            }
        }
    }

    /// Whether an expression does more with the words of a fact than to print them.
    fn is_compared_or_changed(
        &self,
        tokens: &[ExpressionToken],
        path: Range<usize>,
        meant: &Facts,
    ) -> bool {
        const COMPARISON_OPERATORS: [&str; 7] = ["==", "!=", "<", ">", "<=", ">=", "in"];
        const TEXT_TESTS: [&str; 3] = ["starting_with", "ending_with", "containing"];
        let word = |at: usize| tokens.get(at).map_or("", |token| self.token_text(token));
        // Brackets change nothing: `(agency.kind) == "grantee"`.
        let mut start = path.start;
        while start > 0 && word(start - 1) == "(" {
            start -= 1;
        }
        let mut at = path.end;
        while word(at) == "|" || word(at) == ")" {
            if word(at) == ")" {
                at += 1;
                continue;
            }
            let end = find_filter_end(at + 1, &word);
            let changes = match (meant, word(at + 1)) {
                (_, "length") => return false,
                (Facts::String(text), filter) => {
                    sealed_value::is_sealed(text) && !PRINT_ONLY_FILTERS.contains(&filter)
                }
                (Facts::Array(items), "sort" | "unique" | "group_by") => {
                    let attribute = (at + 2..end).find(|&at| word(at) == "attribute");
                    let key = attribute.map(|at| trim_quotes(word(at + 2)));
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
        let negated = usize::from(word(at) == "not");
        let compares = COMPARISON_OPERATORS.contains(&word(at + negated))
            || start > 0 && COMPARISON_OPERATORS.contains(&word(start - 1))
            || word(at) == "is"
                && (TEXT_TESTS.contains(&word(at + 1)) || TEXT_TESTS.contains(&word(at + 2)));
        let fact = match meant {
            Facts::Array(items) => items.first(),
            one => Some(one),
        };
        compares && is_sealed_fact(fact)
    }

    fn look_up_field(
        &mut self,
        of: ResolvedFact<'f>,
        word: &str,
        above: &str,
        token: &ExpressionToken,
    ) -> ResolvedFact<'f> {
        let mut known: Vec<&str> = match of? {
            Facts::Object(fields) => {
                if let Some(field) = fields.get(word) {
                    return Some(field);
                }
                fields.keys().map(String::as_str).collect()
            }
            // An empty list has entries that nobody can tell anything of.
            Facts::Array(_) | Facts::Null => return None,
            Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => Vec::new(),
        };
        if above.is_empty() && word == "__tera_context" {
            return None;
        }
        if above.is_empty() {
            let bound = self.variable_scopes.iter().flatten();
            known.extend(bound.map(|(name, _)| name.as_str()));
        }
        let dot = if above.is_empty() { "" } else { "." };
        self.misused_variables.push(MisusedVariable {
            name: format!("{above}{dot}{word}"),
            fault: VariableFault::UnknownName {
                nearest: find_nearest_name(word, known.into_iter()).map(str::to_owned),
            },
            byte_range: token.byte_range.clone(),
        });
        None
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
                .any(|sign| rest.starts_with(sign))
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
