//! A child's screen time and activities.

use super::arg::Kind;
use super::code::ProblemCode;
use super::place::Path;
use super::quote::quote;
use super::reader::{Bounds, Reader, Value, key_span};
use super::value;
use crate::id::ActivityId;
use crate::policy::{ActivityRules, AtLimit, Counts, FinishMatch, ForcedBreak, ScreenRules, Then};
use crate::time::Span;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// The most of an allowance per day, per week, and per month.
pub(super) const DAY: Span = Span::from_hours(24);
const WEEK: Span = Span::from_hours(24 * 7);
const MONTH: Span = Span::from_hours(24 * 31);
const MAX_ACTIVITIES: usize = 64;
const MAX_WARNINGS: u32 = 20;
/// The default of `then_after`.
const THEN_AFTER: Span = Span::from_mins(30);
/// More than three a day is an allowance, not an exception.
const MAX_MATCHES: u32 = 21;

/// Told more often, a word about rest would only be noise.
const REST_EVERY_LEAST: Span = Span::from_mins(5);

const SCREEN_KEYS: &[&str] = &[
    "daily",
    "weekly",
    "monthly",
    "windows",
    "bedtime",
    "free",
    "break",
    "warn_at",
    "at_limit",
    "then",
    "then_after",
    "finish_match",
];
const ACTIVITY_KEYS: &[&str] = &[
    "counts",
    "daily",
    "weekly",
    "per_program_daily",
    "windows",
    "rest_every",
];

const AT_LIMIT: &[&str] = &["lock", "logout", "suspend", "shutdown", "warn_only"];
const COUNTS: &[&str] = &["counted", "exempt", "blocked"];

impl Reader<'_> {
    /// `[child.screen]`.
    pub(super) fn screen(&mut self, value: &Value<'_>, path: &Path<'_>) -> ScreenRules {
        let mut rules = ScreenRules::default();
        let Some(table) = self.table(value, path) else {
            return rules;
        };
        self.only_keys(table, path, SCREEN_KEYS);
        if let Some(value) = table.get("daily") {
            rules.daily = self.spans_per_day(value, &path.key("daily"), DAY);
        }
        rules.weekly = self.allowance(table, path, "weekly", WEEK);
        rules.monthly = self.allowance(table, path, "monthly", MONTH);
        if let Some(value) = table.get("windows") {
            rules.windows = self.ranges_per_day(value, &path.key("windows"));
        }
        if let Some(value) = table.get("bedtime") {
            rules.bedtime = self.ranges_per_day(value, &path.key("bedtime"));
        }
        if let Some(value) = table.get("free") {
            rules.free = self.ranges_per_day(value, &path.key("free"));
        }
        rules.forced_break = table
            .get("break")
            .and_then(|value| self.forced_break(value, &path.key("break")));
        if let Some(value) = table.get("warn_at") {
            rules.warn_at = self.warn_at(value, &path.key("warn_at"));
        }
        if let Some(value) = table.get("at_limit") {
            let meanings = [
                AtLimit::Lock,
                AtLimit::Logout,
                AtLimit::Suspend,
                AtLimit::Shutdown,
                AtLimit::WarnOnly,
            ];
            rules.at_limit = self
                .choice(value, &path.key("at_limit"), AT_LIMIT, &meanings)
                .unwrap_or_default();
        }
        rules.then = self.then(table, path);
        rules.finish_match = table
            .get("finish_match")
            .and_then(|value| self.finish_match(value, &path.key("finish_match")));
        rules
    }

    /// `[child.activity.X]`, any number.
    pub(super) fn activities(
        &mut self,
        value: &Value<'_>,
        path: &Path<'_>,
    ) -> BTreeMap<ActivityId, ActivityRules> {
        let mut activities = BTreeMap::new();
        let Some(table) = self.table(value, path) else {
            return activities;
        };
        if table.len() > MAX_ACTIVITIES {
            let count = u32::try_from(table.len()).unwrap_or(u32::MAX);
            let max = u32::try_from(MAX_ACTIVITIES).unwrap_or(u32::MAX);
            self.problem(&value.span(), path, ProblemCode::TooMany { count, max });
            return activities;
        }
        for (key, value) in table {
            let path = path.key(key.get_ref());
            let id = self.activity_id(key.get_ref(), &key.span(), &path);
            let rules = self.activity(value, &path);
            if let Some(id) = id {
                activities.insert(id, rules);
            }
        }
        activities
    }

    /// The name of an activity. `screen` is what grants call screen time itself.
    pub(super) fn activity_id(
        &mut self,
        text: &str,
        span: &std::ops::Range<usize>,
        path: &Path<'_>,
    ) -> Option<ActivityId> {
        let id = self.id(text, span, path)?;
        if id == "screen" {
            self.problem(span, path, ProblemCode::ReservedId { value: id });
            return None;
        }
        Some(ActivityId(id))
    }

    fn activity(&mut self, value: &Value<'_>, path: &Path<'_>) -> ActivityRules {
        let mut rules = ActivityRules::default();
        let Some(table) = self.table(value, path) else {
            return rules;
        };
        self.only_keys(table, path, ACTIVITY_KEYS);
        if let Some(value) = table.get("counts") {
            let meanings = [Counts::Counted, Counts::Exempt, Counts::Blocked];
            rules.counts = self
                .choice(value, &path.key("counts"), COUNTS, &meanings)
                .unwrap_or_default();
        }
        if let Some(value) = table.get("daily") {
            rules.daily = self.spans_per_day(value, &path.key("daily"), DAY);
        }
        rules.weekly = self.allowance(table, path, "weekly", WEEK);
        if let Some(value) = table.get("per_program_daily") {
            rules.per_program_daily =
                self.spans_per_day(value, &path.key("per_program_daily"), DAY);
        }
        if let Some(value) = table.get("windows") {
            rules.windows = self.ranges_per_day(value, &path.key("windows"));
        }
        rules.rest_every = table.get("rest_every").and_then(|value| {
            let bounds = Bounds {
                min: REST_EVERY_LEAST,
                max: DAY,
            };
            self.duration(value, &path.key("rest_every"), bounds)
        });
        rules
    }

    fn allowance(
        &mut self,
        table: &DeTable<'_>,
        path: &Path<'_>,
        key: &'static str,
        max: Span,
    ) -> Option<Span> {
        table
            .get(key)
            .and_then(|value| self.duration(value, &path.key(key), Bounds::up_to(max)))
    }

    fn forced_break(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<ForcedBreak> {
        let table = self.table(value, path)?;
        self.only_keys(table, path, &["after", "rest"]);
        let bounds = Bounds {
            min: Span::from_mins(1),
            max: DAY,
        };
        let mut read = |key: &'static str| match table.get(key) {
            Some(value) => self.duration(value, &path.key(key), bounds),
            None => {
                self.missing(&value.span(), path, key);
                None
            }
        };
        let (after, rest) = (read("after"), read("rest"));
        Some(ForcedBreak {
            after: after?,
            rest: rest?,
        })
    }

    fn warn_at(&mut self, value: &Value<'_>, path: &Path<'_>) -> Vec<Span> {
        let bounds = Bounds {
            min: Span::from_secs(1),
            max: DAY,
        };
        let mut steps = Vec::new();
        for (index, value) in self
            .list(value, path, Kind::List, MAX_WARNINGS)
            .iter()
            .enumerate()
        {
            steps.extend(self.duration(value, &path.entry(index), bounds));
        }
        steps.sort_unstable_by(|a, b| b.cmp(a));
        steps.dedup();
        steps
    }

    fn then(&mut self, table: &DeTable<'_>, path: &Path<'_>) -> Then {
        let logout = table.get("then").and_then(|value| {
            self.choice(
                value,
                &path.key("then"),
                &["stay", "logout"],
                &[false, true],
            )
        });
        let after = table.get("then_after").and_then(|value| {
            let bounds = Bounds {
                min: Span::from_mins(1),
                max: DAY,
            };
            let read = self.duration(value, &path.key("then_after"), bounds);
            // A `then` that could not be read has its own problem.
            if logout == Some(false) || !table.contains_key("then") {
                let code = ProblemCode::KeyNeeds {
                    key: "then_after",
                    needs: "then = \"logout\"",
                };
                self.problem(
                    &key_span(table, "then_after", value),
                    &path.key("then_after"),
                    code,
                );
            }
            read
        });
        if logout == Some(true) {
            Then::Logout {
                after: after.unwrap_or(THEN_AFTER),
            }
        } else {
            Then::Stay
        }
    }

    fn finish_match(&mut self, value: &Value<'_>, path: &Path<'_>) -> Option<FinishMatch> {
        let text = self.raw_text(value, path, Kind::Text)?;
        let parsed = value::parse_finish_match(text);
        let bounds = Span::from_mins(1)..=Span::from_hours(1);
        let fits =
            parsed.filter(|it| (1..=MAX_MATCHES).contains(&it.times) && bounds.contains(&it.each));
        if fits.is_none() {
            self.problem(
                &value.span(),
                path,
                ProblemCode::BadFinishMatch { value: quote(text) },
            );
        }
        fits
    }
}
