//! What goes into the sealed history and comes out of it.

use jiff::civil::Date;
use luytre_core::id::ChildId;
use luytre_core::summary::{DaySummary, SettledDay, WeekTotals};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// A day that is over: the ledger's rows of it are condensed and removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settle {
    /// What the engine knows of it.
    pub day: SettledDay,
    /// Whether the family agreed that something is kept.
    pub recording: Recording,
}

/// Whether a summary is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    /// It is sealed; or waits, if it cannot be sealed yet.
    Keep,
    /// Nothing is kept of the day, and nothing of its week.
    Drop,
}

/// Which part of the history is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryFilter {
    /// Of this child; of all, if `None`.
    pub child: Option<ChildId>,
    /// Days of this range, and weeks that begin in it; all, if `None`.
    pub days: Option<RangeInclusive<Date>>,
}

impl HistoryFilter {
    pub(crate) fn takes(&self, child: &ChildId, day: Date) -> bool {
        self.child.as_ref().is_none_or(|wanted| wanted == child)
            && self.days.as_ref().is_none_or(|days| days.contains(&day))
    }
}

/// The history, opened: in the order of days and then of children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Days; what was added to a day later is in it. Those that wait to be sealed are among them.
    pub days: Vec<DaySummary>,
    /// Weeks.
    pub weeks: Vec<WeekTotals>,
    /// What does not fit, of the whole history, whatever was asked for; at most [`History::MOST_PROBLEMS`].
    pub problems: Vec<HistoryProblem>,
}

impl History {
    /// Most problems that are listed.
    pub const MOST_PROBLEMS: usize = 100;
}

/// A place where the history is not what was written. What can be read beside it is shown all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum HistoryProblem {
    /// A record was changed, exchanged, moved or put in, and cannot be read.
    Changed {
        /// Its number.
        row: i64,
    },
    /// Records are missing before this one.
    Missing {
        /// Its number.
        before: i64,
    },
    /// Records are missing at the end.
    CutOff,
    /// Days were lost with a damaged store, or an older copy of it was put back.
    Lost,
}

/// What can be told of the history without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryStatus {
    /// Whether days are sealed as they close.
    pub sealing: Sealing,
    /// Days that wait to be sealed.
    pub waiting: u32,
    /// Days and weeks that are sealed.
    pub sealed: u64,
    /// Records were changed or lost since a parent last opened the history. It is told with the history itself.
    pub noticed: bool,
    /// The newest backup; `None` if there is none.
    pub backup: Option<Date>,
}

/// Whether days are sealed as they close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sealing {
    /// No parent has a passphrase yet: days wait under the machine key.
    NotBegun,
    /// They are.
    Running,
    /// The day's key is gone: days wait under the machine key until a parent unlocks.
    Paused,
}

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erase {
    /// The whole history.
    Everything,
    /// One child's.
    Child(ChildId),
}

/// What was erased. Days that waited to be sealed count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErasedCount {
    /// Days, with later additions counted as part of them.
    pub days: u32,
    /// Weeks.
    pub weeks: u32,
}

/// What was let go because it had been kept long enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Sealed days and weeks.
    pub sealed: u64,
    /// Days that waited to be sealed.
    pub waiting: u64,
    /// Records of the ledger.
    pub records: u64,
}

/// Weeks for which a day is kept in full.
pub const DAYS_ARE_KEPT_WEEKS: i32 = 13;
/// Weeks for which a week's totals are kept: two years.
pub const WEEKS_ARE_KEPT_WEEKS: i32 = 104;

/// Keeps the machine key: where the system has something better than a file that only root reads (a TPM, say), it is
/// kept as a credential of that.
pub trait KeyGuard: std::fmt::Debug + Send + Sync {
    /// Wraps the key.
    ///
    /// # Errors
    /// What the system refuses.
    fn protect(&self, key: &[u8; 32]) -> Result<Vec<u8>, GuardFailed>;

    /// Unwraps it.
    ///
    /// # Errors
    /// What the system refuses.
    fn reveal(&self, credential: &[u8]) -> Result<zeroize::Zeroizing<[u8; 32]>, GuardFailed>;
}

/// The guard did not do it, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct GuardFailed(pub String);

/// A settled day or week on its way: the shape in which it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    /// A day, or what was added to one.
    Day(Box<DaySummary>),
    /// A week.
    Week(Box<WeekTotals>),
}

impl Entry {
    pub(crate) fn child(&self) -> &ChildId {
        match self {
            Self::Day(day) => &day.child,
            Self::Week(week) => &week.child,
        }
    }

    /// The day it is filed under: for a week its first.
    pub(crate) fn date(&self) -> Date {
        match self {
            Self::Day(day) => day.day,
            Self::Week(week) => week.week,
        }
    }
}
