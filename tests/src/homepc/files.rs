//! Files between this machine and a home PC, and where the parts of a home PC are found from outside.
//!
//! Files go through a program inside, never along a path that this machine would resolve: a link in there could lead out.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::HomePc;
use super::command::Person;
use super::error::Error;

/// What a file may do inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Mode 0755.
    Program,
    /// Mode 0644.
    Data,
    /// Mode 0600.
    Secret,
}

impl FileKind {
    fn mode(self) -> &'static str {
        match self {
            Self::Program => "--mode=0755",
            Self::Data => "--mode=0644",
            Self::Secret => "--mode=0600",
        }
    }
}

impl HomePc {
    /// Copies a file of this machine in, as root's; folders on the way are made.
    ///
    /// # Errors
    /// When it cannot be read here or written there.
    pub fn copy_in(&self, from: &Path, to: &str, kind: FileKind) -> Result<(), Error> {
        let file = File::open(from).map_err(Error::file("open", from))?;
        self.put(file, to, kind)
    }

    /// Writes a text into a file inside, as root's; folders on the way are made.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_file(&self, to: &str, text: &str, kind: FileKind) -> Result<(), Error> {
        let write = || {
            let mut file = tempfile::tempfile()?;
            file.write_all(text.as_bytes())?;
            file.rewind()?;
            Ok(file)
        };
        self.put(
            write().map_err(Error::io("write a temporary file"))?,
            to,
            kind,
        )
    }

    fn put(&self, content: File, to: &str, kind: FileKind) -> Result<(), Error> {
        let argv = ["install", "-D", kind.mode(), "/dev/stdin", to];
        let entry = self.system_entry(Person::root());
        entry.run(&argv, Stdio::from(content))?.text().map(drop)
    }

    /// Reads a text file inside.
    ///
    /// # Errors
    /// When it is not there.
    pub fn read_file(&self, path: &str) -> Result<String, Error> {
        let read = self.run_as_root(&["cat", "--", path])?;
        read.clone().text().map(|_| read.stdout)
    }

    /// The process ids, as this machine sees them, of all processes inside with that name (the kernel's `comm`: at most 15 bytes).
    #[must_use]
    pub fn host_pids(&self, name: &str) -> Vec<u32> {
        let mut found = Vec::new();
        collect_pids(&self.machine.payload_cgroup(), &mut found);
        found.retain(|pid| {
            // One that ended meanwhile has no name and is rightly left out.
            let comm = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
            comm.trim_end() == name
        });
        found.sort_unstable();
        found
    }

    /// How many processes run inside.
    #[must_use]
    pub fn process_count(&self) -> usize {
        let mut found = Vec::new();
        collect_pids(&self.machine.payload_cgroup(), &mut found);
        found.len()
    }

    /// This machine's path of a cgroup inside, `/system.slice/luytred.service` for example.
    #[must_use]
    pub fn cgroup(&self, inside: &str) -> PathBuf {
        self.machine
            .payload_cgroup()
            .join(inside.trim_start_matches('/'))
    }
}

fn collect_pids(cgroup: &Path, found: &mut Vec<u32>) {
    let Ok(text) = std::fs::read_to_string(cgroup.join("cgroup.procs")) else {
        // A session may end between listing its folder and reading it.
        return;
    };
    found.extend(text.lines().filter_map(|line| line.parse::<u32>().ok()));
    let Ok(entries) = std::fs::read_dir(cgroup) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect_pids(&entry.path(), found);
        }
    }
}
