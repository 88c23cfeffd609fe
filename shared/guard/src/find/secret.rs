//! Passwords and PINs: a word that announces one, and a value that looks like one. Absent: one-time codes, gift codes and game rooms.

use crate::candidate::Candidate;
use crate::digits::Run;
use crate::find::codes;
use crate::fold::{OTHER_LETTER, OTHER_SIGN, SHAPE, TONE, UPPER};
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// A value beside a cue.
struct Value {
    units: Range<usize>,
    tokens: Range<usize>,
    digits: usize,
    letters: usize,
    symbols: usize,
    mixed_case: bool,
    marked: bool,
}

pub(crate) fn find(scan: &Scan, runs: &[Run], out: &mut Vec<Candidate>) {
    if scan.all.meets(c::OTP.and(c::CODE).and(c::SENT).and(c::PIN)) {
        codes::alone(scan, out);
        codes::apart(scan, runs, out);
    }
    codes::that_opens(scan, out);
    let cues = c::PASSWORD.and(c::PIN);
    if !scan.all.meets(cues) {
        return;
    }
    let mut at = 0;
    while at < scan.tokens.len() {
        let token = scan.tokens[at];
        if !token.class.meets(cues)
            || token.phrase_from != 0
            || token.class.meets(c::GAME_ID.and(c::ORDER))
        {
            at += 1;
            continue;
        }
        let next = at + 1 + usize::from(token.phrase_to);
        if let Some(candidate) = after_cue(scan, at, next).or_else(|| before_cue(scan, at)) {
            out.push(candidate);
        }
        at = next;
    }
}

/// The blank-delimited chunk that starts at this token, without the punctuation of the sentence around it.
fn value(scan: &Scan, at: usize) -> Option<Value> {
    let mut start = at;
    let mut end = at + 1;
    while end < scan.tokens.len() && scan.glued(end) {
        end += 1;
    }
    while start < end
        && matches!(
            scan.sign(start),
            Some(b'"' | b'\'' | b'(' | b'[' | b':' | b'=' | b'<' | b'`' | OTHER_SIGN)
        )
    {
        start += 1;
    }
    while end > start
        && matches!(
            scan.sign(end - 1),
            Some(
                b'.' | b','
                    | b';'
                    | b'?'
                    | b'"'
                    | b'\''
                    | b')'
                    | b']'
                    | b':'
                    | b'>'
                    | b'`'
                    | b'/'
                    | OTHER_SIGN
            )
        )
    {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    let units = scan.units(start..end);
    let plain = &scan.folded.plain()[units.clone()];
    let marks = &scan.folded.marks()[units.clone()];
    let count = |test: fn(&u8) -> bool| plain.iter().filter(|b| test(b)).count();
    let upper = marks.iter().filter(|&&mark| mark & UPPER != 0).count();
    let letters = count(|b| b.is_ascii_lowercase() || *b == OTHER_LETTER);
    Some(Value {
        digits: count(u8::is_ascii_digit),
        letters,
        symbols: count(|b| b.is_ascii_punctuation()),
        mixed_case: upper > 0 && upper < letters && !(upper == 1 && marks[0] & UPPER != 0),
        marked: marks.iter().any(|mark| mark & (TONE | SHAPE) != 0),
        units,
        tokens: start..end,
    })
}

impl Value {
    fn len(&self) -> usize {
        self.units.len()
    }

    /// Has what a chosen password has and a word has not.
    fn looks_secret(&self, scan: &Scan) -> bool {
        if self.len() < 4 || self.len() > 40 || self.marked && self.digits < 2 {
            return false;
        }
        let plain = &scan.folded.plain()[self.units.clone()];
        // 2k13 is a year of birth; 10h30 a time; 500k an amount; 7/5 a date or class; a link is a link.
        let year = matches!(plain, [b'2', b'k', rest @ ..] if rest.len() <= 2 && rest.iter().all(u8::is_ascii_digit));
        let only = |set: &[u8]| plain.iter().all(|b| b.is_ascii_digit() || set.contains(b));
        let amount = self.digits > 0
            && (only(b"kd")
                || only(b"h")
                || only(b"h:")
                || only(b"m")
                || only(b"./")
                || only(b",.")
                || only(b"-/")
                || only(b"%+"));
        if year || (amount && self.digits < self.len()) || scan.tokens[self.tokens.start].link {
            return false;
        }
        let unit = self.tokens.len() == 2
            && scan.is_number(self.tokens.start)
            && scan.has(self.tokens.start + 1, c::UNIT.and(c::MONEY));
        if unit {
            return false;
        }
        let digit_and_letter = self.digits > 0 && self.letters > 0;
        let symbol_inside = self.symbols > 0
            && self.letters + self.digits >= 4
            && plain.iter().any(|b| {
                matches!(
                    b,
                    b'@' | b'#'
                        | b'$'
                        | b'_'
                        | b'*'
                        | b'!'
                        | b'&'
                        | b'%'
                        | b'^'
                        | b'.'
                        | b'-'
                        | b'+'
                        | b'='
                )
            });
        digit_and_letter
            || (symbol_inside && (self.digits > 0 || self.letters >= 5))
            || self.mixed_case
            || self.digits == self.len()
    }

    fn is_digits(&self) -> bool {
        self.digits == self.len()
    }
}

/// `mk` also means *mình*, `pass` also means to pass, `code` and `mã` name many things.
fn ambiguous(scan: &Scan, at: usize) -> bool {
    matches!(
        scan.plain(at),
        b"mk" | b"pass" | b"pas" | b"pin" | b"pw" | b"mkh"
    ) && scan.tokens[at].phrase_to == 0
}

fn after_cue(scan: &Scan, cue: usize, from: usize) -> Option<Candidate> {
    let filler = c::ME
        .and(c::FAMILY)
        .and(c::POSSESS)
        .and(c::IS)
        .and(c::LOGIN)
        .and(c::SOCIAL)
        .and(c::SOCIAL_WEAK)
        .and(c::CARD)
        .and(c::BANK)
        .and(c::SENT)
        .and(c::PASSWORD)
        .and(c::PIN)
        .and(c::OTP)
        .and(c::CODE)
        .and(c::PHONE)
        .and(c::MAIL)
        .and(c::NUMBER_OF)
        .and(c::NAME_WEAK);
    let mut is = false;
    let mut against = c::Set::NONE;
    let mut words = 0;
    let mut at = from;
    let mut found = None;
    while at < scan.tokens.len() && words <= 11 {
        if scan.breaks_line(at) && !matches!(scan.sign(at - 1), Some(b':' | b'=')) && at > from {
            break;
        }
        if scan.breaks_line(at)
            && at == from
            && !matches!(scan.sign(at.wrapping_sub(1)), Some(b':' | b'='))
        {
            break;
        }
        match scan.sign(at) {
            Some(b':' | b'=' | b'>') => {
                is = true;
                at += 1;
                continue;
            }
            // "our door code? 3864#": asked and answered at once.
            Some(b'?') if at == from && answer(scan, at + 1) => {
                is = true;
                at += 1;
                continue;
            }
            Some(b'?') => return None,
            Some(b'.' | b'!') if !scan.glued(at + 1) => break,
            Some(b',' | b'(' | b')' | b'-' | b'"' | b'\'' | b'.' | OTHER_SIGN)
                if !scan.glued(at + 1) || matches!(scan.sign(at), Some(b'(' | b'"' | b'\'')) =>
            {
                at += 1;
                continue;
            }
            _ => {}
        }
        let Some(candidate) = value(scan, at) else {
            at += 1;
            continue;
        };
        let end = candidate.tokens.end.max(at + 1);
        let class_here = scan.tokens[at].class;
        let word = candidate.letters == candidate.len();
        let combination = scan.has(cue, c::PIN) && codes::combination(scan, &candidate.tokens);
        if combination || candidate.looks_secret(scan) && !(word && class_here != c::Set::NONE) {
            found = Some(candidate);
            break;
        }
        if word && is && class_here == c::Set::NONE && letters_only(scan, &candidate, cue) {
            found = Some(candidate);
            break;
        }
        is |= class_here.meets(c::IS);
        against = against | class_here;
        if !class_here.meets(filler) {
            words += 1;
        }
        words += 1;
        at = end;
    }
    let value = found?;
    let distance = words;
    Some(weigh(scan, cue, &value, is, against, distance))
}

/// A secret with a digit is all that follows.
fn answer(scan: &Scan, at: usize) -> bool {
    value(scan, at).is_some_and(|value| {
        value.digits > 0 && value.looks_secret(scan) && value.tokens.end + 1 >= scan.tokens.len()
    })
}

/// What people say about passwords.
const PROSE: &[&[u8]] = &[
    b"secret",
    b"strong",
    b"really",
    b"unknown",
    b"longer",
    b"another",
    b"stupid",
    b"simple",
    b"pretty",
    b"always",
    b"something",
    b"nothing",
    b"anything",
    b"everything",
    b"gibberish",
    b"random",
    b"numbers",
    b"letters",
    b"private",
    b"hidden",
    b"different",
    b"important",
    b"correct",
    b"incorrect",
    b"already",
    b"because",
    b"someone",
    b"somewhere",
    b"written",
    b"forgotten",
    b"unique",
    b"obvious",
    b"dangerous",
    b"terrible",
    b"awesome",
    b"cursed",
    b"classified",
    b"broken",
    b"needed",
];

/// A password of letters only: a long word that is nobody's vocabulary, at the end of the sentence.
fn letters_only(scan: &Scan, value: &Value, cue: usize) -> bool {
    let account = scan.right(cue + 1, 3).meets(c::LOGIN);
    let strict =
        scan.has(cue, c::PASSWORD) && !scan.is(cue, b"pin") && (account || !scan.is(cue, b"mk"));
    let plain = &scan.folded.plain()[value.units.clone()];
    let prose = [
        b"ed".as_slice(),
        b"ing",
        b"ly",
        b"able",
        b"ible",
        b"tion",
        b"ful",
        b"ous",
        b"ive",
    ]
    .iter()
    .any(|end| plain.ends_with(end));
    strict
        && value.len() >= 6
        && !value.marked
        && !prose
        && !PROSE.contains(&plain)
        && (scan.sentence_starts(value.tokens.end)
            || scan.tokens.len() <= value.tokens.end + 1
            || scan.sign(value.tokens.end).is_some())
        && (scan
            .left(cue + 1, 5)
            .meets(c::ME.and(c::FAMILY).and(c::LOGIN))
            || scan.right(cue, 5).meets(c::ME.and(c::FAMILY).and(c::LOGIN)))
}

fn weigh(
    scan: &Scan,
    cue: usize,
    value: &Value,
    is: bool,
    between: c::Set,
    distance: usize,
) -> Candidate {
    let before = scan.left(cue, 5);
    let after = scan.right(value.tokens.end, 3);
    let strong_value =
        value.digits > 0 && value.letters > 0 || value.symbols > 0 || value.mixed_case;
    let mut candidate = Candidate::new(
        Kind::Password,
        value.units.clone(),
        "looks like a secret",
        if strong_value { 30 } else { 15 },
    );
    candidate.cue(
        true,
        "word for a password",
        if ambiguous(scan, cue) { 15 } else { 35 },
    );
    candidate.add_if(
        scan.is(cue, b"pass") && !value.is_digits() && strong_value,
        "word for a password",
        10,
    );
    candidate.add_if(is, "is", 15);
    let long_digits =
        value.is_digits() && value.len() >= 6 && distance <= 1 && !scan.is(cue, b"pin");
    candidate.add_if(long_digits, "six digits or more right beside it", 10);
    let word_only = value.letters == value.len();
    candidate.add_if(word_only, "a word", -5);
    candidate.add_if(distance <= 1, "right beside it", 5);
    let battery = scan.is(cue, b"pin") && value.is_digits() && scan.all.meets(c::TECH);
    candidate.add_if(battery, "battery", -40);
    let login = before.meets(c::LOGIN) || between.meets(c::LOGIN) || scan.all.meets(c::LOGIN);
    candidate.add_if(login, "account word", 15);
    let mine = before.meets(c::ME.and(c::FAMILY)) || between.meets(c::ME.and(c::FAMILY));
    candidate.add_if(mine, "first person or family", 10);
    candidate.add_if(distance > if is { 8 } else { 4 }, "far from it", -15);
    // Advice, questions, and stories about passwords.
    candidate.add_if(
        before.meets(c::NEVER),
        "advice before",
        if is && mine { -25 } else { -50 },
    );
    candidate.add_if(between.meets(c::NEVER), "advice", -60);
    candidate.add_if(between.meets(c::QUESTION), "question", -40);
    candidate.add_if(
        before.meets(c::CHANGE) && !is,
        "forgetting or changing",
        -30,
    );
    candidate.add_if(after.meets(c::NEVER) && !mine, "advice after", -15);
    candidate.add_if(
        after.meets(c::UNIT.and(c::MONEY)) && value.is_digits() && glued_unit(scan, value),
        "a count",
        -50,
    );
    candidate.add_if(
        (before | between).meets(c::GAME.and(c::CREATIVE)) && !mine,
        "of a game or a film",
        -40,
    );
    candidate.add_if(
        (before | between).meets(c::SCHOOL) && !mine,
        "a school's",
        -30,
    );
    candidate.add_if(
        judged(scan, value.tokens.end) && !mine,
        "passwords are judged",
        -40,
    );
    candidate.add_if(scan.all.meets(c::EXAMPLE) && !mine, "example", -50);
    let room = before.meets(c::GAME_ID.and(c::ORDER)) || between.meets(c::GAME_ID.and(c::ORDER));
    candidate.add_if(room, "room, order or voucher", -60);
    candidate.add_if(
        between.meets(c::SHOP.and(c::VENUE)) || (before.meets(c::SHOP.and(c::VENUE)) && !mine),
        "public place",
        -50,
    );
    candidate.add_if(
        scan.sentence(cue).meets(c::CREATIVE.and(c::HISTORY)) && !mine && !login,
        "story",
        -40,
    );
    candidate
}

/// "123456 là mật khẩu tệ nhất": the sentence judges passwords.
fn judged(scan: &Scan, from: usize) -> bool {
    (from..from + 8).any(|at| {
        matches!(
            scan.plain(at),
            b"te" | b"nhat" | b"worst" | b"easiest" | b"terrible" | b"popular"
        ) && (scan.has_marks(at) || !scan.marked)
    })
}

fn glued_unit(scan: &Scan, value: &Value) -> bool {
    scan.has(value.tokens.end, c::UNIT.and(c::MONEY))
        && !scan.has(value.tokens.end, c::ME)
        && !scan.breaks_line(value.tokens.end)
}

/// "280007 is my verification code", "Hung@1979 là mật khẩu của bố".
fn before_cue(scan: &Scan, cue: usize) -> Option<Candidate> {
    let class = scan.tokens[cue].class;
    let mut at = cue;
    let mut is = false;
    let mut words = 0;
    while at > 0 && words < 5 && !scan.breaks_line(at) {
        at -= 1;
        let mut start = at;
        while start > 0 && scan.glued(start) {
            start -= 1;
        }
        let here = scan.tokens[at].class;
        if let Some(value) =
            value(scan, start).filter(|value| value.digits > 0 && value.looks_secret(scan))
        {
            if !(class.meets(c::PASSWORD.and(c::PIN)) && is && !ambiguous(scan, cue)) {
                return None;
            }
            let mut candidate = weigh(scan, cue, &value, is, c::Set::NONE, 2);
            candidate.add_if(scan.right(cue, 6).meets(c::NEVER), "advice after", -30);
            return Some(candidate);
        }
        is |= here.meets(c::IS) || scan.is(at, b"thats");
        if !here.meets(c::IS.and(c::ME).and(c::FAMILY).and(c::POSSESS))
            && !matches!(
                scan.plain(at),
                b"dung" | b"the" | b"thats" | b"that" | b"my" | b"a" | b"do" | b"day"
            )
        {
            return None;
        }
        words += 1;
        at = start;
    }
    None
}
