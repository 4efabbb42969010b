//! What a template is given: the facts of the agency and the pack, in the words of its language; those of the
//! agency sealed with the settings they come from.
//!
//! A client template is given no staff fact at all, so that it cannot print one: a name that is not
//! here is an error, whatever the template says.

use icu_locale_core::{LanguageIdentifier, langid};
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::{Hotline, Language, Words};
use crate::config::agency::{
    Agency, AgencyKind, Capacity, ChildProtection, ContactAudience, LawEnforcementKind,
    Organization, OrganizationKind, Person, Protocols, Site, Worded,
};
use crate::config::value_types::{Phone, WebAddress};
use crate::document::{Audience, sealed_value};

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

/// A table of agency.toml, by its path: seals what it says with the settings that say it.
pub(super) struct Source(String);

impl Source {
    /// A table that there is once.
    pub(super) fn table(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// An entry of a list, counted from 0.
    pub(super) fn entry(list: &str, place: usize) -> Self {
        Self(format!("{list}[{}]", place + 1))
    }

    /// Seals the text of one setting.
    pub(super) fn fact(&self, key: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        sealed_value::seal_fact(text, &[format!("{}.{key}", self.0)])
    }

    /// As [`Source::fact`], of what may be missing.
    pub(super) fn given(&self, key: &str, text: Option<&String>) -> Option<String> {
        text.map(|text| self.fact(key, text))
    }

    fn date(&self, key: &str, date: Option<Date>, words: &Words) -> Option<String> {
        date.map(|date| self.fact(key, &words.date(date)))
    }

    fn texts(&self, key: &str, texts: &[String]) -> Vec<String> {
        let texts = texts.iter().enumerate();
        texts
            .map(|(place, text)| self.fact(&format!("{key}[{}]", place + 1), text))
            .collect()
    }

    fn phone(&self, phone: Option<&Phone>) -> Facts {
        let dialled = |phone: &Phone| format!("tel:{}", phone.dialled);
        phone.map_or(
            Facts::Null,
            |phone| json!({ "shown": self.fact("phone", &phone.shown), "link": dialled(phone) }),
        )
    }

    fn website(&self, website: Option<&WebAddress>) -> Facts {
        website.map_or(Facts::Null, |website| {
            json!({ "shown": self.fact("website", &website.shown), "link": website.link })
        })
    }

    /// Seals the text in the language of the document, or else the English, marked as such.
    fn worded(
        &self,
        key: &str,
        text: Option<&Worded>,
        language: &LanguageIdentifier,
    ) -> Option<String> {
        let text = text?;
        // A text in one language is written without its tag.
        let setting = |tag: &LanguageIdentifier| match text.others[..] {
            [] => format!("{}.{key}", self.0),
            _ => format!("{}.{key}.{tag}", self.0),
        };
        let english = langid!("en");
        Some(match text.in_language(language) {
            Some((tag, said)) => sealed_value::seal_fact(said, &[setting(&tag)]),
            None => sealed_value::seal_in_language(&english, &text.english, &setting(&english)),
        })
    }

    /// Seals the names of languages as one list.
    fn languages(
        &self,
        key: &str,
        languages: &[LanguageIdentifier],
        words: &Words,
    ) -> Option<String> {
        let names: Vec<String> = languages.iter().map(|tag| words.language(tag)).collect();
        let settings: Vec<String> = (1..=languages.len())
            .map(|place| format!("{}.{key}[{place}]", self.0))
            .collect();
        (!names.is_empty())
            .then(|| sealed_value::seal_fact(&names.join(&words.list_separator), &settings))
    }
}

/// Returns the facts of every entry of a list, counted from 0.
fn all<'agency, T>(list: &'agency [T], facts: impl Fn((usize, &'agency T)) -> Facts) -> Facts {
    each(list.iter().enumerate(), facts)
}

/// Returns the facts of some entries of a list.
fn each<T>(entries: impl Iterator<Item = T>, facts: impl Fn(T) -> Facts) -> Facts {
    entries.map(facts).collect()
}

fn client_facts(agency: &Agency, language: &Language) -> Facts {
    let organizations = agency.organizations.iter().enumerate();
    let for_clients =
        organizations.filter(|(_, organization)| organization.audience == ContactAudience::Client);
    json!({
        "agency": agency_facts(agency),
        "organizations": each(for_clients, |one| organization_facts(one, language)),
    })
}

fn staff_facts(agency: &Agency, language: &Language) -> Facts {
    let words = &language.words;
    let without = Source::table("without");
    json!({
        "agency": agency_facts(agency),
        "policy": policy_facts(agency, words),
        "personnel": all(&agency.personnel, |person| person_facts(person, agency, words)),
        "organizations": all(&agency.organizations, |one| organization_facts(one, language)),
        "without": {
            "organizations": without.given("organizations", agency.without.organizations.as_ref()),
            "personnel": without.given("personnel", agency.without.personnel.as_ref()),
        },
        "law_enforcement": all(&agency.law_enforcement, |(place, office)| {
            let source = Source::entry("law_enforcement", place);
            let kinds = &LawEnforcementKind::ALL;
            let kind = words.kind(office.kind, kinds, "law-enforcement-other");
            json!({
                "name": source.fact("name", &office.name),
                "kind": source.given("kind", kind),
                "phone": source.phone(office.phone.as_ref()),
            })
        }),
        "child_protection": all(&agency.child_protection, child_protection_facts),
        "protocols": protocol_facts(&agency.protocols),
        "sites": all(&agency.sites, |(place, site)| json!({
            "name": Source::entry("sites", place).fact("name", &site.name),
            "specialised": site.capacity == Capacity::Specialised,
        })),
        "languages": Source::table("languages").languages("served", &agency.languages, words),
    })
}

fn policy_facts(agency: &Agency, words: &Words) -> Facts {
    let policy = &agency.policy;
    let source = Source::table("policy");
    json!({
        "number": source.given("number", policy.number.as_ref()),
        "version": source.given("version", policy.version.as_ref()),
        "effective": source.date("effective", policy.effective, words),
        "next_review": source.date("next_review", policy.next_review, words),
        "owner": source.given("owner", policy.owner.as_ref()),
        "approvals": all(&policy.approvals, |(place, approval)| {
            let source = Source::entry("policy.approvals", place);
            json!({
                "title": source.fact("title", &approval.title),
                "name": source.given("name", approval.name.as_ref()),
            })
        }),
        "revisions": all(&policy.revisions, |(place, revision)| {
            let source = Source::entry("policy.revisions", place);
            json!({
                "version": source.fact("version", &revision.version),
                "date": source.fact("date", &words.date(revision.date)),
                "summary": source.fact("summary", &revision.summary),
            })
        }),
    })
}

fn protocol_facts(protocols: &Protocols) -> Facts {
    let source = Source::table("protocols");
    let named = protocols.named().into_iter();
    named
        .map(|(key, name)| (key, source.given(key, name.as_ref())))
        .collect()
}

/// The facts of a sheet for one site, or of the one sheet of an agency that lists no sites: the
/// people to call there, and the child protective services of its state, or all where the state
/// cannot be told.
pub(super) fn site_facts(agency: &Agency, site: Option<&Site>, words: &Words) -> Facts {
    let by_day = agency.personnel.iter().enumerate().filter(|(_, person)| {
        person.sites.is_empty() || site.is_none_or(|site| person.sites.contains(&site.id))
    });
    let after_hours = by_day
        .clone()
        .filter(|(_, person)| person.answers_after_hours());
    let facts = |person: (usize, &Person)| person_facts(person, agency, words);
    let state = site.and_then(|site| site.state);
    let has_state = |service: &ChildProtection| state.is_none_or(|state| service.state == state);
    let is_known = agency.child_protection.iter().any(has_state);
    let services = agency.child_protection.iter().enumerate();
    let services = services.filter(|(_, service)| !is_known || has_state(service));
    json!({
        "site": site.map(|site| {
            let place = agency.sites.iter().position(|known| known.id == site.id);
            let source = Source::entry("sites", place.unwrap_or_default());
            json!({
                "name": source.fact("name", &site.name),
                "address": source.texts("address", &site.address),
                "specialised": site.capacity == Capacity::Specialised,
                "languages": source.languages("languages", &site.languages, words),
            })
        }),
        "by_day": each(by_day, facts),
        "after_hours": each(after_hours, facts),
        "child_protection": each(services, child_protection_facts),
    })
}

fn child_protection_facts((place, service): (usize, &ChildProtection)) -> Facts {
    let source = Source::entry("child_protection", place);
    json!({
        "state": source.fact("state", service.state.name),
        "name": source.fact("name", &service.name),
        "phone": source.phone(service.phone.as_ref()),
        "law": source.given("law", service.law.as_ref()),
    })
}

fn agency_facts(agency: &Agency) -> Facts {
    let source = Source::table("agency");
    let name = source.fact("name", &agency.name);
    let short_name = source.given("short_name", agency.short_name.as_ref());
    json!({
        "short_name": short_name.as_ref().unwrap_or(&name),
        "name": name,
        "kind": agency.kind.map(|kind| source.fact("kind", match kind {
            AgencyKind::Grantee => "grantee",
            AgencyKind::Subrecipient => "subrecipient",
        })),
        "address": source.texts("address", &agency.address),
        "phone": source.phone(agency.phone.as_ref()),
        "website": source.website(agency.website.as_ref()),
    })
}

/// Text and chat are there only for a document in a language they are answered in, so that no other
/// can say that they work.
fn hotline_facts(hotline: &Hotline, language: &LanguageIdentifier) -> Facts {
    let address = |address: &WebAddress| json!({ "shown": address.shown, "link": address.link });
    let mut facts = json!({
        "call": { "shown": hotline.call.shown, "link": format!("tel:{}", hotline.call.dialled) },
        "tty": hotline.tty,
        "directory": address(&hotline.directory),
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
        facts["chat"] = address(&hotline.chat);
    }
    facts
}

fn organization_facts((place, organization): (usize, &Organization), language: &Language) -> Facts {
    let words = &language.words;
    let source = Source::entry("organizations", place);
    let worded = |key, text: &Option<Worded>| source.worded(key, text.as_ref(), &language.tag);
    let kinds = &OrganizationKind::ALL;
    let kind = words.kind(organization.kind, kinds, "organization-other");
    json!({
        "name": source.fact("name", &organization.name),
        "kind": source.given("kind", kind),
        "phone": source.phone(organization.phone.as_ref()),
        "hours": worded("hours", &organization.hours),
        "services": worded("services", &organization.services),
        "languages": source.languages("languages", &organization.languages, words),
        "area": worded("area", &organization.area),
        "website": source.website(organization.website.as_ref()),
    })
}

fn person_facts((place, person): (usize, &Person), agency: &Agency, words: &Words) -> Facts {
    let source = Source::entry("personnel", place);
    let sites = agency.sites.iter().enumerate();
    let (settings, sites): (Vec<String>, Vec<&str>) = sites
        .filter(|(_, site)| person.sites.contains(&site.id))
        .map(|(place, site)| (format!("sites[{}].name", place + 1), site.name.as_str()))
        .unzip();
    json!({
        "position": source.fact("position", &person.position),
        "name": source.given("name", person.name.as_ref()),
        "phone": source.phone(person.phone.as_ref()),
        "hours": source.given("hours", person.hours.as_ref()),
        "responsibility": source.given("responsibility", person.responsibility.as_ref()),
        "sites": (!sites.is_empty())
            .then(|| sealed_value::seal_fact(&sites.join(&words.list_separator), &settings)),
    })
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

    /// A kind of organization or office; `other` is the word for what is of none of the others.
    fn kind<K: Copy + PartialEq + Default>(
        &self,
        kind: K,
        all: &[(&'static str, K)],
        other: &str,
    ) -> Option<&String> {
        let named = all.iter().find(|(_, one)| *one == kind);
        let named = named.filter(|(_, one)| *one != K::default());
        self.kinds.get(named.map_or(other, |(name, _)| name))
    }
}
