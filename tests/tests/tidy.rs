//! Rules of the repository itself, as tests: who may depend on whom, where `unsafe` and systems may be named, that documents
//! point at what exists. Needs nothing but the checkout and cargo.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("the tests lie in the workspace")
        .to_owned()
}

/// Every file of the repository with its path from the top, apart from what is built or fetched.
fn files() -> Vec<(String, PathBuf)> {
    let (top, mut found, mut folders) = (root(), Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(&top)
                .expect("below the top")
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                if !matches!(
                    name.rsplit('/').next(),
                    Some("target" | ".git" | "corpus" | ".cargo")
                ) {
                    folders.push(path);
                }
            } else if path.is_file() {
                found.push((name, path));
            }
        }
    }
    found.sort();
    assert!(
        found.len() > 50,
        "this is not the repository: {}",
        top.display()
    );
    found
}

/// Files with one of these endings, with their text.
fn texts(endings: &[&str]) -> Vec<(String, String)> {
    let files = files()
        .into_iter()
        .filter(|(name, _)| endings.iter().any(|ending| name.ends_with(ending)));
    files
        .filter_map(|(name, path)| Some((name, fs::read_to_string(path).ok()?)))
        .collect()
}

/// A line of Rust without its comment. Good enough for words that do not stand in texts.
fn code(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// Fails with all findings at once: one run tells everything that is to be mended.
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

/// The dependencies of each crate of the workspace, by kind: `normal`, `dev`, `build`.
fn dependencies() -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let mut crates = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let kind = dependency["kind"].as_str().unwrap_or("normal");
            let name = dependency["name"].as_str().expect("a name");
            // What only a feature for tests brings is nobody's dependency yet.
            if dependency["optional"].as_bool() == Some(true) {
                continue;
            }
            kinds
                .entry(kind.to_owned())
                .or_default()
                .insert(name.to_owned());
        }
        crates.insert(package["name"].as_str().expect("a name").to_owned(), kinds);
    }
    crates
}

#[test]
fn arrows_between_crates_point_one_way() {
    // What each crate may use of ours. A new crate needs a line here, and a moment's thought.
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("luytre-core", [].as_slice()),
        ("luytre-catalog", ["luytre-core"].as_slice()),
        ("luytre-guard", [].as_slice()),
        ("luytre-locale", ["luytre-core"].as_slice()),
        ("luytre-protocol", ["luytre-core"].as_slice()),
        ("luytre-report", ["luytre-core", "luytre-locale"].as_slice()),
        ("luytre-store", ["luytre-core"].as_slice()),
        (
            "luytre-platform",
            ["luytre-core", "luytre-catalog"].as_slice(),
        ),
        (
            "luytre-simulate",
            ["luytre-core", "luytre-catalog"].as_slice(),
        ),
        (
            "luytre-testkit",
            ["luytre-core", "luytre-platform", "luytre-protocol"].as_slice(),
        ),
        (
            "luytre-daemon",
            [
                "luytre-core",
                "luytre-catalog",
                "luytre-platform",
                "luytre-protocol",
                "luytre-store",
                "luytre-locale",
            ]
            .as_slice(),
        ),
        // The daemon's library for `luytre run`, the agent in the foreground: the one way by which the store comes along.
        (
            "luytre-cli",
            [
                "luytre-core",
                "luytre-locale",
                "luytre-protocol",
                "luytre-platform",
                "luytre-report",
                "luytre-simulate",
                "luytre-daemon",
            ]
            .as_slice(),
        ),
        ("luytre-installer", [].as_slice()),
        ("luytre-tests", [].as_slice()),
    ]);
    let mut wrong = Vec::new();
    for (name, kinds) in dependencies() {
        let Some(allowed) = allowed.get(name.as_str()) else {
            wrong.push(format!("{name} is not in this table"));
            continue;
        };
        for used in ["normal", "build"]
            .iter()
            .filter_map(|kind| kinds.get(*kind))
            .flatten()
        {
            if used.starts_with("luytre-") && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    none(&wrong, "crates that use what they should not know");
}

#[test]
fn the_core_is_pure_and_only_the_store_holds_data_and_keys() {
    let crates = dependencies();
    let normal = |name: &str| {
        crates
            .get(name)
            .and_then(|kinds| kinds.get("normal"))
            .cloned()
            .unwrap_or_default()
    };
    let core: BTreeSet<String> = ["jiff", "serde", "toml"].map(str::to_owned).into();
    assert_eq!(
        normal("luytre-core"),
        core,
        "the core computes; it needs nothing else"
    );
    let catalog: BTreeSet<String> = ["luytre-core", "roxmltree", "serde_json", "thiserror"]
        .map(str::to_owned)
        .into();
    assert_eq!(
        normal("luytre-catalog"),
        catalog,
        "the catalogue is tables and readers of texts; it opens nothing"
    );
    let mut wrong = Vec::new();
    for (name, kinds) in &crates {
        let used: Vec<&String> = ["normal", "build"]
            .iter()
            .filter_map(|kind| kinds.get(*kind))
            .flatten()
            .collect();
        for inner in ["rusqlite", "libsqlite3-sys"] {
            if name != "luytre-store" && used.iter().any(|used| *used == inner) {
                wrong.push(format!("{name} uses {inner}"));
            }
        }
        // The daemon makes tokens and compares the contents of programs with it; it seals nothing.
        let may_compute = ["luytre-store", "luytre-daemon"].contains(&name.as_str());
        if !may_compute && used.iter().any(|used| *used == "ring") {
            wrong.push(format!("{name} uses ring"));
        }
        for wire in ["reqwest", "hyper", "openssl", "native-tls", "rustls"] {
            if used.iter().any(|used| *used == wire) {
                wrong.push(format!("{name} uses {wire}"));
            }
        }
    }
    none(
        &wrong,
        "the store alone holds data and keys, and nobody speaks to the internet",
    );
}

#[test]
fn only_the_platform_is_unsafe_or_names_a_system() {
    let mut wrong = Vec::new();
    for (name, text) in texts(&[".rs", "Cargo.toml"]) {
        if name.starts_with("shared/platform/") || name == "tests/tests/tidy.rs" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let line = if name.ends_with(".rs") {
                code(line)
            } else {
                line
            };
            let is_unsafe = [
                "unsafe {",
                "unsafe fn",
                "unsafe impl",
                "unsafe extern",
                "unsafe(",
            ]
            .iter()
            .any(|word| line.contains(word));
            // A test of what only one kernel shows says so for the whole file.
            let is_test_of_one_system =
                name.contains("/tests/") && line.trim_start().starts_with("#![cfg(target_os");
            if is_unsafe || line.contains("target_os") && !is_test_of_one_system {
                wrong.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none(&wrong, "shared/platform is the place for this");
}

/// The lines of one table of a manifest.
fn table<'a>(manifest: &'a str, header: &str) -> BTreeSet<&'a str> {
    let lines = manifest.lines().skip_while(|line| *line != header).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

#[test]
fn every_crate_inherits_the_workspace() {
    let manifests = texts(&["/Cargo.toml"]);
    let workspace =
        fs::read_to_string(root().join("Cargo.toml")).expect("the workspace's manifest");
    let mut wrong = Vec::new();
    for (name, text) in &manifests {
        if name.starts_with("tests/fuzz/") {
            continue;
        }
        for key in ["version", "edition", "rust-version", "license"] {
            if !text.contains(&format!("\n{key}.workspace = true\n")) {
                wrong.push(format!("{name}: {key} is not the workspace's"));
            }
        }
        if name == "shared/platform/Cargo.toml" {
            // Cargo lets no crate inherit the lints and relax one, so this table is a copy.
            let ours = table(&workspace, "[workspace.lints.clippy]");
            if table(text, "[lints.clippy]") != ours {
                wrong.push(format!("{name}: its lints differ from the workspace's"));
            }
            if !table(text, "[lints.rust]").contains("unsafe_code = \"deny\"") {
                wrong.push(format!("{name}: unsafe_code is not denied"));
            }
        } else if !table(text, "[lints]").contains("workspace = true") {
            wrong.push(format!("{name}: the lints are not the workspace's"));
        }
    }
    none(&wrong, "manifests");
}

#[test]
fn every_module_says_what_it_is_for() {
    let mut wrong = Vec::new();
    for (name, text) in texts(&[".rs"]) {
        // A module of tests is named by what it lies beside.
        let is_tests =
            name.ends_with("/tests.rs") || name.contains("/tests/") && !name.starts_with("tests/");
        if !is_tests && !text.starts_with("//!") && !text.starts_with("#![no_main]") {
            wrong.push(name);
        }
    }
    none(&wrong, "no header that says purpose");
}

#[test]
fn nothing_is_left_to_do_in_silence() {
    // Cut in two, so that this file does not find itself.
    let words = [
        ["to", "do!("],
        ["unimple", "mented!("],
        ["#[ig", "nore"],
        ["#[should_", "panic"],
        ["FIX", "ME"],
        ["TO", "DO"],
        ["XX", "X:"],
        ["db", "g!("],
    ]
    .map(|halves| halves.concat());
    let mut wrong = Vec::new();
    for (name, text) in texts(&[".rs", ".sh", ".toml", ".ftl", ".md", ".service"]) {
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(word.as_str())) {
                wrong.push(format!("{name}:{}: {word}", number + 1));
            }
        }
    }
    none(&wrong, "finish it, or say so in an issue");
}

#[test]
fn nothing_tells_where_it_was_built() {
    // Folders of build machines, and mirrors that a lock file would remember.
    let words = [
        ["/wo", "rk/"],
        ["/root", "/."],
        ["/home/", "runner"],
        ["/builds", "/"],
        ["art", "ifactory"],
        [".inter", "nal/"],
    ]
    .map(|halves| halves.concat());
    let mut wrong = Vec::new();
    for (name, path) in files() {
        // What is no text has no such words that anybody would read.
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for word in &words {
                let is_start = |at: usize| {
                    !line[..at].ends_with(|c: char| {
                        c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '*')
                    })
                };
                if line
                    .match_indices(word.as_str())
                    .any(|(at, _)| !word.starts_with('/') || is_start(at))
                {
                    wrong.push(format!("{name}:{}: {}", number + 1, line.trim()));
                }
            }
            if name.ends_with("Cargo.lock")
                && line.starts_with("source = ")
                && !line.contains("github.com/rust-lang/crates.io-index\"")
            {
                wrong.push(format!("{name}:{}: {line}", number + 1));
            }
        }
    }
    none(&wrong, "places that exist on one machine only");
}

/// Everything between backticks in a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[test]
fn every_known_trick_has_a_test_or_is_an_honest_limit() {
    let table =
        fs::read_to_string(root().join("shared/docs/bypasses.md")).expect("the table of tricks");
    let mut tests = BTreeSet::new();
    for (_, text) in texts(&[".rs"]) {
        for line in text.lines().map(str::trim_start) {
            let line = line.strip_prefix("async ").unwrap_or(line);
            if let Some((name, _)) = line
                .strip_prefix("fn ")
                .and_then(|rest| rest.split_once('('))
            {
                tests.insert(name.to_owned());
            }
        }
    }
    let (mut wrong, mut rows) = (Vec::new(), 0);
    for (number, line) in table
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with('|'))
    {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [trick, answer, proof] = cells.as_slice() else {
            wrong.push(format!("line {}: not three cells", number + 1));
            continue;
        };
        if *trick == "Trick" || trick.starts_with("---") {
            continue;
        }
        rows += 1;
        if answer.is_empty() || quoted(proof).next().is_none() && !proof.starts_with("Limit: ") {
            wrong.push(format!("line {}: neither a test nor a limit", number + 1));
        }
        for name in quoted(proof).filter(|name| !proof.starts_with("Limit: ") || name.contains('_'))
        {
            let exists = if name.contains('/') {
                root().join(name).is_file()
            } else {
                tests.contains(name)
            };
            if !exists {
                wrong.push(format!("line {}: there is no test {name}", number + 1));
            }
        }
    }
    assert!(rows >= 30, "{rows} rows: the table was not read");
    none(&wrong, "shared/docs/bypasses.md");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut wrong = Vec::new();
    for (name, text) in texts(&[".md"]) {
        let folder = root()
            .join(&name)
            .parent()
            .expect("a file lies in a folder")
            .to_owned();
        for (number, line) in text.lines().enumerate() {
            for target in line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split_once(')'))
                .map(|(target, _)| target)
            {
                let path = target.split('#').next().unwrap_or(target);
                if !target.contains("://")
                    && !target.starts_with("mailto:")
                    && !path.is_empty()
                    && !folder.join(path).exists()
                {
                    wrong.push(format!("{name}:{}: {target}", number + 1));
                }
            }
        }
    }
    none(&wrong, "links that lead nowhere");
}

#[test]
fn a_readme_speaks_both_languages() {
    let read = |name: &str| fs::read_to_string(root().join(name)).ok();
    match (read("README.md"), read("README.vi.md")) {
        (None, None) => {}
        (Some(english), Some(vietnamese)) => {
            assert!(
                english.contains("(README.vi.md)"),
                "README.md does not point to the Vietnamese one"
            );
            assert!(
                vietnamese.contains("(README.md)"),
                "README.vi.md does not point to the English one"
            );
            // The same commands in the same order; what is behind a `#` is said in each language.
            let commands = |text: &str| -> Vec<String> {
                let first = text
                    .split("```sh\n")
                    .nth(1)
                    .and_then(|rest| rest.split("```").next());
                let lines = first.unwrap_or_default().lines();
                lines
                    .filter_map(|line| line.split('#').next())
                    .map(|line| line.trim().to_owned())
                    .collect()
            };
            assert_eq!(
                commands(&english).len(),
                2,
                "the first screen has two commands"
            );
            assert_eq!(commands(&english), commands(&vietnamese));
        }
        (english, _) => panic!(
            "only one of README.md and README.vi.md exists: {}",
            if english.is_some() {
                "the English"
            } else {
                "the Vietnamese"
            }
        ),
    }
}
