//! What the daemon says without being asked, after `subscribe`.

use luytre_core::action::Notice;
use luytre_core::status::Status;
use serde::{Deserialize, Serialize};

/// Something changed. Filtered by role: a child hears of the own login's children only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerEvent {
    /// How things stand now. Sent on changes of state, not as time passes: between two of these an active child's numbers
    /// run on evenly.
    Status(Status),
    /// People are to be told this.
    Notice(Notice),
}
