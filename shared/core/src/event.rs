//! Everything that can happen. The shell turns each thing it learns into one of these, with the [`Moment`] it learned it.
//!
//! [`Moment`]: crate::time::Moment

use crate::health::HealthCode;
use crate::id::{Account, ActivityId, ChildId, ParentId, ProcessKey, ProgramId, SessionId};
use crate::policy::Household;
use crate::time::{BootTime, Span, WallTime};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Time passed: a deadline was reached, or somebody wants fresh numbers.
    Tick,
    /// The agent started and sees the world as this. What was going on before is settled first: in the same boot the
    /// gap counts for every login session that went on; after a reboot nothing counts past the last known moment.
    Started(World),
    /// The agent is about to stop, or the machine to sleep: settle everything up to now.
    Stopping,
    /// A household version takes effect.
    HouseholdApplied {
        /// The whole household.
        household: Box<Household>,
        /// Its time zone, looked up by the shell: zone data is I/O.
        zone: jiff::tz::TimeZone,
        /// Who did it.
        by: Actor,
    },
    /// The store was broken when the agent started.
    StoreBroken(StoreRecovery),
    /// A login session appeared.
    SessionOpened(Session),
    /// What a session claims about itself changed.
    SessionChanged {
        /// Which.
        session: SessionId,
        /// The whole new state.
        state: SessionState,
    },
    /// A login session ended.
    SessionClosed {
        /// Which.
        session: SessionId,
    },
    /// What the kernel shows about a session that claims to be locked or idle.
    Evidence {
        /// Which.
        session: SessionId,
        /// The finding.
        finding: Finding,
    },
    /// A program of a watched account runs.
    ProcessStarted(Process),
    /// A process ended.
    ProcessEnded {
        /// Which.
        process: ProcessKey,
    },
    /// Somebody wants to log in; answered by [`Action::AnswerLogin`](crate::action::Action::AnswerLogin).
    LoginAsked {
        /// Goes back with the answer.
        ticket: Ticket,
        /// The login name.
        account: Account,
    },
    /// A program is about to run; answered by [`Action::AnswerExec`](crate::action::Action::AnswerExec).
    ExecAsked {
        /// Goes back with the answer.
        ticket: Ticket,
        /// The program, not running yet.
        process: Process,
    },
    /// The shell found an issue of the protection, or found it gone.
    Issue {
        /// Which.
        code: HealthCode,
        /// What it concerns, if it is one thing.
        about: Option<String>,
        /// Here or gone.
        state: IssueState,
    },
    /// Somebody wants something done; answered by [`Action::Reply`](crate::action::Action::Reply).
    Command {
        /// Goes back with the answer.
        ticket: Ticket,
        /// Who. The shell has checked that this actor may send this command at all.
        by: Actor,
        /// What.
        command: Command,
    },
}

/// Whether an issue is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum IssueState {
    /// It is.
    Present,
    /// It is not any more.
    Gone,
}

/// Ties an answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ticket(pub u64);

/// The sessions and programs that exist now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct World {
    /// Login sessions of people.
    pub sessions: Vec<Session>,
    /// Running processes of watched accounts.
    pub processes: Vec<Process>,
}

/// A login session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The operating system's id. Unique within a boot.
    pub id: SessionId,
    /// Whose login.
    pub account: Account,
    /// What it claims.
    pub state: SessionState,
    /// When it was opened, if known. It matters for one that appeared while the agent was not running.
    pub opened: Option<BootTime>,
}

/// What a session claims about itself. Locked and idle are hints that a child can set; see [`Event::Evidence`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionState {
    /// In front on its seat; sessions without a seat always are. Not settable by a child without really going away.
    pub in_front: bool,
    /// The screen is said to be locked.
    pub locked: bool,
    /// There was no input since then; `None` while there is.
    pub no_input_since: Option<BootTime>,
    /// Sound or video is playing.
    pub media: bool,
}

impl SessionState {
    /// In front, unlocked, in use.
    pub const IN_USE: Self = Self {
        in_front: true,
        locked: false,
        no_input_since: None,
        media: false,
    };
}

/// What the kernel's own view says about a session's claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    /// Nothing contradicts the claim up to now.
    Agrees,
    /// Its programs have been busy since then, whatever it claims.
    InUseSince(BootTime),
    /// There has been input since then: somebody sits there, whatever it claims.
    InputSince(BootTime),
    /// This machine shows nothing that could tell; the claim is accepted, and the parent told that it is only a claim.
    CannotTell,
}

/// A process of a watched account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// Identity.
    pub key: ProcessKey,
    /// Whose.
    pub account: Account,
    /// What can be told about its program.
    pub program: ProgramFacts,
    /// When it started, if known. Never in the future.
    pub started: Option<BootTime>,
}

/// What can be told about a program without the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProgramFacts {
    /// Absolute path of the executable.
    pub exe: Option<String>,
    /// The command line, arguments joined by blanks.
    pub command: Option<String>,
    /// Flatpak application id.
    pub flatpak: Option<String>,
    /// Snap name.
    pub snap: Option<String>,
    /// Steam application number.
    pub steam: Option<u32>,
    /// What the catalogue says it is. The family's own rules beat it.
    pub catalogue: Option<CatalogueEntry>,
}

/// What the catalogue knows about a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEntry {
    /// Program id.
    pub id: ProgramId,
    /// Its kind.
    pub kind: ProgramKind,
}

/// What a program is, as far as counting goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProgramKind {
    /// Belongs to an activity.
    Activity(ActivityId),
    /// An application without an activity: ordinary counted screen time.
    Application,
    /// A part of the desktop or the system: it neither counts nor keeps anything from standing still.
    Neutral,
}

/// Who wants something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Root: scripts, packages, tests.
    System,
    /// A parent or carer.
    Parent(ParentId),
    /// A child.
    Child(ChildId),
    /// The agent itself.
    Agent,
}

/// What somebody wants done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Command {
    /// More (or, negative, fewer) minutes today.
    GrantMinutes {
        /// For whom.
        child: ChildId,
        /// How much; negative takes away. At most 24 h either way.
        span: Span,
        /// For what.
        subject: Subject,
    },
    /// Let in until then, whatever the windows, bedtime, break and allowances say.
    LetIn {
        /// Whom.
        child: ChildId,
        /// Until when.
        until: WallTime,
    },
    /// A day without allowances, windows and breaks; bedtime stays.
    FreeDay {
        /// For whom.
        child: ChildId,
    },
    /// Lock until then, or until unlocked.
    LockNow {
        /// Whom.
        child: ChildId,
        /// Until when.
        until: Option<WallTime>,
    },
    /// Takes back a lock of a parent.
    UnlockNow {
        /// Whom.
        child: ChildId,
    },
    /// The child asks for time.
    Ask {
        /// Who.
        child: ChildId,
        /// How much.
        span: Span,
        /// For what.
        subject: Subject,
        /// Why, in the child's words; at most 500 characters.
        why: String,
    },
    /// A parent answers the child's open request.
    Answer {
        /// Whose request.
        child: ChildId,
        /// Yes or no.
        approve: bool,
        /// Another amount than asked for.
        span: Option<Span>,
    },
    /// The child takes a few minutes to finish, repaid the next day.
    FinishMatch {
        /// Who.
        child: ChildId,
    },
    /// Says which of the siblings sits at a shared login.
    ChooseProfile {
        /// In which session.
        session: SessionId,
        /// Who it is.
        child: ChildId,
        /// The child's PIN, where one is set.
        pin: Option<String>,
    },
    /// A parent says that the clock is right as it is.
    ConfirmClock,
}

/// What minutes are for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Screen time.
    Screen,
    /// One activity.
    Activity(ActivityId),
    /// One program.
    Program(ProgramId),
}

impl Subject {
    /// `screen`, or the activity's or program's id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Screen => "screen",
            Self::Activity(id) => id.as_str(),
            Self::Program(id) => id.as_str(),
        }
    }
}

/// What was found instead of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoreRecovery {
    /// A good copy; everything up to its last moment is known.
    FromCopy,
    /// Nothing: the restrictive fallback household applies until a parent acts.
    Nothing,
}
