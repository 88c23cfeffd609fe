//! What the platform's tests share.
#![allow(dead_code, reason = "each test program uses the part it needs")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "test code outside of test functions"
)]

use luytre_platform::PlatformEvent;
use std::time::Duration;
use tokio::sync::mpsc;

/// Longer than anything here takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// False, with one line, where the machine lacks what a test needs; in CI that is a failure.
pub(crate) fn machine_has(it: bool, what: &str) -> bool {
    if !it {
        eprintln!("not tested here: {what}");
        assert!(std::env::var_os("CI").is_none(), "CI lacks {what}");
    }
    it
}

pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Waits until an event is what `pick` looks for; others pass by.
pub(crate) async fn wait_for<T>(
    events: &mut mpsc::Receiver<PlatformEvent>,
    what: &str,
    mut pick: impl FnMut(PlatformEvent) -> Option<T>,
) -> T {
    tokio::time::timeout(PATIENCE, async {
        loop {
            let event = events.recv().await.expect("the watcher ended");
            if let Some(found) = pick(event) {
                return found;
            }
        }
    })
    .await
    .unwrap_or_else(|_| panic!("never came: {what}"))
}
