//! Operators of a page as bytes (ISO 32000-1, Annex A), as short as they can be said: what stands on a page
//! is compressed, hashed and kept, and each byte less is a byte less three times. A library that writes
//! operators says a glyph's number in up to eight signs; here it takes two.

/// Decimal places of a number: a thousandth of a point is less than a printer can show.
const DECIMAL_PLACES: usize = 3;

/// Operators, one after the other.
pub(super) struct PdfOperatorBuffer(Vec<u8>);

impl PdfOperatorBuffer {
    /// None yet.
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// The bytes of all operators.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// An operator that takes numbers or nothing.
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

    /// An operator that takes a name, such as that of a face, and a number where there is one.
    pub(super) fn write_named_operator(
        &mut self,
        name: &str,
        operand: Option<f32>,
        operator: &str,
    ) {
        self.write_name(name);
        if let Some(operand) = operand {
            self.0.push(b' ');
            self.write_number(operand);
        }
        self.0.push(b' ');
        self.write_operator_name(operator);
    }

    /// Begins marked content of a kind, with its properties: each a name and what it is in the syntax of PDF.
    pub(super) fn begin_marked_content(&mut self, kind: &str, properties: &[(&str, &str)]) {
        self.write_name(kind);
        self.0.extend_from_slice(b"<<");
        for (name, value) in properties {
            self.write_name(name);
            if !value.starts_with('/') {
                self.0.push(b' ');
            }
            self.0.extend_from_slice(value.as_bytes());
        }
        self.0.extend_from_slice(b">>");
        self.write_operator_name("BDC");
    }

    /// Shows glyphs; behind some bytes of `codes` the pen goes back by thousandths of the size.
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

    /// A name of ours: letters and digits alone, so nothing in it has to be escaped.
    fn write_name(&mut self, name: &str) {
        self.0.push(b'/');
        self.0.extend_from_slice(name.as_bytes());
    }

    fn write_number(&mut self, number: f32) {
        let thousandths = (number * 1000.0).round() as i32;
        if thousandths < 0 {
            self.0.push(b'-');
        }
        let thousandths = thousandths.unsigned_abs();
        let (whole, part) = (thousandths / 1000, thousandths % 1000);
        let mut digits = [b'0'; 10];
        let mut first = digits.len();
        let mut rest = whole;
        while rest > 0 || first == digits.len() {
            first -= 1;
            digits[first] = last_digit_as_ascii(rest);
            rest /= 10;
        }
        self.0.extend_from_slice(&digits[first..]);
        if part > 0 {
            let places: [u8; DECIMAL_PLACES] = [
                last_digit_as_ascii(part / 100),
                last_digit_as_ascii(part / 10),
                last_digit_as_ascii(part),
            ];
            let last = places.iter().rposition(|digit| *digit != b'0');
            self.0.push(b'.');
            self.0
                .extend_from_slice(&places[..=last.expect("it is not nothing")]);
        }
    }

    /// A string of any bytes; what would end it, or be read as another byte, is escaped (7.3.4.2).
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

/// The last digit of a number.
fn last_digit_as_ascii(number: u32) -> u8 {
    b'0' + (number % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(say: impl FnOnce(&mut PdfOperatorBuffer)) -> String {
        let mut operators = PdfOperatorBuffer::new();
        say(&mut operators);
        let bytes = operators.into_bytes();
        bytes.into_iter().map(char::from).collect()
    }

    #[test]
    fn numbers_are_said_in_thousandths_at_most() {
        let numbers = [0.0, -0.0004, 1.0, -1.5, 0.349, 685.957, -0.05, 1224.0];
        assert_eq!(
            said(|operators| operators.write_numeric_operator(numbers, "x")),
            "0 0 1 -1.5 0.349 685.957 -0.05 1224 x\n"
        );
    }

    #[test]
    fn strings_hold_every_byte() {
        let all: Vec<u8> = (0..=255).collect();
        let shown = said(|operators| operators.write_show_text(&all, &[]));
        let inner = shown
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
    fn kerns_stand_between_their_glyphs() {
        assert_eq!(
            said(|operators| operators.write_show_text(b"AABB", &[(2, 20.0)])),
            "[(AA)20(BB)]TJ\n"
        );
        let marked = [("Type", "/Layout"), ("MCID", "3")];
        assert_eq!(
            said(|operators| operators.begin_marked_content("P", &marked)),
            "/P<</Type/Layout/MCID 3>>BDC\n"
        );
        assert_eq!(
            said(|operators| operators.write_named_operator("Face0", Some(10.5), "Tf")),
            "/Face0 10.5 Tf\n"
        );
    }
}
