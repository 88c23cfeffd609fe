//! Reading the history with the family's key: everything that opens, and everything that does not fit.

use crate::day_key::DayKey;
use crate::error::Trouble;
use crate::head::{Ends, Head};
use crate::history::{Entry, History, HistoryProblem};
use crate::rows::{self, Book, HistoryRow, Opened};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Rows that are looked at, at most: some forty times what a family of four has.
const MOST_ROWS: usize = 50_000;

/// What a walk over all rows found.
#[derive(Default)]
pub(crate) struct Walk {
    /// The first row of each book that should still be there, as far as anything tells.
    pub(crate) first: [i64; 2],
    pub(crate) problems: Vec<HistoryProblem>,
}

/// Opens every row under the keys of this chain, and gives each entry, in the order of rows. `root` is the chain's root.
pub(crate) fn walk(
    db: &Connection,
    head: &Head,
    root: DayKey,
    mut take: impl FnMut(i64, Entry),
) -> Result<Walk, Trouble> {
    let Ends { era, next, .. } = head.ends;
    let mut walker = Walker {
        key: root.clone(),
        root,
        next,
        walk: Walk::default(),
        ends: BTreeMap::new(),
        firsts: [0; 2],
        seen: [0; 2],
        expected: None,
    };
    let mut looked_at = 0;
    rows::each(db, |row| {
        looked_at += 1;
        if looked_at <= MOST_ROWS {
            let opened = walker.open(&row, era);
            walker.compare(&row, opened.is_some());
            if let Some(opened) = opened {
                walker.firsts = opened.firsts();
                match opened.entry() {
                    Some(entry) => take(row.id, entry),
                    // Sealed by us, and of a shape that is not known here: written by a newer version.
                    None => walker.problem(HistoryProblem::Changed { row: row.id }),
                }
            }
        }
        Ok(())
    })?;
    if looked_at > MOST_ROWS {
        walker.problem(HistoryProblem::Changed {
            row: i64::try_from(MOST_ROWS).unwrap_or(i64::MAX),
        });
    }
    Ok(walker.end(head))
}

struct Walker {
    root: DayKey,
    /// Of the last row that was opened.
    key: DayKey,
    next: i64,
    walk: Walk,
    /// Of each book: the running hash after the last row, and whether that row opened.
    ends: BTreeMap<usize, ([u8; 32], bool)>,
    /// As the newest row tells them.
    firsts: [i64; 2],
    /// The first rows that are there.
    seen: [i64; 2],
    /// The number of the row that must come now; `None` before the first day.
    expected: Option<i64>,
}

impl Walker {
    fn open(&mut self, row: &HistoryRow, era: u32) -> Option<Opened> {
        Book::of_number(row.book)?;
        if !(1..self.next).contains(&row.id) {
            return None;
        }
        if row.id < self.key.row {
            self.key = self.root.clone();
        }
        self.key.step_to(row.id)?;
        row.open(era, &self.key.sealer())
    }

    /// Holds the row against those before it.
    fn compare(&mut self, row: &HistoryRow, opened: bool) {
        if !opened {
            self.problem(HistoryProblem::Changed { row: row.id });
        }
        let gap = self.expected.is_some_and(|expected| row.id > expected);
        let Some(book) = Book::of_number(row.book) else {
            // It stands in the place of one that should be there, which is told already.
            self.expected = self.expected.map(|_| row.id + 1);
            return;
        };
        let before = self.ends.get(&book.at());
        let breaks =
            opened && before.is_some_and(|(hash, opened)| *opened && row.link.as_slice() != hash);
        if gap || breaks {
            self.problem(HistoryProblem::Missing { before: row.id });
        }
        self.ends.insert(book.at(), (row.hash(), opened));
        if self.seen[book.at()] == 0 {
            self.seen[book.at()] = row.id;
        }
        if self.expected.is_some() || book == Book::Days {
            self.expected = Some(row.id.saturating_add(1));
        }
    }

    fn end(mut self, head: &Head) -> Walk {
        for book in Book::ALL {
            let at = book.at();
            let told = match head.ends.first[at] {
                Ends::UNKNOWN => self.firsts[at],
                first => first,
            };
            self.walk.first[at] = told.max(0);
            // The head knows how each book ends; one that was lost has taken the ends that it found.
            if let Some((hash, true)) = self.ends.get(&at)
                && *hash != head.ends.hash[at]
            {
                self.problem(HistoryProblem::CutOff);
            }
            if told > 0 && self.seen[at] != told {
                self.problem(match self.seen[at] {
                    0 => HistoryProblem::CutOff,
                    seen => HistoryProblem::Missing { before: seen },
                });
            }
        }
        if self.expected.is_some_and(|expected| expected < self.next) {
            self.problem(HistoryProblem::CutOff);
        }
        if head.more.days_lost > 0 {
            self.problem(HistoryProblem::Lost);
        }
        self.walk
    }

    fn problem(&mut self, problem: HistoryProblem) {
        let problems = &mut self.walk.problems;
        if problems.len() < History::MOST_PROBLEMS && !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}
