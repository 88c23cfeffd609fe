//! Which file systems programs can be started from, as the kernel lists them (`mountinfo`, proc(5)).

use crate::raw::MarkScope;
use std::collections::BTreeMap;
use std::io;

/// The list; its priority readiness tells that something was mounted.
pub(crate) const MOUNTS: &str = "/proc/self/mountinfo";

/// File systems from which no program is started.
const WITHOUT_PROGRAMS: [&str; 19] = [
    "autofs",
    "binfmt_misc",
    "bpf",
    "cgroup",
    "cgroup2",
    "configfs",
    "debugfs",
    "devpts",
    "efivarfs",
    "fusectl",
    "hugetlbfs",
    "mqueue",
    "nsfs",
    "proc",
    "pstore",
    "rpc_pipefs",
    "securityfs",
    "sysfs",
    "tracefs",
];

/// The mounts of our own mount namespace.
pub(crate) fn list() -> io::Result<Vec<Mount>> {
    let text = std::fs::read_to_string(MOUNTS)?;
    Ok(text.lines().filter_map(parse_mount).collect())
}

/// What to mark, by a name of its own. A file system that is mounted as a whole is marked as a whole: a mark on the mount
/// alone would miss programs started in a mount namespace of a child's own making. Of one that shows only a part here (a
/// container's window to its host) only that part is marked, or everything that the host starts would wake us.
pub(crate) fn marks(mounts: &[Mount]) -> BTreeMap<String, (MarkScope, &Mount)> {
    let whole = |mount: &Mount| mount.root == "/" || mount.kind == "btrfs";
    let mut wanted = BTreeMap::new();
    for mount in mounts {
        if WITHOUT_PROGRAMS.contains(&mount.kind.as_str()) {
            continue;
        }
        if mounts.iter().any(|m| m.device == mount.device && whole(m)) {
            if whole(mount) {
                wanted
                    .entry(mount.device.clone())
                    .or_insert((MarkScope::FileSystem, mount));
            }
        } else {
            let point = String::from_utf8_lossy(&mount.point);
            wanted.insert(
                format!("{} {point}", mount.device),
                (MarkScope::Mount, mount),
            );
        }
    }
    wanted
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mount {
    pub(crate) device: String,
    /// What of the file system is shown there.
    pub(crate) root: String,
    pub(crate) point: Vec<u8>,
    pub(crate) kind: String,
}

/// One line of `mountinfo`, proc(5).
fn parse_mount(line: &str) -> Option<Mount> {
    let (left, right) = line.split_once(" - ")?;
    let mut fields = left.split(' ');
    Some(Mount {
        device: fields.nth(2)?.to_owned(),
        root: fields.next()?.to_owned(),
        point: unescape(fields.next()?),
        kind: right.split(' ').next()?.to_owned(),
    })
}

/// Undoes the octal escapes for space, tab, newline and backslash.
fn unescape(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'\\')
            .then(|| text.get(at + 1..at + 4))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match escaped {
            Some(value) => {
                out.push(value);
                at += 4;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_file_systems_are_marked_as_such_and_windows_only_as_windows() {
        let mounts: Vec<Mount> = [
            "1 0 0:39 / / rw - overlay overlay rw",
            "2 1 0:45 / /run rw - tmpfs tmpfs rw",
            "3 2 0:45 /host /run/host rw - tmpfs tmpfs rw",
            "4 3 254:0 /usr/lib/os-release /run/host/os-release ro - ext4 /dev/vda rw",
            "5 1 0:7 / /proc rw - proc proc rw",
            "6 1 0:50 /@home /home rw - btrfs /dev/vdb rw",
        ]
        .iter()
        .filter_map(|line| parse_mount(line))
        .collect();
        let found: Vec<(String, MarkScope)> = marks(&mounts)
            .into_iter()
            .map(|(name, (scope, _))| (name, scope))
            .collect();
        assert_eq!(
            found,
            [
                ("0:39".to_owned(), MarkScope::FileSystem),
                ("0:45".to_owned(), MarkScope::FileSystem),
                ("0:50".to_owned(), MarkScope::FileSystem),
                ("254:0 /run/host/os-release".to_owned(), MarkScope::Mount),
            ]
        );
    }

    #[test]
    fn mounts_are_read_with_their_escapes() {
        let line = r"36 35 98:0 /mnt1 /media/my\040disk rw,noatime shared:1 - ext3 /dev/root rw";
        assert_eq!(
            parse_mount(line).unwrap(),
            Mount {
                device: "98:0".into(),
                root: "/mnt1".into(),
                point: b"/media/my disk".to_vec(),
                kind: "ext3".into(),
            }
        );
        assert_eq!(parse_mount("rubbish"), None);
        assert_eq!(unescape(r"a\b\999\04"), br"a\b\999\04");
    }
}
