//! Addresses by their grammar: house number, alley, street, hamlet, flat, ward, district, city. Absent: streets and districts alone, public places.

mod grammar;

use crate::candidate::Candidate;
use crate::fold::OTHER_SIGN;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;
use grammar::{Pieces, parse};

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let worth = c::STREET
        .and(c::ALLEY)
        .and(c::HAMLET)
        .and(c::BUILDING)
        .and(c::WARD)
        .and(c::DISTRICT)
        .and(c::ADDRESS)
        .and(c::LIVES)
        .and(c::DELIVER)
        .and(c::EN_STREET)
        .and(c::HOUSE_NO);
    if !scan.all.meets(worth)
        && !scan
            .tokens
            .iter()
            .any(|token| token.shape == crate::scan::Shape::Number)
    {
        return;
    }
    let mut at = 0;
    while at < scan.tokens.len() {
        if scan.tokens[at].link
            || (at > 0
                && scan.glued(at)
                && !matches!(
                    scan.sign(at - 1),
                    Some(b':' | b'(' | b',' | b'"' | b'=' | b'-' | OTHER_SIGN)
                ))
        {
            at += 1;
            continue;
        }
        // "tầng 1 Aeon": the number belongs to the word before it.
        let owned = c::ROOM
            .and(c::CLASS)
            .and(c::MONTH)
            .and(c::DAY)
            .and(c::BUILDING)
            .and(c::GAME_ID);
        if scan.is_number(at)
            && at > 0
            && !scan.breaks_line(at)
            && scan.has(at - 1, owned)
            && !scan.has(at - 1, c::HOUSE_NO)
        {
            at += 1;
            continue;
        }
        let cued = {
            let near = scan.left(at, 7);
            near.meets(c::ADDRESS.and(c::LIVES).and(c::DELIVER))
        };
        let Some((tokens, pieces)) = parse(scan, at, cued) else {
            at += 1;
            continue;
        };
        let candidate = weigh(scan, &tokens, pieces);
        if candidate.score >= 25 {
            at = tokens.end;
            out.push(candidate);
        } else {
            at += 1;
        }
    }
}

fn weigh(scan: &Scan, tokens: &Range<usize>, pieces: Pieces) -> Candidate {
    let mut candidate = Candidate::new(
        Kind::Address,
        scan.units(tokens.clone()),
        "parts of an address",
        0,
    );
    candidate.add_if(pieces.house && pieces.street, "house number and street", 40);
    candidate.add_if(
        pieces.house && pieces.street && pieces.english,
        "English street word",
        5,
    );
    candidate.add_if(
        pieces.house && pieces.alley,
        "house number and alley",
        if pieces.street { 15 } else { 35 },
    );
    candidate.add_if(
        !pieces.house && pieces.alley && pieces.street,
        "alley and street",
        30,
    );
    candidate.add_if(!pieces.house && pieces.alley && !pieces.street, "alley", 15);
    candidate.add_if(pieces.clear_house, "clear house number", 10);
    let hamlet = pieces.hamlet && (pieces.ward || pieces.district || pieces.city);
    candidate.add_if(
        hamlet && !(pieces.house && pieces.street),
        "hamlet and commune",
        35,
    );
    candidate.add_if(
        pieces.hamlet && pieces.house && !pieces.street,
        "house number and hamlet",
        25,
    );
    candidate.add_if(pieces.building && pieces.room, "building and flat", 45);
    candidate.add_if(pieces.building && !pieces.room, "building", 15);
    candidate.add_if(
        !pieces.building && pieces.room && pieces.hamlet,
        "flat and quarter",
        30,
    );
    candidate.add_if(pieces.ward, "ward", 10);
    candidate.add_if(pieces.district, "district", 10);
    candidate.add_if(pieces.city, "city", 5);
    candidate.add_if(
        pieces.street && !pieces.house && !pieces.alley,
        "street without a house",
        10,
    );
    let near = scan.left(tokens.start, 7);
    let after = scan.right(tokens.end, 4);
    let inside = scan.left(tokens.start + 1, 1);
    let lives = near.meets(c::LIVES) || after.meets(c::LIVES) || inside.meets(c::LIVES);
    let address = near.meets(c::ADDRESS);
    let deliver = near.meets(c::DELIVER) || after.meets(c::DELIVER);
    let mine = near.meets(c::ME.and(c::FAMILY)) || after.meets(c::ME.and(c::FAMILY));
    candidate.cue(address, "word for an address", 30);
    candidate.cue(lives && !address, "somebody lives there", 20);
    candidate.cue(
        deliver && !address && !lives,
        "somebody or something comes there",
        20,
    );
    candidate.add_if(
        mine && (lives || address || deliver),
        "first person or family",
        15,
    );
    let sentence = scan.sentence(tokens.start);
    let phone = scan.all.meets(c::PHONE.and(c::NAME));
    candidate.add_if(
        phone && !sentence.meets(c::SHOP),
        "beside a name or a telephone",
        10,
    );
    let personal = mine && (lives || address || deliver);
    let people = sentence.meets(c::ME.and(c::FAMILY));
    let to = tokens.start.checked_sub(1).is_some_and(|at| {
        matches!(
            scan.plain(at),
            b"o" | b"tai"
                | b"ve"
                | b"toi"
                | b"den"
                | b"at"
                | b"to"
                | b"on"
                | b"in"
                | b"is"
                | b"la"
                | b"qua"
        )
    });
    candidate.add_if(
        people && to && !lives && !address && !deliver,
        "somebody is or goes there",
        12,
    );
    let whole = pieces.house && pieces.street || pieces.building && pieces.room;
    let told = sentence.meets(c::LIVES.and(c::DELIVER)) || people;
    candidate.add_if(
        whole && told && !(people && to) && !lives && !address && !deliver,
        "somebody is spoken of",
        12,
    );
    // "sở thú nằm ở số 2 …": the subject is a place, and nobody of one's own stands there.
    let place = scan.left(tokens.start, 6).meets(c::PLACE) && !mine && !deliver && !people;
    candidate.add_if(place && !address, "a public place", -40);
    let parted =
        pieces.house && !pieces.street && !pieces.alley && !pieces.hamlet && !pieces.building;
    candidate.add_if(parted, "a number only", -30);
    let public = sentence.meets(c::SHOP.and(c::HOTLINE).and(c::VENUE));
    candidate.add_if(public, "shop or office", if personal { -15 } else { -70 });
    candidate.add_if(
        scan.outside(tokens, c::FAMOUS.and(c::CREATIVE)) && !personal,
        "famous",
        -60,
    );
    candidate.add_if(
        sentence.meets(c::NEWS.and(c::HISTORY)) && !personal,
        "news",
        -50,
    );
    candidate.add_if(scan.all.meets(c::EXAMPLE) && !personal, "example", -50);
    candidate.add_if(
        sentence.meets(c::HOMEWORK) && !personal && !address,
        "exercise",
        -35,
    );
    candidate.add_if(sentence.meets(c::QUESTION) && !mine, "question", -20);
    candidate.add_if(sentence.meets(c::GAME) && !personal, "game", -20);
    candidate
}

/// An address without a cue counts beside a name or a telephone number.
pub(crate) fn beside_facts(candidates: &mut [Candidate]) {
    let strong = candidates.iter().any(|candidate| {
        matches!(
            candidate.kind,
            Kind::Phone | Kind::Name | Kind::NationalId | Kind::Birthdate | Kind::Email
        ) && candidate.convinces()
    });
    if strong {
        for candidate in candidates.iter_mut().filter(|candidate| {
            candidate.kind == Kind::Address && (40..50).contains(&candidate.score)
        }) {
            candidate.add("beside another fact", 15);
        }
    }
}
