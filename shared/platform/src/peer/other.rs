//! Peers where nothing has been written yet.

use super::Peer;
use crate::Error;

#[cfg(unix)]
pub(super) type Stream = tokio::net::UnixStream;
#[cfg(windows)]
pub(super) type Stream = tokio::net::windows::named_pipe::NamedPipeServer;

pub(super) fn of(_stream: &Stream) -> Result<Peer, Error> {
    Err(Error::Unsupported {
        what: "telling who is at the other end of a connection",
    })
}
