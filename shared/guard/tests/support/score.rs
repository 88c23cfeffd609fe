//! Scores the text detector on example sets: precision and recall by kind at span overlap 0.5, false alarms, time.
//!
//! Absent: judging single lines of held-out sets; [`Miss`] lists them only when asked.

use luytre_guard::{Guard, KINDS, Kind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// A message with what it gives away.
#[derive(Debug, Deserialize)]
pub struct Example {
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub lang: String,
    #[serde(default)]
    pub voice: String,
    pub labels: Vec<Label>,
}

/// One labelled span, in Unicode scalar values.
#[derive(Debug, Deserialize)]
pub struct Label {
    #[serde(rename = "type")]
    pub kind: String,
    pub start: usize,
    pub end: usize,
}

/// Right, wrong and missing findings.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub right: u32,
    pub wrong: u32,
    pub missed: u32,
    pub clean: u32,
    pub alarms: u32,
}

impl Tally {
    /// In thousandths; 1000 when nothing was found.
    pub fn precision(&self) -> u32 {
        permille(self.right, self.right + self.wrong)
    }

    /// In thousandths; 1000 when there was nothing to find.
    pub fn recall(&self) -> u32 {
        permille(self.right, self.right + self.missed)
    }

    /// Clean messages with a finding, of a thousand.
    pub fn alarms(&self) -> u32 {
        if self.clean == 0 {
            0
        } else {
            (self.alarms * 1000).div_ceil(self.clean)
        }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.clean += other.clean;
        self.alarms += other.alarms;
    }
}

fn permille(part: u32, whole: u32) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(1000)
}

/// What went wrong in one message.
#[derive(Debug)]
pub struct Miss {
    pub id: String,
    pub text: String,
    pub missed: Vec<String>,
    pub wrong: Vec<String>,
}

/// The sums of a run.
#[derive(Debug, Default)]
pub struct Report {
    pub all: Tally,
    pub by_kind: BTreeMap<Kind, Tally>,
    pub by_language: BTreeMap<String, Tally>,
    pub by_voice: BTreeMap<String, Tally>,
    pub messages: u32,
    pub scalars: usize,
    pub time: Duration,
    pub misses: Vec<Miss>,
}

/// Reads a set; a broken line is an error with its number.
pub fn read(path: &Path) -> Result<Vec<Example>, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| {
            serde_json::from_str(line)
                .map_err(|error| format!("{}:{}: {error}", path.display(), i + 1))
        })
        .collect()
}

fn overlaps(a: (usize, usize), b: (usize, usize)) -> bool {
    let common = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    let union = a.1.max(b.1) - a.0.min(b.0);
    common * 2 >= union && common > 0
}

/// Scores all examples.
pub fn score(guard: &Guard, examples: &[Example]) -> Report {
    let mut report = Report::default();
    // Time is taken apart from the counting, and after one warming round.
    for example in examples {
        std::hint::black_box(guard.text(&example.text, None));
    }
    let start = Instant::now();
    for example in examples {
        std::hint::black_box(guard.text(std::hint::black_box(&example.text), None));
    }
    report.time = start.elapsed();
    for example in examples {
        one(guard, example, &mut report);
    }
    report
}

fn one(guard: &Guard, example: &Example, report: &mut Report) {
    let found = guard.text(&example.text, None);
    let slice = |start: usize, end: usize| {
        example
            .text
            .chars()
            .skip(start)
            .take(end.saturating_sub(start))
            .collect::<String>()
    };
    let mut taken = vec![false; found.len()];
    let mut tally = Tally::default();
    let mut miss = Miss {
        id: example.id.clone(),
        text: example.text.clone(),
        missed: Vec::new(),
        wrong: Vec::new(),
    };
    for label in &example.labels {
        let hit = found.iter().enumerate().position(|(i, finding)| {
            !taken[i]
                && finding.kind.as_str() == label.kind
                && overlaps((finding.start, finding.end), (label.start, label.end))
        });
        let kind = Kind::from_name(&label.kind)
            .unwrap_or_else(|| panic!("{}: no such type {}", example.id, label.kind));
        let by_kind = report.by_kind.entry(kind).or_default();
        if let Some(i) = hit {
            taken[i] = true;
            tally.right += 1;
            by_kind.right += 1;
        } else {
            tally.missed += 1;
            by_kind.missed += 1;
            miss.missed
                .push(format!("{}={}", label.kind, slice(label.start, label.end)));
        }
    }
    for (finding, _) in found.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        tally.wrong += 1;
        let by_kind = report.by_kind.entry(finding.kind).or_default();
        by_kind.wrong += 1;
        by_kind.alarms += u32::from(example.labels.is_empty());
        miss.wrong.push(format!(
            "{}={}",
            finding.kind,
            slice(finding.start, finding.end)
        ));
    }
    if example.labels.is_empty() {
        tally.clean = 1;
        tally.alarms = u32::from(!found.is_empty());
    }
    report.all.add(tally);
    report
        .by_language
        .entry(example.lang.clone())
        .or_default()
        .add(tally);
    report
        .by_voice
        .entry(example.voice.clone())
        .or_default()
        .add(tally);
    report.messages += 1;
    report.scalars += example.text.chars().count();
    if !miss.missed.is_empty() || !miss.wrong.is_empty() {
        report.misses.push(miss);
    }
}

/// The report as a table.
pub fn table(report: &Report) -> String {
    let mut out = String::new();
    let mut row = |name: &str, tally: &Tally| {
        let _ = writeln!(
            out,
            "{name:<14} {:>5} {:>5} {:>6}  P 0.{:0>3} R 0.{:0>3}  {:>5} clean {:>4} alarms {:>4}/1000",
            tally.right,
            tally.wrong,
            tally.missed,
            tally.precision(),
            tally.recall(),
            tally.clean,
            tally.alarms,
            tally.alarms()
        );
    };
    for kind in KINDS {
        if let Some(tally) = report.by_kind.get(&kind) {
            row(kind.as_str(), tally);
        }
    }
    for (language, tally) in &report.by_language {
        row(&format!("lang {language}"), tally);
    }
    for (voice, tally) in &report.by_voice {
        row(&format!("voice {voice}"), tally);
    }
    row("all", &report.all);
    let nanos = report.time.as_nanos() / u128::from(report.messages.max(1));
    let _ = writeln!(
        out,
        "{} messages, {} characters, {}.{:03} µs a message",
        report.messages,
        report.scalars,
        nanos / 1000,
        nanos % 1000
    );
    out.replace("0.1000", "1.000")
}
