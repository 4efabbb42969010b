//! What is said of a packet that was written.

use crate::command::environment::Verbosity;
use crate::packet::build::WrittenPacket;

/// Returns what is said of a packet, as loud as it was asked for.
pub(super) fn packet_written_message(written: &WrittenPacket, voice: Verbosity) -> String {
    let mut text = String::new();
    if voice == Verbosity::Quiet {
        return text;
    }
    let folder = &written.folder;
    if voice == Verbosity::Verbose {
        for file in &written.source_file_names {
            text.push_str(&format!("read {file}\n"));
        }
        for file in &written.file_paths {
            text.push_str(&format!("made {}\n", folder.join(file).display()));
        }
    }
    text.push_str(&format!(
        "{}: {} files in {}\n",
        written.agency_name,
        written.file_paths.len() + 1,
        folder.display()
    ));
    text
}
