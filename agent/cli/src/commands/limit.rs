//! `luytre limit`: changes a child's limits and leaves the rest of the household as it is.

use super::change::{Proposal, current, position, propose, written};
use crate::app::App;
use crate::args::{Days, DurationRules, LimitArgs, RangeRules, Rule};
use crate::failure::{Exit, Failure};
use luytre_core::id::ActivityId;
use luytre_core::policy::{Child, Counts, ForcedBreak, PerDay};
use luytre_protocol::ApplyMode;

pub(super) fn limit(app: &mut App, args: &LimitArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let (mut household, version) = current(app, &mut agent)?;
    let position = position(&household, &args.child)?;
    if let Some(child) = household.children.get_mut(position) {
        change(child, args);
    }
    let proposal = Proposal {
        name: "",
        text: written(app, &household)?,
        note: "luytre limit",
        mode: if args.dry_run {
            ApplyMode::DryRun
        } else {
            ApplyMode::Apply
        },
        expect: Some(version),
    };
    propose(app, &mut agent, proposal)?;
    Ok(Exit::Ok)
}

/// Writes what the command line says into a child's rules.
pub(super) fn change(child: &mut Child, args: &LimitArgs) {
    let screen = &mut child.screen;
    durations(&mut screen.daily, args.daily.as_ref());
    ranges(&mut screen.windows, args.windows.as_ref());
    ranges(&mut screen.bedtime, args.bedtime.as_ref());
    ranges(&mut screen.free, args.free.as_ref());
    if let Some(rule) = &args.weekly {
        screen.weekly = value(rule);
    }
    if let Some(rule) = &args.monthly {
        screen.monthly = value(rule);
    }
    if let Some(rule) = &args.rest {
        screen.forced_break = value(rule).map(|rest| ForcedBreak {
            after: rest.after,
            rest: rest.rest,
        });
    }
    if let Some(rule) = &args.finish_match {
        screen.finish_match = value(rule);
    }
    if let Some(steps) = &args.warn {
        let mut steps = steps.0.clone();
        steps.sort_by(|a, b| b.cmp(a));
        steps.dedup();
        screen.warn_at = steps;
    }
    if let Some(at_limit) = args.at_limit {
        screen.at_limit = at_limit;
    }
    if let Some(rules) = &args.games {
        durations(
            &mut child
                .activities
                .entry(ActivityId::from("games"))
                .or_default()
                .daily,
            Some(rules),
        );
    }
    for (id, rules) in &args.activity {
        durations(
            &mut child.activities.entry(id.clone()).or_default().daily,
            Some(rules),
        );
    }
    for (ids, counts) in [
        (&args.block, Counts::Blocked),
        (&args.exempt, Counts::Exempt),
        (&args.count, Counts::Counted),
    ] {
        for id in ids {
            child.activities.entry(id.clone()).or_default().counts = counts;
        }
    }
    // An activity about which nothing is said any more is as good as not mentioned.
    child
        .activities
        .retain(|_, rules| *rules != luytre_core::policy::ActivityRules::default());
}

fn value<T: Clone>(rule: &Rule<T>) -> Option<T> {
    match rule {
        Rule::Set(value) => Some(value.clone()),
        Rule::None => None,
    }
}

/// Changes a value for days.
pub(super) fn durations(
    target: &mut PerDay<luytre_core::time::Span>,
    rules: Option<&DurationRules>,
) {
    for (days, rule) in rules.iter().flat_map(|rules| &rules.0) {
        set(target, *days, value(rule));
    }
}

/// Changes ranges for days.
pub(super) fn ranges(
    target: &mut PerDay<Vec<luytre_core::policy::TimeRange>>,
    rules: Option<&RangeRules>,
) {
    for (days, rule) in rules.iter().flat_map(|rules| &rules.0) {
        let value = value(rule).map(|mut list| {
            list.sort();
            list
        });
        set(target, *days, value);
    }
}

fn set<T>(target: &mut PerDay<T>, days: Days, value: Option<T>) {
    match days {
        // "Two hours" means on every day, whatever was said for single days before.
        Days::All => {
            *target = PerDay {
                default: value,
                ..PerDay::default()
            }
        }
        Days::Weekdays => target.weekdays = value,
        Days::Weekends => target.weekends = value,
        Days::Day(day) => {
            if let Some(slot) = target.days.get_mut(day.index()) {
                *slot = value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use luytre_core::household::{parse, render};

    fn after(options: &[&str]) -> String {
        let text = "[[child]]\nid = \"an\"\n[child.screen]\ndaily = { weekdays = \"1h30m\", weekends = \"3h\" }\n[child.activity.games]\ndaily = \"1h\"\n";
        let mut household = parse(text).unwrap();
        let line = ["luytre", "limit", "an"].iter().chain(options);
        let cli = crate::args::Cli::try_parse_from(line).unwrap();
        let crate::args::Command::Limit(args) = cli.command else {
            panic!("not limit")
        };
        change(&mut household.children[0], &args);
        let text = render(&household);
        assert_eq!(
            parse(&text).unwrap(),
            household,
            "what is written must read back"
        );
        text
    }

    #[test]
    fn a_bare_length_holds_for_every_day() {
        let text = after(&["--daily", "2m"]);
        assert!(
            text.contains("daily = \"2m\"") || text.contains("default = \"2m\""),
            "{text}"
        );
        assert!(!text.contains("weekends"), "{text}");
    }

    #[test]
    fn a_length_for_some_days_leaves_the_others() {
        let text = after(&["--daily", "weekends=4h"]);
        assert!(
            text.contains("weekdays = \"1h30m\"") && text.contains("weekends = \"4h\""),
            "{text}"
        );
    }

    #[test]
    fn none_takes_a_limit_away() {
        let text = after(&["--daily", "none", "--games", "none"]);
        assert!(!text.contains("daily"), "{text}");
    }

    #[test]
    fn everything_else_can_be_set_in_one_go() {
        let text = after(&[
            "--weekly",
            "12h",
            "--windows",
            "weekdays=16:00-20:30;weekends=14:00-21:00,08:00-11:30",
            "--bedtime",
            "21:00-06:30",
            "--break",
            "45m/10m",
            "--warn",
            "1m,10m",
            "--at-limit",
            "warn_only",
            "--finish-match",
            "3x5m",
            "--block",
            "social",
            "--exempt",
            "learning",
            "--activity",
            "video=45m",
        ]);
        for piece in [
            "weekly = \"12h\"",
            "16:00-20:30",
            "21:00-06:30",
            "45m",
            "10m",
            "warn_only",
            "3 x 5m",
            "blocked",
            "exempt",
            "video",
        ] {
            assert!(text.contains(piece), "{piece} in\n{text}");
        }
    }
}
