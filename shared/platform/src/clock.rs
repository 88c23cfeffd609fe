//! The clocks: the only place where "now" is read, an alarm on the boot clock, and news of a wall clock that was set.

use crate::{Error, PlatformEvent};
use luytre_core::time::{BootTime, Moment};
use std::path::Path;
use tokio::sync::mpsc;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(target_os = "linux")]
pub(crate) use linux::{boot_from_monotonic_micros, boot_now};
#[cfg(not(target_os = "linux"))]
use other as sys;

/// Reads all clocks at once. A trait so that tests can hold time in their hands.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// The machine's own clocks.
#[derive(Debug)]
pub struct SystemClock(sys::SystemClock);

impl SystemClock {
    /// Opens the clocks and reads which boot this is.
    ///
    /// # Errors
    /// The kernel does not tell the boot id (no `/proc`), or this system is not supported yet.
    pub fn new() -> Result<Self, Error> {
        sys::SystemClock::new().map(Self)
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        self.0.now()
    }
}

/// An alarm on the boot clock. A deadline that passes while the machine is suspended rings at once on waking; the
/// alarm itself wakes nothing up.
#[derive(Debug)]
pub struct Alarm(sys::Alarm);

impl Alarm {
    /// An alarm that is not set. Needs a tokio runtime with I/O enabled.
    ///
    /// # Errors
    /// The kernel gives no timer.
    pub fn new() -> Result<Self, Error> {
        sys::Alarm::new().map(Self)
    }

    /// Sets the alarm; `None` switches it off. A time already past rings at once.
    ///
    /// # Errors
    /// The kernel refuses the timer.
    pub fn set(&self, at: Option<BootTime>) -> Result<(), Error> {
        self.0.set(at)
    }

    /// Waits until the alarm rings, then it is off. Safe to drop and call again: a ring is never lost.
    ///
    /// # Errors
    /// The timer cannot be read.
    pub async fn rung(&self) -> Result<(), Error> {
        self.0.rung().await
    }
}

/// Sends [`PlatformEvent::ClockStepped`] whenever the wall clock is set, for as long as the receiver lives. Spawns one
/// task on the current tokio runtime; where the kernel cannot tell, a health report is sent instead.
pub fn watch_steps(events: mpsc::Sender<PlatformEvent>) {
    sys::watch_steps(events);
}

/// The system's time zone as an IANA name (`Asia/Ho_Chi_Minh`), or `None` where it cannot be told. Looks at `TZ` of our
/// own environment, the link `/etc/localtime` and the file `/etc/timezone`, in this order.
#[must_use]
pub fn time_zone() -> Option<String> {
    time_zone_under(Path::new("/"), std::env::var("TZ").ok().as_deref())
}

/// [`time_zone`] for another root folder and a given `TZ`, for images and tests.
#[must_use]
pub fn time_zone_under(root: &Path, tz: Option<&str>) -> Option<String> {
    sys::time_zone_under(root, tz)
}
