//! How an agency's documents look: the built-in style and faces, and the files its `[theme]` names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::agency_file::{file_name_of, folder_of_naming_file};
use crate::config::agency::{self, Agency, ConfiguredPath};
use crate::content::pack;
use crate::diag::theme::{FileReadError, ThemeProblem};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Color;
use crate::output::manifest::{ManifestInput, sha256_hex};
use crate::render::image::Image;
use crate::render::{FontFile, Theme};
use crate::source;

/// Largest logo: every HTML page carries it.
const MAX_LOGO_BYTES: u64 = 2_000_000;

/// Largest font; those for Chinese have about 16 MB.
const MAX_FONT_BYTES: u64 = 40_000_000;

/// The accent of an agency that chooses none.
const DEFAULT_ACCENT_COLOR: Color = Color::from_rgb(0x00, 0x4b, 0x87);

/// Reads what the agency names, from the folder of the file that names it, and nothing else. What cannot be used is
/// left out and reported; the files that were read are added to `inputs`.
pub fn load_theme(
    agency: &Agency,
    inputs: &mut Vec<ManifestInput>,
    found: &mut Diagnostics,
) -> Theme {
    let mut loader = ThemeLoader {
        inputs,
        diagnostics: found,
    };
    let chosen = &agency.theme;
    let logo = chosen.logo.as_ref().and_then(|logo| loader.load_logo(logo));
    let mut faces: Vec<FontFile> = pack::built_in_font_files()
        .into_iter()
        .map(|(name, bytes)| FontFile::built_in(name, bytes))
        .collect();
    for named in &chosen.font_paths {
        faces.extend(loader.load_font_faces(named));
    }
    Theme {
        css: pack::built_in_style_sheet().to_owned(),
        fonts: faces,
        accent_color: chosen.accent_color.unwrap_or(DEFAULT_ACCENT_COLOR),
        paper: agency.paper.unwrap_or_default(),
        logo,
    }
}

/// Returns the files that [`load_theme`] would read, without a look at what is in them; none if one cannot be read.
pub fn theme_inputs(chosen: &agency::ThemeSettings) -> Option<Vec<ManifestInput>> {
    let mut paths = Vec::new();
    if let Some(logo) = &chosen.logo {
        paths.push(folder_of_naming_file(&logo.file).join(&logo.file.path));
    }
    for named in &chosen.font_paths {
        let path = folder_of_naming_file(named).join(&named.path);
        match source::list_files(&path).ok()? {
            Some(files) => paths.extend(files.into_iter().filter(|file| is_font_file(file))),
            None => paths.push(path),
        }
    }
    let input = |path: &PathBuf| {
        let bytes = source::read_file_limited(path, MAX_FONT_BYTES).ok()?;
        Some(input_from_file(path, &bytes))
    };
    paths.iter().map(input).collect()
}

fn input_from_file(path: &Path, bytes: &[u8]) -> ManifestInput {
    ManifestInput {
        name: file_name_of(path),
        sha256: sha256_hex(bytes),
    }
}

fn is_font_file(file: &Path) -> bool {
    let ending = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    ending.is_some_and(|ending| ending == "ttf" || ending == "otf")
}

struct ThemeLoader<'a> {
    inputs: &'a mut Vec<ManifestInput>,
    diagnostics: &'a mut Diagnostics,
}

impl ThemeLoader<'_> {
    fn report_problem(&mut self, named: &ConfiguredPath, problem: ThemeProblem) {
        self.diagnostics
            .push(Diagnostic::new(problem).with_span(named.span.clone()));
    }

    fn report_unreadable_file(
        &mut self,
        named: &ConfiguredPath,
        path: String,
        fault: FileReadError,
    ) {
        self.report_problem(named, ThemeProblem::UnreadableFile { path, error: fault });
    }

    fn add_manifest_input(&mut self, path: &Path, bytes: &[u8]) {
        self.inputs.push(input_from_file(path, bytes));
    }

    fn load_logo(&mut self, logo: &agency::LogoSettings) -> Option<Arc<Image>> {
        let path = folder_of_naming_file(&logo.file).join(&logo.file.path);
        let bytes = match source::read_file_limited(&path, MAX_LOGO_BYTES) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.report_unreadable_file(&logo.file, logo.file.path.clone(), fault);
                return None;
            }
        };
        self.add_manifest_input(&path, &bytes);
        match Image::parse(bytes, logo.alt_text.clone()) {
            Ok(picture) => Some(Arc::new(picture)),
            Err(fault) => {
                let path = logo.file.path.clone();
                self.report_problem(&logo.file, ThemeProblem::InvalidLogo { path, error: fault });
                None
            }
        }
    }

    /// The faces in a file, or right in a folder.
    fn load_font_faces(&mut self, named: &ConfiguredPath) -> Vec<FontFile> {
        let path = folder_of_naming_file(named).join(&named.path);
        let files = match source::list_files(&path) {
            Ok(Some(files)) => files,
            Ok(None) => {
                let face = self.load_font_face(named, named.path.clone(), &path);
                return face.into_iter().collect();
            }
            Err(fault) => {
                self.report_unreadable_file(named, named.path.clone(), fault);
                return Vec::new();
            }
        };
        let fonts: Vec<_> = files
            .into_iter()
            .filter(|file| is_font_file(file))
            .collect();
        if fonts.is_empty() {
            let path = named.path.clone();
            self.report_problem(named, ThemeProblem::EmptyFontFolder { path });
        }
        let shown = |file: &Path| {
            format!(
                "{}/{}",
                named.path.trim_end_matches('/'),
                file_name_of(file)
            )
        };
        fonts
            .iter()
            .filter_map(|file| self.load_font_face(named, shown(file), file))
            .collect()
    }

    fn load_font_face(
        &mut self,
        named: &ConfiguredPath,
        shown: String,
        path: &Path,
    ) -> Option<FontFile> {
        let bytes = match source::read_file_limited(path, MAX_FONT_BYTES) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.report_unreadable_file(named, shown, fault);
                return None;
            }
        };
        self.add_manifest_input(path, &bytes);
        let collection = bytes.starts_with(b"ttcf");
        let face = if collection {
            None
        } else {
            FontFile::parse_embeddable(file_name_of(path), bytes)
        };
        if face.is_none() {
            let path = shown;
            self.report_problem(
                named,
                ThemeProblem::InvalidFont {
                    path,
                    is_collection: collection,
                },
            );
        }
        face
    }
}
