//! What this process may do: the difference between an agent that protects and one that only watches.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// A right that enforcement or observation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// To signal processes of other accounts.
    SignalOthers,
    /// To see executables of other accounts' processes.
    SeeOthers,
    /// To get process events from the kernel.
    ProcessEvents,
    /// To learn of executed files (and later to refuse them).
    FileEvents,
    /// To read files of other accounts and input devices.
    ReadAll,
}

/// What this process has and lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privileges {
    /// Effective user is root.
    pub root: bool,
    /// Rights that are missing, in the order of [`Right`].
    pub missing: Vec<Right>,
}

/// Keeps the memory of this process from other programs of its user, and out of core dumps.
///
/// # Errors
/// The system does not do it.
pub fn hide_memory() -> std::io::Result<()> {
    sys::hide_memory()
}

impl Privileges {
    /// Of this process, now.
    #[must_use]
    pub fn current() -> Self {
        sys::current()
    }

    /// True if limits can be enforced on other accounts; else the agent can only watch.
    #[must_use]
    pub fn can_enforce(&self) -> bool {
        self.root && !self.missing.contains(&Right::SignalOthers)
    }
}
