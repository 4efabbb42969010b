//! Language tags, script classes, fonts and directional runs for Word.

use icu_locale_core::LanguageIdentifier;

use crate::render::bidi_isolates::{
    LEFT_TO_RIGHT_ISOLATE, POP_DIRECTIONAL_ISOLATE, is_rtl_char, wrap_numbers_in_isolates,
};
use crate::render::theme::is_rtl_language;

/// An invisible left-to-right character, which gives its direction to punctuation beside it. Not all word processors
/// know isolates.
pub(super) const LEFT_TO_RIGHT_MARK: &str = "\u{200E}";
/// An invisible right-to-left character.
pub(super) const RIGHT_TO_LEFT_MARK: &str = "\u{200F}";

/// Word's classes of scripts: a run has a font and a language for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordScriptClass {
    /// Latin, Cyrillic, Greek and all others.
    Western,
    /// Right-to-left scripts and scripts that need shaping: Arabic, Hebrew, Devanagari, Thai.
    Complex,
    EastAsian,
}

/// Returns the class of a language's script: the one in its tag, else the one it is usually written in.
pub(super) fn script_class(language: &LanguageIdentifier) -> WordScriptClass {
    if is_rtl_language(language) {
        return WordScriptClass::Complex;
    }
    match language.script {
        Some(script) => match script.as_str() {
            "Hans" | "Hant" | "Hani" | "Jpan" | "Kore" | "Hang" => WordScriptClass::EastAsian,
            "Latn" | "Cyrl" | "Grek" => WordScriptClass::Western,
            _ => WordScriptClass::Complex,
        },
        None => match language.language.as_str() {
            "zh" | "ja" | "ko" | "yue" => WordScriptClass::EastAsian,
            "hi" | "mr" | "ne" | "bn" | "pa" | "gu" | "ta" | "te" | "kn" | "ml" | "si" | "th"
            | "lo" | "km" | "my" => WordScriptClass::Complex,
            _ => WordScriptClass::Western,
        },
    }
}

/// Returns the font for complex scripts, one that is installed with Word.
pub(super) fn complex_script_font(language: &LanguageIdentifier) -> &'static str {
    match script_class(language) {
        WordScriptClass::Complex if !is_rtl_language(language) => "Nirmala UI",
        WordScriptClass::Complex | WordScriptClass::Western | WordScriptClass::EastAsian => "Arial",
    }
}

/// Returns a language tag with the region that Word's proofing tools need; unchanged for languages not listed here.
pub(super) fn word_language_tag(language: &LanguageIdentifier) -> String {
    if language.region.is_none() && language.script.is_none() {
        let region = match language.language.as_str() {
            "en" | "es" => "US",
            "ar" => "SA",
            "fr" => "FR",
            "hi" => "IN",
            "ko" => "KR",
            "pt" => "BR",
            "ru" => "RU",
            "vi" => "VN",
            "zh" => "CN",
            _ => return language.to_string(),
        };
        return format!("{}-{region}", language.language);
    }
    match language.to_string().as_str() {
        "zh-Hans" => "zh-CN".to_owned(),
        "zh-Hant" => "zh-TW".to_owned(),
        other => other.to_owned(),
    }
}

/// Returns the run property that sets the language of a run.
pub(super) fn language_element_xml(language: &LanguageIdentifier) -> String {
    let tag = word_language_tag(language);
    match script_class(language) {
        WordScriptClass::Western => format!("<w:lang w:val=\"{tag}\"/>"),
        WordScriptClass::Complex => format!("<w:lang w:bidi=\"{tag}\"/>"),
        WordScriptClass::EastAsian => format!("<w:lang w:eastAsia=\"{tag}\"/>"),
    }
}

/// Text that runs in one direction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DirectionalRun {
    pub(super) right_to_left: bool,
    /// The text with direction marks that keep it in order.
    pub(super) text: String,
}

/// Splits text into runs of one direction, so that numbers in right-to-left text and punctuation after
/// right-to-left words keep their order.
pub(super) fn split_by_direction(text: &str, line_is_rtl: bool) -> Vec<DirectionalRun> {
    let mut runs = Vec::new();
    if !line_is_rtl {
        split_into_directional_runs(&mut runs, text, false);
        return runs;
    }
    let isolated = wrap_numbers_in_isolates(text);
    let mut rest = isolated.as_ref();
    while let Some((before, after)) = rest.split_once(LEFT_TO_RIGHT_ISOLATE) {
        let (number, after) = after
            .split_once(POP_DIRECTIONAL_ISOLATE)
            .unwrap_or((after, ""));
        split_into_directional_runs(&mut runs, before, true);
        let number = format!("{LEFT_TO_RIGHT_MARK}{number}{LEFT_TO_RIGHT_MARK}");
        push_run(&mut runs, false, &number);
        rest = after;
    }
    split_into_directional_runs(&mut runs, rest, true);
    runs
}

/// Splits text into runs: letters of the direction opposite to the line's, with the punctuation between them, and the
/// rest, which includes punctuation between two directions.
fn split_into_directional_runs(runs: &mut Vec<DirectionalRun>, text: &str, line_is_rtl: bool) {
    let has_direction = |character: char, rtl: bool| {
        is_rtl_char(character) == rtl && (rtl || character.is_alphabetic())
    };
    let is_opposite = |character: char| has_direction(character, !line_is_rtl);
    let is_of_line = |character: char| has_direction(character, line_is_rtl);
    let mut rest = text;
    while let Some(start) = rest.find(is_opposite) {
        let after = rest[start..]
            .find(is_of_line)
            .map_or(rest.len(), |at| start + at);
        let last = rest[start..after]
            .char_indices()
            .rfind(|(_, character)| is_opposite(*character));
        let end = last.map_or(after, |(at, character)| start + at + character.len_utf8());
        push_run(runs, line_is_rtl, &rest[..start]);
        push_run(runs, !line_is_rtl, &rest[start..end]);
        if !line_is_rtl {
            push_run(runs, line_is_rtl, LEFT_TO_RIGHT_MARK);
        }
        rest = &rest[end..];
    }
    push_run(runs, line_is_rtl, rest);
}

/// Appends text to the last run if it has the same direction, else as a run of its own.
fn push_run(runs: &mut Vec<DirectionalRun>, right_to_left: bool, text: &str) {
    if text.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.right_to_left == right_to_left => last.text.push_str(text),
        _ => runs.push(DirectionalRun {
            right_to_left,
            text: text.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{DirectionalRun, LEFT_TO_RIGHT_MARK, split_by_direction};

    /// Returns the runs with right-to-left ones in `{}` and left-to-right marks as `|`.
    fn show_runs(text: &str, line_is_rtl: bool) -> String {
        let show = |run: &DirectionalRun| {
            let text = run.text.replace(LEFT_TO_RIGHT_MARK, "|");
            if run.right_to_left {
                format!("{{{text}}}")
            } else {
                text
            }
        };
        split_by_direction(text, line_is_rtl)
            .iter()
            .map(show)
            .collect()
    }

    #[test]
    fn each_run_has_one_direction() {
        for (text, line_is_rtl, expected) in [
            ("call 1-888-373-7888.", false, "call 1-888-373-7888."),
            (
                "مركز 24 الأمل, 319-555-0120",
                false,
                "{مركز 24 الأمل}|, 319-555-0120",
            ),
            (
                "اتصل 1-888-373-7888 الآن.",
                true,
                "{اتصل }|1-888-373-7888|{ الآن.}",
            ),
            ("مركز Hope House.", true, "{مركز }Hope House{.}"),
            ("", true, ""),
        ] {
            assert_eq!(show_runs(text, line_is_rtl), expected);
        }
    }
}
