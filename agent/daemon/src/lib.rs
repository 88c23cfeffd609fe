//! The agent's service: observes, counts, decides, enforces, and tells.
//!
//! Shape: `run` is the loop, the only owner of the engine; `ports` is what it needs of the outside, put together by `wiring`;
//! `perform` carries out what the engine says (persist first, enforce second, tell third); `listen` and `connection` talk
//! with peers, `serve*` answer them.
//!
//! Absent here: rules (they are the engine's), `unsafe` and system calls (the platform's), SQL and keys (the store's), texts
//! for people, and anything that ticks: the loop sleeps until something happens or some decision can change.

mod agent;
mod connection;
mod convert;
mod duties;
mod evidence;
mod gate;
mod health;
mod house;
mod keeper;
mod limits;
mod listen;
mod memory;
mod observe;
mod opening;
mod options;
mod perform;
mod ports;
mod roles;
mod run;
mod serve;
mod serve_child;
mod serve_parent;
mod serve_policy;
mod status;
mod store_keeper;
mod today;
mod wiring;

pub use gate::process::run as run_gate;
pub use gate::rules::{GateRules, InstalledFile};
pub use limits::{Limits, STRANGERS, connections_of};
pub use memory::{Memory, Unusable};
pub use options::{FirstStart, Options, Service};
pub use ports::{Alarm, Delay, Doorman, Keeper, Later, Mode, People, Ports, Presence, Watch};
pub use run::{Error, run};
pub use store_keeper::StoreKeeper;
pub use wiring::{run_blocking, run_foreground};
