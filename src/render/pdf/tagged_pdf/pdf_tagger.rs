//! A file while it is tagged, with what every kind of tag needs of it. Only this and `file` know lopdf.

use std::collections::BTreeMap;

pub(super) use lopdf::{
    Dictionary, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use crate::render::pdf::marked_content::PdfFile;
use crate::render::pdf::paged_document::{PageDestination, PagedDocument};

/// Pages on their way to a tagged file.
pub(super) struct PdfTagger<'a> {
    pub(super) paged_document: &'a PagedDocument,
    pub(super) page_ids: Vec<ObjectId>,
    pub(super) pdf_file: PdfFile,
    /// The element of each marked content, by page and number, that says its words in their order.
    pub(super) actual_text_spans: BTreeMap<(usize, i64), ObjectId>,
}

impl PdfTagger<'_> {
    pub(super) fn page_dictionary_mut(&mut self, number: usize) -> &mut Dictionary {
        let id = self.page_ids[number];
        self.pdf_file
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .expect("a page is a dictionary")
    }

    pub(super) fn catalog_mut(&mut self) -> &mut Dictionary {
        self.pdf_file.catalog_mut().expect("a file has a catalog")
    }

    pub(super) fn destination_array(&self, place: &PageDestination) -> Object {
        Object::Array(vec![
            Object::Reference(self.page_ids[place.page_index]),
            "XYZ".into(),
            Object::Null,
            to_pdf_real(
                (self.paged_document.page_height - place.y + 8.0)
                    .min(self.paged_document.page_height),
            ),
            Object::Null,
        ])
    }
}

/// A length or a place, to a thousandth of a point.
pub(super) fn to_pdf_real(points: f32) -> Object {
    Object::Real((points * 1000.0).round() / 1000.0)
}
