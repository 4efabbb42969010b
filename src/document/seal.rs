//! Sealed values: how a fact crosses Markdown without being read as Markdown.
//!
//! A sealed run is U+E000, letters and digits, U+E001. No Markdown syntax can begin or end inside
//! it, so the parser carries it whole and [`open`] turns it back into exactly what was sealed.
//! Text that comes from a user never holds these two characters: the settings refuse them.

use icu_locale_core::LanguageIdentifier;

use super::{Blank, Inline};

const FIRST: char = '\u{E000}';
const LAST: char = '\u{E001}';
/// A seal with nothing in it, as [`value`] makes it of an empty text.
pub const NOTHING: &str = "\u{E000}\u{E001}";
/// Stands first in a sealed blank, and between its label and its setting; not a hex digit.
const BLANK: char = 'z';

/// Stands first in a fact of another language, and between its language and its text.
const FOREIGN: char = 'y';

/// Seals a fact. An empty text becomes a seal with nothing in it, which [`open`] reports.
pub fn value(text: &str) -> String {
    let mut sealed = String::with_capacity(text.len() * 2 + 6);
    sealed.push(FIRST);
    push_hex(&mut sealed, text);
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

/// Seals a fact in another language than the document's.
pub fn foreign(language: &LanguageIdentifier, text: &str) -> String {
    let mut sealed = String::new();
    sealed.push(FIRST);
    sealed.push(FOREIGN);
    push_hex(&mut sealed, &language.to_string());
    sealed.push(FOREIGN);
    push_hex(&mut sealed, text);
    sealed.push(LAST);
    sealed
}

/// Whether the text is one sealed run already, as [`blank`] and [`foreign`] make it.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(FIRST) && text.ends_with(LAST)
}

/// Why a text cannot be opened.
#[derive(Debug, PartialEq, Eq)]
pub enum Unopened {
    /// A seal with nothing in it: the template printed a fact that is missing.
    Nothing,
    /// A seal that none of [`value`], [`blank`] and [`foreign`] wrote: a template spelt its signs out, as
    /// `&#xE000;`.
    Forged,
}

/// Splits text into words of the template and the facts sealed in it.
pub fn open(text: &str) -> Result<Vec<Inline>, Unopened> {
    let mut inlines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(FIRST) {
        if at > 0 {
            inlines.push(Inline::Text(rest[..at].to_owned()));
        }
        let sealed = &rest[at + FIRST.len_utf8()..];
        let end = sealed.find(LAST).ok_or(Unopened::Forged)?;
        inlines.push(open_one(&sealed[..end])?);
        rest = &sealed[end + LAST.len_utf8()..];
    }
    if !rest.is_empty() {
        inlines.push(Inline::Text(rest.to_owned()));
    }
    Ok(inlines)
}

/// The text with every seal replaced by what it holds; for link targets and front matter.
pub fn open_plain(text: &str) -> Result<String, Unopened> {
    let mut plain = String::new();
    for inline in open(text)? {
        match inline {
            Inline::Text(text) | Inline::Value(text) => plain.push_str(&text),
            Inline::Blank(blank) => plain.push_str(&blank.shown()),
            Inline::Foreign { content, .. } => plain.push_str(&super::plain_text(&content)),
            other => unreachable!("opening a seal makes {other:?}"),
        }
    }
    Ok(plain)
}

fn open_one(sealed: &str) -> Result<Inline, Unopened> {
    if sealed.is_empty() {
        return Err(Unopened::Nothing);
    }
    if let Some(parts) = sealed.strip_prefix(FOREIGN) {
        let (language, text) = parts.split_once(FOREIGN).ok_or(Unopened::Forged)?;
        let language = from_hex(language)?.parse();
        return Ok(Inline::Foreign {
            language: language.map_err(|_| Unopened::Forged)?,
            content: vec![Inline::Value(from_hex(text)?)],
        });
    }
    Ok(match sealed.strip_prefix(BLANK) {
        None => Inline::Value(from_hex(sealed)?),
        Some(parts) => {
            let (label, setting) = parts.split_once(BLANK).ok_or(Unopened::Forged)?;
            Inline::Blank(Blank {
                label: from_hex(label)?,
                setting: from_hex(setting)?,
            })
        }
    })
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
