//! From one document to its pages as data, by its layout.

use super::block_layout::BlockLayouter;
use super::page_fit::FontSizeChoice;
use super::paged_document::PagedDocument;
use super::text_shaping::FontSet;
use super::{card_sheet_layout, flowing_text_layout, notice_layout, poster_layout};
use crate::diag::document::DocumentProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::document::{Document, DocumentLayout, Inline, traversal};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::{Theme, is_rtl_language};

/// Makes the pages as data; what they hold can be read with [`Laid::dump`] and
/// [`Laid::structure_dump`].
pub fn lay_out_document(
    document: &Document,
    theme: &Theme,
    faces: &mut FontSet,
    found: &mut Diagnostics,
) -> Result<PagedDocument, StageError> {
    faces.take_uncovered_chars();
    let paper = theme.paper.size_in_points();
    let look = DocumentStyle::for_policy(theme, is_rtl_language(&document.language));
    let laid = match document.layout {
        DocumentLayout::Policy | DocumentLayout::PacketIndex => {
            Ok(flowing_text_layout::lay_out_flowing_text(
                document,
                BlockLayouter::new(faces, look.clone()),
                paper,
                theme.logo_for(document),
            ))
        }
        DocumentLayout::Form => Ok(lay_out_form(document, theme, faces)),
        DocumentLayout::Notice => {
            notice_layout::lay_out_notice(document, theme, faces, FontSizeChoice::LargestFitting)
        }
        DocumentLayout::Poster => {
            poster_layout::lay_out_poster(document, theme, faces, FontSizeChoice::LargestFitting)
        }
        DocumentLayout::Cards => {
            card_sheet_layout::lay_out_cards(document, theme, faces, FontSizeChoice::LargestFitting)
        }
    };
    let uncovered = uncovered_char_diagnostics(faces);
    let drawn = uncovered.is_empty();
    found.extend(uncovered);
    let mut laid = laid.map_err(|over_percent| {
        found.push_fatal(does_not_fit_diagnostic(document, over_percent))
    })?;
    if !drawn {
        return Err(StageError::InvalidInput);
    }
    let mut setter = BlockLayouter::new(faces, look);
    if document.layout == DocumentLayout::Cards
        && let Some(back) = laid.pages.last_mut()
    {
        card_sheet_layout::draw_card_small_print(
            &mut setter,
            back,
            &laid.structure_tree,
            &document.footer_text,
            paper,
        );
    }
    if document.is_draft {
        let mark = &document.page_strings.draft_label;
        for page in &mut laid.pages {
            match document.layout {
                DocumentLayout::Policy
                | DocumentLayout::Form
                | DocumentLayout::PacketIndex
                | DocumentLayout::Notice => {
                    flowing_text_layout::draw_draft_watermark(&mut setter, page, mark, paper);
                }
                DocumentLayout::Poster => {
                    flowing_text_layout::draw_draft_band(&mut setter, page, mark, paper.0)
                }
                DocumentLayout::Cards => {
                    card_sheet_layout::draw_card_draft_bands(&mut setter, page, mark, paper)
                }
            }
        }
    }
    Ok(laid)
}

/// Adds what would keep [`super::pdf`] from making a document, found without making it: a page that must hold
/// everything is measured once, as small as it may be, and all text is looked through for characters.
pub fn check_pdf_layout(
    document: &Document,
    theme: &Theme,
    faces: &mut FontSet,
    found: &mut Diagnostics,
) {
    faces.take_uncovered_chars();
    record_uncovered_in_document(document, faces);
    found.extend(uncovered_char_diagnostics(faces));
    let laid = faces.run_measuring_only(|faces| match document.layout {
        // Running text takes as many pages as it needs.
        DocumentLayout::Policy | DocumentLayout::PacketIndex | DocumentLayout::Form => None,
        DocumentLayout::Notice => Some(notice_layout::lay_out_notice(
            document,
            theme,
            faces,
            FontSizeChoice::Smallest,
        )),
        DocumentLayout::Poster => Some(poster_layout::lay_out_poster(
            document,
            theme,
            faces,
            FontSizeChoice::Smallest,
        )),
        DocumentLayout::Cards => Some(card_sheet_layout::lay_out_cards(
            document,
            theme,
            faces,
            FontSizeChoice::Smallest,
        )),
    });
    if let Some(Err(over_percent)) = laid {
        found.push(does_not_fit_diagnostic(document, over_percent));
    }
}

/// Notes the characters of a document that no face covers.
fn record_uncovered_in_document(document: &Document, faces: &mut FontSet) {
    let frame = &document.page_strings;
    for text in [
        &document.title,
        &document.agency_name,
        &document.short_agency_name,
        &document.footer_text,
    ] {
        faces.record_uncovered_chars(text);
    }
    for text in [
        &frame.draft_label,
        &frame.page_number_pattern,
        &frame.contents_heading,
    ] {
        faces.record_uncovered_chars(text);
    }
    traversal::visit_inlines(&document.blocks, &mut |inline| match inline {
        Inline::Text(text) | Inline::FactValue { text, .. } => faces.record_uncovered_chars(text),
        Inline::Blank(blank) => faces.record_uncovered_chars(&blank.placeholder_text()),
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Link { .. }
        | Inline::OtherLanguage { .. }
        | Inline::LineBreak => {}
    });
}

fn uncovered_char_diagnostics(faces: &mut FontSet) -> Vec<Diagnostic> {
    let characters = faces.take_uncovered_chars().into_iter();
    characters
        .map(|character| {
            Diagnostic::new(DocumentProblem::MissingGlyph {
                character,
                setting: None,
            })
        })
        .collect()
}

fn does_not_fit_diagnostic(document: &Document, over_percent: u32) -> Diagnostic {
    Diagnostic::new(DocumentProblem::PageOverflow {
        document: document.file_stem(),
        overflow_percent: over_percent,
        longest_settings: Vec::new(),
        longest_list: None,
    })
}

/// How small a form may become to stay on one page: 8.5 points for its words.
const FORM_FONT_SCALES: [f32; 3] = [1.0, 0.92, 0.85];

/// Lays a form out as running text, on one page if it can.
fn lay_out_form(document: &Document, theme: &Theme, faces: &mut FontSet) -> PagedDocument {
    let rtl = is_rtl_language(&document.language);
    let mut lay = |scale| {
        let setter = BlockLayouter::new(faces, DocumentStyle::for_form(theme, rtl, scale));
        flowing_text_layout::lay_out_flowing_text(
            document,
            setter,
            theme.paper.size_in_points(),
            theme.logo_for(document),
        )
    };
    FORM_FONT_SCALES
        .into_iter()
        .map(&mut lay)
        .find(|laid| laid.pages.len() == 1)
        .unwrap_or_else(|| lay(1.0))
}
