//! What can go wrong in a home PC, as opposed to in the program under test.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::command::Output;
use super::login::{Refusal, SessionId};
use crate::wait::TooLate;

/// A failure of the bench, or a command in it that failed where the test needed it to succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Mounts, namespaces and cgroups are the kernel's to give, and it gives them to root.
    #[error("building and booting a home PC needs root")]
    NeedsRoot,
    /// The machine has no cgroup v2 tree in which systemd could run.
    #[error("no cgroup v2 tree is mounted under /sys/fs/cgroup")]
    NeedsCgroup2,
    /// The base could not be built; the text is what the script said.
    #[error("the home PC's base could not be built: {0}")]
    Build(String),
    /// A program of the agent is not where cargo puts it.
    #[error("{} is missing: build the workspace's programs first (cargo build --workspace --bins)", .0.display())]
    Unbuilt(PathBuf),
    /// The container ended or stayed silent while booting.
    #[error("the home PC did not boot ({why}); its console ends with:\n{console}")]
    Boot {
        /// What was seen from outside.
        why: String,
        /// Last lines of the console.
        console: String,
    },
    /// A system call or a host program failed.
    #[error("cannot {what}")]
    Io {
        /// The attempt, to be read after "cannot".
        what: String,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// A command inside failed although its success was required.
    #[error("`{command}` ended with {}:\n{}{}", .output.status, .output.stdout, .output.stderr)]
    Command {
        /// The command line.
        command: String,
        /// All it said.
        output: Box<Output>,
    },
    /// A command inside ran longer than any command of a test should.
    #[error("`{command}` did not end within {} s", .after.as_secs())]
    Hangs {
        /// The command line.
        command: String,
        /// When it was ended.
        after: Duration,
    },
    /// A condition did not come true.
    #[error(transparent)]
    TooLate(#[from] TooLate),
    /// A background process ended, or closed its output, before it said what was waited for.
    #[error("`{command}` ended before it said what was waited for; its last words:\n{said}")]
    Silent {
        /// The command line.
        command: String,
        /// What it did say.
        said: String,
    },
    /// The login was refused where it had to succeed.
    #[error("the login was refused: {0}")]
    Refused(Refusal),
    /// The account is not logged in through this bench.
    #[error("{0} has no session")]
    NotLoggedIn(String),
    /// The session is not, or no longer, known to logind.
    #[error("there is no session {0}")]
    NoSession(SessionId),
    /// Something answered in a form the bench does not know.
    #[error("unexpected answer of {from}: {text}")]
    Unexpected {
        /// Who answered.
        from: &'static str,
        /// What.
        text: String,
    },
}

impl Error {
    /// For `map_err`: names the attempt that an I/O error belongs to.
    pub(super) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }

    /// For `map_err`: an attempt with a file.
    pub(super) fn file(verb: &str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        Self::io(format!("{verb} {}", PathBuf::from(path).display()))
    }
}
