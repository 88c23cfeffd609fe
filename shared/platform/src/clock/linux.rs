//! Clocks where nothing has been written yet. Types that cannot be made have no values, so nothing here pretends.

use crate::{Error, PlatformEvent};
use luytre_core::time::{BootTime, Moment};
use std::convert::Infallible;
use std::path::Path;
use tokio::sync::mpsc;

#[derive(Debug)]
pub(super) struct SystemClock(Infallible);

impl SystemClock {
    pub(super) fn new() -> Result<Self, Error> {
        Err(Error::Unsupported {
            what: "reading the boot clock",
        })
    }

    pub(super) fn now(&self) -> Moment {
        match self.0 {}
    }
}

#[derive(Debug)]
pub(super) struct Alarm(Infallible);

impl Alarm {
    pub(super) fn new() -> Result<Self, Error> {
        Err(Error::Unsupported {
            what: "an alarm on the boot clock",
        })
    }

    pub(super) fn set(&self, _at: Option<BootTime>) -> Result<(), Error> {
        match self.0 {}
    }

    #[expect(clippy::unused_async, reason = "same signature on every system")]
    pub(super) async fn rung(&self) -> Result<(), Error> {
        match self.0 {}
    }
}

pub(super) fn watch_steps(events: mpsc::Sender<PlatformEvent>) {
    crate::event::unavailable(
        events,
        crate::HealthCode::NoClockSteps,
        "news of a wall clock that was set",
    );
}

pub(super) fn time_zone_under(_root: &Path, tz: Option<&str>) -> Option<String> {
    tz.filter(|name| name.contains('/')).map(str::to_owned)
}
