//! Linux: descriptors of a folder that cannot be left, by `openat2`.

use super::{Entry, Files, Home, Resolved, Scan, Skipped, search};
use crate::Error;
use luytre_catalog::formats::{LONGEST_FILE, Problem};
use rustix::fs::{
    CWD, Dir, FileType, Mode, OFlags, RawMode, ResolveFlags, fstat, openat, openat2, readlinkat,
};
use rustix::io::Errno;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

/// Files and folders of one home, or of the system, that are opened.
const MOST_OPENED: u32 = 30_000;
/// Names of one folder that are looked at.
const MOST_NAMES: usize = 10_000;

pub(super) fn installed_below(root: &Path, homes: &[Home]) -> Result<Scan, Error> {
    let mut system = Tree::open(root, Bounds::System, MOST_OPENED)?;
    // Without the call every later step would look like an empty computer.
    if let Err(errno @ (Errno::NOSYS | Errno::PERM)) = system.open_at(".", OFlags::DIRECTORY) {
        return Err(Error::system("opening folders safely (openat2)", errno));
    }
    let mut scan = Scan::default();
    search::system(&mut system, &mut scan.installed);
    for home in homes {
        let tree = Tree::open(&home.folder, Bounds::Home, MOST_OPENED);
        let Ok(mut tree) = tree else {
            tracing::debug!(account = %home.account, "a home could not be opened");
            scan.skipped.unreadable += 1;
            continue;
        };
        let folder = home.folder.to_string_lossy().into_owned();
        let libraries = search::home(
            &mut tree,
            &mut system,
            &home.account,
            &folder,
            &mut scan.installed,
        );
        scan.skipped.add(tree.skipped);
        for library in libraries {
            let bounds = Bounds::OwnedBy(home.uid);
            if let Ok(mut elsewhere) = Tree::open(Path::new("/"), bounds, MOST_OPENED) {
                search::steam_library(
                    &mut elsewhere,
                    &library,
                    &library,
                    &home.account,
                    &mut scan.installed,
                );
                scan.skipped.add(elsewhere.skipped);
            }
        }
    }
    scan.skipped.add(system.skipped);
    Ok(scan)
}

/// How far paths may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bounds {
    /// Links stay inside, those that begin with a slash begin at the folder: a system of its own.
    System,
    /// Nothing leads out, neither links nor mounts.
    Home,
    /// No links at all, and only files of this user.
    OwnedBy(u32),
}

/// A folder that cannot be left.
struct Tree {
    folder: OwnedFd,
    /// Absolute path of the folder after links, without a slash at its end.
    path: String,
    bounds: Bounds,
    left: u32,
    skipped: Skipped,
}

impl Tree {
    fn open(folder: &Path, bounds: Bounds, left: u32) -> Result<Self, Error> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let opened = openat(CWD, folder, flags, Mode::empty())
            .map_err(|errno| Error::system(format!("opening {}", folder.display()), errno))?;
        let path = path_of(&opened).unwrap_or_else(|| folder.to_string_lossy().into_owned());
        Ok(Self {
            folder: opened,
            path: path.trim_end_matches('/').to_owned(),
            bounds,
            left,
            skipped: Skipped::default(),
        })
    }

    fn open_at(&self, path: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
        let resolve = match self.bounds {
            Bounds::System => ResolveFlags::IN_ROOT,
            Bounds::Home => ResolveFlags::BENEATH | ResolveFlags::NO_XDEV,
            Bounds::OwnedBy(_) => ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS,
        };
        let mut flags = flags | OFlags::CLOEXEC;
        if !flags.contains(OFlags::PATH) {
            // A pipe must not make us wait, nor a terminal become ours.
            flags |= OFlags::NONBLOCK | OFlags::NOCTTY;
        }
        let resolve = resolve | ResolveFlags::NO_MAGICLINKS;
        openat2(&self.folder, path, flags, Mode::empty(), resolve)
    }

    /// Opens and counts what cannot be opened.
    fn try_open(&mut self, path: &str, flags: OFlags) -> Option<OwnedFd> {
        if self.left == 0 {
            self.skipped.too_many = self.skipped.too_many.saturating_add(1);
            return None;
        }
        match self.open_at(path, flags) {
            Ok(opened) => {
                self.left -= 1;
                Some(opened)
            }
            Err(Errno::NOENT | Errno::NOTDIR) => None,
            Err(Errno::XDEV | Errno::LOOP) => {
                self.skipped.outside = self.skipped.outside.saturating_add(1);
                None
            }
            Err(_) => self.unreadable(),
        }
    }

    fn unreadable<T>(&mut self) -> Option<T> {
        self.skipped.unreadable = self.skipped.unreadable.saturating_add(1);
        None
    }

    /// The rights of an opened file, if it is a regular one of the right owner.
    fn rights(&mut self, opened: impl AsFd) -> Option<RawMode> {
        let Ok(stat) = fstat(opened) else {
            return self.unreadable();
        };
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return self.unreadable();
        }
        if matches!(self.bounds, Bounds::OwnedBy(owner) if owner != stat.st_uid) {
            self.skipped.outside = self.skipped.outside.saturating_add(1);
            return None;
        }
        Some(stat.st_mode)
    }
}

impl Files for Tree {
    fn list(&mut self, folder: &str) -> Vec<Entry> {
        let Some(opened) = self.try_open(folder, OFlags::RDONLY | OFlags::DIRECTORY) else {
            return Vec::new();
        };
        let Ok(names) = Dir::new(opened) else {
            self.skipped.unreadable = self.skipped.unreadable.saturating_add(1);
            return Vec::new();
        };
        let mut entries = Vec::new();
        for entry in names {
            let Ok(entry) = entry else {
                self.skipped.unreadable = self.skipped.unreadable.saturating_add(1);
                break;
            };
            let Ok(name) = entry.file_name().to_str() else {
                self.skipped.unreadable = self.skipped.unreadable.saturating_add(1);
                continue;
            };
            if matches!(name, "." | "..") {
                continue;
            }
            if entries.len() >= MOST_NAMES {
                self.skipped.too_many = self.skipped.too_many.saturating_add(1);
                break;
            }
            entries.push(Entry {
                name: name.to_owned(),
                is_folder: entry.file_type() == FileType::Directory,
            });
        }
        entries.sort();
        entries
    }

    fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        let opened = self.try_open(path, OFlags::RDONLY)?;
        self.rights(&opened)?;
        let mut bytes = Vec::new();
        let most = u64::try_from(LONGEST_FILE).unwrap_or(u64::MAX);
        // One byte more than allowed, so that the reader of the format sees that it is too long.
        match File::from(opened).take(most + 1).read_to_end(&mut bytes) {
            Ok(_) => Some(bytes),
            Err(_) => self.unreadable(),
        }
    }

    fn resolve(&mut self, path: &str) -> Option<Resolved> {
        let opened = self.try_open(path, OFlags::PATH)?;
        let stat = fstat(&opened).ok()?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return None;
        }
        let real = path_of(&opened)?;
        // Below another root a path is told as it would be if that were `/`; in a home it stays what it is.
        let path = match self.bounds {
            Bounds::System => real.strip_prefix(&self.path)?.to_owned(),
            Bounds::Home | Bounds::OwnedBy(_) => real,
        };
        Some(Resolved {
            path,
            is_executable: stat.st_mode & 0o111 != 0,
        })
    }

    fn broken(&mut self, path: &str, problem: Problem) {
        tracing::debug!(path, %problem, "a file is not of its format");
        self.skipped.broken = self.skipped.broken.saturating_add(1);
    }
}

/// The path of an opened file, as the kernel tells it.
fn path_of(opened: impl AsFd) -> Option<String> {
    use std::os::fd::AsRawFd;
    let link = format!("/proc/self/fd/{}", opened.as_fd().as_raw_fd());
    let path = readlinkat(CWD, link, Vec::new()).ok()?;
    path.into_string().ok()
}
