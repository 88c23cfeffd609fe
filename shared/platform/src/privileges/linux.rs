//! Linux: effective capabilities, capabilities(7).

use super::{Privileges, Right};
use rustix::thread::CapabilitySet;

pub(super) fn current() -> Privileges {
    // A kernel that does not tell gives nothing that we could count on.
    let effective =
        rustix::thread::capabilities(None).map_or(CapabilitySet::empty(), |sets| sets.effective);
    Privileges {
        root: rustix::process::geteuid().is_root(),
        missing: missing(effective),
    }
}

/// prctl(2), `PR_SET_DUMPABLE`.
pub(super) fn hide_memory() -> std::io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

fn missing(effective: CapabilitySet) -> Vec<Right> {
    [
        (Right::SignalOthers, CapabilitySet::KILL),
        (Right::SeeOthers, CapabilitySet::SYS_PTRACE),
        (Right::ProcessEvents, CapabilitySet::NET_ADMIN),
        (Right::FileEvents, CapabilitySet::SYS_ADMIN),
        (
            Right::ReadAll,
            CapabilitySet::DAC_READ_SEARCH.union(CapabilitySet::DAC_OVERRIDE),
        ),
    ]
    .into_iter()
    .filter(|(_, any_of)| !effective.intersects(*any_of))
    .map(|(right, _)| right)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_missing_with_everything_and_all_with_nothing() {
        assert_eq!(missing(CapabilitySet::all()), []);
        assert_eq!(missing(CapabilitySet::empty()).len(), 5);
        assert_eq!(
            missing(CapabilitySet::KILL | CapabilitySet::DAC_OVERRIDE),
            [Right::SeeOthers, Right::ProcessEvents, Right::FileEvents]
        );
    }

    #[test]
    fn memory_is_hidden_when_asked_for() {
        use rustix::process::{DumpableBehavior, dumpable_behavior, set_dumpable_behavior};
        hide_memory().unwrap();
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        set_dumpable_behavior(DumpableBehavior::Dumpable).unwrap();
    }

    #[test]
    fn a_watcher_without_rights_says_so() {
        let watcher = Privileges {
            root: false,
            missing: vec![Right::SignalOthers],
        };
        assert!(!watcher.can_enforce());
        assert_eq!(
            Privileges::current().root,
            rustix::process::geteuid().is_root()
        );
    }
}
