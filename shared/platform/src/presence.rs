//! What root can see of a person's presence and a child cannot set: input devices, sound devices, CPU time.
//!
//! Contents of input are never looked at: devices are emptied when somebody asks, and only the time of the last event
//! is kept. Facts only: what contradicts a claimed lock is decided elsewhere.

use luytre_core::id::ProcessKey;
use luytre_core::time::{BootTime, Span};
use std::path::PathBuf;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// Whose presence is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresenceQuery {
    /// The account's number.
    pub uid: u32,
    /// The seat of the session; `None` looks at the devices of all seats.
    pub seat: Option<String>,
    /// The session's leader, for the processes when there are no control groups.
    pub leader: Option<ProcessKey>,
    /// The session's control group.
    pub cgroup: Option<String>,
}

/// What the kernel shows. `None`: this machine cannot tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Keyboard, mouse, touch, buttons.
    pub input: Option<InputUse>,
    /// Sound that is being played.
    pub sound: Option<SoundUse>,
    /// CPU time of the account's processes since the last look; `None` also at the first look.
    pub cpu: Option<CpuUse>,
}

/// Input on a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputUse {
    /// The last event since the devices were opened, by the kernel's own stamp. `None`: nothing so far.
    pub last: Option<BootTime>,
}

/// Playback devices in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoundUse {
    /// Nothing plays.
    Silent,
    /// The account's own programs or sound server play.
    ByAccount,
    /// A sound server of the system plays, for whom cannot be told.
    BySystem,
}

/// CPU time of an account's processes, known screen lockers left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CpuUse {
    /// CPU time used between the two looks; more than `over` where several cores worked.
    pub used: Span,
    /// Boot time between the two looks.
    pub over: Span,
}

/// Where the kernel's file systems are, so that tests can build their own.
#[derive(Debug, Clone)]
pub struct Roots {
    /// Usually `/proc`.
    pub proc: PathBuf,
    /// Usually `/sys`.
    pub sys: PathBuf,
    /// Usually `/dev`.
    pub dev: PathBuf,
    /// Usually `/run`.
    pub run: PathBuf,
}

impl Default for Roots {
    fn default() -> Self {
        Self {
            proc: "/proc".into(),
            sys: "/sys".into(),
            dev: "/dev".into(),
            run: "/run".into(),
        }
    }
}

/// Looks for evidence. Holds the input devices open and the last CPU figures; memory is bounded by the number of
/// devices and accounts asked for.
#[derive(Debug)]
pub struct PresenceProbe(sys::PresenceProbe);

impl PresenceProbe {
    /// Opens the input devices it may open. Machines without any give `None` for input.
    #[must_use]
    pub fn new(roots: Roots) -> Self {
        Self(sys::PresenceProbe::new(roots))
    }

    /// Looks now. Costs a read per input device with news, one per playback device and a few for CPU time, so ask when
    /// an answer matters, not in a loop.
    pub fn look(&mut self, query: &PresenceQuery, now: BootTime) -> Evidence {
        self.0.look(query, now)
    }
}
