//! The colours that Word offers whoever edits the document: the agency's accent first.

use super::styles::DEFAULT_FONT;
use super::xml_values::color_to_hex;
use crate::render::document_style::DocumentStyle;

/// `word/theme/theme1.xml`.
pub(super) fn theme_xml(look: &DocumentStyle) -> String {
    let colour =
        |name: &str, value: &str| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>");
    let (ink, grey, accent) = (
        color_to_hex(look.text_color),
        color_to_hex(look.muted_text_color),
        color_to_hex(look.accent_color),
    );
    let mut colours = String::new();
    for (name, value) in [
        ("dk1", ink.as_str()),
        ("lt1", "FFFFFF"),
        ("dk2", &grey),
        ("lt2", &color_to_hex(look.shading_color)),
        ("accent1", &accent),
        ("accent2", &grey),
        ("accent3", &ink),
        ("accent4", &accent),
        ("accent5", &grey),
        ("accent6", &ink),
        ("hlink", &accent),
        ("folHlink", &accent),
    ] {
        colours.push_str(&colour(name, value));
    }
    let faces =
        format!("<a:latin typeface=\"{DEFAULT_FONT}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>");
    // A theme has three of each of these, whether they are used or not.
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"6350\">{fill}</a:ln>");
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Agency\">\
         <a:themeElements><a:clrScheme name=\"Agency\">{colours}</a:clrScheme>\
         <a:fontScheme name=\"Agency\"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>\
         <a:fmtScheme name=\"Agency\"><a:fillStyleLst>{}</a:fillStyleLst><a:lnStyleLst>{}</a:lnStyleLst>\
         <a:effectStyleLst>{}</a:effectStyleLst><a:bgFillStyleLst>{}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>",
        fill.repeat(3),
        line.repeat(3),
        effect.repeat(3),
        fill.repeat(3),
    )
}
