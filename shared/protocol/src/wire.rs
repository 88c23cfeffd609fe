//! The frames themselves: what wraps requests, answers and events.

use crate::child::ChildRequest;
use crate::error::{Farewell, WireError};
use crate::event::ServerEvent;
use crate::parent::ParentRequest;
use crate::reply::Reply;
use crate::system::SystemRequest;
use crate::version::{Hello, Welcome};
use serde::{Deserialize, Serialize};

/// Number that ties an answer to its request; chosen by the client, unique among its open requests.
pub type RequestId = u64;

/// A frame of the client, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first.
    Hello(Hello),
    /// All others.
    Request {
        /// Its number.
        id: RequestId,
        /// What is asked.
        ask: Request,
    },
}

/// A frame of the client, as it is read: what is asked stays unread until the role says which requests there are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestEnvelope {
    /// The first.
    Hello(Hello),
    /// All others.
    Request {
        /// Its number.
        id: RequestId,
        /// What is asked, not understood yet.
        ask: serde_json::Value,
    },
}

/// A request of any role, as a client sends it. The daemon never reads this type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Request {
    /// A child's.
    Child(ChildRequest),
    /// A parent's.
    Parent(ParentRequest),
    /// The system's.
    System(SystemRequest),
}

impl From<ChildRequest> for Request {
    fn from(request: ChildRequest) -> Self {
        Self::Child(request)
    }
}

impl From<ParentRequest> for Request {
    fn from(request: ParentRequest) -> Self {
        Self::Parent(request)
    }
}

impl From<SystemRequest> for Request {
    fn from(request: SystemRequest) -> Self {
        Self::System(request)
    }
}

/// What one role can ask for.
pub trait Vocabulary: serde::de::DeserializeOwned {
    /// The names of its requests, as in the field `do`.
    const NAMES: &'static [&'static str];

    /// Reads a request.
    ///
    /// # Errors
    /// [`WireError::Unsupported`] for a name that this role does not have, [`WireError::BadRequest`] for fields that do not
    /// fit the name.
    fn understand(ask: &serde_json::Value) -> Result<Self, WireError> {
        let name = ask
            .get("do")
            .and_then(serde_json::Value::as_str)
            .ok_or(WireError::BadRequest {})?;
        if !Self::NAMES.contains(&name) {
            let what = name.chars().take(40).collect();
            return Err(WireError::Unsupported { what });
        }
        Self::deserialize(ask).map_err(|_| WireError::BadRequest {})
    }
}

impl Vocabulary for ChildRequest {
    const NAMES: &'static [&'static str] = &[
        "status",
        "subscribe",
        "my_rules",
        "today",
        "ask",
        "finish_match",
        "choose_profile",
        "my_week",
        "consent",
        "with_code",
    ];
}

impl Vocabulary for ParentRequest {
    const NAMES: &'static [&'static str] = &[
        "status",
        "subscribe",
        "health",
        "today",
        "rules",
        "policy_show",
        "policy_history",
        "policy_check",
        "policy_apply",
        "grant_minutes",
        "let_in",
        "free_day",
        "lock_now",
        "unlock_now",
        "answer",
        "choose_profile",
        "confirm_clock",
        "records",
        "audit",
        "access",
        "unlock",
        "resume",
        "close_history",
        "passphrase_add",
        "passphrase_change",
        "passphrase_remove",
        "recovery_new",
        "recovery_use",
        "quick_code_set",
        "history",
        "erase",
        "consent",
        "consent_set",
    ];
}

impl Vocabulary for SystemRequest {
    const NAMES: &'static [&'static str] = &["login_check"];
}

/// A frame of the daemon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to the greeting.
    Welcome(Welcome),
    /// The connection ends.
    Farewell(Farewell),
    /// The answer to a request.
    Reply {
        /// The request's number.
        id: RequestId,
        /// The answer.
        outcome: Outcome,
    },
    /// Something changed.
    Event(ServerEvent),
}

/// How a request went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Carried out.
    Ok(Reply),
    /// Not carried out.
    Error(WireError),
}

impl From<Result<Reply, WireError>> for Outcome {
    fn from(result: Result<Reply, WireError>) -> Self {
        match result {
            Ok(reply) => Self::Ok(reply),
            Err(error) => Self::Error(error),
        }
    }
}

impl From<Outcome> for Result<Reply, WireError> {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Ok(reply) => Ok(reply),
            Outcome::Error(error) => Err(error),
        }
    }
}
