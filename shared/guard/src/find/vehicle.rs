//! Plates of family vehicles. Absent: plates in the news and at auctions.

use crate::candidate::Candidate;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// The Vietnamese plate that starts here: two digits, a letter or two or letter and digit, four or five digits.
fn plate(scan: &Scan, at: usize) -> Option<(Range<usize>, bool)> {
    let province = scan.number(at)?;
    if scan.tokens[at].len() != 2 || !(11..=99).contains(&province) {
        return None;
    }
    let mut next = at + 1;
    let mut parted = false;
    let skip = |next: &mut usize, parted: &mut bool| {
        if matches!(scan.sign(*next), Some(b'-' | b'.' | b'_')) {
            *next += 1;
            *parted = true;
        }
    };
    skip(&mut next, &mut parted);
    let letters = scan.plain(next);
    if !scan.is_word(next)
        || scan.breaks_line(next)
        || letters.is_empty()
        || letters.len() > 2
        || !letters.iter().all(u8::is_ascii_lowercase)
        || scan.has_marks(next) && !scan.capital(next)
    {
        return None;
    }
    let capital = scan.capital(next);
    if !scan.glued(next) && !capital {
        return None;
    }
    next += 1;
    let mut digits = 0;
    let mut series = false;
    // The digit of a motorbike's series: 59-X1 or 59X1.
    if scan.is_number(next) && scan.glued(next) && scan.tokens[next].len() == 1 {
        series = true;
        next += 1;
    }
    skip(&mut next, &mut parted);
    let mut end = next;
    while end < scan.tokens.len() && !scan.breaks_line(end) {
        if scan.is_number(end) && digits < 6 {
            digits += scan.tokens[end].len();
            end += 1;
            if digits >= 4
                && !(scan.sign(end) == Some(b'.') && scan.glued(end + 1) && scan.is_number(end + 1))
            {
                break;
            }
        } else if matches!(scan.sign(end), Some(b'.' | b'-'))
            && digits == 3
            && scan.is_number(end + 1)
        {
            end += 1;
        } else {
            break;
        }
    }
    // 59X112345: the digit of the series is glued to the number.
    let fits = matches!(digits, 4 | 5) || (digits == 6 && !series);
    let more = scan.glued(end)
        && (scan.is_word(end)
            || matches!(scan.sign(end), Some(b'-' | b'/' | b'_')) && scan.glued(end + 1));
    (fits && !more).then_some((at..end, parted || capital))
}

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        if scan.tokens[at].link || (at > 0 && scan.glued(at) && scan.sign(at - 1).is_none()) {
            at += 1;
            continue;
        }
        if let Some((tokens, formed)) = plate(scan, at) {
            at = tokens.end;
            let near = scan.left(tokens.start, 8) | scan.right(tokens.end, 5);
            let mut candidate = Candidate::new(
                Kind::Vehicle,
                scan.units(tokens.clone()),
                "plate",
                if formed { 25 } else { 15 },
            );
            candidate.cue(near.meets(c::PLATE), "word for a plate", 20);
            candidate.cue(near.meets(c::CAR), "vehicle", 15);
            weigh(scan, &mut candidate, tokens.start);
            out.push(candidate);
            continue;
        }
        if let Some(tokens) = foreign(scan, at) {
            at = tokens.end;
            let mut candidate = Candidate::new(
                Kind::Vehicle,
                scan.units(tokens.clone()),
                "letters and digits of a plate",
                5,
            );
            candidate.cue(true, "word for a plate", 30);
            weigh(scan, &mut candidate, tokens.start);
            out.push(candidate);
            continue;
        }
        at += 1;
    }
}

fn weigh(scan: &Scan, candidate: &mut Candidate, at: usize) {
    let sentence = scan.sentence(at);
    let people = sentence.meets(c::ME.and(c::FAMILY)) || scan.is(0, b"my");
    candidate.add_if(people, "first person or family", 20);
    candidate.add_if(
        sentence.meets(c::MEET.and(c::DELIVER)) && !sentence.meets(c::NEWS),
        "somebody is picked up",
        10,
    );
    let owner = (0..scan.tokens.len()).any(|i| {
        scan.is(i, b"chinh") && scan.is(i + 1, b"chu")
            || scan.is(i, b"school") && scan.is(i + 1, b"bus")
            || scan.is(i, b"ban") && scan.is(i + 1, b"xe")
    });
    candidate.add_if(owner && !people, "the seller's, or the way to school", 15);
    candidate.add_if(
        sentence.meets(c::NEWS),
        "news",
        if people { -30 } else { -60 },
    );
    candidate.add_if(
        sentence.meets(c::SHOP.and(c::ORDER)) && !people,
        "shop",
        -30,
    );
    candidate.add_if(sentence.meets(c::CREATIVE.and(c::FAMOUS)), "story", -50);
    candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -50);
    candidate.add_if(
        sentence.meets(c::MONEY) && sentence.meets(c::QUESTION),
        "price",
        -20,
    );
}

/// Right after a word for a plate: capitals and digits mixed, five to eight of them.
fn foreign(scan: &Scan, at: usize) -> Option<Range<usize>> {
    let left = scan.nearest_left(at, 4, c::PLATE);
    let cue = left.unwrap_or(at);
    if scan.plain(cue) == b"bien"
        && scan.tokens[cue].phrase_to == 0
        && scan.tokens[cue].phrase_from == 0
        && !scan.marked
    {
        return None;
    }
    let mut end = at;
    let mut letters = 0;
    let mut digits = 0;
    while end < scan.tokens.len() && !(end > at && scan.breaks_line(end)) && letters + digits < 8 {
        let glued = end == at || scan.glued(end) || scan.capital(end) || scan.is_number(end);
        if scan.is_word(end) && scan.capital(end) && glued && scan.plain(end).len() <= 4 {
            letters += scan.plain(end).len();
        } else if scan.is_number(end) && glued {
            digits += scan.plain(end).len();
        } else if scan.sign(end) != Some(b'-') {
            break;
        }
        end += 1;
    }
    while end > at && scan.sign(end - 1).is_some() {
        end -= 1;
    }
    let cued = left.is_some()
        || scan.right(end, 3).meets(c::PLATE) && scan.all.meets(c::ME.and(c::FAMILY));
    (cued && letters >= 1 && digits >= 1 && (5..=8).contains(&(letters + digits)))
        .then_some(at..end)
}
