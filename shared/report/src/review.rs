//! What a review says: values, no words. [`Review::of`] makes it; the words are in [`crate::words`].

use crate::good::Good;
use crate::input::Recording;
use crate::period::Range;
use crate::talk::Starter;
use jiff::civil::{Date, Time};
use luytre_core::id::{ActivityId, ChildId};
use luytre_core::policy::Weekday;
use luytre_core::time::Span;
use std::collections::BTreeMap;

/// A stretch of days as the family looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Which days.
    pub range: Range,
    /// The present day.
    pub today: Date,
    /// First day of the family's week.
    pub week_starts: Weekday,
    /// Each child.
    pub children: Vec<ChildReview>,
    /// Questions to talk about, for the whole family: three, fewer only where the bank has no more that fit.
    pub starters: Vec<Starter>,
}

/// One child's part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildReview {
    /// Whose.
    pub id: ChildId,
    /// What the family calls the child.
    pub name: String,
    /// Whether days are kept.
    pub recording: Recording,
    /// Every day of the range, or every week.
    pub bars: Vec<Bar>,
    /// Days of the range that are known, the present one among them.
    pub recorded: u32,
    /// Days of the range with any use, charged or not.
    pub used: u32,
    /// Charged screen time of the range.
    pub screen: Span,
    /// Use that was not charged.
    pub uncharged: Span,
    /// Screen time agreed for the days so far; `None` where nothing limits, or limits some of them only.
    pub agreed: Option<Span>,
    /// How it was before.
    pub trend: Option<Trend>,
    /// The weeks before a week, oldest first, and the week itself; empty for other ranges.
    pub recent: Vec<WeekUse>,
    /// Charged time of each activity, longest first.
    pub activities: Vec<(ActivityId, Span)>,
    /// The programs used most, longest first; at most [`ChildReview::PROGRAMS`].
    pub programs: Vec<(String, Span)>,
    /// All other programs together.
    pub other_programs: Span,
    /// Screen time by day of the week (Monday first) and hour of the clock.
    pub grid: [[Span; 24]; 7],
    /// How many days of each day of the week the grid holds, Monday first.
    pub grid_days: [u32; 7],
    /// The days that the parts below and the programs and hours come from, where those are not all of the range: single
    /// days are kept for 13 weeks only.
    pub details: Option<(Date, Date)>,
    /// Use while the child should be asleep.
    pub late: Late,
    /// What the child asked for.
    pub requests: Requests,
    /// Exceptions made.
    pub grants: Grants,
    /// Warnings before personal information was given away, by kind, most first.
    pub guard: Vec<(String, u32)>,
    /// Programs ended or not let start, and how often, most first.
    pub stopped: Vec<(String, u32)>,
    /// Warnings and countdowns shown.
    pub warnings: u32,
    /// Sessions locked or ended because the rules said so.
    pub locks: u32,
    /// Logins refused.
    pub logins_refused: u32,
    /// What went well: at most [`ChildReview::GOOD`], the most telling first.
    pub good: Vec<Good>,
}

/// One day, or one week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// First day.
    pub first: Date,
    /// Last day; the same for a day.
    pub last: Date,
    /// What is known of it.
    pub known: Known,
}

/// What is known of a day or a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Still to come.
    Ahead,
    /// Nothing: the computer was off all day, or days were not kept.
    Nothing,
    /// Its measures.
    Measured(Measure),
}

/// Measures of a day or a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Charged screen time.
    pub screen: Span,
    /// Use that was not charged.
    pub uncharged: Span,
    /// Screen time agreed, without grants; `None` where nothing limits.
    pub agreed: Option<Span>,
    /// Minutes given, less those taken away.
    pub granted: Span,
    /// How the screen time stands to what was agreed.
    pub standing: Standing,
    /// Over, or still going on.
    pub progress: Progress,
    /// Charged screen time by hour of the clock, hours without use left out; empty for weeks.
    pub hours: BTreeMap<u8, Span>,
}

/// Over, or still going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Over.
    Over,
    /// The present day or week.
    SoFar,
}

/// How a day or a week stands to what was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not used at all.
    Rest,
    /// Within what was agreed and given.
    Within {
        /// Not used of it.
        left: Span,
        /// What of the given minutes was needed.
        given: Span,
    },
    /// More than agreed and given.
    Over {
        /// By how much.
        by: Span,
    },
    /// A parent made it a free day, or let the child in beyond the allowance.
    Excepted,
    /// Nothing limits it.
    Unlimited,
}

/// How it was before: means, so that stretches of unequal length can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trend {
    /// Mean of this range, a day or a week.
    pub now: Span,
    /// Mean of those before, a day or a week.
    pub before: Span,
    /// How many weeks, months or years are compared with.
    pub count: u32,
    /// What is compared.
    pub per: Per,
}

/// What a mean is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// A day.
    Day,
    /// A week.
    Week,
}

/// Screen time of a whole week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekUse {
    /// First day.
    pub first: Date,
    /// Charged screen time; `None` where nothing is known.
    pub screen: Option<Span>,
}

/// Use while the child should be asleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Late {
    /// How long, all days together.
    pub span: Span,
    /// On how many days.
    pub days: u32,
    /// The latest end of use on those days: the day it belongs to, and the time of day.
    pub latest: Option<(Date, Time)>,
}

/// What the child asked for, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Requests {
    /// A parent said yes.
    pub approved: u32,
    /// A parent said no.
    pub denied: u32,
    /// Nobody answered in time.
    pub expired: u32,
    /// Nothing became of it yet.
    pub open: u32,
}

impl Requests {
    /// All of them.
    #[must_use]
    pub fn asked(&self) -> u32 {
        self.approved + self.denied + self.expired + self.open
    }
}

/// Exceptions made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grants {
    /// How often minutes were given.
    pub gifts: u32,
    /// Minutes given, screen time and activities together.
    pub given: Span,
    /// Minutes taken away, as a positive length.
    pub taken: Span,
    /// Times let in until a time.
    pub let_ins: u32,
    /// Free days.
    pub free_days: u32,
    /// Times locked by a parent.
    pub locks: u32,
    /// Matches finished on the child's own account.
    pub matches: u32,
}

impl ChildReview {
    /// Most programs named.
    pub const PROGRAMS: usize = 6;
    /// Most good things named.
    pub const GOOD: usize = 4;
    /// How much more than agreed is still within it: the one minute of tolerance at a limit is used time, and a session
    /// takes a moment to lock.
    pub const TOLERANCE: Span = Span::from_mins(2);

    /// True if there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.recorded == 0 && self.screen == Span::ZERO
    }

    /// Screen time by hour of the clock, all days together.
    #[must_use]
    pub fn hours(&self) -> [Span; 24] {
        let mut hours = [Span::ZERO; 24];
        for day in &self.grid {
            for (sum, span) in hours.iter_mut().zip(day) {
                *sum += *span;
            }
        }
        hours
    }

    /// Bars that are measured.
    pub fn measured(&self) -> impl Iterator<Item = (&Bar, &Measure)> {
        self.bars.iter().filter_map(|bar| match &bar.known {
            Known::Measured(measure) => Some((bar, measure)),
            Known::Ahead | Known::Nothing => None,
        })
    }
}

impl Measure {
    /// What could be used at most: agreed and given, never less than nothing.
    #[must_use]
    pub fn limit(&self) -> Option<Span> {
        self.agreed
            .map(|agreed| (agreed + self.granted).at_least_zero())
    }
}
