//! Builds packets for the tests, the way a user does, each once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use clap::Parser as _;
use jiff::civil::date;
use policypress::cli::Cli;
use policypress::command::{self, CommandEnvironment, CommandReport};
use policypress::config::{self, agency::Agency};
use policypress::content::{
    self,
    pack::{PackFiles, TemplatePack},
};
use policypress::diag::Diagnostics;
use policypress::document::canonical::{content_hash, visible_text_lines};
use policypress::document::{Audience, Document};
use policypress::review::{
    Determination, FormAnswer, MaterialApproval, MaterialVersion, TechnicalReview, Verdict,
    record_writer,
};
use policypress::span::{SourceFile, Span};

/// The day on which every test runs.
pub(crate) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 25);

/// An agency's facts, if they could be read, and everything that was noticed on the way.
pub(crate) struct LoadedAgency {
    pub(crate) agency: Option<Agency>,
    pub(crate) diagnostics: Diagnostics,
}

/// Reads an agency.toml.
pub(crate) fn load_agency(file: &Arc<SourceFile>, today: jiff::civil::Date) -> LoadedAgency {
    let mut diagnostics = Diagnostics::new();
    let value = config::load_agency(file, today, &mut diagnostics).ok();
    LoadedAgency {
        agency: value,
        diagnostics,
    }
}

/// The documents of an agency by these facts, and everything that was noticed on the way.
pub(crate) fn compose_documents(
    pack: &TemplatePack,
    agency: &Agency,
) -> (Vec<Document>, Diagnostics) {
    let mut found = Diagnostics::new();
    let documents = content::compose_documents(pack, agency, false, &mut found);
    (documents, found)
}

/// The documents of an agency.toml of that text, which is sound.
pub(crate) fn compose_agency_text(
    pack: &TemplatePack,
    agency: &str,
) -> (Vec<Document>, Diagnostics) {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: agency.to_owned(),
    });
    let agency = load_agency(&file, TODAY)
        .agency
        .expect("the agency is sound");
    compose_documents(pack, &agency)
}

/// The pack in files, which is sound.
pub(crate) fn read_valid_pack(files: &PackFiles) -> TemplatePack {
    TemplatePack::from_files(files, &mut Diagnostics::new()).expect("the pack is sound")
}

/// A packet in a folder of its own, which goes when the packet goes.
pub(crate) struct BuiltPacket {
    /// Holds the files until the packet goes.
    _temp_folder: tempfile::TempDir,
    /// The agency's folder in it.
    pub(crate) agency_folder: PathBuf,
    pub(crate) report: CommandReport,
}

impl BuiltPacket {
    pub(crate) fn read_bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.agency_folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn read_text(&self, path: &str) -> String {
        String::from_utf8(self.read_bytes(path)).expect("a text file is UTF-8")
    }

    /// Every file's path from the agency's folder, sorted.
    pub(crate) fn list_files(&self) -> Vec<String> {
        list_files(&self.agency_folder)
    }
}

/// Every file below a folder, as sorted paths with `/` between the parts.
pub(crate) fn list_files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(root).expect("the file is in the folder");
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// The packet of a fixture in `tests/agencies`, or of the example (`cedar-valley`), built once.
pub(crate) fn build_fixture_packet(fixture: &'static str) -> Arc<BuiltPacket> {
    static BUILT_PACKETS: Mutex<BTreeMap<&'static str, Arc<BuiltPacket>>> =
        Mutex::new(BTreeMap::new());
    let mut built = BUILT_PACKETS.lock().expect("no build panicked");
    built
        .entry(fixture)
        .or_insert_with(|| Arc::new(build_packet(&read_agency_fixture(fixture), &[])))
        .clone()
}

/// The text of a fixture.
pub(crate) fn read_agency_fixture(fixture: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = match fixture {
        "cedar-valley" => root.join("agency.example.toml"),
        other => root.join("tests/agencies").join(format!("{other}.toml")),
    };
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Builds an agency.toml of that text; the build must pass.
pub(crate) fn build_packet(text: &str, options: &[&str]) -> BuiltPacket {
    let packet = try_build_packet(text, options);
    assert!(packet.report.is_success, "{}", packet.report.stderr);
    packet
}

/// Builds an agency.toml of that text, pass or not; its committee has approved what clients are given.
pub(crate) fn try_build_packet(text: &str, options: &[&str]) -> BuiltPacket {
    build_with_review_record(text, &approved_review_record(text), options)
}

/// Builds an agency.toml of that text whose committee has reviewed nothing.
pub(crate) fn build_without_approval(text: &str, options: &[&str]) -> BuiltPacket {
    build_with_review_record(text, "", options)
}

/// The record of a committee that approved all that clients of that agency are given.
pub(crate) fn approved_review_record(text: &str) -> String {
    let file = Arc::new(SourceFile {
        name: "agency.toml".to_owned(),
        text: text.to_owned(),
    });
    let Some(agency) = load_agency(&file, TODAY).agency else {
        return String::new();
    };
    let (composed, _) = compose_documents(&TemplatePack::load_built_in(), &agency);
    let (signed, approved) = (date(2026, 11, 20), date(2026, 11, 24));
    let mut entries = Vec::new();
    for document in composed {
        if document.audience != Audience::Client {
            continue;
        }
        let span = || Span {
            file: file.clone(),
            byte_range: 0..0,
        };
        let subject = MaterialVersion {
            name: document.name.clone(),
            language: document.language.to_string(),
            number: 1,
            content_hash: content_hash(&document),
        };
        for member in ["M1", "M2", "M3", "M4", "M5"] {
            entries.push(record_writer::determination_to_toml(&Determination {
                material: subject.clone(),
                member: member.to_owned(),
                considerations: vec![("suitable".to_owned(), FormAnswer::Yes)],
                comments: None,
                verdict: Verdict::Approve,
                date: signed,
                span: span(),
            }));
        }
        entries.push(record_writer::technical_review_to_toml(&TechnicalReview {
            material: subject.clone(),
            reviewer: "Medical Director".to_owned(),
            is_accurate: true,
            comments: None,
            date: signed,
            span: span(),
        }));
        entries.push(record_writer::approval_to_toml(&MaterialApproval {
            material: subject,
            date: approved,
            note: None,
            text_lines: visible_text_lines(&document),
            setting_values: Vec::new(),
            span: span(),
        }));
    }
    record_writer::append_entries("", &entries)
}

fn build_with_review_record(text: &str, record: &str, options: &[&str]) -> BuiltPacket {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("agency.toml");
    fs::write(&file, text).expect("the file can be written");
    if !record.is_empty() {
        let path = folder.path().join("reviews.toml");
        fs::write(path, record).expect("the file can be written");
    }
    let mut line = vec![
        "policypress",
        "build",
        file.to_str().expect("the path is text"),
    ];
    line.extend(options);
    let report = run_command_line(&line).expect("the machine does its part");
    let out = folder.path().join("output");
    let root = fs::read_dir(&out)
        .ok()
        .and_then(|mut entries| entries.next())
        .map_or(out, |entry| entry.expect("an entry can be read").path());
    BuiltPacket {
        _temp_folder: folder,
        agency_folder: root,
        report,
    }
}

/// Runs a command line in this process.
pub(crate) fn run_command_line(
    line: &[&str],
) -> Result<CommandReport, policypress::failure::IoFailure> {
    run_command_line_on(TODAY, line)
}

/// Runs a command line on that day.
pub(crate) fn run_command_line_on(
    today: jiff::civil::Date,
    line: &[&str],
) -> Result<CommandReport, policypress::failure::IoFailure> {
    let cli = Cli::try_parse_from(line).expect("the command line is right");
    let surroundings = CommandEnvironment {
        today,
        stderr_color: false,
        stdout_color: false,
        is_interactive: false,
        verbosity: policypress::command::Verbosity::default(),
        default_threads: std::num::NonZeroUsize::MIN,
        program_modified_at: None,
    };
    command::run_command(&cli, surroundings)
}
