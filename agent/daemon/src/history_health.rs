//! What parents should know about the history and its backups. Looked at when something happened to it, never on a timer
//! of its own.

use crate::agent::{Agent, Report};
use luytre_core::event::IssueState;
use luytre_core::health::HealthCode;
use luytre_store::{HistoryStatus, Sealing};

impl Agent {
    /// Asks the store how the history is; the answer comes as a report.
    pub(crate) fn look_at_history(&self) {
        let status = self.journal.keeper().history_status();
        let reports = self.reports.clone();
        tokio::spawn(async move {
            match status.await {
                Ok(status) => {
                    // The loop may be ending.
                    drop(reports.send(Report::HistoryStatus(status)).await);
                }
                Err(error) => tracing::debug!(%error, "nothing is known of the history"),
            }
        });
    }

    pub(crate) fn on_history_status(&mut self, status: &HistoryStatus) {
        let kept = status.waiting > 0
            || self
                .household
                .iter()
                .flat_map(|house| house.children.iter())
                .any(|child| self.is_recorded(&child.id));
        self.is_so(
            HealthCode::HistoryUnprotected,
            status.sealing == Sealing::NotBegun && kept,
        );
        self.is_so(HealthCode::HistoryPaused, status.sealing == Sealing::Paused);
        if status.noticed {
            self.is_so(HealthCode::HistoryChanged, true);
        }
    }

    /// A parent read the history: what was wrong with it is known now.
    pub(crate) fn on_history_read(&mut self, whole: bool) {
        self.is_so(HealthCode::HistoryChanged, !whole);
    }

    /// The day's backup was made, or could not be.
    pub(crate) fn on_backup(&mut self, error: Option<&luytre_store::Error>) {
        if let Some(error) = error {
            tracing::error!(%error, "the daily backup cannot be written");
        }
        self.is_so(HealthCode::BackupFailing, error.is_some());
    }

    /// Raises an issue or takes it back, where that is news.
    fn is_so(&mut self, code: HealthCode, so: bool) {
        let issues = self.engine.status().issues;
        let known = issues.iter().any(|issue| issue.code == code);
        if known != so {
            let state = if so {
                IssueState::Present
            } else {
                IssueState::Gone
            };
            self.issue(code, None, state);
        }
    }
}
