//! Writes the structure tree with its link annotations and form fields.

use super::form_fields::AcroFormFields;
use super::pdf_tagger::{
    Dictionary, Object, ObjectId, PdfTagger, dictionary, text_string, to_pdf_real,
};
use crate::document::LinkTarget;
use crate::render::pdf::paged_document::{ContentTag, LinkArea, PlacedItem};
use crate::render::pdf::pdf_types::{MarkedContent, to_pdf_integer};
use crate::render::pdf::structure_tree::{
    StructureChild, StructureElementId, StructureType, TaggedContentId,
};

impl PdfTagger<'_> {
    /// Writes the structure tree, the annotations of the pages, and the parent tree that links them.
    pub(super) fn write_structure_tree(
        &mut self,
        marked_contents: &[Vec<MarkedContent>],
        content_ids: &[Vec<TaggedContentId>],
    ) {
        let tree = &self.paged_document.structure_tree;
        let root = self.pdf_file.new_object_id();
        let ids: Vec<ObjectId> = tree
            .elements
            .iter()
            .map(|_| self.pdf_file.new_object_id())
            .collect();
        let mut parents: Vec<Object> = Vec::new();
        // Right-to-left text, drawn in visual order, gets a span with its text in logical order.
        for content in marked_contents.iter().flatten() {
            if content.actual_text.is_some() {
                let id = self.pdf_file.new_object_id();
                for mcid in &content.mcids {
                    self.actual_text_spans
                        .insert((content.page_index, *mcid), id);
                }
            }
        }
        for (page, content_ids) in content_ids.iter().enumerate() {
            let owners: Vec<Object> = content_ids
                .iter()
                .zip(0..)
                .map(|(id, mcid)| {
                    let owner = ids[tree.tagged_content_owners[id.0].0];
                    let span = self.actual_text_spans.get(&(page, mcid));
                    Object::Reference(*span.unwrap_or(&owner))
                })
                .collect();
            let owners = self.pdf_file.add_object(owners);
            parents.push(Object::Integer(to_pdf_integer(page)));
            parents.push(Object::Reference(owners));
        }
        let mut next_key = to_pdf_integer(content_ids.len());
        let mut fields = AcroFormFields::default();
        let mut annotations: Vec<(StructureElementId, usize, ObjectId)> = Vec::new();
        for (page_index, page) in self.paged_document.pages.iter().enumerate() {
            let mut page_annotations = Vec::new();
            for area in page.link_areas(tree) {
                let annotation = self.link_annotation(&area, page_index, next_key);
                let id = self.pdf_file.add_object(annotation);
                page_annotations.push(Object::Reference(id));
                annotations.push((area.link_element, page_index, id));
                parents.push(Object::Integer(next_key));
                parents.push(Object::Reference(ids[area.link_element.0]));
                next_key += 1;
            }
            for field in &page.form_fields {
                let id = self.add_field_widget(&mut fields, field, page_index, next_key);
                page_annotations.push(Object::Reference(id));
                annotations.push((field.structure_element, page_index, id));
                parents.push(Object::Integer(next_key));
                parents.push(Object::Reference(ids[field.structure_element.0]));
                next_key += 1;
            }
            let (width, height) = (
                self.paged_document.page_width,
                self.paged_document.page_height,
            );
            let page = self.page_dictionary_mut(page_index);
            page.set("StructParents", to_pdf_integer(page_index));
            page.set("Tabs", "S");
            let page_box: Vec<Object> = [0.0, 0.0, width, height].map(to_pdf_real).to_vec();
            for key in ["MediaBox", "CropBox", "TrimBox"] {
                page.set(key, page_box.clone());
            }
            if page_annotations.is_empty() {
                page.remove(b"Annots");
            } else {
                page.set("Annots", page_annotations);
            }
        }
        self.write_acro_form(fields);
        self.write_structure_elements(root, &ids, marked_contents, &annotations);
        let parents = self.pdf_file.add_object(dictionary! { "Nums" => parents });
        self.pdf_file.set_object(
            root,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => vec![Object::Reference(ids[0])],
                "ParentTree" => Object::Reference(parents),
                "ParentTreeNextKey" => next_key,
            },
        );
        self.catalog_mut()
            .set("StructTreeRoot", Object::Reference(root));
    }

    /// Returns the annotation of a link area.
    fn link_annotation(
        &self,
        area: &LinkArea,
        page_index: usize,
        parent_tree_key: i64,
    ) -> Dictionary {
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
            "P" => Object::Reference(self.page_ids[page_index]),
            "Contents" => text_string(&element.alternative_text),
            "StructParent" => parent_tree_key,
        };
        match element.link_target.as_ref().expect("a link has a target") {
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

    /// Writes every element with its children: elements, marked content, annotations.
    fn write_structure_elements(
        &mut self,
        root: ObjectId,
        ids: &[ObjectId],
        marked_contents: &[Vec<MarkedContent>],
        annotations: &[(StructureElementId, usize, ObjectId)],
    ) {
        let tree = &self.paged_document.structure_tree;
        for (index, element) in tree.elements.iter().enumerate() {
            // Content on the element's own page needs only its MCID (ISO 32000-1, 14.7.4.2).
            let page = element.children.iter().find_map(|child| match child {
                StructureChild::TaggedContent(id) => marked_contents[id.0]
                    .first()
                    .map(|content| content.page_index),
                StructureChild::Element(_) => None,
            });
            let mut children: Vec<Object> = Vec::with_capacity(element.children.len());
            for child in &element.children {
                match child {
                    StructureChild::Element(id) => children.push(Object::Reference(ids[id.0])),
                    StructureChild::TaggedContent(id) => {
                        for content in &marked_contents[id.0] {
                            if let Some(actual_text) = &content.actual_text {
                                let span =
                                    self.add_actual_text_span(content, actual_text, ids[index]);
                                children.push(span);
                                continue;
                            }
                            children.extend(content.mcids.iter().map(|mcid| {
                                if Some(content.page_index) == page {
                                    return Object::Integer(*mcid);
                                }
                                Object::Dictionary(dictionary! {
                                    "Type" => "MCR",
                                    "Pg" => Object::Reference(self.page_ids[content.page_index]),
                                    "MCID" => *mcid,
                                })
                            }));
                        }
                    }
                }
            }
            for (_, page, id) in annotations.iter().filter(|(link, ..)| link.0 == index) {
                children.push(Object::Dictionary(dictionary! {
                    "Type" => "OBJR",
                    "Pg" => Object::Reference(self.page_ids[*page]),
                    "Obj" => Object::Reference(*id),
                }));
            }
            let parent = element.parent.map_or(root, |parent| ids[parent.0]);
            // `/Type` is optional (ISO 32000-1, table 323) and left out to save space.
            let mut dict = dictionary! {
                "S" => element.structure_type.pdf_name(),
                "P" => Object::Reference(parent),
                "K" => if children.len() == 1 { children.swap_remove(0) } else { Object::Array(children) },
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

    /// Adds the `Span` element with the logical-order text of right-to-left marked content.
    fn add_actual_text_span(
        &mut self,
        content: &MarkedContent,
        actual_text: &str,
        parent: ObjectId,
    ) -> Object {
        let id = self.actual_text_spans[&(content.page_index, content.mcids[0])];
        let mut mcids: Vec<Object> = content
            .mcids
            .iter()
            .map(|mcid| Object::Integer(*mcid))
            .collect();
        let span = dictionary! {
            "S" => "Span",
            "P" => Object::Reference(parent),
            "Pg" => Object::Reference(self.page_ids[content.page_index]),
            "ActualText" => text_string(actual_text),
            "K" => if mcids.len() == 1 { mcids.swap_remove(0) } else { Object::Array(mcids) },
        };
        self.pdf_file.set_object(id, span);
        Object::Reference(id)
    }

    /// Returns the `/BBox` of a figure: left, bottom, right, top.
    fn figure_bounding_box(&self, element: usize) -> Option<Vec<Object>> {
        let paged_document = self.paged_document;
        let figure_items = paged_document.pages.iter().flat_map(|page| &page.content_items).filter(
            |placed| matches!(placed.tag, ContentTag::TaggedContent(id) if paged_document.structure_tree.tagged_content_owners[id.0].0 == element),
        );
        let [left, top, right, bottom] =
            figure_items.map(PlacedItem::bounds).reduce(|all, one| {
                [
                    all[0].min(one[0]),
                    all[1].min(one[1]),
                    all[2].max(one[2]),
                    all[3].max(one[3]),
                ]
            })?;
        let corners = [
            left,
            paged_document.page_height - bottom,
            right,
            paged_document.page_height - top,
        ];
        Some(corners.map(to_pdf_real).to_vec())
    }
}
