//! What went well: statements that the numbers bear out, each with its condition. Where they bear out nothing, nothing is
//! said: praise without a reason is worth nothing to a child.

use crate::condense::{Kept, count, local};
use crate::input::ReviewInput;
use crate::review::{ChildReview, Per, Progress, Standing};
use jiff::civil::Time;
use luytre_core::id::ActivityId;
use luytre_core::policy::Weekday;
use luytre_core::summary::DaySummary;
use luytre_core::time::Span;

/// Something that went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    /// Days or weeks within what was agreed: at least half of them, of two or more that are over.
    Kept {
        /// Within.
        kept: u32,
        /// Of so many.
        of: u32,
        /// Days or weeks.
        per: Per,
        /// Minutes beyond the agreement that parents had given, and that were used.
        given: Span,
    },
    /// More learning, reading, making and coding than games, at least half an hour of it, and some games.
    LearningBeforeGames {
        /// Learning and making.
        learning: Span,
        /// Games.
        games: Span,
    },
    /// Days that are over without any use.
    RestDays {
        /// How many.
        days: u32,
    },
    /// The child asked for more time, and the family answered every time.
    AskedAndAnswered {
        /// How often.
        times: u32,
    },
    /// The last use ended an hour or more before bedtime: on three days or more, and on half of the days used or more.
    EarlyEvenings {
        /// On how many days.
        days: u32,
        /// Of so many days used.
        of: u32,
    },
    /// Never used while the child should be asleep, on three days used or more.
    NeverLate {
        /// Days used.
        days: u32,
    },
    /// No session had to be locked, on three days or more that were used and limited.
    NoLockNeeded {
        /// Days used and limited.
        days: u32,
    },
    /// Learning, reading, making and coding, an hour or more; left out where games are compared with it.
    Learnt {
        /// How long.
        span: Span,
    },
}

/// Fewer days than this make no habit.
const SOME_DAYS: u32 = 3;
/// How long before bedtime an evening is early.
const EARLY: i64 = 60;

/// Activities in which something is learnt or made.
const LEARNING: [&str; 4] = ["learning", "reading", "creative", "coding"];

pub(crate) fn of(
    input: &ReviewInput,
    kept: &Kept<'_>,
    days: &[&DaySummary],
    review: &ChildReview,
) -> Vec<Good> {
    let over: Vec<&DaySummary> = days
        .iter()
        .copied()
        .filter(|day| day.day < input.today)
        .collect();
    let by_weeks = input.range.period.by_weeks();
    let mut all = vec![
        kept_agreement(review, by_weeks),
        learning_before_games(review),
    ];
    // What is said of days would be said of the last 13 weeks only, in a review of a year.
    if !by_weeks {
        let early = early_evenings(input, kept, &over);
        let never_late = never_late(&over).filter(|_| early.is_none());
        all.extend([
            rest_days(review),
            asked_and_answered(review),
            early,
            never_late,
            no_lock_needed(&over),
        ]);
    }
    if all[1].is_none() {
        all.push(learnt(review));
    }
    let mut all: Vec<Good> = all.into_iter().flatten().collect();
    all.truncate(ChildReview::GOOD);
    all
}

fn kept_agreement(review: &ChildReview, by_weeks: bool) -> Option<Good> {
    let (mut kept, mut of, mut extra) = (0, 0, Span::ZERO);
    for (_, measure) in review.measured() {
        if measure.progress == Progress::SoFar || measure.agreed.is_none() {
            continue;
        }
        of += 1;
        match measure.standing {
            Standing::Rest => kept += 1,
            Standing::Within { given, .. } => {
                kept += 1;
                extra += given;
            }
            Standing::Over { .. } | Standing::Excepted | Standing::Unlimited => {}
        }
    }
    let per = if by_weeks { Per::Week } else { Per::Day };
    (of >= 2 && kept * 2 >= of).then_some(Good::Kept {
        kept,
        of,
        per,
        given: extra,
    })
}

/// Time of some activities together.
pub(crate) fn time_of(review: &ChildReview, names: &[&str]) -> Span {
    let of = |id: &ActivityId| names.contains(&id.as_str());
    review
        .activities
        .iter()
        .filter(|(id, _)| of(id))
        .map(|(_, span)| *span)
        .sum()
}

fn learning_before_games(review: &ChildReview) -> Option<Good> {
    let (learning, games) = (time_of(review, &LEARNING), time_of(review, &["games"]));
    (learning >= Span::from_mins(30) && games.as_mins() > 0 && learning > games)
        .then_some(Good::LearningBeforeGames { learning, games })
}

fn rest_days(review: &ChildReview) -> Option<Good> {
    let days = count(review.measured().filter(|(_, measure)| {
        measure.standing == Standing::Rest && measure.progress == Progress::Over
    }));
    (days >= 1).then_some(Good::RestDays { days })
}

fn asked_and_answered(review: &ChildReview) -> Option<Good> {
    let requests = review.requests;
    (requests.asked() >= 1 && requests.expired == 0 && requests.open == 0).then_some(
        Good::AskedAndAnswered {
            times: requests.asked(),
        },
    )
}

fn early_evenings(input: &ReviewInput, kept: &Kept<'_>, over: &[&DaySummary]) -> Option<Good> {
    let mut used = 0;
    let mut days = 0;
    for day in over {
        let Some(end) = day.last.and_then(|last| local(input, last)) else {
            continue;
        };
        used += 1;
        let bedtime = kept.facts.bedtime[Weekday::of(day.day).index()];
        let midnight = day.day.to_datetime(Time::midnight());
        let minutes = end.duration_since(midnight).as_mins();
        days += u32::from(minutes + EARLY <= i64::from(bedtime.0));
    }
    (days >= SOME_DAYS && days * 2 >= used).then_some(Good::EarlyEvenings { days, of: used })
}

fn never_late(over: &[&DaySummary]) -> Option<Good> {
    let days = count(used(over));
    (days >= SOME_DAYS && over.iter().all(|day| !day.late.is_positive()))
        .then_some(Good::NeverLate { days })
}

fn no_lock_needed(over: &[&DaySummary]) -> Option<Good> {
    let days = count(used(over).filter(|day| day.agreed.is_some()));
    (days >= SOME_DAYS && over.iter().all(|day| day.locks == 0))
        .then_some(Good::NoLockNeeded { days })
}

fn used<'a>(days: &'a [&'a DaySummary]) -> impl Iterator<Item = &'a DaySummary> {
    days.iter()
        .copied()
        .filter(|day| day.screen.is_positive() || day.uncharged.is_positive())
}

fn learnt(review: &ChildReview) -> Option<Good> {
    let span = time_of(review, &LEARNING);
    (span >= Span::from_mins(60)).then_some(Good::Learnt { span })
}
