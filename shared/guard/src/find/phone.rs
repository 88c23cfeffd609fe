//! Telephone numbers: valid by the table, weighed by who stands around them. Absent: service lines, which are nobody's number.

use crate::candidate::Candidate;
use crate::digits::{Run, Separator};
use crate::find::numbers::Number;
use crate::kind::Kind;
use crate::lexicon::class as c;
use crate::scan::Scan;
use crate::validate::{self, Phone};
use alloc::vec::Vec;

pub(crate) fn read(number: &Number<'_>) -> Option<Candidate> {
    let scan = number.scan;
    let digits = number.digits;
    if !(7..=15).contains(&digits.len())
        || digits.starts_with(&[1, 9, 0, 0])
        || digits.starts_with(&[1, 8, 0, 0])
    {
        return None;
    }
    let near_cue = number.owned_by(c::PHONE.and(c::CALL)) && number.owner_distance <= 12;
    let asked = number.before.meets(c::PHONE.and(c::CALL));
    let after_cue = number
        .after
        .meets(c::PHONE.and(c::CALL).and(c::CHAT_NUMBER))
        && !number.after.meets(c::ORDER);
    let number_of = number.before.meets(c::NUMBER_OF) && number.before.meets(c::ME.and(c::FAMILY));
    let people =
        number.before.meets(c::ME.and(c::FAMILY)) || number.after.meets(c::ME.and(c::FAMILY));
    let said = number.run.spelled(number.groups.clone())
        && scan
            .left(number.tokens.start, 4)
            .meets(c::NUMBER_OF.and(c::IS));
    let cued = near_cue || asked || after_cue || number_of || said;

    let mut tokens = number.tokens.clone();
    if number.plus {
        tokens.start -= 1;
    }
    // The opening parenthesis of "(+84) …" or "(212) …" belongs to the number.
    if tokens.start > 0
        && scan.sign(tokens.start - 1) == Some(b'(')
        && scan.glued(tokens.start)
        && (tokens.start..tokens.end).any(|at| scan.sign(at) == Some(b')'))
    {
        tokens.start -= 1;
    }
    let units = scan.units(tokens);

    let mut candidate = match validate::phone(digits, number.plus) {
        Some(Phone::Mobile) => {
            let tidy = number.tidy();
            let mut candidate = Candidate::new(Kind::Phone, units, "valid mobile number", 60);
            // "0961/100/577": the groups in which people say a number.
            let spoken_groups = {
                let groups = &number.run.groups[number.groups.clone()];
                groups.len() == 3 && groups[0].len == 4 && groups.iter().all(|g| g.len >= 3)
            };
            candidate.add_if(!tidy && !spoken_groups, "written like a list", -25);
            candidate.add_if(
                digits[0] != 0 && !number.plus,
                "country code without plus",
                -20,
            );
            candidate
        }
        Some(Phone::Fixed) => {
            let mut candidate = Candidate::new(Kind::Phone, units, "valid fixed line", 35);
            candidate.add_if(scan.all.meets(c::SHOP), "may be an office", -20);
            candidate
        }
        Some(Phone::Abroad) => {
            Candidate::new(Kind::Phone, units, "valid number of another country", 60)
        }
        Some(Phone::MobileBare) => {
            Candidate::new(Kind::Phone, units, "mobile number without its 0", 15)
        }
        None => foreign_national(number, units, cued)?,
    };
    if validate::counts(digits) || validate::counts(&digits[1..]) {
        candidate.add("counts up or down", -30);
    }
    candidate.cue(near_cue, "telephone word before", 40);
    candidate.cue(!near_cue && asked, "telephone word in the sentence", 25);
    candidate.cue(after_cue, "telephone word after", 30);
    candidate.cue(number_of, "somebody's number", 25);
    candidate.add_if(people, "first person or family", 10);
    against(number, &mut candidate, near_cue);
    Some(candidate)
}

/// Evidence that a number is public, an identifier, an exercise or an example.
fn against(number: &Number<'_>, candidate: &mut Candidate, near_cue: bool) {
    let public = c::HOTLINE;
    let immediate = number.before.meets(public) || number.after.meets(public);
    candidate.add_if(immediate, "public line", -70);
    candidate.add_if(
        !immediate && number.sentence.meets(public),
        "public line in the sentence",
        -30,
    );
    let mine = number.before.meets(c::ME.and(c::FAMILY));
    let nobody = !number.scan.all.meets(c::ME.and(c::FAMILY));
    let shop = number.before.meets(c::SHOP)
        || number.sentence.meets(c::SHOP)
        || (nobody && number.scan.all.meets(c::SHOP));
    candidate.add_if(
        shop && !mine,
        "shop or office",
        if near_cue { -75 } else { -60 },
    );
    let order = c::ORDER.and(c::GAME_ID).and(c::TECH);
    candidate.add_if(
        number.owned_by(order) && !near_cue,
        "order, game or device number",
        -70,
    );
    candidate.add_if(
        !number.owned_by(order) && number.after.meets(order) && !near_cue,
        "order, game or device after",
        -40,
    );
    let own = number.before.meets(c::NUMBER_OF) && mine;
    candidate.add_if(
        number.owned_by(c::HOMEWORK) && !near_cue && !own,
        "exercise",
        -50,
    );
    candidate.add_if(number.sentence.meets(c::NEWS) && nobody, "news", -60);
    let public = to_order(number) || near_cue && number.scan.all.meets(c::VENUE);
    candidate.add_if(public && !shop && nobody, "a place to go", -60);
    candidate.add_if(
        number.scan.all.meets(c::EXAMPLE) && !near_cue,
        "example",
        -60,
    );
    candidate.add_if(
        number.scan.all.meets(c::EXAMPLE) && near_cue,
        "example",
        -35,
    );
    candidate.add_if(
        number.scan.all.meets(c::SCAM) && (!mine || number.after.meets(c::SCAM)),
        "talk of swindlers",
        -60,
    );
    candidate.add_if(number.scan.all.meets(c::NOT_ME), "not mine", -40);
    candidate.add_if(
        number.owned_by(c::OTP.and(c::CODE)) && !near_cue,
        "code",
        -60,
    );
}

/// "call … to order": something is sold.
fn to_order(number: &Number<'_>) -> bool {
    number.after.meets(c::ORDER) && number.before.meets(c::CALL)
}

/// Numbers as written inside other countries: they need a form or a cue of their own.
fn foreign_national(
    number: &Number<'_>,
    units: core::ops::Range<usize>,
    cued: bool,
) -> Option<Candidate> {
    let digits = number.digits;
    if !validate::varied(digits) {
        return None;
    }
    let groups = &number.run.groups[number.groups.clone()];
    let lens: Vec<usize> = groups.iter().map(|group| group.len).collect();
    let lens = if lens.first() == Some(&1) && digits[0] == 1 {
        &lens[1..]
    } else {
        &lens[..]
    };
    let written = groups[1..].iter().any(|group| {
        matches!(
            group.separator,
            Separator::Dash | Separator::Dot | Separator::Other
        )
    });
    if validate::north_american(digits) {
        let formed = lens == [3, 3, 4] && written;
        let points = if formed { 55 } else { 15 };
        return (formed || cued)
            .then(|| Candidate::new(Kind::Phone, units, "North American number", points));
    }
    if validate::british_mobile(digits) {
        return Some(Candidate::new(
            Kind::Phone,
            units,
            "British mobile number",
            if cued { 45 } else { 30 },
        ));
    }
    if cued && digits.len() == 11 && digits[0] == 0 && matches!(digits[1], 1 | 2) {
        return Some(Candidate::new(Kind::Phone, units, "British fixed line", 25));
    }
    if (cued || people_near(number)) && validate::australian_mobile(digits) {
        return Some(Candidate::new(
            Kind::Phone,
            units,
            "Australian mobile number",
            30,
        ));
    }
    // Seven digits as an American child gives them, eight as in Singapore.
    let local = lens == [3, 4] && written || lens == [4, 4];
    (cued && local && !number.scan.marked)
        .then(|| Candidate::new(Kind::Phone, units, "local number", 20))
}

/// Family or the child stands in the sentence.
fn people_near(number: &Number<'_>) -> bool {
    number.before.meets(c::ME.and(c::FAMILY)) && !number.scan.marked && number.tidy()
}

/// Filler words between the parts of a number that was split on purpose.
const MOST_FILLER: usize = 7;

/// A number in two or three parts with words between: "4 số đầu 0860 rồi 6 số cuối 977111".
pub(crate) fn split(scan: &Scan, runs: &[Run], out: &mut Vec<Candidate>) {
    let cue = c::PHONE.and(c::CALL).and(c::NUMBER_OF).and(c::PART);
    if !scan.all.meets(cue) {
        return;
    }
    for (i, first) in runs.iter().enumerate() {
        if !(2..=8).contains(&first.digits.len()) || first.digits[0] != 0 {
            continue;
        }
        let mut digits = first.digits.clone();
        let mut end = first.groups.last().map_or(0, |group| group.to);
        let start = first.groups.first().map_or(0, |group| group.from);
        for next in runs.iter().skip(i + 1).take(5) {
            let from = next.groups.first().map_or(0, |group| group.from);
            let to = next.groups.last().map_or(0, |group| group.to);
            let filler = end..from;
            let words = filler.clone().filter(|&at| scan.is_word(at)).count();
            let known = filler.clone().filter(|&at| scan.is_word(at)).all(|at| {
                scan.has(
                    at,
                    c::PART
                        .and(c::IS)
                        .and(c::NUMBER_OF)
                        .and(c::DIGIT_SEP)
                        .and(c::ME)
                        .and(c::PHONE),
                )
            });
            if words > MOST_FILLER || !known {
                break;
            }
            // "6 số cuối": a count of digits, no part.
            let counts_digits = next.digits.len() == 1
                && (to..to + 2).any(|at| {
                    scan.has(at, c::NUMBER_OF) || scan.is(at, b"digits") || scan.is(at, b"so")
                });
            if counts_digits {
                end = to;
                continue;
            }
            digits.extend_from_slice(&next.digits);
            end = to;
            if digits.len() >= 10 {
                break;
            }
        }
        if digits.len() == first.digits.len() || end <= start {
            continue;
        }
        if validate::phone(&digits, false) == Some(Phone::Mobile) {
            let mut candidate = Candidate::new(
                Kind::Phone,
                scan.units(start..end),
                "valid mobile number in parts",
                40,
            );
            let cued = scan
                .left(start, 8)
                .meets(c::PHONE.and(c::CALL).and(c::NUMBER_OF));
            candidate.cue(
                cued || scan.all.meets(c::PHONE.and(c::CALL)),
                "telephone word",
                30,
            );
            candidate.add_if(
                (start..end).any(|at| scan.has(at, c::PART)),
                "words that join parts",
                15,
            );
            candidate.add_if(
                scan.all
                    .meets(c::HOMEWORK.and(c::ORDER).and(c::GAME_ID).and(c::HOTLINE)),
                "exercise, order or public line",
                -50,
            );
            out.push(candidate);
        }
    }
}
