//! The account stage of PAM: how a login asks the agent, such that nothing but a clear refusal refuses.
//!
//! `pam_exec` gives `PAM_SYSTEM_ERR` both for a command that ends with any code but 0 and for one that cannot be started, so
//! a refusal by failure could not be told from a broken installation. The line therefore turns it round: its command
//! *succeeds* only when the login check ended with 77, success means `die`, and everything else (a missing script, shell or
//! module, a timeout, a crash, no memory) means `ignore`. libpam makes "permission denied" of a stack that died in success.
//!
//! `seteuid` makes `su` ask as root and not as the caller, `stdout` shows the reason at the login screen, `quiet` hides
//! pam_exec's own words, and `quiet_log` (where the module has it) spares the log a line for every allowed login.

use crate::places::LOGIN_CHECK;
use thiserror::Error;

const BEGIN: &str =
    "# >>> luytre: added by luytre-installer, removed by `luytre-installer uninstall`";
const END: &str = "# <<< luytre";

/// What the system's `pam_exec` can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PamExec {
    /// It knows `quiet_log`.
    QuietLog,
    /// It would take `quiet_log` for the command to run.
    Plain,
}

impl PamExec {
    /// From the module's own bytes: the option's name is in it or is not.
    #[must_use]
    pub fn of_module(bytes: &[u8]) -> Self {
        let name = b"quiet_log";
        if bytes.windows(name.len()).any(|window| window == name) {
            Self::QuietLog
        } else {
            Self::Plain
        }
    }
}

/// Control, module and arguments of the line.
fn line(module: PamExec) -> String {
    let quiet_log = match module {
        PamExec::QuietLog => " quiet_log",
        PamExec::Plain => "",
    };
    format!(
        "[success=die default=ignore]\tpam_exec.so stdout quiet{quiet_log} seteuid type=account \
         /bin/sh -c [exec 2>/dev/null; {LOGIN_CHECK}; test $? -eq 77]"
    )
}

/// The profile for Debian's `pam-auth-update`. Its name is plain ASCII, because it is shown in whatever locale the
/// package manager runs in.
#[must_use]
pub fn profile(module: PamExec) -> String {
    format!(
        "Name: Luy Tre: refuse a login while the child's time is over\nDefault: yes\nPriority: 0\n\
         Account-Type: Additional\nAccount:\n\t{}\n",
        line(module)
    )
}

/// True if a PAM file asks the agent.
#[must_use]
pub fn asks_the_agent(text: &str) -> bool {
    text.lines()
        .any(|line| !line.trim_start().starts_with('#') && line.contains(LOGIN_CHECK))
}

/// Why a PAM file was left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Error {
    /// Nothing to put the line before: not a file of the kind it was taken for.
    #[error("the file has no account lines")]
    NoAccountLines,
    /// The end mark is gone, so what is ours cannot be told from what is not.
    #[error("the mark at the end of the block is missing")]
    UnclosedBlock,
}

/// The file with the marked block before its first account line: later ones may end the stage early.
///
/// # Errors
/// See [`enum@Error`]; then nothing should be written.
pub fn with_block(text: &str, module: PamExec) -> Result<String, Error> {
    let text = without_block(text)?;
    let is_account = |line: &str| {
        let line = line.trim_start().trim_start_matches('-');
        line.strip_prefix("account")
            .is_some_and(|rest| rest.starts_with([' ', '\t']))
    };
    let mut out = String::with_capacity(text.len() + 512);
    let mut done = false;
    for line_of_file in text.split_inclusive('\n') {
        if !done && is_account(line_of_file) {
            out.push_str(&format!("{BEGIN}\naccount\t{}\n{END}\n", line(module)));
            done = true;
        }
        out.push_str(line_of_file);
    }
    if done {
        Ok(out)
    } else {
        Err(Error::NoAccountLines)
    }
}

/// The file without the marked block; unchanged where there is none.
///
/// # Errors
/// [`Error::UnclosedBlock`]; then nothing should be written.
pub fn without_block(text: &str) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for line_of_file in text.split_inclusive('\n') {
        match (inside, line_of_file.trim_end()) {
            (false, BEGIN) => inside = true,
            (true, END) => inside = false,
            (true, _) => {}
            (false, _) => out.push_str(line_of_file),
        }
    }
    if inside {
        Err(Error::UnclosedBlock)
    } else {
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEDORA: &str = "#%PAM-1.0\nauth required pam_env.so\n\naccount  sufficient  pam_localuser.so\naccount required pam_permit.so\n";

    #[test]
    fn the_block_goes_before_the_first_account_line_and_out_again() {
        let with = with_block(FEDORA, PamExec::QuietLog).expect("has account lines");
        let lines: Vec<&str> = with.lines().collect();
        assert_eq!(lines[3], BEGIN);
        assert!(lines[4].starts_with(
            "account\t[success=die default=ignore]\tpam_exec.so stdout quiet quiet_log seteuid"
        ));
        assert_eq!(lines[5], END);
        assert!(lines[6].starts_with("account  sufficient"));
        assert!(asks_the_agent(&with));
        assert_eq!(without_block(&with).expect("closed"), FEDORA);
    }

    #[test]
    fn a_second_time_changes_nothing() {
        let once = with_block(FEDORA, PamExec::Plain).expect("has account lines");
        assert_eq!(
            with_block(&once, PamExec::Plain).expect("has account lines"),
            once
        );
        let other = with_block(&once, PamExec::QuietLog).expect("has account lines");
        assert_eq!(other.matches(BEGIN).count(), 1);
    }

    #[test]
    fn files_of_another_kind_are_left_alone() {
        assert_eq!(
            with_block(
                "auth required pam_unix.so\n# account\naccounting x\n",
                PamExec::Plain
            ),
            Err(Error::NoAccountLines)
        );
        assert_eq!(with_block("", PamExec::Plain), Err(Error::NoAccountLines));
        let open = format!("{BEGIN}\naccount x\n");
        assert_eq!(without_block(&open), Err(Error::UnclosedBlock));
        assert_eq!(without_block(FEDORA).as_deref(), Ok(FEDORA));
    }

    #[test]
    fn an_older_module_is_not_given_an_option_it_would_run_as_a_command() {
        assert_eq!(
            PamExec::of_module(b"\0stdout\0quiet\0quiet_log\0"),
            PamExec::QuietLog
        );
        assert_eq!(PamExec::of_module(b"\0stdout\0quiet\0"), PamExec::Plain);
        assert!(!profile(PamExec::Plain).contains("quiet_log"));
    }

    #[test]
    fn a_comment_does_not_ask_the_agent() {
        assert!(asks_the_agent(&profile(PamExec::Plain)));
        assert!(!asks_the_agent(&format!("# account x {LOGIN_CHECK}\n")));
    }
}
