//! What makes pages a tagged PDF (PDF/UA-1): structure tree, links, outline, destinations,
//! metadata, and a fixed `/ID`. Only this and `file` know lopdf.

mod field;
mod outline;
mod xmp;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

use self::field::Fields;
use super::drawing;
use super::file::{File, LOGO, Marked, integer};
use super::pack::packed;
use super::page::{Area, Laid, Mark, Place, Placed, Thing};
use super::tree::{ElementId, Kid, Kind};
use super::write::Written;
use crate::document::{Document, Target};
use crate::render::picture::{Picture, PictureKind};
use crate::render::theme::right_to_left;

/// Adds everything that is not drawn, and gives the bytes.
pub(super) fn finish(document: &Document, laid: &Laid, written: Written) -> Vec<u8> {
    let mut tagger = Tagger {
        laid,
        pages: written.file.get_pages().into_values().collect(),
        file: written.file,
        turned: BTreeMap::new(),
    };
    for (name, face) in &written.names {
        tagger.name_face(name, face);
    }
    tagger.contents(written.contents);
    tagger.logo();
    tagger.structure(&written.marks, &written.pages);
    tagger.outline();
    tagger.destinations();
    tagger.describe(document);
    let mut file = tagger.file;
    "1.7".clone_into(&mut file.version);
    compress(&mut file);
    // The identifier is the hash of the file in which it is still nothing but zeros.
    let none = Object::String(vec![0; ID_BYTES], StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![none.clone(), none]);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("memory takes all");
    let hash = Sha256::digest(&bytes);
    let mut id = String::new();
    for byte in &hash[..ID_BYTES] {
        write!(id, "{byte:02X}").expect("a string takes all");
    }
    let zeros = "0".repeat(2 * ID_BYTES);
    for _ in 0..2 {
        let at = bytes
            .windows(zeros.len())
            .rposition(|window| window == zeros.as_bytes())
            .expect("the identifier was written");
        bytes[at..at + zeros.len()].copy_from_slice(id.as_bytes());
    }
    bytes
}

/// The length of a file's identifier.
const ID_BYTES: usize = 16;

/// Compresses what is not compressed yet, above all faces.
fn compress(file: &mut File) {
    for object in file.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if stream.allows_compression && !stream.dict.has(b"Filter") {
            let bytes = packed(&stream.content);
            set_packed(stream, bytes);
        }
    }
}

fn set_packed(stream: &mut Stream, packed: Vec<u8>) {
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(packed);
}

struct Tagger<'a> {
    laid: &'a Laid,
    pages: Vec<ObjectId>,
    file: File,
    /// The element of each marked content, by page and number, that says its words in their order.
    turned: BTreeMap<(usize, i64), ObjectId>,
}

impl Tagger<'_> {
    /// Names a face as what it is, with the tag that says it was cut down (ISO 32000-1, 9.6.4).
    fn name_face(&mut self, resource: &str, face: &str) {
        let hash = Sha256::digest(format!("{resource} {face}"));
        let tag: String = hash[..6]
            .iter()
            .map(|byte| char::from(b'A' + byte % 26))
            .collect();
        let name = Object::Name(format!("{tag}+{face}").into_bytes());
        let fonts: Vec<ObjectId> = self
            .file
            .objects
            .iter()
            .filter_map(|(id, object)| {
                let dict = object.as_dict().ok()?;
                let base = dict.get(b"BaseFont").ok()?.as_name().ok()?;
                let map = dict.get(b"Encoding").is_ok();
                (map && base == resource.as_bytes()).then_some(*id)
            })
            .collect();
        for id in fonts {
            let font = self
                .file
                .get_object_mut(id)
                .and_then(Object::as_dict_mut)
                .expect("a font is a dictionary");
            font.set("BaseFont", name.clone());
            let Ok(below) = font
                .get_mut(b"DescendantFonts")
                .and_then(Object::as_array_mut)
            else {
                continue;
            };
            let Ok(below) = below[0].as_dict_mut() else {
                continue;
            };
            below.set("BaseFont", name.clone());
            let descriptor = below.get(b"FontDescriptor").and_then(Object::as_reference);
            if let Ok(descriptor) = descriptor
                && let Ok(descriptor) = self
                    .file
                    .get_object_mut(descriptor)
                    .and_then(Object::as_dict_mut)
            {
                descriptor.set("FontName", name.clone());
                // Symbolic: the glyphs are reached by number, not by a Latin encoding.
                let italic = if face.contains("Italic") { 64 } else { 0 };
                descriptor.set("Flags", 4 + italic);
            }
        }
    }

    /// Puts on each page what stands on it.
    fn contents(&mut self, contents: Vec<Vec<u8>>) {
        for (page, content) in self.pages.clone().into_iter().zip(contents) {
            let stream = self
                .file
                .get_object(page)
                .and_then(Object::as_dict)
                .and_then(|page| page.get(b"Contents"))
                .and_then(Object::as_reference)
                .expect("a page has contents");
            let stream = self.file.get_object_mut(stream);
            let stream = stream
                .and_then(Object::as_stream_mut)
                .expect("contents are a stream");
            set_packed(stream, content);
        }
    }

    /// Adds the picture that pages show by the name [`LOGO`], once.
    fn logo(&mut self) {
        let laid = self.laid;
        let pictures = laid.pages.iter().enumerate().filter_map(|(number, page)| {
            page.words.iter().find_map(|placed| match &placed.thing {
                Thing::Picture { picture, .. } => Some((number, picture)),
                Thing::Words(_) | Thing::Turned(..) | Thing::Box { .. } | Thing::Disc { .. } => {
                    None
                }
            })
        });
        for (number, picture) in pictures {
            let id = self.picture(picture);
            let page = self.pages[number];
            let resources = self
                .file
                .get_or_create_resources(page)
                .and_then(Object::as_dict_mut)
                .expect("a page has resources");
            resources.set("XObject", dictionary! { LOGO => Object::Reference(id) });
        }
    }

    fn picture(&mut self, picture: &Picture) -> ObjectId {
        let image = |columns: u32, rows: u32, space: &str| {
            dictionary! {
                "Type" => "XObject",
                "Subtype" => "Image",
                "Width" => i64::from(columns),
                "Height" => i64::from(rows),
                "ColorSpace" => Object::Name(space.as_bytes().to_vec()),
                "BitsPerComponent" => 8,
            }
        };
        let stream = match &picture.kind {
            PictureKind::Jpeg {
                columns,
                rows,
                grey,
            } => {
                let space = if *grey { "DeviceGray" } else { "DeviceRGB" };
                let mut about = image(*columns, *rows, space);
                about.set("Filter", "DCTDecode");
                Stream::new(about, picture.bytes.to_vec()).with_compression(false)
            }
            PictureKind::Pixels {
                columns,
                rows,
                rgb,
                alpha,
            } => {
                let mut about = image(*columns, *rows, "DeviceRGB");
                if let Some(alpha) = alpha {
                    let mask = Stream::new(image(*columns, *rows, "DeviceGray"), alpha.to_vec());
                    about.set("SMask", Object::Reference(self.file.add_object(mask)));
                }
                Stream::new(about, rgb.to_vec())
            }
            PictureKind::Shapes(shapes) => {
                let frame: Vec<Object> =
                    [0.0, 0.0, picture.width, picture.height].map(real).to_vec();
                let about = dictionary! {
                    "Type" => "XObject",
                    "Subtype" => "Form",
                    "BBox" => frame,
                    "Resources" => dictionary! {},
                };
                Stream::new(about, drawing::operators(shapes).into_bytes())
            }
        };
        self.file.add_object(stream)
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

    /// Writes the structure tree, the link annotations and the parent tree that joins them.
    fn structure(&mut self, marks: &[Vec<Marked>], slots: &[Vec<super::tree::SlotId>]) {
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
            Target::Address(address) | Target::File(address) => annotation.set(
                "A",
                dictionary! {
                    "S" => "URI",
                    "URI" => Object::string_literal(address.as_bytes()),
                },
            ),
            Target::Anchor(anchor) => {
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

    fn page_mut(&mut self, number: usize) -> &mut Dictionary {
        let id = self.pages[number];
        self.file
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .expect("a page is a dictionary")
    }

    fn catalog(&mut self) -> &mut Dictionary {
        self.file.catalog_mut().expect("a file has a catalog")
    }

    fn target(&self, place: &Place) -> Object {
        Object::Array(vec![
            Object::Reference(self.pages[place.page]),
            "XYZ".into(),
            Object::Null,
            real((self.laid.height - place.y + 8.0).min(self.laid.height)),
            Object::Null,
        ])
    }

    /// Title, language, author, dates: in the catalog, the information dictionary and XMP alike.
    fn describe(&mut self, document: &Document) {
        let language = document.language.to_string();
        let xmp = self.file.add_object(
            Stream::new(
                dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
                xmp::packet(document, &language, PRODUCER).into_bytes(),
            )
            .with_compression(false),
        );
        let catalog = self.catalog();
        catalog.set("Lang", Object::string_literal(language.as_bytes()));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        let direction = if right_to_left(&document.language) {
            "R2L"
        } else {
            "L2R"
        };
        catalog.set(
            "ViewerPreferences",
            dictionary! { "DisplayDocTitle" => true, "Direction" => direction },
        );
        catalog.set("Metadata", Object::Reference(xmp));
        let mut info = dictionary! {
            "Title" => text_string(&document.title),
            "Producer" => text_string(PRODUCER),
        };
        if !document.agency.is_empty() {
            info.set("Author", text_string(&document.agency));
        }
        if !document.subject.is_empty() {
            info.set("Subject", text_string(&document.subject));
        }
        if let Some(date) = document.date {
            let stamp = format!(
                "D:{:04}{:02}{:02}000000Z",
                date.year(),
                date.month(),
                date.day()
            );
            info.set("CreationDate", Object::string_literal(stamp.as_bytes()));
            info.set("ModDate", Object::string_literal(stamp));
        }
        let before = self
            .file
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference);
        let id = before.expect("the pages came with an information dictionary");
        self.file.set_object(id, info);
    }
}

/// The program's name in the files it makes; without a version, so that an update of the program
/// alone changes no document.
const PRODUCER: &str = "policypress";

fn real(points: f32) -> Object {
    Object::Real((points * 1000.0).round() / 1000.0)
}
