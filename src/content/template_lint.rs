//! The facts that a template names, in all its branches, and what it does with their words: read from its
//! text, because filling it sees only the branches that one agency takes, and only sealed facts.

use std::ops::Range;

use serde_json::Value as Facts;

use crate::document::sealed_value;
use crate::source::field_reader::find_nearest_name;

/// A name that a template cannot use as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misused {
    /// The name as it is written, with what it is part of: `agency.nmae`.
    pub(super) name: String,
    /// What is wrong with it.
    pub(super) fault: NameFault,
    pub(super) at: Range<usize>,
}

/// What is wrong with a name in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NameFault {
    /// No fact has the name.
    Unknown {
        /// The nearest one there is.
        nearest: Option<String>,
    },
    /// The words of a fact are compared, sorted or changed: Tera sees them only sealed.
    Compared,
}

/// A stretch of a template between `{{` and `}}` or `{%` and `%}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) whole: Range<usize>,
    pub(super) inner: Range<usize>,
    pub(super) prints: bool,
}

/// Every name of a template that is none in `facts` or whose words it compares, in the order of the text.
pub(super) fn misused(text: &str, facts: &Facts) -> Vec<Misused> {
    let facts = shape(facts);
    let mut reader = Reader {
        text,
        facts: &facts,
        scopes: vec![Vec::new()],
        misused: Vec::new(),
    };
    for tag in tags(text) {
        if tag.prints {
            reader.expression(tag.inner);
        } else {
            reader.statement(tag.inner);
        }
    }
    reader.misused
}

/// All tags of a template; a comment (`<# #>`) has none.
pub(super) fn tags(text: &str) -> Vec<Tag> {
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
        let Some(end) = find_unquoted(&rest[2..], close) else {
            break;
        };
        tags.push(Tag {
            whole: at..at + 2 + end + 2,
            inner: at + 2..at + 2 + end,
            prints,
        });
        at += 2 + end + 2;
    }
    tags
}

/// Where a sign stands outside quotes.
pub(super) fn find_unquoted(text: &str, sign: &str) -> Option<usize> {
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
fn shape(facts: &Facts) -> Facts {
    match facts {
        Facts::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(key, value)| (key.clone(), shape(value)))
                .collect()
        }
        Facts::Array(items) => {
            let one = items.iter().map(shape).reduce(merged);
            Facts::Array(one.into_iter().collect())
        }
        Facts::Null | Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => facts.clone(),
    }
}

fn merged(one: Facts, other: Facts) -> Facts {
    match (one, other) {
        (Facts::Object(mut one), Facts::Object(other)) => {
            for (key, value) in other {
                let both = match one.remove(&key) {
                    Some(there) => merged(there, value),
                    None => value,
                };
                one.insert(key, both);
            }
            Facts::Object(one)
        }
        (Facts::Array(one), Facts::Array(other)) => {
            let both = one.into_iter().chain(other).reduce(merged);
            Facts::Array(both.into_iter().collect())
        }
        // What is missing in one entry is there in another.
        (one, Facts::String(other)) if other.is_empty() => one,
        (one @ (Facts::Object(_) | Facts::Array(_)), _) => one,
        (_, other) => other,
    }
}

/// What a name stands for; nothing where that cannot be told, so that nobody is accused.
type Meant<'f> = Option<&'f Facts>;

struct Reader<'t, 'f> {
    text: &'t str,
    facts: &'f Facts,
    /// The names that loops and `set` have made, the innermost last.
    scopes: Vec<Vec<(String, Meant<'f>)>>,
    misused: Vec<Misused>,
}

/// Filters that print a fact as it is or in other letters, and those that no template may use in any case.
const PRINTING: [&str; 9] = [
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

fn is_sealed(fact: Option<&Facts>) -> bool {
    fact.and_then(Facts::as_str)
        .is_some_and(sealed_value::is_sealed)
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`'])
}

/// The place after a filter's name and what stands in brackets after it.
fn end_of_filter<'t>(name: usize, word: &impl Fn(usize) -> &'t str) -> usize {
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
struct Token {
    at: Range<usize>,
    is_name: bool,
}

impl<'f> Reader<'_, 'f> {
    fn statement(&mut self, inner: Range<usize>) {
        let tokens = self.tokens(inner);
        let Some(first) = tokens.first() else { return };
        match self.word(first) {
            "if" | "elif" => {
                self.check(&tokens[1..]);
            }
            "for" => {
                let middle = tokens.iter().position(|token| self.word(token) == "in");
                let Some(middle) = middle else { return };
                let list = self.check(&tokens[middle + 1..]);
                let names = tokens[1..middle].iter().filter(|token| token.is_name);
                let is_single = names.clone().count() == 1;
                let entry = list.and_then(|list| list.as_array()?.first());
                let entry = entry.filter(|_| is_single);
                let mut scope = vec![("loop".to_owned(), None)];
                scope.extend(names.map(|token| (self.word(token).to_owned(), entry)));
                self.scopes.push(scope);
            }
            "endfor" if self.scopes.len() > 1 => {
                self.scopes.pop();
            }
            "set" | "set_global" if tokens.len() > 2 => {
                let meant = self.check(&tokens[3..]);
                let name = self.word(&tokens[1]).to_owned();
                if let Some(scope) = self.scopes.last_mut() {
                    scope.push((name, meant));
                }
            }
            _ => {}
        }
    }

    fn expression(&mut self, inner: Range<usize>) {
        let tokens = self.tokens(inner);
        self.check(&tokens);
    }

    /// Looks at every name of an expression; gives what it stands for if it is a name alone.
    fn check(&mut self, tokens: &[Token]) -> Meant<'f> {
        const WORDS: &[&str] = &[
            "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False",
            "None",
        ];
        let mut at = 0;
        let mut last = None;
        let mut names = 0;
        while at < tokens.len() {
            let before = at.checked_sub(1).map_or("", |at| self.word(&tokens[at]));
            let two_before = at.checked_sub(2).map_or("", |at| self.word(&tokens[at]));
            let after = tokens.get(at + 1).map_or("", |token| self.word(token));
            let is_test = before == "is" || before == "not" && two_before == "is";
            let skipped = !tokens[at].is_name
                || WORDS.contains(&self.word(&tokens[at]))
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
            (at, last) = self.path(tokens, first);
            if last.is_some_and(|meant| self.is_compared(tokens, first..at, meant)) {
                let at = tokens[first].at.start..tokens[at - 1].at.end;
                self.misused.push(Misused {
                    name: self.text[at.clone()].to_owned(),
                    fault: NameFault::Compared,
                    at,
                });
            }
        }
        let alone = names == 1 && tokens.iter().all(|token| self.word(token) != "|");
        last.filter(|_| alone)
    }

    /// Follows `agency.phone.shown` from its first name; gives the place after it and what it means.
    fn path(&mut self, tokens: &[Token], first: usize) -> (usize, Meant<'f>) {
        let root = self.word(&tokens[first]).to_owned();
        let innermost = self
            .scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev());
        let bound = innermost.clone().find(|(name, _)| *name == root);
        let mut meant = match bound {
            Some((_, meant)) => *meant,
            None => self.look_up(Some(self.facts), &root, "", &tokens[first]),
        };
        let mut name = root;
        let mut at = first + 1;
        loop {
            let sign = tokens.get(at).map_or("", |token| self.word(token));
            let field = tokens.get(at + 1);
            match (sign, field) {
                ("." | "?.", Some(field)) if field.is_name => {
                    let word = self.word(field).to_owned();
                    meant = self.look_up(meant, &word, &name, field);
                    name = format!("{name}.{word}");
                    at += 2;
                }
                ("[", Some(field)) => {
                    let key = unquoted(self.word(field)).to_owned();
                    let end = tokens[at..]
                        .iter()
                        .position(|token| self.word(token) == "]");
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
    fn is_compared(&self, tokens: &[Token], path: Range<usize>, meant: &Facts) -> bool {
        const SIGNS: [&str; 7] = ["==", "!=", "<", ">", "<=", ">=", "in"];
        const TESTS: [&str; 3] = ["starting_with", "ending_with", "containing"];
        let word = |at: usize| tokens.get(at).map_or("", |token| self.word(token));
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
            let end = end_of_filter(at + 1, &word);
            let changes = match (meant, word(at + 1)) {
                (_, "length") => return false,
                (Facts::String(text), filter) => {
                    sealed_value::is_sealed(text) && !PRINTING.contains(&filter)
                }
                (Facts::Array(items), "sort" | "unique" | "group_by") => {
                    let attribute = (at + 2..end).find(|&at| word(at) == "attribute");
                    let key = attribute.map(|at| unquoted(word(at + 2)));
                    items.first().is_some_and(|entry| {
                        is_sealed(key.map_or(Some(entry), |key| entry.get(key)))
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
        let compares = SIGNS.contains(&word(at + negated))
            || start > 0 && SIGNS.contains(&word(start - 1))
            || word(at) == "is" && (TESTS.contains(&word(at + 1)) || TESTS.contains(&word(at + 2)));
        let fact = match meant {
            Facts::Array(items) => items.first(),
            one => Some(one),
        };
        compares && is_sealed(fact)
    }

    fn look_up(&mut self, of: Meant<'f>, word: &str, above: &str, token: &Token) -> Meant<'f> {
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
            let bound = self.scopes.iter().flatten();
            known.extend(bound.map(|(name, _)| name.as_str()));
        }
        let dot = if above.is_empty() { "" } else { "." };
        self.misused.push(Misused {
            name: format!("{above}{dot}{word}"),
            fault: NameFault::Unknown {
                nearest: find_nearest_name(word, known.into_iter()).map(str::to_owned),
            },
            at: token.at.clone(),
        });
        None
    }

    fn word(&self, token: &Token) -> &str {
        &self.text[token.at.clone()]
    }

    fn tokens(&self, inner: Range<usize>) -> Vec<Token> {
        let text = &self.text[inner.clone()];
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
                tokens.push(Token {
                    at: inner.start + at..inner.start + at + length,
                    is_name,
                });
            }
            at += length;
        }
        tokens
    }
}
