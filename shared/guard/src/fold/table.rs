//! Base letter and marks of the accented Latin letters, from the canonical decompositions of the Unicode Character Database.
//!
//! The base is the lower-case ASCII letter, `.` where the code point is no such letter. The mark byte: bit 7 upper case, bits 3-5 the
//! letter's own shape (1 circumflex, 2 breve, 3 horn, 4 stroke of đ, 5 anything foreign), bits 0-2 the tone (1 huyền, 2 sắc, 3 hỏi,
//! 4 ngã, 5 nặng). Absent: code; only data that a reader can check against a chart.

/// U+00C0 to U+024F.
pub(super) static LATIN: &[u8; 400] = b"\
    aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll.\
    .llnnnnnn.nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.\
    ..................f.............oo.............uu...............\
    .............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....\
    aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
    ................\
";
pub(super) static LATIN_MARKS: [u8; 400] = [
    129, 130, 136, 132, 168, 168, 168, 168, 129, 130, 136, 168, 129, 130, 136, 168, 160, 132, 129,
    130, 136, 132, 168, 0, 168, 129, 130, 136, 168, 130, 168, 40, 1, 2, 8, 4, 40, 40, 40, 40, 1, 2,
    8, 40, 1, 2, 8, 40, 40, 4, 1, 2, 8, 4, 40, 0, 40, 1, 2, 8, 40, 2, 40, 40, 168, 40, 144, 16,
    168, 40, 130, 2, 136, 8, 168, 40, 168, 40, 168, 40, 160, 32, 168, 40, 144, 16, 168, 40, 168,
    40, 168, 40, 136, 8, 144, 16, 168, 40, 168, 40, 136, 8, 168, 40, 132, 4, 168, 40, 144, 16, 168,
    40, 168, 40, 0, 0, 136, 8, 168, 40, 0, 130, 2, 168, 40, 168, 40, 0, 0, 168, 40, 130, 2, 168,
    40, 168, 40, 0, 168, 40, 168, 40, 144, 16, 168, 40, 168, 40, 130, 2, 168, 40, 168, 40, 130, 2,
    136, 8, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 132, 4, 168, 40, 144, 16, 168, 40, 168,
    40, 168, 40, 136, 8, 136, 8, 168, 130, 2, 168, 40, 168, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 152, 24, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 152, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 170, 42, 168, 40, 169, 41, 0, 168,
    40, 168, 40, 0, 0, 0, 0, 168, 40, 168, 40, 168, 40, 168, 40, 0, 0, 40, 0, 0, 0, 130, 2, 0, 0,
    129, 1, 170, 42, 0, 0, 0, 0, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40,
    168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 0, 0, 168, 40, 0, 0, 0, 0, 0, 0,
    168, 40, 168, 40, 168, 40, 172, 44, 168, 40, 168, 40, 168, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

/// U+1E00 to U+1EFF, where the Vietnamese letters with two marks are.
pub(super) static LATIN_ADDITIONAL: &[u8; 256] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy....s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......\
";
pub(super) static LATIN_ADDITIONAL_MARKS: [u8; 256] = [
    168, 40, 168, 40, 133, 5, 168, 40, 170, 42, 168, 40, 133, 5, 168, 40, 168, 40, 168, 40, 169,
    41, 170, 42, 168, 40, 168, 40, 144, 16, 168, 40, 168, 40, 168, 40, 133, 5, 168, 40, 168, 40,
    168, 40, 168, 40, 170, 42, 130, 2, 133, 5, 168, 40, 133, 5, 173, 45, 168, 40, 168, 40, 130, 2,
    168, 40, 133, 5, 168, 40, 133, 5, 168, 40, 168, 40, 130, 2, 172, 44, 169, 41, 170, 42, 130, 2,
    168, 40, 168, 40, 133, 5, 173, 45, 168, 40, 168, 40, 133, 5, 170, 42, 168, 40, 173, 45, 168,
    40, 133, 5, 168, 40, 168, 40, 168, 40, 168, 40, 168, 40, 130, 2, 168, 40, 132, 4, 133, 5, 129,
    1, 130, 2, 168, 40, 168, 40, 133, 5, 168, 40, 168, 40, 168, 40, 136, 8, 133, 5, 168, 40, 40,
    40, 40, 40, 0, 0, 0, 0, 168, 0, 133, 5, 131, 3, 138, 10, 137, 9, 139, 11, 140, 12, 141, 13,
    146, 18, 145, 17, 147, 19, 148, 20, 149, 21, 133, 5, 131, 3, 132, 4, 138, 10, 137, 9, 139, 11,
    140, 12, 141, 13, 131, 3, 133, 5, 133, 5, 131, 3, 138, 10, 137, 9, 139, 11, 140, 12, 141, 13,
    154, 26, 153, 25, 155, 27, 156, 28, 157, 29, 133, 5, 131, 3, 154, 26, 153, 25, 155, 27, 156,
    28, 157, 29, 129, 1, 133, 5, 131, 3, 132, 4, 0, 0, 0, 0, 0, 0,
];
