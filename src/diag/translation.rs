//! Problems of documents in languages other than English.

use super::message_format::{join_quoted_with_and, join_with_conjunction};
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A translation that is missing, not reviewed or out of date, or a language without documents.
#[derive(Debug, Clone, PartialEq)]
pub enum TranslationProblem {
    /// A language in which clients are served has no documents, or not all.
    MissingTranslation {
        language: String,
        tag: String,
        /// The client documents that are missing; `None` for all of them.
        missing_documents: Option<Vec<String>>,
    },
    /// Translations without a qualified reviewer.
    UnreviewedTranslation {
        language: String,
        tag: String,
        documents: Vec<String>,
        /// Missing settings of the language's entry of `[[translations]]`.
        missing_settings: Vec<&'static str>,
        source_setting_line: String,
    },
    /// Translations of an English text that has changed since their review.
    OutdatedTranslation {
        language: String,
        documents: Vec<String>,
        /// The line for the language's entry of `[[translations]]`.
        source_setting_line: String,
    },
    /// An agency's own statement without a translation into the document's language.
    UntranslatedStatement {
        /// `policy.statements.NAME` or `policy.additions`.
        setting: String,
        tag: String,
        document: String,
    },
    /// Statements of a translated template that are still the English ones.
    StatementsInEnglish {
        document: String,
        statements: Vec<String>,
    },
    /// Facts shown in English in a document in another language.
    EnglishFactsInTranslation {
        language: String,
        tag: String,
        /// The settings and the organizations that they are of, in the order of the file; at least one.
        settings: Vec<(String, Option<String>)>,
    },
    /// The requested document is not available in the requested language.
    DocumentNotInLanguage {
        document: String,
        language: String,
        /// The tags of the languages the document is in, separated by commas.
        available_languages: String,
    },
    /// A language in which an agency has no documents.
    UnknownLanguage {
        language: String,
        nearest: Option<String>,
        available_languages: String,
    },
}

impl DomainProblem for TranslationProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::MissingTranslation { .. } => "missing-translation",
            Self::UnreviewedTranslation { .. } => "unreviewed-translation",
            Self::OutdatedTranslation { .. } => "outdated-translation",
            Self::UntranslatedStatement { .. } => "untranslated-statement",
            Self::StatementsInEnglish { .. } => "english-statements",
            Self::EnglishFactsInTranslation { .. } => "english-in-translation",
            Self::DocumentNotInLanguage { .. } => "not-in-language",
            Self::UnknownLanguage { .. } => "unknown-language",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::MissingTranslation { .. }
            | Self::UnreviewedTranslation { .. }
            | Self::OutdatedTranslation { .. }
            | Self::UntranslatedStatement { .. }
            | Self::StatementsInEnglish { .. }
            | Self::EnglishFactsInTranslation { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::MissingTranslation { language, tag, missing_documents } => new_description(
                match missing_documents {
                    None => {
                        format!("you serve clients in {language}, but no document is in {language}")
                    }
                    Some(missing_documents) => format!(
                        "you serve clients in {language}, but have no {language} version of {}",
                        join_quoted_with_and(missing_documents)
                    ),
                },
                format!(
                    "have a qualified translator translate the files that `policypress eject --language {tag}` writes"
                ),
            ),
            Self::UnreviewedTranslation {
                language,
                tag,
                documents,
                missing_settings,
                source_setting_line,
            } => new_description(
                format!(
                    "only a draft of {} is built in {language}: no qualified translator is named as the reviewer",
                    join_quoted_with_and(documents)
                ),
                if missing_settings.is_empty() {
                    format!("after the review, add `{source_setting_line}` to this entry")
                } else {
                    let mut settings = missing_settings.clone();
                    settings.push(source_setting_line);
                    format!(
                        "after the review, add {} to the `[[translations]]` entry with `language = \"{tag}\"`; if there is no such entry, add one",
                        join_quoted_with_and(&settings)
                    )
                },
            ),
            Self::OutdatedTranslation {
                language,
                documents,
                source_setting_line,
            } => new_description(
                format!(
                    "only a draft of {} is built in {language}: the English text has changed since the translation was reviewed",
                    join_quoted_with_and(documents)
                ),
                format!("after the next review, update `reviewed_on` and write `{source_setting_line}`"),
            ),
            Self::UntranslatedStatement { setting, tag, document } => new_description(
                format!(
                    "`{setting}` has no translation, so only a draft of `{document}.{tag}` is built"
                ),
                format!("have it translated, and add the translation next to `text`: `{tag} = \"...\"`"),
            ),
            Self::StatementsInEnglish {
                document,
                statements,
            } => new_description(
                format!(
                    "`{document}` is a draft: these statements of it are still in English: {}",
                    join_quoted_with_and(statements)
                ),
                "have a qualified translator translate them in your template",
            ),
            Self::EnglishFactsInTranslation { language, tag, settings } => new_description(
                format!(
                    "documents in {language} show {} in English, in italics",
                    list_settings_by_owner(settings)
                ),
                format!(
                    "write the text in each language: `{} = {{ en = \"...\", {tag} = \"...\" }}`",
                    settings
                        .first()
                        .and_then(|(setting, _)| setting.rsplit('.').next())
                        .unwrap_or("services")
                ),
            ),
            Self::DocumentNotInLanguage {
                document,
                language,
                available_languages,
            } => new_description(
                format!("`{document}` is not available in `{language}`"),
                format!("it is available in {available_languages}; leave out the document or the language"),
            ),
            Self::UnknownLanguage { language, nearest, available_languages } => new_description(
                format!("this agency has no documents in `{language}`"),
                nearest.as_ref().map_or_else(
                    || format!("it has documents in {available_languages}; add other languages to `languages.served`"),
                    |nearest| format!("did you mean `{nearest}`? It has documents in {available_languages}"),
                ),
            ),
        }
    }
}

/// Returns settings as ``the `hours` and `services` of `Harbor Light` ``.
fn list_settings_by_owner(settings: &[(String, Option<String>)]) -> String {
    let by_owner = settings.chunk_by(|(_, one), (_, next)| one.is_some() && one == next);
    let parts: Vec<String> = by_owner
        .map(|settings| {
            let keys: Vec<&String> = settings.iter().map(|(key, _)| key).collect();
            let keys = join_quoted_with_and(&keys);
            match &settings[0].1 {
                Some(owner) => format!("the {keys} of `{owner}`"),
                None => keys,
            }
        })
        .collect();
    join_with_conjunction(&parts, "and")
}
