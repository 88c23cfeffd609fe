//! What changed between two households, for a parent to read before applying a file, and for the audit.
//!
//! Values per day are compared as they hold on each day of the week, not as they are written: `default = "1h"` and seven single
//! days of one hour are the same rule. Every difference between two households gives at least one change.

use super::changes::Changes;
use super::compare::{self, Direction};
use super::render;
use super::value::format_duration;
use crate::policy::{
    ActivityRules, CalendarEntry, CalendarPlan, Child, Household, Parent, ParentRole, Program,
    ScreenRules, Then, TimeRange,
};
use crate::time::Span;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed, with ids instead of places: `child.an.screen.daily.weekdays`.
    pub path: String,
    /// How it was; `None` if it was not there (an allowance without limit, a child that is new).
    pub before: Option<String>,
    /// How it is; `None` if it is not there.
    pub after: Option<String>,
    /// What that means for the child.
    pub direction: Direction,
}

/// All differences from `before` to `after`, in the order of the file.
#[must_use]
pub fn diff(before: &Household, after: &Household) -> Vec<Change> {
    let mut out = Changes::default();
    out.value(
        "timezone",
        before.timezone.as_ref(),
        after.timezone.as_ref(),
        Direction::Mixed,
        Clone::clone,
    );
    out.always(
        "language",
        &before.language,
        &after.language,
        Direction::Neutral,
        |it| render::language(*it).to_owned(),
    );
    out.always(
        "week_starts",
        &before.week_starts,
        &after.week_starts,
        Direction::Mixed,
        |it| it.name().to_owned(),
    );
    out.value(
        "holidays",
        before.holidays.as_ref(),
        after.holidays.as_ref(),
        Direction::Mixed,
        render::holidays,
    );
    out.parents(&before.parents, &after.parents);
    out.children(&before.children, &after.children);
    out.programs(&before.programs, &after.programs);
    out.calendar(&before.calendar, &after.calendar);
    out.list
}

impl Changes {
    fn parents(&mut self, before: &[Parent], after: &[Parent]) {
        self.paired(
            "parent",
            (before, after),
            |it| it.id.as_str(),
            Direction::Loosens,
            |out, path, before, after| {
                out.always(
                    &format!("{path}.name"),
                    &before.name,
                    &after.name,
                    Direction::Neutral,
                    Clone::clone,
                );
                let accounts = compare::bound(&before.accounts, &after.accounts).reversed();
                let write = |list: &Vec<_>| render::accounts(list);
                out.always(
                    &format!("{path}.accounts"),
                    &before.accounts,
                    &after.accounts,
                    accounts,
                    write,
                );
                let role = compare::role(before.role, after.role);
                out.always(
                    &format!("{path}.role"),
                    &before.role,
                    &after.role,
                    role,
                    |role| match role {
                        ParentRole::Parent => "parent".to_owned(),
                        ParentRole::Carer { a_day } => {
                            format!("carer, {}", format_duration(*a_day))
                        }
                    },
                );
            },
        );
    }

    fn children(&mut self, before: &[Child], after: &[Child]) {
        self.paired(
            "child",
            (before, after),
            |it| it.id.as_str(),
            Direction::Tightens,
            |out, path, before, after| {
                out.always(
                    &format!("{path}.name"),
                    &before.name,
                    &after.name,
                    Direction::Neutral,
                    Clone::clone,
                );
                let born = |it: &_| render::year_month(*it);
                out.value(
                    &format!("{path}.born"),
                    before.born.as_ref(),
                    after.born.as_ref(),
                    Direction::Neutral,
                    born,
                );
                let accounts = compare::bound(&before.accounts, &after.accounts);
                let write = |list: &Vec<_>| render::accounts(list);
                out.always(
                    &format!("{path}.accounts"),
                    &before.accounts,
                    &after.accounts,
                    accounts,
                    write,
                );
                let (old, new) = (before.day_starts, after.day_starts);
                out.always(
                    &format!("{path}.day_starts"),
                    &old,
                    &new,
                    Direction::Mixed,
                    ToString::to_string,
                );
                // Idle later means counted longer.
                let idle = compare::allowance(Some(&before.idle_after), Some(&after.idle_after))
                    .reversed();
                out.always(
                    &format!("{path}.idle_after"),
                    &before.idle_after,
                    &after.idle_after,
                    idle,
                    duration,
                );
                // A PIN is a secret, also in a list of changes.
                let hidden = |_: &String| "****".to_owned();
                out.value(
                    &format!("{path}.pin"),
                    before.pin.as_ref(),
                    after.pin.as_ref(),
                    Direction::Neutral,
                    hidden,
                );
                out.screen(&format!("{path}.screen"), &before.screen, &after.screen);
                let mut ids: Vec<_> = before
                    .activities
                    .keys()
                    .chain(after.activities.keys())
                    .collect();
                ids.sort();
                ids.dedup();
                for id in ids {
                    let path = format!("{path}.activity.{id}");
                    out.activity(&path, before.activities.get(id), after.activities.get(id));
                }
            },
        );
    }

    fn screen(&mut self, path: &str, before: &ScreenRules, after: &ScreenRules) {
        let at = |key: &str| format!("{path}.{key}");
        self.per_day(
            &at("daily"),
            &before.daily,
            &after.daily,
            compare::allowance,
            duration,
        );
        self.allowance(&at("weekly"), before.weekly, after.weekly);
        self.allowance(&at("monthly"), before.monthly, after.monthly);
        self.per_day(
            &at("windows"),
            &before.windows,
            &after.windows,
            compare::windows,
            |list| ranges(list),
        );
        self.per_day(
            &at("bedtime"),
            &before.bedtime,
            &after.bedtime,
            compare::bedtime,
            |list| ranges(list),
        );
        self.per_day(
            &at("free"),
            &before.free,
            &after.free,
            compare::free,
            |list| ranges(list),
        );
        let (old, new) = (before.forced_break.as_ref(), after.forced_break.as_ref());
        let write = |it: &crate::policy::ForcedBreak| {
            format!("{} / {}", duration(&it.after), duration(&it.rest))
        };
        self.value(
            &at("break"),
            old,
            new,
            compare::forced_break(old, new),
            write,
        );
        let steps = |steps: &Vec<Span>| steps.iter().map(duration).collect::<Vec<_>>().join(", ");
        self.always(
            &at("warn_at"),
            &before.warn_at,
            &after.warn_at,
            Direction::Neutral,
            steps,
        );
        let (old, new) = (before.at_limit, after.at_limit);
        self.always(
            &at("at_limit"),
            &old,
            &new,
            compare::at_limit(old, new),
            |it| render::at_limit(*it).to_owned(),
        );
        let write = |then: &Then| match then {
            Then::Stay => "stay".to_owned(),
            Then::Logout { after } => format!("logout, {}", format_duration(*after)),
        };
        self.always(
            &at("then"),
            &before.then,
            &after.then,
            compare::then(before.then, after.then),
            write,
        );
        let (old, new) = (before.finish_match.as_ref(), after.finish_match.as_ref());
        self.value(
            &at("finish_match"),
            old,
            new,
            compare::finish_match(old, new),
            |it| render::finish_match(*it),
        );
    }

    fn allowance(&mut self, path: &str, before: Option<Span>, after: Option<Span>) {
        let direction = compare::allowance(before.as_ref(), after.as_ref());
        self.value(path, before.as_ref(), after.as_ref(), direction, duration);
    }

    /// An activity without an entry has the rules of the default one.
    fn activity(
        &mut self,
        path: &str,
        before: Option<&ActivityRules>,
        after: Option<&ActivityRules>,
    ) {
        let told = self.list.len();
        let default = ActivityRules::default();
        let (old, new) = (before.unwrap_or(&default), after.unwrap_or(&default));
        let at = |key: &str| format!("{path}.{key}");
        let direction = compare::counts(old.counts, new.counts);
        let write = |it: &_| render::counts(*it).to_owned();
        self.always(&at("counts"), &old.counts, &new.counts, direction, write);
        self.per_day(
            &at("daily"),
            &old.daily,
            &new.daily,
            compare::allowance,
            duration,
        );
        self.allowance(&at("weekly"), old.weekly, new.weekly);
        let (old_each, new_each) = (&old.per_program_daily, &new.per_program_daily);
        self.per_day(
            &at("per_program_daily"),
            old_each,
            new_each,
            compare::allowance,
            duration,
        );
        self.per_day(
            &at("windows"),
            &old.windows,
            &new.windows,
            compare::windows,
            |list| ranges(list),
        );
        let (old_rest, new_rest) = (old.rest_every.as_ref(), new.rest_every.as_ref());
        let direction = Direction::Neutral;
        self.value(&at("rest_every"), old_rest, new_rest, direction, duration);
        if before.is_some() != after.is_some() && self.list.len() == told {
            let write = |it: &ActivityRules| render::counts(it.counts).to_owned();
            self.push(
                path,
                before.map(write),
                after.map(write),
                Direction::Neutral,
            );
        }
    }

    fn programs(&mut self, before: &[Program], after: &[Program]) {
        self.paired(
            "program",
            (before, after),
            |it| it.id.as_str(),
            Direction::Mixed,
            |out, path, before, after| {
                out.always(
                    &format!("{path}.name"),
                    &before.name,
                    &after.name,
                    Direction::Neutral,
                    Clone::clone,
                );
                let (old, new) = (before.activity.as_ref(), after.activity.as_ref());
                out.value(
                    &format!("{path}.activity"),
                    old,
                    new,
                    Direction::Mixed,
                    ToString::to_string,
                );
                let write =
                    |ways: &Vec<_>| ways.iter().map(render::way).collect::<Vec<_>>().join(", ");
                out.always(
                    &format!("{path}.match"),
                    &before.matches,
                    &after.matches,
                    Direction::Mixed,
                    write,
                );
            },
        );
    }

    /// Entries have no id: what stands in both is unchanged, the rest is paired by name.
    fn calendar(&mut self, before: &[CalendarEntry], after: &[CalendarEntry]) {
        let told = self.list.len();
        let mut gone: Vec<&CalendarEntry> =
            before.iter().filter(|old| !after.contains(old)).collect();
        for new in after.iter().filter(|new| !before.contains(new)) {
            let old = gone
                .iter()
                .position(|old| old.name == new.name)
                .map(|index| gone.remove(index));
            let path = format!("calendar.{}", new.name);
            self.push(
                &path,
                old.map(calendar_entry),
                Some(calendar_entry(new)),
                Direction::Mixed,
            );
        }
        for old in gone {
            self.push(
                &format!("calendar.{}", old.name),
                Some(calendar_entry(old)),
                None,
                Direction::Mixed,
            );
        }
        if before != after && self.list.len() == told {
            let names = |list: &[CalendarEntry]| {
                list.iter()
                    .map(|it| it.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            self.push(
                "calendar",
                Some(names(before)),
                Some(names(after)),
                Direction::Neutral,
            );
        }
    }
}

fn duration(span: &Span) -> String {
    format_duration(*span)
}

/// `16:00-18:00, 19:00-20:00`; `[]` for a list that is there and empty.
fn ranges(ranges: &[TimeRange]) -> String {
    if ranges.is_empty() {
        return "[]".to_owned();
    }
    ranges
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

fn calendar_entry(entry: &CalendarEntry) -> String {
    let mut out = format!("{}..{}", entry.from, entry.to);
    if !entry.children.is_empty() {
        out.push(' ');
        out.push_str(&render::children(&entry.children));
    }
    match &entry.plan {
        CalendarPlan::TreatAs(kind) => {
            out.push(' ');
            out.push_str(render::day_kind(*kind));
        }
        CalendarPlan::Own(plan) => {
            let parts = [
                ("daily", plan.daily.as_ref().map(duration)),
                ("windows", plan.windows.as_deref().map(ranges)),
                ("bedtime", plan.bedtime.as_deref().map(ranges)),
                ("free", plan.free.as_deref().map(ranges)),
            ];
            for (key, value) in parts
                .into_iter()
                .filter_map(|(key, value)| value.map(|value| (key, value)))
            {
                out.push_str(&format!(" {key} {value}"));
            }
        }
    }
    out
}
