//! What is said about a template or a choice that cannot be: the exact words, recorded in
//! `tests/templates/<code>.txt` (`UPDATE=1 cargo test templates` records them anew).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use policypress::content::{custom_templates, pack};
use policypress::diag::agency::AgencyProblem;
use policypress::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use policypress::diag::document::DocumentProblem;
use policypress::diag::packet::PacketProblem;
use policypress::diag::setting::SettingProblem;
use policypress::diag::template::TemplateProblem;
use policypress::diag::translation::TranslationProblem;
use policypress::diag::{Diagnostic, Diagnostics, Problem};
use policypress::span::SourceFile;

use crate::support::packet::compose_text;

/// A pack in which one text of one file is replaced, filled for an agency: all that is found.
fn with(file: &str, from: &str, to: &str, agency: &str) -> Vec<Diagnostic> {
    let mut files = pack::built_in_pack_files();
    let there = files.get_mut(file).expect("the pack has the file");
    assert!(there.text.contains(from), "{file} has `{from}`");
    *there = Arc::new(SourceFile {
        name: there.name.clone(),
        text: there.text.replacen(from, to, 1),
    });
    filled(&files, agency)
}

fn filled(
    files: &std::collections::BTreeMap<String, Arc<SourceFile>>,
    agency: &str,
) -> Vec<Diagnostic> {
    let mut found = Diagnostics::new();
    let Ok(pack) = pack::TemplatePack::from_files(files, &mut found) else {
        return found.into_vec();
    };
    compose_text(&pack, agency).1.into_vec()
}

/// What is told of a template of the user's own that compares the words of a fact.
fn compared() -> Vec<Diagnostic> {
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

const AGENCY: &str = "[agency]\nname = \"Willow Clinic\"\n[without]\npersonnel = \"None yet\"\n\
                      organizations = \"None near\"\n";

fn choice(statement: &str) -> Vec<Diagnostic> {
    let text = format!("{AGENCY}[policy.statements]\n{statement}\n");
    filled(&pack::built_in_pack_files(), &text)
}

const SPANISH: &str = "[languages]\nserved = [\"en\", \"es\"]\n";
const REVIEWED: &str = "[[translations]]\nlanguage = \"es\"\ntranslator = \"T. Santos\"\n\
                        qualification = \"ATA-certified\"\nreviewed_on = 2026-11-10\n";

/// What is found for an agency that says more about languages.
fn served(more: &str) -> Vec<Diagnostic> {
    filled(&pack::built_in_pack_files(), &format!("{AGENCY}{more}"))
}

/// An organization for clients that is told about in English alone.
fn english_facts(hours: &str, services: &str) -> String {
    format!(
        "{SPANISH}[[organizations]]\nname = \"Harbor {services}\"\nhours = \"{hours}\"\n\
         services = {{ en = \"{services}\" }}\nphone = \"319-555-0120\"\naudience = \"client\"\n"
    )
}

fn alone(problem: impl Into<Problem>) -> Vec<Diagnostic> {
    vec![Diagnostic::new(problem)]
}

const POLICY_PATH: &str = "output/willow/staff/policy.md";

const POLICY: &str = "en/policy.md";

/// Each code with what causes it.
#[expect(clippy::too_many_lines, reason = "a list of cases, one a code")]
fn cases() -> Vec<(&'static str, Vec<Diagnostic>)> {
    let line = "Staff may encounter victims";
    let markup = |to: &str| with(POLICY, line, to, AGENCY);
    let mut missing = pack::built_in_pack_files();
    missing.remove("en/poster-help.md");
    vec![
        ("template-fault", markup("{{ agency.nmae }}")),
        ("template-fault--syntax", markup("{% if %}")),
        ("template-fault--compared", compared()),
        ("template-fault--safe", markup("{{ agency.name | safe }}")),
        ("template-fault--staff-fact", {
            with(
                "en/poster-help.md",
                "It is your choice",
                "{{ personnel }}",
                AGENCY,
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
            "template-fault--unnamed",
            with(
                "en/pocket-cards-unnamed.md",
                "{#title} Health resources",
                "{#title} {{ agency.name }}",
                AGENCY,
            ),
        ),
        ("template-markup--link", markup("[x](javascript:alert)")),
        ("template-markup--anchor", markup("[x](#nowhere)")),
        ("template-markup--nothing", markup("{{ policy.number }}")),
        ("template-markup--level", markup("\n\n#### Deep\n\n- Staff")),
        ("no-front-matter", with(POLICY, "+++", "", AGENCY)),
        (
            "front-matter-missing",
            with(POLICY, "audience = \"staff\"\n", "", AGENCY),
        ),
        ("pack-file-missing", filled(&missing, AGENCY)),
        (
            "word-missing",
            with("es/words.toml", "draft = ", "# ", AGENCY),
        ),
        ("folder-not-language", {
            let mut files = pack::built_in_pack_files();
            files.insert(
                "spanish/words.toml".to_owned(),
                files["es/words.toml"].clone(),
            );
            filled(&files, AGENCY)
        }),
        ("stray-template", {
            let mut files = pack::built_in_pack_files();
            files.insert(
                "es/poster-hlep.md".to_owned(),
                files["es/poster-help.md"].clone(),
            );
            filled(&files, AGENCY)
        }),
        (
            "missing-translation",
            served("[languages]\nserved = [\"vi\"]\n"),
        ),
        ("missing-translation--some", {
            let mut files = pack::built_in_pack_files();
            files.remove("es/poster-help.md");
            filled(
                &files,
                &format!(
                    "{AGENCY}{SPANISH}{REVIEWED}source = {{ commitment-statement = \"5f1efbc3\", poster-restroom = \"625f0a47\", pocket-cards = \"4b6194d2\", pocket-cards-unnamed = \"6c64a716\" }}\n"
                ),
            )
        }),
        ("unreviewed-translation", served(SPANISH)),
        (
            "unreviewed-translation--no-source",
            served(&format!("{SPANISH}{REVIEWED}")),
        ),
        ("stale-translation", {
            let marks = "{ commitment-statement = \"5f1efbc3\", poster-help = \"00000000\", poster-restroom = \"625f0a47\", pocket-cards = \"4b6194d2\", pocket-cards-unnamed = \"6c64a716\" }";
            served(&format!("{SPANISH}{REVIEWED}source = {marks}\n"))
        }),
        ("untranslated-statement", {
            served(&format!(
                "{SPANISH}[policy.statements]\npapers = {{ text = \"x\" }}\n"
            ))
        }),
        ("untranslated-statement--added", {
            served(&format!(
                "{SPANISH}[[policy.additions]]\nafter = \"papers\"\ntext = \"x\"\n"
            ))
        }),
        ("english-in-translation", {
            served(&english_facts("24 hours", "Shelter"))
        }),
        ("english-in-translation--several", {
            let many = english_facts("24 hours", "Shelter")
                + &english_facts("Mon-Fri 9-5", "Legal help").replace(SPANISH, "");
            served(&many)
        }),
        (
            "unknown-language",
            alone(TranslationProblem::UnknownLanguage {
                language: "ez".to_owned(),
                nearest: Some("es".to_owned()),
                available_languages: "en, es".to_owned(),
            }),
        ),
        (
            "unknown-language--none-near",
            alone(TranslationProblem::UnknownLanguage {
                language: "vi".to_owned(),
                nearest: None,
                available_languages: "en, es".to_owned(),
            }),
        ),
        (
            "not-in-language",
            alone(TranslationProblem::DocumentNotInLanguage {
                document: "policy".to_owned(),
                language: "es".to_owned(),
                available_languages: "en".to_owned(),
            }),
        ),
        (
            "not-twelve-months",
            with("en/words.toml", "\"January\", ", "", AGENCY),
        ),
        (
            "unknown-statement",
            choice("survivor-expertize = { include = false, reason = \"x\" }"),
        ),
        (
            "requirement-gap",
            choice("mandatory-report = { include = false, reason = \"x\" }"),
        ),
        (
            "requirement-gap--with-what-is-nested",
            choice("annual-training = { include = false, reason = \"x\" }"),
        ),
        (
            "unknown-choice--area",
            with(
                "pack.toml",
                "areas = [\"committee\", ",
                "areas = [\"comittee\", ",
                AGENCY,
            ),
        ),
        (
            "unknown-requirement",
            with(
                "pack.toml",
                "answers = [\"training\"]",
                "answers = [\"trainings\"]",
                AGENCY,
            ),
        ),
        (
            "unknown-statement--of-the-crosswalk",
            with(
                "pack.toml",
                "statement = \"mandatory-report\"",
                "statement = \"mandatory-reports\"",
                AGENCY,
            ),
        ),
        (
            "unknown-document--of-the-crosswalk",
            with(
                "pack.toml",
                "documents = [\"training-record\"]",
                "documents = [\"training-records\"]",
                AGENCY,
            ),
        ),
        (
            "statement-is-table",
            choice("title-block = { text = \"x\" }"),
        ),
        (
            "nothing-left",
            choice("commitment-text = { include = false, reason = \"x\" }"),
        ),
        (
            "open-blank",
            markup("{{ policy.number | or_blank(setting=\"policy.number\") }} {#y"),
        ),
        (
            "unknown-document",
            alone(DocumentProblem::UnknownDocument {
                name: "poster-hlep".to_owned(),
                nearest: Some("poster-help".to_owned()),
                available_documents: "policy, poster-help".to_owned(),
            }),
        ),
        (
            "in-the-way",
            alone(PacketProblem::OutputPathOccupied {
                path: "output/policy.md".to_owned(),
                is_edited: true,
                is_replaceable: true,
            }),
        ),
        (
            "in-the-way--foreign",
            alone(PacketProblem::OutputPathOccupied {
                path: "output/policy.md".to_owned(),
                is_edited: false,
                is_replaceable: true,
            }),
        ),
        (
            "in-the-way--folder",
            alone(PacketProblem::OutputPathOccupied {
                path: "output/policy.md".to_owned(),
                is_edited: false,
                is_replaceable: false,
            }),
        ),
        (
            "uncovered-character",
            alone(DocumentProblem::MissingGlyph {
                character: '漢',
                setting: Some("agency.name".to_owned()),
            }),
        ),
        (
            "nearly-the-hotline",
            alone(DocumentProblem::HotlineTypo {
                phone_number: "1-888-373-7889".to_owned(),
                hotline_number: "1-888-373-7888".to_owned(),
            }),
        ),
        (
            "no-templates",
            alone(TemplateProblem::EmptyTemplateFolder {
                path: "words".to_owned(),
            }),
        ),
        (
            "unknown-fact",
            alone(TemplateProblem::UnknownVariable {
                name: "agency.nmae".to_owned(),
                nearest: Some("name".to_owned()),
            }),
        ),
        (
            "unknown-fact--none-near",
            alone(TemplateProblem::UnknownVariable {
                name: "personnel".to_owned(),
                nearest: None,
            }),
        ),
        (
            "template-moved-on",
            alone(TemplateProblem::OutdatedCustomTemplate {
                path: "en/policy.md".to_owned(),
                reworded_statements: vec!["purpose".to_owned(), "workflows".to_owned()],
                added_statements: vec!["encounter".to_owned()],
                removed_statements: vec!["old-rule".to_owned()],
            }),
        ),
        (
            "requirement-without-areas",
            alone(TemplateProblem::RequirementWithoutAreas {
                name: "training".to_owned(),
            }),
        ),
        (
            "not-one-packet",
            alone(PacketProblem::NotSinglePacket {
                path: "output".to_owned(),
                packet_count: 0,
            }),
        ),
        (
            "not-one-packet--several",
            alone(PacketProblem::NotSinglePacket {
                path: "output".to_owned(),
                packet_count: 2,
            }),
        ),
        (
            "unknown-place",
            alone(SettingProblem::UnknownSettingOrStatement {
                name: "agency.fone".to_owned(),
                nearest: Some("agency.phone".to_owned()),
            }),
        ),
        (
            "unknown-place--none-near",
            alone(SettingProblem::UnknownSettingOrStatement {
                name: "qqq".to_owned(),
                nearest: None,
            }),
        ),
        (
            "extends-loop",
            alone(AgencyProblem::ExtendsCycle {
                path: "../grantee.toml".to_owned(),
            }),
        ),
        (
            "no-terminal",
            alone(AgencyProblem::NoInteractiveTerminal {
                path: "agency.toml".to_owned(),
            }),
        ),
        (
            "changed-meanwhile",
            alone(AgencyProblem::FileChangedDuringInterview {
                path: "agency.toml".to_owned(),
            }),
        ),
        (
            "eject-in-the-way",
            alone(TemplateProblem::EjectTargetExists {
                path: "templates/en/policy.md".to_owned(),
            }),
        ),
        (
            "altered-file",
            alone(PacketProblem::ModifiedFile {
                path: POLICY_PATH.to_owned(),
            }),
        ),
        (
            "missing-file",
            alone(PacketProblem::MissingFile {
                path: POLICY_PATH.to_owned(),
            }),
        ),
        (
            "strange-file",
            alone(PacketProblem::UnexpectedFile {
                path: "output/willow/client/old.pdf".to_owned(),
            }),
        ),
        (
            "other-version",
            alone(PacketProblem::ProgramVersionMismatch {
                folder: "output/willow".to_owned(),
                built_by: "policypress 0.0.9".to_owned(),
            }),
        ),
        (
            "unfinished-packet",
            alone(PacketProblem::UnfinishedBuild {
                folder: "output/willow".to_owned(),
            }),
        ),
        (
            "no-manifest",
            alone(PacketProblem::UnreadableManifest {
                folder: "output/willow".to_owned(),
            }),
        ),
        (
            "does-not-fit",
            alone(DocumentProblem::PageOverflow {
                document: "poster-help".to_owned(),
                overflow_percent: 12,
                longest_settings: vec!["organizations[1].services".to_owned()],
                longest_list: None,
            }),
        ),
        (
            "does-not-fit--many",
            alone(DocumentProblem::PageOverflow {
                document: "poster-help".to_owned(),
                overflow_percent: 91,
                longest_settings: vec!["agency.name".to_owned()],
                longest_list: Some(("organizations".to_owned(), 60)),
            }),
        ),
    ]
}

/// The codes shown here and not by a file in `tests/diagnostics`.
pub(crate) fn codes() -> BTreeSet<&'static str> {
    cases()
        .into_iter()
        .map(|(name, _)| name.split("--").next().unwrap_or(name))
        .collect()
}

#[test]
fn templates_are_told_their_mistakes_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates");
    let mut used = BTreeSet::new();
    for (name, found) in cases() {
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
    let there: BTreeSet<String> = crate::support::packet::files(&folder).into_iter().collect();
    assert_eq!(there, used, "no recorded text is unused");
}
