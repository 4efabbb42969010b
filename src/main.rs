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
use policypress::cli::{Cli, ColorChoice};
use policypress::command::{self, CommandEnvironment, CommandReport, Verbosity};
use policypress::source;

/// What keeps the memory: a document is thousands of small pieces.
#[cfg(feature = "terminal")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let status = run_program();
    // All is written and said. The machine takes the memory back at once; to hand it back piece by piece first, as
    // happens otherwise, takes a millisecond.
    #[cfg(feature = "terminal")]
    signal_hook::low_level::exit(status);
    #[cfg(not(feature = "terminal"))]
    std::process::exit(status);
}

/// Does what the command line says; gives the exit status.
fn run_program() -> i32 {
    let cli = Cli::parse();
    let surroundings = CommandEnvironment {
        today: jiff::tz::Offset::UTC
            .to_datetime(jiff::Timestamp::now())
            .date(),
        stderr_color: is_color_enabled(cli.color, &io::stderr()),
        stdout_color: is_color_enabled(cli.color, &io::stdout()),
        is_interactive: io::stdin().is_terminal() && io::stderr().is_terminal(),
        verbosity: match (cli.quiet, cli.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        },
        default_threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        program_modified_at: std::env::current_exe()
            .ok()
            .and_then(|program| source::modified_unix_time(&program)),
    };
    let mut failed = false;
    let bar = ProgressReporter::new(surroundings.verbosity);
    let mut print = |report: &CommandReport| failed |= !bar.print_above_bar(report, print_report);
    match command::run_command_with_progress(&cli, surroundings, &mut print) {
        Ok(report) => {
            print(&report);
            if failed || report.has_io_failure {
                return 3;
            }
            if let Some(page) = report.page_to_open.filter(|page| !open_in_browser(page)) {
                eprintln!(
                    "no program here shows pages; open {} yourself",
                    page.display()
                );
            }
            i32::from(!report.is_success)
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
struct ProgressReporter(ProgressBar);

#[cfg(feature = "terminal")]
impl ProgressReporter {
    fn new(voice: Verbosity) -> Self {
        let bar = if voice == Verbosity::Quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        };
        let look = ProgressStyle::with_template("{bar:30} {pos} of {len} agencies, {eta} left");
        Self(bar.with_style(look.expect("the template is sound")))
    }

    /// Prints a report above the bar; whether that could be done.
    fn print_above_bar(
        &self,
        report: &CommandReport,
        print: impl FnOnce(&CommandReport) -> bool,
    ) -> bool {
        let Some(progress) = report.progress else {
            if self.0.length().is_some() {
                self.0.finish_and_clear();
            }
            return print(report);
        };
        self.0.set_length(progress.total as u64);
        let printed = self.0.suspend(|| print(report));
        self.0.set_position(progress.completed as u64);
        printed
    }
}

/// No bar.
#[cfg(not(feature = "terminal"))]
struct ProgressReporter;

#[cfg(not(feature = "terminal"))]
#[expect(
    clippy::unused_self,
    reason = "there is a bar where there is a terminal"
)]
impl ProgressReporter {
    fn new(_: Verbosity) -> Self {
        Self
    }

    fn print_above_bar(
        &self,
        report: &CommandReport,
        print: impl FnOnce(&CommandReport) -> bool,
    ) -> bool {
        print(report)
    }
}

/// Prints what a command says; whether that could be done.
fn print_report(report: &CommandReport) -> bool {
    eprint!("{}", report.stderr);
    let mut out = io::stdout();
    let printed = out
        .write_all(report.stdout.as_bytes())
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
fn is_color_enabled(when: Option<ColorChoice>, stream: &impl IsTerminal) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match when {
        Some(ColorChoice::Always) => true,
        Some(ColorChoice::Never) => false,
        Some(ColorChoice::Auto) | None if set("NO_COLOR") => false,
        Some(ColorChoice::Auto) | None => {
            let forced = std::env::var_os("CLICOLOR_FORCE");
            forced.is_some_and(|value| !value.is_empty() && value != "0") || stream.is_terminal()
        }
    }
}

/// Shows a page with the program that the machine has for it.
fn open_in_browser(page: &Path) -> bool {
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
