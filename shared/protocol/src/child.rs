//! What a child's connection can say.

use crate::history::CodeAction;
use crate::secret::SecretText;
use jiff::civil::Date;
use luytre_core::event::Subject;
use luytre_core::id::{ChildId, SessionId};
use luytre_core::time::Span;
use serde::{Deserialize, Serialize};

/// A request of a child. `child` says which of the siblings, where a login belongs to several; it may be left out
/// otherwise, and naming a child of another login is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum ChildRequest {
    /// How things stand for the children of this login; answered by `Reply::Status`.
    Status {},
    /// Send events from now on: own status and own notices; answered by `Reply::Subscribed`.
    Subscribe {},
    /// The own rules; answered by `Reply::Rules`.
    MyRules {
        /// Which child.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
    },
    /// What was counted on a day; answered by `Reply::Today`.
    Today {
        /// Which child.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
        /// Which of the child's days; the present one if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Date>,
    },
    /// Ask for time; answered by `Reply::Done`.
    Ask {
        /// Which child.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
        /// How much, in milliseconds.
        span: Span,
        /// For what.
        subject: Subject,
        /// Why, in the child's words; at most 500 characters.
        why: String,
    },
    /// Take one turn of finish-the-match; answered by `Reply::Done`.
    FinishMatch {
        /// Which child.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
    },
    /// Say which of the siblings sits at this session; answered by `Reply::Done`.
    ChooseProfile {
        /// In which session. It must belong to this login.
        session: SessionId,
        /// Who it is.
        child: ChildId,
        /// The child's PIN, where one is set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pin: Option<String>,
    },
    /// The own week so far; answered by `Reply::MyWeek`.
    MyWeek {
        /// Which child.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
    },
    /// What the family agreed to; answered by `Reply::Consent`.
    Consent {},
    /// A parent sits at this login and types the quick code; answered by `Reply::Done`.
    WithCode {
        /// Which child.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<ChildId>,
        /// The code.
        code: SecretText,
        /// What to do.
        action: CodeAction,
    },
}
