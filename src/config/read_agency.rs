//! From the tree of a file to an agency's facts, table by table.

mod policy;

use super::agency::{
    Agency, AgencyKind, Capacity, ChildProtection, Committee, ContactAudience, LawEnforcement,
    LawEnforcementKind, Logo, Organization, OrganizationKind, OtherMaterial, Person, Protocols,
    Site, Theme, Topic, Trainee, Translation, Without,
};
use super::clean_text::tidy_id;
use super::table_reader::{Noted, Section, read_file};
use super::value_types;
use crate::diag::agency::AgencyProblem;
use crate::document::PaperSize;
use crate::source::toml::TomlTable;

/// Months between trainings and between reviews when the agency says nothing.
const A_YEAR: u16 = 12;

/// Reads everything a file says; the agency's name is empty if it is missing.
pub(super) fn read(root: &TomlTable, noted: &mut Noted) -> Agency {
    let empty = TomlTable {
        entries: Vec::new(),
        span: root.span.clone(),
    };
    let mut agency = read_file(root, &empty, noted, agency);
    if let [only] = agency.states[..] {
        for site in &mut agency.sites {
            site.state.get_or_insert(only);
        }
    }
    agency
}

fn agency(file: &mut Section<'_, '_>) -> Agency {
    let (training_every_months, trainees) = file.table("training", |training| {
        let every_months = training.months("every_months", A_YEAR);
        (every_months, training.list("staff", trainee))
    });
    let languages = file.table("languages", |languages| languages.languages("served"));
    let policy = file.table("policy", |section| policy::policy(section, &languages));
    let personnel = file.list("personnel", person);
    let organizations = file.list("organizations", organization);
    let without = file.table("without", |without| Without {
        organizations: without.text("organizations"),
        personnel: without.text("personnel"),
    });
    let law_enforcement = file.list("law_enforcement", law_enforcement_agency);
    let child_protection = file.list("child_protection", child_protective_service);
    let protocols = file.table("protocols", named_protocols);
    let sites = file.list("sites", site);
    let translations = file.list("translations", translation);
    let committee = file.table("committee", |committee| Committee {
        name: committee.text("name"),
        members: committee.texts("members"),
        review_every_months: committee.months("review_every_months", A_YEAR),
        technical_reviewer: committee.text("technical_reviewer"),
    });
    let materials = file.list("materials", other_material);
    let theme = file.table("theme", theme);
    let paper = file.table("output", |output| {
        output.choice(
            "paper",
            &[
                ("letter", PaperSize::Letter),
                ("legal", PaperSize::Legal),
                ("a4", PaperSize::A4),
                ("tabloid", PaperSize::Tabloid),
            ],
        )
    });
    file.table("agency", |agency| Agency {
        name: agency.text("name").unwrap_or_default(),
        short_name: agency.text("short_name"),
        kind: agency.choice(
            "kind",
            &[
                ("grantee", AgencyKind::Grantee),
                ("subrecipient", AgencyKind::Subrecipient),
            ],
        ),
        states: agency.states("states"),
        address: agency.texts("address"),
        phone: agency.phone("phone"),
        website: agency.website("website"),
        policy,
        personnel,
        organizations,
        without,
        law_enforcement,
        child_protection,
        protocols,
        sites,
        languages,
        translations,
        training_every_months,
        trainees,
        committee,
        materials,
        theme,
        paper,
        facts: agency.take_facts(),
    })
}

fn trainee(section: &mut Section<'_, '_>) -> Option<Trainee> {
    let code = section.text("code");
    let position = section.text("position");
    section.require("code", code.is_some() || position.is_some());
    let orientation = section.date("orientation");
    let (last, date_spans) = section.table("dates", |dates| {
        let last = Topic::ALL.map(|topic| dates.date(topic.key()));
        (last, dates.take_spans())
    });
    let (code, position) = match code {
        Some(code) => (code, position),
        None => (position?, None),
    };
    Some(Trainee {
        code,
        position,
        orientation,
        last,
        spans: section.take_spans(),
        date_spans,
    })
}

fn person(section: &mut Section<'_, '_>) -> Option<Person> {
    let position = section.required("position");
    Some(Person {
        name: section.text("name"),
        phone: section.phone("phone"),
        hours: section.text("hours"),
        responsibility: section.text("responsibility"),
        sites: section.texts("sites"),
        spans: section.take_spans(),
        position: position?,
    })
}

fn organization(section: &mut Section<'_, '_>) -> Option<Organization> {
    let name = section.required("name");
    let kind = section.choice("kind", &OrganizationKind::ALL);
    Some(Organization {
        kind: kind.unwrap_or_default(),
        phone: section.phone("phone"),
        hours: section.worded("hours"),
        services: section.worded("services"),
        languages: section.languages("languages"),
        area: section.worded("area"),
        website: section.website("website"),
        audience: section
            .choice(
                "audience",
                &[
                    ("client", ContactAudience::Client),
                    ("staff", ContactAudience::Staff),
                ],
            )
            .unwrap_or_default(),
        verified_on: section.date("verified_on"),
        spans: section.take_spans(),
        name: name?,
    })
}

fn law_enforcement_agency(section: &mut Section<'_, '_>) -> Option<LawEnforcement> {
    let name = section.required("name");
    let kind = section.choice("kind", &LawEnforcementKind::ALL);
    Some(LawEnforcement {
        kind: kind.unwrap_or_default(),
        phone: section.phone("phone"),
        name: name?,
    })
}

fn child_protective_service(section: &mut Section<'_, '_>) -> Option<ChildProtection> {
    let state = section.state("state");
    section.require("state", state.is_some());
    let name = section.required("name");
    Some(ChildProtection {
        phone: section.phone("phone"),
        law: section.text("law"),
        verified_on: section.date("verified_on"),
        spans: section.take_spans(),
        state: state?,
        name: name?,
    })
}

fn named_protocols(section: &mut Section<'_, '_>) -> Protocols {
    Protocols {
        violence: section.text("violence"),
        mandatory_reporting: section.text("mandatory_reporting"),
        confidentiality: section.text("confidentiality"),
        security: section.text("security"),
        information_and_education: section.text("information_and_education"),
        language_access: section.text("language_access"),
    }
}

fn site(section: &mut Section<'_, '_>) -> Option<Site> {
    let id = section.spanned_text("id");
    section.require("id", id.is_some());
    if let Some(id) = &id
        && let Some(suggestion) = tidy_id(&id.value)
    {
        let problem = AgencyProblem::SiteId {
            written: id.value.clone(),
            suggestion,
        };
        section.refuse("id", problem, &id.span);
    }
    let name = section.required("name");
    let address = section.texts("address");
    let state = section.state("state");
    let capacity = section.choice(
        "capacity",
        &[
            ("referral", Capacity::Referral),
            ("specialised", Capacity::Specialised),
        ],
    );
    Some(Site {
        state: state.or_else(|| value_types::state_of_address(&address)),
        address,
        capacity: capacity.unwrap_or_default(),
        languages: section.languages("languages"),
        spans: section.take_spans(),
        id: id?.value,
        name: name?,
    })
}

fn translation(section: &mut Section<'_, '_>) -> Option<Translation> {
    let language = section.language("language");
    section.require("language", language.is_some());
    Some(Translation {
        translator: section.text("translator"),
        qualification: section.text("qualification"),
        reviewed_on: section.date("reviewed_on"),
        source: section.texts_by_name("source"),
        span: section.span(),
        spans: section.take_spans(),
        language: language?,
    })
}

fn other_material(section: &mut Section<'_, '_>) -> Option<OtherMaterial> {
    let title = section.required("title");
    Some(OtherMaterial {
        source: section.text("source"),
        language: section.language("language"),
        edition: section.text("edition"),
        approved_on: section.date("approved_on"),
        withdrawn_on: section.date("withdrawn_on"),
        title: title?,
    })
}

fn theme(section: &mut Section<'_, '_>) -> Theme {
    let accent = section.accent("accent");
    let file = section.path("logo");
    let alt = section.spanned_text("logo_alt");
    let fonts = section.paths("fonts");
    let logo = match (file, alt) {
        (Some(file), Some(alt)) => Some(Logo {
            file,
            alt: alt.value,
        }),
        (Some(file), None) => {
            if !section.was_refused("logo_alt") {
                section.refuse("logo_alt", AgencyProblem::LogoWithoutWords, &file.span);
            }
            None
        }
        (None, Some(alt)) => {
            if !section.was_refused("logo") {
                section.refuse("logo", AgencyProblem::WordsWithoutLogo, &alt.span);
            }
            None
        }
        (None, None) => None,
    };
    Theme {
        accent,
        logo,
        fonts,
    }
}
