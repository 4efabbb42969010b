//! `policypress review` and its subcommands.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::format_and_paper_args::OutputFormatArg;
use super::value_parsers::parse_date;

/// `policypress review`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress review record forms/*.toml
  policypress review approve poster-help --on 2026-12-10
  policypress review status")]
pub struct ReviewArgs {
    /// The command.
    #[command(subcommand)]
    pub command: ReviewCommand,
}

/// The subcommands of `policypress review`.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Build the review packet: cover pages, materials, forms and tally sheet.
    Packet(ReviewPacketArgs),
    /// Add members' forms to the record, reviews.toml.
    Record(ReviewRecordArgs),
    /// Record that the committee approved materials.
    Approve(ReviewApproveArgs),
    /// Stop distributing materials and end their approval.
    Withdraw(ReviewWithdrawArgs),
    /// List the review status of each material.
    Status(ReviewStatusArgs),
}

/// The agency that a subcommand of `policypress review` works on.
#[derive(Debug, Args)]
pub struct ReviewAgencyArgs {
    /// The agency's file; the record is beside it.
    #[arg(long, value_name = "FILE", default_value = "agency.toml")]
    pub agency: PathBuf,
    /// Folder of your templates (see `policypress eject`).
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// `policypress review packet`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress review packet
  policypress review packet --material poster-help,poster-help.es
The files are written to output/AGENCY/review.")]
pub struct ReviewPacketArgs {
    /// Only these materials, such as poster-help,poster-help.es.
    #[arg(long, value_name = "MATERIAL", value_delimiter = ',')]
    pub material: Vec<String>,
    /// Only these formats: markdown, html, pdf, docx; forms to
    /// fill in on a screen are always HTML.
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        value_delimiter = ',',
        hide_possible_values = true
    )]
    pub format: Vec<OutputFormatArg>,
    /// Date of the review packet, YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Folder to write to [default: output beside the agency's file].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Overwrite files you edited or added.
    #[arg(long)]
    pub force: bool,
    /// The agency.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review record`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  policypress review record forms/*.toml
Save the members' files in one folder, such as forms; * stands for any name.")]
pub struct ReviewRecordArgs {
    /// The forms, as the members saved them: files or patterns.
    #[arg(value_name = "FILE", required = true)]
    pub forms: Vec<PathBuf>,
    /// The agency.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review approve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  policypress review approve poster-help poster-help.es --on 2026-12-10"
)]
pub struct ReviewApproveArgs {
    /// The materials, such as poster-help (the file name without .pdf).
    #[arg(value_name = "MATERIAL", required = true)]
    pub materials: Vec<String>,
    /// Date of the committee's decision, YYYY-MM-DD.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Date,
    /// A comment for the record.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The agency.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review withdraw`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  policypress review withdraw poster-restroom --on 2027-03-01")]
pub struct ReviewWithdrawArgs {
    /// The materials, such as poster-help (the file name without .pdf).
    #[arg(value_name = "MATERIAL", required = true)]
    pub materials: Vec<String>,
    /// Date from which they are withdrawn, YYYY-MM-DD.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Date,
    /// A comment for the record.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The agency.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// `policypress review status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policypress review status --as-of 2027-06-01
  policypress review status --write
Exits with status 1 when a material is not approved.")]
pub struct ReviewStatusArgs {
    /// Date of the list, YYYY-MM-DD [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<Date>,
    /// Output format: text, json, csv, or ics for calendars.
    #[arg(
        long,
        value_enum,
        default_value_t = InventoryFormat::Text,
        hide_possible_values = true
    )]
    pub format: InventoryFormat,
    /// Also write inventory.csv, and reviews.ics for calendars.
    #[arg(long)]
    pub write: bool,
    /// Folder to write to [default: output beside the agency's file].
    #[arg(long, value_name = "DIR", requires = "write")]
    pub out: Option<PathBuf>,
    /// Overwrite files you edited or added.
    #[arg(long, requires = "write")]
    pub force: bool,
    /// The agency.
    #[command(flatten)]
    pub agency_args: ReviewAgencyArgs,
}

/// An output format of `policypress review status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InventoryFormat {
    /// Text for people.
    Text,
    /// JSON for programs.
    Json,
    /// CSV for spreadsheets.
    Csv,
    /// iCalendar, with the dates by which materials are to be reviewed again.
    Ics,
}
