//! The agent's memory: household versions, ledger and engine state in one SQLite file, every content sealed.
//!
//! - What was acknowledged is on the disk: `synchronous=FULL`, one transaction a [`Batch`].
//! - Contents are sealed (ChaCha20-Poly1305) under keys derived from a machine key that only the agent's user can read.
//!   In clear are row numbers, kinds, and keyed tags to find a day by; nothing tells who did what.
//! - Rows of a table are chained by MACs, and one row vouches for all chains: an edit, a removal, an exchange or a
//!   rollback shows. See `chain.rs` and `head.rs`.
//! - A broken or missing database never means "no limits": it comes back from its copy, or is reported as
//!   [`Opened::Lost`]. See `open.rs`.
//!
//! Absent on purpose: any rule about time or people, any clock, async. Not here yet: keys of parents and the sealed
//! history behind them, backups of several days, retention. A machine key beside the database protects against
//! other users and against edits, not against somebody who takes the whole disk; only encryption of the disk does.
#![warn(missing_docs)]

mod access;
mod backup;
mod book;
mod calendar;
mod connection;
mod consent;
mod copies;
mod cost;
mod damage;
mod day_key;
mod error;
mod facts;
mod files;
#[cfg(test)]
mod forward_secrecy;
mod head;
mod heartbeat;
mod hex;
mod history;
mod keys;
mod linked;
mod lock;
mod machine_key;
mod marker;
mod migrations;
mod notes;
mod open;
mod passphrase;
mod policies;
mod records;
mod recovery;
mod restore;
mod restore_history;
mod rows;
mod salvage;
mod seal;
mod sealed;
mod secret;
mod settling;
mod state;
mod store;
mod tries;
mod unlocked;
mod verify;
mod waiting;
mod wrap;
mod writer;

pub use access::{AccessBook, HistoryKey, LastWayIn, WrongSecret};
pub use consent::ConsentRecord;
pub use cost::Cost;
pub use damage::{Damage, Table};
pub use error::{Error, Remedy};
pub use facts::{
    AuditPage, Batch, Committed, Kind, NewPolicy, Opened, Page, PolicyEntry, PolicyInfo,
    PolicyOrigin, PolicyVersion, RecordFilter, RowId, Salvage, Verification,
};
pub use history::{
    DAYS_ARE_KEPT_WEEKS, Erase, ErasedCount, GuardFailed, History, HistoryFilter, HistoryProblem,
    HistoryStatus, KeyGuard, Pruned, Recording, Sealing, Settle, WEEKS_ARE_KEPT_WEEKS,
};
pub use open::Options;
pub use passphrase::{Passphrase, QuickCode, Unfit};
pub use recovery::{Mistyped, RecoveryCode};
pub use store::Store;
pub use tries::{Tries, TrySubject};
pub use writer::{Rejected, Writer, WriterHandle};
