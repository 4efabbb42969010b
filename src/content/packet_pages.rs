//! The overview page of a packet, with the review status of each document, and the pages of a review packet.

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

/// A document in the overview page of a packet.
pub struct PacketIndexEntry<'document> {
    pub document: &'document Document,
    /// The name and the path of the file in each format.
    pub format_links: Vec<(String, String)>,
    /// The template's `document.review`.
    pub review_status: Facts,
}

/// Returns the footer of a client document: its short content hash, and the date of its approval if there is one
/// (YYYY-MM-DD).
pub fn content_hash_footer(
    pack: &TemplatePack,
    language: &LanguageIdentifier,
    hash: &str,
    approved: Option<Date>,
) -> String {
    let mut languages = pack.translations.iter();
    let language = languages.find(|known| known.tag == *language);
    let locale = &language.unwrap_or(&pack.english).locale;
    let content = locale.content_hash_pattern.replace("{hash}", hash);
    match approved {
        None => content,
        Some(date) => {
            let approved = locale
                .approved_date_pattern
                .replace("{date}", &date.to_string());
            format!("{content} · {approved}")
        }
    }
}

/// Composes the overview page of a packet.
pub fn compose_index_page(
    pack: &TemplatePack,
    agency: &Agency,
    draft: bool,
    documents: &[PacketIndexEntry<'_>],
    diagnostics: &mut Diagnostics,
) -> Result<Document, StageError> {
    let template = &pack.index_template;
    let english = &pack.english;
    let listed = documents
        .iter()
        .map(
            |PacketIndexEntry {
                 document,
                 format_links,
                 review_status,
             }| {
                // The page is for staff, so a translation has the English title.
                let source = english.find_template(&document.name);
                let source = source.filter(|_| document.language != english.tag);
                json!({
                    "title": source.map_or(&document.title, |source| &source.title),
                    "name": document.file_stem(),
                    "subject": source.map_or(&document.description, |source| &source.subject),
                    "language": english.locale.language_name(&document.language),
                    "unreviewed": traversal::has_top_level_statement(&document.blocks, UNREVIEWED_TRANSLATION_ANCHOR),
                    "review": review_status,
                    "client": document.audience == Audience::Client,
                    "files": format_links.iter().map(|(format, path)| json!({
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
        diagnostics,
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

/// Returns every fact of the overview page's context, with which its template is checked.
pub(super) fn specimen_index_facts(pack: &TemplatePack, agency: &Agency) -> Facts {
    let document = json!({
        "title": "",
        "name": "",
        "subject": "",
        "language": "",
        "unreviewed": true,
        "review": { "status": "changed", "on": "", "settings": "" },
        "client": true,
        "files": [{ "format": "", "link": "" }],
    });
    index_page_facts(pack, agency, vec![document])
}

/// Composes a page of a review packet, one of [`super::pack::NON_DOCUMENT_PAGES`], with facts of its own.
pub fn compose_review_page(
    pack: &TemplatePack,
    agency: &Agency,
    name: &str,
    own: Facts,
    diagnostics: &mut Diagnostics,
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
        diagnostics,
    )?;
    let mut page = build_document(english, template, agency, false, blocks);
    page.footer_text = String::new();
    Ok(page)
}
