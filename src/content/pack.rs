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
mod questions;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;

pub use crosswalk::{Area, Crosswalk, Entry, Level, Protocol, Requirement};
pub use questions::{Question, edition};
pub use words::Words;

use super::template::Templates;
use crate::config::fact::{Phone, WebAddress};
use crate::diag::agency::AgencyProblem;
use crate::diag::character::forbidden;
use crate::diag::template::TemplateProblem;
use crate::diag::{Checked, Diagnostic, Diagnostics};
use crate::document::{Anchor, Audience, Block, BlockKind, Layout, Origin};
use crate::source::fields::{Fields, nearest};
use crate::source::toml::{Table, parse, parse_part};
use crate::span::{SourceFile, Span};

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The style sheet of HTML pages.
pub fn built_in_style() -> &'static str {
    built_in_text("theme/style.css")
}

/// The carried faces, name and bytes, in the order to try them.
pub fn built_in_faces() -> Vec<(&'static str, &'static [u8])> {
    let folder = BUILT_IN.get_dir("theme/fonts").expect("fonts are carried");
    let mut faces: Vec<_> = folder
        .files()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            (file.path().extension()? == "ttf").then(|| (name, file.contents()))
        })
        .collect();
    // Latin first: it decides line heights, and the rest is tried for what it does not have.
    faces.sort_by_key(|(name, _)| (!name.starts_with("NotoSans-"), *name));
    faces
}

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
    /// The language.
    pub tag: LanguageIdentifier,
    /// What it calls things.
    pub words: Words,
    /// The documents, in the order of the packet; in another language than English some may lack.
    pub documents: Vec<Template>,
    /// The documents' words, ready to be filled.
    pub(super) templates: Templates,
}

/// One document's template.
#[derive(Debug, Clone)]
pub struct Template {
    /// The document's name: its file without folder and ending.
    pub name: String,
    /// The title.
    pub title: String,
    /// What the document is, in a sentence.
    pub subject: String,
    /// Whom it is for.
    pub audience: Audience,
    /// How a page is made of it.
    pub layout: Layout,
    /// Names the agency nowhere: it is given no name that it could print.
    pub unnamed: bool,
    /// Made once for each site, under the name `<name>-<site id>`.
    pub per_site: bool,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where in the file the Markdown begins.
    pub body: usize,
    /// The names of its statements in every branch, each with the line of the file, counted from 1.
    statements: BTreeMap<String, usize>,
}

/// How the Hotline is reached. No operator is named: operators change.
#[derive(Debug, Clone, PartialEq)]
pub struct Hotline {
    /// The number to call.
    pub call: Phone,
    /// The number to text.
    pub text: String,
    /// What the number to text spells; not a message to send.
    pub text_word: String,
    /// What a teletypewriter dials.
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

/// The files of the pack that the program carries, by their path in it.
pub fn built_in_files() -> BTreeMap<String, Arc<SourceFile>> {
    let folder = BUILT_IN
        .get_dir("human-trafficking")
        .expect("the pack is carried");
    let mut files = BTreeMap::new();
    collect(folder, &mut files);
    files
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
        let read = Self::read(&built_in_files());
        match read.value {
            Some(pack) => pack,
            None => panic!("the carried pack is sound: {:?}", read.diagnostics),
        }
    }

    /// The translations into a language that is served: `es` for `es` and for `es-MX`, but not
    /// `zh-Hans` for `zh-Hant`, which is written otherwise.
    pub fn translation(&self, served: &LanguageIdentifier) -> Option<&Language> {
        let same = |language: &&Language| {
            language.tag.language == served.language && language.tag.script == served.script
        };
        self.translations
            .iter()
            .find(|language| language.tag == *served)
            .or_else(|| self.translations.iter().find(same))
    }

    /// The pack in files, by their path in it.
    pub fn read(files: &BTreeMap<String, Arc<SourceFile>>) -> Checked<Self> {
        let mut diagnostics = Diagnostics::new();
        let value = read(files, &mut diagnostics);
        Checked {
            value: value.filter(|_| diagnostics.is_empty()),
            diagnostics: diagnostics.into_vec(),
        }
    }
}

fn read(files: &BTreeMap<String, Arc<SourceFile>>, diagnostics: &mut Diagnostics) -> Option<Pack> {
    diagnostics.extend(files.values().filter_map(unseen));
    let table = read_table(files, "pack.toml", diagnostics)?;
    let mut fields = Fields::new(&table, "`pack.toml`", diagnostics);
    let title = fields.text("title");
    let version = fields.text("version");
    let names = fields.tables("documents");
    let hotline = fields.table("hotline");
    let requirements = fields.tables("requirements");
    let entries = fields.tables("crosswalk");
    let questions = fields.tables("questions");
    fields.finish();
    let names: Vec<(String, bool)> = names
        .into_iter()
        .filter_map(|table| {
            let mut fields = Fields::new(table, "`[[documents]]`", diagnostics);
            let name = fields.text("name");
            let per_site = fields.choice("per", &[("site", true)]);
            fields.finish();
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
            bytes: start..start + character.len_utf8(),
        }),
    )
}

/// A folder of templates; without a `source` it must have every document.
fn read_language(
    files: &BTreeMap<String, Arc<SourceFile>>,
    tag: &str,
    names: &[&str],
    source: Option<&[Template]>,
    diagnostics: &mut Diagnostics,
) -> Option<Language> {
    let language = tag.parse::<LanguageIdentifier>();
    let words = words::read(files, tag, diagnostics);
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
    let templates = match Templates::read(bodies) {
        Ok(templates) => Some(templates),
        Err(faults) => {
            for fault in faults {
                let template = documents
                    .iter()
                    .find(|template| fault.template == format!("{}.md", template.name));
                diagnostics.push(
                    Diagnostic::new(TemplateProblem::TemplateFault {
                        message: fault.message,
                    })
                    .at(template.map(|template| template.span(fault.bytes.unwrap_or(0..0)))),
                );
            }
            None
        }
    };
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
        templates: templates?,
    })
}

/// Templates that no document of the pack is named after: a translation under a misspelt name would
/// count as missing, and nobody would know why.
fn report_strays(
    files: &BTreeMap<String, Arc<SourceFile>>,
    tag: &str,
    names: &[&str],
    diagnostics: &mut Diagnostics,
) {
    for (path, file) in files {
        let name = path
            .strip_prefix(tag)
            .and_then(|rest| rest.strip_prefix('/'))
            .and_then(|rest| rest.strip_suffix(".md"));
        if let Some(name) = name
            && !PAGES.contains(&name)
            && !names.contains(&name)
        {
            diagnostics.push(
                Diagnostic::new(TemplateProblem::StrayTemplate {
                    path: path.clone(),
                    nearest: nearest(name, names.iter().copied()).map(str::to_owned),
                })
                .at(Span {
                    file: file.clone(),
                    bytes: 0..0,
                }),
            );
        }
    }
}

impl Language {
    /// The document of that name, if there is one in this language.
    pub fn template(&self, name: &str) -> Option<&Template> {
        self.documents.iter().find(|template| template.name == name)
    }
}

impl Template {
    /// Whether it has a statement of that name, even if the facts of an agency leave it out.
    pub fn has_statement(&self, name: &str) -> bool {
        self.statements.contains_key(name)
    }

    /// Notes of each block the line that its words come from: that of its statement or the one above.
    pub(super) fn set_origins(&self, blocks: &mut [Block]) {
        self.set_origins_below(blocks, 1);
    }

    fn set_origins_below(&self, blocks: &mut [Block], mut above: usize) {
        let line = |anchor: &Option<Anchor>, above| {
            let known = anchor
                .as_ref()
                .and_then(|name| self.statements.get(&name.0));
            known.copied().unwrap_or(above)
        };
        for block in blocks {
            above = line(&block.anchor, above);
            block.origin = Some(Origin::Template(above));
            match &mut block.kind {
                BlockKind::Quote(inside) => self.set_origins_below(inside, above),
                BlockKind::List(list) => {
                    for item in &mut list.items {
                        above = line(&item.anchor, above);
                        self.set_origins_below(&mut item.blocks, above);
                    }
                }
                BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
            }
        }
    }

    /// A place in the file, from one in its Markdown.
    pub(super) fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        let end = self.file.text.len();
        Span {
            file: self.file.clone(),
            bytes: (bytes.start + self.body).min(end)..(bytes.end + self.body).min(end),
        }
    }
}

impl Template {
    /// Where a filled line comes from: its own words if the template has them, else the longest run
    /// of them that it has, else its beginning.
    pub(super) fn find(&self, line: &str) -> Span {
        Self::find_in(&self.file, self.body, line)
    }

    /// As [`Template::find`], in the file of a template whose Markdown begins at `body`.
    pub(super) fn find_in(file: &Arc<SourceFile>, body: usize, line: &str) -> Span {
        let text = &file.text[body..];
        let words: Vec<&str> = line.split(' ').collect();
        let runs = (1..=words.len())
            .rev()
            .flat_map(|length| words.windows(length).map(|run| run.join(" ")))
            .take(400);
        let found = runs
            .filter(|run| !run.trim().is_empty())
            .find_map(|run| text.find(&run).map(|at| at..at + run.len()))
            .unwrap_or(0..0);
        Span {
            file: file.clone(),
            bytes: body + found.start..body + found.end,
        }
    }
}

fn read_template(
    files: &BTreeMap<String, Arc<SourceFile>>,
    language: &str,
    name: &str,
    source: Option<&[Template]>,
    diagnostics: &mut Diagnostics,
) -> Option<Template> {
    const FENCE: &str = "+++\n";
    let path = format!("{language}/{name}.md");
    let file = need(files, &path, diagnostics)?;
    let front = file
        .text
        .strip_prefix(FENCE)
        .and_then(|rest| rest.find("\n+++\n"));
    let Some(front) = front else {
        diagnostics.push(Diagnostic::new(TemplateProblem::NoFrontMatter).at(Span {
            file: file.clone(),
            bytes: 0..0,
        }));
        return None;
    };
    let front = FENCE.len()..FENCE.len() + front + 1;
    let body = front.end + FENCE.len();
    let table = parse_part(file, front, diagnostics).ok()?;
    let mut fields = Fields::new(&table, "the front matter", diagnostics);
    let title = fields.text("title");
    let subject = fields.text("subject");
    let english = source.and_then(|source| source.iter().find(|template| template.name == name));
    let (audience, layout, unnamed) = if let Some(english) = english {
        (
            Some(english.audience),
            Some(english.layout),
            english.unnamed,
        )
    } else {
        let audience = fields.choice(
            "audience",
            &[("client", Audience::Client), ("staff", Audience::Staff)],
        );
        let layout = fields.choice(
            "layout",
            &[
                ("policy", Layout::Policy),
                ("notice", Layout::Notice),
                ("poster", Layout::Poster),
                ("cards", Layout::Cards),
                ("form", Layout::Form),
                ("index", Layout::Index),
            ],
        );
        let unnamed = fields.choice("agency", &[("unnamed", true)]);
        (
            audience.map(|audience| audience.value),
            layout.map(|layout| layout.value),
            unnamed.is_some(),
        )
    };
    fields.finish();
    for (key, missing) in [
        ("title", title.is_none()),
        ("subject", subject.is_none()),
        ("audience", audience.is_none()),
        ("layout", layout.is_none()),
    ] {
        if missing {
            diagnostics.push(
                Diagnostic::new(TemplateProblem::FrontMatterMissing { key }).at(table.span.clone()),
            );
        }
    }
    Some(Template {
        name: name.to_owned(),
        title: title?.value,
        subject: subject?.value,
        audience: audience?,
        layout: layout?,
        unnamed,
        per_site: false,
        statements: statement_lines(&file.text),
        file: file.clone(),
        body,
    })
}

/// The statements that a template names, each with its line.
fn statement_lines(text: &str) -> BTreeMap<String, usize> {
    let mut statements = BTreeMap::new();
    for (line, words) in (1..).zip(text.lines()) {
        for marker in words.split("{#").skip(1) {
            if let Some(name) = marker.split(['}', ' ']).next() {
                statements.entry(name.to_owned()).or_insert(line);
            }
        }
    }
    statements
}

fn read_hotline(table: &Table, diagnostics: &mut Diagnostics) -> Option<Hotline> {
    let mut fields = Fields::new(table, "`[hotline]`", diagnostics);
    let call = fields.text("call");
    let text = fields.text("text");
    let text_word = fields.text("text_word");
    let tty = fields.text("tty");
    let chat = fields.text("chat");
    let directory = fields.text("directory");
    let languages = fields.integer("languages");
    let text_languages = fields.texts("text_languages");
    fields.text("source");
    let verified_on = fields.date("verified_on");
    fields.finish();
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

fn read_table(
    files: &BTreeMap<String, Arc<SourceFile>>,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    parse(need(files, path, diagnostics)?, diagnostics).ok()
}

fn need<'files>(
    files: &'files BTreeMap<String, Arc<SourceFile>>,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'files Arc<SourceFile>> {
    let file = files.get(path);
    if file.is_none() {
        diagnostics.push(Diagnostic::new(TemplateProblem::PackFileMissing {
            path: path.to_owned(),
        }));
    }
    file
}

fn collect(folder: &'static Dir, files: &mut BTreeMap<String, Arc<SourceFile>>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let text = file.contents_utf8().expect("templates are text").to_owned();
        let in_pack = path
            .strip_prefix("human-trafficking/")
            .expect("the pack's files are in its folder");
        let file = SourceFile {
            name: format!("templates/{path}"),
            text,
        };
        files.insert(in_pack.to_owned(), Arc::new(file));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

fn built_in_text(path: &str) -> &'static str {
    BUILT_IN
        .get_file(path)
        .and_then(|file| file.contents_utf8())
        .expect("the file is carried")
}
