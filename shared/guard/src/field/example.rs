//! Sample values in placeholders: `ten@vidu.vn`, `0912 345 678`, `Nguyễn Văn A`. Absent: validation, which samples rarely stand.

use super::FieldKind;
use crate::fold;

/// At most so many scalar values are looked at.
const CAP: usize = 64;

/// People that do not exist, folded.
const SAMPLE_NAMES: [&str; 14] = [
    "nguyen van a",
    "nguyen van b",
    "nguyen thi",
    "tran van b",
    "tran thi b",
    "le van c",
    "nguyen van an",
    "john doe",
    "jane doe",
    "john smith",
    "jane smith",
    "max mustermann",
    "mario rossi",
    "山田",
];

/// The kind of value that a text is a sample of.
pub(super) fn kind(text: &str) -> Option<FieldKind> {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(CAP).is_some() {
        return None;
    }
    if let Some((before, after)) = text.split_once('@') {
        let named = before
            .chars()
            .last()
            .is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_');
        let host = after.split(char::is_whitespace).next().unwrap_or_default();
        if named && host.contains('.') {
            return Some(FieldKind::Email);
        }
    }
    if text.starts_with('@') && text.chars().nth(1).is_some_and(char::is_alphanumeric) {
        return Some(FieldKind::Social);
    }
    let folded = fold::plain(text);
    let plain = without_mark(&folded);
    if plain.starts_with("http") || plain.starts_with("www.") {
        let social = [
            "facebook.com/",
            "fb.com/",
            "instagram.com/",
            "tiktok.com/@",
            "zalo.me/",
            "t.me/",
            "twitter.com/",
            "linkedin.com/in",
            "x.com/",
        ];
        return Some(if social.iter().any(|site| plain.contains(site)) {
            FieldKind::Social
        } else {
            FieldKind::None
        });
    }
    if SAMPLE_NAMES.iter().any(|name| {
        plain.starts_with(name) && plain.len() <= name.len() + 14 && !plain.contains(',')
    }) || text.starts_with("山田")
    {
        return Some(FieldKind::Name);
    }
    numbers(plain).or_else(|| address(plain))
}

/// Words that introduce a sample, folded.
const MARKS: [&str; 11] = [
    "vd:", "vd", "vi du:", "vi du", "e.g.", "eg.", "ex:", "ex.", "例：", "例:", "z.b.",
];

/// Whether a placeholder says itself that it is a sample.
pub(super) fn is_marked(text: &str) -> bool {
    let mut start = [0_u8; 24];
    let mut used = 0;
    for c in text.trim_start().chars().take(6) {
        used += c.encode_utf8(&mut start[used..]).len();
    }
    let folded = fold::plain(core::str::from_utf8(&start[..used]).unwrap_or_default());
    MARKS.iter().any(|mark| folded.starts_with(mark))
}

fn without_mark(plain: &str) -> &str {
    MARKS.iter().fold(plain, |text, mark| {
        text.strip_prefix(mark).unwrap_or(text).trim_start()
    })
}

/// Samples that are made of digits.
fn numbers(plain: &str) -> Option<FieldKind> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, 'x' | '_' | '#' | '*' | '\u{81}');
    let count = plain.chars().filter(|&c| is_digit(c)).count();
    let letters = plain
        .chars()
        .filter(|c| c.is_ascii_alphabetic() && *c != 'x')
        .count();
    let signs = plain
        .chars()
        .all(|c| is_digit(c) || matches!(c, ' ' | '-' | '.' | '+' | '(' | ')'));
    if letters == 1
        && (6..=9).contains(&count)
        && plain.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic)
        && plain.starts_with(|c: char| c.is_ascii_digit())
    {
        // 51K-123.45
        return Some(FieldKind::Vehicle);
    }
    if letters > 0 || !signs {
        return None;
    }
    let dialled = plain.starts_with(['0', '+', '(']) || plain.starts_with("84");
    match count {
        9..=11 if dialled => Some(FieldKind::Phone),
        12 | 13 if plain.starts_with('+') => Some(FieldKind::Phone),
        10 if plain.matches(['-', ' ', '.']).count() == 2 => Some(FieldKind::Phone),
        12 if plain.starts_with('0') => Some(FieldKind::NationalId),
        16 if plain.matches([' ', '-']).count() == 3 => Some(FieldKind::Payment),
        _ => None,
    }
}

/// "123 đường ABC", "12 Main Street".
fn address(plain: &str) -> Option<FieldKind> {
    let plain = plain.strip_prefix("so ").unwrap_or(plain);
    if !plain.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let street = [
        "duong", "street", "st", "st.", "main", "ngo", "hem", "phuong", "quan", "ave", "avenue",
        "road", "rd", "rue", "calle",
    ];
    plain
        .split([' ', ','])
        .any(|word| street.contains(&word))
        .then_some(FieldKind::Address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_values_tell_their_kind() {
        for (text, expected) in [
            ("ten@vidu.vn", Some(FieldKind::Email)),
            ("VD: ban@gmail.com", Some(FieldKind::Email)),
            ("0912 345 678", Some(FieldKind::Phone)),
            ("+84 912 345 678", Some(FieldKind::Phone)),
            ("09xxxxxxxx", Some(FieldKind::Phone)),
            ("(555) 555-5555", Some(FieldKind::Phone)),
            ("1234 5678 9012 3456", Some(FieldKind::Payment)),
            ("079123456789", Some(FieldKind::NationalId)),
            ("@tenban", Some(FieldKind::Social)),
            ("Nguyễn Văn A", Some(FieldKind::Name)),
            ("Ví dụ: Nguyễn Văn An", Some(FieldKind::Name)),
            ("John Doe", Some(FieldKind::Name)),
            ("51K-123.45", Some(FieldKind::Vehicle)),
            ("https://facebook.com/ten", Some(FieldKind::Social)),
            ("https://", Some(FieldKind::None)),
            ("Số 12 đường Lê Lợi, phường 1", Some(FieldKind::Address)),
            ("123 Main St", Some(FieldKind::Address)),
            ("", None),
            ("12", None),
            ("2026-11-22", None),
            ("100.000", None),
            ("Nhập @ để nhắc tên", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
