//! What is to be written, and what waits for it: one batch at a time, nothing lost while the store cannot be written,
//! memory bounded all the same.

use crate::ports::{Keeper, Later};
use jiff::tz::TimeZone;
use luytre_core::action::Notice;
use luytre_core::event::Actor;
use luytre_core::policy::Household;
use luytre_core::record::Record;
use luytre_core::summary::SettledDay;
use luytre_core::time::{BootTime, Span};
use luytre_protocol::{Reply, WireError};
use luytre_store::{Batch, Committed, NewPolicy, Recording, Settle};
use std::sync::Arc;
use tokio::sync::oneshot;

/// Records that are kept in memory while the store cannot be written: days of use.
const KEPT_RECORDS: usize = 5_000;
/// Days that are kept in memory likewise: what a batch takes.
const KEPT_DAYS: usize = Batch::MAX_SETTLE;
/// Time before a failed batch is tried again, and the longest such time.
const RETRY_FIRST: Span = Span::from_secs(2);
const RETRY_LAST: Span = Span::from_secs(60);

/// What is done once a batch is durable, or once it is clear that it will not be soon.
pub(crate) enum After {
    /// Tell people.
    Tell(Notice),
    /// Answer a request.
    Answer(
        oneshot::Sender<Result<Reply, WireError>>,
        Result<Reply, WireError>,
    ),
    /// Put a household version into effect. Only this one depends on the batch being durable.
    Apply(Box<Application>),
}

/// A household version on its way into effect.
pub(crate) struct Application {
    pub(crate) household: Household,
    pub(crate) text: String,
    pub(crate) zone: TimeZone,
    pub(crate) by: Actor,
    pub(crate) policy: NewPolicy,
    pub(crate) done: Box<dyn FnOnce(Result<u32, WireError>) + Send>,
}

/// How soon something has to be durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// A restart finds it out again by looking: with whatever else comes.
    Rarely,
    /// Within half a minute.
    Soon,
    /// Now.
    Now,
}

#[derive(Default)]
struct Waiting {
    records: Vec<Record>,
    settle: Vec<Settle>,
    state: bool,
    policy: Option<NewPolicy>,
    after: Vec<After>,
}

struct InFlight {
    result: Later<Committed>,
    records: Vec<Record>,
    settle: Vec<Settle>,
    state: bool,
    after: Vec<After>,
}

/// The way to the store.
pub(crate) struct Journal {
    keeper: Arc<dyn Keeper>,
    waiting: Waiting,
    /// The highest urgency of what waits.
    urgency: Option<Urgency>,
    in_flight: Option<InFlight>,
    /// Set while the store fails.
    retry: Option<Retry>,
    pub(crate) commits: u64,
    pub(crate) failures: u64,
    dropped: u64,
}

#[derive(Debug, Clone, Copy)]
struct Retry {
    at: BootTime,
    wait: Span,
}

/// How a batch went.
pub(crate) struct Landed {
    pub(crate) after: Vec<After>,
    /// The version number that a policy in the batch got, or why nothing was written.
    pub(crate) result: Result<Option<u32>, luytre_store::Error>,
    /// Days that were settled with it.
    pub(crate) settled: usize,
    /// Why the backup that belongs to a settled day could not be made.
    pub(crate) backup: Option<luytre_store::Error>,
}

impl Journal {
    pub(crate) fn new(keeper: Arc<dyn Keeper>) -> Self {
        Self {
            keeper,
            waiting: Waiting::default(),
            urgency: None,
            in_flight: None,
            retry: None,
            commits: 0,
            failures: 0,
            dropped: 0,
        }
    }

    /// Adds to what is to be written.
    pub(crate) fn add(&mut self, records: Vec<Record>, state: bool, urgency: Urgency) {
        if !records.is_empty() || state {
            self.urgency = self.urgency.max(Some(urgency));
        }
        self.waiting.records.extend(records);
        self.waiting.state |= state;
        let over = self.waiting.records.len().saturating_sub(KEPT_RECORDS);
        if over > 0 {
            // The totals are in the engine's state; what goes is the oldest detail.
            self.waiting.records.drain(..over);
            let over = u64::try_from(over).unwrap_or(u64::MAX);
            self.dropped = self.dropped.saturating_add(over);
            tracing::error!(
                dropped = self.dropped,
                "the store cannot be written for so long that records are dropped"
            );
        }
    }

    /// Adds days that are over. They are written at once, together with the state that does not know them any more.
    pub(crate) fn settle(&mut self, days: Vec<Settle>) {
        if days.is_empty() {
            return;
        }
        self.waiting.settle.extend(days);
        self.waiting.state = true;
        self.urgency = Some(Urgency::Now);
        let over = self.waiting.settle.len().saturating_sub(KEPT_DAYS);
        if over > 0 {
            self.waiting.settle.drain(..over);
            tracing::error!(
                over,
                "the store cannot be written for so long that days are not summed up"
            );
        }
    }

    /// Days that are over for the engine and still in the ledger for the store, if something is kept of them.
    pub(crate) fn waiting_days(&self) -> impl Iterator<Item = SettledDay> {
        let in_flight = self.in_flight.iter().flat_map(|flight| &flight.settle);
        in_flight
            .chain(&self.waiting.settle)
            .filter(|settle| settle.recording == Recording::Keep)
            .map(|settle| settle.day.clone())
    }

    /// Adds a household version. One at a time.
    ///
    /// # Errors
    /// Another one is on its way.
    pub(crate) fn apply(&mut self, application: Box<Application>) -> Result<(), Box<Application>> {
        let in_flight = self.in_flight.iter().flat_map(|flight| flight.after.iter());
        let busy = self
            .waiting
            .after
            .iter()
            .chain(in_flight)
            .any(|after| matches!(after, After::Apply(_)));
        if busy {
            return Err(application);
        }
        self.waiting.policy = Some(application.policy.clone());
        self.waiting.after.push(After::Apply(application));
        self.urgency = Some(Urgency::Now);
        Ok(())
    }

    /// True if nothing waits for the store.
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.records.is_empty()
            && self.waiting.settle.is_empty()
            && !self.waiting.state
            && self.waiting.policy.is_none()
    }

    /// True while a batch is being written.
    pub(crate) fn is_writing(&self) -> bool {
        self.in_flight.is_some()
    }

    /// True while the last try to write failed.
    pub(crate) fn is_failing(&self) -> bool {
        self.retry.is_some()
    }

    /// Changes that wait because the store fails.
    pub(crate) fn backlog(&self) -> u64 {
        let waiting = self.waiting.records.len() + usize::from(self.waiting.state);
        if self.is_failing() {
            u64::try_from(waiting).unwrap_or(u64::MAX)
        } else {
            0
        }
    }

    /// Records that are not in the store yet.
    pub(crate) fn waiting_records(&self) -> Vec<Record> {
        let in_flight = self
            .in_flight
            .iter()
            .flat_map(|flight| flight.records.iter());
        in_flight.chain(&self.waiting.records).cloned().collect()
    }

    /// When to call [`Journal::start`] again by itself.
    pub(crate) fn retry_at(&self) -> Option<BootTime> {
        self.retry
            .filter(|_| self.in_flight.is_none() && !self.is_empty())
            .map(|retry| retry.at)
    }

    /// Whether people can be told now, or have to wait for what is being written.
    pub(crate) fn holds_back(&self) -> bool {
        self.in_flight.is_some() || (self.is_urgent() && self.retry.is_none())
    }

    /// Does this once everything that was added so far is durable.
    pub(crate) fn after(&mut self, after: After) {
        if self.is_empty()
            && let Some(flight) = &mut self.in_flight
        {
            flight.after.push(after);
        } else {
            self.waiting.after.push(after);
        }
    }

    /// Starts to write if something urgent waits and nothing is being written. `state` is asked only then.
    pub(crate) fn start(&mut self, now: BootTime, state: impl FnOnce() -> Option<String>) {
        let due = self
            .retry
            .is_none_or(|retry| retry.at <= now || self.waiting.policy.is_some());
        if !self.is_urgent() || self.is_empty() || self.in_flight.is_some() || !due {
            return;
        }
        self.urgency = None;
        let mut waiting = std::mem::take(&mut self.waiting);
        let state = if waiting.state { state() } else { None };
        if state.is_none() {
            // A day is settled together with the state that knows it no more, or it would be counted twice.
            self.waiting.settle = std::mem::take(&mut waiting.settle);
        }
        let batch = Batch {
            records: waiting.records.clone(),
            state: state.clone(),
            policy: waiting.policy,
            settle: waiting.settle.clone(),
            ..Batch::default()
        };
        self.in_flight = Some(InFlight {
            result: self.keeper.commit(batch),
            records: waiting.records,
            settle: waiting.settle,
            state: state.is_some(),
            after: waiting.after,
        });
    }

    /// Makes everything that waits urgent.
    pub(crate) fn hurry(&mut self) {
        if !self.is_empty() {
            self.urgency = Some(Urgency::Now);
        }
    }

    /// How soon what waits has to be written; `None` if nothing waits.
    pub(crate) fn urgency(&self) -> Option<Urgency> {
        self.urgency.filter(|_| !self.is_empty())
    }

    fn is_urgent(&self) -> bool {
        self.urgency == Some(Urgency::Now)
    }

    /// Waits for the batch that is being written; for ever if there is none. Safe to drop and call again.
    pub(crate) async fn landed(&mut self, now: impl Fn() -> BootTime) -> Landed {
        let Some(flight) = &mut self.in_flight else {
            return std::future::pending().await;
        };
        let result = flight.result.as_mut().await;
        let Some(flight) = self.in_flight.take() else {
            return std::future::pending().await;
        };
        match result {
            Ok(committed) => {
                self.commits += 1;
                self.retry = None;
                if let Some(lagging) = &committed.lagging {
                    tracing::warn!(error = %lagging, "a copy beside the store could not be written");
                }
                Landed {
                    after: flight.after,
                    settled: flight.settle.len(),
                    backup: committed.backup,
                    result: Ok(committed.policy.map(|version| version.0)),
                }
            }
            Err(error) => {
                self.failures += 1;
                let wait = self.retry.map_or(RETRY_FIRST, |retry| {
                    Span::from_millis(retry.wait.as_millis().saturating_mul(2)).min(RETRY_LAST)
                });
                self.retry = Some(Retry {
                    at: now() + wait,
                    wait,
                });
                // What was not written comes before what came meanwhile. A household version does not come back: whoever
                // applied it is told that it was not.
                let later = std::mem::replace(&mut self.waiting.records, flight.records);
                self.add(later, flight.state, Urgency::Now);
                let later = std::mem::replace(&mut self.waiting.settle, flight.settle);
                self.settle(later);
                Landed {
                    after: flight.after,
                    settled: 0,
                    backup: None,
                    result: Err(error),
                }
            }
        }
    }

    /// The store, for reading and beating.
    pub(crate) fn keeper(&self) -> &Arc<dyn Keeper> {
        &self.keeper
    }
}
