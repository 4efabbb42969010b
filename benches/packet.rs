//! Times the example packet, stage by stage, against the floor: the time to compress and write the same bytes.
//!
//! `cargo bench` prints medians of many runs in one process, in milliseconds and as multiples of the floor, and the
//! peak memory of the process. Compare ratios, because the speed of a machine drifts: both sides of a ratio are
//! measured by turns.
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
            run_command_line(&["policypress", "check", example]);
        }));
        builds.push(time_once(|| {
            run_command_line(&["policypress", "build", example, "--out", out]);
        }));
        let files = read_folder_files(folder.path());
        bytes = files.iter().map(Vec::len).sum();
        floors.push(time_once(|| {
            compress_and_write_files(&files, &folder.path().join("floor"));
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
        println!("  peak memory {peak}");
    }
}

/// Times the stages of the example packet one by one, in memory.
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
    let fonts = built_in_font_files()
        .into_iter()
        .map(|(name, bytes)| FontFile::built_in(name, bytes));
    let theme = Theme {
        css: built_in_style_sheet().to_owned(),
        fonts: fonts.collect(),
        accent_color: Color::from_rgb(0, 0x4b, 0x87),
        paper: PaperSize::Letter,
        logo: None,
    };
    let mut renderer = Renderer::new(theme.clone());
    let mut render = |format| {
        for document in &documents {
            let rendered = renderer.render(document, format, &mut Diagnostics::new());
            assert!(rendered.is_ok());
        }
    };
    println!("stages of the same packet in memory, with a warm cache of shaped text");
    let print_stage = |name: &str, work: &mut dyn FnMut()| {
        let took = median((0..RUN_COUNT).map(|_| time_once(&mut *work)).collect());
        let multiple = took.as_secs_f64() / floor.as_secs_f64();
        let took = to_milliseconds(took);
        println!("  {name:20}{took:8.2} ms {multiple:6.2} x floor");
    };
    print_stage("read agency.toml", &mut || {
        drop(config::load_agency(&file, today, &mut Diagnostics::new()));
    });
    print_stage("read the pack", &mut || drop(TemplatePack::load_built_in()));
    print_stage("fill the templates", &mut || drop(compose()));
    print_stage("read the fonts", &mut || {
        drop(Renderer::new(theme.clone()));
    });
    for (name, format) in [
        ("Markdown", OutputFormat::Markdown),
        ("HTML", OutputFormat::Html),
        ("PDF", OutputFormat::Pdf),
    ] {
        print_stage(name, &mut || render(format));
    }
}

fn run_command_line(line: &[&str]) {
    let cli = Cli::try_parse_from(line).expect("the command line is right");
    let environment = CommandEnvironment {
        today: jiff::civil::date(2026, 11, 25),
        stderr_color: false,
        stdout_color: false,
        is_interactive: false,
        verbosity: policypress::command::Verbosity::default(),
        default_threads: std::num::NonZeroUsize::MIN,
        program_modified_at: None,
    };
    let report = command::run_command(&cli, environment).expect("no I/O error");
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

/// Compresses each file as the streams of a PDF are compressed, then writes and syncs the uncompressed bytes.
fn compress_and_write_files(files: &[Vec<u8>], folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    for (number, bytes) in files.iter().enumerate() {
        let compressed = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
        assert!(!compressed.is_empty());
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

/// Returns the peak memory of the process on Linux; `None` elsewhere.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}
