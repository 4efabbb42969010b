//! A pack: a family of documents with the facts they share, as files of words.
//!
//! ```text
//! pack.toml        title, version, documents in order, facts with the date they were checked,
//!                  requirements and the statements that answer them, questions for the committee
//! en/words.toml    what English calls dates, languages and kinds, and the words round a document
//! en/<name>.md     a document: front matter between lines of `+++`, then Markdown and Tera
//! en/index.md      the page that shows a packet at a glance
//! en/review-*.md   the pages of the I&E committee's packet
//! <tag>/words.toml the same in another language
//! <tag>/<name>.md  the same document in that language, its front matter a title and a subject
//! ```
//!
//! A folder with a `words.toml` is a language. English has every document; another language may lack
//! some, and takes audience and layout from the English, so that no translation can show a document
//! to other people than its source. `agency = "unnamed"` in the front matter keeps the agency's name
//! out of a document.

mod crosswalk;
mod document_template;
mod files;
mod locale;
mod questions;

use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;

pub use crosswalk::{Area, Crosswalk, Entry, Level, Protocol, Requirement};
pub use document_template::Template;
use document_template::read_template;
pub use files::{Files, built_in_faces, built_in_files, built_in_style};
use files::{need, read_table};
pub use locale::Words;
pub use questions::{Question, edition};

use super::template_engine::Templates;
use crate::config::value_types::{Phone, WebAddress};
use crate::diag::agency::AgencyProblem;
use crate::diag::invisible_chars::forbidden;
use crate::diag::template::TemplateProblem;
use crate::diag::{Diagnostic, Diagnostics, Stop};
use crate::source::field_reader::{TomlFieldReader, find_nearest_name};
use crate::source::toml::TomlTable;
use crate::span::{SourceFile, Span};

/// A pack, read and ready to be filled.
pub struct Pack {
    /// What the family of documents is called.
    pub title: String,
    /// The edition of its words.
    pub version: String,
    /// English, which has every document and is the source of the others.
    pub english: Language,
    /// The other languages, by tag.
    pub translations: Vec<Language>,
    /// The page that shows a packet at a glance; in English, for it is for staff.
    pub index: Template,
    /// The pages of the I&E committee's packet, in English: [`PAGES`] without the index.
    pub review: Vec<Template>,
    /// The National Human Trafficking Hotline.
    pub hotline: Hotline,
    /// Which statement answers which requirement.
    pub crosswalk: Crosswalk,
    /// What the I&E committee is asked about each material.
    pub questions: Vec<Question>,
}

/// Pages that are no documents of the packet.
pub const PAGES: [&str; 6] = [
    "index",
    "review-packet",
    "review-cover",
    "review-form",
    "review-technical",
    "review-tally",
];

/// A pack's documents in one language.
pub struct Language {
    pub tag: LanguageIdentifier,
    pub words: Words,
    /// The documents, in the order of the packet; in another language than English some may lack.
    pub documents: Vec<Template>,
    /// The documents' words, ready to be filled.
    pub(super) templates: Templates,
}

/// How the Hotline is reached. No operator is named: operators change.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotline {
    pub call: Phone,
    pub text: String,
    /// What the number to text spells; not a message to send.
    pub text_word: String,
    pub tty: String,
    /// The address of the chat.
    pub chat: WebAddress,
    /// The address of the referral directory.
    pub directory: WebAddress,
    /// More than this many languages, by phone alone.
    pub languages: i64,
    /// The only languages in which text and chat are answered.
    pub text_languages: Vec<LanguageIdentifier>,
    /// When the facts were last compared with their source.
    pub verified_on: Date,
}

/// Whether two tags are of one language in one script, wherever it is spoken.
pub(super) fn is_same(one: &LanguageIdentifier, other: &LanguageIdentifier) -> bool {
    one.language == other.language && one.script == other.script
}

impl Pack {
    /// Its title and version, as manifests name it.
    pub fn edition(&self) -> String {
        format!("{} {}", self.title, self.version)
    }

    /// The pack that the program carries.
    ///
    /// # Panics
    ///
    /// If it is not sound, which the tests would have found.
    pub fn built_in() -> Self {
        let mut found = Diagnostics::new();
        let read = Self::read(&built_in_files(), &mut found);
        read.unwrap_or_else(|_| panic!("the carried pack is sound: {found:?}"))
    }

    /// The translations into a language that is served: `es` for `es` and for `es-MX`, but not
    /// `zh-Hans` for `zh-Hant`, which is written otherwise.
    pub fn translation(&self, served: &LanguageIdentifier) -> Option<&Language> {
        let mut known = self.translations.iter();
        let exact = known.clone().find(|language| language.tag == *served);
        exact.or_else(|| known.find(|language| is_same(&language.tag, served)))
    }

    /// Reads the pack in files.
    ///
    /// # Errors
    /// When anything is wrong with it.
    pub fn read(files: &Files, found: &mut Diagnostics) -> Result<Self, Stop> {
        let mut own = Diagnostics::new();
        let pack = read(files, &mut own);
        let is_sound = own.is_empty();
        found.extend(own);
        pack.filter(|_| is_sound).ok_or(Stop::Problems)
    }
}

fn read(files: &Files, diagnostics: &mut Diagnostics) -> Option<Pack> {
    diagnostics.extend(files.values().filter_map(unseen));
    let table = read_table(files, "pack.toml", diagnostics)?;
    let mut fields = TomlFieldReader::new(&table, "`pack.toml`", diagnostics);
    let title = fields.read_text("title");
    let version = fields.read_text("version");
    let names = fields.read_tables("documents");
    let hotline = fields.read_table("hotline");
    let requirements = fields.read_tables("requirements");
    let entries = fields.read_tables("crosswalk");
    let questions = fields.read_tables("questions");
    fields.report_unknown_keys();
    let names: Vec<(String, bool)> = names
        .into_iter()
        .filter_map(|table| {
            let mut fields = TomlFieldReader::new(table, "`[[documents]]`", diagnostics);
            let name = fields.read_text("name");
            let per_site = fields.read_choice("per", &[("site", true)]);
            fields.report_unknown_keys();
            name.map(|name| (name.value, per_site.is_some()))
        })
        .collect();
    let questions = questions::read(&questions, diagnostics);
    let hotline = hotline.and_then(|table| read_hotline(table, diagnostics));
    let per_site = names;
    let names: Vec<&str> = per_site.iter().map(|(name, _)| name.as_str()).collect();
    let mut named = names.clone();
    named.extend(PAGES);
    let mut english = read_language(files, "en", &named, None, diagnostics)?;
    // What a translation says is judged only beside a source that is whole.
    if english.documents.len() < named.len() {
        return None;
    }
    let mut pages = english.documents.split_off(names.len());
    let index = pages.remove(0);
    for (template, (_, per_site)) in english.documents.iter_mut().zip(&per_site) {
        template.per_site = *per_site;
    }
    for path in files.keys() {
        if let Some((tag, _)) = path.split_once('/')
            && path.ends_with(".md")
            && !files.contains_key(&format!("{tag}/words.toml"))
        {
            need(files, &format!("{tag}/words.toml"), diagnostics);
        }
    }
    let source = Some(english.documents.as_slice());
    let crosswalk = crosswalk::read(&requirements, &entries, &english.documents, diagnostics);
    let translations: Vec<Language> = files
        .keys()
        .filter_map(|path| path.strip_suffix("/words.toml"))
        .filter(|tag| *tag != "en")
        .filter_map(|tag| read_language(files, tag, &names, source, diagnostics))
        .collect();
    Some(Pack {
        title: title?.value,
        version: version?.value,
        english,
        translations,
        index,
        review: pages,
        hotline: hotline?,
        crosswalk,
        questions,
    })
}

/// A character in a file that its reader would not see.
fn unseen(file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let character = forbidden(&file.text)?;
    let start = file.text.find(character)?;
    Some(
        Diagnostic::new(AgencyProblem::ForbiddenCharacter { character }).at(Span {
            file: file.clone(),
            byte_range: start..start + character.len_utf8(),
        }),
    )
}

/// A folder of templates; without a `source` it must have every document.
fn read_language(
    files: &Files,
    tag: &str,
    names: &[&str],
    source: Option<&[Template]>,
    diagnostics: &mut Diagnostics,
) -> Option<Language> {
    let language = tag.parse::<LanguageIdentifier>();
    let words = locale::read(files, tag, diagnostics);
    report_strays(files, tag, names, diagnostics);
    let documents: Vec<Template> = names
        .iter()
        .filter(|name| source.is_none() || files.contains_key(&format!("{tag}/{name}.md")))
        .filter_map(|name| read_template(files, tag, name, source, diagnostics))
        .collect();
    let bodies = documents.iter().map(|template| {
        (
            format!("{}.md", template.name),
            &template.file.text[template.body..],
        )
    });
    let templates = Templates::read(bodies).map_err(|faults| {
        for fault in faults {
            let mut documents = documents.iter();
            let template = documents.find(|one| fault.template == format!("{}.md", one.name));
            let place = template.map(|template| template.span(fault.bytes.unwrap_or(0..0)));
            let message = fault.message;
            let problem = TemplateProblem::TemplateFault { message };
            diagnostics.push(Diagnostic::new(problem).at(place));
        }
    });
    let Ok(tag) = language else {
        diagnostics.push(Diagnostic::new(TemplateProblem::FolderNotLanguage {
            folder: tag.to_owned(),
        }));
        return None;
    };
    Some(Language {
        tag,
        words: words?,
        documents,
        templates: templates.ok()?,
    })
}

/// Templates that no document of the pack is named after: a translation under a misspelt name would
/// count as missing, and nobody would know why.
fn report_strays(files: &Files, tag: &str, names: &[&str], diagnostics: &mut Diagnostics) {
    for (path, file) in files {
        if let Some((folder, name)) = path.split_once('/')
            && folder == tag
            && let Some(name) = name.strip_suffix(".md")
            && !PAGES.contains(&name)
            && !names.contains(&name)
        {
            let problem = TemplateProblem::StrayTemplate {
                path: path.clone(),
                nearest: find_nearest_name(name, names.iter().copied()).map(str::to_owned),
            };
            diagnostics.push(Diagnostic::new(problem).at(Span::start_of_file(file)));
        }
    }
}

impl Language {
    /// The document of that name, if there is one in this language.
    pub fn template(&self, name: &str) -> Option<&Template> {
        self.documents.iter().find(|template| template.name == name)
    }
}

fn read_hotline(table: &TomlTable, diagnostics: &mut Diagnostics) -> Option<Hotline> {
    let mut fields = TomlFieldReader::new(table, "`[hotline]`", diagnostics);
    let call = fields.read_text("call");
    let text = fields.read_text("text");
    let text_word = fields.read_text("text_word");
    let tty = fields.read_text("tty");
    let chat = fields.read_text("chat");
    let directory = fields.read_text("directory");
    let languages = fields.read_integer("languages");
    let text_languages = fields.read_text_list("text_languages");
    fields.read_text("source");
    let verified_on = fields.read_date("verified_on");
    fields.report_unknown_keys();
    Some(Hotline {
        call: Phone::parse(&call?.value).ok()?,
        text: text?.value,
        text_word: text_word?.value,
        tty: tty?.value,
        chat: WebAddress::parse(&chat?.value).ok()?,
        directory: WebAddress::parse(&directory?.value).ok()?,
        languages: languages?.value,
        text_languages: text_languages?
            .value
            .iter()
            .filter_map(|tag| tag.value.parse().ok())
            .collect(),
        verified_on: verified_on?.value,
    })
}
