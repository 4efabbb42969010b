//! The variables of templates: facts of the pack, and facts of the agency sealed with the settings they come from.
//!
//! Client templates get no staff facts, so they cannot print any: an unknown name is an error in every template.

use icu_locale_core::{LanguageIdentifier, langid};
use jiff::civil::Date;
use serde_json::{Value as Facts, json};

use super::pack::{Hotline, Locale, PackLanguage};
use crate::config::agency::{
    Agency, AgencyKind, ChildProtectionService, LawEnforcementAgency, LawEnforcementKind,
    LocalOrganization, LocalizedText, OrganizationKind, RelatedPolicies, ServedSites, ServiceSite,
    SiteCapacity, StaffContact,
};
use crate::config::value_types::{PhoneNumber, WebAddress};
use crate::document::{Audience, sealed_value};

/// Returns the facts for documents of an audience, and `own` facts with them.
pub(super) fn facts_for_audience(
    agency: &Agency,
    hotline: &Hotline,
    language: &PackLanguage,
    audience: Audience,
    own: Facts,
) -> Facts {
    let mut facts = match audience {
        Audience::Client => facts_for_clients(agency, language),
        Audience::Staff => facts_for_staff_documents(agency, language),
    };
    facts["hotline"] = hotline_facts(hotline, &language.tag);
    if let (Facts::Object(facts), Facts::Object(own)) = (&mut facts, own) {
        facts.extend(own);
    }
    replace_null_with_empty(&mut facts);
    facts
}

/// Replaces null with an empty text. Both are false in a condition; but printing an empty text is an error, while
/// null would print nothing and leave a gap in a sentence.
pub(super) fn replace_null_with_empty(facts: &mut Facts) {
    match facts {
        Facts::Null => *facts = Facts::String(String::new()),
        Facts::Array(items) => items.iter_mut().for_each(replace_null_with_empty),
        Facts::Object(fields) => fields.values_mut().for_each(replace_null_with_empty),
        Facts::Bool(_) | Facts::Number(_) | Facts::String(_) => {}
    }
}

/// Seals the values of one table of agency.toml with their settings.
pub(super) struct SettingValueSealer(String);

impl SettingValueSealer {
    /// Creates a sealer for a table that is not in a list.
    pub(super) fn for_table(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// Creates a sealer for an entry of a list, counted from 0.
    pub(super) fn for_list_entry(list: &str, index: usize) -> Self {
        Self(format!("{list}[{}]", index + 1))
    }

    /// Seals the text of one setting.
    pub(super) fn seal_text(&self, key: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        sealed_value::seal_fact(text, &[format!("{}.{key}", self.0)])
    }

    /// Seals the text of one setting, if it is set.
    pub(super) fn seal_optional_text(&self, key: &str, text: Option<&String>) -> Option<String> {
        text.map(|text| self.seal_text(key, text))
    }

    fn seal_date(&self, key: &str, date: Option<Date>, locale: &Locale) -> Option<String> {
        date.map(|date| self.seal_text(key, &locale.format_date(date)))
    }

    fn seal_text_list(&self, key: &str, texts: &[String]) -> Vec<String> {
        (1..)
            .zip(texts)
            .map(|(number, text)| self.seal_text(&format!("{key}[{number}]"), text))
            .collect()
    }

    fn phone_facts(&self, phone: Option<&PhoneNumber>) -> Facts {
        phone.map_or(Facts::Null, |phone| {
            let link = format!("tel:{}", phone.dial_string);
            json!({ "shown": self.seal_text("phone", &phone.display_text), "link": link })
        })
    }

    fn website_facts(&self, website: Option<&WebAddress>) -> Facts {
        website.map_or(Facts::Null, |website| {
            json!({ "shown": self.seal_text("website", &website.display_text), "link": website.url })
        })
    }

    /// Seals the text in the document's language, or else the English text, marked as English.
    fn seal_localized_text(
        &self,
        key: &str,
        text: Option<&LocalizedText>,
        language: &LanguageIdentifier,
    ) -> Option<String> {
        let text = text?;
        // A text in one language is written without its tag.
        let setting = |tag: &LanguageIdentifier| match text.translations[..] {
            [] => format!("{}.{key}", self.0),
            _ => format!("{}.{key}.{tag}", self.0),
        };
        let english = langid!("en");
        Some(match text.text_in_language(language) {
            Some((tag, text)) => sealed_value::seal_fact(text, &[setting(&tag)]),
            None => sealed_value::seal_in_language(&english, &text.english, &setting(&english)),
        })
    }

    /// Seals the names of languages as one list.
    fn seal_language_names(
        &self,
        key: &str,
        languages: &[LanguageIdentifier],
        locale: &Locale,
    ) -> Option<String> {
        let names: Vec<String> = languages
            .iter()
            .map(|tag| locale.language_name(tag))
            .collect();
        let settings: Vec<String> = (1..=languages.len())
            .map(|number| format!("{}.{key}[{number}]", self.0))
            .collect();
        (!names.is_empty())
            .then(|| sealed_value::seal_fact(&names.join(&locale.list_separator), &settings))
    }
}

/// Returns the facts of every entry of a list; `facts` gets the index, counted from 0.
fn collect_indexed_facts<'agency, T>(
    list: &'agency [T],
    facts: impl Fn((usize, &'agency T)) -> Facts,
) -> Facts {
    collect_facts(list.iter().enumerate(), facts)
}

/// Returns a list of facts.
fn collect_facts<T>(entries: impl Iterator<Item = T>, facts: impl Fn(T) -> Facts) -> Facts {
    entries.map(facts).collect()
}

fn facts_for_clients(agency: &Agency, language: &PackLanguage) -> Facts {
    let organizations = agency.organizations.iter().enumerate();
    let for_clients =
        organizations.filter(|(_, organization)| organization.is_visible_to_clients());
    json!({
        "agency": agency_facts(agency),
        "organizations": collect_facts(for_clients, |one| organization_facts(one, language)),
    })
}

fn facts_for_staff_documents(agency: &Agency, language: &PackLanguage) -> Facts {
    let locale = &language.locale;
    let without = SettingValueSealer::for_table("without");
    json!({
        "agency": agency_facts(agency),
        "policy": policy_facts(agency, locale),
        "personnel": collect_indexed_facts(&agency.staff_contacts, |person| person_facts(person, agency, locale)),
        "organizations": collect_indexed_facts(&agency.organizations, |one| organization_facts(one, language)),
        "without": {
            "organizations": without.seal_optional_text("organizations", agency.empty_list_reasons.organizations.as_ref()),
            "personnel": without.seal_optional_text("personnel", agency.empty_list_reasons.personnel.as_ref()),
        },
        "law_enforcement": collect_indexed_facts(&agency.law_enforcement, |office| law_enforcement_facts(office, locale)),
        "child_protection": collect_indexed_facts(&agency.child_protection, child_protection_service_facts),
        "protocols": protocol_facts(&agency.related_policies),
        "sites": collect_indexed_facts(&agency.sites, |(index, site)| json!({
            "name": SettingValueSealer::for_list_entry("sites", index).seal_text("name", &site.name),
            "specialised": site.capacity == SiteCapacity::SpecializedStaff,
        })),
        "languages": SettingValueSealer::for_table("languages").seal_language_names("served", &agency.served_languages, locale),
    })
}

fn policy_facts(agency: &Agency, locale: &Locale) -> Facts {
    let policy = &agency.policy;
    let source = SettingValueSealer::for_table("policy");
    json!({
        "number": source.seal_optional_text("number", policy.number.as_ref()),
        "version": source.seal_optional_text("version", policy.version.as_ref()),
        "effective": source.seal_date("effective", policy.effective_date, locale),
        "next_review": source.seal_date("next_review", policy.next_review_date, locale),
        "owner": source.seal_optional_text("owner", policy.owner_position.as_ref()),
        "approvals": collect_indexed_facts(&policy.signature_lines, |(index, approval)| {
            let source = SettingValueSealer::for_list_entry("policy.approvals", index);
            json!({
                "title": source.seal_text("title", &approval.position),
                "name": source.seal_optional_text("name", approval.holder_name.as_ref()),
            })
        }),
        "revisions": collect_indexed_facts(&policy.revisions, |(index, revision)| {
            let source = SettingValueSealer::for_list_entry("policy.revisions", index);
            json!({
                "version": source.seal_text("version", &revision.version),
                "date": source.seal_text("date", &locale.format_date(revision.date)),
                "summary": source.seal_text("summary", &revision.summary),
            })
        }),
    })
}

fn protocol_facts(protocols: &RelatedPolicies) -> Facts {
    let source = SettingValueSealer::for_table("protocols");
    protocols
        .names_by_setting()
        .into_iter()
        .map(|(key, name)| (key, source.seal_optional_text(key, name.as_ref())))
        .collect()
}

/// Returns the facts of the action sheet for one site: who serves it, and the child protective services of its state.
/// The sheet of an agency that lists no sites has everybody.
pub(super) fn site_sheet_facts(
    agency: &Agency,
    site: Option<&ServiceSite>,
    language: &PackLanguage,
) -> Facts {
    let locale = &language.locale;
    let serving = || {
        let staff = agency.staff_contacts.iter().enumerate();
        staff.filter(|(_, person)| site.is_none_or(|site| person.serves_site(site)))
    };
    let by_day = serving().filter(|(_, person)| person.is_reachable_by_day());
    let after_hours = serving().filter(|(_, person)| person.is_reachable_after_hours());
    let facts = |person: (usize, &StaffContact)| person_facts(person, agency, locale);
    let serves = |served: &ServedSites| site.is_none_or(|site| served.includes(site));
    let organizations = agency.organizations.iter().enumerate();
    let organizations = organizations.filter(|(_, one)| serves(&one.served_sites));
    let offices = agency.law_enforcement.iter().enumerate();
    let offices = offices.filter(|(_, office)| serves(&office.served_sites));
    let services = agency.child_protection.iter().enumerate();
    let services =
        services.filter(|(_, service)| site.is_none_or(|site| site.state == Some(service.state)));
    json!({
        "site": site.map(|site| {
            let index = agency.sites.iter().position(|known| known.id == site.id);
            let source = SettingValueSealer::for_list_entry("sites", index.unwrap_or_default());
            json!({
                "name": source.seal_text("name", &site.name),
                "address": source.seal_text_list("address", &site.address_lines),
                "state": site.state.map(|state| source.seal_text("state", state.name)),
                "specialised": site.capacity == SiteCapacity::SpecializedStaff,
                "languages": source.seal_language_names("languages", &site.staff_languages, locale),
            })
        }),
        "by_day": collect_facts(by_day, facts),
        "after_hours": collect_facts(after_hours, facts),
        "organizations": collect_facts(organizations, |one| organization_facts(one, language)),
        "child_protection": collect_facts(services, child_protection_service_facts),
        "law_enforcement": collect_facts(offices, |office| law_enforcement_facts(office, locale)),
    })
}

fn law_enforcement_facts(
    (index, office): (usize, &LawEnforcementAgency),
    locale: &Locale,
) -> Facts {
    let source = SettingValueSealer::for_list_entry("law_enforcement", index);
    let kinds = &LawEnforcementKind::ALL;
    let kind = locale.kind_name(office.kind, kinds, "law-enforcement-other");
    json!({
        "name": source.seal_text("name", &office.name),
        "kind": source.seal_optional_text("kind", kind),
        "phone": source.phone_facts(office.phone.as_ref()),
    })
}

fn child_protection_service_facts((index, service): (usize, &ChildProtectionService)) -> Facts {
    let source = SettingValueSealer::for_list_entry("child_protection", index);
    json!({
        "state": source.seal_text("state", service.state.name),
        "name": source.seal_text("name", &service.name),
        "phone": source.phone_facts(service.phone.as_ref()),
        "law": source.seal_optional_text("law", service.reporting_law.as_ref()),
    })
}

fn agency_facts(agency: &Agency) -> Facts {
    let source = SettingValueSealer::for_table("agency");
    let name = source.seal_text("name", &agency.name);
    let short_name = source.seal_optional_text("short_name", agency.short_name.as_ref());
    json!({
        "short_name": short_name.as_ref().unwrap_or(&name),
        "name": name,
        "kind": agency.kind.map(|kind| source.seal_text("kind", match kind {
            AgencyKind::Grantee => "grantee",
            AgencyKind::Subrecipient => "subrecipient",
        })),
        "address": source.seal_text_list("address", &agency.address_lines),
        "phone": source.phone_facts(agency.phone.as_ref()),
        "website": source.website_facts(agency.website.as_ref()),
    })
}

/// Returns how to reach the Hotline; text and chat only for documents in a language in which they are answered.
fn hotline_facts(hotline: &Hotline, language: &LanguageIdentifier) -> Facts {
    let address =
        |address: &WebAddress| json!({ "shown": address.display_text, "link": address.url });
    let mut facts = json!({
        "call": { "shown": hotline.call_number.display_text, "link": format!("tel:{}", hotline.call_number.dial_string) },
        "tty": hotline.tty_number,
        "directory": address(&hotline.directory_address),
        "languages": hotline.phone_language_count.to_string(),
    });
    if hotline
        .text_languages
        .iter()
        .any(|answered| answered.language == language.language)
    {
        facts["text"] = json!({
            "shown": hotline.text_number,
            "link": format!("sms:{}", hotline.text_number),
            "word": hotline.text_vanity_word,
            "message": hotline.text_message,
        });
        facts["chat"] = address(&hotline.chat_address);
    }
    facts
}

fn organization_facts(
    (index, organization): (usize, &LocalOrganization),
    language: &PackLanguage,
) -> Facts {
    let locale = &language.locale;
    let source = SettingValueSealer::for_list_entry("organizations", index);
    let localized = |key, text: &Option<LocalizedText>| {
        source.seal_localized_text(key, text.as_ref(), &language.tag)
    };
    let kinds = &OrganizationKind::ALL;
    let kind = locale.kind_name(organization.kind, kinds, "organization-other");
    json!({
        "name": source.seal_text("name", &organization.name),
        "kind": source.seal_optional_text("kind", kind),
        "phone": source.phone_facts(organization.phone.as_ref()),
        // The posters print hours in brackets.
        "hours": localized("hours", &organization.hours).map(|hours| sealed_value::remove_brackets(&hours)),
        "services": localized("services", &organization.services),
        "languages": source.seal_language_names("languages", &organization.languages, locale),
        "area": localized("area", &organization.service_area),
        "website": source.website_facts(organization.website.as_ref()),
    })
}

fn person_facts(
    (index, person): (usize, &StaffContact),
    agency: &Agency,
    locale: &Locale,
) -> Facts {
    let source = SettingValueSealer::for_list_entry("personnel", index);
    let (settings, sites): (Vec<String>, Vec<&str>) = (1..)
        .zip(&agency.sites)
        .filter(|(_, site)| person.site_ids.contains(&site.id))
        .map(|(number, site)| (format!("sites[{number}].name"), site.name.as_str()))
        .unzip();
    json!({
        "position": source.seal_text("position", &person.position),
        "name": source.seal_optional_text("name", person.holder_name.as_ref()),
        "phone": source.phone_facts(person.phone.as_ref()),
        "hours": source.seal_optional_text("hours", person.hours.as_ref()),
        "responsibility": source.seal_optional_text("responsibility", person.responsibility.as_ref()),
        "sites_unknown": person.has_unknown_sites(),
        "sites": (!sites.is_empty())
            .then(|| sealed_value::seal_fact(&sites.join(&locale.list_separator), &settings)),
    })
}

impl Locale {
    /// Formats a date for running text.
    pub fn format_date(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).expect("a month is 1 to 12") - 1;
        self.date_pattern
            .replace("{day}", &date.day().to_string())
            .replace("{month}", &self.month_names[month])
            .replace("{year}", &date.year().to_string())
    }

    /// Returns the name of a language, or its tag where this locale has no name for it.
    pub fn language_name(&self, language: &LanguageIdentifier) -> String {
        let tag = language.to_string();
        self.language_names
            .get(&tag)
            .or_else(|| self.language_names.get(language.language.as_str()))
            .cloned()
            .unwrap_or(tag)
    }

    /// Returns the name of a kind of organization or office; `other` is the key for the default kind.
    fn kind_name<K: Copy + PartialEq + Default>(
        &self,
        kind: K,
        all: &[(&'static str, K)],
        other: &str,
    ) -> Option<&String> {
        let key = all
            .iter()
            .find(|(_, known)| *known == kind && kind != K::default())
            .map_or(other, |(key, _)| key);
        self.kind_names.get(key)
    }
}
