//! Issues of the protection: raised once, told once, kept until they are gone.

use super::Engine;
use crate::action::{Effect, Notice, Reason};
use crate::event::{Actor, IssueState, Subject};
use crate::health::{HealthCode, HealthIssue};
use crate::id::ChildId;
use crate::record::AuditEvent;

impl Engine {
    pub(super) fn issue(&mut self, code: HealthCode, about: Option<&str>, state: IssueState) {
        match state {
            IssueState::Present => self.raise_issue(code, about, None),
            IssueState::Gone => self.clear_issue(code, about),
        }
    }

    pub(super) fn raise_issue(
        &mut self,
        code: HealthCode,
        about: Option<&str>,
        child: Option<ChildId>,
    ) {
        let known = self
            .state
            .issues
            .iter()
            .any(|issue| issue.code == code && issue.about.as_deref() == about);
        if known {
            return;
        }
        let at = self.now();
        self.state.issues.push(HealthIssue {
            code,
            since: at,
            about: about.map(str::to_owned),
        });
        self.audit(
            Actor::Agent,
            child.clone(),
            AuditEvent::IssueRaised { code },
        );
        self.dirty = true;
        if is_told(code) {
            self.tell(Notice {
                at,
                child,
                effect: Effect::Health,
                subject: Subject::Screen,
                reason: Some(Reason::Health(code)),
                left: None,
                until: None,
            });
        }
    }

    pub(super) fn clear_issue(&mut self, code: HealthCode, about: Option<&str>) {
        let before = self.state.issues.len();
        self.state
            .issues
            .retain(|issue| !(issue.code == code && issue.about.as_deref() == about));
        if self.state.issues.len() < before {
            self.audit(Actor::Agent, None, AuditEvent::IssueCleared { code });
            self.dirty = true;
        }
    }

    pub(super) fn has_issue(&self, code: HealthCode) -> bool {
        self.state.issues.iter().any(|issue| issue.code == code)
    }

    pub(super) fn clock_is_steady(&mut self) {
        self.clear_issue(HealthCode::ClockJump, None);
    }

    pub(super) fn clock_jumped(&mut self) {
        // A clock that was behind at start is told already.
        if !self.has_issue(HealthCode::ClockBehind) {
            self.raise_issue(HealthCode::ClockJump, None, None);
        }
    }

    pub(super) fn clock_is_behind(&mut self) {
        self.raise_issue(HealthCode::ClockBehind, None, None);
    }

    pub(super) fn clock_is_confirmed(&mut self) {
        self.clear_issue(HealthCode::ClockJump, None);
        self.clear_issue(HealthCode::ClockBehind, None);
        self.clear_issue(HealthCode::ClockUnconfirmed, None);
    }

    pub(super) fn update_clock_issue(&mut self) {
        if self
            .state
            .last
            .as_ref()
            .is_some_and(|last| !last.clock.confirmed)
        {
            self.raise_issue(HealthCode::ClockUnconfirmed, None, None);
        }
    }

    pub(super) fn update_setup_issue(&mut self) {
        let set_up = self
            .house
            .as_ref()
            .is_some_and(|house| !house.household.children.is_empty());
        if set_up {
            self.clear_issue(HealthCode::NotSetUp, None);
        } else {
            self.raise_issue(HealthCode::NotSetUp, None, None);
        }
    }
}

/// What is merely worth knowing, or known to whoever sets the agent up, is shown and not announced.
fn is_told(code: HealthCode) -> bool {
    match code {
        HealthCode::NotSetUp
        | HealthCode::ClockUnconfirmed
        | HealthCode::PresenceOnlyClaimed
        | HealthCode::ProcessesPolled
        | HealthCode::ChildWithoutAccount
        | HealthCode::HistoryUnprotected => false,
        HealthCode::CannotEnforce
        | HealthCode::ClockJump
        | HealthCode::ClockBehind
        | HealthCode::PresenceContradicted
        | HealthCode::LockNotWorking
        | HealthCode::StoreRestored
        | HealthCode::StoreLost
        | HealthCode::StoreNotWritable
        | HealthCode::NoSessionManager
        | HealthCode::UnknownAccount
        | HealthCode::ChildIsAdministrator
        | HealthCode::LoginNotChecked
        | HealthCode::HistoryPaused
        | HealthCode::HistoryChanged
        | HealthCode::BackupFailing => true,
    }
}
