//! What a command line really runs. Interpreters, Wine, Java, emulators and the many small programs that only start another
//! one say nothing by their own name: here the words after them are followed to the script, archive, main class, Windows
//! program or content file that is meant.
//!
//! The same code reads the `Exec` of a menu entry and the command line of a running process, so that both come to the same
//! name. Absent on purpose: quoting (the kernel's command line has none left), variables, and anything that would need the
//! file system.

use crate::formats::steam::number_in_link;

/// What is run in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target<'a> {
    /// A program by name or path: nothing is behind it.
    Program(&'a str),
    /// A file that an interpreter runs: a script, an archive of Java, a game for LÖVE, an assembly of .NET.
    File(&'a str),
    /// A module of Python, which Python looks up by itself.
    Module(&'a str),
    /// A class of Java.
    MainClass(&'a str),
    /// A Windows program, in either notation.
    Windows(&'a str),
    /// What an emulator or engine was given to play.
    Content {
        /// The emulator, by name or path.
        player: &'a str,
        /// Path or name of the game.
        content: &'a str,
    },
    /// A Flatpak application.
    Flatpak(&'a str),
    /// A snap.
    Snap(&'a str),
    /// A game of Steam, started through Steam.
    Steam(u32),
    /// A web page in a window of its own: the whole argument, `--app-id=…` or `--app=…`.
    WebApp(&'a str),
    /// Somebody else is asked to start it (a link, a running launcher): nothing that could be recognised later.
    Elsewhere,
    /// Program text on the command line itself.
    Code,
}

/// Programs that start the one after them can stand one behind the other; more of them are no real command.
const MOST_STARTERS: usize = 8;

/// Programs that only start another one: the words after their options are its command.
const STARTERS: [&str; 27] = [
    "env",
    "gamemoderun",
    "mangohud",
    "gamescope",
    "nice",
    "ionice",
    "nohup",
    "setsid",
    "stdbuf",
    "time",
    "timeout",
    "padsp",
    "aoss",
    "pasuspender",
    "primusrun",
    "optirun",
    "prime-run",
    "strangle",
    "firejail",
    "pkexec",
    "sudo",
    "dbus-launch",
    "dbus-run-session",
    "xvfb-run",
    "box64",
    "box86",
    "exec",
];

/// What these words run; `None` for none.
#[must_use]
pub fn of<'a>(words: &[&'a str]) -> Option<Target<'a>> {
    // A shell's text may begin with settings: `X=1 game`.
    let settings = words.iter().take_while(|word| is_setting(word)).count();
    let mut words = &words[settings..];
    for _ in 0..MOST_STARTERS {
        let (program, rest) = words.split_first()?;
        let name = base(program);
        if !STARTERS.contains(&name) {
            return Some(one(program, name, rest));
        }
        let mut skipped = 0;
        while let Some(word) = rest.get(skipped) {
            if matches!(*word, "-u" | "-C" | "--unset" | "--chdir") {
                skipped += 2;
            } else if word.starts_with('-') || is_setting(word) || is_number(word) {
                skipped += 1;
            } else {
                break;
            }
        }
        words = rest.get(skipped..)?;
    }
    None
}

/// The file name, without the version that distributions add to interpreters' names (`python3.11`, `lua5.4`, `java`).
fn base(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

fn unversioned(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'))
}

/// `NAME=value` before a command.
fn is_setting(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

/// The value of an option such as `-n 10`.
fn is_number(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn is_option(word: &&str) -> bool {
    word.starts_with('-')
}

fn one<'a>(program: &'a str, name: &'a str, rest: &[&'a str]) -> Target<'a> {
    let first = rest.iter().find(|word| !is_option(word)).copied();
    // With nothing after it an interpreter is a program of its own: a prompt.
    let file = |found: Option<&'a str>| found.map_or(Target::Program(program), Target::File);
    match unversioned(name) {
        "sh" | "bash" | "dash" | "zsh" | "ksh" => {
            match rest.iter().position(|word| *word == "-c") {
                Some(at) => shell(&rest[at + 1..]),
                None => file(first),
            }
        }
        "python" | "pypy" => python(program, rest),
        "perl" | "ruby" | "lua" | "luajit" | "guile" | "tclsh" | "wish" | "php" | "node"
        | "nodejs" | "gjs" | "gjs-console" | "qml" | "racket" | "swipl" | "ocaml" | "escript"
        | "Rscript" | "awk" | "gawk" | "gforth" | "nickle" | "ocamlrun" => match rest.first() {
            Some(&"-e" | &"-c" | &"-r" | &"--eval") => Target::Code,
            Some(_) | None => file(first),
        },
        "java" | "javaw" => java(program, rest),
        "mono" | "mono-sgen" | "dotnet" | "electron" | "nw" | "love" | "renpy" | "qmlscene" => {
            file(first)
        }
        "wine" | "wine-preloader" | "wine64-preloader" | "wine-stable" | "wine64" | "proton"
        | "umu-run" => wine(program, rest),
        "godot" | "godot-runner" | "godot3-runner" => {
            let at = rest
                .iter()
                .position(|word| matches!(*word, "--main-pack" | "--path"));
            file(at.and_then(|at| rest.get(at + 1)).copied())
        }
        "flatpak" if rest.first() == Some(&"run") => {
            first_after(rest, 1).map_or(Target::Elsewhere, Target::Flatpak)
        }
        "snap" if rest.first() == Some(&"run") => {
            first_after(rest, 1).map_or(Target::Elsewhere, |app| Target::Snap(before_dot(app)))
        }
        "steam" => match rest.iter().find_map(|word| number_in_link(word)) {
            Some(number) => Target::Steam(number),
            None => Target::Program(program),
        },
        "lutris" | "heroic" | "itch" | "bottles" | "bottles-cli" => {
            let asks = rest.iter().any(|word| word.contains(':') || *word == "run");
            if asks {
                Target::Elsewhere
            } else {
                Target::Program(program)
            }
        }
        "xdg-open" | "gio" | "exo-open" | "gtk-launch" | "kde-open" | "sensible-browser"
        | "x-www-browser" | "su-to-root" => Target::Elsewhere,
        _ if program.starts_with("/snap/bin/") => Target::Snap(before_dot(name)),
        _ if is_player(name) => match content(rest) {
            Some(content) => Target::Content {
                player: program,
                content,
            },
            None => Target::Program(program),
        },
        _ => match rest
            .iter()
            .find(|word| word.starts_with("--app-id=") || word.starts_with("--app=http"))
        {
            Some(app) => Target::WebApp(app),
            None => Target::Program(program),
        },
    }
}

fn before_dot(app: &str) -> &str {
    app.split('.').next().unwrap_or(app)
}

fn first_after<'a>(words: &[&'a str], skip: usize) -> Option<&'a str> {
    words
        .iter()
        .skip(skip)
        .find(|word| !is_option(word))
        .copied()
}

/// The last simple command of a shell's text: what stands before it prepares (`cd /usr/share/x && exec ./x`).
fn shell<'a>(words: &[&'a str]) -> Target<'a> {
    // An `Exec` holds the whole text in one word, a running process's command line has it in many.
    let mut inner: Vec<&'a str> = words
        .iter()
        .flat_map(|word| word.split_ascii_whitespace())
        .take(256)
        .collect();
    if let Some(at) = inner
        .iter()
        .rposition(|word| matches!(*word, "&&" | ";" | "||" | "|") || word.ends_with(';'))
        .filter(|at| at + 1 < inner.len())
    {
        inner.drain(..=at);
    }
    let is_shell = |word: &&str| matches!(base(word), "sh" | "bash" | "dash" | "zsh" | "ksh");
    // A shell in a shell in a shell is nobody's game.
    if inner.first().is_none_or(is_shell) {
        return Target::Code;
    }
    of(&inner).unwrap_or(Target::Code)
}

fn python<'a>(program: &'a str, rest: &[&'a str]) -> Target<'a> {
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match *word {
            "-m" => {
                return words
                    .next()
                    .map_or(Target::Code, |module| Target::Module(module));
            }
            "-c" | "-" => return Target::Code,
            "-W" | "-X" => {
                words.next();
            }
            word if word.starts_with('-') => {}
            word => return Target::File(word),
        }
    }
    Target::Program(program)
}

fn java<'a>(program: &'a str, rest: &[&'a str]) -> Target<'a> {
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match *word {
            "-jar" => return words.next().map_or(Target::Code, |jar| Target::File(jar)),
            "-cp"
            | "-classpath"
            | "--class-path"
            | "-p"
            | "--module-path"
            | "--add-modules"
            | "--add-opens"
            | "--add-exports"
            | "--add-reads"
            | "--upgrade-module-path"
            | "--limit-modules"
            | "--patch-module" => {
                words.next();
            }
            "-m" | "--module" => {
                let module = words.next().copied().unwrap_or_default();
                return Target::MainClass(module.rsplit('/').next().unwrap_or(module));
            }
            word if word.starts_with('-') || word.starts_with('@') => {}
            word => return Target::MainClass(word),
        }
    }
    Target::Program(program)
}

/// Wine, Proton and their relatives: the first word that looks like a Windows program.
fn wine<'a>(program: &'a str, rest: &[&'a str]) -> Target<'a> {
    let ends = |word: &str, end: &str| {
        word.len() > end.len()
            && word.is_char_boundary(word.len() - end.len())
            && word[word.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    let is_starter = |word: &str| {
        let name = word.rsplit(['\\', '/']).next().unwrap_or(word);
        ["start.exe", "cmd.exe", "steam.exe", "explorer.exe"]
            .iter()
            .any(|starter| name.eq_ignore_ascii_case(starter))
    };
    rest.iter()
        .find(|word| {
            [".exe", ".lnk", ".bat", ".msi"]
                .iter()
                .any(|end| ends(word, end))
                && !is_starter(word)
        })
        .map_or(Target::Program(program), |word| Target::Windows(word))
}

/// Emulators and engines: what they are given is the game. Names end where a version or front end begins.
fn is_player(name: &str) -> bool {
    PLAYERS.iter().any(|player| {
        name.strip_prefix(player).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(['-', '_', '.'])
                || rest.bytes().all(|b| b.is_ascii_digit())
        })
    })
}

const PLAYERS: [&str; 35] = [
    "retroarch",
    "scummvm",
    "dosbox",
    "PPSSPPSDL",
    "PPSSPPQt",
    "ppsspp",
    "mame",
    "mednafen",
    "mgba",
    "snes9x",
    "fceux",
    "nestopia",
    "desmume",
    "melonDS",
    "dolphin-emu",
    "pcsx2",
    "rpcs3",
    "mupen64plus",
    "stella",
    "ares",
    "flycast",
    "duckstation",
    "higan",
    "vbam",
    "zsnes",
    "hatari",
    "fs-uae",
    "x64",
    "x64sc",
    "atari800",
    "openmsx",
    "frotz",
    "gargoyle",
    "ruffle",
    "gzdoom",
];

/// The last word that is no option nor the value of one of the usual: a path, or a game's name.
fn content<'a>(rest: &[&'a str]) -> Option<&'a str> {
    let mut found = None;
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match *word {
            // RetroArch's core, ScummVM's folder of the game, an emulator's configuration that is not a game's own.
            "-L" | "--libretro" | "--config" | "-c" | "--appendconfig" | "-p" | "--path" => {
                words.next();
            }
            "-conf" | "-iwad" | "-file" => found = words.next().copied(),
            word if word.starts_with('-') => {}
            word => found = Some(word),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_followed_to_what_they_run() {
        use Target::*;
        for (command, expected) in [
            (
                "/usr/games/supertux2 --fullscreen",
                Program("/usr/games/supertux2"),
            ),
            (
                "env LANG=C -u X gamemoderun nice -n 5 supertux2",
                Program("supertux2"),
            ),
            ("/bin/sh /usr/games/etr -x", File("/usr/games/etr")),
            ("sh -c cd /usr/share/x && exec ./x.bin", Program("./x.bin")),
            (
                "sh -c X=1 python3 -s /usr/share/games/x.py",
                File("/usr/share/games/x.py"),
            ),
            ("sh -c sh -c x", Code),
            (
                "/usr/bin/python3.11 -sP /usr/games/pychess",
                File("/usr/games/pychess"),
            ),
            ("python3 -W ignore -m pysol", Module("pysol")),
            ("python3 -c import(os)", Code),
            ("python3", Program("python3")),
            (
                "perl -w /usr/games/frozen-bubble",
                File("/usr/games/frozen-bubble"),
            ),
            ("perl -e x", Code),
            ("nickle /usr/games/ricochet", File("/usr/games/ricochet")),
            (
                "java -Xmx2G -cp a.jar:b.jar --add-opens x=y net.minecraft.client.main.Main --x",
                MainClass("net.minecraft.client.main.Main"),
            ),
            ("java -jar /home/an/M.jar", File("/home/an/M.jar")),
            ("java -p mods -m game/org.x.Main", MainClass("org.x.Main")),
            (
                "wine64-preloader Z:\\g\\Game.EXE -w",
                Windows("Z:\\g\\Game.EXE"),
            ),
            (
                "wine C:\\windows\\command\\start.exe /Unix /home/an/x.lnk",
                Windows("/home/an/x.lnk"),
            ),
            (
                "proton waitforexitandrun /g/Game.exe",
                Windows("/g/Game.exe"),
            ),
            ("mono /usr/lib/games/x.exe", File("/usr/lib/games/x.exe")),
            ("love /home/an/x.love", File("/home/an/x.love")),
            (
                "godot3-runner --main-pack /usr/share/games/x.pck",
                File("/usr/share/games/x.pck"),
            ),
            (
                "electron28 /usr/lib/x/app.asar",
                File("/usr/lib/x/app.asar"),
            ),
            (
                "retroarch -L /c/snes.so -f /roms/mario.sfc",
                Content {
                    player: "retroarch",
                    content: "/roms/mario.sfc",
                },
            ),
            (
                "scummvm -p /usr/share/scummvm/sky sky",
                Content {
                    player: "scummvm",
                    content: "sky",
                },
            ),
            (
                "/usr/bin/dosbox -conf /g/x.conf",
                Content {
                    player: "/usr/bin/dosbox",
                    content: "/g/x.conf",
                },
            ),
            ("scummvm", Program("scummvm")),
            (
                "flatpak run --branch=stable --command=osu! sh.ppy.osu",
                Flatpak("sh.ppy.osu"),
            ),
            ("/snap/bin/mc-installer.x", Snap("mc-installer")),
            ("steam steam://rungameid/730", Steam(730)),
            ("steam", Program("steam")),
            (
                "env LUTRIS_SKIP_INIT=1 lutris lutris:rungameid/3",
                Elsewhere,
            ),
            ("xdg-open https://x", Elsewhere),
            (
                "/opt/google/chrome/chrome --profile-directory=Default --app-id=abc",
                WebApp("--app-id=abc"),
            ),
        ] {
            let words: Vec<&str> = command.split(' ').collect();
            assert_eq!(of(&words), Some(expected), "{command}");
        }
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["env", "A=b"]), None);
        assert_eq!(
            of(&["sh", "-c", "cd /x && ./y.bin"]),
            Some(Program("./y.bin"))
        );
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_answered(words in proptest::collection::vec("[ -~ắ]{0,20}|sh|-c|env|python3|java|-jar|wine|dosbox", 0..30)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let _ = of(&words);
        }
    }
}
