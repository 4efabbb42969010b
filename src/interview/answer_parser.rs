//! Converts answers, as people type them, to values of settings, and values to words.

use super::question::{AnswerFormat, AnswerValue, InterviewQuestion};
use crate::config::value_types;
use crate::source::typed_date::{format_long_date, parse_typed_date};

/// Converts a typed answer to a value. An invalid answer stays text, so that the checks of the file report it.
pub(super) fn parse_answer(question: &InterviewQuestion, typed: &str) -> AnswerValue {
    let typed = typed.trim();
    match question.answer_format {
        AnswerFormat::Text => AnswerValue::Text(typed.to_owned()),
        AnswerFormat::TextList => AnswerValue::TextList(split_list(typed)),
        AnswerFormat::AddressLines => AnswerValue::TextList(split_address(typed)),
        AnswerFormat::SignaturePositions => AnswerValue::SignaturePositions(split_positions(typed)),
        AnswerFormat::State => AnswerValue::Text(normalize_state_code(typed)),
        AnswerFormat::StateList => AnswerValue::TextList(split_states(typed)),
        AnswerFormat::LanguageList => AnswerValue::TextList(split_languages(typed)),
        AnswerFormat::SiteList => AnswerValue::TextList(match_sites(&question.sites, typed)),
        AnswerFormat::Date => parse_typed_date(typed)
            .map_or_else(|_| AnswerValue::Text(typed.to_owned()), AnswerValue::Date),
        AnswerFormat::Choice(choices) => {
            let chosen = choices
                .iter()
                .find(|(word, meaning)| *word == typed || *meaning == typed);
            match chosen.map_or(typed, |(word, _)| *word) {
                "true" => AnswerValue::Boolean(true),
                "false" => AnswerValue::Boolean(false),
                word => AnswerValue::Text(word.to_owned()),
            }
        }
    }
}

/// Returns what is understood of a typed answer, in words: `November 2, 2026`.
pub(super) fn describe_answer(question: &InterviewQuestion, typed: &str) -> String {
    let typed = typed.trim();
    let texts = match parse_answer(question, typed) {
        AnswerValue::Date(date) => return format_long_date(date),
        AnswerValue::TextList(texts) | AnswerValue::SignaturePositions(texts) => texts,
        AnswerValue::Text(text) if question.answer_format == AnswerFormat::State => {
            return value_types::find_state(&text).map_or(text, |state| state.name.to_owned());
        }
        AnswerValue::Text(_) | AnswerValue::Integer(_) | AnswerValue::Boolean(_) => {
            return typed.to_owned();
        }
    };
    let words: Vec<String> = texts
        .into_iter()
        .map(|text| match question.answer_format {
            AnswerFormat::StateList => value_types::find_state(&text)
                .map_or_else(|| text.clone(), |state| state.name.to_owned()),
            AnswerFormat::LanguageList => {
                value_types::english_language_name(&text).unwrap_or_else(|| text.clone())
            }
            AnswerFormat::SiteList => {
                let mut sites = question.sites.iter();
                sites
                    .find(|(id, _)| *id == text)
                    .map_or_else(|| text.clone(), |(_, name)| name.clone())
            }
            _ => text,
        })
        .collect();
    match question.answer_format {
        AnswerFormat::AddressLines | AnswerFormat::SignaturePositions => words.join("; "),
        _ => words.join(", "),
    }
}

/// Returns the postal code of a state's name; other text is returned unchanged.
pub fn normalize_state_code(text: &str) -> String {
    value_types::find_state(text)
        .map_or_else(|| text.to_owned(), |state| state.postal_code.to_owned())
}

/// Returns the tag of a language's English name; other text is returned unchanged.
pub fn language_name_to_tag(text: &str) -> String {
    match value_types::parse_language_tag(text) {
        Err(Some(tag)) => tag.to_owned(),
        Ok(_) | Err(None) => text.to_owned(),
    }
}

/// Splits `English, Spanish and Vietnamese` into its names.
fn split_list(typed: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for part in typed.split([',', ';', '/', '&', '+', '\n']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let names = words.split(|word| word.eq_ignore_ascii_case("and"));
        parts.extend(names.map(|words| words.join(" ")));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Splits names and postal codes of states: `Iowa and Illinois`, `IA IL`.
pub fn split_states(typed: &str) -> Vec<String> {
    // The comma before `DC` belongs to the name.
    let lower = typed.to_lowercase();
    let typed = if lower.contains("washington, d") {
        lower.replace("washington, d", "washington d")
    } else {
        typed.to_owned()
    };
    let is_state = |text: &str| value_types::find_state(text).is_some();
    let parts = split_list(&typed).into_iter();
    let names = parts.flat_map(|part| split_into_names(&part, is_state).unwrap_or(vec![part]));
    names.map(|name| normalize_state_code(&name)).collect()
}

/// Splits names and tags of languages: `English, Spanish and Vietnamese`, `English Spanish`.
pub fn split_languages(typed: &str) -> Vec<String> {
    let parts = split_list(typed).into_iter();
    let parts = parts.map(|part| part.trim_end_matches(" only").to_owned());
    let names = parts.flat_map(|part| split_into_names(&part, is_language).unwrap_or(vec![part]));
    names.map(|name| language_name_to_tag(&name)).collect()
}

/// Returns whether a text is the English name or the tag of a language that is known by name.
pub(super) fn is_language(text: &str) -> bool {
    let tag = language_name_to_tag(text);
    value_types::english_language_name(&tag).is_some()
}

/// Splits words without commas between them into names, the longest possible ones first; `None` if a word is no part
/// of a name.
fn split_into_names(words: &str, is_name: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let words: Vec<&str> = words.split(' ').collect();
    let mut names = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let mut ends = (start + 1..=words.len()).rev();
        let end = ends.find(|end| is_name(&words[start..*end].join(" ")))?;
        names.push(words[start..end].join(" "));
        start = end;
    }
    Some(names)
}

/// Splits an address at semicolons, or else before the city: `1 Elm Street, Ames, IA 50010`.
fn split_address(typed: &str) -> Vec<String> {
    let trim_parts = |separator: char| -> Vec<&str> {
        let parts = typed.split(separator).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    };
    let lines = trim_parts(';');
    let parts = trim_parts(',');
    if lines.len() == 1
        && let [street @ .., city, state] = &parts[..]
        && !street.is_empty()
        && value_types::parse_address_state(&[format!("{city}, {state}")])
            .state()
            .is_some()
    {
        return vec![street.join(", "), format!("{city}, {state}")];
    }
    lines.into_iter().map(str::to_owned).collect()
}

/// Words at the end of a position. `and` after one of them begins another position.
const POSITION_NOUNS: [&str; 14] = [
    "administrator",
    "chair",
    "coordinator",
    "director",
    "ceo",
    "cfo",
    "coo",
    "manager",
    "nurse",
    "officer",
    "physician",
    "president",
    "supervisor",
    "lead",
];

/// Splits positions at commas, and at an `and` between two of them, but not in `Director of Quality and Safety`.
fn split_positions(typed: &str) -> Vec<String> {
    let mut positions = Vec::new();
    for part in typed.split([',', ';', '\n']) {
        let mut position = String::new();
        for word in part.split_whitespace() {
            let last = position
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .to_lowercase();
            if word.eq_ignore_ascii_case("and") || word == "&" {
                if POSITION_NOUNS.contains(&last.as_str()) {
                    positions.push(std::mem::take(&mut position));
                    continue;
                }
                if position.is_empty() {
                    continue;
                }
            }
            if !position.is_empty() {
                position.push(' ');
            }
            position.push_str(word);
        }
        positions.push(position);
    }
    positions.retain(|position| !position.is_empty());
    positions
}

/// Returns the ids of sites by their names; other text is returned unchanged.
fn match_sites(sites: &[(String, String)], typed: &str) -> Vec<String> {
    if ["all", "both", "every", "all of them"].contains(&typed.to_lowercase().as_str()) {
        return sites.iter().map(|(id, _)| id.clone()).collect();
    }
    let find_site = |text: &str| {
        let text = text.to_lowercase();
        let is_named = |(id, name): &&(String, String)| *id == text || name.to_lowercase() == text;
        let similar = |(_, name): &&(String, String)| name.to_lowercase().contains(&text);
        let mut similar_sites = sites.iter().filter(similar);
        let only = similar_sites
            .next()
            .filter(|_| similar_sites.next().is_none());
        let (id, _) = sites.iter().find(is_named).or(only)?;
        Some(id.clone())
    };
    // A site's name may contain a comma or `and`.
    if let Some(id) = find_site(typed) {
        return vec![id];
    }
    let parts = split_list(typed).into_iter();
    parts.map(|part| find_site(&part).unwrap_or(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::{split_address, split_languages, split_list, split_positions, split_states};

    #[test]
    fn lists_are_split_as_people_type_them() {
        assert_eq!(split_states("Iowa and Illinois"), ["IA", "IL"]);
        assert_eq!(split_states("iowa, Ill., and Missouri"), ["IA", "IL", "MO"]);
        assert_eq!(split_states("IA IL"), ["IA", "IL"]);
        assert_eq!(split_states("New York & New Jersey"), ["NY", "NJ"]);
        assert_eq!(split_states("Washington, D.C. and Maryland"), ["DC", "MD"]);
        assert_eq!(split_states("Washington"), ["WA"]);
        assert_eq!(split_states("Iowaa"), ["Iowaa"]);
        assert_eq!(
            split_states("Iowa New Mexico West Virginia"),
            ["IA", "NM", "WV"]
        );
        assert_eq!(split_states("Iowa Xyz"), ["Iowa Xyz"]);
        assert_eq!(
            split_languages("English Haitian Creole Spanish only"),
            ["en", "ht", "es"]
        );
        assert_eq!(split_languages("English, so"), ["en", "so"]);
        assert_eq!(split_languages("English Klingon"), ["English Klingon"]);
        assert_eq!(split_list("M1, M2; M3 and M4 & M5").len(), 5);
        assert_eq!(split_list("Ada Grandin, Bo Sand").len(), 2);
        assert_eq!(
            split_positions("Executive Director and Medical Director"),
            ["Executive Director", "Medical Director"]
        );
        assert_eq!(
            split_positions("Director of Quality and Safety, and Board Chair"),
            ["Director of Quality and Safety", "Board Chair"]
        );
        for typed in [
            "1 Elm Street; Ames, IA 50010",
            "1 Elm Street, Ames, IA 50010",
        ] {
            assert_eq!(split_address(typed), ["1 Elm Street", "Ames, IA 50010"]);
        }
        assert_eq!(split_address("Ames, IA"), ["Ames, IA"]);
    }
}
