//! The message after a packet is written.

use crate::command::environment::Verbosity;
use crate::packet::build::WrittenPacket;

/// Returns the message for a packet, empty or with the names of its files depending on the verbosity.
pub(super) fn packet_written_message(written: &WrittenPacket, verbosity: Verbosity) -> String {
    let mut text = String::new();
    if verbosity == Verbosity::Quiet {
        return text;
    }
    let folder = &written.folder;
    if verbosity == Verbosity::Verbose {
        for file in &written.source_file_names {
            text.push_str(&format!("read {file}\n"));
        }
        for file in &written.file_paths {
            text.push_str(&format!("wrote {}\n", folder.join(file).display()));
        }
    }
    text.push_str(&format!(
        "{}: {} files in {}{}; open index.html there\n",
        written.agency_name,
        written.file_paths.len() + 1,
        folder.display(),
        if written.draft {
            ", every page marked DRAFT"
        } else {
            ""
        }
    ));
    text
}

/// Returns what comes after a packet whose client documents the committee has not approved; empty if it has.
pub(super) fn next_step_message(written: &WrittenPacket, verbosity: Verbosity) -> String {
    if written.documents_awaiting_review == 0 || verbosity == Verbosity::Quiet {
        return String::new();
    }
    let agency_file = match written.source_file_names.first().map(String::as_str) {
        None | Some("agency.toml") => String::new(),
        Some(file) if file.contains(' ') => format!(" --agency \"{file}\""),
        Some(file) => format!(" --agency {file}"),
    };
    let (documents, them) = match written.documents_awaiting_review {
        1 => ("1 client document stays".to_owned(), "it"),
        count => (format!("{count} client documents stay"), "them"),
    };
    format!(
        "{documents} marked DRAFT until your committee has approved {them}; next: `policypress review packet{agency_file}`\n"
    )
}
