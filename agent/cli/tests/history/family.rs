//! A family's agent, played, and the program as its client. It notes what it was asked.

use crate::answers::{PASSPHRASE, State, an, of_child, of_parent};
use luytre_core::policy::Language;
use luytre_protocol::{
    FrameDecoder, Outcome, PROTOCOL, Powers, RequestEnvelope, Role, ServerFrame, Welcome, Who,
    encode,
};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// A household with its played agent.
pub(crate) struct Family {
    folder: TempDir,
    state: Arc<Mutex<State>>,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// Its exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Family {
    /// Commands come from root.
    pub(crate) fn of_root() -> Self {
        let family = Self::new(Who::System);
        family.mother();
        family
    }

    /// Commands come from the mother's login.
    pub(crate) fn of_mother() -> Self {
        let family = Self::new(Who::Parent {
            id: "me".into(),
            name: "Mẹ".to_owned(),
            powers: Powers::Parent,
        });
        family.mother();
        family
    }

    /// Nobody has a passphrase yet.
    pub(crate) fn without_passphrase() -> Self {
        Self::new(Who::System)
    }

    /// Commands come from the child's login.
    pub(crate) fn of_child() -> Self {
        let family = Self::new(Who::Child { children: an() });
        family.mother();
        family
    }

    fn mother(&self) {
        let mut state = self.state.lock().expect("not poisoned");
        state
            .passphrases
            .insert("me".to_owned(), PASSPHRASE.to_owned());
    }

    fn new(who: Who) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("runtime")).expect("made");
        fs::set_permissions(
            folder.path().join("runtime"),
            fs::Permissions::from_mode(0o700),
        )
        .expect("set");
        let listener = UnixListener::bind(folder.path().join("agent.sock")).expect("a socket");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        // Ends with the test's process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &who, &shared);
            }
        });
        Self { folder, state }
    }

    /// The family's folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A command with its usual surroundings.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_luytre"));
        command
            .env_clear()
            .env("XDG_RUNTIME_DIR", self.folder().join("runtime"))
            .args(["--lang", "en", "--socket"])
            .arg(self.folder().join("agent.sock"));
        command
    }

    /// Runs a command without input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.with_input(arguments, "")
    }

    /// Runs a command with this input.
    pub(crate) fn with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self
            .command()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A command that ends early does not read.
        let _ = child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code().expect("a code"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// How often the agent was asked for this.
    pub(crate) fn asked(&self, name: &str) -> usize {
        let state = self.state.lock().expect("not poisoned");
        state.asked.iter().filter(|asked| *asked == name).count()
    }

    /// Files in which a token is kept.
    pub(crate) fn token_files(&self) -> Vec<PathBuf> {
        fs::read_dir(self.folder().join("runtime/luytre")).map_or_else(
            |_| Vec::new(),
            |entries| entries.flatten().map(|entry| entry.path()).collect(),
        )
    }

    /// No token works any more.
    pub(crate) fn end_tokens(&self) {
        self.state.lock().expect("not poisoned").tokens.clear();
    }

    /// A record cannot be read any more.
    pub(crate) fn damage(&self) {
        self.state.lock().expect("not poisoned").damaged = true;
    }
}

/// Answers one client until it hangs up.
fn serve(mut stream: UnixStream, who: &Who, state: &Mutex<State>) {
    let mut decoder = FrameDecoder::new();
    let mut chunk = [0; 4096];
    let mut open = false;
    loop {
        let read = match stream.read(&mut chunk) {
            Ok(read) if read > 0 => read,
            Ok(_) | Err(_) => return,
        };
        decoder.push(&chunk[..read]);
        while let Some(body) = decoder.next_frame().expect("a frame") {
            let frame = match serde_json::from_slice(body).expect("a request") {
                RequestEnvelope::Hello(_) => ServerFrame::Welcome(Welcome {
                    protocol: PROTOCOL,
                    product: "0.1.0".to_owned(),
                    account: None,
                    who: who.clone(),
                    language: Language::En,
                    watch_only: false,
                    household: true,
                }),
                RequestEnvelope::Request { id, ask } => {
                    let mut state = state.lock().expect("not poisoned");
                    let name = ask["do"].as_str().unwrap_or_default().to_owned();
                    state.asked.push(name.clone());
                    let answer = if who.role() == Role::Child {
                        of_child(&name, &ask)
                    } else {
                        of_parent(&name, &ask, &mut state, &mut open, who)
                    };
                    ServerFrame::Reply {
                        id,
                        outcome: Outcome::from(answer),
                    }
                }
            };
            if stream.write_all(&encode(&frame).expect("it fits")).is_err() {
                return;
            }
        }
    }
}
