//! What a running program is, from everything that is known: the family's own rules, what is installed, the hand-kept list.
//!
//! The order, and why. The family's rules beat all. Then comes what is exact: metadata of the program at this very path, in
//! this Flatpak, under this Steam number. The hand-kept list, which goes by file names, comes after it, with one exception:
//! launchers and programs for learning call themselves games in menus, and the list is there to put that right. Last come the
//! system's folders for games. What nobody knows stays unknown. Nothing that a child can write makes an answer favourable.
//!
//! An index is built when something was installed, and asked for each program that starts; an answer takes a few
//! microseconds and allocates only what it gives back. Absent on purpose: memory of what was asked.

use crate::decide::{decide, family, kind_of};
use crate::formats::oars::Age;
use crate::formats::surroundings::appimage_prefix;
use crate::installed::{Installed, Owner, Source, Way};
use crate::path::{self, Place};
use crate::tables::Group;
use crate::target::{self, Target};
use crate::{Why, command, recognise, rules};
use luytre_core::event::{CatalogueEntry, ProgramFacts, ProgramKind};
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::policy::Program;
use std::collections::HashMap;

/// What a running program is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// Identifier: the family's, the catalogue's, that of what is installed, else one made of the file's name.
    pub program: ProgramId,
    /// Its kind; `None` for a program that nobody knows. Those count as ordinary screen time.
    pub kind: Option<ProgramKind>,
    /// From which age on its developers call it fit.
    pub age: Option<Age>,
    /// The ground of the kind.
    pub why: Why,
}

impl Identified {
    /// The activity, if it belongs to one.
    #[must_use]
    pub fn activity(&self) -> Option<&ActivityId> {
        match &self.kind {
            Some(ProgramKind::Activity(activity)) => Some(activity),
            Some(ProgramKind::Application | ProgramKind::Neutral) | None => None,
        }
    }

    /// For [`ProgramFacts::catalogue`]; `None` for an unknown program.
    #[must_use]
    pub fn entry(&self) -> Option<CatalogueEntry> {
        Some(CatalogueEntry {
            id: self.program.clone(),
            kind: self.kind.clone()?,
        })
    }
}

/// Everything that is known about programs on this computer.
#[derive(Debug, Clone, Default)]
pub struct Index {
    installed: Vec<Installed>,
    rules: Vec<Program>,
    files: HashMap<String, usize>,
    /// File names of the system's own games, for copies of them elsewhere.
    names: HashMap<String, usize>,
    folders: HashMap<String, usize>,
    flatpaks: HashMap<String, usize>,
    snaps: HashMap<String, usize>,
    steam: HashMap<u32, usize>,
    windows: HashMap<String, usize>,
    words: HashMap<String, usize>,
    appimages: HashMap<String, usize>,
}

/// Shortest file name by which a copy of a game is known: shorter ones are words that anybody uses.
const SHORTEST_NAME: usize = 4;
/// Folders above a path that are looked up.
const MOST_FOLDERS: usize = 32;
/// Words of one command line that are looked up.
const MOST_WORDS: usize = 512;
/// Words that a path with blanks is put together from.
const MOST_PIECES: usize = 6;

impl Index {
    /// Builds the index. Where several entries share a way, the stricter one has it.
    #[must_use]
    pub fn new(installed: Vec<Installed>, rules: Vec<Program>) -> Self {
        let mut index = Self {
            rules,
            ..Self::default()
        };
        for (at, program) in installed.iter().enumerate() {
            for way in &program.ways {
                match way {
                    Way::File(path) => {
                        put(&mut index.files, normal(path), at, &installed);
                        let name = path::file_name(path);
                        let is_game = program.verdict.group == Some(Group::Games);
                        if is_game && program.owner == Owner::System && is_telling(name) {
                            put(&mut index.names, name.to_owned(), at, &installed);
                        }
                        if let Some(prefix) = appimage_name(name) {
                            put(&mut index.appimages, prefix, at, &installed);
                        }
                    }
                    Way::Folder(path) => put(&mut index.folders, normal(path), at, &installed),
                    Way::Flatpak(id) => put(&mut index.flatpaks, id.clone(), at, &installed),
                    Way::Snap(name) => put(&mut index.snaps, name.clone(), at, &installed),
                    Way::Steam(number) => put(&mut index.steam, *number, at, &installed),
                    Way::Windows(name) => put(&mut index.windows, name.clone(), at, &installed),
                    Way::Word(word) => put(&mut index.words, word.clone(), at, &installed),
                }
            }
        }
        index.installed = installed;
        index
    }

    /// The same knowledge under other rules of the family.
    #[must_use]
    pub fn with_rules(mut self, rules: Vec<Program>) -> Self {
        self.rules = rules;
        self
    }

    /// What is installed, in the order it was found.
    #[must_use]
    pub fn installed(&self) -> &[Installed] {
        &self.installed
    }

    /// What an installed program will be when it runs: its own verdict, after the hand-kept list and the family's rules.
    #[must_use]
    pub fn judged(&self, program: &Installed) -> Identified {
        let running = program
            .ways
            .iter()
            .map(|way| self.identify(&example_of(way)))
            .find(|found| found.why != Why::Unknown);
        let mut found = running.unwrap_or_else(|| {
            let found = Identified {
                program: program.id.clone(),
                kind: program.verdict.group.map(kind_of),
                age: None,
                why: program.verdict.why.clone(),
            };
            self.under_rules(found)
        });
        found.age = found.age.max(program.age);
        found
    }

    /// What a running program is. Of the facts `exe`, `command`, `flatpak`, `snap` and `steam` are looked at.
    #[must_use]
    pub fn identify(&self, facts: &ProgramFacts) -> Identified {
        if let Some(rule) = rules::by_match(&self.rules, facts) {
            return family(rule, None);
        }
        let exe = facts.exe.as_deref().map(path::undeleted);
        let command = facts.command.as_deref().map(command::shortened);
        let words: Vec<&str> = command
            .map(|command| command.split(' ').take(MOST_WORDS).collect())
            .unwrap_or_default();
        let target = running_target(exe, &words);
        let installed = self
            .find(exe, facts, command, &words, target.as_ref())
            .map(|at| &self.installed[at]);
        let listed = recognise(facts);
        let found = decide(installed, listed, exe, facts, target.as_ref());
        self.under_rules(found)
    }

    fn under_rules(&self, found: Identified) -> Identified {
        match rules::by_id(&self.rules, found.program.as_str()) {
            Some(rule) => family(rule, found.age),
            None => found,
        }
    }

    /// The installed program, by the most exact way first.
    fn find(
        &self,
        exe: Option<&str>,
        facts: &ProgramFacts,
        command: Option<&str>,
        words: &[&str],
        target: Option<&Target<'_>>,
    ) -> Option<usize> {
        if let Some(id) = &facts.flatpak
            && let Some(at) = self.flatpaks.get(id)
        {
            return Some(*at);
        }
        if let Some(name) = &facts.snap
            && let Some(at) = self.snaps.get(name)
        {
            return Some(*at);
        }
        if let Some(at) = facts.steam.and_then(|number| self.steam.get(&number)) {
            return Some(*at);
        }
        // Inside a Flatpak the paths are another system's.
        let exe = exe.filter(|_| facts.flatpak.is_none());
        let of_windows = exe.filter(|exe| is_of_windows(exe)).map(normal);
        let exe = of_windows.as_deref().or(exe);
        if let Some(at) = exe.and_then(|exe| self.files.get(exe)) {
            return Some(*at);
        }
        let behind = match target {
            Some(Target::File(path) | Target::Content { content: path, .. }) => {
                self.behind(path, words)
            }
            Some(Target::Windows(path)) => self
                .behind(path, words)
                .or_else(|| command.and_then(|command| self.windows_program(command))),
            Some(Target::Module(word) | Target::WebApp(word)) => self.words.get(*word).copied(),
            Some(Target::MainClass(word)) => self.words.get(*word).copied().or_else(|| {
                let paths = words.iter().filter_map(|word| path_in(word));
                paths.filter_map(|path| self.in_folder(path)).next()
            }),
            Some(
                Target::Program(_)
                | Target::Flatpak(_)
                | Target::Snap(_)
                | Target::Steam(_)
                | Target::Elsewhere
                | Target::Code,
            )
            | None => None,
        };
        behind
            .or_else(|| self.in_folder(exe?))
            .or_else(|| self.appimages.get(appimage_prefix(exe?)?).copied())
            .or_else(|| {
                let exe = exe.filter(|exe| path::place(exe) == Place::Elsewhere)?;
                self.names.get(path::file_name(exe)).copied()
            })
    }

    /// The program of a file that an interpreter runs. The path may have blanks, which the command line does not show.
    fn behind(&self, path: &str, words: &[&str]) -> Option<usize> {
        let look_up = |path: &str| {
            let normal = normal(path);
            let found = self.files.get(normal.as_str()).copied();
            found
                .or_else(|| self.words.get(path).copied())
                .or_else(|| self.in_folder(&normal))
        };
        if let Some(at) = look_up(path) {
            return Some(at);
        }
        let from = words.iter().position(|word| std::ptr::eq(*word, path))?;
        let mut joined = path.to_owned();
        for word in words.iter().skip(from + 1).take(MOST_PIECES) {
            joined.push(' ');
            joined.push_str(word);
            if let Some(at) = look_up(&joined) {
                return Some(at);
            }
        }
        None
    }

    /// The program whose folder a path lies in.
    fn in_folder(&self, path: &str) -> Option<usize> {
        if self.folders.is_empty() {
            return None;
        }
        let mut folder = path;
        for _ in 0..MOST_FOLDERS {
            folder = folder.rsplit_once('/')?.0;
            if let Some(at) = self.folders.get(folder) {
                return Some(*at);
            }
        }
        None
    }

    /// The Windows program whose name ends at one of the places where `.exe` stands.
    fn windows_program(&self, command: &str) -> Option<usize> {
        if self.windows.is_empty() {
            return None;
        }
        let lower = command.to_ascii_lowercase();
        lower.match_indices(".exe").find_map(|(at, dot)| {
            let whole = &lower[..at + dot.len()];
            let from = whole.rfind(['\\', '/', '"', ':']).map_or(0, |at| at + 1);
            self.windows.get(&whole[from..]).copied()
        })
    }
}

/// True for a file name that says which game it is.
fn is_telling(name: &str) -> bool {
    let anybodys = [
        "client", "server", "editor", "launcher", "start", "game", "main", "play", "demo", "test",
        "setup", "tools",
    ];
    name.len() >= SHORTEST_NAME && !name.contains('.') && !anybodys.contains(&name)
}

/// A key gets the stricter of two programs.
fn put<K: std::hash::Hash + Eq>(
    map: &mut HashMap<K, usize>,
    key: K,
    at: usize,
    installed: &[Installed],
) {
    let strictness = |at: usize| {
        let program = &installed[at];
        // What a menu or launcher says is more exact than the folder a program lies in, and that more than nothing.
        let exactness = match program.verdict.group {
            None => 2,
            Some(_) if program.source == Source::GamesFolder => 1,
            Some(_) => 0,
        };
        // Of two that are equally strict the system's own is the more trustworthy.
        (
            exactness,
            program.verdict.group.map_or(u8::MAX, rank),
            program.owner != Owner::System,
        )
    };
    map.entry(key)
        .and_modify(|old| {
            if strictness(at) < strictness(*old) {
                *old = at;
            }
        })
        .or_insert(at);
}

fn rank(group: Group) -> u8 {
    match group {
        Group::Games => 0,
        Group::Video => 1,
        Group::Social => 2,
        Group::Launcher => 3,
        Group::Application => 4,
        Group::Learning => 5,
    }
}

/// What the running process runs in the end. Its executable says which interpreter it is; the first word of its command
/// line is the process's own to choose, except under Wine, which puts the Windows program there.
fn running_target<'a>(exe: Option<&'a str>, words: &[&'a str]) -> Option<Target<'a>> {
    let Some(exe) = exe else {
        return target::of(words);
    };
    let name = path::file_name(exe);
    let under_wine = name.starts_with("wine") || name.contains("-preloader");
    let skipped = usize::from(!under_wine).min(words.len());
    let mut all = Vec::with_capacity(words.len() + 1);
    all.push(exe);
    all.extend(&words[skipped..]);
    target::of(&all)
}

/// A path as the index keeps it: with slashes, Wine's drive of the whole system taken off, other drives in lower case.
fn normal(path: &str) -> String {
    if !is_of_windows(path) {
        return path.trim_end_matches('/').to_owned();
    }
    if path.as_bytes()[0].eq_ignore_ascii_case(&b'z') {
        return path[2..].replace('\\', "/");
    }
    path.replace('\\', "/").to_ascii_lowercase()
}

/// `C:\x` or `C:/x`.
fn is_of_windows(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic())
}

/// The first absolute path in a word such as `-Djava.library.path=/home/an/x:/y`.
fn path_in(word: &str) -> Option<&str> {
    let from = word.find('/')?;
    word[from..].split(':').next()
}

/// What the kernel will show of an AppImage's name: its first six characters.
fn appimage_name(name: &str) -> Option<String> {
    let is_one = name.to_ascii_lowercase().ends_with(".appimage");
    is_one.then(|| name.chars().take(6).collect())
}

/// Facts of a process that runs by this way.
fn example_of(way: &Way) -> ProgramFacts {
    let mut facts = ProgramFacts::default();
    let interpreter = match way {
        Way::File(path) => {
            facts.exe = Some(path.clone());
            return facts;
        }
        Way::Folder(path) => {
            facts.exe = Some(format!("{path}/x"));
            return facts;
        }
        Way::Flatpak(id) => {
            facts.flatpak = Some(id.clone());
            return facts;
        }
        Way::Snap(name) => {
            facts.snap = Some(name.clone());
            facts.exe = Some(format!("/snap/{name}/current/{name}"));
            return facts;
        }
        Way::Steam(number) => {
            facts.steam = Some(*number);
            return facts;
        }
        Way::Windows(name) => ("/usr/bin/wine", name),
        Way::Word(word) if word.starts_with("--") => ("/usr/bin/chromium", word),
        Way::Word(word) if word.starts_with('/') => ("/usr/bin/dosbox", word),
        Way::Word(word) => ("/usr/bin/java", word),
    };
    let (exe, word) = interpreter;
    facts.exe = Some(exe.to_owned());
    facts.command = Some(format!("{exe} {word}"));
    facts
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
