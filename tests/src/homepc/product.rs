//! The agent itself in a home PC: its programs as cargo built them, installed by its own installer as a parent would.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::HomePc;
use super::error::Error;
use super::files::FileKind;

/// What an installation consists of.
const PROGRAMS: [&str; 3] = ["luytred", "luytre", "luytre-installer"];

/// Where the programs wait inside before they are installed.
const SOURCE: &str = "/opt/luytre-build";

/// The folder in which cargo put the programs of this build: beside the test's own, one level up.
///
/// # Errors
/// [`Error::Unbuilt`] with what is missing, since a test never builds anything itself.
pub fn built_programs() -> Result<PathBuf, Error> {
    let own = std::env::current_exe().map_err(Error::io("find this program"))?;
    let here = own.parent().unwrap_or(Path::new("/"));
    let folder = if here.ends_with("deps") {
        here.parent().unwrap_or(here)
    } else {
        here
    };
    match PROGRAMS.iter().find(|name| !folder.join(name).is_file()) {
        None => Ok(folder.to_owned()),
        Some(&missing) => Err(Error::Unbuilt(folder.join(missing))),
    }
}

impl HomePc {
    /// Copies the programs in and lets the installer install them: binaries, unit, PAM stage. The daemon runs afterwards.
    ///
    /// # Errors
    /// [`Error::Command`] with what the installer said when it failed.
    pub fn install_agent(&self, from: &Path) -> Result<(), Error> {
        for program in PROGRAMS {
            let to = format!("{SOURCE}/{program}");
            self.copy_in(&from.join(program), &to, FileKind::Program)?;
        }
        let installer = format!("{SOURCE}/luytre-installer");
        let argv = [installer.as_str(), "install", "--from", SOURCE, "--yes"];
        self.run_as_root(&argv)?.text().map(drop)
    }

    /// Gives the agent a household, as root (scripts and packages may).
    ///
    /// # Errors
    /// [`Error::Command`] with the agent's reasons when it refuses the file.
    pub fn apply_household(&self, toml: &str) -> Result<(), Error> {
        let path = "/run/household.toml";
        self.write_file(path, toml, FileKind::Secret)?;
        self.run_as_root(&["luytre", "policy", "apply", path])?
            .text()
            .map(drop)
    }
}

/// A household of one parent and two children, in which it is about noon now. `rules` continue the table of An; Bình has no
/// limits.
#[must_use]
pub fn household(rules: &str) -> String {
    let zone = noon_zone();
    format!(
        r#"
timezone = "{zone}"
language = "vi"

[[parent]]
id = "me"
name = "Mẹ"
accounts = ["parent"]

[[child]]
id = "binh"
name = "Bình"
accounts = ["binh"]
idle_after = "30s"

[[child]]
id = "an"
name = "An"
accounts = ["an"]
{rules}
"#
    )
}

/// A time zone in which it is noon now, give or take half an hour, so that no test runs over midnight.
fn noon_zone() -> String {
    let hour = (now_ms() / 3_600_000).rem_euclid(24);
    // The names count westwards: Etc/GMT-7 is seven hours east.
    match 12 - hour {
        east @ 0.. => format!("Etc/GMT-{east}"),
        west => format!("Etc/GMT+{}", -west),
    }
}

/// Wall time, the same in every home PC, in milliseconds.
///
/// # Panics
/// On a machine that believes to be before 1970.
#[must_use]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(since.expect("it is after 1970").as_millis()).expect("it fits")
}
