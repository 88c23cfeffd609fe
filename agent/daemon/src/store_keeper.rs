//! The store's thread, asked from the loop. Completions pass the result on and do nothing else.

use crate::ports::{Keeper, Later};
use luytre_core::time::Moment;
use luytre_store::{
    Batch, Committed, Error, Page, PolicyEntry, PolicyInfo, PolicyVersion, RecordFilter, Store,
    WriterHandle,
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
}

/// Whoever asked may have given up by now.
fn pass_on<T>(tell: oneshot::Sender<T>) -> impl FnOnce(T) {
    move |result| drop(tell.send(result))
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
}
