//! Writes Word's theme part: the colors that Word offers the editor, with the agency's accent color first.

use super::styles::DEFAULT_FONT;
use super::xml_values::color_to_hex;
use crate::render::document_style::DocumentStyle;

/// Returns `word/theme/theme1.xml`.
pub(super) fn theme_xml(style: &DocumentStyle) -> String {
    let (text, muted, accent) = (
        color_to_hex(style.text_color),
        color_to_hex(style.muted_text_color),
        color_to_hex(style.accent_color),
    );
    let mut colors = String::new();
    for (name, value) in [
        ("dk1", text.as_str()),
        ("lt1", "FFFFFF"),
        ("dk2", &muted),
        ("lt2", &color_to_hex(style.shading_color)),
        ("accent1", &accent),
        ("accent2", &muted),
        ("accent3", &text),
        ("accent4", &accent),
        ("accent5", &muted),
        ("accent6", &text),
        ("hlink", &accent),
        ("folHlink", &accent),
    ] {
        colors.push_str(&format!(
            "<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>"
        ));
    }
    let fonts =
        format!("<a:latin typeface=\"{DEFAULT_FONT}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>");
    // The schema requires three of each of these.
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"6350\">{fill}</a:ln>");
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Agency\">\
         <a:themeElements><a:clrScheme name=\"Agency\">{colors}</a:clrScheme>\
         <a:fontScheme name=\"Agency\"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>\
         <a:fmtScheme name=\"Agency\"><a:fillStyleLst>{}</a:fillStyleLst><a:lnStyleLst>{}</a:lnStyleLst>\
         <a:effectStyleLst>{}</a:effectStyleLst><a:bgFillStyleLst>{}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>",
        fill.repeat(3),
        line.repeat(3),
        effect.repeat(3),
        fill.repeat(3),
    )
}
