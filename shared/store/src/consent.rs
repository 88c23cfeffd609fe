//! What a family agreed to. Words and the question who may agree for whom are not decided here.

use luytre_core::id::{ChildId, ParentId};
use luytre_core::time::WallTime;
use serde::{Deserialize, Serialize};

/// An agreement or a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// When, in trusted time.
    pub at: WallTime,
    /// Whose.
    pub child: ChildId,
    /// The parent who agreed or withdrew; `None` for the system or the child.
    pub parent: Option<ParentId>,
    /// The child saw what is recorded, and agreed.
    pub child_agreed: bool,
    /// True: recorded from now on. False: not any more.
    pub given: bool,
    /// Version of the text that was shown.
    pub text: u32,
}

/// Most that are kept of each child; the newest count.
const OF_EACH: usize = 20;
/// Most that are kept in all.
const MOST: usize = 1_000;

/// Appends, and lets the oldest go that say nothing any more.
pub(crate) fn append(kept: &mut Vec<ConsentRecord>, new: &[ConsentRecord]) {
    kept.extend_from_slice(new);
    let mut at = kept.len();
    while at > 0 {
        at -= 1;
        let later = kept[at + 1..]
            .iter()
            .filter(|record| record.child == kept[at].child)
            .count();
        if later >= OF_EACH {
            kept.remove(at);
        }
    }
    if kept.len() > MOST {
        kept.drain(..kept.len() - MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(child: &str, at: i64) -> ConsentRecord {
        ConsentRecord {
            at: WallTime(at),
            child: child.into(),
            parent: None,
            child_agreed: true,
            given: true,
            text: 1,
        }
    }

    #[test]
    fn the_newest_of_each_child_stay() {
        let mut kept = vec![record("binh", 0)];
        for at in 1..100 {
            append(&mut kept, &[record("an", at)]);
        }
        assert_eq!(kept.len(), 1 + OF_EACH);
        assert_eq!((kept[0].child.as_str(), kept[1].at.0), ("binh", 80));
        let many: Vec<_> = (0..5_000).map(|at| record(&at.to_string(), at)).collect();
        append(&mut kept, &many);
        assert_eq!(
            (kept.len(), kept[MOST - 1].clone()),
            (MOST, record("4999", 4_999))
        );
    }
}
