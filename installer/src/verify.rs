//! Looks whether an installation does what it is for. Each finding is one line for a person.

use crate::pam;
use crate::places::{BINARIES, LOGIN_CHECK, PROGRAMS, Root, SERVICE, STATE};
use crate::state::{Pam, Services, SystemState};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// One thing that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// All programs are in place and only root can change them.
    Programs,
    /// Nobody but root can look into the state.
    State,
    /// The service runs.
    Service,
    /// Logins ask the agent.
    Logins,
    /// The login check lets root in.
    RootMayLogIn,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
}

/// Looks at everything that this system can have.
#[must_use]
pub fn verify(state: &SystemState, root: &Root) -> Vec<(Check, Finding)> {
    let mut found = vec![
        (Check::Programs, programs(root)),
        (Check::State, private_state(root)),
    ];
    if matches!(state.services, Services::Systemd(_)) {
        found.push((
            Check::Service,
            succeeds(Command::new("systemctl").args(["--quiet", "is-active", SERVICE])),
        ));
    }
    match &state.pam {
        // Read from the woven file: where an administrator edited it, Debian's tool leaves it alone.
        Pam::Profile(_) if root.is_system() => found.push((
            Check::Logins,
            asks(root, Path::new("/etc/pam.d/common-account")),
        )),
        Pam::Files(_, files) => {
            found.extend(files.iter().map(|file| (Check::Logins, asks(root, file))));
        }
        Pam::Profile(_) | Pam::None => {}
    }
    if root.is_system() {
        found.push((
            Check::RootMayLogIn,
            succeeds(Command::new(LOGIN_CHECK).env("PAM_USER", "root")),
        ));
    }
    found
}

fn good(is_good: bool) -> Finding {
    if is_good { Finding::Good } else { Finding::Bad }
}

fn programs(root: &Root) -> Finding {
    let all = BINARIES.iter().all(|name| {
        let path = root.at(&Path::new(PROGRAMS).join(name));
        fs::symlink_metadata(path)
            .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o133 == 0o111)
    });
    good(all)
}

fn private_state(root: &Root) -> Finding {
    let path = root.at(Path::new(STATE));
    good(
        fs::symlink_metadata(path)
            .is_ok_and(|found| found.is_dir() && found.permissions().mode() & 0o077 == 0),
    )
}

fn asks(root: &Root, file: &Path) -> Finding {
    good(fs::read_to_string(root.at(file)).is_ok_and(|text| pam::asks_the_agent(&text)))
}

fn succeeds(command: &mut Command) -> Finding {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    good(status.is_ok_and(|status| status.success()))
}
