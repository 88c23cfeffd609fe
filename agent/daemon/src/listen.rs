//! The control socket: accepts, asks the kernel who knocks, and gives every connection a task of its own. A task that
//! panics ends its connection and nothing else.

use crate::connection::{self, Ask};
use crate::limits::{Doors, Limits};
use crate::ports::Doorman;
use crate::roles::{Identity, Roles};
use luytre_protocol::{Farewell, ServerFrame, encode};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, watch};

/// Counts that connection tasks add to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) connections: AtomicU64,
    pub(crate) refused: AtomicU64,
    pub(crate) requests: AtomicU64,
}

impl Tally {
    pub(crate) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// What every connection shares.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) roles: watch::Receiver<Roles>,
    pub(crate) asks: mpsc::Sender<Ask>,
    pub(crate) limits: Limits,
    pub(crate) tally: Arc<Tally>,
    pub(crate) doorman: Arc<dyn Doorman>,
}

/// Who may open the socket file. Roles are decided by the kernel's word, so opening it gives nobody anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SocketAccess {
    /// Every login of this machine.
    Everybody,
    /// Only whoever started the agent.
    Owner,
}

/// Binds the socket. The caller holds the agent's lock, so a socket that is there belongs to nobody any more.
pub(crate) fn bind(path: &Path, access: SocketAccess) -> std::io::Result<UnixListener> {
    use std::os::unix::fs::PermissionsExt;
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(path)?;
    let mode = match access {
        SocketAccess::Everybody => 0o666,
        SocketAccess::Owner => 0o600,
    };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    Ok(listener)
}

/// Accepts until it is dropped.
pub(crate) async fn serve(listener: UnixListener, shared: Shared) {
    let doors = Doors::default();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => admit(stream, &shared, &doors),
            Err(error) => {
                // Out of file handles, most likely: connections that end give some back.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

fn admit(stream: UnixStream, shared: &Shared, doors: &Doors) {
    let peer = match shared.doorman.peer(&stream) {
        Ok(peer) => Identity {
            uid: peer.uid,
            account: peer.account,
            session: peer.login,
        },
        Err(error) => {
            tracing::warn!(%error, "the kernel does not say who connects");
            return turn_away(stream, shared, Farewell::UnknownPeer {});
        }
    };
    let role = shared.roles.borrow().who(&peer).role();
    match doors.enter(peer.uid, role) {
        Ok(place) => {
            Tally::add(&shared.tally.connections);
            let shared = shared.clone();
            tokio::spawn(async move {
                connection::serve(stream, peer, shared).await;
                drop(place);
            });
        }
        Err(limit) => {
            tracing::debug!(uid = peer.uid, limit, "too many connections");
            turn_away(stream, shared, Farewell::TooManyConnections { limit });
        }
    }
}

/// Says why, if the socket takes it at once; a peer that does not read is not waited for.
fn turn_away(stream: UnixStream, shared: &Shared, why: Farewell) {
    Tally::add(&shared.tally.refused);
    if let Ok(frame) = encode(&ServerFrame::Farewell(why)) {
        let mut stream = stream;
        tokio::spawn(async move {
            let sent =
                tokio::time::timeout(Duration::from_millis(100), stream.write_all(&frame)).await;
            tracing::trace!(sent = sent.is_ok(), "turned away");
        });
    }
}
