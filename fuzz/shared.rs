//! Turns a fuzz input into a file, an agency or a document.

use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;
use jiff::civil::{Date, date};
use policypress::config::{self, agency::Agency};
use policypress::content::pack::{TemplatePack, built_in_font_files, built_in_style_sheet};
use policypress::diag::display::{
    DiagnosticDisplayOptions, render_diagnostics_json, render_diagnostics_text,
};
use policypress::diag::invisible_chars::find_forbidden_char;
use policypress::diag::{Diagnostic, Diagnostics};
use policypress::document::markdown_parser::parse_markdown;
use policypress::document::sealed_value::seal_text;
use policypress::document::{Audience, Color, Document, DocumentLayout, PaperSize};
use policypress::render::{FontFile, Theme};
use policypress::span::SourceFile;

#[path = "../tests/suite/support/pdf_reader.rs"]
pub(crate) mod pdf_reader;
#[path = "../tests/suite/support/text_extraction.rs"]
pub(crate) mod text_extraction;

/// The date on which every input is read.
pub const TODAY: Date = date(2026, 11, 25);

/// Returns an agency.toml with a text.
pub fn source_file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    })
}

/// Returns the built-in theme.
pub fn built_in_theme() -> Theme {
    let fonts = built_in_font_files().into_iter();
    Theme {
        css: built_in_style_sheet().to_owned(),
        fonts: fonts
            .map(|(name, bytes)| FontFile::built_in(name, bytes))
            .collect(),
        accent_color: Color::from_rgb(0, 94, 162),
        paper: PaperSize::Letter,
        logo: None,
    }
}

/// Renders diagnostics in every way there is.
pub fn render_all(diagnostics: &[Diagnostic]) {
    let all_options = DiagnosticDisplayOptions {
        use_color: true,
        is_draft: true,
        errors_only: true,
    };
    for options in [DiagnosticDisplayOptions::default(), all_options] {
        let _ = render_diagnostics_text(diagnostics, options);
    }
    let _ = render_diagnostics_json(diagnostics);
}

/// Returns an agency with the first text as its name and all texts as its address, unless one is refused as a fact.
pub fn agency_with_facts(facts: &[&str]) -> Option<Agency> {
    let lines: Vec<String> = facts
        .iter()
        .map(|text| serde_json::to_string(text).expect("a text is JSON"))
        .collect();
    let name = lines.first().map_or("\"Willow\"", String::as_str);
    let text = format!(
        "[agency]\nname = {name}\naddress = [{}]\n",
        lines.join(", ")
    );
    config::load_agency(&source_file(&text), TODAY, &mut Diagnostics::new()).ok()
}

/// Splits an input at each U+0001 into a template and the facts to fill it with.
pub fn split_input(input: &str) -> (&str, Vec<&str>) {
    let mut parts = input.split('\u{1}');
    (parts.next().unwrap_or_default(), parts.collect())
}

/// Returns the document of an input's template. `@0` to `@9` in the template are replaced with the input's facts.
pub fn document_from_input(
    input: &str,
    layout: DocumentLayout,
    pack: &TemplatePack,
) -> Option<Document> {
    let (template, facts) = split_input(input);
    // Facts are normalized, too: otherwise one letter could have two spellings in the document.
    let template = ComposingNormalizerBorrowed::new_nfc().normalize(template);
    // A table cell of no-break spaces is empty for the readers of the tests, but not for a browser.
    let template = template.replace(|c: char| c != '\n' && c.is_whitespace(), " ");
    find_forbidden_char(&template).is_none().then_some(())?;
    let agency = agency_with_facts(&facts)?;
    let mut text = template.clone();
    for (index, fact) in agency.address_lines.iter().enumerate().take(10) {
        text = text.replace(&format!("@{index}"), &seal_text(fact));
    }
    let blocks = parse_markdown(&text).ok()?;
    Some(Document {
        name: "document".to_owned(),
        title: agency.name.clone(),
        agency_name: agency.name.clone(),
        short_agency_name: agency.name.clone(),
        description: agency.name.clone(),
        language: pack.english.tag.clone(),
        audience: Audience::Staff,
        layout,
        is_draft: template.len() % 2 == 1,
        footer_text: agency.name,
        edition_date: None,
        page_strings: pack.english.locale.page_strings.clone(),
        blocks,
    })
}
