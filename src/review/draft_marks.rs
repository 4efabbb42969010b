//! Adds review results to a packet: DRAFT marks, the line with the content hash, and the status of each document.

use serde_json::{Value as Facts, json};

use super::ReviewRecord;
use super::materials::ClientMaterial;
use crate::config::agency::Agency;
use crate::content;
use crate::content::pack::{Locale, TemplatePack};
use crate::document::Document;

/// Marks each client document as a draft unless its content is approved, and sets its footer to its content hash and
/// approval date.
pub fn mark_unapproved_drafts(
    documents: &mut [Document],
    agency: &Agency,
    record: &ReviewRecord,
    pack: &TemplatePack,
) {
    for document in documents {
        let Some(material) = ClientMaterial::from_document(agency, document, record) else {
            continue;
        };
        let review = material.find_review();
        let draft = document.is_draft || !review.status.is_approved();
        let approved = review.decision_date().filter(|_| !draft);
        let footer = content::content_hash_footer(
            pack,
            &document.language,
            material.short_content_hash(),
            approved,
        );
        document.is_draft = draft;
        document.footer_text = footer;
    }
}

/// Returns the review status of a document, as variables for the template of the packet's page.
pub fn review_template_variables(
    document: &Document,
    agency: &Agency,
    record: &ReviewRecord,
    locale: &Locale,
) -> Facts {
    let Some(material) = ClientMaterial::from_document(agency, document, record) else {
        return json!({ "status": "not-needed" });
    };
    let review = material.find_review();
    let changes = material.settings_changed_since_approval().into_iter();
    let settings: Vec<String> = changes.map(|change| change.setting).collect();
    json!({
        "status": review.status.template_name(),
        "on": review.decision_date().map(|date| locale.format_date(date)),
        "settings": settings.join(&locale.list_separator),
    })
}
