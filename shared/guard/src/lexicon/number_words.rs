//! Digits as people spell them, in Vietnamese and English. Absent: numbers above nineteen; they are put together by the digit reader.

use super::class::{self, Set};

/// Class and patterns.
pub(super) const NUMBERS: &[(Set, &str)] = &[
    (
        Set::of_digit(0),
        "không|hông|hong|hok|ko|kô|khong|zero|oh|zê rô|zêro|khôg",
    ),
    (Set::of_digit(1), "một|mốt|mot|one"),
    (Set::of_digit(2), "hai|two"),
    (Set::of_digit(3), "ba|three"),
    (Set::of_digit(4), "bốn|tư|four"),
    (Set::of_digit(5), "năm|lăm|nhăm|five"),
    (Set::of_digit(6), "sáu|six"),
    (Set::of_digit(7), "bảy|bẩy|seven"),
    (Set::of_digit(8), "tám|eight"),
    (Set::of_digit(9), "chín|nine"),
    (class::TENS, "mười|mươi|ten"),
    (class::REPEAT, "double|triple"),
    (
        class::DIGIT_SEP,
        "chấm|dot|gạch|dash|phẩy|cách|rồi|xong|tới|đến|then|and|space",
    ),
];
