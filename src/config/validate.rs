//! What no single setting shows: facts that contradict each other, and facts that are missing.

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan as _};

use super::agency::{
    Agency, ContactAudience, Organization, OrganizationKind, Topic, Worded, is_round_the_clock,
};
use super::read::{Places, Read};
use super::section::Marks;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, Problem};
use crate::source::fields::nearest;
use crate::span::Span;

/// Least number of committee members (42 CFR 59.6(b)); there is no upper bound.
const LEAST_MEMBERS: usize = 5;

/// Everything that is wrong with an agency's facts together, in no order.
pub(super) fn validate(read: &Read, today: Date) -> Vec<Diagnostic> {
    let mut found = Findings(Vec::new());
    let (agency, places) = (&read.agency, &read.places);
    missing(agency, places, &mut found);
    key_lists(agency, places, &mut found);
    sites(agency, places, &mut found);
    organizations(agency, places, today, &mut found);
    child_protection(agency, places, today, &mut found);
    policy(agency, places, &mut found);
    committee(agency, places, &mut found);
    for (translation, marks) in agency.translations.iter().zip(&places.translations) {
        found.future("reviewed_on", translation.reviewed_on, marks, today);
    }
    for (trainee, (marks, dates)) in agency.trainees.iter().zip(&places.trainees) {
        found.future("orientation", trainee.orientation, marks, today);
        for (topic, date) in Topic::ALL.into_iter().zip(trainee.last) {
            found.future(topic.key(), date, dates, today);
        }
    }
    found.0
}

struct Findings(Vec<Diagnostic>);

impl Findings {
    fn add(&mut self, problem: AgencyProblem, span: Option<Span>) {
        self.0.push(Diagnostic {
            problem: Problem::Agency(problem),
            span,
        });
    }

    fn future(&mut self, key: &'static str, date: Option<Date>, marks: &Marks, today: Date) {
        if let Some(date) = date.filter(|date| *date > today) {
            self.add(AgencyProblem::FutureDate { key, date }, marks.at(key));
        }
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of settings, each with what is lost without it"
)]
fn missing(agency: &Agency, places: &Places, found: &mut Findings) {
    if agency.name.is_empty() && !places.agency.is_faulty("name") {
        found.add(AgencyProblem::NoName, places.agency.at("name"));
    }
    let mut want = |there: bool, marks: &Marks, setting: &'static str, effect, example| {
        let key = setting.rsplit('.').next().unwrap_or(setting);
        if !there && !marks.is_faulty(key) {
            let problem = AgencyProblem::Missing {
                setting,
                effect,
                example,
            };
            found.add(problem, marks.at(key));
        }
    };
    let facts = &places.agency;
    want(
        !agency.states.is_empty(),
        facts,
        "agency.states",
        "the policy cannot say whose child protective services to call",
        "`states = [\"IA\"]` under `[agency]`, with your states",
    );
    want(
        !agency.address.is_empty(),
        facts,
        "agency.address",
        "the policy has no address in its title block",
        "`address = [\"1200 River Street\", \"Cedar Falls, IA 50613\"]` under `[agency]`",
    );
    want(
        agency.phone.is_some(),
        facts,
        "agency.phone",
        "the documents give no phone of the agency",
        "`phone = \"319-555-0110\"` under `[agency]`",
    );
    let (policy, facts) = (&agency.policy, &places.policy);
    want(
        policy.number.is_some(),
        facts,
        "policy.number",
        "the policy has no number in its title block",
        "`number = \"CP-021\"` under `[policy]`",
    );
    want(
        policy.version.is_some(),
        facts,
        "policy.version",
        "the policy has no version in its title block",
        "`version = \"1.0\"` under `[policy]`",
    );
    want(
        policy.effective.is_some(),
        facts,
        "policy.effective",
        "the policy does not say when it takes effect",
        "`effective = 2026-12-01` under `[policy]`",
    );
    want(
        policy.next_review.is_some(),
        facts,
        "policy.next_review",
        "the policy does not say when it is reviewed next",
        "`next_review = 2027-12-01` under `[policy]`",
    );
    want(
        policy.owner.is_some(),
        facts,
        "policy.owner",
        "the policy does not say who answers for it",
        "`owner = \"Director of Clinical Services\"` under `[policy]`",
    );
    want(
        !policy.approvals.is_empty(),
        facts,
        "policy.approvals",
        "the policy has no line to sign",
        "`approvals = [{ title = \"Executive Director\" }]` under `[policy]`",
    );
    want(
        !agency.law_enforcement.is_empty(),
        &places.file,
        "law_enforcement",
        "the policy names no law enforcement agency",
        "a `[[law_enforcement]]` entry with a `name` and a `phone`",
    );
    protocols(agency, places, &mut want);
    want(
        !agency.languages.is_empty(),
        &places.languages,
        "languages.served",
        "the policy does not say which languages clients are served in",
        "`served = [\"en\", \"es\"]` under `[languages]`",
    );
    want(
        !agency.committee.members.is_empty(),
        &places.committee,
        "committee.members",
        "nobody is there to review the materials for clients",
        "`members = [\"M1\", \"M2\", \"M3\", \"M4\", \"M5\"]` under `[committee]`",
    );
}

fn protocols(
    agency: &Agency,
    places: &Places,
    want: &mut impl FnMut(bool, &Marks, &'static str, &'static str, &'static str),
) {
    let (protocols, facts) = (&agency.protocols, &places.protocols);
    want(
        protocols.violence.is_some(),
        facts,
        "protocols.violence",
        "the policy cannot name your policy on other forms of violence",
        "`violence = \"CP-014 Intimate Partner Violence\"` under `[protocols]`",
    );
    want(
        protocols.mandatory_reporting.is_some(),
        facts,
        "protocols.mandatory_reporting",
        "the policy cannot name your policy on mandatory reporting",
        "`mandatory_reporting = \"CP-009 Mandatory Reporting\"` under `[protocols]`",
    );
    want(
        protocols.confidentiality.is_some(),
        facts,
        "protocols.confidentiality",
        "the policy cannot name your policy on confidentiality",
        "`confidentiality = \"CP-002 Confidentiality\"` under `[protocols]`",
    );
    want(
        protocols.security.is_some(),
        facts,
        "protocols.security",
        "the policy cannot name your policy on calling security or law enforcement",
        "`security = \"AD-007 Calling Security\"` under `[protocols]`",
    );
    want(
        protocols.information_and_education.is_some(),
        facts,
        "protocols.information_and_education",
        "the policy cannot name your policy on the review of materials",
        "`information_and_education = \"IE-001 Materials Review\"` under `[protocols]`",
    );
    want(
        protocols.language_access.is_some(),
        facts,
        "protocols.language_access",
        "the policy cannot name your policy on interpreters and translations",
        "`language_access = \"AD-011 Language Access\"` under `[protocols]`",
    );
}

/// Key personnel and local organizations: either a list or a reason for having none.
fn key_lists(agency: &Agency, places: &Places, found: &mut Findings) {
    let without = &places.without;
    let mut check = |list: &'static str, empty: bool, reason: &Option<String>, open| {
        if !empty && reason.is_some() {
            found.add(AgencyProblem::ListAndReason { list }, without.at(list));
        }
        let refused = places.file.is_faulty(list) || without.is_faulty(list);
        if empty && reason.is_none() && !refused {
            found.add(open, without.at(list));
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
        found.add(AgencyProblem::NoAfterHours, None);
    }
}

fn sites(agency: &Agency, places: &Places, found: &mut Findings) {
    for (place, (site, marks)) in agency.sites.iter().zip(&places.sites).enumerate() {
        let first = agency.sites[..place]
            .iter()
            .position(|earlier| earlier.id == site.id);
        if let Some(earlier) = first.and_then(|first| places.sites[first].at("id")) {
            let problem = AgencyProblem::DuplicateSite {
                id: site.id.clone(),
                earlier: said_of(&earlier, marks.at("id").as_ref()),
            };
            found.add(problem, marks.at("id"));
        }
        let somebody = agency
            .personnel
            .iter()
            .any(|person| person.sites.is_empty() || person.sites.contains(&site.id));
        if !agency.personnel.is_empty() && !somebody && !places.file.is_faulty("personnel") {
            let problem = AgencyProblem::NobodyAtSite {
                id: site.id.clone(),
            };
            found.add(problem, marks.at("id"));
        }
    }
    if places.site_refused {
        return;
    }
    for item in places
        .personnel
        .iter()
        .flat_map(|marks| marks.items("sites"))
    {
        if agency.sites.iter().all(|site| site.id != item.value) {
            let known = agency.sites.iter().map(|site| site.id.as_str());
            let problem = AgencyProblem::UnknownSite {
                id: item.value.clone(),
                nearest: nearest(&item.value, known).map(str::to_owned),
            };
            found.add(problem, Some(item.span.clone()));
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

fn organizations(agency: &Agency, places: &Places, today: Date, found: &mut Findings) {
    let own = agency.phone.as_ref();
    if let Some(phone) = own.filter(|phone| phone.has_extension()) {
        let organization = agency.name.clone();
        let mut people = agency.personnel.iter().flat_map(|person| &person.phone);
        let problem = if people.any(|theirs| theirs.dialled == phone.dialled) {
            AgencyProblem::StaffExtensionForClients { organization }
        } else {
            AgencyProblem::ExtensionForClients { organization }
        };
        found.add(problem, places.agency.at("phone"));
    }
    for (place, (organization, marks)) in agency
        .organizations
        .iter()
        .zip(&places.organizations)
        .enumerate()
    {
        let same = |earlier: &Organization| {
            earlier.name.to_lowercase() == organization.name.to_lowercase()
                && earlier.phone.as_ref().map(|phone| &phone.dialled)
                    == organization.phone.as_ref().map(|phone| &phone.dialled)
        };
        let first = agency.organizations[..place].iter().position(same);
        if let Some(earlier) = first.and_then(|first| places.organizations[first].at("name")) {
            let problem = AgencyProblem::DuplicateOrganization {
                name: organization.name.clone(),
                earlier: said_of(&earlier, marks.at("name").as_ref()),
            };
            found.add(problem, marks.at("name"));
        }
        verified(
            &organization.name,
            organization.verified_on,
            marks,
            today,
            found,
        );
        if organization.audience == ContactAudience::Client {
            for_clients(agency, organization, marks, found);
        }
    }
    let for_clients =
        |organization: &Organization| organization.audience == ContactAudience::Client;
    let unclear = places
        .organizations
        .iter()
        .any(|marks| marks.is_faulty("audience"));
    if !agency.organizations.is_empty() && !unclear && !agency.organizations.iter().any(for_clients)
    {
        let first = places.organizations.first();
        found.add(
            AgencyProblem::NoneForClients,
            first.and_then(|marks| marks.home.clone()),
        );
    }
}

fn for_clients(agency: &Agency, organization: &Organization, marks: &Marks, found: &mut Findings) {
    let name = || organization.name.clone();
    let unreachable = organization.phone.is_none() && organization.website.is_none();
    if unreachable && !marks.is_faulty("phone") && !marks.is_faulty("website") {
        found.add(
            AgencyProblem::Unreachable { name: name() },
            marks.at("name"),
        );
    }
    if organization.verified_on.is_none() && !marks.is_faulty("verified_on") {
        found.add(
            AgencyProblem::NeverVerified { name: name() },
            marks.at("name"),
        );
    }
    if organization.kind == OrganizationKind::Shelter {
        for (key, text) in [
            ("area", &organization.area),
            ("services", &organization.services),
        ] {
            let mut texts = text.iter().flat_map(Worded::all);
            if texts.any(looks_like_street_address) {
                found.add(
                    AgencyProblem::ShelterAddress { name: name() },
                    marks.at(key),
                );
            }
        }
    }
    let Some(phone) = &organization.phone else {
        return;
    };
    if phone.has_extension() {
        let organization = name();
        // An extension of a line that the agency has is somebody's on the staff; that of another
        // organization may be how everybody reaches it.
        let people = agency.personnel.iter().map(|person| &person.phone);
        let mut own = people.chain([&agency.phone]).flatten();
        if own.any(|own| own.line() == phone.line()) {
            let problem = AgencyProblem::StaffExtensionForClients { organization };
            found.add(problem, marks.at("phone"));
            return;
        }
        let problem = AgencyProblem::ExtensionForClients { organization };
        found.add(problem, marks.at("phone"));
    }
    let of_staff = agency.personnel.iter().find(|person| {
        person
            .phone
            .as_ref()
            .is_some_and(|own| own.line() == phone.line())
    });
    if let Some(person) = of_staff {
        let problem = AgencyProblem::StaffPhoneForClients {
            organization: name(),
            position: person.position.clone(),
        };
        found.add(problem, marks.at("phone"));
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
fn verified(name: &str, date: Option<Date>, marks: &Marks, today: Date, found: &mut Findings) {
    let year: Duration = 1.year();
    found.future("verified_on", date, marks, today);
    let old = |date: &Date| date.checked_add(year).is_ok_and(|due| due < today);
    if let Some(verified_on) = date.filter(old) {
        let name = name.to_owned();
        found.add(
            AgencyProblem::OldVerification { name, verified_on },
            marks.at("verified_on"),
        );
    }
}

fn child_protection(agency: &Agency, places: &Places, today: Date, found: &mut Findings) {
    for state in &agency.states {
        let named = agency
            .child_protection
            .iter()
            .any(|service| service.state == *state);
        if !named && !places.file.is_faulty("child_protection") {
            let (code, name) = (state.code, state.name);
            let item = places.agency.items("states").iter();
            let span = item
                .filter(|item| item.value.eq_ignore_ascii_case(code))
                .map(|item| item.span.clone())
                .next();
            found.add(AgencyProblem::NoChildProtection { state: name, code }, span);
        }
    }
    for (service, marks) in agency.child_protection.iter().zip(&places.child_protection) {
        verified(&service.name, service.verified_on, marks, today, found);
    }
}

fn policy(agency: &Agency, places: &Places, found: &mut Findings) {
    if let (Some(effective), Some(next_review)) =
        (agency.policy.effective, agency.policy.next_review)
        && next_review <= effective
    {
        let problem = AgencyProblem::ReviewTooEarly {
            effective,
            next_review,
        };
        found.add(problem, places.policy.at("next_review"));
    }
}

fn committee(agency: &Agency, places: &Places, found: &mut Findings) {
    let members = places.committee.items("members");
    let mut different: Vec<&str> = Vec::new();
    for member in members {
        if different.contains(&member.value.as_str()) {
            let problem = AgencyProblem::DuplicateMember {
                member: member.value.clone(),
            };
            found.add(problem, Some(member.span.clone()));
        } else {
            different.push(&member.value);
        }
    }
    let listed = agency.committee.members.len();
    if (1..LEAST_MEMBERS).contains(&listed) && !places.committee.is_faulty("members") {
        let problem = AgencyProblem::TooFewMembers { found: listed };
        found.add(problem, places.committee.at("members"));
    }
}
