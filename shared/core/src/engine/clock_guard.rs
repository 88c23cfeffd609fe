//! Trusted time: the last accepted wall time plus the boot time that has passed since. A wall clock that jumps is followed
//! only when the operating system says that it is synchronised, or a parent says that it is right.

use crate::id::BootId;
use crate::time::{BootTime, Moment, Span, WallTime};
use serde::{Deserialize, Serialize};

/// A difference between wall clock and trusted time that is worth telling. Below it lies drift of a clock that nobody
/// disciplines (seconds a day) and the slewing of one that a time server corrects.
pub(crate) const JUMP: Span = Span::from_secs(60);
/// A synchronised clock is followed in steps of at least this: the calendar needs no finer time, and a step costs a save.
const STEP: Span = Span::from_millis(500);

/// The largest wall time that is believed to be a reading: the calendar's arithmetic holds there and for years beyond.
const LAST_WALL: WallTime = WallTime(220_000_000_000_000);
/// The longest a machine has been up: about 300 years.
const LAST_BOOT: BootTime = BootTime(10_000_000_000_000);

/// The moment with readings that no clock can give brought to the nearest that one can.
pub(crate) fn plausible(moment: Moment) -> Moment {
    Moment {
        boot: moment.boot.clamp(BootTime(0), LAST_BOOT),
        suspended: moment
            .suspended
            .clamp(Span::ZERO, LAST_BOOT.since(BootTime(0))),
        wall: moment.wall.clamp(WallTime(0), LAST_WALL),
        ..moment
    }
}

/// The state of trusted time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Clock {
    boot_id: BootId,
    boot: BootTime,
    wall: WallTime,
    /// A time server or a parent has confirmed it since the machine started.
    pub(crate) confirmed: bool,
    /// The last trusted time known to be right while it is not confirmed any more: nothing after it happened before it.
    pub(crate) proven: Option<WallTime>,
}

/// What a reading of the clocks came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Wall clock and trusted time agree.
    Steady,
    /// Trusted time moved by so much to a confirmed wall clock. What was counted under an unconfirmed date moves along
    /// if `was_confirmed` is false.
    Confirmed { by: Span, was_confirmed: bool },
    /// The wall clock stands elsewhere and nobody confirms it.
    Refused,
}

impl Clock {
    /// The very first reading. There is nothing to compare it with; setting up the agent accepts it.
    pub(crate) fn first(now: &Moment) -> Self {
        Self {
            boot_id: now.boot_id.clone(),
            boot: now.boot,
            wall: now.wall,
            confirmed: now.synchronised,
            proven: None,
        }
    }

    pub(crate) fn same_boot(&self, now: &Moment) -> bool {
        self.boot_id == now.boot_id
    }

    /// Trusted time at a boot time of the present boot.
    pub(crate) fn trusted(&self, boot: BootTime) -> WallTime {
        self.wall + boot.since(self.boot)
    }

    /// Boot time of the present boot at a trusted time.
    pub(crate) fn boot_at(&self, wall: WallTime) -> BootTime {
        self.boot + wall.since(self.wall)
    }

    /// Takes a reading in the present boot.
    pub(crate) fn read(&mut self, now: &Moment) -> Reading {
        let by = now.wall.since(self.trusted(now.boot));
        let distance = by.max(-by);
        if now.synchronised {
            let was_confirmed = self.confirmed;
            if was_confirmed && distance < STEP {
                return Reading::Steady;
            }
            return self.confirm(now, by, was_confirmed);
        }
        if distance >= JUMP {
            Reading::Refused
        } else {
            Reading::Steady
        }
    }

    /// A parent says that the wall clock is right.
    pub(crate) fn accept(&mut self, now: &Moment) -> Reading {
        let by = now.wall.since(self.trusted(now.boot));
        let was_confirmed = self.confirmed;
        self.confirm(now, by, was_confirmed)
    }

    fn confirm(&mut self, now: &Moment, by: Span, was_confirmed: bool) -> Reading {
        self.boot = now.boot;
        self.wall = now.wall;
        self.confirmed = true;
        Reading::Confirmed { by, was_confirmed }
    }

    /// The first reading of a new boot; `known` is the last trusted time of the boot before. The hardware clock is taken
    /// unless it lies behind what is known; that refusal is reported.
    pub(crate) fn new_boot(&mut self, now: &Moment, known: WallTime) -> Reading {
        self.boot_id = now.boot_id.clone();
        self.boot = now.boot;
        if self.confirmed {
            self.proven = Some(known);
        }
        if now.synchronised {
            // Behind what was known although confirmed: what came before was dated too late.
            let by = now.wall.since(known).min(Span::ZERO);
            self.wall = now.wall;
            self.confirmed = true;
            return Reading::Confirmed {
                by,
                was_confirmed: false,
            };
        }
        self.confirmed = false;
        if now.wall >= known {
            self.wall = now.wall;
            Reading::Steady
        } else {
            self.wall = known;
            Reading::Refused
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(boot_id: &str, boot: i64, wall: i64, synchronised: bool) -> Moment {
        Moment {
            boot_id: boot_id.into(),
            boot: BootTime(boot),
            suspended: Span::ZERO,
            wall: WallTime(wall),
            synchronised,
        }
    }

    #[test]
    fn an_unconfirmed_jump_moves_nothing_in_either_direction() {
        for jump in [-86_400_000, -3_600_000, 3_600_000, 86_400_000] {
            let mut clock = Clock::first(&moment("a", 0, 1_000_000_000, true));
            let reading = clock.read(&moment("a", 5_000, 1_000_005_000 + jump, false));
            assert_eq!(reading, Reading::Refused);
            assert_eq!(clock.trusted(BootTime(5_000)), WallTime(1_000_005_000));
        }
    }

    #[test]
    fn a_synchronised_clock_is_followed() {
        let mut clock = Clock::first(&moment("a", 0, 1_000_000_000, true));
        let reading = clock.read(&moment("a", 5_000, 1_003_605_000, true));
        assert_eq!(
            reading,
            Reading::Confirmed {
                by: Span::from_hours(1),
                was_confirmed: true
            }
        );
        assert_eq!(clock.trusted(BootTime(6_000)), WallTime(1_003_606_000));
    }

    #[test]
    fn slewing_of_milliseconds_is_not_a_step() {
        let mut clock = Clock::first(&moment("a", 0, 1_000_000_000, true));
        assert_eq!(
            clock.read(&moment("a", 5_000, 1_000_005_020, true)),
            Reading::Steady
        );
    }

    #[test]
    fn a_new_boot_takes_the_hardware_clock_only_if_it_is_not_behind() {
        let known = WallTime(2_000_000_000);
        let mut clock = Clock::first(&moment("a", 0, 1_000_000_000, true));
        assert_eq!(
            clock.new_boot(&moment("b", 10, 1_900_000_000, false), known),
            Reading::Refused
        );
        assert_eq!(clock.trusted(BootTime(10)), known);
        assert_eq!(
            clock.new_boot(&moment("c", 10, 2_100_000_000, false), known),
            Reading::Steady
        );
        assert_eq!(clock.trusted(BootTime(10)), WallTime(2_100_000_000));
        assert!(!clock.confirmed);
    }
}
