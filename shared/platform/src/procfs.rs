//! The process file system, proc(5): small bounded reads, lossy text, `None` for a process that has gone meanwhile.
//! The root is a parameter, so that tests can build their own.

use luytre_core::id::{Account, ProcessKey, SessionId};
use luytre_core::time::{BootTime, Span};
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// More processes than any home computer has; a list is cut there.
const MOST_PROCESSES: usize = 65_536;

/// A process file system.
#[derive(Debug, Clone)]
pub(crate) struct Proc {
    root: PathBuf,
}

/// What we use of `/proc/PID/stat`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stat {
    pub(crate) name: String,
    pub(crate) state: char,
    pub(crate) ppid: u32,
    pub(crate) group: u32,
    /// The controlling terminal; 0 is none.
    pub(crate) tty: i64,
    /// User and system time in ticks, of all threads.
    pub(crate) cpu_ticks: u64,
    pub(crate) threads: u64,
    pub(crate) start_ticks: u64,
}

impl Stat {
    /// Dead, and only waiting for its parent to notice. A process whose first thread alone has ended lives on.
    pub(crate) fn is_zombie(&self) -> bool {
        matches!(self.state, 'Z' | 'X' | 'x') && self.threads <= 1
    }
}

/// Ticks of the kernel's interface as a length of time.
pub(crate) fn ticks(ticks: u64) -> Span {
    let per_second = rustix::param::clock_ticks_per_second().max(1);
    let ms = u128::from(ticks) * 1_000 / u128::from(per_second);
    Span::from_millis(i64::try_from(ms).unwrap_or(i64::MAX))
}

/// When a process with this start tick began.
pub(crate) fn started(start_ticks: u64) -> BootTime {
    BootTime(0) + ticks(start_ticks)
}

/// Reads at most `limit` bytes; what is beyond is not looked at.
pub(crate) fn read_bounded(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    // Enough for nearly every file there in one piece.
    let mut bytes = Vec::with_capacity(limit.min(1024));
    File::open(path)?
        .take(u64::try_from(limit).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Proc {
    pub(crate) fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn path(&self, pid: u32, file: &str) -> PathBuf {
        let mut path = self.root.join(pid.to_string());
        path.push(file);
        path
    }

    fn text(&self, pid: u32, file: &str, limit: usize) -> Option<String> {
        let bytes = read_bounded(&self.path(pid, file), limit).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// All process numbers now.
    pub(crate) fn pids(&self) -> io::Result<Vec<u32>> {
        Ok(fs::read_dir(&self.root)?
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .take(MOST_PROCESSES)
            .collect())
    }

    pub(crate) fn stat(&self, pid: u32) -> Option<Stat> {
        parse_stat(&self.text(pid, "stat", 2048)?)
    }

    pub(crate) fn key(&self, pid: u32) -> Option<ProcessKey> {
        let start_ticks = self.stat(pid)?.start_ticks;
        Some(ProcessKey { pid, start_ticks })
    }

    /// The real user of a process (or thread). The owner of the folder will not do: the kernel gives that of set-group-id
    /// programs, as many games are, to root.
    pub(crate) fn real_uid(&self, pid: u32) -> Option<u32> {
        self.text(pid, "status", 8192)?
            .lines()
            .find_map(|line| line.strip_prefix("Uid:"))?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    }

    /// The owner of a process's folder, and the folder's inode, which is another one for another process. The owner is the
    /// user of the process, or root for a program that the kernel protects (set-user-ID and set-group-ID).
    pub(crate) fn folder(&self, pid: u32) -> Option<(u32, u64)> {
        let meta = fs::metadata(self.root.join(pid.to_string())).ok()?;
        Some((meta.uid(), meta.ino()))
    }

    /// [`Self::real_uid`] at a quarter of its price where the owner of the folder already tells.
    pub(crate) fn user(&self, pid: u32) -> Option<u32> {
        match self.folder(pid)? {
            (0, _) => self.real_uid(pid),
            (owner, _) => Some(owner),
        }
    }

    /// The executable.
    pub(crate) fn exe_path(&self, pid: u32) -> Option<PathBuf> {
        let target = fs::read_link(self.path(pid, "exe")).ok()?;
        // The kernel marks a file that was replaced or removed since.
        Some(
            match target.to_str().and_then(|t| t.strip_suffix(" (deleted)")) {
                Some(clean) => clean.into(),
                None => target,
            },
        )
    }

    /// The user that the executable's file belongs to.
    pub(crate) fn exe_owner(&self, pid: u32) -> Option<u32> {
        let meta = fs::metadata(self.path(pid, "exe")).ok()?;
        Some(meta.uid())
    }

    /// Arguments joined by spaces.
    pub(crate) fn command(&self, pid: u32, limit: usize) -> String {
        let bytes = read_bounded(&self.path(pid, "cmdline"), limit).unwrap_or_default();
        let end = bytes
            .iter()
            .rposition(|b| *b != 0)
            .map_or(0, |last| last + 1);
        let spaced: Vec<u8> = bytes
            .iter()
            .take(end)
            .map(|b| if *b == 0 { b' ' } else { *b })
            .collect();
        let mut text = String::from_utf8_lossy(&spaced).into_owned();
        // Replacement characters are longer than the bytes they stand for.
        let mut cut = limit.min(text.len());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        text.truncate(cut);
        text
    }

    /// The audit session of a process, if it belongs to one.
    pub(crate) fn audit_session(&self, pid: u32) -> Option<u32> {
        let number: u32 = self.text(pid, "sessionid", 32)?.trim().parse().ok()?;
        (number != u32::MAX).then_some(number)
    }

    /// The control group from the root of the hierarchy; in the hybrid layout that of systemd's own hierarchy.
    pub(crate) fn cgroup(&self, pid: u32) -> Option<String> {
        parse_cgroup(&self.text(pid, "cgroup", 8192)?)
    }

    /// True if the process was started with a way to a screen. A process can change what is read here.
    pub(crate) fn has_display(&self, pid: u32) -> bool {
        read_bounded(&self.path(pid, "environ"), 64 * 1024).is_ok_and(|environment| {
            environment
                .split(|b| *b == 0)
                .any(|v| v.starts_with(b"DISPLAY=") || v.starts_with(b"WAYLAND_DISPLAY="))
        })
    }

    /// True if all program code of the process comes from files of root: nobody has slipped own code into it.
    pub(crate) fn runs_only_system_code(&self, pid: u32) -> bool {
        let Some(maps) = self.text(pid, "maps", 1 << 20) else {
            return false;
        };
        maps.lines().all(|line| {
            let mut fields = line.split_whitespace();
            let executable = fields.nth(1).is_some_and(|rights| rights.contains('x'));
            let file = fields.nth(3);
            match file {
                Some(file) if executable && file.starts_with('/') => {
                    let inside = self.path(pid, "root").join(file.trim_start_matches('/'));
                    fs::metadata(&inside)
                        .or_else(|_| fs::metadata(file))
                        .is_ok_and(|meta| meta.uid() == 0)
                }
                _ => true,
            }
        })
    }
}

fn parse_stat(text: &str) -> Option<Stat> {
    // The name is in parentheses and may itself hold spaces and parentheses.
    let (head, tail) = text.rsplit_once(')')?;
    let name = head.split_once('(')?.1.to_owned();
    let fields: Vec<&str> = tail.split_whitespace().collect();
    // `tail` begins with field 3 of proc(5).
    let field = |number: usize| fields.get(number - 3).copied();
    let number = |n: usize| field(n)?.parse::<u64>().ok();
    Some(Stat {
        name,
        state: field(3)?.chars().next()?,
        ppid: field(4)?.parse().ok()?,
        group: field(5)?.parse().ok()?,
        tty: field(7)?.parse().ok()?,
        cpu_ticks: number(14)?.saturating_add(number(15)?),
        threads: number(20)?,
        start_ticks: number(22)?,
    })
}

fn parse_cgroup(text: &str) -> Option<String> {
    let path_after = |prefix: &str| {
        text.lines().find_map(|line| {
            let (_, rest) = line.split_once(':')?;
            rest.strip_prefix(prefix)
        })
    };
    let unified = path_after(":");
    let path = match unified {
        Some(path) if path != "/" => path,
        other => path_after("name=systemd:").or(other)?,
    };
    Some(path.to_owned())
}

/// What systemd's naming of control groups tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CgroupNames {
    pub(crate) session: Option<SessionId>,
    pub(crate) owner_uid: Option<u32>,
    pub(crate) flatpak: Option<String>,
    pub(crate) snap: Option<String>,
}

/// Reads the names of a control group's path.
pub(crate) fn cgroup_names(path: &str) -> CgroupNames {
    let mut names = CgroupNames::default();
    for part in path.split('/') {
        if let Some(uid) = between(part, "user-", ".slice") {
            names.owner_uid = uid.parse().ok();
        } else if let Some(id) = between(part, "session-", ".scope") {
            names.session = Some(SessionId::from(id));
        } else if let Some(app) = between(part, "app-flatpak-", ".scope") {
            let app = app.rsplit_once('-').map_or(app, |(app, _number)| app);
            names.flatpak = Some(unescape(app));
        } else if part.ends_with(".scope") || part.ends_with(".service") {
            let mut words = part.split('.');
            if words.next() == Some("snap") {
                names.snap = words.next().map(unescape);
            }
        }
    }
    names
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(start)?.strip_suffix(end)
}

/// Undoes systemd's escaping of unit names (`\x2d` is a hyphen), systemd-escape(1).
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        out.push_str(before);
        match after
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            Some(byte) if byte.is_ascii() => {
                out.push(char::from(byte));
                rest = after.get(2..).unwrap_or_default();
            }
            Some(_) | None => {
                out.push_str("\\x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Account names by number, asked once each. A home has few accounts; the list is kept short all the same.
#[derive(Debug, Default)]
pub(crate) struct Names(std::collections::BTreeMap<u32, Account>);

impl Names {
    /// The name, or the number as text where there is none.
    pub(crate) fn of(&mut self, uid: u32) -> Account {
        if let Some(name) = self.0.get(&uid) {
            return name.clone();
        }
        let name = crate::accounts::by_uid(uid)
            .map_or_else(|_| Account(uid.to_string()), |info| info.account);
        if self.0.len() >= 256 {
            self.0.clear();
        }
        self.0.insert(uid, name.clone());
        name
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// Writes a process into a made-up process file system.
    pub(crate) struct FakeProcess<'a> {
        pub(crate) pid: u32,
        pub(crate) name: &'a str,
        pub(crate) ppid: u32,
        pub(crate) uid: u32,
        pub(crate) tty: i64,
        pub(crate) cpu_ticks: u64,
        pub(crate) start_ticks: u64,
        pub(crate) exe: &'a str,
        pub(crate) cgroup: &'a str,
    }

    impl FakeProcess<'_> {
        pub(crate) fn write(&self, root: &Path) {
            let dir = root.join(self.pid.to_string());
            fs::create_dir_all(&dir).unwrap();
            let stat = format!(
                "{} ({}) S {} 1 1 {} 0 0 0 0 0 0 {} 0 0 0 20 0 1 0 {} 0 0\n",
                self.pid, self.name, self.ppid, self.tty, self.cpu_ticks, self.start_ticks
            );
            fs::write(dir.join("stat"), stat).unwrap();
            let uid = self.uid;
            fs::write(
                dir.join("status"),
                format!("Name:\tx\nUid:\t{uid}\t0\t0\t0\n"),
            )
            .unwrap();
            fs::write(dir.join("cgroup"), format!("0::{}\n", self.cgroup)).unwrap();
            fs::write(dir.join("maps"), "").unwrap();
            fs::write(dir.join("cmdline"), format!("{}\0--flag\0", self.exe)).unwrap();
            let link = dir.join("exe");
            if fs::symlink_metadata(&link).is_err() {
                symlink(self.exe, &link).unwrap();
            }
        }
    }

    #[test]
    fn a_name_cannot_forge_the_fields_after_it() {
        let stat = parse_stat("42 (a) S 1 (b) R 7 1 1 34816 0 0 0 0 0 0 5 6 0 0 20 0 3 0 777 0 0")
            .unwrap();
        assert_eq!(stat.name, "a) S 1 (b");
        assert_eq!((stat.ppid, stat.tty), (7, 34_816));
        assert_eq!((stat.cpu_ticks, stat.start_ticks), (11, 777));
        let headless = "42 (game) Z 7 1 1 0 0 0 0 0 0 0 5 6 0 0 20 0 3 0 777 0 0";
        assert!(
            !parse_stat(headless).unwrap().is_zombie(),
            "two threads go on"
        );
        let dead = headless.replace("20 0 3", "20 0 1");
        assert!(parse_stat(&dead).unwrap().is_zombie());
        for broken in ["", "1 (x)", "1 (x) S", "1 (x) S a b c", ")("] {
            assert_eq!(parse_stat(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn control_groups_are_read_in_every_layout() {
        let unified = "0::/user.slice/user-1001.slice/session-c2.scope\n";
        assert_eq!(
            parse_cgroup(unified).unwrap(),
            "/user.slice/user-1001.slice/session-c2.scope"
        );
        let hybrid = "12:cpu:/x\n1:name=systemd:/user.slice/user-5.slice/session-3.scope\n0::/\n";
        assert_eq!(
            parse_cgroup(hybrid).unwrap(),
            "/user.slice/user-5.slice/session-3.scope"
        );
        assert_eq!(parse_cgroup("0::/\n").unwrap(), "/");
        assert_eq!(parse_cgroup("rubbish"), None);
    }

    #[test]
    fn control_group_names_tell_session_owner_flatpak_and_snap() {
        let names = cgroup_names("/user.slice/user-1001.slice/session-c2.scope");
        assert_eq!(names.owner_uid, Some(1001));
        assert_eq!(names.session, Some(SessionId::from("c2")));
        let names = cgroup_names(
            "/user.slice/user-7.slice/user@7.service/app.slice/app-flatpak-com.mojang.Mine\\x2dcraft-4242.scope",
        );
        assert_eq!(names.flatpak.as_deref(), Some("com.mojang.Mine-craft"));
        assert_eq!((names.owner_uid, names.session), (Some(7), None));
        let names = cgroup_names(
            "/user.slice/user-7.slice/user@7.service/app.slice/snap.firefox.firefox-1b2c.scope",
        );
        assert_eq!(names.snap.as_deref(), Some("firefox"));
        assert_eq!(cgroup_names("/init.scope"), CgroupNames::default());
        assert_eq!(unescape("a\\x2"), "a\\x2");
        assert_eq!(unescape("a\\xffb\\x41"), "a\\xffbA");
    }

    #[test]
    fn commands_are_bounded_and_never_broken_text() {
        let dir = tempfile::tempdir().unwrap();
        let pid_dir = dir.path().join("5");
        fs::create_dir(&pid_dir).unwrap();
        let proc = Proc::new(dir.path());
        assert_eq!(proc.command(5, 4096), "");
        fs::write(pid_dir.join("cmdline"), b"java\0-cp\0net.minecraft\0\0").unwrap();
        assert_eq!(proc.command(5, 4096), "java -cp net.minecraft");
        fs::write(pid_dir.join("cmdline"), [0xff; 10_000]).unwrap();
        let text = proc.command(5, 4096);
        assert!(text.len() <= 4096 && text.starts_with('\u{fffd}'));
    }

    #[test]
    fn the_real_user_counts_and_own_processes_are_seen() {
        let dir = tempfile::tempdir().unwrap();
        FakeProcess {
            pid: 9,
            name: "xbill",
            ppid: 1,
            uid: 1001,
            tty: 0,
            cpu_ticks: 1,
            start_ticks: 250,
            exe: "/usr/games/xbill (deleted)",
            cgroup: "/",
        }
        .write(dir.path());
        let proc = Proc::new(dir.path());
        assert_eq!(proc.pids().unwrap(), [9]);
        assert_eq!(proc.real_uid(9), Some(1001));
        assert_eq!(proc.exe_path(9).unwrap(), Path::new("/usr/games/xbill"));
        assert_eq!(proc.real_uid(10), None);
        let own = Proc::new("/proc");
        let pid = std::process::id();
        assert_eq!(own.real_uid(pid), Some(rustix::process::getuid().as_raw()));
        assert_eq!(own.exe_path(pid), std::env::current_exe().ok());
        assert!(own.pids().unwrap().contains(&pid));
        assert!(started(own.stat(pid).unwrap().start_ticks).0 > 0);
    }
}
