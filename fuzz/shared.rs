//! What the fuzz targets share: how an input becomes a file, an agency or a document.

use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;
use jiff::civil::{Date, date};
use policypress::config::{self, agency::Agency};
use policypress::content::pack::{Pack, built_in_faces, built_in_style};
use policypress::diag::{Diagnostic, Diagnostics};
use policypress::diag::show::{Look, json, show};
use policypress::document::{Audience, Block, Color, Document, Layout, Paper, parse, seal};
use policypress::render::{Face, Theme};
use policypress::span::SourceFile;
use policypress::diag::character::forbidden;

#[path = "../tests/suite/support/pdf_reader.rs"]
pub(crate) mod pdf_reader;
#[path = "../tests/suite/support/words.rs"]
pub(crate) mod words;

/// The day on which every input is read.
pub const TODAY: Date = date(2026, 11, 25);

/// A file of the agency's with that text.
pub fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    })
}

/// The carried look.
pub fn theme() -> Theme {
    let faces = built_in_faces().into_iter();
    Theme {
        style: built_in_style().to_owned(),
        faces: faces.map(|(name, bytes)| Face::carried(name, bytes)).collect(),
        accent: Color::rgb(0, 94, 162),
        paper: Paper::Letter,
        logo: None,
    }
}

/// Puts what was found into words, in each way there is.
pub fn tell(diagnostics: &[Diagnostic]) {
    for look in [
        Look::default(),
        Look {
            colour: true,
            draft: true,
            quiet: true,
        },
    ] {
        let _ = show(diagnostics, look);
    }
    let _ = json(diagnostics);
}

/// An agency whose name and address are those texts, as far as they can be facts.
pub fn agency(facts: &[&str]) -> Option<Agency> {
    let quoted = |text: &&str| serde_json::to_string(text).expect("a text can be quoted");
    let name = facts.first().map_or("\"Willow\"".to_owned(), quoted);
    let lines: Vec<String> = facts.iter().map(quoted).collect();
    let text = format!("[agency]\nname = {name}\naddress = [{}]\n", lines.join(", "));
    config::load(&file(&text), TODAY, &mut Diagnostics::new()).ok()
}

/// The parts of an input: a template, and facts to fill it with. U+0001 parts them.
pub fn parts(input: &str) -> (&str, Vec<&str>) {
    let mut parts = input.split('\u{1}');
    (parts.next().unwrap_or_default(), parts.collect())
}

/// A document as a template makes it. In the input, `@0` to `@9` stand for the facts after it.
pub fn document(input: &str, layout: Layout, frame: &Pack) -> Option<Document> {
    let (template, facts) = parts(input);
    // As facts are; of two spellings of one letter a page has one.
    let template = ComposingNormalizerBorrowed::new_nfc().normalize(template);
    // A cell of no-break spaces is empty to a reader of words, and not to a browser.
    let template = template.replace(|c: char| c != '\n' && c.is_whitespace(), " ");
    forbidden(&template).is_none().then_some(())?;
    let agency = agency(&facts)?;
    let mut text = template.clone();
    for (place, fact) in agency.address.iter().enumerate().take(10) {
        text = text.replace(&format!("@{place}"), &seal::value(fact));
    }
    let blocks: Vec<Block> = parse::parse(&text).ok()?;
    Some(Document {
        name: "document".to_owned(),
        title: agency.name.clone(),
        agency: agency.name.clone(),
        head: agency.name.clone(),
        subject: agency.name.clone(),
        language: frame.english.tag.clone(),
        audience: Audience::Staff,
        layout,
        draft: template.len() % 2 == 1,
        running: agency.name,
        date: None,
        frame: frame.english.words.frame.clone(),
        blocks,
    })
}
