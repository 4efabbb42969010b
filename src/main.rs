//! The program: parse, call, print, exit. The only place that prints, that reads the clock and the
//! environment, and that starts another program.
#![expect(clippy::print_stderr, reason = "this is where the program prints")]

use std::io::{self, IsTerminal, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Parser as _;
#[cfg(feature = "terminal")]
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use policypress::cli::{Cli, ColourWhen};
use policypress::command::{self, Report, Surroundings, Voice};
use policypress::source;

/// What keeps the memory: a document is thousands of small pieces.
#[cfg(feature = "terminal")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let status = program();
    // All is written and said. The machine takes the memory back at once; to hand it back piece by piece first, as
    // happens otherwise, takes a millisecond.
    #[cfg(feature = "terminal")]
    signal_hook::low_level::exit(status);
    #[cfg(not(feature = "terminal"))]
    std::process::exit(status);
}

/// Does what the command line says; gives the exit status.
fn program() -> i32 {
    let cli = Cli::parse();
    let surroundings = Surroundings {
        today: jiff::tz::Offset::UTC
            .to_datetime(jiff::Timestamp::now())
            .date(),
        colour: colour(cli.color, &io::stderr()),
        colour_out: colour(cli.color, &io::stdout()),
        terminal: io::stdin().is_terminal() && io::stderr().is_terminal(),
        voice: match (cli.quiet, cli.verbose) {
            (true, _) => Voice::Quiet,
            (false, true) => Voice::Verbose,
            (false, false) => Voice::Plain,
        },
        threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        program: std::env::current_exe()
            .ok()
            .and_then(|program| source::modified_unix_time(&program)),
    };
    let mut failed = false;
    let bar = Bar::new(surroundings.voice);
    let mut print = |report: &Report| failed |= !bar.beside(report, print);
    match command::run_telling(&cli, surroundings, &mut print) {
        Ok(report) => {
            print(&report);
            if failed || report.machine_failed {
                return 3;
            }
            if let Some(page) = report.open.filter(|page| !open(page)) {
                eprintln!(
                    "no program here shows pages; open {} yourself",
                    page.display()
                );
            }
            i32::from(!report.passed)
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            3
        }
    }
}

/// How far a command is, drawn below what it says; only in a terminal, and only while it goes through
/// many agencies.
#[cfg(feature = "terminal")]
struct Bar(ProgressBar);

#[cfg(feature = "terminal")]
impl Bar {
    fn new(voice: Voice) -> Self {
        let bar = if voice == Voice::Quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        };
        let look = ProgressStyle::with_template("{bar:30} {pos} of {len} agencies, {eta} left");
        Self(bar.with_style(look.expect("the template is sound")))
    }

    /// Prints a report above the bar; whether that could be done.
    fn beside(&self, report: &Report, print: impl FnOnce(&Report) -> bool) -> bool {
        let Some(progress) = report.progress else {
            if self.0.length().is_some() {
                self.0.finish_and_clear();
            }
            return print(report);
        };
        self.0.set_length(progress.of as u64);
        let printed = self.0.suspend(|| print(report));
        self.0.set_position(progress.done as u64);
        printed
    }
}

/// No bar.
#[cfg(not(feature = "terminal"))]
struct Bar;

#[cfg(not(feature = "terminal"))]
#[expect(
    clippy::unused_self,
    reason = "there is a bar where there is a terminal"
)]
impl Bar {
    fn new(_: Voice) -> Self {
        Self
    }

    fn beside(&self, report: &Report, print: impl FnOnce(&Report) -> bool) -> bool {
        print(report)
    }
}

/// Prints what a command says; whether that could be done.
fn print(report: &Report) -> bool {
    eprint!("{}", report.err);
    let mut out = io::stdout();
    let printed = out
        .write_all(report.out.as_bytes())
        .and_then(|()| out.flush());
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("error: cannot print: {error}");
            false
        }
        _ => true,
    }
}

/// `--color` first, then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE` (bixense.com/clicolors).
fn colour(when: Option<ColourWhen>, stream: &impl IsTerminal) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match when {
        Some(ColourWhen::Always) => true,
        Some(ColourWhen::Never) => false,
        Some(ColourWhen::Auto) | None if set("NO_COLOR") => false,
        Some(ColourWhen::Auto) | None => {
            let forced = std::env::var_os("CLICOLOR_FORCE");
            forced.is_some_and(|value| !value.is_empty() && value != "0") || stream.is_terminal()
        }
    }
}

/// Shows a page with the program that the machine has for it.
fn open(page: &Path) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(target_os = "windows") {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    command
        .arg(page)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().is_ok()
}
