//! Checks that staff at each site can reach the right people: contacts with a way to reach them, the state of each
//! site, and who serves it by day and after hours.

use super::agency::{
    Agency, LocalOrganization, ServedSites, ServiceSite, SiteStateSource, StaffContact,
};
use super::setting_spans::{SettingSpans, SettingSpansByTable};
use super::value_types::{AddressState, HoursCoverage, PhoneNumber, UsState, parse_address_state};
use crate::diag::agency::{AgencyProblem, MissingSiteContact, StateContradiction, StateLabel};
use crate::diag::contact_errors::PhoneNumberError;
use crate::diag::{Diagnostic, Diagnostics};

/// Reports contacts that cannot be reached, sites in an unknown or unlisted state, and sites that somebody is missing
/// for.
pub(super) fn check_contacts(
    agency: &Agency,
    tables: &SettingSpansByTable,
    diagnostics: &mut Diagnostics,
) {
    check_contacts_are_reachable(agency, diagnostics);
    check_country_codes(agency, diagnostics);
    check_service_codes(agency, &tables["agency"], diagnostics);
    check_shared_numbers(agency, diagnostics);
    for organization in &agency.organizations {
        check_hours_of_languages(organization, diagnostics);
    }
    for contact in &agency.staff_contacts {
        check_hours(contact, diagnostics);
    }
    check_zip_code(&agency.address_lines, &tables["agency"], diagnostics);
    for site in &agency.sites {
        check_zip_code(&site.address_lines, &site.spans, diagnostics);
        check_site_state(agency, site, &tables["agency"], diagnostics);
    }
    check_served_sites(agency, &tables[""], diagnostics);
    check_contacts_of_sites(agency, &tables[""], diagnostics);
}

/// Reports contacts without a phone number; an organization may have a website instead.
fn check_contacts_are_reachable(agency: &Agency, diagnostics: &mut Diagnostics) {
    let mut check = |list, name: &str, phone: &Option<PhoneNumber>, spans: &SettingSpans| {
        if phone.is_none() && !spans.is_rejected("phone") {
            let name = name.to_owned();
            let problem = AgencyProblem::ContactWithoutPhone {
                list,
                name,
                placeholder: spans.placeholder("phone"),
            };
            diagnostics.push(spans.new_diagnostic_at("phone", problem));
        }
    };
    for contact in &agency.staff_contacts {
        check(
            "personnel",
            &contact.position,
            &contact.phone,
            &contact.spans,
        );
    }
    for office in &agency.law_enforcement {
        check(
            "law_enforcement",
            &office.name,
            &office.phone,
            &office.spans,
        );
    }
    for service in &agency.child_protection {
        check(
            "child_protection",
            &service.name,
            &service.phone,
            &service.spans,
        );
    }
    // An organization that clients may see is an error, reported with the other checks of organizations.
    for organization in &agency.organizations {
        if organization.website.is_none()
            && !organization.spans.is_rejected("website")
            && !organization.is_visible_to_clients()
        {
            check(
                "organizations",
                &organization.name,
                &organization.phone,
                &organization.spans,
            );
        }
    }
}

/// Reports numbers of Palau and other freely associated states that were read as numbers of the United States.
fn check_country_codes(agency: &Agency, diagnostics: &mut Diagnostics) {
    for fact in &agency.setting_texts {
        if !fact.setting_path.ends_with(".phone") {
            continue;
        }
        let phone = PhoneNumber::parse(&fact.text).ok();
        if let Some(code) = phone.and_then(|phone| phone.misread_country_code(&agency.states)) {
            let problem = AgencyProblem::InvalidPhone {
                value: fact.text.clone(),
                error: PhoneNumberError::MissingPlus { code },
            };
            diagnostics.push(Diagnostic::new(problem).with_span(fact.span.clone()));
        }
    }
}

/// Reports codes such as 911 in entries that are not the service behind the code.
fn check_service_codes(
    agency: &Agency,
    agency_spans: &SettingSpans,
    diagnostics: &mut Diagnostics,
) {
    const CODE_DIGITS: usize = 3;
    /// The police answer calls to these.
    const POLICE_CODES: [&str; 2] = ["911", "311"];
    let mut check = |name: &str, phone: &Option<PhoneNumber>, is_police, spans: &SettingSpans| {
        let Some(phone) = phone else { return };
        let code = phone.dial_string.clone();
        let digits: String = name.chars().filter(char::is_ascii_digit).collect();
        let is_own = is_police && POLICE_CODES.contains(&code.as_str()) || digits.contains(&code);
        if code.len() == CODE_DIGITS && !is_own {
            let problem = AgencyProblem::InvalidPhone {
                value: phone.display_text.clone(),
                error: PhoneNumberError::PublicServiceCode { code },
            };
            diagnostics.push(spans.new_diagnostic_at("phone", problem));
        }
    };
    check(&agency.name, &agency.phone, false, agency_spans);
    for entry in &agency.organizations {
        check(&entry.name, &entry.phone, false, &entry.spans);
    }
    for entry in &agency.law_enforcement {
        check(&entry.name, &entry.phone, true, &entry.spans);
    }
    for entry in &agency.child_protection {
        check(&entry.name, &entry.phone, false, &entry.spans);
    }
}

/// Reports numbers of child protective services and the police that staff or an organization for staff have as well.
/// Those that clients see are checked in the finished documents.
fn check_shared_numbers(agency: &Agency, diagnostics: &mut Diagnostics) {
    let staff = agency.staff_contacts.iter();
    let staff = staff.map(|entry| ("[[personnel]]", &entry.position, &entry.phone));
    let organizations = agency.organizations.iter();
    let organizations = organizations.filter(|entry| !entry.is_visible_to_clients());
    let organizations = organizations.map(|entry| ("[[organizations]]", &entry.name, &entry.phone));
    let offices = agency.law_enforcement.iter();
    let offices = offices.map(|entry| ("[[law_enforcement]]", &entry.name, &entry.phone));
    let own = [("[agency]", &agency.name, &agency.phone)];
    let others: Vec<_> = own.into_iter().chain(staff).chain(organizations).collect();
    let others_of_services: Vec<_> = offices.chain(others.iter().copied()).collect();
    let mut check =
        |name: &str, phone: &Option<PhoneNumber>, others: &[_], spans: &SettingSpans| {
            const CODE_DIGITS: usize = 3;
            let number = phone.as_ref().map(|phone| &phone.dial_string);
            let number = number.filter(|number| number.len() > CODE_DIGITS);
            let mut others = others.iter();
            let other = others.find(|(_, _, other): &&(&str, &String, &Option<PhoneNumber>)| {
                number.is_some() && other.as_ref().map(|other| &other.dial_string) == number
            });
            if let (Some(phone), Some((other_list, other_name, _))) = (phone, other) {
                let problem = AgencyProblem::SharedContactNumber {
                    name: name.to_owned(),
                    number: phone.display_text.clone(),
                    other_list: (*other_list).to_owned(),
                    other_name: (*other_name).clone(),
                };
                diagnostics.push(spans.new_diagnostic_at("phone", problem));
            }
        };
    for entry in &agency.child_protection {
        check(&entry.name, &entry.phone, &others_of_services, &entry.spans);
    }
    for entry in &agency.law_enforcement {
        check(&entry.name, &entry.phone, &others, &entry.spans);
    }
}

/// Reports an organization's hours that are 24 hours in one language and others in another.
fn check_hours_of_languages(organization: &LocalOrganization, diagnostics: &mut Diagnostics) {
    let Some(hours) = &organization.hours else {
        return;
    };
    let english = says_24_hours(&hours.english);
    let different = hours.translations.iter().find(|(_, translated)| {
        let translated = says_24_hours(translated);
        english.is_some() && translated.is_some() && english != translated
    });
    if let Some((language, translated)) = different {
        let problem = AgencyProblem::DifferentHours {
            name: organization.name.clone(),
            hours: hours.english.clone(),
            language: language.to_string(),
            translated_hours: translated.clone(),
        };
        diagnostics.push(organization.spans.new_diagnostic_at("hours", problem));
    }
}

/// Returns whether hours contain `24`, not as a time of day; none for hours without digits.
fn says_24_hours(hours: &str) -> Option<bool> {
    const ALL_DAY: &str = "24";
    let numbers = hours.split(|c: char| !c.is_ascii_digit() && c != ':');
    let mut numbers = numbers.filter(|number| !number.is_empty()).peekable();
    numbers.peek()?;
    Some(numbers.any(|number| number.trim_end_matches(':') == ALL_DAY))
}

/// Reports hours that do not say whether somebody answers after closing, or that contradict `after_hours`.
fn check_hours(contact: &StaffContact, diagnostics: &mut Diagnostics) {
    let Some(hours) = contact.hours.clone() else {
        return;
    };
    let position = contact.position.clone();
    let problem = match (contact.answers_after_hours, contact.hours_coverage) {
        (None, None) if !contact.spans.is_rejected("after_hours") => {
            AgencyProblem::UnclearHours { position, hours }
        }
        (Some(answers_after_hours), Some(coverage))
            if answers_after_hours == (coverage == HoursCoverage::ByDay) =>
        {
            AgencyProblem::ContradictoryHours {
                position,
                hours,
                answers_after_hours,
            }
        }
        _ => return,
    };
    diagnostics.push(contact.spans.new_diagnostic_at("hours", problem));
}

/// Returns whether the file says for sure whether a position answers after closing.
fn has_clear_hours(contact: &StaffContact) -> bool {
    let is_said = contact.answers_after_hours.is_some()
        || contact.hours.is_none()
        || contact.hours_coverage.is_some();
    is_said && !contact.spans.is_rejected("hours") && !contact.spans.is_rejected("after_hours")
}

/// Reports a ZIP code with a wrong number of digits or a letter.
fn check_zip_code(address_lines: &[String], spans: &SettingSpans, diagnostics: &mut Diagnostics) {
    if let Some(zip) = parse_address_state(address_lines).invalid_zip {
        let problem = AgencyProblem::InvalidZipCode {
            zip_code: zip.text,
            suggestion: zip.suggestion,
            letter: zip.letter,
        };
        diagnostics.push(new_address_diagnostic(spans, problem));
    }
}

/// Returns a diagnostic at the last line of an address.
fn new_address_diagnostic(spans: &SettingSpans, problem: AgencyProblem) -> Diagnostic {
    match spans.list_items("address").last() {
        Some(line) => Diagnostic::new(problem).with_span(line.span.clone()),
        None => spans.new_diagnostic_at("address", problem),
    }
}

fn check_site_state(
    agency: &Agency,
    site: &ServiceSite,
    agency_spans: &SettingSpans,
    diagnostics: &mut Diagnostics,
) {
    // A rejected `state` says that nothing else of the file should be assumed.
    if site.spans.is_rejected("state") {
        return;
    }
    let site_name = || site.name.clone();
    let Some(state) = site.state else {
        let site_name = site_name();
        let problem = AgencyProblem::UnknownSiteState { site_name };
        diagnostics.push(new_address_diagnostic(&site.spans, problem));
        return;
    };
    if site.state_source == Some(SiteStateSource::OnlyState) {
        let problem = AgencyProblem::AssumedSiteState {
            site_name: site_name(),
            state: state_label(state),
        };
        diagnostics.push(new_address_diagnostic(&site.spans, problem));
    }
    let is_listed = agency.states.is_empty() || agency.states.contains(&state);
    if !is_listed && !agency_spans.is_rejected("states") {
        let is_state_setting = site.state_source == Some(SiteStateSource::Setting);
        let problem = AgencyProblem::SiteInUnlistedState {
            site_name: site_name(),
            state: state_label(state),
            is_state_setting,
        };
        diagnostics.push(if is_state_setting {
            site.spans.new_diagnostic_at("state", problem)
        } else {
            new_address_diagnostic(&site.spans, problem)
        });
    }
    let address = parse_address_state(&site.address_lines);
    if let Some((contradiction, state, other)) = find_state_contradiction(site, &address) {
        let problem = AgencyProblem::ContradictorySiteState {
            site_name: site_name(),
            contradiction,
            state: state_label(state),
            other_state: state_label(other),
        };
        diagnostics.push(new_address_diagnostic(&site.spans, problem));
    }
}

fn state_label(state: UsState) -> StateLabel {
    StateLabel {
        code: state.postal_code,
        name: state.name,
    }
}

/// Returns two states of a site, with what says them.
fn find_state_contradiction(
    site: &ServiceSite,
    address: &AddressState,
) -> Option<(StateContradiction, UsState, UsState)> {
    use StateContradiction::{AddressAndZipCode, SettingAndAddress, SettingAndZipCode};
    let state = site.state?;
    let is_said = site.state_source == Some(SiteStateSource::Setting);
    // A site beside a state line may have the ZIP code of the other state: its `state` and its address decide.
    let (contradiction, other) = match address.named_state {
        Some(named) if is_said => (SettingAndAddress, named),
        Some(_) => (AddressAndZipCode, address.zip_state()?),
        None => (SettingAndZipCode, address.zip_state()?),
    };
    (other != state).then_some((contradiction, state, other))
}

/// Reports contacts that do not say which sites they serve, if this is a placeholder or the sites are in several states,
/// and those that serve none of the sites.
fn check_served_sites(agency: &Agency, file: &SettingSpans, diagnostics: &mut Diagnostics) {
    // A site in a state that is not listed is an error of its own.
    let is_listed = |state: &UsState| agency.states.is_empty() || agency.states.contains(state);
    let site_states = agency.sites.iter().filter_map(|site| site.state);
    let mut states: Vec<UsState> = site_states.filter(is_listed).collect();
    states.sort_unstable();
    states.dedup();
    let are_sites_known = !agency.sites.is_empty()
        && !file.lists_with_omitted_entries.contains("sites")
        && agency
            .sites
            .iter()
            .all(|site| site.state.is_some() && !site.spans.is_rejected("state"));
    let labels = |states: &[UsState]| states.iter().copied().map(state_label).collect();
    let mut check = |list, name: &str, served: &ServedSites, spans: &SettingSpans| {
        let name = name.to_owned();
        if spans.is_rejected("sites") || spans.is_rejected("states") {
            return;
        }
        if let Some(key) = spans.unknown_served_key() {
            let problem = AgencyProblem::UnknownServedSites { list, key, name };
            diagnostics.push(spans.new_diagnostic_at(key, problem));
        } else if served.is_every_site() && states.len() > 1 && list != "personnel" {
            let states = labels(&states);
            let problem = AgencyProblem::UnassignedContact { list, name, states };
            diagnostics.push(spans.new_diagnostic_at("name", problem));
        } else if served.site_ids.is_empty()
            && are_sites_known
            && !agency.sites.iter().any(|site| served.includes(site))
        {
            // An unknown site is an error of its own.
            let states = labels(&served.states);
            let problem = AgencyProblem::ContactOfNoSite { list, name, states };
            diagnostics.push(spans.new_diagnostic_at("states", problem));
        }
    };
    for contact in &agency.staff_contacts {
        // Staff have no `states`.
        check(
            "personnel",
            &contact.position,
            &ServedSites::default(),
            &contact.spans,
        );
    }
    for office in &agency.law_enforcement {
        check(
            "law_enforcement",
            &office.name,
            &office.served_sites,
            &office.spans,
        );
    }
    for organization in &agency.organizations {
        check(
            "organizations",
            &organization.name,
            &organization.served_sites,
            &organization.spans,
        );
    }
}

/// Reports what is missing for each site.
fn check_contacts_of_sites(agency: &Agency, file: &SettingSpans, diagnostics: &mut Diagnostics) {
    let staff = &agency.staff_contacts;
    let is_complete =
        |list| !file.is_rejected(list) && !file.lists_with_omitted_entries.contains(list);
    let has_staff = !staff.is_empty() && is_complete("personnel");
    // Until the hours of everybody are clear, somebody may answer after closing.
    let is_night_known = has_staff && staff.iter().all(has_clear_hours);
    let has_night_contact = staff.iter().any(StaffContact::is_reachable_after_hours);
    if is_night_known && !has_night_contact {
        diagnostics.push(AgencyProblem::NoAfterHoursContact);
    }
    let has_several_states = has_several_states(agency);
    for site in &agency.sites {
        let mut report = |missing| {
            let site_id = site.id.clone();
            let problem = AgencyProblem::SiteWithoutContact { site_id, missing };
            diagnostics.push(site.spans.new_diagnostic_at("id", problem));
        };
        let serving: Vec<&StaffContact> = staff
            .iter()
            .filter(|contact| contact.serves_site(site))
            .collect();
        if has_staff && serving.is_empty() {
            report(MissingSiteContact::Personnel);
        } else if has_staff {
            if !serving.iter().any(|contact| contact.is_reachable_by_day()) {
                report(MissingSiteContact::ByDay);
            }
            // If nobody in the agency answers at night, it is reported once.
            if has_night_contact
                && is_night_known
                && !serving
                    .iter()
                    .any(|contact| contact.is_reachable_after_hours())
            {
                report(MissingSiteContact::AfterHours);
            }
        }
        let mut offices = agency.law_enforcement.iter();
        if !agency.law_enforcement.is_empty()
            && is_complete("law_enforcement")
            && !offices.any(|office| office.served_sites.includes(site))
        {
            report(MissingSiteContact::LawEnforcement);
        }
        let mut organizations = agency.organizations.iter();
        if !agency.organizations.is_empty()
            && is_complete("organizations")
            && !organizations.any(|organization| organization.served_sites.includes(site))
        {
            report(MissingSiteContact::Organization);
        }
        let mut services = agency.child_protection.iter();
        if let Some(state) = site.state
            && !site.spans.is_rejected("state")
            && is_complete("child_protection")
            && !services.any(|service| service.state == state)
            && (agency.states.is_empty() || has_several_states && agency.states.contains(&state))
        {
            report(MissingSiteContact::ChildProtection {
                state: state_label(state),
                has_other_states: has_several_states,
            });
        }
    }
}

/// Returns whether the agency, its sites and the child protective services are of several states.
fn has_several_states(agency: &Agency) -> bool {
    let services = agency.child_protection.iter().map(|service| service.state);
    let sites = agency.sites.iter().filter_map(|site| site.state);
    let mut states = agency.states.iter().copied().chain(services).chain(sites);
    let first = states.next();
    states.any(|state| Some(state) != first)
}
