//! What can be wrong with a packet that was made earlier, or is to be written.

use super::problem_description::{Describe, Description, say};

/// A packet that is no longer what its manifest says.
#[derive(Debug, Clone, PartialEq)]
pub enum PacketProblem {
    /// A file that was changed since it was made.
    Altered { path: String },
    /// A file that is not there.
    Missing { path: String },
    /// A file that was not made with the packet.
    Strange { path: String },
    /// A packet of another version of this program.
    OtherVersion { folder: String, made_by: String },
    /// A packet that a run was stopped at.
    Unfinished { folder: String },
    /// A manifest that cannot be read.
    NoManifest { folder: String },
    /// A folder that does not hold one packet.
    NotOnePacket { path: String, found: usize },
    /// A file that may not be replaced.
    InTheWay {
        path: String,
        /// Whether it was ours and somebody edited it.
        edited: bool,
        /// Whether `--force` would replace it.
        replaceable: bool,
    },
}

impl Describe for PacketProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Altered { .. } => "altered-file",
            Self::Missing { .. } => "missing-file",
            Self::Strange { .. } => "strange-file",
            Self::OtherVersion { .. } => "other-version",
            Self::Unfinished { .. } => "unfinished-packet",
            Self::NoManifest { .. } => "no-manifest",
            Self::NotOnePacket { .. } => "not-one-packet",
            Self::InTheWay { .. } => "in-the-way",
        }
    }

    fn describe(&self) -> Description {
        match self {
            Self::Altered { path } => say(
                format!("`{path}` was changed since it was made"),
                "if the change is wanted, make it in agency.toml or a template; `policypress build --force` puts the file back as it was made",
            ),
            Self::Missing { path } => say(
                format!("`{path}` is not there any more"),
                "make it again: `policypress build`",
            ),
            Self::Strange { path } => say(
                format!("`{path}` stands in the packet and was not made with it"),
                "move it elsewhere, so that nobody takes it for a document of the packet",
            ),
            Self::OtherVersion { folder, made_by } => say(
                format!("the packet in {folder} was made by {made_by}"),
                "make it again with this version: `policypress build`; `policypress diff` shows what a reader would find changed",
            ),
            Self::Unfinished { folder } => say(
                format!("the packet in {folder} was not finished: the program was stopped"),
                "make it again: `policypress build`",
            ),
            Self::NoManifest { folder } => say(
                format!(
                    "`manifest.json` in {folder} cannot be read, so nobody can tell what belongs to the packet"
                ),
                "make the packet again: `policypress build --force`",
            ),
            Self::NotOnePacket { path, found: 0 } => say(
                format!("there is no packet in {path}"),
                "name a folder that `policypress build` made, or an agency's file",
            ),
            Self::NotOnePacket { path, found } => say(
                format!("there are {found} packets in {path}"),
                "name the folder of one agency in it",
            ),
            Self::InTheWay {
                path,
                edited,
                replaceable,
            } => say(
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
