//! The engine: events in, actions out.
//!
//! One call of [`Engine::handle`] goes through the same steps each time: the time since the last moment is attributed and
//! charged (`attribution`), the event changes what is known, limits are compared with what is left (`decide`), and
//! what stands against the rules is enforced (`enforce`, `activities`). Nothing here reads a clock, and nothing is
//! random: the same events at the same moments give the same actions.

mod account;
mod activities;
mod attribution;
mod clock_guard;
mod command;
mod decide;
mod enforce;
mod health;
mod programs;
mod refusals;
mod rest;
mod running;
mod settle;
mod state;
mod status;
mod timeline;
mod unsettled;
mod words;
mod world;

use crate::action::{Action, Notice};
use crate::event::{Actor, Event};
use crate::id::{Account, ChildId, ProcessKey};
use crate::policy::{Child, Household};
use crate::record::{Audit, AuditEvent, Record};
use crate::time::{BootTime, Moment, WallTime};
use jiff::tz::TimeZone;
pub use programs::identify_program as identify;
pub use refusals::Refused;
use running::Running;
use serde::{Deserialize, Serialize};
use state::{ChildState, Last, Phase, State};
use std::collections::BTreeMap;
use std::sync::Arc;
use timeline::Timeline;
pub use unsettled::WeekNow;

/// What [`Engine::save`] gives and [`Engine::restore`] takes. Opaque, and stable across versions of the agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Saved(State);

impl Saved {
    /// False for a state that a newer agent saved: it must not be used, nor overwritten.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.0.version <= state::VERSION
    }
}

/// The next instant at which some decision can change by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    /// When, in boot time of the present boot.
    pub at: BootTime,
    /// Why, for a log.
    pub why: &'static str,
}

/// The rules of one household at work.
#[derive(Debug, Clone)]
pub struct Engine {
    house: Option<House>,
    state: State,
    /// What each running process is under the present household.
    known: BTreeMap<ProcessKey, programs::Known>,
    /// What runs on each child's logins, made from `known`.
    running: BTreeMap<ChildId, Arc<Running>>,
    out: Vec<Action>,
    dirty: bool,
    /// Trusted time was just set to another time.
    corrected: bool,
    deadline: Option<Deadline>,
}

/// A household with what follows from it.
#[derive(Debug, Clone)]
struct House {
    household: Household,
    zone: TimeZone,
    timelines: BTreeMap<ChildId, Timeline>,
    /// Of the children, in the order of the file.
    ids: Arc<[ChildId]>,
}

impl House {
    fn new(household: Household, zone: TimeZone) -> Self {
        Self {
            ids: household
                .children
                .iter()
                .map(|child| child.id.clone())
                .collect(),
            household,
            zone,
            timelines: BTreeMap::new(),
        }
    }
}

/// Why limits are looked at: an edit owes a notice before it bites, the passing of time gave it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Time,
    Edit,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine without a household: nothing is limited, and its verdict is "off".
    #[must_use]
    pub fn new() -> Self {
        Self {
            house: None,
            state: State::default(),
            known: BTreeMap::new(),
            running: BTreeMap::new(),
            out: Vec::new(),
            dirty: false,
            corrected: false,
            deadline: None,
        }
    }

    /// An engine that goes on where another one saved itself. [`Event::Started`] has to follow.
    #[must_use]
    pub fn restore(saved: Saved, household: Option<(Household, TimeZone)>) -> Self {
        let mut engine = Self {
            state: saved.0,
            ..Self::new()
        };
        engine.house = household.map(|(household, zone)| House::new(household, zone));
        engine.state.version = state::VERSION;
        engine.identify_all();
        if let Some(last) = &engine.state.last {
            let at = last.trusted();
            engine.refresh_timelines(at);
            engine.plan();
        }
        engine
    }

    /// Everything that is remembered.
    #[must_use]
    pub fn save(&self) -> Saved {
        Saved(self.state.clone())
    }

    /// The household in force.
    #[must_use]
    pub fn household(&self) -> Option<&Household> {
        self.house.as_ref().map(|house| &house.household)
    }

    /// The time zone in force.
    #[must_use]
    pub fn zone(&self) -> Option<&TimeZone> {
        self.house.as_ref().map(|house| &house.zone)
    }

    /// The logins of children.
    pub fn watched_accounts(&self) -> impl Iterator<Item = &Account> {
        self.house.iter().flat_map(|house| {
            house
                .household
                .children
                .iter()
                .flat_map(|child| child.accounts.iter())
        })
    }

    /// Trusted time of the last moment handled.
    #[must_use]
    pub fn trusted_now(&self) -> Option<WallTime> {
        self.state.last.as_ref().map(Last::trusted)
    }

    /// The next instant at which this engine wants to be called. `None`: nothing changes by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        self.deadline
    }

    /// True while somebody's use is being counted, so that a heartbeat is worth writing.
    #[must_use]
    pub fn is_counting(&self) -> bool {
        self.state.children.keys().any(|id| self.in_use(id))
    }

    /// Takes an event and says what to do, in the order in which to do it.
    pub fn handle(&mut self, now: Moment, event: Event) -> Vec<Action> {
        let now = clock_guard::plausible(now);
        let cause = match &event {
            Event::HouseholdApplied { .. } | Event::Command { .. } => Cause::Edit,
            Event::Tick
            | Event::Started(_)
            | Event::Stopping
            | Event::StoreBroken(_)
            | Event::SessionOpened(_)
            | Event::SessionChanged { .. }
            | Event::SessionClosed { .. }
            | Event::Evidence { .. }
            | Event::ProcessStarted(_)
            | Event::ProcessEnded { .. }
            | Event::LoginAsked { .. }
            | Event::ExecAsked { .. }
            | Event::Issue { .. } => Cause::Time,
        };
        // Where time passed before the event, limits that ran out in it are settled before the event changes them.
        let started = matches!(event, Event::Started(_));
        if !started {
            self.arrive(&now);
            if cause == Cause::Edit {
                self.settle(Cause::Time);
            }
        }
        self.apply(&now, event);
        // A corrected date comes out of the blue, like an edit: it owes a notice, too.
        let corrected = std::mem::take(&mut self.corrected);
        self.settle(if corrected { Cause::Edit } else { cause });
        self.finish()
    }

    fn apply(&mut self, now: &Moment, event: Event) {
        match event {
            Event::Tick => {}
            Event::Started(world) => self.start(now, world),
            Event::Stopping => {
                self.audit(Actor::Agent, None, AuditEvent::Stopped);
                // What the last input may still turn into a pause is kept for that; it is saved with the rest.
                self.flush_settled();
                self.dirty = true;
            }
            Event::HouseholdApplied {
                household,
                zone,
                by,
            } => self.apply_household(*household, zone, by),
            Event::StoreBroken(recovery) => self.store_broken(recovery),
            Event::SessionOpened(session) => self.session_opened(session),
            Event::SessionChanged { session, state } => self.session_changed(&session, &state),
            Event::SessionClosed { session } => self.session_closed(&session),
            Event::Evidence { session, finding } => self.evidence(&session, finding),
            Event::ProcessStarted(process) => self.process_started(process),
            Event::ProcessEnded { process } => self.process_ended(process),
            Event::LoginAsked { ticket, account } => self.login_asked(ticket, &account),
            Event::ExecAsked { ticket, process } => self.exec_asked(ticket, &process),
            Event::Issue { code, about, state } => self.issue(code, about.as_deref(), state),
            Event::Command {
                ticket,
                by,
                command,
            } => self.command(ticket, by, command),
        }
    }

    fn apply_household(&mut self, household: Household, zone: TimeZone, by: Actor) {
        self.state
            .children
            .retain(|id, _| household.child(id).is_some());
        self.house = Some(House::new(household, zone));
        self.identify_all();
        let at = self.now();
        self.refresh_timelines(at);
        // Another zone or another begin of the day may make it another day.
        self.close_days();
        self.assign_sessions();
        self.audit(by, None, AuditEvent::HouseholdApplied);
        self.update_setup_issue();
        self.dirty = true;
    }

    /// Takes `out` in order, with one save in front if anything worth it changed.
    fn finish(&mut self) -> Vec<Action> {
        self.settle_days();
        let mut out = std::mem::take(&mut self.out);
        out.extend(self.drain_complete().map(Action::Append));
        let mut appended = Vec::new();
        let mut settled = Vec::new();
        let mut rest = Vec::with_capacity(out.len());
        for action in out {
            match action {
                Action::Append(records) => appended.extend(records),
                Action::Settle(_) => settled.push(action),
                Action::Save
                | Action::Lock { .. }
                | Action::Logout { .. }
                | Action::Suspend
                | Action::PowerOff
                | Action::Terminate { .. }
                | Action::Kill { .. }
                | Action::AnswerLogin { .. }
                | Action::AnswerExec { .. }
                | Action::Reply { .. }
                | Action::Tell(_) => rest.push(action),
            }
        }
        let mut actions = Vec::with_capacity(rest.len() + 2);
        if !appended.is_empty() {
            actions.push(Action::Append(appended));
            self.dirty = true;
        }
        // After the rows that belong to the day.
        actions.extend(settled);
        if std::mem::take(&mut self.dirty) {
            actions.push(Action::Save);
        }
        rest.sort_by_key(Action::rank);
        words::never_three(&mut rest);
        self.count_warnings(&rest);
        actions.extend(rest);
        self.plan();
        actions
    }

    /// Trusted time of the moment being handled.
    fn now(&self) -> WallTime {
        self.state.last.as_ref().map_or(WallTime(0), Last::trusted)
    }

    /// Boot time of the moment being handled.
    fn boot_now(&self) -> BootTime {
        self.state
            .last
            .as_ref()
            .map_or(BootTime(0), |last| last.boot)
    }

    fn rules(&self, id: &ChildId) -> Option<&Child> {
        self.house.as_ref()?.household.child(id)
    }

    fn timeline(&self, id: &ChildId) -> Option<&Timeline> {
        self.house.as_ref()?.timelines.get(id)
    }

    fn child_ids(&self) -> Arc<[ChildId]> {
        self.house
            .as_ref()
            .map(|house| Arc::clone(&house.ids))
            .unwrap_or_default()
    }

    /// Makes calendars that no longer serve anew, and the accounts of children that are new.
    fn refresh_timelines(&mut self, at: WallTime) {
        let Some(house) = &mut self.house else { return };
        for child in &house.household.children {
            let serves = house
                .timelines
                .get(&child.id)
                .is_some_and(|timeline| timeline.serves(at));
            if !serves {
                let timeline = Timeline::around(&house.household, child, &house.zone, at);
                house.timelines.insert(child.id.clone(), timeline);
            }
            if !self.state.children.contains_key(&child.id) {
                let today = timeline::date_of(&house.zone, child.day_starts, at);
                self.state
                    .children
                    .insert(child.id.clone(), ChildState::new(today));
            }
        }
    }

    fn tell(&mut self, notice: Notice) {
        self.out.push(Action::Tell(notice));
    }

    fn record(&mut self, record: Record) {
        self.out.push(Action::Append(vec![record]));
    }

    fn audit(&mut self, by: Actor, child: Option<ChildId>, what: AuditEvent) {
        let at = self.now();
        self.record(Record::Audit(Audit {
            at,
            by,
            child,
            what,
        }));
    }
}
