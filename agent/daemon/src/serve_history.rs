//! Requests about the sealed history: who may open it, opening, reading, erasing. What is secret is worked on in `vault`,
//! `serve_review` is for reading.

use crate::agent::{Agent, Report};
use crate::connection::Asker;
use crate::secrets::{new_token, passphrase_of, print_of, quick_code_of, recovery_of};
use crate::serve_child::respond;
use crate::serve_parent::unreadable;
use crate::unlocked::IDLE;
use crate::vault::{self, Came, Errand, Finished, Task, Tools};
use luytre_core::action::Done;
use luytre_core::event::Actor;
use luytre_core::id::ParentId;
use luytre_core::policy::ParentRole;
use luytre_core::time::Span;
use luytre_protocol::{
    Access, AccessChanged, AccessEntry, EraseWhat, Erased, Reply, SecretText, Unlocked, Who,
    WireError,
};
use luytre_store::{AccessBook, Erase, HistoryKey};
use std::sync::Arc;

/// The owner of a private agent whose household names no parent.
const OWNER: &str = "owner";

impl Agent {
    pub(crate) fn access(&mut self, ask: Asker) {
        let unlocked = self.unlocked.is_open(ask.line.number(), self.now().boot);
        let entries = |parents: Vec<(ParentId, _)>| {
            let entry = |(parent, since)| AccessEntry { parent, since };
            parents.into_iter().map(entry).collect()
        };
        let named = |(parent, since): (&ParentId, _)| (parent.clone(), since);
        let book = self.vault.book.as_ref();
        let passphrases = book.map(|book| book.passphrases().map(named).collect());
        let quick_codes = book.map(|book| book.quick_codes().map(named).collect());
        let access = Access {
            passphrases: entries(passphrases.unwrap_or_default()),
            recovery: book.map(AccessBook::recovery_since),
            quick_codes: entries(quick_codes.unwrap_or_default()),
            waiting: 0,
            unlocked,
        };
        let status = self.journal.keeper().history_status();
        let reports = self.reports.clone();
        tokio::spawn(async move {
            let reply = match status.await {
                Ok(status) => {
                    let waiting = status.waiting;
                    // The loop may be ending.
                    drop(reports.send(Report::HistoryStatus(status)).await);
                    Ok(Reply::Access(Access { waiting, ..access }))
                }
                Err(error) => Err(unreadable(&error)),
            };
            respond(ask.answer, reply);
        });
    }

    pub(crate) fn unlock(&mut self, ask: Asker, parent: Option<ParentId>, passphrase: &SecretText) {
        let task = self.who_opens(&ask, parent).and_then(|parent| {
            let passphrase = passphrase_of(passphrase)?;
            Ok(Task::Unlock { parent, passphrase })
        });
        self.errand(ask, task);
    }

    pub(crate) fn resume(&mut self, ask: Asker, token: &SecretText) {
        let now = self.now().boot;
        let number = self
            .unlocked
            .resume(&print_of(token.expose()), &ask.login, now);
        let reply = match number {
            Some(number) => {
                ask.line.go_by(number);
                let parent = self
                    .unlocked
                    .of(number, now)
                    .and_then(|entry| entry.parent.clone());
                Ok(Reply::Unlocked(Unlocked {
                    token: token.clone(),
                    parent,
                    idle: IDLE,
                }))
            }
            // Nobody guesses 256 bits; there is nothing to wait for.
            None => Err(WireError::WrongSecret { wait: Span::ZERO }),
        };
        respond(ask.answer, reply);
    }

    pub(crate) fn close_history(&mut self, ask: Asker) {
        self.unlocked.close(ask.line.number());
        respond(ask.answer, Ok(Reply::Done(Done::Ok)));
    }

    pub(crate) fn passphrase_add(
        &mut self,
        ask: Asker,
        parent: Option<ParentId>,
        passphrase: &SecretText,
    ) {
        let key = self.key_of(&ask).ok();
        let task = self.who_is_let_in(&ask, parent).and_then(|parent| {
            if key.is_none() && self.vault.book.is_some() {
                return Err(WireError::Locked {});
            }
            let passphrase = passphrase_of(passphrase)?;
            Ok(Task::Add {
                parent,
                passphrase,
                key,
            })
        });
        self.errand(ask, task);
    }

    pub(crate) fn passphrase_change(
        &mut self,
        ask: Asker,
        parent: Option<ParentId>,
        old: &SecretText,
        new: &SecretText,
    ) {
        let task = self.who_opens(&ask, parent).and_then(|parent| {
            let (old, new) = (passphrase_of(old)?, passphrase_of(new)?);
            Ok(Task::Change { parent, old, new })
        });
        self.errand(ask, task);
    }

    pub(crate) fn passphrase_remove(&mut self, ask: Asker, parent: ParentId) {
        let task = self.key_of(&ask).map(|_| Task::Remove { parent });
        self.errand(ask, task);
    }

    pub(crate) fn recovery_new(&mut self, ask: Asker) {
        let task = self.key_of(&ask).map(|key| Task::NewRecovery { key });
        self.errand(ask, task);
    }

    pub(crate) fn recovery_use(
        &mut self,
        ask: Asker,
        parent: Option<ParentId>,
        code: &SecretText,
        passphrase: &SecretText,
    ) {
        let task = self.who_is_let_in(&ask, parent).and_then(|parent| {
            if self.vault.book.is_none() {
                return Err(WireError::NoPassphrase {});
            }
            let code = recovery_of(code)?;
            let passphrase = passphrase_of(passphrase)?;
            Ok(Task::Recover {
                parent,
                code,
                passphrase,
            })
        });
        self.errand(ask, task);
    }

    pub(crate) fn quick_code_set(
        &mut self,
        ask: Asker,
        parent: Option<ParentId>,
        code: Option<&SecretText>,
    ) {
        let task = self.key_of(&ask).and_then(|_| {
            let parent = self.who_is_let_in(&ask, parent)?;
            let code = code.map(quick_code_of).transpose()?;
            Ok(Task::SetQuickCode { parent, code })
        });
        self.errand(ask, task);
    }

    pub(crate) fn erase(&mut self, ask: Asker, what: EraseWhat) {
        let task = self.key_of(&ask).map(|key| Task::Erase {
            key,
            what: match what {
                EraseWhat::Everything => Erase::Everything,
                EraseWhat::Child { child } => Erase::Child(child),
            },
        });
        self.errand(ask, task);
    }

    /// The key, if the history is open on this connection; it stays open for longer then.
    pub(crate) fn key_of(&mut self, ask: &Asker) -> Result<HistoryKey, WireError> {
        if self.vault.book.is_none() {
            return Err(WireError::NoPassphrase {});
        }
        let now = self.now().boot;
        let entry = self.unlocked.of(ask.line.number(), now);
        entry
            .map(|entry| entry.key.clone())
            .ok_or(WireError::Locked {})
    }

    /// Hands an errand to the vault, or says what is wrong with it.
    pub(crate) fn errand(&mut self, asker: Asker, task: Result<Task, WireError>) {
        match task {
            Ok(task) => {
                if let Err(errand) = self.vault.add(Errand { asker, task }) {
                    let retry_after = Span::from_secs(1);
                    let busy = WireError::RateLimited { retry_after };
                    respond(errand.asker.answer, Err(busy));
                }
                self.next_errand();
            }
            Err(error) => respond(asker.answer, Err(error)),
        }
    }

    fn next_errand(&mut self) {
        let Some(errand) = self.vault.next() else {
            return;
        };
        let tools = Tools {
            keeper: Arc::clone(self.journal.keeper()),
            clock: self.clock.clone(),
            at: self.trusted_now(),
            cost: self.cost,
        };
        let (book, tries) = (self.vault.book.clone(), self.vault.tries.clone());
        let reports = self.reports.clone();
        tokio::spawn(async move {
            let finished = vault::run(errand, book, tries, tools).await;
            if reports
                .send(Report::Errand(Box::new(finished)))
                .await
                .is_err()
            {
                tracing::debug!("the loop has ended");
            }
        });
    }

    /// Takes in what came of an errand, answers, and begins the next.
    pub(crate) async fn on_errand(&mut self, finished: Finished) {
        let Finished { asker, came, now } = finished;
        self.vault.done(now);
        match came {
            Err(error) => respond(asker.answer, Err(error)),
            Ok(Came::Open { parent, key }) => match self.open(&asker, parent, key) {
                Ok((number, unlocked)) => {
                    let told = asker.answer.send(Ok(Reply::Unlocked(unlocked)));
                    if told.is_err() {
                        // Nobody got the token.
                        self.unlocked.close(number);
                    }
                }
                Err(error) => respond(asker.answer, Err(error)),
            },
            Ok(Came::Changed {
                recovery,
                opens,
                ends,
            }) => {
                if let Some(parent) = ends {
                    let own = asker.line.number();
                    self.unlocked.close_of(&parent, Some(own));
                    if self
                        .vault
                        .book
                        .as_ref()
                        .is_some_and(|book| book.passphrases().all(|(known, _)| *known != parent))
                    {
                        self.unlocked.close_of(&parent, None);
                    }
                }
                // For this connection only: no token of it is told.
                if let Some((parent, key)) = opens
                    && let Err(error) = self.open(&asker, parent, key)
                {
                    tracing::warn!(%error, "the history stays closed for now");
                }
                let changed = AccessChanged { recovery };
                respond(asker.answer, Ok(Reply::AccessChanged(changed)));
            }
            Ok(Came::Erased(count)) => {
                let erased = Erased {
                    days: count.days,
                    weeks: count.weeks,
                };
                respond(asker.answer, Ok(Reply::Erased(erased)));
            }
            Ok(Came::Code { parent, command }) => {
                if self.parents().any(|known| *known == parent) {
                    self.command(Actor::Parent(parent), command, asker.answer)
                        .await;
                } else {
                    let wrong = WireError::WrongSecret { wait: Span::ZERO };
                    respond(asker.answer, Err(wrong));
                }
            }
        }
        self.look_at_history();
        self.next_errand();
        crate::wipe::stack();
    }

    /// Opens the history for the asker's connection; the token opens it for others of the same login.
    fn open(
        &mut self,
        asker: &Asker,
        parent: ParentId,
        key: HistoryKey,
    ) -> Result<(u64, Unlocked), WireError> {
        let token = new_token()?;
        let number = self.unlocked.open(
            asker.login.clone(),
            Some(parent.clone()),
            key,
            print_of(token.expose()),
            self.now().boot,
        );
        asker.line.go_by(number);
        let unlocked = Unlocked {
            token,
            parent: Some(parent),
            idle: IDLE,
        };
        Ok((number, unlocked))
    }

    /// Parents and carers of the household.
    fn parents(&self) -> impl Iterator<Item = &ParentId> {
        let parents = self.household.iter().flat_map(|house| house.parents.iter());
        parents.map(|parent| &parent.id)
    }

    /// Parents who may have a passphrase.
    fn full_parents(&self, who: &Who) -> Vec<ParentId> {
        let parents = self.household.iter().flat_map(|house| house.parents.iter());
        let full: Vec<ParentId> = parents
            .filter(|parent| match parent.role {
                ParentRole::Parent => true,
                ParentRole::Carer { .. } => false,
            })
            .map(|parent| parent.id.clone())
            .collect();
        match who {
            Who::Owner { .. } if full.is_empty() => vec![ParentId::from(OWNER)],
            Who::Owner { .. }
            | Who::System
            | Who::Parent { .. }
            | Who::Child { .. }
            | Who::Other => full,
        }
    }

    /// Whose passphrase is typed.
    fn who_opens(&self, ask: &Asker, named: Option<ParentId>) -> Result<ParentId, WireError> {
        let book = self.vault.book.as_ref().ok_or(WireError::NoPassphrase {})?;
        let with_one = book.passphrases().map(|(parent, _)| parent.clone());
        pick(&ask.who, named, with_one.collect())
    }

    /// Who gets a way in: one of the household's parents.
    fn who_is_let_in(&self, ask: &Asker, named: Option<ParentId>) -> Result<ParentId, WireError> {
        let parents = self.full_parents(&ask.who);
        let parent = pick(&ask.who, named, parents.clone())?;
        if parents.contains(&parent) {
            Ok(parent)
        } else {
            Err(WireError::WhichParent { parents })
        }
    }
}

/// The parent who is named, or who asks, or the only one there is.
fn pick(who: &Who, named: Option<ParentId>, among: Vec<ParentId>) -> Result<ParentId, WireError> {
    let own = match who {
        Who::Parent { id, .. } => Some(id.clone()),
        Who::System | Who::Owner { .. } | Who::Child { .. } | Who::Other => None,
    };
    match (named.or(own), among.as_slice()) {
        (Some(parent), _) => Ok(parent),
        (None, [only]) => Ok(only.clone()),
        (None, _) => Err(WireError::WhichParent { parents: among }),
    }
}
