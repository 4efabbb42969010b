//! The styles by which Word knows headings, lists, quotations and tables: whoever edits the document
//! changes how it looks here, in one place.

use super::language::{self, Script};
use super::numbering::STEP;
use super::xml_values::{half_points, hex, twips};
use crate::document::{Color, Document, DocumentLayout};
use crate::render::document_style::Look;
use crate::render::theme::right_to_left;

/// The face of all words, on every machine with Word.
pub(super) const FACE: &str = "Calibri";

/// The face for Chinese, Japanese and Korean.
pub(super) const EAST_ASIAN: &str = "Microsoft YaHei";

/// A paragraph's look.
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next: &'static str,
    /// In the order of the schema, without the direction.
    paragraph: String,
    letters: String,
}

/// The part with all styles.
pub(super) fn styles(document: &Document, look: &Look) -> String {
    let mut xml = String::from(
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    );
    xml.push_str(&defaults(document, look));
    for style in paragraphs(document, look) {
        xml.push_str(&written(&style));
    }
    xml.push_str(&letters(look));
    xml.push_str(&tables(look));
    xml.push_str("</w:styles>");
    xml
}

/// What holds where a style says nothing.
fn defaults(document: &Document, look: &Look) -> String {
    let own = language::tag(&document.language);
    let (mut plain, mut east, mut complex) = ("en-US", "zh-CN", "ar-SA");
    match language::script(&document.language) {
        Script::Plain => plain = &own,
        Script::EastAsian => east = &own,
        Script::Complex => complex = &own,
    }
    format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{FACE}\" w:hAnsi=\"{FACE}\" w:eastAsia=\"{EAST_ASIAN}\" w:cs=\"{}\"/>\
         <w:color w:val=\"{}\"/>{}\
         <w:lang w:val=\"{plain}\" w:eastAsia=\"{east}\" w:bidi=\"{complex}\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults>",
        language::complex_face(&document.language),
        hex(look.ink),
        size(look.body),
    )
}

/// A style like running text, but for its name.
fn plain(id: &'static str, name: &'static str) -> Style {
    Style {
        id,
        name,
        based_on: "Normal",
        next: id,
        paragraph: String::new(),
        letters: String::new(),
    }
}

/// Points above and under a paragraph.
fn air(before: f32, after: f32) -> String {
    let (before, after) = (twips(before), twips(after));
    format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>")
}

fn paragraphs(document: &Document, look: &Look) -> Vec<Style> {
    let em = look.body;
    let layout = document.layout;
    let direction = if right_to_left(&document.language) {
        "<w:bidi/>"
    } else {
        ""
    };
    let middle = match layout {
        DocumentLayout::Notice => "<w:jc w:val=\"center\"/>",
        DocumentLayout::Policy
        | DocumentLayout::Poster
        | DocumentLayout::Cards
        | DocumentLayout::Form
        | DocumentLayout::PacketIndex => "",
    };
    let line = (240.0 * look.leading / 1.22).round();
    let mut styles = vec![Style {
        based_on: "",
        paragraph: format!(
            "<w:widowControl/>{direction}<w:spacing w:before=\"0\" w:after=\"{}\" w:line=\"{line}\" w:lineRule=\"auto\"/>",
            twips(em * 0.6)
        ),
        ..plain("Normal", "Normal")
    }];
    for level in 1..=6_u8 {
        styles.push(heading(document, look, level));
    }
    styles.extend([
        Style {
            paragraph: air(0.0, em * 0.28),
            ..plain("ListParagraph", "List Paragraph")
        },
        Style {
            paragraph: air(0.0, em * 0.28),
            ..plain("ListContinue", "List Continue")
        },
        Style {
            paragraph: format!(
                "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"{}\"/></w:pBdr>{}<w:ind w:left=\"{STEP}\"/>",
                hex(look.accent),
                air(em * 0.4, em * 0.75)
            ),
            next: "Normal",
            ..plain("Quote", "Quote")
        },
        Style {
            paragraph: format!("{}{middle}", air(em * 0.75, em * 1.5)),
            letters: size(look.statement),
            next: "Normal",
            ..plain("Statement", "Statement")
        },
        Style {
            paragraph: format!("{}{middle}", air(0.0, em * 0.6)),
            letters: size(look.lead),
            next: "Normal",
            ..plain("Lead", "Lead")
        },
        Style {
            letters: format!("<w:color w:val=\"{}\"/>{}", hex(look.grey), size(look.fine)),
            ..plain("FinePrint", "Fine Print")
        },
        Style {
            paragraph: format!("<w:keepLines/>{}", air(0.0, em * 0.3)),
            letters: format!(
                "<w:b/><w:bCs/><w:color w:val=\"{}\"/>{}",
                hex(look.accent),
                size(look.number)
            ),
            ..plain("Number", "Number")
        },
        Style {
            based_on: "Number",
            letters: size(look.heading(2)),
            ..plain("SmallNumber", "Small Number")
        },
        Style {
            paragraph: format!(
                "<w:keepLines/><w:pBdr><w:top w:val=\"dashed\" w:sz=\"8\" w:space=\"6\" w:color=\"{}\"/></w:pBdr>{}",
                hex(look.grey),
                air(em, em * 0.3)
            ),
            ..plain("Strip", "Strip")
        },
    ]);
    styles.extend(of_tables_and_pages(look));
    styles
}

/// The styles of what is not running text.
fn of_tables_and_pages(look: &Look) -> Vec<Style> {
    vec![
        Style {
            paragraph: air(look.cell * 0.2, look.cell * 0.2),
            letters: size(look.cell),
            ..plain("TableText", "Table Text")
        },
        Style {
            based_on: "TableText",
            paragraph: "<w:keepNext/>".to_owned(),
            letters: "<w:b/><w:bCs/>".to_owned(),
            ..plain("TableHead", "Table Head")
        },
        Style {
            paragraph:
                "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"40\" w:lineRule=\"exact\"/>"
                    .to_owned(),
            letters: size(2.0),
            ..plain("Gap", "Gap")
        },
        Style {
            paragraph: air(0.0, look.body),
            ..plain("Logo", "Logo")
        },
        margin("Header", "header", look),
        margin("Footer", "footer", look),
        Style {
            paragraph: format!("{}<w:jc w:val=\"center\"/>", air(0.0, 4.0)),
            letters: format!(
                "<w:b/><w:bCs/><w:color w:val=\"FFFFFF\"/>{}<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
                size(11.0),
                hex(look.ink)
            ),
            ..plain("DraftMark", "Draft Mark")
        },
    ]
}

fn heading(document: &Document, look: &Look, level: u8) -> Style {
    const IDS: [(&str, &str); 6] = [
        ("Heading1", "heading 1"),
        ("Heading2", "heading 2"),
        ("Heading3", "heading 3"),
        ("Heading4", "heading 4"),
        ("Heading5", "heading 5"),
        ("Heading6", "heading 6"),
    ];
    let em = look.body;
    let (id, name) = IDS[usize::from(level) - 1];
    let before = match level {
        1 => 0.0,
        2 => em * 1.8,
        _ => em * 1.25,
    };
    let (edge, middle) = match (document.layout, level) {
        (DocumentLayout::Notice, _) => (String::new(), "<w:jc w:val=\"center\"/>"),
        (DocumentLayout::Poster, 2) => (rule("top", 12, 6, look.accent), ""),
        (
            DocumentLayout::Policy
            | DocumentLayout::Poster
            | DocumentLayout::Cards
            | DocumentLayout::Form
            | DocumentLayout::PacketIndex,
            _,
        ) => (String::new(), ""),
    };
    Style {
        id,
        name,
        based_on: "Normal",
        next: "Normal",
        paragraph: format!(
            "<w:keepNext/><w:keepLines/>{edge}{}{middle}<w:outlineLvl w:val=\"{}\"/>",
            air(before, em * 0.5),
            level - 1
        ),
        letters: format!(
            "<w:b/><w:bCs/><w:color w:val=\"{}\"/>{}",
            hex(look.accent),
            size(look.heading(level))
        ),
    }
}

/// A line at one side of a paragraph.
fn rule(side: &str, eighths: u8, space: u8, colour: Color) -> String {
    format!(
        "<w:pBdr><w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"{space}\" w:color=\"{}\"/></w:pBdr>",
        hex(colour)
    )
}

/// The small print above and under the words of a page.
fn margin(id: &'static str, name: &'static str, look: &Look) -> Style {
    let side = if id == "Header" { "bottom" } else { "top" };
    Style {
        id,
        name,
        based_on: "Normal",
        next: id,
        paragraph: format!(
            "{}<w:spacing w:before=\"0\" w:after=\"0\"/>",
            rule(side, 4, 4, look.rule)
        ),
        letters: format!("<w:color w:val=\"{}\"/>{}", hex(look.grey), size(8.0)),
    }
}

fn letters(look: &Look) -> String {
    let accent = hex(look.accent);
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

fn tables(look: &Look) -> String {
    let (rule, accent) = (hex(look.rule), hex(look.accent));
    let line = |side: &str, eighths: u8, colour: &str| {
        format!(
            "<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"{colour}\"/>"
        )
    };
    let rows = format!(
        "<w:tblBorders>{}{}{}</w:tblBorders>",
        line("top", 4, &rule),
        line("bottom", 4, &rule),
        line("insideH", 4, &rule)
    );
    let signed = format!(
        "<w:tblBorders>{}{}{}</w:tblBorders>",
        line("top", 8, &accent),
        line("bottom", 6, &hex(look.ink)),
        line("insideH", 6, &hex(look.ink))
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
        table("WordsTable", "Words Table", &rows),
        table("SignTable", "Sign Table", &signed),
    )
}

fn written(style: &Style) -> String {
    const CARRIED: [&str; 13] = [
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
    let known = CARRIED.contains(&style.id);
    let mut xml = format!(
        "<w:style w:type=\"paragraph\"{}{} w:styleId=\"{}\"><w:name w:val=\"{}\"/>",
        if style.id == "Normal" {
            " w:default=\"1\""
        } else {
            ""
        },
        if known { "" } else { " w:customStyle=\"1\"" },
        style.id,
        style.name
    );
    if !style.based_on.is_empty() {
        xml.push_str(&format!("<w:basedOn w:val=\"{}\"/>", style.based_on));
    }
    xml.push_str(&format!("<w:next w:val=\"{}\"/><w:qFormat/>", style.next));
    if !style.paragraph.is_empty() {
        xml.push_str(&format!("<w:pPr>{}</w:pPr>", style.paragraph));
    }
    if !style.letters.is_empty() {
        xml.push_str(&format!("<w:rPr>{}</w:rPr>", style.letters));
    }
    xml.push_str("</w:style>");
    xml
}

/// The size of letters, for scripts of every kind.
fn size(points: f32) -> String {
    let halves = half_points(points);
    format!("<w:sz w:val=\"{halves}\"/><w:szCs w:val=\"{halves}\"/>")
}
