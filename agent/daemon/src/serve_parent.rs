//! Requests of parents, of root, and of the owner of a private agent.

use crate::agent::{Agent, Waiter};
use crate::connection::Asker;
use crate::history_page::Wanted;
use crate::roles::{self, Scope};
use crate::serve_child::{Answer, respond, unknown};
use crate::status::{Subscriber, bounded};
use crate::today::Day;
use jiff::civil::Date;
use luytre_core::action::Action;
use luytre_core::event::Event;
use luytre_core::id::ChildId;
use luytre_core::record::{DayTotals, Record, Usage};
use luytre_core::time::{Moment, WallTime};
use luytre_protocol::{
    ApplyMode, AuditEntry, AuditPage, Child, Health, MAX_FRAME, Mode, PROTOCOL, ParentRequest,
    Powers, RecordPage, Reply, StoreFacts, SystemRequest, Who, WireError,
};
use luytre_store::{HistoryKey, Kind, Page, RecordFilter, RowId};
use std::sync::atomic::Ordering;

/// Rows of one page.
pub(crate) const PAGE: u16 = 200;
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
            ParentRequest::Today { child, day } => {
                let key = self.key_of(&ask).ok();
                self.today(child, day, key, ask.answer).await;
            }
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
                if mode == ApplyMode::Apply && self.needs_unlocking(&ask) {
                    return respond(ask.answer, Err(WireError::Locked {}));
                }
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
                if let Ok(key) = self.key_of(&ask) {
                    return self.whole_audit(key, before, limit, ask.answer);
                }
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
            ParentRequest::Access {} => self.access(ask),
            ParentRequest::Unlock { parent, passphrase } => self.unlock(ask, parent, &passphrase),
            ParentRequest::Resume { token } => self.resume(ask, &token),
            ParentRequest::CloseHistory {} => self.close_history(ask),
            ParentRequest::PassphraseAdd { parent, passphrase } => {
                self.passphrase_add(ask, parent, &passphrase);
            }
            ParentRequest::PassphraseChange { parent, old, new } => {
                self.passphrase_change(ask, parent, &old, &new);
            }
            ParentRequest::PassphraseRemove { parent } => self.passphrase_remove(ask, parent),
            ParentRequest::RecoveryNew {} => self.recovery_new(ask),
            ParentRequest::RecoveryUse {
                parent,
                code,
                passphrase,
            } => self.recovery_use(ask, parent, &code, &passphrase),
            ParentRequest::QuickCodeSet { parent, code } => {
                self.quick_code_set(ask, parent, code.as_ref());
            }
            ParentRequest::History {
                child,
                from,
                to,
                detail,
                after,
            } => {
                let wanted = Wanted {
                    child,
                    from,
                    to,
                    detail,
                    after,
                };
                self.history(ask, wanted).await;
            }
            ParentRequest::Erase { what } => self.erase(ask, what),
            ParentRequest::Consent {} => {
                respond(ask.answer, Ok(Reply::Consent(self.consent_of(None))));
            }
            ParentRequest::ConsentSet {
                child,
                given,
                child_agreed,
            } => {
                self.consent_set(ask, by, child, given, child_agreed).await;
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
    /// Of a settled day there is nothing but what a key opens.
    pub(crate) async fn today(
        &mut self,
        id: ChildId,
        day: Option<Date>,
        key: Option<HistoryKey>,
        answer: Answer,
    ) {
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
        if day < child.day && self.engine.settled_until(&id) >= Some(day) {
            let Some(key) = key else {
                return respond(answer, Err(WireError::Sealed {}));
            };
            let child = Child {
                id,
                name: child.name.clone(),
            };
            let timezone = status.timezone.clone();
            return self.sealed_day(key, child, day, timezone, answer);
        }
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

    fn unwritten_use(&self, now: Moment) -> Vec<Usage> {
        let records = self.unwritten(now).into_iter();
        records
            .filter_map(|record| match record {
                Record::Usage(usage) => Some(usage),
                Record::Grant(_) | Record::Audit(_) | Record::DayClosed(_) => None,
            })
            .collect()
    }

    /// What the engine keeps back for corrections, and what waits for the store. A copy of the engine is asked, so that
    /// the engine itself notices nothing.
    pub(crate) fn unwritten(&self, now: Moment) -> Vec<Record> {
        let mut copy = self.engine.clone();
        // Both: what falls due up to now, and what is kept back for corrections.
        let due = copy
            .handle(now, Event::Tick)
            .into_iter()
            .flat_map(|action| match action {
                Action::Append(records) => records,
                Action::Save
                | Action::Settle(_)
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
        let due: Vec<Record> = due.collect();
        let handed_over = due
            .into_iter()
            .chain(copy.unwritten_use().into_iter().map(Record::Usage));
        let waiting = self.journal.waiting_records();
        waiting.into_iter().chain(handed_over).collect()
    }

    /// Rules are changed by a parent who has opened the history, as soon as there is a passphrase. Root, and the owner
    /// of a private agent, can do anything to the agent anyway.
    fn needs_unlocking(&mut self, ask: &Asker) -> bool {
        match ask.who {
            Who::Parent { .. } => self.vault.book.is_some() && self.key_of(ask).is_err(),
            Who::System | Who::Owner { .. } | Who::Child { .. } | Who::Other => false,
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
        | ParentRequest::PolicyHistory { .. }
        | ParentRequest::Access {}
        | ParentRequest::Unlock { .. }
        | ParentRequest::Resume { .. }
        | ParentRequest::CloseHistory {}
        | ParentRequest::PassphraseAdd { .. }
        | ParentRequest::PassphraseChange { .. }
        | ParentRequest::PassphraseRemove { .. }
        | ParentRequest::RecoveryNew {}
        | ParentRequest::RecoveryUse { .. }
        | ParentRequest::QuickCodeSet { .. }
        | ParentRequest::History { .. }
        | ParentRequest::Erase { .. }
        | ParentRequest::ConsentSet { .. } => false,
        // Everybody may see what is recorded.
        ParentRequest::Consent {}
        | ParentRequest::Status {}
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

pub(crate) fn out_of_range(field: &str, limit: u16) -> WireError {
    WireError::OutOfRange {
        field: field.to_owned(),
        limit: u64::from(limit),
    }
}

pub(crate) fn unreadable(error: &luytre_store::Error) -> WireError {
    tracing::error!(%error, "the store cannot be read");
    WireError::StoreUnavailable {}
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

/// A record as a row of the audit log, with its time, if it is one.
pub(crate) fn audit_entry(record: Record) -> Option<(WallTime, AuditEntry)> {
    match record {
        Record::Audit(audit) => Some((audit.at, AuditEntry::Event(audit))),
        Record::Grant(grant) => Some((grant.at, AuditEntry::Grant(grant))),
        Record::Usage(_) | Record::DayClosed(_) => None,
    }
}

fn audit_page(page: Page) -> AuditPage {
    let unreadable = u32::try_from(page.unreadable.len()).unwrap_or(u32::MAX);
    let rows = page
        .records
        .into_iter()
        .filter_map(|(row, record)| Some((row, audit_entry(record)?.1)))
        .collect();
    let (entries, next) = fitting(rows, page.next);
    AuditPage {
        entries,
        unreadable,
        next,
    }
}
