//! Colors in CSS notation and their contrast with white as WCAG 2.1 defines it.

/// The minimum contrast of text (WCAG 2.1, 1.4.3).
const MIN_CONTRAST: f64 = 4.5;

/// A color in sRGB; components from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    /// `#000000`.
    pub const BLACK: Self = Self::from_rgb(0, 0, 0);
    /// `#ffffff`.
    pub const WHITE: Self = Self::from_rgb(255, 255, 255);

    /// Returns the color with these components.
    pub const fn from_rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Parses a color in the form `#rgb` or `#rrggbb`.
    ///
    /// # Errors
    /// If the text is not a color; with the color that is probably meant if only the `#` is missing.
    pub fn parse_hex(text: &str) -> Result<Self, Option<Self>> {
        match text.strip_prefix('#') {
            Some(digits) => parse_hex_digits(digits).ok_or(None),
            None => Err(parse_hex_digits(text)),
        }
    }

    /// Returns the color in CSS notation: `#005ea2`.
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Returns the contrast ratio with white, from 1 to 21 (black), as WCAG 2.1 defines it.
    pub fn contrast_with_white(self) -> f64 {
        let linear = |component: u8| {
            let value = f64::from(component) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let luminance =
            0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue);
        1.05 / (luminance + 0.05)
    }

    /// Returns whether white text on this color, and text of this color on white, is legible.
    pub fn has_enough_contrast(self) -> bool {
        self.contrast_with_white() >= MIN_CONTRAST
    }

    /// Returns the lightest shade of the color that has enough contrast.
    #[must_use]
    pub fn darken_to_contrast(self) -> Self {
        const DARKEN_STEPS: u16 = 1000;
        let shade = |step: u16| {
            let scale = |component: u8| {
                let scaled = f64::from(component) * f64::from(step) / f64::from(DARKEN_STEPS);
                #[expect(clippy::cast_sign_loss, reason = "a scaled component is from 0 to 255")]
                let scaled = scaled.round() as u8;
                scaled
            };
            Self {
                red: scale(self.red),
                green: scale(self.green),
                blue: scale(self.blue),
            }
        };
        (0..=DARKEN_STEPS)
            .rev()
            .map(shade)
            .find(|shade| shade.has_enough_contrast())
            .expect("black has enough contrast")
    }
}

fn parse_hex_digits(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let component =
        |at: usize, length: usize| u8::from_str_radix(&digits[at..at + length], 16).ok();
    match digits.len() {
        3 => Some(Color {
            red: component(0, 1)? * 0x11,
            green: component(1, 1)? * 0x11,
            blue: component(2, 1)? * 0x11,
        }),
        6 => Some(Color {
            red: component(0, 2)?,
            green: component(2, 2)?,
            blue: component(4, 2)?,
        }),
        _ => None,
    }
}
