//! The watcher: follows the login service, survives its restarts, and falls back where there is none.

use super::bus::{Bus, Signal};
use super::logind::{self, Applied};
use super::{Link, fallback};
use crate::procfs::Proc;
use crate::sessions::{SessionEvent, SessionInfo, SessionOptions, SessionSource};
use crate::{HealthCode, HealthReport, HealthState, PlatformEvent, SleepEvent, raw};
use luytre_core::id::{ProcessKey, SessionId};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;
use tokio::io::Interest;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use zbus::{Message, ObjectPath, Variant};

/// A session tells of itself at most this often; a child can change hints a thousand times a second.
const BETWEEN_CHANGES: Duration = Duration::from_millis(200);
/// How long after the end of its leader a session is looked at: the login service learns of it at the same time as we.
const AFTER_LEADER: Duration = Duration::from_millis(300);
/// Waits between tries to reach a login service that was there a moment ago.
const RETRIES: [Duration; 5] = [
    Duration::from_millis(50),
    Duration::from_millis(250),
    Duration::from_millis(700),
    Duration::from_secs(1),
    Duration::from_secs(3),
];
/// In fallback, the login service is looked for at every so many looks.
const LOOKS_BETWEEN_TRIES: u32 = 4;

/// Nobody receives our events any more.
struct NobodyListens;

/// What the receiver has been told, and what it is still to be told. Never waits for it, so that orders and their
/// answers go through while it is busy.
struct Teller {
    events: mpsc::Sender<PlatformEvent>,
    outbox: VecDeque<PlatformEvent>,
    told: BTreeMap<SessionId, SessionInfo>,
    source: Option<SessionSource>,
    raised: Option<HealthCode>,
}

impl Teller {
    fn push(&mut self, event: PlatformEvent) {
        // A newer state of a session replaces an older one that still waits, so the outbox stays short.
        if let PlatformEvent::Session(SessionEvent::Changed(new)) = &event
            && let Some(waiting) = self.outbox.iter_mut().rev().find(|waiting| {
                matches!(waiting, PlatformEvent::Session(
                    SessionEvent::Changed(old) | SessionEvent::Opened(old)) if old.id == new.id)
                    || matches!(waiting, PlatformEvent::Session(SessionEvent::Closed(id)) if *id == new.id)
            })
            && let PlatformEvent::Session(SessionEvent::Changed(old) | SessionEvent::Opened(old)) =
                waiting
        {
            *old = new.clone();
            return;
        }
        self.outbox.push_back(event);
    }

    fn push_session(&mut self, event: SessionEvent) {
        self.push(PlatformEvent::Session(event));
    }

    /// Waits until the receiver takes one more event. Pending for ever with nothing to tell.
    async fn deliver(&mut self) -> Result<(), NobodyListens> {
        if self.outbox.is_empty() {
            self.events.closed().await;
            return Err(NobodyListens);
        }
        let permit = self.events.reserve().await.map_err(|_| NobodyListens)?;
        if let Some(event) = self.outbox.pop_front() {
            permit.send(event);
        }
        Ok(())
    }

    /// Waits for a while and delivers meanwhile.
    async fn pause(&mut self, length: Duration) -> Result<(), NobodyListens> {
        let end = Instant::now() + length;
        loop {
            tokio::select! {
                () = tokio::time::sleep_until(end) => return Ok(()),
                delivered = self.deliver() => delivered?,
            }
        }
    }

    fn set_health(&mut self, code: Option<HealthCode>, detail: &str) {
        if self.raised == code {
            return;
        }
        if let Some(over) = self.raised.take() {
            self.push(PlatformEvent::Health(HealthReport {
                code: over,
                state: HealthState::Cleared,
            }));
        }
        if let Some(code) = code {
            self.push(PlatformEvent::Health(HealthReport {
                code,
                state: HealthState::Raised {
                    detail: detail.to_owned(),
                },
            }));
        }
        self.raised = code;
    }

    /// Tells the whole list: as such the first time, later only what is different.
    fn tell_all(&mut self, source: SessionSource, sessions: Vec<SessionInfo>) {
        let is_first = self.source.is_none();
        if self.source.as_ref() != Some(&source) {
            self.push_session(SessionEvent::Source(source.clone()));
            self.source = Some(source);
        }
        if is_first {
            self.told = sessions
                .iter()
                .map(|session| (session.id.clone(), session.clone()))
                .collect();
            self.push_session(SessionEvent::Snapshot(sessions));
            return;
        }
        let gone: Vec<SessionId> = self
            .told
            .keys()
            .filter(|id| !sessions.iter().any(|session| session.id == **id))
            .cloned()
            .collect();
        for id in gone {
            self.tell_closed(&id);
        }
        for session in sessions {
            self.tell(session);
        }
    }

    /// Tells one session if it is new or different.
    fn tell(&mut self, session: SessionInfo) {
        match self.told.insert(session.id.clone(), session.clone()) {
            None => self.push_session(SessionEvent::Opened(session)),
            Some(old) if old != session => self.push_session(SessionEvent::Changed(session)),
            Some(_) => {}
        }
    }

    fn tell_closed(&mut self, id: &SessionId) {
        if self.told.remove(id).is_some() {
            self.push_session(SessionEvent::Closed(id.clone()));
        }
    }
}

pub(super) async fn run(options: SessionOptions, link: Link, events: mpsc::Sender<PlatformEvent>) {
    let mut teller = Teller {
        events,
        outbox: VecDeque::new(),
        told: BTreeMap::new(),
        source: None,
        raised: None,
    };
    // An error means only that nobody listens any more.
    let _ = follow(&options, &link, &mut teller).await;
    link.set(None);
}

async fn follow(
    options: &SessionOptions,
    link: &Link,
    teller: &mut Teller,
) -> Result<(), NobodyListens> {
    let mut failures = 0_usize;
    loop {
        let error = match Follower::start(options, teller).await {
            Ok(mut follower) => {
                failures = 0;
                link.set(Some(follower.bus.connection()));
                teller.set_health(None, "");
                let ended = follower.serve(teller).await;
                link.set(None);
                ended?
            }
            Err(error) => error,
        };
        tracing::debug!(%error, "the login service cannot be followed");
        let was_there = teller.source == Some(SessionSource::Logind);
        if was_there && let Some(wait) = RETRIES.get(failures) {
            failures += 1;
            teller.pause(*wait).await?;
            continue;
        }
        for _ in 0..LOOKS_BETWEEN_TRIES {
            if was_there {
                keep_what_lives(teller, &error.to_string());
            } else {
                look_elsewhere(options, teller, &error.to_string());
            }
            teller.pause(options.fallback_every).await?;
        }
    }
}

/// The login service is silent: its sessions go on as long as their leaders live.
fn keep_what_lives(teller: &mut Teller, why: &str) {
    teller.set_health(Some(HealthCode::LoginServiceSilent), why);
    let proc = Proc::new("/proc");
    let over: Vec<SessionId> = teller
        .told
        .values()
        .filter(|session| {
            session
                .leader
                .is_none_or(|leader| proc.key(leader.pid) != Some(leader))
        })
        .map(|session| session.id.clone())
        .collect();
    for id in over {
        teller.tell_closed(&id);
    }
}

fn look_elsewhere(options: &SessionOptions, teller: &mut Teller, why: &str) {
    teller.set_health(Some(HealthCode::NoLoginService), why);
    let sessions = fallback::look(&options.utmp, &options.proc_root);
    // The reason of the first failure is kept: it would otherwise be told anew at each look.
    let source = match &teller.source {
        Some(source @ SessionSource::Fallback { .. }) => source.clone(),
        Some(SessionSource::Logind) | None => SessionSource::Fallback {
            why: why.to_owned(),
        },
    };
    teller.tell_all(source, sessions);
}

/// One session as it is now, which may be newer than what was told.
struct Followed {
    now: SessionInfo,
    last_told: Instant,
    /// Ends with the session.
    leader_watch: Option<JoinHandle<()>>,
}

impl Drop for Followed {
    fn drop(&mut self) {
        if let Some(watch) = &self.leader_watch {
            watch.abort();
        }
    }
}

struct Follower {
    bus: Bus,
    /// By object path.
    sessions: HashMap<String, Followed>,
    leaders: mpsc::Receiver<String>,
    leader_ended: mpsc::Sender<String>,
}

impl Follower {
    async fn start(options: &SessionOptions, teller: &mut Teller) -> zbus::Result<Self> {
        let bus = Bus::open(options.bus_address.as_deref()).await?;
        let (leader_ended, leaders) = mpsc::channel(16);
        let mut follower = Self {
            bus,
            sessions: HashMap::new(),
            leaders,
            leader_ended,
        };
        follower.read_all(teller).await?;
        Ok(follower)
    }

    async fn read_all(&mut self, teller: &mut Teller) -> zbus::Result<()> {
        let listed = logind::list(&mut self.bus).await?;
        self.sessions
            .retain(|path, _| listed.iter().any(|(listed, _)| listed == path));
        teller.tell_all(
            SessionSource::Logind,
            listed.iter().map(|(_, session)| session.clone()).collect(),
        );
        for (path, session) in listed {
            self.keep(path, session);
        }
        Ok(())
    }

    fn keep(&mut self, path: String, session: SessionInfo) {
        let leader_watch = match self.sessions.get_mut(&path) {
            Some(known) if known.now.leader == session.leader => known.leader_watch.take(),
            Some(_) | None => session
                .leader
                .and_then(|leader| watch_leader(leader, path.clone(), self.leader_ended.clone())),
        };
        self.sessions.insert(
            path,
            Followed {
                now: session,
                last_told: Instant::now(),
                leader_watch,
            },
        );
    }

    /// Follows until the connection or the service is lost; gives why.
    async fn serve(&mut self, teller: &mut Teller) -> Result<zbus::Error, NobodyListens> {
        loop {
            let due = self
                .sessions
                .values()
                .filter(|followed| teller.told.get(&followed.now.id) != Some(&followed.now))
                .map(|followed| followed.last_told + BETWEEN_CHANGES)
                .min();
            let followed = tokio::select! {
                delivered = teller.deliver() => {
                    delivered?;
                    Ok(())
                }
                signal = self.bus.next() => match signal {
                    Ok(Signal::Login(message)) => self.handle(&message, teller).await,
                    Ok(Signal::OwnerChanged) => Err(zbus::Error::Failure(
                        "the login service was restarted or ended".to_owned(),
                    )),
                    Err(error) => Err(error),
                },
                Some(path) = self.leaders.recv() => self.read_one(&path, teller).await,
                () = sleep_until(due) => {
                    self.tell_due(teller);
                    Ok(())
                }
            };
            let followed = match followed {
                Ok(()) if self.bus.take_ran_over() => self.read_all(teller).await,
                other => other,
            };
            if let Err(error) = followed {
                return Ok(error);
            }
        }
    }

    fn tell_due(&mut self, teller: &mut Teller) {
        let now = Instant::now();
        for followed in self.sessions.values_mut() {
            if followed.last_told + BETWEEN_CHANGES <= now
                && teller.told.get(&followed.now.id) != Some(&followed.now)
            {
                followed.last_told = now;
                teller.tell(followed.now.clone());
            }
        }
    }

    async fn handle(&mut self, message: &Message, teller: &mut Teller) -> zbus::Result<()> {
        let header = message.header();
        let (Some(member), Some(path)) = (header.member(), header.path()) else {
            return Ok(());
        };
        let body = message.body();
        match member.as_str() {
            "SessionNew" => {
                let (_, path): (&str, ObjectPath<'_>) = body.deserialize()?;
                self.read_one(path.as_str(), teller).await
            }
            "SessionRemoved" => {
                let (id, path): (&str, ObjectPath<'_>) = body.deserialize()?;
                self.sessions.remove(path.as_str());
                teller.tell_closed(&SessionId::from(id));
                Ok(())
            }
            "PrepareForSleep" => {
                let sleeps: bool = body.deserialize()?;
                teller.push(PlatformEvent::Sleep(if sleeps {
                    SleepEvent::GoingToSleep
                } else {
                    SleepEvent::Woke
                }));
                Ok(())
            }
            "PrepareForShutdown" => {
                let stops: bool = body.deserialize()?;
                teller.push(PlatformEvent::Sleep(if stops {
                    SleepEvent::ShuttingDown
                } else {
                    SleepEvent::ShutdownCancelled
                }));
                Ok(())
            }
            "PropertiesChanged" => {
                let (_, changed, invalidated): (&str, HashMap<&str, Variant<'_>>, Vec<&str>) =
                    body.deserialize()?;
                let Some(followed) = self.sessions.get_mut(path.as_str()) else {
                    return Ok(());
                };
                match logind::apply(&mut followed.now, &changed, &invalidated) {
                    Applied::Done => {
                        self.tell_due(teller);
                        Ok(())
                    }
                    Applied::ReadAnew => {
                        let path = path.as_str().to_owned();
                        self.read_one(&path, teller).await
                    }
                }
            }
            _ => Ok(()),
        }
    }

    /// Reads one session and tells it; forgets it if it is gone.
    async fn read_one(&mut self, path: &str, teller: &mut Teller) -> zbus::Result<()> {
        match logind::read(&mut self.bus, path).await? {
            Some(session) => {
                teller.tell(session.clone());
                self.keep(path.to_owned(), session);
            }
            None => {
                if let Some(followed) = self.sessions.remove(path) {
                    teller.tell_closed(&followed.now.id);
                }
            }
        }
        Ok(())
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Tells when the leader of a session has ended: the login service gives no signal for "logged out, some processes are
/// left".
fn watch_leader(
    leader: ProcessKey,
    path: String,
    ended: mpsc::Sender<String>,
) -> Option<JoinHandle<()>> {
    let pid = Pid::from_raw(i32::try_from(leader.pid).ok()?)?;
    let handle = pidfd_open(pid, PidfdFlags::empty()).ok()?;
    (Proc::new("/proc").key(leader.pid) == Some(leader)).then_some(())?;
    let handle = raw::async_fd(handle, Interest::READABLE).ok()?;
    Some(tokio::spawn(async move {
        if handle.readable().await.is_ok() {
            tokio::time::sleep(AFTER_LEADER).await;
            // The follower is gone: it will read everything anew.
            let _ = ended.send(path).await;
        }
    }))
}
