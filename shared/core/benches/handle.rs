//! One call of the engine in a busy home: two children logged in, 150 processes, limits on everything.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use luytre_core::Engine;
use luytre_core::event::{
    Actor, CatalogueEntry, Event, Process, ProgramFacts, ProgramKind, Session, SessionState, World,
};
use luytre_core::household;
use luytre_core::id::{Account, BootId, ProcessKey};
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use std::hint::black_box;

const HOUSEHOLD: &str = r#"
[[child]]
id = "an"
accounts = ["an"]
[child.screen]
daily = "8h"
weekly = "40h"
monthly = "150h"
windows = { default = ["06:30-22:00"] }
bedtime = { default = ["22:00-06:30"] }
break = { after = "4h", rest = "10m" }
[child.activity.games]
daily = "6h"
per_program_daily = "5h"
[child.activity.learning]
counts = "exempt"

[[child]]
id = "binh"
accounts = ["binh"]
[child.screen]
daily = "8h"
bedtime = { default = ["22:00-06:30"] }
[child.activity.games]
daily = "6h"
"#;

/// 2 March 2026, 09:00 UTC.
const MORNING: i64 = 1_772_442_000_000;

fn moment(boot: i64) -> Moment {
    Moment {
        boot_id: BootId::from("bench"),
        boot: BootTime(boot),
        suspended: Span::ZERO,
        wall: WallTime(MORNING + boot),
        synchronised: true,
    }
}

fn process(pid: u32) -> Process {
    let account = if pid.is_multiple_of(2) { "an" } else { "binh" };
    // As in a real session: nearly all are parts of the desktop, a few are applications, some are games.
    let kind = match pid % 25 {
        0 => ProgramKind::Activity("games".into()),
        1 | 2 => ProgramKind::Application,
        _ => ProgramKind::Neutral,
    };
    let catalogue = Some(CatalogueEntry {
        id: format!("program-{pid}").as_str().into(),
        kind,
    });
    Process {
        key: ProcessKey {
            pid,
            start_ticks: u64::from(pid),
        },
        account: Account::from(account),
        program: ProgramFacts {
            catalogue,
            ..ProgramFacts::default()
        },
        started: Some(BootTime(0)),
    }
}

fn home() -> Engine {
    let session = |id: &str, account: &str| Session {
        id: id.into(),
        account: account.into(),
        state: SessionState::IN_USE,
        opened: Some(BootTime(0)),
    };
    let mut engine = Engine::new();
    engine.handle(moment(0), Event::Started(World::default()));
    let household = household::parse(HOUSEHOLD).expect("the household is valid");
    engine.handle(
        moment(0),
        Event::HouseholdApplied {
            household: Box::new(household),
            zone: jiff::tz::TimeZone::UTC,
            by: Actor::System,
        },
    );
    engine.handle(moment(0), Event::SessionOpened(session("c1", "an")));
    engine.handle(moment(0), Event::SessionOpened(session("c2", "binh")));
    for pid in 100..250 {
        engine.handle(moment(0), Event::ProcessStarted(process(pid)));
    }
    engine
}

fn handle(criterion: &mut Criterion) {
    let engine = home();
    let mut group = criterion.benchmark_group("handle, 2 children, 150 processes");
    group.bench_function("time passes", |bencher| {
        let mut engine = engine.clone();
        let mut boot = 0;
        bencher.iter(|| {
            boot += 1;
            engine.handle(black_box(moment(boot)), Event::Tick)
        });
    });
    group.bench_function("a program starts and ends", |bencher| {
        let mut engine = engine.clone();
        let mut boot = 0;
        bencher.iter_batched(
            || process(1_001),
            |process| {
                boot += 1;
                let key = process.key;
                engine.handle(moment(boot), Event::ProcessStarted(process));
                engine.handle(moment(boot), Event::ProcessEnded { process: key })
            },
            BatchSize::SmallInput,
        );
    });
    group.bench_function("status", |bencher| {
        bencher.iter(|| black_box(&engine).status());
    });
    group.finish();
}

criterion_group!(benches, handle);
criterion_main!(benches);
