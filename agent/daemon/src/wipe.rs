//! Leaves nothing behind on the stack. Keys are wiped where they are kept, and freed memory is wiped by the program's
//! allocator; what ciphers and moves leave on the stack is overwritten here, by the next call at the same depth.

use zeroize::Zeroize;

/// Deeper than the work with keys goes, and small enough for the store's thread.
const DEPTH: usize = 64 * 1024;

/// Overwrites the stack below the caller. Costs some microseconds.
#[inline(never)]
pub(crate) fn stack() {
    let mut below = std::hint::black_box([0_u8; DEPTH]);
    below.zeroize();
    std::hint::black_box(&below);
}
