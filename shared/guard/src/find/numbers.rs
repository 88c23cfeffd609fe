//! Rows of digits: whose number is it? The nearest word that owns numbers decides which reader gets them.
//!
//! Absent: the readers themselves (telephone, papers, payment).

use crate::candidate::Candidate;
use crate::digits::{Run, Separator};
use crate::find::{papers, payment, phone};
use crate::lexicon::class::{self as c, Set};
use crate::scan::Scan;
use alloc::vec::Vec;
use core::ops::Range;

/// Words that say what a number near them is.
const OWNERS: Set = c::PHONE
    .and(c::CALL)
    .and(c::CCCD)
    .and(c::CMND)
    .and(c::PASSPORT)
    .and(c::BHYT)
    .and(c::SSN)
    .and(c::TAX)
    .and(c::CARD)
    .and(c::CVV)
    .and(c::ACCOUNT)
    .and(c::BANK)
    .and(c::ORDER)
    .and(c::HOTLINE)
    .and(c::GAME_ID)
    .and(c::TECH)
    .and(c::OTP)
    .and(c::PLATE)
    .and(c::SCAM)
    .and(c::CODE)
    .and(c::HOMEWORK)
    .and(c::EXAMPLE);

/// A piece of a run with its neighbourhood.
pub(crate) struct Number<'a> {
    pub(crate) scan: &'a Scan,
    pub(crate) run: &'a Run,
    pub(crate) groups: Range<usize>,
    pub(crate) digits: &'a [u8],
    pub(crate) tokens: Range<usize>,
    /// Classes of the nearest owner on the left, and how many tokens away.
    pub(crate) owner: Set,
    pub(crate) owner_distance: usize,
    /// Six words before, three after.
    pub(crate) before: Set,
    pub(crate) after: Set,
    pub(crate) sentence: Set,
    pub(crate) plus: bool,
}

impl Number<'_> {
    pub(crate) fn owned_by(&self, class: Set) -> bool {
        self.owner.meets(class)
    }

    /// Written in one piece or in groups a person would write.
    pub(crate) fn tidy(&self) -> bool {
        let groups = &self.run.groups[self.groups.clone()];
        if groups.len() == 1 {
            return true;
        }
        let single = groups.iter().all(|group| group.len == 1);
        let odd = groups.iter().filter(|group| group.len == 1).count();
        let all_spelled = groups.iter().all(|group| group.spelled);
        let mixed = groups[1..].iter().any(|group| {
            matches!(group.separator, Separator::Slash | Separator::Line)
                || group.separator == Separator::Comma && !all_spelled
        });
        !mixed
            && (single || odd <= 1 || groups.iter().any(|group| group.spelled || group.disguised))
    }
}

/// Money, measures or sums right after, or sums right before.
pub(crate) fn is_amount(scan: &Scan, tokens: &Range<usize>) -> bool {
    let next = tokens.end;
    let unit = scan.has(next, c::MONEY.and(c::UNIT))
        && !scan.has(next, c::BANK)
        && !scan.breaks_line(next)
        && {
            // "0912345678 em", "… k", "… bạn": short words that are units only when they are glued.
            let plain = scan.plain(next);
            !matches!(
                plain,
                b"em"
                    | b"ban"
                    | b"con"
                    | b"nguoi"
                    | b"like"
                    | b"follow"
                    | b"bai"
                    | b"k"
                    | b"d"
                    | b"l"
                    | b"g"
                    | b"m"
            ) || (scan.glued(next) && plain.len() == 1)
        };
    let sum_after = matches!(
        scan.sign(next),
        Some(b'=' | b'+' | b'*' | b'%' | b'$' | b'^' | b'<' | b'>')
    ) && (scan.is_number(next + 1) || matches!(scan.sign(next), Some(b'%' | b'$')));
    let times_after = scan.is(next, b"x") && scan.is_number(next + 1);
    let before = tokens.start.checked_sub(1);
    let sum_before = before.is_some_and(|at| {
        matches!(scan.sign(at), Some(b'$' | b'*' | b'^' | b'<' | b'>'))
            || (matches!(scan.sign(at), Some(b'+' | b'-' | b'='))
                && at > 0
                && scan.is_number(at - 1))
            || (scan.is(at, b"x") && at > 0 && scan.is_number(at - 1))
    });
    unit || sum_after || times_after || sum_before
}

/// More of a code is glued to the digits: a letter row before or after that is no word.
fn in_a_code(scan: &Scan, tokens: &Range<usize>) -> bool {
    let before = tokens
        .start
        .checked_sub(1)
        .filter(|_| scan.glued(tokens.start));
    if let Some(at) = before {
        if scan.sign(at) == Some(b'#') {
            return true;
        }
        if scan.is_word(at)
            && !scan.has(
                at,
                OWNERS
                    .and(c::NUMBER_OF)
                    .and(c::IS)
                    .and(c::ME)
                    .and(c::FAMILY)
                    .and(c::DIGIT_SEP),
            )
        {
            return true;
        }
        if matches!(scan.sign(at), Some(b'-' | b'_' | b'/'))
            && at > 0
            && scan.glued(at)
            && (scan.is_word(at - 1) || scan.is_number(at - 1))
        {
            return true;
        }
    }
    if scan.is_word(tokens.end) && scan.glued(tokens.end) {
        let code = scan.capital(tokens.end)
            || (scan.glued(tokens.end + 1) && scan.is_number(tokens.end + 1));
        return code;
    }
    scan.glued(tokens.end)
        && matches!(scan.sign(tokens.end), Some(b'-' | b'_' | b'/' | b'@'))
        && scan.glued(tokens.end + 1)
        && (scan.is_word(tokens.end + 1) || scan.is_number(tokens.end + 1))
        && !scan.has(tokens.end + 1, c::FAMILY.and(c::ME))
}

/// Everything that rows of digits can be.
pub(crate) fn find(scan: &Scan, runs: &[Run], out: &mut Vec<Candidate>) {
    for run in runs {
        if run.digits.len() < 3 {
            continue;
        }
        let mut group = 0;
        while group < run.groups.len() {
            group = match longest(scan, run, group, out) {
                Some(next) => next,
                None => group + 1,
            };
        }
    }
    phone::split(scan, runs, out);
}

/// Reads the longest convincing number that starts at this group; gives the group after it.
fn longest(scan: &Scan, run: &Run, start: usize, out: &mut Vec<Candidate>) -> Option<usize> {
    let mut ends = run.groups.len();
    // No number has more than nineteen digits.
    while ends > start + 1 && run.digits_of(start..ends).len() > 19 {
        ends -= 1;
    }
    let first = run.groups.get(start)?;
    let owner_at = scan.nearest_left(first.from, 14, OWNERS);
    let owner = owner_at.map_or(Set::NONE, |at| scan.tokens[at].class);
    let before = scan.left(first.from, 6);
    let sentence = scan.sentence(first.from);
    let plus = first.from.checked_sub(1).is_some_and(|at| {
        scan.sign(at) == Some(b'+') && scan.glued(first.from) && !(at > 0 && scan.is_number(at - 1))
    });
    let mut weak: Option<Candidate> = None;
    for end in (start + 1..=ends).rev() {
        let digits = run.digits_of(start..end);
        if digits.len() < 3 {
            break;
        }
        let tokens = run.tokens_of(start..end);
        let number = Number {
            scan,
            run,
            groups: start..end,
            digits,
            owner,
            owner_distance: owner_at.map_or(usize::MAX, |at| tokens.start - at),
            before,
            after: scan.right(tokens.end, 3),
            sentence,
            plus,
            tokens,
        };
        let spelled = run.spelled(start..end);
        if !spelled && in_a_code(scan, &number.tokens) && !papers::allows_letters(&number) {
            continue;
        }
        let money_first = || {
            number
                .owned_by(c::ACCOUNT.and(c::BANK))
                .then(|| payment::account(&number))
                .flatten()
        };
        let read = payment::card(&number)
            .or_else(money_first)
            .or_else(|| papers::read(&number))
            .or_else(|| payment::account(&number))
            .or_else(|| phone::read(&number))
            .or_else(|| payment::check_code(&number));
        if let Some(mut candidate) = read {
            candidate.add_if(
                !spelled && digits.len() < 13 && is_amount(scan, &number.tokens),
                "an amount or a sum",
                -80,
            );
            if candidate.convinces() {
                out.push(candidate);
                return Some(end);
            }
            if weak
                .as_ref()
                .is_none_or(|weak| weak.score < candidate.score)
            {
                weak = Some(candidate);
            }
        }
    }
    out.extend(weak);
    None
}
