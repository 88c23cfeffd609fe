//! Installing, and taking it away again.

use std::collections::BTreeMap;

use luytre_tests::homepc::{Error, HomePc, built_programs};

use crate::{PLENTY, household};

/// Every file of the system that an installer could touch: name, kind, mode, owner, and for settings the content.
fn files(pc: &HomePc) -> Result<BTreeMap<String, String>, Error> {
    let script = r"
        find /etc /usr /var/lib /var/cache -xdev \
            \( -path /usr/share/man -o -path '/var/lib/systemd/*' -o -path '/var/lib/private/*' \) -prune \
            -o -printf '%p\t%y %m %U:%G %l\n'
        find /etc -xdev -type f -exec sha256sum {} + | sed 's|^\([0-9a-f]*\)  \(.*\)$|content of \2\t\1|'
    ";
    let text = pc.run_as_root(&["sh", "-c", script])?.text()?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, what)| (name.to_owned(), what.to_owned()))
        .collect())
}

fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let missing = before
        .iter()
        .filter(|(name, _)| !after.contains_key(*name))
        .map(|(name, what)| format!("- {name} {what}"));
    let other = after
        .iter()
        .filter(|(name, what)| before.get(*name) != Some(what))
        .map(|(name, what)| format!("+ {name} {what}"));
    missing.chain(other).collect()
}

#[test]
fn uninstalling_leaves_the_system_as_it_was() -> Result<(), Error> {
    let Some(pc) = HomePc::for_test("uninstall")? else {
        return Ok(());
    };
    let programs = built_programs()?;
    let run = |argv: &[&str]| pc.run_as_root(argv)?.text();
    // PAM's files as its own tool writes them.
    run(&["pam-auth-update", "--package"])?;
    let before = files(&pc)?;

    pc.install_agent(&programs)?;
    assert_eq!(run(&["systemctl", "is-active", "luytred"])?, "active");
    assert_eq!(run(&["systemctl", "is-enabled", "luytred"])?, "enabled");
    pc.apply_household(&household(PLENTY))?;
    let added = differences(&before, &files(&pc)?);
    assert!(
        added.iter().any(|line| line.contains("common-account")),
        "{added:#?}"
    );
    pc.login("an")?;

    run(&["luytre-installer", "uninstall", "--purge", "--yes"])?;
    let left = differences(&before, &files(&pc)?);
    assert!(left.is_empty(), "{left:#?}");
    assert!(pc.host_pids("luytred").is_empty());
    assert!(run(&["systemctl", "--failed", "--no-legend"])?.is_empty());
    assert_eq!(
        run(&[
            "sh",
            "-c",
            "ls /run/luytre 2>&1 | grep -v 'No such' || true"
        ])?,
        ""
    );
    pc.login("binh")?;
    Ok(())
}

/// Without --purge the household stays for the next installation.
#[test]
fn an_update_keeps_household_and_use() -> Result<(), Error> {
    let Some(pc) = crate::pc_with("update", PLENTY)? else {
        return Ok(());
    };
    pc.login("an")?;
    let mut talk = pc.talk_as_root()?;
    let before = talk.wait_status(
        "something is used",
        luytre_tests::wait::PATIENCE,
        |status| status.child("an").screen.used >= 1_000,
    )?;
    drop(talk);
    pc.install_agent(&built_programs()?)?;
    let after = pc.talk_as_root()?.status()?;
    assert!(after.child("an").screen.used >= before.child("an").screen.used);
    pc.run_as_root(&["luytre-installer", "uninstall", "--yes"])?
        .text()?;
    pc.install_agent(&built_programs()?)?;
    let again = pc.talk_as_root()?.status()?;
    assert!(again.child("an").screen.used >= after.child("an").screen.used);
    assert_eq!(
        again.child("an").screen.left,
        Some(7_200_000 - again.child("an").screen.used)
    );
    Ok(())
}
