//! Events in any order, with anything in them: no panic, and always a deadline that lies ahead.

use crate::family::zone;
use luytre_core::Engine;
use luytre_core::event::{
    Actor, CatalogueEntry, Command, Event, Finding, IssueState, Process, ProgramFacts, ProgramKind,
    Session, SessionState, StoreRecovery, Subject, Ticket, World,
};
use luytre_core::health::HealthCode;
use luytre_core::household::arbitrary;
use luytre_core::id::ProcessKey;
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

fn name() -> BoxedStrategy<String> {
    select(vec!["a", "b", "kid0", "games", ""])
        .prop_map(str::to_owned)
        .boxed()
}

fn boot() -> BoxedStrategy<BootTime> {
    prop_oneof![
        4 => 0_i64..=100_000_000,
        1 => any::<i64>(),
    ]
    .prop_map(BootTime)
    .boxed()
}

fn span() -> BoxedStrategy<Span> {
    prop_oneof![4 => -100_000_000_i64..=100_000_000, 1 => any::<i64>()]
        .prop_map(Span::from_millis)
        .boxed()
}

fn state() -> BoxedStrategy<SessionState> {
    (any::<bool>(), any::<bool>(), of(boot()), any::<bool>())
        .prop_map(|(in_front, locked, no_input_since, media)| SessionState {
            in_front,
            locked,
            no_input_since,
            media,
        })
        .boxed()
}

fn session() -> BoxedStrategy<Session> {
    (name(), name(), state(), of(boot()))
        .prop_map(|(id, account, state, opened)| Session {
            id: id.into(),
            account: account.into(),
            state,
            opened,
        })
        .boxed()
}

fn process() -> BoxedStrategy<Process> {
    let kind = prop_oneof![
        name().prop_map(|id| ProgramKind::Activity(id.into())),
        Just(ProgramKind::Application),
        Just(ProgramKind::Neutral),
    ];
    let catalogue = of((name(), kind)).prop_map(|entry| {
        entry.map(|(id, kind)| CatalogueEntry {
            id: id.into(),
            kind,
        })
    });
    (
        0_u32..5,
        0_u64..3,
        name(),
        of(name()),
        of(name()),
        catalogue,
        of(boot()),
    )
        .prop_map(
            |(pid, start_ticks, account, exe, command, catalogue, started)| Process {
                key: ProcessKey { pid, start_ticks },
                account: account.into(),
                program: ProgramFacts {
                    exe,
                    command,
                    catalogue,
                    ..ProgramFacts::default()
                },
                started,
            },
        )
        .boxed()
}

fn command() -> BoxedStrategy<Command> {
    let subject = prop_oneof![
        Just(Subject::Screen),
        name().prop_map(|id| Subject::Activity(id.into())),
        name().prop_map(|id| Subject::Program(id.into())),
    ];
    let wall = any::<i64>().prop_map(WallTime);
    prop_oneof![
        (name(), span(), subject.clone()).prop_map(|(child, span, subject)| {
            Command::GrantMinutes {
                child: child.into(),
                span,
                subject,
            }
        }),
        (name(), wall.clone()).prop_map(|(child, until)| Command::LetIn {
            child: child.into(),
            until
        }),
        name().prop_map(|child| Command::FreeDay {
            child: child.into()
        }),
        (name(), of(wall)).prop_map(|(child, until)| Command::LockNow {
            child: child.into(),
            until
        }),
        name().prop_map(|child| Command::UnlockNow {
            child: child.into()
        }),
        (name(), span(), subject, name()).prop_map(|(child, span, subject, why)| Command::Ask {
            child: child.into(),
            span,
            subject,
            why
        }),
        (name(), any::<bool>(), of(span())).prop_map(|(child, approve, span)| Command::Answer {
            child: child.into(),
            approve,
            span
        }),
        name().prop_map(|child| Command::FinishMatch {
            child: child.into()
        }),
        (name(), name(), of(name())).prop_map(|(session, child, pin)| Command::ChooseProfile {
            session: session.into(),
            child: child.into(),
            pin
        }),
        Just(Command::ConfirmClock),
    ]
    .boxed()
}

fn event() -> BoxedStrategy<Event> {
    let finding = prop_oneof![
        Just(Finding::Agrees),
        Just(Finding::CannotTell),
        boot().prop_map(Finding::InUseSince),
        boot().prop_map(Finding::InputSince),
    ];
    let key = (0_u32..5, 0_u64..3).prop_map(|(pid, start_ticks)| ProcessKey { pid, start_ticks });
    let actor = prop_oneof![
        Just(Actor::System),
        Just(Actor::Agent),
        name().prop_map(|id| Actor::Parent(id.into())),
        name().prop_map(|id| Actor::Child(id.into())),
    ];
    prop_oneof![
        3 => Just(Event::Tick),
        1 => (vec(session(), 0..3), vec(process(), 0..3))
            .prop_map(|(sessions, processes)| Event::Started(World { sessions, processes })),
        1 => Just(Event::Stopping),
        1 => arbitrary::household().prop_map(|household| Event::HouseholdApplied {
            household: Box::new(household),
            zone: zone(),
            by: Actor::System
        }),
        1 => select(vec![StoreRecovery::FromCopy, StoreRecovery::Nothing]).prop_map(Event::StoreBroken),
        3 => session().prop_map(Event::SessionOpened),
        3 => (name(), state()).prop_map(|(session, state)| Event::SessionChanged { session: session.into(), state }),
        1 => name().prop_map(|session| Event::SessionClosed { session: session.into() }),
        2 => (name(), finding).prop_map(|(session, finding)| Event::Evidence { session: session.into(), finding }),
        3 => process().prop_map(Event::ProcessStarted),
        1 => key.prop_map(|process| Event::ProcessEnded { process }),
        1 => name().prop_map(|account| Event::LoginAsked { ticket: Ticket(1), account: account.into() }),
        1 => process().prop_map(|process| Event::ExecAsked { ticket: Ticket(2), process }),
        1 => (of(name()), any::<bool>()).prop_map(|(about, here)| Event::Issue {
            code: HealthCode::CannotEnforce,
            about,
            state: if here { IssueState::Present } else { IssueState::Gone }
        }),
        4 => (actor, command()).prop_map(|(by, command)| Event::Command { ticket: Ticket(3), by, command }),
    ]
    .boxed()
}

fn moment() -> BoxedStrategy<Moment> {
    let wall = prop_oneof![
        6 => 1_774_000_000_000_i64..=1_775_000_000_000,
        1 => any::<i64>(),
    ];
    (0_u8..3, boot(), span(), wall, any::<bool>())
        .prop_map(|(boot_id, boot, suspended, wall, synchronised)| Moment {
            boot_id: format!("b{boot_id}").into(),
            boot,
            suspended,
            wall: WallTime(wall),
            synchronised,
        })
        .boxed()
}

/// Names of a random household replaced by those that events speak of, so that they meet.
fn meeting(mut event: Event) -> Event {
    if let Event::HouseholdApplied { household, .. } = &mut event {
        for (index, child) in household.children.iter_mut().enumerate() {
            if index == 0 {
                child.id = "kid0".into();
            }
            child.accounts = vec![if index % 2 == 0 { "a" } else { "b" }.into()];
        }
    }
    event
}

proptest! {
    #![proptest_config(crate::family::config())]

    /// Fails when anything is indexed, subtracted or unwrapped on trust: boot times run backwards here, names are unknown,
    /// numbers are as large as they get.
    #[test]
    fn nothing_that_happens_is_too_much(
        first in arbitrary::household(),
        events in vec((moment(), event()), 1..40),
    ) {
        let mut engine = Engine::new();
        let start = Moment {
            boot_id: "b0".into(),
            boot: BootTime(0),
            suspended: Span::ZERO,
            wall: WallTime(1_774_000_000_000),
            synchronised: true,
        };
        engine.handle(start.clone(), Event::Started(World::default()));
        let applied = Event::HouseholdApplied { household: Box::new(first), zone: zone(), by: Actor::System };
        engine.handle(start, meeting(applied));
        for (moment, event) in events {
            let boot = moment.boot;
            engine.handle(moment, meeting(event));
            if let Some(deadline) = engine.next_deadline() {
                prop_assert!(deadline.at > boot || boot.0 > 100_000_000);
            }
            let status = engine.status();
            prop_assert!(status.children.iter().all(|child| !child.screen.used.is_negative()));
            prop_assert!(engine.totals_today().iter().all(|day| !day.screen.is_negative()));
        }
    }
}
