//! A scenario for people: each day as a strip of its hours, what was said and done, and how it ended.

use crate::output::strip::Scale;
use crate::output::{Line, Tone, fit, pad, width_of, wrap};
use jiff::civil::Date;
use luytre_core::action::Effect;
use luytre_core::id::ChildId;
use luytre_core::time::{Span, WallTime};
use luytre_locale::{Locale, Voice, capitalise};
use luytre_simulate::{LineBody, Scenario, Summary};
use std::collections::BTreeMap;

/// Scenarios up to this long get strips: each quarter of an hour is a run of its own.
const WITH_STRIPS: Span = Span::from_hours(49);

/// A whole scenario, played and told.
#[must_use]
pub fn simulation(scenario: &Scenario, locale: &Locale, width: usize) -> Vec<Line> {
    let mut told: Vec<luytre_simulate::Line> = Vec::new();
    luytre_simulate::run(scenario, &mut |line| told.push(line));
    let strips = if scenario.end.since(scenario.start) <= WITH_STRIPS {
        strips(scenario)
    } else {
        BTreeMap::new()
    };
    let mut lines = Vec::new();
    let mut day: Option<Date> = None;
    for line in &told {
        let date = locale.local(line.at).map(|local| local.date());
        if date != day {
            day = date;
            if let Some(date) = date {
                if !lines.is_empty() {
                    lines.push(Line::empty());
                }
                lines.push(Line::of(&capitalise(&locale.date(date)), Tone::Strong));
                lines.extend(strip_lines(date, &strips, scenario, locale, width));
            }
        }
        lines.extend(one(line, locale, width));
    }
    if told.is_empty() {
        lines.push(Line::of(&locale.plain("simulate-nothing"), Tone::Faint));
    }
    lines
}

fn one(line: &luytre_simulate::Line, locale: &Locale, width: usize) -> Vec<Line> {
    let clock = locale.clock(line.at);
    let (text, tone) = match &line.body {
        LineBody::Notice(notice) => (
            locale.notice(notice, Voice::Parent).line(),
            tone(notice.effect),
        ),
        LineBody::Refused { child, refusal } => (
            format!(
                "{}: {}",
                locale.child_name(child),
                locale.refusal(refusal, Voice::Parent)
            ),
            Tone::Rice,
        ),
        LineBody::Summary(summary) => (in_words(summary, locale), Tone::Bamboo),
    };
    let column = width_of(&clock) + 6;
    wrap(&text, width.saturating_sub(column))
        .iter()
        .enumerate()
        .map(|(index, row)| {
            if index == 0 {
                Line::of("  ", Tone::Ink)
                    .with(&clock, Tone::Faint)
                    .ink("  ")
                    .with("● ", tone)
                    .ink(row)
            } else {
                Line::of(&" ".repeat(column), Tone::Ink).ink(row)
            }
        })
        .collect()
}

fn tone(effect: Effect) -> Tone {
    match effect {
        Effect::Warn | Effect::Countdown => Tone::Rice,
        Effect::Lock
        | Effect::Relock
        | Effect::Logout
        | Effect::RefuseLogin
        | Effect::Terminate
        | Effect::RefuseExec => Tone::Brick,
        Effect::UnlockAllowed
        | Effect::Notice
        | Effect::Health
        | Effect::Request
        | Effect::Answer => Tone::Faint,
    }
}

fn in_words(summary: &Summary, locale: &Locale) -> String {
    let totals = &summary.totals;
    let mut parts = vec![format!(
        "{}, {}: {}",
        locale.plain("simulate-summary"),
        locale.child_name(&totals.child),
        locale.text(
            "today-used",
            &[("used", locale.duration(totals.screen).into())]
        )
    )];
    if let Some(left) = totals.left {
        parts.push(locale.text(
            "simulate-left",
            &[("left", locale.duration(left.at_least_zero()).into())],
        ));
    }
    for (id, span) in totals
        .activities
        .iter()
        .filter(|(_, span)| span.is_positive())
    {
        parts.push(format!(
            "{} {}",
            locale.activity_name(id),
            locale.duration(*span)
        ));
    }
    parts.join(" · ")
}

/// Charged screen time of each quarter of an hour, by child and begin. What a run to the end of each quarter counts for the
/// day, less what it counted before; so the strip shows exactly what the engine charged.
fn strips(scenario: &Scenario) -> BTreeMap<(ChildId, WallTime), Span> {
    let quarter = Span::from_mins(15);
    let mut used = BTreeMap::new();
    let mut before: BTreeMap<(ChildId, Date), Span> = BTreeMap::new();
    let mut from = WallTime(scenario.start.0.div_euclid(quarter.as_millis()) * quarter.as_millis());
    while from < scenario.end {
        let end = (from + quarter).min(scenario.end);
        let mut part = scenario.clone();
        part.end = end;
        part.steps.retain(|step| step.at <= end);
        let mut now: BTreeMap<(ChildId, Date), Span> = BTreeMap::new();
        luytre_simulate::run(&part, &mut |line| {
            if let LineBody::Summary(Summary { totals }) = line.body {
                now.insert((totals.child, totals.day), totals.screen);
            }
        });
        for ((child, day), total) in &now {
            let more = *total
                - before
                    .get(&(child.clone(), *day))
                    .copied()
                    .unwrap_or_default();
            *used.entry((child.clone(), from)).or_insert(Span::ZERO) += more.at_least_zero();
        }
        before.extend(now);
        from = end;
    }
    used
}

fn strip_lines(
    date: Date,
    strips: &BTreeMap<(ChildId, WallTime), Span>,
    scenario: &Scenario,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let Some(midnight) = date
        .to_zoned(locale.zone().clone())
        .ok()
        .map(|zoned| WallTime(zoned.timestamp().as_millisecond()))
    else {
        return Vec::new();
    };
    let children: Vec<_> = scenario
        .household
        .children
        .iter()
        .filter(|child| strips.keys().any(|(id, _)| *id == child.id))
        .collect();
    let columns = children
        .iter()
        .map(|child| width_of(&child.name))
        .max()
        .unwrap_or(0)
        .min(width / 4);
    let scale = Scale::for_columns(width.saturating_sub(4 + columns));
    let mut lines = Vec::new();
    for child in children {
        let mut quarters = vec![Span::ZERO; 96];
        for ((_, from), span) in strips.iter().filter(|((id, _), _)| *id == child.id) {
            let at = from.since(midnight).as_millis().div_euclid(15 * 60_000);
            if let Some(quarter) = usize::try_from(at).ok().and_then(|at| quarters.get_mut(at)) {
                *quarter += *span;
            }
        }
        if quarters.iter().any(|span| span.is_positive()) {
            let name = pad(&fit(&child.name, columns), columns);
            lines.push(
                Line::of("  ", Tone::Ink)
                    .with(&name, Tone::Ink)
                    .ink("  ")
                    .with(&scale.draw(&quarters), Tone::Bamboo),
            );
        }
    }
    if !lines.is_empty() {
        lines.push(
            Line::of(&" ".repeat(4 + columns), Tone::Ink).with(&scale.hours(0, 24), Tone::Faint),
        );
    }
    lines
}
