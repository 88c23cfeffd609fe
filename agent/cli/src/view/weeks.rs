//! The longer stretches of a review: a month as a calendar, half a year and a year as a row of columns, a week each.

use super::week::goes_on;
use crate::output::{Line, Tone, pad, width_of, wrap};
use jiff::civil::Date;
use luytre_core::policy::Weekday;
use luytre_core::time::Span;
use luytre_locale::Locale;
use luytre_report::words;
use luytre_report::{Bar, ChildReview, Known, Measure, Review, Standing};

const LEVELS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A month: a row a week, a cell a day with its hours and a column as tall as they are.
pub(super) fn calendar(
    review: &Review,
    child: &ChildReview,
    locale: &Locale,
    width: usize,
) -> (Vec<Line>, Vec<Line>) {
    // Every row is named by its first day, where a day still has room for its column and its mark.
    let label = if width >= 2 + 8 + 7 * 8 { 8 } else { 0 };
    let cell = (width.saturating_sub(2 + label) / 7).clamp(5, 12);
    let column_of = |day: Date| (Weekday::of(day).index() + 7 - review.week_starts.index()) % 7;
    let most = child
        .measured()
        .map(|(_, measure)| measure.screen)
        .max()
        .unwrap_or_default();
    let mut head = Line::empty();
    for offset in 0..7 {
        let day = Weekday::ALL[(review.week_starts.index() + offset) % 7];
        head = head
            .to_column(2 + label + offset * cell)
            .with(&locale.weekday_short(day), Tone::Faint);
    }
    let mut lines = vec![head];
    let mut row = Line::empty();
    for bar in &child.bars {
        if bar.known == Known::Ahead {
            break;
        }
        let column = column_of(bar.first);
        if column == 0 && !row.is_empty() {
            lines.push(std::mem::take(&mut row));
        }
        if label > 0 && row.is_empty() {
            let date = words::short_date(bar.first, locale);
            row = row.ink("  ").with(&date, Tone::Faint);
        }
        row = row
            .to_column(2 + label + column * cell)
            .join(day(bar, most, cell, locale));
    }
    lines.push(row);
    let over = format!("+ {}", locale.plain("report-legend-over"));
    let rest = format!("– {}", locale.plain("report-legend-rest"));
    let nothing = format!("· {}", locale.plain("report-legend-nothing"));
    (lines, legend(&[over, rest, nothing], width))
}

/// "▅1:30", "+" behind a day over, "–" for one without a screen.
fn day(bar: &Bar, most: Span, cell: usize, locale: &Locale) -> Line {
    let measure = match &bar.known {
        Known::Ahead => return Line::empty(),
        Known::Nothing => return Line::of("·", Tone::Faint),
        Known::Measured(measure) => measure,
    };
    let level = level(measure.screen, most);
    let used = locale.duration_short(measure.screen);
    let with_column = cell >= 7;
    let line = if with_column {
        Line::of(level, Tone::Bamboo).ink(" ")
    } else {
        Line::empty()
    };
    match measure.standing {
        Standing::Rest => {
            let blank = if with_column { "  " } else { "" };
            Line::of(&format!("{blank}–"), Tone::Bamboo)
        }
        Standing::Over { .. } => line.with(&format!("{used}+"), Tone::Rice),
        Standing::Within { .. } | Standing::Excepted | Standing::Unlimited => {
            let tone = if goes_on(measure) {
                Tone::Strong
            } else {
                Tone::Ink
            };
            line.with(&used, tone)
        }
    }
}

fn level(span: Span, most: Span) -> &'static str {
    let most = most.as_millis().max(1);
    let level = (span.at_least_zero().as_millis().saturating_mul(8) + most - 1) / most;
    LEVELS[usize::try_from(level).unwrap_or(8).min(8)]
}

/// Weeks as columns, in two lines of eighths each, with the months below; more rows where they do not fit.
pub(super) fn columns(
    child: &ChildReview,
    locale: &Locale,
    width: usize,
) -> (Vec<Line>, Vec<Line>) {
    let room = width.saturating_sub(2 + 6);
    let wide = if child.bars.len() * 2 <= room { 2 } else { 1 };
    let most = child
        .measured()
        .map(|(_, measure)| measure.screen)
        .max()
        .unwrap_or_default();
    let mut lines = Vec::new();
    let scale = locale.duration_short(most);
    for bars in child.bars.chunks((room / wide).max(1)) {
        lines.push(Line::empty());
        for floor in (0..3).rev() {
            let mut line = Line::empty().ink("  ");
            for bar in bars {
                let (text, tone) = match &bar.known {
                    Known::Measured(measure) => {
                        (eighths(measure.screen, most, floor), tone(measure))
                    }
                    Known::Ahead | Known::Nothing => (" ", Tone::Faint),
                };
                line = line.with(&text.repeat(wide), tone);
            }
            if floor == 2 {
                line = line
                    .to_column(2 + bars.len() * wide)
                    .ink(" ")
                    .with(&scale, Tone::Faint);
            }
            lines.push(line);
        }
        let mut marks = Line::empty().ink("  ");
        for bar in bars {
            let (mark, tone) = match &bar.known {
                Known::Measured(measure) => match measure.standing {
                    Standing::Over { .. } => ("+", Tone::Rice),
                    Standing::Rest => ("–", Tone::Bamboo),
                    Standing::Within { .. } | Standing::Excepted | Standing::Unlimited => {
                        (" ", Tone::Faint)
                    }
                },
                Known::Nothing => ("·", Tone::Faint),
                Known::Ahead => (" ", Tone::Faint),
            };
            marks = marks.with(&pad(mark, wide), tone);
        }
        lines.push(marks);
        lines.push(months(bars, wide, locale));
    }
    let over = format!("+ {}", locale.plain("report-legend-over"));
    let nothing = format!("· {}", locale.plain("report-legend-nothing"));
    let legend = legend(&[locale.plain("report-legend-week"), over, nothing], width);
    (lines, legend)
}

fn tone(measure: &Measure) -> Tone {
    match measure.standing {
        Standing::Over { .. } => Tone::Rice,
        Standing::Rest | Standing::Within { .. } | Standing::Excepted | Standing::Unlimited => {
            Tone::Bamboo
        }
    }
}

/// The part of a column that lies on one of three floors.
fn eighths(span: Span, most: Span, floor: i64) -> &'static str {
    let most = most.as_millis().max(1);
    let height = (span.at_least_zero().as_millis().saturating_mul(24) + most - 1) / most;
    let here = (height - floor * 8).clamp(0, 8);
    LEVELS[usize::try_from(here).unwrap_or(0)]
}

/// The months below their first weeks.
fn months(bars: &[Bar], wide: usize, locale: &Locale) -> Line {
    let mut line = Line::empty().ink("  ");
    let mut month = None;
    for (index, bar) in bars.iter().enumerate() {
        if month == Some(bar.last.month()) {
            continue;
        }
        month = Some(bar.last.month());
        let name = words::month(bar.last, locale);
        let at = 2 + index * wide;
        if line.width() <= at && at + width_of(&name) <= 2 + bars.len() * wide {
            line = line.to_column(at).with(&name, Tone::Faint).ink(" ");
        }
    }
    line
}

fn legend(parts: &[String], width: usize) -> Vec<Line> {
    wrap(&parts.join(", "), width.saturating_sub(2))
        .iter()
        .map(|text| Line::empty().ink("  ").with(text, Tone::Faint))
        .collect()
}
