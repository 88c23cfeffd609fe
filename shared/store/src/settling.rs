//! A day is over: what the ledger holds of it becomes a summary, and what was kept long enough goes.

use crate::calendar::{Calendar, kept_from};
use crate::day_key::DayKey;
use crate::error::Trouble;
use crate::head::Head;
use crate::history::{DAYS_ARE_KEPT_WEEKS, Entry, Pruned, Recording, Settle, WEEKS_ARE_KEPT_WEEKS};
use crate::keys::Keys;
use crate::linked::relink;
use crate::notes::{self, Note};
use crate::records::RecordRow;
use crate::rows::{self, Book, HistoryRow};
use crate::secret::to_json;
use crate::{records, waiting};
use jiff::ToSpan;
use jiff::civil::Date;
use luytre_core::summary::DaySummary;
use rusqlite::Connection;

/// Settles days inside a transaction; gives the newest of their dates. The caller writes the head, and keeps `key` only
/// if the transaction is committed.
pub(crate) fn settle(
    db: &Connection,
    keys: &Keys,
    head: &mut Head,
    key: &mut Option<DayKey>,
    settles: &[Settle],
) -> Result<Option<Date>, Trouble> {
    let mut sealing = Sealing::begin(db, keys, head)?;
    let mut newest = None;
    for settle in settles {
        let day = &settle.day;
        newest = newest.max(Some(day.totals.day));
        let records = records::take_day(db, keys, day)?;
        match settle.recording {
            Recording::Drop => continue,
            Recording::Keep => {}
        }
        let summary = Entry::Day(Box::new(DaySummary::of(day, &records)));
        sealing.keep(db, keys, head, key.as_mut(), &summary)?;
        if let Some(week) = &day.week {
            let week = Entry::Week(Box::new(week.clone()));
            sealing.keep(db, keys, head, key.as_mut(), &week)?;
        }
    }
    relink::<RecordRow>(db, keys, &mut head.records)?;
    sealing.end(db, keys, head)?;
    Ok(newest)
}

/// Rows being sealed in one transaction.
pub(crate) struct Sealing {
    calendar: Calendar,
    changed: bool,
}

impl Sealing {
    pub(crate) fn begin(db: &Connection, keys: &Keys, head: &Head) -> Result<Self, Trouble> {
        Ok(Self {
            calendar: notes::read(db, keys, head, Note::Calendar)?,
            changed: false,
        })
    }

    /// With no dates noted: for a chain that begins anew.
    pub(crate) fn anew() -> Self {
        Self {
            calendar: Calendar::default(),
            changed: true,
        }
    }

    /// Seals an entry; without a key it waits.
    pub(crate) fn keep(
        &mut self,
        db: &Connection,
        keys: &Keys,
        head: &mut Head,
        key: Option<&mut DayKey>,
        entry: &Entry,
    ) -> Result<(), Trouble> {
        let shorter = shortened(entry)?;
        let entry = shorter.as_ref().unwrap_or(entry);
        match key {
            Some(key) => {
                let row = rows::append(db, keys, head, key, entry)?;
                self.calendar.note(closed_on(entry), row);
                self.changed = true;
                Ok(())
            }
            None => waiting::append(db, keys, &mut head.waiting, entry),
        }
    }

    pub(crate) fn end(self, db: &Connection, keys: &Keys, head: &mut Head) -> Result<(), Trouble> {
        if self.changed {
            notes::write(db, keys, head, Note::Calendar, &self.calendar)?;
        }
        Ok(())
    }
}

/// The date on which an entry was complete.
pub(crate) fn closed_on(entry: &Entry) -> Date {
    match entry {
        Entry::Day(day) => day.day,
        Entry::Week(week) => week.week.saturating_add(6.days()),
    }
}

/// A day with more events than a row may hold keeps its numbers, and not its events: nothing may keep a day from being
/// settled.
fn shortened(entry: &Entry) -> Result<Option<Entry>, Trouble> {
    const LARGEST: usize = 256 * 1024;
    match entry {
        Entry::Day(day) if to_json("a day of the history", entry)?.len() > LARGEST => {
            tracing::warn!("a day has more events than can be kept; its numbers are");
            let mut day = day.clone();
            day.events.clear();
            day.programs.clear();
            day.stopped.clear();
            Ok(Some(Entry::Day(day)))
        }
        Entry::Day(_) | Entry::Week(_) => Ok(None),
    }
}

/// Lets go what was kept long enough, inside a transaction. The caller writes the head. Doing it again changes nothing.
pub(crate) fn retain(
    db: &Connection,
    keys: &Keys,
    head: &mut Head,
    today: Date,
) -> Result<Pruned, Trouble> {
    let days_from = kept_from(today, DAYS_ARE_KEPT_WEEKS);
    let weeks_from = kept_from(today, WEEKS_ARE_KEPT_WEEKS);
    let mut pruned = Pruned {
        records: records::prune(db, keys, &mut head.records, days_from)?,
        waiting: waiting::remove(db, keys, &mut head.waiting, |entry| {
            entry.date()
                < match entry {
                    Entry::Day(_) => days_from,
                    Entry::Week(_) => weeks_from,
                }
        })?,
        sealed: 0,
    };
    let mut calendar: Calendar = notes::read(db, keys, head, Note::Calendar)?;
    for (book, from) in [(Book::Days, days_from), (Book::Weeks, weeks_from)] {
        let before = calendar.before(from, head.ends.next);
        let gone = db.execute(
            "DELETE FROM history WHERE book = ?1 AND id < ?2",
            (book.number(), before),
        )?;
        pruned.sealed += u64::try_from(gone).unwrap_or(u64::MAX);
        if gone > 0 {
            head.ends.first[book.at()] = rows::first(db, book)?;
        }
    }
    if pruned.sealed > 0 {
        relink::<HistoryRow>(db, keys, &mut head.history)?;
        calendar.forget_before(weeks_from);
        notes::write(db, keys, head, Note::Calendar, &calendar)?;
    }
    let first_day = head.ends.first[Book::Days.at()];
    if head.more.days_lost > 0 && (first_day == 0 || first_day > head.more.days_lost) {
        head.more.days_lost = 0;
    }
    Ok(pruned)
}
