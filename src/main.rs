//! The program: parses the command line, runs the command, prints its report and exits. The only file that prints,
//! reads the clock and the environment, or starts another program.
#![expect(clippy::print_stderr, reason = "this is where the program prints")]

use std::io::{self, IsTerminal, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};

#[cfg(feature = "terminal")]
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use policypress::cli::{Cli, ColorChoice};
use policypress::command::{self, CommandEnvironment, CommandReport, Verbosity};
use policypress::failure::io_error_text;
use policypress::source;

/// A document is thousands of small allocations, which mimalloc makes faster than the system allocator.
#[cfg(feature = "terminal")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let status = run_program();
    // Exiting here skips freeing memory and running exit handlers, which takes a millisecond.
    #[cfg(feature = "terminal")]
    signal_hook::low_level::exit(status);
    #[cfg(not(feature = "terminal"))]
    std::process::exit(status);
}

/// Runs the command line and returns the exit status: 0, 1 if the input has errors, or 3 if the system refused
/// something. clap exits with 2 if the command line is wrong.
fn run_program() -> i32 {
    if std::env::args_os().len() <= 1
        && let Some(report) = command::missing_agency_file_report_without_command()
    {
        eprint!("{}", report.stderr);
        return 1;
    }
    let cli = Cli::parse_or_exit();
    let environment = CommandEnvironment {
        today: jiff::ZonedDateTime::now().date(),
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
    let bar = ProgressReporter::new(environment.verbosity);
    let mut print = |report: &CommandReport| failed |= !bar.print_above_bar(report, print_report);
    match command::run_command_with_progress(&cli, environment, &mut print) {
        Ok(report) => {
            print(&report);
            if failed || report.has_io_failure {
                return 3;
            }
            if let Some(page) = report.page_to_open.filter(|page| !open_in_browser(page)) {
                eprintln!("could not open a browser; open {}", page.display());
            }
            i32::from(!report.is_success)
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            3
        }
    }
}

/// A progress bar below the reports, in a terminal while a command works on many agencies.
#[cfg(feature = "terminal")]
struct ProgressReporter(ProgressBar);

#[cfg(feature = "terminal")]
impl ProgressReporter {
    fn new(verbosity: Verbosity) -> Self {
        let bar = if verbosity == Verbosity::Quiet {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        };
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} agencies, {eta} left");
        Self(bar.with_style(style.expect("the template is valid")))
    }

    /// Prints a report above the bar; returns whether that succeeded.
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

/// Prints reports without a progress bar.
#[cfg(not(feature = "terminal"))]
struct ProgressReporter;

#[cfg(not(feature = "terminal"))]
#[expect(
    clippy::unused_self,
    reason = "the bar of the feature `terminal` uses it"
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

/// Prints a report; returns whether standard output could be written. A closed pipe counts as success.
fn print_report(report: &CommandReport) -> bool {
    eprint!("{}", report.stderr);
    let mut out = io::stdout();
    let printed = out
        .write_all(report.stdout.as_bytes())
        .and_then(|()| out.flush());
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("error: cannot print: {}", io_error_text(&error));
            false
        }
        _ => true,
    }
}

/// Returns whether to use color: `--color` decides, then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE`
/// (bixense.com/clicolors), then whether the stream is a terminal that is not `TERM=dumb`.
fn is_color_enabled(when: Option<ColorChoice>, stream: &impl IsTerminal) -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match when {
        Some(ColorChoice::Always) => true,
        Some(ColorChoice::Never) => false,
        Some(ColorChoice::Auto) | None if no_color => false,
        Some(ColorChoice::Auto) | None => {
            let forced = std::env::var_os("CLICOLOR_FORCE");
            let is_forced = forced.is_some_and(|value| !value.is_empty() && value != "0");
            let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
            is_forced || stream.is_terminal() && !is_dumb
        }
    }
}

/// Opens a page in the default browser; returns whether that program could be started.
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
