//! The last moment at which the agent was counting, in a file of two blocks that is overwritten in place.
//!
//! Once a minute a commit to the database would be dear; this costs one sector and one `fdatasync`. The two slots take
//! turns, so that a write torn by a power cut spoils only itself. A slot is `counter (8) ‖ sealed`, always as long.

use crate::error::Error;
use crate::files::{self, Found};
use crate::keys::Keys;
use crate::seal::Place;
use luytre_core::time::Moment;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of a slot: one sector, so that most disks write it in one go.
const SLOT: usize = 512;
/// Bytes of a slot and of the file, as the file system counts.
const SLOT_AT: u64 = 512;
const FILE_LENGTH: u64 = 2 * SLOT_AT;
/// Plain bytes in a slot: what is left of it, in the steps in which sealing pads.
const PLAIN: usize = 6 * 64 + 60;

/// What a slot tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beat {
    /// Of the database when it was written.
    pub(crate) generation: u64,
    pub(crate) moment: Moment,
}

/// A slot where direct writing wants it in memory.
#[repr(align(512))]
struct Aligned([u8; SLOT]);

/// The file, opened by the first beat.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    path: PathBuf,
    file: Option<File>,
    counter: u64,
}

impl Heartbeat {
    /// Reads the newest whole slot.
    pub(crate) fn read(path: &Path, keys: &Keys) -> (Self, Option<Beat>) {
        let bytes = match files::read_small(path, FILE_LENGTH) {
            Found::Bytes(bytes) => bytes,
            Found::Missing => Vec::new(),
            Found::Broken(error) => {
                tracing::warn!(%error, "the heartbeat cannot be read");
                Vec::new()
            }
        };
        let newest = bytes
            .chunks_exact(SLOT)
            .filter_map(|slot| open(slot, keys))
            .max_by_key(|(counter, _)| *counter);
        let counter = newest.as_ref().map_or(0, |(counter, _)| *counter);
        (
            Self {
                path: path.to_owned(),
                file: None,
                counter,
            },
            newest.map(|(_, beat)| beat),
        )
    }

    /// Overwrites the older slot, and waits for the disk.
    pub(crate) fn beat(&mut self, keys: &Keys, beat: &Beat) -> Result<(), Error> {
        let counter = self.counter + 1;
        let slot = Aligned(seal(counter, beat, keys)?);
        let at = if counter.is_multiple_of(2) {
            0
        } else {
            SLOT_AT
        };
        // Kept only if all goes well: whatever is wrong with it, the next beat begins with a fresh look.
        let mut file = match self.file.take() {
            Some(file) => file,
            None => open_file(&self.path)?,
        };
        file.seek(SeekFrom::Start(at))
            .and_then(|_| file.write_all(&slot.0))
            .and_then(|()| file.sync_data())
            .map_err(|error| Error::io("write", &self.path, error))?;
        self.file = Some(file);
        self.counter = counter;
        Ok(())
    }
}

/// Opens the file for overwriting; one that is missing or of another length is made anew.
fn open_file(path: &Path) -> Result<File, Error> {
    let mut how = OpenOptions::new();
    let how = how.read(true).write(true);
    let is_ours = |file: &File| {
        file.metadata()
            .is_ok_and(|metadata| metadata.len() == FILE_LENGTH)
    };
    match files::open_existing(path, how) {
        Ok(file) if is_ours(&file) => {}
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::io("open", path, error));
        }
        Ok(_) | Err(_) => files::replace(path, &[0; 2 * SLOT])?,
    }
    // Past the page cache a beat is 512 bytes on the disk instead of a page. Where that does not work (some file
    // systems, disks with larger sectors), an ordinary write does.
    if let Some(file) = files::open_direct(path)
        && rewrite_works(&file)
    {
        return Ok(file);
    }
    files::open_existing(path, how).map_err(|error| Error::io("open", path, error))
}

/// Whether a sector of this file can be read and written as it is.
fn rewrite_works(mut file: &File) -> bool {
    let mut slot = Aligned([0; SLOT]);
    let read = file.rewind().and_then(|()| file.read_exact(&mut slot.0));
    read.and_then(|()| file.rewind())
        .and_then(|()| file.write_all(&slot.0))
        .is_ok()
}

fn place(counter: u64) -> Place<'static> {
    Place::plain("heartbeat", counter.cast_signed())
}

fn seal(counter: u64, beat: &Beat, keys: &Keys) -> Result<[u8; SLOT], Error> {
    let moment = serde_json::to_vec(&beat.moment).map_err(|source| Error::Encode {
        what: "the heartbeat",
        source,
    })?;
    let mut plain = beat.generation.to_be_bytes().to_vec();
    plain.extend(&moment);
    if plain.len() > PLAIN {
        return Err(Error::TooLarge {
            what: "the heartbeat",
            size: plain.len(),
            limit: PLAIN,
        });
    }
    // Blanks after JSON mean nothing, and make every beat as long as every other.
    plain.resize(PLAIN, b' ');
    let sealed = keys.heartbeat.seal(&place(counter), &plain)?;
    let mut slot = [0; SLOT];
    slot[..8].copy_from_slice(&counter.to_be_bytes());
    slot[8..8 + sealed.len()].copy_from_slice(&sealed);
    Ok(slot)
}

fn open(slot: &[u8], keys: &Keys) -> Option<(u64, Beat)> {
    let (counter, sealed) = slot.split_first_chunk()?;
    let counter = u64::from_be_bytes(*counter);
    let sealed = sealed.get(..SEALED)?;
    let plain = keys.heartbeat.open(&place(counter), sealed).ok()?;
    let (generation, moment) = plain.split_first_chunk()?;
    let moment = serde_json::from_slice(moment).ok()?;
    Some((
        counter,
        Beat {
            generation: u64::from_be_bytes(*generation),
            moment,
        },
    ))
}

/// Bytes of a sealed beat: nonce, length and plain text in whole blocks, tag.
const SEALED: usize = 12 + 4 + PLAIN + 16;
const _: () = assert!((4 + PLAIN).is_multiple_of(64) && 8 + SEALED <= SLOT);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use luytre_core::time::{BootTime, Span, WallTime};
    use std::fs;

    fn keys() -> Keys {
        Keys::derive(&Secret::new([1; 32]))
    }

    fn beat(at: i64) -> Beat {
        let moment = Moment {
            boot_id: "0e2c4f6a-8d1b-4c3e-9f70-123456789abc".into(),
            boot: BootTime(at),
            suspended: Span::ZERO,
            wall: WallTime(i64::MIN),
            synchronised: false,
        };
        Beat {
            generation: 7,
            moment,
        }
    }

    #[test]
    fn the_newest_beat_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("heartbeat");
        let (mut heartbeat, none) = Heartbeat::read(&path, &keys());
        assert_eq!(none, None);
        for at in 0..5 {
            heartbeat.beat(&keys(), &beat(at)).unwrap();
            let (again, read) = Heartbeat::read(&path, &keys());
            assert_eq!(read, Some(beat(at)));
            heartbeat = if at % 2 == 0 { again } else { heartbeat };
        }
        assert_eq!(fs::metadata(&path).unwrap().len(), 1024);
    }

    #[test]
    fn a_torn_beat_leaves_the_one_before() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("heartbeat");
        let (mut heartbeat, _) = Heartbeat::read(&path, &keys());
        heartbeat.beat(&keys(), &beat(1)).unwrap();
        let before = fs::read(&path).unwrap();
        heartbeat.beat(&keys(), &beat(2)).unwrap();
        let after = fs::read(&path).unwrap();
        let changed: Vec<usize> = (0..1024).filter(|at| before[*at] != after[*at]).collect();
        for torn_at in changed.iter().skip(1) {
            let mut torn = after.clone();
            torn[*torn_at..].copy_from_slice(&before[*torn_at..]);
            fs::write(&path, &torn).unwrap();
            let (_, read) = Heartbeat::read(&path, &keys());
            let whole = changed.iter().all(|at| torn[*at] == after[*at]);
            assert_eq!(
                read,
                Some(beat(if whole { 2 } else { 1 })),
                "torn at {torn_at}"
            );
        }
    }

    #[test]
    fn garbage_is_ignored_and_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("heartbeat");
        for garbage in [vec![], vec![0xFF; 3], vec![0xFF; 1024], vec![0; 100_000]] {
            fs::write(&path, &garbage).unwrap();
            let (mut heartbeat, read) = Heartbeat::read(&path, &keys());
            assert_eq!(read, None);
            heartbeat.beat(&keys(), &beat(3)).unwrap();
            assert_eq!(Heartbeat::read(&path, &keys()).1, Some(beat(3)));
        }
    }

    #[test]
    fn an_endless_boot_id_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let (mut heartbeat, _) = Heartbeat::read(&dir.path().join("heartbeat"), &keys());
        let mut long = beat(1);
        long.moment.boot_id = "x".repeat(1000).into();
        assert!(matches!(
            heartbeat.beat(&keys(), &long),
            Err(Error::TooLarge { .. })
        ));
    }
}
