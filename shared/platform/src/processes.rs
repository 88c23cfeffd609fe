//! Processes of the watched accounts: what runs, what starts and ends, and signals that reach the right one only.
//!
//! A process is its pid *and* the tick it started at. The kernel tells of starts and ends where it can (proc
//! connector, else fanotify); a look every few seconds is the last resort and says so.

use crate::{Error, PlatformEvent};
use luytre_core::id::{Account, ProcessKey, SessionId};
use luytre_core::time::BootTime;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// Longest command line that is kept, in bytes.
pub const COMMAND_LIMIT: usize = 4096;

/// What is known of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessFacts {
    /// Which one.
    pub key: ProcessKey,
    /// Its parent's pid when it was looked at.
    pub ppid: u32,
    /// The real user id.
    pub uid: u32,
    /// Whose it is: the real user, or for a user number of a container the owner of the control group.
    pub account: Account,
    /// The executable file. `None`: the kernel does not show it to us. With a mount namespace of its own a process can
    /// show any path here; see `exe_owner`.
    pub exe: Option<PathBuf>,
    /// The user the executable file belongs to; a child cannot make a file of root. `None`: cannot be told.
    pub exe_owner: Option<u32>,
    /// The kernel's short name (15 bytes at most). A process can change it.
    pub name: String,
    /// Arguments joined by spaces, at most [`COMMAND_LIMIT`] bytes, invalid bytes replaced. A process can change it.
    pub command: String,
    /// Control group, from the root of the hierarchy.
    pub cgroup: Option<String>,
    /// The login session it belongs to by its control group; `None` outside of any (user services, cron, containers).
    pub session: Option<SessionId>,
    /// Flatpak application id, from the control group. A child can start any program in a group of such a name.
    pub flatpak: Option<String>,
    /// Snap name, from the control group; the same holds.
    pub snap: Option<String>,
    /// When it started.
    pub started: BootTime,
}

/// How starts and ends are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcessSource {
    /// The kernel's process events: at once.
    KernelEvents,
    /// Opening of programs for execution: at once for starts; ends by process handles.
    FileAccess,
    /// A look every few seconds.
    Scan,
}

/// Something happened to the processes of a watched account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "the large one is the usual one, and the channel is short"
)]
pub enum ProcessEvent {
    /// How what follows is noticed. First of all events, and again when it changes.
    Source(ProcessSource),
    /// A process runs: it started, was found, or the same process now executes something else (then these facts
    /// replace the earlier ones of the same key).
    Started(ProcessFacts),
    /// It has ended.
    Ended(ProcessKey),
    /// Some events were lost. The watcher has looked again, and the differences follow; a start and end in between may
    /// have gone unseen.
    Rescan,
}

/// Signals to processes. Object-safe.
pub trait ProcessControl: Send + Sync {
    /// Asks a process to end (SIGTERM).
    ///
    /// # Errors
    /// [`Error::ProcessGone`] if it has ended or the number belongs to another process now.
    fn terminate(&self, process: ProcessKey) -> Result<(), Error>;

    /// Kills a process with all it started, by its control group where it has one of its own, else by descent. Returns
    /// how many processes were killed.
    ///
    /// # Errors
    /// [`Error::ProcessGone`] if it has ended or the number belongs to another process now.
    fn kill_tree(&self, process: ProcessKey) -> Result<usize, Error>;
}

/// The system's own process control.
#[derive(Debug, Clone, Default)]
pub struct SystemProcesses;

impl ProcessControl for SystemProcesses {
    fn terminate(&self, process: ProcessKey) -> Result<(), Error> {
        sys::terminate(process)
    }

    fn kill_tree(&self, process: ProcessKey) -> Result<usize, Error> {
        sys::kill_tree(process)
    }
}

/// Which kinds of source to use.
#[derive(Debug, Clone)]
pub struct ProcessOptions {
    /// The best source to try; worse ones follow by themselves.
    pub best_source: ProcessSource,
    /// Time between two looks when nothing better is there.
    pub scan_every: Duration,
}

impl Default for ProcessOptions {
    fn default() -> Self {
        Self {
            best_source: ProcessSource::KernelEvents,
            scan_every: Duration::from_secs(5),
        }
    }
}

/// Watches processes of chosen accounts. Dropping it ends the watch.
#[derive(Debug)]
pub struct Processes(sys::Processes);

impl Processes {
    /// Starts to watch; events go to `events` until either side is dropped. One task on the current tokio runtime.
    #[must_use]
    pub fn watch(options: ProcessOptions, events: mpsc::Sender<PlatformEvent>) -> Self {
        Self(sys::Processes::watch(options, events))
    }

    /// Sets the watched accounts by number. For each added one, `Started` comes for every process already running; of a
    /// removed one nothing more comes.
    pub fn set_accounts(&self, uids: BTreeSet<u32>) {
        self.0.set_accounts(uids);
    }
}

/// All processes of these accounts now.
///
/// # Errors
/// The process list cannot be read.
pub fn inventory(uids: &BTreeSet<u32>) -> Result<Vec<ProcessFacts>, Error> {
    sys::inventory(uids)
}

/// The facts of one process now.
///
/// # Errors
/// [`Error::ProcessGone`] if it has ended or the number belongs to another process now.
pub fn facts(process: ProcessKey) -> Result<ProcessFacts, Error> {
    sys::facts(process)
}

/// The key of the process that has this pid now.
///
/// # Errors
/// There is none.
pub fn key_of(pid: u32) -> Result<ProcessKey, Error> {
    sys::key_of(pid)
}
