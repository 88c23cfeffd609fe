//! How it was before: means of days that are over, against the same days of the weeks or months before.

use crate::condense::{Kept, count, week_use};
use crate::input::ReviewInput;
use crate::period::{Period, plus, week_of};
use crate::review::{ChildReview, Per, Progress, Trend};
use jiff::civil::Date;
use luytre_core::time::Span;

/// Weeks that a week is compared with.
const WEEKS: i64 = 4;
/// Months that a month is compared with; single days are kept for 13 weeks.
const MONTHS: i64 = 2;
/// Weeks on both sides below which a mean by weeks says nothing.
const ENOUGH: usize = 4;

pub(crate) fn of(input: &ReviewInput, kept: &Kept<'_>, review: &ChildReview) -> Option<Trend> {
    match input.range.period {
        Period::Week => by_days(kept, review, WEEKS, |day, back| Some(plus(day, -7 * back))),
        Period::Month => by_days(kept, review, MONTHS, same_day_of_month),
        Period::HalfYear | Period::Year => by_weeks(input, kept, review),
    }
}

/// Compares the days that are over with the same days of earlier weeks or months, so that a week that has only begun is
/// compared with begun weeks.
fn by_days(
    kept: &Kept<'_>,
    review: &ChildReview,
    most: i64,
    earlier: impl Fn(Date, i64) -> Option<Date>,
) -> Option<Trend> {
    let over: Vec<(Date, Span)> = review
        .measured()
        .filter(|(_, measure)| measure.progress == Progress::Over)
        .map(|(bar, measure)| (bar.first, measure.screen))
        .collect();
    let mut before = Vec::new();
    let mut stretches = 0;
    for back in 1..=most {
        let days: Vec<Span> = over
            .iter()
            .filter_map(|(day, _)| kept.days.get(&earlier(*day, back)?))
            .map(|day| day.screen)
            .collect();
        stretches += u32::from(!days.is_empty());
        before.extend(days);
    }
    Some(Trend {
        now: mean(over.iter().map(|(_, screen)| *screen))?,
        before: mean(before.iter().copied())?,
        count: stretches,
        per: Per::Day,
    })
}

/// The day with the same number in an earlier month; none where that month is too short.
fn same_day_of_month(day: Date, back: i64) -> Option<Date> {
    let month = day.first_of_month();
    let months = jiff::Span::new().try_months(-back).ok()?;
    let month = month.checked_add(months).ok()?;
    Date::new(month.year(), month.month(), day.day()).ok()
}

fn by_weeks(input: &ReviewInput, kept: &Kept<'_>, review: &ChildReview) -> Option<Trend> {
    let over: Vec<Span> = review
        .measured()
        .filter(|(_, measure)| measure.progress == Progress::Over)
        .map(|(_, measure)| measure.screen)
        .collect();
    let range = input.range.before(input.week_starts);
    let before: Vec<Span> = range
        .weeks()
        .map(|first| week_of(first, input.week_starts))
        .filter_map(|first| week_use(kept, first))
        .collect();
    if over.len() < ENOUGH || before.len() < ENOUGH {
        return None;
    }
    Some(Trend {
        now: mean(over.iter().copied())?,
        before: mean(before.iter().copied())?,
        count: count(before.iter()),
        per: Per::Week,
    })
}

/// The mean, rounded down to milliseconds; `None` of nothing.
pub(crate) fn mean(spans: impl Iterator<Item = Span>) -> Option<Span> {
    let (sum, count) = spans.fold((Span::ZERO, 0_i64), |(sum, count), span| {
        (sum + span, count + 1)
    });
    (count > 0).then(|| Span::from_millis(sum.as_millis() / count))
}
