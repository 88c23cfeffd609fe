//! Exact positions: coordinates and map links. Absent: places described in words.

use crate::candidate::Candidate;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;

/// "10.7769, 106.7009": two decimal numbers of the globe.
pub(crate) fn coordinates(scan: &Scan, out: &mut Vec<Candidate>) {
    let decimal = |at: usize| -> Option<(usize, u32)> {
        let whole = scan.number(at)?;
        let fits = scan.sign(at + 1) == Some(b'.')
            && scan.glued(at + 1)
            && scan.glued(at + 2)
            && scan.is_number(at + 2);
        (fits && scan.tokens[at + 2].len() >= 3 && whole <= 180).then_some((at + 3, whole))
    };
    let mut at = 0;
    while at < scan.tokens.len() {
        let start = at;
        at += 1;
        if scan.tokens[start].link {
            continue;
        }
        let Some((next, latitude)) = decimal(start) else {
            continue;
        };
        let mut next = next;
        if scan.sign(next) == Some(b',') {
            next += 1;
        }
        if matches!(scan.sign(next), Some(b'-' | b'+')) {
            next += 1;
        }
        let Some((end, _)) = decimal(next) else {
            continue;
        };
        if latitude > 90
            || scan.glued(end) && scan.sign(end) == Some(b'.') && scan.is_number(end + 1)
        {
            continue;
        }
        at = end;
        let from = if start > 0 && scan.sign(start - 1) == Some(b'-') {
            start - 1
        } else {
            start
        };
        let mut candidate =
            Candidate::new(Kind::Location, scan.units(from..end), "coordinates", 35);
        let sentence = scan.sentence(start) | scan.left(start, 8);
        candidate.cue(
            sentence.meets(c::NOW.and(c::LIVES).and(c::MEET).and(c::ALONE)) || here(scan),
            "being there",
            30,
        );
        candidate.add_if(sentence.meets(c::ME), "first person", 10);
        candidate.add_if(
            scan.all.meets(c::GAME.and(c::HOMEWORK).and(c::EXAMPLE)),
            "game or exercise",
            -50,
        );
        candidate.add_if(
            sentence.meets(c::NEWS.and(c::HISTORY).and(c::SHOP)),
            "public place",
            -30,
        );
        out.push(candidate);
    }
}

/// "vị trí", "định vị", "live location".
fn here(scan: &Scan) -> bool {
    (0..scan.tokens.len()).any(|at| {
        matches!(scan.plain(at), b"location" | b"gps" | b"coordinates")
            || (scan.is(at, b"vi") && scan.is(at + 1, b"tri"))
            || (scan.is(at, b"dinh") && scan.is(at + 1, b"vi"))
            || (scan.is(at, b"toa") && scan.is(at + 1, b"do"))
            || scan.is(at, b"here")
            || scan.is(at, b"dropped")
            || (scan.is(at, b"chia") && scan.is(at + 1, b"se"))
    })
}

pub(crate) fn map_links(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let mut end = at + 1;
        while end < scan.tokens.len() && scan.glued(end) {
            end += 1;
        }
        if scan.tokens[at].link {
            let mut last = end;
            while last > at + 1
                && matches!(scan.sign(last - 1), Some(b'.' | b',' | b')' | b'!' | b'?'))
            {
                last -= 1;
            }
            let units = scan.units(at..last);
            let chunk = &scan.folded.plain()[units.clone()];
            let hosts: [&[u8]; 8] = [
                b"maps.app.goo.gl/",
                b"goo.gl/maps",
                b"google.com/maps",
                b"maps.google.",
                b"maps.apple.com",
                b"waze.com/ul",
                b"zalo.me/location",
                b"find-my",
            ];
            if hosts
                .iter()
                .any(|host| chunk.windows(host.len()).any(|window| window == *host))
            {
                let sentence = scan.sentence(at) | scan.left(at, 8);
                let mut candidate = Candidate::new(Kind::Location, units, "map link", 40);
                let mine = sentence.meets(c::ME.and(c::FAMILY));
                candidate.cue(
                    sentence.meets(c::NOW.and(c::ALONE).and(c::MEET).and(c::LIVES))
                        || here(scan)
                        || scan.has(at.saturating_sub(1), c::IS),
                    "being there",
                    25,
                );
                candidate.add_if(mine, "first person or family", 15);
                candidate.add_if(
                    sentence.meets(c::SHOP.and(c::NEWS).and(c::HOTLINE)) && !mine,
                    "shop or event",
                    -40,
                );
                out.push(candidate);
            }
        }
        at = end;
    }
}
