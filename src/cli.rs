//! The command line for clap: names, options and help texts. Doc comments of arguments are printed by `--help`;
//! one of a single paragraph keeps the help of `build` on one screen (80x40).

pub mod completions_and_man;
mod format_and_paper_args;
pub mod review_args;
mod value_parsers;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use format_and_paper_args::{OutputFormatArg, PaperSizeArg};
use review_args::ReviewArgs;
use value_parsers::{parse_date, parse_jobs};

/// Make a Title X clinic's human trafficking policy, posters, cards, training record and
/// commitment statement from one file, agency.toml.
#[derive(Debug, Parser)]
#[command(
    name = "policypress",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Examples:
  policypress init             asks about your agency and writes agency.toml
  policypress check            lists what is wrong or missing in agency.toml
  policypress build --draft    builds the packet, with blanks shown"
)]
pub struct Cli {
    /// Color messages: auto, always or never [default: auto].
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        alias = "colour",
        display_order = 100,
        hide_possible_values = true
    )]
    pub color: Option<ColorChoice>,
    /// Print only errors.
    #[arg(
        long,
        short,
        global = true,
        display_order = 101,
        conflicts_with = "verbose"
    )]
    pub quiet: bool,
    /// Also print which files were read and written.
    #[arg(long, short, global = true, display_order = 102)]
    pub verbose: bool,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Parses the command line; exits with help, or with an error and status 2.
    pub fn parse_or_exit() -> Self {
        Self::try_parse().unwrap_or_else(|error| {
            if error.kind() == ErrorKind::InvalidSubcommand
                && let Some(ContextValue::String(typed)) =
                    error.get(ContextKind::InvalidSubcommand)
            {
                let suggestion = match error.get(ContextKind::SuggestedSubcommand) {
                    Some(ContextValue::Strings(names)) if !names.is_empty() => {
                        format!("did you mean `{}`? ", names.join("` or `"))
                    }
                    _ => String::new(),
                };
                let message = format!(
                    "there is no command `{typed}`; {suggestion}`policypress help` lists the commands"
                );
                build_clap_command()
                    .error(ErrorKind::InvalidSubcommand, message)
                    .exit()
            }
            error.exit()
        })
    }
}

/// Returns the command line as clap's builder type.
pub(crate) fn build_clap_command() -> clap::Command {
    Cli::command()
}

/// The subcommands, in the order of their use.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ask about your agency and write agency.toml.
    Init(InitArgs),
    /// List everything that is wrong or missing, and write nothing.
    Check(CheckArgs),
    /// Build the documents of one or more agencies.
    Build(BuildArgs),
    /// Build the documents again whenever a file changes.
    Watch(WatchArgs),
    /// Manage the I&E committee's review of client materials.
    Review(ReviewArgs),
    /// List who on your staff is due for training.
    Training(TrainingArgs),
    /// Find the edits in a Word document and put them into agency.toml.
    Import(ImportArgs),
    /// Show which words differ between two packets.
    Diff(DiffArgs),
    /// Check that a packet's files have not been changed since they were built.
    Verify(VerifyArgs),
    /// Show where settings appear, and which statements meet requirements.
    Where(WhereArgs),
    /// Copy the built-in templates to a folder, to edit or translate them.
    Eject(EjectArgs),
    /// Set up and manage a network of agencies.
    Network(NetworkArgs),
    /// Print the JSON Schema with which editors complete and check agency.toml.
    Schema(SchemaArgs),
    /// Print a script that completes commands in your shell.
    Completions(CompletionsArgs),
    /// Print the manual.
    Man(ManArgs),
}

/// `policypress init`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress init                         asks, and writes agency.toml here
  policypress init                         again: asks only what is still missing
  policypress init --answers facts.toml    asks nothing, takes facts.toml")]
pub struct InitArgs {
    /// The agency's file; settings already in it are kept.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Ask nothing; take missing settings from this file, which
    /// is written like agency.toml.
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
}

/// `policypress build`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress build --draft                 with blanks shown, marked DRAFT
  policypress build --document poster-help --format pdf
  policypress build .                       every agency in this folder
  policypress build \"clinics/*.toml\" --out packets

In a folder, the agencies are every NAME.toml with an [agency] heading (the
grantee's file, too, if it has one), and every agency.toml in a subfolder. An error in
one agency does not stop the others, and packets that are up to date are skipped.
network.html and network.csv list what each agency still has to do.")]
pub struct BuildArgs {
    /// Agency files, folders, or patterns in quotes.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub files: Vec<PathBuf>,
    /// Build a draft: show blanks, mark every page DRAFT.
    #[arg(long)]
    pub draft: bool,
    /// Folder to write to [default: output beside FILE].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Open the packet in a browser when it is built.
    #[arg(long)]
    pub open: bool,
    /// Only these documents, such as policy,poster-help.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub document: Vec<String>,
    /// Only these formats: markdown, html, pdf, docx.
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        value_delimiter = ',',
        hide_possible_values = true
    )]
    pub format: Vec<OutputFormatArg>,
    /// Only these languages, by code, such as en,es.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Paper: letter, legal, a4, or tabloid for posters and cards
    /// [default: the paper in agency.toml, or letter].
    #[arg(long, value_enum, value_name = "PAPER", hide_possible_values = true)]
    pub paper: Option<PaperSizeArg>,
    /// Date that due dates are counted from, and on which entries are
    /// out of date or in the future, YYYY-MM-DD [default: the policy's
    /// effective date; for entries and the network page, today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Overwrite files you edited or added; build all packets.
    #[arg(long)]
    pub force: bool,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Documents built at once [default: one per processor].
    #[arg(long, value_name = "NUMBER", value_parser = parse_jobs)]
    pub jobs: Option<NonZeroUsize>,
}

/// `policypress watch`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress watch --draft                  while you edit agency.toml
  policypress watch --templates templates    while you edit your templates
Press Ctrl-C to stop.")]
pub struct WatchArgs {
    /// The agency's file.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Build a draft: show blanks, mark every page DRAFT.
    #[arg(long)]
    pub draft: bool,
    /// Folder to write to [default: output beside FILE].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress check                agency.toml in this folder
  policypress check --readability  with the reading level of client documents
  policypress check .              every agency in this folder")]
pub struct CheckArgs {
    /// Agency files, folders, or patterns in quotes.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub files: Vec<PathBuf>,
    /// Print the reading level of each client document.
    #[arg(long, conflicts_with = "format")]
    pub readability: bool,
    /// Check dates as if this were today, YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Output format: text or json.
    #[arg(
        long,
        value_enum,
        default_value_t = ReportFormat::Text,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress where`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress where                     every setting and every statement
  policypress where agency.phone        where the phone number appears
  policypress where organizations[2]    where the second organization appears
  policypress where annual-training     the settings in a statement, and the
                                        requirements it meets")]
pub struct WhereArgs {
    /// A setting (agency.phone), a heading (policy), a statement
    /// (annual-training) or an agency's file (clinic.toml).
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The agency's file.
    #[arg(long, value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Output format: text or json.
    #[arg(
        long,
        value_enum,
        default_value_t = ReportFormat::Text,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress diff last-year/output output        two packets that were built
  policypress diff old/agency.toml agency.toml    the packets of two files
  policypress diff output agency.toml --format html > changes.html")]
pub struct DiffArgs {
    /// The older packet's folder, or the agency's file to build it from.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer packet's folder, or the agency's file to build it from.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Output format: text, html or json.
    #[arg(
        long,
        value_enum,
        default_value_t = DiffFormat::Text,
        hide_possible_values = true
    )]
    pub format: DiffFormat,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress verify`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress verify                                      every packet in output
  policypress verify output/cedar-valley-family-health    one packet
Exits with status 1 when a file was changed, is missing or does not belong to the
packet, or when another version of policypress built the packet.")]
pub struct VerifyArgs {
    /// The folder of a packet, or a folder with packets in it.
    #[arg(value_name = "DIR", default_value = "output")]
    pub folder: PathBuf,
    /// Output format: text or json.
    #[arg(
        long,
        value_enum,
        default_value_t = ReportFormat::Text,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
}

/// `policypress import`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress build --format docx --document policy    builds policy.docx
  policypress import policy.docx                       lists your edits
  policypress import policy.docx --write               puts them into agency.toml
Exits with status 1 when agency.toml cannot hold an edit; each one is listed.")]
pub struct ImportArgs {
    /// The Word document you edited.
    #[arg(value_name = "DOCX")]
    pub docx: PathBuf,
    /// The agency's file.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Put the edits into the agency's file; comments and order stay.
    #[arg(long)]
    pub write: bool,
    /// Which document it is, such as policy, if the Word file does
    /// not show it.
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress schema`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  policypress schema > agency.schema.json
Editors find it by the first line of agency.toml, written by `policypress init`:
  #:schema agency.schema.json")]
pub struct SchemaArgs {}

/// `policypress eject`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress eject                          all templates, into templates
  policypress eject --language vi            client documents, to translate
  policypress build --templates templates    builds with your templates")]
pub struct EjectArgs {
    /// Folder to write to; no file in it is overwritten.
    #[arg(value_name = "DIR", default_value = "templates")]
    pub folder: PathBuf,
    /// Only this language, by code, such as vi; English text where
    /// there is no built-in translation.
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
}

/// `policypress completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress completions bash >> ~/.bash_completion
  policypress completions zsh > _policypress")]
pub struct CompletionsArgs {
    /// bash, elvish, fish, powershell or zsh.
    #[arg(value_enum, value_name = "SHELL", hide_possible_values = true)]
    pub shell: CompletionShell,
}

/// `policypress man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress man | man -l -                       reads the manual
  policypress man --out ~/.local/share/man/man1    installs its pages")]
pub struct ManArgs {
    /// Write a page for each command to this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `policypress network`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress network init --base grantee.toml subrecipients.csv
  policypress build .      builds every agency in this folder")]
pub struct NetworkArgs {
    /// The command.
    #[command(subcommand)]
    pub command: NetworkCommand,
}

/// The subcommands of `policypress network`.
#[derive(Debug, Subcommand)]
pub enum NetworkCommand {
    /// Write an agency.toml for each row of a spreadsheet.
    Init(NetworkInitArgs),
}

/// `policypress network init`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  policypress network init --base grantee.toml subrecipients.csv

The first row names the columns, by setting (policy.number, sites[1].name) or in
plain words (Policy number, Site 1 name). Columns named only `name` or `phone` mean
the agency's own name and phone. Only `name` is required. Put semicolons between
several values in one cell; commas work for states and languages. Write dates as
2026-12-01 or 12/1/2026. An empty cell uses the setting of the base file. Clinics,
organizations and people in the row are added to those of the base file (with
`append`). Save the spreadsheet as CSV UTF-8.

Each agency gets its own folder with an agency.toml. If any row has an error, or a
different agency.toml is already there, nothing is written.")]
pub struct NetworkInitArgs {
    /// The spreadsheet, saved as CSV: one row for each agency.
    #[arg(value_name = "SPREADSHEET")]
    pub table: PathBuf,
    /// The base file: settings shared by all agencies.
    #[arg(long, value_name = "FILE")]
    pub base: PathBuf,
    /// Folder to write to [default: the base file's folder].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `policypress training`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  policypress training status")]
pub struct TrainingArgs {
    /// The command.
    #[command(subcommand)]
    pub command: TrainingCommand,
}

/// The subcommands of `policypress training`.
#[derive(Debug, Subcommand)]
pub enum TrainingCommand {
    /// List who is due or overdue for training.
    Status(TrainingStatusArgs),
}

/// `policypress training status`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  policypress training status --as-of 2026-12-01\n\
                  Exits with status 1 when training is overdue."
)]
pub struct TrainingStatusArgs {
    /// The agency's file.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Date of the list, YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Output format: text or json.
    #[arg(
        long,
        value_enum,
        default_value_t = ReportFormat::Text,
        hide_possible_values = true
    )]
    pub format: ReportFormat,
}

/// An output format of `policypress diff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text for the terminal.
    Text,
    /// A web page.
    Html,
    /// JSON for programs.
    Json,
}

/// When messages are in color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// Only in a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A shell that completion scripts are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompletionShell {
    /// Bash.
    Bash,
    /// Elvish.
    Elvish,
    /// Fish.
    Fish,
    /// `PowerShell`.
    Powershell,
    /// Zsh.
    Zsh,
}

/// An output format of commands that list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
}
