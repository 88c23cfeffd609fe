//! What a review is made of: the days and weeks that are kept, and what has to be known of the family to read them.

use crate::period::Range;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use luytre_core::id::{ChildId, ProgramId};
use luytre_core::policy::{Child, Household, TimeOfDay, Weekday, YearMonth};
use luytre_core::summary::{DaySummary, WeekTotals};
use std::collections::BTreeMap;

/// Everything a review is made of.
#[derive(Debug, Clone)]
pub struct ReviewInput {
    /// Which days.
    pub range: Range,
    /// The present day of the family; days after it are still to come.
    pub today: Date,
    /// The family's zone, for the time of day of an instant.
    pub zone: TimeZone,
    /// First day of the family's week.
    pub week_starts: Weekday,
    /// Whose, in the order of the household file.
    pub children: Vec<ChildFacts>,
    /// What programs are called; one without a name stands as its id.
    pub programs: BTreeMap<ProgramId, String>,
    /// Days of these children, in any order. Those before the range serve for comparison.
    pub days: Vec<DaySummary>,
    /// Weeks of these children that are over, in any order. Those before the range serve for comparison.
    pub weeks: Vec<WeekTotals>,
}

/// What has to be known of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildFacts {
    /// Whose days.
    pub id: ChildId,
    /// What the family calls the child.
    pub name: String,
    /// For questions that fit the age.
    pub born: Option<YearMonth>,
    /// When bedtime begins in the evening of each day of the week, Monday first; [`ChildFacts::NO_RULE`] where the
    /// family has no rule for it.
    pub bedtime: [TimeOfDay; 7],
    /// Whether the family agreed that days are kept.
    pub recording: Recording,
}

/// Whether the days of a child are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    /// The family agreed.
    Kept,
    /// It did not, or took it back.
    NotKept,
}

impl ChildFacts {
    /// When a child without a bedtime rule should be asleep; the engine counts late use from there as well.
    pub const NO_RULE: TimeOfDay = TimeOfDay(22 * 60);

    /// A child of which only the name is known.
    #[must_use]
    pub fn named(id: &ChildId, name: &str) -> Self {
        Self {
            id: id.clone(),
            name: name.to_owned(),
            born: None,
            bedtime: [Self::NO_RULE; 7],
            recording: Recording::Kept,
        }
    }

    /// What the household file says of a child.
    #[must_use]
    pub fn of(child: &Child) -> Self {
        // Bedtimes that begin in the morning are naps or mornings, not the evening's.
        let evening = |day: Weekday| {
            let ranges = child.screen.bedtime.on(day)?;
            let begins = ranges.iter().map(|range| range.from);
            begins.filter(|from| from.hour() >= 12).min()
        };
        Self {
            born: child.born,
            bedtime: Weekday::ALL.map(|day| evening(day).unwrap_or(Self::NO_RULE)),
            ..Self::named(&child.id, &child.name)
        }
    }

    /// All children of a household.
    #[must_use]
    pub fn of_household(household: &Household) -> Vec<Self> {
        household.children.iter().map(Self::of).collect()
    }

    /// Age in whole years on a day.
    #[must_use]
    pub(crate) fn age_on(&self, day: Date) -> Option<u8> {
        let born = self.born?;
        let mut years = i32::from(day.year()) - i32::from(born.year);
        if day.month() < born.month {
            years -= 1;
        }
        u8::try_from(years).ok()
    }
}
