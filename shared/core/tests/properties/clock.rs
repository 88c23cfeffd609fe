//! Clocks, kills and restarts: none of them buys time.

use crate::family::daily_only;
use crate::machine::{Care, Machine, Op, start_time};
use luytre_core::event::Event;
use luytre_core::policy::{Household, Weekday};
use luytre_core::time::Span;
use proptest::collection::vec;
use proptest::prelude::*;

const TOLERANCE: Span = Span::from_mins(1);

fn ops(farthest_forward: i64) -> BoxedStrategy<Vec<Op>> {
    let one = prop_oneof![
        4 => (1_i64..=3_600_000).prop_map(Op::Wait),
        3 => Just(Op::Login(0)),
        3 => Just(Op::Unlock(0)),
        1 => Just(Op::Lock(0)),
        2 => (-400_000_i64..=farthest_forward).prop_map(Op::SetClock),
        1 => Just(Op::Synchronise),
        2 => (1_i64..=3_600_000).prop_map(Op::Killed),
        1 => (0_i64..=7_200_000).prop_map(Op::Reboot),
        1 => (1_i64..=7_200_000).prop_map(Op::Sleep),
    ];
    vec(one, 1..50).boxed()
}

fn allowance(house: &Household) -> Span {
    *house.children[0]
        .screen
        .daily
        .on(Weekday::Monday)
        .expect("these households have one")
}

/// Nobody sits at an open session on a day whose allowance and tolerance are used up.
fn check_kept(machine: &mut Machine, allowance: Span) -> Result<(), TestCaseError> {
    machine.send(Event::Tick);
    let status = machine.status(0).expect("the child is in the household");
    if machine.sits_open(0) {
        prop_assert!(
            status.screen.used <= allowance + TOLERANCE,
            "{:?} used of {allowance:?}",
            status.screen.used
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::family::config())]

    /// A clock set back, or set forward within one boot. Fails when an unconfirmed jump is followed, when the gap of a dead
    /// agent is not counted, and when a restart forgets the tolerance that was had.
    #[test]
    fn no_clock_kill_or_restart_buys_time(house in daily_only(), ops in ops(400_000)) {
        let allowance = allowance(&house);
        let mut machine = Machine::new(house, Care::Plain);
        let mut forward = false;
        for op in &ops {
            match op {
                Op::SetClock(seconds) => forward = *seconds > 0,
                Op::Synchronise => forward = false,
                // The next property has those.
                Op::Reboot(_) if forward => continue,
                _ => {}
            }
            machine.perform(op);
            check_kept(&mut machine, allowance)?;
            let counted: i64 = machine.days(0).values().sum();
            prop_assert_eq!(counted, machine.truth(0), "after {:?}", op);
            // Trusted time is never ahead of the truth, so no day can be had early.
            let trusted = machine.engine.trusted_now().expect("it has started");
            prop_assert!(trusted.0 <= machine.now, "ahead by {} ms", trusted.0 - machine.now);
        }
    }

    /// With a hardware clock set forward before restarts a new day begins, unconfirmed. Once the truth is known everything
    /// used is charged to true days, and no minute is lost. Fails when `correct_dates` drops what an earlier boot counted, or
    /// moves it before the day that it was used on.
    #[test]
    fn a_wrong_date_is_put_right(house in daily_only(), ops in ops(400_000)) {
        let allowance = allowance(&house);
        let mut machine = Machine::new(house, Care::Plain);
        machine.play(&ops);
        machine.perform(&Op::Synchronise);
        let counted: i64 = machine.days(0).values().sum();
        prop_assert_eq!(counted, machine.truth(0));
        let date = |ms: i64| {
            let stamp = jiff::Timestamp::from_millisecond(ms).expect("a time in this century");
            crate::family::zone().to_datetime(stamp).date().to_string()
        };
        let (first, last) = (date(start_time()), date(machine.now));
        for (day, used) in machine.days(0) {
            prop_assert!(
                used == 0 || (first <= day && day <= last),
                "{used} ms on {day}, which is not from {first} to {last}"
            );
        }
        // Whoever used more than the day has is locked after a minute's notice.
        machine.wait(61_000);
        let used_up = machine.status(0).expect("it is in the household").screen.used;
        prop_assert!(!machine.sits_open(0) || used_up < allowance + TOLERANCE);
    }
}
