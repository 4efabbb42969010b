//! Lays a document out as pages, by its [`DocumentLayout`].

use super::block_layout::BlockLayouter;
use super::page_fit::PageFitMode;
use super::paged_document::PagedDocument;
use super::text_shaping::FontSet;
use super::{card_sheet_layout, flowing_text_layout, notice_layout, poster_layout};
use crate::diag::document::DocumentProblem;
use crate::diag::{Diagnostic, Diagnostics, StageError};
use crate::document::{Document, DocumentLayout, Inline, traversal};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::{Theme, is_rtl_language};

/// Lays out the pages. [`PagedDocument::dump_pages`] and [`PagedDocument::dump_structure`] show them as text.
///
/// Fails, with a diagnostic, under the conditions that [`super::render_pdf`] names.
pub fn lay_out_document(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    diagnostics: &mut Diagnostics,
) -> Result<PagedDocument, StageError> {
    fonts.take_uncovered_chars();
    let paper = theme.paper.size_in_points();
    let style = DocumentStyle::for_policy(theme, is_rtl_language(&document.language));
    let choice = PageFitMode::LargestFitting;
    let result = match lay_out_fixed_pages(document, theme, fonts, choice) {
        Some(result) => result,
        None if document.layout == DocumentLayout::Form => Ok(lay_out_form(document, theme, fonts)),
        None => Ok(flowing_text_layout::lay_out_flowing_text(
            document,
            BlockLayouter::new(fonts, style.clone()),
            paper,
            theme.logo_for(document),
        )),
    };
    let uncovered = uncovered_char_diagnostics(fonts);
    let all_covered = uncovered.is_empty();
    diagnostics.extend(uncovered);
    let mut paged = result.map_err(|over_percent| {
        diagnostics.push_fatal(does_not_fit_diagnostic(document, over_percent))
    })?;
    if !all_covered {
        return Err(StageError::InvalidInput);
    }
    let mut layouter = BlockLayouter::new(fonts, style);
    if document.layout == DocumentLayout::Cards
        && let Some(back) = paged.pages.last_mut()
    {
        card_sheet_layout::draw_card_small_print(
            &mut layouter,
            back,
            &paged.structure_tree,
            &document.footer_text,
            paper,
        );
    }
    if document.is_draft {
        let label = &document.page_strings.draft_label;
        for page in &mut paged.pages {
            match document.layout {
                DocumentLayout::Policy
                | DocumentLayout::Form
                | DocumentLayout::PacketIndex
                | DocumentLayout::Notice => {
                    flowing_text_layout::draw_draft_watermark(&mut layouter, page, label, paper);
                }
                DocumentLayout::Poster => {
                    flowing_text_layout::draw_poster_draft_band(
                        &mut layouter,
                        page,
                        label,
                        paper.0,
                    );
                }
                DocumentLayout::Cards => {
                    card_sheet_layout::draw_card_draft_bands(&mut layouter, page, label, paper);
                }
            }
        }
    }
    Ok(paged)
}

/// Reports what would make [`super::render_pdf`] fail, without rendering: lays a notice, poster or card sheet
/// out once at its smallest size, and looks in all text for characters without a glyph.
pub fn check_pdf_layout(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    diagnostics: &mut Diagnostics,
) {
    fonts.take_uncovered_chars();
    record_uncovered_in_document(document, fonts);
    diagnostics.extend(uncovered_char_diagnostics(fonts));
    let choice = PageFitMode::Smallest;
    let result =
        fonts.run_measuring_only(|fonts| lay_out_fixed_pages(document, theme, fonts, choice));
    if let Some(Err(over_percent)) = result {
        diagnostics.push(does_not_fit_diagnostic(document, over_percent));
    }
}

/// Lays out a notice, poster or card sheet, which has a fixed number of pages; `None` for other layouts.
fn lay_out_fixed_pages(
    document: &Document,
    theme: &Theme,
    fonts: &mut FontSet,
    choice: PageFitMode,
) -> Option<Result<PagedDocument, u32>> {
    let lay_out = match document.layout {
        DocumentLayout::Policy | DocumentLayout::PacketIndex | DocumentLayout::Form => return None,
        DocumentLayout::Notice => notice_layout::lay_out_notice,
        DocumentLayout::Poster => poster_layout::lay_out_poster,
        DocumentLayout::Cards => card_sheet_layout::lay_out_cards,
    };
    Some(lay_out(document, theme, fonts, choice))
}

/// Records the characters of a document that have no glyph in any face.
fn record_uncovered_in_document(document: &Document, fonts: &mut FontSet) {
    let strings = &document.page_strings;
    for text in [
        &document.title,
        &document.agency_name,
        &document.short_agency_name,
        &document.footer_text,
    ] {
        fonts.record_uncovered_chars(text);
    }
    for text in [
        &strings.draft_label,
        &strings.page_number_pattern,
        &strings.contents_heading,
    ] {
        fonts.record_uncovered_chars(text);
    }
    traversal::visit_inlines(&document.blocks, &mut |inline| match inline {
        Inline::Text(text) | Inline::FactValue { text, .. } => fonts.record_uncovered_chars(text),
        Inline::Blank(blank) => fonts.record_uncovered_chars(&blank.placeholder_text()),
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Link { .. }
        | Inline::OtherLanguage { .. }
        | Inline::LineBreak => {}
    });
}

fn uncovered_char_diagnostics(fonts: &mut FontSet) -> Vec<Diagnostic> {
    let characters = fonts.take_uncovered_chars();
    if characters.is_empty() {
        return Vec::new();
    }
    let setting = None;
    vec![Diagnostic::new(DocumentProblem::MissingGlyphs {
        characters,
        setting,
    })]
}

fn does_not_fit_diagnostic(document: &Document, over_percent: u32) -> Diagnostic {
    Diagnostic::new(DocumentProblem::PageOverflow {
        document: document.file_stem(),
        overflow_percent: over_percent,
        longest_settings: Vec::new(),
        longest_list: None,
    })
}

/// Font scales to try so that a form fits on one page; the smallest gives 8.5 pt body text.
const FORM_FONT_SCALES: [f32; 3] = [1.0, 0.92, 0.85];

/// Lays a form out as flowing text, on one page if a scale of [`FORM_FONT_SCALES`] allows it.
fn lay_out_form(document: &Document, theme: &Theme, fonts: &mut FontSet) -> PagedDocument {
    let rtl = is_rtl_language(&document.language);
    let mut lay_out = |scale| {
        let layouter = BlockLayouter::new(fonts, DocumentStyle::for_form(theme, rtl, scale));
        flowing_text_layout::lay_out_flowing_text(
            document,
            layouter,
            theme.paper.size_in_points(),
            theme.logo_for(document),
        )
    };
    FORM_FONT_SCALES
        .into_iter()
        .map(&mut lay_out)
        .find(|paged| paged.pages.len() == 1)
        .unwrap_or_else(|| lay_out(1.0))
}
