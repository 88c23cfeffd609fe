//! How an agent is started.

use crate::limits::Limits;
use luytre_core::policy::Language;
use luytre_platform::paths::Paths;
use std::path::PathBuf;

/// Who may be locked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The machine's service: enforces if it has the rights, for every child of the household.
    System,
    /// In the foreground, for whoever started it: watches and tells, enforces nothing.
    Foreground,
}

/// What to do when no household was ever set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstStart {
    /// Nothing is limited until somebody sets one up.
    Wait,
    /// Apply this household file.
    File(PathBuf),
    /// Apply a starter household for whoever started the agent: two hours a day, one of them for games, in agreement mode.
    Starter {
        /// Its language.
        language: Language,
    },
}

/// How to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// Service or foreground.
    pub service: Service,
    /// Where state and socket are.
    pub paths: Paths,
    /// What to do when no household was ever set up.
    pub first: FirstStart,
    /// Bounds of the control socket.
    pub limits: Limits,
}
