//! `luytre preset`: starting points for rules. What a preset changes is shown before anything is asked, and asked before
//! anything is applied.

use super::change::{Proposal, current, differences, outcome, position, send, written};
use super::child::is_yes;
use crate::app::App;
use crate::args::PresetAction;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::view::changes::changes;
use crate::view::presets;
use luytre_core::household::presets::{Preset, apply as applied_to, find, list};
use luytre_protocol::ApplyMode;

pub(super) fn preset(app: &mut App, action: &PresetAction) -> Result<Exit, Failure> {
    match action {
        PresetAction::List => {
            app.print(&presets::all(list(), &app.locale, app.width()))?;
            Ok(Exit::Ok)
        }
        PresetAction::Show { preset } => {
            let preset = named(preset)?;
            app.print(&presets::one(preset, &app.locale, app.width()))?;
            app.printer.raw(preset.text)?;
            Ok(Exit::Ok)
        }
        PresetAction::Apply { child, preset, yes } => apply(app, child, named(preset)?, *yes),
    }
}

fn named(said: &str) -> Result<&'static Preset, Failure> {
    find(said).ok_or_else(|| {
        let known: Vec<&str> = list().iter().map(|preset| preset.id).collect();
        Failure::told(
            "fail-unknown-preset",
            &[("preset", said), ("known", &known.join(", "))],
            Exit::Failed,
        )
    })
}

fn apply(app: &mut App, said: &str, preset: &Preset, yes: bool) -> Result<Exit, Failure> {
    let mut agent = app.connect()?;
    let (before, version) = current(app, &mut agent)?;
    let position = position(&before, said)?;
    let child = &before.children[position];
    let after = applied_to(&before, &child.id, preset)
        .map_err(|error| Failure::Other(anyhow::Error::new(error)))?;
    let list = differences(&before, &after);
    app.print(&changes(&list, &app.locale, app.width()))?;
    if list.is_empty() {
        return Ok(Exit::Ok);
    }
    if !yes {
        // Nobody to ask is not a yes.
        let question = app.locale.text(
            "ask-preset",
            &[
                ("preset", preset.id.into()),
                ("child", child.name.as_str().into()),
            ],
        );
        let agreed = files::can_ask()
            && files::ask(app, &question, "no")?.is_some_and(|answer| is_yes(&answer));
        if !agreed {
            app.remark("setup-cancelled", &[])?;
            return Ok(Exit::Failed);
        }
    }
    let mode = ApplyMode::Apply;
    let proposal = Proposal {
        name: "",
        text: written(app, &after)?,
        note: &format!("luytre preset apply {}", preset.id),
        mode,
        expect: Some(version),
    };
    let applied = send(app, &mut agent, proposal)?;
    outcome(app, &applied, mode)?;
    Ok(Exit::Ok)
}
