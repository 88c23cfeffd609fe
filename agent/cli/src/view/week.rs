//! The review of a week, a month, half a year or a year in a terminal: every day a stalk of bamboo beside what was agreed,
//! then what the time went to, what went well, and questions to talk about. Absent: fetching, keys, the page in HTML.
//!
//! The figure is the one of the status: joints used are outlines, joints left are filled, so that a day without a screen is
//! a whole stalk. Joints begin with those used here, so that days can be compared from one edge.

use super::weeks::{calendar, columns};
use crate::output::strip::Scale;
use crate::output::{Line, Tone, fit, pad, width_of, wrap};
use luytre_core::time::Span;
use luytre_locale::Locale;
use luytre_report::words::{self, Weight};
use luytre_report::{Bar, ChildReview, Known, Measure, Period, Progress, Review, Standing};

/// Width from which two lists stand beside each other.
const BESIDE: usize = 76;
/// Width from which every day shows its hours.
const WITH_HOURS: usize = 110;
/// Columns of the length of a list's longest line.
const LONGEST: usize = 12;

/// A review for people.
#[must_use]
pub fn review(review: &Review, locale: &Locale, width: usize) -> Vec<Line> {
    let title = Line::of(&words::title(review, locale), Tone::Strong);
    let dates = Line::of(&words::dates(review, locale), Tone::Faint);
    let mut lines = title.and_right(dates, width);
    if review.children.is_empty() {
        lines.push(Line::empty());
        lines.extend(paragraph(
            &locale.plain("report-no-children"),
            Tone::Faint,
            width,
        ));
        return lines;
    }
    let mut told = Vec::new();
    for child in &review.children {
        lines.push(Line::empty());
        lines.extend(one(review, child, &mut told, locale, width));
    }
    lines.extend(talk(review, locale, width));
    lines
}

/// `told` is the legend that was shown last: the same is not said again for every child.
fn one(
    review: &Review,
    child: &ChildReview,
    told: &mut Vec<Line>,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let name = Line::of(&fit(&child.name, width), Tone::Strong);
    if child.is_empty() {
        let mut lines = vec![name];
        lines.extend(paragraph(&words::empty(child, locale), Tone::Faint, width));
        return lines;
    }
    let total = words::total(child, locale);
    let mut lines = if name.width() + 2 + width_of(&total) <= width {
        name.and_right(Line::empty().ink(&total), width)
    } else {
        let below = paragraph(&total, Tone::Ink, width);
        [name].into_iter().chain(below).collect()
    };
    let (drawing, legend) = match review.range.period {
        Period::Week => days(child, locale, width),
        Period::Month => calendar(review, child, locale, width),
        Period::HalfYear | Period::Year => columns(child, locale, width),
    };
    lines.extend(drawing);
    if *told != legend {
        lines.push(Line::empty());
        lines.extend(legend.iter().cloned());
        *told = legend;
    }
    if let Some(trend) = words::trend(child, review.range, locale) {
        lines.push(Line::empty());
        lines.extend(paragraph(&trend, Tone::Ink, width));
    }
    if width < WITH_HOURS || review.range.period != Period::Week {
        lines.extend(hours(child, locale, width));
    }
    lines.extend(lists(child, locale, width));
    lines.extend(good(child, locale, width));
    lines.extend(facts(child, locale, width));
    if let Some(details) = words::details(child, locale) {
        lines.push(Line::empty());
        lines.extend(paragraph(&details, Tone::Faint, width));
    }
    lines
}

/// Text in lines, indented.
fn paragraph(text: &str, tone: Tone, width: usize) -> Vec<Line> {
    wrap(text, width.saturating_sub(2))
        .iter()
        .map(|text| Line::empty().ink("  ").with(text, tone))
        .collect()
}

fn heading(id: &str, locale: &Locale) -> [Line; 2] {
    [
        Line::empty(),
        Line::empty().ink("  ").with(&locale.plain(id), Tone::Faint),
    ]
}

/// One stalk a day, and the legend.
fn days(child: &ChildReview, locale: &Locale, width: usize) -> (Vec<Line>, Vec<Line>) {
    let with_hours = width >= WITH_HOURS;
    let notes: Vec<(String, Tone)> = child.bars.iter().map(|bar| note(bar, locale)).collect();
    let most = if width < 56 { 8 } else { 24 };
    let joints = Joints::fitting(child, most);
    // "  T2 16  ▱▱▱▱▱▱│   1:30  ": what stands before the notes.
    let before = 2 + 6 + 2 + joints.columns + 2 + 5 + 2;
    let beside = width.saturating_sub(before + if with_hours { 26 } else { 0 });
    let mut lines = Vec::new();
    if with_hours {
        let axis = Scale { quarters: 4 }.hours(0, 24);
        lines.push(Line::empty().to_column(width - 24).with(&axis, Tone::Faint));
    }
    for (bar, (note, tone)) in child.bars.iter().zip(notes) {
        let label = format!(
            "{} {:>2}",
            pad(&words::weekday(bar.first, locale), 3),
            bar.first.day()
        );
        let mut line = Line::empty()
            .ink("  ")
            .with(&pad(&label, 6), Tone::Faint)
            .ink("  ");
        if let Known::Measured(measure) = &bar.known {
            let used = locale.duration_short(measure.screen);
            line = line
                .join(joints.draw(measure))
                .to_column(2 + 6 + 2 + joints.columns + 2)
                .ink(&format!("{used:>5}"));
        }
        line = line.to_column(before);
        if width_of(&note) <= beside {
            line = line.with(&note, tone);
            if let (true, Known::Measured(measure)) = (with_hours, &bar.known) {
                line = line.to_column(width - 24).with(
                    &strip(&by_hour(measure), Span::from_hours(1), 1),
                    Tone::Bamboo,
                );
            }
            lines.push(line);
        } else {
            // What does not fit beside stands below.
            lines.push(line);
            for text in wrap(&note, width.saturating_sub(10)) {
                lines.push(Line::empty().to_column(10).with(&text, tone));
            }
        }
    }
    (lines, legend(&joints, locale, width))
}

fn note(bar: &Bar, locale: &Locale) -> (String, Tone) {
    match &bar.known {
        Known::Ahead => (locale.plain("report-note-ahead"), Tone::Faint),
        Known::Nothing => (locale.plain("report-note-nothing"), Tone::Faint),
        Known::Measured(measure) => {
            let tone = match measure.standing {
                Standing::Over { .. } => Tone::Rice,
                Standing::Rest => Tone::Bamboo,
                Standing::Within { .. } | Standing::Excepted | Standing::Unlimited => Tone::Faint,
            };
            (words::note(measure, Period::Week, locale), tone)
        }
    }
}

/// How days are drawn: one scale for all days of a child.
struct Joints {
    /// Minutes of a joint: 15, or a multiple where a day would not fit.
    minutes: i64,
    /// Columns of the longest day, the mark among them.
    columns: usize,
    /// Whether any day has an agreement, and so a mark and joints left.
    limited: bool,
}

impl Joints {
    fn fitting(child: &ChildReview, most: usize) -> Self {
        let longest = child
            .measured()
            .map(|(_, measure)| measure.screen.max(measure.limit().unwrap_or_default()))
            .max()
            .unwrap_or_default();
        let limited = child
            .measured()
            .any(|(_, measure)| measure.agreed.is_some());
        let mut minutes = 15;
        while up(longest, minutes) > most {
            minutes *= 2;
        }
        Self {
            minutes,
            columns: up(longest, minutes).max(4) + usize::from(limited),
            limited,
        }
    }

    fn draw(&self, measure: &Measure) -> Line {
        let used = match measure.limit() {
            // The minute of tolerance is no joint of its own.
            Some(limit) if matches!(measure.standing, Standing::Within { .. }) => {
                up(measure.screen.min(limit), self.minutes)
            }
            Some(_) | None => up(measure.screen, self.minutes),
        };
        let Some(agreed) = measure.agreed else {
            return Line::of(&"▱".repeat(used), Tone::Ink);
        };
        let limit = up(measure.limit().unwrap_or_default(), self.minutes);
        let mark = up(agreed, self.minutes);
        let beyond = match measure.standing {
            Standing::Over { .. } => Tone::Rice,
            Standing::Rest | Standing::Within { .. } | Standing::Excepted | Standing::Unlimited => {
                Tone::Ink
            }
        };
        let left = limit.saturating_sub(used);
        let (used_before, left_before) = (
            used.min(mark),
            left.min(mark.saturating_sub(used.min(mark))),
        );
        Line::empty()
            .with(&"▱".repeat(used_before), Tone::Ink)
            .with(&"▰".repeat(left_before), Tone::Bamboo)
            .to_column(mark)
            .with("│", Tone::Faint)
            .with(&"▱".repeat(used - used_before), beyond)
            .with(&"▰".repeat(left - left_before), Tone::Bamboo)
    }
}

/// Begun joints.
fn up(span: Span, minutes: i64) -> usize {
    let joint = minutes * 60_000;
    let joints = (span.at_least_zero().as_millis().saturating_add(joint - 1)) / joint;
    usize::try_from(joints).unwrap_or(usize::MAX / 4)
}

fn legend(joints: &Joints, locale: &Locale, width: usize) -> Vec<Line> {
    let joint = locale.text(
        "report-legend-joint",
        &[(
            "length",
            locale.duration(Span::from_mins(joints.minutes)).into(),
        )],
    );
    let mut parts = vec![format!("▱ {}", locale.plain("report-legend-used"))];
    if joints.limited {
        parts.push(format!("▰ {}", locale.plain("report-legend-left")));
        parts.push(format!("│ {}", locale.plain("report-legend-agreed")));
    }
    parts.push(joint);
    paragraph(&parts.join(" · "), Tone::Faint, width)
}

/// Levels of 24 hours, each so many columns wide. Any use at all is visible.
fn strip(hours: &[Span; 24], full: Span, wide: usize) -> String {
    const LEVELS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let full = full.as_millis().max(1);
    hours
        .iter()
        .map(|span| {
            let used = span.at_least_zero().as_millis().min(full);
            let level = (used.saturating_mul(8) + full - 1) / full;
            LEVELS[usize::try_from(level).unwrap_or(8).min(8)].repeat(wide)
        })
        .collect()
}

fn by_hour(measure: &Measure) -> [Span; 24] {
    let mut hours = [Span::ZERO; 24];
    for (hour, span) in &measure.hours {
        if let Some(sum) = hours.get_mut(usize::from(*hour)) {
            *sum += *span;
        }
    }
    hours
}

/// At what time of day, all days together: the tallest hour is full.
fn hours(child: &ChildReview, locale: &Locale, width: usize) -> Vec<Line> {
    let hours = child.hours();
    let Some((busiest, most)) = hours
        .iter()
        .enumerate()
        .max_by_key(|(hour, span)| (**span, usize::MAX - hour))
        .filter(|(_, span)| span.is_positive())
    else {
        return Vec::new();
    };
    let (wide, scale) = if width >= 56 {
        (2, Scale { quarters: 2 })
    } else {
        (1, Scale { quarters: 4 })
    };
    let number = |hour: usize| i64::try_from(hour).unwrap_or(0);
    let sentence = locale.text(
        "report-hours-busiest",
        &[
            ("from", number(busiest).into()),
            ("to", number(busiest + 1).into()),
            ("length", locale.duration(*most).into()),
        ],
    );
    let mut lines = Vec::from(heading("report-hours", locale));
    lines.push(
        Line::empty()
            .ink("  ")
            .with(&strip(&hours, *most, wide), Tone::Bamboo),
    );
    lines.push(
        Line::empty()
            .ink("  ")
            .with(&scale.hours(0, 24), Tone::Faint),
    );
    lines.extend(paragraph(&sentence, Tone::Faint, width));
    lines
}

/// Activities and programs, beside each other where there is room.
fn lists(child: &ChildReview, locale: &Locale, width: usize) -> Vec<Line> {
    let activities: Vec<(String, Span)> = child
        .activities
        .iter()
        .filter(|(_, span)| span.as_mins() > 0)
        .map(|(id, span)| (words::activity(id, locale), *span))
        .collect();
    let mut programs: Vec<(String, Span)> = child
        .programs
        .iter()
        .filter(|(_, span)| span.as_mins() > 0)
        .cloned()
        .collect();
    if child.other_programs.as_mins() > 0 {
        programs.push((locale.plain("report-programs-other"), child.other_programs));
    }
    let each = if width >= BESIDE { width / 2 } else { width };
    let left = amounts("report-activities", &activities, locale, each);
    let right = amounts("report-programs", &programs, locale, each);
    if width < BESIDE || left.is_empty() || right.is_empty() {
        return left.into_iter().chain(right).collect();
    }
    let rows = left.len().max(right.len());
    (0..rows)
        .map(|row| {
            let left = left.get(row).cloned().unwrap_or_default();
            match right.get(row) {
                Some(right) if !right.is_empty() => left.to_column(each).join(right.clone()),
                Some(_) | None => left,
            }
        })
        .collect()
}

fn amounts(title: &str, list: &[(String, Span)], locale: &Locale, width: usize) -> Vec<Line> {
    let Some(most) = list.iter().map(|(_, span)| *span).max() else {
        return Vec::new();
    };
    let lengths: Vec<String> = list
        .iter()
        .map(|(_, span)| locale.duration(*span))
        .collect();
    let length_columns = lengths.iter().map(|text| width_of(text)).max().unwrap_or(0);
    let bar_columns = if width >= 38 {
        LONGEST.min(width / 5)
    } else {
        6
    };
    let room = width.saturating_sub(2 + 2 + length_columns + 2 + bar_columns + 2);
    let names = list
        .iter()
        .map(|(name, _)| width_of(name))
        .max()
        .unwrap_or(0)
        .min(room.max(8));
    let mut lines = Vec::from(heading(title, locale));
    for ((name, span), length) in list.iter().zip(&lengths) {
        let share = span
            .as_millis()
            .saturating_mul(i64::try_from(bar_columns).unwrap_or(1));
        let bar = (share + most.as_millis() - 1) / most.as_millis().max(1);
        let bar = "━".repeat(usize::try_from(bar).unwrap_or(0).min(bar_columns));
        lines.push(
            Line::empty()
                .ink("  ")
                .ink(&pad(&fit(name, names), names))
                .ink("  ")
                .ink(&" ".repeat(length_columns - width_of(length)))
                .ink(length)
                .ink("  ")
                .with(&bar, Tone::Bamboo),
        );
    }
    lines
}

fn good(child: &ChildReview, locale: &Locale, width: usize) -> Vec<Line> {
    if child.good.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::from(heading("report-good", locale));
    for good in &child.good {
        let texts = wrap(&words::good(good, locale), width.saturating_sub(4));
        for (index, text) in texts.iter().enumerate() {
            let mark = if index == 0 { "✓ " } else { "  " };
            lines.push(Line::empty().ink("  ").with(mark, Tone::Bamboo).ink(text));
        }
    }
    lines
}

fn facts(child: &ChildReview, locale: &Locale, width: usize) -> Vec<Line> {
    let rows = words::facts(child, locale);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::from(heading("report-facts", locale));
    let names = rows
        .iter()
        .map(|row| width_of(&row.name))
        .max()
        .unwrap_or(0);
    let beside = 2 + names + 2 + 28 <= width;
    for row in &rows {
        let tone = match row.weight {
            Weight::Plain => Tone::Ink,
            Weight::Attention => Tone::Rice,
        };
        if beside {
            for (index, text) in wrap(&row.text, width - 4 - names).iter().enumerate() {
                let name = if index == 0 { row.name.as_str() } else { "" };
                lines.push(
                    Line::empty()
                        .ink("  ")
                        .ink(&pad(name, names))
                        .ink("  ")
                        .with(text, tone),
                );
            }
        } else {
            lines.extend(paragraph(&row.name, Tone::Ink, width));
            for text in wrap(&row.text, width.saturating_sub(4)) {
                lines.push(Line::empty().ink("    ").with(&text, tone));
            }
        }
    }
    lines
}

fn talk(review: &Review, locale: &Locale, width: usize) -> Vec<Line> {
    if review.starters.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        Line::empty(),
        Line::of(&locale.plain("report-talk"), Tone::Strong),
    ];
    for (index, starter) in review.starters.iter().enumerate() {
        let number = format!("{}  ", index + 1);
        for (row, text) in wrap(&words::starter(starter, locale), width.saturating_sub(5))
            .iter()
            .enumerate()
        {
            let before = if row == 0 { number.as_str() } else { "   " };
            lines.push(Line::empty().ink("  ").with(before, Tone::Bamboo).ink(text));
        }
        lines.push(
            Line::empty()
                .ink("     ")
                .with(&words::theme(starter.theme, locale), Tone::Faint),
        );
    }
    lines.extend(paragraph(
        &locale.plain("report-talk-how"),
        Tone::Faint,
        width,
    ));
    lines
}

/// True for a day or a week that still goes on.
pub(super) fn goes_on(measure: &Measure) -> bool {
    measure.progress == Progress::SoFar
}
