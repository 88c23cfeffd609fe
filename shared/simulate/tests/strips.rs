//! Strips show what was charged and what the rules said, and drawing them changes nothing.

use luytre_core::time::Span;
use luytre_simulate::{CELL, Cell, Rule, Scenario, run, run_with_strips};
use std::path::Path;

const DAY: &str = r#"
timezone = "Asia/Ho_Chi_Minh"
start = "2026-03-02T15:00:00"
end = "2026-03-02T22:00:00"
policy = """
[[child]]
id = "an"
[child.screen]
daily = "30m"
bedtime = { default = ["21:00-06:30"] }
"""
[[event]]
at = "2026-03-02T16:10:00"
do = "login"
child = "an"
"#;

fn cells(text: &str) -> Vec<Cell> {
    let scenario = Scenario::parse(text, Path::new(".")).expect("it is valid");
    let strips = run_with_strips(&scenario, &mut |_| {});
    strips.into_iter().flat_map(|strip| strip.cells).collect()
}

fn minutes(cells: &[Cell]) -> Vec<i64> {
    cells.iter().map(|cell| cell.used.as_mins()).collect()
}

#[test]
fn a_day_is_used_blocked_and_slept() {
    let cells = cells(DAY);
    assert_eq!(cells.len(), 28);
    assert_eq!(minutes(&cells[..8]), [0, 0, 0, 0, 5, 15, 11, 0]);
    let rules: Vec<Rule> = cells.iter().map(|cell| cell.rule).collect();
    assert!(rules[..7].iter().all(|rule| *rule == Rule::Allowed));
    assert!(rules[7..24].iter().all(|rule| *rule == Rule::Blocked));
    assert!(rules[24..].iter().all(|rule| *rule == Rule::Bedtime));
}

#[test]
fn a_pause_is_taken_out_of_the_quarters_it_lay_in() {
    let text = DAY.replace("daily = \"30m\"\n", "")
        + "[[event]]\nat = \"2026-03-02T16:28:00\"\ndo = \"idle\"\nchild = \"an\"\n";
    assert_eq!(minutes(&cells(&text)[4..8]), [5, 13, 0, 0]);
}

#[test]
fn the_gap_of_a_dead_agent_fills_the_quarters_it_lay_in() {
    let text = DAY.replace("daily = \"30m\"\n", "")
        + "[[event]]\nat = \"2026-03-02T16:15:00\"\ndo = \"kill_daemon\"\n\
           [[event]]\nat = \"2026-03-02T17:10:00\"\ndo = \"start_daemon\"\n";
    assert_eq!(minutes(&cells(&text)[4..10]), [5, 15, 15, 15, 15, 15]);
}

/// Fails when a look at a quarter of an hour makes the engine say, forget or charge anything.
#[test]
fn drawing_changes_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let mut stories = 0;
    for entry in std::fs::read_dir(folder).expect("the stories are there") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        stories += 1;
        let scenario = Scenario::read(&path).expect("it is valid");
        let mut plain = Vec::new();
        run(&scenario, &mut |line| plain.push(line));
        let mut drawn = Vec::new();
        let strips = run_with_strips(&scenario, &mut |line| drawn.push(line));
        assert_eq!(plain, drawn, "{}", path.display());
        for strip in strips {
            assert!(!strip.cells.is_empty());
            assert!(
                strip
                    .cells
                    .iter()
                    .all(|cell| cell.used >= Span::ZERO && cell.used <= CELL)
            );
            assert!(
                strip
                    .cells
                    .windows(2)
                    .all(|pair| pair[0].from < pair[1].from)
            );
        }
    }
    assert!(stories > 100, "only {stories} stories");
}
