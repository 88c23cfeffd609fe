//! Carrying out actions: persist first, enforce second, tell third.
//!
//! Enforcement waits a moment for the disk and no longer: a slow or broken store never keeps a limit from being kept. What
//! people are told and answered waits until it is durable, or until it is clear that the store fails.

use crate::agent::{Agent, PolicyInEffect, Report, Waiter};
use crate::keeper::{After, Application, Landed, Urgency};
use crate::ports::Mode;
use luytre_core::action::{Action, LockAttempt};
use luytre_core::event::{Event, IssueState};
use luytre_core::health::HealthCode;
use luytre_core::id::SessionId;
use luytre_protocol::{LoginVerdict, Reply, StoreState, WireError};
use luytre_store::{Remedy, Settle};
use std::sync::Arc;
use std::time::Duration;

/// How long enforcement waits for the disk. Limits are to be kept within 100 ms.
const DISK_PATIENCE: Duration = Duration::from_millis(60);

impl Agent {
    /// Carries out actions in the order of their rank.
    pub(crate) async fn perform(&mut self, actions: Vec<Action>, urgency: Urgency) {
        let mut records = Vec::new();
        let mut settled = Vec::new();
        let mut save = false;
        let mut enforce = Vec::new();
        let mut tell = Vec::new();
        for action in actions {
            match action {
                Action::Append(more) => records.extend(more),
                Action::Save => save = true,
                Action::Settle(day) => settled.push(Settle {
                    recording: self.recording(&day.totals.child),
                    day: *day,
                }),
                Action::Lock { .. }
                | Action::Logout { .. }
                | Action::Suspend
                | Action::PowerOff
                | Action::Terminate { .. }
                | Action::Kill { .. }
                | Action::AnswerLogin { .. }
                | Action::AnswerExec { .. } => enforce.push(action),
                Action::Reply { .. } | Action::Tell(_) => tell.push(action),
            }
        }
        let urgency = if enforce.is_empty() && tell.is_empty() {
            urgency
        } else {
            Urgency::Now
        };
        self.journal.add(records, save, urgency);
        self.journal.settle(settled);
        let now = self.now().boot;
        match self.journal.urgency() {
            Some(Urgency::Rarely) => self.duties.tidy.arm(now),
            Some(Urgency::Soon) => self.duties.flush.arm(now),
            Some(Urgency::Now) | None => {}
        }
        self.write();
        if !enforce.is_empty() {
            self.wait_for_disk().await;
        }
        for action in enforce {
            let notice = action.notice().cloned();
            let is_answer = matches!(
                action,
                Action::AnswerLogin { .. } | Action::AnswerExec { .. }
            );
            self.enforce(action);
            if let Some(notice) = notice.filter(|_| !is_answer) {
                self.later(After::Tell(notice));
            }
        }
        for action in tell {
            self.tell_or_answer(action);
        }
    }

    /// Starts to write what is urgent.
    pub(crate) fn write(&mut self) {
        let now = self.now().boot;
        let engine = &self.engine;
        self.journal
            .start(now, || match serde_json::to_string(&engine.save()) {
                Ok(state) => Some(state),
                Err(error) => {
                    tracing::error!(%error, "the engine's state cannot be encoded");
                    None
                }
            });
        if self.journal.is_empty() {
            self.duties.flush.disarm();
            self.duties.tidy.disarm();
        }
    }

    async fn wait_for_disk(&mut self) {
        if !self.journal.is_writing() || self.journal.is_failing() {
            return;
        }
        let clock = self.clock.clone();
        let landed =
            tokio::time::timeout(DISK_PATIENCE, self.journal.landed(|| clock.now().boot)).await;
        match landed {
            Ok(landed) => self.on_landed(landed),
            Err(_) => tracing::warn!("the disk is slow; limits do not wait for it"),
        }
    }

    /// A batch was written, or could not be.
    pub(crate) fn on_landed(&mut self, landed: Landed) {
        let version = match landed.result {
            Ok(version) => {
                self.counters.commits += 1;
                if self.store_state == StoreState::NotWritable {
                    self.store_state = StoreState::Good;
                    self.issue(HealthCode::StoreNotWritable, None, IssueState::Gone);
                }
                Ok(version)
            }
            Err(error) => {
                tracing::error!(%error, remedy = ?error.remedy(), "the store cannot be written");
                self.counters.commit_failures += 1;
                if self.store_state != StoreState::NotWritable {
                    self.store_state = StoreState::NotWritable;
                    self.issue(HealthCode::StoreNotWritable, None, IssueState::Present);
                }
                if error.remedy() == Remedy::Restart {
                    self.damaged = Some(error);
                }
                Err(WireError::StoreUnavailable {})
            }
        };
        if landed.settled > 0 && version.is_ok() {
            self.on_backup(landed.backup.as_ref());
            self.look_at_history();
        }
        for after in landed.after {
            self.do_after(after, &version);
        }
        self.write();
    }

    /// Something that waits for what was added to the journal so far; at once if nothing has to be waited for.
    fn later(&mut self, after: After) {
        if self.journal.holds_back() {
            self.journal.after(after);
        } else {
            self.do_after(after, &Ok(None));
        }
    }

    fn do_after(&mut self, after: After, written: &Result<Option<u32>, WireError>) {
        match after {
            After::Tell(notice) => self.tell(&notice),
            After::Answer(answer, result) => {
                if answer.send(result).is_err() {
                    tracing::debug!("nobody waits for the answer any more");
                }
            }
            After::Apply(application) => match written {
                Ok(Some(version)) => self.put_into_effect(*application, *version),
                Ok(None) => (application.done)(Err(WireError::Internal {})),
                Err(error) => (application.done)(Err(error.clone())),
            },
        }
    }

    fn put_into_effect(&mut self, application: Application, version: u32) {
        let Application {
            household,
            text,
            zone,
            by,
            policy,
            done,
        } = application;
        let for_engine = self.for_engine(&household);
        self.household = Some(Arc::new(household));
        self.policy = Some(PolicyInEffect {
            version,
            text,
            origin: policy.origin(),
        });
        self.follow.push_back(Event::HouseholdApplied {
            household: Box::new(for_engine),
            zone,
            by,
        });
        // What was lost is agreed anew.
        self.issue(HealthCode::StoreLost, None, IssueState::Gone);
        if self.store_state == StoreState::Lost {
            self.store_state = StoreState::Good;
        }
        self.household_is_new = true;
        self.assign_roles();
        done(Ok(version));
    }

    pub(crate) fn issue(&mut self, code: HealthCode, about: Option<String>, state: IssueState) {
        self.follow.push_back(Event::Issue { code, about, state });
    }

    fn tell_or_answer(&mut self, action: Action) {
        match action {
            Action::Tell(notice) => self.later(After::Tell(notice)),
            Action::Reply { ticket, result } => match self.waiters.remove(&ticket) {
                Some(Waiter::Command(answer)) => {
                    self.later(After::Answer(answer, Self::outcome(result)));
                }
                Some(Waiter::Login(_)) | None => {
                    tracing::error!(?ticket, "an answer without a question");
                }
            },
            Action::Append(_)
            | Action::Save
            | Action::Settle(_)
            | Action::Lock { .. }
            | Action::Logout { .. }
            | Action::Suspend
            | Action::PowerOff
            | Action::Terminate { .. }
            | Action::Kill { .. }
            | Action::AnswerLogin { .. }
            | Action::AnswerExec { .. } => {}
        }
    }

    fn enforce(&mut self, action: Action) {
        let acts = match self.mode {
            Mode::Enforcing => true,
            Mode::WatchOnly { .. } => false,
        };
        match action {
            Action::AnswerLogin { ticket, refusal } => match self.waiters.remove(&ticket) {
                Some(Waiter::Login(answer)) => {
                    let refusal = refusal.filter(|_| acts);
                    if answer
                        .send(Ok(Reply::Login(LoginVerdict { refusal })))
                        .is_err()
                    {
                        tracing::debug!("the login check did not wait");
                    }
                }
                Some(Waiter::Command(_)) | None => {
                    tracing::error!(?ticket, "an answer without a question");
                }
            },
            Action::AnswerExec { ticket, .. } => {
                tracing::error!(?ticket, "an answer without a question");
            }
            action if !acts => {
                tracing::info!("would act, and only watches");
                drop(action);
            }
            Action::Lock {
                session, attempt, ..
            } => self.lock(session, attempt),
            Action::Logout { session, .. } => self.log_out(session),
            Action::Suspend => self.order_machine(Order::Suspend),
            Action::PowerOff => self.order_machine(Order::PowerOff),
            Action::Terminate { process, .. } => {
                self.counters.terminations += 1;
                let result = self.processes.terminate(process);
                self.check_process(process, result);
            }
            Action::Kill { process } => {
                self.counters.terminations += 1;
                let result = self.processes.kill_tree(process).map(|_| ());
                self.check_process(process, result);
            }
            Action::Append(_)
            | Action::Save
            | Action::Settle(_)
            | Action::Reply { .. }
            | Action::Tell(_) => {}
        }
    }

    fn check_process(
        &mut self,
        process: luytre_core::id::ProcessKey,
        result: Result<(), luytre_platform::Error>,
    ) {
        match result {
            Ok(()) => {}
            // It has ended by itself, and the news of it is on its way or was lost.
            Err(luytre_platform::Error::ProcessGone(_)) => {
                self.follow.push_back(Event::ProcessEnded { process });
            }
            Err(error) => tracing::warn!(%error, pid = process.pid, "a program could not be ended"),
        }
    }

    /// The login service answers in its own time; whether it worked shows in what the session says next.
    fn lock(&mut self, session: SessionId, attempt: LockAttempt) {
        self.counters.locks += 1;
        tracing::info!(%session, ?attempt, "locking");
        let (control, reports) = (self.sessions.clone(), self.reports.clone());
        tokio::spawn(async move {
            if let Err(error) = control.lock(&session).await {
                report(&reports, Report::OrderFailed { session, error }).await;
            }
        });
    }

    fn log_out(&mut self, session: SessionId) {
        let uid = self.known.get(&session).map(|known| known.info.uid);
        let others = self
            .known
            .iter()
            .any(|(id, known)| *id != session && Some(known.info.uid) == uid);
        tracing::info!(%session, "ending the session");
        let (control, reports) = (self.sessions.clone(), self.reports.clone());
        tokio::spawn(async move {
            if let Err(error) = control.terminate(&session).await {
                report(
                    &reports,
                    Report::OrderFailed {
                        session: session.clone(),
                        error,
                    },
                )
                .await;
            }
            // The account's own service manager and what runs under it would stay for a while.
            if let Some(uid) = uid.filter(|_| !others)
                && let Err(error) = control.terminate_account(uid).await
            {
                report(&reports, Report::OrderFailed { session, error }).await;
            }
        });
    }

    fn order_machine(&self, order: Order) {
        tracing::info!(?order, "an order to the machine");
        let control = self.sessions.clone();
        tokio::spawn(async move {
            let result = match order {
                Order::Suspend => control.suspend().await,
                Order::PowerOff => control.power_off().await,
            };
            if let Err(error) = result {
                tracing::warn!(%error, ?order, "the machine does not obey");
            }
        });
    }
}

#[derive(Debug, Clone, Copy)]
enum Order {
    Suspend,
    PowerOff,
}

async fn report(reports: &tokio::sync::mpsc::Sender<Report>, what: Report) {
    if reports.send(what).await.is_err() {
        tracing::debug!("the loop has ended");
    }
}
