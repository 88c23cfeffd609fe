//! Input devices: that there was input, and when; never what.
//!
//! The kernel keeps the last events of each device for us. They are thrown away unread but for their kind (so that a
//! drifting joystick is no person) and time. Programs of the session that grab a device for themselves keep its events
//! from us; the other evidence has to do then.

use crate::raw::{self, EvdevBits};
use luytre_core::time::BootTime;
use rustix::fs::{Mode, OFlags};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

// linux/input-event-codes.h
const EV_KEY: u16 = 1;
const EV_REL: u16 = 2;
const EV_ABS: u16 = 3;
const INPUT_PROP_ACCELEROMETER: u32 = 6;
const JOYSTICK_KEYS: std::ops::Range<usize> = 0x120..0x140;

/// The seat of a device that names none.
const USUAL_SEAT: &str = "seat0";
/// More devices than any home computer has.
const MOST_DEVICES: usize = 256;
/// Reads of one device at a time; the kernel keeps less than that.
const MOST_READS: usize = 64;

/// A time as the kernel puts it into an event: two words.
const WORD: usize = size_of::<libc::c_ulong>();
const EVENT: usize = 2 * WORD + 8;

/// Which of a device's events are a person's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Keyboards, mice, touch: keys and movements.
    Usual,
    /// Joysticks and gamepads: keys only, for their axes tremble by themselves.
    Joystick,
}

/// Whose clock stamps the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stamp {
    BootClock,
    /// A kernel that cannot: the time of our reading stands for that of the event.
    Reading,
}

#[derive(Debug)]
struct Device {
    file: fs::File,
    seat: String,
    kind: Kind,
    stamp: Stamp,
}

/// All input devices that we may read.
#[derive(Debug)]
pub(super) struct InputDevices {
    folder: PathBuf,
    udev: PathBuf,
    /// By name and inode, so that a new device of an old name is opened anew.
    devices: BTreeMap<(String, u64), Option<Device>>,
    last: BTreeMap<String, BootTime>,
}

impl InputDevices {
    pub(super) fn new(dev: &Path, run: &Path) -> Self {
        Self {
            folder: dev.join("input"),
            udev: run.join("udev/data"),
            devices: BTreeMap::new(),
            last: BTreeMap::new(),
        }
    }

    /// Opens what was plugged in and lets go of what was pulled out.
    pub(super) fn list(&mut self) {
        let present: Vec<(String, u64)> = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?;
                let inode = entry.metadata().ok()?.ino();
                name.starts_with("event").then_some((name, inode))
            })
            .take(MOST_DEVICES)
            .collect();
        self.devices.retain(|id, _| present.contains(id));
        for id in present {
            if !self.devices.contains_key(&id) {
                let device = open(&self.folder.join(&id.0), &self.udev);
                self.devices.insert(id, device);
            }
        }
    }

    /// Throws all waiting events away and keeps the time of the last for each seat.
    pub(super) fn drain(&mut self, now: BootTime) {
        for device in self.devices.values_mut().flatten() {
            if let Some(at) = device.drain(now) {
                let last = self.last.entry(device.seat.clone()).or_insert(at);
                *last = at.max(*last);
            }
        }
    }

    /// True if there is a device on this seat (`None`: on any).
    pub(super) fn covers(&self, seat: Option<&str>) -> bool {
        self.devices
            .values()
            .flatten()
            .any(|device| seat.is_none_or(|seat| device.seat == seat))
    }

    pub(super) fn last(&self, seat: Option<&str>) -> Option<BootTime> {
        match seat {
            Some(seat) => self.last.get(seat).copied(),
            None => self.last.values().copied().max(),
        }
    }
}

fn open(path: &Path, udev: &Path) -> Option<Device> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let file = fs::File::from(rustix::fs::open(path, flags, Mode::empty()).ok()?);
    let kind = kind_of(&raw::evdev_bits(&file).ok()?)?;
    let stamp = match raw::evdev_use_boottime(&file) {
        Ok(()) => Stamp::BootClock,
        Err(_) => Stamp::Reading,
    };
    let number = file.metadata().ok()?.rdev();
    let data = udev.join(format!(
        "c{}:{}",
        rustix::fs::major(number),
        rustix::fs::minor(number)
    ));
    let seat = fs::read_to_string(data)
        .ok()
        .and_then(|text| seat_in(&text).map(str::to_owned))
        .unwrap_or_else(|| USUAL_SEAT.to_owned());
    Some(Device {
        file,
        seat,
        kind,
        stamp,
    })
}

/// The seat in an entry of udev's database.
fn seat_in(entry: &str) -> Option<&str> {
    entry
        .lines()
        .find_map(|line| line.strip_prefix("E:ID_SEAT="))
        .filter(|seat| !seat.is_empty())
}

/// What kind of device it is; `None` for one that no person works: sensors, lids, plugs.
fn kind_of(bits: &EvdevBits) -> Option<Kind> {
    let has = |kind: u16| bits.types >> kind & 1 == 1;
    if bits.properties >> INPUT_PROP_ACCELEROMETER & 1 == 1 {
        return None;
    }
    if !(has(EV_KEY) || has(EV_REL) || has(EV_ABS)) {
        return None;
    }
    let is_joystick = JOYSTICK_KEYS.into_iter().any(|key| {
        bits.keys
            .get(key / 8)
            .is_some_and(|byte| byte >> (key % 8) & 1 == 1)
    });
    Some(if is_joystick {
        Kind::Joystick
    } else {
        Kind::Usual
    })
}

impl Device {
    /// The time of the last event that was a person's doing, of all that wait.
    fn drain(&mut self, now: BootTime) -> Option<BootTime> {
        let mut last = None;
        let mut buffer = [0; 64 * EVENT];
        for _ in 0..MOST_READS {
            // Nothing waits, or the device is gone: either way there is no more.
            let Ok(length @ 1..) = self.file.read(&mut buffer) else {
                break;
            };
            let events = buffer.get(..length).unwrap_or_default();
            last = events
                .chunks_exact(EVENT)
                .filter_map(|event| self.time_of(event, now))
                .max()
                .max(last);
            buffer.fill(0);
        }
        last
    }

    fn time_of(&self, event: &[u8], now: BootTime) -> Option<BootTime> {
        let kind = u16::from_ne_bytes(event.get(2 * WORD..2 * WORD + 2)?.try_into().ok()?);
        let counts = match self.kind {
            Kind::Usual => matches!(kind, EV_KEY | EV_REL | EV_ABS),
            Kind::Joystick => kind == EV_KEY,
        };
        if !counts {
            return None;
        }
        match self.stamp {
            Stamp::Reading => Some(now),
            Stamp::BootClock => {
                let word = |at: usize| {
                    let bytes = event.get(at * WORD..(at + 1) * WORD)?;
                    i64::try_from(libc::c_ulong::from_ne_bytes(bytes.try_into().ok()?)).ok()
                };
                let ms = word(0)?.checked_mul(1_000)?.checked_add(word(1)? / 1_000)?;
                Some(BootTime(ms).min(now))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn event(seconds: libc::c_ulong, micros: libc::c_ulong, kind: u16) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(seconds.to_ne_bytes());
        bytes.extend(micros.to_ne_bytes());
        bytes.extend(kind.to_ne_bytes());
        bytes.extend(30_u16.to_ne_bytes());
        bytes.extend(1_i32.to_ne_bytes());
        bytes
    }

    /// A device whose events come through a pipe.
    fn piped(kind: Kind, stamp: Stamp) -> (Device, fs::File) {
        let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::NONBLOCK).unwrap();
        let device = Device {
            file: read.into(),
            seat: USUAL_SEAT.to_owned(),
            kind,
            stamp,
        };
        (device, write.into())
    }

    const NOW: BootTime = BootTime(1_000_000);

    #[test]
    fn the_last_event_counts_and_is_read_once() {
        let (mut device, mut keys) = piped(Kind::Usual, Stamp::BootClock);
        assert_eq!(device.drain(NOW), None);
        for seconds in 1..=100 {
            keys.write_all(&event(seconds, 500_000, EV_KEY)).unwrap();
        }
        keys.write_all(&event(200, 0, 0)).unwrap();
        assert_eq!(device.drain(NOW), Some(BootTime(100_500)));
        assert_eq!(device.drain(NOW), None);
        keys.write_all(&event(5_000_000, 0, EV_REL)).unwrap();
        assert_eq!(device.drain(NOW), Some(NOW), "never in the future");
        drop(keys);
        assert_eq!(device.drain(NOW), None);
    }

    #[test]
    fn a_trembling_axis_is_no_person_but_a_button_is() {
        let (mut joystick, mut events) = piped(Kind::Joystick, Stamp::BootClock);
        events.write_all(&event(3, 0, EV_ABS)).unwrap();
        assert_eq!(joystick.drain(NOW), None);
        events.write_all(&event(4, 0, EV_KEY)).unwrap();
        assert_eq!(joystick.drain(NOW), Some(BootTime(4_000)));
        let (mut touch, mut events) = piped(Kind::Usual, Stamp::Reading);
        events.write_all(&event(3, 0, EV_ABS)).unwrap();
        assert_eq!(touch.drain(NOW), Some(NOW));
    }

    #[test]
    fn sensors_and_plugs_are_left_out() {
        let mut bits = EvdevBits {
            types: 1 | 1 << EV_ABS,
            properties: 1 << INPUT_PROP_ACCELEROMETER,
            keys: [0; 96],
        };
        assert_eq!(kind_of(&bits), None);
        bits.properties = 0;
        assert_eq!(kind_of(&bits), Some(Kind::Usual));
        bits.keys[0x130 / 8] = 1;
        assert_eq!(kind_of(&bits), Some(Kind::Joystick));
        bits.types = 1 | 1 << 5;
        assert_eq!(kind_of(&bits), None);
    }

    #[test]
    fn seats_are_kept_apart_and_a_machine_without_devices_cannot_tell() {
        assert_eq!(seat_in("E:ID_INPUT=1\nE:ID_SEAT=seat1\n"), Some("seat1"));
        assert_eq!(seat_in("E:ID_INPUT=1\n"), None);
        let dir = tempfile::tempdir().unwrap();
        let mut devices = InputDevices::new(dir.path(), dir.path());
        devices.list();
        assert!(!devices.covers(None));
        // A file that is no input device is not taken for one.
        fs::create_dir(dir.path().join("input")).unwrap();
        fs::write(dir.path().join("input/event0"), "x").unwrap();
        devices.list();
        assert!(!devices.covers(None));
        let (device, mut keys) = piped(Kind::Usual, Stamp::BootClock);
        devices.devices.insert(("event1".into(), 1), Some(device));
        keys.write_all(&event(9, 0, EV_KEY)).unwrap();
        devices.drain(NOW);
        assert!(devices.covers(Some("seat0")) && devices.covers(None));
        assert!(!devices.covers(Some("seat1")));
        assert_eq!(devices.last(Some("seat0")), Some(BootTime(9_000)));
        assert_eq!(devices.last(None), Some(BootTime(9_000)));
        // Pulled out: its time stays, but the seat has no device any more.
        devices.list();
        assert!(!devices.covers(Some("seat0")));
        assert_eq!(devices.last(Some("seat0")), Some(BootTime(9_000)));
    }
}
