//! Looks at the system once, so that planning needs to look at nothing.

use crate::pam::PamExec;
use crate::places::{BINARIES, MANIFEST, Root, SERVICE};
use std::fs;
use std::path::{Path, PathBuf};

/// What the installer has to know about a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemState {
    /// What runs services.
    pub services: Services,
    /// Whether the service is known to it.
    pub unit: Unit,
    /// How logins can be made to ask the agent.
    pub pam: Pam,
    /// Shells that can learn to complete commands, with the file for it.
    pub completions: Vec<(Shell, PathBuf)>,
    /// Manual pages have a place.
    pub manuals: Manuals,
    /// What an earlier installation says it brought; empty where there is none.
    pub installed: Vec<PathBuf>,
    /// The programs to install that were found, by name.
    pub programs: Vec<(&'static str, PathBuf)>,
}

/// What runs services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Services {
    /// systemd, running, with its folder for units.
    Systemd(PathBuf),
    /// A system with systemd's folders that does not run now: a test's, or an image.
    SystemdAsleep(PathBuf),
    /// Something else.
    Other,
}

/// Whether our service is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Its unit is there: it may run.
    Present,
    /// It is not: nothing to stop.
    Absent,
}

/// How logins can be made to ask the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pam {
    /// Debian's way: a profile.
    Profile(PamExec),
    /// A block in these files.
    Files(PamExec, Vec<PathBuf>),
    /// The module that asks is missing, or no file is known to hold the account stage of all logins.
    None,
}

/// Whether manual pages have a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manuals {
    /// `/usr/share/man` exists.
    Kept,
    /// It does not, as in small images.
    Absent,
}

/// A shell with completion files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// GNU Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// Fish.
    Fish,
}

impl Shell {
    /// As `luytre completions` calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }
}

/// Largest list of installed files that is read, in bytes. Ours has about a kibibyte.
const LARGEST_MANIFEST: u64 = 64 * 1024;

impl SystemState {
    /// Looks at the system under `root`, and for programs in the folder `from` of the running system.
    #[must_use]
    pub fn look(root: &Root, from: &Path) -> Self {
        let services = services(root);
        Self {
            unit: unit(root, &services),
            services,
            pam: pam(root),
            completions: completions(root),
            manuals: if exists(root, "/usr/share/man") {
                Manuals::Kept
            } else {
                Manuals::Absent
            },
            installed: installed(root),
            programs: BINARIES
                .into_iter()
                .map(|name| (name, from.join(name)))
                .filter(|(_, path)| path.is_file())
                .collect(),
        }
    }
}

fn exists(root: &Root, path: &str) -> bool {
    root.at(Path::new(path)).exists()
}

fn services(root: &Root) -> Services {
    let folder = ["/usr/lib/systemd/system", "/etc/systemd/system"]
        .into_iter()
        .find(|folder| exists(root, folder));
    match folder.map(PathBuf::from) {
        // The way systemd itself names for asking whether it runs: sd_booted(3).
        Some(folder) if root.is_system() && exists(root, "/run/systemd/system") => {
            Services::Systemd(folder)
        }
        Some(folder) if !root.is_system() => Services::SystemdAsleep(folder),
        Some(_) | None => Services::Other,
    }
}

fn unit(root: &Root, services: &Services) -> Unit {
    match services {
        Services::Systemd(folder) | Services::SystemdAsleep(folder)
            if root.at(&folder.join(SERVICE)).exists() =>
        {
            Unit::Present
        }
        Services::Systemd(_) | Services::SystemdAsleep(_) | Services::Other => Unit::Absent,
    }
}

fn pam(root: &Root) -> Pam {
    let Some(module) = pam_exec(root) else {
        return Pam::None;
    };
    if exists(root, "/usr/sbin/pam-auth-update") && exists(root, "/usr/share/pam-configs") {
        return Pam::Profile(module);
    }
    // What all login services of a distribution include: SUSE and others; Fedora and Arch (Fedora's remote logins have a
    // file of their own); Alpine.
    let shared = [
        ["/etc/pam.d/common-account", ""],
        ["/etc/pam.d/system-auth", "/etc/pam.d/password-auth"],
        ["/etc/pam.d/base-account", ""],
    ];
    for files in shared {
        let found: Vec<PathBuf> = files
            .into_iter()
            .filter(|file| !file.is_empty() && exists(root, file))
            .map(PathBuf::from)
            .collect();
        if !found.is_empty() {
            return Pam::Files(module, found);
        }
    }
    Pam::None
}

/// The module, wherever this distribution keeps it.
fn pam_exec(root: &Root) -> Option<PamExec> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for base in ["/usr/lib", "/usr/lib64", "/lib", "/lib64"] {
        let base = root.at(Path::new(base));
        folders.push(base.join("security"));
        let inner = fs::read_dir(&base).into_iter().flatten().flatten();
        folders.extend(
            inner
                .filter(|entry| entry.file_name().to_string_lossy().contains("-linux-"))
                .map(|entry| entry.path().join("security")),
        );
    }
    let bytes = folders
        .into_iter()
        .find_map(|folder| fs::read(folder.join("pam_exec.so")).ok())?;
    Some(PamExec::of_module(&bytes))
}

fn completions(root: &Root) -> Vec<(Shell, PathBuf)> {
    let places = [
        (
            Shell::Bash,
            "/usr/share/bash-completion/completions",
            "luytre",
        ),
        (Shell::Zsh, "/usr/share/zsh/vendor-completions", "_luytre"),
        (Shell::Zsh, "/usr/share/zsh/site-functions", "_luytre"),
        (
            Shell::Fish,
            "/usr/share/fish/vendor_completions.d",
            "luytre.fish",
        ),
    ];
    let mut found: Vec<(Shell, PathBuf)> = Vec::new();
    for (shell, folder, file) in places {
        if exists(root, folder) && !found.iter().any(|(other, _)| *other == shell) {
            found.push((shell, Path::new(folder).join(file)));
        }
    }
    found
}

/// The list of an earlier installation. A line that is no plain path in the places we use is passed over: the list lies
/// where only root writes, and still nothing in it may make us remove what is not ours.
fn installed(root: &Root) -> Vec<PathBuf> {
    let path = root.at(Path::new(MANIFEST));
    let fits = fs::metadata(&path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST_MANIFEST);
    let text = if fits {
        fs::read_to_string(&path).unwrap_or_default()
    } else {
        String::new()
    };
    text.lines()
        .map(PathBuf::from)
        .filter(|path| is_ours(path))
        .collect()
}

fn is_ours(path: &Path) -> bool {
    let plain = path
        .components()
        .skip(1)
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    let named = path
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.contains("luytre"));
    let folder = ["/usr/", "/etc/systemd/", "/etc/pam.d/"]
        .iter()
        .any(|folder| path.starts_with(folder));
    plain && folder && (named || path.starts_with(crate::places::PROGRAMS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_installed_files_cannot_name_what_is_not_ours() {
        for path in [
            "/usr/lib/luytre/luytred",
            "/usr/bin/luytre",
            "/usr/share/fish/vendor_completions.d/luytre.fish",
            "/usr/lib/luytre/login-check",
        ] {
            assert!(is_ours(Path::new(path)), "{path}");
        }
        for path in [
            "/etc/passwd",
            "/usr/lib/luytre/../../../etc/passwd",
            "luytre",
            "/home/an/luytre",
            "",
            "/",
            "/usr/bin/ls",
            "/etc/pam.d/sshd",
        ] {
            assert!(!is_ours(Path::new(path)), "{path}");
        }
    }
}
