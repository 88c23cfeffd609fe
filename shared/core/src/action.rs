//! Everything the shell may be told to do. It performs a list in order of [`Action::rank`]: persist first, enforce
//! second, tell third.

use crate::event::{Actor, Subject, Ticket};
use crate::health::HealthCode;
use crate::id::{ActivityId, ChildId, ProcessKey, ProgramId, SessionId};
use crate::record::Record;
use crate::summary::SettledDay;
use crate::time::{Span, WallTime};
use serde::{Deserialize, Serialize};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Append to the ledger.
    Append(Vec<Record>),
    /// Save the engine's state before anything after this is done.
    Save,
    /// A day is settled: condense and seal it, if the family agreed to that, and be done with the ledger's rows of it.
    Settle(Box<SettledDay>),
    /// Lock a session.
    Lock {
        /// Which.
        session: SessionId,
        /// First time, or again because it was unlocked.
        attempt: LockAttempt,
        /// What is told about it; `None` for a repeated try.
        notice: Option<Notice>,
    },
    /// End a session.
    Logout {
        /// Which.
        session: SessionId,
        /// What is told about it, once for a child with several sessions.
        notice: Option<Notice>,
    },
    /// Suspend the machine.
    Suspend,
    /// Switch the machine off.
    PowerOff,
    /// Ask a program to end, and end it [`KILL_AFTER`] later if it does not.
    Terminate {
        /// Which process; its whole tree is meant.
        process: ProcessKey,
        /// What is told about it, once for a program with several processes.
        notice: Option<Notice>,
    },
    /// End a process tree at once.
    Kill {
        /// Which.
        process: ProcessKey,
    },
    /// Answers [`Event::LoginAsked`](crate::event::Event::LoginAsked).
    AnswerLogin {
        /// Of the question.
        ticket: Ticket,
        /// The refusal, or `None` for yes.
        refusal: Option<Notice>,
    },
    /// Answers [`Event::ExecAsked`](crate::event::Event::ExecAsked).
    AnswerExec {
        /// Of the question.
        ticket: Ticket,
        /// The refusal, or `None` for yes.
        refusal: Option<Notice>,
    },
    /// Answers [`Event::Command`](crate::event::Event::Command).
    Reply {
        /// Of the question.
        ticket: Ticket,
        /// Done, or why not.
        result: Result<Done, Refusal>,
    },
    /// Tell child, parents or both.
    Tell(Notice),
}

/// Time between the polite request and the kill of a spent game.
pub const KILL_AFTER: Span = Span::from_secs(10);

impl Action {
    /// Order of execution: 0 persist, 1 enforce and answer, 2 tell.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Append(_) | Self::Save | Self::Settle(_) => 0,
            Self::Lock { .. }
            | Self::Logout { .. }
            | Self::Suspend
            | Self::PowerOff
            | Self::Terminate { .. }
            | Self::Kill { .. }
            | Self::AnswerLogin { .. }
            | Self::AnswerExec { .. } => 1,
            Self::Reply { .. } | Self::Tell(_) => 2,
        }
    }

    /// What people are told by this action, if anything.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        match self {
            Self::Tell(notice) => Some(notice),
            Self::Lock { notice, .. }
            | Self::Logout { notice, .. }
            | Self::Terminate { notice, .. } => notice.as_ref(),
            Self::AnswerLogin { refusal, .. } | Self::AnswerExec { refusal, .. } => {
                refusal.as_ref()
            }
            Self::Append(_)
            | Self::Save
            | Self::Settle(_)
            | Self::Suspend
            | Self::PowerOff
            | Self::Kill { .. }
            | Self::Reply { .. } => None,
        }
    }
}

/// How often a session has been locked by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockAttempt {
    /// The rules have just come to forbid use.
    First,
    /// It was unlocked, or never locked, although the rules forbid use.
    Again,
}

/// One thing people are told: one thought, with its reason and its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// When, in trusted time.
    pub at: WallTime,
    /// Whom it concerns; `None` for the whole household.
    pub child: Option<ChildId>,
    /// What happens.
    pub effect: Effect,
    /// To what.
    pub subject: Subject,
    /// Why.
    pub reason: Option<Reason>,
    /// Time left; `None` where nothing limits or it has no meaning.
    pub left: Option<Span>,
    /// Until when, or when use is allowed again; `None` if not known.
    pub until: Option<WallTime>,
}

/// What a notice says is happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// So much time is left.
    Warn,
    /// The last minute (or ten seconds) runs.
    Countdown,
    /// The session is locked.
    Lock,
    /// It is locked again after an unlock against the rules.
    Relock,
    /// The rules allow use again.
    UnlockAllowed,
    /// The session is ended.
    Logout,
    /// A login is refused.
    RefuseLogin,
    /// A program is ended.
    Terminate,
    /// A program is not allowed to start.
    RefuseExec,
    /// Something else the child should know.
    Notice,
    /// Something parents should know about the protection itself.
    Health,
    /// A child asks.
    Request,
    /// A parent answered.
    Answer,
}

impl Effect {
    /// The name in scenario output and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Countdown => "countdown",
            Self::Lock => "lock",
            Self::Relock => "relock",
            Self::UnlockAllowed => "unlock_allowed",
            Self::Logout => "logout",
            Self::RefuseLogin => "refuse_login",
            Self::Terminate => "terminate",
            Self::RefuseExec => "refuse_exec",
            Self::Notice => "notice",
            Self::Health => "health",
            Self::Request => "request",
            Self::Answer => "answer",
        }
    }
}

/// Why. Walls and limits come first, in the order in which the first that holds is the headline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A parent locked it.
    LockedByParent,
    /// Somebody worked on the protection itself.
    Tamper,
    /// Bedtime.
    Bedtime,
    /// Outside the windows.
    OutsideWindows,
    /// A rest is due.
    BreakDue,
    /// Nothing left this month.
    Monthly,
    /// Nothing left this week.
    Weekly,
    /// Nothing left today.
    Daily,
    /// The activity is spent, blocked or outside its windows.
    Activity(ActivityId),
    /// A single program of an activity is spent.
    Program {
        /// Which.
        program: ProgramId,
        /// Whose rule it is.
        activity: ActivityId,
    },
    /// What a parent let in until now ends.
    LetInEnds {
        /// What stands against use from then on.
        then: Box<Reason>,
    },
    /// A parent gave or took time.
    Granted,
    /// A request was approved.
    Approved,
    /// A request was refused.
    Denied,
    /// A request found no answer within an hour.
    Expired,
    /// The child took finish-the-match minutes.
    FinishMatch,
    /// The rules changed.
    RulesChanged,
    /// The protection has an issue.
    Health(HealthCode),
    /// So much of an activity was used today that a rest would do good.
    Rest {
        /// Used of it today, in whole steps of the rule.
        used: Span,
    },
}

impl Reason {
    /// The name in scenario output and on the wire: `daily`, `activity(games)`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::LockedByParent => "locked_by_parent".to_owned(),
            Self::Tamper => "tamper".to_owned(),
            Self::Bedtime => "bedtime".to_owned(),
            Self::OutsideWindows => "outside_windows".to_owned(),
            Self::BreakDue => "break_due".to_owned(),
            Self::Monthly => "monthly".to_owned(),
            Self::Weekly => "weekly".to_owned(),
            Self::Daily => "daily".to_owned(),
            Self::Activity(id) => format!("activity({id})"),
            // For scripts it is the activity's rule that holds; the program is the subject.
            Self::Program { activity, .. } => format!("activity({activity})"),
            // Scripts read what stands from then on.
            Self::LetInEnds { then } => then.name(),
            Self::Granted => "granted".to_owned(),
            Self::Approved => "approved".to_owned(),
            Self::Denied => "denied".to_owned(),
            Self::Expired => "expired".to_owned(),
            Self::FinishMatch => "finish_match".to_owned(),
            Self::RulesChanged => "rules_changed".to_owned(),
            Self::Health(code) => code.as_str().to_owned(),
            Self::Rest { .. } => "rest".to_owned(),
        }
    }
}

/// What a command came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "done")]
pub enum Done {
    /// It is done.
    Ok,
    /// Minutes were given or taken.
    Granted {
        /// To whom.
        child: ChildId,
        /// What was really added: a negative grant takes at most what is left.
        span: Span,
        /// What is left now; `None` where nothing limits.
        left: Option<Span>,
        /// A wall that stands all the same, if one does.
        still: Option<Reason>,
    },
    /// The request is with the parents.
    Asked {
        /// When it expires.
        until: WallTime,
    },
}

/// Why a command was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "refusal")]
pub enum Refusal {
    /// There is no such child.
    UnknownChild {
        /// As named.
        child: ChildId,
    },
    /// There is no such activity in the rules of this child.
    UnknownSubject {
        /// As named.
        subject: Subject,
    },
    /// There is no such session, or it is not shared with this child.
    UnknownSession {
        /// As named.
        session: SessionId,
    },
    /// Zero, or more than 24 hours.
    BadSpan,
    /// The time lies in the past, or more than a week ahead.
    BadTime,
    /// A carer has given all minutes of today.
    CarerLimit {
        /// What could still be given.
        left: Span,
    },
    /// A carer may add minutes and nothing else.
    CarerMayNot,
    /// This actor may not do this.
    NotAllowed {
        /// Who.
        by: Actor,
    },
    /// A request is waiting already.
    RequestWaiting,
    /// So many requests were made today.
    TooManyRequests {
        /// The day's number.
        limit: u32,
    },
    /// There is no request to answer.
    NoRequest,
    /// Finish-the-match is not agreed, or all turns of this week are taken.
    NoTurnsLeft,
    /// Bedtime or another wall stands; these minutes do not beat it.
    WallStands {
        /// Which.
        reason: Reason,
    },
    /// The PIN is wrong.
    WrongPin,
    /// The text is too long.
    TooLong {
        /// Characters allowed.
        limit: u32,
    },
    /// No household is set up.
    NoHousehold,
}

impl Refusal {
    /// The stable name, for scripts.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::UnknownChild { .. } => "unknown_child",
            Self::UnknownSubject { .. } => "unknown_subject",
            Self::UnknownSession { .. } => "unknown_session",
            Self::BadSpan => "bad_span",
            Self::BadTime => "bad_time",
            Self::CarerLimit { .. } => "carer_limit",
            Self::CarerMayNot => "carer_may_not",
            Self::NotAllowed { .. } => "not_allowed",
            Self::RequestWaiting => "request_waiting",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::NoRequest => "no_request",
            Self::NoTurnsLeft => "no_turns_left",
            Self::WallStands { .. } => "wall_stands",
            Self::WrongPin => "wrong_pin",
            Self::TooLong { .. } => "too_long",
            Self::NoHousehold => "no_household",
        }
    }
}
