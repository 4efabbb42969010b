//! The pages about a packet: what it holds and how each document stands with the I&E committee, and the
//! pages of the committee's own packet.

use icu_locale_core::LanguageIdentifier;
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::document_builder::{document, fill};
use super::pack::Pack;
use super::template_engine::Given;
use super::template_facts;
use crate::config::agency::Agency;
use crate::diag::{Diagnostics, Stop};
use crate::document::{Audience, Document, UNREVIEWED_TRANSLATION_ANCHOR, traversal};

/// A document as the page of a packet lists it.
pub struct Listed<'document> {
    pub document: &'document Document,
    /// The names of its formats, each with the path from the page.
    pub files: Vec<(String, String)>,
    /// How it stands with the committee: the template's `document.review`.
    pub review: Facts,
}

/// The small print of what clients are given, for who posts it: what it says, by its short hash, and since when
/// that is approved, as year-month-day.
pub fn small_print(
    pack: &Pack,
    language: &LanguageIdentifier,
    hash: &str,
    approved: Option<Date>,
) -> String {
    let mut languages = pack.translations.iter();
    let language = languages.find(|there| there.tag == *language);
    let words = &language.unwrap_or(&pack.english).words;
    let content = words.content.replace("{hash}", hash);
    match approved {
        None => content,
        Some(date) => {
            let approved = words.approved.replace("{date}", &date.to_string());
            format!("{content} · {approved}")
        }
    }
}

/// The page that shows a packet at a glance.
pub fn index(
    pack: &Pack,
    agency: &Agency,
    draft: bool,
    documents: &[Listed<'_>],
    found: &mut Diagnostics,
) -> Result<Document, Stop> {
    let template = &pack.index;
    let english = &pack.english;
    let listed = documents
        .iter()
        .map(
            |Listed {
                 document,
                 files,
                 review,
             }| {
                // Staff read this page: a translation goes by the name of its source.
                let source = english.template(&document.name);
                let source = source.filter(|_| document.language != english.tag);
                json!({
                    "title": source.map_or(&document.title, |source| &source.title),
                    "subject": source.map_or(&document.description, |source| &source.subject),
                    "language": english.words.language(&document.language),
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
    let facts = index_facts(pack, agency, listed);
    let mut blocks = fill(english, template, &Given::new(&facts), found)?;
    traversal::remove_unfilled_blocks(&mut blocks);
    Ok(document(english, template, agency, draft, blocks))
}

fn index_facts(pack: &Pack, agency: &Agency, documents: Vec<Facts>) -> Facts {
    let (english, audience) = (&pack.english, pack.index.audience);
    let mut facts = template_facts::facts(agency, &pack.hotline, english, audience, json!({}));
    facts["pack"] = json!({ "title": pack.title, "version": pack.version });
    facts["documents"] = Facts::Array(documents);
    facts
}

/// Every fact that the page of a packet can be given, for the names in its template.
pub(super) fn index_shape(pack: &Pack, agency: &Agency) -> Facts {
    let document = json!({
        "title": "",
        "subject": "",
        "language": "",
        "unreviewed": true,
        "review": { "standing": "changed", "on": "", "settings": "" },
        "client": true,
        "files": [{ "format": "", "link": "" }],
    });
    index_facts(pack, agency, vec![document])
}

/// A page of the I&E committee's packet, of one of [`super::pack::PAGES`], with facts of its own.
pub fn review_page(
    pack: &Pack,
    agency: &Agency,
    name: &str,
    own: Facts,
    found: &mut Diagnostics,
) -> Result<Document, Stop> {
    let template = pack.review.iter().find(|template| template.name == name);
    let template = template.expect("a pack has every page");
    let english = &pack.english;
    let mut facts = template_facts::facts(agency, &pack.hotline, english, template.audience, own);
    facts["pack"] = json!({ "title": pack.title, "version": pack.version });
    let blocks = fill(english, template, &Given::new(&facts), found)?;
    let mut page = document(english, template, agency, false, blocks);
    page.footer_text = String::new();
    Ok(page)
}
