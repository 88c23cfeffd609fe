//! A child's own week so far, kindly: sums, what is left, and where the days that are over have gone.

use crate::output::bar::Stalk;
use crate::output::table::{Align, Cell, table};
use crate::output::{Line, Tone};
use crate::view::status::paragraph;
use luytre_core::time::Span;
use luytre_locale::{Locale, capitalise};
use luytre_protocol::MyWeek;

/// The week as a child sees it.
#[must_use]
pub fn my_week(week: &MyWeek, locale: &Locale, width: usize) -> Vec<Line> {
    let title = locale.text(
        "my-week-title",
        &[("child", locale.child_name(&week.child).into())],
    );
    let used = locale.text(
        "my-week-used",
        &[("used", locale.duration(week.screen).into())],
    );
    let mut lines = Line::of(&title, Tone::Strong).and_right(Line::of(&used, Tone::Bamboo), width);
    if week.screen.is_positive() {
        lines.extend(stalk(week, locale, width));
        let days = locale.text(
            "my-week-days",
            &[
                ("days", week.days_used.into()),
                ("today", locale.duration(week.screen_today).into()),
            ],
        );
        lines.extend(paragraph(&days, Tone::Ink, 2, width));
    } else {
        lines.extend(paragraph(
            &locale.plain("my-week-empty"),
            Tone::Faint,
            2,
            width,
        ));
    }
    let mut activities = week.activities.clone();
    activities.retain(|(_, span)| span.as_secs() > 0);
    activities.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    if !activities.is_empty() {
        let rows: Vec<Vec<Cell>> = activities
            .iter()
            .map(|(id, span)| {
                vec![
                    Cell::new(capitalise(&locale.activity_name(id)), Tone::Ink),
                    Cell::new(locale.duration(*span), Tone::Ink),
                ]
            })
            .collect();
        lines.push(Line::empty());
        lines.extend(table(&[Align::Left, Align::Right], &rows, 2, width));
    }
    lines.push(Line::empty());
    lines.extend(paragraph(
        &locale.plain("my-week-sealed"),
        Tone::Faint,
        2,
        width,
    ));
    lines
}

/// The week's bamboo; with an allowance, what is left of it stands in front.
fn stalk(week: &MyWeek, locale: &Locale, width: usize) -> Vec<Line> {
    let left = week.weekly_left.unwrap_or(Span::ZERO).at_least_zero();
    let joints = Stalk {
        used: week.screen,
        left,
        out_of_reach: Span::ZERO,
    }
    .joints(width.saturating_sub(4).min(60));
    let mut lines = vec![Line::of("  ", Tone::Ink).join(joints.draw())];
    let scale = locale.text(
        "status-scale",
        &[(
            "length",
            locale.duration(Span::from_mins(joints.minutes)).into(),
        )],
    );
    let text = match week.weekly_left {
        Some(_) => {
            let left = locale.text(
                "status-week-left",
                &[("left", locale.duration(left).into())],
            );
            format!("{left} · {scale}")
        }
        None => scale,
    };
    lines.extend(paragraph(&text, Tone::Faint, 2, width));
    lines
}
