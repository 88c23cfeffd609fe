//! How long it takes to tell what a program is: from the hand-kept list alone (the bar is 5 µs), and from an index of a
//! computer with two thousand programs (the bar is 20 µs). It is asked once for each program that starts.

use criterion::{Criterion, criterion_group, criterion_main};
use luytre_catalog::formats::desktop;
use luytre_catalog::index::Index;
use luytre_catalog::installed::{Installed, Owner, Source};
use luytre_core::event::ProgramFacts;
use std::hint::black_box;

fn facts(exe: &str, command: &str) -> ProgramFacts {
    ProgramFacts {
        exe: Some(exe.to_owned()),
        command: Some(command.to_owned()),
        ..ProgramFacts::default()
    }
}

fn identify(criterion: &mut Criterion) {
    let jars =
        "/home/an/.minecraft/libraries/com/mojang/authlib/4.0.43/authlib-4.0.43.jar:".repeat(50);
    let cases = [
        (
            "a part of the desktop",
            facts("/usr/libexec/gvfsd", "/usr/libexec/gvfsd"),
        ),
        (
            "an unknown program",
            facts(
                "/home/an/.local/bin/thing",
                "./thing --full --screen --level 3",
            ),
        ),
        (
            "a known game",
            facts("/usr/games/supertuxkart", "supertuxkart --fullscreen"),
        ),
        (
            "a game by its main class",
            facts(
                "/usr/bin/java",
                &format!("java -Xmx2G -cp {jars} net.minecraft.client.main.Main"),
            ),
        ),
        (
            "a Windows game",
            facts(
                "/usr/bin/wine64-preloader",
                "Z:\\games\\Riot Games\\League of Legends\\League of Legends.exe",
            ),
        ),
    ];
    let index = index();
    for (name, facts) in cases {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| luytre_catalog::identify(black_box(&facts)));
        });
        criterion.bench_function(&format!("index: {name}"), |bencher| {
            bencher.iter(|| index.identify(black_box(&facts)));
        });
    }
    let installed = facts("/usr/bin/python3", "python3 /usr/bin/program-999 --window");
    criterion.bench_function("index: an installed script", |bencher| {
        bencher.iter(|| index.identify(black_box(&installed)));
    });
}

/// A computer with more programs than any family's.
fn index() -> Index {
    let entry = b"[Desktop Entry]\nType=Application\nName=x\nExec=x\nCategories=Game;\n";
    let entry = desktop::parse(entry).expect("an entry");
    let programs = (0..2_000).filter_map(|number| {
        let files = [format!("/usr/bin/program-{number}")];
        Installed::of_desktop(&entry, "x.desktop", Owner::System, &files)
    });
    let folders = (0..200).map(|number| {
        let folder = format!("/home/an/.config/itch/apps/game-{number}");
        Installed::of_folder(Source::Itch, &folder, "game", "apps", Owner::System)
    });
    Index::new(programs.chain(folders).collect(), Vec::new())
}

criterion_group!(benches, identify);
criterion_main!(benches);
