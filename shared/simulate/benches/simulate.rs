//! A year of a child's typical days, played through the whole engine: logging in, playing, learning, pausing, being warned
//! and locked, with a bedtime, windows, a weekly allowance and limits on games.

use criterion::{Criterion, criterion_group, criterion_main};
use luytre_simulate::{Scenario, run};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

const POLICY: &str = r#"
[[child]]
id = "an"
[child.screen]
daily = { weekdays = "1h30m", weekends = "3h" }
weekly = "14h"
windows = { weekdays = ["16:00-20:30"], weekends = ["08:00-11:30", "14:00-21:00"] }
bedtime = { default = ["21:00-06:30"] }
break = { after = "45m", rest = "10m" }
[child.activity.games]
daily = { default = "1h" }
[child.activity.learning]
counts = "exempt"
"#;

/// What happens on each day: time of day and the rest of the event.
const DAY: &[(&str, &str)] = &[
    ("16:00:00", r#"do = "login""#),
    ("16:05:00", "do = \"start\"\nprogram = \"minecraft\""),
    ("16:20:00", r#"do = "lock""#),
    ("16:30:00", r#"do = "unlock""#),
    ("17:00:00", "do = \"stop\"\nprogram = \"minecraft\""),
    ("17:00:00", "do = \"start\"\nprogram = \"gcompris\""),
    ("17:30:00", "do = \"stop\"\nprogram = \"gcompris\""),
    ("17:40:00", r#"do = "idle""#),
    ("17:55:00", r#"do = "input""#),
    ("18:30:00", "do = \"start\"\nprogram = \"minecraft\""),
    ("20:00:00", r#"do = "logout""#),
];

fn year() -> Scenario {
    let mut text = format!(
        "timezone = \"Asia/Ho_Chi_Minh\"\nstart = \"2026-01-01T00:00:00\"\nend = \"2027-01-01T00:00:00\"\npolicy = '''{POLICY}'''\n"
    );
    let first = jiff::civil::date(2026, 1, 1);
    for date in first.series(jiff::Span::new().days(1)).take(365) {
        for (time, what) in DAY {
            let _ = write!(
                text,
                "[[event]]\nat = \"{date}T{time}\"\nchild = \"an\"\n{what}\n"
            );
        }
    }
    Scenario::parse(&text, Path::new(".")).expect("the scenario is valid")
}

fn child_year(criterion: &mut Criterion) {
    let year = year();
    let mut group = criterion.benchmark_group("simulate");
    group.sample_size(10);
    group.bench_function("a child's year", |bencher| {
        bencher.iter(|| {
            let mut lines = 0_u32;
            run(black_box(&year), &mut |_| lines += 1);
            lines
        });
    });
    group.finish();
}

criterion_group!(benches, child_year);
criterion_main!(benches);
