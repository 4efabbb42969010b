//! A template pack: the files that a family of documents is built from.
//!
//! ```text
//! pack.toml          title, version, documents in order, facts with the date they were verified,
//!                    requirements and the statements that answer them, questions for the committee
//! en/locale.toml     the date format, names of languages and kinds, and labels around a document
//! en/<name>.md       a document: front matter between lines of `+++`, then Markdown and Tera
//! en/index.md        the overview page of a packet
//! en/review-*.md     the pages of the I&E committee's review packet
//! <tag>/locale.toml  the same in another language
//! <tag>/<name>.md    the translation of a document; its front matter has a title and a subject
//! ```
//!
//! A folder with a `locale.toml` is a language. English has every document; a translation may omit some. It takes
//! audience and layout from the English document, so it cannot reach other readers than its source.
//! `agency = "unnamed"` in the front matter keeps the agency's name out of a document.

mod built_in_files;
mod crosswalk;
mod document_template;
mod locale;
mod questions;

use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

pub use built_in_files::{
    PackFiles, built_in_font_files, built_in_pack_files, built_in_style_sheet,
};
use built_in_files::{read_toml_table, require_file};
pub use crosswalk::{
    AgencyProtocol, CrosswalkEntry, Requirement, RequirementArea, RequirementCrosswalk,
    RequirementLevel,
};
pub use document_template::DocumentTemplate;
use document_template::read_document_template;
pub use locale::Locale;
pub use questions::{CommitteeQuestion, hash_questions};

use super::template_engine::CompiledTemplates;
use crate::config::value_types::{PhoneNumber, WebAddress};
use crate::diag::agency::AgencyProblem;
use crate::diag::invisible_chars::find_forbidden_char;
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::source::field_reader::{TomlFieldReader, find_nearest_name};
use crate::source::toml::TomlTable;
use crate::span::{SourceFile, Span};

/// A parsed template pack.
pub struct TemplatePack {
    pub title: String,
    pub version: String,
    /// English, which has every document and is the source of the others.
    pub english: PackLanguage,
    /// The other languages, by tag.
    pub translations: Vec<PackLanguage>,
    /// The overview page of a packet; English only, because it is for staff.
    pub index_template: DocumentTemplate,
    /// The pages of the I&E committee's packet, in English: [`NON_DOCUMENT_PAGES`] without the index.
    pub review_templates: Vec<DocumentTemplate>,
    /// The National Human Trafficking Hotline.
    pub hotline: Hotline,
    /// Which statement answers which requirement.
    pub crosswalk: RequirementCrosswalk,
    /// What each I&E committee member answers about each material.
    pub committee_questions: Vec<CommitteeQuestion>,
}

/// Templates that are not documents of the packet.
pub const NON_DOCUMENT_PAGES: [&str; 6] = [
    "index",
    "review-packet",
    "review-cover",
    "review-form",
    "review-technical",
    "review-tally",
];

/// A pack's documents in one language.
pub struct PackLanguage {
    pub tag: LanguageIdentifier,
    pub locale: Locale,
    /// The documents, in the order of the packet; a translation may omit some.
    pub document_templates: Vec<DocumentTemplate>,
    /// The templates of the documents.
    pub(super) compiled_templates: CompiledTemplates,
}

/// How to reach the Hotline. The operator is not named because it can change.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotline {
    pub call_number: PhoneNumber,
    pub text_number: String,
    /// What `text_number` spells on a keypad; not a message to send.
    pub text_vanity_word: String,
    /// The message to send to `text_number`.
    pub text_message: String,
    pub tty_number: String,
    pub chat_address: WebAddress,
    /// The address of the referral directory.
    pub directory_address: WebAddress,
    /// Calls are answered in more than this many languages.
    pub phone_language_count: i64,
    /// The only languages in which text and chat are answered.
    pub text_languages: Vec<LanguageIdentifier>,
    /// The date these facts were last compared with their source.
    pub verified_on: Date,
}

/// Returns whether two tags have the same language and script; the region does not matter.
pub(super) fn is_same_language_and_script(
    one: &LanguageIdentifier,
    other: &LanguageIdentifier,
) -> bool {
    one.language == other.language && one.script == other.script
}

impl TemplatePack {
    /// Returns the pack's title and version, as manifests list them.
    pub fn title_and_version(&self) -> String {
        format!("{} {}", self.title, self.version)
    }

    /// Parses the built-in pack.
    ///
    /// # Panics
    ///
    /// When the built-in pack is invalid, which the tests rule out.
    pub fn load_built_in() -> Self {
        let mut found = Diagnostics::new();
        Self::from_files(&built_in_pack_files(), &mut found)
            .unwrap_or_else(|_| panic!("the built-in pack is valid: {found:?}"))
    }

    /// Returns the translations into a served language: `es` serves `es` and `es-MX`, but `zh-Hans` does not
    /// serve `zh-Hant`, which has another script.
    pub fn translation_for(&self, served: &LanguageIdentifier) -> Option<&PackLanguage> {
        let mut known = self.translations.iter();
        let exact = known.clone().find(|language| language.tag == *served);
        exact.or_else(|| known.find(|language| is_same_language_and_script(&language.tag, served)))
    }

    /// Parses a pack.
    ///
    /// # Errors
    /// When there is any problem, including a warning.
    pub fn from_files(
        files: &PackFiles,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, StageError> {
        let mut own = Diagnostics::new();
        let pack = read_pack(files, &mut own);
        let is_valid = own.is_empty();
        diagnostics.extend(own);
        pack.filter(|_| is_valid).ok_or(StageError::InvalidInput)
    }
}

fn read_pack(files: &PackFiles, diagnostics: &mut Diagnostics) -> Option<TemplatePack> {
    diagnostics.extend(files.values().filter_map(find_invisible_character));
    let table = read_toml_table(files, "pack.toml", diagnostics)?;
    let mut fields = TomlFieldReader::new(&table, "`pack.toml`", diagnostics);
    let title = fields.read_text("title");
    let version = fields.read_text("version");
    let documents = fields.read_tables("documents");
    let hotline = fields.read_table("hotline");
    let requirements = fields.read_tables("requirements");
    let entries = fields.read_tables("crosswalk");
    let questions = fields.read_tables("questions");
    fields.report_unknown_keys();
    let per_site: Vec<(String, bool)> = documents
        .into_iter()
        .filter_map(|table| {
            let mut fields = TomlFieldReader::new(table, "`[[documents]]`", diagnostics);
            let name = fields.read_text("name");
            let per_site = fields.read_choice("per", &[("site", true)]);
            fields.report_unknown_keys();
            name.map(|name| (name.value, per_site.is_some()))
        })
        .collect();
    let questions = questions::read_committee_questions(&questions, diagnostics);
    let hotline = hotline.and_then(|table| read_hotline(table, diagnostics));
    let names: Vec<&str> = per_site.iter().map(|(name, _)| name.as_str()).collect();
    let mut with_pages = names.clone();
    with_pages.extend(NON_DOCUMENT_PAGES);
    let mut english = read_language_folder(files, "en", &with_pages, None, diagnostics)?;
    // A translation can only be checked against a complete English source.
    if english.document_templates.len() < with_pages.len() {
        return None;
    }
    let mut pages = english.document_templates.split_off(names.len());
    let index = pages.remove(0);
    for (template, (_, per_site)) in english.document_templates.iter_mut().zip(&per_site) {
        template.per_site = *per_site;
    }
    for path in files.keys() {
        if let Some((tag, _)) = path.split_once('/')
            && path.ends_with(".md")
        {
            require_file(files, &format!("{tag}/locale.toml"), diagnostics);
        }
    }
    let source = Some(english.document_templates.as_slice());
    let crosswalk = crosswalk::read_crosswalk(
        &requirements,
        &entries,
        &english.document_templates,
        diagnostics,
    );
    let translations: Vec<PackLanguage> = files
        .keys()
        .filter_map(|path| path.strip_suffix("/locale.toml"))
        .filter(|tag| *tag != "en")
        .filter_map(|tag| read_language_folder(files, tag, &names, source, diagnostics))
        .collect();
    Some(TemplatePack {
        title: title?.value,
        version: version?.value,
        english,
        translations,
        index_template: index,
        review_templates: pages,
        hotline: hotline?,
        crosswalk,
        committee_questions: questions,
    })
}

/// Reports the first invisible character of a file.
fn find_invisible_character(file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let character = find_forbidden_char(&file.text)?;
    let start = file.text.find(character)?;
    Some(
        Diagnostic::new(AgencyProblem::ForbiddenCharacter { character }).with_span(Span {
            file: file.clone(),
            byte_range: start..start + character.len_utf8(),
        }),
    )
}

/// Reads the templates of one language; every document is required where `source` is none.
fn read_language_folder(
    files: &PackFiles,
    tag: &str,
    names: &[&str],
    source: Option<&[DocumentTemplate]>,
    diagnostics: &mut Diagnostics,
) -> Option<PackLanguage> {
    let language = tag.parse::<LanguageIdentifier>();
    let locale = locale::read_locale(files, tag, diagnostics);
    report_unlisted_templates(files, tag, names, diagnostics);
    let documents: Vec<DocumentTemplate> = names
        .iter()
        .filter(|name| source.is_none() || files.contains_key(&format!("{tag}/{name}.md")))
        .filter_map(|name| read_document_template(files, tag, name, source, diagnostics))
        .collect();
    let bodies = documents.iter().map(|template| {
        (
            format!("{}.md", template.name),
            &template.source_file.text[template.markdown_offset..],
        )
    });
    let templates = CompiledTemplates::compile_all(bodies).map_err(|faults| {
        for fault in faults {
            let mut documents = documents.iter();
            let template = documents.find(|one| fault.template_name == format!("{}.md", one.name));
            let span = template
                .map(|template| template.markdown_span(fault.byte_range.clone().unwrap_or(0..0)));
            diagnostics.push(Diagnostic::new(fault.into_problem()).with_span(span));
        }
    });
    let Ok(tag) = language else {
        diagnostics.push(Diagnostic::new(TemplateProblem::InvalidLanguageFolder {
            folder: tag.to_owned(),
        }));
        return None;
    };
    Some(PackLanguage {
        tag,
        locale: locale?,
        document_templates: documents,
        compiled_templates: templates.ok()?,
    })
}

/// Reports templates that the pack does not list, such as a translation with a misspelled file name.
fn report_unlisted_templates(
    files: &PackFiles,
    tag: &str,
    names: &[&str],
    diagnostics: &mut Diagnostics,
) {
    for (path, file) in files {
        if let Some((folder, name)) = path.split_once('/')
            && folder == tag
            && let Some(name) = name.strip_suffix(".md")
            && !NON_DOCUMENT_PAGES.contains(&name)
            && !names.contains(&name)
        {
            let problem = TemplateProblem::TranslationWithoutOriginal {
                path: path.clone(),
                nearest: find_nearest_name(name, names.iter().copied()).map(str::to_owned),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(Span::start_of_file(file)));
        }
    }
}

impl PackLanguage {
    /// Returns the template of a document, if this language has it.
    pub fn find_template(&self, name: &str) -> Option<&DocumentTemplate> {
        self.document_templates
            .iter()
            .find(|template| template.name == name)
    }
}

fn read_hotline(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Hotline> {
    let mut fields = TomlFieldReader::new(table, "`[hotline]`", diagnostics);
    let call = fields.read_text("call");
    let text = fields.read_text("text");
    let text_word = fields.read_text("text_word");
    let text_message = fields.read_text("text_message");
    let tty = fields.read_text("tty");
    let chat = fields.read_text("chat");
    let directory = fields.read_text("directory");
    let languages = fields.read_integer("languages");
    let text_languages = fields.read_text_list("text_languages");
    fields.read_text("source");
    let verified_on = fields.read_date("verified_on");
    fields.report_unknown_keys();
    Some(Hotline {
        call_number: PhoneNumber::parse(&call?.value).ok()?,
        text_number: text?.value,
        text_vanity_word: text_word?.value,
        // Packs of version 0.1.0 do not have it.
        text_message: text_message.map_or_else(|| "HELP".to_owned(), |message| message.value),
        tty_number: tty?.value,
        chat_address: WebAddress::parse(&chat?.value).ok()?,
        directory_address: WebAddress::parse(&directory?.value).ok()?,
        phone_language_count: languages?.value,
        text_languages: text_languages?
            .value
            .iter()
            .filter_map(|tag| tag.value.parse().ok())
            .collect(),
        verified_on: verified_on?.value,
    })
}
