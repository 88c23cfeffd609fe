//! The agent's service: observes, counts, decides, enforces, and tells.
//!
//! Shape: `run` is the loop, the only owner of the engine; `ports` is what it needs of the outside, put together by `wiring`;
//! `perform` carries out what the engine says (persist first, enforce second, tell third); `listen` and `connection` talk
//! with peers, `serve*` answer them. What is secret (passphrases, codes) is worked on in `vault`, away from the loop;
//! `unlocked` knows on which connections the history is open.
//!
//! Absent here: rules (they are the engine's), `unsafe` and system calls (the platform's), SQL and keys (the store's), texts
//! for people, and anything that ticks: the loop sleeps until something happens or some decision can change.

mod agent;
mod connection;
mod consent;
mod convert;
mod duties;
mod evidence;
mod health;
mod history_health;
mod history_page;
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
mod secrets;
mod serve;
mod serve_child;
mod serve_history;
mod serve_parent;
mod serve_policy;
mod serve_review;
mod status;
mod store_keeper;
mod today;
mod unlocked;
mod vault;
mod wipe;
mod wiring;

pub use limits::{Limits, STRANGERS, connections_of};
pub use memory::{Memory, Unusable};
pub use options::{FirstStart, Options, Service};
pub use ports::{Alarm, Delay, Doorman, Keeper, Later, Mode, People, Ports, Presence, Watch};
pub use run::{Error, run};
pub use store_keeper::StoreKeeper;
pub use wiring::{run_blocking, run_foreground};
