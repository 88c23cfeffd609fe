//! Sessions where nothing has been written yet.

use super::SessionOptions;
use crate::{Error, HealthCode, PlatformEvent};
use luytre_core::id::SessionId;
use std::convert::Infallible;
use tokio::sync::mpsc;

#[derive(Debug)]
pub(super) struct Sessions;

#[derive(Debug)]
pub(super) struct SleepDelay(Infallible);

fn unsupported<T>(what: &'static str) -> Result<T, Error> {
    Err(Error::Unsupported { what })
}

#[expect(clippy::unused_async, reason = "same signatures on every system")]
impl Sessions {
    pub(super) fn watch(_options: SessionOptions, events: mpsc::Sender<PlatformEvent>) -> Self {
        crate::event::unavailable(
            events,
            HealthCode::NoLoginService,
            "watching login sessions",
        );
        Self
    }

    pub(super) async fn delay_sleep(&self) -> Result<SleepDelay, Error> {
        unsupported("delaying sleep")
    }

    pub(super) async fn lock(&self, _session: &SessionId) -> Result<(), Error> {
        unsupported("locking a session")
    }

    pub(super) async fn terminate(&self, _session: &SessionId) -> Result<(), Error> {
        unsupported("ending a session")
    }

    pub(super) async fn terminate_account(&self, _uid: u32) -> Result<(), Error> {
        unsupported("ending all sessions of an account")
    }

    pub(super) async fn suspend(&self) -> Result<(), Error> {
        unsupported("suspending the machine")
    }

    pub(super) async fn power_off(&self) -> Result<(), Error> {
        unsupported("switching the machine off")
    }
}
