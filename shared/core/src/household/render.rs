//! From a household to its one canonical text: keys in the order of the documentation, values that equal their default left out
//! where they would only be noise, kept where a family looks for them. Comments of an earlier text are not kept.

use super::holidays::{Holidays, Region};
use super::value::format_duration;
use crate::id::{Account, ChildId};
use crate::policy::{
    ActivityRules, AtLimit, CalendarEntry, CalendarPlan, Child, Counts, DayKind, DayPlan,
    FinishMatch, ForcedBreak, Household, Language, Parent, ParentRole, PerDay, Program,
    ProgramMatch, ScreenRules, Then, TimeRange, Weekday, YearMonth,
};
use crate::time::Span;

/// Writes a household file that [`super::parse`] reads back as the same household.
///
/// A household that did not come from a file may hold what no file can say (a length with parts of a second, an overlap);
/// its text then shows what comes nearest, or is refused when read.
#[must_use]
pub fn render(household: &Household) -> String {
    let mut out = Writer::default();
    if let Some(timezone) = &household.timezone {
        out.line("timezone", &quoted(timezone));
    }
    out.line("language", &quoted(language(household.language)));
    out.line("week_starts", &quoted(household.week_starts.name()));
    if let Some(holidays) = &household.holidays {
        out.line("holidays", &self::holidays(holidays));
    }
    for parent in &household.parents {
        out.parent(parent);
    }
    for child in &household.children {
        out.child(child);
    }
    for program in &household.programs {
        out.program(program);
    }
    for entry in &household.calendar {
        out.calendar(entry);
    }
    out.text
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.text.push_str(heading);
        self.text.push('\n');
    }

    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
    }

    fn maybe(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.line(key, &value);
        }
    }

    fn parent(&mut self, parent: &Parent) {
        self.heading("[[parent]]");
        self.line("id", &quoted(parent.id.as_str()));
        self.line("name", &quoted(&parent.name));
        self.line("accounts", &accounts(&parent.accounts));
        match parent.role {
            ParentRole::Parent => self.line("role", &quoted("parent")),
            ParentRole::Carer { a_day } => {
                self.line("role", &quoted("carer"));
                self.line("carer_minutes", &a_day.as_mins().to_string());
            }
        }
    }

    fn child(&mut self, child: &Child) {
        self.heading("[[child]]");
        self.line("id", &quoted(child.id.as_str()));
        self.line("name", &quoted(&child.name));
        self.maybe("born", child.born.map(|born| quoted(&year_month(born))));
        self.line("accounts", &accounts(&child.accounts));
        self.line("day_starts", &quoted(&child.day_starts.to_string()));
        self.line("idle_after", &duration(child.idle_after));
        self.maybe("pin", child.pin.as_deref().map(quoted));
        self.heading("[child.screen]");
        self.screen(&child.screen);
        for (id, rules) in &child.activities {
            self.heading(&format!("[child.activity.{}]", key(id.as_str())));
            self.activity(rules);
        }
    }

    fn screen(&mut self, rules: &ScreenRules) {
        self.maybe("daily", per_day(&rules.daily, |span| duration(*span)));
        self.maybe("weekly", rules.weekly.map(duration));
        self.maybe("monthly", rules.monthly.map(duration));
        self.maybe("windows", per_day(&rules.windows, |list| ranges(list)));
        self.maybe("bedtime", per_day(&rules.bedtime, |list| ranges(list)));
        self.maybe("free", per_day(&rules.free, |list| ranges(list)));
        self.maybe("break", rules.forced_break.map(forced_break));
        self.line("warn_at", &list(&rules.warn_at, |step| duration(*step)));
        self.line("at_limit", &quoted(at_limit(rules.at_limit)));
        match rules.then {
            Then::Stay => {}
            Then::Logout { after } => {
                self.line("then", &quoted("logout"));
                self.line("then_after", &duration(after));
            }
        }
        self.maybe(
            "finish_match",
            rules.finish_match.map(|it| quoted(&finish_match(it))),
        );
    }

    fn activity(&mut self, rules: &ActivityRules) {
        match rules.counts {
            Counts::Counted => {}
            Counts::Exempt | Counts::Blocked => self.line("counts", &quoted(counts(rules.counts))),
        }
        self.maybe("daily", per_day(&rules.daily, |span| duration(*span)));
        self.maybe("weekly", rules.weekly.map(duration));
        self.maybe(
            "per_program_daily",
            per_day(&rules.per_program_daily, |span| duration(*span)),
        );
        self.maybe("windows", per_day(&rules.windows, |list| ranges(list)));
        self.maybe("rest_every", rules.rest_every.map(duration));
    }

    fn program(&mut self, program: &Program) {
        self.heading("[[program]]");
        self.line("id", &quoted(program.id.as_str()));
        self.line("name", &quoted(&program.name));
        self.maybe(
            "activity",
            program.activity.as_ref().map(|id| quoted(id.as_str())),
        );
        if !program.matches.is_empty() {
            self.line("match", &list(&program.matches, way));
        }
    }

    fn calendar(&mut self, entry: &CalendarEntry) {
        self.heading("[[calendar]]");
        self.line("name", &quoted(&entry.name));
        self.line("from", &quoted(&entry.from.to_string()));
        self.line("to", &quoted(&entry.to.to_string()));
        if !entry.children.is_empty() {
            self.line("children", &children(&entry.children));
        }
        match &entry.plan {
            CalendarPlan::TreatAs(kind) => self.line("treat_as", &quoted(day_kind(*kind))),
            CalendarPlan::Own(plan) => self.day_plan(plan),
        }
    }

    fn day_plan(&mut self, plan: &DayPlan) {
        self.maybe("daily", plan.daily.map(duration));
        self.maybe("windows", plan.windows.as_deref().map(ranges));
        self.maybe("bedtime", plan.bedtime.as_deref().map(ranges));
        self.maybe("free", plan.free.as_deref().map(ranges));
    }
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            character if super::quote::is_harmless(character) => out.push(character),
            character => out.push_str(&format!("\\U{:08X}", u32::from(character))),
        }
    }
    out.push('"');
    out
}

/// A TOML key: bare where it can be.
fn key(text: &str) -> String {
    let bare = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if bare { text.to_owned() } else { quoted(text) }
}

fn list<T>(values: &[T], write: impl Fn(&T) -> String) -> String {
    format!(
        "[{}]",
        values.iter().map(write).collect::<Vec<_>>().join(", ")
    )
}

/// `None` without any value; the plain value if it is one for every day; else a table.
pub(super) fn per_day<T>(value: &PerDay<T>, write: impl Fn(&T) -> String) -> Option<String> {
    let PerDay {
        default,
        weekdays,
        weekends,
        days,
    } = value;
    let named = Weekday::ALL
        .iter()
        .zip(days)
        .map(|(day, value)| (day.name(), value));
    let written: Vec<(&str, String)> = [
        ("default", default),
        ("weekdays", weekdays),
        ("weekends", weekends),
    ]
    .into_iter()
    .chain(named)
    .filter_map(|(key, value)| value.as_ref().map(|value| (key, write(value))))
    .collect();
    match written.as_slice() {
        [] => None,
        [("default", value)] => Some(value.clone()),
        several => {
            let pairs: Vec<String> = several
                .iter()
                .map(|(key, value)| format!("{key} = {value}"))
                .collect();
            Some(format!("{{ {} }}", pairs.join(", ")))
        }
    }
}

pub(super) fn duration(span: Span) -> String {
    quoted(&format_duration(span))
}

pub(super) fn ranges(ranges: &[TimeRange]) -> String {
    list(ranges, |range| quoted(&range.to_string()))
}

pub(super) fn accounts(accounts: &[Account]) -> String {
    list(accounts, |account| quoted(account.as_str()))
}

pub(super) fn children(children: &[ChildId]) -> String {
    list(children, |child| quoted(child.as_str()))
}

pub(super) fn year_month(value: YearMonth) -> String {
    format!("{:04}-{:02}", value.year, value.month)
}

pub(super) fn forced_break(it: ForcedBreak) -> String {
    format!(
        "{{ after = {}, rest = {} }}",
        duration(it.after),
        duration(it.rest)
    )
}

pub(super) fn finish_match(it: FinishMatch) -> String {
    format!("{} x {}", it.times, format_duration(it.each))
}

pub(super) fn language(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi",
        Language::En => "en",
    }
}

pub(super) fn at_limit(at_limit: AtLimit) -> &'static str {
    match at_limit {
        AtLimit::Lock => "lock",
        AtLimit::Logout => "logout",
        AtLimit::Suspend => "suspend",
        AtLimit::Shutdown => "shutdown",
        AtLimit::WarnOnly => "warn_only",
    }
}

pub(super) fn counts(counts: Counts) -> &'static str {
    match counts {
        Counts::Counted => "counted",
        Counts::Exempt => "exempt",
        Counts::Blocked => "blocked",
    }
}

pub(super) fn day_kind(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Weekdays => "weekdays",
        DayKind::Weekends => "weekends",
        DayKind::Day(day) => day.name(),
    }
}

/// `{ region = "vn", treat_as = "weekends" }`; what is as usual is left out.
pub(super) fn holidays(holidays: &Holidays) -> String {
    let Holidays {
        region,
        treat_as,
        tet_before,
        tet_days,
        summer,
    } = holidays;
    let usual = Holidays::default();
    let region = match region {
        Region::Vn => "vn",
    };
    let mut out = format!(
        "{{ region = {}, treat_as = {}",
        quoted(region),
        quoted(day_kind(*treat_as))
    );
    if *tet_before != usual.tet_before {
        out.push_str(&format!(", tet_before = {tet_before}"));
    }
    if *tet_days != usual.tet_days {
        out.push_str(&format!(", tet_days = {tet_days}"));
    }
    if let Some(kind) = summer {
        out.push_str(&format!(", summer = {}", quoted(day_kind(*kind))));
    }
    out.push_str(" }");
    out
}

pub(super) fn way(way: &ProgramMatch) -> String {
    let (key, value) = match way {
        ProgramMatch::Exe(path) => ("exe", quoted(path)),
        ProgramMatch::Command(pattern) => ("command", quoted(pattern)),
        ProgramMatch::Flatpak(id) => ("flatpak", quoted(id)),
        ProgramMatch::Snap(name) => ("snap", quoted(name)),
        ProgramMatch::Steam(number) => ("steam", number.to_string()),
        ProgramMatch::WindowsExe(pattern) => ("windows_exe", quoted(pattern)),
    };
    format!("{{ {key} = {value} }}")
}
