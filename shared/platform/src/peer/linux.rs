//! Linux: `SO_PEERCRED`, and `SO_PEERPIDFD` so that the process cannot be mistaken for a later one of the same number.

use super::{LoginSession, Peer};
use crate::procfs::{self, Proc};
use crate::{Error, accounts, processes, raw};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::os::fd::AsFd;

pub(super) type Stream = tokio::net::UnixStream;

pub(super) fn of(stream: &Stream) -> Result<Peer, Error> {
    let credentials = stream
        .peer_cred()
        .map_err(|e| Error::system("asking who is at the other end of a connection", e))?;
    let handle = raw::peer_pidfd(stream.as_fd()).ok();
    let process = credentials
        .pid()
        .and_then(|pid| u32::try_from(pid).ok())
        .filter(|pid| *pid != 0)
        .and_then(|pid| processes::key_of(pid).ok());
    let login = process.and_then(|process| login_of(&Proc::new("/proc"), process.pid));
    // While the handle's process lives, nobody else can have its number; so what was read is of that process.
    let (process, login) = match &handle {
        Some(handle) if !is_alive(handle) => (None, None),
        Some(_) => (process, login),
        // A kernel without such handles: the same start time before and after says as much.
        None => {
            let same = process.filter(|key| processes::key_of(key.pid).ok() == Some(*key));
            (same, login.filter(|_| same.is_some()))
        }
    };
    Ok(Peer {
        uid: credentials.uid(),
        account: accounts::by_uid(credentials.uid())
            .ok()
            .map(|info| info.account),
        process,
        login,
    })
}

/// proc(5): `sessionid` is set once by the login, by PAM, and is inherited; 4294967295 means that there is none.
fn login_of(proc: &Proc, pid: u32) -> Option<LoginSession> {
    let audit = proc.audit_session(pid).map(LoginSession::Audit);
    audit.or_else(|| {
        let names = procfs::cgroup_names(&proc.cgroup(pid)?);
        names.session.map(LoginSession::Group)
    })
}

/// A process handle becomes readable when the process has ended.
fn is_alive(handle: &impl AsFd) -> bool {
    let mut fds = [PollFd::new(handle, PollFlags::IN)];
    matches!(poll(&mut fds, Some(&Timespec::default())), Ok(0))
}

#[cfg(test)]
mod tests {
    use super::login_of;
    use crate::peer::LoginSession;
    use crate::procfs::Proc;
    use crate::{peer, processes};
    use tokio::net::UnixStream;

    #[tokio::test]
    async fn the_kernel_names_the_other_end() {
        let (ours, _theirs) = UnixStream::pair().unwrap();
        let peer = peer::of(&ours).unwrap();
        assert_eq!(peer.uid, rustix::process::getuid().as_raw());
        assert_eq!(
            peer.account,
            crate::accounts::current().ok().map(|info| info.account)
        );
        assert_eq!(
            peer.process.unwrap(),
            processes::key_of(std::process::id()).unwrap()
        );
        assert_eq!(
            peer.login,
            login_of(&Proc::new("/proc"), std::process::id())
        );
    }

    #[test]
    fn a_login_is_the_audit_session_or_else_the_control_group() {
        let folder = tempfile::tempdir().unwrap();
        let process = folder.path().join("7");
        std::fs::create_dir(&process).unwrap();
        let write = |name: &str, text: &str| std::fs::write(process.join(name), text).unwrap();
        let login = || login_of(&Proc::new(folder.path()), 7);
        assert_eq!(login(), None);
        write(
            "cgroup",
            "0::/user.slice/user-1000.slice/session-c2.scope\n",
        );
        assert_eq!(login(), Some(LoginSession::Group("c2".into())));
        write("sessionid", "4294967295");
        assert_eq!(login(), Some(LoginSession::Group("c2".into())));
        write("sessionid", "42");
        assert_eq!(login(), Some(LoginSession::Audit(42)));
    }
}
