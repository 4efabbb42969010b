//! Fields to fill in on a screen (ISO 32000-1, 12.7), each in a structure element of its own.

use std::collections::BTreeMap;

use super::pdf_tagger::{
    Dictionary, Object, ObjectId, Stream, Tagger, dictionary, real, text_string,
};
use crate::render::pdf::paged_document::{Field, FieldKind};
use crate::render::pdf::structure_tree::ElementId;

/// The fields of a file as they come together.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// Those that the file lists: texts, and choices with their marks as kids.
    listed: Vec<ObjectId>,
    /// The choice each row of a table is, with its marks.
    choices: BTreeMap<ElementId, (ObjectId, Vec<ObjectId>)>,
    /// How a mark looks that is not chosen, and one that is; by its side in thousandths of a point.
    looks: BTreeMap<i64, (ObjectId, ObjectId)>,
}

/// Letters and size of what is typed: as large as its field has room for.
const APPEARANCE: &str = "/Helv 0 Tf 0 g";

/// Alike in all: printed, and named for who does not see it.
const PRINTED: i64 = 4;
/// A text of several lines (ISO 32000-1, table 228).
const LINES: i64 = 1 << 12;
/// One of several, of which one stays chosen (table 226).
const ONE_OF: i64 = 1 << 15 | 1 << 14;

impl Tagger<'_> {
    /// Adds the annotation of a field on a page, and the field if it is a new one.
    pub(super) fn field(
        &mut self,
        fields: &mut Fields,
        field: &Field,
        page: usize,
        key: i64,
    ) -> ObjectId {
        let bottom = self.laid.height - field.y - field.height;
        let rect = [
            field.x,
            bottom,
            field.x + field.width,
            bottom + field.height,
        ];
        let element = &self.laid.tree.elements[field.element.0];
        let mut widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Rect" => rect.map(real).to_vec(),
            "F" => PRINTED,
            "P" => Object::Reference(self.pages[page]),
            "TU" => text_string(&element.contents),
            "StructParent" => key,
        };
        let id = self.file.new_object_id();
        match field.kind {
            FieldKind::Text { lines } => {
                widget.set("FT", "Tx");
                widget.set("T", name(field.element));
                widget.set("DA", Object::string_literal(APPEARANCE));
                widget.set("Ff", if lines { LINES } else { 0 });
                fields.listed.push(id);
            }
            FieldKind::Choice { of, option } => {
                let (choice, marks) = fields
                    .choices
                    .entry(of)
                    .or_insert_with(|| (self.file.new_object_id(), Vec::new()));
                marks.push(id);
                widget.set("Parent", Object::Reference(*choice));
                if marks.len() == 1 {
                    fields.listed.push(*choice);
                }
                let (open, chosen) = self.looks(&mut fields.looks, field.width);
                let states = dictionary! {
                    format!("option-{option}") => Object::Reference(chosen),
                    "Off" => Object::Reference(open),
                };
                widget.set("AS", "Off");
                widget.set("AP", dictionary! { "N" => states });
            }
        }
        self.file.set_object(id, widget);
        id
    }

    /// Lists the fields in the catalog, if there are any.
    pub(super) fn list(&mut self, fields: Fields) {
        if fields.listed.is_empty() {
            return;
        }
        for (row, (choice, marks)) in fields.choices {
            let asks = &self.laid.tree.elements[row.0].contents;
            let kids: Vec<Object> = marks.into_iter().map(Object::Reference).collect();
            let choice_of = dictionary! {
                "FT" => "Btn",
                "Ff" => ONE_OF,
                "T" => name(row),
                "TU" => text_string(asks),
                "V" => "Off",
                "Kids" => kids,
            };
            self.file.set_object(choice, choice_of);
        }
        let letters = self.file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let listed: Vec<Object> = fields.listed.into_iter().map(Object::Reference).collect();
        let form = dictionary! {
            "Fields" => listed,
            "DA" => Object::string_literal(APPEARANCE),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => Object::Reference(letters) } },
        };
        self.catalog().set("AcroForm", form);
    }

    /// A circle, and one with a disc in it.
    fn looks(
        &mut self,
        known: &mut BTreeMap<i64, (ObjectId, ObjectId)>,
        side: f32,
    ) -> (ObjectId, ObjectId) {
        let (open, chosen) = *known
            .entry((side * 1000.0) as i64)
            .or_insert_with(|| (self.file.new_object_id(), self.file.new_object_id()));
        let middle = side / 2.0;
        let ring = format!("0.8 w 0.1 G {}s", circle(middle, middle - 0.8));
        let disc = format!("{ring} 0.1 g {}f", circle(middle, middle * 0.5));
        for (id, drawn) in [(open, ring), (chosen, disc)] {
            let about: Dictionary = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => [0.0, 0.0, side, side].map(real).to_vec(),
                "Resources" => dictionary! {},
            };
            self.file
                .set_object(id, Stream::new(about, drawn.into_bytes()));
        }
        (open, chosen)
    }
}

/// The name of a field: the number of its element, which nothing else in the file has.
fn name(element: ElementId) -> Object {
    Object::string_literal(format!("field-{}", element.0))
}

/// A closed circle about `(middle, middle)`, in four curves.
fn circle(middle: f32, radius: f32) -> String {
    // How far the handles of a curve lie from its ends to make a quarter of a circle.
    let pull = radius * 0.552_3;
    let (low, high) = (middle - radius, middle + radius);
    let (under, over) = (middle - pull, middle + pull);
    format!(
        "{high:.3} {middle:.3} m \
         {high:.3} {over:.3} {over:.3} {high:.3} {middle:.3} {high:.3} c \
         {under:.3} {high:.3} {low:.3} {over:.3} {low:.3} {middle:.3} c \
         {low:.3} {under:.3} {under:.3} {low:.3} {middle:.3} {low:.3} c \
         {over:.3} {low:.3} {high:.3} {under:.3} {high:.3} {middle:.3} c "
    )
}
