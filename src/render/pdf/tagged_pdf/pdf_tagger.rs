//! A file while it is tagged, with what every kind of tag needs of it. Only this and `file` know lopdf.

use std::collections::BTreeMap;

pub(super) use lopdf::{
    Dictionary, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};

use crate::render::pdf::marked_content::File;
use crate::render::pdf::paged_document::{Laid, Place};

/// Pages on their way to a tagged file.
pub(super) struct Tagger<'a> {
    pub(super) laid: &'a Laid,
    pub(super) pages: Vec<ObjectId>,
    pub(super) file: File,
    /// The element of each marked content, by page and number, that says its words in their order.
    pub(super) turned: BTreeMap<(usize, i64), ObjectId>,
}

impl Tagger<'_> {
    pub(super) fn page_mut(&mut self, number: usize) -> &mut Dictionary {
        let id = self.pages[number];
        self.file
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .expect("a page is a dictionary")
    }

    pub(super) fn catalog(&mut self) -> &mut Dictionary {
        self.file.catalog_mut().expect("a file has a catalog")
    }

    pub(super) fn target(&self, place: &Place) -> Object {
        Object::Array(vec![
            Object::Reference(self.pages[place.page]),
            "XYZ".into(),
            Object::Null,
            real((self.laid.height - place.y + 8.0).min(self.laid.height)),
            Object::Null,
        ])
    }
}

/// A length or a place, to a thousandth of a point.
pub(super) fn real(points: f32) -> Object {
    Object::Real((points * 1000.0).round() / 1000.0)
}
