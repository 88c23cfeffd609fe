//! A small home computer with something of everything, and what each of its programs is.

use super::*;
use crate::formats::desktop;
use crate::formats::metainfo;
use crate::formats::minecraft;
use crate::formats::steam::App;
use crate::formats::stores::StoreGame;
use crate::formats::yaml_launchers::{self, LutrisGame};
use crate::installed::Source;
use crate::is_favourable;
use luytre_core::id::Account;
use luytre_core::policy::ProgramMatch;
use proptest::prelude::*;

fn an() -> Owner {
    Owner::Account(Account::from("an"))
}

/// A menu entry; `found` is what the reader found of its command.
fn menu(file: &str, exec: &str, categories: &str, owner: Owner, found: &[&str]) -> Installed {
    let text = format!(
        "[Desktop Entry]\nType=Application\nName={file}\nExec={exec}\nCategories={categories}\n"
    );
    let entry = desktop::parse(text.as_bytes()).unwrap();
    let found: Vec<String> = found.iter().map(|path| (*path).to_owned()).collect();
    Installed::of_desktop(&entry, file, owner, &found).unwrap()
}

fn run(exe: &str, command: &str) -> ProgramFacts {
    ProgramFacts {
        exe: Some(exe.to_owned()),
        command: Some(command.to_owned()).filter(|command| !command.is_empty()),
        ..ProgramFacts::default()
    }
}

fn family(id: &str, activity: Option<&str>, matches: Vec<ProgramMatch>) -> Program {
    Program {
        id: ProgramId::from(id),
        name: id.to_owned(),
        activity: activity.map(ActivityId::from),
        matches,
    }
}

/// `games:supertux`, `app:steam`, `unknown:thing`.
fn told(index: &Index, facts: &ProgramFacts) -> String {
    let found = index.identify(facts);
    let kind = match &found.kind {
        None => "unknown",
        Some(ProgramKind::Neutral) => "neutral",
        Some(ProgramKind::Application) => "app",
        Some(ProgramKind::Activity(activity)) => activity.as_str(),
    };
    format!("{kind}:{}", found.program)
}

fn check(index: &Index, cases: &[(ProgramFacts, &str)]) {
    for (facts, expected) in cases {
        assert_eq!(
            &told(index, facts),
            expected,
            "{facts:?} {}",
            index.identify(facts).why
        );
    }
}

/// A computer with something of everything.
fn home() -> Index {
    let system = || Owner::System;
    let steam = |number, name: &str, folder: &str| {
        let app = App {
            number,
            name: name.to_owned(),
            folder: folder.to_owned(),
        };
        Installed::of_steam(&app, "/home/an/.local/share/Steam", "appmanifest.acf", an())
    };
    let store = StoreGame {
        key: "k".to_owned(),
        name: Some("Fort".to_owned()),
        folder: Some("/home/an/Games/Heroic/Fort".to_owned()),
        executable: Some("bin\\Fort.exe".to_owned()),
    };
    let lutris = LutrisGame {
        executable: Some("/home/an/Games/My game/my game.exe".to_owned()),
        ..LutrisGame::default()
    };
    let bottle = yaml_launchers::bottle(
        b"Name: B\nExternal_Programs:\n  a:\n    name: Tool\n    path: /home/an/tool.exe\n",
    )
    .unwrap();
    let mut installed = vec![
        menu(
            "supertux2.desktop",
            "supertux2",
            "Game;ArcadeGame",
            system(),
            &["/usr/games/supertux2"],
        ),
        menu(
            "foo.desktop",
            "foo %U",
            "Game",
            system(),
            &["/usr/games/foo", "/usr/lib/foo/foo.bin"],
        ),
        menu(
            "pyfoo.desktop",
            "pyfoo",
            "Game",
            system(),
            &["/usr/games/pyfoo", "/usr/share/pyfoo/main.py"],
        ),
        menu(
            "steam.desktop",
            "/usr/bin/steam %U",
            "Network;FileTransfer;Game",
            system(),
            &["/usr/bin/steam"],
        ),
        menu(
            "net.lutris.Lutris.desktop",
            "lutris %U",
            "Game",
            system(),
            &["/usr/games/lutris"],
        ),
        menu(
            "tuxmath.desktop",
            "tuxmath",
            "Game;Education",
            system(),
            &["/usr/games/tuxmath"],
        ),
        menu(
            "org.kde.thing.desktop",
            "thing",
            "Qt;KDE;Education",
            system(),
            &["/usr/bin/thing"],
        ),
        menu(
            "eduscript.desktop",
            "eduscript",
            "Education",
            system(),
            &["/usr/bin/eduscript"],
        ),
        menu(
            "edusnap.desktop",
            "/snap/bin/edusnap",
            "Education",
            system(),
            &[],
        ),
        menu(
            "mine.desktop",
            "/home/an/mine",
            "Education",
            an(),
            &["/home/an/mine"],
        ),
        menu(
            "own.desktop",
            "/home/an/own.AppImage",
            "Game",
            an(),
            &["/home/an/own.AppImage"],
        ),
        menu(
            "evil.desktop",
            "/usr/bin/gedit2",
            "Game",
            an(),
            &["/usr/bin/gedit2"],
        ),
        menu(
            "flat.desktop",
            "/usr/bin/flatpak run --command=x org.example.Flat",
            "Game",
            system(),
            &[],
        ),
        menu(
            "jfoo.desktop",
            "java -cp /usr/share/java/j.jar org.foo.JMain",
            "Game",
            system(),
            &[],
        ),
        menu(
            "dosfoo.desktop",
            "dosbox -conf /usr/share/games/dosfoo/x.conf",
            "Game",
            system(),
            &[],
        ),
        menu(
            "lutris-shortcut.desktop",
            "lutris lutris:rungameid/3",
            "Game",
            an(),
            &[],
        ),
        menu(
            "pioneers-server.desktop",
            "pioneers-server-gtk",
            "Game",
            system(),
            &["/usr/games/pioneers-server-gtk"],
        ),
        menu(
            "office.desktop",
            "/usr/bin/offi",
            "Office",
            system(),
            &["/usr/bin/offi"],
        ),
        menu(
            "et.desktop",
            "et",
            "Game;Shooter",
            system(),
            &["/usr/games/et"],
        ),
        Installed::of_lutris(&lutris, "my-game-1690000000.yml", an()),
        Installed::of_store(&store, Source::Heroic, "installed.json", an()),
        Installed::of_folder(
            Source::Itch,
            "/home/an/.config/itch/apps/celeste-classic",
            "celeste-classic",
            "apps",
            an(),
        ),
        Installed::of_folder(
            Source::Minecraft,
            "/home/an/.local/share/PrismLauncher/instances/Mod",
            "Mod",
            "instance.cfg",
            an(),
        ),
    ];
    installed.extend(steam(413_150, "Stardew Valley", "Stardew Valley"));
    installed.extend(steam(999, "Some Game", "Some Game"));
    assert_eq!(
        steam(1_493_710, "Proton Experimental", "Proton - Experimental"),
        None
    );
    installed.extend(Installed::of_bottle(&bottle, "bottle.yml", &an()));
    let rating = metainfo::parse(b"<component><id>foo</id><content_rating type='oars-1.1'><content_attribute id='violence-bloodshed'>intense</content_attribute></content_rating></component>").unwrap();
    installed[1].add_metainfo(&rating, "foo.metainfo.xml");
    Index::new(installed, Vec::new())
}

#[test]
fn what_is_installed_is_known_by_where_it_lies() {
    let wine = "/usr/lib/wine/wine64-preloader";
    check(
        &home(),
        &[
            (run("/usr/games/supertux2", ""), "games:supertux"),
            (run("/usr/games/foo", ""), "games:foo"),
            (run("/usr/lib/foo/foo.bin", ""), "games:foo"),
            (
                run("/usr/bin/dash", "/bin/sh /usr/games/foo --x"),
                "games:foo",
            ),
            (
                run("/usr/bin/python3.11", "/usr/bin/python3 /usr/games/pyfoo"),
                "games:pyfoo",
            ),
            (
                run("/usr/bin/python3.11", "python3 /usr/share/pyfoo/main.py"),
                "games:pyfoo",
            ),
            (
                run(
                    "/usr/bin/java",
                    "java -cp /usr/share/java/j.jar org.foo.JMain",
                ),
                "games:jfoo",
            ),
            (
                run(
                    "/usr/bin/dosbox",
                    "dosbox -conf /usr/share/games/dosfoo/x.conf",
                ),
                "games:dosbox",
            ),
            (
                run(
                    "/home/an/.local/share/Steam/steamapps/common/Some Game/bin/x",
                    "",
                ),
                "games:steam-some-game",
            ),
            (
                run(
                    "/home/an/.local/share/Steam/steamapps/common/Stardew Valley/StardewValley",
                    "",
                ),
                "games:stardew-valley",
            ),
            (
                run(wine, "Z:\\home\\an\\Games\\Heroic\\Fort\\bin\\Other.exe"),
                "games:fort",
            ),
            (run(wine, "C:\\x\\Fort.exe -w"), "games:fort"),
            (
                run(wine, "Z:\\home\\an\\Games\\My game\\my game.exe"),
                "games:my-game",
            ),
            (
                run(wine, "C:\\windows\\system32\\services.exe"),
                "unknown:services-exe",
            ),
            (
                run("/home/an/.config/itch/apps/celeste-classic/celeste", ""),
                "games:celeste-classic",
            ),
            (
                run(
                    "/usr/bin/java",
                    "java -Djava.library.path=/home/an/.local/share/PrismLauncher/instances/Mod/natives x.Main",
                ),
                "games:minecraft",
            ),
            (
                run("/tmp/.mount_own.ApXa81Kf/usr/bin/thing", ""),
                "games:own",
            ),
            (
                ProgramFacts {
                    flatpak: Some("org.example.Flat".to_owned()),
                    ..run("/app/bin/x", "")
                },
                "games:flat",
            ),
            (
                ProgramFacts {
                    steam: Some(999),
                    ..run("/home/an/x", "")
                },
                "games:steam-some-game",
            ),
            (run("/home/an/copies/supertux2", ""), "games:supertux"),
            (run("/usr/games/et", ""), "games:et"),
            (
                run("/usr/games/nowhere-described", ""),
                "games:nowhere-described",
            ),
            (run("/usr/lib/x86_64-linux-gnu/games/x/x", ""), "games:x"),
        ],
    );
}

#[test]
fn launchers_are_no_games_and_unknown_stays_unknown() {
    check(
        &home(),
        &[
            (run("/usr/bin/steam", ""), "app:steam"),
            (
                run("/usr/bin/python3.11", "python3 /usr/games/lutris"),
                "app:lutris",
            ),
            (run("/usr/games/fortune", "fortune"), "app:terminal-toys"),
            (
                run("/usr/bin/perl", "/usr/bin/perl /usr/games/cowsay hello"),
                "app:terminal-toys",
            ),
            (
                run("/usr/games/armagetronad-dedicated", ""),
                "unknown:armagetronad-dedicated",
            ),
            (
                run("/usr/games/pioneers-server-gtk", ""),
                "app:pioneers-server",
            ),
            (run("/usr/bin/offi", ""), "app:office"),
            (run("/home/an/thing", "./thing"), "unknown:thing"),
            (
                run("/usr/bin/python3", "python3 /home/an/homework.py"),
                "unknown:homework-py",
            ),
            (run("/usr/bin/python3", "python3"), "unknown:python3"),
            (
                run("/usr/lib/wine/wine64-preloader", "C:\\tool.exe"),
                "unknown:tool",
            ),
            (run("/usr/bin/bash", "bash"), "neutral:bash"),
            (run("/usr/libexec/gvfsd", ""), "neutral:gvfsd"),
            (ProgramFacts::default(), "unknown:unknown"),
        ],
    );
}

#[test]
fn what_a_child_can_write_makes_nothing_favourable() {
    let snap = |claim: &str, exe: &str| ProgramFacts {
        snap: Some(claim.to_owned()),
        ..run(exe, "")
    };
    check(
        &home(),
        &[
            // An administrator's metadata and the program at its place.
            (run("/usr/bin/thing", ""), "learning:thing"),
            (
                run("/usr/bin/python3", "python3 /usr/bin/eduscript"),
                "learning:eduscript",
            ),
            (run("/usr/games/tuxmath", ""), "learning:tuxmath"),
            (snap("edusnap", "/snap/edusnap/3/bin/x"), "learning:edusnap"),
            // Everything else.
            (run("/home/an/thing", ""), "unknown:thing"),
            (
                run(
                    "/usr/bin/python3",
                    "python3 /usr/bin/eduscript /home/an/game.py",
                ),
                "app:eduscript",
            ),
            (
                run("/home/an/python3", "python3 /usr/bin/eduscript"),
                "app:eduscript",
            ),
            (snap("edusnap", "/home/an/x"), "app:edusnap"),
            (snap("edusnap", "/snap/other/3/bin/x"), "app:edusnap"),
            (run("/home/an/mine", ""), "app:mine"),
            // A child's entry says nothing about the system's own programs.
            (run("/usr/bin/gedit2", ""), "unknown:gedit2"),
        ],
    );
    let why = home().identify(&run("/home/an/mine", "")).why;
    assert!(
        matches!(
            why,
            Why::NotBelieved {
                claim: Group::Learning,
                ..
            }
        ),
        "{why}"
    );
}

#[test]
fn a_library_at_the_top_of_a_disk_makes_no_games() {
    let app = App {
        number: 5,
        name: "G".to_owned(),
        folder: "G".to_owned(),
    };
    let of = |library: &str, owner| {
        Installed::of_steam(&app, library, "a.acf", owner)
            .unwrap()
            .ways
    };
    assert_eq!(of("/usr/share", an()), [Way::Steam(5)]);
    assert_eq!(of("/mnt", an()).len(), 2);
    for folder in ["/", "/home", "/home/an", "C:\\"] {
        let program = Installed::of_folder(Source::Itch, folder, "x", "apps", an());
        assert_eq!(program.ways, [], "{folder}");
    }
}

#[test]
fn what_a_menu_says_beats_the_folder() {
    let files = ["/usr/games/piano".to_owned()];
    let folder = Installed::of_games_folder(&files).unwrap();
    let told_with = |categories: &str| {
        let entry = menu(
            "piano.desktop",
            "piano",
            categories,
            Owner::System,
            &["/usr/games/piano"],
        );
        let index = Index::new(vec![folder.clone(), entry], Vec::new());
        told(&index, &run("/usr/games/piano", ""))
    };
    assert_eq!(told_with("Education"), "learning:piano");
    assert_eq!(told_with("Game"), "games:piano");
    assert_eq!(told_with("Utility"), "app:piano");
    assert_eq!(told_with(""), "games:piano");
}

#[test]
fn the_family_beats_everything() {
    let rules = vec![
        family("foo", Some("learning"), vec![]),
        family(
            "ours",
            Some("games"),
            vec![ProgramMatch::Command("*homework*".to_owned())],
        ),
        family(
            "tux",
            None,
            vec![ProgramMatch::Exe("/usr/games/supertux2".to_owned())],
        ),
    ];
    let index = home().with_rules(rules);
    check(
        &index,
        &[
            (run("/usr/games/foo", ""), "learning:foo"),
            (
                run("/usr/bin/python3", "python3 /home/an/homework.py"),
                "games:ours",
            ),
            (run("/usr/games/supertux2", ""), "app:tux"),
        ],
    );
    let found = index.identify(&run("/usr/games/foo", ""));
    assert_eq!(found.why.to_string(), "the family's own rule for foo");
    assert_eq!(found.age, Some(Age(18)));
}

#[test]
fn every_verdict_says_why() {
    let index = home();
    for (facts, why) in [
        (
            run("/usr/games/supertux2", ""),
            "Categories=Game in supertux2.desktop",
        ),
        (run("/usr/games/foo", ""), "Categories=Game in foo.desktop"),
        (
            run("/usr/bin/steam", ""),
            "the catalogue has \"steam\" among launchers and tools for games",
        ),
        (run("/usr/games/zzz", ""), "it lies in /usr/games"),
        (
            run("/home/an/.config/itch/apps/celeste-classic/x", ""),
            "installed by itch (apps)",
        ),
        (run("/home/an/zzz", ""), "nothing is known about it"),
        (run("/usr/bin/bash", ""), "a part of the desktop"),
    ] {
        assert_eq!(index.identify(&facts).why.to_string(), why, "{facts:?}");
    }
}

#[test]
fn what_is_installed_is_judged_as_it_will_run() {
    let index = home();
    let of = |name: &str| {
        let program = index
            .installed()
            .iter()
            .find(|program| program.name == name)
            .unwrap();
        let found = index.judged(program);
        (
            found.program.to_string(),
            found.activity().map(ToString::to_string),
            found.age,
        )
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        of("supertux2.desktop"),
        ("supertux".to_owned(), some("games"), None)
    );
    assert_eq!(
        of("foo.desktop"),
        ("foo".to_owned(), some("games"), Some(Age(18)))
    );
    assert_eq!(of("steam.desktop"), ("steam".to_owned(), None, None));
    assert_eq!(
        of("org.kde.thing.desktop"),
        ("thing".to_owned(), some("learning"), None)
    );
    assert_eq!(
        of("Stardew Valley"),
        ("stardew-valley".to_owned(), some("games"), None)
    );
    assert_eq!(of("Fort"), ("fort".to_owned(), some("games"), None));
    assert_eq!(
        of("lutris-shortcut.desktop"),
        ("lutris-shortcut".to_owned(), some("games"), None)
    );
}

#[test]
fn without_anything_installed_the_list_alone_answers() {
    let index = Index::default();
    for program in crate::all() {
        let facts = crate::example(program.id).unwrap();
        assert_eq!(
            index.identify(&facts).entry(),
            crate::identify(&facts),
            "{facts:?}"
        );
    }
    assert!(minecraft::instance(b"").is_err());
}

proptest! {
    /// Whatever a child's folders and menus hold: never favourable, never a panic.
    #[test]
    fn no_claim_of_a_child_is_favourable(
        file in "[a-z.]{1,12}", exec in "[ -~]{0,60}", categories in prop::sample::select(vec!["Education", "Game", "Education;Science", "Utility", ""]),
        name in ".{0,20}", command in ".{0,80}", flatpak in prop::option::of("[a-z.]{1,12}"),
    ) {
        let text = format!("[Desktop Entry]\nType=Application\nName=x\nExec={exec}\nCategories={categories}\n");
        let path = format!("/home/an/{name}");
        let installed: Vec<Installed> = desktop::parse(text.as_bytes())
            .ok()
            .and_then(|entry| Installed::of_desktop(&entry, &file, an(), std::slice::from_ref(&path)))
            .into_iter()
            .collect();
        let index = Index::new(installed, Vec::new());
        let facts = ProgramFacts { flatpak, ..run(&path, &command) };
        prop_assert!(!index.identify(&facts).entry().is_some_and(|entry| is_favourable(&entry)));
    }
}
