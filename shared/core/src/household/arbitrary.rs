//! Random valid households, for property tests of this and other crates (feature `arbitrary`).
//!
//! Everything that a household file can say comes up: names with quotes and marks, ranges past midnight, shared logins, own day plans.
//! What the file's checks refuse never does.

use super::holidays::{Holidays, MAX_TET_BEFORE, MAX_TET_DAYS, Region};
use super::quote::is_harmless;
use crate::id::{Account, ActivityId, ChildId, ParentId, ProgramId};
use crate::policy::{
    ActivityRules, AtLimit, CalendarEntry, CalendarPlan, Child, Counts, DayKind, DayPlan,
    FinishMatch, ForcedBreak, Household, Language, Parent, ParentRole, PerDay, Program,
    ProgramMatch, ScreenRules, Then, TimeOfDay, TimeRange, Weekday, YearMonth,
};
use crate::time::Span;
use jiff::civil::Date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Any valid household: up to 3 parents, 4 children, 5 programs and 5 calendar entries.
pub fn household() -> BoxedStrategy<Household> {
    let settings = (
        of(timezone()),
        select(vec![Language::Vi, Language::En]),
        weekday(),
        of(holidays()),
    );
    (settings, parents(), children(), programs())
        .prop_flat_map(|(settings, parents, children, programs)| {
            let ids: Vec<ChildId> = children.iter().map(|child| child.id.clone()).collect();
            (
                Just(settings),
                Just(parents),
                Just(children),
                Just(programs),
                calendar(ids),
            )
        })
        .prop_map(
            |(
                (timezone, language, week_starts, holidays),
                parents,
                children,
                programs,
                calendar,
            )| {
                Household {
                    timezone,
                    language,
                    week_starts,
                    holidays,
                    parents,
                    children,
                    programs,
                    calendar,
                }
            },
        )
        .boxed()
}

/// Any valid rules of screen time.
pub fn screen_rules() -> BoxedStrategy<ScreenRules> {
    let allowances = (
        per_day(allowance(24)),
        of(allowance(168)),
        of(allowance(744)),
    );
    let ranges = (per_day(ranges()), per_day(ranges()), per_day(ranges()));
    let forced_break = of((minutes(1, 1_440), minutes(1, 1_440)));
    let at_limit = select(vec![
        AtLimit::Lock,
        AtLimit::Logout,
        AtLimit::Suspend,
        AtLimit::Shutdown,
        AtLimit::WarnOnly,
    ]);
    let then = of(minutes(1, 1_440))
        .prop_map(|after| after.map_or(Then::Stay, |after| Then::Logout { after }));
    let finish_match = of((1..=21_u32, minutes(1, 60)));
    (
        allowances,
        ranges,
        forced_break,
        warn_at(),
        at_limit,
        then,
        finish_match,
    )
        .prop_map(
            |(
                (daily, weekly, monthly),
                (windows, bedtime, free),
                forced_break,
                warn_at,
                at_limit,
                then,
                finish_match,
            )| {
                ScreenRules {
                    daily,
                    weekly,
                    monthly,
                    windows,
                    bedtime,
                    free,
                    forced_break: forced_break.map(|(after, rest)| ForcedBreak { after, rest }),
                    warn_at,
                    at_limit,
                    then,
                    finish_match: finish_match.map(|(times, each)| FinishMatch { times, each }),
                }
            },
        )
        .boxed()
}

/// Any valid rules of an activity.
pub fn activity_rules() -> BoxedStrategy<ActivityRules> {
    let counts = select(vec![Counts::Counted, Counts::Exempt, Counts::Blocked]);
    (
        counts,
        per_day(allowance(24)),
        of(allowance(168)),
        per_day(allowance(24)),
        per_day(ranges()),
        of(minutes(5, 1_440)),
    )
        .prop_map(
            |(counts, daily, weekly, per_program_daily, windows, rest_every)| ActivityRules {
                counts,
                daily,
                weekly,
                per_program_daily,
                windows,
                rest_every,
            },
        )
        .boxed()
}

/// Any value per day: most often few of the ten forms, as families write it.
pub fn per_day<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<PerDay<T>> {
    let slots = vec((0..10_usize, value), 0..5);
    slots
        .prop_map(|slots| {
            let mut per_day = PerDay::default();
            for (slot, value) in slots {
                match slot {
                    0 => per_day.default = Some(value),
                    1 => per_day.weekdays = Some(value),
                    2 => per_day.weekends = Some(value),
                    day => per_day.days[day - 3] = Some(value),
                }
            }
            per_day
        })
        .boxed()
}

/// Up to four ranges of a day in any order that share no minute, also not with themselves on the next day.
pub fn ranges() -> BoxedStrategy<Vec<TimeRange>> {
    let points = btree_set(0..1_440_u16, 0..=8);
    (points, 0..3_u8)
        .prop_map(|(points, shape)| {
            let points: Vec<u16> = points.into_iter().collect();
            let pairs: Vec<(u16, u16)> = match shape {
                0 => points
                    .chunks_exact(2)
                    .map(|pair| (pair[0], pair[1]))
                    .collect(),
                // Adjacent ones.
                1 => points.windows(2).map(|pair| (pair[0], pair[1])).collect(),
                // The last one runs past midnight, up to where the first would begin.
                _ => points
                    .iter()
                    .zip(points.iter().cycle().skip(1))
                    .map(|(a, b)| (*a, *b))
                    .skip(1)
                    .step_by(2)
                    .collect(),
            };
            pairs
                .into_iter()
                .map(|(from, to)| TimeRange {
                    from: TimeOfDay(from),
                    to: if to == 0 {
                        TimeOfDay::END_OF_DAY
                    } else {
                        TimeOfDay(to)
                    },
                })
                .filter(|range| range.from != range.to)
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
        .boxed()
}

fn timezone() -> impl Strategy<Value = String> {
    select(vec![
        "Asia/Ho_Chi_Minh",
        "Europe/Berlin",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT-7",
        "UTC",
    ])
    .prop_map(str::to_owned)
}

fn weekday() -> impl Strategy<Value = Weekday> {
    select(Weekday::ALL.to_vec())
}

fn minutes(min: i64, max: i64) -> impl Strategy<Value = Span> + Clone {
    (min..=max).prop_map(Span::from_mins)
}

/// From nothing to so many hours, to the second.
fn allowance(hours: i64) -> impl Strategy<Value = Span> + Clone {
    prop_oneof![
        (0..=hours * 60).prop_map(Span::from_mins),
        (0..=hours * 3_600).prop_map(Span::from_secs)
    ]
}

fn warn_at() -> impl Strategy<Value = Vec<Span>> {
    btree_set(1..=86_400_i64, 0..6)
        .prop_map(|steps| steps.into_iter().rev().map(Span::from_secs).collect())
}

fn name() -> impl Strategy<Value = String> + Clone {
    let any_name = prop_oneof![
        "[\\PC]{1,20}",
        "[A-Za-zàảãáạăâđêôơư \"'\\\\#=\\[\\]{}.]{1,64}"
    ];
    any_name.prop_filter_map("a name has letters", |name| {
        let name: String = name
            .trim()
            .chars()
            .filter(|character| is_harmless(*character))
            .collect();
        let name = name.trim().to_owned();
        (!name.is_empty()).then_some(name)
    })
}

/// Ids of one kind, all different.
fn ids(most: usize) -> impl Strategy<Value = Vec<String>> {
    btree_set("[a-z0-9_-]{1,32}", 0..=most)
        .prop_map(|ids| ids.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

fn activity_id() -> impl Strategy<Value = ActivityId> + Clone {
    prop_oneof![
        select(vec!["games", "video", "social", "learning"]).prop_map(str::to_owned),
        "[a-z0-9_-]{1,32}"
    ]
    .prop_filter("screen is no activity", |id| id != "screen")
    .prop_map(ActivityId)
}

fn parents() -> BoxedStrategy<Vec<Parent>> {
    let role = of(minutes(1, 1_440))
        .prop_map(|a_day| a_day.map_or(ParentRole::Parent, |a_day| ParentRole::Carer { a_day }));
    let one = (name(), 0..3_usize, role);
    ids(3)
        .prop_flat_map(move |ids| {
            let count = ids.len();
            vec(one.clone(), count).prop_map(move |people| {
                let with_ids = ids.iter().zip(people).enumerate();
                with_ids
                    .map(|(index, (id, (name, accounts, role)))| Parent {
                        id: ParentId(id.clone()),
                        name,
                        accounts: (0..accounts)
                            .map(|number| Account(format!("adult{index}-{number}")))
                            .collect(),
                        role,
                    })
                    .collect()
            })
        })
        .boxed()
}

fn children() -> BoxedStrategy<Vec<Child>> {
    // Several children may draw the same login.
    let accounts =
        || subsequence(vec!["an", "binh", "Đỗ Chi", "HOME\\dung", "shared"], 0..=3).prop_shuffle();
    let born = || {
        of((1990..=2030_i16, 1..=12_i8))
            .prop_map(|born| born.map(|(year, month)| YearMonth { year, month }))
    };
    let day_starts = || (0..1_440_u16).prop_map(TimeOfDay);
    let idle_after = || (30..=3_600_i64).prop_map(Span::from_secs);
    let activities = || btree_map(activity_id(), activity_rules(), 0..4);
    let one = move || {
        (
            name(),
            born(),
            accounts(),
            day_starts(),
            idle_after(),
            any::<bool>(),
            screen_rules(),
            activities(),
        )
    };
    (ids(4), 100_000..900_000_u32)
        .prop_flat_map(move |(ids, first_pin)| {
            let count = ids.len();
            vec(one(), count).prop_map(move |people| {
                let with_ids = ids.iter().zip(people).zip(first_pin..);
                with_ids
                    .map(
                        |(
                            (
                                id,
                                (
                                    name,
                                    born,
                                    accounts,
                                    day_starts,
                                    idle_after,
                                    has_pin,
                                    screen,
                                    activities,
                                ),
                            ),
                            pin,
                        )| Child {
                            id: ChildId(id.clone()),
                            name,
                            born,
                            accounts: accounts.into_iter().map(Account::from).collect(),
                            day_starts,
                            idle_after,
                            pin: has_pin.then(|| pin.to_string()),
                            screen,
                            activities,
                        },
                    )
                    .collect()
            })
        })
        .boxed()
}

fn programs() -> BoxedStrategy<Vec<Program>> {
    let way = prop_oneof![
        "/[a-zA-Z0-9 ._/\"\\\\-]{1,30}[a-z]".prop_map(ProgramMatch::Exe),
        "\\*?[a-z.\\\\]{0,9}[a-z]{3}\\*?".prop_map(ProgramMatch::Command),
        "[a-z]{2,3}\\.[a-z]{1,9}\\.[A-Za-z0-9_]{1,9}".prop_map(ProgramMatch::Flatpak),
        "[a-z][a-z0-9-]{0,30}".prop_map(ProgramMatch::Snap),
        any::<u32>().prop_map(ProgramMatch::Steam),
        "[A-Za-z]{3,9}\\*?\\.exe".prop_map(ProgramMatch::WindowsExe),
    ];
    let one = (name(), of(activity_id()), vec(way, 0..5));
    ids(5)
        .prop_flat_map(move |ids| {
            let count = ids.len();
            vec(one.clone(), count).prop_map(move |programs| {
                let with_ids = ids.iter().zip(programs);
                with_ids
                    .map(|(id, (name, activity, matches))| Program {
                        id: ProgramId(id.clone()),
                        name,
                        activity,
                        matches,
                    })
                    .collect()
            })
        })
        .boxed()
}

fn day_kind() -> impl Strategy<Value = DayKind> {
    prop_oneof![
        Just(DayKind::Weekdays),
        Just(DayKind::Weekends),
        weekday().prop_map(DayKind::Day)
    ]
}

/// Any setting of the holidays.
pub fn holidays() -> impl Strategy<Value = Holidays> {
    let tet = (0..=MAX_TET_BEFORE, 1..=MAX_TET_DAYS);
    (day_kind(), tet, of(day_kind())).prop_map(|(treat_as, (tet_before, tet_days), summer)| {
        Holidays {
            region: Region::Vn,
            treat_as,
            tet_before,
            tet_days,
            summer,
        }
    })
}

/// Entries one after the other, so that none share a day.
fn calendar(children: Vec<ChildId>) -> BoxedStrategy<Vec<CalendarEntry>> {
    let own = (of(allowance(24)), of(ranges()), of(ranges()), of(ranges()))
        .prop_map(|(daily, windows, bedtime, free)| DayPlan {
            daily,
            windows,
            bedtime,
            free,
        })
        .prop_filter("a plan says something", |plan| *plan != DayPlan::default());
    let plan = prop_oneof![
        day_kind().prop_map(CalendarPlan::TreatAs),
        own.prop_map(CalendarPlan::Own)
    ];
    let count = children.len();
    let one = (
        name(),
        1..40_i64,
        0..40_i64,
        subsequence(children, 0..=count),
        plan,
    );
    vec(one, 0..5)
        .prop_map(|entries| {
            let mut day = Date::constant(2026, 1, 1);
            let days = |day: Date, days: i64| day.saturating_add(jiff::Span::new().days(days));
            let entry = |(name, gap, length, children, plan)| {
                let from = days(day, gap);
                let to = days(from, length);
                day = to;
                CalendarEntry {
                    name,
                    from,
                    to,
                    children,
                    plan,
                }
            };
            entries.into_iter().map(entry).collect()
        })
        .boxed()
}
