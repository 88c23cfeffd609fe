//! Login sessions: who is logged in, in front or not, and the orders to lock or end a session.
//!
//! On Linux they come from systemd-logind by signals, never by polling. What a session says about itself (type,
//! class, locked, idle) is passed on as a hint; nothing is left out because of something a child can change. Without
//! logind they come from login records or processes, looked at every 15 s, and [`SessionSource::Fallback`] says so.

use crate::{Answer, Error, PlatformEvent};
use luytre_core::id::{Account, ProcessKey, SessionId};
use luytre_core::time::BootTime;
use tokio::sync::mpsc;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// Where the knowledge about sessions comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionSource {
    /// systemd-logind: exact, and orders can be given.
    Logind,
    /// Login records or processes: coarse (every 15 s), no orders possible, every session counts as in front.
    Fallback {
        /// The technical reason, in English.
        why: String,
    },
}

/// What the login service says about the life of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// Logged in, not in front on its seat.
    Online,
    /// Logged in and in front (a session without a seat is always in front).
    Active,
    /// Logged out; some of its processes are left.
    Closing,
}

/// One login session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    /// The login service's name for it, `c2`; for fallback sources `utmp:LINE:PID` or `account:NAME`.
    pub id: SessionId,
    /// Whose session.
    pub account: Account,
    /// The account's number.
    pub uid: u32,
    /// `x11`, `wayland`, `tty`, ...; for people to read only: a child can change it.
    pub kind: String,
    /// `user`, `background`, ...; for people to read only.
    pub class: String,
    /// The PAM service that opened it (`gdm-password`, `sshd`), chosen by the login program.
    pub service: String,
    /// The seat (screen, keyboard) it belongs to. `None`: no seat of its own, so always in front.
    pub seat: Option<String>,
    /// Opened from another machine.
    pub remote: bool,
    /// Its life.
    pub state: SessionState,
    /// The session says that it is locked. A hint: a child can set it.
    pub locked_hint: bool,
    /// The session says that nobody uses it. A hint: a child can set it.
    pub idle_hint: bool,
    /// Since when it says so.
    pub idle_since: Option<BootTime>,
    /// When it began.
    pub started: BootTime,
    /// The process that logged in. `None` once it has ended.
    pub leader: Option<ProcessKey>,
    /// The control group of the session, from the root of the hierarchy (`/user.slice/user-1001.slice/session-c2.scope`).
    pub cgroup: Option<String>,
}

impl SessionInfo {
    /// In front on its seat, so that a person may be looking at it.
    #[must_use]
    pub fn in_front(&self) -> bool {
        self.state == SessionState::Active
    }
}

/// Something happened to the login sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionEvent {
    /// Where what follows comes from. First of all events, and again when it changes.
    Source(SessionSource),
    /// All sessions there are; sent once, after the first [`SessionEvent::Source`]. From then on only differences come.
    Snapshot(Vec<SessionInfo>),
    /// A new session.
    Opened(SessionInfo),
    /// A session changed; this is how it is now.
    Changed(SessionInfo),
    /// A session is gone.
    Closed(SessionId),
}

/// Orders about sessions and the machine. Object-safe.
pub trait SessionControl: Send + Sync {
    /// Asks the session to lock its screen. The session's own locker does it; watch [`SessionInfo::locked_hint`].
    fn lock<'a>(&'a self, session: &'a SessionId) -> Answer<'a, ()>;
    /// Ends the session and all processes in it.
    fn terminate<'a>(&'a self, session: &'a SessionId) -> Answer<'a, ()>;
    /// Ends all sessions of the account, its service manager and what runs under that, at once.
    fn terminate_account(&self, uid: u32) -> Answer<'_, ()>;
    /// Suspends the machine.
    fn suspend(&self) -> Answer<'_, ()>;
    /// Switches the machine off.
    fn power_off(&self) -> Answer<'_, ()>;
}

/// Where to find the login service, and how often to look without one.
#[derive(Debug, Clone)]
pub struct SessionOptions {
    /// The bus: `None` is the system bus; tests pass the address of a private one.
    pub bus_address: Option<String>,
    /// Time between two looks in fallback mode, at least 15 s unless a test says otherwise.
    pub fallback_every: std::time::Duration,
    /// The file of login records.
    pub utmp: std::path::PathBuf,
    /// Where the process file system is mounted.
    pub proc_root: std::path::PathBuf,
}

impl Default for SessionOptions {
    fn default() -> Self {
        Self {
            bus_address: None,
            fallback_every: std::time::Duration::from_secs(15),
            utmp: "/run/utmp".into(),
            proc_root: "/proc".into(),
        }
    }
}

/// Watches sessions, and gives orders about them. Dropping it ends the watch.
#[derive(Debug)]
pub struct Sessions(sys::Sessions);

impl Sessions {
    /// Starts to watch; events go to `events` until either side is dropped. One task on the current tokio runtime.
    /// Never fails: without a login service it falls back, says so, and keeps trying.
    #[must_use]
    pub fn watch(options: SessionOptions, events: mpsc::Sender<PlatformEvent>) -> Self {
        Self(sys::Sessions::watch(options, events))
    }

    /// Holds up sleep and shutdown (usually for 5 s at most) until the value is dropped, so that there is time to save
    /// after [`crate::SleepEvent::GoingToSleep`].
    ///
    /// # Errors
    /// No login service, or it refuses.
    pub async fn delay_sleep(&self) -> Result<SleepDelay, Error> {
        self.0
            .delay_sleep()
            .await
            .map(|held| SleepDelay { _held: held })
    }
}

impl SessionControl for Sessions {
    fn lock<'a>(&'a self, session: &'a SessionId) -> Answer<'a, ()> {
        Box::pin(self.0.lock(session))
    }

    fn terminate<'a>(&'a self, session: &'a SessionId) -> Answer<'a, ()> {
        Box::pin(self.0.terminate(session))
    }

    fn terminate_account(&self, uid: u32) -> Answer<'_, ()> {
        Box::pin(self.0.terminate_account(uid))
    }

    fn suspend(&self) -> Answer<'_, ()> {
        Box::pin(self.0.suspend())
    }

    fn power_off(&self) -> Answer<'_, ()> {
        Box::pin(self.0.power_off())
    }
}

/// While it lives, the machine waits a little before it sleeps or stops.
#[derive(Debug)]
#[must_use = "dropping it gives up the delay"]
pub struct SleepDelay {
    _held: sys::SleepDelay,
}
