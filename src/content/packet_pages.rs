//! The pages about a packet: what it holds and how each document stands with the I&E committee, and the
//! pages of the committee's own packet.

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::document_builder::{build_document, fill_template};
use super::pack::TemplatePack;
use super::template_engine::TemplateContext;
use super::template_facts;
use crate::config::agency::Agency;
use crate::diag::{Diagnostics, StageError};
use crate::document::{Audience, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal};

/// A document as the page of a packet lists it.
pub struct PacketIndexEntry<'document> {
    pub document: &'document Document,
    /// The names of its formats, each with the path from the page.
    pub format_links: Vec<(String, String)>,
    /// How it stands with the committee: the template's `document.review`.
    pub review_status: Facts,
}

/// The small print of what clients are given, for who posts it: what it says, by its short hash, and since when
/// that is approved, as year-month-day.
pub fn content_hash_footer(
    pack: &TemplatePack,
    language: &LanguageIdentifier,
    hash: &str,
    approved: Option<Date>,
) -> String {
    let mut languages = pack.translations.iter();
    let language = languages.find(|there| there.tag == *language);
    let words = &language.unwrap_or(&pack.english).locale;
    let content = words.content_hash_pattern.replace("{hash}", hash);
    match approved {
        None => content,
        Some(date) => {
            let approved = words
                .approved_date_pattern
                .replace("{date}", &date.to_string());
            format!("{content} · {approved}")
        }
    }
}

/// The page that shows a packet at a glance.
pub fn compose_index_page(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
    documents: &[PacketIndexEntry<'_>],
    found: &mut Diagnostics,
) -> Result<Document, StageError> {
    let template = &pack.index_template;
    let english = &pack.english;
    let listed = documents
        .iter()
        .map(
            |PacketIndexEntry {
                 document,
                 format_links: files,
                 review_status: review,
             }| {
                // Staff read this page: a translation goes by the name of its source.
                let source = english.find_template(&document.name);
                let source = source.filter(|_| document.language != english.tag);
                json!({
                    "title": source.map_or(&document.title, |source| &source.title),
                    "subject": source.map_or(&document.description, |source| &source.subject),
                    "language": english.locale.language_name(&document.language),
                    "unreviewed": traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR),
                    "review": review,
                    "client": document.audience == Audience::Client,
                    "files": files.iter().map(|(format, path)| json!({
                        "format": format,
                        "link": format!("file:{path}"),
                    })).collect::<Vec<_>>(),
                })
            },
        )
        .collect();
    let facts = index_page_facts(pack, agency, listed);
    let mut blocks = fill_template(
        english,
        template,
        &TemplateContext::from_facts(&facts),
        found,
    )?;
    traversal::remove_unfilled_blocks(&mut blocks);
    Ok(build_document(english, template, agency, draft, blocks))
}

fn index_page_facts(pack: &TemplatePack, agency: &Agency, documents: Vec<Facts>) -> Facts {
    let (english, audience) = (&pack.english, pack.index_template.audience);
    let mut facts =
        template_facts::facts_for_audience(agency, &pack.hotline, english, audience, json!({}));
    facts["pack"] = json!({ "title": pack.title, "version": pack.version });
    facts["documents"] = Facts::Array(documents);
    facts
}

/// Every fact that the page of a packet can be given, for the names in its template.
pub(super) fn specimen_index_facts(pack: &TemplatePack, agency: &Agency) -> Facts {
    let document = json!({
        "title": "",
        "subject": "",
        "language": "",
        "unreviewed": true,
        "review": { "standing": "changed", "on": "", "settings": "" },
        "client": true,
        "files": [{ "format": "", "link": "" }],
    });
    index_page_facts(pack, agency, vec![document])
}

/// A page of the I&E committee's packet, of one of [`super::pack::PAGES`], with facts of its own.
pub fn compose_review_page(
    pack: &TemplatePack,
    agency: &Agency,
    name: &str,
    own: Facts,
    found: &mut Diagnostics,
) -> Result<Document, StageError> {
    let template = pack
        .review_templates
        .iter()
        .find(|template| template.name == name);
    let template = template.expect("a pack has every page");
    let english = &pack.english;
    let mut facts =
        template_facts::facts_for_audience(agency, &pack.hotline, english, template.audience, own);
    facts["pack"] = json!({ "title": pack.title, "version": pack.version });
    let blocks = fill_template(
        english,
        template,
        &TemplateContext::from_facts(&facts),
        found,
    )?;
    let mut page = build_document(english, template, agency, false, blocks);
    page.footer_text = String::new();
    Ok(page)
}
