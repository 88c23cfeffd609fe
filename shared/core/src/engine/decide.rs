//! What the rules say now: every reason that holds, and how much is left.

use super::Engine;
use super::account::Credit;
use super::state::Phase;
use super::timeline::{Day, Timeline, containing, next_begin, next_edge};
use crate::action::Reason;
use crate::id::{ActivityId, ChildId, ProgramId};
use crate::policy::Counts;
use crate::time::{Span, WallTime};
use jiff::civil::Date;

/// The rules' answer about screen time at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Reasons against use, headline first; empty if use is allowed.
    pub(super) reasons: Vec<Reason>,
    /// Available now; `None` where nothing limits.
    pub(super) left: Option<Span>,
    /// What ends it first.
    pub(super) ends_by: Option<Reason>,
    /// Until the next wall behind which use is not allowed.
    pub(super) wall: Option<(Span, Reason)>,
    /// By how much the limits that are spent are overdrawn.
    pub(super) overdrawn: Span,
}

/// What is used up to an instant that is looked ahead to.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    used: Span,
    charged: Span,
}

impl Ahead {
    /// Nothing is used until then.
    const REST: Self = Self {
        used: Span::ZERO,
        charged: Span::ZERO,
    };

    /// All of the time until then is used, and charged where it is not free.
    fn exception(timeline: &Timeline, now: WallTime, until: WallTime) -> Self {
        Self {
            used: until.since(now),
            charged: charged_between(timeline, now, until),
        }
    }

    /// All of it is used and nothing charged.
    fn free(span: Span) -> Self {
        Self {
            used: span,
            charged: Span::ZERO,
        }
    }
}

/// How much of a stretch of use would be charged: what lies outside free time.
fn charged_between(timeline: &Timeline, from: WallTime, to: WallTime) -> Span {
    let free: Span = timeline
        .free
        .iter()
        .map(|stretch| {
            stretch
                .to
                .min(to)
                .since(stretch.from.max(from))
                .at_least_zero()
        })
        .sum();
    to.since(from) - free
}

/// Left of each screen allowance, overdrawn ones below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lefts {
    pub(super) daily: Option<Span>,
    pub(super) weekly: Option<Span>,
    pub(super) monthly: Option<Span>,
}

/// What was left on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DayLeft {
    pub(super) screen: Option<Span>,
    pub(super) activities: Vec<(ActivityId, Span)>,
}

/// The rules' answer about one activity, or one program of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ActivityVerdict {
    pub(super) state: ActivityState,
    /// Left of its own limits, never below zero; `None` where it has none.
    pub(super) left: Option<Span>,
    /// By how much it is overdrawn.
    pub(super) overdrawn: Span,
    /// Until its windows end.
    pub(super) wall: Option<Span>,
}

/// May an activity be used?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ActivityState {
    Allowed,
    /// Its allowance is spent.
    Spent,
    /// Outside its windows.
    Outside,
    /// It is not allowed at all.
    Forbidden,
}

impl Engine {
    /// What the rules say about screen time now.
    pub(super) fn verdict(&self, id: &ChildId) -> Verdict {
        let now = self.now();
        let mut verdict = Verdict {
            reasons: Vec::new(),
            left: None,
            ends_by: None,
            wall: None,
            overdrawn: Span::ZERO,
        };
        let (Some(timeline), Some(child)) = (self.timeline(id), self.state.children.get(id)) else {
            return verdict;
        };
        let free_day = child.days.get(child.today).is_some_and(|day| day.free);
        let locked = child
            .parent_lock
            .is_some_and(|lock| lock.until.is_none_or(|until| now < until));
        if locked {
            verdict.reasons.push(Reason::LockedByParent);
        }
        // Walls before the end of an exception do not stand; what comes after it decides whether its end is a wall itself.
        let mut from = now;
        if let Some(until) = child.let_in.filter(|until| now < *until && !locked) {
            if let Some(then) = self.objection(id, until, Ahead::exception(timeline, now, until)) {
                let then = Box::new(then);
                verdict.wall_in(until.since(now), Reason::LetInEnds { then });
                return verdict;
            }
            from = until;
        }
        if containing(&timeline.bedtime, from).is_some() {
            verdict.reasons.push(Reason::Bedtime);
        } else if let Some(begin) =
            next_begin(&timeline.bedtime, from).filter(|at| *at < timeline.horizon())
        {
            verdict.wall_in(begin.since(now), Reason::Bedtime);
        }
        if free_day {
            // The rules of the next day stand from its beginning.
            let ends = timeline.day(now).to;
            if from < ends
                && let Some(then) = self.objection(id, ends, Ahead::free(ends.since(now)))
            {
                verdict.wall_in(ends.since(now), then);
            }
        } else {
            match containing(&timeline.windows, from) {
                Some(window) if window.to < timeline.horizon() => {
                    verdict.wall_in(window.to.since(now), Reason::OutsideWindows);
                }
                Some(_) => {}
                None => verdict.reasons.push(Reason::OutsideWindows),
            }
            if let Some(left) = self.until_break(id, now) {
                if left.is_positive() {
                    verdict.limit(left, Reason::BreakDue);
                } else {
                    verdict.reasons.push(Reason::BreakDue);
                    verdict.overdrawn = verdict.overdrawn.max(-left);
                }
            }
        }
        // Inside free time nothing is charged, and an exception beats allowances: what is left is used only after them.
        let free = containing(&timeline.free, from).map(|stretch| stretch.to.since(now));
        let untouched = free.unwrap_or_else(|| from.since(now));
        let lefts = self.lefts(id);
        for (left, reason) in [
            (lefts.monthly, Reason::Monthly),
            (lefts.weekly, Reason::Weekly),
            (lefts.daily, Reason::Daily),
        ] {
            let Some(mut left) = left else { continue };
            if from > now {
                let day = timeline.day(from);
                left = match day.daily {
                    // An exception into another day ends in that day's allowance.
                    Some(daily) if reason == Reason::Daily && day.date != child.today => daily,
                    Some(_) | None => left - charged_between(timeline, now, from),
                };
            }
            if left.is_positive() {
                verdict.limit(untouched + left, reason);
            } else if untouched.is_positive() {
                // Nothing is left for afterwards: the end is a wall, and the last minute comes before it.
                verdict.wall_in(untouched, reason);
            } else {
                verdict.overdrawn = verdict.overdrawn.max(-left);
                verdict.reasons.push(reason);
            }
        }
        if !verdict.reasons.is_empty() {
            verdict.left = Some(Span::ZERO);
            verdict.ends_by = None;
        }
        verdict
    }

    /// Left of the screen allowances of today.
    pub(super) fn lefts(&self, id: &ChildId) -> Lefts {
        self.state
            .children
            .get(id)
            .map_or_else(Lefts::default, |child| self.lefts_on(id, child.today))
    }

    fn lefts_on(&self, id: &ChildId, date: Date) -> Lefts {
        let (Some(rules), Some(child)) = (self.rules(id), self.state.children.get(id)) else {
            return Lefts::default();
        };
        if child.days.get(date).is_some_and(|day| day.free) {
            return Lefts::default();
        }
        let daily = self.on_day(id, date, |day| day.daily).flatten();
        let used = |day: &super::account::DayAccount| {
            day.credit.debt + if day.free { Span::ZERO } else { day.screen }
        };
        let balance = |from: Date, credit: fn(&Credit) -> Span| -> Span {
            child
                .days
                .range(from, date)
                .map(|(on, day)| {
                    let given = credit(&day.credit);
                    let given = if *on == date {
                        given
                    } else {
                        Credit::after_day(given, day.credit.lapsed)
                    };
                    given - used(day)
                })
                .sum()
        };
        Lefts {
            daily: daily.map(|allowance| {
                child
                    .days
                    .get(date)
                    .map_or(allowance, |day| allowance + day.credit.day - used(day))
            }),
            weekly: rules
                .screen
                .weekly
                .map(|allowance| allowance + balance(self.week_of(date), |credit| credit.week)),
            monthly: rules
                .screen
                .monthly
                .map(|allowance| allowance + balance(date.first_of_month(), |credit| credit.month)),
        }
    }

    /// First day of the household's week that contains `date`.
    fn week_of(&self, date: Date) -> Date {
        let starts = self
            .house
            .as_ref()
            .map(|house| house.household.week_starts)
            .unwrap_or_default();
        super::timeline::week_of(date, starts)
    }

    /// Looks at a child's day as the rules have it: at hand around the present, made for the purpose where a day closes
    /// long after its end.
    fn on_day<T>(&self, id: &ChildId, date: Date, look: impl FnOnce(&Day) -> T) -> Option<T> {
        let house = self.house.as_ref()?;
        let timeline = house.timelines.get(id)?;
        if let Some(day) = timeline.days.iter().find(|day| day.date == date) {
            return Some(look(day));
        }
        let child = house.household.child(id)?;
        Some(look(&Day::of(&house.household, child, &house.zone, date)))
    }

    /// Left of the allowances of a day at its end or now, walls left aside.
    pub(super) fn left_on(&self, id: &ChildId, date: Date) -> DayLeft {
        let Lefts {
            daily,
            weekly,
            monthly,
        } = self.lefts_on(id, date);
        let screen = [daily, weekly, monthly]
            .into_iter()
            .flatten()
            .min()
            .map(Span::at_least_zero);
        let activities = self
            .rules(id)
            .map(|rules| rules.activities.keys())
            .into_iter()
            .flatten()
            .filter_map(|activity| {
                let left = self.activity_left(id, activity, date)?.at_least_zero();
                // What a child can use is the lesser of the activity's and the screen's.
                Some((
                    activity.clone(),
                    screen.map_or(left, |screen| left.min(screen)),
                ))
            })
            .collect();
        DayLeft { screen, activities }
    }

    /// Until the forced break; zero or below while it is due. `None` where no break is agreed.
    pub(super) fn until_break(&self, id: &ChildId, now: WallTime) -> Option<Span> {
        let rule = self.rules(id)?.screen.forced_break?;
        let child = self.state.children.get(id)?;
        if child.use_since.is_none()
            && let Some(since) = child.rest_since
            && now.since(since) >= rule.rest
        {
            return Some(rule.after);
        }
        Some(rule.after - child.continuous)
    }

    /// Own allowance of an activity on a day, overdrawn below zero.
    pub(super) fn activity_left(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        date: Date,
    ) -> Option<Span> {
        let rules = self.rules(id)?;
        let child = self.state.children.get(id)?;
        let account = child.days.get(date);
        if account.is_some_and(|day| day.free) {
            return None;
        }
        let daily = self
            .on_day(id, date, |day| day.activities.get(activity)?.daily)
            .flatten()
            .map(|allowance| {
                account.map_or(allowance, |account| {
                    let credit = account
                        .activity_credit
                        .get(activity)
                        .map(|credit| credit.day)
                        .unwrap_or_default();
                    allowance + credit - account.activity(activity)
                })
            });
        rules.activities.get(activity)?;
        let weekly = self.activity_left_in_week(id, activity, date);
        [daily, weekly].into_iter().flatten().min()
    }

    /// Left of an activity's weekly allowance, overdrawn below zero.
    pub(super) fn activity_left_week(&self, id: &ChildId, activity: &ActivityId) -> Option<Span> {
        self.activity_left_in_week(id, activity, self.state.children.get(id)?.today)
    }

    fn activity_left_in_week(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        date: Date,
    ) -> Option<Span> {
        let allowance = self.rules(id)?.activities.get(activity)?.weekly?;
        let child = self.state.children.get(id)?;
        let balance: Span = child
            .days
            .range(self.week_of(date), date)
            .map(|(on, day)| {
                let credit = day.activity_credit.get(activity);
                let credit = credit.map_or(Span::ZERO, |credit| {
                    if *on == date {
                        credit.week
                    } else {
                        Credit::after_day(credit.week, credit.lapsed)
                    }
                });
                if day.free {
                    credit
                } else {
                    credit - day.activity(activity)
                }
            })
            .sum();
        Some(balance + allowance)
    }

    /// What the rules say about an activity now.
    pub(super) fn activity_verdict(&self, id: &ChildId, activity: &ActivityId) -> ActivityVerdict {
        let now = self.now();
        let mut verdict = ActivityVerdict {
            state: ActivityState::Allowed,
            left: None,
            overdrawn: Span::ZERO,
            wall: None,
        };
        let (Some(rules), Some(timeline), Some(child)) = (
            self.rules(id),
            self.timeline(id),
            self.state.children.get(id),
        ) else {
            return verdict;
        };
        if rules
            .activities
            .get(activity)
            .is_some_and(|rules| rules.counts == Counts::Blocked)
        {
            verdict.state = ActivityState::Forbidden;
            verdict.left = Some(Span::ZERO);
            return verdict;
        }
        let free_day = child.days.get(child.today).is_some_and(|day| day.free);
        if let Some(windows) = timeline.activity_windows.get(activity)
            && !free_day
        {
            match containing(windows, now) {
                Some(window) if window.to < timeline.horizon() => {
                    verdict.wall = Some(window.to.since(now));
                    verdict.left = verdict.wall;
                }
                Some(_) => {}
                None => verdict.state = ActivityState::Outside,
            }
        }
        if let Some(left) = self.activity_left(id, activity, child.today) {
            if left.is_positive() {
                verdict.left = Some(verdict.left.map_or(left, |other| other.min(left)));
            } else {
                verdict.overdrawn = -left;
                if verdict.state == ActivityState::Allowed {
                    verdict.state = ActivityState::Spent;
                }
            }
        }
        if verdict.state != ActivityState::Allowed {
            verdict.left = Some(Span::ZERO);
        }
        verdict
    }

    /// Left for one program of an activity today, overdrawn below zero; `None` where the activity has no such rule.
    pub(super) fn program_left(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        program: &ProgramId,
    ) -> Option<Span> {
        let child = self.state.children.get(id)?;
        let account = child.days.get(child.today);
        if account.is_some_and(|day| day.free) {
            return None;
        }
        let day = self
            .timeline(id)?
            .days
            .iter()
            .find(|day| day.date == child.today)?;
        let allowance = day.activities.get(activity)?.per_program?;
        let credit = account
            .and_then(|day| day.activity_credit.get(activity))
            .map(|credit| credit.of_program(program));
        let used = account.map(|day| day.program(program)).unwrap_or_default();
        Some(allowance + credit.unwrap_or_default() - used)
    }

    /// When screen use is allowed again, looked for over the next week.
    pub(super) fn allowed_again(&self, id: &ChildId) -> Option<WallTime> {
        self.allowed_after_instant(id, self.now())
    }

    /// The first edge of the calendar after `at` from which screen use is allowed, if nothing is used until then.
    pub(super) fn allowed_after_instant(&self, id: &ChildId, at: WallTime) -> Option<WallTime> {
        let timeline = self.timeline(id)?;
        let near = self.allowed_in(id, timeline, at);
        if near.is_some() || self.lefts(id).monthly.is_none_or(Span::is_positive) {
            return near;
        }
        // A spent month ends beyond the days looked ahead.
        let house = self.house.as_ref()?;
        let child = house.household.child(id)?;
        let month_ends = timeline.day(self.now()).date.last_of_month();
        let next = Day::of(
            &house.household,
            child,
            &house.zone,
            super::timeline::add_days(month_ends, 1),
        );
        let far = Timeline::around(&house.household, child, &house.zone, next.from);
        // One millisecond before it, so that the month's first instant itself is looked at.
        self.allowed_in(id, &far, next.from - Span::from_millis(1))
    }

    fn allowed_in(&self, id: &ChildId, timeline: &Timeline, at: WallTime) -> Option<WallTime> {
        let child = self.state.children.get(id)?;
        if child.parent_lock.is_some_and(|lock| lock.until.is_none()) {
            return None;
        }
        let mut at = at;
        // Each round goes to the next edge of the calendar; there are a few a day.
        for _ in 0..512 {
            let next = [
                child
                    .parent_lock
                    .and_then(|lock| lock.until)
                    .filter(|until| *until > at),
                next_edge(&timeline.bedtime, at),
                next_edge(&timeline.windows, at),
                next_edge(&timeline.free, at),
                Some(timeline.day(at).to).filter(|end| *end > at),
                self.rest_ends(id).filter(|end| *end > at),
            ]
            .into_iter()
            .flatten()
            .min()?;
            if next >= timeline.horizon() {
                return None;
            }
            if self.objection_in(id, timeline, next, Ahead::REST).is_none() {
                return Some(next);
            }
            at = next;
        }
        None
    }

    /// When the rest that is due will be over, if it begins now at the latest.
    pub(super) fn rest_ends(&self, id: &ChildId) -> Option<WallTime> {
        let rule = self.rules(id)?.screen.forced_break?;
        let child = self.state.children.get(id)?;
        if child.continuous < rule.after {
            return None;
        }
        let begins = match (&child.screen.phase, child.use_since, child.rest_since) {
            (_, None, Some(since)) => since,
            (Phase::Countdown { ends, .. }, _, _) => self
                .state
                .last
                .as_ref()
                .map_or_else(|| self.now(), |last| last.clock.trusted(*ends)),
            (Phase::Free | Phase::Told { .. } | Phase::Blocked { .. }, _, _) => self.now(),
        };
        Some(begins + rule.rest)
    }

    /// Would the rules allow use at `at`, if nothing were used until then?
    pub(super) fn would_allow(&self, id: &ChildId, at: WallTime) -> bool {
        self.objection(id, at, Ahead::REST).is_none()
    }

    /// What would stand against use at `at`, the first reason of all, if so much were used until then.
    fn objection(&self, id: &ChildId, at: WallTime, ahead: Ahead) -> Option<Reason> {
        self.objection_in(id, self.timeline(id)?, at, ahead)
    }

    fn objection_in(
        &self,
        id: &ChildId,
        timeline: &Timeline,
        at: WallTime,
        ahead: Ahead,
    ) -> Option<Reason> {
        let child = self.state.children.get(id)?;
        if child
            .parent_lock
            .is_some_and(|lock| lock.until.is_none_or(|until| at < until))
        {
            return Some(Reason::LockedByParent);
        }
        if containing(&timeline.bedtime, at).is_some() {
            return Some(Reason::Bedtime);
        }
        let now = self.now();
        let today = self.timeline(id)?.day(now);
        let day = timeline.day(at);
        if child.days.get(day.date).is_some_and(|day| day.free) {
            return None;
        }
        if containing(&timeline.windows, at).is_none() {
            return Some(Reason::OutsideWindows);
        }
        let break_due = if ahead.used.is_positive() {
            self.until_break(id, now)
                .is_some_and(|left| left <= ahead.used)
        } else {
            self.rest_ends(id).is_some_and(|end| at < end)
        };
        if break_due {
            return Some(Reason::BreakDue);
        }
        if containing(&timeline.free, at).is_some() {
            return None;
        }
        let Lefts {
            mut daily,
            mut weekly,
            mut monthly,
        } = self.lefts_on(id, day.date);
        for (left, same) in [
            (&mut daily, day.date == today.date),
            (&mut weekly, day.week == today.week),
            (&mut monthly, day.same_month(today)),
        ] {
            if let Some(left) = left
                && same
            {
                *left -= ahead.charged;
            }
        }
        [
            (monthly, Reason::Monthly),
            (weekly, Reason::Weekly),
            (daily, Reason::Daily),
        ]
        .into_iter()
        .find(|(left, _)| left.is_some_and(|left| !left.is_positive()))
        .map(|(_, reason)| reason)
    }

    /// Takes back, at a day's end, what was granted and not used: a grant ends with its day.
    pub(super) fn settle_credits(&mut self, id: &ChildId, date: Date) {
        let lefts = self.lefts_on(id, date);
        let activity_lefts: Vec<(ActivityId, Option<Span>)> = self
            .state
            .children
            .get(id)
            .and_then(|child| child.days.get(date))
            .map(|day| day.activity_credit.keys().cloned().collect::<Vec<_>>())
            .unwrap_or_default()
            .into_iter()
            .map(|activity| {
                let left = self.activity_left(id, &activity, date);
                (activity, left)
            })
            .collect();
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        let day = child.days.entry(date);
        if day.closed {
            return;
        }
        let unused = |left: Option<Span>, given: Span| {
            left.unwrap_or_default()
                .at_least_zero()
                .min(given.at_least_zero())
        };
        let given = day.credit.given;
        let rest = unused(lefts.daily.or(lefts.weekly).or(lefts.monthly), given);
        day.credit.lapsed = rest;
        for (activity, left) in activity_lefts {
            if let Some(credit) = day.activity_credit.get_mut(&activity) {
                credit.lapsed = unused(left, credit.given);
            }
        }
    }
}

impl Verdict {
    fn limit(&mut self, span: Span, reason: Reason) {
        if self.left.is_none_or(|left| span < left) {
            self.left = Some(span);
            self.ends_by = Some(reason);
        }
    }

    fn wall_in(&mut self, span: Span, reason: Reason) {
        self.limit(span, reason.clone());
        if self.wall.as_ref().is_none_or(|(wall, _)| span < *wall) {
            self.wall = Some((span, reason));
        }
    }
}
