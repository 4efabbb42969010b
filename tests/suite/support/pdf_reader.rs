//! Reads a PDF back through its structure tree, with a parser that is not the writer's.
//!
//! Words are taken the way assistive technology takes them: structure elements in order, the marked
//! content of each, its glyphs through the font's `ToUnicode` map. Artifacts (running headers, rules)
//! and the contents list, which other formats do not have, are passed over.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::Dict;
use hayro_syntax::object::stream::Stream;
use hayro_syntax::object::{Array, Name, Object};
use hayro_syntax::page::Page;

/// A structure element as it stands in the tree: its type, its words, its children in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PdfElement {
    pub(crate) structure_type: String,
    pub(crate) children: Vec<PdfElementChild>,
}

/// A part of an element: marked content of its own, or an element inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PdfElementChild {
    Text(String),
    Element(PdfElement),
}

/// The words of the document in reading order.
pub(crate) fn pdf_words(bytes: Vec<u8>) -> Vec<String> {
    let mut text = String::new();
    for element in read_structure_tree(bytes) {
        push_element_words(&element, &mut text);
    }
    text.split_whitespace().map(str::to_owned).collect()
}

fn push_element_words(element: &PdfElement, text: &mut String) {
    match element.structure_type.as_str() {
        "TOC" | "Lbl" | "Figure" => return,
        "Span" | "Link" | "Em" | "Strong" => {}
        _ => text.push(' '),
    }
    for part in &element.children {
        match part {
            PdfElementChild::Text(words) => text.push_str(words),
            PdfElementChild::Element(inner) => push_element_words(inner, text),
        }
    }
    if !matches!(
        element.structure_type.as_str(),
        "Span" | "Link" | "Em" | "Strong"
    ) {
        text.push(' ');
    }
}

/// What is drawn on each page, as the operators of its content.
pub(crate) fn page_content_streams(bytes: Vec<u8>) -> Vec<String> {
    let pdf = Pdf::new(bytes).expect("the file is a PDF");
    pdf.pages()
        .iter()
        .map(|page| {
            let content = page.page_stream().expect("a page has content");
            String::from_utf8_lossy(content).into_owned()
        })
        .collect()
}

/// What can be filled in: `text` or, one of several, `mark`, and what it is for. Each is held by an element.
pub(crate) fn form_fields(bytes: Vec<u8>) -> Vec<(String, String)> {
    let pdf = Pdf::new(bytes).expect("the file is a PDF");
    let root = pdf.xref().root_id();
    let catalog: Dict = pdf.xref().get(root).expect("there is a catalog");
    let form: Dict = catalog.get("AcroForm").expect("there are fields");
    let mut found = Vec::new();
    let mut put = |kind: &str, field: &Dict| {
        let held = field.get::<i64>("StructParent");
        assert!(held.is_some(), "an element holds the field");
        let says = string_value(field, "TU").unwrap_or_default();
        found.push((kind.to_owned(), says));
    };
    let listed: Array = form.get("Fields").expect("they are listed");
    for field in listed.iter::<Dict>() {
        if name_value(&field, "FT").as_deref() == Some("Tx") {
            put("text", &field);
        } else {
            let marks: Array = field.get("Kids").expect("a choice has marks");
            marks.iter::<Dict>().for_each(|mark| put("mark", &mark));
        }
    }
    found
}

/// The structure tree, from its root's children on.
pub(crate) fn read_structure_tree(bytes: Vec<u8>) -> Vec<PdfElement> {
    let pdf = Pdf::new(bytes).expect("the file is a PDF");
    let mut content = BTreeMap::new();
    for page in pdf.pages().iter() {
        let id = page.raw().obj_id().expect("a page is an object").obj_number;
        for (mcid, text) in read_marked_content(page) {
            let before = content.insert((id, mcid), text);
            assert!(before.is_none(), "an MCID comes once on a page");
        }
    }
    let catalog: Dict = pdf
        .xref()
        .get(pdf.xref().root_id())
        .expect("there is a catalog");
    let root: Dict = catalog.get("StructTreeRoot").expect("the file is tagged");
    let mut elements = Vec::new();
    for part in read_children(&root, None, &content) {
        match part {
            PdfElementChild::Element(element) => elements.push(element),
            PdfElementChild::Text(text) => panic!("`{text}` stands outside of every element"),
        }
    }
    elements
}

type MarkedContentText = BTreeMap<(u32, i64), String>;

fn read_children(
    element: &Dict,
    page: Option<u32>,
    content: &MarkedContentText,
) -> Vec<PdfElementChild> {
    let page = element.get_ref("Pg").map(|page| page.obj_number).or(page);
    match element.get::<Object>("K") {
        None => Vec::new(),
        Some(Object::Array(kids)) => kids
            .iter::<Object>()
            .filter_map(|kid| read_child(&kid, page, content))
            .collect(),
        Some(kid) => read_child(&kid, page, content).into_iter().collect(),
    }
}

fn read_child(
    kid: &Object,
    page: Option<u32>,
    content: &MarkedContentText,
) -> Option<PdfElementChild> {
    match kid {
        Object::Number(mcid) => Some(text_child(mcid.as_i64(), page, content)),
        Object::Dict(kid) => match name_value(kid, "Type").as_deref() {
            Some("MCR") => {
                let page = kid.get_ref("Pg").map(|page| page.obj_number).or(page);
                Some(text_child(
                    kid.get::<i64>("MCID").expect("content has an id"),
                    page,
                    content,
                ))
            }
            Some("OBJR") => None,
            _ => {
                let parts = read_children(kid, page, content);
                Some(PdfElementChild::Element(PdfElement {
                    structure_type: name_value(kid, "S").expect("an element has a type"),
                    // A text in the element's place is what is read and copied.
                    children: string_value(kid, "ActualText")
                        .map_or(parts, |text| vec![PdfElementChild::Text(text)]),
                }))
            }
        },
        other => panic!("{other:?} is no child of an element"),
    }
}

fn text_child(mcid: i64, page: Option<u32>, content: &MarkedContentText) -> PdfElementChild {
    let page = page.expect("content is on a page");
    let text = content
        .get(&(page, mcid))
        .expect("the page has that content");
    PdfElementChild::Text(text.clone())
}

/// What each piece of marked content of a page says.
fn read_marked_content(page: &Page) -> Vec<(i64, String)> {
    let mut found = Vec::new();
    // Open sequences: an id if they have one; whether they are artifacts; a text in their place.
    let mut open: Vec<(Option<i64>, Option<String>)> = Vec::new();
    let mut font = BTreeMap::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::BeginMarkedContent(_) => open.push((None, None)),
            TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                let properties = match begin.1 {
                    Object::Dict(properties) => Some(properties),
                    _ => None,
                };
                let mcid = properties.and_then(|properties| properties.get::<i64>("MCID"));
                let actual =
                    properties.and_then(|properties| string_value(properties, "ActualText"));
                if let Some(mcid) = mcid {
                    found.push((mcid, String::new()));
                }
                open.push((mcid, actual));
            }
            TypedInstruction::EndMarkedContent(_) => {
                let innermost = open.last_mut().expect("marked content nests");
                if let Some(actual) = innermost.1.take() {
                    append_shown_text(&open, &mut found, &actual);
                }
                open.pop();
            }
            TypedInstruction::TextFont(name) => {
                let resource = page
                    .resources()
                    .get_font(name.0)
                    .expect("the font is there");
                font = read_to_unicode_map(&resource);
            }
            TypedInstruction::ShowText(shown) => {
                append_shown_text(
                    &open,
                    &mut found,
                    &decode_glyph_codes(shown.0.as_bytes(), &font),
                );
            }
            TypedInstruction::ShowTexts(shown) => {
                for part in shown.0.iter::<Object>() {
                    if let Object::String(part) = part {
                        append_shown_text(
                            &open,
                            &mut found,
                            &decode_glyph_codes(part.as_bytes(), &font),
                        );
                    }
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "all marked content is closed");
    found
}

/// Adds shown text to the innermost content that has an id, unless a text stands in its place.
fn append_shown_text(
    open: &[(Option<i64>, Option<String>)],
    found: &mut [(i64, String)],
    text: &str,
) {
    if open.iter().any(|(_, actual)| actual.is_some()) {
        return;
    }
    let Some(mcid) = open.iter().rev().find_map(|(mcid, _)| *mcid) else {
        return;
    };
    let (_, said) = found
        .iter_mut()
        .find(|(id, _)| *id == mcid)
        .expect("open content was found");
    said.push_str(text);
}

fn decode_glyph_codes(codes: &[u8], font: &BTreeMap<u16, String>) -> String {
    codes
        .chunks(2)
        .map(|code| {
            let code = u16::from_be_bytes([code[0], code[1]]);
            font.get(&code).map_or("\u{FFFD}", String::as_str)
        })
        .collect()
}

/// The characters of each code of a font, from its `ToUnicode` map.
fn read_to_unicode_map(font: &Dict) -> BTreeMap<u16, String> {
    let map: Stream = font
        .get("ToUnicode")
        .expect("a font says what its codes mean");
    let map = map.decoded().expect("the map can be read").into_owned();
    let map = String::from_utf8_lossy(&map).into_owned();
    let mut found = BTreeMap::new();
    for (section, end) in [("beginbfchar", "endbfchar"), ("beginbfrange", "endbfrange")] {
        for part in map.split(section).skip(1) {
            let part = part.split(end).next().expect("a section ends");
            for line in part.lines() {
                let hex: Vec<&str> = line
                    .split(['<', '>', ' ', '[', ']'])
                    .filter(|part| !part.trim().is_empty())
                    .collect();
                match (section, hex.as_slice()) {
                    ("beginbfchar", [code, text]) => {
                        found.insert(parse_hex_code(code), decode_utf16_hex(text));
                    }
                    ("beginbfrange", [first, last, text]) => {
                        assert_eq!(first, last, "ranges of one are all that is written");
                        found.insert(parse_hex_code(first), decode_utf16_hex(text));
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

fn parse_hex_code(hex: &str) -> u16 {
    u16::from_str_radix(hex, 16).expect("a code is four hex digits")
}

fn decode_utf16_hex(hex: &str) -> String {
    let units: Vec<u16> = (0..hex.len() / 4)
        .map(|at| parse_hex_code(&hex[at * 4..at * 4 + 4]))
        .collect();
    String::from_utf16(&units).expect("a map holds text")
}

fn name_value(dict: &Dict, key: &str) -> Option<String> {
    dict.get::<Name>(key).map(|name| name.as_str().to_owned())
}

fn string_value(dict: &Dict, key: &str) -> Option<String> {
    dict.get::<hayro_syntax::object::String>(key)
        .map(|text| decode_text_string(text.as_bytes()))
}

/// A text string: UTF-16 with its mark, or else Latin letters.
fn decode_text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(units) => {
            let units: Vec<u16> = units
                .chunks(2)
                .map(|unit| u16::from_be_bytes([unit[0], unit[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Every string and every stream of the file, decoded, for searching.
pub(crate) fn all_strings_and_streams(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the file is a PDF");
    let mut found = Vec::new();
    for object in pdf.objects() {
        collect_object_strings(&object, &mut found);
    }
    found
}

fn collect_object_strings(object: &Object, found: &mut Vec<String>) {
    match object {
        Object::String(text) => found.push(decode_text_string(text.as_bytes())),
        Object::Name(name) => found.push(name.as_str().to_owned()),
        Object::Array(items) => collect_array_strings(items, found),
        Object::Dict(dict) => collect_dict_strings(dict, found),
        Object::Stream(stream) => {
            collect_dict_strings(stream.dict(), found);
            if let Ok(data) = stream.decoded() {
                found.push(String::from_utf8_lossy(&data).into_owned());
            }
        }
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) => {}
    }
}

fn collect_array_strings(items: &Array, found: &mut Vec<String>) {
    // References are objects of their own, and are visited as such.
    for item in items.raw_iter() {
        if let hayro_syntax::object::MaybeRef::NotRef(item) = item {
            collect_object_strings(&item, found);
        }
    }
}

fn collect_dict_strings(dict: &Dict, found: &mut Vec<String>) {
    for (key, value) in dict.entries() {
        found.push(key.as_str().to_owned());
        if let hayro_syntax::object::MaybeRef::NotRef(value) = value {
            collect_object_strings(&value, found);
        }
    }
}
