//! Invisible and direction-changing characters: they make a text differ from what it looks like. Facts and
//! templates with one are rejected, and messages show its code point.

/// Returns the first forbidden character of a text. Joiners between letters that need them are allowed.
pub fn find_forbidden_char(text: &str) -> Option<char> {
    // Most text is ASCII, which is skipped quickly.
    let start = text
        .bytes()
        .position(|byte| !matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~'))?;
    // A joiner needs the letter before it, which is one byte here.
    let text = &text[start.saturating_sub(1)..];
    let mut previous = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let allowed = match character {
            '\t' | '\n' | '\r' | ' '..='~' => true,
            // Some languages are spelled with joiners between letters.
            '\u{200C}' | '\u{200D}' => {
                previous.is_some_and(script_uses_joiners)
                    && characters.peek().copied().is_some_and(script_uses_joiners)
            }
            _ => !is_invisible_char(character),
        };
        if !allowed {
            return Some(character);
        }
        previous = Some(character);
    }
    None
}

/// Returns whether a character is invisible, changes the text direction, or has no standard meaning: controls,
/// default-ignorable code points, private use, noncharacters. Variation selectors (U+FE00 to U+FE0F) are
/// allowed.
pub fn is_invisible_char(character: char) -> bool {
    // The last two code points of each plane are noncharacters.
    character.is_control()
        || u32::from(character) & 0xFFFE == 0xFFFE
        || matches!(character,
            '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}' | '\u{1160}'
            | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFF}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{10FFFF}')
}

/// Returns what a forbidden character is, for a message.
pub(super) fn describe_forbidden_char(character: char) -> &'static str {
    match character {
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "an invisible character that reverses text direction"
        }
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {
            "a private character that other programs do not show"
        }
        _ => "an invisible character",
    }
}

/// Returns whether a letter's script uses joiners: Arabic and related scripts, those of South and Southeast
/// Asia, Mongolian.
fn script_uses_joiners(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
