//! `policypress review` and its subcommands.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::format_and_paper_args::DocumentFormatArg;

/// `policypress review`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress review record forms/*.toml
  policypress review approve poster-help --on 2026-12-10
  policypress review status")]
pub struct ReviewArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ReviewCommand,
}

/// The subcommands of `policypress review`.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Make what the committee needs: covers, materials, forms, tally; and forms to fill in on a screen.
    Packet(ReviewPacketArgs),
    /// Put members' forms into the record, reviews.toml.
    Record(ReviewRecordArgs),
    /// Write down that the committee approves of materials.
    Approve(ReviewApproveArgs),
    /// Write down that materials are no longer given out.
    Withdraw(ReviewWithdrawArgs),
    /// List how each material stands; ends with 1 when one is not approved.
    Status(ReviewStatusArgs),
}

/// Whose materials a subcommand of `policypress review` is about.
#[derive(Debug, Args)]
pub struct ReviewAgencyArgs {
    /// The agency's file; the record stands beside it.
    #[arg(long, value_name = "FILE", default_value = "agency.toml")]
    pub agency: PathBuf,
    /// Take these templates in place of the carried ones of the same name: a folder written by `eject`.
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress review packet`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress review packet                          all materials, into output/<agency>/review
  policypress review packet --material poster-help,poster-help.es")]
pub struct ReviewPacketArgs {
    /// Only these materials, by the names of their files: poster-help, poster-help.es.
    #[arg(long, value_name = "MATERIAL", value_delimiter = ',')]
    pub material: Vec<String>,
    /// Only these formats; the forms to fill in on a screen are HTML.
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub format: Vec<DocumentFormatArg>,
    /// The packet's date, as year-month-day [default: today].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The folder to write to; each agency gets a folder of its own in it [default: output beside
    /// the agency's file].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace files that were edited, or that another program put there.
    #[arg(long)]
    pub force: bool,
    /// Whose materials.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review record`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  policypress review record forms/*.toml")]
pub struct ReviewRecordArgs {
    /// The forms.
    #[arg(value_name = "FILE", required = true)]
    pub forms: Vec<PathBuf>,
    /// Whose materials.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review approve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  policypress review approve poster-help poster-help.es --on 2026-12-10"
)]
pub struct ReviewApproveArgs {
    /// The materials, by the names of their files: poster-help, poster-help.es.
    #[arg(value_name = "MATERIAL", required = true)]
    pub materials: Vec<String>,
    /// The day of the committee's decision, as year-month-day.
    #[arg(long, value_name = "DATE")]
    pub on: Date,
    /// A remark for the record.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Whose materials.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review withdraw`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  policypress review withdraw poster-restroom --on 2027-03-01")]
pub struct ReviewWithdrawArgs {
    /// The materials, by the names of their files: poster-help, poster-help.es.
    #[arg(value_name = "MATERIAL", required = true)]
    pub materials: Vec<String>,
    /// The day from which they are no longer given out, as year-month-day.
    #[arg(long, value_name = "DATE")]
    pub on: Date,
    /// A remark for the record.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Whose materials.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress review status --as-of 2027-06-01
  policypress review status --write                  also inventory.csv and reviews.ics, in output/<agency>/review")]
pub struct ReviewStatusArgs {
    /// The day to count at, as year-month-day [default: today].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// How to list them.
    #[arg(long, value_enum, default_value_t = InventoryFormat::Text)]
    pub format: InventoryFormat,
    /// Also write inventory.csv for a spreadsheet, and reviews.ics for a calendar, beside the packet.
    #[arg(long)]
    pub write: bool,
    /// The folder to write to; each agency gets a folder of its own in it [default: output beside
    /// the agency's file].
    #[arg(long, value_name = "DIR", requires = "write")]
    pub out: Option<PathBuf>,
    /// Replace files that were edited, or that another program put there.
    #[arg(long, requires = "write")]
    pub force: bool,
    /// Whose materials.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// The ways to list materials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InventoryFormat {
    /// For people.
    Text,
    /// For programs, as JSON.
    Json,
    /// For a spreadsheet, as CSV.
    Csv,
    /// For a calendar, as iCalendar, with the days by which materials are reviewed again.
    Ics,
}
