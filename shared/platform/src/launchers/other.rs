//! Windows: the same search over ordinary paths, reparse points left alone. macOS: nothing yet, and nothing is told.

use super::{Entry, Files, Home, Resolved, Scan, Skipped, search};
use crate::Error;
use luytre_catalog::formats::{LONGEST_FILE, Problem};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files and folders that are opened in all.
const MOST_OPENED: u32 = 30_000;
/// Names of one folder that are looked at.
const MOST_NAMES: usize = 10_000;

pub(super) fn installed_below(root: &Path, homes: &[Home]) -> Result<Scan, Error> {
    let mut scan = Scan::default();
    if cfg!(not(target_os = "windows")) {
        return Ok(scan);
    }
    let drive = if root == Path::new("/") {
        PathBuf::from("C:\\")
    } else {
        root.to_owned()
    };
    let shown = drive.to_string_lossy().into_owned();
    let mut tree = Tree::new(drive);
    search::windows_system(&mut tree, &shown, &mut scan.installed);
    scan.skipped.add(tree.skipped);
    for home in homes {
        let shown = home.folder.to_string_lossy().into_owned();
        let mut tree = Tree::new(home.folder.clone());
        search::windows_home(&mut tree, &shown, &home.account, &mut scan.installed);
        scan.skipped.add(tree.skipped);
    }
    Ok(scan)
}

struct Tree {
    folder: PathBuf,
    left: u32,
    skipped: Skipped,
}

impl Tree {
    fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            left: MOST_OPENED,
            skipped: Skipped::default(),
        }
    }

    /// The path below the folder, unless something on the way leads elsewhere.
    fn below(&mut self, path: &str) -> Option<PathBuf> {
        if self.left == 0 {
            self.skipped.too_many = self.skipped.too_many.saturating_add(1);
            return None;
        }
        let mut whole = self.folder.clone();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            if matches!(part, "." | "..") || part.contains(['\\', ':']) {
                return None;
            }
            whole.push(part);
            let kind = fs::symlink_metadata(&whole).ok()?.file_type();
            if kind.is_symlink() {
                self.skipped.outside = self.skipped.outside.saturating_add(1);
                return None;
            }
        }
        self.left -= 1;
        Some(whole)
    }
}

impl Files for Tree {
    fn list(&mut self, folder: &str) -> Vec<Entry> {
        let Some(names) = self.below(folder).and_then(|path| fs::read_dir(path).ok()) else {
            return Vec::new();
        };
        let mut entries: Vec<Entry> = names
            .take(MOST_NAMES)
            .filter_map(Result::ok)
            .filter_map(|entry| {
                Some(Entry {
                    name: entry.file_name().into_string().ok()?,
                    is_folder: entry.file_type().ok()?.is_dir(),
                })
            })
            .collect();
        entries.sort();
        entries
    }

    fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        let path = self.below(path)?;
        let mut bytes = Vec::new();
        let most = u64::try_from(LONGEST_FILE).unwrap_or(u64::MAX);
        let read =
            fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
        if read.is_err() {
            self.skipped.unreadable = self.skipped.unreadable.saturating_add(1);
            return None;
        }
        Some(bytes)
    }

    fn resolve(&mut self, path: &str) -> Option<Resolved> {
        let path = self.below(path)?;
        path.is_file().then(|| Resolved {
            path: path.to_string_lossy().into_owned(),
            is_executable: true,
        })
    }

    fn broken(&mut self, path: &str, problem: Problem) {
        tracing::debug!(path, %problem, "a file is not of its format");
        self.skipped.broken = self.skipped.broken.saturating_add(1);
    }
}
