//! Saving: the engine can go to disk and come back between any two events.

use crate::family::{Kinds, household, ops};
use crate::machine::{Care, Machine};
use proptest::prelude::*;

proptest! {
    #![proptest_config(crate::family::config())]

    /// Fails when anything that decides is kept outside the saved state: a warning that was told, a countdown, a claim.
    #[test]
    fn going_to_disk_and_back_shows_nowhere(house in household(), ops in ops(Kinds::ALL)) {
        let mut plain = Machine::new(house.clone(), Care::Plain);
        plain.play(&ops);
        let mut saving = Machine::new(house, Care::SavesAlways);
        saving.play(&ops);
        prop_assert_eq!(&plain.log, &saving.log);
        prop_assert_eq!(plain.engine.status(), saving.engine.status());
        prop_assert_eq!(plain.engine.save(), saving.engine.save());
    }
}
