//! What a packet prints of a review: the mark of a draft, the small line under a document, and how each
//! document stands.

use serde_json::{Value as Facts, json};

use super::Ledger;
use super::materials::Material;
use crate::config::agency::Agency;
use crate::content;
use crate::content::pack::{Locale, TemplatePack};
use crate::document::Document;

/// Marks each document for clients as a draft unless its content is approved, and prints small what its
/// content is and since when it is approved.
pub fn mark(documents: &mut [Document], agency: &Agency, ledger: &Ledger, pack: &TemplatePack) {
    for document in documents {
        let Some(material) = Material::of(agency, document, ledger) else {
            continue;
        };
        let review = material.review();
        let draft = document.is_draft || !review.status.is_approved();
        let approved = review.date().filter(|_| !draft);
        let running =
            content::content_hash_footer(pack, &document.language, material.short(), approved);
        document.is_draft = draft;
        document.footer_text = running;
    }
}

/// Returns how a document stands with the committee, as the template of a packet's page asks for it.
pub fn review_facts(
    document: &Document,
    agency: &Agency,
    ledger: &Ledger,
    words: &Locale,
) -> Facts {
    let Some(material) = Material::of(agency, document, ledger) else {
        return json!({ "standing": "not-needed" });
    };
    let review = material.review();
    let changes = material.changed_settings().into_iter();
    let settings: Vec<String> = changes.map(|change| change.setting).collect();
    json!({
        "standing": review.status.template_name(),
        "on": review.date().map(|date| words.format_date(date)),
        "settings": settings.join(&words.list_separator),
    })
}
