//! One child's calendar as instants: which day is when, and where windows, bedtime and free time begin and end.
//!
//! Clock times become instants once, when the day changes, so that a decision compares integers only. Where a clock time
//! does not exist or exists twice (daylight saving), the "compatible" reading of RFC 5545 applies: later in a gap,
//! earlier in a fold. A day may so have 23 or 25 hours.

use crate::id::ActivityId;
use crate::policy::{
    CalendarPlan, Child, DayKind, DayPlan, Household, PerDay, TimeOfDay, TimeRange, Weekday,
};
use crate::time::{Span, WallTime};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// Days looked ahead: enough to name the next allowed time of a child who may use the computer once a week.
const DAYS_AHEAD: i32 = 8;

/// A stretch of time, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    pub(crate) from: WallTime,
    pub(crate) to: WallTime,
}

/// A child's calendar around one day.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    /// The child's days, in order, without gaps.
    pub(crate) days: Vec<Day>,
    pub(crate) windows: Vec<Stretch>,
    pub(crate) bedtime: Vec<Stretch>,
    pub(crate) free: Vec<Stretch>,
    pub(crate) activity_windows: BTreeMap<ActivityId, Vec<Stretch>>,
}

/// One day of a child, as the rules have it.
#[derive(Debug, Clone)]
pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) from: WallTime,
    pub(crate) to: WallTime,
    pub(crate) daily: Option<Span>,
    pub(crate) activities: BTreeMap<ActivityId, ActivityDay>,
    /// First day of its week.
    pub(crate) week: Date,
}

/// Allowances of an activity on one day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ActivityDay {
    pub(crate) daily: Option<Span>,
    pub(crate) per_program: Option<Span>,
}

impl Day {
    /// A day of a child, wherever in the calendar.
    pub(crate) fn of(household: &Household, child: &Child, zone: &TimeZone, date: Date) -> Self {
        let rule = DayRule::of(household, child, date);
        Self::made(household, child, zone, date, &rule)
    }

    fn made(
        household: &Household,
        child: &Child,
        zone: &TimeZone,
        date: Date,
        rule: &DayRule<'_>,
    ) -> Self {
        Self {
            date,
            from: instant(zone, date, child.day_starts),
            to: instant(zone, add_days(date, 1), child.day_starts),
            daily: rule.daily(),
            activities: child
                .activities
                .iter()
                .map(|(id, rules)| {
                    let day = ActivityDay {
                        daily: rule.of_week(&rules.daily).copied(),
                        per_program: rule.of_week(&rules.per_program_daily).copied(),
                    };
                    (id.clone(), day)
                })
                .collect(),
            week: week_of(date, household.week_starts),
        }
    }

    pub(crate) fn same_month(&self, other: &Self) -> bool {
        (self.date.year(), self.date.month()) == (other.date.year(), other.date.month())
    }
}

impl Timeline {
    /// The calendar of `child` around `at`.
    pub(crate) fn around(
        household: &Household,
        child: &Child,
        zone: &TimeZone,
        at: WallTime,
    ) -> Self {
        let today = date_of(zone, child.day_starts, at);
        let first = add_days(today, -2);
        let count = DAYS_AHEAD + 4;
        let kinds: Vec<(Date, DayRule<'_>)> = (0..count)
            .map(|n| add_days(first, n))
            .map(|date| (date, DayRule::of(household, child, date)))
            .collect();

        let ranges = |pick: &dyn Fn(&DayRule<'_>) -> Option<Vec<TimeRange>>| -> Vec<Stretch> {
            let mut list = Vec::new();
            for (date, rule) in &kinds {
                for range in pick(rule).unwrap_or_default() {
                    list.push(stretch(zone, *date, range));
                }
            }
            merged(list)
        };
        let whole_day = || {
            vec![TimeRange {
                from: TimeOfDay(0),
                to: TimeOfDay::END_OF_DAY,
            }]
        };
        let windows = ranges(&|rule| Some(rule.windows().unwrap_or_else(whole_day)));
        let bedtime = ranges(&|rule| rule.bedtime());
        let free = ranges(&|rule| rule.free());
        let activity_windows = child
            .activities
            .iter()
            .filter(|(_, rules)| !rules.windows.is_empty())
            .map(|(id, rules)| {
                let list = ranges(&|rule| {
                    Some(
                        rule.of_week(&rules.windows)
                            .cloned()
                            .unwrap_or_else(whole_day),
                    )
                });
                (id.clone(), list)
            })
            .collect();

        let days = kinds
            .iter()
            .skip(1)
            .map(|(date, rule)| Day::made(household, child, zone, *date, rule))
            .collect();
        Self {
            days,
            windows,
            bedtime,
            free,
            activity_windows,
        }
    }

    /// True while `at` is at least a day away from both ends.
    pub(crate) fn serves(&self, at: WallTime) -> bool {
        self.days.len() > 2 && self.days[1].from <= at && at < self.days[1].to
    }

    /// The day that contains `at`; the nearest one outside the range covered.
    pub(crate) fn day(&self, at: WallTime) -> &Day {
        let after = self.days.partition_point(|day| day.from <= at);
        &self.days[after.saturating_sub(1)]
    }

    /// The end of what is covered.
    pub(crate) fn horizon(&self) -> WallTime {
        self.days.last().map_or(WallTime(0), |day| day.from)
    }
}

/// The stretch of a sorted, disjoint list that contains `at`.
pub(crate) fn containing(list: &[Stretch], at: WallTime) -> Option<Stretch> {
    let after = list.partition_point(|stretch| stretch.from <= at);
    let candidate = list[..after].last()?;
    (at < candidate.to).then_some(*candidate)
}

/// The first begin after `at`.
pub(crate) fn next_begin(list: &[Stretch], at: WallTime) -> Option<WallTime> {
    list.get(list.partition_point(|stretch| stretch.from <= at))
        .map(|stretch| stretch.from)
}

/// The first begin or end after `at`.
pub(crate) fn next_edge(list: &[Stretch], at: WallTime) -> Option<WallTime> {
    match containing(list, at) {
        Some(stretch) => Some(stretch.to),
        None => next_begin(list, at),
    }
}

/// The date of the child's day that contains `at`.
pub(crate) fn date_of(zone: &TimeZone, day_starts: TimeOfDay, at: WallTime) -> Date {
    let local = zone.to_datetime(timestamp(at));
    let minute =
        u16::try_from(local.hour()).unwrap_or(0) * 60 + u16::try_from(local.minute()).unwrap_or(0);
    if minute < day_starts.0 {
        add_days(local.date(), -1)
    } else {
        local.date()
    }
}

/// The instant of a clock time.
pub(crate) fn instant(zone: &TimeZone, date: Date, time: TimeOfDay) -> WallTime {
    let (date, time) = if time == TimeOfDay::END_OF_DAY {
        (add_days(date, 1), TimeOfDay(0))
    } else {
        (date, time)
    };
    let hour = i8::try_from(time.hour()).unwrap_or(0);
    let minute = i8::try_from(time.minute()).unwrap_or(0);
    zone.to_timestamp(date.at(hour, minute, 0, 0))
        .map_or(WallTime(0), |stamp| WallTime(stamp.as_millisecond()))
}

/// First day of the week that contains `date`.
pub(crate) fn week_of(date: Date, starts: Weekday) -> Date {
    let back = (7 + Weekday::of(date).index() - starts.index()) % 7;
    add_days(date, -i32::try_from(back).unwrap_or(0))
}

/// `date` moved by whole days; stays where it is at the ends of the calendar (years -9999 and 9999).
pub(crate) fn add_days(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

fn timestamp(at: WallTime) -> Timestamp {
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn stretch(zone: &TimeZone, date: Date, range: TimeRange) -> Stretch {
    let end = if range.crosses_midnight() {
        add_days(date, 1)
    } else {
        date
    };
    Stretch {
        from: instant(zone, date, range.from),
        to: instant(zone, end, range.to),
    }
}

/// Sorted and without overlap; stretches that touch become one, so that 24:00 continues into 00:00.
fn merged(mut list: Vec<Stretch>) -> Vec<Stretch> {
    list.retain(|stretch| stretch.from < stretch.to);
    list.sort_unstable();
    let mut out: Vec<Stretch> = Vec::with_capacity(list.len());
    for stretch in list {
        match out.last_mut() {
            Some(last) if stretch.from <= last.to => last.to = last.to.max(stretch.to),
            _ => out.push(stretch),
        }
    }
    out
}

/// How one date is to be treated.
struct DayRule<'a> {
    child: &'a Child,
    kind: DayKind,
    own: Option<&'a DayPlan>,
}

impl<'a> DayRule<'a> {
    fn of(household: &'a Household, child: &'a Child, date: Date) -> Self {
        let plan = household
            .calendar
            .iter()
            .find(|entry| {
                entry.from <= date
                    && date <= entry.to
                    && (entry.children.is_empty() || entry.children.contains(&child.id))
            })
            .map(|entry| &entry.plan);
        let ordinary = DayKind::Day(Weekday::of(date));
        let (kind, own) = match plan {
            Some(CalendarPlan::TreatAs(kind)) => (*kind, None),
            // What the family wrote for the day beats the holidays altogether: its gaps are filled as on any such weekday.
            Some(CalendarPlan::Own(own)) => (ordinary, Some(own)),
            None => {
                let holidays = household.holidays.as_ref();
                let holiday = holidays.and_then(|holidays| holidays.kind_of(date));
                (holiday.unwrap_or(ordinary), None)
            }
        };
        Self { child, kind, own }
    }

    fn of_week<'b, T>(&self, table: &'b PerDay<T>) -> Option<&'b T> {
        table.on_kind(self.kind)
    }

    fn own<T>(&self, pick: impl Fn(&'a DayPlan) -> Option<T>) -> Option<T> {
        self.own.and_then(pick)
    }

    fn daily(&self) -> Option<Span> {
        self.own(|plan| plan.daily)
            .or_else(|| self.of_week(&self.child.screen.daily).copied())
    }

    fn windows(&self) -> Option<Vec<TimeRange>> {
        self.own(|plan| plan.windows.clone())
            .or_else(|| self.of_week(&self.child.screen.windows).cloned())
    }

    fn bedtime(&self) -> Option<Vec<TimeRange>> {
        self.own(|plan| plan.bedtime.clone())
            .or_else(|| self.of_week(&self.child.screen.bedtime).cloned())
    }

    fn free(&self) -> Option<Vec<TimeRange>> {
        self.own(|plan| plan.free.clone())
            .or_else(|| self.of_week(&self.child.screen.free).cloned())
    }
}
