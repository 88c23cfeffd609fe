//! A review as one page that stands by itself: no script, nothing from elsewhere, light and dark, for a telephone and for
//! A4. Every chart has a title, a description and a table of its numbers.
//!
//! Texts, names among them, are escaped by the templates, those in charts by the canvas they are drawn on.

mod canvas;
mod charts;
mod stalk;
mod style;
mod tables;

use crate::period::Period;
use crate::review::{ChildReview, Review};
use crate::words::{self, Weight};
use luytre_core::policy::Language;
use luytre_core::time::Span;
use luytre_locale::{Locale, capitalise};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What a page may load: nothing but its own styles.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole page.
#[must_use]
pub fn page(review: &Review, locale: &Locale) -> String {
    let language = match locale.language() {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let title = words::title(review, locale);
    let dates = words::dates(review, locale);
    let page = html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (dates) }
                style { (PreEscaped(style::sheet())) }
            }
            body {
                header class="top" {
                    div {
                        h1 { (title) }
                        p class="dates" { (dates) }
                    }
                    (stalk::hedge())
                }
                main { (body(review, locale)) }
                footer class="foot" {
                    p { (locale.plain("report-privacy")) }
                    p { (locale.text("report-made-by", &[("day", locale.date(review.today).into())])) }
                }
            }
        }
    };
    page.into_string()
}

/// The style sheet of [`body`], for a page that has a head of its own.
#[must_use]
pub fn style_sheet() -> String {
    style::sheet()
}

/// The review without the page around it, for a page that has a head of its own.
#[must_use]
pub fn body(review: &Review, locale: &Locale) -> Markup {
    html! {
        @if review.children.is_empty() {
            section class="child" { p { (locale.plain("report-no-children")) } }
        }
        @for (index, child) in review.children.iter().enumerate() {
            (section(review, child, index, locale))
        }
        @if !review.starters.is_empty() { (talk(review, locale)) }
    }
}

fn section(review: &Review, child: &ChildReview, index: usize, locale: &Locale) -> Markup {
    let id = format!("c{index}");
    if child.is_empty() {
        return html! {
            section class="child" aria-labelledby={ (id) "-h" } {
                h2 id={ (id) "-h" } { (child.name) }
                p class="total" { (words::empty(child, locale)) }
            }
        };
    }
    html! {
        section class="child" aria-labelledby={ (id) "-h" } {
            h2 id={ (id) "-h" } { (child.name) }
            p class="total" { (capitalise(&words::total(child, locale))) }
            (whole(child, &id, locale))
            @if let Some(trend) = words::trend(child, review.range, locale) {
                p class="trend" { (trend) }
            }
            div class="grid" {
                (bars(review, child, &id, locale))
                @if child.recorded > 0 { (hours(review, child, &id, locale)) }
            }
            div class="grid" {
                (amounts("report-activities", "report-col-activity", &activities(child, locale), locale))
                (amounts("report-programs", "report-col-program", &programs(child, locale), locale))
            }
            div class="grid" {
                @if !child.recent.is_empty() { (recent(child, &id, locale)) }
                (good(child, locale))
            }
            (facts(child, locale))
            @if let Some(details) = words::details(child, locale) {
                p class="note" { (details) }
            }
        }
    }
}

/// The stalk of all of the range.
fn whole(child: &ChildReview, id: &str, locale: &Locale) -> Markup {
    let joints = stalk::Joints::of(child.screen, child.agreed);
    let each = locale.duration(joints.each);
    let description = locale.text(
        "report-stalk-desc",
        &[
            ("joints", joints.all.into()),
            ("length", each.into()),
            ("used", joints.used.into()),
        ],
    );
    stalk::lying(
        &format!("{id}-all"),
        joints,
        &locale.plain("report-stalk"),
        &description,
    )
}

fn bars(review: &Review, child: &ChildReview, id: &str, locale: &Locale) -> Markup {
    let caption = locale.plain(if review.range.period.by_weeks() {
        "report-chart-weeks"
    } else {
        "report-chart-days"
    });
    let description = words::total(child, locale);
    let limited = child
        .measured()
        .any(|(_, measure)| measure.agreed.is_some());
    html! {
        figure {
            figcaption { (caption) }
            (canvas::image(&format!("{id}-bars"), &caption, &description, charts::SIZE, &charts::bars(review, child, locale)))
            ul class="legend" {
                li { (swatch("c-used")) (locale.plain("report-legend-used")) }
                @if limited && !review.range.period.by_weeks() {
                    li { (swatch("c-left")) (locale.plain("report-legend-left")) }
                }
                @if limited {
                    li { (mark()) (locale.plain("report-legend-agreed")) }
                    li { (swatch("c-over")) (locale.plain("report-legend-over")) }
                }
            }
            (numbers(&tables::bars(review, child, locale), locale))
        }
    }
}

fn swatch(class: &str) -> Markup {
    html! {
        svg viewBox="0 0 28 28" aria-hidden="true" { rect class=(class) x="3" y="3" width="22" height="22" rx="4" {} }
    }
}

fn mark() -> Markup {
    html! {
        svg viewBox="0 0 28 28" aria-hidden="true" { path class="c-mark" d="M1 14L27 14" {} }
    }
}

fn hours(review: &Review, child: &ChildReview, id: &str, locale: &Locale) -> Markup {
    let caption = locale.plain("report-chart-hours");
    let hours = child.hours();
    let busiest = hours
        .iter()
        .enumerate()
        .max_by_key(|(hour, span)| (**span, usize::MAX - hour))
        .filter(|(_, span)| span.is_positive());
    let Some((hour, most)) = busiest else {
        return html! {};
    };
    let number = |hour: usize| i64::try_from(hour).unwrap_or(0);
    let sentence = locale.text(
        "report-hours-busiest",
        &[
            ("from", number(hour).into()),
            ("to", number(hour + 1).into()),
            ("length", locale.duration(*most).into()),
        ],
    );
    html! {
        figure {
            figcaption { (caption) }
            (canvas::image(&format!("{id}-hours"), &caption, &sentence, charts::SIZE, &charts::hours(review, child, locale)))
            p class="note" { (sentence) }
            (numbers(&tables::hours(review, child, locale), locale))
        }
    }
}

fn recent(child: &ChildReview, id: &str, locale: &Locale) -> Markup {
    let caption = locale.plain("report-recent");
    html! {
        figure {
            figcaption { (caption) }
            (canvas::image(&format!("{id}-recent"), &caption, &words::total(child, locale), charts::SIZE, &charts::recent(child, locale)))
            (numbers(&tables::recent(child, locale), locale))
        }
    }
}

fn numbers(table: &Markup, locale: &Locale) -> Markup {
    html! {
        details {
            summary { (locale.plain("report-numbers")) }
            div class="scroll" { (table) }
        }
    }
}

fn activities(child: &ChildReview, locale: &Locale) -> Vec<(String, Span)> {
    child
        .activities
        .iter()
        .map(|(id, span)| (words::activity(id, locale), *span))
        .collect()
}

fn programs(child: &ChildReview, locale: &Locale) -> Vec<(String, Span)> {
    let mut list = child.programs.clone();
    if child.other_programs.as_mins() > 0 {
        let name = capitalise(&locale.plain("report-programs-other"));
        list.push((name, child.other_programs));
    }
    list
}

/// A table whose lengths are drawn as well.
fn amounts(title: &str, column: &str, list: &[(String, Span)], locale: &Locale) -> Markup {
    let list: Vec<_> = list.iter().filter(|(_, span)| span.as_mins() > 0).collect();
    let Some(most) = list.iter().map(|(_, span)| span.as_mins()).max() else {
        return html! {};
    };
    html! {
        div {
            h3 { (locale.plain(title)) }
            table class="amounts" aria-label=(locale.plain(column)) {
                tbody {
                    @for (name, span) in list {
                        tr {
                            th scope="row" { (name) }
                            td {
                                svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                                    rect class="c-bar" width=((span.as_mins() * 100 + most - 1) / most.max(1)) height="8" rx="1.5" {}
                                }
                            }
                            td class="n" { (locale.duration(*span)) }
                        }
                    }
                }
            }
        }
    }
}

fn good(child: &ChildReview, locale: &Locale) -> Markup {
    if child.good.is_empty() {
        return html! {};
    }
    html! {
        div {
            h3 { (locale.plain("report-good")) }
            ul class="good" {
            @for good in &child.good {
                li {
                    svg viewBox="0 0 36 36" aria-hidden="true" { path class="c-leaf" d="M4 32Q6 8 33 4Q32 30 10 29Q18 20 24 13Q12 20 4 32Z" {} }
                    (words::good(good, locale))
                }
            }
            }
        }
    }
}

fn facts(child: &ChildReview, locale: &Locale) -> Markup {
    let rows = words::facts(child, locale);
    if rows.is_empty() {
        return html! {};
    }
    html! {
        h3 class="next" { (locale.plain("report-facts")) }
        dl {
            @for row in &rows {
                div {
                    dt { (row.name) }
                    @match row.weight {
                        Weight::Plain => dd { (row.text) },
                        Weight::Attention => dd class="look" { (row.text) },
                    }
                }
            }
        }
    }
}

fn talk(review: &Review, locale: &Locale) -> Markup {
    html! {
        section class="talk" aria-labelledby="talk-h" {
            h2 id="talk-h" { (locale.plain("report-talk")) }
            p { (locale.plain("report-talk-how")) }
            ol {
                @for starter in &review.starters {
                    li {
                        b { (words::theme(starter.theme, locale)) }
                        (words::starter(starter, locale))
                    }
                }
            }
        }
    }
}

/// Whether a table names days or weeks.
fn first_column(period: Period) -> &'static str {
    if period.by_weeks() {
        "report-col-week"
    } else {
        "report-col-day"
    }
}
