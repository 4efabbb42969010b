//! Characters that nobody sees, or that turn the text around them: a name with one in it is not what it looks
//! like. Facts and templates are refused for them, and messages spell them out.

/// The first character of a text that may not stand in it, joiners between letters that need them excepted.
pub fn find_forbidden_char(text: &str) -> Option<char> {
    // Nearly all of most texts are letters that need no look.
    let plain = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let start = text.bytes().position(|byte| !plain(&byte))?;
    // What joins letters is looked at with the letter before it, which is of one byte here.
    let text = &text[start.saturating_sub(1)..];
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let allowed = match character {
            '\t' | '\n' | '\r' | ' '..='~' => true,
            // Joiners belong to the spelling of some languages, between two of their letters.
            '\u{200C}' | '\u{200D}' => {
                before.is_some_and(script_uses_joiners)
                    && characters.peek().copied().is_some_and(script_uses_joiners)
            }
            _ => !is_invisible_char(character),
        };
        if !allowed {
            return Some(character);
        }
        before = Some(character);
    }
    None
}

/// Whether a character has no shape of its own, turns the text around it, or means nothing outside of one
/// program: controls, what Unicode ignores by default, private use, what is no character. The selectors of a
/// shape (U+FE00 to U+FE0F) belong to the letter before them.
pub fn is_invisible_char(character: char) -> bool {
    // The last two places of each plane are no characters.
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

/// Arabic and its relatives, the scripts of South and Southeast Asia, Mongolian.
fn script_uses_joiners(character: char) -> bool {
    matches!(character,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
