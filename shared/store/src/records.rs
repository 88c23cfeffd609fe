//! The ledger: one row a record, sealed, appended, never edited.

use crate::damage::Table;
use crate::error::{Error, Trouble};
use crate::facts::{Batch, Kind, Page, RecordFilter, RowId};
use crate::head::Chain;
use crate::keys::{Keys, Mac};
use crate::linked::{Linked, cut_front};
use crate::seal::{Place, Tag};
use crate::secret::to_json;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use luytre_core::id::ChildId;
use luytre_core::record::Record;
use luytre_core::summary::SettledDay;
use luytre_core::time::WallTime;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use zeroize::Zeroizing;

/// Days that are looked up by their tags; a longer range is walked through.
const MAX_TAGS: usize = 100;

/// A row as it lies in the table.
pub(crate) struct RecordRow {
    pub(crate) id: i64,
    kind: i64,
    day: Vec<u8>,
    owner: Vec<u8>,
    sealed: Vec<u8>,
    mac: Vec<u8>,
}

impl Linked for RecordRow {
    const TABLE: Table = Table::Records;
    const COLUMNS: &str = "id, kind, day, owner, sealed, mac";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            day: row.get(2)?,
            owner: row.get(3)?,
            sealed: row.get(4)?,
            mac: row.get(5)?,
        })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn mac(&self) -> &[u8] {
        &self.mac
    }

    fn link(&self, keys: &Keys, before: &Mac) -> Mac {
        let parts: [&[u8]; 4] = [
            &self.kind.to_be_bytes(),
            &self.day,
            &self.owner,
            &self.sealed,
        ];
        keys.link(Table::Records.as_str(), before, self.id, &parts)
    }
}

impl RecordRow {
    /// The sealed content, if it is genuine.
    pub(crate) fn open(&self, keys: &Keys) -> Option<Zeroizing<Vec<u8>>> {
        let (day, owner): (Tag, Tag) = (
            self.day.as_slice().try_into().ok()?,
            self.owner.as_slice().try_into().ok()?,
        );
        let place = Place {
            table: Table::Records.as_str(),
            row: self.id,
            kind: self.kind,
            owner: Some(&owner),
            day: Some(&day),
        };
        keys.records.open(&place, &self.sealed).ok()
    }

    /// The record, if it is genuine and of a shape known here.
    pub(crate) fn record(&self, keys: &Keys) -> Option<Record> {
        serde_json::from_slice(&self.open(keys)?).ok()
    }
}

/// The child a record is about, if it is about one.
pub(crate) fn child_of(record: &Record) -> Option<&ChildId> {
    match record {
        Record::Usage(usage) => Some(&usage.child),
        Record::Grant(grant) => Some(&grant.child),
        Record::Audit(audit) => audit.child.as_ref(),
        Record::DayClosed(totals) => Some(&totals.child),
    }
}

/// The day a record is filed under.
pub(crate) fn day_of(record: &Record) -> Date {
    match record {
        Record::Usage(usage) => usage.day,
        Record::Grant(grant) => grant.day,
        Record::Audit(audit) => utc_date(audit.at),
        Record::DayClosed(totals) => totals.day,
    }
}

/// The UTC date of an instant; an instant beyond the calendar gets its nearest end.
pub(crate) fn utc_date(at: WallTime) -> Date {
    let nearest = if at.0 < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_millisecond(at.0)
        .unwrap_or(nearest)
        .to_zoned(TimeZone::UTC)
        .date()
}

/// Appends one record. The caller holds a transaction and writes the head.
pub(crate) fn append(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
    record: &Record,
) -> Result<(), Trouble> {
    let plain = to_json("a record", record)?;
    if plain.len() > Batch::MAX_RECORD {
        return Err(Error::TooLarge {
            what: "a record",
            size: plain.len(),
            limit: Batch::MAX_RECORD,
        }
        .into());
    }
    let (day, owner) = (
        keys.day_tag(day_of(record)),
        keys.owner_tag(child_of(record), day_of(record)),
    );
    let (id, kind) = (chain.last + 1, Kind::of(record).number());
    let place = Place {
        table: Table::Records.as_str(),
        row: id,
        kind,
        owner: Some(&owner),
        day: Some(&day),
    };
    let sealed = keys.records.seal(&place, &plain)?;
    let mut row = RecordRow {
        id,
        kind,
        day: day.to_vec(),
        owner: owner.to_vec(),
        sealed,
        mac: Vec::new(),
    };
    let mac = row.link(keys, &chain.mac);
    row.mac = mac.to_vec();
    db.prepare_cached(
        "INSERT INTO records (id, kind, day, owner, sealed, mac) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        row.id, row.kind, row.day, row.owner, row.sealed, row.mac
    ])?;
    chain.push(id, mac);
    Ok(())
}

/// One page of records.
pub(crate) fn page(db: &Connection, keys: &Keys, filter: &RecordFilter) -> Result<Page, Trouble> {
    let limit = filter.limit.clamp(1, RecordFilter::MAX_LIMIT);
    let mut page = Page::default();
    let mut looked_at = 0;
    let mut look = |row: &RecordRow| {
        looked_at += 1;
        match row.record(keys) {
            Some(record) if matches(&record, filter) => page.records.push((RowId(row.id), record)),
            Some(_) => {}
            // Whether it belongs to what was asked for cannot be told any more; its day and kind were asked for in SQL.
            None => page.unreadable.push(RowId(row.id)),
        }
        let full = page.records.len() + page.unreadable.len() >= limit
            || looked_at >= RecordFilter::MAX_LOOKED_AT;
        if full {
            page.next = Some(RowId(row.id));
        }
        full
    };
    let before = filter.before.map_or(i64::MAX, |row| row.0);
    if let Some(tags) = tags(keys, filter) {
        // Numbers first: sorting whole rows would hold them all in memory.
        let one = "SELECT id, kind, day, owner, sealed, mac FROM records WHERE id = ?1";
        let mut one = db.prepare_cached(one)?;
        for id in tagged(db, filter, &tags, before)? {
            if let Some(row) = one.query_row([id], RecordRow::read).optional()?
                && look(&row)
            {
                break;
            }
        }
    } else {
        let sql = format!(
            "SELECT {} FROM records WHERE id < ?1 AND {} ORDER BY id DESC",
            RecordRow::COLUMNS,
            kinds(filter)
        );
        let mut statement = db.prepare(&sql)?;
        let mut rows = statement.query([before])?;
        while let Some(row) = rows.next()? {
            if look(&RecordRow::read(row)?) {
                break;
            }
        }
    }
    Ok(page)
}

/// The tags of the days asked for, if they are few enough.
fn tags(keys: &Keys, filter: &RecordFilter) -> Option<Vec<(Tag, Option<Tag>)>> {
    let days = filter.days.as_ref()?;
    let mut tags = Vec::new();
    let mut day = *days.start();
    while day <= *days.end() {
        if tags.len() == MAX_TAGS {
            return None;
        }
        let owner = filter
            .child
            .as_ref()
            .map(|child| keys.owner_tag(Some(child), day));
        tags.push((keys.day_tag(day), owner));
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    Some(tags)
}

/// Numbers of the rows with these tags, newest first.
fn tagged(
    db: &Connection,
    filter: &RecordFilter,
    tags: &[(Tag, Option<Tag>)],
    before: i64,
) -> Result<Vec<i64>, Trouble> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let list = |count: usize| vec!["?"; count].join(", ");
    let owners: Vec<&Tag> = tags
        .iter()
        .filter_map(|(_, owner)| owner.as_ref())
        .collect();
    let of_child = if owners.is_empty() {
        "TRUE".to_owned()
    } else {
        format!("owner IN ({})", list(owners.len()))
    };
    let sql = format!(
        "SELECT id FROM records WHERE day IN ({}) AND {of_child} AND {} AND id < {before} ORDER BY id DESC LIMIT {}",
        list(tags.len()),
        kinds(filter),
        RecordFilter::MAX_LOOKED_AT,
    );
    let values = tags
        .iter()
        .map(|(day, _)| day.as_slice())
        .chain(owners.iter().map(|tag| tag.as_slice()));
    let mut statement = db.prepare(&sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The condition on kinds; numbers of our own, so nothing to escape.
fn kinds(filter: &RecordFilter) -> String {
    if filter.kinds.is_empty() {
        return "TRUE".to_owned();
    }
    let numbers: Vec<String> = filter
        .kinds
        .iter()
        .map(|kind| kind.number().to_string())
        .collect();
    format!("kind IN ({})", numbers.join(", "))
}

/// What SQL could not see.
fn matches(record: &Record, filter: &RecordFilter) -> bool {
    let touches = |from: WallTime, to: WallTime| {
        filter
            .between
            .as_ref()
            .is_none_or(|between| from < between.end && to >= between.start)
    };
    (filter.kinds.is_empty() || filter.kinds.contains(&Kind::of(record)))
        && filter
            .child
            .as_ref()
            .is_none_or(|child| child_of(record) == Some(child))
        && filter
            .days
            .as_ref()
            .is_none_or(|days| days.contains(&day_of(record)))
        && match record {
            Record::Usage(usage) => touches(usage.from, usage.to),
            Record::Grant(grant) => touches(grant.at, grant.at),
            Record::Audit(audit) => touches(audit.at, audit.at),
            Record::DayClosed(_) => true,
        }
}

/// Takes what the ledger holds of a settled day out of it. Rows of that day that cannot be read go as well. The caller
/// holds a transaction, links the chain anew ([`linked::relink`](crate::linked::relink)) and writes the head.
pub(crate) fn take_day(
    db: &Connection,
    keys: &Keys,
    settled: &SettledDay,
) -> Result<Vec<Record>, Trouble> {
    let (child, day) = (&settled.totals.child, settled.totals.day);
    // Audit entries lie under their UTC date; a day of 25 hours touches three of those at most.
    let mut dates = vec![day];
    let mut date = utc_date(settled.bounds.from);
    for _ in 0..3 {
        if date <= utc_date(settled.bounds.to) && !dates.contains(&date) {
            dates.push(date);
        }
        match date.tomorrow() {
            Ok(next) => date = next,
            Err(_) => break,
        }
    }
    let mut going: Vec<i64> = Vec::new();
    let mut taken: Vec<(i64, Record)> = Vec::new();
    for date in dates {
        let sql = format!(
            "SELECT {} FROM records WHERE day = ?1 AND owner = ?2",
            RecordRow::COLUMNS
        );
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query((keys.day_tag(date), keys.owner_tag(Some(child), date)))?;
        while let Some(row) = rows.next()? {
            let row = RecordRow::read(row)?;
            match row.record(keys) {
                Some(record) if is_of(&record, settled) => taken.push((row.id, record)),
                Some(_) => {}
                None if date == day && row.kind != Kind::Audit.number() => going.push(row.id),
                None => {}
            }
        }
    }
    taken.sort_by_key(|(id, _)| *id);
    let mut delete = db.prepare_cached("DELETE FROM records WHERE id = ?1")?;
    for id in going.iter().chain(taken.iter().map(|(id, _)| id)) {
        delete.execute([id])?;
    }
    Ok(taken.into_iter().map(|(_, record)| record).collect())
}

/// Whether a record belongs to a settled day.
fn is_of(record: &Record, settled: &SettledDay) -> bool {
    child_of(record) == Some(&settled.totals.child)
        && match record {
            Record::Usage(_) | Record::Grant(_) | Record::DayClosed(_) => {
                day_of(record) == settled.totals.day
            }
            Record::Audit(audit) => settled.bounds.contains(audit.at),
        }
}

/// Removes the oldest records up to the first of this date or later; rows on the way that cannot be read go as well.
/// The caller holds a transaction and writes the head.
pub(crate) fn prune(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
    kept_from: Date,
) -> Result<u64, Trouble> {
    let mut up_to = None;
    {
        let sql = format!("SELECT {} FROM records ORDER BY id", RecordRow::COLUMNS);
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let row = RecordRow::read(row)?;
            match row.record(keys) {
                Some(record) if day_of(&record) >= kept_from => break,
                Some(_) => up_to = Some(row.id),
                None => {}
            }
        }
    }
    match up_to {
        Some(up_to) => cut_front::<RecordRow>(db, chain, up_to),
        None => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_instant_has_a_utc_date_however_far_it_is() {
        assert_eq!(utc_date(WallTime(0)), date(1970, 1, 1));
        assert_eq!(utc_date(WallTime(-1)), date(1969, 12, 31));
        assert_eq!(utc_date(WallTime(i64::MAX)).year(), 9999);
        assert_eq!(utc_date(WallTime(i64::MIN)).year(), -9999);
    }
}
