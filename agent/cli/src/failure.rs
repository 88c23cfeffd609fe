//! What went wrong, in words: what, why, what to do. And the exit code that scripts see.

mod history;

use crate::output::{Line, Tone, wrap};
use luytre_core::health::HealthCode;
use luytre_locale::{Locale, ProblemText, Value, Voice};
use luytre_protocol::{ClientError, Farewell, WireError, WireProblem};
use std::path::PathBuf;

/// How a command ended, as scripts see it. The numbers are documented and stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Ok,
    /// 1: refused by the rules, or it failed.
    Failed,
    /// 2: the command line is not understood.
    Usage,
    /// 3: no agent is running.
    NoAgent,
    /// 4: this login may not do that.
    NotAllowed,
    /// 5: the household or scenario file has problems.
    BadFile,
    /// 77: the login is refused; only from the login check.
    RefuseLogin,
}

impl Exit {
    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NoAgent => 3,
            Self::NotAllowed => 4,
            Self::BadFile => 5,
            Self::RefuseLogin => crate::commands::REFUSE_LOGIN,
        }
    }
}

/// Why a command did not do what it should.
#[derive(Debug)]
pub enum Failure {
    /// The agent: not there, or it refused.
    Agent(Box<ClientError>),
    /// A household file has problems.
    Household(Problems),
    /// Something to tell, by the id of its text: the value says what, `.why` why, `.remedy` what to do.
    Told(Told),
    /// A file or the system.
    Other(anyhow::Error),
    /// Whoever read our output has gone.
    OutputClosed,
}

/// Problems of a household file.
#[derive(Debug)]
pub struct Problems {
    /// The file's name, as given.
    pub file: String,
    /// What is wrong, in the order of the file; the texts name their lines.
    pub list: Vec<ProblemText>,
    /// How many more there are.
    pub more: u32,
}

/// A failure with a text of its own.
#[derive(Debug)]
pub struct Told {
    /// The text.
    pub id: &'static str,
    /// Its arguments.
    pub args: Vec<(&'static str, String)>,
    /// The exit code.
    pub exit: Exit,
}

impl Failure {
    /// A failure with a text of its own.
    #[must_use]
    pub fn told(id: &'static str, args: &[(&'static str, &str)], exit: Exit) -> Self {
        let args = args
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        Self::Told(Told { id, args, exit })
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self::Agent(Box::new(error))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::OutputClosed
        } else {
            Self::Other(error.into())
        }
    }
}

/// A failure as people read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What.
    pub what: String,
    /// Why; may be empty.
    pub why: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// The exit code.
    pub exit: Exit,
}

impl Failure {
    /// The failure in words; `None` if nobody is there to read them.
    #[must_use]
    pub fn explain(&self, locale: &Locale, voice: Voice) -> Option<Explanation> {
        match self {
            Self::Agent(error) => Some(client(error, locale, voice)),
            Self::Household(problems) => Some(Explanation {
                what: locale.text(
                    "fail-household",
                    &[
                        ("file", problems.file.as_str().into()),
                        (
                            "count",
                            (i64::try_from(problems.list.len()).unwrap_or(i64::MAX)
                                + i64::from(problems.more))
                            .into(),
                        ),
                    ],
                ),
                why: locale.plain("fail-household.why"),
                remedy: String::new(),
                exit: Exit::BadFile,
            }),
            Self::Told(told) => {
                let args: Vec<(&str, Value<'_>)> = told
                    .args
                    .iter()
                    .map(|(name, value)| (*name, value.as_str().into()))
                    .collect();
                Some(by_id(locale, told.id, &args, told.exit))
            }
            Self::Other(error) => Some(Explanation {
                what: locale.plain("fail-other"),
                why: format!("{error:#}"),
                remedy: String::new(),
                exit: Exit::Failed,
            }),
            Self::OutputClosed => None,
        }
    }

    /// The lines for a terminal.
    #[must_use]
    pub fn lines(&self, locale: &Locale, voice: Voice, width: usize) -> Vec<Line> {
        let Some(text) = self.explain(locale, voice) else {
            return Vec::new();
        };
        let mut lines = explained(&text, width);
        if let Self::Household(problems) = self {
            lines.extend(problem_lines(problems, locale, width));
        }
        lines
    }
}

fn explained(text: &Explanation, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, row) in wrap(&text.what, width - 2).into_iter().enumerate() {
        let mark = if index == 0 {
            Line::of("✗ ", Tone::Brick)
        } else {
            Line::of("  ", Tone::Ink)
        };
        lines.push(mark.with(&row, Tone::Strong));
    }
    for row in text.why.lines().filter(|row| !row.is_empty()) {
        lines.extend(
            wrap(row, width - 2)
                .iter()
                .map(|row| Line::of("  ", Tone::Ink).ink(row)),
        );
    }
    if !text.remedy.is_empty() {
        lines.extend(remedy(&text.remedy, width));
    }
    lines
}

/// What to do, with an arrow.
#[must_use]
pub fn remedy(text: &str, width: usize) -> Vec<Line> {
    wrap(text, width.saturating_sub(4))
        .iter()
        .enumerate()
        .map(|(index, row)| {
            Line::of(if index == 0 { "  → " } else { "    " }, Tone::Bamboo).ink(row)
        })
        .collect()
}

fn problem_lines(problems: &Problems, locale: &Locale, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for text in &problems.list {
        lines.push(Line::empty());
        lines.extend(
            wrap(&text.what, width - 2)
                .iter()
                .map(|row| Line::of("  ", Tone::Ink).ink(row)),
        );
        if !text.remedy.is_empty() {
            lines.extend(remedy(&text.remedy, width));
        }
    }
    if problems.more > 0 {
        lines.push(Line::empty());
        lines.push(Line::of("  ", Tone::Ink).with(
            &locale.text("fail-household-more", &[("count", problems.more.into())]),
            Tone::Faint,
        ));
    }
    lines
}

fn by_id(locale: &Locale, id: &str, args: &[(&str, Value<'_>)], exit: Exit) -> Explanation {
    let part = |name: &str| {
        let id = format!("{id}.{name}");
        if locale.has(&id) {
            locale.text(&id, args)
        } else {
            String::new()
        }
    };
    Explanation {
        what: locale.text(id, args),
        why: part("why"),
        remedy: part("remedy"),
        exit,
    }
}

fn client(error: &ClientError, locale: &Locale, voice: Voice) -> Explanation {
    let told = |id: &str, args: &[(&str, Value<'_>)], exit| by_id(locale, id, args, exit);
    let at = |path: &PathBuf| path.display().to_string();
    match error {
        ClientError::NotRunning { path } => told(
            "fail-not-running",
            &[("path", at(path).into())],
            Exit::NoAgent,
        ),
        ClientError::NotTrusted { path, owner } => told(
            "fail-not-trusted",
            &[("path", at(path).into()), ("owner", (*owner).into())],
            Exit::NoAgent,
        ),
        ClientError::NoAccess { path } => told(
            "fail-no-access",
            &[("path", at(path).into())],
            Exit::NotAllowed,
        ),
        ClientError::TimedOut => told("fail-timed-out", &[], Exit::Failed),
        ClientError::Incompatible { theirs: _, product } => told(
            "fail-incompatible",
            &[
                ("theirs", product.as_str().into()),
                ("ours", env!("CARGO_PKG_VERSION").into()),
            ],
            Exit::Failed,
        ),
        ClientError::Closed(why) => farewell(why, locale),
        ClientError::Lost(_) => told("fail-lost", &[], Exit::Failed),
        ClientError::Refused(error) => wire(error, locale, voice),
        ClientError::Frame(_) | ClientError::BadAnswer => {
            told("fail-bad-answer", &[], Exit::Failed)
        }
        ClientError::Unsupported => told("fail-unsupported-system", &[], Exit::NoAgent),
    }
}

fn farewell(why: &Farewell, locale: &Locale) -> Explanation {
    let (id, exit) = match why {
        Farewell::Incompatible { .. }
        | Farewell::NoHello {}
        | Farewell::Garbage {}
        | Farewell::FrameTooLarge { .. } => ("fail-bad-answer", Exit::Failed),
        Farewell::TooManyConnections { .. } | Farewell::Flood {} | Farewell::NotReading {} => {
            ("fail-busy", Exit::Failed)
        }
        Farewell::UnknownPeer {} => ("fail-unknown-peer", Exit::NotAllowed),
        Farewell::RoleChanged {} => ("fail-role-changed", Exit::Failed),
        Farewell::Stopping {} => ("fail-stopping", Exit::NoAgent),
    };
    by_id(locale, id, &[], exit)
}

fn wire(error: &WireError, locale: &Locale, voice: Voice) -> Explanation {
    let told = |id: &str, args: &[(&str, Value<'_>)], exit| by_id(locale, id, args, exit);
    if let Some(text) = history::explain(error, locale, voice) {
        return text;
    }
    match error {
        WireError::Unsupported { .. } | WireError::NotAllowed { .. } => match voice {
            Voice::Child => told("fail-not-allowed-child", &[], Exit::NotAllowed),
            Voice::Parent => told("fail-not-allowed", &[], Exit::NotAllowed),
        },
        WireError::Refused { refusal } => {
            use luytre_core::action::Refusal;
            let exit = match refusal {
                Refusal::NotAllowed { .. } | Refusal::CarerMayNot | Refusal::CarerLimit { .. } => {
                    Exit::NotAllowed
                }
                Refusal::UnknownChild { .. }
                | Refusal::UnknownSubject { .. }
                | Refusal::UnknownSession { .. }
                | Refusal::BadSpan
                | Refusal::BadTime
                | Refusal::RequestWaiting
                | Refusal::TooManyRequests { .. }
                | Refusal::NoRequest
                | Refusal::NoTurnsLeft
                | Refusal::WallStands { .. }
                | Refusal::WrongPin
                | Refusal::TooLong { .. }
                | Refusal::NoHousehold => Exit::Failed,
            };
            Explanation {
                what: locale.refusal(refusal, voice),
                why: String::new(),
                remedy: String::new(),
                exit,
            }
        }
        WireError::BadHousehold { problems, more } => {
            let count = i64::try_from(problems.len()).unwrap_or(i64::MAX) + i64::from(*more);
            told(
                "fail-household",
                &[("file", "".into()), ("count", count.into())],
                Exit::BadFile,
            )
        }
        WireError::VersionConflict { current } => told(
            "fail-version-conflict",
            &[("current", current.to_string().into())],
            Exit::Failed,
        ),
        WireError::UnknownVersion { version } => told(
            "fail-unknown-version",
            &[("version", version.to_string().into())],
            Exit::Failed,
        ),
        WireError::WhichChild { children } => {
            let names: Vec<&str> = children
                .iter()
                .map(luytre_core::id::ChildId::as_str)
                .collect();
            told(
                "fail-which-child",
                &[("children", locale.list(&names).into())],
                Exit::Usage,
            )
        }
        WireError::NoHousehold {} => {
            let text = locale.health_code(HealthCode::NotSetUp, None);
            Explanation {
                what: text.what,
                why: text.why,
                remedy: text.remedy,
                exit: Exit::Failed,
            }
        }
        WireError::OutOfRange { field, limit } => told(
            "fail-out-of-range",
            &[
                ("field", field.as_str().into()),
                ("limit", limit.to_string().into()),
            ],
            Exit::Usage,
        ),
        WireError::TooLarge {} => told("fail-too-large", &[], Exit::Failed),
        WireError::RateLimited { .. } => told("fail-busy", &[], Exit::Failed),
        WireError::StoreUnavailable {} => told("fail-store", &[], Exit::Failed),
        WireError::BadRequest {} => told("fail-bad-answer", &[], Exit::Failed),
        // Worded above, all of them.
        WireError::Locked {}
        | WireError::NoPassphrase {}
        | WireError::PassphraseState { .. }
        | WireError::WhichParent { .. }
        | WireError::WrongSecret { .. }
        | WireError::TooManyTries { .. }
        | WireError::UnfitSecret { .. }
        | WireError::Mistyped { .. }
        | WireError::LastWayIn {}
        | WireError::Sealed {}
        | WireError::ChildIsAsked {}
        | WireError::Internal {} => told("fail-internal", &[], Exit::Failed),
    }
}

/// Problems that the agent found in a household file.
#[must_use]
pub fn from_wire(file: &str, problems: &[WireProblem], more: u32, locale: &Locale) -> Problems {
    let list = problems
        .iter()
        .map(|problem| {
            let args = problem
                .args
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            locale.problem_from_wire(&problem.message_id, args)
        })
        .collect();
    Problems {
        file: file.to_owned(),
        list,
        more,
    }
}
