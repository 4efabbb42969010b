//! The materials for clients as the committee sees them: each document with its content, and the settings
//! that its words come from.

use super::form_reader::unknown_material_problem;
use super::status::{MaterialReview, SettingChange, find_material_review, version_number};
use super::{MaterialVersion, ReviewRecord};
use crate::config::agency::Agency;
use crate::content::facts_shown_in;
use crate::diag::Diagnostics;
use crate::document::canonical::{content_hash, short_hash, visible_text_lines};
use crate::document::{Audience, Document};

/// A document for clients, with the agency that gives it out and its record of reviews.
#[derive(Clone)]
pub struct ClientMaterial<'agency> {
    pub document: &'agency Document,
    /// Its content, with the version that the record counts.
    pub version: MaterialVersion,
    agency: &'agency Agency,
    pub(super) record: &'agency ReviewRecord,
}

/// Returns every document for clients, in the order of the packet.
pub fn list_client_materials<'agency>(
    agency: &'agency Agency,
    documents: &'agency [Document],
    ledger: &'agency ReviewRecord,
) -> Vec<ClientMaterial<'agency>> {
    documents
        .iter()
        .filter_map(|document| ClientMaterial::from_document(agency, document, ledger))
        .collect()
}

/// Returns the materials of those names; a name that none has is reported.
pub fn select_materials_by_name<'agency>(
    names: &[String],
    all: &[ClientMaterial<'agency>],
    found: &mut Diagnostics,
) -> Vec<ClientMaterial<'agency>> {
    let mut wanted: Vec<ClientMaterial<'agency>> = Vec::new();
    for name in names {
        match all
            .iter()
            .find(|material| material.version.file_stem() == *name)
        {
            Some(material) if wanted.iter().all(|there| there.version != material.version) => {
                wanted.push(material.clone());
            }
            Some(_) => {}
            None => {
                let subjects: Vec<MaterialVersion> = all
                    .iter()
                    .map(|material| material.version.clone())
                    .collect();
                found.push(unknown_material_problem(name, &subjects));
            }
        }
    }
    wanted
}

impl<'agency> ClientMaterial<'agency> {
    /// Returns a document as a material; `None` for one that needs no review.
    pub fn from_document(
        agency: &'agency Agency,
        document: &'agency Document,
        ledger: &'agency ReviewRecord,
    ) -> Option<Self> {
        if document.audience != Audience::Client {
            return None;
        }
        let content = content_hash(document);
        let language = document.language.to_string();
        Some(Self {
            document,
            version: MaterialVersion {
                number: version_number(ledger, &document.name, &language, &content),
                name: document.name.clone(),
                language,
                content_hash: content,
            },
            agency,
            record: ledger,
        })
    }

    /// Returns what the record says of it.
    pub fn find_review(&self) -> MaterialReview<'agency> {
        find_material_review(self.record, &self.version)
    }

    /// Returns what has changed in its settings since the approval of another content.
    pub fn changed_settings(&self) -> Vec<SettingChange> {
        self.find_review().changed_settings(&self.setting_values())
    }

    /// Returns the digits of its content hash that are printed.
    pub fn short_content_hash(&self) -> &str {
        short_hash(&self.version.content_hash)
    }

    /// Returns the words that a reader is shown, line by line.
    pub fn text_lines(&self) -> Vec<String> {
        visible_text_lines(self.document)
    }

    /// Returns the settings that it shows, with what they say.
    pub fn setting_values(&self) -> Vec<(String, String)> {
        facts_shown_in(self.agency, std::iter::once(self.document))
            .into_iter()
            .map(|fact| (fact.setting_path.clone(), fact.text.clone()))
            .collect()
    }
}
