//! From one document to its pages as data, by its layout.

use super::block_layout::Setter;
use super::page_fit::Size;
use super::paged_document::Laid;
use super::text_shaping::Faces;
use super::{card_sheet_layout, flowing_text_layout, notice_layout, poster_layout};
use crate::diag::document::DocumentProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::document::{Document, DocumentLayout, Inline, traversal};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::{Theme, is_rtl_language};

/// Makes the pages as data; what they hold can be read with [`Laid::dump`] and
/// [`Laid::structure_dump`].
pub fn lay_out(
    document: &Document,
    theme: &Theme,
    faces: &mut Faces,
    found: &mut Diagnostics,
) -> Result<Laid, StageError> {
    faces.take_uncovered();
    let paper = theme.paper.size_in_points();
    let look = DocumentStyle::for_policy(theme, is_rtl_language(&document.language));
    let laid = match document.layout {
        DocumentLayout::Policy | DocumentLayout::PacketIndex => Ok(flowing_text_layout::policy(
            document,
            Setter::new(faces, look.clone()),
            paper,
            theme.logo_for(document),
        )),
        DocumentLayout::Form => Ok(form(document, theme, faces)),
        DocumentLayout::Notice => notice_layout::notice(document, theme, faces, Size::Largest),
        DocumentLayout::Poster => poster_layout::poster(document, theme, faces, Size::Largest),
        DocumentLayout::Cards => card_sheet_layout::cards(document, theme, faces, Size::Largest),
    };
    let uncovered = uncovered(faces);
    let drawn = uncovered.is_empty();
    found.extend(uncovered);
    let mut laid =
        laid.map_err(|over_percent| found.push_fatal(does_not_fit(document, over_percent)))?;
    if !drawn {
        return Err(StageError::InvalidInput);
    }
    let mut setter = Setter::new(faces, look);
    if document.layout == DocumentLayout::Cards
        && let Some(back) = laid.pages.last_mut()
    {
        card_sheet_layout::small_print(&mut setter, back, &laid.tree, &document.footer_text, paper);
    }
    if document.is_draft {
        let mark = &document.page_strings.draft_label;
        for page in &mut laid.pages {
            match document.layout {
                DocumentLayout::Policy
                | DocumentLayout::Form
                | DocumentLayout::PacketIndex
                | DocumentLayout::Notice => {
                    flowing_text_layout::draft(&mut setter, page, mark, paper);
                }
                DocumentLayout::Poster => {
                    flowing_text_layout::draft_band(&mut setter, page, mark, paper.0)
                }
                DocumentLayout::Cards => card_sheet_layout::draft(&mut setter, page, mark, paper),
            }
        }
    }
    Ok(laid)
}

/// Adds what would keep [`super::pdf`] from making a document, found without making it: a page that must hold
/// everything is measured once, as small as it may be, and all text is looked through for characters.
pub fn obstacles(document: &Document, theme: &Theme, faces: &mut Faces, found: &mut Diagnostics) {
    faces.take_uncovered();
    cover(document, faces);
    found.extend(uncovered(faces));
    let laid = faces.measuring(|faces| match document.layout {
        // Running text takes as many pages as it needs.
        DocumentLayout::Policy | DocumentLayout::PacketIndex | DocumentLayout::Form => None,
        DocumentLayout::Notice => Some(notice_layout::notice(document, theme, faces, Size::Least)),
        DocumentLayout::Poster => Some(poster_layout::poster(document, theme, faces, Size::Least)),
        DocumentLayout::Cards => Some(card_sheet_layout::cards(
            document,
            theme,
            faces,
            Size::Least,
        )),
    });
    if let Some(Err(over_percent)) = laid {
        found.push(does_not_fit(document, over_percent));
    }
}

/// Notes the characters of a document that no face covers.
fn cover(document: &Document, faces: &mut Faces) {
    let frame = &document.page_strings;
    for text in [
        &document.title,
        &document.agency_name,
        &document.short_agency_name,
        &document.footer_text,
    ] {
        faces.cover(text);
    }
    for text in [
        &frame.draft_label,
        &frame.page_number_pattern,
        &frame.contents_heading,
    ] {
        faces.cover(text);
    }
    traversal::visit_inlines(&document.blocks, &mut |inline| match inline {
        Inline::Text(text) | Inline::FactValue { text, .. } => faces.cover(text),
        Inline::Blank(blank) => faces.cover(&blank.placeholder_text()),
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Link { .. }
        | Inline::OtherLanguage { .. }
        | Inline::LineBreak => {}
    });
}

fn uncovered(faces: &mut Faces) -> Vec<Diagnostic> {
    let characters = faces.take_uncovered().into_iter();
    characters
        .map(|character| {
            Diagnostic::new(DocumentProblem::MissingGlyph {
                character,
                setting: None,
            })
        })
        .collect()
}

fn does_not_fit(document: &Document, over_percent: u32) -> Diagnostic {
    Diagnostic::new(DocumentProblem::PageOverflow {
        document: document.file_stem(),
        overflow_percent: over_percent,
        longest_settings: Vec::new(),
        longest_list: None,
    })
}

/// How small a form may become to stay on one page: 8.5 points for its words.
const FORM_SCALES: [f32; 3] = [1.0, 0.92, 0.85];

/// Lays a form out as running text, on one page if it can.
fn form(document: &Document, theme: &Theme, faces: &mut Faces) -> Laid {
    let rtl = is_rtl_language(&document.language);
    let mut lay = |scale| {
        let setter = Setter::new(faces, DocumentStyle::for_form(theme, rtl, scale));
        flowing_text_layout::policy(
            document,
            setter,
            theme.paper.size_in_points(),
            theme.logo_for(document),
        )
    };
    FORM_SCALES
        .into_iter()
        .map(&mut lay)
        .find(|laid| laid.pages.len() == 1)
        .unwrap_or_else(|| lay(1.0))
}
