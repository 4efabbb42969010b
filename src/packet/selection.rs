//! What of a packet is asked for: formats, documents, languages; and what is asked for that is not there.

use jiff::civil::Date;

use super::ComposedPacket;
use crate::content::pack::{DocumentTemplate, TemplatePack};
use crate::diag::Diagnostics;
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::document::{Document, PaperSize};
use crate::render::OutputFormat;
use crate::source::field_reader::find_nearest_name;

/// The formats of a whole packet. Word is made when it is asked for: most who open a packet read, print
/// and post it, and a second file to edit beside each would be one too many to look through.
const DEFAULT_FORMATS: [OutputFormat; 3] = [
    OutputFormat::Markdown,
    OutputFormat::Html,
    OutputFormat::Pdf,
];

/// What of a packet is asked for.
#[derive(Debug, Clone, Default)]
pub struct PacketSelection {
    /// The formats; empty for those of a whole packet.
    pub formats: Vec<OutputFormat>,
    /// Names of documents, or of all of a kind; empty for all.
    pub document_names: Vec<String>,
    /// Tags of languages; empty for all.
    pub language_tags: Vec<String>,
    /// The sheet, in place of the agency's.
    pub paper: Option<PaperSize>,
    /// The day on which it is counted which trainings are due, in place of the policy's date.
    pub as_of: Option<Date>,
    /// Whether blanks are shown in place of refused.
    pub draft: bool,
}

impl PacketSelection {
    /// Returns the formats to render.
    pub fn formats_or_default(&self) -> &[OutputFormat] {
        if self.formats.is_empty() {
            &DEFAULT_FORMATS
        } else {
            &self.formats
        }
    }

    /// Whether only some of the files are asked for.
    pub fn is_partial(&self) -> bool {
        let lacks_format = DEFAULT_FORMATS
            .iter()
            .any(|format| !self.formats_or_default().contains(format));
        lacks_format || !self.document_names.is_empty() || !self.language_tags.is_empty()
    }

    /// Whether a document is asked for, by its own name or by that of all of its kind, in its language.
    pub fn has_document(&self, document: &Document, pack: &TemplatePack) -> bool {
        let mut names = self.document_names.iter();
        let named = names.any(|name| is_document_named(&document.name, name, pack));
        let tag = document.language.to_string();
        (self.document_names.is_empty() || named)
            && (self.language_tags.is_empty() || has_language_tag(&self.language_tags, &tag))
    }

    /// Returns the options that decide what is in a packet, as they would be typed.
    pub fn command_line_options(&self) -> Vec<String> {
        let formats: Vec<&str> = self.formats.iter().map(|one| one.cli_name()).collect();
        let paper = self.paper.map(paper_option_name).unwrap_or_default();
        let as_of = self.as_of.map_or(String::new(), |day| day.to_string());
        [
            ("format", formats.join(",")),
            ("document", self.document_names.join(",")),
            ("language", self.language_tags.join(",")),
            ("paper", paper.to_owned()),
            ("as-of", as_of),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("--{name} {value}"))
        .collect()
    }

    /// Finds a document that no agency has.
    pub fn report_unknown_document(&self, pack: &TemplatePack, found: &mut Diagnostics) {
        let kinds = &pack.english.document_templates;
        let mut names = self.document_names.iter();
        let unknown = names.find(|name| {
            let is_it =
                |kind: &DocumentTemplate| kind.name == **name || is_site_document_name(name, kind);
            !kinds.iter().any(is_it)
        });
        if let Some(unknown) = unknown {
            found.push(unknown_document_problem(
                unknown,
                kinds.iter().map(|kind| &*kind.name),
            ));
        }
    }

    /// Finds a language that no document of the agency is in, and a document of a site that the agency does not have.
    pub fn report_unknown_selection(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
        found: &mut Diagnostics,
    ) {
        found.extend(self.find_unknown_language(composed, pack).map(Into::into));
        found.extend(
            self.find_unknown_site_document(composed, pack)
                .map(Into::into),
        );
    }

    fn find_unknown_site_document(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
    ) -> Option<DocumentProblem> {
        let kinds = &pack.english.document_templates;
        let documents = composed.documents.iter().map(|document| &*document.name);
        let unknown = self.document_names.iter().find(|name| {
            kinds.iter().all(|kind| kind.name != **name)
                && !documents.clone().any(|known| known == **name)
        })?;
        Some(unknown_document_problem(unknown, documents))
    }

    fn find_unknown_language(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
    ) -> Option<TranslationProblem> {
        let mut known: Vec<String> = Vec::new();
        for document in &composed.documents {
            let tag = document.language.to_string();
            if !known.contains(&tag) {
                known.push(tag);
            }
        }
        let mut languages = self.language_tags.iter();
        let unknown = languages.find(|language| !has_language_tag(&known, language))?;
        // People write `Spanish` for `es`.
        let names = &pack.english.locale.language_names;
        let named = names.iter().find(|(tag, name)| {
            name.eq_ignore_ascii_case(unknown) && known.iter().any(|known| known == *tag)
        });
        let nearest = named
            .map(|(tag, _)| tag.as_str())
            .or_else(|| find_nearest_name(unknown, known.iter().map(String::as_str)));
        Some(TranslationProblem::UnknownLanguage {
            language: unknown.clone(),
            nearest: nearest.map(str::to_owned),
            available_languages: known.join(", "),
        })
    }

    /// Finds the documents and languages that are asked for together and give no file: each document must be in one
    /// of the languages, and each language must have one of the documents.
    pub fn report_missing_translations(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
        found: &mut Diagnostics,
    ) {
        let named: Vec<(&String, Vec<String>)> = self
            .document_names
            .iter()
            .map(|name| (name, language_tags_of_document(name, composed, pack)))
            .collect();
        for (name, tags) in &named {
            let in_none = !self
                .language_tags
                .iter()
                .any(|language| has_language_tag(tags, language));
            for language in &self.language_tags {
                let has_none = !named
                    .iter()
                    .any(|(_, tags)| has_language_tag(tags, language));
                if !has_language_tag(tags, language) && (in_none || has_none) {
                    found.push(TranslationProblem::DocumentNotInLanguage {
                        document: (*name).clone(),
                        language: language.clone(),
                        available_languages: tags.join(", "),
                    });
                }
            }
        }
    }
}

/// Returns the tags of the languages that documents of a name are in.
fn language_tags_of_document(
    name: &str,
    composed: &ComposedPacket,
    pack: &TemplatePack,
) -> Vec<String> {
    let documents = composed.documents.iter();
    let named = documents.filter(|document| is_document_named(&document.name, name, pack));
    let mut tags: Vec<String> = named.map(|named| named.language.to_string()).collect();
    tags.sort();
    tags.dedup();
    tags
}

fn has_language_tag(tags: &[String], tag: &str) -> bool {
    tags.iter().any(|one| one.eq_ignore_ascii_case(tag))
}

/// Whether `asked` is the name of a document, or that of all of its kind.
fn is_document_named(name: &str, asked: &str, pack: &TemplatePack) -> bool {
    let mut kinds = pack.english.document_templates.iter();
    asked == name
        || kinds
            .any(|kind| kind.per_site && kind.name == asked && is_site_document_name(name, kind))
}

/// Whether it is the name of a document that is made for each site.
fn is_site_document_name(name: &str, kind: &DocumentTemplate) -> bool {
    kind.per_site
        && name
            .strip_prefix(&kind.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn unknown_document_problem<'a>(
    unknown: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> DocumentProblem {
    DocumentProblem::UnknownDocument {
        name: unknown.to_owned(),
        nearest: find_nearest_name(unknown, known.clone()).map(str::to_owned),
        available_documents: known.collect::<Vec<_>>().join(", "),
    }
}

fn paper_option_name(paper: PaperSize) -> &'static str {
    match paper {
        PaperSize::Letter => "letter",
        PaperSize::Legal => "legal",
        PaperSize::A4 => "a4",
        PaperSize::Tabloid => "tabloid",
    }
}
