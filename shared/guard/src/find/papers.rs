//! Numbers of papers: citizen number, old identity card, passport, health insurance, tax number. Absent: cards and accounts.

use crate::candidate::Candidate;
use crate::find::numbers::Number;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use crate::validate;
use alloc::vec::Vec;

/// Two-digit year up to which births of this century are believed; an upper bound that need not be moved every year.
const LATEST_BIRTH: u8 = 30;

/// Letters may be glued to these digits.
pub(crate) fn allows_letters(number: &Number<'_>) -> bool {
    prefix(number).is_some() && number.owned_by(c::PASSPORT.and(c::BHYT).and(c::CCCD).and(c::CMND))
        || health_prefix(number).is_some()
}

/// The word of one or two letters right before the digits.
fn prefix(number: &Number<'_>) -> Option<usize> {
    let at = number.tokens.start.checked_sub(1)?;
    let near = number.scan.glued(number.tokens.start) || number.scan.capital(at);
    (near && number.scan.is_word(at) && number.scan.plain(at).len() <= 2).then_some(at)
}

fn health_prefix(number: &Number<'_>) -> Option<usize> {
    let known: [&[u8]; 16] = [
        b"hs", b"te", b"dn", b"hc", b"gd", b"sv", b"hx", b"ch", b"nn", b"tk", b"hn", b"dt", b"dk",
        b"xd", b"bt", b"ht",
    ];
    let at = prefix(number)?;
    (number.digits.len() == 13
        && known.contains(&number.scan.plain(at))
        && (1..=5).contains(&number.digits[0]))
    .then_some(at)
}

fn example(scan: &Scan) -> bool {
    scan.all.meets(c::EXAMPLE)
}

pub(crate) fn read(number: &Number<'_>) -> Option<Candidate> {
    let scan = number.scan;
    let digits = number.digits;
    let after = number.after;
    if let Some(at) = health_prefix(number) {
        let mut candidate = Candidate::new(
            Kind::NationalId,
            scan.units(at..number.tokens.end),
            "health insurance number",
            45,
        );
        candidate.cue(
            number.owned_by(c::BHYT) || after.meets(c::BHYT),
            "insurance word",
            40,
        );
        candidate.add_if(number.owned_by(c::ORDER), "order number", -50);
        candidate.add_if(example(scan), "example", -50);
        return Some(candidate);
    }
    let passport = number.owned_by(c::PASSPORT);
    if passport && (7..=9).contains(&digits.len()) && number.groups.len() == 1 {
        let from = prefix(number)
            .filter(|&at| scan.plain(at).len() == 1 || scan.glued(number.tokens.start));
        if from.is_some() || digits.len() == 9 {
            let from = from.unwrap_or(number.tokens.start);
            let mut candidate = Candidate::new(
                Kind::NationalId,
                scan.units(from..number.tokens.end),
                "passport number",
                30,
            );
            candidate.cue(true, "passport word", 40);
            candidate.add_if(example(scan), "example", -50);
            return Some(candidate);
        }
    }
    let units = scan.units(number.tokens.clone());
    let tax = number.owned_by(c::TAX) || after.meets(c::TAX);
    if tax && (matches!(digits.len(), 10 | 13) || digits.len() == 12) {
        let valid = validate::tax_number(digits) || validate::personal_number(digits, LATEST_BIRTH);
        let personal =
            number.sentence.meets(c::ME.and(c::FAMILY)) || scan.all.meets(c::ME.and(c::FAMILY));
        let mut candidate = Candidate::new(
            Kind::TaxId,
            units,
            "tax number by its check digit",
            if valid { 40 } else { 5 },
        );
        candidate.cue(true, "tax word", 35);
        candidate.add_if(personal, "first person or family", 15);
        let company = number.sentence.meets(c::SHOP.and(c::HOTLINE)) && !personal;
        candidate.add_if(company, "company", -60);
        candidate.add_if(
            !personal
                && scan.sentence(number.tokens.start).meets(c::POSSESS)
                && other_owner(number),
            "somebody public",
            -60,
        );
        candidate.add_if(example(scan), "example", -60);
        return Some(candidate);
    }
    let citizen = number.owned_by(c::CCCD) || after.meets(c::CCCD);
    let old = number.owned_by(c::CMND) || after.meets(c::CMND);
    if digits.len() == 12 {
        let valid = validate::personal_number(digits, LATEST_BIRTH);
        if !valid && !citizen {
            return None;
        }
        let mut candidate = Candidate::new(
            Kind::NationalId,
            units,
            "citizen number by its structure",
            if valid { 55 } else { 20 },
        );
        candidate.cue(citizen || old, "identity word", 40);
        candidate.add_if(
            number.groups.len() > 1 && !citizen && !old,
            "in groups",
            -15,
        );
        candidate.add_if(!number.tidy(), "written like a list", -30);
        let other = c::ORDER
            .and(c::GAME_ID)
            .and(c::TECH)
            .and(c::HOMEWORK)
            .and(c::ACCOUNT)
            .and(c::BANK);
        candidate.add_if(number.owned_by(other) && !citizen, "another number", -70);
        candidate.add_if(
            after.meets(c::ORDER) && !citizen,
            "another number after",
            -40,
        );
        candidate.add_if(example(scan), "example", -60);
        return Some(candidate);
    }
    if digits.len() == 9 && (old || (citizen && number.owner_distance <= 6)) {
        // "chứng minh 123456789 chia hết": a proof in mathematics.
        let mut candidate = Candidate::new(Kind::NationalId, units, "nine digits", 15);
        candidate.cue(true, "identity word", 45);
        candidate.add_if(
            scan.all.meets(c::HOMEWORK.and(c::MATHS))
                || scan.is_word(number.tokens.end) && scan.is(number.tokens.end, b"chia"),
            "exercise",
            -60,
        );
        candidate.add_if(validate::counts(digits), "counts", -40);
        candidate.add_if(example(scan), "example", -50);
        return Some(candidate);
    }
    if digits.len() == 10 && number.owned_by(c::BHYT) {
        let mut candidate = Candidate::new(Kind::NationalId, units, "insurance number", 20);
        candidate.cue(true, "insurance word", 40);
        candidate.add_if(
            number.sentence.meets(c::HOTLINE.and(c::PHONE)),
            "telephone",
            -60,
        );
        return Some(candidate);
    }
    if number.owned_by(c::SSN) && matches!(digits.len(), 9..=10) {
        let mut candidate = Candidate::new(Kind::NationalId, units, "foreign identity number", 20);
        candidate.cue(true, "identity word", 40);
        candidate.add_if(example(scan), "example", -50);
        return Some(candidate);
    }
    None
}

/// "của Viettel": a capitalised owner that is no person of the family stands before the number.
fn other_owner(number: &Number<'_>) -> bool {
    let from = number.tokens.start.saturating_sub(8);
    (from..number.tokens.start).any(|at| {
        number.scan.has(at, c::POSSESS)
            && number.scan.capital(at + 1)
            && !number.scan.has(at + 1, c::SURNAME)
    })
}

/// Identity numbers of other countries with letters: capitals and digits right behind a word for papers, as in "NRIC S1234567D".
pub(crate) fn abroad(scan: &Scan, out: &mut Vec<Candidate>) {
    let papers = c::SSN.and(c::PASSPORT).and(c::CCCD);
    if !scan.all.meets(papers) {
        return;
    }
    let mut at = 0;
    while at < scan.tokens.len() {
        let start = at;
        at += 1;
        if !scan.capital(start)
            || scan.plain(start).len() > 3
            || scan.nearest_left(start, 4, papers).is_none()
            || scan.has(start, papers)
        {
            continue;
        }
        let mut end = start;
        let (mut letters, mut digits) = (0, 0);
        while end < scan.tokens.len()
            && scan.sign(end).is_none()
            && !(end > start && scan.breaks_line(end))
        {
            if scan.is_number(end) {
                digits += scan.plain(end).len();
            } else if scan.capital(end) && scan.plain(end).len() <= 3 {
                letters += scan.plain(end).len();
            } else {
                break;
            }
            end += 1;
        }
        if (6..=9).contains(&digits) && (1..=4).contains(&letters) {
            let mut candidate = Candidate::new(
                Kind::NationalId,
                scan.units(start..end),
                "letters and digits of papers",
                15,
            );
            candidate.cue(true, "word for papers", 40);
            candidate.add_if(example(scan), "example", -50);
            out.push(candidate);
            at = end;
        }
    }
}
