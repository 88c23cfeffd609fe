//! A store in memory that can fail, and can take its time.

use luytre_core::record::Record;
use luytre_core::time::Moment;
use luytre_daemon::{Keeper, Later, Memory};
use luytre_store::{
    Batch, Committed, Error, Kind, Opened, Page, PolicyEntry, PolicyInfo, PolicyVersion,
    RecordFilter, RowId, Tries,
};
use luytre_testkit::{Entry, Journal};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::watch;

/// Clones are the same store.
#[derive(Debug, Clone)]
pub(crate) struct FakeKeeper {
    content: Arc<Mutex<Content>>,
    journal: Journal,
    flow: Arc<watch::Sender<Flow>>,
}

/// What becomes of batches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// They are written.
    Good,
    /// The disk is full.
    Failing,
    /// What lies on the disk is not what was written.
    Damaged,
    /// The disk does not answer until this changes.
    Stuck,
}

#[derive(Debug, Default)]
struct Content {
    records: Vec<Record>,
    state: Option<String>,
    policies: Vec<PolicyEntry>,
    beat: Option<Moment>,
    generation: u64,
}

impl FakeKeeper {
    pub(crate) fn new(journal: Journal) -> Self {
        Self {
            content: Arc::default(),
            journal,
            flow: Arc::new(watch::Sender::new(Flow::Good)),
        }
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap()
    }

    pub(crate) fn set(&self, flow: Flow) {
        self.flow.send_replace(flow);
    }

    /// What the next start finds.
    pub(crate) fn memory(&self) -> Memory {
        let content = self.content();
        Memory {
            opened: if content.generation == 0 {
                Opened::Fresh
            } else {
                Opened::Existing
            },
            state: content.state.clone(),
            policy: content.policies.last().cloned(),
            beat: content.beat.clone(),
            access: None,
            tries: Tries::default(),
            consents: Vec::new(),
        }
    }

    pub(crate) fn records(&self) -> Vec<Record> {
        self.content().records.clone()
    }

    pub(crate) fn state(&self) -> Option<String> {
        self.content().state.clone()
    }

    pub(crate) fn beat(&self) -> Option<Moment> {
        self.content().beat.clone()
    }
}

fn full() -> Error {
    Error::DiskFull {
        path: "/state/luytre.db".into(),
    }
}

impl Keeper for FakeKeeper {
    fn commit(&self, batch: Batch) -> Later<Committed> {
        let this = self.clone();
        Box::pin(async move {
            let mut flow = this.flow.subscribe();
            let flow = *flow.wait_for(|flow| *flow != Flow::Stuck).await.unwrap();
            if flow == Flow::Failing {
                this.journal.add(Entry::CommitFailed);
                return Err(full());
            }
            if flow == Flow::Damaged {
                this.journal.add(Entry::CommitFailed);
                return Err(Error::Damaged(luytre_store::Damage::Unreadable));
            }
            let mut content = this.content();
            content.generation += 1;
            this.journal.add(Entry::Committed {
                records: batch.records.len(),
                state: batch.state.is_some(),
            });
            content.records.extend(batch.records);
            content.state = batch.state.or(content.state.take());
            let policy = batch.policy.map(|policy| {
                let version = PolicyVersion(u32::try_from(content.policies.len()).unwrap() + 1);
                content.policies.push(PolicyEntry { version, policy });
                version
            });
            Ok(Committed {
                generation: content.generation,
                policy,
                lagging: None,
                backup: None,
            })
        })
    }

    fn beat(&self, moment: Moment) -> Later<()> {
        self.content().beat = Some(moment);
        Box::pin(async { Ok(()) })
    }

    fn policy(&self, version: Option<PolicyVersion>) -> Later<Option<PolicyEntry>> {
        let content = self.content();
        let found = match version {
            Some(version) => content
                .policies
                .iter()
                .find(|entry| entry.version == version)
                .cloned(),
            None => content.policies.last().cloned(),
        };
        Box::pin(async { Ok(found) })
    }

    fn policies(&self, before: Option<PolicyVersion>, limit: usize) -> Later<Vec<PolicyInfo>> {
        let infos = self
            .content()
            .policies
            .iter()
            .rev()
            .filter(|entry| before.is_none_or(|before| entry.version < before))
            .take(limit)
            .map(|entry| PolicyInfo {
                version: entry.version,
                origin: Some(entry.policy.clone().origin()),
            })
            .collect();
        Box::pin(async { Ok(infos) })
    }

    /// Kind, place and number are looked at; the rest of a filter is the real store's business.
    fn records(&self, filter: RecordFilter) -> Later<Page> {
        let content = self.content();
        let mut rows: Vec<(RowId, Record)> = content
            .records
            .iter()
            .enumerate()
            .map(|(row, record)| (RowId(i64::try_from(row).unwrap()), record.clone()))
            .filter(|(row, record)| {
                (filter.kinds.is_empty() || filter.kinds.contains(&Kind::of(record)))
                    && filter.before.is_none_or(|before| *row < before)
            })
            .collect();
        rows.reverse();
        let more = rows.len() > filter.limit;
        rows.truncate(filter.limit);
        let next = rows.last().map(|(row, _)| *row).filter(|_| more);
        Box::pin(async move {
            Ok(Page {
                records: rows,
                unreadable: Vec::new(),
                next,
            })
        })
    }
}
