//! Claims of being locked or idle against what the kernel shows. A claim is looked at when it begins and every 30 s while
//! it stands; a session that claims nothing only as often as it could have fallen idle in between.
//!
//! Judged here: what counts as a contradiction. What follows from it is the engine's.

use luytre_core::event::Finding;
use luytre_core::time::{BootTime, Span};
use luytre_platform::{CpuUse, Evidence, SessionInfo, SoundUse};

/// Time between two looks at a claim.
pub(crate) const LOOK_EVERY: Span = Span::from_secs(30);
/// A hint follows the input that ends it, so input just after a claim began says nothing.
const SETTLING: Span = Span::from_secs(3);
/// A share of one core above which somebody's programs are at work: an idle desktop takes 1 to 3 %.
const BUSY_PERCENT: i64 = 10;
/// The same where sound plays as well: video decoded by the graphics card.
const BUSY_WITH_SOUND_PERCENT: i64 = 3;
/// CPU figures over less than this say nothing.
const SHORTEST_WINDOW: Span = Span::from_secs(5);

/// What is remembered of one session between looks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookout {
    /// When was looked last, and for which claim.
    looked: Option<(BootTime, Claim)>,
    /// The first of the looks in a row that saw input behind a lock.
    typed_since: Option<BootTime>,
    /// Looks in a row at which nothing could be told.
    blind: u32,
    /// Input devices tell something here.
    has_input: bool,
    /// The last input that was seen.
    last_input: Option<BootTime>,
    /// No input since then, as seen by us where the session does not say so itself.
    pub(crate) quiet: Option<BootTime>,
    /// Sound is playing although there is no input.
    pub(crate) media: bool,
    /// When sound was last heard.
    pub(crate) heard: Option<BootTime>,
}

/// What a session says about itself, as far as it could reduce what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// In use.
    InUse,
    /// No input since then.
    Idle(BootTime),
    /// Locked, noticed then.
    Locked(BootTime),
}

impl Lookout {
    /// What the session claims now. A lock has no time of its own, so it begins when it is first seen.
    pub(crate) fn claim(&self, info: &SessionInfo, now: BootTime) -> Claim {
        if info.locked_hint {
            match self.looked {
                Some((_, Claim::Locked(since))) => Claim::Locked(since),
                Some((_, Claim::Idle(_) | Claim::InUse)) | None => Claim::Locked(now),
            }
        } else {
            match info.idle_since.filter(|_| info.idle_hint) {
                Some(since) => Claim::Idle(since),
                None => Claim::InUse,
            }
        }
    }

    /// When to look again; `None` while there is nothing to find out.
    pub(crate) fn due(
        &self,
        info: &SessionInfo,
        now: BootTime,
        idle_after: Span,
    ) -> Option<BootTime> {
        if !info.in_front() {
            return None;
        }
        let claim = self.claim(info, now);
        let Some((at, looked_for)) = self.looked else {
            return Some(now);
        };
        if std::mem::discriminant(&claim) != std::mem::discriminant(&looked_for) {
            // The look that begins a claim gives its figures something to be compared with.
            return Some(now);
        }
        match claim {
            Claim::Locked(_) | Claim::Idle(_) => Some(at + LOOK_EVERY),
            // Input devices belong to a seat; of a session elsewhere their silence says nothing.
            Claim::InUse if !self.has_input || info.seat.is_none() || info.remote => None,
            Claim::InUse if self.quiet.is_some() => Some(at + LOOK_EVERY),
            Claim::InUse => {
                let earliest =
                    self.last_input.unwrap_or(info.started).max(info.started) + idle_after;
                Some(earliest.max(at + LOOK_EVERY))
            }
        }
    }

    /// Takes in what a look showed. The finding is `None` while there is none yet.
    pub(crate) fn take(
        &mut self,
        info: &SessionInfo,
        now: BootTime,
        idle_after: Span,
        seen: &Evidence,
    ) -> Option<Finding> {
        let claim = self.claim(info, now);
        let before = self.looked.replace((now, claim));
        self.has_input = seen.input.is_some();
        let input = seen.input.and_then(|input| input.last);
        self.last_input = self.last_input.max(input);
        let begins = before
            .is_none_or(|(_, was)| std::mem::discriminant(&was) != std::mem::discriminant(&claim));
        if begins {
            self.typed_since = None;
            self.blind = 0;
        }
        let previous = before.map_or(now, |(at, _)| at);
        self.listen(claim, now, seen);
        match claim {
            Claim::InUse => {
                self.watch_for_quiet(info, now, idle_after, seen);
                None
            }
            Claim::Idle(_) | Claim::Locked(_) if begins => {
                self.quiet = None;
                None
            }
            Claim::Idle(since) => {
                let input = input.filter(|at| *at > since + SETTLING && now.since(*at) > SETTLING);
                self.judge(seen, now, input.map(Finding::InputSince), since)
            }
            Claim::Locked(since) => {
                let typed = input.filter(|at| *at > since + SETTLING && *at > previous);
                let finding = match (typed, self.typed_since) {
                    // Somebody who types a password, or moves the mouse past, is not at work behind the lock; somebody who
                    // goes on and on is.
                    (Some(at), None) => {
                        self.typed_since = Some(at);
                        None
                    }
                    (Some(_), Some(first)) => Some(Finding::InputSince(first)),
                    (None, _) => {
                        self.typed_since = None;
                        None
                    }
                };
                self.judge(seen, now, finding, since)
            }
        }
    }

    fn judge(
        &mut self,
        seen: &Evidence,
        now: BootTime,
        input: Option<Finding>,
        since: BootTime,
    ) -> Option<Finding> {
        if seen.input.is_none() && seen.sound.is_none() && seen.cpu.is_none() {
            self.blind += 1;
            return (self.blind > 1).then_some(Finding::CannotTell);
        }
        self.blind = 0;
        if input.is_some() {
            return input;
        }
        let with_sound = seen.sound == Some(SoundUse::ByAccount);
        let limit = if with_sound {
            BUSY_WITH_SOUND_PERCENT
        } else {
            BUSY_PERCENT
        };
        match seen.cpu {
            Some(cpu) if is_busy(cpu, limit) => {
                Some(Finding::InUseSince((now - cpu.over).max(since)))
            }
            Some(_) | None => Some(Finding::Agrees),
        }
    }

    /// Sound without input keeps a session active; it is not a contradiction but a film.
    fn listen(&mut self, claim: Claim, now: BootTime, seen: &Evidence) {
        let without_input = match claim {
            Claim::Idle(_) => true,
            Claim::InUse => self.quiet.is_some(),
            Claim::Locked(_) => false,
        };
        let plays = match seen.sound {
            Some(SoundUse::ByAccount | SoundUse::BySystem) => true,
            Some(SoundUse::Silent) | None => false,
        };
        self.media = without_input && plays;
        if self.media {
            self.heard = Some(now);
        } else if !without_input {
            self.heard = None;
        }
    }

    /// Where the session itself never says that it is idle, the silence of its seat's devices does, unless its programs
    /// are at work.
    fn watch_for_quiet(
        &mut self,
        info: &SessionInfo,
        now: BootTime,
        idle_after: Span,
        seen: &Evidence,
    ) {
        let trustworthy = seen.input.is_some() && info.seat.is_some() && !info.remote;
        let busy = seen.cpu.is_some_and(|cpu| is_busy(cpu, BUSY_PERCENT));
        let last = self.last_input.unwrap_or(info.started).max(info.started);
        let silent = now.since(last) >= idle_after;
        self.quiet = (trustworthy && silent && !busy).then(|| self.quiet.unwrap_or(last).max(last));
    }
}

fn is_busy(cpu: CpuUse, percent: i64) -> bool {
    cpu.over >= SHORTEST_WINDOW
        && cpu.used.as_millis().saturating_mul(100) >= cpu.over.as_millis().saturating_mul(percent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use luytre_platform::{InputUse, SessionState};

    const IDLE_AFTER: Span = Span::from_mins(5);

    fn at(secs: i64) -> BootTime {
        BootTime(0) + Span::from_secs(secs)
    }

    fn session() -> SessionInfo {
        SessionInfo {
            id: "c2".into(),
            account: "an".into(),
            uid: 1001,
            kind: "x11".into(),
            class: "user".into(),
            service: "lightdm".into(),
            seat: Some("seat0".into()),
            remote: false,
            state: SessionState::Active,
            locked_hint: false,
            idle_hint: false,
            idle_since: None,
            started: at(0),
            leader: None,
            cgroup: None,
        }
    }

    fn locked() -> SessionInfo {
        SessionInfo {
            locked_hint: true,
            ..session()
        }
    }

    fn cpu(percent: i64) -> Option<CpuUse> {
        Some(CpuUse {
            used: Span::from_millis(300 * percent),
            over: Span::from_secs(30),
        })
    }

    fn input(secs: i64) -> Option<InputUse> {
        Some(InputUse {
            last: Some(at(secs)),
        })
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "reads better in a test's table"
    )]
    fn look(
        lookout: &mut Lookout,
        info: &SessionInfo,
        secs: i64,
        seen: Evidence,
    ) -> Option<Finding> {
        lookout.take(info, at(secs), IDLE_AFTER, &seen)
    }

    #[test]
    fn a_claim_is_looked_at_when_it_begins_and_every_thirty_seconds() {
        let mut lookout = Lookout::default();
        assert_eq!(lookout.due(&locked(), at(100), IDLE_AFTER), Some(at(100)));
        assert_eq!(
            look(&mut lookout, &locked(), 100, Evidence::default()),
            None
        );
        assert_eq!(lookout.due(&locked(), at(101), IDLE_AFTER), Some(at(130)));
        let away = SessionInfo {
            state: SessionState::Online,
            ..locked()
        };
        assert_eq!(lookout.due(&away, at(101), IDLE_AFTER), None);
    }

    #[test]
    fn a_busy_program_behind_a_lock_is_charged_from_the_beginning() {
        let mut lookout = Lookout::default();
        look(&mut lookout, &locked(), 100, Evidence::default());
        let seen = Evidence {
            cpu: cpu(40),
            ..Evidence::default()
        };
        assert_eq!(
            look(&mut lookout, &locked(), 130, seen),
            Some(Finding::InUseSince(at(100)))
        );
        let quiet = Evidence {
            cpu: cpu(2),
            ..Evidence::default()
        };
        assert_eq!(
            look(&mut lookout, &locked(), 160, quiet),
            Some(Finding::Agrees)
        );
    }

    #[test]
    fn one_touch_of_the_keyboard_does_not_open_a_lock_and_going_on_does() {
        let mut lookout = Lookout::default();
        look(
            &mut lookout,
            &locked(),
            100,
            Evidence {
                input: input(99),
                ..Evidence::default()
            },
        );
        let seen = |secs| Evidence {
            input: input(secs),
            cpu: cpu(1),
            ..Evidence::default()
        };
        assert_eq!(
            look(&mut lookout, &locked(), 130, seen(120)),
            Some(Finding::Agrees)
        );
        assert_eq!(
            look(&mut lookout, &locked(), 160, seen(120)),
            Some(Finding::Agrees)
        );
        assert_eq!(
            look(&mut lookout, &locked(), 190, seen(180)),
            Some(Finding::Agrees)
        );
        assert_eq!(
            look(&mut lookout, &locked(), 220, seen(210)),
            Some(Finding::InputSince(at(180)))
        );
    }

    #[test]
    fn music_behind_a_lock_is_no_contradiction_and_a_film_is() {
        let mut lookout = Lookout::default();
        look(&mut lookout, &locked(), 100, Evidence::default());
        let music = Evidence {
            sound: Some(SoundUse::ByAccount),
            cpu: cpu(1),
            ..Evidence::default()
        };
        assert_eq!(
            look(&mut lookout, &locked(), 130, music),
            Some(Finding::Agrees)
        );
        let film = Evidence {
            sound: Some(SoundUse::ByAccount),
            cpu: cpu(5),
            ..Evidence::default()
        };
        assert_eq!(
            look(&mut lookout, &locked(), 160, film),
            Some(Finding::InUseSince(at(130)))
        );
        assert!(!lookout.media);
    }

    #[test]
    fn input_ends_a_claim_of_being_idle() {
        let idle = SessionInfo {
            idle_hint: true,
            idle_since: Some(at(100)),
            ..session()
        };
        let mut lookout = Lookout::default();
        look(
            &mut lookout,
            &idle,
            101,
            Evidence {
                input: input(99),
                ..Evidence::default()
            },
        );
        let seen = |secs| Evidence {
            input: input(secs),
            ..Evidence::default()
        };
        assert_eq!(
            look(&mut lookout, &idle, 131, seen(99)),
            Some(Finding::Agrees)
        );
        assert_eq!(
            look(&mut lookout, &idle, 161, seen(150)),
            Some(Finding::InputSince(at(150)))
        );
    }

    #[test]
    fn sound_without_input_is_a_film() {
        let idle = SessionInfo {
            idle_hint: true,
            idle_since: Some(at(100)),
            ..session()
        };
        let mut lookout = Lookout::default();
        let seen = Evidence {
            sound: Some(SoundUse::ByAccount),
            ..Evidence::default()
        };
        look(&mut lookout, &idle, 101, seen.clone());
        look(&mut lookout, &idle, 131, seen);
        assert!(lookout.media);
        assert_eq!(lookout.heard, Some(at(131)));
        look(
            &mut lookout,
            &idle,
            161,
            Evidence {
                sound: Some(SoundUse::Silent),
                ..Evidence::default()
            },
        );
        assert!(!lookout.media);
        assert_eq!(lookout.heard, Some(at(131)));
        look(&mut lookout, &session(), 170, Evidence::default());
        assert_eq!(lookout.heard, None);
    }

    #[test]
    fn a_machine_that_shows_nothing_says_so_at_the_second_look() {
        let mut lookout = Lookout::default();
        look(&mut lookout, &locked(), 100, Evidence::default());
        assert_eq!(
            look(&mut lookout, &locked(), 130, Evidence::default()),
            None
        );
        assert_eq!(
            look(&mut lookout, &locked(), 160, Evidence::default()),
            Some(Finding::CannotTell)
        );
    }

    #[test]
    fn silence_of_the_seat_is_idle_where_the_session_does_not_say_so() {
        let mut lookout = Lookout::default();
        let seen = |secs, percent| Evidence {
            input: input(secs),
            cpu: cpu(percent),
            ..Evidence::default()
        };
        look(&mut lookout, &session(), 100, seen(99, 5));
        assert_eq!(lookout.due(&session(), at(100), IDLE_AFTER), Some(at(399)));
        look(&mut lookout, &session(), 399, seen(99, 50));
        assert_eq!(lookout.quiet, None, "a busy game is in use");
        look(&mut lookout, &session(), 429, seen(99, 2));
        assert_eq!(lookout.quiet, Some(at(99)));
        assert_eq!(lookout.due(&session(), at(430), IDLE_AFTER), Some(at(459)));
        look(&mut lookout, &session(), 459, seen(450, 2));
        assert_eq!(lookout.quiet, None);
    }

    #[test]
    fn silence_of_the_devices_says_nothing_about_a_session_elsewhere() {
        let remote = SessionInfo {
            remote: true,
            seat: None,
            ..session()
        };
        let mut lookout = Lookout::default();
        let silent = Evidence {
            input: Some(InputUse { last: None }),
            ..Evidence::default()
        };
        look(&mut lookout, &remote, 1000, silent);
        assert_eq!(lookout.quiet, None);
        assert_eq!(lookout.due(&remote, at(1001), IDLE_AFTER), None);
    }
}
