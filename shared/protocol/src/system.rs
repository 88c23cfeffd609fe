//! What only root's connection can say, besides all that a parent can.

use luytre_core::id::Account;
use serde::{Deserialize, Serialize};

/// A request of the system itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum SystemRequest {
    /// May this account log in now? Asked by the login check; answered by `Reply::Login`.
    LoginCheck {
        /// The login name.
        account: Account,
    },
}
