//! An attribute as words: folded, cut at spaces, signs, capitals inside names, and digits. Absent: what the words mean.
//!
//! The folded words stand one after another without gaps, so that a run of words is one slice: `ho`, `ten` and `hoten` look the same.

use crate::fold::Folded;

/// How an attribute is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// For people: words and punctuation. Capitals mean nothing.
    Text,
    /// For programs: `ctl00$Main$txtHoTen`. Capitals begin words.
    Identifier,
}

/// At most so many scalar values of a text are read, from its beginning.
const TEXT_CAP: usize = 200;
/// At most so many bytes of an identifier are read, from its end, where the meaning stands.
const IDENTIFIER_CAP: usize = 120;
const MAX_WORDS: usize = 56;
const MAX_BYTES: usize = 400;

/// One word: a slice of the folded bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Words of one segment stand together; brackets, full stops and colons begin a new one.
    pub(super) segment: u8,
    /// A number or a single Latin letter: says nothing by itself.
    pub(super) faint: bool,
}

/// The words of one attribute.
pub(super) struct Words {
    bytes: [u8; MAX_BYTES],
    len: usize,
    words: [Word; MAX_WORDS],
    count: usize,
    segment: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Break,
    Lower,
    Upper,
    Digit,
    /// A letter of an alphabet other than Latin.
    Other,
    /// A character that is a word by itself, as in Chinese or Thai.
    Single,
}

impl Words {
    pub(super) fn read(text: &str, style: Style) -> Self {
        let mut words = Self {
            bytes: [0; MAX_BYTES],
            len: 0,
            words: [Word::default(); MAX_WORDS],
            count: 0,
            segment: 0,
        };
        match style {
            Style::Text if text.is_ascii() => words.ascii_text(text),
            Style::Text => words.any(text, style),
            Style::Identifier => {
                let mut from = text.len().saturating_sub(IDENTIFIER_CAP);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
                words.any(text.get(from..).unwrap_or_default(), style);
            }
        }
        words
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words[..self.count]
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn ascii_text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let bytes = &bytes[..bytes.len().min(TEXT_CAP)];
        let mut open: Option<(usize, Class)> = None;
        for (i, &byte) in bytes.iter().enumerate() {
            let class = if byte.is_ascii_alphabetic() {
                Class::Lower
            } else if byte.is_ascii_digit() {
                Class::Digit
            } else {
                Class::Break
            };
            if let Some((start, before)) = open
                && before != class
            {
                self.close(start, before);
                open = None;
            }
            if class == Class::Break {
                if self.ends_segment(
                    char::from(byte),
                    bytes.get(i + 1).map(|&b| char::from(b)),
                    i.checked_sub(1)
                        .and_then(|i| bytes.get(i))
                        .map(|&b| char::from(b)),
                ) {
                    self.next_segment();
                }
            } else {
                if open.is_none() {
                    open = Some((self.len, class));
                }
                self.push(byte.to_ascii_lowercase());
            }
        }
        if let Some((start, class)) = open {
            self.close(start, class);
        }
    }

    fn any(&mut self, text: &str, style: Style) {
        let folded = (!text.is_ascii()).then(|| Folded::new(text, TEXT_CAP));
        let mut unit = 0;
        let mut open: Option<(usize, Class)> = None;
        let mut before = None;
        let mut chars = text.chars().enumerate().take(TEXT_CAP).peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let plain = match &folded {
                None => Some(c),
                Some(folded) => {
                    // A mark or an invisible character has no unit of its own.
                    let here = folded.span(unit..unit + 1).start == at && unit < folded.len();
                    let plain = here.then(|| char::from(folded.plain()[unit]));
                    unit += usize::from(here);
                    plain
                }
            };
            let Some(plain) = plain else { continue };
            let (class, c) = classify(c, plain);
            let class = if style == Style::Text && class == Class::Upper {
                Class::Lower
            } else {
                class
            };
            if let Some((start, was)) = open {
                let goes_on = match (was, class) {
                    (_, Class::Break | Class::Single) => false,
                    (Class::Lower, Class::Upper) => false,
                    (Class::Upper, Class::Lower) => {
                        // "SDTPhu": the last capital belongs to the next word.
                        if self.len - start > 1 {
                            self.len -= 1;
                            let last = self.bytes[self.len];
                            self.close(start, was);
                            open = Some((self.len, Class::Lower));
                            self.push(last);
                        } else {
                            open = Some((start, Class::Lower));
                        }
                        true
                    }
                    (a, b) => a == b,
                };
                if !goes_on {
                    self.close(start, was);
                    open = None;
                }
            }
            match class {
                Class::Break => {
                    let cut = match style {
                        Style::Text => self.ends_segment(c, next, before),
                        Style::Identifier => matches!(c, '$' | ':'),
                    };
                    if cut {
                        self.next_segment();
                    }
                }
                Class::Single => {
                    let start = self.len;
                    self.push_char(c);
                    self.close(start, Class::Single);
                }
                Class::Lower | Class::Upper | Class::Digit | Class::Other => {
                    if open.is_none() {
                        open = Some((self.len, class));
                    }
                    self.push_char(c);
                }
            }
            before = Some(c);
        }
        if let Some((start, class)) = open {
            self.close(start, class);
        }
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    fn push_char(&mut self, c: char) {
        if c.is_ascii() {
            self.push(u8::try_from(c).unwrap_or(b' ').to_ascii_lowercase());
            return;
        }
        let mut buffer = [0; 4];
        for c in c.to_lowercase() {
            for &byte in c.encode_utf8(&mut buffer).as_bytes() {
                self.push(byte);
            }
        }
    }

    fn close(&mut self, start: usize, class: Class) {
        if start >= self.len {
            return;
        }
        let faint = match class {
            Class::Digit => true,
            Class::Lower | Class::Upper => self.len - start == 1,
            Class::Other | Class::Single | Class::Break => false,
        };
        if let Some(slot) = self.words.get_mut(self.count) {
            *slot = Word {
                start,
                end: self.len,
                segment: self.segment,
                faint,
            };
            self.count += 1;
        }
    }

    fn ends_segment(&self, c: char, next: Option<char>, before: Option<char>) -> bool {
        let open = |c: Option<char>| c.is_none_or(char::is_whitespace);
        match c {
            '(' | ')' | '[' | ']' | '{' | '}' | ':' | ';' | '!' | '?' | '|' | '"' | '<' | '>'
            | '\n' | '\r' | '（' | '）' | '【' | '】' | '「' | '」' | '：' | '。' | '→' | '※' => {
                true
            }
            // "No. HP", "Tp. Huế": an abbreviation.
            '.' => {
                open(next)
                    && self
                        .words()
                        .last()
                        .is_some_and(|word| word.end - word.start > 3)
            }
            '-' => open(next) && open(before),
            _ => false,
        }
    }

    fn next_segment(&mut self) {
        self.segment = self.segment.saturating_add(1);
    }
}

fn classify(c: char, plain: char) -> (Class, char) {
    if c.is_ascii() {
        let class = if c.is_ascii_lowercase() {
            Class::Lower
        } else if c.is_ascii_uppercase() {
            Class::Upper
        } else if c.is_ascii_digit() {
            Class::Digit
        } else {
            Class::Break
        };
        return (class, c);
    }
    match u32::from(c) {
        // Greek to Georgian and Indic alphabets keep their own letters: the look-alikes of Latin ones among them are not meant as Latin here.
        0x0E00..=0x0E7F | 0x3041..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF => {
            // The middle dot of Japanese separates.
            if c == '・' {
                (Class::Break, c)
            } else {
                (Class::Single, c)
            }
        }
        0x0370..=0x0DFF | 0x0E80..=0x1CFF => {
            if c.is_alphanumeric() {
                (Class::Other, c)
            } else {
                (Class::Break, c)
            }
        }
        _ if plain.is_ascii_alphabetic() => (
            if c.is_uppercase() {
                Class::Upper
            } else {
                Class::Lower
            },
            plain,
        ),
        _ if plain.is_ascii_digit() => (Class::Digit, plain),
        _ if plain.is_ascii() => (Class::Break, plain),
        _ => (Class::Break, c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    fn split(text: &str, style: Style) -> String {
        let words = Words::read(text, style);
        let mut segment = 0;
        let mut out = String::new();
        for word in words.words() {
            if !out.is_empty() {
                out.push(if word.segment == segment { ' ' } else { '|' });
            }
            segment = word.segment;
            out.push_str(
                core::str::from_utf8(&words.bytes()[word.start..word.end])
                    .expect("folded words are whole characters"),
            );
        }
        out
    }

    #[test]
    fn labels_are_cut_at_signs_and_brackets() {
        assert_eq!(split("Họ và tên (*)", Style::Text), "ho va ten");
        assert_eq!(split("Số ĐT: 0912", Style::Text), "so dt|0912");
        assert_eq!(split("Tên (viết hoa)", Style::Text), "ten|viet hoa");
        assert_eq!(split("Tên (viet hoa)", Style::Text), "ten|viet hoa");
        assert_eq!(split("E-mail - nhập vào", Style::Text), "e mail|nhap vao");
        assert_eq!(split("電話番号", Style::Text), "電 話 番 号");
        assert_eq!(split("Телефон мамы", Style::Text), "телефон мамы");
        assert_eq!(
            split("HỌ VÀ TÊN", Style::Text),
            split("họ va ten", Style::Text)
        );
    }

    #[test]
    fn identifiers_are_cut_at_capitals_digits_and_containers() {
        assert_eq!(
            split("ctl00$MainContent$txtHoTen", Style::Identifier),
            "ctl 00|main content|txt ho ten"
        );
        assert_eq!(
            split("txtSDTPhuHuynh", Style::Identifier),
            "txt sdt phu huynh"
        );
        assert_eq!(
            split("q3_fullName[first]", Style::Identifier),
            "q 3 full name first"
        );
        assert_eq!(split("hoTênHS", Style::Identifier), "ho ten hs");
        assert_eq!(
            split("billing-address1", Style::Identifier),
            "billing address 1"
        );
    }

    #[test]
    fn long_input_is_cut_to_a_fixed_length() {
        let long: String = "ạ".repeat(5_000);
        for style in [Style::Text, Style::Identifier] {
            let words = Words::read(&long, style);
            assert!(words.bytes().len() <= MAX_BYTES);
        }
        let many: Vec<String> = (0..500).map(|n| n.to_string()).collect();
        assert!(Words::read(&many.join(" "), Style::Text).words().len() <= MAX_WORDS);
    }
}
