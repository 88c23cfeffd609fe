//! What can be wrong with data on the disk.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The families of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// The one row that vouches for all the others.
    Head,
    /// Versions of the household.
    Policies,
    /// The ledger.
    Records,
    /// The engine's state.
    State,
    /// Sealed days and weeks.
    History,
    /// Days that wait to be sealed.
    Waiting,
    /// Who can open the history.
    Access,
    /// Tries, agreements, and when which day was sealed.
    Notes,
}

impl Table {
    /// The name in SQL, in associated data and in logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Policies => "policies",
            Self::Records => "records",
            Self::State => "state",
            Self::History => "history",
            Self::Waiting => "waiting",
            Self::Access => "access",
            Self::Notes => "notes",
        }
    }
}

/// Why a store is not taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// The database is gone.
    Missing,
    /// It is no database, or its structure is broken.
    Unreadable,
    /// Something was edited, removed, exchanged, moved or sealed with another key.
    NotGenuine {
        /// Where.
        table: Table,
        /// Which row; `None` where the end of the table does not fit.
        row: Option<i64>,
    },
    /// It is older than what was last seen: an old copy was put in its place, or the disk lost confirmed writes.
    RolledBack,
    /// The machine key is gone, or is not one that only we could have written.
    KeyGone,
    /// A household was set up, and no version of it is left.
    HouseholdGone,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the database is missing"),
            Self::Unreadable => f.write_str("the database cannot be read"),
            Self::NotGenuine {
                table,
                row: Some(row),
            } => write!(f, "{} {row} is not what was written", table.as_str()),
            Self::NotGenuine { table, row: None } => {
                write!(f, "{} are not complete", table.as_str())
            }
            Self::RolledBack => f.write_str("the database is older than what was last written"),
            Self::KeyGone => f.write_str("the machine key is missing or was exchanged"),
            Self::HouseholdGone => f.write_str("the household is missing"),
        }
    }
}
