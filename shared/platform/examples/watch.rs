//! Prints what this machine tells, as it happens: for people who work on the platform.
//!
//! `cargo run -p luytre-platform --example watch -- [seconds] [uid ...]`
#![allow(clippy::print_stdout, reason = "printing is all it does")]

use luytre_platform::presence::{PresenceProbe, PresenceQuery, Roots};
use luytre_platform::processes::{ProcessOptions, Processes};
use luytre_platform::sessions::{SessionOptions, Sessions};
use luytre_platform::{Clock, PlatformEvent, SessionEvent, SystemClock, clock};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().map_or(Ok(60), |text| text.parse())?;
    let uids: BTreeSet<u32> = arguments
        .map(|text| text.parse())
        .collect::<Result<_, _>>()?;

    let system_clock = SystemClock::new()?;
    println!("{:?} zone {:?}", system_clock.now(), clock::time_zone());
    let (sender, mut events) = mpsc::channel(64);
    clock::watch_steps(sender.clone());
    let processes = Processes::watch(ProcessOptions::default(), sender.clone());
    processes.set_accounts(uids);
    let sessions = Sessions::watch(SessionOptions::default(), sender);
    let mut probe = PresenceProbe::new(Roots::default());
    let mut delay = None;
    let end = tokio::time::Instant::now() + Duration::from_secs(seconds);
    loop {
        let event = tokio::select! {
            () = tokio::time::sleep_until(end) => return Ok(()),
            event = events.recv() => event,
        };
        let Some(event) = event else { return Ok(()) };
        println!("{event:?}");
        if let PlatformEvent::Session(
            SessionEvent::Changed(session) | SessionEvent::Opened(session),
        ) = event
        {
            let query = PresenceQuery {
                uid: session.uid,
                seat: session.seat,
                leader: session.leader,
                cgroup: session.cgroup,
            };
            println!("{:?}", probe.look(&query, system_clock.now().boot));
            if delay.is_none() {
                delay = sessions.delay_sleep().await.ok();
                println!("delays sleep: {}", delay.is_some());
            }
        }
    }
}
