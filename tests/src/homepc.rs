//! A home PC that can be thrown away: a small Debian with real systemd, logind, D-Bus, polkit and PAM, booted as a container.
//!
//! ```no_run
//! use luytre_tests::homepc::{Error, HomePc};
//!
//! # fn main() -> Result<(), Error> {
//! let pc = HomePc::boot("example")?;
//! let an = pc.login("an")?;                              // a PAM login with a desktop and a screen locker
//! let game = pc.start_as("an", &["ltris"])?;             // in the session, as if clicked on
//! pc.lock(&an)?;                                         // logind asks, the locker locks
//! pc.wait_session(&an, "it is locked", |s| s.locked_hint)?;
//! assert!(pc.run_as_root(&["loginctl"])?.text()?.contains("an"));
//! # drop(game);
//! # Ok(())
//! # }
//! ```
//!
//! The accounts are `parent` (1000, may use sudo) and the children `an` (1001) and `binh` (1002); passwords equal the names.
//! Debian's small games are there: `ltris`, `lbreakout2` and, for a terminal, `bsdgames`.
//!
//! **What it stands on.** `homepc/build.sh` builds the filesystem once (about a minute, half a gigabyte, kept under
//! `LUYTRE_HOMEPC_CACHE`, by default `/var/cache/luytre-homepc`); each PC puts an overlay on it and lives in a cgroup of its own,
//! so tests run side by side. A boot takes less than a second. Root and a cgroup v2 tree are needed, systemd on this machine is
//! not. However a test ends, its PC ends with it; `homepc/clean.sh` ends all of them by hand.
//!
//! **What is real, and what is not.**
//! - Boot time starts anew with each boot, as does the boot id: [`HomePc::reboot`] and [`HomePc::pull_the_plug`] look like the real
//!   thing to a program, except that wall time is this machine's. *Nothing in a home PC can set the clock*: it has no namespace,
//!   so the capability is withheld from the system and from every command that enters.
//! - Sessions without a seat are all active at once; on `seat0` one is in front and [`HomePc::switch_to`] switches.
//! - fanotify (also refusing an exec), pidfds and cgroup v2 work; the network is loopback only.
//! - There are no input devices, no sound, no graphics device, no suspend, and the kernel's process connector does not answer in a
//!   container: what needs those must be shown elsewhere.

mod base;
mod command;
mod error;
mod files;
mod login;
mod logind;
mod machine;
mod product;
mod talk;

use std::fs;
use std::process::{ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard};

pub use command::{GuestProcess, Line, Output};
pub use error::Error;
pub use files::FileKind;
pub use login::{Desktop, Login, LoginTry, Refusal, Seat, SessionId};
pub use logind::{Hint, Session, Signal, Signals, State};
pub use product::{built_programs, household, now_ms};
pub use talk::{ActivityStatus, ChildStatus, Issue, Meter, Status, Talk, Told, hello};

use command::{Entry, Person};
use login::Greeter;
use machine::Machine;

/// A booted home PC. Dropping it ends it and removes all that it left, also while a test panics.
#[derive(Debug)]
pub struct HomePc {
    // Before the machine: the greeters' processes end with it and are then only collected.
    machine: Machine,
    greeters: Mutex<Vec<Greeter>>,
}

impl HomePc {
    /// Builds the base if there is none yet, boots a fresh PC from it, and returns when its system is up, logind included.
    ///
    /// `name` only helps to recognise it in process lists; two of the same name do not meet.
    ///
    /// # Errors
    /// [`Error::NeedsRoot`] and [`Error::NeedsCgroup2`] where it cannot work; else what failed in building or booting.
    pub fn boot(name: &str) -> Result<Self, Error> {
        if !rustix::process::geteuid().is_root() {
            return Err(Error::NeedsRoot);
        }
        let base = base::build()?;
        let mut machine = Machine::create(name, &base)?;
        machine.boot()?;
        Ok(Self {
            machine,
            greeters: Mutex::new(Vec::new()),
        })
    }

    /// The same for a test that may run where there is no root: prints one line there and returns `None`, so that the test ends;
    /// with `CI=true` it fails instead, since nobody would notice a suite that never ran.
    ///
    /// # Errors
    /// As [`HomePc::boot`].
    #[expect(
        clippy::print_stderr,
        reason = "the one line by which a person learns that a suite did not run"
    )]
    pub fn for_test(name: &str) -> Result<Option<Self>, Error> {
        match Self::boot(name) {
            Ok(pc) => Ok(Some(pc)),
            Err(error @ (Error::NeedsRoot | Error::NeedsCgroup2)) => {
                eprintln!(
                    "homepc: needs root and cgroup v2 to boot a home PC, {name} was not tried: {error}"
                );
                if std::env::var_os("CI").is_some_and(|value| value == "true") {
                    return Err(error);
                }
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Shuts down in good order (services are asked to stop, sessions end) and boots again from the same disk.
    ///
    /// # Errors
    /// When it does not power off, or not come up again.
    pub fn reboot(&mut self) -> Result<(), Error> {
        self.run_as_root(&["systemctl", "poweroff"])?.text()?;
        self.machine.wait_off()?;
        self.boot_again()
    }

    /// Ends everything at once, without a word to anybody, and boots again from the same disk. What had been written to files is
    /// there, as after a crash of the system; a power cut that loses the kernel's own buffers cannot be had in a container.
    ///
    /// # Errors
    /// When it does not come up again.
    pub fn pull_the_plug(&mut self) -> Result<(), Error> {
        self.machine.kill()?;
        self.boot_again()
    }

    fn boot_again(&mut self) -> Result<(), Error> {
        self.greeters().clear();
        self.machine.boot()
    }

    /// Runs a command as root, as a system service would: outside of any session. It is ended after a minute.
    ///
    /// # Errors
    /// When it cannot be run; a command that fails is an [`Output`], [`Output::text`] makes it an error.
    pub fn run_as_root(&self, argv: &[&str]) -> Result<Output, Error> {
        self.system_entry(Person::root()).run(argv, Stdio::null())
    }

    /// Runs a command as that account in its latest session: in the session's cgroup, with its screen and its bus.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`], or when it cannot be run.
    pub fn run_as(&self, account: &str, argv: &[&str]) -> Result<Output, Error> {
        self.run_in(&self.session_of(account)?, argv)
    }

    /// The same for a certain session, of whoever it is.
    ///
    /// # Errors
    /// [`Error::NoSession`] for one that this bench did not open, or when the command cannot be run.
    pub fn run_in(&self, session: &SessionId, argv: &[&str]) -> Result<Output, Error> {
        self.session_entry(session)?.run(argv, Stdio::null())
    }

    /// Runs a command as that account outside of any session, as cron or a left-over `tmux` would.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn run_outside_session(&self, account: &str, argv: &[&str]) -> Result<Output, Error> {
        self.system_entry(self.person(account)?)
            .run(argv, Stdio::null())
    }

    /// Starts a command as root and leaves it running.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_as_root(&self, argv: &[&str]) -> Result<GuestProcess, Error> {
        self.system_entry(Person::root()).start(argv)
    }

    /// Starts a program in the account's latest session and leaves it running, as if clicked on.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`], or when it cannot be started.
    pub fn start_as(&self, account: &str, argv: &[&str]) -> Result<GuestProcess, Error> {
        self.start_in(&self.session_of(account)?, argv)
    }

    /// The same for a certain session.
    ///
    /// # Errors
    /// [`Error::NoSession`] for one that this bench did not open, or when it cannot be started.
    pub fn start_in(&self, session: &SessionId, argv: &[&str]) -> Result<GuestProcess, Error> {
        self.session_entry(session)?.start(argv)
    }

    /// Starts a program as that account outside of any session and leaves it running.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start_outside_session(
        &self,
        account: &str,
        argv: &[&str],
    ) -> Result<GuestProcess, Error> {
        self.system_entry(self.person(account)?).start(argv)
    }

    /// Runs a command as root on this process's own terminal, without a limit: a shell to look around in.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn run_here_as_root(&self, argv: &[&str]) -> Result<ExitStatus, Error> {
        self.system_entry(Person::root()).run_here(argv)
    }

    /// The same as that account, in its latest session.
    ///
    /// # Errors
    /// [`Error::NotLoggedIn`], or when it cannot be run.
    pub fn run_here_as(&self, account: &str, argv: &[&str]) -> Result<ExitStatus, Error> {
        self.session_entry(&self.session_of(account)?)?
            .run_here(argv)
    }

    /// What a unit wrote to the journal in this boot, one line an entry, without times.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn journal(&self, unit: &str) -> Result<String, Error> {
        let argv = [
            "journalctl",
            "--sync",
            "--quiet",
            "--boot",
            "--output=cat",
            "--unit",
            unit,
        ];
        self.run_as_root(&argv[..2])?.text()?;
        self.run_as_root(&[&argv[..1], &argv[2..]].concat())?.text()
    }

    fn greeters(&self) -> MutexGuard<'_, Vec<Greeter>> {
        self.greeters
            .lock()
            .expect("nobody panics while holding it")
    }

    /// The account's latest session.
    fn session_of(&self, account: &str) -> Result<SessionId, Error> {
        let greeters = self.greeters();
        let found = greeters
            .iter()
            .rev()
            .find(|greeter| greeter.account == account);
        found
            .map(|greeter| greeter.session.clone())
            .ok_or_else(|| Error::NotLoggedIn(account.to_owned()))
    }

    fn system_entry(&self, person: Person) -> Entry {
        self.entry(person, "/system.slice/homepc-test".to_owned(), Vec::new())
    }

    fn session_entry(&self, session: &SessionId) -> Result<Entry, Error> {
        let (account, display) = {
            let greeters = self.greeters();
            let found = greeters.iter().find(|greeter| greeter.session == *session);
            let greeter = found.ok_or_else(|| Error::NoSession(session.clone()))?;
            (greeter.account.clone(), greeter.display.clone())
        };
        let person = self.person(&account)?;
        let uid = person.uid;
        let mut environment = vec![
            ("XDG_SESSION_ID", session.to_string()),
            ("XDG_RUNTIME_DIR", format!("/run/user/{uid}")),
            (
                "DBUS_SESSION_BUS_ADDRESS",
                format!("unix:path=/run/user/{uid}/bus"),
            ),
        ];
        if !display.is_empty() {
            environment.push(("DISPLAY", display));
        }
        let cgroup = format!("/user.slice/user-{uid}.slice/session-{session}.scope");
        Ok(self.entry(person, cgroup, environment))
    }

    fn entry(
        &self,
        person: Person,
        cgroup: String,
        environment: Vec<(&'static str, String)>,
    ) -> Entry {
        Entry {
            leader: self
                .machine
                .leader()
                .expect("a home PC is booted except while it reboots"),
            time_namespace: machine::has_time_namespaces(),
            hidden_cgroups: self.machine.hidden_cgroups(),
            person,
            cgroup,
            environment,
        }
    }

    fn person(&self, account: &str) -> Result<Person, Error> {
        let path = self.machine.root().join("etc/passwd");
        let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        let found = text.lines().find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            let &[name, _, uid, _, _, home, _] = fields.as_slice() else {
                return None;
            };
            (name == account).then(|| uid.parse().ok().map(|uid| (uid, home.to_owned())))?
        });
        let (uid, home) = found.ok_or_else(|| Error::NotLoggedIn(account.to_owned()))?;
        Ok(Person {
            name: account.to_owned(),
            uid,
            home,
        })
    }
}
