//! The packets of many agencies: at the same time, each on its own, told in the order of their files.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use super::super::agencies::{self, Candidate, Planned};
use super::super::network::matrix;
use super::super::{Progress, Report, Voice};
use super::{Job, Press, make, write};
use crate::diag::Diagnostic;
use crate::diag::show::show;
use crate::document::matrix::{Matrix, Row};
use crate::failure::Failure;
use crate::output::manifest::Manifest;
use crate::output::{self, Manner};
use crate::packet::freshness::is_up_to_date;
use crate::source;
use crate::threads;

/// How the packets of many came out.
#[derive(Default)]
struct Tally {
    made: usize,
    unchanged: usize,
    /// The files of those that were not made.
    failed: Vec<String>,
}

/// Builds every agency that has changed; `report` is what was said so far. What is wrong with one, or what
/// the machine refuses to one, is told in its turn and concerns no other.
pub(in crate::command) fn build(
    job: &Job<'_>,
    candidates: &[Candidate],
    mut report: Report,
    tell: &mut dyn FnMut(&Report),
) -> Report {
    let threads = job.threads();
    let out = job.options.out.as_deref();
    let unchanged = |seen: &agencies::Seen<'_>| is_up_to_date(job, seen);
    let plan = agencies::plan(candidates, threads, out, unchanged);
    if job.surroundings.voice != Voice::Quiet {
        report.err.push_str(&plan.passed_over.concat());
    }
    if !plan.problems.is_empty() {
        report.err.push_str(&show(&plan.problems, job.look));
        report.err.push_str("nothing was written\n");
        return report;
    }
    let of = plan.agencies.len();
    report.progress = Some(Progress { done: 0, of });
    tell(&report);
    let mut tally = Tally::default();
    let mut machine_failed = false;
    let mut rows = Vec::with_capacity(of);
    let work = |press: &mut Press, planned: &Planned| one(job, press, planned);
    threads::in_order(&plan.agencies, threads, Press::default, work, |one| {
        let planned = &plan.agencies[rows.len()];
        match (one.report.passed, planned.unchanged) {
            (true, true) => tally.unchanged += 1,
            (true, false) => tally.made += 1,
            (false, _) => tally.failed.push(planned.path.display().to_string()),
        }
        rows.push(one.row);
        machine_failed |= one.report.machine_failed;
        let mut err = one.report.err;
        if !err.is_empty() {
            err.push('\n');
        }
        let done = rows.len();
        tell(&Report {
            err,
            progress: Some(Progress { done, of }),
            open: None,
            ..one.report
        });
    });
    let mut last = Report {
        passed: tally.failed.is_empty(),
        machine_failed,
        ..Report::default()
    };
    let folder = folder_of_network(job, &plan.agencies);
    match put_together(job, &folder, &plan.agencies, rows) {
        Ok(in_the_way) if in_the_way.is_empty() => {
            last.out = summary(of, &tally);
            let page = folder.join("network.html");
            last.out.push_str(&format!(
                "What each of them lacks is in {}\n",
                page.display()
            ));
            last.open = job.options.open.then_some(page);
        }
        Ok(in_the_way) => {
            last.passed = false;
            last.err = show(&in_the_way, job.look);
            last.out = summary(of, &tally);
        }
        Err(failure) => {
            last.passed = false;
            last.machine_failed = true;
            last.err = format!("error: {failure}\n");
            last.out = summary(of, &tally);
        }
    }
    if job.surroundings.voice == Voice::Quiet {
        last.out.clear();
    }
    last
}

/// Where `network.html` belongs: in `--out`, or else in `output` in the folder that holds all the files.
fn folder_of_network(job: &Job<'_>, agencies: &[Planned]) -> PathBuf {
    if let Some(out) = &job.options.out {
        return out.clone();
    }
    let folders: Vec<&Path> = agencies
        .iter()
        .map(|planned| planned.path.as_path())
        .collect();
    let named = matrix::folder_of_all(folders.iter().copied());
    if folders.iter().all(|path| path.is_relative())
        && !folders.iter().any(|path| path.starts_with(".."))
    {
        return named.join("output");
    }
    let whole: Vec<PathBuf> = folders
        .iter()
        .map(|path| source::whole_path(path))
        .collect();
    matrix::folder_of_all(whole.iter().map(PathBuf::as_path)).join("output")
}

/// Writes the matrix; gives what is in the way of it.
fn put_together(
    job: &Job<'_>,
    folder: &Path,
    agencies: &[Planned],
    rows: Vec<Option<Row>>,
) -> Result<Vec<Diagnostic>, Failure> {
    let from = agencies::one_way_to(&folder.join("network"));
    let from = from.parent().unwrap_or(Path::new(""));
    let rows = rows.into_iter().zip(agencies).map(|(row, planned)| {
        let mut row = row.unwrap_or_else(|| matrix::unread(&planned.path, &job.words.pack));
        let page = planned
            .folder
            .as_ref()
            .map(|packet| packet.join("index.html"));
        let page = page.filter(|page| !source::stamp(page).is_empty());
        row.page = page.map(|page| matrix::way(from, &page));
        row
    });
    let matrix = Matrix {
        as_of: job.as_of(),
        columns: matrix::columns(&job.words.pack),
        rows: rows.collect(),
    };
    let artifacts = matrix::pages(&matrix);
    let manifest = Manifest {
        tool: super::TOOL.to_owned(),
        pack: job.words.pack.edition(),
        agency: String::new(),
        draft: false,
        options: None,
        inputs: Vec::new(),
        files: super::entries(&artifacts),
    };
    let manner = Manner {
        force: job.options.force,
        partial: false,
    };
    let outcome = output::write_listed(folder, matrix::LIST, &artifacts, manifest, manner)?;
    Ok(super::in_the_way(outcome))
}

struct One {
    report: Report,
    /// None where the machine refused to let its file be read.
    row: Option<Row>,
}

fn one(job: &Job<'_>, press: &mut Press, planned: &Planned) -> One {
    let path: &Path = &planned.path;
    if planned.unchanged {
        let plain = job.surroundings.voice != Voice::Quiet;
        let said = plain.then(|| format!("{}: unchanged\n", path.display()));
        let report = Report {
            out: said.unwrap_or_default(),
            passed: true,
            ..Report::default()
        };
        let row = super::row(path, job).ok().flatten();
        return One { report, row };
    }
    let mut row = None;
    let report = make(path, job, press, NonZeroUsize::MIN).and_then(|mut made| {
        row = made.row.take();
        write(path, job, made)
    });
    One {
        row,
        report: report.unwrap_or_else(|failure| Report {
            err: format!("error: {failure}\n"),
            machine_failed: true,
            ..Report::default()
        }),
    }
}

/// `3 agencies: 1 made, 1 unchanged, 1 not made`, and below it the files of those that were not.
fn summary(of: usize, tally: &Tally) -> String {
    let agencies = if of == 1 {
        "1 agency"
    } else {
        &format!("{of} agencies")
    };
    let mut text = format!(
        "{agencies}: {} made, {} unchanged",
        tally.made, tally.unchanged
    );
    if !tally.failed.is_empty() {
        text.push_str(&format!(", {} not made:", tally.failed.len()));
        for path in &tally.failed {
            text.push_str(&format!("\n  {path}"));
        }
    }
    text.push('\n');
    text
}
