//! What a change means for a child.

use super::FULL;
use luytre_core::household::{self, Direction};

#[test]
fn changes_say_what_they_mean_for_the_child() {
    let before = household::parse(FULL).expect("good");
    let changed = |from: &str, to: &str| {
        assert!(FULL.contains(from), "{from}");
        let after = household::parse(&FULL.replacen(from, to, 1)).expect("still good");
        let mut changes = household::diff(&before, &after);
        assert_eq!(changes.len(), 1, "{changes:?}");
        let change = changes.remove(0);
        (
            change.path,
            change.before.unwrap_or_default(),
            change.after.unwrap_or_default(),
            change.direction,
        )
    };
    let expect = |path: &str, before: &str, after: &str, direction| {
        (
            path.to_owned(),
            before.to_owned(),
            after.to_owned(),
            direction,
        )
    };
    use Direction::{Loosens, Mixed, Neutral, Tightens};
    assert_eq!(
        changed(
            "weekdays = \"1h30m\", weekends = \"3h\"",
            "weekdays = \"1h\", weekends = \"3h\""
        ),
        expect("child.an.screen.daily.weekdays", "1h30m", "1h", Tightens)
    );
    assert_eq!(
        changed(
            "weekends = \"3h\" }",
            "weekends = \"3h\", sunday = \"4h\" }"
        ),
        expect("child.an.screen.daily.sunday", "3h", "4h", Loosens)
    );
    assert_eq!(
        changed("weekly = \"12h\"\n", ""),
        expect("child.an.screen.weekly", "12h", "", Loosens)
    );
    assert_eq!(
        changed("[\"16:00-20:30\"]", "[\"16:00-19:30\"]"),
        expect(
            "child.an.screen.windows.weekdays",
            "16:00-20:30",
            "16:00-19:30",
            Tightens
        )
    );
    assert_eq!(
        changed("[\"16:00-20:30\"]", "[\"15:00-19:30\"]"),
        expect(
            "child.an.screen.windows.weekdays",
            "16:00-20:30",
            "15:00-19:30",
            Mixed
        )
    );
    assert_eq!(
        changed("[\"21:00-06:30\"]", "[\"21:00-07:00\"]"),
        expect(
            "child.an.screen.bedtime",
            "21:00-06:30",
            "21:00-07:00",
            Tightens
        )
    );
    assert_eq!(
        changed("rest = \"10m\"", "rest = \"15m\""),
        expect("child.an.screen.break", "45m / 10m", "45m / 15m", Tightens)
    );
    assert_eq!(
        changed("\"lock\"", "\"warn_only\""),
        expect("child.an.screen.at_limit", "lock", "warn_only", Loosens)
    );
    assert_eq!(
        changed("idle_after = \"5m\"", "idle_after = \"10m\""),
        expect("child.an.idle_after", "5m", "10m", Tightens)
    );
    assert_eq!(
        changed("counts = \"blocked\"", "counts = \"counted\""),
        expect(
            "child.an.activity.social.counts",
            "blocked",
            "counted",
            Loosens
        )
    );
    assert_eq!(
        changed("[\"an\", \"shared\"]", "[\"an\"]"),
        expect(
            "child.an.accounts",
            "[\"an\", \"shared\"]",
            "[\"an\"]",
            Loosens
        )
    );
    assert_eq!(
        changed("carer_minutes = 20", "carer_minutes = 60"),
        expect("parent.ba-noi.role", "carer, 20m", "carer, 1h", Loosens)
    );
    assert_eq!(
        changed("\"2468\"", "\"8642\""),
        expect("child.an.pin", "****", "****", Neutral)
    );
}

#[test]
fn a_rule_written_otherwise_is_a_change_only_for_the_calendar() {
    let household = |daily: &str| {
        let text = format!("[[child]]\nid = \"an\"\n[child.screen]\ndaily = {daily}\n");
        household::parse(&text).expect("good")
    };
    let changed = |before: &str, after: &str| {
        let changes = household::diff(&household(before), &household(after));
        let [change] = changes.as_slice() else {
            panic!("one change, not {changes:?}")
        };
        (change.path.clone(), change.direction)
    };
    let path = "child.an.screen.daily".to_owned();
    let short = r#"{ weekdays = "1h", weekends = "1h" }"#;
    assert_eq!(changed("\"1h\"", short), (path.clone(), Direction::Neutral));
    // No weekday is left to which the short form applies, but a holiday may be treated as one.
    let days = r#"monday = "1h", tuesday = "1h", wednesday = "1h", thursday = "1h", friday = "1h""#;
    let before = format!("{{ weekdays = \"1h\", {days} }}");
    let after = format!("{{ weekdays = \"2h\", {days} }}");
    assert_eq!(changed(&before, &after), (path, Direction::Mixed));
}
