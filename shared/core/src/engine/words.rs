//! Never three words at once: where much happens in one instant, a child hears what matters most.

use crate::action::{Action, Effect, Notice};
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
    let mut dropped = Vec::new();
    for (index, (child, _)) in actions
        .iter()
        .enumerate()
        .filter_map(|(index, action)| Some((index, word(action)?)))
    {
        // In order of weight, and of two that weigh the same the earlier one.
        let before = |other: &(usize, (&ChildId, u8))| {
            let (_, own) = word(&actions[index]).unwrap_or((child, 0));
            let (at, (whose, weight)) = *other;
            whose == child && (weight < own || (weight == own && at < index))
        };
        let heavier = actions
            .iter()
            .enumerate()
            .filter_map(|(index, action)| Some((index, word(action)?)))
            .filter(before)
            .count();
        if heavier >= AT_ONCE {
            dropped.push(index);
        }
    }
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
        ..
    }) = action
    else {
        return None;
    };
    let screen = *subject == Subject::Screen;
    let weight = match effect {
        Effect::UnlockAllowed => 0,
        Effect::Countdown if screen => 1,
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
