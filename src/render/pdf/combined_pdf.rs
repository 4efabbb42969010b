//! Several documents bound in one file, each with its own pages and its part of the structure.

use super::document_layout::lay_out;
use super::paged_document::{Laid, Page};
use super::structure_tree::Tree;
use super::text_shaping::Faces;
use super::{page_writer, tagged_pdf};
use crate::diag::{Diagnostics, StageError};
use crate::document::{Document, LinkTarget};
use crate::render::theme::Theme;

/// Makes one PDF of documents in their order; title, language and description of the file are those of the
/// first. All are made for the theme's sheet.
pub fn bound(
    documents: &[&Document],
    theme: &Theme,
    faces: &mut Faces,
    found: &mut Diagnostics,
) -> Result<Vec<u8>, StageError> {
    let first = documents.first().expect("something is bound");
    let mut whole = Laid::new(theme.paper.size_in_points());
    let mut stopped = None;
    for (number, document) in documents.iter().enumerate() {
        let language = (first.language != document.language).then(|| document.language.to_string());
        match lay_out(document, theme, faces, found) {
            Ok(laid) => bind(&mut whole, laid, number, language),
            Err(stop) => stopped = Some(stop),
        }
    }
    if let Some(stop) = stopped {
        return Err(stop);
    }
    let written = page_writer::write(&whole, faces);
    Ok(tagged_pdf::finish(first, &whole, written))
}

/// Puts a document behind those that are bound; names in it get its number, because others have the same.
fn bind(whole: &mut Laid, part: Laid, number: usize, language: Option<String>) {
    let pages = whole.pages.len();
    let named = |name: &str| format!("{number}-{name}");
    let shift = whole.tree.append(part.tree);
    let root = shift.element(Tree::ROOT).0;
    for own in &mut whole.tree.elements[root..] {
        if let Some(LinkTarget::Anchor(anchor)) = &mut own.target {
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
