//! Compact page operators (ISO 32000-1, Annex A). Page content is compressed, hashed and stored, so
//! its length matters: printpdf writes a glyph id in up to eight bytes, this module in two.

/// Decimal places of a number: a printer cannot show a thousandth of a point.
const DECIMAL_PLACES: usize = 3;

/// Buffer of operators in the syntax of a content stream.
pub(super) struct PdfOperatorBuffer(Vec<u8>);

impl PdfOperatorBuffer {
    /// Returns an empty buffer.
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns the bytes of all operators.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Writes an operator with numeric operands, or with none.
    pub(super) fn write_numeric_operator<const COUNT: usize>(
        &mut self,
        operands: [f32; COUNT],
        operator: &str,
    ) {
        for operand in operands {
            self.write_number(operand);
            self.0.push(b' ');
        }
        self.write_operator_name(operator);
    }

    /// Writes an operator with a name, such as that of a font, and an optional number.
    pub(super) fn write_named_operator(
        &mut self,
        name: &str,
        operand: Option<f32>,
        operator: &str,
    ) {
        self.write_unescaped_name(name);
        if let Some(operand) = operand {
            self.0.push(b' ');
            self.write_number(operand);
        }
        self.0.push(b' ');
        self.write_operator_name(operator);
    }

    /// Begins marked content with a tag and properties. The values are written as they are.
    pub(super) fn begin_marked_content(&mut self, tag: &str, properties: &[(&str, &str)]) {
        self.write_unescaped_name(tag);
        self.0.extend_from_slice(b"<<");
        for (name, value) in properties {
            self.write_unescaped_name(name);
            if !value.starts_with('/') {
                self.0.push(b' ');
            }
            self.0.extend_from_slice(value.as_bytes());
        }
        self.0.extend_from_slice(b">>");
        self.write_operator_name("BDC");
    }

    /// Shows glyphs. `kerns` holds byte positions in `codes` and adjustments in thousandths of the size.
    pub(super) fn write_show_text(&mut self, codes: &[u8], kerns: &[(usize, f32)]) {
        if kerns.is_empty() {
            self.write_string(codes);
            self.write_operator_name("Tj");
            return;
        }
        self.0.push(b'[');
        let mut from = 0;
        for (to, kern) in kerns {
            self.write_string(&codes[from..*to]);
            self.write_number(*kern);
            from = *to;
        }
        self.write_string(&codes[from..]);
        self.0.push(b']');
        self.write_operator_name("TJ");
    }

    fn write_operator_name(&mut self, operator: &str) {
        self.0.extend_from_slice(operator.as_bytes());
        self.0.push(b'\n');
    }

    /// Writes a name, which must hold only letters and digits: it is not escaped.
    fn write_unescaped_name(&mut self, name: &str) {
        self.0.push(b'/');
        self.0.extend_from_slice(name.as_bytes());
    }

    fn write_number(&mut self, number: f32) {
        let thousandths = (number * 1000.0).round() as i32;
        if thousandths < 0 {
            self.0.push(b'-');
        }
        let thousandths = thousandths.unsigned_abs();
        let (whole, fraction) = (thousandths / 1000, thousandths % 1000);
        let mut digits = [b'0'; 10];
        let mut first = digits.len();
        let mut rest = whole;
        while rest > 0 || first == digits.len() {
            first -= 1;
            digits[first] = last_digit_as_ascii(rest);
            rest /= 10;
        }
        self.0.extend_from_slice(&digits[first..]);
        if fraction > 0 {
            let decimals: [u8; DECIMAL_PLACES] = [
                last_digit_as_ascii(fraction / 100),
                last_digit_as_ascii(fraction / 10),
                last_digit_as_ascii(fraction),
            ];
            let last = decimals.iter().rposition(|digit| *digit != b'0');
            self.0.push(b'.');
            self.0
                .extend_from_slice(&decimals[..=last.expect("the fraction is not 0")]);
        }
    }

    /// Writes a string of any bytes, escaped (ISO 32000-1, 7.3.4.2).
    fn write_string(&mut self, bytes: &[u8]) {
        self.0.reserve(bytes.len() + 2);
        self.0.push(b'(');
        for &byte in bytes {
            match byte {
                b'(' | b')' | b'\\' => self.0.extend_from_slice(&[b'\\', byte]),
                b'\r' => self.0.extend_from_slice(b"\\r"),
                other => self.0.push(other),
            }
        }
        self.0.push(b')');
    }
}

/// Returns the last digit of a number.
fn last_digit_as_ascii(number: u32) -> u8 {
    b'0' + (number % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operators_text(write: impl FnOnce(&mut PdfOperatorBuffer)) -> String {
        let mut operators = PdfOperatorBuffer::new();
        write(&mut operators);
        let bytes = operators.into_bytes();
        bytes.into_iter().map(char::from).collect()
    }

    #[test]
    fn numbers_have_at_most_three_decimals() {
        let numbers = [0.0, -0.0004, 1.0, -1.5, 0.349, 685.957, -0.05, 1224.0];
        assert_eq!(
            operators_text(|operators| operators.write_numeric_operator(numbers, "x")),
            "0 0 1 -1.5 0.349 685.957 -0.05 1224 x\n"
        );
    }

    #[test]
    fn strings_hold_every_byte() {
        let all: Vec<u8> = (0..=255).collect();
        let operators = operators_text(|operators| operators.write_show_text(&all, &[]));
        let inner = operators
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(")Tj\n"));
        let mut read = Vec::new();
        let mut signs = inner.expect("a string and its operator").chars();
        while let Some(sign) = signs.next() {
            let sign = match sign {
                '\\' => signs
                    .next()
                    .map(|next| if next == 'r' { '\r' } else { next }),
                '(' | ')' | '\r' => panic!("{sign:?} must be escaped"),
                plain => Some(plain),
            };
            read.push(u8::try_from(sign.expect("something is escaped")).expect("a byte"));
        }
        assert_eq!(read, all);
    }

    #[test]
    fn kerns_are_written_between_their_glyphs() {
        assert_eq!(
            operators_text(|operators| operators.write_show_text(b"AABB", &[(2, 20.0)])),
            "[(AA)20(BB)]TJ\n"
        );
        let marked = [("Type", "/Layout"), ("MCID", "3")];
        assert_eq!(
            operators_text(|operators| operators.begin_marked_content("P", &marked)),
            "/P<</Type/Layout/MCID 3>>BDC\n"
        );
        assert_eq!(
            operators_text(|operators| operators.write_named_operator("Face0", Some(10.5), "Tf")),
            "/Face0 10.5 Tf\n"
        );
    }
}
