//! Reads an agency's facts from a merged TOML table, table by table.

mod policy;

use super::agency::{
    Agency, AgencyKind, ChildProtectionService, ContactAudience, EmptyListReasons,
    ExternalMaterial, LawEnforcementAgency, LawEnforcementKind, LocalOrganization, LogoSettings,
    OrganizationKind, RelatedPolicies, ReviewCommittee, ServedSites, ServiceSite, SiteCapacity,
    SiteStateSource, StaffContact, StaffTraining, ThemeSettings, TrainingTopic, TranslationReview,
};
use super::clean_text::suggest_valid_id;
use super::table_reader::{TableReader, TableReaderOutput, read_root_table};
use super::value_types;
use crate::diag::agency::AgencyProblem;
use crate::document::PaperSize;
use crate::source::toml::TomlTable;

/// Default months between trainings and between reviews.
const DEFAULT_INTERVAL_MONTHS: u16 = 12;

/// Reads all facts of a file; a missing agency name is empty.
pub(super) fn read_agency(root: &TomlTable, output: &mut TableReaderOutput) -> Agency {
    let empty = TomlTable {
        entries: Vec::new(),
        span: root.span.clone(),
    };
    let mut agency = read_root_table(root, &empty, output, read_agency_tables);
    if let [only] = agency.states[..] {
        for site in agency.sites.iter_mut().filter(|site| site.state.is_none()) {
            // An address that names two states says more than the agency's only state.
            if value_types::parse_address_state(&site.address_lines).is_ambiguous {
                continue;
            }
            (site.state, site.state_source) = (Some(only), Some(SiteStateSource::OnlyState));
        }
    }
    let staff = agency.staff_contacts.iter_mut();
    let organizations = agency.organizations.iter_mut();
    let law_enforcement = agency.law_enforcement.iter_mut();
    let child_protection = agency.child_protection.iter_mut();
    let numbers = agency.phone.iter_mut();
    let numbers = numbers.chain(staff.filter_map(|entry| entry.phone.as_mut()));
    let numbers = numbers.chain(organizations.filter_map(|entry| entry.phone.as_mut()));
    let numbers = numbers.chain(law_enforcement.filter_map(|entry| entry.phone.as_mut()));
    let numbers = numbers.chain(child_protection.filter_map(|entry| entry.phone.as_mut()));
    value_types::phone_style::unify_phone_styles(numbers);
    agency
}

fn read_agency_tables(file: &mut TableReader<'_, '_>) -> Agency {
    let (training_interval_months, staff_training) = file.read_table("training", |training| {
        (
            training.read_month_count("every_months", DEFAULT_INTERVAL_MONTHS),
            training.read_table_list("staff", read_staff_training),
        )
    });
    let served_languages =
        file.read_table("languages", |languages| languages.read_languages("served"));
    let policy = file.read_table("policy", |policy| {
        policy::read_policy_settings(policy, &served_languages)
    });
    let staff_contacts = file.read_table_list("personnel", read_staff_contact);
    let organizations = file.read_table_list("organizations", read_organization);
    let empty_list_reasons = file.read_table("without", |without| EmptyListReasons {
        organizations: without.read_text("organizations"),
        personnel: without.read_text("personnel"),
    });
    let law_enforcement = file.read_table_list("law_enforcement", read_law_enforcement);
    let child_protection = file.read_table_list("child_protection", read_child_protection);
    let related_policies = file.read_table("protocols", read_related_policies);
    let sites = file.read_table_list("sites", read_site);
    let translation_reviews = file.read_table_list("translations", read_translation_review);
    let committee = file.read_table("committee", |committee| ReviewCommittee {
        name: committee.read_text("name"),
        members: committee.read_text_list("members"),
        review_interval_months: committee
            .read_month_count("review_every_months", DEFAULT_INTERVAL_MONTHS),
        technical_reviewer: committee.read_text("technical_reviewer"),
    });
    let external_materials = file.read_table_list("materials", read_external_material);
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
        staff_contacts,
        organizations,
        empty_list_reasons,
        law_enforcement,
        child_protection,
        related_policies,
        sites,
        served_languages,
        translation_reviews,
        training_interval_months,
        staff_training,
        committee,
        external_materials,
        theme,
        paper,
        setting_texts: agency.take_setting_texts(),
        base_layers: Vec::new(),
    })
}

fn read_staff_training(table: &mut TableReader<'_, '_>) -> Option<StaffTraining> {
    let code = table.read_text("code");
    let position = table.read_text("position");
    table.report_if_missing("code", code.is_some() || position.is_some());
    let orientation_date = table.read_date("orientation");
    let (last_topic_dates, topic_date_spans) = table.read_table("dates", |dates| {
        let last_dates = TrainingTopic::ALL.map(|topic| dates.read_date(topic.setting_key()));
        (last_dates, dates.take_spans())
    });
    let (staff_label, position) = match code {
        Some(code) => (code, position),
        None => (position?, None),
    };
    Some(StaffTraining {
        staff_label,
        position,
        orientation_date,
        last_topic_dates,
        spans: table.take_spans(),
        topic_date_spans,
    })
}

fn read_staff_contact(table: &mut TableReader<'_, '_>) -> Option<StaffContact> {
    let position = table.read_required_text("position");
    let hours = table.read_text("hours");
    Some(StaffContact {
        holder_name: table.read_text("name"),
        phone: table.read_phone_number("phone"),
        hours_coverage: hours.as_deref().and_then(value_types::parse_hours_coverage),
        hours,
        answers_after_hours: table.read_boolean("after_hours"),
        responsibility: table.read_text("responsibility"),
        site_ids: table.read_text_list("sites"),
        spans: table.take_spans(),
        position: position?,
    })
}

fn read_organization(table: &mut TableReader<'_, '_>) -> Option<LocalOrganization> {
    let name = table.read_required_text("name");
    let kind = table.read_choice("kind", &OrganizationKind::ALL);
    Some(LocalOrganization {
        kind: kind.unwrap_or_default(),
        phone: table.read_phone_number("phone"),
        text_number: table.read_text_number("text_number"),
        hours: table.read_localized_text("hours"),
        services: table.read_localized_text("services"),
        languages: table.read_languages("languages"),
        service_area: table.read_localized_text("area"),
        website: table.read_web_address("website"),
        audience: table
            .read_choice(
                "audience",
                &[
                    ("client", ContactAudience::Client),
                    ("staff", ContactAudience::Staff),
                ],
            )
            .unwrap_or_default(),
        verified_on: table.read_date("verified_on"),
        served_sites: read_served_sites(table),
        spans: table.take_spans(),
        name: name?,
    })
}

fn read_served_sites(table: &mut TableReader<'_, '_>) -> ServedSites {
    ServedSites {
        site_ids: table.read_text_list("sites"),
        states: table.read_states("states"),
        is_unknown: table.has_only_placeholders("sites") || table.has_only_placeholders("states"),
    }
}

fn read_law_enforcement(table: &mut TableReader<'_, '_>) -> Option<LawEnforcementAgency> {
    let name = table.read_required_text("name");
    let kind = table.read_choice("kind", &LawEnforcementKind::ALL);
    Some(LawEnforcementAgency {
        kind: kind.unwrap_or_default(),
        phone: table.read_phone_number("phone"),
        served_sites: read_served_sites(table),
        spans: table.take_spans(),
        name: name?,
    })
}

fn read_child_protection(table: &mut TableReader<'_, '_>) -> Option<ChildProtectionService> {
    let state = table.read_state("state");
    table.report_if_missing("state", state.is_some());
    let name = table.read_required_text("name");
    Some(ChildProtectionService {
        phone: table.read_phone_number("phone"),
        reporting_law: table.read_text("law"),
        verified_on: table.read_date("verified_on"),
        spans: table.take_spans(),
        state: state?,
        name: name?,
    })
}

fn read_related_policies(table: &mut TableReader<'_, '_>) -> RelatedPolicies {
    RelatedPolicies {
        violence: table.read_text("violence"),
        mandatory_reporting: table.read_text("mandatory_reporting"),
        confidentiality: table.read_text("confidentiality"),
        security: table.read_text("security"),
        information_and_education: table.read_text("information_and_education"),
        language_access: table.read_text("language_access"),
    }
}

fn read_site(table: &mut TableReader<'_, '_>) -> Option<ServiceSite> {
    let id = table.read_spanned_text("id");
    table.report_if_missing("id", id.is_some());
    if let Some(id) = &id
        && let Some(suggestion) = suggest_valid_id(&id.value)
    {
        let problem = AgencyProblem::InvalidSiteId {
            value: id.value.clone(),
            suggestion,
        };
        table.reject_value("id", problem, &id.span);
    }
    let name = table.read_required_text("name");
    let address_lines = table.read_text_list("address");
    let state_setting = table.read_state("state");
    let address_state = value_types::parse_address_state(&address_lines).state();
    let state_source = match (state_setting, address_state) {
        (Some(_), _) => Some(SiteStateSource::Setting),
        (None, Some(_)) => Some(SiteStateSource::Address),
        (None, None) => None,
    };
    // Files of version 0.1.0 have the British spelling.
    let capacity = if table.is_word("capacity", "specialised") {
        Some(SiteCapacity::SpecializedStaff)
    } else {
        table.read_choice(
            "capacity",
            &[
                ("referral", SiteCapacity::ReferralOnly),
                ("specialized", SiteCapacity::SpecializedStaff),
            ],
        )
    };
    Some(ServiceSite {
        state: state_setting.or(address_state),
        state_source,
        address_lines,
        capacity: capacity.unwrap_or_default(),
        staff_languages: table.read_languages("languages"),
        spans: table.take_spans(),
        id: id?.value,
        name: name?,
    })
}

fn read_translation_review(table: &mut TableReader<'_, '_>) -> Option<TranslationReview> {
    let language = table.read_language("language");
    table.report_if_missing("language", language.is_some());
    Some(TranslationReview {
        translator: table.read_text("translator"),
        qualification: table.read_text("qualification"),
        reviewed_on: table.read_date("reviewed_on"),
        source_hashes: table.read_text_map("source"),
        entry_span: table.table_span(),
        spans: table.take_spans(),
        language: language?,
    })
}

fn read_external_material(table: &mut TableReader<'_, '_>) -> Option<ExternalMaterial> {
    let title = table.read_required_text("title");
    Some(ExternalMaterial {
        source: table.read_text("source"),
        language: table.read_language("language"),
        edition: table.read_text("edition"),
        approved_on: table.read_date("approved_on"),
        withdrawn_on: table.read_date("withdrawn_on"),
        spans: table.take_spans(),
        title: title?,
    })
}

fn read_theme_settings(table: &mut TableReader<'_, '_>) -> ThemeSettings {
    let accent_color = table.read_accent_color("accent");
    let file = table.read_path("logo");
    let alt = table.read_spanned_text("logo_alt");
    let font_paths = table.read_paths("fonts");
    let logo = match (file, alt) {
        (Some(file), Some(alt)) => Some(LogoSettings {
            file,
            alt_text: alt.value,
        }),
        (Some(file), None) => {
            if !table.was_rejected("logo_alt") {
                table.reject_value("logo_alt", AgencyProblem::LogoWithoutAltText, &file.span);
            }
            None
        }
        (None, Some(alt)) => {
            if !table.was_rejected("logo") {
                table.reject_value("logo", AgencyProblem::AltTextWithoutLogo, &alt.span);
            }
            None
        }
        (None, None) => None,
    };
    ThemeSettings {
        accent_color,
        logo,
        font_paths,
    }
}
