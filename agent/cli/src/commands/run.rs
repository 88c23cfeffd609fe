//! `luytre run`: the agent in the foreground, for whoever starts it, with the live status below. It watches and tells; it locks
//! and ends nothing.

use super::watch;
use crate::app::App;
use crate::args::RunArgs;
use crate::failure::{Exit, Failure};
use crate::files;
use crate::output::{Line, Tone};
use luytre_daemon::{FirstStart, Limits, Options, Service};
use luytre_platform::paths::{Paths, Scope};
use luytre_protocol::{Client, Options as ClientOptions};
use std::path::Path;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tracing_subscriber::EnvFilter;

/// The agent has this long to listen before we say that it does not.
const START: Duration = Duration::from_secs(20);
/// Between two tries to reach it.
const AGAIN: Duration = Duration::from_millis(50);

pub(super) fn run(app: &mut App, args: &RunArgs) -> Result<Exit, Failure> {
    let first = match &args.household {
        Some(file) => {
            // Checked here as well, because here the problems can be told in words.
            files::household(file, &app.locale)?;
            FirstStart::File(file.clone())
        }
        None => FirstStart::Starter {
            language: app.language(),
        },
    };
    let paths = paths(args.state_dir.as_deref(), app)?;
    app.sockets = vec![paths.socket.clone()];
    if args.quiet {
        // Without a live view there is room for what the agent says about itself.
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new("info,zbus=warn"))
            .with_writer(std::io::stderr)
            .with_ansi(false)
            .init();
    }
    let options = Options {
        service: Service::Foreground,
        paths,
        first,
        limits: Limits::default(),
    };

    let (stop, stopped) = oneshot::channel::<()>();
    let (ended, ends) = oneshot::channel::<()>();
    let agent = thread::Builder::new()
        .name("agent".to_owned())
        .spawn(move || {
            // Dropping the sender stops the agent as well: it never outlives the command that started it.
            let outcome =
                luytre_daemon::run_foreground(&options, async { stopped.await.unwrap_or(()) });
            // Wakes the view, whether it still looks or not.
            drop(ended);
            outcome
        })?;

    let shown = show(app, args, ends);
    drop(stop);
    match agent.join() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            return Err(Failure::told(
                "run-failed",
                &[("why", &format!("{error:#}"))],
                Exit::Failed,
            ));
        }
        // The panic itself has been printed already.
        Err(_) => {
            return Err(Failure::told(
                "run-failed",
                &[("why", "panic")],
                Exit::Failed,
            ));
        }
    }
    shown?;
    app.done("run-stopped", &[])?;
    Ok(Exit::Ok)
}

/// Where this agent keeps its things.
fn paths(state_dir: Option<&Path>, app: &App) -> Result<Paths, Failure> {
    let mut paths = match state_dir {
        Some(dir) => Paths::under(&std::path::absolute(dir)?),
        None => Paths::of(Scope::User).map_err(anyhow::Error::from)?,
    };
    // One socket was named on the command line; of the usual ones there are several.
    if let [socket] = app.sockets.as_slice()
        && let Some(folder) = socket.parent()
    {
        paths.runtime_dir = folder.to_owned();
        paths.socket.clone_from(socket);
    }
    Ok(paths)
}

/// Waits for the agent to listen, then shows the live view until Ctrl-C or the agent's end.
fn show(app: &mut App, args: &RunArgs, mut ends: oneshot::Receiver<()>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let ready = runtime.block_on(async {
        tokio::select! {
            ready = tokio::time::timeout(START, listening(app)) => ready.is_ok(),
            _ = &mut ends => false,
            _ = tokio::signal::ctrl_c() => false,
        }
    });
    drop(runtime);
    if !ready {
        return Ok(());
    }
    let text = app.locale.plain("run-started");
    let told = app
        .print(&[Line::of("● ", Tone::Bamboo).ink(&text)])
        .and_then(|()| {
            if args.quiet {
                app.remark("run-elsewhere", &[])
            } else {
                app.print(&[Line::empty()])
            }
        });
    if args.quiet {
        // An agent whose words nobody reads any more goes on counting.
        match told {
            Ok(()) | Err(Failure::OutputClosed) => {}
            Err(failure) => return Err(failure),
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        return runtime.block_on(async {
            tokio::select! {
                _ = ends => Ok(()),
                interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
            }
        });
    }
    told?;
    watch::live(app, watch::Until::Ended(ends)).map(|_| ())
}

/// Done when the agent takes connections.
async fn listening(app: &App) {
    let options = ClientOptions::new(crate::app::PRODUCT);
    while Client::connect_first(&app.sockets, &options).await.is_err() {
        tokio::time::sleep(AGAIN).await;
    }
}
