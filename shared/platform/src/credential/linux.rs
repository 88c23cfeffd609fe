//! `systemd-creds`: secrets go in and out by pipes, never by arguments, environment or files.

use super::LARGEST;
use crate::Error;
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

pub(super) fn program() -> Option<PathBuf> {
    ["/usr/bin/systemd-creds", "/bin/systemd-creds"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.is_file())
}

pub(super) fn has_tpm(program: &Path, limit: Duration) -> bool {
    run(program, limit, ["has-tpm2", "--quiet"], &[]).is_ok()
}

pub(super) fn seal(
    program: &Path,
    limit: Duration,
    name: &str,
    secret: &[u8],
) -> Result<Vec<u8>, Error> {
    // Bound to the TPM and not to its measurements of firmware and loader: an update of those must not cost a family
    // its limits.
    let name = format!("--name={name}");
    let arguments = ["encrypt", &name, "--tpm2-pcrs=", "-", "-"];
    run(program, limit, arguments, secret).map(|sealed| sealed.to_vec())
}

pub(super) fn open(
    program: &Path,
    limit: Duration,
    name: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let name = format!("--name={name}");
    run(program, limit, ["decrypt", &name, "-", "-"], sealed)
}

/// Runs the program to its end or to the limit; gives what it writes.
fn run<const N: usize>(
    program: &Path,
    limit: Duration,
    arguments: [&str; N],
    input: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let doing = || {
        format!(
            "running {} {}",
            program.display(),
            arguments.first().unwrap_or(&"")
        )
    };
    let failed = |source: io::Error| Error::system(doing(), source);
    let until = Instant::now() + limit;
    let mut child = Command::new(program)
        .args(arguments.map(OsStr::new))
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let talked = talk(&mut child, input, until);
    if talked.is_err() {
        // It may have ended by itself already.
        child.kill().ok();
    }
    // Its output is closed or it was killed, so this does not wait for long; a child that only closed its output and
    // stays is ended as well.
    let status = match talked {
        Ok(_) => wait(&mut child, until),
        Err(_) => child.wait(),
    };
    let output = talked.map_err(failed)?;
    let status = status.map_err(failed)?;
    if status.success() {
        Ok(output)
    } else {
        Err(failed(io::Error::other(format!("it failed: {status}"))))
    }
}

/// Writes the input and reads the output, each on a thread of its own so that neither can block the other or us.
fn talk(child: &mut Child, input: &[u8], until: Instant) -> io::Result<Zeroizing<Vec<u8>>> {
    let (mut stdin, stdout) = match (child.stdin.take(), child.stdout.take()) {
        (Some(stdin), Some(stdout)) => (stdin, stdout),
        (None | Some(_), _) => return Err(io::Error::other("no pipe")),
    };
    let input = Zeroizing::new(input.to_vec());
    thread::Builder::new().spawn(move || {
        // A program that does not read says so by its status.
        stdin.write_all(&input).ok();
    })?;
    let (tell, hear) = mpsc::sync_channel(1);
    thread::Builder::new().spawn(move || {
        let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
        // Of its full size from the start: growing would leave a piece of the secret behind.
        let mut output = Zeroizing::new(Vec::with_capacity(LARGEST + 1));
        let read = stdout.take(most + 1).read_to_end(&mut output);
        tell.send(read.map(|_| output)).ok();
    })?;
    let output = hear
        .recv_timeout(until.saturating_duration_since(Instant::now()))
        .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    if output.len() > LARGEST {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(output)
}

/// Waits for the end until then, and ends it if that is too late.
fn wait(child: &mut Child, until: Instant) -> io::Result<std::process::ExitStatus> {
    const LOOK: Duration = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if Instant::now() >= until {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::from(io::ErrorKind::TimedOut));
        }
        thread::sleep(LOOK);
    }
}
