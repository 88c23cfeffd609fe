//! The sealed history: who can open it, what it holds, what the family agreed to.

use crate::secret::SecretText;
use jiff::civil::Date;
use luytre_core::event::Subject;
use luytre_core::id::{ActivityId, ChildId, ParentId};
use luytre_core::summary::{DaySummary, WeekTotals};
use luytre_core::time::{Span, WallTime};
use serde::{Deserialize, Serialize};

/// Who can open the history, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Parents with a passphrase.
    pub passphrases: Vec<AccessEntry>,
    /// When the present recovery code was made; `None` if there is none.
    pub recovery: Option<WallTime>,
    /// Parents with a quick code.
    pub quick_codes: Vec<AccessEntry>,
    /// Days that wait to be sealed, because no parent has a passphrase yet or the day's key is gone.
    pub waiting: u32,
    /// This connection has the history open.
    pub unlocked: bool,
}

/// One way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessEntry {
    /// Whose.
    pub parent: ParentId,
    /// Since when, in trusted time.
    pub since: WallTime,
}

/// The history is open on this connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlocked {
    /// Opens it on another connection of the same login, until it has not been used for [`Unlocked::idle`].
    pub token: SecretText,
    /// Who opened it; `None` where the recovery code did.
    pub parent: Option<ParentId>,
    /// It closes after so long without a request.
    pub idle: Span,
}

/// A way in was made, changed or taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessChanged {
    /// A new recovery code. It is shown once and kept nowhere: the earlier one, if any, does not work any more.
    pub recovery: Option<SecretText>,
}

/// How much of each day is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// The numbers.
    Numbers,
    /// The numbers, and who did what.
    Events,
}

/// Days and weeks, in the order of days and then of children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// Days. Those of the last week that are not sealed yet and the present one are among them.
    pub days: Vec<DaySummary>,
    /// Weeks that are over and lie in the range with their first day, in order: each with the page on which its first day
    /// has its place, sent or not.
    pub weeks: Vec<WeekTotals>,
    /// What does not fit: the history was changed by somebody, or damaged. Sent with the first page.
    pub problems: Vec<HistoryProblem>,
    /// Where to go on; `None` at the end.
    pub next: Option<HistoryCursor>,
}

/// The last place sent, be it of a day or of a week: the next page begins after it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HistoryCursor {
    /// Which day.
    pub day: Date,
    /// Of whom.
    pub child: ChildId,
}

/// A place where the sealed history is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum HistoryProblem {
    /// A record was changed, exchanged or moved, and cannot be read.
    Changed {
        /// Its number.
        row: i64,
    },
    /// Records are missing before this one.
    Missing {
        /// Its number.
        before: i64,
    },
    /// Records are missing at the end.
    CutOff,
    /// Days were lost with a damaged store, or an older copy of it was put back.
    Lost,
}

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum EraseWhat {
    /// The whole history.
    Everything,
    /// One child's.
    Child {
        /// Whose.
        child: ChildId,
    },
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Days.
    pub days: u32,
    /// Weeks.
    pub weeks: u32,
}

/// What one child's family agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentState {
    /// Whose.
    pub child: ChildId,
    /// The name.
    pub name: String,
    /// The child has to agree, too: seven or older (Law on Personal Data Protection 91/2025/QH15, article 24). `None`
    /// where the household file does not tell the age; then the child is asked as well.
    pub child_is_asked: bool,
    /// Daily summaries are recorded.
    pub recording: bool,
    /// The last agreement or withdrawal; `None` if nobody was asked yet.
    pub last: Option<ConsentRecord>,
}

/// An agreement or a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// When, in trusted time.
    pub at: WallTime,
    /// Whose.
    pub child: ChildId,
    /// The parent who agreed or withdrew; `None` for the system or the child.
    pub parent: Option<ParentId>,
    /// The child saw what is recorded, and agreed.
    pub child_agreed: bool,
    /// True: recorded from now on. False: not any more.
    pub given: bool,
    /// Version of the text that was shown.
    pub text: u32,
}

/// Version of the text that says what is recorded. A new one asks the family again.
pub const CONSENT_TEXT: u32 = 1;

/// What a parent can do at the child's login with the quick code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum CodeAction {
    /// Give minutes.
    Minutes {
        /// How much, in milliseconds; more than zero.
        span: Span,
        /// For what.
        subject: Subject,
    },
    /// Lock.
    Lock {
        /// Until when; until unlocked if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<WallTime>,
    },
    /// Take back a parent's lock.
    Unlock {},
    /// Answer the open request.
    Answer {
        /// Yes or no.
        approve: bool,
        /// Another amount than asked for, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        span: Option<Span>,
    },
}

/// A child's own week so far: sums, since past days are sealed for the parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyWeek {
    /// Whose.
    pub child: ChildId,
    /// First day of the week.
    pub week: Date,
    /// The present day.
    pub today: Date,
    /// Charged screen time of the week, today included.
    pub screen: Span,
    /// Charged screen time of today.
    pub screen_today: Span,
    /// Days with any screen time, today included.
    pub days_used: u32,
    /// Charged time of each activity in the week, today included.
    pub activities: Vec<(ActivityId, Span)>,
    /// Left of the week's allowance; `None` where there is none.
    pub weekly_left: Option<Span>,
}
