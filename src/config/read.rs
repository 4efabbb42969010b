//! From the tree of a file to an agency's facts, table by table.

mod policy;

use super::agency::{
    Agency, AgencyKind, Capacity, ChildProtection, Committee, ContactAudience, Fact,
    LawEnforcement, LawEnforcementKind, Logo, Organization, OrganizationKind, OtherMaterial,
    Person, Policy, Protocols, Site, Theme, Topic, Trainee, Translation, Without,
};
use super::fact;
use super::section::{Marks, Section};
use super::text::tidy_id;
use crate::diag::Diagnostics;
use crate::diag::agency::AgencyProblem;
use crate::document::Paper;
use crate::source::toml::Table;

/// Months between trainings and between reviews when the agency says nothing.
const A_YEAR: u16 = 12;

const PAPERS: &[(&str, Paper)] = &[
    ("letter", Paper::Letter),
    ("legal", Paper::Legal),
    ("a4", Paper::A4),
    ("tabloid", Paper::Tabloid),
];

/// An agency's facts, each valid by itself, and the places they stand in.
pub(super) struct Read {
    /// The facts; the name is empty if it is missing.
    pub(super) agency: Agency,
    /// The places.
    pub(super) places: Places,
    /// What was noticed, not yet in the order of the file.
    pub(super) diagnostics: Diagnostics,
}

/// The places of tables that cross-checks look at; those of lists run parallel to the facts.
#[derive(Default)]
pub(super) struct Places {
    /// The whole file.
    pub(super) file: Marks,
    pub(super) agency: Marks,
    pub(super) policy: Marks,
    pub(super) personnel: Vec<Marks>,
    pub(super) organizations: Vec<Marks>,
    pub(super) without: Marks,
    pub(super) child_protection: Vec<Marks>,
    pub(super) protocols: Marks,
    pub(super) sites: Vec<Marks>,
    /// Whether a site is left out, because something of it was refused; others may name it.
    pub(super) site_refused: bool,
    pub(super) languages: Marks,
    pub(super) translations: Vec<Marks>,
    /// Each with that of its dates.
    pub(super) trainees: Vec<(Marks, Marks)>,
    pub(super) committee: Marks,
}

/// Reads everything a file says.
#[expect(
    clippy::too_many_lines,
    reason = "a list of the tables, each with its reader"
)]
pub(super) fn read(root: &Table) -> Read {
    let mut reader = Reader {
        diagnostics: Diagnostics::new(),
        facts: Vec::new(),
        empty: Table {
            entries: Vec::new(),
            span: root.span.clone(),
        },
    };
    let mut top = Section::new(
        root,
        None,
        String::new(),
        "",
        &mut reader.diagnostics,
        &mut reader.facts,
    );
    // Both were taken out before; asked for, they are offered to who misspells them.
    top.path("extends");
    top.texts("append");
    let agency = top.table("agency");
    let policy = top.table("policy");
    let personnel = top.tables("personnel");
    let organizations = top.tables("organizations");
    let without = top.table("without");
    let law_enforcement = top.tables("law_enforcement");
    let child_protection = top.tables("child_protection");
    let protocols = top.table("protocols");
    let sites = top.tables("sites");
    let languages = top.table("languages");
    let translations = top.tables("translations");
    let training = top.table("training");
    let committee = top.table("committee");
    let materials = top.tables("materials");
    let theme = top.table("theme");
    let output = top.table("output");
    let mut places = Places {
        file: top.finish(),
        ..Places::default()
    };
    let (training_every_months, trainees) =
        training_facts(&mut reader, training, &mut places.trainees);
    let served = reader.one(
        languages,
        "languages",
        "[languages]",
        &mut places.languages,
        |section| section.languages("served"),
    );
    let mut facts = Agency {
        policy: policy::policy_facts(&mut reader, policy, &served, &mut places.policy),
        personnel: reader.list(
            &personnel,
            "personnel",
            "[[personnel]]",
            &mut places.personnel,
            person,
        ),
        organizations: reader.list(
            &organizations,
            "organizations",
            "[[organizations]]",
            &mut places.organizations,
            organization,
        ),
        without: reader.one(
            without,
            "without",
            "[without]",
            &mut places.without,
            |section| Without {
                organizations: section.text("organizations"),
                personnel: section.text("personnel"),
            },
        ),
        law_enforcement: reader.list(
            &law_enforcement,
            "law_enforcement",
            "[[law_enforcement]]",
            &mut Vec::new(),
            law_enforcement_agency,
        ),
        child_protection: reader.list(
            &child_protection,
            "child_protection",
            "[[child_protection]]",
            &mut places.child_protection,
            child_protective_service,
        ),
        protocols: reader.one(
            protocols,
            "protocols",
            "[protocols]",
            &mut places.protocols,
            named_protocols,
        ),
        sites: reader.list(&sites, "sites", "[[sites]]", &mut places.sites, site),
        languages: served.clone(),
        translations: reader.list(
            &translations,
            "translations",
            "[[translations]]",
            &mut places.translations,
            translation,
        ),
        training_every_months,
        trainees,
        committee: reader.one(
            committee,
            "committee",
            "[committee]",
            &mut places.committee,
            committee_facts,
        ),
        materials: reader.list(
            &materials,
            "materials",
            "[[materials]]",
            &mut Vec::new(),
            other_material,
        ),
        theme: reader.one(
            theme,
            "theme",
            "[theme]",
            &mut Marks::default(),
            theme_facts,
        ),
        paper: reader.one(
            output,
            "output",
            "[output]",
            &mut Marks::default(),
            |section| section.choice_if_said("paper", PAPERS),
        ),
        ..reader.one(
            agency,
            "agency",
            "[agency]",
            &mut places.agency,
            agency_facts,
        )
    };
    if let [only] = facts.states[..] {
        for site in &mut facts.sites {
            site.state.get_or_insert(only);
        }
    }
    facts.facts = reader.facts;
    places.site_refused = facts.sites.len() < sites.len();
    Read {
        agency: facts,
        places,
        diagnostics: reader.diagnostics,
    }
}

struct Reader {
    diagnostics: Diagnostics,
    facts: Vec<Fact>,
    /// Stands for a table that is not in the file.
    empty: Table,
}

impl Reader {
    /// Reads a table that may be absent.
    fn one<T>(
        &mut self,
        table: Option<&Table>,
        path: &str,
        heading: &'static str,
        marks: &mut Marks,
        read: impl FnOnce(&mut Section<'_, '_>) -> T,
    ) -> T {
        let home = table.map(|table| table.span.clone());
        let mut section = Section::new(
            table.unwrap_or(&self.empty),
            home,
            path.to_owned(),
            heading,
            &mut self.diagnostics,
            &mut self.facts,
        );
        let value = read(&mut section);
        *marks = section.finish();
        value
    }

    /// Reads a list of tables; an entry that lacks what it cannot be without is reported and left
    /// out.
    fn list<T>(
        &mut self,
        tables: &[&Table],
        path: &str,
        heading: &'static str,
        marks: &mut Vec<Marks>,
        read: impl Fn(&mut Section<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (place, table) in tables.iter().enumerate() {
            let path = format!("{path}[{}]", place + 1);
            let mut own = Marks::default();
            if let Some(value) = self.one(Some(table), &path, heading, &mut own, &read) {
                values.push(value);
                marks.push(own);
            }
        }
        values
    }
}

fn agency_facts(section: &mut Section<'_, '_>) -> Agency {
    Agency {
        name: section.text("name").unwrap_or_default(),
        short_name: section.text("short_name"),
        kind: section.choice_if_said(
            "kind",
            &[
                ("grantee", AgencyKind::Grantee),
                ("subrecipient", AgencyKind::Subrecipient),
            ],
        ),
        states: section.states("states"),
        address: section.texts("address"),
        phone: section.phone("phone"),
        website: section.website("website"),
        policy: Policy::default(),
        personnel: Vec::new(),
        organizations: Vec::new(),
        without: Without::default(),
        law_enforcement: Vec::new(),
        child_protection: Vec::new(),
        protocols: Protocols::default(),
        sites: Vec::new(),
        languages: Vec::new(),
        translations: Vec::new(),
        training_every_months: A_YEAR,
        trainees: Vec::new(),
        committee: Committee {
            name: None,
            members: Vec::new(),
            review_every_months: A_YEAR,
            technical_reviewer: None,
        },
        materials: Vec::new(),
        theme: Theme::default(),
        paper: None,
        facts: Vec::new(),
    }
}

/// Months between trainings, and who was trained when.
fn training_facts(
    reader: &mut Reader,
    table: Option<&Table>,
    places: &mut Vec<(Marks, Marks)>,
) -> (u16, Vec<Trainee>) {
    let Some(table) = table else {
        return (A_YEAR, Vec::new());
    };
    let mut section = Section::new(
        table,
        Some(table.span.clone()),
        "training".to_owned(),
        "[training]",
        &mut reader.diagnostics,
        &mut reader.facts,
    );
    let every_months = section.months("every_months", A_YEAR);
    let staff = section.tables("staff");
    section.finish();
    let mut trainees = Vec::new();
    for (place, table) in staff.into_iter().enumerate() {
        let path = format!("training.staff[{}]", place + 1);
        trainees.extend(trainee(reader, table, &path, places));
    }
    (every_months, trainees)
}

fn trainee(
    reader: &mut Reader,
    table: &Table,
    path: &str,
    places: &mut Vec<(Marks, Marks)>,
) -> Option<Trainee> {
    let mut section = Section::new(
        table,
        Some(table.span.clone()),
        path.to_owned(),
        "[[training.staff]]",
        &mut reader.diagnostics,
        &mut reader.facts,
    );
    let code = section.text("code");
    let position = section.text("position");
    section.require("code", code.is_some() || position.is_some());
    let orientation = section.date("orientation");
    let dates = section.table("dates");
    let own = section.finish();
    let mut of_dates = Marks::default();
    let last = reader.one(
        dates,
        &format!("{path}.dates"),
        "[training.staff.dates]",
        &mut of_dates,
        |section| Topic::ALL.map(|topic| section.date(topic.key())),
    );
    let (code, position) = match code {
        Some(code) => (code, position),
        None => (position?, None),
    };
    places.push((own, of_dates));
    Some(Trainee {
        code,
        position,
        orientation,
        last,
    })
}

fn person(section: &mut Section<'_, '_>) -> Option<Person> {
    let position = section.required("position");
    let person = Person {
        position: position.clone().unwrap_or_default(),
        name: section.text("name"),
        phone: section.phone("phone"),
        hours: section.text("hours"),
        responsibility: section.text("responsibility"),
        sites: section.texts("sites"),
    };
    position.map(|_| person)
}

fn organization(section: &mut Section<'_, '_>) -> Option<Organization> {
    let name = section.required("name");
    let organization = Organization {
        name: name.clone().unwrap_or_default(),
        kind: section.choice(
            "kind",
            &[
                ("victim-services", OrganizationKind::VictimServices),
                ("social-services", OrganizationKind::SocialServices),
                ("coalition", OrganizationKind::Coalition),
                ("shelter", OrganizationKind::Shelter),
                ("legal", OrganizationKind::Legal),
                ("health", OrganizationKind::Health),
                ("other", OrganizationKind::Other),
            ],
        ),
        phone: section.phone("phone"),
        hours: section.worded("hours"),
        services: section.worded("services"),
        languages: section.languages("languages"),
        area: section.worded("area"),
        website: section.website("website"),
        audience: section.choice(
            "audience",
            &[
                ("client", ContactAudience::Client),
                ("staff", ContactAudience::Staff),
            ],
        ),
        verified_on: section.date("verified_on"),
    };
    name.map(|_| organization)
}

fn law_enforcement_agency(section: &mut Section<'_, '_>) -> Option<LawEnforcement> {
    let name = section.required("name");
    let kind = section.choice(
        "kind",
        &[
            ("police", LawEnforcementKind::Police),
            ("sheriff", LawEnforcementKind::Sheriff),
            ("state", LawEnforcementKind::State),
            ("fbi", LawEnforcementKind::Fbi),
            ("tribal", LawEnforcementKind::Tribal),
            ("other", LawEnforcementKind::Other),
        ],
    );
    let phone = section.phone("phone");
    name.map(|name| LawEnforcement { name, kind, phone })
}

fn child_protective_service(section: &mut Section<'_, '_>) -> Option<ChildProtection> {
    let state = section.state("state");
    section.require("state", state.is_some());
    let name = section.required("name");
    let phone = section.phone("phone");
    let law = section.text("law");
    let verified_on = section.date("verified_on");
    Some(ChildProtection {
        state: state?,
        name: name?,
        phone,
        law,
        verified_on,
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
    let id = section.name("id");
    section.require("id", id.is_some());
    if let Some(id) = &id
        && let Some(suggestion) = tidy_id(&id.value)
    {
        let written = id.value.clone();
        section.refuse(
            "id",
            AgencyProblem::SiteId {
                written,
                suggestion,
            },
            &id.span,
        );
    }
    let name = section.required("name");
    let address = section.texts("address");
    let state = section
        .state("state")
        .or_else(|| fact::state_of_address(&address));
    let capacity = section.choice(
        "capacity",
        &[
            ("referral", Capacity::Referral),
            ("specialised", Capacity::Specialised),
        ],
    );
    let languages = section.languages("languages");
    Some(Site {
        id: id?.value,
        name: name?,
        address,
        state,
        capacity,
        languages,
    })
}

fn translation(section: &mut Section<'_, '_>) -> Option<Translation> {
    let language = section.language("language");
    section.require("language", language.is_some());
    let translator = section.text("translator");
    let qualification = section.text("qualification");
    let reviewed_on = section.date("reviewed_on");
    let source = section.texts_by_name("source");
    let span = section.span();
    language.map(|language| Translation {
        language,
        translator,
        qualification,
        reviewed_on,
        source,
        span,
    })
}

fn committee_facts(section: &mut Section<'_, '_>) -> Committee {
    Committee {
        name: section.text("name"),
        members: section.texts("members"),
        review_every_months: section.months("review_every_months", A_YEAR),
        technical_reviewer: section.text("technical_reviewer"),
    }
}

fn other_material(section: &mut Section<'_, '_>) -> Option<OtherMaterial> {
    let title = section.required("title");
    let source = section.text("source");
    let language = section.language("language");
    let edition = section.text("edition");
    let approved_on = section.date("approved_on");
    let withdrawn_on = section.date("withdrawn_on");
    title.map(|title| OtherMaterial {
        title,
        source,
        language,
        edition,
        approved_on,
        withdrawn_on,
    })
}

fn theme_facts(section: &mut Section<'_, '_>) -> Theme {
    let accent = section.accent("accent");
    let file = section.path("logo");
    let alt = section.name("logo_alt");
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
