//! Which agencies a command is about: the files it names, those of a folder, those that fit a pattern; and
//! what has to be known of all of them before anything is made for one.

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

/// A file that may be an agency's.
pub struct AgencyCandidate {
    path: PathBuf,
    /// It was found in a folder or by a pattern; nobody said that it is an agency's.
    is_discovered: bool,
}

/// Finds the files that are named: as they are, in folders, and by patterns.
pub fn find_candidates(
    named: &[PathBuf],
    problems: &mut Diagnostics,
) -> Result<Vec<AgencyCandidate>, StageError> {
    let mut candidates: Vec<AgencyCandidate> = Vec::new();
    for path in named {
        let written = path.to_string_lossy();
        let found = if source::is_folder(path) {
            Some(list_agency_files(path)?)
        } else if written.contains(['*', '?', '[']) && source::file_fingerprint(path).is_empty() {
            match source::glob_paths(&written)? {
                Ok(paths) => {
                    let files = paths.into_iter().filter(|path| !source::is_folder(path));
                    Some(files.collect())
                }
                Err(fault) => {
                    let pattern = written.into_owned();
                    problems.push(NetworkProblem::InvalidGlobPattern {
                        pattern,
                        reason: fault,
                    });
                    continue;
                }
            }
        } else {
            None
        };
        match found {
            None => candidates.push(AgencyCandidate {
                path: path.clone(),
                is_discovered: false,
            }),
            Some(mut paths) => {
                paths.retain(|path| !is_review_record_path(path));
                if paths.is_empty() {
                    let place = path.display().to_string();
                    problems.push(NetworkProblem::NoAgencies { path: place });
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

/// Returns the one file that was named, if it was only one: it is taken as it is.
pub fn single_named_file(candidates: &[AgencyCandidate]) -> Option<&Path> {
    match candidates {
        [only] if !only.is_discovered => Some(&only.path),
        _ => None,
    }
}

/// Every `NAME.toml` in a folder, and every `agency.toml` in a folder right below it.
fn list_agency_files(folder: &Path) -> Result<Vec<PathBuf>, IoFailure> {
    let mut files = source::list_visible_files(folder)?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    for below in source::list_visible_folders(folder)? {
        let file = below.join("agency.toml");
        if !source::file_fingerprint(&file).is_empty() {
            files.push(file);
        }
    }
    Ok(files)
}

/// Whether it is a record of reviews by its name, `reviews.toml` or `lakes.reviews.toml`.
fn is_review_record_path(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "reviews.toml" || name.ends_with(".reviews.toml")
}

/// One agency among several, before anything is made for it.
pub struct PlannedAgency {
    pub agency_file: PathBuf,
    /// The whole path of its packet's folder; none where its name cannot be read.
    pub packet_folder: Option<PathBuf>,
    /// Its packet is there, and making it again would give the same.
    pub is_up_to_date: bool,
}

/// Why a file that was found is no agency's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// Others extend it, and it names no agency.
    BaseOfOtherFiles,
    /// It has no `[agency]` and extends no other file.
    NoAgencyTable,
}

/// What is known of all agencies.
#[derive(Default)]
pub struct BatchPlan {
    pub agencies: Vec<PlannedAgency>,
    /// The files that are no agency's.
    pub skipped_files: Vec<(PathBuf, SkipReason)>,
    /// Agencies whose packets would be in each other's way.
    pub problems: Diagnostics,
}

/// What one candidate is.
struct CandidateInfo {
    is_agency: bool,
    has_agency_name: bool,
    base_files: Vec<PathBuf>,
    packet_folder: Option<PathBuf>,
    is_up_to_date: bool,
}

/// Looks at every candidate, and, where packets are ordered, at its packet. A file that cannot be read counts as an
/// agency's: what is wrong with it is said in its turn.
pub fn plan_batch(
    candidates: &[AgencyCandidate],
    threads: NonZeroUsize,
    order: Option<&PacketBuilder<'_>>,
) -> BatchPlan {
    let mut looks = Vec::new();
    let look_at =
        |(): &mut (), candidate: &AgencyCandidate| inspect_candidate(&candidate.path, order);
    threads::parallel_process_in_order(
        candidates,
        threads,
        || (),
        look_at,
        |look| looks.push(look),
    );
    let bases: BTreeSet<&PathBuf> = looks.iter().flat_map(|look| &look.base_files).collect();
    let mut plan = BatchPlan::default();
    let mut folders: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for (candidate, look) in candidates.iter().zip(&looks) {
        let path = &candidate.path;
        if !look.has_agency_name && bases.contains(&source::canonical_path(path)) {
            plan.skipped_files
                .push((path.clone(), SkipReason::BaseOfOtherFiles));
            continue;
        }
        if candidate.is_discovered && !look.is_agency {
            let passed_over = (path.clone(), SkipReason::NoAgencyTable);
            plan.skipped_files.push(passed_over);
            continue;
        }
        if let Some(folder) = &look.packet_folder {
            folders.entry(folder).or_default().push(path);
        }
        plan.agencies.push(PlannedAgency {
            agency_file: path.clone(),
            packet_folder: look.packet_folder.clone(),
            is_up_to_date: look.is_up_to_date,
        });
    }
    if plan.agencies.is_empty() {
        let places = candidates.iter().map(|candidate| candidate.path.parent());
        let place = places.flatten().next().unwrap_or(Path::new(""));
        let place = place.display().to_string();
        plan.problems
            .push(NetworkProblem::NoAgencies { path: place });
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

fn inspect_candidate(path: &Path, order: Option<&PacketBuilder<'_>>) -> CandidateInfo {
    let unread = CandidateInfo {
        is_agency: true,
        has_agency_name: true,
        base_files: Vec::new(),
        packet_folder: None,
        is_up_to_date: false,
    };
    let Ok(files) = agency_file::read_agency_files(path, &mut Diagnostics::new()) else {
        return unread;
    };
    let Some(tree) = config::parse_and_merge_files(&files) else {
        return unread;
    };
    let is_agency = files.len() > 1 || tree.entries.iter().any(|entry| entry.key == "agency");
    let bases = files.iter().skip(1);
    let bases = bases.map(|file| source::canonical_path(Path::new(&file.name)));
    let agency = config::read_agency_unvalidated(&tree);
    let named = !agency.name.is_empty();
    let out = order.and_then(|order| order.output_folder);
    let folder = named.then(|| packet_folder_path(path, out, &agency.name));
    let up_to_date = order
        .zip(folder.as_ref())
        .is_some_and(|(order, folder)| is_packet_up_to_date(order, path, &files, &agency, folder));
    CandidateInfo {
        is_agency,
        has_agency_name: named,
        base_files: bases.collect(),
        is_up_to_date: up_to_date,
        packet_folder: folder.map(|folder| canonical_output_path(&folder)),
    }
}

/// Returns the same path for the same folder, however it is written; the folder itself need not be there yet.
pub fn canonical_output_path(folder: &Path) -> PathBuf {
    let above = folder.parent().unwrap_or(Path::new(""));
    let (above, last) = match above.file_name() {
        // `output` beside the agency's file may not be there either.
        Some(output) => (above.parent().unwrap_or(Path::new("")), Some(output)),
        None => (above, None),
    };
    let above = if above == Path::new("") {
        Path::new(".")
    } else {
        above
    };
    let mut whole = source::canonical_path(above);
    whole.extend(last);
    whole.extend(folder.file_name());
    whole
}
