//! Versions of the household: immutable, the row number is the version.

use crate::damage::{Damage, Table};
use crate::error::{Error, Trouble};
use crate::facts::{Batch, NewPolicy, PolicyEntry, PolicyInfo, PolicyVersion};
use crate::head::Chain;
use crate::keys::{Keys, Mac};
use crate::linked::Linked;
use crate::seal::Place;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A row as it lies in the table.
pub(crate) struct PolicyRow {
    pub(crate) id: i64,
    sealed: Vec<u8>,
    mac: Vec<u8>,
}

impl Linked for PolicyRow {
    const TABLE: Table = Table::Policies;
    const COLUMNS: &str = "id, sealed, mac";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            sealed: row.get(1)?,
            mac: row.get(2)?,
        })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn mac(&self) -> &[u8] {
        &self.mac
    }

    fn link(&self, keys: &Keys, before: &Mac) -> Mac {
        keys.link(Table::Policies.as_str(), before, self.id, &[&self.sealed])
    }
}

impl PolicyRow {
    /// The version, if it is genuine and of a shape known here.
    pub(crate) fn entry(&self, keys: &Keys) -> Option<PolicyEntry> {
        let version = PolicyVersion(u32::try_from(self.id).ok()?);
        let plain = keys
            .policies
            .open(
                &Place::plain(Table::Policies.as_str(), self.id),
                &self.sealed,
            )
            .ok()?;
        Some(PolicyEntry {
            version,
            policy: serde_json::from_slice(&plain).ok()?,
        })
    }
}

/// Appends a version under this number. The caller holds a transaction and writes the head.
pub(crate) fn append(
    db: &Connection,
    keys: &Keys,
    chain: &mut Chain,
    version: PolicyVersion,
    policy: &NewPolicy,
) -> Result<(), Trouble> {
    let size = policy.text.len() + policy.note.as_ref().map_or(0, String::len);
    if size > Batch::MAX_POLICY {
        return Err(Error::TooLarge {
            what: "the household",
            size,
            limit: Batch::MAX_POLICY,
        }
        .into());
    }
    // These go into the marker, which must stay readable in one go.
    let size = policy.accounts.len();
    if size > Batch::MAX_ACCOUNTS {
        return Err(Error::TooLarge {
            what: "the list of logins",
            size,
            limit: Batch::MAX_ACCOUNTS,
        }
        .into());
    }
    let size = policy
        .accounts
        .iter()
        .map(|account| account.as_str().len())
        .max()
        .unwrap_or(0);
    if size > Batch::MAX_ACCOUNT {
        return Err(Error::TooLarge {
            what: "a login",
            size,
            limit: Batch::MAX_ACCOUNT,
        }
        .into());
    }
    let plain = serde_json::to_vec(policy).map_err(|source| Error::Encode {
        what: "the household",
        source,
    })?;
    let id = i64::from(version.0);
    let sealed = keys
        .policies
        .seal(&Place::plain(Table::Policies.as_str(), id), &plain)?;
    let mut row = PolicyRow {
        id,
        sealed,
        mac: Vec::new(),
    };
    let mac = row.link(keys, &chain.mac);
    row.mac = mac.to_vec();
    db.prepare_cached("INSERT INTO policies (id, sealed, mac) VALUES (?1, ?2, ?3)")?
        .execute(params![row.id, row.sealed, row.mac])?;
    chain.push(id, mac);
    Ok(())
}

/// The number after this chain's last.
pub(crate) fn next_version(chain: &Chain) -> PolicyVersion {
    PolicyVersion(
        u32::try_from(chain.last + 1)
            .expect("a family does not change its rules four billion times"),
    )
}

/// The version in force.
pub(crate) fn latest(db: &Connection, keys: &Keys) -> Result<Option<PolicyEntry>, Trouble> {
    one(
        db,
        keys,
        "SELECT id, sealed, mac FROM policies ORDER BY id DESC LIMIT 1",
        &[],
    )
}

/// One version.
pub(crate) fn get(
    db: &Connection,
    keys: &Keys,
    version: PolicyVersion,
) -> Result<Option<PolicyEntry>, Trouble> {
    one(
        db,
        keys,
        "SELECT id, sealed, mac FROM policies WHERE id = ?1",
        &[i64::from(version.0)],
    )
}

fn one(
    db: &Connection,
    keys: &Keys,
    sql: &str,
    values: &[i64],
) -> Result<Option<PolicyEntry>, Trouble> {
    let row = db
        .prepare_cached(sql)?
        .query_row(rusqlite::params_from_iter(values), PolicyRow::read)
        .optional()?;
    row.map(|row| {
        let broken = Damage::NotGenuine {
            table: Table::Policies,
            row: Some(row.id),
        };
        row.entry(keys).ok_or(Trouble::Damage(broken))
    })
    .transpose()
}

/// The versions before this one, newest first, without their texts.
pub(crate) fn history(
    db: &Connection,
    keys: &Keys,
    before: Option<PolicyVersion>,
    limit: usize,
) -> Result<Vec<PolicyInfo>, Trouble> {
    let before = before.map_or(i64::MAX, |version| i64::from(version.0));
    let mut statement = db.prepare_cached(
        "SELECT id, sealed, mac FROM policies WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query([before, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        let row = PolicyRow::read(row)?;
        let number = u32::try_from(row.id).map_err(|_| Damage::NotGenuine {
            table: Table::Policies,
            row: Some(row.id),
        })?;
        let origin = row.entry(keys).map(|entry| entry.policy.origin());
        history.push(PolicyInfo {
            version: PolicyVersion(number),
            origin,
        });
    }
    Ok(history)
}
