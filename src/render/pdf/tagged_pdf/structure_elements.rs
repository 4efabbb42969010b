//! The structure tree, with the links and fields that stand in it.

use super::form_fields::AcroFormFields;
use super::pdf_tagger::{
    Dictionary, Object, ObjectId, PdfTagger, dictionary, text_string, to_pdf_real,
};
use crate::document::LinkTarget;
use crate::render::pdf::marked_content::{MarkedContent, to_pdf_integer};
use crate::render::pdf::paged_document::{ContentTag, LinkArea, PlacedItem};
use crate::render::pdf::structure_tree::{
    StructureChild, StructureElementId, StructureType, TaggedContentId,
};

impl PdfTagger<'_> {
    /// Writes the structure tree, the link annotations and the parent tree that joins them.
    pub(super) fn write_structure_tree(
        &mut self,
        marks: &[Vec<MarkedContent>],
        slots: &[Vec<TaggedContentId>],
    ) {
        let tree = &self.paged_document.structure_tree;
        let root = self.pdf_file.new_object_id();
        let ids: Vec<ObjectId> = tree
            .elements
            .iter()
            .map(|_| self.pdf_file.new_object_id())
            .collect();
        let mut parents: Vec<Object> = Vec::new();
        // Words whose glyphs stand in the other order get an element that says them in theirs.
        for mark in marks.iter().flatten() {
            if mark.actual_text.is_some() {
                let id = self.pdf_file.new_object_id();
                self.actual_text_spans
                    .insert((mark.page_index, mark.mcid), id);
            }
        }
        for (page, slots) in slots.iter().enumerate() {
            let owners: Vec<Object> = slots
                .iter()
                .zip(0..)
                .map(|(slot, number)| {
                    let own = ids[tree.tagged_content_owners[slot.0].0];
                    Object::Reference(*self.actual_text_spans.get(&(page, number)).unwrap_or(&own))
                })
                .collect();
            let owners = self.pdf_file.add_object(owners);
            parents.push(Object::Integer(to_pdf_integer(page)));
            parents.push(Object::Reference(owners));
        }
        let mut next = to_pdf_integer(slots.len());
        let mut fields = AcroFormFields::default();
        let mut annotations: Vec<(StructureElementId, usize, ObjectId)> = Vec::new();
        for (number, page) in self.paged_document.pages.iter().enumerate() {
            let mut here = Vec::new();
            for area in page.link_areas(tree) {
                let annotation = self.link_annotation(&area, number, next);
                let id = self.pdf_file.add_object(annotation);
                here.push(Object::Reference(id));
                annotations.push((area.link_element, number, id));
                parents.push(Object::Integer(next));
                parents.push(Object::Reference(ids[area.link_element.0]));
                next += 1;
            }
            for field in &page.form_fields {
                let id = self.add_field_widget(&mut fields, field, number, next);
                here.push(Object::Reference(id));
                annotations.push((field.structure_element, number, id));
                parents.push(Object::Integer(next));
                parents.push(Object::Reference(ids[field.structure_element.0]));
                next += 1;
            }
            let (width, height) = (
                self.paged_document.page_width,
                self.paged_document.page_height,
            );
            let page = self.page_dictionary_mut(number);
            page.set("StructParents", to_pdf_integer(number));
            page.set("Tabs", "S");
            let whole: Vec<Object> = [0.0, 0.0, width, height].map(to_pdf_real).to_vec();
            for key in ["MediaBox", "CropBox", "TrimBox"] {
                page.set(key, whole.clone());
            }
            if here.is_empty() {
                page.remove(b"Annots");
            } else {
                page.set("Annots", here);
            }
        }
        self.write_acro_form(fields);
        self.write_structure_elements(root, &ids, marks, &annotations);
        let parents = self.pdf_file.add_object(dictionary! { "Nums" => parents });
        self.pdf_file.set_object(
            root,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => vec![Object::Reference(ids[0])],
                "ParentTree" => Object::Reference(parents),
                "ParentTreeNextKey" => next,
            },
        );
        self.catalog_mut()
            .set("StructTreeRoot", Object::Reference(root));
    }

    /// The annotation of a link's area on a page.
    fn link_annotation(&self, area: &LinkArea, number: usize, key: i64) -> Dictionary {
        let element = &self.paged_document.structure_tree.elements[area.link_element.0];
        let bottom = self.paged_document.page_height - area.y - area.height;
        let rect: Vec<Object> = [area.x, bottom, area.x + area.width, bottom + area.height]
            .map(to_pdf_real)
            .to_vec();
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => rect,
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => 4,
            "P" => Object::Reference(self.page_ids[number]),
            "Contents" => text_string(&element.alternative_text),
            "StructParent" => key,
        };
        match element
            .link_target
            .as_ref()
            .expect("a link leads somewhere")
        {
            LinkTarget::Url(address) | LinkTarget::PacketFile(address) => annotation.set(
                "A",
                dictionary! {
                    "S" => "URI",
                    "URI" => Object::string_literal(address.as_bytes()),
                },
            ),
            LinkTarget::Anchor(anchor) => {
                annotation.set("Dest", Object::string_literal(anchor.0.as_bytes()));
            }
        }
        annotation
    }

    /// Writes every element with its kids: elements, marked contents, annotations.
    fn write_structure_elements(
        &mut self,
        root: ObjectId,
        ids: &[ObjectId],
        marks: &[Vec<MarkedContent>],
        annotations: &[(StructureElementId, usize, ObjectId)],
    ) {
        let tree = &self.paged_document.structure_tree;
        for (index, element) in tree.elements.iter().enumerate() {
            // What stands on the element's own page needs its number alone (ISO 32000-1, 14.7.4.2).
            let page = element.children.iter().find_map(|kid| match kid {
                StructureChild::TaggedContent(slot) => {
                    marks[slot.0].first().map(|mark| mark.page_index)
                }
                StructureChild::Element(_) => None,
            });
            let mut kids: Vec<Object> = Vec::with_capacity(element.children.len());
            for kid in &element.children {
                match kid {
                    StructureChild::Element(id) => kids.push(Object::Reference(ids[id.0])),
                    StructureChild::TaggedContent(slot) => {
                        let contents = marks[slot.0].iter().map(|mark| match &mark.actual_text {
                            Some(words) => self.add_actual_text_span(mark, words, ids[index]),
                            None if Some(mark.page_index) == page => Object::Integer(mark.mcid),
                            None => Object::Dictionary(dictionary! {
                                "Type" => "MCR",
                                "Pg" => Object::Reference(self.page_ids[mark.page_index]),
                                "MCID" => mark.mcid,
                            }),
                        });
                        kids.extend(contents);
                    }
                }
            }
            for (_, page, id) in annotations.iter().filter(|(link, ..)| link.0 == index) {
                kids.push(Object::Dictionary(dictionary! {
                    "Type" => "OBJR",
                    "Pg" => Object::Reference(self.page_ids[*page]),
                    "Obj" => Object::Reference(*id),
                }));
            }
            let parent = element.parent.map_or(root, |parent| ids[parent.0]);
            // Its type may be left out (ISO 32000-1, table 323); there are thousands of them.
            let mut dict = dictionary! {
                "S" => element.structure_type.pdf_name(),
                "P" => Object::Reference(parent),
                "K" => if kids.len() == 1 { kids.swap_remove(0) } else { Object::Array(kids) },
            };
            if let Some(page) = page {
                dict.set("Pg", Object::Reference(self.page_ids[page]));
            }
            if let Some(language) = &element.language {
                dict.set("Lang", Object::string_literal(language.as_bytes()));
            }
            let attributes = match element.structure_type {
                StructureType::ColumnHeader => {
                    Some(dictionary! { "O" => "Table", "Scope" => "Column" })
                }
                StructureType::RowHeader => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
                StructureType::List(numbered) => Some(dictionary! {
                    "O" => "List",
                    "ListNumbering" => if numbered { "Decimal" } else { "Disc" },
                }),
                StructureType::Figure => self.figure_bounding_box(index).map(|frame| {
                    dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => frame }
                }),
                _ => None,
            };
            if element.structure_type == StructureType::Figure {
                dict.set("Alt", text_string(&element.alternative_text));
            }
            if let Some(attributes) = attributes {
                dict.set("A", attributes);
            }
            self.pdf_file.set_object(ids[index], dict);
        }
    }

    /// Adds the element that says words in their order whose glyphs stand in the other.
    fn add_actual_text_span(
        &mut self,
        mark: &MarkedContent,
        words: &str,
        parent: ObjectId,
    ) -> Object {
        let id = self.actual_text_spans[&(mark.page_index, mark.mcid)];
        let span = dictionary! {
            "S" => "Span",
            "P" => Object::Reference(parent),
            "Pg" => Object::Reference(self.page_ids[mark.page_index]),
            "ActualText" => text_string(words),
            "K" => mark.mcid,
        };
        self.pdf_file.set_object(id, span);
        Object::Reference(id)
    }

    /// Where a figure stands, as it must say (left, bottom, right, top).
    fn figure_bounding_box(&self, element: usize) -> Option<Vec<Object>> {
        let laid = self.paged_document;
        let shown = laid.pages.iter().flat_map(|page| &page.content_items).filter(
            |placed| matches!(placed.tag, ContentTag::TaggedContent(slot) if laid.structure_tree.tagged_content_owners[slot.0].0 == element),
        );
        let [left, top, right, bottom] = shown.map(PlacedItem::bounds).reduce(|all, one| {
            [
                all[0].min(one[0]),
                all[1].min(one[1]),
                all[2].max(one[2]),
                all[3].max(one[3]),
            ]
        })?;
        let corners = [
            left,
            laid.page_height - bottom,
            right,
            laid.page_height - top,
        ];
        Some(corners.map(to_pdf_real).to_vec())
    }
}
