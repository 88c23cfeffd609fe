//! Activities and single programs: their last minute, and the end of what runs against the rules.

use super::decide::{ActivityState, ActivityVerdict};
use super::enforce::{LAST_MINUTE, crosses};
use super::state::{CountdownKind, Limit, Phase};
use super::timeline::{containing, next_begin};
use super::{Cause, Engine};
use crate::action::{Action, Effect, KILL_AFTER, Notice, Reason};
use crate::event::{Actor, Subject};
use crate::id::{ActivityId, ChildId, ProcessKey, ProgramId};
use crate::policy::AtLimit;
use crate::record::AuditEvent;
use crate::time::{BootTime, Span, WallTime};

/// A limit on an activity, or on one program of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) activity: ActivityId,
    pub(super) program: Option<ProgramId>,
}

impl Target {
    /// Whether a process falls under it.
    fn is(&self, (_, activity, program): &(ProcessKey, ActivityId, ProgramId)) -> bool {
        *activity == self.activity && self.program.as_ref().is_none_or(|own| own == program)
    }

    fn subject(&self) -> Subject {
        match &self.program {
            Some(program) => Subject::Program(program.clone()),
            None => Subject::Activity(self.activity.clone()),
        }
    }

    fn reason(&self) -> Reason {
        match &self.program {
            Some(program) => Reason::Program {
                program: program.clone(),
                activity: self.activity.clone(),
            },
            None => Reason::Activity(self.activity.clone()),
        }
    }
}

impl Engine {
    /// `screen` is what is left of the screen.
    pub(super) fn settle_activities(&mut self, id: &ChildId, cause: Cause, screen: Option<Span>) {
        let running = self.running_of(id);
        for target in &running.targets {
            self.settle_target(id, target, cause, screen);
        }
    }

    fn is_running(&self, id: &ChildId, target: &Target) -> bool {
        self.running_of(id)
            .limited
            .iter()
            .any(|process| target.is(process) && self.is_left_running(&process.0))
    }

    fn is_left_running(&self, process: &ProcessKey) -> bool {
        self.state
            .processes
            .get(process)
            .is_some_and(|entry| entry.kill_at.is_none())
    }

    /// Processes of a target that are not being ended already.
    fn running(&self, id: &ChildId, target: &Target) -> Vec<(ProcessKey, ProgramId)> {
        self.running_of(id)
            .limited
            .iter()
            .filter(|process| target.is(process) && self.is_left_running(&process.0))
            .map(|(key, _, program)| (*key, program.clone()))
            .collect()
    }

    fn target_verdict(&self, id: &ChildId, target: &Target) -> ActivityVerdict {
        let Some(program) = &target.program else {
            return self.activity_verdict(id, &target.activity);
        };
        let left = self.program_left(id, &target.activity, program);
        let spent = left.is_some_and(|left| !left.is_positive());
        ActivityVerdict {
            state: if spent {
                ActivityState::Spent
            } else {
                ActivityState::Allowed
            },
            left: left.map(Span::at_least_zero),
            overdrawn: left.map_or(Span::ZERO, |left| (-left).at_least_zero()),
            wall: None,
        }
    }

    fn limit_mut(&mut self, id: &ChildId, target: &Target) -> Option<&mut Limit> {
        let child = self.state.children.get_mut(id)?;
        match &target.program {
            Some(program) => {
                if !child.programs.contains_key(program) {
                    child.programs.insert(program.clone(), Limit::default());
                }
                child.programs.get_mut(program)
            }
            None => {
                if !child.activities.contains_key(&target.activity) {
                    child
                        .activities
                        .insert(target.activity.clone(), Limit::default());
                }
                child.activities.get_mut(&target.activity)
            }
        }
    }

    fn settle_target(&mut self, id: &ChildId, target: &Target, cause: Cause, screen: Option<Span>) {
        let verdict = self.target_verdict(id, target);
        // A locked session keeps its programs: they are not charged there, and saving them is the point of the lock.
        let in_use = self.in_use(id) && !self.is_blocked(id);
        let active = in_use && self.is_running(id, target);
        let boot = self.boot_now();
        let Some(phase) = self.limit_mut(id, target).map(|limit| limit.phase.clone()) else {
            return;
        };
        let allowed = verdict.state == ActivityState::Allowed;
        match (phase, allowed) {
            (Phase::Free, true) => {}
            (Phase::Blocked { .. } | Phase::Told { .. }, true) => {
                self.set_target_phase(id, target, Phase::Free);
            }
            (Phase::Countdown { kind, .. }, true) => {
                let near = verdict.wall.is_some_and(|wall| wall <= LAST_MINUTE);
                if kind == CountdownKind::AfterLimit || !near || !active {
                    self.set_target_phase(id, target, Phase::Free);
                }
            }
            (Phase::Free | Phase::Told { .. }, false) if self.is_agreement(id) => {
                self.say_target_limit(id, target, active);
            }
            (Phase::Countdown { .. } | Phase::Blocked { .. }, false) if self.is_agreement(id) => {
                self.set_target_phase(id, target, Phase::Free);
                self.say_target_limit(id, target, active);
            }
            (Phase::Free | Phase::Told { .. }, false) => {
                let grace = match (verdict.state, cause) {
                    _ if !active => Span::ZERO,
                    (_, Cause::Edit) => LAST_MINUTE,
                    (ActivityState::Spent, Cause::Time) => LAST_MINUTE - verdict.overdrawn,
                    (
                        ActivityState::Forbidden | ActivityState::Outside | ActivityState::Allowed,
                        Cause::Time,
                    ) => Span::ZERO,
                };
                if grace.is_positive() {
                    self.start_target_countdown(id, target, grace, CountdownKind::AfterLimit);
                } else {
                    self.end_target(id, target, active);
                }
            }
            (Phase::Countdown { ends, .. }, false) => {
                if boot >= ends || !active {
                    self.end_target(id, target, active);
                }
            }
            (Phase::Blocked { .. }, false) => {
                if active {
                    let running = self.running(id, target);
                    self.end_programs(id, target, running);
                }
            }
        }
        self.warn_target(id, target, &verdict, active, screen);
        let free = self
            .limit_mut(id, target)
            .is_some_and(|limit| limit.phase == Phase::Free);
        if let Some(wall) = verdict.wall
            && allowed
            && free
            && active
            && wall <= LAST_MINUTE
            && !self.is_agreement(id)
        {
            self.start_target_countdown(id, target, wall, CountdownKind::BeforeWall);
        }
    }

    fn is_agreement(&self, id: &ChildId) -> bool {
        self.rules(id)
            .is_some_and(|rules| rules.screen.at_limit == AtLimit::WarnOnly)
    }

    fn set_target_phase(&mut self, id: &ChildId, target: &Target, phase: Phase) {
        if let Some(limit) = self.limit_mut(id, target)
            && limit.phase != phase
        {
            limit.phase = phase;
            self.dirty = true;
        }
    }

    fn start_target_countdown(
        &mut self,
        id: &ChildId,
        target: &Target,
        span: Span,
        kind: CountdownKind,
    ) {
        let ends = self.boot_now() + span;
        self.set_target_phase(
            id,
            target,
            Phase::Countdown {
                ends,
                reason: target.reason(),
                kind,
            },
        );
        // While the screen's own last minute runs, a second countdown would only be noise.
        let screen_ends_first = self.state.children.get(id).is_some_and(
            |child| matches!(&child.screen.phase, Phase::Countdown { ends: screen, .. } if *screen <= ends),
        );
        // One program's minute inside its activity's minute, too.
        let activity_ends_first = target.program.is_some()
            && self.state.children.get(id).and_then(|child| child.activities.get(&target.activity)).is_some_and(
                |limit| matches!(&limit.phase, Phase::Countdown { ends: activity, .. } if *activity <= ends),
            );
        if !screen_ends_first && !activity_ends_first {
            let notice = self.notice(
                id,
                Effect::Countdown,
                target.subject(),
                Some(target.reason()),
            );
            self.tell(Notice {
                left: Some(span),
                until: Some(self.now() + span),
                ..notice
            });
        }
    }

    /// The limit is reached for good: what runs is ended, and nothing of it starts again.
    fn end_target(&mut self, id: &ChildId, target: &Target, active: bool) {
        let reason = target.reason();
        self.set_target_phase(id, target, Phase::Blocked { reason });
        if active {
            let running = self.running(id, target);
            self.end_programs(id, target, running);
        }
    }

    /// Agreement mode: says that nothing is left of it, once it runs.
    fn say_target_limit(&mut self, id: &ChildId, target: &Target, active: bool) {
        let told = self
            .limit_mut(id, target)
            .is_some_and(|limit| matches!(limit.phase, Phase::Told { .. }));
        if told || !active {
            return;
        }
        let reason = target.reason();
        self.set_target_phase(id, target, Phase::Told { reason });
        let until = self.activity_allowed_again(id, target);
        let notice = self.notice(id, Effect::Notice, target.subject(), Some(target.reason()));
        self.tell(Notice {
            left: Some(Span::ZERO),
            until,
            ..notice
        });
    }

    fn end_programs(
        &mut self,
        id: &ChildId,
        target: &Target,
        running: Vec<(ProcessKey, ProgramId)>,
    ) {
        let kill_at = self.boot_now() + KILL_AFTER;
        let until = self.activity_allowed_again(id, target);
        let mut told: Vec<ProgramId> = Vec::new();
        for (process, program) in running {
            if let Some(entry) = self.state.processes.get_mut(&process) {
                entry.kill_at = Some(kill_at);
            }
            self.dirty = true;
            let notice = (!told.contains(&program)).then(|| {
                let subject = Subject::Program(program.clone());
                let notice = self.notice(id, Effect::Terminate, subject, Some(target.reason()));
                Notice {
                    left: Some(Span::ZERO),
                    until,
                    ..notice
                }
            });
            if notice.is_some() {
                self.audit(
                    Actor::Agent,
                    Some(id.clone()),
                    AuditEvent::Terminated {
                        program: program.clone(),
                    },
                );
                told.push(program);
            }
            self.out.push(Action::Terminate { process, notice });
        }
    }

    /// Kills what did not end when asked.
    pub(super) fn kill_overdue(&mut self) {
        let now = self.boot_now();
        let due: Vec<ProcessKey> = self
            .state
            .processes
            .iter()
            .filter(|(_, process)| process.kill_at.is_some_and(|at| at <= now))
            .map(|(key, _)| *key)
            .collect();
        for process in due {
            if let Some(entry) = self.state.processes.get_mut(&process) {
                // Looked at again, in case the signal went astray.
                entry.kill_at = Some(now + KILL_AFTER);
            }
            let kill = Action::Kill { process };
            if !self.out.contains(&kill) {
                self.out.push(kill);
            }
        }
    }

    fn warn_target(
        &mut self,
        id: &ChildId,
        target: &Target,
        verdict: &ActivityVerdict,
        active: bool,
        screen: Option<Span>,
    ) {
        let reached = self.step_reached(id, verdict.left);
        let Some(limit) = self.limit_mut(id, target) else {
            return;
        };
        let Some(left) = verdict
            .left
            .filter(|_| verdict.state == ActivityState::Allowed)
        else {
            if verdict.state == ActivityState::Allowed {
                limit.warned = None;
            }
            return;
        };
        if !crosses(&mut limit.warned, reached, active) {
            return;
        }
        self.dirty = true;
        // The lesser one speaks; where the screen ends no later, its own warning says enough.
        let activity = target
            .program
            .as_ref()
            .and_then(|_| self.activity_verdict(id, &target.activity).left);
        let binds = [screen, activity]
            .into_iter()
            .flatten()
            .all(|other| left < other);
        if binds {
            let notice = self.notice(id, Effect::Warn, target.subject(), Some(target.reason()));
            self.tell(Notice {
                left: Some(left),
                until: Some(self.now() + left),
                ..notice
            });
        }
    }

    /// Why a program of an activity may not start now, if it may not.
    pub(super) fn program_refusal(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        program: &ProgramId,
    ) -> Option<Notice> {
        let notice = |target: &Target| {
            let subject = Subject::Program(program.clone());
            let notice = self.notice(id, Effect::RefuseExec, subject, Some(target.reason()));
            Notice {
                left: Some(Span::ZERO),
                until: self.activity_allowed_again(id, target),
                ..notice
            }
        };
        self.activity_refusal(id, activity)
            .or_else(|| self.single_program_refusal(id, activity, program))
            .map(|target| notice(&target))
    }

    /// The activity, if none of its programs may start now.
    pub(super) fn activity_refusal(&self, id: &ChildId, activity: &ActivityId) -> Option<Target> {
        let limit = self.state.children.get(id)?.activities.get(activity);
        let target = Target {
            activity: activity.clone(),
            program: None,
        };
        self.is_refused(id, &target, limit).then_some(target)
    }

    /// The program, if it is spent by itself.
    pub(super) fn single_program_refusal(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        program: &ProgramId,
    ) -> Option<Target> {
        let limit = self.state.children.get(id)?.programs.get(program);
        let target = Target {
            activity: activity.clone(),
            program: Some(program.clone()),
        };
        self.is_refused(id, &target, limit).then_some(target)
    }

    fn is_refused(&self, id: &ChildId, target: &Target, limit: Option<&Limit>) -> bool {
        let blocked = !self.is_agreement(id)
            && self.target_verdict(id, target).state != ActivityState::Allowed;
        // In its last minute a game that crashed may be started again, to save.
        let now = self.boot_now();
        let last_minute = limit.is_some_and(
            |limit| matches!(limit.phase, Phase::Countdown { ends, .. } if now < ends),
        );
        blocked && !last_minute
    }

    /// When an activity can be used again: its next window, or the day its allowance is new, and the screen's rules allow
    /// use then, too.
    fn activity_allowed_again(&self, id: &ChildId, target: &Target) -> Option<WallTime> {
        let now = self.now();
        let timeline = self.timeline(id)?;
        let rules = self.rules(id)?.activities.get(&target.activity)?;
        let mut at = match self.target_verdict(id, target).state {
            ActivityState::Allowed | ActivityState::Forbidden => return None,
            ActivityState::Outside => now,
            ActivityState::Spent => {
                let weekly_spent = rules.weekly.is_some()
                    && self
                        .activity_left_week(id, &target.activity)
                        .is_some_and(|left| !left.is_positive());
                let today = timeline.day(now);
                let renewed = timeline.days.iter().find(|day| {
                    day.from > now
                        && (!weekly_spent || day.week != today.week)
                        && day
                            .activities
                            .get(&target.activity)
                            .is_none_or(|rule| rule.daily.is_none_or(Span::is_positive))
                })?;
                renewed.from
            }
        };
        let windows = timeline.activity_windows.get(&target.activity);
        for _ in 0..64 {
            let open = match windows {
                Some(windows) if containing(windows, at).is_none() => next_begin(windows, at)?,
                Some(_) | None => at,
            };
            let allowed = if self.would_allow(id, open) {
                open
            } else {
                self.allowed_after_instant(id, open)?
            };
            if allowed >= timeline.horizon() {
                return None;
            }
            if windows.is_none_or(|windows| containing(windows, allowed).is_some()) {
                return Some(allowed);
            }
            at = allowed;
        }
        None
    }

    /// Instants at which an activity or program has to be looked at again.
    pub(super) fn activity_deadlines(&self, id: &ChildId) -> Vec<BootTime> {
        let mut list: Vec<BootTime> = Vec::new();
        let boot = self.boot_now();
        let in_use = self.in_use(id) && !self.is_blocked(id);
        let steps = self
            .rules(id)
            .map(|rules| rules.screen.warn_at.as_slice())
            .unwrap_or_default();
        let running = self.running_of(id);
        for target in &running.targets {
            let Some(child) = self.state.children.get(id) else {
                continue;
            };
            let limit = match &target.program {
                Some(program) => child.programs.get(program),
                None => child.activities.get(&target.activity),
            };
            if let Some(Limit {
                phase: Phase::Countdown { ends, .. },
                ..
            }) = limit
            {
                list.push(*ends);
            }
            if !in_use || !self.is_running(id, target) {
                continue;
            }
            let verdict = self.target_verdict(id, target);
            if let Some(left) = verdict.left.filter(|left| left.is_positive()) {
                list.push(boot + left);
                list.extend(
                    steps
                        .iter()
                        .filter(|step| left > **step)
                        .map(|step| boot + (left - *step)),
                );
            }
            if let Some(wall) = verdict.wall {
                list.push(boot + wall);
                list.push(boot + (wall - LAST_MINUTE));
            }
        }
        list
    }
}
