//! `luytre status --watch`: the status, drawn again in place every second and whenever something changes.
//!
//! No alternate screen: what was shown last stays in the terminal's history.

use crate::app::{App, PRODUCT, unexpected};
use crate::failure::{Exit, Failure};
use crate::output::{Line, Tone};
use crate::view::{json as shape, status as view};
use luytre_core::status::Status;
use luytre_protocol::{ChildRequest, Client, ClientError, Options, ParentRequest, Reply, Role};
use std::time::Duration;

/// Between two looks. The numbers show seconds only in the last minute, but a clock that stands still looks broken.
const EVERY: Duration = Duration::from_secs(1);
/// Between two tries to find the agent again.
const RETRY: Duration = Duration::from_secs(2);

const HIDE_CURSOR: &str = "\u{1b}[?25l";
const SHOW_CURSOR: &str = "\u{1b}[?25h";

/// When to stop looking.
pub(super) enum Until {
    /// At Ctrl-C.
    Interrupted,
    /// When this says so, too: the agent in this process has ended.
    Ended(tokio::sync::oneshot::Receiver<()>),
}

/// Draws until told to stop. Where there is no terminal to draw on, it prints once for each change.
pub(super) fn live(app: &mut App, until: Until) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut screen = Screen {
        drawn: 0,
        hidden: false,
        width: None,
    };
    let result = runtime.block_on(async {
        let ended = async {
            match until {
                Until::Interrupted => std::future::pending().await,
                Until::Ended(receiver) => receiver.await.unwrap_or(()),
            }
        };
        tokio::select! {
            result = look(app, &mut screen) => result,
            interrupted = tokio::signal::ctrl_c() => interrupted.map_err(Failure::from),
            () = ended => Ok(()),
        }
    });
    screen.leave(app)?;
    result.map(|()| Exit::Ok)
}

async fn look(app: &mut App, screen: &mut Screen) -> Result<(), Failure> {
    let mut client = connect(app).await?;
    loop {
        match status(&mut client).await {
            Ok(status) => {
                app.know(&status);
                let lines = frame(app, &status);
                screen.draw(app, lines)?;
                tokio::time::sleep(EVERY).await;
            }
            Err(error) => {
                if !may_come_back(&error) {
                    return Err(error.into());
                }
                let mut lines = vec![Line::of(&app.locale.plain("watch-lost"), Tone::Rice)];
                lines.push(stop_hint(app));
                screen.draw(app, lines)?;
                loop {
                    tokio::time::sleep(RETRY).await;
                    match connect(app).await {
                        Ok(again) => {
                            client = again;
                            break;
                        }
                        Err(Failure::Agent(error)) if may_come_back(&error) => {}
                        Err(failure) => return Err(failure),
                    }
                }
            }
        }
    }
}

/// An agent that restarts is worth waiting for; one that refuses is not.
fn may_come_back(error: &ClientError) -> bool {
    match error {
        ClientError::NotRunning { .. }
        | ClientError::TimedOut
        | ClientError::Closed(_)
        | ClientError::Lost(_) => true,
        ClientError::NotTrusted { .. }
        | ClientError::NoAccess { .. }
        | ClientError::Incompatible { .. }
        | ClientError::Refused(_)
        | ClientError::Frame(_)
        | ClientError::BadAnswer
        | ClientError::Unsupported => false,
    }
}

async fn connect(app: &mut App) -> Result<Client, Failure> {
    let mut client = Client::connect_first(&app.sockets, &Options::new(PRODUCT)).await?;
    app.meet(client.welcome());
    if client.welcome().who.role() != Role::Child {
        let asked = client
            .request(ParentRequest::PolicyShow { version: None })
            .await;
        if let Ok(Reply::Policy(policy)) = asked
            && let Ok(household) = luytre_core::household::parse(&policy.text)
        {
            app.know_names(&household);
        }
    }
    Ok(client)
}

async fn status(client: &mut Client) -> Result<Status, ClientError> {
    let reply = if client.welcome().who.role() == Role::Child {
        client.request(ChildRequest::Status {}).await?
    } else {
        client.request(ParentRequest::Status {}).await?
    };
    let Reply::Status(status) = reply else {
        return Err(ClientError::BadAnswer);
    };
    Ok(status)
}

fn frame(app: &App, status: &Status) -> Vec<Line> {
    let mut lines = view::status(status, &app.locale, app.voice, app.width());
    lines.push(Line::empty());
    lines.push(stop_hint(app));
    lines
}

fn stop_hint(app: &App) -> Line {
    Line::of(&app.locale.plain("watch-stop"), Tone::Faint)
}

/// What stands on the terminal below where we began.
struct Screen {
    drawn: usize,
    hidden: bool,
    width: Option<usize>,
}

impl Screen {
    /// Draws over what was drawn before. The size is asked anew each time, so a changed window is right at the next look.
    fn draw(&mut self, app: &App, mut lines: Vec<Line>) -> Result<(), Failure> {
        let Some(height) = app.printer.height() else {
            // Into a file each look would be a page; the first is enough to see that it works.
            if self.drawn == 0 {
                app.print(&lines)?;
                self.drawn = lines.len();
            }
            return Ok(());
        };
        // More than the window holds cannot be drawn over; the last row says that there is more.
        let room = height.saturating_sub(1).max(2);
        if lines.len() > room {
            let hint = lines.pop();
            lines.truncate(room - 2);
            lines.push(Line::of("…", Tone::Faint));
            lines.extend(hint);
        }
        let mut text = String::new();
        if !self.hidden {
            text.push_str(HIDE_CURSOR);
            self.hidden = true;
        }
        // A window that became narrower has broken our lines: how many rows they take now nobody can say.
        let width = app.width();
        if self.width.is_some_and(|before| before != width) {
            text.push_str("\u{1b}[2J\u{1b}[H");
            self.drawn = 0;
        }
        self.width = Some(width);
        text.push_str(&up(self.drawn));
        for line in &lines {
            text.push_str(&line.paint(&app.printer.theme));
            // Clearing after the text instead of before it does not flicker.
            text.push_str("\u{1b}[K\n");
        }
        text.push_str("\u{1b}[J");
        self.drawn = lines.len();
        Ok(app.printer.raw(&text)?)
    }

    fn leave(&mut self, app: &App) -> Result<(), Failure> {
        if self.hidden {
            self.hidden = false;
            // Ctrl-C has left a mark where the next line belongs.
            app.printer.raw(&format!("\r\u{1b}[K{SHOW_CURSOR}"))?;
        }
        Ok(())
    }
}

fn up(rows: usize) -> String {
    if rows == 0 {
        String::new()
    } else {
        format!("\r\u{1b}[{rows}A")
    }
}

/// `luytre status --watch --json`: one object a line whenever the state changes.
pub(super) fn json(app: &mut App) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut client = connect(app).await?;
        let print = |app: &mut App, status: &Status| -> Result<(), Failure> {
            app.know(status);
            Ok(app
                .printer
                .raw(&format!("{}\n", shape::status(status, &app.locale)))?)
        };
        let reply = if client.welcome().who.role() == Role::Child {
            client.request(ChildRequest::Subscribe {}).await?
        } else {
            client.request(ParentRequest::Subscribe {}).await?
        };
        let Reply::Subscribed(first) = reply else {
            return Err(unexpected());
        };
        print(app, &first)?;
        loop {
            tokio::select! {
                event = client.next_event() => match event? {
                    luytre_protocol::ServerEvent::Status(status) => print(app, &status)?,
                    luytre_protocol::ServerEvent::Notice(_) => {}
                },
                interrupted = tokio::signal::ctrl_c() => {
                    interrupted?;
                    return Ok(Exit::Ok);
                }
            }
        }
    })
}
