//! Writes Word's styles part, with a style for each kind of paragraph, text and table, so that the appearance can be
//! changed in Word in one place.

use super::language::{self, WordScriptClass};
use super::numbering::LIST_INDENT_TWIPS;
use super::xml_values::{color_to_hex, points_to_half_points, points_to_twips};
use crate::document::{Color, Document, DocumentLayout};
use crate::render::document_style::DocumentStyle;
use crate::render::theme::is_rtl_language;

/// The default font, which is installed with Word.
pub(super) const DEFAULT_FONT: &str = "Calibri";

/// The font for Chinese, Japanese and Korean.
pub(super) const EAST_ASIAN_FONT: &str = "Microsoft YaHei";

/// A paragraph style.
struct DocxParagraphStyle {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next_style: &'static str,
    /// Child elements of `w:pPr`, in the order of the schema.
    paragraph_properties: String,
    run_properties: String,
}

/// Returns `word/styles.xml`.
pub(super) fn styles_xml(document: &Document, style: &DocumentStyle) -> String {
    let mut xml = String::from(
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    );
    xml.push_str(&default_properties_xml(document, style));
    for paragraph_style in paragraph_styles(document, style) {
        xml.push_str(&paragraph_style_xml(&paragraph_style));
    }
    xml.push_str(&character_styles_xml(style));
    xml.push_str(&table_styles_xml(style));
    xml.push_str("</w:styles>");
    xml
}

/// Returns the properties of text without a style.
fn default_properties_xml(document: &Document, style: &DocumentStyle) -> String {
    let tag = language::word_language_tag(&document.language);
    let (mut western, mut east_asian, mut complex) = ("en-US", "zh-CN", "ar-SA");
    match language::script_class(&document.language) {
        WordScriptClass::Western => western = &tag,
        WordScriptClass::EastAsian => east_asian = &tag,
        WordScriptClass::Complex => complex = &tag,
    }
    format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{DEFAULT_FONT}\" w:hAnsi=\"{DEFAULT_FONT}\" w:eastAsia=\"{EAST_ASIAN_FONT}\" w:cs=\"{}\"/>\
         <w:color w:val=\"{}\"/>{}\
         <w:lang w:val=\"{western}\" w:eastAsia=\"{east_asian}\" w:bidi=\"{complex}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>",
        language::complex_script_font(&document.language),
        color_to_hex(style.text_color),
        font_size_xml(style.body_size),
    )
}

/// Returns a style that adds nothing to running text.
fn style_based_on_normal(id: &'static str, name: &'static str) -> DocxParagraphStyle {
    DocxParagraphStyle {
        id,
        name,
        based_on: "Normal",
        next_style: id,
        paragraph_properties: String::new(),
        run_properties: String::new(),
    }
}

/// Returns the element for the space before and after a paragraph, in points.
fn spacing_xml(before: f32, after: f32) -> String {
    let (before, after) = (points_to_twips(before), points_to_twips(after));
    format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>")
}

fn paragraph_styles(document: &Document, style: &DocumentStyle) -> Vec<DocxParagraphStyle> {
    let em = style.body_size;
    let layout = document.layout;
    let direction = if is_rtl_language(&document.language) {
        "<w:bidi/>"
    } else {
        ""
    };
    let alignment = match layout {
        DocumentLayout::Notice => "<w:jc w:val=\"center\"/>",
        DocumentLayout::Policy
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::Form
        | DocumentLayout::PacketIndex => "",
    };
    let line = (240.0 * style.line_height_ratio / 1.22).round();
    let mut styles = vec![DocxParagraphStyle {
        based_on: "",
        paragraph_properties: format!(
            "<w:widowControl/>{direction}<w:spacing w:before=\"0\" w:after=\"{}\" w:line=\"{line}\" w:lineRule=\"auto\"/>",
            points_to_twips(em * 0.6)
        ),
        ..style_based_on_normal("Normal", "Normal")
    }];
    for level in 1..=6_u8 {
        styles.push(heading_style(document, style, level));
    }
    styles.extend([
        DocxParagraphStyle {
            paragraph_properties: spacing_xml(0.0, em * 0.28),
            ..style_based_on_normal("ListParagraph", "List Paragraph")
        },
        DocxParagraphStyle {
            paragraph_properties: spacing_xml(0.0, em * 0.28),
            ..style_based_on_normal("ListContinue", "List Continue")
        },
        DocxParagraphStyle {
            paragraph_properties: format!(
                "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"{}\"/></w:pBdr>{}<w:ind w:left=\"{LIST_INDENT_TWIPS}\"/>",
                color_to_hex(style.accent_color),
                spacing_xml(em * 0.4, em * 0.75)
            ),
            next_style: "Normal",
            ..style_based_on_normal("Quote", "Quote")
        },
        DocxParagraphStyle {
            paragraph_properties: format!("{}{alignment}", spacing_xml(em * 0.75, em * 1.5)),
            run_properties: font_size_xml(style.statement_size),
            next_style: "Normal",
            ..style_based_on_normal("Statement", "Statement")
        },
        DocxParagraphStyle {
            paragraph_properties: format!("{}{alignment}", spacing_xml(0.0, em * 0.6)),
            run_properties: font_size_xml(style.lead_size),
            next_style: "Normal",
            ..style_based_on_normal("Lead", "Lead")
        },
        DocxParagraphStyle {
            run_properties: format!("<w:color w:val=\"{}\"/>{}", color_to_hex(style.muted_text_color), font_size_xml(style.fine_print_size)),
            ..style_based_on_normal("FinePrint", "Fine Print")
        },
        DocxParagraphStyle {
            paragraph_properties: format!("<w:keepLines/>{}", spacing_xml(0.0, em * 0.3)),
            run_properties: format!(
                "<w:b/><w:bCs/><w:color w:val=\"{}\"/>{}",
                color_to_hex(style.accent_color),
                font_size_xml(style.large_number_size)
            ),
            ..style_based_on_normal("Number", "Number")
        },
        DocxParagraphStyle {
            based_on: "Number",
            run_properties: font_size_xml(style.heading_size(2)),
            ..style_based_on_normal("SmallNumber", "Small Number")
        },
        DocxParagraphStyle {
            paragraph_properties: format!(
                "<w:keepLines/><w:pBdr><w:top w:val=\"dashed\" w:sz=\"8\" w:space=\"6\" w:color=\"{}\"/></w:pBdr>{}",
                color_to_hex(style.muted_text_color),
                spacing_xml(em, em * 0.3)
            ),
            ..style_based_on_normal("Strip", "Strip")
        },
    ]);
    styles.extend(table_and_page_styles(style));
    styles
}

/// Returns the styles of table text, logo, header, footer and draft mark.
fn table_and_page_styles(style: &DocumentStyle) -> Vec<DocxParagraphStyle> {
    vec![
        DocxParagraphStyle {
            paragraph_properties: spacing_xml(
                style.table_text_size * 0.2,
                style.table_text_size * 0.2,
            ),
            run_properties: font_size_xml(style.table_text_size),
            ..style_based_on_normal("TableText", "Table Text")
        },
        DocxParagraphStyle {
            based_on: "TableText",
            paragraph_properties: "<w:keepNext/>".to_owned(),
            run_properties: "<w:b/><w:bCs/>".to_owned(),
            ..style_based_on_normal("TableHead", "Table Head")
        },
        DocxParagraphStyle {
            paragraph_properties:
                "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"40\" w:lineRule=\"exact\"/>"
                    .to_owned(),
            run_properties: font_size_xml(2.0),
            ..style_based_on_normal("Gap", "Gap")
        },
        DocxParagraphStyle {
            paragraph_properties: spacing_xml(0.0, style.body_size),
            ..style_based_on_normal("Logo", "Logo")
        },
        header_footer_style("Header", "header", style),
        header_footer_style("Footer", "footer", style),
        DocxParagraphStyle {
            paragraph_properties: format!("{}<w:jc w:val=\"center\"/>", spacing_xml(0.0, 4.0)),
            run_properties: format!(
                "<w:b/><w:bCs/><w:color w:val=\"FFFFFF\"/>{}<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
                font_size_xml(11.0),
                color_to_hex(style.text_color)
            ),
            ..style_based_on_normal("DraftMark", "Draft Mark")
        },
    ]
}

fn heading_style(document: &Document, style: &DocumentStyle, level: u8) -> DocxParagraphStyle {
    const HEADING_STYLE_IDS: [(&str, &str); 6] = [
        ("Heading1", "heading 1"),
        ("Heading2", "heading 2"),
        ("Heading3", "heading 3"),
        ("Heading4", "heading 4"),
        ("Heading5", "heading 5"),
        ("Heading6", "heading 6"),
    ];
    let em = style.body_size;
    let (id, name) = HEADING_STYLE_IDS[usize::from(level) - 1];
    let before = match level {
        1 => 0.0,
        2 => em * 1.8,
        _ => em * 1.25,
    };
    let (border, alignment) = match (document.layout, level) {
        (DocumentLayout::Notice, _) => (String::new(), "<w:jc w:val=\"center\"/>"),
        (DocumentLayout::Poster, 2) => (border_xml("top", 12, 6, style.accent_color), ""),
        (
            DocumentLayout::Policy
            | DocumentLayout::Poster
            | DocumentLayout::Cards
            | DocumentLayout::Form
            | DocumentLayout::PacketIndex,
            _,
        ) => (String::new(), ""),
    };
    DocxParagraphStyle {
        id,
        name,
        based_on: "Normal",
        next_style: "Normal",
        paragraph_properties: format!(
            "<w:keepNext/><w:keepLines/>{border}{}{alignment}<w:outlineLvl w:val=\"{}\"/>",
            spacing_xml(before, em * 0.5),
            level - 1
        ),
        run_properties: format!(
            "<w:b/><w:bCs/><w:color w:val=\"{}\"/>{}",
            color_to_hex(style.accent_color),
            font_size_xml(style.heading_size(level))
        ),
    }
}

/// Returns a border at one side of a paragraph: its width in eighths of a point, its distance in points.
fn border_xml(side: &str, eighths: u8, space: u8, color: Color) -> String {
    format!(
        "<w:pBdr><w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"{space}\" w:color=\"{}\"/></w:pBdr>",
        color_to_hex(color)
    )
}

/// Returns the style of a header or footer.
fn header_footer_style(
    id: &'static str,
    name: &'static str,
    style: &DocumentStyle,
) -> DocxParagraphStyle {
    let side = if id == "Header" { "bottom" } else { "top" };
    DocxParagraphStyle {
        id,
        name,
        based_on: "Normal",
        next_style: id,
        paragraph_properties: format!(
            "{}<w:spacing w:before=\"0\" w:after=\"0\"/>",
            border_xml(side, 4, 4, style.rule_color)
        ),
        run_properties: format!(
            "<w:color w:val=\"{}\"/>{}",
            color_to_hex(style.muted_text_color),
            font_size_xml(8.0)
        ),
    }
}

fn character_styles_xml(style: &DocumentStyle) -> String {
    let accent = color_to_hex(style.accent_color);
    format!(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>\
         <w:basedOn w:val=\"DefaultParagraphFont\"/>\
         <w:rPr><w:color w:val=\"{accent}\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Blank\"><w:name w:val=\"Blank\"/>\
         <w:basedOn w:val=\"DefaultParagraphFont\"/>\
         <w:rPr><w:b/><w:bCs/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF2B3\"/></w:rPr></w:style>\
         <w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/></w:style>"
    )
}

fn table_styles_xml(style: &DocumentStyle) -> String {
    let (rule, accent) = (
        color_to_hex(style.rule_color),
        color_to_hex(style.accent_color),
    );
    let border = |side: &str, eighths: u8, color: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"{color}\"/>")
    };
    let text_borders = format!(
        "<w:tblBorders>{}{}{}</w:tblBorders>",
        border("top", 4, &rule),
        border("bottom", 4, &rule),
        border("insideH", 4, &rule)
    );
    let signature_borders = format!(
        "<w:tblBorders>{}{}{}</w:tblBorders>",
        border("top", 8, &accent),
        border("bottom", 6, &color_to_hex(style.text_color)),
        border("insideH", 6, &color_to_hex(style.text_color))
    );
    let table = |id: &str, name: &str, borders: &str| {
        format!(
            "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"TableNormal\"/><w:tblPr>{borders}</w:tblPr></w:style>"
        )
    };
    format!(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"100\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         {}{}",
        table("WordsTable", "Words Table", &text_borders),
        table("SignTable", "Sign Table", &signature_borders),
    )
}

fn paragraph_style_xml(style: &DocxParagraphStyle) -> String {
    const BUILT_IN_STYLES: [&str; 13] = [
        "Normal",
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
        "Heading5",
        "Heading6",
        "ListParagraph",
        "ListContinue",
        "Quote",
        "Header",
        "Footer",
        "Title",
    ];
    let is_built_in = BUILT_IN_STYLES.contains(&style.id);
    let mut xml = format!(
        "<w:style w:type=\"paragraph\"{}{} w:styleId=\"{}\"><w:name w:val=\"{}\"/>",
        if style.id == "Normal" {
            " w:default=\"1\""
        } else {
            ""
        },
        if is_built_in {
            ""
        } else {
            " w:customStyle=\"1\""
        },
        style.id,
        style.name
    );
    if !style.based_on.is_empty() {
        xml.push_str(&format!("<w:basedOn w:val=\"{}\"/>", style.based_on));
    }
    xml.push_str(&format!(
        "<w:next w:val=\"{}\"/><w:qFormat/>",
        style.next_style
    ));
    if !style.paragraph_properties.is_empty() {
        xml.push_str(&format!("<w:pPr>{}</w:pPr>", style.paragraph_properties));
    }
    if !style.run_properties.is_empty() {
        xml.push_str(&format!("<w:rPr>{}</w:rPr>", style.run_properties));
    }
    xml.push_str("</w:style>");
    xml
}

/// Returns the elements for the font size, for scripts of every class.
fn font_size_xml(points: f32) -> String {
    let halves = points_to_half_points(points);
    format!("<w:sz w:val=\"{halves}\"/><w:szCs w:val=\"{halves}\"/>")
}
