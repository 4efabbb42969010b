//! What makes pages a tagged PDF (PDF/UA-1): structure tree, links, outline, destinations,
//! metadata, and a fixed `/ID`.

mod form_fields;
mod outline_and_destinations;
mod pdf_tagger;
mod structure_elements;
mod xmp_metadata;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use self::pdf_tagger::{
    Object, ObjectId, PdfTagger, Stream, StringFormat, dictionary, text_string, to_pdf_real,
};
use super::marked_content::{LOGO_RESOURCE_NAME, PdfFile};
use super::page_writer::UntaggedPdf;
use super::paged_document::{PageItem, PagedDocument};
use super::stream_compression::compress_zlib;
use super::vector_image_operators;
use crate::document::Document;
use crate::render::image::{Image, ImageContent};
use crate::render::theme::is_rtl_language;

/// Adds everything that is not drawn, and gives the bytes.
pub(super) fn finish_tagged_pdf(
    document: &Document,
    laid: &PagedDocument,
    written: UntaggedPdf,
) -> Vec<u8> {
    let mut tagger = PdfTagger {
        paged_document: laid,
        page_ids: written.pdf_file.get_pages().into_values().collect(),
        pdf_file: written.pdf_file,
        actual_text_spans: BTreeMap::new(),
    };
    for (name, face) in &written.face_names_by_resource {
        tagger.set_subset_font_name(name, face);
    }
    tagger.set_page_contents(written.compressed_page_contents);
    tagger.add_logo_to_pages();
    tagger.write_structure_tree(&written.marked_contents_by_id, &written.content_ids_by_page);
    tagger.write_outline();
    tagger.write_named_destinations();
    tagger.write_document_metadata(document);
    let mut file = tagger.pdf_file;
    "1.7".clone_into(&mut file.version);
    compress_streams(&mut file);
    // The identifier is the hash of the file in which it is still nothing but zeros.
    let none = Object::String(vec![0; FILE_ID_BYTES], StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![none.clone(), none]);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("memory takes all");
    let hash = Sha256::digest(&bytes);
    let mut id = String::new();
    for byte in &hash[..FILE_ID_BYTES] {
        write!(id, "{byte:02X}").expect("a string takes all");
    }
    let zeros = "0".repeat(2 * FILE_ID_BYTES);
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
const FILE_ID_BYTES: usize = 16;

/// Compresses what is not compressed yet, above all faces.
fn compress_streams(file: &mut PdfFile) {
    for object in file.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if stream.allows_compression && !stream.dict.has(b"Filter") {
            let bytes = compress_zlib(&stream.content);
            set_compressed_content(stream, bytes);
        }
    }
}

fn set_compressed_content(stream: &mut Stream, packed: Vec<u8>) {
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(packed);
}

impl PdfTagger<'_> {
    /// Names a face as what it is, with the tag that says it was cut down (ISO 32000-1, 9.6.4).
    fn set_subset_font_name(&mut self, resource: &str, face: &str) {
        let hash = Sha256::digest(format!("{resource} {face}"));
        let tag: String = hash[..6]
            .iter()
            .map(|byte| char::from(b'A' + byte % 26))
            .collect();
        let name = Object::Name(format!("{tag}+{face}").into_bytes());
        let fonts: Vec<ObjectId> = self
            .pdf_file
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
                .pdf_file
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
                    .pdf_file
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
    fn set_page_contents(&mut self, contents: Vec<Vec<u8>>) {
        for (page, content) in self.page_ids.clone().into_iter().zip(contents) {
            let stream = self
                .pdf_file
                .get_object(page)
                .and_then(Object::as_dict)
                .and_then(|page| page.get(b"Contents"))
                .and_then(Object::as_reference)
                .expect("a page has contents");
            let stream = self.pdf_file.get_object_mut(stream);
            let stream = stream
                .and_then(Object::as_stream_mut)
                .expect("contents are a stream");
            set_compressed_content(stream, content);
        }
    }

    /// Adds the picture that pages show by the name [`LOGO`], once.
    fn add_logo_to_pages(&mut self) {
        let laid = self.paged_document;
        let pictures = laid.pages.iter().enumerate().filter_map(|(number, page)| {
            page.content_items
                .iter()
                .find_map(|placed| match &placed.item {
                    PageItem::Picture { picture, .. } => Some((number, picture)),
                    PageItem::Text(_)
                    | PageItem::RotatedText(..)
                    | PageItem::FilledBox { .. }
                    | PageItem::FilledCircle { .. } => None,
                })
        });
        for (number, picture) in pictures {
            let id = self.add_image_xobject(picture);
            let page = self.page_ids[number];
            let resources = self
                .pdf_file
                .get_or_create_resources(page)
                .and_then(Object::as_dict_mut)
                .expect("a page has resources");
            resources.set(
                "XObject",
                dictionary! { LOGO_RESOURCE_NAME => Object::Reference(id) },
            );
        }
    }

    fn add_image_xobject(&mut self, picture: &Image) -> ObjectId {
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
        let stream = match &picture.content {
            ImageContent::Jpeg {
                width_px: columns,
                height_px: rows,
                grayscale: grey,
            } => {
                let space = if *grey { "DeviceGray" } else { "DeviceRGB" };
                let mut about = image(*columns, *rows, space);
                about.set("Filter", "DCTDecode");
                Stream::new(about, picture.file_bytes.to_vec()).with_compression(false)
            }
            ImageContent::Raster {
                width_px: columns,
                height_px: rows,
                rgb,
                alpha,
            } => {
                let mut about = image(*columns, *rows, "DeviceRGB");
                if let Some(alpha) = alpha {
                    let mask = Stream::new(image(*columns, *rows, "DeviceGray"), alpha.to_vec());
                    about.set("SMask", Object::Reference(self.pdf_file.add_object(mask)));
                }
                Stream::new(about, rgb.to_vec())
            }
            ImageContent::Vector(shapes) => {
                let frame: Vec<Object> = [0.0, 0.0, picture.width, picture.height]
                    .map(to_pdf_real)
                    .to_vec();
                let about = dictionary! {
                    "Type" => "XObject",
                    "Subtype" => "Form",
                    "BBox" => frame,
                    "Resources" => dictionary! {},
                };
                Stream::new(
                    about,
                    vector_image_operators::shapes_to_operators(shapes).into_bytes(),
                )
            }
        };
        self.pdf_file.add_object(stream)
    }

    /// Title, language, author, dates: in the catalog, the information dictionary and XMP alike.
    fn write_document_metadata(&mut self, document: &Document) {
        let language = document.language.to_string();
        let xmp = self.pdf_file.add_object(
            Stream::new(
                dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
                xmp_metadata::build_xmp_metadata(document, &language, PRODUCER_NAME).into_bytes(),
            )
            .with_compression(false),
        );
        let catalog = self.catalog_mut();
        catalog.set("Lang", Object::string_literal(language.as_bytes()));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        let direction = if is_rtl_language(&document.language) {
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
            "Producer" => text_string(PRODUCER_NAME),
        };
        if !document.agency_name.is_empty() {
            info.set("Author", text_string(&document.agency_name));
        }
        if !document.description.is_empty() {
            info.set("Subject", text_string(&document.description));
        }
        if let Some(date) = document.edition_date {
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
            .pdf_file
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference);
        let id = before.expect("the pages came with an information dictionary");
        self.pdf_file.set_object(id, info);
    }
}

/// The program's name in the files it makes; without a version, so that an update of the program
/// alone changes no document.
const PRODUCER_NAME: &str = "policypress";
