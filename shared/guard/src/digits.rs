//! Digits put together again, however they were pulled apart: spaces, dots, letters o and l, words, "double five".
//!
//! A [`Run`] is a row of digits with the groups in which it was written. Absent: what the digits mean.

use crate::fold::{OTHER_SIGN, SHAPE, TONE};
use crate::lexicon::class as c;
use crate::scan::{Gap, Scan, Shape};
use alloc::vec::Vec;
use core::ops::Range;

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    Start,
    Glue,
    Blank,
    Dot,
    Dash,
    Slash,
    Comma,
    Other,
    Line,
}

/// Digits written together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// Where its digits begin in [`Run::digits`].
    pub(crate) first: usize,
    pub(crate) len: usize,
    /// Tokens it was read from.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) separator: Separator,
    /// Read from words.
    pub(crate) spelled: bool,
    /// Letters that stand for digits, or other disguise.
    pub(crate) disguised: bool,
}

/// Groups with nothing but separators between them.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) digits: Vec<u8>,
    pub(crate) groups: Vec<Group>,
}

impl Run {
    /// The digits of a range of groups.
    pub(crate) fn digits_of(&self, groups: Range<usize>) -> &[u8] {
        let (Some(first), Some(last)) = (
            self.groups.get(groups.start),
            self.groups.get(groups.end.wrapping_sub(1)),
        ) else {
            return &[];
        };
        &self.digits[first.first..last.first + last.len]
    }

    /// The tokens of a range of groups.
    pub(crate) fn tokens_of(&self, groups: Range<usize>) -> Range<usize> {
        match (
            self.groups.get(groups.start),
            self.groups.get(groups.end.wrapping_sub(1)),
        ) {
            (Some(first), Some(last)) if groups.start < groups.end => first.from..last.to,
            _ => 0..0,
        }
    }

    pub(crate) fn spelled(&self, groups: Range<usize>) -> bool {
        self.groups[groups].iter().any(|group| group.spelled)
    }
}

/// No number a child types is longer; beyond it a run is only noise.
const LONGEST: usize = 64;

/// All runs of the message, from left to right.
pub(crate) fn runs(scan: &Scan) -> Vec<Run> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        let Some(atom) = atom(scan, at, false) else {
            at += 1;
            continue;
        };
        let mut run = Run {
            digits: Vec::new(),
            groups: Vec::new(),
        };
        push(&mut run, atom, at, Separator::Start);
        let mut next = atom.to;
        while run.digits.len() < LONGEST {
            let Some((separator, begin)) = separator(scan, next, &run) else {
                break;
            };
            let Some(atom) = self::atom(scan, begin, true) else {
                break;
            };
            push(&mut run, atom, begin, separator);
            next = atom.to;
        }
        // A letter o at the very end is a word of its own.
        while run.groups.last().is_some_and(|last| {
            !last.spelled && last.disguised && last.separator == Separator::Blank && last.len == 1
        }) {
            if let Some(last) = run.groups.pop() {
                run.digits.truncate(last.first);
            }
        }
        if let Some(last) = run.groups.last() {
            at = last.to.max(at + 1);
            out.push(run);
        } else {
            at += 1;
        }
    }
    out
}

#[derive(Debug, Clone, Copy)]
struct Atom {
    digits: [u8; LONGEST],
    len: usize,
    to: usize,
    spelled: bool,
    disguised: bool,
}

fn push(run: &mut Run, atom: Atom, from: usize, separator: Separator) {
    let first = run.digits.len();
    run.digits.extend_from_slice(&atom.digits[..atom.len]);
    run.groups.push(Group {
        first,
        len: atom.len,
        from,
        to: atom.to,
        separator,
        spelled: atom.spelled,
        disguised: atom.disguised,
    });
}

/// Reads glued digits, or one spelled digit. `inside`: a run is under way, so a lone letter o may be a zero.
fn atom(scan: &Scan, at: usize, inside: bool) -> Option<Atom> {
    let token = scan.tokens.get(at)?;
    let mut atom = Atom {
        digits: [0; LONGEST],
        len: 0,
        to: at + 1,
        spelled: false,
        disguised: false,
    };
    if token.link {
        return None;
    }
    match token.shape {
        Shape::Sign => return None,
        Shape::Number => {}
        Shape::Word => {
            if let Some(read) = spelled(scan, at, inside) {
                return Some(read);
            }
            // A word that looks like digits counts only beside real ones.
            let next_is_digits = scan.glued(at + 1) && scan.is_number(at + 1);
            let alone_inside =
                inside && scan.plain(at).iter().all(|&b| b == b'o') && token.len() <= 2;
            if !(as_digits(scan, at) && (next_is_digits || alone_inside)) {
                return None;
            }
        }
    }
    let mut to = at;
    while let Some(token) = scan.tokens.get(to) {
        if to > at && token.gap != Gap::None {
            break;
        }
        let plain = scan.plain(to);
        match token.shape {
            Shape::Number => {
                for &b in plain {
                    if atom.len < LONGEST {
                        atom.digits[atom.len] = b - b'0';
                        atom.len += 1;
                    }
                }
            }
            Shape::Word if as_digits(scan, to) && (to == at || !ends_as_word(scan, to, inside)) => {
                atom.disguised = true;
                for &b in plain {
                    if atom.len < LONGEST {
                        atom.digits[atom.len] = u8::from(b != b'o');
                        atom.len += 1;
                    }
                }
            }
            Shape::Word | Shape::Sign => break,
        }
        to += 1;
    }
    atom.to = to.max(at + 1);
    (atom.len > 0).then_some(atom)
}

/// Letters o, l and i without marks, few enough to be meant as digits.
fn as_digits(scan: &Scan, at: usize) -> bool {
    let Some(token) = scan.tokens.get(at) else {
        return false;
    };
    token.len() <= 3
        && scan
            .plain(at)
            .iter()
            .all(|b| matches!(b, b'o' | b'l' | b'i'))
        && scan.folded.marks()[token.units()]
            .iter()
            .all(|mark| mark & (TONE | SHAPE) == 0)
}

/// Glued to digits on the left only, a letter such as in `10l` is a unit.
fn ends_as_word(scan: &Scan, at: usize, inside: bool) -> bool {
    if inside && scan.is_number(at + 1) && !scan.breaks_line(at + 1) {
        return false;
    }
    let more = scan.glued(at + 1) && scan.is_number(at + 1);
    !more && !scan.plain(at).iter().all(|&b| b == b'o')
}

fn spelled(scan: &Scan, at: usize, inside: bool) -> Option<Atom> {
    let token = scan.tokens.get(at)?;
    let mut atom = Atom {
        digits: [0; LONGEST],
        len: 0,
        to: at + 1,
        spelled: true,
        disguised: true,
    };
    if token.class.meets(c::REPEAT) {
        let times = if scan.is(at, b"triple") { 3 } else { 2 };
        let digit = digit_value(scan, at + 1)?;
        atom.digits[..times].fill(digit);
        atom.len = times;
        atom.to = at + 2;
        return Some(atom);
    }
    if token.class.meets(c::TENS) {
        if !inside {
            return None;
        }
        // "mười hai" is 1 2; "mười" alone is 1 0.
        if let Some(unit) = digit_value(scan, at + 1).filter(|_| !scan.breaks_line(at + 1)) {
            atom.digits[..2].copy_from_slice(&[1, unit]);
            atom.len = 2;
            atom.to = at + 2;
        } else {
            atom.digits[..2].copy_from_slice(&[1, 0]);
            atom.len = 2;
        }
        return Some(atom);
    }
    let digit = token.class.digit()?;
    // A tens word after the digit: "chín mươi hai" is 9 2, "chín mươi" is 9 0.
    if scan.is(at + 1, b"muoi") && !scan.breaks_line(at + 1) {
        atom.digits[0] = digit;
        match digit_value(scan, at + 2).filter(|_| !scan.breaks_line(at + 2)) {
            Some(unit) => {
                atom.digits[1] = unit;
                atom.to = at + 3;
            }
            None => atom.to = at + 2,
        }
        atom.len = 2;
        return Some(atom);
    }
    atom.digits[0] = digit;
    atom.len = 1;
    Some(atom)
}

fn digit_value(scan: &Scan, at: usize) -> Option<u8> {
    let token = scan.tokens.get(at)?;
    if let Some(digit) = token.class.digit() {
        return Some(digit);
    }
    if token.shape == Shape::Number && token.len() == 1 {
        return scan.number(at).and_then(|n| u8::try_from(n).ok());
    }
    None
}

/// What stands after a group, and where the next group may begin.
fn separator(scan: &Scan, at: usize, run: &Run) -> Option<(Separator, usize)> {
    let token = scan.tokens.get(at)?;
    let mut kind = match token.gap {
        Gap::None => Separator::Glue,
        Gap::Blank => Separator::Blank,
        Gap::Line => Separator::Line,
    };
    let mut next = at;
    let mut signs = 0;
    while let Some(sign) = scan.sign(next) {
        if signs > 0 && scan.breaks_line(next) {
            kind = Separator::Line;
        }
        let this = match sign {
            b'.' => Separator::Dot,
            b'-' | b'_' | b'~' => Separator::Dash,
            b'/' | b'\\' | b'|' => Separator::Slash,
            b',' | b';' => Separator::Comma,
            b'(' | b')' | b'*' | b'\'' | b'"' | b'[' | b']' | b'{' | b'}' | b'^' | b'`'
            | OTHER_SIGN => Separator::Other,
            _ => return None,
        };
        kind = if matches!(kind, Separator::Glue | Separator::Blank | Separator::Other)
            || this == kind
        {
            this
        } else {
            Separator::Other
        };
        signs += 1;
        next += 1;
        if signs > 4 {
            return None;
        }
    }
    let token = scan.tokens.get(next)?;
    if token.gap == Gap::Line && next > at {
        kind = Separator::Line;
    }
    if token.class.meets(c::DIGIT_SEP) && run.groups.last().is_some_and(|last| last.len <= 4) {
        // "chấm" or "dash" between digits.
        let word = scan.plain(next);
        if matches!(
            word,
            b"cham" | b"dot" | b"gach" | b"dash" | b"phay" | b"space"
        ) && token.gap != Gap::Line
        {
            return Some((Separator::Other, next + 1));
        }
    }
    Some((kind, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use alloc::string::String;

    fn read(text: &str) -> Vec<String> {
        let scan = Scan::new(&Lexicon::new(), text, 1000);
        runs(&scan)
            .iter()
            .map(|run| run.digits.iter().map(|d| char::from(b'0' + d)).collect())
            .collect()
    }

    #[test]
    fn disguises_are_read() {
        assert_eq!(read("o9o3 l2l4 4i5"), ["09031214415"]);
        assert_eq!(read("không chín một hai"), ["0912"]);
        assert_eq!(read("oh nine double five 7"), ["09557"]);
        assert_eq!(read("0️⃣9️⃣.1-2"), ["0912"]);
        assert_eq!(read("chín mươi hai tám"), ["928"]);
    }

    #[test]
    fn words_stay_words() {
        assert!(read("lol oi").is_empty());
        assert_eq!(read("10 lớp"), ["10"]);
    }
}
