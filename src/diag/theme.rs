//! What can be wrong with the files an agency names under `[theme]`.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A logo or font that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum ThemeProblem {
    /// A file or folder that cannot be read.
    UnreadableFile {
        /// The path as the agency wrote it, or of a file in a folder it names.
        path: String,
        error: FileReadError,
    },
    /// A file that is no picture, or one that not every format can show.
    InvalidLogo { path: String, error: LogoImageError },
    /// A file that is no font this program can use.
    InvalidFont {
        /// The path as the agency wrote it, or of a file in a folder it names.
        path: String,
        /// Whether it is a collection of fonts in one file.
        is_collection: bool,
    },
    /// A folder for fonts without one.
    EmptyFontFolder { path: String },
}

impl DomainProblem for ThemeProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnreadableFile { error: fault, .. } => match fault {
                FileReadError::NotFound => "file-missing",
                FileReadError::NotAFile => "not-a-file",
                FileReadError::TooLarge(_) => "file-too-large",
                FileReadError::SystemError(_) => "file-refused",
            },
            Self::InvalidLogo { error: fault, .. } => match fault {
                LogoImageError::ActiveSvgContent(_) => "picture-active",
                LogoImageError::ExternalReference(_) | LogoImageError::SvgEntities => {
                    "picture-outside"
                }
                LogoImageError::UnsupportedSvgFeature(_) => "picture-effects",
                _ => "picture",
            },
            Self::InvalidFont { .. } => "not-a-font",
            Self::EmptyFontFolder { .. } => "no-fonts",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnreadableFile { path, error: fault } => match fault {
                FileReadError::NotFound => new_description(
                    format!("there is no `{path}`"),
                    "write the path from the folder of this file, with `/` between folders; capitals count",
                ),
                FileReadError::NotAFile => {
                    new_description(format!("`{path}` is not a file"), "name the file itself")
                }
                FileReadError::TooLarge(most) => new_description(
                    format!("`{path}` is larger than {} MB", most / 1_000_000),
                    "make sure that it is the file you mean, and save a smaller version of it",
                ),
                FileReadError::SystemError(reason) => new_description(
                    format!("`{path}` cannot be read: {reason}"),
                    "close it in other programs and see that you may read it",
                ),
            },
            Self::InvalidLogo { path, error: fault } => describe_logo_error(path, fault),
            Self::InvalidFont {
                path,
                is_collection: true,
            } => new_description(
                format!("`{path}` holds several fonts in one file"),
                "get the font as single files that end in .ttf or .otf",
            ),
            Self::InvalidFont {
                path,
                is_collection: false,
            } => new_description(
                format!("`{path}` is not a font that can be put into a PDF"),
                "get it anew as a file that ends in .ttf or .otf, or take it away",
            ),
            Self::EmptyFontFolder { path } => new_description(
                format!("there is no font in `{path}`"),
                "put files that end in .ttf or .otf right into that folder, or take it out of `fonts`",
            ),
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileReadError {
    NotFound,
    /// It is a folder, or something else that is no file.
    NotAFile,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The machine refuses, in its own words.
    SystemError(String),
}

/// Why a file is no picture that every format can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoImageError {
    /// It is neither PNG nor JPEG nor SVG; what it seems to be, if that can be told.
    UnsupportedFormat(Option<&'static str>),
    /// It is cut off or damaged.
    Corrupted,
    /// It has no width or no height.
    ZeroSize,
    /// It has more points than this.
    TooManyPixels(u32),
    /// A JPEG in the inks of a print shop (CMYK).
    CmykColors,
    /// A JPEG that asks to be turned before it is shown.
    ExifRotation,
    /// An SVG that runs or moves: the element or attribute.
    ActiveSvgContent(String),
    /// An SVG that needs another file: its address.
    ExternalReference(String),
    /// An SVG that defines entities.
    SvgEntities,
    /// An SVG with something that only a browser can draw.
    UnsupportedSvgFeature(&'static str),
}

fn describe_logo_error(path: &str, fault: &LogoImageError) -> ProblemDescription {
    const EXPORT_AS_PNG_HINT: &str = "export the logo as PNG from the program it was made with";
    match fault {
        LogoImageError::UnsupportedFormat(Some(kind)) => new_description(
            format!("`{path}` is {kind}, and a logo is PNG, JPEG or SVG"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::UnsupportedFormat(None) => new_description(
            format!("`{path}` is not a picture in PNG, JPEG or SVG"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::Corrupted => new_description(
            format!("`{path}` is damaged or cut off"),
            "open it in a picture program and save it anew, or get it again",
        ),
        LogoImageError::ZeroSize => new_description(
            format!("`{path}` has no width or no height"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::TooManyPixels(most) => new_description(
            format!("`{path}` has more than {} million points", most / 1_000_000),
            "save it 1500 points wide; more cannot be seen in print",
        ),
        LogoImageError::CmykColors => new_description(
            format!(
                "`{path}` is made for a print shop (CMYK), and screens show it in other colours"
            ),
            "export the logo as PNG or in RGB",
        ),
        LogoImageError::ExifRotation => new_description(
            format!("`{path}` lies on its side and asks to be turned, which paper cannot do"),
            "turn it in a picture program and save it as PNG",
        ),
        LogoImageError::ActiveSvgContent(what) => new_description(
            format!("`{path}` has `{what}` in it, and a document must not run or move"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::ExternalReference(address) => new_description(
            format!("`{path}` needs another file, `{address}`, and a document must be whole"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::SvgEntities => new_description(
            format!("`{path}` has parts that are put together when it is opened (entities)"),
            "export the logo as PNG or as plain SVG",
        ),
        LogoImageError::UnsupportedSvgFeature(what) => new_description(
            format!("`{path}` has {what}, which the PDF cannot draw"),
            EXPORT_AS_PNG_HINT,
        ),
    }
}
