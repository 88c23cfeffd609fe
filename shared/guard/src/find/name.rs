//! Full names: a cue that introduces somebody, then a family name with given names. Absent: given names alone, famous people.

use crate::candidate::Candidate;
use crate::kind::Kind;
use crate::lexicon::class::{self as c, Set};
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// Family names that are hardly ever given names, so that two syllables are enough.
const CLEAR: &[&[u8]] = &[
    b"nguyen", b"tran", b"le", b"pham", b"huynh", b"phan", b"vo", b"dang", b"bui", b"do", b"ho",
    b"ngo", b"dinh", b"trinh", b"doan", b"truong", b"duong", b"vu", b"hoang", b"ly", b"luong",
    b"phung", b"dao", b"vuong", b"nghiem", b"mac", b"quach", b"luu", b"khong", b"chu", b"ta",
];

/// Words after which no name goes on, when it is written without capitals.
const STOP: Set = c::STUDY
    .and(c::CLASS)
    .and(c::PHONE)
    .and(c::BIRTH)
    .and(c::LIVES)
    .and(c::CALL)
    .and(c::CCCD)
    .and(c::MAIL)
    .and(c::ADDRESS)
    .and(c::QUESTION)
    .and(c::SCHOOL);

fn particle(word: &[u8], english: bool) -> bool {
    if english {
        return matches!(
            word,
            b"and"
                | b"but"
                | b"from"
                | b"im"
                | b"he"
                | b"she"
                | b"not"
                | b"it"
                | b"the"
                | b"is"
                | b"my"
                | b"i"
                | b"a"
                | b"in"
                | b"at"
                | b"or"
                | b"so"
                | b"with"
        );
    }
    matches!(
        word,
        b"nha"
            | b"nhe"
            | b"nhen"
            | b"nghen"
            | b"a"
            | b"ne"
            | b"day"
            | b"do"
            | b"va"
            | b"con"
            | b"thi"
            | b"nam"
            | b"nay"
            | b"o"
            | b"ah"
            | b"chu"
            | b"hong"
            | b"roi"
            | b"luon"
            | b"voi"
            | b"la"
            | b"nek"
            | b"nhaa"
            | b"cho"
            | b"cu"
            | b"lam"
            | b"ten"
            | b"bn"
            | b"so"
            | b"em"
            | b"co"
            | b"da"
            | b"duoc"
            | b"cung"
    )
}

/// A name by its form.
struct Name {
    tokens: Range<usize>,
    english: bool,
    capital: bool,
    clear: bool,
}

/// The name that starts here. `free`: a strong cue stands before, so small letters and unknown English names are accepted.
fn name(scan: &Scan, at: usize, free: bool) -> Option<Name> {
    if !scan.is_word(at) {
        return None;
    }
    let capital = scan.capital(at);
    let surname =
        scan.has(at, c::SURNAME) || scan.has(at, c::FAMOUS) && CLEAR.contains(&scan.plain(at));
    let mut end = at + 1;
    let next_fits = |end: usize| {
        scan.is_word(end)
            && !scan.breaks_line(end)
            && !scan.glued(end)
            && scan.capital(end) == capital
            && scan.tokens.get(end).is_some_and(|t| !t.link)
    };
    if surname {
        while end - at < 6 && next_fits(end) {
            if !capital
                && (scan.has(end, STOP) && !scan.has_marks(end)
                    || particle(scan.plain(end), false) && end - at >= 2
                    || scan.plain(end).len() > 7)
            {
                break;
            }
            if capital && scan.has(end, c::STUDY.and(c::BIRTH).and(c::PHONE)) && end - at >= 2 {
                break;
            }
            end += 1;
        }
        if !capital && end - at > 4 {
            end = at + 4;
        }
        let clear = CLEAR.contains(&scan.plain(at));
        return (end - at >= 2 && (capital || free)).then_some(Name {
            tokens: at..end,
            english: false,
            capital,
            clear,
        });
    }
    // English: given names, then a family name; initials and hyphens allowed.
    let given = scan.has(at, c::GIVEN_EN) || scan.has(at, c::FAMOUS);
    if !(capital || free && given)
        || scan.plain(at).len() < 2
        || scan.has_marks(at) && !free
        || scan.has(
            at,
            c::BANK
                .and(c::CARD)
                .and(c::PHONE)
                .and(c::SCHOOL_LEVEL)
                .and(c::SCHOOL)
                .and(c::ORDER)
                .and(c::SOCIAL),
        )
    {
        return None;
    }
    while end - at < 6 {
        if next_fits(end)
            && !(scan.has(end, STOP.and(c::MONTH_NAME)) && !scan.has(end, c::SURNAME))
            && !(!capital && particle(scan.plain(end), true))
        {
            end += 1;
        } else if matches!(scan.sign(end), Some(b'-' | b'\'' | b'.'))
            && scan.glued(end)
            && scan.is_word(end + 1)
            && scan.capital(end + 1) == capital
            && (scan.glued(end + 1) || scan.plain(end - 1).len() == 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    if !capital && end - at > 3 {
        end = at + 3;
    }
    // "Mia Tran": a given name before a Vietnamese family name is English as well.
    let words = (at..end).filter(|&i| scan.is_word(i)).count();
    (2..=5).contains(&words).then_some(Name {
        tokens: at..end,
        english: given,
        capital,
        clear: given,
    })
}

/// The cue that introduces whatever stands at `at`, and how strong it is.
struct Cue {
    strong: bool,
    mine: bool,
    colon: bool,
}

fn cue(scan: &Scan, at: usize) -> Option<Cue> {
    let filler = c::ME
        .and(c::FAMILY)
        .and(c::POSSESS)
        .and(c::IS)
        .and(c::NAME)
        .and(c::NAME_WEAK)
        .and(c::STUDY)
        .and(c::YOU);
    let mut back = at;
    let mut colon = false;
    let mut mine = false;
    let mut strong = false;
    let mut weak = false;
    let mut words = 0;
    while back > 0 && words < 7 {
        if scan.breaks_line(back) && !matches!(scan.sign(back - 1), Some(b':' | b'=')) {
            break;
        }
        back -= 1;
        match scan.sign(back) {
            Some(b':' | b'=' | b'-' | b'>') => {
                colon = true;
                continue;
            }
            Some(b'"' | b'\'' | b'(' | b')' | b'*' | b'/' | b'&') => continue,
            Some(_) => break,
            None => {}
        }
        let class = scan.tokens[back].class;
        mine |= class.meets(c::ME.and(c::FAMILY));
        strong |= class.meets(c::NAME);
        weak |= class.meets(c::NAME_WEAK);
        if !class.meets(filler)
            && !matches!(
                scan.plain(back),
                b"day"
                    | b"du"
                    | b"that"
                    | b"thiet"
                    | b"khai"
                    | b"sinh"
                    | b"chi"
                    | b"s"
                    | b"real"
                    | b"full"
                    | b"hoc"
                    | b"the"
                    | b"co"
                    | b"giao"
                    | b"va"
            )
        {
            break;
        }
        words += 1;
    }
    (strong || weak).then_some(Cue {
        strong,
        mine,
        colon,
    })
}

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        if !scan.is_word(at) || (at > 0 && scan.glued(at) && scan.sign(at - 1).is_none()) {
            at += 1;
            continue;
        }
        let maybe = scan.capital(at) || scan.has(at, c::SURNAME.and(c::GIVEN_EN).and(c::FAMOUS));
        if !maybe {
            at += 1;
            continue;
        }
        let cue = cue(scan, at);
        let free = cue
            .as_ref()
            .is_some_and(|cue| cue.strong || cue.mine || cue.colon);
        let Some(name) = name(scan, at, free) else {
            at += 1;
            continue;
        };
        at = match weigh(scan, &name, cue.as_ref()) {
            Some(candidate) => {
                out.push(candidate);
                name.tokens.end
            }
            None => at + 1,
        };
    }
}

fn weigh(scan: &Scan, name: &Name, cue: Option<&Cue>) -> Option<Candidate> {
    let tokens = name.tokens.clone();
    let words = tokens.clone().filter(|&at| scan.is_word(at)).count();
    let vietnamese = scan.has(tokens.start, c::SURNAME) || scan.has(tokens.start, c::FAMOUS);
    let form = if vietnamese && !name.english {
        Candidate::new(
            Kind::Name,
            scan.units(tokens.clone()),
            "family name and given names",
            20,
        )
    } else if name.english {
        Candidate::new(Kind::Name, scan.units(tokens.clone()), "English name", 20)
    } else {
        Candidate::new(
            Kind::Name,
            scan.units(tokens.clone()),
            "words with capitals",
            -10,
        )
    };
    let mut candidate = form;
    let place = place_name(scan, &tokens);
    candidate.add_if(!name.capital, "small letters", -10);
    candidate.add_if(vietnamese && words >= 3, "three syllables", 10);
    candidate.add_if(
        vietnamese && !name.english && words == 2 && !name.clear,
        "may be a double given name",
        -25,
    );
    match cue {
        Some(cue) => {
            candidate.cue(cue.strong, "word for a full name", 40);
            candidate.cue(!cue.strong, "introduction", 20);
            candidate.add_if(cue.mine, "first person or family", 10);
            candidate.add_if(cue.colon, "form", 10);
            candidate.add_if(
                !cue.strong && !cue.mine && !cue.colon && !(name.english && name.clear),
                "nobody introduces",
                -15,
            );
            let plain_english = !name.english && !vietnamese && words <= 3;
            let spoken = (tokens.start.saturating_sub(5)..tokens.start).any(|at| {
                matches!(
                    scan.plain(at),
                    b"my"
                        | b"im"
                        | b"i"
                        | b"name"
                        | b"names"
                        | b"is"
                        | b"am"
                        | b"called"
                        | b"hey"
                        | b"its"
                        | b"mom"
                        | b"dad"
                        | b"mum"
                        | b"her"
                        | b"his"
                )
            });
            candidate.add_if(
                plain_english && spoken && !scan.marked,
                "introduction in English",
                30,
            );
        }
        None => {
            candidate.add_if(name.capital && words >= 3, "full name with capitals", 10);
            let labelled = tokens.start > 0
                && scan.sign(tokens.start - 1) == Some(b':')
                && vietnamese
                && words >= 3;
            candidate.add_if(labelled, "form", 15);
            let label_in_english =
                tokens.start > 0 && scan.sign(tokens.start - 1) == Some(b':') && name.english;
            candidate.add_if(label_in_english, "form", 30);
            // In a chat about oneself, a full name that is no place belongs to somebody known.
            let at_a_place = tokens.start > 0
                && matches!(
                    scan.plain(tokens.start - 1),
                    b"gan"
                        | b"o"
                        | b"den"
                        | b"toi"
                        | b"qua"
                        | b"tren"
                        | b"ra"
                        | b"tu"
                        | b"ve"
                        | b"doc"
                        | b"cho"
                        | b"at"
                        | b"on"
                        | b"near"
                        | b"to"
                        | b"cua"
                );
            // "dads Gavin Whitlock", "my friend Aisha Rahman"
            let relative = tokens.start > 0
                && scan.has(tokens.start - 1, c::FAMILY)
                && !scan.breaks_line(tokens.start)
                && name.english
                && name.capital;
            candidate.cue(relative, "family or friend", 30);
            let known = vietnamese && words >= 3 && name.capital && name.clear && !at_a_place;
            candidate.add_if(
                known && scan.sentence(tokens.start).meets(c::ME.and(c::FAMILY)),
                "in a chat about oneself",
                10,
            );
            let alone = scan.breaks_line(tokens.start)
                && scan.breaks_line(tokens.end)
                && !(tokens.start == 0 && tokens.end == scan.tokens.len());
            candidate.add_if(
                alone && (name.english || vietnamese && words >= 3),
                "alone on its line",
                30,
            );
            let closing = (tokens.start.saturating_sub(4)..tokens.start).any(|at| {
                matches!(
                    scan.plain(at),
                    b"thanks"
                        | b"regards"
                        | b"sincerely"
                        | b"cheers"
                        | b"love"
                        | b"from"
                        | b"thu"
                        | b"on"
                        | b"trong"
                        | b"em"
                        | b"con"
                        | b"chau"
                        | b"viet"
                ) && (scan.sign(tokens.start - 1) == Some(b',')
                    || scan.breaks_line(tokens.start)
                    || scan.is(tokens.start - 1, b"from"))
            });
            let ends = scan.sentence_starts(tokens.end + 1)
                || tokens.end >= scan.tokens.len()
                || scan.breaks_line(tokens.end);
            candidate.add_if(
                closing && ends && !alone && (name.english || vietnamese && words >= 3),
                "closes a letter",
                25,
            );
        }
    }
    candidate.add_if(
        name.english && name.clear && !name.capital && cue.is_some_and(|cue| cue.mine),
        "given name of a child in small letters",
        10,
    );
    let account =
        scan.left(tokens.start, 3).meets(c::SOCIAL) && scan.all.meets(c::ADD_ME.and(c::ME));
    candidate.add_if(account && cue.is_none(), "name of an account", 15);
    candidate.add_if(place, "street, school or place", -50);
    let sentence = scan.sentence(tokens.start);
    let mine = cue.is_some_and(|cue| cue.mine);
    let inside = tokens.clone().any(|at| scan.has(at, c::FAMOUS));
    candidate.add_if(inside, "famous", -40);
    candidate.add_if(
        !inside && scan.all.meets(c::FAMOUS),
        "famous people nearby",
        -45,
    );
    let public = sentence.meets(c::HISTORY.and(c::CREATIVE));
    candidate.add_if(public && !mine, "public person", -45);
    candidate.add_if(
        sentence.meets(c::NEWS.and(c::HOMEWORK)) && !mine,
        "news or exercise",
        -30,
    );
    candidate.add_if(scan.all.meets(c::EXAMPLE) && !mine, "example", -40);
    candidate.add_if(
        scan.left(tokens.start, 2).meets(c::TITLE) && !mine,
        "teacher or public person",
        -20,
    );
    candidate.add_if(sentence.meets(c::QUESTION) && !mine, "question", -20);
    let signs_in = cue.is_some()
        && name.english
        && name.clear
        && name.capital
        && scan.is(tokens.end, b"from")
        && scan.is(tokens.start - 1, b"is");
    candidate.add_if(signs_in, "introduces oneself", 15);
    let after = scan.right(tokens.end, 7);
    let kin = after.meets(c::FAMILY) && after.meets(c::ME) && cue.is_some();
    candidate.add_if(kin && !mine, "family or friend", 15);
    let said_after = after.meets(c::NAME.and(c::NAME_WEAK)) && after.meets(c::ME.and(c::FAMILY));
    candidate.cue(cue.is_none() && said_after, "said to be the name", 25);
    let relative = sentence.meets(c::FAMILY);
    let third = !relative
        && scan.left(tokens.start, 5).meets(c::THIRD)
        && !mine
        && !sentence.meets(c::FAMILY);
    candidate.add_if(third, "somebody else", -30);
    Some(candidate)
}

/// A street, school or place carries the name.
fn place_name(scan: &Scan, tokens: &Range<usize>) -> bool {
    let Some(before) = tokens.start.checked_sub(1) else {
        return false;
    };
    if scan.breaks_line(tokens.start) {
        return false;
    }
    scan.is_number(before)
        || scan.has(
            before,
            c::STREET
                .and(c::WARD)
                .and(c::DISTRICT)
                .and(c::SCHOOL_LEVEL)
                .and(c::ALLEY)
                .and(c::PLACE)
                .and(c::BUILDING)
                .and(c::HAMLET)
                .and(c::PROVINCE),
        ) && !scan.has(before, c::NAME.and(c::NAME_WEAK).and(c::ME))
        || scan.has(before, c::SCHOOL)
}

/// A full name without a cue counts beside another strong fact of the same message.
pub(crate) fn beside_facts(candidates: &mut [Candidate]) {
    let strong = candidates.iter().any(|candidate| {
        matches!(
            candidate.kind,
            Kind::Phone
                | Kind::Address
                | Kind::NationalId
                | Kind::Payment
                | Kind::Email
                | Kind::Birthdate
                | Kind::School
                | Kind::TaxId
        ) && candidate.convinces()
    });
    if strong {
        for candidate in candidates
            .iter_mut()
            .filter(|candidate| candidate.kind == Kind::Name && candidate.score >= 20)
        {
            candidate.add("beside another fact", 25);
        }
    }
}
