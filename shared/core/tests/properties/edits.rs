//! What people change: grants give, loosening frees, tightening owes a notice.

use crate::family::{Kinds, household, ops};
use crate::machine::{Care, Machine, Op};
use luytre_core::action::{Action, Done};
use luytre_core::event::Event;
use luytre_core::policy::{AtLimit, Household, PerDay};
use luytre_core::time::Span;
use proptest::prelude::*;

/// Nothing where nothing limits is more than any number.
fn longer_or_same(after: Option<Span>, before: Option<Span>) -> bool {
    match (after, before) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(after), Some(before)) => after >= before,
    }
}

fn ejects(actions: &[Action]) -> bool {
    actions.iter().any(|action| {
        matches!(
            action,
            Action::Lock { .. }
                | Action::Logout { .. }
                | Action::Terminate { .. }
                | Action::Kill { .. }
                | Action::PowerOff
        )
    })
}

fn given() -> BoxedStrategy<Op> {
    prop_oneof![
        (0_usize..2, 1_i64..=60, proptest::option::of(Just("games")))
            .prop_map(|(kid, minutes, subject)| Op::Grant(kid, minutes, subject)),
        (0_usize..2, 1_i64..=240).prop_map(|(kid, minutes)| Op::LetIn(kid, minutes)),
        (0_usize..2).prop_map(Op::FreeDay),
        (0_usize..2).prop_map(Op::UnlockNow),
        (0_usize..2).prop_map(Op::FinishMatch),
    ]
    .boxed()
}

fn loosened(house: &Household, more: i64) -> Household {
    let mut house = house.clone();
    let more = Span::from_mins(more);
    for child in &mut house.children {
        let screen = &mut child.screen;
        for day in [
            &mut screen.daily.default,
            &mut screen.daily.weekdays,
            &mut screen.daily.weekends,
        ]
        .into_iter()
        .chain(&mut screen.daily.days)
        .flatten()
        {
            *day += more;
        }
        for allowance in [&mut screen.weekly, &mut screen.monthly]
            .into_iter()
            .flatten()
        {
            *allowance += more;
        }
        screen.windows = PerDay::default();
        screen.bedtime = PerDay::default();
        if let Some(rest) = &mut screen.forced_break {
            rest.after += more;
        }
        for rules in child.activities.values_mut() {
            rules.windows = PerDay::default();
            rules.weekly = rules.weekly.map(|weekly| weekly + more);
        }
    }
    house
}

proptest! {
    #![proptest_config(crate::family::config())]

    /// Fails when a grant counts from below zero, when letting in hides what is left beyond it, and when a free day gets its
    /// wall wrong.
    #[test]
    fn a_grant_never_shortens(house in household(), ops in ops(Kinds::ALL), grant in given()) {
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        machine.send(Event::Tick);
        let kid = match grant {
            Op::Grant(kid, ..) | Op::LetIn(kid, _) | Op::FreeDay(kid) | Op::UnlockNow(kid) | Op::FinishMatch(kid) => kid,
            _ => 0,
        };
        let Some(before) = machine.status(kid) else { return Ok(()) };
        // Letting in anew is the parent's later word about when it ends.
        let let_in_again = matches!(grant, Op::LetIn(..))
            && ops.iter().any(|op| matches!(op, Op::LetIn(other, _) if *other == kid));
        prop_assume!(!let_in_again);
        // What the next day has is not part of what is left of this one.
        if let Op::LetIn(_, minutes) = &grant {
            let end = machine.now + minutes * 60_000;
            prop_assume!(crate::machine::same_day(machine.now, end));
        }
        let Some((by, command)) = machine.order(&grant) else { return Ok(()) };
        let actions = machine.command(by, command);
        let after = machine.status(kid).expect("it was there before");
        prop_assert!(
            longer_or_same(after.screen.left, before.screen.left),
            "{:?} became {:?} by {:?}", before.screen, after.screen, grant
        );
        prop_assert!(before.blocked || !after.blocked);
        prop_assert!(!ejects(&actions), "{actions:?}");
        for (was, is) in before.activities.iter().zip(&after.activities) {
            prop_assert!(longer_or_same(is.meter.left, was.meter.left), "{was:?} became {is:?} by {grant:?}");
        }
    }

    /// Fails when a new household restarts a countdown, or is compared with anything but what was used.
    #[test]
    fn loosening_never_locks(house in household(), ops in ops(Kinds::ALL), more in 0_i64..=60) {
        let mut machine = Machine::new(house.clone(), Care::Plain);
        machine.play(&ops);
        machine.send(Event::Tick);
        let before: Vec<_> = (0..2).map(|kid| machine.status(kid)).collect();
        let from = machine.log.len();
        machine.apply(loosened(&house, more));
        let said: Vec<Action> = machine.log[from..].iter().map(|(_, action)| action.clone()).collect();
        for action in &said {
            // A program of an activity that was not allowed before may have waited behind a locked screen.
            let waited = matches!(action, Action::Terminate { .. } | Action::Kill { .. })
                && before.iter().flatten().any(|child| child.activities.iter().any(|activity| activity.blocked));
            prop_assert!(waited || !ejects(std::slice::from_ref(action)), "{action:?}");
        }
        prop_assert!(
            !said.iter().filter_map(Action::notice).any(|notice| notice.effect == luytre_core::action::Effect::Countdown),
            "{said:?}"
        );
        for (kid, before) in before.into_iter().enumerate() {
            if let (Some(before), Some(after)) = (before, machine.status(kid)) {
                prop_assert!(before.blocked || !after.blocked);
                prop_assert!(longer_or_same(after.screen.left, before.screen.left), "{before:?} became {after:?}");
            }
        }
    }

    /// Fails when an edit is settled like the passing of time.
    #[test]
    fn tightening_ejects_nobody_at_once(
        house in household(),
        tight in household(),
        ops in ops(Kinds { commands: true, troubles: false, oddities: false }),
    ) {
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        machine.send(Event::Tick);
        let count = machine.status(1).map_or(1, |_| 2);
        // As many children as before, with the new rules; the second has the first one's if there is no other.
        let mut children = tight.children;
        children.push(children[0].clone());
        children.truncate(count);
        let shared = machine.engine.household().is_some_and(|house| house.children_of(&"kids".into()).count() > 0);
        let tight = crate::family::made(children, shared);
        // Whoever sits there, allowed, when the rules change.
        let free: Vec<_> = (0..count)
            .filter(|kid| machine.sits_open(*kid) && machine.status(*kid).is_some_and(|child| !child.blocked))
            .map(|kid| machine.child(kid))
            .collect();
        let from = machine.log.len();
        machine.apply(tight);
        for (_, action) in &machine.log[from..] {
            if let Action::Lock { notice: Some(notice), .. } | Action::Logout { notice: Some(notice), .. } = action {
                prop_assert!(!notice.child.as_ref().is_some_and(|child| free.contains(child)), "{action:?}");
            }
        }
    }

    /// Used and left are the allowance and what was given, where a grant covers an overrun first. Fails when a credit is
    /// worth less than its minutes after an overrun, or a negative one more than what is left.
    #[test]
    fn used_and_left_are_allowance_and_grants(
        house in crate::family::daily_only(),
        ops in ops(Kinds { commands: true, troubles: false, oddities: false }),
    ) {
        let mut machine = Machine::new(house, Care::Plain);
        let mut day = None;
        let mut allowance = Span::ZERO;
        let mut free = false;
        for op in &ops {
            machine.send(Event::Tick);
            let before = machine.status(0).expect("it is in the household");
            if day != Some(before.day) {
                day = Some(before.day);
                free = false;
                allowance = before.allowances.daily.expect("every day has one");
                prop_assert_eq!(
                    Some(allowance),
                    machine.engine.household().and_then(|house| house.children[0].screen.daily.default)
                );
            }
            let from = machine.log.len();
            // Waiting would cross a day unseen.
            let minutes = match op {
                Op::Wait(ms) => { machine.wait((*ms).min(600_000)); continue }
                Op::Sleep(_) => continue,
                op => { machine.perform(op); 0 }
            };
            prop_assert_eq!(minutes, 0);
            for (_, action) in &machine.log[from..] {
                if let Action::Reply { result: Ok(Done::Granted { span, .. }), .. } = action
                    && matches!(op, Op::Grant(0, _, None) | Op::FinishMatch(0) | Op::Answer(0, true))
                    && !free
                {
                    let overrun = (before.screen.used - allowance).at_least_zero();
                    allowance += *span + if span.is_positive() { overrun } else { Span::ZERO };
                }
            }
            free |= matches!(op, Op::FreeDay(0));
            let after = machine.status(0).expect("it is in the household");
            if !free {
                let left = after.allowances.daily_left.expect("every day has an allowance");
                prop_assert_eq!(after.allowances.daily, Some(allowance.at_least_zero()));
                prop_assert_eq!(left, (allowance - after.screen.used).at_least_zero());
            }
        }
    }
}

/// Agreement mode has nothing to lock, whatever the rules say.
#[test]
fn an_agreement_only_speaks() {
    let mut runner = proptest::test_runner::TestRunner::new(crate::family::config());
    runner
        .run(
            &(
                household(),
                ops(Kinds {
                    commands: false,
                    troubles: true,
                    oddities: true,
                }),
            ),
            |(mut house, ops)| {
                for child in &mut house.children {
                    child.screen.at_limit = AtLimit::WarnOnly;
                }
                let mut machine = Machine::new(house, Care::Plain);
                machine.play(&ops);
                let done: Vec<Action> = machine
                    .log
                    .iter()
                    .map(|(_, action)| action.clone())
                    .collect();
                prop_assert!(!ejects(&done), "{done:?}");
                Ok(())
            },
        )
        .expect("an agreement never ejects");
}
