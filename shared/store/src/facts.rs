//! What goes in and what comes out.

use crate::access::AccessBook;
use crate::consent::ConsentRecord;
use crate::damage::{Damage, Table};
use crate::error::Error;
use crate::history::Settle;
use crate::tries::Tries;
use jiff::civil::Date;
use luytre_core::event::Actor;
use luytre_core::id::{Account, ChildId};
use luytre_core::record::{Audit, Record};
use luytre_core::time::WallTime;
use serde::{Deserialize, Serialize};
use std::ops::{Range, RangeInclusive};

/// What was found when the store was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// Nothing was here before: a new store.
    Fresh,
    /// Everything is as it was left.
    Existing,
    /// It was broken, and came back from its copy: household and state are the last ones that were saved.
    FromCopy {
        /// What was wrong.
        why: Damage,
        /// What became of the ledger.
        salvage: Salvage,
    },
    /// It was broken, and nothing holds both household and state: the restrictive fallback applies to these accounts
    /// until a parent applies a household. Reported at every opening until then. [`Store::state`](crate::Store::state) is that of the
    /// fallback, if one was saved.
    Lost {
        /// What was wrong.
        why: Damage,
        /// The children's accounts, as far as anything still tells; empty if nothing does.
        accounts: Vec<Account>,
        /// What became of the ledger.
        salvage: Salvage,
    },
}

/// What became of the ledger when a broken store was rebuilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Salvage {
    /// Records that were proven genuine and taken over.
    pub kept: u64,
    /// Records that are gone; `None` where nothing tells how many there were.
    pub lost: Option<u64>,
}

/// What is written together: all of it, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// Appended to the ledger in this order. At most [`Batch::MAX_RECORDS`].
    pub records: Vec<Record>,
    /// Replaces the engine's state: its `Saved` as JSON. At most [`Batch::MAX_STATE`] bytes.
    pub state: Option<String>,
    /// A new version of the household.
    pub policy: Option<NewPolicy>,
    /// Days that are over, in order: condensed with what the ledger holds of them, this batch's records included, and
    /// sealed; their rows leave the ledger. Belongs together with the state that knows the days no more. What was kept
    /// long enough goes, too, and the day's backup is made. At most [`Batch::MAX_SETTLE`].
    pub settle: Vec<Settle>,
    /// Replaces the book of who can open the history. The first one is put in force by
    /// [`Store::begin_history`](crate::Store::begin_history) instead.
    pub access: Option<AccessBook>,
    /// Replaces the counted tries.
    pub tries: Option<Tries>,
    /// Agreements and withdrawals, appended.
    pub consent: Vec<ConsentRecord>,
}

impl Batch {
    /// Most records in one batch.
    pub const MAX_RECORDS: usize = 10_000;
    /// Most days settled in one batch.
    pub const MAX_SETTLE: usize = 1_000;
    /// Most agreements in one batch.
    pub const MAX_CONSENT: usize = 200;
    /// Largest record, in bytes of JSON.
    pub const MAX_RECORD: usize = 64 * 1024;
    /// Largest state, in bytes.
    pub const MAX_STATE: usize = 1024 * 1024;
    /// Largest household text, in bytes.
    pub const MAX_POLICY: usize = 256 * 1024;

    /// Most logins of children in one household.
    pub const MAX_ACCOUNTS: usize = 200;
    /// Longest login, in bytes.
    pub const MAX_ACCOUNT: usize = 256;

    /// True if there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            records,
            state,
            policy,
            settle,
            access,
            tries,
            consent,
        } = self;
        records.is_empty()
            && state.is_none()
            && policy.is_none()
            && settle.is_empty()
            && access.is_none()
            && tries.is_none()
            && consent.is_empty()
    }
}

/// A version of the household to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPolicy {
    /// The household file's text, as it was checked.
    pub text: String,
    /// Who applied it.
    pub by: Actor,
    /// When, in trusted time.
    pub at: WallTime,
    /// What they noted, if anything.
    pub note: Option<String>,
    /// The children's logins in it: what the fallback falls back to if everything else is lost.
    pub accounts: Vec<Account>,
}

/// Number of a household version: 1, 2, 3... Never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyVersion(pub u32);

/// A version of the household as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyEntry {
    /// Its number.
    pub version: PolicyVersion,
    /// Its content.
    pub policy: NewPolicy,
}

impl NewPolicy {
    /// Where it comes from, without the text.
    #[must_use]
    pub fn origin(self) -> PolicyOrigin {
        PolicyOrigin {
            by: self.by,
            at: self.at,
            note: self.note,
        }
    }
}

/// Where a version of the household comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOrigin {
    /// Who applied it.
    pub by: Actor,
    /// When, in trusted time.
    pub at: WallTime,
    /// What they noted, if anything.
    pub note: Option<String>,
}

/// A line of the household's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyInfo {
    /// Its number.
    pub version: PolicyVersion,
    /// Where it comes from; `None` if it cannot be read any more.
    pub origin: Option<PolicyOrigin>,
}

/// A batch is on the disk.
#[derive(Debug)]
pub struct Committed {
    /// Counts the batches of this store's whole life.
    pub generation: u64,
    /// The number of the household version, if one was in the batch.
    pub policy: Option<PolicyVersion>,
    /// The database holds everything, but a copy beside it could not be brought up to date. The next batch tries again.
    pub lagging: Option<Error>,
    /// Days were settled, and the day's backup could not be made. The next settled day tries again.
    pub backup: Option<Error>,
}

/// Place of a record in the ledger. Grows with every record; a restored ledger is numbered anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub i64);

/// The kinds of [`Record`], as they are numbered on the disk: appended to, never renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// [`Record::Usage`].
    Usage,
    /// [`Record::Grant`].
    Grant,
    /// [`Record::Audit`].
    Audit,
    /// [`Record::DayClosed`].
    DayClosed,
}

impl Kind {
    /// The kind of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        match record {
            Record::Usage(_) => Self::Usage,
            Record::Grant(_) => Self::Grant,
            Record::Audit(_) => Self::Audit,
            Record::DayClosed(_) => Self::DayClosed,
        }
    }

    /// The number on the disk.
    #[must_use]
    pub(crate) const fn number(self) -> i64 {
        match self {
            Self::Usage => 1,
            Self::Grant => 2,
            Self::Audit => 3,
            Self::DayClosed => 4,
        }
    }
}

/// Which records are wanted. Everything that is set must hold. The newest come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFilter {
    /// Of these kinds; empty means all.
    pub kinds: Vec<Kind>,
    /// Of this child.
    pub child: Option<ChildId>,
    /// Of these days: a child's day for usage, grants and totals; the UTC date for audit entries.
    pub days: Option<RangeInclusive<Date>>,
    /// Touching this stretch of trusted time, end excluded. Totals of a day, which have no instant, always do.
    pub between: Option<Range<WallTime>>,
    /// Older than this record: continues a [`Page`].
    pub before: Option<RowId>,
    /// How many at most: 1 to [`RecordFilter::MAX_LIMIT`]; taken into that range.
    pub limit: usize,
}

impl RecordFilter {
    /// Most records of one page.
    pub const MAX_LIMIT: usize = 5_000;
    /// Most rows that are looked at for one page, so that a question has a bounded cost.
    pub const MAX_LOOKED_AT: usize = 50_000;
}

impl Default for RecordFilter {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            child: None,
            days: None,
            between: None,
            before: None,
            limit: 500,
        }
    }
}

/// One page of records, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The records.
    pub records: Vec<(RowId, Record)>,
    /// Rows that should be here and cannot be read: damaged, or written by a newer version.
    pub unreadable: Vec<RowId>,
    /// There may be more: ask again with this as `before`.
    pub next: Option<RowId>,
}

/// One page of audit entries, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<(RowId, Audit)>,
    /// As in [`Page`].
    pub unreadable: Vec<RowId>,
    /// As in [`Page`].
    pub next: Option<RowId>,
}

/// What a look at every row found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Verification {
    /// Records looked at.
    pub records: u64,
    /// Household versions looked at.
    pub policies: u64,
    /// Rows of the sealed history looked at: as the machine key vouches for them. What the family's key tells besides
    /// shows when a parent opens it.
    #[serde(default)]
    pub history: u64,
    /// The database itself is in order; if not, nothing else was looked at.
    pub structure: bool,
    /// Places that do not fit, at most [`Verification::MAX_BREAKS`].
    pub breaks: Vec<(Table, Option<i64>)>,
}

impl Verification {
    /// Most breaks that are listed.
    pub const MAX_BREAKS: usize = 100;

    /// True if everything is as it was written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.structure && self.breaks.is_empty()
    }
}
