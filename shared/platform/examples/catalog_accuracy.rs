//! How well the catalogue tells games from other programs, on unpacked packages of Debian: see `tests/bench/catalog-accuracy.sh`,
//! which makes the folder this reads. Absent on purpose: choosing and fetching packages, which is the script's part.
#![allow(
    clippy::print_stdout,
    reason = "this program's purpose is to print its figures"
)]

use luytre_catalog::Why;
use luytre_catalog::formats::desktop::{self, Listing};
use luytre_catalog::formats::wrapper;
use luytre_catalog::index::Index;
use luytre_catalog::installed::{Installed, Source, Way, file_of};
use luytre_core::event::ProgramFacts;
use luytre_platform::launchers;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// A program that a person could start, as the kernel would show it.
struct Case {
    package: String,
    /// Desktop entry or executable that starts it.
    start: String,
    facts: ProgramFacts,
    is_game: bool,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "catalog_accuracy SAMPLE EXCEPTIONS [--wrong] [--bars]";
    let sample = PathBuf::from(arguments.next().ok_or(usage)?);
    let exceptions = read_exceptions(&fs::read_to_string(arguments.next().ok_or(usage)?)?)?;
    let options: BTreeSet<String> = arguments.collect();
    let root = fs::canonicalize(sample.join("root"))?;
    let cases = cases(&sample, &root, &exceptions)?;

    let began = Instant::now();
    let scan = launchers::installed_below(&root, &[])?;
    let scanned = began.elapsed();
    let began = Instant::now();
    let index = Index::new(scan.installed.clone(), Vec::new());
    let indexed = began.elapsed();

    let told: Vec<bool> = cases.iter().map(|case| is_game(&index, case)).collect();
    for (case, told) in cases.iter().zip(&told) {
        if options.contains("--wrong") && case.is_game != *told {
            let found = index.identify(&case.facts);
            let kind = if case.is_game {
                "missed"
            } else {
                "false alarm"
            };
            println!(
                "{kind}: {} {}: {} {}, {}",
                case.package,
                case.start,
                case.facts.exe.as_deref().unwrap_or_default(),
                case.facts.command.as_deref().unwrap_or_default(),
                found.why
            );
        }
    }
    if options.contains("--list") {
        for case in &cases {
            let found = index.identify(&case.facts);
            let truth = if case.is_game { "game" } else { "other" };
            println!(
                "{truth} {} {}: {}, {}",
                case.package, case.start, found.program, found.why
            );
        }
    }
    let count = |truth: bool, answer: bool| {
        let pairs = cases.iter().zip(&told);
        pairs
            .filter(|(case, told)| case.is_game == truth && **told == answer)
            .count()
    };
    let (hits, false_alarms, missed, rest) = (
        count(true, true),
        count(false, true),
        count(true, false),
        count(false, false),
    );
    let (precision, recall) = (ratio(hits, hits + false_alarms), ratio(hits, hits + missed));
    let mut grounds: BTreeMap<&str, u32> = BTreeMap::new();
    for (case, _) in cases.iter().zip(&told).filter(|(_, told)| **told) {
        let ground = match index.identify(&case.facts).why {
            Why::Categories { .. } | Why::Metainfo { .. } => "menu entry",
            Why::List { .. } => "hand-kept list",
            Why::GamesFolder(_) => "games folder",
            Why::Family { .. }
            | Why::InstalledBy { .. }
            | Why::Steam(_)
            | Why::PartOfDesktop
            | Why::NotBelieved { .. }
            | Why::NoActivity { .. }
            | Why::Unknown => "other",
        };
        *grounds.entry(ground).or_default() += 1;
    }
    let wrong = options.contains("--wrong");
    let flat = without_games_folder(&scan.installed, &cases, wrong);
    let nanoseconds = time_of_one(&index, &cases);
    let packages: BTreeSet<&str> = cases.iter().map(|case| case.package.as_str()).collect();
    println!(
        "{} programs of {} packages: {} games, {} others",
        cases.len(),
        packages.len(),
        hits + missed,
        false_alarms + rest
    );
    println!(
        "precision {precision:.4} ({false_alarms} false alarms), recall {recall:.4} ({missed} missed)"
    );
    let grounds: Vec<String> = grounds
        .iter()
        .map(|(ground, count)| format!("{ground} {count}"))
        .collect();
    println!("games told by: {}; {flat}", grounds.join(", "));
    println!(
        "reading {} installed programs {} ms, index {} µs, one answer {}.{:02} µs",
        index.installed().len(),
        scanned.as_millis(),
        indexed.as_micros(),
        nanoseconds / 1000,
        nanoseconds % 1000 / 10
    );
    let good = precision >= 0.98 && recall >= 0.97 && nanoseconds < 20_000;
    if options.contains("--bars") && !good {
        println!("below the bars: precision 0.98, recall 0.97, 20 µs");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn is_game(index: &Index, case: &Case) -> bool {
    let found = index.identify(&case.facts);
    found
        .activity()
        .is_some_and(|activity| activity.as_str() == "games")
}

/// The same for programs with a menu entry, were there no folder for games, as on most other distributions: that Debian has
/// one makes its games easy to tell.
fn without_games_folder(installed: &[Installed], cases: &[Case], wrong: bool) -> String {
    let flat = |text: &str| text.replace("/usr/games/", "/usr/bin/");
    let mut programs = installed.to_vec();
    programs.retain(|program| program.source != Source::GamesFolder);
    for program in &mut programs {
        for way in &mut program.ways {
            if let Way::File(path) = way {
                *path = flat(path);
            }
        }
    }
    let index = Index::new(programs, Vec::new());
    let (mut hits, mut false_alarms, mut missed) = (0, 0, 0);
    for case in cases.iter().filter(|case| case.start.ends_with(".desktop")) {
        let case = Case {
            package: case.package.clone(),
            start: case.start.clone(),
            facts: ProgramFacts {
                exe: case.facts.exe.as_deref().map(flat),
                command: case.facts.command.as_deref().map(flat),
                ..ProgramFacts::default()
            },
            is_game: case.is_game,
        };
        match (case.is_game, is_game(&index, &case)) {
            (true, true) => hits += 1,
            (true, false) => {
                missed += 1;
                if wrong {
                    let found = index.identify(&case.facts);
                    println!(
                        "missed without a folder for games: {} {}: {}",
                        case.package, case.start, found.why
                    );
                }
            }
            (false, true) => false_alarms += 1,
            (false, false) => {}
        }
    }
    format!(
        "menu entries alone, without a folder for games: precision {:.4}, recall {:.4} of {} games",
        ratio(hits, hits + false_alarms),
        ratio(hits, hits + missed),
        hits + missed
    )
}

#[allow(
    clippy::cast_precision_loss,
    reason = "counts of some thousands, for printing"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Nanoseconds of one answer, the mean over all programs, many times.
fn time_of_one(index: &Index, cases: &[Case]) -> u128 {
    const ROUNDS: u128 = 50;
    let began = Instant::now();
    for _ in 0..ROUNDS {
        for case in cases {
            std::hint::black_box(index.identify(std::hint::black_box(&case.facts)));
        }
    }
    let all = ROUNDS * u128::try_from(cases.len().max(1)).unwrap_or(1);
    began.elapsed().as_nanos() / all
}

/// Lines `PACKAGE PROGRAM game|other|left-out REASON`; `*` for all programs of a package.
fn read_exceptions(text: &str) -> Result<BTreeMap<(String, String), String>, Box<dyn Error>> {
    let mut exceptions = BTreeMap::new();
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [package, program, verdict, reason @ ..] = words.as_slice() else {
            return Err(format!("exceptions: {line}").into());
        };
        if !matches!(*verdict, "game" | "other" | "left-out") || reason.is_empty() {
            return Err(format!("exceptions: {line}").into());
        }
        exceptions.insert(
            ((*package).to_owned(), (*program).to_owned()),
            (*verdict).to_owned(),
        );
    }
    Ok(exceptions)
}

/// The programs of the sample: of each desktop entry the one it starts, and of packages without an entry each executable in
/// a folder for games, or in the folders for programs.
fn cases(
    sample: &Path,
    root: &Path,
    exceptions: &BTreeMap<(String, String), String>,
) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = Vec::new();
    for line in fs::read_to_string(sample.join("chosen"))?.lines() {
        let (package, section) = line.split_once(' ').ok_or("a line of the choice")?;
        let Ok(list) = fs::read_to_string(sample.join("deb").join(format!("{package}.list")))
        else {
            continue;
        };
        let files: Vec<&str> = list.lines().collect();
        let mut seen = BTreeSet::new();
        let mut add = |start: &str, facts: Option<ProgramFacts>| {
            let Some(facts) = facts else { return };
            let exception = [start, "*"]
                .iter()
                .find_map(|program| exceptions.get(&(package.to_owned(), (*program).to_owned())));
            let is_game = match exception.map(String::as_str) {
                Some("left-out") => return,
                Some(verdict) => verdict == "game",
                None => section == "games" || section.ends_with("/games"),
            };
            if seen.insert((facts.exe.clone(), facts.command.clone())) {
                cases.push(Case {
                    package: package.to_owned(),
                    start: start.to_owned(),
                    facts,
                    is_game,
                });
            }
        };
        let entries = files.iter().filter(|file| {
            file.starts_with("usr/share/applications/") && file.ends_with(".desktop")
        });
        let mut shown = 0;
        for file in entries {
            let Ok(entry) = desktop::parse(&fs::read(root.join(file)).unwrap_or_default()) else {
                continue;
            };
            if entry.listing != Listing::Shown {
                continue;
            }
            shown += 1;
            let name = file.rsplit('/').next().unwrap_or(file);
            add(name, facts_of_entry(root, &entry));
        }
        if shown > 0 {
            continue;
        }
        let of = |folders: &[&str]| -> Vec<&str> {
            let inside = |file: &&&str| {
                folders.iter().any(|folder| {
                    file.strip_prefix(folder)
                        .is_some_and(|name| !name.contains('/'))
                })
            };
            files.iter().filter(inside).copied().collect()
        };
        let in_games = of(&["usr/games/"]);
        let programs = if in_games.is_empty() {
            of(&["usr/bin/"])
        } else {
            in_games
        };
        for file in programs {
            let name = file.rsplit('/').next().unwrap_or(file);
            add(name, facts_of_program(root, &format!("/{file}"), &[]));
        }
    }
    Ok(cases)
}

/// What runs when this entry is chosen in a menu.
fn facts_of_entry(root: &Path, entry: &desktop::DesktopEntry) -> Option<ProgramFacts> {
    let (program, arguments) = entry.exec.split_first()?;
    // What the catalogue follows a starter or interpreter to is what the entry runs; here the kernel's side is built from
    // the first word alone, unless that only sets the environment.
    if program == "env" || program == "sh" {
        let word = file_of(entry)?;
        return facts_of_program(root, &find(root, &word)?, &[]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    facts_of_program(root, &find(root, program)?, &arguments)
}

/// The path of a program as a login's `PATH` finds it.
fn find(root: &Path, word: &str) -> Option<String> {
    if word.starts_with('/') {
        return Some(word.to_owned());
    }
    ["/usr/local/bin", "/usr/bin", "/bin", "/usr/games"]
        .iter()
        .map(|folder| format!("{folder}/{word}"))
        .find(|path| follow(root, path).is_some())
}

/// Follows links below the root.
fn follow(root: &Path, path: &str) -> Option<String> {
    let mut path = PathBuf::from(path);
    for _ in 0..16 {
        let here = root.join(path.strip_prefix("/").ok()?);
        let kind = fs::symlink_metadata(&here).ok()?.file_type();
        if !kind.is_symlink() {
            return kind.is_file().then(|| path.to_string_lossy().into_owned());
        }
        let to = fs::read_link(&here).ok()?;
        path = clean(&path.parent()?.join(to));
    }
    None
}

fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::from("/");
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                clean.pop();
            }
            std::path::Component::Normal(name) => clean.push(name),
            std::path::Component::RootDir
            | std::path::Component::CurDir
            | std::path::Component::Prefix(_) => {}
        }
    }
    clean
}

/// What the kernel shows of a program that was started by this path: of a script its interpreter.
fn facts_of_program(root: &Path, path: &str, arguments: &[&str]) -> Option<ProgramFacts> {
    let rest: String = arguments
        .iter()
        .flat_map(|argument| [" ", argument])
        .collect();
    let Some(real) = follow(root, path) else {
        // Of another package that is not in the sample: the name is all there is.
        return None;
    };
    let bytes = fs::read(root.join(real.trim_start_matches('/'))).ok()?;
    if let Some(interpreter) = wrapper::interpreter(&bytes) {
        let name = interpreter.rsplit('/').next().unwrap_or(&interpreter);
        // As the links of Debian lead.
        let name = match name {
            "sh" => "dash",
            "python3" | "python" => "python3.11",
            "wish" => "wish8.6",
            "tclsh" => "tclsh8.6",
            other => other,
        };
        return Some(ProgramFacts {
            exe: Some(format!("/usr/bin/{name}")),
            command: Some(format!("{interpreter} {path}{rest}")),
            ..ProgramFacts::default()
        });
    }
    bytes.starts_with(b"\x7fELF").then(|| ProgramFacts {
        exe: Some(real.clone()),
        command: Some(format!("{path}{rest}")),
        ..ProgramFacts::default()
    })
}
