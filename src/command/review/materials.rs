//! The materials for clients as the committee sees them: each document with its content, and the settings
//! that its words come from.

use crate::config::agency::ContactAudience;
use crate::document::canonical::{content_hash, lines, short};
use crate::document::{Audience, Document};
use crate::packet::Composed;
use crate::review::Subject;
use crate::review::standing::{Standing, standing, version};

/// One document for clients.
#[derive(Clone)]
pub(in crate::command) struct Material<'composed> {
    pub(in crate::command) document: &'composed Document,
    pub(in crate::command) subject: Subject,
}

/// Every document for clients, in the order of the packet.
pub(in crate::command) fn materials(composed: &Composed) -> Vec<Material<'_>> {
    composed
        .documents
        .iter()
        .filter_map(|document| Material::of(composed, document))
        .collect()
}

impl<'composed> Material<'composed> {
    /// None for a document that needs no review.
    pub(in crate::command) fn of(
        composed: &Composed,
        document: &'composed Document,
    ) -> Option<Self> {
        if document.audience != Audience::Client {
            return None;
        }
        let content = content_hash(document);
        let language = document.language.to_string();
        Some(Self {
            document,
            subject: Subject {
                version: version(&composed.ledger, &document.name, &language, &content),
                material: document.name.clone(),
                language,
                content,
            },
        })
    }

    pub(in crate::command) fn standing<'ledger>(
        &self,
        composed: &'ledger Composed,
    ) -> Standing<'ledger> {
        standing(&composed.ledger, &self.subject)
    }

    pub(in crate::command) fn short(&self) -> &str {
        short(&self.subject.content)
    }

    pub(in crate::command) fn words(&self) -> Vec<String> {
        lines(self.document)
    }

    /// The settings that the material shows, with what they say.
    pub(in crate::command) fn facts(&self, composed: &Composed) -> Vec<(String, String)> {
        let of_clients = |setting: &str| {
            let own = ["agency.", "policy.statements", "policy.additions"];
            own.iter().any(|start| setting.starts_with(start))
                || organization(setting).is_some_and(|place| {
                    let organizations = &composed.agency.organizations;
                    organizations
                        .get(place)
                        .is_some_and(|entry| entry.audience == ContactAudience::Client)
                })
        };
        let shown = composed.shown_facts(&self.subject.stem());
        shown
            .into_iter()
            .filter(|fact| of_clients(&fact.setting))
            .map(|fact| (fact.setting.clone(), fact.text.clone()))
            .collect()
    }
}

/// The place, from 0, of the organization that a setting belongs to.
fn organization(setting: &str) -> Option<usize> {
    let rest = setting.strip_prefix("organizations[")?;
    let number: usize = rest.split_once(']')?.0.parse().ok()?;
    number.checked_sub(1)
}
