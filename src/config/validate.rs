//! Checks an agency's facts together: contradictory and missing facts.

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan as _};

use super::agency::{
    Agency, ContactAudience, LocalOrganization, LocalizedText, MIN_COMMITTEE_MEMBERS,
    OrganizationKind, StatementOverride, UNWRITTEN_REASON,
};
use super::setting_spans::{SettingSpans, SettingSpansByTable};
use super::settings;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::field_reader::find_nearest_name;
use crate::span::Span;

/// Reports the problems of an agency's facts together, in no particular order.
pub(super) fn validate_agency(
    agency: &Agency,
    tables: &SettingSpansByTable,
    today: Date,
    diagnostics: &mut Diagnostics,
) {
    report_missing_settings(agency, tables, diagnostics);
    check_required_lists(agency, tables, diagnostics);
    check_sites(agency, &tables[""], diagnostics);
    check_organizations(agency, today, diagnostics);
    check_child_protection(agency, tables, today, diagnostics);
    check_committee_members(agency, &tables["committee"], diagnostics);
    check_reasons(agency, diagnostics);
}

/// Reports statements left out with the reason that stands for one to be written.
fn check_reasons(agency: &Agency, diagnostics: &mut Diagnostics) {
    for choice in &agency.policy.statement_choices {
        if let StatementOverride::Omit { reason } = &choice.decision
            && reason.ends_with(UNWRITTEN_REASON)
        {
            let statement = choice.statement_name.clone();
            let problem = AgencyProblem::UnwrittenReason { statement };
            diagnostics.push(Diagnostic::new(problem).with_span(choice.name_span.clone()));
        }
    }
}

/// Reports missing settings that a complete packet needs, as the catalog lists them.
fn report_missing_settings(
    agency: &Agency,
    tables: &SettingSpansByTable,
    diagnostics: &mut Diagnostics,
) {
    let spans = &tables["agency"];
    if agency.name.is_empty() && !spans.is_rejected("name") {
        let location = spans.missing_setting_location("name");
        diagnostics
            .push(spans.new_diagnostic_at("name", AgencyProblem::MissingAgencyName { location }));
    }
    for expected in settings::expected_settings() {
        let key = expected.setting.key;
        // The history of a policy with a version is a blank of its own.
        if key == "revisions" && agency.policy.version.is_some() {
            continue;
        }
        let spans = &tables[expected.table.table_path()];
        let is_reported = spans.is_rejected(key) || spans.lists_with_omitted_entries.contains(key);
        if spans.present_keys.contains(key) || is_reported {
            continue;
        }
        let problem = AgencyProblem::MissingSetting {
            setting: expected.table.setting_path(key),
            effect: expected.missing_effect,
            suggestion: expected.suggestion,
            location: spans.missing_setting_location(key),
        };
        diagnostics.push(spans.new_diagnostic_at(key, problem));
    }
}

/// Checks that key personnel and local organizations have either entries or a reason for an empty list.
fn check_required_lists(
    agency: &Agency,
    tables: &SettingSpansByTable,
    diagnostics: &mut Diagnostics,
) {
    let without = &tables["without"];
    let mut check = |list: &'static str, files: &[&str], reason: &Option<String>, blank| {
        let is_empty = files.is_empty();
        if !is_empty && reason.is_some() {
            let span = without.value_or_heading_span(list);
            let is_in_file = |file: &str| {
                let mut span = span.iter();
                span.any(|span| span.file.name == file)
            };
            let is_elsewhere = !files.iter().any(|file| is_in_file(file));
            let file_of_entries = is_elsewhere.then(|| files[0].to_owned());
            diagnostics.push(
                Diagnostic::new(AgencyProblem::EmptyReasonForFilledList {
                    list,
                    file_of_entries,
                })
                .with_span(span),
            );
        }
        let is_rejected = tables[""].is_rejected(list) || without.is_rejected(list);
        if is_empty && reason.is_none() && !is_rejected {
            diagnostics.push(Diagnostic::new(blank).with_span(without.value_or_heading_span(list)));
        }
    };
    let staff = agency.staff_contacts.iter();
    let organizations = agency.organizations.iter();
    check(
        "personnel",
        &staff
            .filter_map(|contact| contact.file_name())
            .collect::<Vec<_>>(),
        &agency.empty_list_reasons.personnel,
        AgencyProblem::MissingPersonnel,
    );
    check(
        "organizations",
        &organizations
            .filter_map(|organization| organization.file_name())
            .collect::<Vec<_>>(),
        &agency.empty_list_reasons.organizations,
        AgencyProblem::MissingOrganizations,
    );
}

fn check_sites(agency: &Agency, file: &SettingSpans, diagnostics: &mut Diagnostics) {
    for (index, site) in agency.sites.iter().enumerate() {
        let mut earlier_sites = agency.sites[..index].iter();
        if let Some(first) = earlier_sites.find(|earlier| earlier.id == site.id)
            && let Some(earlier) = first.spans.value_or_heading_span("id")
        {
            let problem = AgencyProblem::DuplicateSiteId {
                site_id: site.id.clone(),
                first_location: describe_location(
                    &earlier,
                    site.spans.value_or_heading_span("id").as_ref(),
                ),
            };
            diagnostics.push(site.spans.new_diagnostic_at("id", problem));
        }
    }
    // The id may be that of a site entry that was rejected.
    if file.lists_with_omitted_entries.contains("sites") {
        return;
    }
    let staff = agency.staff_contacts.iter().map(|contact| &contact.spans);
    let offices = agency.law_enforcement.iter().map(|office| &office.spans);
    let organizations = agency.organizations.iter().map(|one| &one.spans);
    let contacts = staff.chain(offices).chain(organizations);
    for item in contacts.flat_map(|spans| spans.list_items("sites")) {
        if agency.sites.iter().all(|site| site.id != item.value) {
            let site_ids = agency.sites.iter().map(|site| site.id.as_str());
            let problem = AgencyProblem::UnknownSiteId {
                site_id: item.value.clone(),
                nearest: find_nearest_name(&item.value, site_ids).map(str::to_owned),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(item.span.clone()));
        }
    }
}

/// Returns the line of a span, with its file if it differs from that of the other span.
fn describe_location(span: &Span, other: Option<&Span>) -> String {
    let line = span.line_column().0;
    if other.is_some_and(|other| other.file == span.file) {
        format!("line {line}")
    } else {
        format!("line {line} of {}", span.file.name)
    }
}

fn check_organizations(agency: &Agency, today: Date, diagnostics: &mut Diagnostics) {
    for (index, organization) in agency.organizations.iter().enumerate() {
        let spans = &organization.spans;
        let mut earlier_organizations = agency.organizations[..index].iter();
        if let Some(first) =
            earlier_organizations.find(|earlier| is_same_organization(earlier, organization))
            && let Some(earlier) = first.spans.value_or_heading_span("name")
        {
            let problem = AgencyProblem::DuplicateOrganization {
                name: organization.name.clone(),
                first_location: describe_location(
                    &earlier,
                    spans.value_or_heading_span("name").as_ref(),
                ),
            };
            diagnostics.push(spans.new_diagnostic_at("name", problem));
        }
        let verified_on = organization.verified_on;
        check_verification_date(&organization.name, verified_on, spans, today, diagnostics);
        if organization.audience == ContactAudience::Client {
            check_client_organization(organization, diagnostics);
        }
    }
    if let Some(first) = agency.organizations.first()
        && agency.organizations.iter().all(|organization| {
            organization.audience == ContactAudience::Staff
                && !organization.spans.is_rejected("audience")
        })
    {
        let heading = first.spans.heading_span.clone();
        diagnostics
            .push(Diagnostic::new(AgencyProblem::NoOrganizationForClients).with_span(heading));
    }
}

/// Returns whether two entries have the same name, in any case, and the same phone number.
fn is_same_organization(one: &LocalOrganization, other: &LocalOrganization) -> bool {
    let [dial_string, other_dial_string] =
        [one, other].map(|entry| entry.phone.as_ref().map(|phone| &phone.dial_string));
    one.name.to_lowercase() == other.name.to_lowercase() && dial_string == other_dial_string
}

fn check_client_organization(organization: &LocalOrganization, diagnostics: &mut Diagnostics) {
    let spans = &organization.spans;
    let name = || organization.name.clone();
    let has_no_contact = organization.phone.is_none() && organization.website.is_none();
    if has_no_contact && !spans.is_rejected("phone") && !spans.is_rejected("website") {
        diagnostics.push(spans.new_diagnostic_at(
            "name",
            AgencyProblem::OrganizationWithoutContact { name: name() },
        ));
    }
    if organization.verified_on.is_none() && !spans.is_rejected("verified_on") {
        diagnostics.push(
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
                diagnostics.push(spans.new_diagnostic_at(
                    key,
                    AgencyProblem::ShelterAddressForClients { name: name() },
                ));
            }
        }
    }
}

/// Returns whether a text has a number with a street word within the next four words.
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
    words.iter().enumerate().any(|(index, word)| {
        let is_number = (1..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let mut following = words.iter().skip(index + 1).take(MAX_STREET_NAME_WORDS);
        is_number && following.any(|word| STREET_WORDS.contains(word))
    })
}

/// Warns of a verification date that is more than a year old.
fn check_verification_date(
    name: &str,
    date: Option<Date>,
    spans: &SettingSpans,
    today: Date,
    diagnostics: &mut Diagnostics,
) {
    let year: Duration = 1.year();
    let is_outdated = |date: &Date| date.checked_add(year).is_ok_and(|due| due < today);
    if let Some(verified_on) = date.filter(is_outdated) {
        let name = name.to_owned();
        diagnostics.push(spans.new_diagnostic_at(
            "verified_on",
            AgencyProblem::OutdatedVerification { name, verified_on },
        ));
    }
}

fn check_child_protection(
    agency: &Agency,
    tables: &SettingSpansByTable,
    today: Date,
    diagnostics: &mut Diagnostics,
) {
    for state in &agency.states {
        let mut services = agency.child_protection.iter();
        let is_listed = services.any(|service| service.state == *state);
        // With several states, it is an error of each site in this state.
        let has_site = agency.sites.iter().any(|site| site.state == Some(*state));
        let is_reported = has_site
            && agency.states.len() > 1
            && !tables[""]
                .lists_with_omitted_entries
                .contains("child_protection");
        if !is_listed && !is_reported && !tables[""].is_rejected("child_protection") {
            let mut items = tables["agency"].list_items("states").iter();
            let item = items.find(|item| item.value.eq_ignore_ascii_case(state.postal_code));
            let problem = AgencyProblem::MissingChildProtection {
                state_name: state.name,
                state_code: state.postal_code,
            };
            diagnostics
                .push(Diagnostic::new(problem).with_span(item.map(|item| item.span.clone())));
        }
    }
    for service in &agency.child_protection {
        let verified_on = service.verified_on;
        check_verification_date(
            &service.name,
            verified_on,
            &service.spans,
            today,
            diagnostics,
        );
    }
}

fn check_committee_members(agency: &Agency, spans: &SettingSpans, diagnostics: &mut Diagnostics) {
    let members = spans.list_items("members");
    for (index, member) in members.iter().enumerate() {
        if members[..index]
            .iter()
            .any(|earlier| earlier.value == member.value)
        {
            let problem = AgencyProblem::DuplicateCommitteeMember {
                member: member.value.clone(),
            };
            diagnostics.push(Diagnostic::new(problem).with_span(member.span.clone()));
        }
    }
    let member_count = agency.committee.members.len();
    if (1..MIN_COMMITTEE_MEMBERS).contains(&member_count) && !spans.is_rejected("members") {
        diagnostics.push(spans.new_diagnostic_at(
            "members",
            AgencyProblem::TooFewCommitteeMembers { member_count },
        ));
    }
}
