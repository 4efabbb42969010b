//! How an agency's documents look: the built-in style and faces, and the files its `[theme]` names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::agency_file::{file_name, folder_of};
use crate::config::agency::{self, Agency, NamedPath};
use crate::content::pack;
use crate::diag::theme::{FileFault, ThemeProblem};
use crate::diag::{Diagnostic, Diagnostics};
use crate::document::Color;
use crate::output::manifest::{Input, sha256};
use crate::render::image::Picture;
use crate::render::{Face, Theme};
use crate::source;

/// Largest logo: every HTML page carries it.
const LARGEST_LOGO: u64 = 2_000_000;

/// Largest font; those for Chinese have about 16 MB.
const LARGEST_FONT: u64 = 40_000_000;

/// The accent of an agency that chooses none.
const ACCENT: Color = Color::from_rgb(0x00, 0x4b, 0x87);

/// Reads what the agency names, from the folder of the file that names it, and nothing else. What cannot be used is
/// left out and reported; the files that were read are added to `inputs`.
pub fn load_theme(agency: &Agency, inputs: &mut Vec<Input>, found: &mut Diagnostics) -> Theme {
    let mut loader = Loader { inputs, found };
    let chosen = &agency.theme;
    let logo = chosen.logo.as_ref().and_then(|logo| loader.logo(logo));
    let mut faces: Vec<Face> = pack::built_in_faces()
        .into_iter()
        .map(|(name, bytes)| Face::carried(name, bytes))
        .collect();
    for named in &chosen.fonts {
        faces.extend(loader.faces(named));
    }
    Theme {
        style: pack::built_in_style().to_owned(),
        faces,
        accent: chosen.accent.unwrap_or(ACCENT),
        paper: agency.paper.unwrap_or_default(),
        logo,
    }
}

/// Returns the files that [`load_theme`] would read, without a look at what is in them; none if one cannot be read.
pub fn inputs(chosen: &agency::Theme) -> Option<Vec<Input>> {
    let mut paths = Vec::new();
    if let Some(logo) = &chosen.logo {
        paths.push(folder_of(&logo.file).join(&logo.file.path));
    }
    for named in &chosen.fonts {
        let path = folder_of(named).join(&named.path);
        match source::list_files(&path).ok()? {
            Some(files) => paths.extend(files.into_iter().filter(|file| is_font(file))),
            None => paths.push(path),
        }
    }
    let input = |path: &PathBuf| {
        let bytes = source::read_file_limited(path, LARGEST_FONT).ok()?;
        Some(input(path, &bytes))
    };
    paths.iter().map(input).collect()
}

fn input(path: &Path, bytes: &[u8]) -> Input {
    Input {
        name: file_name(path),
        sha256: sha256(bytes),
    }
}

fn is_font(file: &Path) -> bool {
    let ending = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    ending.is_some_and(|ending| ending == "ttf" || ending == "otf")
}

struct Loader<'a> {
    inputs: &'a mut Vec<Input>,
    found: &'a mut Diagnostics,
}

impl Loader<'_> {
    fn report(&mut self, named: &NamedPath, problem: ThemeProblem) {
        self.found
            .push(Diagnostic::new(problem).at(named.span.clone()));
    }

    fn unread(&mut self, named: &NamedPath, path: String, fault: FileFault) {
        self.report(named, ThemeProblem::Unread { path, fault });
    }

    fn note(&mut self, path: &Path, bytes: &[u8]) {
        self.inputs.push(input(path, bytes));
    }

    fn logo(&mut self, logo: &agency::Logo) -> Option<Arc<Picture>> {
        let path = folder_of(&logo.file).join(&logo.file.path);
        let bytes = match source::read_file_limited(&path, LARGEST_LOGO) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.unread(&logo.file, logo.file.path.clone(), fault);
                return None;
            }
        };
        self.note(&path, &bytes);
        match Picture::read(bytes, logo.alt.clone()) {
            Ok(picture) => Some(Arc::new(picture)),
            Err(fault) => {
                let path = logo.file.path.clone();
                self.report(&logo.file, ThemeProblem::Picture { path, fault });
                None
            }
        }
    }

    /// The faces in a file, or right in a folder.
    fn faces(&mut self, named: &NamedPath) -> Vec<Face> {
        let path = folder_of(named).join(&named.path);
        let files = match source::list_files(&path) {
            Ok(Some(files)) => files,
            Ok(None) => {
                let face = self.face(named, named.path.clone(), &path);
                return face.into_iter().collect();
            }
            Err(fault) => {
                self.unread(named, named.path.clone(), fault);
                return Vec::new();
            }
        };
        let fonts: Vec<_> = files.into_iter().filter(|file| is_font(file)).collect();
        if fonts.is_empty() {
            let path = named.path.clone();
            self.report(named, ThemeProblem::NoFonts { path });
        }
        let shown =
            |file: &Path| format!("{}/{}", named.path.trim_end_matches('/'), file_name(file));
        fonts
            .iter()
            .filter_map(|file| self.face(named, shown(file), file))
            .collect()
    }

    fn face(&mut self, named: &NamedPath, shown: String, path: &Path) -> Option<Face> {
        let bytes = match source::read_file_limited(path, LARGEST_FONT) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.unread(named, shown, fault);
                return None;
            }
        };
        self.note(path, &bytes);
        let collection = bytes.starts_with(b"ttcf");
        let face = if collection {
            None
        } else {
            Face::read(file_name(path), bytes)
        };
        if face.is_none() {
            let path = shown;
            self.report(named, ThemeProblem::NotAFont { path, collection });
        }
        face
    }
}
