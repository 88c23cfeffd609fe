//! The store's thread, asked from the loop. Completions pass the result on and do nothing else.

use crate::ports::{Keeper, Later};
use crate::wipe;
use luytre_core::time::Moment;
use luytre_store::{
    AccessBook, Batch, Committed, Erase, ErasedCount, Error, History, HistoryFilter, HistoryKey,
    HistoryStatus, Page, PolicyEntry, PolicyInfo, PolicyVersion, RecordFilter, Store, WriterHandle,
};
use tokio::sync::oneshot;

/// The real store behind [`Keeper`].
#[derive(Debug, Clone)]
pub struct StoreKeeper {
    writer: WriterHandle,
}

impl StoreKeeper {
    /// Asks this writer.
    #[must_use]
    pub fn new(writer: WriterHandle) -> Self {
        Self { writer }
    }

    fn query<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, Error> + Send + 'static,
    ) -> Later<T> {
        let (tell, hear) = oneshot::channel();
        let queued = self.writer.query(question, pass_on(tell));
        later(queued, hear)
    }

    fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, Error> + Send + 'static,
    ) -> Later<T> {
        let (tell, hear) = oneshot::channel();
        let queued = self.writer.work(work, pass_on(tell));
        later(queued, hear)
    }
}

/// Whoever asked may have given up by now. Called on the store's thread, which has worked with keys and with what they
/// open.
fn pass_on<T>(tell: oneshot::Sender<T>) -> impl FnOnce(T) {
    move |result| {
        drop(tell.send(result));
        wipe::stack();
    }
}

fn later<T: Send + 'static>(
    queued: Result<(), Error>,
    hear: oneshot::Receiver<Result<T, Error>>,
) -> Later<T> {
    Box::pin(async move {
        queued?;
        // Dropped uncalled: the writer failed while this waited.
        hear.await.unwrap_or(Err(Error::WriterGone))
    })
}

impl Keeper for StoreKeeper {
    fn commit(&self, batch: Batch) -> Later<Committed> {
        let (tell, hear) = oneshot::channel();
        let pass_on = pass_on(tell);
        let queued = self.writer.commit(batch, |result| {
            pass_on(result.map_err(|rejected| rejected.why));
        });
        later(queued.map_err(|rejected| rejected.why), hear)
    }

    fn beat(&self, moment: Moment) -> Later<()> {
        let (tell, hear) = oneshot::channel();
        let queued = self.writer.beat(moment, pass_on(tell));
        later(queued, hear)
    }

    fn policy(&self, version: Option<PolicyVersion>) -> Later<Option<PolicyEntry>> {
        self.query(move |store| match version {
            Some(version) => store.policy(version),
            None => store.latest_policy(),
        })
    }

    fn policies(&self, before: Option<PolicyVersion>, limit: usize) -> Later<Vec<PolicyInfo>> {
        self.query(move |store| store.policy_history(before, limit))
    }

    fn records(&self, filter: RecordFilter) -> Later<Page> {
        self.query(move |store| store.records(&filter))
    }

    fn access(&self) -> Later<Option<AccessBook>> {
        self.query(Store::access)
    }

    fn begin_history(&self, book: AccessBook, key: HistoryKey) -> Later<u32> {
        self.work(move |store| store.begin_history(&book, &key))
    }

    fn resume_history(&self, key: HistoryKey) -> Later<u32> {
        self.work(move |store| store.resume_history(&key))
    }

    fn history(&self, key: HistoryKey, filter: HistoryFilter) -> Later<History> {
        self.query(move |store| store.history(&key, &filter))
    }

    fn history_status(&self) -> Later<HistoryStatus> {
        self.query(Store::history_status)
    }

    fn erase(&self, key: HistoryKey, what: Erase) -> Later<ErasedCount> {
        self.work(move |store| store.erase(&key, &what))
    }
}
