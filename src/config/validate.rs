//! What no single setting shows: facts that contradict each other, and facts that are missing.

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan as _};

use super::agency::{
    Agency, ContactAudience, LocalOrganization, LocalizedText, MIN_COMMITTEE_MEMBERS,
    OrganizationKind, StaffContact, TrainingTopic, covers_after_hours,
};
use super::settings;
use super::table_spans::{TableSpans, TableSpansByPath};
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::field_reader::find_nearest_name;
use crate::span::Span;

/// Finds everything that is wrong with an agency's facts together, in no order.
pub(super) fn validate_agency(
    agency: &Agency,
    tables: &TableSpansByPath,
    today: Date,
    found: &mut Diagnostics,
) {
    report_missing_settings(agency, tables, found);
    check_required_lists(agency, tables, found);
    check_sites(agency, &tables[""], found);
    check_organizations(agency, &tables["agency"], today, found);
    check_child_protection(agency, tables, today, found);
    check_policy_dates(agency, &tables["policy"], found);
    check_committee_members(agency, &tables["committee"], found);
    for translation in &agency.translation_reviews {
        let reviewed_on = translation.reviewed_on;
        warn_if_future_date("reviewed_on", reviewed_on, &translation.spans, today, found);
    }
    for trainee in &agency.staff_training {
        warn_if_future_date(
            "orientation",
            trainee.orientation_date,
            &trainee.spans,
            today,
            found,
        );
        for (topic, date) in TrainingTopic::ALL.into_iter().zip(trainee.last_topic_dates) {
            warn_if_future_date(
                topic.setting_key(),
                date,
                &trainee.topic_date_spans,
                today,
                found,
            );
        }
    }
}

/// Warns of a date that is still to come.
fn warn_if_future_date(
    key: &'static str,
    date: Option<Date>,
    spans: &TableSpans,
    today: Date,
    found: &mut Diagnostics,
) {
    if let Some(date) = date.filter(|date| *date > today) {
        found.push(spans.new_diagnostic_at(key, AgencyProblem::FutureDate { key, date }));
    }
}

/// What packets lack without a setting, as the catalog says it.
fn report_missing_settings(agency: &Agency, tables: &TableSpansByPath, found: &mut Diagnostics) {
    let spans = &tables["agency"];
    if agency.name.is_empty() && !spans.is_rejected("name") {
        found.push(spans.new_diagnostic_at("name", AgencyProblem::MissingAgencyName));
    }
    for needed in settings::expected_settings() {
        let key = needed.setting.key;
        let spans = &tables[needed.table.table_path()];
        if spans.present_keys.contains(key) || spans.is_rejected(key) {
            continue;
        }
        let problem = AgencyProblem::MissingSetting {
            setting: needed.table.setting_path(key),
            effect: needed.missing_effect,
            example: needed.suggestion,
        };
        found.push(spans.new_diagnostic_at(key, problem));
    }
}

/// Key personnel and local organizations: either a list or a reason for having none.
fn check_required_lists(agency: &Agency, tables: &TableSpansByPath, found: &mut Diagnostics) {
    let without = &tables["without"];
    let mut check = |list: &'static str, empty: bool, reason: &Option<String>, open| {
        if !empty && reason.is_some() {
            found.push(
                Diagnostic::new(AgencyProblem::EmptyReasonForFilledList { list })
                    .with_span(without.value_or_heading_span(list)),
            );
        }
        let refused = tables[""].is_rejected(list) || without.is_rejected(list);
        if empty && reason.is_none() && !refused {
            found.push(Diagnostic::new(open).with_span(without.value_or_heading_span(list)));
        }
    };
    check(
        "personnel",
        agency.staff_contacts.is_empty(),
        &agency.empty_list_reasons.personnel,
        AgencyProblem::MissingPersonnel,
    );
    check(
        "organizations",
        agency.organizations.is_empty(),
        &agency.empty_list_reasons.organizations,
        AgencyProblem::MissingOrganizations,
    );
    let of_staff = agency.staff_contacts.iter();
    let of_staff = of_staff.filter_map(|person| person.hours.as_deref());
    let others = agency.organizations.iter();
    let others = others.filter_map(|organization| organization.hours.as_ref());
    let mut hours = of_staff.chain(others.map(|hours| hours.english.as_str()));
    let anybody = !agency.staff_contacts.is_empty() || !agency.organizations.is_empty();
    if anybody && !hours.any(covers_after_hours) {
        found.push(AgencyProblem::NoAfterHoursContact);
    }
}

fn check_sites(agency: &Agency, file: &TableSpans, found: &mut Diagnostics) {
    for (place, site) in agency.sites.iter().enumerate() {
        let mut before = agency.sites[..place].iter();
        if let Some(first) = before.find(|earlier| earlier.id == site.id)
            && let Some(earlier) = first.spans.value_or_heading_span("id")
        {
            let problem = AgencyProblem::DuplicateSiteId {
                site_id: site.id.clone(),
                first_location: describe_location(
                    &earlier,
                    site.spans.value_or_heading_span("id").as_ref(),
                ),
            };
            found.push(site.spans.new_diagnostic_at("id", problem));
        }
        let mut people = agency.staff_contacts.iter();
        let somebody =
            people.any(|person| person.site_ids.is_empty() || person.site_ids.contains(&site.id));
        if !agency.staff_contacts.is_empty() && !somebody && !file.is_rejected("personnel") {
            let id = site.id.clone();
            let problem = AgencyProblem::SiteWithoutPersonnel { site_id: id };
            found.push(site.spans.new_diagnostic_at("id", problem));
        }
    }
    // A site that is left out may be the one that is named.
    if file.lists_with_omitted_entries.contains("sites") {
        return;
    }
    let people = agency.staff_contacts.iter();
    for item in people.flat_map(|person| person.spans.list_items("sites")) {
        if agency.sites.iter().all(|site| site.id != item.value) {
            let known = agency.sites.iter().map(|site| site.id.as_str());
            let problem = AgencyProblem::UnknownSiteId {
                site_id: item.value.clone(),
                nearest: find_nearest_name(&item.value, known).map(str::to_owned),
            };
            found.push(Diagnostic::new(problem).with_span(item.span.clone()));
        }
    }
}

/// A place as another one speaks of it: the file is named only where it is not the same.
fn describe_location(there: &Span, here: Option<&Span>) -> String {
    let line = there.line_column().0;
    if here.is_some_and(|here| here.file == there.file) {
        format!("line {line}")
    } else {
        format!("line {line} of {}", there.file.name)
    }
}

fn check_organizations(agency: &Agency, own: &TableSpans, today: Date, found: &mut Diagnostics) {
    if let Some(phone) = agency.phone.as_ref().filter(|phone| phone.has_extension()) {
        let organization = agency.name.clone();
        let mut people = agency
            .staff_contacts
            .iter()
            .flat_map(|person| &person.phone);
        let problem = if people.any(|theirs| theirs.dial_string == phone.dial_string) {
            AgencyProblem::StaffExtensionForClients { organization }
        } else {
            AgencyProblem::PhoneExtensionForClients { organization }
        };
        found.push(own.new_diagnostic_at("phone", problem));
    }
    for (place, organization) in agency.organizations.iter().enumerate() {
        let spans = &organization.spans;
        let mut before = agency.organizations[..place].iter();
        if let Some(first) = before.find(|earlier| is_same_organization(earlier, organization))
            && let Some(earlier) = first.spans.value_or_heading_span("name")
        {
            let problem = AgencyProblem::DuplicateOrganization {
                name: organization.name.clone(),
                first_location: describe_location(
                    &earlier,
                    spans.value_or_heading_span("name").as_ref(),
                ),
            };
            found.push(spans.new_diagnostic_at("name", problem));
        }
        let verified_on = organization.verified_on;
        check_verification_date(&organization.name, verified_on, spans, today, found);
        if organization.audience == ContactAudience::Client {
            check_client_organization(agency, organization, found);
        }
    }
    let hides = |one: &LocalOrganization| {
        one.audience == ContactAudience::Staff && !one.spans.is_rejected("audience")
    };
    if let Some(first) = agency.organizations.first()
        && agency.organizations.iter().all(hides)
    {
        let heading = first.spans.heading_span.clone();
        found.push(Diagnostic::new(AgencyProblem::NoOrganizationForClients).with_span(heading));
    }
}

/// Returns whether two entries are of one organization: the same name, in any letters, and number.
fn is_same_organization(one: &LocalOrganization, other: &LocalOrganization) -> bool {
    let dialled =
        |one: &LocalOrganization| one.phone.as_ref().map(|phone| phone.dial_string.clone());
    one.name.to_lowercase() == other.name.to_lowercase() && dialled(one) == dialled(other)
}

fn check_client_organization(
    agency: &Agency,
    organization: &LocalOrganization,
    found: &mut Diagnostics,
) {
    let spans = &organization.spans;
    let name = || organization.name.clone();
    let unreachable = organization.phone.is_none() && organization.website.is_none();
    if unreachable && !spans.is_rejected("phone") && !spans.is_rejected("website") {
        found.push(spans.new_diagnostic_at(
            "name",
            AgencyProblem::OrganizationWithoutContact { name: name() },
        ));
    }
    if organization.verified_on.is_none() && !spans.is_rejected("verified_on") {
        found.push(
            spans.new_diagnostic_at("name", AgencyProblem::UnverifiedContact { name: name() }),
        );
    }
    if organization.kind == OrganizationKind::Shelter {
        for (key, text) in [
            ("area", &organization.service_area),
            ("services", &organization.services),
        ] {
            let mut texts = text.iter().flat_map(LocalizedText::iter_texts);
            if texts.any(looks_like_street_address) {
                found.push(spans.new_diagnostic_at(
                    key,
                    AgencyProblem::ShelterAddressForClients { name: name() },
                ));
            }
        }
    }
    let Some(phone) = &organization.phone else {
        return;
    };
    let of_staff = |person: &&StaffContact| {
        let own = person.phone.as_ref();
        own.is_some_and(|own| own.without_extension() == phone.without_extension())
    };
    let holder = agency.staff_contacts.iter().find(of_staff);
    if phone.has_extension() {
        let organization = name();
        // An extension of a line that the agency has is somebody's on the staff; that of another
        // organization may be how everybody reaches it.
        let own = agency.phone.as_ref();
        if holder.is_some()
            || own.is_some_and(|own| own.without_extension() == phone.without_extension())
        {
            let problem = AgencyProblem::StaffExtensionForClients { organization };
            found.push(spans.new_diagnostic_at("phone", problem));
            return;
        }
        let problem = AgencyProblem::PhoneExtensionForClients { organization };
        found.push(spans.new_diagnostic_at("phone", problem));
    }
    if let Some(person) = holder {
        let problem = AgencyProblem::StaffPhoneForClients {
            organization: name(),
            position: person.position.clone(),
        };
        found.push(spans.new_diagnostic_at("phone", problem));
    }
}

/// A house number with the word for a street soon after it.
fn looks_like_street_address(text: &str) -> bool {
    const STREET_WORDS: [&str; 18] = [
        "street",
        "st",
        "avenue",
        "ave",
        "road",
        "rd",
        "boulevard",
        "blvd",
        "lane",
        "ln",
        "drive",
        "dr",
        "way",
        "court",
        "ct",
        "highway",
        "hwy",
        "place",
    ];
    const MAX_STREET_NAME_WORDS: usize = 4;
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    words.iter().enumerate().any(|(place, word)| {
        let is_number = (1..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let after = words.iter().skip(place + 1).take(MAX_STREET_NAME_WORDS);
        is_number && after.into_iter().any(|word| STREET_WORDS.contains(word))
    })
}

/// Warns of a date that is more than a year old or still to come.
fn check_verification_date(
    name: &str,
    date: Option<Date>,
    spans: &TableSpans,
    today: Date,
    found: &mut Diagnostics,
) {
    let year: Duration = 1.year();
    warn_if_future_date("verified_on", date, spans, today, found);
    let old = |date: &Date| date.checked_add(year).is_ok_and(|due| due < today);
    if let Some(verified_on) = date.filter(old) {
        let name = name.to_owned();
        found.push(spans.new_diagnostic_at(
            "verified_on",
            AgencyProblem::OutdatedVerification { name, verified_on },
        ));
    }
}

fn check_child_protection(
    agency: &Agency,
    tables: &TableSpansByPath,
    today: Date,
    found: &mut Diagnostics,
) {
    for state in &agency.states {
        let mut services = agency.child_protection.iter();
        let named = services.any(|service| service.state == *state);
        if !named && !tables[""].is_rejected("child_protection") {
            let (code, name) = (state.postal_code, state.name);
            let mut items = tables["agency"].list_items("states").iter();
            let item = items.find(|item| item.value.eq_ignore_ascii_case(code));
            let problem = AgencyProblem::MissingChildProtection {
                state_name: name,
                state_code: code,
            };
            found.push(Diagnostic::new(problem).with_span(item.map(|item| item.span.clone())));
        }
    }
    for service in &agency.child_protection {
        let verified_on = service.verified_on;
        check_verification_date(&service.name, verified_on, &service.spans, today, found);
    }
}

fn check_policy_dates(agency: &Agency, spans: &TableSpans, found: &mut Diagnostics) {
    if let (Some(effective), Some(next_review)) =
        (agency.policy.effective_date, agency.policy.next_review_date)
        && next_review <= effective
    {
        let problem = AgencyProblem::NextReviewTooEarly {
            effective,
            next_review,
        };
        found.push(spans.new_diagnostic_at("next_review", problem));
    }
}

fn check_committee_members(agency: &Agency, spans: &TableSpans, found: &mut Diagnostics) {
    let members = spans.list_items("members");
    for (place, member) in members.iter().enumerate() {
        if members[..place]
            .iter()
            .any(|earlier| earlier.value == member.value)
        {
            let problem = AgencyProblem::DuplicateCommitteeMember {
                member: member.value.clone(),
            };
            found.push(Diagnostic::new(problem).with_span(member.span.clone()));
        }
    }
    let listed = agency.committee.members.len();
    if (1..MIN_COMMITTEE_MEMBERS).contains(&listed) && !spans.is_rejected("members") {
        found.push(spans.new_diagnostic_at(
            "members",
            AgencyProblem::TooFewCommitteeMembers {
                member_count: listed,
            },
        ));
    }
}
