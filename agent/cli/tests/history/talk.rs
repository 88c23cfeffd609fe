//! A conversation with the program at a terminal, which script(1) plays.

use crate::family::Family;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

/// A running command.
pub(crate) struct Talk {
    process: Child,
    heard: String,
    terminal: String,
}

impl Talk {
    /// Runs a command; `None` where there is no program to play a terminal.
    pub(crate) fn begin(family: &Family, arguments: &[&str]) -> Option<Self> {
        let command = family.command();
        let line: Vec<String> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|part| part.to_string_lossy().into_owned())
            .chain(arguments.iter().map(|part| (*part).to_owned()))
            .map(|part| format!("'{part}'"))
            .collect();
        let process = Command::new("script")
            .args([
                "-q",
                "-e",
                "-f",
                "-c",
                &format!("tty; exec {}", line.join(" ")),
                "/dev/null",
            ])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .env("XDG_RUNTIME_DIR", family.folder().join("runtime"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        match process {
            Ok(process) => {
                let mut talk = Self {
                    process,
                    heard: String::new(),
                    terminal: String::new(),
                };
                talk.terminal = talk.hear("\n").trim().to_owned();
                Some(talk)
            }
            Err(error) => {
                println!("no terminal to play at: {error}");
                assert!(std::env::var_os("CI").is_none(), "CI has script(1)");
                None
            }
        }
    }

    /// Reads until the program has said this; what it said since the last time comes back.
    pub(crate) fn hear(&mut self, wanted: &str) -> String {
        let out = self.process.stdout.as_mut().expect("a pipe");
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !String::from_utf8_lossy(&bytes).contains(wanted) {
            assert_eq!(
                out.read(&mut byte).expect("read"),
                1,
                "it ended before {wanted}: {}",
                String::from_utf8_lossy(&bytes)
            );
            bytes.push(byte[0]);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        self.heard.push_str(&text);
        text
    }

    /// Types a secret as soon as the terminal does not show it. The question stands there a moment earlier than that, which
    /// no person is quick enough to see.
    pub(crate) fn whisper(&mut self, line: &str) {
        loop {
            let modes = Command::new("stty")
                .args(["-a", "-F", &self.terminal])
                .output()
                .expect("stty starts");
            let modes = String::from_utf8_lossy(&modes.stdout).into_owned();
            assert!(modes.contains("echo"), "{}: {modes}", self.terminal);
            if modes.split_whitespace().any(|mode| mode == "-echo") {
                break;
            }
        }
        self.say(line);
    }

    /// Types a line.
    pub(crate) fn say(&mut self, line: &str) {
        let input = self.process.stdin.as_mut().expect("a pipe");
        writeln!(input, "{line}").expect("written");
    }

    /// The rest of what it says, all of what it said, and its exit code.
    pub(crate) fn end(mut self) -> (String, String, Option<i32>) {
        let mut rest = String::new();
        let out = self.process.stdout.as_mut().expect("a pipe");
        out.read_to_string(&mut rest).expect("read");
        self.heard.push_str(&rest);
        let status = self.process.wait().expect("it ends");
        (rest, self.heard, status.code())
    }
}
