//! The subcommands: each takes its options, calls the modules that do the work and returns a report.

mod build;
mod check;
mod diff;
mod eject;
mod environment;
mod import;
mod init;
mod interrupt;
mod man;
mod missing_agency_file;
mod network;
mod report;
mod review;
mod shared_problems;
mod training;
mod verify;
mod watch;
mod r#where;

use crate::cli::{Cli, Command, NetworkCommand, TrainingCommand, completions_and_man};
use crate::config::schema;
use crate::failure::IoFailure;
pub use environment::{CommandEnvironment, Verbosity};
pub use missing_agency_file::missing_agency_file_report_without_command;
pub use report::{BatchProgress, CommandReport};

/// Runs a command and returns its whole report.
pub fn run_command(cli: &Cli, environment: CommandEnvironment) -> Result<CommandReport, IoFailure> {
    let (mut out, mut err) = (String::new(), String::new());
    let mut report = run_command_with_progress(cli, environment, &mut |report| {
        out.push_str(&report.stdout);
        err.push_str(&report.stderr);
    })?;
    report.stdout.insert_str(0, &out);
    report.stderr.insert_str(0, &err);
    Ok(report)
}

/// Runs a command and returns its last report. Commands that watch, or work on many agencies, pass earlier reports
/// to `report_progress`.
pub fn run_command_with_progress(
    cli: &Cli,
    environment: CommandEnvironment,
    report_progress: &mut dyn FnMut(&CommandReport),
) -> Result<CommandReport, IoFailure> {
    if let Some(report) = missing_agency_file::missing_agency_file_report(&cli.command) {
        return Ok(report);
    }
    match &cli.command {
        Command::Init(options) => init::run_init(options, environment),
        Command::Build(options) => build::run_build(options, environment, report_progress),
        Command::Watch(options) => watch::run_watch(options, environment, report_progress),
        Command::Check(options) => check::run_check(options, environment, report_progress),
        Command::Eject(options) => eject::run_eject(options, environment),
        Command::Where(options) => r#where::run_where(options, environment),
        Command::Import(options) => import::run_import(options, environment),
        Command::Schema(_) => Ok(CommandReport::new_success(schema::agency_json_schema())),
        Command::Diff(options) => diff::run_diff(options, environment),
        Command::Verify(options) => verify::run_verify(options, environment),
        Command::Completions(options) => Ok(CommandReport::new_success(
            completions_and_man::render_completion_script(options.shell),
        )),
        Command::Man(options) => man::run_man(options, environment),
        Command::Training(options) => match &options.command {
            TrainingCommand::Status(options) => training::run_training_status(options, environment),
        },
        Command::Network(options) => match &options.command {
            NetworkCommand::Init(options) => network::init(options, environment),
        },
        Command::Review(options) => review::run_review(&options.command, environment),
    }
}
