//! One form for the many ways to write the same thing, with the way back to where it stood.
//!
//! Marks come off the letters (but are remembered beside them), capitals become small, full-width, circled, mathematical and keycap characters become
//! plain, letters of other alphabets that look Latin become Latin, invisible characters vanish. Composed and decomposed text fold alike.
//! Absent: any knowledge of words.

mod table;

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Stands for a letter that has no Latin form here.
pub const OTHER_LETTER: u8 = 0x80;
/// Stands for anything else that is not ASCII: emoji, signs.
pub const OTHER_SIGN: u8 = 0x81;

/// Mark bit: the letter was a capital.
pub const UPPER: u8 = 0x80;
/// Mark bits of the tone, 1 to 5 in the order huyền, sắc, hỏi, ngã, nặng.
pub const TONE: u8 = 0x07;
/// Mark bits of the letter's own shape: â ê ô, ă, ơ ư, đ, or foreign.
pub const SHAPE: u8 = 0x38;

/// A folded text: one plain byte for each visible character.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    plain: Vec<u8>,
    marks: Vec<u8>,
    starts: Vec<u32>,
    ends: Vec<u32>,
    scalars: usize,
}

impl Folded {
    /// Folds at most `cap` scalar values of `text`; the rest is left out.
    #[must_use]
    pub fn new(text: &str, cap: usize) -> Self {
        let room = text.len().min(cap);
        let mut folded = Self {
            plain: Vec::with_capacity(room),
            marks: Vec::with_capacity(room),
            starts: Vec::with_capacity(room),
            ends: Vec::with_capacity(room),
            scalars: 0,
        };
        let cap = u32::try_from(cap).unwrap_or(u32::MAX);
        let mut at: u32 = 0;
        for c in text.chars() {
            if at >= cap {
                break;
            }
            if c.is_ascii() {
                let byte = u8::try_from(c).unwrap_or(b' ');
                let upper = if byte.is_ascii_uppercase() { UPPER } else { 0 };
                folded.push(byte.to_ascii_lowercase(), upper, at);
            } else {
                folded.push_wide(c, at);
            }
            at += 1;
        }
        folded.scalars = usize::try_from(at).unwrap_or(usize::MAX);
        folded
    }

    fn push(&mut self, plain: u8, mark: u8, at: u32) {
        self.plain.push(plain);
        self.marks.push(mark);
        self.starts.push(at);
        self.ends.push(at + 1);
    }

    fn push_wide(&mut self, c: char, at: u32) {
        match classify(c) {
            Piece::Letter { plain, mark } => self.push(plain, mark, at),
            Piece::Combining(mark) => {
                if let (Some(end), Some(last)) = (self.ends.last_mut(), self.marks.last_mut()) {
                    // A mark belongs to the letter right before it, whatever stands between invisibly.
                    *end = at + 1;
                    if mark & TONE != 0 {
                        *last = (*last & !TONE) | mark;
                    } else if mark != 0 {
                        *last = (*last & !SHAPE) | mark;
                    }
                }
            }
            Piece::Invisible => {}
        }
    }

    /// The plain bytes: ASCII, [`OTHER_LETTER`] or [`OTHER_SIGN`].
    #[must_use]
    pub fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// The mark byte of each plain byte; see [`TONE`], [`SHAPE`], [`UPPER`].
    #[must_use]
    pub fn marks(&self) -> &[u8] {
        &self.marks
    }

    /// Number of folded units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// Whether nothing visible was there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Scalar values that were read.
    #[must_use]
    pub fn scalars(&self) -> usize {
        self.scalars
    }

    /// Where the units stood, as offsets in Unicode scalar values, end exclusive. A range that is empty or beyond the end gives an empty one.
    #[must_use]
    pub fn span(&self, units: Range<usize>) -> Range<usize> {
        let last = units.end.checked_sub(1);
        match (
            self.starts.get(units.start),
            last.and_then(|last| self.ends.get(last)),
        ) {
            (Some(&start), Some(&end)) if units.start < units.end => start as usize..end as usize,
            _ => self.scalars..self.scalars,
        }
    }
}

enum Piece {
    Letter { plain: u8, mark: u8 },
    Combining(u8),
    Invisible,
}

fn latin(c: char) -> Option<(u8, u8)> {
    let cp = usize::try_from(u32::from(c)).ok()?;
    let (base, mark) = if let Some(i) = cp
        .checked_sub(0x1E00)
        .filter(|&i| i < table::LATIN_ADDITIONAL.len())
    {
        (table::LATIN_ADDITIONAL[i], table::LATIN_ADDITIONAL_MARKS[i])
    } else {
        let i = cp.checked_sub(0xC0).filter(|&i| i < table::LATIN.len())?;
        (table::LATIN[i], table::LATIN_MARKS[i])
    };
    (base != b'.').then_some((base, mark))
}

/// Characters that are another character in a different costume: full width, circled, superscript, mathematical, typographic.
fn undress(c: char) -> Option<char> {
    let cp = u32::from(c);
    let digit = |first: u32| char::from_digit((cp - first) % 10, 10);
    let letter = |offset: u32, first: char| char::from_u32(u32::from(first) + offset);
    match cp {
        0xFF01..=0xFF5E => char::from_u32(cp - 0xFEE0),
        0xB9 => Some('1'),
        0xB2 => Some('2'),
        0xB3 => Some('3'),
        0x2070 | 0x24EA | 0x24FF | 0x1F10B | 0x1F10C => Some('0'),
        0x2074..=0x2079 => digit(0x2070),
        0x2080..=0x2089 => digit(0x2080),
        0x2460..=0x2468 => digit(0x245F),
        0x2474..=0x247C => digit(0x2473),
        0x2488..=0x2490 => digit(0x2487),
        0x24F5..=0x24FD => digit(0x24F4),
        0x2776..=0x277E => digit(0x2775),
        0x2780..=0x2788 => digit(0x277F),
        0x278A..=0x2792 => digit(0x2789),
        0x0660..=0x0669 => digit(0x0660),
        0x06F0..=0x06F9 => digit(0x06F0),
        0x0966..=0x096F => digit(0x0966),
        0x1D7CE..=0x1D7FF => digit(0x1D7CE),
        0x1FBF0..=0x1FBF9 => digit(0x1FBF0),
        0x24B6..=0x24CF => letter(cp - 0x24B6, 'A'),
        0x24D0..=0x24E9 => letter(cp - 0x24D0, 'a'),
        0x1D400..=0x1D6A3 => {
            let i = (cp - 0x1D400) % 52;
            if i < 26 {
                letter(i, 'A')
            } else {
                letter(i - 26, 'a')
            }
        }
        0x1F130..=0x1F149 => letter(cp - 0x1F130, 'A'),
        0x1F150..=0x1F169 => letter(cp - 0x1F150, 'A'),
        0x1F170..=0x1F189 => letter(cp - 0x1F170, 'A'),
        0x2010..=0x2015 | 0x2212 | 0xFE58 | 0xFE63 => Some('-'),
        0x2018 | 0x2019 | 0x201A | 0x2032 | 0x02BC => Some('\''),
        0x201C..=0x201E | 0x2033 | 0xAB | 0xBB => Some('"'),
        0x2024 | 0x3002 | 0xFE52 | 0xB7 | 0x2022 | 0x2027 | 0x2219 | 0x22C5 => Some('.'),
        0x3001 | 0xFE50 => Some(','),
        0xFE55 | 0xA789 | 0x2236 => Some(':'),
        0xFE6B => Some('@'),
        0x2044 | 0x2215 => Some('/'),
        0x20AB => Some('d'),
        0xFE5F => Some('#'),
        0x2026 => Some('.'),
        _ => None,
    }
}

/// Letters of other alphabets that cannot be told from a Latin one.
fn twin(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'Β' | 'В' => 'B',
        'с' => 'c',
        'С' => 'C',
        'ԁ' => 'd',
        'е' | 'ё' => 'e',
        'Е' | 'Ε' | 'Ё' => 'E',
        'һ' => 'h',
        'Н' | 'Η' => 'H',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' => 'j',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'у' | 'γ' => 'y',
        'У' | 'Υ' => 'Y',
        'З' => '3',
        _ => return None,
    })
}

fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x180B..=0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF
        | 0xE0000..=0xE007F | 0xE0100..=0xE01EF)
}

/// The mark of a combining character, 0 for one that changes nothing here; `None` if it does not combine.
fn combining(c: char) -> Option<u8> {
    match u32::from(c) {
        0x300 | 0x340 => Some(1),
        0x301 | 0x341 => Some(2),
        0x309 => Some(3),
        0x303 => Some(4),
        0x323 => Some(5),
        0x302 => Some(1 << 3),
        0x306 => Some(2 << 3),
        0x31B => Some(3 << 3),
        // Other combining marks, enclosing keycaps, variation selectors.
        0x304..=0x36F
        | 0x1AB0..=0x1AFF
        | 0x1DC0..=0x1DFF
        | 0x20D0..=0x20FF
        | 0xFE00..=0xFE0F
        | 0xFE20..=0xFE2F => Some(0),
        _ => None,
    }
}

fn classify(c: char) -> Piece {
    if let Some((plain, mark)) = latin(c) {
        return Piece::Letter { plain, mark };
    }
    if is_invisible(c) {
        return Piece::Invisible;
    }
    if let Some(mark) = combining(c) {
        return Piece::Combining(mark);
    }
    if let Some(simple) = undress(c).or_else(|| twin(c)).filter(char::is_ascii) {
        let byte = u8::try_from(simple).unwrap_or(b' ');
        let upper = if byte.is_ascii_uppercase() { UPPER } else { 0 };
        return Piece::Letter {
            plain: byte.to_ascii_lowercase(),
            mark: upper,
        };
    }
    let plain = if c.is_whitespace() {
        if matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}') {
            b'\n'
        } else {
            b' '
        }
    } else if c.is_alphabetic() {
        OTHER_LETTER
    } else {
        OTHER_SIGN
    };
    Piece::Letter { plain, mark: 0 }
}

/// Lower-cases and strips the marks of Latin letters, full-width forms and invisible characters; letters of other scripts stay as they are, in lower case.
///
/// For labels and attributes, where Russian or Japanese words must stay readable.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if let Some((base, _)) = latin(c) {
            out.push(char::from(base));
        } else if is_invisible(c) || combining(c).is_some() {
        } else if let Some(simple) = undress(c) {
            out.push(simple.to_ascii_lowercase());
        } else if c.is_whitespace() {
            out.push(' ');
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn plain_of(text: &str) -> String {
        Folded::new(text, 1000)
            .plain()
            .iter()
            .map(|&b| char::from(b))
            .collect()
    }

    #[test]
    fn composed_and_decomposed_fold_alike() {
        let composed = Folded::new("Địa chỉ nhà Nguyễn ở đường Trường", 1000);
        let decomposed = Folded::new(
            "\u{110}i\u{323}a chi\u{309} nha\u{300} Nguye\u{302}\u{303}n o\u{31b}\u{309} \u{111}u\u{31b}o\u{31b}\u{300}ng Tru\u{31b}o\u{31b}\u{300}ng",
            1000,
        );
        assert_eq!(composed.plain(), decomposed.plain());
        assert_eq!(composed.marks(), decomposed.marks());
        assert_eq!(decomposed.span(0..3), 0..4);
    }

    #[test]
    fn costumes_come_off() {
        assert_eq!(plain_of("０9\u{fe0f}\u{20e3}¹②\u{200b}𝟑"), "09123");
        assert_eq!(plain_of("gmаil․com"), "gmail.com");
    }

    #[test]
    fn other_scripts_stay_readable_in_labels() {
        assert_eq!(
            plain("Số ĐIỆN thoại / Телефон"),
            "so dien thoai / телефон".to_string()
        );
    }

    #[test]
    fn beyond_the_cap_nothing_is_read() {
        let folded = Folded::new("abcdef", 3);
        assert_eq!(folded.plain(), b"abc");
        assert_eq!(folded.scalars(), 3);
    }
}
