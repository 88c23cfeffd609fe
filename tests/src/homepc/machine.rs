//! The container under a home PC: overlay, cgroups, systemd-nspawn, and their end.
//!
//! Nothing here knows about accounts or sessions. Cleaning up is not done here either: a script holds the other end of a pipe
//! and cleans when this process lets go of it, so that the same happens after a drop, a panic and a kill.

use std::fs::{self, File};
use std::os::unix::net::UnixDatagram;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use super::base;
use super::error::Error;
use crate::wait;

/// A boot takes less than a second; a busy machine may need many times that.
const BOOT_PATIENCE: Duration = Duration::from_secs(60);

/// A service that ignores being asked to stop has 90 s by systemd's default; no home PC of a test should have one.
const POWER_OFF_PATIENCE: Duration = Duration::from_secs(30);

/// How long the booted system claims to be up already, in seconds: the time the firmware of a PC takes.
const FIRMWARE_S: i64 = 2;

/// System calls that a PC's services may use and nspawn's filter withholds: exec refusal, reading whether the clock is
/// synchronised (setting it needs a capability that stays withheld), kernel probes.
const EXTRA_CALLS: &str =
    "--system-call-filter=adjtimex clock_adjtime fanotify_init fanotify_mark bpf perf_event_open";

/// One container with its files; booted or not.
#[derive(Debug)]
pub(super) struct Machine {
    dir: PathBuf,
    name: String,
    cgroups: Vec<PathBuf>,
    /// The cleaning script. It starts when its standard input closes.
    keeper: Child,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    nspawn: Child,
    leader: u32,
}

impl Machine {
    /// A fresh machine on the given base, not booted. Its name holds this process's id, so parallel tests never meet.
    pub(super) fn create(name: &str, base: &Path) -> Result<Self, Error> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let plain: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .take(32)
            .collect();
        let name = format!("{plain}-{}-{count}", std::process::id());
        let dir = base::cache().join("run").join(&name);
        fs::create_dir_all(&dir).map_err(Error::file("create", &dir))?;

        let cgroups = cgroups_for(&name)?;
        let listed: String = cgroups
            .iter()
            .map(|c| format!("{}\n", c.display()))
            .collect();
        let list = dir.join("cgroups");
        fs::write(&list, listed).map_err(Error::file("write", &list))?;
        let keeper = start_keeper(&dir)?;
        let machine = Self {
            dir,
            name,
            cgroups,
            keeper,
            running: None,
        };

        for cgroup in &machine.cgroups {
            fs::create_dir_all(cgroup).map_err(Error::file("create", cgroup))?;
        }
        for part in ["upper", "work", "root"] {
            let path = machine.dir.join(part);
            fs::create_dir(&path).map_err(Error::file("create", &path))?;
        }
        machine.mount(base)?;
        base::lay_guest_files(&machine.root())?;
        // Its own identity from the first boot on, the same after a reboot.
        let uuid = fs::read_to_string("/proc/sys/kernel/random/uuid")
            .map_err(Error::io("get a machine id"))?;
        let id = machine.root().join("etc/machine-id");
        fs::write(&id, uuid.replace('-', "")).map_err(Error::file("write", &id))?;
        Ok(machine)
    }

    fn mount(&self, base: &Path) -> Result<(), Error> {
        let options = format!(
            "lowerdir={},upperdir={},workdir={}",
            base.display(),
            self.dir.join("upper").display(),
            self.dir.join("work").display()
        );
        let done = Command::new("mount")
            .args(["-t", "overlay", "-o", &options, "luytre-homepc"])
            .arg(self.root())
            .output()
            .map_err(Error::io("run mount"))?;
        if done.status.success() {
            Ok(())
        } else {
            let text = String::from_utf8_lossy(&done.stderr).trim().to_owned();
            Err(Error::Unexpected {
                from: "mount",
                text,
            })
        }
    }

    /// The root filesystem as this machine sees it: the overlay, without what is mounted inside (`/tmp`, `/run`).
    pub(super) fn root(&self) -> PathBuf {
        self.dir.join("root")
    }

    /// The cgroup that is the container's root, as this machine sees it.
    pub(super) fn payload_cgroup(&self) -> PathBuf {
        self.cgroups[0].join("payload")
    }

    /// The container's root in the hierarchies that it cannot see itself, by this machine's paths.
    pub(super) fn hidden_cgroups(&self) -> Vec<PathBuf> {
        self.cgroups[1..]
            .iter()
            .map(|cgroup| cgroup.join("payload"))
            .collect()
    }

    /// The container's first process, by this machine's process ids; `None` while it is off.
    pub(super) fn leader(&self) -> Option<u32> {
        self.running.as_ref().map(|running| running.leader)
    }

    /// Boots, and returns when systemd has reached its target: it says so itself, over nspawn's notify socket.
    pub(super) fn boot(&mut self) -> Result<(), Error> {
        let socket = self.dir.join("notify");
        if socket.exists() {
            fs::remove_file(&socket).map_err(Error::file("remove", &socket))?;
        }
        let notices = UnixDatagram::bind(&socket).map_err(Error::file("listen on", &socket))?;
        notices
            .set_read_timeout(Some(Duration::from_millis(200)))
            .map_err(Error::file("listen on", &socket))?;
        let mut nspawn = self.start_nspawn(&socket)?;
        match self.wait_ready(&mut nspawn, &notices) {
            Ok(leader) => {
                self.running = Some(Running { nspawn, leader });
                Ok(())
            }
            Err(error) => {
                // The keeper ends what is inside; this only keeps nspawn from staying behind as a zombie.
                let _ = nspawn.kill();
                let _ = nspawn.wait();
                Err(error)
            }
        }
    }

    /// Listens until the container's first process is known and has said that it is ready.
    fn wait_ready(&self, nspawn: &mut Child, notices: &UnixDatagram) -> Result<u32, Error> {
        let start = Instant::now();
        let (mut leader, mut ready) = (None, false);
        let mut buffer = [0_u8; 4096];
        loop {
            if let Ok(length) = notices.recv(&mut buffer) {
                for line in String::from_utf8_lossy(&buffer[..length]).lines() {
                    if let Some(pid) = line.strip_prefix("X_NSPAWN_LEADER_PID=") {
                        leader = pid.parse::<u32>().ok();
                    }
                    ready |= line == "READY=1";
                }
            }
            if let (Some(leader), true) = (leader, ready) {
                return Ok(leader);
            }
            let ended = nspawn.try_wait().map_err(Error::io("watch nspawn"))?;
            if ended.is_some() || start.elapsed() > BOOT_PATIENCE {
                let why = ended.map_or_else(|| "no sign of life".to_owned(), |s| s.to_string());
                let console = self.console_tail();
                return Err(Error::Boot { why, console });
            }
        }
    }

    fn start_nspawn(&self, notify: &Path) -> Result<Child, Error> {
        let console = self.dir.join("console.log");
        let log = File::options()
            .create(true)
            .append(true)
            .open(&console)
            .map_err(Error::file("open", &console))?;
        let errors = log.try_clone().map_err(Error::file("open", &console))?;
        let mut command = Command::new("sh");
        // The shell enters the cgroups before anything else runs: two containers in one cgroup would end each other's units.
        command
            .args(["-c", JOIN_CGROUPS, "sh"])
            .args(&self.cgroups)
            .arg("--")
            .args(fresh_clocks())
            .args([
                "systemd-nspawn",
                "--quiet",
                "--boot",
                "--register=no",
                "--keep-unit",
            ])
            .args(["--console=pipe", "--notify-ready=yes", "--private-network"])
            .args(["--hostname=homepc", EXTRA_CALLS])
            .arg(format!("--machine={}", self.name))
            .arg("-D")
            .arg(self.root())
            .env("NOTIFY_SOCKET", notify)
            .env("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1")
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            // Signals to the test's process group, Ctrl-C for one, must not reach the machine before its keeper does.
            .process_group(0);
        command.spawn().map_err(Error::io("start systemd-nspawn"))
    }

    /// Waits for the end of a power-off that somebody inside has begun.
    pub(super) fn wait_off(&mut self) -> Result<(), Error> {
        let Some(running) = &mut self.running else {
            return Ok(());
        };
        wait::find("the home PC is off", POWER_OFF_PATIENCE, || {
            let ended = running.nspawn.try_wait();
            ended.map_err(Error::io("watch nspawn"))
        })
        .map(|_: ExitStatus| self.running = None)
    }

    /// Ends every process at once, as when the plug is pulled; what was not written is lost.
    pub(super) fn kill(&mut self) -> Result<(), Error> {
        let Some(mut running) = self.running.take() else {
            return Ok(());
        };
        let switch = self.cgroups[0].join("cgroup.kill");
        fs::write(&switch, "1").map_err(Error::file("write", &switch))?;
        running.nspawn.wait().map_err(Error::io("watch nspawn"))?;
        let events = self.cgroups[0].join("cgroup.events");
        wait::until("all its processes have ended", wait::PATIENCE, || {
            let text = fs::read_to_string(&events).map_err(Error::file("read", &events))?;
            Ok(!text.contains("populated 1"))
        })
    }

    /// The last lines that the container's console showed.
    pub(super) fn console_tail(&self) -> String {
        let text = fs::read(self.dir.join("console.log")).unwrap_or_default();
        last_lines(&String::from_utf8_lossy(&text), 20)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let ended = self.keeper.wait();
        if let Some(running) = &mut self.running {
            // The keeper has killed it: this only takes note of it, or a zombie would stay.
            let _ = running.nspawn.wait();
        }
        if !ended.is_ok_and(|status| status.success()) {
            tracing::warn!(machine = %self.name, "the home PC could not be cleaned up: run tests/homepc/clean.sh");
        }
    }
}

/// Puts the shell into each cgroup before `--`, then becomes the command after it.
pub(super) const JOIN_CGROUPS: &str = r#"
    while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs" || exit 125; shift; done
    shift
    exec "$@"
"#;

/// The last `count` lines of a text.
pub(super) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// The cgroup of a machine in each hierarchy that systemd uses; the version 2 one first.
fn cgroups_for(name: &str) -> Result<Vec<PathBuf>, Error> {
    let top = Path::new("/sys/fs/cgroup");
    let own = |tree: PathBuf| tree.join("luytre-homepc").join(name);
    if top.join("cgroup.procs").exists() {
        return Ok(vec![own(top.to_owned())]);
    }
    // Both versions side by side: nspawn takes its place from the named version 1 tree, and runs its payload in the other.
    let unified = top.join("unified");
    if !unified.join("cgroup.procs").exists() {
        return Err(Error::NeedsCgroup2);
    }
    let mut found = vec![own(unified)];
    let named = top.join("systemd");
    if named.join("cgroup.procs").exists() {
        found.push(own(named));
    }
    Ok(found)
}

/// True where the kernel can give a container boot and monotonic clocks of its own.
pub(super) fn has_time_namespaces() -> bool {
    Path::new("/proc/self/ns/time").exists()
}

/// The command prefix that lets boot time start anew, as it does on a PC; nothing where the kernel cannot.
///
/// Wall time is this machine's in any case.
fn fresh_clocks() -> Vec<String> {
    if !has_time_namespaces() {
        return Vec::new();
    }
    let back = |clock| (clock_gettime(clock).tv_sec - FIRMWARE_S).max(0);
    vec![
        "unshare".to_owned(),
        "--time".to_owned(),
        format!("--boottime=-{}", back(ClockId::Boottime)),
        format!("--monotonic=-{}", back(ClockId::Monotonic)),
        // Only children enter the new time namespace.
        "--fork".to_owned(),
        "--kill-child".to_owned(),
    ]
}

fn start_keeper(dir: &Path) -> Result<Child, Error> {
    let script = base::folder().join("clean.sh");
    Command::new(&script)
        .arg("--when-released")
        .arg(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // It has to outlive whatever ends the test's process group.
        .process_group(0)
        .spawn()
        .map_err(Error::file("run", &script))
}
