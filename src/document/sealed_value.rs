//! Sealed values: facts encoded so that neither Tera nor Markdown interprets them.
//!
//! A seal is U+E000, letters and digits, U+E001. Markdown syntax cannot start or end inside it, so the
//! parser passes it through unchanged, and [`unseal_to_inlines`] restores the text of the fact and the
//! settings it comes from. User text never contains these two characters, because settings reject them.

use icu_locale_core::LanguageIdentifier;

use super::{Blank, Inline};

const SEAL_START: char = '\u{E000}';
const SEAL_END: char = '\u{E001}';
/// An empty seal, which [`seal_text`] returns for an empty text.
pub const EMPTY_SEAL: &str = "\u{E000}\u{E001}";
/// Starts a sealed blank and separates its label and setting. No marker is a hex digit.
const BLANK_MARKER: char = 'z';
/// Starts a fact in another language and ends the language tag.
const LANGUAGE_MARKER: char = 'y';
/// Follows each setting that a fact comes from.
const SETTING_MARKER: char = 'x';

/// Seals the text of a fact without a setting. An empty text becomes an empty seal, which
/// [`unseal_to_inlines`] reports.
pub fn seal_text(text: &str) -> String {
    seal_fact::<&str>(text, &[])
}

/// Seals the text of a fact and the settings it comes from.
pub fn seal_fact<S: AsRef<str>>(text: &str, settings: &[S]) -> String {
    let mut sealed = String::with_capacity(text.len() * 2 + 6);
    sealed.push(SEAL_START);
    push_encoded_fact(&mut sealed, text, settings);
    sealed.push(SEAL_END);
    sealed
}

/// Seals a fact in another language than the document's.
pub fn seal_in_language(language: &LanguageIdentifier, text: &str, setting: &str) -> String {
    let mut sealed = String::new();
    sealed.push(SEAL_START);
    sealed.push(LANGUAGE_MARKER);
    push_hex(&mut sealed, &language.to_string());
    sealed.push(LANGUAGE_MARKER);
    push_encoded_fact(&mut sealed, text, &[setting]);
    sealed.push(SEAL_END);
    sealed
}

/// Seals a missing fact.
pub fn seal_blank(blank: &Blank) -> String {
    let mut sealed = String::new();
    sealed.push(SEAL_START);
    sealed.push(BLANK_MARKER);
    push_hex(&mut sealed, &blank.label);
    sealed.push(BLANK_MARKER);
    push_hex(&mut sealed, &blank.setting_path);
    sealed.push(SEAL_END);
    sealed
}

/// Returns whether the text starts with a seal.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(SEAL_START)
}

/// Seals all text that is not sealed yet.
pub fn seal_unsealed_text(text: &str) -> String {
    if text.is_empty() {
        return seal_text(text);
    }
    split_at_seals(text)
        .map(|segment| match segment.sealed_content {
            Some(_) => segment.raw_text.to_owned(),
            None => seal_text(segment.raw_text),
        })
        .collect()
}

/// Removes the brackets around sealed facts, such as the hours `(by appointment)`: templates print their own.
pub fn remove_brackets(sealed: &str) -> String {
    map_fact_texts(sealed, |text| {
        let inside = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let is_whole = |inside: &&str| !inside.contains(['(', ')']);
        inside.filter(is_whole).unwrap_or(text).to_owned()
    })
}

/// Applies `change` to the text of each sealed fact and to all unsealed text.
pub fn map_fact_texts(text: &str, change: impl Fn(&str) -> String) -> String {
    split_at_seals(text)
        .map(|segment| match segment.sealed_content.map(unseal_content) {
            None => change(segment.raw_text),
            Some(Ok(Inline::FactValue {
                text,
                setting_paths,
            })) => seal_fact(&change(&text), &setting_paths),
            Some(_) => segment.raw_text.to_owned(),
        })
        .collect()
}

/// The reason that a text cannot be unsealed.
#[derive(Debug, PartialEq, Eq)]
pub enum UnsealError {
    /// An empty seal: the template printed a missing fact.
    EmptySeal,
    /// A seal that this module did not write: the template contains `&#xE000;`.
    ForgedSeal,
}

/// Splits text into template text and the facts sealed in it.
pub fn unseal_to_inlines(text: &str) -> Result<Vec<Inline>, UnsealError> {
    split_at_seals(text)
        .map(|segment| match segment.sealed_content {
            Some(content) => unseal_content(content),
            None if segment.raw_text.starts_with(SEAL_START) => Err(UnsealError::ForgedSeal),
            None => Ok(Inline::Text(segment.raw_text.to_owned())),
        })
        .collect()
}

/// Returns the text with each seal replaced by its content, for link targets and front matter.
pub fn unseal_to_text(text: &str) -> Result<String, UnsealError> {
    unseal_to_inlines(text).map(|inlines| super::plain_text(&inlines))
}

/// A seal, or the text between two seals.
struct SealSegment<'text> {
    raw_text: &'text str,
    /// The encoded content; none for text outside seals and for an unclosed seal.
    sealed_content: Option<&'text str>,
}

fn split_at_seals(mut rest: &str) -> impl Iterator<Item = SealSegment<'_>> {
    std::iter::from_fn(move || {
        let sealed_content = rest
            .strip_prefix(SEAL_START)
            .and_then(|content| content.split_once(SEAL_END))
            .map(|(content, _)| content);
        let length = match sealed_content {
            Some(content) => SEAL_START.len_utf8() + content.len() + SEAL_END.len_utf8(),
            None if rest.starts_with(SEAL_START) => rest.len(),
            None => rest.find(SEAL_START).unwrap_or(rest.len()),
        };
        let (raw_text, after) = rest.split_at(length);
        rest = after;
        (!raw_text.is_empty()).then_some(SealSegment {
            raw_text,
            sealed_content,
        })
    })
}

fn unseal_content(sealed: &str) -> Result<Inline, UnsealError> {
    if sealed.is_empty() {
        return Err(UnsealError::EmptySeal);
    }
    if let Some(parts) = sealed.strip_prefix(BLANK_MARKER) {
        let (label, setting) = parts
            .split_once(BLANK_MARKER)
            .ok_or(UnsealError::ForgedSeal)?;
        return Ok(Inline::Blank(Blank {
            label: decode_hex_text(label)?,
            setting_path: decode_hex_text(setting)?,
        }));
    }
    let Some(parts) = sealed.strip_prefix(LANGUAGE_MARKER) else {
        return unseal_fact(sealed);
    };
    let (language, fact) = parts
        .split_once(LANGUAGE_MARKER)
        .ok_or(UnsealError::ForgedSeal)?;
    let language = decode_hex_text(language)?.parse();
    Ok(Inline::OtherLanguage {
        language: language.map_err(|_| UnsealError::ForgedSeal)?,
        // Readers see that it is not part of the translation.
        content: vec![Inline::Emphasis(vec![unseal_fact(fact)?])],
    })
}

fn unseal_fact(sealed: &str) -> Result<Inline, UnsealError> {
    let mut parts = sealed.rsplit(SETTING_MARKER);
    let text = decode_hex_text(parts.next().unwrap_or_default())?;
    let mut setting_paths = parts.map(decode_hex_text).collect::<Result<Vec<_>, _>>()?;
    setting_paths.reverse();
    Ok(Inline::FactValue {
        text,
        setting_paths,
    })
}

fn push_encoded_fact<S: AsRef<str>>(sealed: &mut String, text: &str, settings: &[S]) {
    for setting in settings {
        push_hex(sealed, setting.as_ref());
        sealed.push(SETTING_MARKER);
    }
    push_hex(sealed, text);
}

fn push_hex(sealed: &mut String, text: &str) {
    const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in text.bytes() {
        sealed.push(char::from(HEX_DIGITS[usize::from(byte >> 4)]));
        sealed.push(char::from(HEX_DIGITS[usize::from(byte & 15)]));
    }
}

fn decode_hex_text(digits: &str) -> Result<String, UnsealError> {
    let digits = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Option<Vec<u8>> = digits.collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or(UnsealError::ForgedSeal)
}
