//! Linux: systemd's notification protocol, sd_notify(3): one datagram to the socket named in the environment.

use super::ServiceNote;
use crate::Error;
use luytre_core::time::Span;
use std::env;
use std::ffi::OsStr;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

pub(super) fn notify(note: ServiceNote<'_>) -> Result<(), Error> {
    match env::var_os("NOTIFY_SOCKET") {
        Some(socket) => notify_at(&socket, note),
        None => Ok(()),
    }
}

fn notify_at(socket: &OsStr, note: ServiceNote<'_>) -> Result<(), Error> {
    let text = match note {
        ServiceNote::Ready => "READY=1".to_owned(),
        ServiceNote::Stopping => "STOPPING=1".to_owned(),
        ServiceNote::Alive => "WATCHDOG=1".to_owned(),
        ServiceNote::Status(line) => format!("STATUS={}", line.replace(['\n', '\r'], " ")),
    };
    let sent = (|| {
        let address = match socket.as_bytes().split_first() {
            Some((b'@', name)) => SocketAddr::from_abstract_name(name)?,
            Some((b'/', _)) => SocketAddr::from_pathname(socket)?,
            Some(_) | None => return Err(std::io::ErrorKind::Unsupported.into()),
        };
        let datagram = UnixDatagram::unbound()?;
        datagram.set_nonblocking(true)?;
        datagram.send_to_addr(text.as_bytes(), &address).map(|_| ())
    })();
    sent.map_err(|e| Error::system("telling the service manager", e))
}

pub(super) fn alive_every() -> Option<Span> {
    let variable = |name| env::var(name).ok();
    alive_every_with(
        variable("WATCHDOG_USEC").as_deref(),
        variable("WATCHDOG_PID").as_deref(),
    )
}

fn alive_every_with(usec: Option<&str>, pid: Option<&str>) -> Option<Span> {
    if let Some(pid) = pid
        && pid.parse() != Ok(std::process::id())
    {
        return None;
    }
    let usec: i64 = usec?.parse().ok()?;
    (usec > 0).then(|| Span::from_millis((usec / 2_000).max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_arrive_as_the_protocol_wants() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("notify");
        let manager = UnixDatagram::bind(&path).unwrap();
        let cases = [
            (ServiceNote::Ready, "READY=1"),
            (ServiceNote::Alive, "WATCHDOG=1"),
            (ServiceNote::Stopping, "STOPPING=1"),
            (ServiceNote::Status("a\nREADY=1"), "STATUS=a READY=1"),
        ];
        for (note, expected) in cases {
            notify_at(path.as_os_str(), note).unwrap();
            let mut buffer = [0; 64];
            let length = manager.recv(&mut buffer).unwrap();
            assert_eq!(std::str::from_utf8(&buffer[..length]).unwrap(), expected);
        }
        let name = format!("luytre-test-{}", std::process::id());
        let hidden = SocketAddr::from_abstract_name(&name).unwrap();
        let manager = UnixDatagram::bind_addr(&hidden).unwrap();
        notify_at(OsStr::new(&format!("@{name}")), ServiceNote::Ready).unwrap();
        let mut buffer = [0; 64];
        assert_eq!(manager.recv(&mut buffer).unwrap(), 7);
    }

    #[test]
    fn a_manager_that_is_not_there_is_an_error() {
        assert!(notify_at(OsStr::new("/nonexistent/notify"), ServiceNote::Ready).is_err());
        assert!(notify_at(OsStr::new(""), ServiceNote::Ready).is_err());
    }

    #[test]
    fn the_watchdog_counts_only_for_us() {
        let own = std::process::id().to_string();
        assert_eq!(
            alive_every_with(Some("30000000"), Some(&own)),
            Some(Span::from_secs(15))
        );
        assert_eq!(
            alive_every_with(Some("30000000"), None),
            Some(Span::from_secs(15))
        );
        assert_eq!(alive_every_with(Some("30000000"), Some("1")), None);
        for none in [None, Some("0"), Some("soon")] {
            assert_eq!(alive_every_with(none, None), None);
        }
    }
}
