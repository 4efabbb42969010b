//! How long the example packet takes, stage by stage, against what it cannot do without: compressing
//! and writing the same bytes.
//!
//! `cargo bench` prints medians of many runs in one process, as milliseconds and as multiples of that
//! floor, and the most memory the process held. Compare ratios: a machine's speed drifts, and both
//! sides of a ratio were measured in turn.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser as _;
use policypress::cli::Cli;
use policypress::command::{self, CommandEnvironment};
use policypress::config;
use policypress::content;
use policypress::content::pack::{TemplatePack, built_in_font_files, built_in_style_sheet};
use policypress::diag::Diagnostics;
use policypress::document::{Color, PaperSize};
use policypress::render::{FontFile, OutputFormat, Renderer, Theme};
use policypress::span::SourceFile;

const RUN_COUNT: usize = 41;

fn main() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("agency.example.toml");
    let example = example.to_str().expect("the path is text");
    let mut checks = Vec::new();
    let mut builds = Vec::new();
    let mut floors = Vec::new();
    let mut bytes = 0;
    for _ in 0..RUN_COUNT {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let out = folder.path().to_str().expect("the path is text");
        checks.push(time_once(|| {
            run_command_line(&["policypress", "check", example])
        }));
        builds.push(time_once(|| {
            run_command_line(&["policypress", "build", example, "--out", out]);
        }));
        let files = read_folder_files(folder.path());
        bytes = files.iter().map(Vec::len).sum();
        floors.push(time_once(|| {
            compress_and_write_files(&files, &folder.path().join("floor"))
        }));
    }
    let (check, build, floor) = (median(checks), median(builds), median(floors));
    println!("example packet, medians of {RUN_COUNT} runs in one process");
    println!("  check    {:8.2} ms", to_milliseconds(check));
    println!(
        "  build    {:8.2} ms  {bytes} bytes",
        to_milliseconds(build)
    );
    println!(
        "  floor    {:8.2} ms  deflate and write the same bytes",
        to_milliseconds(floor)
    );
    println!(
        "  build / floor {:5.1}",
        build.as_secs_f64() / floor.as_secs_f64()
    );
    time_stages(floor);
    if let Some(peak) = peak_memory() {
        println!("  most memory held {peak}");
    }
}

/// The stages of the same packet one by one, in memory.
fn time_stages(floor: Duration) {
    let name = "agency.example.toml";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let file = Arc::new(SourceFile {
        name: name.to_owned(),
        text: std::fs::read_to_string(path).expect("the example is there"),
    });
    let today = jiff::civil::date(2026, 11, 25);
    let agency =
        config::load_agency(&file, today, &mut Diagnostics::new()).expect("the example is sound");
    let pack = TemplatePack::load_built_in();
    let compose = || content::compose_documents(&pack, &agency, false, &mut Diagnostics::new());
    let documents = compose();
    let faces = built_in_font_files()
        .into_iter()
        .map(|(name, bytes)| FontFile::built_in(name, bytes));
    let theme = Theme {
        css: built_in_style_sheet().to_owned(),
        fonts: faces.collect(),
        accent_color: Color::from_rgb(0, 0x4b, 0x87),
        paper: PaperSize::Letter,
        logo: None,
    };
    let mut renderer = Renderer::new(theme.clone());
    let mut render = |format| {
        for document in &documents {
            let made = renderer.render(document, format, &mut Diagnostics::new());
            assert!(made.is_ok());
        }
    };
    println!("stages of the same, in memory, with words shaped before");
    let often =
        |work: &mut dyn FnMut()| median((0..RUN_COUNT).map(|_| time_once(&mut *work)).collect());
    let read = often(&mut || drop(config::load_agency(&file, today, &mut Diagnostics::new())));
    print_timing("read agency.toml", read, floor);
    print_timing(
        "read the pack",
        often(&mut || drop(TemplatePack::load_built_in())),
        floor,
    );
    let filled = often(&mut || drop(compose()));
    print_timing("fill the templates", filled, floor);
    let faces = often(&mut || drop(Renderer::new(theme.clone())));
    print_timing("read the faces", faces, floor);
    for (name, format) in [
        ("Markdown", OutputFormat::Markdown),
        ("HTML", OutputFormat::Html),
        ("PDF", OutputFormat::Pdf),
    ] {
        print_timing(
            name,
            median(
                (0..RUN_COUNT)
                    .map(|_| time_once(|| render(format)))
                    .collect(),
            ),
            floor,
        );
    }
}

fn print_timing(name: &str, took: Duration, floor: Duration) {
    let times = took.as_secs_f64() / floor.as_secs_f64();
    println!(
        "  {name:20}{:8.2} ms {times:6.2} of the floor",
        to_milliseconds(took)
    );
}

fn run_command_line(line: &[&str]) {
    let cli = Cli::try_parse_from(line).expect("the command line is right");
    let surroundings = CommandEnvironment {
        today: jiff::civil::date(2026, 11, 25),
        stderr_color: false,
        stdout_color: false,
        is_interactive: false,
        verbosity: policypress::command::Verbosity::default(),
        default_threads: std::num::NonZeroUsize::MIN,
        program_modified_at: None,
    };
    let report = command::run_command(&cli, surroundings).expect("the machine does its part");
    assert!(report.is_success, "{}", report.stderr);
}

fn read_folder_files(folder: &Path) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            files.extend(read_folder_files(&path));
        } else {
            files.push(std::fs::read(path).expect("the file can be read"));
        }
    }
    files
}

/// Compresses each file as a PDF's streams are, and writes and syncs its own bytes.
fn compress_and_write_files(files: &[Vec<u8>], folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    for (number, bytes) in files.iter().enumerate() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
        assert!(!packed.is_empty());
        let file = std::fs::File::create(folder.join(number.to_string())).expect("it opens");
        std::io::Write::write_all(&mut &file, bytes).expect("it can be written");
        file.sync_all().expect("it can be synced");
    }
}

fn time_once(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn to_milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The peak that Linux keeps for a process; none elsewhere.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}
