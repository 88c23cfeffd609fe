//! How long it takes to tell what a program is. The bar is 5 µs: it is asked once for each program that starts.

use criterion::{Criterion, criterion_group, criterion_main};
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
    for (name, facts) in cases {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| luytre_catalog::identify(black_box(&facts)));
        });
    }
}

criterion_group!(benches, identify);
criterion_main!(benches);
