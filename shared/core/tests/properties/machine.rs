//! A machine for random afternoons: clocks, sessions, programs, and an agent that wakes when the engine wants to be woken.

use crate::family::{PROGRAMS, zone};
use jiff::civil::date;
use luytre_core::action::{Action, Effect};
use luytre_core::event::{
    Actor, CatalogueEntry, Command, Event, Finding, Process, ProgramFacts, ProgramKind, Session,
    SessionState, Subject, Ticket, World,
};
use luytre_core::id::{BootId, ChildId, ProcessKey, SessionId};
use luytre_core::policy::Household;
use luytre_core::record::Record;
use luytre_core::status::ChildStatus;
use luytre_core::summary::SettledDay;
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use luytre_core::{Engine, Saved};
use std::collections::{BTreeMap, VecDeque};

/// Something that happens. Children are numbers, spans are milliseconds unless said otherwise.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    Wait(i64),
    Login(usize),
    Logout(usize),
    Lock(usize),
    Unlock(usize),
    Away(usize),
    Back(usize),
    Idle(usize, bool),
    Input(usize),
    Start(usize, usize),
    Stop(usize, usize),
    /// The machine sleeps.
    Sleep(i64),
    /// Minutes.
    Grant(usize, i64, Option<&'static str>),
    /// Minutes from now.
    LetIn(usize, i64),
    FreeDay(usize),
    /// Minutes from now.
    LockNow(usize, Option<i64>),
    UnlockNow(usize),
    /// Minutes.
    Ask(usize, i64, Option<&'static str>),
    Answer(usize, bool),
    FinishMatch(usize),
    /// Seconds.
    SetClock(i64),
    Synchronise,
    /// The agent is dead for so long; nothing else happens meanwhile.
    Killed(i64),
    /// Off for so long.
    Reboot(i64),
    ConfirmClock,
    /// Seconds ago.
    Contradict(usize, i64),
    Agree(usize),
    CannotTell(usize),
}

/// How the machine treats the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// It calls when something happens or the engine wants to be called.
    Plain,
    /// It also calls every so many milliseconds.
    Ticks(i64),
    /// It saves and restores the engine between any two events.
    SavesAlways,
}

/// A session as the world has it.
#[derive(Debug, Clone)]
struct Seat {
    session: Session,
    /// Use since the last input, which is no use at all if it becomes long enough.
    quiet: i64,
}

pub(crate) struct Machine {
    pub(crate) engine: Engine,
    household: Household,
    care: Care,
    /// True time.
    pub(crate) now: i64,
    boots: u32,
    booted: i64,
    asleep: i64,
    skew: i64,
    synchronised: bool,
    seats: BTreeMap<usize, Seat>,
    processes: Vec<(usize, usize, Process)>,
    next: u32,
    saved: Saved,
    queue: VecDeque<Event>,
    /// What the engine said and did, with true time; saves and ledger rows left out.
    pub(crate) log: Vec<(i64, Action)>,
    /// The most that was said to one child about time in one call.
    pub(crate) most_words: usize,
    /// How long each child really used the machine. Right for sessions that stay in front, without media and odd claims.
    truth: BTreeMap<usize, i64>,
    /// Every row that was written, in order.
    pub(crate) ledger: Vec<Record>,
    /// Days that were settled, each with the number of rows written before.
    pub(crate) settled: Vec<(usize, SettledDay)>,
}

/// The most that one child is told about time by a list of actions. What is done to sessions and programs is named with
/// each of them, and answers are one each.
fn words(actions: &[Action]) -> usize {
    let mut count: BTreeMap<&ChildId, usize> = BTreeMap::new();
    for action in actions {
        if let Action::Tell(notice) = action
            && let Some(child) = &notice.child
            && matches!(
                notice.effect,
                Effect::Warn | Effect::Countdown | Effect::UnlockAllowed | Effect::Notice
            )
        {
            *count.entry(child).or_default() += 1;
        }
    }
    count.into_values().max().unwrap_or(0)
}

/// Whether two instants lie on the same day, wherever the day begins.
pub(crate) fn same_day(one: i64, other: i64) -> bool {
    let date = |ms: i64, back: i64| {
        let stamp = jiff::Timestamp::from_millisecond(ms - back).expect("a time in this century");
        zone().to_datetime(stamp).date()
    };
    [0, 4 * 3_600_000]
        .into_iter()
        .all(|back| date(one, back) == date(other, back))
}

/// Monday, 23 March 2026, 15:00: the clocks change on the Sunday after.
pub(crate) fn start_time() -> i64 {
    zone()
        .to_timestamp(date(2026, 3, 23).at(15, 0, 0, 0))
        .expect("a time in this century")
        .as_millisecond()
}

impl Machine {
    pub(crate) fn new(household: Household, care: Care) -> Self {
        let now = start_time();
        let engine = Engine::new();
        let mut machine = Self {
            saved: engine.save(),
            engine,
            household: household.clone(),
            care,
            now,
            boots: 1,
            booted: now - 60_000,
            asleep: 0,
            skew: 0,
            synchronised: true,
            seats: BTreeMap::new(),
            processes: Vec::new(),
            next: 100,
            queue: VecDeque::new(),
            log: Vec::new(),
            most_words: 0,
            truth: BTreeMap::new(),
            ledger: Vec::new(),
            settled: Vec::new(),
        };
        machine.send(Event::Started(World::default()));
        machine.apply(household);
        machine
    }

    pub(crate) fn apply(&mut self, household: Household) {
        self.household = household.clone();
        self.send(Event::HouseholdApplied {
            household: Box::new(household),
            zone: zone(),
            by: Actor::System,
        });
    }

    pub(crate) fn play(&mut self, ops: &[Op]) {
        for op in ops {
            self.perform(op);
        }
    }

    pub(crate) fn child(&self, kid: usize) -> ChildId {
        ChildId(format!("kid{kid}"))
    }

    pub(crate) fn status(&self, kid: usize) -> Option<ChildStatus> {
        let id = self.child(kid);
        let status = self.engine.status();
        status.children.into_iter().find(|child| child.id == id)
    }

    /// Screen time of every day of a child: settled ones as they were handed over, the others from the saved state.
    pub(crate) fn days(&self, kid: usize) -> BTreeMap<String, i64> {
        let saved = serde_json::to_value(self.engine.save()).expect("the state is plain data");
        let child = &saved["children"][self.child(kid).as_str()];
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for part in [&child["days"]["days"], &child["additions"]] {
            for (date, day) in part.as_object().into_iter().flatten() {
                *sums.entry(date.clone()).or_default() += day["screen"].as_i64().unwrap_or(0);
            }
        }
        for (_, day) in &self.settled {
            if day.totals.child == self.child(kid) {
                *sums.entry(day.totals.day.to_string()).or_default() +=
                    day.totals.screen.as_millis();
            }
        }
        sums
    }

    fn moment(&self) -> Moment {
        Moment {
            boot_id: BootId(format!("boot{}", self.boots)),
            boot: BootTime(self.now - self.booted),
            suspended: Span::from_millis(self.asleep),
            wall: WallTime(self.now + self.skew),
            synchronised: self.synchronised,
        }
    }

    /// Lets the engine handle an event and everything that follows from what it does. Returns what it did.
    pub(crate) fn send(&mut self, event: Event) -> Vec<Action> {
        let mut all = Vec::new();
        self.queue.push_back(event);
        while let Some(event) = self.queue.pop_front() {
            let moment = self.moment();
            if self.care == Care::SavesAlways && !matches!(event, Event::Started(_)) {
                self.swap();
            }
            let boot = moment.boot;
            let actions = self.engine.handle(moment, event);
            if let Some(deadline) = self.engine.next_deadline() {
                assert!(deadline.at > boot, "{deadline:?} is not after {boot:?}");
            }
            assert!(
                actions
                    .windows(2)
                    .all(|pair| pair[0].rank() <= pair[1].rank()),
                "out of order: {actions:?}"
            );
            self.most_words = self.most_words.max(words(&actions));
            for action in actions {
                self.perform_action(&action);
                if !matches!(action, Action::Save | Action::Append(_) | Action::Settle(_)) {
                    self.log.push((self.now, action.clone()));
                }
                all.push(action);
            }
        }
        all
    }

    /// The engine goes to disk and comes back.
    fn swap(&mut self) {
        let text = serde_json::to_string(&self.engine.save()).expect("the state is plain data");
        let saved: Saved = serde_json::from_str(&text).expect("what was written can be read");
        let house = self
            .engine
            .household()
            .map(|household| (household.clone(), zone()));
        let deadline = self.engine.next_deadline();
        self.engine = Engine::restore(saved, house);
        assert_eq!(
            self.engine.next_deadline(),
            deadline,
            "another deadline after restoring"
        );
    }

    fn perform_action(&mut self, action: &Action) {
        match action {
            Action::Save => self.saved = self.engine.save(),
            Action::Lock { session, .. } => {
                let kid = self
                    .seats
                    .iter()
                    .find(|(_, seat)| seat.session.id == *session)
                    .map(|(kid, _)| *kid);
                if let Some(kid) = kid {
                    self.resolve_quiet(kid);
                }
                if let Some(seat) = kid.and_then(|kid| self.seats.get_mut(&kid)) {
                    seat.session.state.locked = true;
                    let state = seat.session.state.clone();
                    let session = session.clone();
                    self.queue.push_back(Event::SessionChanged {
                        session: session.clone(),
                        state,
                    });
                    self.queue.push_back(Event::Evidence {
                        session,
                        finding: Finding::Agrees,
                    });
                }
            }
            Action::Logout { session, .. } => {
                let kid = self
                    .seats
                    .iter()
                    .find(|(_, seat)| seat.session.id == *session)
                    .map(|(kid, _)| *kid);
                if let Some(kid) = kid {
                    self.log_out(kid);
                }
            }
            Action::Terminate { process, .. } | Action::Kill { process } => {
                self.processes
                    .retain(|(_, _, running)| running.key != *process);
                self.queue
                    .push_back(Event::ProcessEnded { process: *process });
            }
            Action::Append(records) => self.ledger.extend(records.iter().cloned()),
            Action::Settle(day) => self.settled.push((self.ledger.len(), (**day).clone())),
            Action::Suspend
            | Action::PowerOff
            | Action::AnswerLogin { .. }
            | Action::AnswerExec { .. }
            | Action::Reply { .. }
            | Action::Tell(_) => {}
        }
    }

    fn log_out(&mut self, kid: usize) {
        self.resolve_quiet(kid);
        if let Some(seat) = self.seats.remove(&kid) {
            for (_, _, process) in self.processes.iter().filter(|(owner, _, _)| *owner == kid) {
                self.queue.push_back(Event::ProcessEnded {
                    process: process.key,
                });
            }
            self.processes.retain(|(owner, _, _)| *owner != kid);
            self.queue.push_back(Event::SessionClosed {
                session: seat.session.id,
            });
        }
    }

    pub(crate) fn wait(&mut self, ms: i64) {
        let end = self.now + ms;
        let step = match self.care {
            Care::Ticks(step) => step,
            Care::Plain | Care::SavesAlways => i64::MAX,
        };
        let mut tick = self.now.saturating_add(step);
        for _ in 0..1_000_000 {
            let deadline = self
                .engine
                .next_deadline()
                .map_or(i64::MAX, |deadline| self.booted + deadline.at.0);
            let next = deadline.min(tick);
            if next > end {
                break;
            }
            if next == tick {
                tick = tick.saturating_add(step);
            }
            self.advance(next);
            self.send(Event::Tick);
        }
        self.advance(end);
    }

    /// Time passes, awake.
    fn advance(&mut self, to: i64) {
        let passed = (to - self.now).max(0);
        for (kid, seat) in &mut self.seats {
            let state = &seat.session.state;
            if state.in_front && !state.locked {
                if state.no_input_since.is_some() && !state.media {
                    seat.quiet += passed;
                } else {
                    *self.truth.entry(*kid).or_default() += passed;
                }
            }
        }
        self.now += passed;
    }

    /// What happened to the session decides whether the time since the last input was use.
    fn resolve_quiet(&mut self, kid: usize) {
        let boot = BootTime(self.now - self.booted);
        let idle_after = self
            .household
            .child(&self.child(kid))
            .map(|child| child.idle_after)
            .unwrap_or_default();
        if let Some(seat) = self.seats.get_mut(&kid) {
            let quiet = std::mem::take(&mut seat.quiet);
            let since = seat.session.state.no_input_since;
            if since.is_some_and(|since| boot.since(since) < idle_after) {
                *self.truth.entry(kid).or_default() += quiet;
            }
        }
    }

    /// How long a child has really used the machine, in milliseconds.
    pub(crate) fn truth(&mut self, kid: usize) -> i64 {
        let open = self.seats.get(&kid).map_or(0, |seat| {
            let boot = BootTime(self.now - self.booted);
            let idle_after = self
                .household
                .child(&self.child(kid))
                .map(|child| child.idle_after)
                .unwrap_or_default();
            let since = seat.session.state.no_input_since;
            if since.is_some_and(|since| boot.since(since) < idle_after) {
                seat.quiet
            } else {
                0
            }
        });
        self.truth.get(&kid).copied().unwrap_or(0) + open
    }

    /// Whether a child sits at an open session.
    pub(crate) fn sits_open(&self, kid: usize) -> bool {
        self.seats
            .get(&kid)
            .is_some_and(|seat| seat.session.state.in_front && !seat.session.state.locked)
    }

    /// A child who obeys comes back as soon as the rules allow it.
    fn may_use(&self, kid: usize) -> bool {
        self.status(kid).is_none_or(|status| !status.blocked)
    }

    pub(crate) fn command(&mut self, by: Actor, command: Command) -> Vec<Action> {
        self.send(Event::Command {
            ticket: Ticket(7),
            by,
            command,
        })
    }

    fn change(&mut self, kid: usize, edit: impl FnOnce(&mut SessionState)) {
        let Some(mut state) = self.seats.get(&kid).map(|seat| seat.session.state.clone()) else {
            return;
        };
        let quiet = state.no_input_since;
        edit(&mut state);
        if state.locked || state.no_input_since != quiet {
            self.resolve_quiet(kid);
        }
        if let Some(seat) = self.seats.get_mut(&kid) {
            seat.session.state = state.clone();
            let session = seat.session.id.clone();
            self.send(Event::SessionChanged { session, state });
        }
    }

    fn evidence(&mut self, kid: usize, finding: Finding) {
        if let Some(seat) = self.seats.get(&kid) {
            let session = seat.session.id.clone();
            self.send(Event::Evidence { session, finding });
        }
    }

    fn world(&self) -> World {
        World {
            sessions: self
                .seats
                .values()
                .map(|seat| seat.session.clone())
                .collect(),
            processes: self
                .processes
                .iter()
                .map(|(_, _, process)| process.clone())
                .collect(),
        }
    }

    pub(crate) fn perform(&mut self, op: &Op) {
        match *op {
            Op::Wait(ms) => self.wait(ms),
            Op::Login(kid) => self.log_in(kid),
            Op::Logout(kid) => {
                self.log_out(kid);
                self.send(Event::Tick);
            }
            Op::Lock(kid) => self.change(kid, |state| state.locked = true),
            Op::Unlock(kid) => {
                if self.may_use(kid) {
                    self.change(kid, |state| {
                        state.locked = false;
                        state.no_input_since = None;
                    });
                }
            }
            Op::Away(kid) => self.change(kid, |state| state.in_front = false),
            Op::Back(kid) => self.change(kid, |state| state.in_front = true),
            Op::Idle(kid, media) => {
                let now = BootTime(self.now - self.booted);
                self.change(kid, |state| {
                    state.no_input_since.get_or_insert(now);
                    state.media = media;
                });
            }
            Op::Input(kid) => self.change(kid, |state| {
                state.no_input_since = None;
                state.media = false;
            }),
            Op::Start(kid, program) => self.start(kid, program),
            Op::Stop(kid, program) => {
                let found = self
                    .processes
                    .iter()
                    .position(|(owner, known, _)| *owner == kid && *known == program);
                if let Some(index) = found {
                    let (_, _, process) = self.processes.remove(index);
                    self.send(Event::ProcessEnded {
                        process: process.key,
                    });
                }
            }
            Op::Sleep(ms) => {
                self.send(Event::Stopping);
                // Asleep, nobody uses anything.
                self.now += ms;
                self.asleep += ms;
                self.send(Event::Tick);
            }
            Op::SetClock(seconds) => {
                self.skew = seconds * 1_000;
                self.synchronised = false;
                self.send(Event::Tick);
            }
            Op::Synchronise => {
                self.skew = 0;
                self.synchronised = true;
                self.send(Event::Tick);
            }
            Op::Killed(ms) => {
                self.advance(self.now + ms);
                self.engine =
                    Engine::restore(self.saved.clone(), Some((self.household.clone(), zone())));
                let world = self.world();
                self.send(Event::Started(world));
            }
            Op::Reboot(off) => {
                self.send(Event::Stopping);
                for kid in 0..2 {
                    self.resolve_quiet(kid);
                }
                self.seats.clear();
                self.processes.clear();
                self.now += off;
                self.boots += 1;
                self.booted = self.now;
                self.asleep = 0;
                self.synchronised = false;
                self.engine =
                    Engine::restore(self.saved.clone(), Some((self.household.clone(), zone())));
                self.send(Event::Started(World::default()));
            }
            Op::Contradict(kid, ago) => {
                let since = BootTime(self.now - self.booted - ago * 1_000);
                self.evidence(kid, Finding::InUseSince(since));
            }
            Op::Agree(kid) => self.evidence(kid, Finding::Agrees),
            Op::CannotTell(kid) => self.evidence(kid, Finding::CannotTell),
            Op::Grant(..)
            | Op::LetIn(..)
            | Op::FreeDay(_)
            | Op::LockNow(..)
            | Op::UnlockNow(_)
            | Op::Ask(..)
            | Op::Answer(..)
            | Op::FinishMatch(_)
            | Op::ConfirmClock => {
                // "In ten minutes" counts from now and not from whenever the engine was called last.
                self.send(Event::Tick);
                if let Some((by, command)) = self.order(op) {
                    self.command(by, command);
                }
            }
        }
    }

    /// The command that an op is, if it is one.
    pub(crate) fn order(&self, op: &Op) -> Option<(Actor, Command)> {
        let about =
            |name: Option<&str>| name.map_or(Subject::Screen, |id| Subject::Activity(id.into()));
        let now = self.engine.trusted_now()?;
        let child = |kid: usize| self.child(kid);
        let by_child = |kid: usize| Actor::Child(self.child(kid));
        Some(match *op {
            Op::Grant(kid, minutes, subject) => (
                Actor::System,
                Command::GrantMinutes {
                    child: child(kid),
                    span: Span::from_mins(minutes),
                    subject: about(subject),
                },
            ),
            Op::LetIn(kid, minutes) => (
                Actor::System,
                Command::LetIn {
                    child: child(kid),
                    until: now + Span::from_mins(minutes),
                },
            ),
            Op::FreeDay(kid) => (Actor::System, Command::FreeDay { child: child(kid) }),
            Op::LockNow(kid, minutes) => (
                Actor::System,
                Command::LockNow {
                    child: child(kid),
                    until: minutes.map(|minutes| now + Span::from_mins(minutes)),
                },
            ),
            Op::UnlockNow(kid) => (Actor::System, Command::UnlockNow { child: child(kid) }),
            Op::Ask(kid, minutes, subject) => (
                by_child(kid),
                Command::Ask {
                    child: child(kid),
                    span: Span::from_mins(minutes),
                    subject: about(subject),
                    why: "x".to_owned(),
                },
            ),
            Op::Answer(kid, approve) => (
                Actor::System,
                Command::Answer {
                    child: child(kid),
                    approve,
                    span: None,
                },
            ),
            Op::FinishMatch(kid) => (by_child(kid), Command::FinishMatch { child: child(kid) }),
            Op::ConfirmClock => (Actor::System, Command::ConfirmClock),
            _ => return None,
        })
    }

    fn log_in(&mut self, kid: usize) {
        let Some(account) = self
            .household
            .child(&self.child(kid))
            .and_then(|child| child.accounts.first().cloned())
        else {
            return;
        };
        if self.seats.contains_key(&kid) {
            return;
        }
        let answers = self.send(Event::LoginAsked {
            ticket: Ticket(1),
            account: account.clone(),
        });
        let refused = answers.iter().any(|action| {
            matches!(action, Action::AnswerLogin { refusal: Some(notice), .. } if notice.effect == Effect::RefuseLogin)
        });
        if refused {
            return;
        }
        let session = Session {
            id: SessionId(format!("c{}", self.next)),
            account,
            state: SessionState::IN_USE,
            opened: Some(BootTime(self.now - self.booted)),
        };
        self.next += 1;
        let id = session.id.clone();
        let shared = self.household.children_of(&session.account).count() > 1;
        self.seats.insert(
            kid,
            Seat {
                session: session.clone(),
                quiet: 0,
            },
        );
        self.send(Event::SessionOpened(session));
        if shared {
            let child = self.child(kid);
            self.command(
                Actor::Child(child.clone()),
                Command::ChooseProfile {
                    session: id,
                    child,
                    pin: None,
                },
            );
        }
    }

    fn start(&mut self, kid: usize, program: usize) {
        let Some(seat) = self.seats.get(&kid) else {
            return;
        };
        let (id, activity) = PROGRAMS[program];
        let process = Process {
            key: ProcessKey {
                pid: self.next,
                start_ticks: 0,
            },
            account: seat.session.account.clone(),
            program: ProgramFacts {
                catalogue: Some(CatalogueEntry {
                    id: id.into(),
                    kind: activity.map_or(ProgramKind::Application, |activity| {
                        ProgramKind::Activity(activity.into())
                    }),
                }),
                ..ProgramFacts::default()
            },
            started: Some(BootTime(self.now - self.booted)),
        };
        self.next += 1;
        let answers = self.send(Event::ExecAsked {
            ticket: Ticket(2),
            process: process.clone(),
        });
        let refused = answers.iter().any(|action| {
            matches!(
                action,
                Action::AnswerExec {
                    refusal: Some(_),
                    ..
                }
            )
        });
        if !refused {
            self.processes.push((kid, program, process.clone()));
            self.send(Event::ProcessStarted(process));
        }
    }
}
