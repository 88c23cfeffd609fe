//! What a family agreed, as a validated value. [`crate::household`] reads it from text; nothing else makes one, so every
//! value here has passed the checks of that module.

use crate::household::holidays::Holidays;
use crate::id::{Account, ActivityId, ChildId, ParentId, ProgramId};
use crate::time::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole household: the content of a household file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    /// IANA name of the time zone; `None` follows the system's.
    pub timezone: Option<String>,
    /// Language of messages that go to the whole family.
    pub language: Language,
    /// First day of the week, for weekly allowances.
    pub week_starts: Weekday,
    /// Public and school holidays, if the family wants them treated as another kind of day.
    pub holidays: Option<Holidays>,
    /// Parents and carers.
    pub parents: Vec<Parent>,
    /// Children.
    pub children: Vec<Child>,
    /// The family's own programs; they beat the catalogue.
    pub programs: Vec<Program>,
    /// Dated exceptions to the week's pattern; they beat the holidays. Where two overlap for one child the file is refused.
    pub calendar: Vec<CalendarEntry>,
}

impl Household {
    /// The child with this id.
    #[must_use]
    pub fn child(&self, id: &ChildId) -> Option<&Child> {
        self.children.iter().find(|child| &child.id == id)
    }

    /// The children that use this login; more than one where siblings share it.
    pub fn children_of<'a>(&'a self, account: &'a Account) -> impl Iterator<Item = &'a Child> {
        self.children
            .iter()
            .filter(move |child| child.accounts.contains(account))
    }

    /// The parent or carer behind a login.
    #[must_use]
    pub fn parent_of(&self, account: &Account) -> Option<&Parent> {
        self.parents
            .iter()
            .find(|parent| parent.accounts.contains(account))
    }
}

/// Language of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// Days of the week, Monday first (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Thứ hai.
    #[default]
    Monday,
    /// Thứ ba.
    Tuesday,
    /// Thứ tư.
    Wednesday,
    /// Thứ năm.
    Thursday,
    /// Thứ sáu.
    Friday,
    /// Thứ bảy.
    Saturday,
    /// Chủ nhật.
    Sunday,
}

impl Weekday {
    /// All days, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The weekday of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            jiff::civil::Weekday::Monday => Self::Monday,
            jiff::civil::Weekday::Tuesday => Self::Tuesday,
            jiff::civil::Weekday::Wednesday => Self::Wednesday,
            jiff::civil::Weekday::Thursday => Self::Thursday,
            jiff::civil::Weekday::Friday => Self::Friday,
            jiff::civil::Weekday::Saturday => Self::Saturday,
            jiff::civil::Weekday::Sunday => Self::Sunday,
        }
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }

    /// Saturday and Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }

    /// The English lower-case name, as in the household file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }
}

/// A parent or carer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// Identifier in the file.
    pub id: ParentId,
    /// What the family calls them.
    pub name: String,
    /// Their logins on this device.
    pub accounts: Vec<Account>,
    /// What they may do.
    pub role: ParentRole,
}

/// What an adult of the household may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParentRole {
    /// Everything.
    Parent,
    /// Add up to so much a day, all children and grants together, and nothing else.
    Carer {
        /// `carer_minutes`.
        a_day: Span,
    },
}

/// A child and the rules for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Identifier in the file and in commands.
    pub id: ChildId,
    /// What the family calls them.
    pub name: String,
    /// Year and month of birth, for texts that fit the age.
    pub born: Option<YearMonth>,
    /// Logins on this device. A login listed for several children is shared.
    pub accounts: Vec<Account>,
    /// When the child's day begins; use before it belongs to the day before.
    pub day_starts: TimeOfDay,
    /// Time without input after which a session is idle, back-dated to the last input.
    pub idle_after: Span,
    /// Digits asked for where siblings share a login.
    pub pin: Option<String>,
    /// Screen time.
    pub screen: ScreenRules,
    /// Rules of activities. An activity without an entry is counted and has no limit of its own.
    pub activities: BTreeMap<ActivityId, ActivityRules>,
}

/// Year and month of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct YearMonth {
    /// Year, 1900 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

/// Rules for a child's screen time. `None` and empty mean: not limited by this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenRules {
    /// Allowance a day.
    pub daily: PerDay<Span>,
    /// Allowance a week.
    pub weekly: Option<Span>,
    /// Allowance a calendar month.
    pub monthly: Option<Span>,
    /// When use is allowed. A day without an entry is open all day; an empty list is closed all day.
    pub windows: PerDay<Vec<TimeRange>>,
    /// A wall in which nothing is allowed.
    pub bedtime: PerDay<Vec<TimeRange>>,
    /// Use inside is not charged.
    pub free: PerDay<Vec<TimeRange>>,
    /// Rest after continuous use.
    pub forced_break: Option<ForcedBreak>,
    /// Steps of time left at which the child is told, longest first, each above zero.
    pub warn_at: Vec<Span>,
    /// What happens when nothing is left.
    pub at_limit: AtLimit,
    /// What happens later to a session that stays locked.
    pub then: Then,
    /// Time the child may take without asking, repaid the next day.
    pub finish_match: Option<FinishMatch>,
}

impl Default for ScreenRules {
    fn default() -> Self {
        Self {
            daily: PerDay::default(),
            weekly: None,
            monthly: None,
            windows: PerDay::default(),
            bedtime: PerDay::default(),
            free: PerDay::default(),
            forced_break: None,
            warn_at: vec![Span::from_mins(15), Span::from_mins(5), Span::from_mins(1)],
            at_limit: AtLimit::Lock,
            then: Then::Stay,
            finish_match: None,
        }
    }
}

/// `break = { after = "45m", rest = "10m" }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForcedBreak {
    /// Continuous use after which the break is due.
    pub after: Span,
    /// How long the rest is.
    pub rest: Span,
}

/// `finish_match = "3 x 5m"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinishMatch {
    /// How often a week.
    pub times: u32,
    /// How long each.
    pub each: Span,
}

/// What the agent does when nothing is left (`at_limit`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AtLimit {
    /// Lock the session and keep it.
    #[default]
    Lock,
    /// End the session.
    Logout,
    /// Lock, then suspend the machine.
    Suspend,
    /// End the session and switch the machine off.
    Shutdown,
    /// Only say so (agreement mode): nothing is locked, refused or ended.
    WarnOnly,
}

/// What becomes of a session that stays locked (`then`, `then_after`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Then {
    /// It stays.
    #[default]
    Stay,
    /// It is ended after this time locked, and at once at bedtime.
    Logout {
        /// `then_after`, 30 minutes unless set.
        after: Span,
    },
}

/// Rules of one activity for one child.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActivityRules {
    /// How it relates to screen time.
    pub counts: Counts,
    /// Allowance a day.
    pub daily: PerDay<Span>,
    /// Allowance a week.
    pub weekly: Option<Span>,
    /// Allowance a day for each single program of the activity.
    pub per_program_daily: PerDay<Span>,
    /// When it is allowed.
    pub windows: PerDay<Vec<TimeRange>>,
    /// After how much use of a day the child is told to rest, each time.
    pub rest_every: Option<Span>,
}

/// How an activity relates to screen time (`counts`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counts {
    /// It takes screen time.
    #[default]
    Counted,
    /// Screen time stands still while only it is used.
    Exempt,
    /// It is not allowed.
    Blocked,
}

/// A value for each day of the week, written with short forms. The most exact form wins:
/// `monday` before `weekdays`/`weekends` before `default`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerDay<T> {
    /// For every day that has nothing more exact.
    pub default: Option<T>,
    /// Monday to Friday.
    pub weekdays: Option<T>,
    /// Saturday and Sunday.
    pub weekends: Option<T>,
    /// Single days, Monday first.
    pub days: [Option<T>; 7],
}

impl<T> Default for PerDay<T> {
    fn default() -> Self {
        Self {
            default: None,
            weekdays: None,
            weekends: None,
            days: [None, None, None, None, None, None, None],
        }
    }
}

impl<T> PerDay<T> {
    /// The same for all days.
    #[must_use]
    pub fn all(value: T) -> Self {
        Self {
            default: Some(value),
            ..Self::default()
        }
    }

    /// The value for a day of the week, if there is one.
    #[must_use]
    pub fn on(&self, day: Weekday) -> Option<&T> {
        let group = if day.is_weekend() {
            &self.weekends
        } else {
            &self.weekdays
        };
        self.days[day.index()]
            .as_ref()
            .or(group.as_ref())
            .or(self.default.as_ref())
    }

    /// The value of a kind of day, as a calendar entry names it.
    #[must_use]
    pub fn on_kind(&self, kind: DayKind) -> Option<&T> {
        match kind {
            DayKind::Day(day) => self.on(day),
            // A family that wrote single days and no short form means Monday and Saturday as the typical ones.
            DayKind::Weekdays => self.weekdays.as_ref().or_else(|| self.on(Weekday::Monday)),
            DayKind::Weekends => self
                .weekends
                .as_ref()
                .or_else(|| self.on(Weekday::Saturday)),
        }
    }

    /// True if no day has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.default.is_none()
            && self.weekdays.is_none()
            && self.weekends.is_none()
            && self.days.iter().all(Option::is_none)
    }
}

/// A time on the clock, in minutes after midnight: 0 (00:00) to 1440 (24:00, only as an end).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeOfDay(pub u16);

impl TimeOfDay {
    /// 24:00.
    pub const END_OF_DAY: Self = Self(1440);

    /// From hours and minutes; `None` beyond 24:00 or for minutes above 59.
    #[must_use]
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let value = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && value <= 1440).then_some(Self(value))
    }

    /// Hours, 0 to 24.
    #[must_use]
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// Minutes, 0 to 59.
    #[must_use]
    pub fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// A half-open range of clock time, `[from, to)`. `to <= from` crosses midnight into the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TimeRange {
    /// Begin; below 24:00.
    pub from: TimeOfDay,
    /// End; above 00:00.
    pub to: TimeOfDay,
}

impl TimeRange {
    /// True if it ends on the day after it began.
    #[must_use]
    pub fn crosses_midnight(self) -> bool {
        self.to <= self.from
    }
}

impl std::fmt::Display for TimeRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

/// A program the family named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Identifier in the file and in reports.
    pub id: ProgramId,
    /// What people call it.
    pub name: String,
    /// The one activity it belongs to; `None` for an ordinary counted program.
    pub activity: Option<ActivityId>,
    /// How to recognise it; any one is enough.
    pub matches: Vec<ProgramMatch>,
}

/// One way to recognise a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgramMatch {
    /// The executable's absolute path, exactly.
    Exe(String),
    /// The command line, with `*` for any text.
    Command(String),
    /// A Flatpak application id.
    Flatpak(String),
    /// A Snap name.
    Snap(String),
    /// A Steam application number.
    Steam(u32),
    /// The file name of a Windows executable, with `*` for any text, letter case ignored.
    WindowsExe(String),
}

/// A range of dates with rules of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// What people call it.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// Whom it concerns; empty for all children.
    pub children: Vec<ChildId>,
    /// What these days are like.
    pub plan: CalendarPlan,
}

/// What the days of a calendar entry are like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarPlan {
    /// Like another kind of day (`treat_as`).
    TreatAs(DayKind),
    /// A day plan of its own; what it leaves out stays as the weekday has it.
    Own(DayPlan),
}

/// A kind of day that another day can be treated as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday.
    Weekdays,
    /// Saturday and Sunday.
    Weekends,
    /// One day of the week.
    Day(Weekday),
}

/// The screen rules of a single day that a calendar entry replaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayPlan {
    /// Allowance of the day.
    pub daily: Option<Span>,
    /// When use is allowed.
    pub windows: Option<Vec<TimeRange>>,
    /// The wall.
    pub bedtime: Option<Vec<TimeRange>>,
    /// Not charged.
    pub free: Option<Vec<TimeRange>>,
}
