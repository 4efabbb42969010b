//! Folders with files for a test, and the program run in them as a process of its own.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Returns a folder that holds these files, each by its path and its text.
pub(crate) fn temp_folder_with_files(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    folder
}

/// Returns a folder that holds an agency.toml of this text.
pub(crate) fn temp_agency_folder(text: &str) -> TempDir {
    temp_folder_with_files(&[("agency.toml", text)])
}

/// Returns a command that runs the program in the folder, in plain letters whatever the terminal of the tests asks for.
pub(crate) fn policypress_command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policypress"));
    command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the program in the folder to its end.
pub(crate) fn run_policypress(arguments: &[&str], folder: &Path) -> Output {
    let mut command = policypress_command(folder);
    command
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Runs a command to its end; one that has not ended after three minutes hangs, is killed and fails the test.
pub(crate) fn run_with_timeout(command: &mut Command) -> Output {
    let file = || tempfile::tempfile().expect("a file can be made");
    let (mut out, mut err) = (file(), file());
    let into = |file: &File| Stdio::from(file.try_clone().expect("a file can be shared"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(into(&out))
        .stderr(into(&err))
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(180) {
            child.kill().expect("it can be killed");
            panic!("{command:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let read = |file: &mut File| {
        let mut bytes = Vec::new();
        file.rewind().expect("a file can be rewound");
        file.read_to_end(&mut bytes).expect("it can be read");
        bytes
    };
    Output {
        status,
        stdout: read(&mut out),
        stderr: read(&mut err),
    }
}

/// Returns what the program printed.
pub(crate) fn stdout_text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns what the program printed on the stream of errors.
pub(crate) fn stderr_text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
