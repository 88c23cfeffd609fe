//! Everything the engine remembers between two events. All of it can be saved and restored at any point with no visible
//! difference; what can be made anew from the household (calendars) is not in here.

use super::account::{Charge, DayAccount, Days};
use super::clock_guard::Clock;
use super::settle::WeekSoFar;
use crate::action::Reason;
use crate::event::ProgramFacts;
use crate::event::{Session, Subject};
use crate::health::HealthIssue;
use crate::id::{Account, ActivityId, BootId, ChildId, ProcessKey, ProgramId, SessionId};
use crate::time::{BootTime, Span, WallTime};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the saved form. A newer agent reads older ones; an older agent refuses newer ones.
pub(crate) const VERSION: u32 = 1;

/// The engine's memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) version: u32,
    pub(crate) last: Option<Last>,
    pub(crate) children: BTreeMap<ChildId, ChildState>,
    pub(crate) sessions: BTreeMap<SessionId, SessionEntry>,
    #[serde(with = "as_list")]
    pub(crate) processes: BTreeMap<ProcessKey, ProcessEntry>,
    pub(crate) issues: Vec<HealthIssue>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            version: VERSION,
            last: None,
            children: BTreeMap::new(),
            sessions: BTreeMap::new(),
            processes: BTreeMap::new(),
            issues: Vec::new(),
        }
    }
}

/// The last moment everything was settled for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Last {
    pub(crate) boot_id: BootId,
    pub(crate) boot: BootTime,
    pub(crate) suspended: Span,
    /// The wall clock stood right when it was last looked at; needed to accept it on a parent's word.
    pub(crate) wall_shown: WallTime,
    pub(crate) clock: Clock,
}

impl Last {
    pub(crate) fn trusted(&self) -> WallTime {
        self.clock.trusted(self.boot)
    }
}

/// What is remembered of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChildState {
    pub(crate) today: Date,
    pub(crate) days: Days,
    /// Charges of the last minutes: already in `days`, but a pause that shows itself later takes them back.
    pub(crate) recent: Vec<Charge>,
    /// Charges made under a date that nobody has confirmed.
    pub(crate) undated: Vec<Charge>,
    /// The last day that is settled: sealed, and folded into sums.
    #[serde(default)]
    pub(crate) settled: Option<Date>,
    /// Use of settled days that was found out later.
    #[serde(default)]
    pub(crate) additions: BTreeMap<Date, DayAccount>,
    /// Sums of the week of the last settled day.
    #[serde(default)]
    pub(crate) week: Option<WeekSoFar>,
    /// Use since the last full rest.
    pub(crate) continuous: Span,
    pub(crate) rest_since: Option<WallTime>,
    pub(crate) use_since: Option<WallTime>,
    pub(crate) screen: Limit,
    pub(crate) activities: BTreeMap<ActivityId, Limit>,
    pub(crate) programs: BTreeMap<ProgramId, Limit>,
    pub(crate) let_in: Option<WallTime>,
    pub(crate) parent_lock: Option<ParentLock>,
    pub(crate) request: Option<OpenRequest>,
}

impl ChildState {
    pub(crate) fn new(today: Date) -> Self {
        Self {
            today,
            days: Days::default(),
            recent: Vec::new(),
            undated: Vec::new(),
            settled: None,
            additions: BTreeMap::new(),
            week: None,
            continuous: Span::ZERO,
            rest_since: None,
            use_since: None,
            screen: Limit::default(),
            activities: BTreeMap::new(),
            programs: BTreeMap::new(),
            let_in: None,
            parent_lock: None,
            request: None,
        }
    }
}

/// Where the enforcement of one limit stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Limit {
    pub(crate) phase: Phase,
    /// The lowest step of the warnings that was told and has not been risen above since.
    pub(crate) warned: Option<Span>,
}

/// The stages of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Phase {
    /// Nothing stands in the way.
    #[default]
    Free,
    /// The last minute runs.
    Countdown {
        ends: BootTime,
        reason: Reason,
        kind: CountdownKind,
    },
    /// Nothing is left, and by agreement that was only said.
    Told { reason: Reason },
    /// Use is not allowed, and that is kept up.
    Blocked { reason: Reason },
}

/// Why a countdown runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum CountdownKind {
    /// A wall is near; use is still allowed.
    BeforeWall,
    /// Nothing is left; this is the minute of tolerance, or the notice that an edit owes.
    AfterLimit,
}

/// A lock set by a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ParentLock {
    pub(crate) until: Option<WallTime>,
}

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenRequest {
    pub(crate) asked: WallTime,
    pub(crate) span: Span,
    pub(crate) subject: Subject,
    pub(crate) why: String,
}

/// A login session and what we know about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionEntry {
    pub(crate) session: Session,
    /// Who sits there; `None` while siblings have not said.
    pub(crate) child: Option<ChildId>,
    /// When it was first seen: siblings have a moment to say who it is.
    pub(crate) appeared: BootTime,
    /// Charged to every sibling while nobody has said who it is.
    pub(crate) unassigned: Vec<Charge>,
    /// Sound or video ended then: it was as good as input up to that moment.
    #[serde(default)]
    pub(crate) media_until: Option<BootTime>,
    /// No input for longer than the threshold.
    pub(crate) idle: bool,
    /// The kernel's view contradicts the claim since then.
    pub(crate) contradicted: Option<Contradiction>,
    /// Not charged because of a claim, kept for a moment in case the kernel's view contradicts it.
    pub(crate) withheld: Vec<Charge>,
    pub(crate) lock: Option<LockAsked>,
    /// It was told to end then.
    pub(crate) ending: Option<BootTime>,
}

/// A claim that the kernel's view contradicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contradiction {
    pub(crate) since: BootTime,
    /// There was input: somebody sits there.
    pub(crate) by_input: bool,
}

/// A lock that was asked for while use is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LockAsked {
    /// When it was asked for first.
    pub(crate) since: BootTime,
    pub(crate) at: BootTime,
    /// Tries since it was last seen locked.
    pub(crate) tries: u32,
    /// Times it was unlocked against the rules.
    pub(crate) relocks: u32,
    pub(crate) seen_locked: bool,
}

/// A running program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProcessEntry {
    pub(crate) account: Account,
    pub(crate) facts: ProgramFacts,
    /// Asked to end; killed then.
    pub(crate) kill_at: Option<BootTime>,
}

/// JSON has text keys only; these maps are saved as lists of pairs.
mod as_list {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?
            .into_iter()
            .collect())
    }
}
