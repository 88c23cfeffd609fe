//! The numbers behind the charts, as tables.

use super::first_column;
use crate::period::Period;
use crate::review::{ChildReview, Known, Review};
use crate::words;
use luytre_core::policy::Weekday;
use luytre_core::time::Span;
use luytre_locale::Locale;
use maud::{Markup, html};

/// Each day or week: used, agreed, given, and how it stands.
pub(crate) fn bars(review: &Review, child: &ChildReview, locale: &Locale) -> Markup {
    let period = review.range.period;
    let short = |span: Span| locale.duration_short(span);
    html! {
        table {
            thead { tr {
                th scope="col" { (locale.plain(first_column(period))) }
                th scope="col" class="n" { (locale.plain("report-col-used")) }
                th scope="col" class="n" { (locale.plain("report-col-agreed")) }
                th scope="col" class="n" { (locale.plain("report-col-given")) }
                th scope="col" { (locale.plain("report-col-note")) }
            } }
            tbody {
                @for bar in &child.bars {
                    tr {
                        th scope="row" {
                            @if !period.by_weeks() { (words::weekday(bar.first, locale)) " " }
                            (words::short_date(bar.first, locale))
                        }
                        @match &bar.known {
                            Known::Measured(measure) => {
                                td class="n" { (short(measure.screen)) }
                                td class="n" { @if let Some(agreed) = measure.agreed { (short(agreed)) } }
                                td class="n" { @if measure.granted != Span::ZERO { (short(measure.granted)) } }
                                td { (words::note(measure, period, locale)) }
                            }
                            Known::Ahead => (unknown("report-note-ahead", locale)),
                            Known::Nothing => (unknown("report-note-nothing", locale)),
                        }
                    }
                }
            }
        }
    }
}

fn unknown(id: &str, locale: &Locale) -> Markup {
    html! {
        td class="n" {} td class="n" {} td class="n" {}
        td { (locale.plain(id)) }
    }
}

/// Hours of the clock that were used, by day of the week; sums.
pub(crate) fn hours(review: &Review, child: &ChildReview, locale: &Locale) -> Markup {
    let order: Vec<Weekday> = (0..7)
        .map(|offset| Weekday::ALL[(review.week_starts.index() + offset) % 7])
        .collect();
    let sums = child.hours();
    html! {
        table {
            thead { tr {
                th scope="col" { (locale.plain("report-col-hour")) }
                @for day in &order { th scope="col" class="n" { (locale.weekday_short(*day)) } }
            } }
            tbody {
                @for (hour, sum) in sums.iter().enumerate() {
                    @if sum.is_positive() {
                        tr {
                            th scope="row" { (hour) "–" (hour + 1) }
                            @for day in &order {
                                td class="n" {
                                    @let span = child.grid[day.index()][hour];
                                    @if span.is_positive() { (locale.duration_short(span)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The weeks before, and this one.
pub(crate) fn recent(child: &ChildReview, locale: &Locale) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { (locale.plain(first_column(Period::Year))) }
                th scope="col" class="n" { (locale.plain("report-col-used")) }
            } }
            tbody {
                @for week in &child.recent {
                    tr {
                        th scope="row" { (words::short_date(week.first, locale)) }
                        td class="n" {
                            @match week.screen {
                                Some(screen) => (locale.duration_short(screen)),
                                None => (locale.plain("report-note-nothing")),
                            }
                        }
                    }
                }
            }
        }
    }
}
