//! A disk as a program leaves it that is stopped in the middle: replays recorded calls, and tells what a crash of the
//! program or a loss of power would have left after any of them.
//!
//! The disk promises no more than the interfaces do: content lasts after `fsync` of the file, a name (created, renamed,
//! removed) after `fsync` of its directory; before that each write, each part of it and each name may have reached the
//! disk or not, in any combination. Real file systems are kinder.

use super::recorder::Call;
use std::collections::hash_map::Entry as Known;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything below the root. Paths are relative to it.
pub(crate) type Tree = BTreeMap<PathBuf, Entry>;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Dir,
    File(Arc<Vec<u8>>),
    /// The same file as this earlier name.
    Also(PathBuf),
}

/// Reads what is below a directory.
pub(crate) fn read_tree(root: &Path) -> Tree {
    let mut paths = Vec::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(root.join(&dir)).unwrap() {
            let path = dir.join(entry.unwrap().file_name());
            if root.join(&path).is_dir() {
                waiting.push(path.clone());
            }
            paths.push(path);
        }
    }
    paths.sort();
    let mut known = HashMap::new();
    let entry = |path: PathBuf| {
        let place = root.join(&path);
        let entry = if place.is_dir() {
            Entry::Dir
        } else {
            match known.entry(fs::metadata(&place).unwrap().ino()) {
                Known::Occupied(first) => Entry::Also(PathBuf::clone(first.get())),
                Known::Vacant(first) => {
                    first.insert(path.clone());
                    Entry::File(Arc::new(fs::read(place).unwrap()))
                }
            }
        };
        (path, entry)
    };
    paths.into_iter().map(entry).collect()
}

/// Writes it below an empty directory.
pub(crate) fn write_tree(tree: &Tree, root: &Path) {
    for (path, entry) in tree {
        let place = root.join(path);
        match entry {
            Entry::Dir => fs::create_dir(place).unwrap(),
            Entry::File(content) => fs::write(place, content.as_slice()).unwrap(),
            Entry::Also(first) => fs::hard_link(root.join(first), place).unwrap(),
        }
    }
}

/// A number by which the same tree is known again.
pub(crate) fn digest(tree: &Tree) -> [u8; 32] {
    let mut digest = ring::digest::Context::new(&ring::digest::SHA256);
    for (path, entry) in tree {
        digest.update(path.as_os_str().as_encoded_bytes());
        match entry {
            Entry::Dir => digest.update(b"\0dir"),
            Entry::Also(first) => {
                digest.update(b"\0also");
                digest.update(first.as_os_str().as_encoded_bytes());
            }
            Entry::File(content) => {
                digest.update(&[0]);
                digest.update(&content.len().to_be_bytes());
                digest.update(content);
            }
        }
    }
    digest.finish().as_ref().try_into().unwrap()
}

/// A file's or directory's identity, whatever names it has.
type Node = usize;

/// What has been done and is not known to have reached the disk.
#[derive(Debug, Clone)]
enum Pending {
    Write {
        node: Node,
        at: usize,
        data: Arc<Vec<u8>>,
    },
    Resize {
        node: Node,
        len: usize,
    },
    /// In the directory of this path.
    Link {
        path: PathBuf,
        node: Node,
    },
    Unlink {
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
        node: Node,
    },
}

/// Which part of something pending reached the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    Dropped,
    /// Of a write: blocks of this size, by a coin that this number throws.
    Blocks(usize, u64),
    /// Of a write: its first half.
    Half,
}

/// Is a change of a name, not of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Content,
    Name,
}

#[derive(Debug, Clone)]
struct Handle {
    node: Node,
    at: usize,
}

pub(crate) struct Disk {
    root: PathBuf,
    /// By node; `None` for a directory.
    live: Vec<Option<Arc<Vec<u8>>>>,
    lasting: Vec<Option<Arc<Vec<u8>>>>,
    live_names: BTreeMap<PathBuf, Node>,
    lasting_names: BTreeMap<PathBuf, Node>,
    pending: Vec<Pending>,
    open: HashMap<i32, Handle>,
}

impl Disk {
    /// A disk that holds this, all of it for good.
    pub(crate) fn new(root: &Path, tree: &Tree) -> Self {
        let mut names = BTreeMap::from([(PathBuf::new(), 0)]);
        let mut nodes = vec![None];
        for (path, entry) in tree {
            let content = match entry {
                Entry::Dir => None,
                Entry::File(content) => Some(content.clone()),
                Entry::Also(first) => {
                    names.insert(path.clone(), names[first]);
                    continue;
                }
            };
            names.insert(path.clone(), nodes.len());
            nodes.push(content);
        }
        Self {
            root: root.to_owned(),
            live: nodes.clone(),
            lasting: nodes,
            live_names: names.clone(),
            lasting_names: names,
            pending: Vec::new(),
            open: HashMap::new(),
        }
    }

    /// Does what the program did.
    pub(crate) fn replay(&mut self, call: &Call) {
        match call {
            Call::Open {
                path,
                fd,
                create,
                truncate,
            } => {
                let path = self.inside(path);
                let node = match self.live_names.get(&path) {
                    Some(node) => *node,
                    None => {
                        assert!(*create, "opened, and never made: {}", path.display());
                        self.make(path, Some(Arc::default()))
                    }
                };
                self.open.insert(*fd, Handle { node, at: 0 });
                if *truncate {
                    self.resize(node, 0);
                }
            }
            Call::Close { fd } => drop(self.open.remove(fd)),
            Call::Duplicate { fd, to } => {
                let handle = self.open[fd].clone();
                self.open.insert(*to, handle);
            }
            Call::Seek { fd, to } => self.handle(*fd).at = size(*to),
            Call::Write { fd, at, data } => {
                let handle = self.handle(*fd);
                let place = at.map_or(handle.at, size);
                if at.is_none() {
                    handle.at += data.len();
                }
                let node = handle.node;
                self.write(node, place, Arc::new(data.clone()));
            }
            Call::Resize { fd, len } => {
                let node = self.handle(*fd).node;
                self.resize(node, size(*len));
            }
            Call::Reserve { fd, len } => {
                let node = self.handle(*fd).node;
                if self.content(node).len() < size(*len) {
                    self.resize(node, size(*len));
                }
            }
            Call::Copy { from, to, len } => {
                let source = self.handle(*from);
                let (node, at) = (source.node, source.at);
                source.at += len;
                let data = self.content(node)[at..at + len].to_vec();
                let target = self.handle(*to);
                let (node, at) = (target.node, target.at);
                target.at += len;
                self.write(node, at, Arc::new(data));
            }
            Call::Rename { from, to } => {
                let (from, to) = (self.inside(from), self.inside(to));
                let node = self
                    .live_names
                    .remove(&from)
                    .expect("what is renamed is there");
                assert!(self.live[node].is_some(), "a directory is renamed");
                self.live_names.insert(to.clone(), node);
                self.pending.push(Pending::Rename { from, to, node });
            }
            Call::Link { from, to } => {
                let (from, path) = (self.inside(from), self.inside(to));
                let node = self.live_names[&from];
                self.live_names.insert(path.clone(), node);
                self.pending.push(Pending::Link { path, node });
            }
            Call::Remove { path } => {
                let path = self.inside(path);
                self.live_names
                    .remove(&path)
                    .expect("what is removed is there");
                self.pending.push(Pending::Unlink { path });
            }
            Call::MakeDir { path } => {
                let path = self.inside(path);
                self.make(path, None);
            }
            Call::Sync { fd } => {
                let node = self.handle(*fd).node;
                self.sync(|pending, dir| match pending {
                    Pending::Write { node: of, .. } | Pending::Resize { node: of, .. } => {
                        *of == node
                    }
                    Pending::Link { path, .. }
                    | Pending::Unlink { path }
                    | Pending::Rename { to: path, .. } => dir(path) == Some(node),
                });
            }
            Call::SyncEverything => self.sync(|_, _| true),
            Call::Said(_) => {}
        }
    }

    /// What is there if the program stops now.
    pub(crate) fn after_a_crash(&self) -> Tree {
        tree(&self.live_names, &self.live)
    }

    /// What each pending change is about, in the order in which they were made.
    pub(crate) fn pending(&self) -> Vec<About> {
        let about = self.pending.iter().map(|pending| match pending {
            Pending::Write { .. } | Pending::Resize { .. } => About::Content,
            Pending::Link { .. } | Pending::Unlink { .. } | Pending::Rename { .. } => About::Name,
        });
        about.collect()
    }

    /// What is there if the power fails now, and this became of each pending change.
    pub(crate) fn after_a_power_loss(&self, fate: impl Fn(usize) -> Fate) -> Tree {
        let mut contents = self.lasting.clone();
        let mut names = self.lasting_names.clone();
        for (number, pending) in self.pending.iter().enumerate() {
            let fate = fate(number);
            if fate == Fate::Dropped {
                continue;
            }
            apply(&mut contents, &mut names, pending, fate);
        }
        tree(&names, &contents)
    }

    fn inside(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root)
            .expect("it is inside")
            .to_owned()
    }

    fn handle(&mut self, fd: i32) -> &mut Handle {
        self.open.get_mut(&fd).expect("it is open")
    }

    fn content(&self, node: Node) -> &Arc<Vec<u8>> {
        self.live[node].as_ref().expect("it is a file")
    }

    fn make(&mut self, path: PathBuf, content: Option<Arc<Vec<u8>>>) -> Node {
        let node = self.live.len();
        self.lasting.push(content.clone());
        self.live.push(content);
        self.live_names.insert(path.clone(), node);
        self.pending.push(Pending::Link { path, node });
        node
    }

    fn write(&mut self, node: Node, at: usize, data: Arc<Vec<u8>>) {
        self.change(Pending::Write { node, at, data });
    }

    fn resize(&mut self, node: Node, len: usize) {
        self.change(Pending::Resize { node, len });
    }

    fn change(&mut self, pending: Pending) {
        apply(&mut self.live, &mut self.live_names, &pending, Fate::Kept);
        self.pending.push(pending);
    }

    /// Makes those pending changes last that are chosen.
    fn sync(&mut self, chosen: impl Fn(&Pending, &dyn Fn(&Path) -> Option<Node>) -> bool) {
        let names = self.live_names.clone();
        let dir = |path: &Path| names.get(path.parent()?).copied();
        let (now, later) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending| chosen(pending, &dir));
        self.pending = later;
        let now: Vec<Pending> = now;
        for pending in &now {
            apply(
                &mut self.lasting,
                &mut self.lasting_names,
                pending,
                Fate::Kept,
            );
        }
    }
}

fn size(len: u64) -> usize {
    usize::try_from(len).expect("a file of a test fits in memory")
}

/// Does what was pending, or a part of it.
fn apply(
    contents: &mut [Option<Arc<Vec<u8>>>],
    names: &mut BTreeMap<PathBuf, Node>,
    pending: &Pending,
    fate: Fate,
) {
    match pending {
        Pending::Write { node, at, data } => {
            let content = Arc::make_mut(contents[*node].as_mut().expect("it is a file"));
            let kept = |place: usize| match fate {
                Fate::Kept => true,
                Fate::Dropped => false,
                Fate::Blocks(block, seed) => {
                    coin(seed ^ u64::try_from(place / block).expect("it fits"))
                }
                Fate::Half => place < at + data.len() / 2,
            };
            // In pieces that no kind of tearing divides further.
            let mut begin = *at;
            while begin < at + data.len() {
                let end = match fate {
                    Fate::Kept | Fate::Dropped => at + data.len(),
                    Fate::Half if begin == *at => at + (data.len() / 2).max(1),
                    Fate::Half => at + data.len(),
                    Fate::Blocks(..) => (at + data.len()).min((begin / 512 + 1) * 512),
                };
                if kept(begin) {
                    if content.len() < end {
                        content.resize(end, 0);
                    }
                    content[begin..end].copy_from_slice(&data[begin - at..end - at]);
                }
                begin = end;
            }
        }
        Pending::Resize { node, len } => {
            Arc::make_mut(contents[*node].as_mut().expect("it is a file")).resize(*len, 0);
        }
        Pending::Link { path, node } => {
            names.insert(path.clone(), *node);
        }
        Pending::Unlink { path } => {
            names.remove(path);
        }
        Pending::Rename { from, to, node } => {
            // What took the old name meanwhile is another file.
            if names.get(from) == Some(node) {
                names.remove(from);
            }
            names.insert(to.clone(), *node);
        }
    }
}

fn tree(names: &BTreeMap<PathBuf, Node>, contents: &[Option<Arc<Vec<u8>>>]) -> Tree {
    let reachable = |path: &Path| path.ancestors().all(|above| names.contains_key(above));
    let mut known = HashMap::new();
    let mut tree = Tree::new();
    for (path, node) in names {
        if path.as_os_str().is_empty() || !reachable(path) {
            continue;
        }
        let entry = match (&contents[*node], known.entry(*node)) {
            (None, _) => Entry::Dir,
            (Some(_), Known::Occupied(first)) => Entry::Also(PathBuf::clone(first.get())),
            (Some(content), Known::Vacant(first)) => {
                first.insert(path.clone());
                Entry::File(content.clone())
            }
        };
        tree.insert(path.clone(), entry);
    }
    tree
}

/// Thrown by this number (SplitMix64's last steps).
pub(crate) fn coin(seed: u64) -> bool {
    mix(seed) & 1 == 1
}

/// Spreads a number over all bits.
pub(crate) fn mix(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
