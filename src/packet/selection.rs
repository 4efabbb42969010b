//! The formats, documents and languages selected for a build, and reports of selections that do not exist.

use jiff::civil::Date;

use super::ComposedPacket;
use crate::content::pack::{DocumentTemplate, TemplatePack};
use crate::diag::Diagnostics;
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::document::{Document, PaperSize};
use crate::render::OutputFormat;
use crate::source::field_reader::find_nearest_name;

/// The formats of a complete packet. Word files are opt-in: most users of a packet read, print and post it, and a
/// second editable file for each document would only be in the way.
const DEFAULT_FORMATS: [OutputFormat; 3] = [
    OutputFormat::Markdown,
    OutputFormat::Html,
    OutputFormat::Pdf,
];

/// The parts of a packet to build, and how.
#[derive(Debug, Clone, Default)]
pub struct PacketSelection {
    /// Empty for the default formats.
    pub formats: Vec<OutputFormat>,
    /// Names of documents, or of templates for all their documents; empty for all.
    pub document_names: Vec<String>,
    /// Empty for all languages.
    pub language_tags: Vec<String>,
    /// The paper size, instead of the agency's.
    pub paper: Option<PaperSize>,
    /// The date as of which training is due, instead of the policy's date.
    pub as_of: Option<Date>,
    /// Whether documents may have blanks.
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

    /// Returns whether the selection leaves out files of a complete packet.
    pub fn is_partial(&self) -> bool {
        let omits_format = DEFAULT_FORMATS
            .iter()
            .any(|format| !self.formats_or_default().contains(format));
        omits_format || !self.document_names.is_empty() || !self.language_tags.is_empty()
    }

    /// Returns whether a document and its language are selected.
    pub fn has_document(&self, document: &Document, pack: &TemplatePack) -> bool {
        let mut names = self.document_names.iter();
        let is_named = names.any(|name| is_document_or_template_named(&document.name, name, pack));
        let tag = document.language.to_string();
        (self.document_names.is_empty() || is_named)
            && (self.language_tags.is_empty() || has_language_tag(&self.language_tags, &tag))
    }

    /// Returns the command-line options of the selection, without `--draft`.
    pub fn command_line_options(&self) -> Vec<String> {
        let formats: Vec<&str> = self.formats.iter().map(|one| one.cli_name()).collect();
        let paper = self.paper.map(paper_argument_value).unwrap_or_default();
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

    /// Reports the first selected document that is not in the pack.
    pub fn report_unknown_document(&self, pack: &TemplatePack, diagnostics: &mut Diagnostics) {
        let templates = &pack.english.document_templates;
        let unknown = self.document_names.iter().find(|name| {
            !templates
                .iter()
                .any(|template| template.name == **name || is_site_document_name(name, template))
        });
        if let Some(unknown) = unknown {
            diagnostics.push(unknown_document_problem(
                unknown,
                templates.iter().map(|template| &*template.name),
            ));
        }
    }

    /// Reports a selected language that no document is in, and a document for a site that the agency does not have.
    pub fn report_unknown_selection(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
        diagnostics: &mut Diagnostics,
    ) {
        diagnostics.extend(self.find_unknown_language(composed, pack).map(Into::into));
        diagnostics.extend(
            self.find_unknown_site_document(composed, pack)
                .map(Into::into),
        );
    }

    fn find_unknown_site_document(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
    ) -> Option<DocumentProblem> {
        let templates = &pack.english.document_templates;
        let documents = composed.documents.iter().map(|document| &*document.name);
        let unknown = self.document_names.iter().find(|name| {
            templates.iter().all(|template| template.name != **name)
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
        // Users may type `Spanish` for `es`.
        let mut names = pack.english.locale.language_names.iter();
        let nearest = names
            .find(|(tag, name)| {
                name.eq_ignore_ascii_case(unknown) && known.iter().any(|known| known == *tag)
            })
            .map(|(tag, _)| tag.as_str())
            .or_else(|| find_nearest_name(unknown, known.iter().map(String::as_str)));
        Some(TranslationProblem::UnknownLanguage {
            language: unknown.clone(),
            nearest: nearest.map(str::to_owned),
            available_languages: list_languages(&known, pack),
        })
    }

    /// Reports selected documents and languages without a file: each document must be in one of the languages, and
    /// each language must have one of the documents.
    pub fn report_missing_translations(
        &self,
        composed: &ComposedPacket,
        pack: &TemplatePack,
        diagnostics: &mut Diagnostics,
    ) {
        let selected: Vec<(&String, Vec<String>)> = self
            .document_names
            .iter()
            .map(|name| (name, languages_composed_for_document(name, composed, pack)))
            .collect();
        for (name, tags) in &selected {
            let is_in_none = !self
                .language_tags
                .iter()
                .any(|language| has_language_tag(tags, language));
            for language in &self.language_tags {
                let has_none = !selected
                    .iter()
                    .any(|(_, tags)| has_language_tag(tags, language));
                if !has_language_tag(tags, language) && (is_in_none || has_none) {
                    diagnostics.push(TranslationProblem::DocumentNotInLanguage {
                        document: (*name).clone(),
                        language: language.clone(),
                        available_languages: list_languages(tags, pack),
                    });
                }
            }
        }
    }
}

/// Returns `English (en), Spanish (es)`.
fn list_languages(tags: &[String], pack: &TemplatePack) -> String {
    let names = &pack.english.locale.language_names;
    let with_name = |tag: &String| match names.get(tag) {
        Some(name) => format!("{name} ({tag})"),
        None => tag.clone(),
    };
    tags.iter().map(with_name).collect::<Vec<_>>().join(", ")
}

/// Returns the languages of the documents with a name.
fn languages_composed_for_document(
    name: &str,
    composed: &ComposedPacket,
    pack: &TemplatePack,
) -> Vec<String> {
    let documents = composed.documents.iter();
    let named =
        documents.filter(|document| is_document_or_template_named(&document.name, name, pack));
    let mut tags: Vec<String> = named.map(|named| named.language.to_string()).collect();
    tags.sort();
    tags.dedup();
    tags
}

fn has_language_tag(tags: &[String], tag: &str) -> bool {
    tags.iter().any(|one| one.eq_ignore_ascii_case(tag))
}

/// Returns whether `selected` is the name of a document, or of the template of a document for each site.
fn is_document_or_template_named(name: &str, selected: &str, pack: &TemplatePack) -> bool {
    let mut templates = pack.english.document_templates.iter();
    selected == name
        || templates
            .any(|template| template.name == selected && is_site_document_name(name, template))
}

/// Returns whether a name is that of a `per_site` template's document.
fn is_site_document_name(name: &str, template: &DocumentTemplate) -> bool {
    template.per_site
        && name
            .strip_prefix(&template.name)
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

fn paper_argument_value(paper: PaperSize) -> &'static str {
    match paper {
        PaperSize::Letter => "letter",
        PaperSize::Legal => "legal",
        PaperSize::A4 => "a4",
        PaperSize::Tabloid => "tabloid",
    }
}
