//! Random families with limits so small that an afternoon reaches them, and random afternoons.

use crate::machine::Op;
use jiff::tz::TimeZone;
use luytre_core::household::arbitrary;
use luytre_core::policy::{
    ActivityRules, AtLimit, Child, Counts, FinishMatch, ForcedBreak, Household, PerDay,
    ScreenRules, Then, TimeOfDay, TimeRange,
};
use luytre_core::time::Span;
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

/// Programs a child may start: their ids and what they are.
pub(crate) const PROGRAMS: [(&str, Option<&str>); 6] = [
    ("minecraft", Some("games")),
    ("supertuxkart", Some("games")),
    ("vlc", Some("video")),
    ("gcompris", Some("learning")),
    ("discord", Some("social")),
    ("gimp", None),
];

/// Enough cases to find what is common in seconds; `PROPTEST_CASES` asks for more. A case that failed belongs into a test by
/// hand or a scenario, not into a file of seeds.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Berlin's rules without zone data: daylight saving on 29 March and 25 October 2026.
pub(crate) fn zone() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a valid POSIX zone")
}

/// Households of one or two children, with logins of their own or a shared one.
pub(crate) fn household() -> BoxedStrategy<Household> {
    (vec(child(), 1..=2), any::<bool>())
        .prop_map(|(children, shared)| made(children, shared))
        .boxed()
}

/// Households whose only limit is so much a day, all of it locked at its end.
pub(crate) fn daily_only() -> BoxedStrategy<Household> {
    (5_i64..=120)
        .prop_map(|minutes| {
            let mut child = plain_child();
            child.screen.daily = PerDay::all(Span::from_mins(minutes));
            made(vec![child], false)
        })
        .boxed()
}

pub(crate) fn made(children: Vec<Child>, shared: bool) -> Household {
    let children = children
        .into_iter()
        .enumerate()
        .map(|(index, child)| {
            let account = if shared {
                "kids".to_owned()
            } else {
                format!("kid{index}")
            };
            Child {
                id: format!("kid{index}").into(),
                accounts: vec![account.into()],
                pin: None,
                ..child
            }
        })
        .collect();
    Household {
        children,
        ..Household::default()
    }
}

pub(crate) fn plain_child() -> Child {
    Child {
        id: "kid0".into(),
        name: "Kid".to_owned(),
        born: None,
        accounts: Vec::new(),
        day_starts: TimeOfDay(0),
        idle_after: Span::from_mins(5),
        pin: None,
        screen: ScreenRules::default(),
        activities: BTreeMap::new(),
    }
}

fn child() -> BoxedStrategy<Child> {
    let activities = (
        of(activity()),
        of(activity()),
        of(activity()),
        of(activity()),
    );
    (
        prop_oneof![4 => screen(), 1 => arbitrary::screen_rules()],
        activities,
        select(vec![0_u16, 0, 240]),
        1_i64..=15,
    )
        .prop_map(
            |(screen, (games, video, learning, social), day_starts, idle)| {
                let rules = [
                    ("games", games),
                    ("video", video),
                    ("learning", learning),
                    ("social", social),
                ];
                Child {
                    day_starts: TimeOfDay(day_starts),
                    idle_after: Span::from_mins(idle),
                    screen,
                    activities: rules
                        .into_iter()
                        .filter_map(|(id, rules)| Some((id.into(), rules?)))
                        .collect(),
                    ..plain_child()
                }
            },
        )
        .boxed()
}

fn span(longest: i64) -> impl Strategy<Value = Span> {
    (0..=longest).prop_map(Span::from_mins)
}

pub(crate) fn screen() -> BoxedStrategy<ScreenRules> {
    let allowances = (
        weighted(0.7, span(180)),
        weighted(0.3, span(400)),
        weighted(0.2, span(600)),
    );
    let walls = (
        weighted(0.4, ranges()),
        weighted(0.4, ranges()),
        weighted(0.3, ranges()),
    );
    let at_limit = prop_oneof![
        6 => Just(AtLimit::Lock),
        1 => Just(AtLimit::Logout),
        1 => Just(AtLimit::Suspend),
        1 => Just(AtLimit::Shutdown),
        1 => Just(AtLimit::WarnOnly),
    ];
    let then = of(1_i64..=60).prop_map(|after| {
        after.map_or(Then::Stay, |after| Then::Logout {
            after: Span::from_mins(after),
        })
    });
    let forced_break = weighted(0.3, (5_i64..=60, 1_i64..=20));
    let finish = weighted(0.3, (1_u32..=3, 1_i64..=10));
    (allowances, walls, at_limit, then, forced_break, finish)
        .prop_map(
            |((daily, weekly, monthly), (windows, bedtime, free), at_limit, then, rest, finish)| {
                let all =
                    |list: Option<Vec<TimeRange>>| list.map_or_else(PerDay::default, PerDay::all);
                ScreenRules {
                    daily: daily.map_or_else(PerDay::default, PerDay::all),
                    weekly,
                    monthly,
                    windows: all(windows),
                    bedtime: all(bedtime),
                    free: all(free),
                    forced_break: rest.map(|(after, rest)| ForcedBreak {
                        after: Span::from_mins(after),
                        rest: Span::from_mins(rest),
                    }),
                    at_limit,
                    then,
                    finish_match: finish.map(|(times, each)| FinishMatch {
                        times,
                        each: Span::from_mins(each),
                    }),
                    ..ScreenRules::default()
                }
            },
        )
        .boxed()
}

fn ranges() -> BoxedStrategy<Vec<TimeRange>> {
    vec((0_u16..1_440, 1_u16..=1_440), 1..=3)
        .prop_map(|list| {
            list.into_iter()
                .map(|(from, to)| TimeRange {
                    from: TimeOfDay(from),
                    to: TimeOfDay(to),
                })
                .collect()
        })
        .boxed()
}

fn activity() -> BoxedStrategy<ActivityRules> {
    (
        prop_oneof![4 => Just(Counts::Counted), 1 => Just(Counts::Exempt), 1 => Just(Counts::Blocked)],
        weighted(0.6, span(90)),
        weighted(0.3, span(200)),
        weighted(0.4, span(60)),
        weighted(0.3, ranges()),
        weighted(0.4, span(40)),
    )
        .prop_map(|(counts, daily, weekly, per_program, windows, rest_every)| ActivityRules {
            counts,
            daily: daily.map_or_else(PerDay::default, PerDay::all),
            weekly,
            per_program_daily: per_program.map_or_else(PerDay::default, PerDay::all),
            windows: windows.map_or_else(PerDay::default, PerDay::all),
            rest_every,
        })
        .boxed()
}

/// Which kinds of happenings an afternoon has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kinds {
    /// Parents give, take, lock and answer.
    pub(crate) commands: bool,
    /// Clocks are set, machines restarted, agents killed.
    pub(crate) troubles: bool,
    /// Claims of sessions are contradicted, logins without a child appear.
    pub(crate) oddities: bool,
}

impl Kinds {
    pub(crate) const ALL: Self = Self {
        commands: true,
        troubles: true,
        oddities: true,
    };
}

/// A random afternoon.
pub(crate) fn ops(kinds: Kinds) -> BoxedStrategy<Vec<Op>> {
    let kid = 0_usize..2;
    let program = 0_usize..PROGRAMS.len();
    // Seconds, often long enough for something to run out.
    let wait = prop_oneof![
        3 => 1_i64..=90,
        4 => 60_i64..=3_600,
        1 => 3_600_i64..=30_000,
    ]
    .prop_map(|s| Op::Wait(s * 1_000));
    let odd_wait = (1_i64..=120_000).prop_map(Op::Wait);
    let people = prop_oneof![
        4 => kid.clone().prop_map(Op::Login),
        1 => kid.clone().prop_map(Op::Logout),
        1 => kid.clone().prop_map(Op::Lock),
        2 => kid.clone().prop_map(Op::Unlock),
        1 => kid.clone().prop_map(Op::Away),
        1 => kid.clone().prop_map(Op::Back),
        2 => (kid.clone(), any::<bool>()).prop_map(|(kid, media)| Op::Idle(kid, media)),
        2 => kid.clone().prop_map(Op::Input),
        4 => (kid.clone(), program.clone()).prop_map(|(kid, program)| Op::Start(kid, program)),
        2 => (kid.clone(), program).prop_map(|(kid, program)| Op::Stop(kid, program)),
        1 => (1_i64..=7_200_000).prop_map(Op::Sleep),
    ];
    let subject = of(select(vec!["games", "video", "nothing"]));
    let commands = prop_oneof![
        3 => (kid.clone(), -60_i64..=60, subject.clone()).prop_map(|(kid, m, s)| Op::Grant(kid, m, s)),
        1 => (kid.clone(), 1_i64..=240).prop_map(|(kid, m)| Op::LetIn(kid, m)),
        1 => kid.clone().prop_map(Op::FreeDay),
        1 => (kid.clone(), of(1_i64..=120)).prop_map(|(kid, m)| Op::LockNow(kid, m)),
        1 => kid.clone().prop_map(Op::UnlockNow),
        1 => (kid.clone(), 1_i64..=60, subject).prop_map(|(kid, m, s)| Op::Ask(kid, m, s)),
        1 => (kid.clone(), any::<bool>()).prop_map(|(kid, yes)| Op::Answer(kid, yes)),
        1 => kid.clone().prop_map(Op::FinishMatch),
    ];
    let troubles = prop_oneof![
        2 => (-200_000_i64..=200_000).prop_map(Op::SetClock),
        2 => Just(Op::Synchronise),
        2 => (1_i64..=3_600_000).prop_map(Op::Killed),
        1 => (0_i64..=7_200_000).prop_map(Op::Reboot),
        1 => Just(Op::ConfirmClock),
    ];
    let oddities = prop_oneof![
        (kid.clone(), 0_i64..=60).prop_map(|(kid, ago)| Op::Contradict(kid, ago)),
        kid.clone().prop_map(Op::Agree),
        kid.prop_map(Op::CannotTell),
    ];
    let one = prop_oneof![
        6 => wait,
        1 => odd_wait,
        8 => people,
        if kinds.commands { 3 } else { 0 } => commands,
        if kinds.troubles { 2 } else { 0 } => troubles,
        if kinds.oddities { 1 } else { 0 } => oddities,
    ];
    vec(one, 1..60).boxed()
}
