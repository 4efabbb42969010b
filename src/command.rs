//! The subcommands: the only code that sees two stages at once.

mod build;
mod check;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::{Cli, Command};
use crate::config::{self, agency::Agency};
use crate::content::{self, pack, pack::Pack};
use crate::diag::{Checked, Diagnostic, Severity};
use crate::document::Document;
use crate::failure::Failure;
use crate::render::{Colour, Face, Paper, Theme};
use crate::source::{self, SourceFile};

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
pub fn run(cli: &Cli, surroundings: Surroundings) -> Result<Report, Failure> {
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
    let filled = content::compose(pack, &agency, draft);
    diagnostics.extend(filled.diagnostics);
    Ok(Checked {
        value: filled.value.map(|documents| Composed {
            file,
            agency,
            documents,
        }),
        diagnostics,
    })
}

/// How documents look: the carried style and faces.
fn theme() -> Theme {
    Theme {
        style: pack::built_in_style().to_owned(),
        faces: pack::built_in_faces()
            .into_iter()
            .map(|(name, bytes)| Face { name, bytes })
            .collect(),
        accent: Colour {
            red: 0x00,
            green: 0x4b,
            blue: 0x87,
        },
        paper: Paper::Letter,
    }
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
