//! Runs a program under `strace` and tells, in order, everything it did to files and everything it said.
//!
//! A system call tracer and not a shim between the program and its C library: nothing that reaches the disk can pass
//! beside it, whoever makes the call (the standard library, SQLite in C, or a crate that makes system calls itself).
//! What it cannot see is memory that is mapped shared and writable; that is refused here instead of overlooked.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Calls that change files, names or the place in an open file, and those that make changes last.
const TRACED: &str = "trace=open,openat,openat2,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,\
    pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,splice,rename,renameat,renameat2,unlink,unlinkat,\
    rmdir,link,linkat,symlink,symlinkat,mkdir,mkdirat,fsync,fdatasync,msync,sync,syncfs,sync_file_range,mmap,io_uring_enter";

/// One call that succeeded.
#[derive(Debug, Clone)]
pub(crate) enum Call {
    Open {
        path: PathBuf,
        fd: i32,
        create: bool,
        truncate: bool,
    },
    Close {
        fd: i32,
    },
    Duplicate {
        fd: i32,
        to: i32,
    },
    /// The place in the file is at this byte from now on.
    Seek {
        fd: i32,
        to: u64,
    },
    /// At this byte, or where the place in the file is.
    Write {
        fd: i32,
        at: Option<u64>,
        data: Vec<u8>,
    },
    Resize {
        fd: i32,
        len: u64,
    },
    /// Makes the file at least this long.
    Reserve {
        fd: i32,
        len: u64,
    },
    /// From where the places in both files are.
    Copy {
        from: i32,
        to: i32,
        len: usize,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    /// The second name for the same file.
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
    MakeDir {
        path: PathBuf,
    },
    Sync {
        fd: i32,
    },
    SyncEverything,
    /// A line on standard output.
    Said(String),
}

impl Call {
    /// What a person needs to find it in the source.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Write { fd, at, data } => format!("write {} bytes at {at:?} to {fd}", data.len()),
            Self::Open { .. }
            | Self::Close { .. }
            | Self::Duplicate { .. }
            | Self::Seek { .. }
            | Self::Resize { .. }
            | Self::Reserve { .. }
            | Self::Copy { .. }
            | Self::Rename { .. }
            | Self::Link { .. }
            | Self::Remove { .. }
            | Self::MakeDir { .. }
            | Self::Sync { .. }
            | Self::SyncEverything
            | Self::Said(_) => format!("{self:?}"),
        }
    }

    /// True if a crash right after it finds the disk different from right before it.
    pub(crate) fn changes(&self) -> bool {
        match self {
            Self::Write { fd, .. } => *fd > 2,
            Self::Open {
                create, truncate, ..
            } => *create || *truncate,
            Self::Resize { .. }
            | Self::Reserve { .. }
            | Self::Copy { .. }
            | Self::Rename { .. }
            | Self::Link { .. }
            | Self::Remove { .. }
            | Self::MakeDir { .. } => true,
            Self::Close { .. }
            | Self::Duplicate { .. }
            | Self::Seek { .. }
            | Self::Sync { .. }
            | Self::SyncEverything
            | Self::Said(_) => false,
        }
    }
}

/// Whether programs can be traced here.
pub(crate) fn works() -> bool {
    Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs the command to its end. Calls about anything outside `root` are left out.
pub(crate) fn record(command: &Command, root: &Path) -> Vec<Call> {
    let place = tempfile::tempdir().unwrap();
    let log = place.path().join("log");
    let mut traced = Command::new("strace");
    // -xx: every byte of every string as two digits; -y: what a descriptor stands for.
    traced
        .args(["-f", "-y", "-xx", "-s", "100000000", "-e", TRACED, "-o"])
        .arg(&log)
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        traced.env(name, value.unwrap_or_default());
    }
    let done = traced.output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr),
    );
    assert!(
        done.status.success() && out.contains("1 passed"),
        "{out}\n{err}"
    );
    parse(&std::fs::read_to_string(log).unwrap(), root)
}

/// The calls of a log.
fn parse(log: &str, root: &Path) -> Vec<Call> {
    let mut calls = Vec::new();
    // A call during which another thread made one is told in two parts.
    let mut begun: HashMap<&str, &str> = HashMap::new();
    for line in log.lines() {
        let (thread, rest) = line.split_once(' ').expect("a line begins with a thread");
        let rest = rest.trim_start();
        if let Some(begin) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, begin);
        } else if let Some(resumed) = rest.strip_prefix("<... ") {
            let (_, end) = resumed.split_once("resumed>").expect("it is resumed");
            let begin = begun.remove(thread).expect("what is resumed was begun");
            calls.extend(one(&format!("{begin}{end}"), root));
        } else {
            calls.extend(one(rest, root));
        }
    }
    calls
}

/// One line without its thread.
fn one(text: &str, root: &Path) -> Option<Call> {
    let (name, rest) = text.split_once('(')?;
    // Signals and exits.
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return None;
    }
    // The end of the arguments is the last ") = ", since nothing in them can look like it.
    let end = rest.rfind(") ")?;
    let (arguments, result) = (&rest[..end], rest[end..].split_once("= ")?.1);
    let digits: String = result
        .chars()
        .take_while(|digit| digit.is_ascii_digit() || *digit == '-')
        .collect();
    let result: i64 = digits.parse().ok().filter(|result| *result >= 0)?;
    let arguments = split(arguments);
    let inside = |path: &Path| path.starts_with(root);
    let (fd, fd_path) = arguments
        .first()
        .and_then(|first| descriptor(first))
        .unzip();
    let number = |at: usize| -> u64 { arguments[at].parse().expect("a number") };
    let result_fd = || i32::try_from(result).expect("a descriptor");
    let flags = |at: usize, flag: &str| arguments[at].split('|').any(|found| found == flag);
    let of_ours = |call: Call| fd_path.as_deref().is_some_and(inside).then_some(call);
    match name {
        "open" | "openat" | "creat" => {
            let at = usize::from(name == "openat");
            let path = if at == 1 {
                relative(&arguments[0], &arguments[1])
            } else {
                PathBuf::from(OsString::from_vec(string(&arguments[0])))
            };
            inside(&path).then(|| Call::Open {
                fd: result_fd(),
                create: name == "creat" || flags(at + 1, "O_CREAT"),
                truncate: name == "creat" || flags(at + 1, "O_TRUNC"),
                path,
            })
        }
        "close" => of_ours(Call::Close { fd: fd? }),
        "dup" | "dup2" | "dup3" => of_ours(Call::Duplicate {
            fd: fd?,
            to: result_fd(),
        }),
        "fcntl" if arguments[1].starts_with("F_DUPFD") => of_ours(Call::Duplicate {
            fd: fd?,
            to: result_fd(),
        }),
        "fcntl" => None,
        "lseek" => of_ours(Call::Seek {
            fd: fd?,
            to: result.unsigned_abs(),
        }),
        "write" | "pwrite64" | "writev" | "pwritev" | "pwritev2" => {
            let mut data = strings(&arguments[1]);
            data.truncate(usize::try_from(result).expect("a length"));
            if fd == Some(1) {
                return Some(Call::Said(String::from_utf8(data).expect("text")));
            }
            let at = match name {
                "write" | "writev" => None,
                _ => Some(number(3)),
            };
            of_ours(Call::Write { fd: fd?, at, data })
        }
        "ftruncate" => of_ours(Call::Resize {
            fd: fd?,
            len: number(1),
        }),
        "fallocate" if arguments[1] == "0" => of_ours(Call::Reserve {
            fd: fd?,
            len: number(2) + number(3),
        }),
        "copy_file_range" | "sendfile" => {
            let (from, to) = match name {
                "sendfile" => (1, 0),
                _ => (0, 2),
            };
            let (to, to_path) = descriptor(&arguments[to])?;
            let from = descriptor(&arguments[from])?.0;
            let offsets = match name {
                "sendfile" => [arguments[2].as_str(), "NULL"],
                _ => [arguments[1].as_str(), arguments[3].as_str()],
            };
            assert!(offsets == ["NULL"; 2], "copied with offsets: {text}");
            inside(&to_path).then(|| Call::Copy {
                from,
                to,
                len: usize::try_from(result).expect("a length"),
            })
        }
        "rename" | "renameat" | "renameat2" => {
            let (from, to) = match name {
                "rename" => (
                    PathBuf::from(OsString::from_vec(string(&arguments[0]))),
                    PathBuf::from(OsString::from_vec(string(&arguments[1]))),
                ),
                _ => (
                    relative(&arguments[0], &arguments[1]),
                    relative(&arguments[2], &arguments[3]),
                ),
            };
            (inside(&from) || inside(&to)).then_some(Call::Rename { from, to })
        }
        "linkat" => {
            let (from, to) = (
                relative(&arguments[0], &arguments[1]),
                relative(&arguments[2], &arguments[3]),
            );
            inside(&to).then_some(Call::Link { from, to })
        }
        "unlink" | "rmdir" | "unlinkat" => {
            let path = match name {
                "unlinkat" => relative(&arguments[0], &arguments[1]),
                _ => PathBuf::from(OsString::from_vec(string(&arguments[0]))),
            };
            inside(&path).then_some(Call::Remove { path })
        }
        "mkdir" | "mkdirat" => {
            let path = match name {
                "mkdirat" => relative(&arguments[0], &arguments[1]),
                _ => PathBuf::from(OsString::from_vec(string(&arguments[0]))),
            };
            inside(&path).then_some(Call::MakeDir { path })
        }
        "fsync" | "fdatasync" => of_ours(Call::Sync { fd: fd? }),
        "sync" | "syncfs" => Some(Call::SyncEverything),
        // Starts writing, and promises nothing.
        "sync_file_range" => None,
        "mmap" => {
            let mapped = descriptor(&arguments[4]).filter(|(_, path)| inside(path));
            let unseen = mapped.is_some() && flags(3, "MAP_SHARED") && flags(2, "PROT_WRITE");
            assert!(!unseen, "changes a file where nobody sees it: {text}");
            None
        }
        _ => {
            let about_us = fd_path.as_deref().is_some_and(inside)
                || arguments.iter().any(|argument| {
                    argument.starts_with('"')
                        && inside(Path::new(&OsString::from_vec(string(argument))))
                });
            assert!(!about_us, "not understood: {text}");
            None
        }
    }
}

/// The arguments, split where a comma stands outside strings and brackets.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0_u32, false);
    for byte in text.chars() {
        match byte {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if byte == ',' && !quoted && depth == 0 {
            parts.push(String::new());
        } else if byte != ' ' || !parts.last().is_some_and(String::is_empty) {
            parts.last_mut().expect("there is one").push(byte);
        }
    }
    parts
}

/// `3<\x2f\x61>`: the descriptor and what it stands for.
fn descriptor(text: &str) -> Option<(i32, PathBuf)> {
    let (number, path) = text.split_once('<')?;
    let path = path.split_once('>')?.0;
    Some((
        number.parse().ok()?,
        PathBuf::from(OsString::from_vec(unescape(path))),
    ))
}

/// A path argument after the descriptor of the directory it is relative to.
fn relative(dir: &str, path: &str) -> PathBuf {
    let dir = dir
        .split_once('<')
        .and_then(|(_, path)| path.split_once('>'))
        .map(|(path, _)| PathBuf::from(OsString::from_vec(unescape(path))))
        .unwrap_or_default();
    dir.join(OsString::from_vec(string(path)))
}

/// The bytes of a quoted string.
fn string(text: &str) -> Vec<u8> {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    unescape(inner.unwrap_or_else(|| panic!("not a whole string: {text:.200}")))
}

/// The bytes of all quoted strings, one after the other: of a plain argument or a list of buffers.
fn strings(text: &str) -> Vec<u8> {
    text.split('"')
        .skip(1)
        .step_by(2)
        .flat_map(unescape)
        .collect()
}

/// Bytes from `\x2f` each.
fn unescape(text: &str) -> Vec<u8> {
    let text = text.as_bytes();
    assert!(text.len().is_multiple_of(4), "not all in digits");
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    };
    text.chunks_exact(4)
        .map(|byte| digit(byte[2]) << 4 | digit(byte[3]))
        .collect()
}
