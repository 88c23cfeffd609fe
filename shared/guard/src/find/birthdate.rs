//! Dates of birth: a whole date near a word for birth, of somebody who is no celebrity. Absent: ages and years alone.

use crate::candidate::Candidate;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// A date in the text.
#[derive(Debug, Clone)]
pub(crate) struct Date {
    pub(crate) tokens: Range<usize>,
    pub(crate) year: u32,
}

/// Earliest and latest year of birth of somebody who is a child for some years around the release; older relatives need a word that says so.
const CHILD: Range<u32> = 2006..2031;

fn year(scan: &Scan, at: usize) -> Option<u32> {
    let number = scan.number(at)?;
    match scan.tokens[at].len() {
        4 if (1900..=2030).contains(&number) => Some(number),
        2 => Some(if number <= 30 {
            2000 + number
        } else {
            1900 + number
        }),
        _ => None,
    }
}

fn day_and_month(a: u32, b: u32) -> bool {
    (1..=31).contains(&a) && (1..=12).contains(&b) || (1..=12).contains(&a) && (1..=31).contains(&b)
}

/// The date that starts at this token.
pub(crate) fn date(scan: &Scan, at: usize) -> Option<Date> {
    compact(scan, at)
        .or_else(|| numeric(scan, at))
        .or_else(|| vietnamese(scan, at))
        .or_else(|| english(scan, at))
}

/// "15032013", only right behind a word for birth.
fn compact(scan: &Scan, at: usize) -> Option<Date> {
    let token = scan.tokens.get(at)?;
    if !scan.is_number(at)
        || !matches!(token.len(), 8 | 6)
        || !scan.left(at, 3).meets(c::BIRTH)
        || scan.glued(at + 1) && scan.is_word(at + 1)
    {
        return None;
    }
    let number = scan.number(at)?;
    let (first, second, year) = if token.len() == 8 {
        (number / 1_000_000, number / 10_000 % 100, number % 10_000)
    } else {
        (number / 10_000, number / 100 % 100, 2000 + number % 100)
    };
    (day_and_month(first, second) && (1930..=2030).contains(&year)).then_some(Date {
        tokens: at..at + 1,
        year,
    })
}

fn separator(scan: &Scan, at: usize) -> Option<u8> {
    scan.sign(at)
        .filter(|sign| matches!(sign, b'/' | b'-' | b'.'))
}

fn numeric(scan: &Scan, at: usize) -> Option<Date> {
    let first = scan.number(at)?;
    if at > 0 && scan.glued(at) && matches!(scan.sign(at - 1), Some(b'/' | b'-' | b'.')) {
        return None;
    }
    let (second, third) = if let Some(sign) = separator(scan, at + 1) {
        if separator(scan, at + 3) != Some(sign) {
            return None;
        }
        (scan.number(at + 2)?, at + 4)
    } else {
        // "12 5 2014" with blanks
        if scan.tokens.get(at + 2)?.len() != 4 || scan.breaks_line(at + 2) {
            return None;
        }
        (scan.number(at + 1)?, at + 2)
    };
    let glued_more = scan.glued(third + 1)
        && (scan.is_number(third + 1)
            || scan.is_word(third + 1)
            || (separator(scan, third + 1).is_some()
                && scan.is_number(third + 2)
                && scan.glued(third + 2)));
    if glued_more {
        return None;
    }
    // year first
    if scan.tokens[at].len() == 4 && (1900..=2030).contains(&first) {
        let day = scan.number(third)?;
        return day_and_month(day, second).then_some(Date {
            tokens: at..third + 1,
            year: first,
        });
    }
    if scan.tokens[at].len() > 2 || !day_and_month(first, second) {
        return None;
    }
    Some(Date {
        tokens: at..third + 1,
        year: year(scan, third)?,
    })
}

fn skip_comma(scan: &Scan, at: usize) -> usize {
    if scan.sign(at) == Some(b',') {
        at + 1
    } else {
        at
    }
}

/// "ngày 14 tháng 2 năm 2017", "14 tháng 2, 2017", "14/2 năm 2017".
fn vietnamese(scan: &Scan, at: usize) -> Option<Date> {
    let mut next = at;
    if scan.has(next, c::DAY) {
        next += 1;
    }
    let day = scan.number(next)?;
    next += 1;
    let month = if separator(scan, next).is_some() {
        next += 1;
        scan.number(next)?
    } else {
        let mut after = next;
        if scan.sign(after) == Some(b',') {
            after += 1;
        }
        if !scan.has(after, c::MONTH) {
            return None;
        }
        next = after + 1;
        scan.number(next)
            .or_else(|| scan.tokens.get(next)?.class.digit().map(u32::from))?
    };
    next = skip_comma(scan, next + 1);
    let said = scan.is(next, b"nam");
    if said {
        next += 1;
    }
    let found = year(scan, next)?;
    (day_and_month(day, month) && (said || scan.tokens[next].len() == 4)).then_some(Date {
        tokens: at..next + 1,
        year: found,
    })
}

/// "March 14, 2015", "14th of March 2015".
fn english(scan: &Scan, at: usize) -> Option<Date> {
    let ordinal = |i: usize| {
        usize::from(scan.glued(i) && matches!(scan.plain(i), b"st" | b"nd" | b"rd" | b"th"))
    };
    let of = |i: usize| usize::from(scan.is(i, b"of") || scan.sign(i) == Some(b'-'));
    let (day, after) = if scan.has(at, c::MONTH_NAME) {
        let mut next = at + 1;
        if scan.sign(next) == Some(b'.') {
            next += 1;
        }
        if scan.is(next, b"the") {
            next += 1;
        }
        let day = scan.number(next)?;
        (day, next + 1 + ordinal(next + 1))
    } else {
        let day = scan.number(at)?;
        let mut next = at + 1;
        next += ordinal(next);
        next += of(next);
        if !scan.has(next, c::MONTH_NAME) {
            return None;
        }
        (day, next + 1)
    };
    let mut next = after;
    while matches!(scan.sign(next), Some(b',' | b'.' | b'-' | b'/')) {
        next += 1;
    }
    if scan.is(next, b"in") {
        next += 1;
    }
    if scan.tokens.get(next)?.len() != 4 || scan.breaks_line(next) {
        return None;
    }
    let year = year(scan, next)?;
    (1..=31).contains(&day).then_some(Date {
        tokens: at..next + 1,
        year,
    })
}

/// A capitalised name right before the word for birth: somebody else is the subject.
fn other_subject(scan: &Scan, cue: usize) -> bool {
    let mut at = cue;
    while at > 0
        && (scan.sign(at - 1) == Some(b'\'')
            || scan.is(at - 1, b"s")
            || scan.is(at - 1, b"was")
            || scan.is(at - 1, b"is"))
    {
        at -= 1;
    }
    at > 0
        && !scan.breaks_line(at)
        && scan.capital(at - 1)
        && !(at > 1 && scan.has(at - 2, c::ME.and(c::FAMILY).and(c::YOU))
            || at > 2 && scan.has(at - 3, c::ME.and(c::FAMILY).and(c::YOU)))
        && !scan.has(
            at - 1,
            c::ME
                .and(c::FAMILY)
                .and(c::DAY)
                .and(c::NAME)
                .and(c::NAME_WEAK),
        )
        && !scan.has(at - 1, c::BIRTH)
}

/// A date of a child's year with no word for birth beside it: "birthday của bae 04/12/2012, còn tớ 21/7/2012", or a line of a form.
fn bare(scan: &Scan, date: &Date) -> Option<Candidate> {
    let start = date.tokens.start;
    let today = date.year > 2019 || !CHILD.contains(&date.year);
    let other = c::TIME
        .and(c::ORDER)
        .and(c::NEWS)
        .and(c::HISTORY)
        .and(c::CREATIVE)
        .and(c::FAMOUS)
        .and(c::EXAMPLE)
        .and(c::HOMEWORK)
        .and(c::SHOP);
    if today || scan.all.meets(other) {
        return None;
    }
    let mut candidate = Candidate::new(
        Kind::Birthdate,
        scan.units(date.tokens.clone()),
        "whole date of a child's year",
        25,
    );
    let people = scan.left(start, 3).meets(c::ME.and(c::FAMILY));
    candidate.cue(
        people && scan.sentence(start).meets(c::BIRTH),
        "word for birth in the sentence",
        30,
    );
    Some(candidate)
}

/// A date of a child's year right behind a full name, in a message with a second strong fact, is a date of birth.
pub(crate) fn beside_facts(candidates: &mut [Candidate]) {
    let named: Vec<usize> = candidates
        .iter()
        .filter(|candidate| candidate.kind == Kind::Name && candidate.convinces())
        .map(|candidate| candidate.units.end)
        .collect();
    for candidate in candidates
        .iter_mut()
        .filter(|candidate| candidate.kind == Kind::Birthdate && candidate.score == 25)
    {
        let start = candidate.units.start;
        if named.iter().any(|&end| end < start && start - end < 24) {
            candidate.add("behind a full name", 30);
        }
    }
}

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let Some(date) = date(scan, at) else {
            at += 1;
            continue;
        };
        at = date.tokens.end;
        let start = date.tokens.start;
        let cue = scan.nearest_left(start, 7, c::BIRTH);
        let after = scan.right(date.tokens.end, 4);
        let cue_after = after.meets(c::BIRTH);
        let child = CHILD.contains(&date.year);
        let sentence = scan.sentence(start);
        let near = scan.left(start, 8) | after;
        let people = near.meets(c::ME.and(c::FAMILY));
        if cue.is_none() && !cue_after {
            if let Some(candidate) = bare(scan, &date) {
                out.push(candidate);
            }
            continue;
        }
        let mut candidate = Candidate::new(
            Kind::Birthdate,
            scan.units(date.tokens.clone()),
            "whole date",
            20,
        );
        candidate.cue(cue.is_some(), "word for birth", 40);
        candidate.cue(cue.is_none() && cue_after, "word for birth after", 30);
        candidate.add_if(child, "a child's year", 10);
        candidate.add_if(people, "first person or family", 15);
        // "Frida Kahlo, born …": a name, and the year of nobody's child.
        let apposition = cue.is_some_and(|cue| {
            let first = cue - usize::from(scan.tokens[cue].phrase_from);
            first > 1 && scan.sign(first - 1) == Some(b',') && scan.capital(first - 2)
        });
        candidate.add_if(
            apposition && !child && !people,
            "somebody who is introduced",
            -40,
        );
        let form = cue.is_some_and(|cue| {
            let first = cue - usize::from(scan.tokens[cue].phrase_from);
            scan.sentence_starts(first)
                || first > 0 && matches!(scan.sign(first - 1), Some(b',' | b'-'))
        });
        candidate.add_if(form, "form", 10);
        candidate.add_if(!child && !people && !form, "not a child's year", -40);
        let famous = sentence.meets(c::FAMOUS.and(c::HISTORY)) || scan.all.meets(c::FAMOUS);
        candidate.add_if(famous, "famous", -60);
        candidate.add_if(
            sentence.meets(c::CREATIVE.and(c::NEWS)) && !people,
            "famous",
            -50,
        );
        candidate.add_if(sentence.meets(c::BORN_OTHER), "anniversary", -60);
        candidate.add_if(
            sentence.meets(c::SHOP) && !people,
            "shop or institution",
            -40,
        );
        candidate.add_if(
            cue.is_some_and(|cue| {
                other_subject(scan, cue - usize::from(scan.tokens[cue].phrase_from))
            }) && !people,
            "somebody else's",
            -40,
        );
        // "birthday của Suga", "sinh nhật của Jimin"
        let of_somebody = (start.saturating_sub(4)..start).any(|at| {
            scan.has(at, c::POSSESS)
                && scan.capital(at + 1)
                && !scan.has(at + 1, c::ME.and(c::FAMILY))
        });
        candidate.add_if(of_somebody && !child && !people, "somebody else's", -40);
        candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -40);
        let pet = (start.saturating_sub(7)..start).any(|at| {
            matches!(
                scan.plain(at),
                b"dog"
                    | b"cat"
                    | b"cats"
                    | b"dogs"
                    | b"puppy"
                    | b"kitten"
                    | b"hamster"
                    | b"pet"
                    | b"cun"
            )
        });
        let own = cue.is_some_and(|cue| {
            let first = cue - usize::from(scan.tokens[cue].phrase_from);
            first > 0 && scan.has(first - 1, c::ME) && !scan.has(first - 1, c::LIVES)
        });
        let pet = pet
            || (start.saturating_sub(7)..start).any(|at| {
                scan.has_marks(at)
                    && matches!(scan.plain(at), b"meo" | b"cho")
                    && at > 0
                    && scan.is(at - 1, b"con")
            });
        candidate.add_if(pet && !own, "a pet", -60);
        candidate.add_if(date.year > 2023 && !people, "too young", -35);
        candidate.add_if(sentence.meets(c::QUESTION) && !people, "question", -25);
        out.push(candidate);
    }
}
