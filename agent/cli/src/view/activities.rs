//! The activities of a child in the status: one row each where there is room.

use crate::output::bar::Stalk;
use crate::output::{Line, Tone, fit, pad, width_of, wrap};
use luytre_core::status::ActivityStatus;
use luytre_core::time::Span;
use luytre_locale::{Locale, capitalise};

/// Joints of an activity's stalk; the child's own may be longer.
const JOINTS: usize = 16;

/// One row for each activity: name, stalk, what is left, what is used.
pub(super) fn rows(activities: &[ActivityStatus], locale: &Locale, width: usize) -> Vec<Line> {
    if activities.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = activities
        .iter()
        .map(|activity| capitalise(&locale.activity_name(&activity.id)))
        .collect();
    let name_columns = names
        .iter()
        .map(|name| width_of(name))
        .max()
        .unwrap_or(0)
        .min(width / 3);
    let stalks: Vec<Line> = activities
        .iter()
        .map(|activity| {
            let left = if activity.blocked {
                Some(Span::ZERO)
            } else {
                activity.meter.left
            };
            match (activity.allowance, left) {
                (Some(allowance), Some(left)) if !activity.exempt => {
                    let own_left = (allowance - activity.meter.used).at_least_zero();
                    let left = left.at_least_zero();
                    let stalk = Stalk {
                        used: allowance.min(activity.meter.used),
                        left,
                        out_of_reach: own_left - own_left.min(left),
                    };
                    stalk.joints(JOINTS.min(width / 4)).draw()
                }
                (Some(_) | None, _) => Line::empty(),
            }
        })
        .collect();
    let stalk_columns = stalks.iter().map(Line::width).max().unwrap_or(0);
    let mut lines = Vec::new();
    for ((activity, name), stalk) in activities.iter().zip(&names).zip(stalks) {
        let (left, tone) = activity_left(activity, locale);
        let used = if activity.meter.used.is_positive() {
            locale.text(
                "status-used",
                &[("used", locale.duration(activity.meter.used).into())],
            )
        } else {
            String::new()
        };
        let mark = if activity.running { "▸ " } else { "  " };
        let head = Line::of(mark, Tone::Bamboo).ink(&pad(&fit(name, name_columns), name_columns));
        let bare = stalk.is_empty();
        let one = if stalk_columns > 0 {
            head.clone()
                .ink("  ")
                .join(stalk)
                .to_column(2 + name_columns + 2 + stalk_columns)
        } else {
            head.clone()
        };
        let between = if used.is_empty() { "" } else { " · " };
        let tail = Line::of(&left, tone)
            .with(between, Tone::Faint)
            .with(&used, Tone::Faint);
        if one.width() + 2 + tail.width() <= width {
            lines.push(one.ink("  ").join(tail));
        } else if bare && head.width() + 2 + tail.width() <= width {
            // Without a stalk of its own it need not keep the place of the others'.
            lines.push(head.ink("  ").join(tail));
        } else {
            lines.push(one);
            let facts = if used.is_empty() {
                vec![left]
            } else {
                vec![left, used]
            };
            lines.extend(
                facts_rows(&facts, width - 4)
                    .iter()
                    .map(|row| Line::of("    ", Tone::Ink).with(row, Tone::Faint)),
            );
        }
    }
    lines
}

fn activity_left(activity: &ActivityStatus, locale: &Locale) -> (String, Tone) {
    if activity.blocked {
        (locale.plain("status-activity-blocked"), Tone::Rice)
    } else if activity.exempt {
        (locale.plain("status-activity-exempt"), Tone::Faint)
    } else {
        match activity.meter.left {
            None => (locale.plain("status-unlimited"), Tone::Faint),
            Some(left) => (
                locale.text(
                    "status-left",
                    &[("left", locale.duration(left.at_least_zero()).into())],
                ),
                Tone::Ink,
            ),
        }
    }
}

/// Facts one after the other with dots between, in as few rows as fit; never broken inside a fact that fits a row.
pub(super) fn facts_rows(facts: &[String], width: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for fact in facts {
        match rows.last_mut() {
            Some(row) if width_of(row) + 3 + width_of(fact) <= width => {
                row.push_str(" · ");
                row.push_str(fact);
            }
            Some(_) | None => rows.extend(wrap(fact, width)),
        }
    }
    rows
}
