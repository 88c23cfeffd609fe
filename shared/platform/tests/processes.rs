//! The process watcher on real processes of a made-up user, with each source of events.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "test code outside of test functions; other events pass by"
)]

mod common;

use common::{is_root, machine_has, wait_for};
use luytre_core::id::ProcessKey;
use luytre_platform::processes::{ProcessOptions, Processes, key_of};
use luytre_platform::{HealthCode, PlatformEvent, ProcessEvent, ProcessFacts, ProcessSource};
use std::collections::BTreeSet;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;

/// A user that nobody else has, not even the same test in another run at the same time.
fn own_uid() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let offset = NEXT.fetch_add(1, Ordering::Relaxed);
    20_000 + (std::process::id() * 8 + offset) % 39_000
}

/// Ends with the test, also when that fails.
struct Run(Child);

impl Run {
    fn end(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // Already ended in the usual case.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Watches one such user.
struct Home {
    uid: u32,
    processes: Processes,
    events: mpsc::Receiver<PlatformEvent>,
}

impl Home {
    async fn new(best_source: ProcessSource) -> Self {
        let uid = own_uid();
        let (sender, events) = mpsc::channel(64);
        let options = ProcessOptions {
            best_source,
            scan_every: Duration::from_millis(100),
        };
        let processes = Processes::watch(options, sender);
        let mut home = Self {
            uid,
            processes,
            events,
        };
        let source = wait_for(&mut home.events, "the source", |event| match event {
            PlatformEvent::Process(ProcessEvent::Source(source)) => Some(source),
            _ => None,
        })
        .await;
        assert_eq!(
            source, best_source,
            "this machine has a better source than was used"
        );
        home.processes.set_accounts(BTreeSet::from([uid]));
        home
    }

    fn shell(&self, script: &str) -> Run {
        let child = Command::new("sh")
            .args(["-c", script])
            .uid(self.uid)
            .gid(self.uid)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Run(child)
    }

    async fn started(&mut self, command: &str) -> ProcessFacts {
        wait_for(&mut self.events, command, |event| match event {
            // A look in the midst of an exec may show the new command with the old program; it is corrected.
            PlatformEvent::Process(ProcessEvent::Started(facts))
                if facts.command == command
                    && facts.exe.as_ref().is_some_and(|exe| {
                        command.starts_with("sleep") == exe.ends_with("sleep")
                    }) =>
            {
                Some(facts)
            }
            _ => None,
        })
        .await
    }

    async fn ended(&mut self, key: ProcessKey) {
        wait_for(&mut self.events, "the end", |event| match event {
            PlatformEvent::Process(ProcessEvent::Ended(ended)) => (ended == key).then_some(()),
            _ => None,
        })
        .await;
    }
}

/// The story every source must tell: found when added, started, executes something else, ended.
async fn tells_the_story(source: ProcessSource) {
    let mut home = Home::new(source).await;
    let uid = home.uid;
    let mut child = home.shell("exec sleep 101");
    let facts = home.started("sleep 101").await;
    assert_eq!(facts.key, key_of(child.0.id()).unwrap());
    assert_eq!((facts.uid, facts.exe_owner), (uid, Some(0)));
    assert!(facts.exe.as_ref().unwrap().ends_with("sleep"), "{facts:?}");
    assert_eq!(facts.account.as_str(), uid.to_string());

    let mut changer = home.shell("read line; exec sleep 102");
    let before = home.started("sh -c read line; exec sleep 102").await;
    drop(changer.0.stdin.take());
    let after = home.started("sleep 102").await;
    assert_eq!(
        after.key, before.key,
        "the same process executes something else"
    );

    child.end();
    home.ended(facts.key).await;
    changer.end();
    home.ended(after.key).await;

    // An account that is added later brings what already runs; one that is removed falls silent.
    home.processes.set_accounts(BTreeSet::new());
    let mut early = home.shell("exec sleep 103");
    let mut late = home.shell("read line; exec sleep 104");
    home.processes.set_accounts(BTreeSet::from([uid]));
    home.started("sleep 103").await;
    for child in [&mut early, &mut late] {
        child.end();
    }
}

#[tokio::test]
async fn kernel_events_tell_the_story() {
    if machine_has(is_root(), "root, for the kernel's process events") {
        tells_the_story(ProcessSource::KernelEvents).await;
    }
}

#[tokio::test]
async fn file_access_tells_the_story() {
    if machine_has(is_root(), "root, for file events") {
        tells_the_story(ProcessSource::FileAccess).await;
    }
}

#[tokio::test]
async fn looking_tells_the_story() {
    if machine_has(is_root(), "root, for processes of another user") {
        tells_the_story(ProcessSource::Scan).await;
    }
}

#[tokio::test]
async fn what_is_left_of_a_program_that_forks_and_ends_is_seen() {
    if !machine_has(is_root(), "root, for the kernel's process events") {
        return;
    }
    let mut home = Home::new(ProcessSource::KernelEvents).await;
    // A subshell executes nothing: it is a fork of the shell, and outlives it.
    let script = "exec 3<&0; (read line <&3) & exit 0";
    let mut parent = home.shell(script);
    let parent_key = key_of(parent.0.id()).unwrap();
    let command = format!("sh -c {script}");
    let left = loop {
        let facts = home.started(&command).await;
        if facts.key != parent_key {
            break facts;
        }
    };
    drop(parent.0.stdin.take());
    home.ended(left.key).await;
    parent.0.wait().unwrap();
}

#[tokio::test]
async fn a_process_too_short_to_matter_does_not_break_the_rest() {
    if !machine_has(is_root(), "root, for the kernel's process events") {
        return;
    }
    let mut home = Home::new(ProcessSource::KernelEvents).await;
    let script = "i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i+1)); done; exec sleep 105";
    let mut child = home.shell(script);
    let facts = home.started("sleep 105").await;
    child.end();
    home.ended(facts.key).await;
}

#[tokio::test]
async fn the_last_resort_is_told_as_a_weakness_only_when_it_was_not_asked_for() {
    let (sender, mut events) = mpsc::channel(64);
    let options = ProcessOptions {
        best_source: ProcessSource::Scan,
        ..ProcessOptions::default()
    };
    let _processes = Processes::watch(options, sender);
    let first = events.recv().await.unwrap();
    assert_eq!(
        first,
        PlatformEvent::Process(ProcessEvent::Source(ProcessSource::Scan))
    );
    assert!(events.try_recv().is_err());
    assert_eq!(HealthCode::ProcessesByScan.as_str(), "processes_by_scan");
}
