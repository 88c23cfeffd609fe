//! How the parts of Lũy Tre talk to each other on one machine: messages, versions, framing, and a client.
//!
//! A connection is a local stream. Both sides send frames: a length (four bytes, big-endian) and that many bytes of JSON,
//! at most [`MAX_FRAME`]. The client speaks first ([`Hello`]); the daemon answers with what it knows of the peer
//! ([`Welcome`]) or says why not ([`Farewell`]). From then on the client sends requests, each with a number of its own
//! choice, and gets exactly one reply with that number; after `subscribe` the daemon also sends events.
//!
//! What a peer may say is a type for each role: there is no decoder for a parent's request on a child's connection. The
//! role is never part of a message; the kernel says who is at the other end.
//!
//! Compatibility: equal major versions talk. Within a major version requests, events, error codes and fields are only added:
//! an unknown request is answered [`WireError::Unsupported`], an unknown field of a *request* is refused (so that nothing
//! that was asked for is silently dropped), an unknown field of a reply and an unknown event are ignored.
//!
//! Absent here: rules, decisions, the store, and any text for people. Errors are codes with data; texts are made from them
//! by who shows them.
#![warn(missing_docs)]

pub mod blocking;
mod child;
mod client;
mod codec;
mod convert;
mod error;
mod event;
mod history;
mod parent;
mod reply;
mod secret;
mod system;
mod version;
mod wire;

pub use child::ChildRequest;
pub use client::{Client, ClientError, Options, Trust};
pub use codec::{FrameDecoder, FrameError, HEADER, MAX_FRAME, encode};
pub use error::{Farewell, WireError, WireProblem};
pub use event::ServerEvent;
pub use history::{
    Access, AccessChanged, AccessEntry, CONSENT_TEXT, CodeAction, ConsentRecord, ConsentState,
    Detail, EraseWhat, Erased, HistoryCursor, HistoryPage, HistoryProblem, MyWeek, Unlocked,
};
pub use parent::{ApplyMode, ParentRequest};
pub use reply::{
    Applied, AuditEntry, AuditPage, Checked, ChildRules, Counters, Health, LoginVerdict, Mode,
    PolicyHeader, PolicyPage, PolicyText, RecordPage, Reply, RuleChange, Slot, SourceFact,
    StoreFacts, StoreState, Today,
};
pub use secret::SecretText;
pub use system::SystemRequest;
pub use version::{Child, Hello, PROTOCOL, Powers, Role, Version, Welcome, Who};
pub use wire::{
    ClientFrame, Outcome, Request, RequestEnvelope, RequestId, ServerFrame, Vocabulary,
};
