//! What a scenario gives: one object a line.

use jiff::tz::TimeZone;
use luytre_core::action::{Notice, Refusal};
use luytre_core::id::ChildId;
use luytre_core::record::DayTotals;
use luytre_core::time::{Span, WallTime};
use serde::Serialize;
use std::collections::BTreeMap;

/// One line of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, in true time.
    pub at: WallTime,
    /// What.
    pub body: LineBody,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineBody {
    /// The engine did or said something.
    Notice(Notice),
    /// The numbers of a child's day, when it closes and at the end.
    Summary(Summary),
    /// What somebody asked for was refused.
    Refused {
        /// Whose request.
        child: ChildId,
        /// Why.
        refusal: Refusal,
    },
}

/// The numbers of a child's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The numbers.
    pub totals: DayTotals,
}

#[derive(Serialize)]
struct NoticeJson<'a> {
    at: String,
    child: Option<&'a str>,
    effect: &'a str,
    subject: &'a str,
    reason: Option<String>,
    left_s: Option<i64>,
    until: Option<String>,
}

#[derive(Serialize)]
struct SummaryJson<'a> {
    at: String,
    child: &'a str,
    effect: &'a str,
    screen_s: i64,
    activities: BTreeMap<&'a str, i64>,
    programs: BTreeMap<&'a str, i64>,
    left_s: Option<i64>,
    left: BTreeMap<&'a str, i64>,
}

impl Line {
    /// The line as a JSON object, times local in `zone`.
    #[must_use]
    pub fn json(&self, zone: &TimeZone) -> String {
        let at = local(self.at, zone);
        let text = match &self.body {
            LineBody::Notice(notice) => serde_json::to_string(&NoticeJson {
                at,
                child: notice.child.as_ref().map(ChildId::as_str),
                effect: notice.effect.as_str(),
                subject: notice.subject.as_str(),
                reason: notice
                    .reason
                    .as_ref()
                    .map(luytre_core::action::Reason::name),
                left_s: notice.left.map(Span::as_secs),
                until: notice.until.map(|until| local(until, zone)),
            }),
            LineBody::Refused { child, refusal } => serde_json::to_string(&NoticeJson {
                at,
                child: Some(child.as_str()),
                effect: "notice",
                subject: "screen",
                reason: Some(refusal.name().to_owned()),
                left_s: None,
                until: None,
            }),
            LineBody::Summary(Summary { totals }) => serde_json::to_string(&SummaryJson {
                at,
                child: totals.child.as_str(),
                effect: "summary",
                screen_s: totals.screen.as_secs(),
                activities: totals
                    .activities
                    .iter()
                    .map(|(id, span)| (id.as_str(), span.as_secs()))
                    .collect(),
                programs: totals
                    .programs
                    .iter()
                    .map(|(id, span)| (id.as_str(), span.as_secs()))
                    .collect(),
                left_s: totals.left.map(Span::as_secs),
                left: totals
                    .activities_left
                    .iter()
                    .map(|(id, span)| (id.as_str(), span.as_secs()))
                    .collect(),
            }),
        };
        // These structures have text keys and numbers only.
        text.unwrap_or_default()
    }
}

/// A time as the household's clock shows it: `2026-03-02T16:00:00`.
#[must_use]
pub fn local(at: WallTime, zone: &TimeZone) -> String {
    let stamp = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    zone.to_datetime(stamp)
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}
