//! The structure tree, with the links and fields that stand in it.

use super::form_fields::Fields;
use super::pdf_tagger::{Dictionary, Object, ObjectId, Tagger, dictionary, real, text_string};
use crate::document::LinkTarget;
use crate::render::pdf::marked_content::{Marked, integer};
use crate::render::pdf::paged_document::{Area, Mark, Placed};
use crate::render::pdf::structure_tree::{ElementId, Kid, Kind, SlotId};

impl Tagger<'_> {
    /// Writes the structure tree, the link annotations and the parent tree that joins them.
    pub(super) fn structure(&mut self, marks: &[Vec<Marked>], slots: &[Vec<SlotId>]) {
        let tree = &self.laid.tree;
        let root = self.file.new_object_id();
        let ids: Vec<ObjectId> = tree
            .elements
            .iter()
            .map(|_| self.file.new_object_id())
            .collect();
        let mut parents: Vec<Object> = Vec::new();
        // Words whose glyphs stand in the other order get an element that says them in theirs.
        for mark in marks.iter().flatten() {
            if mark.instead.is_some() {
                let id = self.file.new_object_id();
                self.turned.insert((mark.page, mark.number), id);
            }
        }
        for (page, slots) in slots.iter().enumerate() {
            let owners: Vec<Object> = slots
                .iter()
                .zip(0..)
                .map(|(slot, number)| {
                    let own = ids[tree.slots[slot.0].0];
                    Object::Reference(*self.turned.get(&(page, number)).unwrap_or(&own))
                })
                .collect();
            let owners = self.file.add_object(owners);
            parents.push(Object::Integer(integer(page)));
            parents.push(Object::Reference(owners));
        }
        let mut next = integer(slots.len());
        let mut fields = Fields::default();
        let mut annotations: Vec<(ElementId, usize, ObjectId)> = Vec::new();
        for (number, page) in self.laid.pages.iter().enumerate() {
            let mut here = Vec::new();
            for area in page.areas(tree) {
                let annotation = self.annotation(&area, number, next);
                let id = self.file.add_object(annotation);
                here.push(Object::Reference(id));
                annotations.push((area.link, number, id));
                parents.push(Object::Integer(next));
                parents.push(Object::Reference(ids[area.link.0]));
                next += 1;
            }
            for field in &page.fields {
                let id = self.field(&mut fields, field, number, next);
                here.push(Object::Reference(id));
                annotations.push((field.element, number, id));
                parents.push(Object::Integer(next));
                parents.push(Object::Reference(ids[field.element.0]));
                next += 1;
            }
            let (width, height) = (self.laid.width, self.laid.height);
            let page = self.page_mut(number);
            page.set("StructParents", integer(number));
            page.set("Tabs", "S");
            let whole: Vec<Object> = [0.0, 0.0, width, height].map(real).to_vec();
            for key in ["MediaBox", "CropBox", "TrimBox"] {
                page.set(key, whole.clone());
            }
            if here.is_empty() {
                page.remove(b"Annots");
            } else {
                page.set("Annots", here);
            }
        }
        self.list(fields);
        self.elements(root, &ids, marks, &annotations);
        let parents = self.file.add_object(dictionary! { "Nums" => parents });
        self.file.set_object(
            root,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => vec![Object::Reference(ids[0])],
                "ParentTree" => Object::Reference(parents),
                "ParentTreeNextKey" => next,
            },
        );
        self.catalog()
            .set("StructTreeRoot", Object::Reference(root));
    }

    /// The annotation of a link's area on a page.
    fn annotation(&self, area: &Area, number: usize, key: i64) -> Dictionary {
        let element = &self.laid.tree.elements[area.link.0];
        let bottom = self.laid.height - area.y - area.height;
        let rect: Vec<Object> = [area.x, bottom, area.x + area.width, bottom + area.height]
            .map(real)
            .to_vec();
        let mut annotation = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => rect,
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "F" => 4,
            "P" => Object::Reference(self.pages[number]),
            "Contents" => text_string(&element.contents),
            "StructParent" => key,
        };
        match element.target.as_ref().expect("a link leads somewhere") {
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
    fn elements(
        &mut self,
        root: ObjectId,
        ids: &[ObjectId],
        marks: &[Vec<Marked>],
        annotations: &[(ElementId, usize, ObjectId)],
    ) {
        let tree = &self.laid.tree;
        for (index, element) in tree.elements.iter().enumerate() {
            // What stands on the element's own page needs its number alone (ISO 32000-1, 14.7.4.2).
            let page = element.kids.iter().find_map(|kid| match kid {
                Kid::Slot(slot) => marks[slot.0].first().map(|mark| mark.page),
                Kid::Element(_) => None,
            });
            let mut kids: Vec<Object> = Vec::with_capacity(element.kids.len());
            for kid in &element.kids {
                match kid {
                    Kid::Element(id) => kids.push(Object::Reference(ids[id.0])),
                    Kid::Slot(slot) => {
                        let contents = marks[slot.0].iter().map(|mark| match &mark.instead {
                            Some(words) => self.turned_words(mark, words, ids[index]),
                            None if Some(mark.page) == page => Object::Integer(mark.number),
                            None => Object::Dictionary(dictionary! {
                                "Type" => "MCR",
                                "Pg" => Object::Reference(self.pages[mark.page]),
                                "MCID" => mark.number,
                            }),
                        });
                        kids.extend(contents);
                    }
                }
            }
            for (_, page, id) in annotations.iter().filter(|(link, ..)| link.0 == index) {
                kids.push(Object::Dictionary(dictionary! {
                    "Type" => "OBJR",
                    "Pg" => Object::Reference(self.pages[*page]),
                    "Obj" => Object::Reference(*id),
                }));
            }
            let parent = element.parent.map_or(root, |parent| ids[parent.0]);
            // Its type may be left out (ISO 32000-1, table 323); there are thousands of them.
            let mut dict = dictionary! {
                "S" => element.kind.name(),
                "P" => Object::Reference(parent),
                "K" => if kids.len() == 1 { kids.swap_remove(0) } else { Object::Array(kids) },
            };
            if let Some(page) = page {
                dict.set("Pg", Object::Reference(self.pages[page]));
            }
            if let Some(language) = &element.language {
                dict.set("Lang", Object::string_literal(language.as_bytes()));
            }
            let attributes = match element.kind {
                Kind::ColumnHead => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
                Kind::RowHead => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
                Kind::List(numbered) => Some(dictionary! {
                    "O" => "List",
                    "ListNumbering" => if numbered { "Decimal" } else { "Disc" },
                }),
                Kind::Figure => self.frame(index).map(|frame| {
                    dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => frame }
                }),
                _ => None,
            };
            if element.kind == Kind::Figure {
                dict.set("Alt", text_string(&element.contents));
            }
            if let Some(attributes) = attributes {
                dict.set("A", attributes);
            }
            self.file.set_object(ids[index], dict);
        }
    }

    /// Adds the element that says words in their order whose glyphs stand in the other.
    fn turned_words(&mut self, mark: &Marked, words: &str, parent: ObjectId) -> Object {
        let id = self.turned[&(mark.page, mark.number)];
        let span = dictionary! {
            "S" => "Span",
            "P" => Object::Reference(parent),
            "Pg" => Object::Reference(self.pages[mark.page]),
            "ActualText" => text_string(words),
            "K" => mark.number,
        };
        self.file.set_object(id, span);
        Object::Reference(id)
    }

    /// Where a figure stands, as it must say (left, bottom, right, top).
    fn frame(&self, element: usize) -> Option<Vec<Object>> {
        let laid = self.laid;
        let shown = laid.pages.iter().flat_map(|page| &page.words).filter(
            |placed| matches!(placed.mark, Mark::Slot(slot) if laid.tree.slots[slot.0].0 == element),
        );
        let [left, top, right, bottom] = shown.map(Placed::bounds).reduce(|all, one| {
            [
                all[0].min(one[0]),
                all[1].min(one[1]),
                all[2].max(one[2]),
                all[3].max(one[3]),
            ]
        })?;
        let corners = [left, laid.height - bottom, right, laid.height - top];
        Some(corners.map(real).to_vec())
    }
}
