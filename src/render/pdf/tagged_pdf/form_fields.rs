//! Fields to fill in on a screen (ISO 32000-1, 12.7), each in a structure element of its own.

use std::collections::BTreeMap;

use super::pdf_tagger::{
    Dictionary, Object, ObjectId, PdfTagger, Stream, dictionary, text_string, to_pdf_real,
};
use crate::render::pdf::paged_document::{PdfFormField, PdfFormFieldKind};
use crate::render::pdf::structure_tree::StructureElementId;

/// The fields of a file as they come together.
#[derive(Debug, Default)]
pub(super) struct AcroFormFields {
    /// Those that the file lists: texts, and choices with their marks as kids.
    field_ids: Vec<ObjectId>,
    /// The choice each row of a table is, with its marks.
    radio_groups_by_row: BTreeMap<StructureElementId, (ObjectId, Vec<ObjectId>)>,
    /// How a mark looks that is not chosen, and one that is; by its side in thousandths of a point.
    radio_appearances: BTreeMap<i64, (ObjectId, ObjectId)>,
}

/// Letters and size of what is typed: as large as its field has room for.
const DEFAULT_APPEARANCE: &str = "/Helv 0 Tf 0 g";

/// Alike in all: printed, and named for who does not see it.
const PRINT_ANNOTATION_FLAG: i64 = 4;
/// A text of several lines (ISO 32000-1, table 228).
const MULTILINE_TEXT_FLAG: i64 = 1 << 12;
/// One of several, of which one stays chosen (table 226).
const RADIO_BUTTON_FLAGS: i64 = 1 << 15 | 1 << 14;

impl PdfTagger<'_> {
    /// Adds the annotation of a field on a page, and the field if it is a new one.
    pub(super) fn add_field_widget(
        &mut self,
        fields: &mut AcroFormFields,
        field: &PdfFormField,
        page: usize,
        key: i64,
    ) -> ObjectId {
        let bottom = self.paged_document.page_height - field.y - field.height;
        let rect = [
            field.x,
            bottom,
            field.x + field.width,
            bottom + field.height,
        ];
        let element = &self.paged_document.structure_tree.elements[field.structure_element.0];
        let mut widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Rect" => rect.map(to_pdf_real).to_vec(),
            "F" => PRINT_ANNOTATION_FLAG,
            "P" => Object::Reference(self.page_ids[page]),
            "TU" => text_string(&element.alternative_text),
            "StructParent" => key,
        };
        let id = self.pdf_file.new_object_id();
        match field.kind {
            PdfFormFieldKind::Text { multiline: lines } => {
                widget.set("FT", "Tx");
                widget.set("T", form_field_name(field.structure_element));
                widget.set("DA", Object::string_literal(DEFAULT_APPEARANCE));
                widget.set("Ff", if lines { MULTILINE_TEXT_FLAG } else { 0 });
                fields.field_ids.push(id);
            }
            PdfFormFieldKind::Choice {
                row_element: of,
                option_index: option,
            } => {
                let (choice, marks) = fields
                    .radio_groups_by_row
                    .entry(of)
                    .or_insert_with(|| (self.pdf_file.new_object_id(), Vec::new()));
                marks.push(id);
                widget.set("Parent", Object::Reference(*choice));
                if marks.len() == 1 {
                    fields.field_ids.push(*choice);
                }
                let (open, chosen) =
                    self.add_radio_appearances(&mut fields.radio_appearances, field.width);
                let states = dictionary! {
                    format!("option-{option}") => Object::Reference(chosen),
                    "Off" => Object::Reference(open),
                };
                widget.set("AS", "Off");
                widget.set("AP", dictionary! { "N" => states });
            }
        }
        self.pdf_file.set_object(id, widget);
        id
    }

    /// Lists the fields in the catalog, if there are any.
    pub(super) fn write_acro_form(&mut self, fields: AcroFormFields) {
        if fields.field_ids.is_empty() {
            return;
        }
        for (row, (choice, marks)) in fields.radio_groups_by_row {
            let asks = &self.paged_document.structure_tree.elements[row.0].alternative_text;
            let kids: Vec<Object> = marks.into_iter().map(Object::Reference).collect();
            let choice_of = dictionary! {
                "FT" => "Btn",
                "Ff" => RADIO_BUTTON_FLAGS,
                "T" => form_field_name(row),
                "TU" => text_string(asks),
                "V" => "Off",
                "Kids" => kids,
            };
            self.pdf_file.set_object(choice, choice_of);
        }
        let letters = self.pdf_file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let listed: Vec<Object> = fields
            .field_ids
            .into_iter()
            .map(Object::Reference)
            .collect();
        let form = dictionary! {
            "Fields" => listed,
            "DA" => Object::string_literal(DEFAULT_APPEARANCE),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => Object::Reference(letters) } },
        };
        self.catalog_mut().set("AcroForm", form);
    }

    /// A circle, and one with a disc in it.
    fn add_radio_appearances(
        &mut self,
        known: &mut BTreeMap<i64, (ObjectId, ObjectId)>,
        side: f32,
    ) -> (ObjectId, ObjectId) {
        let (open, chosen) = *known
            .entry((side * 1000.0) as i64)
            .or_insert_with(|| (self.pdf_file.new_object_id(), self.pdf_file.new_object_id()));
        let middle = side / 2.0;
        let ring = format!(
            "0.8 w 0.1 G {}s",
            circle_path_operators(middle, middle - 0.8)
        );
        let disc = format!(
            "{ring} 0.1 g {}f",
            circle_path_operators(middle, middle * 0.5)
        );
        for (id, drawn) in [(open, ring), (chosen, disc)] {
            let about: Dictionary = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => [0.0, 0.0, side, side].map(to_pdf_real).to_vec(),
                "Resources" => dictionary! {},
            };
            self.pdf_file
                .set_object(id, Stream::new(about, drawn.into_bytes()));
        }
        (open, chosen)
    }
}

/// The name of a field: the number of its element, which nothing else in the file has.
fn form_field_name(element: StructureElementId) -> Object {
    Object::string_literal(format!("field-{}", element.0))
}

/// A closed circle about `(middle, middle)`, in four curves.
fn circle_path_operators(middle: f32, radius: f32) -> String {
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
