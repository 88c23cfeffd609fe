//! What a rebuilt store takes over of the history: everything. The machine key's chain tells which copy of a row is the
//! better one; the family's key tells in the end, when a parent unlocks.

use crate::backup::Backup;
use crate::book;
use crate::day_key::{self, MOST_STEPS};
use crate::error::Trouble;
use crate::files::Files;
use crate::head::{Ends, Head};
use crate::keys::Keys;
use crate::notes::{self, Note};
use crate::open::Beside;
use crate::rows::{self, Book, HistoryRow};
use crate::salvage::Old;
use crate::waiting;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Restores the book, the rows, the days that wait, and the notes: from the broken database first, and what is missing
/// from the newest backup that has it.
pub(crate) fn restore(
    db: &Connection,
    keys: &Keys,
    head: &mut Head,
    old: Option<&Old<'_>>,
    backups: &[Backup],
    files: &Files,
    beside: &Beside,
) -> Result<(), Trouble> {
    if let Some(old) = old {
        for entry in old.waiting() {
            waiting::append(db, keys, &mut head.waiting, &entry)?;
        }
    }
    let from = From { keys, old, backups };
    from.note::<crate::Tries>(db, head, Note::Tries)?;
    from.note::<Vec<crate::ConsentRecord>>(db, head, Note::Consents)?;
    from.note::<crate::calendar::Calendar>(db, head, Note::Calendar)?;

    let books = old
        .and_then(Old::access)
        .into_iter()
        .chain(book::read_copy(files, keys))
        .chain(
            backups
                .iter()
                .filter_map(|backup| book::read_any(&backup.db, keys)),
        );
    let Some(book) = book::newest(books) else {
        return Ok(());
    };
    let era = book.kept.book.era();
    book::write(db, keys, head, &book.kept.book)?;

    let old_head = old.and_then(Old::head).filter(|head| head.ends.era == era);
    let heads: Vec<Head> = old_head
        .into_iter()
        .chain(backups.iter().filter_map(|backup| backup.head))
        .filter(|head| head.ends.era == era)
        .collect();
    let first = heads
        .first()
        .map_or([Ends::UNKNOWN; 2], |head| head.ends.first);
    let rows = from.rows(era, first);

    let marked = beside.marker.as_ref().map(|marker| marker.seen);
    let marked = marked.filter(|seen| seen.era == era).map(|seen| seen.next);
    let key = day_key::read(&files.day_key, keys)
        .filter(|key| key.era == era)
        .map(|key| key.row);
    let next = heads
        .iter()
        .map(|head| head.ends.next)
        .chain(rows.keys().last().map(|last| last + 1))
        .chain(marked)
        .chain(key)
        .filter(|next| (1..=MOST_STEPS).contains(next))
        .max()
        .unwrap_or(1);
    head.ends = Ends {
        era,
        next,
        first,
        ..Ends::default()
    };
    let (mut expected, mut whole) = (None, true);
    let unvouched = rows.values().filter(|(_, vouched)| !vouched).count();
    // With the head gone nothing tells what came before the first row, which is no sign that it was changed.
    whole &= unvouched <= usize::from(old_head.is_none());
    let count = rows.len();
    for (id, (row, _)) in rows {
        whole &= expected.is_none_or(|expected| expected == id);
        if let Some(book) = Book::of_number(row.book) {
            head.ends.hash[book.at()] = row.hash();
            if book == Book::Days || expected.is_some() {
                expected = Some(id + 1);
            }
        }
        rows::insert(db, keys, &mut head.history, row)?;
    }
    // What was cut off shows by the rows that follow, but not if nothing is left that they would follow.
    let cut_off = match expected {
        Some(expected) => expected < next,
        None => next > 1 && first[Book::Days.at()] != 0,
    };
    whole &= !cut_off;
    whole &= old_head.is_none_or(|head| usize::try_from(head.history.count) == Ok(count));
    head.more.noticed = !whole || heads.iter().any(|head| head.more.noticed);
    head.more.days_lost = heads.first().map_or(0, |head| head.more.days_lost);
    if cut_off {
        head.more.days_lost = next;
    }
    head.more.erasing = old_head.is_some_and(|head| head.more.erasing);
    Ok(())
}

/// Where things are taken from.
struct From<'a> {
    keys: &'a Keys,
    old: Option<&'a Old<'a>>,
    /// Newest first.
    backups: &'a [Backup],
}

impl From<'_> {
    /// The best copy of every row, and whether the machine key vouches for it.
    fn rows(&self, era: u32, first: [i64; 2]) -> BTreeMap<i64, (HistoryRow, bool)> {
        let mut rows: BTreeMap<i64, (HistoryRow, bool)> = BTreeMap::new();
        let mut offer = |row: HistoryRow, vouched: bool| {
            let Some(book) = Book::of_number(row.book) else {
                return;
            };
            // What was let go after the backup was made does not come back.
            if !(1..=MOST_STEPS).contains(&row.id) || row.id < first[book.at()] {
                return;
            }
            let better = rows.get(&row.id).is_none_or(|(_, had)| vouched && !had);
            if better {
                rows.insert(row.id, (row, vouched));
            }
        };
        if let Some(old) = self.old {
            for (row, vouched) in old.history() {
                offer(row, vouched);
            }
        }
        for backup in self.backups {
            // Without the key that sealed it, a backup cannot tell its era; one that was erased has no backups.
            if backup.head.is_some_and(|head| head.ends.era != era) {
                continue;
            }
            let whole = backup.history_is_whole(self.keys);
            let read = rows::each(&backup.db, |row| {
                offer(row, whole);
                Ok(())
            });
            if let Err(error) = read {
                tracing::warn!(?error, "a backup cannot be read to its end");
            }
        }
        rows
    }

    fn note<T: Serialize + DeserializeOwned>(
        &self,
        db: &Connection,
        head: &mut Head,
        note: Note,
    ) -> Result<(), Trouble> {
        let kept: Option<T> = self.old.and_then(|old| old.note(note)).or_else(|| {
            self.backups
                .iter()
                .find_map(|backup| notes::read_any(&backup.db, self.keys, note))
        });
        match kept {
            Some(kept) => notes::write(db, self.keys, head, note, &kept),
            None => Ok(()),
        }
    }
}
