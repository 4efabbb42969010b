//! What can be wrong with the files an agency names under `[theme]`.

/// A logo or font that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum ThemeProblem {
    /// A file or folder that cannot be read.
    Unread {
        /// The path as the agency wrote it, or of a file in a folder it names.
        path: String,
        /// Why.
        fault: FileFault,
    },
    /// A file that is no picture, or one that not every format can show.
    Picture {
        /// The path as the agency wrote it.
        path: String,
        /// Why.
        fault: PictureFault,
    },
    /// A file that is no font this program can use.
    NotAFont {
        /// The path as the agency wrote it, or of a file in a folder it names.
        path: String,
        /// Whether it is a collection of fonts in one file.
        collection: bool,
    },
    /// A folder for fonts without one.
    NoFonts {
        /// The path as the agency wrote it.
        path: String,
    },
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is not there.
    Missing,
    /// It is a folder, or something else that is no file.
    NotAFile,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The machine refuses, in its own words.
    Refused(String),
}

/// Why a file is no picture that every format can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// It is neither PNG nor JPEG nor SVG; what it seems to be, if that can be told.
    OtherKind(Option<&'static str>),
    /// It is cut off or damaged.
    Broken,
    /// It has no width or no height.
    Empty,
    /// It has more points than this.
    TooManyPoints(u32),
    /// A JPEG in the inks of a print shop (CMYK).
    Inks,
    /// A JPEG that asks to be turned before it is shown.
    Turned,
    /// An SVG that runs or moves: the element or attribute.
    Active(String),
    /// An SVG that needs another file: its address.
    Outside(String),
    /// An SVG that defines entities.
    Entities,
    /// An SVG with something that only a browser can draw.
    CannotDraw(&'static str),
}
