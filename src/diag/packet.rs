//! What can be wrong with a packet that was made earlier.

/// A packet that is no longer what its manifest says.
#[derive(Debug, Clone, PartialEq)]
pub enum PacketProblem {
    /// A file that was changed since it was made.
    Altered {
        /// The file.
        path: String,
    },
    /// A file that is not there.
    Missing {
        /// The file.
        path: String,
    },
    /// A file that was not made with the packet.
    Strange {
        /// The file.
        path: String,
    },
    /// A packet of another version of this program.
    OtherVersion {
        /// The packet's folder.
        folder: String,
        /// The program and its version.
        made_by: String,
    },
    /// A packet that a run was stopped at.
    Unfinished {
        /// The packet's folder.
        folder: String,
    },
    /// A manifest that cannot be read.
    NoManifest {
        /// The packet's folder.
        folder: String,
    },
}
