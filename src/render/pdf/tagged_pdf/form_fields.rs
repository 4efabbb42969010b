//! Interactive form fields (ISO 32000-1, 12.7), each with its own structure element.

use std::collections::BTreeMap;

use super::pdf_tagger::{
    Dictionary, Object, ObjectId, PdfTagger, Stream, dictionary, text_string, to_pdf_real,
};
use crate::render::pdf::paged_document::{PdfFormField, PdfFormFieldKind};
use crate::render::pdf::structure_tree::StructureElementId;

/// Form fields of a file, collected page by page.
#[derive(Debug, Default)]
pub(super) struct AcroFormFields {
    /// Top-level fields: text fields, and radio groups with their buttons as children.
    field_ids: Vec<ObjectId>,
    /// Radio group of each row of a choice table, with its buttons.
    radio_groups_by_row: BTreeMap<StructureElementId, (ObjectId, Vec<ObjectId>)>,
    /// Appearances of a radio button, off and on, by its width in thousandths of a point.
    radio_appearances: BTreeMap<i64, (ObjectId, ObjectId)>,
}

/// Font and size of typed text; size 0 fits the text to its field.
const DEFAULT_APPEARANCE: &str = "/Helv 0 Tf 0 g";

/// Annotation flag `Print`, set on every field (ISO 32000-1, table 165).
const PRINT_ANNOTATION_FLAG: i64 = 4;
/// Field flag `Multiline` (ISO 32000-1, table 228).
const MULTILINE_TEXT_FLAG: i64 = 1 << 12;
/// Field flags `Radio` and `NoToggleToOff` (table 226).
const RADIO_BUTTON_FLAGS: i64 = 1 << 15 | 1 << 14;

impl PdfTagger<'_> {
    /// Adds the widget annotation of a field, and its radio group if the row has none yet.
    pub(super) fn add_field_widget(
        &mut self,
        fields: &mut AcroFormFields,
        field: &PdfFormField,
        page: usize,
        parent_tree_key: i64,
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
            "StructParent" => parent_tree_key,
        };
        let id = self.pdf_file.new_object_id();
        match field.kind {
            PdfFormFieldKind::Text { multiline } => {
                widget.set("FT", "Tx");
                widget.set("T", pdf_field_name(field.structure_element));
                widget.set("DA", Object::string_literal(DEFAULT_APPEARANCE));
                widget.set("Ff", if multiline { MULTILINE_TEXT_FLAG } else { 0 });
                fields.field_ids.push(id);
            }
            PdfFormFieldKind::Choice {
                row_element,
                option_index,
            } => {
                let (radio_group, buttons) = fields
                    .radio_groups_by_row
                    .entry(row_element)
                    .or_insert_with(|| (self.pdf_file.new_object_id(), Vec::new()));
                buttons.push(id);
                widget.set("Parent", Object::Reference(*radio_group));
                if buttons.len() == 1 {
                    fields.field_ids.push(*radio_group);
                }
                let (off, on) =
                    self.add_radio_appearances(&mut fields.radio_appearances, field.width);
                let states = dictionary! {
                    format!("option-{option_index}") => Object::Reference(on),
                    "Off" => Object::Reference(off),
                };
                widget.set("AS", "Off");
                widget.set("AP", dictionary! { "N" => states });
            }
        }
        self.pdf_file.set_object(id, widget);
        id
    }

    /// Writes the radio groups and the `/AcroForm` dictionary, if there are any fields.
    pub(super) fn write_acro_form(&mut self, fields: AcroFormFields) {
        if fields.field_ids.is_empty() {
            return;
        }
        for (row, (radio_group, buttons)) in fields.radio_groups_by_row {
            let question = &self.paged_document.structure_tree.elements[row.0].alternative_text;
            let children: Vec<Object> = buttons.into_iter().map(Object::Reference).collect();
            let group_dict = dictionary! {
                "FT" => "Btn",
                "Ff" => RADIO_BUTTON_FLAGS,
                "T" => pdf_field_name(row),
                "TU" => text_string(question),
                "V" => "Off",
                "Kids" => children,
            };
            self.pdf_file.set_object(radio_group, group_dict);
        }
        let font = self.pdf_file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let field_refs: Vec<Object> = fields
            .field_ids
            .into_iter()
            .map(Object::Reference)
            .collect();
        let form = dictionary! {
            "Fields" => field_refs,
            "DA" => Object::string_literal(DEFAULT_APPEARANCE),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => Object::Reference(font) } },
        };
        self.catalog_mut().set("AcroForm", form);
    }

    /// Returns the appearances of a radio button of a size, off and on.
    fn add_radio_appearances(
        &mut self,
        cache: &mut BTreeMap<i64, (ObjectId, ObjectId)>,
        size: f32,
    ) -> (ObjectId, ObjectId) {
        let (off, on) = *cache
            .entry((size * 1000.0) as i64)
            .or_insert_with(|| (self.pdf_file.new_object_id(), self.pdf_file.new_object_id()));
        let center = size / 2.0;
        let ring = format!(
            "0.8 w 0.1 G {}s",
            circle_path_operators(center, center - 0.8)
        );
        let disc = format!(
            "{ring} 0.1 g {}f",
            circle_path_operators(center, center * 0.5)
        );
        for (id, operators) in [(off, ring), (on, disc)] {
            let form_dict: Dictionary = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => [0.0, 0.0, size, size].map(to_pdf_real).to_vec(),
                "Resources" => dictionary! {},
            };
            self.pdf_file
                .set_object(id, Stream::new(form_dict, operators.into_bytes()));
        }
        (off, on)
    }
}

/// Returns the name of a field, unique because it holds the number of its structure element.
fn pdf_field_name(element: StructureElementId) -> Object {
    Object::string_literal(format!("field-{}", element.0))
}

/// Returns the path operators of a circle around `(center, center)`, in four curves.
fn circle_path_operators(center: f32, radius: f32) -> String {
    // Distance of the control points from the ends of a quarter circle.
    let handle = radius * 0.552_3;
    let (low, high) = (center - radius, center + radius);
    let (near, far) = (center - handle, center + handle);
    format!(
        "{high:.3} {center:.3} m \
         {high:.3} {far:.3} {far:.3} {high:.3} {center:.3} {high:.3} c \
         {near:.3} {high:.3} {low:.3} {far:.3} {low:.3} {center:.3} c \
         {low:.3} {near:.3} {near:.3} {low:.3} {center:.3} {low:.3} c \
         {far:.3} {low:.3} {high:.3} {near:.3} {high:.3} {center:.3} c "
    )
}
