//! Time as integers. Lengths are counted in milliseconds, use is counted on the boot clock, and only the calendar
//! looks at the wall clock.

use crate::id::BootId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// A length of time in whole milliseconds. It may be negative: a balance can be overdrawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Span {
    /// No time.
    pub const ZERO: Self = Self(0);
    /// Longer than anything that is compared with it (about 292 million years).
    pub const MAX: Self = Self(i64::MAX);

    /// From milliseconds.
    #[must_use]
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// From seconds; saturates.
    #[must_use]
    pub const fn from_secs(s: i64) -> Self {
        Self(s.saturating_mul(1_000))
    }

    /// From minutes; saturates.
    #[must_use]
    pub const fn from_mins(m: i64) -> Self {
        Self(m.saturating_mul(60_000))
    }

    /// From hours; saturates.
    #[must_use]
    pub const fn from_hours(h: i64) -> Self {
        Self(h.saturating_mul(3_600_000))
    }

    /// In milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// In whole seconds, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// In whole minutes, rounded down.
    #[must_use]
    pub const fn as_mins(self) -> i64 {
        self.0.div_euclid(60_000)
    }

    /// Never below zero.
    #[must_use]
    pub fn at_least_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// True for less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// True for a length above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}ms", self.0)
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Span {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Span {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Span {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

macro_rules! instant {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// The distance from an earlier instant; negative if `earlier` is later.
            #[must_use]
            pub const fn since(self, earlier: Self) -> Span {
                Span::from_millis(self.0.saturating_sub(earlier.0))
            }
        }

        impl Add<Span> for $name {
            type Output = Self;
            fn add(self, span: Span) -> Self {
                Self(self.0.saturating_add(span.as_millis()))
            }
        }

        impl Sub<Span> for $name {
            type Output = Self;
            fn sub(self, span: Span) -> Self {
                Self(self.0.saturating_sub(span.as_millis()))
            }
        }
    };
}

instant! {
    /// Milliseconds since the machine started, suspended time included (Linux `CLOCK_BOOTTIME`). Nobody can set it.
    BootTime
}
instant! {
    /// Milliseconds since 1970-01-01T00:00:00Z. What the wall clock shows, or what we trust it should show.
    WallTime
}

/// One reading of all clocks: the only "now" the core knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Which boot `boot` belongs to.
    pub boot_id: BootId,
    /// Time since boot, suspended time included.
    pub boot: BootTime,
    /// How much of `boot` the machine was suspended (Linux: `CLOCK_BOOTTIME - CLOCK_MONOTONIC`).
    pub suspended: Span,
    /// What the wall clock shows. Not to be believed unless `synchronised`.
    pub wall: WallTime,
    /// The operating system says that the wall clock follows a time server
    /// (systemd-timedated `NTPSynchronized`, kernel `STA_UNSYNC` clear).
    pub synchronised: bool,
}
