//! The watcher: one task that joins kernel events, process handles and, where nothing better is there, looks.

use super::bell::Bell;
use super::connector::KernelEvent;
use super::handles::{Handles, raise_file_limit};
use super::source::{Source, raised, worse_than};
use super::{ABOVE_PEOPLE, facts_of, fingerprint, owner, system_proc};
use crate::processes::{ProcessEvent, ProcessOptions, ProcessSource};
use crate::procfs::{Names, Proc};
use crate::{Error, HealthCode, PlatformEvent};
use luytre_core::id::ProcessKey;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// Processes held at most; a fork bomb must not take our memory with it.
const MOST_KNOWN: usize = 16_384;
/// A process that may still be about to execute something is looked at after this time. When programs come thick and fast,
/// as in scripts, all are: most end earlier, and those cost next to nothing and are never reported.
const SETTLE: Duration = Duration::from_millis(150);
/// More events in a second than a person makes. Beyond, the source is left alone for the time of a look, so that a storm (a
/// compilation, say) is taken in a few portions a second.
const CALM: u32 = 8;
/// Processes waiting for their look; more are found by a sweep.
const MOST_SETTLING: usize = 4_096;
/// The second and last look at a process whose program was about to begin.
const SETTLE_AGAIN: Duration = Duration::from_secs(1);
/// Without the kernel's fork events: how long after an end to look for what the ended process left behind, and how often
/// at most.
const AFTER_END: Duration = Duration::from_secs(1);
const BETWEEN_LOOKS: Duration = Duration::from_secs(15);
/// When processes are only looked for, those that run already are looked at this often for another program; young ones
/// each time.
const BETWEEN_FULL_LOOKS: Duration = Duration::from_secs(30);
const YOUNG: Duration = Duration::from_secs(60);

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

/// A process of a watched account.
struct Known {
    key: ProcessKey,
    account: u32,
    since: Instant,
    /// Keeps the number from meaning another process; `None` when handles ran out.
    handle: Option<OwnedFd>,
    /// Of the facts last reported.
    print: u64,
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
    ends: Handles,
    /// Processes to look at again: when, and whether for the last time.
    settling: BTreeMap<u32, (Instant, Look)>,
    next_sweep: Option<Instant>,
    last_sweep: Instant,
    last_full_sweep: Instant,
    /// Events in the present second.
    recent: (Instant, u32),
    /// Processes of root, which need not be asked again: number and inode of the folder.
    strangers: HashMap<u32, u64>,
}

/// How much a sweep looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sweep {
    /// What is not known yet.
    New,
    /// What is known as well: events were lost.
    All,
    /// The only source: what is known is looked at from time to time.
    Only,
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
        match Handles::new() {
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
                last_full_sweep: Instant::now(),
                recent: (Instant::now(), 0),
                strangers: HashMap::new(),
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
        let mut quiet_until = None;
        let mut bell = Bell::new();
        loop {
            let scan_at = (matches!(source, Source::Scan) || self.has_unheld())
                .then(|| self.last_sweep + options.scan_every);
            let wake_at = [
                self.settling.values().map(|(at, _)| *at).min(),
                self.next_sweep,
                scan_at,
                quiet_until,
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
                ended = self.ends.ended() => self.handle_ended(ended, &source).await?,
                result = source.next(&mut batch), if quiet_until.is_none() => {
                    if let Err(error) = result {
                        tracing::warn!(%error, source = ?source.kind(), "a source of process events failed");
                        source = self.open_source(worse_than(source.kind())).await?;
                        batch.push(KernelEvent::Lost);
                    }
                    for event in std::mem::take(&mut batch) {
                        self.handle_event(event, &source).await?;
                    }
                    if self.recent.1 > CALM {
                        quiet_until = Some(Instant::now() + SETTLE);
                    }
                }
                () = bell.at(wake_at) => {
                    quiet_until = quiet_until.filter(|until| *until > Instant::now());
                    self.handle_time(scan_at, &source).await?;
                }
            }
        }
    }

    /// Opens a source, and says which it is.
    async fn open_source(&mut self, best: ProcessSource) -> Result<Source, NobodyListens> {
        let (source, health) = Source::open(best).await;
        self.tell_process(ProcessEvent::Source(source.kind()))
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
        self.settling.clear();
        self.watched = wanted;
        // What was only noted, not looked at yet, is found again.
        let how = if added { Sweep::All } else { Sweep::New };
        self.sweep(how).await
    }

    async fn handle_event(&mut self, event: KernelEvent, source: &Source) -> Told {
        let is_calm = self.is_calm();
        match event {
            KernelEvent::Exec { pid } => match source {
                Source::Kernel(_) | Source::Scan if is_calm => {
                    self.settling.remove(&pid);
                    self.look(pid).await
                }
                Source::Kernel(_) | Source::Scan => {
                    self.settle(pid, Look::Last);
                    Ok(())
                }
                // The program is only about to begin.
                Source::Files(_) => {
                    self.settle(pid, Look::More);
                    Ok(())
                }
            },
            KernelEvent::Fork { parent, child } => {
                // The parent may have ended before it was looked at, so the child is asked as well, in the cheapest way.
                let is_ours = self.known.contains_key(&parent)
                    || self.settling.contains_key(&parent)
                    || self
                        .proc
                        .folder(child)
                        .is_some_and(|(owner, _)| self.watched.contains(&owner));
                if is_ours {
                    self.settle(child, Look::Last);
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
                self.sweep(Sweep::All).await
            }
        }
    }

    /// Counts an event; false when there are many.
    fn is_calm(&mut self) -> bool {
        let now = Instant::now();
        if now - self.recent.0 > Duration::from_secs(1) {
            self.recent = (now, 0);
        }
        self.recent.1 = self.recent.1.saturating_add(1);
        self.recent.1 <= CALM
    }

    /// Notes a process of ours that just began something, to look at it a little later.
    fn settle(&mut self, pid: u32, look: Look) {
        let now = Instant::now();
        if self.settling.len() >= MOST_SETTLING {
            self.next_sweep.get_or_insert(now + SETTLE);
        } else if self.known.contains_key(&pid) || self.may_be_ours(pid) {
            self.settling.insert(pid, (now + SETTLE, look));
        }
    }

    async fn handle_time(&mut self, scan_at: Option<Instant>, source: &Source) -> Told {
        let now = Instant::now();
        let due: Vec<(u32, Look)> = self
            .settling
            .iter()
            .filter(|(_, (at, _))| *at <= now)
            .map(|(pid, (_, look))| (*pid, *look))
            .collect();
        for (pid, look) in due {
            self.settling.remove(&pid);
            let before = self.known.get(&pid).map(|known| known.print);
            self.look(pid).await?;
            let unchanged = self
                .known
                .get(&pid)
                .is_some_and(|known| before == Some(known.print));
            if look == Look::More && unchanged {
                self.settling.insert(pid, (now + SETTLE_AGAIN, Look::Last));
            }
        }
        let sweep_due = [self.next_sweep, scan_at]
            .into_iter()
            .flatten()
            .any(|at| at <= now);
        let how = match source {
            Source::Kernel(_) | Source::Files(_) => Sweep::New,
            Source::Scan => Sweep::Only,
        };
        if sweep_due {
            self.sweep(how).await
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
                return self.sweep(Sweep::New).await;
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

    /// Drops a process and tells its end.
    async fn forget(&mut self, pid: u32) -> Told {
        self.settling.remove(&pid);
        match self.known.remove(&pid) {
            Some(known) => self.tell_process(ProcessEvent::Ended(known.key)).await,
            None => Ok(()),
        }
    }

    /// Looks at one process and tells what is new about it.
    async fn look(&mut self, pid: u32) -> Told {
        let uid = self.proc.user(pid);
        let account = uid.and_then(|uid| owner(&self.proc, pid, uid, &self.watched));
        let (Some(uid), Some(account)) = (uid, account) else {
            // Ended (its handle would say so, too), or now another user's.
            return self.forget(pid).await;
        };
        // Before the facts: while the handle lives, they are of the process it is for.
        let room = self.known.len() < MOST_KNOWN;
        let mut handle = match self.known.get_mut(&pid) {
            Some(known) => known.handle.take(),
            None if !room => {
                tracing::warn!("too many processes; the newest are not watched");
                return Ok(());
            }
            None => self.ends.hold(pid),
        };
        let Some(facts) = facts_of(&self.proc, pid, uid, &mut self.names) else {
            return self.forget(pid).await;
        };
        let mut last = None;
        if let Some(known) = self.known.get(&pid) {
            if known.key == facts.key {
                last = Some((known.since, known.print));
            } else {
                self.forget(pid).await?;
                handle = self.ends.hold(pid);
            }
        }
        let mut print = fingerprint(&facts);
        if let (None, Some((_, told))) = (&facts.exe, last) {
            // Its first thread has ended, the others go on: what was told still holds, and more cannot be seen.
            print = told;
        }
        let known = Known {
            key: facts.key,
            account,
            since: last.map_or_else(Instant::now, |(since, _)| since),
            handle,
            print,
        };
        self.known.insert(pid, known);
        if last.is_some_and(|(_, told)| told == print) {
            return Ok(());
        }
        self.tell_process(ProcessEvent::Started(facts)).await
    }

    /// Goes through all processes and tells the differences.
    async fn sweep(&mut self, how: Sweep) -> Told {
        let now = Instant::now();
        let full_is_due = now - self.last_full_sweep >= BETWEEN_FULL_LOOKS;
        if full_is_due || how == Sweep::All {
            self.last_full_sweep = now;
            // Root's processes can become another's, so they are not forgotten for good.
            self.strangers.clear();
        }
        self.next_sweep = None;
        self.last_sweep = now;
        let pids = match self.proc.pids() {
            Ok(pids) => pids,
            Err(error) => {
                tracing::warn!(%error, "the list of processes cannot be read");
                return Ok(());
            }
        };
        let present: BTreeSet<u32> = pids.into_iter().collect();
        let missing: Vec<u32> = self
            .known
            .keys()
            .filter(|pid| !present.contains(pid))
            .copied()
            .collect();
        for pid in missing {
            self.forget(pid).await?;
        }
        self.strangers.retain(|pid, _| present.contains(pid));
        for pid in present {
            let is_due = match self.known.get(&pid) {
                None => self.may_be_ours(pid),
                Some(known) if known.handle.is_none() => true,
                Some(known) => match how {
                    Sweep::All => true,
                    Sweep::New => false,
                    Sweep::Only => full_is_due || now - known.since < YOUNG,
                },
            };
            if is_due && !self.settling.contains_key(&pid) {
                self.look(pid).await?;
            }
        }
        Ok(())
    }

    /// A cheap first question about an unknown process.
    fn may_be_ours(&mut self, pid: u32) -> bool {
        let Some((owner, inode)) = self.proc.folder(pid) else {
            return false;
        };
        if owner != 0 {
            return owner > ABOVE_PEOPLE || self.watched.contains(&owner);
        }
        if self.strangers.get(&pid) == Some(&inode) {
            return false;
        }
        let is_ours = self
            .proc
            .real_uid(pid)
            .is_some_and(|uid| uid > ABOVE_PEOPLE || self.watched.contains(&uid));
        if !is_ours {
            self.strangers.insert(pid, inode);
        }
        is_ours
    }
}
