//! A child's rules in plain words, complete: whoever is bound by a rule can read it, and can read what is recorded.

use crate::output::table::pairs;
use crate::output::{Line, Tone};
use crate::view::status::paragraph;
use luytre_core::household::holidays::{Holidays, Region};
use luytre_core::policy::{
    ActivityRules, AtLimit, CalendarEntry, CalendarPlan, Child, Counts, DayKind, DayPlan,
    Household, PerDay, Then, TimeRange, Weekday,
};
use luytre_core::time::Span;
use luytre_locale::{Locale, Voice, capitalise};

/// The rules of one child of a household.
#[must_use]
pub fn rules(
    household: &Household,
    child: &Child,
    locale: &Locale,
    voice: Voice,
    width: usize,
) -> Vec<Line> {
    let title = locale.text("rules-title", &[("child", child.name.as_str().into())]);
    let mut lines = vec![Line::of(&title, Tone::Strong)];
    let mut rows = screen(child, locale);
    lines.extend(pairs(&rows, width));
    rows = child
        .activities
        .iter()
        .map(|(id, rules)| {
            (
                capitalise(&locale.activity_name(id)),
                activity(rules, locale),
            )
        })
        .collect();
    if !rows.is_empty() {
        lines.push(Line::empty());
        lines.push(Line::of(&locale.plain("rules-activities"), Tone::Strong));
        lines.extend(pairs(&rows, width));
    }
    rows = household
        .calendar
        .iter()
        .filter(|entry| entry.children.is_empty() || entry.children.contains(&child.id))
        .map(|entry| calendar(entry, locale))
        .collect();
    if let Some(it) = &household.holidays {
        rows.extend(holidays(it, locale));
    }
    if !rows.is_empty() {
        lines.push(Line::empty());
        lines.push(Line::of(&locale.plain("rules-calendar"), Tone::Strong));
        lines.extend(pairs(&rows, width));
    }
    lines.push(Line::empty());
    lines.push(Line::of(&locale.plain("rules-recorded"), Tone::Strong));
    let recorded = match voice {
        Voice::Child => "rules-recorded.child",
        Voice::Parent => "rules-recorded.parent",
    };
    lines.extend(paragraph(&locale.plain(recorded), Tone::Ink, 2, width));
    lines
}

fn screen(child: &Child, locale: &Locale) -> Vec<(String, Vec<String>)> {
    let rules = &child.screen;
    let length = |span: &Span| locale.duration(*span);
    let mut rows = Vec::new();
    let unlimited = locale.plain("rules-unlimited");
    rows.push((
        locale.plain("rules-daily"),
        per_day(&rules.daily, &unlimited, &length, locale),
    ));
    if let Some(weekly) = &rules.weekly {
        rows.push((locale.plain("rules-weekly"), vec![length(weekly)]));
    }
    if let Some(monthly) = &rules.monthly {
        rows.push((locale.plain("rules-monthly"), vec![length(monthly)]));
    }
    let all_day = locale.plain("rules-all-day");
    let windows = |list: &Vec<TimeRange>| {
        if list.is_empty() {
            locale.plain("rules-closed")
        } else {
            ranges(list, locale)
        }
    };
    if !rules.windows.is_empty() {
        rows.push((
            locale.plain("rules-windows"),
            per_day(&rules.windows, &all_day, &windows, locale),
        ));
    }
    let nothing = locale.plain("rules-nothing");
    let walls = |list: &Vec<TimeRange>| {
        if list.is_empty() {
            nothing.clone()
        } else {
            ranges(list, locale)
        }
    };
    if !rules.bedtime.is_empty() {
        rows.push((
            locale.plain("rules-bedtime"),
            per_day(&rules.bedtime, &nothing, &walls, locale),
        ));
    }
    if !rules.free.is_empty() {
        rows.push((
            locale.plain("rules-free"),
            per_day(&rules.free, &nothing, &walls, locale),
        ));
    }
    if let Some(rest) = &rules.forced_break {
        let text = locale.text(
            "rules-break-text",
            &[
                ("after", length(&rest.after).into()),
                ("rest", length(&rest.rest).into()),
            ],
        );
        rows.push((locale.plain("rules-break"), vec![text]));
    }
    if let Some(turns) = &rules.finish_match {
        let text = locale.text(
            "rules-finish-match-text",
            &[
                ("times", turns.times.into()),
                ("each", length(&turns.each).into()),
            ],
        );
        rows.push((locale.plain("rules-finish-match"), vec![text]));
    }
    if !rules.warn_at.is_empty() {
        let steps: Vec<String> = rules.warn_at.iter().map(length).collect();
        rows.push((
            locale.plain("rules-warn"),
            vec![locale.text("rules-warn-text", &[("steps", locale.list(&steps).into())])],
        ));
    }
    let mut end = vec![locale.plain(match rules.at_limit {
        AtLimit::Lock => "rules-at-limit-lock",
        AtLimit::Logout => "rules-at-limit-logout",
        AtLimit::Suspend => "rules-at-limit-suspend",
        AtLimit::Shutdown => "rules-at-limit-shutdown",
        AtLimit::WarnOnly => "rules-at-limit-warn-only",
    })];
    match &rules.then {
        Then::Stay => {}
        Then::Logout { after } => {
            end.push(locale.text("rules-then-logout", &[("after", length(after).into())]));
        }
    }
    rows.push((locale.plain("rules-at-limit"), end));
    rows
}

fn activity(rules: &ActivityRules, locale: &Locale) -> Vec<String> {
    let length = |span: &Span| locale.duration(*span);
    match rules.counts {
        Counts::Blocked => return vec![locale.plain("rules-activity-blocked")],
        Counts::Exempt => {
            let exempt = [locale.plain("rules-activity-exempt")];
            return exempt.into_iter().chain(rest(rules, locale)).collect();
        }
        Counts::Counted => {}
    }
    let unlimited = locale.plain("rules-unlimited");
    let mut texts = Vec::new();
    if !rules.daily.is_empty() {
        let daily = per_day(&rules.daily, &unlimited, &length, locale);
        match daily.as_slice() {
            [every_day] => texts.push(locale.text(
                "rules-activity-daily",
                &[("length", every_day.as_str().into())],
            )),
            _ => texts.extend(daily),
        }
    }
    if let Some(weekly) = &rules.weekly {
        texts.push(locale.text(
            "rules-activity-weekly",
            &[("length", length(weekly).into())],
        ));
    }
    if !rules.per_program_daily.is_empty() {
        let each = per_day(&rules.per_program_daily, &unlimited, &length, locale);
        texts.extend(each.iter().map(|text| {
            locale.text(
                "rules-activity-per-program",
                &[("length", text.as_str().into())],
            )
        }));
    }
    if !rules.windows.is_empty() {
        let all_day = locale.plain("rules-all-day");
        let windows = |list: &Vec<TimeRange>| {
            if list.is_empty() {
                locale.plain("rules-closed")
            } else {
                ranges(list, locale)
            }
        };
        let when = per_day(&rules.windows, &all_day, &windows, locale);
        texts.extend(
            when.iter().map(|text| {
                locale.text("rules-activity-windows", &[("when", text.as_str().into())])
            }),
        );
    }
    if texts.is_empty() {
        texts.push(locale.plain("rules-activity-counted"));
    }
    texts.extend(rest(rules, locale));
    texts
}

fn rest(rules: &ActivityRules, locale: &Locale) -> Option<String> {
    let length = locale.duration(rules.rest_every?);
    Some(locale.text("rules-activity-rest", &[("length", length.into())]))
}

fn holidays(holidays: &Holidays, locale: &Locale) -> Vec<(String, Vec<String>)> {
    let name = match holidays.region {
        Region::Vn => locale.plain("rules-holidays-vn"),
    };
    let tet = locale.text(
        "rules-holidays-tet",
        &[
            ("before", i64::from(holidays.tet_before).into()),
            ("days", i64::from(holidays.tet_days).into()),
        ],
    );
    let summer = holidays
        .summer
        .map(|kind| (locale.plain("rules-summer"), vec![as_kind(kind, locale)]));
    [(name, vec![as_kind(holidays.treat_as, locale), tet])]
        .into_iter()
        .chain(summer)
        .collect()
}

fn as_kind(kind: DayKind, locale: &Locale) -> String {
    match kind {
        DayKind::Weekdays => locale.plain("rules-as-weekdays"),
        DayKind::Weekends => locale.plain("rules-as-weekends"),
        DayKind::Day(day) => {
            locale.text("rules-as-day", &[("day", locale.weekday_name(day).into())])
        }
    }
}

fn calendar(entry: &CalendarEntry, locale: &Locale) -> (String, Vec<String>) {
    let dates = if entry.from == entry.to {
        locale.date(entry.from)
    } else {
        locale.text(
            "rules-dates",
            &[
                ("from", locale.date(entry.from).into()),
                ("to", locale.date(entry.to).into()),
            ],
        )
    };
    let plan = match &entry.plan {
        CalendarPlan::TreatAs(kind) => vec![as_kind(*kind, locale)],
        CalendarPlan::Own(plan) => own_plan(plan, locale),
    };
    let mut texts = vec![dates];
    texts.extend(plan);
    (entry.name.clone(), texts)
}

fn own_plan(plan: &DayPlan, locale: &Locale) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(daily) = plan.daily {
        texts.push(named(&locale.plain("rules-daily"), &locale.duration(daily)));
    }
    for (id, list, empty) in [
        ("rules-windows", &plan.windows, "rules-closed"),
        ("rules-bedtime", &plan.bedtime, "rules-nothing"),
        ("rules-free", &plan.free, "rules-nothing"),
    ] {
        if let Some(list) = list {
            let text = if list.is_empty() {
                locale.plain(empty)
            } else {
                ranges(list, locale)
            };
            texts.push(named(&locale.plain(id), &text));
        }
    }
    texts
}

fn named(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

fn ranges(list: &[TimeRange], locale: &Locale) -> String {
    let texts: Vec<String> = list
        .iter()
        .map(|range| format!("{}–{}", range.from, range.to))
        .collect();
    locale.list(&texts)
}

/// A value for each day of the week, days with the same value together: "Thứ hai–thứ sáu: 1 giờ 30 phút". The value
/// alone where it holds for every day.
fn per_day<T: PartialEq>(
    values: &PerDay<T>,
    none: &str,
    say: &dyn Fn(&T) -> String,
    locale: &Locale,
) -> Vec<String> {
    let mut runs: Vec<(Weekday, Weekday, Option<&T>)> = Vec::new();
    for day in Weekday::ALL {
        let value = values.on(day);
        match runs.last_mut() {
            Some((_, last, same)) if *same == value => *last = day,
            Some(_) | None => runs.push((day, day, value)),
        }
    }
    let said = |value: Option<&T>| value.map_or_else(|| none.to_owned(), say);
    if let [(_, _, value)] = runs.as_slice() {
        return vec![said(*value)];
    }
    runs.into_iter()
        .map(|(first, last, value)| {
            let days = if first == last {
                locale.weekday_name(first)
            } else {
                format!(
                    "{}–{}",
                    locale.weekday_name(first),
                    locale.weekday_name(last)
                )
            };
            named(&capitalise(&days), &said(value))
        })
        .collect()
}
