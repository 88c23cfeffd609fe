//! Counting: what is counted is what was used, however often anybody looks.

use crate::family::{Kinds, daily_only, household, made, ops, plain_child};
use crate::machine::{Care, Machine, Op};
use luytre_core::action::Reason;
use luytre_core::event::Event;
use luytre_core::policy::ActivityRules;
use luytre_core::time::Span;
use proptest::collection::vec;
use proptest::prelude::*;

/// Afternoons of one child whose true use is easy to know: always in front, nothing played, nothing contradicted.
pub(crate) fn plain_ops() -> BoxedStrategy<Vec<Op>> {
    let one = prop_oneof![
        4 => (1_i64..=1_800_000).prop_map(Op::Wait),
        3 => Just(Op::Login(0)),
        1 => Just(Op::Logout(0)),
        2 => Just(Op::Lock(0)),
        3 => Just(Op::Unlock(0)),
        2 => Just(Op::Idle(0, false)),
        2 => Just(Op::Input(0)),
        1 => (1_i64..=3_600_000).prop_map(Op::Sleep),
    ];
    vec(one, 1..50).boxed()
}

/// Days of one child who plays, in front or not, and an agent that is killed now and then.
fn playing() -> BoxedStrategy<Vec<Op>> {
    let one = prop_oneof![
        6 => (1_i64..=3_000_000).prop_map(Op::Wait),
        3 => Just(Op::Login(0)),
        1 => Just(Op::Lock(0)),
        3 => Just(Op::Unlock(0)),
        4 => (0_usize..2).prop_map(|game| Op::Start(0, game)),
        1 => (0_usize..2).prop_map(|game| Op::Stop(0, game)),
        1 => Just(Op::Killed(0)),
    ];
    vec(one, 1..60).boxed()
}

proptest! {
    #![proptest_config(crate::family::config())]

    /// Fails when a rest is said at every look, again after a restart, or when the one at the very step is lost.
    #[test]
    fn a_rest_is_said_once_for_each_length_used(minutes in 5_i64..=60, ops in playing()) {
        let every = Span::from_mins(minutes);
        let mut child = plain_child();
        // Nobody goes idle here.
        child.idle_after = Span::from_hours(24 * 365);
        let rules = ActivityRules { rest_every: Some(every), ..ActivityRules::default() };
        child.activities.insert("games".into(), rules);
        let mut machine = Machine::new(made(vec![child], false), Care::Plain);
        for op in &ops {
            machine.perform(op);
            machine.send(Event::Tick);
            let state = serde_json::to_value(machine.engine.save()).expect("plain data");
            let days = &state["children"]["kid0"]["days"]["days"];
            let due: i64 = days
                .as_object()
                .into_iter()
                .flat_map(|days| days.values())
                .filter_map(|day| day["activities"]["games"].as_i64())
                .map(|used| used / every.as_millis())
                .sum();
            let said = machine
                .log
                .iter()
                .filter_map(|(_, action)| action.notice())
                .filter(|notice| matches!(notice.reason, Some(Reason::Rest { .. })))
                .count();
            // Nothing ends here, so no word gives way to another.
            prop_assert_eq!(i64::try_from(said).expect("few"), due, "after {:?}", op);
        }
    }

    /// Fails when `turn_idle` does not take back, when sleep is charged, or when a pass is cut one millisecond short.
    #[test]
    fn what_is_counted_is_what_was_used(house in daily_only(), ops in plain_ops()) {
        let mut machine = Machine::new(house, Care::Plain);
        for op in &ops {
            machine.perform(op);
            machine.send(Event::Tick);
            let counted: i64 = machine.days(0).values().sum();
            prop_assert_eq!(counted, machine.truth(0), "after {:?}", op);
        }
    }

    /// Fails when a stretch is charged in whole seconds, and when a warning is told at every look.
    #[test]
    fn looking_more_often_changes_nothing(
        house in household(),
        ops in ops(Kinds::ALL),
        step in 700_i64..=400_000,
    ) {
        let mut plain = Machine::new(house.clone(), Care::Plain);
        plain.play(&ops);
        let mut restless = Machine::new(house, Care::Ticks(step));
        restless.play(&ops);
        prop_assert_eq!(&plain.log, &restless.log);
        for machine in [&mut plain, &mut restless] {
            machine.send(Event::Tick);
        }
        prop_assert_eq!(plain.days(0), restless.days(0));
        prop_assert_eq!(plain.days(1), restless.days(1));
        prop_assert_eq!(plain.engine.totals_today(), restless.engine.totals_today());
    }

    /// Fails when any decision depends on the order of a hash, on an address, or on a clock of its own.
    #[test]
    fn the_same_events_give_the_same_actions(house in household(), ops in ops(Kinds::ALL)) {
        let play = || {
            let mut machine = Machine::new(house.clone(), Care::Plain);
            machine.play(&ops);
            (machine.log, machine.engine.save())
        };
        prop_assert_eq!(play(), play());
    }

    /// Fails when `DayAccount::add` lets a counter go below zero, and when something is taken back twice.
    #[test]
    fn use_is_never_negative(house in household(), ops in ops(Kinds::ALL)) {
        let mut machine = Machine::new(house, Care::Plain);
        for op in &ops {
            machine.perform(op);
            for totals in machine.engine.totals_today() {
                prop_assert!(!totals.screen.is_negative());
                prop_assert!(totals.activities.iter().all(|(_, span)| !span.is_negative()));
                prop_assert!(totals.programs.iter().all(|(_, span)| !span.is_negative()));
                prop_assert!(totals.left.is_none_or(|left| !left.is_negative()));
                prop_assert!(totals.activities_left.iter().all(|(_, span)| !span.is_negative()));
            }
            for kid in 0..2 {
                prop_assert!(machine.days(kid).values().all(|screen| *screen >= 0));
            }
        }
    }

    /// Fails when `crosses` forgets what was told, or when a countdown and two warnings come together.
    #[test]
    fn never_more_than_two_words_at_an_instant(house in household(), ops in ops(Kinds::ALL)) {
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        prop_assert!(machine.most_words <= 2, "{} words at once: {:?}", machine.most_words, machine.log);
    }
}

/// A negative balance of a counter cannot hide behind the properties above: the smallest case, by hand.
#[test]
fn an_idle_stretch_is_taken_back_once() {
    let mut machine = Machine::new(made(vec![plain_child()], false), Care::Plain);
    machine.play(&[
        Op::Login(0),
        Op::Wait(600_000),
        Op::Idle(0, false),
        Op::Wait(301_000),
        Op::Wait(301_000),
        Op::Input(0),
        Op::Wait(60_000),
    ]);
    machine.send(Event::Tick);
    assert_eq!(machine.days(0).values().sum::<i64>(), 660_000);
}

/// The last input lies before the film; what ends the use is the end of the film.
#[test]
fn a_film_that_ends_is_not_taken_back() {
    let mut machine = Machine::new(made(vec![plain_child()], false), Care::Plain);
    machine.play(&[
        Op::Login(0),
        Op::Wait(600_000),
        Op::Idle(0, true),
        Op::Wait(2_400_000),
        Op::Idle(0, false),
        Op::Wait(900_000),
        Op::Input(0),
    ]);
    machine.send(Event::Tick);
    assert_eq!(machine.days(0).values().sum::<i64>(), 3_000_000);
}
