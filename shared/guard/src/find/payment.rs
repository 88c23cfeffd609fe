//! Bank cards, accounts, and the three digits on the back. Absent: top-up cards and order numbers.

use crate::candidate::Candidate;
use crate::digits::Separator;
use crate::find::numbers::Number;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use crate::validate;
use alloc::vec::Vec;

pub(crate) fn card(number: &Number<'_>) -> Option<Candidate> {
    let digits = number.digits;
    let lettered = number.tokens.start > 0
        && number.scan.glued(number.tokens.start)
        && number.scan.is_word(number.tokens.start - 1);
    if !validate::card_issuer(digits) || lettered {
        return None;
    }
    let cue = number.owned_by(c::CARD)
        || number.after.meets(c::CARD)
        || number.sentence.meets(c::CARD.and(c::CVV));
    let valid = validate::luhn(digits);
    if !valid && !cue {
        return None;
    }
    let groups = &number.run.groups[number.groups.clone()];
    let even = groups.len() == 1 || groups.iter().all(|group| group.len >= 3);
    let mut candidate = Candidate::new(
        Kind::Payment,
        number.scan.units(number.tokens.clone()),
        "card number by its check digit",
        if valid { 60 } else { 15 },
    );
    candidate.cue(cue, "card word", 40);
    candidate.add_if(!even, "written like a list", -40);
    candidate.add_if(
        groups
            .iter()
            .any(|group| group.separator == Separator::Line),
        "over several lines",
        -20,
    );
    candidate.add_if(validate::counts(digits), "counts", -60);
    candidate.add_if(
        number.owned_by(c::ORDER.and(c::TECH).and(c::GAME_ID)),
        "order or serial number",
        -70,
    );
    candidate.add_if(number.scan.all.meets(c::EXAMPLE), "example", -110);
    Some(candidate)
}

pub(crate) fn account(number: &Number<'_>) -> Option<Candidate> {
    let digits = number.digits;
    if !(6..=19).contains(&digits.len()) {
        return None;
    }
    let account = number.owned_by(c::ACCOUNT);
    let bank_before = number.before.meets(c::BANK);
    let bank_after = number.after.meets(c::BANK);
    let transfer = number.before.meets(c::TRANSFER) && !number.scan.all.meets(c::PHONE);
    let sent = transfer && digits.len() >= 9 && number.groups.len() <= 4;
    if !(account || bank_before || bank_after || sent) {
        return None;
    }
    let mobile = matches!(
        validate::phone(digits, number.plus),
        Some(validate::Phone::Mobile)
    );
    let momo =
        number.sentence.meets(c::BANK) && digits.len() == 10 && mobile && wallet(number.scan);
    if mobile && (!account || momo) {
        return None;
    }
    let named = number.scan.is_word(number.tokens.start.wrapping_sub(1))
        || number
            .scan
            .sign(number.tokens.start.wrapping_sub(1))
            .is_some();
    let mut candidate = Candidate::new(
        Kind::Payment,
        number.scan.units(number.tokens.clone()),
        "may be an account",
        10,
    );
    candidate.cue(account, "account word", 30);
    candidate.cue(bank_before || bank_after, "bank name", 25);
    candidate.cue(
        transfer,
        "money is to be sent",
        if account || bank_before || bank_after {
            15
        } else {
            25
        },
    );
    candidate.add_if(digits.len() >= 8, "long enough", 15);
    candidate.add_if(!named, "stands alone", -5);
    candidate.add_if(
        digits.len() < 8 && !(account && (bank_before || bank_after)),
        "too short without a bank",
        -30,
    );
    let people = number.sentence.meets(c::ME.and(c::FAMILY));
    candidate.add_if(people, "first person or family", 10);
    candidate.add_if(
        !validate::varied(digits) && digits.len() > 8,
        "not varied",
        -10,
    );
    candidate.add_if(
        number
            .before
            .meets(c::ORDER.and(c::GAME_ID).and(c::HOTLINE))
            || number.after.meets(c::ORDER),
        "order or game number",
        -60,
    );
    let own = number.before.meets(c::ME.and(c::FAMILY));
    candidate.add_if(number.before.meets(c::SHOP) && !own, "shop or fund", -40);
    candidate.add_if(number.scan.all.meets(c::EXAMPLE), "example", -50);
    candidate.add_if(number.scan.all.meets(c::SCAM), "talk of swindlers", -40);
    candidate.add_if(!number.tidy(), "written like a list", -30);
    Some(candidate)
}

/// A wallet whose account is the telephone number.
fn wallet(scan: &Scan) -> bool {
    (0..scan.tokens.len())
        .any(|at| scan.is(at, b"momo") || scan.is(at, b"zalopay") || scan.is(at, b"mo"))
}

/// The code on the back of the card.
pub(crate) fn check_code(number: &Number<'_>) -> Option<Candidate> {
    if !matches!(number.digits.len(), 3 | 4) || number.groups.len() != 1 {
        return None;
    }
    let cue = number.owned_by(c::CVV) && number.owner_distance <= 8 || number.before.meets(c::CVV);
    let back = back_of_card(number.scan, number.tokens.start);
    if !cue && !back {
        return None;
    }
    let mut candidate = Candidate::new(
        Kind::Payment,
        number.scan.units(number.tokens.clone()),
        "card check code",
        20,
    );
    candidate.cue(true, "word of the card's back", 40);
    candidate.add_if(
        number.sentence.meets(c::QUESTION) && !number.sentence.meets(c::IS),
        "question",
        -30,
    );
    candidate.add_if(number.scan.all.meets(c::EXAMPLE), "example", -40);
    Some(candidate)
}

/// "the 3 digits on the back are …"
fn back_of_card(scan: &Scan, at: usize) -> bool {
    let window: Vec<&[u8]> = (at.saturating_sub(9)..at).map(|i| scan.plain(i)).collect();
    let has = |word: &[u8]| window.contains(&word);
    (has(b"digits") && has(b"back")) || (has(b"so") && has(b"sau") && has(b"the"))
}

/// International bank account numbers: two letters, two digits, groups.
pub(crate) fn iban(scan: &Scan, out: &mut Vec<Candidate>) {
    for at in 0..scan.tokens.len() {
        let starts = scan.is_word(at)
            && scan.capital(at)
            && scan.plain(at).len() == 2
            && scan.glued(at + 1)
            && scan.is_number(at + 1);
        if !starts || scan.glued(at) {
            continue;
        }
        let mut value = 0_u32;
        let mut letters = 0;
        let mut end = at;
        let mut tail: Vec<u8> = Vec::new();
        while end < scan.tokens.len()
            && tail.len() < 36
            && scan.sign(end).is_none()
            && !(end > at && scan.breaks_line(end))
        {
            let plain = scan.plain(end);
            if scan.is_word(end) && end > at && (!scan.capital(end) || plain.len() > 4) {
                break;
            }
            letters += usize::from(scan.is_word(end));
            tail.extend_from_slice(plain);
            end += 1;
        }
        if !(15..=34).contains(&tail.len())
            || letters > 6
            || tail[2..4].iter().any(|b| !b.is_ascii_digit())
        {
            continue;
        }
        tail.rotate_left(4);
        for &b in &tail {
            value = match b {
                b'0'..=b'9' => (value * 10 + u32::from(b - b'0')) % 97,
                b'a'..=b'z' => (value * 100 + u32::from(b - b'a') + 10) % 97,
                _ => 50,
            };
        }
        let cue = scan.left(at, 5).meets(c::ACCOUNT);
        if value == 1 || cue {
            let mut candidate = Candidate::new(
                Kind::Payment,
                scan.units(at..end),
                "international account number",
                55,
            );
            candidate.cue(cue, "account word", 30);
            candidate.add_if(scan.all.meets(c::EXAMPLE), "example", -60);
            out.push(candidate);
        }
    }
}
