//! What is kept of a day once it is over, and of a week: numbers, never titles, addresses, pages or text.
//!
//! The engine says when a day is settled, that is, when nothing can change it any more ([`SettledDay`]). What the
//! ledger holds of the day is then condensed into a [`DaySummary`], and the ledger's own rows of it are done with.
//! Absent here: keys, sealing, reading from disk, words.

use crate::event::Subject;
use crate::id::{ActivityId, ChildId, ProgramId};
use crate::record::{AuditEvent, DayTotals, Grant, Record};
use crate::time::{Span, WallTime};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A stretch of trusted time, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// Begin.
    pub from: WallTime,
    /// End, not part of it.
    pub to: WallTime,
}

/// A day that nothing changes any more: what the engine knows of it and the ledger does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledDay {
    /// The totals. Of a [`DayPart::Addition`] only what came later.
    pub totals: DayTotals,
    /// Begin and end of the child's day, 23 to 25 hours apart.
    pub bounds: Stretch,
    /// All of the day, or what became known after it had been settled.
    pub part: DayPart,
    /// The screen time agreed for that day, without grants; `None` where nothing limits a day.
    pub agreed: Option<Span>,
    /// The hours of the wall clock (0 to 23) and where each begins, in order. An hour that daylight saving repeats is
    /// there twice, one that it skips is not there.
    pub hours: Vec<(WallTime, u8)>,
    /// When a child of this family should be asleep: the bedtime of the rules, else 22:00 to 05:00.
    pub night: Vec<Stretch>,
    /// Warnings and countdowns shown.
    pub warnings: u32,
    /// The week that ended with this day, if one did.
    pub week: Option<WeekTotals>,
}

/// How much of a day is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// All of it.
    Whole,
    /// Use that was found out after the day had been settled; it adds to what is kept.
    Addition,
}

/// What is kept of a child's day for 13 weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySummary {
    /// Whose.
    pub child: ChildId,
    /// Which of the child's days.
    pub day: Date,
    /// Charged screen time.
    pub screen: Span,
    /// Use that was not charged: exempt activities and free windows.
    #[serde(default, skip_serializing_if = "zero")]
    pub uncharged: Span,
    /// The screen time agreed for the day, without grants; `None` where nothing limits a day.
    pub agreed: Option<Span>,
    /// Minutes that were added to it; less than zero where more was taken away.
    #[serde(default, skip_serializing_if = "zero")]
    pub granted: Span,
    /// What was left of the screen allowances at the end; `None` where nothing limits.
    pub left: Option<Span>,
    /// Charged time of each activity.
    pub activities: BTreeMap<ActivityId, Span>,
    /// Charged time of each program.
    pub programs: BTreeMap<ProgramId, Span>,
    /// Screen time by hour of the wall clock, 0 to 23; hours without use are left out.
    pub hours: BTreeMap<u8, Span>,
    /// Begin of the first use.
    pub first: Option<WallTime>,
    /// End of the last use.
    pub last: Option<WallTime>,
    /// Use while a child of this family should be asleep.
    #[serde(default, skip_serializing_if = "zero")]
    pub late: Span,
    /// Warnings and countdowns shown.
    #[serde(default)]
    pub warnings: u32,
    /// Sessions locked or ended because the rules said so.
    #[serde(default)]
    pub locks: u32,
    /// Logins refused.
    #[serde(default)]
    pub logins_refused: u32,
    /// Programs ended or not let start, and how often.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stopped: BTreeMap<ProgramId, u32>,
    /// What the child asked for, in order; at most [`DaySummary::MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<RequestSummary>,
    /// Exceptions made, in order; at most [`DaySummary::MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<GrantSummary>,
    /// Warnings before personal information was given away, by kind (`phone`, `address`...).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub guard: BTreeMap<String, u32>,
    /// Who did what for this child: grants and audit entries, in order; at most [`DaySummary::MOST_EVENTS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Record>,
}

/// A request of a child as it is kept: never the child's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestSummary {
    /// When, in trusted time.
    pub at: WallTime,
    /// How much.
    pub span: Span,
    /// For what.
    pub subject: Subject,
    /// What became of it; `None` if nothing did before the day ended.
    pub answer: Option<RequestAnswer>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestAnswer {
    /// A parent said yes.
    Approved,
    /// A parent said no.
    Denied,
    /// Nobody answered in time.
    Expired,
}

/// An exception as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantSummary {
    /// When, in trusted time.
    pub at: WallTime,
    /// What.
    pub grant: Grant,
}

/// What is kept of a child's week for two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekTotals {
    /// Whose.
    pub child: ChildId,
    /// First day of the week.
    pub week: Date,
    /// Charged screen time.
    pub screen: Span,
    /// Days with any screen time.
    pub days_used: u32,
    /// The screen time agreed: the days' allowances together, or the week's if that is less; `None` where nothing
    /// limits.
    pub agreed: Option<Span>,
    /// Charged time of each activity.
    pub activities: BTreeMap<ActivityId, Span>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn zero(span: &Span) -> bool {
    *span == Span::ZERO
}

impl DaySummary {
    /// Most requests and most grants listed.
    pub const MOST: usize = 50;
    /// Most events listed.
    pub const MOST_EVENTS: usize = 200;

    /// Condenses a day. `records` are what the ledger holds of this child and day, in any order; those of other children
    /// or of other days are left aside.
    #[must_use]
    pub fn of(settled: &SettledDay, records: &[Record]) -> Self {
        let totals = &settled.totals;
        let mut summary = Self {
            child: totals.child.clone(),
            day: totals.day,
            screen: totals.screen,
            uncharged: Span::ZERO,
            agreed: settled.agreed,
            granted: Span::ZERO,
            left: totals.left,
            activities: totals.activities.iter().cloned().collect(),
            programs: totals.programs.iter().cloned().collect(),
            hours: BTreeMap::new(),
            first: None,
            last: None,
            late: Span::ZERO,
            warnings: settled.warnings,
            locks: 0,
            logins_refused: 0,
            stopped: BTreeMap::new(),
            requests: Vec::new(),
            grants: Vec::new(),
            guard: BTreeMap::new(),
            events: Vec::new(),
        };
        let mut events = Vec::new();
        for record in records {
            match record {
                Record::Usage(usage) if usage.child == totals.child && usage.day == totals.day => {
                    summary.add_use(settled, usage.charged, usage.from, usage.to);
                }
                Record::Grant(grant) if grant.child == totals.child && grant.day == totals.day => {
                    events.push((grant.at, record));
                }
                Record::Audit(audit)
                    if audit.child.as_ref() == Some(&totals.child)
                        && settled.bounds.contains(audit.at) =>
                {
                    events.push((audit.at, record));
                }
                Record::Usage(_) | Record::Grant(_) | Record::Audit(_) | Record::DayClosed(_) => {}
            }
        }
        // The sort is stable: what the ledger has in order stays so.
        events.sort_by_key(|(at, _)| *at);
        for (_, record) in &events {
            summary.add_event(record);
        }
        summary.events = events
            .into_iter()
            .take(Self::MOST_EVENTS)
            .map(|(_, record)| record.clone())
            .collect();
        summary
    }

    fn add_use(&mut self, settled: &SettledDay, charged: bool, from: WallTime, to: WallTime) {
        self.first = Some(self.first.map_or(from, |first| first.min(from)));
        self.last = Some(self.last.map_or(to, |last| last.max(to)));
        if !charged {
            self.uncharged += to.since(from);
        }
        for night in &settled.night {
            self.late += overlap(from, to, night.from, night.to);
        }
        if !charged {
            return;
        }
        let ends = settled
            .hours
            .iter()
            .skip(1)
            .map(|(begin, _)| *begin)
            .chain([settled.bounds.to]);
        for ((begin, hour), end) in settled.hours.iter().zip(ends) {
            let span = overlap(from, to, *begin, end);
            if span.is_positive() {
                *self.hours.entry(*hour).or_default() += span;
            }
        }
    }

    fn add_event(&mut self, record: &Record) {
        match record {
            Record::Grant(grant) => {
                if let Grant::Minutes {
                    span,
                    subject: Subject::Screen,
                }
                | Grant::FinishMatch { span } = &grant.grant
                {
                    self.granted += *span;
                }
                if self.grants.len() < Self::MOST {
                    self.grants.push(GrantSummary {
                        at: grant.at,
                        grant: grant.grant.clone(),
                    });
                }
            }
            Record::Audit(audit) => match &audit.what {
                AuditEvent::Locked { .. } | AuditEvent::LoggedOut { .. } => self.locks += 1,
                AuditEvent::LoginRefused => self.logins_refused += 1,
                AuditEvent::Terminated { program } | AuditEvent::ExecRefused { program } => {
                    *self.stopped.entry(program.clone()).or_default() += 1;
                }
                AuditEvent::Asked { span, subject } => {
                    if self.requests.len() < Self::MOST {
                        self.requests.push(RequestSummary {
                            at: audit.at,
                            span: *span,
                            subject: subject.clone(),
                            answer: None,
                        });
                    }
                }
                AuditEvent::Answered { approve: true } => self.answer(RequestAnswer::Approved),
                AuditEvent::Answered { approve: false } => self.answer(RequestAnswer::Denied),
                AuditEvent::RequestExpired => self.answer(RequestAnswer::Expired),
                AuditEvent::Started
                | AuditEvent::Stopped
                | AuditEvent::HouseholdApplied
                | AuditEvent::ProfileChosen { .. }
                | AuditEvent::IssueRaised { .. }
                | AuditEvent::IssueCleared { .. }
                | AuditEvent::DatesCorrected { .. } => {}
            },
            Record::Usage(_) | Record::DayClosed(_) => {}
        }
    }

    /// One request waits at a time, so an answer belongs to the last one.
    fn answer(&mut self, answer: RequestAnswer) {
        if let Some(request) = self.requests.last_mut() {
            request.answer.get_or_insert(answer);
        }
    }

    /// Adds what became known of the same day after it had been settled.
    pub fn add(&mut self, later: &Self) {
        self.screen += later.screen;
        self.uncharged += later.uncharged;
        self.granted += later.granted;
        self.late += later.late;
        self.left = match (self.left, later.left) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (left, None) | (None, left) => left,
        };
        for (id, span) in &later.activities {
            *self.activities.entry(id.clone()).or_default() += *span;
        }
        for (id, span) in &later.programs {
            *self.programs.entry(id.clone()).or_default() += *span;
        }
        for (hour, span) in &later.hours {
            *self.hours.entry(*hour).or_default() += *span;
        }
        for (id, count) in &later.stopped {
            *self.stopped.entry(id.clone()).or_default() += count;
        }
        for (kind, count) in &later.guard {
            *self.guard.entry(kind.clone()).or_default() += count;
        }
        self.first = [self.first, later.first].into_iter().flatten().min();
        self.last = [self.last, later.last].into_iter().flatten().max();
        self.warnings += later.warnings;
        self.locks += later.locks;
        self.logins_refused += later.logins_refused;
        self.requests.extend(later.requests.iter().cloned());
        self.requests.truncate(Self::MOST);
        self.grants.extend(later.grants.iter().cloned());
        self.grants.truncate(Self::MOST);
        self.events.extend(later.events.iter().cloned());
        self.events.truncate(Self::MOST_EVENTS);
    }
}

impl Stretch {
    /// True if this instant lies in it.
    #[must_use]
    pub fn contains(&self, at: WallTime) -> bool {
        self.from <= at && at < self.to
    }
}

fn overlap(from: WallTime, to: WallTime, begin: WallTime, end: WallTime) -> Span {
    to.min(end).since(from.max(begin)).at_least_zero()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Actor;
    use crate::record::{Audit, GrantRecord, Usage};

    const HOUR: i64 = 3_600_000;

    fn at(hour: i64, minute: i64) -> WallTime {
        WallTime(hour * HOUR + minute * 60_000)
    }

    fn settled() -> SettledDay {
        SettledDay {
            totals: DayTotals {
                child: "an".into(),
                day: jiff::civil::date(1970, 1, 1),
                screen: Span::from_mins(70),
                activities: vec![("games".into(), Span::from_mins(30))],
                programs: vec![("minetest".into(), Span::from_mins(30))],
                left: Some(Span::from_mins(35)),
                activities_left: Vec::new(),
            },
            bounds: Stretch {
                from: at(0, 0),
                to: at(24, 0),
            },
            part: DayPart::Whole,
            agreed: Some(Span::from_mins(90)),
            hours: (0..24_u8).map(|hour| (at(hour.into(), 0), hour)).collect(),
            night: vec![Stretch {
                from: at(21, 0),
                to: at(24, 0),
            }],
            warnings: 2,
            week: None,
        }
    }

    fn usage(from: WallTime, to: WallTime, charged: bool) -> Record {
        Record::Usage(Usage {
            child: "an".into(),
            day: jiff::civil::date(1970, 1, 1),
            from,
            to,
            charged,
            activities: Vec::new(),
            programs: Vec::new(),
        })
    }

    fn audit(when: WallTime, what: AuditEvent) -> Record {
        Record::Audit(Audit {
            at: when,
            by: Actor::Agent,
            child: Some("an".into()),
            what,
        })
    }

    #[test]
    fn use_is_cut_at_the_hours_and_the_night() {
        let records = [
            usage(at(16, 50), at(17, 20), true),
            usage(at(20, 40), at(21, 20), true),
            usage(at(12, 0), at(12, 10), false),
        ];
        let summary = DaySummary::of(&settled(), &records);
        let hours: Vec<_> = summary
            .hours
            .iter()
            .map(|(hour, span)| (*hour, span.as_mins()))
            .collect();
        assert_eq!(hours, [(16, 10), (17, 20), (20, 20), (21, 20)]);
        assert_eq!(summary.late, Span::from_mins(20));
        assert_eq!(summary.uncharged, Span::from_mins(10));
        assert_eq!(
            (summary.first, summary.last),
            (Some(at(12, 0)), Some(at(21, 20)))
        );
        assert_eq!(summary.screen, Span::from_mins(70), "the engine's total");
    }

    #[test]
    fn an_hour_that_daylight_saving_repeats_is_one_hour_of_the_clock() {
        let mut day = settled();
        day.bounds.to = at(25, 0);
        day.hours = (0..25_u8)
            .map(|n| (at(n.into(), 0), if n < 2 { n } else { n - 1 }))
            .collect();
        let records = [usage(at(1, 30), at(2, 30), true)];
        let summary = DaySummary::of(&day, &records);
        assert_eq!(
            summary.hours.into_iter().collect::<Vec<_>>(),
            [(1, Span::from_mins(60))]
        );
    }

    #[test]
    fn requests_meet_their_answers_whatever_the_order_of_rows() {
        let subject = Subject::Screen;
        let span = Span::from_mins(15);
        let mut records = vec![
            audit(
                at(17, 0),
                AuditEvent::Asked {
                    span,
                    subject: subject.clone(),
                },
            ),
            audit(at(17, 1), AuditEvent::Answered { approve: true }),
            audit(at(18, 0), AuditEvent::Asked { span, subject }),
            audit(at(19, 0), AuditEvent::RequestExpired),
            audit(at(19, 5), AuditEvent::LoginRefused),
            Record::Grant(GrantRecord {
                at: at(17, 1),
                child: "an".into(),
                day: jiff::civil::date(1970, 1, 1),
                by: Actor::System,
                grant: Grant::Minutes {
                    span,
                    subject: Subject::Screen,
                },
            }),
        ];
        records.reverse();
        let summary = DaySummary::of(&settled(), &records);
        let answers: Vec<_> = summary.requests.iter().map(|one| one.answer).collect();
        assert_eq!(
            answers,
            [Some(RequestAnswer::Approved), Some(RequestAnswer::Expired)]
        );
        assert_eq!(summary.granted, span);
        assert_eq!(summary.logins_refused, 1);
        assert_eq!(summary.events.len(), 6);
    }

    #[test]
    fn other_children_and_other_days_stay_out() {
        let mut other = usage(at(10, 0), at(11, 0), true);
        if let Record::Usage(usage) = &mut other {
            usage.child = "binh".into();
        }
        let next = audit(at(24, 0), AuditEvent::LoginRefused);
        let summary = DaySummary::of(&settled(), &[other, next]);
        assert!(summary.hours.is_empty() && summary.first.is_none());
        assert_eq!(summary.logins_refused, 0);
    }

    #[test]
    fn what_came_later_adds_up() {
        let mut whole = DaySummary::of(&settled(), &[usage(at(10, 0), at(11, 10), true)]);
        let mut more = settled();
        more.part = DayPart::Addition;
        more.totals.screen = Span::from_mins(5);
        more.totals.left = Some(Span::from_mins(30));
        more.totals.activities.clear();
        more.totals.programs.clear();
        more.warnings = 0;
        whole.add(&DaySummary::of(
            &more,
            &[usage(at(23, 55), at(24, 0), true)],
        ));
        assert_eq!(whole.screen, Span::from_mins(75));
        assert_eq!(whole.left, Some(Span::from_mins(30)));
        assert_eq!(whole.last, Some(at(24, 0)));
        assert_eq!(whole.late, Span::from_mins(5));
        assert_eq!(whole.warnings, 2);
        assert_eq!(whole.activities.len(), 1);
    }

    #[test]
    fn a_summary_reads_back() {
        let summary = DaySummary::of(&settled(), &[usage(at(10, 0), at(11, 10), true)]);
        let text = serde_json::to_string(&summary).unwrap();
        assert_eq!(serde_json::from_str::<DaySummary>(&text).unwrap(), summary);
    }
}
