//! The program: parse, call, print, exit. The only place that prints, and that reads the clock and
//! the environment.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program prints"
)]

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Parser as _;
use policypress::{cli, command};

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let surroundings = command::Surroundings {
        today: jiff::tz::Offset::UTC
            .to_datetime(jiff::Timestamp::now())
            .date(),
        colour: std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        terminal: std::io::stdin().is_terminal() && std::io::stderr().is_terminal(),
    };
    match command::run(&cli, surroundings) {
        Ok(report) => {
            print!("{}", report.out);
            eprint!("{}", report.err);
            ExitCode::from(u8::from(!report.passed))
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(3)
        }
    }
}
