//! State shared by the steps that tag a file. Only this module and `marked_content` use lopdf.

use std::collections::BTreeMap;

pub(super) use lopdf::{
    Dictionary, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use crate::render::pdf::paged_document::{PageDestination, PagedDocument};
use crate::render::pdf::pdf_types::PdfFile;

/// A PDF file and the layout that its tags are made from.
pub(super) struct PdfTagger<'a> {
    pub(super) paged_document: &'a PagedDocument,
    pub(super) page_ids: Vec<ObjectId>,
    pub(super) pdf_file: PdfFile,
    /// `Span` element with the `ActualText` of marked content, by page index and each MCID.
    pub(super) actual_text_spans: BTreeMap<(usize, i64), ObjectId>,
}

impl PdfTagger<'_> {
    pub(super) fn page_dictionary_mut(&mut self, page_index: usize) -> &mut Dictionary {
        let id = self.page_ids[page_index];
        self.pdf_file
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .expect("a page is a dictionary")
    }

    pub(super) fn catalog_mut(&mut self) -> &mut Dictionary {
        self.pdf_file.catalog_mut().expect("a file has a catalog")
    }

    pub(super) fn destination_array(&self, destination: &PageDestination) -> Object {
        Object::Array(vec![
            Object::Reference(self.page_ids[destination.page_index]),
            "XYZ".into(),
            Object::Null,
            to_pdf_real(
                (self.paged_document.page_height - destination.y + 8.0)
                    .min(self.paged_document.page_height),
            ),
            Object::Null,
        ])
    }
}

/// Returns a length or coordinate rounded to a thousandth of a point.
pub(super) fn to_pdf_real(points: f32) -> Object {
    Object::Real((points * 1000.0).round() / 1000.0)
}
