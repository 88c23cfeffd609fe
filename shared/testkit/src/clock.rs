//! Time in the test's hands.

use luytre_core::id::BootId;
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use luytre_platform::Clock;
use std::sync::Arc;
use tokio::sync::watch;

/// A clock that stands still until it is moved. Clones show the same time.
#[derive(Debug, Clone)]
pub struct FakeClock {
    now: Arc<watch::Sender<Moment>>,
}

impl FakeClock {
    /// A machine that has been up for an hour, with a synchronised wall clock.
    #[must_use]
    pub fn at(wall: WallTime) -> Self {
        let now = Moment {
            boot_id: BootId::from("boot-1"),
            boot: BootTime(3_600_000),
            suspended: Span::ZERO,
            wall,
            synchronised: true,
        };
        Self {
            now: Arc::new(watch::Sender::new(now)),
        }
    }

    /// 2 March 2026 (a Monday), 16:00 in Vietnam.
    #[must_use]
    pub fn monday_afternoon() -> Self {
        Self::at(WallTime(1_772_442_000_000))
    }

    /// How long the machine has been up.
    #[must_use]
    pub fn boot(&self) -> BootTime {
        self.now.borrow().boot
    }

    /// What the wall clock shows.
    #[must_use]
    pub fn wall(&self) -> WallTime {
        self.now.borrow().wall
    }

    /// The machine sleeps for so long.
    pub fn suspend(&self, by: Span) {
        self.now.send_modify(|now| {
            now.boot = now.boot + by;
            now.suspended += by;
            now.wall = now.wall + by;
        });
    }

    /// True time passes.
    pub fn advance(&self, by: Span) {
        self.now.send_modify(|now| {
            now.boot = now.boot + by;
            now.wall = now.wall + by;
        });
    }

    /// Somebody sets the wall clock; no time server agrees.
    pub fn set_wall(&self, wall: WallTime) {
        self.now.send_modify(|now| {
            now.wall = wall;
            now.synchronised = false;
        });
    }

    /// The machine restarts and is off for `off`.
    pub fn reboot(&self, off: Span) {
        self.now.send_modify(|now| {
            now.boot_id = BootId(format!("{}+", now.boot_id));
            now.boot = BootTime(20_000);
            now.suspended = Span::ZERO;
            now.wall = now.wall + off;
        });
    }

    /// An alarm on this clock.
    #[must_use]
    pub fn alarm(&self) -> FakeAlarm {
        FakeAlarm {
            now: self.now.subscribe(),
            at: Arc::new(watch::Sender::new(None)),
        }
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Moment {
        self.now.borrow().clone()
    }
}

/// Rings when its clock is moved to its time.
#[derive(Debug, Clone)]
pub struct FakeAlarm {
    now: watch::Receiver<Moment>,
    at: Arc<watch::Sender<Option<BootTime>>>,
}

impl FakeAlarm {
    /// Sets it, or switches it off.
    pub fn set(&self, at: Option<BootTime>) {
        self.at.send_replace(at);
    }

    /// For what time it is set.
    #[must_use]
    pub fn time(&self) -> Option<BootTime> {
        *self.at.borrow()
    }

    /// Waits until it rings; it is off then.
    pub async fn rung(&self) {
        let (mut now, mut at) = (self.now.clone(), self.at.subscribe());
        loop {
            let boot = now.borrow_and_update().boot;
            if at.borrow_and_update().is_some_and(|at| at <= boot) {
                self.at.send_replace(None);
                return;
            }
            tokio::select! {
                moved = now.changed() => moved.expect("the clock lives as long as its alarms"),
                set = at.changed() => set.expect("the alarm holds the sender itself"),
            }
        }
    }
}
