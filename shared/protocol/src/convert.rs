//! From wire to core. What a role cannot ask for has no conversion here.

use crate::child::ChildRequest;
use crate::history::CodeAction;
use crate::parent::ParentRequest;
use luytre_core::event::Command;
use luytre_core::id::ChildId;

impl ParentRequest {
    /// The command behind this request; `None` if it only reads, or concerns the household file.
    #[must_use]
    pub fn command(&self) -> Option<Command> {
        match self.clone() {
            Self::GrantMinutes {
                child,
                span,
                subject,
            } => Some(Command::GrantMinutes {
                child,
                span,
                subject,
            }),
            Self::LetIn { child, until } => Some(Command::LetIn { child, until }),
            Self::FreeDay { child } => Some(Command::FreeDay { child }),
            Self::LockNow { child, until } => Some(Command::LockNow { child, until }),
            Self::UnlockNow { child } => Some(Command::UnlockNow { child }),
            Self::Answer {
                child,
                approve,
                span,
            } => Some(Command::Answer {
                child,
                approve,
                span,
            }),
            Self::ChooseProfile { session, child } => Some(Command::ChooseProfile {
                session,
                child,
                pin: None,
            }),
            Self::ConfirmClock {} => Some(Command::ConfirmClock),
            Self::Status {}
            | Self::Subscribe {}
            | Self::Health {}
            | Self::Today { .. }
            | Self::Rules { .. }
            | Self::PolicyShow { .. }
            | Self::PolicyHistory { .. }
            | Self::PolicyCheck { .. }
            | Self::PolicyApply { .. }
            | Self::Records { .. }
            | Self::Audit { .. }
            | Self::Access {}
            | Self::Unlock { .. }
            | Self::Resume { .. }
            | Self::CloseHistory {}
            | Self::PassphraseAdd { .. }
            | Self::PassphraseChange { .. }
            | Self::PassphraseRemove { .. }
            | Self::RecoveryNew {}
            | Self::RecoveryUse { .. }
            | Self::QuickCodeSet { .. }
            | Self::History { .. }
            | Self::Erase { .. }
            | Self::Consent {}
            | Self::ConsentSet { .. } => None,
        }
    }
}

impl CodeAction {
    /// The command behind this for a child; `None` for minutes that are none: a code gives and takes nothing away.
    #[must_use]
    pub fn command(&self, child: ChildId) -> Option<Command> {
        match self.clone() {
            Self::Minutes { span, subject } => {
                span.is_positive().then_some(Command::GrantMinutes {
                    child,
                    span,
                    subject,
                })
            }
            Self::Lock { until } => Some(Command::LockNow { child, until }),
            Self::Unlock {} => Some(Command::UnlockNow { child }),
            Self::Answer { approve, span } => Some(Command::Answer {
                child,
                approve,
                span,
            }),
        }
    }
}

impl ChildRequest {
    /// The child that the request names, if it does.
    #[must_use]
    pub fn child(&self) -> Option<&ChildId> {
        match self {
            Self::Status {} | Self::Subscribe {} | Self::Consent {} => None,
            Self::MyRules { child }
            | Self::MyWeek { child }
            | Self::WithCode { child, .. }
            | Self::Today { child, .. }
            | Self::Ask { child, .. }
            | Self::FinishMatch { child } => child.as_ref(),
            Self::ChooseProfile { child, .. } => Some(child),
        }
    }

    /// The command behind this request for the child that it turned out to be about; `None` if it only reads.
    #[must_use]
    pub fn command(&self, of: ChildId) -> Option<Command> {
        match self.clone() {
            Self::Ask {
                span, subject, why, ..
            } => Some(Command::Ask {
                child: of,
                span,
                subject,
                why,
            }),
            Self::FinishMatch { .. } => Some(Command::FinishMatch { child: of }),
            Self::ChooseProfile { session, pin, .. } => Some(Command::ChooseProfile {
                session,
                child: of,
                pin,
            }),
            Self::Status {}
            | Self::Subscribe {}
            | Self::MyRules { .. }
            | Self::Today { .. }
            | Self::MyWeek { .. }
            | Self::Consent {}
            | Self::WithCode { .. } => None,
        }
    }
}
