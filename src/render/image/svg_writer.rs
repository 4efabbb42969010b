//! Writes shapes as an SVG file, which contains nothing else of the file they were read from.

use std::fmt::Write as _;

use super::image_content::{PathCommand, StrokeStyle, VectorShape};

/// Returns an SVG file of the shapes, without comments, metadata, names and editor attributes.
pub(super) fn write_svg((width, height): (f32, f32), shapes: &[VectorShape]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"
    );
    for shape in shapes {
        let _ = write!(svg, "<path d=\"{}\"", path_data(&shape.path_commands));
        let matrix = shape.transform_matrix.map(|number| number.to_string());
        let _ = write!(svg, " transform=\"matrix({})\"", matrix.join(" "));
        match shape.fill {
            Some((color, even_odd)) => {
                let rule = if even_odd {
                    " fill-rule=\"evenodd\""
                } else {
                    ""
                };
                let _ = write!(svg, " fill=\"{}\"{rule}", color.to_hex());
            }
            None => svg.push_str(" fill=\"none\""),
        }
        if let Some(stroke) = shape.stroke {
            write_stroke_attributes(&mut svg, stroke);
        }
        svg.push_str("/>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn path_data(commands: &[PathCommand]) -> String {
    let mut data = String::new();
    for command in commands {
        let _ = match command {
            PathCommand::MoveTo(x, y) => write!(data, "M{x} {y}"),
            PathCommand::LineTo(x, y) => write!(data, "L{x} {y}"),
            PathCommand::CubicTo([(ax, ay), (bx, by), (x, y)]) => {
                write!(data, "C{ax} {ay} {bx} {by} {x} {y}")
            }
            PathCommand::ClosePath => write!(data, "Z"),
        };
    }
    data
}

fn write_stroke_attributes(svg: &mut String, stroke: StrokeStyle) {
    let cap = ["butt", "round", "square"][usize::from(stroke.line_cap)];
    let join = ["miter", "round", "bevel"][usize::from(stroke.line_join)];
    let (color, width, limit) = (stroke.color.to_hex(), stroke.width, stroke.miter_limit);
    let _ = write!(
        svg,
        " stroke=\"{color}\" stroke-width=\"{width}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\" stroke-miterlimit=\"{limit}\""
    );
}
