//! What can be wrong with the files an agency names under `[theme]`.

use super::problem_description::{Describe, Description, say};

/// A logo or font that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum ThemeProblem {
    /// A file or folder that cannot be read.
    Unread {
        /// The path as the agency wrote it, or of a file in a folder it names.
        path: String,
        fault: FileFault,
    },
    /// A file that is no picture, or one that not every format can show.
    Picture { path: String, fault: PictureFault },
    /// A file that is no font this program can use.
    NotAFont {
        /// The path as the agency wrote it, or of a file in a folder it names.
        path: String,
        /// Whether it is a collection of fonts in one file.
        collection: bool,
    },
    /// A folder for fonts without one.
    NoFonts { path: String },
}

impl Describe for ThemeProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Unread { fault, .. } => match fault {
                FileFault::Missing => "file-missing",
                FileFault::NotAFile => "not-a-file",
                FileFault::TooLarge(_) => "file-too-large",
                FileFault::Refused(_) => "file-refused",
            },
            Self::Picture { fault, .. } => match fault {
                PictureFault::Active(_) => "picture-active",
                PictureFault::Outside(_) | PictureFault::Entities => "picture-outside",
                PictureFault::CannotDraw(_) => "picture-effects",
                _ => "picture",
            },
            Self::NotAFont { .. } => "not-a-font",
            Self::NoFonts { .. } => "no-fonts",
        }
    }

    fn describe(&self) -> Description {
        match self {
            Self::Unread { path, fault } => match fault {
                FileFault::Missing => say(
                    format!("there is no `{path}`"),
                    "write the path from the folder of this file, with `/` between folders; capitals count",
                ),
                FileFault::NotAFile => {
                    say(format!("`{path}` is not a file"), "name the file itself")
                }
                FileFault::TooLarge(most) => say(
                    format!("`{path}` is larger than {} MB", most / 1_000_000),
                    "make sure that it is the file you mean, and save a smaller version of it",
                ),
                FileFault::Refused(reason) => say(
                    format!("`{path}` cannot be read: {reason}"),
                    "close it in other programs and see that you may read it",
                ),
            },
            Self::Picture { path, fault } => picture(path, fault),
            Self::NotAFont {
                path,
                collection: true,
            } => say(
                format!("`{path}` holds several fonts in one file"),
                "get the font as single files that end in .ttf or .otf",
            ),
            Self::NotAFont {
                path,
                collection: false,
            } => say(
                format!("`{path}` is not a font that can be put into a PDF"),
                "get it anew as a file that ends in .ttf or .otf, or take it away",
            ),
            Self::NoFonts { path } => say(
                format!("there is no font in `{path}`"),
                "put files that end in .ttf or .otf right into that folder, or take it out of `fonts`",
            ),
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
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

fn picture(path: &str, fault: &PictureFault) -> Description {
    const AS_PNG: &str = "export the logo as PNG from the program it was made with";
    match fault {
        PictureFault::OtherKind(Some(kind)) => say(
            format!("`{path}` is {kind}, and a logo is PNG, JPEG or SVG"),
            AS_PNG,
        ),
        PictureFault::OtherKind(None) => say(
            format!("`{path}` is not a picture in PNG, JPEG or SVG"),
            AS_PNG,
        ),
        PictureFault::Broken => say(
            format!("`{path}` is damaged or cut off"),
            "open it in a picture program and save it anew, or get it again",
        ),
        PictureFault::Empty => say(format!("`{path}` has no width or no height"), AS_PNG),
        PictureFault::TooManyPoints(most) => say(
            format!("`{path}` has more than {} million points", most / 1_000_000),
            "save it 1500 points wide; more cannot be seen in print",
        ),
        PictureFault::Inks => say(
            format!(
                "`{path}` is made for a print shop (CMYK), and screens show it in other colours"
            ),
            "export the logo as PNG or in RGB",
        ),
        PictureFault::Turned => say(
            format!("`{path}` lies on its side and asks to be turned, which paper cannot do"),
            "turn it in a picture program and save it as PNG",
        ),
        PictureFault::Active(what) => say(
            format!("`{path}` has `{what}` in it, and a document must not run or move"),
            AS_PNG,
        ),
        PictureFault::Outside(address) => say(
            format!("`{path}` needs another file, `{address}`, and a document must be whole"),
            AS_PNG,
        ),
        PictureFault::Entities => say(
            format!("`{path}` has parts that are put together when it is opened (entities)"),
            "export the logo as PNG or as plain SVG",
        ),
        PictureFault::CannotDraw(what) => say(
            format!("`{path}` has {what}, which the PDF cannot draw"),
            AS_PNG,
        ),
    }
}
