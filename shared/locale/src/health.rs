//! Issues of the protection, in words.

use crate::bundle::Locale;
use luytre_core::health::{HealthCode, HealthIssue};

/// An issue as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthText {
    /// What is the matter, without a full stop.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

impl Locale {
    /// An issue in words.
    #[must_use]
    pub fn health(&self, issue: &HealthIssue) -> HealthText {
        self.health_code(issue.code, issue.about.as_deref())
    }

    /// A kind of issue in words, about one account, session or file, if it is.
    #[must_use]
    pub fn health_code(&self, code: HealthCode, about: Option<&str>) -> HealthText {
        let id = message_id(code);
        HealthText {
            what: self.text(id, &[("about", about.unwrap_or("none").into())]),
            why: self.plain(&format!("{id}.why")),
            remedy: self.plain(&format!("{id}.remedy")),
        }
    }
}

/// The text of a code. Written out, so that a new code without a text does not compile.
fn message_id(code: HealthCode) -> &'static str {
    match code {
        HealthCode::NotSetUp => "health-not-set-up",
        HealthCode::CannotEnforce => "health-cannot-enforce",
        HealthCode::ClockJump => "health-clock-jump",
        HealthCode::ClockBehind => "health-clock-behind",
        HealthCode::ClockUnconfirmed => "health-clock-unconfirmed",
        HealthCode::PresenceContradicted => "health-presence-contradicted",
        HealthCode::PresenceOnlyClaimed => "health-presence-only-claimed",
        HealthCode::LockNotWorking => "health-lock-not-working",
        HealthCode::StoreRestored => "health-store-restored",
        HealthCode::StoreLost => "health-store-lost",
        HealthCode::StoreNotWritable => "health-store-not-writable",
        HealthCode::NoSessionManager => "health-no-session-manager",
        HealthCode::ProcessesPolled => "health-processes-polled",
        HealthCode::ChildWithoutAccount => "health-child-without-account",
        HealthCode::UnknownAccount => "health-unknown-account",
        HealthCode::ChildIsAdministrator => "health-child-is-administrator",
        HealthCode::LoginNotChecked => "health-login-not-checked",
        HealthCode::HistoryUnprotected => "health-history-unprotected",
        HealthCode::HistoryPaused => "health-history-paused",
        HealthCode::HistoryChanged => "health-history-changed",
        HealthCode::BackupFailing => "health-backup-failing",
    }
}
