//! Is everything in order? The verdict, every issue with what to do, and where the knowledge comes from.

use crate::output::table::{Align, Cell, pairs, table};
use crate::output::{Line, Tone};
use crate::view::status::{bullet, paragraph, verdict};
use crate::view::{access, consent};
use luytre_core::health::{HealthIssue, Severity, Verdict};
use luytre_core::time::WallTime;
use luytre_locale::Locale;
use luytre_protocol::{Access, ConsentState, Health, Mode, StoreState};

/// What a parent reads. `counters` adds the numbers for those who help.
#[must_use]
pub fn doctor(
    health: &Health,
    history: Option<&History>,
    now: WallTime,
    counters: Counters,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let mut lines = verdict_and_issues(health.verdict, &health.issues, now, locale, width);
    lines.push(Line::empty());
    lines.extend(facts(health, now, counters, locale, width));
    if let Some(history) = history {
        lines.push(Line::empty());
        lines.extend(of_history(history, now, locale, width));
    }
    match counters {
        Counters::Hide => {}
        Counters::Show => {
            lines.push(Line::empty());
            lines.extend(numbers(health, width));
        }
    }
    lines
}

/// Who can open the history, and what the family agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Who can open it.
    pub access: Access,
    /// Child by child.
    pub consents: Vec<ConsentState>,
}

fn of_history(history: &History, now: WallTime, locale: &Locale, width: usize) -> Vec<Line> {
    let mut rows = access::rows(&history.access, now, locale);
    if !history.consents.is_empty() {
        let sentences = history
            .consents
            .iter()
            .map(|state| consent::sentence(state, now, locale))
            .collect();
        rows.push((locale.plain("doctor-row-consent"), sentences));
    }
    let mut lines =
        vec![Line::of("  ", Tone::Ink).with(&locale.plain("doctor-history"), Tone::Strong)];
    lines.extend(pairs(&rows, width));
    let waiting = access::waiting(&history.access, locale, width);
    if !waiting.is_empty() {
        lines.push(Line::empty());
        lines.extend(waiting);
    }
    lines
}

/// Whether the daemon's numbers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counters {
    /// No.
    Hide,
    /// Yes.
    Show,
}

/// The verdict and all issues, the weightiest first.
#[must_use]
pub fn verdict_and_issues(
    what: Verdict,
    issues: &[HealthIssue],
    now: WallTime,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let mut lines = vec![verdict(what, locale)];
    let mut sorted: Vec<&HealthIssue> = issues.iter().collect();
    sorted.sort_by_key(|issue| std::cmp::Reverse(issue.code.severity()));
    for issue in sorted {
        let text = locale.health(issue);
        let (mark, tone) = match issue.code.severity() {
            Severity::Information => ("i ", Tone::Faint),
            Severity::Weaker | Severity::WatchOnly => ("! ", Tone::Rice),
            Severity::Off => ("✗ ", Tone::Brick),
        };
        lines.push(Line::empty());
        lines.extend(bullet(mark, tone, &text.what, 0, width));
        lines.extend(paragraph(&text.why, Tone::Faint, 2, width));
        let since = locale.text(
            "doctor-since",
            &[("since", locale.moment(issue.since, now).into())],
        );
        lines.extend(paragraph(&since, Tone::Faint, 2, width));
        lines.extend(crate::failure::remedy(&text.remedy, width));
    }
    lines
}

fn facts(
    health: &Health,
    now: WallTime,
    counters: Counters,
    locale: &Locale,
    width: usize,
) -> Vec<Line> {
    let mode = locale.plain(match health.mode {
        Mode::Enforcing => "doctor-mode-enforcing",
        Mode::WatchOnly => "doctor-mode-watch-only",
    });
    let store = locale.plain(match health.store.state {
        StoreState::Good => "doctor-store-good",
        StoreState::FromCopy => "doctor-store-from-copy",
        StoreState::Lost => "doctor-store-lost",
        StoreState::NotWritable => "doctor-store-not-writable",
    });
    let agent = locale.text(
        "doctor-agent",
        &[
            ("version", health.product.as_str().into()),
            ("uptime", locale.duration(health.uptime).into()),
            ("since", locale.moment(health.started, now).into()),
        ],
    );
    let mut rows = vec![
        row(&locale.plain("doctor-row-agent"), &agent),
        row(&locale.plain("doctor-row-mode"), &mode),
        row(
            &locale.plain("doctor-row-policy"),
            &match health.policy_version {
                0 => locale.plain("doctor-no-policy"),
                version => locale.text("doctor-policy", &[("version", version.to_string().into())]),
            },
        ),
        row(
            &locale.plain("doctor-row-store"),
            &format!("{store} · {}", health.store.path),
        ),
    ];
    for source in &health.sources {
        let area = match source.area.as_str() {
            "sessions" => locale.plain("doctor-area-sessions"),
            "processes" => locale.plain("doctor-area-processes"),
            "presence" => locale.plain("doctor-area-presence"),
            "clock" => locale.plain("doctor-area-clock"),
            other => other.to_owned(),
        };
        // The technical reason helps whoever helps; to a parent it is noise.
        let text = match (&source.detail, counters) {
            (Some(detail), Counters::Show) => format!("{} ({detail})", source.source),
            (Some(_), Counters::Hide) | (None, _) => source.source.clone(),
        };
        rows.push(row(&area, &text));
    }
    pairs(&rows, width)
}

fn row(name: &str, value: &str) -> (String, Vec<String>) {
    (name.to_owned(), vec![value.to_owned()])
}

/// Numbers keep the names they have on the wire: whoever reads them reports them.
fn numbers(health: &Health, width: usize) -> Vec<Line> {
    let counters = &health.counters;
    let rows: Vec<Vec<Cell>> = [
        ("pid", u64::from(health.pid)),
        ("turns", counters.turns),
        ("alarms", counters.alarms),
        ("events", counters.events),
        ("requests", counters.requests),
        ("connections", counters.connections),
        ("connections_refused", counters.connections_refused),
        ("commits", counters.commits),
        ("commit_failures", counters.commit_failures),
        ("locks", counters.locks),
        ("terminations", counters.terminations),
        ("waiting", health.store.waiting),
    ]
    .iter()
    .map(|(name, value)| {
        vec![
            Cell::new(*name, Tone::Faint),
            Cell::new(value.to_string(), Tone::Ink),
        ]
    })
    .collect();
    table(&[Align::Left, Align::Right], &rows, 2, width)
}
