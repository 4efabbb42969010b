//! What a template is given: the facts of the agency and the pack, in the words of its language.
//!
//! A client template is given no staff fact at all, so that it cannot print one: a name that is not
//! here is an error, whatever the template says.

use icu_locale_core::{LanguageIdentifier, langid};
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::{Hotline, Language, Words};
use crate::config::agency::{
    Agency, AgencyKind, Capacity, ChildProtection, ContactAudience, LawEnforcementKind,
    Organization, OrganizationKind, Person, Site, Worded,
};
use crate::config::fact::{Phone, WebAddress};
use crate::document::{Audience, seal};

/// The facts for a document of that audience; `own` are those of this one document.
pub(super) fn facts(
    agency: &Agency,
    hotline: &Hotline,
    language: &Language,
    audience: Audience,
    own: Facts,
) -> Facts {
    let mut facts = match audience {
        Audience::Client => client_facts(agency, language),
        Audience::Staff => staff_facts(agency, language),
    };
    facts["hotline"] = hotline_facts(hotline, &language.tag);
    if let (Facts::Object(facts), Facts::Object(own)) = (&mut facts, own) {
        facts.extend(own);
    }
    mark_missing(&mut facts);
    facts
}

/// Makes what is missing an empty text: a condition finds it false, as it would null, but to print it
/// is a fault, where null would print nothing and leave a hole in a sentence.
pub(super) fn mark_missing(facts: &mut Facts) {
    match facts {
        Facts::Null => *facts = Facts::String(String::new()),
        Facts::Array(items) => items.iter_mut().for_each(mark_missing),
        Facts::Object(fields) => fields.values_mut().for_each(mark_missing),
        Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => {}
    }
}

fn client_facts(agency: &Agency, language: &Language) -> Facts {
    json!({
        "agency": agency_facts(agency),
        "organizations": agency
            .organizations
            .iter()
            .filter(|organization| organization.audience == ContactAudience::Client)
            .map(|organization| organization_facts(organization, language))
            .collect::<Vec<_>>(),
    })
}

fn staff_facts(agency: &Agency, language: &Language) -> Facts {
    let words = &language.words;
    let policy = &agency.policy;
    let protocols = &agency.protocols;
    json!({
        "agency": agency_facts(agency),
        "policy": {
            "number": policy.number,
            "version": policy.version,
            "effective": policy.effective.map(|date| words.date(date)),
            "next_review": policy.next_review.map(|date| words.date(date)),
            "owner": policy.owner,
            "approvals": policy.approvals.iter().map(|approval| json!({
                "title": approval.title,
                "name": approval.name,
            })).collect::<Vec<_>>(),
            "revisions": policy.revisions.iter().map(|revision| json!({
                "version": revision.version,
                "date": words.date(revision.date),
                "summary": revision.summary,
            })).collect::<Vec<_>>(),
        },
        "personnel": agency
            .personnel
            .iter()
            .map(|person| person_facts(person, agency, words))
            .collect::<Vec<_>>(),
        "organizations": agency
            .organizations
            .iter()
            .map(|organization| organization_facts(organization, language))
            .collect::<Vec<_>>(),
        "without": {
            "organizations": agency.without.organizations,
            "personnel": agency.without.personnel,
        },
        "law_enforcement": agency.law_enforcement.iter().map(|office| json!({
            "name": office.name,
            "kind": words.kind(law_enforcement_kind(office.kind)),
            "phone": office.phone.as_ref().map(phone_facts),
        })).collect::<Vec<_>>(),
        "child_protection": agency
            .child_protection
            .iter()
            .map(child_protection_facts)
            .collect::<Vec<_>>(),
        "protocols": {
            "violence": protocols.violence,
            "mandatory_reporting": protocols.mandatory_reporting,
            "confidentiality": protocols.confidentiality,
            "security": protocols.security,
            "information_and_education": protocols.information_and_education,
            "language_access": protocols.language_access,
        },
        "sites": agency.sites.iter().map(|site| json!({
            "name": site.name,
            "specialised": site.capacity == Capacity::Specialised,
        })).collect::<Vec<_>>(),
        "languages": language_names(&agency.languages, words),
    })
}

/// The facts of a sheet for one site, or of the one sheet of an agency that lists no sites: the
/// people to call there, and the child protective services of its state, or all where the state
/// cannot be told.
pub(super) fn site_facts(agency: &Agency, site: Option<&Site>, words: &Words) -> Facts {
    let here = |person: &&Person| {
        person.sites.is_empty() || site.is_none_or(|site| person.sites.contains(&site.id))
    };
    let people: Vec<&Person> = agency.personnel.iter().filter(here).collect();
    let facts = |people: &mut dyn Iterator<Item = &Person>| -> Vec<Facts> {
        people
            .map(|person| person_facts(person, agency, words))
            .collect()
    };
    let state = site.and_then(|site| site.state);
    let named = |service: &&ChildProtection| state.is_none_or(|state| service.state == state);
    let mut services: Vec<&ChildProtection> =
        agency.child_protection.iter().filter(named).collect();
    if services.is_empty() {
        services = agency.child_protection.iter().collect();
    }
    json!({
        "site": site.map(|site| json!({
            "name": site.name,
            "address": site.address,
            "specialised": site.capacity == Capacity::Specialised,
            "languages": language_names(&site.languages, words),
        })),
        "by_day": facts(&mut people.iter().copied()),
        "after_hours": facts(
            &mut people.iter().copied().filter(|person| person.answers_after_hours()),
        ),
        "child_protection": services
            .into_iter()
            .map(child_protection_facts)
            .collect::<Vec<_>>(),
    })
}

fn child_protection_facts(service: &ChildProtection) -> Facts {
    json!({
        "state": service.state.name,
        "name": service.name,
        "phone": service.phone.as_ref().map(phone_facts),
        "law": service.law,
    })
}

fn agency_facts(agency: &Agency) -> Facts {
    json!({
        "name": agency.name,
        "short_name": agency.short_name.as_ref().unwrap_or(&agency.name),
        "kind": agency.kind.map(|kind| match kind {
            AgencyKind::Grantee => "grantee",
            AgencyKind::Subrecipient => "subrecipient",
        }),
        "address": agency.address,
        "phone": agency.phone.as_ref().map(phone_facts),
        "website": agency.website.as_ref().map(website_facts),
    })
}

/// Text and chat are there only for a document in a language they are answered in, so that no other
/// can say that they work.
fn hotline_facts(hotline: &Hotline, language: &LanguageIdentifier) -> Facts {
    let mut facts = json!({
        "call": phone_facts(&hotline.call),
        "tty": hotline.tty,
        "directory": website_facts(&hotline.directory),
        "languages": hotline.languages.to_string(),
    });
    let answered = hotline
        .text_languages
        .iter()
        .any(|answered| answered.language == language.language);
    if answered {
        facts["text"] = json!({
            "shown": hotline.text,
            "link": format!("sms:{}", hotline.text),
            "word": hotline.text_word,
        });
        facts["chat"] = website_facts(&hotline.chat);
    }
    facts
}

fn organization_facts(organization: &Organization, language: &Language) -> Facts {
    let words = &language.words;
    let worded = |text: &Option<Worded>| text.as_ref().map(|text| said(text, &language.tag));
    json!({
        "name": organization.name,
        "kind": words.kind(organization_kind(organization.kind)),
        "phone": organization.phone.as_ref().map(phone_facts),
        "hours": worded(&organization.hours),
        "services": worded(&organization.services),
        "languages": language_names(&organization.languages, words),
        "area": worded(&organization.area),
        "website": organization.website.as_ref().map(website_facts),
    })
}

/// The text in the language of the document, or else the English, marked as such.
fn said(text: &Worded, language: &LanguageIdentifier) -> String {
    text.in_language(language).map_or_else(
        || seal::foreign(&langid!("en"), &text.english),
        str::to_owned,
    )
}

fn person_facts(person: &Person, agency: &Agency, words: &Words) -> Facts {
    let sites: Vec<&str> = agency
        .sites
        .iter()
        .filter(|site| person.sites.contains(&site.id))
        .map(|site| site.name.as_str())
        .collect();
    json!({
        "position": person.position,
        "name": person.name,
        "phone": person.phone.as_ref().map(phone_facts),
        "hours": person.hours,
        "responsibility": person.responsibility,
        "sites": (!sites.is_empty()).then(|| sites.join(&words.list_separator)),
    })
}

fn phone_facts(phone: &Phone) -> Facts {
    json!({ "shown": phone.shown, "link": format!("tel:{}", phone.dialled) })
}

fn website_facts(website: &WebAddress) -> Facts {
    json!({ "shown": website.shown, "link": website.link })
}

fn language_names(languages: &[LanguageIdentifier], words: &Words) -> Option<String> {
    let names: Vec<String> = languages
        .iter()
        .map(|language| words.language(language))
        .collect();
    (!names.is_empty()).then(|| names.join(&words.list_separator))
}

fn organization_kind(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::VictimServices => "victim-services",
        OrganizationKind::SocialServices => "social-services",
        OrganizationKind::Coalition => "coalition",
        OrganizationKind::Shelter => "shelter",
        OrganizationKind::Legal => "legal",
        OrganizationKind::Health => "health",
        OrganizationKind::Other => "organization-other",
    }
}

fn law_enforcement_kind(kind: LawEnforcementKind) -> &'static str {
    match kind {
        LawEnforcementKind::Police => "police",
        LawEnforcementKind::Sheriff => "sheriff",
        LawEnforcementKind::State => "state",
        LawEnforcementKind::Fbi => "fbi",
        LawEnforcementKind::Tribal => "tribal",
        LawEnforcementKind::Other => "law-enforcement-other",
    }
}

impl Words {
    /// A date as running text says it.
    pub fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).expect("a month is 1 to 12") - 1;
        self.date
            .replace("{day}", &date.day().to_string())
            .replace("{month}", &self.months[month])
            .replace("{year}", &date.year().to_string())
    }

    /// A language's name, or its tag where this language has no word for it.
    pub fn language(&self, language: &LanguageIdentifier) -> String {
        let tag = language.to_string();
        self.languages
            .get(&tag)
            .or_else(|| self.languages.get(language.language.as_str()))
            .cloned()
            .unwrap_or(tag)
    }

    fn kind(&self, kind: &str) -> Option<&String> {
        self.kinds.get(kind)
    }
}
