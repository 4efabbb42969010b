//! The subcommands: options in, one call to a room below, a report out.

mod build;
mod check;
mod diff;
mod eject;
mod environment;
mod import;
mod init;
mod interrupt;
mod man;
mod network;
mod report;
mod review;
mod training;
mod verify;
mod watch;
mod r#where;

use crate::cli::{Cli, Command, NetworkCommand, TrainingCommand, completions_and_man};
use crate::config::schema;
use crate::failure::IoFailure;
pub use environment::{Surroundings, Voice};
pub use report::{Progress, Report};

/// Runs the command that was asked for; all that it has to say comes at the end.
pub fn run(cli: &Cli, surroundings: Surroundings) -> Result<Report, IoFailure> {
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
) -> Result<Report, IoFailure> {
    match &cli.command {
        Command::Init(options) => init::run(options, surroundings),
        Command::Build(options) => build::run(options, surroundings, tell),
        Command::Watch(options) => watch::run(options, surroundings, tell),
        Command::Check(options) => check::run(options, surroundings, tell),
        Command::Eject(options) => eject::run(options, surroundings),
        Command::Where(options) => r#where::run(options, surroundings),
        Command::Import(options) => import::run(options, surroundings),
        Command::Schema(_) => Ok(Report::passed(schema::agency_json_schema())),
        Command::Diff(options) => diff::run(options, surroundings),
        Command::Verify(options) => verify::run(options, surroundings),
        Command::Completions(options) => Ok(Report::passed(completions_and_man::completions(
            options.shell,
        ))),
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
