//! Where the agent keeps its files. Chosen by who runs it and by explicit arguments; never, for root, by the
//! environment.

use crate::Error;
use std::path::{Path, PathBuf};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(target_os = "linux")]
use linux as sys;
#[cfg(not(target_os = "linux"))]
use other as sys;

/// For whom an agent runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The machine's service, as root: the whole household.
    System,
    /// One person's own, watch-only agent.
    User,
}

impl Scope {
    /// What fits the rights of this process: root serves the machine, anybody else themselves.
    #[must_use]
    pub fn of_this_process() -> Self {
        if crate::privileges::Privileges::current().root {
            Self::System
        } else {
            Self::User
        }
    }
}

/// The places of one agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Store, keys, backups: `/var/lib/luytre`. Mode 0700.
    pub state_dir: PathBuf,
    /// Socket and lock: `/run/luytre`. Mode 0755 for the system, 0700 for a user.
    pub runtime_dir: PathBuf,
    /// Machine settings: `/etc/luytre`.
    pub config_dir: PathBuf,
    /// The control socket.
    pub socket: PathBuf,
    /// Held while an agent uses the state.
    pub lock_file: PathBuf,
}

impl Paths {
    /// The usual places.
    ///
    /// # Errors
    /// A user without a home folder, or this system is not supported yet.
    pub fn of(scope: Scope) -> Result<Self, Error> {
        sys::paths(scope)
    }

    /// Everything under one folder: tests, trials, `--state-dir`.
    #[must_use]
    pub fn under(dir: &Path) -> Self {
        let runtime_dir = dir.join("run");
        Self {
            state_dir: dir.to_owned(),
            socket: runtime_dir.join("agent.sock"),
            lock_file: dir.join("agent.lock"),
            runtime_dir,
            config_dir: dir.join("config"),
        }
    }
}

/// Sockets at which a client should look for an agent, best first: the machine's, then the user's own.
#[must_use]
pub fn agent_sockets() -> Vec<PathBuf> {
    [Scope::System, Scope::User]
        .into_iter()
        .filter_map(|scope| Paths::of(scope).ok())
        .map(|paths| paths.socket)
        .collect()
}
