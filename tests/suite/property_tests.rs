//! What holds for every input, tried on generated ones. A failure prints the least input that shows it.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, LazyLock};

use policypress::config::value_types::PhoneNumber;
use policypress::diag::Diagnostics;
use policypress::diag::display::{
    DiagnosticDisplayOptions, render_diagnostics_json, render_diagnostics_text,
};
use policypress::diag::invisible_chars::find_forbidden_char;
use policypress::document::{Audience, Document, DocumentLayout, markdown_parser, sealed_value};
use policypress::output::manifest::{Manifest, ManifestEntry, sha256_hex};
use policypress::output::verify::{FileDifference, verify_folders};
use policypress::output::{self, Artifact, OverwritePolicy};
use policypress::render::{html::render_html, markdown::render_markdown};
use policypress::review::record_reader;
use policypress::source::decode_utf8_file;
use policypress::span::SourceFile;
use proptest::prelude::*;

use crate::adversarial::{FORBIDDEN_CHARACTERS, adversarial_text, is_visible, quote_toml_string};
use crate::staff_fact_leaks::TestRng;
use crate::support::packet::{TODAY, load_agency, read_agency_fixture};
use crate::support::samples::{self, make};
use crate::support::text_extraction::{document_tokens, html_tokens, markdown_tokens};

/// Text of any kind: of trouble, and of any characters at all.
fn any_text_strategy() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<u64>().prop_map(|seed| adversarial_text(&mut TestRng(seed), 4)),
        any::<String>(),
        "[ -~]{0,40}",
        "\\PC{0,20}",
    ]
}

fn agency_source_file(text: String) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(256)
    })]

    /// A name is kept as it is, but for white space and composed accents, or refused in words.
    #[test]
    fn an_agency_name_is_kept_exactly_or_refused(name in any_text_strategy()) {
        let loaded = load_agency(&agency_source_file(format!("[agency]\nname = {}\n", quote_toml_string(&name))), TODAY);
        let wrong = loaded.diagnostics.iter().any(|found| found.problem.code() == "forbidden-character");
        if let Some(agency) = loaded.agency {
            prop_assert!(!wrong);
            prop_assert!(!agency.name.chars().any(|c| c.is_control() || FORBIDDEN_CHARACTERS.contains(&c)));
            let kept = |text: &str| text.split_whitespace().count();
            prop_assert_eq!(kept(&agency.name), kept(&name));
        } else {
            let found = loaded.diagnostics.iter();
            let codes: Vec<_> = found.map(|found| found.problem.code()).collect();
            prop_assert!(wrong || codes.contains(&"no-name"), "{codes:?}");
        }
    }

    /// A message shows every character: what a terminal would obey or not show is spelt out.
    #[test]
    fn every_character_of_a_diagnostic_is_visible(name in any_text_strategy(), key in any_text_strategy()) {
        let text = format!("[agency]\n{} = {}\nphone = {}\n", quote_toml_string(&key), quote_toml_string(&name), quote_toml_string(&name));
        let loaded = load_agency(&agency_source_file(text), TODAY);
        let said = render_diagnostics_text(&loaded.diagnostics, DiagnosticDisplayOptions::default());
        // A line of the file is shown with a sign (U+FFFD) in the place of each such character.
        let unseen = said.chars().find(|&c| !is_visible(c));
        prop_assert_eq!(unseen, None, "{}", said);
        let listed: serde_json::Value = serde_json::from_str(&render_diagnostics_json(&loaded.diagnostics)).expect("JSON");
        prop_assert_eq!(listed.as_array().map(Vec::len), Some(loaded.diagnostics.len()));
    }

    /// A file with some bytes changed is read or refused, never a panic.
    #[test]
    fn a_corrupted_file_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_usize), 1..12),
        record in any::<bool>(),
    ) {
        let mut bytes = if record { SAMPLE_REVIEW_RECORD.clone() } else { read_agency_fixture("cedar-valley") }.into_bytes();
        for (at, byte, kind) in changes {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        let mut found = Diagnostics::new();
        if let Ok(file) = decode_utf8_file("agency.toml", &bytes, &mut found) {
            found.extend(load_agency(&file, TODAY).diagnostics);
            let mut of_record = Diagnostics::new();
            let _ = record_reader::parse_review_record(&file, &mut of_record);
            found.extend(of_record);
        }
        let _ = (render_diagnostics_text(&found, DiagnosticDisplayOptions::default()), render_diagnostics_json(&found));
    }

    /// What can be called is dialled as ten digits after the country's code, or as a short code.
    #[test]
    fn a_phone_number_is_dialable_or_refused(written in prop_oneof![any_text_strategy(), "[-+ ().0-9x]{0,24}"]) {
        if let Ok(phone) = PhoneNumber::parse(&written) {
            let (number, extension) = phone.dial_string.split_once(";ext=").unwrap_or((&phone.dial_string, "1"));
            let digits = number.strip_prefix("+1").unwrap_or(number);
            prop_assert!(matches!((number.len(), digits.len()), (12, 10) | (3, 3)), "{}", number);
            prop_assert!((digits.to_owned() + extension).bytes().all(|byte| byte.is_ascii_digit()));
            let typed: String = written.chars().filter(char::is_ascii_digit).collect();
            if typed.len() == 10 {
                prop_assert!(digits == typed || written.chars().any(char::is_alphabetic));
            }
        }
    }

    /// Any template that can be made into a document says the same in Markdown and HTML, whatever the facts.
    #[test]
    fn any_template_has_the_same_text_in_every_format(
        pieces in prop::collection::vec((0..MARKUP_SAMPLES.len(), any::<u64>()), 1..16),
    ) {
        let mut text = String::new();
        for (piece, seed) in pieces {
            let fact = load_agency(
                &agency_source_file(format!("[agency]\nname = {}\n", quote_toml_string(&adversarial_text(&mut TestRng(seed), 3)))),
                TODAY,
            );
            let fact = fact.agency.map_or("x".to_owned(), |agency| agency.name);
            text += &MARKUP_SAMPLES[piece].replace('@', &sealed_value::seal_text(&fact));
        }
        let Ok(blocks) = markdown_parser::parse_markdown(&text) else { return Ok(()) };
        let document = Document {
            agency_name: String::new(),
            blocks,
            ..make::empty_document("Page", Audience::Staff, DocumentLayout::Policy)
        };
        let said = document_tokens(&document);
        let written = render_markdown(&document);
        prop_assert_eq!(markdown_tokens(&written), said.clone(), "{}\n{}", text, written);
        prop_assert_eq!(html_tokens(&render_html(&document, &samples::sample_theme())), said);
    }

    /// `verify` finds exactly what was done to a set.
    #[test]
    fn verify_finds_every_change_to_a_packet(done in prop::collection::vec(0..4_u8, 6)) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path().join("set");
        let paths: Vec<String> = (0..6).map(|at| format!("folder{}/{at}.md", at % 2)).collect();
        let artifacts: Vec<Artifact> = paths
            .iter()
            .map(|path| Artifact { path: path.clone(), bytes: path.clone().into_bytes() })
            .collect();
        output::write_with_manifest(&root, &artifacts, manifest_of_artifacts(&artifacts), OverwritePolicy::default(), |_| true).expect("it can be written");
        let mut expected = BTreeMap::new();
        for (path, done) in paths.iter().zip(done) {
            let path = root.join(path);
            match done {
                1 => {
                    fs::remove_file(&path).expect("it is there");
                    expected.insert(path, FileDifference::Missing);
                }
                2 => {
                    fs::write(&path, "altered").expect("it can be written");
                    expected.insert(path, FileDifference::Altered);
                }
                3 => {
                    let path = path.with_extension("txt");
                    fs::write(&path, "strange").expect("it can be written");
                    expected.insert(path, FileDifference::NotInManifest);
                }
                _ => {}
            }
        }
        let sets = verify_folders(folder.path()).expect("it can be read");
        prop_assert_eq!(sets.len(), 1);
        let found: BTreeMap<_, _> = sets[0].differences.iter().cloned().collect();
        prop_assert_eq!(found, expected);
    }
}

static SAMPLE_REVIEW_RECORD: LazyLock<String> = LazyLock::new(|| {
    let record = read_agency_fixture("approved/reviews");
    record.chars().take(6000).collect()
});

/// Pieces of templates; `@` is a fact.
const MARKUP_SAMPLES: &[&str] = &[
    "\n\n",
    "\n",
    " ",
    "@",
    "*@*",
    "**@**",
    "# @\n\n",
    "## @ @\n\n",
    "- @\n",
    "  - @\n",
    "1. @\n",
    "   1. @\n",
    "7) @\n",
    "> @\n",
    "> - @\n",
    "| @ | @ |\n|---|---|\n| @ | |\n\n",
    "[@](https://x.example)",
    "[@](tel:911)",
    "@\\\n@",
    "@  \n",
    "words of the template ",
    "(",
    ")",
    "“@”",
    "@’s",
    "\n\n***\n\n",
    "_@_",
    "x*@*y",
    "**@***@*",
    "[@](lang:ar)",
    "+ @\n",
    "* @\n",
    "\u{A0}",
    "&amp;",
    "\\*",
    "1\\. ",
    "www.",
    "http://",
    "!",
    "~",
    "`",
    "<",
    "=\n",
    "-",
    "#",
    "+",
];

/// Every character there is, from the first block of Unicode to the last: what may stand in a name is said in
/// every format as it is, and all else is refused in words.
#[test]
fn every_character_is_rendered_or_refused() {
    let load_named = |name: &str| {
        load_agency(
            &agency_source_file(format!("[agency]\nname = {}\n", quote_toml_string(name))),
            TODAY,
        )
    };
    let (refused, allowed): (Vec<char>, Vec<char>) = ('\0'..=char::MAX)
        .filter(|character| !character.is_whitespace())
        .partition(|&character| find_forbidden_char(&format!("a{character}b")).is_some());
    assert!(allowed.len() > 900_000, "{}", allowed.len());
    for (number, &character) in refused.iter().enumerate() {
        // Beyond this all are refused: planes of private use, and what Unicode ignores.
        if character >= '\u{E0000}' && number % 257 != 0 {
            continue;
        }
        let loaded = load_named(&format!("a{character}b"));
        let codes: Vec<_> = loaded
            .diagnostics
            .iter()
            .map(|found| found.problem.code())
            .collect();
        assert!(loaded.agency.is_none(), "{character:?} is kept");
        assert!(codes.contains(&"forbidden-character"), "{character:?}");
    }
    for many in allowed.chunks(64 * 64) {
        let values = many.chunks(64).map(|few| {
            let name: String = few
                .iter()
                .flat_map(|&character| ['a', character, 'b', ' '])
                .collect();
            let loaded = load_named(&name);
            let agency = loaded
                .agency
                .unwrap_or_else(|| panic!("{:?} is refused", few[0]));
            sealed_value::seal_text(&agency.name)
        });
        let text: Vec<String> = values.collect();
        let document = Document {
            agency_name: String::new(),
            blocks: markdown_parser::parse_markdown(&text.join("\n\n"))
                .expect("values are no markup"),
            ..make::empty_document("Page", Audience::Staff, DocumentLayout::Policy)
        };
        let said = document_tokens(&document);
        assert!(
            markdown_tokens(&render_markdown(&document)) == said,
            "from {:?}",
            many[0]
        );
        assert!(
            html_tokens(&render_html(&document, &samples::sample_theme())) == said,
            "from {:?}",
            many[0]
        );
    }
}

fn manifest_of_artifacts(artifacts: &[Artifact]) -> Manifest {
    let entry = |artifact: &Artifact| ManifestEntry {
        path: artifact.path.clone(),
        format: "md".to_owned(),
        sha256: sha256_hex(&artifact.bytes),
        bytes: artifact.bytes.len() as u64,
    };
    let mut files: Vec<ManifestEntry> = artifacts.iter().map(entry).collect();
    files.sort();
    Manifest {
        tool: "policypress".to_owned(),
        pack: "pack".to_owned(),
        agency: "agency".to_owned(),
        agency_file: None,
        draft: false,
        options: None,
        inputs: Vec::new(),
        files,
    }
}
