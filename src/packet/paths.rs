//! The paths of a packet and its files.

use std::path::{Path, PathBuf};

use crate::document::{Audience, Document};
use crate::render::OutputFormat;

/// Returns the folder of an agency's packet: in `output_folder`, or else in `output` beside the agency's file.
pub fn packet_folder_path(path: &Path, output_folder: Option<&Path>, name: &str) -> PathBuf {
    let output_folder = match output_folder {
        Some(folder) => folder.to_owned(),
        None => path.parent().unwrap_or(Path::new("")).join("output"),
    };
    output_folder.join(slug_from_agency_name(name))
}

/// Returns an agency's name in lowercase ASCII letters, digits and hyphens, at most 60 of them.
pub fn slug_from_agency_name(name: &str) -> String {
    const MAX_SLUG_BYTES: usize = 60;
    // An apostrophe is part of its word: `women's` becomes `womens`.
    let ascii = deunicode::deunicode(name)
        .to_ascii_lowercase()
        .replace('\'', "");
    let mut slug = String::new();
    for word in ascii
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !slug.is_empty() && slug.len() + 1 + word.len() > MAX_SLUG_BYTES {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.truncate(MAX_SLUG_BYTES);
    if slug.is_empty() {
        return "agency".to_owned();
    }
    if is_reserved_on_windows(&slug) {
        slug.push_str("-agency");
    }
    slug
}

/// Whether Windows refuses a folder of this name, because it names a device.
fn is_reserved_on_windows(slug: &str) -> bool {
    matches!(slug, "con" | "prn" | "aux" | "nul")
        || slug
            .strip_prefix("com")
            .or_else(|| slug.strip_prefix("lpt"))
            .is_some_and(|port| port.len() == 1 && port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the path of a document's file in its packet: `client/poster-help.pdf`.
pub fn document_file_path(document: &Document, format: OutputFormat) -> String {
    format!(
        "{}/{}.{}",
        audience_folder_name(document.audience),
        document.file_stem(),
        format.file_extension()
    )
}

/// Returns the folder for documents of an audience.
pub fn audience_folder_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Client => "client",
        Audience::Staff => "staff",
    }
}

/// Returns the relative path from a folder to a file or folder, with `/` separators; both paths are absolute.
pub fn relative_path(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components());
    let shared = shared.take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_goes_beside_its_file_or_into_a_given_folder() {
        let path = Path::new("lakes/agency.toml");
        let default = packet_folder_path(path, None, "Women's Health of São José");
        assert_eq!(default, Path::new("lakes/output/womens-health-of-sao-jose"));
        let given = packet_folder_path(path, Some(Path::new("out")), "***");
        assert_eq!(given, Path::new("out/agency"));
    }

    #[test]
    fn folder_names_are_valid_on_every_system() {
        for name in [
            "CON", "PRN", "Aux", "nul", "com1", "COM 0", "LPT9", "A. B.", "…", "ÇÖN",
        ] {
            let slug = slug_from_agency_name(name);
            assert!(!is_reserved_on_windows(&slug), "{name}: {slug}");
            let is_valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(
                slug.chars().all(is_valid) && !slug.is_empty(),
                "{name}: {slug}"
            );
        }
        assert_eq!(slug_from_agency_name("Aux"), "aux-agency");
        assert_eq!(slug_from_agency_name("Com1 Clinic"), "com1-clinic");
        assert_eq!(
            slug_from_agency_name("Çedar"),
            slug_from_agency_name("CEDAR")
        );
    }
}
