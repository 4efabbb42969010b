//! The sentences about packets that were made earlier.

use super::{Message, error};
use crate::diag::packet::PacketProblem;

pub(super) fn words(problem: &PacketProblem) -> Message {
    match problem {
        PacketProblem::Altered { path } => error(
            "altered-file",
            format!("`{path}` was changed since it was made"),
            "if the change is wanted, make it in agency.toml or a template; `policypress build --force` puts the file back as it was made",
        ),
        PacketProblem::Missing { path } => error(
            "missing-file",
            format!("`{path}` is not there any more"),
            "make it again: `policypress build`",
        ),
        PacketProblem::Strange { path } => error(
            "strange-file",
            format!("`{path}` stands in the packet and was not made with it"),
            "move it elsewhere, so that nobody takes it for a document of the packet",
        ),
        PacketProblem::OtherVersion { folder, made_by } => error(
            "other-version",
            format!("the packet in {folder} was made by {made_by}"),
            "make it again with this version: `policypress build`; `policypress diff` shows what a reader would find changed",
        ),
        PacketProblem::Unfinished { folder } => error(
            "unfinished-packet",
            format!("the packet in {folder} was not finished: the program was stopped"),
            "make it again: `policypress build`",
        ),
        PacketProblem::NoManifest { folder } => error(
            "no-manifest",
            format!(
                "`manifest.json` in {folder} cannot be read, so nobody can tell what belongs to the packet"
            ),
            "make the packet again: `policypress build --force`",
        ),
    }
}
