//! A machine that exists only here: its clocks, its sessions, its programs, and the agent on it.

mod people;
mod perform;

use crate::scenario::{Program, Scenario, What};
use crate::strip::{DayStrip, Recorder};
use crate::text::{Line, LineBody, Summary};
use jiff::tz::TimeZone;
use luytre_core::action::{Action, Refusal};
use luytre_core::event::{Actor, Event, Finding, Process, Session, StoreRecovery, Ticket, World};
use luytre_core::id::{ActivityId, BootId, ChildId};
use luytre_core::policy::Household;
use luytre_core::record::{DayTotals, Record};
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use luytre_core::{Engine, Saved};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Plays a scenario and hands out each line as it happens, ordered by time.
pub fn run(scenario: &Scenario, emit: &mut dyn FnMut(Line)) {
    Machine::new(scenario, emit).play(scenario);
}

/// Plays a scenario like [`run`], and gives its days as strips of quarters of an hour: a few thousand for a month.
pub fn run_with_strips(scenario: &Scenario, emit: &mut dyn FnMut(Line)) -> Vec<DayStrip> {
    let mut machine = Machine::new(scenario, emit);
    machine.recorder = Some(Recorder::new(scenario.start, scenario.zone.clone()));
    machine.play(scenario);
    let engine = machine.engine.take();
    machine
        .recorder
        .take()
        .map(|recorder| recorder.finish(engine.as_ref()))
        .unwrap_or_default()
}

/// How often the machine lets the agent's deadlines run at one and the same instant before it gives up on them.
/// A deadline lies after the instant it was made at, so this is never reached.
const STILL: u32 = 1_000;

struct Machine<'a> {
    emit: &'a mut dyn FnMut(Line),
    zone: TimeZone,
    /// True time.
    now: WallTime,
    end: WallTime,
    boots: u32,
    booted: WallTime,
    suspended_for: Span,
    suspended_since: Option<WallTime>,
    /// What the wall clock shows beyond true time.
    skew: Span,
    synchronised: bool,
    sessions: BTreeMap<ChildId, Session>,
    processes: Vec<(ChildId, Program, Process)>,
    next_pid: u32,
    next_session: u32,
    engine: Option<Engine>,
    household: Household,
    saved: Option<Saved>,
    /// The last moment that a killed agent had written down beside what it saved.
    heartbeat: Option<Moment>,
    /// Saves are kept only where the scenario can need them.
    keeps_saves: bool,
    store_broken: bool,
    refused: bool,
    closed: BTreeSet<(ChildId, jiff::civil::Date)>,
    queue: VecDeque<Event>,
    recorder: Option<Recorder>,
}

impl<'a> Machine<'a> {
    fn new(scenario: &Scenario, emit: &'a mut dyn FnMut(Line)) -> Self {
        let keeps_saves = scenario.steps.iter().any(|step| {
            matches!(
                step.what,
                What::KillDaemon | What::Reboot { .. } | What::BreakStore | What::StartDaemon
            )
        });
        Self {
            emit,
            zone: scenario.zone.clone(),
            now: scenario.start,
            end: scenario.end,
            boots: 1,
            booted: scenario.start,
            suspended_for: Span::ZERO,
            suspended_since: None,
            skew: Span::ZERO,
            synchronised: true,
            sessions: BTreeMap::new(),
            processes: Vec::new(),
            next_pid: 100,
            next_session: 1,
            engine: None,
            household: scenario.household.clone(),
            saved: None,
            heartbeat: None,
            keeps_saves,
            store_broken: false,
            refused: false,
            closed: BTreeSet::new(),
            queue: VecDeque::new(),
            recorder: None,
        }
    }

    fn play(&mut self, scenario: &Scenario) {
        self.engine = Some(Engine::new());
        self.send(Event::Started(World::default()));
        self.apply_household(scenario.household.clone());
        for step in &scenario.steps {
            self.wait_until(step.at);
            self.perform(&step.what);
        }
        self.wait_until(scenario.end);
        self.finish();
    }

    /// Lets time pass, and the agent wake whenever it wants to.
    fn wait_until(&mut self, at: WallTime) {
        let mut still = 0;
        loop {
            let deadline = self.deadline().filter(|deadline| *deadline <= at);
            let quarter = self
                .recorder
                .as_ref()
                .map(Recorder::next)
                .filter(|next| *next < at);
            match (deadline, quarter) {
                (Some(deadline), quarter) if quarter.is_none_or(|next| deadline <= next) => {
                    still = if deadline > self.now { 0 } else { still + 1 };
                    if still > STILL {
                        break;
                    }
                    self.now = self.now.max(deadline);
                    self.send(Event::Tick);
                }
                (_, Some(next)) => {
                    self.now = self.now.max(next);
                    self.look();
                }
                (_, None) => break,
            }
        }
        self.now = self.now.max(at);
    }

    /// The strips' quarter of an hour. A machine that sleeps is not woken for it.
    fn look(&mut self) {
        if self.suspended_since.is_none() {
            self.send(Event::Tick);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.look(self.engine.as_ref());
        }
    }

    /// The agent's next deadline in true time. A dead agent has none, and timers do not run while suspended.
    fn deadline(&self) -> Option<WallTime> {
        if self.suspended_since.is_some() {
            return None;
        }
        let deadline = self.engine.as_ref()?.next_deadline()?;
        Some(self.booted + deadline.at.since(BootTime(0)))
    }

    fn moment(&self) -> Moment {
        let sleeping = self
            .suspended_since
            .map_or(Span::ZERO, |since| self.now.since(since));
        Moment {
            boot_id: BootId(format!("boot-{}", self.boots)),
            boot: BootTime(0) + self.now.since(self.booted),
            suspended: self.suspended_for + sleeping,
            wall: self.now + self.skew,
            synchronised: self.synchronised,
        }
    }

    /// Sends an event, and everything that the machine answers to what the agent does about it.
    fn send(&mut self, event: Event) {
        self.queue.push_back(event);
        while let Some(event) = self.queue.pop_front() {
            let moment = self.moment();
            self.handle(moment, event);
        }
    }

    fn handle(&mut self, moment: Moment, event: Event) {
        let Some(engine) = &mut self.engine else {
            return;
        };
        for action in engine.handle(moment, event) {
            self.act(action);
        }
    }

    fn act(&mut self, action: Action) {
        if let Some(notice) = action.notice().cloned() {
            self.emit(LineBody::Notice(notice));
        }
        match action {
            Action::Append(records) => {
                for record in records {
                    if let Record::DayClosed(totals) = record {
                        // A past day that is corrected is written again, and its line was printed when it closed. One that
                        // closed under a wrong date closes again at its true end, and that line is the one that counts.
                        if let Some(recorder) = &mut self.recorder {
                            recorder.closed(&totals);
                        }
                        let anew = self.closed.insert((totals.child.clone(), totals.day));
                        if anew || self.ended_just_now(&totals) {
                            self.summary(totals);
                        }
                    }
                }
            }
            // The stories end with what people see.
            Action::Settle(_) => {}
            Action::Save => {
                if self.keeps_saves {
                    self.saved = self.engine.as_ref().map(Engine::save);
                }
            }
            Action::Lock { session, .. } => {
                self.change(&session, |state| state.locked = true);
                // This lock is real, so the kernel's view agrees with it.
                self.queue.push_back(Event::Evidence {
                    session,
                    finding: Finding::Agrees,
                });
            }
            Action::Logout { session, .. } => {
                if let Some(child) = self.child_at(&session) {
                    self.end_session(&child);
                }
            }
            Action::Suspend => self.suspend(),
            Action::PowerOff => {
                for child in self.sessions.keys().cloned().collect::<Vec<_>>() {
                    self.end_session(&child);
                }
            }
            Action::Terminate { process, .. } | Action::Kill { process } => {
                self.processes
                    .retain(|(_, _, running)| running.key != process);
                self.queue.push_back(Event::ProcessEnded { process });
            }
            Action::AnswerLogin { refusal, .. } | Action::AnswerExec { refusal, .. } => {
                self.refused = refusal.is_some();
            }
            Action::Reply {
                result: Err(refusal),
                ticket: Ticket(number),
            } => self.refusal(refusal, number),
            Action::Reply { result: Ok(_), .. } | Action::Tell(_) => {}
        }
    }

    fn emit(&mut self, body: LineBody) {
        (self.emit)(Line { at: self.now, body });
    }

    fn refusal(&mut self, refusal: Refusal, number: u64) {
        let index = usize::try_from(number).unwrap_or(0);
        if let Some(child) = self
            .household
            .children
            .get(index)
            .map(|child| child.id.clone())
        {
            self.emit(LineBody::Refused { child, refusal });
        }
    }

    fn summary(&mut self, mut totals: DayTotals) {
        // Activities with rules are listed even if unused, so that a reader finds a number.
        let ruled: Vec<ActivityId> = self
            .household
            .child(&totals.child)
            .map(|child| child.activities.keys().cloned().collect())
            .unwrap_or_default();
        for activity in ruled {
            if !totals.activities.iter().any(|(id, _)| *id == activity) {
                totals.activities.push((activity, Span::ZERO));
            }
        }
        self.emit(LineBody::Summary(Summary { totals }));
    }

    fn apply_household(&mut self, household: Household) {
        self.household = household.clone();
        let zone = self.zone.clone();
        self.send(Event::HouseholdApplied {
            household: Box::new(household),
            zone,
            by: Actor::System,
        });
    }

    fn suspend(&mut self) {
        if self.suspended_since.is_none() {
            self.send(Event::Stopping);
            self.suspended_since = Some(self.now);
        }
    }

    fn resume(&mut self) {
        if let Some(since) = self.suspended_since.take() {
            self.suspended_for += self.now.since(since);
            self.send(Event::Tick);
        }
    }

    fn reboot(&mut self, off_for: Span) {
        self.send(Event::Stopping);
        if self.engine.take().is_some() {
            self.heartbeat = None;
        }
        self.sessions.clear();
        self.processes.clear();
        self.now = (self.now + off_for).min(self.end);
        self.boots += 1;
        self.booted = self.now;
        self.suspended_for = Span::ZERO;
        self.suspended_since = None;
        // The hardware clock goes on; nobody has confirmed it yet.
        self.synchronised = false;
        self.start_daemon();
    }

    fn start_daemon(&mut self) {
        let household = Some((self.household.clone(), self.zone.clone()));
        let engine = match self.saved.clone() {
            Some(saved) => Engine::restore(saved, household),
            None => Engine::new(),
        };
        let anew = self.saved.is_none();
        self.engine = Some(engine);
        if let Some(heartbeat) = self.heartbeat.take().filter(|_| !anew) {
            // Up to then the same state went on.
            self.handle(heartbeat, Event::Tick);
        }
        let world = World {
            sessions: self.sessions.values().cloned().collect(),
            processes: self
                .processes
                .iter()
                .map(|(_, _, process)| process.clone())
                .collect(),
        };
        self.send(Event::Started(world));
        if anew {
            self.apply_household(self.household.clone());
        }
        if std::mem::take(&mut self.store_broken) {
            // Every save is also written to the copy beside the store.
            self.send(Event::StoreBroken(StoreRecovery::FromCopy));
        }
    }

    /// The numbers of the days that are not closed yet.
    fn finish(&mut self) {
        self.send(Event::Tick);
        let totals = match &self.engine {
            Some(engine) => engine.totals_today(),
            None => return,
        };
        for totals in totals {
            // A day that has just begun with the end of the scenario says nothing.
            let day_just_closed = totals.day.yesterday().is_ok_and(|yesterday| {
                self.closed.contains(&(totals.child.clone(), yesterday))
                    && self.day_begins_now(&totals.child)
            });
            if !day_just_closed {
                self.summary(totals);
            }
        }
    }

    /// Whether the day is the child's one that ended at this very moment.
    fn ended_just_now(&self, totals: &DayTotals) -> bool {
        let before = self.local_now().date().yesterday();
        self.day_begins_now(&totals.child) && before.is_ok_and(|before| totals.day == before)
    }

    fn local_now(&self) -> jiff::civil::DateTime {
        let stamp =
            jiff::Timestamp::from_millisecond(self.now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(stamp)
    }

    fn day_begins_now(&self, child: &ChildId) -> bool {
        let Some(rules) = self.household.child(child) else {
            return false;
        };
        let time = self.local_now().time();
        let minute = u16::try_from(time.hour()).unwrap_or(0) * 60
            + u16::try_from(time.minute()).unwrap_or(0);
        minute == rules.day_starts.0 && time.second() == 0
    }
}
