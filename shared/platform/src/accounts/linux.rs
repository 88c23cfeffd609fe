//! Linux: the user database through the C library, so that directory services count as well.

use super::AccountInfo;
use crate::Error;
use crate::raw::{self, Passwd, PasswdKey};
use luytre_core::id::Account;
use std::ffi::CString;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// Numbers that belong to people where `/etc/login.defs` does not say.
const USUAL_RANGE: (u32, u32) = (1000, 60_000);

/// systemd's user "nobody" and its dynamic and container ranges are never people.
const NOBODY: u32 = 65_534;

/// Groups whose members may become root on the usual distributions.
const ADMIN_GROUPS: [&str; 3] = ["sudo", "wheel", "admin"];

impl From<Passwd> for AccountInfo {
    fn from(entry: Passwd) -> Self {
        Self {
            account: Account(entry.name),
            uid: entry.uid,
            gid: entry.gid,
            full_name: entry.gecos.split(',').next().unwrap_or_default().to_owned(),
            home: entry.home,
            shell: entry.shell,
        }
    }
}

pub(super) fn by_name(account: &Account) -> Result<AccountInfo, Error> {
    let unknown = || Error::UnknownAccount(account.clone());
    // A name with a zero byte in it cannot exist.
    let name = CString::new(account.as_str()).map_err(|_| unknown())?;
    if name.is_empty() {
        return Err(unknown());
    }
    raw::passwd(PasswdKey::Name(&name))
        .map_err(|e| Error::system(format!("looking up the account {account}"), e))?
        .map(AccountInfo::from)
        .ok_or_else(unknown)
}

pub(super) fn by_uid(uid: u32) -> Result<AccountInfo, Error> {
    raw::passwd(PasswdKey::Uid(uid))
        .map_err(|e| Error::system(format!("looking up user {uid}"), e))?
        .map(AccountInfo::from)
        .ok_or_else(|| Error::UnknownAccount(Account(uid.to_string())))
}

pub(super) fn current() -> Result<AccountInfo, Error> {
    by_uid(rustix::process::getuid().as_raw())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "same signature on every system; others can fail"
)]
pub(super) fn is_administrator(info: &AccountInfo) -> Result<bool, Error> {
    if info.is_root() {
        return Ok(true);
    }
    let Ok(name) = CString::new(info.account.as_str()) else {
        return Ok(false);
    };
    // A group without a name (or with a directory service that is away) is none of the three.
    Ok(raw::group_ids(&name, info.gid).into_iter().any(|gid| {
        raw::group_name(gid)
            .ok()
            .flatten()
            .is_some_and(|name| ADMIN_GROUPS.contains(&name.as_str()))
    }))
}

pub(super) fn people() -> Result<Vec<AccountInfo>, Error> {
    let path = "/etc/passwd";
    let text = fs::read(path).map_err(|e| Error::system(format!("reading {path}"), e))?;
    Ok(people_in(&String::from_utf8_lossy(&text), range()))
}

fn people_in(passwd: &str, range: (u32, u32)) -> Vec<AccountInfo> {
    let mut people: Vec<AccountInfo> = passwd
        .lines()
        .filter_map(entry)
        .filter(|info| in_range(info.uid, range) && lets_in(&info.shell))
        .collect();
    people.sort_by_key(|info| info.uid);
    people
}

/// One line of `passwd(5)`.
fn entry(line: &str) -> Option<AccountInfo> {
    let mut fields = line.split(':');
    let (name, _, uid, gid) = (
        fields.next()?,
        fields.next()?,
        fields.next()?,
        fields.next()?,
    );
    let (gecos, home, shell) = (fields.next()?, fields.next()?, fields.next()?);
    (!name.is_empty()).then_some(())?;
    Some(AccountInfo {
        account: Account::from(name),
        uid: uid.parse().ok()?,
        gid: gid.parse().ok()?,
        full_name: gecos.split(',').next().unwrap_or_default().to_owned(),
        home: home.into(),
        shell: shell.into(),
    })
}

/// False for the shells that only send a person away. An empty one means `/bin/sh`.
fn lets_in(shell: &Path) -> bool {
    !shell
        .file_name()
        .is_some_and(|name| name == "nologin" || name == "false" || name == "sync")
}

pub(super) fn is_person(uid: u32) -> bool {
    in_range(uid, range())
}

fn in_range(uid: u32, (lowest, highest): (u32, u32)) -> bool {
    (lowest..=highest).contains(&uid) && uid != NOBODY
}

/// The range of people, read once: the file changes only when an administrator edits it.
fn range() -> (u32, u32) {
    static RANGE: OnceLock<(u32, u32)> = OnceLock::new();
    *RANGE.get_or_init(|| {
        fs::read("/etc/login.defs").map_or(USUAL_RANGE, |text| {
            range_in(&String::from_utf8_lossy(&text))
        })
    })
}

fn range_in(login_defs: &str) -> (u32, u32) {
    let value = |key: &str| {
        login_defs.lines().find_map(|line| {
            let mut words = line.split_whitespace();
            (words.next()? == key).then(|| words.next()?.parse().ok())?
        })
    };
    (
        value("UID_MIN").unwrap_or(USUAL_RANGE.0),
        value("UID_MAX").unwrap_or(USUAL_RANGE.1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_found_by_name_and_number() {
        let root = by_name(&Account::from("root")).unwrap();
        assert_eq!(root, by_uid(0).unwrap());
        assert!(root.is_root());
        assert!(is_administrator(&root).unwrap());
        assert!(!is_person(0));
    }

    #[test]
    fn unknown_accounts_are_told_apart_from_failures() {
        for name in ["", "no-such-account-here", "a\0b"] {
            assert!(
                matches!(by_name(&Account::from(name)), Err(Error::UnknownAccount(_))),
                "{name:?}"
            );
        }
        assert!(matches!(
            by_uid(4_294_000_000),
            Err(Error::UnknownAccount(_))
        ));
    }

    #[test]
    fn system_accounts_are_no_administrators() {
        let nobody = by_name(&Account::from("nobody")).unwrap();
        assert!(!is_administrator(&nobody).unwrap());
        assert!(!is_person(nobody.uid));
    }

    #[test]
    fn people_are_those_in_the_range_who_can_log_in() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\n\
            daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n\
            binh:x:1002:1002:Bình,,,:/home/binh:/bin/bash\n\
            an:x:1001:1001:An Nguyễn,,,:/home/an:\n\
            mail:x:1003:1003::/home/mail:/usr/sbin/nologin\n\
            nobody:x:65534:65534:nobody:/nonexistent:/bin/sh\n\
            broken:x:notanumber:1:::\n\
            short:x\n";
        let people = people_in(passwd, (1000, 60_000));
        let names: Vec<&str> = people.iter().map(|p| p.account.as_str()).collect();
        assert_eq!(names, ["an", "binh"]);
        assert_eq!(people[0].full_name, "An Nguyễn");
    }

    #[test]
    fn the_range_is_read_and_has_a_default() {
        assert_eq!(
            range_in("# UID_MIN 5\nUID_MIN\t 500\nUID_MAX 70000\n"),
            (500, 70_000)
        );
        assert_eq!(range_in("UID_MIN lots\n"), USUAL_RANGE);
    }
}
