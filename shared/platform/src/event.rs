//! All that the world does, as one closed enum on one channel.

use crate::exec_gate::GateEvent;
use crate::processes::ProcessEvent;
use crate::sessions::SessionEvent;
use luytre_catalog::installed::Installed;
use std::fmt;

/// Something happened outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlatformEvent {
    /// A login session came, went or changed.
    Session(SessionEvent),
    /// A process of a watched account came or went.
    Process(ProcessEvent),
    /// What is installed on this computer, as it was asked for.
    Installed(Vec<Installed>),
    /// The gate before programs opened, closed, or refused one.
    Gate(GateEvent),
    /// The machine is about to sleep or stop, or has woken.
    Sleep(SleepEvent),
    /// Somebody or something set the wall clock (not the slow correction of a time service). Take a new `Moment`.
    ClockStepped,
    /// Part of what we rely on is missing, or is back.
    Health(HealthReport),
}

/// Sleep and shutdown, as the login service announces them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SleepEvent {
    /// The machine suspends as soon as the delay is given up ([`crate::sessions::SleepDelay`]): save now, then drop it.
    GoingToSleep,
    /// The machine is awake again. Take a new delay.
    Woke,
    /// The machine stops or restarts as soon as the delay is given up: save now, then drop it.
    ShuttingDown,
    /// The announced shutdown was called off.
    ShutdownCancelled,
}

/// Something that makes the protection weaker, for the parent to see. Codes are stable text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HealthCode {
    /// No login service: sessions are guessed from login records and processes, and cannot be locked.
    NoLoginService,
    /// The login service was there and does not answer; the last known sessions are kept.
    LoginServiceSilent,
    /// Programs are noticed through file access, not by the kernel's process events.
    ProcessesByFileAccess,
    /// Programs are noticed by looking every few seconds.
    ProcessesByScan,
    /// The kernel does not tell when the wall clock is set.
    NoClockSteps,
}

impl HealthCode {
    /// The stable name, as used in status output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoLoginService => "no_login_service",
            Self::LoginServiceSilent => "login_service_silent",
            Self::ProcessesByFileAccess => "processes_by_file_access",
            Self::ProcessesByScan => "processes_by_scan",
            Self::NoClockSteps => "no_clock_steps",
        }
    }
}

impl fmt::Display for HealthCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A health fact: the daemon turns it into a health issue in the family's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthReport {
    /// What.
    pub code: HealthCode,
    /// Whether it holds or is over.
    pub state: HealthState,
}

/// Whether a health fact holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HealthState {
    /// It holds.
    Raised {
        /// The technical reason, in English, for `doctor` and the log; holds no data about a child.
        detail: String,
    },
    /// It is over.
    Cleared,
}

/// Tells once, without waiting, that something is not available on this system.
#[cfg(not(target_os = "linux"))]
#[expect(
    clippy::needless_pass_by_value,
    reason = "same ownership as the tasks that other systems spawn"
)]
pub(crate) fn unavailable(
    events: tokio::sync::mpsc::Sender<PlatformEvent>,
    code: HealthCode,
    what: &'static str,
) {
    let report = HealthReport {
        code,
        state: HealthState::Raised {
            detail: crate::Error::Unsupported { what }.to_string(),
        },
    };
    if events.try_send(PlatformEvent::Health(report)).is_err() {
        tracing::warn!(%code, "the event channel is full or closed; the report is dropped");
    }
}
