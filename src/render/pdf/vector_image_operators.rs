//! Outlines of a picture as the operators of a form (ISO 32000-1, 8.5 and 8.10).

use std::fmt::Write as _;

use crate::document::Color;
use crate::render::image::{PathCommand, VectorShape};

/// Draws outlines one over another in their picture's own units, y downwards.
pub(super) fn shapes_to_operators(shapes: &[VectorShape]) -> String {
    let mut text = String::new();
    for shape in shapes {
        write_shape_operators(shape, &mut text);
    }
    text
}

fn write_shape_operators(shape: &VectorShape, text: &mut String) {
    let mut put = |numbers: &[f32], operator: &str| {
        for number in numbers {
            let _ = write!(text, "{} ", round_to_four_decimals(*number));
        }
        text.push_str(operator);
        text.push('\n');
    };
    put(&[], "q");
    put(&shape.transform_matrix, "cm");
    if let Some((fill, _)) = shape.fill {
        put(&rgb_fractions(fill), "rg");
    }
    if let Some(pen) = shape.stroke {
        put(&rgb_fractions(pen.color), "RG");
        put(&[pen.width], "w");
        put(&[f32::from(pen.line_cap)], "J");
        put(&[f32::from(pen.line_join)], "j");
        put(&[pen.miter_limit], "M");
    }
    for step in &shape.path_commands {
        match step {
            PathCommand::MoveTo(x, y) => put(&[*x, *y], "m"),
            PathCommand::LineTo(x, y) => put(&[*x, *y], "l"),
            PathCommand::CubicTo([one, two, end]) => {
                put(&[one.0, one.1, two.0, two.1, end.0, end.1], "c");
            }
            PathCommand::ClosePath => put(&[], "h"),
        }
    }
    let paint = match (shape.fill, shape.stroke) {
        (Some((_, false)), None) => "f",
        (Some((_, true)), None) => "f*",
        (Some((_, false)), Some(_)) => "B",
        (Some((_, true)), Some(_)) => "B*",
        (None, Some(_)) => "S",
        (None, None) => "n",
    };
    put(&[], paint);
    put(&[], "Q");
}

fn rgb_fractions(colour: Color) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0)
}

/// Four places are enough for any picture that is drawn by its own units.
fn round_to_four_decimals(number: f32) -> f32 {
    let rounded = (number * 10_000.0).round() / 10_000.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
