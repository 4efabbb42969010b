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
pub use environment::{CommandEnvironment, Verbosity};
pub use report::{BatchProgress, CommandReport};

/// Runs the command that was asked for; all that it has to say comes at the end.
pub fn run_command(
    cli: &Cli,
    surroundings: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let (mut out, mut err) = (String::new(), String::new());
    let mut report = run_command_with_progress(cli, surroundings, &mut |report| {
        out.push_str(&report.stdout);
        err.push_str(&report.stderr);
    })?;
    report.stdout.insert_str(0, &out);
    report.stderr.insert_str(0, &err);
    Ok(report)
}

/// As [`run`]; a command that goes on and on, or through many agencies, gives its reports to `tell` as they come.
pub fn run_command_with_progress(
    cli: &Cli,
    surroundings: CommandEnvironment,
    tell: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    match &cli.command {
        Command::Init(options) => init::run_init(options, surroundings),
        Command::Build(options) => build::run_build(options, surroundings, tell),
        Command::Watch(options) => watch::run_watch(options, surroundings, tell),
        Command::Check(options) => check::run_check(options, surroundings, tell),
        Command::Eject(options) => eject::run_eject(options, surroundings),
        Command::Where(options) => r#where::run_where(options, surroundings),
        Command::Import(options) => import::run_import(options, surroundings),
        Command::Schema(_) => Ok(CommandReport::new_success(schema::agency_json_schema())),
        Command::Diff(options) => diff::run_diff(options, surroundings),
        Command::Verify(options) => verify::run_verify(options, surroundings),
        Command::Completions(options) => Ok(CommandReport::new_success(
            completions_and_man::render_completion_script(options.shell),
        )),
        Command::Man(options) => man::run_man(options, surroundings),
        Command::Training(options) => match &options.command {
            TrainingCommand::Status(options) => {
                training::run_training_status(options, surroundings)
            }
        },
        Command::Network(options) => match &options.command {
            NetworkCommand::Init(options) => network::init(options, surroundings),
        },
        Command::Review(options) => review::run_review(&options.command, surroundings),
    }
}
