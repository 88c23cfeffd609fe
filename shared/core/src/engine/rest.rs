//! A calm word about rest after so much use of an activity on a day. It takes nothing away, and gives way to every warning.

use super::Engine;
use super::state::Phase;
use crate::action::{Effect, Notice, Reason};
use crate::event::Subject;
use crate::id::{ActivityId, ChildId};
use crate::time::{BootTime, Span};

/// So near to an end the child hears about the end, and of nothing else.
const LAST_MINUTES: Span = Span::from_mins(5);

impl Engine {
    /// Says of each activity in use, once for each time the rule's length is used up, that a rest would do good. `screen` is
    /// what is left of the screen.
    pub(super) fn say_rest(&mut self, id: &ChildId, screen: Option<Span>) {
        for (activity, every) in self.rest_rules(id) {
            let used = whole_steps(self.used_today(id, &activity), every);
            if used <= whole_steps(self.noted_today(id, &activity), every) {
                continue;
            }
            // Noted also where nothing is said: a word about rest that comes late is only noise.
            if let Some(child) = self.state.children.get_mut(id) {
                let today = child.today;
                let day = child.days.entry(today);
                day.rests.insert(activity.clone(), used);
                self.dirty = true;
            }
            let left = self.left_of_running(id, &activity, screen);
            let near = left.is_some_and(|left| left <= LAST_MINUTES);
            if near || !self.is_played(id, &activity) || self.counts_down(id) {
                continue;
            }
            let subject = Subject::Activity(activity);
            let notice = self.notice(id, Effect::Notice, subject, Some(Reason::Rest { used }));
            self.tell(Notice { left, ..notice });
        }
    }

    /// Instants at which the next word is due, if use goes on.
    pub(super) fn rest_deadlines(&self, id: &ChildId) -> Vec<BootTime> {
        let due = |(activity, every): (ActivityId, Span)| {
            let used = self.used_today(id, &activity);
            let next = whole_steps(used, every) + every;
            self.is_played(id, &activity)
                .then(|| self.boot_now() + (next - used))
        };
        self.rest_rules(id).into_iter().filter_map(due).collect()
    }

    fn rest_rules(&self, id: &ChildId) -> Vec<(ActivityId, Span)> {
        let rules = self.rules(id).into_iter().flat_map(|it| &it.activities);
        rules
            .filter_map(|(activity, rules)| Some((activity.clone(), rules.rest_every?)))
            .filter(|(_, every)| every.is_positive())
            .collect()
    }

    /// Use up to which a rest was seen to today.
    fn noted_today(&self, id: &ChildId, activity: &ActivityId) -> Span {
        let child = self.state.children.get(id);
        let day = child.and_then(|child| child.days.get(child.today));
        let noted = day.and_then(|day| day.rests.get(activity)).copied();
        noted.unwrap_or_default()
    }

    fn used_today(&self, id: &ChildId, activity: &ActivityId) -> Span {
        let child = self.state.children.get(id);
        let day = child.and_then(|child| child.days.get(child.today));
        day.map(|day| day.activity(activity)).unwrap_or_default()
    }

    /// Whether one of its programs runs in front of the child.
    fn is_played(&self, id: &ChildId, activity: &ActivityId) -> bool {
        let running = self.running_of(id);
        let runs = running.limited.iter().any(|(key, of, _)| {
            let process = self.state.processes.get(key);
            of == activity && process.is_some_and(|entry| entry.kill_at.is_none())
        });
        runs && self.in_use(id) && !self.is_blocked(id)
    }

    /// The least that is left of the screen, of the activity, and of its programs that run.
    fn left_of_running(
        &self,
        id: &ChildId,
        activity: &ActivityId,
        screen: Option<Span>,
    ) -> Option<Span> {
        let running = self.running_of(id);
        let programs = running
            .limited
            .iter()
            .filter(|(_, of, _)| of == activity)
            .filter_map(|(_, of, program)| self.program_left(id, of, program));
        [screen, self.activity_verdict(id, activity).left]
            .into_iter()
            .flatten()
            .chain(programs)
            .min()
            .map(Span::at_least_zero)
    }

    /// Whether any last minute of the child runs.
    fn counts_down(&self, id: &ChildId) -> bool {
        self.state.children.get(id).is_some_and(|child| {
            [&child.screen]
                .into_iter()
                .chain(child.activities.values())
                .chain(child.programs.values())
                .any(|limit| matches!(limit.phase, Phase::Countdown { .. }))
        })
    }
}

/// The part of a use that fills whole steps.
fn whole_steps(used: Span, every: Span) -> Span {
    let every = every.as_millis().max(1);
    Span::from_millis(used.as_millis().div_euclid(every).saturating_mul(every))
}
