//! What children and parents are told, made of a title and a few whole sentences: why, until when, what can be done.

use crate::bundle::{Locale, Value};
use crate::words::capitalise;
use luytre_core::action::{Effect, Notice, Reason};
use luytre_core::event::Subject;

/// Whom a text speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// A child: "con".
    Child,
    /// A parent, or any other adult.
    Parent,
}

/// A notice as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeText {
    /// What happens, without a full stop.
    pub title: String,
    /// Why, until when, what can be done; may be empty.
    pub body: String,
}

impl NoticeText {
    /// Title and body in one line, for places that have only one.
    #[must_use]
    pub fn line(&self) -> String {
        if self.body.is_empty() {
            return self.title.clone();
        }
        let stop = if self.title.ends_with(['.', '!', '?', '…']) {
            ""
        } else {
            "."
        };
        format!("{}{stop} {}", self.title, self.body)
    }
}

/// What a notice is about in time: a limit that comes, one that has come, or neither.
enum Phase {
    Ahead,
    Now,
    News,
}

fn phase(effect: Effect) -> Phase {
    match effect {
        Effect::Warn | Effect::Countdown => Phase::Ahead,
        Effect::Lock
        | Effect::Relock
        | Effect::Logout
        | Effect::RefuseLogin
        | Effect::Terminate
        | Effect::RefuseExec => Phase::Now,
        Effect::UnlockAllowed
        | Effect::Notice
        | Effect::Health
        | Effect::Request
        | Effect::Answer => Phase::News,
    }
}

impl Locale {
    /// A notice in words. Times are as short as they are clear, seen from the moment of the notice.
    #[must_use]
    pub fn notice(&self, notice: &Notice, voice: Voice) -> NoticeText {
        let child = notice
            .child
            .as_ref()
            .map_or_else(String::new, |id| self.child_name(id));
        let subject = self.subject(&notice.subject);
        let title_subject = capitalise(&subject);
        let what = match &notice.reason {
            Some(Reason::Health(code)) => self.health_code(*code, None).what,
            Some(_) | None => self.plain("verdict-weaker"),
        };
        let args: [(&str, Value<'_>); 8] = [
            ("child", child.into()),
            ("subject", subject.into()),
            ("Subject", title_subject.into()),
            (
                "scope",
                if notice.subject == Subject::Screen {
                    "screen".into()
                } else {
                    "other".into()
                },
            ),
            (
                "left",
                notice.left.map_or_else(
                    || Value::from("none"),
                    |left| self.duration(left.at_least_zero()).into(),
                ),
            ),
            (
                "until",
                notice.until.map_or_else(
                    || Value::from("none"),
                    |until| self.moment(until, notice.at).into(),
                ),
            ),
            ("what", what.into()),
            (
                "minutes",
                notice
                    .left
                    .map_or(0, |left| left.at_least_zero().as_mins())
                    .into(),
            ),
        ];
        let title = self.text(&format!("{}-{}", voice.prefix(), title_id(notice)), &args);
        let mut sentences = Vec::new();
        if let Some(reason) = &notice.reason {
            sentences.extend(self.why(notice, reason, voice, &args));
        }
        sentences.extend(self.what_next(notice, voice, &args));
        NoticeText {
            title: capitalise(&title),
            body: sentences.join(" "),
        }
    }

    fn why(
        &self,
        notice: &Notice,
        reason: &Reason,
        voice: Voice,
        args: &[(&str, Value<'_>)],
    ) -> Vec<String> {
        if let Reason::Health(code) = reason {
            return match voice {
                Voice::Parent => {
                    let text = self.health_code(*code, None);
                    vec![text.why, text.remedy]
                }
                Voice::Child => vec![self.plain("child-now-health")],
            };
        }
        let tense = match phase(notice.effect) {
            Phase::Ahead if has_ahead(reason) => "ahead",
            Phase::Ahead | Phase::Now | Phase::News => "now",
        };
        // "You may go on" is no place to repeat what forbade it.
        if notice.effect == Effect::UnlockAllowed && has_ahead(reason) {
            return Vec::new();
        }
        let mut args = args.to_vec();
        match reason {
            Reason::Activity(id) => args.push(("activity", self.activity_name(id).into())),
            Reason::Program { program: id, .. } => {
                args.push(("program", self.program_name(id).into()));
            }
            Reason::Rest { used } => args.push(("used", self.duration(*used).into())),
            Reason::LockedByParent
            | Reason::Tamper
            | Reason::Bedtime
            | Reason::OutsideWindows
            | Reason::BreakDue
            | Reason::Monthly
            | Reason::Weekly
            | Reason::Daily
            | Reason::LetInEnds { .. }
            | Reason::Granted
            | Reason::Approved
            | Reason::Denied
            | Reason::Expired
            | Reason::FinishMatch
            | Reason::RulesChanged
            | Reason::Health(_) => {}
        }
        vec![self.text(
            &format!("{}-{tense}-{}", voice.prefix(), reason_key(reason)),
            &args,
        )]
    }

    /// Until when, and what can be done.
    fn what_next(&self, notice: &Notice, voice: Voice, args: &[(&str, Value<'_>)]) -> Vec<String> {
        let mut sentences = Vec::new();
        let mut say = |id: &str| sentences.push(self.text(id, args));
        let until = notice.until.is_some();
        let left = notice
            .left
            .is_some_and(luytre_core::time::Span::is_positive);
        match (voice, notice.effect) {
            (Voice::Child, Effect::Countdown) => say("child-hint-save"),
            (
                _,
                Effect::Lock
                | Effect::Relock
                | Effect::Logout
                | Effect::RefuseLogin
                | Effect::Terminate
                | Effect::RefuseExec,
            ) => {
                if until {
                    say(voice.id("child-again", "parent-again"));
                }
                if voice == Voice::Child {
                    match notice.reason {
                        Some(Reason::Bedtime) => say("child-hint-sleep"),
                        Some(
                            Reason::Monthly
                            | Reason::Weekly
                            | Reason::Daily
                            | Reason::OutsideWindows
                            | Reason::LetInEnds { .. },
                        ) => {
                            say("child-hint-ask");
                        }
                        Some(
                            Reason::LockedByParent
                            | Reason::Tamper
                            | Reason::BreakDue
                            | Reason::Activity(_)
                            | Reason::Program { .. }
                            | Reason::Granted
                            | Reason::Approved
                            | Reason::Denied
                            | Reason::Expired
                            | Reason::FinishMatch
                            | Reason::RulesChanged
                            | Reason::Health(_)
                            | Reason::Rest { .. },
                        )
                        | None => {}
                    }
                }
            }
            (_, Effect::UnlockAllowed) => {
                if until {
                    say(voice.id("child-until", "parent-until"));
                } else if left {
                    say(voice.id("child-left", "parent-left"));
                }
            }
            (_, Effect::Request) => {
                if until {
                    say(voice.id("child-request-until", "parent-request-until"));
                }
            }
            (_, Effect::Notice) => {
                if until && matches!(notice.reason, Some(Reason::LetInEnds { .. })) {
                    say(voice.id("child-until", "parent-until"));
                }
            }
            (_, Effect::Warn | Effect::Countdown | Effect::Health | Effect::Answer) => {}
        }
        sentences
    }
}

impl Voice {
    fn prefix(self) -> &'static str {
        self.id("child", "parent")
    }

    fn id<'a>(self, child: &'a str, parent: &'a str) -> &'a str {
        match self {
            Self::Child => child,
            Self::Parent => parent,
        }
    }
}

/// True for what can lie ahead: walls and limits.
fn has_ahead(reason: &Reason) -> bool {
    match reason {
        Reason::LockedByParent
        | Reason::Bedtime
        | Reason::OutsideWindows
        | Reason::BreakDue
        | Reason::Monthly
        | Reason::Weekly
        | Reason::Daily
        | Reason::Activity(_)
        | Reason::Program { .. }
        | Reason::LetInEnds { .. } => true,
        Reason::Tamper
        | Reason::Granted
        | Reason::Approved
        | Reason::Denied
        | Reason::Expired
        | Reason::FinishMatch
        | Reason::RulesChanged
        | Reason::Health(_)
        | Reason::Rest { .. } => false,
    }
}

fn reason_key(reason: &Reason) -> &'static str {
    match reason {
        Reason::LockedByParent => "locked-by-parent",
        Reason::Tamper => "tamper",
        Reason::Bedtime => "bedtime",
        Reason::OutsideWindows => "outside-windows",
        Reason::BreakDue => "break-due",
        Reason::Monthly => "monthly",
        Reason::Weekly => "weekly",
        Reason::Daily => "daily",
        Reason::Activity(_) => "activity",
        Reason::Program { .. } => "program",
        Reason::LetInEnds { .. } => "let-in-ends",
        Reason::Granted => "granted",
        Reason::Approved => "approved",
        Reason::Denied => "denied",
        Reason::Expired => "expired",
        Reason::FinishMatch => "finish-match",
        Reason::RulesChanged => "rules-changed",
        Reason::Health(_) => "health",
        Reason::Rest { .. } => "rest",
    }
}

fn title_id(notice: &Notice) -> &'static str {
    match notice.effect {
        Effect::Warn => "warn",
        Effect::Countdown => "countdown",
        Effect::Lock => "lock",
        Effect::Relock => "relock",
        Effect::UnlockAllowed => "unlock-allowed",
        Effect::Logout => "logout",
        Effect::RefuseLogin => "refuse-login",
        Effect::Terminate => "terminate",
        Effect::RefuseExec => "refuse-exec",
        Effect::Health => "health",
        Effect::Request => "request",
        Effect::Answer => match notice.reason {
            Some(Reason::Denied) => "answer-denied",
            Some(Reason::Expired) => "answer-expired",
            Some(_) | None => "answer-approved",
        },
        Effect::Notice => match notice.reason {
            Some(Reason::Granted) => "notice-granted",
            Some(Reason::LetInEnds { .. }) => "notice-let-in",
            Some(Reason::BreakDue) => "notice-break",
            Some(Reason::FinishMatch) => "notice-finish-match",
            Some(Reason::RulesChanged) => "notice-rules-changed",
            Some(Reason::Health(_)) => "health",
            Some(Reason::Rest { .. }) => "notice-rest",
            Some(_) | None => "notice-other",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Names;
    use jiff::tz::{TimeZone, offset};
    use luytre_core::health::HealthCode;
    use luytre_core::policy::Language;
    use luytre_core::time::{Span, WallTime};

    fn locale(language: Language) -> Locale {
        Locale::new(language)
            .in_zone(TimeZone::fixed(offset(7)))
            .with_names(Names {
                children: [("an".into(), "An".to_owned())].into(),
                ..Names::default()
            })
    }

    fn at(text: &str) -> WallTime {
        WallTime(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn notice(effect: Effect, subject: Subject, reason: Reason) -> Notice {
        Notice {
            at: at("2026-03-02T12:45:00Z"),
            child: Some("an".into()),
            effect,
            subject,
            reason: Some(reason),
            left: None,
            until: None,
        }
    }

    fn read(notice: &Notice, language: Language, voice: Voice) -> String {
        locale(language).notice(notice, voice).line()
    }

    #[test]
    fn a_warning_says_how_long_and_why() {
        let mut warning = notice(Effect::Warn, Subject::Screen, Reason::Bedtime);
        warning.left = Some(Span::from_mins(15));
        warning.until = Some(at("2026-03-02T13:00:00Z"));
        assert_eq!(
            read(&warning, Language::Vi, Voice::Child),
            "Còn 15 phút. Đến 20:00 là giờ đi ngủ."
        );
        assert_eq!(
            read(&warning, Language::En, Voice::Child),
            "15 min left. Bedtime is at 20:00."
        );
        assert_eq!(
            read(&warning, Language::Vi, Voice::Parent),
            "An còn 15 phút. Giờ đi ngủ bắt đầu lúc 20:00."
        );
        warning.subject = Subject::Activity("games".into());
        warning.reason = Some(Reason::Activity("games".into()));
        assert_eq!(
            read(&warning, Language::Vi, Voice::Child),
            "Trò chơi: còn 15 phút. Đến 20:00 là hết giờ trò chơi."
        );
    }

    #[test]
    fn a_lock_says_why_until_when_and_what_can_be_done() {
        let mut lock = notice(Effect::Lock, Subject::Screen, Reason::Daily);
        lock.until = Some(at("2026-03-03T00:00:00Z"));
        assert_eq!(
            read(&lock, Language::Vi, Voice::Child),
            "Đến lúc nghỉ rồi. Con đã dùng hết giờ máy của hôm nay. Con dùng lại được từ 07:00 ngày mai. Cần thêm giờ thì con xin bố mẹ."
        );
        assert_eq!(
            read(&lock, Language::En, Voice::Parent),
            "An's computer is locked. Today's time is used up. Allowed again from 07:00 tomorrow."
        );
        lock.reason = Some(Reason::Bedtime);
        assert!(read(&lock, Language::Vi, Voice::Child).ends_with("Chúc con ngủ ngon."));
    }

    #[test]
    fn a_word_about_rest_is_calm_and_says_how_long_it_was() {
        let games = Subject::Activity("games".into());
        let used = Span::from_mins(30);
        let rest = notice(Effect::Notice, games, Reason::Rest { used });
        assert_eq!(
            read(&rest, Language::Vi, Voice::Child),
            "Nghỉ mắt một chút nhé. Hôm nay con đã dùng 30 phút cho trò chơi. Con nhìn ra xa, uống nước và đi lại vài phút."
        );
        assert_eq!(
            read(&rest, Language::En, Voice::Child),
            "Time to rest your eyes a little. That makes 30 min of games today. Look into the distance, drink some water, walk about."
        );
        assert_eq!(
            read(&rest, Language::En, Voice::Parent),
            "An was reminded to rest. That makes 30 min of games today."
        );
    }

    #[test]
    fn an_issue_speaks_to_parents_and_calms_children() {
        let issue = notice(
            Effect::Health,
            Subject::Screen,
            Reason::Health(HealthCode::ClockJump),
        );
        assert!(
            read(&issue, Language::En, Voice::Parent)
                .starts_with("The clock of this computer was changed. No time server")
        );
        assert!(read(&issue, Language::Vi, Voice::Child).ends_with("Con không cần làm gì."));
    }
}
