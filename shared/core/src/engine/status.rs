//! The read model, and the next instant to wake for.

use super::attribution::Mode;
use super::decide::ActivityState;
use super::enforce::LAST_MINUTE;
use super::state::Phase;
use super::timeline::next_edge;
use super::{Deadline, Engine};
use crate::event::Subject;
use crate::health::Verdict;
use crate::id::{ActivityId, ChildId};
use crate::policy::Counts;
use crate::status::{
    ActivityStatus, Allowances, ChildStatus, Meter, Presence, RequestStatus, Status,
};
use crate::time::{BootTime, Span, WallTime};

impl Engine {
    /// Everything as of the last moment handled. Send [`Event::Tick`](crate::event::Event::Tick) first for fresh numbers.
    #[must_use]
    pub fn status(&self) -> Status {
        let children = self
            .child_ids()
            .iter()
            .filter_map(|id| self.child_status(id))
            .collect();
        let requests = self
            .child_ids()
            .iter()
            .filter_map(|id| {
                let request = self.state.children.get(id)?.request.clone()?;
                Some(RequestStatus {
                    child: id.clone(),
                    span: request.span,
                    subject: request.subject,
                    why: request.why,
                    asked: request.asked,
                    until: request.asked + Span::from_hours(1),
                })
            })
            .collect();
        Status {
            at: self.now(),
            timezone: self
                .zone()
                .and_then(|zone| zone.iana_name())
                .unwrap_or("UTC")
                .to_owned(),
            children,
            requests,
            verdict: if self.house.is_none() {
                Verdict::Off
            } else {
                Verdict::of(&self.state.issues)
            },
            issues: self.state.issues.clone(),
        }
    }

    fn child_status(&self, id: &ChildId) -> Option<ChildStatus> {
        let rules = self.rules(id)?;
        let child = self.state.children.get(id)?;
        let now = self.now();
        let verdict = self.verdict(id);
        let blocked = verdict
            .reasons
            .first()
            .is_some_and(|headline| self.enforces(id, headline));
        let account = child.days.get(child.today);
        let lefts = self.lefts(id);
        let day = self.timeline(id)?.day(now);
        let until = if !verdict.reasons.is_empty() {
            self.allowed_again(id)
        } else {
            verdict.left.map(|left| now + left)
        };
        let countdown = match &child.screen.phase {
            Phase::Countdown { ends, .. } => Some((Subject::Screen, self.wall_at(*ends))),
            Phase::Free | Phase::Told { .. } | Phase::Blocked { .. } => child
                .activities
                .iter()
                .find_map(|(id, limit)| match &limit.phase {
                    Phase::Countdown { ends, .. } => {
                        Some((Subject::Activity(id.clone()), self.wall_at(*ends)))
                    }
                    Phase::Free | Phase::Told { .. } | Phase::Blocked { .. } => None,
                }),
        };
        let mut activities: Vec<ActivityId> = rules.activities.keys().cloned().collect();
        activities.extend(
            account
                .into_iter()
                .flat_map(|day| day.activities.keys().cloned()),
        );
        activities.sort_unstable();
        activities.dedup();
        Some(ChildStatus {
            id: id.clone(),
            name: rules.name.clone(),
            day: child.today,
            state: self.presence(id),
            blocked,
            reasons: verdict.reasons.clone(),
            ends_by: verdict.ends_by.clone(),
            screen: Meter {
                used: account.map(|day| day.screen).unwrap_or_default(),
                left: verdict.left,
                until,
            },
            allowances: Allowances {
                daily: day
                    .daily
                    .filter(|_| !account.is_some_and(|day| day.free))
                    .map(|daily| {
                        (daily + account.map(|day| day.credit.day).unwrap_or_default())
                            .at_least_zero()
                    }),
                daily_left: lefts.daily.map(Span::at_least_zero),
                weekly_left: lefts.weekly.map(Span::at_least_zero),
                monthly_left: lefts.monthly.map(Span::at_least_zero),
                until_break: self.until_break(id, now).map(Span::at_least_zero),
            },
            activities: activities
                .iter()
                .map(|activity| self.activity_status(id, activity, verdict.left))
                .collect(),
            programs: account
                .map(|day| {
                    day.programs
                        .iter()
                        .map(|(id, span)| (id.clone(), *span))
                        .collect()
                })
                .unwrap_or_default(),
            countdown,
            finish_match_left: rules
                .screen
                .finish_match
                .map(|rule| self.finish_match_left(id, rule)),
        })
    }

    fn activity_status(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        screen: Option<Span>,
    ) -> ActivityStatus {
        let child = self.state.children.get(id);
        let account = child.and_then(|child| child.days.get(child.today));
        let verdict = self.activity_verdict(id, activity);
        let left = [verdict.left, screen].into_iter().flatten().min();
        let exempt = self
            .rules(id)
            .and_then(|rules| rules.activities.get(activity))
            .is_some_and(|rules| rules.counts == Counts::Exempt);
        let allowance = self
            .timeline(id)
            .zip(child)
            .and_then(|(timeline, child)| timeline.days.iter().find(|day| day.date == child.today))
            .and_then(|day| day.activities.get(activity))
            .and_then(|day| day.daily)
            .map(|daily| {
                let credit = account
                    .and_then(|day| day.activity_credit.get(activity))
                    .map(|credit| credit.day);
                (daily + credit.unwrap_or_default()).at_least_zero()
            });
        ActivityStatus {
            id: activity.clone(),
            meter: Meter {
                used: account
                    .map(|day| day.activity(activity))
                    .unwrap_or_default(),
                left,
                until: left
                    .filter(|left| left.is_positive())
                    .map(|left| self.now() + left),
            },
            allowance,
            blocked: verdict.state != ActivityState::Allowed,
            running: self.in_use(id) && self.running_of(id).charged.activities.contains(activity),
            exempt,
        }
    }

    fn presence(&self, id: &ChildId) -> Presence {
        let best = self.sessions_of(id).max_by_key(|entry| entry.mode());
        match best {
            None => Presence::Offline,
            Some(entry) => match entry.mode() {
                Mode::Used => Presence::Active,
                Mode::Withheld if entry.session.state.locked => Presence::Locked,
                Mode::Withheld => Presence::Idle,
                Mode::Away => Presence::Away,
            },
        }
    }

    fn wall_at(&self, boot: BootTime) -> WallTime {
        self.state
            .last
            .as_ref()
            .map_or(WallTime(0), |last| last.clock.trusted(boot))
    }

    /// Finds the next instant to wake for. Waking too early is harmless, too late is not.
    pub(super) fn plan(&mut self) {
        self.deadline = self.next();
    }

    fn next(&self) -> Option<Deadline> {
        let last = self.state.last.as_ref()?;
        let now = last.boot;
        let mut best: Option<Deadline> = None;
        let mut consider = |at: BootTime, why: &'static str| {
            if at > now && best.is_none_or(|best| at < best.at) {
                best = Some(Deadline { at, why });
            }
        };
        for process in self.state.processes.values() {
            if let Some(at) = process.kill_at {
                consider(at, "end a program that did not end when asked");
            }
        }
        for id in self.child_ids().iter() {
            let (Some(rules), Some(timeline), Some(child)) = (
                self.rules(id),
                self.timeline(id),
                self.state.children.get(id),
            ) else {
                continue;
            };
            let wall_now = last.trusted();
            let at_wall = |wall: WallTime| last.clock.boot_at(wall);
            consider(at_wall(timeline.day(wall_now).to), "a day ends");
            if last.clock.confirmed
                && let Some(at) = self.settles_at(id)
            {
                consider(at_wall(at), "a day is settled");
            }
            if let Some(request) = &child.request {
                consider(
                    at_wall(request.asked + Span::from_hours(1)),
                    "a request expires",
                );
            }
            let mut sessions = self.sessions_of(id).peekable();
            if sessions.peek().is_none() {
                continue;
            }
            for entry in sessions {
                if let Some(since) = entry.quiet_since() {
                    consider(since + rules.idle_after, "a session turns idle");
                }
            }
            for at in self.lock_deadlines(id) {
                consider(at, "a lock is checked");
            }
            for until in [child.let_in, child.parent_lock.and_then(|lock| lock.until)]
                .into_iter()
                .flatten()
            {
                consider(at_wall(until), "an exception ends");
            }
            if let Phase::Countdown { ends, .. } = &child.screen.phase {
                consider(*ends, "a countdown ends");
            }
            let verdict = self.verdict(id);
            if let Phase::Blocked { .. } = &child.screen.phase {
                if let Some(again) = self.allowed_again(id) {
                    consider(at_wall(again), "use is allowed again");
                }
                if let Some(bedtime) = next_edge(&timeline.bedtime, wall_now) {
                    consider(at_wall(bedtime), "bedtime begins or ends");
                }
            }
            if self.in_use(id) {
                for at in self.activity_deadlines(id) {
                    consider(at, "an activity");
                }
                for at in self.rest_deadlines(id) {
                    consider(at, "a rest would do good");
                }
            }
            if !verdict.reasons.is_empty() {
                // By agreement or in the last minute use goes on; free time or a new day may lift what stands.
                if let Some(again) = self.allowed_again(id) {
                    consider(at_wall(again), "use is allowed again");
                }
                for edge in [
                    next_edge(&timeline.bedtime, wall_now),
                    next_edge(&timeline.windows, wall_now),
                    next_edge(&timeline.free, wall_now),
                    self.rest_ends(id),
                ]
                .into_iter()
                .flatten()
                {
                    consider(at_wall(edge), "a wall begins or ends");
                }
                if self.in_use(id) {
                    let lefts = self.lefts(id);
                    let more = [lefts.daily, lefts.weekly, lefts.monthly];
                    let until_break = self.until_break(id, wall_now);
                    for left in more.into_iter().chain([until_break]).flatten() {
                        consider(now + left, "another limit is reached");
                    }
                }
                continue;
            }
            if let Some((wall, _)) = &verdict.wall {
                consider(now + (*wall - LAST_MINUTE), "the last minute before a wall");
                consider(now + *wall, "a wall");
                if self.in_use(id) {
                    for step in rules.screen.warn_at.iter().filter(|step| *wall > **step) {
                        consider(now + (*wall - *step), "a warning");
                    }
                }
            }
            if self.in_use(id) {
                let charging = self.running_of(id).charged.screen;
                let running_out = verdict
                    .left
                    .filter(|_| charging)
                    .into_iter()
                    .chain(self.until_break(id, wall_now));
                for left in running_out.filter(|left| left.is_positive()) {
                    consider(now + left, "nothing is left");
                    for step in rules.screen.warn_at.iter().filter(|step| left > **step) {
                        consider(now + (left - *step), "a warning");
                    }
                }
                // Free time stops charging; what is left then lasts longer than it seemed.
                if let Some(edge) = next_edge(&timeline.free, wall_now) {
                    consider(at_wall(edge), "free time begins or ends");
                }
            }
        }
        best
    }
}
