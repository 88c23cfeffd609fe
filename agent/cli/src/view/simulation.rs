//! A scenario for people: each day as a strip of its hours, what was said and done, and how it ended.

use crate::output::strip::Scale;
use crate::output::{Line, Tone, fit, pad, width_of, wrap};
use jiff::civil::Date;
use luytre_core::action::Effect;
use luytre_core::time::Span;
use luytre_locale::{Locale, Voice, capitalise};
use luytre_simulate::{Cell, DayStrip, LineBody, Rule, Scenario, Summary};

/// A whole scenario, played and told.
#[must_use]
pub fn simulation(scenario: &Scenario, locale: &Locale, width: usize) -> Vec<Line> {
    let mut told: Vec<luytre_simulate::Line> = Vec::new();
    let strips = luytre_simulate::run_with_strips(scenario, &mut |line| told.push(line));
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

fn strip_lines(
    date: Date,
    strips: &[DayStrip],
    scenario: &Scenario,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let days: Vec<(&str, &DayStrip)> = scenario
        .household
        .children
        .iter()
        .flat_map(|child| {
            strips
                .iter()
                .filter(|strip| strip.child == child.id && strip.day == date)
                .map(|strip| (child.name.as_str(), strip))
        })
        .collect();
    // A day on which nobody did anything says nothing.
    if days
        .iter()
        .all(|(_, day)| day.cells.iter().all(|cell| cell.used == Span::ZERO))
    {
        return Vec::new();
    }
    let columns = days
        .iter()
        .map(|(name, _)| width_of(name))
        .max()
        .unwrap_or(0)
        .min(width / 4);
    let scale = Scale::for_columns(width.saturating_sub(4 + columns));
    let indent = " ".repeat(4 + columns);
    let mut lines = Vec::new();
    for (name, day) in days {
        let name = pad(&fit(name, columns), columns);
        let line = Line::of("  ", Tone::Ink).ink(&name).ink("  ");
        lines.push(
            drawn(day, scale, locale)
                .into_iter()
                .fold(line, |line, (mark, tone)| line.with(&mark, tone)),
        );
    }
    lines.push(Line::of(&indent, Tone::Ink).with(&scale.hours(0, 24), Tone::Faint));
    let legend = locale.plain("simulate-legend");
    lines.extend(
        wrap(&legend, width.saturating_sub(4 + columns))
            .iter()
            .map(|row| Line::of(&indent, Tone::Ink).with(row, Tone::Faint)),
    );
    lines
}

/// The columns of a day: as tall as they were used, else what the rules say there. Never told by colour alone.
fn drawn(day: &DayStrip, scale: Scale, locale: &Locale) -> Vec<(String, Tone)> {
    // By the clock: on a day whose clocks change an hour is drawn over another or left out.
    let mut quarters: Vec<Option<Cell>> = vec![None; 96];
    for cell in &day.cells {
        let at = locale.local(cell.from).and_then(|local| {
            let quarter = i32::from(local.hour()) * 4 + i32::from(local.minute()) / 15;
            usize::try_from(quarter).ok()
        });
        if let Some(place) = at.and_then(|at| quarters.get_mut(at)) {
            let used = place.map_or(Span::ZERO, |before| before.used) + cell.used;
            *place = Some(Cell { used, ..*cell });
        }
    }
    quarters
        .chunks(scale.quarters)
        .map(|chunk| {
            let used: Vec<Span> = chunk
                .iter()
                .map(|cell| cell.map_or(Span::ZERO, |cell| cell.used))
                .collect();
            if used.iter().any(|span| span.is_positive()) {
                return (scale.draw(&used), Tone::Bamboo);
            }
            let mark = match chunk.iter().flatten().next().map(|cell| cell.rule) {
                Some(Rule::Allowed) => "·",
                Some(Rule::Bedtime) => "░",
                Some(Rule::Blocked) | None => " ",
            };
            (mark.to_owned(), Tone::Faint)
        })
        .collect()
}
