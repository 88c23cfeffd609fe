//! One thread owns the store; everybody else hands it work and is told when it is done.
//!
//! Completions run on the writer's thread, after the batch is on the disk: they should only pass the result on (a
//! channel, a oneshot). The queue is bounded: when it is full, the work comes back at once, and nothing blocks.

use crate::error::Error;
use crate::facts::{Batch, Committed};
use crate::store::Store;
use luytre_core::time::Moment;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::thread::{self, JoinHandle};

/// Pieces of work that wait at most.
const QUEUE: usize = 64;
/// Stack of the thread, in bytes. SQLite and the ciphers need a fraction of it; a debug build needs more.
const STACK: usize = if cfg!(debug_assertions) {
    1024 * 1024
} else {
    256 * 1024
};

/// A batch that was not written, and why.
#[derive(Debug)]
pub struct Rejected {
    /// Why not.
    pub why: Error,
    /// The batch, to be tried again or kept.
    pub batch: Batch,
}

type Done<T> = Box<dyn FnOnce(T) + Send>;

enum Work {
    Commit(Box<Batch>, Done<Result<Committed, Box<Rejected>>>),
    Beat(Moment, Done<Result<(), Error>>),
    Query(Box<dyn FnOnce(&Store) + Send>),
    Any(Box<dyn FnOnce(&mut Store) + Send>),
    Shutdown,
}

/// Owns the writer's thread.
#[derive(Debug)]
pub struct Writer {
    handle: WriterHandle,
    thread: Option<JoinHandle<Result<(), Error>>>,
}

/// Hands work to the writer. Clones share one queue.
#[derive(Debug, Clone)]
pub struct WriterHandle {
    queue: SyncSender<Work>,
    /// For errors.
    dir: PathBuf,
}

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn spawn(store: Store) -> Result<Self, Error> {
        let (queue, work) = mpsc::sync_channel(QUEUE);
        let dir = store.dir().to_owned();
        let thread = thread::Builder::new()
            .name("store".to_owned())
            .stack_size(STACK)
            .spawn(move || run(store, &work))
            .map_err(|error| Error::io("start a thread for", &dir, error))?;
        Ok(Self {
            handle: WriterHandle { queue, dir },
            thread: Some(thread),
        })
    }

    /// A handle to work with.
    #[must_use]
    pub fn handle(&self) -> WriterHandle {
        self.handle.clone()
    }

    /// Does what is queued, moves everything into one file, closes the store and ends the thread. Blocks until then.
    ///
    /// # Errors
    /// What the disk refuses, or [`Error::WriterGone`] if the thread has failed.
    pub fn shutdown(mut self) -> Result<(), Error> {
        self.stop()
    }

    fn stop(&mut self) -> Result<(), Error> {
        let Some(thread) = self.thread.take() else {
            return Ok(());
        };
        // Blocks while the queue is full; an error means that the thread is gone, which joining tells as well.
        self.handle.queue.send(Work::Shutdown).ok();
        thread.join().unwrap_or(Err(Error::WriterGone))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            tracing::error!(%error, "the store was not closed cleanly");
        }
    }
}

impl WriterHandle {
    /// Queues a batch; `done` is called when it is on the disk, or was refused as a whole.
    ///
    /// If the writer fails while the batch waits, `done` is dropped uncalled.
    ///
    /// # Errors
    /// The batch comes back at once with [`Error::Busy`] or [`Error::WriterGone`].
    pub fn commit(
        &self,
        batch: Batch,
        done: impl FnOnce(Result<Committed, Box<Rejected>>) + Send + 'static,
    ) -> Result<(), Box<Rejected>> {
        self.queue
            .try_send(Work::Commit(Box::new(batch), Box::new(done)))
            .map_err(|refused| {
                let (why, work) = split(refused);
                let batch = match work {
                    Work::Commit(batch, _) => *batch,
                    Work::Beat(..) | Work::Query(_) | Work::Any(_) | Work::Shutdown => {
                        Batch::default()
                    }
                };
                Box::new(Rejected { why, batch })
            })
    }

    /// Writes a batch and waits for it. For tests and for the time before the loop runs.
    ///
    /// # Errors
    /// As [`Store::commit`], and [`Error::Busy`] or [`Error::WriterGone`].
    pub fn commit_and_wait(&self, batch: Batch) -> Result<Committed, Box<Rejected>> {
        let (tell, hear) = mpsc::sync_channel(1);
        self.commit(batch, move |result| drop(tell.send(result)))?;
        hear.recv().unwrap_or_else(|_| {
            Err(Box::new(Rejected {
                why: Error::WriterGone,
                batch: Batch::default(),
            }))
        })
    }

    /// Queues a beat: see [`Store::beat`].
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::WriterGone`].
    pub fn beat(
        &self,
        moment: Moment,
        done: impl FnOnce(Result<(), Error>) + Send + 'static,
    ) -> Result<(), Error> {
        self.queue
            .try_send(Work::Beat(moment, Box::new(done)))
            .map_err(|refused| split(refused).0)
    }

    /// Queues a question; `done` is called with its answer. It sees everything that was committed before.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::WriterGone`].
    pub fn query<T>(
        &self,
        question: impl FnOnce(&Store) -> T + Send + 'static,
        done: impl FnOnce(T) + Send + 'static,
    ) -> Result<(), Error> {
        let work = Work::Query(Box::new(move |store| done(question(store))));
        self.queue
            .try_send(work)
            .map_err(|refused| split(refused).0)
    }

    /// Asks a question and waits for the answer.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::WriterGone`].
    pub fn query_and_wait<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (tell, hear) = mpsc::sync_channel(1);
        self.query(question, move |answer| drop(tell.send(answer)))?;
        hear.recv().map_err(|_| Error::WriterGone)
    }

    /// Queues any other work on the store, such as [`Store::erase`]; `done` is called with what it gives.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::WriterGone`].
    pub fn work<T>(
        &self,
        work: impl FnOnce(&mut Store) -> T + Send + 'static,
        done: impl FnOnce(T) + Send + 'static,
    ) -> Result<(), Error> {
        let work = Work::Any(Box::new(move |store| done(work(store))));
        self.queue
            .try_send(work)
            .map_err(|refused| split(refused).0)
    }

    /// Does other work on the store and waits for it.
    ///
    /// # Errors
    /// [`Error::Busy`] or [`Error::WriterGone`].
    pub fn work_and_wait<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (tell, hear) = mpsc::sync_channel(1);
        self.work(work, move |answer| drop(tell.send(answer)))?;
        hear.recv().map_err(|_| Error::WriterGone)
    }

    /// The store's directory.
    #[must_use]
    pub fn dir(&self) -> &std::path::Path {
        &self.dir
    }
}

fn split(refused: TrySendError<Work>) -> (Error, Work) {
    match refused {
        TrySendError::Full(work) => (Error::Busy, work),
        TrySendError::Disconnected(work) => (Error::WriterGone, work),
    }
}

fn run(mut store: Store, queue: &Receiver<Work>) -> Result<(), Error> {
    while let Ok(work) = queue.recv() {
        // A question or a completion that panics must not take the memory of the household with it. What it may have
        // left half-done is a transaction, and unwinding rolls that back.
        match panic::catch_unwind(AssertUnwindSafe(|| perform(&mut store, work))) {
            Ok(Next::GoOn) => {}
            Ok(Next::Stop) => break,
            Err(_) => tracing::error!(
                "a piece of the store's work panicked; its completion was not called"
            ),
        }
    }
    store.close()
}

enum Next {
    GoOn,
    Stop,
}

fn perform(store: &mut Store, work: Work) -> Next {
    match work {
        Work::Commit(batch, done) => {
            let result = store.commit(&batch);
            done(result.map_err(|why| Box::new(Rejected { why, batch: *batch })));
        }
        Work::Beat(moment, done) => done(store.beat(&moment)),
        Work::Query(question) => question(store),
        Work::Any(work) => work(store),
        Work::Shutdown => return Next::Stop,
    }
    Next::GoOn
}
