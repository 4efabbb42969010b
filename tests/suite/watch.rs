//! `watch`: builds again when something has changed, only then, and ends when it is told to.

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::support::packet::read_agency_fixture;

struct WatchProcess {
    child: Child,
    lines: Receiver<String>,
}

impl WatchProcess {
    fn start(folder: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_policypress"))
            .args(["watch", "--draft"])
            .args(options)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, lines) = channel();
        send_lines(child.stdout.take().expect("it is piped"), sender.clone());
        send_lines(child.stderr.take().expect("it is piped"), sender);
        Self { child, lines }
    }

    /// Waits for a line that contains the words.
    fn wait_for_line(&self, words: &str) {
        self.wait_for_lines(&[words]);
    }

    /// Waits until each of the words came in some line: what is said on the two streams may come in
    /// either order.
    fn wait_for_lines(&self, words: &[&str]) {
        let mut missing = words.to_vec();
        let mut seen = Vec::new();
        while !missing.is_empty() {
            let Ok(line) = self.lines.recv_timeout(Duration::from_secs(60)) else {
                panic!("{missing:?} come, and not {seen:?}");
            };
            missing.retain(|words| !line.contains(words));
            seen.push(line);
        }
    }

    /// Whether nothing at all is said for a while.
    fn has_no_more_output(&self) -> bool {
        // What belongs to the last build may still be on its way.
        std::thread::sleep(Duration::from_millis(500));
        while self.lines.try_recv().is_ok() {}
        let next = self.lines.recv_timeout(Duration::from_millis(1500));
        next == Err(RecvTimeoutError::Timeout)
    }
}

impl Drop for WatchProcess {
    fn drop(&mut self) {
        // A test that failed leaves nothing running; one that passed has ended it.
        let _ = self.child.kill();
    }
}

fn send_lines(stream: impl Read + Send + 'static, sender: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
}

fn write_file(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    fs::write(path, text).expect("the file can be written");
}

#[test]
fn watch_rebuilds_only_after_changes() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    let base = "[protocols]\nviolence = \"CP-1 Violence\"\n";
    let text = format!(
        "extends = \"base.toml\"\n{}",
        read_agency_fixture("cedar-valley")
    );
    write_file(folder, "base.toml", base);
    write_file(folder, "agency.toml", &text);
    let ejected = Command::new(env!("CARGO_BIN_EXE_policypress"))
        .args(["eject", "words"])
        .current_dir(folder)
        .output();
    assert!(ejected.is_ok_and(|ejected| ejected.status.success()));

    let mut watch = WatchProcess::start(folder, &["--templates", "words"]);
    watch.wait_for_line("Cedar Valley Family Health:");
    assert!(watch.has_no_more_output(), "a build sets off no other");

    write_file(
        folder,
        "agency.toml",
        &text.replace("319-555-0120", "319-555-0129"),
    );
    watch.wait_for_lines(&["changed: agency.toml", "wrote client/poster-help.pdf"]);
    assert!(watch.has_no_more_output());

    // A mistake is shown, and the packet stays until it is mended.
    write_file(folder, "agency.toml", &text.replace("\"IA\"", "\"Iowa\""));
    watch.wait_for_line("error[state]");
    write_file(folder, "agency.toml", &text);
    watch.wait_for_line("Cedar Valley Family Health:");

    write_file(folder, "base.toml", &format!("# ours\n{base}"));
    watch.wait_for_lines(&["changed: base.toml", "no file of the packet changed"]);

    let poster = folder.join("words/en/poster-help.md");
    let words = fs::read_to_string(&poster).expect("it was ejected");
    fs::write(&poster, words.replace("Help near you", "Help close to you")).expect("it can be");
    watch.wait_for_lines(&[
        "changed: words/en/poster-help.md",
        "wrote client/poster-help.html",
    ]);
    assert!(watch.has_no_more_output());

    let told = Command::new("kill")
        .args(["-INT", &watch.child.id().to_string()])
        .status();
    assert!(told.is_ok_and(|told| told.success()));
    watch.wait_for_line("Stopped.");
    assert_eq!(watch.child.wait().expect("it ends").code(), Some(0));
    let output = folder.join("output/cedar-valley-family-health");
    assert!(output.join("manifest.json").is_file());
    let entries = std::fs::read_dir(&output).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let left: Vec<_> = names
        .filter(|name| name.to_string_lossy().starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn watching_a_missing_file_fails_at_once() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut watch = WatchProcess::start(folder.path(), &[]);
    watch.wait_for_line("agency.toml");
    assert_eq!(watch.child.wait().expect("it ends").code(), Some(1));
}
