//! Whoever gets at the agent on a later day, at all of its memory and all of its files, does not learn of the days before.
//!
//! An agent runs in a process of its own, with the allocator of the service, over some days; its first passphrase is set
//! there, too, so the keys to everything have once been in its memory. Then it is stopped, and every writable page is
//! searched together with every file.
#![expect(clippy::unwrap_used, reason = "helpers of tests may end a test")]
#![cfg(target_os = "linux")]

mod support;

use luytre_core::summary::DaySummary;
use luytre_core::time::Span;
use luytre_store::{HistoryFilter, Passphrase, Store};
use luytre_testkit::{AN, BINH};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf;
use std::alloc::System;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::Rig;
use support::family::{PASSPHRASE, day_after};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

/// Says where a process of its own keeps its store.
const PLACE: &str = "LUYTRE_TEST_AFTERWARDS";
/// Milliseconds of use of both children on the days before, odd enough to be found again.
const DAYS: [(i64, i64); 3] = [
    (1_834_567, 4_321_987),
    (2_517_391, 1_298_743),
    (1_173_911, 2_909_173),
];

/// The agent that is looked into. Without the variable it is no test of its own.
#[tokio::test]
async fn an_agent_that_is_looked_into() {
    let Some(place) = std::env::var_os(PLACE) else {
        return;
    };
    let (rig, _) = Rig::with_history_in(PathBuf::from(place)).await;
    for (day, (an, binh)) in (0..).zip(DAYS) {
        let used = use_computer(&rig, an, binh).await;
        rig.pass(Span::from_mins(8 * 60) - used).await;
        rig.pass(Span::from_mins(30)).await;
        rig.pass(Span::from_mins(15 * 60 + 30)).await;
        rig.until_settled(day_after(day)).await;
    }
    // On the day of the thief there was use, too: of that the agent has to know.
    use_computer(&rig, 754_321, 0).await;
    println!("ready");
    std::io::stdout().flush().unwrap();
    // Until the end of the other side.
    drop(std::io::stdin().read(&mut [0]));
}

async fn use_computer(rig: &Rig, an: i64, binh: i64) -> Span {
    for (session, who, used) in [("c2", AN, an), ("c3", BINH, binh)] {
        rig.world.login(session, who);
        rig.status_of_root().await;
        let game = rig.world.start(700, who, "/usr/games/mines");
        rig.pass(Span::from_millis(used)).await;
        rig.world.stop(game);
        rig.world.logout(session);
        rig.status_of_root().await;
    }
    Span::from_millis(an + binh)
}

#[test]
fn nothing_of_earlier_days_is_in_memory_or_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut agent = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "an_agent_that_is_looked_into", "--nocapture"])
        .env(PLACE, folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(agent.stdout.take().unwrap()).lines();
    assert!(
        said.any(|line| line.unwrap().contains("ready")),
        "the agent did not get there"
    );
    let stop = |signal: &str| {
        let status = Command::new("kill")
            .args([signal, &agent.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    };
    stop("-STOP");
    let memory = memory_of(agent.id());
    let copy = tempfile::tempdir().unwrap();
    let files = copy_files(folder.path(), copy.path());
    stop("-KILL");
    agent.wait().unwrap();
    println!(
        "looked through {} KiB of memory and {} files",
        memory.iter().map(Vec::len).sum::<usize>() / 1024,
        files.len()
    );
    let places: Vec<&[u8]> = memory.iter().chain(&files).map(Vec::as_slice).collect();
    let found = |bytes: &[u8]| !found_in(&places, &BTreeSet::from([bytes.to_vec()])).is_empty();

    // With the passphrase everything opens.
    let (store, _) = Store::open(
        &luytre_platform::paths::Paths::under(copy.path()).state_dir,
        &luytre_store::Options::default(),
    )
    .unwrap();
    let book = store.access().unwrap().unwrap();
    let passphrase = Passphrase::new(PASSPHRASE).unwrap();
    let key = book.open(&"me".into(), &passphrase).unwrap();
    let history = store.history(&key, &HistoryFilter::default()).unwrap();
    assert_eq!(history.problems, []);
    let of_an = |day: &&DaySummary| day.child.as_str() == "an";
    let screens: Vec<i64> = history
        .days
        .iter()
        .filter(of_an)
        .map(|day| day.screen.as_millis())
        .collect();
    assert_eq!(screens, DAYS.map(|(an, _)| an));

    // The keys as they are derived, all of the chain.
    let keys = Keys::by_passphrase(&serde_json::to_value(&book).unwrap());
    // One row of each child and day is sealed, and the present key waits for the next.
    let rows = history.days.len();
    let chain = keys.chain(rows + 4);
    let in_memory = found_in(&places, &chain.iter().map(|key| key.to_vec()).collect())
        .into_iter()
        .map(<[u8]>::to_vec)
        .collect::<BTreeSet<_>>();
    let present: Vec<usize> = (0..chain.len())
        .filter(|row| in_memory.contains(chain[*row].as_slice()))
        .collect();
    assert_eq!(
        present.len(),
        1,
        "the search finds the present key, and no other of the chain: {present:?}"
    );
    assert!(present[0] >= rows, "key {present:?} of {rows} rows");
    assert!(!found(&keys.family), "the family's key");
    let seals = chain[..present[0]]
        .iter()
        .map(|key| expand(key, b"luytre day seal").to_vec())
        .collect();
    assert!(
        found_in(&places, &seals).is_empty(),
        "the seal of an earlier row"
    );
    assert!(!found(PASSPHRASE.as_bytes()), "the passphrase");

    // And nothing of what was sealed lies about in clear. What the agent keeps of the week are sums.
    let mut pieces: BTreeSet<Vec<u8>> = BTreeSet::new();
    for day in &history.days {
        pieces.extend(telling_pieces(&serde_json::to_string(day).unwrap()));
    }
    assert!(pieces.len() > 100, "{}", pieces.len());
    let left: Vec<_> = found_in(&places, &pieces)
        .into_iter()
        .map(String::from_utf8_lossy)
        .collect();
    assert!(left.is_empty(), "{left:?}");
    // The search would find it: what the agent needs today, as the family's rules, is in its memory.
    assert!(found(b"carer_minutes = 30"), "the family's rules");
}

/// Pieces of 24 bytes with a whole number of at least five digits in them.
fn telling_pieces(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let bytes = text.as_bytes();
    bytes
        .windows(24)
        .filter_map(|piece| {
            let mut parts = piece.split(|byte| !byte.is_ascii_digit());
            // What the ends cut off may be part of a longer number.
            let (_, _) = (parts.next(), parts.next_back());
            parts
                .any(|digits| digits.len() >= 5)
                .then(|| piece.to_vec())
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// Which of these are anywhere in there. All are looked for at once, at every offset, by their first eight bytes.
fn found_in<'a>(places: &[&[u8]], wanted: &'a BTreeSet<Vec<u8>>) -> Vec<&'a [u8]> {
    let mut by_start: HashMap<[u8; 8], Vec<&[u8]>> = HashMap::new();
    for bytes in wanted {
        let start = *bytes.first_chunk::<8>().unwrap();
        by_start.entry(start).or_default().push(bytes);
    }
    // Most offsets are ruled out by two bytes.
    let mut begins = vec![false; 1 << 16];
    for start in by_start.keys() {
        begins[usize::from(u16::from_le_bytes([start[0], start[1]]))] = true;
    }
    let mut found = Vec::new();
    for place in places {
        for (at, window) in place.windows(8).enumerate() {
            if !begins[usize::from(u16::from_le_bytes([window[0], window[1]]))] {
                continue;
            }
            let candidates = by_start.get(window.first_chunk::<8>().unwrap());
            for bytes in candidates.into_iter().flatten() {
                if place[at..].starts_with(bytes) {
                    found.push(*bytes);
                }
            }
        }
    }
    found
}

/// Every writable page of a process.
fn memory_of(pid: u32) -> Vec<Vec<u8>> {
    let maps = std::fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let mut memory = std::fs::File::open(format!("/proc/{pid}/mem")).unwrap();
    let mut found = Vec::new();
    for line in maps.lines() {
        let mut columns = line.split_whitespace();
        let (range, rights) = (columns.next().unwrap(), columns.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let at = |text| u64::from_str_radix(text, 16).unwrap();
        let length = usize::try_from(at(to) - at(from)).unwrap();
        let mut pages = vec![0; length];
        memory.seek(SeekFrom::Start(at(from))).unwrap();
        memory.read_exact(&mut pages).unwrap();
        found.push(pages);
    }
    assert!(found.len() > 3);
    found
}

/// Copies a folder, and gives the contents of all its files.
fn copy_files(from: &Path, to: &Path) -> Vec<Vec<u8>> {
    let mut contents = Vec::new();
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            contents.extend(copy_files(&entry.path(), &target));
        } else if kind.is_file() {
            std::fs::copy(entry.path(), &target).unwrap();
            contents.push(std::fs::read(entry.path()).unwrap());
        }
    }
    contents
}

/// The keys of a family, opened as the format says and not by the store's own code.
struct Keys {
    family: [u8; 32],
    root: [u8; 32],
}

impl Keys {
    fn by_passphrase(book: &serde_json::Value) -> Self {
        let entry = &book["passphrases"][0];
        let number = |name: &str| u32::try_from(entry["cost"][name].as_u64().unwrap()).unwrap();
        let params = argon2::Params::new(
            number("memory_kib"),
            number("passes"),
            number("lanes"),
            Some(32),
        )
        .unwrap();
        let mut stretched = [0; 32];
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(PASSPHRASE.as_bytes(), &hex(&entry["salt"]), &mut stretched)
            .unwrap();
        let family = unwrapped(&stretched, b"luytre wrap: passphrase of me", &entry["wrap"]);
        let era = u32::try_from(book["era"].as_u64().unwrap()).unwrap();
        let place = [b"luytre wrap: root ".as_slice(), &era.to_be_bytes()].concat();
        let root = unwrapped(&family, &place, &book["root"]);
        Self { family, root }
    }

    /// The root and the keys after it.
    fn chain(&self, length: usize) -> Vec<[u8; 32]> {
        std::iter::successors(Some(self.root), |key| Some(expand(key, b"luytre day step")))
            .take(length)
            .collect()
    }
}

fn expand(key: &[u8; 32], label: &[u8]) -> [u8; 32] {
    let mut next = [0; 32];
    hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, key)
        .expand(&[label], hkdf::HKDF_SHA256)
        .unwrap()
        .fill(&mut next)
        .unwrap();
    next
}

fn unwrapped(under: &[u8; 32], place: &[u8], wrap: &serde_json::Value) -> [u8; 32] {
    let wrap = hex(wrap);
    let (nonce, body) = wrap.split_first_chunk::<12>().unwrap();
    let mut body = body.to_vec();
    let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, under).unwrap());
    key.open_in_place(
        Nonce::assume_unique_for_key(*nonce),
        Aad::from(place),
        &mut body,
    )
    .unwrap();
    body.first_chunk::<32>().copied().unwrap()
}

fn hex(text: &serde_json::Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
        .collect()
}
