//! Scores the field detector on sets of labelled fields: precision and recall for each kind, false alarms, by language, and the time it takes.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use luytre_guard::field::{Field, FieldKind, Prediction, predict};
use serde::Deserialize;

/// One labelled field.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) lang: String,
    pub(crate) tag: Option<String>,
    #[serde(rename = "type")]
    pub(crate) input_type: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) id_attr: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) placeholder: Option<String>,
    pub(crate) autocomplete: Option<String>,
    pub(crate) aria_label: Option<String>,
    pub(crate) expected: String,
}

impl Line {
    pub(crate) fn predict(&self) -> Prediction {
        predict(&Field {
            tag: self.tag.as_deref(),
            input_type: self.input_type.as_deref(),
            name: self.name.as_deref(),
            id_attr: self.id_attr.as_deref(),
            label: self.label.as_deref(),
            placeholder: self.placeholder.as_deref(),
            autocomplete: self.autocomplete.as_deref(),
            aria_label: self.aria_label.as_deref(),
        })
    }

    pub(crate) fn expected(&self) -> FieldKind {
        FieldKind::parse(&self.expected)
            .unwrap_or_else(|| panic!("{}: no such kind: {}", self.id, self.expected))
    }
}

/// Reads sets. Panics, with the line, on what is no labelled field.
pub(crate) fn read(files: &[PathBuf]) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in files {
        let text =
            std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for (i, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            lines.push(
                serde_json::from_str(line)
                    .unwrap_or_else(|e| panic!("{}:{}: {e}", file.display(), i + 1)),
            );
        }
    }
    lines
}

/// The sets beside the tests whose file name begins so, in order of name.
pub(crate) fn sets(prefix: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sets");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with(prefix) && name.ends_with(".jsonl"))
        })
        .collect();
    files.sort();
    files
}

/// Counts of one group of fields.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Count {
    pub(crate) right: u32,
    pub(crate) predicted: u32,
    pub(crate) expected: u32,
    pub(crate) clean: u32,
    pub(crate) alarms: u32,
}

impl Count {
    pub(crate) fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.predicted.max(1))
    }

    pub(crate) fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.expected.max(1))
    }

    /// False alarms in 1,000 fields that ask for nothing.
    pub(crate) fn alarms_per_1000(&self) -> f64 {
        f64::from(self.alarms) * 1000.0 / f64::from(self.clean.max(1))
    }
}

/// The scores of a set.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub(crate) all: Count,
    pub(crate) kinds: BTreeMap<FieldKind, Count>,
    pub(crate) languages: BTreeMap<String, Count>,
    pub(crate) time: Duration,
    pub(crate) fields: u32,
}

/// Scores lines; `wrong` is told of each line that is judged wrongly.
pub(crate) fn score(lines: &[Line], mut wrong: impl FnMut(&Line, &Prediction)) -> Score {
    let mut score = Score {
        fields: u32::try_from(lines.len()).expect("a set is small"),
        ..Score::default()
    };
    for line in lines {
        let began = Instant::now();
        let prediction = line.predict();
        score.time += began.elapsed();
        let (expected, predicted) = (line.expected(), prediction.kind);
        if expected != predicted {
            wrong(line, &prediction);
        }
        let language = score.languages.entry(line.lang.clone()).or_default();
        for count in [&mut score.all, language] {
            tally(count, expected, predicted);
        }
        if expected != FieldKind::None {
            let kind = score.kinds.entry(expected).or_default();
            kind.expected += 1;
            kind.right += u32::from(expected == predicted);
        }
        if predicted != FieldKind::None {
            score.kinds.entry(predicted).or_default().predicted += 1;
        }
    }
    score
}

fn tally(count: &mut Count, expected: FieldKind, predicted: FieldKind) {
    if expected == FieldKind::None {
        count.clean += 1;
        count.alarms += u32::from(predicted != FieldKind::None);
    } else {
        count.expected += 1;
        count.right += u32::from(expected == predicted);
    }
    count.predicted += u32::from(predicted != FieldKind::None);
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<18} {:>5} {:>6} {:>6} {:>7}",
            "kind", "n", "P", "R", "F1"
        )?;
        for (kind, count) in &self.kinds {
            let (p, r) = (count.precision(), count.recall());
            writeln!(
                f,
                "{:<18} {:>5} {p:>6.3} {r:>6.3} {:>7.3}",
                kind.as_str(),
                count.expected,
                2.0 * p * r / (p + r).max(1e-9)
            )?;
        }
        for (language, count) in &self.languages {
            writeln!(
                f,
                "{language:<18} {:>5} {:>6.3} {:>6.3}   false alarms {} of {} = {:.1} per 1,000",
                count.expected,
                count.precision(),
                count.recall(),
                count.alarms,
                count.clean,
                count.alarms_per_1000()
            )?;
        }
        let all = &self.all;
        writeln!(
            f,
            "{:<18} {:>5} {:>6.3} {:>6.3}   false alarms {} of {} = {:.1} per 1,000",
            "all",
            all.expected,
            all.precision(),
            all.recall(),
            all.alarms,
            all.clean,
            all.alarms_per_1000()
        )?;
        let micros = self.time.as_secs_f64() * 1e6 / f64::from(self.fields.max(1));
        write!(f, "{micros:.2} µs a field, {} fields", self.fields)
    }
}
