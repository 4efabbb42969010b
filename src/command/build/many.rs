//! The packets of many agencies: at the same time, each on its own, told in the order of their files.

use std::path::Path;

use super::super::agencies::{self, Candidate, Planned};
use super::super::crew::{self, Tools};
use super::super::unchanged::is_unchanged;
use super::super::{Progress, Report, Voice};
use super::{Job, Press, make, write};
use crate::diag::show::show;

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
    let unchanged = |seen: &agencies::Seen<'_>| is_unchanged(job, seen);
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
    let mut done = 0;
    let work = |tools: &Tools<Press>, planned: &Planned| one(job, tools, planned);
    let paths = &mut plan.agencies.iter().map(|planned| &planned.path);
    crew::in_order(&plan.agencies, threads, work, |one: One| {
        done += 1;
        let path = paths.next().expect("as many results as agencies");
        match (one.report.passed, one.unchanged) {
            (true, true) => tally.unchanged += 1,
            (true, false) => tally.made += 1,
            (false, _) => tally.failed.push(path.display().to_string()),
        }
        machine_failed |= one.report.machine_failed;
        let mut err = one.report.err;
        if !err.is_empty() {
            err.push('\n');
        }
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
    if job.surroundings.voice != Voice::Quiet {
        last.out = summary(of, &tally);
    }
    last
}

struct One {
    report: Report,
    unchanged: bool,
}

fn one(job: &Job<'_>, tools: &Tools<Press>, planned: &Planned) -> One {
    let path: &Path = &planned.path;
    if planned.unchanged {
        let out = match job.surroundings.voice {
            Voice::Quiet => String::new(),
            Voice::Plain | Voice::Verbose => format!("{}: unchanged\n", path.display()),
        };
        return One {
            unchanged: true,
            report: Report {
                out,
                passed: true,
                ..Report::default()
            },
        };
    }
    let made = tools.with(|press| make(path, job, press));
    let report = made.and_then(|made| write(path, job, made));
    One {
        unchanged: false,
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
