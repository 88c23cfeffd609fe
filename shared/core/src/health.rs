//! Issues of the protection itself: stored, shown, and never silent.

use crate::time::WallTime;
use serde::{Deserialize, Serialize};

/// One issue, with a stable code; texts are made from the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthIssue {
    /// What.
    pub code: HealthCode,
    /// Since when, in trusted time.
    pub since: WallTime,
    /// What it concerns, if it is one thing: an account, a session, a file.
    pub about: Option<String>,
}

/// What can be wrong. Names are stored and shown to scripts: they are appended to, never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthCode {
    /// No household is set up: nothing is limited.
    NotSetUp,
    /// The agent has no right to lock or end anything.
    CannotEnforce,
    /// The wall clock was changed and no time server confirms it; the old time goes on.
    ClockJump,
    /// The machine started with a clock behind what was known; the known time goes on.
    ClockBehind,
    /// The machine started without a confirmed clock; dates may be corrected later.
    ClockUnconfirmed,
    /// A session says it is locked or idle, yet it is used.
    PresenceContradicted,
    /// Whether a locked or idle session is really unused cannot be seen on this machine.
    PresenceOnlyClaimed,
    /// A session does not lock when told to.
    LockNotWorking,
    /// The store was broken and came back from its copy.
    StoreRestored,
    /// The store and its copies are gone: the restrictive fallback applies.
    StoreLost,
    /// The store cannot be written.
    StoreNotWritable,
    /// There is no logind here: sessions are guessed from login records and processes.
    NoSessionManager,
    /// Starting and ending programs is seen only by looking now and then.
    ProcessesPolled,
    /// A child of the household has no login on this device.
    ChildWithoutAccount,
    /// A login of the household does not exist on this device.
    UnknownAccount,
    /// A child's login has administrator rights.
    ChildIsAdministrator,
    /// The login check is not installed: a blocked child can log in and is locked then.
    LoginNotChecked,
    /// Days are kept, and no parent has a passphrase yet that seals them.
    HistoryUnprotected,
    /// The key that seals days is gone: they wait until a parent opens the history once.
    HistoryPaused,
    /// The sealed history is not what was written: somebody changed it, or it is damaged.
    HistoryChanged,
    /// The daily backup cannot be written.
    BackupFailing,
}

impl HealthCode {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSetUp => "not_set_up",
            Self::CannotEnforce => "cannot_enforce",
            Self::ClockJump => "clock_jump",
            Self::ClockBehind => "clock_behind",
            Self::ClockUnconfirmed => "clock_unconfirmed",
            Self::PresenceContradicted => "presence_contradicted",
            Self::PresenceOnlyClaimed => "presence_only_claimed",
            Self::LockNotWorking => "lock_not_working",
            Self::StoreRestored => "store_restored",
            Self::StoreLost => "store_lost",
            Self::StoreNotWritable => "store_not_writable",
            Self::NoSessionManager => "no_session_manager",
            Self::ProcessesPolled => "processes_polled",
            Self::ChildWithoutAccount => "child_without_account",
            Self::UnknownAccount => "unknown_account",
            Self::ChildIsAdministrator => "child_is_administrator",
            Self::LoginNotChecked => "login_not_checked",
            Self::HistoryUnprotected => "history_unprotected",
            Self::HistoryPaused => "history_paused",
            Self::HistoryChanged => "history_changed",
            Self::BackupFailing => "backup_failing",
        }
    }

    /// How much it weakens the protection.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::NotSetUp => Severity::Off,
            Self::CannotEnforce => Severity::WatchOnly,
            Self::ClockJump
            | Self::ClockBehind
            | Self::PresenceContradicted
            | Self::LockNotWorking
            | Self::StoreLost
            | Self::StoreNotWritable
            | Self::NoSessionManager
            | Self::UnknownAccount
            | Self::ChildIsAdministrator
            | Self::LoginNotChecked
            | Self::HistoryPaused
            | Self::HistoryChanged
            | Self::BackupFailing => Severity::Weaker,
            Self::ClockUnconfirmed
            | Self::PresenceOnlyClaimed
            | Self::StoreRestored
            | Self::ProcessesPolled
            | Self::ChildWithoutAccount
            | Self::HistoryUnprotected => Severity::Information,
        }
    }
}

/// How much an issue weakens the protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; everything is kept.
    Information,
    /// Some of it is weaker.
    Weaker,
    /// It only watches.
    WatchOnly,
    /// It is off.
    Off,
}

/// The one line: is the household protected?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything is kept.
    Protected,
    /// Some of it is weaker, because of an issue.
    Weaker,
    /// It only watches.
    WatchOnly,
    /// It is off.
    Off,
}

impl Verdict {
    /// The verdict that a set of issues amounts to.
    #[must_use]
    pub fn of<'a>(issues: impl IntoIterator<Item = &'a HealthIssue>) -> Self {
        match issues.into_iter().map(|issue| issue.code.severity()).max() {
            None | Some(Severity::Information) => Self::Protected,
            Some(Severity::Weaker) => Self::Weaker,
            Some(Severity::WatchOnly) => Self::WatchOnly,
            Some(Severity::Off) => Self::Off,
        }
    }
}
