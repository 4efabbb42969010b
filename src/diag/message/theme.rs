//! The sentences about logos and fonts, and which font draws which script.

use super::{Message, error};
use crate::diag::theme::{FileFault, PictureFault, ThemeProblem};

pub(super) fn words(problem: &ThemeProblem) -> Message {
    match problem {
        ThemeProblem::Unread { path, fault } => match fault {
            FileFault::Missing => error(
                "file-missing",
                format!("there is no `{path}`"),
                "write the path from the folder of this file, with `/` between folders; capitals count",
            ),
            FileFault::NotAFile => error(
                "not-a-file",
                format!("`{path}` is not a file"),
                "name the file itself",
            ),
            FileFault::TooLarge(most) => error(
                "file-too-large",
                format!("`{path}` is larger than {} MB", most / 1_000_000),
                "make sure that it is the file you mean, and save a smaller version of it",
            ),
            FileFault::Refused(reason) => error(
                "file-refused",
                format!("`{path}` cannot be read: {reason}"),
                "close it in other programs and see that you may read it",
            ),
        },
        ThemeProblem::Picture { path, fault } => picture(path, fault),
        ThemeProblem::NotAFont {
            path,
            collection: true,
        } => error(
            "not-a-font",
            format!("`{path}` holds several fonts in one file"),
            "get the font as single files that end in .ttf or .otf",
        ),
        ThemeProblem::NotAFont {
            path,
            collection: false,
        } => error(
            "not-a-font",
            format!("`{path}` is not a font that can be put into a PDF"),
            "get it anew as a file that ends in .ttf or .otf, or take it away",
        ),
        ThemeProblem::NoFonts { path } => error(
            "no-fonts",
            format!("there is no font in `{path}`"),
            "put files that end in .ttf or .otf right into that folder, or take it out of `fonts`",
        ),
    }
}

fn picture(path: &str, fault: &PictureFault) -> Message {
    const AS_PNG: &str = "export the logo as PNG from the program it was made with";
    match fault {
        PictureFault::OtherKind(Some(kind)) => error(
            "picture",
            format!("`{path}` is {kind}, and a logo is PNG, JPEG or SVG"),
            AS_PNG,
        ),
        PictureFault::OtherKind(None) => error(
            "picture",
            format!("`{path}` is not a picture in PNG, JPEG or SVG"),
            AS_PNG,
        ),
        PictureFault::Broken => error(
            "picture",
            format!("`{path}` is damaged or cut off"),
            "open it in a picture program and save it anew, or get it again",
        ),
        PictureFault::Empty => error(
            "picture",
            format!("`{path}` has no width or no height"),
            AS_PNG,
        ),
        PictureFault::TooManyPoints(most) => error(
            "picture",
            format!("`{path}` has more than {} million points", most / 1_000_000),
            "save it 1500 points wide; more cannot be seen in print",
        ),
        PictureFault::Inks => error(
            "picture",
            format!(
                "`{path}` is made for a print shop (CMYK), and screens show it in other colours"
            ),
            "export the logo as PNG or in RGB",
        ),
        PictureFault::Turned => error(
            "picture",
            format!("`{path}` lies on its side and asks to be turned, which paper cannot do"),
            "turn it in a picture program and save it as PNG",
        ),
        PictureFault::Active(what) => error(
            "picture-active",
            format!("`{path}` has `{what}` in it, and a document must not run or move"),
            AS_PNG,
        ),
        PictureFault::Outside(address) => error(
            "picture-outside",
            format!("`{path}` needs another file, `{address}`, and a document must be whole"),
            AS_PNG,
        ),
        PictureFault::Entities => error(
            "picture-outside",
            format!("`{path}` has parts that are put together when it is opened (entities)"),
            "export the logo as PNG or as plain SVG",
        ),
        PictureFault::CannotDraw(what) => error(
            "picture-effects",
            format!("`{path}` has {what}, which the PDF cannot draw"),
            AS_PNG,
        ),
    }
}

/// What to do about a character that no font here can draw.
pub(super) fn other_font(character: char) -> String {
    match noto_family(character) {
        Some(family) => format!(
            "get the font {family} from fonts.google.com/noto, put its .ttf or .otf files into a folder beside agency.toml, and name that folder under `[theme]`: `fonts = [\"fonts/\"]`"
        ),
        None => "write it in another way".to_owned(),
    }
}

/// The Noto family for a character's script, by its Unicode block; none for signs and for the
/// scripts that are carried.
fn noto_family(character: char) -> Option<&'static str> {
    Some(match u32::from(character) {
        0x0530..=0x058F | 0xFB13..=0xFB17 => "Noto Sans Armenian",
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => "Noto Sans Hebrew",
        0x0700..=0x074F => "Noto Sans Syriac",
        0x0780..=0x07BF => "Noto Sans Thaana",
        0x07C0..=0x07FF => "Noto Sans NKo",
        0x0900..=0x097F | 0xA8E0..=0xA8FF => "Noto Sans Devanagari",
        0x0980..=0x09FF => "Noto Sans Bengali",
        0x0A00..=0x0A7F => "Noto Sans Gurmukhi",
        0x0A80..=0x0AFF => "Noto Sans Gujarati",
        0x0B00..=0x0B7F => "Noto Sans Oriya",
        0x0B80..=0x0BFF => "Noto Sans Tamil",
        0x0C00..=0x0C7F => "Noto Sans Telugu",
        0x0C80..=0x0CFF => "Noto Sans Kannada",
        0x0D00..=0x0D7F => "Noto Sans Malayalam",
        0x0D80..=0x0DFF => "Noto Sans Sinhala",
        0x0E00..=0x0E7F => "Noto Sans Thai",
        0x0E80..=0x0EFF => "Noto Sans Lao",
        0x0F00..=0x0FFF => "Noto Serif Tibetan",
        0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => "Noto Sans Myanmar",
        0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => "Noto Sans Georgian",
        0x1200..=0x139F | 0x2D80..=0x2DDF | 0xAB00..=0xAB2F => "Noto Sans Ethiopic",
        0x13A0..=0x13FF | 0xAB70..=0xABBF => "Noto Sans Cherokee",
        0x1400..=0x167F | 0x18B0..=0x18FF => "Noto Sans Canadian Aboriginal",
        0x1780..=0x17FF | 0x19E0..=0x19FF => "Noto Sans Khmer",
        0x1800..=0x18AF => "Noto Sans Mongolian",
        0x2D30..=0x2D7F => "Noto Sans Tifinagh",
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => "Noto Sans CJK KR",
        0x3040..=0x30FF | 0x31F0..=0x31FF => "Noto Sans CJK JP",
        0x3100..=0x312F | 0x31A0..=0x31BF => "Noto Sans CJK TC",
        0x2E80..=0x303F
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFF00..=0xFFEF
        | 0x2_0000..=0x3_FFFF => "Noto Sans CJK SC",
        0x1_E900..=0x1_E95F => "Noto Sans Adlam",
        0x1_6F00..=0x1_6F9F => "Noto Sans Miao",
        0x1_6B00..=0x1_6B8F => "Noto Sans Pahawh Hmong",
        _ => return None,
    })
}
