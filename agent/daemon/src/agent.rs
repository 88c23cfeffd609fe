//! The agent's whole state, and how events go through the engine. One owner, one thread; nothing here waits for a peer.

use crate::evidence::Lookout;
use crate::house;
use crate::keeper::{Journal, Urgency};
use crate::listen::Tally;
use crate::ports::{Delay, Mode, People, Ports, Presence, Watch};
use crate::roles::Roles;
use crate::status::Audience;
use crate::unlocked::Unlocked;
use crate::vault::{Finished, Vault};
use luytre_core::action::{Done, Notice, Refusal};
use luytre_core::engine::Engine;
use luytre_core::event::{Actor, Event, Ticket};
use luytre_core::id::{ActivityId, ChildId, ProcessKey, SessionId};
use luytre_core::policy::Household;
use luytre_core::status::Status;
use luytre_core::time::{Moment, WallTime};
use luytre_platform::{Clock, ProcessControl, SessionControl, SessionInfo};
use luytre_protocol::{Reply, SourceFact, StoreState, WireError};
use luytre_store::{ConsentRecord, Cost, HistoryKey, HistoryStatus, PolicyOrigin};
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};

/// A login session as it was last told of.
pub(crate) struct Known {
    pub(crate) info: SessionInfo,
    pub(crate) lookout: Lookout,
    /// The engine knows it: its login is a child's.
    pub(crate) told: bool,
}

/// Enough of a process to tell a repetition from news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) uid: u32,
    pub(crate) print: u64,
}

/// Who waits for an answer of the engine.
pub(crate) enum Waiter {
    /// A command's outcome.
    Command(oneshot::Sender<Result<Reply, WireError>>),
    /// A login check.
    Login(oneshot::Sender<Result<Reply, WireError>>),
}

/// What a task that was started by the loop reports back.
pub(crate) enum Report {
    /// The delay of sleep was taken.
    Delay(Delay),
    /// An order to the login service failed.
    OrderFailed {
        session: SessionId,
        error: luytre_platform::Error,
    },
    /// A heartbeat could not be written.
    BeatFailed(luytre_store::Error),
    /// An errand of the vault is done.
    Errand(Box<Finished>),
    /// How the history is, without opening it.
    HistoryStatus(HistoryStatus),
    /// A parent read the history; it was all there, or not.
    HistoryRead { whole: bool },
    /// An agreement or a withdrawal is on the disk.
    Consent {
        record: ConsentRecord,
        answer: oneshot::Sender<Result<Reply, WireError>>,
    },
}

/// The version of the household in effect.
#[derive(Debug, Clone)]
pub(crate) struct PolicyInEffect {
    pub(crate) version: u32,
    pub(crate) text: String,
    pub(crate) origin: PolicyOrigin,
}

pub(crate) struct Agent {
    pub(crate) engine: Engine,
    pub(crate) mode: Mode,
    /// As agreed; the engine of a watching agent has it in agreement mode.
    pub(crate) household: Option<Arc<Household>>,
    pub(crate) policy: Option<PolicyInEffect>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sessions: Arc<dyn SessionControl>,
    pub(crate) processes: Arc<dyn ProcessControl>,
    pub(crate) watch: Arc<dyn Watch>,
    pub(crate) presence: Box<dyn Presence>,
    pub(crate) people: Arc<dyn People>,
    pub(crate) journal: Journal,
    pub(crate) known: BTreeMap<SessionId, Known>,
    /// What each process was when it was last told of, and whose.
    pub(crate) seen: BTreeMap<ProcessKey, Seen>,
    pub(crate) waiters: BTreeMap<Ticket, Waiter>,
    next_ticket: u64,
    /// Events that follow from carrying out actions.
    pub(crate) follow: VecDeque<Event>,
    /// The store is damaged, and comes back from its copy when the agent starts again.
    pub(crate) damaged: Option<luytre_store::Error>,
    /// A household came into effect in this turn; see [`Agent::household_changed`].
    pub(crate) household_is_new: bool,
    /// Passphrases, codes and wrong tries.
    pub(crate) vault: Vault,
    /// Who has the history open.
    pub(crate) unlocked: Unlocked<HistoryKey>,
    /// The last agreement or withdrawal of each child.
    pub(crate) consents: BTreeMap<ChildId, ConsentRecord>,
    /// What a try of a new passphrase costs; measured if not set.
    pub(crate) cost: Option<Cost>,
    pub(crate) audience: Audience,
    pub(crate) roles: watch::Sender<Roles>,
    pub(crate) reports: mpsc::Sender<Report>,
    pub(crate) delay: Option<Delay>,
    pub(crate) sources: BTreeMap<&'static str, SourceFact>,
    pub(crate) gate: crate::gate::GateState,
    /// What is installed here.
    pub(crate) index: luytre_catalog::index::Index,
    pub(crate) store_dir: PathBuf,
    pub(crate) store_state: StoreState,
    pub(crate) started: Moment,
    pub(crate) started_trusted: Option<WallTime>,
    pub(crate) duties: crate::duties::Duties,
    pub(crate) counters: luytre_protocol::Counters,
    pub(crate) tally: Arc<Tally>,
}

/// What is known before the first event.
pub(crate) struct Beginning {
    pub(crate) mode: Mode,
    pub(crate) engine: Engine,
    pub(crate) household: Option<Arc<Household>>,
    pub(crate) policy: Option<PolicyInEffect>,
    pub(crate) store_dir: PathBuf,
    pub(crate) store_state: StoreState,
    pub(crate) vault: Vault,
    pub(crate) consents: BTreeMap<ChildId, ConsentRecord>,
    pub(crate) cost: Option<Cost>,
    pub(crate) tally: Arc<Tally>,
}

/// The ends that the loop keeps.
pub(crate) struct Ends {
    pub(crate) alarm: Box<dyn crate::ports::Alarm>,
    pub(crate) events: mpsc::Receiver<luytre_platform::PlatformEvent>,
    pub(crate) reports: mpsc::Receiver<Report>,
}

impl Agent {
    pub(crate) fn new(ports: Ports, beginning: Beginning) -> (Self, Ends) {
        let (reports, reported) = mpsc::channel(64);
        let ends = Ends {
            alarm: ports.alarm,
            events: ports.events,
            reports: reported,
        };
        let roles = Roles {
            mode: beginning.mode,
            household: beginning.household.clone(),
        };
        let started = ports.clock.now();
        let agent = Self {
            engine: beginning.engine,
            mode: beginning.mode,
            household: beginning.household,
            policy: beginning.policy,
            clock: ports.clock,
            sessions: ports.sessions,
            processes: ports.processes,
            watch: ports.watch,
            presence: ports.presence,
            people: ports.people,
            journal: Journal::new(ports.keeper),
            known: BTreeMap::new(),
            seen: BTreeMap::new(),
            waiters: BTreeMap::new(),
            next_ticket: 0,
            follow: VecDeque::new(),
            damaged: None,
            household_is_new: false,
            vault: beginning.vault,
            unlocked: Unlocked::default(),
            consents: beginning.consents,
            cost: beginning.cost,
            audience: Audience::default(),
            roles: watch::Sender::new(roles),
            reports,
            delay: None,
            sources: BTreeMap::new(),
            gate: crate::gate::GateState::default(),
            index: luytre_catalog::index::Index::default(),
            store_dir: beginning.store_dir,
            store_state: beginning.store_state,
            duties: crate::duties::Duties::starting_at(started.boot),
            started,
            started_trusted: None,
            counters: luytre_protocol::Counters::default(),
            tally: beginning.tally,
        };
        (agent, ends)
    }

    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Puts an event through the engine, and carries out what it says, with all that follows from it.
    pub(crate) async fn feed(&mut self, event: Event) {
        let now = self.now();
        self.feed_at(now, event).await;
    }

    pub(crate) async fn feed_at(&mut self, now: Moment, event: Event) {
        self.handle(now, event).await;
        self.settle().await;
    }

    async fn handle(&mut self, now: Moment, event: Event) {
        let urgency = urgency(&event);
        let running = (urgency == Urgency::Rarely).then(|| self.running());
        let actions = self.engine.handle(now, event);
        // A game that comes or goes changes what is charged; most programs do not.
        let changed = running.is_some_and(|before| before != self.running());
        self.perform(actions, if changed { Urgency::Now } else { urgency })
            .await;
    }

    /// Activities that are being charged now.
    fn running(&self) -> Vec<ActivityId> {
        let children = self.engine.status().children.into_iter();
        children
            .flat_map(|child| child.activities)
            .filter(|activity| activity.running)
            .map(|activity| activity.id)
            .collect()
    }

    /// Puts the events through the engine that followed from carrying out actions.
    pub(crate) async fn settle(&mut self) {
        while let Some(event) = self.follow.pop_front() {
            let now = self.now();
            self.handle(now, event).await;
        }
        self.tell_gate();
        self.publish();
    }

    /// Tells subscribers how things stand, if that changed.
    pub(crate) fn publish(&mut self) {
        if !self.audience.is_empty() {
            let status = self.status();
            self.audience.status(&status);
        }
    }

    /// How things stand as of the last moment handled.
    pub(crate) fn status(&self) -> Status {
        self.engine.status()
    }

    /// Trusted time, as far as any is known.
    pub(crate) fn trusted_now(&self) -> WallTime {
        self.engine
            .trusted_now()
            .unwrap_or_else(|| self.clock.now().wall)
    }

    pub(crate) fn ticket(&mut self, waiter: Waiter) -> Ticket {
        self.next_ticket += 1;
        let ticket = Ticket(self.next_ticket);
        self.waiters.insert(ticket, waiter);
        ticket
    }

    /// A command, on behalf of a peer that waits.
    pub(crate) async fn command(
        &mut self,
        by: Actor,
        command: luytre_core::event::Command,
        answer: oneshot::Sender<Result<Reply, WireError>>,
    ) {
        let ticket = self.ticket(Waiter::Command(answer));
        self.feed(Event::Command {
            ticket,
            by,
            command,
        })
        .await;
    }

    /// Connections whose login is somebody else now end by themselves.
    pub(crate) fn assign_roles(&self) {
        self.roles.send_replace(Roles {
            mode: self.mode,
            household: self.household.clone(),
        });
    }

    /// Tells people.
    pub(crate) fn tell(&mut self, notice: &Notice) {
        tracing::debug!(effect = notice.effect.as_str(), "told");
        if !self.audience.is_empty() {
            self.audience.notice(notice);
        }
    }

    /// Takes the delay of sleep, in the background.
    pub(crate) fn take_delay(&self) {
        let (watch, reports) = (self.watch.clone(), self.reports.clone());
        tokio::spawn(async move {
            match watch.delay_sleep().await {
                Ok(delay) => {
                    if reports.send(Report::Delay(delay)).await.is_err() {
                        tracing::debug!("the loop has ended");
                    }
                }
                Err(error) => tracing::info!(%error, "sleep cannot be held up to save"),
            }
        });
    }

    /// The household for the engine.
    pub(crate) fn for_engine(&self, household: &Household) -> Household {
        for_engine(self.mode, household)
    }

    /// A command's outcome for the wire.
    pub(crate) fn outcome(result: Result<Done, Refusal>) -> Result<Reply, WireError> {
        match result {
            Ok(done) => Ok(Reply::Done(done)),
            Err(Refusal::NoHousehold) => Err(WireError::NoHousehold {}),
            Err(refusal) => Err(WireError::Refused { refusal }),
        }
    }
}

/// The household as this agent's engine gets it.
pub(crate) fn for_engine(mode: Mode, household: &Household) -> Household {
    match mode {
        Mode::Enforcing => household.clone(),
        Mode::WatchOnly { .. } => house::in_agreement_mode(household),
    }
}

/// What a child could gain by a crash right now has to be durable at once; the rest goes with a later write.
fn urgency(event: &Event) -> Urgency {
    match event {
        // Seen again after a restart, with their true begin.
        Event::ProcessStarted(_) | Event::ProcessEnded { .. } => Urgency::Rarely,
        Event::Tick => Urgency::Soon,
        Event::Started(_)
        | Event::Stopping
        | Event::HouseholdApplied { .. }
        | Event::StoreBroken(_)
        | Event::SessionOpened(_)
        | Event::SessionChanged { .. }
        | Event::SessionClosed { .. }
        | Event::Evidence { .. }
        | Event::LoginAsked { .. }
        | Event::ExecAsked { .. }
        | Event::Issue { .. }
        | Event::Command { .. } => Urgency::Now,
    }
}
