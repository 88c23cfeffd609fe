//! A school by name, with the class beside it, when somebody says to be there. Absent: schools in the news, classes alone.

use crate::candidate::Candidate;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// `5A2`, `7/5`, `10A1`, `4C`, `11 chuyên Toán`: the tokens of a class that starts here.
fn class(scan: &Scan, at: usize) -> Option<Range<usize>> {
    let grade = scan
        .number(at)
        .filter(|grade| (1..=12).contains(grade) && scan.tokens[at].len() <= 2)?;
    let _ = grade;
    let mut end = at + 1;
    if matches!(
        scan.plain(end),
        b"st"
            | b"nd"
            | b"rd"
            | b"th"
            | b"h"
            | b"k"
            | b"kg"
            | b"cm"
            | b"m"
            | b"p"
            | b"s"
            | b"gb"
            | b"am"
            | b"pm"
    ) && scan.glued(end)
        && !scan.capital(end)
        && !(at > 0 && scan.has(at - 1, c::CLASS))
    {
        return None;
    }
    if scan.is_word(end) && scan.glued(end) && scan.plain(end).len() <= 3 {
        end += 1;
        if scan.is_number(end) && scan.glued(end) && scan.tokens[end].len() <= 2 {
            end += 1;
        }
        if matches!(scan.sign(end), Some(b'.' | b'/'))
            && scan.glued(end + 1)
            && scan.is_number(end + 1)
            && scan.tokens[end + 1].len() <= 2
        {
            end += 2;
        }
        return Some(at..end);
    }
    if matches!(scan.sign(end), Some(b'/' | b'.' | b'-'))
        && scan.glued(end)
        && scan.is_number(end + 1)
        && scan.glued(end + 1)
        && scan.tokens[end + 1].len() <= 2
    {
        let more = matches!(scan.sign(end + 2), Some(b'/' | b'.' | b'-'))
            && scan.glued(end + 3)
            && scan.is_number(end + 3);
        return (!more).then_some(at..end + 2);
    }
    // "10 Toán 1", "11 chuyên Anh"
    let mut next = end;
    if scan.is(next, b"chuyen") {
        next += 1;
    }
    let subject = matches!(
        scan.plain(next),
        b"toan"
            | b"van"
            | b"anh"
            | b"ly"
            | b"hoa"
            | b"sinh"
            | b"tin"
            | b"su"
            | b"dia"
            | b"phap"
            | b"trung"
            | b"nhat"
    );
    if subject && !scan.breaks_line(next) {
        end = next + 1;
        if scan.is_number(end) && scan.tokens[end].len() == 1 && !scan.breaks_line(end) {
            end += 1;
        }
        return Some(at..end);
    }
    // "5 A"
    let letter = scan.is_word(end)
        && scan.plain(end).len() == 1
        && scan.capital(end)
        && !scan.breaks_line(end);
    letter.then_some(at..end + 1)
}

/// Words of a school's own name from here: capitals, or what follows a level in a message without capitals.
fn proper(scan: &Scan, at: usize, most: usize) -> usize {
    let mut end = at;
    let mut words = 0;
    while words < most
        && scan.is_word(end)
        && !(end > at && scan.breaks_line(end))
        && scan.tokens.get(end).is_some()
    {
        if !scan.capital(end) || scan.glued(end) && end > at {
            break;
        }
        end += 1;
        words += 1;
        // St. Mary's, Hà Nội - Amsterdam, A.B.
        while matches!(scan.sign(end), Some(b'.' | b'\'' | b'-' | b'&'))
            && (scan.is_word(end + 1) && (scan.capital(end + 1) || scan.glued(end + 1)))
            && words > 0
        {
            if scan.sign(end) == Some(b'.') && scan.plain(end - 1).len() > 3 {
                break;
            }
            end += 2;
        }
    }
    end
}

/// Small letters: up to three words that mean nothing else here.
fn small_name(scan: &Scan, at: usize) -> usize {
    let mut end = at;
    let stop = c::ME
        .and(c::QUESTION)
        .and(c::CLASS)
        .and(c::UNIT)
        .and(c::LIVES)
        .and(c::PHONE)
        .and(c::IS)
        .and(c::NOW)
        .and(c::PAST)
        .and(c::YOU)
        .and(c::NEVER);
    while end - at < 3
        && scan.is_word(end)
        && !scan.breaks_line(end)
        && !scan.capital(end)
        && scan.plain(end).len() >= 2
    {
        let name_word = scan.has(end, c::SURNAME.and(c::FAMOUS).and(c::CITY));
        if scan.has(end, stop) && !name_word {
            break;
        }
        if matches!(
            scan.plain(end),
            b"nha"
                | b"nhe"
                | b"ne"
                | b"roi"
                | b"cau"
                | b"gan"
                | b"lang"
                | b"nay"
                | b"minh"
                | b"cung"
                | b"khac"
                | b"moi"
                | b"cu"
                | b"thi"
                | b"do"
                | b"day"
                | b"va"
                | b"the"
                | b"nao"
                | b"gi"
                | b"o"
                | b"xa"
                | b"kho"
                | b"vui"
                | b"dep"
        ) && !(end > at && name_word)
        {
            break;
        }
        end += 1;
    }
    end
}

/// The school that starts with a school word at `at`.
fn vietnamese(scan: &Scan, at: usize) -> Option<(Range<usize>, i32)> {
    let mut end = at;
    let mut levels = 0;
    let mut generic = 0;
    while end < scan.tokens.len() && !(end > at && scan.breaks_line(end)) {
        let label = scan.sign(end) == Some(b':') && end > at && end == at + generic + levels;
        let joint = matches!(scan.sign(end), Some(b'.' | b'-' | b'&' | b'/'))
            && end > at
            && scan.has(end + 1, c::SCHOOL_LEVEL);
        if label || joint {
            end += 1;
        } else if scan.has(end, c::SCHOOL_LEVEL) {
            levels += 1;
            end += 1;
        } else if scan.has(end, c::SCHOOL) {
            generic += 1;
            end += 1;
        } else {
            break;
        }
    }
    if levels + generic == 0 {
        return None;
    }
    let name_end = proper(scan, end, 5);
    if name_end > end {
        let points = 25 + i32::from(levels > 0) * 10;
        return Some((at..name_end, points));
    }
    let small = small_name(scan, end);
    let known = scan.has(end, c::SURNAME.and(c::FAMOUS).and(c::CITY));
    if small > end + 1 && (levels > 0 || known) {
        return Some((at..small, if known { 25 } else { 15 }));
    }
    None
}

/// "Riverside Elementary School": capitals that end in a school word.
fn english(scan: &Scan, at: usize) -> Option<Range<usize>> {
    if !scan.capital(at)
        || at > 0 && scan.capital(at - 1) && !scan.sentence_starts(at) && !scan.has(at - 1, c::IS)
    {
        return None;
    }
    let end = proper(scan, at, 7);
    let tail = (at + 1..end).rev().find(|&i| is_english_school(scan, i))?;
    // Behind the last school word a place name may follow: "Concordia International School Hanoi".
    let named = (at..tail).any(|i| {
        scan.is_word(i)
            && !is_english_school(scan, i)
            && !matches!(
                scan.plain(i),
                b"the" | b"international" | b"middle" | b"junior" | b"old"
            )
    });
    let last = if end > tail + 1 && end <= tail + 3 {
        end
    } else {
        tail + 1
    };
    named.then_some(at..last)
}

fn is_english_school(scan: &Scan, at: usize) -> bool {
    matches!(
        scan.plain(at),
        b"school"
            | b"elementary"
            | b"academy"
            | b"primary"
            | b"secondary"
            | b"college"
            | b"high"
            | b"prep"
            | b"grammar"
            | b"kindergarten"
            | b"preschool"
            | b"montessori"
    )
}

/// A class with a name in capitals beside it that says no school word: "học 6A8 Vinschool", "lớp 8A1 AIS".
fn named_class(scan: &Scan, at: usize) -> Option<Range<usize>> {
    let found = class(scan, at)?;
    if found.len() < 2 || at > 0 && scan.glued(at) {
        return None;
    }
    let start = if at > 0 && scan.has(at - 1, c::CLASS) {
        at - 1
    } else {
        at
    };
    let school = |i: usize| {
        scan.capital(i) && !scan.has(i, c::SCHOOL.and(c::SCHOOL_LEVEL).and(c::ME).and(c::CITY))
    };
    let after = proper(scan, found.end, 4);
    let known = scan.has(found.end, c::SCHOOL_NAME);
    if (after > found.end && school(found.end) || known) && !scan.breaks_line(found.end) {
        return Some(start..after.max(found.end + 1));
    }
    let mut before = start;
    while before > 0 && start - before < 4 && scan.capital(before - 1) && !scan.breaks_line(before)
    {
        before -= 1;
    }
    let named = before < start && school(before) && !scan.sentence_starts(before);
    named.then_some(before..found.end)
}

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let school_words = c::SCHOOL.and(c::SCHOOL_LEVEL).and(c::SCHOOL_NAME);
    if !scan.all.meets(school_words.and(c::STUDY).and(c::CLASS)) {
        return;
    }
    let mut at = 0;
    while at < scan.tokens.len() {
        let found = if scan.has(at, c::SCHOOL.and(c::SCHOOL_LEVEL))
            && scan.tokens[at].phrase_from == 0
            && !(at > 0 && scan.glued(at) && scan.is_number(at - 1))
        {
            vietnamese(scan, at)
        } else {
            None
        };
        let found = found.or_else(|| english(scan, at).map(|tokens| (tokens, 30)));
        let found = found.or_else(|| {
            let told = || {
                (scan.left(at, 4) | scan.left(at + 3, 4)).meets(c::STUDY)
                    && !scan.all.meets(c::NEWS)
            };
            (scan.is_number(at) && told())
                .then(|| named_class(scan, at))
                .flatten()
                .map(|tokens| (tokens, 20))
        });
        let found = found.or_else(|| {
            let known = scan.has(at, c::SCHOOL_NAME)
                && scan.tokens[at].phrase_from == 0
                && scan.left(at, 3).meets(c::STUDY.and(c::CLASS));
            (known && (scan.capital(at) || scan.left(at, 2).meets(c::STUDY)))
                .then(|| (at..at + 1 + usize::from(scan.tokens[at].phrase_to), 20))
        });
        let Some((tokens, points)) = found else {
            at += 1;
            continue;
        };
        at = tokens.end;
        let mut tokens = tokens;
        // "Trường: THCS …": the label is not part of the name.
        let labelled = (tokens.start..tokens.end).find(|&i| scan.sign(i) == Some(b':'));
        if let Some(colon) = labelled {
            tokens.start = colon + 1;
        }
        let school_start = tokens.start;
        let mut with_class = false;
        // A class before: "lớp 5A2 trường …", "8B at …".
        if let Some(before) = class_before(scan, tokens.start) {
            tokens.start = before;
            with_class = true;
        }
        // A class after: "… lớp 9B2".
        if let Some((class, joined)) = class_after(scan, tokens.end) {
            with_class = true;
            if joined {
                tokens.end = class.end;
                at = at.max(class.end);
            }
        }
        let near = scan.left(tokens.start, 6);
        let mut candidate = Candidate::new(
            Kind::School,
            scan.units(tokens.clone()),
            "school by name",
            points,
        );
        let study = near.meets(c::STUDY.and(c::MEET)) || (with_class && near.meets(c::ME));
        candidate.cue(study, "goes there", 20);
        candidate.cue(labelled.is_some(), "form", 25);
        let labelled_before = tokens.start > 0
            && scan.sign(tokens.start - 1) == Some(b':')
            && scan
                .left(tokens.start - 1, 4)
                .meets(c::SCHOOL.and(c::CLASS).and(c::STUDY));
        candidate.add_if(labelled_before && labelled.is_none(), "form", 25);
        let told = study
            || labelled.is_some()
            || scan.all.meets(
                c::ME
                    .and(c::FAMILY)
                    .and(c::NAME)
                    .and(c::BIRTH)
                    .and(c::PHONE),
            )
            || scan.sentence_starts(tokens.start);
        candidate.add_if(with_class, "with the class", if told { 20 } else { 5 });
        let mine = near.meets(c::ME.and(c::FAMILY));
        let school_of = near.meets(c::SCHOOL) && !study && !near.meets(c::QUESTION);
        candidate.add_if(school_of && mine, "somebody's school", 20);
        let at_it = tokens.start > 0
            && matches!(
                scan.plain(tokens.start - 1),
                b"at" | b"tai" | b"from" | b"o"
            );
        candidate.add_if(at_it && mine && !study, "somebody is there", 15);
        candidate.add_if(mine, "first person or family", 15);
        candidate.add_if(
            !mine && scan.sentence_starts(tokens.start) && with_class,
            "begins the message",
            5,
        );
        candidate.add_if(
            scan.sentence(school_start).meets(c::MEET),
            "somebody is picked up",
            10,
        );
        against(scan, &mut candidate, &tokens, mine, study);
        out.push(candidate);
    }
}

fn against(scan: &Scan, candidate: &mut Candidate, tokens: &Range<usize>, mine: bool, study: bool) {
    let sentence = scan.sentence(tokens.start);
    candidate.add_if(
        sentence.meets(c::NEWS.and(c::HISTORY)) && !mine,
        "news",
        -40,
    );
    candidate.add_if(
        sentence.meets(c::SHOP.and(c::HOTLINE)) && !mine,
        "institution",
        -30,
    );
    candidate.add_if(sentence.meets(c::QUESTION) && !study, "question", -20);
    candidate.add_if(
        (sentence.meets(c::CREATIVE) || scan.outside(tokens, c::FAMOUS)) && !mine,
        "story or famous",
        -20,
    );
    candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -40);
    candidate.add_if(
        sentence.meets(c::THIRD.and(c::RESULT)) && !mine,
        "somebody else or a result",
        -20,
    );
    candidate.add_if(sentence.meets(c::PAST) && !study, "not now", -15);
    let wished = (0..scan.tokens.len())
        .any(|at| scan.is(at, b"wish") || scan.is(at, b"uoc") && scan.has_marks(at));
    candidate.add_if(wished, "a wish", -40);
}

/// Where the class right before a school begins, its word included.
fn class_before(scan: &Scan, at: usize) -> Option<usize> {
    for back in 1..=6 {
        let start = at.checked_sub(back)?;
        if scan.breaks_line(start + 1) && back > 1 {
            return None;
        }
        if let Some(found) = class(scan, start) {
            let linking = found.end..at;
            let joined = linking.clone().all(|i| {
                matches!(
                    scan.plain(i),
                    b"at" | b"o" | b"tai" | b"cua" | b"," | b"-" | b"in" | b"of"
                )
            });
            if joined
                && linking.len() <= 2
                && !(start > 0 && scan.glued(start) && scan.sign(start - 1).is_some())
            {
                let word = start
                    .checked_sub(1)
                    .filter(|&i| scan.has(i, c::CLASS) && !scan.breaks_line(start));
                return Some(word.unwrap_or(start));
            }
        }
    }
    None
}

/// The class after a school, and whether it is joined to it.
fn class_after(scan: &Scan, at: usize) -> Option<(Range<usize>, bool)> {
    let comma = matches!(scan.sign(at), Some(b',' | b';' | b'-' | b'('));
    let mut next = at + usize::from(comma);
    if scan.breaks_line(at) && at < scan.tokens.len() {
        if !scan.has(at, c::CLASS) {
            return None;
        }
        next = at;
    }
    let worded = scan.has(next, c::CLASS) && !scan.is(next, b"year");
    if worded {
        next += 1;
        if scan.sign(next) == Some(b':') {
            next += 1;
            let found = class(scan, next)?;
            return Some((found, false));
        }
    }
    let found = class(scan, next).or_else(|| {
        (worded
            && scan.is_number(next)
            && scan.has(next - 1, c::CLASS)
            && scan.is(next - 1, b"grade")
            && scan.tokens[next].len() <= 2)
            .then_some(next..next + 1)
    })?;
    let start = if worded { next - 1 } else { next };
    if !worded && !comma && !scan.is_number(start) {
        return None;
    }
    Some((start..found.end, !comma && !scan.breaks_line(at)))
}

/// A school without a cue counts beside a name or another fact.
pub(crate) fn beside_facts(candidates: &mut [Candidate]) {
    let strong = candidates.iter().any(|candidate| {
        matches!(
            candidate.kind,
            Kind::Phone
                | Kind::Name
                | Kind::NationalId
                | Kind::Birthdate
                | Kind::Email
                | Kind::Address
        ) && candidate.convinces()
    });
    if strong {
        for candidate in candidates.iter_mut().filter(|candidate| {
            candidate.kind == Kind::School && (30..50).contains(&candidate.score)
        }) {
            candidate.add("beside another fact", 20);
        }
    }
}
