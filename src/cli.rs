//! The command line as clap sees it: names, options and help texts; no behaviour.

pub mod completions_and_man;
mod format_and_paper_args;
pub mod review_args;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use format_and_paper_args::{DocumentFormatArg, PaperSizeArg};
use review_args::ReviewArgs;

/// Fills the human trafficking policy, posters and commitment statement of a Title X agency from one
/// file of facts, agency.toml.
#[derive(Debug, Parser)]
#[command(
    name = "policypress",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Examples:
  policypress init             asks about your agency and writes agency.toml
  policypress check            lists what is missing or wrong in it
  policypress build --draft    makes the packet, with blanks shown"
)]
pub struct Cli {
    /// When to colour messages; `auto` is in a terminal, unless `NO_COLOR` or `CLICOLOR_FORCE` is set
    /// [default: auto].
    #[arg(long, global = true, value_enum, value_name = "WHEN", alias = "colour")]
    pub color: Option<ColorChoice>,
    /// Say nothing but what is wrong.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say which files were read and written, too.
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The command line as clap builds it.
pub(crate) fn build_clap_command() -> clap::Command {
    Cli::command()
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Ask about your agency and write its file.
    Init(InitArgs),
    /// Make the documents.
    Build(BuildArgs),
    /// Make the documents, and again whenever their files change.
    Watch(WatchArgs),
    /// List everything that is wrong or missing, and write nothing.
    Check(CheckArgs),
    /// Say which setting fills which place, and which statement answers which requirement.
    Where(WhereArgs),
    /// Say what a reader would find changed between two packets.
    Diff(DiffArgs),
    /// Say whether the files of packets are still as they were made.
    Verify(VerifyArgs),
    /// Read a document that was edited in Word, and say what it changes in agency.toml.
    Import(ImportArgs),
    /// Print what editors need to complete and check agency.toml (JSON Schema).
    Schema(SchemaArgs),
    /// Write the carried templates into a folder, to be edited or translated.
    Eject(EjectArgs),
    /// Say who of the staff is due for training.
    Training(TrainingArgs),
    /// Carry materials for clients through the I&E committee.
    Review(ReviewArgs),
    /// Begin with a network of agencies.
    Network(NetworkArgs),
    /// Print the script with which a shell completes commands.
    Completions(CompletionsArgs),
    /// Print the manual.
    Man(ManArgs),
}

/// `policypress init`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress init                           asks, and writes agency.toml here
  policypress init                           again: asks for what agency.toml lacks
  policypress init --answers facts.toml      without questions, with the settings of facts.toml")]
pub struct InitArgs {
    /// The agency's file; what it says stays as it is.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Ask nothing: take what the file lacks from this one, which has settings like it.
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
}

/// `policypress build`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress build                          agency.toml here, into output/ here
  policypress build agency.toml --draft      with blanks shown, marked DRAFT
  policypress build --document poster-help --format pdf
  policypress build network                  every agency in the folder network
  policypress build 'clinics/*.toml' --out packets

When several agencies are built, what is wrong with one keeps none of the others from being made, and
those of which nothing has changed are left as they are. What each of them lacks, by requirement, is put
into network.html and network.csv: in the folder of --out, or else in `output` in the folder that holds
all of their files. What is overdue there is counted at --as-of, or else today.")]
pub struct BuildArgs {
    /// The agencies: files, folders, patterns in quotes. In a folder, that is every NAME.toml with an
    /// \[agency\] in it and every agency.toml in a folder right below; records of reviews are no
    /// agencies, nor is a file that others extend and that names no agency.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub files: Vec<PathBuf>,
    /// The folder to write to; each agency gets a folder of its own in it [default: output beside
    /// FILE].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Only these formats.
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub format: Vec<DocumentFormatArg>,
    /// Only these documents, by their names: policy, poster-help, action-sheet, action-sheet-main.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub document: Vec<String>,
    /// The sheet, in place of `paper` under `[output]` [default: letter]. Only posters are made for
    /// tabloid; the other documents stay on letter then.
    #[arg(long, value_enum, value_name = "PAPER")]
    pub paper: Option<PaperSizeArg>,
    /// Only these languages, by tag: en,es.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// The day for the list of who is due in the training record, as year-month-day [default: the
    /// policy's date].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Show what is missing as \[blanks\] and mark every page DRAFT.
    #[arg(long)]
    pub draft: bool,
    /// Show the packet in a browser when it is made.
    #[arg(long)]
    pub open: bool,
    /// Replace files that were edited, or that another program put there, and make anew what has not
    /// changed.
    #[arg(long)]
    pub force: bool,
    /// How many agencies, or documents of one agency, to work on at a time [default: as many as the machine
    /// can].
    #[arg(long, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,
}

/// `policypress watch`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress watch --draft                    while you edit agency.toml; Ctrl-C stops
  policypress watch --templates templates      and your own templates")]
pub struct WatchArgs {
    /// The agency's file.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// The folder to write to, as `build` takes it [default: output beside FILE].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Show what is missing as \[blanks\] and mark every page DRAFT.
    #[arg(long)]
    pub draft: bool,
}

/// `policypress check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress check agency.toml
  policypress check network                  every agency in the folder network")]
pub struct CheckArgs {
    /// The agencies: files, folders, patterns in quotes, as `build` takes them.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub files: Vec<PathBuf>,
    /// Say how easily each document for clients reads, by a formula, and what is hard in it.
    #[arg(long, conflicts_with = "format")]
    pub readability: bool,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// How to list what was found.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// `policypress where`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress where                          every setting, and what fills nothing
  policypress where agency.phone             where the phone stands
  policypress where organizations[2]         what the second organization fills
  policypress where annual-training          what fills a statement, and what it answers")]
pub struct WhereArgs {
    /// A setting (`agency.phone`), a table (`policy`) or the name of a statement
    /// (`annual-training`); an agency's file (`clinic.toml`) to list all of it.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The agency's file.
    #[arg(long, value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// How to list it.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// `policypress diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress diff last-year/output output                 two packets that were built
  policypress diff old/agency.toml agency.toml             the packets of two files
  policypress diff output agency.toml --format html > changes.html")]
pub struct DiffArgs {
    /// The older packet: a folder that `build` made, or an agency's file.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer packet: a folder that `build` made, or an agency's file.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
}

/// `policypress verify`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress verify                                      every packet in output/ here
  policypress verify output/cedar-valley-family-health    one packet
It ends with 1 when a file was altered, is missing or does not belong there, or when another version of
the program made the packet.")]
pub struct VerifyArgs {
    /// The folder of a packet, or one with packets in it.
    #[arg(value_name = "DIR", default_value = "output")]
    pub folder: PathBuf,
    /// How to list what was found.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// `policypress import`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress build --format docx --document policy    makes policy.docx, to be edited in Word
  policypress import policy.docx                       says what was changed, as lines for agency.toml
  policypress import policy.docx --write               and puts them there
It ends with 1 when something was changed that agency.toml cannot hold; that is listed.")]
pub struct ImportArgs {
    /// The Word file that was edited.
    #[arg(value_name = "DOCX")]
    pub docx: PathBuf,
    /// The agency's file.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// Put the changes into the agency's file; its remarks and order stay.
    #[arg(long)]
    pub write: bool,
    /// The document it was made from, if the file does not say: policy, action-sheet-main.
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress schema`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  policypress schema > agency.schema.json
Editors find it by the first line of agency.toml, which `policypress init` writes:
  #:schema agency.schema.json")]
pub struct SchemaArgs {}

/// `policypress eject`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress eject                          all templates, into templates/ here
  policypress eject --language vi            what clients are given, to be put into Vietnamese
  policypress build --templates templates    with what was edited there")]
pub struct EjectArgs {
    /// The folder to write to; nothing in it is written over.
    #[arg(value_name = "DIR", default_value = "templates")]
    pub folder: PathBuf,
    /// Only what this language needs, by its tag: the carried translation, or, where there is none,
    /// the English to be translated.
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
}

/// `policypress completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress completions bash > ~/.local/share/bash-completion/completions/policypress
  policypress completions zsh > _policypress")]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: CompletionShell,
}

/// `policypress man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress man | man -l -                       reads it
  policypress man --out ~/.local/share/man/man1    keeps it, a page for each command")]
pub struct ManArgs {
    /// Write the pages into this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `policypress network`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress network init --base grantee.toml subrecipients.csv
  policypress build .")]
pub struct NetworkArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: NetworkCommand,
}

/// The subcommands of `policypress network`.
#[derive(Debug, Subcommand)]
pub enum NetworkCommand {
    /// Write an agency.toml for each row of a spreadsheet, all over one file.
    Init(NetworkInitArgs),
}

/// `policypress network init`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  policypress network init --base grantee.toml subrecipients.csv

The first row names the columns: by the settings of agency.toml (policy.number, sites[1].name, sites[2].name),
or in plain words that come to the same (Policy number, Site 1 name); `name`, `phone` and the like without a
table are those of [agency]. Only `name` must be there. Several values in one cell have semicolons between
them, states and languages commas too; dates are 2026-12-01 or 12/1/2026. Empty cells leave to the other file
what it says; lists of clinics, organizations and people add to its own. Save the table as CSV UTF-8.

Each agency gets a folder with an agency.toml. If anything is wrong in any row, or a file is there already
with other words, nothing is written.")]
pub struct NetworkInitArgs {
    /// The table: a row for each agency, as a spreadsheet saves it (CSV).
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
    /// The file whose settings hold wherever an agency's own say nothing.
    #[arg(long, value_name = "FILE")]
    pub base: PathBuf,
    /// The folder to write to [default: the folder of the other file].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `policypress training`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  policypress training status agency.toml")]
pub struct TrainingArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: TrainingCommand,
}

/// The subcommands of `policypress training`.
#[derive(Debug, Subcommand)]
pub enum TrainingCommand {
    /// List who is due for training and who is overdue; ends with 1 when somebody is overdue.
    Status(TrainingStatusArgs),
}

/// `policypress training status`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  policypress training status agency.toml --as-of 2026-12-01")]
pub struct TrainingStatusArgs {
    /// The agency's file.
    #[arg(value_name = "FILE", default_value = "agency.toml")]
    pub file: PathBuf,
    /// The day to count at, as year-month-day [default: today].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// How to list them.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// The ways to show what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in the terminal.
    Text,
    /// For people, as a page for a browser.
    Html,
    /// For programs.
    Json,
}

/// When messages are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// In a terminal.
    Auto,
    /// In any case.
    Always,
    /// Not at all.
    Never,
}

/// The shells that can complete commands.
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

/// The ways to list what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For programs, as JSON.
    Json,
}
