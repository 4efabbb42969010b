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
    /// The folder has files of another agency.
    OtherOwner {
        folder: String,
        owner: OtherOwner,
        files: OtherOwnersFiles,
    },
    /// A document of another agency's packet was edited and would stay in a new packet.
    EditedFileOfOtherOwner { path: String },
    /// An existing file that must not be replaced.
    OutputPathOccupied {
        path: String,
        /// Whether the file is from an earlier build and was edited.
        is_edited: bool,
        /// Whether `--force` replaces it.
        is_replaceable: bool,
    },
}

/// The owner of files in a folder that is not the agency to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum OtherOwner {
    /// An agency of another name.
    Agency(String),
    /// An agency of the same name, from another file.
    SameName { file: String },
}

/// Which files another agency has in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherOwnersFiles {
    /// A packet.
    Packet,
    /// A packet of which a part was to be built again.
    PacketBelowPart,
    /// A packet in whose folder files about reviews were to be written.
    PacketAroundReviews,
    /// Files about reviews.
    Reviews,
}

impl OtherOwner {
    fn describe(&self) -> String {
        match self {
            Self::Agency(name) => format!("another agency, `{name}`"),
            Self::SameName { file } => {
                format!("an agency of the same name from another file, `{file}`")
            }
        }
    }

    /// Returns what else can be the reason.
    fn other_reason(&self) -> String {
        match self {
            Self::Agency(_) => "this agency has changed its name".to_owned(),
            Self::SameName { file } => format!("`{file}` was renamed or moved"),
        }
    }
}

impl OtherOwnersFiles {
    fn describe(self) -> &'static str {
        match self {
            Self::Reviews => "the review files of",
            Self::Packet | Self::PacketBelowPart | Self::PacketAroundReviews => "the packet of",
        }
    }

    /// Returns what to do instead of choosing another folder.
    fn other_way(self, owner: &OtherOwner) -> String {
        let reason = owner.other_reason();
        match self {
            Self::Packet => format!("; if {reason}, replace the packet with `--force`"),
            Self::PacketBelowPart => format!(
                "; if {reason}, replace the whole packet first: `policypress build --force` without options that select a part"
            ),
            Self::PacketAroundReviews => {
                format!("; if {reason}, replace the packet first: `policypress build --force`")
            }
            Self::Reviews => ", or move that folder elsewhere".to_owned(),
        }
    }
}

impl DomainProblem for PacketProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::ModifiedFile { .. } => "modified-file",
            Self::MissingFile { .. } => "missing-file",
            Self::UnexpectedFile { .. } => "unexpected-file",
            Self::ProgramVersionMismatch { .. } => "version-mismatch",
            Self::UnfinishedBuild { .. } => "unfinished-packet",
            Self::UnreadableManifest { .. } => "no-manifest",
            Self::NotSinglePacket { .. } => "no-single-packet",
            Self::OtherOwner { owner, .. } => match owner {
                OtherOwner::Agency(_) => "other-agency",
                OtherOwner::SameName { .. } => "other-agency-file",
            },
            Self::EditedFileOfOtherOwner { .. } => "other-agency-edited",
            Self::OutputPathOccupied { .. } => "path-exists",
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
            Self::OtherOwner {
                folder,
                owner,
                files,
            } => {
                let what = files.describe();
                let whose = owner.describe();
                let hint = format!(
                    "choose another folder with `--out`{}",
                    files.other_way(owner)
                );
                new_description(format!("{folder} has {what} {whose}"), hint)
            }
            Self::EditedFileOfOtherOwner { path } => new_description(
                format!(
                    "`{path}` is part of another agency's packet and has been changed since it was built"
                ),
                "move or delete it, so that the new packet has no document of another agency",
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
