//! What of a packet was asked for: formats, documents, languages; and what was asked for that is not there.

use crate::cli::{Build, FormatName};
use crate::content::pack::{Pack, Template};
use crate::diag::Diagnostic;
use crate::diag::document::DocumentProblem;
use crate::diag::translation::TranslationProblem;
use crate::document::Document;
use crate::packet::Composed;
use crate::render::Format;
use crate::source::fields::nearest;

/// The formats of a whole packet. Word is made when it is asked for: most who open a packet read, print
/// and post it, and a second file to edit beside each would be one too many to look through.
const WHOLE: [Format; 3] = [Format::Markdown, Format::Html, Format::Pdf];

pub(super) fn formats(options: &Build) -> Vec<Format> {
    if options.format.is_empty() {
        return WHOLE.to_vec();
    }
    options
        .format
        .iter()
        .map(|name| match name {
            FormatName::Markdown => Format::Markdown,
            FormatName::Html => Format::Html,
            FormatName::Pdf => Format::Pdf,
            FormatName::Docx => Format::Docx,
        })
        .collect()
}

/// Whether a document was asked for, by its own name or by that of all of its kind.
pub(super) fn is_wanted(name: &str, options: &Build, pack: &Pack) -> bool {
    let mut asked = options.document.iter();
    options.document.is_empty() || asked.any(|asked| is_named(name, asked, pack))
}

/// Whether `asked` is the name of a document, or that of all of its kind.
fn is_named(name: &str, asked: &str, pack: &Pack) -> bool {
    let mut kinds = pack.english.documents.iter();
    asked == name || kinds.any(|kind| kind.per_site && kind.name == asked && is_of_site(name, kind))
}

/// The documents and languages that were asked for together and give no file: each document must be in one of the
/// languages, and each language must have one of the documents.
pub(super) fn not_in_language(
    options: &Build,
    composed: &Composed,
    pack: &Pack,
) -> Vec<Diagnostic> {
    let tags_of = |name: &String| {
        let documents = composed.documents.iter();
        let named = documents.filter(|document| is_named(&document.name, name, pack));
        let mut tags: Vec<String> = named.map(|named| named.language.to_string()).collect();
        tags.sort();
        tags.dedup();
        tags
    };
    let has =
        |tags: &[String], language: &str| tags.iter().any(|tag| tag.eq_ignore_ascii_case(language));
    let languages = &options.language;
    let named: Vec<_> = options
        .document
        .iter()
        .map(|name| (name, tags_of(name)))
        .collect();
    let mut found = Vec::new();
    for (name, tags) in &named {
        let in_none = languages.iter().all(|language| !has(tags, language));
        for language in languages {
            let has_none = named.iter().all(|(_, tags)| !has(tags, language));
            if !has(tags, language) && (in_none || has_none) {
                found.push(Diagnostic::new(TranslationProblem::NotInLanguage {
                    document: (*name).clone(),
                    language: language.clone(),
                    known: tags.join(", "),
                }));
            }
        }
    }
    found
}

/// Whether it is the name of a document that is made for each site.
fn is_of_site(name: &str, kind: &Template) -> bool {
    kind.per_site
        && name
            .strip_prefix(&kind.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// A document of a site that the agency does not have.
pub(super) fn unknown_site(
    options: &Build,
    pack: &Pack,
    composed: &Composed,
) -> Option<Diagnostic> {
    let known: Vec<&str> = composed
        .documents
        .iter()
        .map(|document| document.name.as_str())
        .collect();
    let unknown = options.document.iter().find(|name| {
        pack.english
            .documents
            .iter()
            .all(|kind| kind.name != **name)
            && !known.contains(&name.as_str())
    })?;
    Some(unknown_name(unknown, &known))
}

/// Whether only some of the files are asked for.
pub(super) fn is_part(options: &Build) -> bool {
    let formats = formats(options);
    let lacks_format = WHOLE.iter().any(|format| !formats.contains(format));
    lacks_format || !options.document.is_empty() || !options.language.is_empty()
}

pub(super) fn is_in_language(document: &Document, options: &Build) -> bool {
    let tag = document.language.to_string();
    options
        .language
        .iter()
        .any(|language| language.eq_ignore_ascii_case(&tag))
}

/// A language that is asked for and that no document of the agency is in.
pub(super) fn unknown_language(
    options: &Build,
    composed: &Composed,
    pack: &Pack,
) -> Option<Diagnostic> {
    let mut known: Vec<String> = Vec::new();
    for document in &composed.documents {
        let tag = document.language.to_string();
        if !known.contains(&tag) {
            known.push(tag);
        }
    }
    let unknown = options
        .language
        .iter()
        .find(|language| !known.iter().any(|tag| tag.eq_ignore_ascii_case(language)))?;
    // People write `Spanish` for `es`.
    let names = &pack.english.words.languages;
    let named = names.iter().find(|(tag, name)| {
        name.eq_ignore_ascii_case(unknown) && known.iter().any(|known| known == *tag)
    });
    let nearest = named
        .map(|(tag, _)| tag.as_str())
        .or_else(|| nearest(unknown, known.iter().map(String::as_str)));
    Some(Diagnostic::new(TranslationProblem::UnknownLanguage {
        written: unknown.clone(),
        nearest: nearest.map(str::to_owned),
        known: known.join(", "),
    }))
}

pub(super) fn unknown_document(options: &Build, pack: &Pack) -> Option<Diagnostic> {
    let known: Vec<&str> = pack
        .english
        .documents
        .iter()
        .map(|template| template.name.as_str())
        .collect();
    let unknown = options.document.iter().find(|name| {
        let of_site = |kind: &Template| is_of_site(name, kind);
        !known.contains(&name.as_str()) && !pack.english.documents.iter().any(of_site)
    })?;
    Some(unknown_name(unknown, &known))
}

fn unknown_name(unknown: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(DocumentProblem::UnknownDocument {
        name: unknown.to_owned(),
        nearest: nearest(unknown, known.iter().copied()).map(str::to_owned),
        known: known.join(", "),
    })
}
