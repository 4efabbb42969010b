//! The facts that a template names, in all its branches: read from its text, because filling it sees
//! only the branches that one agency takes.

use std::ops::Range;

use serde_json::Value as Facts;

use crate::source::fields::nearest;

/// A name that no fact has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    /// The name as it is written, with what it is part of: `agency.nmae`.
    pub(super) name: String,
    /// The nearest one there is.
    pub(super) nearest: Option<String>,
    /// Where the misspelt part stands.
    pub(super) at: Range<usize>,
}

/// A stretch of a template between `{{` and `}}` or `{%` and `%}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// With its brackets.
    pub(super) whole: Range<usize>,
    /// Without them.
    pub(super) inner: Range<usize>,
    /// Whether it prints.
    pub(super) prints: bool,
}

/// Every name of a template that is none in `facts`, in the order of the text.
pub(super) fn unknown(text: &str, facts: &Facts) -> Vec<Unknown> {
    let facts = shape(facts);
    let mut reader = Reader {
        text,
        facts: &facts,
        scopes: vec![Vec::new()],
        unknown: Vec::new(),
    };
    for tag in tags(text) {
        if tag.prints {
            reader.expression(tag.inner);
        } else {
            reader.statement(tag.inner);
        }
    }
    reader.unknown
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
        let Some(end) = end_of(&rest[2..], close) else {
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

/// Where the closing bracket stands, outside quotes.
fn end_of(text: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match quote {
            Some(open) => quote = quote.filter(|_| character != open),
            None if matches!(character, '"' | '\'' | '`') => quote = Some(character),
            None if text[at..].starts_with(close) => return Some(at),
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
            Facts::Object(
                fields
                    .map(|(key, value)| (key.clone(), shape(value)))
                    .collect(),
            )
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
    unknown: Vec<Unknown>,
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
                let names: Vec<String> = tokens[1..middle]
                    .iter()
                    .filter(|token| token.is_name)
                    .map(|token| self.word(token).to_owned())
                    .collect();
                let entry = match list {
                    Some(Facts::Array(items)) => items.first(),
                    _ => None,
                };
                let single = names.len() == 1;
                let mut scope = vec![("loop".to_owned(), None)];
                scope.extend(
                    names
                        .into_iter()
                        .map(|name| (name, entry.filter(|_| single))),
                );
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
            (at, last) = self.path(tokens, at);
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
                ("[", Some(_)) => {
                    let end = tokens[at..]
                        .iter()
                        .position(|token| self.word(token) == "]");
                    at += end.map_or(1, |end| end + 1);
                    meant = match meant {
                        Some(Facts::Array(items)) => items.first(),
                        _ => None,
                    };
                }
                _ => return (at, meant),
            }
        }
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
        self.unknown.push(Unknown {
            name: format!("{above}{dot}{word}"),
            nearest: nearest(word, known.into_iter()).map(str::to_owned),
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
