//! When the watcher looks again.

use crate::clock::{Alarm, boot_now};
use luytre_core::time::{BootTime, Span};
use tokio::time::Instant;

/// Rings at a time. The runtime's own timer wakes a thread up to three times on the way to one, and programs come and go all
/// day long; the kernel's wakes it once.
pub(super) struct Bell {
    alarm: Option<Alarm>,
    set_to: Option<Instant>,
}

impl Bell {
    pub(super) fn new() -> Self {
        let alarm = Alarm::new()
            .inspect_err(
                |error| tracing::info!(%error, "looking at programs by the runtime's timer"),
            )
            .ok();
        Self {
            alarm,
            set_to: None,
        }
    }

    /// Waits until this time; for ever if it is `None`. Safe to drop and call again.
    pub(super) async fn at(&mut self, at: Option<Instant>) {
        if let Some(alarm) = &self.alarm {
            if at == self.set_to || alarm.set(at.map(in_boot_time)).is_ok() {
                self.set_to = at;
                if alarm.rung().await.is_ok() {
                    self.set_to = None;
                    return;
                }
            }
            tracing::warn!("a timer of the kernel failed");
            self.alarm = None;
        }
        match at {
            Some(at) => tokio::time::sleep_until(at).await,
            None => std::future::pending().await,
        }
    }
}

/// The boot time of an instant, not before it.
fn in_boot_time(at: Instant) -> BootTime {
    let ahead = at.saturating_duration_since(Instant::now());
    let ahead = i64::try_from(ahead.as_millis()).unwrap_or(i64::MAX);
    boot_now() + Span::from_millis(ahead.saturating_add(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn it_rings_once_for_each_time_and_never_early() {
        let mut bell = Bell::new();
        for ahead in [0, 30, 5] {
            let at = Instant::now() + Duration::from_millis(ahead);
            bell.at(Some(at)).await;
            assert!(Instant::now() >= at);
        }
        // Asked again for a time that was waited for in vain, and for none.
        let later = Some(Instant::now() + Duration::from_millis(40));
        let nap = Duration::from_millis(5);
        assert!(tokio::time::timeout(nap, bell.at(later)).await.is_err());
        assert!(tokio::time::timeout(nap, bell.at(None)).await.is_err());
        bell.at(later).await;
        assert!(Some(Instant::now()) >= later);
    }
}
