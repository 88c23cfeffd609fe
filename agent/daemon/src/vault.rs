//! Passphrases, codes, and what they open. One piece of work at a time, away from the loop: the loop hands over what it
//! knows, goes on, and takes in what came of it.
//!
//! A try is counted, and the count is on the disk, before the secret is looked at: nobody gains a free one by ending the
//! agent or the machine in between. Secrets and keys are in no log, no error and no answer but the one that shows them.

use crate::connection::Asker;
use crate::ports::Keeper;
use crate::wipe;
use luytre_core::event::Command;
use luytre_core::id::ParentId;
use luytre_core::time::{Span, WallTime};
use luytre_platform::Clock;
use luytre_protocol::{SecretText, WireError};
use luytre_store::{
    AccessBook, Batch, Cost, Erase, ErasedCount, HistoryKey, Passphrase, QuickCode, RecoveryCode,
    Tries, TrySubject,
};
use std::collections::VecDeque;
use std::sync::Arc;

/// Errands that may wait. A connection has one at a time.
const WAITING: usize = 8;

/// Something to be done with the book, and who waits for it.
pub(crate) struct Errand {
    pub(crate) asker: Asker,
    pub(crate) task: Task,
}

/// What is to be done. Where a key is needed, it is that of the asker, whose history is open.
pub(crate) enum Task {
    Unlock {
        parent: ParentId,
        passphrase: Passphrase,
    },
    /// The first one needs no key.
    Add {
        parent: ParentId,
        passphrase: Passphrase,
        key: Option<HistoryKey>,
    },
    Change {
        parent: ParentId,
        old: Passphrase,
        new: Passphrase,
    },
    Remove {
        parent: ParentId,
    },
    NewRecovery {
        key: HistoryKey,
    },
    Recover {
        parent: ParentId,
        code: RecoveryCode,
        passphrase: Passphrase,
    },
    SetQuickCode {
        parent: ParentId,
        code: Option<QuickCode>,
    },
    Erase {
        key: HistoryKey,
        what: Erase,
    },
    /// A parent types the quick code at a child's login.
    QuickCode {
        uid: u32,
        code: QuickCode,
        command: Command,
    },
}

/// What came of it.
pub(crate) enum Came {
    /// The history is open, and is to be told with a token.
    Open { parent: ParentId, key: HistoryKey },
    /// Ways in changed.
    Changed {
        /// To be shown once.
        recovery: Option<SecretText>,
        /// The asker has shown who they are: the history is open on their connection.
        opens: Option<(ParentId, HistoryKey)>,
        /// Whose other unlockings end.
        ends: Option<ParentId>,
    },
    /// History was destroyed.
    Erased(ErasedCount),
    /// It was this parent's quick code.
    Code { parent: ParentId, command: Command },
}

/// An errand that is done.
pub(crate) struct Finished {
    pub(crate) asker: Asker,
    pub(crate) came: Result<Came, WireError>,
    /// The book and the counts as they are now; `None` if the errand broke down and they are as before.
    pub(crate) now: Option<(Option<AccessBook>, Tries)>,
}

/// The book, the counts, and the errands that wait for them.
#[derive(Default)]
pub(crate) struct Vault {
    pub(crate) book: Option<AccessBook>,
    pub(crate) tries: Tries,
    waiting: VecDeque<Errand>,
    busy: bool,
}

/// What an errand needs of the outside.
pub(crate) struct Tools {
    pub(crate) keeper: Arc<dyn Keeper>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Trusted time.
    pub(crate) at: WallTime,
    /// Of a new passphrase; measured on this machine if not given.
    pub(crate) cost: Option<Cost>,
}

impl Vault {
    pub(crate) fn new(book: Option<AccessBook>, tries: Tries) -> Self {
        Self {
            book,
            tries,
            ..Self::default()
        }
    }

    /// Adds an errand.
    ///
    /// # Errors
    /// Too many wait; it comes back.
    pub(crate) fn add(&mut self, errand: Errand) -> Result<(), Box<Errand>> {
        if self.waiting.len() >= WAITING {
            return Err(Box::new(errand));
        }
        self.waiting.push_back(errand);
        Ok(())
    }

    /// The next errand, if none is being done. Nothing is tried for somebody who has gone.
    pub(crate) fn next(&mut self) -> Option<Errand> {
        if self.busy {
            return None;
        }
        self.waiting
            .retain(|errand| !errand.asker.answer.is_closed());
        let errand = self.waiting.pop_front()?;
        self.busy = true;
        Some(errand)
    }

    /// Takes in what an errand left.
    pub(crate) fn done(&mut self, now: Option<(Option<AccessBook>, Tries)>) {
        self.busy = false;
        if let Some((book, tries)) = now {
            self.book = book;
            self.tries = tries;
        }
    }
}

/// Does an errand. Whatever breaks inside, there is an answer.
pub(crate) async fn run(
    errand: Errand,
    book: Option<AccessBook>,
    tries: Tries,
    tools: Tools,
) -> Finished {
    let Errand { asker, task } = errand;
    let mut desk = Desk { book, tries, tools };
    let work = tokio::spawn(async move {
        let came = desk.work(task).await;
        (came, desk.book, desk.tries)
    });
    let finished = match work.await {
        Ok((came, book, tries)) => Finished {
            asker,
            came,
            now: Some((book, tries)),
        },
        Err(error) => {
            tracing::error!(panicked = error.is_panic(), "an errand of the vault broke");
            Finished {
                asker,
                came: Err(WireError::Internal {}),
                now: None,
            }
        }
    };
    wipe::stack();
    finished
}

struct Desk {
    book: Option<AccessBook>,
    tries: Tries,
    tools: Tools,
}

impl Desk {
    async fn work(&mut self, task: Task) -> Result<Came, WireError> {
        match task {
            Task::Unlock { parent, passphrase } => self.unlock(parent, passphrase).await,
            Task::Add {
                parent,
                passphrase,
                key,
            } => self.add(parent, passphrase, key).await,
            Task::Change { parent, old, new } => self.change(parent, old, new).await,
            Task::Remove { parent } => {
                let book = self.known(&parent)?;
                let book = book.without(&parent).map_err(|_| WireError::LastWayIn {})?;
                self.put(book).await?;
                Ok(Came::Changed {
                    recovery: None,
                    opens: None,
                    ends: Some(parent),
                })
            }
            Task::NewRecovery { key } => {
                let (book, code) = self
                    .book()?
                    .with_new_recovery(&key, self.tools.at)
                    .map_err(|error| refused(&error))?;
                self.put(book).await?;
                Ok(Came::Changed {
                    recovery: Some(shown(&code)),
                    opens: None,
                    ends: None,
                })
            }
            Task::Recover {
                parent,
                code,
                passphrase,
            } => self.recover(parent, code, passphrase).await,
            Task::SetQuickCode { parent, code } => {
                let (book, at, cost) = (self.book()?, self.tools.at, self.tools.cost);
                let book =
                    dear(move || book.with_quick_code(&parent, code.as_ref(), measured(cost)?, at))
                        .await?
                        .map_err(|error| refused(&error))?;
                self.put(book).await?;
                Ok(Came::Changed {
                    recovery: None,
                    opens: None,
                    ends: None,
                })
            }
            Task::Erase { key, what } => {
                let count = self.tools.keeper.erase(key, what).await;
                // Erasing begins a new chain of keys, which the book holds.
                self.book = self
                    .tools
                    .keeper
                    .access()
                    .await
                    .map_err(|error| refused(&error))?;
                Ok(Came::Erased(count.map_err(|error| refused(&error))?))
            }
            Task::QuickCode { uid, code, command } => {
                let parent = self
                    .attempt(TrySubject::QuickCode { uid }, move |book| {
                        book.check_quick_code(&code)
                    })
                    .await?;
                Ok(Came::Code { parent, command })
            }
        }
    }

    async fn unlock(
        &mut self,
        parent: ParentId,
        passphrase: Passphrase,
    ) -> Result<Came, WireError> {
        self.known(&parent)?;
        let key = self.open(parent.clone(), passphrase).await?;
        self.resume(&key).await?;
        Ok(Came::Open { parent, key })
    }

    async fn add(
        &mut self,
        parent: ParentId,
        passphrase: Passphrase,
        key: Option<HistoryKey>,
    ) -> Result<Came, WireError> {
        let (at, cost) = (self.tools.at, self.tools.cost);
        if self.book.is_none() {
            let name = parent.clone();
            let begun =
                dear(move || AccessBook::begin(&name, &passphrase, measured(cost)?, at)).await?;
            let (book, key, code) = begun.map_err(|error| refused(&error))?;
            let begun = self
                .tools
                .keeper
                .begin_history(book.clone(), key.clone())
                .await;
            begun.map_err(|error| refused(&error))?;
            self.book = Some(book);
            return Ok(Came::Changed {
                recovery: Some(shown(&code)),
                opens: Some((parent, key)),
                ends: None,
            });
        }
        let key = key.ok_or(WireError::Locked {})?;
        if self.has(&parent) {
            return Err(WireError::PassphraseState { parent, set: true });
        }
        self.set(&key, parent, passphrase).await?;
        Ok(Came::Changed {
            recovery: None,
            opens: None,
            ends: None,
        })
    }

    async fn change(
        &mut self,
        parent: ParentId,
        old: Passphrase,
        new: Passphrase,
    ) -> Result<Came, WireError> {
        self.known(&parent)?;
        let key = self.open(parent.clone(), old).await?;
        self.set(&key, parent.clone(), new).await?;
        Ok(Came::Changed {
            recovery: None,
            opens: None,
            ends: Some(parent),
        })
    }

    async fn recover(
        &mut self,
        parent: ParentId,
        code: RecoveryCode,
        passphrase: Passphrase,
    ) -> Result<Came, WireError> {
        let key = self
            .attempt(TrySubject::Recovery, move |book| book.recover(&code).ok())
            .await?;
        let (book, at, cost) = (self.book()?, self.tools.at, self.tools.cost);
        let (name, of) = (parent.clone(), key.clone());
        let made = dear(move || {
            book.with_passphrase(&of, &name, &passphrase, measured(cost)?, at)?
                .with_new_recovery(&of, at)
        });
        let (book, code) = made.await?.map_err(|error| refused(&error))?;
        self.put(book).await?;
        // Whoever has the code may try passphrases again.
        self.forget(&TrySubject::Passphrase).await;
        self.resume(&key).await?;
        Ok(Came::Changed {
            recovery: Some(shown(&code)),
            opens: Some((parent.clone(), key)),
            ends: Some(parent),
        })
    }

    /// The family's key by a passphrase.
    async fn open(
        &mut self,
        parent: ParentId,
        passphrase: Passphrase,
    ) -> Result<HistoryKey, WireError> {
        self.attempt(TrySubject::Passphrase, move |book| {
            book.open(&parent, &passphrase).ok()
        })
        .await
    }

    /// One try: counted for good, then made.
    async fn attempt<T: Send + 'static>(
        &mut self,
        of: TrySubject,
        check: impl FnOnce(&AccessBook) -> Option<T> + Send + 'static,
    ) -> Result<T, WireError> {
        let book = self.book()?;
        let now = self.tools.clock.now();
        let wait = self.tries.wait(&of, &now);
        if wait.is_positive() {
            return Err(WireError::TooManyTries { wait });
        }
        let mut counted = self.tries.clone();
        counted.count(of, &now);
        self.write(counted.clone()).await?;
        self.tries = counted;
        match dear(move || check(&book)).await? {
            Some(found) => {
                self.forget(&of).await;
                Ok(found)
            }
            None => Err(WireError::WrongSecret {
                wait: self.tries.wait(&of, &self.tools.clock.now()),
            }),
        }
    }

    /// The secret was right. If that cannot be written, the try stays counted, which costs a wait at worst.
    async fn forget(&mut self, of: &TrySubject) {
        let mut cleared = self.tries.clone();
        cleared.clear(of);
        if cleared != self.tries && self.write(cleared.clone()).await.is_ok() {
            self.tries = cleared;
        }
    }

    async fn write(&self, tries: Tries) -> Result<(), WireError> {
        let batch = Batch {
            tries: Some(tries),
            ..Batch::default()
        };
        let committed = self.tools.keeper.commit(batch).await;
        committed.map(|_| ()).map_err(|error| refused(&error))
    }

    async fn set(
        &mut self,
        key: &HistoryKey,
        parent: ParentId,
        passphrase: Passphrase,
    ) -> Result<(), WireError> {
        let (book, at, cost) = (self.book()?, self.tools.at, self.tools.cost);
        let key = key.clone();
        let made =
            dear(move || book.with_passphrase(&key, &parent, &passphrase, measured(cost)?, at));
        let book = made.await?.map_err(|error| refused(&error))?;
        self.put(book).await
    }

    /// Puts a book in force, once it is on the disk.
    async fn put(&mut self, book: AccessBook) -> Result<(), WireError> {
        let batch = Batch {
            access: Some(book.clone()),
            ..Batch::default()
        };
        let committed = self.tools.keeper.commit(batch).await;
        committed.map_err(|error| refused(&error))?;
        self.book = Some(book);
        Ok(())
    }

    /// Seals what waits; the day's key is made anew if it was lost.
    async fn resume(&self, key: &HistoryKey) -> Result<(), WireError> {
        let sealed = self.tools.keeper.resume_history(key.clone()).await;
        let sealed = sealed.map_err(|error| refused(&error))?;
        tracing::info!(sealed, "the history was opened");
        Ok(())
    }

    fn book(&self) -> Result<AccessBook, WireError> {
        self.book.clone().ok_or(WireError::NoPassphrase {})
    }

    fn has(&self, parent: &ParentId) -> bool {
        self.book
            .iter()
            .flat_map(AccessBook::passphrases)
            .any(|(known, _)| known == parent)
    }

    /// The book, if this parent has a passphrase.
    fn known(&self, parent: &ParentId) -> Result<AccessBook, WireError> {
        let book = self.book()?;
        if self.has(parent) {
            Ok(book)
        } else {
            let parent = parent.clone();
            Err(WireError::PassphraseState { parent, set: false })
        }
    }
}

/// Work that takes a processor for a while, on a thread of its own.
async fn dear<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WireError> {
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        wipe::stack();
        done
    });
    done.await.map_err(|error| {
        tracing::error!(panicked = error.is_panic(), "work on a secret broke down");
        WireError::Internal {}
    })
}

fn measured(cost: Option<Cost>) -> Result<Cost, luytre_store::Error> {
    cost.map_or_else(Cost::measured, Ok)
}

fn shown(code: &RecoveryCode) -> SecretText {
    SecretText::from(code.shown().as_str())
}

/// What the store refused, for the wire.
pub(crate) fn refused(error: &luytre_store::Error) -> WireError {
    use luytre_store::Error;
    match error {
        Error::NoHistory => WireError::NoPassphrase {},
        // The book was changed under an open history; it has to be opened anew.
        Error::WrongKey | Error::HistoryExists => WireError::Locked {},
        Error::Busy => WireError::RateLimited {
            retry_after: Span::from_secs(1),
        },
        Error::Cost { .. } | Error::TooLarge { .. } | Error::Encode { .. } => {
            tracing::error!(%error, "the history");
            WireError::Internal {}
        }
        Error::InUse { .. }
        | Error::FromTheFuture { .. }
        | Error::NotOurs { .. }
        | Error::DiskFull { .. }
        | Error::ReadOnly { .. }
        | Error::NoAccess { .. }
        | Error::Io { .. }
        | Error::Damaged(_)
        | Error::NoRandomness
        | Error::Database { .. }
        | Error::WriterGone => {
            tracing::error!(%error, "the history cannot be read or written");
            WireError::StoreUnavailable {}
        }
    }
}
