//! What can be wrong with the documents in languages other than English.

use super::message_format::{join_quoted_shortened, join_quoted_with_and};
use super::problem_description::{DomainProblem, ProblemDescription, Severity, new_description};

/// A translation that is missing, not reviewed or out of date, or a language that there is not.
#[derive(Debug, Clone, PartialEq)]
pub enum TranslationProblem {
    /// A language that clients are served in, without documents in it.
    MissingTranslation {
        language: String,
        tag: String,
        /// The documents for clients that it lacks; none if it lacks them all.
        missing_documents: Option<Vec<String>>,
    },
    /// Translations that nobody answers for.
    UnreviewedTranslation {
        language: String,
        tag: String,
        documents: Vec<String>,
        /// What the language's entry of `[[translations]]` lacks.
        missing_settings: Vec<&'static str>,
        source_setting_line: String,
    },
    /// Translations of an English text that is not there any more.
    OutdatedTranslation {
        language: String,
        documents: Vec<String>,
        /// The line for the language's entry of `[[translations]]`.
        source_setting_line: String,
    },
    /// Words of the agency in a document, but not in the document's language.
    UntranslatedStatement {
        /// `policy.statements.NAME` or `policy.additions`.
        setting: String,
        tag: String,
        document: String,
    },
    /// Facts that a document in another language says in English.
    EnglishFactsInTranslation {
        language: String,
        tag: String,
        /// The settings, in the order of the file; at least one.
        settings: Vec<String>,
    },
    /// A document that is asked for in a language it has no version in.
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
            Self::OutdatedTranslation { .. } => "stale-translation",
            Self::UntranslatedStatement { .. } => "untranslated-statement",
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
            | Self::EnglishFactsInTranslation { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::MissingTranslation {
                language,
                tag,
                missing_documents: documents,
            } => new_description(
                match documents {
                    None => {
                        format!("clients are served in {language}, and there is no document in it")
                    }
                    Some(documents) => format!(
                        "clients are served in {language}, which lacks {}",
                        join_quoted_with_and(documents)
                    ),
                },
                format!(
                    "have a qualified translator put into {language} what `policypress eject --language {tag}` writes"
                ),
            ),
            Self::UnreviewedTranslation {
                language,
                tag,
                documents,
                missing_settings: missing,
                source_setting_line: source,
            } => new_description(
                format!(
                    "only a draft is built of {} in {language}: no qualified translator is named who reviewed it",
                    join_quoted_with_and(documents)
                ),
                if missing.is_empty() {
                    format!("when it is reviewed, write `{source}` in this entry")
                } else {
                    let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
                    format!(
                        "when it is reviewed, write under `[[translations]]` with `language = \"{tag}\"` its {}, and `{source}`",
                        join_quoted_with_and(&missing)
                    )
                },
            ),
            Self::OutdatedTranslation {
                language,
                documents,
                source_setting_line: source,
            } => new_description(
                format!(
                    "only a draft is built of {} in {language}: the English changed since the translation was reviewed",
                    join_quoted_with_and(documents)
                ),
                format!("when it is reviewed again, change `reviewed_on` and write `{source}`"),
            ),
            Self::UntranslatedStatement {
                setting,
                tag,
                document,
            } => new_description(
                format!(
                    "`{setting}` has no translation, and only a draft is built of `{document}.{tag}`"
                ),
                format!("have it translated, and write it beside `text`: `{tag} = \"...\"`"),
            ),
            Self::EnglishFactsInTranslation {
                language,
                tag,
                settings,
            } => new_description(
                format!(
                    "documents in {language} say {} in English",
                    join_quoted_shortened(settings)
                ),
                format!(
                    "write such a text by language: `{} = {{ en = \"...\", {tag} = \"...\" }}`",
                    settings
                        .first()
                        .and_then(|setting| setting.rsplit('.').next())
                        .unwrap_or("services")
                ),
            ),
            Self::DocumentNotInLanguage {
                document,
                language,
                available_languages: known,
            } => new_description(
                format!("`{document}` has no version in `{language}`"),
                format!("it has one in {known}; leave out the document or the language"),
            ),
            Self::UnknownLanguage {
                language: written,
                nearest,
                available_languages: known,
            } => new_description(
                format!("this agency has no documents in `{written}`"),
                nearest.as_ref().map_or_else(
                    || format!("it has them in {known}; others are named in `languages.served`"),
                    |nearest| format!("did you mean `{nearest}`? It has documents in {known}"),
                ),
            ),
        }
    }
}
