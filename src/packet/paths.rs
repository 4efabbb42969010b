//! Where a packet stands, and where each file stands in it.

use std::path::{Path, PathBuf};

use crate::document::{Audience, Document};
use crate::render::OutputFormat;

/// Returns the folder of an agency's packet: in `out`, or else in `output` beside the agency's file.
pub fn packet_folder_path(path: &Path, out: Option<&Path>, name: &str) -> PathBuf {
    let out = match out {
        Some(out) => out.to_owned(),
        None => path.parent().unwrap_or(Path::new("")).join("output"),
    };
    out.join(slug_from_agency_name(name))
}

/// Returns an agency's name in plain small letters, digits and hyphens, at most 60 of them.
pub fn slug_from_agency_name(name: &str) -> String {
    const MAX_SLUG_BYTES: usize = 60;
    let plain = deunicode::deunicode(name).to_ascii_lowercase();
    // An apostrophe belongs to its word: `women's` is `womens`.
    let plain = plain.replace('\'', "");
    let mut slug = String::new();
    for word in plain
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
        "agency".to_owned()
    } else {
        slug
    }
}

/// Returns where a document stands in its packet: `client/poster-help.pdf`.
pub fn document_file_path(document: &Document, format: OutputFormat) -> String {
    format!(
        "{}/{}.{}",
        audience_folder_name(document.audience),
        document.file_stem(),
        format.file_extension()
    )
}

/// Returns the folder in a packet for the documents of an audience.
pub fn audience_folder_name(audience: Audience) -> &'static str {
    match audience {
        Audience::Client => "client",
        Audience::Staff => "staff",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_stands_beside_its_file_or_where_it_is_asked_to() {
        let path = Path::new("lakes/agency.toml");
        let beside = packet_folder_path(path, None, "Women's Health of São José");
        assert_eq!(beside, Path::new("lakes/output/womens-health-of-sao-jose"));
        let asked = packet_folder_path(path, Some(Path::new("out")), "***");
        assert_eq!(asked, Path::new("out/agency"));
    }
}
