//! The gate against the real kernel, over a file system of the test's own, so that the machine's programs are left alone.
//!
//! Needs root. Each test mounts a small tmpfs and takes it away again.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop, and say what it lacks"
)]

use luytre_platform::exec_gate::{Answer, ExecGate, Held};
use std::fs;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc;
use std::thread::JoinHandle;

/// A tmpfs with programs on it.
struct Disk(tempfile::TempDir);

impl Disk {
    /// `None`: this machine lacks the rights.
    fn mount() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=16m", "luytre-test"])
            .arg(dir.path())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(dir));
        }
        eprintln!("exec_gate: cannot mount a tmpfs here (root is needed)");
        assert!(std::env::var_os("CI").is_none(), "needed in CI");
        None
    }

    fn program(&self, name: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::copy("/bin/true", &path).unwrap();
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// A gate on a thread of its own that answers by the file's name, until its socket is dropped.
struct Guard {
    stop: Option<UnixStream>,
    thread: Option<JoinHandle<()>>,
    /// Names that were asked about.
    asked: mpsc::Receiver<String>,
}

impl Guard {
    fn over(disk: &Disk, answer: impl Fn(&str, &Held) -> Answer + Send + 'static) -> Self {
        let mut gate = ExecGate::open_on(disk.0.path()).unwrap();
        let (stop, stopped) = UnixStream::pair().unwrap();
        let (tell, asked) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            loop {
                let woken = gate.wait(stopped.as_fd()).unwrap();
                for held in gate.held().unwrap() {
                    let path = held.path().unwrap();
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    tell.send(name.clone()).unwrap();
                    let answer = answer(&name, &held);
                    gate.answer(held, answer).unwrap();
                }
                if woken.other {
                    return;
                }
            }
        });
        Self {
            stop: Some(stop),
            thread: Some(thread),
            asked,
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.try_iter().collect()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn runs(program: &Path) -> bool {
    match Command::new(program).status() {
        Ok(status) => status.success(),
        Err(error) => {
            assert_eq!(error.kind(), std::io::ErrorKind::PermissionDenied);
            false
        }
    }
}

#[test]
fn a_refused_program_never_runs_and_others_do() {
    let Some(disk) = Disk::mount() else { return };
    let (game, lesson) = (disk.program("game"), disk.program("lesson"));
    let guard = Guard::over(&disk, |name, _| match name {
        "game" => Answer::Refuse,
        _ => Answer::Allow,
    });
    for _ in 0..50 {
        assert!(!runs(&game) && runs(&lesson));
    }
    assert_eq!(guard.asked().len(), 100);
    drop(guard);
    assert!(runs(&game), "a closed gate lets everything run");
}

#[test]
fn another_name_for_the_same_file_is_the_same_file() {
    let Some(disk) = Disk::mount() else { return };
    let game = disk.program("game");
    let other = disk.0.path().join("homework");
    fs::hard_link(&game, &other).unwrap();
    let (tell, told) = mpsc::channel();
    let guard = Guard::over(&disk, move |_, held| {
        tell.send((held.file().unwrap(), held.user(), held.content(4).unwrap()))
            .unwrap();
        Answer::Allow
    });
    assert!(runs(&game) && runs(&other));
    let first = told.recv().unwrap();
    let second = told.recv().unwrap();
    assert_eq!(first.0, second.0);
    assert_eq!(first.1, Some(rustix::process::getuid().as_raw()));
    assert_eq!(first.2, b"\x7fELF");
    drop(guard);
}

#[test]
fn a_file_is_asked_about_again_when_it_was_modified_or_the_rules_changed() {
    let Some(disk) = Disk::mount() else { return };
    let tool = disk.program("tool");
    let mut gate = ExecGate::open_on(disk.0.path()).unwrap();
    let (_nobody, quiet) = UnixStream::pair().unwrap();
    let answer_one = |gate: &mut ExecGate, child: Child| {
        gate.wait(quiet.as_fd()).unwrap();
        let held = gate.held().unwrap().pop().unwrap();
        gate.answer(held, Answer::AllowUntilModified).unwrap();
        child.wait_with_output().unwrap();
    };
    let start = |path: PathBuf| {
        // Started by a shell, so that this thread is not held up itself.
        Command::new("/bin/sh")
            .arg("-c")
            .arg("\"$0\"")
            .arg(path)
            .spawn()
            .unwrap()
    };
    answer_one(&mut gate, start(tool.clone()));
    assert!(runs(&tool), "not asked about, or this would hang");
    assert!(gate.held().unwrap().is_empty());

    let mut content = fs::read(&tool).unwrap();
    content.push(0);
    fs::write(&tool, content).unwrap();
    answer_one(&mut gate, start(tool.clone()));

    gate.ask_again().unwrap();
    answer_one(&mut gate, start(tool));
}

#[test]
fn a_program_that_nobody_answers_for_runs() {
    let Some(disk) = Disk::mount() else { return };
    let game = disk.program("game");
    let mut gate = ExecGate::open_on(disk.0.path()).unwrap();
    let (_nobody, quiet) = UnixStream::pair().unwrap();
    let start = || {
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg("\"$0\"").arg(&game).spawn().unwrap()
    };
    let forgotten = start();
    gate.wait(quiet.as_fd()).unwrap();
    drop(gate.held().unwrap());
    assert!(forgotten.wait_with_output().unwrap().status.success());

    let waiting = start();
    gate.wait(quiet.as_fd()).unwrap();
    drop(gate);
    assert!(waiting.wait_with_output().unwrap().status.success());
}
