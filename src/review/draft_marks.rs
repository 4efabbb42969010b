//! What a packet prints of a review: the mark of a draft, the small line under a document, and how each
//! document stands.

use serde_json::{Value as Facts, json};

use super::ReviewRecord;
use super::materials::ClientMaterial;
use crate::config::agency::Agency;
use crate::content;
use crate::content::pack::{Locale, TemplatePack};
use crate::document::Document;

/// Marks each document for clients as a draft unless its content is approved, and prints small what its
/// content is and since when it is approved.
pub fn mark_unapproved_drafts(
    documents: &mut [Document],
    agency: &Agency,
    ledger: &ReviewRecord,
    pack: &TemplatePack,
) {
    for document in documents {
        let Some(material) = ClientMaterial::from_document(agency, document, ledger) else {
            continue;
        };
        let review = material.find_review();
        let draft = document.is_draft || !review.status.is_approved();
        let approved = review.decision_date().filter(|_| !draft);
        let running = content::content_hash_footer(
            pack,
            &document.language,
            material.short_content_hash(),
            approved,
        );
        document.is_draft = draft;
        document.footer_text = running;
    }
}

/// Returns how a document stands with the committee, as the template of a packet's page asks for it.
pub fn review_template_variables(
    document: &Document,
    agency: &Agency,
    ledger: &ReviewRecord,
    words: &Locale,
) -> Facts {
    let Some(material) = ClientMaterial::from_document(agency, document, ledger) else {
        return json!({ "standing": "not-needed" });
    };
    let review = material.find_review();
    let changes = material.changed_settings().into_iter();
    let settings: Vec<String> = changes.map(|change| change.setting).collect();
    json!({
        "standing": review.status.template_name(),
        "on": review.decision_date().map(|date| words.format_date(date)),
        "settings": settings.join(&words.list_separator),
    })
}
