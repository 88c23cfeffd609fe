//! The grammar of addresses: house, alley, street, hamlet, flat, ward, district, city. Absent: whether an address matters.

use crate::lexicon::class as c;
use crate::scan::Scan;
use core::ops::Range;

/// What pieces an address is made of, each counted once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pieces {
    pub(super) house: bool,
    /// The house number says so itself: "số nhà 5", "12/3/4".
    pub(super) clear_house: bool,
    pub(super) alley: bool,
    pub(super) street: bool,
    pub(super) hamlet: bool,
    pub(super) building: bool,
    pub(super) room: bool,
    pub(super) ward: bool,
    pub(super) district: bool,
    pub(super) city: bool,
    pub(super) english: bool,
}

/// Reads pieces from left to right as far as they go.
pub(super) fn parse(scan: &Scan, start: usize, cued: bool) -> Option<(Range<usize>, Pieces)> {
    let mut pieces = Pieces::default();
    let mut at = start;
    let mut end = start;
    let mut count = 0;
    while at < scan.tokens.len() && count < 12 {
        let Some(next) = piece(scan, at, &mut pieces, cued, count == 0) else {
            break;
        };
        end = next;
        count += 1;
        at = next;
        let sentence_ends = scan.sign(at) == Some(b'.')
            && !scan.glued(at + 1)
            && scan.is_number(at - 1)
            && scan.capital(at + 1)
            && !opens_piece(scan, at + 1);
        if sentence_ends {
            break;
        }
        while matches!(scan.sign(at), Some(b',' | b'-' | b'.' | b'(' | b')'))
            && at < scan.tokens.len()
            && at - end < 2
        {
            at += 1;
        }
        if scan.breaks_line(at) {
            break;
        }
        if scan.is(at, b"o") || scan.is(at, b"thuoc") || scan.is(at, b"trong") || scan.is(at, b"in")
        {
            at += 1;
        }
    }
    (count > 0 && end > start).then_some((start..end, pieces))
}

fn number_part(scan: &Scan, at: usize) -> Option<(usize, bool)> {
    if !scan.is_number(at) || scan.tokens[at].len() > 4 {
        return None;
    }
    let mut end = at + 1;
    let mut parts = 1;
    loop {
        // 12A, 12bis
        if scan.is_word(end)
            && scan.glued(end)
            && (scan.plain(end).len() == 1 || scan.is(end, b"bis"))
        {
            end += 1;
            if scan.is_number(end) && scan.glued(end) && scan.tokens[end].len() <= 2 {
                end += 1;
            }
        }
        if matches!(scan.sign(end), Some(b'/' | b'-'))
            && scan.glued(end)
            && scan.is_number(end + 1)
            && scan.glued(end + 1)
            && scan.tokens[end + 1].len() <= 4
        {
            end += 2;
            parts += 1;
        } else {
            break;
        }
    }
    // A date is no house, nor a price, a time or a unit.
    if parts == 3
        && scan
            .number(end - 1)
            .is_some_and(|n| (1900..2100).contains(&n))
    {
        return None;
    }
    if scan.glued(end)
        && (scan.is_word(end)
            || matches!(scan.sign(end), Some(b'%' | b':' | b'@' | b'+' | b'='))
            || scan.sign(end) == Some(b'.') && scan.glued(end + 1) && scan.is_number(end + 1))
    {
        return None;
    }
    Some((end, parts > 1))
}

/// Capitalised words of a name, or in small letters words that can be one.
fn proper(scan: &Scan, at: usize, most: usize, small: bool) -> usize {
    let mut end = at;
    while end - at < most
        && scan.is_word(end)
        && !(end > at && scan.breaks_line(end))
        && !(scan.glued(end) && end > at)
    {
        if scan.capital(end) {
            // A new piece begins: Phường, Quận, TP.
            if end > at && opens_piece(scan, end) {
                break;
            }
        } else if !(small && small_fits(scan, end, end == at)) {
            break;
        }
        end += 1;
    }
    end
}

fn opens_piece(scan: &Scan, at: usize) -> bool {
    scan.has(
        at,
        c::WARD
            .and(c::DISTRICT)
            .and(c::PROVINCE)
            .and(c::HAMLET)
            .and(c::ALLEY)
            .and(c::BUILDING),
    ) && (scan.is_number(at + 1) || scan.capital(at + 1) || scan.sign(at + 1) == Some(b'.'))
        && !scan.has(at, c::SURNAME.and(c::CITY))
}

fn small_fits(scan: &Scan, at: usize, first: bool) -> bool {
    let stop = c::ME
        .and(c::QUESTION)
        .and(c::UNIT)
        .and(c::DELIVER)
        .and(c::PHONE)
        .and(c::NEVER)
        .and(c::YOU)
        .and(c::WARD)
        .and(c::DISTRICT)
        .and(c::HAMLET)
        .and(c::ALLEY)
        .and(c::BUILDING)
        .and(c::LIVES)
        .and(c::MONEY)
        .and(c::IS)
        .and(c::CALL)
        .and(c::PAST);
    let name_word = scan.has(at, c::SURNAME.and(c::CITY).and(c::FAMOUS));
    let plain = scan.plain(at);
    if matches!(
        plain,
        b"nha"
            | b"nhe"
            | b"ne"
            | b"do"
            | b"day"
            | b"a"
            | b"nghen"
            | b"roi"
            | b"gan"
            | b"giup"
            | b"gium"
            | b"voi"
            | b"va"
            | b"cho"
            | b"qua"
            | b"di"
            | b"co"
            | b"cong"
            | b"mau"
            | b"ngay"
            | b"ke"
            | b"canh"
            | b"ma"
            | b"thi"
            | b"khong"
            | b"ko"
            | b"k"
            | b"luon"
            | b"hen"
            | b"nhen"
            | b"ho"
            | b"nay"
            | b"kia"
            | b"xa"
            | b"dau"
            | b"cuoi"
            | b"trong"
            | b"ngoai"
            | b"the"
    ) && !(first && name_word)
    {
        return false;
    }
    (!scan.has(at, stop) || name_word) && plain.len() <= 7
}

/// One piece; marks what it was and gives the token after it.
fn piece(scan: &Scan, at: usize, pieces: &mut Pieces, cued: bool, first: bool) -> Option<usize> {
    let phrase_end = at + 1 + usize::from(scan.tokens.get(at)?.phrase_to);
    let class = scan.tokens[at].class;
    let starts_phrase = scan.tokens[at].phrase_from == 0;
    // A dot after an abbreviation: P.8, Q. 3, đ. Lê Lợi.
    let dotted = |end: usize| {
        if scan.sign(end) == Some(b'.') {
            end + 1
        } else {
            end
        }
    };

    if scan.is_word(at) && starts_phrase {
        let body = dotted(phrase_end);
        let short = scan.plain(at).len() <= 2 && phrase_end == at + 1;
        if class.meets(c::ALLEY) && !(short && !scan.is_number(body)) {
            if let Some((end, _)) = number_part(scan, body) {
                pieces.alley = true;
                // "kiệt 82 Nguyễn Lộ Trạch", "ngõ 120 Trường Chinh"
                let street = proper(scan, end, 4, false);
                if street > end + 1 && !opens_piece(scan, end) {
                    pieces.street = true;
                    return Some(street);
                }
                return Some(end);
            }
            let end = proper(scan, body, 3, false);
            if end > body && !short {
                pieces.alley = true;
                return Some(end);
            }
        }
        // "nhà C4", "nhà B7"
        if scan.is(at, b"nha")
            && scan.capital(body)
            && code(scan, body) > body + 1
            && phrase_end == at + 1
        {
            pieces.building = true;
            return Some(code(scan, body));
        }
        if class.meets(c::BUILDING) {
            let bare = scan.tokens.get(body).is_some_and(|_| {
                let code_end = code(scan, body);
                code_end > body
            });
            if bare && !class.meets(c::CITY) {
                let flat = matches!(
                    scan.plain(at),
                    b"can" | b"apt" | b"apartment" | b"flat" | b"unit" | b"condo" | b"suite"
                );
                pieces.room |= flat;
                pieces.building |= !flat;
                return Some(code(scan, body));
            }
            let end = proper(scan, body, 5, cued && !short);
            if end > body && !short {
                pieces.building = true;
                return Some(end);
            }
            if phrase_end > at + 1 && !class.meets(c::LIVES) {
                pieces.building = true;
                return Some(phrase_end);
            }
        }
        if class.meets(c::ROOM) && !short
            || class.meets(c::ROOM)
                && short
                && scan.is_number(body)
                && scan.tokens[body].len() >= 3
                && scan.is_number(body)
        {
            let end = code(scan, body);
            if end > body {
                pieces.room = true;
                return Some(end);
            }
        }
        if class.meets(c::HAMLET) && !(short && !scan.is_number(body) && !scan.capital(body)) {
            if scan.is_number(body) && scan.tokens[body].len() <= 3 && !scan.has(body + 1, c::UNIT)
            {
                pieces.hamlet = true;
                let end = number_part(scan, body).map_or(body + 1, |(end, _)| end);
                return Some(end);
            }
            let end = proper(scan, body, 4, cued && !short && !class.meets(c::ME));
            if end > body && (scan.capital(body) || end - body <= 3) {
                pieces.hamlet = true;
                // "ấp Chánh 2"
                let numbered = scan.is_number(end)
                    && scan.tokens[end].len() <= 2
                    && !scan.breaks_line(end)
                    && !scan.has(end + 1, c::UNIT);
                return Some(if numbered { end + 1 } else { end });
            }
        }
        if class.meets(c::WARD.and(c::DISTRICT).and(c::PROVINCE)) {
            let numbered =
                scan.is_number(body) && scan.tokens[body].len() <= 2 && !scan.breaks_line(body);
            let end = if numbered {
                body + 1
            } else {
                proper(scan, body, 4, !short && (cued || !first))
            };
            let named = end > body && (scan.capital(body) || scan.has(body, c::CITY) || !short);
            if (numbered && (!first || cued)) || (named && !numbered) {
                if class.meets(c::WARD) && !(class.meets(c::DISTRICT)) {
                    pieces.ward = true;
                } else if class.meets(c::DISTRICT) {
                    pieces.district = true;
                } else {
                    pieces.city = true;
                }
                return Some(end);
            }
        }
        if class.meets(c::STREET) && !(class.meets(c::CITY)) {
            // "đường số 7", "quốc lộ 1A"
            let mut street = body;
            if scan.is(street, b"so") && scan.is_number(street + 1) {
                street += 1;
            }
            if scan.is_number(street)
                && scan.tokens[street].len() <= 3
                && let Some((end, _)) = number_part(scan, street)
            {
                pieces.street = true;
                // "đường 3 tháng 2"
                if scan.has(end, c::MONTH) && scan.is_number(end + 1) {
                    return Some(end + 2);
                }
                return Some(end);
            }
            let end = proper(scan, body, 5, !short);
            if end > body && !(short && !scan.capital(body)) {
                pieces.street = true;
                return Some(end);
            }
        }
        if class.meets(c::CITY) && (!first || scan.capital(at)) {
            if first && !matches!(scan.sign(phrase_end), Some(b',')) {
                return None;
            }
            if class.meets(c::DISTRICT) {
                pieces.district = true;
            } else {
                pieces.city = true;
            }
            return Some(phrase_end);
        }
        // "số 12", "số nhà 12", "nhà số 3", "no. 12", "number 6"
        if class.meets(c::HOUSE_NO)
            && let Some((end, parts)) = number_part(scan, body)
        {
            pieces.house = true;
            pieces.clear_house |= parts || phrase_end > at + 1;
            return Some(house(scan, end, pieces, cued));
        }
        // "Tô Hiến Thành" after an alley or a number was read; a place name after a comma.
        if !first && scan.capital(at) {
            let end = proper(scan, at, 4, false);
            let names = end - at;
            if names >= 2 && !scan.has(at, c::NAME.and(c::PHONE)) {
                if (pieces.house || pieces.alley) && !pieces.street && !pieces.ward {
                    pieces.street = true;
                    return Some(end);
                }
                if scan.sign(at - 1) == Some(b',')
                    && (pieces.street || pieces.ward || pieces.hamlet || pieces.english)
                {
                    pieces.city = true;
                    return Some(end);
                }
                if (pieces.room || pieces.building) && !pieces.street {
                    pieces.building = true;
                    pieces.city |= scan.sign(at - 1) == Some(b',');
                    return Some(end);
                }
                if pieces.hamlet || pieces.ward {
                    pieces.city = true;
                    return Some(end);
                }
            }
            // "tầng 15 Keangnam, phòng 1507"
            if names == 1 && pieces.room && !pieces.building && scan.plain(at).len() > 3 {
                pieces.building = true;
                return Some(end);
            }
            if names == 1 && scan.sign(at - 1) == Some(b',') && (pieces.street || pieces.english) {
                pieces.city = true;
                return Some(english_tail(scan, end));
            }
        }
        // "Willow Lane, number 19"
        if first
            && scan.capital(at)
            && let Some(street) = english_street(scan, at)
        {
            let next = if scan.sign(street) == Some(b',') {
                street + 1
            } else {
                street
            };
            if matches!(scan.plain(next), b"number" | b"no") && scan.is_number(next + 1) {
                pieces.house = true;
                pieces.street = true;
                pieces.english = true;
                return Some(next + 2);
            }
        }
        // "S3.02 Vinhomes", "LK5-12 khu đô thị", "HH2B"
        let end = code(scan, at);
        if end > at
            && scan.capital(at)
            && scan.is_number(at + 1)
            && scan.glued(at + 1)
            && (first || pieces.building)
        {
            pieces.room = true;
            return Some(end);
        }
        return None;
    }
    if scan.is_number(at) {
        let (end, parts) = number_part(scan, at)?;
        if !first && pieces.house && pieces.street {
            // An American postcode behind the state.
            return None;
        }
        if !first
            && !(pieces.room || pieces.building || pieces.district || pieces.ward || pieces.alley)
        {
            return None;
        }
        let was = *pieces;
        pieces.house = true;
        pieces.clear_house |= parts;
        let next = house(scan, end, pieces, cued);
        if next == end && !pieces.alley && !follows(scan, end) {
            *pieces = was;
            return None;
        }
        return Some(next);
    }
    None
}

/// Something of an address comes after the house number.
fn follows(scan: &Scan, at: usize) -> bool {
    let next = if matches!(scan.sign(at), Some(b',')) {
        at + 1
    } else {
        at
    };
    scan.has(next, c::STREET.and(c::ALLEY).and(c::HAMLET).and(c::WARD)) && !scan.breaks_line(next)
}

/// The street that follows a house number, in Vietnamese or English.
fn house(scan: &Scan, end: usize, pieces: &mut Pieces, cued: bool) -> usize {
    if scan.breaks_line(end) {
        return end;
    }
    if let Some(street) = english_street(scan, end) {
        pieces.street = true;
        pieces.english = true;
        return english_tail(scan, street);
    }
    if scan.capital(end)
        && !opens_piece(scan, end)
        && !scan.has(end, c::ALLEY.and(c::STREET))
        && !scan.glued(end)
    {
        let street = proper(scan, end, 4, false);
        let words = street - end;
        let name = words >= 2 || cued && words == 1 && scan.plain(end).len() > 2;
        if name
            && !(scan.has(end, c::MONTH_NAME.and(c::UNIT).and(c::SCHOOL_LEVEL))
                && !scan.has(end, c::SURNAME.and(c::CITY)))
        {
            pieces.street = true;
            return street;
        }
    }
    // Small letters: a street named after somebody.
    if scan.has(end, c::SURNAME.and(c::FAMOUS))
        && !scan.capital(end)
        && !scan.has(end, c::ME.and(c::UNIT).and(c::FAMILY))
    {
        let street = proper(scan, end, 3, true);
        if street >= end + 2 && (cued || scan.has_marks(end)) {
            pieces.street = true;
            return street;
        }
    }
    end
}

/// "Maple Street", "West 79th St", "church ln".
fn english_street(scan: &Scan, at: usize) -> Option<usize> {
    let mut end = at;
    while end - at < 5 && !scan.breaks_line(end) {
        if end > at && scan.has(end, c::EN_STREET) && scan.tokens[end].phrase_from == 0 {
            let more = scan.has(end + 1, c::EN_STREET) && !scan.breaks_line(end + 1);
            let short = scan.plain(end).len() <= 2 && !scan.capital(end) && !scan.capital(at);
            return (!short || scan.capital(end)).then_some(end + 1 + usize::from(more));
        }
        let ordinal = scan.is_number(end)
            && scan.glued(end + 1)
            && matches!(scan.plain(end + 1), b"st" | b"nd" | b"rd" | b"th");
        if ordinal {
            end += 2;
            continue;
        }
        if !scan.is_word(end) || scan.has_marks(end) {
            return None;
        }
        if !scan.capital(end)
            && scan.has(
                end,
                c::ME
                    .and(c::IS)
                    .and(c::QUESTION)
                    .and(c::FAMILY)
                    .and(c::UNIT),
            )
        {
            return None;
        }
        end += 1;
    }
    None
}

/// Unit, town, state, postcode behind an English street.
fn english_tail(scan: &Scan, at: usize) -> usize {
    let mut end = at;
    for _ in 0..4 {
        let mut next = end;
        while matches!(scan.sign(next), Some(b',' | b'.' | b'#')) {
            next += 1;
        }
        if scan.breaks_line(next) {
            break;
        }
        if scan.has(next, c::BUILDING.and(c::ROOM)) && code(scan, next + 1) > next + 1 {
            end = code(scan, next + 1);
            continue;
        }
        if scan.capital(next) && next > end && scan.sign(end).is_some()
            || scan.capital(next) && scan.plain(next).len() == 2
        {
            let town = proper(scan, next, 3, false);
            if town > next {
                end = town;
                continue;
            }
        }
        if scan.is_number(next) && scan.tokens[next].len() == 5 {
            end = next + 1;
            continue;
        }
        break;
    }
    end
}

/// `1204`, `HH2B`, `S3.02`, `B`, `12.05`: the end of a code of letters and digits that starts here.
fn code(scan: &Scan, at: usize) -> usize {
    let mut end = at;
    let mut digits = false;
    let mut len = 0;
    while end < scan.tokens.len() && (end == at || scan.glued(end)) && len <= 8 {
        match scan.sign(end) {
            None => {
                if scan.is_word(end)
                    && (scan.plain(end).len() > 4
                        || !scan.capital(end) && !(end > at || scan.plain(end).len() == 1))
                {
                    return at;
                }
                digits |= scan.is_number(end);
                len += scan.tokens[end].len();
            }
            Some(b'.' | b'-' | b'/') if scan.glued(end + 1) && scan.is_number(end + 1) => {}
            Some(_) => break,
        }
        end += 1;
    }
    let letter = end == at + 1
        && scan.is_word(at)
        && scan.plain(at).len() == 1
        && scan.capital(at)
        && !scan.has(at, c::CITY);
    if (digits || letter) && !(end > at && scan.breaks_line(at)) {
        end
    } else {
        at
    }
}
