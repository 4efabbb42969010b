//! `policypress watch`: builds again whenever an input file of the packet changes.
//!
//! It polls the input files a few times a second and never the output, so that a build cannot trigger another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::environment::CommandEnvironment;
use super::report::CommandReport;
use super::{build, interrupt};
use crate::cli::{BuildArgs, WatchArgs};
use crate::config;
use crate::diag::Diagnostics;
use crate::failure::IoFailure;
use crate::output;
use crate::output::manifest::Manifest;
use crate::packet::agency_file::{folder_of_naming_file, with_base_files};
use crate::source;

/// The time between two polls.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// Builds now and after every change until Ctrl-C, and passes each report to `report_progress`.
pub(super) fn run_watch(
    options: &WatchArgs,
    environment: CommandEnvironment,
    report_progress: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    let stop = interrupt::register_interrupt_flag()?;
    // A missing file at the beginning is an error, not a change.
    source::read_file(&options.file)?;
    let mut before = BTreeMap::new();
    let mut last: Option<Manifest> = None;
    while !stop.load(Ordering::Relaxed) {
        let now = collect_fingerprints(options);
        if now != before {
            let changed = changed_paths(&before, &now);
            let first = before.is_empty();
            before = now;
            let mut report =
                match build::run_build(&build_args_for_watch(options), environment, &mut |_| ()) {
                    Ok(report) => report,
                    // An editor may be writing the file right now.
                    Err(failure) => CommandReport {
                        stderr: format!("error: {failure}\n"),
                        ..CommandReport::default()
                    },
                };
            if !first {
                let changed: Vec<String> = changed
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect();
                report.stderr = format!("changed: {}\n{}", changed.join(", "), report.stderr);
            }
            let folder = report.page_to_open.take();
            let folder = folder.as_deref().and_then(Path::parent);
            if let Some(folder) = folder {
                let rebuilt = output::read_manifest(folder)?;
                if let (Some(last), Some(rebuilt)) = (&last, &rebuilt) {
                    report
                        .stdout
                        .push_str(&rebuilt_files_message(last, rebuilt));
                }
                last = rebuilt;
            }
            report_progress(&report);
        }
        std::thread::sleep(POLL_INTERVAL);
    }
    Ok(CommandReport {
        stderr: "Stopped.\n".to_owned(),
        is_success: true,
        ..CommandReport::default()
    })
}

/// Returns the options of the repeated build; `open` makes its report name the packet's page.
fn build_args_for_watch(options: &WatchArgs) -> BuildArgs {
    BuildArgs {
        files: vec![options.file.clone()],
        out: options.out.clone(),
        format: Vec::new(),
        document: Vec::new(),
        paper: None,
        language: Vec::new(),
        templates: options.templates.clone(),
        as_of: None,
        draft: options.draft,
        open: true,
        force: false,
        jobs: None,
    }
}

/// Returns every input file of the packet with its fingerprint.
fn collect_fingerprints(options: &WatchArgs) -> BTreeMap<PathBuf, String> {
    let mut fingerprints = BTreeMap::new();
    let mut add = |path: PathBuf| {
        let fingerprint = source::file_fingerprint(&path);
        fingerprints.insert(path, fingerprint);
    };
    add(options.file.clone());
    if let Some(folder) = &options.templates {
        let files = source::list_files_with_subfolders(folder).unwrap_or_default();
        for (_, path) in files {
            add(path);
        }
    }
    let Ok(bytes) = source::read_file(&options.file) else {
        return fingerprints;
    };
    let name = options.file.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(file) = source::decode_utf8_file(&name, &bytes, &mut found) else {
        return fingerprints;
    };
    let Ok(files) = with_base_files(file, &mut found) else {
        return fingerprints;
    };
    for base in &files[1..] {
        add(PathBuf::from(&base.name));
    }
    let Some(tree) = config::parse_and_merge_files(&files) else {
        return fingerprints;
    };
    let theme = config::read_agency_unvalidated(&tree).theme;
    let logo = theme.logo.map(|logo| logo.file);
    for named in logo.iter().chain(&theme.font_paths) {
        let path = folder_of_naming_file(named).join(&named.path);
        match source::list_files(&path) {
            Ok(Some(files)) => files.into_iter().for_each(&mut add),
            Ok(None) | Err(_) => add(path),
        }
    }
    fingerprints
}

fn changed_paths(
    before: &BTreeMap<PathBuf, String>,
    now: &BTreeMap<PathBuf, String>,
) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = before.keys().chain(now.keys()).cloned().collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| before.get(path) != now.get(path));
    paths
}

/// Returns a line for each file that differs between two builds.
fn rebuilt_files_message(before: &Manifest, rebuilt: &Manifest) -> String {
    let mut text = String::new();
    for entry in &rebuilt.files {
        let old = before.find_entry(&entry.path);
        if old.is_none_or(|old| old.sha256 != entry.sha256) {
            text.push_str(&format!("  wrote {}\n", entry.path));
        }
    }
    for entry in &before.files {
        if rebuilt.find_entry(&entry.path).is_none() {
            text.push_str(&format!("  removed {}\n", entry.path));
        }
    }
    if text.is_empty() {
        "  no file of the packet changed\n".to_owned()
    } else {
        text
    }
}
