//! A believable family for tests, benches and pictures: four children of several ages, over as many years as one likes.
//!
//! Every day is a function of the child, the date and the seed alone, so that any stretch can be made by itself and the
//! same day is always the same. Nobody in it exists.

use crate::input::{ChildFacts, Recording, ReviewInput};
use crate::period::{Period, Range, plus, week_of};
use jiff::civil::{Date, date};
use jiff::tz::{TimeZone, offset};
use luytre_core::event::Subject;
use luytre_core::id::ProgramId;
use luytre_core::policy::{TimeOfDay, Weekday, YearMonth};
use luytre_core::record::Grant;
use luytre_core::summary::{DaySummary, GrantSummary, RequestAnswer, RequestSummary, WeekTotals};
use luytre_core::time::{Span, WallTime};
use std::collections::BTreeMap;

/// A family and the seed of its days.
#[derive(Debug, Clone)]
pub struct Family {
    children: Vec<Person>,
    seed: u64,
}

/// How a child's days are.
#[derive(Debug, Clone)]
struct Person {
    id: &'static str,
    name: &'static str,
    born: YearMonth,
    /// Minutes agreed on weekdays and at weekends; `None` where nothing limits.
    agreed: Option<(i64, i64)>,
    bedtime: u16,
    /// Programs with their activity, and how much each is liked.
    likes: &'static [(&'static str, &'static str, u64)],
    /// Of a hundred days, how many are without a screen.
    rests: u64,
    /// Of a hundred days, how many go over.
    goes_over: u64,
}

/// Splitmix: enough for days that look like days.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below.max(1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    fn minutes(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from((to - from).max(0) + 1).unwrap_or(1);
        from + i64::try_from(self.roll(width)).unwrap_or(0)
    }
}

impl Family {
    /// The last day that the samples speak of: a Sunday evening.
    pub const TODAY: Date = date(2026, 11, 22);

    /// Four children: 6, 9, 12 and 15 years old in the autumn of 2026.
    #[must_use]
    pub fn of_four() -> Self {
        let person = |id, name, (year, month), agreed, bedtime, likes, rests, goes_over| Person {
            id,
            name,
            born: YearMonth { year, month },
            agreed,
            bedtime,
            likes,
            rests,
            goes_over,
        };
        Self {
            children: vec![
                person(
                    "an",
                    "Nguyễn Hoàng Bảo An",
                    (2014, 5),
                    Some((90, 180)),
                    21 * 60,
                    &[
                        ("minecraft", "games", 6),
                        ("firefox", "browser", 2),
                        ("scratch", "coding", 3),
                        ("vlc", "video", 2),
                        ("luanti", "games", 2),
                    ],
                    8,
                    16,
                ),
                person(
                    "binh",
                    "Bình",
                    (2017, 2),
                    Some((45, 90)),
                    20 * 60 + 30,
                    &[
                        ("gcompris", "learning", 5),
                        ("supertux2", "games", 3),
                        ("tuxpaint", "creative", 3),
                        ("vlc", "video", 1),
                    ],
                    20,
                    6,
                ),
                person(
                    "chi",
                    "Chi",
                    (2020, 8),
                    Some((30, 60)),
                    20 * 60,
                    &[("tuxpaint", "creative", 4), ("gcompris", "learning", 4)],
                    35,
                    3,
                ),
                person(
                    "dung",
                    "Dũng",
                    (2011, 1),
                    None,
                    22 * 60 + 30,
                    &[
                        ("firefox", "browser", 4),
                        ("discord", "chat", 3),
                        ("dota2", "games", 4),
                        ("code", "coding", 2),
                        ("krita", "creative", 1),
                        ("telegram", "chat", 1),
                        ("foliate", "reading", 1),
                    ],
                    4,
                    0,
                ),
            ],
            seed: 2358,
        }
    }

    /// The same with only the first children.
    #[must_use]
    pub fn first(mut self, count: usize) -> Self {
        self.children.truncate(count);
        self
    }

    /// The same with other days.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The zone the family lives in, without zone data.
    #[must_use]
    pub fn zone() -> TimeZone {
        TimeZone::fixed(offset(7))
    }

    /// What the programs are called.
    #[must_use]
    pub fn programs() -> BTreeMap<ProgramId, String> {
        [
            ("minecraft", "Minecraft"),
            ("firefox", "Firefox"),
            ("scratch", "Scratch"),
            ("vlc", "VLC"),
            ("luanti", "Luanti"),
            ("gcompris", "GCompris"),
            ("supertux2", "SuperTux"),
            ("tuxpaint", "Tux Paint"),
            ("discord", "Discord"),
            ("dota2", "Dota 2"),
            ("code", "VS Code"),
            ("krita", "Krita"),
            ("telegram", "Telegram"),
            ("foliate", "Foliate"),
        ]
        .map(|(id, name)| (ProgramId::from(id), name.to_owned()))
        .into()
    }

    /// What a review has to know of the children.
    #[must_use]
    pub fn facts(&self) -> Vec<ChildFacts> {
        self.children
            .iter()
            .map(|person| ChildFacts {
                id: person.id.into(),
                name: person.name.to_owned(),
                born: Some(person.born),
                bedtime: [TimeOfDay(person.bedtime); 7],
                recording: Recording::Kept,
            })
            .collect()
    }

    /// Every child's days, both ends included, in the order of days and then of children.
    #[must_use]
    pub fn days(&self, first: Date, last: Date) -> Vec<DaySummary> {
        let range = Range {
            period: Period::Week,
            first,
            last,
        };
        range
            .days()
            .flat_map(|day| {
                let children = self.children.iter().enumerate();
                children.map(move |(index, person)| self.day(index, person, day))
            })
            .collect()
    }

    /// Every child's weeks that are over and begin between these days.
    #[must_use]
    pub fn weeks(&self, first: Date, last: Date) -> Vec<WeekTotals> {
        let mut weeks = Vec::new();
        let mut week = week_of(first, Weekday::Monday);
        while week <= last && plus(week, 6) < Self::TODAY {
            for (index, person) in self.children.iter().enumerate() {
                let days: Vec<DaySummary> = (0..7)
                    .map(|offset| self.day(index, person, plus(week, offset)))
                    .collect();
                let mut activities = BTreeMap::new();
                for day in &days {
                    for (id, span) in &day.activities {
                        *activities.entry(id.clone()).or_default() += *span;
                    }
                }
                weeks.push(WeekTotals {
                    child: person.id.into(),
                    week,
                    screen: days.iter().map(|day| day.screen).sum(),
                    days_used: u32::try_from(
                        days.iter().filter(|day| day.screen.is_positive()).count(),
                    )
                    .unwrap_or(7),
                    agreed: days.iter().map(|day| day.agreed).sum(),
                    activities,
                });
            }
            week = plus(week, 7);
        }
        weeks
    }

    /// All that a review of the period that holds a day needs: 13 weeks of days, two years of weeks.
    #[must_use]
    pub fn input(&self, period: Period, day: Date) -> ReviewInput {
        let today = Self::TODAY;
        ReviewInput {
            range: Range::holding(period, day, Weekday::Monday),
            today,
            zone: Self::zone(),
            week_starts: Weekday::Monday,
            children: self.facts(),
            programs: Self::programs(),
            days: self.days(plus(today, -13 * 7 + 1), today),
            weeks: self.weeks(plus(today, -104 * 7), today),
        }
    }

    fn day(&self, index: usize, person: &Person, day: Date) -> DaySummary {
        let number = day
            .since(date(1970, 1, 1))
            .map_or(0, |span| span.get_days());
        let mut dice = Dice(
            self.seed
                .wrapping_mul(1_000_003)
                .wrapping_add(u64::try_from(index).unwrap_or(0) * 7_919)
                .wrapping_add(u64::from(number.unsigned_abs()).wrapping_mul(0x2545_F491)),
        );
        // The first rolls of neighbouring seeds are alike.
        dice.roll(1);
        let weekend = Weekday::of(day).is_weekend();
        let agreed = person
            .agreed
            .map(|(weekday, weekend_day)| if weekend { weekend_day } else { weekday });
        let mut summary = DaySummary {
            child: person.id.into(),
            day,
            screen: Span::ZERO,
            uncharged: Span::ZERO,
            agreed: agreed.map(Span::from_mins),
            granted: Span::ZERO,
            left: agreed.map(Span::from_mins),
            activities: BTreeMap::new(),
            programs: BTreeMap::new(),
            hours: BTreeMap::new(),
            first: None,
            last: None,
            late: Span::ZERO,
            warnings: 0,
            locks: 0,
            logins_refused: 0,
            stopped: BTreeMap::new(),
            requests: Vec::new(),
            grants: Vec::new(),
            guard: BTreeMap::new(),
            events: Vec::new(),
        };
        if dice.chance(person.rests) {
            return summary;
        }
        let usual = agreed.unwrap_or(if weekend { 200 } else { 110 });
        let mut minutes = dice.minutes(usual * 2 / 5, usual);
        if dice.chance(if agreed.is_some() { 28 } else { 0 }) {
            minutes = usual;
        }
        let full = minutes == usual;
        if agreed.is_none() {
            minutes = dice.minutes(usual / 3, usual * 8 / 5);
        }
        let local = |clock: i64| {
            let midnight = i64::from(number) * 24 * 60 - 7 * 60;
            WallTime((midnight + clock) * 60_000)
        };
        if !full {
            minutes = minutes * self.mood(index, day) / 100;
        }
        let begin = if weekend {
            dice.minutes(8 * 60 + 30, 10 * 60)
        } else {
            dice.minutes(16 * 60, 18 * 60)
        };
        self.asks(
            person,
            &mut dice,
            &mut minutes,
            usual,
            &local,
            begin,
            &mut summary,
        );
        spread(
            &mut dice,
            minutes,
            begin,
            weekend,
            person,
            &local,
            &mut summary,
        );
        likes(&mut dice, minutes, person, &mut summary);
        summary.screen = Span::from_mins(minutes);
        summary.left = agreed.map(|agreed| {
            (Span::from_mins(agreed) + summary.granted - summary.screen).at_least_zero()
        });
        if minutes >= usual && agreed.is_some() {
            summary.warnings = 3;
            summary.locks = u32::from(dice.chance(40));
            if dice.chance(50) {
                let game = person
                    .likes
                    .iter()
                    .find(|(_, activity, _)| *activity == "games");
                if let Some((game, _, _)) = game {
                    summary.stopped.insert((*game).into(), 1);
                }
            }
        }
        guard(&mut dice, person, &mut summary);
        summary
    }

    /// How much of the usual a week has, in percent: more in the summer, less before exams, and each week its own.
    fn mood(&self, index: usize, day: Date) -> i64 {
        let week = week_of(day, Weekday::Monday).since(date(1969, 12, 29));
        let number = week.map_or(0, |span| span.get_days() / 7).unsigned_abs();
        let mut dice =
            Dice(self.seed ^ (u64::from(number) << 8) ^ u64::try_from(index).unwrap_or(0));
        dice.roll(1);
        let season = match day.month() {
            6..=8 => 100,
            5 | 12 => 70,
            _ => 88,
        };
        season - dice.minutes(0, 30)
    }

    #[expect(clippy::too_many_arguments, reason = "one day's state, used here only")]
    fn asks(
        &self,
        person: &Person,
        dice: &mut Dice,
        minutes: &mut i64,
        usual: i64,
        local: &impl Fn(i64) -> WallTime,
        begin: i64,
        summary: &mut DaySummary,
    ) {
        if person.agreed.is_none() {
            return;
        }
        if *minutes == usual && dice.chance(35) {
            let answer = match dice.roll(6) {
                0 => RequestAnswer::Denied,
                1 => RequestAnswer::Expired,
                _ => RequestAnswer::Approved,
            };
            let at = local(begin + usual);
            summary.requests.push(RequestSummary {
                at,
                span: Span::from_mins(15),
                subject: Subject::Screen,
                answer: Some(answer),
            });
            if answer == RequestAnswer::Approved {
                summary.granted = Span::from_mins(15);
                summary.grants.push(GrantSummary {
                    at: at + Span::from_mins(4),
                    grant: Grant::Minutes {
                        span: Span::from_mins(15),
                        subject: Subject::Screen,
                    },
                });
                *minutes = usual + 15;
            }
        } else if dice.chance(person.goes_over) {
            *minutes = usual + dice.minutes(6, 25);
        }
        if dice.chance(2) {
            summary.grants.push(GrantSummary {
                at: local(begin),
                grant: Grant::FreeDay,
            });
        }
    }
}

/// Puts the minutes into one or two sittings, and into hours.
fn spread(
    dice: &mut Dice,
    minutes: i64,
    begin: i64,
    weekend: bool,
    person: &Person,
    local: &impl Fn(i64) -> WallTime,
    summary: &mut DaySummary,
) {
    let bedtime = i64::from(person.bedtime);
    let second = if weekend { 14 * 60 + 30 } else { 19 * 60 };
    let first_part = (minutes * dice.minutes(45, 80) / 100).min((second - begin - 15).max(20));
    let late = person.goes_over > 10 && dice.chance(6) || person.agreed.is_none() && dice.chance(9);
    let second = if late {
        (bedtime - (minutes - first_part) + dice.minutes(10, 40)).max(begin + first_part)
    } else {
        second
            .min(bedtime - (minutes - first_part))
            .max(begin + first_part)
    };
    let sittings = [(begin, first_part), (second, minutes - first_part)];
    let mut last = begin;
    for (from, length) in sittings.into_iter().filter(|(_, length)| *length > 0) {
        last = (from + length).min(24 * 60);
        let mut at = from;
        while at < from + length {
            let end = ((at / 60 + 1) * 60).min(from + length);
            let hour = u8::try_from((at / 60) % 24).unwrap_or(23);
            *summary.hours.entry(hour).or_default() += Span::from_mins(end - at);
            summary.late += Span::from_mins((end - at.max(bedtime)).max(0));
            at = end;
        }
    }
    summary.first = Some(local(begin));
    summary.last = Some(local(last));
}

/// Shares the minutes among what the child likes.
fn likes(dice: &mut Dice, minutes: i64, person: &Person, summary: &mut DaySummary) {
    let mut rest = minutes;
    let most = person
        .likes
        .iter()
        .map(|(_, _, weight)| weight)
        .sum::<u64>()
        .max(1);
    for _ in 0..3 {
        if rest <= 0 {
            break;
        }
        let mut at = dice.roll(most);
        let mut chosen = person.likes[0];
        for like in person.likes {
            chosen = *like;
            if at < like.2 {
                break;
            }
            at -= like.2;
        }
        let part = dice.minutes(10, minutes.max(15)).min(rest);
        rest -= part;
        let (program, activity, _) = chosen;
        *summary.programs.entry(program.into()).or_default() += Span::from_mins(part);
        *summary.activities.entry(activity.into()).or_default() += Span::from_mins(part);
        // Learning stands outside the allowance for the youngest, now and then.
        if activity == "learning" && dice.chance(30) {
            summary.uncharged += Span::from_mins(dice.minutes(5, 15));
        }
    }
}

fn guard(dice: &mut Dice, person: &Person, summary: &mut DaySummary) {
    let talks = person
        .likes
        .iter()
        .any(|(_, activity, _)| matches!(*activity, "chat" | "browser"));
    if talks && dice.chance(12) {
        let kinds = ["phone", "school", "address", "password", "name"];
        let kind = kinds[usize::try_from(dice.roll(5)).unwrap_or(0)];
        summary
            .guard
            .insert(kind.to_owned(), 1 + u32::from(dice.chance(25)));
    }
}
