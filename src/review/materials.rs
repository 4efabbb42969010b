//! The materials for clients as the committee sees them: each document with its content, and the settings
//! that its words come from.

use super::form_reader::unknown_material;
use super::status::{MaterialReview, SettingChange, review, version};
use super::{Ledger, Subject};
use crate::config::agency::Agency;
use crate::content::facts_shown_in;
use crate::diag::Diagnostics;
use crate::document::canonical::{content_hash, short_hash, visible_text_lines};
use crate::document::{Audience, Document};

/// A document for clients, with the agency that gives it out and its record of reviews.
#[derive(Clone)]
pub struct Material<'agency> {
    pub document: &'agency Document,
    /// Its content, with the version that the record counts.
    pub subject: Subject,
    agency: &'agency Agency,
    pub(super) ledger: &'agency Ledger,
}

/// Returns every document for clients, in the order of the packet.
pub fn materials<'agency>(
    agency: &'agency Agency,
    documents: &'agency [Document],
    ledger: &'agency Ledger,
) -> Vec<Material<'agency>> {
    documents
        .iter()
        .filter_map(|document| Material::of(agency, document, ledger))
        .collect()
}

/// Returns the materials of those names; a name that none has is reported.
pub fn named<'agency>(
    names: &[String],
    all: &[Material<'agency>],
    found: &mut Diagnostics,
) -> Vec<Material<'agency>> {
    let mut wanted: Vec<Material<'agency>> = Vec::new();
    for name in names {
        match all.iter().find(|material| material.subject.stem() == *name) {
            Some(material) if wanted.iter().all(|there| there.subject != material.subject) => {
                wanted.push(material.clone());
            }
            Some(_) => {}
            None => {
                let subjects: Vec<Subject> = all
                    .iter()
                    .map(|material| material.subject.clone())
                    .collect();
                found.push(unknown_material(name, &subjects));
            }
        }
    }
    wanted
}

impl<'agency> Material<'agency> {
    /// Returns a document as a material; `None` for one that needs no review.
    pub fn of(
        agency: &'agency Agency,
        document: &'agency Document,
        ledger: &'agency Ledger,
    ) -> Option<Self> {
        if document.audience != Audience::Client {
            return None;
        }
        let content = content_hash(document);
        let language = document.language.to_string();
        Some(Self {
            document,
            subject: Subject {
                version: version(ledger, &document.name, &language, &content),
                material: document.name.clone(),
                language,
                content,
            },
            agency,
            ledger,
        })
    }

    /// Returns what the record says of it.
    pub fn review(&self) -> MaterialReview<'agency> {
        review(self.ledger, &self.subject)
    }

    /// Returns what has changed in its settings since the approval of another content.
    pub fn changed_settings(&self) -> Vec<SettingChange> {
        self.review().changed_settings(&self.facts())
    }

    /// Returns the digits of its content hash that are printed.
    pub fn short(&self) -> &str {
        short_hash(&self.subject.content)
    }

    /// Returns the words that a reader is shown, line by line.
    pub fn words(&self) -> Vec<String> {
        visible_text_lines(self.document)
    }

    /// Returns the settings that it shows, with what they say.
    pub fn facts(&self) -> Vec<(String, String)> {
        facts_shown_in(self.agency, std::iter::once(self.document))
            .into_iter()
            .map(|fact| (fact.setting_path.clone(), fact.text.clone()))
            .collect()
    }
}
