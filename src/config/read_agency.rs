//! From the tree of a file to an agency's facts, table by table.

mod policy;

use super::agency::{
    Agency, AgencyKind, ChildProtectionService, ContactAudience, EmptyListReasons,
    ExternalMaterial, LawEnforcementAgency, LawEnforcementKind, LocalOrganization, LogoSettings,
    OrganizationKind, RelatedPolicies, ReviewCommittee, ServiceSite, SiteCapacity, StaffContact,
    StaffTraining, ThemeSettings, TrainingTopic, TranslationReview,
};
use super::clean_text::suggest_valid_id;
use super::table_reader::{TableReader, TableReaderOutput, read_root_table};
use super::value_types;
use crate::diag::agency::AgencyProblem;
use crate::document::PaperSize;
use crate::source::toml::TomlTable;

/// Months between trainings and between reviews when the agency says nothing.
const DEFAULT_INTERVAL_MONTHS: u16 = 12;

/// Reads everything a file says; the agency's name is empty if it is missing.
pub(super) fn read_agency(root: &TomlTable, noted: &mut TableReaderOutput) -> Agency {
    let empty = TomlTable {
        entries: Vec::new(),
        span: root.span.clone(),
    };
    let mut agency = read_root_table(root, &empty, noted, read_agency_tables);
    if let [only] = agency.states[..] {
        for site in &mut agency.sites {
            site.state.get_or_insert(only);
        }
    }
    agency
}

fn read_agency_tables(file: &mut TableReader<'_, '_>) -> Agency {
    let (training_every_months, trainees) = file.read_table("training", |training| {
        let every_months = training.read_month_count("every_months", DEFAULT_INTERVAL_MONTHS);
        (
            every_months,
            training.read_table_list("staff", read_staff_training),
        )
    });
    let languages = file.read_table("languages", |languages| languages.read_languages("served"));
    let policy = file.read_table("policy", |section| {
        policy::read_policy_settings(section, &languages)
    });
    let personnel = file.read_table_list("personnel", read_staff_contact);
    let organizations = file.read_table_list("organizations", read_organization);
    let without = file.read_table("without", |without| EmptyListReasons {
        organizations: without.read_text("organizations"),
        personnel: without.read_text("personnel"),
    });
    let law_enforcement = file.read_table_list("law_enforcement", read_law_enforcement);
    let child_protection = file.read_table_list("child_protection", read_child_protection);
    let protocols = file.read_table("protocols", read_related_policies);
    let sites = file.read_table_list("sites", read_site);
    let translations = file.read_table_list("translations", read_translation_review);
    let committee = file.read_table("committee", |committee| ReviewCommittee {
        name: committee.read_text("name"),
        members: committee.read_text_list("members"),
        review_interval_months: committee
            .read_month_count("review_every_months", DEFAULT_INTERVAL_MONTHS),
        technical_reviewer: committee.read_text("technical_reviewer"),
    });
    let materials = file.read_table_list("materials", read_external_material);
    let theme = file.read_table("theme", read_theme_settings);
    let paper = file.read_table("output", |output| {
        output.read_choice(
            "paper",
            &[
                ("letter", PaperSize::Letter),
                ("legal", PaperSize::Legal),
                ("a4", PaperSize::A4),
                ("tabloid", PaperSize::Tabloid),
            ],
        )
    });
    file.read_table("agency", |agency| Agency {
        name: agency.read_text("name").unwrap_or_default(),
        short_name: agency.read_text("short_name"),
        kind: agency.read_choice(
            "kind",
            &[
                ("grantee", AgencyKind::Grantee),
                ("subrecipient", AgencyKind::Subrecipient),
            ],
        ),
        states: agency.read_states("states"),
        address_lines: agency.read_text_list("address"),
        phone: agency.read_phone_number("phone"),
        website: agency.read_web_address("website"),
        policy,
        staff_contacts: personnel,
        organizations,
        empty_list_reasons: without,
        law_enforcement,
        child_protection,
        related_policies: protocols,
        sites,
        served_languages: languages,
        translation_reviews: translations,
        training_interval_months: training_every_months,
        staff_training: trainees,
        committee,
        external_materials: materials,
        theme,
        paper,
        setting_texts: agency.take_setting_texts(),
    })
}

fn read_staff_training(section: &mut TableReader<'_, '_>) -> Option<StaffTraining> {
    let code = section.read_text("code");
    let position = section.read_text("position");
    section.report_if_missing("code", code.is_some() || position.is_some());
    let orientation = section.read_date("orientation");
    let (last, date_spans) = section.read_table("dates", |dates| {
        let last = TrainingTopic::ALL.map(|topic| dates.read_date(topic.setting_key()));
        (last, dates.take_spans())
    });
    let (code, position) = match code {
        Some(code) => (code, position),
        None => (position?, None),
    };
    Some(StaffTraining {
        staff_label: code,
        position,
        orientation_date: orientation,
        last_topic_dates: last,
        spans: section.take_spans(),
        topic_date_spans: date_spans,
    })
}

fn read_staff_contact(section: &mut TableReader<'_, '_>) -> Option<StaffContact> {
    let position = section.read_required_text("position");
    Some(StaffContact {
        holder_name: section.read_text("name"),
        phone: section.read_phone_number("phone"),
        hours: section.read_text("hours"),
        responsibility: section.read_text("responsibility"),
        site_ids: section.read_text_list("sites"),
        spans: section.take_spans(),
        position: position?,
    })
}

fn read_organization(section: &mut TableReader<'_, '_>) -> Option<LocalOrganization> {
    let name = section.read_required_text("name");
    let kind = section.read_choice("kind", &OrganizationKind::ALL);
    Some(LocalOrganization {
        kind: kind.unwrap_or_default(),
        phone: section.read_phone_number("phone"),
        hours: section.read_localized_text("hours"),
        services: section.read_localized_text("services"),
        languages: section.read_languages("languages"),
        service_area: section.read_localized_text("area"),
        website: section.read_web_address("website"),
        audience: section
            .read_choice(
                "audience",
                &[
                    ("client", ContactAudience::Client),
                    ("staff", ContactAudience::Staff),
                ],
            )
            .unwrap_or_default(),
        verified_on: section.read_date("verified_on"),
        spans: section.take_spans(),
        name: name?,
    })
}

fn read_law_enforcement(section: &mut TableReader<'_, '_>) -> Option<LawEnforcementAgency> {
    let name = section.read_required_text("name");
    let kind = section.read_choice("kind", &LawEnforcementKind::ALL);
    Some(LawEnforcementAgency {
        kind: kind.unwrap_or_default(),
        phone: section.read_phone_number("phone"),
        name: name?,
    })
}

fn read_child_protection(section: &mut TableReader<'_, '_>) -> Option<ChildProtectionService> {
    let state = section.read_state("state");
    section.report_if_missing("state", state.is_some());
    let name = section.read_required_text("name");
    Some(ChildProtectionService {
        phone: section.read_phone_number("phone"),
        reporting_law: section.read_text("law"),
        verified_on: section.read_date("verified_on"),
        spans: section.take_spans(),
        state: state?,
        name: name?,
    })
}

fn read_related_policies(section: &mut TableReader<'_, '_>) -> RelatedPolicies {
    RelatedPolicies {
        violence: section.read_text("violence"),
        mandatory_reporting: section.read_text("mandatory_reporting"),
        confidentiality: section.read_text("confidentiality"),
        security: section.read_text("security"),
        information_and_education: section.read_text("information_and_education"),
        language_access: section.read_text("language_access"),
    }
}

fn read_site(section: &mut TableReader<'_, '_>) -> Option<ServiceSite> {
    let id = section.read_spanned_text("id");
    section.report_if_missing("id", id.is_some());
    if let Some(id) = &id
        && let Some(suggestion) = suggest_valid_id(&id.value)
    {
        let problem = AgencyProblem::InvalidSiteId {
            value: id.value.clone(),
            suggestion,
        };
        section.reject_value("id", problem, &id.span);
    }
    let name = section.read_required_text("name");
    let address = section.read_text_list("address");
    let state = section.read_state("state");
    let capacity = section.read_choice(
        "capacity",
        &[
            ("referral", SiteCapacity::ReferralOnly),
            ("specialised", SiteCapacity::SpecializedStaff),
        ],
    );
    Some(ServiceSite {
        state: state.or_else(|| value_types::find_state_in_address(&address)),
        address_lines: address,
        capacity: capacity.unwrap_or_default(),
        staff_languages: section.read_languages("languages"),
        spans: section.take_spans(),
        id: id?.value,
        name: name?,
    })
}

fn read_translation_review(section: &mut TableReader<'_, '_>) -> Option<TranslationReview> {
    let language = section.read_language("language");
    section.report_if_missing("language", language.is_some());
    Some(TranslationReview {
        translator: section.read_text("translator"),
        qualification: section.read_text("qualification"),
        reviewed_on: section.read_date("reviewed_on"),
        source_hashes: section.read_text_map("source"),
        entry_span: section.table_span(),
        spans: section.take_spans(),
        language: language?,
    })
}

fn read_external_material(section: &mut TableReader<'_, '_>) -> Option<ExternalMaterial> {
    let title = section.read_required_text("title");
    Some(ExternalMaterial {
        source: section.read_text("source"),
        language: section.read_language("language"),
        edition: section.read_text("edition"),
        approved_on: section.read_date("approved_on"),
        withdrawn_on: section.read_date("withdrawn_on"),
        title: title?,
    })
}

fn read_theme_settings(section: &mut TableReader<'_, '_>) -> ThemeSettings {
    let accent = section.read_accent_color("accent");
    let file = section.read_path("logo");
    let alt = section.read_spanned_text("logo_alt");
    let fonts = section.read_paths("fonts");
    let logo = match (file, alt) {
        (Some(file), Some(alt)) => Some(LogoSettings {
            file,
            alt_text: alt.value,
        }),
        (Some(file), None) => {
            if !section.was_rejected("logo_alt") {
                section.reject_value("logo_alt", AgencyProblem::LogoWithoutAltText, &file.span);
            }
            None
        }
        (None, Some(alt)) => {
            if !section.was_rejected("logo") {
                section.reject_value("logo", AgencyProblem::AltTextWithoutLogo, &alt.span);
            }
            None
        }
        (None, None) => None,
    };
    ThemeSettings {
        accent_color: accent,
        logo,
        font_paths: fonts,
    }
}
