//! What a parent's connection can say; root and the owner of a private agent use the same.

use crate::history::{Detail, EraseWhat, HistoryCursor};
use crate::secret::SecretText;
use jiff::civil::Date;
use luytre_core::event::Subject;
use luytre_core::id::{ChildId, ParentId, SessionId};
use luytre_core::time::{Span, WallTime};
use serde::{Deserialize, Serialize};

/// A request of a parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum ParentRequest {
    /// How things stand for everybody; answered by `Reply::Status`.
    Status {},
    /// Send events from now on: every status and notice; answered by `Reply::Subscribed`.
    Subscribe {},
    /// The daemon's own facts and the state of the protection; answered by `Reply::Health`.
    Health {},
    /// What was counted on a day; answered by `Reply::Today`. A day that is over and settled is sealed: it is answered,
    /// without quarters of an hour, if the history is open, and with `WireError::Sealed` otherwise.
    Today {
        /// Whose.
        child: ChildId,
        /// Which of the child's days; the present one if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Date>,
    },
    /// The rules of one child; answered by `Reply::Rules`.
    Rules {
        /// Whose.
        child: ChildId,
    },

    /// A version of the household file; answered by `Reply::Policy`.
    PolicyShow {
        /// Which; the one in effect if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<u32>,
    },
    /// Versions of the household file, newest first; answered by `Reply::PolicyHistory`.
    PolicyHistory {
        /// Only versions below this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<u32>,
        /// How many, 1 to 100.
        limit: u16,
    },
    /// Look for problems and for what would change, and change nothing; answered by `Reply::Checked`.
    PolicyCheck {
        /// A whole household file.
        text: String,
    },
    /// Put a household file into effect; answered by `Reply::Applied`. A parent's login needs the history open for it, as
    /// soon as a parent has a passphrase: `WireError::Locked` otherwise.
    PolicyApply {
        /// A whole household file.
        text: String,
        /// Why, for the history; at most 200 characters.
        #[serde(default)]
        note: String,
        /// Really, or only say what would change.
        mode: ApplyMode,
        /// Refuse if another version than this one is in effect, so that two parents do not overwrite each other.
        /// 0 stands for none; left out: do not look.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expect: Option<u32>,
    },

    /// Give or, negative, take minutes today; answered by `Reply::Done`, as all that follow up to `ConfirmClock`.
    GrantMinutes {
        /// For whom.
        child: ChildId,
        /// How much, in milliseconds; at most 24 h either way.
        span: Span,
        /// For what.
        subject: Subject,
    },
    /// Let in until then, whatever the rules say.
    LetIn {
        /// Whom.
        child: ChildId,
        /// Until when.
        until: WallTime,
    },
    /// A free day today.
    FreeDay {
        /// For whom.
        child: ChildId,
    },
    /// Lock.
    LockNow {
        /// Whom.
        child: ChildId,
        /// Until when; until unlocked if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<WallTime>,
    },
    /// Take back a parent's lock.
    UnlockNow {
        /// Whom.
        child: ChildId,
    },
    /// Answer a child's open request.
    Answer {
        /// Whose.
        child: ChildId,
        /// Yes or no.
        approve: bool,
        /// Another amount than asked for, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        span: Option<Span>,
    },
    /// Say which of the siblings sits at a session; a parent needs no PIN.
    ChooseProfile {
        /// In which session.
        session: SessionId,
        /// Who it is.
        child: ChildId,
    },
    /// Say that the clock is right as it is.
    ConfirmClock {},

    /// What the ledger holds of a time, newest first; answered by `Reply::Records`.
    Records {
        /// Whose; everybody's if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
        /// Records at or after this time.
        from: WallTime,
        /// Records before this time.
        to: WallTime,
        /// Only rows below this one, as the last page said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<i64>,
        /// How many, 1 to 200; fewer are sent if they would not fit a frame.
        limit: u16,
    },
    /// Who did what, newest first; answered by `Reply::Audit`. With the history open, that of the sealed days as well;
    /// where a page said to go on fits only as long as the history stays open.
    Audit {
        /// Only rows below this one, as the last page said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<i64>,
        /// How many, 1 to 200.
        limit: u16,
    },

    /// Who can open the history; answered by `Reply::Access`.
    Access {},
    /// Open the history; answered by `Reply::Unlocked`. `WireError::WrongSecret` and `TooManyTries` say when to try again.
    Unlock {
        /// Whose passphrase it is; the parent of this login if left out, and the only one for root.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<ParentId>,
        /// It.
        passphrase: SecretText,
    },
    /// Open the history on this connection with a token of the same login; answered by `Reply::Unlocked`.
    Resume {
        /// From an earlier `Reply::Unlocked`.
        token: SecretText,
    },
    /// Close the history: the token ends, too; answered by `Reply::Done`.
    CloseHistory {},
    /// Set a parent's passphrase; answered by `Reply::AccessChanged`. The very first one begins the history and brings
    /// a recovery code; for another one the history must be open on this connection.
    PassphraseAdd {
        /// Whose; the parent of this login if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<ParentId>,
        /// At least 8 characters.
        passphrase: SecretText,
    },
    /// Change a passphrase; answered by `Reply::AccessChanged`.
    PassphraseChange {
        /// Whose; the parent of this login if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<ParentId>,
        /// The present one.
        old: SecretText,
        /// The new one; at least 8 characters.
        new: SecretText,
    },
    /// Take a parent's passphrase and quick code away; the history must be open. The last passphrase stays.
    PassphraseRemove {
        /// Whose.
        parent: ParentId,
    },
    /// Make a new recovery code; the history must be open. Answered by `Reply::AccessChanged`.
    RecoveryNew {},
    /// Set a new passphrase with the recovery code; answered by `Reply::AccessChanged` with a new code.
    RecoveryUse {
        /// Whose passphrase; the parent of this login if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<ParentId>,
        /// The printed code, with or without its dashes.
        code: SecretText,
        /// The new passphrase; at least 8 characters.
        passphrase: SecretText,
    },
    /// Set a parent's quick code, or take it away; the history must be open. Answered by `Reply::AccessChanged`.
    QuickCodeSet {
        /// Whose; the parent of this login if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<ParentId>,
        /// 6 to 12 digits; taken away if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<SecretText>,
    },
    /// Days and weeks; the history must be open. Answered by `Reply::History`.
    History {
        /// Whose; everybody's if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// How much of each day.
        detail: Detail,
        /// Go on after this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<HistoryCursor>,
    },
    /// Destroy history for good; it must be open. Answered by `Reply::Erased`.
    Erase {
        /// What.
        what: EraseWhat,
    },
    /// What the family agreed to; answered by `Reply::Consent`.
    Consent {},
    /// Agree to daily summaries, or withdraw; answered by `Reply::Consent`.
    ConsentSet {
        /// Whose.
        child: ChildId,
        /// Record from now on, or not any more.
        given: bool,
        /// The child saw what is recorded, and agreed.
        child_agreed: bool,
    },
}

/// Whether a household file is put into effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplyMode {
    /// Put it into effect.
    Apply,
    /// Only say what would change.
    DryRun,
}
