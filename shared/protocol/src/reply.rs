//! Answers.

use crate::history::{Access, AccessChanged, ConsentState, Erased, HistoryPage, MyWeek, Unlocked};
use crate::version::{Child, Version};
use jiff::civil::Date;
use luytre_core::action::{Done, Notice};
use luytre_core::event::Actor;
use luytre_core::health::{HealthIssue, Verdict};
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::record::{Audit, GrantRecord, Record};
use luytre_core::status::Status;
use luytre_core::time::{Span, WallTime};
use serde::{Deserialize, Serialize};

/// The answer to a request that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// How things stand, as far as the role may see.
    Status(Status),
    /// Events follow.
    Subscribed(Status),
    /// A command's outcome.
    Done(Done),
    /// The rules of one child.
    Rules(ChildRules),
    /// What was counted on a day.
    Today(Today),
    /// One version of the household file.
    Policy(PolicyText),
    /// Versions of the household file.
    PolicyHistory(PolicyPage),
    /// A household file was looked through.
    Checked(Checked),
    /// A household file was put into effect, or would have been.
    Applied(Applied),
    /// Rows of the ledger.
    Records(RecordPage),
    /// Rows of the audit log.
    Audit(AuditPage),
    /// The daemon's own facts.
    Health(Health),
    /// Whether an account may log in.
    Login(LoginVerdict),
    /// Who can open the history.
    Access(Access),
    /// The history is open.
    Unlocked(Unlocked),
    /// A way in was made, changed or taken away.
    AccessChanged(AccessChanged),
    /// Days and weeks.
    History(HistoryPage),
    /// History was destroyed.
    Erased(Erased),
    /// What the family agreed to, child by child.
    Consent(Vec<ConsentState>),
    /// A child's own week.
    MyWeek(MyWeek),
}

/// The rules of one child, in the words of the household file: their part of it, the family's programs and the calendar
/// entries that concern them. PINs are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildRules {
    /// Whose.
    pub child: Child,
    /// TOML that the household parser reads.
    pub text: String,
    /// The version it is from.
    pub version: u32,
}

/// A child's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// Whose.
    pub child: Child,
    /// Which day.
    pub day: Date,
    /// IANA name of the household's time zone.
    pub timezone: String,
    /// Charged screen time.
    pub screen: Span,
    /// Use of each quarter of an hour that has any, in order.
    pub slots: Vec<Slot>,
    /// Charged time of each activity, largest first.
    pub activities: Vec<(ActivityId, Span)>,
    /// Charged time of each program, largest first; at most 50.
    pub programs: Vec<(ProgramId, Span)>,
    /// Exceptions made on that day, in order; at most the last 50.
    pub grants: Vec<GrantRecord>,
}

/// Use within one quarter of an hour (one joint of bamboo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// When the quarter begins.
    pub from: WallTime,
    /// Charged screen time in it; at most 15 minutes.
    pub screen: Span,
    /// Use in it that was not charged (free windows, exempt activities).
    pub uncharged: Span,
    /// Charged time of activities in it.
    pub activities: Vec<(ActivityId, Span)>,
}

/// A version of the household file without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyHeader {
    /// Number, from 1.
    pub version: u32,
    /// When it was put into effect.
    pub at: WallTime,
    /// By whom.
    pub by: Actor,
    /// Why, as they said.
    pub note: String,
}

/// A version of the household file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyText {
    /// Which.
    pub header: PolicyHeader,
    /// The file.
    pub text: String,
}

/// Versions, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPage {
    /// The version in effect.
    pub current: u32,
    /// This page.
    pub versions: Vec<PolicyHeader>,
    /// There are older ones.
    pub more: bool,
}

/// A household file without problems, against what is in effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What would change.
    pub changes: Vec<RuleChange>,
    /// Logins that the file names and this device does not have.
    pub unknown_accounts: Vec<String>,
}

/// A household file that was put into effect, or would have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The version in effect now; the old one after a dry run or when nothing changes.
    pub version: u32,
    /// What changed.
    pub changes: Vec<RuleChange>,
    /// Logins that the file names and this device does not have.
    pub unknown_accounts: Vec<String>,
}

/// One difference between two household files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange {
    /// Where, `child.an.screen.daily.weekdays`.
    pub path: String,
    /// How it was, in the words of the file; `None` if it was not there.
    pub before: Option<String>,
    /// How it is; `None` if it is gone.
    pub after: Option<String>,
    /// `loosens`, `tightens` or `neutral`.
    pub direction: String,
}

/// Rows of the ledger, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage {
    /// The rows.
    pub records: Vec<Record>,
    /// Rows that should be here and are damaged.
    pub unreadable: u32,
    /// Where to go on; `None` at the end.
    pub next: Option<i64>,
}

/// Rows of the audit log, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The rows.
    pub entries: Vec<AuditEntry>,
    /// Rows that should be here and are damaged.
    pub unreadable: u32,
    /// Where to go on; `None` at the end.
    pub next: Option<i64>,
}

/// One row: something that happened, or an exception that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditEntry {
    /// An event.
    Event(Audit),
    /// An exception.
    Grant(GrantRecord),
}

/// Whether the agent can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// It counts, tells and enforces.
    Enforcing,
    /// It counts and tells.
    WatchOnly,
}

/// The daemon's own facts, for `doctor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Version of the daemon.
    pub product: String,
    /// What it speaks.
    pub protocol: Version,
    /// Its process.
    pub pid: u32,
    /// Whether it can act.
    pub mode: Mode,
    /// When it started, in trusted time.
    pub started: WallTime,
    /// For how long it has been running, suspended time included.
    pub uptime: Span,
    /// The household version in effect; 0 for none.
    pub policy_version: u32,
    /// The one line.
    pub verdict: Verdict,
    /// Why it is not better.
    pub issues: Vec<HealthIssue>,
    /// Where the knowledge comes from.
    pub sources: Vec<SourceFact>,
    /// The store.
    pub store: StoreFacts,
    /// What has happened so far.
    pub counters: Counters,
}

/// Where one kind of knowledge comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFact {
    /// `sessions`, `processes`, `presence`, `clock`.
    pub area: String,
    /// The source's stable name: `logind`, `fallback`, `kernel_events`, `file_access`, `scan`, ...
    pub source: String,
    /// The technical reason why it is not the best one, in English.
    pub detail: Option<String>,
}

/// The store, from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreFacts {
    /// Its folder.
    pub path: String,
    /// How it is.
    pub state: StoreState,
    /// Changes that wait because the store cannot be written.
    pub waiting: u64,
}

/// How the store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// As it should be.
    Good,
    /// It was broken, and came back from its copy at this start.
    FromCopy,
    /// It was lost; the restrictive fallback applies until a parent applies a household.
    Lost,
    /// It cannot be written now.
    NotWritable,
}

/// Counts since the daemon started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counters {
    /// Turns of the main loop.
    pub turns: u64,
    /// Turns because a time had come, rather than because something happened.
    pub alarms: u64,
    /// Things that happened outside.
    pub events: u64,
    /// Requests answered.
    pub requests: u64,
    /// Connections accepted.
    pub connections: u64,
    /// Connections refused or cut off.
    pub connections_refused: u64,
    /// Batches made durable.
    pub commits: u64,
    /// Batches that failed and were tried again.
    pub commit_failures: u64,
    /// Sessions locked.
    pub locks: u64,
    /// Programs asked to end, or ended.
    pub terminations: u64,
}

/// Whether an account may log in now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginVerdict {
    /// Why not, with the time when it is allowed again; `None` means yes.
    pub refusal: Option<Notice>,
}
