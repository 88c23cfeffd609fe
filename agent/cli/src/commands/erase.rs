//! `luytre erase`: history is destroyed for good, after it was said what goes.

use crate::app::{App, find_child, unexpected};
use crate::args::EraseArgs;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::history::{self, Wanted};
use crate::opening;
use crate::output::Tone;
use crate::view::status::bullet;
use luytre_core::id::ChildId;
use luytre_locale::Value;
use luytre_protocol::{Detail, EraseWhat, ParentRequest, Reply};
use unicode_normalization::UnicodeNormalization;

pub(super) fn erase(app: &mut App, args: &EraseArgs) -> Result<Exit, Failure> {
    let mut agent = app.connect_patiently()?;
    opening::may_try(&agent)?;
    let status = agent.status(app)?;
    // A child who left the household may still have history; the agent knows.
    let child: Option<ChildId> = args
        .child
        .as_deref()
        .map(|said| match find_child(&status, said) {
            Err(_) if is_id(said) => Ok(said.into()),
            other => other,
        })
        .transpose()?;
    if !args.yes {
        if !files::can_ask() {
            return Err(Failure::told("fail-needs-yes", &[], Exit::Usage));
        }
        let (from, to) = history::everything(history::today(&status, &app.locale));
        let wanted = Wanted {
            child: child.clone(),
            from,
            to,
            detail: Detail::Numbers,
        };
        let found = history::fetch(app, &mut agent, &wanted)?;
        if !confirmed(app, child.as_ref(), found.days.len(), found.weeks.len())? {
            app.remark("nothing-changed", &[])?;
            return Ok(Exit::Failed);
        }
    }
    let what = match child {
        Some(child) => EraseWhat::Child { child },
        None => EraseWhat::Everything,
    };
    let Reply::Erased(erased) = opening::ask(app, &mut agent, ParentRequest::Erase { what })?
    else {
        return Err(unexpected());
    };
    app.done(
        "done-erased",
        &[("days", erased.days.into()), ("weeks", erased.weeks.into())],
    )?;
    app.remark("done-erased.next", &[])?;
    Ok(Exit::Ok)
}

/// An identifier as the household file has them.
fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
}

/// Says what goes, and lets a person type a word.
fn confirmed(
    app: &App,
    child: Option<&ChildId>,
    days: usize,
    weeks: usize,
) -> Result<bool, Failure> {
    let count = |number: usize| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let args = [("days", count(days)), ("weeks", count(weeks))];
    let what = match child {
        Some(child) => {
            let mut args = args.to_vec();
            args.push(("child", app.locale.child_name(child).into()));
            app.locale.text("erase-child", &args)
        }
        None => app.locale.text("erase-everything", &args),
    };
    let mut lines = bullet("! ", Tone::Rice, &what, 0, app.width());
    lines.extend(bullet(
        "  ",
        Tone::Ink,
        &app.locale.plain("erase-for-good"),
        0,
        app.width(),
    ));
    app.print(&lines)?;
    let word = app.locale.plain("erase-word");
    let question = app
        .locale
        .text("ask-erase", &[("word", word.as_str().into())]);
    let answer = files::ask(app, &question, "")?.unwrap_or_default();
    Ok(is_word(&answer, &word))
}

/// The word, in either form of Unicode, in any letter case.
fn is_word(answer: &str, word: &str) -> bool {
    answer.trim().to_lowercase().nfc().eq(word.nfc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_word_itself_erases() {
        let decomposed: String = "xóa hết".nfd().collect();
        for yes in ["xóa hết", " XÓA HẾT ", decomposed.as_str()] {
            assert!(is_word(yes, "xóa hết"), "{yes}");
        }
        for no in ["", "xóa", "yes", "có", "xoa het"] {
            assert!(!is_word(no, "xóa hết"), "{no}");
        }
    }
}
