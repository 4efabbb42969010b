//! Several documents bound in one file, each with its own pages and its part of the structure.

use super::document_layout::lay_out_document;
use super::paged_document::{PagedDocument, PdfPage};
use super::structure_tree::StructureTree;
use super::text_shaping::FontSet;
use super::{page_writer, tagged_pdf};
use crate::diag::{Diagnostics, StageError};
use crate::document::{Document, LinkTarget};
use crate::render::theme::Theme;

/// Makes one PDF of documents in their order; title, language and description of the file are those of the
/// first. All are made for the theme's sheet.
pub fn render_combined_pdf(
    documents: &[&Document],
    theme: &Theme,
    faces: &mut FontSet,
    found: &mut Diagnostics,
) -> Result<Vec<u8>, StageError> {
    let first = documents.first().expect("something is bound");
    let mut whole = PagedDocument::new(theme.paper.size_in_points());
    let mut stopped = None;
    for (number, document) in documents.iter().enumerate() {
        let language = (first.language != document.language).then(|| document.language.to_string());
        match lay_out_document(document, theme, faces, found) {
            Ok(laid) => append_document(&mut whole, laid, number, language),
            Err(stop) => stopped = Some(stop),
        }
    }
    if let Some(stop) = stopped {
        return Err(stop);
    }
    let written = page_writer::write_untagged_pdf(&whole, faces);
    Ok(tagged_pdf::finish_tagged_pdf(first, &whole, written))
}

/// Puts a document behind those that are bound; names in it get its number, because others have the same.
fn append_document(
    whole: &mut PagedDocument,
    part: PagedDocument,
    number: usize,
    language: Option<String>,
) {
    let pages = whole.pages.len();
    let named = |name: &str| format!("{number}-{name}");
    let shift = whole.structure_tree.append_as_part(part.structure_tree);
    let root = shift.shift_element_id(StructureTree::ROOT).0;
    for own in &mut whole.structure_tree.elements[root..] {
        if let Some(LinkTarget::Anchor(anchor)) = &mut own.link_target {
            anchor.0 = named(&anchor.0);
        }
    }
    whole.structure_tree.elements[root].language = language;
    for (mut entry, mut place) in part.outline {
        entry.structure_element = shift.shift_element_id(entry.structure_element);
        place.page_index += pages;
        whole.outline.push((entry, place));
    }
    for (name, mut place) in part.named_destinations {
        place.page_index += pages;
        whole.named_destinations.push((named(&name), place));
    }
    for mut page in part.pages {
        let PdfPage {
            background_items: under,
            content_items: words,
            form_fields: fields,
        } = &mut page;
        under
            .iter_mut()
            .chain(words)
            .for_each(|placed| placed.shift_ids(shift));
        for field in fields {
            field.shift_ids(shift);
        }
        whole.pages.push(page);
    }
}
