//! Client materials under review: each client document with its content hash and the settings it shows.

use super::form_reader::unknown_material_problem;
use super::status::{MaterialReview, SettingChange, find_material_review, version_number};
use super::{MaterialVersion, ReviewRecord};
use crate::config::agency::Agency;
use crate::content::facts_shown_in;
use crate::diag::Diagnostics;
use crate::document::canonical::{content_hash, short_hash, visible_text_lines};
use crate::document::{Audience, Document};

/// A client document with its agency and the agency's record of reviews.
#[derive(Clone)]
pub struct ClientMaterial<'agency> {
    pub document: &'agency Document,
    /// Its content hash and its number in the record.
    pub version: MaterialVersion,
    agency: &'agency Agency,
    pub(super) record: &'agency ReviewRecord,
}

/// Returns every client document, in the order of the packet.
pub fn list_client_materials<'agency>(
    agency: &'agency Agency,
    documents: &'agency [Document],
    record: &'agency ReviewRecord,
) -> Vec<ClientMaterial<'agency>> {
    documents
        .iter()
        .filter_map(|document| ClientMaterial::from_document(agency, document, record))
        .collect()
}

/// Returns the materials with these names, and reports unknown names.
pub fn select_materials_by_name<'agency>(
    names: &[String],
    all: &[ClientMaterial<'agency>],
    diagnostics: &mut Diagnostics,
) -> Vec<ClientMaterial<'agency>> {
    let mut selected: Vec<ClientMaterial<'agency>> = Vec::new();
    for name in names {
        match all
            .iter()
            .find(|material| material.version.file_stem() == *name)
        {
            Some(material)
                if selected
                    .iter()
                    .all(|other| other.version != material.version) =>
            {
                selected.push(material.clone());
            }
            Some(_) => {}
            None => {
                let versions: Vec<MaterialVersion> = all
                    .iter()
                    .map(|material| material.version.clone())
                    .collect();
                diagnostics.push(unknown_material_problem(name, &versions));
            }
        }
    }
    selected
}

impl<'agency> ClientMaterial<'agency> {
    /// Returns a document as a material; `None` if it is not for clients.
    pub fn from_document(
        agency: &'agency Agency,
        document: &'agency Document,
        record: &'agency ReviewRecord,
    ) -> Option<Self> {
        if document.audience != Audience::Client {
            return None;
        }
        let content = content_hash(document);
        let language = document.language.to_string();
        Some(Self {
            document,
            version: MaterialVersion {
                number: version_number(record, &document.name, &language, &content),
                name: document.name.clone(),
                language,
                content_hash: content,
            },
            agency,
            record,
        })
    }

    /// Returns its review in the record.
    pub fn find_review(&self) -> MaterialReview<'agency> {
        find_material_review(self.record, &self.version)
    }

    /// Returns the settings that have changed since an earlier content was approved.
    pub fn settings_changed_since_approval(&self) -> Vec<SettingChange> {
        self.find_review().changed_settings(&self.setting_values())
    }

    /// Returns the printed digits of its content hash.
    pub fn short_content_hash(&self) -> &str {
        short_hash(&self.version.content_hash)
    }

    /// Returns its visible text, line by line.
    pub fn text_lines(&self) -> Vec<String> {
        visible_text_lines(self.document)
    }

    /// Returns the settings it shows, with their values.
    pub fn setting_values(&self) -> Vec<(String, String)> {
        facts_shown_in(self.agency, std::iter::once(self.document))
            .into_iter()
            .map(|fact| (fact.setting_path.clone(), fact.text.clone()))
            .collect()
    }
}
