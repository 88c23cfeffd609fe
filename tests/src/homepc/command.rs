//! Running programs inside a home PC: as root, as a child in the session, as a child outside of any.
//!
//! A program enters the container's namespaces and the cgroup of its session, so that logind and the kernel count it there
//! exactly as if it had been started from the desktop.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::error::Error;
use super::machine::JOIN_CGROUPS;
use crate::wait::{self, TooLate};

/// No command of a test runs longer; what should is started with one of the `start_…` functions.
const LIMIT: Duration = Duration::from_secs(60);

/// Withheld from everything that enters, since a container shares these with the machine it runs on: above all, nothing in a
/// home PC may set the clock, which has no namespace.
const WITHHELD: &str = "--bounding-set=-sys_time,-sys_module,-sys_rawio,-syslog,-wake_alarm,-block_suspend,-sys_pacct,-mac_admin,-mac_override";

/// Enters a cgroup from inside the process namespace (a process id of outside would be unknown to systemd in there), then the
/// cgroup namespace, then becomes the program. A session's cgroup must exist; our own are made.
const ENTER_CGROUP: &str = r#"
    case $0 in */homepc-*) mkdir -p "/sys/fs/cgroup$0" ;; esac
    echo $$ > "/sys/fs/cgroup$0/cgroup.procs" || exit 125
    exec nsenter --target 1 --cgroup -- "$@"
"#;

/// What a command said and how it ended.
#[derive(Debug, Clone)]
pub struct Output {
    /// Exit code or signal.
    pub status: ExitStatus,
    /// Standard output; what is not UTF-8 is replaced.
    pub stdout: String,
    /// Standard error, likewise.
    pub stderr: String,
    command: String,
}

impl Output {
    /// True for exit code 0.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.status.success()
    }

    /// Standard output without surrounding white space, for commands that have to succeed.
    ///
    /// # Errors
    /// [`Error::Command`], with everything the command said, when it failed.
    pub fn text(self) -> Result<String, Error> {
        if self.status.success() {
            return Ok(self.stdout.trim().to_owned());
        }
        let command = self.command.clone();
        let output = Box::new(self);
        Err(Error::Command { command, output })
    }
}

/// Who runs a program.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) home: String,
}

impl Person {
    pub(super) fn root() -> Self {
        Self {
            name: "root".to_owned(),
            uid: 0,
            home: "/root".to_owned(),
        }
    }
}

/// Who, where and in which environment.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) leader: u32,
    pub(super) time_namespace: bool,
    /// This machine's paths of cgroups to enter that are not visible inside: `/proc/PID/cgroup` shows them nevertheless.
    pub(super) hidden_cgroups: Vec<PathBuf>,
    pub(super) person: Person,
    /// Below the container's root cgroup, starting with a slash.
    pub(super) cgroup: String,
    pub(super) environment: Vec<(&'static str, String)>,
}

impl Entry {
    fn arguments(&self, argv: &[&str]) -> Vec<String> {
        let mut all: Vec<String> = ["sh", "-c", JOIN_CGROUPS, "sh"].map(str::to_owned).to_vec();
        all.extend(
            self.hidden_cgroups
                .iter()
                .map(|path| path.display().to_string()),
        );
        all.extend(["--", "setpriv", WITHHELD, "--", "nsenter", "--target"].map(str::to_owned));
        all.push(self.leader.to_string());
        all.extend(
            [
                "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd",
            ]
            .map(str::to_owned),
        );
        if self.time_namespace {
            all.push("--time".to_owned());
        }
        all.extend(["--", "sh", "-c", ENTER_CGROUP].map(str::to_owned));
        all.push(self.cgroup.clone());
        if self.person.uid != 0 {
            all.push("setpriv".to_owned());
            all.push(format!("--reuid={}", self.person.uid));
            all.push(format!("--regid={}", self.person.uid));
            all.extend(["--init-groups", "--"].map(str::to_owned));
        }
        all.extend(["env", "--ignore-environment"].map(str::to_owned));
        all.push(format!("--chdir={}", self.person.home));
        all.push(PATH.to_owned());
        all.push("LANG=C.UTF-8".to_owned());
        all.push(format!("HOME={}", self.person.home));
        all.push(format!("USER={0}", self.person.name));
        all.push(format!("LOGNAME={0}", self.person.name));
        all.extend(
            self.environment
                .iter()
                .map(|(name, value)| format!("{name}={value}")),
        );
        all.extend(argv.iter().map(|&argument| argument.to_owned()));
        all
    }

    /// Runs a command to its end, with the given standard input.
    pub(super) fn run(&self, argv: &[&str], stdin: Stdio) -> Result<Output, Error> {
        let start = Instant::now();
        let out = Command::new("timeout")
            .arg("--kill-after=1")
            .arg(LIMIT.as_secs().to_string())
            .args(self.arguments(argv))
            .stdin(stdin)
            .output()
            .map_err(Error::io("run timeout, setpriv and nsenter"))?;
        let command = argv.join(" ");
        if start.elapsed() >= LIMIT {
            return Err(Error::Hangs {
                command,
                after: LIMIT,
            });
        }
        Ok(Output {
            status: out.status,
            stdout: String::from_utf8_lossy(&out.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&out.stderr).into_owned(),
            command,
        })
    }

    /// Runs a command on this process's own terminal, for as long as the person there likes.
    pub(super) fn run_here(&self, argv: &[&str]) -> Result<ExitStatus, Error> {
        let arguments = self.arguments(argv);
        Command::new(&arguments[0])
            .args(&arguments[1..])
            .status()
            .map_err(Error::io("run setpriv and nsenter"))
    }

    /// Starts a command and leaves it running.
    pub(super) fn start(&self, argv: &[&str]) -> Result<GuestProcess, Error> {
        let arguments = self.arguments(argv);
        let mut host = Command::new(&arguments[0])
            .args(&arguments[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Error::io("run setpriv and nsenter"))?;
        let (sender, lines) = channel();
        let stdin = host.stdin.take();
        if let Some(out) = host.stdout.take() {
            collect(out, sender.clone());
        }
        if let Some(err) = host.stderr.take() {
            collect(err, sender);
        }
        Ok(GuestProcess {
            command: argv.join(" "),
            host,
            stdin,
            heard: Mutex::new(Heard {
                lines,
                said: Vec::new(),
            }),
        })
    }
}

const PATH: &str =
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/games:/usr/games";

/// One line that a background process said.
#[derive(Debug, Clone)]
pub struct Line {
    /// When it arrived here; the process said it less than a few milliseconds before.
    pub at: Instant,
    /// The line without its end.
    pub text: String,
}

#[derive(Debug)]
struct Heard {
    lines: Receiver<Line>,
    said: Vec<Line>,
}

/// A program running in the background inside a home PC. It is killed when this is dropped.
#[derive(Debug)]
pub struct GuestProcess {
    command: String,
    host: Child,
    stdin: Option<ChildStdin>,
    heard: Mutex<Heard>,
}

impl GuestProcess {
    /// Its process id as this machine sees it, for `/proc` and for measuring. Waits until it has become the program.
    ///
    /// # Errors
    /// When it ended before it began.
    pub fn host_pid(&mut self) -> Result<u32, Error> {
        let (command, pid) = (self.command.clone(), self.host.id());
        let program = command.split(' ').next().unwrap_or_default().to_owned();
        let program = program.rsplit('/').next().unwrap_or_default();
        let leading_in = ["sh", "nsenter", "setpriv", "env"];
        wait::find(&format!("`{command}` runs"), wait::PATIENCE, || {
            if let Some(status) = self.host.try_wait().map_err(Error::io("watch a process"))? {
                let said = format!("{}\n({status})", self.said());
                let command = command.clone();
                return Err(Error::Silent { command, said });
            }
            let Some(child) = only_child_of(pid) else {
                return Ok(None);
            };
            // Between fork and the last exec it still is one of the programs that lead inside.
            let name = std::fs::read_to_string(format!("/proc/{child}/comm")).unwrap_or_default();
            let still_entering =
                leading_in.contains(&name.trim()) && !leading_in.contains(&program);
            Ok((!name.is_empty() && !still_entering).then_some(child))
        })
    }

    /// True until it has ended.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn is_running(&mut self) -> Result<bool, Error> {
        let ended = self.host.try_wait();
        Ok(ended.map_err(Error::io("watch a process"))?.is_none())
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// [`Error::TooLate`] when it goes on beyond `patience`.
    pub fn wait_ended(&mut self, patience: Duration) -> Result<ExitStatus, Error> {
        let what = format!("`{}` ends", self.command);
        wait::find(&what, patience, || {
            self.host.try_wait().map_err(Error::io("watch a process"))
        })
    }

    /// Writes a line to its standard input.
    ///
    /// # Errors
    /// When it no longer reads.
    pub fn tell(&mut self, line: &str) -> Result<(), Error> {
        let Some(stdin) = &mut self.stdin else {
            return Ok(());
        };
        writeln!(stdin, "{line}")
            .and_then(|()| stdin.flush())
            .map_err(Error::io(format!("talk to `{}`", self.command)))
    }

    /// The next line, of standard output or standard error, that `wanted` accepts; lines before it are passed over.
    ///
    /// # Errors
    /// [`Error::TooLate`] when none came within `patience`, [`Error::Silent`] when none can come any more.
    pub fn next_line(
        &self,
        what: &str,
        patience: Duration,
        mut wanted: impl FnMut(&str) -> bool,
    ) -> Result<Line, Error> {
        let start = Instant::now();
        let mut heard = self.heard();
        loop {
            let left = patience.saturating_sub(start.elapsed());
            match heard.lines.recv_timeout(left) {
                Ok(line) => {
                    heard.said.push(line.clone());
                    if wanted(&line.text) {
                        return Ok(line);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let (what, waited) = (what.to_owned(), start.elapsed());
                    return Err(TooLate { what, waited }.into());
                }
                Err(RecvTimeoutError::Disconnected) => {
                    drop(heard);
                    let (command, said) = (self.command.clone(), self.said());
                    return Err(Error::Silent { command, said });
                }
            }
        }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().expect("nobody panics while holding it")
    }

    /// Everything it has said so far.
    #[must_use]
    pub fn said(&self) -> String {
        let mut heard = self.heard();
        while let Ok(line) = heard.lines.try_recv() {
            heard.said.push(line);
        }
        let texts: Vec<&str> = heard.said.iter().map(|line| line.text.as_str()).collect();
        texts.join("\n")
    }

    /// Kills it at once. What it started itself goes on, as it would on a PC.
    pub fn kill(&mut self) {
        if let Ok(None) = self.host.try_wait() {
            if let Some(pid) = only_child_of(self.host.id()) {
                kill_host_pid(pid);
            } else {
                // Not inside yet, so there is nothing of it in there.
                let _ = self.host.kill();
            }
        }
        let _ = self.host.wait();
    }
}

impl Drop for GuestProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

impl fmt::Display for GuestProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.command)
    }
}

/// Kills a process of this machine; one that is gone already is fine.
pub(super) fn kill_host_pid(pid: u32) {
    if let Some(pid) = i32::try_from(pid)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
    }
}

fn only_child_of(pid: u32) -> Option<u32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

/// Reads lines on a thread of their own, each with its time of arrival, until the other side closes.
fn collect(from: impl Read + Send + 'static, to: Sender<Line>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(from);
        let mut bytes = Vec::new();
        while matches!(read_line(&mut reader, &mut bytes), Ok(true)) {
            let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            let at = Instant::now();
            if to.send(Line { at, text }).is_err() {
                return;
            }
        }
    });
}

fn read_line(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    bytes.clear();
    Ok(reader.read_until(b'\n', bytes)? > 0)
}
