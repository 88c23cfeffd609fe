//! Playback devices: `/proc/asound/card*/pcm*p/sub*/status`. Sound that goes out by radio or network is not seen here;
//! the CPU time of the sound server is.

use crate::accounts;
use crate::presence::SoundUse;
use crate::procfs::{Proc, read_bounded};
use std::fs;
use std::path::{Path, PathBuf};

/// Who plays, seen from this account. `None`: there are no playback devices.
pub(super) fn in_use(proc_root: &Path, proc: &Proc, uid: u32) -> Option<SoundUse> {
    let devices = playback_devices(&proc_root.join("asound"));
    if devices.is_empty() {
        return None;
    }
    let players = devices
        .iter()
        .filter_map(|device| player(&read_bounded(&device.join("status"), 1024).ok()?))
        .filter_map(|pid| proc.real_uid(pid));
    let mut found = SoundUse::Silent;
    for player in players {
        if player == uid {
            return Some(SoundUse::ByAccount);
        }
        if !accounts::is_person(player) {
            found = SoundUse::BySystem;
        }
    }
    Some(found)
}

fn folders(dir: &Path, fits: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            fits(entry.file_name().to_str()?).then(|| entry.path())
        })
        .take(64)
        .collect()
}

fn playback_devices(asound: &Path) -> Vec<PathBuf> {
    let numbered = |name: &str| {
        name.strip_prefix("card")
            .is_some_and(|n| n.parse::<u32>().is_ok())
    };
    folders(asound, numbered)
        .iter()
        .flat_map(|card| folders(card, |name| name.starts_with("pcm") && name.ends_with('p')))
        .flat_map(|pcm| folders(&pcm, |name| name.starts_with("sub")))
        .collect()
}

/// The task that plays, if the device runs.
fn player(status: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(status).ok()?;
    let value = |key: &str| {
        text.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            (name.trim() == key).then(|| value.trim())
        })
    };
    (value("state")? == "RUNNING").then(|| value("owner_pid")?.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procfs::tests::FakeProcess;

    #[test]
    fn who_plays_is_told_by_the_owner_of_a_running_device() {
        let dir = tempfile::tempdir().unwrap();
        let proc = Proc::new(dir.path());
        assert_eq!(in_use(dir.path(), &proc, 1001), None);
        let device = dir.path().join("asound/card0/pcm0p/sub0");
        fs::create_dir_all(&device).unwrap();
        fs::create_dir_all(dir.path().join("asound/card0/pcm0c/sub0")).unwrap();
        for (pid, uid) in [(50, 1001), (51, 115)] {
            FakeProcess {
                pid,
                name: "pipewire",
                ppid: 1,
                uid,
                tty: 0,
                cpu_ticks: 0,
                start_ticks: 1,
                exe: "/usr/bin/pipewire",
                cgroup: "/",
            }
            .write(dir.path());
        }
        let running = |pid: u32| format!("state: RUNNING\nowner_pid   : {pid}\ndelay       : 1\n");
        for (status, expected) in [
            ("closed\n".to_owned(), SoundUse::Silent),
            (running(50), SoundUse::ByAccount),
            (running(51), SoundUse::BySystem),
            (running(50).replace("RUNNING", "PREPARED"), SoundUse::Silent),
            (running(999), SoundUse::Silent),
            ("state: RUNNING\n".to_owned(), SoundUse::Silent),
        ] {
            fs::write(device.join("status"), &status).unwrap();
            assert_eq!(in_use(dir.path(), &proc, 1001), Some(expected), "{status}");
        }
        fs::write(device.join("status"), running(50)).unwrap();
        assert_eq!(
            in_use(dir.path(), &proc, 1002),
            Some(SoundUse::Silent),
            "a sibling's sound"
        );
    }
}
