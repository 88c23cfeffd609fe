//! Whole small computers in a temporary folder, read by the real code.

use super::super::{Home, Scan, Skipped, installed_below};
use super::windows::{windows_home, windows_system};
use crate::launchers::{Entry, Files, Resolved};
use luytre_catalog::formats::Problem;
use luytre_catalog::index::Index;
use luytre_catalog::installed::Way;
use luytre_core::event::ProgramFacts;
use luytre_core::id::Account;
use std::collections::BTreeMap;

/// `games:supertux because Categories=Game in supertux2.desktop`.
fn told(scan: &Scan, exe: &str) -> String {
    let index = Index::new(scan.installed.clone(), Vec::new());
    let facts = ProgramFacts {
        exe: Some(exe.to_owned()),
        ..ProgramFacts::default()
    };
    let found = index.identify(&facts);
    let kind = match found.activity() {
        Some(activity) => activity.to_string(),
        None if found.kind.is_some() => "app".to_owned(),
        None => "unknown".to_owned(),
    };
    format!("{kind}:{} because {}", found.program, found.why)
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::{Path, PathBuf};

    /// A computer with a home of the user that runs the tests.
    struct Computer {
        folder: tempfile::TempDir,
    }

    impl Computer {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let computer = Self { folder };
            fs::create_dir_all(computer.home()).unwrap();
            computer
        }

        fn root(&self) -> PathBuf {
            self.folder.path().join("root")
        }

        fn home(&self) -> PathBuf {
            self.root().join("home/an")
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.root().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn program(&self, path: &str, text: &str) {
            self.write(path, text);
            let rights = fs::Permissions::from_mode(0o755);
            fs::set_permissions(self.root().join(path), rights).unwrap();
        }

        fn link(&self, path: &str, to: &str) {
            let path = self.root().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            symlink(to, path).unwrap();
        }

        fn scan(&self) -> Scan {
            let home = Home {
                account: Account::from("an"),
                uid: rustix::process::geteuid().as_raw(),
                folder: self.home(),
            };
            installed_below(&self.root(), &[home]).unwrap()
        }

        /// A path of the home as it is told.
        fn at(&self, path: &str) -> String {
            let home = fs::canonicalize(self.home()).unwrap();
            home.join(path).to_string_lossy().into_owned()
        }
    }

    fn entry(exec: &str, categories: &str) -> String {
        format!("[Desktop Entry]\nType=Application\nName=N\nExec={exec}\nCategories={categories}\n")
    }

    #[test]
    fn the_systems_menus_links_and_wrappers() {
        let computer = Computer::new();
        computer.program(
            "usr/games/foo",
            "#!/bin/sh\nexec /usr/lib/foo/foo.bin \"$@\" # /usr/lib/foo/no\n",
        );
        computer.program("usr/lib/foo/foo.bin", "\x7fELF");
        computer.program("usr/lib/other/other", "\x7fELF");
        computer.program("usr/games/lonely", "\x7fELF");
        computer.link("usr/games/linked", "/usr/lib/other/other");
        computer.write(
            "usr/share/applications/foo.desktop",
            &entry("foo %U", "Game"),
        );
        computer.write(
            "usr/share/applications/linked.desktop",
            &entry("linked", "Game"),
        );
        computer.write(
            "usr/share/applications/kde4/paint.desktop",
            &entry("/usr/bin/nothing-there", "Graphics"),
        );
        computer.write(
            "usr/share/applications/link.desktop",
            "[Desktop Entry]\nType=Link\nName=x\n",
        );
        computer.write("usr/share/applications/bad.desktop", "no entry");
        computer.write(
            "usr/share/metainfo/foo.appdata.xml",
            "<component><id>foo.desktop</id><content_rating type='oars-1.0'><content_attribute id='violence-bloodshed'>mild</content_attribute></content_rating></component>",
        );
        let scan = computer.scan();
        assert_eq!(
            scan.skipped,
            Skipped {
                broken: 1,
                ..Skipped::default()
            }
        );
        for (exe, expected) in [
            (
                "/usr/games/foo",
                "games:foo because Categories=Game in foo.desktop",
            ),
            (
                "/usr/lib/foo/foo.bin",
                "games:foo because Categories=Game in foo.desktop",
            ),
            (
                "/usr/lib/other/other",
                "games:linked because Categories=Game in linked.desktop",
            ),
            (
                "/usr/games/lonely",
                "games:lonely because it lies in /usr/games",
            ),
            (
                "/usr/bin/nothing-there",
                "unknown:nothing-there because nothing is known about it",
            ),
        ] {
            assert_eq!(told(&scan, exe), expected);
        }
        let foo = scan
            .installed
            .iter()
            .find(|program| program.id.as_str() == "foo")
            .unwrap();
        assert_eq!(foo.age.map(|age| age.0), Some(9));
        assert!(
            scan.installed
                .iter()
                .any(|program| program.id.as_str() == "kde4-paint")
        );
    }

    #[test]
    fn every_launcher_of_a_home() {
        let computer = Computer::new();
        let disk = computer.folder.path().join("disk");
        let acf = |number: u32, folder: &str| {
            format!(
                "\"AppState\" {{ \"appid\" \"{number}\" \"name\" \"{folder}\" \"installdir\" \"{folder}\" }}"
            )
        };
        let disk_path = fs::canonicalize(computer.folder.path())
            .unwrap()
            .join("disk");
        let library = disk_path.to_string_lossy();
        computer.write(
            "home/an/.local/share/Steam/steamapps/libraryfolders.vdf",
            &format!(
                "libraryfolders {{ 0 {{ path \"{}\" }} 1 {{ path \"{library}\" }} }}",
                computer.at(".local/share/Steam")
            ),
        );
        computer.write(
            "home/an/.local/share/Steam/steamapps/appmanifest_1.acf",
            &acf(1, "One"),
        );
        fs::create_dir_all(disk.join("steamapps")).unwrap();
        fs::write(disk.join("steamapps/appmanifest_2.acf"), acf(2, "Two")).unwrap();
        computer.write(
            "home/an/.config/lutris/games/tro-1690000000.yml",
            "game:\n  exe: /home/an/g/tro.x86\n",
        );
        computer.write(
            "home/an/.config/heroic/gog_store/installed.json",
            r#"{"installed":[{"appName":"1","install_path":"/home/an/Games/Gog"}]}"#,
        );
        computer.write(
            "home/an/.local/share/bottles/bottles/B/bottle.yml",
            "Name: B\nEnvironment: Gaming\nExternal_Programs:\n  x:\n    path: /home/an/b/b.exe\n",
        );
        computer.write("home/an/.config/itch/apps/small/game", "");
        computer.write(
            "home/an/.local/share/PrismLauncher/instances/Mod/instance.cfg",
            "[General]\nname=Mod\n",
        );
        computer.write(
            "home/an/.local/share/applications/mine.desktop",
            &entry(&computer.at("mine"), "Game"),
        );
        computer.program("home/an/mine", "\x7fELF");
        let scan = computer.scan();
        assert_eq!(scan.skipped, Skipped::default());
        for (exe, expected) in [
            (
                computer.at(".local/share/Steam/steamapps/common/One/x"),
                "games:steam-one",
            ),
            (
                format!("{library}/steamapps/common/Two/x"),
                "games:steam-two",
            ),
            ("/home/an/g/tro.x86".to_owned(), "games:tro"),
            ("/home/an/Games/Gog/bin/g".to_owned(), "games:gog"),
            ("/home/an/b/b.exe".to_owned(), "games:x"),
            (computer.at(".config/itch/apps/small/game"), "games:small"),
            (
                computer.at(".local/share/PrismLauncher/instances/Mod/bin/x"),
                "games:minecraft",
            ),
            (computer.at("mine"), "games:mine"),
        ] {
            let found = told(&scan, &exe);
            assert!(
                found.starts_with(&format!("{expected} because ")),
                "{exe}: {found}"
            );
        }
    }

    #[test]
    fn nothing_leads_out_of_a_home() {
        let computer = Computer::new();
        let secret = computer.folder.path().join("secret");
        fs::create_dir_all(secret.join("games")).unwrap();
        fs::write(secret.join("x.yml"), "game:\n  exe: /secret/a\n").unwrap();
        fs::write(secret.join("games/y.yml"), "game:\n  exe: /secret/b\n").unwrap();
        let secret = secret.to_string_lossy().into_owned();
        computer.link(
            "home/an/.config/lutris/games/a.yml",
            &format!("{secret}/x.yml"),
        );
        computer.link(
            "home/an/.config/lutris/games/b.yml",
            "../../../../../../secret/x.yml",
        );
        computer.link(
            "home/an/.local/share/lutris/games",
            &format!("{secret}/games"),
        );
        // A link that stays inside is followed.
        computer.write("home/an/kept/c.yml", "game:\n  exe: /home/an/c\n");
        computer.link("home/an/.config/lutris/games/c.yml", "../../../kept/c.yml");
        let scan = computer.scan();
        let ways: Vec<&Way> = scan
            .installed
            .iter()
            .flat_map(|program| &program.ways)
            .collect();
        assert_eq!(ways, [&Way::File("/home/an/c".to_owned())]);
        assert_eq!(
            scan.skipped,
            Skipped {
                outside: 3,
                ..Skipped::default()
            }
        );
    }

    #[test]
    fn pipes_folders_and_long_files_are_counted_and_do_not_wait() {
        let computer = Computer::new();
        let games = computer.home().join(".config/lutris/games");
        fs::create_dir_all(games.join("folder.yml")).unwrap();
        let pipe = games.join("pipe.yml");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        fs::write(games.join("long.yml"), vec![b'#'; 2 * 1024 * 1024]).unwrap();
        let scan = computer.scan();
        assert_eq!(scan.installed, []);
        assert_eq!(
            scan.skipped,
            Skipped {
                unreadable: 2,
                broken: 1,
                ..Skipped::default()
            }
        );
    }

    #[test]
    fn a_library_elsewhere_is_read_only_if_it_is_the_accounts_own_and_without_links() {
        let computer = Computer::new();
        let disk = computer.folder.path().join("disk");
        fs::create_dir_all(disk.join("steamapps")).unwrap();
        fs::write(
            disk.join("steamapps/appmanifest_2.acf"),
            "AppState { appid 2 installdir Two }",
        )
        .unwrap();
        let real = fs::canonicalize(&disk).unwrap();
        let linked = real.with_file_name("linked");
        symlink(&real, &linked).unwrap();
        let list = |library: &Path| {
            computer.write(
                "home/an/.local/share/Steam/steamapps/libraryfolders.vdf",
                &format!("libraryfolders {{ 1 \"{}\" }}", library.display()),
            );
        };
        list(&linked);
        let scan = computer.scan();
        assert_eq!((scan.installed.len(), scan.skipped.outside), (0, 1));
        list(&real);
        assert_eq!(computer.scan().installed.len(), 1);
        let other = Home {
            account: Account::from("an"),
            uid: rustix::process::geteuid().as_raw() + 1,
            folder: computer.home(),
        };
        let scan = installed_below(&computer.root(), &[other]).unwrap();
        assert_eq!((scan.installed.len(), scan.skipped.outside), (0, 1));
    }

    #[test]
    fn a_home_that_is_not_there_is_counted() {
        let computer = Computer::new();
        let home = Home {
            account: Account::from("b"),
            uid: 1,
            folder: PathBuf::from("/no/such/home"),
        };
        let scan = installed_below(&computer.root(), &[home]).unwrap();
        assert_eq!(scan.skipped.unreadable, 1);
    }
}

/// Files in memory, for the search of a system that this is not.
#[derive(Default)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    broken: u32,
}

impl Files for Memory {
    fn list(&mut self, folder: &str) -> Vec<Entry> {
        let inside = format!("{folder}/");
        let names = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&inside));
        let mut entries: Vec<Entry> = names
            .map(|rest| match rest.split_once('/') {
                Some((name, _)) => Entry {
                    name: name.to_owned(),
                    is_folder: true,
                },
                None => Entry {
                    name: rest.to_owned(),
                    is_folder: false,
                },
            })
            .collect();
        entries.dedup();
        entries
    }

    fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        self.files.get(path).cloned()
    }

    fn resolve(&mut self, _path: &str) -> Option<Resolved> {
        None
    }

    fn broken(&mut self, _path: &str, _problem: Problem) {
        self.broken += 1;
    }
}

#[test]
fn the_folders_of_windows() {
    let mut files = Memory::default();
    for (path, text) in [
        (
            "Program Files (x86)/Steam/steamapps/appmanifest_730.acf",
            "AppState { appid 730 installdir cs }",
        ),
        (
            "ProgramData/Epic/EpicGamesLauncher/Data/Manifests/A.item",
            r#"{"AppName":"A","DisplayName":"Fort","InstallLocation":"C:\\Epic Games\\Fort\\x","LaunchExecutable":"F.exe"}"#,
        ),
        (
            "XboxGames/Dungeons/Content/MicrosoftGame.config",
            "<Game><Identity Name='Mojang.Dungeons'/><Executable Name='Dungeons.exe'/></Game>",
        ),
        ("Garena/Games/32787/LeagueClient.exe", ""),
        (
            "ProgramData/Microsoft/Windows/Start Menu/Programs/Steam/Half.url",
            "[InternetShortcut]\nURL=steam://rungameid/70\n",
        ),
        (
            "ProgramData/Microsoft/Windows/Start Menu/Programs/bad.lnk",
            "x",
        ),
    ] {
        files
            .files
            .insert(path.to_owned(), text.as_bytes().to_vec());
    }
    let mut found = Vec::new();
    windows_system(&mut files, "C:\\", &mut found);
    let names: Vec<&str> = found.iter().map(|program| program.name.as_str()).collect();
    assert_eq!(names, ["cs", "Fort", "Mojang.Dungeons", "32787", "Half"]);
    assert_eq!(files.broken, 1);
    let scan = Scan {
        installed: found,
        skipped: Skipped::default(),
    };
    for (exe, expected) in [
        ("C:\\Epic Games\\Fort\\x\\bin\\other.exe", "games:fort"),
        ("C:\\Garena\\Games\\32787\\x\\y.exe", "games:32787"),
        (
            "c:\\XboxGames\\Dungeons\\Content\\Dungeons.exe",
            "games:mojang-dungeons",
        ),
    ] {
        let found = told(&scan, exe);
        assert!(found.starts_with(expected), "{exe}: {found}");
    }
    let mut files = Memory::default();
    files.files.insert(
        "AppData/Roaming/itch/apps/small/x.exe".to_owned(),
        Vec::new(),
    );
    let mut found = Vec::new();
    windows_home(
        &mut files,
        "C:\\Users\\An",
        &Account::from("An"),
        &mut found,
    );
    assert_eq!(
        found[0].ways,
        [Way::Folder(
            "C:\\Users\\An\\AppData\\Roaming\\itch\\apps\\small".to_owned()
        )]
    );
}
