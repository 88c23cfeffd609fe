//! The charts of a page: days or weeks as stalks beside what was agreed, the hours of the week, and the weeks before.

use super::canvas::{Canvas, Ink};
use crate::period::Period;
use crate::review::{ChildReview, Known, Measure, Review, Standing};
use crate::words;
use luytre_core::policy::Weekday;
use luytre_core::time::Span;
use luytre_locale::Locale;
use plotters::chart::ChartContext;
use plotters::coord::types::RangedCoordi32;
use plotters::prelude::{
    Cartesian2d, ChartBuilder, Circle, IntoDrawingArea, PathElement, Rectangle, Text, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, IntoTextStyle};
use std::convert::Infallible;

/// Size of a chart in half pixels of the page.
pub(crate) const SIZE: (u32, u32) = (688, 400);
/// Units of the horizontal axis in one bar's place.
const PLACE: i32 = 1_000;
/// Text of axes and of values.
const SMALL: f64 = 22.0;

type Chart<'a, 'b> = ChartContext<'a, Canvas<'b>, Cartesian2d<RangedCoordi32, RangedCoordi32>>;
type Error = plotters::prelude::DrawingAreaErrorKind<Infallible>;

/// Runs a drawing; the canvas itself never fails, and what the library refuses is left out of the picture.
fn drawn(size: (u32, u32), draw: impl FnOnce(&mut String) -> Result<(), Error>) -> String {
    let mut out = String::new();
    let done = draw(&mut out);
    debug_assert!(done.is_ok(), "{done:?} in a chart of {size:?}");
    out
}

fn text(ink: Ink, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, SMALL, FontStyle::Normal);
    font.color(&ink.color())
        .pos(Pos::new(horizontal, vertical))
        .into_text_style(&(1_u32, 1_u32))
}

fn minutes(span: Span) -> i32 {
    i32::try_from(span.at_least_zero().as_mins()).unwrap_or(i32::MAX / 8)
}

/// Hours between two lines of the grid, so that there are at most five.
fn step(most: i32) -> i32 {
    [
        60, 120, 180, 240, 300, 360, 480, 600, 720, 1_200, 2_400, 6_000,
    ]
    .into_iter()
    .find(|step| most <= step * 5)
    .unwrap_or((most / 5).max(1))
}

/// Every day or week of the range: what was used, what was left, and the mark of what was agreed.
pub(crate) fn bars(review: &Review, child: &ChildReview, locale: &Locale) -> String {
    let most = child
        .measured()
        .map(|(_, measure)| {
            let limit = measure.limit().unwrap_or_default();
            minutes(
                measure
                    .screen
                    .max(limit)
                    .max(measure.agreed.unwrap_or_default()),
            )
        })
        .max()
        .unwrap_or(0)
        .max(60);
    let step = step(most);
    let top = (most + step - 1) / step * step;
    let count = i32::try_from(child.bars.len()).unwrap_or(1).max(1);
    drawn(SIZE, |out| {
        let root = Canvas::new(out, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin_top(34)
            .margin_right(8)
            .x_label_area_size(if review.range.period == Period::Week {
                60
            } else {
                34
            })
            .y_label_area_size(72)
            .build_cartesian_2d(0..count * PLACE, 0..top)?;
        grid(&mut chart, count * PLACE, top, step, locale)?;
        // In a bar of a week, joints could not be told apart.
        let joint = (!review.range.period.by_weeks()).then(|| joint(top));
        for (index, bar) in child.bars.iter().enumerate() {
            let left = i32::try_from(index).unwrap_or(0) * PLACE;
            if let Known::Measured(measure) = &bar.known {
                stalk(&mut chart, left, measure, joint, count)?;
                if review.range.period == Period::Week {
                    let drawn = up(minutes(measure.screen), joint);
                    let height = drawn.max(minutes(measure.limit().unwrap_or_default()));
                    let value = locale.duration_short(measure.screen);
                    let (x, y) = chart.backend_coord(&(left + PLACE / 2, height));
                    let style = text(Ink::Value, HPos::Center, VPos::Bottom);
                    root.draw(&Text::new(value, (x, y - 9), style))?;
                }
            } else if bar.known == Known::Nothing {
                let (x, y) = chart.backend_coord(&(left + PLACE / 2, 0));
                root.draw(&Circle::new((x, y - 8), 3, Ink::Base.color().filled()))?;
            }
        }
        base(&mut chart, count * PLACE)?;
        for (x, lines, ink) in labels(review, child, locale) {
            let (x, y) = chart.backend_coord(&(x, 0));
            for (row, line) in lines.iter().enumerate() {
                let y = y + 12 + 24 * i32::try_from(row).unwrap_or(0);
                let style = text(ink, HPos::Center, VPos::Top);
                root.draw(&Text::new(line.clone(), (x, y), style))?;
            }
        }
        root.present()
    })
}

/// What stands below the bars, at which place.
fn labels(review: &Review, child: &ChildReview, locale: &Locale) -> Vec<(i32, Vec<String>, Ink)> {
    let middle = |index: usize| i32::try_from(index).unwrap_or(0) * PLACE + PLACE / 2;
    let mut labels = Vec::new();
    let mut month = None;
    for (index, bar) in child.bars.iter().enumerate() {
        let now = if bar.first <= review.today && review.today <= bar.last {
            Ink::Now
        } else {
            Ink::Label
        };
        match review.range.period {
            Period::Week => labels.push((
                middle(index),
                vec![
                    words::weekday(bar.first, locale),
                    bar.first.day().to_string(),
                ],
                now,
            )),
            Period::Month if index % 5 == 0 && index < 30 => {
                labels.push((middle(index), vec![bar.first.day().to_string()], now));
            }
            Period::Month => {}
            Period::HalfYear | Period::Year => {
                // A month is named below the week in which it begins.
                let begins = bar.last.day() <= 7 && month != Some(bar.last.month());
                let apart = review.range.period == Period::HalfYear || bar.last.month() % 2 == 1;
                if begins && apart {
                    month = Some(bar.last.month());
                    labels.push((
                        middle(index),
                        vec![words::month(bar.last, locale)],
                        Ink::Label,
                    ));
                }
            }
        }
    }
    labels
}

/// Up to the end of a begun joint.
fn up(minutes: i32, joint: Option<i32>) -> i32 {
    joint.map_or(minutes, |joint| {
        minutes.saturating_add(joint - 1) / joint * joint
    })
}

/// Minutes of a joint: 15 where that can be seen, else as many as can.
fn joint(top: i32) -> i32 {
    [15, 30, 60, 120, 240, 480, 960]
        .into_iter()
        .find(|joint| top / joint <= 28)
        .unwrap_or(top.max(1))
}

fn grid(
    chart: &mut Chart<'_, '_>,
    right: i32,
    top: i32,
    step: i32,
    locale: &Locale,
) -> Result<(), Error> {
    let unit = locale.plain("report-hour-unit");
    for line in 1..=top / step {
        let at = line * step;
        chart.draw_series([PathElement::new(
            vec![(0, at), (right, at)],
            Ink::Grid.color(),
        )])?;
        let (x, y) = chart.backend_coord(&(0, at));
        let label = format!("{} {unit}", at / 60);
        let style = text(Ink::Label, HPos::Right, VPos::Center);
        let area = chart.plotting_area().strip_coord_spec();
        // Below the area's own origin: labels stand left of it.
        let (left, upper) = area.get_base_pixel();
        area.draw(&Text::new(label, (x - left - 8, y - upper), style))?;
    }
    Ok(())
}

fn base(chart: &mut Chart<'_, '_>, right: i32) -> Result<(), Error> {
    chart.draw_series([PathElement::new(
        vec![(0, 0), (right, 0)],
        Ink::Base.color(),
    )])?;
    Ok(())
}

/// One bar. A day is a stalk: joints used are outlines, a begun one as well, joints left are filled. A week is a plain bar.
/// What is beyond the agreement has the colour of attention.
fn stalk(
    chart: &mut Chart<'_, '_>,
    place: i32,
    measure: &Measure,
    joint: Option<i32>,
    count: i32,
) -> Result<(), Error> {
    let half = if count <= 7 { 210 } else { 330 };
    let (left, right) = (place + PLACE / 2 - half, place + PLACE / 2 + half);
    let limit = measure.limit().map_or(0, minutes);
    let exact = minutes(measure.screen);
    let used = up(exact, joint);
    let (within, used) = match measure.standing {
        Standing::Over { .. } => (exact.min(limit), used.max(limit)),
        // The minute of tolerance is no joint of its own.
        Standing::Rest | Standing::Within { .. } => (used.min(limit), used.min(limit)),
        Standing::Excepted | Standing::Unlimited => (used, used),
    };
    let parts = [
        (0, within, Ink::Used),
        (within, used, Ink::Over),
        (used, if joint.is_some() { limit } else { 0 }, Ink::Left),
    ];
    for (from, to, ink) in parts {
        let mut at = from;
        while at < to {
            let end = joint.map_or(to, |joint| ((at / joint + 1) * joint).min(to));
            let (x0, y0) = chart.backend_coord(&(left, end));
            let (x1, y1) = chart.backend_coord(&(right, at));
            let area = chart.plotting_area().strip_coord_spec();
            let (dx, dy) = area.get_base_pixel();
            // A gap of a pixel between joints.
            let gap = i32::from(y1 - y0 > 6) * 3;
            area.draw(&Rectangle::new(
                [(x0 - dx, y0 - dy + gap), (x1 - dx, y1 - dy)],
                ink.color().filled(),
            ))?;
            at = end;
        }
    }
    if let Some(agreed) = measure.agreed {
        let agreed = minutes(agreed);
        let reach = if count <= 7 { 70 } else { 170 };
        chart.draw_series([PathElement::new(
            vec![(left - reach, agreed), (right + reach, agreed)],
            Ink::Mark.color(),
        )])?;
    }
    Ok(())
}

/// Day of the week and hour of the clock: the more of the hour was used, the larger its square.
pub(crate) fn hours(review: &Review, child: &ChildReview, locale: &Locale) -> String {
    drawn(SIZE, |out| {
        let root = Canvas::new(out, SIZE).into_drawing_area();
        let chart = ChartBuilder::on(&root)
            .margin_top(20)
            .margin_right(16)
            .x_label_area_size(44)
            .y_label_area_size(72)
            .build_cartesian_2d(0..24 * PLACE, 0..7 * PLACE)?;
        let order: Vec<Weekday> = (0..7)
            .map(|offset| Weekday::ALL[(review.week_starts.index() + offset) % 7])
            .collect();
        for (row, day) in order.iter().enumerate() {
            let middle = (6 - i32::try_from(row).unwrap_or(0)) * PLACE + PLACE / 2;
            let (x, y) = chart.backend_coord(&(0, middle));
            let style = text(Ink::Label, HPos::Right, VPos::Center);
            root.draw(&Text::new(locale.weekday_short(*day), (x - 10, y), style))?;
            let days = child.grid_days[day.index()];
            for (hour, span) in child.grid[day.index()].iter().enumerate() {
                let at = i32::try_from(hour).unwrap_or(0) * PLACE + PLACE / 2;
                let (x, y) = chart.backend_coord(&(at, middle));
                let mean = span.as_millis() / i64::from(days.max(1));
                let radius = radius(Span::from_millis(mean));
                if radius == 0 {
                    root.draw(&Circle::new((x, y), 2, Ink::Dot.color().filled()))?;
                } else {
                    root.draw(&Rectangle::new(
                        [(x - radius, y - radius), (x + radius, y + radius)],
                        Ink::Heat.color().filled(),
                    ))?;
                }
            }
        }
        for hour in (0..=24).step_by(6) {
            let (x, y) = chart.backend_coord(&(hour * PLACE, 0));
            let style = text(Ink::Label, HPos::Center, VPos::Top);
            root.draw(&Text::new(hour.to_string(), (x, y + 10), style))?;
        }
        root.present()
    })
}

/// Half the side of a square, whose area is the share of the hour: 12 for all of it, 4 at least for any.
fn radius(mean: Span) -> i32 {
    let mean = minutes(mean).min(60);
    if mean == 0 {
        return 0;
    }
    (4..=12).find(|r| r * r * 60 >= mean * 144).unwrap_or(12)
}

/// The weeks before and this one, as plain bars with their lengths.
pub(crate) fn recent(child: &ChildReview, locale: &Locale) -> String {
    let most = child
        .recent
        .iter()
        .filter_map(|week| week.screen)
        .map(minutes)
        .max()
        .unwrap_or(0)
        .max(60);
    let step = step(most);
    let top = (most + step - 1) / step * step;
    let count = i32::try_from(child.recent.len()).unwrap_or(1).max(1);
    drawn(SIZE, |out| {
        let root = Canvas::new(out, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin_top(34)
            .margin_right(8)
            .x_label_area_size(44)
            .y_label_area_size(72)
            .build_cartesian_2d(0..count * PLACE, 0..top)?;
        grid(&mut chart, count * PLACE, top, step, locale)?;
        for (index, week) in child.recent.iter().enumerate() {
            let place = i32::try_from(index).unwrap_or(0) * PLACE;
            let last = index + 1 == child.recent.len();
            if let Some(screen) = week.screen {
                let ink = if last { Ink::Bar } else { Ink::Before };
                chart.draw_series([Rectangle::new(
                    [(place + 180, minutes(screen)), (place + 820, 0)],
                    ink.color().filled(),
                )])?;
                let (x, y) = chart.backend_coord(&(place + PLACE / 2, minutes(screen)));
                let value = locale.duration_short(screen);
                let style = text(Ink::Value, HPos::Center, VPos::Bottom);
                root.draw(&Text::new(value, (x, y - 8), style))?;
            }
            // Dates are wide: every second one, and always this week's.
            if (child.recent.len() - 1 - index).is_multiple_of(2) {
                let (x, y) = chart.backend_coord(&(place + PLACE / 2, 0));
                let ink = if last { Ink::Now } else { Ink::Label };
                let style = text(ink, HPos::Center, VPos::Top);
                let date = words::short_date(week.first, locale);
                root.draw(&Text::new(date, (x, y + 10), style))?;
            }
        }
        base(&mut chart, count * PLACE)?;
        root.present()
    })
}
