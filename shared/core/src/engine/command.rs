//! What people ask the engine to do: grants, locks, requests and answers. A refused command changes nothing.

use super::account::ActivityCredit;
use super::state::{OpenRequest, ParentLock};
use super::{Engine, timeline};
use crate::action::{Action, Done, Effect, Notice, Reason, Refusal};
use crate::event::{Actor, Command, Subject, Ticket};
use crate::id::{ActivityId, ChildId, ProgramId, SessionId};
use crate::policy::{FinishMatch, ParentRole};
use crate::record::{AuditEvent, Grant, GrantRecord, Record};
use crate::time::{Span, WallTime};

/// A request waits this long.
const REQUEST_WAITS: Span = Span::from_hours(1);
/// Requests a child may make on one day.
const REQUESTS_A_DAY: u32 = 5;
/// Characters of a child's reason.
const WHY_LIMIT: u32 = 500;
/// The largest grant, either way.
const LARGEST_GRANT: Span = Span::from_hours(24);
/// How far ahead an exception may reach.
const FARTHEST: Span = Span::from_hours(24 * 7);

impl Engine {
    pub(super) fn command(&mut self, ticket: Ticket, by: Actor, command: Command) {
        let result = self.carry_out(by, command);
        if result.is_ok() {
            self.dirty = true;
        }
        self.out.push(Action::Reply { ticket, result });
    }

    fn carry_out(&mut self, by: Actor, command: Command) -> Result<Done, Refusal> {
        if self.house.is_none() {
            return Err(Refusal::NoHousehold);
        }
        self.carer_may(&by, &command)?;
        match command {
            Command::GrantMinutes {
                child,
                span,
                subject,
            } => {
                self.known_child(&child)?;
                self.known_subject(&child, &subject)?;
                self.grant_minutes(&child, span, subject, by, Reason::Granted)
            }
            Command::LetIn { child, until } => {
                self.known_child(&child)?;
                self.check_time(until)?;
                let state = self.child_mut(&child)?;
                state.let_in = Some(until);
                // Letting in by hand is the later word of a parent.
                state.parent_lock = None;
                self.record_grant(&child, by, Grant::LetIn { until });
                let notice = self.notice(
                    &child,
                    Effect::Notice,
                    Subject::Screen,
                    Some(Reason::Granted),
                );
                self.tell(Notice {
                    left: Some(until.since(self.now())),
                    until: Some(until),
                    ..notice
                });
                Ok(Done::Ok)
            }
            Command::FreeDay { child } => {
                self.known_child(&child)?;
                let state = self.child_mut(&child)?;
                let today = state.today;
                state.days.entry(today).free = true;
                self.record_grant(&child, by, Grant::FreeDay);
                let notice = self.notice(
                    &child,
                    Effect::Notice,
                    Subject::Screen,
                    Some(Reason::Granted),
                );
                let until = self
                    .timeline(&child)
                    .map(|timeline| timeline.day(self.now()).to);
                self.tell(Notice { until, ..notice });
                Ok(Done::Ok)
            }
            Command::LockNow { child, until } => {
                self.known_child(&child)?;
                until.map(|until| self.check_time(until)).transpose()?;
                let state = self.child_mut(&child)?;
                state.parent_lock = Some(ParentLock { until });
                state.let_in = None;
                self.record_grant(&child, by, Grant::Lock { until });
                Ok(Done::Ok)
            }
            Command::UnlockNow { child } => {
                self.known_child(&child)?;
                self.child_mut(&child)?.parent_lock = None;
                self.record_grant(&child, by, Grant::Unlock);
                Ok(Done::Ok)
            }
            Command::Ask {
                child,
                span,
                subject,
                why,
            } => self.ask(&child, span, subject, why),
            Command::Answer {
                child,
                approve,
                span,
            } => self.answer(&child, approve, span, by),
            Command::FinishMatch { child } => self.finish_match(&child, by),
            Command::ChooseProfile {
                session,
                child,
                pin,
            } => self.choose_profile(&session, &child, pin.as_deref()),
            Command::ConfirmClock => self.confirm_clock(by),
        }
    }

    fn known_child(&self, id: &ChildId) -> Result<(), Refusal> {
        self.rules(id)
            .map(|_| ())
            .ok_or_else(|| Refusal::UnknownChild { child: id.clone() })
    }

    fn child_mut(&mut self, id: &ChildId) -> Result<&mut super::ChildState, Refusal> {
        self.state
            .children
            .get_mut(id)
            .ok_or_else(|| Refusal::UnknownChild { child: id.clone() })
    }

    fn known_subject(&self, id: &ChildId, subject: &Subject) -> Result<(), Refusal> {
        let known = match subject {
            Subject::Screen => true,
            Subject::Activity(activity) => self
                .rules(id)
                .is_some_and(|rules| rules.activities.contains_key(activity)),
            Subject::Program(_) => false,
        };
        if known {
            Ok(())
        } else {
            Err(Refusal::UnknownSubject {
                subject: subject.clone(),
            })
        }
    }

    fn check_time(&self, until: WallTime) -> Result<(), Refusal> {
        let ahead = until.since(self.now());
        if ahead.is_positive() && ahead <= FARTHEST {
            Ok(())
        } else {
            Err(Refusal::BadTime)
        }
    }

    /// A carer may add minutes, up to so many a day, and nothing else.
    fn carer_may(&self, by: &Actor, command: &Command) -> Result<(), Refusal> {
        let Actor::Parent(parent) = by else {
            return Ok(());
        };
        let role = self
            .household()
            .and_then(|household| household.parents.iter().find(|known| known.id == *parent))
            .map(|parent| parent.role);
        let a_day = match role {
            Some(ParentRole::Carer { a_day }) => a_day,
            Some(ParentRole::Parent) => return Ok(()),
            None => return Err(Refusal::NotAllowed { by: by.clone() }),
        };
        let asked = match command {
            Command::GrantMinutes { span, .. } if span.is_positive() => *span,
            Command::Answer {
                child,
                approve: true,
                span,
            } => {
                let open = self
                    .state
                    .children
                    .get(child)
                    .and_then(|child| child.request.as_ref());
                span.or(open.map(|request| request.span))
                    .unwrap_or_default()
            }
            Command::Answer { approve: false, .. } => Span::ZERO,
            Command::GrantMinutes { .. }
            | Command::LetIn { .. }
            | Command::FreeDay { .. }
            | Command::LockNow { .. }
            | Command::UnlockNow { .. }
            | Command::Ask { .. }
            | Command::FinishMatch { .. }
            | Command::ChooseProfile { .. }
            | Command::ConfirmClock => return Err(Refusal::CarerMayNot),
        };
        let given: Span = self
            .state
            .children
            .values()
            .filter_map(|child| child.days.get(child.today)?.carers.get(parent).copied())
            .sum();
        let left = (a_day - given).at_least_zero();
        if asked <= left {
            Ok(())
        } else {
            Err(Refusal::CarerLimit { left })
        }
    }

    fn grant_minutes(
        &mut self,
        id: &ChildId,
        span: Span,
        subject: Subject,
        by: Actor,
        reason: Reason,
    ) -> Result<Done, Refusal> {
        if span == Span::ZERO || span > LARGEST_GRANT || span < -LARGEST_GRANT {
            return Err(Refusal::BadSpan);
        }
        let given = match &subject {
            Subject::Screen => self.credit_screen(id, span)?,
            Subject::Activity(activity) => self.credit_activity(id, activity, span)?,
            Subject::Program(_) => return Err(Refusal::UnknownSubject { subject }),
        };
        if let Actor::Parent(parent) = &by
            && given.is_positive()
        {
            let parent = parent.clone();
            let state = self.child_mut(id)?;
            let today = state.today;
            *state.days.entry(today).carers.entry(parent).or_default() += given;
        }
        self.record_grant(
            id,
            by,
            Grant::Minutes {
                span: given,
                subject: subject.clone(),
            },
        );
        let (left, still) = self.left_after_grant(id, &subject);
        let notice = self.notice(id, Effect::Notice, subject, Some(reason));
        let until = self.until(id, left);
        self.tell(Notice {
            left,
            until,
            ..notice
        });
        Ok(Done::Granted {
            child: id.clone(),
            span: given,
            left,
            still,
        })
    }

    /// Until when what is left lasts, or when use is allowed again.
    fn until(&self, id: &ChildId, left: Option<Span>) -> Option<WallTime> {
        let left = left?;
        if left.is_positive() {
            Some(self.now() + left)
        } else {
            self.allowed_again(id)
        }
    }

    fn left_after_grant(&self, id: &ChildId, subject: &Subject) -> (Option<Span>, Option<Reason>) {
        let verdict = self.verdict(id);
        let still = verdict.reasons.first().cloned();
        match subject {
            Subject::Screen | Subject::Program(_) => (verdict.left, still),
            Subject::Activity(activity) => {
                let left = self.activity_verdict(id, activity).left;
                ([left, verdict.left].into_iter().flatten().min(), still)
            }
        }
    }

    /// Adds to the screen allowances of today. It counts from what is left and not from below zero, so that it is worth
    /// its full minutes after an overrun; a negative one takes at most what is left.
    fn credit_screen(&mut self, id: &ChildId, span: Span) -> Result<Span, Refusal> {
        let lefts = self.lefts(id);
        let least = [lefts.daily, lefts.weekly, lefts.monthly]
            .into_iter()
            .flatten()
            .min();
        let span = taken_at_most(span, least);
        let state = self.child_mut(id)?;
        let today = state.today;
        let credit = &mut state.days.entry(today).credit;
        credit.day += worth(span, lefts.daily);
        credit.week += worth(span, lefts.weekly);
        credit.month += worth(span, lefts.monthly);
        credit.given += span;
        Ok(span)
    }

    fn credit_activity(
        &mut self,
        id: &ChildId,
        activity: &ActivityId,
        span: Span,
    ) -> Result<Span, Refusal> {
        let today = self.child_mut(id)?.today;
        let left = self.activity_left(id, activity, today);
        let week = self.activity_left_week(id, activity);
        let span = taken_at_most(span, left);
        let used: Vec<ProgramId> = self
            .state
            .children
            .get(id)
            .and_then(|child| child.days.get(today))
            .map(|day| day.programs.keys().cloned().collect())
            .unwrap_or_default();
        let overdrawn: Vec<(ProgramId, Span)> = used
            .into_iter()
            .filter_map(|program| {
                let left = self.program_left(id, activity, &program)?;
                left.is_negative().then_some((program, -left))
            })
            .collect();
        let state = self.child_mut(id)?;
        let credit: &mut ActivityCredit = state
            .days
            .entry(today)
            .activity_credit
            .entry(activity.clone())
            .or_default();
        credit.day += worth(span, left);
        credit.week += worth(span, week);
        credit.given += span;
        let before = credit.per_program;
        credit.per_program += span;
        credit
            .programs
            .values_mut()
            .for_each(|value| *value += span);
        for (program, by) in overdrawn {
            *credit.programs.entry(program).or_insert(before + span) += by;
        }
        Ok(span)
    }

    fn ask(
        &mut self,
        id: &ChildId,
        span: Span,
        subject: Subject,
        why: String,
    ) -> Result<Done, Refusal> {
        self.known_child(id)?;
        self.known_subject(id, &subject)?;
        if !span.is_positive() || span > LARGEST_GRANT {
            return Err(Refusal::BadSpan);
        }
        if why.chars().count() > usize::try_from(WHY_LIMIT).unwrap_or(usize::MAX) {
            return Err(Refusal::TooLong { limit: WHY_LIMIT });
        }
        let now = self.now();
        let state = self.child_mut(id)?;
        if state.request.is_some() {
            return Err(Refusal::RequestWaiting);
        }
        let today = state.today;
        let day = state.days.entry(today);
        if day.requests >= REQUESTS_A_DAY {
            return Err(Refusal::TooManyRequests {
                limit: REQUESTS_A_DAY,
            });
        }
        day.requests += 1;
        state.request = Some(OpenRequest {
            asked: now,
            span,
            subject: subject.clone(),
            why,
        });
        let until = now + REQUEST_WAITS;
        self.audit(
            Actor::Child(id.clone()),
            Some(id.clone()),
            AuditEvent::Asked {
                span,
                subject: subject.clone(),
            },
        );
        let notice = self.notice(id, Effect::Request, subject, None);
        self.tell(Notice {
            left: Some(span),
            until: Some(until),
            ..notice
        });
        Ok(Done::Asked { until })
    }

    fn answer(
        &mut self,
        id: &ChildId,
        approve: bool,
        span: Option<Span>,
        by: Actor,
    ) -> Result<Done, Refusal> {
        self.known_child(id)?;
        let Some(request) = self.child_mut(id)?.request.clone() else {
            return Err(Refusal::NoRequest);
        };
        let done = if approve {
            let span = span.unwrap_or(request.span);
            if !span.is_positive() {
                return Err(Refusal::BadSpan);
            }
            let before = self.out.len();
            let done = self.grant_minutes(
                id,
                span,
                request.subject.clone(),
                by.clone(),
                Reason::Approved,
            )?;
            // The answer says it; a second notice of the same minutes would be one too many.
            let mut index = 0;
            self.out.retain(|action| {
                index += 1;
                index <= before
                    || !matches!(action, Action::Tell(notice) if notice.effect == Effect::Notice)
            });
            done
        } else {
            Done::Ok
        };
        self.child_mut(id)?.request = None;
        self.audit(by, Some(id.clone()), AuditEvent::Answered { approve });
        let (left, _) = self.left_after_grant(id, &request.subject);
        let reason = if approve {
            Reason::Approved
        } else {
            Reason::Denied
        };
        let notice = self.notice(id, Effect::Answer, request.subject, Some(reason));
        let until = self.until(id, left);
        self.tell(Notice {
            left,
            until,
            ..notice
        });
        Ok(done)
    }

    pub(super) fn expire_request(&mut self, id: &ChildId) {
        let now = self.now();
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        if child
            .request
            .as_ref()
            .is_some_and(|request| now.since(request.asked) >= REQUEST_WAITS)
            && let Some(request) = child.request.take()
        {
            self.dirty = true;
            self.audit(Actor::Agent, Some(id.clone()), AuditEvent::RequestExpired);
            let notice = self.notice(id, Effect::Answer, request.subject, Some(Reason::Expired));
            self.tell(notice);
        }
    }

    fn finish_match(&mut self, id: &ChildId, by: Actor) -> Result<Done, Refusal> {
        self.known_child(id)?;
        let Some(rule) = self.rules(id).and_then(|rules| rules.screen.finish_match) else {
            return Err(Refusal::NoTurnsLeft);
        };
        if self.finish_match_left(id, rule) == 0 {
            return Err(Refusal::NoTurnsLeft);
        }
        let wall = self
            .verdict(id)
            .reasons
            .into_iter()
            .find(|reason| !matches!(reason, Reason::Daily | Reason::Weekly | Reason::Monthly));
        if let Some(reason) = wall {
            return Err(Refusal::WallStands { reason });
        }
        let given = self.credit_screen(id, rule.each)?;
        // The match that is being finished is a game whose own minutes may be spent, too.
        let activities: Vec<ActivityId> = self
            .rules(id)
            .map(|rules| rules.activities.keys().cloned().collect())
            .unwrap_or_default();
        let today = self.child_mut(id)?.today;
        let limited: Vec<ActivityId> = activities
            .into_iter()
            .filter(|activity| {
                self.activity_left(id, activity, today)
                    .is_some_and(|left| left < rule.each)
            })
            .filter(|activity| self.running_of(id).charged.activities.contains(activity))
            .collect();
        for activity in &limited {
            self.credit_activity(id, activity, rule.each)?;
        }
        let tomorrow = timeline::add_days(today, 1);
        let state = self.child_mut(id)?;
        state.days.entry(today).matches_finished += 1;
        let debt = &mut state.days.entry(tomorrow).credit;
        debt.debt += rule.each;
        self.record_grant(id, by, Grant::FinishMatch { span: given });
        let (left, still) = self.left_after_grant(id, &Subject::Screen);
        let notice = self.notice(
            id,
            Effect::Notice,
            Subject::Screen,
            Some(Reason::FinishMatch),
        );
        let until = self.until(id, left);
        self.tell(Notice {
            left,
            until,
            ..notice
        });
        Ok(Done::Granted {
            child: id.clone(),
            span: given,
            left,
            still,
        })
    }

    /// Turns of finish-the-match left this week.
    pub(super) fn finish_match_left(&self, id: &ChildId, rule: FinishMatch) -> u32 {
        let Some(child) = self.state.children.get(id) else {
            return 0;
        };
        let starts = self
            .household()
            .map(|household| household.week_starts)
            .unwrap_or_default();
        let week = timeline::week_of(child.today, starts);
        let taken: u32 = child
            .days
            .range(week, child.today)
            .map(|(_, day)| day.matches_finished)
            .sum();
        rule.times.saturating_sub(taken)
    }

    fn choose_profile(
        &mut self,
        session: &SessionId,
        id: &ChildId,
        pin: Option<&str>,
    ) -> Result<Done, Refusal> {
        self.known_child(id)?;
        let fits = self.state.sessions.get(session).is_some_and(|entry| {
            self.rules(id)
                .is_some_and(|rules| rules.accounts.contains(&entry.session.account))
        });
        if !fits {
            return Err(Refusal::UnknownSession {
                session: session.clone(),
            });
        }
        let wanted = self.rules(id).and_then(|rules| rules.pin.as_deref());
        if wanted.is_some() && wanted != pin {
            return Err(Refusal::WrongPin);
        }
        let others: Vec<ChildId> = self
            .children_at(session)
            .into_iter()
            .filter(|other| other != id)
            .collect();
        let Some(entry) = self.state.sessions.get_mut(session) else {
            return Err(Refusal::UnknownSession {
                session: session.clone(),
            });
        };
        entry.child = Some(id.clone());
        // Locked for another sibling; whether this one may use it is looked at anew.
        let was_locked = entry.lock.take().is_some();
        let unassigned = std::mem::take(&mut entry.unassigned);
        let verdict = self.verdict(id);
        if was_locked && verdict.reasons.is_empty() {
            let notice = self.notice(id, Effect::UnlockAllowed, Subject::Screen, None);
            self.tell(Notice {
                left: verdict.left,
                until: verdict.left.map(|left| self.now() + left),
                ..notice
            });
        }
        for other in others {
            for charge in &unassigned {
                self.enter(&other, charge, super::attribution::Direction::Out);
            }
            if let Some(state) = self.state.children.get_mut(&other) {
                let span: Span = unassigned.iter().map(super::account::Charge::span).sum();
                state.continuous = (state.continuous - span).at_least_zero();
                state.recent.retain(|charge| {
                    !unassigned
                        .iter()
                        .any(|gone| gone.from <= charge.from && charge.to <= gone.to)
                });
            }
        }
        self.audit(
            Actor::Child(id.clone()),
            Some(id.clone()),
            AuditEvent::ProfileChosen {
                session: session.clone(),
            },
        );
        Ok(Done::Ok)
    }

    fn confirm_clock(&mut self, by: Actor) -> Result<Done, Refusal> {
        if let Actor::Child(_) = by {
            return Err(Refusal::NotAllowed { by });
        }
        let Some(last) = &mut self.state.last else {
            return Err(Refusal::NoHousehold);
        };
        let shown = crate::time::Moment {
            boot_id: last.boot_id.clone(),
            boot: last.boot,
            suspended: last.suspended,
            wall: last.wall_shown,
            synchronised: false,
        };
        let reading = last.clock.accept(&shown);
        self.take_reading(reading);
        let at = self.now();
        self.refresh_timelines(at);
        self.close_days();
        Ok(Done::Ok)
    }

    fn record_grant(&mut self, id: &ChildId, by: Actor, grant: Grant) {
        let at = self.now();
        let Some(day) = self.state.children.get(id).map(|child| child.today) else {
            return;
        };
        self.record(Record::Grant(GrantRecord {
            at,
            child: id.clone(),
            day,
            by,
            grant,
        }));
    }
}

/// A negative grant takes at most what is left.
fn taken_at_most(span: Span, left: Option<Span>) -> Span {
    match left {
        Some(left) if span.is_negative() => span.max(-left.at_least_zero()),
        Some(_) | None => span,
    }
}

/// What a grant adds to an allowance: a positive one covers an overrun first.
fn worth(span: Span, left: Option<Span>) -> Span {
    match left {
        Some(left) if span.is_positive() && left.is_negative() => span - left,
        Some(_) | None => span,
    }
}
