//! What no single setting shows: facts that contradict each other, and facts that are missing.

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan as _};

use super::agency::{
    Agency, ContactAudience, LEAST_MEMBERS, Organization, OrganizationKind, Person, Topic, Worded,
    is_round_the_clock,
};
use super::settings;
use super::table_spans::{TableSpans, Tables};
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::field_reader::find_nearest_name;
use crate::span::Span;

/// Finds everything that is wrong with an agency's facts together, in no order.
pub(super) fn validate(agency: &Agency, tables: &Tables, today: Date, found: &mut Diagnostics) {
    missing(agency, tables, found);
    key_lists(agency, tables, found);
    sites(agency, &tables[""], found);
    organizations(agency, &tables["agency"], today, found);
    child_protection(agency, tables, today, found);
    policy(agency, &tables["policy"], found);
    committee(agency, &tables["committee"], found);
    for translation in &agency.translations {
        let reviewed_on = translation.reviewed_on;
        past("reviewed_on", reviewed_on, &translation.spans, today, found);
    }
    for trainee in &agency.trainees {
        past(
            "orientation",
            trainee.orientation,
            &trainee.spans,
            today,
            found,
        );
        for (topic, date) in Topic::ALL.into_iter().zip(trainee.last) {
            past(topic.key(), date, &trainee.date_spans, today, found);
        }
    }
}

/// Warns of a date that is still to come.
fn past(
    key: &'static str,
    date: Option<Date>,
    spans: &TableSpans,
    today: Date,
    found: &mut Diagnostics,
) {
    if let Some(date) = date.filter(|date| *date > today) {
        found.push(spans.diagnostic(key, AgencyProblem::FutureDate { key, date }));
    }
}

/// What packets lack without a setting, as the catalog says it.
fn missing(agency: &Agency, tables: &Tables, found: &mut Diagnostics) {
    let spans = &tables["agency"];
    if agency.name.is_empty() && !spans.is_refused("name") {
        found.push(spans.diagnostic("name", AgencyProblem::NoName));
    }
    for needed in settings::needed() {
        let key = needed.setting.key;
        let spans = &tables[needed.table.path()];
        if spans.given.contains(key) || spans.is_refused(key) {
            continue;
        }
        let problem = AgencyProblem::Missing {
            setting: needed.table.path_of(key),
            effect: needed.effect,
            example: needed.write,
        };
        found.push(spans.diagnostic(key, problem));
    }
}

/// Key personnel and local organizations: either a list or a reason for having none.
fn key_lists(agency: &Agency, tables: &Tables, found: &mut Diagnostics) {
    let without = &tables["without"];
    let mut check = |list: &'static str, empty: bool, reason: &Option<String>, open| {
        if !empty && reason.is_some() {
            found.push(Diagnostic::new(AgencyProblem::ListAndReason { list }).at(without.at(list)));
        }
        let refused = tables[""].is_refused(list) || without.is_refused(list);
        if empty && reason.is_none() && !refused {
            found.push(Diagnostic::new(open).at(without.at(list)));
        }
    };
    check(
        "personnel",
        agency.personnel.is_empty(),
        &agency.without.personnel,
        AgencyProblem::NoPersonnel,
    );
    check(
        "organizations",
        agency.organizations.is_empty(),
        &agency.without.organizations,
        AgencyProblem::NoOrganizations,
    );
    let of_staff = agency.personnel.iter();
    let of_staff = of_staff.filter_map(|person| person.hours.as_deref());
    let others = agency.organizations.iter();
    let others = others.filter_map(|organization| organization.hours.as_ref());
    let mut hours = of_staff.chain(others.map(|hours| hours.english.as_str()));
    let anybody = !agency.personnel.is_empty() || !agency.organizations.is_empty();
    if anybody && !hours.any(is_round_the_clock) {
        found.push(AgencyProblem::NoAfterHours);
    }
}

fn sites(agency: &Agency, file: &TableSpans, found: &mut Diagnostics) {
    for (place, site) in agency.sites.iter().enumerate() {
        let mut before = agency.sites[..place].iter();
        if let Some(first) = before.find(|earlier| earlier.id == site.id)
            && let Some(earlier) = first.spans.at("id")
        {
            let problem = AgencyProblem::DuplicateSite {
                id: site.id.clone(),
                earlier: said_of(&earlier, site.spans.at("id").as_ref()),
            };
            found.push(site.spans.diagnostic("id", problem));
        }
        let mut people = agency.personnel.iter();
        let somebody =
            people.any(|person| person.sites.is_empty() || person.sites.contains(&site.id));
        if !agency.personnel.is_empty() && !somebody && !file.is_refused("personnel") {
            let id = site.id.clone();
            let problem = AgencyProblem::NobodyAtSite { id };
            found.push(site.spans.diagnostic("id", problem));
        }
    }
    // A site that is left out may be the one that is named.
    if file.shortened.contains("sites") {
        return;
    }
    let people = agency.personnel.iter();
    for item in people.flat_map(|person| person.spans.items("sites")) {
        if agency.sites.iter().all(|site| site.id != item.value) {
            let known = agency.sites.iter().map(|site| site.id.as_str());
            let problem = AgencyProblem::UnknownSite {
                id: item.value.clone(),
                nearest: find_nearest_name(&item.value, known).map(str::to_owned),
            };
            found.push(Diagnostic::new(problem).at(item.span.clone()));
        }
    }
}

/// A place as another one speaks of it: the file is named only where it is not the same.
fn said_of(there: &Span, here: Option<&Span>) -> String {
    let line = there.line_column().0;
    if here.is_some_and(|here| here.file == there.file) {
        format!("line {line}")
    } else {
        format!("line {line} of {}", there.file.name)
    }
}

fn organizations(agency: &Agency, own: &TableSpans, today: Date, found: &mut Diagnostics) {
    if let Some(phone) = agency.phone.as_ref().filter(|phone| phone.has_extension()) {
        let organization = agency.name.clone();
        let mut people = agency.personnel.iter().flat_map(|person| &person.phone);
        let problem = if people.any(|theirs| theirs.dialled == phone.dialled) {
            AgencyProblem::StaffExtensionForClients { organization }
        } else {
            AgencyProblem::ExtensionForClients { organization }
        };
        found.push(own.diagnostic("phone", problem));
    }
    for (place, organization) in agency.organizations.iter().enumerate() {
        let spans = &organization.spans;
        let mut before = agency.organizations[..place].iter();
        if let Some(first) = before.find(|earlier| is_same(earlier, organization))
            && let Some(earlier) = first.spans.at("name")
        {
            let problem = AgencyProblem::DuplicateOrganization {
                name: organization.name.clone(),
                earlier: said_of(&earlier, spans.at("name").as_ref()),
            };
            found.push(spans.diagnostic("name", problem));
        }
        let verified_on = organization.verified_on;
        verified(&organization.name, verified_on, spans, today, found);
        if organization.audience == ContactAudience::Client {
            for_clients(agency, organization, found);
        }
    }
    let hides = |one: &Organization| {
        one.audience == ContactAudience::Staff && !one.spans.is_refused("audience")
    };
    if let Some(first) = agency.organizations.first()
        && agency.organizations.iter().all(hides)
    {
        let heading = first.spans.heading.clone();
        found.push(Diagnostic::new(AgencyProblem::NoneForClients).at(heading));
    }
}

/// Returns whether two entries are of one organization: the same name, in any letters, and number.
fn is_same(one: &Organization, other: &Organization) -> bool {
    let dialled = |one: &Organization| one.phone.as_ref().map(|phone| phone.dialled.clone());
    one.name.to_lowercase() == other.name.to_lowercase() && dialled(one) == dialled(other)
}

fn for_clients(agency: &Agency, organization: &Organization, found: &mut Diagnostics) {
    let spans = &organization.spans;
    let name = || organization.name.clone();
    let unreachable = organization.phone.is_none() && organization.website.is_none();
    if unreachable && !spans.is_refused("phone") && !spans.is_refused("website") {
        found.push(spans.diagnostic("name", AgencyProblem::Unreachable { name: name() }));
    }
    if organization.verified_on.is_none() && !spans.is_refused("verified_on") {
        found.push(spans.diagnostic("name", AgencyProblem::NeverVerified { name: name() }));
    }
    if organization.kind == OrganizationKind::Shelter {
        for (key, text) in [
            ("area", &organization.area),
            ("services", &organization.services),
        ] {
            let mut texts = text.iter().flat_map(Worded::all);
            if texts.any(looks_like_street_address) {
                found.push(spans.diagnostic(key, AgencyProblem::ShelterAddress { name: name() }));
            }
        }
    }
    let Some(phone) = &organization.phone else {
        return;
    };
    let of_staff = |person: &&Person| {
        let own = person.phone.as_ref();
        own.is_some_and(|own| own.line() == phone.line())
    };
    let holder = agency.personnel.iter().find(of_staff);
    if phone.has_extension() {
        let organization = name();
        // An extension of a line that the agency has is somebody's on the staff; that of another
        // organization may be how everybody reaches it.
        let own = agency.phone.as_ref();
        if holder.is_some() || own.is_some_and(|own| own.line() == phone.line()) {
            let problem = AgencyProblem::StaffExtensionForClients { organization };
            found.push(spans.diagnostic("phone", problem));
            return;
        }
        let problem = AgencyProblem::ExtensionForClients { organization };
        found.push(spans.diagnostic("phone", problem));
    }
    if let Some(person) = holder {
        let problem = AgencyProblem::StaffPhoneForClients {
            organization: name(),
            position: person.position.clone(),
        };
        found.push(spans.diagnostic("phone", problem));
    }
}

/// A house number with the word for a street soon after it.
fn looks_like_street_address(text: &str) -> bool {
    const STREETS: [&str; 18] = [
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
    const WORDS_OF_A_STREET: usize = 4;
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    words.iter().enumerate().any(|(place, word)| {
        let is_number = (1..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let after = words.iter().skip(place + 1).take(WORDS_OF_A_STREET);
        is_number && after.into_iter().any(|word| STREETS.contains(word))
    })
}

/// Warns of a date that is more than a year old or still to come.
fn verified(
    name: &str,
    date: Option<Date>,
    spans: &TableSpans,
    today: Date,
    found: &mut Diagnostics,
) {
    let year: Duration = 1.year();
    past("verified_on", date, spans, today, found);
    let old = |date: &Date| date.checked_add(year).is_ok_and(|due| due < today);
    if let Some(verified_on) = date.filter(old) {
        let name = name.to_owned();
        found.push(spans.diagnostic(
            "verified_on",
            AgencyProblem::OldVerification { name, verified_on },
        ));
    }
}

fn child_protection(agency: &Agency, tables: &Tables, today: Date, found: &mut Diagnostics) {
    for state in &agency.states {
        let mut services = agency.child_protection.iter();
        let named = services.any(|service| service.state == *state);
        if !named && !tables[""].is_refused("child_protection") {
            let (code, name) = (state.code, state.name);
            let mut items = tables["agency"].items("states").iter();
            let item = items.find(|item| item.value.eq_ignore_ascii_case(code));
            let problem = AgencyProblem::NoChildProtection { state: name, code };
            found.push(Diagnostic::new(problem).at(item.map(|item| item.span.clone())));
        }
    }
    for service in &agency.child_protection {
        let verified_on = service.verified_on;
        verified(&service.name, verified_on, &service.spans, today, found);
    }
}

fn policy(agency: &Agency, spans: &TableSpans, found: &mut Diagnostics) {
    if let (Some(effective), Some(next_review)) =
        (agency.policy.effective, agency.policy.next_review)
        && next_review <= effective
    {
        let problem = AgencyProblem::ReviewTooEarly {
            effective,
            next_review,
        };
        found.push(spans.diagnostic("next_review", problem));
    }
}

fn committee(agency: &Agency, spans: &TableSpans, found: &mut Diagnostics) {
    let members = spans.items("members");
    for (place, member) in members.iter().enumerate() {
        if members[..place]
            .iter()
            .any(|earlier| earlier.value == member.value)
        {
            let problem = AgencyProblem::DuplicateMember {
                member: member.value.clone(),
            };
            found.push(Diagnostic::new(problem).at(member.span.clone()));
        }
    }
    let listed = agency.committee.members.len();
    if (1..LEAST_MEMBERS).contains(&listed) && !spans.is_refused("members") {
        found.push(spans.diagnostic("members", AgencyProblem::TooFewMembers { found: listed }));
    }
}
