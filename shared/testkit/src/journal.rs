//! What was done, in which order.

use crate::PATIENCE;
use luytre_core::id::{ProcessKey, SessionId};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::watch;

/// One thing that was done to the fake machine, or to what stands in for the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A batch was made durable; what it held.
    Committed {
        /// Records.
        records: usize,
        /// The engine's state was in it.
        state: bool,
    },
    /// A batch could not be written.
    CommitFailed,
    /// A session was told to lock.
    Locked(SessionId),
    /// A session was ended.
    Ended(SessionId),
    /// Everything of an account was ended.
    EndedAccount(u32),
    /// The machine was told to sleep.
    Suspended,
    /// The machine was told to switch off.
    PoweredOff,
    /// A process was asked to end.
    Terminated(ProcessKey),
    /// A process tree was killed.
    Killed(ProcessKey),
    /// These accounts' processes are watched from now on.
    Watching(BTreeSet<u32>),
    /// Presence of an account was looked at.
    LookedAt(u32),
    /// The delay of sleep was taken.
    DelayTaken,
    /// The delay of sleep was given up.
    DelayGivenUp,
}

/// An append-only list that can be waited on. Clones share it.
#[derive(Debug, Clone)]
pub struct Journal {
    entries: Arc<watch::Sender<Vec<Entry>>>,
}

impl Default for Journal {
    fn default() -> Self {
        Self {
            entries: Arc::new(watch::Sender::new(Vec::new())),
        }
    }
}

impl Journal {
    /// Adds what was done.
    pub fn add(&self, entry: Entry) {
        self.entries.send_modify(|entries| entries.push(entry));
    }

    /// All so far.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.entries.borrow().clone()
    }

    /// How many so far; a place to search from.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.borrow().len()
    }

    /// Nothing was done yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Waits until an entry at or after `from` fits, and returns its place.
    ///
    /// # Panics
    /// Nothing of the kind happens in [`PATIENCE`].
    pub async fn wait_for(&self, from: usize, fits: impl Fn(&Entry) -> bool) -> usize {
        let mut entries = self.entries.subscribe();
        let find = |entries: &Vec<Entry>| {
            entries
                .iter()
                .enumerate()
                .skip(from)
                .find(|(_, entry)| fits(entry))
                .map(|(place, _)| place)
        };
        let found = async {
            let seen = entries
                .wait_for(|entries| find(entries).is_some())
                .await
                .expect("the journal holds the sender");
            find(&seen).expect("just seen")
        };
        match tokio::time::timeout(PATIENCE, found).await {
            Ok(place) => place,
            Err(_) => panic!(
                "what was waited for did not happen; this did: {:?}",
                self.entries()
            ),
        }
    }
}
