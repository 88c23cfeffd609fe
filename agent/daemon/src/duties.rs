//! What is due by the clock besides the engine's own deadline. Times are brought together, so that one wake serves many.

use luytre_core::time::{BootTime, Span};

/// A heartbeat, or a write that may wait, at the latest after this while somebody is counted.
pub(crate) const BEAT_EVERY: Span = Span::from_secs(60);
/// What may wait a little is written at the latest after this.
pub(crate) const FLUSH_WITHIN: Span = Span::from_secs(30);
/// What a restart would find out by itself is written at the latest after this: the heartbeat bounds what a power cut costs.
pub(crate) const TIDY_WITHIN: Span = Span::from_mins(15);
/// The self-test.
pub(crate) const TEST_EVERY: Span = Span::from_hours(24);
/// How much earlier a duty is done when we are awake anyway.
const SLACK: Span = Span::from_secs(10);

/// One recurring duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Due {
    at: Option<BootTime>,
    every: Span,
}

impl Due {
    fn off(every: Span) -> Self {
        Self { at: None, every }
    }

    /// Makes it due one period from now, unless it is set already.
    pub(crate) fn arm(&mut self, now: BootTime) {
        self.at.get_or_insert(now + self.every);
    }

    /// Nothing is due any more.
    pub(crate) fn disarm(&mut self) {
        self.at = None;
    }

    /// True once when it is due or nearly so; it is off then.
    pub(crate) fn take(&mut self, now: BootTime) -> bool {
        let due = self
            .at
            .is_some_and(|at| at - SLACK.min(Span::from_millis(self.every.as_millis() / 4)) <= now);
        if due {
            self.at = None;
        }
        due
    }
}

/// All of them.
#[derive(Debug, Clone)]
pub(crate) struct Duties {
    pub(crate) beat: Due,
    pub(crate) flush: Due,
    pub(crate) tidy: Due,
    pub(crate) test: Due,
    pub(crate) alive: Option<Due>,
}

impl Duties {
    pub(crate) fn starting_at(now: BootTime) -> Self {
        let alive = luytre_platform::service::alive_every().map(|every| {
            let mut due = Due::off(every);
            due.arm(now);
            due
        });
        let mut test = Due::off(TEST_EVERY);
        test.arm(now);
        Self {
            beat: Due::off(BEAT_EVERY),
            flush: Due::off(FLUSH_WITHIN),
            tidy: Due::off(TIDY_WITHIN),
            test,
            alive,
        }
    }

    /// The earliest of them.
    pub(crate) fn next(&self) -> Option<BootTime> {
        [
            self.beat.at,
            self.flush.at,
            self.tidy.at,
            self.test.at,
            self.alive.and_then(|alive| alive.at),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_is_done_a_little_early_and_once() {
        let mut due = Due::off(Span::from_secs(60));
        let start = BootTime(0);
        due.arm(start);
        due.arm(start + Span::from_secs(30));
        assert!(!due.take(start + Span::from_secs(49)));
        assert!(due.take(start + Span::from_secs(50)));
        assert!(!due.take(start + Span::from_secs(200)));
    }
}
