//! The subcommands: the only code that sees two stages at once.

mod agencies;
mod agency_file;
mod build;
mod check;
mod crew;
mod diff;
mod dress;
mod eject;
mod import;
mod init;
mod interrupt;
mod man;
mod network;
mod review;
mod schema;
mod spreadsheet;
mod training;
mod unchanged;
mod verify;
mod watch;
mod r#where;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use crate::cli::review::ReviewCommand;
use crate::cli::{Cli, Command, NetworkCommand, TrainingCommand, pages};
use crate::config;
use crate::config::agency::{Agency, Fact};
use crate::content::{self, pack::Pack};
use crate::diag::show::Look;
use crate::diag::{Checked, Diagnostic, Problem, Severity};
use crate::document::{Document, Inline, inspect};
use crate::failure::Failure;
use crate::review::Ledger;
use crate::source::SourceFile;
use dress::Dress;

/// What a command takes from the machine besides files.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings {
    /// For warnings about old entries; it never reaches a document.
    pub today: Date,
    /// Whether what goes to standard error may be coloured.
    pub colour: bool,
    /// Whether what goes to standard output may be coloured.
    pub colour_out: bool,
    /// Whether somebody can be asked.
    pub terminal: bool,
    /// How much to say.
    pub voice: Voice,
    /// How many agencies to work on at a time.
    pub threads: NonZeroUsize,
    /// When this program was written to the disk, counted from 1970 (UTC): what was made before may be the
    /// work of another one. None where that cannot be told; then nothing counts as unchanged.
    pub program: Option<Duration>,
}

/// How much a command says beside its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Voice {
    /// What is wrong.
    Quiet,
    /// What is wrong, what is worth a look, and what was done.
    #[default]
    Plain,
    /// Which files were read and written, too.
    Verbose,
}

impl Surroundings {
    /// How diagnostics look on standard error.
    fn look(self, draft: bool) -> Look {
        Look {
            colour: self.colour,
            draft,
            quiet: self.voice == Voice::Quiet,
        }
    }
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
    /// Whether the machine refused something for one of several agencies; `err` says what.
    pub machine_failed: bool,
    /// A page to show to the user.
    pub open: Option<PathBuf>,
    /// How far a command is that goes through many agencies.
    pub progress: Option<Progress>,
}

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Agencies done.
    pub done: usize,
    /// Agencies there are.
    pub of: usize,
}

/// Runs the command that was asked for; all that it has to say comes at the end.
pub fn run(cli: &Cli, surroundings: Surroundings) -> Result<Report, Failure> {
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
) -> Result<Report, Failure> {
    match &cli.command {
        Command::Init(options) => init::run(options, surroundings),
        Command::Build(options) => build::run(options, surroundings, tell),
        Command::Watch(options) => watch::run(options, surroundings, tell),
        Command::Check(options) => check::run(options, surroundings, tell),
        Command::Eject(options) => eject::run(options, surroundings),
        Command::Where(options) => r#where::run(options, surroundings),
        Command::Import(options) => import::run(options, surroundings),
        Command::Schema(_) => Ok(schema::run()),
        Command::Diff(options) => diff::run(options, surroundings),
        Command::Verify(options) => verify::run(options, surroundings),
        Command::Completions(options) => Ok(Report {
            out: pages::completions(options.shell),
            passed: true,
            ..Report::default()
        }),
        Command::Man(options) => man::run(options, surroundings),
        Command::Training(options) => match &options.command {
            TrainingCommand::Status(options) => training::status(options, surroundings),
        },
        Command::Network(options) => match &options.command {
            NetworkCommand::Init(options) => network::init(options, surroundings),
        },
        Command::Review(options) => match &options.command {
            ReviewCommand::Packet(options) => review::packet(options, surroundings),
            ReviewCommand::Record(options) => review::record(options, surroundings),
            ReviewCommand::Approve(options) => review::approve(options, surroundings),
            ReviewCommand::Withdraw(options) => review::withdraw(options, surroundings),
            ReviewCommand::Status(options) => review::status(options, surroundings),
        },
    }
}

/// An agency with its documents, and all that was found on the way to them.
struct Composed {
    /// The agency's file, and after it what it extends.
    files: Vec<Arc<SourceFile>>,
    agency: Agency,
    documents: Vec<Document>,
    dress: Dress,
    /// The record of reviews; empty where there is none.
    ledger: Ledger,
}

impl Composed {
    /// Adds problems of a page with their places; one character in four documents is one mistake.
    fn note(&self, found: &mut Vec<Diagnostic>, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            let placed = self.place(diagnostic);
            if !found.contains(&placed) {
                found.push(placed);
            }
        }
    }

    /// Gives a problem of a page the place of the setting that brought it there.
    fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        match diagnostic.problem {
            Problem::UncoveredCharacter { character, .. } => {
                let facts = &self.agency.facts;
                let fact = facts.iter().find(|fact| fact.text.contains(character));
                Diagnostic {
                    problem: Problem::UncoveredCharacter {
                        character,
                        setting: fact.map(|fact| fact.setting.clone()),
                    },
                    span: fact.map(|fact| fact.span.clone()),
                }
            }
            Problem::DoesNotFit {
                document,
                over_percent,
                ..
            } => {
                let mut longest = self.shown_facts(&document);
                let crowd = crowd(&longest);
                let first = match &crowd {
                    Some((list, _)) => longest.iter().find(|fact| entry(fact, list).is_some()),
                    None => longest.iter().max_by_key(|fact| length(fact)),
                };
                let span = first.map(|fact| fact.span.clone());
                longest.sort_by_key(|fact| std::cmp::Reverse(length(fact)));
                longest.truncate(3);
                Diagnostic {
                    span,
                    problem: Problem::DoesNotFit {
                        document,
                        over_percent,
                        crowd,
                        longest: longest
                            .into_iter()
                            .map(|fact| fact.setting.clone())
                            .collect(),
                    },
                }
            }
            _ => diagnostic,
        }
    }

    /// The facts that a document shows, in the order of the file.
    fn shown_facts(&self, document: &str) -> Vec<&Fact> {
        let mut shown = Vec::new();
        let of_that_name = |shown: &&Document| shown.file_stem() == document;
        for document in self.documents.iter().filter(of_that_name) {
            inspect::visit_inlines(&document.blocks, &mut |inline| {
                if let Inline::Value(text) = inline {
                    shown.push(text.as_str());
                }
            });
        }
        let facts = self.agency.facts.iter();
        facts
            .filter(|fact| shown.contains(&fact.text.as_str()))
            .collect()
    }
}

/// More entries of one list than this crowd a page.
const CROWD: usize = 6;

/// The list with the most entries among facts, and their number, where they crowd a page.
fn crowd(facts: &[&Fact]) -> Option<(String, usize)> {
    let mut entries: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for fact in facts {
        if let Some((list, _)) = fact.setting.split_once('[')
            && let Some(number) = entry(fact, list)
        {
            entries.entry(list).or_default().insert(number);
        }
    }
    let (list, numbers) = entries.iter().max_by_key(|(_, numbers)| numbers.len())?;
    (numbers.len() > CROWD).then(|| ((*list).to_owned(), numbers.len()))
}

/// The number of a fact's entry in a list: `2` of `organizations[2].name`.
fn entry<'a>(fact: &'a Fact, list: &str) -> Option<&'a str> {
    let number = fact.setting.strip_prefix(list)?.strip_prefix('[')?;
    number.split_once(']').map(|(number, _)| number)
}

fn length(fact: &Fact) -> usize {
    fact.text.chars().count()
}

/// Reads an agency's file and fills the pack's documents from it; `as_of` decides which trainings are
/// due in place of the policy's date.
fn compose(
    path: &Path,
    pack: &Pack,
    draft: bool,
    as_of: Option<Date>,
    today: Date,
) -> Result<Checked<Composed>, Failure> {
    let Checked {
        value: files,
        mut diagnostics,
    } = agency_file::read(path)?;
    let Some(files) = files else {
        return Ok(Checked {
            value: None,
            diagnostics,
        });
    };
    let loaded = config::load_extended(&files, today);
    diagnostics.extend(loaded.diagnostics);
    let Some(agency) = loaded.value else {
        return Ok(Checked {
            value: None,
            diagnostics,
        });
    };
    let (mut dress, found) = dress::dress(&agency);
    diagnostics.extend(found);
    let filled = content::compose_as_of(pack, &agency, draft, as_of);
    diagnostics.extend(filled.diagnostics);
    let record = review::read_record(path)?;
    diagnostics.extend(record.diagnostics);
    let (ledger, input) = record.value.unwrap_or_default();
    dress.inputs.extend(input);
    Ok(Checked {
        value: filled.value.map(|documents| {
            let mut composed = Composed {
                files,
                agency,
                documents,
                dress,
                ledger,
            };
            review::mark(&mut composed, pack);
            composed
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
