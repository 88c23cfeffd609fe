//! Refused commands, in words.

use crate::bundle::{Locale, Value};
use crate::notice::Voice;
use luytre_core::action::Refusal;

impl Locale {
    /// Why a command was not carried out, and what can be done instead.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal, voice: Voice) -> String {
        let (id, args) = self.refusal_parts(refusal);
        match voice {
            Voice::Child => self.text(&format!("{id}.child"), &args),
            Voice::Parent => self.text(id, &args),
        }
    }

    fn refusal_parts<'a>(
        &self,
        refusal: &'a Refusal,
    ) -> (&'static str, Vec<(&'static str, Value<'a>)>) {
        match refusal {
            Refusal::UnknownChild { child } => (
                "refusal-unknown-child",
                vec![("child", child.as_str().into())],
            ),
            Refusal::UnknownSubject { subject } => (
                "refusal-unknown-subject",
                vec![("subject", subject.as_str().into())],
            ),
            Refusal::UnknownSession { session } => (
                "refusal-unknown-session",
                vec![("session", session.as_str().into())],
            ),
            Refusal::BadSpan => ("refusal-bad-span", vec![]),
            Refusal::BadTime => ("refusal-bad-time", vec![]),
            Refusal::CarerLimit { left } => (
                "refusal-carer-limit",
                vec![("left", self.duration(*left).into())],
            ),
            Refusal::CarerMayNot => ("refusal-carer-may-not", vec![]),
            Refusal::NotAllowed { by: _ } => ("refusal-not-allowed", vec![]),
            Refusal::RequestWaiting => ("refusal-request-waiting", vec![]),
            Refusal::TooManyRequests { limit } => (
                "refusal-too-many-requests",
                vec![("limit", (*limit).into())],
            ),
            Refusal::NoRequest => ("refusal-no-request", vec![]),
            Refusal::NoTurnsLeft => ("refusal-no-turns-left", vec![]),
            Refusal::WallStands { reason } => (
                "refusal-wall-stands",
                vec![("reason", self.reason(reason).into())],
            ),
            Refusal::WrongPin => ("refusal-wrong-pin", vec![]),
            Refusal::TooLong { limit } => ("refusal-too-long", vec![("limit", (*limit).into())]),
            Refusal::NoHousehold => ("refusal-no-household", vec![]),
        }
    }
}
