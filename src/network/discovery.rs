//! Finds the agencies that a command works on (named files, folders, patterns), and plans the work for all of them
//! before the first is built.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::config;
use crate::diag::network::NetworkProblem;
use crate::diag::{Diagnostics, StageError};
use crate::failure::IoFailure;
use crate::packet::agency_file;
use crate::packet::build::PacketBuilder;
use crate::packet::freshness::is_packet_up_to_date;
use crate::packet::paths::packet_folder_path;
use crate::source;
use crate::threads;

/// A file that may be an agency's file.
pub struct AgencyCandidate {
    path: PathBuf,
    /// Whether it was found in a folder or by a pattern, and not named by the user.
    is_discovered: bool,
}

/// Finds the candidates among named files, in named folders, and by patterns.
///
/// # Errors
/// If a folder or pattern has no agency, a pattern is invalid, or a folder cannot be read.
pub fn find_candidates(
    named: &[PathBuf],
    problems: &mut Diagnostics,
) -> Result<Vec<AgencyCandidate>, StageError> {
    let mut candidates: Vec<AgencyCandidate> = Vec::new();
    for path in named {
        let found = if source::is_folder(path) {
            Some(list_agency_files(path)?)
        } else {
            let matching = source::expand_pattern(path, problems);
            let Some(matching) = StageError::invalid_input_as_none(matching)? else {
                continue;
            };
            matching
        };
        match found {
            None => candidates.push(AgencyCandidate {
                path: path.clone(),
                is_discovered: false,
            }),
            Some(mut paths) => {
                paths.retain(|path| !is_review_record_path(path));
                if paths.is_empty() {
                    let path = path.display().to_string();
                    problems.push(NetworkProblem::NoAgencies { path });
                }
                candidates.extend(paths.into_iter().map(|path| AgencyCandidate {
                    path,
                    is_discovered: true,
                }));
            }
        }
    }
    if named.len() > 1 {
        candidates
            .retain(|candidate| candidate.is_discovered || !is_review_record_path(&candidate.path));
    }
    let mut seen = BTreeSet::new();
    candidates.retain(|candidate| seen.insert(source::canonical_path(&candidate.path)));
    if problems.is_empty() {
        Ok(candidates)
    } else {
        Err(StageError::InvalidInput)
    }
}

/// Returns the file if the user named exactly one; it is used whether or not it has an `[agency]` table.
pub fn single_named_file(candidates: &[AgencyCandidate]) -> Option<&Path> {
    match candidates {
        [only] if !only.is_discovered => Some(&only.path),
        _ => None,
    }
}

/// Returns every `NAME.toml` in a folder, and every `agency.toml` one level below. An `agency.toml` that has another
/// ending, such as `agency.toml.txt`, is among them: reading it names the file to rename.
fn list_agency_files(folder: &Path) -> Result<Vec<PathBuf>, IoFailure> {
    let mut files = source::list_visible_files(folder)?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    for below in source::list_visible_folders(folder)? {
        files.extend(find_agency_file(&below));
    }
    if files.is_empty() {
        files.extend(find_agency_file(folder));
    }
    Ok(files)
}

/// Returns the path of the `agency.toml` in a folder, also if only a file with a similar name is there.
fn find_agency_file(folder: &Path) -> Option<PathBuf> {
    let file = folder.join("agency.toml");
    let is_there = !source::file_fingerprint(&file).is_empty();
    (is_there || source::find_similar_file_name(&file).is_some()).then_some(file)
}

/// Returns whether a file is a record of reviews by its name: `reviews.toml` or `lakes.reviews.toml`.
fn is_review_record_path(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "reviews.toml" || name.ends_with(".reviews.toml")
}

/// An agency to be checked or built.
pub struct PlannedAgency {
    pub agency_file: PathBuf,
    /// The absolute path of its packet's folder; `None` if its name cannot be read.
    pub packet_folder: Option<PathBuf>,
    /// Whether its packet exists and building it again would give the same files.
    pub is_up_to_date: bool,
}

/// The reason why a file is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// Other files extend it, and it has no agency name.
    BaseOfOtherFiles,
    /// It has no `[agency]` and extends no other file.
    NoAgencyTable,
}

/// The agencies to work on.
#[derive(Default)]
pub struct BatchPlan {
    pub agencies: Vec<PlannedAgency>,
    /// The files that are not an agency's.
    pub skipped_files: Vec<(PathBuf, SkipReason)>,
    /// Agencies with the same packet folder, or no agency at all.
    pub problems: Diagnostics,
}

/// Facts about a candidate, read without validation.
struct CandidateInfo {
    is_agency: bool,
    has_agency_name: bool,
    base_files: Vec<PathBuf>,
    packet_folder: Option<PathBuf>,
    is_up_to_date: bool,
}

/// Inspects every candidate, and, with a builder, its packet. A file that cannot be read counts as an agency's: its
/// errors are reported when it is checked or built.
pub fn plan_batch(
    candidates: &[AgencyCandidate],
    threads: NonZeroUsize,
    builder: Option<&PacketBuilder<'_>>,
) -> BatchPlan {
    let mut inspected = Vec::new();
    let inspect = |(): &mut (), candidate: &AgencyCandidate| {
        inspect_agency_candidate(&candidate.path, builder)
    };
    threads::parallel_process_in_order(
        candidates,
        threads,
        || (),
        inspect,
        |info| inspected.push(info),
    );
    let bases: BTreeSet<&PathBuf> = inspected.iter().flat_map(|info| &info.base_files).collect();
    let mut plan = BatchPlan::default();
    let mut folders: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for (candidate, info) in candidates.iter().zip(&inspected) {
        let path = &candidate.path;
        if !info.has_agency_name && bases.contains(&source::canonical_path(path)) {
            plan.skipped_files
                .push((path.clone(), SkipReason::BaseOfOtherFiles));
            continue;
        }
        if candidate.is_discovered && !info.is_agency {
            plan.skipped_files
                .push((path.clone(), SkipReason::NoAgencyTable));
            continue;
        }
        if let Some(folder) = &info.packet_folder {
            folders.entry(folder).or_default().push(path);
        }
        plan.agencies.push(PlannedAgency {
            agency_file: path.clone(),
            packet_folder: info.packet_folder.clone(),
            is_up_to_date: info.is_up_to_date,
        });
    }
    if plan.agencies.is_empty() {
        let mut folders = candidates
            .iter()
            .filter_map(|candidate| candidate.path.parent());
        let path = folders
            .next()
            .unwrap_or(Path::new(""))
            .display()
            .to_string();
        plan.problems.push(NetworkProblem::NoAgencies { path });
    }
    for (folder, files) in folders.into_iter().filter(|(_, files)| files.len() > 1) {
        let files = files.iter().map(|file| file.display().to_string());
        plan.problems.push(NetworkProblem::OutputFolderClash {
            folder: folder.display().to_string(),
            agency_files: files.collect(),
        });
    }
    plan
}

fn inspect_agency_candidate(path: &Path, builder: Option<&PacketBuilder<'_>>) -> CandidateInfo {
    let unreadable = CandidateInfo {
        is_agency: true,
        has_agency_name: true,
        base_files: Vec::new(),
        packet_folder: None,
        is_up_to_date: false,
    };
    let Ok(files) = agency_file::read_agency_files(path, &mut Diagnostics::new()) else {
        return unreadable;
    };
    let Some(tree) = config::parse_and_merge_files(&files) else {
        return unreadable;
    };
    let is_agency = files.len() > 1 || tree.entries.iter().any(|entry| entry.key == "agency");
    let bases = files.iter().skip(1);
    let bases = bases.map(|file| source::canonical_path(Path::new(&file.name)));
    let agency = config::read_agency_unvalidated(&tree);
    let has_agency_name = !agency.name.is_empty();
    let out = builder.and_then(|builder| builder.output_folder);
    let folder = has_agency_name.then(|| packet_folder_path(path, out, &agency.name));
    let is_up_to_date = builder
        .zip(folder.as_ref())
        .is_some_and(|(builder, folder)| {
            is_packet_up_to_date(builder, path, &files, &agency, folder)
        });
    CandidateInfo {
        is_agency,
        has_agency_name,
        base_files: bases.collect(),
        is_up_to_date,
        packet_folder: folder.map(|folder| source::canonical_output_path(&folder)),
    }
}
