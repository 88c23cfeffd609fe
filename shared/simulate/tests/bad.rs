//! Bad scenario files: each gets a clear error with its line, soon, and never a panic.

use luytre_simulate::{MAX_BYTES, Problem, Scenario, run};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Far more than any of these needs, on the slowest machine that builds this: it catches what grows without bound.
const SOON: Duration = Duration::from_secs(20);

const HEAD: &str = r#"timezone = "Asia/Ho_Chi_Minh"
start = "2026-03-02T15:00:00"
end = "2026-03-02T22:00:00"
policy = """
[[child]]
id = "an"
[child.screen]
daily = "1h"
"""
"#;
/// Line of the first event after [`HEAD`].
const FIRST: usize = 10;

fn parse(text: &str) -> Result<Scenario, Problem> {
    Scenario::parse(text, Path::new("."))
}

/// Line and message of what is wrong with an event.
fn bad_event(event: &str) -> (usize, String) {
    match parse(&format!("{HEAD}[[event]]\n{event}\n")) {
        Err(Problem::Bad { line, message }) => (line, message),
        Err(other) => panic!("{event}: {other}"),
        Ok(_) => panic!("{event} is accepted"),
    }
}

#[test]
fn every_bad_event_is_refused_with_its_line() {
    let at = "at = \"2026-03-02T16:00:00\"\n";
    for (event, word) in [
        ("do = \"login\"\nchild = \"an\"", "at"),
        (&*format!("{at}child = \"an\""), "do"),
        (&*format!("{at}do = \"log in\"\nchild = \"an\""), "log in"),
        (&*format!("{at}do = \"login\""), "child"),
        (&*format!("{at}do = \"login\"\nchild = \"bo\""), "bo"),
        (&*format!("{at}do = \"login\"\nchild = 7"), "string"),
        (
            &*format!("{at}do = \"login\"\nchild = \"an\"\nchilds = 1"),
            "childs",
        ),
        (
            &*format!("{at}do = \"login\"\nchild = \"an\"\nminutes = 5"),
            "minutes",
        ),
        (
            "at = \"2026-02-30T16:00:00\"\ndo = \"suspend\"",
            "2026-02-30",
        ),
        ("at = \"2026-03-02T25:00:00\"\ndo = \"suspend\"", "25:00"),
        ("at = \"16:00\"\ndo = \"suspend\"", "16:00"),
        ("at = \"2026-03-02T14:59:59\"\ndo = \"suspend\"", "outside"),
        ("at = \"2026-03-02T22:00:01\"\ndo = \"suspend\"", "outside"),
        ("at = \"99999-03-02T22:00:01\"\ndo = \"suspend\"", "99999"),
        (&*format!("{at}do = \"grant\"\nchild = \"an\""), "minutes"),
        (
            &*format!("{at}do = \"grant\"\nchild = \"an\"\nminutes = 0"),
            "minutes",
        ),
        (
            &*format!("{at}do = \"grant\"\nchild = \"an\"\nminutes = 1441"),
            "minutes",
        ),
        (
            &*format!("{at}do = \"grant\"\nchild = \"an\"\nminutes = 9223372036854775807"),
            "minutes",
        ),
        (
            &*format!("{at}do = \"grant\"\nchild = \"an\"\nminutes = 1.5"),
            "1.5",
        ),
        (
            &*format!("{at}do = \"grant\"\nchild = \"an\"\nminutes = 5\nuntil = \"17:00\""),
            "one of",
        ),
        (
            &*format!("{at}do = \"grant\"\nchild = \"an\"\nuntil = \"25:00\""),
            "25:00",
        ),
        (
            &*format!("{at}do = \"request\"\nchild = \"an\"\nminutes = -5"),
            "above zero",
        ),
        (&*format!("{at}do = \"request\"\nchild = \"an\""), "minutes"),
        (&*format!("{at}do = \"answer\"\nchild = \"an\""), "approve"),
        (
            &*format!("{at}do = \"answer\"\nchild = \"an\"\napprove = true\nminutes = -5"),
            "above zero",
        ),
        (&*format!("{at}do = \"reboot\"\noff_for = \"-5m\""), "-5m"),
        (&*format!("{at}do = \"reboot\"\noff_for = \"soon\""), "soon"),
        (&*format!("{at}do = \"set_clock\""), "to"),
        (
            &*format!("{at}do = \"set_clock\"\nto = \"2026-13-02T16:00:00\""),
            "2026-13-02",
        ),
        (&*format!("{at}do = \"start\"\nchild = \"an\""), "program"),
        (
            &*format!("{at}do = \"start\"\nchild = \"an\"\nprogram = \"x\"\nexe = \"/x\""),
            "one of",
        ),
        (&*format!("{at}do = \"policy\""), "text"),
    ] {
        let (line, message) = bad_event(event);
        assert!(message.contains(word), "{event}: {message}");
        assert!(
            (FIRST..=FIRST + 5).contains(&line),
            "{event}: line {line}: {message}"
        );
    }
}

#[test]
fn every_bad_file_is_refused_with_its_line() {
    for (text, at, word) in [
        ("", 1, "start"),
        ("\u{0}\u{1}garbage", 1, ""),
        ("timezone = ", 1, ""),
        (
            "start = \"2026-03-02T15:00:00\"\nend = \"2026-03-02T16:00:00\"\n",
            1,
            "policy",
        ),
        (
            "timezone = \"Mars/Olympus\"\nstart = \"2026-03-02T15:00:00\"\nend = \"2026-03-02T16:00:00\"\npolicy = \"\"\n",
            1,
            "time zone",
        ),
        (
            "start = \"2026-03-02T15:00:00\"\nend = \"2026-03-02T15:00:00\"\npolicy = \"\"\n",
            2,
            "after the start",
        ),
        (
            "start = \"2026-03-02T15:00:00\"\nend = \"2036-03-02T15:00:00\"\npolicy = \"\"\n",
            2,
            "five years",
        ),
        (
            "start = \"2026-03-02T15:00:00\"\nend = \"tomorrow\"\npolicy = \"\"\n",
            2,
            "tomorrow",
        ),
        (
            "start = \"2026-03-02T15:00:00\"\nend = \"2026-03-02T16:00:00\"\npolicy = \"\"\npolicy_file = \"x\"\n",
            4,
            "exclude",
        ),
        (
            "start = \"2026-03-02T15:00:00\"\nend = \"2026-03-02T16:00:00\"\npolicy = \"\"\nevents = 1\n",
            4,
            "events",
        ),
    ] {
        match parse(text) {
            Err(Problem::Bad { line, message }) => {
                assert_eq!(line, at, "{text}: {message}");
                assert!(message.contains(word), "{text}: {message}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_bad_policy_names_the_line_it_begins_on_and_every_problem_in_it() {
    let text = HEAD.replace("daily = \"1h\"", "daily = \"1 hour\"\nweakly = \"3h\"");
    match parse(&text) {
        Err(Problem::Policy { line, problems }) => {
            assert_eq!(line, 4);
            assert_eq!(problems.list.len(), 2, "{problems}");
        }
        other => panic!("{other:?}"),
    }
    match parse(&format!(
        "{HEAD}[[event]]\nat = \"2026-03-02T16:00:00\"\ndo = \"policy\"\ntext = \"[[child]]\"\n"
    )) {
        Err(Problem::Policy { line, .. }) => assert!((FIRST..=FIRST + 3).contains(&line)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_not_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("scenario.toml");
    std::fs::write(&file, b"start = \"\xff\xfe\"").expect("it can be written");
    assert!(matches!(
        Scenario::read(&file),
        Err(Problem::NotText { at: 9 })
    ));
    assert!(matches!(
        Scenario::read(&folder.path().join("none.toml")),
        Err(Problem::Read { .. })
    ));
    assert!(matches!(
        Scenario::read(folder.path()),
        Err(Problem::Read { .. })
    ));
    // A gigabyte that takes no room on disk.
    let huge = std::fs::File::create(&file).expect("it can be written");
    huge.set_len(1 << 30).expect("a sparse file");
    let began = Instant::now();
    assert!(matches!(Scenario::read(&file), Err(Problem::TooLarge)));
    assert!(began.elapsed() < SOON);
    // One that just fits is read: what is wrong with it is something else.
    let mut fits = std::fs::File::create(&file).expect("it can be written");
    let comment = vec![b'#'; usize::try_from(MAX_BYTES).expect("it fits an address")];
    fits.write_all(&comment).expect("it can be written");
    assert!(matches!(Scenario::read(&file), Err(Problem::Bad { .. })));
}

#[test]
fn ten_thousand_windows_are_refused_or_merged_soon() {
    let mut windows = String::new();
    for n in 0..10_000 {
        let _ = write!(windows, "\"{:02}:{:02}-24:00\",", n / 60 % 24, n % 60);
    }
    let text = HEAD.replace(
        "daily = \"1h\"",
        &format!("windows = {{ default = [{windows}] }}"),
    );
    let began = Instant::now();
    if let Ok(scenario) = parse(&text) {
        run(&scenario, &mut |_| {});
    }
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[test]
fn a_hundred_thousand_events_are_played_soon() {
    let mut text = HEAD.to_owned();
    for n in 0..100_000_u32 {
        let (hour, minute, second) = (15 + n / 18_000, n / 300 % 60, n / 5 % 60);
        let what = ["login", "lock", "unlock", "idle", "input"][n as usize % 5];
        let _ = write!(
            text,
            "[[event]]\nat = \"2026-03-02T{hour:02}:{minute:02}:{second:02}\"\ndo = \"{what}\"\nchild = \"an\"\n"
        );
    }
    let began = Instant::now();
    let scenario = parse(&text).expect("it is long and right");
    let mut lines = 0;
    run(&scenario, &mut |_| lines += 1);
    assert!(lines >= 2);
    assert!(began.elapsed() < SOON * 3, "{:?}", began.elapsed());
}

/// Everything that can be said twice or out of turn.
#[test]
fn events_that_make_no_sense_change_nothing() {
    let mut text = HEAD.to_owned();
    for (n, event) in [
        "do = \"resume\"",
        "do = \"start_daemon\"",
        "do = \"logout\"\nchild = \"an\"",
        "do = \"unlock\"\nchild = \"an\"",
        "do = \"input\"\nchild = \"an\"",
        "do = \"stop\"\nchild = \"an\"\nprogram = \"minecraft\"",
        "do = \"login\"\nchild = \"an\"",
        "do = \"login\"\nchild = \"an\"",
        "do = \"suspend\"",
        "do = \"suspend\"",
        "do = \"kill_daemon\"",
        "do = \"kill_daemon\"",
        "do = \"login\"\nchild = \"an\"",
        "do = \"grant\"\nchild = \"an\"\nminutes = 5",
        "do = \"resume\"",
        "do = \"reboot\"\noff_for = \"100000h\"",
    ]
    .iter()
    .enumerate()
    {
        let _ = write!(
            text,
            "[[event]]\nat = \"2026-03-02T16:{n:02}:00\"\n{event}\n"
        );
    }
    let scenario = parse(&text).expect("it is odd and right");
    let mut lines = Vec::new();
    run(&scenario, &mut |line| lines.push(line.json(&scenario.zone)));
    let last = lines.last().expect("the end has a summary");
    assert!(last.contains("\"effect\":\"summary\""), "{last}");
    assert!(last.contains("2026-03-02T22:00:00"), "{last}");
}
