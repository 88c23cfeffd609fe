//! One-time codes: digits that stand alone, pulled apart or spelled, in a message that speaks of a code. Absent: vouchers, rooms, passwords.

use crate::candidate::Candidate;
use crate::digits::{Run, Separator};
use crate::fold::OTHER_SIGN;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// Every row of four to eight digits that stands alone, in a message that speaks of codes.
pub(crate) fn alone(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let start = at;
        at += 1;
        if !scan.is_number(start) || scan.tokens[start].link {
            continue;
        }
        let mut from = start;
        let mut digits = scan.tokens[start].len();
        let mut end = start + 1;
        // G-123456
        if from >= 2
            && scan.glued(from)
            && scan.sign(from - 1) == Some(b'-')
            && scan.is(from - 2, b"g")
            && digits == 6
        {
            from -= 2;
        } else if scan.glued(from)
            && from > 0
            && !matches!(
                scan.sign(from - 1),
                Some(b':' | b'"' | b'(' | b'\'' | b'=' | b'>' | b'<' | b'[' | b'*')
            )
            && scan.sign(from - 1) != Some(OTHER_SIGN)
        {
            continue;
        }
        // "123 456", "123-456"
        let blank = digits == 3
            && scan.is_number(end)
            && scan.tokens[end].len() == 3
            && !scan.breaks_line(end)
            && !scan.glued(end);
        let dash = digits == 3
            && scan.sign(end) == Some(b'-')
            && scan.glued(end)
            && scan.is_number(end + 1)
            && scan.glued(end + 1)
            && scan.tokens[end + 1].len() == 3;
        if blank || dash {
            end += if dash { 2 } else { 1 };
            digits = 6;
        }
        at = end;
        let glued_after = scan.glued(end)
            && (scan.is_word(end)
                || matches!(scan.sign(end), Some(b'/' | b'-' | b'%' | b'@' | b'_'))
                || matches!(scan.sign(end), Some(b'.' | b',' | b':'))
                    && scan.glued(end + 1)
                    && scan.is_number(end + 1));
        if !(4..=8).contains(&digits)
            || glued_after
            || scan.is_number(end) && !scan.breaks_line(end) && !blank
        {
            continue;
        }
        if let Some(candidate) = weigh_code(scan, from..end, digits) {
            out.push(candidate);
        }
    }
}

/// Codes pulled apart or spelled: "4 8 2 9 1 3", "bốn tám hai chín", "48 29 13", and codes of capitals and digits.
pub(crate) fn apart(scan: &Scan, runs: &[Run], out: &mut Vec<Candidate>) {
    for run in runs {
        let groups = &run.groups;
        let apart = groups.len() > 1
            && (groups.iter().all(|group| group.len == 1)
                || groups.iter().all(|group| group.len == 2)
                || groups.iter().any(|group| group.spelled));
        let dated = groups[1..].iter().any(|group| {
            matches!(
                group.separator,
                Separator::Slash | Separator::Line | Separator::Other
            )
        });
        if !apart || dated || !(4..=8).contains(&run.digits.len()) {
            continue;
        }
        let tokens = run.tokens_of(0..groups.len());
        if scan.left(tokens.start, 4).meets(c::PIN) && run.digits.len() <= 6 {
            let mut candidate =
                Candidate::new(Kind::Password, scan.units(tokens), "digits of a PIN", 20);
            candidate.cue(true, "word for a PIN", 35);
            candidate.add_if(
                scan.all.meets(c::EXAMPLE.and(c::GAME_ID)),
                "example or game",
                -40,
            );
            out.push(candidate);
            continue;
        }
        if let Some(candidate) = weigh_code(scan, tokens, run.digits.len()) {
            out.push(candidate);
        }
    }
    if !scan.all.meets(c::OTP) {
        return;
    }
    let mut at = 0;
    while at < scan.tokens.len() {
        let mut end = at + 1;
        while end < scan.tokens.len() && scan.glued(end) && scan.sign(end).is_none() {
            end += 1;
        }
        let whole = !(at > 0 && scan.glued(at) && scan.sign(at - 1) != Some(b':'))
            && !(scan.glued(end) && scan.sign(end) == Some(b'@'));
        let mixed = end - at >= 2
            && (at..end).any(|i| scan.is_number(i))
            && (at..end).all(|i| scan.is_number(i) || scan.capital(i) && !scan.has_marks(i));
        let len: usize = scan.tokens[at..end]
            .iter()
            .map(crate::scan::Token::len)
            .sum();
        let near = (scan.left(at, 4) | scan.right(end, 3)).meets(c::OTP);
        if whole
            && mixed
            && near
            && (5..=8).contains(&len)
            && let Some(mut candidate) = weigh_code(scan, at..end, 6)
        {
            candidate.add("capitals and digits", -5);
            out.push(candidate);
        }
        at = end;
    }
}

fn sent_at_all(scan: &Scan) -> bool {
    scan.all.meets(c::SENT.and(c::CODE))
}

fn weigh_code(scan: &Scan, tokens: Range<usize>, digits: usize) -> Option<Candidate> {
    let before = scan.left(tokens.start, 10);
    let after = scan.right(tokens.end, 8);
    let near = before | after;
    let close = scan.left(tokens.start, 4) | scan.right(tokens.end, 3);
    let strong = scan.all.meets(c::OTP)
        || scan.tokens[tokens.start].shape == crate::scan::Shape::Word && sent_at_all(scan);
    let sent = scan.all.meets(c::SENT);
    let adjacent = digits == 6
        && scan.left(tokens.start, 2).meets(c::CODE)
        && scan.all.meets(c::ME.and(c::FAMILY).and(c::LOGIN));
    let weak = scan.all.meets(c::CODE) && (sent && near.meets(c::CODE.and(c::SENT)) || adjacent);
    // "they just sent me 662190": six digits that are no round amount.
    let number = scan.number(tokens.start).unwrap_or(0);
    let received = digits == 6
        && !number.is_multiple_of(100)
        && scan.left(tokens.start, 3).meets(c::SENT)
        && !scan
            .all
            .meets(c::ORDER.and(c::GAME).and(c::MONEY).and(c::FEE));
    // "mã garena 55291", "the code from instagram: 883 201": a service that sends codes is named.
    let service = scan.left(tokens.start, 5).meets(c::CODE)
        && near.meets(c::SOCIAL.and(c::LOGIN).and(c::BANK))
        && !scan.all.meets(
            c::ORDER
                .and(c::GAME_ID)
                .and(c::MONEY)
                .and(c::FEE)
                .and(c::TECH)
                .and(c::QUESTION),
        );
    if !strong && !weak && !received && !service {
        return None;
    }
    let mut candidate = Candidate::new(
        Kind::Otp,
        scan.units(tokens.clone()),
        "digits of a code",
        if digits == 6 { 25 } else { 15 },
    );
    candidate.cue(
        strong && close.meets(c::OTP),
        "word for a one-time code",
        40,
    );
    candidate.cue(
        strong && !close.meets(c::OTP) && near.meets(c::OTP),
        "word for a one-time code further on",
        25,
    );
    candidate.cue(
        strong && !near.meets(c::OTP),
        "one-time code in the message",
        20,
    );
    candidate.cue(!strong, "a code that was sent", 25);
    candidate.cue(!strong && service, "code of a service", 10);
    candidate.add_if(
        scan.left(tokens.start, 3).meets(c::IS) || scan.right(tokens.end, 2).meets(c::IS),
        "is",
        10,
    );
    candidate.add_if(strong && sent, "was sent", 10);
    candidate.add_if(
        near.meets(c::ME.and(c::FAMILY)),
        "first person or family",
        5,
    );
    let owned = scan.nearest_left(
        tokens.start,
        4,
        c::ORDER
            .and(c::GAME_ID)
            .and(c::HOTLINE)
            .and(c::PIN)
            .and(c::PASSWORD)
            .and(c::ACCOUNT)
            .and(c::OTP)
            .and(c::CODE),
    );
    let owner = owned.map_or(c::Set::NONE, |at| scan.tokens[at].class);
    candidate.add_if(
        owner.meets(c::ORDER.and(c::GAME_ID).and(c::HOTLINE)) && !owner.meets(c::OTP),
        "order, room or line",
        -60,
    );
    candidate.add_if(
        owner.meets(c::PIN.and(c::PASSWORD)) && !owner.meets(c::OTP),
        "a password",
        -40,
    );
    candidate.add_if(
        !strong && scan.all.meets(c::ORDER.and(c::GAME_ID)),
        "voucher or room",
        -40,
    );
    let next = scan
        .tokens
        .get(tokens.end)
        .map_or(c::Set::NONE, |token| token.class);
    let amount =
        next.meets(c::MONEY.and(c::UNIT)) && !next.meets(c::ME) && !scan.breaks_line(tokens.end);
    candidate.add_if(amount, "an amount", -60);
    let year = digits == 4
        && scan
            .number(tokens.start)
            .is_some_and(|n| (1990..2040).contains(&n));
    candidate.add_if(year, "may be a year", -25);
    candidate.add_if(
        before.meets(c::NEVER) && !scan.left(tokens.start, 2).meets(c::IS),
        "advice before",
        -30,
    );
    candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -50);
    let played = (0..scan.tokens.len())
        .any(|at| matches!(scan.plain(at), b"game" | b"level" | b"escape" | b"puzzle"));
    candidate.add_if(played, "a game", -35);
    candidate.add_if(
        scan.sentence(tokens.start)
            .meets(c::HOMEWORK.and(c::CREATIVE).and(c::HISTORY).and(c::SHOP)),
        "exercise, story or shop",
        -35,
    );
    Some(candidate)
}

/// "24-8-31": the numbers of a combination lock.
pub(crate) fn combination(scan: &Scan, tokens: &Range<usize>) -> bool {
    let numbers = tokens.clone().filter(|&at| scan.is_number(at)).count();
    tokens.len() == numbers * 2 - usize::from(numbers > 0)
        && (2..=4).contains(&numbers)
        && tokens.clone().all(|at| match scan.sign(at) {
            Some(sign) => matches!(sign, b'-' | b'.'),
            None => scan.is_number(at) && scan.tokens[at].len() <= 2,
        })
}

/// "két sắt nhà tui bấm 46-09-22 là mở", "to open my ipad type 112263": what to press so that something opens.
pub(crate) fn that_opens(scan: &Scan, out: &mut Vec<Candidate>) {
    let thing = (0..scan.tokens.len()).any(|i| {
        matches!(
            scan.plain(i),
            b"ket"
                | b"cua"
                | b"khoa"
                | b"tu"
                | b"cong"
                | b"ipad"
                | b"phone"
                | b"door"
                | b"locker"
                | b"safe"
                | b"gate"
                | b"garage"
                | b"may"
                | b"tablet"
                | b"vali"
                | b"lock"
                | b"laptop"
                | b"alarm"
        )
    });
    let opens = (0..scan.tokens.len()).any(|i| {
        matches!(
            scan.plain(i),
            b"open" | b"opens" | b"unlock" | b"unlocks" | b"khoa" | b"vao" | b"get"
        ) || scan.is(i, b"mo") && i > 0
    });
    if !thing {
        return;
    }
    for at in 0..scan.tokens.len() {
        let press = matches!(
            scan.plain(at),
            b"bam"
                | b"an"
                | b"nhan"
                | b"quay"
                | b"xoay"
                | b"type"
                | b"press"
                | b"enter"
                | b"punch"
                | b"use"
        ) || scan.is(at, b"nhap") && scan.glued(at + 1);
        if !press || scan.is(at, b"an") && !scan.has_marks(at) {
            continue;
        }
        let from = (at + 1..at + 4)
            .take_while(|&next| next < scan.tokens.len() && !scan.sentence_starts(next))
            .find(|&next| scan.is_number(next));
        let Some(start) = from else { continue };
        let mut end = start + 1;
        while scan.glued(end)
            && (scan.is_number(end) || matches!(scan.sign(end), Some(b'-' | b'.')))
        {
            end += 1;
        }
        while scan.sign(end - 1).is_some() && end > start + 1 {
            end -= 1;
        }
        let row = end == start + 1 && (4..=8).contains(&scan.tokens[start].len());
        if !row && !(end > start + 1 && combination(scan, &(start..end))) {
            continue;
        }
        if scan.glued(end) && matches!(scan.sign(end), Some(b'*' | b'#')) {
            end += 1;
        }
        let sentence = scan.sentence(start);
        let mut candidate = Candidate::new(
            Kind::Password,
            scan.units(start..end),
            "digits to press",
            20,
        );
        candidate.cue(true, "something that is locked", 15);
        candidate.add_if(opens, "it opens", 15);
        let year = row
            && scan
                .number(start)
                .is_some_and(|n| matches!(n, 1800 | 1900 | 1990..2040));
        candidate.add_if(year, "may be a year or a service line", -25);
        candidate.add_if(
            scan.has(end, c::UNIT.and(c::MONEY)) || scan.all.meets(c::HOMEWORK),
            "a count or an exercise",
            -40,
        );
        candidate.add_if(
            scan.all.meets(c::ME.and(c::FAMILY)),
            "first person or family",
            10,
        );
        candidate.add_if(
            scan.all
                .meets(c::GAME.and(c::GAME_ID).and(c::CREATIVE).and(c::EXAMPLE)),
            "game, story or example",
            -50,
        );
        candidate.add_if(
            scan.all.meets(c::HOTLINE.and(c::ORDER).and(c::NEWS)),
            "public line or order",
            -50,
        );
        candidate.add_if(
            sentence.meets(c::MONEY.and(c::NEVER)),
            "an amount or advice",
            -40,
        );
        out.push(candidate);
    }
}
