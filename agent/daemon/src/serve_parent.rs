//! Requests of parents, of root, and of the owner of a private agent.

use crate::agent::{Agent, Waiter};
use crate::connection::Asker;
use crate::house;
use crate::keeper::Application;
use crate::roles::{self, Scope};
use crate::serve_child::{Answer, respond, unknown};
use crate::status::{Subscriber, bounded};
use crate::today::Day;
use jiff::civil::Date;
use luytre_core::action::Action;
use luytre_core::event::{Actor, Event};
use luytre_core::id::ChildId;
use luytre_core::record::{DayTotals, Record, Usage};
use luytre_core::time::{Moment, Span};
use luytre_protocol::{
    Applied, ApplyMode, AuditEntry, AuditPage, Checked, Child, Health, MAX_FRAME, Mode, PROTOCOL,
    ParentRequest, PolicyHeader, PolicyPage, PolicyText, Powers, RecordPage, Reply, StoreFacts,
    SystemRequest, Who, WireError,
};
use luytre_store::{
    Kind, NewPolicy, Page, PolicyEntry, PolicyInfo, PolicyVersion, RecordFilter, RowId,
};
use std::sync::atomic::Ordering;

/// Rows of one page.
const PAGE: u16 = 200;
/// Versions of one page.
const VERSIONS: u16 = 100;
/// Characters of a note.
const NOTE: usize = 200;
/// Bytes that rows of a page may take, so that the page fits a frame.
const PAGE_BYTES: usize = MAX_FRAME - 4 * 1024;

impl Agent {
    pub(crate) async fn serve_parent(&mut self, ask: Asker, request: ParentRequest) {
        let Some(by) = roles::actor(&ask.who) else {
            return respond(
                ask.answer,
                Err(WireError::NotAllowed {
                    role: ask.who.role(),
                }),
            );
        };
        if is_carer(&ask.who) && !carer_may(&request) {
            return respond(
                ask.answer,
                Err(WireError::NotAllowed {
                    role: ask.who.role(),
                }),
            );
        }
        if let Some(command) = request.command() {
            return self.command(by, command, ask.answer).await;
        }
        match request {
            ParentRequest::Status {} | ParentRequest::Subscribe {} => {
                self.feed(Event::Tick).await;
                let scope = Scope::of(&ask.who);
                let status = bounded(scope.of_status(&self.status()));
                let reply = match ask.events {
                    Some(events) => {
                        self.audience.add(Subscriber { scope, events });
                        Reply::Subscribed(status)
                    }
                    None => Reply::Status(status),
                };
                respond(ask.answer, Ok(reply));
            }
            ParentRequest::Health {} => {
                self.feed(Event::Tick).await;
                respond(ask.answer, Ok(Reply::Health(self.health())));
            }
            ParentRequest::Today { child, day } => self.today(child, day, ask.answer).await,
            ParentRequest::Rules { child } => respond(ask.answer, self.rules_of(&child)),
            ParentRequest::PolicyShow { version } => self.policy_show(version, ask.answer),
            ParentRequest::PolicyHistory { before, limit } => {
                self.policy_history(before, limit, ask.answer);
            }
            ParentRequest::PolicyCheck { text } => respond(ask.answer, self.policy_check(&text)),
            ParentRequest::PolicyApply {
                text,
                note,
                mode,
                expect,
            } => {
                self.policy_apply(by, text, note, mode, expect, ask.answer)
                    .await;
            }
            ParentRequest::Records {
                child,
                from,
                to,
                before,
                limit,
            } => {
                let filter = RecordFilter {
                    child,
                    between: Some(from..to),
                    before: before.map(RowId),
                    limit: usize::from(limit),
                    ..RecordFilter::default()
                };
                self.read_records(limit, filter, ask.answer, |page| {
                    Ok(Reply::Records(records_page(page)))
                });
            }
            ParentRequest::Audit { before, limit } => {
                let filter = RecordFilter {
                    kinds: vec![Kind::Audit, Kind::Grant],
                    before: before.map(RowId),
                    limit: usize::from(limit),
                    ..RecordFilter::default()
                };
                self.read_records(limit, filter, ask.answer, |page| {
                    Ok(Reply::Audit(audit_page(page)))
                });
            }
            // They have a command, which was carried out above.
            ParentRequest::GrantMinutes { .. }
            | ParentRequest::LetIn { .. }
            | ParentRequest::FreeDay { .. }
            | ParentRequest::LockNow { .. }
            | ParentRequest::UnlockNow { .. }
            | ParentRequest::Answer { .. }
            | ParentRequest::ChooseProfile { .. }
            | ParentRequest::ConfirmClock {} => respond(ask.answer, Err(WireError::Internal {})),
        }
    }

    pub(crate) async fn serve_system(&mut self, ask: Asker, request: SystemRequest) {
        match request {
            SystemRequest::LoginCheck { account } => {
                let ticket = self.ticket(Waiter::Login(ask.answer));
                self.feed(Event::LoginAsked { ticket, account }).await;
            }
        }
    }

    /// A child's day. What the ledger holds is read in the background.
    pub(crate) async fn today(&mut self, id: ChildId, day: Option<Date>, answer: Answer) {
        let now = self.now();
        self.feed_at(now.clone(), Event::Tick).await;
        let status = self.status();
        let Some(child) = status.children.iter().find(|child| child.id == id) else {
            let error = if self.household.is_none() {
                WireError::NoHousehold {}
            } else {
                unknown(&id)
            };
            return respond(answer, Err(error));
        };
        let day = day.unwrap_or(child.day);
        let totals = (day == child.day).then(|| DayTotals {
            child: id.clone(),
            day,
            screen: child.screen.used,
            activities: child
                .activities
                .iter()
                .map(|activity| (activity.id.clone(), activity.meter.used))
                .collect(),
            programs: child.programs.clone(),
            left: child.screen.left,
            activities_left: Vec::new(),
        });
        let picture = Day {
            child: Child {
                id: id.clone(),
                name: child.name.clone(),
            },
            day,
            timezone: status.timezone.clone(),
            totals,
            unwritten: self.unwritten_use(now),
        };
        let filter = RecordFilter {
            kinds: vec![Kind::Usage, Kind::Grant, Kind::DayClosed],
            child: Some(id),
            days: Some(day..=day),
            limit: RecordFilter::MAX_LIMIT,
            ..RecordFilter::default()
        };
        let read = self.journal.keeper().records(filter);
        tokio::spawn(async move {
            let reply = match read.await {
                Ok(page) => {
                    let records = page.records.into_iter().map(|(_, record)| record).collect();
                    Ok(Reply::Today(picture.picture(records)))
                }
                Err(error) => Err(unreadable(&error)),
            };
            respond(answer, reply);
        });
    }

    /// Use that the engine keeps back for corrections, and use whose records wait for the store. A copy of the engine is
    /// told to stop, and hands over everything; the engine itself notices nothing.
    fn unwritten_use(&self, now: Moment) -> Vec<Usage> {
        let mut copy = self.engine.clone();
        let handed_over = copy
            .handle(now, Event::Stopping)
            .into_iter()
            .flat_map(|action| match action {
                Action::Append(records) => records,
                Action::Save
                | Action::Lock { .. }
                | Action::Logout { .. }
                | Action::Suspend
                | Action::PowerOff
                | Action::Terminate { .. }
                | Action::Kill { .. }
                | Action::AnswerLogin { .. }
                | Action::AnswerExec { .. }
                | Action::Reply { .. }
                | Action::Tell(_) => Vec::new(),
            });
        let waiting = self.journal.waiting_records();
        waiting
            .into_iter()
            .chain(handed_over)
            .filter_map(|record| match record {
                Record::Usage(usage) => Some(usage),
                Record::Grant(_) | Record::Audit(_) | Record::DayClosed(_) => None,
            })
            .collect()
    }

    fn policy_show(&self, version: Option<u32>, answer: Answer) {
        let current = self.policy.as_ref();
        match (version, current) {
            (None, None) => respond(answer, Err(WireError::NoHousehold {})),
            (None, Some(current)) => respond(answer, Ok(Reply::Policy(policy_in_effect(current)))),
            (Some(version), Some(current)) if version == current.version => {
                respond(answer, Ok(Reply::Policy(policy_in_effect(current))));
            }
            (Some(version), _) => {
                let read = self.journal.keeper().policy(Some(PolicyVersion(version)));
                tokio::spawn(async move {
                    let reply = match read.await {
                        Ok(Some(entry)) => Ok(Reply::Policy(policy_text(entry))),
                        Ok(None) => Err(WireError::UnknownVersion { version }),
                        Err(error) => Err(unreadable(&error)),
                    };
                    respond(answer, reply);
                });
            }
        }
    }

    fn policy_history(&self, before: Option<u32>, limit: u16, answer: Answer) {
        if !(1..=VERSIONS).contains(&limit) {
            return respond(answer, Err(out_of_range("limit", VERSIONS)));
        }
        let current = self.policy.as_ref().map_or(0, |policy| policy.version);
        let wanted = usize::from(limit);
        let read = self
            .journal
            .keeper()
            .policies(before.map(PolicyVersion), wanted + 1);
        tokio::spawn(async move {
            let reply = match read.await {
                Ok(mut infos) => {
                    let more = infos.len() > wanted;
                    infos.truncate(wanted);
                    let versions = infos.into_iter().map(policy_header).collect();
                    Ok(Reply::PolicyHistory(PolicyPage {
                        current,
                        versions,
                        more,
                    }))
                }
                Err(error) => Err(unreadable(&error)),
            };
            respond(answer, reply);
        });
    }

    fn policy_check(&self, text: &str) -> Result<Reply, WireError> {
        let household = house::read(text).map_err(|problems| house::problems(&problems))?;
        Ok(Reply::Checked(Checked {
            changes: house::changes(self.household.as_deref(), &household),
            unknown_accounts: self.unknown_accounts(&household),
        }))
    }

    async fn policy_apply(
        &mut self,
        by: Actor,
        text: String,
        note: String,
        mode: ApplyMode,
        expect: Option<u32>,
        answer: Answer,
    ) {
        let current = self.policy.as_ref().map_or(0, |policy| policy.version);
        if note.chars().count() > NOTE {
            return respond(
                answer,
                Err(WireError::OutOfRange {
                    field: "note".to_owned(),
                    limit: 200,
                }),
            );
        }
        if expect.is_some_and(|expected| expected != current) {
            return respond(answer, Err(WireError::VersionConflict { current }));
        }
        let household = match house::read(&text) {
            Ok(household) => household,
            Err(problems) => return respond(answer, Err(house::problems(&problems))),
        };
        let changes = house::changes(self.household.as_deref(), &household);
        let unknown_accounts = self.unknown_accounts(&household);
        let same = self
            .policy
            .as_ref()
            .is_some_and(|policy| policy.text == text);
        match mode {
            ApplyMode::DryRun => {
                return respond(
                    answer,
                    Ok(Reply::Applied(Applied {
                        version: current,
                        changes,
                        unknown_accounts,
                    })),
                );
            }
            ApplyMode::Apply if same => {
                return respond(
                    answer,
                    Ok(Reply::Applied(Applied {
                        version: current,
                        changes,
                        unknown_accounts,
                    })),
                );
            }
            ApplyMode::Apply => {}
        }
        self.feed(Event::Tick).await;
        let policy = NewPolicy {
            text: text.clone(),
            by: by.clone(),
            at: self.trusted_now(),
            note: Some(note).filter(|note| !note.is_empty()),
            accounts: house::child_accounts(&household),
        };
        let zone = house::zone_of(&household);
        let done = move |version: Result<u32, WireError>| {
            respond(
                answer,
                version.map(|version| {
                    Reply::Applied(Applied {
                        version,
                        changes,
                        unknown_accounts,
                    })
                }),
            );
        };
        let application = Application {
            household,
            text,
            zone,
            by,
            policy,
            done: Box::new(done),
        };
        match self.journal.apply(Box::new(application)) {
            Ok(()) => self.write(),
            Err(application) => {
                (application.done)(Err(WireError::RateLimited {
                    retry_after: Span::from_secs(1),
                }));
            }
        }
    }

    fn read_records(
        &self,
        limit: u16,
        filter: RecordFilter,
        answer: Answer,
        page: impl FnOnce(Page) -> Result<Reply, WireError> + Send + 'static,
    ) {
        if !(1..=PAGE).contains(&limit) {
            return respond(answer, Err(out_of_range("limit", PAGE)));
        }
        let read = self.journal.keeper().records(filter);
        tokio::spawn(async move {
            let reply = match read.await {
                Ok(found) => page(found),
                Err(error) => Err(unreadable(&error)),
            };
            respond(answer, reply);
        });
    }

    /// The daemon's own facts.
    fn health(&self) -> Health {
        let status = self.status();
        let now = self.now();
        let mut counters = self.counters;
        counters.requests = self.tally.requests.load(Ordering::Relaxed);
        counters.connections = self.tally.connections.load(Ordering::Relaxed);
        counters.connections_refused = self.tally.refused.load(Ordering::Relaxed);
        Health {
            product: env!("CARGO_PKG_VERSION").to_owned(),
            protocol: PROTOCOL,
            pid: std::process::id(),
            mode: match self.mode {
                crate::ports::Mode::Enforcing => Mode::Enforcing,
                crate::ports::Mode::WatchOnly { .. } => Mode::WatchOnly,
            },
            started: self.started_trusted.unwrap_or(self.started.wall),
            uptime: now.boot.since(self.started.boot),
            policy_version: self.policy.as_ref().map_or(0, |policy| policy.version),
            verdict: status.verdict,
            issues: status.issues,
            sources: self.sources.values().cloned().collect(),
            store: StoreFacts {
                path: self.store_dir.display().to_string(),
                state: self.store_state,
                waiting: self.journal.backlog(),
            },
            counters,
        }
    }
}

fn is_carer(who: &Who) -> bool {
    match who {
        Who::Parent {
            powers: Powers::Carer,
            ..
        } => true,
        Who::Parent {
            powers: Powers::Parent,
            ..
        }
        | Who::System
        | Who::Owner { .. }
        | Who::Child { .. }
        | Who::Other => false,
    }
}

/// A carer sees how things stand and may ask the engine, which lets minutes through and nothing else.
fn carer_may(request: &ParentRequest) -> bool {
    match request {
        ParentRequest::Records { .. }
        | ParentRequest::Audit { .. }
        | ParentRequest::PolicyApply { .. }
        | ParentRequest::PolicyCheck { .. }
        | ParentRequest::PolicyHistory { .. } => false,
        ParentRequest::Status {}
        | ParentRequest::Subscribe {}
        | ParentRequest::Health {}
        | ParentRequest::Today { .. }
        | ParentRequest::Rules { .. }
        | ParentRequest::PolicyShow { .. }
        | ParentRequest::GrantMinutes { .. }
        | ParentRequest::LetIn { .. }
        | ParentRequest::FreeDay { .. }
        | ParentRequest::LockNow { .. }
        | ParentRequest::UnlockNow { .. }
        | ParentRequest::Answer { .. }
        | ParentRequest::ChooseProfile { .. }
        | ParentRequest::ConfirmClock {} => true,
    }
}

fn out_of_range(field: &str, limit: u16) -> WireError {
    WireError::OutOfRange {
        field: field.to_owned(),
        limit: u64::from(limit),
    }
}

fn unreadable(error: &luytre_store::Error) -> WireError {
    tracing::error!(%error, "the store cannot be read");
    WireError::StoreUnavailable {}
}

fn policy_in_effect(policy: &crate::agent::PolicyInEffect) -> PolicyText {
    PolicyText {
        header: PolicyHeader {
            version: policy.version,
            at: policy.origin.at,
            by: policy.origin.by.clone(),
            note: policy.origin.note.clone().unwrap_or_default(),
        },
        text: policy.text.clone(),
    }
}

fn policy_text(entry: PolicyEntry) -> PolicyText {
    let text = entry.policy.text.clone();
    let info = PolicyInfo {
        version: entry.version,
        origin: Some(entry.policy.origin()),
    };
    PolicyText {
        header: policy_header(info),
        text,
    }
}

/// A version whose origin cannot be read any more is shown without one, as the agent's.
fn policy_header(info: PolicyInfo) -> PolicyHeader {
    let version = info.version.0;
    match info.origin {
        Some(origin) => PolicyHeader {
            version,
            at: origin.at,
            by: origin.by,
            note: origin.note.unwrap_or_default(),
        },
        None => PolicyHeader {
            version,
            at: luytre_core::time::WallTime(0),
            by: Actor::Agent,
            note: String::new(),
        },
    }
}

/// As many rows as fit a frame. Where to go on is the last row that did, if any row is left here or in the store.
fn fitting<T: serde::Serialize>(
    rows: Vec<(RowId, T)>,
    next: Option<RowId>,
) -> (Vec<T>, Option<i64>) {
    let mut left = PAGE_BYTES;
    let mut kept = Vec::with_capacity(rows.len());
    let mut last = None;
    for (row, value) in rows {
        let size = serde_json::to_vec(&value).map_or(PAGE_BYTES, |bytes| bytes.len() + 1);
        if size > left && !kept.is_empty() {
            return (kept, last);
        }
        left = left.saturating_sub(size);
        last = Some(row.0);
        kept.push(value);
    }
    (kept, next.map(|row| row.0))
}

fn records_page(page: Page) -> RecordPage {
    let unreadable = u32::try_from(page.unreadable.len()).unwrap_or(u32::MAX);
    let (records, next) = fitting(page.records, page.next);
    RecordPage {
        records,
        unreadable,
        next,
    }
}

fn audit_page(page: Page) -> AuditPage {
    let unreadable = u32::try_from(page.unreadable.len()).unwrap_or(u32::MAX);
    let rows = page
        .records
        .into_iter()
        .filter_map(|(row, record)| match record {
            Record::Audit(audit) => Some((row, AuditEntry::Event(audit))),
            Record::Grant(grant) => Some((row, AuditEntry::Grant(grant))),
            Record::Usage(_) | Record::DayClosed(_) => None,
        })
        .collect();
    let (entries, next) = fitting(rows, page.next);
    AuditPage {
        entries,
        unreadable,
        next,
    }
}
