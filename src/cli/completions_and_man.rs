//! Shell completions and man pages, generated from the command line.

use clap_complete::{Generator as _, Shell};
use clap_mangen::Man;

use super::{CompletionShell, build_clap_command};

const PROGRAM_NAME: &str = "policypress";

/// Returns the script with which a shell completes commands.
pub fn render_completion_script(shell: CompletionShell) -> String {
    let shell = match shell {
        CompletionShell::Bash => Shell::Bash,
        CompletionShell::Elvish => Shell::Elvish,
        CompletionShell::Fish => Shell::Fish,
        CompletionShell::Powershell => Shell::PowerShell,
        CompletionShell::Zsh => Shell::Zsh,
    };
    let mut command = build_clap_command();
    command.set_bin_name(PROGRAM_NAME);
    command.build();
    let mut script = Vec::new();
    shell.generate(&command, &mut script);
    utf8_to_string(script)
}

/// Returns the man pages (roff) of the program and of each command, each with its name: `policypress-build`.
pub fn render_man_pages() -> Vec<(String, String)> {
    let mut command = build_clap_command();
    command.build();
    let mut pages = Vec::new();
    push_man_pages(command, PROGRAM_NAME, &mut pages);
    pages
}

fn push_man_pages(command: clap::Command, name: &str, pages: &mut Vec<(String, String)>) {
    let subcommands: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    let mut roff = Vec::new();
    Man::new(command.display_name(name.to_owned()))
        .render(&mut roff)
        .expect("a page fits into memory");
    pages.push((name.to_owned(), utf8_to_string(roff)));
    for command in subcommands {
        if command.get_name() != "help" {
            let name = format!("{name}-{}", command.get_name());
            push_man_pages(command, &name, pages);
        }
    }
}

fn utf8_to_string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("help texts are UTF-8")
}
