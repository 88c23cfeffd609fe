//! Shapes that tell what a text is without its words: a little sum, a quiz question, a Vietnamese syllable. Absent: any list of words.

/// So many scalar values of a text are looked through.
const LOOK: usize = 80;

/// "5 + 9", "25 x 4 =": a little sum.
pub(super) fn is_sum(text: &str) -> bool {
    let mut digit_before = false;
    let mut sign = false;
    let mut gap = false;
    for c in text.chars().take(LOOK) {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        match c {
            '0'..='9' if sign => return true,
            '0'..='9' => digit_before = true,
            // "3x4" is a size.
            'x' | 'X' if digit_before && !gap => digit_before = false,
            '+' | '×' | '*' | '÷' | 'x' | 'X' if digit_before => {
                sign = true;
                digit_before = false;
            }
            _ => {
                sign = false;
                digit_before = false;
            }
        }
        gap = false;
    }
    false
}

/// Whether a folded word could be a Vietnamese syllable: one group of vowels between the consonants that Vietnamese has.
pub(super) fn looks_vietnamese(word: &[u8]) -> bool {
    let vowel = |b: &u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let Some(from) = word.iter().position(vowel) else {
        return false;
    };
    let to = word[from..]
        .iter()
        .position(|b| !vowel(b))
        .map_or(word.len(), |i| from + i);
    let (onset, coda) = (&word[..from], &word[to..]);
    let onset_fits = match onset {
        [] => true,
        [one] => !matches!(one, b'f' | b'j' | b'w' | b'z'),
        [..] => matches!(
            onset,
            b"ch" | b"gh" | b"gi" | b"kh" | b"ng" | b"ngh" | b"nh" | b"ph" | b"qu" | b"th" | b"tr"
        ),
    };
    onset_fits
        && to - from <= 3
        && matches!(
            coda,
            b"" | b"c" | b"ch" | b"m" | b"n" | b"ng" | b"nh" | b"p" | b"t"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_not_dates_or_phones() {
        for sum in ["25 x 4 =", "Tính: 5+9", "¿Cuanto son 5 + 9?", "2×3"] {
            assert!(is_sum(sum), "{sum}");
        }
        for other in [
            "dd/mm/yyyy",
            "22-11-2026",
            "+84 912",
            "09xxxxxxxx",
            "Địa chỉ 1",
            "Ảnh 3x4",
            "",
        ] {
            assert!(!is_sum(other), "{other}");
        }
    }

    #[test]
    fn english_words_rarely_look_vietnamese() {
        for word in ["truong", "nghiem", "hoc", "oanh", "quyen", "xuat", "y"] {
            assert!(looks_vietnamese(word.as_bytes()), "{word}");
        }
        for word in [
            "size",
            "battery",
            "frequency",
            "system",
            "rate",
            "plan s",
            "",
            "x",
        ] {
            assert!(!looks_vietnamese(word.as_bytes()), "{word}");
        }
    }
}
