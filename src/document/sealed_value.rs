//! Sealed values: how a fact crosses Tera and Markdown without being read as either.
//!
//! A sealed run is U+E000, letters and digits, U+E001. No Markdown syntax can begin or end inside
//! it, so the parser carries it whole and [`open`] turns it back into exactly what was sealed: the text
//! of a fact and the settings it comes from.
//! Text that comes from a user never holds these two characters: the settings refuse them.

use icu_locale_core::LanguageIdentifier;

use super::{Blank, Inline};

const FIRST: char = '\u{E000}';
const LAST: char = '\u{E001}';
/// A seal with nothing in it, as [`value`] makes it of an empty text.
pub const NOTHING: &str = "\u{E000}\u{E001}";
/// Stands first in a sealed blank, and between its label and its setting; not a hex digit.
const BLANK: char = 'z';
/// Stands first in a fact of another language, and between its language and the rest.
const FOREIGN: char = 'y';
/// Stands after each setting that a fact comes from.
const SETTING: char = 'x';

/// Seals the text of a fact that comes from no setting. An empty text becomes a seal with nothing in it, which
/// [`open`] reports.
pub fn value(text: &str) -> String {
    fact::<&str>(text, &[])
}

/// Seals the text of a fact with the settings that it comes from.
pub fn fact<S: AsRef<str>>(text: &str, settings: &[S]) -> String {
    let mut sealed = String::with_capacity(text.len() * 2 + 6);
    sealed.push(FIRST);
    push_fact(&mut sealed, text, settings);
    sealed.push(LAST);
    sealed
}

/// Seals a fact in another language than the document's.
pub fn foreign(language: &LanguageIdentifier, text: &str, setting: &str) -> String {
    let mut sealed = String::new();
    sealed.push(FIRST);
    sealed.push(FOREIGN);
    push_hex(&mut sealed, &language.to_string());
    sealed.push(FOREIGN);
    push_fact(&mut sealed, text, &[setting]);
    sealed.push(LAST);
    sealed
}

/// Seals a missing fact.
pub fn blank(blank: &Blank) -> String {
    let mut sealed = String::new();
    sealed.push(FIRST);
    sealed.push(BLANK);
    push_hex(&mut sealed, &blank.label);
    sealed.push(BLANK);
    push_hex(&mut sealed, &blank.setting);
    sealed.push(LAST);
    sealed
}

/// Whether the text begins with a seal.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(FIRST)
}

/// Returns the text with everything sealed: what is in seals stays in them.
pub fn whole(text: &str) -> String {
    if text.is_empty() {
        return value(text);
    }
    let sealed = |part: Part| match part.sealed {
        Some(_) => part.written.to_owned(),
        None => value(part.written),
    };
    parts(text).map(sealed).collect()
}

/// Returns the text with `change` made to the words of each fact in it, and to those that are in no seal.
pub fn reworded(text: &str, change: impl Fn(&str) -> String) -> String {
    parts(text)
        .map(|part| match part.sealed.map(open_one) {
            None => change(part.written),
            Some(Ok(Inline::Value { text, settings })) => fact(&change(&text), &settings),
            Some(_) => part.written.to_owned(),
        })
        .collect()
}

/// Why a text cannot be opened.
#[derive(Debug, PartialEq, Eq)]
pub enum Unopened {
    /// A seal with nothing in it: the template printed a fact that is missing.
    Nothing,
    /// A seal that this module did not write: a template spelt its signs out, as `&#xE000;`.
    Forged,
}

/// Splits text into words of the template and the facts sealed in it.
pub fn open(text: &str) -> Result<Vec<Inline>, Unopened> {
    parts(text)
        .map(|part| match part.sealed {
            Some(sealed) => open_one(sealed),
            None if part.written.starts_with(FIRST) => Err(Unopened::Forged),
            None => Ok(Inline::Text(part.written.to_owned())),
        })
        .collect()
}

/// The text with every seal replaced by what it holds; for link targets and front matter.
pub fn open_plain(text: &str) -> Result<String, Unopened> {
    open(text).map(|inlines| super::plain_text(&inlines))
}

/// One seal of a text, or what stands between two.
struct Part<'text> {
    written: &'text str,
    /// What is between the signs of a seal.
    sealed: Option<&'text str>,
}

fn parts(mut rest: &str) -> impl Iterator<Item = Part<'_>> {
    std::iter::from_fn(move || {
        let closed = rest.strip_prefix(FIRST).and_then(|from| {
            let (sealed, _) = from.split_once(LAST)?;
            Some(sealed)
        });
        let length = match closed {
            Some(sealed) => FIRST.len_utf8() + sealed.len() + LAST.len_utf8(),
            None if rest.starts_with(FIRST) => rest.len(),
            None => rest.find(FIRST).unwrap_or(rest.len()),
        };
        let (written, after) = rest.split_at(length);
        rest = after;
        (!written.is_empty()).then_some(Part {
            written,
            sealed: closed,
        })
    })
}

fn open_one(sealed: &str) -> Result<Inline, Unopened> {
    if sealed.is_empty() {
        return Err(Unopened::Nothing);
    }
    if let Some(parts) = sealed.strip_prefix(BLANK) {
        let (label, setting) = parts.split_once(BLANK).ok_or(Unopened::Forged)?;
        return Ok(Inline::Blank(Blank {
            label: from_hex(label)?,
            setting: from_hex(setting)?,
        }));
    }
    let Some(parts) = sealed.strip_prefix(FOREIGN) else {
        return open_fact(sealed);
    };
    let (language, fact) = parts.split_once(FOREIGN).ok_or(Unopened::Forged)?;
    let language = from_hex(language)?.parse();
    Ok(Inline::Foreign {
        language: language.map_err(|_| Unopened::Forged)?,
        content: vec![open_fact(fact)?],
    })
}

fn open_fact(sealed: &str) -> Result<Inline, Unopened> {
    let mut parts = sealed.rsplit(SETTING);
    let text = from_hex(parts.next().unwrap_or_default())?;
    let mut settings = parts.map(from_hex).collect::<Result<Vec<_>, _>>()?;
    settings.reverse();
    Ok(Inline::Value { text, settings })
}

fn push_fact<S: AsRef<str>>(sealed: &mut String, text: &str, settings: &[S]) {
    for setting in settings {
        push_hex(sealed, setting.as_ref());
        sealed.push(SETTING);
    }
    push_hex(sealed, text);
}

fn push_hex(sealed: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in text.bytes() {
        sealed.push(char::from(DIGITS[usize::from(byte >> 4)]));
        sealed.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

fn from_hex(digits: &str) -> Result<String, Unopened> {
    let digits = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Option<Vec<u8>> = digits.collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or(Unopened::Forged)
}
