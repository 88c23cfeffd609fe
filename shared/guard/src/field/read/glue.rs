//! Words written as one, like `txthoten` or `customeremail`, taken apart. Absent: what the pieces mean.

use super::super::lexicon::{self, Entry, HASH_START, hash_step};

/// Longer words are hashes, not words.
pub(super) const LONGEST_GLUED: usize = 36;

/// A way to cut a glued word into entries: the length of the piece that ends at each position.
pub(super) struct Pieces {
    last: [u8; LONGEST_GLUED + 1],
    len: usize,
}

/// Fewest pieces of three letters or more.
pub(super) fn cover(bytes: &[u8]) -> Option<Pieces> {
    const FAR: u8 = u8::MAX;
    let len = bytes.len();
    let mut count = [FAR; LONGEST_GLUED + 1];
    let mut last = [0_u8; LONGEST_GLUED + 1];
    count[0] = 0;
    for start in 0..len {
        if count[start] == FAR || len - start < 3 {
            continue;
        }
        let mut hash = HASH_START;
        let reach = lexicon::reach(&bytes[start..]);
        for end in start..len.min(start + reach) {
            hash = hash_step(hash, bytes[end]);
            let size = end + 1 - start;
            if size < 3 || count[end + 1] <= count[start] + 1 {
                continue;
            }
            if lexicon::find(&bytes[start..=end], hash).is_some() {
                count[end + 1] = count[start] + 1;
                last[end + 1] = u8::try_from(size).unwrap_or(0);
            }
        }
    }
    (count[len] != FAR && len > 0).then_some(Pieces { last, len })
}

impl Pieces {
    pub(super) fn each(
        &self,
        bytes: &[u8],
        offset: usize,
        mut visit: impl FnMut(Entry, usize, usize),
    ) {
        let mut cuts = [0_usize; LONGEST_GLUED / 3 + 2];
        let mut used = 0;
        let mut end = self.len;
        while end > 0 && used < cuts.len() {
            cuts[used] = end;
            used += 1;
            let size = usize::from(self.last[end]);
            if size == 0 {
                return;
            }
            end -= size;
        }
        let mut start = 0;
        for &end in cuts[..used].iter().rev() {
            let piece = &bytes[start..end];
            let hash = piece
                .iter()
                .fold(HASH_START, |hash, &byte| hash_step(hash, byte));
            if let Some(entry) = lexicon::find(piece, hash) {
                visit(entry, offset + start, offset + end);
            }
            start = end;
        }
    }
}
