//! Reads Word files back for the tests, from their XML alone: none of the code that writes them, and
//! none of the code that imports them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use roxmltree::{Document, Node};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Every part of a package by its path, in the order of the file.
pub(crate) fn read_package_parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    let count = archive.len();
    let read = |at| {
        let mut file = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a part unpacks");
        (file.name().to_owned(), bytes)
    };
    (0..count).map(read).collect()
}

/// A package of parts, as another program would pack it.
pub(crate) fn zip_package_parts(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.start_file(path.as_str(), SimpleFileOptions::default())
            .expect("memory is there");
        zip.write_all(bytes).expect("memory is there");
    }
    zip.finish().expect("memory is there").into_inner()
}

/// One part as text.
pub(crate) fn read_part_text(bytes: &[u8], path: &str) -> String {
    let parts = read_package_parts(bytes);
    let (_, bytes) = parts
        .into_iter()
        .find(|(name, _)| name == path)
        .unwrap_or_else(|| panic!("there is {path}"));
    String::from_utf8(bytes).expect("XML is UTF-8")
}

/// The words of the body, in order; marks of direction, which say nothing, are left out.
pub(crate) fn docx_words(bytes: &[u8]) -> Vec<String> {
    let xml = read_part_text(bytes, "word/document.xml");
    let document = Document::parse(&xml).expect("XML");
    let mut text = String::new();
    for node in document.descendants() {
        match node.tag_name().name() {
            "t" => text.push_str(node.text().unwrap_or_default()),
            "p" | "br" | "tc" => text.push(' '),
            _ => {}
        }
    }
    let text = text.replace(['\u{200E}', '\u{200F}'], "");
    text.split_whitespace().map(str::to_owned).collect()
}

/// Every item of a list as Word counts and shows it: its level and its number or bullet.
pub(crate) fn docx_list_items(bytes: &[u8]) -> Vec<(usize, String)> {
    let numbering = read_part_text(bytes, "word/numbering.xml");
    let numbering = Document::parse(&numbering).expect("XML");
    let body = read_part_text(bytes, "word/document.xml");
    let body = Document::parse(&body).expect("XML");
    let mut counts: BTreeMap<(String, usize), u64> = BTreeMap::new();
    let mut items = Vec::new();
    for paragraph in elements_named(&body, "numPr") {
        let level: usize = child_val_attribute(paragraph, "ilvl")
            .parse()
            .expect("a level");
        let list = child_val_attribute(paragraph, "numId").to_owned();
        let num = elements_named(&numbering, "num")
            .find(|num| attribute_value(*num, "numId") == list)
            .expect("the list is defined");
        let pattern = elements_named(&numbering, "abstractNum")
            .find(|pattern| {
                attribute_value(*pattern, "abstractNumId")
                    == child_val_attribute(num, "abstractNumId")
            })
            .expect("the pattern is defined");
        let of_level = pattern
            .children()
            .find(|child| {
                child.tag_name().name() == "lvl"
                    && attribute_value(*child, "ilvl") == level.to_string()
            })
            .expect("the level is defined");
        let start = num
            .descendants()
            .find(|node| node.tag_name().name() == "startOverride")
            .map_or_else(
                || child_val_attribute(of_level, "start"),
                |start| attribute_value(start, "val"),
            );
        let count = counts
            .entry((list, level))
            .and_modify(|count| *count += 1)
            .or_insert_with(|| start.parse().expect("a number"));
        let text = child_val_attribute(of_level, "lvlText");
        let shown = text.replace(&format!("%{}", level + 1), &count.to_string());
        items.push((level, shown));
    }
    items
}

/// Every element of that name.
pub(crate) fn elements_named<'a, 'input>(
    document: &'a Document<'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    document
        .descendants()
        .filter(move |node| node.tag_name().name() == name)
}

/// The attribute of that name, of whatever namespace; empty if there is none.
pub(crate) fn attribute_value<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    let mut attributes = node.attributes();
    attributes
        .find(|attribute| attribute.name() == name)
        .map_or("", |attribute| attribute.value())
}

/// The value of a child.
pub(crate) fn child_val_attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    let child = node
        .children()
        .find(|child| child.tag_name().name() == name);
    child.map_or("", |child| attribute_value(child, "val"))
}
