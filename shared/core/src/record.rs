//! What the ledger keeps: append-only facts, each complete in itself. Sums are made from them, never the other way round.

use crate::event::{Actor, Subject};
use crate::health::HealthCode;
use crate::id::{ActivityId, ChildId, ProgramId, SessionId};
use crate::time::{Span, WallTime};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "record")]
pub enum Record {
    /// Use was counted.
    Usage(Usage),
    /// Minutes were given or taken, or another exception was made.
    Grant(GrantRecord),
    /// Something that is not use: a command, a decision, an issue.
    Audit(Audit),
    /// A child's day was closed.
    DayClosed(DayTotals),
}

/// A stretch of counted use with nothing changing inside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Whose.
    pub child: ChildId,
    /// The child's day that it belongs to.
    pub day: Date,
    /// Begin, in trusted time.
    pub from: WallTime,
    /// End, in trusted time.
    pub to: WallTime,
    /// How much of it was charged as screen time: all or nothing.
    pub charged: bool,
    /// Activities that were charged for all of it.
    pub activities: Vec<ActivityId>,
    /// Programs that were charged for all of it.
    pub programs: Vec<ProgramId>,
}

/// An exception made for a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRecord {
    /// When, in trusted time.
    pub at: WallTime,
    /// For whom.
    pub child: ChildId,
    /// The child's day that it belongs to.
    pub day: Date,
    /// By whom.
    pub by: Actor,
    /// What.
    pub grant: Grant,
}

/// A dated exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Grant {
    /// More or fewer minutes.
    Minutes {
        /// What was added, after the rule that a grant counts from zero.
        span: Span,
        /// For what.
        subject: Subject,
    },
    /// Let in until then.
    LetIn {
        /// Until when.
        until: WallTime,
    },
    /// A free day.
    FreeDay,
    /// Locked by a parent.
    Lock {
        /// Until when; `None` until unlocked.
        until: Option<WallTime>,
    },
    /// A parent's lock was taken back.
    Unlock,
    /// Finish-the-match minutes, repaid the next day.
    FinishMatch {
        /// How much.
        span: Span,
    },
}

/// Something worth remembering that is neither use nor a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// When, in trusted time.
    pub at: WallTime,
    /// Who.
    pub by: Actor,
    /// Whom it concerns.
    pub child: Option<ChildId>,
    /// What.
    pub what: AuditEvent,
}

/// What happened. Names are stored: they are appended to, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum AuditEvent {
    /// The agent started.
    Started,
    /// The agent stopped on purpose.
    Stopped,
    /// A household version took effect.
    HouseholdApplied,
    /// A session was locked.
    Locked {
        /// Which.
        session: SessionId,
    },
    /// A session was ended.
    LoggedOut {
        /// Which.
        session: SessionId,
    },
    /// A login was refused.
    LoginRefused,
    /// A program was ended.
    Terminated {
        /// Which.
        program: ProgramId,
    },
    /// A program was not allowed to start.
    ExecRefused {
        /// Which.
        program: ProgramId,
    },
    /// A child asked for time.
    Asked {
        /// How much.
        span: Span,
        /// For what.
        subject: Subject,
    },
    /// A parent answered.
    Answered {
        /// Yes or no.
        approve: bool,
    },
    /// A request found no answer in time.
    RequestExpired,
    /// A sibling was chosen at a shared login.
    ProfileChosen {
        /// In which session.
        session: SessionId,
    },
    /// An issue appeared.
    IssueRaised {
        /// Which.
        code: HealthCode,
    },
    /// An issue is gone.
    IssueCleared {
        /// Which.
        code: HealthCode,
    },
    /// The calendar was set to the true date, and use under a wrong date was charged to the right one.
    DatesCorrected {
        /// By how much trusted time moved.
        by: Span,
    },
}

/// Totals of a child's closed day, in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTotals {
    /// Whose.
    pub child: ChildId,
    /// Which day.
    pub day: Date,
    /// Charged screen time.
    pub screen: Span,
    /// Each activity.
    pub activities: Vec<(ActivityId, Span)>,
    /// Each program.
    pub programs: Vec<(ProgramId, Span)>,
    /// What was left of the screen allowances when the day ended; `None` where nothing limits.
    pub left: Option<Span>,
    /// What was left of each activity that has an allowance.
    pub activities_left: Vec<(ActivityId, Span)>,
}
