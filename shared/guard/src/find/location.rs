//! Where the child is at this moment, or at a known hour alone. Absent: cities, plans, and where others were.

use crate::candidate::Candidate;
use crate::find::position;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    position::coordinates(scan, out);
    position::map_links(scan, out);
    if scan.all.meets(c::NOW) {
        places(scan, out);
    }
    if scan.all.meets(c::PLACE) {
        visited(scan, out);
        stood(scan, out);
    }
}

/// Where the description of a place stops.
fn stops(scan: &Scan, at: usize) -> bool {
    let stop = c::ALONE
        .and(c::ME)
        .and(c::QUESTION)
        .and(c::IS)
        .and(c::YOU)
        .and(c::MEET)
        .and(c::CALL);
    let plain = scan.plain(at);
    if scan.has(at, c::PLACE) || scan.capital(at) && !scan.has(at, c::ALONE) {
        return false;
    }
    if scan.has(at, stop) && !scan.has(at, c::NUMBER_OF.and(c::HOUSE_NO)) {
        return true;
    }
    matches!(
        plain,
        b"co"
            | b"chi"
            | b"roi"
            | b"nha"
            | b"ne"
            | b"het"
            | b"di"
            | b"voi"
            | b"luc"
            | b"sang"
            | b"chieu"
            | b"toi"
            | b"trua"
            | b"nhu"
            | b"like"
            | b"ma"
            | b"va"
            | b"nhung"
            | b"vi"
            | b"de"
            | b"dang"
            | b"khi"
            | b"rn"
            | b"right"
            | b"and"
            | b"but"
            | b"with"
            | b"now"
            | b"until"
            | b"till"
            | b"if"
            | b"so"
            | b"then"
            | b"cung"
            | b"luon"
            | b"nhe"
            | b"a"
            | b"day"
            | b"lam"
            | b"an"
            | b"choi"
            | b"mua"
            | b"hoc"
            | b"nghen"
            | b"cho"
            | b"ra"
            | b"vs"
            | b"cause"
            | b"bc"
            | b"because"
            | b"ko"
            | b"khong"
            | b"k"
            | b"ai"
            | b"vui"
    ) && !scan.has(at, c::HOUSE_NO)
}

fn places(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let token = scan.tokens[at];
        if !token.class.meets(c::NOW) || token.phrase_from != 0 || in_a_name(scan, at) {
            at += 1;
            continue;
        }
        let cue = at;
        let mut start = at + 1 + usize::from(token.phrase_to);
        at = start;
        // "đợi", "chơi", "walk home" say where only with a preposition behind them.
        if weak_cue(scan, cue, start) {
            match preposition(scan, start) {
                Some(next) => start = next,
                None => continue,
            }
        }
        // "đang đứng một mình ở …", "đang ngồi ở …"
        let mut skipped = 0;
        while skipped < 6
            && (scan.has(start, c::ALONE.and(c::ME))
                || matches!(
                    scan.plain(start),
                    b"o" | b"tai"
                        | b"trong"
                        | b"ngoai"
                        | b"at"
                        | b"in"
                        | b"the"
                        | b"by"
                        | b"tam"
                        | b"choi"
                        | b"cho"
                        | b"ngay"
                        | b"near"
                        | b"outside"
                        | b"behind"
                        | b"on"
                        | b"from"
                        | b"gan"
                        | b"truoc"
                        | b"home"
                        | b"ne"
                        | b"day"
                        | b"sau"
                        | b","
                ))
            && !scan.has(start, c::PLACE)
            && !scan.breaks_line(start)
        {
            start += 1;
            skipped += 1;
        }
        let direct = description(scan, start).filter(|(_, named, _)| *named);
        let indirect = || description(scan, preposition(scan, start)?);
        let Some((tokens, named, placed)) = direct
            .or_else(indirect)
            .or_else(|| description(scan, start))
        else {
            continue;
        };
        // A house or a flat is an address, a class a school.
        let elsewhere = c::HOUSE_NO
            .and(c::ROOM)
            .and(c::LIVES)
            .and(c::CLASS)
            .and(c::HAMLET)
            .and(c::STUDY);
        if scan.has(tokens.start, elsewhere)
            && !scan.has(tokens.start, c::PLACE)
            && !scan.has(tokens.start + 1, c::PLACE)
            || scan.is_number(tokens.start)
        {
            continue;
        }
        at = at.max(tokens.end);
        let sentence = scan.sentence(cue);
        let mine = sentence.meets(c::ME.and(c::FAMILY))
            || scan.sentence_starts(cue) && !weak_cue(scan, cue, start);
        let nice = weak_cue(scan, cue, cue + 1)
            && pleasure(scan)
            && !scan.all.meets(c::ALONE.and(c::MEET));
        let mut candidate = Candidate::new(
            Kind::Location,
            scan.units(tokens.clone()),
            "named place",
            if named { 20 } else { 0 },
        );
        candidate.cue(true, "being there", 20);
        candidate.add_if(placed, "kind of place", 15);
        candidate.add_if(mine, "first person or family", 10);
        candidate.add_if(
            sentence.meets(c::ALONE) || scan.all.meets(c::ALONE),
            "alone or waiting",
            15,
        );
        candidate.add_if(sentence.meets(c::MEET), "somebody is to come", 10);
        candidate.add_if(sentence.meets(c::PAST), "not now", -25);
        candidate.add_if(nice, "a place to visit", -20);
        candidate.add_if(
            sentence.meets(c::THIRD) && !sentence.meets(c::ME),
            "somebody else",
            -25,
        );
        let story = sentence.meets(c::GAME.and(c::CREATIVE).and(c::HISTORY))
            || scan.outside(&tokens, c::FAMOUS);
        candidate.add_if(story, "game or story", -40);
        candidate.add_if(
            sentence.meets(c::NEWS.and(c::HOMEWORK)),
            "news or exercise",
            -30,
        );
        candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -40);
        candidate.add_if(
            sentence.meets(c::HOTLINE.and(c::ORDER)) && !mine,
            "shop",
            -30,
        );
        candidate.add_if(
            scan.sentence(tokens.start).meets(c::QUESTION),
            "question",
            -15,
        );
        out.push(candidate);
    }
}

/// A capital inside a sentence: a piece of a name ("Lạc Trung"), not a word for being somewhere.
fn in_a_name(scan: &Scan, at: usize) -> bool {
    scan.tokens[at].phrase_to == 0
        && scan.capital(at)
        && at > 0
        && !scan.sentence_starts(at)
        && scan.is_word(at - 1)
        && scan.plain(at) != b"i"
}

/// A word that says being there only together with "ở" or "at".
fn weak_cue(scan: &Scan, cue: usize, end: usize) -> bool {
    !(cue..end).any(|at| {
        matches!(
            scan.plain(at),
            b"dang"
                | b"dag"
                | b"o"
                | b"at"
                | b"im"
                | b"i"
                | b"we"
                | b"lac"
                | b"toi"
                | b"den"
                | b"gio"
                | b"hien"
                | b"outside"
                | b"lost"
                | b"stuck"
        )
    })
}

/// The place after the preposition within the next words.
fn preposition(scan: &Scan, from: usize) -> Option<usize> {
    (from..from + 7)
        .take_while(|&at| at < scan.tokens.len() && !scan.sentence_starts(at))
        .find(|&at| {
            !scan.capital(at)
                && matches!(
                    scan.plain(at),
                    b"o" | b"tai"
                        | b"at"
                        | b"from"
                        | b"behind"
                        | b"near"
                        | b"outside"
                        | b"by"
                        | b"truoc"
                        | b"sau"
                        | b"gan"
                        | b"trong"
                        | b"inside"
                        | b"qua"
                        | b"past"
                        | b"along"
                        | b"through"
                        | b"duoi"
                        | b"on"
                        | b"vo"
                        | b"vao"
                )
        })
        .map(|at| at + 1)
}

/// The description that starts here: its tokens, whether it names something, whether it says what kind of place.
fn description(scan: &Scan, start: usize) -> Option<(Range<usize>, bool, bool)> {
    let mut end = start;
    let mut named = false;
    let mut placed = false;
    let mut names = 0;
    while end < scan.tokens.len() && end - start < 16 {
        if end > start && scan.breaks_line(end) {
            break;
        }
        if let Some(sign) = scan.sign(end) {
            let inside = matches!(sign, b'\'' | b'-' | b'&' | b'/')
                || (sign == b'.' && scan.glued(end + 1) && scan.glued(end));
            if !inside {
                break;
            }
            end += 1;
            continue;
        }
        if stops(scan, end) && !(end == start && scan.has(end, c::PLACE)) {
            break;
        }
        if scan.has(end, c::PLACE) {
            placed = true;
        }
        // Behind a name only what places it goes on.
        if named
            && !scan.capital(end)
            && !scan.has(
                end,
                c::PLACE
                    .and(c::STREET)
                    .and(c::ALLEY)
                    .and(c::ROOM)
                    .and(c::HOUSE_NO)
                    .and(c::DISTRICT)
                    .and(c::WARD)
                    .and(c::EN_STREET),
            )
            && !scan.is_number(end)
            && scan.is_word(end - 1)
            && scan.capital(end - 1)
            && !matches!(
                scan.plain(end),
                b"gan"
                    | b"truoc"
                    | b"sau"
                    | b"canh"
                    | b"ke"
                    | b"doi"
                    | b"cho"
                    | b"tang"
                    | b"cong"
                    | b"near"
                    | b"on"
                    | b"in"
                    | b"of"
                    | b"the"
                    | b"next"
                    | b"at"
                    | b"by"
                    | b"ben"
                    | b"goc"
                    | b"doan"
                    | b"phia"
                    | b"s"
            )
        {
            break;
        }
        // The first word of a sentence is capital anyway; a city alone names nothing.
        if scan.capital(end) {
            names += usize::from(!scan.has(end, c::CITY));
            named |= !scan.has(end, c::CITY);
        }
        named |= scan.has(end, c::STREET.and(c::ALLEY)) && scan.is_number(end + 1);
        end += 1;
    }
    while end > start
        && (scan.sign(end - 1).is_some()
            || matches!(
                scan.plain(end - 1),
                b"o" | b"gan" | b"tai" | b"the" | b"on" | b"in"
            ))
    {
        end -= 1;
    }
    let _ = names;
    (end > start && (placed || named)).then_some((start..end, named, placed))
}

/// A named kind of place behind a preposition, when somebody is there now, alone, or at a known hour.
fn visited(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let start = at + 1;
        at += 1;
        let preposition = matches!(
            scan.plain(start - 1),
            b"o" | b"tai"
                | b"at"
                | b"in"
                | b"outside"
                | b"near"
                | b"behind"
                | b"by"
                | b"on"
                | b"truoc"
                | b"sau"
                | b"gan"
                | b"ngoai"
                | b"trong"
                | b"duoi"
                | b"past"
                | b"from"
                | b"to"
                | b"canh"
                | b"inside"
                | b"around"
        );
        if !preposition
            || out.iter().any(|candidate| {
                candidate.kind == Kind::Location
                    && candidate.units.end > scan.tokens[start - 1].start as usize
            })
        {
            continue;
        }
        let from = if scan.is(start, b"the") || scan.is(start, b"front") {
            start + 1
        } else {
            start
        };
        let Some((tokens, named, placed)) = description(scan, from) else {
            continue;
        };
        let elsewhere = c::HOUSE_NO
            .and(c::ROOM)
            .and(c::LIVES)
            .and(c::CLASS)
            .and(c::HAMLET)
            .and(c::STUDY);
        if !(named && placed)
            || scan.has(tokens.start, elsewhere)
                && !scan.has(tokens.start, c::PLACE)
                && !scan.has(tokens.start + 1, c::PLACE)
            || scan.is_number(tokens.start)
        {
            continue;
        }
        let sentence = scan.sentence(start);
        let mine = sentence.meets(c::ME.and(c::FAMILY));
        let mut candidate = Candidate::new(
            Kind::Location,
            scan.units(tokens.clone()),
            "named place",
            20,
        );
        candidate.add("kind of place", 15);
        // "nhà em ở … gần chợ Dinh": a landmark that explains an address.
        let landmark = matches!(scan.plain(start - 1), b"gan" | b"canh" | b"near")
            && sentence.meets(c::LIVES)
            && !sentence.meets(c::ALONE);
        candidate.add_if(landmark, "explains where somebody lives", -20);
        candidate.add_if(mine, "first person or family", 10);
        let present = sentence.meets(c::NOW) || now(scan);
        candidate.cue(present, "being there", 10);
        candidate.cue(scan.all.meets(c::ALONE) && mine, "alone or waiting", 10);
        candidate.add_if(habit(scan), "at a known hour", 10);
        candidate.add_if(sentence.meets(c::PAST), "not now", -30);
        let story = sentence.meets(
            c::GAME
                .and(c::CREATIVE)
                .and(c::HISTORY)
                .and(c::NEWS)
                .and(c::HOMEWORK),
        ) || scan.outside(&tokens, c::FAMOUS);
        candidate.add_if(story, "game, news or story", -40);
        candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -40);
        candidate.add_if(
            sentence.meets(c::HOTLINE.and(c::ORDER).and(c::FEE)),
            "shop",
            -30,
        );
        candidate.add_if(pleasure(scan) && !present, "a place to visit", -20);
        candidate.add_if(sentence.meets(c::QUESTION), "question", -15);
        at = tokens.end.max(at);
        out.push(candidate);
    }
}

/// "ra sân bóng Đầm Hồng đi, t đứng ở đây chờ", "mẹ thả con xuống công viên …": a named place, and somebody who stands there.
fn stood(scan: &Scan, out: &mut Vec<Candidate>) {
    let here = (0..scan.tokens.len()).any(|at| {
        scan.is(at, b"o") && matches!(scan.plain(at + 1), b"day" | b"do")
            || scan.is(at, b"here") && scan.has(at.wrapping_sub(1), c::NOW.and(c::ME))
    });
    let sits = (0..scan.tokens.len())
        .any(|at| matches!(scan.plain(at), b"tha" | b"ngoi" | b"dung") && scan.has_marks(at));
    if !(here || sits) || !scan.all.meets(c::ME) || !scan.all.meets(c::ALONE.and(c::NOW)) {
        return;
    }
    let mut at = 0;
    while at < scan.tokens.len() {
        let token = scan.tokens[at];
        let taken = out.iter().any(|candidate| {
            candidate.kind == Kind::Location && candidate.units.end > token.start as usize
        });
        if taken || !token.class.meets(c::PLACE) || token.phrase_from != 0 {
            at += 1;
            continue;
        }
        let Some((tokens, true, true)) = description(scan, at) else {
            at += 1;
            continue;
        };
        at = tokens.end.max(at + 1);
        let mut candidate = Candidate::new(
            Kind::Location,
            scan.units(tokens.clone()),
            "named place",
            20,
        );
        candidate.add("kind of place", 15);
        candidate.cue(true, "somebody stands there", 10);
        candidate.add_if(scan.all.meets(c::ALONE), "alone or waiting", 10);
        let against = c::PAST
            .and(c::GAME)
            .and(c::CREATIVE)
            .and(c::HISTORY)
            .and(c::NEWS)
            .and(c::HOMEWORK)
            .and(c::SHOP)
            .and(c::VENUE)
            .and(c::QUESTION);
        candidate.add_if(
            scan.sentence(tokens.start).meets(c::PAST.and(c::QUESTION))
                || scan.outside(&tokens, against),
            "not now, or no disclosure",
            -30,
        );
        out.push(candidate);
    }
}

/// Words for this moment.
fn now(scan: &Scan) -> bool {
    (0..scan.tokens.len()).any(|at| {
        matches!(
            scan.plain(at),
            b"rn"
                | b"now"
                | b"still"
                | b"currently"
                | b"dang"
                | b"hien"
                | b"nay"
                | b"tonight"
                | b"bay"
                | b"chu"
        ) || (scan.is(at, b"luc") && scan.is(at + 1, b"nay"))
            || (scan.is(at, b"gio") && !scan.is_number(at.wrapping_sub(1)))
    })
}

/// Words for every day or every week.
fn habit(scan: &Scan) -> bool {
    (0..scan.tokens.len()).any(|at| {
        matches!(
            scan.plain(at),
            b"every"
                | b"hay"
                | b"luon"
                | b"always"
                | b"usually"
                | b"thuong"
                | b"moi"
                | b"mondays"
                | b"tuesdays"
                | b"wednesdays"
                | b"thursdays"
                | b"fridays"
                | b"saturdays"
                | b"sundays"
        ) || (matches!(
            scan.plain(at),
            b"chieu" | b"toi" | b"sang" | b"trua" | b"ngay" | b"bua"
        ) && scan.is(at + 1, b"nao"))
            || (scan.is(at, b"thu")
                && (scan.is_number(at + 1)
                    || scan
                        .tokens
                        .get(at + 1)
                        .is_some_and(|token| token.class.digit().is_some())))
    })
}

/// Words of an outing one talks about afterwards.
fn pleasure(scan: &Scan) -> bool {
    (0..scan.tokens.len()).any(|at| {
        matches!(
            scan.plain(at),
            b"thich"
                | b"phe"
                | b"vui"
                | b"dep"
                | b"great"
                | b"awesome"
                | b"fun"
                | b"lunch"
                | b"dinner"
                | b"nice"
                | b"concert"
                | b"loved"
                | b"delicious"
        )
    })
}
