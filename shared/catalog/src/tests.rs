use super::*;
use proptest::prelude::*;

fn exe(path: &str) -> ProgramFacts {
    ProgramFacts {
        exe: Some(path.to_owned()),
        ..ProgramFacts::default()
    }
}

fn run(path: &str, command: &str) -> ProgramFacts {
    ProgramFacts {
        command: Some(command.to_owned()),
        ..exe(path)
    }
}

fn flatpak(id: &str, path: &str) -> ProgramFacts {
    ProgramFacts {
        flatpak: Some(id.to_owned()),
        ..exe(path)
    }
}

/// `games:minecraft`, `app:firefox`, `neutral`, or `unknown`.
fn told(facts: &ProgramFacts) -> String {
    match identify(facts) {
        None => "unknown".to_owned(),
        Some(CatalogueEntry {
            kind: ProgramKind::Neutral,
            ..
        }) => "neutral".to_owned(),
        Some(CatalogueEntry {
            id,
            kind: ProgramKind::Application,
        }) => format!("app:{id}"),
        Some(CatalogueEntry {
            id,
            kind: ProgramKind::Activity(activity),
        }) => format!("{activity}:{id}"),
    }
}

fn check(cases: &[(ProgramFacts, &str)]) {
    for (facts, expected) in cases {
        assert_eq!(&told(facts), expected, "{facts:?}");
    }
}

#[test]
fn games_are_known_by_name_wherever_they_lie() {
    check(&[
        (exe("/usr/games/supertuxkart"), "games:supertuxkart"),
        (exe("/usr/games/supertux2"), "games:supertux"),
        (exe("/home/an/bin/supertux2"), "games:supertux"),
        (exe("/usr/games/pyrogenesis"), "games:0ad"),
        (exe("/usr/games/ltris"), "games:ltris"),
        (exe("/usr/games/lbreakout2"), "games:lbreakout2"),
        (exe("/usr/games/gnome-mines"), "games:gnome-games"),
        (exe("/usr/games/kmines"), "games:kde-games"),
        (exe("/usr/games/robots"), "games:bsdgames"),
        (exe("/usr/games/supertux2 (deleted)"), "games:supertux"),
        (
            flatpak(
                "net.supertuxkart.SuperTuxKart",
                "/app/bin/supertuxkart-real",
            ),
            "games:supertuxkart",
        ),
        (
            ProgramFacts {
                steam: Some(730),
                ..ProgramFacts::default()
            },
            "games:counter-strike",
        ),
        (
            ProgramFacts {
                steam: Some(999_999),
                ..ProgramFacts::default()
            },
            "games:steam-999999",
        ),
        (
            ProgramFacts {
                snap: Some("osu-lazer".to_owned()),
                ..ProgramFacts::default()
            },
            "games:osu",
        ),
    ]);
}

#[test]
fn games_are_known_by_their_command_line() {
    let minecraft = "java -Xmx2G -cp /home/an/.minecraft/a.jar:/home/an/b.jar net.minecraft.client.main.Main --version 1.21";
    check(&[
        (
            run("/usr/lib/jvm/java-21-openjdk-amd64/bin/java", minecraft),
            "games:minecraft",
        ),
        (
            run("/home/an/.local/bin/dbus-daemon", minecraft),
            "games:minecraft",
        ),
        (
            run("/home/an/.local/bin/gcompris-qt", minecraft),
            "games:minecraft",
        ),
        (
            run(
                "/usr/bin/java",
                "java -jar /home/an/Downloads/Mindustry.jar",
            ),
            "games:mindustry",
        ),
        (
            run("/usr/bin/perl", "/usr/bin/perl /usr/games/frozen-bubble"),
            "games:frozen-bubble",
        ),
        (
            run(
                "/usr/bin/wine64-preloader",
                "C:\\Riot Games\\League of Legends\\Game\\League of Legends.exe",
            ),
            "games:league-of-legends",
        ),
        (
            run(
                "/usr/bin/wine64-preloader",
                "wine64 Roblox/RobloxPlayerBeta.EXE -app",
            ),
            "games:roblox",
        ),
        (
            run(
                "/usr/bin/wine64-preloader",
                "\"C:\\Program Files\\Genshin Impact\\GenshinImpact.exe\" -screen-width 800",
            ),
            "games:genshin-impact",
        ),
        (
            run("/usr/bin/wine64-preloader", "start /unix notes.exe"),
            "unknown",
        ),
        (
            run("/usr/bin/gedit", "gedit net.minecraft.client.main.Main"),
            "app:text-editors",
        ),
    ]);
}

#[test]
fn steam_games_without_a_name_are_games_and_have_ids_of_their_own() {
    let proton = "/home/an/.steam/steamapps/common/Proton 9.0/files/bin/wine64-preloader";
    check(&[
        (
            exe("/home/an/.steam/steamapps/common/Hollow Knight/hollow_knight.x86_64"),
            "games:steam-hollow-knight",
        ),
        (
            exe("/home/an/.steam/steamapps/common/trò chơi/x"),
            "games:steam-tr-ch-i",
        ),
        (
            exe("/home/an/.steam/steamapps/common/旅/x"),
            "games:steam-game",
        ),
        (
            run(
                proton,
                "Z:\\home\\an\\.steam\\steamapps\\common\\Celeste\\Celeste.exe",
            ),
            "games:steam-celeste",
        ),
        (exe(proton), "unknown"),
        (
            exe(
                "/home/an/.steam/steamapps/common/SteamLinuxRuntime_sniper/pressure-vessel/bin/pv-bwrap",
            ),
            "unknown",
        ),
        (exe("/home/an/.steam/ubuntu12_32/steam"), "app:steam"),
    ]);
}

#[test]
fn video_social_and_applications_have_names() {
    check(&[
        (exe("/usr/bin/vlc"), "video:vlc"),
        (exe("/opt/Zalo/zalo"), "social:zalo"),
        (exe("/usr/share/discord/Discord"), "social:discord"),
        (
            flatpak("org.telegram.desktop", "/app/bin/Telegram"),
            "social:telegram",
        ),
        (
            run(
                "/usr/bin/wine64-preloader",
                "C:\\users\\an\\AppData\\Local\\Programs\\Zalo\\Zalo.exe",
            ),
            "social:zalo",
        ),
        (exe("/usr/lib/firefox-esr/firefox-esr"), "app:firefox"),
        (exe("/opt/google/chrome/chrome"), "app:chrome"),
        (
            exe("/usr/lib/libreoffice/program/soffice.bin"),
            "app:libreoffice",
        ),
        (exe("/usr/libexec/gnome-terminal-server"), "app:terminal"),
        (exe("/usr/bin/minecraft-launcher"), "app:minecraft-launcher"),
    ]);
}

#[test]
fn learning_is_believed_only_where_a_child_cannot_write() {
    check(&[
        (exe("/usr/bin/gcompris-qt"), "learning:gcompris"),
        (exe("/usr/games/tuxmath"), "learning:tuxmath"),
        (
            exe("/opt/Scratch Desktop/scratch-desktop"),
            "learning:scratch",
        ),
        (exe("/home/an/bin/gcompris-qt"), "unknown"),
        (exe("/tmp/gcompris-qt"), "unknown"),
        (exe("/usr/bin/../../home/an/gcompris-qt"), "unknown"),
        (exe("gcompris-qt"), "unknown"),
        (
            flatpak("org.kde.gcompris", "/usr/bin/gcompris-qt"),
            "unknown",
        ),
        (
            run("/usr/bin/python3.11", "/usr/bin/python3 -sP /usr/bin/anki"),
            "learning:anki",
        ),
        (
            run(
                "/usr/bin/python3.11",
                "python3 /usr/bin/anki /home/an/game.py",
            ),
            "unknown",
        ),
        (
            run(
                "/usr/bin/python3.11",
                "python3 -c import(game) /usr/bin/anki",
            ),
            "unknown",
        ),
        (
            run("/usr/bin/python3.11", "python3 /home/an/usr/bin/anki"),
            "unknown",
        ),
        (run("/home/an/python3", "python3 /usr/bin/anki"), "unknown"),
        (
            ProgramFacts {
                snap: Some("gcompris".to_owned()),
                ..exe("/snap/gcompris/7/usr/bin/gcompris-qt")
            },
            "learning:gcompris",
        ),
        (
            ProgramFacts {
                snap: Some("gcompris".to_owned()),
                ..exe("/snap/other/7/usr/bin/gcompris-qt")
            },
            "unknown",
        ),
        (
            ProgramFacts {
                snap: Some("gcompris".to_owned()),
                ..exe("/home/an/gcompris-qt")
            },
            "unknown",
        ),
    ]);
}

#[test]
fn parts_of_the_desktop_are_neutral() {
    let parts = [
        "/usr/libexec/gvfsd",
        "/usr/libexec/at-spi2-registryd",
        "/usr/lib/systemd/systemd",
        "/lib/systemd/systemd",
        "/usr/bin/dbus-daemon",
        "/usr/bin/bash",
        "/bin/bash",
        "/usr/bin/dash",
        "/usr/bin/sleep",
        "/usr/bin/xfce4-panel",
        "/usr/bin/xfwm4",
        "/usr/lib/x86_64-linux-gnu/xfce4/panel/wrapper-2.0",
        "/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd",
        "/usr/lib64/xfce4/notifyd/xfce4-notifyd",
        "/usr/lib/xdg-desktop-portal",
        "/usr/lib/gsd-power",
        "/usr/bin/pipewire",
        "/usr/bin/pulseaudio",
        "/usr/bin/wireplumber",
        "/usr/bin/gnome-shell",
        "/usr/bin/plasmashell",
        "/usr/bin/kwin_wayland",
        "/usr/lib/xorg/Xorg",
        "/usr/bin/Xvfb",
        "/usr/bin/i3lock",
        "/usr/bin/xss-lock",
        "/usr/sbin/sshd",
        "/usr/lib/openssh/sftp-server",
        "/usr/bin/luytre",
        "/usr/lib/luytre/luytred",
        "/usr/bin/ssh-agent",
        "/usr/bin/dbus-daemon (deleted)",
        "/usr/lib/x86_64-linux-gnu/libexec/kf5/kioslave5",
    ];
    for part in parts {
        assert_eq!(told(&exe(part)), "neutral", "{part}");
    }
    assert_eq!(
        told(&run(
            "/usr/bin/python3.11",
            "/usr/bin/python3 /usr/bin/blueman-applet"
        )),
        "neutral"
    );
    assert_eq!(
        told(&run(
            "/usr/bin/gjs-console",
            "/usr/bin/gjs /usr/share/gnome-shell/org.gnome.Shell.Notifications"
        )),
        "neutral"
    );
}

#[test]
fn nothing_that_runs_what_it_is_given_is_neutral() {
    let runners = [
        "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
        "/usr/lib64/ld-linux-x86-64.so.2",
        "/lib64/ld-linux-x86-64.so.2",
        "/usr/bin/python3.11",
        "/usr/bin/perl",
        "/usr/bin/node",
        "/usr/lib/jvm/java-17-openjdk-amd64/bin/java",
        "/usr/lib/wine/wine64",
        "/usr/lib/x86_64-linux-gnu/wine/wineserver64",
        "/usr/libexec/qemu-kvm",
        "/usr/libexec/platform-python3.9",
        "/usr/lib/qt6/bin/qml",
        "/usr/lib/electron28/electron",
        "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/games/thing",
        "/usr/lib/thing/thing",
        "/usr/lib/x86_64-linux-gnu/thing/thing",
        "/usr/bin/thing",
    ];
    for runner in runners {
        assert_ne!(told(&exe(runner)), "neutral", "{runner}");
    }
}

#[test]
fn a_child_cannot_make_a_program_neutral_by_its_name() {
    let folders = [
        "/home/an/.local/bin/",
        "/opt/",
        "/tmp/",
        "/usr/local/bin/",
        "/usr/games/",
        "/media/an/stick/",
        "/var/tmp/",
        "/dev/shm/",
        "/app/bin/",
    ];
    for name in tables::NEUTRAL_NAMES {
        for folder in folders {
            assert_eq!(
                told(&exe(&format!("{folder}{name}"))),
                "unknown",
                "{folder}{name}"
            );
        }
    }
    check(&[
        (exe("/home/an/usr/libexec/gvfsd"), "unknown"),
        (exe("/usr/libexec/../../home/an/game"), "unknown"),
        (exe("/usr/libexec//gvfsd"), "unknown"),
        (exe("/memfd:dbus-daemon (deleted)"), "unknown"),
        (exe("/libby/game"), "unknown"),
        (flatpak("org.example.Game", "/usr/bin/dash"), "unknown"),
        (
            ProgramFacts {
                snap: Some("game".to_owned()),
                ..exe("/usr/bin/dash")
            },
            "unknown",
        ),
        (
            ProgramFacts {
                command: Some("/usr/bin/dbus-daemon".to_owned()),
                ..ProgramFacts::default()
            },
            "unknown",
        ),
        (
            run(
                "/usr/bin/python3",
                "python3 /usr/bin/blueman-applet /home/an/game.py",
            ),
            "unknown",
        ),
        (
            run(
                "/usr/bin/python3",
                "python3 -m game /usr/bin/blueman-applet",
            ),
            "unknown",
        ),
    ]);
}

#[test]
fn only_learning_and_neutral_are_favourable() {
    let favourable = |path: &str| identify(&exe(path)).is_some_and(|entry| is_favourable(&entry));
    assert!(favourable("/usr/bin/gcompris-qt") && favourable("/usr/libexec/gvfsd"));
    assert!(
        !favourable("/usr/games/supertux2")
            && !favourable("/usr/bin/firefox")
            && !favourable("/usr/bin/vlc")
    );
}

#[test]
fn every_program_is_recognised_by_its_example() {
    for program in all() {
        let facts = example(program.id).expect("an id of the catalogue has an example");
        let found = identify(&facts)
            .unwrap_or_else(|| panic!("{} is not recognised by {facts:?}", program.id));
        assert_eq!(found, entry(program), "{facts:?}");
    }
    assert!(example("no-such-program").is_none());
    assert!(known("minecraft").is_some_and(|known| known.name == "Minecraft"));
}

#[test]
fn the_catalogue_is_well_formed() {
    assert!(all().count() >= 140, "{} programs", all().count());
    for program in all() {
        let plain = program
            .id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(
            plain && !program.id.starts_with('-') && program.id.len() <= 40,
            "{}",
            program.id
        );
        assert!(
            !program.name.trim().is_empty() && program.name.len() <= 80,
            "{}",
            program.id
        );
    }
    for table in [
        tables::EXES,
        PATHS,
        tables::TOKENS,
        FLATPAKS,
        SNAPS,
        WINDOWS,
        SCRIPTS,
    ] {
        assert!(table.is_sorted_by(|a, b| a.0 < b.0));
    }
    assert!(STEAM.is_sorted_by(|a, b| a.0 < b.0));
    for (name, _) in WINDOWS {
        assert!(
            name.to_ascii_lowercase() == *name && !name.contains(['\\', '/']),
            "{name}"
        );
    }
    for (path, _) in PATHS.iter().chain(SCRIPTS) {
        assert_ne!(path::place(path), path::Place::Elsewhere, "{path}");
    }
    for (name, _) in tables::EXES {
        assert!(!name.contains('/'), "{name}");
        assert!(
            !tables::has(tables::NEUTRAL_NAMES, name),
            "{name} is a program and a part of the desktop"
        );
    }
    for folder in tables::NEUTRAL_FOLDERS {
        assert!(
            folder.starts_with('/')
                && folder.ends_with('/')
                && path::place(&format!("{folder}x")) == path::Place::System,
            "{folder}"
        );
    }
    for name in tables::NEUTRAL_NAMES {
        assert!(!neutral::is_runner(name), "{name} runs what it is given");
    }
}

#[test]
fn a_long_command_line_is_cut_between_characters() {
    let command = format!(
        "{} net.minecraft.client.main.Main",
        "ắ".repeat(LONGEST_COMMAND)
    );
    assert_eq!(told(&run("/usr/bin/java", &command)), "unknown");
    assert_eq!(command::shortened("ắ"), "ắ");
}

proptest! {
    /// Whatever a child's own folder holds and whatever the child claims, the answer is never favourable.
    #[test]
    fn no_claim_from_a_childs_folder_is_favourable(
        name in ".{0,40}", command in ".{0,200}", flatpak in proptest::option::of(".{0,40}"), steam in proptest::option::of(0_u32..2000),
    ) {
        let facts = ProgramFacts {
            exe: Some(format!("/home/an/{name}")), command: Some(command), flatpak, steam, ..ProgramFacts::default()
        };
        prop_assert!(!identify(&facts).is_some_and(|entry| is_favourable(&entry)));
    }

    /// No input of any kind makes it panic, and ids stay short.
    #[test]
    fn any_text_is_answered(exe in proptest::option::of(".{0,80}"), command in proptest::option::of("[ -~\\\\/.]{0,200}"), snap in proptest::option::of(".{0,20}")) {
        if let Some(entry) = identify(&ProgramFacts { exe, command, snap, ..ProgramFacts::default() }) {
            prop_assert!(entry.id.as_str().len() <= 160);
        }
    }
}
