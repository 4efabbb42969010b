//! The subcommands: the only code that sees two stages at once.

mod build;
mod check;
mod diff;
mod eject;
mod import;
mod init;
mod interrupt;
mod man;
mod network;
pub(crate) mod review;
mod training;
mod verify;
mod watch;
mod r#where;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;

use crate::cli::{Cli, Command, NetworkCommand, TrainingCommand, pages};
use crate::config::schema;
use crate::diag::show::{Look, show};
use crate::diag::{Diagnostics, Stop};
use crate::failure::Failure;

/// What a command takes from the machine besides files.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings {
    /// For warnings about old entries; it never reaches a document.
    pub today: Date,
    /// Whether what goes to standard error may be coloured.
    pub colour: bool,
    /// Whether what goes to standard output may be coloured.
    pub colour_out: bool,
    /// Whether somebody can be asked.
    pub terminal: bool,
    /// How much to say.
    pub voice: Voice,
    /// How many agencies to work on at a time.
    pub threads: NonZeroUsize,
    /// When this program was written to the disk, counted from 1970 (UTC): what was made before may be the
    /// work of another one. None where that cannot be told; then nothing counts as unchanged.
    pub program: Option<Duration>,
}

/// How much a command says beside its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Voice {
    /// What is wrong.
    Quiet,
    /// What is wrong, what is worth a look, and what was done.
    #[default]
    Plain,
    /// Which files were read and written, too.
    Verbose,
}

impl Surroundings {
    /// How diagnostics look on standard error.
    fn look(self, draft: bool) -> Look {
        Look {
            colour: self.colour,
            draft,
            quiet: self.voice == Voice::Quiet,
        }
    }
}

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Report {
    /// The result, for standard output.
    pub out: String,
    /// Everything else, for standard error.
    pub err: String,
    /// Whether the input had no problem that stops the command.
    pub passed: bool,
    /// Whether the machine refused something for one of several agencies; `err` says what.
    pub machine_failed: bool,
    /// A page to show to the user.
    pub open: Option<PathBuf>,
    /// How far a command is that goes through many agencies.
    pub progress: Option<Progress>,
}

impl Report {
    /// Returns the report of a command whose input had no problem.
    fn passed(out: String) -> Self {
        Self {
            out,
            passed: true,
            ..Self::default()
        }
    }

    /// Returns a command's report, or what kept it from one.
    fn of(made: Result<Self, Stop>, found: &Diagnostics, look: Look) -> Result<Self, Failure> {
        let made = Stop::or_none(made)?;
        Ok(made.unwrap_or_else(|| Self {
            err: show(found, look),
            ..Self::default()
        }))
    }

    /// As [`Report::of`], for a command that writes.
    fn of_writing(
        made: Result<Self, Stop>,
        found: &Diagnostics,
        look: Look,
    ) -> Result<Self, Failure> {
        let has_stopped = made.is_err();
        let mut report = Self::of(made, found, look)?;
        if has_stopped {
            report.err.push_str("nothing was written\n");
        }
        Ok(report)
    }
}

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Agencies done.
    pub done: usize,
    /// Agencies there are.
    pub of: usize,
}

/// Runs the command that was asked for; all that it has to say comes at the end.
pub fn run(cli: &Cli, surroundings: Surroundings) -> Result<Report, Failure> {
    let (mut out, mut err) = (String::new(), String::new());
    let mut report = run_telling(cli, surroundings, &mut |report| {
        out.push_str(&report.out);
        err.push_str(&report.err);
    })?;
    report.out.insert_str(0, &out);
    report.err.insert_str(0, &err);
    Ok(report)
}

/// As [`run`]; a command that goes on and on, or through many agencies, gives its reports to `tell` as they come.
pub fn run_telling(
    cli: &Cli,
    surroundings: Surroundings,
    tell: &mut dyn FnMut(&Report),
) -> Result<Report, Failure> {
    match &cli.command {
        Command::Init(options) => init::run(options, surroundings),
        Command::Build(options) => build::run(options, surroundings, tell),
        Command::Watch(options) => watch::run(options, surroundings, tell),
        Command::Check(options) => check::run(options, surroundings, tell),
        Command::Eject(options) => eject::run(options, surroundings),
        Command::Where(options) => r#where::run(options, surroundings),
        Command::Import(options) => import::run(options, surroundings),
        Command::Schema(_) => Ok(Report {
            out: schema::text(),
            passed: true,
            ..Report::default()
        }),
        Command::Diff(options) => diff::run(options, surroundings),
        Command::Verify(options) => verify::run(options, surroundings),
        Command::Completions(options) => Ok(Report {
            out: pages::completions(options.shell),
            passed: true,
            ..Report::default()
        }),
        Command::Man(options) => man::run(options, surroundings),
        Command::Training(options) => match &options.command {
            TrainingCommand::Status(options) => training::status(options, surroundings),
        },
        Command::Network(options) => match &options.command {
            NetworkCommand::Init(options) => network::init(options, surroundings),
        },
        Command::Review(options) => review::run(&options.command, surroundings),
    }
}
