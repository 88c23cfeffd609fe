//! Turns `data/*.toml` into sorted static tables, so that a lookup is a binary search over read-only memory: nothing is
//! parsed and nothing is allocated when the agent starts. Data that contradicts itself stops the build.
#![allow(
    clippy::print_stdout,
    reason = "a build script talks to cargo on standard output"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Files of programs, with the name of their `Group`.
const GROUPS: [(&str, &str); 6] = [
    ("games", "Games"),
    ("video", "Video"),
    ("social", "Social"),
    ("launchers", "Launcher"),
    ("learning", "Learning"),
    ("applications", "Application"),
];
/// Keys of a program that are lists of text.
const LISTS: [&str; 6] = ["exe", "token", "flatpak", "snap", "windows", "script"];
/// Longest word of a command line that is looked up: a bit mask of lengths fits a `u64`.
const LONGEST_TOKEN: usize = 63;

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(problem) = generate() {
        println!("cargo::error={problem}");
        process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let data =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?).join("data");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?).join("tables.rs");
    let mut programs: BTreeMap<String, (String, &str)> = BTreeMap::new();
    let mut keys: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (file, group) in GROUPS {
        let table = read(&data.join(file).with_extension("toml"))?;
        for program in array(&table, "program")? {
            add(program, file, group, &mut programs, &mut keys)?;
        }
    }
    let neutral = read(&data.join("neutral.toml"))?;
    let mut text = String::new();
    write_programs(&mut text, &programs).map_err(|e| e.to_string())?;
    let index: BTreeMap<&str, usize> = programs
        .keys()
        .enumerate()
        .map(|(i, id)| (id.as_str(), i))
        .collect();
    for (table, list) in [
        ("EXES", "exe"),
        ("PATHS", "path"),
        ("TOKENS", "token"),
        ("FLATPAKS", "flatpak"),
        ("SNAPS", "snap"),
        ("WINDOWS", "windows"),
        ("SCRIPTS", "script"),
        ("STEAM", "steam"),
    ] {
        let empty = BTreeMap::new();
        let rows = keys.get(list).unwrap_or(&empty);
        write_keys(&mut text, table, rows, &index, list == "steam").map_err(|e| e.to_string())?;
    }
    write_token_filter(&mut text, keys.get("token")).map_err(|e| e.to_string())?;
    for (table, list) in [
        ("NEUTRAL_NAMES", "names"),
        ("NEUTRAL_FOLDERS", "folders"),
        ("NEUTRAL_PREFIXES", "prefixes"),
        ("NEUTRAL_SCRIPTS", "scripts"),
        ("RUNNERS", "runners"),
    ] {
        write_list(&mut text, table, &strings(&neutral, list)?).map_err(|e| e.to_string())?;
    }
    fs::write(out, text).map_err(|e| e.to_string())
}

fn read(path: &Path) -> Result<toml::Table, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn array<'a>(table: &'a toml::Table, key: &str) -> Result<Vec<&'a toml::Table>, String> {
    let rows = table
        .get(key)
        .and_then(toml::Value::as_array)
        .ok_or_else(|| format!("[[{key}]] is missing"))?;
    rows.iter()
        .map(|row| {
            row.as_table()
                .ok_or_else(|| format!("[[{key}]] is no table"))
        })
        .collect()
}

/// A list of texts, each once; a doubled one is an error, since one of the two is a mistake.
fn strings(table: &toml::Table, key: &str) -> Result<BTreeSet<String>, String> {
    let Some(value) = table.get(key) else {
        return Ok(BTreeSet::new());
    };
    let rows = value
        .as_array()
        .ok_or_else(|| format!("{key} is no list"))?;
    let mut seen = BTreeSet::new();
    for row in rows {
        let text = row
            .as_str()
            .ok_or_else(|| format!("{key}: {row} is no text"))?;
        if text.is_empty() || !seen.insert(text.to_owned()) {
            return Err(format!("{key}: \"{text}\" is empty or written twice"));
        }
    }
    Ok(seen)
}

fn add<'a>(
    program: &toml::Table,
    file: &str,
    group: &'a str,
    programs: &mut BTreeMap<String, (String, &'a str)>,
    keys: &mut BTreeMap<&'a str, BTreeMap<String, String>>,
) -> Result<(), String> {
    let field = |key: &str| {
        let text = program.get(key).and_then(toml::Value::as_str);
        text.map(str::to_owned)
            .ok_or_else(|| format!("{file}.toml: a program without {key}"))
    };
    let (id, name) = (field("id")?, field("name")?);
    let favourable = group == "Learning";
    if programs.insert(id.clone(), (name, group)).is_some() {
        return Err(format!("{file}.toml: the program {id} exists twice"));
    }
    for key in program.keys() {
        let known =
            matches!(key.as_str(), "id" | "name" | "steam") || LISTS.contains(&key.as_str());
        let fits = if favourable {
            !matches!(key.as_str(), "flatpak" | "token" | "steam" | "windows")
        } else {
            key != "script"
        };
        if !known || !fits {
            return Err(format!(
                "{file}.toml: {id}: the key {key} has no place here"
            ));
        }
    }
    let mut ways = 0;
    let mut put = |list: &'a str, key: String| {
        ways += 1;
        match keys
            .entry(list)
            .or_default()
            .insert(key.clone(), id.clone())
        {
            Some(other) => Err(format!(
                "{file}.toml: {list} \"{key}\" belongs to {other} and to {id}"
            )),
            None => Ok(()),
        }
    };
    for list in LISTS {
        for key in strings(program, list)? {
            if list == "token" && key.len() > LONGEST_TOKEN {
                return Err(format!("{file}.toml: {id}: the token {key} is too long"));
            }
            match list {
                "exe" if key.starts_with('/') => put("path", key)?,
                "windows" => put(list, key.to_ascii_lowercase())?,
                _ => put(list, key)?,
            }
        }
    }
    if let Some(numbers) = program.get("steam") {
        for number in numbers
            .as_array()
            .ok_or_else(|| format!("{id}: steam is no list"))?
        {
            let number = number.as_integer().and_then(|n| u32::try_from(n).ok());
            put(
                "steam",
                number
                    .ok_or_else(|| format!("{id}: steam has a wrong number"))?
                    .to_string(),
            )?;
        }
    }
    if ways == 0 {
        return Err(format!(
            "{file}.toml: {id} cannot be recognised by anything"
        ));
    }
    Ok(())
}

fn write_programs(
    text: &mut String,
    programs: &BTreeMap<String, (String, &str)>,
) -> std::fmt::Result {
    writeln!(text, "pub(crate) static PROGRAMS: &[Known] = &[")?;
    for (id, (name, group)) in programs {
        writeln!(
            text,
            "    Known {{ id: {id:?}, name: {name:?}, group: Group::{group} }},"
        )?;
    }
    writeln!(text, "];")
}

fn write_keys(
    text: &mut String,
    table: &str,
    rows: &BTreeMap<String, String>,
    index: &BTreeMap<&str, usize>,
    numbers: bool,
) -> std::fmt::Result {
    let kind = if numbers { "u32" } else { "&str" };
    writeln!(text, "pub(crate) static {table}: &[({kind}, u16)] = &[")?;
    let mut sorted: Vec<(&String, usize)> = rows
        .iter()
        .map(|(key, id)| (key, index[id.as_str()]))
        .collect();
    if numbers {
        sorted.sort_by_key(|(key, _)| key.parse::<u32>().unwrap_or(u32::MAX));
    }
    for (key, program) in sorted {
        if numbers {
            writeln!(text, "    ({key}, {program}),")?;
        } else {
            writeln!(text, "    ({key:?}, {program}),")?;
        }
    }
    writeln!(text, "];")
}

/// For each first byte of a token the lengths that occur: most words of a command line are ruled out by one look.
fn write_token_filter(
    text: &mut String,
    tokens: Option<&BTreeMap<String, String>>,
) -> std::fmt::Result {
    let mut lengths = [0_u64; 256];
    for token in tokens.into_iter().flat_map(BTreeMap::keys) {
        lengths[usize::from(token.as_bytes()[0])] |= 1 << token.len();
    }
    writeln!(
        text,
        "pub(crate) static TOKEN_LENGTHS: [u64; 256] = {lengths:?};"
    )
}

fn write_list(text: &mut String, table: &str, rows: &BTreeSet<String>) -> std::fmt::Result {
    writeln!(text, "pub(crate) static {table}: &[&str] = &[")?;
    for row in rows {
        writeln!(text, "    {row:?},")?;
    }
    writeln!(text, "];")
}
