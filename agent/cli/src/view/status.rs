//! How things stand, for people.

use super::activities;
use crate::output::bar::Stalk;
use crate::output::table::{Align, Cell, table};
use crate::output::{Line, Tone, fit, width_of, wrap};
use luytre_core::health::{HealthCode, Severity, Verdict};
use luytre_core::status::{ChildStatus, Presence, RequestStatus, Status};
use luytre_core::time::{Span, WallTime};
use luytre_locale::{Locale, Voice, capitalise};

/// The whole status.
#[must_use]
pub fn status(status: &Status, locale: &Locale, voice: Voice, width: usize) -> Vec<Line> {
    let mut lines = header(status, locale, width);
    lines.extend(issues(status, locale, voice, width));
    if status.children.is_empty() {
        lines.push(Line::empty());
        lines.extend(paragraph(
            &locale.plain("status-no-children"),
            Tone::Ink,
            0,
            width,
        ));
        lines.extend(crate::failure::remedy(
            &locale.plain("status-no-children.remedy"),
            width,
        ));
    }
    for child in &status.children {
        lines.push(Line::empty());
        lines.extend(child_lines(child, status.at, locale, width));
    }
    if !status.requests.is_empty() {
        lines.push(Line::empty());
        lines.push(Line::of(&locale.plain("status-requests"), Tone::Strong));
        for request in &status.requests {
            lines.extend(request_lines(request, status.at, locale, voice, width));
        }
    }
    lines
}

/// The line about the protection: never by colour alone.
#[must_use]
pub fn verdict(verdict: Verdict, locale: &Locale) -> Line {
    let (mark, tone) = match verdict {
        Verdict::Protected => ("● ", Tone::Bamboo),
        Verdict::Weaker => ("◐ ", Tone::Rice),
        Verdict::WatchOnly => ("○ ", Tone::Rice),
        Verdict::Off => ("○ ", Tone::Brick),
    };
    Line::of(mark, tone).with(&locale.verdict(verdict), tone)
}

fn header(status: &Status, locale: &Locale, width: usize) -> Vec<Line> {
    let date = locale
        .local(status.at)
        .map_or_else(String::new, |local| locale.date(local.date()));
    Line::of("Lũy Tre", Tone::Strong)
        .with(
            &format!("  {date}, {}", locale.clock(status.at)),
            Tone::Faint,
        )
        .and_right(verdict(status.verdict, locale), width)
}

fn issues(status: &Status, locale: &Locale, voice: Voice, width: usize) -> Vec<Line> {
    let weighty: Vec<_> = status
        .issues
        .iter()
        .filter(|issue| issue.code.severity() > Severity::Information)
        .collect();
    let mut lines = Vec::new();
    // What the verdict itself says is not said twice.
    let said = [HealthCode::NotSetUp, HealthCode::CannotEnforce];
    for issue in weighty
        .iter()
        .filter(|issue| !said.contains(&issue.code))
        .take(3)
    {
        let text = locale.health(issue);
        lines.extend(bullet("! ", Tone::Rice, &text.what, 2, width));
    }
    if !weighty.is_empty() && !status.children.is_empty() && voice == Voice::Parent {
        lines.extend(crate::failure::remedy(
            &locale.plain("status-see-doctor"),
            width,
        ));
    }
    lines
}

fn child_lines(child: &ChildStatus, now: WallTime, locale: &Locale, width: usize) -> Vec<Line> {
    let left = Line::of(&fit(&child.name, width / 2), Tone::Strong)
        .with("  ", Tone::Ink)
        .with(&locale.presence(child.state), presence_tone(child.state));
    let mut lines = left.and_right(headline(child, now, locale), width);
    lines.extend(screen(child, now, locale, width));
    lines.extend(countdown(child, now, locale, width));
    lines.extend(activities::rows(&child.activities, locale, width));
    lines.extend(programs(child, locale, width));
    lines
}

fn presence_tone(presence: Presence) -> Tone {
    match presence {
        Presence::Active => Tone::Bamboo,
        Presence::Idle | Presence::Locked | Presence::Away | Presence::Offline => Tone::Faint,
    }
}

/// True if the rules say no now, whether that is enforced or only agreed (`warn_only`).
fn is_over(child: &ChildStatus) -> bool {
    child.blocked || !child.reasons.is_empty()
}

/// What matters most about a child: how long still, or from when again.
fn headline(child: &ChildStatus, now: WallTime, locale: &Locale) -> Line {
    if is_over(child) {
        return match child.screen.until {
            Some(until) => Line::of(
                &locale.text(
                    "status-again",
                    &[("until", locale.moment(until, now).into())],
                ),
                Tone::Rice,
            ),
            None => Line::of(&locale.plain("status-blocked"), Tone::Rice),
        };
    }
    match child.screen.left {
        None => Line::of(&locale.plain("status-unlimited"), Tone::Bamboo),
        Some(left) => {
            let tone = if left <= Span::from_mins(15) {
                Tone::Rice
            } else {
                Tone::Bamboo
            };
            Line::of(
                &locale.text(
                    "status-left",
                    &[("left", locale.duration(left.at_least_zero()).into())],
                ),
                tone,
            )
        }
    }
}

/// The stalk of the day; `None` where nothing limits.
fn stalk(child: &ChildStatus) -> Option<Stalk> {
    let now = if is_over(child) {
        Some(Span::ZERO)
    } else {
        child.screen.left
    };
    match (child.allowances.daily, child.allowances.daily_left) {
        (Some(daily), Some(daily_left)) => {
            let daily_left = daily_left.at_least_zero();
            let left = now.unwrap_or(daily_left).at_least_zero();
            let within = left.min(daily_left);
            // Someone let in beyond the allowance has more left than the allowance knows.
            Some(Stalk {
                used: daily - daily_left,
                left,
                out_of_reach: daily_left - within,
            })
        }
        (Some(_), None) | (None, _) => now.map(|left| Stalk {
            used: child.screen.used,
            left: left.at_least_zero(),
            out_of_reach: Span::ZERO,
        }),
    }
}

fn screen(child: &ChildStatus, now: WallTime, locale: &Locale, width: usize) -> Vec<Line> {
    let joints = stalk(child).map(|stalk| stalk.joints((width - 4).min(48)));
    let mut facts = Vec::new();
    facts.push(match child.allowances.daily {
        Some(daily) => locale.text(
            "status-used-of",
            &[
                ("used", locale.duration(child.screen.used).into()),
                ("allowance", locale.duration(daily).into()),
            ],
        ),
        None => locale.text(
            "status-used",
            &[("used", locale.duration(child.screen.used).into())],
        ),
    });
    if is_over(child) {
        facts.extend(child.reasons.iter().map(|reason| locale.reason(reason)));
    } else if let Some(until) = child.screen.until {
        facts.push(locale.text(
            "status-until",
            &[("until", locale.moment(until, now).into())],
        ));
        facts.extend(child.ends_by.iter().map(|reason| locale.ends_by(reason)));
    }
    if let Some(joints) = joints.filter(|joints| joints.minutes != 15) {
        facts.push(locale.text(
            "status-scale",
            &[(
                "length",
                locale.duration(Span::from_mins(joints.minutes)).into(),
            )],
        ));
    }
    let mut more = Vec::new();
    let allowances = &child.allowances;
    for (id, left) in [
        ("status-week-left", allowances.weekly_left),
        ("status-month-left", allowances.monthly_left),
        (
            "status-break-in",
            allowances
                .until_break
                .filter(|_| !is_over(child) && child.state == Presence::Active),
        ),
    ] {
        if let Some(left) = left {
            more.push(locale.text(
                id,
                &[("left", locale.duration(left.at_least_zero()).into())],
            ));
        }
    }
    if let Some(turns) = child.finish_match_left {
        more.push(locale.text("status-turns-left", &[("count", turns.into())]));
    }
    let mut lines = Vec::new();
    let drawn = joints
        .map(crate::output::bar::Joints::draw)
        .unwrap_or_default();
    let facts = activities::facts_rows(&facts, width - 2);
    match facts.split_first() {
        Some((first, rest))
            if !drawn.is_empty()
                && rest.is_empty()
                && drawn.width() + 4 + width_of(first) <= width =>
        {
            lines.push(
                Line::of("  ", Tone::Ink)
                    .join(drawn)
                    .ink("  ")
                    .with(first, Tone::Faint),
            );
        }
        Some(_) | None => {
            if !drawn.is_empty() {
                lines.push(Line::of("  ", Tone::Ink).join(drawn));
            }
            lines.extend(
                facts
                    .iter()
                    .map(|row| Line::of("  ", Tone::Ink).with(row, Tone::Faint)),
            );
        }
    }
    lines.extend(
        activities::facts_rows(&more, width - 2)
            .iter()
            .map(|row| Line::of("  ", Tone::Ink).with(row, Tone::Faint)),
    );
    lines
}

fn countdown(child: &ChildStatus, now: WallTime, locale: &Locale, width: usize) -> Vec<Line> {
    let Some((subject, at)) = &child.countdown else {
        return Vec::new();
    };
    let text = locale.text(
        "status-countdown",
        &[
            ("subject", capitalise(&locale.subject(subject)).into()),
            (
                "left",
                locale.duration(at.since(now).at_least_zero()).into(),
            ),
        ],
    );
    bullet("! ", Tone::Rice, &text, 2, width)
}

fn programs(child: &ChildStatus, locale: &Locale, width: usize) -> Vec<Line> {
    let mut used: Vec<_> = child
        .programs
        .iter()
        .filter(|(_, span)| *span >= Span::from_mins(1))
        .collect();
    used.sort_by_key(|(_, span)| std::cmp::Reverse(*span));
    if used.is_empty() {
        return Vec::new();
    }
    let items: Vec<String> = used
        .iter()
        .take(3)
        .map(|(id, span)| {
            format!(
                "{} {}",
                fit(&locale.program_name(id), 24),
                locale.duration(*span)
            )
        })
        .collect();
    let text = locale.text("status-programs", &[("programs", items.join(" · ").into())]);
    vec![Line::of("  ", Tone::Ink).with(&fit(&text, width - 2), Tone::Faint)]
}

fn request_lines(
    request: &RequestStatus,
    now: WallTime,
    locale: &Locale,
    voice: Voice,
    width: usize,
) -> Vec<Line> {
    let text = locale.text(
        "status-request",
        &[
            ("child", locale.child_name(&request.child).into()),
            ("length", locale.duration(request.span).into()),
            ("subject", locale.subject(&request.subject).into()),
            ("at", locale.moment(request.asked, now).into()),
        ],
    );
    let mut lines = bullet("? ", Tone::Rice, &text, 2, width);
    if !request.why.trim().is_empty() {
        lines.extend(paragraph(
            &locale.text(
                "status-request-why",
                &[("why", request.why.as_str().into())],
            ),
            Tone::Ink,
            4,
            width,
        ));
    }
    if voice == Voice::Parent {
        let how = locale.text(
            "status-request-how",
            &[("id", request.child.as_str().into())],
        );
        lines.extend(paragraph(&how, Tone::Faint, 4, width));
    }
    lines
}

/// Text with a mark before its first line.
#[must_use]
pub fn bullet(mark: &str, tone: Tone, text: &str, indent: usize, width: usize) -> Vec<Line> {
    let blanks = " ".repeat(width_of(mark));
    wrap(text, width.saturating_sub(indent + width_of(mark)))
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let line = Line::of(&" ".repeat(indent), Tone::Ink);
            if index == 0 {
                line.with(mark, tone).ink(row)
            } else {
                line.ink(&blanks).ink(row)
            }
        })
        .collect()
}

/// Text in lines, indented.
#[must_use]
pub fn paragraph(text: &str, tone: Tone, indent: usize, width: usize) -> Vec<Line> {
    wrap(text, width.saturating_sub(indent))
        .iter()
        .map(|row| Line::of(&" ".repeat(indent), Tone::Ink).with(row, tone))
        .collect()
}

/// The children alone, one row each: for `luytre child list`.
#[must_use]
pub fn overview(status: &Status, locale: &Locale, width: usize) -> Vec<Line> {
    let rows: Vec<Vec<Cell>> = status
        .children
        .iter()
        .map(|child| {
            let headline = headline(child, status.at, locale);
            vec![
                Cell::new(child.id.as_str(), Tone::Faint),
                Cell::new(child.name.as_str(), Tone::Strong),
                Cell::new(locale.presence(child.state), presence_tone(child.state)),
                Cell::new(headline.paint(&crate::output::Theme::PLAIN), Tone::Ink),
            ]
        })
        .collect();
    table(
        &[Align::Left, Align::Left, Align::Left, Align::Left],
        &rows,
        0,
        width,
    )
}
