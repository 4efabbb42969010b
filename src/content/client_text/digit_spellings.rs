//! Digits in any spelling: of any script, raised, circled, as a letter that looks alike, or as a word.

use std::ops::Range;

/// Returns the digit that a word names, in English or Spanish.
pub(super) fn digit_word(word: &str) -> Option<char> {
    let words = [
        ["zero", "oh", "cero"],
        ["one", "uno", "uno"],
        ["two", "dos", "dos"],
        ["three", "tres", "tres"],
        ["four", "cuatro", "cuatro"],
        ["five", "cinco", "cinco"],
        ["six", "seis", "seis"],
        ["seven", "siete", "siete"],
        ["eight", "ocho", "ocho"],
        ["nine", "nueve", "nueve"],
    ];
    let lower = word.to_lowercase();
    let value = words
        .iter()
        .position(|names| names.contains(&lower.as_str()))?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

/// Returns the digit that a character is or stands for.
pub(super) fn digit_or_similar_letter(character: char) -> Option<char> {
    digit_value(character).or_else(|| similar_digit(character))
}

/// Returns the value of a decimal digit of any script.
pub(super) fn digit_value(character: char) -> Option<char> {
    /// The zero of each script with decimal digits.
    const ZEROS: [u32; 34] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
        0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0,
        0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xAA50,
        0xFF10,
    ];
    const MATHEMATICAL_DIGITS: Range<u32> = 0x1_D7CE..0x1_D800;
    if character.is_ascii() {
        return character.is_ascii_digit().then_some(character);
    }
    let raised_or_circled = [
        ('0', '⁰', '₀', '⓪'),
        ('1', '¹', '₁', '①'),
        ('2', '²', '₂', '②'),
        ('3', '³', '₃', '③'),
        ('4', '⁴', '₄', '④'),
        ('5', '⁵', '₅', '⑤'),
        ('6', '⁶', '₆', '⑥'),
        ('7', '⁷', '₇', '⑦'),
        ('8', '⁸', '₈', '⑧'),
        ('9', '⁹', '₉', '⑨'),
    ];
    let same = raised_or_circled
        .iter()
        .find(|(_, raised, lowered, circled)| [*raised, *lowered, *circled].contains(&character));
    if let Some((digit, ..)) = same {
        return Some(*digit);
    }
    let code = u32::from(character);
    let value = if MATHEMATICAL_DIGITS.contains(&code) {
        (code - MATHEMATICAL_DIGITS.start) % 10
    } else {
        let zero = ZEROS
            .iter()
            .find(|zero| (**zero..**zero + 10).contains(&code))?;
        code - zero
    };
    char::from_digit(value, 10)
}

/// Returns the digit that a letter beside digits was probably meant to be.
pub(super) fn similar_digit(letter: char) -> Option<char> {
    match letter {
        // The latter of each are Cyrillic.
        'O' | 'o' | 'О' | 'о' => Some('0'),
        'I' | 'l' | 'І' => Some('1'),
        'З' | 'з' => Some('3'),
        _ => None,
    }
}
