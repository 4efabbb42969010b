//! Several documents bound in one file, each with its own pages and its part of the structure.

use super::page::{Laid, Page};
use super::tree::Tree;
use super::{Faces, lay_out, tag, write};
use crate::diag::Checked;
use crate::document::{Document, Target};
use crate::render::Theme;

/// Makes one PDF of documents in their order; title, language and description of the file are those of the
/// first. All are made for the theme's sheet.
pub fn bound(documents: &[&Document], theme: &Theme, faces: &mut Faces) -> Checked<Vec<u8>> {
    let mut diagnostics = Vec::new();
    let (width, height) = theme.paper.points();
    let mut whole = Laid::new((width, height));
    let first = documents.first();
    for (number, document) in documents.iter().enumerate() {
        let laid = lay_out(document, theme, faces);
        diagnostics.extend(laid.diagnostics);
        let Some(laid) = laid.value else { continue };
        let other = first.filter(|first| first.language != document.language);
        let language = other.map(|_| document.language.to_string());
        bind(&mut whole, laid, number, language);
    }
    let value = first.filter(|_| diagnostics.is_empty()).map(|first| {
        let written = write::write(&whole, faces);
        tag::finish(first, &whole, written)
    });
    Checked { value, diagnostics }
}

/// Puts a document behind those that are bound; names in it get its number, because others have the same.
fn bind(whole: &mut Laid, part: Laid, number: usize, language: Option<String>) {
    let pages = whole.pages.len();
    let named = |name: &str| format!("{number}-{name}");
    let shift = whole.tree.append(part.tree);
    let root = shift.element(Tree::ROOT).0;
    for own in &mut whole.tree.elements[root..] {
        if let Some(Target::Anchor(anchor)) = &mut own.target {
            anchor.0 = named(&anchor.0);
        }
    }
    whole.tree.elements[root].language = language;
    for (mut entry, mut place) in part.outline {
        entry.element = shift.element(entry.element);
        place.page += pages;
        whole.outline.push((entry, place));
    }
    for (name, mut place) in part.places {
        place.page += pages;
        whole.places.push((named(&name), place));
    }
    for mut page in part.pages {
        let Page {
            under,
            words,
            fields,
        } = &mut page;
        under
            .iter_mut()
            .chain(words)
            .for_each(|placed| placed.shift(shift));
        for field in fields {
            field.shift(shift);
        }
        whole.pages.push(page);
    }
}
