//! Days that nothing changes any more: handed over to be sealed, and folded into the sums that limits need.
//!
//! A day closes at its boundary, for the rules. It is settled a little later, when its last minutes cannot turn out to
//! be a pause any more, and only under a date that is known to be right. From then on the engine's memory does not tell
//! what was done on it.

use super::Engine;
use super::account::DayAccount;
use super::timeline::{self, Day, Timeline, add_days};
use crate::action::{Action, Effect};
use crate::id::{ActivityId, ChildId};
use crate::policy::TimeOfDay;
use crate::record::DayTotals;
use crate::summary::{DayPart, SettledDay, Stretch, WeekTotals};
use crate::time::{Span, WallTime};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a family sets no bedtime, use counts as late from then on...
const LATE_FROM: TimeOfDay = TimeOfDay(22 * 60);
/// ... and until then.
const LATE_TO: TimeOfDay = TimeOfDay(5 * 60);
const HOUR: i64 = 3_600_000;

/// Sums of a week, day by day as they are settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WeekSoFar {
    pub(crate) week: Date,
    pub(crate) screen: Span,
    pub(crate) days_used: u32,
    pub(crate) activities: BTreeMap<ActivityId, Span>,
}

impl WeekSoFar {
    fn new(week: Date) -> Self {
        Self {
            week,
            screen: Span::ZERO,
            days_used: 0,
            activities: BTreeMap::new(),
        }
    }

    fn add(&mut self, day: &DayAccount, part: DayPart) {
        self.screen += day.screen;
        if part == DayPart::Whole && day.screen.is_positive() {
            self.days_used += 1;
        }
        for (id, span) in &day.activities {
            *self.activities.entry(id.clone()).or_default() += *span;
        }
    }
}

impl Engine {
    /// The first day that the week and the month of `date` share: sums kept under it belong to both.
    pub(super) fn group_of(&self, date: Date) -> Date {
        let starts = self
            .house
            .as_ref()
            .map(|house| house.household.week_starts)
            .unwrap_or_default();
        timeline::week_of(date, starts).max(date.first_of_month())
    }

    /// Counts what the child is warned of, for the day's summary.
    pub(super) fn count_warnings(&mut self, actions: &[Action]) {
        for action in actions {
            let Action::Tell(notice) = action else {
                continue;
            };
            let shown = matches!(notice.effect, Effect::Warn | Effect::Countdown);
            if let Some(child) = notice
                .child
                .as_ref()
                .filter(|_| shown)
                .and_then(|id| self.state.children.get_mut(id))
            {
                child.days.entry(child.today).warnings += 1;
            }
        }
    }

    /// Hands over the days that are complete.
    pub(super) fn settle_days(&mut self) {
        let confirmed = self
            .state
            .last
            .as_ref()
            .is_some_and(|last| last.clock.confirmed);
        if !confirmed {
            return;
        }
        for id in self.child_ids().iter() {
            while let Some((date, part)) = self.next_to_settle(id) {
                if !self.settle_day(id, date, part) {
                    break;
                }
            }
        }
    }

    fn next_to_settle(&self, id: &ChildId) -> Option<(Date, DayPart)> {
        let child = self.state.children.get(id)?;
        if !child.undated.is_empty() {
            return None;
        }
        if let Some(date) = child.additions.keys().next() {
            return Some((*date, DayPart::Addition));
        }
        let date = child.days.first_closed_before(child.today)?;
        // A calendar that went back, by another time zone, comes to a day a second time.
        let again = child.settled.is_some_and(|settled| date <= settled);
        let part = if again {
            DayPart::Addition
        } else {
            DayPart::Whole
        };
        Some((date, part))
    }

    /// When the day that is closed and not settled yet can be, in trusted time.
    pub(super) fn settles_at(&self, id: &ChildId) -> Option<WallTime> {
        let (date, _) = self.next_to_settle(id)?;
        Some(self.day_of(id, date)?.to + self.keep(id))
    }

    pub(super) fn day_of(&self, id: &ChildId, date: Date) -> Option<Day> {
        let house = self.house.as_ref()?;
        let rules = house.household.child(id)?;
        Some(Day::of(&house.household, rules, &house.zone, date))
    }

    /// Hands over a day. False if its last minutes may still change.
    fn settle_day(&mut self, id: &ChildId, date: Date, part: DayPart) -> bool {
        let Some(day) = self.day_of(id, date) else {
            return false;
        };
        let unsettled = self.state.children.get(id).is_some_and(|child| {
            child
                .recent
                .first()
                .is_some_and(|charge| charge.from < day.to)
        });
        if unsettled {
            if self.now() - self.keep(id) < day.to {
                return false;
            }
            let records = self.drain(id, day.to);
            if !records.is_empty() {
                self.out.push(Action::Append(records));
            }
        }
        let left = self.left_on(id, date);
        let group = self.group_of(date);
        let night = self.night(id, &day);
        let hours = self
            .house
            .as_ref()
            .map(|house| hours(&house.zone, day.from, day.to))
            .unwrap_or_default();
        let Some(child) = self.state.children.get_mut(id) else {
            return false;
        };
        let account = match part {
            DayPart::Whole => child.days.fold(date, group),
            DayPart::Addition => match child.additions.remove(&date) {
                Some(account) => account,
                None => child.days.fold(date, group),
            },
        };
        child.settled = child.settled.max(Some(date));
        let week = self.add_to_week(id, &day, &account, part);
        let (left, activities_left) = match part {
            DayPart::Whole => (left.screen, left.activities),
            DayPart::Addition => (None, Vec::new()),
        };
        self.out.push(Action::Settle(Box::new(SettledDay {
            totals: DayTotals {
                child: id.clone(),
                day: date,
                screen: account.screen,
                activities: account.activities.into_iter().collect(),
                programs: account.programs.into_iter().collect(),
                left,
                activities_left,
            },
            bounds: Stretch {
                from: day.from,
                to: day.to,
            },
            part,
            agreed: day.daily,
            hours,
            night,
            warnings: account.warnings,
            week,
        })));
        self.dirty = true;
        true
    }

    /// Adds a day to its week; gives the week that is over with it, if one is.
    fn add_to_week(
        &mut self,
        id: &ChildId,
        day: &Day,
        account: &DayAccount,
        part: DayPart,
    ) -> Option<WeekTotals> {
        let child = self.state.children.get_mut(id)?;
        let so_far = child.week.take();
        // Of weeks that are over, nothing is known here any more.
        if part == DayPart::Addition && so_far.as_ref().is_none_or(|so_far| so_far.week != day.week)
        {
            child.week = so_far;
            return None;
        }
        let (over, mut so_far) = match so_far {
            Some(so_far) if so_far.week == day.week => (None, so_far),
            before => (before, WeekSoFar::new(day.week)),
        };
        so_far.add(account, part);
        let ends = add_days(day.week, 6) == day.date;
        let over = if ends && over.is_none() {
            Some(so_far)
        } else {
            child.week = Some(so_far);
            over
        };
        over.map(|so_far| WeekTotals {
            agreed: self.agreed_in_week(id, so_far.week),
            child: id.clone(),
            week: so_far.week,
            screen: so_far.screen,
            days_used: so_far.days_used,
            activities: so_far.activities,
        })
    }

    fn agreed_in_week(&self, id: &ChildId, week: Date) -> Option<Span> {
        let weekly = self.rules(id)?.screen.weekly;
        let daily = (0..7).try_fold(Span::ZERO, |sum, n| {
            Some(sum + self.day_of(id, add_days(week, n))?.daily?)
        });
        [daily, weekly].into_iter().flatten().min()
    }

    /// When the child should have been asleep on this day.
    pub(super) fn night(&self, id: &ChildId, day: &Day) -> Vec<Stretch> {
        let Some((house, rules)) = self
            .house
            .as_ref()
            .and_then(|house| Some((house, house.household.child(id)?)))
        else {
            return Vec::new();
        };
        let timeline = Timeline::around(&house.household, rules, &house.zone, day.from);
        let nights: Vec<(WallTime, WallTime)> = if rules.screen.bedtime.is_empty() {
            (-1..=1)
                .map(|n| {
                    let evening = add_days(day.date, n);
                    (
                        timeline::instant(&house.zone, evening, LATE_FROM),
                        timeline::instant(&house.zone, add_days(evening, 1), LATE_TO),
                    )
                })
                .collect()
        } else {
            let bedtime = timeline.bedtime.iter();
            bedtime.map(|stretch| (stretch.from, stretch.to)).collect()
        };
        nights
            .into_iter()
            .map(|(from, to)| Stretch {
                from: from.max(day.from),
                to: to.min(day.to),
            })
            .filter(|stretch| stretch.from < stretch.to)
            .collect()
    }
}

/// The hours of the wall clock between two instants, and where each begins.
pub(super) fn hours(zone: &TimeZone, from: WallTime, to: WallTime) -> Vec<(WallTime, u8)> {
    let mut list = Vec::with_capacity(25);
    let mut at = from;
    while at < to && list.len() < 50 {
        let stamp = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let local = zone.to_datetime(stamp);
        list.push((at, u8::try_from(local.hour()).unwrap_or(0)));
        let into = i64::from(local.minute()) * 60_000
            + i64::from(local.second()) * 1000
            + i64::from(local.millisecond());
        at = at + Span::from_millis(HOUR - into);
    }
    list
}
