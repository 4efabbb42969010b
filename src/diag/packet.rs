//! Problems of a built packet, and of the folder for a new one.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A packet that differs from its manifest, or that cannot be written.
#[derive(Debug, Clone, PartialEq)]
pub enum PacketProblem {
    /// A file was changed after the packet was built.
    ModifiedFile { path: String },
    /// A file of the manifest is missing.
    MissingFile { path: String },
    /// A file that is not in the manifest.
    UnexpectedFile { path: String },
    /// The packet was built by another version of this program.
    ProgramVersionMismatch { folder: String, built_by: String },
    /// The build was interrupted.
    UnfinishedBuild { folder: String },
    /// The manifest cannot be read.
    UnreadableManifest { folder: String },
    /// A folder with no packet, or with several.
    NotSinglePacket { path: String, packet_count: usize },
    /// The folder has another agency's packet.
    OtherAgencysPacket {
        folder: String,
        other_agency: String,
    },
    /// The folder has the packet of another file, for an agency of the same name.
    OtherFilesPacket { folder: String, other_file: String },
    /// An existing file that must not be replaced.
    OutputPathOccupied {
        path: String,
        /// Whether the file is from an earlier build and was edited.
        is_edited: bool,
        /// Whether `--force` replaces it.
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
            Self::OtherAgencysPacket { .. } => "other-agency",
            Self::OtherFilesPacket { .. } => "other-agency-file",
            Self::OutputPathOccupied { .. } => "in-the-way",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::ModifiedFile { path } => new_description(
                format!("`{path}` has been changed since it was built"),
                "to keep the change, make it in agency.toml or a template; `policypress build --force` restores the file",
            ),
            Self::MissingFile { path } => new_description(
                format!("`{path}` is missing"),
                "build it again: `policypress build`",
            ),
            Self::UnexpectedFile { path } => new_description(
                format!("`{path}` is in the packet's folder but is not part of the packet"),
                "move it elsewhere, so that it is not mistaken for a document of the packet",
            ),
            Self::ProgramVersionMismatch { folder, built_by } => new_description(
                format!("the packet in {folder} was built by {built_by}"),
                "build it again with this version: `policypress build`; `policypress diff` shows what would change for readers",
            ),
            Self::UnfinishedBuild { folder } => new_description(
                format!("the packet in {folder} is incomplete: the program was stopped"),
                "build it again: `policypress build`",
            ),
            Self::UnreadableManifest { folder } => new_description(
                format!(
                    "`manifest.json` in {folder} cannot be read, so it is unknown which files belong to the packet"
                ),
                "build the packet again: `policypress build --force`",
            ),
            Self::NotSinglePacket {
                path,
                packet_count: 0,
            } => new_description(
                format!("there is no packet in {path}"),
                "build one first, `policypress build --draft`, or name the folder of a packet",
            ),
            Self::NotSinglePacket { path, packet_count } => new_description(
                format!("there are {packet_count} packets in {path}"),
                "name the folder of one agency: `policypress diff output/AGENCY agency.toml`",
            ),
            Self::OtherAgencysPacket {
                folder,
                other_agency,
            } => new_description(
                format!("{folder} has the packet of another agency, `{other_agency}`"),
                "choose another folder with `--out`; if this agency has changed its name, replace the packet with `--force`",
            ),
            Self::OtherFilesPacket { folder, other_file } => new_description(
                format!(
                    "{folder} has the packet of `{other_file}`, another file for an agency of the same name"
                ),
                format!(
                    "choose another folder with `--out`; if `{other_file}` was renamed, replace the packet with `--force`"
                ),
            ),
            Self::OutputPathOccupied {
                path,
                is_edited,
                is_replaceable,
            } => new_description(
                if *is_edited {
                    format!("`{path}` has been changed since it was built")
                } else if *is_replaceable {
                    format!("`{path}` already exists and was not made by policypress")
                } else {
                    format!("`{path}` is a folder, but a file must be written there")
                },
                if *is_edited {
                    "to keep your changes, make them in agency.toml; to discard them, repeat the command with `--force`"
                } else if *is_replaceable {
                    "move it, or overwrite it: repeat the command with `--force`"
                } else {
                    "move it, or choose another folder with `--out`"
                },
            ),
        }
    }
}
