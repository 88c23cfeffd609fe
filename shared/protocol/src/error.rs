//! Errors on the wire: codes with data, never prose.

use crate::version::{Role, Version};
use luytre_core::action::Refusal;
use luytre_core::id::{ChildId, ParentId};
use luytre_core::time::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a request was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum WireError {
    /// This role has no such request, or the daemon is older than the client.
    #[error("no such request for this role")]
    Unsupported {
        /// The request's name, shortened.
        what: String,
    },
    /// The request's fields are not what its name calls for.
    #[error("the request is malformed")]
    BadRequest {},
    /// This role, or this person, may not do it.
    #[error("not allowed for this role")]
    NotAllowed {
        /// The role of the connection.
        role: Role,
    },
    /// The rules refuse it.
    #[error("refused by the rules")]
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The household file has problems; nothing of it was applied.
    #[error("the household file has problems")]
    BadHousehold {
        /// The first ones, in the order of the file.
        problems: Vec<WireProblem>,
        /// How many more there are.
        more: u32,
    },
    /// Another version than expected is in effect.
    #[error("version {current} is in effect")]
    VersionConflict {
        /// The one in effect; 0 for none.
        current: u32,
    },
    /// There is no such version of the household file.
    #[error("there is no version {version}")]
    UnknownVersion {
        /// As asked for.
        version: u32,
    },
    /// Several siblings share this login: say which one.
    #[error("say which child")]
    WhichChild {
        /// The children of this login.
        children: Vec<ChildId>,
    },
    /// No household is set up.
    #[error("no household is set up")]
    NoHousehold {},
    /// A text or a number is out of its range.
    #[error("{field} is out of range")]
    OutOfRange {
        /// Which field of the request.
        field: String,
        /// The largest allowed value or length.
        limit: u64,
    },
    /// The answer does not fit a frame; ask for less.
    #[error("the answer does not fit a frame")]
    TooLarge {},
    /// Too many requests from this connection.
    #[error("too many requests")]
    RateLimited {
        /// When to try again.
        retry_after: Span,
    },
    /// The store cannot be read or written just now; it was not done.
    #[error("the store does not answer")]
    StoreUnavailable {},
    /// The history is closed on this connection: open it first.
    #[error("the history is closed")]
    Locked {},
    /// No parent has a passphrase yet, so there is nothing to open.
    #[error("no parent has a passphrase")]
    NoPassphrase {},
    /// This parent has a passphrase already, or has none.
    #[error("the parent's passphrase is not as expected")]
    PassphraseState {
        /// Whose.
        parent: ParentId,
        /// There is one.
        set: bool,
    },
    /// Say which parent.
    #[error("say which parent")]
    WhichParent {
        /// Those of the household.
        parents: Vec<ParentId>,
    },
    /// The passphrase, code or token is wrong.
    #[error("the secret is wrong")]
    WrongSecret {
        /// The next try is taken after so long; zero while tries are free.
        wait: Span,
    },
    /// After wrong tries: this one was not looked at.
    #[error("too many wrong tries")]
    TooManyTries {
        /// The next try is taken after so long.
        wait: Span,
    },
    /// A passphrase or quick code is too short, too long, or not made of digits.
    #[error("the secret does not fit the rules for it")]
    UnfitSecret {
        /// Least characters.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A recovery code was mistyped: its check character does not fit.
    #[error("the recovery code is mistyped")]
    Mistyped {
        /// In which group, from 1; `None` if it is too short or too long.
        group: Option<u8>,
    },
    /// The last passphrase cannot be taken away.
    #[error("it is the last way in")]
    LastWayIn {},
    /// The day is over and sealed; it is in the history.
    #[error("the day is sealed")]
    Sealed {},
    /// The child has to agree, too.
    #[error("the child has to agree, too")]
    ChildIsAsked {},
    /// A fault of the daemon itself; its log says more.
    #[error("the daemon failed at it")]
    Internal {},
}

/// One problem of a household file, ready for the text catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireProblem {
    /// Line, from 1.
    pub line: u32,
    /// Character within the line, from 1.
    pub column: u32,
    /// Where in the household, `child[0].screen.daily`.
    pub path: String,
    /// The message of the text catalogue.
    pub message_id: String,
    /// Its arguments; numbers as digits.
    pub args: BTreeMap<String, String>,
}

/// The daemon's last frame on a connection that it closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Farewell {
    /// The two speak different major versions.
    #[error("the agent speaks protocol {}.{}", protocol.major, protocol.minor)]
    Incompatible {
        /// What the daemon speaks.
        protocol: Version,
        /// The daemon's version.
        product: String,
    },
    /// There was no greeting in time.
    #[error("no greeting came in time")]
    NoHello {},
    /// A frame was larger than allowed.
    #[error("a frame was too large")]
    FrameTooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// What came was not a message.
    #[error("what came was not a message")]
    Garbage {},
    /// Too many connections, of this user or of all.
    #[error("too many connections")]
    TooManyConnections {
        /// How many are allowed.
        limit: u32,
    },
    /// Too many requests although told to slow down.
    #[error("too many requests")]
    Flood {},
    /// The peer did not read what was sent to it.
    #[error("messages were not read")]
    NotReading {},
    /// The kernel does not say who the peer is.
    #[error("the peer is not known")]
    UnknownPeer {},
    /// The household changed, and with it what this login may do: connect again.
    #[error("the role of this login changed")]
    RoleChanged {},
    /// The agent stops.
    #[error("the agent stops")]
    Stopping {},
}
