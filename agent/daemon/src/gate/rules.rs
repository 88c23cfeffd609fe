//! Which program may not run for whom: what the agent tells the gate, and the gate's decision about one file. No I/O.

use luytre_core::engine::Refused;
use luytre_core::event::ProgramFacts;
use luytre_core::household;
use luytre_core::id::{ActivityId, ProgramId};
use luytre_core::policy::Household;
use luytre_platform::exec_gate::{Answer, FileIdentity};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Files whose program is remembered. More are found out again.
const REMEMBERED: usize = 8_192;
/// Largest file of a child that is compared with known games, in bytes. Larger ones are known by their name or when they run.
pub(crate) const COMPARED: u64 = 256 * 1024 * 1024;

/// What the agent tells the gate, as a whole, whenever it changes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GateRules {
    /// The household file, for the family's own programs; empty if there is none.
    pub household: String,
    /// By user number.
    pub refused: BTreeMap<u32, Refused>,
    /// Programs found on this computer that belong to an activity, so that a copy of one is known for what it is.
    pub installed: Vec<InstalledFile>,
}

/// A program file of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is.
    pub program: ProgramId,
    /// Its activity.
    pub activity: ActivityId,
}

/// A program that belongs to an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identified {
    pub(crate) program: ProgramId,
    pub(crate) activity: ActivityId,
}

/// A program file as it is about to run.
pub(crate) struct Asked<'a> {
    /// Whose process; `None` if that is not known.
    pub(crate) uid: Option<u32>,
    pub(crate) path: &'a Path,
    pub(crate) file: FileIdentity,
}

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) answer: Answer,
    /// What was refused.
    pub(crate) refused: Option<Identified>,
}

/// Digest of a file's content.
pub(crate) type Digest = [u8; 32];

/// Decides, and remembers what each file is.
#[derive(Debug, Default)]
pub(crate) struct Gatekeeper {
    household: Household,
    refused: BTreeMap<u32, Refused>,
    /// Programs that a copy is compared with. They are looked at then: one may be installed or updated at any time.
    originals: Vec<InstalledFile>,
    remembered: HashMap<(FileIdentity, PathBuf), Option<Identified>>,
}

/// How files are read.
pub(crate) trait Look {
    /// The size of a program file in bytes; `None` if there is none.
    fn size(&self, path: &Path) -> Option<u64>;
    /// The digest of its content.
    fn digest(&self, path: &Path) -> Option<Digest>;
}

impl Gatekeeper {
    /// Takes new rules over.
    pub(crate) fn learn(&mut self, rules: GateRules) {
        self.household = household::parse_with(&rules.household, &|_| true).unwrap_or_default();
        self.refused = rules.refused;
        self.remembered.clear();
        self.originals = rules.installed;
    }

    /// Takes over only who may not run what.
    pub(crate) fn refuse(&mut self, refused: BTreeMap<u32, Refused>) {
        self.refused = refused;
    }

    /// Decides about one program. `digest` reads the file, and is asked only where a copy of a known program is possible.
    pub(crate) fn decide(
        &mut self,
        asked: &Asked<'_>,
        look: &impl Look,
        digest: impl FnOnce() -> Option<Digest>,
    ) -> Decision {
        let Some(program) = self.identify(asked, look, digest) else {
            return Decision {
                answer: Answer::AllowUntilModified,
                refused: None,
            };
        };
        let stands = |refused: &Refused| {
            refused.activities.contains(&program.activity)
                || refused.programs.contains(&program.program)
        };
        let mine = asked.uid.and_then(|uid| self.refused.get(&uid));
        if mine.is_some_and(stands) {
            return Decision {
                answer: Answer::Refuse,
                refused: Some(program),
            };
        }
        // The kernel forgets to ask for everybody at once, so this is for programs that nobody is refused.
        let answer = if self.refused.values().any(stands) {
            Answer::Allow
        } else {
            Answer::AllowUntilModified
        };
        Decision {
            answer,
            refused: None,
        }
    }

    fn identify(
        &mut self,
        asked: &Asked<'_>,
        look: &impl Look,
        digest: impl FnOnce() -> Option<Digest>,
    ) -> Option<Identified> {
        let key = (asked.file, asked.path.to_owned());
        if let Some(known) = self.remembered.get(&key) {
            return known.clone();
        }
        let found = self
            .by_name(asked)
            .or_else(|| self.by_content(asked, look, digest));
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(key, found.clone());
        found
    }

    fn by_name(&self, asked: &Asked<'_>) -> Option<Identified> {
        if let Some(known) = self
            .originals
            .iter()
            .find(|original| original.path == asked.path)
        {
            return Some(Identified {
                program: known.program.clone(),
                activity: known.activity.clone(),
            });
        }
        let path = asked.path.to_string_lossy();
        let mut facts = ProgramFacts {
            exe: Some(path.trim_end_matches(" (deleted)").to_owned()),
            ..ProgramFacts::default()
        };
        facts.catalogue = luytre_catalog::identify(&facts);
        let (program, activity) = luytre_core::engine::identify(&self.household, &facts);
        activity.map(|activity| Identified { program, activity })
    }

    /// A copy of a known program. Files of root are what their name says: a child cannot have made them.
    fn by_content(
        &self,
        asked: &Asked<'_>,
        look: &impl Look,
        digest: impl FnOnce() -> Option<Digest>,
    ) -> Option<Identified> {
        if asked.file.owner == 0 || asked.file.size > COMPARED {
            return None;
        }
        let mut alike = self
            .originals
            .iter()
            .filter(|original| look.size(&original.path) == Some(asked.file.size))
            .peekable();
        alike.peek()?;
        let digest = digest()?;
        let original = alike.find(|original| look.digest(&original.path) == Some(digest))?;
        Some(Identified {
            program: original.program.clone(),
            activity: original.activity.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: &str = r#"
[[child]]
id = "an"
name = "An"
accounts = ["an"]
[[program]]
id = "castle"
name = "Castle"
activity = "games"
match = [{ exe = "/opt/castle/bin/castle" }]
"#;

    fn file(inode: u64, size: u64, owner: u32) -> FileIdentity {
        FileIdentity {
            device: 1,
            inode,
            size,
            changed: 0,
            owner,
        }
    }

    fn refused(activities: &[&str], programs: &[&str]) -> Refused {
        Refused {
            activities: activities.iter().map(|id| ActivityId::from(*id)).collect(),
            programs: programs.iter().map(|id| ProgramId::from(*id)).collect(),
        }
    }

    /// Every installed program has 4096 bytes, and the same ones.
    struct Looked;

    impl Look for Looked {
        fn size(&self, _: &Path) -> Option<u64> {
            Some(4096)
        }
        fn digest(&self, _: &Path) -> Option<Digest> {
            Some([7; 32])
        }
    }

    fn keeper(list: &[(u32, Refused)]) -> Gatekeeper {
        let mut keeper = Gatekeeper::default();
        let rules = GateRules {
            household: HOUSE.to_owned(),
            refused: list.iter().cloned().collect(),
            installed: vec![InstalledFile {
                path: "/usr/games/supertux2".into(),
                program: "supertux2".into(),
                activity: "games".into(),
            }],
        };
        keeper.learn(rules);
        keeper
    }

    fn ask(keeper: &mut Gatekeeper, uid: u32, path: &str, file: FileIdentity) -> Decision {
        let asked = Asked {
            uid: Some(uid),
            path: Path::new(path),
            file,
        };
        keeper.decide(&asked, &Looked, || Some([7; 32]))
    }

    #[test]
    fn a_spent_game_is_refused_to_the_one_and_not_to_the_other() {
        let mut keeper = keeper(&[(1001, refused(&["games"], &[]))]);
        let castle = "/opt/castle/bin/castle";
        let an = ask(&mut keeper, 1001, castle, file(1, 10, 0));
        assert_eq!(an.answer, Answer::Refuse);
        assert_eq!(an.refused.unwrap().program, "castle".into());
        assert_eq!(
            ask(&mut keeper, 1002, castle, file(1, 10, 0)).answer,
            Answer::Allow,
            "it has to be asked about again: the other one may not"
        );
    }

    #[test]
    fn what_nobody_is_refused_is_not_asked_about_again() {
        let mut keeper = keeper(&[(1001, refused(&["video"], &["other"]))]);
        for path in ["/bin/true", "/opt/castle/bin/castle"] {
            let decision = ask(&mut keeper, 1001, path, file(2, 10, 0));
            assert_eq!(decision.answer, Answer::AllowUntilModified, "{path}");
        }
    }

    #[test]
    fn a_single_program_can_be_spent() {
        let mut keeper = keeper(&[(1001, refused(&[], &["castle"]))]);
        let decision = ask(&mut keeper, 1001, "/opt/castle/bin/castle", file(1, 10, 0));
        assert_eq!(decision.answer, Answer::Refuse);
    }

    #[test]
    fn a_renamed_copy_of_a_game_is_the_game() {
        let mut keeper = keeper(&[(1001, refused(&["games"], &[]))]);
        let copy = ask(&mut keeper, 1001, "/home/an/homework", file(3, 4096, 1001));
        assert_eq!(copy.refused.unwrap().program, "supertux2".into());
        let other = ask(&mut keeper, 1001, "/home/an/homework", file(4, 4097, 1001));
        assert_eq!(other.answer, Answer::AllowUntilModified, "another size");
        let system = ask(&mut keeper, 1001, "/usr/bin/same-size", file(5, 4096, 0));
        assert_eq!(system.answer, Answer::AllowUntilModified, "a file of root");
    }

    #[test]
    fn new_refusals_hold_at_once() {
        let mut keeper = keeper(&[]);
        let castle = "/opt/castle/bin/castle";
        let before = ask(&mut keeper, 1001, castle, file(1, 10, 0));
        assert_eq!(before.answer, Answer::AllowUntilModified);
        keeper.refuse([(1001, refused(&["games"], &[]))].into());
        let after = ask(&mut keeper, 1001, castle, file(1, 10, 0));
        assert_eq!(after.answer, Answer::Refuse);
    }

    #[test]
    fn a_process_of_nobody_we_know_runs() {
        let mut keeper = keeper(&[(1001, refused(&["games"], &[]))]);
        let asked = Asked {
            uid: None,
            path: Path::new("/opt/castle/bin/castle"),
            file: file(1, 10, 0),
        };
        assert_eq!(
            keeper.decide(&asked, &Looked, || None).answer,
            Answer::Allow
        );
    }
}
