//! What can be wrong with a packet that was made earlier, or is to be written.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A packet that is no longer what its manifest says.
#[derive(Debug, Clone, PartialEq)]
pub enum PacketProblem {
    /// A file that was changed since it was made.
    ModifiedFile { path: String },
    /// A file that is not there.
    MissingFile { path: String },
    /// A file that was not made with the packet.
    UnexpectedFile { path: String },
    /// A packet of another version of this program.
    ProgramVersionMismatch { folder: String, built_by: String },
    /// A packet that a run was stopped at.
    UnfinishedBuild { folder: String },
    /// A manifest that cannot be read.
    UnreadableManifest { folder: String },
    /// A folder that does not hold one packet.
    NotSinglePacket { path: String, packet_count: usize },
    /// A file that may not be replaced.
    OutputPathOccupied {
        path: String,
        /// Whether it was ours and somebody edited it.
        is_edited: bool,
        /// Whether `--force` would replace it.
        is_replaceable: bool,
    },
}

impl DomainProblem for PacketProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::ModifiedFile { .. } => "altered-file",
            Self::MissingFile { .. } => "missing-file",
            Self::UnexpectedFile { .. } => "strange-file",
            Self::ProgramVersionMismatch { .. } => "other-version",
            Self::UnfinishedBuild { .. } => "unfinished-packet",
            Self::UnreadableManifest { .. } => "no-manifest",
            Self::NotSinglePacket { .. } => "not-one-packet",
            Self::OutputPathOccupied { .. } => "in-the-way",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::ModifiedFile { path } => new_description(
                format!("`{path}` was changed since it was made"),
                "if the change is wanted, make it in agency.toml or a template; `policypress build --force` puts the file back as it was made",
            ),
            Self::MissingFile { path } => new_description(
                format!("`{path}` is not there any more"),
                "make it again: `policypress build`",
            ),
            Self::UnexpectedFile { path } => new_description(
                format!("`{path}` stands in the packet and was not made with it"),
                "move it elsewhere, so that nobody takes it for a document of the packet",
            ),
            Self::ProgramVersionMismatch {
                folder,
                built_by: made_by,
            } => new_description(
                format!("the packet in {folder} was made by {made_by}"),
                "make it again with this version: `policypress build`; `policypress diff` shows what a reader would find changed",
            ),
            Self::UnfinishedBuild { folder } => new_description(
                format!("the packet in {folder} was not finished: the program was stopped"),
                "make it again: `policypress build`",
            ),
            Self::UnreadableManifest { folder } => new_description(
                format!(
                    "`manifest.json` in {folder} cannot be read, so nobody can tell what belongs to the packet"
                ),
                "make the packet again: `policypress build --force`",
            ),
            Self::NotSinglePacket {
                path,
                packet_count: 0,
            } => new_description(
                format!("there is no packet in {path}"),
                "name a folder that `policypress build` made, or an agency's file",
            ),
            Self::NotSinglePacket {
                path,
                packet_count: found,
            } => new_description(
                format!("there are {found} packets in {path}"),
                "name the folder of one agency in it",
            ),
            Self::OutputPathOccupied {
                path,
                is_edited: edited,
                is_replaceable: replaceable,
            } => new_description(
                if *edited {
                    format!("`{path}` was changed since it was made")
                } else if *replaceable {
                    format!("`{path}` is there already and was not made by policypress")
                } else {
                    format!("`{path}` is a folder where a file is to be written")
                },
                if *replaceable {
                    "move it away, or write over it with `--force`"
                } else {
                    "move it away, or choose another folder with `--out`"
                },
            ),
        }
    }
}
