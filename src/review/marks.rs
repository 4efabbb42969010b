//! What a packet prints of a review: the mark of a draft, the small line under a document, and how each
//! document stands.

use super::Ledger;
use super::materials::Material;
use super::status::{Standing, changed_settings};
use crate::config::agency::Agency;
use crate::content;
use crate::content::pack::Pack;
use crate::document::Document;

/// Marks each document for clients as a draft unless its content is approved, and prints small what its
/// content is and since when it is approved.
pub fn mark(documents: &mut [Document], agency: &Agency, ledger: &Ledger, pack: &Pack) {
    for document in documents {
        let Some(material) = Material::of(agency, document, ledger) else {
            continue;
        };
        let approved = match material.standing() {
            Standing::Approved(approval) => Some(approval.date),
            Standing::Changed(_) | Standing::Never | Standing::Withdrawn(_) => None,
        };
        let draft = document.draft || approved.is_none();
        let approved = approved.filter(|_| !draft);
        let running = content::small_print(pack, &document.language, material.short(), approved);
        document.draft = draft;
        document.running = running;
    }
}

/// How a document stands with the committee, for the page of a packet.
pub fn review(document: &Document, agency: &Agency, ledger: &Ledger) -> content::Review {
    let Some(material) = Material::of(agency, document, ledger) else {
        return content::Review::NotNeeded;
    };
    match material.standing() {
        Standing::Approved(approval) => content::Review::Approved(approval.date),
        Standing::Changed(approval) => {
            let changes = changed_settings(&approval.facts, &material.facts());
            let settings = changes.into_iter().map(|change| change.setting).collect();
            content::Review::Changed(approval.date, settings)
        }
        Standing::Never => content::Review::Never,
        Standing::Withdrawn(withdrawal) => content::Review::Withdrawn(withdrawal.date),
    }
}
