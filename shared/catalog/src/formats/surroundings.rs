//! What surrounds a running program and tells which application it is: the names of its control groups, its environment,
//! the `.flatpak-info` of its sandbox, the mount of an AppImage.
//!
//! All of it is in the hands of whoever starts the program, a child included, so it may only make rules stricter. Absent on
//! purpose: reading `/proc`; values of the environment other than the handful named here are never kept.

use super::{Problem, ini, kept};

/// What the surroundings tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// Flatpak application id.
    pub flatpak: Option<String>,
    /// Snap name.
    pub snap: Option<String>,
    /// Steam application number.
    pub steam: Option<u32>,
    /// Desktop entry that a desktop started it from, without `.desktop`.
    pub desktop: Option<String>,
    /// The AppImage it runs from.
    pub appimage: Option<String>,
}

/// Reads a control group's path (`0::/user.slice/...` or without the number).
///
/// Flatpak names its scopes `app-flatpak-ID-NUMBER.scope`, snapd `snap.NAME.COMMAND-UUID.scope`, desktops
/// `app-DESKTOP-ID-NUMBER.scope` or `app-DESKTOP-ID@UUID.service`, with `-` and others inside an id written `\x2d`.
#[must_use]
pub fn of_cgroup(path: &str) -> Surroundings {
    let mut found = Surroundings::default();
    for part in path.trim_end().split('/') {
        let Some((unit, kind)) = part.rsplit_once('.') else {
            continue;
        };
        if !matches!(kind, "scope" | "service") {
            continue;
        }
        if let Some(rest) = unit.strip_prefix("snap.") {
            found.snap = rest.split('.').next().map(unescape).and_then(|s| kept(&s));
        } else if let Some(rest) = unit.strip_prefix("app-") {
            let (rest, numbered) = match rest.split_once('@') {
                Some((id, _)) => (id, false),
                None => (rest, true),
            };
            let id = if numbered {
                rest.rsplit_once('-').map_or(rest, |(id, _)| id)
            } else {
                rest
            };
            if let Some(id) = id.strip_prefix("flatpak-") {
                found.flatpak = kept(&unescape(id));
            } else {
                // With or without the desktop's name before the id.
                let id = id.rsplit_once('-').map_or(id, |(_, id)| id);
                found.desktop = kept(&unescape(id));
            }
        }
    }
    found
}

/// The text without systemd's escapes.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        bytes.extend(rest.as_bytes()[..at].iter());
        let code = rest.get(at + 2..at + 4);
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[at + 4..];
            }
            None => {
                bytes.extend(b"\\x");
                rest = &rest[at + 2..];
            }
        }
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Bytes of an environment that are looked at.
const LONGEST_ENVIRONMENT: usize = 128 * 1024;

/// Reads an environment as the kernel gives it (`NAME=value`, each ended by a zero byte).
#[must_use]
pub fn of_environment(bytes: &[u8]) -> Surroundings {
    let mut found = Surroundings::default();
    let bytes = &bytes[..bytes.len().min(LONGEST_ENVIRONMENT)];
    for variable in bytes.split(|byte| *byte == 0) {
        let Ok(variable) = std::str::from_utf8(variable) else {
            continue;
        };
        let Some((key, value)) = variable.split_once('=') else {
            continue;
        };
        match key {
            "FLATPAK_ID" => found.flatpak = kept(value),
            "SNAP_INSTANCE_NAME" | "SNAP_NAME" => found.snap = kept(value),
            "APPIMAGE" => found.appimage = kept(value).filter(|path| path.starts_with('/')),
            "SteamAppId" | "STEAM_COMPAT_APP_ID" => {
                let number = value.parse().ok().filter(|number| *number != 0);
                found.steam = number.or(found.steam);
            }
            _ => {}
        }
    }
    found
}

/// The application id in a sandbox's `.flatpak-info`. Runtimes, which run for building, have none.
///
/// # Errors
/// What is wrong with the file.
pub fn flatpak_info(bytes: &[u8]) -> Result<String, Problem> {
    ini::lines(bytes)?
        .iter()
        .find(|line| line.group == "Application" && line.key == "name")
        .and_then(|line| kept(line.value))
        .ok_or(Problem::Missing("Application"))
}

/// The beginning of an AppImage's file name, from the path of a program that runs in its mount: `/tmp/.mount_osu.ApXa81Kf/…`
/// keeps the first six characters and adds six of chance. `None` for other paths.
#[must_use]
pub fn appimage_prefix(exe: &str) -> Option<&str> {
    let at = exe.find("/.mount_")? + "/.mount_".len();
    let folder = exe[at..].split_once('/')?.0;
    let end = folder.len().checked_sub(6).filter(|end| *end > 0)?;
    folder.is_char_boundary(end).then(|| &folder[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_groups() {
        let base = "0::/user.slice/user-1000.slice/user@1000.service/app.slice/";
        let of = |unit: &str| of_cgroup(&format!("{base}{unit}\n"));
        assert_eq!(
            of("app-flatpak-org.kde.kmines-4242.scope")
                .flatpak
                .as_deref(),
            Some("org.kde.kmines")
        );
        assert_eq!(
            of("app-flatpak-com.mojang.Mine\\x2dcraft-9.scope")
                .flatpak
                .as_deref(),
            Some("com.mojang.Mine-craft")
        );
        assert_eq!(
            of("snap.mc-installer.mc-installer-1b2c.scope")
                .snap
                .as_deref(),
            Some("mc-installer")
        );
        for (unit, desktop) in [
            ("app-gnome-supertux2-812.scope", "supertux2"),
            ("app-gnome-org.gnome.Mines-812.scope", "org.gnome.Mines"),
            ("app-org.kde.kmines@0f3a.service", "org.kde.kmines"),
            ("app-KDE-my\\x2dgame@0f3a.service", "my-game"),
        ] {
            assert_eq!(of(unit).desktop.as_deref(), Some(desktop), "{unit}");
        }
        assert_eq!(
            of_cgroup("0::/user.slice/session-2.scope"),
            Surroundings::default()
        );
        assert_eq!(of("app-\\xzz-\\x.scope").desktop.as_deref(), Some("\\xzz"));
    }

    #[test]
    fn environments() {
        let found = of_environment(
            b"HOME=/home/an\0SteamAppId=0\0STEAM_COMPAT_APP_ID=730\0SNAP_NAME=x\0APPIMAGE=/home/an/o.AppImage\0\xff=1\0none\0",
        );
        assert_eq!(
            found,
            Surroundings {
                snap: Some("x".to_owned()),
                steam: Some(730),
                appimage: Some("/home/an/o.AppImage".to_owned()),
                ..Surroundings::default()
            }
        );
    }

    #[test]
    fn sandboxes_and_mounts() {
        let info = b"[Application]\nname=sh.ppy.osu\nruntime=runtime/org.freedesktop.Platform\n[Instance]\nname=no\n";
        assert_eq!(flatpak_info(info).as_deref(), Ok("sh.ppy.osu"));
        assert!(flatpak_info(b"[Runtime]\nname=x\n").is_err());
        assert_eq!(
            appimage_prefix("/tmp/.mount_osu.ApXa81Kf/usr/bin/osu!"),
            Some("osu.Ap")
        );
        assert_eq!(appimage_prefix("/tmp/.mount_abc/x"), None);
        assert_eq!(appimage_prefix("/usr/bin/x"), None);
    }
}
