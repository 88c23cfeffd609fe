//! Screen lockers and savers: their own work while the screen is locked is not a sign of a person.
//!
//! Judged by the executable file, never by a process name, which every process can choose. The caller must make sure
//! that the file belongs to root.

use std::path::Path;

/// File names of lockers and savers of the common desktops.
const LOCKERS: &[&str] = &[
    "betterlockscreen",
    "cinnamon-screensaver",
    "cinnamon-screensaver-main",
    "gnome-screensaver",
    "gnome-screensaver-dialog",
    "gtklock",
    "hyprlock",
    "i3lock",
    "i3lock-color",
    "kscreenlocker_greet",
    "light-locker",
    "lxlock",
    "mate-screensaver",
    "mate-screensaver-dialog",
    "physlock",
    "slock",
    "swaylock",
    "ukui-screensaver-dialog",
    "vlock",
    "vlock-main",
    "waylock",
    "xfce4-screensaver",
    "xfce4-screensaver-dialog",
    "xlock",
    "xscreensaver",
    "xscreensaver-auth",
    "xscreensaver-gfx",
    "xscreensaver-systemd",
    "xsecurelock",
    "xss-lock",
    "xtrlock",
];

/// Folders that hold nothing but pictures a saver shows.
const SAVER_FOLDERS: &[&str] = &[
    "/usr/lib/xscreensaver",
    "/usr/libexec/xscreensaver",
    "/usr/lib/xsecurelock",
    "/usr/libexec/xsecurelock",
];

/// Folders in which only an administrator can put programs.
const SYSTEM_FOLDERS: &[&str] = &[
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/local/bin",
    "/bin",
    "/sbin",
    "/lib",
    "/nix/store",
];

/// True if this executable is a known screen locker or saver in a folder of the system.
#[must_use]
pub fn is_locker(exe: &Path) -> bool {
    if SAVER_FOLDERS.iter().any(|folder| exe.starts_with(folder)) {
        return true;
    }
    SYSTEM_FOLDERS.iter().any(|folder| exe.starts_with(folder))
        && exe
            .file_name()
            .and_then(|name| name.to_str())
            // Nix wraps programs as `.name-wrapped`.
            .map(|name| {
                name.strip_prefix('.')
                    .and_then(|n| n.strip_suffix("-wrapped"))
                    .unwrap_or(name)
            })
            .is_some_and(|name| LOCKERS.binary_search(&name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_lockers_by_file_not_by_name_alone() {
        assert!(is_locker(Path::new("/usr/bin/swaylock")));
        assert!(is_locker(Path::new(
            "/usr/lib/x86_64-linux-gnu/libexec/kscreenlocker_greet"
        )));
        assert!(is_locker(Path::new("/usr/libexec/xscreensaver/glmatrix")));
        assert!(is_locker(Path::new(
            "/nix/store/abc-i3lock-2.15/bin/.i3lock-wrapped"
        )));
        assert!(!is_locker(Path::new("/home/an/bin/swaylock")));
        assert!(!is_locker(Path::new("/tmp/i3lock")));
        assert!(!is_locker(Path::new("/usr/games/supertux2")));
    }

    #[test]
    fn the_list_is_sorted_as_the_search_needs() {
        assert!(LOCKERS.is_sorted());
    }
}
