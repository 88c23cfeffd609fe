//! Problems with their place in the file, and the bounded list that collects them.

use super::arg::Arg;
use super::code::ProblemCode;
use super::place::Lines;
use std::collections::BTreeMap;
use std::fmt;

/// One thing that is wrong with a household file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: u32,
    /// Character within the line, from 1.
    pub column: u32,
    /// What is wrong.
    pub code: ProblemCode,
    /// Where in the household, like `child[0].screen.daily.weekdays`; lists count from 0. Empty for the file as a whole.
    pub path: String,
}

impl Problem {
    /// The Fluent message that describes this problem; see [`ProblemCode::message_id`].
    #[must_use]
    pub fn message_id(&self) -> &'static str {
        self.code.message_id()
    }

    /// Arguments of the text: those of the code, and `line`, `column` and `path`. Where the code has a `suggestion`,
    /// `suggested` says `yes` or `no`, since a text cannot select on an empty one.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        let mut args = self.code.args();
        let suggestion = args.iter().find(|(name, _)| *name == "suggestion");
        if let Some(empty) = suggestion.map(|(_, arg)| *arg == Arg::Text(String::new())) {
            let suggested = if empty { "no" } else { "yes" };
            args.push(("suggested", Arg::Text(suggested.to_owned())));
        }
        args.push(("line", Arg::Number(i64::from(self.line))));
        args.push(("column", Arg::Number(i64::from(self.column))));
        args.push(("path", Arg::Text(self.path.clone())));
        args
    }
}

/// For logs; people get the localised text.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line,
            self.column,
            self.message_id()
        )?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a household file, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// The first problems, at most [`Problems::MAX`]; never empty.
    pub list: Vec<Problem>,
    /// How many more there are.
    pub more: u32,
}

impl Problems {
    /// The most problems that are listed.
    pub const MAX: usize = 100;
}

/// For logs; people get the localised texts.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{problem}")?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Collects problems in any order and keeps the first ones of the file, so that memory stays bounded whatever the file holds.
#[derive(Debug, Default)]
pub(super) struct Collector {
    kept: BTreeMap<(usize, u32), (ProblemCode, String)>,
    total: u32,
}

impl Collector {
    /// Notes a problem at a byte of the file. `path` is only asked for if the problem is kept.
    pub(super) fn add(&mut self, offset: usize, code: ProblemCode, path: impl FnOnce() -> String) {
        let key = (offset, self.total);
        self.total = self.total.saturating_add(1);
        if self.kept.len() >= Problems::MAX {
            let last = self.kept.last_key_value().map(|(last, _)| *last);
            if last.is_some_and(|last| last < key) {
                return;
            }
            self.kept.pop_last();
        }
        self.kept.insert(key, (code, path()));
    }

    /// The collected problems; `None` if there are none.
    pub(super) fn finish(self, lines: &Lines<'_>) -> Option<Problems> {
        let place = |((offset, _), (code, path))| {
            let (line, column) = lines.place(offset);
            Problem {
                line,
                column,
                code,
                path,
            }
        };
        let list: Vec<Problem> = self.kept.into_iter().map(place).collect();
        let listed = u32::try_from(list.len()).unwrap_or(u32::MAX);
        (!list.is_empty()).then_some(Problems {
            list,
            more: self.total.saturating_sub(listed),
        })
    }
}
