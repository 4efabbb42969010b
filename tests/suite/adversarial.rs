//! Agencies in which every text is trouble, through every document in every format, read back by parsers that
//! are not ours: what is drawn says what was written, and what cannot be drawn is refused in words.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use policypress::config::{agency::Agency, settings::SettingKind, settings::SettingsTable};
use policypress::content::pack::TemplatePack;
use policypress::diag::display::{DiagnosticDisplayOptions, render_diagnostics_text};
use policypress::diag::invisible_chars::is_invisible_char;
use policypress::diag::{Diagnostic, Diagnostics, Problem, Severity};
use policypress::document::Document;
use policypress::render::{OutputFormat, Renderer};
use policypress::source::toml::{TomlNodeValue, TomlTable, parse_toml_file};
use policypress::span::SourceFile;

use crate::staff_fact_leaks::TestRng;
use crate::support::packet::{TODAY, compose_documents, load_agency, read_agency_fixture};
use crate::support::samples::hostile::ADVERSARIAL_VALUES;
use crate::support::text_extraction::{document_words, html_words, markdown_words};
use crate::support::{docx_reader, pdf_reader, pdf_samples};

/// Marks of formats and of what reads them, beside [`HOSTILE`].
const FORMAT_SYNTAX_SAMPLES: &[&str] = &[
    // TOML
    "]]",
    "[agency]",
    "\"\"\"",
    "'''",
    "# no remark",
    "a = \"b\"",
    "\\u0041",
    // CSV
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "a,b;c\td",
    // PDF
    "(",
    ")",
    "\\(",
    "<<",
    ">>",
    "endstream",
    "%PDF-1.7",
    "/Type /Page",
    "\\ddd",
    "BT ET Q q",
    // Tera
    "{{ agency.phone.shown }}",
    "{% raw %}",
    "{%- endfor %}",
    "{#title}",
    "<# x #>",
    "{{",
    "}}",
    // HTML
    "<!--",
    "-->",
    "]]>",
    "&#x202e;",
    "&lt;b&gt;",
    "<svg onload=alert(1)>",
    "data:text/html,x",
    "'\"><",
    // Markdown
    "\\*",
    "\\\\",
    "![",
    "](",
    "<https://x.example>",
    "$x$",
    "==x==",
    "^x^",
    ":smile:",
    "[[x]]",
    "+++",
    // shells and paths
    "../../etc/passwd",
    "$(reboot)",
    "`id`",
    "%s%n%d",
    "C:\\Windows\\",
    "NUL",
    "-rf",
    // numbers that look like others
    "1-888-373-7888",
    "911",
    "24/7",
    "555-0100",
    "١٢٣",
];

/// Letters of many scripts that the carried faces have, marks that combine, and signs.
const MULTILINGUAL_SAMPLES: &[&str] = &[
    "José",
    "Ł́ódź",
    "Nguyễn",
    "ʻŌiwi",
    "Ünïçødé",
    "Ελλάδα",
    "Кириллица",
    "مركز",
    "الأمل",
    "فارسی",
    "می‌خواهم",
    "e\u{301}",
    "a\u{30A}\u{323}",
    "ß",
    "ﬁ",
    "…",
    "—",
    "‑",
    "’",
    "“”",
    "™",
    "½",
    "№",
    "€",
    "\u{A0}",
    "\u{202F}",
    "•",
];

/// Characters that are refused: they turn the text around them or have no shape.
pub(crate) const FORBIDDEN_CHARACTERS: &[char] = &[
    '\u{202A}',
    '\u{202B}',
    '\u{202D}',
    '\u{202E}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{200B}',
    '\u{200E}',
    '\u{200F}',
    '\u{2060}',
    '\u{FEFF}',
    '\u{AD}',
    '\u{61C}',
    '\u{E000}',
    '\u{E001}',
    '\u{FFFD}',
    '\u{FFF9}',
    '\u{E0041}',
    '\u{F0000}',
    '\u{1B}',
    '\0',
    '\u{85}',
    '\u{7F}',
];

/// Some trouble of at most that many pieces, never blank.
pub(crate) fn adversarial_text(numbers: &mut TestRng, most: u64) -> String {
    let mut text = String::new();
    for _ in 0..=numbers.next_below(most) {
        let pieces = match numbers.next_below(8) {
            0..=2 => ADVERSARIAL_VALUES,
            3..=5 => FORMAT_SYNTAX_SAMPLES,
            _ => MULTILINGUAL_SAMPLES,
        };
        let at = numbers.next_below(pieces.len() as u64);
        text += pieces[usize::try_from(at).expect("it is small")];
        match numbers.next_below(6) {
            0 => {}
            1 => text += "\n",
            2 => text += "  ",
            _ => text += " ",
        }
    }
    if numbers.next_below(40) == 0 {
        text +=
            &"longword".repeat(1 + usize::try_from(numbers.next_below(30)).expect("it is small"));
    }
    text + "z"
}

/// The example with trouble in the place of every text, and in every fifth a character that is refused.
/// The number names the case.
pub(crate) fn adversarial_agency_toml(case: u64) -> String {
    let mut numbers = TestRng(case.wrapping_mul(7919) + 1);
    let text = read_agency_fixture("cedar-valley");
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.clone(),
    });
    let tree = parse_toml_file(&file, &mut Diagnostics::new()).expect("the example is TOML");
    let mut places = Vec::new();
    collect_free_text_spans(&tree, "", &mut places);
    assert!(places.len() > 60, "the texts were found: {}", places.len());
    places.sort_by_key(|place| place.start);
    let refused_at = (case % 5 == 4).then(|| numbers.next_below(places.len() as u64));
    let mut hostile = String::new();
    let mut end = 0;
    for (number, place) in places.iter().enumerate() {
        let number = number as u64;
        let mut value = adversarial_text(&mut numbers, 3);
        if refused_at == Some(number) {
            let at = numbers.next_below(FORBIDDEN_CHARACTERS.len() as u64);
            value.insert(
                0,
                FORBIDDEN_CHARACTERS[usize::try_from(at).expect("it is small")],
            );
        }
        // No two names are the same.
        value += &format!("{number}");
        hostile += &text[end..place.start];
        hostile += &quote_toml_string(&value);
        end = place.end;
    }
    hostile += &text[end..];
    // Hours of any text do not say who answers after closing.
    let lines = hostile.lines().map(|line| {
        if line.starts_with("[[personnel]]") {
            format!("{line}\nafter_hours = true\n")
        } else {
            format!("{line}\n")
        }
    });
    lines.collect()
}

/// A text as TOML writes it.
pub(crate) fn quote_toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            character if character.is_control() => {
                quoted += &format!("\\u{:04X}", u32::from(character));
            }
            character => quoted.push(character),
        }
    }
    quoted + "\""
}

/// Where the free texts of a tree stand: not names that others refer to, nor numbers and words with a form.
fn collect_free_text_spans(table: &TomlTable, path: &str, found: &mut Vec<std::ops::Range<usize>>) {
    let statement = path.starts_with("policy.statements.");
    let settings = SettingsTable::find_by_path(if statement { "policy.statements" } else { path });
    for entry in &table.entries {
        let key = entry.key.as_str();
        let kind = settings
            .and_then(|settings| settings.find_setting(key))
            .map(|setting| setting.kind);
        let free = matches!(
            kind,
            Some(SettingKind::Text | SettingKind::TextList | SettingKind::LocalizedText)
        ) && !matches!(key, "id" | "sites" | "after" | "append");
        let below = match path {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        };
        match &entry.value.value {
            TomlNodeValue::Text(_) if free => found.push(entry.value.span.byte_range.clone()),
            // The texts of a setting by language.
            TomlNodeValue::Table(inner) if free => {
                found.extend(
                    inner
                        .entries
                        .iter()
                        .map(|entry| entry.value.span.byte_range.clone()),
                );
            }
            TomlNodeValue::Table(inner) => collect_free_text_spans(inner, &below, found),
            TomlNodeValue::Array(items) => {
                for item in items {
                    match &item.value {
                        TomlNodeValue::Text(_) if free => found.push(item.span.byte_range.clone()),
                        TomlNodeValue::Table(inner) => {
                            collect_free_text_spans(inner, &below, found);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// What became of agencies.
#[derive(Debug, Default)]
struct ReadBackTally {
    /// Documents that were drawn and read back, in each format.
    documents_read_back: usize,
    /// Documents that the PDF refused in words.
    documents_refused: usize,
    /// Agencies that were refused in words before anything was drawn.
    agencies_refused: usize,
}

/// Every document of an agency in every format, read back.
fn check_agency_read_back(
    case: u64,
    text: &str,
    pack: &TemplatePack,
    renderer: &mut Renderer,
    count: &mut ReadBackTally,
) {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let loaded = load_agency(&file, TODAY);
    let said = render_diagnostics_text(&loaded.diagnostics, DiagnosticDisplayOptions::default());
    assert!(
        said.chars().all(is_visible),
        "case {case}: what is invisible is spelt out:\n{said}"
    );
    let wrong = |found: &[Diagnostic]| {
        found
            .iter()
            .any(|found| found.severity() == Severity::Error)
    };
    if wrong(&loaded.diagnostics) {
        assert!(
            case % 5 == 4,
            "case {case} is refused for no reason:\n{said}"
        );
        let told: Vec<&str> = loaded
            .diagnostics
            .iter()
            .filter(|found| found.severity() == Severity::Error)
            .map(|found| found.problem.code())
            .collect();
        assert_eq!(told, ["forbidden-character"], "case {case}:\n{said}");
        count.agencies_refused += 1;
        return;
    }
    assert!(
        case % 5 != 4,
        "case {case} holds a character that is refused"
    );
    let agency: Agency = loaded.agency.expect("an agency without errors");
    let (documents, mut found) = compose_documents(pack, &agency);
    // The same text is a name of staff and a text for clients.
    found.retain(|found| !matches!(found.problem, Problem::ClientText(_)));
    let said = render_diagnostics_text(&found, DiagnosticDisplayOptions::default());
    assert!(!wrong(&found), "case {case}:\n{said}");
    for document in documents {
        check_document_read_back(case, &document, renderer, count);
    }
}

fn check_document_read_back(
    case: u64,
    document: &Document,
    renderer: &mut Renderer,
    count: &mut ReadBackTally,
) {
    let said = document_words(document);
    let name = document.file_stem();
    for format in [
        OutputFormat::Markdown,
        OutputFormat::Html,
        OutputFormat::Pdf,
        OutputFormat::Docx,
    ] {
        let mut found = Diagnostics::new();
        let Ok(bytes) = renderer.render(document, format, &mut found) else {
            assert!(!found.is_empty(), "case {case}: {name} is refused in words");
            count.documents_refused += 1;
            continue;
        };
        let words = match format {
            OutputFormat::Markdown => markdown_words(&String::from_utf8(bytes).expect("UTF-8")),
            OutputFormat::Html => html_words(&String::from_utf8(bytes).expect("UTF-8")),
            OutputFormat::Pdf => pdf_reader::pdf_words(bytes),
            OutputFormat::Docx => docx_reader::docx_words(&bytes),
        };
        let first = (0..said.len().max(words.len())).find(|&at| said.get(at) != words.get(at));
        assert_eq!(
            words, said,
            "case {case}: {name} as {format:?}, word {first:?}"
        );
        count.documents_read_back += 1;
    }
}

/// Whether a terminal shows a character as itself, or it belongs to the spelling of Persian.
pub(crate) fn is_visible(character: char) -> bool {
    matches!(character, '\n' | '\u{FFFD}' | '\u{200C}') || !is_invisible_char(character)
}

/// `POLICYPRESS_TEST_CASES` of them, or a few.
fn test_case_count() -> u64 {
    std::env::var("POLICYPRESS_TEST_CASES").map_or(15, |cases| cases.parse().expect("a number"))
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures of a long run")]
fn every_text_of_an_agency_may_be_adversarial() {
    let pack = TemplatePack::load_built_in();
    let mut renderer = Renderer::new(pdf_samples::theme_with_fonts(
        policypress::document::PaperSize::Letter,
    ));
    let mut count = ReadBackTally::default();
    for case in 0..test_case_count() {
        check_agency_read_back(
            case,
            &adversarial_agency_toml(case),
            &pack,
            &mut renderer,
            &mut count,
        );
    }
    println!("{} agencies: {count:?}", test_case_count());
    assert!(count.documents_read_back > 20 && count.agencies_refused > 0);
}

/// Writes the agencies for the program itself and for readers outside: into the folder named by
/// `POLICYPRESS_TEST_OUT`, `POLICYPRESS_TEST_CASES` of them.
#[test]
#[ignore = "writes files for other programs to read"]
fn write_adversarial_agencies() {
    let folder = std::env::var_os("POLICYPRESS_TEST_OUT").expect("a folder is named");
    for case in 0..test_case_count() {
        let folder = Path::new(&folder).join(format!("{case:04}"));
        fs::create_dir_all(&folder).expect("a folder can be made");
        fs::write(folder.join("agency.toml"), adversarial_agency_toml(case))
            .expect("it can be written");
    }
}
