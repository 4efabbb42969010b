//! What is made of the command line itself: completions for shells, and the manual.

use clap_complete::{Generator as _, Shell};
use clap_mangen::Man;

use super::{ShellName, command_line};

const NAME: &str = "policypress";

/// The script with which a shell completes the command line.
pub fn completions(shell: ShellName) -> String {
    let shell = match shell {
        ShellName::Bash => Shell::Bash,
        ShellName::Elvish => Shell::Elvish,
        ShellName::Fish => Shell::Fish,
        ShellName::Powershell => Shell::PowerShell,
        ShellName::Zsh => Shell::Zsh,
    };
    let mut command = command_line();
    command.set_bin_name(NAME);
    command.build();
    let mut script = Vec::new();
    shell.generate(&command, &mut script);
    text(script)
}

/// The manual as the source of man pages (roff), the program's own page and one for each command.
pub fn manual() -> Vec<(String, String)> {
    let mut command = command_line();
    command.build();
    let mut pages = Vec::new();
    page(command, NAME, &mut pages);
    pages
}

fn page(command: clap::Command, name: &str, pages: &mut Vec<(String, String)>) {
    let inner: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    let mut roff = Vec::new();
    Man::new(command.display_name(name.to_owned()))
        .render(&mut roff)
        .expect("a page fits into memory");
    pages.push((name.to_owned(), text(roff)));
    for command in inner {
        if command.get_name() != "help" {
            let name = format!("{name}-{}", command.get_name());
            page(command, &name, pages);
        }
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("help texts are UTF-8")
}
