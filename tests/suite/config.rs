//! agency.toml from text to facts, and every sentence said on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use policypress::config::agency::StatementOverride;
use policypress::config::settings::SETTINGS_TABLES;
use policypress::config::value_types::{PhoneNumber, WebAddress};
use policypress::diag::display::{
    DiagnosticDisplayOptions, render_diagnostics_json, render_diagnostics_text,
};
use policypress::diag::{Diagnostic, Diagnostics, Severity};
use policypress::source::decode_utf8_file;
use policypress::source::toml::{TomlNodeValue, TomlTable, parse_toml_file, parse_toml_range};

use crate::support::packet::{LoadedAgency, load_agency};

const TODAY: Date = date(2026, 11, 25);

fn repository_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn load_agency_bytes(name: &str, bytes: &[u8]) -> LoadedAgency {
    let mut found = Diagnostics::new();
    match decode_utf8_file(name, bytes, &mut found) {
        Ok(file) => load_agency(&file, TODAY),
        Err(_) => LoadedAgency {
            agency: None,
            diagnostics: found,
        },
    }
}

fn load_agency_text(text: &str) -> LoadedAgency {
    load_agency_bytes("agency.toml", text.as_bytes())
}

fn diagnostic_codes(text: &str) -> Vec<&'static str> {
    let checked = load_agency_text(text);
    let told = checked.diagnostics.iter();
    told.map(|diagnostic| diagnostic.problem.code()).collect()
}

fn read_example() -> String {
    fs::read_to_string(repository_root().join("agency.example.toml"))
        .expect("the example is in the repository")
}

#[test]
fn the_example_loads_without_diagnostics() {
    let checked = load_agency_bytes("agency.example.toml", read_example().as_bytes());
    assert_eq!(
        render_diagnostics_text(&checked.diagnostics, DiagnosticDisplayOptions::default()),
        ""
    );
    let agency = checked.agency.expect("an agency without diagnostics");
    assert_eq!(agency.name, "Cedar Valley Family Health");
    assert_eq!(
        (
            agency.sites.len(),
            agency.staff_contacts.len(),
            agency.organizations.len()
        ),
        (2, 3, 3)
    );
    let fact = agency
        .setting_texts
        .iter()
        .find(|fact| fact.setting_path == "organizations[2].name");
    assert_eq!(
        fact.expect("a fact for each text").text,
        "Prairie Legal Help"
    );
}

/// The example with every remark that holds a setting in use.
fn example_with_comments_enabled() -> String {
    let is_setting = |line: &str| line.contains(" = ") || line.starts_with('[');
    read_example()
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_setting(rest) && !rest.starts_with('`') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

/// `policy.owner` for each setting under a table; statements by the name of their table.
fn collect_setting_paths(table: &TomlTable, path: &str, found: &mut BTreeSet<String>) {
    for entry in &table.entries {
        let setting = format!("{path}.{}", entry.key);
        let below = if path == ".policy.statements" {
            path.to_owned()
        } else {
            setting.clone()
        };
        match &entry.value.value {
            TomlNodeValue::Table(table) => collect_setting_paths(table, &below, found),
            TomlNodeValue::Array(items) => {
                for item in items {
                    if let TomlNodeValue::Table(table) = &item.value {
                        collect_setting_paths(table, &below, found);
                    }
                }
            }
            _ => {}
        }
        found.insert(setting);
    }
}

#[test]
fn the_example_shows_every_setting() {
    let mut found = Diagnostics::new();
    let file = decode_utf8_file(
        "agency.toml",
        example_with_comments_enabled().as_bytes(),
        &mut found,
    )
    .expect("UTF-8");
    let tree = parse_toml_file(&file, &mut found).expect("a tree");
    let mut written = BTreeSet::new();
    collect_setting_paths(&tree, "", &mut written);
    for table in SETTINGS_TABLES {
        let path = table.heading.trim_matches(['[', ']']);
        for key in table.setting_keys() {
            let setting = if path.is_empty() {
                format!(".{key}")
            } else {
                format!(".{path}.{key}")
            };
            assert!(
                written.contains(&setting),
                "{setting} is not in the example"
            );
        }
    }
}

#[test]
fn the_example_loads_with_every_comment_enabled() {
    let whole = example_with_comments_enabled();
    let told = render_diagnostics_text(
        &load_agency_text(&whole).diagnostics,
        DiagnosticDisplayOptions::default(),
    );
    assert_eq!(
        diagnostic_codes(&whole),
        ["list-and-reason", "list-and-reason"],
        "{told}"
    );
}

#[test]
fn an_agency_with_only_a_name_gets_every_missing_setting() {
    let checked = load_agency_text("[agency]\nname = \"Hope House\"\n");
    let severities: Vec<Severity> = checked
        .diagnostics
        .iter()
        .map(Diagnostic::severity)
        .collect();
    assert!(!severities.contains(&Severity::Error));
    assert_eq!(
        severities.iter().filter(|s| **s == Severity::Blank).count(),
        2
    );
    assert_eq!(
        severities
            .iter()
            .filter(|s| **s == Severity::Warning)
            .count(),
        20
    );
    assert!(checked.agency.is_some());
}

#[test]
fn a_blank_or_placeholder_counts_as_missing() {
    for blank in [
        "",
        "  ",
        "\u{A0}",
        "(Insert Agency Name)",
        "[Agency Name]",
        "TBD",
        "tbd.",
        "N/A",
        "none",
        "____",
        "...",
        "[insert]",
        "(Insert Agency Name)'s clinic",
    ] {
        let checked = load_agency_text(&format!("[agency]\nname = \"{blank}\"\n"));
        assert!(checked.agency.is_none(), "{blank:?}");
        let told = checked.diagnostics.iter().map(|d| d.problem.code());
        assert_eq!(
            told.filter(|code| *code == "no-name").count(),
            1,
            "{blank:?}"
        );
    }
}

#[test]
fn realistic_agency_names_are_kept_exactly() {
    for name in [
        "St. Brigid's Women's & Children's Health Center",
        "Tri-County Health Dept./Family Planning Div.",
        "Servicios de Salud Reproductiva de Puerto Rico, Inc.",
        "Diné Bizhí Wellness Center",
        "Kānaka ʻŌiwi Ola Clinic",
        "Hồng Ân Community Clinic",
        "مركز الأمل الصحي",
        "#1 Youth Clinic",
        "*Hope* House",
        "Safe_Place_",
        "<Open Door> Clinic",
        "[Re]Start",
        "Path | Way",
        "A+ Clinic",
        "YES!",
        "{{ 7*7 }}",
        "1986. Founded",
        "===x",
        "می\u{200C}خواهم",
        "希望诊所",
        "No\u{A0}1 Clinic",
    ] {
        let checked = load_agency_text(&format!("[agency]\nname = \"{name}\"\n"));
        assert_eq!(checked.agency.expect(name).name, name);
    }
}

#[test]
fn text_is_nfc_normalized_and_white_space_collapsed() {
    let checked =
        load_agency_text("[agency]\nname = \"  Cafe\u{301}\t Clinic \\n of\\u00A0Hope \"\n");
    assert_eq!(
        checked.agency.expect("a name").name,
        "Caf\u{e9} Clinic of\u{A0}Hope"
    );
}

#[test]
fn a_byte_order_mark_and_crlf_are_accepted() {
    let text = read_example().replace('\n', "\r\n");
    let bytes = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    assert_eq!(
        load_agency_bytes("agency.toml", &bytes)
            .diagnostics
            .into_vec(),
        []
    );
}

#[test]
fn phone_numbers_are_parsed_for_dialing() {
    for (written, dialled) in [
        ("319-555-0110", "+13195550110"),
        ("(319) 555-0110", "+13195550110"),
        ("319.555.0110", "+13195550110"),
        ("+1 340 555 0117", "+13405550117"),
        ("1-855-555-HOPE", "+18555554673"),
        ("1-888-373-7888", "+18883737888"),
        ("319-555-0111 ext. 4", "+13195550111;ext=4"),
        ("319-555-0111 x4", "+13195550111;ext=4"),
        ("319-555-0111, extension 42", "+13195550111;ext=42"),
        ("911", "911"),
        ("988", "988"),
        ("211", "211"),
        ("711", "711"),
    ] {
        let phone =
            PhoneNumber::parse(written).unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
        assert_eq!(phone.dial_string, dialled);
        assert_eq!(phone.display_text, written);
    }
}

#[test]
fn invalid_phone_numbers_are_refused() {
    for written in [
        "319-555-011",
        "319-555-01100",
        "555-0110",
        "319-555-O110",
        "3l9-555-0110",
        "119-555-0110",
        "911-555-0110",
        "319-155-0110",
        "319-911-0110",
        "233733",
        "+44 20 7946 0000",
        "call us",
        "319-555-0110 or 319-555-0111",
        "319-555-0110 / 319-555-0111",
        "319-555-0110 319-555-0111",
        "319-555-0110 (Mon-Fri)",
        "999",
        "",
        "x4",
    ] {
        assert!(PhoneNumber::parse(written).is_err(), "{written}");
    }
}

#[test]
fn web_addresses_are_shown_short_and_linked_in_full() {
    for (written, shown, link) in [
        (
            "https://harborlight.example/",
            "harborlight.example",
            "https://harborlight.example/",
        ),
        (
            "www.harborlight.example",
            "www.harborlight.example",
            "https://www.harborlight.example/",
        ),
        (
            "http://harborlight.example/help?a=1",
            "harborlight.example/help?a=1",
            "http://harborlight.example/help?a=1",
        ),
    ] {
        let address =
            WebAddress::parse(written).unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
        assert_eq!(
            (address.display_text.as_str(), address.url.as_str()),
            (shown, link)
        );
    }
    for written in [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "a@b.example",
        "https://me:pw@b.example",
        "ftp://b.example",
        "harbor light",
        "harborlight",
        "https://",
    ] {
        assert!(WebAddress::parse(written).is_err(), "{written}");
    }
}

#[test]
fn a_reworded_statement_keeps_its_paragraphs() {
    let checked = load_agency_text(
        "[agency]\nname = \"Hope\"\n[policy.statements]\nsite-capacity = { text = \"One\\ntwo.\\n\\nThree.\" }\n",
    );
    let agency = checked.agency.expect("a name");
    let text = vec!["One two.".to_owned(), "Three.".to_owned()];
    assert_eq!(
        agency.policy.statement_choices[0].decision,
        StatementOverride::Reword {
            paragraphs: text,
            translations: Vec::new()
        }
    );
}

#[test]
fn a_text_by_language_falls_back_to_the_nearest_language() {
    let checked = load_agency_text(
        "[agency]\nname = \"Hope\"\n[[organizations]]\nname = \"Harbor\"\n\
         hours = { en = \"24  hours\", es = \"24 horas\", zh-Hans = \"24小时\" }\nservices = \"Shelter\"\n\
         area = { en = \"TBD\" }\n",
    );
    let agency = checked.agency.expect("a name");
    let organization = &agency.organizations[0];
    let hours = organization.hours.as_ref().expect("there are hours");
    for (tag, said) in [
        ("en", Some("24 hours")),
        ("en-US", Some("24 hours")),
        ("es", Some("24 horas")),
        ("es-MX", Some("24 horas")),
        ("zh-Hans", Some("24小时")),
        ("zh-Hant", None),
        ("vi", None),
    ] {
        let tag = tag.parse().expect("a tag");
        let found = hours.text_in_language(&tag).map(|(_, text)| text);
        assert_eq!(found, said, "{tag}");
    }
    let services = organization.services.as_ref().expect("there are services");
    assert_eq!(services.iter_texts().collect::<Vec<_>>(), ["Shelter"]);
    assert_eq!(organization.service_area, None, "a blank is missing");
    let settings: Vec<&str> = agency
        .setting_texts
        .iter()
        .map(|fact| fact.setting_path.as_str())
        .filter(|setting| setting.contains("hours"))
        .collect();
    assert_eq!(
        settings,
        [
            "organizations[1].hours.en",
            "organizations[1].hours.es",
            "organizations[1].hours.zh-Hans"
        ]
    );
}

#[test]
fn json_output_has_the_same_diagnostics() {
    let checked = load_agency_text("[agency]\nname = \"Hope\"\nphone = 3195550110\n");
    let told: serde_json::Value =
        serde_json::from_str(&render_diagnostics_json(&checked.diagnostics)).expect("JSON");
    let phone = &told
        .as_array()
        .expect("a list")
        .iter()
        .find(|d| d["code"] == "wrong-kind")
        .expect("the phone");
    assert_eq!(
        (&phone["line"], &phone["column"], &phone["length"]),
        (&3.into(), &9.into(), &10.into())
    );
    assert_eq!(phone["severity"], "error");
}

#[test]
fn a_missing_fact_is_a_warning_in_a_draft() {
    let checked = load_agency_text("[agency]\nname = \"Hope\"\n");
    let open = |draft| {
        let look = DiagnosticDisplayOptions {
            is_draft: draft,
            ..DiagnosticDisplayOptions::default()
        };
        let told = render_diagnostics_text(&checked.diagnostics, look);
        told.lines()
            .find(|line| line.contains("no-personnel"))
            .expect("an open blank")
            .to_owned()
    };
    assert!(open(false).starts_with("error[no-personnel]"));
    assert!(open(true).starts_with("warning[no-personnel]"));
}

#[test]
fn color_output_adds_only_escape_codes() {
    let checked = load_agency_text("[agency]\nname = “Hope”\n");
    let shown = |colour| {
        render_diagnostics_text(
            &checked.diagnostics,
            DiagnosticDisplayOptions {
                use_color: colour,
                ..DiagnosticDisplayOptions::default()
            },
        )
    };
    let mut plain = String::new();
    for (place, part) in shown(true).split('\u{1b}').enumerate() {
        plain.push_str(if place == 0 {
            part
        } else {
            part.split_once('m').expect("a colour").1
        });
    }
    assert_eq!(plain, shown(false));
    assert!(shown(true).contains('\u{1b}'));
}

#[test]
fn front_matter_spans_refer_to_the_whole_file() {
    let text = "+++\ntitle = \"Policy\"\nphone = 319-555-0110\n+++\n# Heading\n";
    let file =
        decode_utf8_file("policy.md", text.as_bytes(), &mut Diagnostics::new()).expect("UTF-8");
    let end = text.rfind("+++").expect("an end");
    let mut found = Diagnostics::new();
    let table = parse_toml_range(&file, 4..end, &mut found).expect("a table");
    assert_eq!(table.entries[0].value.span.text(), "\"Policy\"");
    let span = found[0].span.as_ref().expect("a place");
    assert_eq!(span.line_column(), (3, 9));
}

/// Every `tests/messages/agency/*.toml` with what is said about it in the `.txt` beside it.
/// `UPDATE=1 cargo test` writes the texts anew.
#[test]
fn every_diagnostic_message_matches_its_recording() {
    let folder = repository_root().join("tests/messages/agency");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in fixture_paths(&folder, "toml") {
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let told = render_diagnostics_text(
            &load_agency_bytes(&name, &read_fixture(&path)).diagnostics,
            DiagnosticDisplayOptions::default(),
        );
        let recorded = path.with_extension("txt");
        if update {
            fs::write(&recorded, &told).expect("the folder can be written");
        } else if fs::read_to_string(&recorded).ok().as_deref() != Some(&told) {
            wrong.push(format!("{name}:\n{told}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "not as recorded (UPDATE=1 records anew):\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_recorded_message_has_its_input() {
    let folder = repository_root().join("tests/messages/agency");
    for path in fixture_paths(&folder, "txt") {
        assert!(
            path.with_extension("toml").exists(),
            "{} is unused",
            path.display()
        );
    }
}

/// A fixture is named after the code it shows, perhaps with a word more: `phone.toml`,
/// `phone--two-numbers.toml`; every code of `source` and `config` has one.
#[test]
fn every_diagnostic_code_has_a_fixture() {
    let folder = repository_root().join("tests/messages/agency");
    let mut shown: BTreeMap<String, bool> = BTreeMap::new();
    for path in fixture_paths(&folder, "toml") {
        let stem = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let code = stem.split("--").next().unwrap_or_default().to_owned();
        let told = load_agency_bytes("x", &read_fixture(&path)).diagnostics;
        let says = told.iter().any(|d| d.problem.code() == code);
        assert!(says, "{} does not show its code", path.display());
        shown.insert(code, true);
    }
    let elsewhere = crate::templates::codes_shown_by_cases();
    for domain in [
        "source",
        "setting",
        "agency",
        "date",
        "template",
        "document",
        "client_text",
        "translation",
        "packet",
    ] {
        for code in codes_in_diag_source(domain) {
            assert!(
                elsewhere.contains(code.as_str()) || shown.contains_key(&code),
                "`{code}` has no fixture"
            );
        }
    }
}

/// The codes of a domain, from the source of its `code()`.
pub(crate) fn codes_in_diag_source(domain: &str) -> Vec<String> {
    let path = repository_root().join(format!("src/diag/{domain}.rs"));
    let source = fs::read_to_string(path).expect("a source");
    let (_, code) = source
        .split_once("fn code(&self)")
        .expect("each has its code");
    let (code, _) = code.split_once("\n    }\n").expect("it ends");
    let codes: Vec<String> = code
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(!codes.is_empty(), "{domain} has codes");
    codes
}

/// Returns a fixture. If it begins with `# base: complete`, those tables of `bases/complete.toml` follow that it
/// neither has nor leaves out with a line like `# without [[sites]]`, so that its own lines keep their numbers.
fn read_fixture(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).expect("a fixture");
    let Some(rest) = bytes.strip_prefix(b"# base: ") else {
        return bytes;
    };
    let rest = std::str::from_utf8(rest).expect("UTF-8");
    let base = path.with_file_name(format!(
        "bases/{}.toml",
        rest.lines().next().unwrap_or_default()
    ));
    let base = fs::read_to_string(base).expect("a base");
    let own: BTreeSet<&str> = rest
        .lines()
        .map(|line| line.strip_prefix("# without ").unwrap_or(line))
        .collect();
    let tables = base.split_inclusive("\n\n");
    let more = tables.filter(|table| {
        table
            .lines()
            .next()
            .is_some_and(|heading| !own.contains(heading))
    });
    let mut whole = bytes.clone();
    whole.push(b'\n');
    whole.extend(more.flat_map(str::bytes));
    whole
}

fn fixture_paths(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
}

/// A file that is no agency.toml at all is told so in an instant, however long it is.
#[test]
fn a_long_file_that_is_not_toml_is_refused() {
    for line in [
        "Dear all, please find",
        "“a” = b",
        "x = 319-555-0110",
        "[[sites]",
        "name: x",
    ] {
        let text = format!("{line}\n").repeat(1000);
        assert!(!load_agency_text(&text).diagnostics.is_empty());
    }
}

/// Any bytes at all give diagnostics or an agency, never a panic.
#[test]
fn broken_files_never_panic() {
    let example = read_example();
    let file = |text: &str| {
        Arc::new(policypress::span::SourceFile {
            name: "x".into(),
            text: text.into(),
        })
    };
    for (place, character) in example.char_indices() {
        if !character.is_alphanumeric() || place % 7 == 0 {
            let cut = &example[..place];
            render_diagnostics_text(
                &load_agency(&file(cut), TODAY).diagnostics,
                DiagnosticDisplayOptions::default(),
            );
        }
    }
    for noise in [
        "\0",
        "=",
        "[",
        "[[",
        "]]",
        "\"\"\"",
        "é = 1",
        "a.b = 1\na = 2",
        "[a.b]\n[a]\nb = 1",
        "\u{FEFF}",
        "x = {",
        "x = [[[[",
        "'",
        "a = 99999999999999999999",
    ] {
        render_diagnostics_text(
            &load_agency(&file(noise), TODAY).diagnostics,
            DiagnosticDisplayOptions::default(),
        );
    }
}
