//! Screen time: from "so much is left" over the last minute to the lock that stays.

use super::decide::Verdict;
use super::state::{CountdownKind, LockAsked, Phase, SessionEntry};
use super::timeline::containing;
use super::{Cause, Engine};
use crate::action::{Action, Effect, LockAttempt, Notice, Reason};
use crate::event::{Actor, Subject};
use crate::health::HealthCode;
use crate::id::{ChildId, SessionId};
use crate::policy::{AtLimit, Then};
use crate::record::AuditEvent;
use crate::time::{BootTime, Span};

/// The last minute: before a wall, or the one minute of tolerance after an allowance is spent.
pub(super) const LAST_MINUTE: Span = Span::from_mins(1);
/// Notice before a parent's lock.
const PARENT_LOCK_NOTICE: Span = Span::from_secs(10);
/// A lock that did not happen is tried again after this; a session unlocked again and again is locked at most this often.
const LOCK_AGAIN: Span = Span::from_secs(2);
/// A session that was told to end and is still there is told so again after this.
const END_AGAIN: Span = Span::from_secs(10);
/// Tries to lock after which a session that does not lock is ended.
const LOCK_TRIES: u32 = 5;
/// Unlocks against the rules after which the session is ended.
const RELOCKS: u32 = 20;
/// Siblings at a shared login have this long to say who it is before the strictest rules lock it.
pub(super) const CHOOSING: Span = Span::from_mins(1);
/// Input behind a lock for this long: the screen is not locked, whatever the session says.
const FALSE_LOCK: Span = Span::from_mins(2);

impl Engine {
    /// Compares every limit with what is left, and enforces.
    pub(super) fn settle(&mut self, cause: Cause) {
        for id in self.child_ids().iter() {
            self.expire(id);
            let verdict = self.verdict(id);
            self.settle_screen(id, &verdict, cause);
            self.settle_activities(id, cause, verdict.left);
            self.say_rest(id, verdict.left);
        }
        self.kill_overdue();
    }

    /// Drops exceptions whose time is over.
    fn expire(&mut self, id: &ChildId) {
        let now = self.now();
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        if child.let_in.is_some_and(|until| until <= now) {
            child.let_in = None;
            self.dirty = true;
        }
        if child
            .parent_lock
            .is_some_and(|lock| lock.until.is_some_and(|until| until <= now))
        {
            child.parent_lock = None;
            self.dirty = true;
        }
        self.expire_request(id);
    }

    /// False in agreement mode: then nothing is locked, refused or ended, but for what a parent locks by hand.
    pub(super) fn enforces(&self, id: &ChildId, reason: &Reason) -> bool {
        *reason == Reason::LockedByParent
            || self
                .rules(id)
                .is_some_and(|rules| rules.screen.at_limit != AtLimit::WarnOnly)
    }

    fn settle_screen(&mut self, id: &ChildId, verdict: &Verdict, cause: Cause) {
        let boot = self.boot_now();
        let Some(phase) = self
            .state
            .children
            .get(id)
            .map(|child| child.screen.phase.clone())
        else {
            return;
        };
        match (phase, verdict.reasons.first().cloned()) {
            (Phase::Free, None) => {}
            (Phase::Told { .. }, None) => self.set_phase(id, Phase::Free),
            (Phase::Free, Some(headline)) => self.begin_block(id, verdict, headline, cause),
            (Phase::Told { reason }, Some(headline)) => {
                // What was said stays said; only something weightier is worth another word.
                if self.enforces(id, &headline) || headline < reason {
                    self.begin_block(id, verdict, headline, cause);
                }
            }
            (
                Phase::Countdown {
                    kind: CountdownKind::BeforeWall,
                    ..
                },
                None,
            ) => {
                // A grant or an edit may have moved the wall away.
                if verdict
                    .wall
                    .as_ref()
                    .is_none_or(|(wall, _)| *wall > LAST_MINUTE)
                {
                    self.set_phase(id, Phase::Free);
                }
            }
            (
                Phase::Countdown {
                    kind: CountdownKind::AfterLimit,
                    ..
                },
                None,
            ) => self.set_phase(id, Phase::Free),
            (Phase::Countdown { .. }, Some(headline)) if !self.enforces(id, &headline) => {
                self.say_limit(id, headline);
            }
            (Phase::Countdown { ends, reason, kind }, Some(headline)) => {
                self.continue_countdown(id, (ends, reason, kind), headline, cause, boot);
            }
            (Phase::Blocked { reason }, None) => self.release(id, verdict, reason),
            (Phase::Blocked { reason }, Some(headline)) if !self.enforces(id, &headline) => {
                // What is agreed on is not kept up by a lock.
                self.release(id, verdict, reason);
            }
            (Phase::Blocked { .. }, Some(headline)) => {
                let reason = headline.clone();
                self.set_phase(id, Phase::Blocked { reason });
                self.keep_blocked(id, &headline);
            }
        }
        self.warn_screen(id, verdict);
        self.count_down_to_wall(id, verdict);
    }

    fn begin_block(&mut self, id: &ChildId, verdict: &Verdict, headline: Reason, cause: Cause) {
        if !self.enforces(id, &headline) {
            self.say_limit(id, headline);
            return;
        }
        let grace = match (&headline, cause) {
            _ if !self.has_open_session(id) => Span::ZERO,
            (Reason::LockedByParent, _) => PARENT_LOCK_NOTICE,
            (_, Cause::Edit) => LAST_MINUTE,
            // Their last minute came before them.
            (Reason::Bedtime | Reason::OutsideWindows | Reason::Tamper, Cause::Time) => Span::ZERO,
            // The minute of tolerance is counted as used, so it cannot be had twice.
            (_, Cause::Time) => LAST_MINUTE - verdict.overdrawn,
        };
        if grace.is_positive() {
            self.start_countdown(id, grace, headline, CountdownKind::AfterLimit);
        } else {
            self.reach_limit(id, &headline);
        }
    }

    /// Agreement mode: says that nothing is left, once somebody is there to hear it.
    fn say_limit(&mut self, id: &ChildId, headline: Reason) {
        if !self.in_use(id) {
            return;
        }
        let reason = headline.clone();
        self.set_phase(id, Phase::Told { reason });
        let until = self.allowed_again(id);
        let notice = self.notice(id, Effect::Notice, Subject::Screen, Some(headline));
        self.tell(Notice {
            left: Some(Span::ZERO),
            until,
            ..notice
        });
    }

    fn start_countdown(&mut self, id: &ChildId, span: Span, reason: Reason, kind: CountdownKind) {
        let ends = self.boot_now() + span;
        self.set_phase(
            id,
            Phase::Countdown {
                ends,
                reason: reason.clone(),
                kind,
            },
        );
        let notice = self.notice(id, Effect::Countdown, Subject::Screen, Some(reason));
        self.tell(Notice {
            left: Some(span),
            until: Some(self.now() + span),
            ..notice
        });
    }

    fn continue_countdown(
        &mut self,
        id: &ChildId,
        (ends, reason, kind): (BootTime, Reason, CountdownKind),
        headline: Reason,
        cause: Cause,
        boot: BootTime,
    ) {
        let is_wall = matches!(headline, Reason::Bedtime | Reason::OutsideWindows);
        if boot >= ends || !self.has_open_session(id) {
            self.reach_limit(id, &headline);
        } else if headline == Reason::LockedByParent
            && reason != headline
            && ends > boot + PARENT_LOCK_NOTICE
        {
            self.start_countdown(id, PARENT_LOCK_NOTICE, headline, CountdownKind::AfterLimit);
        } else if is_wall && reason != headline && kind == CountdownKind::AfterLimit {
            match cause {
                // A wall has no tolerance, and the minute that runs was notice enough.
                Cause::Time => self.reach_limit(id, &headline),
                // A wall that somebody has just put up leaves what is left of the minute.
                Cause::Edit => {
                    let reason = headline;
                    self.set_phase(id, Phase::Countdown { ends, reason, kind });
                }
            }
        }
    }

    /// The last minute before a wall.
    fn count_down_to_wall(&mut self, id: &ChildId, verdict: &Verdict) {
        let free = self
            .state
            .children
            .get(id)
            .is_some_and(|child| child.screen.phase == Phase::Free);
        let Some((wall, reason)) = verdict.wall.clone() else {
            return;
        };
        if free
            && verdict.reasons.is_empty()
            && wall <= LAST_MINUTE
            && self.has_open_session(id)
            && self.enforces(id, &reason)
        {
            self.start_countdown(id, wall, reason, CountdownKind::BeforeWall);
        }
    }

    /// The lowest step of the warnings that what is left has come down to.
    pub(super) fn step_reached(&self, id: &ChildId, left: Option<Span>) -> Option<Span> {
        let left = left?;
        let steps = &self.rules(id)?.screen.warn_at;
        steps.iter().copied().filter(|step| left <= *step).min()
    }

    fn warn_screen(&mut self, id: &ChildId, verdict: &Verdict) {
        let in_use = self.in_use(id);
        let reached = self.step_reached(id, verdict.left);
        let Some(child) = self.state.children.get_mut(id) else {
            return;
        };
        let blocked = !verdict.reasons.is_empty();
        let Some(left) = verdict.left.filter(|_| !blocked) else {
            if !blocked {
                child.screen.warned = None;
            }
            return;
        };
        if crosses(&mut child.screen.warned, reached, in_use) {
            self.dirty = true;
            let notice = self.notice(id, Effect::Warn, Subject::Screen, verdict.ends_by.clone());
            self.tell(Notice {
                left: Some(left),
                until: Some(self.now() + left),
                ..notice
            });
        }
    }

    /// Nothing is left and the last minute is over.
    fn reach_limit(&mut self, id: &ChildId, headline: &Reason) {
        let reason = headline.clone();
        self.set_phase(id, Phase::Blocked { reason });
        let Some(at_limit) = self.rules(id).map(|rules| rules.screen.at_limit) else {
            return;
        };
        let had_open = self.has_open_session(id);
        self.keep_blocked(id, headline);
        if !had_open {
            return;
        }
        match at_limit {
            AtLimit::Lock | AtLimit::Logout | AtLimit::WarnOnly => {}
            AtLimit::Suspend => self.out.push(Action::Suspend),
            AtLimit::Shutdown => self.out.push(Action::PowerOff),
        }
    }

    /// Keeps every session of a child locked. What is wanted is compared with what is seen, at every call.
    fn keep_blocked(&mut self, id: &ChildId, headline: &Reason) {
        if !self.enforces(id, headline) {
            return;
        }
        let Some((at_limit, then)) = self
            .rules(id)
            .map(|rules| (rules.screen.at_limit, rules.screen.then))
        else {
            return;
        };
        let ends_all = matches!(at_limit, AtLimit::Logout | AtLimit::Shutdown);
        // Bedtime counts behind a parent's lock, too.
        let bedtime = self
            .timeline(id)
            .is_some_and(|timeline| containing(&timeline.bedtime, self.now()).is_some());
        let now = self.boot_now();
        let sessions: Vec<(SessionId, bool)> = self
            .sessions_of(id)
            .filter(|entry| !entry.is_ending(now) && !self.is_choosing(entry))
            .map(|entry| {
                let ends = ends_all
                    || match then {
                        Then::Stay => false,
                        Then::Logout { after } => {
                            bedtime
                                || entry
                                    .lock
                                    .is_some_and(|lock| now.since(lock.since) >= after)
                        }
                    };
                (entry.session.id.clone(), ends)
            })
            .collect();
        if sessions.is_empty() {
            return;
        }
        let until = self.allowed_again(id);
        let mut told = false;
        for (session, ends) in sessions {
            if ends {
                self.log_out(id, &session, headline, &mut told);
                continue;
            }
            let effect = match self.lock_step(&session) {
                LockStep::Nothing => continue,
                LockStep::First => Effect::Lock,
                LockStep::Relock => Effect::Relock,
                LockStep::Repeat => {
                    self.out.push(Action::Lock {
                        session,
                        attempt: LockAttempt::Again,
                        notice: None,
                    });
                    continue;
                }
                LockStep::GiveUp => {
                    self.raise_issue(
                        HealthCode::LockNotWorking,
                        Some(session.as_str()),
                        Some(id.clone()),
                    );
                    self.log_out(id, &session, headline, &mut told);
                    continue;
                }
            };
            let attempt = if effect == Effect::Lock {
                LockAttempt::First
            } else {
                LockAttempt::Again
            };
            let notice = self.notice(id, effect, Subject::Screen, Some(headline.clone()));
            let notice = Notice {
                left: Some(Span::ZERO),
                until,
                ..notice
            };
            self.audit(
                Actor::Agent,
                Some(id.clone()),
                AuditEvent::Locked {
                    session: session.clone(),
                },
            );
            self.out.push(Action::Lock {
                session,
                attempt,
                notice: (!told).then_some(notice),
            });
            told = true;
        }
    }

    fn lock_step(&mut self, session: &SessionId) -> LockStep {
        let now = self.boot_now();
        let Some(entry) = self.state.sessions.get_mut(session) else {
            return LockStep::Nothing;
        };
        let locked = entry.session.state.locked;
        let Some(asked) = &mut entry.lock else {
            entry.lock = Some(LockAsked {
                since: now,
                at: now,
                tries: 1,
                relocks: 0,
                seen_locked: locked,
            });
            self.dirty = true;
            // A session that says it is locked is told so all the same: the hint is the child's to set, and a locker that
            // really runs ignores it.
            return if locked && entry.contradicted.is_none() {
                LockStep::Repeat
            } else {
                LockStep::First
            };
        };
        if locked {
            asked.seen_locked = true;
            asked.tries = 0;
            // Somebody types behind the "lock": it is none.
            let false_lock = entry.contradicted.is_some_and(|found| {
                found.by_input && now.since(found.since.max(asked.at)) >= FALSE_LOCK
            });
            return if false_lock {
                LockStep::GiveUp
            } else {
                LockStep::Nothing
            };
        }
        if asked.seen_locked {
            // At once, but not more often than a locker can follow: an unlock in a loop must not become our work.
            if asked.relocks > 0 && now.since(asked.at) < LOCK_AGAIN {
                return LockStep::Nothing;
            }
            asked.relocks += 1;
            asked.tries = 1;
            asked.at = now;
            asked.seen_locked = false;
            self.dirty = true;
            return if asked.relocks > RELOCKS {
                LockStep::GiveUp
            } else {
                LockStep::Relock
            };
        }
        if now.since(asked.at) < LOCK_AGAIN {
            return LockStep::Nothing;
        }
        asked.at = now;
        asked.tries += 1;
        if asked.tries > LOCK_TRIES {
            LockStep::GiveUp
        } else {
            LockStep::Repeat
        }
    }

    fn log_out(&mut self, id: &ChildId, session: &SessionId, reason: &Reason, told: &mut bool) {
        let now = self.boot_now();
        if let Some(entry) = self.state.sessions.get_mut(session) {
            // Said once; a session that does not end is only tried again.
            *told |= entry.ending.is_some();
            entry.ending = Some(now);
            self.dirty = true;
        }
        let until = self.allowed_again(id);
        let notice = self.notice(id, Effect::Logout, Subject::Screen, Some(reason.clone()));
        let notice = Notice {
            left: Some(Span::ZERO),
            until,
            ..notice
        };
        self.audit(
            Actor::Agent,
            Some(id.clone()),
            AuditEvent::LoggedOut {
                session: session.clone(),
            },
        );
        self.out.push(Action::Logout {
            session: session.clone(),
            notice: (!*told).then_some(notice),
        });
        *told = true;
    }

    /// The rules allow use again.
    fn release(&mut self, id: &ChildId, verdict: &Verdict, reason: Reason) {
        self.set_phase(id, Phase::Free);
        let mut locked = false;
        let sessions: Vec<SessionId> = self
            .sessions_of(id)
            .map(|entry| entry.session.id.clone())
            .collect();
        for session in sessions {
            if let Some(entry) = self.state.sessions.get_mut(&session) {
                locked |= entry.lock.take().is_some();
            }
        }
        if locked {
            let now = self.now();
            // One notice for one change: that use is allowed again says that minutes were given.
            self.out.retain(|action| {
                !matches!(action, Action::Tell(told)
                    if told.effect == Effect::Notice && told.subject == Subject::Screen && told.child.as_ref() == Some(id))
            });
            let notice = self.notice(id, Effect::UnlockAllowed, Subject::Screen, Some(reason));
            self.tell(Notice {
                left: verdict.left,
                until: verdict
                    .left
                    .filter(|left| left.is_positive())
                    .map(|left| now + left),
                ..notice
            });
        }
    }

    /// A session that is in front and not really locked: there is somebody to tell, and something to lock.
    pub(super) fn has_open_session(&self, id: &ChildId) -> bool {
        self.sessions_of(id).any(|entry| {
            let state = &entry.session.state;
            state.in_front
                && (!state.locked || entry.contradicted.is_some())
                && entry.ending.is_none()
        })
    }

    /// Siblings at a shared login have not said who it is, one of them may use it, and they still have a moment to say so.
    fn is_choosing(&self, entry: &SessionEntry) -> bool {
        entry.child.is_none()
            && self.boot_now() < entry.appeared + CHOOSING
            && self
                .children_at(&entry.session.id)
                .iter()
                .any(|id| self.verdict(id).reasons.is_empty())
    }

    pub(super) fn set_phase(&mut self, id: &ChildId, phase: Phase) {
        if let Some(child) = self.state.children.get_mut(id)
            && child.screen.phase != phase
        {
            child.screen.phase = phase;
            self.dirty = true;
        }
    }

    /// Instants at which a lock has to be looked at again.
    pub(super) fn lock_deadlines(&self, id: &ChildId) -> Vec<BootTime> {
        let then = self.rules(id).map(|rules| rules.screen.then);
        let mut list = Vec::new();
        for entry in self.sessions_of(id) {
            if let Some(since) = entry.ending {
                list.push(since + END_AGAIN);
                continue;
            }
            if entry.child.is_none() {
                list.push(entry.appeared + CHOOSING);
            }
            let Some(asked) = &entry.lock else { continue };
            if let Some(Then::Logout { after }) = then {
                list.push(asked.since + after);
            }
            if !entry.session.state.locked {
                list.push(asked.at + LOCK_AGAIN);
            } else if let Some(found) = entry.contradicted.filter(|found| found.by_input) {
                list.push(found.since.max(asked.at) + FALSE_LOCK);
            }
        }
        list
    }
}

impl SessionEntry {
    /// It was told to end a moment ago.
    fn is_ending(&self, now: BootTime) -> bool {
        self.ending
            .is_some_and(|since| now.since(since) < END_AGAIN)
    }
}

/// What a session needs to be locked.
enum LockStep {
    Nothing,
    First,
    Relock,
    Repeat,
    GiveUp,
}

/// True once for each step of the warnings that is reached; when several are passed at once, for the lowest only. A step is
/// armed again when what is left rises above it.
pub(super) fn crosses(warned: &mut Option<Span>, reached: Option<Span>, in_use: bool) -> bool {
    let Some(reached) = reached else {
        *warned = None;
        return false;
    };
    match *warned {
        Some(told) if told <= reached => {
            *warned = Some(reached);
            false
        }
        Some(_) | None if in_use => {
            *warned = Some(reached);
            true
        }
        Some(_) | None => false,
    }
}
