//! Problems of the files that an agency names under `[theme]`.

use super::problem_description::{DomainProblem, ProblemDescription, new_description};

/// A logo or font that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum ThemeProblem {
    /// A file or folder that cannot be read.
    UnreadableFile {
        /// The path in the setting, or of a file in a folder named there.
        path: String,
        error: FileReadError,
    },
    /// A logo that is not an image, or that not every output format can show.
    InvalidLogo { path: String, error: LogoImageError },
    /// A file that is not a usable font.
    InvalidFont {
        /// The path in the setting, or of a file in a folder named there.
        path: String,
        /// Whether it is a font collection.
        is_collection: bool,
    },
    /// A font folder without fonts.
    EmptyFontFolder { path: String },
}

impl DomainProblem for ThemeProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::UnreadableFile { error, .. } => match error {
                FileReadError::NotFound => "file-not-found",
                FileReadError::NotAFile => "not-a-file",
                FileReadError::TooLarge(_) => "file-too-large",
                FileReadError::SystemError(_) => "unreadable-file",
            },
            Self::InvalidLogo { error, .. } => match error {
                LogoImageError::ActiveSvgContent(_) => "logo-with-scripts",
                LogoImageError::ExternalReference(_) | LogoImageError::SvgEntities => {
                    "logo-with-external-files"
                }
                LogoImageError::UnsupportedSvgFeature(_) => "logo-with-effects",
                _ => "invalid-logo",
            },
            Self::InvalidFont { .. } => "invalid-font",
            Self::EmptyFontFolder { .. } => "no-fonts",
        }
    }

    fn describe(&self) -> ProblemDescription {
        match self {
            Self::UnreadableFile { path, error } => match error {
                FileReadError::NotFound => new_description(
                    format!("`{path}` does not exist"),
                    "check the name and the folder; inside a file, write the path relative to the folder of that file, with `/` between folders; capital letters matter",
                ),
                FileReadError::NotAFile => {
                    new_description(format!("`{path}` is not a file"), "name the file itself")
                }
                FileReadError::TooLarge(most) => new_description(
                    format!("`{path}` is larger than {} MB", most / 1_000_000),
                    "make sure it is the right file, and save a smaller version of it",
                ),
                FileReadError::SystemError(reason) => new_description(
                    format!("`{path}` cannot be read: {reason}"),
                    "close it in other programs, and make sure you have permission to read it",
                ),
            },
            Self::InvalidLogo { path, error } => describe_logo_error(path, error),
            Self::InvalidFont {
                path,
                is_collection: true,
            } => new_description(
                format!("`{path}` contains several fonts in one file"),
                "download the font as separate .ttf or .otf files",
            ),
            Self::InvalidFont {
                path,
                is_collection: false,
            } => new_description(
                format!("`{path}` is not a font that a PDF can use"),
                "download it again as a .ttf or .otf file, or delete it",
            ),
            Self::EmptyFontFolder { path } => new_description(
                format!("there is no font in `{path}`"),
                "put .ttf or .otf files directly in that folder, or delete it from `fonts`",
            ),
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileReadError {
    NotFound,
    /// It is a folder or another kind of non-file.
    NotAFile,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The operating system's message.
    SystemError(String),
}

/// Why a file cannot be used as the logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoImageError {
    /// It is not PNG, JPEG or SVG; with its format, if recognized.
    UnsupportedFormat(Option<&'static str>),
    /// It is cut off or damaged.
    Corrupted,
    /// It has no width or no height.
    ZeroSize,
    /// It has more pixels than this.
    TooManyPixels(u32),
    /// A JPEG in CMYK.
    CmykColors,
    /// A JPEG with an Exif orientation.
    ExifRotation,
    /// An SVG with scripts or animation: the element or attribute.
    ActiveSvgContent(String),
    /// An SVG that refers to another file: its address.
    ExternalReference(String),
    /// An SVG that defines entities.
    SvgEntities,
    /// An SVG with a feature that only browsers draw.
    UnsupportedSvgFeature(&'static str),
}

fn describe_logo_error(path: &str, error: &LogoImageError) -> ProblemDescription {
    const EXPORT_AS_PNG_HINT: &str = "export the logo as PNG from the program it was made with";
    match error {
        LogoImageError::UnsupportedFormat(Some(kind)) => new_description(
            format!("`{path}` is {kind}, but a logo must be PNG, JPEG or SVG"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::UnsupportedFormat(None) => new_description(
            format!("`{path}` is not a PNG, JPEG or SVG image"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::Corrupted => new_description(
            format!("`{path}` is damaged or incomplete"),
            "open it in an image program and save it again, or download it again",
        ),
        LogoImageError::ZeroSize => new_description(
            format!("`{path}` has no width or no height"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::TooManyPixels(most) => new_description(
            format!("`{path}` has more than {} million pixels", most / 1_000_000),
            "save it 1500 pixels wide, which is enough for print",
        ),
        LogoImageError::CmykColors => new_description(
            format!("`{path}` has print colors (CMYK), which screens show differently"),
            "export the logo as PNG or in RGB",
        ),
        LogoImageError::ExifRotation => new_description(
            format!(
                "`{path}` is stored sideways with an instruction to rotate it, which documents ignore"
            ),
            "rotate it in an image program and save it as PNG",
        ),
        LogoImageError::ActiveSvgContent(what) => new_description(
            format!("`{path}` contains `{what}`, but a document must not run code or move"),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::ExternalReference(address) => new_description(
            format!(
                "`{path}` needs another file, `{address}`, but a document must be complete by itself"
            ),
            EXPORT_AS_PNG_HINT,
        ),
        LogoImageError::SvgEntities => new_description(
            format!("`{path}` defines XML entities"),
            "export the logo as PNG or as plain SVG",
        ),
        LogoImageError::UnsupportedSvgFeature(what) => new_description(
            format!("`{path}` has {what}, which the PDF cannot draw"),
            EXPORT_AS_PNG_HINT,
        ),
    }
}
