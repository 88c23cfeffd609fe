//! Opens a store as each crash would have left it, and holds it against what was acknowledged.

use crate::common::*;
use crate::disk::{self, About, Disk, Fate, Tree};
use crate::recorder::{self, Call};
use crate::workload::{BACKUPS, Reader, Seen, Workload, options};
use luytre_store::{Opened, Store};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A workload that was run and recorded.
pub(crate) struct Recording {
    workload: Workload,
    before: Tree,
    root: PathBuf,
    pub(crate) calls: Vec<Call>,
    /// After each step.
    seen: Vec<Seen>,
    /// The last beat after each step.
    beats: Vec<i64>,
}

/// What a disk may hold, and what it is held against.
struct State {
    tree: Tree,
    /// Steps that were acknowledged.
    acknowledged: usize,
    /// Where this is.
    told: String,
    number: u64,
}

/// What was tried.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) calls: usize,
    pub(crate) points: usize,
    pub(crate) states: usize,
    pub(crate) tried: usize,
    /// How often a store opened in which way, showing how many steps.
    pub(crate) outcomes: BTreeMap<String, usize>,
}

/// Records a workload and tries it; prints what was tried.
pub(crate) fn hold(workload: Workload, trial: fn(&Recording) -> Figures) {
    if !recorder::works() {
        return missing("strace");
    }
    let (name, begun) = (workload.name, std::time::Instant::now());
    let figures = trial(&record(workload));
    println!(
        "{name}: {} calls, {} of them crash points, {} states of the disk of which {} differ, {} outcomes, {} s",
        figures.calls,
        figures.points,
        figures.states,
        figures.tried,
        figures.outcomes.len(),
        begun.elapsed().as_secs()
    );
    println!("{name}: {:?}", figures.outcomes);
}

/// Runs a workload in a child process under the recorder.
fn record(workload: Workload) -> Recording {
    let place = fast_dir();
    // The names that the kernel tells are those without links.
    let place_path = place.path().canonicalize().unwrap();
    let root = place_path.join("disk");
    fs::create_dir(&root).unwrap();
    fs::create_dir(place_path.join("seen")).unwrap();
    (workload.prepare)(&root);
    let before = disk::read_tree(&root);
    let mut command = child(&[], "child_does_a_workload", &place_path);
    command.env("LUYTRE_STORE_TEST_WORKLOAD", workload.name);
    let calls = recorder::record(&command, &root);

    // The recorder missed nothing: what was recorded makes what is there.
    let mut model = Disk::new(&root, &before);
    calls.iter().for_each(|call| model.replay(call));
    let (replayed, found) = (model.after_a_crash(), disk::read_tree(&root));
    assert!(
        replayed.keys().eq(found.keys()),
        "{:?}\n{:?}",
        replayed.keys(),
        found.keys()
    );
    for (path, content) in &found {
        assert!(
            replayed[path] == *content,
            "{} was not recorded whole",
            path.display()
        );
    }

    let seen = |number: usize| {
        let text = fs::read(place_path.join("seen").join(number.to_string())).unwrap();
        serde_json::from_slice(&text).unwrap()
    };
    let acks: Vec<(usize, i64)> = calls.iter().filter_map(acknowledgement).collect();
    assert!(
        acks.iter().map(|ack| ack.0).eq(0..workload.steps.len()),
        "{acks:?}"
    );
    Recording {
        before,
        root,
        calls,
        seen: (0..workload.steps.len()).map(seen).collect(),
        beats: acks.into_iter().map(|(_, beat)| beat).collect(),
        workload,
    }
}

/// Which step a line acknowledges, and the last beat.
fn acknowledgement(call: &Call) -> Option<(usize, i64)> {
    let Call::Said(text) = call else { return None };
    let line = text.lines().find_map(|line| line.strip_prefix("ack "))?;
    let (step, beat) = line.split_once(' ')?;
    Some((step.parse().ok()?, beat.parse().ok()?))
}

/// Where a walk along the calls is.
struct Walk<'a> {
    recording: &'a Recording,
    disk: Disk,
    acknowledged: usize,
    figures: Figures,
    known: HashSet<([u8; 32], usize)>,
    to: SyncSender<State>,
}

impl Walk<'_> {
    fn try_state(&mut self, tree: Tree, told: impl FnOnce() -> String) {
        self.figures.states += 1;
        if !self.known.insert((disk::digest(&tree), self.acknowledged)) {
            return;
        }
        self.figures.tried += 1;
        let state = State {
            tree,
            acknowledged: self.acknowledged,
            told: told(),
            number: u64::try_from(self.figures.tried).unwrap(),
        };
        self.to.send(state).unwrap();
    }
}

/// Goes along the calls and tries, after each, what `look` makes of the disk.
fn walk(recording: &Recording, look: impl Fn(&mut Walk<'_>, usize)) -> Figures {
    let (to, from) = sync_channel(64);
    let from = Mutex::new(from);
    let outcomes = Mutex::new(BTreeMap::new());
    let reader = Reader::default();
    let failures = Mutex::new(Vec::new());
    let mut walk = Walk {
        recording,
        disk: Disk::new(&recording.root, &recording.before),
        acknowledged: 0,
        figures: Figures::default(),
        known: HashSet::new(),
        to,
    };
    let figures = std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism()
            .map_or(2, usize::from)
            .min(8);
        for _ in 0..workers {
            scope.spawn(|| work(recording, &reader, &from, &outcomes, &failures));
        }
        for (number, call) in recording.calls.iter().enumerate() {
            walk.disk.replay(call);
            if let Some((step, _)) = acknowledgement(call) {
                walk.acknowledged = step + 1;
            }
            look(&mut walk, number);
        }
        // The workers end when nothing more can come.
        let Walk { figures, to, .. } = walk;
        drop(to);
        figures
    });
    let failures = failures.into_inner().unwrap();
    assert!(
        failures.is_empty(),
        "{}: {} of {} states are not what was acknowledged, the first of them:\n{}",
        recording.workload.name,
        failures.len(),
        figures.tried,
        failures[..failures.len().min(3)].join("\n")
    );
    Figures {
        calls: recording.calls.len(),
        outcomes: outcomes.into_inner().unwrap(),
        ..figures
    }
}

fn work(
    recording: &Recording,
    reader: &Reader,
    from: &Mutex<Receiver<State>>,
    outcomes: &Mutex<BTreeMap<String, usize>>,
    failures: &Mutex<Vec<String>>,
) {
    let place = fast_dir();
    loop {
        let next = from.lock().unwrap().recv();
        let Ok(state) = next else { return };
        let root = place.path().join("disk");
        fs::create_dir(&root).unwrap();
        disk::write_tree(&state.tree, &root);
        let judged = catch_unwind(AssertUnwindSafe(|| judge(recording, &state, reader, &root)));
        match judged {
            Ok(Ok(outcome)) => *outcomes.lock().unwrap().entry(outcome).or_default() += 1,
            Ok(Err(why)) => failures
                .lock()
                .unwrap()
                .push(format!("{}: {why}", state.told)),
            Err(panic) => {
                let why = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                failures
                    .lock()
                    .unwrap()
                    .push(format!("{}: panic: {why:?}", state.told));
            }
        }
        fs::remove_dir_all(&root).unwrap();
    }
}

/// Opens the store and compares. Gives how it opened and how many steps it shows.
fn judge(
    recording: &Recording,
    state: &State,
    reader: &Reader,
    root: &Path,
) -> Result<String, String> {
    let (dir, options) = (root.join("state"), options(root));
    let open = || Store::open(&dir, &options).map_err(|error| format!("does not open: {error:?}"));
    let (store, opened) = open()?;
    let verification = store.verify().map_err(|error| format!("{error:?}"))?;
    if !verification.is_whole() {
        return Err(format!("{verification:?}"));
    }
    let found = reader.see(&store);
    let steps = recording.shows(&found, state.acknowledged)?;
    if !(recording.workload.may_open_as)(&opened, steps) {
        return Err(format!("{opened:?} after {steps} steps"));
    }
    let beat = store.last_beat().map_or(0, |moment| moment.boot.0);
    let promised = match state.acknowledged {
        0 => 0,
        steps => recording.beats[steps - 1],
    };
    if beat < promised {
        return Err(format!("beat {promised} was acknowledged, {beat} is there"));
    }
    // From time to time: it goes on from there, too; or the database is lost as well.
    if state.number % 8 == 4 {
        drop(store);
        recording.without_its_database(state, reader, root)?;
        return Ok("restored without the database".to_owned());
    }
    if state.number.is_multiple_of(8) {
        drop(store);
        let (mut store, again) = open()?;
        let fresh = matches!(opened, Opened::Fresh) && again == Opened::Existing;
        if !fresh && again != opened || reader.see(&store) != found {
            return Err(format!("opens differently the second time: {again:?}"));
        }
        let committed = store
            .commit(&saves(4711))
            .map_err(|error| format!("{error:?}"))?;
        if let Some(lagging) = committed.lagging {
            return Err(format!("{lagging:?}"));
        }
        store.close().map_err(|error| format!("{error:?}"))?;
        let (store, again) = open()?;
        if again != Opened::Existing
            || store.state().ok().flatten() != Some(super::common::state(4711))
        {
            return Err(format!("does not go on: {again:?}"));
        }
    }
    let how = match opened {
        Opened::Fresh => "fresh",
        Opened::Existing => "existing",
        Opened::FromCopy { .. } => "from copy",
        Opened::Lost { .. } => "lost",
    };
    Ok(format!("{how} after {steps}"))
}

impl Recording {
    /// How many steps this shows: those acknowledged, or one more.
    fn shows(&self, found: &Seen, acknowledged: usize) -> Result<usize, String> {
        let before = match acknowledged {
            // Nothing is promised before the first word but what the first step does anyway.
            0 => &self.seen[0],
            steps => &self.seen[steps - 1],
        };
        let after = self.seen.get(acknowledged).unwrap_or(before);
        let like = |seen: &Seen| {
            let mut subjects = found.keys().chain(before.keys()).chain(after.keys());
            subjects.all(|subject| subject == BACKUPS || found.get(subject) == seen.get(subject))
        };
        let renewed = self.workload.steps.get(acknowledged);
        let renewed = renewed.is_some_and(|step| step.renews_backups);
        backups_are_there(found, before, after, renewed)?;
        if like(before) {
            Ok(acknowledged)
        } else if like(after) {
            Ok(acknowledged + 1)
        } else {
            Err(differs(found, before, after))
        }
    }

    /// The files beside a database are good at every moment: with it gone, too, the household and its state are those
    /// that were acknowledged or were being written, and the sealed days are all there.
    fn without_its_database(
        &self,
        state: &State,
        reader: &Reader,
        root: &Path,
    ) -> Result<(), String> {
        let Some(before) = self.seen.get(state.acknowledged.wrapping_sub(1)) else {
            return Ok(());
        };
        let after = self.seen.get(state.acknowledged).unwrap_or(before);
        // Both are needed to go on without being told that they are lost.
        if before["household"].starts_with("None") || before["state"] == "None" {
            return Ok(());
        }
        fs::remove_dir_all(root).unwrap();
        fs::create_dir(root).unwrap();
        disk::write_tree(&state.tree, root);
        for name in ["luytre.db", "luytre.db-wal", "luytre.db.ready"] {
            fs::remove_file(root.join("state").join(name)).ok();
        }
        let (store, opened) = Store::open(&root.join("state"), &options(root))
            .map_err(|error| format!("without its database: {error:?}"))?;
        if !matches!(opened, Opened::FromCopy { .. }) {
            return Err(format!("without its database: {opened:?}"));
        }
        let found = reader.see(&store);
        // Older versions of the household are in backups only.
        let first_line = |seen: &Seen| seen["household"].lines().next().map(str::to_owned);
        let household = [before, after]
            .map(first_line)
            .contains(&first_line(&found));
        let fits = |subject: &str| {
            found.get(subject) == before.get(subject) || found.get(subject) == after.get(subject)
        };
        // The day that was being sealed may be lost, and that is told; no other.
        let days = |seen: &Seen| -> Vec<String> {
            let lines = seen
                .get("history")
                .into_iter()
                .flat_map(|text| text.lines());
            lines.skip(1).map(str::to_owned).collect()
        };
        let (found_days, after_days) = (days(&found), days(after));
        let stays = |day: &String| found_days.contains(day) || !after_days.contains(day);
        // Where all backups are made anew there is none for a moment.
        let renewed = self.workload.steps.get(state.acknowledged);
        let history = renewed.is_some_and(|step| step.renews_backups)
            || fits("history")
            || days(before).iter().all(stays);
        if household && fits("state") && fits("access") && history {
            Ok(())
        } else {
            let why = differs(&found, before, after);
            Err(format!("without its database: {why}"))
        }
    }

    fn place(&self, number: usize, acknowledged: usize) -> String {
        let step = self.workload.steps.get(acknowledged);
        format!(
            "call {number} ({}), in step {acknowledged} ({})",
            self.calls[number].told(),
            step.map_or("end", |step| &step.name)
        )
    }
}

/// A backup that there is before a step and after it is there all the time, and none that belongs to neither.
fn backups_are_there(
    found: &Seen,
    before: &Seen,
    after: &Seen,
    renewed: bool,
) -> Result<(), String> {
    let names = |seen: &Seen| -> BTreeSet<String> {
        let lines = seen.get(BACKUPS).into_iter().flat_map(|text| text.lines());
        lines.map(str::to_owned).collect()
    };
    let (found, before, after) = (names(found), names(before), names(after));
    let missing = !renewed
        && before
            .intersection(&after)
            .any(|name| !found.contains(name));
    let strange = found
        .iter()
        .any(|name| !before.contains(name) && !after.contains(name));
    if missing || strange {
        return Err(format!(
            "backups {found:?} between {before:?} and {after:?}"
        ));
    }
    Ok(())
}

/// The subjects that fit neither, with the first line that differs.
fn differs(found: &Seen, before: &Seen, after: &Seen) -> String {
    let mut text = String::new();
    for (subject, there) in found {
        let fits = |seen: &Seen| seen.get(subject) == Some(there);
        let line = |seen: &Seen| {
            let other = seen.get(subject).map_or("", String::as_str);
            let at = there
                .lines()
                .zip(other.lines())
                .take_while(|(a, b)| a == b)
                .count();
            format!(
                "{} lines for {}; line {at}: {:.120?} for {:.120?}",
                there.lines().count(),
                other.lines().count(),
                there.lines().nth(at),
                other.lines().nth(at)
            )
        };
        if !fits(before) && !fits(after) {
            text.push_str(&format!(
                "\n  {subject}:\n    before: {}\n    after:  {}",
                line(before),
                line(after)
            ));
        }
    }
    text
}

/// The program stops after any call.
pub(crate) fn crash_everywhere(recording: &Recording) -> Figures {
    walk(recording, |walk, number| {
        let call = &walk.recording.calls[number];
        walk.figures.points += usize::from(call.changes() || matches!(call, Call::Sync { .. }));
        let (tree, acknowledged) = (walk.disk.after_a_crash(), walk.acknowledged);
        let recording = walk.recording;
        walk.try_state(tree, || recording.place(number, acknowledged));
    })
}

/// Power fails after any call.
pub(crate) fn power_fails_everywhere(recording: &Recording) -> Figures {
    walk(recording, |walk, number| {
        let call = &walk.recording.calls[number];
        if !call.changes() && acknowledgement(call).is_none() {
            return;
        }
        walk.figures.points += 1;
        let next_syncs = matches!(
            walk.recording.calls[number + 1..]
                .iter()
                .find(|call| call.changes() || matches!(call, Call::Sync { .. })),
            None | Some(Call::Sync { .. })
        );
        let fates = fates(&walk.disk.pending(), next_syncs, number);
        for fate in fates {
            let tree = walk.disk.after_a_power_loss(|at| fate[at]);
            let (recording, acknowledged) = (walk.recording, walk.acknowledged);
            walk.try_state(tree, || {
                let gone: Vec<String> = fate
                    .iter()
                    .enumerate()
                    .filter(|(_, fate)| **fate != Fate::Kept)
                    .take(12)
                    .map(|(at, fate)| format!("{at} {fate:?}"))
                    .collect();
                format!(
                    "{}, of {} pending: {}",
                    recording.place(number, acknowledged),
                    fate.len(),
                    gone.join(", ")
                )
            });
        }
    })
}

/// Pending changes of which every single one is left out after each call; where more are pending, that is done before
/// they are made to last, and a few are left out in between.
const FEW: usize = 8;

/// What may have become of what is pending. `whole` if all that is made to last together is there.
fn fates(pending: &[About], whole: bool, number: usize) -> Vec<Vec<Fate>> {
    let count = pending.len();
    let seed = |n: usize| disk::mix(u64::try_from(number * 1000 + n).unwrap());
    let mut fates = Vec::new();
    let names: Vec<usize> = (0..count)
        .filter(|at| pending[*at] == About::Name)
        .collect();
    // Names in all combinations, with all contents, none, and half of the last one.
    assert!(
        names.len() <= 8,
        "{} names wait for their directory",
        names.len()
    );
    for chosen in 0_u32..1 << names.len() {
        let name = |at: usize| {
            let bit = names.iter().position(|name| *name == at).unwrap();
            if chosen & (1 << bit) == 0 {
                Fate::Dropped
            } else {
                Fate::Kept
            }
        };
        let with = |content: &dyn Fn(usize) -> Fate| -> Vec<Fate> {
            (0..count)
                .map(|at| match pending[at] {
                    About::Name => name(at),
                    About::Content => content(at),
                })
                .collect()
        };
        fates.push(with(&|_| Fate::Kept));
        fates.push(with(&|_| Fate::Dropped));
    }
    let contents: Vec<usize> = (0..count)
        .filter(|at| pending[*at] == About::Content)
        .collect();
    // All names, and none: with each way in which contents may be there in part.
    let ways: &[Fate] = match names.is_empty() {
        true => &[Fate::Kept],
        false => &[Fate::Kept, Fate::Dropped],
    };
    for names in ways {
        let mut push = |content: &dyn Fn(usize) -> Fate| {
            let each = (0..count).map(|at| match pending[at] {
                About::Name => *names,
                About::Content => content(at),
            });
            fates.push(each.collect());
        };
        let but = |left_out: usize, how: Fate| {
            move |at: usize| if at == left_out { how } else { Fate::Kept }
        };
        let all = contents.len() <= FEW || whole;
        for (n, left_out) in contents.iter().enumerate() {
            if all || n + 2 >= contents.len() {
                push(&but(*left_out, Fate::Dropped));
            }
        }
        if let Some(last) = contents.last() {
            push(&but(*last, Fate::Half));
            push(&but(*last, Fate::Blocks(512, seed(1))));
        }
        for n in 0..if whole { 8 } else { 1 } {
            // Whole writes, pages and sectors by a coin.
            push(&|at| {
                if disk::coin(seed(100 * n + at + 7)) {
                    Fate::Kept
                } else {
                    Fate::Dropped
                }
            });
            push(&|at| Fate::Blocks(4096, seed(100 * n + at + 8)));
            push(&|at| Fate::Blocks(512, seed(100 * n + at + 9)));
        }
    }
    fates
}
