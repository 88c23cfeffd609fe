//! Changes of the household: read the version in effect, change the value, write it, put it into effect. The agent refuses if
//! somebody else was quicker, so nothing is overwritten.

use crate::app::{Agent, App, unexpected};
use crate::failure::{self, Exit, Failure};
use crate::files;
use crate::opening;
use crate::output::Tone;
use crate::view::changes::changes;
use crate::view::status::bullet;
use luytre_core::household::{Direction, diff, render};
use luytre_core::id::ChildId;
use luytre_core::policy::Household;
use luytre_protocol::{
    Applied, ApplyMode, ClientError, FrameError, ParentRequest, Reply, RuleChange, WireError,
};

/// The household in effect and its version; an empty one with version 0 where none is set up.
pub(super) fn current(app: &App, agent: &mut Agent) -> Result<(Household, u32), Failure> {
    match agent.parent(ParentRequest::PolicyShow { version: None }) {
        Ok(Reply::Policy(policy)) => {
            let household = files::parse("", policy.text.as_bytes(), &app.locale)?;
            Ok((household, policy.header.version))
        }
        Ok(_) => Err(unexpected()),
        Err(Failure::Agent(error)) if is_nothing(&error) => Ok((Household::default(), 0)),
        Err(failure) => Err(failure),
    }
}

fn is_nothing(error: &ClientError) -> bool {
    matches!(
        error,
        ClientError::Refused(WireError::NoHousehold {} | WireError::UnknownVersion { .. })
    )
}

/// Where a child stands in a household; the id, or the name in any letter case.
pub(super) fn position(household: &Household, said: &str) -> Result<usize, Failure> {
    let wanted = said.to_lowercase();
    let by_id = household
        .children
        .iter()
        .position(|child| child.id.as_str() == said);
    let by_name = || {
        let mut named = household
            .children
            .iter()
            .enumerate()
            .filter(|(_, child)| child.name.to_lowercase() == wanted);
        match (named.next(), named.next()) {
            (Some((position, _)), None) => Some(position),
            (_, _) => None,
        }
    };
    by_id.or_else(by_name).ok_or_else(|| {
        let known: Vec<&str> = household
            .children
            .iter()
            .map(|child| child.id.as_str())
            .collect();
        Failure::told(
            "fail-unknown-child",
            &[("child", said), ("known", &known.join(", "))],
            Exit::Failed,
        )
    })
}

/// A household text for the agent.
pub(super) struct Proposal<'a> {
    /// Where it comes from, for problems: a file name, or empty.
    pub(super) name: &'a str,
    /// The text.
    pub(super) text: String,
    /// Why, for the history.
    pub(super) note: &'a str,
    /// Really, or only what would change.
    pub(super) mode: ApplyMode,
    /// The version it is made from, if that matters.
    pub(super) expect: Option<u32>,
}

/// Sends it, and tells what came of it.
pub(super) fn propose(
    app: &App,
    agent: &mut Agent,
    proposal: Proposal<'_>,
) -> Result<Applied, Failure> {
    let mode = proposal.mode;
    let applied = send(app, agent, proposal)?;
    app.print(&changes(&applied.changes, &app.locale, app.width()))?;
    outcome(app, &applied, mode)?;
    Ok(applied)
}

/// Sends it, and tells nothing.
pub(super) fn send(
    app: &App,
    agent: &mut Agent,
    proposal: Proposal<'_>,
) -> Result<Applied, Failure> {
    let size = proposal.text.len();
    let request = ParentRequest::PolicyApply {
        text: proposal.text,
        note: proposal.note.to_owned(),
        mode: proposal.mode,
        expect: proposal.expect,
    };
    match opening::ask(app, agent, request) {
        Ok(Reply::Applied(applied)) => Ok(applied),
        Ok(_) => Err(unexpected()),
        Err(Failure::Agent(error)) => Err(refused(*error, proposal.name, size, app)),
        Err(failure) => Err(failure),
    }
}

/// What changes from one household to another, as an agent would name it.
pub(super) fn differences(before: &Household, after: &Household) -> Vec<RuleChange> {
    diff(before, after)
        .into_iter()
        .map(|change| RuleChange {
            path: change.path,
            before: change.before,
            after: change.after,
            direction: match change.direction {
                Direction::Loosens => "loosens",
                Direction::Tightens => "tightens",
                Direction::Neutral => "neutral",
                Direction::Mixed => "mixed",
            }
            .to_owned(),
        })
        .collect()
}

/// What the agent has against a household text.
pub(super) fn refused(error: ClientError, name: &str, size: usize, app: &App) -> Failure {
    if let ClientError::Refused(WireError::BadHousehold { problems, more }) = &error {
        return Failure::Household(failure::from_wire(name, problems, *more, &app.locale));
    }
    if size > 0 && matches!(error, ClientError::Frame(FrameError::TooLarge { .. })) {
        let limit = (luytre_protocol::MAX_FRAME / 1024).to_string();
        return Failure::told(
            "fail-file-too-large",
            &[("file", name), ("limit", &limit)],
            Exit::BadFile,
        );
    }
    error.into()
}

/// What came of a proposal, after its changes were shown.
pub(super) fn outcome(app: &App, applied: &Applied, mode: ApplyMode) -> Result<(), Failure> {
    let version = applied.version.to_string();
    unknown_accounts(app, &applied.unknown_accounts)?;
    match mode {
        ApplyMode::DryRun => app.remark("done-dry-run", &[])?,
        ApplyMode::Apply if applied.changes.is_empty() => {
            app.done("done-applied-same", &[("version", version.into())])?;
        }
        ApplyMode::Apply => {
            app.done("done-applied", &[("version", version.into())])?;
            if applied.changes.iter().any(concerns_running_sessions) {
                app.remark("warn-tightened", &[])?;
            }
        }
    }
    Ok(())
}

/// Tighter for somebody who may be in the middle of something: a rule of a child that was there before, a special day, a
/// program. A child that is new (`child.an` as a whole) cannot be.
fn concerns_running_sessions(change: &RuleChange) -> bool {
    let is_rule_of_a_child =
        change.path.starts_with("child.") && change.path.matches('.').count() > 1;
    let is_for_all = ["calendar", "holidays", "program"]
        .iter()
        .any(|part| change.path.starts_with(part));
    matches!(change.direction.as_str(), "tightens" | "mixed") && (is_rule_of_a_child || is_for_all)
}

/// Logins that this computer does not have: mistyped, or still to be made.
pub(super) fn unknown_accounts(app: &App, accounts: &[String]) -> Result<(), Failure> {
    if accounts.is_empty() {
        return Ok(());
    }
    let text = app.locale.text(
        "warn-unknown-accounts",
        &[("accounts", app.locale.list(accounts).into())],
    );
    app.print(&bullet("! ", Tone::Rice, &text, 0, app.width()))
}

/// The household as text, checked once more: what a command builds must be as good as what a person writes.
pub(super) fn written(app: &App, household: &Household) -> Result<String, Failure> {
    let text = render(household);
    files::parse("", text.as_bytes(), &app.locale)?;
    Ok(text)
}

/// An identifier made of a name: small letters without accents, digits, `_`; never empty and never one that is taken.
pub(super) fn id_from(name: &str, taken: &dyn Fn(&str) -> bool) -> ChildId {
    let mut id = String::new();
    for character in name.to_lowercase().chars() {
        let plain = plain_letter(character);
        if plain.is_ascii_alphanumeric() {
            id.push(plain);
        } else if !id.is_empty() && !id.ends_with('_') && character.is_whitespace() {
            id.push('_');
        }
        if id.len() >= 28 {
            break;
        }
    }
    let id = id.trim_end_matches('_').to_owned();
    let base = if id.is_empty() {
        "child".to_owned()
    } else {
        id
    };
    let mut candidate = base.clone();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{base}{number}");
        number += 1;
    }
    candidate.into()
}

/// A Vietnamese letter without its marks.
fn plain_letter(letter: char) -> char {
    match letter {
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ'
        | 'ẫ' | 'ậ' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở'
        | 'ỡ' | 'ợ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        'đ' => 'd',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_without_their_marks() {
        let free = |_: &str| false;
        assert_eq!(
            id_from("Nguyễn Bảo Đăng", &free).as_str(),
            "nguyen_bao_dang"
        );
        assert_eq!(id_from("  An ", &free).as_str(), "an");
        assert_eq!(id_from("小明", &free).as_str(), "child");
        assert_eq!(
            id_from("An", &|id| id == "an" || id == "an2").as_str(),
            "an3"
        );
        assert!(id_from(&"dài ".repeat(40), &free).as_str().len() <= 32);
    }
}
