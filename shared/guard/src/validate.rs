//! Tables and checksums: which digits can be a telephone number, an identity, a tax number, a card.
//!
//! Sources: the national numbering plan as kept by libphonenumber (mobile prefixes since 2018), Decree 137/2015 and Circular 07/2016 for the
//! twelve-digit personal number, ISO/IEC 7812 for cards, Circular 105/2020 for the tax number. Absent: words around the digits.

/// What a row of digits can be as a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phone {
    /// Vietnamese mobile, written with 0 or with the country code.
    Mobile,
    /// Vietnamese mobile without the leading 0.
    MobileBare,
    /// Vietnamese fixed line.
    Fixed,
    /// Eleven digits of another country that are written as such there.
    Abroad,
}

/// The nine digits after the 0 are a Vietnamese mobile number.
fn mobile(national: &[u8]) -> bool {
    let &[a, b, c, ..] = national else {
        return false;
    };
    if national.len() != 9 {
        return false;
    }
    match a {
        3 => b >= 2,
        5 => matches!(b, 6 | 8 | 9) || (b == 2 && matches!(c, 2 | 3 | 8)) || (b == 5 && c == 9),
        7 => matches!(b, 0 | 6..=9),
        8 => matches!(b, 1..=8) || (b == 9 && (6..=9).contains(&c)),
        9 => b != 9 || c != 2,
        _ => false,
    }
}

/// The ten digits after the 0 are a Vietnamese fixed line.
fn fixed(national: &[u8]) -> bool {
    let &[2, a, b, ..] = national else {
        return false;
    };
    if national.len() != 10 {
        return false;
    }
    match a {
        4 | 8 => matches!(b, 2 | 3 | 6 | 7 | 9),
        0 => b >= 3,
        1 => b >= 2,
        2 => matches!(b, 0..=2 | 5..=9),
        3 => matches!(b, 2..=9),
        5 | 6 => true,
        7 => b != 8,
        9 => matches!(b, 0..=4 | 6 | 7 | 9),
        _ => false,
    }
}

/// At least four different digits: nobody's number is 0999 999 999.
pub(crate) fn varied(digits: &[u8]) -> bool {
    let mut seen = [false; 10];
    for &digit in digits {
        if let Some(slot) = seen.get_mut(usize::from(digit)) {
            *slot = true;
        }
    }
    seen.iter().filter(|&&seen| seen).count() >= 4
}

/// Each digit one more, or one less, than the one before.
pub(crate) fn counts(digits: &[u8]) -> bool {
    let step = |up: bool| {
        digits.windows(2).all(|pair| {
            let (low, high) = if up {
                (pair[0], pair[1])
            } else {
                (pair[1], pair[0])
            };
            (low + 1) % 10 == high
        })
    };
    digits.len() >= 4 && (step(true) || step(false))
}

/// `plus`: a + stands before.
pub(crate) fn phone(digits: &[u8], plus: bool) -> Option<Phone> {
    let found = match (digits, plus) {
        ([8, 4, 0, rest @ ..], true) if mobile(rest) => Phone::Mobile,
        ([8, 4, rest @ ..], _) if mobile(rest) => Phone::Mobile,
        ([8, 4, rest @ ..], true) if fixed(rest) => Phone::Fixed,
        ([0, 0, 8, 4, rest @ ..], false) if mobile(rest) => Phone::Mobile,
        (_, true) => return abroad(digits).then_some(Phone::Abroad),
        ([0, rest @ ..], false) if mobile(rest) => Phone::Mobile,
        ([0, rest @ ..], false) if fixed(rest) => Phone::Fixed,
        (rest, false) if mobile(rest) => Phone::MobileBare,
        _ => return None,
    };
    varied(digits).then_some(found)
}

/// Country calling codes with the lengths of a mobile number after them.
const CALLING_CODES: &[(&[u8], usize, usize)] = &[
    (&[1], 10, 10),
    (&[7], 10, 10),
    (&[2, 0], 8, 10),
    (&[2, 7], 9, 9),
    (&[3, 0], 10, 10),
    (&[3, 1], 9, 9),
    (&[3, 2], 8, 9),
    (&[3, 3], 9, 9),
    (&[3, 4], 9, 9),
    (&[3, 6], 8, 9),
    (&[3, 9], 9, 10),
    (&[4, 0], 9, 9),
    (&[4, 1], 9, 9),
    (&[4, 2, 0], 9, 9),
    (&[4, 3], 10, 11),
    (&[4, 4], 10, 10),
    (&[4, 5], 8, 8),
    (&[4, 6], 9, 9),
    (&[4, 7], 8, 8),
    (&[4, 8], 9, 9),
    (&[4, 9], 10, 11),
    (&[5, 2], 10, 10),
    (&[5, 4], 10, 11),
    (&[5, 5], 10, 11),
    (&[5, 7], 10, 10),
    (&[6, 0], 9, 10),
    (&[6, 1], 9, 9),
    (&[6, 2], 9, 12),
    (&[6, 3], 10, 10),
    (&[6, 4], 8, 10),
    (&[6, 5], 8, 8),
    (&[6, 6], 9, 9),
    (&[8, 1], 9, 10),
    (&[8, 2], 8, 10),
    (&[8, 5, 2], 8, 8),
    (&[8, 5, 3], 8, 8),
    (&[8, 5, 5], 8, 9),
    (&[8, 5, 6], 8, 11),
    (&[8, 6], 11, 11),
    (&[8, 8, 0], 10, 10),
    (&[8, 8, 6], 9, 9),
    (&[9, 0], 10, 10),
    (&[9, 1], 10, 10),
    (&[9, 2], 10, 10),
    (&[9, 7, 1], 9, 9),
    (&[9, 7, 2], 9, 9),
];

fn abroad(digits: &[u8]) -> bool {
    varied(digits)
        && CALLING_CODES.iter().any(|&(code, least, most)| {
            digits.strip_prefix(code).is_some_and(|rest| {
                let rest = rest.strip_prefix(&[0]).unwrap_or(rest);
                (least..=most).contains(&rest.len())
            })
        })
}

/// A number of the North American plan: area and exchange begin with 2 to 9.
pub(crate) fn north_american(digits: &[u8]) -> bool {
    let digits = match digits {
        [1, rest @ ..] if rest.len() == 10 => rest,
        whole => whole,
    };
    digits.len() == 10 && digits[0] >= 2 && digits[3] >= 2 && !(digits[1] == 1 && digits[2] == 1)
}

/// A British mobile number, 07 and nine digits.
pub(crate) fn british_mobile(digits: &[u8]) -> bool {
    matches!(digits, [0, 7, third, ..] if digits.len() == 11 && *third != 0 && *third != 6)
}

/// An Australian mobile number, 04 and eight digits.
pub(crate) fn australian_mobile(digits: &[u8]) -> bool {
    matches!(digits, [0, 4, ..] if digits.len() == 10) && varied(digits)
}

/// Codes of the 63 provinces that numbers are issued under; they stay valid after the provinces were merged in 2025.
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// A twelve-digit personal number: province, century with sex, year of birth, six digits. `this_year` in two digits bounds births of this century.
pub(crate) fn personal_number(digits: &[u8], this_year: u8) -> bool {
    let &[0, p1, p2, century, y1, y2, ..] = digits else {
        return false;
    };
    if digits.len() != 12 || !PROVINCES.contains(&(p1 * 10 + p2)) {
        return false;
    }
    let year = y1 * 10 + y2;
    match century {
        0 | 1 => year >= 20,
        2 | 3 => year <= this_year,
        _ => false,
    }
}

/// A ten-digit tax number by its check digit.
pub(crate) fn tax_number(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let base = match digits.len() {
        10 => digits,
        13 if digits[10..] != [0, 0, 0] => &digits[..10],
        _ => return false,
    };
    if base[2..9].iter().all(|&d| d == 0) {
        return false;
    }
    let sum: u32 = base
        .iter()
        .zip(WEIGHTS)
        .map(|(&d, w)| u32::from(d) * w)
        .sum();
    10 - sum % 11 == u32::from(base[9])
}

/// The check digit of ISO/IEC 7812.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| {
            let d = u32::from(d);
            if i % 2 == 0 {
                d
            } else if d > 4 {
                2 * d - 9
            } else {
                2 * d
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The digits begin like a bank card of this length.
pub(crate) fn card_issuer(digits: &[u8]) -> bool {
    if digits.len() < 13 || !varied(digits) {
        return false;
    }
    let four = digits[..4]
        .iter()
        .fold(0_u32, |n, &d| n * 10 + u32::from(d));
    match digits.len() {
        13 => digits[0] == 4,
        15 => four / 100 == 34 || four / 100 == 37,
        16 => {
            digits[0] == 4
                || (51..=55).contains(&(four / 100))
                || (2221..=2720).contains(&four)
                || (3528..=3589).contains(&four)
                || four == 9704
                || four == 6011
                || four / 100 == 62
                || four / 100 == 65
        }
        19 => digits[0] == 4 || four == 9704 || four / 100 == 62,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn d(text: &str) -> Vec<u8> {
        text.bytes().map(|b| b - b'0').collect()
    }

    #[test]
    fn telephone_numbers() {
        for good in [
            "0912345678",
            "0325556789",
            "84912345678",
            "0084912345678",
            "0559123456",
            "0896123456",
            "0703456789",
        ] {
            assert_eq!(phone(&d(good), false), Some(Phone::Mobile), "{good}");
        }
        for bad in [
            "0123456789",
            "0992345678",
            "0312345678",
            "0999999999",
            "1900123456",
            "0551234567",
        ] {
            assert_eq!(phone(&d(bad), false), None, "{bad}");
        }
        assert_eq!(phone(&d("02438251234"), false), Some(Phone::Fixed));
        assert_eq!(phone(&d("447700900123"), true), Some(Phone::Abroad));
        assert_eq!(phone(&d("912345678"), false), Some(Phone::MobileBare));
    }

    #[test]
    fn identities_and_cards() {
        assert!(personal_number(&d("079314001234"), 26));
        assert!(!personal_number(&d("003314001234"), 26));
        assert!(!personal_number(&d("079399001234"), 26));
        assert!(tax_number(&d("0100109106")));
        assert!(!tax_number(&d("0100109107")));
        assert!(luhn(&d("4111111111111111")));
        assert!(card_issuer(&d("4539578763621486")));
        assert!(!card_issuer(&d("4111111111111111")));
        assert!(counts(&d("98765")));
    }
}
