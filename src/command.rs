//! The subcommands: the only code that sees two stages at once.

mod build;
mod check;
mod dress;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::{Cli, Command};
use crate::config::{self, agency::Agency};
use crate::content::{self, pack::Pack};
use crate::diag::{Checked, Diagnostic, Severity};
use crate::document::Document;
use crate::failure::Failure;
use crate::source::{self, SourceFile};
use dress::Dress;

/// What a command takes from the machine besides files.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings {
    /// For warnings about old entries; it never reaches a document.
    pub today: Date,
    /// Whether messages may be coloured.
    pub colour: bool,
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
}

/// Runs the command that was asked for.
pub fn run(cli: &Cli, surroundings: &Surroundings) -> Result<Report, Failure> {
    match &cli.command {
        Command::Build(options) => build::run(options, surroundings),
        Command::Check(options) => check::run(options, surroundings),
    }
}

/// An agency with its documents, and all that was found on the way to them.
struct Composed {
    file: Arc<SourceFile>,
    agency: Agency,
    documents: Vec<Document>,
    dress: Dress,
}

/// Reads an agency's file and fills the pack's documents from it.
fn compose(
    path: &Path,
    pack: &Pack,
    draft: bool,
    today: Date,
) -> Result<Checked<Composed>, Failure> {
    let Checked {
        value: file,
        mut diagnostics,
    } = source::decode(&path.display().to_string(), &source::read(path)?);
    let Some(file) = file else {
        return Ok(Checked {
            value: None,
            diagnostics,
        });
    };
    let loaded = config::load(&file, today);
    diagnostics.extend(loaded.diagnostics);
    let Some(agency) = loaded.value else {
        return Ok(Checked {
            value: None,
            diagnostics,
        });
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let (dress, found) = dress::dress(folder, &agency);
    diagnostics.extend(found);
    let filled = content::compose(pack, &agency, draft);
    diagnostics.extend(filled.diagnostics);
    Ok(Checked {
        value: filled.value.map(|documents| Composed {
            file,
            agency,
            documents,
            dress,
        }),
        diagnostics,
    })
}

/// Whether anything found keeps a build from being written.
fn stops(diagnostics: &[Diagnostic], draft: bool) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| match diagnostic.severity() {
            Severity::Error => true,
            Severity::Open => !draft,
            Severity::Warning => false,
        })
}
