//! `policypress watch`: builds again whenever something changes that the packet is made from.
//!
//! It looks a few times a second at the files themselves and never at what it writes, so that a build
//! cannot set off another.

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

/// Between two looks.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// Builds now and after every change until Ctrl-C; `tell` is given each report as it comes.
pub(super) fn run_watch(
    options: &WatchArgs,
    surroundings: CommandEnvironment,
    tell: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    let stop = interrupt::register_interrupt_flag()?;
    // A file that is not there at the beginning is a mistake and not a change.
    source::read_file(&options.file)?;
    let mut seen = BTreeMap::new();
    let mut last: Option<Manifest> = None;
    while !stop.load(Ordering::Relaxed) {
        let now = collect_fingerprints(options);
        if now != seen {
            let changed = changed_paths(&seen, &now);
            let first = seen.is_empty();
            seen = now;
            let mut report =
                match build::run_build(&build_args_for_watch(options), surroundings, &mut |_| ()) {
                    Ok(report) => report,
                    // Perhaps an editor is writing the file just now.
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
                let made = output::read_manifest(folder)?;
                if let (Some(before), Some(made)) = (&last, &made) {
                    report.stdout.push_str(&rebuilt_files_message(before, made));
                }
                last = made;
            }
            tell(&report);
        }
        std::thread::sleep(POLL_INTERVAL);
    }
    Ok(CommandReport {
        stderr: "Stopped.\n".to_owned(),
        is_success: true,
        ..CommandReport::default()
    })
}

/// The build that is repeated; `open` only so that it says where the packet is.
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

/// Every file the packet is made from, with what tells one edition of it from another.
fn collect_fingerprints(options: &WatchArgs) -> BTreeMap<PathBuf, String> {
    let mut stamps = BTreeMap::new();
    let mut add = |path: PathBuf| {
        let stamp = source::file_fingerprint(&path);
        stamps.insert(path, stamp);
    };
    add(options.file.clone());
    if let Some(folder) = &options.templates {
        let files = source::list_files_with_subfolders(folder).unwrap_or_default();
        for (_, path) in files {
            add(path);
        }
    }
    let Ok(bytes) = source::read_file(&options.file) else {
        return stamps;
    };
    let name = options.file.display().to_string();
    let mut found = Diagnostics::new();
    let Ok(file) = source::decode_utf8_file(&name, &bytes, &mut found) else {
        return stamps;
    };
    let Ok(files) = with_base_files(file, &mut found) else {
        return stamps;
    };
    for base in &files[1..] {
        add(PathBuf::from(&base.name));
    }
    let Some(tree) = config::parse_and_merge_files(&files) else {
        return stamps;
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
    stamps
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

/// The files that differ between two builds.
fn rebuilt_files_message(before: &Manifest, made: &Manifest) -> String {
    let mut text = String::new();
    for entry in &made.files {
        let old = before.find_entry(&entry.path);
        if old.is_none_or(|old| old.sha256 != entry.sha256) {
            text.push_str(&format!("  made {}\n", entry.path));
        }
    }
    for entry in &before.files {
        if made.find_entry(&entry.path).is_none() {
            text.push_str(&format!("  removed {}\n", entry.path));
        }
    }
    if text.is_empty() {
        "  nothing in the packet is different\n".to_owned()
    } else {
        text
    }
}
