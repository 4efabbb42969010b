//! Turns drawn pages into a tagged PDF (PDF/UA-1): adds structure tree, links, outline,
//! destinations, metadata, and a reproducible `/ID`.

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
use super::page_writer::UntaggedPdf;
use super::paged_document::{PageItem, PagedDocument};
use super::pdf_types::{LOGO_RESOURCE_NAME, PdfFile};
use super::stream_compression::compress_zlib;
use super::vector_image_operators;
use crate::document::Document;
use crate::render::image::{Image, ImageContent};
use crate::render::theme::is_rtl_language;

/// Adds everything that is not page content and returns the bytes of the file.
pub(super) fn finish_tagged_pdf(
    document: &Document,
    paged_document: &PagedDocument,
    pdf: UntaggedPdf,
) -> Vec<u8> {
    let mut tagger = PdfTagger {
        paged_document,
        page_ids: pdf.pdf_file.get_pages().into_values().collect(),
        pdf_file: pdf.pdf_file,
        actual_text_spans: BTreeMap::new(),
    };
    for (name, face) in &pdf.face_names_by_resource {
        tagger.set_subset_font_name(name, face);
    }
    tagger.set_page_contents(pdf.compressed_page_contents);
    tagger.add_logo_to_pages();
    tagger.write_structure_tree(&pdf.marked_contents_by_id, &pdf.content_ids_by_page);
    tagger.write_outline();
    tagger.write_named_destinations();
    tagger.write_document_metadata(document);
    let mut file = tagger.pdf_file;
    "1.7".clone_into(&mut file.version);
    compress_streams(&mut file);
    // The identifier is the hash of the file with zeros as its identifier.
    let zero_id = Object::String(vec![0; FILE_ID_BYTES], StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![zero_id.clone(), zero_id]);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("cannot fail");
    let hash = Sha256::digest(&bytes);
    let mut id = String::new();
    for byte in &hash[..FILE_ID_BYTES] {
        write!(id, "{byte:02X}").expect("cannot fail");
    }
    let zeros = "0".repeat(2 * FILE_ID_BYTES);
    for _ in 0..2 {
        let position = bytes
            .windows(zeros.len())
            .rposition(|window| window == zeros.as_bytes())
            .expect("the identifier was written");
        bytes[position..position + zeros.len()].copy_from_slice(id.as_bytes());
    }
    bytes
}

/// Length of a file identifier, in bytes.
const FILE_ID_BYTES: usize = 16;

/// Compresses the streams that are not compressed yet, mostly font files.
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

fn set_compressed_content(stream: &mut Stream, compressed: Vec<u8>) {
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(compressed);
}

impl PdfTagger<'_> {
    /// Gives a font its name with the tag of a subset (ISO 32000-1, 9.6.4).
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
                let has_encoding = dict.get(b"Encoding").is_ok();
                (has_encoding && base == resource.as_bytes()).then_some(*id)
            })
            .collect();
        for id in fonts {
            let font = self
                .pdf_file
                .get_object_mut(id)
                .and_then(Object::as_dict_mut)
                .expect("a font is a dictionary");
            font.set("BaseFont", name.clone());
            let Ok(cid_font) = font
                .get_mut(b"DescendantFonts")
                .and_then(Object::as_array_mut)
            else {
                continue;
            };
            let Ok(cid_font) = cid_font[0].as_dict_mut() else {
                continue;
            };
            cid_font.set("BaseFont", name.clone());
            let descriptor = cid_font
                .get(b"FontDescriptor")
                .and_then(Object::as_reference);
            if let Ok(descriptor) = descriptor
                && let Ok(descriptor) = self
                    .pdf_file
                    .get_object_mut(descriptor)
                    .and_then(Object::as_dict_mut)
            {
                descriptor.set("FontName", name.clone());
                // Symbolic: glyphs are selected by number, not by a Latin encoding.
                let italic = if face.contains("Italic") { 64 } else { 0 };
                descriptor.set("Flags", 4 + italic);
            }
        }
    }

    /// Replaces the content stream of each page with its compressed operators.
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

    /// Adds the logo to the resources of each page that shows it, as [`LOGO_RESOURCE_NAME`].
    fn add_logo_to_pages(&mut self) {
        let pages = self.paged_document.pages.iter().enumerate();
        let pictures = pages.filter_map(|(page_index, page)| {
            page.content_items
                .iter()
                .find_map(|placed| match &placed.item {
                    PageItem::Picture { picture, .. } => Some((page_index, picture)),
                    PageItem::Text(_)
                    | PageItem::RotatedText(..)
                    | PageItem::FilledBox { .. }
                    | PageItem::FilledCircle { .. } => None,
                })
        });
        for (page_index, picture) in pictures {
            let id = self.add_image_xobject(picture);
            let page = self.page_ids[page_index];
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
        let image = |width_px: u32, height_px: u32, space: &str| {
            dictionary! {
                "Type" => "XObject",
                "Subtype" => "Image",
                "Width" => i64::from(width_px),
                "Height" => i64::from(height_px),
                "ColorSpace" => Object::Name(space.as_bytes().to_vec()),
                "BitsPerComponent" => 8,
            }
        };
        let stream = match &picture.content {
            ImageContent::Jpeg {
                width_px,
                height_px,
                grayscale: gray,
            } => {
                let space = if *gray { "DeviceGray" } else { "DeviceRGB" };
                let mut dict = image(*width_px, *height_px, space);
                dict.set("Filter", "DCTDecode");
                Stream::new(dict, picture.file_bytes.to_vec()).with_compression(false)
            }
            ImageContent::Raster {
                width_px,
                height_px,
                rgb,
                alpha,
            } => {
                let mut dict = image(*width_px, *height_px, "DeviceRGB");
                if let Some(alpha) = alpha {
                    let mask =
                        Stream::new(image(*width_px, *height_px, "DeviceGray"), alpha.to_vec());
                    dict.set("SMask", Object::Reference(self.pdf_file.add_object(mask)));
                }
                Stream::new(dict, rgb.to_vec())
            }
            ImageContent::Vector(shapes) => {
                let frame: Vec<Object> = [0.0, 0.0, picture.width, picture.height]
                    .map(to_pdf_real)
                    .to_vec();
                let dict = dictionary! {
                    "Type" => "XObject",
                    "Subtype" => "Form",
                    "BBox" => frame,
                    "Resources" => dictionary! {},
                };
                Stream::new(
                    dict,
                    vector_image_operators::shapes_to_operators(shapes).into_bytes(),
                )
            }
        };
        self.pdf_file.add_object(stream)
    }

    /// Writes title, language, author and dates to the catalog, the information dictionary and XMP.
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
        let reference = self
            .pdf_file
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference);
        let id = reference.expect("printpdf writes an information dictionary");
        self.pdf_file.set_object(id, info);
    }
}

/// Producer name in PDF files, without a version, so that updating the program does not change
/// documents.
const PRODUCER_NAME: &str = "policypress";
