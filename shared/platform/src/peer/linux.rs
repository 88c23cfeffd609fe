//! Linux: `SO_PEERCRED`, and `SO_PEERPIDFD` so that the process cannot be mistaken for a later one of the same number.

use super::Peer;
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
        .and_then(|pid| processes::key_of(pid).ok())
        // While the handle's process lives, nobody else can have its number.
        .filter(|_| handle.as_ref().is_none_or(is_alive));
    Ok(Peer {
        uid: credentials.uid(),
        account: accounts::by_uid(credentials.uid())
            .ok()
            .map(|info| info.account),
        process,
    })
}

/// A process handle becomes readable when the process has ended.
fn is_alive(handle: &impl AsFd) -> bool {
    let mut fds = [PollFd::new(handle, PollFlags::IN)];
    matches!(poll(&mut fds, Some(&Timespec::default())), Ok(0))
}

#[cfg(test)]
mod tests {
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
    }
}
