//! Plays every scenario file in `tests/scenarios` through the real engine and compares what comes out with what the file's
//! author wrote down beforehand (`NAME.jsonl` beside `NAME.toml`): one test for each file.
//!
//! `LUYTRE_BLESS=1` writes what came out instead; the difference in version control is then what has to be judged.
//! Absent: the agent, the machine's clock and its sessions; `homepc.rs` has those.

use libtest_mimic::{Arguments, Failed, Trial};
use luytre_simulate::Scenario;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Fewer than this were lost on the way here.
const AT_LEAST: usize = 100;

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let stories = names(&folder, "toml");
    let mut trials: Vec<Trial> = stories
        .iter()
        .map(|name| {
            let (folder, name) = (folder.clone(), name.clone());
            Trial::test(name.clone(), move || {
                compare(&folder, &name).map_err(Failed::from)
            })
        })
        .collect();
    let expected = names(&folder, "jsonl");
    trials.push(Trial::test("no_story_is_lost", move || {
        no_story_is_lost(&stories, &expected).map_err(Failed::from)
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn names(folder: &Path, extension: &str) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeSet::new();
    };
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

fn no_story_is_lost(stories: &BTreeSet<String>, expected: &BTreeSet<String>) -> Result<(), String> {
    if stories.len() < AT_LEAST {
        return Err(format!(
            "only {} scenario files, at least {AT_LEAST} are kept",
            stories.len()
        ));
    }
    let alone: Vec<&String> = stories.symmetric_difference(expected).collect();
    if alone.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "without a .toml or a .jsonl beside them: {alone:?}"
        ))
    }
}

fn compare(folder: &Path, name: &str) -> Result<(), String> {
    let story: PathBuf = folder.join(format!("{name}.toml"));
    let answer = folder.join(format!("{name}.jsonl"));
    let scenario = Scenario::read(&story).map_err(|problem| problem.to_string())?;
    let mut got = Vec::new();
    luytre_simulate::run(&scenario, &mut |line| got.push(line.json(&scenario.zone)));
    if std::env::var_os("LUYTRE_BLESS").is_some_and(|value| value == "1") {
        let text: String = got.iter().map(|line| format!("{line}\n")).collect();
        return fs::write(&answer, text).map_err(|error| format!("{}: {error}", answer.display()));
    }
    let text =
        fs::read_to_string(&answer).map_err(|error| format!("{}: {error}", answer.display()))?;
    let expected: Vec<&str> = text.lines().collect();
    let parsed = |lines: &[&str]| -> Result<Vec<Value>, String> {
        lines
            .iter()
            .map(|line| serde_json::from_str(line).map_err(|error| format!("{error}: {line}")))
            .collect()
    };
    let got: Vec<&str> = got.iter().map(String::as_str).collect();
    if parsed(&expected)? == parsed(&got)? {
        Ok(())
    } else {
        Err(difference(&expected, &got))
    }
}

/// Both lists as one, lines that only one of them has marked with `-` (expected) and `+` (came out).
fn difference(expected: &[&str], got: &[&str]) -> String {
    // Longest common part of every pair of tails; the lists are short.
    let mut common = vec![vec![0_usize; got.len() + 1]; expected.len() + 1];
    for (i, left) in expected.iter().enumerate().rev() {
        for (j, right) in got.iter().enumerate().rev() {
            common[i][j] = if left == right {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut text = String::from("expected (-) and what came out (+):\n");
    let (mut i, mut j) = (0, 0);
    while i < expected.len() || j < got.len() {
        let (mark, line) = if i < expected.len() && j < got.len() && expected[i] == got[j] {
            (i, j) = (i + 1, j + 1);
            (' ', expected[i - 1])
        } else if j == got.len() || (i < expected.len() && common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
            ('-', expected[i - 1])
        } else {
            j += 1;
            ('+', got[j - 1])
        };
        let _ = writeln!(text, "{mark} {line}");
    }
    text
}
