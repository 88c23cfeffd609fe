//! Talking to the service manager that started us: ready, alive, stopping.

use crate::Error;
use luytre_core::time::Span;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// What the service manager is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceNote<'a> {
    /// Start-up is over.
    Ready,
    /// We end on purpose.
    Stopping,
    /// The loop still turns.
    Alive,
    /// One line for `systemctl status`. Line breaks are replaced.
    Status(&'a str),
}

/// Tells the service manager; does nothing when none started us. Never waits.
///
/// # Errors
/// There is one, and it cannot be told.
pub fn notify(note: ServiceNote<'_>) -> Result<(), Error> {
    sys::notify(note)
}

/// How often [`ServiceNote::Alive`] is due: half of what the service manager allows. `None`: no watchdog.
#[must_use]
pub fn alive_every() -> Option<Span> {
    sys::alive_every()
}
