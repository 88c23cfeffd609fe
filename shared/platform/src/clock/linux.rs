//! Linux: `CLOCK_BOOTTIME`, `adjtimex(2)`, `timerfd_create(2)`.

use crate::raw;
use crate::{Error, HealthCode, HealthReport, HealthState, PlatformEvent};
use luytre_core::id::BootId;
use luytre_core::time::{BootTime, Moment, Span, WallTime};
use rustix::time::{
    ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime,
    timerfd_create, timerfd_settime,
};
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::sync::mpsc;

/// Two clocks cannot be read at one instant. Readings further apart than this are taken again, and a change of the
/// suspended time smaller than this is jitter, not a suspend.
const JITTER_MS: i64 = 50;

fn millis(time: Timespec) -> i64 {
    time.tv_sec
        .saturating_mul(1_000)
        .saturating_add(time.tv_nsec / 1_000_000)
}

/// The boot clock, for facts that need no whole `Moment`.
pub(crate) fn boot_now() -> BootTime {
    BootTime(millis(clock_gettime(ClockId::Boottime)))
}

/// The boot time of something that the system stamped with `CLOCK_MONOTONIC` since the last suspend.
pub(crate) fn boot_from_monotonic_micros(micros: u64) -> BootTime {
    let suspended =
        millis(clock_gettime(ClockId::Boottime)) - millis(clock_gettime(ClockId::Monotonic));
    let ms = i64::try_from(micros / 1_000).unwrap_or(i64::MAX);
    BootTime(ms.saturating_add(suspended))
}

#[derive(Debug)]
pub(super) struct SystemClock {
    boot_id: BootId,
    /// The suspended time last told, in milliseconds, so that it never trembles.
    suspended: AtomicI64,
}

impl SystemClock {
    pub(super) fn new() -> Result<Self, Error> {
        let path = "/proc/sys/kernel/random/boot_id";
        let text = fs::read_to_string(path)
            .map_err(|e| Error::system(format!("reading the boot id from {path}"), e))?;
        Ok(Self {
            boot_id: BootId::from(text.trim()),
            suspended: AtomicI64::new(0),
        })
    }

    pub(super) fn now(&self) -> Moment {
        let (boot, suspended, wall) = self.read();
        Moment {
            boot_id: self.boot_id.clone(),
            boot: BootTime(boot),
            suspended: Span::from_millis(self.steady(suspended)),
            wall: WallTime(wall),
            synchronised: is_synchronised(),
        }
    }

    /// Boot, suspended and wall time in milliseconds, read close together even when we are interrupted in between.
    fn read(&self) -> (i64, i64, i64) {
        let mut tries = 0;
        loop {
            let before = millis(clock_gettime(ClockId::Monotonic));
            let boot = millis(clock_gettime(ClockId::Boottime));
            let wall = millis(clock_gettime(ClockId::Realtime));
            let after = millis(clock_gettime(ClockId::Monotonic));
            tries += 1;
            if after - before < JITTER_MS / 2 || tries == 5 {
                return (boot, (boot - before).max(0), wall);
            }
        }
    }

    fn steady(&self, suspended: i64) -> i64 {
        let told = self.suspended.load(Ordering::Relaxed);
        if (suspended - told).abs() < JITTER_MS {
            return told;
        }
        self.suspended.store(suspended, Ordering::Relaxed);
        suspended
    }
}

/// True if the kernel's clock is steered by a time service. The kernel keeps the largest possible error; setting the
/// clock puts it to 16 s, a time service brings it down, and without one it grows again. systemd-timedated derives
/// `NTPSynchronized` from the same figure, so asking it over the bus would add nothing.
fn is_synchronised() -> bool {
    const LARGEST_ERROR_US: i64 = 16_000_000;
    raw::clock_discipline()
        .is_some_and(|clock| clock.max_error_us < LARGEST_ERROR_US || !clock.unsynchronised)
}

/// A kernel timer that tokio waits for.
#[derive(Debug)]
struct Timer(AsyncFd<OwnedFd>);

impl Timer {
    fn new(clock: TimerfdClockId) -> Result<Self, Error> {
        let doing = "making a kernel timer";
        let fd = timerfd_create(clock, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)
            .map_err(|e| Error::system(doing, e))?;
        raw::async_fd(fd, Interest::READABLE)
            .map(Self)
            .map_err(|e| Error::system(doing, e))
    }

    fn set(&self, flags: TimerfdTimerFlags, at: Timespec) -> Result<(), Error> {
        let once = Itimerspec {
            it_interval: Timespec::default(),
            it_value: at,
        };
        timerfd_settime(self.0.get_ref(), flags, &once)
            .map(|_| ())
            .map_err(|e| Error::system("setting a kernel timer", e))
    }

    /// Waits for an expiry (`Ok`), or for the kernel's answer that the timer was cancelled (`ECANCELED`).
    async fn expired(&self) -> io::Result<()> {
        loop {
            let mut ready = self.0.readable().await?;
            let read = ready.try_io(|timer| {
                let mut count = [0_u8; 8];
                rustix::io::read(timer.get_ref(), &mut count)
                    .map(|_| ())
                    .map_err(io::Error::from)
            });
            if let Ok(result) = read {
                return result;
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Alarm(Timer);

impl Alarm {
    pub(super) fn new() -> Result<Self, Error> {
        Timer::new(TimerfdClockId::Boottime).map(Self)
    }

    pub(super) fn set(&self, at: Option<BootTime>) -> Result<(), Error> {
        let at = match at {
            None => Timespec::default(),
            // All zero would switch the timer off.
            Some(BootTime(ms)) if ms <= 0 => Timespec {
                tv_sec: 0,
                tv_nsec: 1,
            },
            Some(BootTime(ms)) => Timespec {
                tv_sec: ms / 1_000,
                tv_nsec: ms % 1_000 * 1_000_000,
            },
        };
        self.0.set(TimerfdTimerFlags::ABSTIME, at)
    }

    pub(super) async fn rung(&self) -> Result<(), Error> {
        self.0
            .expired()
            .await
            .map_err(|e| Error::system("reading a kernel timer", e))
    }
}

pub(super) fn watch_steps(events: mpsc::Sender<PlatformEvent>) {
    tokio::spawn(async move {
        if let Err(error) = tell_steps(&events).await {
            let report = HealthReport {
                code: HealthCode::NoClockSteps,
                state: HealthState::Raised {
                    detail: error.to_string(),
                },
            };
            // The receiver may be gone; then nobody needs to know.
            let _ = events.send(PlatformEvent::Health(report)).await;
        }
    });
}

async fn tell_steps(events: &mpsc::Sender<PlatformEvent>) -> Result<(), Error> {
    // Far enough never to expire, near enough for every kernel.
    const FAR: Timespec = Timespec {
        tv_sec: 0x7fff_ffff_ffff_ffff / 1_000_000_000,
        tv_nsec: 0,
    };
    let timer = Timer::new(TimerfdClockId::Realtime)?;
    loop {
        timer.set(
            TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET,
            FAR,
        )?;
        tokio::select! {
            () = events.closed() => return Ok(()),
            expiry = timer.expired() => match expiry {
                Ok(()) => {}
                Err(e) if e.raw_os_error() == Some(libc::ECANCELED) => {}
                Err(e) => return Err(Error::system("waiting for a change of the wall clock", e)),
            },
        }
        if events.send(PlatformEvent::ClockStepped).await.is_err() {
            return Ok(());
        }
    }
}

pub(super) fn time_zone_under(root: &Path, tz: Option<&str>) -> Option<String> {
    let from_environment = tz.map(|t| t.trim_start_matches(':')).and_then(zone_name);
    from_environment
        .or_else(|| {
            let target = fs::read_link(root.join("etc/localtime")).ok()?;
            let target = target.to_str()?;
            let (_, name) = target.split_once("zoneinfo/")?;
            let name = name.strip_prefix("posix/").unwrap_or(name);
            zone_name(name.strip_prefix("right/").unwrap_or(name))
        })
        .or_else(|| {
            let text = fs::read_to_string(root.join("etc/timezone")).ok()?;
            zone_name(text.lines().next()?.trim())
        })
}

/// The text if it can be an IANA zone name; a path or a POSIX rule (`ICT-7`) is none.
fn zone_name(text: &str) -> Option<String> {
    let well_formed = text.len() <= 64
        && !text.contains("..")
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'));
    let known_shape = text.contains('/') || matches!(text, "UTC" | "GMT");
    (well_formed && known_shape).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Alarm, Clock, SystemClock};
    use std::os::unix::fs::symlink;
    use std::time::Duration;

    #[test]
    fn the_clock_reads_what_the_kernel_says() {
        let clock = SystemClock::new().unwrap();
        let first = clock.now();
        let second = clock.now();
        assert_eq!(first.boot_id.as_str().len(), 36);
        assert_eq!(first.boot_id, second.boot_id);
        assert!(second.boot >= first.boot);
        assert_eq!(
            first.suspended, second.suspended,
            "suspended time must not tremble"
        );
        let uptime = fs::read_to_string("/proc/uptime").unwrap();
        let uptime: i64 = uptime.split('.').next().unwrap().parse().unwrap();
        assert!((first.boot.0 / 1_000 - uptime).abs() <= 2);
        let wall = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        assert!((first.wall.0 / 1_000 - i64::try_from(wall.as_secs()).unwrap()).abs() <= 2);
    }

    #[test]
    fn a_suspend_shows_and_jitter_does_not() {
        let clock = super::SystemClock::new().unwrap();
        assert_eq!(clock.steady(JITTER_MS - 1), 0);
        assert_eq!(clock.steady(13_000), 13_000);
        assert_eq!(clock.steady(13_001), 13_000);
        assert_eq!(clock.steady(13_000 + JITTER_MS), 13_000 + JITTER_MS);
    }

    #[tokio::test]
    async fn the_alarm_rings_at_its_time_and_not_before() {
        let alarm = Alarm::new().unwrap();
        let due = boot_now() + Span::from_millis(60);
        alarm.set(Some(due)).unwrap();
        alarm.rung().await.unwrap();
        let late = boot_now().since(due).as_millis();
        assert!((0..2_000).contains(&late), "rang {late} ms after its time");
    }

    #[tokio::test]
    async fn a_past_alarm_rings_at_once_and_a_cleared_one_never() {
        let alarm = Alarm::new().unwrap();
        alarm.set(Some(BootTime(0))).unwrap();
        alarm.rung().await.unwrap();
        alarm.set(Some(boot_now())).unwrap();
        alarm.set(None).unwrap();
        let waited = tokio::time::timeout(Duration::from_millis(80), alarm.rung()).await;
        assert!(waited.is_err(), "a cleared alarm rang");
    }

    // A step itself is not tried here: it would unsettle the clock of whoever runs the tests.
    #[tokio::test]
    async fn watching_the_wall_clock_says_nothing_while_nobody_sets_it() {
        let (sender, mut events) = mpsc::channel(4);
        crate::clock::watch_steps(sender);
        let told = tokio::time::timeout(Duration::from_millis(80), events.recv()).await;
        assert!(told.is_err(), "unexpected {told:?}");
    }

    #[test]
    fn the_time_zone_comes_from_environment_then_link_then_file() {
        let dir = tempfile::tempdir().unwrap();
        let etc = dir.path().join("etc");
        fs::create_dir(&etc).unwrap();
        assert_eq!(time_zone_under(dir.path(), None), None);
        fs::write(etc.join("timezone"), "Asia/Ho_Chi_Minh\n").unwrap();
        assert_eq!(
            time_zone_under(dir.path(), None).unwrap(),
            "Asia/Ho_Chi_Minh"
        );
        symlink("../usr/share/zoneinfo/Europe/Paris", etc.join("localtime")).unwrap();
        assert_eq!(time_zone_under(dir.path(), None).unwrap(), "Europe/Paris");
        assert_eq!(
            time_zone_under(dir.path(), Some(":Asia/Tokyo")).unwrap(),
            "Asia/Tokyo"
        );
        for useless in ["", "ICT-7", "/etc/passwd", "../../x/y", "a/\u{e9}"] {
            assert_eq!(
                time_zone_under(dir.path(), Some(useless)).unwrap(),
                "Europe/Paris",
                "{useless}"
            );
        }
    }
}
