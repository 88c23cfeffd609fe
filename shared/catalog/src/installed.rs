//! What is installed, and what it is: the judgement over what menus and launchers wrote down.
//!
//! Each constructor takes what one of the [`formats`](crate::formats) readers found and gives an [`Installed`]: a name, the
//! ways by which the running program is recognised, and a verdict with its ground. What a child can write makes rules only
//! stricter: an account's own entries never make a program one for learning, and never say anything about the system's own
//! programs. Absent on purpose: looking anything up; which files exist, the caller says.

use crate::formats::desktop::{DesktopEntry, Listing};
use crate::formats::metainfo::Metainfo;
use crate::formats::oars::Age;
use crate::formats::steam::{App, number_in_link};
use crate::formats::stores::StoreGame;
use crate::formats::xbox::XboxGame;
use crate::formats::yaml_launchers::{Bottle, LutrisGame, Purpose};
pub use crate::names::is_behind;
use crate::names::{id_of, is_common_windows_name, is_everyones, windows_name};
use crate::path::{self, Place};
use crate::tables::Group;
use crate::target::{self, Target};
use crate::{Why, neutral, steam, tables, verdict};
use luytre_core::id::{Account, ActivityId, ProgramId};
use std::fmt;

/// Where a program was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A desktop entry.
    Menu,
    /// A desktop entry that Flatpak exported.
    Flatpak,
    /// A desktop entry that snapd exported.
    Snap,
    /// A Steam library.
    Steam,
    /// Lutris.
    Lutris,
    /// Heroic.
    Heroic,
    /// Bottles.
    Bottles,
    /// The itch application.
    Itch,
    /// A launcher of Minecraft.
    Minecraft,
    /// Epic's launcher on Windows.
    Epic,
    /// Microsoft's store on Windows.
    Xbox,
    /// Garena on Windows.
    Garena,
    /// Windows' Start menu.
    StartMenu,
    /// An executable in a folder that is meant for games.
    GamesFolder,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Menu => "menu",
            Self::Flatpak => "Flatpak",
            Self::Snap => "Snap",
            Self::Steam => "Steam",
            Self::Lutris => "Lutris",
            Self::Heroic => "Heroic",
            Self::Bottles => "Bottles",
            Self::Itch => "itch",
            Self::Minecraft => "Minecraft launcher",
            Self::Epic => "Epic Games",
            Self::Xbox => "Xbox",
            Self::Garena => "Garena",
            Self::StartMenu => "Start menu",
            Self::GamesFolder => "games folder",
        })
    }
}

/// Who can have written what is known about a program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Only an administrator.
    System,
    /// This account, which may be a child's.
    Account(Account),
}

/// A way to recognise the running program; any one is enough.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Absolute path of its executable, or of the script, archive or AppImage that is run.
    File(String),
    /// Absolute path of a folder: everything that runs from inside is this program.
    Folder(String),
    /// Flatpak application id.
    Flatpak(String),
    /// Snap name.
    Snap(String),
    /// Steam application number.
    Steam(u32),
    /// File name of a Windows program, in lower case.
    Windows(String),
    /// A whole word of the command line: a main class, a module, a content file, a web application's id.
    Word(String),
}

/// What a program is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Its group; `None` where nothing says one.
    pub group: Option<Group>,
    /// The ground.
    pub why: Why,
}

impl Verdict {
    /// The activity of the household file, if it has one.
    #[must_use]
    pub fn activity(&self) -> Option<ActivityId> {
        self.group.and_then(Group::activity).map(ActivityId::from)
    }
}

/// A program that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Where it was found.
    pub source: Source,
    /// Who can have written what is told here.
    pub owner: Owner,
    /// Identifier: the catalogue's where it knows the program, else one made of its own id or name.
    pub id: ProgramId,
    /// Name for people.
    pub name: String,
    /// Its Vietnamese name, if it has one.
    pub name_vi: Option<String>,
    /// How the running program is recognised. Empty for what only another program starts.
    pub ways: Vec<Way>,
    /// What it is.
    pub verdict: Verdict,
    /// From which age on its developers call it fit.
    pub age: Option<Age>,
}

/// The file or program name that has to be looked for before [`Installed::of_desktop`]: what the entry runs, followed through
/// interpreters. `None` where no file is meant.
#[must_use]
pub fn file_of(entry: &DesktopEntry) -> Option<String> {
    let words: Vec<&str> = entry.exec.iter().map(String::as_str).collect();
    match target::of(&words)? {
        Target::Program(word) | Target::File(word) | Target::Windows(word) => Some(word.to_owned()),
        Target::Content { content, .. } if content.starts_with('/') => Some(content.to_owned()),
        Target::Content { .. }
        | Target::Module(_)
        | Target::MainClass(_)
        | Target::Flatpak(_)
        | Target::Snap(_)
        | Target::Steam(_)
        | Target::WebApp(_)
        | Target::Elsewhere
        | Target::Code => None,
    }
}

impl Installed {
    /// Judges a desktop entry. `file` is its file name (`org.kde.kmines.desktop`), `found` are the absolute paths of what
    /// [`file_of`] asked for: as called, with links followed, and what a wrapper script names. `None` for a deleted entry.
    #[must_use]
    pub fn of_desktop(
        entry: &DesktopEntry,
        file: &str,
        owner: Owner,
        found: &[String],
    ) -> Option<Self> {
        if entry.listing == Listing::Deleted {
            return None;
        }
        let words: Vec<&str> = entry.exec.iter().map(String::as_str).collect();
        let target = target::of(&words);
        let mut ways: Vec<Way> = found.iter().cloned().map(Way::File).collect();
        let mut source = Source::Menu;
        match target {
            Some(Target::Flatpak(id)) => {
                source = Source::Flatpak;
                ways.push(Way::Flatpak(
                    entry.flatpak.clone().unwrap_or_else(|| id.to_owned()),
                ));
            }
            Some(Target::Snap(name)) => {
                source = Source::Snap;
                ways.push(Way::Snap(
                    entry.snap.clone().unwrap_or_else(|| name.to_owned()),
                ));
            }
            Some(Target::Steam(number)) => ways.push(Way::Steam(number)),
            Some(Target::MainClass(word) | Target::WebApp(word)) => {
                ways.push(Way::Word(word.to_owned()));
            }
            Some(Target::Content { content, .. }) => ways.push(Way::Word(content.to_owned())),
            Some(Target::Windows(path)) => ways.extend(windows_name(path).map(Way::Windows)),
            // Python looks a module up, and its script's name on the command line is the module's, too.
            Some(Target::Module(name)) => ways.push(Way::Word(name.to_owned())),
            Some(Target::Program(_) | Target::File(_) | Target::Elsewhere | Target::Code)
            | None => {}
        }
        let is_server = found.iter().any(|path| path::is_server(path));
        let verdict = match verdict::of_categories(&entry.categories) {
            Some((Group::Games, _)) if is_server => Verdict {
                group: Some(Group::Launcher),
                why: Why::NoActivity {
                    file: file.to_owned(),
                },
            },
            Some((Group::Application, _)) => Verdict {
                group: Some(Group::Application),
                why: Why::NoActivity {
                    file: file.to_owned(),
                },
            },
            Some((group, value)) => Verdict {
                group: Some(group),
                why: Why::Categories {
                    value: value.to_owned(),
                    file: file.to_owned(),
                },
            },
            None => Verdict {
                group: None,
                why: Why::Unknown,
            },
        };
        let stem = file.strip_suffix(".desktop").unwrap_or(file);
        Some(
            Self {
                source,
                owner,
                id: id_of(stem),
                name: entry.name.clone(),
                name_vi: entry.name_vi.clone(),
                ways,
                verdict,
                age: None,
            }
            .settled(file),
        )
    }

    /// Judges an executable of the system in a folder for games, which no menu names. `None` if it is not there.
    #[must_use]
    pub fn of_games_folder(found: &[String]) -> Option<Self> {
        let file = found.first()?;
        let folder = path::games_folder(file)?;
        let name = path::file_name(file);
        Some(
            Self {
                source: Source::GamesFolder,
                owner: Owner::System,
                id: id_of(name),
                name: name.to_owned(),
                name_vi: None,
                ways: found.iter().cloned().map(Way::File).collect(),
                verdict: Verdict {
                    group: Some(Group::Games),
                    why: Why::GamesFolder(folder.to_owned()),
                },
                age: None,
            }
            .settled(file),
        )
    }

    /// A game of Steam. `library` is the folder that holds `steamapps`, `file` the manifest's name. `None` for Steam's own
    /// parts: Proton, runtimes, controllers.
    #[must_use]
    pub fn of_steam(app: &App, library: &str, file: &str, owner: Owner) -> Option<Self> {
        if steam::is_part(&app.folder) {
            return None;
        }
        let known = tables::find_steam(app.number);
        let group = known.map_or(Group::Games, |known| known.group);
        let why = match group {
            Group::Games => Why::InstalledBy {
                source: Source::Steam,
                file: file.to_owned(),
            },
            Group::Video
            | Group::Social
            | Group::Launcher
            | Group::Application
            | Group::Learning => Why::List {
                group,
                key: app.number.to_string(),
            },
        };
        let library = library.trim_end_matches(['/', '\\']);
        Some(
            Self {
                source: Source::Steam,
                owner,
                id: known.map_or_else(
                    || ProgramId::from(steam::id_of(&app.folder)),
                    |known| ProgramId::from(known.id),
                ),
                name: app.name.clone(),
                name_vi: None,
                ways: vec![
                    Way::Steam(app.number),
                    Way::Folder(format!("{library}/steamapps/common/{}", app.folder)),
                ],
                verdict: Verdict {
                    group: Some(group),
                    why,
                },
                age: None,
            }
            .settled(file),
        )
    }

    /// A game of Lutris. `file` is its file's name.
    #[must_use]
    pub fn of_lutris(game: &LutrisGame, file: &str, owner: Owner) -> Self {
        let stem = file.strip_suffix(".yml").unwrap_or(file);
        // Lutris ends file names with the second of the installation.
        let stem = stem
            .rsplit_once('-')
            .filter(|(_, end)| end.len() >= 9 && end.bytes().all(|byte| byte.is_ascii_digit()))
            .map_or(stem, |(stem, _)| stem);
        let slug = game.slug.as_deref().unwrap_or(stem);
        let mut ways = Vec::new();
        if let Some(executable) = &game.executable {
            let absolute = match (&game.folder, executable.starts_with('/')) {
                (_, true) => Some(executable.clone()),
                (Some(folder), false) => Some(format!("{folder}/{executable}")),
                (None, false) => None,
            };
            ways.extend(absolute.map(Way::File));
            ways.extend(windows_name(executable).map(Way::Windows));
        }
        ways.extend(game.steam.map(Way::Steam));
        let name = game.name.clone().unwrap_or_else(|| slug.to_owned());
        Self::of_launcher(Source::Lutris, owner, slug, &name, ways, file)
    }

    /// A game of a store: Heroic's four libraries, Epic's manifests.
    #[must_use]
    pub fn of_store(game: &StoreGame, source: Source, file: &str, owner: Owner) -> Self {
        let mut ways = Vec::new();
        let folder = game
            .folder
            .as_deref()
            .map(|folder| folder.trim_end_matches(['/', '\\']));
        ways.extend(folder.map(|folder| Way::Folder(folder.to_owned())));
        if let Some(executable) = &game.executable {
            if executable.starts_with('/') {
                ways.push(Way::File(executable.clone()));
            }
            ways.extend(windows_name(executable).map(Way::Windows));
        }
        let of_folder = folder.map(|folder| folder.rsplit(['/', '\\']).next().unwrap_or(folder));
        let name = game
            .name
            .as_deref()
            .or(of_folder)
            .unwrap_or(&game.key)
            .to_owned();
        Self::of_launcher(source, owner, &name, &name, ways, file)
    }

    /// A game that has a folder of its own below a launcher's: itch, Garena, Microsoft's store, an instance of Minecraft.
    #[must_use]
    pub fn of_folder(source: Source, folder: &str, name: &str, file: &str, owner: Owner) -> Self {
        let ways = vec![Way::Folder(folder.trim_end_matches(['/', '\\']).to_owned())];
        let slug = match source {
            Source::Minecraft => "minecraft",
            Source::Menu
            | Source::Flatpak
            | Source::Snap
            | Source::Steam
            | Source::Lutris
            | Source::Heroic
            | Source::Bottles
            | Source::Itch
            | Source::Epic
            | Source::Xbox
            | Source::Garena
            | Source::StartMenu
            | Source::GamesFolder => name,
        };
        Self::of_launcher(source, owner, slug, name, ways, file)
    }

    /// The programs of a bottle. They are games if the bottle was made for games; else nothing is known about them.
    #[must_use]
    pub fn of_bottle(bottle: &Bottle, file: &str, owner: &Owner) -> Vec<Self> {
        let programs = bottle.programs.iter().map(|(name, path)| {
            let mut ways = vec![Way::File(path.clone())];
            ways.extend(windows_name(path).map(Way::Windows));
            let mut program =
                Self::of_launcher(Source::Bottles, owner.clone(), name, name, ways, file);
            if bottle.purpose == Purpose::Other {
                program.verdict = Verdict {
                    group: None,
                    why: Why::Unknown,
                };
            }
            program
        });
        programs.collect()
    }

    fn of_launcher(
        source: Source,
        owner: Owner,
        slug: &str,
        name: &str,
        ways: Vec<Way>,
        file: &str,
    ) -> Self {
        Self {
            source,
            owner,
            id: id_of(slug),
            name: name.to_owned(),
            name_vi: None,
            ways,
            verdict: Verdict {
                group: Some(Group::Games),
                why: Why::InstalledBy {
                    source,
                    file: file.to_owned(),
                },
            },
            age: None,
        }
        .settled(file)
    }

    /// An entry of Windows' Start menu: a program by its path, or a link that makes a launcher start a game. `title` is the
    /// shortcut's file name without its ending. A program's menu entry says nothing of what it is.
    #[must_use]
    pub fn of_shortcut(title: &str, target: &str, file: &str, owner: Owner) -> Self {
        if let Some(number) = number_in_link(target) {
            let ways = vec![Way::Steam(number)];
            return Self::of_launcher(Source::StartMenu, owner, title, title, ways, file);
        }
        let mut ways = vec![Way::File(target.to_owned())];
        ways.extend(windows_name(target).map(Way::Windows));
        let mut program = Self::of_launcher(Source::StartMenu, owner, title, title, ways, file);
        // Epic's links name no program; what they start is in Epic's own manifests.
        if !target.starts_with("com.epicgames.launcher://apps/") {
            program.verdict = Verdict {
                group: None,
                why: Why::Unknown,
            };
        }
        program
    }

    /// A game of Microsoft's store, in the folder that holds its configuration.
    #[must_use]
    pub fn of_xbox(game: &XboxGame, folder: &str, file: &str, owner: Owner) -> Self {
        let mut ways = vec![Way::Folder(folder.trim_end_matches(['/', '\\']).to_owned())];
        let names = game
            .executables
            .iter()
            .filter_map(|name| windows_name(name));
        ways.extend(names.map(Way::Windows));
        let name = game.name.as_deref().unwrap_or(&game.identity);
        Self::of_launcher(Source::Xbox, owner, name, name, ways, file)
    }

    /// Adds what an AppStream file says about this program: the age, and the categories where the entry has none.
    pub fn add_metainfo(&mut self, metainfo: &Metainfo, file: &str) {
        self.age = self.age.max(metainfo.age);
        if self.name_vi.is_none() {
            self.name_vi.clone_from(&metainfo.name_vi);
        }
        if self.verdict.group.is_none()
            && let Some((group, value)) = verdict::of_categories(&metainfo.categories)
        {
            self.verdict = Verdict {
                group: Some(group),
                why: Why::Metainfo {
                    value: value.to_owned(),
                    file: file.to_owned(),
                },
            };
            self.believe(file);
        }
    }

    /// What holds for every source: only ways that mean something, nothing favourable from a child's hand, and nothing
    /// from there about the system's own programs.
    fn settled(mut self, file: &str) -> Self {
        let of_system = self.owner == Owner::System;
        self.ways.retain(|way| match way {
            Way::File(path) => {
                let name = path::file_name(path);
                let is_own = of_system || path::place(path) == Place::Elsewhere;
                is_own && !neutral::is_runner(name) && !is_everyones(path)
            }
            Way::Folder(folder) => {
                let deep = folder.split(['/', '\\']).filter(|part| !part.is_empty());
                // A library at the top of a disk would make games of everything on it.
                deep.count() >= 3 && (of_system || path::place(folder) == Place::Elsewhere)
            }
            Way::Windows(name) => !is_common_windows_name(name),
            Way::Word(word) => word.len() > 3,
            Way::Flatpak(_) | Way::Snap(_) | Way::Steam(_) => true,
        });
        self.ways.sort();
        self.ways.dedup();
        self.believe(file);
        self
    }

    fn believe(&mut self, file: &str) {
        if self.owner != Owner::System && self.verdict.group == Some(Group::Learning) {
            self.verdict = Verdict {
                group: Some(Group::Application),
                why: Why::NotBelieved {
                    claim: Group::Learning,
                    file: file.to_owned(),
                },
            };
        }
    }
}
