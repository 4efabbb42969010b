//! What is said about a template or a choice that cannot be: the exact words, recorded in
//! `tests/messages/template/<code>.txt` (`UPDATE=1 cargo test templates` records them anew).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use policypress::content::{custom_templates, pack};
use policypress::diag::agency::AgencyProblem;
use policypress::diag::client_text::{ClientTextProblem, ClientTextProblemKind};
use policypress::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use policypress::diag::document::DocumentProblem;
use policypress::diag::packet::{OtherOwner, OtherOwnersFiles, PacketProblem};
use policypress::diag::setting::SettingProblem;
use policypress::diag::source::SourceProblem;
use policypress::diag::template::{TemplateProblem, UnavailableReason};
use policypress::diag::translation::TranslationProblem;
use policypress::diag::{Diagnostic, Diagnostics, Problem};
use policypress::span::SourceFile;

use crate::support::packet::compose_agency_text;

/// A pack in which one text of one file is replaced, filled for an agency: all that is found.
fn diagnostics_with_edited_file(file: &str, from: &str, to: &str, agency: &str) -> Vec<Diagnostic> {
    let mut files = pack::built_in_pack_files();
    let there = files.get_mut(file).expect("the pack has the file");
    assert!(there.text.contains(from), "{file} has `{from}`");
    *there = Arc::new(SourceFile {
        name: there.name.clone(),
        text: there.text.replacen(from, to, 1),
    });
    diagnostics_of_pack_files(&files, agency)
}

fn diagnostics_of_pack_files(
    files: &std::collections::BTreeMap<String, Arc<SourceFile>>,
    agency: &str,
) -> Vec<Diagnostic> {
    let mut found = Diagnostics::new();
    let Ok(pack) = pack::TemplatePack::from_files(files, &mut found) else {
        return found.into_vec();
    };
    compose_agency_text(&pack, agency).1.into_vec()
}

/// What is told of a template of the user's own that compares the words of a fact.
fn diagnostics_of_compared_fact() -> Vec<Diagnostic> {
    let path = "en/training-record.md";
    let there = pack::built_in_pack_files()[path].clone();
    let comparing = "training.every_months == \"12\"";
    let file = Arc::new(SourceFile {
        name: there.name.clone(),
        text: there.text.replacen("training.yearly", comparing, 1),
    });
    let own = [(path.to_owned(), file)].into();
    custom_templates::lint_custom_templates(&own, Some(&pack::TemplatePack::load_built_in()), &[])
}

const MINIMAL_AGENCY: &str = "[agency]\nname = \"Willow Clinic\"\n[without]\npersonnel = \"None yet\"\n\
                      organizations = \"None near\"\n";

fn diagnostics_of_statement_choice(statement: &str) -> Vec<Diagnostic> {
    let text = format!("{MINIMAL_AGENCY}[policy.statements]\n{statement}\n");
    diagnostics_of_pack_files(&pack::built_in_pack_files(), &text)
}

const SPANISH_SERVED: &str = "[languages]\nserved = [\"en\", \"es\"]\n";
const SPANISH_REVIEW: &str = "[[translations]]\nlanguage = \"es\"\ntranslator = \"T. Santos\"\n\
                        qualification = \"ATA-certified\"\nreviewed_on = 2026-11-10\n";

/// What is found for an agency that says more about languages.
fn diagnostics_with_languages(more: &str) -> Vec<Diagnostic> {
    diagnostics_of_pack_files(
        &pack::built_in_pack_files(),
        &format!("{MINIMAL_AGENCY}{more}"),
    )
}

/// An organization for clients that is told about in English alone.
fn english_only_organization(hours: &str, services: &str) -> String {
    format!(
        "{SPANISH_SERVED}[[organizations]]\nname = \"Harbor {services}\"\nhours = \"{hours}\"\n\
         services = {{ en = \"{services}\" }}\nphone = \"319-555-0120\"\naudience = \"client\"\n"
    )
}

/// What is found in the finished text of an agency with more settings.
fn diagnostics_of_agency(more: &str) -> Vec<Diagnostic> {
    let text = format!(
        "[agency]\nname = \"Willow Clinic\"\nphone = \"319-555-0110\"\n{more}\
         [[personnel]]\nposition = \"Clinic Manager\"\nname = \"Ana Rivera\"\nphone = \"641-555-0112 ext. 42\"\n\
         [[organizations]]\nname = \"Quiet Shelter\"\nwebsite = \"https://quiet.example\"\n"
    );
    let found = diagnostics_of_pack_files(&pack::built_in_pack_files(), &text).into_iter();
    found
        .filter(|found| matches!(found.problem, Problem::ClientText(_)))
        .collect()
}

/// As [`diagnostics_of_agency`], for an organization with these services.
fn diagnostics_of_services(services: &str) -> Vec<Diagnostic> {
    diagnostics_of_agency(&format!(
        "[[organizations]]\nname = \"Harbor Light\"\nphone = \"563-555-0120\"\n\
         services = \"{services}\"\naudience = \"client\"\n"
    ))
}

fn diagnostics_of_changed_hotline(from: &str, to: &str) -> Vec<Diagnostic> {
    let mut files = pack::built_in_pack_files();
    let file = files.get_mut("pack.toml").expect("the pack has the file");
    *file = Arc::new(SourceFile {
        name: "templates/pack.toml".to_owned(),
        text: file.text.replacen(from, to, 1),
    });
    custom_templates::check_hotline_facts(&files)
}

fn diagnostic_without_place(problem: impl Into<Problem>) -> Vec<Diagnostic> {
    vec![Diagnostic::new(problem)]
}

const POLICY_OUTPUT_PATH: &str = "output/willow/staff/policy.md";

const POLICY_TEMPLATE: &str = "en/policy.md";

/// Each code with what causes it.
#[expect(clippy::too_many_lines, reason = "a list of cases, one a code")]
fn message_cases() -> Vec<(&'static str, Vec<Diagnostic>)> {
    let line = "Staff may encounter victims";
    let markup = |to: &str| diagnostics_with_edited_file(POLICY_TEMPLATE, line, to, MINIMAL_AGENCY);
    let mut missing = pack::built_in_pack_files();
    missing.remove("en/poster-help.md");
    vec![
        (
            "unknown-template-setting--filled",
            markup("{{ agency.nmae }}"),
        ),
        ("invalid-template", markup("{% if %}")),
        ("invalid-template--end", markup("{% if policy.number %}")),
        ("invalid-template--word", markup("{{ agency name }}")),
        ("invalid-template--compared", diagnostics_of_compared_fact()),
        ("invalid-template--safe", markup("{{ agency.name | safe }}")),
        ("unknown-template-setting--staff-fact", {
            diagnostics_with_edited_file(
                "en/poster-help.md",
                "It is your choice",
                "{{ personnel }}",
                MINIMAL_AGENCY,
            )
        }),
        ("template-markup", markup("<b>bold</b>")),
        (
            "template-markup--role",
            markup("\n\n{#x .loud} Words\n\n- Staff"),
        ),
        (
            "template-markup--marker",
            markup("\n\n{#Bad_Name} Words\n\n- Staff"),
        ),
        (
            "template-markup--twice",
            markup("\n\n{#purpose} Words\n\n- Staff"),
        ),
        (
            "unknown-template-setting--unnamed",
            diagnostics_with_edited_file(
                "en/pocket-cards-unnamed.md",
                "{#title} Health resources",
                "{#title} {{ agency.name }}",
                MINIMAL_AGENCY,
            ),
        ),
        ("template-markup--check-box", markup("\n\n- [ ] Ask")),
        ("template-markup--struck-out", markup("~~Ask~~ Tell")),
        ("template-markup--raised", markup("Title ^2^ X")),
        ("template-markup--box", markup("\n\n> [!NOTE]\n> Ask")),
        ("template-markup--wiki-link", markup("[[Ask]]")),
        (
            "template-markup--half-footnote",
            markup("\n\n[^1]: Ask\n\n- Staff"),
        ),
        (
            "template-markup--name-after-heading",
            markup("\n\n## Ask {#ask}\n\n- Staff"),
        ),
        ("template-markup--link", markup("[x](javascript:alert)")),
        ("template-markup--anchor", markup("[x](#nowhere)")),
        (
            "template-markup--missing-fact",
            markup("{{ policy.number }}"),
        ),
        ("template-markup--level", markup("\n\n#### Deep\n\n- Staff")),
        (
            "no-front-matter",
            diagnostics_with_edited_file(POLICY_TEMPLATE, "+++", "", MINIMAL_AGENCY),
        ),
        (
            "missing-front-matter-setting",
            diagnostics_with_edited_file(
                POLICY_TEMPLATE,
                "audience = \"staff\"\n",
                "",
                MINIMAL_AGENCY,
            ),
        ),
        (
            "missing-template-file",
            diagnostics_of_pack_files(&missing, MINIMAL_AGENCY),
        ),
        (
            "missing-locale-text",
            diagnostics_with_edited_file("es/locale.toml", "draft = ", "# ", MINIMAL_AGENCY),
        ),
        ("invalid-language-folder", {
            let mut files = pack::built_in_pack_files();
            files.insert(
                "spanish/locale.toml".to_owned(),
                files["es/locale.toml"].clone(),
            );
            diagnostics_of_pack_files(&files, MINIMAL_AGENCY)
        }),
        ("translation-without-original", {
            let mut files = pack::built_in_pack_files();
            files.insert(
                "es/poster-hlep.md".to_owned(),
                files["es/poster-help.md"].clone(),
            );
            diagnostics_of_pack_files(&files, MINIMAL_AGENCY)
        }),
        (
            "missing-translation",
            diagnostics_with_languages("[languages]\nserved = [\"vi\"]\n"),
        ),
        ("missing-translation--some", {
            let mut files = pack::built_in_pack_files();
            files.remove("es/poster-help.md");
            diagnostics_of_pack_files(
                &files,
                &format!(
                    "{MINIMAL_AGENCY}{SPANISH_SERVED}{SPANISH_REVIEW}source = {{ commitment-statement = \"5f1efbc3\", poster-restroom = \"625f0a47\", pocket-cards = \"4b6194d2\", pocket-cards-unnamed = \"6c64a716\" }}\n"
                ),
            )
        }),
        (
            "unreviewed-translation",
            diagnostics_with_languages(SPANISH_SERVED),
        ),
        (
            "unreviewed-translation--no-source",
            diagnostics_with_languages(&format!("{SPANISH_SERVED}{SPANISH_REVIEW}")),
        ),
        ("outdated-translation", {
            let marks = "{ commitment-statement = \"5f1efbc3\", poster-help = \"00000000\", poster-restroom = \"625f0a47\", pocket-cards = \"4b6194d2\", pocket-cards-unnamed = \"6c64a716\" }";
            diagnostics_with_languages(&format!(
                "{SPANISH_SERVED}{SPANISH_REVIEW}source = {marks}\n"
            ))
        }),
        ("untranslated-statement", {
            diagnostics_with_languages(&format!(
                "{SPANISH_SERVED}[policy.statements]\npapers = {{ text = \"x\" }}\n"
            ))
        }),
        ("untranslated-statement--added", {
            diagnostics_with_languages(&format!(
                "{SPANISH_SERVED}[[policy.additions]]\nafter = \"papers\"\ntext = \"x\"\n"
            ))
        }),
        (
            "english-statements",
            diagnostic_without_place(TranslationProblem::StatementsInEnglish {
                document: "poster-help.vi".to_owned(),
                statements: vec!["lead".to_owned(), "choice".to_owned()],
            }),
        ),
        ("english-in-translation", {
            diagnostics_with_languages(&english_only_organization("24 hours", "Shelter"))
        }),
        ("english-in-translation--several", {
            let many = english_only_organization("24 hours", "Shelter")
                + &english_only_organization("Mon-Fri 9-5", "Legal help")
                    .replace(SPANISH_SERVED, "")
                    .replace("319-555-0120", "319-555-0121");
            diagnostics_with_languages(&many)
        }),
        (
            "unknown-language",
            diagnostic_without_place(TranslationProblem::UnknownLanguage {
                language: "ez".to_owned(),
                nearest: Some("es".to_owned()),
                available_languages: "en, es".to_owned(),
            }),
        ),
        (
            "unknown-language--nothing-similar",
            diagnostic_without_place(TranslationProblem::UnknownLanguage {
                language: "vi".to_owned(),
                nearest: None,
                available_languages: "en, es".to_owned(),
            }),
        ),
        (
            "not-in-language",
            diagnostic_without_place(TranslationProblem::DocumentNotInLanguage {
                document: "policy".to_owned(),
                language: "es".to_owned(),
                available_languages: "en".to_owned(),
            }),
        ),
        (
            "not-twelve-months",
            diagnostics_with_edited_file("en/locale.toml", "\"January\", ", "", MINIMAL_AGENCY),
        ),
        (
            "unknown-statement",
            diagnostics_of_statement_choice(
                "survivor-expertize = { include = false, reason = \"x\" }",
            ),
        ),
        (
            "requirement-gap",
            diagnostics_of_statement_choice(
                "mandatory-report = { include = false, reason = \"x\" }",
            ),
        ),
        (
            "requirement-gap--with-nested-statements",
            diagnostics_of_statement_choice(
                "annual-training = { include = false, reason = \"x\" }",
            ),
        ),
        (
            "unknown-choice--area",
            diagnostics_with_edited_file(
                "pack.toml",
                "areas = [\"committee\", ",
                "areas = [\"comittee\", ",
                MINIMAL_AGENCY,
            ),
        ),
        (
            "unknown-requirement",
            diagnostics_with_edited_file(
                "pack.toml",
                "answers = [\"training\"]",
                "answers = [\"trainings\"]",
                MINIMAL_AGENCY,
            ),
        ),
        (
            "unknown-statement--of-the-crosswalk",
            diagnostics_with_edited_file(
                "pack.toml",
                "statement = \"mandatory-report\"",
                "statement = \"mandatory-reports\"",
                MINIMAL_AGENCY,
            ),
        ),
        (
            "unknown-document--of-the-crosswalk",
            diagnostics_with_edited_file(
                "pack.toml",
                "documents = [\"training-record\"]",
                "documents = [\"training-records\"]",
                MINIMAL_AGENCY,
            ),
        ),
        (
            "statement-is-table",
            diagnostics_of_statement_choice("title-block = { text = \"x\" }"),
        ),
        (
            "empty-document",
            diagnostics_of_statement_choice(
                "commitment-text = { include = false, reason = \"x\" }",
            ),
        ),
        (
            "blank",
            markup("{{ policy.number | or_blank(setting=\"policy.number\") }} {#y"),
        ),
        (
            "unknown-document",
            diagnostic_without_place(DocumentProblem::UnknownDocument {
                name: "poster-hlep".to_owned(),
                nearest: Some("poster-help".to_owned()),
                available_documents: "policy, poster-help".to_owned(),
            }),
        ),
        (
            "other-agency",
            diagnostic_without_place(PacketProblem::OtherOwner {
                folder: "output/hope-healing".to_owned(),
                owner: OtherOwner::Agency("Hope & Healing".to_owned()),
                files: OtherOwnersFiles::Packet,
            }),
        ),
        (
            "other-agency--part",
            diagnostic_without_place(PacketProblem::OtherOwner {
                folder: "output/hope-healing".to_owned(),
                owner: OtherOwner::Agency("Hope & Healing".to_owned()),
                files: OtherOwnersFiles::PacketBelowPart,
            }),
        ),
        (
            "other-agency--around-reviews",
            diagnostic_without_place(PacketProblem::OtherOwner {
                folder: "output/hope-healing".to_owned(),
                owner: OtherOwner::Agency("Hope & Healing".to_owned()),
                files: OtherOwnersFiles::PacketAroundReviews,
            }),
        ),
        (
            "other-agency--reviews",
            diagnostic_without_place(PacketProblem::OtherOwner {
                folder: "output/hope-healing".to_owned(),
                owner: OtherOwner::Agency("Hope & Healing".to_owned()),
                files: OtherOwnersFiles::Reviews,
            }),
        ),
        (
            "other-agency-file",
            diagnostic_without_place(PacketProblem::OtherOwner {
                folder: "output/hope-healing".to_owned(),
                owner: OtherOwner::SameName {
                    file: "waterloo.toml".to_owned(),
                },
                files: OtherOwnersFiles::Packet,
            }),
        ),
        (
            "other-agency-file--part",
            diagnostic_without_place(PacketProblem::OtherOwner {
                folder: "output/hope-healing".to_owned(),
                owner: OtherOwner::SameName {
                    file: "waterloo.toml".to_owned(),
                },
                files: OtherOwnersFiles::PacketBelowPart,
            }),
        ),
        (
            "other-agency-edited",
            diagnostic_without_place(PacketProblem::EditedFileOfOtherOwner {
                path: "output/hope-healing/staff/policy.md".to_owned(),
            }),
        ),
        (
            "path-exists",
            diagnostic_without_place(PacketProblem::OutputPathOccupied {
                path: "output/policy.md".to_owned(),
                is_edited: true,
                is_replaceable: true,
            }),
        ),
        (
            "path-exists--foreign",
            diagnostic_without_place(PacketProblem::OutputPathOccupied {
                path: "output/policy.md".to_owned(),
                is_edited: false,
                is_replaceable: true,
            }),
        ),
        (
            "path-exists--folder",
            diagnostic_without_place(PacketProblem::OutputPathOccupied {
                path: "output/policy.md".to_owned(),
                is_edited: false,
                is_replaceable: false,
            }),
        ),
        (
            "unsupported-character",
            diagnostic_without_place(DocumentProblem::MissingGlyphs {
                characters: BTreeSet::from(['漢']),
                setting: Some("agency.name".to_owned()),
            }),
        ),
        (
            "unsupported-character--many",
            diagnostic_without_place(DocumentProblem::MissingGlyphs {
                characters: "บ้านพักใจพักพิง \u{1F33F}"
                    .chars()
                    .filter(|c| *c != ' ')
                    .collect(),
                setting: Some("organizations[2].name".to_owned()),
            }),
        ),
        (
            "near-miss-phone",
            diagnostics_of_services("or call 1-888-373-7889"),
        ),
        (
            "near-miss-phone--swapped",
            diagnostics_of_services("or call 1-888-337-7888"),
        ),
        (
            "near-miss-phone--code",
            diagnostics_of_services("text 23373"),
        ),
        (
            "near-miss-phone--toll-free",
            diagnostics_of_services("or call 1-800-373-7888"),
        ),
        (
            "shared-number",
            diagnostics_of_agency(
                "[[organizations]]\nname = \"Harbor Light\"\nphone = \"1-888-373-7888\"\naudience = \"client\"\n",
            ),
        ),
        (
            "shared-number--police",
            diagnostics_of_agency(
                "[[law_enforcement]]\nname = \"County Sheriff\"\nphone = \"712-555-0130\"\n\
                 [[organizations]]\nname = \"Harbor Light\"\nphone = \"712-555-0130\"\naudience = \"client\"\n",
            ),
        ),
        (
            "link-number",
            diagnostic_without_place(ClientTextProblem {
                kind: ClientTextProblemKind::LinkDialsOtherNumber {
                    shown_number: "1-888-373-7888".to_owned(),
                },
                shown_text: "tel:+13195550130".to_owned(),
                setting: None,
                documents: vec!["poster-help".to_owned()],
            }),
        ),
        (
            "link-address",
            diagnostic_without_place(ClientTextProblem {
                kind: ClientTextProblemKind::LinkLeadsToOtherAddress {
                    shown_address: "humantraffickinghotline.org/chat".to_owned(),
                },
                shown_text: "https://www.cedarvalley.example".to_owned(),
                setting: None,
                documents: vec!["poster-help".to_owned()],
            }),
        ),
        (
            "charged-number",
            diagnostics_of_services("call 1-900-555-0101"),
        ),
        (
            "hotline-changed",
            diagnostics_of_changed_hotline("1-888-373-7888", "1-888-555-0100"),
        ),
        (
            "hotline-changed--typo",
            diagnostics_of_changed_hotline("1-888-373-7888", "1-888-373-7880"),
        ),
        (
            "near-miss-address",
            diagnostics_of_services("humantraffickinghotline.com"),
        ),
        (
            "staff-phone-for-clients",
            diagnostics_of_services("ask at 641 555 0112"),
        ),
        (
            "staff-address-for-clients",
            diagnostics_of_services("see quiet.example"),
        ),
        (
            "staff-extension-for-clients",
            diagnostics_of_services("ask at 319-555-0110, extension 9"),
        ),
        (
            "staff-extension-for-clients--staff",
            diagnostics_of_services("ask for ext. 42"),
        ),
        (
            "extension-for-clients",
            diagnostics_of_services("call 563-555-0120 ext. 3"),
        ),
        (
            "staff-name-for-clients",
            diagnostics_of_services("ask A. Rivera"),
        ),
        ("possible-staff-name", diagnostics_of_services("ask Rivera")),
        (
            "unlisted-number",
            diagnostics_of_services("call 605-555-0177"),
        ),
        (
            "unlisted-number--near",
            diagnostics_of_services("call 563-555-0121"),
        ),
        (
            "unlisted-address",
            diagnostics_of_services("see other.example"),
        ),
        (
            "unlisted-address--email",
            diagnostics_of_services("write to help@other.example"),
        ),
        (
            "unlisted-text-code",
            diagnostics_of_agency(
                "[policy.statements]\nchoice-words = { text = \"Text HOME to 741741.\" }\n",
            ),
        ),
        (
            "invalid-pattern",
            diagnostic_without_place(SourceProblem::InvalidPattern {
                pattern: "clinics/[.toml".to_owned(),
            }),
        ),
        (
            "no-matching-file",
            diagnostic_without_place(SourceProblem::NoMatchingFile {
                pattern: "clinics/*.tmol".to_owned(),
            }),
        ),
        (
            "staff-on-public-number",
            diagnostics_of_agency(
                "[[personnel]]\nposition = \"Night Lead\"\nphone = \"319-555-0110\"\n",
            ),
        ),
        (
            "no-templates",
            diagnostic_without_place(TemplateProblem::EmptyTemplateFolder {
                path: "words".to_owned(),
            }),
        ),
        (
            "unknown-template-setting",
            diagnostic_without_place(TemplateProblem::UnknownVariable {
                name: "agency.nmae".to_owned(),
                reason: UnavailableReason::UnknownName {
                    nearest: Some("name".to_owned()),
                },
            }),
        ),
        (
            "unknown-template-setting--staff-only",
            diagnostic_without_place(TemplateProblem::UnknownVariable {
                name: "personnel".to_owned(),
                reason: UnavailableReason::StaffOnly,
            }),
        ),
        (
            "unknown-template-setting--language",
            diagnostic_without_place(TemplateProblem::UnknownVariable {
                name: "hotline.text".to_owned(),
                reason: UnavailableReason::AnsweredInOtherLanguages {
                    answered: vec!["English".to_owned(), "Spanish".to_owned()],
                },
            }),
        ),
        (
            "unknown-template-setting--other-document",
            diagnostic_without_place(TemplateProblem::UnknownVariable {
                name: "crosswalk".to_owned(),
                reason: UnavailableReason::OtherDocumentsOnly,
            }),
        ),
        (
            "unknown-template-setting--nothing-similar",
            diagnostic_without_place(TemplateProblem::UnknownVariable {
                name: "zodiac".to_owned(),
                reason: UnavailableReason::UnknownName { nearest: None },
            }),
        ),
        (
            "outdated-template",
            diagnostic_without_place(TemplateProblem::OutdatedCustomTemplate {
                path: "en/policy.md".to_owned(),
                reworded_statements: vec!["purpose".to_owned(), "workflows".to_owned()],
                added_statements: vec!["encounter".to_owned()],
                removed_statements: vec!["old-rule".to_owned()],
            }),
        ),
        (
            "requirement-without-areas",
            diagnostic_without_place(TemplateProblem::RequirementWithoutAreas {
                name: "training".to_owned(),
            }),
        ),
        (
            "no-single-packet",
            diagnostic_without_place(PacketProblem::NotSinglePacket {
                path: "output".to_owned(),
                packet_count: 0,
            }),
        ),
        (
            "no-single-packet--several",
            diagnostic_without_place(PacketProblem::NotSinglePacket {
                path: "output".to_owned(),
                packet_count: 2,
            }),
        ),
        (
            "unknown-name",
            diagnostic_without_place(SettingProblem::UnknownSettingOrStatement {
                name: "agency.fone".to_owned(),
                nearest: Some("agency.phone".to_owned()),
            }),
        ),
        (
            "unknown-name--nothing-similar",
            diagnostic_without_place(SettingProblem::UnknownSettingOrStatement {
                name: "qqq".to_owned(),
                nearest: None,
            }),
        ),
        (
            "empty-list",
            diagnostic_without_place(AgencyProblem::EmptyListAddsNothing {
                list: "organizations".to_owned(),
            }),
        ),
        (
            "list-and-reason--of-another-file",
            diagnostic_without_place(AgencyProblem::EmptyReasonForFilledList {
                list: "personnel",
                file_of_entries: Some("../grantee.toml".to_owned()),
            }),
        ),
        (
            "extends-loop",
            diagnostic_without_place(AgencyProblem::ExtendsCycle {
                path: "../grantee.toml".to_owned(),
            }),
        ),
        (
            "no-terminal",
            diagnostic_without_place(AgencyProblem::NoInteractiveTerminal {
                path: "agency.toml".to_owned(),
            }),
        ),
        (
            "file-changed",
            diagnostic_without_place(AgencyProblem::FileChangedDuringInterview {
                path: "agency.toml".to_owned(),
            }),
        ),
        (
            "template-exists",
            diagnostic_without_place(TemplateProblem::EjectTargetExists {
                path: "templates/en/policy.md".to_owned(),
            }),
        ),
        (
            "modified-file",
            diagnostic_without_place(PacketProblem::ModifiedFile {
                path: POLICY_OUTPUT_PATH.to_owned(),
            }),
        ),
        (
            "missing-file",
            diagnostic_without_place(PacketProblem::MissingFile {
                path: POLICY_OUTPUT_PATH.to_owned(),
            }),
        ),
        (
            "unexpected-file",
            diagnostic_without_place(PacketProblem::UnexpectedFile {
                path: "output/willow/client/old.pdf".to_owned(),
            }),
        ),
        (
            "version-mismatch",
            diagnostic_without_place(PacketProblem::ProgramVersionMismatch {
                folder: "output/willow".to_owned(),
                built_by: "policypress 0.0.9".to_owned(),
            }),
        ),
        (
            "unfinished-packet",
            diagnostic_without_place(PacketProblem::UnfinishedBuild {
                folder: "output/willow".to_owned(),
            }),
        ),
        (
            "no-manifest",
            diagnostic_without_place(PacketProblem::UnreadableManifest {
                folder: "output/willow".to_owned(),
            }),
        ),
        (
            "does-not-fit",
            diagnostic_without_place(DocumentProblem::PageOverflow {
                document: "poster-help".to_owned(),
                overflow_percent: 12,
                longest_settings: vec!["organizations[1].services".to_owned()],
                longest_list: None,
            }),
        ),
        (
            "does-not-fit--many",
            diagnostic_without_place(DocumentProblem::PageOverflow {
                document: "poster-help".to_owned(),
                overflow_percent: 91,
                longest_settings: vec!["agency.name".to_owned()],
                longest_list: Some(("organizations".to_owned(), 60)),
            }),
        ),
    ]
}

/// The codes shown here and not by a file in `tests/messages/agency`.
pub(crate) fn codes_shown_by_cases() -> BTreeSet<&'static str> {
    message_cases()
        .into_iter()
        .map(|(name, _)| name.split("--").next().unwrap_or(name))
        .collect()
}

#[test]
fn every_template_message_matches_its_recording() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages/template");
    let mut used = BTreeSet::new();
    for (name, found) in message_cases() {
        let code = name.split("--").next().unwrap_or(name);
        assert!(
            found
                .iter()
                .any(|diagnostic| diagnostic.problem.code() == code),
            "{name} shows {code}: {found:?}"
        );
        let told = render_diagnostics_text(&found, DiagnosticDisplayOptions::default());
        let path = folder.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &told).expect("it can be written");
        }
        let recorded = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(recorded, told, "{name} (UPDATE=1 records anew)");
        used.insert(format!("{name}.txt"));
    }
    let there: BTreeSet<String> = crate::support::packet::list_files(&folder)
        .into_iter()
        .collect();
    assert_eq!(there, used, "no recorded text is unused");
}
