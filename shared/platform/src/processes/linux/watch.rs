//! The watcher: one task that joins kernel events, process handles and, where nothing better is there, looks.

use super::connector::{Connector, KernelEvent};
use super::file_access::FileAccess;
use super::{facts_of, owner, system_proc};
use crate::processes::{ProcessEvent, ProcessFacts, ProcessOptions, ProcessSource};
use crate::procfs::{Names, Proc};
use crate::{Error, HealthCode, HealthReport, HealthState, PlatformEvent, raw};
use luytre_core::id::ProcessKey;
use rustix::event::epoll;
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// Processes held at most; a fork bomb must not take our memory with it.
const MOST_KNOWN: usize = 16_384;
/// A storm of events is taken in portions, so that it costs at most 100 wake-ups a second.
const PORTION: Duration = Duration::from_millis(10);
/// A forked process usually executes something else at once; one that does not is reported after this time. A process
/// that ends earlier is never reported.
const SETTLE: Duration = Duration::from_millis(150);
/// The second and last look at a process whose program was about to begin.
const SETTLE_AGAIN: Duration = Duration::from_secs(1);
/// Without the kernel's fork events: how long after an end to look for what the ended process left behind, and how often
/// at most.
const AFTER_END: Duration = Duration::from_secs(1);
const BETWEEN_LOOKS: Duration = Duration::from_secs(15);

#[derive(Debug)]
pub(in crate::processes) struct Processes {
    accounts: watch::Sender<BTreeSet<u32>>,
    task: JoinHandle<()>,
}

impl Processes {
    pub(in crate::processes) fn watch(
        options: ProcessOptions,
        events: mpsc::Sender<PlatformEvent>,
    ) -> Self {
        let (accounts, receiver) = watch::channel(BTreeSet::new());
        let task = tokio::spawn(async move {
            match Watcher::new(events) {
                Ok(watcher) => watcher.run(options, receiver).await,
                Err((events, error)) => {
                    let report = raised(HealthCode::ProcessesByScan, &error);
                    // Nobody listens any more: nobody needs to know.
                    let _ = events.send(report).await;
                }
            }
        });
        Self { accounts, task }
    }

    pub(in crate::processes) fn set_accounts(&self, uids: BTreeSet<u32>) {
        self.accounts.send_if_modified(|current| {
            let changed = *current != uids;
            *current = uids;
            changed
        });
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn raised(code: HealthCode, error: &Error) -> PlatformEvent {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    PlatformEvent::Health(HealthReport {
        code,
        state: HealthState::Raised {
            detail: format!("{error}{}", cause.unwrap_or_default()),
        },
    })
}

/// Where starts come from.
enum Source {
    Kernel(Connector),
    Files(Box<FileAccess>),
    Scan,
}

impl Source {
    async fn next(&mut self, events: &mut Vec<KernelEvent>) -> io::Result<()> {
        match self {
            Self::Kernel(connector) => connector.next(events).await,
            Self::Files(access) => access.next(events).await,
            Self::Scan => std::future::pending().await,
        }
    }

    fn kind(&self) -> ProcessSource {
        match self {
            Self::Kernel(_) => ProcessSource::KernelEvents,
            Self::Files(_) => ProcessSource::FileAccess,
            Self::Scan => ProcessSource::Scan,
        }
    }
}

/// A process of a watched account.
struct Known {
    key: ProcessKey,
    account: u32,
    /// Keeps the number from meaning another process; `None` when handles ran out.
    handle: Option<OwnedFd>,
    /// Of the facts last reported; `None` before the first report.
    print: Option<u64>,
}

/// The receiver of our events is gone.
struct NobodyListens;
type Told = Result<(), NobodyListens>;

struct Watcher {
    events: mpsc::Sender<PlatformEvent>,
    proc: Proc,
    names: Names,
    watched: BTreeSet<u32>,
    known: HashMap<u32, Known>,
    /// Handles of all known processes in one descriptor.
    ends: AsyncFd<OwnedFd>,
    /// Processes to look at again: when, and whether for the last time.
    settling: BTreeMap<u32, (Instant, Look)>,
    next_sweep: Option<Instant>,
    last_sweep: Instant,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    More,
    Last,
}

impl Watcher {
    fn new(
        events: mpsc::Sender<PlatformEvent>,
    ) -> Result<Self, (mpsc::Sender<PlatformEvent>, Error)> {
        let ends = epoll::create(epoll::CreateFlags::CLOEXEC)
            .map_err(io::Error::from)
            .and_then(|fd| raw::async_fd(fd, Interest::READABLE));
        match ends {
            Ok(ends) => Ok(Self {
                events,
                proc: system_proc(),
                names: Names::default(),
                watched: BTreeSet::new(),
                known: HashMap::new(),
                ends,
                settling: BTreeMap::new(),
                next_sweep: None,
                last_sweep: Instant::now(),
            }),
            Err(error) => Err((
                events,
                Error::system("watching the end of processes", error),
            )),
        }
    }

    async fn run(mut self, options: ProcessOptions, mut accounts: watch::Receiver<BTreeSet<u32>>) {
        raise_file_limit();
        // An error here means only that nobody listens any more.
        let _ = self.serve(&options, &mut accounts).await;
    }

    async fn serve(
        &mut self,
        options: &ProcessOptions,
        accounts: &mut watch::Receiver<BTreeSet<u32>>,
    ) -> Told {
        let mut source = self.open_source(options.best_source).await?;
        let mut batch = Vec::new();
        let mut last_batch = Instant::now();
        loop {
            let scan_at = (matches!(source, Source::Scan) || self.has_unheld())
                .then(|| self.last_sweep + options.scan_every);
            let wake_at = [
                self.settling.values().map(|(at, _)| *at).min(),
                self.next_sweep,
                scan_at,
            ]
            .into_iter()
            .flatten()
            .min();
            tokio::select! {
                () = self.events.closed() => return Err(NobodyListens),
                changed = accounts.changed() => {
                    if changed.is_err() {
                        return Ok(());
                    }
                    let wanted = accounts.borrow_and_update().clone();
                    self.set_watched(wanted).await?;
                }
                ended = ended(&self.ends) => self.handle_ended(ended, &source).await?,
                result = source.next(&mut batch) => {
                    if let Err(error) = result {
                        tracing::warn!(%error, source = ?source.kind(), "a source of process events failed");
                        source = self.open_source(worse_than(source.kind())).await?;
                        batch.push(KernelEvent::Lost);
                    }
                    for event in std::mem::take(&mut batch) {
                        self.handle_event(event, &source).await?;
                    }
                    if last_batch.elapsed() < PORTION {
                        tokio::time::sleep(PORTION).await;
                    }
                    last_batch = Instant::now();
                }
                () = sleep_until(wake_at) => self.handle_time(scan_at).await?,
            }
        }
    }

    /// Opens the best source from `best` downwards, and says which it is.
    async fn open_source(&mut self, best: ProcessSource) -> Result<Source, NobodyListens> {
        let mut health = None;
        let mut source = None;
        if best == ProcessSource::KernelEvents {
            match Connector::open().await {
                Ok(connector) => source = Some(Source::Kernel(connector)),
                Err(error) => health = Some(raised(HealthCode::ProcessesByFileAccess, &error)),
            }
        }
        if source.is_none() && best != ProcessSource::Scan {
            match FileAccess::open() {
                Ok(access) => source = Some(Source::Files(Box::new(access))),
                Err(error) => health = Some(raised(HealthCode::ProcessesByScan, &error)),
            }
        }
        let source = source.unwrap_or(Source::Scan);
        self.tell(PlatformEvent::Process(ProcessEvent::Source(source.kind())))
            .await?;
        if let Some(report) = health {
            self.tell(report).await?;
        }
        Ok(source)
    }

    async fn tell(&self, event: PlatformEvent) -> Told {
        self.events.send(event).await.map_err(|_| NobodyListens)
    }

    async fn tell_process(&self, event: ProcessEvent) -> Told {
        self.tell(PlatformEvent::Process(event)).await
    }

    fn has_unheld(&self) -> bool {
        self.known.values().any(|known| known.handle.is_none())
    }

    async fn set_watched(&mut self, wanted: BTreeSet<u32>) -> Told {
        let added = wanted.difference(&self.watched).next().is_some();
        self.known
            .retain(|_, known| wanted.contains(&known.account));
        self.settling.retain(|pid, _| self.known.contains_key(pid));
        self.watched = wanted;
        if added { self.sweep().await } else { Ok(()) }
    }

    async fn handle_event(&mut self, event: KernelEvent, source: &Source) -> Told {
        match event {
            KernelEvent::Exec { pid } => match source {
                Source::Kernel(_) | Source::Scan => {
                    self.settling.remove(&pid);
                    self.look(pid).await
                }
                // The program is about to begin: what is there now may still be the old one.
                Source::Files(_) => {
                    if self.hold(pid) {
                        self.settling
                            .insert(pid, (Instant::now() + SETTLE, Look::More));
                    }
                    Ok(())
                }
            },
            KernelEvent::Fork { parent, child } => {
                if self.known.contains_key(&parent) && self.hold(child) {
                    self.settling
                        .insert(child, (Instant::now() + SETTLE, Look::Last));
                }
                Ok(())
            }
            KernelEvent::User { pid, uid } => {
                let was_ours = self.known.contains_key(&pid);
                if was_ours || self.watched.contains(&uid) {
                    self.look(pid).await
                } else {
                    Ok(())
                }
            }
            KernelEvent::Lost => {
                self.tell_process(ProcessEvent::Rescan).await?;
                self.sweep().await
            }
        }
    }

    async fn handle_time(&mut self, scan_at: Option<Instant>) -> Told {
        let now = Instant::now();
        let due: Vec<(u32, Look)> = self
            .settling
            .iter()
            .filter(|(_, (at, _))| *at <= now)
            .map(|(pid, (_, look))| (*pid, *look))
            .collect();
        for (pid, look) in due {
            self.settling.remove(&pid);
            let before = self.known.get(&pid).and_then(|known| known.print);
            self.look(pid).await?;
            let unchanged = self
                .known
                .get(&pid)
                .is_some_and(|known| known.print == before);
            if look == Look::More && unchanged {
                self.settling.insert(pid, (now + SETTLE_AGAIN, Look::Last));
            }
        }
        let sweep_due = [self.next_sweep, scan_at]
            .into_iter()
            .flatten()
            .any(|at| at <= now);
        if sweep_due {
            self.sweep().await
        } else {
            Ok(())
        }
    }

    async fn handle_ended(&mut self, ended: io::Result<Vec<u32>>, source: &Source) -> Told {
        let ended = match ended {
            Ok(ended) => ended,
            Err(error) => {
                // Handles still keep numbers apart; ends are then found by looking.
                tracing::warn!(%error, "the ends of processes cannot be waited for");
                return self.sweep().await;
            }
        };
        for pid in ended {
            self.forget(pid).await?;
        }
        if matches!(source, Source::Files(_)) && self.next_sweep.is_none() {
            let soonest = Instant::now() + AFTER_END;
            self.next_sweep = Some(soonest.max(self.last_sweep + BETWEEN_LOOKS));
        }
        Ok(())
    }

    /// Drops a process, and tells its end if its start was told.
    async fn forget(&mut self, pid: u32) -> Told {
        self.settling.remove(&pid);
        match self.known.remove(&pid) {
            Some(known) if known.print.is_some() => {
                self.tell_process(ProcessEvent::Ended(known.key)).await
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Takes hold of a process if it belongs to a watched account. Costs one small read for all others.
    fn hold(&mut self, pid: u32) -> bool {
        if self.known.contains_key(&pid) {
            return true;
        }
        let Some(uid) = self.proc.real_uid(pid) else {
            return false;
        };
        let Some(account) = owner(&self.proc, pid, uid, &self.watched) else {
            return false;
        };
        if self.known.len() >= MOST_KNOWN {
            tracing::warn!("too many processes; the newest are not watched");
            return false;
        }
        let handle = handle_of(pid);
        let Some(key) = self.proc.key(pid) else {
            return false;
        };
        let handle = handle.and_then(|handle| {
            let data = epoll::EventData::new_u64(u64::from(pid));
            epoll::add(self.ends.get_ref(), &handle, data, epoll::EventFlags::IN).ok()?;
            Some(handle)
        });
        self.known.insert(
            pid,
            Known {
                key,
                account,
                handle,
                print: None,
            },
        );
        true
    }

    /// Looks at one process and tells what is new about it.
    async fn look(&mut self, pid: u32) -> Told {
        let uid = self.proc.real_uid(pid);
        let account = uid.and_then(|uid| owner(&self.proc, pid, uid, &self.watched));
        let facts = match (uid, account) {
            (Some(uid), Some(_)) => facts_of(&self.proc, pid, uid, &mut self.names),
            _ => None,
        };
        let Some(facts) = facts else {
            // Ended (its handle would say so, too), or now another user's.
            return self.forget(pid).await;
        };
        if self
            .known
            .get(&pid)
            .is_some_and(|known| known.key != facts.key)
        {
            self.forget(pid).await?;
        }
        if !self.hold(pid) {
            return Ok(());
        }
        let print = fingerprint(&facts);
        let Some(known) = self.known.get_mut(&pid).filter(|k| k.key == facts.key) else {
            return Ok(());
        };
        if known.print == Some(print) {
            return Ok(());
        }
        known.print = Some(print);
        self.tell_process(ProcessEvent::Started(facts)).await
    }

    /// Looks at all processes and tells the differences.
    async fn sweep(&mut self) -> Told {
        self.next_sweep = None;
        self.last_sweep = Instant::now();
        let pids = match self.proc.pids() {
            Ok(pids) => pids,
            Err(error) => {
                tracing::warn!(%error, "the list of processes cannot be read");
                return Ok(());
            }
        };
        let missing: Vec<u32> = {
            let present: BTreeSet<u32> = pids.iter().copied().collect();
            self.known
                .keys()
                .filter(|pid| !present.contains(pid))
                .copied()
                .collect()
        };
        for pid in missing {
            self.forget(pid).await?;
        }
        for pid in pids {
            let is_known = self.known.contains_key(&pid);
            if is_known
                || self
                    .proc
                    .may_belong_to(pid, |uid| self.watched.contains(&uid))
            {
                self.look(pid).await?;
            }
        }
        Ok(())
    }
}

/// Waits for ends of known processes and gives their numbers.
async fn ended(ends: &AsyncFd<OwnedFd>) -> io::Result<Vec<u32>> {
    loop {
        let mut ready = ends.readable().await?;
        let mut found: Vec<epoll::Event> = Vec::with_capacity(64);
        epoll::wait(
            ends.get_ref(),
            rustix::buffer::spare_capacity(&mut found),
            Some(&rustix::event::Timespec::default()),
        )?;
        if found.is_empty() {
            ready.clear_ready();
            continue;
        }
        return Ok(found
            .iter()
            .filter_map(|event| u32::try_from(event.data.u64()).ok())
            .collect());
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

fn worse_than(kind: ProcessSource) -> ProcessSource {
    match kind {
        ProcessSource::KernelEvents => ProcessSource::FileAccess,
        ProcessSource::FileAccess | ProcessSource::Scan => ProcessSource::Scan,
    }
}

fn handle_of(pid: u32) -> Option<OwnedFd> {
    let pid = Pid::from_raw(i32::try_from(pid).ok()?)?;
    match pidfd_open(pid, PidfdFlags::empty()) {
        Ok(handle) => Some(handle),
        Err(error) => {
            tracing::debug!(%error, "no handle for a process");
            None
        }
    }
}

/// What makes a process worth telling again: another program or command line.
fn fingerprint(facts: &ProcessFacts) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&facts.exe, &facts.command, &facts.name, facts.uid).hash(&mut hasher);
    facts.cgroup.hash(&mut hasher);
    hasher.finish()
}

/// One handle is held for each process of a child: the usual limit of 1,024 open files is too low for some.
fn raise_file_limit() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    const ENOUGH: u64 = 32_768;
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(ENOUGH, |most| most.min(ENOUGH));
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::debug!(%error, "the limit of open files stays as it is");
        }
    }
}
