//! `packet` and `network` without a command line: what they give to whoever calls them.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::{Date, date};
use policypress::diag::{Diagnostics, StageError};
use policypress::network::batch;
use policypress::network::discovery::{SkipReason, find_candidates, plan_batch, single_named_file};
use policypress::output::Artifact;
use policypress::packet::build::{PacketBuilder, RenderedPacket};
use policypress::packet::load_template_pack::{LoadedPack, load_template_pack};
use policypress::packet::selection::PacketSelection;
use policypress::render::OutputFormat;

const TODAY: Date = date(2026, 1, 15);

const EXAMPLE_AGENCY: &str = include_str!("../../agency.example.toml");

fn built_in_pack() -> LoadedPack {
    load_template_pack(None, &mut Diagnostics::new()).expect("the built-in pack is sound")
}

fn order_with<'a>(chosen: &'a LoadedPack, selection: &'a PacketSelection) -> PacketBuilder<'a> {
    PacketBuilder {
        loaded_pack: chosen,
        selection,
        today: TODAY,
        output_folder: None,
        force: false,
        program_modified_at: Some(Duration::ZERO),
    }
}

fn thread_count(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).expect("more than none")
}

fn compose_and_render(
    order: &PacketBuilder<'_>,
    path: &Path,
    count: usize,
) -> Result<RenderedPacket, StageError> {
    let mut found = Diagnostics::new();
    let composed = order.compose_packet(path, &mut found)?;
    order.render_packet(path, &composed, thread_count(count), &mut None, &mut found)
}

/// A folder with files of that content.
fn temp_folder_with_files(files: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn minimal_agency_named(name: &str) -> String {
    EXAMPLE_AGENCY.replace("Cedar Valley Family Health", name)
}

/// What is quick to make.
fn markdown_selection() -> PacketSelection {
    PacketSelection {
        formats: vec![OutputFormat::Markdown],
        ..PacketSelection::default()
    }
}

#[test]
fn a_packet_renders_the_same_on_any_number_of_threads() {
    let folder = temp_folder_with_files(&[("agency.toml", EXAMPLE_AGENCY.to_owned())]);
    let path = folder.path().join("agency.toml");
    let (pack, whole) = (built_in_pack(), PacketSelection::default());
    let order = order_with(&pack, &whole);
    let [one, three] =
        [1, 3].map(|count| compose_and_render(&order, &path, count).expect("it is sound"));
    assert_eq!(one.artifacts, three.artifacts);
    assert_eq!(one.manifest, three.manifest);
    assert_eq!(one.artifacts.len(), one.manifest.files.len());
    let has = |path: &str| {
        one.artifacts
            .iter()
            .any(|made: &Artifact| made.path == path)
    };
    assert!(has("index.html") && has("staff/policy.pdf"));
    assert!(!folder.path().join("output").exists());
}

#[test]
fn an_unknown_document_gets_a_suggestion() {
    let selection = PacketSelection {
        document_names: vec!["polcy".to_owned()],
        ..PacketSelection::default()
    };
    let mut found = Diagnostics::new();
    selection.report_unknown_document(&built_in_pack().pack, &mut found);
    assert_eq!(found.len(), 1);
    assert!(selection.is_partial());
    assert_eq!(selection.command_line_options(), ["--document polcy"]);
}

#[test]
fn agencies_in_a_folder_are_found_and_other_files_skipped() {
    let folder = temp_folder_with_files(&[
        ("aspen.toml", minimal_agency_named("Aspen")),
        ("aspen.reviews.toml", String::new()),
        ("birch/agency.toml", minimal_agency_named("Birch")),
        ("tools.toml", "[tools]\n".to_owned()),
    ]);
    let mut found = Diagnostics::new();
    let named = [folder.path().to_owned()];
    let candidates = find_candidates(&named, &mut found).expect("the folder is there");
    assert!(single_named_file(&candidates).is_none());
    let plan = plan_batch(&candidates, thread_count(2), None);
    let inside = |path: &Path| {
        let inside = path
            .strip_prefix(folder.path())
            .expect("it is in the folder");
        inside.to_string_lossy().replace('\\', "/")
    };
    let agencies: Vec<String> = plan
        .agencies
        .iter()
        .map(|one| inside(&one.agency_file))
        .collect();
    assert_eq!(agencies, ["aspen.toml", "birch/agency.toml"]);
    let [(path, reason)] = &plan.skipped_files[..] else {
        panic!("one file is no agency's");
    };
    assert_eq!(inside(path), "tools.toml");
    assert_eq!(*reason, SkipReason::NoAgencyTable);
    assert!(plan.problems.is_empty());
}

#[test]
fn a_batch_keeps_its_order_and_is_up_to_date_on_the_second_run() {
    let names = ["Aspen", "Birch", "Cedar", "Linden"];
    let files = names.map(|name| (name, format!("{name}.toml"), minimal_agency_named(name)));
    let files = files
        .each_ref()
        .map(|(_, path, text)| (&**path, text.clone()));
    let folder = temp_folder_with_files(&files);
    let (pack, selection) = (built_in_pack(), markdown_selection());
    let order = order_with(&pack, &selection);
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(path, _)| folder.path().join(path))
        .collect();
    let build = || {
        let mut found = Diagnostics::new();
        let candidates = find_candidates(&paths, &mut found).expect("they are named");
        let plan = plan_batch(&candidates, thread_count(2), Some(&order));
        let mut built = Vec::new();
        let rows = batch::build_agencies(&order, &plan.agencies, thread_count(3), |_, one| {
            let written = one.written_packet.expect("nothing stands against it");
            built.push(written.map(|written| written.agency_name));
        });
        assert_eq!(rows.len(), names.len());
        built
    };
    assert_eq!(build(), names.map(|name| Some(name.to_owned())));
    fs::write(
        &paths[1],
        minimal_agency_named("Birch").replace("319-555-0110", "319-555-0119"),
    )
    .expect("a file");
    assert_eq!(build(), [None, Some("Birch".to_owned()), None, None]);
}
