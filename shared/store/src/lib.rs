//! The agent's memory: household versions, ledger, engine state and the sealed history in one SQLite file.
//!
//! - What was acknowledged is on the disk: `synchronous=FULL`, one transaction a [`Batch`].
//! - Contents are sealed (ChaCha20-Poly1305) under keys derived from a machine key that only the agent's user can read,
//!   or that a [`KeyGuard`] keeps. In clear are row numbers, kinds, and keyed tags to find a day by, and the book of who
//!   can open the history, which protects itself; nothing tells who did what.
//! - A day that is over ([`Settle`]) becomes a summary in the sealed history, and its rows leave the ledger. Each summary
//!   is sealed under a key of its own, of a one-way chain of which the agent keeps only the next: see `day_key.rs`. The
//!   family's key opens all of them; parents' passphrases and the recovery code open that: see `access.rs`.
//! - Rows of a table are chained by MACs, and one row vouches for all chains: an edit, a removal, an exchange or a
//!   rollback shows. See `linked.rs` and `head.rs`. What the history itself tells, to whoever opens it: `unlocked.rs`.
//! - A broken or missing database never means "no limits": it comes back from its copies and backups, or is reported as
//!   [`Opened::Lost`]. See `open.rs`, `restore.rs`, `backup.rs`.
//! - Days are kept for 13 weeks, weeks for two years; both go as days are settled: see `settling.rs`.
//!
//! | file | content | under |
//! |---|---|---|
//! | `luytre.db` (`-wal`) | everything | machine key; history: day keys |
//! | `machine.key` or `machine.credential` | the machine key | root's rights; or the system's TPM |
//! | `day.key` (`.next`, `.old` for moments) | the next row's key | machine key |
//! | `access.copy` | who can open the history | itself: wraps |
//! | `state.copy`, `policy.copy`, `heartbeat` | what it takes to go on | machine key |
//! | `provisioned` | for which logins limits are set up, and how far the store was | readable, with a seal |
//! | `backup/DATE.db` | household, history, access, agreements; the last 7 days | as in the database |
//!
//! Absent on purpose: any rule about time or people, any clock, async. A machine key beside the database protects
//! today's numbers against other users and against edits, not against somebody who takes the whole disk; only encryption
//! of the disk, or a guard, does. Past days need a passphrase in any case.
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
