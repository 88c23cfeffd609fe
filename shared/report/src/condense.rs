//! Days and weeks condensed into a review.

use crate::good;
use crate::input::{ChildFacts, ReviewInput};
use crate::period::{Period, Range, plus, week_of};
use crate::review::{
    Bar, ChildReview, Grants, Known, Late, Measure, Progress, Requests, Review, Standing, WeekUse,
};
use crate::talk;
use crate::trend;
use jiff::Timestamp;
use jiff::civil::Date;
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::policy::Weekday;
use luytre_core::record::Grant;
use luytre_core::summary::{DaySummary, RequestAnswer, WeekTotals};
use luytre_core::time::{Span, WallTime};
use std::collections::BTreeMap;

/// Weeks shown beside a week, itself among them.
const RECENT: i64 = 8;

/// What is kept of one child.
pub(crate) struct Kept<'a> {
    pub(crate) facts: &'a ChildFacts,
    pub(crate) days: BTreeMap<Date, &'a DaySummary>,
    pub(crate) weeks: BTreeMap<Date, &'a WeekTotals>,
}

impl Review {
    /// Condenses what is kept. Days and weeks of other children are left aside; of two of the same day the last counts.
    #[must_use]
    pub fn of(input: &ReviewInput) -> Self {
        let mut children = Vec::with_capacity(input.children.len());
        let mut ages = Vec::new();
        for facts in &input.children {
            let kept = Kept {
                facts,
                days: input
                    .days
                    .iter()
                    .filter(|day| day.child == facts.id && day.day <= input.today)
                    .map(|day| (day.day, day))
                    .collect(),
                weeks: input
                    .weeks
                    .iter()
                    .filter(|week| week.child == facts.id)
                    .map(|week| (week.week, week))
                    .collect(),
            };
            children.push(child(input, &kept));
            ages.extend(facts.age_on(input.range.last.min(input.today)));
        }
        let starters = talk::choose(&children, &ages, input.range);
        Self {
            range: input.range,
            today: input.today,
            week_starts: input.week_starts,
            children,
            starters,
        }
    }
}

fn child(input: &ReviewInput, kept: &Kept<'_>) -> ChildReview {
    let range = input.range;
    let bars = if range.period.by_weeks() {
        week_bars(input, kept)
    } else {
        range.days().map(|day| day_bar(input, kept, day)).collect()
    };
    let days: Vec<&DaySummary> = kept
        .days
        .range(range.first..=range.last)
        .map(|(_, day)| *day)
        .collect();
    let mut review = ChildReview {
        id: kept.facts.id.clone(),
        name: kept.facts.name.clone(),
        recording: kept.facts.recording,
        recorded: count(days.iter()),
        used: count(
            days.iter()
                .filter(|day| day.screen.is_positive() || day.uncharged.is_positive()),
        ),
        screen: Span::ZERO,
        uncharged: days.iter().map(|day| day.uncharged).sum(),
        agreed: None,
        trend: None,
        recent: Vec::new(),
        activities: Vec::new(),
        programs: Vec::new(),
        other_programs: Span::ZERO,
        grid: [[Span::ZERO; 24]; 7],
        grid_days: [0; 7],
        details: details(range, &days),
        late: late(input, &days),
        requests: requests(&days),
        grants: grants(&days),
        guard: ranked(sum_counts(days.iter().map(|day| &day.guard))),
        stopped: ranked(
            sum_counts(days.iter().map(|day| &day.stopped))
                .into_iter()
                .map(|(id, times)| (program_name(input, &id), times)),
        ),
        warnings: days
            .iter()
            .map(|day| day.warnings)
            .fold(0, u32::saturating_add),
        locks: days
            .iter()
            .map(|day| day.locks)
            .fold(0, u32::saturating_add),
        logins_refused: days
            .iter()
            .map(|day| day.logins_refused)
            .fold(0, u32::saturating_add),
        good: Vec::new(),
        bars,
    };
    totals(input, kept, &days, &mut review);
    hours(&days, &mut review);
    programs(input, &days, &mut review);
    if range.period == Period::Week {
        review.recent = recent(input, kept);
    }
    review.trend = trend::of(input, kept, &review);
    review.good = good::of(input, kept, &days, &review);
    review
}

/// Counts without a cast; a review never has four billion days.
pub(crate) fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn day_bar(input: &ReviewInput, kept: &Kept<'_>, day: Date) -> Bar {
    let known = if day > input.today {
        Known::Ahead
    } else if let Some(summary) = kept.days.get(&day) {
        Known::Measured(measure(input, summary))
    } else if rested(input, kept, day) {
        Known::Measured(Measure {
            screen: Span::ZERO,
            uncharged: Span::ZERO,
            agreed: None,
            granted: Span::ZERO,
            standing: Standing::Rest,
            progress: Progress::Over,
            hours: BTreeMap::new(),
        })
    } else {
        Known::Nothing
    };
    Bar {
        first: day,
        last: day,
        known,
    }
}

/// A day of which nothing is kept had no use if its week's sums are those of the days that are kept: on such a day the
/// computer stayed off.
fn rested(input: &ReviewInput, kept: &Kept<'_>, day: Date) -> bool {
    let first = week_of(day, input.week_starts);
    kept.weeks.get(&first).is_some_and(|week| {
        let days = kept.days.range(first..=plus(first, 6));
        let (sum, used) = days.fold((Span::ZERO, 0), |(sum, used), (_, day)| {
            (sum + day.screen, used + u32::from(day.screen.is_positive()))
        });
        week.screen == sum && week.days_used == used
    })
}

fn measure(input: &ReviewInput, day: &DaySummary) -> Measure {
    let progress = if day.day == input.today {
        Progress::SoFar
    } else {
        Progress::Over
    };
    let excepted = day
        .grants
        .iter()
        .any(|grant| matches!(grant.grant, Grant::FreeDay | Grant::LetIn { .. }));
    let nothing = !day.screen.is_positive() && !day.uncharged.is_positive();
    Measure {
        screen: day.screen,
        uncharged: day.uncharged,
        agreed: day.agreed,
        granted: day.granted,
        standing: if nothing && progress == Progress::Over {
            Standing::Rest
        } else {
            standing(day.screen, day.agreed, day.granted, excepted)
        },
        progress,
        hours: day.hours.clone(),
    }
}

fn standing(screen: Span, agreed: Option<Span>, granted: Span, excepted: bool) -> Standing {
    let Some(agreed) = agreed else {
        return Standing::Unlimited;
    };
    let limit = (agreed + granted).at_least_zero();
    if screen <= limit + ChildReview::TOLERANCE {
        Standing::Within {
            left: (limit - screen).at_least_zero(),
            given: (screen.min(limit) - agreed).at_least_zero(),
        }
    } else if excepted {
        Standing::Excepted
    } else {
        Standing::Over { by: screen - limit }
    }
}

fn week_bars(input: &ReviewInput, kept: &Kept<'_>) -> Vec<Bar> {
    let bars = input.range.weeks().map(|first| {
        let last = plus(first, 6);
        let days: Vec<&DaySummary> = kept.days.range(first..=last).map(|(_, day)| *day).collect();
        let week = kept.weeks.get(&first);
        let known = if first > input.today {
            Known::Ahead
        } else if week.is_none() && days.is_empty() {
            Known::Nothing
        } else {
            let granted: Span = days.iter().map(|day| day.granted).sum();
            let screen = week.map_or_else(
                || days.iter().map(|day| day.screen).sum(),
                |week| week.screen,
            );
            let agreed = week.map_or_else(|| agreed_of(&days), |week| week.agreed);
            let progress = if input.today <= last {
                Progress::SoFar
            } else {
                Progress::Over
            };
            let excepted = days
                .iter()
                .flat_map(|day| &day.grants)
                .any(|grant| matches!(grant.grant, Grant::FreeDay | Grant::LetIn { .. }));
            let uncharged: Span = days.iter().map(|day| day.uncharged).sum();
            let nothing = !screen.is_positive() && !uncharged.is_positive();
            Known::Measured(Measure {
                screen,
                uncharged,
                agreed,
                granted,
                standing: if nothing && progress == Progress::Over {
                    Standing::Rest
                } else {
                    standing(screen, agreed, granted, excepted)
                },
                progress,
                hours: BTreeMap::new(),
            })
        };
        Bar { first, last, known }
    });
    bars.collect()
}

/// The allowances of days together, if every one has one.
fn agreed_of(days: &[&DaySummary]) -> Option<Span> {
    if days.is_empty() {
        return None;
    }
    days.iter().map(|day| day.agreed).sum()
}

fn totals(input: &ReviewInput, kept: &Kept<'_>, days: &[&DaySummary], review: &mut ChildReview) {
    let range = input.range;
    let mut activities: BTreeMap<&ActivityId, Span> = BTreeMap::new();
    // Of a week whose days are not kept any more, the sums are.
    let whole_week = kept
        .weeks
        .get(&range.first)
        .filter(|_| range.period == Period::Week);
    match (range.period, whole_week) {
        (Period::Week, Some(week)) if days.is_empty() => {
            review.screen = week.screen;
            review.agreed = week.agreed;
            add(&mut activities, &week.activities);
        }
        (Period::Week | Period::Month, week) => {
            review.screen = days.iter().map(|day| day.screen).sum();
            review.agreed = week.map_or_else(|| agreed_of(days), |week| week.agreed);
            for day in days {
                add(&mut activities, &day.activities);
            }
        }
        (Period::HalfYear | Period::Year, _) => {
            review.screen = review.measured().map(|(_, week)| week.screen).sum();
            let agreed: Option<Span> = review.measured().map(|(_, week)| week.agreed).sum();
            review.agreed = agreed.filter(|agreed| agreed.is_positive());
            for first in range.weeks() {
                if let Some(week) = kept.weeks.get(&first) {
                    add(&mut activities, &week.activities);
                } else {
                    for (_, day) in kept.days.range(first..=plus(first, 6)) {
                        add(&mut activities, &day.activities);
                    }
                }
            }
        }
    }
    review.activities = longest(activities.into_iter().map(|(id, span)| (id.clone(), span)));
}

fn add<'a>(sums: &mut BTreeMap<&'a ActivityId, Span>, from: &'a BTreeMap<ActivityId, Span>) {
    for (id, span) in from {
        *sums.entry(id).or_default() += *span;
    }
}

fn hours(days: &[&DaySummary], review: &mut ChildReview) {
    for day in days {
        let weekday = Weekday::of(day.day).index();
        review.grid_days[weekday] += 1;
        for (hour, span) in &day.hours {
            if let Some(sum) = review.grid[weekday].get_mut(usize::from(*hour)) {
                *sum += *span;
            }
        }
    }
}

fn programs(input: &ReviewInput, days: &[&DaySummary], review: &mut ChildReview) {
    let mut sums: BTreeMap<&ProgramId, Span> = BTreeMap::new();
    for day in days {
        for (id, span) in &day.programs {
            *sums.entry(id).or_default() += *span;
        }
    }
    let mut all = longest(
        sums.into_iter()
            .map(|(id, span)| (program_name(input, id), span)),
    );
    review.other_programs = all
        .split_off(all.len().min(ChildReview::PROGRAMS))
        .into_iter()
        .map(|(_, span)| span)
        .sum();
    review.programs = all;
}

fn program_name(input: &ReviewInput, id: &ProgramId) -> String {
    input
        .programs
        .get(id)
        .cloned()
        .unwrap_or_else(|| id.to_string())
}

/// Longest first, then by name; nothing is left out.
fn longest<Id: Ord>(amounts: impl Iterator<Item = (Id, Span)>) -> Vec<(Id, Span)> {
    let mut all: Vec<_> = amounts.collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

fn sum_counts<'a, Id: Ord + Clone + 'a>(
    days: impl Iterator<Item = &'a BTreeMap<Id, u32>>,
) -> BTreeMap<Id, u32> {
    let mut sums: BTreeMap<Id, u32> = BTreeMap::new();
    for (id, times) in days.flatten() {
        let sum = sums.entry(id.clone()).or_default();
        *sum = sum.saturating_add(*times);
    }
    sums
}

fn ranked(counts: impl IntoIterator<Item = (String, u32)>) -> Vec<(String, u32)> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

/// First and last of the days that are kept, where the range began earlier.
fn details(range: Range, days: &[&DaySummary]) -> Option<(Date, Date)> {
    let (first, last) = (days.first()?.day, days.last()?.day);
    (range.period.by_weeks() && plus(range.first, 6) < first).then_some((first, last))
}

fn late(input: &ReviewInput, days: &[&DaySummary]) -> Late {
    let mut late = Late::default();
    let mut latest_after = Span::ZERO;
    for day in days.iter().filter(|day| day.late.is_positive()) {
        late.span += day.late;
        late.days += 1;
        let Some(end) = day.last.and_then(|last| local(input, last)) else {
            continue;
        };
        // How far into the night, so that 00:30 is later than 23:00.
        let midnight = day.day.to_datetime(jiff::civil::Time::midnight());
        let after = end.duration_since(midnight).as_millis();
        let after = Span::from_millis(i64::try_from(after).unwrap_or(0));
        if after > latest_after {
            latest_after = after;
            late.latest = Some((day.day, end.time()));
        }
    }
    late
}

/// What the family's clocks and calendar show at an instant; `None` beyond the years that there are.
pub(crate) fn local(input: &ReviewInput, at: WallTime) -> Option<jiff::civil::DateTime> {
    let instant = Timestamp::from_millisecond(at.0).ok()?;
    Some(input.zone.to_datetime(instant))
}

fn requests(days: &[&DaySummary]) -> Requests {
    let mut sums = Requests::default();
    for request in days.iter().flat_map(|day| &day.requests) {
        match request.answer {
            Some(RequestAnswer::Approved) => sums.approved += 1,
            Some(RequestAnswer::Denied) => sums.denied += 1,
            Some(RequestAnswer::Expired) => sums.expired += 1,
            None => sums.open += 1,
        }
    }
    sums
}

fn grants(days: &[&DaySummary]) -> Grants {
    let mut sums = Grants::default();
    for grant in days.iter().flat_map(|day| &day.grants) {
        match &grant.grant {
            Grant::Minutes { span, .. } if span.is_negative() => sums.taken += -*span,
            Grant::Minutes { span, .. } => {
                sums.gifts += 1;
                sums.given += *span;
            }
            Grant::LetIn { .. } => sums.let_ins += 1,
            Grant::FreeDay => sums.free_days += 1,
            Grant::Lock { .. } => sums.locks += 1,
            Grant::Unlock => {}
            Grant::FinishMatch { .. } => sums.matches += 1,
        }
    }
    sums
}

fn recent(input: &ReviewInput, kept: &Kept<'_>) -> Vec<WeekUse> {
    let weeks = (1 - RECENT..=0).map(|back| {
        let first = plus(input.range.first, 7 * back);
        WeekUse {
            first,
            screen: week_use(kept, first),
        }
    });
    let weeks: Vec<_> = weeks.collect();
    let known = weeks.iter().filter(|week| week.screen.is_some()).count();
    // One week alone is no history.
    if known < 2 { Vec::new() } else { weeks }
}

/// Screen time of a week: its own sums if it is over, else those of its days.
pub(crate) fn week_use(kept: &Kept<'_>, first: Date) -> Option<Span> {
    if let Some(week) = kept.weeks.get(&first) {
        return Some(week.screen);
    }
    let mut days = kept.days.range(first..=plus(first, 6)).peekable();
    days.peek()?;
    Some(days.map(|(_, day)| day.screen).sum())
}
