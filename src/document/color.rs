//! Colours: read as web pages write them, and measured against white as WCAG 2.1 does.

/// Least contrast between words and what is behind them (WCAG 2.1, 1.4.3).
const MIN_CONTRAST: f64 = 4.5;

/// A colour in sRGB, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::from_rgb(0, 0, 0);

    /// White.
    pub const WHITE: Self = Self::from_rgb(255, 255, 255);

    /// Returns the colour of these parts.
    pub const fn from_rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Parses a colour written as `#rgb` or `#rrggbb`.
    ///
    /// # Errors
    /// The colour that is probably meant, if only the `#` is missing.
    pub fn parse_hex(written: &str) -> Result<Self, Option<Self>> {
        match written.strip_prefix('#') {
            Some(digits) => parse_hex_digits(digits).ok_or(None),
            None => Err(parse_hex_digits(written)),
        }
    }

    /// As web pages write it: `#005ea2`.
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// From 1 (white on white) to 21, as WCAG 2.1 defines it.
    pub fn contrast_with_white(self) -> f64 {
        let light = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance =
            0.2126 * light(self.red) + 0.7152 * light(self.green) + 0.0722 * light(self.blue);
        1.05 / (luminance + 0.05)
    }

    /// Whether white words on this colour, and words of this colour on white, can be read.
    pub fn has_enough_contrast(self) -> bool {
        self.contrast_with_white() >= MIN_CONTRAST
    }

    /// The lightest shade of the same hue that is dark enough.
    #[must_use]
    pub fn darken_to_contrast(self) -> Self {
        const DARKEN_STEPS: u16 = 1000;
        let shade = |step: u16| {
            let part = |part: u8| {
                let scaled = f64::from(part) * f64::from(step) / f64::from(DARKEN_STEPS);
                #[expect(clippy::cast_sign_loss, reason = "a part of 0 to 255 is not negative")]
                let scaled = scaled.round() as u8;
                scaled
            };
            Self {
                red: part(self.red),
                green: part(self.green),
                blue: part(self.blue),
            }
        };
        (0..=DARKEN_STEPS)
            .rev()
            .map(shade)
            .find(|shade| shade.has_enough_contrast())
            .expect("black is dark enough")
    }
}

fn parse_hex_digits(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize, length: usize| u8::from_str_radix(&digits[at..at + length], 16).ok();
    match digits.len() {
        3 => Some(Color {
            red: part(0, 1)? * 0x11,
            green: part(1, 1)? * 0x11,
            blue: part(2, 1)? * 0x11,
        }),
        6 => Some(Color {
            red: part(0, 2)?,
            green: part(2, 2)?,
            blue: part(4, 2)?,
        }),
        _ => None,
    }
}
