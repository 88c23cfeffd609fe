//! What is known of the days that are not settled yet, the present one among them, and of the present week. Reading
//! changes nothing.

use super::Engine;
use super::account::DayAccount;
use super::settle;
use super::timeline::{self, Day};
use crate::id::{ActivityId, ChildId};
use crate::record::DayTotals;
use crate::summary::{DayPart, SettledDay, Stretch};
use crate::time::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A child's present week, the present day included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekNow {
    /// First day of the week.
    pub week: Date,
    /// The present day.
    pub today: Date,
    /// Charged screen time of the week.
    pub screen: Span,
    /// Charged screen time of today.
    pub screen_today: Span,
    /// Days with any screen time.
    pub days_used: u32,
    /// Charged time of each activity in the week.
    pub activities: BTreeMap<ActivityId, Span>,
}

impl Engine {
    /// The last of a child's days that is settled: of that day and of earlier ones only sums are known here.
    #[must_use]
    pub fn settled_until(&self, child: &ChildId) -> Option<Date> {
        self.state.children.get(child)?.settled
    }

    /// How the days of a child that are not settled yet would be settled now: days that have ended and the present one,
    /// in order. Use that was found out for a settled day comes as an addition. No week ends with any of them.
    #[must_use]
    pub fn unsettled(&self, child: &ChildId) -> Vec<SettledDay> {
        let Some(state) = self.state.children.get(child) else {
            return Vec::new();
        };
        let again = |date: Date| date < state.today && state.settled >= Some(date);
        let days = state
            .days
            .until(state.today)
            .filter(|(date, _)| !again(**date))
            .map(|(date, account)| (*date, account.clone(), DayPart::Whole));
        let more = state
            .days
            .until(state.today)
            .filter(|(date, _)| again(**date))
            .chain(&state.additions)
            .map(|(date, account)| (*date, account.clone(), DayPart::Addition));
        let mut all: Vec<_> = days.chain(more).collect();
        if !all
            .iter()
            .any(|(date, _, part)| *date == state.today && *part == DayPart::Whole)
        {
            all.push((state.today, DayAccount::default(), DayPart::Whole));
        }
        all.sort_by_key(|(date, _, _)| *date);
        all.into_iter()
            .filter_map(|(date, account, part)| self.as_if_settled(child, date, account, part))
            .collect()
    }

    fn as_if_settled(
        &self,
        child: &ChildId,
        date: Date,
        account: DayAccount,
        part: DayPart,
    ) -> Option<SettledDay> {
        let day = self.day_of(child, date)?;
        let hours = self
            .house
            .as_ref()
            .map(|house| settle::hours(&house.zone, day.from, day.to))
            .unwrap_or_default();
        let night = self.night(child, &day);
        let (left, activities_left) = match part {
            DayPart::Whole => {
                let left = self.left_on(child, date);
                (left.screen, left.activities)
            }
            DayPart::Addition => (None, Vec::new()),
        };
        let Day {
            from, to, daily, ..
        } = day;
        Some(SettledDay {
            totals: DayTotals {
                child: child.clone(),
                day: date,
                screen: account.screen,
                activities: account.activities.into_iter().collect(),
                programs: account.programs.into_iter().collect(),
                left,
                activities_left,
            },
            bounds: Stretch { from, to },
            part,
            agreed: daily,
            hours,
            night,
            warnings: account.warnings,
            week: None,
        })
    }

    /// A child's present week; `None` for a child that the household does not know.
    #[must_use]
    pub fn week_now(&self, child: &ChildId) -> Option<WeekNow> {
        let starts = self.house.as_ref()?.household.week_starts;
        self.rules(child)?;
        let state = self.state.children.get(child)?;
        let week = timeline::week_of(state.today, starts);
        let mut now = WeekNow {
            week,
            today: state.today,
            screen: Span::ZERO,
            screen_today: state
                .days
                .get(state.today)
                .map(|day| day.screen)
                .unwrap_or_default(),
            days_used: 0,
            activities: BTreeMap::new(),
        };
        if let Some(so_far) = state.week.as_ref().filter(|so_far| so_far.week == week) {
            now.screen = so_far.screen;
            now.days_used = so_far.days_used;
            now.activities = so_far.activities.clone();
        }
        let open = state.days.until(state.today).chain(&state.additions);
        for (date, account) in open.filter(|(date, _)| **date >= week) {
            now.screen += account.screen;
            if account.screen.is_positive() && state.settled < Some(*date) {
                now.days_used += 1;
            }
            for (id, span) in &account.activities {
                *now.activities.entry(id.clone()).or_default() += *span;
            }
        }
        Some(now)
    }
}
