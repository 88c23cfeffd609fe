//! Who can open the sealed history, and a new recovery code on the one occasion that it is shown.

use crate::output::table::pairs;
use crate::output::{Line, Tone, width_of};
use crate::view::status::{bullet, paragraph};
use luytre_core::time::WallTime;
use luytre_locale::Locale;
use luytre_protocol::{Access, AccessEntry};

/// Who can open the history, and with what.
#[must_use]
pub fn access(access: &Access, now: WallTime, locale: &Locale, width: usize) -> Vec<Line> {
    if access.passphrases.is_empty() {
        let mut lines = paragraph(&locale.plain("access-nobody"), Tone::Strong, 0, width);
        lines.extend(paragraph(
            &locale.plain("access-nobody.why"),
            Tone::Faint,
            2,
            width,
        ));
        lines.extend(waiting(access, locale, width));
        lines.extend(crate::failure::remedy(
            &locale.plain("access-nobody.remedy"),
            width,
        ));
        return lines;
    }
    let mut lines = vec![
        Line::of(&locale.plain("access-title"), Tone::Strong),
        Line::empty(),
    ];
    lines.extend(pairs(&rows(access, now, locale), width));
    let more = waiting(access, locale, width);
    if !more.is_empty() {
        lines.push(Line::empty());
        lines.extend(more);
    }
    lines
}

/// Names at the left, facts beside them.
pub(super) fn rows(access: &Access, now: WallTime, locale: &Locale) -> Vec<(String, Vec<String>)> {
    let entries = |entries: &[AccessEntry]| -> Vec<String> {
        entries
            .iter()
            .map(|entry| {
                locale.text(
                    "access-entry",
                    &[
                        ("parent", locale.parent_name(&entry.parent).into()),
                        ("since", locale.moment(entry.since, now).into()),
                    ],
                )
            })
            .collect()
    };
    let or_none = |texts: Vec<String>| {
        if texts.is_empty() {
            vec![locale.plain("access-none")]
        } else {
            texts
        }
    };
    vec![
        (
            locale.plain("access-passphrases"),
            or_none(entries(&access.passphrases)),
        ),
        (
            locale.plain("access-recovery"),
            or_none(
                access
                    .recovery
                    .map(|since| {
                        locale.text(
                            "access-since",
                            &[("since", locale.moment(since, now).into())],
                        )
                    })
                    .into_iter()
                    .collect(),
            ),
        ),
        (
            locale.plain("access-quick-codes"),
            or_none(entries(&access.quick_codes)),
        ),
    ]
}

/// Days that are condensed and not sealed yet.
pub(super) fn waiting(access: &Access, locale: &Locale, width: usize) -> Vec<Line> {
    if access.waiting == 0 {
        return Vec::new();
    }
    let id = if access.passphrases.is_empty() {
        "access-waiting-passphrase"
    } else {
        "access-waiting-unlock"
    };
    bullet(
        "i ",
        Tone::Faint,
        &locale.text(id, &[("days", access.waiting.into())]),
        0,
        width,
    )
}

/// A recovery code, large and calm, and what to do with it.
#[must_use]
pub fn recovery(code: &str, locale: &Locale, width: usize) -> Vec<Line> {
    let groups: Vec<&str> = code.split('-').collect();
    let mut lines = vec![
        Line::empty(),
        Line::of("  ", Tone::Ink).with(&locale.plain("recovery-title"), Tone::Strong),
        Line::empty(),
    ];
    // Two columns, read downwards; one where it is narrow.
    let columns = if width >= 60 { 2 } else { 1 };
    let rows = groups.len().div_ceil(columns);
    let cell = |index: usize| {
        groups.get(index).map(|group| {
            let spaced: Vec<String> = group.chars().map(String::from).collect();
            (format!("{}", index + 1), spaced.join(" "))
        })
    };
    let inner = if columns == 2 { 40 } else { 20 };
    let frame = |left: &str, right: &str| {
        Line::of("  ", Tone::Ink).with(&format!("{left}{}{right}", "─".repeat(inner)), Tone::Bamboo)
    };
    let blank = || {
        Line::of("  ", Tone::Ink)
            .with("│", Tone::Bamboo)
            .ink(&" ".repeat(inner))
            .with("│", Tone::Bamboo)
    };
    lines.push(frame("╭", "╮"));
    lines.push(blank());
    for row in 0..rows {
        let mut inside = Line::empty();
        for column in 0..columns {
            if let Some((number, group)) = cell(row + column * rows) {
                inside = inside
                    .to_column(column * 19 + 4)
                    .with(&format!("{number}  "), Tone::Faint)
                    .with(&group, Tone::Strong);
            }
        }
        let missing = inner.saturating_sub(inside.width());
        lines.push(
            Line::of("  ", Tone::Ink)
                .with("│", Tone::Bamboo)
                .join(inside)
                .ink(&" ".repeat(missing))
                .with("│", Tone::Bamboo),
        );
        lines.push(blank());
    }
    lines.push(frame("╰", "╯"));
    lines.push(Line::empty());
    for id in [
        "recovery-write-down",
        "recovery-keep-away",
        "recovery-what-for",
        "recovery-once",
    ] {
        lines.extend(bullet("· ", Tone::Bamboo, &locale.plain(id), 2, width));
    }
    lines.push(Line::empty());
    debug_assert!(lines.iter().all(|line| line.width() <= width.max(40)));
    debug_assert!(width_of(code) > 0);
    lines
}
