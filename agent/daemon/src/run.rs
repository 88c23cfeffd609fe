//! The loop: one thread, one owner of everything. It sleeps until something happens outside, somebody asks, or a time comes
//! at which some decision can change.

use crate::agent::{Agent, Beginning, Ends, Report};
use crate::connection::Ask;
use crate::house;
use crate::keeper::Urgency;
use crate::listen::{self, Shared, SocketAccess, Tally};
use crate::memory::{Memory, Recalled, Unusable};
use crate::observe::LookAt;
use crate::options::{FirstStart, Options};
use crate::ports::{Mode, Ports};
use crate::serve::RoleRequest;
use luytre_core::event::{Actor, Event};
use luytre_core::policy::Household;
use luytre_platform::service::{self, ServiceNote};
use luytre_platform::{PlatformEvent, SessionEvent, SleepEvent};
use luytre_store::{Batch, NewPolicy, PolicyVersion};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Requests that wait for the loop, of all connections.
const WAITING_ASKS: usize = 64;
/// The first list of sessions comes within this time, or the agent starts without it.
const FIRST_SNAPSHOT: Duration = Duration::from_secs(10);
/// At the end, the store gets this long to write what is left.
const LAST_WRITE: Duration = Duration::from_secs(5);

/// Why an agent could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What it finds in the store cannot be used.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The control socket cannot be made.
    #[error("the control socket {path} cannot be made")]
    Socket {
        /// Where.
        path: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The household file of the first start cannot be read.
    #[error("{path} cannot be read")]
    FirstHousehold {
        /// Which file.
        path: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The household of the first start has problems.
    #[error("the household file has problems: {0}")]
    BadHousehold(luytre_core::household::Problems),
    /// The account that started the agent is not known to the system.
    #[error("the account that started the agent is not known")]
    WhoAmI(#[source] luytre_platform::Error),
    /// The store is damaged. The next start brings it back from its copy, so the agent ends and is started again.
    #[error("the store is damaged; the next start restores it")]
    StoreDamaged(#[source] luytre_store::Error),
    /// The store cannot be written at the first start, when nothing is known yet that could be kept.
    #[error("the store cannot be written")]
    Store(#[source] luytre_store::Error),
}

/// Runs an agent until `stop` is done. The caller holds the agent's lock.
///
/// # Errors
/// It could not start. Once it runs, it goes on whatever fails.
pub async fn run(
    options: &Options,
    mode: Mode,
    ports: Ports,
    memory: Memory,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let tally = Arc::new(Tally::default());
    let recalled = memory.recall(mode, &*ports.people)?;
    let doorman = ports.doorman.clone();
    let path = &options.paths.socket;
    let access = match mode {
        Mode::Enforcing => SocketAccess::Everybody,
        Mode::WatchOnly { .. } => SocketAccess::Owner,
    };
    let socket = |source| Error::Socket {
        path: path.display().to_string(),
        source,
    };
    let listener = listen::bind(path, access).map_err(socket)?;

    let Recalled {
        engine,
        household,
        policy,
        store_state,
        recovery,
        beat,
        vault,
        consents,
        fallback,
        is_fresh,
    } = recalled;
    let store_dir = options.paths.state_dir.clone();
    let beginning = Beginning {
        mode,
        engine,
        household,
        policy,
        store_dir,
        store_state,
        vault,
        consents,
        cost: options.limits.try_cost,
        tally: tally.clone(),
    };
    let (mut agent, mut ends) = Agent::new(ports, beginning);

    agent.begin(&mut ends, beat).await;
    if let Some(recovery) = recovery {
        agent.feed(Event::StoreBroken(recovery)).await;
    } else {
        agent.store_is_whole();
    }
    if let Some(household) = fallback {
        agent.put_first(household, Actor::Agent).await;
    } else if is_fresh {
        agent.first_start(&options.first).await?;
    }
    agent.household_changed().await;
    agent.self_test().await;
    agent.look_at_history();
    agent.take_delay();
    agent.started_trusted = agent.engine.trusted_now();

    let (asks, mut asked) = mpsc::channel(WAITING_ASKS);
    let shared = Shared {
        roles: agent.roles.subscribe(),
        asks,
        limits: options.limits.clone(),
        tally,
        doorman,
    };
    let door = tokio::spawn(listen::serve(listener, shared));
    note(ServiceNote::Ready);
    agent.turn(&mut ends, &mut asked, stop).await;

    note(ServiceNote::Stopping);
    door.abort();
    agent.end().await;
    let damaged = agent.damaged.take();
    // Only now: connections hear that the agent stops by losing it.
    drop(agent);
    if let Err(error) = std::fs::remove_file(path) {
        tracing::debug!(%error, "the socket is gone already");
    }
    damaged.map_or(Ok(()), |error| Err(Error::StoreDamaged(error)))
}

fn note(note: ServiceNote<'_>) {
    if let Err(error) = service::notify(note) {
        tracing::warn!(%error, "the service manager cannot be told");
    }
}

impl Agent {
    /// Waits for the first list of sessions, goes on with what was saved, and tells the engine what exists.
    async fn begin(&mut self, ends: &mut Ends, beat: Option<luytre_core::time::Moment>) {
        let mut early = Vec::new();
        let first = async {
            while let Some(event) = ends.events.recv().await {
                match event {
                    PlatformEvent::Session(SessionEvent::Snapshot(sessions)) => return sessions,
                    other @ (PlatformEvent::Session(_)
                    | PlatformEvent::Process(_)
                    | PlatformEvent::Installed(_)
                    | PlatformEvent::Gate(_)
                    | PlatformEvent::Sleep(_)
                    | PlatformEvent::ClockStepped
                    | PlatformEvent::Health(_)) => early.push(other),
                }
            }
            Vec::new()
        };
        let sessions = tokio::time::timeout(FIRST_SNAPSHOT, first)
            .await
            .unwrap_or_else(|_| {
                tracing::error!("nobody says which sessions there are");
                Vec::new()
            });
        // The agent was there until then, and nothing changed that it would have saved.
        if let Some(beat) = beat {
            self.feed_at(beat, Event::Tick).await;
        }
        for info in sessions {
            self.learn_session(info);
        }
        let world = self.world();
        self.feed(Event::Started(world)).await;
        for event in early {
            self.on_platform(event).await;
        }
    }

    /// Nothing was ever set up: do what the start asked for.
    async fn first_start(&mut self, first: &FirstStart) -> Result<(), Error> {
        let text = match first {
            FirstStart::Wait => return Ok(()),
            FirstStart::File(path) => {
                std::fs::read_to_string(path).map_err(|source| Error::FirstHousehold {
                    path: path.display().to_string(),
                    source,
                })?
            }
            FirstStart::Starter { language } => {
                let me = self.people.me().map_err(Error::WhoAmI)?;
                house::starter(&me.account, &me.full_name, *language)
            }
        };
        let household = house::read(&text).map_err(Error::BadHousehold)?;
        let policy = NewPolicy {
            text: text.clone(),
            by: Actor::Agent,
            at: self.trusted_now(),
            note: None,
            accounts: house::child_accounts(&household),
        };
        let batch = Batch {
            policy: Some(policy.clone()),
            ..Batch::default()
        };
        let committed = self
            .journal
            .keeper()
            .commit(batch)
            .await
            .map_err(Error::Store)?;
        let version = committed.policy.unwrap_or(PolicyVersion(1)).0;
        self.policy = Some(crate::agent::PolicyInEffect {
            version,
            text,
            origin: policy.origin(),
        });
        self.put_first(household, Actor::Agent).await;
        Ok(())
    }

    /// Puts a household into effect that is stored already, or is not to be stored.
    async fn put_first(&mut self, household: Household, by: Actor) {
        let zone = house::zone_of(&household);
        let for_engine = self.for_engine(&household);
        self.household = Some(Arc::new(household));
        self.assign_roles();
        self.feed(Event::HouseholdApplied {
            household: Box::new(for_engine),
            zone,
            by,
        })
        .await;
    }

    /// What was wrong with the store at an earlier start is over.
    fn store_is_whole(&mut self) {
        use luytre_core::event::IssueState::Gone;
        use luytre_core::health::HealthCode;
        for code in [
            HealthCode::StoreRestored,
            HealthCode::StoreLost,
            HealthCode::StoreNotWritable,
        ] {
            self.issue(code, None, Gone);
        }
    }

    async fn turn(
        &mut self,
        ends: &mut Ends,
        asked: &mut mpsc::Receiver<Ask>,
        stop: impl Future<Output = ()>,
    ) {
        let mut stop = std::pin::pin!(stop);
        let clock = self.clock.clone();
        loop {
            ends.alarm.set(self.next_wake());
            self.counters.turns += 1;
            tokio::select! {
                () = &mut stop => return,
                Some(event) = ends.events.recv() => {
                    self.counters.events += 1;
                    self.on_platform(event).await;
                }
                Some(ask) = asked.recv() => self.on_ask(ask).await,
                Some(report) = ends.reports.recv() => self.on_report(report).await,
                landed = self.journal.landed(|| clock.now().boot) => self.on_landed(landed),
                () = ends.alarm.rung() => self.counters.alarms += 1,
            }
            self.catch_up().await;
            if self.damaged.is_some() {
                return;
            }
        }
    }

    /// Whatever woke us: does what is due by now.
    async fn catch_up(&mut self) {
        self.settle().await;
        if self.household_is_new {
            self.household_changed().await;
            self.self_test().await;
        }
        let now = self.now().boot;
        if self
            .engine
            .next_deadline()
            .is_some_and(|deadline| deadline.at <= now)
        {
            self.feed(Event::Tick).await;
        }
        self.look_at_sessions(LookAt::AlmostDue).await;
        // After sleep, too: the first turn comes here.
        self.unlocked.expire(now);
        if self.duties.test.take(now) {
            self.look_for_programs();
            self.self_test().await;
            self.look_at_history();
            self.duties.test.arm(now);
        }
        if self
            .duties
            .alive
            .as_mut()
            .is_some_and(|alive| alive.take(now))
        {
            note(ServiceNote::Alive);
            self.watch.check_gate();
            if let Some(alive) = &mut self.duties.alive {
                alive.arm(now);
            }
        }
        self.persist(now);
    }

    /// Writes what may not wait any longer, and the heartbeat.
    fn persist(&mut self, now: luytre_core::time::BootTime) {
        if self.duties.flush.take(now) || self.duties.tidy.take(now) {
            self.journal.hurry();
        }
        if !self.engine.is_counting() {
            self.duties.beat.disarm();
        } else if self.duties.beat.take(now) {
            if self.journal.urgency() > Some(Urgency::Rarely) {
                // A state that is older than the heartbeat would go on as if nothing had changed since.
                self.journal.hurry();
            } else {
                self.beat();
            }
            self.duties.beat.arm(now);
        } else {
            self.duties.beat.arm(now);
        }
        self.write();
    }

    fn beat(&self) {
        let beat = self.journal.keeper().beat(self.now());
        let reports = self.reports.clone();
        tokio::spawn(async move {
            if let Err(error) = beat.await
                && reports.send(Report::BeatFailed(error)).await.is_err()
            {
                tracing::debug!("the loop has ended");
            }
        });
    }

    fn next_wake(&self) -> Option<luytre_core::time::BootTime> {
        let deadline = self.engine.next_deadline().map(|deadline| deadline.at);
        [
            deadline,
            self.duties.next(),
            self.next_look(),
            self.journal.retry_at(),
            self.unlocked.next_end(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    async fn on_platform(&mut self, event: PlatformEvent) {
        match event {
            PlatformEvent::Session(event) => self.on_session(event).await,
            PlatformEvent::Process(event) => self.on_process(event).await,
            PlatformEvent::Installed(list) => self.on_installed(list).await,
            PlatformEvent::Gate(event) => self.on_gate(event).await,
            PlatformEvent::Sleep(event) => self.on_sleep(event).await,
            PlatformEvent::ClockStepped => self.feed(Event::Tick).await,
            PlatformEvent::Health(report) => self.source_report(report).await,
        }
    }

    async fn on_sleep(&mut self, event: SleepEvent) {
        match event {
            SleepEvent::GoingToSleep | SleepEvent::ShuttingDown => {
                self.save_now(Event::Tick).await;
                // The machine may go now.
                self.delay = None;
            }
            SleepEvent::Woke | SleepEvent::ShutdownCancelled => {
                self.feed(Event::Tick).await;
                self.take_delay();
            }
        }
    }

    /// Takes an event in, and waits until everything is durable, or the store had its time.
    async fn save_now(&mut self, event: Event) {
        self.feed(event).await;
        self.journal.add(Vec::new(), true, Urgency::Now);
        self.write();
        let clock = self.clock.clone();
        let all = async {
            while self.journal.is_writing() {
                let landed = self.journal.landed(|| clock.now().boot).await;
                self.on_landed(landed);
                self.settle().await;
            }
        };
        if tokio::time::timeout(LAST_WRITE, all).await.is_err() {
            tracing::error!("the store did not finish writing in time");
        }
    }

    async fn end(&mut self) {
        self.save_now(Event::Stopping).await;
        tracing::info!("stopped");
    }

    async fn on_ask(&mut self, ask: Ask) {
        let Ask { asker, request } = ask;
        match request {
            RoleRequest::Child(request) => self.serve_child(asker, request).await,
            RoleRequest::Parent(request) => self.serve_parent(asker, request).await,
            RoleRequest::System(request) => self.serve_system(asker, request).await,
        }
    }

    async fn on_report(&mut self, report: Report) {
        match report {
            Report::Delay(delay) => self.delay = Some(delay),
            Report::OrderFailed { session, error } => {
                // Whether it is locked shows in what the session says; the engine tries again and ends it at last.
                tracing::warn!(%session, %error, "the login service does not obey");
            }
            Report::BeatFailed(error) => {
                tracing::warn!(%error, "the heartbeat cannot be written");
                // The next write of the state says whether the store as a whole fails.
                self.journal.add(Vec::new(), true, Urgency::Now);
            }
            Report::Errand(finished) => self.on_errand(*finished).await,
            Report::HistoryStatus(status) => self.on_history_status(&status),
            Report::HistoryRead { whole } => self.on_history_read(whole),
            Report::Consent { record, answer } => self.on_consent(record, answer),
        }
    }
}
