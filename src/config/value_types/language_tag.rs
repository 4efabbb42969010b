//! Language tags (BCP 47), and the names that people write instead.

use icu_locale_core::LanguageIdentifier;

/// Names and wrong tags, with the intended tag.
const LANGUAGE_NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("eng", "en"),
    ("spanish", "es"),
    ("español", "es"),
    ("espanol", "es"),
    ("spa", "es"),
    ("sp", "es"),
    ("arabic", "ar"),
    ("amharic", "am"),
    ("bengali", "bn"),
    ("burmese", "my"),
    ("cantonese", "yue"),
    ("simplified chinese", "zh-Hans"),
    ("chinese", "zh-Hans"),
    ("cn", "zh-Hans"),
    ("mandarin", "zh-Hans"),
    ("traditional chinese", "zh-Hant"),
    ("chuukese", "chk"),
    ("dari", "prs"),
    ("farsi", "fa"),
    ("persian", "fa"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("gujarati", "gu"),
    ("haitian creole", "ht"),
    ("creole", "ht"),
    ("hawaiian", "haw"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hmong", "hmn"),
    ("ilocano", "ilo"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("karen", "ksw"),
    ("khmer", "km"),
    ("cambodian", "km"),
    ("korean", "ko"),
    ("kr", "ko"),
    ("lao", "lo"),
    ("marshallese", "mh"),
    ("navajo", "nv"),
    ("diné", "nv"),
    ("nepali", "ne"),
    ("pashto", "ps"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("punjabi", "pa"),
    ("russian", "ru"),
    ("samoan", "sm"),
    ("serbian", "sr"),
    ("somali", "so"),
    ("swahili", "sw"),
    ("tagalog", "tl"),
    ("filipino", "fil"),
    ("thai", "th"),
    ("tigrinya", "ti"),
    ("tongan", "to"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("vietnamese", "vi"),
    ("vn", "vi"),
    ("yiddish", "yi"),
    ("zho", "zh-Hans"),
];

/// Returns the English name of a language with this tag, if it is one of the common languages.
pub(crate) fn english_language_name(tag: &str) -> Option<String> {
    let (name, _) = LANGUAGE_NAMES.iter().find(|(_, known)| *known == tag)?;
    let capitalize = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    Some(
        name.split(' ')
            .map(capitalize)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Parses a tag: `es`, `zh-Hans`.
///
/// # Errors
/// With the probably intended tag, if there is one.
pub(crate) fn parse_language_tag(text: &str) -> Result<LanguageIdentifier, Option<&'static str>> {
    let lower = text.to_lowercase();
    if let Some((_, tag)) = LANGUAGE_NAMES.iter().find(|(name, _)| *name == lower) {
        return Err(Some(tag));
    }
    let tag = LanguageIdentifier::try_from_str(text).map_err(|_| None)?;
    let subtag = tag.language.as_str();
    if subtag == "und" || subtag.len() > 3 {
        return Err(None);
    }
    Ok(tag)
}
