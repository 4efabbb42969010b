//! Loads the theme of an agency: the built-in style sheet and fonts, and the files in `[theme]`.

use std::path::Path;
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

/// Largest logo; every HTML page embeds it.
const MAX_LOGO_BYTES: u64 = 2_000_000;

/// Largest font; those for Chinese have about 16 MB.
const MAX_FONT_BYTES: u64 = 40_000_000;

/// The accent color of an agency without one.
const DEFAULT_ACCENT_COLOR: Color = Color::from_rgb(0x00, 0x4b, 0x87);

/// Loads the files in `[theme]`, relative to the file that names them. Files that cannot be used are reported and
/// omitted; files that were read are added to `inputs`.
pub fn load_theme(
    agency: &Agency,
    inputs: &mut Vec<ManifestInput>,
    found: &mut Diagnostics,
) -> Theme {
    let mut loader = ThemeLoader {
        inputs,
        diagnostics: found,
    };
    let settings = &agency.theme;
    let logo = settings
        .logo
        .as_ref()
        .and_then(|logo| loader.load_logo(logo));
    let mut fonts: Vec<FontFile> = pack::built_in_font_files()
        .into_iter()
        .map(|(name, bytes)| FontFile::built_in(name, bytes))
        .collect();
    for named in &settings.font_paths {
        fonts.extend(loader.load_font_faces(named));
    }
    Theme {
        css: pack::built_in_style_sheet().to_owned(),
        fonts,
        accent_color: settings.accent_color.unwrap_or(DEFAULT_ACCENT_COLOR),
        paper: agency.paper.unwrap_or_default(),
        logo,
    }
}

/// Returns the inputs that [`load_theme`] would add, without parsing them; none if a file cannot be read.
pub fn theme_inputs(settings: &agency::ThemeSettings) -> Option<Vec<ManifestInput>> {
    let mut paths = Vec::new();
    if let Some(logo) = &settings.logo {
        paths.push(folder_of_naming_file(&logo.file).join(&logo.file.path));
    }
    for named in &settings.font_paths {
        let path = folder_of_naming_file(named).join(&named.path);
        match source::list_files(&path).ok()? {
            Some(files) => paths.extend(files.into_iter().filter(|file| is_font_file(file))),
            None => paths.push(path),
        }
    }
    paths
        .iter()
        .map(|path| {
            let bytes = source::read_file_limited(path, MAX_FONT_BYTES).ok()?;
            Some(input_from_file(path, &bytes))
        })
        .collect()
}

fn input_from_file(path: &Path, bytes: &[u8]) -> ManifestInput {
    ManifestInput {
        name: file_name_of(path),
        sha256: sha256_hex(bytes),
    }
}

fn is_font_file(file: &Path) -> bool {
    file.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("ttf") || ending.eq_ignore_ascii_case("otf")
    })
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
        error: FileReadError,
    ) {
        self.report_problem(named, ThemeProblem::UnreadableFile { path, error });
    }

    fn add_manifest_input(&mut self, path: &Path, bytes: &[u8]) {
        self.inputs.push(input_from_file(path, bytes));
    }

    fn load_logo(&mut self, logo: &agency::LogoSettings) -> Option<Arc<Image>> {
        let path = folder_of_naming_file(&logo.file).join(&logo.file.path);
        let bytes = match source::read_file_limited(&path, MAX_LOGO_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.report_unreadable_file(&logo.file, logo.file.path.clone(), error);
                return None;
            }
        };
        self.add_manifest_input(&path, &bytes);
        match Image::parse(&bytes, logo.alt_text.clone()) {
            Ok(image) => Some(Arc::new(image)),
            Err(error) => {
                let path = logo.file.path.clone();
                self.report_problem(&logo.file, ThemeProblem::InvalidLogo { path, error });
                None
            }
        }
    }

    /// Loads a font file, or the font files of a folder without its subfolders.
    fn load_font_faces(&mut self, named: &ConfiguredPath) -> Vec<FontFile> {
        let path = folder_of_naming_file(named).join(&named.path);
        let files = match source::list_files(&path) {
            Ok(Some(files)) => files,
            Ok(None) => {
                let face = self.load_font_face(named, named.path.clone(), &path);
                return face.into_iter().collect();
            }
            Err(error) => {
                self.report_unreadable_file(named, named.path.clone(), error);
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
        let folder = named.path.trim_end_matches('/');
        fonts
            .iter()
            .filter_map(|file| {
                let display_path = format!("{folder}/{}", file_name_of(file));
                self.load_font_face(named, display_path, file)
            })
            .collect()
    }

    fn load_font_face(
        &mut self,
        named: &ConfiguredPath,
        display_path: String,
        path: &Path,
    ) -> Option<FontFile> {
        let bytes = match source::read_file_limited(path, MAX_FONT_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.report_unreadable_file(named, display_path, error);
                return None;
            }
        };
        self.add_manifest_input(path, &bytes);
        let is_collection = bytes.starts_with(b"ttcf");
        let font = if is_collection {
            None
        } else {
            FontFile::parse_embeddable(file_name_of(path), bytes)
        };
        if font.is_none() {
            let path = display_path;
            self.report_problem(
                named,
                ThemeProblem::InvalidFont {
                    path,
                    is_collection,
                },
            );
        }
        font
    }
}
