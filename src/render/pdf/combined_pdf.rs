//! Combines several documents into one PDF; each has its own pages and its own `Part` element.

use super::document_layout::lay_out_document;
use super::paged_document::PagedDocument;
use super::structure_tree::StructureTree;
use super::text_shaping::FontSet;
use super::{page_writer, tagged_pdf};
use crate::diag::{Diagnostics, StageError};
use crate::document::{Document, LinkTarget};
use crate::render::theme::Theme;

/// Renders one PDF of all documents, in order. The file's title, language and description are those of the
/// first document. Every page has the theme's paper size.
pub fn render_combined_pdf(
    documents: &[&Document],
    theme: &Theme,
    fonts: &mut FontSet,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, StageError> {
    let first = documents.first().expect("at least one document");
    let mut combined = PagedDocument::new(theme.paper.size_in_points());
    let mut error = None;
    for (number, document) in documents.iter().enumerate() {
        let language = (first.language != document.language).then(|| document.language.to_string());
        match lay_out_document(document, theme, fonts, diagnostics) {
            Ok(paged) => append_document(&mut combined, paged, number, language),
            Err(stage_error) => error = Some(stage_error),
        }
    }
    if let Some(error) = error {
        return Err(error);
    }
    let untagged = page_writer::write_untagged_pdf(&combined, fonts);
    Ok(tagged_pdf::finish_tagged_pdf(first, &combined, untagged))
}

/// Appends a document. Its destination names get its number as a prefix: documents share names such as
/// `heading 3`.
fn append_document(
    combined: &mut PagedDocument,
    part: PagedDocument,
    number: usize,
    language: Option<String>,
) {
    let first_page = combined.pages.len();
    let prefix_name = |name: &str| format!("{number}-{name}");
    let offset = combined.structure_tree.append_as_part(part.structure_tree);
    let root = offset.shift_element_id(StructureTree::ROOT).0;
    for element in &mut combined.structure_tree.elements[root..] {
        if let Some(LinkTarget::Anchor(anchor)) = &mut element.link_target {
            anchor.0 = prefix_name(&anchor.0);
        }
    }
    combined.structure_tree.elements[root].language = language;
    for (mut entry, mut destination) in part.outline {
        entry.structure_element = offset.shift_element_id(entry.structure_element);
        destination.page_index += first_page;
        combined.outline.push((entry, destination));
    }
    for (name, mut destination) in part.named_destinations {
        destination.page_index += first_page;
        let named = (prefix_name(&name), destination);
        combined.named_destinations.push(named);
    }
    for mut page in part.pages {
        let items = page.background_items.iter_mut();
        for item in items.chain(&mut page.content_items) {
            item.shift_ids(offset);
        }
        for field in &mut page.form_fields {
            field.shift_ids(offset);
        }
        combined.pages.push(page);
    }
}
