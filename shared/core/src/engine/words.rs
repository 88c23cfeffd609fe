//! Never three words at once: where much happens in one instant, a child hears what matters most.

use crate::action::{Action, Effect, Notice, Reason};
use crate::event::Subject;
use crate::id::ChildId;

/// What a child is told about time in one instant, at most.
const AT_ONCE: usize = 2;

/// Leaves out the least of what is told to a child beyond two words. What is done to a session or a program, what a child
/// asked for and what parents have to know is not counted.
pub(super) fn never_three(actions: &mut Vec<Action>) {
    if actions.iter().filter_map(word).count() <= AT_ONCE {
        return;
    }
    let words: Vec<(usize, &ChildId, u8)> = actions
        .iter()
        .enumerate()
        .filter_map(|(index, action)| word(action).map(|(child, weight)| (index, child, weight)))
        .collect();
    let dropped: Vec<usize> = words
        .iter()
        .filter(|(index, child, weight)| {
            // Heavier ones, and of two that weigh the same the earlier one.
            let before = words
                .iter()
                .filter(|(at, whose, other)| whose == child && (other, at) < (weight, index));
            before.count() >= AT_ONCE
        })
        .map(|(index, ..)| *index)
        .collect();
    let mut index = 0;
    actions.retain(|_| {
        index += 1;
        !dropped.contains(&(index - 1))
    });
}

/// A word about time to a child, with its weight: 0 is the heaviest.
fn word(action: &Action) -> Option<(&ChildId, u8)> {
    let Action::Tell(Notice {
        child: Some(child),
        effect,
        subject,
        reason,
        ..
    }) = action
    else {
        return None;
    };
    let screen = *subject == Subject::Screen;
    let weight = match effect {
        Effect::UnlockAllowed => 0,
        Effect::Countdown if screen => 1,
        // It can wait for the next time.
        Effect::Notice if matches!(reason, Some(Reason::Rest { .. })) => 6,
        Effect::Notice => 2,
        Effect::Countdown => 3,
        Effect::Warn if screen => 4,
        Effect::Warn => 5,
        Effect::Lock
        | Effect::Relock
        | Effect::Logout
        | Effect::RefuseLogin
        | Effect::Terminate
        | Effect::RefuseExec
        | Effect::Health
        | Effect::Request
        | Effect::Answer => return None,
    };
    Some((child, weight))
}
