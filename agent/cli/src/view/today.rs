//! A day: the strip of its hours, and what they were used for.

use crate::output::strip::Scale;
use crate::output::table::{Align, Cell, table};
use crate::output::{Line, Tone, fit, pad, width_of};
use crate::view::status::paragraph;
use jiff::Timestamp;
use jiff::civil::Date;
use luytre_core::id::ActivityId;
use luytre_core::record::Grant;
use luytre_core::time::{Span, WallTime};
use luytre_locale::{Locale, capitalise};
use luytre_protocol::Today;

/// Rows of activities in the strip.
const STRIPS: usize = 4;
/// Programs that are listed.
const PROGRAMS: usize = 8;

/// One child's day; `present` is the day that is going on.
#[must_use]
pub fn today(day: &Today, present: Date, locale: &Locale, width: usize) -> Vec<Line> {
    let used = locale.text(
        "today-used",
        &[("used", locale.duration(day.screen).into())],
    );
    let mut lines = Line::of(&fit(&day.child.name, width / 2), Tone::Strong)
        .with(&format!("  {}", locale.day(day.day, present)), Tone::Faint)
        .and_right(Line::of(&used, Tone::Bamboo), width);
    if day.slots.is_empty() {
        // A day that was sealed is kept as sums.
        let id = if day.screen.is_positive() {
            "today-sealed"
        } else {
            "today-empty"
        };
        lines.extend(paragraph(&locale.plain(id), Tone::Faint, 2, width));
    } else {
        lines.extend(strips(day, locale, width));
    }
    lines.extend(amounts(
        &day.activities,
        |id| capitalise(&locale.activity_name(id)),
        "today-activities",
        locale,
        width,
    ));
    // What ran for less than a second was started by something else, not used by a person.
    let programs: Vec<_> = day
        .programs
        .iter()
        .filter(|(_, span)| span.as_secs() > 0)
        .take(PROGRAMS)
        .cloned()
        .collect();
    lines.extend(amounts(
        &programs,
        |id| locale.program_name(id),
        "today-programs",
        locale,
        width,
    ));
    lines.extend(grants(day, locale, width));
    lines
}

fn strips(day: &Today, locale: &Locale, width: usize) -> Vec<Line> {
    let Some(first) = first_hour(day, locale) else {
        return Vec::new();
    };
    let screen_name = locale.plain("today-screen");
    let uncharged_name = locale.plain("today-uncharged");
    let in_strip = |id: &ActivityId| {
        day.slots
            .iter()
            .any(|slot| slot.activities.iter().any(|(other, _)| other == id))
    };
    let activities: Vec<_> = day
        .activities
        .iter()
        .map(|(id, _)| id)
        .filter(|id| in_strip(id))
        .take(STRIPS)
        .collect();
    let mut names: Vec<String> = activities
        .iter()
        .map(|id| capitalise(&locale.activity_name(id)))
        .collect();
    names.push(screen_name.clone());
    let uncharged = day.slots.iter().any(|slot| slot.uncharged.is_positive());
    if uncharged {
        names.push(uncharged_name.clone());
    }
    let name_columns = names
        .iter()
        .map(|name| width_of(name))
        .max()
        .unwrap_or(0)
        .min(width.saturating_sub(2 + 2 + 24));
    let scale = Scale::for_columns(width.saturating_sub(2 + name_columns + 2));
    let hours = hours_of(day, first);
    let row = |name: &str, tone: Tone, of: &dyn Fn(&luytre_protocol::Slot) -> Span| {
        let mut quarters = vec![Span::ZERO; hours * 4];
        for slot in &day.slots {
            let at = slot.from.since(first).as_millis().div_euclid(15 * 60_000);
            if let Some(quarter) = usize::try_from(at).ok().and_then(|at| quarters.get_mut(at)) {
                *quarter += of(slot);
            }
        }
        Line::of("  ", Tone::Ink)
            .with(&pad(&fit(name, name_columns), name_columns), Tone::Ink)
            .ink("  ")
            .with(&scale.draw(&quarters), tone)
    };
    let mut lines = vec![
        Line::empty(),
        row(&screen_name, Tone::Bamboo, &|slot| slot.screen),
    ];
    for (index, id) in activities.iter().enumerate() {
        lines.push(row(&names[index], Tone::Rice, &|slot| {
            slot.activities
                .iter()
                .find(|(other, _)| other == *id)
                .map_or(Span::ZERO, |(_, span)| *span)
        }));
    }
    if uncharged {
        lines.push(row(&uncharged_name, Tone::Faint, &|slot| slot.uncharged));
    }
    let local = locale
        .local(first)
        .map_or(0, |local| usize::try_from(local.hour()).unwrap_or(0));
    let axis = scale.hours(local, hours);
    lines.push(Line::of(&" ".repeat(2 + name_columns + 2), Tone::Ink).with(&axis, Tone::Faint));
    lines
}

/// The full hour at which the strip begins: that of the first use, or local midnight if the day began there.
fn first_hour(day: &Today, locale: &Locale) -> Option<WallTime> {
    let midnight = day
        .day
        .to_zoned(locale.zone().clone())
        .ok()?
        .timestamp()
        .as_millisecond();
    let first = day.slots.first()?.from;
    // A child's day may begin later than midnight, and then runs into the next date.
    Some(
        if first.since(WallTime(midnight)) < Span::from_hours(24)
            && last_end(day).since(WallTime(midnight)) <= Span::from_hours(25)
        {
            WallTime(midnight)
        } else {
            WallTime(
                Timestamp::from_millisecond(first.0)
                    .ok()?
                    .as_millisecond()
                    .div_euclid(3_600_000)
                    * 3_600_000,
            )
        },
    )
}

fn last_end(day: &Today) -> WallTime {
    day.slots
        .last()
        .map_or(WallTime(0), |slot| slot.from + Span::from_mins(15))
}

/// 24, or as many hours as the day really has use in.
fn hours_of(day: &Today, first: WallTime) -> usize {
    let needed = last_end(day)
        .since(first)
        .as_millis()
        .saturating_add(3_599_999)
        / 3_600_000;
    usize::try_from(needed.clamp(24, 26)).unwrap_or(24)
}

fn amounts<Id>(
    list: &[(Id, Span)],
    name: impl Fn(&Id) -> String,
    title: &str,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    if list.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Vec<Cell>> = list
        .iter()
        .map(|(id, span)| {
            vec![
                Cell::new(fit(&name(id), 32), Tone::Ink),
                Cell::new(locale.duration(*span), Tone::Ink),
            ]
        })
        .collect();
    let mut lines = vec![
        Line::empty(),
        Line::of("  ", Tone::Ink).with(&locale.plain(title), Tone::Faint),
    ];
    lines.extend(table(&[Align::Left, Align::Right], &rows, 2, width));
    lines
}

fn grants(day: &Today, locale: &Locale, width: usize) -> Vec<Line> {
    if day.grants.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Vec<Cell>> = day
        .grants
        .iter()
        .map(|record| {
            vec![
                Cell::new(locale.clock(record.at), Tone::Faint),
                Cell::new(grant(&record.grant, record.at, locale), Tone::Ink),
                Cell::new(locale.actor(&record.by), Tone::Faint),
            ]
        })
        .collect();
    let mut lines = vec![
        Line::empty(),
        Line::of("  ", Tone::Ink).with(&locale.plain("today-grants"), Tone::Faint),
    ];
    lines.extend(table(
        &[Align::Left, Align::Left, Align::Left],
        &rows,
        2,
        width,
    ));
    lines
}

/// An exception in words.
#[must_use]
pub fn grant(grant: &Grant, at: WallTime, locale: &Locale) -> String {
    let until = |until: WallTime| locale.moment(until, at);
    match grant {
        Grant::Minutes { span, subject } => {
            let sign = if span.is_negative() { "" } else { "+" };
            let length = format!("{sign}{}", locale.duration(*span));
            locale.text(
                "grant-minutes",
                &[
                    ("length", length.into()),
                    ("subject", locale.subject(subject).into()),
                ],
            )
        }
        Grant::LetIn { until: end } => {
            locale.text("grant-let-in", &[("until", until(*end).into())])
        }
        Grant::FreeDay => locale.plain("grant-free-day"),
        Grant::Lock { until: Some(end) } => {
            locale.text("grant-lock-until", &[("until", until(*end).into())])
        }
        Grant::Lock { until: None } => locale.plain("grant-lock"),
        Grant::Unlock => locale.plain("grant-unlock"),
        Grant::FinishMatch { span } => locale.text(
            "grant-finish-match",
            &[("length", locale.duration(*span).into())],
        ),
    }
}
