//! The read model: what a tray, a command line or a page shows. Made by the engine, never edited.

use crate::action::Reason;
use crate::event::Subject;
use crate::health::{HealthIssue, Verdict};
use crate::id::{ActivityId, ChildId, ProgramId};
use crate::time::{Span, WallTime};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everything at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The moment, in trusted time.
    pub at: WallTime,
    /// IANA name of the household's time zone.
    pub timezone: String,
    /// Each child, in the order of the household file.
    pub children: Vec<ChildStatus>,
    /// Requests that wait for an answer.
    pub requests: Vec<RequestStatus>,
    /// The one line about the protection.
    pub verdict: Verdict,
    /// Why it is not better.
    pub issues: Vec<HealthIssue>,
}

/// One child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildStatus {
    /// Identifier.
    pub id: ChildId,
    /// What the family calls them.
    pub name: String,
    /// The child's present day.
    pub day: Date,
    /// What the child is doing.
    pub state: Presence,
    /// Use is not allowed now. By agreement (`warn_only`) only a parent's lock forbids it.
    pub blocked: bool,
    /// Every reason that holds, headline first; of an allowed child empty, but for what an agreement only says.
    pub reasons: Vec<Reason>,
    /// What will end the time that is left, if anything will.
    pub ends_by: Option<Reason>,
    /// Screen time.
    pub screen: Meter,
    /// What is left of each screen allowance by itself.
    pub allowances: Allowances,
    /// Activities with a rule or with use today.
    pub activities: Vec<ActivityStatus>,
    /// Programs used today.
    pub programs: Vec<(ProgramId, Span)>,
    /// The countdown that runs, if one does: what ends and when.
    pub countdown: Option<(Subject, WallTime)>,
    /// Turns of finish-the-match left this week; `None` where not agreed.
    pub finish_match_left: Option<u32>,
}

/// What a child is doing at the computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// In use.
    Active,
    /// No input for a while.
    Idle,
    /// Locked.
    Locked,
    /// Logged in, not in front.
    Away,
    /// Not logged in.
    Offline,
}

/// A counter as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Charged today.
    pub used: Span,
    /// Available now: the least of all that limits, zero when blocked; `None` where nothing limits.
    pub left: Option<Span>,
    /// Allowed: when the time ends if used without a pause. Blocked: when use is allowed again. `None` if not known.
    pub until: Option<WallTime>,
}

/// Left of each allowance by itself; `None` where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowances {
    /// Allowance of today with grants.
    pub daily: Option<Span>,
    /// Left today.
    pub daily_left: Option<Span>,
    /// Left this week.
    pub weekly_left: Option<Span>,
    /// Left this month.
    pub monthly_left: Option<Span>,
    /// Until the next forced break.
    pub until_break: Option<Span>,
}

/// One activity of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityStatus {
    /// Identifier.
    pub id: ActivityId,
    /// Charged today, and what the child can still use (the lesser of activity and screen).
    pub meter: Meter,
    /// The allowance of today with grants, if it has one.
    pub allowance: Option<Span>,
    /// Not allowed now.
    pub blocked: bool,
    /// Running now.
    pub running: bool,
    /// Screen time stands still for it.
    pub exempt: bool,
}

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestStatus {
    /// Who asks.
    pub child: ChildId,
    /// How much.
    pub span: Span,
    /// For what.
    pub subject: Subject,
    /// Why, in the child's words.
    pub why: String,
    /// When it was asked, in trusted time.
    pub asked: WallTime,
    /// When it expires.
    pub until: WallTime,
}
