//! The scenario file: reading and checking it.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use luytre_core::household;
use luytre_core::id::{ActivityId, ChildId, ParentId};
use luytre_core::policy::Household;
use luytre_core::time::{Span, WallTime};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The largest scenario file that is read, in bytes.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// The longest time played: more is a mistake in a date.
const LONGEST: Span = Span::from_hours(24 * 366 * 5);

/// A checked scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The household at the start.
    pub household: Household,
    /// The zone of all local times.
    pub zone: TimeZone,
    /// When it starts.
    pub start: WallTime,
    /// When it ends.
    pub end: WallTime,
    /// What happens, ordered by time.
    pub steps: Vec<Step>,
}

/// Something that happens.
#[derive(Debug, Clone)]
pub struct Step {
    /// When, in true time.
    pub at: WallTime,
    /// Line of the file.
    pub line: usize,
    /// What.
    pub what: What,
}

/// What can happen in a scenario.
#[derive(Debug, Clone)]
pub enum What {
    /// A child logs in.
    Login(ChildId),
    /// A child logs out.
    Logout(ChildId),
    /// The session is locked.
    Lock {
        /// Whose.
        child: ChildId,
        /// The kernel's view says that it is used.
        contradicted: bool,
    },
    /// The session is unlocked.
    Unlock {
        /// Whose.
        child: ChildId,
        /// Only if the rules allow use.
        obeys: bool,
    },
    /// Another session comes in front.
    SwitchAway(ChildId),
    /// The session is in front again.
    SwitchBack(ChildId),
    /// Input stops.
    Idle {
        /// Whose.
        child: ChildId,
        /// Sound or video goes on.
        media: bool,
        /// The kernel's view says that it is used.
        contradicted: bool,
    },
    /// There is input.
    Input(ChildId),
    /// A program starts.
    Start(ChildId, Program),
    /// A program ends.
    Stop(ChildId, Program),
    /// The machine is suspended.
    Suspend,
    /// It wakes.
    Resume,
    /// It is switched off and on.
    Reboot {
        /// How long it is off.
        off_for: Span,
    },
    /// Somebody sets the wall clock.
    SetClock {
        /// To what.
        to: ClockTime,
    },
    /// A time server sets it right.
    ClockSynchronised,
    /// A parent gives minutes.
    Grant {
        /// To whom.
        child: ChildId,
        /// Who gives; root unless named.
        by: Option<ParentId>,
        /// What.
        grant: Grant,
    },
    /// A parent locks.
    LockNow {
        /// Whom.
        child: ChildId,
        /// Until when.
        until: Option<ClockTime>,
    },
    /// A parent takes that back.
    UnlockNow(ChildId),
    /// A child asks.
    Request {
        /// Who.
        child: ChildId,
        /// How much.
        span: Span,
        /// For an activity; for the screen unless named.
        activity: Option<ActivityId>,
        /// Why.
        why: String,
    },
    /// A parent answers.
    Answer {
        /// Whom.
        child: ChildId,
        /// Yes or no.
        approve: bool,
        /// Another amount.
        span: Option<Span>,
    },
    /// A child takes finish-the-match minutes.
    FinishMatch(ChildId),
    /// A new household.
    Policy(Box<Household>, Option<TimeZone>),
    /// The agent is killed.
    KillDaemon,
    /// The agent starts.
    StartDaemon,
    /// The store is garbage at the next start.
    BreakStore,
}

impl What {
    /// The child it happens to, if it is one child's.
    #[must_use]
    pub fn child(&self) -> Option<&ChildId> {
        match self {
            Self::Login(child)
            | Self::Logout(child)
            | Self::Lock { child, .. }
            | Self::Unlock { child, .. }
            | Self::SwitchAway(child)
            | Self::SwitchBack(child)
            | Self::Idle { child, .. }
            | Self::Input(child)
            | Self::Start(child, _)
            | Self::Stop(child, _)
            | Self::Grant { child, .. }
            | Self::LockNow { child, .. }
            | Self::UnlockNow(child)
            | Self::Request { child, .. }
            | Self::Answer { child, .. }
            | Self::FinishMatch(child) => Some(child),
            Self::Suspend
            | Self::Resume
            | Self::Reboot { .. }
            | Self::SetClock { .. }
            | Self::ClockSynchronised
            | Self::Policy(..)
            | Self::KillDaemon
            | Self::StartDaemon
            | Self::BreakStore => None,
        }
    }
}

/// A program as a scenario names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// By id.
    Id(String),
    /// By its executable.
    Exe(String),
    /// By its command line.
    Command(String),
}

/// What a parent gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// Minutes, for the screen or one activity.
    Minutes(Span, Option<ActivityId>),
    /// Let in until then.
    Until(ClockTime),
    /// A free day.
    FreeDay,
}

/// A time of a date, or of whatever day it is when it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockTime {
    /// With its date.
    On(DateTime),
    /// The next time that the clock shows this.
    Next(Time),
}

/// What is wrong with a scenario file.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is larger than [`MAX_BYTES`].
    #[error("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// It is not UTF-8.
    #[error("the file is not UTF-8 text (byte {at})")]
    NotText {
        /// Offset of the first bad byte.
        at: usize,
    },
    /// It is not a scenario.
    #[error("line {line}: {message}")]
    Bad {
        /// Where, from 1.
        line: usize,
        /// What.
        message: String,
    },
    /// Its household is not valid.
    #[error("the policy at line {line} is not valid: {problems}")]
    Policy {
        /// Line of the scenario at which the household begins, from 1.
        line: usize,
        /// What is wrong, with lines counted from there.
        problems: household::Problems,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    timezone: Option<Spanned<String>>,
    start: Spanned<Stamp>,
    end: Spanned<Stamp>,
    policy: Option<Spanned<String>>,
    policy_file: Option<Spanned<PathBuf>>,
    #[serde(default)]
    event: Vec<Spanned<RawStep>>,
}

/// A time, quoted or not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stamp {
    Toml(toml::value::Datetime),
    Text(String),
}

impl Stamp {
    fn text(&self) -> String {
        match self {
            Self::Toml(stamp) => stamp.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    at: Stamp,
    #[serde(rename = "do")]
    what: String,
    child: Option<String>,
    program: Option<String>,
    exe: Option<String>,
    command: Option<String>,
    minutes: Option<i64>,
    #[serde(rename = "for")]
    subject: Option<String>,
    until: Option<Stamp>,
    free_day: Option<bool>,
    by: Option<String>,
    obeys: Option<bool>,
    media: Option<bool>,
    contradicted: Option<bool>,
    off_for: Option<String>,
    to: Option<Stamp>,
    why: Option<String>,
    approve: Option<bool>,
    text: Option<String>,
    policy: Option<String>,
}

impl RawStep {
    /// The names of the keys that are there, `at` and `do` aside.
    fn keys(&self) -> impl Iterator<Item = &'static str> {
        [
            ("child", self.child.is_some()),
            ("program", self.program.is_some()),
            ("exe", self.exe.is_some()),
            ("command", self.command.is_some()),
            ("minutes", self.minutes.is_some()),
            ("for", self.subject.is_some()),
            ("until", self.until.is_some()),
            ("free_day", self.free_day.is_some()),
            ("by", self.by.is_some()),
            ("obeys", self.obeys.is_some()),
            ("media", self.media.is_some()),
            ("contradicted", self.contradicted.is_some()),
            ("off_for", self.off_for.is_some()),
            ("to", self.to.is_some()),
            ("why", self.why.is_some()),
            ("approve", self.approve.is_some()),
            ("text", self.text.is_some()),
            ("policy", self.policy.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, there)| there.then_some(name))
    }
}

/// Each thing that can happen, with the keys it takes.
const STEPS: &[(&str, &[&str])] = &[
    ("login", &["child"]),
    ("logout", &["child"]),
    ("lock", &["child", "contradicted"]),
    ("unlock", &["child", "obeys"]),
    ("switch_away", &["child"]),
    ("switch_back", &["child"]),
    ("idle", &["child", "media", "contradicted"]),
    ("input", &["child"]),
    ("start", &["child", "program", "exe", "command"]),
    ("stop", &["child", "program", "exe", "command"]),
    ("suspend", &[]),
    ("resume", &[]),
    ("reboot", &["off_for"]),
    ("set_clock", &["to"]),
    ("clock_synchronised", &[]),
    (
        "grant",
        &["child", "minutes", "for", "until", "free_day", "by"],
    ),
    ("lock_now", &["child", "until"]),
    ("unlock_now", &["child"]),
    ("request", &["child", "minutes", "for", "why"]),
    ("answer", &["child", "approve", "minutes"]),
    ("finish_match", &["child"]),
    ("policy", &["text", "policy"]),
    ("kill_daemon", &[]),
    ("start_daemon", &[]),
    ("break_store", &[]),
];

impl Scenario {
    /// Reads a scenario from a file; a `policy_file` is looked for beside it.
    ///
    /// # Errors
    /// Whatever is wrong with it, with its line.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let folder = path.parent().unwrap_or(Path::new("."));
        Self::parse(&read_text(path)?, folder)
    }

    /// Reads a scenario from text; a `policy_file` is looked for in `folder`.
    ///
    /// # Errors
    /// Whatever is wrong with it, with its line.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Problem> {
        let lines = Lines::new(text);
        let file: File = toml::from_str(text).map_err(|error| Problem::Bad {
            line: error.span().map_or(1, |span| lines.at(span.start)),
            message: error.message().to_owned(),
        })?;
        let (policy, policy_line) = match (&file.policy, &file.policy_file) {
            (Some(policy), None) => (policy.get_ref().clone(), lines.at(policy.span().start)),
            (None, Some(path)) => {
                let line = lines.at(path.span().start);
                (read_text(&folder.join(path.get_ref()))?, line)
            }
            (None, None) => {
                return Err(bad(
                    1,
                    "a scenario needs policy = \"\"\"...\"\"\" or policy_file = \"...\"",
                ));
            }
            (Some(_), Some(second)) => {
                return Err(bad(
                    lines.at(second.span().start),
                    "policy and policy_file exclude each other",
                ));
            }
        };
        let household = parse_policy(&policy, policy_line)?;
        let zone = match &file.timezone {
            Some(name) => zone_named(name.get_ref()).ok_or_else(|| {
                bad(
                    lines.at(name.span().start),
                    "there is no such time zone; write one like \"Asia/Ho_Chi_Minh\"",
                )
            })?,
            None => household
                .timezone
                .as_deref()
                .and_then(zone_named)
                .unwrap_or(TimeZone::UTC),
        };
        let stamp = |stamp: &Spanned<Stamp>| {
            let text = stamp.get_ref().text();
            instant(&text, &zone)
                .ok_or_else(|| bad(lines.at(stamp.span().start), &not_a_time(&text)))
        };
        let start = stamp(&file.start)?;
        let end = stamp(&file.end)?;
        let end_line = lines.at(file.end.span().start);
        if end <= start {
            return Err(bad(end_line, "the end must come after the start"));
        }
        if end.since(start) > LONGEST {
            return Err(bad(end_line, "a scenario may last five years at most"));
        }
        let mut steps = Vec::with_capacity(file.event.len());
        for raw in &file.event {
            let line = lines.at(raw.span().start);
            steps.push(step(raw.get_ref(), line, &zone, (start, end))?);
        }
        check_children(&household, &steps)?;
        steps.sort_by_key(|step| step.at);
        Ok(Self {
            household,
            zone,
            start,
            end,
            steps,
        })
    }
}

/// Every child that something happens to must be in one of the policies; a later one may bring children of its own.
fn check_children(household: &Household, steps: &[Step]) -> Result<(), Problem> {
    let policies = steps.iter().filter_map(|step| {
        if let What::Policy(household, _) = &step.what {
            Some(household.as_ref())
        } else {
            None
        }
    });
    let known: BTreeSet<&ChildId> = std::iter::once(household)
        .chain(policies)
        .flat_map(|household| household.children.iter().map(|child| &child.id))
        .collect();
    for step in steps {
        if let Some(child) = step.what.child().filter(|child| !known.contains(child)) {
            let names: Vec<String> = known.iter().take(8).map(|id| short(id.as_str())).collect();
            return Err(bad(
                step.line,
                &format!(
                    "the policy has no child \"{}\"; it has: {}",
                    short(child.as_str()),
                    names.join(", ")
                ),
            ));
        }
    }
    Ok(())
}

fn step(
    raw: &RawStep,
    line: usize,
    zone: &TimeZone,
    (start, end): (WallTime, WallTime),
) -> Result<Step, Problem> {
    let Some((name, takes)) = STEPS.iter().find(|(name, _)| *name == raw.what) else {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        return Err(bad(
            line,
            &format!(
                "\"{}\" is nothing that can happen; one of: {}",
                short(&raw.what),
                names.join(", ")
            ),
        ));
    };
    if let Some(key) = raw.keys().find(|key| !takes.contains(key)) {
        return Err(bad(line, &format!("{name} takes no \"{key}\"")));
    }
    let at_text = raw.at.text();
    let at = instant(&at_text, zone).ok_or_else(|| bad(line, &not_a_time(&at_text)))?;
    if at < start || at > end {
        return Err(bad(line, "this lies outside start and end of the scenario"));
    }
    let child = || -> Result<ChildId, Problem> {
        raw.child
            .as_deref()
            .map(ChildId::from)
            .ok_or_else(|| bad(line, &format!("{name} needs a child")))
    };
    let program = || match (&raw.program, &raw.exe, &raw.command) {
        (Some(id), None, None) => Ok(Program::Id(id.clone())),
        (None, Some(exe), None) => Ok(Program::Exe(exe.clone())),
        (None, None, Some(command)) => Ok(Program::Command(command.clone())),
        (None, None, None) | (Some(_), _, _) | (_, Some(_), _) => Err(bad(
            line,
            &format!("{name} needs one of program, exe or command"),
        )),
    };
    let minutes = |needed: bool| -> Result<Option<Span>, Problem> {
        match raw.minutes {
            Some(minutes) if (-1440..=1440).contains(&minutes) && minutes != 0 => {
                Ok(Some(Span::from_mins(minutes)))
            }
            Some(_) => Err(bad(
                line,
                "minutes must be from 1 to 1440, or negative in a grant that takes away",
            )),
            None if needed => Err(bad(line, &format!("{name} needs minutes"))),
            None => Ok(None),
        }
    };
    let positive = |span: Option<Span>| match span {
        Some(span) if span.is_negative() => {
            Err(bad(line, &format!("{name} needs minutes above zero")))
        }
        other => Ok(other),
    };
    let clock_time = |stamp: &Stamp| {
        let text = stamp.text();
        clock_time(&text).ok_or_else(|| bad(line, &not_a_time(&text)))
    };
    let subject = raw
        .subject
        .as_deref()
        .filter(|subject| *subject != "screen")
        .map(ActivityId::from);
    let what = match *name {
        "login" => What::Login(child()?),
        "logout" => What::Logout(child()?),
        "lock" => What::Lock {
            child: child()?,
            contradicted: raw.contradicted.unwrap_or(false),
        },
        "unlock" => What::Unlock {
            child: child()?,
            obeys: raw.obeys.unwrap_or(true),
        },
        "switch_away" => What::SwitchAway(child()?),
        "switch_back" => What::SwitchBack(child()?),
        "idle" => What::Idle {
            child: child()?,
            media: raw.media.unwrap_or(false),
            contradicted: raw.contradicted.unwrap_or(false),
        },
        "input" => What::Input(child()?),
        "start" => What::Start(child()?, program()?),
        "stop" => What::Stop(child()?, program()?),
        "suspend" => What::Suspend,
        "resume" => What::Resume,
        "reboot" => {
            let off_for = match &raw.off_for {
                Some(text) => household::parse_duration(text).ok_or_else(|| {
                    bad(
                        line,
                        &format!("\"{}\" is no duration; write one like \"10m\"", short(text)),
                    )
                })?,
                None => Span::ZERO,
            };
            What::Reboot { off_for }
        }
        "set_clock" => {
            let to = raw
                .to
                .as_ref()
                .ok_or_else(|| bad(line, "set_clock needs to = \"...\""))?;
            What::SetClock {
                to: clock_time(to)?,
            }
        }
        "clock_synchronised" => What::ClockSynchronised,
        "grant" => {
            let grant = match (minutes(false)?, &raw.until, raw.free_day) {
                (Some(span), None, None | Some(false)) => Grant::Minutes(span, subject),
                (None, Some(until), None | Some(false)) => Grant::Until(clock_time(until)?),
                (None, None, Some(true)) => Grant::FreeDay,
                _ => {
                    return Err(bad(
                        line,
                        "grant needs one of minutes, until or free_day = true",
                    ));
                }
            };
            What::Grant {
                child: child()?,
                by: raw.by.as_deref().map(ParentId::from),
                grant,
            }
        }
        "lock_now" => What::LockNow {
            child: child()?,
            until: raw.until.as_ref().map(clock_time).transpose()?,
        },
        "unlock_now" => What::UnlockNow(child()?),
        "request" => What::Request {
            child: child()?,
            span: positive(minutes(true)?)?.unwrap_or_default(),
            activity: subject,
            why: raw.why.clone().unwrap_or_default(),
        },
        "answer" => What::Answer {
            child: child()?,
            approve: raw
                .approve
                .ok_or_else(|| bad(line, "answer needs approve = true or false"))?,
            span: positive(minutes(false)?)?,
        },
        "finish_match" => What::FinishMatch(child()?),
        "policy" => {
            let text = raw.text.as_deref().or(raw.policy.as_deref());
            let text = text.ok_or_else(|| bad(line, "policy needs text = \"\"\"...\"\"\""))?;
            let household = parse_policy(text, line)?;
            let zone = household.timezone.as_deref().and_then(zone_named);
            What::Policy(Box::new(household), zone)
        }
        "kill_daemon" => What::KillDaemon,
        "start_daemon" => What::StartDaemon,
        // The table above has no other name.
        _ => What::BreakStore,
    };
    Ok(Step { at, line, what })
}

fn parse_policy(text: &str, line: usize) -> Result<Household, Problem> {
    let mut household = household::parse_with(text, &|name| zone_named(name).is_some())
        .map_err(|problems| Problem::Policy { line, problems })?;
    for child in &mut household.children {
        // A scenario needs no logins; a child without one gets a login of the same name.
        if child.accounts.is_empty() {
            child.accounts.push(child.id.as_str().into());
        }
    }
    Ok(household)
}

fn zone_named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Reads a local time, or one with an offset, in RFC 3339's spelling; seconds may be left out.
fn instant(text: &str, zone: &TimeZone) -> Option<WallTime> {
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return Some(WallTime(stamp.as_millisecond()));
    }
    let local: DateTime = text.parse().ok()?;
    let stamp = zone.to_timestamp(local).ok()?;
    Some(WallTime(stamp.as_millisecond()))
}

fn clock_time(text: &str) -> Option<ClockTime> {
    if text == "24:00" {
        return Some(ClockTime::Next(Time::midnight()));
    }
    // A date alone would parse as midnight; that is rarely what is meant.
    if text.parse::<Date>().is_ok() && !text.contains([':', 'T']) {
        return None;
    }
    if !text.contains('-')
        && let Ok(time) = text.parse::<Time>()
    {
        return Some(ClockTime::Next(time));
    }
    text.parse().ok().map(ClockTime::On)
}

fn not_a_time(text: &str) -> String {
    format!(
        "\"{}\" is no time; write one like \"2026-03-02T16:00:00\"",
        short(text)
    )
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn bad(line: usize, message: &str) -> Problem {
    Problem::Bad {
        line,
        message: message.to_owned(),
    }
}

fn read_text(path: &Path) -> Result<String, Problem> {
    use std::io::Read;
    let failed = |source| Problem::Read {
        path: path.to_owned(),
        source,
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells "too large" from "just fits" without reading all of it.
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| Problem::NotText {
        at: error.utf8_error().valid_up_to(),
    })
}

/// Finds the line of a byte offset.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at)
                .collect(),
        )
    }

    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}
