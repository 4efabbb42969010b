//! What to type next in a folder without an `agency.toml`.

use std::path::{Path, PathBuf};

use super::report::CommandReport;
use crate::cli::review_args::ReviewCommand;
use crate::cli::{Command, TrainingCommand};
use crate::source;

const AGENCY_FILE_NAME: &str = "agency.toml";

/// Names, in lowercase, that editors, browsers and file managers give a file that was meant to be `agency.toml`.
const SIMILAR_FILE_NAMES: [&str; 5] = [
    AGENCY_FILE_NAME,
    "agency.toml.txt",
    "agency.toml.toml",
    "agency.txt",
    "agency (1).toml",
];

/// Returns a report with three lines of advice if the command would read `agency.toml` in the current folder and
/// there is none.
pub(super) fn missing_agency_file_report(command: &Command) -> Option<CommandReport> {
    let agency_file = agency_files_of_command(command)
        .iter()
        .find(|path| path.as_path() == Path::new(AGENCY_FILE_NAME))?;
    source::file_fingerprint(agency_file)
        .is_empty()
        .then(advice_report)
}

/// Returns the same report for a command line without a command.
pub fn missing_agency_file_report_without_command() -> Option<CommandReport> {
    source::file_fingerprint(Path::new(AGENCY_FILE_NAME))
        .is_empty()
        .then(advice_report)
}

fn agency_files_of_command(command: &Command) -> &[PathBuf] {
    match command {
        Command::Check(args) => &args.files,
        Command::Build(args) => &args.files,
        Command::Watch(args) => std::slice::from_ref(&args.file),
        Command::Import(args) => std::slice::from_ref(&args.file),
        Command::Where(args)
            if args
                .name
                .as_ref()
                .is_some_and(|name| name.ends_with(".toml")) =>
        {
            &[]
        }
        Command::Where(args) => std::slice::from_ref(&args.file),
        Command::Training(args) => match &args.command {
            TrainingCommand::Status(args) => std::slice::from_ref(&args.file),
        },
        Command::Review(args) => std::slice::from_ref(match &args.command {
            ReviewCommand::Packet(args) => &args.agency_args.agency,
            ReviewCommand::Record(args) => &args.agency_args.agency,
            ReviewCommand::Approve(args) => &args.agency_args.agency,
            ReviewCommand::Withdraw(args) => &args.agency_args.agency,
            ReviewCommand::Status(args) => &args.agency_args.agency,
        }),
        Command::Init(_)
        | Command::Diff(_)
        | Command::Verify(_)
        | Command::Eject(_)
        | Command::Network(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_) => &[],
    }
}

fn advice_report() -> CommandReport {
    CommandReport {
        stderr: match similar_file_name() {
            Some(name) => format!(
                "error: no agency.toml here, but there is {name}\n\
                 Rename {name} to agency.toml (Windows may hide the ending of a file's name).\n\
                 Then type `policypress check`.\n"
            ),
            None => "error: no agency.toml here\n\
                 To start, type `policypress init`: it asks about your agency and writes agency.toml.\n\
                 If you already have an agency.toml, go to its folder first. For example: `cd cedar-valley`\n"
                .to_owned(),
        },
        ..CommandReport::default()
    }
}

fn similar_file_name() -> Option<String> {
    source::list_visible_files(Path::new("."))
        .unwrap_or_default()
        .iter()
        .filter_map(|path| path.file_name()?.to_str())
        .find(|name| SIMILAR_FILE_NAMES.contains(&name.to_lowercase().as_str()))
        .map(str::to_owned)
}
