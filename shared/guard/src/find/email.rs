//! E-mail addresses, written or spoken. Absent: mailboxes of shops, newspapers and offices, which are nobody's secret.

use crate::candidate::Candidate;
use crate::fold::OTHER_LETTER;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::{Scan, Shape};
use alloc::vec::Vec;
use core::ops::Range;

/// Beginnings of mailboxes that belong to an office.
const ROLES: &[&[u8]] = &[
    b"support",
    b"info",
    b"contact",
    b"hello",
    b"help",
    b"cskh",
    b"admin",
    b"sales",
    b"press",
    b"noreply",
    b"no-reply",
    b"no_reply",
    b"tuyensinh",
    b"tuyendung",
    b"toasoan",
    b"lienhe",
    b"hotro",
    b"office",
    b"team",
    b"service",
    b"feedback",
    b"marketing",
    b"banbientap",
    b"bandoc",
    b"webmaster",
    b"abuse",
    b"privacy",
    b"security",
    b"billing",
    b"admission",
    b"enquir",
    b"inquir",
    b"booking",
    b"order",
    b"newsletter",
    b"career",
    b"jobs",
    b"media",
    b"partner",
    b"thuvien",
    b"vanphong",
    b"vanthu",
    b"ctv",
    b"daotao",
    b"phongdaotao",
    b"git",
    b"postmaster",
    b"hr",
    b"cs",
    b"customer",
    b"donotreply",
    b"news",
    b"mail",
    b"phongctsv",
    b"bbt",
    b"cuocthi",
    b"btc",
    b"dangky",
    b"register",
    b"report",
    b"staff",
    b"reservation",
    b"library",
    b"principal",
    b"reception",
    b"donhang",
    b"baohanh",
    b"khieunai",
    b"gopy",
    b"hoidap",
    b"dathang",
    b"event",
    b"sukien",
    b"account",
    b"notification",
    b"legal",
    b"ticket",
    b"volunteer",
    b"donate",
    b"membership",
    b"shop",
    b"store",
    b"quangcao",
    b"ads",
    b"banhang",
    b"safety",
    b"trust",
    b"baiviet",
    b"duthi",
    b"congtacvien",
    b"tuvan",
    b"truyenthong",
    b"thacmac",
    b"feedbacks",
    b"parents",
    b"editor",
    b"letters",
    b"registrar",
    b"exam",
    b"exams",
    b"coach",
    b"secretary",
    b"headmaster",
    b"transport",
    b"returns",
    b"refunds",
    b"school",
    b"giaovu",
    b"tongdai",
    b"phongve",
];

/// Mailboxes and domains of examples.
const EXAMPLES: &[&[u8]] = &[
    b"example",
    b"yourname",
    b"your.name",
    b"username",
    b"user",
    b"name",
    b"ten",
    b"tenban",
    b"ten.ban",
    b"tencuaban",
    b"abc",
    b"xyz",
    b"test",
    b"email",
    b"nguyenvana",
    b"abcxyz",
    b"jane.doe",
    b"john.doe",
    b"johndoe",
    b"janedoe",
    b"someone",
    b"you",
    b"me",
    b"foo",
    b"tenemail",
    b"hoten",
    b"firstname.lastname",
    b"ten_ban",
    b"sample",
    b"a",
    b"hocsinh",
    b"abc123",
    b"vidu",
];

const FREE: c::Set = c::MAIL_HOST;

pub(crate) fn find(scan: &Scan, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        let Some((sign, spoken)) = at_sign(scan, at) else {
            at += 1;
            continue;
        };
        let end = sign.end;
        if let Some((units, local, host)) = around(scan, &sign, spoken) {
            out.push(weigh(scan, units, &local, &host, spoken));
            at = host.end.max(end);
        } else {
            at = end;
        }
    }
}

/// The tokens of an at sign, and whether it is spoken.
fn at_sign(scan: &Scan, at: usize) -> Option<(Range<usize>, bool)> {
    if scan.sign(at) == Some(b'@') {
        return Some((at..at + 1, false));
    }
    // (at) [at] {at} <at> *at*
    if matches!(scan.sign(at), Some(b'(' | b'[' | b'{' | b'<' | b'*' | b'_'))
        && scan.has(at + 1, c::AT_WORD)
        && scan.tokens[at + 1].phrase_from == 0
    {
        let close = at + 2 + usize::from(scan.tokens[at + 1].phrase_to);
        if matches!(
            scan.sign(close),
            Some(b')' | b']' | b'}' | b'>' | b'*' | b'_')
        ) {
            return Some((at..close + 1, true));
        }
    }
    let token = scan.tokens.get(at)?;
    (token.class.meets(c::AT_WORD) && token.phrase_from == 0)
        .then(|| (at..at + 1 + usize::from(token.phrase_to), true))
}

/// The tokens of a dot, written or spoken.
fn dot(scan: &Scan, at: usize, spoken: bool) -> Option<usize> {
    match scan.sign(at) {
        Some(b'.') => return Some(at + 1),
        Some(b',') if spoken && scan.has(at + 1, c::TLD) => return Some(at + 1),
        Some(b'(' | b'[' | b'{' | b'<' | b'*' | b'_')
            if scan.has(at + 1, c::DOT_WORD) || scan.sign(at + 1) == Some(b'.') =>
        {
            return matches!(
                scan.sign(at + 2),
                Some(b')' | b']' | b'}' | b'>' | b'*' | b'_')
            )
            .then_some(at + 3);
        }
        _ => {}
    }
    scan.has(at, c::DOT_WORD).then_some(at + 1)
}

fn local_part(scan: &Scan, at: usize) -> bool {
    scan.tokens.get(at).is_some_and(|token| match token.shape {
        Shape::Word => !scan.plain(at).contains(&OTHER_LETTER),
        Shape::Number => true,
        Shape::Sign => matches!(scan.sign(at), Some(b'.' | b'_' | b'-' | b'+')),
    })
}

/// Units of the whole address, tokens of the mailbox and of the host.
fn around(
    scan: &Scan,
    sign: &Range<usize>,
    spoken: bool,
) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let loose = spoken
        || (sign.start < scan.tokens.len() && !scan.glued(sign.start))
        || !scan.glued(sign.end);
    // Mailbox, to the left.
    let mut start = sign.start.checked_sub(1)?;
    if (!scan.glued(sign.start) && !loose)
        || scan.breaks_line(sign.start)
        || !local_part(scan, start)
    {
        return None;
    }
    while start > 0 {
        if scan.glued(start) && local_part(scan, start - 1) {
            start -= 1;
        } else if spoken
            && start >= 2
            && scan.is_word(start - 1)
            && scan.has(start - 1, c::DOT_WORD)
            && !scan.breaks_line(start)
        {
            start -= 2;
        } else if spoken
            && start >= 2
            && scan.is(start - 1, b"duoi")
            && scan.is(start.saturating_sub(2), b"gach")
            && start >= 3
        {
            start -= 3;
        } else {
            break;
        }
    }
    // "minhanh 2012 a còng …"
    if spoken
        && scan.is_number(start)
        && start > 0
        && scan.is_word(start - 1)
        && !scan.breaks_line(start)
        && scan.tokens[start - 1].class == c::Set::NONE
    {
        start -= 1;
    }
    // A mailbox spoken in several words: "be bong 2012 a còng …".
    let mut words = 0;
    while spoken
        && !scan.is(sign.start, b"at")
        && start > 0
        && words < 3
        && !scan.breaks_line(start)
        && !scan.glued(start)
    {
        let before = start - 1;
        let plain_word = scan.is_word(before)
            && !scan.has_marks(before)
            && scan.tokens[before].class == c::Set::NONE
            && !scan.capital(before);
        if !plain_word || scan.marked && scan.plain(before).len() > 12 {
            break;
        }
        start = before;
        words += 1;
    }
    while matches!(scan.sign(start), Some(b'.' | b'-' | b'+')) && start < sign.start {
        start += 1;
    }
    // Host, to the right.
    let host = sign.end;
    if !scan.is_word(host) && !scan.is_number(host) || scan.breaks_line(host) {
        return None;
    }
    let provider = scan.has(host, c::MAIL_HOST);
    if loose && !spoken && !provider && !scan.glued(sign.start) {
        return None;
    }
    if loose && !spoken && !provider {
        return None;
    }
    let mut end = host + 1;
    if scan.tokens[host].phrase_from == 0 {
        end += usize::from(scan.tokens[host].phrase_to).min(if provider { 2 } else { 0 });
    }
    let mut dots = 0;
    while end < scan.tokens.len() {
        if scan.sign(end) == Some(b'-') && scan.glued(end) && scan.glued(end + 1) {
            end += 2;
            continue;
        }
        if !spoken && scan.glued(end) && (scan.is_word(end) || scan.is_number(end)) {
            end += 1;
            continue;
        }
        let Some(after) = dot(scan, end, spoken).filter(|_| !scan.breaks_line(end)) else {
            break;
        };
        let tight = scan.glued(end) && scan.glued(after);
        let ending = scan.has(after, c::TLD);
        if !scan.is_word(after)
            || scan.breaks_line(after)
            || !(tight || (loose && ending) || (provider && ending))
        {
            break;
        }
        end = after + 1;
        dots += 1;
    }
    if dots == 0 && !provider {
        return None;
    }
    // A plain "at" between words is English unless a host with its ending follows.
    let plain_at = spoken && scan.is(sign.start, b"at");
    if plain_at && dots == 0 {
        return None;
    }
    let last = scan.plain(end - 1);
    if dots > 0 && (last.len() < 2 || last.iter().any(u8::is_ascii_digit)) {
        return None;
    }
    Some((scan.units(start..end), start..sign.start, host..end))
}

fn weigh(
    scan: &Scan,
    units: Range<usize>,
    local: &Range<usize>,
    host: &Range<usize>,
    spoken: bool,
) -> Candidate {
    let plain = scan.folded.plain();
    let mailbox = &plain[scan.units(local.clone())];
    let domain = &plain[scan.units(host.clone())];
    let mut candidate = Candidate::new(
        Kind::Email,
        units,
        if spoken {
            "spoken e-mail address"
        } else {
            "e-mail address"
        },
        70,
    );
    let role = ROLES.iter().any(|role| {
        mailbox.strip_prefix(*role).is_some_and(|rest| {
            rest.is_empty()
                || matches!(rest[0], b'.' | b'-' | b'_' | b's')
                || rest.starts_with(b"ies") && rest.len() == 3
        })
    });
    let people = scan.left(local.start, 6).meets(c::ME.and(c::FAMILY));
    let free = scan.has(host.start, FREE);
    let office =
        scan.sentence(local.start).meets(c::SHOP.and(c::HOTLINE)) || scan.all.meets(c::HOTLINE);
    let role = role && (!free || mailbox.iter().all(|b| b.is_ascii_alphabetic()) || office);
    let school_office = [
        b"thcs".as_slice(),
        b"thpt",
        b"truong",
        b"tieuhoc",
        b"mamnon",
        b"c1",
        b"c2",
        b"c3",
        b"ubnd",
        b"benhvien",
        b"congty",
        b"cty",
        b"clb",
        b"phonggd",
        b"sogd",
    ]
    .iter()
    .any(|start| mailbox.starts_with(start))
        && !people;
    let role = role || school_office;
    candidate.add_if(role, "mailbox of an office", -60);
    let example = EXAMPLES.contains(&mailbox)
        || domain.starts_with(b"example")
        || domain.starts_with(b"domain.")
        || domain.starts_with(b"abc.")
        || domain.starts_with(b"xyz.");
    candidate.add_if(example, "mailbox of an example", -60);
    candidate.add_if(scan.all.meets(c::EXAMPLE) && !people, "example", -40);
    let public = scan.sentence(local.start).meets(c::SHOP.and(c::HOTLINE));
    candidate.add_if(public && !free && !people, "shop or office", -40);
    // "Please contact registrar@… for transcripts": nobody speaks of oneself, and the host is nobody's home.
    let contact = (local.start.saturating_sub(3)..local.start)
        .any(|at| matches!(scan.plain(at), b"contact" | b"lienhe" | b"he" | b"write"));
    candidate.add_if(
        contact && !free && !scan.all.meets(c::ME.and(c::FAMILY)),
        "an office to write to",
        -40,
    );
    candidate.add_if(public && free && !people, "shop or office", -45);
    let shop_name = [
        b"shop".as_slice(),
        b"store",
        b"company",
        b"official",
        b"cskh",
        b"hotro",
        b"support",
        b"fanpage",
        b"fanclub",
        b"booking",
    ]
    .iter()
    .any(|word| mailbox.windows(word.len()).any(|window| window == *word));
    candidate.add_if(shop_name && !people, "name of a shop", -40);
    candidate.cue(scan.left(local.start, 6).meets(c::MAIL), "e-mail word", 20);
    candidate
}
